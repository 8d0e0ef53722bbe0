"""The log-likelihood, one rule a line: ln L(w, σ²) = −n ln √(2πσ²) − ‖y − Xw‖²/(2σ²)."""

from ..kernel.statements import Equals, Positive, PositiveDefinite, Statement
from ..kernel.terms import (
    Absolute,
    Determinant,
    Exp,
    Letter,
    Log,
    Ones,
    Pi,
    ProductOver,
    Root,
    SquaredNorm,
    SumOver,
    Term,
)
from ..kernel.theorem import instantiate
from ..kernel.trees import Abbreviation
from ..proving.chain import Chain, calc
from ..proving.positivity import for_each
from .logarithm import (
    log_of_exp,
    log_of_finite_product,
    log_of_product,
    log_of_reciprocal,
    log_of_root,
    logarithm_of_a_finite_product,
)
from .model import X, i, n, variance, w, x_i, y, y_i
from .noise import L_1, L_V, G, L, L_s, V, each_positive, gaussian, residual_i, s_i, tau
from .positive_definite import definite_is_invertible
from .sums import sum_of_equal_terms, sum_of_squared_residuals

positive = Positive(variance)


def ell(at: Term, spread: Term) -> Abbreviation:
    """The log-likelihood ℓ(w, σ²), at a point and a variance."""
    body = -n * Log(Root(2 * Pi() * variance)) - SquaredNorm(y - X @ w) / (2 * variance)
    return Abbreviation("ell", (w, variance), (at, spread), body)


def logs_of_densities(
    likelihood: Abbreviation, scale: Term, exponent: Term, *known: Statement
) -> Chain:
    """From ln ∏ᵢ (1/scale) exp(exponent) to Σᵢ (−ln scale + exponent), one rule a line."""
    product = ProductOver(i, 1 / scale * Exp(exponent))
    height = 1 / scale
    split = for_each(i, log_of_product(height, Exp(exponent), *known), *known)
    undone = for_each(i, log_of_exp(exponent), *known)
    reciprocal = for_each(i, log_of_reciprocal(scale, *known), *known)
    to_sum = log_of_finite_product(product, *known)
    return (
        calc(Log(likelihood), *known)
        .equals(Log(product), "definition", by=("the definition of ", likelihood))
        .equals(
            SumOver(i, Log(product.body)),
            "product",
            by="the logarithm of a product is the sum of the logarithms",
            because=to_sum,
            see=logarithm_of_a_finite_product,
        )
        .equals(
            SumOver(i, Log(height) + Log(Exp(exponent))),
            "two-factors",
            by="ln ab = ln a + ln b",
            because=split,
        )
        .equals(SumOver(i, Log(height) + exponent), "inverse", by="ln undoes exp", because=undone)
        .equals(
            SumOver(i, -Log(scale) + exponent),
            "reciprocal",
            by="the logarithm of a reciprocal",
            because=reciprocal,
        )
    )


_root = Root(2 * Pi() * variance)
_square_i = residual_i**2

log_likelihood = (
    logs_of_densities(L(w, variance), _root, -(_square_i / (2 * variance)), positive)
    .equals(
        -n * Log(_root) - 1 / (2 * variance) * SumOver(i, _square_i),
        "constants",
        by="a sum is linear, and n equal terms add up to n times one of them",
        see=sum_of_equal_terms,
    )
    .equals(
        -n * Log(_root) - SquaredNorm(y - X @ w) / (2 * variance),
        "matrix",
        by=("the sum of the squares of the entries of ", y - X @ w),
        see=sum_of_squared_residuals,
    )
    .equals(ell(w, variance), "ell", by=("the definition of ", ell(w, variance)))
    .qed(
        "log-likelihood",
        "The log-likelihood",
        Equals(Log(L(w, variance)), ell(w, variance)),
    )
)

intercept = Letter("b")
_shifted = instantiate(log_likelihood.theorem, (y, y - Ones(n) * intercept))
L_with_intercept = Abbreviation(
    "L",
    (w, intercept, variance),
    (w, intercept, variance),
    ProductOver(i, gaussian(y_i - x_i.T @ w - intercept, variance)),
)

_with_intercept = SquaredNorm(y - X @ w - Ones(n) * intercept)
ell_with_intercept = Abbreviation(
    "ell",
    (w, intercept, variance),
    (w, intercept, variance),
    -n * Log(_root) - _with_intercept / (2 * variance),
)

log_likelihood_with_intercept = (
    calc(Log(L_with_intercept), positive)
    .equals(
        -n * Log(_root) - SquaredNorm(y - Ones(n) * intercept - X @ w) / (2 * variance),
        "shift",
        by=("the log-likelihood, with ", y - Ones(n) * intercept, " for ", y),
        because=_shifted,
    )
    .equals(ell_with_intercept, "ell", by=("the definition of ", ell_with_intercept))
    .qed(
        "log-likelihood-with-intercept",
        "The log-likelihood with an intercept",
        Equals(Log(L_with_intercept), ell_with_intercept),
    )
)

_root_i = Root(2 * Pi() * s_i)

ell_s = Abbreviation(
    "ell_s",
    (w,),
    (w,),
    -SumOver(i, Log(_root_i)) - SumOver(i, _square_i / s_i) / 2,
)

log_likelihood_with_unequal_variances = (
    logs_of_densities(L_s, _root_i, -(_square_i / (2 * s_i)), each_positive)
    .equals(
        -SumOver(i, Log(_root_i)) - SumOver(i, _square_i / s_i) / 2,
        "linear",
        by="a sum is linear",
    )
    .equals(ell_s, "ell", by=("the definition of ", ell_s))
    .qed(
        "log-likelihood-with-unequal-variances",
        "The log-likelihood with unequal variances",
        Equals(Log(L_s), ell_s),
    )
)

_distance_i = Absolute(residual_i)

ell_1 = Abbreviation("ell_1", (w,), (w,), -n * Log(2 * tau) - SumOver(i, _distance_i) / tau)

log_likelihood_with_laplace_noise = (
    logs_of_densities(L_1, 2 * tau, -(_distance_i / tau), Positive(tau))
    .equals(
        -n * Log(2 * tau) - SumOver(i, _distance_i) / tau,
        "constants",
        by="a sum is linear, and n equal terms add up to n times one of them",
        see=sum_of_equal_terms,
    )
    .equals(ell_1, "ell", by=("the definition of ", ell_1))
    .qed(
        "log-likelihood-with-laplace-noise",
        "The log-likelihood with Laplace noise",
        Equals(Log(L_1), ell_1),
    )
)

_definite = PositiveDefinite(V)
known_V = (positive, _definite, definite_is_invertible.theorem)
_heights = ProductOver(i, _root)
_det_root = Root(Determinant(V))
_split_V = log_of_product(1 / (_det_root * _heights), Exp(-(G / (2 * variance))), *known_V)
_undone_V = log_of_exp(-(G / (2 * variance)))
_reciprocal_V = log_of_reciprocal(_det_root * _heights, *known_V)
_two_roots = log_of_product(_det_root, _heights, *known_V)
_heights_sum = log_of_finite_product(_heights, positive)
_half = log_of_root(Determinant(V), _definite)
_log_likelihood_V = -n * Log(_root) - Log(Determinant(V)) / 2 - G / (2 * variance)
ell_V = Abbreviation("ell_V", (w, variance), (w, variance), _log_likelihood_V)

log_likelihood_with_covariance = (
    calc(Log(L_V), *known_V)
    .equals(
        Log(1 / (_det_root * _heights)) + Log(Exp(-(G / (2 * variance)))),
        "two-factors",
        by=("the definition of ", L_V, ", and ln ab = ln a + ln b"),
        because=_split_V,
    )
    .equals(
        Log(1 / (_det_root * _heights)) - G / (2 * variance),
        "inverse",
        by="ln undoes exp",
        because=_undone_V,
    )
    .equals(
        -Log(_det_root * _heights) - G / (2 * variance),
        "reciprocal",
        by="the logarithm of a reciprocal",
        because=_reciprocal_V,
    )
    .equals(
        -Log(_det_root) - Log(_heights) - G / (2 * variance),
        "scales",
        by="ln ab = ln a + ln b",
        because=_two_roots,
    )
    .equals(
        -Log(_det_root) - SumOver(i, Log(_root)) - G / (2 * variance),
        "product",
        by="the logarithm of a product is the sum of the logarithms",
        because=_heights_sum,
    )
    .equals(
        -Log(_det_root) - n * Log(_root) - G / (2 * variance),
        "constants",
        by="n equal terms add up to n times one of them",
    )
    .equals(_log_likelihood_V, "root", by="the logarithm of a square root", because=_half)
    .equals(ell_V, "ell", by=("the definition of ", ell_V))
    .qed(
        "log-likelihood-with-covariance",
        "The log-likelihood with correlated noise",
        Equals(Log(L_V), ell_V),
    )
)
