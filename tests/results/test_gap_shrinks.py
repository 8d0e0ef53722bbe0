"""With mI ⪯ XᵀX ⪯ MI a step of descent leaves of the gap of J a share below 1, at most."""

from __future__ import annotations

import pytest
from sympy import Matrix, Rational, eye, symbols

from derivations.kernel.statements import Nonnegative
from derivations.kernel.terms import SquaredNorm
from derivations.kernel.theorem import assume, unfold
from derivations.proving.certificates import rewrite
from derivations.proving.sequents import add, constant, multiply, square

from . import matrices as m
from .descent_letters import (
    BOUNDS,
    TURNED,
    TWO,
    above_m,
    below_M,
    between,
    eta,
    fitted,
    high,
    low,
    normal,
    responses,
    slope,
    slope_at,
    step,
    step_from,
)
from .letters import J, gram, n, w, w_hat
from .matrices import FULL_RANK, equal, letter, norm2, solves
from .restatement import Restatement, published, refused

gap, steep = J(w) - J(w_hat), SquaredNorm(slope())
whatever_the_bounds = pytest.mark.parametrize(("X", "low", "high"), BOUNDS)
POINTS = (Matrix([-1, 4]), Matrix([-1, 2]), Matrix([3, -5]))  # on eigenvectors from ŵ, and aslant


def some_fit(X, y):
    """A solution of the normal equation."""
    return fitted(X, y).subs(dict.fromkeys(letter("u", 2), 1))


def gap_at(X, y, w):
    """J(w) − J(ŵ)."""
    return (m.J(X, y, w) - m.J(X, y, some_fit(X, y)))[0]


class TestSteep(Restatement):
    id = "gradient-is-steep-where-the-gap-is-wide"
    hypotheses = (Nonnegative(low), above_m, normal)
    conclusion = Nonnegative(steep - 4 * low / n * gap)

    @pytest.mark.parametrize("X", [TURNED, FULL_RANK])
    def test_in_sympy(self, X):
        """It is 4/n² times a square and a form."""
        low = symbols("m", real=True)
        y, w = letter("y", X.rows), letter("w", 2)
        off, gram, n = w - fitted(X, y), X.T * X, X.rows
        found = norm2(slope_at(X, y, w)) - 4 * low / n * (m.J(X, y, w) - m.J(X, y, w - off))
        form = off.T * (gram - low * eye(2)) * off
        assert equal(found, 4 * (norm2(gram * off - low * off) + low * form) / n**2)

    @whatever_the_bounds
    @pytest.mark.parametrize("w", POINTS)
    def test_instance(self, X, low, high, w):
        y = responses(X)
        assert low >= 0
        assert between(X, low, high)
        assert solves(X, y, some_fit(X, y))
        assert norm2(slope_at(X, y, w))[0] >= 4 * low / X.rows * gap_at(X, y, w)

    def test_near_miss_is_refused(self):
        off = w - w_hat
        form = multiply(assume(Nonnegative(low)), unfold(assume(above_m), 1, off))
        both = multiply(constant(4 / n / n), add(square(gram @ off - low * off), form))
        rewrite(both, self.conclusion, assume(normal))
        refused(rewrite, both, self.conclusion)  # no solution of the normal equation
        refused(rewrite, multiply(constant(4 / n / n), form), self.conclusion, assume(normal))
        doubled = Nonnegative(steep - 8 * low / n * gap)
        refused(rewrite, both, doubled, assume(normal))

    def test_near_miss_is_false(self):
        X, y, w = TURNED, TWO, POINTS[1]  # along the eigenvector of 1
        slope, gap = norm2(slope_at(X, y, w))[0], gap_at(X, y, w)
        assert slope == 2 * gap  # 4m/n with m = 1
        assert slope < 4 * gap
        assert not between(X, Rational(2), Rational(9))
        X, y, w = Matrix([[1], [0]]), Matrix([0, 0]), Matrix([1])
        low, other = Rational(-1), Matrix([3])  # XᵀX − mI is semidefinite, and m < 0
        below = (m.J(X, y, w) - m.J(X, y, other))[0]  # and other is no solution
        assert norm2(slope_at(X, y, w))[0] < 4 * low / 2 * below


def left_of_the_gap(X, y, w, eta, low, high):
    """(1 − (4ηm/n)(1 − ηM/n))(J(w) − J(ŵ)) − (J(w − η∇J(w)) − J(ŵ))."""
    share = 1 - 4 * eta * low / X.rows * (1 - eta * high / X.rows)
    return share * gap_at(X, y, w) - gap_at(X, y, step_from(X, y, w, eta))


class TestGapShrinks(Restatement):
    id = "gap-shrinks-in-every-step"
    hypotheses = (
        below_M,
        Nonnegative(eta),
        Nonnegative(n - eta * high),
        Nonnegative(low),
        above_m,
        normal,
    )
    conclusion = Nonnegative(
        (1 - 4 * eta * low / n * (1 - eta * high / n)) * gap - (J(step()) - J(w_hat))
    )

    @pytest.mark.parametrize("X", [TURNED, FULL_RANK])
    def test_in_sympy(self, X):
        """It is what the descent lemma leaves, and a multiple of what the gradient has too much."""
        eta, low, high = symbols("eta m M", real=True)
        y, w = letter("y", X.rows), letter("w", 2)
        w_hat, g, n = fitted(X, y), slope_at(X, y, w), X.rows
        gap = m.J(X, y, w) - m.J(X, y, w_hat)
        after = m.J(X, y, step_from(X, y, w, eta)) - m.J(X, y, w_hat)
        found = (1 - 4 * eta * low / n * (1 - eta * high / n)) * gap - after
        lemma = eta**2 / n * g.T * (high * eye(2) - X.T * X) * g
        assert equal(found, lemma + eta * (1 - eta * high / n) * (norm2(g) - 4 * low / n * gap))

    @whatever_the_bounds
    @pytest.mark.parametrize("w", POINTS)
    @pytest.mark.parametrize("share", [0, Rational(1, 2), 1])
    def test_instance(self, X, low, high, w, share):
        y, eta = responses(X), share * X.rows / high
        assert eta >= 0
        assert X.rows >= eta * high
        assert low >= 0
        assert between(X, low, high)
        assert solves(X, y, some_fit(X, y))
        assert left_of_the_gap(X, y, w, eta, low, high) >= 0

    def test_near_miss_is_refused(self):
        lemma, steep = (
            published("descent-lemma"),
            published("gradient-is-steep-where-the-gap-is-wide"),
        )
        careful = multiply(assume(Nonnegative(eta)), assume(Nonnegative(n - eta * high)))
        enough = multiply(multiply(constant(1 / n), careful), steep)
        rewrite(add(lemma, enough), self.conclusion)
        refused(rewrite, lemma, self.conclusion)
        refused(rewrite, enough, self.conclusion)
        twice = 1 - 8 * eta * low / n * (1 - eta * high / n)
        refused(rewrite, add(lemma, enough), Nonnegative(twice * gap - (J(step()) - J(w_hat))))

    def test_near_miss_is_false(self):
        X, y, slow, fast = TURNED, TWO, POINTS[1], POINTS[0]
        assert left_of_the_gap(X, y, slow, Rational(1, 90), 2, 9) < 0  # 2 is no lower bound
        assert left_of_the_gap(X, y, fast, Rational(2, 5), 1, 5) < 0  # 5 is no upper bound
        assert left_of_the_gap(X, y, fast, Rational(-1, 9), 1, 9) < 0  # the wrong way
        assert left_of_the_gap(X, y, fast, Rational(1, 2), 1, 9) < 0  # too long
