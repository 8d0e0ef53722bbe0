"""The letters of one observation more or less, written down once more, for the kernel; and SymPy's.

In SymPy an observation is the number of its row.
"""

from __future__ import annotations

from sympy import Matrix, eye

from derivations.kernel.statements import Equals, Invertible
from derivations.kernel.terms import Dimension, Index, Inverse, Letter, SquaredNorm

from .letters import X, gram, n, w_hat, y
from .matrices import norm2

i = Index("i", n)
x_i, y_i = X.T @ i, i.T @ y
E1, E2 = Letter("E1", n, Dimension("m")), Letter("E2", n, Dimension("l"))
X_1, X_2, y_1, y_2 = E1.T @ X, E2.T @ X, E1.T @ y, E2.T @ y

invertible = Invertible(gram)
normal = Equals(gram @ w_hat, X.T @ y)

by_gram = Inverse(gram) @ x_i
h_i = x_i.T @ by_gram
r_i = y_i - x_i.T @ w_hat
not_1 = Invertible(1 - h_i)


def RSS(at):
    """‖y − Xw‖²."""
    return SquaredNorm(y - X @ at)


HAND = Matrix([[1, 0], [1, 0], [0, 1]])  # the last row alone says what the second weight is


def basis(row, size=3):
    """A column of the identity."""
    return eye(size)[:, row]


def leverage(X, row):
    """xᵢᵀ(XᵀX)⁻¹xᵢ, a 1×1 matrix."""
    return X[row, :] * (X.T * X).inv() * X[row, :].T


def without(matrix, row):
    """The matrix without a row."""
    return Matrix([matrix[other, :] for other in range(matrix.rows) if other != row])


def error(X, y, w):
    """‖y − Xw‖²."""
    return norm2(y - X * w)
