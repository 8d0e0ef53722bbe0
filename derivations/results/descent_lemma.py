"""The descent lemma: where XᵀX ⪯ MI, a step lowers J by at least η(1 − ηM/n)‖∇J(w)‖²."""

from ..kernel.statements import Equals, Invertible, Nonnegative, Positive, PositiveSemidefinite
from ..kernel.terms import Identity, Letter, SquaredNorm
from ..kernel.theorem import assume, instantiate, unfold
from ..proving.certificates import rewrite
from ..proving.chain import Let, calc, line, publish
from ..proving.positivity import knowledge
from ..proving.sequents import constant, multiply, square
from .descent import eta, slope, step
from .gradient import h, taylor
from .model import J, X, d, gram, n, w

M = Letter("M")
bounded = assume(PositiveSemidefinite(M * Identity(d) - gram))
length, bend = SquaredNorm(slope(w)), SquaredNorm(X @ slope(w))
_move = -eta * slope(w)
_expansion = instantiate(taylor.theorem, (h, _move))

exact_change = (
    calc(J(step(w)))
    .equals(
        J(w) + slope(w).T @ _move + SquaredNorm(X @ _move) / n,
        "expand",
        by=("the exact expansion around ", w, ", with ", Let(h, _move)),
        see=taylor,
    )
    .equals(J(w) - eta * length + eta**2 / n * bend, "collect", by="collect terms")
    .qed(
        "squared-error-after-a-step-of-descent",
        "The squared error after a step of descent, exactly",
        Equals(J(step(w)), J(w) - eta * length + eta**2 / n * bend),
    )
)

_form = unfold(bounded, 1, slope(w))
_bend = rewrite(_form, Nonnegative(M * length - bend))
_scaled = multiply(multiply(square(eta), constant(1 / n)), _bend)
_lemma = Nonnegative(J(w) - eta * (1 - eta * M / n) * length - J(step(w)))

descent_lemma = publish(
    "descent-lemma",
    "The descent lemma",
    _lemma,
    line("bend", _bend, by=(bounded.conclusion, ", at ", slope(w))),
    line("scaled", _scaled, by=("times ", eta**2 / n, ", which is not negative")),
    line("change", rewrite(_scaled, _lemma, exact_change.theorem), by=exact_change.conclusion),
)

forward, short = assume(Positive(eta)), assume(Positive(n - eta * M))
sloping = assume(Invertible(length))
_gain = eta * ((n - eta * M) / n) * length
_left = J(w) - J(step(w)) - _gain
_rest = rewrite(descent_lemma.theorem, Nonnegative(_left))
_known = knowledge(
    *(each.conclusion for each in (forward, short, sloping, bounded)), unfold(short, 0), _rest
)
_gain_positive = _known.proof(Positive(_gain))

descent_falls = publish(
    "squared-error-falls-if-the-step-is-short",
    "If the step is short, the squared error falls",
    Positive(J(w) - J(step(w))),
    line(
        "gain",
        _gain_positive,
        by=(forward.conclusion, ", ", short.conclusion, " and ", sloping.conclusion),
    ),
    line("rest", _rest, by="the descent lemma", see=descent_lemma),
    line(
        "falls",
        rewrite(_known.proof(Positive(_gain + _left)), Positive(J(w) - J(step(w)))),
        by="add the two lines",
    ),
)
