"""aᵀu is one number for all minimisers u just where PXa = a; there aᵀPy is unbiased, and best."""

from __future__ import annotations

import pytest
from sympy import Matrix, Rational, eye, zeros

from derivations.kernel.statements import Equals, ForEach, Minimises, Nonnegative
from derivations.kernel.terms import Index, Letter, SquaredNorm, Zero
from derivations.kernel.theorem import assume, mean_square
from derivations.proving.certificates import algebra, rewrite
from derivations.proving.sequents import vanish

from .letters import J, X, d, gram, n, u, w, w_hat, y
from .matrices import NULL, RANK_ONE, Y, equal, letter, minimises, norm2, solves
from .moment_letters import (
    E,
    V,
    Var,
    a,
    epsilon,
    equal_variance,
    integrable,
    mean_zero,
    observed,
    sigma_sq,
    square_integrable,
    w_star,
)
from .moments import (
    MIXED,
    TRUTH,
    UNEQUAL,
    itself,
    mean,
    moved,
    noise,
    sigma,
    variance,
    whatever_the_law,
)
from .rank_letters import (
    ALL,
    INVERSE,
    LEAST,
    NORM,
    PENROSE,
    REFLEXIVE,
    SOME,
    P,
    first_and_fourth,
    first_and_third,
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

c, j = Letter("c", n), Index("j", d)
normal = Equals(gram @ w_hat, X.T @ y)
minimiser = Minimises(u, J(w), w)
of_rows, kept = Equals(a, X.T @ c), Equals(P @ X @ a, a)
at_each = ForEach(j, Equals(E(c.T @ (X @ j + epsilon)), a.T @ j))
estimate, linear = a.T @ P @ observed, c.T @ observed

WEIGHTS, OTHERS = Matrix([1, 1, 1]), Matrix([3, 0, 5])  # both make the same direction
ALONG = RANK_ONE.T * WEIGHTS  # a combination of the rows
ACROSS = Matrix([1, 0])  # none
SHORT, MEAN = INVERSE * Y, Matrix([1, 0, 2])

whatever_the_design = pytest.mark.parametrize("X", ALL)


def by(weights, w=TRUTH, X=RANK_ONE):
    """cᵀy, as a function of the noise."""
    return lambda e: weights.T * (X * w + e)


def difference(c, a, law):
    """Var[cᵀy] − Var[aᵀPy]."""
    return variance(by(c), law) - variance(by(INVERSE.T * a), law)


class TestOneValue(Restatement):
    id = "estimable-directions-have-one-value"
    hypotheses = (of_rows, normal, minimiser)
    conclusion = Equals(a.T @ u - a.T @ w_hat, Zero())

    @whatever_the_design
    def test_in_sympy(self, X):
        y, c = letter("y", X.rows), letter("c", X.rows)
        u, w_hat = minimisers(X, y), first_and_third(X, free(X)) * y
        assert solves(X, y, w_hat)
        assert equal((X.T * c).T * u, (X.T * c).T * w_hat)

    def test_instance(self):
        w_hat, u = SHORT, SHORT + NULL
        assert solves(RANK_ONE, Y, w_hat)
        assert minimises(RANK_ONE, Y, u)
        assert ALONG.T * u == ALONG.T * w_hat

    def test_near_miss_is_refused(self):
        fits = published("minimisers-have-the-same-fit")
        algebra(self.conclusion, fits, assume(of_rows))
        refused(algebra, self.conclusion, fits)  # along any a
        refused(algebra, self.conclusion, assume(of_rows))  # at any u
        refused(algebra, Equals(a.T @ u, Zero()), fits, assume(of_rows))

    def test_near_miss_is_false(self):
        u = SHORT + NULL
        assert minimises(RANK_ONE, Y, u)
        assert ACROSS.T * u != ACROSS.T * SHORT
        assert ALONG.T * Matrix([3, -5]) != ALONG.T * SHORT
        assert ALONG.T * u != zeros(1, 1)


class TestKeptIfOfRows(Restatement):
    id = "px-keeps-combinations-of-rows"
    hypotheses = (of_rows, symmetric_PX, keeps_X)
    conclusion = kept
    algebraic = False  # in steps, each by one equation

    @whatever_the_design
    def test_in_sympy(self, X):
        a = X.T * letter("c", X.rows)
        assert equal(first_and_fourth(X, free(X)) * X * a, a)

    def test_instance(self):
        assert holding(RANK_ONE, NORM) == (True, False, False, True)
        assert NORM * RANK_ONE * ALONG == ALONG

    def test_near_miss_is_refused(self):
        rows = published("px-keeps-the-row-space")
        algebra(kept, assume(of_rows), rows)
        refused(algebra, kept, rows, *map(assume, PENROSE))  # any a
        refused(algebra, kept, assume(of_rows), assume(keeps_X), assume(symmetric_XP))
        refused(algebra, kept, assume(of_rows), assume(keeps_P), assume(symmetric_PX))

    def test_near_miss_is_false(self):
        assert INVERSE * RANK_ONE * ACROSS != ACROSS
        assert LEAST * RANK_ONE * ALONG != ALONG
        assert 2 * INVERSE * RANK_ONE * ALONG != ALONG


class TestByGram(Restatement):
    id = "what-px-keeps-is-an-image-of-the-gram-matrix"
    hypotheses = (kept, symmetric_PX, symmetric_XP)
    conclusion = Equals(a, gram @ (P @ P.T @ a))
    algebraic = False  # in steps, each by one equation

    @whatever_the_design
    def test_in_sympy(self, X):
        P = X.pinv()
        a = P * X * letter("a", X.cols)
        assert equal(P * X * a, a)
        assert equal(a, X.T * X * P * P.T * a)

    def test_instance(self):
        assert holding(RANK_ONE, INVERSE)[2:] == (True, True)
        assert INVERSE * RANK_ONE * ALONG == ALONG
        assert RANK_ONE.T * RANK_ONE * INVERSE * INVERSE.T * ALONG == ALONG

    def test_near_miss_is_refused(self):
        twice, turned = P @ X @ (P @ X @ a), X.T @ ((X @ P).T @ (P.T @ a))
        links = ((a, twice), (twice, turned), (turned, gram @ (P @ P.T @ a)))
        given = [assume(each) for each in self.hypotheses]
        for (before, after), known in zip(links, given, strict=True):
            algebra(Equals(before, after), known)
            others = (*map(assume, PENROSE), given[0])
            left = [each for each in others if each.conclusion != known.conclusion]
            refused(algebra, Equals(before, after), *left)

    def test_near_miss_is_false(self):
        X = RANK_ONE

        def image(P, a):
            return X.T * X * P * P.T * a

        assert image(INVERSE, ACROSS) != ACROSS
        first = LEAST * X * ACROSS  # which PX keeps, and which is of no rows
        assert LEAST * X * first == first != image(LEAST, first)
        assert NORM * X * ALONG == ALONG != image(NORM, ALONG)


class TestKeptIfOneValue(Restatement):
    id = "directions-with-one-value-are-estimable"
    hypotheses = (keeps_X, symmetric_PX, Equals(a.T @ (shortest + rest @ a), a.T @ shortest))
    conclusion = kept
    algebraic = False  # a column of length 0 is 0

    @whatever_the_design
    def test_in_sympy(self, X):
        """The two values differ by ‖a − PXa‖²."""
        y, a = letter("y", X.rows), letter("a", X.cols)
        P = first_and_fourth(X, free(X))
        left = (eye(X.cols) - P * X) * a
        assert equal(a.T * (P * y + left) - a.T * P * y, norm2(left))

    def test_instance(self):
        X, P = RANK_ONE, NORM
        assert holding(X, P) == (True, False, False, True)
        assert ALONG.T * (P * Y + (eye(2) - P * X) * ALONG) == ALONG.T * P * Y
        assert P * X * ALONG == ALONG

    def test_near_miss_is_refused(self):
        agree = assume(self.hypotheses[2])
        norm = Equals(SquaredNorm(rest @ a), Zero())
        vanish(algebra(norm, agree, assume(keeps_X), assume(symmetric_PX)))
        refused(algebra, norm, agree, assume(keeps_X))
        refused(algebra, norm, agree, assume(symmetric_PX))
        refused(algebra, norm, assume(keeps_X), assume(symmetric_PX))

    def test_near_miss_is_false(self):
        X = RANK_ONE
        assert ACROSS.T * (eye(2) - INVERSE * X) * ACROSS != zeros(1, 1)
        assert INVERSE * X * ACROSS != ACROSS
        P, a = REFLEXIVE, ACROSS
        assert holding(X, P)[:2] == (True, True)
        assert a.T * (P * Y + (eye(2) - P * X) * a) == a.T * P * Y
        assert RANK_ONE.T * INVERSE.T * a != a  # no combination of rows
        assert P * X * Matrix([2, 1]) != Matrix([2, 1])


class TestUnbiasedOfRows(Restatement):
    id = "unbiased-linear-estimates-are-of-combinations-of-rows"
    hypotheses = (mean_zero, integrable, at_each)
    conclusion = Equals(X.T @ c, a)
    algebraic = False  # the columns of the identity add up to it

    @whatever_the_law
    def test_in_sympy(self, entry):
        X, c = RANK_ONE, letter("c", 3)
        law = noise(entry, sigma * MIXED)
        means = [mean(by(c, eye(2)[:, j], X), law) for j in range(2)]
        assert equal(Matrix(means), X.T * c)

    @whatever_the_law
    def test_instance(self, entry):
        law = noise(entry, MIXED)
        assert mean(itself, law) == zeros(3, 1)
        for c in (WEIGHTS, OTHERS):
            for j in range(2):
                assert mean(by(c, eye(2)[:, j]), law) == ALONG.T * eye(2)[:, j]
            assert RANK_ONE.T * c == ALONG

    def test_near_miss_is_refused(self):
        at_the_truth = assume(Equals(E(linear), a.T @ w_star))
        refused(algebra, self.conclusion, assume(mean_zero), at_the_truth)  # at one w⋆
        refused(algebra, Equals(X @ a, c), assume(mean_zero), assume(at_each))
        refused(algebra, self.conclusion, assume(at_each))

    @whatever_the_law
    def test_near_miss_is_false(self, entry):
        law, a = noise(entry, MIXED), ACROSS
        c = Matrix([1, 0, 0])
        once = Matrix([2, 0])  # at this truth alone
        assert mean(by(c, once), law) == a.T * once
        assert RANK_ONE.T * c != a
        shifted = mean(by(OTHERS, eye(2)[:, 0]), moved(law, MEAN))
        assert shifted != ALONG.T * eye(2)[:, 0]
        assert RANK_ONE * ALONG != OTHERS


class TestUnbiased(Restatement):
    id = "py-is-unbiased-along-estimable-directions"
    hypotheses = (integrable, mean_zero, symmetric_PX, kept)
    conclusion = Equals(E(estimate), a.T @ w_star)

    @whatever_the_law
    def test_in_sympy(self, entry):
        X, w, law = RANK_ONE, letter("w", 2), noise(entry, sigma * MIXED)
        P, a = first_and_fourth(X, free(X)), X.T * letter("c", 3)
        assert equal(P * X * a, a)
        assert equal(mean(by(P.T * a, w), law), a.T * w)

    @whatever_the_law
    def test_instance(self, entry):
        law = noise(entry, MIXED)
        assert mean(itself, law) == zeros(3, 1)
        assert holding(RANK_ONE, NORM)[3]
        assert NORM * RANK_ONE * ALONG == ALONG
        assert mean(by(NORM.T * ALONG), law) == ALONG.T * TRUTH

    def test_near_miss_is_refused(self):
        known = assume(mean_zero), assume(symmetric_PX), assume(kept)
        algebra(self.conclusion, *known)
        refused(algebra, self.conclusion, *known[1:])
        refused(algebra, self.conclusion, *known[:2])
        refused(algebra, self.conclusion, known[0], known[2])
        refused(algebra, Equals(estimate, a.T @ w_star), *known)

    @whatever_the_law
    def test_near_miss_is_false(self, entry):
        law = noise(entry, MIXED)
        assert mean(by(INVERSE.T * ACROSS), law) != ACROSS.T * TRUTH
        assert mean(by(INVERSE.T * ALONG), moved(law, MEAN)) != ALONG.T * TRUTH
        kept = LEAST * RANK_ONE * ACROSS
        assert LEAST * RANK_ONE * kept == kept  # and PX is not symmetric
        assert mean(by(LEAST.T * kept), law) != kept.T * TRUTH


class TestSpread(Restatement):
    id = "variance-of-py-along-a-direction"
    hypotheses = (square_integrable, equal_variance)
    conclusion = Equals(Var(estimate), sigma_sq * (a.T @ P @ P.T @ a))

    @whatever_the_law
    def test_in_sympy(self, entry):
        law, P, a = noise(entry, sigma * eye(3)), letter("P", 2, 3), letter("a", 2)
        assert equal(variance(by(P.T * a), law), sigma**2 * a.T * P * P.T * a)

    @whatever_the_law
    def test_instance(self, entry):
        law = moved(noise(entry, 3 * eye(3)), MEAN)
        assert variance(itself, law) == 9 * eye(3)
        assert variance(by(INVERSE.T * ALONG), law) == 9 * norm2(INVERSE.T * ALONG)

    def test_near_miss_is_refused(self):
        known = assume(equal_variance)
        refused(algebra, self.conclusion)
        refused(algebra, self.conclusion, assume(Equals(Var(epsilon), sigma_sq * V)))
        refused(algebra, Equals(Var(estimate), sigma_sq * SquaredNorm(a)), known)
        refused(algebra, Equals(Var(estimate), a.T @ P @ P.T @ a), known)

    @whatever_the_law
    def test_near_miss_is_false(self, entry):
        form = norm2(INVERSE.T * ALONG)
        assert variance(by(INVERSE.T * ALONG), noise(entry, UNEQUAL)) != form
        assert variance(by(INVERSE.T * ALONG), noise(entry, 3 * eye(3))) != form
        assert form != norm2(ALONG)


class TestDecomposition(Restatement):
    id = "gauss-markov-decomposition-without-full-rank"
    hypotheses = (square_integrable, equal_variance, of_rows, symmetric_XP, keeps_X)
    conclusion = Equals(Var(linear - estimate), Var(linear) - Var(estimate))

    @whatever_the_law
    def test_in_sympy(self, entry):
        X, c, law = RANK_ONE, letter("c", 3), moved(noise(entry, sigma * eye(3)), MEAN)
        P = first_and_third(X, SOME)
        other = P.T * X.T * c
        apart = variance(by(c - other), law)
        assert equal(apart, variance(by(c), law) - variance(by(other), law))

    @whatever_the_law
    def test_instance(self, entry):
        law = noise(entry, 3 * eye(3))
        assert variance(itself, law) == 9 * eye(3)
        assert RANK_ONE.T * OTHERS == ALONG
        assert all(holding(RANK_ONE, INVERSE))
        found = variance(by(OTHERS - INVERSE.T * ALONG), law)
        assert found == difference(OTHERS, ALONG, law) != zeros(1, 1)

    def test_near_miss_is_refused(self):
        spread, rows = assume(equal_variance), assume(of_rows)
        third = assume(symmetric_XP), assume(keeps_X)
        refused(algebra, self.conclusion, spread, *third)  # any c
        refused(algebra, self.conclusion, spread, rows, assume(symmetric_PX), third[1])
        refused(algebra, self.conclusion, spread, rows, third[0])
        correlated = assume(Equals(Var(epsilon), sigma_sq * V))
        refused(algebra, self.conclusion, correlated, rows, *third)

    @whatever_the_law
    def test_near_miss_is_false(self, entry):
        law, own = noise(entry, eye(3)), INVERSE.T * ALONG
        c = Matrix([1, 1, 0]) / 2
        assert RANK_ONE.T * c != ALONG
        assert variance(by(c - own), law) != difference(c, ALONG, law)
        own = NORM.T * ALONG
        apart = variance(by(WEIGHTS), law) - variance(by(own), law)
        assert variance(by(WEIGHTS - own), law) != apart
        unequal = noise(entry, UNEQUAL)
        own = INVERSE.T * ALONG
        assert variance(by(OTHERS - own), unequal) != difference(OTHERS, ALONG, unequal)


class TestBest(Restatement):
    id = "gauss-markov-without-full-rank"
    hypotheses = (square_integrable, equal_variance, of_rows, symmetric_XP, keeps_X)
    conclusion = Nonnegative(Var(linear) - Var(estimate))

    @whatever_the_law
    def test_in_sympy(self, entry):
        X, c, law = RANK_ONE, letter("c", 3), noise(entry, sigma * eye(3))
        own = first_and_third(X, SOME).T * X.T * c
        gap = variance(by(c), law) - variance(by(own), law)
        assert equal(gap, sigma**2 * norm2(c - own))

    @whatever_the_law
    def test_instance(self, entry):
        law = moved(noise(entry, 3 * eye(3)), MEAN)
        assert variance(itself, law) == 9 * eye(3)
        assert RANK_ONE.T * OTHERS == ALONG
        assert all(holding(RANK_ONE, INVERSE))
        assert difference(OTHERS, ALONG, law)[0] > 0

    def test_near_miss_is_refused(self):
        gap = linear - estimate
        square = mean_square(gap - E(gap))
        parts = published("gauss-markov-decomposition-without-full-rank")
        rewrite(square, self.conclusion, parts)
        refused(rewrite, square, self.conclusion, assume(equal_variance))
        refused(rewrite, square, self.conclusion, assume(equal_variance), assume(of_rows))
        refused(rewrite, published(self.id), Nonnegative(Var(estimate) - Var(linear)))

    @whatever_the_law
    def test_near_miss_is_false(self, entry):
        law = noise(entry, eye(3))
        assert difference(WEIGHTS / 5, ALONG, law)[0] < 0  # shrunk, and so biased
        assert -difference(OTHERS, ALONG, law)[0] < 0
        precise = Matrix([0, Rational(3, 2), 0])
        assert RANK_ONE.T * precise == ALONG
        unequal = noise(entry, Matrix.diag(2, 1, 1))
        assert difference(precise, ALONG, unequal)[0] < 0
