"""Statements: what can be assumed or proved about terms.

`Equals`, `Invertible` and `Nonnegative` are primitive. The others are defined, in `definitions`. A
statement counts as true only where each of its terms means something. What there is to know of a
kind of statement besides stands in the table in `declarations`.
"""

from __future__ import annotations

from .nodes import Node
from .terms import Index, Letter, Term


class Statement(Node):
    """A claim about terms; the base of every kind of statement below."""


class Equals(Statement):
    """left = right, entry by entry, of two terms of one shape, or ShapeError is raised."""

    left: Term
    right: Term


class OfScalar(Statement):
    """The base of the statements on a scalar."""

    scalar: Term


class OfSquare(Statement):
    """The base of the statements on a square matrix."""

    matrix: Term


class OfMinimum(Statement):
    """The base of the statements on the minimum of a function of a letter, which is bound."""

    point: Term
    function: Term
    letter: Letter


class Invertible(OfSquare):
    """The square matrix has an inverse; for a scalar, it is not 0."""


class Nonnegative(OfScalar):
    """scalar ≥ 0."""


class Positive(OfScalar):
    """scalar > 0: it is ≥ 0 and not 0."""


class FullColumnRank(Statement):
    """The columns of A, of any shape, are independent: Av = 0 only for v = 0."""

    matrix: Term


class PositiveSemidefinite(OfSquare):
    """The matrix is symmetric, and vᵀAv ≥ 0 for every v."""


class PositiveDefinite(OfSquare):
    """The matrix is symmetric, and vᵀAv > 0 for every v ≠ 0."""


class Minimises(OfMinimum):
    """function(letter) ≥ function(point) for every value of the letter."""


class UniquelyMinimises(OfMinimum):
    """The point minimises the function, and no other value of the letter does as well."""


class Maximises(OfMinimum):
    """function(letter) ≤ function(point) for every value of the letter."""


class UniquelyMaximises(OfMinimum):
    """The point maximises the function, and no other value of the letter does as well."""


class ForEach(Statement):
    """The statement, for every basis vector that the index can be; the index is bound."""

    index: Index  # type: ignore[assignment]
    statement: Statement


class Independent(Statement):
    """The entries of a random vector are independent of one another."""

    vector: Term


class IndependentVectors(Statement):
    """Two random vectors are independent of each other."""

    first: Term
    second: Term


class Integrable(Statement):
    """Every entry of a random matrix has a finite mean absolute value."""

    matrix: Term


class SquareIntegrable(Statement):
    """A random vector has finite second moments: it is integrable, and so is uuᵀ."""

    vector: Term


class Gaussian(Statement):
    """The random vector, of shape k×1, is Gaussian, with this mean and covariance (k×k).

    The covariance is symmetric, and E[exp(tᵀu)] = exp(tᵀm + tᵀSt/2) for every t. No other law has
    this function, which is why facts on Gaussian densities and independence can be cited of it.
    """

    vector: Term
    mean: Term
    covariance: Term


class Laplace(Statement):
    """The random scalar has a Laplace law with this location and scale, both scalars.

    Its density at x is exp(−|x − location|/scale)/(2 scale).
    """

    scalar: Term
    location: Term
    scale: Term


class ChiSquared(Statement):
    """The random scalar has a χ² law with so many degrees of freedom; with none, the law of 0."""

    scalar: Term
    degrees: Term


class StudentT(Statement):
    """scalar/√square has Student's t law with so many degrees of freedom.

    The square is positive with probability 1; where it is not, the ratio may be anything.
    """

    scalar: Term
    square: Term
    degrees: Term


def symmetric(matrix: Term) -> Equals:
    """The claim Aᵀ = A, that a matrix is symmetric; ShapeError is raised unless it is square."""
    return Equals(matrix.T, matrix)
