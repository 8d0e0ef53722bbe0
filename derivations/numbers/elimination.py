"""Exact rational matrices, by Gaussian elimination: rank, inverse, definiteness."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from math import lcm
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

Matrix: TypeAlias = "NDArray[Any]"


def echelon(matrix: Matrix) -> tuple[list[list[Fraction]], list[int]]:
    """The rows of the reduced row echelon form that are not zero, and the columns of their pivots.

    >>> echelon(np.array([[1, 2], [2, 4]], dtype=object))
    ([[Fraction(1, 1), Fraction(2, 1)]], [0])
    """
    todo = [[Fraction(entry) for entry in row] for row in matrix]
    done: list[list[Fraction]] = []
    pivots: list[int] = []
    for column in range(matrix.shape[1]):
        found = next((i for i, row in enumerate(todo) if row[column]), None)
        if found is None:
            continue
        chosen = todo.pop(found)
        pivot = chosen[column]
        chosen = [entry / pivot for entry in chosen]
        for row in (*done, *todo):
            factor = row[column]
            if factor:
                row[:] = [a - factor * b if b else a for a, b in zip(row, chosen, strict=True)]
        done.append(chosen)
        pivots.append(column)
    return done, pivots


def rank(matrix: Matrix) -> int:
    """The rank of an exact matrix.

    >>> rank(np.array([[1, 2], [2, 4]], dtype=object))
    1
    """
    return len(echelon(matrix)[1])


def inverse(matrix: Matrix) -> Matrix | None:
    """The inverse of an exact square matrix, or None where it is singular.

    >>> inverse(np.array([[2]], dtype=object))
    array([[Fraction(1, 2)]], dtype=object)
    """
    size = len(matrix)
    if size == 1:
        return as_matrix([[1 / Fraction(matrix[0, 0])]]) if matrix[0, 0] else None
    rows, pivots = echelon(np.hstack([matrix, np.eye(size, dtype=object)]))
    return as_matrix(row[size:] for row in rows) if pivots == list(range(size)) else None


def pseudoinverse(matrix: Matrix) -> Matrix:
    """The pseudoinverse Cᵀ(BᵀACᵀ)⁻¹Bᵀ of an exact matrix A = BC; that of 0 is 0.

    B has the columns of A at the pivots, and C the rows of the echelon form: both have full rank.

    >>> pseudoinverse(np.array([[1, 2], [2, 4]], dtype=object)) * 25
    array([[Fraction(1, 1), Fraction(2, 1)],
           [Fraction(2, 1), Fraction(4, 1)]], dtype=object)
    """
    rows, pivots = echelon(matrix)
    if not pivots:
        return np.zeros(matrix.shape[::-1], dtype=object)
    b, c = matrix[:, pivots], np.array(rows, dtype=object)
    middle: Any = inverse(product(product(b.T, matrix), c.T))  # there is one: it is BᵀB · CCᵀ
    return as_matrix(product(product(c.T, middle), b.T))


def is_semidefinite(matrix: Matrix) -> bool:
    """Whether vᵀAv ≥ 0 for every v, for an exact symmetric matrix A: no pivot of LDLᵀ is negative.

    >>> is_semidefinite(np.array([[1, 2], [2, 1]], dtype=object))
    False
    """
    rows = [[Fraction(entry) for entry in row] for row in matrix]
    while rows:
        k = next((i for i, row in enumerate(rows) if row[i]), None)
        if k is None:
            return not any(any(row) for row in rows)
        chosen = rows.pop(k)
        pivot = chosen.pop(k)
        if pivot < 0:
            return False
        rows = [
            [a - row[k] * b / pivot for a, b in zip(row[:k] + row[k + 1 :], chosen, strict=True)]
            for row in rows
        ]
    return True


def ldl(matrix: Matrix) -> tuple[Matrix, list[Fraction]]:
    """L and positive d with S = L·diag(d)·Lᵀ, for an exact positive semidefinite matrix S.

    They are as many as the rank of S, but a column 0 for S = 0.

    >>> ldl(np.array([[2, 2], [2, 2]], dtype=object))
    (array([[1],
           [1]], dtype=object), [Fraction(2, 1)])
    """
    left, columns, pivots = matrix + Fraction(0), [], []
    for k in range(len(matrix)):
        pivot = left[k, k]
        if pivot:
            column = left[:, [k]] / pivot
            left = left - column * pivot * column.T
            columns.append(column)
            pivots.append(pivot)
        if not left.any():
            break
    if not columns:
        return np.zeros((len(matrix), 1), dtype=object), [Fraction(1)]
    return as_matrix(np.hstack(columns)), pivots


def product(left: Matrix, right: Matrix) -> Matrix:
    """The matrix product.

    Long sums of fractions are summed over one denominator, as each sum of two would be reduced to
    lowest terms otherwise, which takes most of the time where there are many digits.

    >>> product(np.full((1, 20), Fraction(1, 2)), np.full((20, 1), Fraction(1, 3)))
    array([[Fraction(10, 3)]], dtype=object)
    """
    long = left.ndim == right.ndim == 2 and left.shape[1] >= _LONG and left.dtype == object
    if not long or (_are_ints(left) and _are_ints(right)):
        short: Matrix = left @ right
        return short
    rows, below = zip(*map(_over_one_denominator, left), strict=True)
    columns, beside = zip(*map(_over_one_denominator, right.T), strict=True)
    sums = np.array(rows, dtype=object) @ np.array(columns, dtype=object).T
    found = np.empty(sums.shape, dtype=object)
    for i, j in np.ndindex(sums.shape):
        found[i, j] = Fraction(int(sums[i, j]), below[i] * beside[j])
    return found


_LONG = 8  # a sum of so many products is long


def _are_ints(matrix: Matrix) -> bool:
    """Whether every entry of an exact matrix is a whole number."""
    return all(type(entry) is int for entry in matrix.flat)


def _over_one_denominator(entries: Iterable[Fraction | int]) -> tuple[list[int], int]:
    """The numerators of numbers over their least common denominator, and that."""
    numbers = list(entries)
    below = lcm(*(number.denominator for number in numbers))
    return [number.numerator * (below // number.denominator) for number in numbers], below


def as_matrix(rows: Any) -> Matrix:
    """Rows of exact numbers as an object array, with whole fractions as int."""
    return np.array([[simple(entry) for entry in row] for row in rows], dtype=object)


def simple(number: Any) -> int | Fraction:
    """An exact rational as an int where it is whole, else as a Fraction."""
    if number.denominator == 1:
        return int(number.numerator)
    return Fraction(int(number.numerator), int(number.denominator))
