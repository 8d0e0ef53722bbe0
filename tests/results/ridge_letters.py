"""Ridge once more from the mathematics: its letters for the kernel, and the same in SymPy."""

from __future__ import annotations

from sympy import Matrix, Rational, eye

from derivations.kernel.statements import Invertible, Positive
from derivations.kernel.terms import Identity, Inverse, Letter, SquaredNorm, Term

from .letters import X, d, w, y
from .matrices import norm2

# For the kernel.

lam = Letter("lambda")
ridge_gram = X.T @ X + lam * Identity(d)
inverse = Inverse(ridge_gram)
ridge = inverse @ X.T @ y
positive, invertible = Positive(lam), Invertible(ridge_gram)


def R(at: Term = w, penalty: Term = lam) -> Term:
    """R(w, λ) = ‖Xw − y‖² + λ‖w‖²."""
    return SquaredNorm(X @ at - y) + penalty * SquaredNorm(at)


# In SymPy.

HALF = Rational(1, 2)


def matrix(X: Matrix, penalty: object) -> Matrix:
    """XᵀX + λI."""
    return X.T * X + penalty * eye(X.cols)


def fitted(X: Matrix, y: Matrix, penalty: object) -> Matrix:
    """(XᵀX + λI)⁻¹Xᵀy."""
    return matrix(X, penalty).inv() * X.T * y


def objective(X: Matrix, y: Matrix, w: Matrix, penalty: object) -> Matrix:
    """‖Xw − y‖² + λ‖w‖², a 1×1 matrix."""
    return norm2(X * w - y) + penalty * norm2(w)
