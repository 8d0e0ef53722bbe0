"""The variance of the fit at a new point, and of a new observation about it."""

from __future__ import annotations

from sympy import Matrix, diag, eye, zeros

from derivations.kernel.statements import Equals, Integrable, SquareIntegrable
from derivations.kernel.terms import Inverse, Trace, Zero
from derivations.kernel.theorem import assume
from derivations.proving.certificates import algebra

from .letters import X, d, n
from .matrices import FULL_RANK, equal, fit, letter
from .moment_letters import (
    Cov,
    E,
    Var,
    epsilon,
    epsilon_0,
    equal_variance,
    estimate,
    gram,
    integrable,
    invertible,
    mean_zero,
    sigma_sq,
    square_integrable,
    w_star,
    x_0,
)
from .moments import (
    TRUTH,
    UNEQUAL,
    covariance,
    itself,
    mean,
    moved,
    noise,
    sigma,
    variance,
    whatever_the_law,
)
from .restatement import Restatement, refused

at_x_0 = x_0.T @ estimate
error = x_0.T @ w_star + epsilon_0 - x_0.T @ estimate
spread = x_0.T @ Inverse(gram) @ x_0
mean_zero_0 = Equals(E(epsilon_0), Zero())
same_variance = Equals(Var(epsilon_0), sigma_sq)
uncorrelated = Equals(Cov(epsilon, epsilon_0), Zero(n))

PLACE = Matrix([1, 5])  # x₀
MEAN = Matrix([1, 0, 2, 3])
LINKED = Matrix([[1, 0, 0, 0], [0, 1, 0, 0], [0, 0, 1, 0], [0, 0, 1, 1]])  # ε₀ depends on ε₃


def least(X, w=TRUTH):
    """The estimate as a function of the noise."""
    return lambda e: fit(X, X * w + e)


def leverage(X, x_0):
    """x₀ᵀ(XᵀX)⁻¹x₀."""
    return x_0.T * (X.T * X).inv() * x_0


def seen(e):
    """The noise of the observations; the last entry is that of the new one."""
    return e[:3, :]


def new(e):
    """The noise of the new observation."""
    return e[3:, :]


def missed(X, x_0, w=TRUTH):
    """y₀ − x₀ᵀŵ, as a function of the noise."""
    return lambda e: x_0.T * w + new(e) - x_0.T * least(X, w)(seen(e))


class TestVariance(Restatement):
    id = "variance-of-a-prediction"
    hypotheses = (square_integrable, invertible, equal_variance)
    conclusion = Equals(Var(at_x_0), sigma_sq * spread)

    @whatever_the_law
    def test_in_sympy(self, entry):
        X, x_0, w, law = FULL_RANK, letter("x", 2), letter("w", 2), noise(entry, sigma * eye(3))
        found = variance(lambda e: x_0.T * least(X, w)(e), law)
        assert equal(found, sigma**2 * leverage(X, x_0))

    @whatever_the_law
    def test_instance(self, entry):
        X, law = FULL_RANK, moved(noise(entry, 3 * eye(3)), MEAN[:3, :])
        assert (X.T * X).det() != 0
        assert variance(itself, law) == 9 * eye(3)
        assert variance(lambda e: PLACE.T * least(X)(e), law) == 9 * leverage(X, PLACE)

    def test_near_miss_is_refused(self):
        known = assume(equal_variance)
        refused(algebra, Equals(Var(at_x_0), sigma_sq * (x_0.T @ x_0)), known)
        refused(algebra, Equals(Var(at_x_0), sigma_sq * (1 + spread)), known)
        refused(algebra, Equals(Var(at_x_0), spread), known)

    @whatever_the_law
    def test_near_miss_is_false(self, entry):
        X, law = FULL_RANK, noise(entry, 3 * eye(3))
        found = variance(lambda e: PLACE.T * least(X)(e), law)
        assert found not in (9 * PLACE.T * PLACE, 9 * (eye(1) + leverage(X, PLACE)))
        assert found != leverage(X, PLACE)
        apart = variance(lambda e: PLACE.T * least(X)(e), noise(entry, UNEQUAL))
        assert apart != leverage(X, PLACE)


class TestMean(Restatement):
    id = "prediction-error-has-mean-zero"
    hypotheses = (integrable, Integrable(epsilon_0), invertible, mean_zero_0, mean_zero)
    conclusion = Equals(E(error), Zero())

    @whatever_the_law
    def test_in_sympy(self, entry):
        X, x_0, w, law = FULL_RANK, letter("x", 2), letter("w", 2), noise(entry, sigma * LINKED)
        assert equal(mean(missed(X, x_0, w), law), zeros(1, 1))

    @whatever_the_law
    def test_instance(self, entry):
        X, law = FULL_RANK, noise(entry, LINKED)
        assert (X.T * X).det() != 0
        assert mean(new, law) == zeros(1, 1)
        assert mean(seen, law) == zeros(3, 1)
        assert mean(missed(X, PLACE), law) == zeros(1, 1)

    def test_near_miss_is_refused(self):
        known = (assume(mean_zero), assume(mean_zero_0))
        refused(algebra, Equals(error, Zero()), *known)  # every outcome
        twice = x_0.T @ w_star + epsilon_0 - 2 * at_x_0
        refused(algebra, Equals(E(twice), Zero()), *known)
        outcome = assume(Equals(epsilon_0, Zero()))
        refused(algebra, self.conclusion, assume(mean_zero), outcome)

    @whatever_the_law
    def test_near_miss_is_false(self, entry):
        X, law = FULL_RANK, noise(entry, LINKED)
        assert any(missed(X, PLACE)(e) != zeros(1, 1) for _, e in law)
        for by in (eye(4)[:, 0], eye(4)[:, 3]):  # the mean of ε, or of ε₀, is not 0
            assert mean(missed(X, PLACE), moved(law, by)) != zeros(1, 1)
        twice = mean(lambda e: missed(X, PLACE)(e) - PLACE.T * least(X)(seen(e)), law)
        assert twice != zeros(1, 1)


class TestNewObservation(Restatement):
    id = "variance-of-a-new-observation"
    hypotheses = (
        square_integrable,
        SquareIntegrable(epsilon_0),
        invertible,
        uncorrelated,
        same_variance,
        equal_variance,
    )
    conclusion = Equals(Var(error), sigma_sq * (1 + spread))

    @whatever_the_law
    def test_in_sympy(self, entry):
        X, x_0, w, law = FULL_RANK, letter("x", 2), letter("w", 2), noise(entry, sigma * eye(4))
        found = variance(missed(X, x_0, w), law)
        assert equal(found, sigma**2 * (eye(1) + leverage(X, x_0)))

    @whatever_the_law
    def test_instance(self, entry):
        X, law = FULL_RANK, moved(noise(entry, 3 * eye(4)), MEAN)
        assert (X.T * X).det() != 0
        assert covariance(seen, new, law) == zeros(3, 1)
        assert variance(new, law) == 9 * eye(1)
        assert variance(seen, law) == 9 * eye(3)
        assert variance(missed(X, PLACE), law) == 9 * (eye(1) + leverage(X, PLACE))

    def test_near_miss_is_refused(self):
        known = tuple(map(assume, (uncorrelated, same_variance, equal_variance)))
        refused(algebra, Equals(Var(error), sigma_sq * spread), *known)  # the new noise lost
        refused(algebra, Equals(Var(error), sigma_sq * (1 - spread)), *known)
        means = (assume(mean_zero), assume(mean_zero_0))
        refused(algebra, self.conclusion, *means, *known[1:])  # correlated

    @whatever_the_law
    def test_near_miss_is_false(self, entry):
        X, wanted = FULL_RANK, eye(1) + leverage(FULL_RANK, PLACE)
        found = variance(missed(X, PLACE), noise(entry, eye(4)))
        assert found not in (leverage(X, PLACE), eye(1) - leverage(X, PLACE))
        noisier = noise(entry, diag(1, 1, 1, 2))  # ε₀ has a variance of its own
        assert variance(missed(X, PLACE), noisier) != wanted
        assert variance(missed(X, PLACE), noise(entry, diag(1, 2, 3, 1))) != wanted
        law = [(p, Matrix([*e, e[2]])) for p, e in noise(entry, eye(3))]  # ε₀ is ε₃ again
        assert variance(seen, law) == eye(3)
        assert variance(new, law) == eye(1)
        assert variance(missed(X, PLACE), law) != wanted


class TestTotal(Restatement):
    id = "total-variance-of-the-fit"
    hypotheses = (square_integrable, invertible, equal_variance)
    conclusion = Equals(Trace(Var(X @ estimate)), sigma_sq * d)

    @whatever_the_law
    def test_in_sympy(self, entry):
        X, w, law = FULL_RANK, letter("w", 2), noise(entry, sigma * eye(3))
        assert variance(lambda e: X * least(X, w)(e), law).trace() == 2 * sigma**2

    @whatever_the_law
    def test_instance(self, entry):
        X, law = FULL_RANK, moved(noise(entry, 3 * eye(3)), MEAN[:3, :])
        assert (X.T * X).det() != 0
        assert variance(itself, law) == 9 * eye(3)
        assert variance(lambda e: X * least(X)(e), law).trace() == 9 * 2

    def test_near_miss_is_refused(self):
        known = assume(equal_variance)
        total = Trace(Var(X @ estimate))
        refused(algebra, Equals(total, sigma_sq * n), known)
        refused(algebra, Equals(Trace(Var(estimate)), sigma_sq * d), known)
        refused(algebra, Equals(total, sigma_sq * (n - d)), known)

    @whatever_the_law
    def test_near_miss_is_false(self, entry):
        X, law = FULL_RANK, noise(entry, eye(3))
        assert variance(lambda e: X * least(X)(e), law).trace() not in (3, 3 - 2)
        assert variance(least(X), law).trace() != 2
        assert variance(lambda e: X * least(X)(e), noise(entry, UNEQUAL)).trace() != 2
