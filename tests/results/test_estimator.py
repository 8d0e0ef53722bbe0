"""Where y = Xw⋆ + ε, ŵ and the residual are images of the noise."""

from __future__ import annotations

import pytest
from sympy import Matrix, eye

from derivations.kernel.statements import Equals
from derivations.proving.certificates import algebra

from .letters import X
from .matrices import DESIGNS, FULL_RANK, equal, fit, hat, letter
from .moment_letters import (
    epsilon,
    estimate,
    invertible,
    maker,
    observed,
    solver,
    w_star,
)
from .moment_letters import hat as H
from .moments import TRUTH
from .restatement import Restatement, refused

TALL = Matrix([[0, 1], [1, 0], [2, 2], [1, -1]])
NOISE = Matrix([1, 0, -2])


class TestEstimate(Restatement):
    id = "estimate-is-the-truth-plus-an-image-of-the-noise"
    hypotheses = (invertible,)
    conclusion = Equals(estimate, w_star + solver @ epsilon)

    @pytest.mark.parametrize("X", [FULL_RANK, TALL])
    def test_in_sympy(self, X):
        w, e = letter("w", 2), letter("e", X.rows)
        assert equal(fit(X, X * w + e), w + fit(X, e))

    def test_instance(self):
        X = FULL_RANK
        assert (X.T * X).det() != 0
        assert fit(X, X * TRUTH + NOISE) == TRUTH + (X.T * X).inv() * X.T * NOISE

    def test_near_miss_is_refused(self):
        refused(algebra, Equals(estimate, w_star))  # the noise lost
        refused(algebra, Equals(estimate, w_star - solver @ epsilon))
        refused(algebra, Equals(estimate, w_star + X.T @ epsilon))

    def test_near_miss_is_false(self):
        X, w, e = FULL_RANK, TRUTH, NOISE
        found = fit(X, X * w + e)
        assert found not in (w, w - fit(X, e), w + X.T * e)
        assert (DESIGNS[1].T * DESIGNS[1]).det() == 0  # where the rank is 1, nothing is inverted


class TestResidual(Restatement):
    id = "residual-is-an-image-of-the-noise"
    hypotheses = (invertible,)
    conclusion = Equals(observed - X @ estimate, maker @ epsilon)

    @pytest.mark.parametrize("X", [FULL_RANK, TALL])
    def test_in_sympy(self, X):
        w, e = letter("w", 2), letter("e", X.rows)
        y = X * w + e
        assert equal(y - X * fit(X, y), (eye(X.rows) - hat(X)) * e)

    def test_instance(self):
        X, y = FULL_RANK, FULL_RANK * TRUTH + NOISE
        assert (X.T * X).det() != 0
        assert y - X * fit(X, y) == NOISE - hat(X) * NOISE

    def test_near_miss_is_refused(self):
        refused(algebra, Equals(observed - X @ estimate, epsilon))  # as if ŵ were w⋆
        refused(algebra, Equals(observed - X @ estimate, H @ epsilon))
        refused(algebra, Equals(X @ estimate - observed, maker @ epsilon))

    def test_near_miss_is_false(self):
        X, y = FULL_RANK, FULL_RANK * TRUTH + NOISE
        residual = y - X * fit(X, y)
        assert residual not in (NOISE, hat(X) * NOISE)
        assert -residual != NOISE - hat(X) * NOISE
