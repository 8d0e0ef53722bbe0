"""The trace of a positive semidefinite matrix, and how many observations full rank needs."""

from __future__ import annotations

from sympy import Matrix, eye, symbols, trace

from derivations.kernel.statements import (
    FullColumnRank,
    Nonnegative,
    Positive,
    PositiveSemidefinite,
    symmetric,
)
from derivations.kernel.terms import Identity, Index, SumOver, Trace
from derivations.kernel.theorem import assume, sum_of_nonnegatives, unfold
from derivations.proving.certificates import rewrite

from .letters import A, H, X, d, n
from .matrices import (
    DESIGNS,
    FULL_RANK,
    equal,
    full_column_rank,
    hat,
    letter,
    positive_semidefinite,
)
from .restatement import Restatement, published, refused

j = Index("j", d)


class TestTrace(Restatement):
    id = "trace-of-a-positive-semidefinite-matrix"
    hypotheses = (PositiveSemidefinite(A),)
    conclusion = Nonnegative(Trace(A))

    def test_in_sympy(self):
        A = letter("A", 3, 3)
        forms = [eye(3)[:, k].T * A * eye(3)[:, k] for k in range(3)]
        assert equal(Matrix([sum(form[0] for form in forms)]), Matrix([trace(A)]))
        B = Matrix(2, 3, symbols("b:6", real=True))  # every positive semidefinite matrix is a BᵀB
        assert trace(B.T * B).is_nonnegative

    def test_instance(self):
        for design in DESIGNS:
            assert positive_semidefinite(design.T * design)
            assert trace(design.T * design) > 0

    def test_near_miss_is_refused(self):
        only_symmetric = assume(symmetric(A))
        refused(unfold, only_symmetric, 1, j)
        at_one = unfold(assume(PositiveSemidefinite(A)), 1, j)  # of one index, not of each
        refused(sum_of_nonnegatives, SumOver(j, j.T @ A @ j), at_one)
        known = published(self.id)
        refused(rewrite, known, Nonnegative(Trace(A) - 1))
        refused(rewrite, known, Nonnegative(-Trace(A)))

    def test_near_miss_is_false(self):
        assert trace(Matrix([[0, 1], [1, -1]])) < 0
        zero = Matrix([[0, 0], [0, 0]])
        assert positive_semidefinite(zero)
        assert not trace(zero) > 0
        assert Positive(Trace(A)) != self.conclusion


class TestEnoughObservations(Restatement):
    id = "full-column-rank-needs-d-at-most-n"
    hypotheses = (FullColumnRank(X),)
    conclusion = Nonnegative(n - d)
    facts = ("injective-square-matrix-is-invertible",)

    def test_in_sympy(self):
        X = FULL_RANK
        maker = eye(3) - hat(X)
        v = letter("v", 3)
        assert equal(v.T * maker * v, (maker * v).T * (maker * v))
        assert trace(maker) == X.rows - X.cols
        assert letter("X", 2, 3).rank() < 3  # a wide matrix has a null direction

    def test_instance(self):
        assert full_column_rank(FULL_RANK)
        assert FULL_RANK.rows >= FULL_RANK.cols

    def test_near_miss_is_refused(self):
        known = published(self.id)
        refused(rewrite, known, Nonnegative(n - d - 1))
        refused(rewrite, known, Nonnegative(d - n))
        refused(rewrite, known, Nonnegative(Trace(Identity(n)) - Trace(H) - 1))

    def test_near_miss_is_false(self):
        assert full_column_rank(eye(2))  # n = d
        wide = Matrix([[1, 2, 0], [0, 1, 1]])
        assert not full_column_rank(wide)
        assert full_column_rank(wide.T)
