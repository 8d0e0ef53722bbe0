"""With mI ⪯ XᵀX ⪯ MI a step of descent leaves of every error r times its length, at most."""

from __future__ import annotations

import pytest
from sympy import Matrix, Rational, eye, symbols

from derivations.kernel.statements import Equals, Nonnegative, Positive
from derivations.kernel.terms import Letter, SquaredNorm
from derivations.kernel.theorem import assume, unfold
from derivations.proving.certificates import rewrite
from derivations.proving.sequents import add, constant, multiply, square

from .descent_letters import (
    BOUNDS,
    TURNED,
    TWO,
    S,
    above_m,
    below_M,
    between,
    eta,
    fitted,
    high,
    low,
    normal,
    responses,
    shrinking,
    step,
    step_from,
)
from .letters import n, v, w, w_hat
from .matrices import FULL_RANK, equal, letter, norm2, solves
from .restatement import Restatement, published, refused

total = low + high
rate_m, rate_M = 1 - 2 * eta * low / n, 1 - 2 * eta * high / n
forward = Nonnegative(eta)
whatever_the_bounds = pytest.mark.parametrize(("X", "low", "high"), BOUNDS)
ERRORS = (Matrix([1, 1]), Matrix([1, -1]), Matrix([3, -5]))


def left(rate, before, after):
    """rate²‖before‖² − ‖after‖² ≥ 0."""
    return Nonnegative(rate**2 * SquaredNorm(before) - SquaredNorm(after))


def margin(X, eta, bound, v):
    """(1 − 2η·bound/n)²‖v‖² − ‖Sv‖²."""
    rate = 1 - 2 * eta * bound / X.rows
    return (rate**2 * norm2(v) - norm2(shrinking(X, eta) * v))[0]


def in_two_forms(X, eta, low, high, v, side):
    """The margin as two forms, that of XᵀX − mI or MI − XᵀX, and that of their product."""
    below, above = X.T * X - low * eye(2), high * eye(2) - X.T * X
    share = 1 - eta * (low + high) / X.rows
    first = share * v.T * below * v if side == "short" else -share * v.T * above * v
    n = X.rows
    return 4 * eta / n * first + 4 * eta**2 / n**2 * v.T * above * below * v


class TestShort(Restatement):
    id = "contraction-for-short-steps"
    hypotheses = (forward, Nonnegative(n - eta * total), above_m, below_M)
    conclusion = left(rate_m, v, S @ v)

    @pytest.mark.parametrize("X", [TURNED, FULL_RANK])
    def test_in_sympy(self, X):
        eta, low, high = symbols("eta m M", real=True)
        v = letter("v", 2)
        forms = in_two_forms(X, eta, low, high, v, "short")
        assert equal(Matrix([margin(X, eta, low, v)]), forms)

    @whatever_the_bounds
    @pytest.mark.parametrize("share", [0, Rational(1, 2), 1])
    def test_instance(self, X, low, high, share):
        eta = share * X.rows / (low + high)
        assert eta >= 0
        assert X.rows >= eta * (low + high)
        assert between(X, low, high)
        assert all(margin(X, eta, low, v) >= 0 for v in ERRORS)

    def test_near_miss_is_refused(self):
        form = unfold(assume(above_m), 1, v)
        extra = multiply(multiply(constant(4 / n), assume(forward)), form)
        refused(rewrite, extra, self.conclusion)  # one form alone
        refused(rewrite, published(self.id), left(rate_M, v, S @ v))
        refused(
            rewrite, published(self.id), Nonnegative(rate_m * SquaredNorm(v) - SquaredNorm(S @ v))
        )

    def test_near_miss_is_false(self):
        X, slow, fast = TURNED, Matrix([1, -1]), Matrix([1, 1])
        assert margin(X, Rational(1, 5), 1, fast) == 0  # the best step: both are as slow
        assert margin(X, Rational(1, 4), 1, fast) < 0  # longer than n/(m + M)
        assert margin(X, Rational(-1, 5), 1, fast) < 0  # the wrong way
        assert margin(X, Rational(1, 10), 2, slow) < 0  # 2 is no lower bound
        assert margin(X, Rational(1, 10), 9, slow) < 0  # the other rate
        assert margin(X, Rational(2, 7), 1, fast) < 0  # short for M = 6, which is no bound


class TestLong(Restatement):
    id = "contraction-for-long-steps"
    hypotheses = (forward, Nonnegative(eta * total - n), below_M, above_m)
    conclusion = left(rate_M, v, S @ v)

    @pytest.mark.parametrize("X", [TURNED, FULL_RANK])
    def test_in_sympy(self, X):
        eta, low, high = symbols("eta m M", real=True)
        v = letter("v", 2)
        forms = in_two_forms(X, eta, low, high, v, "long")
        assert equal(Matrix([margin(X, eta, high, v)]), forms)

    @whatever_the_bounds
    @pytest.mark.parametrize("share", [1, Rational(3, 2), 5])
    def test_instance(self, X, low, high, share):
        eta = share * X.rows / (low + high)
        assert eta >= 0
        assert eta * (low + high) >= X.rows
        assert between(X, low, high)
        assert all(margin(X, eta, high, v) >= 0 for v in ERRORS)

    def test_near_miss_is_refused(self):
        form = unfold(assume(below_M), 1, v)
        extra = multiply(multiply(constant(4 / n), assume(forward)), form)
        refused(rewrite, extra, self.conclusion)
        refused(rewrite, published(self.id), left(rate_m, v, S @ v))
        refused(
            rewrite,
            published(self.id),
            Nonnegative(SquaredNorm(S @ v) - rate_M**2 * SquaredNorm(v)),
        )

    def test_near_miss_is_false(self):
        X, slow, fast = TURNED, Matrix([1, -1]), Matrix([1, 1])
        assert margin(X, Rational(1, 9), 9, slow) < 0  # shorter than n/(m + M)
        assert margin(X, Rational(1, 4), 8, fast) < 0  # 8 is no upper bound
        assert margin(X, Rational(1, 4), 1, fast) < 0  # the other rate
        assert margin(X, Rational(1, 4), 9, fast) == 0


def closer(X, y, w, eta, rate):
    """rate²‖w − ŵ‖² − ‖w − η∇J(w) − ŵ‖², at a solution of the normal equation."""
    w_hat = fitted(X, y).subs(dict.fromkeys(letter("u", 2), 1))
    after = norm2(step_from(X, y, w, eta) - w_hat)
    return (rate**2 * norm2(w - w_hat) - after)[0]


class TestBest(Restatement):
    id = "contraction-at-the-best-step"
    hypotheses = (above_m, below_M, Positive(total), normal)
    conclusion = left((high - low) / total, w - w_hat, step(w, n / total) - w_hat)

    @pytest.mark.parametrize("X", [TURNED, FULL_RANK])
    def test_in_sympy(self, X):
        low, high = symbols("m M", real=True)
        y, w = letter("y", X.rows), letter("w", 2)
        w_hat = fitted(X, y)
        v, eta = w - w_hat, X.rows / (low + high)
        found = ((high - low) / (low + high)) ** 2 * norm2(v)
        found -= norm2(step_from(X, y, w, eta) - w_hat)
        below, above = X.T * X - low * eye(2), high * eye(2) - X.T * X
        assert equal(found, 4 / (low + high) ** 2 * v.T * above * below * v)

    @whatever_the_bounds
    def test_instance(self, X, low, high):
        y, eta = responses(X), X.rows / (low + high)
        assert between(X, low, high)
        assert low + high > 0
        assert solves(X, y, fitted(X, y).subs(dict.fromkeys(letter("u", 2), 1)))
        assert all(closer(X, y, w, eta, (high - low) / (low + high)) >= 0 for w in ERRORS)

    def test_near_miss_is_refused(self):
        best = published(self.id)
        smaller = left((high - low) / (2 * total), w - w_hat, step(w, n / total) - w_hat)
        refused(rewrite, best, smaller)
        other = left((high - low) / total, w - w_hat, step(w, n / high) - w_hat)
        refused(rewrite, best, other)
        apart = assume(Equals(step(w, n / total) - w_hat, w - w_hat))
        refused(rewrite, best, left((high - low) / total, w - w_hat, S @ (w - w_hat)), apart)

    def test_near_miss_is_false(self):
        X, y, w = TURNED, TWO, Matrix([-1, 4])  # w − ŵ is along the eigenvector of 9
        assert closer(X, y, w, Rational(1, 5), Rational(4, 5)) == 0
        assert closer(X, y, w, Rational(1, 5), Rational(3, 5)) < 0
        assert closer(X, y, w, Rational(2, 9), Rational(4, 5)) < 0  # the step n/M
        assert closer(X, y, w, Rational(2, 8), Rational(6, 8)) < 0  # 7 is no upper bound
        w = Matrix([-1, 2])
        assert closer(X, y, w, Rational(2, 11), Rational(7, 11)) < 0  # 2 is no lower bound


class TestConditionNumber(Restatement):
    id = "contraction-and-the-condition-number"
    hypotheses = (above_m, below_M, normal, Positive(low))
    conclusion = left((high / low - 1) / (high / low + 1), w - w_hat, step(w, n / total) - w_hat)

    def test_in_sympy(self):
        low, high = symbols("m M", positive=True)
        ratio = high / low
        rates = (ratio - 1) / (ratio + 1), (high - low) / (low + high)
        assert equal(*(Matrix([rate]) for rate in rates))

    @pytest.mark.parametrize(("X", "low", "high"), BOUNDS[:3])
    def test_instance(self, X, low, high):
        y, eta, ratio = responses(X), X.rows / (low + high), high / low
        assert between(X, low, high)
        assert low > 0
        assert solves(X, y, fitted(X, y))
        assert all(closer(X, y, w, eta, (ratio - 1) / (ratio + 1)) >= 0 for w in ERRORS)

    def test_near_miss_is_refused(self):
        ratio = high / low
        after = step(w, n / total) - w_hat
        for rate in ((ratio - 1) / ratio, 1 / (ratio + 1), (ratio - 2) / (ratio + 1)):
            refused(rewrite, published(self.id), left(rate, w - w_hat, after))

    def test_near_miss_is_false(self):
        X, y, w, eta = TURNED, TWO, Matrix([-1, 4]), Rational(1, 5)
        assert closer(X, y, w, eta, Rational(8, 10)) == 0
        assert closer(X, y, w, eta, Rational(1, 10)) < 0
        assert closer(X, y, w, eta, Rational(7, 10)) < 0
        assert closer(X, y, 2 * w, Rational(2, 9), Rational(8, 10)) < 0  # another step


rate = Letter("r")


class TestNoBetterRate(Restatement):
    id = "no-step-has-a-better-rate"
    hypotheses = (
        Positive(total),
        Nonnegative(high),
        Nonnegative(rate - rate_m),
        Nonnegative(low),
        Nonnegative(rate + rate_M),
    )
    conclusion = Nonnegative(rate - (high - low) / total)

    def test_in_sympy(self):
        """The margin is a mean of the two margins, with the weights M and m."""
        r, eta, low, high, n = symbols("r eta m M n", real=True)
        over = high * (r - (1 - 2 * eta * low / n)) + low * (r + (1 - 2 * eta * high / n))
        margin = r - (high - low) / (low + high)
        assert equal(Matrix([margin]), Matrix([over / (low + high)]))

    @pytest.mark.parametrize("eta", [Rational(1, 9), Rational(1, 5), Rational(1, 4)])
    def test_instance(self, eta):
        n, low, high = 2, 1, 9
        rates = 1 - 2 * eta * low / n, 1 - 2 * eta * high / n
        r = max(rates[0], -rates[1])
        assert low >= 0
        assert high >= 0
        assert low + high > 0
        assert r >= rates[0]
        assert r >= -rates[1]
        assert r >= Rational(high - low, low + high)

    def test_near_miss_is_refused(self):
        over_m, over_M = assume(self.hypotheses[2]), assume(self.hypotheses[4])
        weighted = multiply(assume(Nonnegative(high)), over_m)
        cleared = Nonnegative(total * rate - (high - low))
        rewrite(add(weighted, multiply(assume(Nonnegative(low)), over_M)), cleared)
        refused(rewrite, weighted, cleared)  # one bound alone
        swapped = add(
            multiply(assume(Nonnegative(low)), over_m), multiply(assume(Nonnegative(high)), over_M)
        )
        refused(rewrite, swapped, cleared)
        refused(rewrite, add(over_m, over_M), cleared)
        refused(rewrite, square(rate), cleared)

    def test_near_miss_is_false(self):
        n, low, high, best = 2, 1, 9, Rational(4, 5)
        eta = Rational(2, 9)
        assert abs(1 - 2 * eta * low / n) < best  # the one direction alone is faster
        assert abs(1 - 2 * eta * high / n) > best
        eta = Rational(1, 9)
        assert abs(1 - 2 * eta * high / n) < best  # and so is the other
        low, high, eta, r = -1, 9, Rational(1, 10), Rational(11, 10)  # m < 0
        assert r >= 1 - 2 * eta * low / n
        assert r >= -(1 - 2 * eta * high / n)
        assert r < Rational(high - low, low + high)
