"""Errors in the data, written down once more: letters for the kernel, the same in SymPy alone."""

from __future__ import annotations

from sympy import Matrix, Rational, eye

from derivations.kernel.statements import Equals
from derivations.kernel.terms import Letter

from . import matrices as m
from .letters import X, d, gram, n, u, w_hat, y

delta, e, E = Letter("delta", n), Letter("e", d), Letter("E", d, d)
E_X = Letter("E", n, d)
moved = u - w_hat
with_delta = Equals(gram @ u, X.T @ (y + delta))
with_e = Equals(gram @ u, X.T @ y + e)
with_E = Equals((gram + E) @ u, X.T @ y)

# Designs with bounds m and M: the last two have just these eigenvalues.
STEEP = Matrix([[5, 4], [4, 5], [0, 0]])  # XᵀX has the eigenvalues 81 and 1
MILD = Matrix([[1, 2], [2, 1], [0, 0]])  # 9 and 1
BOUNDED = (
    (m.FULL_RANK, Rational(4, 5), Rational(15, 2)),
    (STEEP, Rational(1), Rational(81)),
    (MILD, Rational(1), Rational(9)),
)
LEAST = Matrix([1, -1])  # an eigenvector of the least eigenvalue of STEEP and MILD
SEEN = Matrix([3, 1, 2])  # observations
ERRORS = (Matrix([1, -1, 0]), Matrix([1, 1, 3]), Matrix([2, 0, -1]))
IN_GRAM = (Matrix([[0, 0], [0, Rational(1, 4)]]), Matrix([[1, -1], [2, Rational(1, 3)]]))
IN_DESIGN = (
    Matrix([[0, 0], [0, 0], [1, -1]]) / 10,
    Matrix([[1, 0], [0, -2], [1, 1]]) / 5,
)


def weights(X: Matrix, right: Matrix) -> Matrix:
    """The w with XᵀXw the right side."""
    return (X.T * X).inv() * right


def bounded_below(X: Matrix, low: object) -> bool:
    """mI ⪯ XᵀX."""
    return m.positive_semidefinite(X.T * X - low * eye(X.cols))


def bounded_above(X: Matrix, high: object) -> bool:
    """XᵀX ⪯ MI."""
    return m.positive_semidefinite(high * eye(X.cols) - X.T * X)
