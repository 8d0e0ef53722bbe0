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
        "noise-to-likelihood",
        "From the noise to the likelihood",
        ("noise", "square_matrix", "positive_definite"),
    ),
    Chapter(
        "log-likelihood",
        "The log-likelihood",
        ("sums", "logarithm", "log_likelihood"),
    ),
    Chapter(
        "likelihood-to-squared-error",
        "From the likelihood to squared error",
        ("maximum_likelihood", "positive_factor"),
    ),
    Chapter(
        "other-noise",
        "Other noise, other criteria",
        ("other_noise",),
    ),
    Chapter(
        "criteria-compared",
        "Criteria compared",
        ("r_squared", "absolute_error", "most_likely"),
    ),
    Chapter(
        "metrics",
        "What each error measures",
        ("metrics",),
    ),
    Chapter(
        "one-number",
        "One number for all",
        ("one_number", "outliers"),
    ),
    Chapter(
        "squared-error-to-closed-form",
        "From squared error to the closed form",
        (
            "squared_error",
            "gradient_rules",
            "gradient",
            "normal_equation",
            "closed_form",
            "hessian",
            "convexity",
            "definiteness",
            "cauchy_schwarz",
        ),
    ),
    Chapter(
        "minimum",
        "The minimum",
        (
            "global_minimum",
            "maximum_likelihood_estimate",
            "quadratic_minimum",
            "first_order",
        ),
    ),
    Chapter(
        "projection",
        "The projection",
        ("projection", "traces", "enough_observations"),
    ),
    Chapter(
        "the-intercept",
        "The intercept",
        ("population_intercept", "centring", "intercept"),
    ),
    Chapter(
        "column-of-ones",
        "A column of ones",
        ("augmented", "joint_error"),
    ),
    Chapter(
        "likelihood-with-intercept",
        "The likelihood with an intercept",
        ("maximum_likelihood_with_intercept", "augmented_maximum_likelihood"),
    ),
    Chapter(
        "frisch-waugh-lovell",
        "Frisch–Waugh–Lovell",
        ("frisch_waugh_lovell",),
    ),
    Chapter(
        "variance-score-and-information",
        "The variance, the score and the information",
        ("noise_variance", "score"),
    ),
    Chapter(
        "bias-and-covariance",
        "Bias and covariance",
        ("estimator", "bias", "covariance", "prediction"),
    ),
    Chapter(
        "gauss-markov-and-cramer-rao",
        "Gauss–Markov and Cramér–Rao",
        ("gauss_markov", "cramer_rao"),
    ),
    Chapter(
        "price-of-an-intercept",
        "The price of an intercept",
        ("estimated_intercept", "mean_of_draws"),
    ),
    Chapter(
        "generalised-least-squares",
        "Generalised and weighted least squares",
        ("generalised_least_squares", "weighted_least_squares"),
    ),
    Chapter(
        "distribution-of-the-estimate",
        "The distribution of the estimate",
        ("gaussian_estimate", "independent_gaussian", "gaussian_observations"),
    ),
    Chapter(
        "noise-variance",
        "The noise variance, χ² and t",
        ("residual_variance", "studentised"),
    ),
    Chapter(
        "one-observation-more",
        "One observation more",
        ("blocks_of_rows", "rank_one", "one_more"),
    ),
    Chapter(
        "leverage",
        "Leverage and outliers",
        ("leverage",),
    ),
    Chapter(
        "leaving-one-out",
        "Leaving one out",
        ("one_less",),
    ),
    Chapter(
        "correlation-matrix",
        "The correlation matrix of two features",
        ("two_features",),
    ),
    Chapter(
        "correlated-features",
        "Correlated features",
        ("correlated_features",),
    ),
    Chapter(
        "variance-inflation",
        "Variance inflation by other features",
        ("variance_inflation",),
    ),
    Chapter(
        "ridge",
        "Ridge",
        ("ridge", "shrinkage"),
    ),
    Chapter(
        "bias-and-variance-of-ridge",
        "Bias and variance of ridge",
        ("ridge_moments",),
    ),
    Chapter(
        "when-ridge-is-better",
        "When ridge is better",
        ("ridge_and_least_squares",),
    ),
    Chapter(
        "forms-of-ridge",
        "Ridge in other forms",
        ("ridge_forms", "ridge_prior"),
    ),
    Chapter(
        "ridge-with-intercept",
        "Ridge with an intercept",
        ("ridge_intercept",),
    ),
    Chapter(
        "gradient-descent",
        "Gradient descent",
        ("descent", "eigenvectors", "descent_lemma"),
    ),
    Chapter(
        "rate-of-descent",
        "The rate of descent",
        ("between_bounds", "contraction", "descent_on_two_features", "gap_shrinks"),
    ),
    Chapter(
        "many-steps",
        "Many steps of descent",
        ("powers", "many_steps"),
    ),
    Chapter(
        "how-many-steps",
        "How many steps are enough",
        ("many_contractions",),
    ),
    Chapter(
        "minibatches",
        "Minibatches and other steps",
        ("minibatches", "heavy_ball", "line_search"),
    ),
    Chapter(
        "errors-in-the-data",
        "Errors in the data",
        ("sensitivity", "relative_errors", "errors_in_the_design"),
    ),
    Chapter(
        "what-it-costs",
        "What it costs",
        ("factorisations",),
    ),
    Chapter(
        "all-minimisers",
        "All minimisers, and the shortest",
        ("penrose", "all_minimisers", "pseudoinverse"),
    ),
    Chapter(
        "estimable-directions",
        "Estimable directions",
        ("estimable",),
    ),
    Chapter(
        "what-ridge-and-descent-find",
        "What ridge and descent find",
        ("shortest_found",),
    ),
    Chapter(
        "any-predictions",
        "Any predictions",
        ("any_predictions", "moving_predictions", "backpropagation", "gauss_newton"),
    ),
    Chapter(
        "what-is-lost",
        "What is lost",
        ("product_of_weights", "cubic"),
    ),
    Chapter(
        "hidden-units",
        "Hidden units",
        ("hidden_units", "bad_minimum"),
    ),
    Chapter(
        "logistic-regression",
        "Logistic regression",
        ("logistic",),
    ),
)

MODULES = {module: chapter for chapter in CHAPTERS for module in chapter.modules}
