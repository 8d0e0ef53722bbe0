"""With an intercept: of any two (w, b), the one with the smaller squared error is the more likely.

And the other way round. So the solution of the two normal equations makes the observations most
likely, with y = Xw + 1b + ε.
"""

from ..kernel.statements import Equals, Nonnegative
from ..kernel.terms import Density, Dimension, Exp, Letter, Log, Random, Term, Variable
from ..kernel.theorem import Theorem, assume, cut, instantiate, law
from ..kernel.trees import substitute
from ..proving.certificates import rewrite
from ..proving.chain import calc, line, prove, publish
from ..proving.positivity import knowledge
from ..proving.sequents import multiply, transitive
from .intercept import joint_minimum
from .log_likelihood import L_with_intercept, ell_with_intercept, log_likelihood_with_intercept
from .logarithm import a, exponential_keeps_order, logarithm_keeps_order, s, t
from .logarithm import b as second
from .maximum_likelihood import rate
from .model import X, b, b_hat, epsilon, joint_J, n, ones, variance, w, w_hat, y
from .noise import (
    density_of_the_observations,
    each_positive,
    equal_variance,
    of_size,
    positive_variance,
)

J = joint_J
prediction = X @ w + ones @ b
density = Density(prediction + epsilon, y)
given = knowledge(each_positive, equal_variance.conclusion, positive_variance)


def shifted(by: Term, at: Term) -> Theorem:
    """The density of a constant plus the noise, at a point, is that of the noise at the rest."""
    noise = (Random("U", n), epsilon)
    fact = of_size("density-of-a-shifted-vector", noise, (Letter("m", n), by))
    return instantiate(fact, (Letter("z", n), at))


_at_rest = instantiate(density_of_the_observations.theorem, (y, y - ones @ b))

density_with_intercept = (
    calc(density, each_positive, equal_variance.conclusion, positive_variance)
    .equals(
        Density(epsilon, y - prediction),
        "shift",
        by=(prediction, " is constant, for ", X, " is given: the density is shifted"),
        because=shifted(prediction, y),
    )
    .equals(
        Density(X @ w + epsilon, y - ones @ b),
        "shift-back",
        by=("the same, for ", X @ w),
        because=shifted(X @ w, y - ones @ b),
    )
    .equals(
        L_with_intercept,
        "likelihood",
        by=("the density of the observations, with ", y - ones @ b, " for ", y),
        because=_at_rest,
    )
    .qed(
        "density-of-the-observations-with-intercept",
        "The density of the observations with an intercept is the likelihood",
        Equals(density, L_with_intercept),
    )
)

# Two points (w, b) and (ŵ, b̂), whichever they are.

hats: dict[Variable | Dimension, Term | int] = {w: w_hat, b: b_hat}
L, ell = L_with_intercept, ell_with_intercept
L_hat, ell_hat, density_hat = (substitute(f, hats) for f in (L, ell, density))
excess, gain = J(w, b) - J(w_hat, b_hat), density_hat - density


def at_hats(theorem: Theorem) -> Theorem:
    """A theorem at any (w, b), taken at (ŵ, b̂)."""
    return instantiate(theorem, *hats.items())


def exponential(logarithm: Theorem) -> Theorem:
    """exp ℓ = L, from ln L = ℓ."""
    undone = instantiate(law("exponential-of-a-logarithm"), (a, L))
    return given.settled(transitive(prove(Equals(Exp(ell), Exp(Log(L))), logarithm), undone))


_ln = log_likelihood_with_intercept.theorem
_exp = exponential(_ln)
_of_density = density_with_intercept.theorem

_smaller = assume(Nonnegative(excess))
_higher = given.settled(
    rewrite(multiply(given.proof(Nonnegative(rate)), _smaller), Nonnegative(ell_hat - ell))
)
_order = instantiate(exponential_keeps_order.theorem, (s, ell_hat), (t, ell))
_exponentials = given.settled(cut(_order, _higher))
_likelier = given.settled(
    rewrite(_exponentials, Nonnegative(L_hat - L), _exp, given.settled(at_hats(_exp)))
)

smaller_error_is_likelier = publish(
    "smaller-squared-error-with-intercept-is-more-likely",
    "With an intercept, the smaller squared error has the larger likelihood",
    Nonnegative(gain),
    line(
        "log-likelihood",
        _higher,
        by=(_smaller.conclusion, ", times ", rate, "; what is free of ", w, " and ", b, " cancels"),
    ),
    line("order", _exponentials, by="the exponential keeps order"),
    line("likelihood", _likelier, by=("exp undoes ln, and ", _ln.conclusion)),
    line(
        "density",
        given.settled(rewrite(_likelier, Nonnegative(gain), _of_density, at_hats(_of_density))),
        by=_of_density.conclusion,
    ),
)

_likely = assume(Nonnegative(gain))
_larger = rewrite(_likely, Nonnegative(L_hat - L), _of_density, at_hats(_of_density))
_order_of_logs = instantiate(logarithm_keeps_order.theorem, (a, L_hat), (second, L))
_logarithms = given.settled(cut(_order_of_logs, given.settled(_larger)))
_higher_too = given.settled(rewrite(_logarithms, Nonnegative(ell_hat - ell), _ln, at_hats(_ln)))
_less = given.settled(
    rewrite(multiply(given.proof(Nonnegative(2 * variance / n)), _higher_too), Nonnegative(excess))
)

likelier_has_smaller_error = publish(
    "more-likely-with-intercept-has-the-smaller-squared-error",
    "With an intercept, the larger likelihood has the smaller squared error",
    Nonnegative(excess),
    line("likelihood", given.settled(_larger), by=_of_density.conclusion),
    line("order", _logarithms, by="the logarithm keeps order"),
    line("log-likelihood", _higher_too, by=_ln.conclusion),
    line(
        "squared-error",
        _less,
        by=("times ", 2 * variance / n, "; what is free of ", w, " and ", b, " cancels"),
    ),
)

joint_maximum = publish(
    "joint-least-squares-is-maximum-likelihood",
    "No other weights and intercept make the observations more likely",
    Nonnegative(gain),
    line("minimum", joint_minimum, by="the normal equations give a global minimum"),
    line(
        "density",
        cut(smaller_error_is_likelier.theorem, joint_minimum.theorem),
        by="the smaller squared error has the larger likelihood",
    ),
)
