"""E[ŵ] = w⋆ where the noise has mean zero, and what columns that are left out add to it."""

from __future__ import annotations

from sympy import Matrix, eye, ones, zeros

from derivations.kernel.statements import Equals, FullColumnRank
from derivations.kernel.terms import Identity, Inverse, Letter, Ones, Zero
from derivations.kernel.theorem import assume, cut
from derivations.proving.certificates import algebra

from .letters import X, d, n
from .matrices import FULL_RANK, RANK_ONE, equal, fit, full_column_rank, hat, letter
from .moment_letters import (
    E,
    b_star,
    epsilon,
    estimate,
    gram,
    integrable,
    invertible,
    k,
    mean_zero,
    observed,
    solver,
    w_star,
)
from .moments import MIXED, TRUTH, itself, mean, moved, noise, sigma, whatever_the_law
from .restatement import Restatement, refused

Z, u_star = Letter("Z", n, k), Letter("u_star", k)
long = X @ w_star + Z @ u_star + epsilon
short = Inverse(gram) @ X.T @ long
orthogonal = Equals(X.T @ Z, Zero(d, k))
shifted = X @ w_star + b_star * Ones(n) + epsilon
no_intercept = Inverse(gram) @ X.T @ shifted
outcome_zero = Equals(epsilon, Zero(n))  # says nothing about the law

OTHERS = Matrix([[0, 1], [2, 0], [1, 1]])
PERPENDICULAR = Matrix([[1, -2], [-2, 4], [1, -2]])  # both columns are orthogonal to FULL_RANK
WITHOUT = Matrix([[1, 0], [1, 1], [0, 2]])  # the constant column is not among its images
WEIGHTS, OFFSET = Matrix([2, 5]), 4
OFF = Matrix([0, 1, 0])  # a mean of the noise


class TestUnbiased(Restatement):
    id = "least-squares-is-unbiased"
    hypotheses = (integrable, mean_zero, FullColumnRank(X))
    conclusion = Equals(E(estimate), w_star)

    @whatever_the_law
    def test_in_sympy(self, entry):
        X, w = FULL_RANK, letter("w", 2)
        law = noise(entry, sigma * MIXED)
        assert equal(mean(lambda e: fit(X, X * w + e), law), w)

    @whatever_the_law
    def test_instance(self, entry):
        X, law = FULL_RANK, noise(entry, MIXED)
        assert mean(itself, law) == zeros(3, 1)
        assert full_column_rank(X)
        assert mean(lambda e: fit(X, X * TRUTH + e), law) == TRUTH

    def test_near_miss_is_refused(self):
        refused(algebra, self.conclusion)  # the mean missing
        refused(algebra, self.conclusion, assume(outcome_zero))
        refused(algebra, Equals(estimate, w_star), assume(mean_zero))  # every outcome
        refused(algebra, Equals(E(X.T @ observed), w_star), assume(mean_zero))
        known = algebra(self.conclusion, assume(mean_zero))
        refused(cut, known, assume(FullColumnRank(X)))  # that XᵀX is invertible is a step

    @whatever_the_law
    def test_near_miss_is_false(self, entry):
        X, w, law = FULL_RANK, TRUTH, noise(entry, MIXED)
        assert mean(lambda e: fit(X, X * w + e), moved(law, OFF)) != w
        assert all(fit(X, X * w + e) != w for _, e in law)
        assert mean(lambda e: X.T * (X * w + e), law) != w
        assert (RANK_ONE.T * RANK_ONE).det() == 0  # there is no such estimate


class TestResidual(Restatement):
    id = "mean-of-the-residual"
    hypotheses = (integrable, invertible, mean_zero)
    conclusion = Equals(E(observed - X @ estimate), Zero(n))

    @whatever_the_law
    def test_in_sympy(self, entry):
        X, w = FULL_RANK, letter("w", 2)
        law = noise(entry, sigma * MIXED)
        assert equal(mean(lambda e: residual(X, X * w + e), law), zeros(3, 1))

    @whatever_the_law
    def test_instance(self, entry):
        X, law = FULL_RANK, noise(entry, MIXED)
        assert mean(itself, law) == zeros(3, 1)
        assert (X.T * X).det() != 0
        assert mean(lambda e: residual(X, X * TRUTH + e), law) == zeros(3, 1)

    def test_near_miss_is_refused(self):
        refused(algebra, self.conclusion, assume(outcome_zero))
        refused(algebra, Equals(observed - X @ estimate, Zero(n)), assume(mean_zero))
        refused(algebra, Equals(E(X @ estimate), Zero(n)), assume(mean_zero))

    @whatever_the_law
    def test_near_miss_is_false(self, entry):
        X, w, law = FULL_RANK, TRUTH, noise(entry, MIXED)
        assert mean(lambda e: residual(X, X * w + e), moved(law, OFF)) != zeros(3, 1)
        assert any(residual(X, X * w + e) != zeros(3, 1) for _, e in law)
        assert mean(lambda e: X * fit(X, X * w + e), law) != zeros(3, 1)


class TestOmitted(Restatement):
    id = "omitted-variable-bias"
    hypotheses = (integrable, invertible, mean_zero)
    conclusion = Equals(E(short), w_star + solver @ Z @ u_star)

    @whatever_the_law
    def test_in_sympy(self, entry):
        X, Z, w, u = FULL_RANK, OTHERS, letter("w", 2), letter("u", 2)
        law = noise(entry, sigma * MIXED)
        assert equal(mean(lambda e: fit(X, X * w + Z * u + e), law), w + fit(X, Z * u))

    @whatever_the_law
    def test_instance(self, entry):
        X, Z, law = FULL_RANK, OTHERS, noise(entry, MIXED)
        assert mean(itself, law) == zeros(3, 1)
        assert (X.T * X).det() != 0
        bias = (X.T * X).inv() * X.T * Z * WEIGHTS
        assert mean(lambda e: fit(X, X * TRUTH + Z * WEIGHTS + e), law) == TRUTH + bias

    def test_near_miss_is_refused(self):
        refused(algebra, Equals(E(short), w_star), assume(mean_zero))  # the bias lost
        refused(algebra, Equals(E(short), w_star - solver @ Z @ u_star), assume(mean_zero))
        refused(algebra, Equals(E(short), w_star + X.T @ Z @ u_star), assume(mean_zero))

    @whatever_the_law
    def test_near_miss_is_false(self, entry):
        X, Z, w, law = FULL_RANK, OTHERS, TRUTH, noise(entry, MIXED)
        found = mean(lambda e: fit(X, X * w + Z * WEIGHTS + e), law)
        assert found not in (w, w - fit(X, Z * WEIGHTS), w + X.T * Z * WEIGHTS)
        assert mean(lambda e: fit(X, X * w + Z * WEIGHTS + e), moved(law, OFF)) != found


class TestOrthogonal(Restatement):
    id = "no-bias-from-orthogonal-columns"
    hypotheses = (integrable, invertible, mean_zero, orthogonal)
    conclusion = Equals(E(short), w_star)

    @whatever_the_law
    def test_in_sympy(self, entry):
        X, w, u = FULL_RANK, letter("w", 2), letter("u", 2)
        Z, law = (eye(3) - hat(X)) * letter("Z", 3, 2), noise(entry, sigma * MIXED)
        assert equal(mean(lambda e: fit(X, X * w + Z * u + e), law), w)

    @whatever_the_law
    def test_instance(self, entry):
        X, Z, law = FULL_RANK, PERPENDICULAR, noise(entry, MIXED)
        assert mean(itself, law) == zeros(3, 1)
        assert (X.T * X).det() != 0
        assert zeros(2, 2) == X.T * Z
        assert mean(lambda e: fit(X, X * TRUTH + Z * WEIGHTS + e), law) == TRUTH

    def test_near_miss_is_refused(self):
        columns = assume(Equals(Z.T @ Z, Identity(k)))  # orthogonal to each other instead
        refused(algebra, self.conclusion, assume(mean_zero), columns)
        at_u = assume(Equals(Z.T @ X @ w_star, Zero(k)))  # to Xw⋆ only
        refused(algebra, self.conclusion, assume(mean_zero), at_u)

    @whatever_the_law
    def test_near_miss_is_false(self, entry):
        X, w, law = FULL_RANK, TRUTH, noise(entry, MIXED)
        Z = Matrix([[1, 0], [0, 1], [0, 0]])
        assert eye(2) == Z.T * Z
        assert mean(lambda e: fit(X, X * w + Z * WEIGHTS + e), law) != w
        Z = Matrix([[2, 4], [1, 2], [0, 0]])
        assert Z.T * X * w == zeros(2, 1)
        assert mean(lambda e: fit(X, X * w + Z * WEIGHTS + e), law) != w
        Z = PERPENDICULAR
        assert mean(lambda e: fit(X, X * w + Z * WEIGHTS + e), moved(law, OFF)) != w


class TestOmittedIntercept(Restatement):
    id = "omitted-intercept-bias"
    hypotheses = (integrable, invertible, mean_zero)
    conclusion = Equals(E(no_intercept), w_star + b_star * (solver @ Ones(n)))

    @whatever_the_law
    def test_in_sympy(self, entry):
        X, w, b = WITHOUT, letter("w", 2), letter("b", 1)
        law = noise(entry, sigma * MIXED)
        found = mean(lambda e: fit(X, X * w + ones(3, 1) * b + e), law)
        assert equal(found, w + fit(X, ones(3, 1)) * b)

    @whatever_the_law
    def test_instance(self, entry):
        X, law = WITHOUT, noise(entry, MIXED)
        assert mean(itself, law) == zeros(3, 1)
        assert (X.T * X).det() != 0
        bias = OFFSET * (X.T * X).inv() * X.T * ones(3, 1)
        assert mean(lambda e: fit(X, X * TRUTH + OFFSET * ones(3, 1) + e), law) == TRUTH + bias

    def test_near_miss_is_refused(self):
        refused(algebra, Equals(E(no_intercept), w_star), assume(mean_zero))  # the bias lost
        as_a_column = w_star + b_star * (X.T @ Ones(n))
        refused(algebra, Equals(E(no_intercept), as_a_column), assume(mean_zero))
        centred = assume(Equals(Ones(n).T @ epsilon, Zero()))  # of one outcome
        refused(algebra, self.conclusion, centred)

    @whatever_the_law
    def test_near_miss_is_false(self, entry):
        X, w, law = WITHOUT, TRUTH, noise(entry, MIXED)
        found = mean(lambda e: fit(X, X * w + OFFSET * ones(3, 1) + e), law)
        assert found not in (w, w + OFFSET * X.T * ones(3, 1))
        assert mean(lambda e: fit(X, X * w + OFFSET * ones(3, 1) + e), moved(law, OFF)) != found


def residual(X, y):
    """y − Xŵ."""
    return y - X * fit(X, y)
