"""If ε ~ N(0, σ²I) as a vector, then {(XᵀX)⁻¹Xᵀy} = argmax of the density of the observations.

Independence is not supposed here. The density is that of a Gaussian vector, at V = I.
"""

from ..kernel.statements import (
    Equals,
    ForEach,
    Gaussian,
    Maximises,
    Minimises,
    Nonnegative,
    Positive,
    PositiveDefinite,
    PositiveSemidefinite,
    symmetric,
)
from ..kernel.terms import Identity, Letter, SquaredNorm, Term, Zero
from ..kernel.theorem import Theorem, assume, cut, instantiate, introduce, unfold
from ..kernel.trees import substitute
from ..proving.certificates import rewrite
from ..proving.chain import Let, Result, line, prove, publish
from ..proving.positivity import Known
from ..proving.sequents import constant, multiply, square, vanish
from .gaussian_estimate import S, affine_image, k, m
from .maximum_likelihood import u
from .maximum_likelihood_estimate import density, publish_only_maximiser
from .model import J, epsilon, i, n, variance, w
from .noise import L_V, G, V, density_with_covariance
from .other_noise import (
    likelihood_from_log_likelihood_with_covariance,
    log_likelihood_from_likelihood_with_covariance,
    maximiser_with_covariance,
    minimiser_of_generalised_error,
)
from .positive_definite import v

_entry = Gaussian(i.T @ epsilon, i.T @ m, i.T @ S @ i)
_row = instantiate(affine_image.theorem, (k, 1))
_at_i = rewrite(instantiate(_row, (Letter("B", 1, n), i.T), (Letter("a"), Zero())), _entry)

entries_are_gaussian = publish(
    "entries-of-a-gaussian-vector-are-gaussian",
    "Each entry of a Gaussian vector is Gaussian",
    ForEach(i, _entry),
    line("entry", _at_i, by=(i.T @ epsilon, " is an affine image of ", epsilon), see=affine_image),
    line("definition", introduce(ForEach(i, _entry), i, _at_i), by=("for every ", i)),
)

identity = Identity(n)
_form = rewrite(square(v), Nonnegative(v.T @ identity @ v))
_norm = prove(Equals(SquaredNorm(v), Zero()), assume(Equals(v.T @ identity @ v, Zero())))
_semidefinite = introduce(PositiveSemidefinite(identity), v, prove(symmetric(identity)), _form)
_definite = introduce(PositiveDefinite(identity), v, _semidefinite, vanish(_norm))


def at_identity(result: Result) -> Theorem:
    """A result on noise with the covariance σ²V, at V = I."""
    return cut(instantiate(result.theorem, (V, identity)), _definite)


given = Known((Positive(variance),), (_definite,))
_density = at_identity(density_with_covariance)
_at_u = instantiate(_density, (w, u))
error, likelihood = (substitute(f.unfolded(), {V: identity}) for f in (G, L_V))


def gain(f: Term) -> Nonnegative:
    """f(u) − f(w) ≥ 0."""
    return Nonnegative(substitute(f, {w: u}) - f)


def loss(f: Term) -> Nonnegative:
    """f(w) − f(u) ≥ 0."""
    return Nonnegative(f - substitute(f, {w: u}))


# From J to the density, by way of the generalised squared error at V = I; and back.

_times_n = multiply(constant(n), unfold(assume(Minimises(u, J(w), w)), 0, w))
_least_error = introduce(Minimises(u, error, w), w, rewrite(_times_n, loss(error)))
_best = cut(at_identity(minimiser_of_generalised_error), _least_error)
_likeliest = cut(at_identity(likelihood_from_log_likelihood_with_covariance), _best)
_denser = rewrite(unfold(_likeliest, 0, w), gain(density), _density, _at_u)
maximises = given.settled(introduce(Maximises(u, density, w), w, given.settled(_denser)))

_of_density = unfold(assume(Maximises(u, density, w)), 0, w)
_of_likelihood = rewrite(_of_density, gain(likelihood), _density, _at_u)
_best_too = cut(
    at_identity(log_likelihood_from_likelihood_with_covariance),
    introduce(Maximises(u, likelihood, w), w, _of_likelihood),
)
_least_too = unfold(cut(at_identity(maximiser_with_covariance), _best_too), 0, w)
_over_n = rewrite(multiply(constant(1 / n), _least_too), loss(J(w)))
minimises = given.settled(introduce(Minimises(u, J(w), w), w, given.settled(_over_n)))

maximum_likelihood_from_the_law = publish_only_maximiser(
    "maximum-likelihood-estimate-from-the-law-of-the-observations",
    "The one maximum-likelihood estimate, from the law of the observations",
    maximises,
    minimises,
    line("definite", _definite, by=(v.T @ identity @ v, " is a squared norm")),
    line("density", _density, by=("the density of a Gaussian vector, with ", Let(V, identity))),
)
