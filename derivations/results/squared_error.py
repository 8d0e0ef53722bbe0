"""The squared error as a quadratic form: J(w) = (1/n)(wᵀXᵀXw − 2wᵀXᵀy + yᵀy)."""

from ..kernel.statements import Equals
from ..kernel.terms import SquaredNorm
from ..proving.chain import calc
from .model import J, X, n, w, y

scalar_transpose = (
    calc(y.T @ X @ w)
    .equals((y.T @ X @ w).T, "transpose", by="a scalar equals its transpose")
    .equals(w.T @ X.T @ y, "reverse", by="a transpose reverses a product")
    .qed(
        "scalar-equals-its-transpose",
        "The two middle terms are equal",
        Equals(y.T @ X @ w, w.T @ X.T @ y),
    )
)

four_terms = w.T @ X.T @ X @ w - w.T @ X.T @ y - y.T @ X @ w + y.T @ y

expansion = (
    calc(J(w))
    .equals(SquaredNorm(X @ w - y) / n, "definition", by=("the definition of ", J(w)))
    .equals((X @ w - y).T @ (X @ w - y) / n, "product", by="the definition of the norm")
    .equals(four_terms / n, "four-terms", by=("multiply out, with ", Equals((X @ w).T, w.T @ X.T)))
    .qed(
        "squared-error-expansion",
        "The squared error in four terms",
        Equals(J(w), four_terms / n),
    )
)

three_terms = w.T @ X.T @ X @ w - 2 * (w.T @ X.T @ y) + y.T @ y

quadratic_form = (
    calc(J(w))
    .equals(four_terms / n, "expansion", by="the expansion into four terms", because=expansion)
    .equals(
        three_terms / n,
        "combine",
        by="the two middle terms are one scalar and its transpose",
        see=[scalar_transpose],
    )
    .qed(
        "squared-error-quadratic-form",
        "The squared error as a quadratic form",
        Equals(J(w), three_terms / n),
    )
)
