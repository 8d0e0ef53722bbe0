"""No minimiser is lost: a minimiser of J satisfies the normal equation, XᵀXu = Xᵀy."""

from ..kernel.statements import Equals, Minimises, Nonnegative
from ..kernel.terms import Letter, SquaredNorm, Zero, as_term
from ..kernel.theorem import assume, cut, instantiate, unfold
from ..kernel.trees import Abbreviation
from ..proving.certificates import rewrite
from ..proving.chain import Let, line, prove, publish
from ..proving.sequents import (
    above_one,
    add,
    antisymmetric,
    constant,
    multiply,
    square,
    vanish,
)
from .gradient import taylor
from .model import J, X, d, gram, n, w, y

u = Letter("u", d)  # any minimiser
t = Letter("t")  # how far a step goes
minimiser = assume(Minimises(u, J(w), w))

g = Abbreviation("g", (), (), X.T @ (X @ u - y))  # n/2 times the gradient at u
length, bend = SquaredNorm(g), SquaredNorm(X @ g)
best = length / (1 + bend)  # the step that gains most, nearly

_step = prove(Equals(J(u - t * g) - J(u), -2 * t / n * length + t * t / n * bend))
_divisor = above_one(square(X @ g))
_no_gain = cut(unfold(minimiser, 0, u - best * g), _divisor)
_cleared = rewrite(
    multiply(constant(n), multiply(square(1 + bend), _no_gain)),
    Nonnegative(-2 * (length * length) - length * length * bend),
    cut(instantiate(_step, (t, best)), _divisor),
)
_bent = rewrite(multiply(square(length), square(X @ g)), Nonnegative(length * length * bend))
_below = rewrite(add(_cleared, _bent), Nonnegative(-2 * (length * length)))
_above = rewrite(multiply(constant(as_term(2)), square(length)), Nonnegative(2 * (length * length)))
_squared = prove(Equals(SquaredNorm(length), Zero()), antisymmetric(_below, _above))
_norm = vanish(_squared)
_zero = vanish(_norm)
_normal = prove(Equals(gram @ u, X.T @ y), _zero)

minimiser_is_stationary = publish(
    "a-minimiser-satisfies-the-normal-equation",
    "Every minimiser satisfies the normal equation",
    Equals(gram @ u, X.T @ y),
    line("step", _step, by=("the exact expansion around ", u, ", along ", g), see=[taylor]),
    line("divisor", _divisor, by="1 plus a squared norm is at least 1"),
    line("no-gain", _no_gain, by=(u, " is a minimiser, so that no step from it gains")),
    line(
        "cleared",
        _cleared,
        by=("the step with ", Let(t, best), ", times ", n * (1 + bend) * (1 + bend)),
    ),
    line("below", _below, by=("add ", _bent.conclusion)),
    line("squared", _squared, by="it is at least 0, and by the line above at most 0"),
    line("norm", _norm, by="only 0 has the square 0"),
    line("zero", _zero, by="only the zero vector has squared norm 0"),
    line("normal", _normal, by=("the definition of ", g)),
)
