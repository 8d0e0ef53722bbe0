"""What all tests share: the number of random pairs, their seed, and a section of counts."""

from collections.abc import Callable

import pytest

COUNTS = pytest.StashKey[list[str]]()


def pytest_addoption(parser: pytest.Parser) -> None:
    group = parser.getgroup("derivations")
    group.addoption("--pairs", type=int, default=10_000, help="random pairs of terms to try")
    group.addoption("--seed", type=int, default=0, help="the seed of the random pairs")


def pytest_configure(config: pytest.Config) -> None:
    config.stash[COUNTS] = []


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


def pytest_terminal_summary(
    terminalreporter: pytest.TerminalReporter, config: pytest.Config
) -> None:
    if config.stash[COUNTS]:
        terminalreporter.section("counts")
        for line in config.stash[COUNTS]:
            terminalreporter.write_line(line)
