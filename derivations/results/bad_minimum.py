"""One ReLU, the inputs 1 and −1, the targets 1 and 2: a minimum nearby at 1, and less at −2.

F₂(t) = (ReLU(t) − 1)² + (ReLU(−t) − 2)². Where t ≥ 0 it is (t − 1)² + 4, and at −2 it is 1.
"""

from ..kernel.statements import Equals, Nonnegative
from ..kernel.terms import SquaredNorm, Term, Zero, as_term
from ..kernel.theorem import Theorem, assume, cut, instantiate
from ..kernel.trees import Abbreviation
from ..proving.certificates import rewrite
from ..proving.chain import line, prove, publish
from ..proving.sequents import constant, square, vanish
from .absolute_error import absolute_value, absolute_value_below
from .absolute_error import x as any_number
from .hidden_units import one, relu, t

two, minus_two = as_term(2), as_term(-2)


def F(at: Term) -> Term:
    """The squared error of the two predictions ReLU(t) and ReLU(−t)."""
    return Abbreviation("F_2", (t,), (at,), (relu(t) - 1) ** 2 + (relu(-t) - 2) ** 2)


def parts(at: Term, known: Theorem) -> tuple[Theorem, Theorem]:
    """ReLU(t) = t and ReLU(−t) = 0, for a number t that is known not to be negative."""
    above = cut(instantiate(absolute_value.theorem, (any_number, at)), known)
    other = -at
    below = cut(
        instantiate(absolute_value_below.theorem, (any_number, other)),
        rewrite(known, Nonnegative(-other)),
    )
    return prove(Equals(relu(at), at), above), prove(Equals(relu(other), Zero()), below)


_active, _silent = parts(t, assume(Nonnegative(t)))
_formula = prove(Equals(F(t), (t - 1) ** 2 + 4), [_active, _silent])
_value = prove(Equals(F(one), as_term(4)), parts(one, constant(one)))
_gap = rewrite(square(t - 1), Nonnegative(F(t) - F(one)), _formula, _value)

least_nearby = publish(
    "error-of-one-unit-is-least-nearby",
    "One unit, two observations: of all t ≥ 0 the error is least at 1",
    Nonnegative(F(t) - F(one)),
    line("active", _active, by=Nonnegative(t)),
    line("silent", _silent, by=Nonnegative(t)),
    line("formula", _formula, by="the two lines"),
    line("at-one", _value, by=("the same at ", one)),
    line("gap", _gap, by="a square is not negative"),
)

_equal = assume(Equals(F(t), F(one)))
_square = prove(Equals(SquaredNorm(t - 1), Zero()), [_formula, _value, _equal])
_no_step = vanish(_square)

only_nearby = publish(
    "error-of-one-unit-is-larger-nearby",
    "One unit, two observations: of all t ≥ 0 only 1 has an error so small",
    Equals(t, one),
    line("formula", _formula, by=Nonnegative(t), see=least_nearby),
    line("at-one", _value, by=("the same at ", one)),
    line("square", _square, by=_equal.conclusion),
    line("vanishes", _no_step, by="only 0 has the square 0"),
    line("equal", prove(Equals(t, one), _no_step), by=("add ", one)),
)

_at_two = parts(two, constant(two))
_less = prove(Equals(F(minus_two), one), _at_two)

_difference = prove(Equals(F(one) - F(minus_two), as_term(3)), [_value, _less])

lower_elsewhere = publish(
    "error-of-one-unit-is-lower-elsewhere",
    "One unit, two observations: at −2 the error is lower by 3",
    Equals(F(one) - F(minus_two), as_term(3)),
    line("at-one", _value, by=(Equals(relu(one), one), " and ", Equals(relu(-one), Zero()))),
    line(
        "at-minus-two",
        _less,
        by=(Equals(relu(-two), Zero()), " and ", Equals(relu(two), two)),
    ),
    line("difference", _difference, by="subtract"),
)
