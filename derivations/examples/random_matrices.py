"""Small random exact matrices, of the kinds that hypotheses ask for: projections, rotations, …."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from random import Random

import numpy as np

from ..numbers.elimination import Matrix, as_matrix, echelon, inverse, product

_ENTRIES = (0, 0, 0, 0, 1, 1, 1, -1, -1, 2, -2, 3)
_POSITIVE = (1, 1, 2, 3, 4, Fraction(1, 2), Fraction(1, 4))


def entry(rng: Random) -> int:
    """A small integer, often 0 or 1."""
    return rng.choice(_ENTRIES)


def sparse(rows: int, cols: int, rng: Random) -> Matrix:
    """A matrix of small integers."""
    return np.array([[entry(rng) for _ in range(cols)] for _ in range(rows)], dtype=object)


def signs(rows: int, cols: int, rng: Random) -> Matrix:
    """A matrix of entries 1 and −1, at times of rank one; its columns have one length."""
    drawn = [[rng.choice((1, -1)) for _ in range(cols)] for _ in range(rows)]
    turns = np.array(drawn, dtype=object)
    return turns[:, :1] * turns[:1] if rng.random() < 0.25 else turns


def positive(rows: int, cols: int, rng: Random) -> Matrix:
    """A matrix of positive numbers, at times of one only."""
    if rng.random() < 0.25:
        return np.full((rows, cols), rng.choice(_POSITIVE), dtype=object)
    return np.array(
        [[rng.choice(_POSITIVE) for _ in range(cols)] for _ in range(rows)], dtype=object
    )


def basis_vector(size: int, rng: Random) -> Matrix:
    """One of the standard basis vectors."""
    return np.eye(size, dtype=object)[:, [rng.randrange(size)]]


def _thin(rows: int, cols: int, rng: Random) -> Matrix:
    """A matrix of less than full rank, unless it has one row or column only."""
    rank = rng.randint(1, max(1, min(rows, cols) - 1))
    return product(sparse(rows, rank, rng), sparse(rank, cols, rng))


def _orthonormal(rows: int, cols: int, rng: Random) -> Matrix:
    """Orthonormal columns, or rows if the matrix is wide."""
    size = max(rows, cols)
    turned = np.eye(size, dtype=object)[rng.sample(range(size), size)]
    turned = turned * np.array([rng.choice((1, -1)) for _ in range(size)], dtype=object)
    if rng.random() < 0.5:
        turned = product(turned, _reflection(size, rng))
    return as_matrix(turned[:rows, :cols])


def _reflection(size: int, rng: Random) -> Matrix:
    """I − 2vvᵀ/vᵀv for a vector v."""
    v = np.array([[rng.choice((1, 1, -1, 2))] for _ in range(size)], dtype=object)
    return np.eye(size, dtype=object) - over(2 * v, v)


def _projection(size: int, rng: Random) -> Matrix:
    """B(BᵀB)⁻¹Bᵀ, the symmetric idempotent matrix onto the columns of a matrix B."""
    b = sparse(size, rng.randint(1, size), rng)
    pivots = echelon(b)[1]
    return over(b[:, pivots], b[:, pivots]) if pivots else np.zeros((size, size), dtype=object)


def over(a: Matrix, b: Matrix) -> Matrix:
    """A(BᵀB)⁻¹Bᵀ for independent columns of B."""
    rows, _ = echelon(np.hstack([product(b.T, b), b.T]))
    return product(a, as_matrix(row[len(b.T) :] for row in rows))


def symmetric(size: int, rng: Random) -> Matrix:
    """A symmetric matrix."""
    upper = np.triu(sparse(size, size, rng))
    return upper + np.triu(upper, 1).T


def semidefinite(size: int, rng: Random) -> Matrix:
    """BᵀB for a matrix B."""
    b = sparse(rng.randint(1, size), size, rng)
    return product(b.T, b)


def definite(size: int, rng: Random) -> Matrix:
    """A symmetric positive definite matrix."""
    return semidefinite(size, rng) + np.eye(size, dtype=object)


def diagonal(size: int, rng: Random) -> Matrix:
    """A diagonal matrix of entries 0, 1 and −1, often without −1."""
    values = rng.choice(((0, 1), (0, 1), (1, -1), (0, 1, -1, 2)))
    return np.diag(np.array([rng.choice(values) for _ in range(size)], dtype=object))


def _oblique(size: int, rng: Random) -> Matrix:
    """S⁻¹DS for a diagonal matrix D: idempotent or an involution, and seldom symmetric."""
    s = sparse(size, size, rng) + np.eye(size, dtype=object)
    back = inverse(s)
    d = diagonal(size, rng)
    return d if back is None else product(product(back, d), s)


def _nilpotent(size: int, rng: Random) -> Matrix:
    """A strictly upper triangular matrix."""
    return np.triu(sparse(size, size, rng), 1)


def constant(size: int, rng: Random) -> Matrix:
    """The zero or the identity matrix, or minus the identity."""
    return rng.choice((0, 1, 1, -1)) * np.eye(size, dtype=object)


_RECTANGULAR = (sparse, _thin, _orthonormal)
_SQUARE = (
    _projection,
    symmetric,
    semidefinite,
    definite,
    diagonal,
    _oblique,
    _oblique,
    _nilpotent,
    constant,
)


def any_matrix(rows: int, cols: int, rng: Random, known: Sequence[Matrix] = ()) -> Matrix:
    """A matrix of a random kind, at times made from one that is known already."""
    kin = [m for m in known if m.shape in ((rows, cols), (cols, rows))]
    if kin and rng.random() < 0.2:
        return _relative(rng.choice(kin), rows, cols, rng)
    if rows != cols or rng.random() < 0.3:
        return rng.choice(_RECTANGULAR)(rows, cols, rng)
    return rng.choice(_SQUARE)(rows, rng)


def _relative(matrix: Matrix, rows: int, cols: int, rng: Random) -> Matrix:
    """A known matrix M of shape rows × cols or its transpose, or −M, I − M, M⁻¹."""
    if matrix.shape != (rows, cols) or (rows == cols and rng.random() < 0.25):
        matrix = matrix.T
    if rows != cols:
        return rng.choice((1, -1)) * matrix
    options = [matrix, -matrix, np.eye(rows, dtype=object) - matrix]
    back = inverse(matrix)
    return rng.choice(options if back is None else [*options, back])
