"""The letters of the text: X n×d, y, the variable w, the estimate ŵ, and what is built on them."""

from __future__ import annotations

from ..kernel.terms import (
    Derivative,
    Dimension,
    Identity,
    Index,
    Inverse,
    Letter,
    Ones,
    Random,
    SquaredNorm,
    Term,
)
from ..kernel.trees import Abbreviation

n = Dimension("n")
d = Dimension("d")

X = Letter("X", n, d)
y = Letter("y", n)
w = Letter("w", d)
w_hat = Letter("w_hat", d)
v = Letter("v", d)

i = Index("i", n)
x_i = X.T @ i  # row i of X, as a column
y_i = i.T @ y

epsilon = Random("epsilon", n)
variance = Letter("sigma_sq")

gram = X.T @ X


def J(at: Term) -> Term:
    """The mean squared error ‖Xw − y‖²/n, at a point of shape d×1."""
    return Abbreviation("J", (w,), (at,), SquaredNorm(X @ w - y) / n)


def RSS(at: Term) -> Term:
    """The residual sum of squares ‖y − Xw‖², at a point of shape d×1."""
    return Abbreviation("RSS", (w,), (at,), SquaredNorm(y - X @ w))


def gradient(function: Term, letter: Letter, at: Term | None = None) -> Term:
    """∇f, the column of first-order coefficients of f(at + h) in h; `at` is the letter itself."""
    return Derivative(function, letter, letter if at is None else at).T


def hessian(function: Term, letter: Letter, at: Term | None = None) -> Term:
    """∇²f, the derivative of the gradient."""
    return Derivative(gradient(function, letter), letter, letter if at is None else at)


hat_matrix = Abbreviation("H", (), (), X @ Inverse(gram) @ X.T)

w_star = Letter("w_star", d)
observations = Abbreviation("y", (), (), X @ w_star + epsilon)
least_squares = Abbreviation("w_hat", (), (), Inverse(gram) @ X.T @ observations)

# A constant that is added to every prediction, and means over the observations.

b = Letter("b")
b_hat = Letter("b_hat")
b_star = Letter("b_star")

ones = Ones(n)
x_bar = Abbreviation("x_bar", (), (), X.T @ ones / n)
y_bar = Abbreviation("y_bar", (), (), ones.T @ y / n)
centring = Abbreviation("C", (), (), Identity(n) - ones @ ones.T / n)


def joint_J(weights: Term, intercept: Term) -> Term:
    """The mean squared error with an intercept, ‖y − Xw − 1b‖²/n."""
    return Abbreviation("J", (w, b), (weights, intercept), SquaredNorm(y - X @ w - ones @ b) / n)
