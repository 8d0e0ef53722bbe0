"""The gap shrinks too: J(w₊) − J(ŵ) ≤ (1 − (4ηm/n)(1 − ηM/n))(J(w) − J(ŵ)), also with m = 0.

Where the gap is wide, the gradient is steep: an inequality of Polyak and Łojasiewicz.
"""

from ..kernel.statements import Nonnegative
from ..kernel.theorem import assume, unfold
from ..proving.certificates import rewrite
from ..proving.chain import line, publish
from ..proving.sequents import add, constant, multiply, square
from .contraction import above_m, forward, m
from .descent import eta, step
from .descent_lemma import M, descent_lemma, length
from .global_minimum import error_gap
from .gradient import squared_error_gradient
from .model import J, gram, n, w, w_hat
from .normal_equation import normal

not_below = assume(Nonnegative(m))
_gap = J(w) - J(w_hat)
_off = w - w_hat
_steep = Nonnegative(length - 4 * m / n * _gap)
_squares = multiply(
    constant(4 / n / n),
    add(square(gram @ _off - m * _off), multiply(not_below, unfold(above_m, 1, _off))),
)

steep = publish(
    "gradient-is-steep-where-the-gap-is-wide",
    "Where the gap is wide, the gradient is steep",
    _steep,
    line(
        "squares",
        _squares,
        by=("a squared norm is not negative, and ", above_m.conclusion),
    ),
    line(
        "steep",
        rewrite(_squares, _steep, normal),
        by=(normal.conclusion, "; multiply out"),
        see=[error_gap, squared_error_gradient],
    ),
)

careful = assume(Nonnegative(n - eta * M))
_factor = 1 - 4 * eta * m / n * (1 - eta * M / n)
_closing = Nonnegative(_factor * _gap - (J(step(w)) - J(w_hat)))
_enough = multiply(multiply(multiply(constant(1 / n), forward), careful), steep.theorem)

gap_shrinks = publish(
    "gap-shrinks-in-every-step",
    "What a step leaves of the gap, at most",
    _closing,
    line("lemma", descent_lemma, by="the descent lemma"),
    line(
        "steep",
        _enough,
        by=(steep.conclusion, ", ", forward.conclusion, " and ", careful.conclusion),
        see=steep,
    ),
    line(
        "shrinks",
        rewrite(add(descent_lemma.theorem, _enough), _closing),
        by="add the two lines",
    ),
)
