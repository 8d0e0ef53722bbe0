"""A step of gradient descent, w − η∇J(w), takes the error w − ŵ to S(w − ŵ), S = I − (2η/n)XᵀX."""

from ..kernel.statements import Equals
from ..kernel.terms import Identity, Letter, SquaredNorm, Term, Zero
from ..kernel.theorem import assume, instantiate
from ..kernel.trees import Abbreviation
from ..proving.chain import calc
from .global_minimum import error_gap
from .gradient import squared_error_gradient
from .model import J, X, d, gradient, gram, n, v, w, w_hat, y
from .normal_equation import normal

eta = Letter("eta")  # the length of a step
S = Abbreviation("S", (), (), Identity(d) - 2 * eta / n * gram)


def slope(at: Term) -> Term:
    """∇J at a point of shape d×1."""
    return gradient(J(w), w, at)


def step(at: Term, length: Term = eta) -> Term:
    """Where a step of gradient descent leads from a point of shape d×1."""
    return at - length * slope(at)


error = (
    calc(step(w) - w_hat)
    .equals(
        w - w_hat - 2 * eta / n * (gram @ w - X.T @ y),
        "gradient",
        by=squared_error_gradient.conclusion,
        see=squared_error_gradient,
    )
    .equals(
        w - w_hat - 2 * eta / n * (gram @ (w - w_hat)),
        "normal-equation",
        by=normal.conclusion,
        because=normal,
    )
    .equals(S @ (w - w_hat), "fold", by=("the definition of ", S))
    .qed(
        "error-after-a-step-of-descent",
        "What a step of gradient descent does to the error",
        Equals(step(w) - w_hat, S @ (w - w_hat)),
    )
)

gap = (
    calc(J(step(w)) - J(w_hat))
    .equals(
        SquaredNorm(X @ (step(w) - w_hat)) / n,
        "gap",
        by=("the gap at ", step(w)),
        because=instantiate(error_gap.theorem, (w, step(w))),
    )
    .equals(
        SquaredNorm(X @ S @ (w - w_hat)) / n,
        "error",
        by=error.conclusion,
        because=error,
    )
    .qed(
        "gap-after-a-step-of-descent",
        "By how much J exceeds its minimum after a step",
        Equals(J(step(w)) - J(w_hat), SquaredNorm(X @ S @ (w - w_hat)) / n),
    )
)

null = assume(Equals(X @ v, Zero(n)))

null_component = (
    calc(v.T @ step(w))
    .equals(
        v.T @ w - 2 * eta / n * (v.T @ X.T @ (X @ w - y)),
        "gradient",
        by=squared_error_gradient.conclusion,
        see=squared_error_gradient,
    )
    .equals(v.T @ w, "null", by=null.conclusion, because=null)
    .qed(
        "descent-keeps-what-lies-in-the-null-space",
        "Descent keeps what lies in the null space of X",
        Equals(v.T @ step(w), v.T @ w),
    )
)
