"""Weights and intercept estimated together: bias and covariance, and what the intercept costs.

Where y = Xw⋆ + 1b⋆ + ε, ŵ = (XᵀCX)⁻¹XᵀCy and b̂ = ȳ − x̄ᵀŵ are unbiased; the covariance of ŵ is
never smaller than with b⋆ known, when ŵ = (XᵀX)⁻¹Xᵀ(y − 1b⋆).
"""

from ..kernel.statements import Equals, PositiveSemidefinite
from ..kernel.terms import Covariance, Identity, Inverse, Zero
from ..kernel.theorem import cut, instantiate
from ..kernel.trees import Abbreviation
from ..proving.chain import Let, calc, prove, publish
from .bias import E, b_star, inverse_cancels, mean_zero
from .centring import centring_idempotent, centring_symmetric, removes_constants
from .covariance import Var, affine, equal_variance, homoscedastic, never_smaller
from .estimator import L, solver
from .gauss_markov import A, excess_squared
from .intercept import centred_residual as residual_with_intercept
from .model import (
    X,
    centring,
    d,
    epsilon,
    gram,
    n,
    ones,
    variance,
    w_star,
    x_bar,
)

C = centring
observed = Abbreviation("y", (), (), X @ w_star + ones * b_star + epsilon)
centred_gram = X.T @ C @ X
centred_solver = Inverse(centred_gram) @ X.T @ C
weights = Abbreviation("w_hat", (), (), centred_solver @ observed)
y_bar = Abbreviation("y_bar", (), (), ones.T @ observed / n)
intercept = Abbreviation("b_hat", (), (), y_bar - x_bar.T @ weights)
w_known = Abbreviation("w_hat_b", (), (), solver @ (observed - ones * b_star))
cancels = Equals(Inverse(centred_gram) @ centred_gram, Identity(d))

weights_and_truth = (
    calc(weights)
    .equals(
        centred_solver @ (X @ w_star + ones * b_star + epsilon),
        "definition",
        by=("the definitions of ", weights, " and ", observed),
    )
    .equals(
        Inverse(centred_gram) @ centred_gram @ w_star + centred_solver @ epsilon,
        "constants",
        by=removes_constants.conclusion,
        see=removes_constants,
    )
    .equals(w_star + centred_solver @ epsilon, "inverse", by=cancels)
    .qed(
        "estimate-with-intercept-and-the-truth",
        "With an intercept too, the estimate is the truth plus an image of the noise",
        Equals(weights, w_star + centred_solver @ epsilon),
    )
)

centred_maker = Abbreviation("M_c", (), (), C - C @ X @ Inverse(centred_gram) @ X.T @ C)

centred_residual = (
    calc(observed - X @ weights - ones * intercept)
    .equals(
        C @ (observed - X @ weights),
        "intercept",
        by=("the definitions of ", intercept, " and ", C),
        see=residual_with_intercept,
    )
    .equals(
        C @ epsilon - C @ X @ centred_solver @ epsilon,
        "estimate",
        by=(weights_and_truth.conclusion, ", and ", removes_constants.conclusion),
        see=[weights_and_truth, removes_constants],
    )
    .equals(centred_maker @ epsilon, "factor", by=("the definition of ", centred_maker))
    .qed(
        "residual-with-intercept-is-an-image-of-the-noise",
        "The residual with an intercept, in the noise",
        Equals(observed - X @ weights - ones * intercept, centred_maker @ epsilon),
    )
)

known_and_truth = (
    calc(w_known)
    .equals(
        solver @ (X @ w_star + epsilon),
        "definition",
        by=("the definitions of ", w_known, " and ", observed),
    )
    .equals(w_star + solver @ epsilon, "inverse", by=inverse_cancels)
    .qed(
        "estimate-with-known-intercept-and-the-truth",
        "With the intercept known, the estimate is the one without an intercept",
        Equals(w_known, w_star + solver @ epsilon),
    )
)

unbiased_weights = (
    calc(E(weights))
    .equals(
        w_star + centred_solver @ E(epsilon),
        "linear",
        by=(weights_and_truth.conclusion, ", and expectation is linear"),
        see=weights_and_truth,
    )
    .equals(w_star, "mean-zero", by=mean_zero.conclusion, because=mean_zero)
    .qed(
        "weights-with-intercept-are-unbiased",
        "With an intercept, the weights are unbiased",
        Equals(E(weights), w_star),
    )
)

unbiased_intercept = (
    calc(E(intercept))
    .equals(
        x_bar.T @ w_star + b_star + ones.T @ E(epsilon) / n - x_bar.T @ E(weights),
        "linear",
        by=("the definitions of ", intercept, " and ", observed, "; expectation is linear"),
    )
    .equals(
        x_bar.T @ w_star + b_star - x_bar.T @ E(weights),
        "mean-zero",
        by=mean_zero.conclusion,
        because=mean_zero,
    )
    .equals(b_star, "weights", by=unbiased_weights.conclusion, because=unbiased_weights)
    .qed(
        "intercept-is-unbiased", "The estimated intercept is unbiased", Equals(E(intercept), b_star)
    )
)

any_noise = (
    calc(Var(weights))
    .equals(
        centred_solver @ Var(epsilon) @ centred_solver.T,
        "affine",
        by=weights_and_truth.conclusion,
        see=[weights_and_truth, affine],
    )
    .equals(
        centred_solver @ Var(epsilon) @ C @ X @ Inverse(centred_gram),
        "transpose",
        by=(C, " and the inverse are symmetric"),
        see=centring_symmetric,
    )
    .qed(
        "covariance-of-the-weights-with-intercept",
        "The covariance of the weights with an intercept, for any noise",
        Equals(Var(weights), centred_solver @ Var(epsilon) @ C @ X @ Inverse(centred_gram)),
    )
)

equal_variances = (
    calc(Var(weights))
    .equals(
        centred_solver @ Var(epsilon) @ C @ X @ Inverse(centred_gram),
        "any-noise",
        by="the covariance, for any noise",
        because=any_noise,
    )
    .equals(
        variance * (centred_solver @ C @ X @ Inverse(centred_gram)),
        "equal-variances",
        by=equal_variance.conclusion,
        because=equal_variance,
    )
    .equals(
        variance * Inverse(centred_gram),
        "idempotent",
        by=(centring_idempotent.conclusion, ", and the inverse"),
        see=centring_idempotent,
    )
    .qed(
        "covariance-of-the-weights-with-intercept-and-equal-variances",
        "The covariance of the weights with an intercept",
        Equals(Var(weights), variance * Inverse(centred_gram)),
    )
)

uncorrelated_with_the_mean = (
    calc(Covariance(y_bar, weights))
    .equals(
        ones.T @ Var(epsilon) @ centred_solver.T / n,
        "affine",
        by=("both are affine images of ", epsilon),
    )
    .equals(
        variance / n * (ones.T @ centred_solver.T),
        "equal-variances",
        by=equal_variance.conclusion,
        because=equal_variance,
    )
    .equals(Zero(1, d), "constants", by=removes_constants.conclusion, see=removes_constants)
    .qed(
        "weights-and-mean-observation-are-uncorrelated",
        "The weights and the mean observation are uncorrelated",
        Equals(Covariance(y_bar, weights), Zero(1, d)),
    )
)

with_intercept = (
    calc(Covariance(weights, intercept))
    .equals(
        Covariance(y_bar, weights).T - Var(weights) @ x_bar,
        "definition",
        by=("the definition of ", intercept, "; a covariance is linear on each side"),
    )
    .equals(
        -Var(weights) @ x_bar,
        "uncorrelated",
        by="the weights and the mean observation are uncorrelated",
        because=uncorrelated_with_the_mean,
    )
    .equals(
        -variance * (Inverse(centred_gram) @ x_bar),
        "covariance",
        by=equal_variances.conclusion,
        because=equal_variances,
    )
    .qed(
        "covariance-of-weights-and-intercept",
        "The covariance of the weights and the intercept",
        Equals(Covariance(weights, intercept), -variance * (Inverse(centred_gram) @ x_bar)),
    )
)

of_intercept = (
    calc(Var(intercept))
    .equals(
        Var(y_bar) - 2 * (Covariance(y_bar, weights) @ x_bar) + x_bar.T @ Var(weights) @ x_bar,
        "definition",
        by=("the definition of ", intercept),
    )
    .equals(
        Var(y_bar) + x_bar.T @ Var(weights) @ x_bar,
        "uncorrelated",
        by="the weights and the mean observation are uncorrelated",
        because=uncorrelated_with_the_mean,
    )
    .equals(
        variance / n + x_bar.T @ Var(weights) @ x_bar,
        "mean",
        by=(equal_variance.conclusion, ", and ", Equals(ones.T @ ones, n)),
        because=equal_variance,
    )
    .equals(
        variance * (1 / n + x_bar.T @ Inverse(centred_gram) @ x_bar),
        "covariance",
        by=equal_variances.conclusion,
        because=equal_variances,
    )
    .qed(
        "variance-of-the-intercept",
        "The variance of the intercept",
        Equals(Var(intercept), variance * (1 / n + x_bar.T @ Inverse(centred_gram) @ x_bar)),
    )
)

L_c = Abbreviation("L_c", (), (), centred_solver)
excess = L_c - L

_reproduces = prove(Equals(L_c @ X, Identity(d)))
_decomposition = cut(instantiate(excess_squared.theorem, (A, L_c)), _reproduces)

cost = (
    calc(excess @ excess.T)
    .equals(
        L_c @ L_c.T - Inverse(gram),
        "unbiased",
        by=("Gauss–Markov, with ", Let(A, L_c), ", for ", _reproduces.conclusion),
        because=_decomposition,
    )
    .equals(
        Inverse(centred_gram) - Inverse(gram),
        "idempotent",
        by=(centring_idempotent.conclusion, ", and the inverse"),
        see=centring_idempotent,
    )
    .qed(
        "what-the-intercept-adds-to-the-inverse-gram-matrix",
        "What the intercept adds to the inverse of the Gram matrix",
        Equals(excess @ excess.T, Inverse(centred_gram) - Inverse(gram)),
    )
)

difference = (
    calc(Var(weights - w_known))
    .equals(
        excess @ Var(epsilon) @ excess.T,
        "affine",
        by=Equals(weights - w_known, excess @ epsilon),
        see=[weights_and_truth, known_and_truth],
    )
    .equals(
        variance * (excess @ excess.T),
        "equal-variances",
        by=equal_variance.conclusion,
        because=equal_variance,
    )
    .equals(
        variance * (Inverse(centred_gram) - Inverse(gram)),
        "inverses",
        by="what the intercept adds to the inverse",
        because=cost,
    )
    .equals(
        Var(weights) - Var(w_known),
        "covariances",
        by="the covariances of the two",
        because=equal_variance,
        see=[equal_variances, homoscedastic],
    )
    .qed(
        "what-the-intercept-adds-to-the-covariance",
        "What estimating the intercept adds to the covariance",
        Equals(Var(weights - w_known), Var(weights) - Var(w_known)),
    )
)

never_smaller_with_intercept = publish(
    "an-estimated-intercept-never-lowers-the-covariance",
    "With uncorrelated noise of one variance, estimating the intercept never lowers the covariance",
    PositiveSemidefinite(Var(weights) - Var(w_known)),
    *never_smaller(weights, w_known, difference),
)
