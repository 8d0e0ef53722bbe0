"""No minimiser is lost: a minimiser of J satisfies the normal equation, XᵀXu = Xᵀy."""

from ..chain import line, proved, publish
from ..kernel.statements import Equals, Minimises, Nonnegative
from ..kernel.terms import Abbreviation, Letter, SquaredNorm, Zero, as_term
from ..kernel.theorem import (
    above_one,
    add,
    antisymmetric,
    assume,
    constant,
    cut,
    multiply,
    rewrite,
    square,
    unfold,
    vanish,
)
from ..model import J, X, d, gram, n, w, y

u = Letter("u", d)  # any minimiser
minimiser = assume(Minimises(u, J(w), w))

g = Abbreviation("g", (), (), X.T @ (X @ u - y))  # half of n times the gradient at u
length, bend = SquaredNorm(g), SquaredNorm(X @ g)
step = length / (1 + bend) * g

_divisor = above_one(square(X @ g))
_no_gain = cut(unfold(minimiser, 0, u - step), _divisor)
_cleared = rewrite(
    multiply(constant(n), multiply(square(1 + bend), _no_gain)),
    Nonnegative(-2 * (length * length) - length * length * bend),
)
_bent = rewrite(multiply(square(length), square(X @ g)), Nonnegative(length * length * bend))
_below = rewrite(add(_cleared, _bent), Nonnegative(-(2 * (length * length))))
_above = rewrite(multiply(constant(as_term(2)), square(length)), Nonnegative(2 * (length * length)))
_squared = proved(Equals(SquaredNorm(length), Zero()), antisymmetric(_below, _above))
_norm = vanish(_squared)
_zero = vanish(_norm)
_normal = proved(Equals(gram @ u, X.T @ y), _zero)

minimiser_is_stationary = publish(
    "a-minimiser-satisfies-the-normal-equation",
    "Every minimiser satisfies the normal equation",
    Equals(gram @ u, X.T @ y),
    line("divisor", _divisor, by="a squared norm is not negative"),
    line("no-gain", _no_gain, by=(u, " is a minimiser, so that a step from it gains nothing")),
    line("cleared", _cleared, by=("multiply by ", n * (1 + bend) * (1 + bend))),
    line("below", _below, by=("add ", _bent.conclusion)),
    line("squared", _squared, by="its negative is not negative either"),
    line("norm", _norm, by="a square is 0 only of 0"),
    line("zero", _zero, by="a squared norm is 0 only of the zero vector"),
    line("normal", _normal, by=("the definition of ", g)),
)
