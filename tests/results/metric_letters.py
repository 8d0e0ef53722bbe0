"""Measures of error written down once more, for the kernel; and for SymPy, as numbers."""

from __future__ import annotations

from sympy import Matrix, Rational, sqrt

from derivations.kernel.statements import ForEach, Invertible
from derivations.kernel.terms import Absolute, Identity, Index, Letter, Ones, SquaredNorm, SumOver

from .letters import n, y

i, ones = Index("i", n), Ones(n)
y_i = i.T @ y
mu, nu, g = Letter("mu", n), Letter("nu", n), Letter("g", n)
a, b, b_hat, c, s, x = (Letter(name) for name in ("a", "b", "b_hat", "c", "s", "x"))
t = Letter("t")
g_i = i.T @ g
centring = Identity(n) - ones @ ones.T / n
not_zero = ForEach(i, Invertible(y_i))


def MSE(y, mu):
    """‖y − μ‖²/n."""
    return SquaredNorm(y - mu) / n


def MAE(y, mu):
    """Σᵢ |yᵢ − μᵢ|/n."""
    return SumOver(i, Absolute(i.T @ y - i.T @ mu)) / n


def MAPE(y, mu):
    """Σᵢ |(yᵢ − μᵢ)/yᵢ|/n."""
    return SumOver(i, Absolute((i.T @ y - i.T @ mu) / (i.T @ y))) / n


def MSPE(y, mu):
    """Σᵢ ((yᵢ − μᵢ)/yᵢ)²/n."""
    return SumOver(i, ((i.T @ y - i.T @ mu) / (i.T @ y)) ** 2) / n


def TSS(y):
    """yᵀCy."""
    return y.T @ centring @ y


def R_sq(y, mu):
    """1 − ‖y − μ‖²/TSS."""
    return 1 - SquaredNorm(y - mu) / TSS(y)


# In SymPy. Columns of numbers are Matrix.

OBSERVED, PREDICTED, OTHERS = Matrix([1, 2, 6]), Matrix([2, 1, 4]), Matrix([3, 4, 4])
SCALES = [Rational(-3, 2), Rational(1, 100), Rational(5)]
PLACES = [Rational(k, 6) for k in range(-6, 49)]  # all observations, and what lies between


def mean(values):
    return sum(values) / Rational(len(values))


def squared(y, mu):
    return mean([(o - p) ** 2 for o, p in zip(y, mu, strict=True)])


def root(y, mu):
    return sqrt(squared(y, mu))


def absolute(y, mu):
    return mean([abs(o - p) for o, p in zip(y, mu, strict=True)])


def percentage(y, mu):
    return mean([abs((o - p) / o) for o, p in zip(y, mu, strict=True)])


def squared_percentage(y, mu):
    return mean([((o - p) / o) ** 2 for o, p in zip(y, mu, strict=True)])


def total(y):
    """Σᵢ (yᵢ − ȳ)²."""
    return sum((each - mean(y)) ** 2 for each in y)


def determination(y, mu):
    return 1 - squared(y, mu) * len(y) / total(y)


def alike(number, y):
    """One number for all."""
    return Matrix([number] * len(y))


def best(error, y):
    """All places at which the error is least, among those that are tried."""
    least = min(error(y, alike(place, y)) for place in PLACES)
    return [place for place in PLACES if error(y, alike(place, y)) == least]
