"""A positive definite matrix is invertible."""

from __future__ import annotations

import pytest
from sympy import Matrix, zeros

from derivations.kernel.statements import Equals, Invertible, PositiveDefinite, PositiveSemidefinite
from derivations.kernel.terms import Letter, Zero
from derivations.kernel.theorem import assume, cut, introduce, unfold
from derivations.proving.certificates import algebra

from .letters import n
from .likelihood_letters import V
from .matrices import positive_definite, positive_semidefinite
from .restatement import Restatement, published, refused

v = Letter("v", n)
SPREAD = Matrix([[2, 1, 0], [1, 2, 1], [0, 1, 2]])
FLAT = Matrix([[1, 1, 0], [1, 1, 0], [0, 0, 1]])


class TestInvertibleIfDefinite(Restatement):
    id = "positive-definite-matrix-is-invertible"
    hypotheses = (PositiveDefinite(V),)
    conclusion = Invertible(V)

    @pytest.mark.parametrize("V", [SPREAD, FLAT, -SPREAD])
    def test_in_sympy(self, V):
        assert not positive_definite(V) or V.det() != 0
        assert positive_definite(V) == (positive_semidefinite(V) and V.det() != 0)

    def test_instance(self):
        assert positive_definite(SPREAD)
        assert SPREAD * SPREAD.inv() == Matrix.eye(3)

    def test_near_miss_is_refused(self):  # semidefinite only
        semidefinite = assume(PositiveSemidefinite(V))
        refused(cut, published(self.id), semidefinite)
        null = assume(Equals(V @ v, Zero(n)))
        zero_form = algebra(Equals(v.T @ V @ v, Zero()), null)
        refused(unfold, semidefinite, 2, v)  # it has no clause that vᵀVv is 0 for v = 0 only
        refused(introduce, PositiveDefinite(V), v, semidefinite, zero_form)
        refused(algebra, Equals(v, Zero(n)), null, zero_form)

    def test_near_miss_is_false(self):
        v = Matrix([1, -1, 0])
        assert positive_semidefinite(FLAT)
        assert FLAT * v == zeros(3, 1)
        assert FLAT.det() == 0
