"""Hidden units: dead ones, and networks of other weights that give the same output.

ReLU(t) = (t + |t|)/2 is t where t ≥ 0, and 0 where t ≤ 0.
"""

from fractions import Fraction

from ..kernel.statements import Equals, ForEach, Minimises, Nonnegative, Positive
from ..kernel.terms import (
    Absolute,
    Identity,
    Letter,
    SquaredNorm,
    SumOver,
    Term,
    Zero,
    as_term,
)
from ..kernel.theorem import Theorem, assume, cut, instantiate, introduce, law, unfold
from ..kernel.trees import Abbreviation
from ..proving.certificates import rewrite
from ..proving.chain import calc, line, prove, publish
from ..proving.positivity import knowledge
from ..proving.sequents import add, antisymmetric, constant, multiply, square, vanish
from .absolute_error import above, above_negative, absolute_value, absolute_value_below
from .absolute_error import x as any_number
from .backpropagation import V, a, k
from .model import i, w, x_i, y, y_i

t, c = Letter("t"), Letter("c")
one = as_term(1)


def relu(at: Term) -> Term:
    """The positive part (t + |t|)/2."""
    return Abbreviation("ReLU", (t,), (at,), (t + Absolute(t)) / 2)


def size_of(term: Term) -> Theorem:
    """|x| ≥ 0."""
    half = constant(as_term(Fraction(1, 2)))
    return rewrite(
        multiply(half, add(above(term), above_negative(term))), Nonnegative(Absolute(term))
    )


# A unit whose inputs are nowhere positive.

_none_positive = ForEach(i, Nonnegative(-(x_i.T @ w)))
_at_i = cut(
    instantiate(absolute_value_below.theorem, (any_number, x_i.T @ w)),
    unfold(assume(_none_positive), 0, i),
)
_silent = introduce(
    ForEach(i, Equals(relu(x_i.T @ w), Zero())), i, prove(Equals(relu(x_i.T @ w), Zero()), _at_i)
)

dead_unit = (
    calc(SumOver(i, (relu(x_i.T @ w) - y_i) ** 2))
    .equals(SumOver(i, y_i**2), "silent", by=_silent.conclusion, because=_silent)
    .equals(SquaredNorm(y), "norm", by="the sum of the squares of the entries")
    .qed(
        "dead-unit-learns-nothing",
        "A dead unit: the squared error does not depend on its weights",
        Equals(SumOver(i, (relu(x_i.T @ w) - y_i) ** 2), SquaredNorm(y)),
    )
)

_not_negative = rewrite(constant(one), Nonnegative(one))
_at_one = cut(instantiate(absolute_value.theorem, (any_number, one)), _not_negative)
_error = (relu(t) - 1) ** 2
_least = Minimises(one, _error, t)
_no_error = prove(Equals((relu(one) - 1) ** 2, Zero()), _at_one)
_above = rewrite(square(relu(t) - 1), Nonnegative(_error - (relu(one) - 1) ** 2), _no_error)

live_unit = publish(
    "live-unit-reaches-its-target",
    "One observation, and a unit that reaches it",
    _least,
    line("zero", _no_error, by=_at_one.conclusion),
    line("above", _above, by="a square is not negative"),
    line("definition", introduce(_least, t, _above), by=("for every ", t)),
)

# |ct| = c|t| for c ≥ 0: both are not negative, and they have the same square.

scaled, unscaled = Absolute(c * t), c * Absolute(t)
_apart = scaled - unscaled
_scale = assume(Positive(c))
_sizes = (
    (scaled, size_of(c * t)),
    (unscaled, multiply(unfold(_scale, 0), size_of(t))),
)
_same_square = prove(
    Equals(scaled**2, unscaled**2),
    [instantiate(law("square-of-an-absolute-value"), (t, each)) for each in (c * t, t)],
)
_no_multiple = [
    antisymmetric(
        multiply(square(_apart), not_negative),
        rewrite(
            multiply(square(_apart), other),
            Nonnegative(-(SquaredNorm(_apart) * size)),
            _same_square,
        ),
    )
    for (size, not_negative), (_, other) in (_sizes, _sizes[::-1])
]
_fourth = prove(Equals(SquaredNorm(_apart**2), Zero()), _no_multiple)
_no_square = vanish(_fourth)
_equal = prove(
    Equals(scaled, unscaled), vanish(prove(Equals(SquaredNorm(_apart), Zero()), _no_square))
)

rescaled = publish(
    "rescaled-hidden-unit-gives-the-same-output",
    "A rescaled hidden unit gives the same output",
    Equals(relu(c * t) / c, relu(t)),
    line("square", _same_square, by="an absolute value has the square of the number"),
    line(
        "fourth",
        _fourth,
        by=("the square of ", _apart, ", times ", scaled, " and times ", unscaled, ", is 0"),
    ),
    line("absolute", _equal, by="only 0 has the square 0"),
    line(
        "output",
        knowledge(_scale.conclusion).settled(prove(Equals(relu(c * t) / c, relu(t)), _equal)),
        by=("the definition of ", relu(t)),
    ),
)

P = Letter("P", k, k)
_order = assume(Equals(P.T @ P, Identity(k)))

permuted = (
    calc(V @ P.T @ (P @ a))
    .equals(V @ a, "order", by=_order.conclusion, because=_order)
    .qed(
        "hidden-units-in-another-order-give-the-same-output",
        "Hidden units in another order give the same output",
        Equals(V @ P.T @ (P @ a), V @ a),
    )
)
