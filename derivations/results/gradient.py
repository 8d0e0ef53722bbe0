"""The gradient of the squared error: ∇J(w) = (2/n)(XᵀXw − Xᵀy)."""

from ..kernel.statements import Equals
from ..kernel.terms import Letter, SquaredNorm
from ..proving.chain import Let, calc
from . import gradient_rules, squared_error
from .gradient_rules import A, b
from .model import J, X, d, gradient, gram, n, w, y

h = Letter("h", d)

three_terms = squared_error.three_terms
quadratic, linear = gradient(w.T @ gram @ w, w), gradient(w.T @ (X.T @ y), w)

squared_error_gradient = (
    calc(gradient(J(w), w))
    .equals(
        gradient(three_terms / n, w),
        "quadratic-form",
        by=(J(w), " as a quadratic form"),
        see=[squared_error.quadratic_form],
    )
    .equals(
        (quadratic - 2 * linear) / n,
        "linear",
        by=("a gradient is linear, and ", y.T @ y, " is free of ", w),
    )
    .equals(
        (2 * (gram @ w) - 2 * (X.T @ y)) / n,
        "rules",
        by=("the two rules, with ", Let(A, gram), ", which is symmetric, and ", Let(b, X.T @ y)),
        see=[gradient_rules.symmetric_quadratic_form, gradient_rules.linear_form],
    )
    .equals(2 / n * (gram @ w - X.T @ y), "factor", by="take out the factor 2")
    .qed(
        "gradient-of-the-squared-error",
        "The gradient of the squared error",
        Equals(gradient(J(w), w), 2 / n * (gram @ w - X.T @ y)),
    )
)

taylor = (
    calc(J(w + h))
    .equals(
        SquaredNorm((X @ w - y) + X @ h) / n,
        "definition",
        by=("the definition of ", J(w), ", with ", Equals(X @ (w + h), X @ w + X @ h)),
    )
    .equals(
        J(w) + 2 / n * ((X @ w - y).T @ (X @ h)) + SquaredNorm(X @ h) / n,
        "expand",
        by="multiply out; a scalar equals its transpose",
    )
    .equals(
        J(w) + gradient(J(w), w).T @ h + SquaredNorm(X @ h) / n,
        "gradient",
        by=("the gradient, with ", Equals((X @ w - y).T @ X @ h, (X.T @ (X @ w - y)).T @ h)),
        see=[squared_error_gradient],
    )
    .qed(
        "squared-error-taylor",
        "The squared error around any point, exactly",
        Equals(J(w + h), J(w) + gradient(J(w), w).T @ h + SquaredNorm(X @ h) / n),
    )
)
