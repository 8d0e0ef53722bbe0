"""XᵀX positive definite ⇔ X of full column rank ⇔ XᵀX invertible."""

from __future__ import annotations

import pytest
from sympy import Matrix

from derivations.kernel.statements import (
    Equals,
    FullColumnRank,
    Invertible,
    PositiveDefinite,
    PositiveSemidefinite,
)
from derivations.kernel.terms import Letter, SquaredNorm, Zero
from derivations.kernel.theorem import (
    assume,
    cut,
    introduce,
    unfold,
)
from derivations.proving.certificates import algebra
from derivations.proving.injective import injective_is_invertible
from derivations.proving.sequents import vanish

from . import matrices as m
from .letters import J, X, d, gram, hessian, n, v, w
from .matrices import (
    DESIGNS,
    FULL_RANK,
    RANK_ONE,
    Y,
    full_column_rank,
    letter,
    positive_definite,
    positive_semidefinite,
)
from .restatement import Restatement, published, refused

WIDE = Matrix([[1, 0]])


class TestDefiniteIfFullRank(Restatement):
    id = "gram-positive-definite-if-full-column-rank"
    hypotheses = (FullColumnRank(X),)
    conclusion = PositiveDefinite(X.T @ X)

    @pytest.mark.parametrize("X", [*DESIGNS, WIDE])
    def test_in_sympy(self, X):
        assert positive_definite(X.T * X) == full_column_rank(X)

    def test_instance(self):
        assert full_column_rank(FULL_RANK)
        assert positive_definite(FULL_RANK.T * FULL_RANK)

    def test_near_miss_is_refused(self):  # the hypothesis missing
        zero_form = assume(Equals(v.T @ gram @ v, Zero()))
        null = vanish(algebra(Equals(SquaredNorm(X @ v), Zero()), zero_form))
        refused(algebra, Equals(v, Zero(d)), null)
        semidefinite = published("gram-positive-semidefinite")
        refused(introduce, PositiveDefinite(gram), v, semidefinite, null)

    def test_near_miss_is_false(self):
        assert not full_column_rank(RANK_ONE)
        assert not positive_definite(RANK_ONE.T * RANK_ONE)


class TestFullRankIfDefinite(Restatement):
    id = "full-column-rank-if-gram-positive-definite"
    hypotheses = (PositiveDefinite(X.T @ X),)
    conclusion = FullColumnRank(X)

    @pytest.mark.parametrize("X", [*DESIGNS, WIDE])
    def test_in_sympy(self, X):
        assert full_column_rank(X) == positive_definite(X.T * X)

    def test_instance(self):
        assert positive_definite(FULL_RANK.T * FULL_RANK)
        assert full_column_rank(FULL_RANK)

    def test_near_miss_is_refused(self):  # PSD for PD
        semidefinite = assume(PositiveSemidefinite(gram))
        refused(introduce, FullColumnRank(X), v, unfold(semidefinite, 1, v))
        null = assume(Equals(X @ v, Zero(n)))
        form = algebra(Equals(v.T @ gram @ v, Zero()), null)
        refused(cut, unfold(semidefinite, 1, v), form)

    def test_near_miss_is_false(self):
        assert positive_semidefinite(RANK_ONE.T * RANK_ONE)
        assert not full_column_rank(RANK_ONE)


class TestFullRankIfInvertible(Restatement):
    id = "full-column-rank-if-gram-invertible"
    hypotheses = (Invertible(X.T @ X),)
    conclusion = FullColumnRank(X)

    @pytest.mark.parametrize("X", [*DESIGNS, WIDE])
    def test_in_sympy(self, X):
        assert full_column_rank(X) == ((X.T * X).det() != 0)

    def test_instance(self):
        assert (FULL_RANK.T * FULL_RANK).det() != 0
        assert full_column_rank(FULL_RANK)

    def test_near_miss_is_refused(self):  # XXᵀ for XᵀX
        null = assume(Equals(X @ v, Zero(n)))
        refused(algebra, Equals(v, Zero(d)), null, assume(Invertible(X @ X.T)))

    def test_near_miss_is_false(self):
        assert (WIDE * WIDE.T).det() != 0
        assert not full_column_rank(WIDE)


class TestInvertibleIfFullRank(Restatement):
    id = "gram-invertible-if-full-column-rank"
    hypotheses = (FullColumnRank(X),)
    conclusion = Invertible(X.T @ X)

    @pytest.mark.parametrize("X", [*DESIGNS, WIDE])
    def test_in_sympy(self, X):
        assert ((X.T * X).det() != 0) == full_column_rank(X)

    def test_instance(self):
        assert full_column_rank(FULL_RANK)
        assert (FULL_RANK.T * FULL_RANK).det() != 0

    def test_near_miss_is_refused(self):  # XXᵀ for XᵀX
        z = Letter("z", n)
        zero = assume(Equals(X @ X.T @ z, Zero(n)))
        null = vanish(algebra(Equals(SquaredNorm(X.T @ z), Zero()), zero))
        refused(introduce, FullColumnRank(X @ X.T), z, null)
        refused(cut, injective_is_invertible(X @ X.T), assume(FullColumnRank(X)))

    def test_near_miss_is_false(self):
        assert full_column_rank(FULL_RANK)
        assert (FULL_RANK * FULL_RANK.T).det() == 0


def bowl(X):
    """The Hessian of the squared error, by SymPy."""
    w = letter("w", X.cols)
    return m.hessian(m.J(X, m.Matrix(Y[: X.rows]), w), w)


class TestHessianDefiniteIfFullRank(Restatement):
    id = "hessian-positive-definite-if-full-column-rank"
    hypotheses = (FullColumnRank(X),)
    conclusion = PositiveDefinite(hessian(J(w)))

    @pytest.mark.parametrize("X", [*DESIGNS, WIDE])
    def test_in_sympy(self, X):
        assert positive_definite(bowl(X)) == full_column_rank(X)

    def test_instance(self):
        assert full_column_rank(FULL_RANK)
        assert positive_definite(bowl(FULL_RANK))

    def test_near_miss_is_refused(self):  # the hypothesis missing
        flat = assume(Equals(v.T @ hessian(J(w)) @ v, Zero()))
        null = vanish(algebra(Equals(SquaredNorm(X @ v), Zero()), flat))
        refused(algebra, Equals(v, Zero(d)), null)
        semidefinite = published("hessian-positive-semidefinite")
        refused(introduce, PositiveDefinite(hessian(J(w))), v, semidefinite, null)

    def test_near_miss_is_false(self):
        assert not full_column_rank(RANK_ONE)
        assert not positive_definite(bowl(RANK_ONE))


class TestFullRankIfHessianDefinite(Restatement):
    id = "full-column-rank-if-hessian-positive-definite"
    hypotheses = (PositiveDefinite(hessian(J(w))),)
    conclusion = FullColumnRank(X)

    @pytest.mark.parametrize("X", [*DESIGNS, WIDE])
    def test_in_sympy(self, X):
        assert full_column_rank(X) == positive_definite(bowl(X))

    def test_instance(self):
        assert positive_definite(bowl(FULL_RANK))
        assert full_column_rank(FULL_RANK)

    def test_near_miss_is_refused(self):  # semidefinite is not enough
        semidefinite = assume(PositiveSemidefinite(hessian(J(w))))
        refused(unfold, semidefinite, 2, v)
        null = assume(Equals(X @ v, Zero(n)))
        refused(introduce, FullColumnRank(X), v, null)

    def test_near_miss_is_false(self):
        assert positive_semidefinite(bowl(RANK_ONE))
        assert not full_column_rank(RANK_ONE)
