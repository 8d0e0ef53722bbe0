"""Sums over basis vectors: Σᵢ eᵢeᵢᵀ = I, and Σᵢ (yᵢ − xᵢᵀw)² = ‖y − Xw‖²."""

from __future__ import annotations

import pytest
from sympy import Matrix, Symbol, eye, ones, zeros

from derivations.kernel.statements import Equals
from derivations.kernel.terms import Identity, Letter, Ones, SquaredNorm, SumOver
from derivations.proving.certificates import algebra

from .letters import X, n, w, y
from .likelihood_letters import i, x_i, y_i
from .matrices import FITTED, FULL_RANK, Y, equal, letter, norm2
from .restatement import Restatement, refused

c = Letter("c")
r = y - X @ w


def basis(size: int) -> list[Matrix]:
    """e₁, …, eₙ, of which each has a 1 in its own place."""
    return [Matrix([int(row == place) for row in range(size)]) for place in range(size)]


class TestEqualTerms(Restatement):
    id = "sum-of-equal-terms"
    conclusion = Equals(SumOver(i, c), n * c)

    @pytest.mark.parametrize("n", [1, 2, 5])
    def test_in_sympy(self, n):
        c = Symbol("c")
        assert sum([c for _ in basis(n)]) == n * c

    def test_near_miss_is_refused(self):
        refused(algebra, Equals(SumOver(i, c), c))  # n lost
        refused(algebra, Equals(SumOver(i, y_i), n * y_i))  # the terms differ

    def test_near_miss_is_false(self):
        assert sum([7 for _ in basis(3)]) != 7
        assert all(sum(Y) != 3 * entry for entry in Y)


class TestBasisVectors(Restatement):
    id = "sum-of-basis-vectors"
    conclusion = Equals(SumOver(i, i), Ones(n))

    @pytest.mark.parametrize("n", [1, 2, 5])
    def test_in_sympy(self, n):
        assert sum(basis(n), zeros(n, 1)) == ones(n, 1)

    def test_near_miss_is_refused(self):
        refused(algebra, Equals(SumOver(i, i), n * i))  # as if they were equal
        refused(algebra, Equals(SumOver(i, i) / n, Ones(n)))

    def test_near_miss_is_false(self):
        assert all(ones(3, 1) != 3 * each for each in basis(3))
        assert sum(basis(3), zeros(3, 1)) / 3 != ones(3, 1)


class TestOuterProducts(Restatement):
    id = "sum-of-outer-products-of-basis-vectors"
    conclusion = Equals(SumOver(i, i @ i.T), Identity(n))

    @pytest.mark.parametrize("n", [1, 2, 5])
    def test_in_sympy(self, n):
        assert sum([each * each.T for each in basis(n)], zeros(n, n)) == eye(n)

    def test_near_miss_is_refused(self):
        refused(algebra, Equals(SumOver(i, i @ i.T), Ones(n) @ Ones(n).T))  # (Σᵢ eᵢ)(Σᵢ eᵢ)ᵀ
        refused(algebra, Equals(SumOver(i, i @ i.T), n * Identity(n)))

    def test_near_miss_is_false(self):
        total = sum([each * each.T for each in basis(3)], zeros(3, 3))
        assert total != ones(3, 1) * ones(1, 3)
        assert total != 3 * eye(3)


class TestSquaredResiduals(Restatement):
    id = "sum-of-squared-residuals"
    conclusion = Equals(SumOver(i, (y_i - x_i.T @ w) ** 2), SquaredNorm(y - X @ w))

    def test_in_sympy(self):
        X, y, w = letter("X", 3, 2), letter("y", 3), letter("w", 2)
        squares = [(y[i] - (X[i, :] * w)[0]) ** 2 for i in range(3)]
        assert equal(Matrix([sum(squares)]), norm2(y - X * w))

    def test_near_miss_is_refused(self):
        total = SumOver(i, (y_i - x_i.T @ w) ** 2)
        refused(algebra, Equals(total, (Ones(n).T @ r) ** 2))  # the square of the sum
        refused(algebra, Equals(total, SquaredNorm(y) - SquaredNorm(X @ w)))

    def test_near_miss_is_false(self):
        y, residuals = Y, Y - FULL_RANK * FITTED
        squares = [each**2 for each in residuals]
        assert sum(squares) != sum(residuals) ** 2
        residuals = y - FULL_RANK * 2 * FITTED
        squares = [each**2 for each in residuals]
        assert Matrix([sum(squares)]) != norm2(y) - norm2(FULL_RANK * 2 * FITTED)
