"""What k steps leave of every error, at most; and if the step is too long, at least."""

from __future__ import annotations

import pytest
from sympy import Matrix, Rational, cancel, diag, expand, eye, symbols, zeros

from derivations.kernel.statements import Nonnegative, Positive, PositiveSemidefinite, symmetric
from derivations.kernel.terms import Identity, Letter, SquaredNorm
from derivations.kernel.theorem import assume, induct, instantiate, introduce, unfold
from derivations.proving.certificates import algebra, rewrite
from derivations.proving.sequents import add, multiply, square

from .descent_letters import (
    BOUNDS,
    EIGENVECTORS,
    TURNED,
    S,
    above_m,
    below_M,
    between,
    eigenvector,
    eta,
    high,
    is_eigenvector,
    low,
    mu,
    normal,
    q,
    responses,
    shrinking,
)
from .letters import d, n, v, w_hat
from .matrices import (
    FULL_RANK,
    NULL,
    RANK_ONE,
    equal,
    letter,
    norm2,
    positive_semidefinite,
    solves,
)
from .restatement import Restatement, published, refused
from .steps_letters import (
    ASLANT,
    COUNTS,
    FAST,
    HALF,
    SLOW,
    a_solution,
    at,
    by,
    factor,
    k,
    left,
    power,
    r,
    repeated,
    start_error,
    steps,
    times,
    unrolled,
    w_0,
    walk,
    x,
)

B, e = Letter("B", d, d), Letter("e", d)
total = low + high
rate_m, rate_M = 1 - 2 * eta * low / n, 1 - 2 * eta * high / n
kappa_rate = (high / low - 1) / (high / low + 1)
error = steps() - w_hat
forward, wide = Nonnegative(eta), Positive(high - low)
at_m, at_M = Nonnegative(r**2 - rate_m**2), Nonnegative(r**2 - rate_M**2)
contraction = "k-steps-of-a-contraction"
after = "error-after-k-steps-of-descent"
whatever_the_count = pytest.mark.parametrize("k", COUNTS)
whatever_the_bounds = pytest.mark.parametrize(("X", "low", "high"), BOUNDS)
RATES = symbols("eta m M", real=True)
FOURTH = Rational(1, 4)
FITTED = a_solution(TURNED, responses(TURNED))


def margin(rate, before, after):
    """rate²‖before‖² − ‖after‖²."""
    return (rate**2 * norm2(before) - norm2(after))[0]


def step_by_step(rate, matrix, before, form, k):
    """What each step leaves to its rate, times the rates of the steps that follow."""
    found = zeros(1, 1)
    for done in range(k):
        found += rate ** (2 * (k - 1 - done)) * form(times(done, matrix, before))
    return found


class TestContraction(Restatement):
    id = contraction
    hypotheses = (PositiveSemidefinite(r**2 * Identity(d) - B.T @ B),)
    conclusion = left(power(r), e, repeated(B, e))

    @whatever_the_count
    def test_in_sympy(self, k):
        """The margin is a sum of forms of r²I − BᵀB, one for each step."""
        r, B, e = symbols("r", real=True), letter("B", 2, 2), letter("e", 2)
        rest = r**2 * eye(2) - B.T * B
        forms = step_by_step(r, B, e, lambda u: u.T * rest * u, k)
        assert equal(Matrix([margin(r**k, e, times(k, B, e))]), forms)
        assert equal(times(k, B, e), B**k * e)

    @pytest.mark.parametrize(
        ("B", "r"),
        [
            (diag(HALF, Rational(-1, 3)), HALF),
            (Matrix([[0, -1], [1, 0]]), -1),
            (Matrix([[1, 2], [2, 1]]), 3),
            (Matrix([[0, 1], [0, 0]]), Rational(3, 2)),
            (zeros(2, 2), 0),
        ],
    )
    @whatever_the_count
    def test_instance(self, B, r, k):
        assert positive_semidefinite(r**2 * eye(2) - B.T * B)
        assert all(margin(r**k, e, times(k, B, e)) >= 0 for e in (FAST, SLOW, ASLANT))

    def test_near_miss_is_refused(self):
        (given,) = map(assume, self.hypotheses)

        def proved(claim, rate, one_more):
            """The claim by induction, with what is known of one step more."""
            first, more = at(claim, 1), at(claim, k + 1)
            here = rewrite(unfold(given, 1, e), first, *unrolled(first))
            grown = add(multiply(square(rate), assume(claim)), one_more)
            return induct(claim, k, here, rewrite(grown, more, *unrolled(more)))

        shrinks = unfold(given, 1, repeated(B, e))
        assert proved(self.conclusion, r, shrinks).conclusion == self.conclusion
        at_e = assume(Nonnegative(e.T @ (r**2 * Identity(d) - B.T @ B) @ e))
        refused(proved, self.conclusion, r, at_e)  # one step shrinks e, and not each vector
        refused(proved, left(r, e, repeated(B, e)), r, shrinks)
        refused(
            proved, Nonnegative(power(r) * SquaredNorm(e) - SquaredNorm(repeated(B, e))), r, shrinks
        )
        refused(proved, left(k * r, e, repeated(B, e)), r, shrinks)
        refused(rewrite, published(self.id), left(power(r, k + 1), e, repeated(B, e)))
        refused(rewrite, published(self.id), left(power(r), e, repeated(B, v)))

    def test_near_miss_is_false(self):
        B, e = Matrix([[0, 4], [1, 0]]), Matrix([1, 0])
        assert margin(1, e, B * e) == 0
        assert margin(1, e, times(2, B, e)) < 0
        B, r = 2 * eye(2), 2
        assert margin(r**2, e, times(2, B, e)) == 0
        assert margin(r, e, times(2, B, e)) < 0  # without the power
        assert r**2 * norm2(e)[0] < norm2(times(2, B, e))[0]  # without the square
        assert margin(3 * r, e, times(3, B, e)) < 0  # k times in the place of a power
        assert margin(HALF**2, e, times(1, eye(2) / 2, e)) < 0  # one power more
        assert margin(r, e, times(1, B, 3 * e)) < 0  # of another vector


def shorter(rate, X, y, w, eta, k):
    """By how much ‖wₖ − ŵ‖² is below (rateᵏ)²‖w₀ − ŵ‖²."""
    w_hat = a_solution(X, y)
    return margin(rate**k, w - w_hat, walk(k, X, y, w, eta) - w_hat)


STARTS = (Matrix([3, -5]), FITTED + FAST, FITTED + SLOW)


def products(X, v):
    """The forms of XᵀX − mI, of MI − XᵀX and of their product."""
    _, low, high = RATES
    below, above = X.T * X - low * eye(2), high * eye(2) - X.T * X
    return v.T * below * v, v.T * above * v, v.T * above * below * v


def of_short_step(X):
    """What a short step leaves to its rate at m."""
    eta, low, high = RATES
    share = eta / X.rows

    def form(v):
        below, _, both = products(X, v)
        return 4 * share * ((1 - share * (low + high)) * below + share * both)

    return form


def of_long_step(X):
    """What a long step leaves to its rate at M."""
    eta, low, high = RATES
    share = eta / X.rows

    def form(v):
        _, above, both = products(X, v)
        return 4 * share * ((share * (low + high) - 1) * above + share * both)

    return form


def in_forms(X, bound, form, k):
    """Whether the margin after k steps is the sum of the forms of each."""
    y, w, eta = responses(X), letter("w", 2), RATES[0]
    w_hat, rate = a_solution(X, y), by(X, bound, eta)
    found = margin(rate**k, w - w_hat, walk(k, X, y, w, eta) - w_hat)
    return equal(Matrix([found]), step_by_step(rate, shrinking(X, eta), w - w_hat, form, k))


def taken(rate):
    """k steps of a contraction, with B = S, on the error."""
    return instantiate(published(contraction), (B, S), (r, rate), (e, start_error))


class TestShort(Restatement):
    id = "error-after-k-short-steps"
    hypotheses = (forward, Nonnegative(n - eta * total), above_m, below_M, normal)
    conclusion = left(power(rate_m), start_error, error)

    @pytest.mark.parametrize("X", [TURNED, RANK_ONE])
    @whatever_the_count
    def test_in_sympy(self, X, k):
        assert in_forms(X, RATES[1], of_short_step(X), k)

    @whatever_the_bounds
    @pytest.mark.parametrize("share", [0, HALF, 1])
    def test_instance(self, X, low, high, share):
        y, eta = responses(X), share * X.rows / (low + high)
        assert eta >= 0
        assert X.rows >= eta * (low + high)
        assert between(X, low, high)
        assert solves(X, y, a_solution(X, y))
        rate = by(X, low, eta)
        assert all(shorter(rate, X, y, w, eta, k) >= 0 for w in STARTS for k in COUNTS)

    def test_near_miss_is_refused(self):
        powers = taken(rate_m)
        rewrite(powers, self.conclusion, published(after))
        refused(rewrite, powers, self.conclusion)  # ŵ is anything
        known = published(self.id)
        refused(rewrite, known, left(rate_m, start_error, error))
        refused(rewrite, known, left(power(rate_M), start_error, error))
        refused(rewrite, known, left(power(rate_m, k + 1), start_error, error))
        refused(rewrite, known, left(power(rate_m), w_0, steps()))

    def test_near_miss_is_false(self):
        X, y, slow, fast = TURNED, responses(TURNED), STARTS[2], STARTS[1]
        tenth = Rational(1, 10)
        rate, other = by(X, 1, tenth), by(X, 9, tenth)
        assert shorter(rate, X, y, slow, tenth, 2) == 0
        assert shorter(other, X, y, slow, tenth, 2) < 0  # the rate of M
        assert margin(rate**3, slow - FITTED, walk(2, X, y, slow, tenth) - FITTED) < 0
        assert margin(rate**2, slow, walk(2, X, y, slow, tenth)) < 0  # ŵ left out
        assert margin(rate**2, slow - NULL, walk(2, X, y, slow, tenth) - NULL) < 0
        assert shorter(by(X, 2, tenth), X, y, slow, tenth, 2) < 0  # 2 is no lower bound
        for length in (FOURTH, -tenth):  # longer than n/(m + M); the wrong way
            assert shorter(by(X, 1, length), X, y, fast, length, 2) < 0


class TestLong(Restatement):
    id = "error-after-k-long-steps"
    hypotheses = (forward, Nonnegative(eta * total - n), below_M, above_m, normal)
    conclusion = left(power(rate_M), start_error, error)

    @pytest.mark.parametrize("X", [TURNED, RANK_ONE])
    @whatever_the_count
    def test_in_sympy(self, X, k):
        assert in_forms(X, RATES[2], of_long_step(X), k)

    @whatever_the_bounds
    @pytest.mark.parametrize("share", [1, Rational(3, 2), 5])
    def test_instance(self, X, low, high, share):
        y, eta = responses(X), share * X.rows / (low + high)
        assert eta >= 0
        assert eta * (low + high) >= X.rows
        assert between(X, low, high)
        assert solves(X, y, a_solution(X, y))
        rate = by(X, high, eta)
        assert all(shorter(rate, X, y, w, eta, k) >= 0 for w in STARTS for k in COUNTS)

    def test_near_miss_is_refused(self):
        powers = taken(rate_M)
        rewrite(powers, self.conclusion, published(after))
        refused(rewrite, powers, self.conclusion)  # ŵ is anything
        known = published(self.id)
        refused(rewrite, known, left(rate_M, start_error, error))
        refused(rewrite, known, left(power(rate_m), start_error, error))
        refused(rewrite, known, left(power(rate_M), start_error, steps(k + 1) - w_hat))
        refused(rewrite, known, left(power(rate_M), w_0, steps()))

    def test_near_miss_is_false(self):
        X, y, slow, fast = TURNED, responses(TURNED), STARTS[2], STARTS[1]
        rate, other = by(X, 9, FOURTH), by(X, 1, FOURTH)
        assert shorter(rate, X, y, fast, FOURTH, 2) == 0
        assert rate**2 > 1  # so that one rate is less than its square, and three steps lead further
        assert margin(rate, fast - FITTED, walk(2, X, y, fast, FOURTH) - FITTED) < 0
        assert margin(rate**2, fast - FITTED, walk(3, X, y, fast, FOURTH) - FITTED) < 0
        assert shorter(other, X, y, fast, FOURTH, 2) < 0  # the rate of m
        assert margin(rate**2, 0 * fast, walk(2, X, y, 0 * fast, FOURTH)) < 0  # ŵ left out
        moved = walk(2, X, y, fast, FOURTH) - fast
        assert margin(rate**2, 0 * fast, moved) < 0  # where the start stands for ŵ
        assert shorter(by(X, 8, FOURTH), X, y, fast, FOURTH, 2) < 0  # 8 is no upper bound
        ninth = Rational(1, 9)
        assert shorter(by(X, 9, ninth), X, y, slow, ninth, 2) < 0  # shorter than n/(m + M)


class TestBest(Restatement):
    id = "error-after-k-best-steps"
    hypotheses = (above_m, below_M, normal, Positive(low))
    conclusion = left(power(kappa_rate), start_error, steps(length=n / total) - w_hat)

    @pytest.mark.parametrize("X", [TURNED, FULL_RANK])
    @whatever_the_count
    def test_in_sympy(self, X, k):
        """One form of a product for each step, for the length at which the other vanishes."""
        low, share = symbols("m s", real=True)  # s = 1/(m + M), so that all are polynomials
        high, eta = 1 / share - low, X.rows * share
        y, w, ratio = responses(X), letter("w", 2), high / low
        w_hat, rate = a_solution(X, y), cancel((ratio - 1) / (ratio + 1))

        def form(v):
            below, above = X.T * X - low * eye(2), share * (high * eye(2) - X.T * X)
            return 4 * share * (v.T * above.applyfunc(expand) * below * v)

        found = margin(rate**k, w - w_hat, walk(k, X, y, w, eta) - w_hat)
        assert equal(Matrix([found]), step_by_step(rate, shrinking(X, eta), w - w_hat, form, k))

    @pytest.mark.parametrize(("X", "low", "high"), BOUNDS[:3])
    @whatever_the_count
    def test_instance(self, X, low, high, k):
        y, eta, ratio = responses(X), X.rows / (low + high), high / low
        assert between(X, low, high)
        assert low > 0
        assert solves(X, y, a_solution(X, y))
        assert all(shorter((ratio - 1) / (ratio + 1), X, y, w, eta, k) >= 0 for w in STARTS)

    def test_near_miss_is_refused(self):
        known, there = published(self.id), steps(length=n / total) - w_hat
        ratio = high / low
        for rate in ((ratio - 1) / ratio, 1 / (ratio + 1), (ratio - 2) / (ratio + 1)):
            refused(rewrite, known, left(power(rate), start_error, there))
        refused(rewrite, known, left(kappa_rate, start_error, there))
        refused(rewrite, known, left(power(kappa_rate, k + 1), start_error, there))
        refused(rewrite, known, left(power(kappa_rate), start_error, error))
        longer = steps(length=n / high) - w_hat
        refused(rewrite, known, left(power(kappa_rate), start_error, longer))

    def test_near_miss_is_false(self):
        X, y, eta = TURNED, responses(TURNED), Rational(1, 5)
        for w in STARTS[1:]:  # along both eigenvectors as slow as can be
            assert shorter(Rational(8, 10), X, y, w, eta, 2) == 0
            assert shorter(Rational(7, 10), X, y, w, eta, 2) < 0
            assert shorter(Rational(1, 10), X, y, w, eta, 2) < 0
            away = walk(2, X, y, w, eta) - FITTED
            assert margin(Rational(8, 10) ** 3, w - FITTED, away) < 0
        slow, fast = STARTS[2], STARTS[1]
        assert shorter(Rational(8, 10), X, y, slow, Rational(1, 10), 2) < 0  # other lengths
        assert shorter(Rational(8, 10), X, y, fast, Rational(2, 9), 2) < 0
        assert shorter(Rational(6, 8), X, y, fast, Rational(2, 8), 2) < 0  # 7 is no upper bound
        assert shorter(Rational(7, 11), X, y, slow, Rational(2, 11), 2) < 0  # 2 is no lower bound


class TestBetween(Restatement):
    id = "contraction-between-bounds"
    hypotheses = (wide, at_m, below_M, at_M, above_m)
    conclusion = PositiveSemidefinite(r**2 * Identity(d) - S.T @ S)

    @pytest.mark.parametrize("X", [TURNED, FULL_RANK, RANK_ONE])
    def test_in_sympy(self, X):
        """M − m times the matrix is a sum of products of what is not negative."""
        (eta, low, high), r = RATES, symbols("r", real=True)
        below, above = X.T * X - low * eye(2), high * eye(2) - X.T * X
        rest = r**2 * eye(2) - shrinking(X, eta).T * shrinking(X, eta)
        outside = (r**2 - by(X, low, eta) ** 2) * above + (r**2 - by(X, high, eta) ** 2) * below
        inside = 4 * eta**2 / X.rows**2 * (high - low) * above * below
        assert equal((high - low) * rest, outside + inside)

    @whatever_the_bounds
    @pytest.mark.parametrize("eta", [-1, 0, Rational(1, 10), Rational(1, 5), 2])
    @pytest.mark.parametrize("above", [0, Rational(1, 3)])
    def test_instance(self, X, low, high, eta, above):
        rates = by(X, low, eta), by(X, high, eta)
        r = -max(map(abs, rates)) - above  # of any sign
        assert high > low
        assert all(r**2 >= rate**2 for rate in rates)
        assert between(X, low, high)
        assert positive_semidefinite(r**2 * eye(2) - shrinking(X, eta).T * shrinking(X, eta))

    def test_near_miss_is_refused(self):
        below, above = (unfold(assume(bound), 1, v) for bound in (above_m, below_M))
        rest = r**2 * Identity(d) - S.T @ S
        over_m, over_M = multiply(assume(at_m), above), multiply(assume(at_M), below)
        product = above_m.matrix @ below_M.matrix
        inside = multiply(
            square(2 * eta / n), assume(Nonnegative((high - low) * (v.T @ product @ v)))
        )
        scaled = Nonnegative((high - low) * (v.T @ rest @ v))
        rewrite(add(add(over_m, over_M), inside), scaled)
        refused(rewrite, add(over_m, inside), scaled)  # one rate alone
        refused(rewrite, add(over_M, inside), scaled)
        refused(rewrite, add(over_m, over_M), scaled)
        swapped = add(multiply(assume(at_m), below), multiply(assume(at_M), above))
        refused(rewrite, add(swapped, inside), scaled)
        form = assume(Nonnegative(v.T @ rest @ v))  # for one v, and not for each
        refused(introduce, self.conclusion, v, algebra(symmetric(rest)), form)
        less = PositiveSemidefinite(rate_m**2 * Identity(d) - S.T @ S)
        refused(rewrite, published(self.id), less)

    def test_near_miss_is_false(self):
        X, fifth, tenth = TURNED, Rational(1, 5), Rational(1, 10)

        def holds(r, eta):
            return positive_semidefinite(r**2 * eye(2) - shrinking(X, eta).T * shrinking(X, eta))

        assert holds(Rational(4, 5), fifth)
        assert not holds(Rational(3, 4), fifth)  # below both rates
        assert by(X, 9, tenth) ** 2 < HALF**2 < by(X, 1, tenth) ** 2
        assert not holds(HALF, tenth)  # above the rate of M alone
        assert by(X, 1, FOURTH) ** 2 < 1 < by(X, 9, FOURTH) ** 2
        assert not holds(1, FOURTH)  # above the rate of m alone
        assert max(by(X, 1, FOURTH) ** 2, by(X, 7, FOURTH) ** 2) < 1  # 7 is no upper bound
        assert max(by(X, 3, tenth) ** 2, by(X, 9, tenth) ** 2) < Rational(3, 4) ** 2
        assert not holds(Rational(3, 4), tenth)  # 3 is no lower bound


class TestAnySteps(Restatement):
    id = "error-after-k-steps-between-bounds"
    hypotheses = (wide, at_m, below_M, at_M, above_m, normal)
    conclusion = left(power(r), start_error, error)

    @pytest.mark.parametrize("X", [TURNED, RANK_ONE])
    @whatever_the_count
    def test_in_sympy(self, X, k):
        """M − m times the margin is a sum of products, as in one step."""
        (eta, low, high), r = RATES, symbols("r", real=True)
        y, w = responses(X), letter("w", 2)
        w_hat = a_solution(X, y)

        def form(v):
            below, above, both = products(X, v)
            outside = (r**2 - by(X, low, eta) ** 2) * above + (r**2 - by(X, high, eta) ** 2) * below
            return outside + 4 * eta**2 / X.rows**2 * (high - low) * both

        found = margin(r**k, w - w_hat, walk(k, X, y, w, eta) - w_hat)
        forms = step_by_step(r, shrinking(X, eta), w - w_hat, form, k)
        assert equal(Matrix([(high - low) * found]), forms)

    @whatever_the_bounds
    @pytest.mark.parametrize("eta", [-1, 0, Rational(1, 10), 2])
    def test_instance(self, X, low, high, eta):
        y, rates = responses(X), (by(X, low, eta), by(X, high, eta))
        r = -max(map(abs, rates))  # of any sign
        assert high > low
        assert all(r**2 >= rate**2 for rate in rates)
        assert between(X, low, high)
        assert solves(X, y, a_solution(X, y))
        assert all(shorter(r, X, y, w, eta, k) >= 0 for w in STARTS for k in COUNTS)

    def test_near_miss_is_refused(self):
        powers = taken(r)
        rewrite(powers, self.conclusion, published(after))
        refused(rewrite, powers, self.conclusion)  # ŵ is anything
        known = published(self.id)
        refused(rewrite, known, left(r, start_error, error))
        refused(rewrite, known, left(power(r, k + 1), start_error, error))
        refused(rewrite, known, left(power(rate_m), start_error, error))
        refused(
            rewrite, known, Nonnegative(power(r) * SquaredNorm(start_error) - SquaredNorm(error))
        )

    def test_near_miss_is_false(self):
        X, y, slow, fast = TURNED, responses(TURNED), STARTS[2], STARTS[1]
        rate = by(X, 9, FOURTH)
        assert abs(rate) > abs(by(X, 1, FOURTH))
        assert shorter(rate, X, y, fast, FOURTH, 2) == 0
        assert margin(rate, fast - FITTED, walk(2, X, y, fast, FOURTH) - FITTED) < 0
        assert shorter(by(X, 1, FOURTH), X, y, fast, FOURTH, 2) < 0  # above the rate of m alone
        tenth = Rational(1, 10)
        rate = by(X, 1, tenth)
        assert margin(rate**3, slow - FITTED, walk(2, X, y, slow, tenth) - FITTED) < 0
        assert margin(rate**2, slow - NULL, walk(2, X, y, slow, tenth) - NULL) < 0
        assert shorter(by(X, 9, tenth), X, y, slow, tenth, 2) < 0  # above the rate of M alone
        odd = walk(1, X, y, fast, FOURTH) - FITTED  # rate < 0, and not squared
        assert by(X, 9, FOURTH) * norm2(fast - FITTED)[0] < norm2(odd)[0]


excess = 4 * eta * mu / n * (eta * mu / n - 1)


def above(X, mu, eta):
    """By how much the square of the factor exceeds 1."""
    share = eta * mu / X.rows
    return 4 * share * (share - 1)


def grown(X, q, mu, eta, k, rate=1):
    """By how much ‖Sᵏq‖² exceeds (1 + kx)‖q‖², or so many times the x."""
    left = (1 + rate * k * above(X, mu, eta)) * norm2(q)
    return (norm2(times(k, shrinking(X, eta), q)) - left)[0]


class TestGrows(Restatement):
    id = "k-steps-on-an-eigenvector-leave-at-least"
    hypotheses = (eigenvector,)
    conclusion = Nonnegative(SquaredNorm(repeated(S, q)) - (1 + k * excess) * SquaredNorm(q))

    @pytest.mark.parametrize(("X", "q", "mu"), EIGENVECTORS[:3])
    @whatever_the_count
    def test_in_sympy(self, X, q, mu, k):
        more = symbols("t", nonnegative=True)
        eta = X.rows * (1 + more) / mu
        there = norm2(shrinking(X, eta) ** k * q) - (1 + 4 * k * more * (1 + more)) * norm2(q)
        assert there[0].expand().is_nonnegative

    @pytest.mark.parametrize(("X", "q", "mu"), EIGENVECTORS[:3])
    @pytest.mark.parametrize("beyond", [Rational(-1, 100), 0, Rational(1, 100), 1])
    @whatever_the_count
    def test_instance(self, X, q, mu, beyond, k):
        eta = Rational(X.rows, mu) + beyond
        assert is_eigenvector(X, q, mu)
        assert grown(X, q, mu, eta, k) >= 0

    def test_near_miss_is_refused(self):
        known, there = published(self.id), SquaredNorm(repeated(S, q))
        on_q = published("k-steps-of-descent-on-an-eigenvector")
        grows = instantiate(published("powers-above-one-grow"), (r, factor), (x, excess))
        scaled = multiply(grows, square(q))
        rewrite(scaled, self.conclusion, on_q)
        refused(rewrite, scaled, self.conclusion)  # q is anything
        refused(rewrite, scaled, Nonnegative(there - (1 + 2 * k * excess) * SquaredNorm(q)), on_q)
        refused(rewrite, scaled, Nonnegative(there - (1 + (k + 1) * excess) * SquaredNorm(q)), on_q)
        refused(rewrite, known, Nonnegative((1 + k * excess) * SquaredNorm(q) - there))
        once = Nonnegative(SquaredNorm(S @ q) - (1 + k * excess) * SquaredNorm(q))
        refused(rewrite, known, once)

    def test_near_miss_is_false(self):
        X, q, mu = EIGENVECTORS[0]
        eta = Rational(2, 9) + Rational(1, 100)
        assert grown(X, q, mu, eta, 1) == 0
        assert grown(X, q, mu, eta, 2) > 0  # no equation
        for rate in (2, 3):  # more, already in one step
            assert grown(X, q, mu, eta, 1, rate) < 0
        there = norm2(shrinking(X, eta) * q)[0]
        assert there < (1 + 2 * above(X, mu, eta)) * norm2(q)[0]  # one step for two
        assert grown(X, SLOW, mu, eta, 1) < 0  # of another eigenvalue
        assert grown(X, ASLANT, mu, eta, 1) < 0
