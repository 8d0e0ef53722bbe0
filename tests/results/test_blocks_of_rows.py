"""XᵀX and Xᵀy are sums over the observations, and two blocks of rows add."""

from __future__ import annotations

import pytest
from sympy import eye, zeros

from derivations.kernel.statements import Equals
from derivations.kernel.terms import Identity, SquaredNorm, SumOver
from derivations.kernel.theorem import assume
from derivations.proving.certificates import algebra

from .letters import X, gram, n, w, y
from .matrices import FITTED, FULL_RANK, Y, equal, letter
from .observation_letters import (
    E1,
    E2,
    RSS,
    X_1,
    X_2,
    error,
    i,
    x_i,
    y_1,
    y_2,
    y_i,
)
from .restatement import Restatement, refused

together = Equals(E1 @ E1.T + E2 @ E2.T, Identity(n))
of_length_1 = Equals(E1.T @ E1, Identity(E1.cols))

FIRST, LAST_TWO = eye(3)[:, :1], eye(3)[:, 1:]
BLOCKS = ((FIRST, LAST_TWO), (LAST_TWO, FIRST), (eye(4)[:, :2], eye(4)[:, 2:]))
PAIR = (FIRST, eye(3)[:, 1:2])  # a row is in neither


def rows(matrix):
    """The rows, as columns."""
    return [matrix[row, :].T for row in range(matrix.rows)]


class TestGramAsASum(Restatement):
    id = "gram-matrix-as-a-sum-over-observations"
    conclusion = Equals(gram, SumOver(i, x_i @ x_i.T))

    @pytest.mark.parametrize("shape", [(1, 2), (3, 2), (4, 3)])
    def test_in_sympy(self, shape):
        X = letter("X", *shape)
        assert equal(X.T * X, sum((x * x.T for x in rows(X)), zeros(X.cols, X.cols)))

    def test_near_miss_is_refused(self):
        refused(algebra, Equals(gram, x_i @ x_i.T))
        refused(algebra, Equals(gram, SumOver(i, x_i @ x_i.T) / n))
        refused(algebra, Equals(gram, SumOver(i, x_i) @ SumOver(i, x_i).T))

    def test_near_miss_is_false(self):
        X = FULL_RANK
        total = sum(rows(X), zeros(2, 1))
        assert all(x * x.T != X.T * X for x in rows(X))
        assert X.T * X not in (X.T * X / 3, total * total.T)


class TestProductsAsASum(Restatement):
    id = "products-with-the-observations-as-a-sum"
    conclusion = Equals(X.T @ y, SumOver(i, y_i * x_i))

    @pytest.mark.parametrize("shape", [(1, 2), (3, 2), (4, 3)])
    def test_in_sympy(self, shape):
        X, y = letter("X", *shape), letter("y", shape[0])
        terms = (at * x for at, x in zip(y, rows(X), strict=True))
        assert equal(X.T * y, sum(terms, zeros(X.cols, 1)))

    def test_near_miss_is_refused(self):
        refused(algebra, Equals(X.T @ y, y_i * x_i))
        refused(algebra, Equals(X.T @ y, SumOver(i, y_i) * SumOver(i, x_i)))

    def test_near_miss_is_false(self):
        X, y = FULL_RANK, Y
        assert all(X.T * y != y[row] * x for row, x in enumerate(rows(X)))
        assert X.T * y != sum(y) * sum(rows(X), zeros(2, 1))


class TestGramsAdd(Restatement):
    id = "gram-matrices-of-two-blocks-of-rows-add-up"
    hypotheses = (together,)
    conclusion = Equals(X_1.T @ X_1 + X_2.T @ X_2, gram)

    @pytest.mark.parametrize("blocks", BLOCKS)
    def test_in_sympy(self, blocks):
        X = letter("X", blocks[0].rows, 2)
        one, other = (block.T * X for block in blocks)
        assert equal(one.T * one + other.T * other, X.T * X)

    def test_instance(self):
        assert eye(3) == FIRST * FIRST.T + LAST_TWO * LAST_TWO.T
        one, other = FIRST.T * FULL_RANK, LAST_TWO.T * FULL_RANK
        assert one.T * one + other.T * other == FULL_RANK.T * FULL_RANK

    def test_near_miss_is_refused(self):
        refused(algebra, self.conclusion, assume(of_length_1))  # a row may be in neither
        refused(algebra, Equals(X_1.T @ X_1, gram), assume(together))
        refused(algebra, Equals((X_1.T @ X_1 + X_2.T @ X_2) / n, gram), assume(together))

    def test_near_miss_is_false(self):
        X = FULL_RANK
        one, other = (block.T * X for block in PAIR)
        assert all(block.T * block == eye(1) for block in PAIR)
        assert one.T * one + other.T * other != X.T * X
        assert one.T * one != X.T * X
        assert X.T * X / 3 != X.T * X


class TestProductsAdd(Restatement):
    id = "products-with-two-blocks-of-observations-add-up"
    hypotheses = (together,)
    conclusion = Equals(X_1.T @ y_1 + X_2.T @ y_2, X.T @ y)

    @pytest.mark.parametrize("blocks", BLOCKS)
    def test_in_sympy(self, blocks):
        n = blocks[0].rows
        X, y = letter("X", n, 2), letter("y", n)
        parts = (((block.T * X).T * (block.T * y)) for block in blocks)
        assert equal(sum(parts, zeros(2, 1)), X.T * y)

    def test_instance(self):
        X, y = FULL_RANK, Y
        assert eye(3) == FIRST * FIRST.T + LAST_TWO * LAST_TWO.T
        assert X.T * FIRST * FIRST.T * y + X.T * LAST_TWO * LAST_TWO.T * y == X.T * y

    def test_near_miss_is_refused(self):
        refused(algebra, self.conclusion, assume(of_length_1))
        refused(algebra, Equals(X_1.T @ y_1, X.T @ y), assume(together))
        refused(algebra, Equals(X_1.T @ y_1 - X_2.T @ y_2, X.T @ y), assume(together))

    def test_near_miss_is_false(self):
        X, y = FULL_RANK, Y
        one, other = (X.T * block * block.T * y for block in PAIR)
        assert all(block.T * block == eye(1) for block in PAIR)
        assert one + other != X.T * y
        one, other = (X.T * block * block.T * y for block in (FIRST, LAST_TWO))
        assert X.T * y not in (one, one - other)


class TestErrorsAdd(Restatement):
    id = "squared-errors-of-two-blocks-of-observations-add-up"
    hypotheses = (together,)
    conclusion = Equals(SquaredNorm(y_1 - X_1 @ w) + SquaredNorm(y_2 - X_2 @ w), RSS(w))

    @pytest.mark.parametrize("blocks", BLOCKS)
    def test_in_sympy(self, blocks):
        n = blocks[0].rows
        X, y, w = letter("X", n, 2), letter("y", n), letter("w", 2)
        parts = (error(block.T * X, block.T * y, w) for block in blocks)
        assert equal(sum(parts, zeros(1, 1)), error(X, y, w))

    def test_instance(self):
        X, y, w = FULL_RANK, Y, FITTED
        assert eye(3) == FIRST * FIRST.T + LAST_TWO * LAST_TWO.T
        one, other = (error(block.T * X, block.T * y, w) for block in (FIRST, LAST_TWO))
        assert one + other == error(X, y, w)

    def test_near_miss_is_refused(self):
        refused(algebra, self.conclusion, assume(of_length_1))
        refused(algebra, Equals(SquaredNorm(y_1 - X_1 @ w), RSS(w)), assume(together))
        shifted = SquaredNorm(y_1 - X_1 @ w) + SquaredNorm(y_2 + X_2 @ w)
        refused(algebra, Equals(shifted, RSS(w)), assume(together))

    def test_near_miss_is_false(self):
        X, y, w = FULL_RANK, Y, FITTED
        one, other = (error(block.T * X, block.T * y, w) for block in PAIR)
        assert all(block.T * block == eye(1) for block in PAIR)
        assert one + other != error(X, y, w)
        one = error(FIRST.T * X, FIRST.T * y, w)
        flipped = error(LAST_TWO.T * X, -LAST_TWO.T * y, w)
        assert error(X, y, w) not in (one, one + flipped)
