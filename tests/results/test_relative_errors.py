"""Relative errors, with κ = M/m: at most √κ times as large in the estimate, or κ times."""

from __future__ import annotations

import pytest
from sympy import Matrix, Rational, eye, symbols

from derivations.kernel.statements import Nonnegative, Positive, PositiveSemidefinite
from derivations.kernel.terms import Identity, SquaredNorm, Term
from derivations.kernel.theorem import assume, unfold
from derivations.proving.certificates import rewrite
from derivations.proving.sequents import multiply, square

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


def no_larger(factor: Term, error: Term, of: Term) -> Nonnegative:
    """‖of‖²‖u − ŵ‖² ≤ factor ‖error‖²‖ŵ‖²."""
    length = factor * SquaredNorm(error) * SquaredNorm(w_hat)
    return Nonnegative(length - SquaredNorm(of) * SquaredNorm(moved))


def margin(factor, error, w_hat, of, moved):
    """The left side, in SymPy."""
    return factor * norm2(error) * norm2(w_hat) - norm2(of) * norm2(moved)


class TestInY(Restatement):
    id = "relative-error-in-the-observations"
    hypotheses = (m_positive, below_M, normal, with_delta, above_m)
    conclusion = no_larger(kappa, delta, X @ w_hat)

    @pytest.mark.parametrize("X", [FULL_RANK, STEEP])
    def test_in_sympy(self, X):
        """The margin, times m, is a sum of products that are not negative."""
        y, delta = letter("y", 3), letter("delta", 3)
        w_hat = weights(X, X.T * y)
        moved = weights(X, X.T * (y + delta)) - w_hat
        below, above = X.T * X - LOW * eye(2), HIGH * eye(2) - X.T * X
        error = norm2(delta - X * moved) + moved.T * below * moved
        terms = norm2(delta) * w_hat.T * above * w_hat + norm2(X * w_hat) * error
        assert equal(LOW * margin(HIGH / LOW, delta, w_hat, X * w_hat, moved), terms)

    @whatever_the_design
    @pytest.mark.parametrize("delta", ERRORS)
    def test_instance(self, X, low, high, delta):
        w_hat, u = weights(X, X.T * SEEN), weights(X, X.T * (SEEN + delta))
        assert low > 0
        assert bounded_above(X, high)
        assert solves(X, SEEN, w_hat)
        assert solves(X, SEEN + delta, u)
        assert bounded_below(X, low)
        assert margin(high / low, delta, w_hat, X * w_hat, u - w_hat)[0] >= 0

    def test_near_miss_is_refused(self):
        known = published(self.id)
        for factor in (kappa / 2, 1 / kappa, kappa**2):
            refused(rewrite, known, no_larger(factor, delta, X @ w_hat))
        refused(rewrite, known, no_larger(kappa, delta, y))
        fit = multiply(square(delta), unfold(assume(below_M), 1, w_hat))
        refused(rewrite, fit, self.conclusion)

    def test_near_miss_is_false(self):
        """With the fit along the one eigenvector, and the error along the other."""
        X, w_hat = MILD, Matrix([1, 1])
        delta = X * LEAST * 3 / 10
        moved = weights(X, X.T * delta)
        assert margin(9, delta, w_hat, X * w_hat, moved)[0] == 0  # κ = 9 is attained
        assert margin(8, delta, w_hat, X * w_hat, moved)[0] < 0
        assert not bounded_above(X, 8)
        assert margin(9, delta / 2, w_hat, X * w_hat, moved)[0] < 0  # another error
        y = X * w_hat + Matrix([0, 0, 1])  # its residual makes y longer than the fit
        assert margin(9, delta, w_hat, y, moved)[0] < 0


class TestInProducts(Restatement):
    id = "relative-error-in-the-products-with-the-observations"
    hypotheses = (m_positive, below_M, normal, above_m, with_e)
    conclusion = no_larger(kappa**2, e, X.T @ y)

    @pytest.mark.parametrize("X", [FULL_RANK, STEEP])
    def test_in_sympy(self, X):
        """The margin, times m², is a sum of products that are not negative."""
        y, e = letter("y", 3), letter("e", 2)
        w_hat = weights(X, X.T * y)
        moved = weights(X, X.T * y + e) - w_hat
        gram = X.T * X
        below, above = gram - LOW * eye(2), HIGH * eye(2) - gram
        image = w_hat.T * above * gram * w_hat + HIGH * w_hat.T * above * w_hat
        error = norm2(below * moved) + 2 * LOW * moved.T * below * moved
        terms = norm2(e) * image + norm2(X.T * y) * error
        assert equal(LOW**2 * margin((HIGH / LOW) ** 2, e, w_hat, X.T * y, moved), terms)

    @whatever_the_design
    @pytest.mark.parametrize("e", [Matrix([1, -1]), Matrix([2, 3])])
    def test_instance(self, X, low, high, e):
        w_hat, u = weights(X, X.T * SEEN), weights(X, X.T * SEEN + e)
        assert low > 0
        assert bounded_above(X, high)
        assert solves(X, SEEN, w_hat)
        assert bounded_below(X, low)
        assert equal(X.T * X * u, X.T * SEEN + e)
        assert margin((high / low) ** 2, e, w_hat, X.T * SEEN, u - w_hat)[0] >= 0

    def test_near_miss_is_refused(self):
        known = published(self.id)
        for factor in (kappa, kappa**2 / 2, kappa**3):
            refused(rewrite, known, no_larger(factor, e, X.T @ y))
        image = Nonnegative(high**2 * SquaredNorm(w_hat) - SquaredNorm(X.T @ y))
        once = multiply(assume(Nonnegative(high)), unfold(assume(below_M), 1, w_hat))
        refused(rewrite, once, image, assume(normal))

    def test_near_miss_is_false(self):
        X, w_hat = MILD, Matrix([1, 1])
        e, products = LEAST / 10, X.T * X * w_hat
        moved = weights(X, e)
        assert margin(81, e, w_hat, products, moved)[0] == 0  # κ² is attained
        assert margin(64, e, w_hat, products, moved)[0] < 0
        assert margin(9, e, w_hat, products, moved)[0] < 0  # with κ alone
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
    conclusion = Nonnegative(kappa**2 * t**2 * SquaredNorm(u) - SquaredNorm(moved))

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
        for wrong in (
            kappa * t**2 * SquaredNorm(u),
            kappa**2 / 2 * t**2 * SquaredNorm(u),
            kappa**2 * t**2 * SquaredNorm(w_hat),
        ):
            refused(rewrite, known, Nonnegative(wrong - SquaredNorm(moved)))

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
