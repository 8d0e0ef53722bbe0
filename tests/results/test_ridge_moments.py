"""The bias, the covariance and the mean squared error of the ridge estimate."""

from __future__ import annotations

import pytest
from sympy import Matrix, Symbol, eye, trace, zeros

from derivations.kernel.statements import Equals, SquareIntegrable
from derivations.kernel.terms import Inverse, SquaredNorm, Trace
from derivations.kernel.theorem import assume
from derivations.proving.certificates import algebra

from .letters import X, d, gram, n
from .matrices import DESIGNS, FULL_RANK, RANK_ONE, equal, letter, norm2
from .moment_letters import (
    E,
    V,
    Var,
    epsilon,
    equal_variance,
    estimate,
    integrable,
    mean_zero,
    observed,
    sigma_sq,
    square_integrable,
    w_star,
)
from .moment_letters import invertible as gram_invertible
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
from .restatement import Restatement, refused
from .ridge_letters import HALF, fitted, inverse, invertible, lam, matrix
from .test_covariance import u

solver = inverse @ X.T
ridge = inverse @ X.T @ observed
bias = -lam * (inverse @ w_star)
spread = sigma_sq * (inverse @ gram @ inverse)
squared_bias = lam**2 * (inverse @ w_star @ w_star.T @ inverse)
of_noise = (square_integrable, invertible, mean_zero, equal_variance)

PENALTY = Symbol("lambda", positive=True)
MEAN = Matrix([1, 0, 2])


def squared_error(of):
    """E[(u − w⋆)(u − w⋆)ᵀ]."""
    return E((of - w_star) @ (of - w_star).T)


def of_ridge(X, penalty, w=TRUTH):
    """The ridge estimate, as a function of the noise."""
    return lambda e: fitted(X, X * w + e, penalty)


def error(of, law, w=TRUTH):
    """E[(u − w⋆)(u − w⋆)ᵀ] of a function of the noise."""
    return mean(lambda e: (of(e) - w) * (of(e) - w).T, law)


def parts(X, penalty, spread, w=TRUTH):
    """σ²A⁻¹XᵀXA⁻¹ and λ²A⁻¹w⋆w⋆ᵀA⁻¹."""
    inverse = matrix(X, penalty).inv()
    return spread * inverse * X.T * X * inverse, penalty**2 * inverse * w * w.T * inverse


class TestTruth(Restatement):
    id = "ridge-estimate-and-the-truth"
    hypotheses = (invertible,)
    conclusion = Equals(ridge, w_star - lam * (inverse @ w_star) + solver @ epsilon)

    @pytest.mark.parametrize("X", DESIGNS)
    def test_in_sympy(self, X):
        w, e = letter("w", 2), letter("e", 3)
        inverse = matrix(X, PENALTY).inv()
        said = w - PENALTY * inverse * w + inverse * X.T * e
        assert equal(fitted(X, X * w + e, PENALTY), said)

    def test_instance(self):
        X, inverse = RANK_ONE, matrix(RANK_ONE, HALF).inv()
        assert matrix(X, HALF).det() != 0
        said = TRUTH - HALF * inverse * TRUTH + inverse * X.T * MEAN
        assert fitted(X, X * TRUTH + MEAN, HALF) == said

    def test_near_miss_is_refused(self):
        refused(algebra, Equals(ridge, w_star + solver @ epsilon))
        refused(algebra, Equals(ridge, w_star - bias + solver @ epsilon))

    def test_near_miss_is_false(self):
        X, inverse = RANK_ONE, matrix(RANK_ONE, HALF).inv()
        found = fitted(X, X * TRUTH + MEAN, HALF)
        image, shrunk = inverse * X.T * MEAN, HALF * inverse * TRUTH
        assert found not in (TRUTH + image, TRUTH + shrunk + image)


class TestBias(Restatement):
    id = "bias-of-the-ridge-estimate"
    hypotheses = (integrable, invertible, mean_zero)
    conclusion = Equals(E(ridge) - w_star, bias)

    @pytest.mark.parametrize("X", DESIGNS)
    @whatever_the_law
    def test_in_sympy(self, entry, X):
        w, law = letter("w", 2), noise(entry, MIXED)
        found = mean(of_ridge(X, HALF, w), law) - w
        assert equal(found, -HALF * matrix(X, HALF).inv() * w)

    @whatever_the_law
    def test_instance(self, entry):
        law = noise(entry, MIXED)
        assert mean(itself, law) == zeros(3, 1)
        assert matrix(RANK_ONE, HALF).det() != 0
        found = mean(of_ridge(RANK_ONE, HALF), law) - TRUTH
        assert found == -HALF * matrix(RANK_ONE, HALF).inv() * TRUTH

    def test_near_miss_is_refused(self):
        known = assume(mean_zero)
        refused(algebra, Equals(E(ridge), w_star), known)
        refused(algebra, Equals(E(ridge) - w_star, -bias), known)
        refused(algebra, self.conclusion)

    @whatever_the_law
    def test_near_miss_is_false(self, entry):
        X, law = FULL_RANK, noise(entry, MIXED)
        found = mean(of_ridge(X, HALF), law) - TRUTH
        assert found not in (zeros(2, 1), HALF * matrix(X, HALF).inv() * TRUTH)
        assert mean(of_ridge(X, HALF), moved(law, MEAN)) - TRUTH != found


class TestMean(Restatement):
    id = "mean-of-the-ridge-estimate"
    hypotheses = (integrable, invertible, mean_zero)
    conclusion = Equals(E(ridge), inverse @ gram @ w_star)

    @pytest.mark.parametrize("X", DESIGNS)
    @whatever_the_law
    def test_in_sympy(self, entry, X):
        w, law = letter("w", 2), noise(entry, MIXED)
        shrunk = matrix(X, HALF).inv() * X.T * X * w
        assert equal(mean(of_ridge(X, HALF, w), law), shrunk)

    @whatever_the_law
    def test_instance(self, entry):
        X, law = RANK_ONE, noise(entry, MIXED)
        assert mean(itself, law) == zeros(3, 1)
        assert matrix(X, HALF).det() != 0
        assert mean(of_ridge(X, HALF), law) == matrix(X, HALF).inv() * X.T * X * TRUTH

    def test_near_miss_is_refused(self):
        known = assume(mean_zero)
        refused(algebra, Equals(E(ridge), Inverse(gram) @ gram @ w_star), known)
        refused(algebra, Equals(ridge, inverse @ gram @ w_star), known)
        refused(algebra, self.conclusion)

    @whatever_the_law
    def test_near_miss_is_false(self, entry):
        X, law = FULL_RANK, noise(entry, MIXED)
        shrunk = matrix(X, HALF).inv() * X.T * X * TRUTH
        assert shrunk != TRUTH
        assert all(of_ridge(X, HALF)(e) != shrunk for _, e in law)
        assert mean(of_ridge(X, HALF), moved(law, MEAN)) != shrunk


class TestCovariance(Restatement):
    id = "covariance-of-the-ridge-estimate"
    hypotheses = (square_integrable, invertible, equal_variance)
    conclusion = Equals(Var(ridge), spread)

    @pytest.mark.parametrize("X", DESIGNS)
    @whatever_the_law
    def test_in_sympy(self, entry, X):
        law = moved(noise(entry, sigma * eye(3)), MEAN)
        first, _ = parts(X, HALF, sigma**2)
        assert equal(variance(of_ridge(X, HALF), law), first)

    @whatever_the_law
    def test_instance(self, entry):
        law = moved(noise(entry, 3 * eye(3)), MEAN)
        assert matrix(RANK_ONE, HALF).det() != 0
        assert variance(itself, law) == 9 * eye(3)
        assert variance(of_ridge(RANK_ONE, HALF), law) == parts(RANK_ONE, HALF, 9)[0]

    def test_near_miss_is_refused(self):
        known = assume(equal_variance)
        refused(algebra, Equals(Var(ridge), sigma_sq * inverse), known)
        refused(algebra, Equals(Var(ridge), sigma_sq * Inverse(gram)), known)
        refused(algebra, self.conclusion, assume(Equals(Var(epsilon), sigma_sq * V)))

    @whatever_the_law
    def test_near_miss_is_false(self, entry):
        X, law = FULL_RANK, noise(entry, eye(3))
        found = variance(of_ridge(X, HALF), law)
        assert found not in (matrix(X, HALF).inv(), matrix(X, 0).inv())
        assert variance(of_ridge(X, HALF), noise(entry, UNEQUAL)) != found


class TestTwoParts(Restatement):
    id = "mean-squared-error-is-variance-plus-squared-bias"
    hypotheses = (SquareIntegrable(u),)
    conclusion = Equals(squared_error(u), Var(u) + (E(u) - w_star) @ (E(u) - w_star).T)

    @whatever_the_law
    def test_in_sympy(self, entry):
        w, law = letter("w", 2), moved(noise(entry, MIXED[:2, :]), Matrix([1, 2]))
        away = mean(itself, law) - w
        assert equal(error(itself, law, w), variance(itself, law) + away * away.T)

    @whatever_the_law
    def test_instance(self, entry):
        law = moved(noise(entry, MIXED[:2, :]), Matrix([1, 2]))
        away = mean(itself, law) - TRUTH
        assert error(itself, law) == variance(itself, law) + away * away.T

    def test_near_miss_is_refused(self):
        refused(algebra, Equals(squared_error(u), Var(u)))
        refused(algebra, Equals(squared_error(u), Var(u) + E((u - w_star) @ (u - w_star).T)))

    @whatever_the_law
    def test_near_miss_is_false(self, entry):
        law = moved(noise(entry, MIXED[:2, :]), Matrix([1, 2]))
        found = error(itself, law)
        assert found not in (variance(itself, law), variance(itself, law) + found)


class TestTrace(Restatement):
    id = "total-mean-squared-error-is-a-trace"
    hypotheses = (SquareIntegrable(u),)
    conclusion = Equals(E(SquaredNorm(u - w_star)), Trace(squared_error(u)))

    @whatever_the_law
    def test_in_sympy(self, entry):
        w, law = letter("w", 2), moved(noise(entry, MIXED[:2, :]), Matrix([1, 2]))
        total = mean(lambda e: norm2(e - w), law)[0]
        assert (total - trace(error(itself, law, w))).expand() == 0

    @whatever_the_law
    def test_instance(self, entry):
        law = moved(noise(entry, MIXED[:2, :]), Matrix([1, 2]))
        assert mean(lambda e: norm2(e - TRUTH), law)[0] == trace(error(itself, law))

    def test_near_miss_is_refused(self):
        total = E(SquaredNorm(u - w_star))
        refused(algebra, Equals(total, Trace(Var(u))))
        refused(algebra, Equals(total, SquaredNorm(E(u) - w_star)))

    @whatever_the_law
    def test_near_miss_is_false(self, entry):
        law = moved(noise(entry, MIXED[:2, :]), Matrix([1, 2]))
        total = mean(lambda e: norm2(e - TRUTH), law)
        assert total[0] != trace(variance(itself, law))
        assert total != norm2(mean(itself, law) - TRUTH)


class TestRidgeError(Restatement):
    id = "mean-squared-error-of-the-ridge-estimate"
    hypotheses = of_noise
    conclusion = Equals(squared_error(ridge), spread + squared_bias)

    @pytest.mark.parametrize("X", DESIGNS)
    @whatever_the_law
    def test_in_sympy(self, entry, X):
        w, law = letter("w", 2), noise(entry, sigma * eye(3))
        first, second = parts(X, HALF, sigma**2, w)
        assert equal(error(of_ridge(X, HALF, w), law, w), first + second)

    @whatever_the_law
    def test_instance(self, entry):
        law = noise(entry, 3 * eye(3))
        assert matrix(RANK_ONE, HALF).det() != 0
        assert mean(itself, law) == zeros(3, 1)
        assert variance(itself, law) == 9 * eye(3)
        first, second = parts(RANK_ONE, HALF, 9)
        assert error(of_ridge(RANK_ONE, HALF), law) == first + second

    def test_near_miss_is_refused(self):
        known = (assume(mean_zero), assume(equal_variance))
        refused(algebra, Equals(squared_error(ridge), spread), *known)
        refused(algebra, Equals(squared_error(ridge), squared_bias), *known)
        refused(algebra, self.conclusion, known[0])
        refused(algebra, self.conclusion, known[1])

    @whatever_the_law
    def test_near_miss_is_false(self, entry):
        X, law = FULL_RANK, noise(entry, eye(3))
        found, (first, second) = error(of_ridge(X, HALF), law), parts(X, HALF, 1)
        assert found not in (first, second)
        assert error(of_ridge(X, HALF), moved(law, MEAN)) != found
        assert error(of_ridge(X, HALF), noise(entry, UNEQUAL)) != found


class TestTotal(Restatement):
    id = "total-mean-squared-error-of-the-ridge-estimate"
    hypotheses = of_noise
    total = E(SquaredNorm(ridge - w_star))
    in_length = lam**2 * SquaredNorm(inverse @ w_star)
    conclusion = Equals(total, sigma_sq * Trace(inverse @ gram @ inverse) + in_length)

    @staticmethod
    def of(X, law):
        return mean(lambda e: norm2(of_ridge(X, HALF)(e) - TRUTH), law)[0]

    @pytest.mark.parametrize("X", DESIGNS)
    @whatever_the_law
    def test_in_sympy(self, entry, X):
        first, second = map(trace, parts(X, HALF, sigma**2))
        length = HALF**2 * norm2(matrix(X, HALF).inv() * TRUTH)[0]
        assert second == length
        found = self.of(X, noise(entry, sigma * eye(3)))
        assert (found - first - second).expand() == 0

    @whatever_the_law
    def test_instance(self, entry):
        law = noise(entry, 3 * eye(3))
        assert matrix(RANK_ONE, HALF).det() != 0
        assert mean(itself, law) == zeros(3, 1)
        assert variance(itself, law) == 9 * eye(3)
        assert self.of(RANK_ONE, law) == sum(map(trace, parts(RANK_ONE, HALF, 9)))

    def test_near_miss_is_refused(self):
        known = (assume(mean_zero), assume(equal_variance))
        refused(algebra, Equals(self.total, sigma_sq * d + self.in_length), *known)
        refused(algebra, Equals(self.total, sigma_sq * n + self.in_length), *known)
        refused(algebra, Equals(self.total, self.in_length), *known)

    @whatever_the_law
    def test_near_miss_is_false(self, entry):
        found = self.of(FULL_RANK, noise(entry, eye(3)))
        length = trace(parts(FULL_RANK, HALF, 1)[1])
        assert found not in (2 + length, 3 + length, length)


class TestLeastSquares(Restatement):
    id = "mean-squared-error-of-least-squares"
    hypotheses = (square_integrable, gram_invertible, mean_zero, equal_variance)
    conclusion = Equals(squared_error(estimate), sigma_sq * Inverse(gram))

    @whatever_the_law
    def test_in_sympy(self, entry):
        w, law = letter("w", 2), noise(entry, sigma * eye(3))
        found = error(of_ridge(FULL_RANK, 0, w), law, w)
        assert equal(found, sigma**2 * matrix(FULL_RANK, 0).inv())

    @whatever_the_law
    def test_instance(self, entry):
        law = noise(entry, 3 * eye(3))
        assert matrix(FULL_RANK, 0).det() != 0
        assert mean(itself, law) == zeros(3, 1)
        assert variance(itself, law) == 9 * eye(3)
        assert error(of_ridge(FULL_RANK, 0), law) == 9 * matrix(FULL_RANK, 0).inv()

    def test_near_miss_is_refused(self):
        known = (assume(mean_zero), assume(equal_variance))
        refused(algebra, Equals(squared_error(estimate), sigma_sq * gram), *known)
        refused(algebra, self.conclusion, known[0])
        refused(algebra, self.conclusion, known[1])

    @whatever_the_law
    def test_near_miss_is_false(self, entry):
        X, law = FULL_RANK, noise(entry, eye(3))
        assert error(of_ridge(X, 0), law) != X.T * X
        for other in (moved(law, MEAN), noise(entry, UNEQUAL)):
            assert error(of_ridge(X, 0), other) != matrix(X, 0).inv()
