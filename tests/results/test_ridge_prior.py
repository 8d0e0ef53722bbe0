"""The likelihood times the density of N(0, τ²I) is largest at (XᵀX + (σ²/τ²)I)⁻¹Xᵀy."""

from __future__ import annotations

from sympy import Matrix, Rational, exp, eye, pi, sqrt, symbols, zeros

from derivations.kernel.statements import (
    Equals,
    Gaussian,
    Maximises,
    Nonnegative,
    Positive,
    UniquelyMaximises,
)
from derivations.kernel.terms import (
    Density,
    Determinant,
    Exp,
    Identity,
    Index,
    Letter,
    Pi,
    ProductOver,
    Random,
    Root,
    Zero,
)
from derivations.kernel.theorem import assume, cut, introduce, unfold
from derivations.kernel.trees import substitute
from derivations.proving.certificates import algebra, rewrite

from . import matrices as m
from .letters import X, d, n, v, w, y
from .likelihood_letters import epsilon, i, variance
from .matrices import DESIGNS, FULL_RANK, NULL, RANK_ONE, Y, equal, letter
from .restatement import Restatement, published, refused
from .ridge_letters import HALF, R, fitted, lam, objective, ridge
from .test_noise import joint, same

omega, tau_sq, j = Random("omega", d), Letter("tau_sq"), Index("j", d)
penalty = variance / tau_sq
gaussian_noise = Gaussian(epsilon, Zero(n), variance * Identity(n))
prior = Gaussian(omega, Zero(d), tau_sq * Identity(d))
positive, positive_prior = Positive(variance), Positive(tau_sq)
both = Density(X @ w + epsilon, y) * Density(omega, w)
height = Root(Determinant(Identity(n))) * ProductOver(i, Root(2 * Pi() * variance))
prior_height = Root(Determinant(Identity(d))) * ProductOver(j, Root(2 * Pi() * tau_sq))
score = -R(w, penalty) / (2 * variance)
best = substitute(ridge, {lam: penalty})
densities = (
    "density-of-a-gaussian-vector",
    "density-of-a-shifted-vector",
    "determinant-of-a-positive-definite-matrix-is-positive",
)

SIGMA, TAU = symbols("sigma tau", positive=True)


def product_of_densities(X, y, w, spread, prior):
    """The likelihood times the prior, by SymPy's own densities."""
    likelihood = joint(X * w, spread * eye(3), y)
    return likelihood * joint(zeros(2, 1), prior * eye(2), w)


def formula(X, y, w, spread, prior):
    """c exp(−R(w, σ²/τ²)/(2σ²))."""
    factor = 1 / (sqrt(2 * pi * spread) ** 3 * sqrt(2 * pi * prior) ** 2)
    return factor * exp(-objective(X, y, w, spread / prior)[0] / (2 * spread))


class TestProduct(Restatement):
    id = "likelihood-times-gaussian-prior"
    hypotheses = (gaussian_noise, positive, prior, positive_prior)
    conclusion = Equals(both, 1 / (height * prior_height) * Exp(score))
    facts = densities

    def test_in_sympy(self):
        w = Matrix([1, -2])
        for design in DESIGNS:
            found = product_of_densities(design, Y, w, SIGMA, TAU)
            assert same(found, formula(design, Y, w, SIGMA, TAU))

    def test_instance(self):
        assert HALF > 0
        assert 3 > 0
        found = product_of_densities(RANK_ONE, Y, NULL, HALF, 3)
        assert same(found, formula(RANK_ONE, Y, NULL, HALF, 3))

    def test_near_miss_is_refused(self):
        known = published(self.id)
        algebra(self.conclusion, known)
        other = -R(w, tau_sq / variance) / (2 * variance)
        refused(algebra, Equals(both, 1 / (height * prior_height) * Exp(other)), known)
        refused(algebra, Equals(both, Exp(score)), known)
        refused(algebra, self.conclusion)

    def test_near_miss_is_false(self):
        found = product_of_densities(FULL_RANK, Y, NULL, HALF, 3)
        exchanged = formula(FULL_RANK, Y, NULL, HALF, Rational(1, 12))
        assert not same(found, exchanged)
        assert not same(found, exp(-objective(FULL_RANK, Y, NULL, HALF / 3)[0]))


class TestMaximum(Restatement):
    id = "ridge-maximises-likelihood-times-gaussian-prior"
    hypotheses = (positive_prior, positive, gaussian_noise, prior)
    conclusion = UniquelyMaximises(best, both, w)
    facts = (*densities, "logarithm-is-below-its-tangent")

    @staticmethod
    def exponent(X, y, w, spread, prior):
        """The logarithm of the product, but for a constant."""
        return -(m.norm2(y - X * w) / (2 * spread) + m.norm2(w) / (2 * prior))

    def test_in_sympy(self):
        y, w = letter("y", 3), letter("w", 2)
        for design in DESIGNS:
            f = self.exponent(design, y, w, SIGMA, TAU)
            slope = m.at(m.gradient(f, w), w, fitted(design, y, SIGMA / TAU))
            assert equal(slope, zeros(2, 1))
            curved = m.hessian(f, w).subs({SIGMA: HALF, TAU: 3})
            assert m.positive_definite(-curved)

    def test_instance(self):
        w = letter("w", 2)
        assert 3 > 0
        assert HALF > 0
        f = self.exponent(RANK_ONE, Y, w, HALF, 3)
        assert m.solution(m.gradient(f, w), w) == fitted(RANK_ONE, Y, HALF / 3)
        assert m.positive_definite(-m.hessian(f, w))
        there, elsewhere = (
            product_of_densities(RANK_ONE, Y, at, HALF, 3)
            for at in (fitted(RANK_ONE, Y, HALF / 3), NULL)
        )
        assert there > elsewhere

    def test_near_miss_is_refused(self):
        maximum = unfold(published(self.id), 0)
        gap = unfold(maximum, 0, w)
        introduce(Maximises(best, both, w), w, gap)
        refused(introduce, Maximises(ridge, both, w), w, gap)  # λ for σ²/τ²
        refused(rewrite, gap, Nonnegative(both - substitute(both, {w: best})))
        refused(introduce, self.conclusion, v, maximum, gap)
        refused(cut, published(self.id), assume(Nonnegative(tau_sq)))

    def test_near_miss_is_false(self):
        w = letter("w", 2)
        f = self.exponent(FULL_RANK, Y, w, HALF, 3)
        found = m.solution(m.gradient(f, w), w)
        assert found not in (fitted(FULL_RANK, Y, 3 / HALF), fitted(FULL_RANK, Y, 0))
        flat = -m.norm2(Y - RANK_ONE * w)  # without a prior
        assert m.solution(m.gradient(flat, w), w).free_symbols
