"""The normal equation: where the gradient of the squared error is 0, XᵀXŵ = Xᵀy."""

from ..kernel.statements import Equals
from ..kernel.terms import Zero
from ..kernel.theorem import assume
from ..proving.chain import calc
from . import gradient as gradient_of
from .model import J, X, d, gradient, gram, n, w, w_hat, y

at_estimate = gradient(J(w), w, w_hat)
stationary = assume(Equals(at_estimate, Zero(d)))

normal_equation = (
    calc(gram @ w_hat)
    .equals(gram @ w_hat - X.T @ y + X.T @ y, "add-and-subtract", by=("add and subtract ", X.T @ y))
    .equals(
        n / 2 * at_estimate + X.T @ y,
        "gradient",
        by=("the gradient at ", w_hat),
        see=[gradient_of.squared_error_gradient],
    )
    .equals(X.T @ y, "stationary", by=stationary.conclusion, because=stationary)
    .qed("normal-equation", "The normal equation", Equals(gram @ w_hat, X.T @ y))
)

normal = assume(Equals(gram @ w_hat, X.T @ y))

converse = (
    calc(at_estimate)
    .equals(
        2 / n * (gram @ w_hat - X.T @ y),
        "gradient",
        by=("the gradient at ", w_hat),
        see=[gradient_of.squared_error_gradient],
    )
    .equals(Zero(d), "normal", by=normal.conclusion, because=normal)
    .qed(
        "normal-equation-gives-stationarity",
        "Where the normal equation holds, the gradient is 0",
        Equals(at_estimate, Zero(d)),
    )
)
