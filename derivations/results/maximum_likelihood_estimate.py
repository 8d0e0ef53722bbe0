"""Why squared error, in one theorem: {(XᵀX)⁻¹Xᵀy} = argmax of the density of the observations.

Full column rank, and the four assumptions on the noise, are all that is supposed.
"""

from ..kernel.statements import Equals, Maximises, Nonnegative, UniquelyMaximises
from ..kernel.terms import Density
from ..kernel.theorem import Theorem, assume, cut, instantiate, introduce, unfold
from ..kernel.trees import substitute
from ..proving.certificates import rewrite
from ..proving.chain import Line, Result, line, prove, publish
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
_same_error = given.settled(
    antisymmetric(unfold(_minimum, 0, u), unfold(another_minimiser, 0, estimate))
)


def publish_only_maximiser(
    id: str, title: str, maximises: Theorem, minimises: Theorem, *before: Line
) -> Result:
    """Publish that the closed form, and nothing else, maximises the density of the observations.

    It is taken from a minimiser u of J that maximises it, and a maximiser u that minimises J, so
    that another maximiser is another minimiser, of which there is none.
    """
    maximum = given.settled(cut(instantiate(maximises, (u, estimate)), _minimum))
    as_likely = assume(Equals(at_u, at_estimate))
    gap = rewrite(unfold(maximum, 0, w), Nonnegative(at_u - density), as_likely)
    another = given.settled(introduce(Maximises(u, density, w), w, gap))
    least = given.settled(cut(minimises, another))
    equal = given.settled(cut(prove(Equals(J(u), J(estimate)), _same_error), least))
    point = given.settled(cut(unfold(_unique, 1, u), equal))
    only = UniquelyMaximises(estimate, density, w)
    return publish(
        id,
        title,
        only,
        *before,
        line("minimum", _unique, by="with full column rank the closed form is the minimiser"),
        line("maximum", maximum, by="least squares is maximum likelihood"),
        line("another-maximum", another, by=("where ", as_likely.conclusion)),
        line("another-minimum", least, by="maximum likelihood is least squares"),
        line("same-error", equal, by="both are minimisers"),
        line("same-point", point, by="there is only one minimiser"),
        line(
            "definition",
            given.settled(introduce(only, u, maximum, point)),
            by=("a maximum, and ", as_likely.conclusion, " only for ", point.conclusion),
        ),
    )


maximum_likelihood_estimate = publish_only_maximiser(
    "least-squares-estimate-is-the-maximum-likelihood-estimate",
    "The least-squares estimate is the one maximum-likelihood estimate",
    least_squares_is_maximum_likelihood.theorem,
    maximum_likelihood_is_least_squares.theorem,
)
