"""The tool that tries mutants of the kernel's code still works: here, on a few functions of it."""

import subprocess
import sys

from tests.kernel.mutants_of_code import Trial, equivalents

FEW = ("theorem.product_of_positives", "theorem.mean_square", "theorem.cut")


def test_the_mutants_of_a_few_functions_are_noticed() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "tests.kernel.mutants_of_code", *FEW],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    wanted = Trial(*FEW).mutants.keys()
    tried = len(wanted - equivalents().keys())
    assert tried > 20
    assert f"all: {len(wanted)} mutants, {tried} killed" in done.stdout


def test_what_is_said_to_be_equivalent_is_a_mutant_and_has_its_reason() -> None:
    assert equivalents().keys() <= Trial().all.keys()
    assert all(reason.endswith(".") for reason in equivalents().values())
