"""The order of the argument: chapters, each a page of the site and a list of modules."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Chapter:
    """A chapter: the name of its page, its title, and its modules in `derivations.results`."""

    page: str
    title: str
    modules: tuple[str, ...]


CHAPTERS = (
    Chapter(
        "noise-to-log-likelihood",
        "From the noise to the log-likelihood",
        ("sums", "noise", "logarithm", "positive_definite", "log_likelihood"),
    ),
    Chapter(
        "likelihood-to-squared-error",
        "From the likelihood to squared error",
        ("maximum_likelihood", "r_squared", "absolute_error"),
    ),
    Chapter(
        "squared-error-to-its-minimum",
        "From squared error to its minimum",
        (
            "squared_error",
            "gradient_rules",
            "gradient",
            "normal_equation",
            "closed_form",
            "hessian",
            "definiteness",
            "global_minimum",
            "first_order",
            "projection",
        ),
    ),
    Chapter(
        "the-intercept",
        "The intercept",
        ("centring", "intercept", "augmented", "frisch_waugh_lovell", "population_intercept"),
    ),
    Chapter(
        "variance-score-and-information",
        "The variance, the score and the information",
        ("noise_variance", "score"),
    ),
    Chapter(
        "bias-and-covariance",
        "Bias and covariance",
        ("estimator", "bias", "covariance", "gauss_markov", "prediction"),
    ),
    Chapter(
        "intercept-and-correlated-noise",
        "Intercept and correlated noise",
        ("estimated_intercept", "generalised_least_squares", "weighted_least_squares"),
    ),
    Chapter(
        "distribution-and-noise-variance",
        "The distribution and the noise variance",
        ("gaussian_estimate", "residual_variance", "studentised", "cramer_rao"),
    ),
)

MODULES = {module: chapter for chapter in CHAPTERS for module in chapter.modules}
