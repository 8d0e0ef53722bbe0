"""After k steps of gradient descent the error is Sᵏ(w₀ − ŵ): its length, its parts, and its filter."""

from ..kernel.statements import Equals, Nonnegative, PositiveSemidefinite, symmetric
from ..kernel.terms import Dimension, Identity, Iterate, Letter, SquaredNorm, Term, Zero, as_term
from ..kernel.theorem import Theorem, assume, cut, induct, instantiate, introduce, unfold, unroll
from ..kernel.trees import Abbreviation, substitute
from ..proving.certificates import rewrite
from ..proving.chain import Chain, Let, Result, calc, line, prove, publish
from ..proving.sequents import add, constant, multiply, square
from .contraction import (
    best,
    condition_number,
    kappa_rate,
    long_steps,
    rate_M,
    rate_m,
    short_steps,
    shrinks,
)
from .descent import S, error, null, null_component, step
from .eigenvectors import component, eigenvector, factor, on_eigenvector, q
from .global_minimum import error_gap
from .model import J, X, d, n, v, w, w_hat

k = Dimension("k")  # how many steps
w_0 = Letter("w_0", d)  # where descent starts
t = Letter("t")


step_from = Abbreviation("step", (w,), (w,), step(w))


def descended(count: Term, start: Term = w_0) -> Term:
    """Where so many steps of gradient descent lead."""
    return Iterate(step_from, w, start, count)


def repeated(matrix: Term, vector: Term, count: Term) -> Term:
    """A power of a matrix times a vector."""
    return Iterate(matrix @ v, v, vector, count)


def power(scalar: Term, count: Term) -> Term:
    """A power of a scalar."""
    return Iterate(scalar * t, t, as_term(1), count)


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


one, more = as_term(1), k + 1
start_error = w_0 - w_hat
w_k = Abbreviation("w_k", (), (), descended(k))

_claim = Equals(w_k - w_hat, repeated(S, start_error, k))
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
    .equals(S @ repeated(S, start_error, k), "so-far", by=_claim, because=assume(_claim))
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
        SquaredNorm(X @ repeated(S, start_error, k)) / n,
        "error",
        by=error_after_steps.conclusion,
        because=error_after_steps,
    )
    .qed(
        "gap-after-k-steps-of-descent",
        "By how much J exceeds its minimum after k steps",
        Equals(J(w_k) - J(w_hat), SquaredNorm(X @ repeated(S, start_error, k)) / n),
    )
)

_claim = Equals(repeated(S, q, k), power(factor, k) * q)
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
    .equals(S @ repeated(S, q, k), "next", by="one step more", because=unroll(repeated(S, q, more)))
    .equals(power(factor, k) * (S @ q), "so-far", by=_claim, because=assume(_claim))
    .equals(
        power(factor, k) * (factor * q),
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

_claim = Equals(q.T @ (w_k - w_hat), power(factor, k) * (q.T @ start_error))
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
        factor * (power(factor, k) * (q.T @ start_error)),
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
        power(factor, k) * (q.T @ (Zero(d) - w_hat)) + q.T @ w_hat,
        "component",
        by=("the error along an eigenvector, with ", Let(w_0, Zero(d))),
        because=instantiate(component_after_steps.theorem, (w_0, Zero(d))),
        see=component_after_steps,
    )
    .equals((1 - power(factor, k)) * (q.T @ w_hat), "collect", by="collect terms")
    .qed(
        "filter-of-k-steps-of-descent",
        "The filter of k steps of descent from 0",
        Equals(q.T @ from_zero, (1 - power(factor, k)) * (q.T @ w_hat)),
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

B, r, e = Letter("B", d, d), Letter("r"), Letter("e", d)
contracts = assume(PositiveSemidefinite(r**2 * Identity(d) - B.T @ B))


def shorter(rate: Term, matrix: Term, vector: Term, count: Term = k) -> Nonnegative:
    """The claim ‖Bᵏe‖² ≤ (rᵏ)²‖e‖²."""
    after = repeated(matrix, vector, count)
    return shrinks(power(rate, count), vector, after)


def one_step(vector: Term) -> Theorem:
    """‖Bu‖² ≤ r²‖u‖² at a vector."""
    return rewrite(unfold(contracts, 1, vector), shrinks(r, vector, B @ vector))


_so_far = shorter(r, B, e)
_first_step = rewrite(
    one_step(e), shorter(r, B, e, one), unroll(power(r, one)), unroll(repeated(B, e, one))
)
_times = multiply(square(r), assume(_so_far))
_both = add(_times, one_step(repeated(B, e, k)))
_next_step = rewrite(
    _both, shorter(r, B, e, more), unroll(power(r, more)), unroll(repeated(B, e, more))
)

steps_of_a_contraction = publish(
    "k-steps-of-a-contraction",
    "k steps of a contraction",
    _so_far,
    line("first", _first_step, by=contracts.conclusion),
    line("times", _times, by=("a square times ", _so_far)),
    line("step", one_step(repeated(B, e, k)), by=contracts.conclusion),
    line("next", _next_step, by="add the two lines"),
    line("induction", induct(_so_far, k, _first_step, _next_step), by=("by induction on ", k)),
)


def after_steps(id: str, title: str, rate: Term, contraction: Result) -> Result:
    """‖wₖ − ŵ‖² ≤ (rᵏ)²‖w₀ − ŵ‖², from what one step leaves of every error."""
    rest = rate**2 * Identity(d) - S.T @ S
    form = rewrite(contraction.theorem, Nonnegative(v.T @ rest @ v))
    semidefinite = introduce(PositiveSemidefinite(rest), v, prove(symmetric(rest)), form)
    taken = instantiate(steps_of_a_contraction.theorem, (B, S), (r, rate), (e, start_error))
    powers = cut(taken, semidefinite)
    claim = shrinks(power(rate, k), start_error, w_k - w_hat)
    return publish(
        id,
        title,
        claim,
        line("one-step", semidefinite, by="what one step leaves of every error", see=contraction),
        line(
            "powers",
            powers,
            by=(k, " steps of a contraction, with ", Let(B, S)),
            see=steps_of_a_contraction,
        ),
        line(
            "error",
            rewrite(powers, claim, error_after_steps.theorem),
            by=error_after_steps.conclusion,
            see=error_after_steps,
        ),
    )


short_steps_repeated = after_steps(
    "error-after-k-short-steps",
    "What k short steps leave of the error, at most",
    rate_m,
    short_steps,
)
long_steps_repeated = after_steps(
    "error-after-k-long-steps",
    "What k long steps leave of the error, at most",
    rate_M,
    long_steps,
)

x = Letter("x")
not_negative = assume(Nonnegative(x))
_claim = Nonnegative(power(1 + x, k) - (1 + k * x))
_start = rewrite(
    constant(as_term(0)),
    Nonnegative(power(1 + x, one) - (1 + one * x)),
    unroll(power(1 + x, one)),
)
_times = multiply(add(constant(one), not_negative), assume(_claim))
_square = multiply(constant(k), rewrite(square(x), Nonnegative(x**2)))
_next_step = rewrite(
    add(_times, _square),
    Nonnegative(power(1 + x, more) - (1 + more * x)),
    unroll(power(1 + x, more)),
)

bernoulli = publish(
    "bernoulli-inequality",
    "Bernoulli's inequality",
    _claim,
    line("first", _start, by="both sides are the same"),
    line("times", _times, by=(1 + x, " times ", _claim)),
    line("square", _square, by="a square, so often"),
    line("next", _next_step, by="add the two lines"),
    line("induction", induct(_claim, k, _start, _next_step), by=("by induction on ", k)),
)
