"""Relative errors, with κ = M/m: at most √κ times as large in the estimate, or κ times."""

from __future__ import annotations

import pytest
from sympy import Matrix, Rational, eye, symbols

from derivations.kernel.statements import Nonnegative, Positive, PositiveSemidefinite
from derivations.kernel.terms import Identity, SquaredNorm, Term
from derivations.kernel.theorem import assume, unfold
from derivations.proving.certificates import rewrite
from derivations.proving.sequents import add, multiply, square

from .descent_letters import above_m, below_M, high, low, normal
from .error_letters import (
    BOUNDED,
    ERRORS,
    LEAST,
    MILD,
    SEEN,
    STEEP,
    E,
    bounded_above,
    bounded_below,
    delta,
    e,
    moved,
    weights,
    with_delta,
    with_E,
    with_e,
)
from .letters import X, d, t, u, w_hat, y
from .matrices import FULL_RANK, equal, letter, norm2, positive_semidefinite, solves
from .restatement import Restatement, published, refused

m_positive = Positive(low)
kappa = high / low
whatever_the_design = pytest.mark.parametrize(("X", "low", "high"), BOUNDED)
LOW, HIGH, SHARE = symbols("m M t", positive=True)


def at_most(factor: Term, of: Term) -> Nonnegative:
    """‖u − ŵ‖² ≤ factor t²‖·‖²."""
    return Nonnegative(factor * t**2 * SquaredNorm(of) - SquaredNorm(moved))


class TestInY(Restatement):
    id = "relative-error-in-the-observations"
    hypotheses = (
        m_positive,
        Nonnegative(t**2 * SquaredNorm(X @ w_hat) - SquaredNorm(delta)),
        below_M,
        normal,
        with_delta,
        above_m,
    )
    conclusion = at_most(kappa, w_hat)

    @pytest.mark.parametrize("X", [FULL_RANK, STEEP])
    def test_in_sympy(self, X):
        """The margin, times m, is a sum of what is not negative."""
        y, delta = letter("y", 3), letter("delta", 3)
        w_hat = weights(X, X.T * y)
        moved = weights(X, X.T * (y + delta)) - w_hat
        margin = HIGH / LOW * SHARE**2 * norm2(w_hat) - norm2(moved)
        below, above = X.T * X - LOW * eye(2), HIGH * eye(2) - X.T * X
        terms = SHARE**2 * w_hat.T * above * w_hat + moved.T * below * moved
        terms += SHARE**2 * norm2(X * w_hat) - norm2(delta) + norm2(delta - X * moved)
        assert equal(LOW * margin, terms)

    @whatever_the_design
    @pytest.mark.parametrize("delta", ERRORS)
    def test_instance(self, X, low, high, delta):
        w_hat, u = weights(X, X.T * SEEN), weights(X, X.T * (SEEN + delta))
        share = Rational(3)
        assert low > 0
        assert share**2 * norm2(X * w_hat)[0] >= norm2(delta)[0]
        assert bounded_above(X, high)
        assert solves(X, SEEN, w_hat)
        assert solves(X, SEEN + delta, u)
        assert bounded_below(X, low)
        assert high / low * share**2 * norm2(w_hat)[0] >= norm2(u - w_hat)[0]

    def test_near_miss_is_refused(self):
        known = published(self.id)
        for factor in (kappa / 2, 1 / kappa, kappa**2):
            refused(rewrite, known, at_most(factor, w_hat))
        small = assume(self.hypotheses[1])
        share = Nonnegative(t**2 * high * SquaredNorm(w_hat) - SquaredNorm(delta))
        rewrite(add(small, multiply(square(t), unfold(assume(below_M), 1, w_hat))), share)
        refused(rewrite, small, share)
        refused(rewrite, add(small, unfold(assume(below_M), 1, w_hat)), share)

    def test_near_miss_is_false(self):
        """With the fit along the one eigenvector, and the error along the other."""
        X, w_hat = MILD, Matrix([1, 1])
        delta = X * LEAST * 3 / 10
        shift = weights(X, X.T * delta)
        share_squared = norm2(delta)[0] / norm2(X * w_hat)[0]
        assert 9 * share_squared * norm2(w_hat)[0] == norm2(shift)[0]  # κ = 9 is attained
        assert 8 * share_squared * norm2(w_hat)[0] < norm2(shift)[0]
        assert not bounded_above(X, 8)
        assert share_squared * norm2(w_hat)[0] < norm2(shift)[0]  # without κ
        twice = weights(X, X.T * (2 * delta))
        assert 9 * share_squared * norm2(w_hat)[0] < norm2(twice)[0]  # a larger error


class TestInProducts(Restatement):
    id = "relative-error-in-the-products-with-the-observations"
    hypotheses = (
        m_positive,
        Nonnegative(t**2 * SquaredNorm(X.T @ y) - SquaredNorm(e)),
        below_M,
        normal,
        above_m,
        with_e,
    )
    conclusion = at_most(kappa**2, w_hat)

    @pytest.mark.parametrize("X", [FULL_RANK, STEEP])
    def test_in_sympy(self, X):
        """The margin, times m², is a sum of what is not negative."""
        y, e = letter("y", 3), letter("e", 2)
        w_hat = weights(X, X.T * y)
        moved = weights(X, X.T * y + e) - w_hat
        margin = (HIGH / LOW) ** 2 * SHARE**2 * norm2(w_hat) - norm2(moved)
        gram = X.T * X
        below, above = gram - LOW * eye(2), HIGH * eye(2) - gram
        image = w_hat.T * above * gram * w_hat + HIGH * w_hat.T * above * w_hat
        terms = SHARE**2 * image + SHARE**2 * norm2(X.T * y) - norm2(e)
        terms += norm2(below * moved) + 2 * LOW * moved.T * below * moved
        assert equal(LOW**2 * margin, terms)

    @whatever_the_design
    @pytest.mark.parametrize("e", [Matrix([1, -1]), Matrix([2, 3])])
    def test_instance(self, X, low, high, e):
        w_hat, u = weights(X, X.T * SEEN), weights(X, X.T * SEEN + e)
        share = Rational(2)
        assert low > 0
        assert share**2 * norm2(X.T * SEEN)[0] >= norm2(e)[0]
        assert bounded_above(X, high)
        assert solves(X, SEEN, w_hat)
        assert bounded_below(X, low)
        assert equal(X.T * X * u, X.T * SEEN + e)
        assert (high / low) ** 2 * share**2 * norm2(w_hat)[0] >= norm2(u - w_hat)[0]

    def test_near_miss_is_refused(self):
        known = published(self.id)
        for factor in (kappa, kappa**2 / 2, kappa**3):
            refused(rewrite, known, at_most(factor, w_hat))
        image = Nonnegative(high**2 * SquaredNorm(w_hat) - SquaredNorm(X.T @ y))
        once = multiply(assume(Nonnegative(high)), unfold(assume(below_M), 1, w_hat))
        refused(rewrite, once, image, assume(normal))

    def test_near_miss_is_false(self):
        X, w_hat = MILD, Matrix([1, 1])
        e = LEAST / 10
        shift = weights(X, e)
        share_squared = norm2(e)[0] / norm2(X.T * X * w_hat)[0]
        assert 81 * share_squared * norm2(w_hat)[0] == norm2(shift)[0]  # κ² is attained
        assert 64 * share_squared * norm2(w_hat)[0] < norm2(shift)[0]
        assert 9 * share_squared * norm2(w_hat)[0] < norm2(shift)[0]  # with κ alone
        assert not bounded_above(X, 8)


class TestInGram(Restatement):
    id = "relative-error-in-the-gram-matrix"
    hypotheses = (
        m_positive,
        PositiveSemidefinite((t * high) ** 2 * Identity(d) - E.T @ E),
        above_m,
        normal,
        with_E,
    )
    conclusion = at_most(kappa**2, u)

    @pytest.mark.parametrize("X", [FULL_RANK, STEEP])
    def test_in_sympy(self, X):
        """The margin, times m², is a sum of what is not negative."""
        E = letter("E", 2, 2)
        u = (X.T * X + E).inv() * X.T * SEEN
        moved, below = u - weights(X, X.T * SEEN), X.T * X - LOW * eye(2)
        margin = (HIGH / LOW) ** 2 * SHARE**2 * norm2(u) - norm2(moved)
        terms = u.T * ((SHARE * HIGH) ** 2 * eye(2) - E.T * E) * u
        terms += norm2(below * moved) + 2 * LOW * moved.T * below * moved
        assert equal(LOW**2 * margin, terms)

    @whatever_the_design
    def test_instance(self, X, low, high):
        E, share = Matrix([[0, 1], [-1, 0]]) / 2, Rational(1, 2) / high
        u, w_hat = (X.T * X + E).inv() * X.T * SEEN, weights(X, X.T * SEEN)
        assert low > 0
        assert positive_semidefinite((share * high) ** 2 * eye(2) - E.T * E)
        assert bounded_below(X, low)
        assert solves(X, SEEN, w_hat)
        assert equal((X.T * X + E) * u, X.T * SEEN)
        assert (high / low) ** 2 * share**2 * norm2(u)[0] >= norm2(u - w_hat)[0]

    def test_near_miss_is_refused(self):
        known = published(self.id)
        for factor in (kappa, kappa**2 / 2):
            refused(rewrite, known, at_most(factor, u))
        refused(rewrite, known, at_most(kappa**2, w_hat))

    def test_near_miss_is_false(self):
        """With the error in the least eigenvalue."""
        X, low, high = MILD, 1, 9
        E = -Rational(1, 2) * eye(2)
        share_squared = (Rational(1, 2) / high) ** 2
        y = X * LEAST
        u, w_hat = (X.T * X + E).inv() * X.T * y, weights(X, X.T * y)
        moved = norm2(u - w_hat)[0]
        assert (Rational(high) / low) ** 2 * share_squared * norm2(u)[0] == moved
        assert (Rational(high) / low) ** 2 * share_squared * norm2(w_hat)[0] < moved
        assert Rational(high) / low * share_squared * norm2(u)[0] < moved
