"""Steps of descent, written down once more: the letters for the kernel, the same in SymPy alone."""

from __future__ import annotations

from sympy import Matrix, Rational, eye, symbols, zeros

from derivations.kernel.statements import Equals, PositiveSemidefinite
from derivations.kernel.terms import Identity, Letter, Term

from . import matrices as m
from .letters import J, X, d, gradient, gram, n, w, w_hat, y

eta, mu, low, high = (Letter(name) for name in ("eta", "mu", "m", "M"))
q = Letter("q", d)
S = Identity(d) - 2 * eta / n * gram
normal = Equals(gram @ w_hat, X.T @ y)
eigenvector = Equals(gram @ q, mu * q)
above_m = PositiveSemidefinite(gram - low * Identity(d))
below_M = PositiveSemidefinite(high * Identity(d) - gram)


def slope(at: Term = w) -> Term:
    """∇J at a point."""
    return gradient(J(w), at)


def step(at: Term = w, length: Term = eta) -> Term:
    """The point w − η∇J(w)."""
    return at - length * slope(at)


TURNED = Matrix([[1, 2], [2, 1]])  # XᵀX has the eigenvalues 9 and 1
TWO = Matrix([4, -1])
# Designs with an eigenvector of XᵀX and its eigenvalue.
EIGENVECTORS = (
    (TURNED, Matrix([1, 1]), 9),
    (TURNED, Matrix([2, -2]), 1),
    (m.RANK_ONE, Matrix([1, 2]), 25),
    (m.RANK_ONE, m.NULL, 0),
)
# Designs with bounds m and M that hold: mI ⪯ XᵀX ⪯ MI.
BOUNDS = (
    (TURNED, Rational(1), Rational(9)),
    (TURNED, Rational(1, 2), Rational(10)),
    (m.FULL_RANK, Rational(4, 5), Rational(15, 2)),
    (m.RANK_ONE, Rational(0), Rational(25)),
)
length = symbols("eta", real=True)


def responses(X: Matrix) -> Matrix:
    """Some y of the right size."""
    return TWO if X.rows == 2 else m.Y


def slope_at(X: Matrix, y: Matrix, point: Matrix) -> Matrix:
    """∇J at a point, by differentiation."""
    z = m.letter("z", X.cols)
    return m.at(m.gradient(m.J(X, y, z), z), z, point)


def step_from(X: Matrix, y: Matrix, point: Matrix, length: object = length) -> Matrix:
    """The point w − η∇J(w)."""
    return point - length * slope_at(X, y, point)


def shrinking(X: Matrix, length: object = length) -> Matrix:
    """S = I − (2η/n)XᵀX."""
    return eye(X.cols) - 2 * length / X.rows * X.T * X


def fitted(X: Matrix, y: Matrix) -> Matrix:
    """The solutions of the normal equation, by SymPy; where there are many, u parametrises them."""
    u = m.letter("u", X.cols)
    return m.solution(X.T * X * u - X.T * y, u)


def between(X: Matrix, low: Rational, high: Rational) -> bool:
    """mI ⪯ XᵀX ⪯ MI."""
    gram = X.T * X
    sides = (gram - low * eye(X.cols), high * eye(X.cols) - gram)
    return all(map(m.positive_semidefinite, sides))


def is_eigenvector(X: Matrix, q: Matrix, mu: object) -> bool:
    """XᵀXq = μq."""
    return m.equal(X.T * X * q - mu * q, zeros(X.cols, 1))
