"""The maximum of ℓ over w and σ² together, at ŵ and σ̂² = RSS/n; with RSS = 0 there is none."""

from __future__ import annotations

from itertools import product

import pytest
from sympy import (
    Matrix,
    N,
    Rational,
    diff,
    exp,
    expand_log,
    log,
    nsolve,
    oo,
    pi,
    simplify,
    sqrt,
    symbols,
)

from derivations.kernel.statements import Equals, FullColumnRank, Nonnegative, Positive
from derivations.kernel.terms import Exp, Letter, Log, Pi, Root, SquaredNorm, Zero
from derivations.kernel.theorem import assume, cut, unfold
from derivations.proving.certificates import algebra, rewrite
from derivations.proving.sequents import add, antisymmetric, multiply, square

from .letters import X, d, n, w, w_hat, y
from .likelihood_letters import ell, variance
from .matrices import (
    FITTED,
    FITTED_TOO,
    FULL_RANK,
    NULL,
    RANK_ONE,
    SOLVED,
    Y,
    equal,
    full_column_rank,
    letter,
    norm2,
    solution,
    solves,
    zeros,
)
from .restatement import Restatement, published, refused

tangent = "logarithm-is-below-its-tangent"
normal = Equals(X.T @ X @ w_hat, X.T @ y)
RSS = SquaredNorm(y - X @ w_hat)
RSS_at_w = SquaredNorm(y - X @ w)
highest = ell(w_hat, RSS / n)
t = RSS / n / variance
away = X @ (w - w_hat)
gap = n / 2 * (t - 1 - Log(t)) + SquaredNorm(away) / (2 * variance)
M = Letter("M")
two_pi = 2 * Pi()
log_of_root = Equals(Log(Root(two_pi * variance)), (Log(two_pi) + Log(variance)) / 2)
log_of_root_hat = Equals(Log(Root(two_pi * (RSS / n))), (Log(two_pi) + Log(RSS / n)) / 2)
log_of_ratio = Equals(Log(t), Log(RSS / n) - Log(variance))

SPREADS = [Rational(1, 40), Rational(1, 18), Rational(1, 6), Rational(2, 5), Rational(9, 4)]
PLACES = [Matrix([Rational(k, 6), Rational(j, 4)]) for k, j in product(range(-2, 5), range(5))]
PERFECT = FULL_RANK * NULL  # the y that NULL fits


def squares(X, y, w):
    """‖y − Xw‖²."""
    return norm2(y - X * w)[0]


def log_likelihood(X, y, w, spread):
    """−n ln √(2πσ²) − ‖y − Xw‖²/(2σ²)."""
    return -X.rows * log(sqrt(2 * pi * spread)) - squares(X, y, w) / (2 * spread)


def the_gap(X, y, w_hat, w, spread):
    """(n/2)(t − 1 − ln t) + ‖X(w − ŵ)‖²/(2σ²) with t = σ̂²/σ²."""
    t = squares(X, y, w_hat) / X.rows / spread
    return Rational(X.rows, 2) * (t - 1 - log(t)) + norm2(X * (w - w_hat))[0] / (2 * spread)


def the_highest(X, y, w_hat):
    """ℓ(ŵ, RSS/n)."""
    return log_likelihood(X, y, w_hat, squares(X, y, w_hat) / X.rows)


def same(left, right):
    """Whether two numbers with logarithms are equal, exactly."""
    return simplify(expand_log(left - right, force=True)) == 0


class TestGap(Restatement):
    id = "log-likelihood-gap"
    hypotheses = (Positive(RSS), Positive(variance), normal)
    conclusion = Equals(highest - ell(w, variance), gap)

    @pytest.mark.parametrize(("X", "w_hat"), SOLVED)
    def test_in_sympy(self, X, w_hat):
        w, spread = letter("w", 2), symbols("s", positive=True)
        left = the_highest(X, Y, w_hat) - log_likelihood(X, Y, w, spread)
        assert same(left, the_gap(X, Y, w_hat, w, spread))

    @pytest.mark.parametrize(("X", "w_hat"), SOLVED)
    def test_instance(self, X, w_hat):
        w, spread = Matrix([3, -5]), Rational(3, 4)
        assert solves(X, Y, w_hat)
        assert squares(X, Y, w_hat) > 0
        left = the_highest(X, Y, w_hat) - log_likelihood(X, Y, w, spread)
        assert abs(N(left - the_gap(X, Y, w_hat, w, spread), 50)) < 1e-45

    def test_near_miss_is_refused(self):
        logs = [assume(each) for each in (log_of_root, log_of_root_hat, log_of_ratio)]
        left = highest - ell(w, variance)
        algebra(self.conclusion, *logs, assume(normal))
        refused(algebra, self.conclusion, *logs)  # the normal equation missing
        no_half = n * (t - 1 - Log(t)) + SquaredNorm(away) / (2 * variance)
        refused(algebra, Equals(left, no_half), *logs, assume(normal))
        other_sign = n / 2 * (t - 1 + Log(t)) + SquaredNorm(away) / (2 * variance)
        refused(algebra, Equals(left, other_sign), *logs, assume(normal))
        refused(algebra, Equals(-left, gap), *logs, assume(normal))

    def test_near_miss_is_false(self):
        X, w, spread = FULL_RANK, Matrix([3, -5]), Rational(3, 4)
        left = the_highest(X, Y, NULL) - log_likelihood(X, Y, w, spread)
        assert not solves(X, Y, NULL)
        assert abs(N(left - the_gap(X, Y, NULL, w, spread))) > 1
        left = the_highest(X, Y, FITTED) - log_likelihood(X, Y, w, spread)
        t = Rational(1, 18) / spread
        assert abs(N(left - the_gap(X, Y, FITTED, w, spread) - Rational(3, 2) * (t - 1))) > 1
        assert abs(N(-left - the_gap(X, Y, FITTED, w, spread))) > 1
        assert abs(N(left - the_gap(X, Y, FITTED, w, spread) - 3 * log(t))) > 1


class TestJointMaximum(Restatement):
    id = "joint-maximum-of-the-log-likelihood"
    hypotheses = (Positive(variance), Positive(RSS), normal)
    conclusion = Nonnegative(highest - ell(w, variance))
    facts = (tangent,)

    def test_in_sympy(self):
        """The slopes are 0 in w and in 1/σ², in which, for each w, ℓ is strictly concave."""
        X, w, rate = FULL_RANK, letter("w", 2), symbols("r", positive=True)
        f = log_likelihood(X, Y, w, 1 / rate)
        here = {w[0]: FITTED[0], w[1]: FITTED[1], rate: 18}
        assert all(diff(f, each).subs(here) == 0 for each in (*w, rate))
        assert simplify(diff(f, rate, 2) + Rational(3, 2) / rate**2) == 0
        t = symbols("t", positive=True)  # and t − 1 − ln t, which is convex, is least at 1
        above = t - 1 - log(t)
        assert (above.subs(t, 1), diff(above, t).subs(t, 1)) == (0, 0)
        assert diff(above, t, 2).is_positive

    @pytest.mark.parametrize(("X", "w_hat"), SOLVED)
    def test_instance(self, X, w_hat):
        """On a grid of w and σ², to fifty digits."""
        assert solves(X, Y, w_hat)
        assert squares(X, Y, w_hat) > 0
        best = N(the_highest(X, Y, w_hat), 50)
        for place, spread in product(PLACES, SPREADS):
            same_point = X * place == X * w_hat and spread == squares(X, Y, w_hat) / 3
            below = best - N(log_likelihood(X, Y, place, spread), 50)
            assert abs(below) < 1e-45 if same_point else below > 1e-4
        assert FITTED in PLACES
        assert squares(FULL_RANK, Y, FITTED) / 3 in SPREADS

    def test_near_miss_is_refused(self):
        half = multiply(assume(Nonnegative(n / 2)), assume(Nonnegative(t - 1 - Log(t))))
        norm = multiply(assume(Nonnegative(1 / (2 * variance))), square(away))
        as_gap = assume(Equals(highest - ell(w, variance), gap))
        rewrite(add(half, norm), self.conclusion, as_gap)
        refused(rewrite, add(half, norm), self.conclusion)  # the normal equation missing
        refused(rewrite, half, self.conclusion, as_gap)  # as though w were ŵ
        refused(rewrite, norm, self.conclusion, as_gap)  # as though σ² were σ̂²
        wrong = Nonnegative(ell(w, variance) - highest)
        refused(rewrite, add(half, norm), wrong, as_gap)

    def test_near_miss_is_false(self):
        X, unbiased = FULL_RANK, Rational(1, 6)  # RSS/(n − d)
        at_unbiased = log_likelihood(X, Y, FITTED, unbiased)
        assert N(the_highest(X, Y, FITTED) - at_unbiased) > 0.1  # so RSS/(n − d) is no maximum
        assert N(the_highest(X, Y, NULL) - the_highest(X, Y, FITTED)) < 0  # nor is another w


class TestOneFit(Restatement):
    id = "joint-maximum-has-one-fit"
    hypotheses = (Positive(variance), Positive(RSS), normal, Equals(ell(w, variance), highest))
    conclusion = Equals(away, Zero(n))
    facts = (tangent,)

    @pytest.mark.parametrize(("X", "w_hat"), SOLVED)
    def test_in_sympy(self, X, w_hat):
        """As high as (ŵ, σ̂²) is, on the grid, only what has the same fit and variance."""
        best = N(the_highest(X, Y, w_hat), 50)
        for place, spread in product([*PLACES, w_hat, w_hat + NULL], SPREADS):
            if abs(N(log_likelihood(X, Y, place, spread), 50) - best) < 1e-40:
                assert X * (place - w_hat) == zeros(3, 1)
                assert spread == squares(X, Y, w_hat) / 3

    def test_instance(self):
        X, w_hat, w = RANK_ONE, FITTED_TOO, FITTED_TOO + NULL
        spread = squares(X, Y, w_hat) / 3
        assert spread == Rational(2, 5) > 0
        assert solves(X, Y, w_hat)
        assert log_likelihood(X, Y, w, spread) == the_highest(X, Y, w_hat)
        assert w != w_hat
        assert X * (w - w_hat) == zeros(3, 1)

    def test_near_miss_is_refused(self):
        refused(algebra, Equals(w, w_hat), published(self.id))  # the same point, without rank
        no_gap = Equals(gap, Zero())
        below = Nonnegative(-SquaredNorm(away))
        factor = multiply(assume(Nonnegative(2 * variance)), assume(Nonnegative(n / 2)))
        first = multiply(factor, assume(Nonnegative(t - 1 - Log(t))))
        antisymmetric(square(away), rewrite(first, below, assume(no_gap)))
        refused(rewrite, first, below)  # ℓ(w, σ²) = ℓ(ŵ, σ̂²) missing
        refused(antisymmetric, square(away), first)

    def test_near_miss_is_false(self):
        w_hat, w = FITTED_TOO, FITTED_TOO + NULL
        assert log_likelihood(RANK_ONE, Y, w, Rational(2, 5)) == the_highest(RANK_ONE, Y, w_hat)
        assert w != w_hat
        w_hat, w = NULL, 2 * FITTED - NULL  # as far from the estimate, on the other side of it
        assert not solves(FULL_RANK, Y, w_hat)
        spread = squares(FULL_RANK, Y, w_hat) / 3
        assert log_likelihood(FULL_RANK, Y, w, spread) == the_highest(FULL_RANK, Y, w_hat)
        assert FULL_RANK * (w - w_hat) != zeros(3, 1)


class TestOneVariance(Restatement):
    id = "joint-maximum-has-one-variance"
    hypotheses = (Positive(variance), Positive(RSS), normal, Equals(ell(w, variance), highest))
    conclusion = Equals(RSS / n, variance)
    facts = (tangent,)

    def test_in_sympy(self):
        """t − 1 − ln t falls before 1 and rises after it."""
        t = symbols("t", positive=True)
        slope = diff(t - 1 - log(t), t)
        assert simplify(slope - (t - 1) / t) == 0
        assert simplify(slope.subs(t, 1 / (1 + t))).is_negative
        assert simplify(slope.subs(t, 1 + t)).is_positive

    def test_instance(self):
        X, w_hat, w = RANK_ONE, FITTED_TOO, FITTED_TOO + NULL
        assert solves(X, Y, w_hat)
        spread = symbols("s", positive=True)
        below = the_highest(X, Y, w_hat) - log_likelihood(X, Y, w, spread)
        assert below.subs(spread, Rational(2, 5)) == 0
        assert squares(X, Y, w_hat) / 3 == Rational(2, 5)
        for near in (Rational(39, 100), Rational(41, 100)):
            assert N(below.subs(spread, near)) > 1e-4

    def test_near_miss_is_refused(self):
        algebra(Equals(variance, RSS / n), published(self.id))
        unbiased = Equals(RSS / (n - d), variance)
        refused(algebra, unbiased, published(self.id))
        refused(algebra, Equals(RSS, variance), published(self.id))
        touching = assume(Equals(t - 1 - Log(t), Zero()))
        refused(algebra, self.conclusion, touching)  # the tangent at 1 is not enough
        refused(algebra, self.conclusion, assume(Equals(ell(w, variance), highest)))

    def test_near_miss_is_false(self):
        X, spread = FULL_RANK, symbols("s", positive=True)
        assert squares(X, Y, FITTED) / (3 - 2) != squares(X, Y, FITTED) / 3
        w_hat = NULL  # no solution of the normal equation: from FITTED as high at two variances
        assert not solves(X, Y, w_hat)
        as_high = log_likelihood(X, Y, FITTED, spread) - the_highest(X, Y, w_hat)
        found = nsolve(as_high, spread, Rational(1, 200), prec=30)
        assert abs(N(as_high.subs(spread, found), 30)) < 1e-20
        assert abs(found - squares(X, Y, w_hat) / 3) > 1


class TestOnePoint(Restatement):
    id = "joint-maximum-has-one-point"
    hypotheses = (
        FullColumnRank(X),
        Positive(variance),
        Positive(RSS),
        normal,
        Equals(ell(w, variance), highest),
    )
    conclusion = Equals(w, w_hat)
    facts = (tangent,)

    def test_in_sympy(self):
        """At σ̂², what ℓ falls short by is ‖X(w − ŵ)‖²/(2σ̂²), and that is 0 at ŵ only."""
        X, w, spread = FULL_RANK, letter("w", 2), Rational(1, 18)
        below = the_highest(X, Y, FITTED) - log_likelihood(X, Y, w, spread)
        assert equal(Matrix([below]), norm2(X * (w - FITTED)) / (2 * spread))
        assert solution(X * (w - FITTED), w) == FITTED

    def test_instance(self):
        """Of a grid of w and σ², only (ŵ, σ̂²) is as high."""
        X, spread = FULL_RANK, squares(FULL_RANK, Y, FITTED) / 3
        assert full_column_rank(X)
        assert solves(X, Y, FITTED)
        assert spread == Rational(1, 18) > 0
        best = N(the_highest(X, Y, FITTED), 50)
        found = [
            (place, each)
            for place, each in product(PLACES, SPREADS)
            if abs(N(log_likelihood(X, Y, place, each), 50) - best) < 1e-40
        ]
        assert found == [(FITTED, spread)]

    def test_near_miss_is_refused(self):
        fit = published("joint-maximum-has-one-fit")
        independent = unfold(assume(FullColumnRank(X)), 0, w - w_hat)
        algebra(self.conclusion, cut(independent, fit))
        refused(algebra, self.conclusion, fit)  # the rank missing
        refused(algebra, self.conclusion, assume(Equals(ell(w, variance), highest)))
        refused(cut, independent, published("joint-maximum-has-one-variance"))
        rows = unfold(assume(FullColumnRank(X.T)), 0, away)  # of Xᵀ instead
        refused(cut, rows, fit)
        refused(algebra, Equals(w, -w_hat), published(self.id))

    def test_near_miss_is_false(self):
        w_hat, w = FITTED_TOO, FITTED_TOO + NULL
        assert not full_column_rank(RANK_ONE)
        assert log_likelihood(RANK_ONE, Y, w, Rational(2, 5)) == the_highest(RANK_ONE, Y, w_hat)
        assert w != w_hat
        w_hat, w = NULL, 2 * FITTED - NULL  # as far from the estimate, on the other side of it
        assert not solves(FULL_RANK, Y, w_hat)
        spread = squares(FULL_RANK, Y, w_hat) / 3
        assert log_likelihood(FULL_RANK, Y, w, spread) == the_highest(FULL_RANK, Y, w_hat)
        assert w != w_hat


class TestValueAtTheJointMaximum(Restatement):
    id = "log-likelihood-at-the-joint-maximum"
    hypotheses = (Positive(RSS),)
    conclusion = Equals(highest, -(n / 2) * (Log(two_pi * (RSS / n)) + 1))

    @pytest.mark.parametrize("X", [FULL_RANK, RANK_ONE])
    def test_in_sympy(self, X):
        """For any ŵ with RSS > 0."""
        w_hat = letter("w", 2)
        spread = squares(X, Y, w_hat) / 3
        right = -Rational(3, 2) * (log(2 * pi * spread) + 1)
        assert same(the_highest(X, Y, w_hat), right)

    @pytest.mark.parametrize(("X", "w_hat"), SOLVED)
    def test_instance(self, X, w_hat):
        spread = squares(X, Y, w_hat) / 3
        assert spread > 0
        right = -Rational(3, 2) * (log(2 * pi * spread) + 1)
        assert abs(N(the_highest(X, Y, w_hat) - right, 50)) < 1e-45

    def test_near_miss_is_refused(self):
        spread = RSS / n
        root = assume(Equals(Log(Root(two_pi * spread)), Log(two_pi * spread) / 2))
        algebra(self.conclusion, root)
        refused(algebra, Equals(highest, -(n / 2) * Log(two_pi * spread)), root)  # the 1 lost
        refused(algebra, Equals(highest, -(n / 2) * (Log(two_pi * spread) - 1)), root)
        refused(algebra, Equals(highest, -n * (Log(two_pi * spread) + 1)), root)

    def test_near_miss_is_false(self):
        highest, spread = the_highest(FULL_RANK, Y, FITTED), Rational(1, 18)
        for factor, constant in ((Rational(3, 2), 0), (Rational(3, 2), -1), (3, 1)):
            assert abs(N(highest + factor * (log(2 * pi * spread) + constant))) > 0.05


class TestVarianceForGivenWeights(Restatement):
    id = "variance-for-given-weights"
    hypotheses = (Positive(variance), Positive(RSS_at_w))
    conclusion = Nonnegative(ell(w, RSS_at_w / n) - ell(w, variance))
    facts = (tangent,)

    @pytest.mark.parametrize("X", [FULL_RANK, RANK_ONE])
    def test_in_sympy(self, X):
        """The slope in 1/σ², in which ℓ is strictly concave, is 0 at σ² = RSS(w)/n."""
        w, rate = letter("w", 2), symbols("r", positive=True)
        f = log_likelihood(X, Y, w, 1 / rate)
        assert simplify(diff(f, rate).subs(rate, 3 / squares(X, Y, w))) == 0
        assert simplify(diff(f, rate, 2)).is_negative

    @pytest.mark.parametrize("w", [FITTED, NULL, Matrix([3, -5])])
    def test_instance(self, w):
        mean = squares(FULL_RANK, Y, w) / 3
        assert mean > 0
        for spread in (*SPREADS, mean / 2, 2 * mean, Rational(50)):
            below = N(the_highest(FULL_RANK, Y, w) - log_likelihood(FULL_RANK, Y, w, spread), 50)
            assert below == 0 if spread == mean else below > 1e-4

    def test_near_miss_is_refused(self):
        mean = RSS_at_w / n
        t = mean / variance
        logs = (
            assume(log_of_root),
            assume(Equals(Log(Root(two_pi * mean)), (Log(two_pi) + Log(mean)) / 2)),
            assume(Equals(Log(t), Log(mean) - Log(variance))),
        )
        above = multiply(assume(Nonnegative(n / 2)), assume(Nonnegative(t - 1 - Log(t))))
        rewrite(above, self.conclusion, *logs)
        refused(rewrite, above, self.conclusion, *logs[:2])  # ln t is not just any number
        refused(rewrite, above, Nonnegative(ell(w, variance) - ell(w, mean)), *logs)
        unbiased = RSS_at_w / (n - d)
        refused(rewrite, above, Nonnegative(ell(w, unbiased) - ell(w, variance)), *logs)
        refused(rewrite, above, Nonnegative(ell(w_hat, mean) - ell(w, variance)), *logs)
        refused(rewrite, published(self.id), Nonnegative(ell(w, mean) - ell(w_hat, variance)))

    def test_near_miss_is_false(self):
        X, w, mean = FULL_RANK, FITTED, Rational(1, 18)
        at_mean = log_likelihood(X, Y, w, mean)
        assert squares(X, Y, w) / 3 == mean
        assert N(log_likelihood(X, Y, w, 3 * mean) - at_mean) < -0.1  # RSS(w)/(n − d)
        assert N(log_likelihood(X, Y, NULL, mean) - at_mean) < -0.1  # another w
        lower = log_likelihood(X, Y, NULL, squares(X, Y, NULL) / 3)  # and its own variance
        assert N(lower - at_mean) < -0.1  # at another w there may be more


class TestConcentrated(Restatement):
    id = "concentrated-log-likelihood"
    hypotheses = (Positive(RSS_at_w),)
    conclusion = Equals(
        ell(w, RSS_at_w / n), -(n / 2) * Log(RSS_at_w) - n / 2 * (Log(two_pi / n) + 1)
    )

    @pytest.mark.parametrize("X", [FULL_RANK, RANK_ONE])
    def test_in_sympy(self, X):
        w = letter("w", 2)
        right = -Rational(3, 2) * (log(squares(X, Y, w)) + log(2 * pi / 3) + 1)
        assert same(the_highest(X, Y, w), right)

    @pytest.mark.parametrize("w", [FITTED, NULL, Matrix([3, -5])])
    def test_instance(self, w):
        X, total = FULL_RANK, squares(FULL_RANK, Y, w)
        assert total > 0
        right = -Rational(3, 2) * (log(total) + log(2 * pi / 3) + 1)
        assert abs(N(the_highest(X, Y, w) - right, 50)) < 1e-45
        assert all(
            N(the_highest(X, Y, w) - log_likelihood(X, Y, w, s), 50) > -1e-45 for s in SPREADS
        )

    def test_near_miss_is_refused(self):
        mean = RSS_at_w / n
        root = assume(Equals(Log(Root(two_pi * mean)), Log(two_pi * mean) / 2))
        split = assume(Equals(Log(two_pi * mean), Log(two_pi / n) + Log(RSS_at_w)))
        left = ell(w, mean)
        algebra(self.conclusion, root, split)
        scaled = -(n / 2) * Log(RSS_at_w)
        refused(algebra, Equals(left, scaled - n / 2 * (Log(two_pi) + 1)), root, split)  # 1/n lost
        refused(algebra, Equals(left, scaled - n / 2 * Log(two_pi / n)), root, split)  # the 1 lost
        refused(algebra, Equals(ell(w, RSS_at_w), self.conclusion.right), root, split)

    def test_near_miss_is_false(self):
        left, scaled = the_highest(FULL_RANK, Y, FITTED), -Rational(3, 2) * log(Rational(1, 6))
        assert abs(N(left - scaled + Rational(3, 2) * (log(2 * pi) + 1))) > 1
        assert abs(N(left - scaled + Rational(3, 2) * log(2 * pi / 3))) > 1
        assert abs(N(left - log_likelihood(FULL_RANK, Y, FITTED, Rational(1, 6)))) > 0.1


class TestPerfectFit(Restatement):
    id = "log-likelihood-of-a-perfect-fit"
    hypotheses = (Equals(y, X @ w_hat),)
    conclusion = Equals(ell(w_hat, Exp(-2 * M / n) / two_pi), M)
    algebraic = False  # the laws of exp, ln and √ are needed too

    @pytest.mark.parametrize("X", [FULL_RANK, RANK_ONE])
    def test_in_sympy(self, X):
        w_hat, M = letter("w", 2), symbols("M", real=True)
        assert same(log_likelihood(X, X * w_hat, w_hat, exp(-2 * M / 3) / (2 * pi)), M)

    @pytest.mark.parametrize("M", [-7, 0, Rational(5, 2), 1000])
    def test_instance(self, M):
        assert FULL_RANK * NULL == PERFECT
        height = log_likelihood(FULL_RANK, PERFECT, NULL, exp(-Rational(2, 3) * M) / (2 * pi))
        assert abs(N(height - M, 50)) < 1e-40

    def test_near_miss_is_refused(self):
        small = Exp(-2 * M / n)
        fits = assume(Equals(y, X @ w_hat))
        half = assume(Equals(Log(Root(small)), Log(small) / 2))
        undone = assume(Equals(Log(small), -2 * M / n))
        algebra(self.conclusion, fits, half, undone)
        refused(algebra, self.conclusion, half, undone)  # the perfect fit missing
        refused(algebra, Equals(ell(w_hat, small), M), fits, half, undone)  # 2π lost
        refused(algebra, Equals(ell(w, small / two_pi), M), fits, half, undone)  # another w

    def test_near_miss_is_false(self):
        M, spread = 5, exp(-Rational(10, 3)) / (2 * pi)
        assert N(log_likelihood(FULL_RANK, Y, FITTED, spread)) < M - 1  # RSS > 0
        assert N(log_likelihood(FULL_RANK, PERFECT, FITTED, spread)) < M - 1  # another w
        assert abs(N(log_likelihood(FULL_RANK, PERFECT, NULL, 2 * pi * spread) - M)) > 1


class TestNoMaximum(Restatement):
    id = "no-maximum-with-a-perfect-fit"
    hypotheses = (Equals(y, X @ w_hat), Positive(variance))
    conclusion = Equals(
        ell(w_hat, Exp(-2 * (ell(w, variance) + 1) / n) / two_pi), ell(w, variance) + 1
    )

    def test_in_sympy(self):
        X, w_hat, w = FULL_RANK, letter("u", 2), letter("w", 2)
        spread = symbols("s", positive=True)
        height = log_likelihood(X, X * w_hat, w, spread) + 1
        assert same(log_likelihood(X, X * w_hat, w_hat, exp(-2 * height / 3) / (2 * pi)), height)

    @pytest.mark.parametrize("w", [FITTED, NULL])
    def test_instance(self, w):
        X, y, spread = FULL_RANK, PERFECT, Rational(3, 4)
        height = log_likelihood(X, y, w, spread)
        higher = log_likelihood(X, y, NULL, exp(-2 * (height + 1) / 3) / (2 * pi))
        assert abs(N(higher - height - 1, 50)) < 1e-40

    def test_near_miss_is_refused(self):
        h = Letter("h")  # for ℓ(w, σ²)
        small = Exp(-2 * (h + 1) / n)
        fits = assume(Equals(y, X @ w_hat))
        half = assume(Equals(Log(Root(small)), Log(small) / 2))
        undone = assume(Equals(Log(small), -2 * (h + 1) / n))
        left = ell(w_hat, small / two_pi)
        algebra(Equals(left, h + 1), fits, half, undone)
        refused(algebra, Equals(left, h), fits, half, undone)
        refused(algebra, Equals(left, h + 2), fits, half, undone)
        refused(algebra, Equals(left, h + 1), assume(normal), half, undone)  # RSS > 0

    def test_near_miss_is_false(self):
        """With RSS > 0, no variance gives more than the largest."""
        assert solves(FULL_RANK, Y, FITTED)
        highest = the_highest(FULL_RANK, Y, FITTED)
        spread = exp(-2 * (highest + 1) / 3) / (2 * pi)
        assert N(log_likelihood(FULL_RANK, Y, FITTED, spread)) < N(highest)


def test_the_log_likelihood_of_a_perfect_fit_is_unbounded():
    spread = symbols("s", positive=True)
    perfect = log_likelihood(FULL_RANK, PERFECT, NULL, spread)
    assert perfect.limit(spread, 0) == oo
    assert log_likelihood(FULL_RANK, Y, FITTED, spread).limit(spread, 0) == -oo
