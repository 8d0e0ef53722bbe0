"""How far an error in y, in Xᵀy or in XᵀX moves the estimate, at most, where mI ⪯ XᵀX."""

from __future__ import annotations

import pytest
from sympy import Matrix, Rational, eye, symbols

from derivations.kernel.statements import Equals, FullColumnRank, Invertible, Nonnegative, Positive
from derivations.kernel.terms import Inverse, SquaredNorm, Zero
from derivations.kernel.theorem import assume, cut, unfold
from derivations.proving.certificates import algebra, rewrite
from derivations.proving.chain import prove
from derivations.proving.sequents import add, square

from .descent_letters import above_m, eigenvector, is_eigenvector, low, mu, normal, q
from .error_letters import (
    BOUNDED,
    ERRORS,
    IN_GRAM,
    LEAST,
    MILD,
    SEEN,
    STEEP,
    E,
    bounded_below,
    delta,
    e,
    moved,
    weights,
    with_delta,
    with_E,
    with_e,
)
from .letters import X, gram, n, u, v, w_hat, y
from .matrices import FULL_RANK, RANK_ONE, equal, full_column_rank, letter, norm2, solves
from .restatement import Restatement, published, refused

m_positive = Positive(low)
whatever_the_design = pytest.mark.parametrize(("X", "low", "high"), BOUNDED)


class TestFullRank(Restatement):
    id = "full-column-rank-if-gram-is-at-least-a-positive-multiple-of-the-identity"
    hypotheses = (m_positive, above_m)
    conclusion = FullColumnRank(X)

    @pytest.mark.parametrize("X", [FULL_RANK, STEEP])
    def test_in_sympy(self, X):
        """Where Xv = 0, the form of XᵀX − mI is −m‖v‖²."""
        low, v = symbols("m", positive=True), letter("v", 2)
        form = v.T * (X.T * X - low * eye(2)) * v
        assert equal(form + low * norm2(v), norm2(X * v))
        assert full_column_rank(X)

    @whatever_the_design
    def test_instance(self, X, low, high):
        assert low > 0
        assert bounded_below(X, low)
        assert full_column_rank(X)

    def test_near_miss_is_refused(self):
        null = assume(Equals(X @ v, Zero(n)))
        below = rewrite(unfold(assume(above_m), 1, v), Nonnegative(-low * SquaredNorm(v)), null)
        refused(rewrite, below, Nonnegative(-SquaredNorm(v)))  # m may be 0
        refused(rewrite, unfold(assume(above_m), 1, v), Nonnegative(-low * SquaredNorm(v)))

    def test_near_miss_is_false(self):
        assert bounded_below(RANK_ONE, 0)  # m = 0
        assert not full_column_rank(RANK_ONE)
        assert not bounded_below(RANK_ONE, Rational(1, 1000))


class TestFitMoves(Restatement):
    id = "fit-moves-no-more-than-the-observations"
    hypotheses = (normal, with_delta)
    conclusion = Nonnegative(SquaredNorm(delta) - SquaredNorm(X @ moved))

    @pytest.mark.parametrize("X", [FULL_RANK, STEEP])
    def test_in_sympy(self, X):
        """The margin is ‖δ − X(u − ŵ)‖²."""
        y, delta = letter("y", 3), letter("delta", 3)
        moved = weights(X, X.T * (y + delta)) - weights(X, X.T * y)
        assert equal(norm2(delta) - norm2(X * moved), norm2(delta - X * moved))

    @pytest.mark.parametrize("delta", ERRORS)
    def test_instance(self, delta):
        X, w_hat = RANK_ONE, Matrix([Rational(1), 0])  # no rank is needed
        y = X * w_hat
        shift = Matrix([(X.T * delta)[0] / (X.T * X)[0, 0], 0])
        assert solves(X, y, w_hat)
        assert solves(X, y + delta, w_hat + shift)
        assert norm2(delta)[0] >= norm2(X * shift)[0]

    def test_near_miss_is_refused(self):
        image = prove(Equals(gram @ moved, X.T @ delta), [assume(normal), assume(with_delta)])
        rest = square(delta - X @ moved)
        rewrite(rest, self.conclusion, image)
        refused(rewrite, rest, self.conclusion)
        refused(rewrite, rest, Nonnegative(SquaredNorm(X @ moved) - SquaredNorm(delta)), image)
        refused(rewrite, rest, Nonnegative(SquaredNorm(delta) - SquaredNorm(moved)), image)

    def test_near_miss_is_false(self):
        X, delta = FULL_RANK / 10, Matrix([0, 0, 1])
        shift = weights(X, X.T * delta)
        assert norm2(delta)[0] < norm2(shift)[0]  # the weights move more
        assert norm2(delta)[0] < norm2(X * (2 * shift))[0]  # and 2δ would move the fit by that


class TestErrorInY(Restatement):
    id = "error-in-the-observations"
    hypotheses = (m_positive, normal, with_delta, above_m)
    conclusion = Nonnegative(SquaredNorm(delta) / low - SquaredNorm(moved))

    @pytest.mark.parametrize("X", [FULL_RANK, STEEP])
    def test_in_sympy(self, X):
        """The margin, times m, is a squared norm and a form of XᵀX − mI."""
        low, y, delta = symbols("m", positive=True), letter("y", 3), letter("delta", 3)
        moved = weights(X, X.T * (y + delta)) - weights(X, X.T * y)
        form = moved.T * (X.T * X - low * eye(2)) * moved
        margin = norm2(delta) / low - norm2(moved)
        assert equal(low * margin, norm2(delta - X * moved) + form)

    @whatever_the_design
    @pytest.mark.parametrize("delta", ERRORS)
    def test_instance(self, X, low, high, delta):
        w_hat, u = weights(X, X.T * SEEN), weights(X, X.T * (SEEN + delta))
        assert low > 0
        assert solves(X, SEEN, w_hat)
        assert solves(X, SEEN + delta, u)
        assert bounded_below(X, low)
        assert norm2(delta)[0] / low >= norm2(u - w_hat)[0]

    def test_near_miss_is_refused(self):
        fit, form = published(TestFitMoves.id), unfold(assume(above_m), 1, moved)
        times = Nonnegative(SquaredNorm(delta) - low * SquaredNorm(moved))
        rewrite(add(fit, form), times)
        refused(rewrite, fit, times)
        refused(rewrite, form, times)
        known = published(self.id)
        refused(rewrite, known, Nonnegative(SquaredNorm(delta) / low**2 - SquaredNorm(moved)))

    def test_near_miss_is_false(self):
        X, delta = MILD, MILD * LEAST  # the bound is attained with m = 1
        shift = weights(X, X.T * delta)
        assert norm2(delta)[0] == norm2(shift)[0]
        assert norm2(delta)[0] / 2 < norm2(shift)[0]  # 2 is no lower bound
        assert not bounded_below(X, 2)
        X, delta = MILD / 3, MILD / 3 * LEAST  # m = 1/9
        shift = weights(X, X.T * delta)
        assert norm2(delta)[0] < norm2(shift)[0]  # without 1/m


class TestAlongAnEigenvector(Restatement):
    id = "error-in-the-observations-along-an-eigenvector"
    hypotheses = (
        Invertible(gram),
        normal,
        Equals(gram @ u, X.T @ (y + X @ q)),
        eigenvector,
        Invertible(mu),
    )
    conclusion = Equals(SquaredNorm(moved), SquaredNorm(X @ q) / mu)
    algebraic = False  # it is first that the estimate moves by q

    def test_in_sympy(self):
        """With q = s(1, −1), for designs whose columns are of one length."""
        a, b, s, y = *symbols("a b s", real=True), letter("y", 2)
        X, q = Matrix([[a, b], [b, a]]), Matrix([s, -s])
        moved = weights(X, X.T * (y + X * q)) - weights(X, X.T * y)
        assert equal(norm2(moved), norm2(X * q) / (a - b) ** 2)
        assert equal(X.T * X * q, (a - b) ** 2 * q)

    @pytest.mark.parametrize(("X", "q", "mu"), [(MILD, LEAST, 1), (STEEP, Matrix([2, 2]), 81)])
    def test_instance(self, X, q, mu):
        w_hat, u = weights(X, X.T * SEEN), weights(X, X.T * (SEEN + X * q))
        assert (X.T * X).det() != 0
        assert solves(X, SEEN, w_hat)
        assert solves(X, SEEN + X * q, u)
        assert is_eigenvector(X, q, mu)
        assert mu != 0
        assert norm2(u - w_hat) == norm2(X * q) / mu

    def test_near_miss_is_refused(self):
        is_q = assume(Equals(moved, q))
        algebra(self.conclusion, is_q, assume(eigenvector))
        refused(algebra, self.conclusion, is_q)
        refused(algebra, self.conclusion, assume(eigenvector))
        squared = Equals(SquaredNorm(moved), SquaredNorm(X @ q) / mu**2)
        refused(algebra, squared, is_q, assume(eigenvector))

    def test_near_miss_is_false(self):
        q = Matrix([1, 0])  # no eigenvector
        shift = weights(MILD, MILD.T * MILD * q)
        assert all(norm2(shift) != norm2(MILD * q) / mu for mu in (1, 9))
        shift = weights(STEEP, STEEP.T * STEEP * Matrix([1, 1]))
        assert norm2(shift) != norm2(STEEP * Matrix([1, 1])) / 81**2


class TestErrorInProducts(Restatement):
    id = "error-in-the-products-with-the-observations"
    hypotheses = (m_positive, above_m, normal, with_e)
    conclusion = Nonnegative(SquaredNorm(e) / low**2 - SquaredNorm(moved))

    @pytest.mark.parametrize("X", [FULL_RANK, STEEP])
    def test_in_sympy(self, X):
        """The margin, times m², is a squared norm and 2m times a form of XᵀX − mI."""
        low, y, e = symbols("m", positive=True), letter("y", 3), letter("e", 2)
        moved = weights(X, X.T * y + e) - weights(X, X.T * y)
        rest = X.T * X - low * eye(2)
        margin = norm2(e) / low**2 - norm2(moved)
        assert equal(low**2 * margin, norm2(rest * moved) + 2 * low * moved.T * rest * moved)

    @whatever_the_design
    @pytest.mark.parametrize("e", [Matrix([1, -1]), Matrix([2, 3])])
    def test_instance(self, X, low, high, e):
        w_hat, u = weights(X, X.T * SEEN), weights(X, X.T * SEEN + e)
        assert low > 0
        assert bounded_below(X, low)
        assert solves(X, SEEN, w_hat)
        assert equal(X.T * X * u, X.T * SEEN + e)
        assert norm2(e)[0] / low**2 >= norm2(u - w_hat)[0]

    def test_near_miss_is_refused(self):
        rest = square(gram @ moved - low * moved)
        stretched = Nonnegative(SquaredNorm(gram @ moved) - low**2 * SquaredNorm(moved))
        refused(rewrite, rest, stretched)
        refused(rewrite, unfold(assume(above_m), 1, moved), stretched)
        refused(rewrite, published(self.id), Nonnegative(SquaredNorm(e) / low - SquaredNorm(moved)))

    def test_near_miss_is_false(self):
        X, e = MILD / 3, LEAST  # m = 1/9
        shift = weights(X, e)
        assert norm2(e)[0] * 81 == norm2(shift)[0]  # attained
        assert norm2(e)[0] * 9 < norm2(shift)[0]  # divided by m once
        assert norm2(e)[0] * 16 < norm2(shift)[0]  # 1/4 is no lower bound
        assert not bounded_below(X, Rational(1, 4))


class TestErrorInGram(Restatement):
    id = "error-in-the-gram-matrix"
    hypotheses = (Invertible(gram), normal, with_E)
    conclusion = Equals(moved, -(Inverse(gram) @ E @ u))
    algebraic = False  # both sides have to be multiplied by XᵀX first

    @pytest.mark.parametrize("X", [FULL_RANK, STEEP])
    def test_in_sympy(self, X):
        y, E = letter("y", 3), letter("E", 2, 2)
        u = (X.T * X + E).inv() * X.T * y
        assert equal(u - weights(X, X.T * y), -(X.T * X).inv() * E * u)

    @pytest.mark.parametrize("E", IN_GRAM)
    def test_instance(self, E):
        X = FULL_RANK
        u, w_hat = (X.T * X + E).inv() * X.T * SEEN, weights(X, X.T * SEEN)
        assert (X.T * X).det() != 0
        assert solves(X, SEEN, w_hat)
        assert equal((X.T * X + E) * u, X.T * SEEN)
        assert u - w_hat == -(X.T * X).inv() * E * u

    def test_near_miss_is_refused(self):
        known = published(self.id)
        algebra(self.conclusion, known)
        refused(algebra, Equals(moved, Inverse(gram) @ E @ u), known)
        refused(algebra, Equals(moved, -(Inverse(gram) @ E @ w_hat)), known)

    def test_near_miss_is_false(self):
        X, E = FULL_RANK, IN_GRAM[1]
        u, w_hat = (X.T * X + E).inv() * X.T * SEEN, weights(X, X.T * SEEN)
        assert u - w_hat != (X.T * X).inv() * E * u
        assert u - w_hat != -(X.T * X).inv() * E * w_hat  # to first order only


class TestBoundByE(Restatement):
    id = "error-in-the-gram-matrix-bound"
    hypotheses = (m_positive, above_m, normal, with_E)
    conclusion = Nonnegative(SquaredNorm(E @ u) / low**2 - SquaredNorm(moved))

    @pytest.mark.parametrize("X", [FULL_RANK, STEEP])
    def test_in_sympy(self, X):
        """The margin, times m², is a squared norm and 2m times a form of XᵀX − mI."""
        low, E = symbols("m", positive=True), letter("E", 2, 2)
        u = (X.T * X + E).inv() * X.T * SEEN
        moved, rest = u - weights(X, X.T * SEEN), X.T * X - low * eye(2)
        margin = norm2(E * u) / low**2 - norm2(moved)
        assert equal(low**2 * margin, norm2(rest * moved) + 2 * low * moved.T * rest * moved)

    @whatever_the_design
    @pytest.mark.parametrize("E", IN_GRAM)
    def test_instance(self, X, low, high, E):
        u, w_hat = (X.T * X + E).inv() * X.T * SEEN, weights(X, X.T * SEEN)
        assert low > 0
        assert bounded_below(X, low)
        assert solves(X, SEEN, w_hat)
        assert equal((X.T * X + E) * u, X.T * SEEN)
        assert norm2(E * u)[0] / low**2 >= norm2(u - w_hat)[0]

    def test_near_miss_is_refused(self):
        known = published(self.id)
        for wrong in (SquaredNorm(E @ u) / low, SquaredNorm(E @ w_hat) / low**2):
            refused(rewrite, known, Nonnegative(wrong - SquaredNorm(moved)))
        as_e = prove(Equals(gram @ u, X.T @ y - E @ u), assume(with_E))
        refused(cut, published(TestErrorInProducts.id), as_e)  # it has another error

    def test_near_miss_is_false(self):
        X, low = MILD / 3, Rational(1, 9)
        E = -low / 2 * eye(2)  # it takes half of the least eigenvalue away
        y = X * LEAST
        u, w_hat = (X.T * X + E).inv() * X.T * y, weights(X, X.T * y)
        assert norm2(E * u)[0] / low**2 == norm2(u - w_hat)[0]
        assert norm2(E * u)[0] / low < norm2(u - w_hat)[0]
        assert norm2(E * w_hat)[0] / low**2 < norm2(u - w_hat)[0]
