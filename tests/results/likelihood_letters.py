"""The letters of the likelihood, written down once more from the mathematics, for the kernel."""

from __future__ import annotations

from derivations.kernel.terms import (
    Exp,
    Index,
    Letter,
    Log,
    Pi,
    ProductOver,
    Random,
    Root,
    SquaredNorm,
    Term,
)

from .letters import X, n, w, y

i = Index("i", n)
x_i, y_i = X.T @ i, i.T @ y  # row i of X, as a column, and entry i of y

epsilon = Random("epsilon", n)
variance = Letter("sigma_sq")
m, s = Letter("m", n), Letter("s", n)  # the mean and the variance of each entry of the noise
tau = Letter("tau")  # the scale of a Laplace law
b = Letter("b")  # the intercept
V = Letter("V", n, n)


def L(at: Term = w, spread: Term = variance) -> ProductOver:
    """L(w, σ²) = ∏ᵢ N(yᵢ; xᵢᵀw, σ²)."""
    squared = (y_i - x_i.T @ at) ** 2
    return ProductOver(i, 1 / Root(2 * Pi() * spread) * Exp(-(squared / (2 * spread))))


def ell(at: Term = w, spread: Term = variance) -> Term:
    """ℓ(w, σ²) = −n ln √(2πσ²) − ‖y − Xw‖²/(2σ²)."""
    return -n * Log(Root(2 * Pi() * spread)) - SquaredNorm(y - X @ at) / (2 * spread)
