"""J is convex: tJ(u) + (1 − t)J(v) − J(tu + (1 − t)v) = t(1 − t)‖X(u − v)‖²/n, and so ≥ 0."""

from ..kernel.statements import Equals, Nonnegative
from ..kernel.terms import Letter, SquaredNorm
from ..kernel.theorem import assume
from ..proving.certificates import rewrite
from ..proving.chain import calc, line, publish
from ..proving.sequents import constant, multiply, square
from .model import J, X, d, n, v, y

u = Letter("u", d)
t = Letter("t")  # how far from v to u
between = t * u + (1 - t) * v
chord = t * J(u) + (1 - t) * J(v)
at_u, at_v = X @ u - y, X @ v - y

convexity_gap = (
    calc(chord - J(between))
    .equals(
        t * (1 - t) / n * SquaredNorm(at_u - at_v),
        "multiply-out",
        by=("multiply out, with ", Equals(X @ between - y, t * at_u + (1 - t) * at_v)),
    )
    .equals(
        t * (1 - t) / n * SquaredNorm(X @ (u - v)),
        "cancel",
        by=(y, " cancels"),
    )
    .qed(
        "convexity-gap-of-the-squared-error",
        "By how much the squared error lies below its chord",
        Equals(chord - J(between), t * (1 - t) / n * SquaredNorm(X @ (u - v))),
    )
)

_from_v, _to_u = assume(Nonnegative(t)), assume(Nonnegative(1 - t))
_square = square(X @ (u - v))
_weight = multiply(constant(1 / n), multiply(_from_v, _to_u))
_scaled = multiply(_weight, _square)

convex = publish(
    "squared-error-is-convex",
    "The squared error is convex",
    Nonnegative(chord - J(between)),
    line("square", _square, by="a squared norm is not negative"),
    line(
        "weight",
        _weight,
        by=(_from_v.conclusion, ", ", _to_u.conclusion, ", and ", 1 / n, " is positive"),
    ),
    line(
        "below",
        rewrite(_scaled, Nonnegative(chord - J(between)), convexity_gap.theorem),
        by=convexity_gap.conclusion,
    ),
)
