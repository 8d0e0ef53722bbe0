"""Two rules of matrix calculus: ∇(wᵀAw) = (A + Aᵀ)w, which is 2Aw for symmetric A; ∇(wᵀb) = b."""

from ..kernel.statements import Equals, symmetric
from ..kernel.terms import Letter
from ..kernel.theorem import assume
from ..proving.chain import calc, line, prove, publish
from .model import d, gradient, w

A = Letter("A", d, d)
b = Letter("b", d)
h = Letter("h", d)

quadratic_form = publish(
    "gradient-of-a-quadratic-form",
    "The gradient of a quadratic form",
    Equals(gradient(w.T @ A @ w, w), (A + A.T) @ w),
    line(
        "first-order",
        prove(
            Equals((w + h).T @ A @ (w + h), w.T @ A @ w + h.T @ (A + A.T) @ w + h.T @ A @ h),
        ),
        by=("multiply out, and sort by the order in ", h),
    ),
    line(
        "gradient",
        prove(Equals(gradient(w.T @ A @ w, w), (A + A.T) @ w)),
        by=("what ", h.T, " multiplies in the term of first order"),
    ),
)

symmetric_quadratic_form = (
    calc(gradient(w.T @ A @ w, w))
    .equals((A + A.T) @ w, "quadratic-form", by="the general rule", because=quadratic_form)
    .equals(2 * (A @ w), "symmetry", by=(A, " is symmetric"), because=assume(symmetric(A)))
    .qed(
        "gradient-of-a-symmetric-quadratic-form",
        "The gradient of a symmetric quadratic form",
        Equals(gradient(w.T @ A @ w, w), 2 * (A @ w)),
    )
)

linear_form = publish(
    "gradient-of-a-linear-form",
    "The gradient of a linear form",
    Equals(gradient(w.T @ b, w), b),
    line(
        "first-order",
        prove(Equals((w + h).T @ b, w.T @ b + h.T @ b)),
        by="multiply out",
    ),
    line(
        "gradient",
        prove(Equals(gradient(w.T @ b, w), b)),
        by=("what ", h.T, " multiplies in the term of first order"),
    ),
)
