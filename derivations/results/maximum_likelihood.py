"""Why squared error: for each σ² > 0, ℓ(w, σ²) = a − cJ(w) with c > 0, so argmax ℓ = argmin J.

ln and exp keep order, so that argmax ℓ is argmax L. The same chains serve other noise
(`other_noise.py`).
"""

from ..kernel.errors import RefusedError
from ..kernel.statements import Equals, Maximises, Minimises, Nonnegative, Statement
from ..kernel.terms import Density, Exp, Letter, Log, Pi, Root, SquaredNorm, Term
from ..kernel.theorem import (
    Theorem,
    assume,
    cut,
    instantiate,
    introduce,
    law,
    unfold,
)
from ..kernel.trees import substitute
from ..proving.certificates import rewrite
from ..proving.chain import Line, Result, calc, line, prove, publish
from ..proving.positivity import Known, knowledge
from ..proving.sequents import multiply, transitive
from .log_likelihood import (
    ell,
    log_likelihood,
    positive,
)
from .logarithm import exponential_keeps_order, logarithm_keeps_order
from .model import J, X, d, epsilon, n, variance, w, y
from .noise import (
    L,
    density_of_the_observations,
    each_positive,
    equal_variance,
    positive_variance,
)

u = Letter("u", d)
rate = n / (2 * variance)


def gap_of(optimum: Minimises | Maximises, given: Known) -> Theorem:
    """What is assumed of an optimum, at any w: a difference that is not negative."""
    return given.settled(unfold(assume(optimum), 0, w))


def better(gap: Theorem, factor: Term, goal: Statement, given: Known) -> Theorem:
    """From a gap that is not negative, one that is a multiple of it by algebra."""
    return given.settled(rewrite(multiply(given.proof(Nonnegative(factor)), gap), goal))


def publish_optimum(
    id: str, title: str, claim: Minimises | Maximises, given: Known, *lines: Line
) -> Result:
    """Publish that a point is an optimum, from lines whose last is the gap at any w."""
    definition = given.settled(introduce(claim, w, lines[-1].theorem))
    return publish(id, title, claim, *lines, line("definition", definition, by=("for every ", w)))


def minimiser_maximises(
    id: str, title: str, loss: Term, score: Term, rate: Term, *known: Statement | Theorem
) -> Result:
    """Publish: a minimiser u of the loss maximises the score, a constant minus rate · loss."""
    given = knowledge(*known)
    gap = gap_of(Minimises(u, loss, w), given)
    gained = better(gap, rate, Nonnegative(substitute(score, {w: u}) - score), given)
    return publish_optimum(
        id,
        title,
        Maximises(u, score, w),
        given,
        line("minimum", gap, by=(u, " minimises ", loss)),
        line("scaled", gained, by=("times ", rate, "; terms that are free of ", w, " cancel")),
    )


def maximiser_minimises(
    id: str, title: str, loss: Term, score: Term, factor: Term, *known: Statement | Theorem
) -> Result:
    """Publish: a maximiser u of the score, a constant minus loss / factor, minimises the loss."""
    given = knowledge(*known)
    gap = gap_of(Maximises(u, score, w), given)
    reduced = better(gap, factor, Nonnegative(loss - substitute(loss, {w: u})), given)
    return publish_optimum(
        id,
        title,
        Minimises(u, loss, w),
        given,
        line("maximum", gap, by=(u, " maximises ", score)),
        line("scaled", reduced, by=("times ", factor, "; terms that are free of ", w, " cancel")),
    )


def to_likelihood(id: str, title: str, logarithm: Result, *known: Statement | Theorem) -> Result:
    """Publish: a maximiser u of the log-likelihood maximises the likelihood."""
    given, (likelihood, score) = knowledge(*known), sides(logarithm)
    gap = gap_of(Maximises(u, score, w), given)
    order = instantiate(
        exponential_keeps_order.theorem,
        (Letter("s"), substitute(score, {w: u})),
        (Letter("t"), score),
    )
    exponentials = given.settled(cut(order, gap))
    undone = instantiate(law("exponential-of-a-logarithm"), (Letter("a"), likelihood))
    same = prove(Equals(Exp(score), Exp(Log(likelihood))), logarithm)
    at_w = given.settled(transitive(same, undone))
    at_u = given.settled(instantiate(at_w, (w, u)))
    goal = Nonnegative(substitute(likelihood, {w: u}) - likelihood)
    gained = given.settled(rewrite(exponentials, goal, at_w, at_u))
    return publish_optimum(
        id,
        title,
        Maximises(u, likelihood, w),
        given,
        line("gap", gap, by=(u, " maximises ", score)),
        line("order", exponentials, by="the exponential keeps order"),
        line("likelihood", gained, by=("exp undoes ln, and ", logarithm.conclusion)),
    )


def from_likelihood(id: str, title: str, logarithm: Result, *known: Statement | Theorem) -> Result:
    """Publish: a maximiser u of the likelihood maximises the log-likelihood."""
    given, (likelihood, score) = knowledge(*known), sides(logarithm)
    gap = gap_of(Maximises(u, likelihood, w), given)
    order = instantiate(
        logarithm_keeps_order.theorem,
        (Letter("a"), substitute(likelihood, {w: u})),
        (Letter("b"), likelihood),
    )
    logarithms = given.settled(cut(order, gap))
    at_u = given.settled(instantiate(logarithm.theorem, (w, u)))
    goal = Nonnegative(substitute(score, {w: u}) - score)
    gained = given.settled(rewrite(logarithms, goal, logarithm.theorem, at_u))
    return publish_optimum(
        id,
        title,
        Maximises(u, score, w),
        given,
        line("gap", gap, by=(u, " maximises ", likelihood)),
        line("order", logarithms, by="the logarithm keeps order"),
        line("log-likelihood", gained, by=logarithm.conclusion),
    )


def sides(logarithm: Result) -> tuple[Term, Term]:
    """The likelihood L and its logarithm ℓ, of a theorem ln L = ℓ."""
    match logarithm.conclusion:
        case Equals(Log(likelihood), score):
            return likelihood, score
    raise RefusedError(f"needed is ln L = ℓ; {logarithm.conclusion} was given")


log_likelihood_and_squared_error = (
    calc(ell(w, variance), positive)
    .equals(
        -n * Log(Root(2 * Pi() * variance)) - SquaredNorm(y - X @ w) / (2 * variance),
        "definition",
        by=("the definition of ", ell(w, variance)),
    )
    .equals(
        -n * Log(Root(2 * Pi() * variance)) - n / (2 * variance) * J(w),
        "mean",
        by=("the definition of ", J(w)),
    )
    .qed(
        "log-likelihood-and-squared-error",
        "The log-likelihood and the mean squared error",
        Equals(
            ell(w, variance),
            -n * Log(Root(2 * Pi() * variance)) - n / (2 * variance) * J(w),
        ),
    )
)

minimiser_of_squared_error = minimiser_maximises(
    "minimiser-of-squared-error-maximises-the-log-likelihood",
    "A minimiser of the squared error maximises the log-likelihood",
    J(w),
    ell(w, variance),
    rate,
    positive,
)

maximiser_of_log_likelihood = maximiser_minimises(
    "maximiser-of-the-log-likelihood-minimises-squared-error",
    "A maximiser of the log-likelihood minimises the squared error",
    J(w),
    ell(w, variance),
    2 * variance / n,
    positive,
)

# The likelihood itself: ln and exp keep order.

likelihood_from_log_likelihood = to_likelihood(
    "maximiser-of-the-log-likelihood-maximises-the-likelihood",
    "A maximiser of the log-likelihood maximises the likelihood",
    log_likelihood,
    positive,
)

log_likelihood_from_likelihood = from_likelihood(
    "maximiser-of-the-likelihood-maximises-the-log-likelihood",
    "A maximiser of the likelihood maximises the log-likelihood",
    log_likelihood,
    positive,
)

# Put together: least squares is maximum likelihood, under the four assumptions.

_density = Density(X @ w + epsilon, y)
_at_w = density_of_the_observations.theorem
_at_u = instantiate(_at_w, (w, u))
_assumed = knowledge(each_positive, equal_variance.conclusion, positive_variance)

_most_likely = _assumed.settled(
    cut(likelihood_from_log_likelihood.theorem, minimiser_of_squared_error.theorem)
)
_likelihood_gap = _assumed.settled(unfold(_most_likely, 0, w))
_density_gap = rewrite(
    _likelihood_gap, Nonnegative(substitute(_density, {w: u}) - _density), _at_w, _at_u
)

least_squares_is_maximum_likelihood = publish(
    "least-squares-is-maximum-likelihood",
    "Least squares is maximum likelihood",
    Maximises(u, _density, w),
    line("likelihood", _most_likely, by=(u, " minimises ", J(w))),
    line("gap", _likelihood_gap, by="the definition of a maximum"),
    line("density", _density_gap, by=("the density of the observations is ", L(w, variance))),
    line(
        "definition",
        introduce(Maximises(u, _density, w), w, _density_gap),
        by=("for every ", w),
    ),
)

_densities = unfold(assume(Maximises(u, _density, w)), 0, w)
_likelihoods = rewrite(_densities, Nonnegative(L(u, variance) - L(w, variance)), _at_w, _at_u)
_maximiser = _assumed.settled(introduce(Maximises(u, L(w, variance), w), w, _likelihoods))
_least = _assumed.settled(
    cut(
        maximiser_of_log_likelihood.theorem,
        cut(log_likelihood_from_likelihood.theorem, _maximiser),
    )
)

maximum_likelihood_is_least_squares = publish(
    "maximum-likelihood-is-least-squares",
    "Maximum likelihood is least squares",
    Minimises(u, J(w), w),
    line("density", _densities, by=(u, " maximises ", _density)),
    line(
        "likelihood",
        _assumed.settled(_likelihoods),
        by=("the density of the observations is ", L(w, variance)),
    ),
    line("maximum", _maximiser, by=("for every ", w)),
    line(
        "squared-error",
        _least,
        by=(
            "a maximiser of ",
            L(w, variance),
            " is one of ",
            ell(w, variance),
            ", and a minimiser of ",
            J(w),
        ),
    ),
)
