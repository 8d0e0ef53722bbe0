"""Moments in SymPy alone, exact: the laws have finitely many outcomes."""

from __future__ import annotations

from collections.abc import Callable
from itertools import product
from typing import TypeAlias

import pytest
from sympy import Integer, Matrix, Rational, Symbol, prod

Chances: TypeAlias = "tuple[tuple[Rational, Rational], ...]"  # a probability and a value, each
Law: TypeAlias = "list[tuple[Rational, Matrix]]"
Function: TypeAlias = "Callable[[Matrix], Matrix]"

# Laws of one entry, with mean 0 and variance 1.
SIGNS: Chances = ((Rational(1, 2), Integer(1)), (Rational(1, 2), Integer(-1)))
SKEWED: Chances = ((Rational(1, 5), Integer(2)), (Rational(4, 5), Rational(-1, 2)))
whatever_the_law = pytest.mark.parametrize("entry", [SIGNS, SKEWED], ids=["signs", "skewed"])

sigma = Symbol("sigma", positive=True)
MIXED = Matrix([[1, 0, 0], [1, 1, 0], [0, -1, 2]])  # factors of covariances other than σ²I
UNEQUAL = Matrix([[1, 0, 0], [0, 2, 0], [0, 0, 3]])
TRUTH = Matrix([1, -3])  # w⋆


def noise(entry: Chances, factor: Matrix) -> Law:
    """The law of Lz, of mean 0 and variance LLᵀ: the entries of z are independent, with this law.

    With L = σI it is that of independent noise of variance σ².
    """
    return [
        (prod(chance for chance, _ in each), factor * Matrix([value for _, value in each]))
        for each in product(entry, repeat=factor.cols)
    ]


def moved(law: Law, by: Matrix) -> Law:
    """The law of the vector plus a constant."""
    return [(chance, outcome + by) for chance, outcome in law]


def itself(outcome: Matrix) -> Matrix:
    """The random vector whose law it is."""
    return outcome


def mean(f: Function, law: Law) -> Matrix:
    """E[f], the sum of probability · f(outcome)."""
    first, *others = (chance * f(outcome) for chance, outcome in law)
    return sum(others, first).expand()


def covariance(f: Function, g: Function, law: Law) -> Matrix:
    """Cov[f, g] = E[(f − E[f])(g − E[g])ᵀ]."""
    from_f, from_g = mean(f, law), mean(g, law)
    return mean(lambda u: (f(u) - from_f) * (g(u) - from_g).T, law)


def variance(f: Function, law: Law) -> Matrix:
    """Var[f] = Cov[f, f]."""
    return covariance(f, f, law)
