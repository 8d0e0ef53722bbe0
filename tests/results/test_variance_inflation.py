"""Var[ŵⱼ] = σ²/(xᵀCx) · 1/(1 − R²) in a fit with intercept, for any number of features."""

from __future__ import annotations

import pytest
from sympy import Matrix, eye, ones

from derivations.kernel.statements import Equals, FullColumnRank, Invertible, Nonnegative, Positive
from derivations.kernel.terms import Dimension, Identity, Index, Inverse, Letter, SquaredNorm, Zero
from derivations.kernel.theorem import assume, introduce
from derivations.proving.certificates import algebra, rewrite

from .intercept_letters import C, centred, one
from .letters import X, d, n
from .matrices import fit, norm2
from .moment_letters import Var, equal_variance, sigma_sq, square_integrable
from .moments import noise, variance, whatever_the_law
from .restatement import Restatement, published, refused
from .test_estimated_intercept import OFFSET, observed, weights

q, j = Dimension("q"), Index("j", d)
E1, u = Letter("E1", d, q), Letter("u", q)
invertible = Invertible(X.T @ C @ X)
of_length_1 = Equals(E1.T @ E1, Identity(q))
parts = Equals(j @ j.T + E1 @ E1.T, Identity(d))
picked = (invertible, of_length_1, parts)
x, Z = X @ j, X @ E1
u_hat = Inverse(Z.T @ C @ Z) @ Z.T @ C @ x
r = x - Z @ u_hat - one * (one.T @ (x - Z @ u_hat) / n)
spread = x.T @ C @ x
R_sq = 1 - SquaredNorm(r) / spread
weight = j.T @ weights
stochastic = (*picked, square_integrable, equal_variance)

TWO = Matrix([[0, 1], [1, 0], [2, 2], [1, -1], [0, 3]])
THREE = Matrix([[0, 1, 1], [1, 0, 2], [2, 2, 0], [1, -1, 1], [0, 3, 2]])
DESIGNS = (TWO, THREE)
each_feature = pytest.mark.parametrize(
    ("X", "place"), [(X, place) for X in DESIGNS for place in range(X.cols)]
)
COPIED = TWO.row_join(TWO[:, 0] + 2 * TWO[:, 1])  # a column is a combination of the others
NOISE = Matrix([1, 0, -2, 3, 1])


def others(X, place):
    """The columns but for one."""
    return X[:, [k for k in range(X.cols) if k != place]]


def but_one(X, place):
    """The columns of the identity but for one, E₁."""
    return others(eye(X.cols), place)


def left_over(X, place):
    """What least squares on the other columns, with a constant, leaves of a column."""
    Z = others(X, place).row_join(ones(X.rows, 1))
    return X[:, place] - Z * fit(Z, X[:, place])


def together(y, X):
    """The weights and, last, the intercept, by a column of ones."""
    return fit(X.row_join(ones(X.rows, 1)), y)


def spread_of(X, place):
    """The sum of squared deviations from the mean."""
    return norm2(centred(X[:, place]))[0]


def r_squared(X, place):
    return 1 - norm2(left_over(X, place))[0] / spread_of(X, place)


def estimated(X, place, law):
    """The variance of one weight, with an intercept estimated too."""
    w = Matrix(range(1, X.cols + 1))
    y = X * w + ones(X.rows, 1) * OFFSET
    slope = together(eye(X.rows), X)[place, :]  # a row: the estimate is linear in y
    return variance(lambda e: slope * (y + e), law)[0]


def is_picked(X, place):
    """The hypotheses on X and E₁ hold."""
    E, basis = but_one(X, place), eye(X.cols)[:, place]
    apart = eye(X.cols - 1) == E.T * E and basis * basis.T + E * E.T == eye(X.cols)
    return apart and (X.T * centred(X)).det() != 0


class TestOthersInvertible(Restatement):
    id = "centred-gram-of-the-other-features-invertible"
    hypotheses = (invertible, of_length_1)
    conclusion = Invertible(Z.T @ C @ Z)

    @each_feature
    def test_in_sympy(self, X, place):
        assert (X.T * centred(X)).det() != 0
        assert (others(X, place).T * centred(others(X, place))).det() != 0

    @each_feature
    def test_instance(self, X, place):
        E = but_one(X, place)
        assert eye(X.cols - 1) == E.T * E
        assert (X.T * centred(X)).det() != 0
        assert ((X * E).T * centred(X * E)).det() != 0

    def test_near_miss_is_refused(self):
        null = assume(Equals(C @ Z @ u, Zero(n)))
        refused(algebra, Equals(u, Zero(q)), null, assume(invertible))  # E₁u may be 0
        refused(introduce, FullColumnRank(C @ Z), u, null)

    def test_near_miss_is_false(self):
        E = Matrix([[1, 1], [1, 1]])  # whose columns are not of length 1
        assert (TWO.T * centred(TWO)).det() != 0
        assert ((TWO * E).T * centred(TWO * E)).det() == 0


class TestSomethingLeft(Restatement):
    id = "other-features-do-not-explain-a-feature-entirely"
    hypotheses = picked
    conclusion = Positive(SquaredNorm(r))

    @each_feature
    def test_in_sympy(self, X, place):
        assert norm2(left_over(X, place))[0] > 0

    @each_feature
    def test_instance(self, X, place):
        assert is_picked(X, place)
        assert norm2(left_over(X, place))[0] > 0

    def test_near_miss_is_refused(self):
        larger = Positive(SquaredNorm(r) - spread)
        refused(rewrite, published(self.id), larger)
        image = Equals(X.T @ C @ X @ (j - E1 @ u_hat), SquaredNorm(r) * j)
        algebra(Equals(E1.T @ image.left, Zero(q)))
        refused(algebra, image)  # E₁ and eⱼ are not all directions

    def test_near_miss_is_false(self):
        assert (COPIED.T * centred(COPIED)).det() == 0
        assert norm2(left_over(COPIED, 2)) == Matrix([0])
        assert norm2(left_over(TWO, 0))[0] < spread_of(TWO, 0)


class TestWeight(Restatement):
    id = "weight-of-one-feature-with-intercept"
    hypotheses = picked
    conclusion = Equals(weight, r.T @ observed / SquaredNorm(r))
    algebraic = False  # XᵀCX is a letter while the equation is solved

    @each_feature
    def test_in_sympy(self, X, place):
        y = X * Matrix(range(X.cols)) + NOISE
        r = left_over(X, place)
        assert together(y, X)[place] == (r.T * y)[0] / norm2(r)[0]

    @each_feature
    def test_instance(self, X, place):
        assert is_picked(X, place)
        r = left_over(X, place)
        assert together(NOISE, X)[place] == (r.T * NOISE)[0] / norm2(r)[0]

    def test_near_miss_is_refused(self):
        known = (assume(of_length_1), assume(parts))
        refused(algebra, Equals(weight, x.T @ C @ observed / spread), *known)
        refused(algebra, Equals(weight, r.T @ observed), *known)

    def test_near_miss_is_false(self):
        x, r = centred(TWO[:, 0]), left_over(TWO, 0)
        assert together(NOISE, TWO)[0] != (x.T * NOISE)[0] / norm2(x)[0]
        assert together(NOISE, TWO)[0] != (r.T * NOISE)[0]


class TestVariance(Restatement):
    id = "variance-of-one-weight-with-intercept"
    hypotheses = stochastic
    conclusion = Equals(Var(weight), sigma_sq / SquaredNorm(r))
    algebraic = False

    @each_feature
    @whatever_the_law
    def test_in_sympy(self, entry, X, place):
        found = estimated(X, place, noise(entry, 3 * eye(5)))
        assert found == 9 / norm2(left_over(X, place))[0]

    @whatever_the_law
    def test_instance(self, entry):
        assert is_picked(THREE, 1)
        found = estimated(THREE, 1, noise(entry, 3 * eye(5)))
        assert found == 9 / norm2(left_over(THREE, 1))[0]

    def test_near_miss_is_refused(self):
        known = (assume(equal_variance), assume(of_length_1), assume(parts))
        refused(algebra, Equals(Var(weight), sigma_sq / spread), *known)
        refused(algebra, Equals(Var(weight), sigma_sq * SquaredNorm(r)), *known)

    @whatever_the_law
    def test_near_miss_is_false(self, entry):
        found = estimated(TWO, 0, noise(entry, 3 * eye(5)))
        assert found != 9 / spread_of(TWO, 0)
        unequal = Matrix.diag(1, 2, 3, 4, 5)
        assert estimated(TWO, 0, noise(entry, unequal)) != 9 / norm2(left_over(TWO, 0))[0]


class TestInflation(Restatement):
    id = "variance-inflation"
    hypotheses = stochastic
    conclusion = Equals(Var(weight), sigma_sq / spread * (1 / (1 - R_sq)))
    algebraic = False

    @each_feature
    @whatever_the_law
    def test_in_sympy(self, entry, X, place):
        found = estimated(X, place, noise(entry, 3 * eye(5)))
        assert found == 9 / spread_of(X, place) / (1 - r_squared(X, place))

    @whatever_the_law
    def test_instance(self, entry):
        assert is_picked(THREE, 2)
        found = estimated(THREE, 2, noise(entry, 3 * eye(5)))
        assert found == 9 / spread_of(THREE, 2) / (1 - r_squared(THREE, 2))

    def test_near_miss_is_refused(self):
        known = (assume(equal_variance), assume(of_length_1), assume(parts))
        refused(algebra, Equals(Var(weight), sigma_sq / spread * (1 / R_sq)), *known)
        refused(algebra, Equals(Var(weight), sigma_sq / (x.T @ x) * (1 / (1 - R_sq))), *known)

    @whatever_the_law
    def test_near_miss_is_false(self, entry):  # R² or the spread as without an intercept
        found = estimated(TWO, 0, noise(entry, 3 * eye(5)))
        x, Z = TWO[:, 0], TWO[:, 1]
        bare = 1 - norm2(x - Z * fit(Z, x))[0] / norm2(x)[0]
        assert found != 9 / spread_of(TWO, 0) / (1 - bare)
        assert found != 9 / norm2(x)[0] / (1 - r_squared(TWO, 0))


class TestNeverBelow(Restatement):
    id = "other-features-never-lower-the-variance-of-a-weight"
    hypotheses = stochastic
    conclusion = Nonnegative(Var(weight) - sigma_sq / spread)

    @each_feature
    @whatever_the_law
    def test_in_sympy(self, entry, X, place):
        found = estimated(X, place, noise(entry, 3 * eye(5)))
        assert found >= 9 / spread_of(X, place)

    @whatever_the_law
    def test_instance(self, entry):
        assert is_picked(THREE, 0)
        assert estimated(THREE, 0, noise(entry, 3 * eye(5))) >= 9 / spread_of(THREE, 0)

    def test_near_miss_is_refused(self):
        refused(rewrite, published(self.id), Nonnegative(sigma_sq / spread - Var(weight)))
        refused(rewrite, published(self.id), Nonnegative(Var(weight) - 2 * sigma_sq / spread))

    @whatever_the_law
    def test_near_miss_is_false(self, entry):
        found = estimated(TWO, 0, noise(entry, 3 * eye(5)))
        assert found > 9 / spread_of(TWO, 0)
        assert found < 18 / spread_of(TWO, 0)


def test_without_an_intercept_the_factor_is_another():
    """That the fit has an intercept is no detail: Σx² and an uncentred R² take its place."""
    x, Z = TWO[:, 0], TWO[:, 1]
    without = (TWO.T * TWO).inv()[0, 0]
    assert without != 1 / spread_of(TWO, 0) / (1 - r_squared(TWO, 0))
    assert without == 1 / norm2(x - Z * fit(Z, x))[0]
