"""XPX = X, PXP = P, XP and PX symmetric: at most one P, and two orthogonal projections."""

from __future__ import annotations

import pytest
from sympy import Matrix, eye, zeros

from derivations.kernel.statements import Equals, Invertible, symmetric
from derivations.kernel.terms import Identity, Inverse
from derivations.kernel.theorem import assume
from derivations.kernel.trees import substitute
from derivations.proving.certificates import algebra
from derivations.proving.sequents import transitive

from .letters import X, d, gram, n
from .matrices import FULL_RANK, RANK_ONE, equal, hat, letter
from .rank_letters import (
    ALL,
    INVERSE,
    LEAST,
    NORM,
    PENROSE,
    REFLEXIVE,
    SOME,
    P,
    Q,
    first,
    first_and_fourth,
    first_and_third,
    free,
    holding,
    keeps_P,
    keeps_X,
    symmetric_PX,
    symmetric_XP,
)
from .restatement import Restatement, refused

closed = Inverse(gram) @ X.T
invertible = Invertible(gram)
whatever_the_design = pytest.mark.parametrize("X", ALL)


def least(X):
    """(XᵀX)⁻¹Xᵀ."""
    return (X.T * X).inv() * X.T


def test_the_solutions_are_what_they_are_called():
    assert holding(RANK_ONE, INVERSE) == (True, True, True, True)
    assert holding(RANK_ONE, LEAST) == (True, False, True, False)
    assert holding(RANK_ONE, NORM) == (True, False, False, True)
    assert holding(RANK_ONE, REFLEXIVE) == (True, True, False, False)
    assert holding(RANK_ONE, first(RANK_ONE, SOME)) == (True, False, False, False)


class TestIdempotentXP(Restatement):
    id = "xp-is-idempotent"
    hypotheses = (keeps_X,)
    conclusion = Equals(X @ P @ (X @ P), X @ P)

    @whatever_the_design
    def test_in_sympy(self, X):
        P = first(X, free(X))
        assert equal(X * P * X * P, X * P)

    def test_instance(self):
        assert holding(RANK_ONE, REFLEXIVE)[0]
        assert (RANK_ONE * REFLEXIVE) ** 2 == RANK_ONE * REFLEXIVE != zeros(3, 3)

    def test_near_miss_is_refused(self):
        refused(algebra, self.conclusion)
        refused(algebra, self.conclusion, assume(symmetric_XP), assume(symmetric_PX))
        refused(algebra, Equals(X @ P, Identity(n)), assume(keeps_X))

    def test_near_miss_is_false(self):
        assert (RANK_ONE * SOME) ** 2 != RANK_ONE * SOME
        assert eye(3) != RANK_ONE * INVERSE


class TestIdempotentPX(Restatement):
    id = "px-is-idempotent"
    hypotheses = (keeps_X,)
    conclusion = Equals(P @ X @ (P @ X), P @ X)

    @whatever_the_design
    def test_in_sympy(self, X):
        P = first(X, free(X))
        assert equal(P * X * P * X, P * X)

    def test_instance(self):
        assert holding(RANK_ONE, REFLEXIVE)[0]
        assert (REFLEXIVE * RANK_ONE) ** 2 == REFLEXIVE * RANK_ONE != zeros(2, 2)

    def test_near_miss_is_refused(self):
        refused(algebra, self.conclusion)
        refused(algebra, self.conclusion, assume(symmetric_XP), assume(symmetric_PX))
        refused(algebra, Equals(P @ X, Identity(d)), assume(keeps_X))

    def test_near_miss_is_false(self):
        assert (SOME * RANK_ONE) ** 2 != SOME * RANK_ONE
        assert eye(2) != INVERSE * RANK_ONE


class TestKeepsRows(Restatement):
    id = "px-keeps-the-row-space"
    hypotheses = (symmetric_PX, keeps_X)
    conclusion = Equals(P @ X @ X.T, X.T)
    algebraic = False  # in steps, each by one equation

    @whatever_the_design
    def test_in_sympy(self, X):
        assert equal(first_and_fourth(X, free(X)) * X * X.T, X.T)

    def test_instance(self):
        assert holding(RANK_ONE, NORM) == (True, False, False, True)
        assert NORM * RANK_ONE * RANK_ONE.T == RANK_ONE.T

    def test_near_miss_is_refused(self):
        transposed, kept = Equals(P @ X @ X.T, (X @ P @ X).T), Equals((X @ P @ X).T, X.T)
        steps = algebra(transposed, assume(symmetric_PX)), algebra(kept, assume(keeps_X))
        assert transitive(*steps).conclusion == self.conclusion
        refused(algebra, transposed, assume(keeps_X), assume(keeps_P), assume(symmetric_XP))
        refused(algebra, kept, assume(symmetric_PX))

    def test_near_miss_is_false(self):
        assert LEAST * RANK_ONE * RANK_ONE.T != RANK_ONE.T
        assert REFLEXIVE * RANK_ONE * RANK_ONE.T != RANK_ONE.T
        assert holding(RANK_ONE, 2 * INVERSE)[3]
        assert 2 * INVERSE * RANK_ONE * RANK_ONE.T != RANK_ONE.T


class TestUnique(Restatement):
    id = "penroses-equations-have-one-solution-at-most"
    hypotheses = (*PENROSE, *(substitute(equation, {P: Q}) for equation in PENROSE))
    conclusion = Equals(P, Q)
    algebraic = False  # in three equations, of which the last uses the others

    @whatever_the_design
    def test_in_sympy(self, X):
        """What satisfies the other equations is P + (I − PX)Z(I − XP); PXP = P leaves P alone."""
        Z, inverse = free(X), X.pinv()
        assert holding(X, inverse) == (True, True, True, True)
        other = first_and_third(X, Z * (eye(X.rows) - X * inverse))
        assert equal(X * other, X * inverse)
        assert equal(other * X, inverse * X)
        assert equal(other * X * other, inverse)

    def test_instance(self):
        X, P = RANK_ONE, INVERSE
        assert Matrix([[1, 2, 0], [2, 4, 0]]) / 25 == P
        assert holding(X, P) == (True, True, True, True)

    def test_near_miss_is_refused(self):
        columns, rows = assume(Equals(X @ P, X @ Q)), assume(Equals(P @ X, Q @ X))
        kept, other = assume(keeps_P), assume(substitute(keeps_P, {P: Q}))
        by_columns = algebra(Equals(P, P @ (X @ Q)), columns, kept)
        by_rows = algebra(Equals(P @ (X @ Q), Q), rows, other)
        assert transitive(by_columns, by_rows).conclusion == self.conclusion
        refused(algebra, self.conclusion, columns, rows)  # PXP = P and QXQ = Q missing
        refused(algebra, self.conclusion, columns, rows, kept)
        transposed = Equals((X @ Q).T @ (X @ P).T, (X @ Q).T)
        algebra(transposed, assume(keeps_X))
        refused(algebra, transposed, assume(keeps_P), assume(symmetric_XP))
        refused(algebra, Equals(X @ Q @ (X @ P), X @ Q), assume(keeps_X), assume(symmetric_PX))

    def test_near_miss_is_false(self):
        """Without one of the equations there are others."""
        X, inverse = RANK_ONE, INVERSE
        off = (eye(2) - inverse * X) * SOME * (eye(3) - X * inverse)
        assert holding(X, zeros(2, 3)) == (False, True, True, True)
        assert holding(X, inverse + off) == (True, False, True, True)
        assert off != zeros(2, 3)
        third = inverse + inverse * X * SOME * (eye(3) - X * inverse)
        assert holding(X, third) == (True, True, False, True)
        assert third != inverse
        fourth = inverse + (eye(2) - inverse * X) * SOME * X * inverse
        assert holding(X, fourth) == (True, True, True, False)
        assert fourth != inverse


class TestClosedKeepsItself(Restatement):
    id = "closed-form-satisfies-penroses-second-equation"
    hypotheses = (invertible,)
    conclusion = Equals(closed @ X @ closed, closed)

    def test_in_sympy(self):
        X = letter("X", 2, 1)
        assert equal(least(X) * X * least(X), least(X))

    def test_instance(self):
        assert (FULL_RANK.T * FULL_RANK).det() != 0
        assert holding(FULL_RANK, least(FULL_RANK)) == (True, True, True, True)

    def test_near_miss_is_refused(self):
        refused(algebra, Equals(X.T @ X @ X.T, X.T))
        refused(algebra, Equals(closed @ X @ closed, 2 * closed))
        refused(algebra, Equals(X @ closed, Identity(n)))

    def test_near_miss_is_false(self):
        X = FULL_RANK
        assert X.T * X * X.T != X.T
        assert not holding(X, 2 * least(X))[1]
        assert hat(X) != eye(3)


class TestClosedSymmetric(Restatement):
    id = "closed-form-satisfies-penroses-fourth-equation"
    hypotheses = (invertible,)
    conclusion = symmetric(closed @ X)

    def test_in_sympy(self):
        X = letter("X", 2, 2)
        assert equal((least(X) * X).T, least(X) * X)

    def test_instance(self):
        assert (FULL_RANK.T * FULL_RANK).det() != 0
        assert least(FULL_RANK) * FULL_RANK == eye(2)

    def test_near_miss_is_refused(self):
        refused(algebra, symmetric(P @ X))
        refused(algebra, symmetric(P @ X), assume(keeps_X), assume(keeps_P), assume(symmetric_XP))

    def test_near_miss_is_false(self):
        assert not holding(RANK_ONE, REFLEXIVE)[3]
        assert (RANK_ONE.T * RANK_ONE).det() == 0  # and the closed form means nothing


class TestIsClosed(Restatement):
    id = "penroses-equations-with-full-column-rank"
    hypotheses = (invertible, symmetric_XP, keeps_X)
    conclusion = Equals(P, closed)
    algebraic = False  # in steps, each by one equation

    def test_in_sympy(self):
        X = FULL_RANK
        assert equal(first_and_third(X, free(X)), least(X))

    def test_instance(self):
        assert (FULL_RANK.T * FULL_RANK).det() != 0
        assert holding(FULL_RANK, FULL_RANK.pinv()) == (True, True, True, True)
        assert FULL_RANK.pinv() == least(FULL_RANK)

    def test_near_miss_is_refused(self):
        turned = Inverse(gram) @ (X @ P @ X).T
        transposed, kept = Equals(P, turned), Equals(turned, closed)
        steps = algebra(transposed, assume(symmetric_XP)), algebra(kept, assume(keeps_X))
        assert transitive(*steps).conclusion == self.conclusion
        assert set(steps[0].hypotheses) == {invertible, symmetric_XP}
        refused(algebra, transposed, assume(keeps_X), assume(symmetric_PX))
        refused(algebra, kept, assume(keeps_P), assume(symmetric_XP))

    def test_near_miss_is_false(self):
        X = FULL_RANK
        oblique = first_and_fourth(X, SOME)  # another left inverse
        assert holding(X, oblique) == (True, True, False, True)
        assert oblique != least(X)
        assert holding(X, zeros(2, 3)) == (False, True, True, True)
