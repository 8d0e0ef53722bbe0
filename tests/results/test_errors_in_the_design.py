"""An error in the design matrix moves the estimate in two parts; that with the residual is /m."""

from __future__ import annotations

import pytest
from sympy import Matrix, Rational, eye, symbols

from derivations.kernel.statements import Equals, Invertible, Nonnegative, Positive
from derivations.kernel.statements import PositiveSemidefinite as Semidefinite
from derivations.kernel.terms import Identity, Inverse, Letter, SquaredNorm
from derivations.kernel.theorem import assume
from derivations.proving.certificates import algebra, rewrite
from derivations.proving.sequents import square

from .descent_letters import eigenvector, is_eigenvector, low, mu, normal, q
from .error_letters import (
    BOUNDED,
    E_X,
    IN_DESIGN,
    LEAST,
    MILD,
    SEEN,
    STEEP,
    bounded_below,
    moved,
    weights,
)
from .letters import X, d, t, u, w_hat, y
from .matrices import FULL_RANK, equal, letter, norm2, solves
from .restatement import Restatement, published, refused

r = y - X @ w_hat
changed = X + E_X
gram_changed = changed.T @ changed
with_E = Equals(gram_changed @ u, changed.T @ y)
pull, push = E_X.T @ r, changed.T @ E_X @ w_hat
whatever_the_error = pytest.mark.parametrize("E", IN_DESIGN)


def residual(X: Matrix, y: Matrix) -> Matrix:
    """y − Xŵ."""
    return y - X * weights(X, X.T * y)


class TestErrorInX(Restatement):
    id = "error-in-the-design-matrix"
    hypotheses = (Invertible(gram_changed), with_E, normal)
    conclusion = Equals(moved, Inverse(gram_changed) @ (pull - push))
    algebraic = False  # both sides have to be multiplied by the new Gram matrix first

    @whatever_the_error
    def test_in_sympy(self, E):
        X, y = FULL_RANK, letter("y", 3)
        E, w_hat = symbols("s", real=True) * E, weights(X, X.T * y)
        u = weights(X + E, (X + E).T * y)
        parts = E.T * (y - X * w_hat) - (X + E).T * E * w_hat
        assert equal((X + E).T * (X + E) * (u - w_hat), parts)

    @whatever_the_error
    @pytest.mark.parametrize("X", [FULL_RANK, STEEP])
    def test_instance(self, X, E):
        u, w_hat = weights(X + E, (X + E).T * SEEN), weights(X, X.T * SEEN)
        inverse = ((X + E).T * (X + E)).inv()  # which raises where there is none
        assert solves(X + E, SEEN, u)
        assert solves(X, SEEN, w_hat)
        parts = E.T * residual(X, SEEN) - (X + E).T * E * w_hat
        assert u - w_hat == inverse * parts

    def test_near_miss_is_refused(self):
        known = published(self.id)
        algebra(self.conclusion, known)
        for wrong in (pull + push, -push, pull, pull - X.T @ E_X @ w_hat):
            refused(algebra, Equals(moved, Inverse(gram_changed) @ wrong), known)

    def test_near_miss_is_false(self):
        X, E = STEEP, IN_DESIGN[1]
        u, w_hat = weights(X + E, (X + E).T * SEEN), weights(X, X.T * SEEN)
        pull, push = E.T * residual(X, SEEN), (X + E).T * E * w_hat
        inverse = ((X + E).T * (X + E)).inv()
        for wrong in (pull + push, -push, pull, pull - X.T * E * w_hat):
            assert u - w_hat != inverse * wrong
        assert u - w_hat != (X.T * X).inv() * (pull - push)  # the Gram matrix without the error


class TestBound(Restatement):
    id = "error-in-the-design-matrix-bound"
    hypotheses = (
        Positive(low),
        Semidefinite(gram_changed - low * Identity(d)),
        with_E,
        normal,
    )
    conclusion = Nonnegative(
        2 * SquaredNorm(pull) / low**2 + 2 * SquaredNorm(E_X @ w_hat) / low - SquaredNorm(moved)
    )

    @whatever_the_error
    def test_in_sympy(self, E):
        """The margin is twice two margins, each a sum of what is not negative, and a square."""
        X, low = STEEP, symbols("m", positive=True)
        w_hat, changed = weights(X, X.T * SEEN), X + E
        gram = changed.T * changed
        moved = weights(changed, changed.T * SEEN) - w_hat
        pull = E.T * residual(X, SEEN)
        pulled, pushed = gram.inv() * pull, -gram.inv() * changed.T * E * w_hat
        margin = 2 * norm2(pull) / low**2 + 2 * norm2(E * w_hat) / low - norm2(moved)
        rest = gram - low * eye(2)
        first = norm2(rest * pulled) + 2 * low * pulled.T * rest * pulled
        second = norm2(E * w_hat + changed * pushed) + pushed.T * rest * pushed
        terms = 2 * first / low**2 + 2 * second / low + norm2(pulled - pushed)
        assert equal(margin, terms)

    @whatever_the_error
    @pytest.mark.parametrize("X", [X for X, _, _ in BOUNDED])
    def test_instance(self, X, E):
        low, w_hat = Rational(1, 2), weights(X, X.T * SEEN)
        u = weights(X + E, (X + E).T * SEEN)
        assert low > 0
        assert bounded_below(X + E, low)
        assert solves(X + E, SEEN, u)
        assert solves(X, SEEN, w_hat)
        pull = E.T * residual(X, SEEN)
        bound = 2 * norm2(pull) / low**2 + 2 * norm2(E * w_hat) / low
        assert bound[0] >= norm2(u - w_hat)[0]

    def test_near_miss_is_refused(self):
        known = published(self.id)
        first, second = 2 * SquaredNorm(pull), 2 * SquaredNorm(E_X @ w_hat)
        for wrong in (
            first / low + second / low,
            first / low**2,
            second / low,
            first / low**2 + second / low**2,
        ):
            refused(rewrite, known, Nonnegative(wrong - SquaredNorm(moved)))
        refused(rewrite, square(moved), self.conclusion)

    def test_near_miss_is_false(self):
        X, y = MILD / 9, Matrix([0, 0, 10])  # ŵ is 0, the residual is y, and m about 1/81
        E = Matrix([[0, 0], [0, 0], [1, -1]]) / 1000
        shift, low = weights(X + E, (X + E).T * y), Rational(1, 81)
        assert bounded_below(X + E, low)
        pull = norm2(E.T * y)[0]
        assert 2 * pull / low**2 >= norm2(shift)[0]
        assert 2 * pull / low < norm2(shift)[0]  # divided by m once
        X, y = MILD / 9, MILD * LEAST  # the fit is perfect: the other part alone
        w_hat, E = weights(X, X.T * y), MILD * LEAST * LEAST.T / 100
        moved = norm2(weights(X + E, (X + E).T * y) - w_hat)[0]
        assert 2 * norm2(E * w_hat)[0] < moved  # without 1/m


along = t * (r @ q.T)
tilted = X + along
gram_tilted = tilted.T @ tilted
grown = mu + t**2 * SquaredNorm(r) * SquaredNorm(q)
tilt = t * SquaredNorm(r) * (1 - t * (q.T @ w_hat))


class TestAlongTheResidual(Restatement):
    id = "error-in-the-design-matrix-along-the-residual"
    hypotheses = (
        Invertible(gram_tilted),
        Equals(gram_tilted @ u, tilted.T @ y),
        normal,
        Invertible(grown),
        eigenvector,
    )
    conclusion = Equals(moved, tilt / grown * q)
    algebraic = False

    @staticmethod
    def moved(X, y, q, share):
        """u − ŵ for X + t r qᵀ."""
        E = share * residual(X, y) * q.T
        return weights(X + E, (X + E).T * y) - weights(X, X.T * y)

    @staticmethod
    def said(X, y, q, mu, share):
        """What the theorem says that it is."""
        length = norm2(residual(X, y))[0]
        grown = mu + share**2 * length * norm2(q)[0]
        return share * length * (1 - share * (q.T * weights(X, X.T * y))[0]) / grown * q

    @pytest.mark.parametrize(("q", "mu"), [(LEAST, 1), (Matrix([2, 2]), 9)])
    def test_in_sympy(self, q, mu):
        y, share = letter("y", 3), symbols("t", real=True)
        assert equal(self.moved(MILD, y, q, share), self.said(MILD, y, q, mu, share))

    @pytest.mark.parametrize("share", [Rational(1, 10), Rational(-2)])
    @pytest.mark.parametrize(("X", "mu"), [(MILD, 1), (STEEP, 1)])
    def test_instance(self, X, mu, share):
        q, E = LEAST, share * residual(X, SEEN) * LEAST.T
        u = weights(X + E, (X + E).T * SEEN)
        assert ((X + E).T * (X + E)).det() != 0
        assert solves(X + E, SEEN, u)
        assert solves(X, SEEN, weights(X, X.T * SEEN))
        assert mu + share**2 * norm2(residual(X, SEEN))[0] * norm2(q)[0] != 0
        assert is_eigenvector(X, q, mu)
        assert u - weights(X, X.T * SEEN) == self.said(X, SEEN, q, mu, share)

    def test_near_miss_is_refused(self):
        known = published(self.id)
        for wrong in (
            t * SquaredNorm(r) / grown * q,
            tilt / mu * q,
            tilt / grown**2 * q,
            -tilt / grown * q,
        ):
            refused(algebra, Equals(moved, wrong), known)
        s = Letter("s")
        refused(algebra, Equals(Inverse(gram_tilted) @ q, q / s), assume(eigenvector))

    def test_near_miss_is_false(self):
        X, y, q, share = STEEP, SEEN, LEAST, Rational(1, 10)
        found = self.moved(X, y, q, share)
        length = norm2(residual(X, y))[0]
        assert found == self.said(X, y, q, 1, share)
        assert found != share * length * q / (1 + share**2 * length * norm2(q)[0])
        assert found != self.said(X, y, q, 81, share)  # another eigenvalue
        other = Matrix([1, 0])  # no eigenvector
        assert all(
            self.moved(X, y, other, share) != self.said(X, y, other, mu, share) for mu in (1, 81)
        )
