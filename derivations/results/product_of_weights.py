"""(ab − 1)²: a network of two weights in a row, its minima, and the saddle between them.

With the exchange P = 11ᵀ − I of two entries, ab is wᵀPw/2. All w of product 1 are minimisers, 0 is
a saddle, and there is no other point of gradient 0.
"""

from fractions import Fraction

from ..kernel.statements import (
    Equals,
    Invertible,
    Minimises,
    Nonnegative,
    PositiveSemidefinite,
)
from ..kernel.terms import Identity, Index, Inverse, Letter, Ones, SquaredNorm, Term, Zero, as_term
from ..kernel.theorem import Theorem, algebra, assume, cut, instantiate, introduce, unfold
from ..kernel.trees import Abbreviation
from ..proving.certificates import rewrite
from ..proving.chain import calc, line, prove, publish
from ..proving.sequents import antisymmetric, constant, multiply, square, transitive, vanish
from .model import gradient, hessian

w, w_hat = Letter("w", 2), Letter("w_hat", 2)
a, b, s = Letter("a"), Letter("b"), Letter("s")
both, j = Ones(2), Index("j", 2)
difference = 2 * j - both  # (1, −1) or (−1, 1)
one, half = as_term(1), as_term(Fraction(1, 2))
exchange = Abbreviation("P", (), (), both @ both.T - Identity(2))


def product(at: Term) -> Term:
    """The product of two weights."""
    return at.T @ exchange @ at / 2


def F(at: Term) -> Term:
    """The squared error (ab − 1)², at a point of shape 2×1."""
    return Abbreviation("F", (w,), (at,), (product(w) - 1) ** 2)


_pair = a * j + b * (both - j)

product_as_form = (
    calc(product(_pair))
    .equals(
        (b * j + a * (both - j)).T @ _pair / 2,
        "exchange",
        by=("the definition of ", exchange, ", which exchanges the entries"),
    )
    .equals(a * b, "multiply-out", by="multiply out")
    .qed(
        "product-of-two-weights",
        "The product of two weights as a quadratic form",
        Equals(product(_pair), a * b),
    )
)

_hits = assume(Equals(product(w_hat), one))
_at_minimum = prove(Equals(F(w_hat), Zero()), _hits)
_above = rewrite(square(product(w) - 1), Nonnegative(F(w) - F(w_hat)), _at_minimum)

minimises = publish(
    "weights-of-product-one-minimise",
    "Weights of product 1 are global minimisers",
    Minimises(w_hat, F(w), w),
    line("zero", _at_minimum, by=_hits.conclusion),
    line("above", _above, by="a square is not negative"),
    line("definition", introduce(Minimises(w_hat, F(w), w), w, _above), by=("for every ", w)),
)

_middle = half * both + half * -both

not_convex = (
    calc(half * F(both) + half * F(-both) - F(_middle))
    .equals(-F(_middle), "minima", by=(Equals(F(both), Zero()), ", and ", Equals(F(-both), Zero())))
    .equals(-one, "middle", by=Equals(_middle, Zero(2)))
    .qed(
        "squared-error-of-a-product-is-not-convex",
        "Between two minima, the squared error of a product lies above its chord",
        Equals(half * F(both) + half * F(-both) - F(_middle), -one),
    )
)

slope = 2 * (product(w) - 1) * (exchange @ w)

slope_of_F = publish(
    "gradient-of-the-squared-error-of-a-product",
    "The gradient of the squared error of a product",
    Equals(gradient(F(w), w), slope),
    line(
        "product",
        prove(Equals(gradient(product(w), w), exchange @ w)),
        by=("the gradient of a quadratic form; ", exchange, " is symmetric"),
    ),
    line(
        "square",
        prove(Equals(gradient(F(w), w), slope)),
        by=("times ", 2 * (product(w) - 1), ", the derivative of the square"),
    ),
)

at_zero = hessian(F(w), w, Zero(2))
_at_zero = prove(Equals(at_zero, -2 * exchange))

falls_along_the_sum = (
    calc(both.T @ at_zero @ both)
    .equals(-2 * (both.T @ exchange @ both), "hessian", by=_at_zero.conclusion)
    .equals(as_term(-4), "sum", by=Equals(exchange @ both, both))
    .qed(
        "saddle-falls-along-the-sum",
        "At 0 the Hessian is negative along the sum of the weights",
        Equals(both.T @ at_zero @ both, as_term(-4)),
    )
)

rises_along_the_difference = (
    calc(difference.T @ at_zero @ difference)
    .equals(-2 * (difference.T @ exchange @ difference), "hessian", by=_at_zero.conclusion)
    .equals(as_term(4), "difference", by=Equals(exchange @ difference, -difference))
    .qed(
        "saddle-rises-along-the-difference",
        "At 0 the Hessian is positive along the difference of the weights",
        Equals(difference.T @ at_zero @ difference, as_term(4)),
    )
)

# There is no other critical point, and none with a Hessian that is not negative but the minima.

critical = assume(Equals(gradient(F(w), w, w_hat), Zero(2)))
misses = product(w_hat) - 1


def follows(claim: Equals, context: Term, *premises: Theorem) -> Theorem:
    """The claim, where its sides differ as a context does in which the holes are filled in."""
    steps = zip(HOLES, ("given",) * 2, (p.conclusion for p in premises), strict=False)
    return algebra(claim, context, tuple(steps), *premises)


HOLES = Letter("hole1", 2), Letter("hole2")
_missed = follows(Equals(misses * w_hat, Zero(2)), half * exchange @ HOLES[0], critical)
_other = assume(Invertible(misses))
_multiple = assume(Equals(s * w_hat, Zero(2)))
_divided = transitive(
    prove(Equals(w_hat, Inverse(s) * (s * w_hat))),
    follows(Equals(Inverse(s) * (s * w_hat), Zero(2)), Inverse(s) * HOLES[0], _multiple),
)

only_zero = publish(
    "critical-points-of-the-squared-error-of-a-product",
    "Where the gradient is 0 and the product is not 1, both weights are 0",
    Equals(w_hat, Zero(2)),
    line(
        "gradient",
        _missed,
        by=("the gradient, exchanged once more, with ", Equals(exchange @ exchange, Identity(2))),
        see=slope_of_F,
    ),
    line("divide", cut(instantiate(_divided, (s, misses)), _missed, _other), by=_other.conclusion),
)

_curved = assume(PositiveSemidefinite(hessian(F(w), w, w_hat)))
_curvature = 2 * (both.T @ w_hat) ** 2 + 4 * misses
_form = rewrite(unfold(_curved, 1, both), Nonnegative(_curvature))
_cube = follows(
    Equals(misses**3, -(misses**2)), misses * (w_hat.T @ exchange @ HOLES[0]) / 2, _missed
)
_quarter = as_term(Fraction(1, 4))
_times = multiply(constant(_quarter), multiply(square(misses), _form))
_negative = rewrite(
    _times,
    Nonnegative(-SquaredNorm(misses)),
    follows(
        Equals(_quarter * (SquaredNorm(misses) * _curvature), -SquaredNorm(misses)),
        (both.T @ HOLES[0]) ** 2 / 2 + HOLES[1],
        _missed,
        _cube,
    ),
)
_hit = vanish(antisymmetric(square(misses), _negative))
_product_is_one = prove(Equals(product(w_hat), one), _hit)

no_bad_minimum = publish(
    "no-bad-local-minimum-of-the-squared-error-of-a-product",
    "The squared error of a product has no bad local minimum",
    Minimises(w_hat, F(w), w),
    line("gradient", _missed, by="the gradient, exchanged once more", see=slope_of_F),
    line("form", _form, by=("the form of the Hessian at ", both)),
    line("cube", _cube, by=("the first line, times ", misses, " and ", exchange @ w_hat)),
    line(
        "negative",
        _negative,
        by=("the second line, times ", misses**2 / 4, "; the first term is 0"),
    ),
    line("hit", _product_is_one, by="a square that is not positive is 0"),
    line("minimum", cut(minimises.theorem, _product_is_one), by="the product is 1"),
)
