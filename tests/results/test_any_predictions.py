"""The density at any predictions: a product of Gaussians, larger where the error is smaller."""

from __future__ import annotations

import pytest
from sympy import Matrix, Rational, Symbol, exp, eye, log, pi, prod, simplify, sqrt

from derivations.kernel.statements import (
    Equals,
    ForEach,
    Gaussian,
    Independent,
    Nonnegative,
    Positive,
)
from derivations.kernel.terms import (
    Density,
    Exp,
    Letter,
    Log,
    Pi,
    ProductOver,
    Root,
    SquaredNorm,
    Zero,
)
from derivations.kernel.theorem import assume, cut, instantiate
from derivations.proving.certificates import algebra, rewrite
from derivations.proving.sequents import constant, multiply

from .letters import n, y
from .likelihood_letters import epsilon, i, m, s, variance, y_i
from .matrices import letter, norm2
from .restatement import Restatement, published, refused
from .test_noise import DEPENDENT, HALF, RESIDUALS, SPREADS, diag, joint, normal, same

mu, nu = Letter("mu", n), Letter("nu", n)
hypotheses = (
    Independent(epsilon),
    ForEach(i, Gaussian(i.T @ epsilon, i.T @ m, i.T @ s)),
    ForEach(i, Equals(i.T @ m, Zero())),
    ForEach(i, Equals(i.T @ s, variance)),
    ForEach(i, Positive(i.T @ s)),
)
at_mu, at_nu = Density(mu + epsilon, y), Density(nu + epsilon, y)
error_of_mu, error_of_nu = SquaredNorm(y - mu), SquaredNorm(y - nu)
facts = (
    "density-of-a-shifted-vector",
    "density-of-independent-entries",
    "density-of-a-gaussian",
)
tangent = "logarithm-is-below-its-tangent"
root = Root(2 * Pi() * variance)

Y = Matrix([0, 1, 3])
PREDICTIONS = [Matrix(each) for each in ((0, 1, 2), (-1, 2, 5), (0, 1, 4), (0, 1, 3))]


def gaussians(divisor):
    """∏ᵢ exp(−(yᵢ − μᵢ)²/divisor)/√(2πσ²)."""
    return ProductOver(i, 1 / root * Exp(-((y_i - i.T @ mu) ** 2 / divisor)))


def density(mu, spread):
    """The density of μ + ε at y, by SymPy."""
    return joint(mu, spread * eye(3), Y)


def error(mu):
    """‖y − μ‖²."""
    return norm2(Y - mu)[0]


class TestDensity(Restatement):
    id = "density-at-any-predictions"
    hypotheses = hypotheses
    conclusion = Equals(at_mu, gaussians(2 * variance))
    facts = facts

    def test_in_sympy(self):
        y, mu, spread = letter("y", 3), letter("mu", 3), Symbol("s", positive=True)
        formula = prod(normal(each, spread) for each in y - mu)
        assert same(joint(mu, spread * eye(3), y), formula)

    @pytest.mark.parametrize("mu", PREDICTIONS)
    def test_instance(self, mu):
        assert same(density(mu, HALF), prod(normal(each, HALF) for each in Y - mu))

    def test_near_miss_is_refused(self):
        algebra(self.conclusion, published(self.id))
        refused(algebra, Equals(at_mu, gaussians(variance)), published(self.id))
        refused(algebra, Equals(at_nu, gaussians(2 * variance)), published(self.id))
        refused(algebra, self.conclusion)
        refused(instantiate, published(self.id), (mu, epsilon))  # which depends on the noise
        refused(cut, published(self.id), assume(ForEach(i, Nonnegative(i.T @ s))))

    def test_near_miss_is_false(self):
        mu = PREDICTIONS[0]
        formula = prod(normal(each, 1) for each in Y - mu)
        assert same(density(mu, 1), formula)
        assert not same(joint(mu, diag(*SPREADS), Y), formula)
        assert not same(joint(mu + Matrix([1, 0, 0]), eye(3), Y), formula)
        assert not same(joint(mu, DEPENDENT, Y), formula)
        assert not same(prod(normal(each, HALF) for each in RESIDUALS), formula)


class TestLogarithm(Restatement):
    id = "log-density-at-any-predictions"
    hypotheses = hypotheses
    conclusion = Equals(Log(at_mu), -n * Log(root) - error_of_mu / (2 * variance))
    facts = facts

    def test_in_sympy(self):
        y, mu, spread = letter("y", 3), letter("mu", 3), Symbol("s", positive=True)
        formula = -3 * log(sqrt(2 * pi * spread)) - norm2(y - mu)[0] / (2 * spread)
        assert same(joint(mu, spread * eye(3), y), exp(formula))

    @pytest.mark.parametrize("mu", PREDICTIONS)
    def test_instance(self, mu):
        formula = -3 * log(sqrt(2 * pi * HALF)) - error(mu)
        assert simplify(log(density(mu, HALF)) - formula) == 0

    def test_near_miss_is_refused(self):
        known = published(self.id)
        refused(algebra, Equals(Log(at_mu), -Log(root) - error_of_mu / (2 * variance)), known)
        refused(algebra, Equals(Log(at_mu), -n * Log(root) - error_of_mu / variance), known)
        refused(algebra, Equals(Log(at_mu), -n * Log(root) - error_of_nu / (2 * variance)), known)
        refused(algebra, self.conclusion, published("density-at-any-predictions"))

    def test_near_miss_is_false(self):
        mu = PREDICTIONS[1]
        found, constant = log(density(mu, HALF)), log(sqrt(pi))
        assert simplify(found + constant + error(mu)) != 0
        assert simplify(found + 3 * constant + 2 * error(mu)) != 0
        assert simplify(found + 3 * constant + error(PREDICTIONS[0])) != 0


closer = Nonnegative(error_of_nu - error_of_mu)
denser = Nonnegative(at_mu - at_nu)


def logarithms():
    """The logarithms of the densities, as hypotheses, where 2σ² is 1."""
    both = ((at_mu, error_of_mu), (at_nu, error_of_nu))
    return [assume(Equals(Log(at), -n * Log(root) - error)) for at, error in both]


@pytest.fixture(params=[(a, b) for a in PREDICTIONS for b in PREDICTIONS])
def two(request):
    """Two predictions."""
    return request.param


class TestCloserIsDenser(Restatement):
    id = "closer-predictions-make-the-observations-more-likely"
    hypotheses = (*hypotheses, closer)
    conclusion = denser
    facts = (*facts, tangent)

    def test_in_sympy(self):
        """The quotient of the densities is exp of the difference of the errors, over 2σ²."""
        mu, nu, spread = letter("mu", 3), letter("nu", 3), Symbol("s", positive=True)
        away = (error(nu) - error(mu)) / (2 * spread)
        assert same(density(mu, spread) / density(nu, spread), exp(away))

    def test_instance(self, two):
        mu, nu = sorted(two, key=error)
        assert error(nu) >= error(mu)
        assert density(mu, HALF) - density(nu, HALF) >= 0

    def test_near_miss_is_refused(self):
        logs = Nonnegative(Log(at_mu) - Log(at_nu))
        rewrite(assume(closer), logs, *logarithms())
        refused(rewrite, assume(closer), logs)  # of any laws
        refused(rewrite, assume(closer), denser, *logarithms())  # without the exponential
        refused(rewrite, assume(closer), Nonnegative(Log(at_nu) - Log(at_mu)), *logarithms())
        refused(cut, published(self.id), assume(Nonnegative(error_of_mu - error_of_nu)))

    def test_near_miss_is_false(self):
        near, far = PREDICTIONS[0], PREDICTIONS[1]
        assert error(near) < error(far)
        assert density(far, HALF) - density(near, HALF) < 0  # the other way round
        close, closer = Matrix([0, 1, 4]), Matrix([Rational(1, 2), Rational(3, 2), 3])
        assert error(close) > error(closer)
        unequal = diag(3, 3, Rational(1, 9))  # unequal variances
        assert joint(closer, unequal, Y) > joint(close, unequal, Y)
        other = diag(Rational(1, 9), Rational(1, 9), 3)
        assert joint(closer, other, Y) < joint(close, other, Y)


class TestDenserIsCloser(Restatement):
    id = "predictions-under-which-the-observations-are-more-likely-are-closer"
    hypotheses = (*hypotheses, denser)
    conclusion = closer
    facts = (*facts, tangent)

    def test_in_sympy(self):
        mu, nu, spread = letter("mu", 3), letter("nu", 3), Symbol("s", positive=True)
        quotient = density(mu, spread) / density(nu, spread)
        assert same(quotient ** (2 * spread), exp(error(nu) - error(mu)))

    def test_instance(self, two):
        nu, mu = sorted(two, key=lambda mu: density(mu, HALF))
        assert density(mu, HALF) - density(nu, HALF) >= 0
        assert error(nu) - error(mu) >= 0

    def test_near_miss_is_refused(self):
        logs = assume(Nonnegative(Log(at_mu) - Log(at_nu)))
        rewrite(logs, closer, *logarithms())
        refused(rewrite, logs, closer)
        refused(rewrite, assume(denser), closer, *logarithms())  # without the logarithm
        refused(rewrite, multiply(constant(n), logs), closer, *logarithms())
        refused(cut, published(self.id), assume(Nonnegative(at_nu - at_mu)))

    def test_near_miss_is_false(self):
        likely, unlikely = PREDICTIONS[0], PREDICTIONS[1]
        assert density(likely, HALF) > density(unlikely, HALF)
        assert error(likely) - error(unlikely) < 0
