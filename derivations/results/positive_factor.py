"""A positive factor moves no minimum: argmin cJ = argmin J for every c > 0.

With c = n it is that of ‖Xw − y‖², the residual sum of squares, and with c = n/2 of half of it.
"""

from ..kernel.statements import Minimises, Nonnegative, Positive
from ..kernel.terms import Letter
from ..proving.chain import line
from ..proving.positivity import knowledge
from .maximum_likelihood import better, gap_of, publish_optimum, u
from .model import J, w

c = Letter("c")
_given = knowledge(Positive(c))

_gap = gap_of(Minimises(u, J(w), w), _given)
factor_put = publish_optimum(
    "positive-factor-keeps-a-minimiser",
    "A minimiser of the squared error minimises every positive multiple of it",
    Minimises(u, c * J(w), w),
    _given,
    line("minimum", _gap, by=(u, " minimises ", J(w))),
    line("scaled", better(_gap, c, Nonnegative(c * J(w) - c * J(u)), _given), by=("times ", c)),
)

_gap_times_c = gap_of(Minimises(u, c * J(w), w), _given)
factor_taken = publish_optimum(
    "positive-factor-makes-no-minimiser",
    "A minimiser of a positive multiple of the squared error minimises it",
    Minimises(u, J(w), w),
    _given,
    line("minimum", _gap_times_c, by=(u, " minimises ", c * J(w))),
    line(
        "scaled",
        better(_gap_times_c, 1 / c, Nonnegative(J(w) - J(u)), _given),
        by=("divide by ", c),
    ),
)
