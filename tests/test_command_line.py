"""The command line, as a user runs it."""

import json
import os
import shlex
import subprocess
import sys

import pytest

from derivations import __version__, theorem
from derivations.__main__ import main
from derivations.kernel.facts import FACTS
from derivations.presentation.theorems import single_line_text
from derivations.printing.formulas import text
from derivations.publishing.contents import CHAPTERS
from derivations.publishing.registry import known_ids, numbers, read_registry


def run(*arguments, optimised=False):
    flags = ["-O"] if optimised else []
    return subprocess.run(
        [sys.executable, *flags, "-m", "derivations", *arguments],
        capture_output=True,
        text=True,
        check=False,
    )


def test_verify_one():
    done = run("verify", "normal-equation")
    assert done.returncode == 0
    assert "normal-equation" in done.stdout
    assert "1 theorems, 3 lines: 3 proved, 0 refused" in done.stdout


def test_verify_as_json_is_one_object():
    done = run("verify", "normal-equation", "--json")
    data = json.loads(done.stdout)
    assert done.returncode == 0
    assert data["totals"] == {"theorems": 1, "steps": 3, "proved": 3, "refused": 0}
    assert [step["id"] for step in data["theorems"][0]["steps"]] == [
        "normal-equation.add-and-subtract",
        "normal-equation.gradient",
        "normal-equation.stationary",
    ]


def test_verify_works_without_assertions():
    assert run("verify", "squared-error-gap", optimised=True).returncode == 0


def test_verify_fails_when_a_witness_disagrees(monkeypatch, capsys):
    monkeypatch.setattr("derivations.publishing.verify.by_numbers", lambda *_: (False, None))
    assert main(["verify", "normal-equation"]) == 1
    assert "normal-equation.gradient: kernel ✓ sympy ✓ numbers ✗" in capsys.readouterr().out


def test_verify_fails_when_a_proof_does_not_replay(monkeypatch, capsys):
    monkeypatch.setattr("derivations.publishing.verify.replays", lambda *_: False)
    assert main(["verify", "normal-equation"]) == 1
    assert "3 refused" in capsys.readouterr().out


def test_a_terminal_without_mathematics_still_works():
    done = subprocess.run(
        [sys.executable, "-m", "derivations", "show", "normal-equation"],
        env={**os.environ, "PYTHONIOENCODING": "ascii"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0
    assert "Traceback" not in done.stderr


def test_list():
    done = run("list")
    assert done.returncode == 0
    rows = [line.split(maxsplit=2) for line in done.stdout.splitlines()]
    assert [row[0] for row in rows] == list(known_ids())
    number = numbers()["normal-equation"]
    assert ["normal-equation", number, "The normal equation"] in rows


@pytest.mark.parametrize(
    ("style", "content"),
    [
        ("text", "XᵀXŵ = Xᵀy"),
        ("latex", r"X^{\mathsf{T}} X \hat{w}"),
        ("sympy", "X.T*X"),
        ("json", '"statement"'),
    ],
)
def test_show(style, content):
    done = run("show", "normal-equation", "--format", style)
    assert done.returncode == 0
    assert content in done.stdout


def test_a_theorem_is_shown_by_its_number_too():
    number = numbers()["normal-equation"]
    assert run("show", number).stdout == run("show", "normal-equation").stdout


@pytest.mark.parametrize(
    ("style", "content"),
    [
        (
            "text",
            ["The normal equation, line 2", "no hypothesis", "(n/2) ∇J(ŵ)", "the gradient at"],
        ),
        ("latex", ["% normal-equation.gradient", r"\nabla J(\hat{w})"]),
        ("sympy", ["# normal-equation.gradient", "Jacobian"]),
        ("json", ['"normal-equation.gradient"', '"hypotheses": []']),
    ],
)
def test_a_line_is_shown_by_its_id_and_by_its_number(style, content):
    done = run("show", "normal-equation.gradient", "--format", style)
    assert done.returncode == 0
    for part in content:
        assert part in done.stdout
    number = f"{numbers()['normal-equation']}.2"
    assert run("show", number, "--format", style).stdout == done.stdout


def test_a_line_as_json_is_one_object_with_its_own_hash():
    shown = json.loads(run("show", "normal-equation.gradient", "--format", "json").stdout)
    assert shown["hash"] == read_registry()["normal-equation.gradient"]["hashes"][-1]


def test_a_line_says_what_it_supposes_and_what_it_cites():
    for id in known_ids():
        result = theorem(id)
        for line in result.lines:
            shown = single_line_text(result, line)
            assert all(text(h) in shown for h in line.theorem.hypotheses)
            assert all(FACTS[fact].source in shown for fact in line.theorem.facts)


def test_verify_understands_numbers_and_takes_each_theorem_once():
    done = run("verify", numbers()["normal-equation"], "normal-equation")
    assert done.returncode == 0
    assert "1 theorems, 3 lines" in done.stdout


def test_the_version():
    done = run("--version")
    assert (done.returncode, done.stdout.strip()) == (0, __version__)


@pytest.mark.parametrize(
    ("command", "said"),
    [
        ("", "the following arguments are required: command"),
        (
            "frobnicate",
            "choose from 'verify', 'list', 'show', 'audit', 'export', 'trusted', 'register'",
        ),
        ("list all", "unrecognized arguments: all"),
        ("show", "the following arguments are required: ID"),
        ("show normal-equation hessian", "unrecognized arguments: hessian"),
        ("show normal-equation --format pdf", "choose from 'text', 'latex', 'sympy', 'json'"),
        ("show normal-equatoin", "did you mean normal-equation"),
        ("show NORMAL-EQUATION", "did you mean normal-equation"),
        ("show Normal-Equation.Gradient", "did you mean normal-equation"),
        ("show normal-equation.Gradient", "did you mean gradient?"),
        ("show normal-equation.7", "its lines are add-and-subtract, gradient, stationary"),
        ("show normal-equation.", "has no line ''"),
        ("show .gradient", "no theorem has the id '.gradient'"),
        ("show ''", "no theorem has the id ''"),
        ("show '\udcff'", "no theorem has the id"),
        ("show 99.9", f"there is no chapter 99: they are 1 to {len(CHAPTERS)}"),
        ("show 0", "there is no chapter 0"),
        ("show 1", "are 1.1 to 1."),
        ("show 1.99", f"1.99 is the number of no theorem: those of chapter 1, {CHAPTERS[0].title}"),
        ("show 1.1.99", "1.1.99 is the number of no line: those of 1.1, "),
        ("show 1.1.1.1", "is the number of no line"),
        ("verify normal-equatoin", "did you mean normal-equation"),
        ("verify ''", "no theorem has the id ''"),
        ("verify normal-equation.gradient", "is a line: verify its theorem, normal-equation"),
        ("verify 1.1.1", "is a line: verify its theorem"),
        ("verify --processes 0", "a whole number from 1 on, not '0'"),
        ("verify --processes -1", "a whole number from 1 on, not '-1'"),
        ("verify --processes two", "a whole number from 1 on, not 'two'"),
        (f"verify --processes {'9' * 5000}", "a whole number from 1 on"),
    ],
)
def test_a_wrong_call_exits_2_and_says_what_is_wrong(command, said, capfd):
    try:
        code = main(shlex.split(command))
    except SystemExit as stopped:
        code = stopped.code
    shown = capfd.readouterr()
    assert code == 2
    assert said in shown.err
    assert "Traceback" not in shown.err
    assert not shown.out


def test_the_exit_codes_are_documented():
    assert "Exit codes: 0 if all holds, 1 if something does not, 2" in run("--help").stdout


@pytest.mark.parametrize("command", [("list",), ("show", "normal-equation")])
def test_a_reader_of_the_output_may_go(command):
    call = shlex.join([sys.executable, "-m", "derivations", *command])
    done = subprocess.run(["bash", "-c", f"{call} | true"], capture_output=True, text=True)
    assert done.stderr == ""


def test_an_interrupt_ends_without_a_traceback(monkeypatch, capsys):
    def interrupted(_):
        raise KeyboardInterrupt

    monkeypatch.setattr("derivations.__main__.run_list", interrupted)
    assert main(["list"]) == 130
    assert capsys.readouterr().err == ""
