"""A quadratic function is least where its gradient is 0, if its Hessian is positive definite.

f(w) = wᵀAw + wᵀb + c, for any matrix A. Positive semidefinite is enough for a minimum, and positive
definite makes it the only one. The gradient and the Hessian are those of `gradient_rules.py`.
"""

from fractions import Fraction

from ..kernel.statements import (
    Equals,
    Minimises,
    Nonnegative,
    PositiveDefinite,
    PositiveSemidefinite,
    UniquelyMinimises,
)
from ..kernel.terms import Letter, Term, Zero, as_term
from ..kernel.theorem import assume, cut, instantiate, introduce, unfold
from ..kernel.trees import Abbreviation
from ..proving.certificates import rewrite
from ..proving.chain import calc, line, prove, publish
from ..proving.sequents import constant, multiply
from .gradient_rules import A, b, linear_form, quadratic_form
from .model import d, gradient, hessian, w

c = Letter("c")
u = Letter("u", d)  # the point at which the gradient is 0
half = as_term(Fraction(1, 2))


def f(at: Term) -> Abbreviation:
    """The quadratic function wᵀAw + wᵀb + c, at a point of shape d×1."""
    return Abbreviation("f", (w,), (at,), w.T @ A @ w + w.T @ b + c)


slope, curvature = gradient(f(w), w, u), hessian(f(w), w, u)
away = w - u
bend = away.T @ curvature @ away

quadratic_gap = (
    calc(f(w) - f(u))
    .equals(
        ((A + A.T) @ u + b).T @ away + away.T @ A @ away,
        "multiply-out",
        by=("multiply out, with ", Equals(w, u + away)),
    )
    .equals(
        slope.T @ away + away.T @ A @ away,
        "gradient",
        by="the gradient of a quadratic and of a linear form",
        see=[quadratic_form, linear_form],
    )
    .equals(
        slope.T @ away + half * bend,
        "hessian",
        by=(Equals(curvature, A + A.T), ", and a scalar equals its transpose"),
    )
    .qed(
        "quadratic-function-around-a-point",
        "A quadratic function around any point, exactly",
        Equals(f(w) - f(u), slope.T @ away + half * bend),
    )
)

critical = assume(Equals(slope, Zero(d)))
semidefinite = assume(PositiveSemidefinite(curvature))
definite = assume(PositiveDefinite(curvature))

_g, _v = Letter("g", d), Letter("v", d)
_no_rise = prove(Equals(_g.T @ _v, Zero()), assume(Equals(_g, Zero(d))))
_no_slope = cut(instantiate(_no_rise, (_g, slope), (_v, away)), critical)
_gap = (
    calc(f(w) - f(u))
    .equals(
        slope.T @ away + half * bend,
        "around",
        by="a quadratic function around any point",
        because=quadratic_gap,
    )
    .equals(half * bend, "critical", by=critical.conclusion, because=_no_slope)
)
_form = unfold(semidefinite, 1, away)
_above = rewrite(multiply(constant(half), _form), Nonnegative(f(w) - f(u)), _gap.proof())

critical_point_minimises = publish(
    "minimum-of-a-quadratic-function",
    "With a positive semidefinite Hessian, a critical point of a quadratic function is a minimiser",
    Minimises(u, f(w), w),
    *_gap.lines,
    line("form", _form, by=semidefinite.conclusion),
    line("above", _above, by=_gap.proof().conclusion),
    line(
        "definition",
        introduce(Minimises(u, f(w), w), w, _above),
        by=(_above.conclusion, " for every ", w),
    ),
)

_minimum = cut(critical_point_minimises.theorem, unfold(definite, 0))
_equal = assume(Equals(f(w), f(u)))
_flat = prove(Equals(bend, Zero()), [_gap.proof(), _equal])
_only = cut(unfold(definite, 1, away), _flat)
_point = prove(Equals(w, u), _only)

critical_point_is_the_minimum = publish(
    "unique-minimum-of-a-quadratic-function",
    "With a positive definite Hessian, a critical point of a quadratic function is the minimiser",
    UniquelyMinimises(u, f(w), w),
    line("minimum", _minimum, by="positive definite is positive semidefinite"),
    line("flat", _flat, by=(_gap.proof().conclusion, ", and it is ", Zero())),
    line("only-zero", _only, by=definite.conclusion),
    line("point", _point, by=("add ", u)),
    line(
        "definition",
        introduce(UniquelyMinimises(u, f(w), w), w, _minimum, _point),
        by=("a minimum, and ", _equal.conclusion, " only for ", _point.conclusion),
    ),
)
