"""The same mathematics in SymPy alone, on matrices written out entry by entry."""

from __future__ import annotations

from sympy import Matrix, Rational, cancel, linsolve, symbols, zeros

FULL_RANK = Matrix([[1, 0], [1, 1], [1, 2]])
RANK_ONE = Matrix([[1, 2], [2, 4], [0, 0]])
DESIGNS = (FULL_RANK, RANK_ONE)
Y = Matrix([0, 1, 1])

NULL = Matrix([2, -1])  # RANK_ONE sends it to 0
FITTED = Matrix([Rational(1, 6), Rational(1, 2)])  # solves the normal equation of FULL_RANK and Y
FITTED_TOO = Matrix([Rational(2, 5), 0])  # solves that of RANK_ONE and Y, as does + NULL
SOLVED = ((FULL_RANK, FITTED), (RANK_ONE, FITTED_TOO), (RANK_ONE, FITTED_TOO + NULL))

INSTRUMENT = Matrix([[1, 0], [1, 1], [0, 1]])  # its product with FULL_RANK is invertible
NILPOTENT = Matrix([[0, 1], [0, 0]])


def letter(name: str, rows: int, cols: int = 1) -> Matrix:
    """A matrix of symbols."""
    return Matrix(rows, cols, symbols(f"{name}_:{rows}:{cols}", real=True))


def equal(left: Matrix, right: Matrix) -> bool:
    """Whether two matrices of rational functions are equal, by SymPy."""
    return (left - right).applyfunc(cancel) == zeros(*left.shape)


def norm2(vector: Matrix) -> Matrix:
    """‖u‖², a 1×1 matrix."""
    return vector.T * vector


def J(X: Matrix, y: Matrix, w: Matrix) -> Matrix:
    """‖Xw − y‖²/n, a 1×1 matrix."""
    return norm2(X * w - y) / X.rows


def gradient(f: Matrix, w: Matrix) -> Matrix:
    """The column of derivatives of a 1×1 matrix."""
    return f.jacobian(w).T


def hessian(f: Matrix, w: Matrix) -> Matrix:
    """The matrix of second derivatives of a 1×1 matrix."""
    return gradient(f, w).jacobian(w)


def at(f: Matrix, w: Matrix, point: Matrix) -> Matrix:
    """A function of the symbols w, at a point."""
    return f.subs(dict(zip(w, point, strict=True)), simultaneous=True)


def solution(equations: Matrix, w: Matrix) -> Matrix:
    """The w at which linear equations vanish; entries that stay free stand for themselves."""
    (point,) = linsolve(list(equations), *w)
    return Matrix(point)


def solves(X: Matrix, y: Matrix, w: Matrix) -> bool:
    """XᵀXw = Xᵀy."""
    return equal(X.T * X * w, X.T * y)


def fit(X: Matrix, y: Matrix) -> Matrix:
    """(XᵀX)⁻¹Xᵀy."""
    return (X.T * X).inv() * X.T * y


def hat(X: Matrix) -> Matrix:
    """X(XᵀX)⁻¹Xᵀ."""
    return X * (X.T * X).inv() * X.T


def oblique(X: Matrix, Z: Matrix) -> Matrix:
    """X(ZᵀX)⁻¹Zᵀ."""
    return X * (Z.T * X).inv() * Z.T


def full_column_rank(X: Matrix) -> bool:
    return X.rank() == X.cols


def positive_semidefinite(A: Matrix) -> bool:
    return A.is_symmetric() and A.is_positive_semidefinite


def positive_definite(A: Matrix) -> bool:
    return A.is_symmetric() and A.is_positive_definite


def minimises(X: Matrix, y: Matrix, point: Matrix) -> bool:
    """The gradient of J is 0 at the point, and J, which is quadratic, is convex."""
    w = letter("w", X.cols)
    slope = at(gradient(J(X, y, w), w), w, point)
    return equal(slope, 0 * slope) and positive_semidefinite(hessian(J(X, y, w), w))


def uniquely_minimises(X: Matrix, y: Matrix, point: Matrix) -> bool:
    """The point minimises J, and J is strictly convex: a singular Hessian has a flat direction."""
    w = letter("w", X.cols)
    return minimises(X, y, point) and positive_definite(hessian(J(X, y, w), w))
