"""A square matrix A with independent columns is invertible: A⁺ is its inverse, on both sides.

From AA⁺A = A follows A⁺A = I. What is left, M_A = I − AA⁺, is then a symmetric projection whose
trace is that of I − A⁺A, and so 0. That trace is a sum of squares, the lengths of its columns; so
M_A sends every v to 0, and AA⁺ = I too.
"""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from ..kernel.statements import Equals, ForEach, FullColumnRank, Nonnegative
from ..kernel.terms import (
    Dimension,
    Identity,
    Index,
    Letter,
    Pseudoinverse,
    SquaredNorm,
    SumOver,
    Term,
    Zero,
)
from ..kernel.theorem import (
    Theorem,
    algebra,
    assume,
    cut,
    instantiate,
    introduce,
    sum_of_nonnegatives,
    unfold,
)
from ..kernel.trees import Abbreviation
from .certificates import algebra as proved_by_algebra
from .certificates import rewrite
from .sequents import antisymmetric, apply, inverse_exists, square, vanish

k = Dimension("k")
j, _i = Index("j", k), Index("i", k)
A, v = Letter("A", k, k), Letter("v", k)
I_k, A_plus = Identity(k), Pseudoinverse(A)
M_A = Abbreviation("M_A", (), (), I_k - A @ A_plus)


class Steps(NamedTuple):
    """The steps of the proof, as theorems."""

    keeps: Theorem
    symmetric: Theorem
    apart: Theorem
    left: Theorem
    squares: Theorem
    negative: Theorem
    no_length: Theorem
    nothing: Theorem
    right: Theorem
    invertible: Theorem


@cache
def steps() -> Steps:
    """The proof that a square A of full column rank is invertible, in letters."""
    keeps = apply("pseudoinverse-keeps-the-matrix", sizes=(k, k), U=A)
    symmetric = apply("pseudoinverse-on-the-right-is-symmetric", sizes=(k, k), U=A)
    difference = A_plus @ A @ v - v
    sent_to_0 = proved_by_algebra(Equals(A @ difference, Zero(k)), keeps)
    independent = unfold(assume(FullColumnRank(A)), 0, v)
    no_difference = cut(instantiate(independent, (v, difference)), sent_to_0)
    apart = proved_by_algebra(Equals(A_plus @ A @ v, v), no_difference)
    left = _by_columns(A_plus @ A, apart)

    along = j.T @ (M_A @ v)
    square_j = square(SquaredNorm(M_A @ v) * (M_A @ j) - along * (M_A @ v))
    (part,) = square_j.conclusion[1:-1]
    squares = sum_of_nonnegatives(
        SumOver(j, part), introduce(ForEach(j, square_j.conclusion), j, square_j)
    )
    fourth_power = SquaredNorm(SquaredNorm(M_A @ v))
    negative = rewrite(squares, Nonnegative(-fourth_power), keeps, symmetric, left)
    no_length = vanish(antisymmetric(square(SquaredNorm(M_A @ v)), negative))
    nothing = vanish(no_length)
    right = _by_columns(A @ A_plus, proved_by_algebra(Equals(A @ A_plus @ v, v), nothing))
    invertible = inverse_exists(left, right)
    return Steps(
        keeps,
        symmetric,
        apart,
        left,
        squares,
        negative,
        no_length,
        nothing,
        right,
        invertible,
    )


def _by_columns(matrix: Term, keeps: Theorem) -> Theorem:
    """From Mv = v for every v follows M = I: Σᵢ Meᵢeᵢᵀ = Σᵢ eᵢeᵢᵀ."""
    at_j = instantiate(keeps, (v, j))
    each = introduce(ForEach(j, at_j.conclusion), j, at_j)
    column, whole = Letter("column", k), Letter("whole", k, k)
    certificate = (
        (column, "at", each.conclusion, _i),
        (whole, "each", SumOver(_i, matrix @ _i @ _i.T), _i @ _i.T, column @ _i.T),
    )
    return algebra(Equals(matrix, I_k), whole, certificate, each)


def injective_is_invertible(matrix: Term) -> Theorem:
    """That a square matrix of full column rank is invertible."""
    return instantiate(steps().invertible, (A, matrix), (k, matrix.shape[0]))
