"""The maximum over w and σ² together: (ŵ, σ̂²) with σ̂² = RSS/n, for RSS > 0.

With t = σ̂²/σ², ℓ(ŵ, σ̂²) − ℓ(w, σ²) = (n/2)(t − 1 − ln t) + ‖X(w − ŵ)‖²/(2σ²) ≥ 0. Where RSS = 0,
the log-likelihood takes every value, and there is no maximum.
"""

from ..kernel.statements import Equals, FullColumnRank, Nonnegative, Positive
from ..kernel.terms import Exp, Letter, Log, Pi, Root, SquaredNorm, Term, Zero, as_term
from ..kernel.theorem import (
    Theorem,
    assume,
    cite,
    cut,
    instantiate,
    unfold,
)
from ..kernel.trees import Abbreviation
from ..proving.certificates import algebra, rewrite
from ..proving.chain import Let, calc, line, prove, publish
from ..proving.positivity import knowledge
from ..proving.sequents import add, antisymmetric, multiply, square, vanish
from .global_minimum import error_gap
from .log_likelihood import ell, positive
from .logarithm import (
    log_of_exp,
    log_of_product,
    log_of_reciprocal,
    log_of_root,
    touches_at_one_only,
)
from .model import RSS, X, d, n, v, variance, w, w_hat, y
from .normal_equation import normal

variance_hat = Abbreviation("sigma_hat_sq", (), (), RSS(w_hat) / n)
residuals_left = Positive(RSS(w_hat))
known = (positive, residuals_left)
given, given_positive = knowledge(*known), knowledge(positive)

two_pi = 2 * Pi()
t = Abbreviation("t", (), (), variance_hat / variance)
away = X @ (w - w_hat)


def log_root(spread: Term) -> list[Theorem]:
    """ln √(2πσ²) = ½(ln 2π + ln σ²), in two steps."""
    return [log_of_root(two_pi * spread, *known), log_of_product(two_pi, spread, *known)]


_log_ratio = [
    log_of_product(variance_hat, 1 / variance, *known),
    log_of_reciprocal(variance, *known),
]
_log_of_ratio = given.settled(prove(Equals(Log(t), Log(variance_hat) - Log(variance)), _log_ratio))
_logs = n / 2 * (Log(variance) - Log(variance_hat))

likelihood_gap = (
    calc(ell(w_hat, variance_hat) - ell(w, variance), *known)
    .equals(
        _logs + RSS(w) / (2 * variance) - RSS(w_hat) / (2 * variance_hat),
        "logarithms",
        by=("the definition of ", ell(w, variance), ", and the logarithm of a root and a product"),
        because=[*log_root(variance), *log_root(variance_hat)],
    )
    .equals(
        _logs + RSS(w) / (2 * variance) - n / 2,
        "variance",
        by=("the definition of ", variance_hat),
    )
    .equals(
        _logs + n / 2 * t + SquaredNorm(away) / (2 * variance) - n / 2,
        "normal-equation",
        by=(
            "the squared error around ",
            w_hat,
            ", with ",
            normal.conclusion,
            "; the definition of ",
            t,
        ),
        because=normal,
        see=[error_gap],
    )
    .equals(
        n / 2 * (t - 1 - Log(t)) + SquaredNorm(away) / (2 * variance),
        "ratio",
        by=_log_of_ratio.conclusion,
        because=_log_of_ratio,
    )
    .qed(
        "log-likelihood-gap",
        "By how much the log-likelihood at (ŵ, σ̂²) exceeds any other",
        Equals(
            ell(w_hat, variance_hat) - ell(w, variance),
            n / 2 * (t - 1 - Log(t)) + SquaredNorm(away) / (2 * variance),
        ),
    )
)

_tangent = given.settled(instantiate(cite("logarithm-is-below-its-tangent"), (Letter("t"), t)))
_scaled_tangent = multiply(given.proof(Nonnegative(n / 2)), _tangent)
_scaled_norm = multiply(given.proof(Nonnegative(1 / (2 * variance))), square(away))
_both = add(_scaled_tangent, given.settled(_scaled_norm))
_above = given.settled(
    rewrite(
        _both,
        Nonnegative(ell(w_hat, variance_hat) - ell(w, variance)),
        likelihood_gap.theorem,
    )
)

joint_maximum = publish(
    "joint-maximum-of-the-log-likelihood",
    "No other w and σ² have a larger log-likelihood than ŵ and σ̂²",
    Nonnegative(ell(w_hat, variance_hat) - ell(w, variance)),
    line("tangent", _tangent, by=("the logarithm lies below its tangent, taken at ", t)),
    line("norm", square(away), by="a squared norm is not negative"),
    line(
        "add",
        given.settled(_both),
        by=("times ", n / 2, " and ", 1 / (2 * variance), ", and added"),
    ),
    line("above", _above, by=likelihood_gap.conclusion),
)

# The joint maximum is attained at one variance and one fit only.

_equal = assume(Equals(ell(w, variance), ell(w_hat, variance_hat)))
_tangent_term = n / 2 * (t - 1 - Log(t))
_norm_term = SquaredNorm(away) / (2 * variance)
_no_gap = given.settled(prove(Equals(_tangent_term + _norm_term, Zero()), [likelihood_gap, _equal]))
_times = multiply(given.proof(Nonnegative(2 * variance)), _scaled_tangent)
_norm_below = given.settled(rewrite(_times, Nonnegative(-SquaredNorm(away)), _no_gap))
_norm_is_zero = antisymmetric(square(away), _norm_below)
_same_fit = vanish(_norm_is_zero)
_touching = given.settled(prove(Equals(t - 1 - Log(t), Zero()), [_no_gap, _norm_is_zero]))
_ratio_is_one = given.settled(
    cut(instantiate(touches_at_one_only.theorem, (Letter("a"), t)), _touching)
)
_c = Letter("c")
_times_one = instantiate(
    prove(Equals(_c * variance, variance), assume(Equals(_c, as_term(1)))), (_c, t)
)
_same_variance = (
    calc(variance_hat, *known)
    .equals(t * variance, "multiply", by=("the definition of ", t))
    .equals(
        variance,
        "ratio",
        by=_ratio_is_one.conclusion,
        because=given.settled(cut(_times_one, _ratio_is_one)),
    )
)

unique_fit = publish(
    "joint-maximum-has-one-fit",
    "Where the log-likelihood is as large, the fit is the same",
    Equals(away, Zero(n)),
    line("no-gap", _no_gap, by=(likelihood_gap.conclusion, ", and ", _equal.conclusion)),
    line("below", _norm_below, by=("the first term is not negative; times ", 2 * variance)),
    line("norm", _norm_is_zero, by="a squared norm is not negative either"),
    line("vanishes", _same_fit, by="only the zero vector has squared norm 0"),
)

unique_variance = publish(
    "joint-maximum-has-one-variance",
    "Where the log-likelihood is as large, the variance is the same",
    Equals(variance_hat, variance),
    line("touches", _touching, by=(_no_gap.conclusion, ", and ", _norm_is_zero.conclusion)),
    line("one", _ratio_is_one, by="the logarithm touches its tangent at 1 only"),
    *_same_variance.lines,
    theorem=_same_variance.proof(),
)

full_rank = assume(FullColumnRank(X))
_independent = cut(unfold(full_rank, 0, w - w_hat), _same_fit)

unique_weights = publish(
    "joint-maximum-has-one-point",
    "With full column rank, the weights are the same too",
    Equals(w, w_hat),
    line("fit", _same_fit, by="the fit is the same", see=unique_fit),
    line("independent", _independent, by=full_rank.conclusion),
    line("weights", prove(Equals(w, w_hat), _independent), by=("add ", w_hat)),
)

# The value there, and the largest over σ² for each w.

value_at_the_maximum = (
    calc(ell(w_hat, variance_hat), residuals_left)
    .equals(
        -n * Log(Root(two_pi * variance_hat)) - RSS(w_hat) / (2 * variance_hat),
        "definition",
        by=("the definition of ", ell(w, variance)),
    )
    .equals(
        -n * Log(Root(two_pi * variance_hat)) - n / 2,
        "variance",
        by=("the definition of ", variance_hat),
    )
    .equals(
        -(n / 2) * (Log(two_pi * variance_hat) + 1),
        "root",
        by="the logarithm of a square root",
        because=log_of_root(two_pi * variance_hat, residuals_left),
    )
    .qed(
        "log-likelihood-at-the-joint-maximum",
        "The log-likelihood at ŵ and σ̂²",
        Equals(ell(w_hat, variance_hat), -(n / 2) * (Log(two_pi * variance_hat) + 1)),
    )
)

residuals_at_w = Positive(RSS(w))
_mean = RSS(w) / n

# Without columns, and with y − Xw for y, the joint maximum is the maximum over σ² alone.
_no_columns = instantiate(joint_maximum.theorem, (X, Zero(n, d)), (y, y - X @ v), (w, Zero(d)))
_largest = cut(
    _no_columns,
    algebra(Equals(Zero(n, d).T @ Zero(n, d) @ w_hat, Zero(n, d).T @ (y - X @ v))),
)

_same_residuals = rewrite(
    assume(residuals_at_w), Positive(SquaredNorm(y - X @ w - Zero(n, d) @ w_hat))
)
_gap = knowledge(positive, residuals_at_w).settled(
    rewrite(
        cut(instantiate(_largest, (v, w)), _same_residuals),
        Nonnegative(ell(w, _mean) - ell(w, variance)),
    )
)

variance_for_given_weights = publish(
    "variance-for-given-weights",
    "For given weights, no other variance has a larger log-likelihood",
    Nonnegative(ell(w, _mean) - ell(w, variance)),
    line(
        "no-columns",
        _gap,
        by=(
            "the joint maximum, with 0 for the design matrix and ",
            y - X @ w,
            " for the observations",
        ),
    ),
)

concentrated_log_likelihood = (
    calc(ell(w, _mean), residuals_at_w)
    .equals(
        -n * Log(Root(two_pi * _mean)) - RSS(w) / (2 * _mean),
        "definition",
        by=("the definition of ", ell(w, variance)),
    )
    .equals(-n * Log(Root(two_pi * _mean)) - n / 2, "divide", by="divide")
    .equals(
        -(n / 2) * Log(two_pi * _mean) - n / 2,
        "root",
        by="the logarithm of a square root",
        because=log_of_root(two_pi * _mean, residuals_at_w),
    )
    .equals(
        -(n / 2) * Log(RSS(w)) - n / 2 * (Log(two_pi / n) + 1),
        "product",
        by="ln ab = ln a + ln b",
        because=log_of_product(two_pi / n, RSS(w), residuals_at_w),
    )
    .qed(
        "concentrated-log-likelihood",
        "The concentrated log-likelihood",
        Equals(
            ell(w, _mean),
            -(n / 2) * Log(RSS(w)) - n / 2 * (Log(two_pi / n) + 1),
        ),
    )
)

# A perfect fit: the log-likelihood takes every value.

M = Letter("M")  # any real number
perfect_fit = assume(Equals(y, X @ w_hat))
_small = Exp(-2 * M / n)


def variance_for(value: Term) -> Abbreviation:
    """The variance at which the log-likelihood of a perfect fit has a given value."""
    return Abbreviation("s", (M,), (value,), Exp(-2 * M / n) / two_pi)


likelihood_takes_every_value = (
    calc(ell(w_hat, variance_for(M)))
    .equals(
        -n * Log(Root(two_pi * variance_for(M))) - RSS(w_hat) / (2 * variance_for(M)),
        "definition",
        by=("the definition of ", ell(w, variance)),
    )
    .equals(
        -n * Log(Root(two_pi * variance_for(M))),
        "perfect-fit",
        by=perfect_fit.conclusion,
        because=perfect_fit,
    )
    .equals(-n * Log(Root(_small)), "divide", by="divide")
    .equals(
        -n * (Log(_small) / 2),
        "root",
        by="the logarithm of a square root",
        because=log_of_root(_small),
    )
    .equals(M, "inverse", by="ln undoes exp", because=log_of_exp(-2 * M / n))
    .qed(
        "log-likelihood-of-a-perfect-fit",
        "With a perfect fit the log-likelihood takes every value",
        Equals(ell(w_hat, variance_for(M)), M),
    )
)

_M = ell(w, variance) + 1
_higher = given_positive.settled(instantiate(likelihood_takes_every_value.theorem, (M, _M)))

no_maximum = publish(
    "no-maximum-with-a-perfect-fit",
    "With a perfect fit no log-likelihood is the largest",
    Equals(ell(w_hat, variance_for(_M)), _M),
    line("higher", _higher, by=("the log-likelihood takes every value, also ", Let(M, _M))),
)
