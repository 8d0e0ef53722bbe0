"""A matrix A between 0 and tI: (tI − A)A is positive semidefinite too.

No eigenvalues are needed. The form of (tI − A)A, times t, is a sum of two forms; |c| − c, which is
0 unless c is negative, stands in for the case that t is 0.
"""

from fractions import Fraction

from ..kernel.statements import Equals, Nonnegative, PositiveSemidefinite, symmetric
from ..kernel.terms import Absolute, Identity, Letter, Ones, SquaredNorm, Zero, as_term
from ..kernel.theorem import assume, instantiate, introduce, law, unfold
from ..kernel.trees import Abbreviation
from ..proving.certificates import rewrite
from ..proving.chain import line, prove, publish
from ..proving.sequents import add, antisymmetric, constant, multiply, square, vanish
from .absolute_error import above, above_negative
from .model import d, v

A, t = Letter("A", d, d), Letter("t")
rest = t * Identity(d) - A
product = rest @ A
low, high = assume(PositiveSemidefinite(A)), assume(PositiveSemidefinite(rest))
symmetric_A = unfold(low, 0)
half, two = as_term(Fraction(1, 2)), as_term(2)

c = Abbreviation("c", (), (), v.T @ product @ v)
negative = Absolute(c) - c  # it is 0 unless c is negative
Av = SquaredNorm(A @ v)

length_of_interval = rewrite(
    multiply(constant(1 / d), add(unfold(low, 1, Ones(d)), unfold(high, 1, Ones(d)))),
    Nonnegative(t),
)
_times = rewrite(add(unfold(high, 1, A @ v), unfold(low, 1, rest @ v)), Nonnegative(t * c))
_bound = rewrite(
    add(unfold(high, 1, v + A @ v), add(unfold(low, 1, v), unfold(low, 1, A @ v))),
    Nonnegative(t * SquaredNorm(v + A @ v) - 2 * Av),
    symmetric_A,
)
_square = instantiate(law("square-of-an-absolute-value"), (Letter("t"), c))
_above = above(c)
_below = rewrite(
    multiply(constant(two), multiply(_above, _times)), Nonnegative(-(negative**2 * t)), _square
)
_over = multiply(rewrite(square(negative), Nonnegative(negative**2)), length_of_interval)
_no_times = vanish(prove(Equals(SquaredNorm(negative * t), Zero()), antisymmetric(_over, _below)))
_no_image = antisymmetric(
    multiply(_above, square(A @ v)),
    rewrite(
        multiply(multiply(constant(half), _above), _bound), Nonnegative(-(negative * Av)), _no_times
    ),
)
_form = prove(Equals(c, t * (v.T @ A @ v) - Av), symmetric_A)
_no_product = prove(Equals(negative * c, Zero()), [_form, _no_times, _no_image])
_no_negative = vanish(prove(Equals(SquaredNorm(negative), Zero()), [_square, _no_product]))
_absolute = rewrite(
    multiply(constant(half), add(_above, above_negative(c))), Nonnegative(Absolute(c))
)
_not_negative = rewrite(_absolute, Nonnegative(c), _no_negative)
_symmetric = prove(symmetric(product), symmetric_A)

between = publish(
    "product-of-a-matrix-between-bounds",
    "A matrix between 0 and tI, times what is left to tI",
    PositiveSemidefinite(product),
    line("length", length_of_interval, by=("the two forms at ", Ones(d), " add up to ", t * d)),
    line(
        "times",
        _times,
        by=("add the forms of ", rest, " at ", A @ v, " and of ", A, " at ", rest @ v),
    ),
    line(
        "bound",
        _bound,
        by=(
            "add the form of ",
            rest,
            " at ",
            v + A @ v,
            " to those of ",
            A,
            " at ",
            v,
            ", ",
            A @ v,
        ),
    ),
    line(
        "no-times", _no_times, by=("if ", c, " is negative, then ", t, " is 0 by the lines before")
    ),
    line("no-image", _no_image, by=("and if ", t, " is 0, then so is ", A @ v)),
    line("form", _form, by=(A, " is symmetric")),
    line("no-product", _no_product, by="by the last three lines"),
    line("no-negative", _no_negative, by=("so that ", c, " is not negative: ", _square.conclusion)),
    line("not-negative", _not_negative, by="an absolute value is not negative"),
    line(
        "definition",
        introduce(PositiveSemidefinite(product), v, _symmetric, _not_negative),
        by=("symmetric, and not negative for every ", v),
    ),
)
