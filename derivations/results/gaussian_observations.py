"""If ε ~ N(0, σ²I) as a vector, then {(XᵀX)⁻¹Xᵀy} = argmax of the density of the observations.

Independence is not supposed here. The density is that of a Gaussian vector, at V = I.
"""

from ..kernel.statements import ForEach, Gaussian
from ..kernel.terms import Letter, Zero
from ..kernel.theorem import cut, instantiate, introduce
from ..proving.certificates import rewrite
from ..proving.chain import Let, line, publish
from .gaussian_estimate import S, affine_image, k, m
from .maximum_likelihood_estimate import publish_only_maximiser
from .model import epsilon, i, n
from .most_likely import definite, from_the_law, identity, is_definite, to_least_squares
from .noise import V, density_with_covariance

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

_density = cut(instantiate(density_with_covariance.theorem, (V, identity)), definite)

maximum_likelihood_from_the_law = publish_only_maximiser(
    "maximum-likelihood-estimate-from-the-law-of-the-observations",
    "The one maximum-likelihood estimate, from the law of the observations",
    from_the_law.theorem,
    to_least_squares.theorem,
    is_definite,
    line("density", _density, by=("the density of a Gaussian vector, with ", Let(V, identity))),
)
