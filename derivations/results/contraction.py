"""Where mI ⪯ XᵀX ⪯ MI, a step leaves of every error r times its length, at most: ‖Sv‖² ≤ r²‖v‖².

The bounds m and M take the place of the least and the greatest eigenvalue, which are not needed.
"""

from ..kernel.statements import Equals, Invertible, Nonnegative, Positive, PositiveSemidefinite
from ..kernel.terms import Identity, Letter, SquaredNorm, Term, Zero, as_term
from ..kernel.theorem import Theorem, assume, cut, instantiate, unfold
from ..kernel.trees import Abbreviation
from ..proving.certificates import rewrite
from ..proving.chain import Let, Result, line, prove, publish
from ..proving.positivity import invertible, knowledge
from ..proving.sequents import add, constant, multiply, square
from .between_bounds import A, between, length_of_interval, t
from .descent import S, error, eta, step
from .descent_lemma import M, bounded
from .model import d, gram, n, v, w, w_hat

m = Letter("m")
above_m = assume(PositiveSemidefinite(gram - m * Identity(d)))
_width, _low = M - m, gram - m * Identity(d)
_high = PositiveSemidefinite(_width * Identity(d) - _low)
_bounds = cut(
    instantiate(between.theorem, (t, _width), (A, _low)),
    above_m,
    rewrite(bounded, _high),
)
_between = rewrite(
    unfold(_bounds, 1, v),
    Nonnegative(v.T @ (M * Identity(d) - gram) @ _low @ v),
)
_weighted = rewrite(
    multiply(multiply(constant(4 / n / n), square(eta)), _between),
    Nonnegative(4 * eta**2 / n**2 * (v.T @ (M * Identity(d) - gram) @ _low @ v)),
)
forward = assume(Nonnegative(eta))
short, long = assume(Nonnegative(n - eta * (m + M))), assume(Nonnegative(eta * (m + M) - n))


def shrinks(rate: Term, before: Term = v, after: Term = S @ v) -> Nonnegative:
    """The claim ‖after‖² ≤ rate² ‖before‖²."""
    return Nonnegative(rate**2 * SquaredNorm(before) - SquaredNorm(after))


rate_m, rate_M = 1 - 2 * eta * m / n, 1 - 2 * eta * M / n


def contraction(id: str, title: str, rate: Term, side: Theorem, bound: Theorem) -> Result:
    """‖Sv‖² ≤ rate² ‖v‖², on the side of η = n/(m + M) that a hypothesis says."""
    form = unfold(bound, 1, v)
    extra = multiply(multiply(multiply(constant(4 / n / n), forward), side), form)
    return publish(
        id,
        title,
        shrinks(rate),
        line(
            "between",
            _weighted,
            by=(
                "a matrix between ",
                Zero(d, d),
                " and ",
                _width * Identity(d),
                ", which is ",
                _low,
            ),
            see=between,
        ),
        line("extra", extra, by=(bound.conclusion, " and ", side.conclusion)),
        line(
            "shrinks",
            rewrite(add(extra, _weighted), shrinks(rate)),
            by="add the two lines; multiply out",
        ),
    )


short_steps = contraction(
    "contraction-for-short-steps",
    "What a short step leaves of an error, at most",
    rate_m,
    short,
    above_m,
)
long_steps = contraction(
    "contraction-for-long-steps",
    "What a long step leaves of an error, at most",
    rate_M,
    long,
    bounded,
)

total = m + M
best, best_rate = Abbreviation("eta_best", (), (), n / total), (M - m) / total
positive = assume(Positive(total))
_known = knowledge(positive.conclusion, unfold(positive, 0))
_at_best = _known.settled(
    cut(
        instantiate(short_steps.theorem, (eta, best), (v, w - w_hat)),
        rewrite(constant(as_term(0)), Nonnegative(n - best * total), unfold(positive, 1)),
    )
)
_error = _known.settled(instantiate(error.theorem, (eta, best)))
_closer = shrinks(best_rate, w - w_hat, step(w, best) - w_hat)

best_step = publish(
    "contraction-at-the-best-step",
    "What the best step leaves of the error, at most",
    _closer,
    line(
        "contraction",
        _at_best,
        by=("a short step, with ", Let(eta, best)),
        see=short_steps,
    ),
    line("error", _error, by="what a step does to the error", see=error),
    line(
        "closer",
        _known.settled(rewrite(_at_best, _closer, _error, unfold(positive, 1))),
        by=("the two lines, and ", Equals(1 - 2 * m / total, best_rate)),
    ),
)

positive_m = assume(Positive(m))
kappa = Abbreviation("kappa", (), (), M / m)
kappa_rate = (kappa - 1) / (kappa + 1)
_not_0 = unfold(positive_m, 1)
_ordered = cut(
    instantiate(length_of_interval, (t, _width), (A, _low)), above_m, rewrite(bounded, _high)
)
_given = knowledge(
    *(each.conclusion for each in (positive_m, above_m, bounded)), unfold(positive_m, 0), _ordered
)
_total = rewrite(_given.proof(Positive(2 * m + _width)), Positive(total))
_divisor = cut(invertible(kappa + 1, m / total, _not_0), unfold(_total, 1))
_widened = prove(Equals(kappa_rate, kappa_rate * total / total), assume(Invertible(total)))
_in_kappa = cut(prove(Equals(kappa_rate, best_rate), _widened), unfold(_total, 1), _divisor)
_by_kappa = shrinks(kappa_rate, w - w_hat, step(w, best) - w_hat)

condition_number = publish(
    "contraction-and-the-condition-number",
    "The best step, by the condition number M/m",
    _by_kappa,
    line("total", _total, by=(positive_m.conclusion, " and ", _ordered.conclusion)),
    line("rate", _in_kappa, by=("multiply and divide by ", m)),
    line(
        "closer",
        rewrite(cut(best_step.theorem, _total), _by_kappa, _in_kappa),
        by="what the best step leaves",
        see=best_step,
    ),
)

rate = Letter("r")
_over_m, _over_M = assume(Nonnegative(rate - rate_m)), assume(Nonnegative(rate + rate_M))
_weights = assume(Nonnegative(M)), assume(Nonnegative(m))
_cleared = rewrite(
    add(multiply(_weights[0], _over_m), multiply(_weights[1], _over_M)),
    Nonnegative(total * rate - (M - m)),
)

no_better_rate = publish(
    "no-step-has-a-better-rate",
    "What bounds both factors is no better than the best rate",
    Nonnegative(rate - best_rate),
    line(
        "cleared",
        _cleared,
        by=(M, " times the first bound, and ", m, " times the second; ", eta, " falls out"),
    ),
    line(
        "divided",
        _known.settled(
            rewrite(
                multiply(_known.proof(Nonnegative(1 / total)), _cleared),
                Nonnegative(rate - best_rate),
                unfold(positive, 1),
            )
        ),
        by=("divide by ", total),
    ),
)
