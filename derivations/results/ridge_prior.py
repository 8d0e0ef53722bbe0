"""Ridge from a prior: ŵ_R(σ²/τ²) maximises the likelihood times the density of N(0, τ²I)."""

from ..kernel.statements import (
    Equals,
    Invertible,
    Maximises,
    Nonnegative,
    Positive,
    PositiveDefinite,
    UniquelyMaximises,
)
from ..kernel.terms import (
    Density,
    Determinant,
    Dimension,
    Exp,
    Identity,
    Index,
    Letter,
    Log,
    Pi,
    ProductOver,
    Random,
    Root,
    Size,
    SquaredNorm,
    Term,
    Zero,
    as_term,
)
from ..kernel.theorem import Theorem, assume, cite, cut, instantiate, introduce, unfold
from ..kernel.trees import Abbreviation, substitute
from ..proving.certificates import rewrite
from ..proving.chain import Let, calc, line, prove, publish
from ..proving.positivity import knowledge
from ..proving.sequents import multiply
from .logarithm import exp_of_sum, exponential_keeps_order, log_of_exp
from .model import X, d, epsilon, i, n, variance, w, y
from .noise import shifted
from .ridge import lam, objective, ridge, ridge_definite, ridge_invertible, ridge_minimises

omega = Random("omega", d)  # weights that are drawn at random
tau_sq = Letter("tau_sq")
positive, positive_prior = Positive(variance), Positive(tau_sq)
_k = Dimension("k")


def identity_definite(size: Size) -> Theorem:
    """I is positive definite: it is XᵀX + λI for X = 0 and λ = 1."""
    sized = instantiate(ridge_definite.theorem, (d, size), (n, size))
    at = instantiate(sized, (Letter("X", size, size), Zero(size, size)), (lam, as_term(1)))
    return rewrite(
        cut(at, knowledge().proof(Positive(as_term(1)))), PositiveDefinite(Identity(size))
    )


def gaussian_density(vector: Random, spread: Term, at: Term) -> Theorem:
    """The density of a Gaussian vector of covariance σ²I and mean zero."""
    size = vector.rows
    sized = instantiate(cite("density-of-a-gaussian-vector"), (_k, size))
    theorem = instantiate(
        sized,
        (Random("U", size), vector),
        (Letter("m", size), Zero(size)),
        (Letter("V", size, size), Identity(size)),
        (Letter("z", size), at),
        (Letter("s"), spread),
    )
    return knowledge(Positive(spread), identity_definite(size)).settled(
        cut(theorem, identity_definite(size))
    )


j = Index("j", d)
_height = Root(Determinant(Identity(n))) * ProductOver(i, Root(2 * Pi() * variance))
_prior_height = Root(Determinant(Identity(d))) * ProductOver(j, Root(2 * Pi() * tau_sq))
c = Abbreviation("c_R", (), (), 1 / (_height * _prior_height))
penalty = variance / tau_sq
at_w = objective(w, penalty)
score = -at_w / (2 * variance)

known = (positive, positive_prior, identity_definite(n), identity_definite(d))
given = knowledge(*known)
both = Density(X @ w + epsilon, y) * Density(omega, w)
_likelihood = gaussian_density(epsilon, variance, y - X @ w)
_prior = gaussian_density(omega, tau_sq, w)

likelihood_times_prior = (
    calc(both, *known)
    .equals(
        Density(epsilon, y - X @ w) * Density(omega, w),
        "shift",
        by=(X @ w, " is constant: the density is shifted"),
        because=shifted,
    )
    .equals(
        c
        * (Exp(-(SquaredNorm(y - X @ w) / (2 * variance))) * Exp(-(SquaredNorm(w) / (2 * tau_sq)))),
        "gaussian",
        by=("the density of a Gaussian vector, twice, and the definition of ", c),
        because=[_likelihood, _prior],
    )
    .equals(
        c * Exp(score),
        "exponentials",
        by="the exponential of a sum",
        because=exp_of_sum(
            -(SquaredNorm(y - X @ w) / (2 * variance)), -(SquaredNorm(w) / (2 * tau_sq))
        ),
    )
    .qed(
        "likelihood-times-gaussian-prior",
        "The likelihood times a Gaussian prior",
        Equals(both, c * Exp(score)),
    )
)

# It is largest at the ridge estimate, and only there.

_a, _s, _t = Letter("a"), Letter("s"), Letter("t")
_p, _q = Letter("p"), Letter("q")
_over = prove(Equals(1 / _a * _p, 1 / _a * _q), assume(Equals(_p, _q)))
_divided = instantiate(_over, (_p, _a * Exp(_s)), (_q, _a * Exp(_t)))
_exponentials = (
    calc(Exp(_s))
    .equals(1 / _a * (_a * Exp(_s)), "divide", by="multiply and divide")
    .equals(1 / _a * (_a * Exp(_t)), "multiples", by="both multiples are equal", because=_divided)
    .equals(Exp(_t), "cancel", by="divide")
    .proof()
)
_exponents = (
    calc(_s)
    .equals(Log(Exp(_s)), "logarithm", by="ln undoes exp", because=log_of_exp(_s))
    .equals(Log(Exp(_t)), "exponentials", by="the same exponential", because=_exponentials)
    .equals(_t, "undone", by="ln undoes exp", because=log_of_exp(_t))
    .proof()
)

best = ridge(penalty)
_minimum = given.settled(
    cut(instantiate(ridge_minimises.theorem, (lam, penalty)), given.proof(Positive(penalty)))
)
_at_best = instantiate(likelihood_times_prior.theorem, (w, best))
_best_invertible = cut(
    instantiate(ridge_invertible.theorem, (lam, penalty)), given.proof(Positive(penalty))
)
_given = knowledge(*known, _best_invertible)
_gap = _given.settled(unfold(unfold(_minimum, 0), 0, w))
score_there = substitute(score, {w: best})
_scaled = _given.settled(
    rewrite(
        multiply(_given.proof(Nonnegative(1 / (2 * variance))), _gap),
        Nonnegative(score_there - score),
    )
)
_order = _given.settled(
    cut(
        instantiate(
            exponential_keeps_order.theorem,
            (Letter("s"), score_there),
            (Letter("t"), score),
        ),
        _scaled,
    )
)
_above = _given.settled(
    rewrite(
        multiply(_given.proof(Nonnegative(c)), _order),
        Nonnegative(substitute(both, {w: best}) - both),
        likelihood_times_prior.theorem,
        _at_best,
    )
)
_maximises = _given.settled(introduce(Maximises(best, both, w), w, _above))

_equal = assume(Equals(both, substitute(both, {w: best})))
_same = _given.settled(
    prove(Equals(c * Exp(score), c * Exp(score_there)), [likelihood_times_prior, _equal, _at_best])
)
_same_exponents = _given.settled(
    cut(
        instantiate(_exponents, (_a, c), (_s, score), (_t, score_there)),
        _given.proof(Invertible(c)),
        _same,
    )
)
_objectives = (
    calc(at_w, *known, _best_invertible)
    .equals(-2 * variance * score, "scale", by=("times ", -2 * variance))
    .equals(
        -2 * variance * score_there,
        "scores",
        by=_same_exponents.conclusion,
        because=_same_exponents,
    )
    .equals(objective(best, penalty), "scale-back", by="divide")
)
_point = _given.settled(cut(unfold(_minimum, 1, w), _objectives.proof()))

ridge_from_prior = publish(
    "ridge-maximises-likelihood-times-gaussian-prior",
    "Ridge maximises the likelihood times a Gaussian prior",
    UniquelyMaximises(best, both, w),
    line("minimum", _minimum, by=("the ridge estimate, with ", Let(lam, penalty))),
    line("gap", _gap, by="the definition of a minimum"),
    line("scaled", _scaled, by=("times ", 1 / (2 * variance))),
    line("order", _order, by="the exponential keeps order"),
    line("above", _above, by=likelihood_times_prior.conclusion),
    line("same", _same, by=(likelihood_times_prior.conclusion, ", and ", _equal.conclusion)),
    line("exponents", _same_exponents, by=("divide by ", c, "; ln undoes exp")),
    *_objectives.lines,
    line("point", _point, by="the minimiser is unique"),
    line(
        "definition",
        _given.settled(introduce(UniquelyMaximises(best, both, w), w, _maximises, _point)),
        by=("a maximum, and ", _equal.conclusion, " only for ", _point.conclusion),
    ),
)
