"""Weights and intercept estimated together: bias, covariance, and what the intercept costs."""

from __future__ import annotations

import pytest
from sympy import Matrix, Rational, eye, ones, zeros

from derivations.kernel.statements import Equals, Invertible, PositiveSemidefinite
from derivations.kernel.terms import Identity, Inverse, Ones, SumOver, Zero
from derivations.kernel.theorem import algebra, assume, instantiate, rewrite

from . import matrices as m
from .intercept_letters import DESIGN, LINE, C, centred, constant, fitted, one, x_bar
from .intercept_letters import mean as column_means
from .letters import X, d, n
from .likelihood_letters import i
from .matrices import equal, letter, norm2, positive_semidefinite
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
from .moment_letters import invertible as without
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
known_offset = Inverse(gram) @ X.T @ (observed - one * b_star)
invertible = Invertible(centred_gram)
excess = centred_solver - solver
correlated = Equals(Var(epsilon), sigma_sq * V)

OFFSET = Matrix([5])  # b⋆
MEAN = Matrix([1, 0, 2, 0])
MIXED = Matrix([[1, 0, 0, 0], [1, 1, 0, 0], [0, -1, 2, 0], [1, 0, 0, 1]])
NOISE = Matrix([1, 0, -2, 3])
AVERAGE = eye(4) - constant(4) * constant(4).T / 4
ALIKE = Matrix([[1, 0], [1, 1], [1, 2], [1, 4]])  # one column is constant already


def data(e, X=DESIGN, w=TRUTH, b=OFFSET):
    """The observations, as a function of the noise."""
    return X * w + constant(4) * b + e


def both(e, **given):
    """The weights and the intercept that minimise the squared error, together."""
    X = given.get("X", DESIGN)
    return fit(X, data(e, **given))
