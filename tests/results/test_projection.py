"""H = X(XᵀX)⁻¹Xᵀ and I − H split y into two orthogonal parts."""

from __future__ import annotations

import pytest
from sympy import Matrix, eye, ones, trace, zeros

from derivations.kernel.statements import Equals, Invertible
from derivations.kernel.terms import Identity, Inverse, SquaredNorm, Trace, Zero
from derivations.kernel.theorem import assume
from derivations.proving.certificates import algebra

from . import matrices as m
from .letters import H, P, X, Z, d, n, oblique, w_hat, y
from .matrices import (
    DESIGNS,
    FITTED,
    FULL_RANK,
    INSTRUMENT,
    SOLVED,
    Y,
    equal,
    hat,
    letter,
    norm2,
    solution,
    solves,
)
from .restatement import Restatement, refused

I = Identity(n)  # noqa: E741 - the text's letter
invertible = Invertible(X.T @ X)
normal = Equals(X.T @ X @ w_hat, X.T @ y)

LINE = letter("X", 3, 1)  # XᵀX is invertible but at 0
AVERAGING = ones(3, 3) / 3  # symmetric and idempotent
SLANTED = Matrix([[1, 1], [0, 0]])  # idempotent, not symmetric
DOUBLING = 2 * eye(2)  # symmetric, not idempotent


class TestResidualOrthogonal(Restatement):
    id = "residual-orthogonal-to-the-columns"
    hypotheses = (Equals(X.T @ X @ w_hat, X.T @ y),)
    conclusion = Equals(X.T @ (y - X @ w_hat), Zero(d))

    @pytest.mark.parametrize("X", DESIGNS)
    def test_in_sympy(self, X):
        y, w = letter("y", 3), letter("w", 2)
        w_hat = solution(X.T * X * w - X.T * y, w)
        assert equal(X.T * (y - X * w_hat), zeros(2, 1))

    @pytest.mark.parametrize(("X", "w_hat"), SOLVED)
    def test_instance(self, X, w_hat):
        assert solves(X, Y, w_hat)
        assert X.T * (Y - X * w_hat) == zeros(2, 1)

    def test_near_miss_is_refused(self):
        normal = assume(Equals(X.T @ X @ w_hat, X.T @ y))
        refused(algebra, Equals(y.T @ (y - X @ w_hat), Zero()), normal)  # y for the columns
        refused(algebra, Equals(y - X @ w_hat, Zero(n)), normal)  # Xᵀ lost

    def test_near_miss_is_false(self):
        X, y, w_hat = FULL_RANK, Y, FITTED
        assert solves(X, y, w_hat)
        assert y.T * (y - X * w_hat) != zeros(1, 1)
        assert y - X * w_hat != zeros(3, 1)


class TestHatSymmetric(Restatement):
    id = "hat-matrix-symmetric"
    hypotheses = (invertible,)
    conclusion = Equals(H.T, H)

    def test_in_sympy(self):
        assert equal(hat(LINE).T, hat(LINE))

    def test_instance(self):
        assert (FULL_RANK.T * FULL_RANK).det() != 0
        assert hat(FULL_RANK).is_symmetric()

    def test_near_miss_is_refused(self):  # another matrix in two of the three places
        refused(algebra, Equals(oblique.T, oblique), assume(Invertible(Z.T @ X)))

    def test_near_miss_is_false(self):
        assert (INSTRUMENT.T * FULL_RANK).det() != 0
        assert not m.oblique(FULL_RANK, INSTRUMENT).is_symmetric()


class TestHatIdempotent(Restatement):
    id = "hat-matrix-idempotent"
    hypotheses = (invertible,)
    conclusion = Equals(H @ H, H)

    def test_in_sympy(self):
        assert equal(hat(LINE) * hat(LINE), hat(LINE))

    def test_instance(self):
        assert (FULL_RANK.T * FULL_RANK).det() != 0
        assert hat(FULL_RANK) * hat(FULL_RANK) == hat(FULL_RANK)

    def test_near_miss_is_refused(self):
        refused(algebra, Equals(X @ X.T @ (X @ X.T), X @ X.T))  # the inverse lost
        refused(algebra, Equals(H @ H, I))  # H is no reflection

    def test_near_miss_is_false(self):
        X = FULL_RANK
        assert (X.T * X).det() != 0
        assert X * X.T * X * X.T != X * X.T
        assert hat(X) * hat(X) != eye(3)


class TestHatFixesColumns(Restatement):
    id = "hat-matrix-fixes-the-columns"
    hypotheses = (invertible,)
    conclusion = Equals(H @ X, X)

    def test_in_sympy(self):
        assert equal(hat(LINE) * LINE, LINE)

    def test_instance(self):
        assert (FULL_RANK.T * FULL_RANK).det() != 0
        assert hat(FULL_RANK) * FULL_RANK == FULL_RANK

    def test_near_miss_is_refused(self):
        refused(algebra, Equals(H @ y, y))  # it does not fix every vector
        refused(algebra, Equals(H @ Z, Z))

    def test_near_miss_is_false(self):
        assert (FULL_RANK.T * FULL_RANK).det() != 0
        assert hat(FULL_RANK) * Y != Y
        assert hat(FULL_RANK) * INSTRUMENT != INSTRUMENT


class TestFit(Restatement):
    id = "fit-is-the-hat-matrix-times-y"
    hypotheses = (invertible, normal)
    conclusion = Equals(X @ w_hat, H @ y)
    by_way_of = X @ Inverse(X.T @ X) @ (X.T @ X @ w_hat)

    def test_in_sympy(self):
        X, y, w = LINE, letter("y", 3), letter("w", 1)
        assert equal(X * solution(X.T * X * w - X.T * y, w), hat(X) * y)

    def test_instance(self):
        assert solves(FULL_RANK, Y, FITTED)
        assert hat(FULL_RANK) * Y == FULL_RANK * FITTED

    def test_near_miss_is_refused(self):  # the normal equation missing; H forgotten
        refused(algebra, Equals(X @ w_hat, H @ y))
        refused(algebra, Equals(X @ w_hat, y), assume(normal))

    def test_near_miss_is_false(self):
        assert hat(FULL_RANK) * Y != FULL_RANK * (2 * FITTED)
        assert FULL_RANK * FITTED != Y


class TestResidual(Restatement):
    id = "residual-is-the-residual-maker-times-y"
    hypotheses = (invertible, normal)
    conclusion = Equals(y - X @ w_hat, (I - H) @ y)
    by_way_of = y - X @ Inverse(X.T @ X) @ (X.T @ X @ w_hat)

    def test_in_sympy(self):
        X, y, w = LINE, letter("y", 3), letter("w", 1)
        residual = y - X * solution(X.T * X * w - X.T * y, w)
        assert equal(residual, (eye(3) - hat(X)) * y)

    def test_instance(self):
        assert solves(FULL_RANK, Y, FITTED)
        assert (eye(3) - hat(FULL_RANK)) * Y == Y - FULL_RANK * FITTED

    def test_near_miss_is_refused(self):  # the normal equation missing; H for I − H
        refused(algebra, self.conclusion)
        refused(algebra, Equals(y - X @ w_hat, H @ y), assume(normal))

    def test_near_miss_is_false(self):
        assert (eye(3) - hat(FULL_RANK)) * Y != Y - FULL_RANK * (2 * FITTED)
        assert hat(FULL_RANK) * Y != Y - FULL_RANK * FITTED


class TestHatTrace(Restatement):
    id = "hat-matrix-trace"
    hypotheses = (invertible,)
    conclusion = Equals(Trace(H), d)

    def test_in_sympy(self):
        assert equal(Matrix([trace(hat(LINE))]), Matrix([1]))

    def test_instance(self):
        assert (FULL_RANK.T * FULL_RANK).det() != 0
        assert trace(hat(FULL_RANK)) == 2

    def test_near_miss_is_refused(self):
        refused(algebra, Equals(Trace(H), n))
        refused(algebra, Equals(Trace(X @ X.T), d))  # the inverse lost

    def test_near_miss_is_false(self):
        assert (FULL_RANK.T * FULL_RANK).det() != 0
        assert trace(hat(FULL_RANK)) != 3
        assert trace(FULL_RANK * FULL_RANK.T) != 2


class TestComplementSymmetric(Restatement):
    id = "complement-of-a-symmetric-matrix"
    hypotheses = (Equals(P.T, P),)
    conclusion = Equals((I - P).T, I - P)

    def test_in_sympy(self):
        B = letter("B", 3, 3)
        P = B + B.T
        assert equal((eye(3) - P).T, eye(3) - P)

    def test_instance(self):
        P = AVERAGING
        assert P.T == P
        assert (eye(3) - P).is_symmetric()

    def test_near_miss_is_refused(self):
        refused(algebra, Equals((I - P).T, I - P), assume(Equals(P @ P, P)))

    def test_near_miss_is_false(self):
        P = SLANTED
        assert P * P == P
        assert not (eye(2) - P).is_symmetric()


class TestComplementIdempotent(Restatement):
    id = "complement-of-an-idempotent-matrix"
    hypotheses = (Equals(P @ P, P),)
    conclusion = Equals((I - P) @ (I - P), I - P)

    def test_in_sympy(self):
        a, b = letter("a", 3), letter("b", 3)
        P = a * b.T / (b.T * a)[0]
        assert equal(P * P, P)
        assert equal((eye(3) - P) * (eye(3) - P), eye(3) - P)

    def test_instance(self):
        P = m.oblique(FULL_RANK, INSTRUMENT)
        assert P * P == P
        assert (eye(3) - P) * (eye(3) - P) == eye(3) - P

    def test_near_miss_is_refused(self):
        refused(algebra, Equals((I - P) @ (I - P), I - P), assume(Equals(P.T, P)))

    def test_near_miss_is_false(self):
        P = DOUBLING
        assert P.T == P
        assert (eye(2) - P) * (eye(2) - P) != eye(2) - P


class TestPythagoras(Restatement):
    id = "pythagoras-for-a-projection"
    hypotheses = (Equals(P.T, P), Equals(P @ P, P))
    conclusion = Equals(SquaredNorm(y), SquaredNorm(P @ y) + SquaredNorm((I - P) @ y))

    def test_in_sympy(self):
        a, y = letter("a", 3), letter("y", 3)
        P = a * a.T / norm2(a)[0]
        assert equal(P * P, P)
        assert equal(norm2(y), norm2(P * y) + norm2((eye(3) - P) * y))

    def test_instance(self):
        P, y = AVERAGING, Y
        assert P.T == P
        assert P * P == P
        assert norm2(y) == norm2(P * y) + norm2((eye(3) - P) * y)

    def test_near_miss_is_refused(self):  # either hypothesis missing
        refused(algebra, self.conclusion, assume(Equals(P.T, P)))
        refused(algebra, self.conclusion, assume(Equals(P @ P, P)))

    def test_near_miss_is_false(self):
        y, P = Matrix([0, 1]), DOUBLING
        assert P.T == P
        assert norm2(y) != norm2(P * y) + norm2((eye(2) - P) * y)
        P = SLANTED
        assert P * P == P
        assert norm2(y) != norm2(P * y) + norm2((eye(2) - P) * y)


class TestMakerSymmetric(Restatement):
    id = "residual-maker-symmetric"
    hypotheses = (invertible,)
    conclusion = Equals((I - H).T, I - H)

    def test_in_sympy(self):
        assert equal((eye(3) - hat(LINE)).T, eye(3) - hat(LINE))

    def test_instance(self):
        assert (FULL_RANK.T * FULL_RANK).det() != 0
        assert (eye(3) - hat(FULL_RANK)).is_symmetric()

    def test_near_miss_is_refused(self):
        refused(algebra, Equals((I - oblique).T, I - oblique))

    def test_near_miss_is_false(self):
        assert (INSTRUMENT.T * FULL_RANK).det() != 0
        assert not (eye(3) - m.oblique(FULL_RANK, INSTRUMENT)).is_symmetric()


class TestMakerIdempotent(Restatement):
    id = "residual-maker-idempotent"
    hypotheses = (invertible,)
    conclusion = Equals((I - H) @ (I - H), I - H)

    def test_in_sympy(self):
        M = eye(3) - hat(LINE)
        assert equal(M * M, M)

    def test_instance(self):
        M = eye(3) - hat(FULL_RANK)
        assert (FULL_RANK.T * FULL_RANK).det() != 0
        assert M * M == M

    def test_near_miss_is_refused(self):
        refused(algebra, Equals((I + H) @ (I + H), I + H))  # a sign
        refused(algebra, Equals((I - 2 * H) @ (I - 2 * H), I - 2 * H))  # a reflection

    def test_near_miss_is_false(self):
        H = hat(FULL_RANK)
        assert (FULL_RANK.T * FULL_RANK).det() != 0
        for M in (eye(3) + H, eye(3) - 2 * H):
            assert M * M != M


class TestMakerRemovesColumns(Restatement):
    id = "residual-maker-removes-the-columns"
    hypotheses = (invertible,)
    conclusion = Equals((I - H) @ X, Zero(n, d))

    def test_in_sympy(self):
        assert equal((eye(3) - hat(LINE)) * LINE, zeros(3, 1))

    def test_instance(self):
        assert (FULL_RANK.T * FULL_RANK).det() != 0
        assert (eye(3) - hat(FULL_RANK)) * FULL_RANK == zeros(3, 2)

    def test_near_miss_is_refused(self):
        refused(algebra, Equals((I - H) @ y, Zero(n)))  # it leaves the residual of y
        refused(algebra, Equals((I - H) @ Z, Zero(n, d)))

    def test_near_miss_is_false(self):
        M = eye(3) - hat(FULL_RANK)
        assert (FULL_RANK.T * FULL_RANK).det() != 0
        assert any(M * Y)
        assert any(M * INSTRUMENT)


class TestSquaredLength(Restatement):
    id = "squared-length-of-fit-and-residual"
    hypotheses = (invertible,)
    conclusion = Equals(SquaredNorm(y), SquaredNorm(H @ y) + SquaredNorm((I - H) @ y))

    def test_in_sympy(self):
        y, H = letter("y", 3), hat(LINE)
        assert equal(norm2(y), norm2(H * y) + norm2((eye(3) - H) * y))

    def test_instance(self):
        y, H = Y, hat(FULL_RANK)
        assert (FULL_RANK.T * FULL_RANK).det() != 0
        assert norm2(y) == norm2(H * y) + norm2((eye(3) - H) * y)

    def test_near_miss_is_refused(self):
        parts = SquaredNorm(oblique @ y) + SquaredNorm((I - oblique) @ y)
        refused(algebra, Equals(SquaredNorm(y), parts))  # not orthogonal
        refused(algebra, Equals(SquaredNorm(y), SquaredNorm(H @ y) - SquaredNorm((I - H) @ y)))

    def test_near_miss_is_false(self):
        y, H, oblique = Y, hat(FULL_RANK), m.oblique(FULL_RANK, INSTRUMENT)
        assert (INSTRUMENT.T * FULL_RANK).det() != 0
        assert (FULL_RANK.T * FULL_RANK).det() != 0
        assert norm2(y) != norm2(oblique * y) + norm2((eye(3) - oblique) * y)
        assert norm2(y) != norm2(H * y) - norm2((eye(3) - H) * y)
