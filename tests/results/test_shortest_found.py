"""Ridge and descent stay in the row space, and come to Py, or to the nearest minimiser."""

from __future__ import annotations

import pytest
from sympy import Matrix, Rational, Symbol, eye, symbols, zeros

from derivations.kernel.statements import (
    Equals,
    Minimises,
    Nonnegative,
    Positive,
    PositiveSemidefinite,
)
from derivations.kernel.terms import Identity, SquaredNorm, Zero
from derivations.kernel.theorem import assume, cut, instantiate, unfold
from derivations.proving.certificates import algebra, rewrite
from derivations.proving.sequents import add, constant, multiply, square

from . import matrices as m
from .descent_letters import S, below_M, eta, high, low, normal, shrinking
from .letters import J, X, b, d, gram, n, u, v, w, w_hat, y
from .matrices import (
    FULL_RANK,
    NULL,
    RANK_ONE,
    Y,
    equal,
    letter,
    minimises,
    norm2,
    positive_semidefinite,
    solves,
)
from .moment_letters import a
from .rank_letters import (
    ALL,
    INVERSE,
    LEAST,
    NORM,
    PENROSE,
    P,
    first_and_fourth,
    free,
    holding,
    keeps_P,
    keeps_X,
    minimisers,
    rest,
    shortest,
    symmetric_PX,
    symmetric_XP,
)
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
    ridge_gram,
)
from .steps_letters import COUNTS, by_induction, k, left, power, r, steps, times, w_0, walk

TWICE = Matrix([[1, 1, 0], [0, 0, 2]])  # a column repeated: XᵀX has the eigenvalues 2, 4 and 0
VALUES, START = Matrix([3, 8]), Matrix([1, 0, 1])
OFF = Matrix([1, -1, 0])  # what TWICE sends to 0
PENALTY, length = Symbol("lambda", positive=True), symbols("eta", real=True)
FOURTH = Rational(1, 4)

row_space = (keeps_X, symmetric_PX)
limit = shortest + rest @ w_0
from_zero = steps(k, Zero(d))
wide = Positive(high - low)
at_m = Nonnegative(r**2 - (1 - 2 * eta * low / n) ** 2)
at_M = Nonnegative(r**2 - (1 - 2 * eta * high / n) ** 2)
on_rows = PositiveSemidefinite(gram - low * (P @ X))
bounds = (wide, at_m, below_M, at_M, on_rows)

whatever_the_design = pytest.mark.parametrize("X", ALL)
whatever_the_count = pytest.mark.parametrize("k", COUNTS)


def values(X):
    """Some y of the right size."""
    return Matrix(Y[: X.rows])


def minimiser_from(X, y, start):
    """Py + (I − PX)w₀."""
    return X.pinv() * y + (eye(X.cols) - X.pinv() * X) * start


def test_the_design_is_as_described():
    assert (TWICE.T * TWICE).eigenvals() == {0: 1, 2: 1, 4: 1}
    assert zeros(2, 1) == TWICE * OFF


class TestAsGood(Restatement):
    id = "ridge-is-nearly-as-good-as-any-weights"
    hypotheses = (positive,)
    conclusion = Nonnegative(J(w) + lam / n * SquaredNorm(w) - J(ridge))

    @whatever_the_design
    def test_in_sympy(self, X):
        """n times the gap is a sum of squares, with λ > 0."""
        y, w = values(X), letter("w", X.cols)
        at = fitted(X, y, PENALTY)
        gap = m.J(X, y, w) + PENALTY / X.rows * norm2(w) - m.J(X, y, at)
        squares = norm2(X * (w - at)) + PENALTY * norm2(w - at) + PENALTY * norm2(at)
        assert equal(X.rows * gap, squares)

    def test_instance(self):
        at = fitted(RANK_ONE, Y, HALF)
        for point in (INVERSE * Y, NULL, zeros(2, 1)):
            gap = m.J(RANK_ONE, Y, point) - m.J(RANK_ONE, Y, at)
            assert (gap + HALF / 3 * norm2(point))[0] >= 0

    def test_near_miss_is_refused(self):
        best = unfold(unfold(published("ridge-estimate-is-the-unique-minimiser"), 0), 0, w)
        terms = (constant(1 / n), best)
        refused(rewrite, multiply(*terms), self.conclusion)
        refused(rewrite, published(self.id), Nonnegative(J(w) - J(ridge)))
        refused(cut, published(self.id), assume(Nonnegative(lam)))

    def test_near_miss_is_false(self):
        at, w = fitted(RANK_ONE, Y, HALF), INVERSE * Y
        assert (m.J(RANK_ONE, Y, w) - m.J(RANK_ONE, Y, at))[0] < 0
        negative = Rational(-1, 2)
        at = fitted(RANK_ONE, Y, negative)
        far = 100 * NULL
        assert (m.J(RANK_ONE, Y, far) + negative / 3 * norm2(far) - m.J(RANK_ONE, Y, at))[0] < 0


class TestNearlySolves(Restatement):
    id = "ridge-nearly-solves-the-normal-equation"
    hypotheses = (positive,)
    off = X.T @ y - gram @ ridge
    conclusion = Nonnegative(lam * SquaredNorm(y) - SquaredNorm(off))

    @whatever_the_design
    def test_in_sympy(self, X):
        """The gap is λ times a sum of squares."""
        y = letter("y", X.rows)
        at = fitted(X, y, PENALTY)
        off = X.T * y - X.T * X * at
        squares = norm2(X * at - y) + norm2(X * at) + PENALTY * norm2(at)
        assert equal(PENALTY * norm2(y) - norm2(off), PENALTY * squares)

    @whatever_the_design
    def test_instance(self, X):
        off = X.T * values(X) - X.T * X * fitted(X, values(X), HALF)
        assert (HALF * norm2(values(X)) - norm2(off))[0] > 0

    def test_near_miss_is_refused(self):
        refused(algebra, Equals(self.off, Zero(d)), assume(invertible))
        less = Nonnegative(lam**2 * SquaredNorm(y) - SquaredNorm(self.off))
        refused(rewrite, published(self.id), less)
        refused(cut, published(self.id), assume(Nonnegative(lam)))

    def test_near_miss_is_false(self):
        X, y = RANK_ONE, Matrix([1, 2, 0])
        off = X.T * y - X.T * X * fitted(X, y, HALF)
        assert off != zeros(2, 1)
        small = Rational(1, 100)
        tiny = Matrix([[small]])
        off = tiny.T * Matrix([1]) - tiny.T * tiny * fitted(tiny, Matrix([1]), small**2)
        assert (small**4 - norm2(off)[0]) < 0
        off = X.T * Y - X.T * X * fitted(X, Y, -HALF)
        assert (-HALF * norm2(Y) - norm2(off))[0] < 0


class TestRidgeInRows(Restatement):
    id = "ridge-estimate-lies-in-the-row-space"
    hypotheses = (invertible, *row_space)
    conclusion = Equals(P @ X @ ridge, ridge)
    stone = inverse @ (ridge_gram @ P @ X @ ridge)
    algebraic = False  # in steps, each by one equation

    @whatever_the_design
    def test_in_sympy(self, X):
        at = fitted(X, values(X), PENALTY)
        assert equal(first_and_fourth(X, free(X)) * X * at, at)

    def test_instance(self):
        at = fitted(RANK_ONE, Y, HALF)
        assert matrix(RANK_ONE, HALF).det() != 0
        assert holding(RANK_ONE, NORM) == (True, False, False, True)
        assert NORM * RANK_ONE * at == at != zeros(2, 1)

    def test_near_miss_is_refused(self):
        rows, stone = published("px-keeps-the-row-space"), Equals(self.stone, ridge)
        commutes = Equals(ridge_gram @ P @ X, P @ X @ ridge_gram)
        algebra(commutes, rows, assume(keeps_X))
        refused(algebra, commutes, assume(keeps_X), assume(symmetric_XP))
        refused(algebra, commutes, assume(keeps_P), assume(symmetric_PX))
        refused(algebra, stone, assume(keeps_X), assume(symmetric_XP))
        refused(algebra, Equals(P @ X @ w, w), *map(assume, PENROSE))

    def test_near_miss_is_false(self):
        at = fitted(RANK_ONE, Y, HALF)
        assert LEAST * RANK_ONE * at != at
        assert 2 * INVERSE * RANK_ONE * at != at
        assert INVERSE * RANK_ONE * Matrix([1, 0]) != Matrix([1, 0])


class TestNear(Restatement):
    id = "ridge-is-near-a-minimiser-in-the-range-of-the-gram-matrix"
    hypotheses = (positive, normal, Equals(w_hat, gram @ b))
    conclusion = Nonnegative(lam**2 * SquaredNorm(b) - SquaredNorm(w_hat - ridge))

    @pytest.mark.parametrize("X", [FULL_RANK, RANK_ONE, TWICE])
    def test_in_sympy(self, X):
        """The gap is λ² times a sum of squares."""
        b = letter("b", X.cols)
        w_hat = X.T * X * b
        y = X * w_hat
        assert solves(X, y, w_hat)
        off = w_hat - fitted(X, y, PENALTY)
        away = matrix(X, PENALTY).inv() * b
        squares = 2 * PENALTY * norm2(X * away) + PENALTY**2 * norm2(away)
        assert equal(PENALTY**2 * norm2(b) - norm2(off), PENALTY**2 * squares)

    def test_instance(self):
        w_hat = INVERSE * Y
        b = INVERSE * INVERSE.T * w_hat + NULL
        assert solves(RANK_ONE, Y, w_hat)
        assert RANK_ONE.T * RANK_ONE * b == w_hat
        gap = HALF**2 * norm2(b) - norm2(w_hat - fitted(RANK_ONE, Y, HALF))
        assert gap[0] > 0

    def test_near_miss_is_refused(self):
        off = Equals(w_hat - ridge, lam * (inverse @ gram @ b))
        distance = published("distance-of-ridge-from-least-squares")
        algebra(off, distance, assume(self.hypotheses[2]))
        refused(algebra, off, distance)
        refused(algebra, off, assume(self.hypotheses[2]))
        less = Nonnegative(lam * SquaredNorm(b) - SquaredNorm(w_hat - ridge))
        refused(rewrite, published(self.id), less)

    def test_near_miss_is_false(self):
        X, y = RANK_ONE, Y
        long = INVERSE * Y + NULL  # a minimiser, and not of this form
        assert solves(X, y, long)
        b, small = INVERSE * INVERSE.T * INVERSE * Y, Rational(1, 100)
        assert (small**2 * norm2(b) - norm2(long - fitted(X, y, small)))[0] < 0
        off = norm2(INVERSE * y - fitted(X, y, -26))
        assert ((-26) ** 2 * norm2(b) - off)[0] < 0  # a negative penalty


class TestNearShortest(Restatement):
    id = "ridge-is-near-the-shortest-minimiser"
    hypotheses = (positive, symmetric_PX, symmetric_XP, keeps_P, keeps_X)
    conclusion = Nonnegative(
        lam**2 * SquaredNorm(P @ P.T @ shortest) - SquaredNorm(shortest - ridge)
    )

    @pytest.mark.parametrize("X", [FULL_RANK, RANK_ONE, TWICE])
    def test_in_sympy(self, X):
        y, P = letter("y", X.rows), X.pinv()
        b = P * P.T * P * y
        away = matrix(X, PENALTY).inv() * b
        gap = PENALTY**2 * norm2(b) - norm2(P * y - fitted(X, y, PENALTY))
        squares = 2 * PENALTY * norm2(X * away) + PENALTY**2 * norm2(away)
        assert equal(gap, PENALTY**2 * squares)

    def test_instance(self):
        P = TWICE.pinv()
        assert all(holding(TWICE, P))
        bound = HALF**2 * norm2(P * P.T * P * VALUES)
        assert (bound - norm2(P * VALUES - fitted(TWICE, VALUES, HALF)))[0] > 0

    def test_near_miss_is_refused(self):
        lemma = published("what-px-keeps-is-an-image-of-the-gram-matrix")
        image = instantiate(lemma, (a, shortest))
        kept = Equals(P @ X @ shortest, shortest)
        cut(image, algebra(kept, assume(keeps_P)))
        refused(algebra, kept, assume(keeps_X), assume(symmetric_PX), assume(symmetric_XP))
        refused(cut, image, assume(keeps_P))
        less = Nonnegative(lam**2 * SquaredNorm(shortest) - SquaredNorm(shortest - ridge))
        refused(rewrite, published(self.id), less)

    def test_near_miss_is_false(self):
        X, small = RANK_ONE, Rational(1, 1000)
        at = fitted(X, Y, small)
        for other in (LEAST, NORM):
            bound = small**2 * norm2(other * other.T * other * Y)
            assert (bound - norm2(other * Y - at))[0] < 0
        thin = Matrix([[HALF]])
        off = norm2(Matrix([2]) - fitted(thin, Matrix([1]), HALF))[0]
        assert HALF**2 * 4 - off < 0


class TestOutsideKept(Restatement):
    id = "k-steps-keep-what-lies-outside-the-row-space"
    hypotheses = row_space
    conclusion = Equals(rest @ steps(), rest @ w_0)
    algebraic = False

    @whatever_the_count
    def test_in_sympy(self, k):
        X, w = RANK_ONE, letter("w", 2)
        left = eye(2) - first_and_fourth(X, free(X)) * X
        assert equal(left * walk(k, X, Y, w, length), left * w)

    @whatever_the_count
    def test_instance(self, k):
        left = eye(3) - TWICE.pinv() * TWICE
        assert all(holding(TWICE, TWICE.pinv()))
        there = walk(k, TWICE, VALUES, START, FOURTH)
        assert there != START
        assert left * there == left * START != zeros(3, 1)

    def test_near_miss_is_refused(self):
        rows = published("px-keeps-the-row-space")
        by_induction(self.conclusion, assume(keeps_X), rows)
        refused(by_induction, self.conclusion, assume(keeps_X), assume(symmetric_XP))
        refused(by_induction, self.conclusion, assume(keeps_P), assume(symmetric_PX))
        refused(by_induction, Equals(steps(), w_0), assume(keeps_X), rows)
        refused(by_induction, Equals(P @ X @ steps(), P @ X @ w_0), assume(keeps_X), rows)

    def test_near_miss_is_false(self):
        there = walk(1, RANK_ONE, Y, Matrix([3, -5]), FOURTH)
        for other in (LEAST, 2 * INVERSE):
            left = eye(2) - other * RANK_ONE
            assert left * there != left * Matrix([3, -5])
        kept = INVERSE * RANK_ONE
        assert kept * there != kept * Matrix([3, -5])


class TestInRows(Restatement):
    id = "descent-from-zero-stays-in-the-row-space"
    hypotheses = row_space
    conclusion = Equals(P @ X @ from_zero, from_zero)
    algebraic = False

    @whatever_the_count
    def test_in_sympy(self, k):
        X = RANK_ONE
        there = walk(k, X, letter("y", 3), zeros(2, 1), length)
        assert equal(first_and_fourth(X, free(X)) * X * there, there)

    @whatever_the_count
    def test_instance(self, k):
        P, there = TWICE.pinv(), walk(k, TWICE, VALUES, zeros(3, 1), FOURTH)
        assert all(holding(TWICE, P))
        assert P * TWICE * there == there != zeros(3, 1)

    def test_near_miss_is_refused(self):
        rows = published("px-keeps-the-row-space")
        by_induction(self.conclusion, assume(keeps_X), rows)
        refused(by_induction, self.conclusion, assume(keeps_X), assume(symmetric_XP))
        refused(by_induction, Equals(P @ X @ steps(), steps()), assume(keeps_X), rows)
        refused(algebra, Equals(from_zero, shortest), *map(assume, PENROSE))

    def test_near_miss_is_false(self):
        P, there = TWICE.pinv(), walk(2, TWICE, VALUES, START, FOURTH)
        assert P * TWICE * there != there  # from elsewhere
        there = walk(2, RANK_ONE, Y, zeros(2, 1), FOURTH)
        assert LEAST * RANK_ONE * there != there
        assert there != INVERSE * Y


class TestErrorInRows(Restatement):
    id = "error-of-descent-lies-in-the-row-space"
    hypotheses = (*row_space, keeps_P)
    conclusion = Equals(P @ X @ (steps() - limit), steps() - limit)
    algebraic = False

    @whatever_the_count
    def test_in_sympy(self, k):
        X, w, y = RANK_ONE, letter("w", 2), letter("y", 3)
        error = walk(k, X, y, w, length) - minimiser_from(X, y, w)
        assert equal(X.pinv() * X * error, error)

    @whatever_the_count
    def test_instance(self, k):
        P = TWICE.pinv()
        error = walk(k, TWICE, VALUES, START, FOURTH) - minimiser_from(TWICE, VALUES, START)
        assert all(holding(TWICE, P))
        assert P * TWICE * error == error

    def test_near_miss_is_refused(self):
        kept = published("k-steps-keep-what-lies-outside-the-row-space")
        algebra(self.conclusion, kept, assume(keeps_P), assume(keeps_X))
        refused(algebra, self.conclusion, assume(keeps_P), assume(keeps_X))
        refused(algebra, self.conclusion, kept, assume(keeps_X))
        error = steps() - shortest
        refused(algebra, Equals(P @ X @ error, error), kept, assume(keeps_P), assume(keeps_X))

    def test_near_miss_is_false(self):
        P, there = TWICE.pinv(), walk(2, TWICE, VALUES, START, FOURTH)
        error = there - P * VALUES  # the shortest, and not the one that is approached
        assert P * TWICE * error != error
        P, start = LEAST, Matrix([3, -5])
        there = walk(2, RANK_ONE, Y, start, FOURTH)
        error = there - P * Y - (eye(2) - P * RANK_ONE) * start
        assert P * RANK_ONE * error != error


class TestNearest(Restatement):
    id = "the-minimiser-nearest-to-where-descent-starts"
    hypotheses = (keeps_P, symmetric_PX, Minimises(u, J(w), w), symmetric_XP, keeps_X)
    conclusion = Nonnegative(SquaredNorm(u - w_0) - SquaredNorm(limit - w_0))

    @pytest.mark.parametrize("X", [*ALL, TWICE])
    def test_in_sympy(self, X):
        y, start = letter("y", X.rows), letter("v", X.cols)
        u, limit = minimisers(X, y), minimiser_from(X, y, start)
        assert equal(norm2(u - start) - norm2(limit - start), norm2(u - limit))

    def test_instance(self):
        limit = minimiser_from(TWICE, VALUES, START)
        u = limit + OFF
        assert all(holding(TWICE, TWICE.pinv()))
        assert minimises(TWICE, VALUES, u)
        assert (norm2(u - START) - norm2(limit - START))[0] > 0

    def test_near_miss_is_refused(self):
        farther = square(u - limit)
        refused(rewrite, farther, self.conclusion, *map(assume, PENROSE))  # u is anything
        refused(rewrite, published(self.id), Nonnegative(SquaredNorm(u) - SquaredNorm(limit)))
        at_py = Nonnegative(SquaredNorm(u - w_0) - SquaredNorm(shortest - w_0))
        refused(rewrite, published(self.id), at_py)

    def test_near_miss_is_false(self):
        limit, short = minimiser_from(TWICE, VALUES, START), TWICE.pinv() * VALUES
        assert (norm2(START - START) - norm2(limit - START))[0] < 0  # no minimiser
        assert (norm2(limit - START) - norm2(short - START))[0] < 0
        assert (norm2(short) - norm2(limit))[0] < 0


def forms(X, v, low, high):
    """vᵀ(G − mI)v, vᵀ(MI − G)v, and the two products of three of these matrices, as forms."""
    gram, identity = X.T * X, eye(X.cols)
    below, above = high * identity - gram, gram - low * identity
    return (
        (v.T * above * v)[0],
        (v.T * below * v)[0],
        (v.T * below * above * below * v + v.T * above * below * above * v)[0],
    )


def margin(rate, before, after):
    """rate²‖before‖² − ‖after‖²."""
    return (rate**2 * norm2(before) - norm2(after))[0]


def sum_of_forms(X, v, rate, length, low, high):
    """What M − m times the margin of a step is, in the row space."""
    above, below, products = forms(X, v, low, high)
    at_low, at_high = (1 - 2 * length * each / X.rows for each in (low, high))
    outside = (rate**2 - at_low**2) * below + (rate**2 - at_high**2) * above
    return outside + 4 * length**2 / X.rows**2 * products


RATE, LOW, HIGH = symbols("r m M", real=True)
BOUNDS = (
    (TWICE, Rational(2), Rational(4)),
    (TWICE, Rational(1), Rational(5)),
    (RANK_ONE, Rational(5), Rational(25)),
)


def bounded(X, low, high):
    """mPX ⪯ XᵀX ⪯ MI, and m < M."""
    gram, P = X.T * X, X.pinv()
    inside = (
        positive_semidefinite(gram - low * P * X),
        positive_semidefinite(high * eye(X.cols) - gram),
    )
    return low < high and all(inside)


def rate_of(X, length, low, high):
    """The larger of |1 − 2ηm/n| and |1 − 2ηM/n|, with the sign turned."""
    return -max(abs(1 - 2 * length * each / X.rows) for each in (low, high))


whatever_the_bounds = pytest.mark.parametrize(("X", "low", "high"), BOUNDS)
whatever_the_length = pytest.mark.parametrize("length", [-1, 0, Rational(1, 10), 2])


class TestOneStep(Restatement):
    id = "what-a-step-leaves-in-the-row-space"
    hypotheses = (*bounds, Equals(P @ X @ v, v), symmetric_PX, keeps_X)
    conclusion = left(r, v, S @ v)

    @pytest.mark.parametrize("X", [TWICE, RANK_ONE])
    def test_in_sympy(self, X):
        """Times M − m it is a sum of forms, none of which is negative in the row space."""
        v = X.T * letter("c", X.rows)
        found = margin(RATE, v, shrinking(X) * v)
        wanted = sum_of_forms(X, v, RATE, length, LOW, HIGH)
        assert equal(Matrix([(HIGH - LOW) * found]), Matrix([wanted]))

    @whatever_the_bounds
    @whatever_the_length
    def test_instance(self, X, low, high, length):
        assert bounded(X, low, high)
        rate = rate_of(X, length, low, high)
        for c in (Matrix([1, 0, 0]), Matrix([1, 1, 1]), Matrix([2, -1, 3])):
            v = X.T * Matrix(c[: X.rows])
            assert X.pinv() * X * v == v
            assert margin(rate, v, shrinking(X, length) * v) >= 0

    def test_near_miss_is_refused(self):
        low_form = unfold(assume(on_rows), 1, v)
        claim = Nonnegative(v.T @ (gram - low * Identity(d)) @ v)
        rewrite(low_form, claim, assume(Equals(P @ X @ v, v)))
        refused(rewrite, low_form, claim)  # outside the row space
        refused(rewrite, low_form, claim, *map(assume, PENROSE))
        both = multiply(assume(at_m), unfold(assume(below_M), 1, v))
        outside = add(both, multiply(assume(at_M), low_form))
        scaled = Nonnegative((high - low) * self.conclusion.scalar)
        refused(rewrite, outside, scaled, assume(Equals(P @ X @ v, v)))
        refused(rewrite, published(self.id), left(r**2, v, S @ v))

    def test_near_miss_is_false(self):
        X, low, high, step = TWICE, 2, 4, FOURTH
        rate = rate_of(X, step, low, high)
        assert margin(rate, OFF, shrinking(X, step) * OFF) < 0  # what is in the null space stays
        v = X.T * Matrix([1, 0])
        smaller = 1 - 2 * step * high / Rational(2)
        assert margin(smaller, v, shrinking(X, step) * v) < 0  # at M alone
        assert margin(rate**2, v, shrinking(X, step) * v) < 0


def step_by_step(X, v, rate, length, low, high, k):
    """What each step leaves to its rate, times the rates of the steps that follow."""
    return sum(
        rate ** (2 * (k - 1 - done))
        * sum_of_forms(X, times(done, shrinking(X, length), v), rate, length, low, high)
        for done in range(k)
    )


class TestError(Restatement):
    id = "error-of-descent-without-full-rank"
    hypotheses = (*bounds, symmetric_PX, keeps_X, keeps_P, symmetric_XP)
    conclusion = left(power(r), w_0 - limit, steps() - limit)

    @whatever_the_count
    def test_in_sympy(self, k):
        X, y, w = TWICE, VALUES, letter("w", 3)
        limit = minimiser_from(X, y, w)
        found = margin(RATE**k, w - limit, walk(k, X, y, w, length) - limit)
        wanted = step_by_step(X, w - limit, RATE, length, LOW, HIGH, k)
        assert equal(Matrix([(HIGH - LOW) * found]), Matrix([wanted]))

    @whatever_the_bounds
    @whatever_the_length
    def test_instance(self, X, low, high, length):
        y, start = (VALUES, START) if X == TWICE else (Y, Matrix([3, -5]))
        assert bounded(X, low, high)
        assert all(holding(X, X.pinv()))
        limit, rate = minimiser_from(X, y, start), rate_of(X, length, low, high)
        for count in COUNTS:
            error = walk(count, X, y, start, length) - limit
            assert margin(rate**count, start - limit, error) >= 0

    def test_near_miss_is_refused(self):
        known = published(self.id)
        refused(rewrite, known, left(r, w_0 - limit, steps() - limit))
        refused(rewrite, known, left(power(r, k + 1), w_0 - limit, steps() - limit))
        refused(rewrite, known, left(power(r), w_0 - shortest, steps() - shortest))
        refused(rewrite, known, left(power(r), w_0 - limit, steps(k + 1) - limit))
        refused(cut, known, assume(PositiveSemidefinite(gram)))
        error = instantiate(published("error-after-a-step-of-descent"), (w_hat, limit))
        refused(cut, error, assume(Equals(gram @ limit, Zero(d))))

    def test_near_miss_is_false(self):
        X, y, start, step = TWICE, VALUES, START, FOURTH
        limit, rate = minimiser_from(X, y, start), rate_of(X, step, 2, 4)
        assert abs(rate) < 1
        there = walk(2, X, y, start, step)
        short = X.pinv() * y
        assert margin(rate**2, start - limit, there - limit) >= 0
        far = walk(9, X, y, start, step)
        assert margin(rate**9, start - short, far - short) < 0  # to the shortest it does not go
        assert margin(rate**4, start - limit, there - limit) < 0


class TestFromZero(Restatement):
    id = "descent-from-zero-approaches-the-shortest-minimiser"
    hypotheses = (*bounds, symmetric_PX, keeps_X, keeps_P, symmetric_XP)
    conclusion = left(power(r), shortest, from_zero - shortest)

    @whatever_the_count
    def test_in_sympy(self, k):
        X, y = TWICE, letter("y", 2)
        short = X.pinv() * y
        found = margin(RATE**k, short, walk(k, X, y, zeros(3, 1), length) - short)
        wanted = step_by_step(X, -short, RATE, length, LOW, HIGH, k)
        assert equal(Matrix([(HIGH - LOW) * found]), Matrix([wanted]))

    @whatever_the_bounds
    @whatever_the_length
    def test_instance(self, X, low, high, length):
        y = VALUES if X == TWICE else Y
        assert bounded(X, low, high)
        assert all(holding(X, X.pinv()))
        short, rate = X.pinv() * y, rate_of(X, length, low, high)
        for count in COUNTS:
            there = walk(count, X, y, zeros(X.cols, 1), length)
            assert margin(rate**count, short, there - short) >= 0

    def test_near_miss_is_refused(self):
        known = published(self.id)
        refused(rewrite, known, left(r, shortest, from_zero - shortest))
        refused(rewrite, known, left(power(r, k + 1), shortest, from_zero - shortest))
        refused(rewrite, known, left(power(r), shortest, steps() - shortest))
        refused(rewrite, known, left(power(r), shortest, from_zero))

    def test_near_miss_is_false(self):
        X, y, step = TWICE, VALUES, FOURTH
        short, rate = X.pinv() * y, rate_of(X, step, 2, 4)
        there = walk(3, X, y, zeros(3, 1), step)
        assert margin(rate**3, short, there - short) >= 0
        assert margin(rate**6, short, there - short) < 0
        elsewhere = walk(9, X, y, START, step)
        assert margin(rate**9, short, elsewhere - short) < 0
        assert margin(rate**3, short, there) < 0
