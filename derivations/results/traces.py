"""The trace of a matrix that is positive semidefinite, and of one that is positive definite."""

from ..kernel.statements import (
    Equals,
    ForEach,
    Nonnegative,
    Positive,
    PositiveDefinite,
    PositiveSemidefinite,
    symmetric,
)
from ..kernel.terms import Index, Letter, SquaredNorm, SumOver, Term, Trace, Zero
from ..kernel.theorem import (
    Theorem,
    algebra,
    assume,
    cut,
    instantiate,
    introduce,
    sum_of_nonnegatives,
    unfold,
)
from ..proving.certificates import rewrite
from ..proving.chain import Let, line, prove, publish
from ..proving.sequents import antisymmetric, multiply, square, vanish
from .model import d, n, v
from .positive_definite import V, definite_is_invertible

j = Index("j", d)
A = Letter("A", d, d)
trace = Trace(A)

semidefinite = assume(PositiveSemidefinite(A))
_entry = unfold(semidefinite, 1, j)
_entries = introduce(ForEach(j, _entry.conclusion), j, _entry)
_diagonal = SumOver(j, j.T @ A @ j)
_sum = sum_of_nonnegatives(_diagonal, _entries)

trace_not_negative = publish(
    "trace-of-a-positive-semidefinite-matrix",
    "The trace of a positive semidefinite matrix is not negative",
    Nonnegative(trace),
    line("entries", _entries, by=("the form at each ", j)),
    line("sum", _sum, by="a sum of what is not negative"),
    line("trace", rewrite(_sum, Nonnegative(trace)), by=Equals(_diagonal, trace)),
)

# Of a positive definite A: where s tr(A) s = 0, s is 0. The form at (vᵀAv)eⱼ − (eⱼᵀAv)v, summed
# over j, bounds ‖Av‖² by tr(A).

definite = assume(PositiveDefinite(A))
_semidefinite = unfold(definite, 0)
_symmetric = unfold(semidefinite, 0)
form = v.T @ A @ v
_along = j.T @ A @ v
_at = form * j - _along * v
_parts = form * (form * (j.T @ A @ j) - _along * _along)
_part = rewrite(unfold(semidefinite, 1, _at), Nonnegative(_parts), _symmetric)
_each = introduce(ForEach(j, _part.conclusion), j, _part)
_total = sum_of_nonnegatives(SumOver(j, _parts), _each)
_bound = rewrite(_total, Nonnegative(form * (form * trace - SquaredNorm(A @ v))), _symmetric)

s = Letter("s")
_flat = assume(Equals(s.T @ trace @ s, Zero()))
length = SquaredNorm(A @ j)
_at_j = cut(instantiate(_bound, (v, j)), _semidefinite)
_below = rewrite(multiply(square(s), _at_j), Nonnegative(-(s * s * (j.T @ A @ j) * length)), _flat)
_above = rewrite(
    multiply(cut(unfold(semidefinite, 1, s * j), _semidefinite), square(A @ j)),
    Nonnegative(s * s * (j.T @ A @ j) * length),
)
_no_form = antisymmetric(_above, _below)


def _zero(vector: Term, form: Theorem) -> Theorem:
    """That a vector is 0, from a theorem that its form is, in whatever way it is written."""
    flat = prove(Equals(vector.T @ A @ vector, Zero()), form)
    return cut(instantiate(unfold(definite, 1, v), (v, vector)), flat)


def _entry_of(scalar: Term, zero: Theorem) -> Theorem:
    """That a scalar is 0, from a theorem that scalar · eⱼ is."""
    hole = Letter("hole", d)
    return algebra(Equals(scalar, Zero()), j.T @ hole, ((hole, "given", zero.conclusion),), zero)


_no_length = _entry_of(s * length, _zero((s * length) * j, _no_form))
_no_image = vanish(prove(Equals(SquaredNorm(A @ (s * j)), Zero()), _no_length))
_no_scalar = _entry_of(s, _zero(s * j, _no_image))
_not_negative = cut(trace_not_negative.theorem, _semidefinite)
_trace_semidefinite = introduce(
    PositiveSemidefinite(trace),
    s,
    prove(symmetric(trace)),
    rewrite(multiply(square(s), _not_negative), Nonnegative(s.T @ trace @ s)),
)
_trace_definite = introduce(PositiveDefinite(trace), s, _trace_semidefinite, _no_scalar)
_not_zero = cut(instantiate(definite_is_invertible.theorem, (n, 1), (V, trace)), _trace_definite)

trace_positive = publish(
    "trace-of-a-positive-definite-matrix",
    "The trace of a positive definite matrix is positive",
    Positive(trace),
    line("form", _part, by=("the form at ", _at)),
    line("bound", _bound, by=("the sum over all ", j)),
    line("below", _below, by=("that at ", Let(v, j), ", times a square")),
    line("no-form", _no_form, by="both factors are not negative either"),
    line("no-length", _no_length, by=("the form of ", s * length * j, " is 0")),
    line("no-image", _no_image, by="only the zero vector has squared norm 0"),
    line("no-scalar", _no_scalar, by=("the form of ", s * j, " is 0")),
    line(
        "definite",
        _trace_definite,
        by=(_flat.conclusion, " only for ", Equals(s, Zero())),
        see=trace_not_negative,
    ),
    line("not-zero", _not_zero, by="positive definite matrices are invertible"),
    line(
        "positive",
        introduce(Positive(trace), None, _not_negative, _not_zero),
        by="neither negative nor 0",
    ),
)
