"""The noise variance: E[RSS] = σ²(n − d), so s² = RSS/(n − d) is unbiased and RSS/n is not."""

from ..kernel.statements import Equals, Invertible
from ..kernel.terms import Expectation, Identity, Inverse, Letter, SquaredNorm, Trace
from ..kernel.trees import Abbreviation
from ..proving.chain import Let, calc
from .bias import mean_zero
from .covariance import Var, equal_variance, homoscedastic
from .estimated_intercept import (
    centred_gram,
    centred_maker,
    centred_residual,
    intercept,
    observed,
    weights,
)
from .estimator import maker, residual_and_noise, w_hat, y
from .model import X, d, epsilon, gram, hat_matrix, n, ones, variance
from .model import centring as C
from .projection import hat_trace, maker_idempotent, maker_symmetric

RSS = Abbreviation("RSS", (), (), SquaredNorm(y - X @ w_hat))
degrees = n - d

residual_sum = (
    calc(RSS)
    .equals(
        SquaredNorm(maker @ epsilon),
        "residual",
        by=residual_and_noise.conclusion,
        see=residual_and_noise,
    )
    .equals(
        epsilon.T @ maker @ epsilon,
        "projection",
        by=("the residual maker is symmetric and idempotent"),
        see=[maker_symmetric, maker_idempotent],
    )
    .qed(
        "residual-sum-of-squares-and-the-noise",
        "The residual sum of squares, in the noise",
        Equals(RSS, epsilon.T @ maker @ epsilon),
    )
)

A = Letter("A", n, n)

quadratic_form = (
    calc(Expectation(epsilon.T @ A @ epsilon))
    .equals(
        Trace(A @ Expectation(epsilon @ epsilon.T)),
        "trace",
        by=(epsilon.T @ A @ epsilon, " is the trace of ", A @ epsilon @ epsilon.T),
    )
    .equals(
        Trace(A @ (Var(epsilon) + Expectation(epsilon) @ Expectation(epsilon).T)),
        "variance",
        by=Equals(
            Expectation(epsilon @ epsilon.T),
            Var(epsilon) + Expectation(epsilon) @ Expectation(epsilon).T,
        ),
    )
    .equals(
        Trace(A @ Var(epsilon)) + Expectation(epsilon).T @ A @ Expectation(epsilon),
        "split",
        by="a trace is linear and cyclic",
    )
    .qed(
        "expectation-of-a-quadratic-form",
        "The expectation of a quadratic form",
        Equals(
            Expectation(epsilon.T @ A @ epsilon),
            Trace(A @ Var(epsilon)) + Expectation(epsilon).T @ A @ Expectation(epsilon),
        ),
    )
)

expected_rss = (
    calc(Expectation(RSS))
    .equals(
        Expectation(epsilon.T @ maker @ epsilon),
        "quadratic-form",
        by=residual_sum.conclusion,
        see=residual_sum,
    )
    .equals(
        Trace(maker @ Var(epsilon)) + Expectation(epsilon).T @ maker @ Expectation(epsilon),
        "expectation",
        by=("the expectation of a quadratic form, with ", Let(A, maker)),
        see=quadratic_form,
    )
    .equals(Trace(maker @ Var(epsilon)), "mean-zero", by=mean_zero.conclusion, because=mean_zero)
    .equals(
        variance * Trace(maker),
        "equal-variances",
        by=equal_variance.conclusion,
        because=equal_variance,
    )
    .equals(
        variance * degrees,
        "trace",
        by=(Equals(Trace(hat_matrix), d), ", and ", Equals(Trace(Identity(n)), n)),
        see=hat_trace,
    )
    .qed(
        "expectation-of-the-residual-sum-of-squares",
        "The expectation of the residual sum of squares",
        Equals(Expectation(RSS), variance * degrees),
    )
)

sigma_hat = Abbreviation("sigma_hat_sq", (), (), RSS / n)

maximum_likelihood_bias = (
    calc(Expectation(sigma_hat) - variance)
    .equals(Expectation(RSS) / n - variance, "definition", by=("the definition of ", sigma_hat))
    .equals(
        variance * degrees / n - variance,
        "expectation",
        by=expected_rss.conclusion,
        because=expected_rss,
    )
    .equals(-d * variance / n, "subtract", by="divide and subtract")
    .qed(
        "bias-of-the-maximum-likelihood-variance",
        "The bias of the maximum-likelihood variance",
        Equals(Expectation(sigma_hat) - variance, -d * variance / n),
    )
)

s_sq = Abbreviation("s_sq", (), (), RSS / degrees)

unbiased_variance = (
    calc(Expectation(s_sq))
    .equals(Expectation(RSS) / degrees, "definition", by=("the definition of ", s_sq))
    .equals(
        variance * degrees / degrees,
        "expectation",
        by=expected_rss.conclusion,
        because=expected_rss,
    )
    .equals(variance, "cancel", by=Invertible(degrees))
    .qed(
        "unbiased-variance",
        "The unbiased estimate of the noise variance",
        Equals(Expectation(s_sq), variance),
    )
)

estimated_covariance = (
    calc(Expectation(s_sq * Inverse(gram)))
    .equals(Expectation(s_sq) * Inverse(gram), "linear", by=(X, " is given"))
    .equals(
        variance * Inverse(gram),
        "unbiased",
        by=unbiased_variance.conclusion,
        because=unbiased_variance,
    )
    .equals(Var(w_hat), "covariance", by=homoscedastic.conclusion, because=homoscedastic)
    .qed(
        "unbiased-covariance-of-the-estimate",
        "The unbiased estimate of the covariance",
        Equals(Expectation(s_sq * Inverse(gram)), Var(w_hat)),
    )
)

# With an intercept.

RSS_c = Abbreviation("RSS_c", (), (), SquaredNorm(observed - X @ weights - ones * intercept))

expected_rss_with_intercept = (
    calc(Expectation(RSS_c))
    .equals(
        Expectation(epsilon.T @ centred_maker.T @ centred_maker @ epsilon),
        "residual",
        by="the residual, in the noise",
        see=centred_residual,
    )
    .equals(
        Trace(centred_maker.T @ centred_maker @ Var(epsilon)),
        "mean-zero",
        by=("the expectation of a quadratic form, and ", mean_zero.conclusion),
        because=mean_zero,
        see=quadratic_form,
    )
    .equals(
        variance * Trace(centred_maker.T @ centred_maker),
        "equal-variances",
        by=equal_variance.conclusion,
        because=equal_variance,
    )
    .equals(
        variance * Trace(centred_maker),
        "projection",
        by=(centred_maker, " is symmetric and idempotent"),
    )
    .equals(
        variance * (Trace(C) - Trace(Inverse(centred_gram) @ centred_gram)),
        "cycle",
        by=("the definition of ", centred_maker, "; a trace is linear and cyclic"),
    )
    .equals(
        variance * (n - d - 1),
        "count",
        by=(
            Equals(Trace(C), n - 1),
            ", and ",
            Equals(Inverse(centred_gram) @ centred_gram, Identity(d)),
        ),
    )
    .qed(
        "expectation-of-the-residual-sum-of-squares-with-intercept",
        "The expectation of the residual sum of squares, with an intercept",
        Equals(Expectation(RSS_c), variance * (n - d - 1)),
    )
)

s_c_sq = Abbreviation("s_c_sq", (), (), RSS_c / (n - d - 1))

unbiased_variance_with_intercept = (
    calc(Expectation(s_c_sq))
    .equals(Expectation(RSS_c) / (n - d - 1), "definition", by=("the definition of ", s_c_sq))
    .equals(
        variance,
        "expectation",
        by=expected_rss_with_intercept.conclusion,
        because=expected_rss_with_intercept,
    )
    .qed(
        "unbiased-variance-with-intercept",
        "The unbiased estimate of the noise variance, with an intercept",
        Equals(Expectation(s_c_sq), variance),
    )
)
