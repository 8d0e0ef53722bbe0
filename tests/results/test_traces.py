"""The trace of a positive semidefinite matrix, and of a positive definite one."""

from __future__ import annotations

from sympy import Matrix, eye, symbols, trace, zeros

from derivations.kernel.statements import (
    Nonnegative,
    Positive,
    PositiveDefinite,
    PositiveSemidefinite,
    symmetric,
)
from derivations.kernel.terms import Index, SumOver, Trace
from derivations.kernel.theorem import (
    assume,
    cut,
    introduce,
    sum_of_nonnegatives,
    unfold,
)
from derivations.proving.certificates import rewrite

from .letters import A, d
from .matrices import (
    DESIGNS,
    equal,
    letter,
    positive_definite,
    positive_semidefinite,
)
from .restatement import Restatement, published, refused

j = Index("j", d)


class TestSemidefinite(Restatement):
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


class TestDefinite(Restatement):
    id = "trace-of-a-positive-definite-matrix"
    hypotheses = (PositiveDefinite(A),)
    conclusion = Positive(Trace(A))

    def test_in_sympy(self):
        """The bound in the proof, for every A = BᵀB and every v."""
        B = Matrix(2, 2, symbols("b:4", real=True))
        A, v = B.T * B, letter("v", 2)
        form = (v.T * A * v)[0]
        parts = [form * e - (e.T * A * v)[0] * v for e in (eye(2)[:, 0], eye(2)[:, 1])]
        total = sum(((part.T * A * part)[0] for part in parts), start=0)
        assert equal(Matrix([total]), Matrix([form * (form * trace(A) - ((A * v).T * A * v)[0])]))

    def test_instance(self):
        found = [design.T * design for design in DESIGNS if design.rank() == design.cols]
        assert found
        for gram in found:
            assert positive_definite(gram)
            assert trace(gram) > 0

    def test_near_miss_is_refused(self):
        known, semidefinite = published(self.id), published(TestSemidefinite.id)
        refused(introduce, self.conclusion, None, semidefinite, semidefinite)
        refused(rewrite, known, Positive(Trace(A) - 1))
        refused(cut, known, assume(PositiveSemidefinite(A)))

    def test_near_miss_is_false(self):
        assert positive_semidefinite(zeros(2, 2))
        assert not trace(zeros(2, 2)) > 0
        small = eye(2) / 4  # positive definite, and of trace ½
        assert positive_definite(small)
        assert not trace(small) > 1
