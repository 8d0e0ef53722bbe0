"""Descent along an eigenvector: where XᵀXq = μq, a step takes q to (1 − 2ημ/n)q, and so 0 < ημ < n.

At ημ = n the error only changes its sign, and beyond it grows.
"""

from ..kernel.statements import Equals, Invertible, Positive
from ..kernel.terms import Inverse, Letter, SquaredNorm, Zero
from ..kernel.theorem import assume, instantiate, unfold
from ..proving.certificates import rewrite
from ..proving.chain import calc, line, prove, publish
from ..proving.positivity import invertible, knowledge
from .descent import S, error, eta, slope, step
from .global_minimum import error_gap
from .model import J, X, d, gram, n, w, w_hat
from .normal_equation import normal

mu, q = Letter("mu"), Letter("q", d)
eigenvector = assume(Equals(gram @ q, mu * q))
factor = 1 - 2 * eta * mu / n
start = w_hat + q

on_eigenvector = (
    calc(S @ q)
    .equals(q - 2 * eta / n * (gram @ q), "definition", by=("the definition of ", S))
    .equals(q - 2 * eta * mu / n * q, "eigenvector", by=eigenvector.conclusion, because=eigenvector)
    .equals(factor * q, "factor", by=("take out ", q))
    .qed(
        "step-of-descent-on-an-eigenvector",
        "A step of descent on an eigenvector",
        Equals(S @ q, factor * q),
    )
)

component = (
    calc(q.T @ (step(w) - w_hat))
    .equals(q.T @ S @ (w - w_hat), "error", by=error.conclusion, because=error)
    .equals((S @ q).T @ (w - w_hat), "symmetric", by=(S, " is symmetric"))
    .equals(
        factor * (q.T @ (w - w_hat)),
        "eigenvector",
        by=on_eigenvector.conclusion,
        because=on_eigenvector,
    )
    .qed(
        "error-along-an-eigenvector",
        "Along an eigenvector the error is multiplied by one number",
        Equals(q.T @ (step(w) - w_hat), factor * (q.T @ (w - w_hat))),
    )
)

_at_start = instantiate(error_gap.theorem, (w, start))
_after = instantiate(error_gap.theorem, (w, step(start)))
_error_at_start = prove(Equals(step(start) - w_hat, S @ q), instantiate(error.theorem, (w, start)))

gap_factor = (
    calc(J(step(start)) - J(w_hat))
    .equals(
        SquaredNorm(X @ (step(start) - w_hat)) / n,
        "gap-after",
        by="the gap after the step",
        because=_after,
    )
    .equals(
        SquaredNorm(X @ (S @ q)) / n,
        "error",
        by=_error_at_start.conclusion,
        because=_error_at_start,
        see=error,
    )
    .equals(
        factor**2 * (SquaredNorm(X @ q) / n),
        "eigenvector",
        by=on_eigenvector.conclusion,
        because=on_eigenvector,
    )
    .equals(
        factor**2 * (J(start) - J(w_hat)),
        "gap-before",
        by="the gap before the step",
        because=_at_start,
    )
    .qed(
        "gap-along-an-eigenvector",
        "Along an eigenvector the gap is multiplied by a square",
        Equals(J(step(start)) - J(w_hat), factor**2 * (J(start) - J(w_hat))),
    )
)

from_zero = (
    calc(q.T @ step(Zero(d)))
    .equals(
        q.T @ (step(Zero(d)) - w_hat) + q.T @ w_hat,
        "add-and-subtract",
        by=("add and subtract ", q.T @ w_hat),
    )
    .equals(
        factor * (q.T @ (Zero(d) - w_hat)) + q.T @ w_hat,
        "component",
        by=("along an eigenvector, from ", Zero(d)),
        because=instantiate(component.theorem, (w, Zero(d))),
    )
    .equals((1 - factor) * (q.T @ w_hat), "collect", by="collect terms")
    .qed(
        "filter-of-a-step-of-descent",
        "The filter of a step of descent from 0",
        Equals(q.T @ step(Zero(d)), (1 - factor) * (q.T @ w_hat)),
    )
)

_change = 4 * eta * mu / n * (eta * mu / n - 1) * SquaredNorm(q)

length_change = (
    calc(SquaredNorm(S @ q) - SquaredNorm(q))
    .equals(
        factor**2 * SquaredNorm(q) - SquaredNorm(q),
        "eigenvector",
        by=on_eigenvector.conclusion,
        because=on_eigenvector,
    )
    .equals(_change, "factor", by=("take out ", SquaredNorm(q)))
    .qed(
        "change-of-the-error-along-an-eigenvector",
        "How the squared length of an error along an eigenvector changes",
        Equals(SquaredNorm(S @ q) - SquaredNorm(q), _change),
    )
)

oscillation = (
    calc(step(start, n / mu))
    .equals(
        start - 2 / mu * (gram @ q),
        "gradient",
        by=Equals(slope(start), 2 / n * (gram @ q)),
        because=normal,
    )
    .equals(w_hat - q, "eigenvector", by=eigenvector.conclusion, because=eigenvector)
    .qed(
        "step-that-only-changes-sign",
        "A step that only changes the sign of the error",
        Equals(step(start, n / mu), w_hat - q),
    )
)

too_long, nonzero = assume(Positive(eta * mu - n)), assume(Invertible(SquaredNorm(q)))
_excess = eta * mu - n
_known = knowledge(too_long.conclusion, nonzero.conclusion, unfold(too_long, 0))
_product = 4 / n / n * ((_excess + n) * _excess * SquaredNorm(q))
_product_positive = _known.proof(Positive(_product))

error_grows = publish(
    "error-grows-if-the-step-is-too-long",
    "If the step is too long, the error grows",
    Positive(SquaredNorm(S @ q) - SquaredNorm(q)),
    line("product", _product_positive, by=(too_long.conclusion, " and ", nonzero.conclusion)),
    line(
        "change",
        rewrite(
            _product_positive,
            Positive(SquaredNorm(S @ q) - SquaredNorm(q)),
            length_change.theorem,
        ),
        by=length_change.conclusion,
    ),
)

_stretched = rewrite(_known.proof(Invertible(_excess + n)), Invertible(eta * mu))
_not_flat = invertible(mu, eta * Inverse(eta * mu), _stretched)
_length = prove(Equals(SquaredNorm(X @ q), mu * SquaredNorm(q)), eigenvector)
_length_nonzero = rewrite(
    knowledge(nonzero.conclusion, too_long.conclusion, _not_flat).proof(
        Invertible(mu * SquaredNorm(q))
    ),
    Invertible(SquaredNorm(X @ q)),
    _length,
)
_rise = 4 / n / n / n * ((_excess + n) * _excess * SquaredNorm(X @ q))

_gap_change = (
    calc(J(step(start)) - J(start))
    .equals(
        factor**2 * (J(start) - J(w_hat)) - (J(start) - J(w_hat)),
        "gap",
        by=gap_factor.conclusion,
        because=gap_factor,
    )
    .equals(
        (factor**2 - 1) * (SquaredNorm(X @ q) / n),
        "error",
        by="the gap before the step",
        because=_at_start,
    )
    .equals(_rise, "factor", by="multiply out")
)
_rise_positive = knowledge(
    too_long.conclusion,
    nonzero.conclusion,
    unfold(too_long, 0),
    eigenvector.conclusion,
    _length_nonzero,
).proof(Positive(_rise))

error_of_J_grows = publish(
    "squared-error-grows-if-the-step-is-too-long",
    "If the step is too long, the squared error grows",
    Positive(J(step(start)) - J(start)),
    line(
        "length",
        _length_nonzero,
        by=(_length.conclusion, ", and ", too_long.conclusion, ", so that ", mu, " is not 0"),
    ),
    line("product", _rise_positive, by=too_long.conclusion),
    *_gap_change.lines,
    line(
        "change",
        rewrite(_rise_positive, Positive(J(step(start)) - J(start)), _gap_change.proof()),
        by="the change is this product",
    ),
)
