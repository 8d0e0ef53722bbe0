"""One number b for all observations: which b is best by each measure of error.

The mean for squared error, a median for absolute error, a median with weights for percentage error.
That a number is such a median is said by slopes gᵢ, each from −1 to 1, with gᵢr = |r| for the error
r of observation i: 1 below the observation, −1 above it, and anything between where r = 0.
"""

from ..kernel.statements import (
    Equals,
    ForEach,
    Minimises,
    Nonnegative,
    Positive,
    Statement,
    UniquelyMinimises,
)
from ..kernel.terms import Absolute, Letter, SquaredNorm, SumOver, Term, Zero, as_term
from ..kernel.theorem import (
    Theorem,
    assume,
    cut,
    instantiate,
    introduce,
    sum_of_nonnegatives,
    unfold,
)
from ..kernel.trees import Abbreviation, substitute
from ..proving.certificates import rewrite
from ..proving.chain import Chain, calc, line, prove, publish
from ..proving.positivity import for_each, knowledge
from ..proving.sequents import add, constant, multiply, square, vanish
from .absolute_error import above, above_negative, absolute_value
from .metrics import (
    MAE,
    MAPE,
    MSE,
    a,
    absolute_product,
    at,
    half,
    measure,
    mu_i,
    not_zero,
    t,
    x,
)
from .model import X, b, b_hat, d, i, n, ones, w, w_hat, x_i, y, y_bar, y_i

nothing = knowledge()

# Squared error: the mean.

squared, squared_at_mean = at(MSE, y, ones @ b), at(MSE, y, ones @ y_bar)
_from_mean = SquaredNorm(b - y_bar)
_gap = prove(Equals(squared - squared_at_mean, _from_mean))
_least = rewrite(square(b - y_bar), Nonnegative(squared - squared_at_mean), _gap)
_as_good = assume(Equals(squared, squared_at_mean))
_no_distance = prove(Equals(_from_mean, Zero()), _as_good)
_only_mean = prove(Equals(b, y_bar), vanish(_no_distance))

mean_is_best = publish(
    "mean-minimises-squared-error",
    "One number for all: the mean minimises squared error",
    UniquelyMinimises(y_bar, squared, b),
    line("gap", _gap, by=("multiply out; the definition of ", y_bar)),
    line("least", _least, by="a square is not negative"),
    line("no-distance", _no_distance, by=("the first line, with ", _as_good.conclusion)),
    line("only", _only_mean, by="only 0 has the square 0"),
    line(
        "definition",
        introduce(
            UniquelyMinimises(y_bar, squared, b),
            b,
            introduce(Minimises(y_bar, squared, b), b, _least),
            _only_mean,
        ),
        by="a minimum, and no other number is as good",
    ),
)


def of_ones(theorem: Theorem) -> Theorem:
    """A theorem on any design, with the column of ones for X."""
    one_column = instantiate(theorem, (d, 1))
    return instantiate(one_column, (Letter("X", n, 1), ones))


# Absolute errors, with weights and for any design.

_above, _below = assume(Nonnegative(a - t)), assume(Nonnegative(a + t))
_halves = multiply(
    constant(half),
    add(multiply(_above, above_negative(x)), multiply(_below, above(x))),
)
_multiple = Nonnegative(a * Absolute(x) - t * x)

lines_below = publish(
    "lines-below-an-absolute-value",
    "a|x| is at least tx, for t from −a to a",
    _multiple,
    line(
        "halves",
        _halves,
        by=("neither ", Absolute(x) + x, " nor ", Absolute(x) - x, " is negative"),
    ),
    line("collect", rewrite(_halves, _multiple), by="multiply out"),
)

g, weights = Letter("g", n), Letter("c", n)
g_i, weight_i = i.T @ g, i.T @ weights


def at_most(weight: Term) -> ForEach:
    """gᵢ is at most the weight of the error of the observation i."""
    return ForEach(i, Nonnegative(weight - g_i))


def at_least(weight: Term) -> ForEach:
    """gᵢ is at least minus the weight."""
    return ForEach(i, Nonnegative(weight + g_i))


def slopes(error: Term, weighted: Term) -> ForEach:
    """gᵢr is the weighted absolute error, for each i."""
    return ForEach(i, Equals(g_i * error, weighted))


def above_slope(weight: Term, error: Term) -> Theorem:
    """The weighted absolute error, less gᵢr, is at least 0."""
    bounds = (unfold(assume(bound(weight)), 0, i) for bound in (at_most, at_least))
    return cut(instantiate(lines_below.theorem, (a, weight), (t, g_i), (x, error)), *bounds)


def above_slopes(weight: Term, error: Term, *known: Statement) -> Theorem:
    """The sum of this over all observations."""
    each = above_slope(weight, error)
    total = SumOver(i, weight * Absolute(error) - g_i * error)
    return sum_of_nonnegatives(total, for_each(i, each, *known))


def same_slope(
    linear: tuple[Term, Term, Term],
    errors: tuple[Term, Term],
    balanced: Theorem,
    known: Theorem,
) -> Chain:
    """Σ gᵢr is the same everywhere, where the slopes balance; and at the best it is the error."""
    (design, moved, best), (error, least) = linear, errors
    weighted = unfold(known, 0, i).conclusion.right  # type: ignore[attr-defined]
    return (
        calc(SumOver(i, g_i * error))
        .equals(g.T @ y - (design.T @ g).T @ moved, "linear", by="a sum is linear")
        .equals(
            g.T @ y - (design.T @ g).T @ best,
            "balance",
            by=balanced.conclusion,
            because=balanced,
        )
        .equals(SumOver(i, g_i * least), "back", by="a sum is linear")
        .equals(SumOver(i, weighted), "slopes", by=unfold(known, 0, i).conclusion, because=known)
    )


error_i, least_i = y_i - x_i.T @ w, y_i - x_i.T @ w_hat
weighted_error = SumOver(i, weight_i * Absolute(error_i))
_least_weighted = substitute(weighted_error, {w: w_hat})
_balanced = assume(Equals(X.T @ g, Zero(d)))
_known = assume(slopes(least_i, weight_i * Absolute(least_i)))
_added = above_slopes(weight_i, error_i)
_same = same_slope((X, w, w_hat), (error_i, least_i), _balanced, _known)
_weighted_gap = rewrite(_added, Nonnegative(weighted_error - _least_weighted), _same.proof())

slopes_that_balance = publish(
    "slopes-that-balance-give-least-absolute-error",
    "Where slopes balance, the weighted absolute error is least",
    Minimises(w_hat, weighted_error, w),
    line("each", _added, by="each term is at least 0", see=lines_below),
    *_same.lines,
    line("gap", _weighted_gap, by=_same.proof().conclusion),
    line(
        "definition",
        introduce(Minimises(w_hat, weighted_error, w), w, _weighted_gap),
        by=("for every ", w),
    ),
)

# One number: a median.

no_slope = assume(Equals(SumOver(i, g_i), Zero()))
_no_slope = prove(Equals(ones.T @ g, Zero()), no_slope)
absolute, absolute_at_best = at(MAE, y, ones @ b), at(MAE, y, ones @ b_hat)
above_best, one = y_i - b_hat, as_term(1)
median_slopes = slopes(above_best, Absolute(above_best))


def same_for_each(given: ForEach, wanted: Statement) -> Theorem:
    """What is given for each index, written otherwise."""
    known = unfold(assume(given), 0, i)
    match wanted:
        case Equals():
            return introduce(ForEach(i, wanted), i, prove(wanted, known))
    return introduce(ForEach(i, wanted), i, rewrite(known, wanted))


_in_ones = instantiate(
    of_ones(slopes_that_balance.theorem), (Letter("w_hat"), b_hat), (weights, ones)
)
_one_i = i.T @ ones
_at_ones = y_i - (ones.T @ i).T @ b_hat
_median = cut(
    _in_ones,
    same_for_each(at_most(one), at_most(_one_i).statement),
    same_for_each(at_least(one), at_least(_one_i).statement),
    same_for_each(median_slopes, Equals(g_i * _at_ones, _one_i * Absolute(_at_ones))),
    _no_slope,
)
_sums = SumOver(i, Absolute(y_i - b)) - SumOver(i, Absolute(above_best))
_sums_gap = rewrite(unfold(_median, 0, b), Nonnegative(_sums))
_median_gap = rewrite(
    multiply(constant(1 / n), _sums_gap), Nonnegative(absolute - absolute_at_best)
)

median_is_best = publish(
    "median-minimises-absolute-error",
    "One number for all: a median minimises absolute error",
    Minimises(b_hat, absolute, b),
    line("no-slope", _no_slope, by=(Equals(SumOver(i, g_i), ones.T @ g))),
    line(
        "sums",
        _sums_gap,
        by=("slopes that balance, with one feature ", ones, " and equal weights"),
    ),
    line("gap", _median_gap, by=("over ", n, "; the definition of ", absolute)),
    line(
        "definition",
        introduce(Minimises(b_hat, absolute, b), b, _median_gap),
        by=("for every ", b),
    ),
)

# Percentage error: a median with the weights 1/|yᵢ|.

per_cent, per_cent_at_best = at(MAPE, y, ones @ b), at(MAPE, y, ones @ b_hat)
share = Absolute(1 / y_i)
per_cent_slopes = slopes(above_best, Absolute(above_best / y_i))
given = knowledge(not_zero)


def share_of(error: Term) -> Theorem:
    """|1/yᵢ| |r| = |r/yᵢ|, for each i."""
    product = instantiate(absolute_product.theorem, (a, 1 / y_i), (x, error))
    both = Equals(share * Absolute(error), Absolute(error / y_i))
    return for_each(i, prove(both, product), not_zero)


_added_shares = given.settled(above_slopes(share, y_i - b, not_zero))
_same_shares = same_slope(
    (ones, b, b_hat), (y_i - b, above_best), _no_slope, assume(per_cent_slopes)
)
_shares = given.settled(
    rewrite(
        _added_shares,
        Nonnegative(SumOver(i, Absolute((y_i - b) / y_i)) - SumOver(i, Absolute(above_best / y_i))),
        share_of(y_i - b),
        _same_shares.proof(),
    )
)
_per_cent_gap = given.settled(
    rewrite(multiply(constant(1 / n), _shares), Nonnegative(per_cent - per_cent_at_best))
)

weighted_median_is_best = publish(
    "weighted-median-minimises-percentage-error",
    "One number for all: a median with weights 1/|yᵢ| minimises percentage error",
    Minimises(b_hat, per_cent, b),
    line("each", _added_shares, by="each term is at least 0", see=lines_below),
    line("no-slope", _no_slope, by=(Equals(SumOver(i, g_i), ones.T @ g))),
    *_same_shares.lines,
    line("shares", _shares, by="the absolute value of a product", see=absolute_product),
    line("gap", _per_cent_gap, by=("over ", n, "; the definition of ", per_cent)),
    line(
        "definition",
        given.settled(introduce(Minimises(b_hat, per_cent, b), b, _per_cent_gap)),
        by=("for every ", b),
    ),
)

# Squared percentage error: a weighted mean.

MSPE = measure("MSPE", SumOver(i, ((y_i - mu_i) / y_i) ** 2) / n)
inverses, inverse_squares = SumOver(i, 1 / y_i), SumOver(i, 1 / y_i**2)
best = Abbreviation("y_bar_w", (), (), inverses / inverse_squares)
squared_shares, squared_shares_at_best = at(MSPE, y, ones @ b), at(MSPE, y, ones @ best)

# Σ 1/yᵢ² > 0: it is a sum of squares and of what is positive, with s = 1/(1 + ‖y‖²).
_s = 1 / (1 + SquaredNorm(y))
_squares = SumOver(i, (1 / y_i - n * _s * y_i) ** 2)
_square_at_i = rewrite(square(1 / y_i - n * _s * y_i), Nonnegative(_squares.body))
_squares_are = given.settled(sum_of_nonnegatives(_squares, for_each(i, _square_at_i, not_zero)))
_parts = n**2 * _s + n**2 * _s * _s + _squares
_sum = given.settled(prove(Equals(_parts, inverse_squares)))
_positive_parts = knowledge(not_zero, _squares_are).proof(Positive(_parts))
_positive = given.settled(rewrite(_positive_parts, Positive(inverse_squares), _sum))

known = knowledge(not_zero, _positive)
_square = SquaredNorm(b - best)
_excess = (
    calc(squared_shares - squared_shares_at_best, not_zero, _positive)
    .equals(
        (inverse_squares * (b**2 - best**2) - 2 * inverses * (b - best)) / n,
        "multiply-out",
        by=("the definition of ", squared_shares),
    )
    .equals(
        inverse_squares / n * _square,
        "square",
        by=("complete the square; the definition of ", best),
    )
)
_above_best = known.settled(
    rewrite(
        multiply(known.proof(Nonnegative(inverse_squares / n)), square(b - best)),
        Nonnegative(squared_shares - squared_shares_at_best),
        _excess.proof(),
    )
)
_as_good_shares = assume(Equals(squared_shares, squared_shares_at_best))
_no_square = (
    calc(_square, not_zero, _positive)
    .equals(n / inverse_squares * (inverse_squares / n * _square), "divide", by="divide")
    .equals(
        n / inverse_squares * (squared_shares - squared_shares_at_best),
        "excess",
        by="the excess",
        because=_excess.proof(),
    )
    .equals(Zero(), "as-good", by=_as_good_shares.conclusion, because=_as_good_shares)
    .proof()
)
_only_best = known.settled(prove(Equals(b, best), vanish(_no_square)))

weighted_mean_is_best = publish(
    "weighted-mean-minimises-squared-percentage-error",
    "One number for all: a mean with weights 1/yᵢ² minimises squared percentage error",
    UniquelyMinimises(best, squared_shares, b),
    line(
        "parts",
        _squares_are,
        by="a sum of squares",
    ),
    line("positive", _positive, by=("multiply out: the sum is ", _parts)),
    *_excess.lines,
    line("least", _above_best, by=_excess.proof().conclusion),
    line("no-square", _no_square, by=_as_good_shares.conclusion),
    line("only", _only_best, by="only 0 has the square 0"),
    line(
        "definition",
        known.settled(
            introduce(
                UniquelyMinimises(best, squared_shares, b),
                b,
                introduce(Minimises(best, squared_shares, b), b, _above_best),
                _only_best,
            )
        ),
        by="a minimum, and no other number is as good",
    ),
)

# Predictions below a positive observation, and above 0.

observation = Letter("y")
_observed, _from_0 = assume(Positive(observation)), assume(Nonnegative(b))
_up_to = assume(Nonnegative(observation - b))
_positive_only = knowledge(Positive(observation), Nonnegative(b), Nonnegative(observation - b))
_share = (observation - b) / observation
_share_is = _positive_only.proof(Nonnegative(_share))
_without_sign = cut(instantiate(absolute_value.theorem, (x, _share)), _share_is)
_left = rewrite(
    _positive_only.proof(Nonnegative(b / observation)),
    Nonnegative(1 - Absolute(_share)),
    _without_sign,
)

below_at_most_1 = publish(
    "percentage-error-of-a-prediction-below-is-at-most-1",
    "The percentage error of a prediction between 0 and the observation is at most 1",
    Nonnegative(1 - Absolute(_share)),
    line("share", _share_is, by=(_up_to.conclusion, ", over what is positive")),
    line("sign", _without_sign, by="the absolute value of what is not negative"),
    line(
        "left",
        _positive_only.settled(_left),
        by=(Equals(1 - _share, b / observation), ", and ", _from_0.conclusion),
    ),
)
