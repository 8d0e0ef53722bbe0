"""Ridge as a random vector: its bias −λ(XᵀX + λI)⁻¹w⋆, its covariance, its mean squared error.

Only that XᵀX + λI is invertible is used; at λ = 0 all of it is what holds of least squares.
"""

from ..kernel.statements import Equals
from ..kernel.terms import Expectation, Identity, Inverse, SquaredNorm, Term, Trace
from ..kernel.trees import Abbreviation
from ..proving.chain import calc
from .bias import mean_zero
from .covariance import Var, affine, equal_variance, u
from .estimator import estimate_and_truth, y
from .estimator import w_hat as least_squares
from .model import X, d, epsilon, gram, variance, w_star
from .ridge import lam, ridge_gram

E = Expectation
inverse = Inverse(ridge_gram)
solver = inverse @ X.T  # it takes the observations to the estimate
w_hat = Abbreviation("w_hat_R", (lam,), (lam,), solver @ y)


def squared_error(estimate: Term) -> Term:
    """The mean squared error of an estimate, as the matrix E[(u − w⋆)(u − w⋆)ᵀ]."""
    return E((estimate - w_star) @ (estimate - w_star).T)


MSE = Abbreviation("MSE", (), (), squared_error(least_squares))
MSE_R = Abbreviation("MSE_R", (lam,), (lam,), squared_error(w_hat))


ridge_and_truth = (
    calc(w_hat)
    .equals(
        inverse @ X.T @ (X @ w_star + epsilon),
        "definition",
        by=("the definitions of ", w_hat, " and ", y),
    )
    .equals(
        inverse @ ridge_gram @ w_star - lam * (inverse @ w_star) + solver @ epsilon,
        "add-and-subtract",
        by=("add and subtract ", lam * (inverse @ w_star)),
    )
    .equals(
        w_star - lam * (inverse @ w_star) + solver @ epsilon,
        "inverse",
        by=Equals(inverse @ ridge_gram, Identity(d)),
    )
    .qed(
        "ridge-estimate-and-the-truth",
        "The ridge estimate, in the truth and the noise",
        Equals(w_hat, w_star - lam * (inverse @ w_star) + solver @ epsilon),
    )
)

ridge_bias = (
    calc(E(w_hat) - w_star)
    .equals(
        -lam * (inverse @ w_star) + solver @ E(epsilon),
        "linear",
        by=(ridge_and_truth.conclusion, ", and expectation is linear"),
        see=ridge_and_truth,
    )
    .equals(
        -lam * (inverse @ w_star),
        "mean-zero",
        by=mean_zero.conclusion,
        because=mean_zero,
    )
    .qed(
        "bias-of-the-ridge-estimate",
        "The bias of the ridge estimate",
        Equals(E(w_hat) - w_star, -lam * (inverse @ w_star)),
    )
)

ridge_mean = (
    calc(E(w_hat))
    .equals(
        solver @ (X @ w_star + E(epsilon)),
        "linear",
        by=("the definitions of ", w_hat, " and ", y, "; expectation is linear"),
    )
    .equals(inverse @ gram @ w_star, "mean-zero", by=mean_zero.conclusion, because=mean_zero)
    .qed(
        "mean-of-the-ridge-estimate",
        "The mean of the ridge estimate",
        Equals(E(w_hat), inverse @ gram @ w_star),
    )
)

ridge_covariance = (
    calc(Var(w_hat))
    .equals(
        solver @ Var(epsilon) @ X @ inverse,
        "affine",
        by=(ridge_and_truth.conclusion, ", an affine image of ", epsilon),
        see=[ridge_and_truth, affine],
    )
    .equals(
        variance * (inverse @ gram @ inverse),
        "equal-variances",
        by=equal_variance.conclusion,
        because=equal_variance,
    )
    .qed(
        "covariance-of-the-ridge-estimate",
        "The covariance of the ridge estimate, for uncorrelated noise of one variance",
        Equals(Var(w_hat), variance * (inverse @ gram @ inverse)),
    )
)

# The mean squared error of any random vector, as a matrix and in total.

_bias = E(u) - w_star

error_in_two_parts = (
    calc(squared_error(u))
    .equals(
        E(u @ u.T) - E(u) @ w_star.T - w_star @ E(u).T + w_star @ w_star.T,
        "multiply-out",
        by=("multiply out; ", w_star, " is constant"),
    )
    .equals(
        Var(u) + _bias @ _bias.T,
        "variance",
        by=Equals(Var(u), E(u @ u.T) - E(u) @ E(u).T),
    )
    .qed(
        "mean-squared-error-is-variance-plus-squared-bias",
        "The mean squared error is variance plus squared bias",
        Equals(squared_error(u), Var(u) + _bias @ _bias.T),
    )
)

total_error = (
    calc(E(SquaredNorm(u - w_star)))
    .equals(
        E(Trace((u - w_star) @ (u - w_star).T)),
        "trace",
        by="a squared norm is the trace of the product the other way round",
    )
    .equals(Trace(squared_error(u)), "linear", by="a trace is linear")
    .qed(
        "total-mean-squared-error-is-a-trace",
        "The total mean squared error is the trace of the matrix",
        Equals(E(SquaredNorm(u - w_star)), Trace(squared_error(u))),
    )
)

# That of ridge, and of least squares.

squared_bias = lam**2 * (inverse @ w_star @ w_star.T @ inverse)
ridge_error_value = variance * (inverse @ gram @ inverse) + squared_bias

ridge_error = (
    calc(MSE_R)
    .equals(squared_error(w_hat), "definition", by=("the definition of ", MSE_R))
    .equals(
        Var(w_hat) + (E(w_hat) - w_star) @ (E(w_hat) - w_star).T,
        "two-parts",
        by="variance plus squared bias",
        see=error_in_two_parts,
    )
    .equals(
        Var(w_hat) + squared_bias,
        "bias",
        by=ridge_bias.conclusion,
        because=ridge_bias,
    )
    .equals(
        ridge_error_value,
        "covariance",
        by=ridge_covariance.conclusion,
        because=ridge_covariance,
    )
    .qed(
        "mean-squared-error-of-the-ridge-estimate",
        "The mean squared error of the ridge estimate",
        Equals(MSE_R, ridge_error_value),
    )
)

spread_part = variance * Trace(inverse @ gram @ inverse)
squared_bias_part = lam**2 * SquaredNorm(inverse @ w_star)

total_ridge_error = (
    calc(E(SquaredNorm(w_hat - w_star)))
    .equals(
        Trace(MSE_R),
        "trace",
        by="the total is the trace of the matrix",
        see=total_error,
    )
    .equals(Trace(ridge_error_value), "error", by=ridge_error.conclusion, because=ridge_error)
    .equals(
        spread_part + squared_bias_part,
        "cycle",
        by="a trace is linear and cyclic",
    )
    .qed(
        "total-mean-squared-error-of-the-ridge-estimate",
        "The total mean squared error of the ridge estimate",
        Equals(E(SquaredNorm(w_hat - w_star)), spread_part + squared_bias_part),
    )
)

least_squares_error = (
    calc(MSE)
    .equals(squared_error(least_squares), "definition", by=("the definition of ", MSE))
    .equals(
        Inverse(gram) @ X.T @ E(epsilon @ epsilon.T) @ X @ Inverse(gram),
        "estimate",
        by=estimate_and_truth.conclusion,
        see=estimate_and_truth,
    )
    .equals(
        Inverse(gram) @ X.T @ Var(epsilon) @ X @ Inverse(gram),
        "mean-zero",
        by=mean_zero.conclusion,
        because=mean_zero,
    )
    .equals(
        variance * Inverse(gram),
        "equal-variances",
        by=equal_variance.conclusion,
        because=equal_variance,
    )
    .qed(
        "mean-squared-error-of-least-squares",
        "The mean squared error of least squares",
        Equals(MSE, variance * Inverse(gram)),
    )
)
