"""Any predictions μ: the density is ∏ᵢ N(yᵢ; μᵢ, σ²), larger exactly where ‖y − μ‖² is smaller.

Nothing is said of where μ comes from: Xw, a neural network, or a table. Each theorem on y = Xw + ε
holds of it, with the one column μ for X and the number 1 for w.
"""

from ..kernel.statements import Equals, Nonnegative, Positive
from ..kernel.terms import Density, Letter, Log, Pi, ProductOver, Root, SquaredNorm, Term, as_term
from ..kernel.theorem import Theorem, assume, cut, instantiate, law
from ..proving.certificates import rewrite
from ..proving.chain import Result, calc, line, publish
from ..proving.positivity import Known, knowledge
from ..proving.sequents import multiply
from .log_likelihood import log_likelihood
from .logarithm import exponential_keeps_order, logarithm_keeps_order
from .model import d, epsilon, i, n, variance, y, y_i
from .noise import (
    density_of_the_observations,
    each_positive,
    equal_variance,
    gaussian,
    positive_variance,
)

s, t = Letter("s"), Letter("t")
mu, nu = Letter("mu", n), Letter("nu", n)  # two predictions of y
given = knowledge(each_positive, equal_variance.conclusion, positive_variance)


def density(predictions: Term) -> Term:
    """The density of predictions plus noise, at y."""
    return Density(predictions + epsilon, y)


def constant_minus_error(predictions: Term) -> Term:
    """−n ln √(2πσ²) − ‖y − μ‖²/(2σ²)."""
    return -n * Log(Root(2 * Pi() * variance)) - SquaredNorm(y - predictions) / (2 * variance)


def for_one_column(result: Result) -> Theorem:
    """A result on Xw, with the column μ for X and 1 for w."""
    column = instantiate(result.theorem, (d, 1))
    return instantiate(column, (Letter("X", n, 1), mu), (Letter("w"), as_term(1)))


likelihood = ProductOver(i, gaussian(y_i - i.T @ mu, variance))
_density = for_one_column(density_of_the_observations)
_logarithm = for_one_column(log_likelihood)

density_of_any_predictions = (
    calc(density(mu), *given.statements, positive_variance)
    .equals(
        likelihood,
        "linear",
        by=("the density of the observations, with one feature ", mu, " of weight 1"),
        because=_density,
    )
    .qed(
        "density-at-any-predictions",
        "The density of the observations, at any predictions",
        Equals(density(mu), likelihood),
    )
)

_likelihood_positive = given.proof(Positive(likelihood))
_density_positive = rewrite(
    _likelihood_positive, Positive(density(mu)), density_of_any_predictions.theorem
)
known = Known(given.statements, (*given.theorems, _density_positive))

log_density_of_any_predictions = (
    calc(Log(density(mu)), *known.statements, *known.theorems)
    .equals(
        Log(likelihood),
        "density",
        by="the density at any predictions",
        because=density_of_any_predictions,
    )
    .equals(
        constant_minus_error(mu),
        "logarithm",
        by=("the log-likelihood, with one feature ", mu, " of weight 1"),
        because=_logarithm,
    )
    .qed(
        "log-density-at-any-predictions",
        "The logarithm of the density, at any predictions",
        Equals(Log(density(mu)), constant_minus_error(mu)),
    )
)

at_nu = instantiate(log_density_of_any_predictions.theorem, (mu, nu))
_positive_at_nu = instantiate(_density_positive, (mu, nu))
known = Known(known.statements, (*known.theorems, _positive_at_nu))
closer = assume(Nonnegative(SquaredNorm(y - nu) - SquaredNorm(y - mu)))
_scaled = known.settled(multiply(known.proof(Nonnegative(1 / (2 * variance))), closer))
_logarithms = known.settled(
    rewrite(
        _scaled,
        Nonnegative(Log(density(mu)) - Log(density(nu))),
        log_density_of_any_predictions.theorem,
        at_nu,
    )
)
_exponentials = cut(
    instantiate(exponential_keeps_order.theorem, (s, Log(density(mu))), (t, Log(density(nu)))),
    _logarithms,
)
_undone = [
    known.settled(instantiate(law("exponential-of-a-logarithm"), (Letter("a"), density(each))))
    for each in (mu, nu)
]
_denser = known.settled(rewrite(_exponentials, Nonnegative(density(mu) - density(nu)), *_undone))

closer_predictions_are_denser = publish(
    "closer-predictions-make-the-observations-more-likely",
    "Predictions that are at least as close make the observations at least as likely",
    Nonnegative(density(mu) - density(nu)),
    line("scaled", _scaled, by=(closer.conclusion, ", times ", 1 / (2 * variance))),
    line("logarithms", _logarithms, by="the logarithm of the density; the constant cancels"),
    line("density", _denser, by="the exponential keeps order, and undoes the logarithm"),
)

denser = assume(Nonnegative(density(mu) - density(nu)))
_ordered = known.settled(
    cut(
        instantiate(
            logarithm_keeps_order.theorem, (Letter("a"), density(mu)), (Letter("b"), density(nu))
        ),
        denser,
    )
)
_errors = known.settled(
    rewrite(
        multiply(known.proof(Nonnegative(2 * variance)), _ordered),
        closer.conclusion,
        log_density_of_any_predictions.theorem,
        at_nu,
    )
)

denser_predictions_are_closer = publish(
    "predictions-under-which-the-observations-are-more-likely-are-closer",
    "Predictions that make the observations at least as likely are at least as close",
    closer.conclusion,
    line("logarithms", _ordered, by=(denser.conclusion, ", and the logarithm keeps order")),
    line("errors", _errors, by=("the logarithm of the density, times ", 2 * variance)),
)
