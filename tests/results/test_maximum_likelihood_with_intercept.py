"""With an intercept, the smaller squared error is the larger likelihood, and conversely."""

from __future__ import annotations

from itertools import product

import pytest
from sympy import Matrix, Rational, diag, expand_log, eye, log, prod, simplify, symbols, zeros

from derivations.kernel.statements import Equals, Nonnegative
from derivations.kernel.terms import Density, Exp, Log, Pi, ProductOver, Root, SquaredNorm
from derivations.kernel.theorem import assume, instantiate
from derivations.proving.certificates import algebra, rewrite
from derivations.proving.sequents import multiply

from . import matrices as m
from .intercept_letters import (
    DATA,
    DESIGN,
    J,
    b,
    b_hat,
    centred_fit,
    constant,
    error,
    fitted,
    in_intercept,
    in_weights,
    mean,
    one,
    solves_for_intercept,
    solves_for_weights,
)
from .letters import X, n, w, w_hat, y
from .likelihood_letters import epsilon, i, variance, x_i, y_i
from .matrices import letter
from .restatement import Restatement, published, refused
from .test_maximum_likelihood import (
    SPREAD,
    TAU,
    assumptions,
    entrywise,
    gaussian,
    likelihood_1,
    log_density,
    number,
    tangent,
)

facts = (*entrywise, "density-of-a-gaussian")


def observed(weights, intercept):
    """The density of Xw + 1b + ε at y."""
    return Density(X @ weights + one @ intercept + epsilon, y)


def likelihood(weights, intercept):
    """∏ᵢ N(yᵢ; xᵢᵀw + b, σ²)."""
    squared = (y_i - x_i.T @ weights - intercept) ** 2
    return ProductOver(i, 1 / Root(2 * Pi() * variance) * Exp(-(squared / (2 * variance))))


def log_likelihood(weights, intercept):
    """−n ln √(2πσ²) − ‖y − Xw − 1b‖²/(2σ²)."""
    away = SquaredNorm(y - X @ weights - one @ intercept)
    return -n * Log(Root(2 * Pi() * variance)) - away / (2 * variance)


excess = Nonnegative(J(w, b) - J(w_hat, b_hat))
gain = Nonnegative(observed(w_hat, b_hat) - observed(w, b))
more_likely = Nonnegative(likelihood(w_hat, b_hat) - likelihood(w, b))
higher = Nonnegative(log_likelihood(w_hat, b_hat) - log_likelihood(w, b))
hats = ((w, w_hat), (b, b_hat))
for_weights = Equals(in_weights, X.T @ y)
for_intercept = Equals(in_intercept, one.T @ y)

# In SymPy; the points are weights and intercept in one column.

WITH_ONES = DESIGN.row_join(constant(4))
WHITE = (zeros(4, 1), SPREAD * eye(4))
UNEQUAL = (zeros(4, 1), diag(1, 4, 9, 16))
SHIFTED = (Matrix([1, 0, 0, 0]), eye(4))
POINTS = [Matrix(point) for point in product((-1, 0, 1), repeat=3)]


def errors(points):
    return [error(DESIGN, DATA, Matrix(point[:-1]), Matrix(point[-1:]))[0] for point in points]


def densities(points, mean, covariance):
    """The logarithms of the densities, to 50 digits."""
    return [number(log_density, WITH_ONES, DATA, point, mean, covariance) for point in points]


def agree(points, mean, covariance):
    """Whether of any two points the one with the smaller error is the more likely."""
    by_error, by_density = errors(points), densities(points, mean, covariance)
    return all(
        (by_error[j] < by_error[k]) == (by_density[j] - by_density[k] > 10**-40)
        for j in range(len(points))
        for k in range(len(points))
    )


class TestDensity(Restatement):
    id = "density-of-the-observations-with-intercept"
    hypotheses = assumptions
    conclusion = Equals(observed(w, b), likelihood(w, b))
    facts = facts
    algebraic = False

    def test_in_sympy(self):
        y, w, b, spread = (
            letter("y", 4),
            letter("w", 2),
            letter("b", 1),
            symbols("s", positive=True),
        )
        residuals = y - DESIGN * w - constant(4) * b
        formula = prod(gaussian(residual, spread) for residual in residuals)
        joint = log_density(WITH_ONES, y, Matrix([*w, *b]), zeros(4, 1), spread * eye(4))[0]
        assert simplify(joint - expand_log(log(formula), force=True)) == 0

    def test_instance(self):
        w, b = fitted(DESIGN, DATA)
        residuals = DATA - DESIGN * w - constant(4) * b
        formula = prod(gaussian(residual, SPREAD) for residual in residuals)
        joint = log_density(WITH_ONES, DATA, Matrix([*w, *b]), *WHITE)[0]
        assert simplify(joint - expand_log(log(formula), force=True)) == 0

    def test_near_miss_is_refused(self):
        without = published("density-of-the-observations")
        refused(algebra, self.conclusion, without)  # at y, and not at y − 1b
        refused(algebra, Equals(observed(w, b), likelihood(w, -b)), published(self.id))
        refused(algebra, Equals(observed(w, b), likelihood(w, 0 * b)), published(self.id))
        unequal = published("density-of-the-observations-with-unequal-variances")
        refused(algebra, self.conclusion, instantiate(unequal, (y, y - one @ b)))
        refused(instantiate, published(self.id), (w, X.T @ epsilon))  # w depends on the noise

    def test_near_miss_is_false(self):
        w, b = fitted(DESIGN, DATA)
        joint = log_density(WITH_ONES, DATA, Matrix([*w, *b]), *WHITE)[0]
        for other in (-b, 0 * b):
            residuals = DATA - DESIGN * w - constant(4) * other
            formula = prod(gaussian(residual, SPREAD) for residual in residuals)
            assert simplify(joint - expand_log(log(formula), force=True)) != 0


class TestSmallerErrorIsLikelier(Restatement):
    id = "smaller-squared-error-with-intercept-is-more-likely"
    hypotheses = (*assumptions, excess)
    conclusion = gain
    facts = (*facts, tangent)

    def test_in_sympy(self):
        y, w, b = letter("y", 4), letter("w", 2), letter("b", 1)
        u, c, spread = letter("u", 2), letter("c", 1), symbols("s", positive=True)
        law = zeros(4, 1), spread * eye(4)
        logs = [log_density(WITH_ONES, y, Matrix(at), *law) for at in ([*u, *c], [*w, *b])]
        difference = error(DESIGN, y, w, b) - error(DESIGN, y, u, c)
        assert m.equal(2 * spread * (logs[0] - logs[1]), 4 * difference)

    def test_instance(self):
        assert agree(POINTS, *WHITE)
        assert len(set(errors(POINTS))) > 10

    def test_near_miss_is_refused(self):
        rate = assume(Nonnegative(n / (2 * variance)))
        scaled = multiply(rate, assume(excess))
        rewrite(scaled, higher)
        refused(rewrite, assume(excess), higher)  # not scaled
        refused(rewrite, scaled, more_likely)  # of the logarithm, not of the likelihood
        known = published("density-of-the-observations-with-intercept")
        rewrite(assume(more_likely), gain, known, instantiate(known, *hats))
        refused(rewrite, assume(more_likely), gain, known)  # at one of the two only
        refused(rewrite, assume(more_likely), gain)
        backwards = Nonnegative(observed(w, b) - observed(w_hat, b_hat))
        refused(rewrite, assume(more_likely), backwards, known, instantiate(known, *hats))

    def test_near_miss_is_false(self):
        assert not agree(POINTS, *UNEQUAL)
        assert not agree(POINTS, *SHIFTED)
        by_error = errors(POINTS)
        by_laplace = [number(likelihood_1, WITH_ONES, DATA, point, TAU) for point in POINTS]
        assert any(
            by_error[j] < by_error[k] and by_laplace[j] < by_laplace[k]
            for j in range(len(POINTS))
            for k in range(len(POINTS))
        )


class TestLikelierHasSmallerError(Restatement):
    id = "more-likely-with-intercept-has-the-smaller-squared-error"
    hypotheses = (*assumptions, gain)
    conclusion = excess
    facts = (*facts, tangent)

    def test_in_sympy(self):
        w, b, spread = letter("w", 2), letter("b", 1), symbols("s", positive=True)
        point = Matrix([*w, *b])
        slope = m.gradient(log_density(WITH_ONES, DATA, point, zeros(4, 1), spread * eye(4)), point)
        descent = m.gradient(error(DESIGN, DATA, w, b), point)
        assert m.equal(2 * spread * slope, -4 * descent)

    @pytest.mark.parametrize("spread", [Rational(1, 20), SPREAD, 5])
    def test_instance(self, spread):
        by_density = densities(POINTS, zeros(4, 1), spread * eye(4))
        by_error = errors(POINTS)
        ranked = sorted(range(len(POINTS)), key=lambda j: -by_density[j])
        assert [by_error[j] for j in ranked] == sorted(by_error)

    def test_near_miss_is_refused(self):
        factor = assume(Nonnegative(2 * variance / n))
        reduced = multiply(factor, assume(higher))
        rewrite(reduced, excess)
        refused(rewrite, reduced, Nonnegative(J(w_hat, b_hat) - J(w, b)))
        refused(rewrite, multiply(factor, assume(more_likely)), excess)  # before the logarithm
        known = published("density-of-the-observations-with-intercept")
        refused(rewrite, assume(gain), more_likely, known)
        refused(rewrite, assume(gain), excess, known, instantiate(known, *hats))

    def test_near_miss_is_false(self):
        for law in (UNEQUAL, SHIFTED):
            by_density, by_error = densities(POINTS, *law), errors(POINTS)
            pairs = product(range(len(POINTS)), repeat=2)
            assert any(
                by_density[j] > by_density[k] and by_error[j] > by_error[k] for j, k in pairs
            )


class TestJointMaximum(Restatement):
    id = "joint-least-squares-is-maximum-likelihood"
    hypotheses = (*assumptions, for_weights, for_intercept)
    conclusion = gain
    facts = (*facts, tangent)

    def test_in_sympy(self):
        y, w, spread = letter("y", 4), letter("w", 3), symbols("s", positive=True)
        f = log_density(WITH_ONES, y, w, zeros(4, 1), spread * eye(4))
        weights = centred_fit(DESIGN, y)
        best = Matrix([*weights, *(mean(y) - mean(DESIGN).T * weights)])
        assert m.equal(m.at(m.gradient(f, w), w, best), zeros(3, 1))
        assert m.positive_definite(-m.hessian(f, w).subs(spread, 1))

    def test_instance(self):
        w, b = fitted(DESIGN, DATA)
        assert solves_for_weights(DESIGN, DATA, w, b)
        assert solves_for_intercept(DESIGN, DATA, w, b)
        [best] = densities([Matrix([*w, *b])], *WHITE)
        assert all(best > other for other in densities(POINTS, *WHITE))

    def test_near_miss_is_refused(self):  # one of the two equations missing
        known = published("joint-squared-error-gap")
        for equation in (for_weights, for_intercept):
            refused(algebra, known.conclusion, assume(equation))
        algebra(known.conclusion, assume(for_weights), assume(for_intercept))
        backwards = Nonnegative(observed(w, b) - observed(w_hat, b_hat))
        refused(rewrite, published(self.id), backwards)

    def test_near_miss_is_false(self):
        w, b = fitted(DESIGN, DATA)
        [best] = densities([Matrix([*w, *b])], *WHITE)
        plain = m.fit(DESIGN, DATA)
        assert not solves_for_weights(DESIGN, DATA, plain, b)
        assert densities([Matrix([*plain, *b])], *WHITE)[0] < best
        assert not solves_for_intercept(DESIGN, DATA, w, b + Matrix([1]))
        assert densities([Matrix([*w, *(b + Matrix([1]))])], *WHITE)[0] < best
        [fit, other] = densities([Matrix([*w, *b]), _best_with(*UNEQUAL)], *UNEQUAL)
        assert other > fit


def _best_with(mean, covariance):
    """The point that is most likely under another law."""
    w = letter("w", 3)
    return m.solution(m.gradient(log_density(WITH_ONES, DATA, w, mean, covariance), w), w)
