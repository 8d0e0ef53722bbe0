"""Each noise and its criterion, put together: argmin of the criterion = argmax of the density.

The criterion is Q for unequal variances, the mean absolute error A for Laplace noise, and G for a
Gaussian vector of covariance σ²V. For V = I, that is ε ~ N(0, σ²I), it is nJ, whatever the rank.
"""

from ..kernel.statements import (
    Equals,
    Maximises,
    Minimises,
    Nonnegative,
    Positive,
    PositiveDefinite,
    PositiveSemidefinite,
    Statement,
    symmetric,
)
from ..kernel.terms import Density, Identity, SquaredNorm, Term, Zero
from ..kernel.theorem import Theorem, assume, cut, instantiate, introduce, unfold
from ..kernel.trees import substitute
from ..proving.certificates import rewrite
from ..proving.chain import Let, Result, line, prove, publish
from ..proving.positivity import Known, knowledge
from ..proving.sequents import constant, multiply, square, vanish
from .log_likelihood import known_V
from .maximum_likelihood import u
from .model import J, X, epsilon, n, variance, w, y
from .noise import (
    L_1,
    L_V,
    G,
    L_s,
    V,
    density_with_covariance,
    density_with_laplace_noise,
    density_with_unequal_variances,
    each_positive,
    tau,
)
from .other_noise import (
    A,
    Q,
    likelihood_from_log_likelihood_with_covariance,
    likelihood_from_log_likelihood_with_laplace_noise,
    likelihood_from_log_likelihood_with_unequal_variances,
    log_likelihood_from_likelihood_with_covariance,
    log_likelihood_from_likelihood_with_unequal_variances,
    maximiser_with_covariance,
    maximiser_with_unequal_variances,
    minimiser_of_absolute_error,
    minimiser_of_generalised_error,
    minimiser_of_weighted_error,
)
from .positive_definite import v

density = Density(X @ w + epsilon, y)


def gain(f: Term) -> Nonnegative:
    """f(u) − f(w) ≥ 0."""
    return Nonnegative(substitute(f, {w: u}) - f)


def most_likely(
    id: str,
    title: str,
    loss: Term,
    likelihood: Term,
    is_density: Result,
    to_score: Result,
    to_likelihood: Result,
    *known: Statement | Theorem,
) -> Result:
    """Publish: a minimiser u of the loss maximises the density of the observations."""
    given = knowledge(*known)
    at_w, at_u = is_density.theorem, instantiate(is_density.theorem, (w, u))
    maximum = given.settled(cut(to_likelihood.theorem, to_score.theorem))
    gap = given.settled(rewrite(unfold(maximum, 0, w), gain(density), at_w, at_u))
    claim = Maximises(u, density, w)
    return publish(
        id,
        title,
        claim,
        line("likelihood", maximum, by=(u, " minimises ", loss)),
        line("density", gap, by=("the density of the observations is ", likelihood)),
        line("definition", introduce(claim, w, gap), by=("for every ", w)),
    )


def least(
    id: str,
    title: str,
    loss: Term,
    likelihood: Term,
    is_density: Result,
    to_score: Result,
    to_loss: Result,
    *known: Statement | Theorem,
) -> Result:
    """Publish: a maximiser u of the density of the observations minimises the loss."""
    given = knowledge(*known)
    at_w, at_u = is_density.theorem, instantiate(is_density.theorem, (w, u))
    gap = given.settled(
        rewrite(unfold(assume(Maximises(u, density, w)), 0, w), gain(likelihood), at_w, at_u)
    )
    maximum = given.settled(introduce(Maximises(u, likelihood, w), w, gap))
    minimum = given.settled(cut(to_loss.theorem, cut(to_score.theorem, maximum)))
    return publish(
        id,
        title,
        Minimises(u, loss, w),
        line("gap", gap, by=("the density of the observations is ", likelihood)),
        line("likelihood", maximum, by=("for every ", w)),
        line(
            "loss",
            minimum,
            by=("a maximiser of ", likelihood, " is one of its logarithm, and minimises ", loss),
        ),
    )


weighted_is_likelihood = most_likely(
    "least-weighted-squared-error-is-maximum-likelihood",
    "With unequal variances, the least weighted squared error is maximum likelihood",
    Q,
    L_s,
    density_with_unequal_variances,
    minimiser_of_weighted_error,
    likelihood_from_log_likelihood_with_unequal_variances,
    each_positive,
)

likelihood_is_weighted = least(
    "maximum-likelihood-is-least-weighted-squared-error",
    "With unequal variances, maximum likelihood is the least weighted squared error",
    Q,
    L_s,
    density_with_unequal_variances,
    log_likelihood_from_likelihood_with_unequal_variances,
    maximiser_with_unequal_variances,
    each_positive,
)

absolute_is_likelihood = most_likely(
    "least-absolute-error-is-maximum-likelihood",
    "With Laplace noise, the least absolute error is maximum likelihood",
    A,
    L_1,
    density_with_laplace_noise,
    minimiser_of_absolute_error,
    likelihood_from_log_likelihood_with_laplace_noise,
    Positive(tau),
)

generalised_is_likelihood = most_likely(
    "least-generalised-squared-error-is-maximum-likelihood",
    "With correlated noise, the least generalised squared error is maximum likelihood",
    G,
    L_V,
    density_with_covariance,
    minimiser_of_generalised_error,
    likelihood_from_log_likelihood_with_covariance,
    *known_V,
)

likelihood_is_generalised = least(
    "maximum-likelihood-is-least-generalised-squared-error",
    "With correlated noise, maximum likelihood is the least generalised squared error",
    G,
    L_V,
    density_with_covariance,
    log_likelihood_from_likelihood_with_covariance,
    maximiser_with_covariance,
    *known_V,
)

# A Gaussian vector of covariance σ²I: V = I, and the criterion is nJ.

identity = Identity(n)
_form = rewrite(square(v), Nonnegative(v.T @ identity @ v))
_norm = prove(Equals(SquaredNorm(v), Zero()), assume(Equals(v.T @ identity @ v, Zero())))
_semidefinite = introduce(PositiveSemidefinite(identity), v, prove(symmetric(identity)), _form)
definite = introduce(PositiveDefinite(identity), v, _semidefinite, vanish(_norm))
_given = Known((Positive(variance),), (definite,))
_error = substitute(G.unfolded(), {V: identity})


def loss(f: Term) -> Nonnegative:
    """f(w) − f(u) ≥ 0."""
    return Nonnegative(f - substitute(f, {w: u}))


_times_n = rewrite(multiply(constant(n), unfold(assume(Minimises(u, J(w), w)), 0, w)), loss(_error))
_least_error = _given.settled(introduce(Minimises(u, _error, w), w, _times_n))
is_definite = line("definite", definite, by=(v.T @ identity @ v, " is a squared norm"))

from_the_law = publish(
    "least-squares-is-maximum-likelihood-from-the-law-of-the-noise",
    "Least squares is maximum likelihood, from the law of the noise vector",
    Maximises(u, density, w),
    is_definite,
    line("error", _least_error, by=("times ", n)),
    line(
        "maximum",
        _given.settled(
            cut(instantiate(generalised_is_likelihood.theorem, (V, identity)), _least_error)
        ),
        by=("the least generalised squared error is maximum likelihood, with ", Let(V, identity)),
    ),
)

_generalised = _given.settled(instantiate(likelihood_is_generalised.theorem, (V, identity)))
_over_n = _given.settled(rewrite(multiply(constant(1 / n), unfold(_generalised, 0, w)), loss(J(w))))

to_least_squares = publish(
    "maximum-likelihood-is-least-squares-from-the-law-of-the-noise",
    "Maximum likelihood is least squares, from the law of the noise vector",
    Minimises(u, J(w), w),
    is_definite,
    line(
        "error",
        _generalised,
        by=("maximum likelihood is the least generalised squared error, with ", Let(V, identity)),
    ),
    line("over-n", _over_n, by=("divide by ", n)),
    line("definition", introduce(Minimises(u, J(w), w), w, _over_n), by=("for every ", w)),
)
