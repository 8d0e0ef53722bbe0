"""Full column rank needs d ≤ n: the trace of the residual maker, n − d, is a sum of n squares."""

from ..kernel.statements import Equals, Nonnegative, PositiveSemidefinite
from ..kernel.terms import Letter, SquaredNorm, Trace
from ..kernel.theorem import cut, instantiate, introduce
from ..proving.certificates import rewrite
from ..proving.chain import Let, line, prove, publish
from ..proving.sequents import square
from .definiteness import invertible_if_full_rank
from .model import d, n
from .projection import hat_trace, maker, maker_idempotent, maker_symmetric
from .traces import A, trace_not_negative

v = Letter("v", n)

_form = rewrite(
    square(maker @ v),
    Nonnegative(v.T @ maker @ v),
    prove(Equals(SquaredNorm(maker @ v), v.T @ maker @ v)),
)
_semidefinite = introduce(PositiveSemidefinite(maker), v, maker_symmetric.theorem, _form)
_trace = cut(instantiate(trace_not_negative.theorem, (d, n), (A, maker)), _semidefinite)
_counted = rewrite(
    _trace,
    Nonnegative(n - d),
    prove(Equals(Trace(maker), n - d)),
)

enough_observations = publish(
    "full-column-rank-needs-d-at-most-n",
    "Full column rank needs at least as many observations as features",
    Nonnegative(n - d),
    line(
        "form",
        _form,
        by=("the residual maker is symmetric and idempotent"),
        see=[maker_symmetric, maker_idempotent],
    ),
    line("semidefinite", _semidefinite, by="symmetric, and a square for every vector"),
    line(
        "trace",
        _trace,
        by=("a trace is not negative, with ", Let(Letter("A", n, n), maker)),
        see=trace_not_negative,
    ),
    line("count", _counted, by=hat_trace.conclusion, see=hat_trace),
    line(
        "full-rank",
        cut(_counted, invertible_if_full_rank.theorem),
        by=invertible_if_full_rank.conclusion,
        see=invertible_if_full_rank,
    ),
)
