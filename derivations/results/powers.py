"""Powers: (1 + x)ᵏ ≥ 1 + kx, so that powers grow without end above 1, and vanish below it."""

from ..kernel.statements import Equals, Nonnegative
from ..kernel.terms import Dimension, Iterate, Letter, Term, as_term
from ..kernel.theorem import assume, cut, induct, unroll
from ..proving.certificates import rewrite
from ..proving.chain import calc, line, prove, publish
from ..proving.sequents import add, constant, multiply, square

k = Dimension("k")  # how many factors, or steps
one, more = as_term(1), k + 1
r, t = Letter("r"), Letter("t")


def power(scalar: Term, count: Term = k) -> Iterate:
    """rᵏ: so many steps t ↦ rt from 1."""
    return Iterate(scalar * t, t, one, count)


x = Letter("x")
not_negative = assume(Nonnegative(1 + x))
_inequality = Nonnegative(power(1 + x) - (1 + k * x))
_start = rewrite(
    constant(as_term(0)),
    Nonnegative(power(1 + x, one) - (1 + one * x)),
    unroll(power(1 + x, one)),
)
_times = multiply(not_negative, assume(_inequality))
_square = multiply(constant(k), rewrite(square(x), Nonnegative(x**2)))
_next_step = rewrite(
    add(_times, _square),
    Nonnegative(power(1 + x, more) - (1 + more * x)),
    unroll(power(1 + x, more)),
)

bernoulli = publish(
    "bernoulli-inequality",
    "Bernoulli's inequality",
    _inequality,
    line("first", _start, by="both sides are the same"),
    line("times", _times, by=(1 + x, " times ", _inequality)),
    line("square", _square, by="a square, so often"),
    line("next", _next_step, by="add the two lines"),
    line("induction", induct(_inequality, k, _start, _next_step), by=("by induction on ", k)),
)

growth = 1 + k * x
above_one = assume(Equals(r**2, 1 + x))

_as_power = Equals(power(r) ** 2, power(1 + x))
_first_power = prove(
    Equals(power(r, one) ** 2, power(1 + x, one)),
    [unroll(power(r, one)), unroll(power(1 + x, one)), above_one],
)
_next = (
    calc(power(r, more) ** 2)
    .equals(r**2 * power(r) ** 2, "next", by="one factor more", because=unroll(power(r, more)))
    .equals((1 + x) * power(r) ** 2, "square", by=above_one.conclusion, because=above_one)
    .equals((1 + x) * power(1 + x), "so-far", by=_as_power, because=assume(_as_power))
    .equals(
        power(1 + x, more), "next-power", by="one factor more", because=unroll(power(1 + x, more))
    )
)
_power = induct(_as_power, k, _first_power, _next.proof())
_bernoulli = cut(bernoulli.theorem, rewrite(square(r), Nonnegative(1 + x), above_one))

powers_grow = publish(
    "powers-above-one-grow",
    "How large powers are, at least",
    Nonnegative(power(r) ** 2 - growth),
    line("first", _first_power, by=above_one.conclusion),
    *_next.lines,
    line("induction", _power, by=("by induction on ", k)),
    line(
        "bernoulli",
        rewrite(_bernoulli, Nonnegative(power(r) ** 2 - growth), _power),
        by=("Bernoulli's inequality, where ", 1 + x, " is a square"),
        see=bernoulli,
    ),
)

below_one = assume(Equals(r**2 * (1 + x), one))

_as_product = Equals(power(r) ** 2 * power(1 + x), one)
_first_product = prove(
    Equals(power(r, one) ** 2 * power(1 + x, one), one),
    [unroll(power(r, one)), unroll(power(1 + x, one)), below_one],
)
_next = (
    calc(power(r, more) ** 2 * power(1 + x, more))
    .equals(
        r**2 * power(r) ** 2 * ((1 + x) * power(1 + x)),
        "next",
        by="one factor more",
        because=[unroll(power(r, more)), unroll(power(1 + x, more))],
    )
    .equals(r**2 * (1 + x), "so-far", by=_as_product, because=assume(_as_product))
    .equals(one, "factor", by=below_one.conclusion, because=below_one)
)
_product = induct(_as_product, k, _first_product, _next.proof())
_bernoulli = cut(bernoulli.theorem, rewrite(square(r * (1 + x)), Nonnegative(1 + x), below_one))
_times = multiply(rewrite(square(power(r)), Nonnegative(power(r) ** 2)), _bernoulli)

powers_vanish = publish(
    "powers-below-one-vanish",
    "How large powers are, at most",
    Nonnegative(1 - growth * power(r) ** 2),
    line("first", _first_product, by=below_one.conclusion),
    *_next.lines,
    line("induction", _product, by=("by induction on ", k)),
    line(
        "times",
        _times,
        by=("Bernoulli's inequality times a square; ", 1 + x, " is one too"),
        see=bernoulli,
    ),
    line(
        "vanish",
        rewrite(_times, Nonnegative(1 - growth * power(r) ** 2), _product),
        by=_as_product,
    ),
)
