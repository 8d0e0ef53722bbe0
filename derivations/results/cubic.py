"""t³ − 3t at 1: the derivative is 0 and the second one 6, and at −3 it is lower by 16."""

from ..kernel.statements import Equals, Nonnegative
from ..kernel.terms import Letter, Term, Zero, as_term
from ..kernel.theorem import assume
from ..kernel.trees import Abbreviation
from ..proving.certificates import rewrite
from ..proving.chain import calc, line, prove, publish
from ..proving.sequents import multiply, square
from .model import gradient, hessian

t, s = Letter("t"), Letter("s")
one = as_term(1)


def f(at: Term) -> Term:
    """t³ − 3t."""
    return Abbreviation("f", (t,), (at,), t**3 - 3 * t)


critical = publish(
    "cubic-has-a-critical-point",
    "The derivative of the cubic at 1",
    Equals(gradient(f(t), t, one), Zero()),
    line("derivative", prove(Equals(gradient(f(t), t), 3 * t**2 - 3)), by="term by term"),
    line("at-one", prove(Equals(gradient(f(t), t, one), Zero())), by=("at ", one)),
)

curved = publish(
    "cubic-bends-upwards-there",
    "The second derivative of the cubic at 1",
    Equals(hessian(f(t), t, one), as_term(6)),
    line("derivative", prove(Equals(hessian(f(t), t), 6 * t)), by="term by term"),
    line("at-one", prove(Equals(hessian(f(t), t, one), as_term(6))), by=("at ", one)),
)

lower_elsewhere = (
    calc(f(one) - f(as_term(-3)))
    .equals(as_term(-2) - as_term(-18), "values", by="the two values")
    .equals(as_term(16), "subtract", by="subtract")
    .qed(
        "cubic-is-lower-elsewhere",
        "At −3 the cubic is lower by 16",
        Equals(f(one) - f(as_term(-3)), as_term(16)),
    )
)

_near = assume(Nonnegative(3 + s))
_product = multiply(square(s), _near)
_gap = Nonnegative(f(1 + s) - f(one))

least_nearby = publish(
    "cubic-is-least-nearby",
    "Down to −2 the cubic is nowhere lower than at 1",
    _gap,
    line("product", _product, by=("a square, times ", 3 + s)),
    line("gap", rewrite(_product, _gap), by="multiply out"),
)
