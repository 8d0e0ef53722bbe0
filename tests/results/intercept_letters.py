"""The chapter on the intercept: its letters for the kernel, and the same mathematics in SymPy."""

from __future__ import annotations

from sympy import Matrix, ones

from derivations.kernel.terms import Identity, Letter, Ones, SquaredNorm, Term

from . import matrices as m
from .letters import X, n, w_hat, y
from .matrices import equal, letter, norm2, solution

# For the kernel.

b, b_hat, b_star = Letter("b"), Letter("b_hat"), Letter("b_star")
one = Ones(n)
C = Identity(n) - one @ one.T / n
x_bar = X.T @ one / n
y_bar = one.T @ y / n
residual = y - X @ w_hat - one @ b_hat
in_weights = X.T @ X @ w_hat + X.T @ one @ b_hat  # the left-hand sides of the normal equations
in_intercept = one.T @ X @ w_hat + n * b_hat


def J(weights: Term, intercept: Term) -> Term:
    """J(w, b) = ‖y − Xw − 1b‖²/n."""
    return SquaredNorm(y - X @ weights - one @ intercept) / n


# In SymPy; numbers are 1×1 matrices.

DESIGN = Matrix([[0, 1], [1, 0], [2, 2], [1, -1]])  # independent of a column of ones
LINE = Matrix([0, 1, 2, 5])  # one column
DATA = Matrix([1, 0, 2, 3])


def constant(rows: int) -> Matrix:
    """The column of ones."""
    return ones(rows, 1)


def mean(A: Matrix) -> Matrix:
    """The mean of the rows, as a column."""
    return Matrix(A.cols, 1, lambda j, _: sum(A[:, j]) / A.rows)


def centred(A: Matrix) -> Matrix:
    """Each column less its mean."""
    return Matrix(A.rows, A.cols, lambda i, j: A[i, j] - mean(A)[j])


def error(X: Matrix, y: Matrix, w: Matrix, b: Matrix) -> Matrix:
    """The mean squared error with an intercept."""
    return norm2(y - X * w - constant(X.rows) * b) / X.rows


def slopes(X: Matrix, y: Matrix, w: Matrix, b: Matrix) -> tuple[Matrix, Matrix]:
    """The derivatives of the error in the weights and in the intercept, at a point."""
    u, c = letter("u", X.cols), letter("c", 1)
    f = error(X, y, u, c)
    both, point = Matrix([*u, *c]), Matrix([*w, *b])
    return m.at(m.gradient(f, u), both, point), m.at(m.gradient(f, c), both, point)


def fitted(X: Matrix, y: Matrix) -> tuple[Matrix, Matrix]:
    """The weights and the intercept at which both derivatives are 0."""
    w, b = letter("w", X.cols), letter("b", 1)
    f = error(X, y, w, b)
    point = solution(Matrix([*m.gradient(f, w), *m.gradient(f, b)]), Matrix([*w, *b]))
    return Matrix(point[:-1]), Matrix(point[-1:])


def solves_for_weights(X: Matrix, y: Matrix, w: Matrix, b: Matrix) -> bool:
    """XᵀXw + Xᵀ1b = Xᵀy."""
    return equal(X.T * X * w + X.T * constant(X.rows) * b, X.T * y)


def solves_for_intercept(X: Matrix, y: Matrix, w: Matrix, b: Matrix) -> bool:
    """1ᵀXw + nb = 1ᵀy."""
    return equal(constant(X.rows).T * X * w + X.rows * b, constant(X.rows).T * y)


def centred_fit(X: Matrix, y: Matrix) -> Matrix:
    """(XᵀCX)⁻¹XᵀCy, by columns less their means."""
    return (X.T * centred(X)).inv() * X.T * centred(y)
