"""Exact instances of the hypotheses that regression makes."""

from __future__ import annotations

from fractions import Fraction
from random import Random

import numpy as np
import pytest

from derivations.examples.instances import instance, judge
from derivations.kernel.errors import MalformedError
from derivations.kernel.statements import (
    Equals,
    ForEach,
    FullColumnRank,
    Gaussian,
    Independent,
    IndependentVectors,
    Invertible,
    Laplace,
    Maximises,
    Minimises,
    Nonnegative,
    Positive,
    PositiveDefinite,
    PositiveSemidefinite,
    SquareIntegrable,
    UniquelyMaximises,
    UniquelyMinimises,
    symmetric,
)
from derivations.kernel.terms import (
    Absolute,
    Covariance,
    Density,
    Derivative,
    Dimension,
    Exp,
    Expectation,
    Identity,
    Index,
    Inverse,
    Letter,
    Log,
    Number,
    Ones,
    Pi,
    ProductOver,
    Root,
    SquaredNorm,
    SumOver,
    Zero,
)
from derivations.kernel.terms import Random as RandomLetter
from derivations.kernel.trees import Abbreviation
from derivations.numbers.distributions import TwoValued, moments
from derivations.numbers.elimination import rank
from derivations.numbers.evaluate import valuation_of
from derivations.numbers.truth import all_names, holds

n, d, k = Dimension("n"), Dimension("d"), Dimension("k")
X, y, w, w_hat, v = (
    Letter("X", n, d),
    Letter("y", n),
    Letter("w", d),
    Letter("w_hat", d),
    Letter("v", d),
)
A, B, C, P = (Letter(name, n, n) for name in "ABCP")
D, E, E1, E2 = Letter("D", k, n), Letter("E", n, d), Letter("E1", n, d), Letter("E2", n)
s, u = Letter("s"), Letter("u", n)
J = Abbreviation("J", (w,), (w,), SquaredNorm(X @ w - y) / n)
GRAM = X.T @ X
NORMAL = Equals(GRAM @ w_hat, X.T @ y)
PROJECTION = [Equals(C @ C, C), symmetric(C)]

i, eps, m, variances = Index("i", n), RandomLetter("eps", n), Letter("m", n), Letter("s", n)
sigma_sq, V = Letter("sigma_sq"), Letter("V", n, n)
EACH_GAUSSIAN = ForEach(i, Gaussian(i.T @ eps, i.T @ m, i.T @ variances))
EQUAL = [Equals(m, Zero(n)), Equals(variances, sigma_sq * Ones(n)), Positive(sigma_sq)]

eta, T = RandomLetter("eta", n), RandomLetter("T", d)
CENTRED = Equals(Expectation(eps), Zero(n))
SPHERICAL = Equals(Covariance(eps, eps), sigma_sq * Identity(n))

DISTANCE = SumOver(i, Absolute(i.T @ (X @ w - u)))
GAUSSIANS = ProductOver(i, Exp(-((i.T @ (X @ w - u)) ** 2) / s) / Root(2 * Pi() * s))
PDF = Density(X @ w + eps, u)
t, p = Letter("t"), Letter("p", n)
ODDS = Abbreviation("odds", (t,), (i.T @ X @ w_hat,), Exp(t))
CHANCES = ForEach(i, Equals(i.T @ p, ODDS / (1 + ODDS)))
EQUAL_VALUES = Equals(J, Abbreviation("J", (w,), (w_hat,), J.body))

CASES = {
    "normal equation": [NORMAL],
    "a direction in the kernel": [Equals(X @ v, Zero(n))],
    "two solutions": [NORMAL, Equals(X @ (w - w_hat), Zero(n))],
    "invertible gram": [Invertible(GRAM)],
    "closed form": [Equals(w_hat, Inverse(GRAM) @ X.T @ y)],
    "full column rank": [FullColumnRank(X), NORMAL],
    "symmetric": [symmetric(A)],
    "DX = 0": [Equals(D @ X, Zero(k, d)), Invertible(GRAM)],
    "orthonormal columns": [Equals(E.T @ E, Identity(d))],
    "projection": PROJECTION,
    "two projections": [*PROJECTION, Equals(P @ P, P), Equals(P @ C, Zero(n, n))],
    "stationary": [Equals(Derivative(J, w, w_hat), Zero(1, d))],
    "minimum": [Minimises(w_hat, J, w)],
    "unique minimum": [UniquelyMinimises(w_hat, J, w)],
    "definite gram": [PositiveDefinite(GRAM)],
    "definite": [PositiveDefinite(A), PositiveSemidefinite(B), Equals(A @ B, B @ A)],
    "scalar times vector": [Equals(s * u, Zero(n))],
    "commuting": [Equals(A @ B, B @ A), Invertible(A)],
    "right inverse": [Equals(A @ B, Identity(n))],
    "two equations for one letter": [Equals(A @ u, u), Equals(Ones(n).T @ u, s)],
    "signs": [Positive(s), Nonnegative(-Ones(n).T @ u)],
    "a definition of a definition": [Equals(B, A @ A), Equals(C, B + A.T), Invertible(C)],
    "a positive number": [Positive(s)],
    "positive entries": [ForEach(i, Positive(i.T @ u))],
    "entries that are given": [ForEach(i, Equals(i.T @ u, i.T @ A @ u + s))],
    "maximum": [Maximises(w_hat, -J, w)],
    "centred": [CENTRED, Invertible(GRAM)],
    "equal variances": [CENTRED, SPHERICAL, SquareIntegrable(eps), Invertible(GRAM)],
    "variances by a matrix": [Equals(Covariance(eps, eps), V)],
    "centred entries": [ForEach(i, Equals(Expectation(i.T @ eps), Zero()))],
    "independent entries of equal variance": [
        Independent(eps),
        ForEach(i, Equals(Covariance(i.T @ eps, i.T @ eps), sigma_sq)),
    ],
    "second moments": [Equals(Expectation(eps @ eps.T), sigma_sq * Identity(n))],
    "mean square": [Equals(Expectation(SquaredNorm(eps)), n * sigma_sq)],
    "uncorrelated vectors": [Equals(Covariance(eps, eta), Zero(n, n)), SPHERICAL],
    "independent vectors": [IndependentVectors(eps, SquaredNorm(eta)), SPHERICAL],
    "a covariance with the score": [
        Equals(Covariance(T, X.T @ eps / sigma_sq), Identity(d)),
        SPHERICAL,
        Positive(sigma_sq),
        Invertible(GRAM),
    ],
    "uncorrelated images": [Equals(A @ Covariance(eps, eps) @ B.T, Zero(n, n))],
    "Gaussian noise": [Gaussian(eps, Zero(n), sigma_sq * Identity(n)), SquareIntegrable(eps)],
    "an outcome of a law": [Equals(u, X @ w + eps), SPHERICAL],
    "noise": [Independent(eps), EACH_GAUSSIAN, *EQUAL],
    "noise of any variances": [Independent(eps), EACH_GAUSSIAN, Equals(m, Zero(n))],
    "correlated noise": [Gaussian(eps, Zero(n), sigma_sq * V), PositiveDefinite(V)],
    "Laplace noise": [Independent(eps), ForEach(i, Laplace(i.T @ eps, i.T @ m, sigma_sq))],
    "independent": [Independent(eps)],
    "least absolute error": [Minimises(w_hat, DISTANCE, w)],
    "likelihood": [Maximises(w_hat, GAUSSIANS, w), Positive(s)],
    "likelihood of Laplace noise": [Maximises(w_hat, Exp(-DISTANCE / s) / s, w), Positive(s)],
    "density": [Maximises(w_hat, PDF, w), Independent(eps), EACH_GAUSSIAN, *EQUAL],
    "density, at one point": [UniquelyMaximises(w_hat, PDF, w), EACH_GAUSSIAN, *EQUAL],
    "equal values": [EQUAL_VALUES],
    "labels": [CHANCES, Equals(X.T @ (p - y), Zero(d))],
    "no hypotheses": [],
}  # fmt: skip


@pytest.mark.parametrize("shape", [(2, 1), (3, 2), (4, 3), (3, 3)])
@pytest.mark.parametrize("name", CASES)
def test_an_instance_is_found_that_satisfies_every_hypothesis(name, shape):
    sizes = {n: shape[0], d: shape[1], k: 2}
    for seed in range(5):
        found = instance(CASES[name], [X, s], sizes, Random(seed))
        assert found is not None
        assert {X, s} <= found.keys()
        assert sizes.items() <= found.items()
        assert found[X].shape == shape
        assert all(holds(hypothesis, found) for hypothesis in CASES[name])
        for key, matrix in found.items():
            if isinstance(key, Letter):
                assert all(type(entry) in (int, Fraction) for entry in matrix.reshape(-1))


def test_an_intercept_column_needs_one_more_size():
    split = [
        Equals(E1.T @ E1, Identity(d)),
        Equals(E2.T @ E2, Number(Fraction(1))),
        Equals(E1.T @ E2, Zero(d)),
        Equals(E1 @ E1.T + E2 @ E2.T, Identity(n)),
    ]
    assert instance(split, [], {n: 3, d: 2}, Random(0)) is not None
    assert instance(split, [], {n: 3, d: 3}, Random(0)) is None


def test_two_blocks_of_rows_are_found():
    one, other = Letter("E1", n, k), Letter("E2", n, d)
    blocks = Equals(one @ one.T + other @ other.T, Identity(n))
    for rows, few in ((3, 1), (4, 2), (9, 1)):
        found = instance([blocks], [], {n: rows, k: rows - few, d: few}, Random(0))
        assert found is not None
        assert holds(blocks, found)


def test_what_cannot_be_is_not_found():
    wide = {n: 2, d: 3, k: 1}
    assert instance([Invertible(GRAM)], [], wide, Random(0)) is None
    assert instance([Equals(s, s + 1)], [], {}, Random(0)) is None
    assert instance([Equals(n, d)], [], wide, Random(0)) is None
    assert instance([Positive(-SquaredNorm(u))], [], {n: 2}, Random(0)) is None
    assert instance([Equals(A @ A, -Identity(n))], [], {n: 3}, Random(0)) is None


def test_laws_of_several_kinds_occur():
    free = [instance([Independent(eps)], [], {n: 2}, Random(seed))[eps] for seed in range(20)]
    assert {type(law).__name__ for law in free} == {"Normals", "Laplaces", "TwoValued"}
    given = [EACH_GAUSSIAN, ForEach(i, Positive(i.T @ variances))]
    marginal = [instance(given, [], {n: 2}, Random(seed))[eps] for seed in range(20)]
    assert {bool(law.covariance[0, 1]) for law in marginal} == {True, False}


def test_laws_with_given_moments_are_of_several_kinds():
    """Gaussian and of finitely many outcomes, by themselves and together with another vector."""
    laws = [instance([CENTRED], [eps], {n: 2}, Random(seed))[eps] for seed in range(20)]
    assert {type(law).__name__ for law in laws} == {"Normals", "TwoValued"}
    assert len({str(moments(law)[1]) for law in laws}) > 5
    skewed = [len({*map(abs, law.values[:, 0] / law.values[:, 1])}) for law in laws
              if isinstance(law, TwoValued)]  # fmt: skip
    assert skewed
    about = [Equals(Covariance(eps, eta), Zero(n, n))]
    found = [instance([], [], {n: 1}, Random(seed), about=about) for seed in range(20)]
    assert {holds(about[0], values) for values in found} == {True, False}
    assert any((eps, eta) in values for values in found)
    assert any(eps in values and eta in values for values in found)


def test_a_random_letter_has_a_law_or_an_outcome():
    outcome = Equals(u, X @ w + eps)
    assert instance([outcome], [], {n: 2, d: 1}, Random(0))[eps].shape == (2, 1)
    both = instance([Independent(eps)], [], {n: 2, d: 1}, Random(0), about=[outcome])
    assert both[eps].shape == (2, 1)
    assert holds(Independent(eps), both)
    about = [Positive(Density(eps, u))]
    assert not isinstance(instance([], [], {n: 2}, Random(0), about=about)[eps], np.ndarray)


def test_extrema_are_found_at_sizes_where_luck_does_not_help():
    names = ("least absolute error", "likelihood", "likelihood of Laplace noise")
    for name in (*names, "density"):
        drawn = [instance(CASES[name], [], {n: 12, d: 4}, Random(seed)) for seed in range(3)]
        assert any((found[u] != found[X] @ found[w_hat]).any() for found in drawn)


def test_the_maximum_of_a_density_does_not_ask_for_a_law():
    """Equal variances are only one way in which it may be so: the law is any where it is so."""
    found = [instance([Maximises(w_hat, PDF, w)], [], {n: 2, d: 1}, Random(k)) for k in range(20)]
    covariances = [at[eps].covariance for at in found if at is not None]
    assert {bool(each[0, 1]) for each in covariances} == {True, False}
    assert any(at[eps].mean.any() for at in found if at is not None)


def test_exponentials_are_of_zero_where_they_must_be_rational():
    """At sizes where luck does not help; labels and weights are any for which that is so."""
    drawn = [instance(CASES["labels"], [], {n: 9, d: 4}, Random(seed)) for seed in range(20)]
    assert all(all(holds(hypothesis, at) for hypothesis in CASES["labels"]) for at in drawn)
    assert {bool(at[w_hat].any()) for at in drawn} == {True, False}
    assert any((at[y] != at[p]).any() for at in drawn)
    assert any(rank(at[X]) > 1 for at in drawn)
    split = [Equals(SumOver(i, Exp(i.T @ u)), s), Equals(u, s * m)]
    assert instance(split, [], {n: 3}, Random(0)) is None


def test_labels_of_which_less_is_assumed_are_refuted():
    """The cross-entropy is least at ŵ where pᵢ = σ(xᵢᵀŵ) and Xᵀ(p − y) = 0, and for no less."""
    score = i.T @ X @ w
    entropy = SumOver(i, Log(1 + Exp(score)) - i.T @ y * score)
    least = Nonnegative(entropy - Abbreviation("C", (w,), (w_hat,), entropy))

    def said(*hypotheses):
        drawn = (instance(hypotheses, [], {n: 4, d: 2}, Random(k), about=[least]) for k in range(9))
        return {judge(least, valuation_of(found, all_names(least))) for found in drawn}

    assert said(*CASES["labels"]) == {True}
    assert said(CASES["labels"][1]) == {True, False}
    for slope in (p - p, p + y, 2 * p - y):
        assert said(CHANCES, Equals(X.T @ slope, Zero(d))) == {True, False}


def test_a_minimum_that_is_never_confirmed_is_not_found():
    assert instance([Minimises(w_hat, Absolute(J), w)], [], {n: 2, d: 1}, Random(0)) is None


def test_equal_values_are_found_at_equal_arguments_and_at_others():
    drawn = [instance([EQUAL_VALUES], [], {n: 2, d: 2}, Random(seed)) for seed in range(20)]
    assert {np.array_equal(found[w], found[w_hat]) for found in drawn} == {True, False}


def test_degenerate_instances_occur():
    """Hypotheses are not quietly strengthened: the rank may be low, the solution not unique."""
    ranks, kernels, scalars = set(), set(), set()
    for seed in range(60):
        found = instance([NORMAL, Equals(X @ v, Zero(n))], [], {n: 3, d: 2}, Random(seed))
        ranks.add(rank(found[X]))
        kernels.add(bool(found[v].any()))
        scalars.add(bool(instance(CASES["scalar times vector"], [], {n: 2}, Random(seed))[s].any()))
    assert ranks == {0, 1, 2} or ranks == {1, 2}
    assert kernels == {True, False}
    assert scalars == {True, False}


def test_an_instance_depends_on_the_seed_only():
    def at(seed):
        return instance(CASES["two projections"], [X], {n: 3, d: 2}, Random(seed))

    first, again = at(3), at(3)
    assert first.keys() == again.keys()
    assert all(np.array_equal(first[key], again[key]) for key in first)
    assert any(not np.array_equal(at(seed)[C], first[C]) for seed in range(10))


def test_a_missing_size_is_refused():
    with pytest.raises(MalformedError, match="no size is given for d, n"):
        instance([NORMAL], [], {}, Random(0))


def test_an_eigenvector_need_not_be_zero():
    X, q, mu, eta = Letter("X", n, d), Letter("q", d), Letter("mu"), Letter("eta")
    hypotheses = (
        Equals(X.T @ X @ q, mu * q),
        Positive(eta * mu - n),
        Invertible(SquaredNorm(q)),
    )
    found = instance(hypotheses, [], {n: 7, d: 3}, Random(0))
    assert found is not None
    assert all(holds(hypothesis, found) for hypothesis in hypotheses)
    assert found[q].any()
