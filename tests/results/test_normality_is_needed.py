"""Moments do not give normality: from two signs, ŵ has the mean and variance, but another law.

With X a column of two ones, the noise has mean 0 and covariance I, as if it were N(0, I), and yet
E[exp(t(ŵ − w⋆))] is cosh(t/2)² and not exp(t²/4).
"""

from __future__ import annotations

from fractions import Fraction
from math import cosh, exp, isclose

import numpy as np
import pytest
import sympy
from sympy import Matrix, Rational, Symbol, eye, ones, zeros

from derivations.kernel.statements import (
    ChiSquared,
    Equals,
    Gaussian,
    IndependentVectors,
    Positive,
    Statement,
)
from derivations.kernel.terms import Identity, Inverse, Letter, MomentGenerating, SquaredNorm, Zero
from derivations.numbers.distributions import Law, Normals, floating, two_valued
from derivations.numbers.evaluate import evaluate
from derivations.numbers.truth import holds

from .letters import X, d, n
from .matrices import fit
from .moment_letters import (
    Cov,
    E,
    Var,
    epsilon,
    equal_variance,
    estimate,
    gram,
    invertible,
    mean_zero,
    observed,
    sigma_sq,
    square_integrable,
    w_star,
)
from .moments import SIGNS, covariance, itself, mean, noise, variance
from .moments import Law as Outcomes

TWO_SIGNS = two_valued([0, 0], [[1, 0], [0, 1]])
STANDARD = Normals(np.zeros((2, 1), dtype=object), np.eye(2, dtype=object))
LAW = noise(SIGNS, eye(2))
ONES, TRUTH = ones(2, 1), Matrix([3])
t = Symbol("t", real=True)

residual = observed - X @ estimate
spread = sigma_sq * Inverse(gram)
hypotheses = (square_integrable, mean_zero, equal_variance, invertible, Positive(sigma_sq))
of_moments = (
    Equals(E(estimate), w_star),
    Equals(Var(estimate), spread),
    Equals(Cov(estimate, residual), Zero(d, n)),
)
of_laws = (
    Gaussian(epsilon, Zero(n), sigma_sq * Identity(n)),
    Gaussian(estimate, w_star, spread),
    IndependentVectors(estimate, residual),
    ChiSquared(SquaredNorm(residual) / sigma_sq, n - d),
)


def error(noise: Matrix) -> Matrix:
    """ŵ − w⋆."""
    return fit(ONES, ONES * TRUTH + noise) - TRUTH


def generating(law: Outcomes) -> sympy.Expr:
    """E[exp(t(ŵ − w⋆))]."""
    return sum(chance * sympy.exp(t * error(outcome)[0]) for chance, outcome in law)


def true(statement: Statement, law: Law) -> bool | None:
    """Whether a statement holds for noise of this law, of variance 1."""
    return holds(statement, {X: [[1], [1]], w_star: [3], sigma_sq: 1, epsilon: law})


def test_moments_are_those_of_standard_gaussian_noise():
    assert mean(itself, LAW) == zeros(2, 1)
    assert variance(itself, LAW) == eye(2)
    assert mean(error, LAW) == zeros(1, 1)
    assert variance(error, LAW) == Matrix([Rational(1, 2)]) == (ONES.T * ONES).inv()
    away = covariance(error, lambda u: u - ONES * error(u), LAW)
    assert away == zeros(1, 2)


def test_generating_function_is_another():
    found, gaussian = generating(LAW), sympy.exp(t**2 / 4)
    assert sympy.simplify(found - (sympy.cosh(t / 2) ** 2).rewrite(sympy.exp)) == 0
    difference = sympy.series(gaussian - found, t, 0, 6).removeO()
    assert difference == t**4 / 96  # they agree to the third moment only
    assert sympy.N((gaussian - found).subs(t, 1)) > Rational(1, 100)


def test_generating_function_of_gaussian_noise():
    """The same average, of exp(tz/2) for a standard Gaussian number, twice."""
    z = Symbol("z", real=True)
    along = error(Matrix([1, 0]))[0]
    assert along == error(Matrix([0, 1]))[0]
    density = sympy.exp(-(z**2) / 2) / sympy.sqrt(2 * sympy.pi)
    each = sympy.integrate(sympy.exp(t * along * z) * density, (z, -sympy.oo, sympy.oo))
    assert sympy.simplify(each**2 - sympy.exp(t**2 / 4)) == 0


@pytest.mark.parametrize("law", [TWO_SIGNS, STANDARD], ids=["signs", "gaussian"])
def test_hypotheses_and_moments_hold_for_both(law):
    assert all(true(statement, law) is True for statement in (*hypotheses, *of_moments))


@pytest.mark.parametrize("statement", of_laws, ids=lambda s: type(s).__name__)
def test_laws_hold_for_one_only(statement):
    assert true(statement, STANDARD) is True
    assert true(statement, TWO_SIGNS) is False


@pytest.mark.parametrize("at", [Fraction(1, 2), Fraction(1), Fraction(-3)], ids=str)
def test_by_evaluation(at):
    point = Letter("t", d)
    values = {X: np.ones((2, 1)), w_star: [3.0], point: [float(at)]}
    M = MomentGenerating(estimate - w_star, point)
    signs = evaluate(M, {**values, epsilon: floating(TWO_SIGNS)})[0, 0]
    gaussian = evaluate(M, {**values, epsilon: floating(STANDARD)})[0, 0]
    assert isclose(signs, cosh(at / 2) ** 2)
    assert isclose(gaussian, exp(at**2 / 4))
    assert signs < gaussian - 1e-4
