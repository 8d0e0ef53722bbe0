"""Data that nobody here made, read exactly: each decimal is a fraction, never a float.

The files `data/*.dat` are the sets for linear regression of NIST's *Statistical Reference Datasets*
(2003), as NIST distributes them, each with the figures that NIST certifies.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from importlib import resources

NIST = (  # in NIST's order of difficulty
    *("Norris", "Pontius"),
    *("NoInt1", "NoInt2", "Filip", "Longley"),
    *("Wampler1", "Wampler2", "Wampler3", "Wampler4", "Wampler5"),
)


@dataclass(frozen=True, slots=True)
class Certified:
    """The figures that NIST certifies, as they are printed: 15 digits, of numbers with many more.

    Coefficients and standard errors are in the order of the columns of the design matrix. F is
    `None` where the fit is perfect and the certificate says "Infinity".
    """

    coefficients: tuple[str, ...]
    standard_errors: tuple[str, ...]
    residual_deviation: str
    r_squared: str
    residual_sum: str
    f: str | None


@dataclass(frozen=True, slots=True)
class Dataset:
    """Observations y, and the columns of features, as exact numbers."""

    name: str
    source: str
    y: tuple[Fraction, ...]
    features: tuple[tuple[Fraction, ...], ...]
    names: tuple[str, ...]
    has_intercept: bool
    certified: Certified | None = None

    @property
    def X(self) -> list[list[Fraction]]:
        """The rows of X: n×d, without a column of ones."""
        return [list(row) for row in zip(*self.features, strict=True)]

    @property
    def design(self) -> list[list[Fraction]]:
        """The rows of [X 1], as in the text, or of X where there is no intercept."""
        return [[*row, Fraction(1)] if self.has_intercept else row for row in self.X]


@cache
def nist(name: str) -> Dataset:
    """One of NIST's sets, by its name in `NIST`.

    >>> nist("NoInt1").y[0], nist("Longley").features[0][0]
    (Fraction(130, 1), Fraction(83, 1))
    """
    text = _file(f"{name}.dat")
    lines = text.splitlines()
    source = re.search(r"Reference: +(.*?)\n\s*\n", text, re.DOTALL)
    parameters = re.findall(r"^ +B(\d+) +(\S+) +(\S+) *$", text, re.MULTILINE)
    has_intercept = parameters[0][0] == "0"
    if has_intercept:
        parameters = [*parameters[1:], parameters[0]]
    first = int(re.findall(r"lines? (\d+) to", text)[1]) - 1
    rows = [[Fraction(entry) for entry in line.split()] for line in lines[first:] if line.strip()]
    y, *features = (tuple(column) for column in zip(*rows, strict=True))
    names = tuple(f"x{number}" for number in range(1, len(features) + 1))
    degree = len(parameters) - has_intercept
    if len(features) == 1:
        powers = range(1, degree + 1)
        names = tuple("x" if power == 1 else f"x^{power}" for power in powers)
        features = [tuple(x**power for x in features[0]) for power in powers]
    f = _after(r"^Regression.* (\S+) *$", text)
    certified = Certified(
        tuple(estimate for _, estimate, _ in parameters),
        tuple(error for _, _, error in parameters),
        _after(r"Standard Deviation +([\d.E+-]+) *$", text),
        _after(r"R-Squared +(\S+) *$", text),
        _after(r"^Residual +\d+ +(\S+)", text),
        None if f == "Infinity" else f,
    )
    reference = " ".join(source[1].split()) if source else ""
    return Dataset(name, reference, y, tuple(features), names, has_intercept, certified)


@cache
def diabetes() -> Dataset:
    """Ten measurements of 442 patients and the progression of their diabetes a year later.

    Efron, Hastie, Johnstone and Tibshirani (2004), *Least Angle Regression*, as scikit-learn has
    them, unscaled.

    >>> diabetes().names[2], diabetes().features[2][0]
    ('bmi', Fraction(321, 10))
    """
    head, *rows = (line.split(",") for line in _file("diabetes.csv").splitlines())
    *features, y = (tuple(map(Fraction, column)) for column in zip(*rows, strict=True))
    source = "Efron, Hastie, Johnstone and Tibshirani (2004), Least Angle Regression"
    return Dataset("diabetes", source, y, tuple(features), tuple(head[:-1]), True)


def _after(pattern: str, text: str) -> str:
    """What a pattern catches in a file; raises ValueError where it catches nothing."""
    found = re.search(pattern, text, re.MULTILINE)
    if not found:
        raise ValueError(f"nothing in the file is like {pattern}")
    return found[1]


def _file(name: str) -> str:
    return resources.files(__package__).joinpath("data", name).read_text("ascii")
