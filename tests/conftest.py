"""What tests share: random pairs and their seed, counts, and a Python with SymPy alone."""

import os
import subprocess
import sys
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path

import pytest

PAIRS = int(os.environ.get("PAIRS", "2500"))
COUNTS = pytest.StashKey[list[str]]()

# What takes longest, and is left to `make test`: `make quick` runs all but these and the site.
SLOW = {
    *("test_mutants", "test_mutants_of_proofs", "test_search", "test_verify", "test_properties"),
    *("test_six_steps", "test_code", "test_registry", "test_fuzz", "test_fuzz_finds"),
    *("test_derivation", "test_processes", "test_instances", "test_command_line", "test_export"),
    *("test_decide", "test_facts", "test_theorems", "test_copied_latex", "test_opened"),
    *("test_limits", "test_picture", "test_mutants_of_code", "test_agreement", "test_attacks"),
}


def pytest_addoption(parser: pytest.Parser) -> None:
    group = parser.getgroup("derivations")
    group.addoption("--pairs", type=int, default=PAIRS, help="random pairs of terms to try")
    group.addoption("--seed", type=int, default=0, help="the seed of the random pairs")


def pytest_configure(config: pytest.Config) -> None:
    config.stash[COUNTS] = []
    config.addinivalue_line("markers", "slow: takes long, and is left out of `make quick`")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The site's files come first, then the slow ones: at the end no core waits for a long file."""
    items.sort(key=lambda item: (item.path.parent.name != "site", item.path.stem not in SLOW))
    for item in items:
        if item.path.stem in SLOW:
            item.add_marker(pytest.mark.slow)


@pytest.fixture(scope="session")
def pairs(request: pytest.FixtureRequest) -> int:
    number: int = request.config.getoption("pairs")
    return number


@pytest.fixture(scope="session")
def seed(request: pytest.FixtureRequest) -> int:
    number: int = request.config.getoption("seed")
    return number


@pytest.fixture(scope="session")
def tally(request: pytest.FixtureRequest) -> Callable[[str], None]:
    """Adds a line to the counts that are shown at the end of a run."""
    return request.config.stash[COUNTS].append


@pytest.fixture(scope="session")
def sympy_alone(tmp_path_factory: pytest.TempPathFactory) -> Callable[..., str]:
    """Runs Python where SymPy, and mpmath on which it rests, are all that can be imported."""
    folder = tmp_path_factory.mktemp("sympy_alone")
    for package in ("sympy", "mpmath"):
        spec = find_spec(package)
        assert spec
        assert spec.origin
        (folder / package).symlink_to(Path(spec.origin).parent)

    def run(*arguments: str, entered: str) -> str:
        done = subprocess.run(
            [sys.executable, "-S", *arguments],  # without site-packages
            input=entered,
            capture_output=True,
            text=True,
            cwd=folder,
            env={"PYTHONPATH": str(folder)},
        )
        assert done.returncode == 0, done.stderr
        assert "Error" not in done.stderr, done.stderr
        return done.stdout

    return run


def pytest_terminal_summary(
    terminalreporter: pytest.TerminalReporter, config: pytest.Config
) -> None:
    if config.stash[COUNTS]:
        terminalreporter.section("counts")
        for line in config.stash[COUNTS]:
            terminalreporter.write_line(line)
