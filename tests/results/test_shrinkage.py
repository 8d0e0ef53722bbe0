"""The ridge estimate is the shorter, the larger λ, and within λ‖(XᵀX)⁻¹ŵ‖ of least squares."""

from __future__ import annotations

import pytest
from sympy import Matrix, Rational, Symbol, symbols

from derivations.kernel.statements import (
    Equals,
    FullColumnRank,
    Invertible,
    Nonnegative,
)
from derivations.kernel.terms import Identity, Inverse, Letter, SquaredNorm
from derivations.kernel.theorem import assume, cut
from derivations.proving.certificates import algebra, rewrite
from derivations.proving.positivity import knowledge

from .letters import X, d, gram, w_hat, y
from .matrices import DESIGNS, FITTED, FULL_RANK, RANK_ONE, SOLVED, Y, equal, letter, norm2, solves
from .restatement import Restatement, published, refused
from .ridge_letters import (
    HALF,
    fitted,
    inverse,
    invertible,
    lam,
    matrix,
    positive,
    ridge,
)

nu, mu, q = Letter("nu"), Letter("mu"), Letter("q", d)
other = Inverse(gram + nu * Identity(d)) @ X.T @ y
other_invertible = Invertible(gram + nu * Identity(d))
delta = inverse @ other
fall = SquaredNorm(ridge) - SquaredNorm(other)
rise = nu - lam
normal = Equals(gram @ w_hat, X.T @ y)
rest = inverse @ w_hat
stretched = Equals(gram @ q, mu * q)
not_0 = Invertible(mu + lam)

LESS, MORE = symbols("lambda nu", positive=True)
EIGHT = Matrix([[2, 1], [1, 2], [-1, -2], [-2, -1]])  # its Gram matrix has the eigenvalues 18 and 2
ALONG, ACROSS = Matrix([1, 1]), Matrix([1, -1])
DATA = Matrix([3, 0, -1, -3])


class TestTwoPenalties(Restatement):
    id = "ridge-estimates-with-two-penalties"
    hypotheses = (invertible, other_invertible)
    conclusion = Equals(ridge, other + rise * (inverse @ other))
    algebraic = False  # both inverses have to be multiplied in first

    @pytest.mark.parametrize("X", DESIGNS)
    def test_in_sympy(self, X):
        y = letter("y", 3)
        there = fitted(X, y, MORE)
        moved = there + (MORE - LESS) * matrix(X, LESS).inv() * there
        assert equal(fitted(X, y, LESS), moved)

    def test_instance(self):
        assert matrix(FULL_RANK, 0).det() != 0  # λ = 0 too
        assert matrix(FULL_RANK, 2).det() != 0
        there = fitted(FULL_RANK, Y, 2)
        assert fitted(FULL_RANK, Y, 0) == there + 2 * matrix(FULL_RANK, 0).inv() * there

    def test_near_miss_is_refused(self):
        known = published(self.id)
        algebra(self.conclusion, known)
        refused(algebra, Equals(ridge, other - rise * (inverse @ other)), known)
        refused(algebra, Equals(ridge, other + rise * (inverse @ ridge)), known)

    def test_near_miss_is_false(self):
        here, there = fitted(FULL_RANK, Y, 1), fitted(FULL_RANK, Y, 2)
        assert here != there - matrix(FULL_RANK, 1).inv() * there
        assert here != there + matrix(FULL_RANK, 1).inv() * here


class TestNormGap(Restatement):
    id = "squared-length-of-two-ridge-estimates"
    hypotheses = (invertible, other_invertible)
    bend = SquaredNorm(X @ delta) + lam * SquaredNorm(delta)
    conclusion = Equals(fall, 2 * rise * bend + rise**2 * SquaredNorm(delta))
    algebraic = False

    @staticmethod
    def terms(X, y, less, more):
        """2(ν − λ)(‖Xδ‖² + λ‖δ‖²) and (ν − λ)²‖δ‖²."""
        step = matrix(X, less).inv() * fitted(X, y, more)
        bend = norm2(X * step) + less * norm2(step)
        return 2 * (more - less) * bend, (more - less) ** 2 * norm2(step)

    @staticmethod
    def fall(X, y, less, more):
        return norm2(fitted(X, y, less)) - norm2(fitted(X, y, more))

    @pytest.mark.parametrize("X", DESIGNS)
    def test_in_sympy(self, X):
        first, second = self.terms(X, Y, LESS, MORE)
        assert equal(self.fall(X, Y, LESS, MORE), first + second)

    def test_instance(self):
        assert matrix(RANK_ONE, 2).det() != 0
        assert matrix(RANK_ONE, 1).det() != 0
        first, second = self.terms(RANK_ONE, Y, 2, 1)  # the other way round too
        assert self.fall(RANK_ONE, Y, 2, 1) == first + second

    def test_near_miss_is_refused(self):
        known = published(self.id)
        refused(algebra, Equals(fall, 2 * rise * self.bend), known)
        flat = 2 * rise * SquaredNorm(X @ delta) + rise**2 * SquaredNorm(delta)
        refused(algebra, Equals(fall, flat), known)

    def test_near_miss_is_false(self):
        first, second = self.terms(FULL_RANK, Y, 1, 2)
        assert self.fall(FULL_RANK, Y, 1, 2) not in (first, second)


class TestFall(Restatement):
    id = "ridge-estimate-shrinks-as-the-penalty-grows"
    hypotheses = (Nonnegative(rise), positive)
    conclusion = Nonnegative(fall)

    @pytest.mark.parametrize("X", DESIGNS)
    def test_in_sympy(self, X):
        """With λ + t for ν the fall is a quotient of polynomials whose coefficients are all ≥ 0."""
        t = Symbol("t", positive=True)
        first, second = TestNormGap.terms(X, Y, LESS, LESS + t)
        gap = (first + second)[0].together()
        numerator, denominator = gap.as_numer_denom()
        for polynomial in (numerator, denominator):
            signs = {c > 0 for c in polynomial.expand().as_poly(LESS, t).coeffs()}
            assert len(signs) == 1
        assert gap.subs({LESS: 1, t: 1}) > 0

    def test_instance(self):
        assert HALF > 0
        assert 3 - HALF >= 0
        assert TestNormGap.fall(RANK_ONE, Y, HALF, 3)[0] > 0

    def test_near_miss_is_refused(self):
        gap = published(TestNormGap.id)
        terms = knowledge(positive, Nonnegative(rise), invertible, other_invertible).proof(
            Nonnegative(gap.conclusion.right)
        )
        rewrite(terms, Nonnegative(fall), gap)
        refused(rewrite, terms, Nonnegative(-fall), gap)
        refused(cut, published(self.id), assume(Nonnegative(lam - nu)))
        missing = knowledge(positive, invertible, other_invertible)  # λ ≤ ν
        refused(missing.proof, Nonnegative(gap.conclusion.right))

    def test_near_miss_is_false(self):
        assert TestNormGap.fall(FULL_RANK, Y, 2, 1)[0] < 0
        assert TestNormGap.fall(FULL_RANK, Y, -20, -10)[0] < 0
        rising = [fitted(EIGHT, DATA, at)[1] for at in (1, 4)]  # one weight may rise
        assert rising[0] < 0 < rising[1]


class TestDistance(Restatement):
    id = "distance-of-ridge-from-least-squares"
    hypotheses = (normal, invertible)
    conclusion = Equals(w_hat - ridge, lam * (inverse @ w_hat))
    algebraic = False  # the normal equation first, and then the inverse

    @pytest.mark.parametrize(("X", "w"), SOLVED)
    def test_in_sympy(self, X, w):
        assert solves(X, Y, w)
        assert equal(w - fitted(X, Y, LESS), LESS * matrix(X, LESS).inv() * w)

    def test_instance(self):
        X, w = SOLVED[2]
        assert solves(X, Y, w)
        assert matrix(X, HALF).det() != 0
        assert w - fitted(X, Y, HALF) == HALF * matrix(X, HALF).inv() * w

    def test_near_miss_is_refused(self):
        known = assume(normal)
        refused(algebra, Equals(w_hat - ridge, inverse @ w_hat), known)
        refused(algebra, Equals(w_hat - ridge, lam * (inverse @ ridge)), known)

    def test_near_miss_is_false(self):
        apart = FITTED - fitted(FULL_RANK, Y, HALF)
        assert apart != matrix(FULL_RANK, HALF).inv() * FITTED
        assert apart != HALF * matrix(FULL_RANK, HALF).inv() * fitted(FULL_RANK, Y, HALF)


class TestBound(Restatement):
    id = "ridge-is-near-least-squares-for-small-penalties"
    hypotheses = (positive, normal, FullColumnRank(X))
    scaled = SquaredNorm(Inverse(gram) @ w_hat)
    conclusion = Nonnegative(lam**2 * scaled - SquaredNorm(w_hat - ridge))

    @staticmethod
    def room(X, y, penalty):
        """λ²‖(XᵀX)⁻¹ŵ‖² − ‖ŵ − ŵ_R(λ)‖²."""
        best = fitted(X, y, 0)
        length = norm2((X.T * X).inv() * best)
        return (penalty**2 * length - norm2(best - fitted(X, y, penalty)))[0]

    @pytest.mark.parametrize("X", [FULL_RANK, EIGHT])
    def test_in_sympy(self, X):
        """A quotient of polynomials in λ whose coefficients are all ≥ 0."""
        y = Y if X.rows == 3 else DATA
        for polynomial in self.room(X, y, LESS).together().as_numer_denom():
            signs = {c > 0 for c in polynomial.expand().as_poly(LESS).coeffs()}
            assert len(signs) == 1
        assert self.room(X, y, 1) > 0

    def test_instance(self):
        assert HALF > 0
        assert solves(FULL_RANK, Y, FITTED)
        assert FULL_RANK.rank() == 2
        assert self.room(FULL_RANK, Y, HALF) >= 0

    def test_near_miss_is_refused(self):
        refused(rewrite, published(self.id), Nonnegative(self.scaled - SquaredNorm(w_hat - ridge)))
        refused(
            rewrite, published(self.id), Nonnegative(lam * self.scaled - SquaredNorm(w_hat - ridge))
        )
        refused(cut, published(self.id), assume(Nonnegative(lam)))

    def test_near_miss_is_false(self):
        small, large = Rational(1, 100), 100
        best = fitted(EIGHT, DATA, 0)
        scaled = norm2((EIGHT.T * EIGHT).inv() * best)[0]
        assert scaled < norm2(best - fitted(EIGHT, DATA, large))[0]
        assert small**3 * scaled < norm2(best - fitted(EIGHT, DATA, small))[0]
        assert self.room(FULL_RANK, Y, -HALF) < 0


class TestShorter(Restatement):
    id = "ridge-estimate-is-no-longer-than-least-squares"
    hypotheses = (positive, normal)
    conclusion = Nonnegative(SquaredNorm(w_hat) - SquaredNorm(ridge))

    @pytest.mark.parametrize(("X", "w"), SOLVED)
    def test_in_sympy(self, X, w):
        e = matrix(X, LESS).inv() * w
        room = 2 * LESS * norm2(X * e) + LESS**2 * norm2(e)
        assert equal(norm2(w) - norm2(fitted(X, Y, LESS)), room)

    def test_instance(self):
        X, w = SOLVED[2]
        assert HALF > 0
        assert solves(X, Y, w)
        assert norm2(fitted(X, Y, HALF))[0] < norm2(w)[0]

    def test_near_miss_is_refused(self):
        refused(rewrite, published(self.id), Nonnegative(SquaredNorm(ridge) - SquaredNorm(w_hat)))
        refused(
            rewrite, published(self.id), Nonnegative(SquaredNorm(w_hat) - 2 * SquaredNorm(ridge))
        )
        refused(cut, published(self.id), assume(invertible))

    def test_near_miss_is_false(self):
        assert norm2(fitted(FULL_RANK, Y, -HALF))[0] > norm2(FITTED)[0]
        assert 2 * norm2(fitted(FULL_RANK, Y, Rational(1, 100)))[0] > norm2(FITTED)[0]


class TestDirection(Restatement):
    id = "ridge-matrix-along-an-eigenvector"
    hypotheses = (invertible, not_0, stretched)
    conclusion = Equals(inverse @ q, q / (mu + lam))
    algebraic = False  # q has to be multiplied by (μ + λ)/(μ + λ) first

    @pytest.mark.parametrize(("q", "mu"), [(ALONG, 18), (ACROSS, 2)])
    def test_in_sympy(self, q, mu):
        assert EIGHT.T * EIGHT * q == mu * q
        assert equal(matrix(EIGHT, LESS).inv() * q, q / (mu + LESS))

    def test_instance(self):
        assert EIGHT.T * EIGHT * ALONG == 18 * ALONG
        assert 18 + HALF != 0
        assert matrix(EIGHT, HALF).det() != 0
        assert matrix(EIGHT, HALF).inv() * ALONG == ALONG / (18 + HALF)

    def test_near_miss_is_refused(self):
        known = (published(self.id), assume(stretched))
        refused(algebra, Equals(inverse @ q, q / mu), *known)
        refused(algebra, Equals(inverse @ q, q / (mu + lam)))
        refused(algebra, Equals(inverse @ q, (mu + lam) * q), *known)

    def test_near_miss_is_false(self):
        found = matrix(EIGHT, HALF).inv() * ALONG
        assert found not in (ALONG / 18, (18 + HALF) * ALONG)
        assert matrix(EIGHT, HALF).inv() * Matrix([1, 0]) != Matrix([1, 0]) / (18 + HALF)


class TestFilter(Restatement):
    id = "ridge-filter"
    hypotheses = (normal, invertible, not_0, stretched)
    conclusion = Equals(q.T @ ridge, mu / (mu + lam) * (q.T @ w_hat))
    algebraic = False

    @pytest.mark.parametrize(("q", "mu"), [(ALONG, 18), (ACROSS, 2)])
    def test_in_sympy(self, q, mu):
        y = letter("y", 4)
        shrunk = mu / (mu + LESS) * q.T * fitted(EIGHT, y, 0)
        assert equal(q.T * fitted(EIGHT, y, LESS), shrunk)

    def test_instance(self):
        w = fitted(EIGHT, DATA, 0)
        assert solves(EIGHT, DATA, w)
        assert matrix(EIGHT, 1).det() != 0
        assert 2 + 1 != 0
        assert EIGHT.T * EIGHT * ACROSS == 2 * ACROSS
        assert ACROSS.T * fitted(EIGHT, DATA, 1) == Rational(2, 3) * ACROSS.T * w

    def test_near_miss_is_refused(self):
        known = (published(self.id), assume(stretched), assume(normal))
        refused(algebra, Equals(q.T @ ridge, q.T @ w_hat / (mu + lam)), *known)
        refused(algebra, Equals(q.T @ ridge, lam / (mu + lam) * (q.T @ w_hat)), *known)

    def test_near_miss_is_false(self):
        w = fitted(EIGHT, DATA, 0)
        part = (ACROSS.T * fitted(EIGHT, DATA, 1))[0] / (ACROSS.T * w)[0]
        assert part not in (Rational(1, 3), Rational(1, 2))
        first = Matrix([1, 0])
        assert (first.T * fitted(EIGHT, DATA, 1))[0] / (first.T * w)[0] != Rational(2, 3)
