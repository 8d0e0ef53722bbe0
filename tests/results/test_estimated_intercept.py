"""Weights and intercept estimated together: bias, covariance, and what the intercept costs."""

from __future__ import annotations

import pytest
from sympy import Matrix, eye, ones, zeros

from derivations.kernel.statements import Equals, Invertible, PositiveSemidefinite
from derivations.kernel.terms import Inverse, Zero
from derivations.kernel.theorem import assume, instantiate
from derivations.proving.certificates import algebra, rewrite

from .intercept_letters import DESIGN, LINE, C, centred, one, x_bar
from .intercept_letters import mean as column_means
from .letters import X, d, n
from .matrices import equal, fit, letter, norm2, positive_semidefinite
from .moment_letters import (
    Cov,
    E,
    V,
    Var,
    b_star,
    epsilon,
    equal_variance,
    gram,
    integrable,
    mean_zero,
    sigma_sq,
    solver,
    square_integrable,
    w_star,
)
from .moment_letters import invertible as without_intercept
from .moments import (
    TRUTH,
    covariance,
    itself,
    mean,
    moved,
    noise,
    sigma,
    variance,
    whatever_the_law,
)
from .restatement import Restatement, published, refused
from .test_covariance import u

observed = X @ w_star + one * b_star + epsilon
centred_gram = X.T @ C @ X
centred_solver = Inverse(centred_gram) @ X.T @ C
weights = Inverse(centred_gram) @ X.T @ C @ observed
y_bar = one.T @ observed / n
intercept = y_bar - x_bar.T @ weights
with_known = Inverse(gram) @ X.T @ (observed - one * b_star)
invertible = Invertible(centred_gram)
excess = centred_solver - solver
correlated = Equals(Var(epsilon), sigma_sq * V)
ignored = Inverse(gram) @ X.T @ observed  # as if there were no intercept

OFFSET = Matrix([5])  # b⋆
MEAN = Matrix([1, 0, 2, 0])
NOISE = Matrix([1, 0, -2, 3])
MIXED = Matrix([[1, 0, 0, 0], [1, 1, 0, 0], [0, -1, 2, 0], [1, 0, 0, 1]])
SHOCK = eye(4) + ones(4, 4)  # much of the noise is common to all observations
ALIKE = Matrix([[1, 0], [1, 1], [1, 2], [1, 4]])  # one column is constant already


def data(e, X=DESIGN, w=TRUTH, b=OFFSET):
    """The observations, as a function of the noise."""
    return X * w + ones(4, 1) * b + e


def together(y, X=DESIGN):
    """The weights and, last, the intercept, by a column of ones."""
    return fit(X.row_join(ones(4, 1)), y)


def slopes(e, *truth):
    """The weights, estimated with an intercept, as a function of the noise."""
    return together(data(e, *truth), *truth[:1])[:-1, :]


def offset(e, *truth):
    """The intercept, estimated with the weights."""
    return together(data(e, *truth), *truth[:1])[-1:, :]


def known(e, X=DESIGN, w=TRUTH):
    """The weights, with the intercept known."""
    return fit(X, X * w + e)


def inverse(X=DESIGN):
    """(XᵀCX)⁻¹, by columns less their means."""
    return (X.T * centred(X)).inv()


def excess_of(X):
    """L_c − L."""
    return inverse(X) * centred(X).T - (X.T * X).inv() * X.T


def cost(law):
    """Var[ŵ] − Var[ŵ_b]."""
    return variance(slopes, law) - variance(known, law)


class TestWeights(Restatement):
    id = "estimate-with-intercept-and-the-truth"
    hypotheses = (invertible,)
    conclusion = Equals(weights, w_star + centred_solver @ epsilon)

    def test_in_sympy(self):
        X, w, b, e = DESIGN, letter("w", 2), letter("b", 1), letter("e", 4)
        assert equal(slopes(e, X, w, b), w + inverse(X) * X.T * centred(e))

    def test_instance(self):
        assert (DESIGN.T * centred(DESIGN)).det() != 0
        assert slopes(NOISE) == TRUTH + inverse() * DESIGN.T * centred(NOISE)

    def test_near_miss_is_refused(self):
        refused(algebra, Equals(weights, w_star))  # the noise lost
        refused(algebra, Equals(weights, w_star + solver @ epsilon))  # C lost
        refused(algebra, Equals(ignored, w_star + solver @ epsilon))  # the intercept ignored

    def test_near_miss_is_false(self):
        X, e = DESIGN, NOISE
        assert slopes(e) not in (TRUTH, TRUTH + fit(X, e))
        assert fit(X, data(e)) != TRUTH + fit(X, e)
        assert (ALIKE.T * centred(ALIKE)).det() == 0  # there is no such estimate


class TestResidual(Restatement):
    id = "residual-with-intercept-is-an-image-of-the-noise"
    hypotheses = (invertible,)
    residual = observed - X @ weights - one * intercept
    conclusion = Equals(residual, (C - C @ X @ Inverse(centred_gram) @ X.T @ C) @ epsilon)

    @staticmethod
    def left_over(e, *truth):
        y, X = data(e, *truth), truth[0] if truth else DESIGN
        return y - X.row_join(ones(4, 1)) * together(y, X)

    @staticmethod
    def maker(X):
        return centred(eye(4)) - centred(X) * inverse(X) * centred(X).T

    def test_in_sympy(self):
        X, w, b, e = DESIGN, letter("w", 2), letter("b", 1), letter("e", 4)
        assert equal(self.left_over(e, X, w, b), self.maker(X) * e)

    def test_instance(self):
        assert (DESIGN.T * centred(DESIGN)).det() != 0
        assert self.left_over(NOISE) == self.maker(DESIGN) * NOISE

    def test_near_miss_is_refused(self):
        refused(algebra, Equals(self.residual, epsilon))  # as if the estimates were the truth
        refused(algebra, Equals(self.residual, C @ epsilon))
        refused(algebra, Equals(self.residual, epsilon - X @ solver @ epsilon))

    def test_near_miss_is_false(self):
        X, e = DESIGN, NOISE
        assert self.left_over(e) not in (e, centred(e), e - X * fit(X, e))


class TestKnown(Restatement):
    id = "estimate-with-known-intercept-and-the-truth"
    hypotheses = (without_intercept,)
    conclusion = Equals(with_known, w_star + solver @ epsilon)

    def test_in_sympy(self):
        X, w, b, e = DESIGN, letter("w", 2), letter("b", 1), letter("e", 4)
        assert equal(fit(X, data(e, X, w, b) - ones(4, 1) * b), w + fit(X, e))

    @pytest.mark.parametrize("X", [DESIGN, ALIKE])
    def test_instance(self, X):
        assert (X.T * X).det() != 0
        found = fit(X, data(NOISE, X) - ones(4, 1) * OFFSET)
        assert found == TRUTH + (X.T * X).inv() * X.T * NOISE

    def test_near_miss_is_refused(self):
        refused(algebra, Equals(ignored, w_star + solver @ epsilon))  # b⋆ not taken away
        refused(algebra, Equals(with_known, w_star + centred_solver @ epsilon))

    def test_near_miss_is_false(self):
        X, e = DESIGN, NOISE
        assert fit(X, data(e)) != TRUTH + fit(X, e)
        assert known(e) != TRUTH + inverse() * X.T * centred(e)


class TestUnbiasedWeights(Restatement):
    id = "weights-with-intercept-are-unbiased"
    hypotheses = (integrable, invertible, mean_zero)
    conclusion = Equals(E(weights), w_star)

    @whatever_the_law
    def test_in_sympy(self, entry):
        w, b = letter("w", 2), letter("b", 1)
        law = noise(entry, sigma * MIXED)
        assert equal(mean(lambda e: slopes(e, DESIGN, w, b), law), w)

    @whatever_the_law
    def test_instance(self, entry):
        law = noise(entry, MIXED)
        assert mean(itself, law) == zeros(4, 1)
        assert (DESIGN.T * centred(DESIGN)).det() != 0
        assert mean(slopes, law) == TRUTH

    def test_near_miss_is_refused(self):
        refused(algebra, self.conclusion, assume(Equals(epsilon, Zero(n))))  # of one outcome
        refused(algebra, Equals(weights, w_star), assume(mean_zero))
        refused(algebra, Equals(E(ignored), w_star), assume(mean_zero))

    @whatever_the_law
    def test_near_miss_is_false(self, entry):
        law = noise(entry, MIXED)
        assert mean(slopes, moved(law, MEAN)) != TRUTH
        assert any(slopes(e) != TRUTH for _, e in law)
        assert mean(lambda e: fit(DESIGN, data(e)), law) != TRUTH


class TestUnbiasedIntercept(Restatement):
    id = "intercept-is-unbiased"
    hypotheses = (integrable, invertible, mean_zero)
    conclusion = Equals(E(intercept), b_star)

    @whatever_the_law
    def test_in_sympy(self, entry):
        w, b = letter("w", 2), letter("b", 1)
        law = noise(entry, sigma * MIXED)
        assert equal(mean(lambda e: offset(e, DESIGN, w, b), law), b)

    @whatever_the_law
    def test_instance(self, entry):
        law = noise(entry, MIXED)
        assert mean(itself, law) == zeros(4, 1)
        assert (DESIGN.T * centred(DESIGN)).det() != 0
        assert mean(offset, law) == OFFSET

    def test_near_miss_is_refused(self):
        refused(algebra, Equals(E(y_bar), b_star), assume(mean_zero))  # unless x̄ᵀw⋆ = 0
        refused(algebra, Equals(intercept, b_star), assume(mean_zero))
        apart = y_bar - x_bar.T @ ignored  # the weights estimated as if b⋆ were 0
        refused(algebra, Equals(E(apart), b_star), assume(mean_zero))

    @whatever_the_law
    def test_near_miss_is_false(self, entry):
        law = noise(entry, MIXED)
        assert mean(lambda e: column_means(data(e)), law) != OFFSET
        assert any(offset(e) != OFFSET for _, e in law)
        assert mean(offset, moved(law, MEAN)) != OFFSET
        x_bar = column_means(DESIGN)
        apart = mean(lambda e: column_means(data(e)) - x_bar.T * fit(DESIGN, data(e)), law)
        assert apart != OFFSET


class TestAnyNoise(Restatement):
    id = "covariance-of-the-weights-with-intercept"
    hypotheses = (square_integrable, invertible)
    conclusion = Equals(Var(weights), centred_solver @ Var(epsilon) @ C @ X @ Inverse(centred_gram))

    @pytest.mark.parametrize("factor", [eye(4), MIXED, SHOCK])
    @whatever_the_law
    def test_in_sympy(self, entry, factor):
        law = moved(noise(entry, sigma * factor), MEAN)
        solver = inverse() * centred(DESIGN).T
        assert equal(variance(slopes, law), sigma**2 * solver * factor * factor.T * solver.T)

    @whatever_the_law
    def test_instance(self, entry):
        law = moved(noise(entry, MIXED), MEAN)
        assert (DESIGN.T * centred(DESIGN)).det() != 0
        meat = centred(DESIGN).T * variance(itself, law) * centred(DESIGN)
        assert variance(slopes, law) == inverse() * meat * inverse()

    def test_near_miss_is_refused(self):
        half = centred_solver @ Var(epsilon) @ X @ Inverse(centred_gram)  # one C lost
        refused(algebra, Equals(Var(weights), half))
        refused(algebra, Equals(Var(weights), solver @ Var(epsilon) @ solver.T))
        refused(algebra, Equals(Var(weights), Inverse(centred_gram)))

    @whatever_the_law
    def test_near_miss_is_false(self, entry):
        X, law = DESIGN, noise(entry, MIXED)
        found, spread = variance(slopes, law), MIXED * MIXED.T
        assert found != inverse() * centred(X).T * spread * X * inverse()
        assert found != variance(lambda e: fit(X, e), law)
        assert found != inverse()


class TestEqualVariances(Restatement):
    id = "covariance-of-the-weights-with-intercept-and-equal-variances"
    hypotheses = (square_integrable, invertible, equal_variance)
    conclusion = Equals(Var(weights), sigma_sq * Inverse(centred_gram))

    @whatever_the_law
    def test_in_sympy(self, entry):
        law = moved(noise(entry, sigma * eye(4)), MEAN)
        assert equal(variance(slopes, law), sigma**2 * inverse())

    @whatever_the_law
    def test_instance(self, entry):
        law = moved(noise(entry, 3 * eye(4)), MEAN)
        assert variance(itself, law) == 9 * eye(4)
        assert (DESIGN.T * centred(DESIGN)).det() != 0
        assert variance(slopes, law) == 9 * inverse()

    def test_near_miss_is_refused(self):
        spread = assume(equal_variance)
        refused(algebra, Equals(Var(weights), sigma_sq * Inverse(gram)), spread)  # C lost
        refused(algebra, Equals(Var(weights), Inverse(centred_gram)), spread)
        refused(algebra, self.conclusion, assume(correlated))

    @whatever_the_law
    def test_near_miss_is_false(self, entry):
        X, found = DESIGN, variance(slopes, noise(entry, 3 * eye(4)))
        assert found not in (9 * (X.T * X).inv(), inverse())
        assert variance(slopes, noise(entry, MIXED)) != inverse()


class TestUncorrelated(Restatement):
    id = "weights-and-mean-observation-are-uncorrelated"
    hypotheses = (square_integrable, invertible, equal_variance)
    conclusion = Equals(Cov(y_bar, weights), Zero(1, d))

    @staticmethod
    def mean_observation(e, *truth):
        return column_means(data(e, *truth))

    @whatever_the_law
    def test_in_sympy(self, entry):
        truth = DESIGN, letter("w", 2), letter("b", 1)
        average, estimate = (lambda e, f=f: f(e, *truth) for f in (self.mean_observation, slopes))
        law = noise(entry, sigma * eye(4))
        assert equal(covariance(average, estimate, law), zeros(1, 2))

    @whatever_the_law
    def test_instance(self, entry):
        law = moved(noise(entry, 3 * eye(4)), MEAN)
        assert variance(itself, law) == 9 * eye(4)
        assert (DESIGN.T * centred(DESIGN)).det() != 0
        assert covariance(self.mean_observation, slopes, law) == zeros(1, 2)

    def test_near_miss_is_refused(self):
        spread = assume(equal_variance)
        refused(algebra, Equals(Cov(y_bar, ignored), Zero(1, d)), spread)
        refused(algebra, Equals(Cov(intercept, weights), Zero(1, d)), spread)
        refused(algebra, self.conclusion, assume(correlated))

    @whatever_the_law
    def test_near_miss_is_false(self, entry):
        law = noise(entry, eye(4))
        ignoring = covariance(self.mean_observation, lambda e: fit(DESIGN, data(e)), law)
        assert ignoring != zeros(1, 2)
        assert covariance(offset, slopes, law) != zeros(1, 2)
        assert covariance(self.mean_observation, slopes, noise(entry, MIXED)) != zeros(1, 2)


class TestCovariance(Restatement):
    id = "covariance-of-weights-and-intercept"
    hypotheses = (square_integrable, invertible, equal_variance)
    conclusion = Equals(Cov(weights, intercept), -sigma_sq * (Inverse(centred_gram) @ x_bar))

    @whatever_the_law
    def test_in_sympy(self, entry):
        law = moved(noise(entry, sigma * eye(4)), MEAN)
        found = covariance(slopes, offset, law)
        assert equal(found, -(sigma**2) * inverse() * column_means(DESIGN))

    @whatever_the_law
    def test_instance(self, entry):
        law = moved(noise(entry, 3 * eye(4)), MEAN)
        assert variance(itself, law) == 9 * eye(4)
        assert (DESIGN.T * centred(DESIGN)).det() != 0
        assert covariance(slopes, offset, law) == -9 * inverse() * column_means(DESIGN)

    def test_near_miss_is_refused(self):
        found, spread = Cov(weights, intercept), assume(equal_variance)
        refused(algebra, Equals(found, Zero(d)), spread)
        refused(algebra, Equals(found, sigma_sq * (Inverse(centred_gram) @ x_bar)), spread)
        refused(algebra, Equals(found, -sigma_sq * (Inverse(gram) @ x_bar)), spread)
        refused(algebra, self.conclusion, assume(correlated))

    @whatever_the_law
    def test_near_miss_is_false(self, entry):
        X, x_bar = DESIGN, column_means(DESIGN)
        found = covariance(slopes, offset, noise(entry, eye(4)))
        assert found not in (zeros(2, 1), inverse() * x_bar, -((X.T * X).inv()) * x_bar)
        assert covariance(slopes, offset, noise(entry, MIXED)) != -inverse() * x_bar


class TestVarianceOfIntercept(Restatement):
    id = "variance-of-the-intercept"
    hypotheses = (square_integrable, invertible, equal_variance)
    of_means = x_bar.T @ Inverse(centred_gram) @ x_bar
    conclusion = Equals(Var(intercept), sigma_sq * (1 / n + of_means))

    @staticmethod
    def at_means():
        return column_means(DESIGN).T * inverse() * column_means(DESIGN)

    @whatever_the_law
    def test_in_sympy(self, entry):
        law = moved(noise(entry, sigma * eye(4)), MEAN)
        assert equal(variance(offset, law), sigma**2 * (eye(1) / 4 + self.at_means()))

    @whatever_the_law
    def test_instance(self, entry):
        law = moved(noise(entry, 3 * eye(4)), MEAN)
        assert variance(itself, law) == 9 * eye(4)
        assert (DESIGN.T * centred(DESIGN)).det() != 0
        assert variance(offset, law) == 9 * (eye(1) / 4 + self.at_means())

    def test_near_miss_is_refused(self):
        found, spread = Var(intercept), assume(equal_variance)
        refused(algebra, Equals(found, sigma_sq / n), spread)  # as if the weights were known
        refused(algebra, Equals(found, sigma_sq * (1 / n - self.of_means)), spread)
        refused(algebra, Equals(found, sigma_sq * (1 + self.of_means)), spread)
        refused(algebra, self.conclusion, assume(correlated))

    @whatever_the_law
    def test_near_miss_is_false(self, entry):
        found, at_means = variance(offset, noise(entry, eye(4))), self.at_means()
        assert found not in (eye(1) / 4, eye(1) / 4 - at_means, eye(1) + at_means)
        assert variance(offset, noise(entry, MIXED)) != eye(1) / 4 + at_means


class TestInverses(Restatement):
    id = "what-the-intercept-adds-to-the-inverse-gram-matrix"
    hypotheses = (without_intercept, invertible)
    conclusion = Equals(excess @ excess.T, Inverse(centred_gram) - Inverse(gram))
    algebraic = False  # L_c is a letter while the squares are multiplied out

    @pytest.mark.parametrize("X", [DESIGN, LINE])
    def test_in_sympy(self, X):
        assert equal(excess_of(X) * excess_of(X).T, inverse(X) - (X.T * X).inv())

    def test_instance(self):
        X = DESIGN
        assert (X.T * X).det() != 0
        assert (X.T * centred(X)).det() != 0
        assert excess_of(X) * excess_of(X).T == inverse(X) - (X.T * X).inv()

    def test_near_miss_is_refused(self):
        squared, known = excess @ excess.T, published(self.id)
        algebra(self.conclusion, known)
        refused(algebra, Equals(squared, Inverse(gram) - Inverse(centred_gram)), known)
        refused(algebra, Equals(squared, Inverse(centred_gram)), known)
        refused(algebra, Equals(squared, Inverse(centred_gram - gram)), known)

    def test_near_miss_is_false(self):
        X, squared = DESIGN, excess_of(DESIGN) * excess_of(DESIGN).T
        assert squared not in ((X.T * X).inv() - inverse(X), inverse(X))
        difference = X.T * centred(X) - X.T * X
        assert difference.det() == 0  # its rank is 1


class TestDifference(Restatement):
    id = "what-the-intercept-adds-to-the-covariance"
    hypotheses = (square_integrable, invertible, without_intercept, equal_variance)
    conclusion = Equals(Var(weights - with_known), Var(weights) - Var(with_known))
    algebraic = False  # as in TestInverses

    @whatever_the_law
    def test_in_sympy(self, entry):
        law = moved(noise(entry, sigma * eye(4)), MEAN)
        assert equal(variance(lambda e: slopes(e) - known(e), law), cost(law))

    @whatever_the_law
    def test_instance(self, entry):
        X, law = DESIGN, moved(noise(entry, 3 * eye(4)), MEAN)
        assert variance(itself, law) == 9 * eye(4)
        assert (X.T * X).det() != 0
        assert (X.T * centred(X)).det() != 0
        assert variance(lambda e: slopes(e) - known(e), law) == cost(law)

    def test_near_miss_is_refused(self):
        apart, inverses = Var(weights - with_known), published(TestInverses.id)
        known = (assume(equal_variance), inverses)
        algebra(self.conclusion, *known)
        refused(algebra, Equals(apart, Var(weights) + Var(with_known)), *known)
        refused(algebra, Equals(Var(weights + with_known), self.conclusion.right), *known)
        refused(algebra, Equals(Cov(weights, with_known), Var(weights)), *known)
        refused(algebra, self.conclusion, assume(correlated), inverses)
        refused(algebra, self.conclusion, inverses)  # equal variance missing

    @whatever_the_law
    def test_near_miss_is_false(self, entry):
        law = noise(entry, eye(4))
        apart = variance(lambda e: slopes(e) - known(e), law)
        assert apart != variance(slopes, law) + variance(known, law)
        assert variance(lambda e: slopes(e) + known(e), law) != cost(law)
        assert covariance(slopes, known, law) != variance(slopes, law)
        mixed = noise(entry, MIXED)
        assert variance(lambda e: slopes(e) - known(e), mixed) != cost(mixed)


class TestNeverSmaller(Restatement):
    id = "an-estimated-intercept-never-lowers-the-covariance"
    hypotheses = (square_integrable, invertible, without_intercept, equal_variance)
    conclusion = PositiveSemidefinite(Var(weights) - Var(with_known))

    @whatever_the_law
    def test_in_sympy(self, entry):
        law, v = noise(entry, sigma * eye(4)), letter("v", 2)
        form = v.T * cost(law) * v
        assert equal(form, sigma**2 * norm2(excess_of(DESIGN).T * v))

    @whatever_the_law
    def test_instance(self, entry):
        X, law = DESIGN, moved(noise(entry, 3 * eye(4)), MEAN)
        assert variance(itself, law) == 9 * eye(4)
        assert (X.T * X).det() != 0
        assert (X.T * centred(X)).det() != 0
        assert positive_semidefinite(cost(law))
        assert cost(law) != zeros(2, 2)

    def test_near_miss_is_refused(self):
        semidefinite = published("variance-positive-semidefinite")
        apart = instantiate(semidefinite, (u, weights - with_known))
        known = published("what-the-intercept-adds-to-the-covariance")
        rewrite(apart, self.conclusion, known)
        refused(rewrite, apart, PositiveSemidefinite(Var(with_known) - Var(weights)), known)
        refused(rewrite, apart, PositiveSemidefinite(Var(with_known)), known)
        total = Equals(Var(weights - with_known), Var(weights) + Var(with_known))
        refused(rewrite, apart, self.conclusion, assume(total))
        refused(rewrite, apart, self.conclusion, assume(correlated))

    @whatever_the_law
    def test_near_miss_is_false(self, entry):
        assert not positive_semidefinite(-cost(noise(entry, eye(4))))
        assert not positive_semidefinite(cost(noise(entry, SHOCK)))  # b̂ takes up the shock
