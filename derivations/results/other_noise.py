"""Other noise, other criteria: weighted and generalised squared error, and mean absolute error.

The chains are those of `maximum_likelihood.py`, for unequal variances, correlated noise and Laplace
noise.
"""

from fractions import Fraction

from ..kernel.statements import Positive
from ..kernel.terms import Absolute, SumOver, as_term
from ..kernel.trees import Abbreviation
from .log_likelihood import (
    ell_1,
    ell_s,
    ell_V,
    known_V,
    log_likelihood_with_covariance,
    log_likelihood_with_laplace_noise,
    log_likelihood_with_unequal_variances,
)
from .maximum_likelihood import (
    from_likelihood,
    maximiser_minimises,
    minimiser_maximises,
    to_likelihood,
)
from .model import i, n, variance, w
from .noise import G, each_positive, residual_i, s_i, tau

# Unequal variances: weighted squared error.

Q = Abbreviation("Q", (w,), (w,), SumOver(i, residual_i**2 / s_i))

minimiser_of_weighted_error = minimiser_maximises(
    "minimiser-of-weighted-squared-error-maximises-the-log-likelihood",
    "With unequal variances, a minimiser of weighted squared error maximises the log-likelihood",
    Q,
    ell_s,
    as_term(Fraction(1, 2)),
    each_positive,
)

maximiser_with_unequal_variances = maximiser_minimises(
    "maximiser-of-the-log-likelihood-minimises-weighted-squared-error",
    "With unequal variances, a maximiser of the log-likelihood minimises weighted squared error",
    Q,
    ell_s,
    as_term(2),
    each_positive,
)

likelihood_from_log_likelihood_with_unequal_variances = to_likelihood(
    "maximiser-of-the-log-likelihood-maximises-the-likelihood-with-unequal-variances",
    "With unequal variances, a maximiser of the log-likelihood maximises the likelihood",
    log_likelihood_with_unequal_variances,
    each_positive,
)

log_likelihood_from_likelihood_with_unequal_variances = from_likelihood(
    "maximiser-of-the-likelihood-maximises-the-log-likelihood-with-unequal-variances",
    "With unequal variances, a maximiser of the likelihood maximises the log-likelihood",
    log_likelihood_with_unequal_variances,
    each_positive,
)

# Correlated noise: generalised squared error.

minimiser_of_generalised_error = minimiser_maximises(
    "minimiser-of-generalised-squared-error-maximises-the-log-likelihood",
    "With correlated noise, a minimiser of generalised squared error maximises the log-likelihood",
    G,
    ell_V,
    1 / (2 * variance),
    *known_V,
)

maximiser_with_covariance = maximiser_minimises(
    "maximiser-of-the-log-likelihood-minimises-generalised-squared-error",
    "With correlated noise, a maximiser of the log-likelihood minimises generalised squared error",
    G,
    ell_V,
    2 * variance,
    *known_V,
)

likelihood_from_log_likelihood_with_covariance = to_likelihood(
    "maximiser-of-the-log-likelihood-maximises-the-likelihood-with-correlated-noise",
    "With correlated noise, a maximiser of the log-likelihood maximises the likelihood",
    log_likelihood_with_covariance,
    *known_V,
)

log_likelihood_from_likelihood_with_covariance = from_likelihood(
    "maximiser-of-the-likelihood-maximises-the-log-likelihood-with-correlated-noise",
    "With correlated noise, a maximiser of the likelihood maximises the log-likelihood",
    log_likelihood_with_covariance,
    *known_V,
)

# Laplace noise: the mean absolute error.

A = Abbreviation("A", (w,), (w,), SumOver(i, Absolute(residual_i)) / n)

minimiser_of_absolute_error = minimiser_maximises(
    "minimiser-of-absolute-error-maximises-the-log-likelihood",
    "With Laplace noise, a minimiser of the mean absolute error maximises the log-likelihood",
    A,
    ell_1,
    n / tau,
    Positive(tau),
)

maximiser_with_laplace_noise = maximiser_minimises(
    "maximiser-of-the-log-likelihood-minimises-absolute-error",
    "With Laplace noise, a maximiser of the log-likelihood minimises the mean absolute error",
    A,
    ell_1,
    tau / n,
    Positive(tau),
)

likelihood_from_log_likelihood_with_laplace_noise = to_likelihood(
    "maximiser-of-the-log-likelihood-maximises-the-likelihood-with-laplace-noise",
    "With Laplace noise, a maximiser of the log-likelihood maximises the likelihood",
    log_likelihood_with_laplace_noise,
    Positive(tau),
)

log_likelihood_from_likelihood_with_laplace_noise = from_likelihood(
    "maximiser-of-the-likelihood-maximises-the-log-likelihood-with-laplace-noise",
    "With Laplace noise, a maximiser of the likelihood maximises the log-likelihood",
    log_likelihood_with_laplace_noise,
    Positive(tau),
)
