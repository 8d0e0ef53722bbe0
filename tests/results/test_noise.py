"""The density of y = Xw + ε at the observations, under each kind of noise."""

from __future__ import annotations

import pytest
from sympy import (
    Abs,
    Expr,
    Matrix,
    Rational,
    Symbol,
    diag,
    exp,
    expand_log,
    eye,
    integrate,
    log,
    oo,
    pi,
    prod,
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
    Laplace,
    Nonnegative,
    Positive,
    PositiveDefinite,
    PositiveSemidefinite,
)
from derivations.kernel.terms import (
    Absolute,
    Density,
    Determinant,
    Exp,
    Inverse,
    Pi,
    ProductOver,
    Root,
    Term,
    Zero,
)
from derivations.kernel.theorem import assume, cut, instantiate
from derivations.proving.certificates import algebra

from .letters import X, n, w, y
from .likelihood_letters import L, V, epsilon, i, m, s, tau, variance, x_i, y_i
from .matrices import FITTED, FULL_RANK, Y, letter, positive_definite, positive_semidefinite
from .restatement import Restatement, published, refused

observed = Density(X @ w + epsilon, y)
independent = Independent(epsilon)
each_normal = ForEach(i, Gaussian(i.T @ epsilon, i.T @ m, i.T @ s))
each_laplace = ForEach(i, Laplace(i.T @ epsilon, Zero(), tau))
zero_mean = ForEach(i, Equals(i.T @ m, Zero()))
equal_variance = ForEach(i, Equals(i.T @ s, variance))
each_positive = ForEach(i, Positive(i.T @ s))
residual = y_i - x_i.T @ w
quadratic = (y - X @ w).T @ Inverse(V) @ (y - X @ w)
entrywise = ("density-of-a-shifted-vector", "density-of-independent-entries")

HALF = Rational(1, 2)
SPREADS = (HALF, Rational(1), Rational(3))
RESIDUALS = Y - FULL_RANK * FITTED
DEPENDENT = Matrix([[1, HALF, 0], [HALF, 1, 0], [0, 0, 1]])
FLAT = Matrix([[1, 1, 0], [1, 1, 0], [0, 0, 1]])


def gaussian(away: Term, spread: Term, divisor: Term) -> Term:
    """The density of a Gaussian, but for what the square is divided by."""
    return 1 / Root(2 * Pi() * spread) * Exp(-(away**2 / divisor))


def normal(away: Expr, spread: Expr) -> Expr:
    """The density of N(0, spread), away from 0."""
    return exp(-(away**2) / (2 * spread)) / sqrt(2 * pi * spread)


def laplace(away: Expr, scale: Expr) -> Expr:
    """The density of Laplace(0, scale), away from 0."""
    return exp(-Abs(away) / scale) / (2 * scale)


def joint(mean: Matrix, covariance: Matrix, point: Matrix) -> Expr:
    """The density of a Gaussian vector, by SymPy."""
    return st.density(st.Normal("u", mean, covariance))(*point)


def marginals(mean: Matrix, covariance: Matrix, point: Matrix) -> list[Expr]:
    """The densities of its entries: the other coordinates are integrated out."""
    found = []
    for kept in point:
        density = joint(mean, covariance, point)
        for other in point:
            density = density if other == kept else integrate(density, (other, -oo, oo))
        found.append(density)
    return found


def same(left: Expr, right: Expr) -> bool:
    """Whether two positive functions are equal, for their logarithms are."""
    return simplify(expand_log(log(left) - log(right), force=True)) == 0


class TestUnequalVariances(Restatement):
    id = "density-of-the-observations-with-unequal-variances"
    hypotheses = (independent, each_normal, zero_mean, each_positive)
    conclusion = Equals(observed, ProductOver(i, gaussian(residual, i.T @ s, 2 * (i.T @ s))))
    facts = (*entrywise, "density-of-a-gaussian")

    def test_in_sympy(self):
        X, y, w, s = FULL_RANK, letter("y", 3), letter("w", 2), symbols("s_:3", positive=True)
        residuals = y - X * w
        formula = prod(normal(residuals[i], s[i]) for i in range(3))
        assert same(joint(X * w, diag(*s), y), formula)
        entries = [st.Normal(f"e_{i}", 0, sqrt(s[i])) + (X * w)[i] for i in range(3)]
        assert same(prod(st.density(e)(y[i]) for i, e in enumerate(entries)), formula)

    def test_instance(self):
        X, y, w, z = FULL_RANK, Y, FITTED, letter("z", 3)
        entries = marginals(zeros(3, 1), diag(*SPREADS), z)
        assert all(same(entries[i], normal(z[i], SPREADS[i])) for i in range(3))
        assert same(joint(zeros(3, 1), diag(*SPREADS), z), prod(entries))
        formula = prod(normal((y - X * w)[i], SPREADS[i]) for i in range(3))
        assert same(joint(X * w, diag(*SPREADS), y), formula)

    def test_near_miss_is_refused(self):
        entries = ProductOver(i, Density(i.T @ epsilon, y_i))
        refused(algebra, Equals(Density(epsilon, y), entries))  # independence missing
        half_lost = ProductOver(i, gaussian(residual, i.T @ s, i.T @ s))
        refused(algebra, Equals(observed, half_lost), published(self.id))
        refused(instantiate, published(self.id), (w, X.T @ epsilon))  # w depends on the noise
        refused(cut, published(self.id), assume(ForEach(i, Nonnegative(i.T @ s))))

    def test_near_miss_is_false(self):
        z, point = letter("z", 3), RESIDUALS
        entries = marginals(zeros(3, 1), DEPENDENT, z)
        assert all(same(entries[i], normal(z[i], 1)) for i in range(3))
        assert not same(joint(zeros(3, 1), DEPENDENT, point), prod(normal(e, 1) for e in point))
        assert not same(normal(HALF, 1), exp(-(HALF**2)) / sqrt(2 * pi))
        X, y, spread = FULL_RANK, Y, eye(3) + FULL_RANK * FULL_RANK.T
        w = zeros(2, 1)  # Xᵀε, where ε is 0
        moved = joint(zeros(3, 1), spread * diag(*SPREADS) * spread.T, y)  # X(Xᵀε) + ε
        assert not same(moved, joint(X * w, diag(*SPREADS), y))
        assert sqrt(2 * pi * 0) == 0  # where a variance is 0, the formula divides by 0


class TestDensity(Restatement):
    id = "density-of-the-observations"
    hypotheses = (independent, each_normal, zero_mean, equal_variance, each_positive)
    conclusion = Equals(observed, L(w, variance))
    facts = (*entrywise, "density-of-a-gaussian")

    def test_in_sympy(self):
        X, y, w, spread = FULL_RANK, letter("y", 3), letter("w", 2), Symbol("s", positive=True)
        formula = prod(normal(residual, spread) for residual in y - X * w)
        assert same(joint(X * w, spread * eye(3), y), formula)

    def test_instance(self):
        X, y, w, z = FULL_RANK, Y, FITTED, letter("z", 3)
        entries = marginals(zeros(3, 1), HALF * eye(3), z)
        assert all(same(entries[i], normal(z[i], HALF)) for i in range(3))
        assert same(joint(zeros(3, 1), HALF * eye(3), z), prod(entries))
        formula = prod(normal(residual, HALF) for residual in y - X * w)
        assert same(joint(X * w, HALF * eye(3), y), formula)

    def test_near_miss_is_refused(self):
        unequal = published("density-of-the-observations-with-unequal-variances")
        refused(algebra, self.conclusion, unequal)  # equal variance missing
        same_variance = assume(equal_variance)
        around_m = ProductOver(i, gaussian(residual - i.T @ m, i.T @ s, 2 * (i.T @ s)))
        refused(algebra, Equals(around_m, L()), same_variance)  # zero mean missing
        normals = ProductOver(i, Density(i.T @ epsilon, residual))
        refused(algebra, Equals(normals, L()), assume(zero_mean), same_variance)  # and normality
        refused(algebra, Equals(observed, normals))  # independence missing
        refused(instantiate, published(self.id), (w, X.T @ epsilon))  # w depends on the noise
        refused(cut, published(self.id), assume(ForEach(i, Nonnegative(i.T @ s))))

    def test_near_miss_is_false(self):
        X, y, w, mean = FULL_RANK, Y, FITTED, Matrix([1, 0, 0])
        formula = prod(normal(residual, 1) for residual in RESIDUALS)
        assert same(joint(X * w, eye(3), y), formula)
        assert not same(joint(X * w, diag(*SPREADS), y), formula)
        assert not same(joint(X * w + mean, eye(3), y), formula)
        assert not same(prod(laplace(residual, 1) for residual in RESIDUALS), formula)
        assert not same(joint(X * w, DEPENDENT, y), formula)
        assert sqrt(2 * pi * 0) == 0  # where the variance is 0, the formula divides by 0


class TestLaplaceNoise(Restatement):
    id = "density-of-the-observations-with-laplace-noise"
    hypotheses = (independent, each_laplace, Positive(tau))
    conclusion = Equals(observed, ProductOver(i, 1 / (2 * tau) * Exp(-(Absolute(residual) / tau))))
    facts = (*entrywise, "density-of-a-laplace")

    def test_in_sympy(self):
        X, y, w, tau = FULL_RANK, letter("y", 3), letter("w", 2), Symbol("t", positive=True)
        entries = [st.Laplace(f"e_{i}", 0, tau) + (X * w)[i] for i in range(3)]
        density = prod(st.density(each)(y[i]) for i, each in enumerate(entries))
        assert same(density, prod(laplace(residual, tau) for residual in y - X * w))

    def test_instance(self):
        X, y, w = FULL_RANK, Y, FITTED
        entries = [st.Laplace(f"e_{i}", 0, HALF) + (X * w)[i] for i in range(3)]
        density = prod(st.density(each)(y[i]) for i, each in enumerate(entries))
        assert same(density, exp(-2 * sum(map(Abs, RESIDUALS))))  # 2τ = 1

    def test_near_miss_is_refused(self):
        entries = ProductOver(i, Density(i.T @ epsilon, residual))
        refused(algebra, Equals(observed, entries))  # independence missing
        refused(algebra, Equals(observed, L(w, tau)), published(self.id))  # another law
        signed = ProductOver(i, 1 / (2 * tau) * Exp(-(residual / tau)))
        refused(algebra, Equals(observed, signed), published(self.id))  # |·| lost
        refused(instantiate, published(self.id), (w, X.T @ epsilon))  # w depends on the noise

    def test_near_miss_is_false(self):
        formula = prod(laplace(residual, 1) for residual in RESIDUALS)
        assert not same(prod(normal(residual, 1) for residual in RESIDUALS), formula)
        assert not same(prod(exp(-residual) / 2 for residual in RESIDUALS), formula)
        z = Symbol("z", positive=True)
        positive = integrate(laplace(z, 1), (z, 0, oo))
        assert positive != positive**2  # that both are, where they are one, or independent


class TestCovariance(Restatement):
    id = "density-of-the-observations-with-covariance"
    hypotheses = (
        Gaussian(epsilon, Zero(n), variance * V),
        Positive(variance),
        PositiveDefinite(V),
    )
    conclusion = Equals(
        observed,
        1
        / (Root(Determinant(V)) * ProductOver(i, Root(2 * Pi() * variance)))
        * Exp(-(quadratic / (2 * variance))),
    )
    facts = ("density-of-a-shifted-vector", "density-of-a-gaussian-vector")

    @staticmethod
    def formula(V: Matrix, spread: Expr, residuals: Matrix) -> Expr:
        form = (residuals.T * V.inv() * residuals)[0]
        return exp(-form / (2 * spread)) / sqrt(V.det() * (2 * pi * spread) ** 3)

    @pytest.mark.parametrize("V", [DEPENDENT, diag(*SPREADS)])
    def test_in_sympy(self, V):
        X, y, w, spread = FULL_RANK, letter("y", 3), letter("w", 2), Symbol("s", positive=True)
        assert same(joint(X * w, spread * V, y), self.formula(V, spread, y - X * w))

    def test_instance(self):
        X, y, w = FULL_RANK, Y, FITTED
        assert positive_definite(DEPENDENT)
        assert same(joint(X * w, HALF * DEPENDENT, y), self.formula(DEPENDENT, HALF, RESIDUALS))

    def test_near_miss_is_refused(self):
        height = 1 / (Root(Determinant(V)) * ProductOver(i, Root(2 * Pi() * variance)))
        known = published(self.id)
        form = (y - X @ w).T @ V @ (y - X @ w)  # not inverted
        refused(algebra, Equals(observed, height * Exp(-(form / (2 * variance)))), known)
        whole = Exp(-(quadratic / (2 * variance)))
        refused(algebra, Equals(observed, whole / Root(Determinant(V))), known)  # a factor lost
        refused(algebra, Equals(observed, L()), known)  # as if the noise were independent
        refused(cut, known, assume(PositiveSemidefinite(V)))
        refused(instantiate, known, (w, X.T @ epsilon))  # w depends on the noise

    def test_near_miss_is_false(self):
        density = joint(FULL_RANK * FITTED, DEPENDENT, Y)
        assert not same(density, self.formula(DEPENDENT.inv(), 1, RESIDUALS) / DEPENDENT.det())
        form = (RESIDUALS.T * DEPENDENT.inv() * RESIDUALS)[0]
        assert not same(density, exp(-form / 2) / sqrt(DEPENDENT.det()))
        assert not same(density, prod(normal(residual, 1) for residual in RESIDUALS))
        assert positive_semidefinite(FLAT)
        assert FLAT.det() == 0
