"""argmax ℓ = argmin J for each σ² > 0, and argmax ℓ = argmax L."""

from __future__ import annotations

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
)
from derivations.kernel.theorem import assume, instantiate, introduce, unfold
from derivations.proving.certificates import algebra, rewrite
from derivations.proving.sequents import multiply

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
    positive_semidefinite,
    solution,
)
from .restatement import Restatement, published, refused

tangent = "logarithm-is-below-its-tangent"
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
