"""A square matrix of full column rank is invertible."""

from __future__ import annotations

import pytest
from sympy import Matrix, eye, zeros

from derivations.kernel.errors import ShapeError
from derivations.kernel.statements import Equals, FullColumnRank, Invertible
from derivations.kernel.terms import Dimension, Identity, Letter, Pseudoinverse, Trace
from derivations.kernel.theorem import instantiate, law
from derivations.proving.certificates import algebra

from .matrices import full_column_rank
from .restatement import Restatement, published, refused

k, n = Dimension("k"), Dimension("n")
A = Letter("A", k, k)
TURNED = Matrix([[0, 2, 1], [1, 0, 0], [3, 0, 5]])
FLAT = Matrix([[1, 2, 3], [2, 4, 6], [0, 1, 1]])  # the second row is twice the first
TALL = Matrix([[1, 0], [0, 1], [1, 1]])


class TestSquareMatrixOfFullColumnRank(Restatement):
    id = "square-matrix-of-full-column-rank-is-invertible"
    hypotheses = (FullColumnRank(A),)
    conclusion = Invertible(A)
    algebraic = False

    @pytest.mark.parametrize("A", [TURNED, FLAT, eye(3), zeros(2), Matrix([[-3]])])
    def test_in_sympy(self, A):
        assert full_column_rank(A) == (A.det() != 0)
        rest = eye(A.rows) - A * A.pinv()  # M_A of the proof, a symmetric projection
        assert rest * rest == rest.T == rest
        assert full_column_rank(A) == (rest.trace() == 0) == (rest == zeros(A.rows))

    def test_instance(self):
        assert full_column_rank(TURNED)
        assert TURNED * TURNED.inv() == eye(3)

    def test_near_miss_is_refused(self):  # of an oblong matrix, or of any square one
        X = Letter("X", n, k)
        with pytest.raises(ShapeError):
            instantiate(published(self.id), (A, X))
        letter = law("pseudoinverse-keeps-the-matrix").conclusion.right
        keeps = instantiate(
            law("pseudoinverse-keeps-the-matrix"),
            (letter, A),
            *zip(letter.shape, A.shape, strict=True),
        )
        refused(algebra, Equals(Pseudoinverse(A) @ A, Identity(k)), keeps)
        refused(algebra, Equals(Trace(Identity(k) - A @ Pseudoinverse(A)), 0 * k), keeps)

    def test_near_miss_is_false(self):
        assert full_column_rank(TALL)
        assert TALL.pinv() * TALL == eye(2)  # a left inverse of a tall matrix
        assert TALL * TALL.pinv() != eye(3)  # is none on the right
        assert FLAT.rank() == 2
        assert FLAT.pinv() * FLAT != eye(3)
