"""argmax ℓ = argmin J for each σ² > 0; so too for weighted, generalised and absolute error."""

from __future__ import annotations

from fractions import Fraction
from itertools import combinations, product
from math import prod

import pytest
from sympy import (
    Matrix,
    N,
    Rational,
    diag,
    exp,
    expand_log,
    eye,
    log,
    pi,
    simplify,
    sqrt,
    symbols,
    zeros,
)
from sympy import stats as st

from derivations.kernel.statements import (
    Equals,
    ForEach,
    Gaussian,
    Independent,
    Maximises,
    Minimises,
    Nonnegative,
    Positive,
    PositiveDefinite,
)
from derivations.kernel.terms import (
    Absolute,
    Density,
    Determinant,
    Exp,
    Inverse,
    Log,
    Pi,
    ProductOver,
    Root,
    SumOver,
    Zero,
    as_term,
)
from derivations.kernel.theorem import (
    algebra,
    assume,
    instantiate,
    introduce,
    multiply,
    rewrite,
    unfold,
)

from . import matrices as m
from .letters import J, X, n, u, w, y
from .likelihood_letters import L, V, ell, epsilon, i, s, tau, variance, x_i, y_i
from .likelihood_letters import m as mean_of_noise
from .matrices import (
    DESIGNS,
    FITTED,
    FULL_RANK,
    NULL,
    SOLVED,
    Y,
    equal,
    letter,
    minimises,
    norm2,
    positive_definite,
    positive_semidefinite,
    solution,
)
from .restatement import Restatement, published, refused

tangent = "logarithm-is-below-its-tangent"
inverts = "injective-square-matrix-is-invertible"
determinant = "determinant-of-a-positive-definite-matrix-is-positive"
s_i = i.T @ s
positive = Positive(variance)


def squares_over_s(at):
    """Σᵢ (yᵢ − xᵢᵀw)²/sᵢ."""
    return SumOver(i, (y_i - x_i.T @ at) ** 2 / s_i)


def generalised(at):
    """(y − Xw)ᵀV⁻¹(y − Xw)."""
    return (y - X @ at).T @ Inverse(V) @ (y - X @ at)


def distances(at):
    """Σᵢ |yᵢ − xᵢᵀw|."""
    return SumOver(i, Absolute(y_i - x_i.T @ at))


def ell_s(at):
    """The log-likelihood with variances sᵢ."""
    return -SumOver(i, Log(Root(2 * Pi() * s_i))) - squares_over_s(at) / 2


def ell_V(at):
    """The log-likelihood with covariance σ²V."""
    root = Root(2 * Pi() * variance)
    return -n * Log(root) - Log(Determinant(V)) / 2 - generalised(at) / (2 * variance)


def ell_1(at):
    """The log-likelihood with Laplace noise of scale τ."""
    return -n * Log(2 * tau) - distances(at) / tau


def L_s(at):
    """The likelihood with variances sᵢ."""
    squared = (y_i - x_i.T @ at) ** 2
    return ProductOver(i, 1 / Root(2 * Pi() * s_i) * Exp(-(squared / (2 * s_i))))


def L_V(at):
    """The likelihood with covariance σ²V."""
    scale = Root(Determinant(V)) * ProductOver(i, Root(2 * Pi() * variance))
    return 1 / scale * Exp(-(generalised(at) / (2 * variance)))


def L_1(at):
    """The likelihood with Laplace noise of scale τ."""
    return ProductOver(i, 1 / (2 * tau) * Exp(-(Absolute(y_i - x_i.T @ at) / tau)))


def scaled(rate, extremum):
    """What an extremum says at w, times a rate that is not negative."""
    return multiply(assume(Nonnegative(rate)), unfold(assume(extremum), 0, w))


def not_to_the_likelihood(claim, likelihood, log_likelihood, another):
    """Near misses of: a maximiser of the log-likelihood maximises the likelihood."""
    gap = unfold(assume(Maximises(u, log_likelihood(w), w)), 0, w)
    exponentials = assume(Nonnegative(Exp(log_likelihood(u)) - Exp(log_likelihood(w))))
    undone = [assume(Equals(Exp(log_likelihood(at)), likelihood(at))) for at in (u, w)]
    better = Nonnegative(likelihood(u) - likelihood(w))
    at_one_w = rewrite(exponentials, better, *undone)
    refused(introduce, claim, w, at_one_w)  # not for every w
    refused(rewrite, gap, better, *undone)  # the exponential is not the identity
    refused(rewrite, exponentials, better)  # the likelihood is not just any function
    refused(rewrite, exponentials, Nonnegative(likelihood(w) - likelihood(u)), *undone)
    refused(rewrite, exponentials, Nonnegative(another(u) - another(w)), *undone)


def not_from_the_likelihood(claim, likelihood, log_likelihood, another):
    """Near misses of: a maximiser of the likelihood maximises the log-likelihood."""
    gap = unfold(assume(Maximises(u, likelihood(w), w)), 0, w)
    logs = assume(Nonnegative(Log(likelihood(u)) - Log(likelihood(w))))
    equal = [assume(Equals(Log(likelihood(at)), log_likelihood(at))) for at in (u, w)]
    better = Nonnegative(log_likelihood(u) - log_likelihood(w))
    at_one_w = rewrite(logs, better, *equal)
    refused(introduce, claim, w, at_one_w)  # not for every w
    refused(rewrite, gap, better, *equal)  # the logarithm is not the identity
    refused(rewrite, logs, better)
    refused(rewrite, logs, Nonnegative(log_likelihood(w) - log_likelihood(u)), *equal)
    refused(rewrite, logs, Nonnegative(another(u) - another(w)), *equal)


# The same in SymPy.

HALF = Rational(1, 2)
SPREAD = Rational(3, 4)
UNEQUAL = Matrix([1, 4, Rational(1, 2)])
CORRELATED = Matrix([[2, 1, 0], [1, 2, 1], [0, 1, 2]])
TAU = Rational(2, 3)
PLACES = [Matrix([Rational(k, 6), Rational(j, 4)]) for k, j in product(range(-2, 5), range(5))]
LINE = Matrix([0, Rational(1, 2)])  # minimises the absolute error of FULL_RANK and Y
FOUR = Matrix([[1, 0], [1, 1], [1, 2], [1, 4]])
OUTLIER = Matrix([0, 1, 20, 4])
SLOPE = Matrix([0, 1])  # minimises that of FOUR and OUTLIER: three of them are on the line


def gaussian(residual, spread):
    """The density of a Gaussian with mean 0."""
    return exp(-(residual**2) / (2 * spread)) / sqrt(2 * pi * spread)


def likelihood(X, y, w, spread):
    """∏ᵢ N(yᵢ; xᵢᵀw, σ²)."""
    return prod(gaussian(residual, spread) for residual in y - X * w)


def log_likelihood(X, y, w, spread):
    """−n ln √(2πσ²) − ‖y − Xw‖²/(2σ²), a 1×1 matrix."""
    return Matrix([-X.rows * log(sqrt(2 * pi * spread))]) - norm2(y - X * w) / (2 * spread)


def likelihood_s(X, y, w, s):
    """∏ᵢ N(yᵢ; xᵢᵀw, sᵢ)."""
    return prod(gaussian(residual, spread) for residual, spread in zip(y - X * w, s, strict=True))


def weighted(X, y, w, s):
    """Σᵢ (yᵢ − xᵢᵀw)²/sᵢ, a 1×1 matrix."""
    return Matrix([sum(r**2 / spread for r, spread in zip(y - X * w, s, strict=True))])


def log_likelihood_s(X, y, w, s):
    """−Σᵢ ln √(2πsᵢ) − ½ Σᵢ (yᵢ − xᵢᵀw)²/sᵢ, a 1×1 matrix."""
    return Matrix([-sum(log(sqrt(2 * pi * each)) for each in s)]) - weighted(X, y, w, s) / 2


def likelihood_V(X, y, w, spread, V):
    """exp(−(y − Xw)ᵀV⁻¹(y − Xw)/(2σ²))/√(det V · (2πσ²)ⁿ)."""
    form = generalised_error(X, y, w, V)[0]
    return exp(-form / (2 * spread)) / sqrt(V.det() * (2 * pi * spread) ** X.rows)


def generalised_error(X, y, w, V):
    """(y − Xw)ᵀV⁻¹(y − Xw), a 1×1 matrix."""
    return (y - X * w).T * V.inv() * (y - X * w)


def log_likelihood_V(X, y, w, spread, V):
    """−n ln √(2πσ²) − ½ ln det V − (y − Xw)ᵀV⁻¹(y − Xw)/(2σ²), a 1×1 matrix."""
    constant = -X.rows * log(sqrt(2 * pi * spread)) - log(V.det()) / 2
    return Matrix([constant]) - generalised_error(X, y, w, V) / (2 * spread)


def likelihood_1(X, y, w, tau):
    """∏ᵢ exp(−|yᵢ − xᵢᵀw|/τ)/(2τ)."""
    return prod(exp(-abs(residual) / tau) / (2 * tau) for residual in y - X * w)


def absolute(X, y, w):
    """(1/n) Σᵢ |yᵢ − xᵢᵀw|."""
    return sum(map(abs, y - X * w)) / X.rows


def log_likelihood_1(X, y, w, tau):
    """−n ln 2τ − (1/τ) Σᵢ |yᵢ − xᵢᵀw|."""
    return -X.rows * log(2 * tau) - sum(map(abs, y - X * w)) / tau


def lowest(f, w, point):
    """The gradient of a quadratic function is 0 at the point, and the function is convex."""
    slope = m.at(m.gradient(f, w), w, point)
    return equal(slope, 0 * slope) and positive_semidefinite(m.hessian(f, w))


def highest(f, w, point):
    return lowest(-f, w, point)


def corners(X, y):
    """The w that fit as many observations as there are columns.

    A convex function that is linear between the hyperplanes yᵢ = xᵢᵀw, and has a minimum, has one
    at a corner, where X has full column rank.
    """
    for rows in combinations(range(X.rows), X.cols):
        square = X.extract(rows, range(X.cols))
        if square.det() != 0:
            yield square.inv() * y.extract(rows, [0])


def minimises_absolute(X, y, point):
    return all(absolute(X, y, corner) >= absolute(X, y, point) for corner in corners(X, y))


def maximises_log_likelihood_1(X, y, point, tau):
    at_point = log_likelihood_1(X, y, point, tau)
    return all(at_point - log_likelihood_1(X, y, corner, tau) >= 0 for corner in corners(X, y))


class TestLogLikelihoodAndSquaredError(Restatement):
    id = "log-likelihood-and-squared-error"
    hypotheses = (positive,)
    conclusion = Equals(
        ell(w, variance), -n * Log(Root(2 * Pi() * variance)) - n / (2 * variance) * J(w)
    )

    def test_in_sympy(self):
        X, y, w = letter("X", 3, 2), letter("y", 3), letter("w", 2)
        spread = symbols("s", positive=True)
        constant = Matrix([-3 * log(sqrt(2 * pi * spread))])
        right = constant - m.J(X, y, w) * 3 / (2 * spread)
        assert equal(log_likelihood(X, y, w, spread), right)

    def test_instance(self):
        constant = Matrix([-3 * log(sqrt(2 * pi * SPREAD))])
        right = constant - m.J(FULL_RANK, Y, NULL) * 3 / (2 * SPREAD)
        assert log_likelihood(FULL_RANK, Y, NULL, SPREAD) == right

    def test_near_miss_is_refused(self):
        left, constant = ell(w, variance), -n * Log(Root(2 * Pi() * variance))
        algebra(self.conclusion)
        refused(algebra, Equals(left, constant - J(w) / (2 * variance)))  # the n lost
        refused(algebra, Equals(left, constant + n / (2 * variance) * J(w)))  # the sign
        refused(algebra, Equals(left, constant - n / variance * J(w)))  # the ½ lost

    def test_near_miss_is_false(self):
        constant = Matrix([-3 * log(sqrt(2 * pi * SPREAD))])
        left, error = log_likelihood(FULL_RANK, Y, NULL, SPREAD), m.J(FULL_RANK, Y, NULL)
        for rate in (1 / (2 * SPREAD), -3 / (2 * SPREAD), 3 / SPREAD):
            assert left != constant - rate * error


class TestMinimiserOfSquaredError(Restatement):
    id = "minimiser-of-squared-error-maximises-the-log-likelihood"
    hypotheses = (positive, Minimises(u, J(w), w))
    conclusion = Maximises(u, ell(w, variance), w)

    @pytest.mark.parametrize("X", DESIGNS)
    def test_in_sympy(self, X):
        y, w = letter("y", 3), letter("w", 2)
        u = solution(m.gradient(m.J(X, y, w), w), w)
        assert minimises(X, y, u)
        assert highest(log_likelihood(X, y, w, SPREAD), w, u)

    @pytest.mark.parametrize(("X", "u"), SOLVED)
    def test_instance(self, X, u):
        assert SPREAD > 0
        assert minimises(X, Y, u)
        assert highest(log_likelihood(X, Y, letter("w", 2), SPREAD), letter("w", 2), u)

    def test_near_miss_is_refused(self):
        gap = scaled(n / (2 * variance), Minimises(u, J(w), w))
        better = rewrite(gap, Nonnegative(ell(u, variance) - ell(w, variance)))
        introduce(self.conclusion, w, better)
        refused(rewrite, gap, Nonnegative(ell(w, variance) - ell(u, variance)))
        refused(rewrite, gap, Nonnegative(ell_s(u) - ell_s(w)))  # unequal variances
        refused(rewrite, gap, Nonnegative(ell_1(u) - ell_1(w)))  # Laplace noise
        refused(introduce, Minimises(u, ell(w, variance), w), w, better)

    def test_near_miss_is_false(self):
        w = letter("w", 2)
        assert not lowest(log_likelihood(FULL_RANK, Y, w, SPREAD), w, FITTED)
        assert not highest(log_likelihood_s(FULL_RANK, Y, w, UNEQUAL), w, FITTED)
        assert not maximises_log_likelihood_1(FULL_RANK, Y, FITTED, 1)
        flipped = -norm2(Y - FULL_RANK * w) / (2 * -SPREAD)  # with σ² < 0
        assert not highest(flipped, w, FITTED)


class TestMaximiserOfLogLikelihood(Restatement):
    id = "maximiser-of-the-log-likelihood-minimises-squared-error"
    hypotheses = (positive, Maximises(u, ell(w, variance), w))
    conclusion = Minimises(u, J(w), w)

    @pytest.mark.parametrize("X", DESIGNS)
    def test_in_sympy(self, X):
        y, w = letter("y", 3), letter("w", 2)
        f = log_likelihood(X, y, w, SPREAD)
        u = solution(m.gradient(f, w), w)
        assert highest(f, w, u)
        assert minimises(X, y, u)

    @pytest.mark.parametrize(("X", "u"), SOLVED)
    def test_instance(self, X, u):
        w = letter("w", 2)
        assert highest(log_likelihood(X, Y, w, SPREAD), w, u)
        assert minimises(X, Y, u)

    def test_near_miss_is_refused(self):
        gap = scaled(2 * variance / n, Maximises(u, ell(w, variance), w))
        better = rewrite(gap, Nonnegative(J(w) - J(u)))
        introduce(self.conclusion, w, better)
        refused(rewrite, gap, Nonnegative(J(u) - J(w)))
        refused(introduce, Maximises(u, J(w), w), w, better)
        unequal = scaled(2 * variance / n, Maximises(u, ell_s(w), w))
        refused(rewrite, unequal, Nonnegative(J(w) - J(u)))

    def test_near_miss_is_false(self):
        w = letter("w", 2)
        u = solution(m.gradient(log_likelihood_s(FULL_RANK, Y, w, UNEQUAL), w), w)
        assert highest(log_likelihood_s(FULL_RANK, Y, w, UNEQUAL), w, u)
        assert not minimises(FULL_RANK, Y, u)
        assert not highest(m.J(FULL_RANK, Y, w), w, FITTED)


EQUAL = (likelihood, log_likelihood)
WITH_S = (likelihood_s, log_likelihood_s)
WITH_V = (likelihood_V, log_likelihood_V)
WITH_1 = (likelihood_1, log_likelihood_1)


def number(function, X, y, w, *spread):
    """What a function, which may be a 1×1 matrix, is at w, to 50 digits."""
    return N(Matrix([function(X, y, w, *spread)])[0], 50)


def higher(functions, X, y, u, *spread):
    """At how many of the places each function, a likelihood or its logarithm, is higher than at u.

    What agrees to 40 digits is equal.
    """
    found = []
    for function in functions:
        at_u = number(function, X, y, u, *spread)
        gains = [number(function, X, y, place, *spread) - at_u for place in PLACES]
        found.append(sum(bool(gain > abs(at_u) / 10**40) for gain in gains))
    return tuple(found)


def is_logarithm(functions, X, *spread):
    """Whether the second function is the logarithm of the first, at any y and w."""
    first, second = (f(X, letter("y", X.rows), letter("w", X.cols), *spread) for f in functions)
    return simplify(expand_log(log(first) - Matrix([second])[0], force=True)) == 0


def have_one_slope(functions, *spread):
    """∇L = L∇ℓ, where L > 0, so that each is stationary where the other is."""
    w = letter("w", 2)
    L, ell = (Matrix([f(FULL_RANK, Y, w, *spread)]) for f in functions)
    return equal(m.gradient(L, w) / L[0], m.gradient(ell, w))


class TestMaximiserOfLikelihood(Restatement):
    id = "maximiser-of-the-log-likelihood-maximises-the-likelihood"
    hypotheses = (Maximises(u, ell(w, variance), w), positive)
    conclusion = Maximises(u, L(w, variance), w)
    facts = (tangent,)

    def test_in_sympy(self):
        """L = exp ℓ, so that each is a maximum where the other is."""
        X, y, w = letter("X", 3, 2), letter("y", 3), letter("w", 2)
        spread = symbols("s", positive=True)
        ratio = likelihood(X, y, w, spread) * sqrt(2 * pi * spread) ** 3
        exponents = sum(factor.exp for factor in ratio.atoms(exp))
        assert ratio == prod(ratio.atoms(exp))
        constant = 3 * log(sqrt(2 * pi * spread))
        assert equal(Matrix([exponents - constant]), log_likelihood(X, y, w, spread))

    @pytest.mark.parametrize(("X", "u"), SOLVED)
    def test_instance(self, X, u):
        w = letter("w", 2)
        assert highest(log_likelihood(X, Y, w, SPREAD), w, u)
        assert higher(EQUAL, X, Y, u, SPREAD) == (0, 0)
        at_u = N(likelihood(X, Y, u, SPREAD), 50)
        assert N(likelihood(X, Y, u + FITTED, SPREAD), 50) < at_u

    def test_near_miss_is_refused(self):
        not_to_the_likelihood(self.conclusion, L, ell, L_1)

    def test_near_miss_is_false(self):
        assert min(higher(EQUAL, FULL_RANK, Y, NULL, SPREAD)) > 0
        assert higher(WITH_1, FULL_RANK, Y, FITTED, TAU)[0] > 0  # Laplace noise
        at_u, at_w = (N(likelihood(FULL_RANK, Y, at, SPREAD), 50) for at in (FITTED, NULL))
        logs = [log_likelihood(FULL_RANK, Y, at, SPREAD)[0] for at in (FITTED, NULL)]
        assert at_w < at_u
        assert abs(at_u - at_w - N(logs[0] - logs[1], 50)) > 1


class TestMaximiserOfLikelihoodToo(Restatement):
    id = "maximiser-of-the-likelihood-maximises-the-log-likelihood"
    hypotheses = (Maximises(u, L(w, variance), w), positive)
    conclusion = Maximises(u, ell(w, variance), w)
    facts = (tangent,)

    def test_in_sympy(self):
        assert have_one_slope(EQUAL, SPREAD)

    @pytest.mark.parametrize("spread", [Rational(1, 20), SPREAD, 5])
    def test_instance(self, spread):
        """At each place as many are higher by the likelihood as by its logarithm."""
        for place in PLACES[::7]:
            by_likelihood, by_logarithm = higher(EQUAL, FULL_RANK, Y, place, spread)
            assert by_likelihood == by_logarithm
        assert higher(EQUAL, FULL_RANK, Y, FITTED, spread) == (0, 0)

    def test_near_miss_is_refused(self):
        not_from_the_likelihood(self.conclusion, L, ell, ell_1)

    def test_near_miss_is_false(self):
        w = letter("w", 2)
        assert higher(EQUAL, FULL_RANK, Y, NULL, SPREAD)[0] > 0
        assert not highest(log_likelihood(FULL_RANK, Y, w, SPREAD), w, NULL)
        assert not highest(log_likelihood(FULL_RANK, 2 * Y, w, SPREAD), w, FITTED)  # other data


# The density of Xw + ε at y, by SymPy: the four assumptions, and each of them left out.

entrywise = ("density-of-a-shifted-vector", "density-of-independent-entries")
observed = Density(X @ w + epsilon, y)
observed_u = Density(X @ u + epsilon, y)
residual = y_i - x_i.T @ w
assumptions = (
    ForEach(i, Positive(s_i)),
    ForEach(i, Equals(s_i, variance)),
    Independent(epsilon),
    ForEach(i, Gaussian(i.T @ epsilon, i.T @ mean_of_noise, s_i)),
    ForEach(i, Equals(i.T @ mean_of_noise, Zero())),
)
DEPENDENT = Matrix([[1, HALF, 0], [HALF, 1, 0], [0, 0, 1]])  # of equal variances
ONES, PAIR = Matrix([1, 1]), Matrix([0, 1])


def density(X, y, w, mean, covariance):
    """The density of Xw + ε at y, where ε is Gaussian."""
    return st.density(st.Normal("v", X * w + mean, covariance))(*y)


def log_density(X, y, w, mean, covariance):
    """Its logarithm, a 1×1 matrix."""
    return Matrix([expand_log(log(density(X, y, w, mean, covariance)), force=True)])


PDF = (density, log_density)


def is_most_likely(X, y, point, mean, covariance):
    """Whether the density is highest at the point, for its logarithm is."""
    w = letter("w", X.cols)
    return highest(log_density(X, y, w, mean, covariance), w, point)


def around(spread, mean):
    """∏ᵢ N(yᵢ; xᵢᵀw + mean, spread)."""
    squared = (residual - mean) ** 2
    return ProductOver(i, 1 / Root(2 * Pi() * spread) * Exp(-(squared / (2 * spread))))


def at_both(equation):
    """An equation about w, and the same about u."""
    return equation, instantiate(equation, (w, u))


def not_without_an_assumption(gap, goal):
    """Near misses of: the density of the observations is the likelihood, at w and at u."""
    rewrite(gap, goal, *at_both(published("density-of-the-observations")))
    refused(rewrite, gap, goal)
    refused(rewrite, gap, goal, published("density-of-the-observations"))  # at w only
    unequal = published("density-of-the-observations-with-unequal-variances")
    refused(rewrite, gap, goal, *at_both(unequal))  # equal variances missing
    shifted = assume(Equals(observed, around(variance, i.T @ mean_of_noise)))
    refused(rewrite, gap, goal, *at_both(shifted))  # zero mean missing
    entries = ForEach(i, Equals(Density(i.T @ epsilon, residual), around(variance, 0).body))
    refused(rewrite, gap, goal, *at_both(assume(entries)))  # independence missing
    laplace = published("density-of-the-observations-with-laplace-noise")
    refused(rewrite, gap, goal, *at_both(laplace))  # normality missing
    correlated = published("density-of-the-observations-with-covariance")
    refused(rewrite, gap, goal, *at_both(correlated))


class TestLeastSquaresIsMaximumLikelihood(Restatement):
    id = "least-squares-is-maximum-likelihood"
    hypotheses = (Minimises(u, J(w), w), *assumptions)
    conclusion = Maximises(u, observed, w)
    facts = (*entrywise, "density-of-a-gaussian", tangent)

    @pytest.mark.parametrize("X", DESIGNS)
    def test_in_sympy(self, X):
        y, w, spread = letter("y", 3), letter("w", 2), symbols("s", positive=True)
        u = solution(m.gradient(m.J(X, y, w), w), w)
        assert minimises(X, y, u)
        at_w, at_u = (log_density(X, y, at, zeros(3, 1), spread * eye(3)) for at in (w, u))
        assert equal(2 * spread * (at_u - at_w), norm2(X * (w - u)))  # which is not negative

    @pytest.mark.parametrize(("X", "u"), SOLVED)
    def test_instance(self, X, u):
        law = zeros(3, 1), SPREAD * eye(3)
        assert minimises(X, Y, u)
        assert is_most_likely(X, Y, u, *law)
        assert higher(PDF, X, Y, u, *law) == (0, 0)
        assert number(density, X, Y, u + FITTED, *law) < number(density, X, Y, u, *law)

    def test_near_miss_is_refused(self):
        gap, goal = assume(Nonnegative(L(u) - L())), Nonnegative(observed_u - observed)
        not_without_an_assumption(gap, goal)
        known = at_both(published("density-of-the-observations"))
        refused(rewrite, gap, Nonnegative(observed - observed_u), *known)
        refused(introduce, self.conclusion, w, rewrite(gap, goal, *known))  # not for every w
        minimum = scaled(n / (2 * variance), Minimises(u, J(w), w))
        refused(rewrite, minimum, goal, *known)  # of its logarithm, not of the density

    def test_near_miss_is_false(self):
        best = Matrix([HALF])
        assert minimises(ONES, PAIR, best)
        assert is_most_likely(ONES, PAIR, best, zeros(2, 1), eye(2))
        assert not is_most_likely(ONES, PAIR, best, zeros(2, 1), diag(1, 4))  # unequal variances
        assert not is_most_likely(ONES, PAIR, best, Matrix([1, 0]), eye(2))  # another mean
        assert minimises(FULL_RANK, Y, FITTED)
        assert not is_most_likely(FULL_RANK, Y, FITTED, zeros(3, 1), DEPENDENT)  # dependent
        w, law = letter("w", 2), (zeros(3, 1), DEPENDENT)
        better = solution(m.gradient(log_density(FULL_RANK, Y, w, *law), w), w)
        at_better, at_fitted = (number(density, FULL_RANK, Y, at, *law) for at in (better, FITTED))
        assert at_better > at_fitted
        assert higher(WITH_1, FULL_RANK, Y, FITTED, TAU)[0] > 0  # not normal
        assert not lowest(log_density(FULL_RANK, Y, w, zeros(3, 1), eye(3)), w, FITTED)


class TestMaximumLikelihoodIsLeastSquares(Restatement):
    id = "maximum-likelihood-is-least-squares"
    hypotheses = (Maximises(u, observed, w), *assumptions)
    conclusion = Minimises(u, J(w), w)
    facts = (*entrywise, "density-of-a-gaussian", tangent)

    @pytest.mark.parametrize("X", DESIGNS)
    def test_in_sympy(self, X):
        y, w, spread = letter("y", 3), letter("w", 2), symbols("s", positive=True)
        f = log_density(X, y, w, zeros(3, 1), spread * eye(3))
        u = solution(m.gradient(f, w), w)
        assert minimises(X, y, u)
        assert equal(2 * spread * m.gradient(f, w), -3 * m.gradient(m.J(X, y, w), w))

    @pytest.mark.parametrize("spread", [Rational(1, 20), SPREAD, 5])
    def test_instance(self, spread):
        """At each place as many are higher by the density as are lower by the squared error."""
        law = zeros(3, 1), spread * eye(3)
        for place in (FITTED, *PLACES[::7]):
            error = m.J(FULL_RANK, Y, place)[0]
            better = sum(bool(m.J(FULL_RANK, Y, each)[0] < error) for each in PLACES)
            assert higher(PDF, FULL_RANK, Y, place, *law) == (better, better)
        assert is_most_likely(FULL_RANK, Y, FITTED, *law)
        assert minimises(FULL_RANK, Y, FITTED)

    def test_near_miss_is_refused(self):
        gap, goal = assume(Nonnegative(observed_u - observed)), Nonnegative(L(u) - L())
        not_without_an_assumption(gap, goal)
        known = at_both(published("density-of-the-observations"))
        refused(rewrite, gap, Nonnegative(L() - L(u)), *known)
        likelihood = rewrite(gap, goal, *known)
        refused(introduce, Maximises(u, L(), w), w, likelihood)  # not for every w
        refused(rewrite, gap, Nonnegative(J(w) - J(u)), *known)  # before the logarithm is taken
        maximum = unfold(assume(Maximises(u, observed, w)), 0, w)
        refused(rewrite, maximum, Nonnegative(ell(u, variance) - ell(w, variance)), *known)

    def test_near_miss_is_false(self):
        best, by_variance, by_mean = (Matrix([each]) for each in (HALF, Rational(1, 5), 0))
        assert is_most_likely(ONES, PAIR, best, zeros(2, 1), eye(2))
        assert minimises(ONES, PAIR, best)
        assert is_most_likely(ONES, PAIR, by_variance, zeros(2, 1), diag(1, 4))
        assert not minimises(ONES, PAIR, by_variance)
        assert is_most_likely(ONES, PAIR, by_mean, Matrix([1, 0]), eye(2))
        assert not minimises(ONES, PAIR, by_mean)
        w = letter("w", 2)
        f = log_density(FULL_RANK, Y, w, zeros(3, 1), DEPENDENT)
        by_covariance = solution(m.gradient(f, w), w)
        assert is_most_likely(FULL_RANK, Y, by_covariance, zeros(3, 1), DEPENDENT)
        assert not minimises(FULL_RANK, Y, by_covariance)
        assert maximises_log_likelihood_1(FULL_RANK, Y, LINE, TAU)  # not normal
        assert not minimises(FULL_RANK, Y, LINE)
        assert (0 * eye(2)).det() == 0  # no density: it is 0, and so most likely, at every w


class TestMinimiserOfWeightedError(Restatement):
    id = "minimiser-of-weighted-squared-error-maximises-the-log-likelihood"
    hypotheses = (Minimises(u, squares_over_s(w), w), ForEach(i, Positive(s_i)))
    conclusion = Maximises(u, ell_s(w), w)

    @pytest.mark.parametrize("X", DESIGNS)
    def test_in_sympy(self, X):
        y, w = letter("y", 3), letter("w", 2)
        weights = diag(*(1 / each for each in UNEQUAL))
        u = solution(X.T * weights * (X * w - y), w)
        assert lowest(weighted(X, y, w, UNEQUAL), w, u)
        assert highest(log_likelihood_s(X, y, w, UNEQUAL), w, u)

    def test_instance(self):
        X, w, weights = FULL_RANK, letter("w", 2), diag(*(1 / each for each in UNEQUAL))
        u = (X.T * weights * X).inv() * X.T * weights * Y
        assert all(each > 0 for each in UNEQUAL)
        assert u != FITTED
        assert lowest(weighted(X, Y, w, UNEQUAL), w, u)
        assert highest(log_likelihood_s(X, Y, w, UNEQUAL), w, u)

    def test_near_miss_is_refused(self):
        gap = scaled(as_term(Fraction(1, 2)), Minimises(u, squares_over_s(w), w))
        better = rewrite(gap, Nonnegative(ell_s(u) - ell_s(w)))
        introduce(self.conclusion, w, better)
        refused(rewrite, gap, Nonnegative(ell_s(w) - ell_s(u)))
        refused(rewrite, gap, Nonnegative(ell(u, variance) - ell(w, variance)))  # one variance
        unweighted = scaled(n / (2 * variance), Minimises(u, J(w), w))
        refused(rewrite, unweighted, Nonnegative(ell_s(u) - ell_s(w)))  # unweighted

    def test_near_miss_is_false(self):
        w = letter("w", 2)
        assert minimises(FULL_RANK, Y, FITTED)
        assert not highest(log_likelihood_s(FULL_RANK, Y, w, UNEQUAL), w, FITTED)
        assert not lowest(log_likelihood_s(FULL_RANK, Y, w, UNEQUAL), w, FITTED)


class TestMaximiserWithUnequalVariances(Restatement):
    id = "maximiser-of-the-log-likelihood-minimises-weighted-squared-error"
    hypotheses = (Maximises(u, ell_s(w), w), ForEach(i, Positive(s_i)))
    conclusion = Minimises(u, squares_over_s(w), w)

    @pytest.mark.parametrize("X", DESIGNS)
    def test_in_sympy(self, X):
        y, w = letter("y", 3), letter("w", 2)
        f = log_likelihood_s(X, y, w, UNEQUAL)
        u = solution(m.gradient(f, w), w)
        assert highest(f, w, u)
        assert lowest(weighted(X, y, w, UNEQUAL), w, u)

    def test_instance(self):
        w = letter("w", 2)
        u = solution(m.gradient(log_likelihood_s(FULL_RANK, Y, w, UNEQUAL), w), w)
        assert highest(log_likelihood_s(FULL_RANK, Y, w, UNEQUAL), w, u)
        least = weighted(FULL_RANK, Y, u, UNEQUAL)[0]
        assert all(weighted(FULL_RANK, Y, place, UNEQUAL)[0] > least for place in PLACES)

    def test_near_miss_is_refused(self):
        gap = scaled(as_term(2), Maximises(u, ell_s(w), w))
        better = rewrite(gap, Nonnegative(squares_over_s(w) - squares_over_s(u)))
        introduce(self.conclusion, w, better)
        refused(rewrite, gap, Nonnegative(squares_over_s(u) - squares_over_s(w)))
        refused(rewrite, gap, Nonnegative(J(w) - J(u)))  # unweighted

    def test_near_miss_is_false(self):
        w = letter("w", 2)
        u = solution(m.gradient(log_likelihood_s(FULL_RANK, Y, w, UNEQUAL), w), w)
        assert not minimises(FULL_RANK, Y, u)
        assert not lowest(weighted(FULL_RANK, Y, w, UNEQUAL), w, FITTED)


class TestLikelihoodWithUnequalVariances(Restatement):
    id = "maximiser-of-the-log-likelihood-maximises-the-likelihood-with-unequal-variances"
    hypotheses = (Maximises(u, ell_s(w), w), ForEach(i, Positive(s_i)))
    conclusion = Maximises(u, L_s(w), w)
    facts = (tangent,)

    @pytest.mark.parametrize("X", DESIGNS)
    def test_in_sympy(self, X):
        assert is_logarithm(WITH_S, X, symbols("s_:3", positive=True))

    def test_instance(self):
        w = letter("w", 2)
        u = solution(m.gradient(log_likelihood_s(FULL_RANK, Y, w, UNEQUAL), w), w)
        assert min(UNEQUAL) > 0
        assert highest(log_likelihood_s(FULL_RANK, Y, w, UNEQUAL), w, u)
        assert higher(WITH_S, FULL_RANK, Y, u, UNEQUAL) == (0, 0)
        at_u = number(likelihood_s, FULL_RANK, Y, u, UNEQUAL)
        assert number(likelihood_s, FULL_RANK, Y, FITTED, UNEQUAL) < at_u

    def test_near_miss_is_refused(self):
        not_to_the_likelihood(self.conclusion, L_s, ell_s, L)

    def test_near_miss_is_false(self):
        w = letter("w", 2)
        u = solution(m.gradient(log_likelihood_s(FULL_RANK, Y, w, UNEQUAL), w), w)
        assert higher(EQUAL, FULL_RANK, Y, u, SPREAD)[0] > 0  # equal variances
        assert higher(WITH_S, FULL_RANK, Y, FITTED, UNEQUAL)[0] > 0
        flipped = [-each for each in UNEQUAL]  # with each sᵢ < 0
        assert not highest(-weighted(FULL_RANK, Y, w, flipped) / 2, w, u)


class TestLogLikelihoodWithUnequalVariances(Restatement):
    id = "maximiser-of-the-likelihood-maximises-the-log-likelihood-with-unequal-variances"
    hypotheses = (Maximises(u, L_s(w), w), ForEach(i, Positive(s_i)))
    conclusion = Maximises(u, ell_s(w), w)
    facts = (tangent,)

    def test_in_sympy(self):
        assert have_one_slope(WITH_S, UNEQUAL)

    def test_instance(self):
        """At each place as many are higher by the likelihood as by its logarithm."""
        assert min(UNEQUAL) > 0
        for place in PLACES[::7]:
            by_likelihood, by_logarithm = higher(WITH_S, FULL_RANK, Y, place, UNEQUAL)
            assert by_likelihood == by_logarithm

    def test_near_miss_is_refused(self):
        not_from_the_likelihood(self.conclusion, L_s, ell_s, ell)

    def test_near_miss_is_false(self):
        w = letter("w", 2)
        assert higher(EQUAL, FULL_RANK, Y, FITTED, SPREAD)[0] == 0  # equal variances
        assert not highest(log_likelihood_s(FULL_RANK, Y, w, UNEQUAL), w, FITTED)
        assert not lowest(log_likelihood_s(FULL_RANK, Y, w, UNEQUAL), w, FITTED)


def test_with_unequal_variances_the_mean_squared_error_is_not_the_criterion():
    """With X = (1, 1)ᵀ, y = (0, 1) and s = (1, 4) the best w is 1/5; that of J is 1/2."""
    X, y, s, w = Matrix([1, 1]), Matrix([0, 1]), Matrix([1, 4]), letter("w", 1)
    best, mean = Matrix([Rational(1, 5)]), Matrix([Rational(1, 2)])
    assert highest(log_likelihood_s(X, y, w, s), w, best)
    assert lowest(weighted(X, y, w, s), w, best)
    assert not minimises(X, y, best)
    assert minimises(X, y, mean)
    assert not highest(log_likelihood_s(X, y, w, s), w, mean)
    assert not lowest(weighted(X, y, w, s), w, mean)
    assert m.J(X, y, best)[0] - m.J(X, y, mean)[0] == Rational(9, 100)
    logs = [log_likelihood_s(X, y, at, s)[0] for at in (best, mean)]
    assert logs[0] - logs[1] == Rational(9, 160)


class TestMinimiserOfGeneralisedError(Restatement):
    id = "minimiser-of-generalised-squared-error-maximises-the-log-likelihood"
    hypotheses = (positive, Minimises(u, generalised(w), w), PositiveDefinite(V))
    conclusion = Maximises(u, ell_V(w), w)
    facts = (inverts, determinant)

    @pytest.mark.parametrize("X", DESIGNS)
    def test_in_sympy(self, X):
        y, w = letter("y", 3), letter("w", 2)
        u = solution(X.T * CORRELATED.inv() * (X * w - y), w)
        assert lowest(generalised_error(X, y, w, CORRELATED), w, u)
        assert highest(log_likelihood_V(X, y, w, SPREAD, CORRELATED), w, u)

    def test_instance(self):
        X, V, w = FULL_RANK, CORRELATED, letter("w", 2)
        assert positive_definite(V)
        u = (X.T * V.inv() * X).inv() * X.T * V.inv() * Y
        assert u != FITTED
        assert lowest(generalised_error(X, Y, w, V), w, u)
        assert highest(log_likelihood_V(X, Y, w, SPREAD, V), w, u)

    def test_near_miss_is_refused(self):
        gap = scaled(1 / (2 * variance), Minimises(u, generalised(w), w))
        better = rewrite(gap, Nonnegative(ell_V(u) - ell_V(w)))
        introduce(self.conclusion, w, better)
        refused(rewrite, gap, Nonnegative(ell_V(w) - ell_V(u)))
        refused(rewrite, gap, Nonnegative(ell(u, variance) - ell(w, variance)))  # uncorrelated
        unweighted = scaled(n / (2 * variance), Minimises(u, J(w), w))
        refused(rewrite, unweighted, Nonnegative(ell_V(u) - ell_V(w)))

    def test_near_miss_is_false(self):
        X, V, w = FULL_RANK, CORRELATED, letter("w", 2)
        assert minimises(X, Y, FITTED)
        assert not highest(log_likelihood_V(X, Y, w, SPREAD, V), w, FITTED)
        assert not positive_definite(-V)
        assert V.det() > 0 > (-V).det()  # and ln det(−V) means nothing


class TestMaximiserWithCovariance(Restatement):
    id = "maximiser-of-the-log-likelihood-minimises-generalised-squared-error"
    hypotheses = (positive, Maximises(u, ell_V(w), w), PositiveDefinite(V))
    conclusion = Minimises(u, generalised(w), w)
    facts = (inverts, determinant)

    @pytest.mark.parametrize("X", DESIGNS)
    def test_in_sympy(self, X):
        y, w = letter("y", 3), letter("w", 2)
        f = log_likelihood_V(X, y, w, SPREAD, CORRELATED)
        u = solution(m.gradient(f, w), w)
        assert highest(f, w, u)
        assert lowest(generalised_error(X, y, w, CORRELATED), w, u)

    def test_instance(self):
        X, V, w = FULL_RANK, CORRELATED, letter("w", 2)
        assert positive_definite(V)
        f = log_likelihood_V(X, Y, w, SPREAD, V)
        u = solution(m.gradient(f, w), w)
        assert highest(f, w, u)
        gains = [
            (generalised_error(X, Y, at, V) - generalised_error(X, Y, u, V))[0] for at in PLACES
        ]
        assert min(gains) >= 0 < max(gains)

    def test_near_miss_is_refused(self):
        gap = scaled(2 * variance, Maximises(u, ell_V(w), w))
        better = rewrite(gap, Nonnegative(generalised(w) - generalised(u)))
        introduce(self.conclusion, w, better)
        refused(rewrite, gap, Nonnegative(generalised(u) - generalised(w)))
        refused(rewrite, gap, Nonnegative(J(w) - J(u)))  # uncorrelated

    def test_near_miss_is_false(self):
        X, V, w = FULL_RANK, CORRELATED, letter("w", 2)
        f = log_likelihood_V(X, Y, w, SPREAD, V)
        u = solution(m.gradient(f, w), w)
        assert highest(f, w, u)
        assert not minimises(X, Y, u)


class TestLikelihoodWithCovariance(Restatement):
    id = "maximiser-of-the-log-likelihood-maximises-the-likelihood-with-correlated-noise"
    hypotheses = (Maximises(u, ell_V(w), w), positive, PositiveDefinite(V))
    conclusion = Maximises(u, L_V(w), w)
    facts = (tangent, inverts, determinant)

    @pytest.mark.parametrize("X", DESIGNS)
    def test_in_sympy(self, X):
        assert is_logarithm(WITH_V, X, symbols("s", positive=True), CORRELATED)

    def test_instance(self):
        X, V, w = FULL_RANK, CORRELATED, letter("w", 2)
        assert positive_definite(V)
        u = solution(m.gradient(log_likelihood_V(X, Y, w, SPREAD, V), w), w)
        assert highest(log_likelihood_V(X, Y, w, SPREAD, V), w, u)
        assert higher(WITH_V, X, Y, u, SPREAD, V) == (0, 0)
        at_u = number(likelihood_V, X, Y, u, SPREAD, V)
        assert number(likelihood_V, X, Y, NULL, SPREAD, V) < at_u

    def test_near_miss_is_refused(self):
        not_to_the_likelihood(self.conclusion, L_V, ell_V, L)

    def test_near_miss_is_false(self):
        X, V, w = FULL_RANK, CORRELATED, letter("w", 2)
        u = solution(m.gradient(log_likelihood_V(X, Y, w, SPREAD, V), w), w)
        assert higher(EQUAL, X, Y, u, SPREAD)[0] > 0  # uncorrelated
        assert higher(WITH_V, X, Y, FITTED, SPREAD, V)[0] > 0
        assert not positive_definite(-V)
        assert (-V).det() < 0  # and √det(−V) means nothing


class TestLogLikelihoodWithCovariance(Restatement):
    id = "maximiser-of-the-likelihood-maximises-the-log-likelihood-with-correlated-noise"
    hypotheses = (Maximises(u, L_V(w), w), positive, PositiveDefinite(V))
    conclusion = Maximises(u, ell_V(w), w)
    facts = (tangent, inverts, determinant)

    def test_in_sympy(self):
        assert have_one_slope(WITH_V, SPREAD, CORRELATED)

    def test_instance(self):
        """At each place as many are higher by the likelihood as by its logarithm."""
        assert positive_definite(CORRELATED)
        for place in PLACES[::7]:
            found = higher(WITH_V, FULL_RANK, Y, place, SPREAD, CORRELATED)
            assert found[0] == found[1]

    def test_near_miss_is_refused(self):
        not_from_the_likelihood(self.conclusion, L_V, ell_V, ell)

    def test_near_miss_is_false(self):
        w = letter("w", 2)
        assert higher(EQUAL, FULL_RANK, Y, FITTED, SPREAD)[0] == 0  # uncorrelated
        assert not highest(log_likelihood_V(FULL_RANK, Y, w, SPREAD, CORRELATED), w, FITTED)
        assert not lowest(log_likelihood_V(FULL_RANK, Y, w, SPREAD, CORRELATED), w, FITTED)


class TestMinimiserOfAbsoluteError(Restatement):
    id = "minimiser-of-absolute-error-maximises-the-log-likelihood"
    hypotheses = (Positive(tau), Minimises(u, distances(w) / n, w))
    conclusion = Maximises(u, ell_1(w), w)

    @pytest.mark.parametrize(("X", "y"), [(FULL_RANK, Y), (FOUR, OUTLIER)])
    def test_in_sympy(self, X, y):
        """Of the corners and other places, the minimisers of the one maximise the other."""
        for point in (*corners(X, y), *PLACES, m.fit(X, y)):
            best = maximises_log_likelihood_1(X, y, point, TAU)
            assert best == minimises_absolute(X, y, point)

    def test_instance(self):
        assert TAU > 0
        assert minimises_absolute(FULL_RANK, Y, LINE)
        assert maximises_log_likelihood_1(FULL_RANK, Y, LINE, TAU)
        at_line = log_likelihood_1(FULL_RANK, Y, LINE, TAU)
        assert all(at_line - log_likelihood_1(FULL_RANK, Y, place, TAU) >= 0 for place in PLACES)

    def test_near_miss_is_refused(self):
        gap = scaled(n / tau, Minimises(u, distances(w) / n, w))
        better = rewrite(gap, Nonnegative(ell_1(u) - ell_1(w)))
        introduce(self.conclusion, w, better)
        refused(rewrite, gap, Nonnegative(ell_1(w) - ell_1(u)))
        refused(rewrite, gap, Nonnegative(ell(u, variance) - ell(w, variance)))  # Gaussian noise
        squared = scaled(n / tau, Minimises(u, J(w), w))
        refused(rewrite, squared, Nonnegative(ell_1(u) - ell_1(w)))  # squared error

    def test_near_miss_is_false(self):
        w = letter("w", 2)
        assert minimises_absolute(FULL_RANK, Y, LINE)
        assert not highest(log_likelihood(FULL_RANK, Y, w, SPREAD), w, LINE)
        assert minimises(FULL_RANK, Y, FITTED)
        assert not maximises_log_likelihood_1(FULL_RANK, Y, FITTED, TAU)


class TestMaximiserWithLaplaceNoise(Restatement):
    id = "maximiser-of-the-log-likelihood-minimises-absolute-error"
    hypotheses = (Positive(tau), Maximises(u, ell_1(w), w))
    conclusion = Minimises(u, distances(w) / n, w)

    @pytest.mark.parametrize(("X", "y"), [(FULL_RANK, Y), (FOUR, OUTLIER)])
    def test_in_sympy(self, X, y):
        found = [at for at in corners(X, y) if maximises_log_likelihood_1(X, y, at, TAU)]
        assert found
        for point in found:
            assert all(absolute(X, y, place) >= absolute(X, y, point) for place in PLACES)
            assert minimises_absolute(X, y, point)

    def test_instance(self):
        X, y, u = FOUR, OUTLIER, SLOPE
        assert maximises_log_likelihood_1(X, y, u, 1)
        assert minimises_absolute(X, y, u)
        assert absolute(X, y, u) == Rational(9, 2)

    def test_near_miss_is_refused(self):
        gap = scaled(tau / n, Maximises(u, ell_1(w), w))
        better = rewrite(gap, Nonnegative(distances(w) / n - distances(u) / n))
        introduce(self.conclusion, w, better)
        refused(rewrite, gap, Nonnegative(distances(u) / n - distances(w) / n))
        refused(rewrite, gap, Nonnegative(J(w) - J(u)))  # squared error

    def test_near_miss_is_false(self):
        X, y, u = FOUR, OUTLIER, SLOPE
        assert maximises_log_likelihood_1(X, y, u, 1)
        assert not minimises(X, y, u)
        assert not minimises_absolute(X, y, m.fit(X, y))


class TestLikelihoodWithLaplaceNoise(Restatement):
    id = "maximiser-of-the-log-likelihood-maximises-the-likelihood-with-laplace-noise"
    hypotheses = (Maximises(u, ell_1(w), w), Positive(tau))
    conclusion = Maximises(u, L_1(w), w)
    facts = (tangent,)

    @pytest.mark.parametrize("X", DESIGNS)
    def test_in_sympy(self, X):
        assert is_logarithm(WITH_1, X, symbols("t", positive=True))

    @pytest.mark.parametrize(("X", "y", "u"), [(FULL_RANK, Y, LINE), (FOUR, OUTLIER, SLOPE)])
    def test_instance(self, X, y, u):
        assert TAU > 0
        assert maximises_log_likelihood_1(X, y, u, TAU)
        assert higher(WITH_1, X, y, u, TAU) == (0, 0)
        at_u = number(likelihood_1, X, y, u, TAU)
        assert number(likelihood_1, X, y, m.fit(X, y), TAU) < at_u

    def test_near_miss_is_refused(self):
        not_to_the_likelihood(self.conclusion, L_1, ell_1, L)

    def test_near_miss_is_false(self):
        assert maximises_log_likelihood_1(FULL_RANK, Y, LINE, TAU)
        assert higher(EQUAL, FULL_RANK, Y, LINE, SPREAD)[0] > 0  # Gaussian noise
        assert higher(WITH_1, FULL_RANK, Y, FITTED, TAU)[0] > 0
        assert not log(2 * -TAU).is_real  # with τ < 0


class TestLogLikelihoodWithLaplaceNoise(Restatement):
    id = "maximiser-of-the-likelihood-maximises-the-log-likelihood-with-laplace-noise"
    hypotheses = (Maximises(u, L_1(w), w), Positive(tau))
    conclusion = Maximises(u, ell_1(w), w)
    facts = (tangent,)

    @pytest.mark.parametrize("tau", [Rational(1, 9), TAU, 5])
    @pytest.mark.parametrize(("X", "y"), [(FULL_RANK, Y), (FOUR, OUTLIER)])
    def test_in_sympy(self, X, y, tau):
        """Of the corners, the best by the likelihood, and no others, maximise its logarithm."""
        places = list(corners(X, y))
        heights = [number(likelihood_1, X, y, place, tau) for place in places]
        for place, height in zip(places, heights, strict=True):
            best = max(heights) - height < max(heights) / 10**40
            assert best == maximises_log_likelihood_1(X, y, place, tau)

    def test_instance(self):
        """At each place as many are higher by the likelihood as by its logarithm."""
        assert TAU > 0
        for place in (*PLACES[::7], LINE):
            by_likelihood, by_logarithm = higher(WITH_1, FULL_RANK, Y, place, TAU)
            assert by_likelihood == by_logarithm
            assert (by_likelihood == 0) == maximises_log_likelihood_1(FULL_RANK, Y, place, TAU)

    def test_near_miss_is_refused(self):
        not_from_the_likelihood(self.conclusion, L_1, ell_1, ell)

    def test_near_miss_is_false(self):
        assert higher(EQUAL, FULL_RANK, Y, FITTED, SPREAD)[0] == 0  # Gaussian noise
        assert not maximises_log_likelihood_1(FULL_RANK, Y, FITTED, TAU)
        assert higher(WITH_1, FULL_RANK, Y, NULL, TAU)[0] > 0
        assert not maximises_log_likelihood_1(FULL_RANK, Y, NULL, TAU)


def test_the_minimiser_of_the_mean_absolute_error_need_not_be_unique():
    """With X = (1, 1)ᵀ and y = (0, 1), every w in [0, 1], and no other, minimises it."""
    X, y = Matrix([1, 1]), Matrix([0, 1])
    for place in (Matrix([Rational(k, 8)]) for k in range(-4, 13)):
        between = 0 <= place[0] <= 1
        assert minimises_absolute(X, y, place) == between
        assert maximises_log_likelihood_1(X, y, place, 2) == between
        assert (absolute(X, y, place) == Rational(1, 2)) == between
