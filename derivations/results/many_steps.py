"""After k steps of gradient descent the error is Sᵏ(w₀ − ŵ); along an eigenvector, a power."""

from ..kernel.statements import Equals
from ..kernel.terms import Iterate, Letter, SquaredNorm, Term, Zero
from ..kernel.theorem import assume, induct, instantiate, unroll
from ..kernel.trees import Abbreviation
from ..proving.chain import Chain, Let, Result, calc, line, publish
from .descent import S, error, eta, null, null_component, step
from .eigenvectors import component, factor, on_eigenvector, q
from .global_minimum import error_gap
from .model import J, X, d, n, v, w, w_hat
from .powers import k, more, one, power

w_0 = Letter("w_0", d)  # where descent starts


def descended(count: Term, start: Term = w_0, length: Term = eta) -> Iterate:
    """Where so many steps of gradient descent lead."""
    return Iterate(Abbreviation("step", (w,), (w,), step(w, length)), w, start, count)


def repeated(matrix: Term, vector: Term, count: Term = k) -> Iterate:
    """A power of a matrix times a vector."""
    return Iterate(matrix @ v, v, vector, count)


def by_induction(id: str, title: str, claim: Equals, first: Chain, following: Chain) -> Result:
    """Publish what holds after one step, and after one step more where it holds after k."""
    proved = induct(claim, k, first.proof(), following.proof())
    return publish(
        id,
        title,
        claim,
        *first.lines,
        *following.lines,
        line("induction", proved, by=("by induction on ", k)),
    )


start_error = w_0 - w_hat
w_k = Abbreviation("w_k", (), (), descended(k))

_claim = Equals(w_k - w_hat, repeated(S, start_error))
_first = (
    calc(descended(one) - w_hat)
    .equals(step(w_0) - w_hat, "first", by="one step", because=unroll(descended(one)))
    .equals(
        S @ start_error,
        "first-error",
        by="what a step does to the error",
        because=instantiate(error.theorem, (w, w_0)),
        see=error,
    )
    .equals(
        repeated(S, start_error, one),
        "first-power",
        by="one step",
        because=unroll(repeated(S, start_error, one)),
    )
)
_next = (
    calc(descended(more) - w_hat)
    .equals(step(w_k) - w_hat, "next", by="one step more", because=unroll(descended(more)))
    .equals(
        S @ (w_k - w_hat),
        "next-error",
        by="what a step does to the error",
        because=instantiate(error.theorem, (w, w_k)),
        see=error,
    )
    .equals(S @ repeated(S, start_error), "so-far", by=_claim, because=assume(_claim))
    .equals(
        repeated(S, start_error, more),
        "next-power",
        by="one step more",
        because=unroll(repeated(S, start_error, more)),
    )
)

error_after_steps = by_induction(
    "error-after-k-steps-of-descent",
    "The error after k steps of gradient descent",
    _claim,
    _first,
    _next,
)

gap_after_steps = (
    calc(J(w_k) - J(w_hat))
    .equals(
        SquaredNorm(X @ (w_k - w_hat)) / n,
        "gap",
        by=("the gap at ", w_k),
        because=instantiate(error_gap.theorem, (w, w_k)),
        see=error_gap,
    )
    .equals(
        SquaredNorm(X @ repeated(S, start_error)) / n,
        "error",
        by=error_after_steps.conclusion,
        because=error_after_steps,
    )
    .qed(
        "gap-after-k-steps-of-descent",
        "By how much J exceeds its minimum after k steps",
        Equals(J(w_k) - J(w_hat), SquaredNorm(X @ repeated(S, start_error)) / n),
    )
)

_claim = Equals(repeated(S, q), power(factor) * q)
_first = (
    calc(repeated(S, q, one))
    .equals(S @ q, "first", by="one step", because=unroll(repeated(S, q, one)))
    .equals(factor * q, "first-factor", by=on_eigenvector.conclusion, because=on_eigenvector)
    .equals(
        power(factor, one) * q, "first-power", by="one step", because=unroll(power(factor, one))
    )
)
_next = (
    calc(repeated(S, q, more))
    .equals(S @ repeated(S, q), "next", by="one step more", because=unroll(repeated(S, q, more)))
    .equals(power(factor) * (S @ q), "so-far", by=_claim, because=assume(_claim))
    .equals(
        power(factor) * (factor * q),
        "next-factor",
        by=on_eigenvector.conclusion,
        because=on_eigenvector,
    )
    .equals(
        power(factor, more) * q,
        "next-power",
        by="one step more",
        because=unroll(power(factor, more)),
    )
)

steps_on_eigenvector = by_induction(
    "k-steps-of-descent-on-an-eigenvector",
    "k steps of descent on an eigenvector",
    _claim,
    _first,
    _next,
)

_claim = Equals(q.T @ (w_k - w_hat), power(factor) * (q.T @ start_error))
_first = (
    calc(q.T @ (descended(one) - w_hat))
    .equals(q.T @ (step(w_0) - w_hat), "first", by="one step", because=unroll(descended(one)))
    .equals(
        factor * (q.T @ start_error),
        "first-component",
        by="one step, along an eigenvector",
        because=instantiate(component.theorem, (w, w_0)),
        see=component,
    )
    .equals(
        power(factor, one) * (q.T @ start_error),
        "first-power",
        by="one step",
        because=unroll(power(factor, one)),
    )
)
_next = (
    calc(q.T @ (descended(more) - w_hat))
    .equals(q.T @ (step(w_k) - w_hat), "next", by="one step more", because=unroll(descended(more)))
    .equals(
        factor * (q.T @ (w_k - w_hat)),
        "next-component",
        by="one step, along an eigenvector",
        because=instantiate(component.theorem, (w, w_k)),
        see=component,
    )
    .equals(
        factor * (power(factor) * (q.T @ start_error)),
        "so-far",
        by=_claim,
        because=assume(_claim),
    )
    .equals(
        power(factor, more) * (q.T @ start_error),
        "next-power",
        by="one step more",
        because=unroll(power(factor, more)),
    )
)

component_after_steps = by_induction(
    "error-along-an-eigenvector-after-k-steps",
    "The error along an eigenvector after k steps",
    _claim,
    _first,
    _next,
)

from_zero = descended(k, Zero(d))

filter_after_steps = (
    calc(q.T @ from_zero)
    .equals(
        q.T @ (from_zero - w_hat) + q.T @ w_hat,
        "add-and-subtract",
        by=("add and subtract ", q.T @ w_hat),
    )
    .equals(
        power(factor) * (q.T @ (Zero(d) - w_hat)) + q.T @ w_hat,
        "component",
        by=("the error along an eigenvector, with ", Let(w_0, Zero(d))),
        because=instantiate(component_after_steps.theorem, (w_0, Zero(d))),
        see=component_after_steps,
    )
    .equals((1 - power(factor)) * (q.T @ w_hat), "collect", by="collect terms")
    .qed(
        "filter-of-k-steps-of-descent",
        "The filter of k steps of descent from 0",
        Equals(q.T @ from_zero, (1 - power(factor)) * (q.T @ w_hat)),
    )
)

_claim = Equals(v.T @ w_k, v.T @ w_0)
_first = (
    calc(v.T @ descended(one))
    .equals(v.T @ step(w_0), "first", by="one step", because=unroll(descended(one)))
    .equals(
        v.T @ w_0,
        "first-null",
        by=null.conclusion,
        because=instantiate(null_component.theorem, (w, w_0)),
        see=null_component,
    )
)
_next = (
    calc(v.T @ descended(more))
    .equals(v.T @ step(w_k), "next", by="one step more", because=unroll(descended(more)))
    .equals(
        v.T @ w_k,
        "next-null",
        by=null.conclusion,
        because=instantiate(null_component.theorem, (w, w_k)),
        see=null_component,
    )
    .equals(v.T @ w_0, "so-far", by=_claim, because=assume(_claim))
)

null_after_steps = by_induction(
    "k-steps-keep-what-lies-in-the-null-space",
    "k steps keep what lies in the null space of X",
    _claim,
    _first,
    _next,
)
