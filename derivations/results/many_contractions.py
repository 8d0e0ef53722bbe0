"""k steps that shrink every error: ‖wₖ − ŵ‖² ≤ (rᵏ)²‖w₀ − ŵ‖², at best with r = (κ−1)/(κ+1)."""

from ..kernel import theorem as kernel
from ..kernel.statements import Equals, Nonnegative, Positive, PositiveSemidefinite, symmetric
from ..kernel.terms import Identity, Letter, SquaredNorm, Term, as_term
from ..kernel.theorem import (
    Theorem,
    assume,
    cut,
    induct,
    instantiate,
    introduce,
    unfold,
    unroll,
)
from ..kernel.trees import Abbreviation
from ..proving.certificates import rewrite
from ..proving.chain import Let, Result, calc, line, prove, publish
from ..proving.positivity import knowledge
from ..proving.sequents import add, constant, multiply, square
from ..subterms import parts
from .contraction import (
    above_m,
    best,
    condition_number,
    kappa_rate,
    long_steps,
    m,
    rate_M,
    rate_m,
    short_steps,
    shrinks,
    total,
)
from .descent import S, eta
from .descent_lemma import M, bounded
from .eigenvectors import factor, mu, q
from .many_steps import (
    descended,
    error_after_steps,
    repeated,
    start_error,
    steps_on_eigenvector,
    w_k,
)
from .model import d, n, v, w_hat
from .powers import k, more, one, power, powers_grow, r, x

B, e = Letter("B", d, d), Letter("e", d)
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
_both = add(_times, one_step(repeated(B, e)))
_next_step = rewrite(
    _both, shorter(r, B, e, more), unroll(power(r, more)), unroll(repeated(B, e, more))
)

steps_of_a_contraction = publish(
    "k-steps-of-a-contraction",
    "What k steps leave of a vector, at most",
    _so_far,
    line("first", _first_step, by=contracts.conclusion),
    line("times", _times, by=("a square times ", _so_far)),
    line("step", one_step(repeated(B, e)), by=contracts.conclusion),
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
    claim = shrinks(power(rate), start_error, w_k - w_hat)
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


def of_equal_rates(equation: Theorem) -> Theorem:
    """From r = s follows rᵏ = sᵏ."""
    left, right = parts(equation.conclusion)
    hole, claim = Letter("h"), Equals(power(left), power(right))
    return kernel.algebra(claim, power(hole), ((hole, "given", equation.conclusion),), equation)


_total, _rate, _ = (each.theorem for each in condition_number.lines)
_positive = assume(Positive(total))
_not_0 = unfold(_positive, 1)
_at_best = cut(
    instantiate(short_steps_repeated.theorem, (eta, best)),
    rewrite(constant(as_term(0)), Nonnegative(n - best * total), _not_0),
)
_at_best = cut(knowledge(Positive(total), unfold(_positive, 0)).settled(_at_best), _total)
_equal = prove(Equals(1 - 2 * best * m / n, kappa_rate), _rate)
_powers = of_equal_rates(_equal)
best_w_k = Abbreviation("w_k", (), (), descended(k, length=best))
_by_m = shrinks(power(1 - 2 * best * m / n), start_error, best_w_k - w_hat)
_by_kappa = shrinks(power(kappa_rate), start_error, best_w_k - w_hat)
_at_best = rewrite(_at_best, _by_m)

best_steps_repeated = publish(
    "error-after-k-best-steps",
    "What k steps of the best length leave of the error, at most",
    _by_kappa,
    line("short", _at_best, by=("short steps, with ", Let(eta, best)), see=short_steps_repeated),
    line("rate", _equal, by="the rate of the best step", see=condition_number),
    line("powers", _powers, by="equal numbers have equal powers"),
    line("error", rewrite(_at_best, _by_kappa, _powers), by=_powers.conclusion),
)

width = assume(Positive(M - m))
at_m, at_M = (assume(Nonnegative(r**2 - rate**2)) for rate in (rate_m, rate_M))
_rest = r**2 * Identity(d) - S.T @ S
_outside = add(multiply(at_m, unfold(bounded, 1, v)), multiply(at_M, unfold(above_m, 1, v)))
_between = multiply(unfold(width, 0), short_steps.lines[0].theorem)
_scaled = rewrite(add(_outside, _between), Nonnegative((M - m) * (v.T @ _rest @ v)))
_form = rewrite(
    multiply(multiply(unfold(width, 0), square(1 / (M - m))), _scaled),
    Nonnegative(v.T @ _rest @ v),
    unfold(width, 1),
)
_form = cut(_form, unfold(width, 1))
_contraction = introduce(PositiveSemidefinite(_rest), v, prove(symmetric(_rest)), _form)

contraction_between_bounds = publish(
    "contraction-between-bounds",
    "What a step of any length leaves of an error, at most",
    PositiveSemidefinite(_rest),
    line("outside", _outside, by=("the bounds ", at_m.conclusion, " and ", at_M.conclusion)),
    line(
        "between",
        _between,
        by=("as for short steps, times ", M - m),
        see=short_steps,
    ),
    line("scaled", _scaled, by="add the two lines; multiply out"),
    line("form", _form, by=("divide by ", M - m)),
    line("definition", _contraction, by="symmetric, and not negative for every vector"),
)

_any_powers = cut(
    instantiate(steps_of_a_contraction.theorem, (B, S), (e, start_error)), _contraction
)
_closer = shrinks(power(r), start_error, w_k - w_hat)

any_steps_repeated = publish(
    "error-after-k-steps-between-bounds",
    "What k steps of any length leave of the error, at most",
    _closer,
    line(
        "powers",
        _any_powers,
        by=("what one step leaves, and ", Let(B, S)),
        see=[contraction_between_bounds, steps_of_a_contraction],
    ),
    line(
        "error",
        rewrite(_any_powers, _closer, error_after_steps.theorem),
        by=error_after_steps.conclusion,
        see=error_after_steps,
    ),
)

_power = (
    calc(SquaredNorm(repeated(S, q)))
    .equals(
        SquaredNorm(power(factor) * q),
        "power",
        by=steps_on_eigenvector.conclusion,
        because=steps_on_eigenvector,
    )
    .equals(power(factor) ** 2 * SquaredNorm(q), "square", by="multiply out")
)
_above = 4 * eta * mu / n * (eta * mu / n - 1)  # by how much the square of the factor exceeds 1
_square = prove(Equals(factor**2, 1 + _above))
_grows = cut(instantiate(powers_grow.theorem, (r, factor), (x, _above)), _square)
_times = multiply(_grows, square(q))
_claim = Nonnegative(SquaredNorm(repeated(S, q)) - (1 + k * _above) * SquaredNorm(q))

eigenvector_keeps = publish(
    "k-steps-on-an-eigenvector-leave-at-least",
    "What k steps leave on an eigenvector, at least",
    _claim,
    line("factor", _square, by="multiply out"),
    line("powers", _grows, by=("the powers of ", factor), see=powers_grow),
    line("times", _times, by=("times ", SquaredNorm(q))),
    *_power.lines,
    line("grows", rewrite(_times, _claim, _power.proof()), by="the two lines together"),
)
