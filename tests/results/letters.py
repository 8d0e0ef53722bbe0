"""The letters of the text, written down once more from the mathematics, for the kernel."""

from __future__ import annotations

from derivations.kernel.terms import Derivative, Dimension, Inverse, Letter, SquaredNorm, Term

n, d = Dimension("n"), Dimension("d")

X, Z = Letter("X", n, d), Letter("Z", n, d)
y = Letter("y", n)
w, w_hat, u, v, h, b = (Letter(name, d) for name in ("w", "w_hat", "u", "v", "h", "b"))
t = Letter("t")
A = Letter("A", d, d)
P = Letter("P", n, n)

gram = X.T @ X
estimate = Inverse(X.T @ X) @ X.T @ y
H = X @ Inverse(X.T @ X) @ X.T
oblique = X @ Inverse(Z.T @ X) @ Z.T  # idempotent, and symmetric only by chance


def J(at: Term) -> Term:
    """J(w) = ‖Xw − y‖²/n."""
    return SquaredNorm(X @ at - y) / n


def gradient(function: Term, at: Term = w) -> Term:
    """∇f, a column: the transpose of the Jacobian in w."""
    return Derivative(function, w, at).T


def hessian(function: Term) -> Term:
    """∇²f, the Jacobian of the gradient."""
    return Derivative(gradient(function), w, w)
