"""Prediction: the variance of the fit at a new x₀, and of a new observation there."""

from ..kernel.statements import Equals
from ..kernel.terms import Covariance, Expectation, Inverse, Letter, Random, Trace, Zero
from ..kernel.theorem import assume
from ..kernel.trees import Abbreviation
from ..proving.chain import calc
from .bias import mean_of_the_estimate, unbiased
from .covariance import Var, affine, homoscedastic
from .estimator import L, estimate_and_truth, w_hat
from .model import X, d, epsilon, gram, hat_matrix, n, variance, w_star
from .projection import hat_trace

x_0 = Letter("x_0", d)
epsilon_0 = Random("epsilon_0")
y_0 = Abbreviation("y_0", (), (), x_0.T @ w_star + epsilon_0)
at_x_0 = x_0.T @ w_hat

prediction_variance = (
    calc(Var(at_x_0))
    .equals(x_0.T @ Var(w_hat) @ x_0, "affine", by=(x_0, " is constant"), see=affine)
    .equals(
        variance * (x_0.T @ Inverse(gram) @ x_0),
        "covariance",
        by=homoscedastic.conclusion,
        because=homoscedastic,
    )
    .qed(
        "variance-of-a-prediction",
        "The variance of the fit at a new point",
        Equals(Var(at_x_0), variance * (x_0.T @ Inverse(gram) @ x_0)),
    )
)

mean_zero_0 = assume(Equals(Expectation(epsilon_0), Zero()))
same_variance = assume(Equals(Var(epsilon_0), variance))
uncorrelated = assume(Equals(Covariance(epsilon, epsilon_0), Zero(n)))

prediction_unbiased = (
    calc(Expectation(y_0 - at_x_0))
    .equals(
        x_0.T @ w_star + Expectation(epsilon_0) - x_0.T @ Expectation(w_hat),
        "linear",
        by=("the definition of ", y_0, "; expectation is linear"),
    )
    .equals(
        x_0.T @ w_star - x_0.T @ Expectation(w_hat),
        "mean-zero",
        by=mean_zero_0.conclusion,
        because=mean_zero_0,
    )
    .equals(Zero(), "unbiased", by=unbiased.conclusion, because=mean_of_the_estimate, see=unbiased)
    .qed(
        "prediction-error-has-mean-zero",
        "The error of a prediction has mean zero",
        Equals(Expectation(y_0 - at_x_0), Zero()),
    )
)

new_observation = (
    calc(Var(y_0 - at_x_0))
    .equals(
        Var(epsilon_0) - 2 * (x_0.T @ L @ Covariance(epsilon, epsilon_0)) + Var(at_x_0),
        "expand",
        by=("the definition of ", y_0, ", and ", estimate_and_truth.conclusion),
        see=estimate_and_truth,
    )
    .equals(
        Var(epsilon_0) + Var(at_x_0),
        "uncorrelated",
        by=uncorrelated.conclusion,
        because=uncorrelated,
    )
    .equals(
        variance * (1 + x_0.T @ Inverse(gram) @ x_0),
        "variances",
        by=(same_variance.conclusion, ", and the variance of the fit"),
        because=[same_variance, prediction_variance],
    )
    .qed(
        "variance-of-a-new-observation",
        "The variance of a new observation about its prediction",
        Equals(Var(y_0 - at_x_0), variance * (1 + x_0.T @ Inverse(gram) @ x_0)),
    )
)

total_variance = (
    calc(Trace(Var(X @ w_hat)))
    .equals(Trace(X @ Var(w_hat) @ X.T), "affine", by=(X, " is constant"), see=affine)
    .equals(
        variance * Trace(X @ Inverse(gram) @ X.T),
        "covariance",
        by=homoscedastic.conclusion,
        because=homoscedastic,
    )
    .equals(variance * Trace(hat_matrix), "hat-matrix", by=("the definition of ", hat_matrix))
    .equals(variance * d, "trace", by=hat_trace.conclusion, see=hat_trace)
    .qed(
        "total-variance-of-the-fit",
        "The variances of the n fitted values sum to dσ²",
        Equals(Trace(Var(X @ w_hat)), variance * d),
    )
)
