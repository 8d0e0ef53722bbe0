"""The closed form of least squares, and nothing else, maximises the density of the observations."""

from __future__ import annotations

import pytest
from sympy import Matrix, Rational, diag, eye, symbols, zeros

from derivations.kernel.statements import (
    Equals,
    FullColumnRank,
    Invertible,
    Maximises,
    Minimises,
    UniquelyMaximises,
)
from derivations.kernel.terms import Density
from derivations.kernel.theorem import assume, cut, instantiate, introduce, unfold
from derivations.proving.certificates import algebra

from . import matrices as m
from .letters import J, X, estimate, u, w, y
from .likelihood_letters import epsilon
from .matrices import (
    FITTED_TOO,
    FULL_RANK,
    NULL,
    RANK_ONE,
    Y,
    equal,
    full_column_rank,
    letter,
    minimises,
    norm2,
    positive_definite,
)
from .restatement import Restatement, published, refused
from .test_maximum_likelihood import (
    DEPENDENT,
    LINE,
    ONES,
    PAIR,
    PDF,
    PLACES,
    SPREAD,
    TAU,
    assumptions,
    density,
    entrywise,
    higher,
    is_most_likely,
    likelihood_1,
    log_density,
    number,
    observed,
    tangent,
)

observed_there = Density(X @ estimate + epsilon, y)
observed_u = Density(X @ u + epsilon, y)


def is_alone(X, y, point, mean, covariance):
    """Whether the density is highest at the point only: its logarithm is strictly concave."""
    w = letter("w", X.cols)
    bowl = m.hessian(-log_density(X, y, w, mean, covariance), w)
    return is_most_likely(X, y, point, mean, covariance) and positive_definite(bowl)


def gap_at_estimate(X, y, w, spread):
    """By how much the logarithm of the density is larger at the closed form, times 2σ²."""
    law = zeros(X.rows, 1), spread * eye(X.rows)
    at_w, at_fit = (log_density(X, y, at, *law) for at in (w, m.fit(X, y)))
    return 2 * spread * (at_fit - at_w)


class TestMaximumLikelihoodEstimate(Restatement):
    id = "least-squares-estimate-is-the-maximum-likelihood-estimate"
    hypotheses = (FullColumnRank(X), *assumptions)
    conclusion = UniquelyMaximises(estimate, observed, w)
    facts = (*entrywise, "density-of-a-gaussian", tangent)

    def test_in_sympy(self):
        """What the density loses is by ‖X(w − ŵ)‖², which is 0 for w = ŵ only."""
        y, w, spread = letter("y", 3), letter("w", 2), symbols("s", positive=True)
        fitted = m.fit(FULL_RANK, y)
        assert equal(gap_at_estimate(FULL_RANK, y, w, spread), norm2(FULL_RANK * (w - fitted)))
        assert positive_definite(FULL_RANK.T * FULL_RANK)

    @pytest.mark.parametrize("spread", [Rational(1, 20), SPREAD, 5])
    def test_instance(self, spread):
        law, fitted = (zeros(3, 1), spread * eye(3)), m.fit(FULL_RANK, Y)
        assert full_column_rank(FULL_RANK)
        assert is_alone(FULL_RANK, Y, fitted, *law)
        assert higher(PDF, FULL_RANK, Y, fitted, *law) == (0, 0)
        best = number(density, FULL_RANK, Y, fitted, *law)
        others = [place for place in PLACES if place != fitted]
        assert all(number(density, FULL_RANK, Y, each, *law) < best for each in others)

    def test_near_miss_is_refused(self):
        maximum = instantiate(published("least-squares-is-maximum-likelihood"), (u, estimate))
        unique = published("least-squares-estimate-is-the-unique-minimiser")
        most_likely = cut(maximum, unfold(unique, 0))
        assert Maximises(estimate, observed, w) == most_likely.conclusion
        # Without full column rank there is no estimate, and another maximiser is another point.
        assert Invertible(X.T @ X) in most_likely.hypotheses
        as_likely = assume(Equals(observed_u, observed_there))
        refused(algebra, Equals(u, estimate), as_likely)
        least = cut(
            published("maximum-likelihood-is-least-squares"),
            assume(Maximises(u, observed, w)),
        )
        refused(introduce, self.conclusion, u, most_likely, least)
        same_error = assume(Equals(J(u), J(estimate)))
        refused(algebra, Equals(u, estimate), same_error)
        refused(unfold, assume(Minimises(estimate, J(w), w)), 1, u)
        only = unfold(unique, 1, u)  # of equal errors, not of equal densities
        refused(introduce, self.conclusion, u, most_likely, only)

    def test_near_miss_is_false(self):
        law = zeros(3, 1), eye(3)
        assert not full_column_rank(RANK_ONE)
        assert is_most_likely(RANK_ONE, Y, FITTED_TOO, *law)
        assert is_most_likely(RANK_ONE, Y, FITTED_TOO + NULL, *law)  # not alone
        assert not is_alone(RANK_ONE, Y, FITTED_TOO, *law)
        assert not is_most_likely(FULL_RANK, Y, 2 * m.fit(FULL_RANK, Y), *law)
        half = m.fit(ONES, PAIR)
        assert is_alone(ONES, PAIR, half, zeros(2, 1), eye(2))
        assert not is_most_likely(ONES, PAIR, half, zeros(2, 1), diag(1, 4))  # unequal variances
        assert not is_most_likely(ONES, PAIR, half, Matrix([1, 0]), eye(2))  # another mean
        fitted = m.fit(FULL_RANK, Y)
        assert minimises(FULL_RANK, Y, fitted)
        assert not is_most_likely(FULL_RANK, Y, fitted, zeros(3, 1), DEPENDENT)  # dependent
        by_laplace = [number(likelihood_1, FULL_RANK, Y, at, TAU) for at in (LINE, fitted)]
        assert by_laplace[0] > by_laplace[1]  # not normal
