"""Why squared error, in one theorem: {(XᵀX)⁻¹Xᵀy} = argmax of the density of the observations.

Full column rank, and the four assumptions on the noise, are all that is supposed.
"""

from ..kernel.statements import Equals, Maximises, Nonnegative, UniquelyMaximises
from ..kernel.terms import Density
from ..kernel.theorem import assume, cut, instantiate, introduce, unfold
from ..kernel.trees import substitute
from ..proving.certificates import rewrite
from ..proving.chain import line, prove, publish
from ..proving.positivity import knowledge
from ..proving.sequents import antisymmetric
from .closed_form import estimate
from .definiteness import invertible_if_full_rank
from .global_minimum import another_minimiser, closed_form_is_the_minimiser
from .maximum_likelihood import (
    least_squares_is_maximum_likelihood,
    maximum_likelihood_is_least_squares,
    u,
)
from .model import J, X, epsilon, w, y

density = Density(X @ w + epsilon, y)
at_estimate, at_u = substitute(density, {w: estimate}), substitute(density, {w: u})
given = knowledge(invertible_if_full_rank.theorem)

_unique = closed_form_is_the_minimiser.theorem
_minimum = unfold(_unique, 0)
_maximum = cut(instantiate(least_squares_is_maximum_likelihood.theorem, (u, estimate)), _minimum)

# Another maximiser u is a minimiser of J, of which there is one only.

_as_likely = assume(Equals(at_u, at_estimate))
_gap = rewrite(unfold(_maximum, 0, w), Nonnegative(at_u - density), _as_likely)
_too = given.settled(introduce(Maximises(u, density, w), w, _gap))
_least = cut(maximum_likelihood_is_least_squares.theorem, _too)
_same_error = given.settled(
    antisymmetric(unfold(_minimum, 0, u), unfold(another_minimiser, 0, estimate))
)
_equal = cut(prove(Equals(J(u), J(estimate)), _same_error), _least)
_point = given.settled(cut(unfold(_unique, 1, u), given.settled(_equal)))
_only = UniquelyMaximises(estimate, density, w)

maximum_likelihood_estimate = publish(
    "least-squares-estimate-is-the-maximum-likelihood-estimate",
    "The least-squares estimate is the maximum-likelihood estimate",
    _only,
    line("minimum", _unique, by="with full column rank the closed form is the minimiser"),
    line("maximum", given.settled(_maximum), by="least squares is maximum likelihood"),
    line(
        "another-maximum",
        _too,
        by=("if ", _as_likely.conclusion, ", then ", u, " makes ", y, " as likely"),
    ),
    line("another-minimum", given.settled(_least), by="maximum likelihood is least squares"),
    line("same-error", given.settled(_equal), by="each is a minimiser"),
    line("same-point", _point, by="the minimiser is unique"),
    line(
        "definition",
        given.settled(introduce(_only, u, given.settled(_maximum), _point)),
        by=("a maximum, and ", _as_likely.conclusion, " only for ", _point.conclusion),
    ),
)
