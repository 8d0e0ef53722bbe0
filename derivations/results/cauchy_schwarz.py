"""Cauchy–Schwarz: (xᵀy)² ≤ ‖x‖²‖y‖² for any two columns of one size, also where one of them is 0.

‖y‖² times the gap is a squared norm. The gap is not divided by ‖y‖², which may be 0: its absolute
value is compared with it instead.
"""

from fractions import Fraction

from ..kernel.statements import Equals, Nonnegative
from ..kernel.terms import Absolute, Dimension, Letter, Root, SquaredNorm, Term, Zero, as_term
from ..kernel.theorem import Theorem, assume, cut, instantiate, law
from ..kernel.trees import Abbreviation
from ..proving.certificates import rewrite
from ..proving.chain import Let, calc, line, prove, publish
from ..proving.positivity import Known
from ..proving.sequents import add, antisymmetric, constant, multiply, square, vanish
from .absolute_error import above, above_negative

k = Dimension("k")
x, y = Letter("x", k), Letter("y", k)
a, b, t = Letter("a"), Letter("b"), Letter("t")
half, two = as_term(Fraction(1, 2)), as_term(2)


def excess(scalar: Term) -> Term:
    """|s| − s, which is 0 just where s ≥ 0."""
    return Absolute(scalar) - scalar


def squares(scalar: Term) -> Theorem:
    """|s|² = s²."""
    return instantiate(law("square-of-an-absolute-value"), (t, scalar))


def without_excess(scalar: Term, no_excess: Theorem) -> Theorem:
    """From |s| − s = 0 follows s ≥ 0: |s| + s ≥ 0 is twice of it."""
    halved = multiply(constant(half), above_negative(scalar))
    same = prove(Equals(half * (Absolute(scalar) + scalar), scalar), no_excess)
    return rewrite(halved, Nonnegative(scalar), same)


# t ≥ 0 or y = 0, as one equation.

_multiple = assume(Nonnegative(SquaredNorm(y) * t))
_product = multiply(constant(two), multiply(_multiple, above(t)))
_opposite = prove(
    Equals(2 * (SquaredNorm(y) * t * excess(t)), -SquaredNorm(excess(t) * y)), squares(t)
)
_negative = rewrite(_product, Nonnegative(-SquaredNorm(excess(t) * y)), _opposite)
_no_length = antisymmetric(square(excess(t) * y), _negative)

not_negative_or_zero = publish(
    "a-number-is-not-negative-or-a-column-is-zero",
    "A number that is not negative, or a column that is 0",
    Equals(excess(t) * y, Zero(k)),
    line("excess", above(t), by="an absolute value is at least the number"),
    line(
        "negative",
        _negative,
        by=("times ", 2 * SquaredNorm(y) * t, ", with ", squares(t).conclusion),
    ),
    line("norm", _no_length, by="a squared norm is not negative"),
    line("vanishes", vanish(_no_length), by="only the zero vector has squared norm 0"),
)

# The gap.

gap = SquaredNorm(x) * SquaredNorm(y) - (x.T @ y) ** 2
q = Abbreviation("q", (), (), gap)

_square = square(SquaredNorm(y) * x - (x.T @ y) * y)
_scaled = rewrite(_square, Nonnegative(SquaredNorm(y) * q))
_either = cut(instantiate(not_negative_or_zero.theorem, (t, q)), _scaled)
_expanded = prove(Equals(SquaredNorm(excess(q)), -2 * excess(q) * q), squares(q))
_squared = prove(Equals(SquaredNorm(excess(q)), Zero()), [_expanded, _either])
_no_excess = vanish(_squared)

cauchy_schwarz = publish(
    "cauchy-schwarz",
    "Cauchy–Schwarz",
    Nonnegative(gap),
    line("square", _square, by="a squared norm is not negative"),
    line("scaled", _scaled, by=("multiply out; the definition of ", q)),
    line("either", _either, by=(_scaled.conclusion, ", with ", Let(t, q))),
    line("expand", _expanded, by=("multiply out, with ", squares(q).conclusion)),
    line("squared", _squared, by=(_either.conclusion, ", and in each term of ", q, " stands ", y)),
    line("no-excess", _no_excess, by="only 0 has the square 0"),
    line(
        "gap",
        rewrite(without_excess(q, _no_excess), Nonnegative(gap)),
        by=(Nonnegative(Absolute(q) + q), ", and this is ", 2 * q),
    ),
)

# The same of lengths, and not of their squares.

size = Absolute(b)
distance = Abbreviation("q", (), (), a - size)
root = Root(a + size)
_not_negative = assume(Nonnegative(a))
_larger = assume(Nonnegative(a**2 - b**2))

_size = rewrite(multiply(constant(half), add(above(b), above_negative(b))), Nonnegative(size))
_sum = add(_not_negative, _size)
_root_squared = cut(instantiate(law("square-of-a-root"), (a, a + size)), _sum)
_factors = prove(Equals(a**2 - b**2, SquaredNorm(root) * distance), [_root_squared, squares(b)])
_times_root = rewrite(_larger, Nonnegative(SquaredNorm(root) * distance), _factors)
_scalar = instantiate(not_negative_or_zero.theorem, (k, 1))
_either_way = cut(instantiate(_scalar, (Letter("y"), root), (t, distance)), _times_root)
_multiplied_out = prove(
    Equals(SquaredNorm(excess(distance)), -2 * excess(distance) * distance), squares(distance)
)
_no_sum = (
    calc(excess(distance) * (a + size))
    .equals(
        excess(distance) * root * root, "root", by=_root_squared.conclusion, because=_root_squared
    )
    .equals(Zero(), "either", by=_either_way.conclusion, because=_either_way)
    .proof()
)
_four_times = multiply(constant(as_term(4)), multiply(above(distance), _not_negative))
_no_more = rewrite(
    _four_times,
    Nonnegative(-SquaredNorm(excess(distance))),
    prove(
        Equals(4 * (excess(distance) * a), -SquaredNorm(excess(distance))),
        [_multiplied_out, _no_sum],
    ),
)
_none = vanish(antisymmetric(square(excess(distance)), _no_more))

larger_square = publish(
    "a-larger-square-is-of-a-larger-number",
    "What is not negative and has no smaller square is no smaller",
    Nonnegative(a - size),
    line(
        "size",
        _size,
        by=("half of ", size - b, " and ", size + b, ", neither of which is negative"),
    ),
    line(
        "factors",
        _factors,
        by=("multiply out, with ", squares(b).conclusion, "; the definition of ", distance),
    ),
    line("either", _either_way, by=(_times_root.conclusion, ", with ", Let(t, distance))),
    line("no-sum", _no_sum, by=("times ", root)),
    line("expand", _multiplied_out, by=("multiply out, with ", squares(distance).conclusion)),
    line(
        "negative",
        _no_more,
        by=(Equals(distance, 2 * a - (a + size)), ", and ", Nonnegative(excess(distance) * a)),
    ),
    line("no-excess", _none, by="only 0 has the square 0, and a square is not negative"),
    line(
        "order",
        rewrite(without_excess(distance, _none), Nonnegative(a - size)),
        by=(Nonnegative(Absolute(distance) + distance), ", and this is ", 2 * distance),
    ),
)

lengths = Root(SquaredNorm(x)) * Root(SquaredNorm(y))
_roots = [
    cut(instantiate(law("square-of-a-root"), (a, SquaredNorm(of))), square(of)) for of in (x, y)
]
_squares_apart = rewrite(
    cauchy_schwarz.theorem,
    Nonnegative(lengths**2 - (x.T @ y) ** 2),
    prove(Equals(gap, lengths**2 - (x.T @ y) ** 2), _roots),
)
_product_of_lengths = Known().proof(Nonnegative(lengths))
_at_lengths = instantiate(larger_square.theorem, (a, lengths), (b, x.T @ y))

cauchy_schwarz_of_lengths = publish(
    "cauchy-schwarz-of-lengths",
    "Cauchy–Schwarz, of lengths",
    Nonnegative(lengths - Absolute(x.T @ y)),
    line("squares", _squares_apart, by="Cauchy–Schwarz, and the square of a root"),
    line("lengths", _product_of_lengths, by="a root is not negative"),
    line(
        "order",
        cut(_at_lengths, _squares_apart, _product_of_lengths),
        by=("numbers with such squares, with ", Let(a, lengths), " and ", Let(b, x.T @ y)),
    ),
)
