"""Correlated is not collinear: two columns with XᵀX = nR have full column rank where ρ² ≠ 1.

How well the weights are estimated: their sum 1ᵀŵ has the variance 2σ²/(n(1 + ρ)), and what they
differ by the variance 2σ²/(n(1 − ρ)).
"""

from ..kernel.statements import (
    Equals,
    FullColumnRank,
    Nonnegative,
    PositiveDefinite,
)
from ..kernel.terms import Inverse, Letter, SquaredNorm, Term, Zero, as_term
from ..kernel.theorem import Theorem, assume, cut, instantiate
from ..kernel.trees import Abbreviation
from ..proving.certificates import rewrite
from ..proving.chain import Reason, Result, calc, line, prove, publish
from ..proving.positivity import invertible, right_of
from ..proving.sequents import constant, multiply, square, vanish
from .covariance import Var
from .definiteness import (
    full_rank_if_invertible,
    hessian_definite_if_full_rank,
)
from .hessian import squared_error_hessian
from .model import d, epsilon, hessian, n, variance, y
from .prediction import prediction_variance
from .two_features import (
    I_2,
    R,
    both,
    difference,
    inverse,
    inverse_is,
    j,
    not_collinear,
    rho,
)

# The letters of the text, for two features.

X = Letter("X", n, 2)
w, w_star, x_0 = Letter("w", 2), Letter("w_star", 2), Letter("x_0", 2)
gram = X.T @ X
hessian_of_J = hessian(Abbreviation("J", (w,), (w,), SquaredNorm(X @ w - y) / n), w)
observations = Abbreviation("y", (), (), X @ w_star + epsilon)
w_hat = Abbreviation("w_hat", (), (), Inverse(gram) @ X.T @ observations)

correlated = assume(Equals(gram, n * R))


def at_two(result: Result) -> Theorem:
    """A result on any number of features, for two."""
    return instantiate(result.theorem, (d, 2))


def squared_length(direction: Term, bound: Term) -> Theorem:
    """‖Xq‖² ≥ 0, where it is a positive multiple of the bound."""
    factor = 1 / (2 * n)
    return rewrite(
        multiply(constant(factor), square(X @ direction)), Nonnegative(bound), correlated
    )


_above, _below = squared_length(both, 1 + rho), squared_length(difference, 1 - rho)
_within = rewrite(multiply(_above, _below), Nonnegative(1 - rho**2))

at_most_one = publish(
    "correlation-is-at-most-1",
    "A correlation is between −1 and 1",
    Nonnegative(1 - rho**2),
    line("sum", _above, by=(Equals(SquaredNorm(X @ both), 2 * n * (1 + rho)), " is not negative")),
    line(
        "difference",
        _below,
        by=(Equals(SquaredNorm(X @ difference), 2 * n * (1 - rho)), " is not negative"),
    ),
    line("product", _within, by="the product of the two"),
)

hessian_is = (
    calc(hessian_of_J)
    .equals(
        2 / n * gram,
        "hessian",
        by="the Hessian of the squared error",
        see=squared_error_hessian,
    )
    .equals(2 * R, "correlated", by=correlated.conclusion, because=correlated)
    .qed(
        "hessian-for-two-correlated-features",
        "The Hessian for two correlated features",
        Equals(hessian_of_J, 2 * R),
    )
)

# Full column rank, where ρ² is not 1, and what happens where it is.

_product = prove(Equals(gram @ (inverse / n), I_2), correlated)
_invertible = invertible(gram, inverse / n, correlated, assume(not_collinear))

gram_inverse = publish(
    "inverse-gram-matrix-of-two-correlated-features",
    "The inverse of the Gram matrix of two correlated features",
    Equals(Inverse(gram), inverse / n),
    line("product", _product, by=(correlated.conclusion, ", and the inverse of ", R)),
    line("invertible", _invertible, by="the product in the other order is the same"),
    line(
        "inverse",
        cut(inverse_is(gram, inverse / n), _product, _invertible),
        by=("times ", Inverse(gram), " on the left"),
    ),
)

full_rank = publish(
    "correlated-features-have-full-column-rank",
    "Correlated is not collinear: full column rank where ρ² is not 1",
    FullColumnRank(X),
    line("invertible", _invertible, by=("the inverse is ", inverse / n), see=gram_inverse),
    line(
        "full-rank",
        cut(at_two(full_rank_if_invertible), _invertible),
        by="an invertible Gram matrix gives full column rank",
    ),
)

hessian_definite = publish(
    "hessian-positive-definite-for-correlated-features",
    "The Hessian for two correlated features is positive definite where ρ² is not 1",
    PositiveDefinite(hessian_of_J),
    line("full-rank", full_rank, by="correlated is not collinear"),
    line(
        "definite",
        rewrite(
            cut(at_two(hessian_definite_if_full_rank), full_rank.theorem),
            PositiveDefinite(hessian_of_J),
        ),
        by="full column rank makes the Hessian positive definite",
    ),
)

other = both - j  # the other of the two
along = j - rho * other  # R sends it to (1 − ρ²)eⱼ

redundant = assume(Equals(rho**2, as_term(1)))
_length = (
    calc(SquaredNorm(X @ along))
    .equals(n * (1 - rho**2), "correlated", by=correlated.conclusion, because=correlated)
    .equals(Zero(), "one", by=redundant.conclusion, because=redundant)
)
_vanishes = vanish(_length.proof())

collinear = publish(
    "features-with-correlation-1-are-collinear",
    "One feature is ρ times the other where ρ² is 1",
    Equals(X @ j, rho * (X @ other)),
    *_length.lines,
    line("vanishes", _vanishes, by="only the zero vector has squared norm 0"),
    line("equal", prove(Equals(X @ j, rho * (X @ other)), _vanishes), by="multiply out"),
)

# How well the weights are estimated, for uncorrelated noise of one variance.

inflation = 1 / (1 - rho**2)
_any_prediction = at_two(prediction_variance)
_A, _B = Letter("A", 2, 2), Letter("B", 2, 2)  # in place of the Gram matrix and its inverse
_in_place = prove(
    Equals(variance * (x_0.T @ Inverse(_A) @ x_0), variance * (x_0.T @ _B @ x_0)),
    assume(Equals(Inverse(_A), _B)),
)
_substituted = cut(
    instantiate(_in_place, (_A, gram), (_B, inverse / n)), gram_inverse.theorem, _invertible
)
_of_prediction = (
    variance / n * inflation * ((1 + rho) * SquaredNorm(x_0) - rho * (both.T @ x_0) ** 2)
)

variance_of_prediction = (
    calc(Var(x_0.T @ w_hat), _invertible)
    .equals(
        variance * (x_0.T @ Inverse(gram) @ x_0),
        "prediction",
        by="the variance of the fit at a new point",
        because=_any_prediction,
    )
    .equals(
        variance * (x_0.T @ (inverse / n) @ x_0),
        "inverse",
        by="the inverse of the Gram matrix",
        because=_substituted,
    )
    .equals(_of_prediction, "multiply-out", by="multiply out")
    .qed(
        "variance-of-a-prediction-from-two-correlated-features",
        "The variance of a prediction from two correlated features",
        Equals(Var(x_0.T @ w_hat), _of_prediction),
    )
)


_s, _p, _q = Letter("s"), Letter("p"), Letter("q")  # in place of 1 − ρ² and of 1 ± ρ
_quotient = (
    calc(_q / _s)
    .equals(1 / _p * (_p * _q) / _s, "expand", by="")
    .equals(1 / _p * _s / _s, "product", by="", because=assume(Equals(_p * _q, _s)))
    .equals(1 / _p, "cancel", by="")
    .proof()
)


def cancelled(kept: Term, gone: Term) -> tuple[Theorem, Theorem]:
    """1 ± ρ is not 0, and (1 ∓ ρ)/(1 − ρ²) = 1/(1 ± ρ), for a kept factor and the other one."""
    factor = invertible(kept, gone / (1 - rho**2), assume(not_collinear))
    whole = prove(Equals(kept * gone, 1 - rho**2))
    at_factors = instantiate(_quotient, (_s, 1 - rho**2), (_p, kept), (_q, gone))
    return factor, cut(at_factors, whole, factor)


def variance_along(
    id: str, title: str, direction: Term, value: Term, by: Reason, *known: Theorem
) -> Result:
    """The variance of a prediction, taken at a direction."""
    at_direction = instantiate(variance_of_prediction.theorem, (x_0, direction))
    return (
        calc(Var(direction.T @ w_hat), *known)
        .equals(
            right_of(at_direction),
            "prediction",
            by="the variance of a prediction",
            because=at_direction,
        )
        .equals(value, "count", by=by, because=known[1:])
        .qed(id, title, Equals(Var(direction.T @ w_hat), value))
    )


variance_of_one = variance_along(
    "variance-of-one-of-two-correlated-weights",
    "The variance of one weight of two correlated features",
    j,
    variance / n * inflation,
    (Equals(SquaredNorm(j), as_term(1)), " and ", Equals(both.T @ j, as_term(1))),
)

variance_of_sum = variance_along(
    "variance-of-the-sum-of-two-correlated-weights",
    "The variance of the sum of the weights of two correlated features",
    both,
    2 * variance / n * (1 / (1 + rho)),
    Equals((1 + rho) * SquaredNorm(both) - rho * (both.T @ both) ** 2, 2 * (1 - rho)),
    *cancelled(1 + rho, 1 - rho),
)

variance_of_difference = variance_along(
    "variance-of-the-difference-of-two-correlated-weights",
    "The variance of the difference of the weights of two correlated features",
    difference,
    2 * variance / n * (1 / (1 - rho)),
    (Equals(both.T @ difference, Zero()), " and ", Equals(SquaredNorm(difference), as_term(2))),
    *cancelled(1 - rho, 1 + rho),
)
