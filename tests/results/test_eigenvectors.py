"""Along an eigenvector of XᵀX a step of descent multiplies the error by one number."""

from __future__ import annotations

import pytest
from sympy import Matrix, Rational, symbols, zeros

from derivations.kernel.statements import Equals, Invertible, Positive
from derivations.kernel.terms import SquaredNorm, Zero
from derivations.kernel.theorem import assume
from derivations.proving.certificates import algebra, rewrite

from . import matrices as m
from .descent_letters import (
    EIGENVECTORS,
    TURNED,
    TWO,
    S,
    eigenvector,
    eta,
    fitted,
    is_eigenvector,
    length,
    mu,
    normal,
    q,
    responses,
    shrinking,
    step,
    step_from,
)
from .letters import J, X, d, gram, n, w, w_hat
from .matrices import NULL, equal, letter, norm2, solves
from .restatement import Restatement, published, refused

factor = 1 - 2 * eta * mu / n
start = w_hat + q
nonzero, too_long = Invertible(SquaredNorm(q)), Positive(eta * mu - n)
whatever_the_eigenvector = pytest.mark.parametrize(("X", "q", "mu"), EIGENVECTORS)
HALF, FITTED = Rational(1, 2), Matrix([-2, 3])  # solves the normal equation of TURNED and TWO
ASLANT = Matrix([1, 0])  # no eigenvector


def by(X, mu, eta=length):
    """1 − 2ημ/n."""
    return 1 - 2 * eta * mu / X.rows


class TestOnEigenvector(Restatement):
    id = "step-of-descent-on-an-eigenvector"
    hypotheses = (eigenvector,)
    conclusion = Equals(S @ q, factor * q)

    @whatever_the_eigenvector
    def test_in_sympy(self, X, q, mu):
        assert equal(shrinking(X) * q, by(X, mu) * q)

    @whatever_the_eigenvector
    def test_instance(self, X, q, mu):
        assert is_eigenvector(X, q, mu)
        assert equal(shrinking(X, HALF) * q, by(X, mu, HALF) * q)

    def test_near_miss_is_refused(self):
        refused(algebra, self.conclusion)  # the hypothesis missing
        refused(algebra, Equals(S @ q, (1 - eta * mu / n) * q), assume(eigenvector))  # the 2 lost
        refused(algebra, self.conclusion, assume(Equals(gram @ q, q)))

    def test_near_miss_is_false(self):
        X, q, mu = EIGENVECTORS[0]
        assert shrinking(X, HALF) * q != (1 - HALF * mu / 2) * q
        assert not is_eigenvector(X, ASLANT, mu)
        assert shrinking(X, HALF) * ASLANT != by(X, mu, HALF) * ASLANT


class TestComponent(Restatement):
    id = "error-along-an-eigenvector"
    hypotheses = (normal, eigenvector)
    conclusion = Equals(q.T @ (step() - w_hat), factor * (q.T @ (w - w_hat)))
    algebraic = False  # (Sq)ᵀ comes first

    @whatever_the_eigenvector
    def test_in_sympy(self, X, q, mu):
        y, w = letter("y", X.rows), letter("w", 2)
        w_hat = fitted(X, y)
        after = q.T * (step_from(X, y, w) - w_hat)
        assert equal(after, by(X, mu) * q.T * (w - w_hat))

    @whatever_the_eigenvector
    def test_instance(self, X, q, mu):
        y, w = responses(X), Matrix([3, -5])
        w_hat = fitted(X, y)
        assert is_eigenvector(X, q, mu)
        assert solves(X, y, w_hat)
        assert equal(q.T * (step_from(X, y, w) - w_hat), by(X, mu) * q.T * (w - w_hat))

    def test_near_miss_is_refused(self):
        error = assume(Equals(step() - w_hat, S @ (w - w_hat)))
        on_q = assume(Equals(S @ q, factor * q))
        algebra(Equals(q.T @ S @ (w - w_hat), factor * (q.T @ (w - w_hat))), on_q)
        refused(algebra, self.conclusion, error)  # no eigenvector
        refused(algebra, self.conclusion, on_q)  # no solution of the normal equation
        refused(algebra, Equals(step() - w_hat, factor * (w - w_hat)), error, on_q)

    def test_near_miss_is_false(self):
        X, y, w, w_hat = TURNED, TWO, Matrix([3, -5]), FITTED
        after = step_from(X, y, w, HALF)
        assert ASLANT.T * (after - w_hat) != by(X, 9, HALF) * ASLANT.T * (w - w_hat)
        q = EIGENVECTORS[0][1]
        assert q.T * (after - q) != by(X, 9, HALF) * q.T * (w - q)  # q solves nothing
        assert after - w_hat != by(X, 9, HALF) * (w - w_hat)


class TestGapFactor(Restatement):
    id = "gap-along-an-eigenvector"
    hypotheses = (normal, eigenvector)
    conclusion = Equals(J(step(start)) - J(w_hat), factor**2 * (J(start) - J(w_hat)))

    @whatever_the_eigenvector
    def test_in_sympy(self, X, q, mu):
        y = letter("y", X.rows)
        w_hat = fitted(X, y)
        before = m.J(X, y, w_hat + q) - m.J(X, y, w_hat)
        after = m.J(X, y, step_from(X, y, w_hat + q)) - m.J(X, y, w_hat)
        assert equal(after, by(X, mu) ** 2 * before)

    @whatever_the_eigenvector
    def test_instance(self, X, q, mu):
        y = responses(X)
        w_hat = fitted(X, y)
        assert is_eigenvector(X, q, mu)
        assert solves(X, y, w_hat)
        before = m.J(X, y, w_hat + q) - m.J(X, y, w_hat)
        after = m.J(X, y, step_from(X, y, w_hat + q)) - m.J(X, y, w_hat)
        assert equal(after, by(X, mu) ** 2 * before)

    def test_near_miss_is_refused(self):
        gap, before = J(step(start)) - J(w_hat), J(start) - J(w_hat)
        known = assume(normal), assume(eigenvector)
        refused(algebra, self.conclusion, known[0])
        refused(algebra, self.conclusion, known[1])
        refused(algebra, Equals(gap, factor * before), *known)  # not squared

    def test_near_miss_is_false(self):
        X, y, w_hat, q = TURNED, TWO, FITTED, EIGENVECTORS[0][1]

        def gaps(w_hat, q):
            before = m.J(X, y, w_hat + q) - m.J(X, y, w_hat)
            return before, m.J(X, y, step_from(X, y, w_hat + q, HALF)) - m.J(X, y, w_hat)

        before, after = gaps(w_hat, q)
        assert after != by(X, 9, HALF) * before
        before, after = gaps(w_hat, ASLANT)
        assert after != by(X, 9, HALF) ** 2 * before
        before, after = gaps(NULL, q)
        assert after != by(X, 9, HALF) ** 2 * before


class TestFilter(Restatement):
    id = "filter-of-a-step-of-descent"
    hypotheses = (normal, eigenvector)
    conclusion = Equals(q.T @ step(Zero(d)), (1 - factor) * (q.T @ w_hat))
    algebraic = False  # (Sq)ᵀ comes first

    @whatever_the_eigenvector
    def test_in_sympy(self, X, q, mu):
        y = letter("y", X.rows)
        there = q.T * step_from(X, y, zeros(2, 1))
        assert equal(there, (1 - by(X, mu)) * q.T * fitted(X, y))

    @whatever_the_eigenvector
    def test_instance(self, X, q, mu):
        y = responses(X)
        w_hat = fitted(X, y)
        assert is_eigenvector(X, q, mu)
        assert solves(X, y, w_hat)
        assert equal(q.T * step_from(X, y, zeros(2, 1)), (1 - by(X, mu)) * q.T * w_hat)

    def test_near_miss_is_refused(self):
        there = q.T @ step(Zero(d))
        one_way = assume(Equals(q.T @ (step(Zero(d)) - w_hat), factor * (q.T @ (Zero(d) - w_hat))))
        algebra(self.conclusion, one_way)
        refused(algebra, self.conclusion)  # the hypotheses missing
        refused(
            algebra, Equals(there, factor * (q.T @ w_hat)), one_way
        )  # what is left, not what goes
        refused(algebra, Equals(q.T @ step(), (1 - factor) * (q.T @ w_hat)), one_way)

    def test_near_miss_is_false(self):
        X, y, q = TURNED, TWO, EIGENVECTORS[0][1]
        there = q.T * step_from(X, y, zeros(2, 1), HALF)
        assert there != by(X, 9, HALF) * q.T * FITTED
        elsewhere = q.T * step_from(X, y, Matrix([1, 2]), HALF)
        assert elsewhere != (1 - by(X, 9, HALF)) * q.T * FITTED
        there = ASLANT.T * step_from(X, y, zeros(2, 1), HALF)
        assert there != (1 - by(X, 9, HALF)) * ASLANT.T * FITTED


class TestChange(Restatement):
    id = "change-of-the-error-along-an-eigenvector"
    hypotheses = (eigenvector,)
    conclusion = Equals(
        SquaredNorm(S @ q) - SquaredNorm(q),
        4 * eta * mu / n * (eta * mu / n - 1) * SquaredNorm(q),
    )

    @whatever_the_eigenvector
    def test_in_sympy(self, X, q, mu):
        share = length * mu / X.rows
        change = norm2(shrinking(X) * q) - norm2(q)
        assert equal(change, 4 * share * (share - 1) * norm2(q))

    @whatever_the_eigenvector
    def test_instance(self, X, q, mu):
        assert is_eigenvector(X, q, mu)
        share = HALF * mu / X.rows
        change = norm2(shrinking(X, HALF) * q) - norm2(q)
        assert change == 4 * share * (share - 1) * norm2(q)

    def test_near_miss_is_refused(self):
        change, share = SquaredNorm(S @ q) - SquaredNorm(q), eta * mu / n
        refused(algebra, self.conclusion)  # the hypothesis missing
        wrong = Equals(change, 4 * share * (share + 1) * SquaredNorm(q))
        refused(algebra, wrong, assume(eigenvector))
        wrong = Equals(change, 2 * share * (2 * share - 1) * SquaredNorm(q))
        refused(algebra, wrong, assume(eigenvector))

    def test_near_miss_is_false(self):
        X, q, mu = EIGENVECTORS[0]
        share, change = HALF * mu / 2, norm2(shrinking(X, HALF) * q) - norm2(q)
        assert change != 4 * share * (share + 1) * norm2(q)
        assert change != 2 * share * (2 * share - 1) * norm2(q)
        change = norm2(shrinking(X, HALF) * ASLANT) - norm2(ASLANT)
        assert change != 4 * share * (share - 1) * norm2(ASLANT)


class TestOscillation(Restatement):
    id = "step-that-only-changes-sign"
    hypotheses = (normal, Invertible(mu), eigenvector)
    conclusion = Equals(step(start, n / mu), w_hat - q)

    @pytest.mark.parametrize(("X", "q", "mu"), EIGENVECTORS[:3])
    def test_in_sympy(self, X, q, mu):
        y = letter("y", X.rows)
        w_hat = fitted(X, y)
        assert equal(step_from(X, y, w_hat + q, Rational(X.rows, mu)), w_hat - q)

    @pytest.mark.parametrize(("X", "q", "mu"), EIGENVECTORS[:3])
    def test_instance(self, X, q, mu):
        y = responses(X)
        w_hat = fitted(X, y)
        assert mu != 0
        assert is_eigenvector(X, q, mu)
        assert solves(X, y, w_hat)
        assert equal(step_from(X, y, w_hat + q, Rational(X.rows, mu)), w_hat - q)

    def test_near_miss_is_refused(self):
        known = assume(normal), assume(eigenvector)
        refused(algebra, Equals(step(start, n / (2 * mu)), w_hat - q), *known)
        refused(algebra, Equals(step(start, n / mu), w_hat), *known)
        refused(algebra, self.conclusion, known[0])
        refused(algebra, self.conclusion, known[1])

    def test_near_miss_is_false(self):
        X, y, w_hat, q = TURNED, TWO, FITTED, EIGENVECTORS[0][1]
        ninth = Rational(2, 9)
        assert step_from(X, y, w_hat + q, ninth / 2) == w_hat  # half the step arrives
        assert step_from(X, y, w_hat + q, ninth) != w_hat
        assert step_from(X, y, NULL + q, ninth) != NULL - q
        assert step_from(X, y, w_hat + ASLANT, ninth) != w_hat - ASLANT


class TestErrorGrows(Restatement):
    id = "error-grows-if-the-step-is-too-long"
    hypotheses = (nonzero, too_long, eigenvector)
    conclusion = Positive(SquaredNorm(S @ q) - SquaredNorm(q))

    @pytest.mark.parametrize(("X", "q", "mu"), EIGENVECTORS[:3])
    def test_in_sympy(self, X, q, mu):
        more = symbols("t", positive=True)
        eta = X.rows * (1 + more) / mu
        assert (norm2(shrinking(X, eta) * q) - norm2(q))[0].expand().is_positive

    @pytest.mark.parametrize(("X", "q", "mu"), EIGENVECTORS[:3])
    def test_instance(self, X, q, mu):
        eta = Rational(X.rows, mu) + Rational(1, 100)
        assert norm2(q)[0] != 0
        assert eta * mu > X.rows
        assert is_eigenvector(X, q, mu)
        assert (norm2(shrinking(X, eta) * q) - norm2(q))[0] > 0

    def test_near_miss_is_refused(self):
        product = assume(Positive(4 / n / n * (eta * mu * (eta * mu - n) * SquaredNorm(q))))
        rewrite(product, self.conclusion, published("change-of-the-error-along-an-eigenvector"))
        refused(rewrite, product, self.conclusion)  # no eigenvector
        falls = Positive(SquaredNorm(q) - SquaredNorm(S @ q))
        refused(rewrite, product, falls, published("change-of-the-error-along-an-eigenvector"))

    def test_near_miss_is_false(self):
        X, q, mu = EIGENVECTORS[0]
        for shorter in (Rational(2, mu), Rational(1, mu)):  # n/μ exactly, and less
            assert (norm2(shrinking(X, shorter) * q) - norm2(q))[0] <= 0
        longer = Rational(2, 9) + Rational(1, 100)
        assert (norm2(shrinking(X, longer) * (0 * q)) - norm2(0 * q))[0] == 0  # q = 0
        other = EIGENVECTORS[1][1]  # an eigenvector, but not of 9
        assert (norm2(shrinking(X, longer) * other) - norm2(other))[0] < 0


class TestSquaredErrorGrows(Restatement):
    id = "squared-error-grows-if-the-step-is-too-long"
    hypotheses = (too_long, nonzero, eigenvector, normal)
    conclusion = Positive(J(step(start)) - J(start))

    @pytest.mark.parametrize(("X", "q", "mu"), EIGENVECTORS[:3])
    def test_in_sympy(self, X, q, mu):
        y, more = letter("y", X.rows), symbols("t", positive=True)
        w_hat = fitted(X, y)
        there = step_from(X, y, w_hat + q, X.rows * (1 + more) / mu)
        rise = (m.J(X, y, there) - m.J(X, y, w_hat + q)).applyfunc(m.cancel)
        assert rise[0].expand().is_positive

    @pytest.mark.parametrize(("X", "q", "mu"), EIGENVECTORS[:3])
    def test_instance(self, X, q, mu):
        y, eta = responses(X), Rational(X.rows, mu) + Rational(1, 100)
        w_hat = fitted(X, y)
        assert eta * mu > X.rows
        assert norm2(q)[0] != 0
        assert is_eigenvector(X, q, mu)
        assert solves(X, y, w_hat)
        rise = m.J(X, y, step_from(X, y, w_hat + q, eta)) - m.J(X, y, w_hat + q)
        assert rise.applyfunc(m.cancel)[0] > 0

    def test_near_miss_is_refused(self):
        product = 4 / n / n / n * (eta * mu * (eta * mu - n) * SquaredNorm(X @ q))
        positive, known = assume(Positive(product)), (assume(normal), assume(eigenvector))
        rewrite(positive, self.conclusion, *known)
        refused(rewrite, positive, self.conclusion, known[0])
        refused(rewrite, positive, self.conclusion, known[1])
        refused(rewrite, positive, Positive(J(start) - J(step(start))), *known)

    def test_near_miss_is_false(self):
        X, y, w_hat, q = TURNED, TWO, FITTED, EIGENVECTORS[0][1]

        def rise(eta, w_hat=w_hat, q=q):
            return (m.J(X, y, step_from(X, y, w_hat + q, eta)) - m.J(X, y, w_hat + q))[0]

        too_long = Rational(2, 9) + Rational(1, 100)
        assert rise(Rational(2, 9)) == 0
        assert rise(Rational(1, 9)) < 0
        assert rise(too_long) > 0
        assert rise(too_long, q=0 * q) == 0
        assert rise(too_long, q=EIGENVECTORS[1][1]) < 0
        assert rise(too_long, w_hat - q) == 0  # where ŵ − q stands for ŵ, it starts at ŵ
