"""What one observation can do: the mean follows it, and a median stays while it moves away.

Moved are the observations by any column v, each away from b̂ or not at all: gᵢvᵢ = |vᵢ|.
"""

from ..kernel.statements import Equals, ForEach, Minimises, Nonnegative
from ..kernel.terms import Absolute, Letter, as_term
from ..kernel.theorem import assume, cut, instantiate, introduce, unfold
from ..proving.certificates import rewrite
from ..proving.chain import calc, line, prove, publish
from ..proving.sequents import add, antisymmetric, constant, multiply
from .absolute_error import above, above_negative
from .metrics import MAE, absolute_is_not_negative, at, half, one_square, squares
from .model import b, b_hat, i, n, ones, y, y_bar
from .one_number import above_best, above_slope, g_i, lines_below, median_is_best

delta = Letter("delta")

mean_moves = (
    calc(ones.T @ (y + delta * i) / n - y_bar)
    .equals(delta * (ones.T @ i) / n, "cancel", by=("the definition of ", y_bar))
    .equals(delta / n, "one", by="a basis vector has one entry that is 1")
    .qed(
        "how-far-the-mean-moves-with-one-observation",
        "How far the mean moves when one observation is changed",
        Equals(ones.T @ (y + delta * i) / n - y_bar, delta / n),
    )
)

# A median stays.

v = Letter("v", n)
v_i = i.T @ v
_slope = unfold(assume(ForEach(i, Equals(g_i * above_best, Absolute(above_best)))), 0, i)
_away = unfold(assume(ForEach(i, Equals(g_i * v_i, Absolute(v_i)))), 0, i)
_moved = i.T @ (y + v) - b_hat
_size, _along = Absolute(_moved), g_i * _moved
_larger, _smaller = (
    rewrite(add(of(above_best), of(v_i)), Nonnegative(claim), _slope, _away)
    for of, claim in ((above, _along - _moved), (above_negative, _along + _moved))
)
_at_least = above_slope(as_term(1), _moved)
_below = rewrite(_at_least, Nonnegative(_size - _along))
_not_negative = rewrite(multiply(constant(half), add(_larger, _smaller)), Nonnegative(_along))
_no_smaller = multiply(_larger, _smaller)
_no_larger = rewrite(
    multiply(_below, add(absolute_is_not_negative(_moved), _not_negative)),
    Nonnegative(-_no_smaller.conclusion.scalar),  # type: ignore[attr-defined]
    squares(_moved),
)
_no_gap = antisymmetric(_no_smaller, _no_larger)
_one = prove(Equals(_along**2, _size**2), [_no_gap, squares(_moved)])
_equal = cut(
    instantiate(one_square.theorem, (Letter("s"), _along), (Letter("t"), _size)),
    _not_negative,
    absolute_is_not_negative(_moved),
    _one,
)
_same_slopes = introduce(ForEach(i, _equal.conclusion), i, _equal)
_stays = Minimises(b_hat, at(MAE, y + v, ones @ b), b)

median_stays = publish(
    "median-stays-where-observations-move-away",
    "A median stays where observations move away from it",
    _stays,
    line(
        "between",
        _no_smaller,
        by=(
            _slope.conclusion,
            " and ",
            _away.conclusion,
            ", each at least the number and its negative",
        ),
    ),
    line("below", _below, by="a line below an absolute value", see=lines_below),
    line("squares", _one, by=("the square of ", _along, " is at least and at most that")),
    line("slopes", _same_slopes, by="numbers with one square", see=one_square),
    line(
        "median",
        cut(instantiate(median_is_best.theorem, (y, y + v)), _same_slopes),
        by="the same slopes, with the same sum",
    ),
)
