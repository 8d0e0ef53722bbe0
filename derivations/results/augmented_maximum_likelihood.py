"""With an intercept there is one maximum-likelihood estimate as well: E₁ŵ + E₂b̂, in one column.

ŵ is that of least squares on the centred data, and b̂ = ȳ − x̄ᵀŵ.
"""

from ..kernel.statements import Equals, Maximises, Nonnegative, UniquelyMaximises
from ..kernel.terms import Density, Inverse
from ..kernel.theorem import assume, cut, introduce, unfold
from ..kernel.trees import Abbreviation, substitute
from ..proving.certificates import rewrite
from ..proving.chain import line, prove, publish
from ..proving.positivity import knowledge
from ..proving.sequents import transitive
from .augmented import (
    E1,
    E2,
    X_tilde,
    at_augmented,
    augmented_invertible,
    closed_forms_agree,
    full_rank_if_invertible,
    tilde_gram,
    w_tilde,
)
from .intercept import estimate
from .maximum_likelihood_estimate import maximum_likelihood_estimate
from .model import epsilon, x_bar, y, y_bar

weights = Abbreviation("w_hat", (), (), estimate)
intercept = Abbreviation("b_hat", (), (), y_bar - x_bar.T @ weights)
point = E1 @ weights + E2 @ intercept
density = Density(X_tilde @ w_tilde + epsilon, y)
at_point = substitute(density, {w_tilde: point})
given = knowledge(augmented_invertible)

_at_w = cut(at_augmented(maximum_likelihood_estimate), full_rank_if_invertible.theorem)
_closed = Inverse(tilde_gram) @ X_tilde.T @ y
_best = introduce(
    Maximises(_closed, density, w_tilde), w_tilde, unfold(unfold(_at_w, 0), 0, w_tilde)
)
_augmented = introduce(
    UniquelyMaximises(_closed, density, w_tilde), w_tilde, _best, unfold(_at_w, 1, w_tilde)
)
_same = prove(Equals(point, _closed), closed_forms_agree)
_as_likely = prove(Equals(at_point, substitute(density, {w_tilde: _closed})), _same)
_gap = unfold(unfold(_augmented, 0), 0, w_tilde)
_above = given.settled(rewrite(_gap, Nonnegative(at_point - density), _as_likely))
_maximum = introduce(Maximises(point, density, w_tilde), w_tilde, _above)

_no_less = assume(Equals(density, at_point))
_only = cut(unfold(_augmented, 1, w_tilde), transitive(_no_less, _as_likely))
_point = given.settled(prove(Equals(w_tilde, point), [_only, _same]))
_claim = UniquelyMaximises(point, density, w_tilde)

joint_estimate = publish(
    "maximum-likelihood-estimate-with-intercept",
    "The one maximum-likelihood estimate of weights and intercept",
    _claim,
    line(
        "augmented",
        given.settled(_augmented),
        by="the one maximum-likelihood estimate, for the augmented matrix",
    ),
    line("same-point", given.settled(_same), by="the closed forms agree"),
    line("above", _above, by="so the one is as likely as the other"),
    line("maximum", _maximum, by=("for every ", w_tilde)),
    line(
        "definition",
        introduce(_claim, w_tilde, _maximum, _point),
        by=(
            "where ",
            _no_less.conclusion,
            ", ",
            w_tilde,
            " is a maximiser too, and so ",
            _point.conclusion,
        ),
    ),
)
