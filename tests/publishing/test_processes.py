"""Verification over several processes: what one process finds, however the others are started."""

import json
import os
import subprocess
import sys
from dataclasses import replace
from multiprocessing import get_all_start_methods

import pytest

from derivations import theorem
from derivations.kernel.errors import MalformedError
from derivations.publishing import processes
from derivations.publishing.processes import cores, verify_over

IDS = ("normal-equation", "squared-error-gap", "sum-of-equal-terms")

# A process that is spawned runs the module that started it too, and so has its witness.
SCRIPT = """
import os, sys
from multiprocessing import set_start_method

from derivations import processes, verify
from derivations.__main__ import main

_, method, witness, *arguments = sys.argv
if witness == "refuses":
    verify.by_numbers = lambda *_: (False, None)
elif witness == "dies":
    verify.by_numbers = lambda *_: os._exit(3)
if __name__ == "__main__":
    set_start_method(method)
    processes.BLOCK = 1
    sys.exit(main(["verify", *arguments]))
"""


@pytest.fixture(scope="module")
def script(tmp_path_factory):
    path = tmp_path_factory.mktemp("processes") / "script.py"
    path.write_text(SCRIPT, "utf-8")
    return path


def run(script, method, *, processes, witness="agrees", flags=()):
    return subprocess.run(
        [sys.executable, *flags, script, method, witness, *IDS, "--json", "--processes", processes],
        capture_output=True,
        text=True,
        encoding="utf-8",
        env={**os.environ, "PYTHONIOENCODING": "utf-8"},
        check=False,
        timeout=300,
    )


def without_seconds(done):
    data = json.loads(done.stdout)
    assert all(found.pop("seconds") >= 0 for found in data["theorems"])
    return data


@pytest.mark.parametrize("method", get_all_start_methods())
def test_two_processes_report_what_one_does(script, method):
    one, two = (run(script, method, processes=number) for number in ("1", "2"))
    assert (one.returncode, two.returncode) == (0, 0), two.stderr
    assert without_seconds(one) == without_seconds(two)
    assert [found["id"] for found in without_seconds(two)["theorems"]] == list(IDS)


@pytest.mark.parametrize("method", get_all_start_methods())
def test_a_line_that_a_process_refuses_is_reported(script, method):
    done = run(script, method, processes="2", witness="refuses")
    totals = json.loads(done.stdout)["totals"]
    assert done.returncode == 1
    assert totals["refused"] == totals["steps"] > 0


def test_a_process_that_dies_ends_the_command(script):
    done = run(script, get_all_start_methods()[0], processes="2", witness="dies")
    assert done.returncode == 1
    assert done.stdout == ""
    assert "terminated abruptly" in done.stderr


def test_processes_work_without_assertions(script):
    done = run(script, "spawn", processes="2", flags=["-O"])
    assert done.returncode == 0, done.stderr


def test_one_core_needs_no_other_process(monkeypatch):
    monkeypatch.setattr(os, "sched_getaffinity", lambda _: {0}, raising=False)
    monkeypatch.setattr(processes, "ProcessPoolExecutor", None)
    results = [theorem(id) for id in IDS[:2]]
    assert cores() == 1
    assert [r.result for r in verify_over(cores(), results) if r.holds] == results


def test_what_is_not_published_stays_in_this_process():
    renamed = replace(theorem(IDS[0]), title="Another")
    with pytest.raises(MalformedError, match="not published"):
        next(verify_over(2, [renamed, theorem(IDS[1])]))
    assert next(verify_over(1, [renamed])).holds
