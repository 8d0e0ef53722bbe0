"""Two observations y₁ ≤ y₂ and a constant u: every u between minimises |y₁ − u| + |y₂ − u|.

So a minimiser of the mean absolute error need not be unique.
"""

from ..kernel.statements import Equals, Minimises, Nonnegative
from ..kernel.terms import Absolute, Letter, SquaredNorm, Term, as_term
from ..kernel.theorem import Theorem, assume, cut, instantiate, introduce, law
from ..kernel.trees import Abbreviation, substitute
from ..proving.certificates import rewrite
from ..proving.chain import line, prove, publish
from ..proving.sequents import add, antisymmetric, constant, multiply, square, vanish

x, c, u = Letter("x"), Letter("c"), Letter("u")
y1, y2 = Letter("y1"), Letter("y2")


def above(term: Term) -> Theorem:
    """|x| − x ≥ 0."""
    return instantiate(law("absolute-value-is-not-less"), (Letter("t"), term))


def above_negative(term: Term) -> Theorem:
    """|x| + x ≥ 0."""
    return instantiate(law("absolute-value-is-not-less-than-the-negative"), (Letter("t"), term))


_not_negative = assume(Nonnegative(x))
_squares = instantiate(law("square-of-an-absolute-value"), (Letter("t"), x))
_excess = Absolute(x) - x
_product = multiply(multiply(constant(as_term(2)), _not_negative), above(x))
_negative = rewrite(_product, Nonnegative(-SquaredNorm(_excess)), _squares)
_square_is_zero = antisymmetric(square(_excess), _negative)
_no_excess = vanish(_square_is_zero)

absolute_value = publish(
    "absolute-value-of-what-is-not-negative",
    "The absolute value of what is not negative",
    Equals(Absolute(x), x),
    line("excess", above(x), by="an absolute value is at least the number"),
    line("negative", _negative, by=("times ", 2 * x, ", with ", _squares.conclusion)),
    line("square", _square_is_zero, by="a square is not negative"),
    line("vanishes", _no_excess, by="only 0 has the square 0"),
    line("equal", prove(Equals(Absolute(x), x), _no_excess), by=("add ", x)),
)

_not_positive = assume(Nonnegative(-x))
_excess_below = Absolute(x) + x
_product_below = multiply(multiply(constant(as_term(2)), _not_positive), above_negative(x))
_negative_below = rewrite(_product_below, Nonnegative(-SquaredNorm(_excess_below)), _squares)
_zero_below = antisymmetric(square(_excess_below), _negative_below)
_no_excess_below = vanish(_zero_below)

absolute_value_below = publish(
    "absolute-value-of-what-is-not-positive",
    "The absolute value of what is not positive",
    Equals(Absolute(x), -x),
    line(
        "excess", above_negative(x), by="an absolute value is at least the negative of the number"
    ),
    line("negative", _negative_below, by=("times ", -2 * x, ", with ", _squares.conclusion)),
    line("square", _zero_below, by="a square is not negative"),
    line("vanishes", _no_excess_below, by="only 0 has the square 0"),
    line("equal", prove(Equals(Absolute(x), -x), _no_excess_below), by=("subtract ", x)),
)

error = Abbreviation("D", (c,), (c,), Absolute(y1 - c) + Absolute(y2 - c))
_error_at_u = substitute(error, {c: u})
_left, _right = assume(Nonnegative(u - y1)), assume(Nonnegative(y2 - u))
_below = cut(
    instantiate(absolute_value_below.theorem, (x, y1 - u)),
    rewrite(_left, Nonnegative(-(y1 - u))),
)
_at_right = cut(instantiate(absolute_value.theorem, (x, y2 - u)), _right)
_at_u = prove(Equals(_error_at_u, y2 - y1), [_below, _at_right])
_everywhere = rewrite(add(above_negative(y1 - c), above(y2 - c)), Nonnegative(error - (y2 - y1)))
_gap = rewrite(_everywhere, Nonnegative(error - _error_at_u), _at_u)

minimiser_of_two_absolute_errors = publish(
    "every-point-between-two-observations-minimises-absolute-error",
    "Every point between two observations minimises the sum of absolute errors",
    Minimises(u, error, c),
    line("at-u", _at_u, by=(_left.conclusion, " and ", _right.conclusion), see=[absolute_value]),
    line(
        "everywhere",
        _everywhere,
        by="an absolute value is at least the number, and at least its negative",
    ),
    line("gap", _gap, by="the first line"),
    line("definition", introduce(Minimises(u, error, c), c, _gap), by=("for every ", c)),
)
