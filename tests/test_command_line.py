"""The command line, as a user runs it."""

import json
import os
import subprocess
import sys

import pytest

from derivations.__main__ import main


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
    monkeypatch.setattr("derivations.verify.by_numbers", lambda *_: (False, None))
    assert main(["verify", "normal-equation"]) == 1
    assert "normal-equation.gradient: kernel ✓ sympy ✓ numbers ✗" in capsys.readouterr().out


def test_verify_fails_when_a_proof_does_not_replay(monkeypatch, capsys):
    monkeypatch.setattr("derivations.verify.replays", lambda *_: False)
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
    assert any(line.split()[0] == "normal-equation" for line in done.stdout.splitlines())


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


@pytest.mark.parametrize("command", [("show", "normal-equatoin"), ("verify", "normal-equatoin")])
def test_an_unknown_id_exits_2_and_suggests_the_nearest(command):
    done = run(*command)
    assert done.returncode == 2
    assert "did you mean normal-equation" in done.stderr
    assert "Traceback" not in done.stderr
