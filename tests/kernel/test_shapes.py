"""What is built of parts whose shapes do not fit, or that may not be random there, is refused."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from derivations.kernel.errors import MalformedError, ShapeError
from derivations.kernel.nodes import LONGEST
from derivations.kernel.statements import (
    ChiSquared,
    Equals,
    FullColumnRank,
    Gaussian,
    Independent,
    IndependentVectors,
    Integrable,
    Invertible,
    Laplace,
    Maximises,
    Minimises,
    Nonnegative,
    Positive,
    PositiveDefinite,
    PositiveSemidefinite,
    SquareIntegrable,
    StudentT,
    UniquelyMaximises,
    UniquelyMinimises,
)
from derivations.kernel.terms import (
    Absolute,
    Covariance,
    Density,
    Derivative,
    Determinant,
    Dimension,
    Exp,
    Expectation,
    Index,
    Inverse,
    Letter,
    Log,
    MomentGenerating,
    Product,
    ProductOver,
    Random,
    Root,
    Scaled,
    SquaredNorm,
    Sum,
    SumOver,
    Trace,
    Zero,
)
from derivations.kernel.trees import Abbreviation

n, d = Dimension("n"), Dimension("d")
A, X, M = Letter("A", n, n), Letter("X", n, d), Letter("M", d, d)
u, v, w, s, t = Letter("u", n), Letter("v", n), Letter("w", d), Letter("s"), Letter("t")
row = Letter("r", 1, n)
i, j = Index("i", n), Index("j", n)
noise, other, e = Random("epsilon", n), Random("eta", d), Random("e")
R = Random("R", n, d)

DO_NOT_FIT: list[Callable[[], object]] = [
    *(lambda: Sum(u, w), lambda: Sum(A, X), lambda: Sum(u, row), lambda: Equals(u, w)),
    *(lambda: Product(u, v), lambda: Product(X, u), lambda: Product(A, M), lambda: Product(row, w)),
    *(lambda: Scaled(u, v), lambda: Scaled(row, u), lambda: Scaled(A, A), lambda: u * v),
    *(lambda: Inverse(X), lambda: Inverse(u), lambda: Trace(X), lambda: Determinant(row)),
    *(lambda: Invertible(X), lambda: PositiveDefinite(X), lambda: PositiveSemidefinite(u)),
    *(lambda: SquaredNorm(row), lambda: SquaredNorm(A)),
    *(lambda: Exp(u), lambda: Log(A), lambda: Root(row), lambda: Absolute(u)),
    *(lambda: Nonnegative(u), lambda: Positive(A), lambda: ProductOver(i, u)),
    *(lambda: Index("k", n, d), lambda: Index("k", 1, 2)),
    *(
        lambda: Derivative(row @ u, u, w),
        lambda: Derivative(u.T, u, v),
        lambda: Derivative(A, u, v),
    ),
    *(lambda: Minimises(w, s, u), lambda: Maximises(w, SquaredNorm(u), u)),
    *(lambda: UniquelyMinimises(v, u, u), lambda: UniquelyMaximises(v, u @ u.T, u)),
    *(lambda: Density(noise, w), lambda: Density(R, X), lambda: MomentGenerating(noise, w)),
    *(lambda: Density(noise.T, row), lambda: Covariance(noise.T, noise), lambda: Covariance(R, e)),
    *(lambda: Expectation(R), lambda: Independent(noise.T), lambda: SquareIntegrable(noise.T)),
    *(lambda: IndependentVectors(noise, other.T), lambda: IndependentVectors(noise.T, other)),
    *(lambda: Gaussian(noise, w, A), lambda: Gaussian(noise, u, M), lambda: Gaussian(noise, u, X)),
    *(lambda: Laplace(noise, s, t), lambda: Laplace(e, u, t), lambda: Laplace(e, s, u)),
    *(lambda: ChiSquared(noise, s), lambda: ChiSquared(e, u), lambda: StudentT(e, noise, s)),
    *(lambda: Abbreviation("f", (u,), (w,), u), lambda: Abbreviation("f", (u, u), (v, v), u)),
    *(lambda: Letter("x", 0), lambda: Letter("x", -1), lambda: Letter("x", LONGEST)),
    *(lambda: Letter("x", True), lambda: Letter("x", s), lambda: Zero("n")),
]

DO_NOT_MEAN_ANYTHING: list[Callable[[], object]] = [
    lambda: s / 0,
    *(lambda: Derivative(Exp(s), s, t), lambda: Derivative(Inverse(s), s, t)),
    lambda: SumOver(i, SumOver(j, (i.T @ u) * (j.T @ u))),
    lambda: ProductOver(i, SumOver(j, (i.T @ u) * (j.T @ u))),
    *(lambda: Density(noise, noise), lambda: Density(Exp(e), s), lambda: MomentGenerating(e, e)),
    *(lambda: Expectation(Exp(e)), lambda: Expectation(e * e * e), lambda: Expectation(Inverse(e))),
    *(lambda: Covariance(e * e, e), lambda: Covariance(e, e * e), lambda: Covariance(Exp(e), e)),
    *(lambda: Gaussian(noise, noise, A), lambda: Gaussian(Exp(e), s, t), lambda: Gaussian(e, s, e)),
    *(lambda: Laplace(e, e, t), lambda: ChiSquared(Exp(e), s), lambda: StudentT(e, e, e)),
    *(lambda: Integrable(Exp(e)), lambda: Independent(Exp(e)), lambda: SquareIntegrable(Log(e))),
    *(lambda: Minimises(e, Density(e, s), s), lambda: Minimises(t, Log(s), s)),
    *(
        lambda: Abbreviation("f", (s,), (t,), t),
        lambda: Abbreviation("f", (s,), (e,), Density(e, s)),
    ),
]


@pytest.mark.parametrize("build", DO_NOT_FIT)
def test_shapes_that_do_not_fit(build: Callable[[], object]) -> None:
    with pytest.raises(ShapeError):
        build()


@pytest.mark.parametrize("build", DO_NOT_MEAN_ANYTHING)
def test_what_does_not_mean_anything(build: Callable[[], object]) -> None:
    with pytest.raises(MalformedError):
        build()


def test_what_is_bound_is_a_letter_of_a_column() -> None:
    for letter in (row, X, noise, i, s + t):
        with pytest.raises(MalformedError):
            Minimises(letter, s, letter)


def test_what_has_full_rank_has_any_shape() -> None:
    assert FullColumnRank(X)
    assert Letter("x", LONGEST - 1)


def test_what_is_of_no_law_or_constant_may_be_anything() -> None:
    assert Abbreviation("f", (s,), (e,), s * s)
    assert Derivative(s * Exp(t), s, t)
    assert Trace(A).shape == Determinant(A).shape == (1, 1)


def test_a_size_that_only_looks_like_a_dimension() -> None:
    forged = tuple.__new__(Dimension, (Dimension, "n,1", (1, 1)))
    for kind in (Letter, Random, Index):
        with pytest.raises(MalformedError, match="not of a known kind"):
            kind("x", forged)
