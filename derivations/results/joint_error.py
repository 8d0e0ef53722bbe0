"""J(w, b) = ‖y − Xw − 1b‖²/n as a function of both: convex, and least in each where least in both.

For given weights ȳ − x̄ᵀw is the only best intercept. Where neither the weights alone nor the
intercept alone can be bettered, both normal equations hold.
"""

from ..kernel.statements import (
    Equals,
    FullColumnRank,
    Invertible,
    Minimises,
    Nonnegative,
    UniquelyMinimises,
)
from ..kernel.terms import Letter, SquaredNorm, Zero
from ..kernel.theorem import assume, cut, instantiate, introduce, unfold
from ..kernel.trees import substitute
from ..proving.certificates import rewrite
from ..proving.chain import calc, line, prove, publish
from ..proving.sequents import antisymmetric, constant, multiply, square, vanish
from .augmented import X_tilde, full_rank_if_invertible
from .definiteness import invertible_if_full_rank
from .first_order import minimiser_is_stationary
from .intercept import centred_gram, first, second
from .model import J as squared_error
from .model import X, b, b_hat, d, gram, n, ones, v, w, w_hat, x_bar, y, y_bar
from .model import joint_J as J

t = Letter("t")
u, a, c = Letter("u", d), Letter("a"), Letter("c")

between = J(t * u + (1 - t) * v, t * a + (1 - t) * c)
chord = t * J(u, a) + (1 - t) * J(v, c)
apart = X @ (u - v) + ones @ (a - c)
excess = t * (1 - t) / n * SquaredNorm(apart)

convexity_gap = (
    calc(chord - between)
    .equals(
        excess,
        "multiply-out",
        by=("multiply out; ", y, " cancels"),
    )
    .qed(
        "convexity-gap-of-the-joint-squared-error",
        "By how much the squared error with an intercept lies below its chord",
        Equals(chord - between, excess),
    )
)

_from_v, _to_u = assume(Nonnegative(t)), assume(Nonnegative(1 - t))
_weight = multiply(constant(1 / n), multiply(_from_v, _to_u))
_below = Nonnegative(chord - between)

convex = publish(
    "joint-squared-error-is-convex",
    "The squared error with an intercept is convex",
    _below,
    line(
        "weight",
        _weight,
        by=(_from_v.conclusion, ", ", _to_u.conclusion, ", and ", 1 / n, " is positive"),
    ),
    line(
        "below",
        rewrite(multiply(_weight, square(apart)), _below, convexity_gap.theorem),
        by=("a squared norm is not negative, and ", convexity_gap.conclusion),
    ),
)

# The best intercept for given weights.

best = y_bar - x_bar.T @ w
_gap = prove(Equals(J(w, b) - J(w, best), (b - best) ** 2))
_above = rewrite(square(b - best), Nonnegative(J(w, b) - J(w, best)), _gap)
_least = introduce(Minimises(best, J(w, b), b), b, _above)
_no_worse = assume(Equals(J(w, b), J(w, best)))
_square = prove(Equals(SquaredNorm(b - best), Zero()), _no_worse)
_same = prove(Equals(b, best), vanish(_square))

best_intercept = publish(
    "best-intercept-for-given-weights",
    "For given weights there is one best intercept",
    UniquelyMinimises(best, J(w, b), b),
    line("gap", _gap, by=("multiply out, with the definition of ", y_bar, " and ", x_bar)),
    line("minimum", _least, by="a square is not negative"),
    line("same", _same, by=("only 0 has the square 0, where ", _no_worse.conclusion)),
    line(
        "definition",
        introduce(UniquelyMinimises(best, J(w, b), b), b, _least, _same),
        by=("a minimum, and ", _no_worse.conclusion, " only for ", _same.conclusion),
    ),
)

# A pair that is best in each of its two parts.

_weights_least = assume(Minimises(w_hat, J(w, b_hat), w))
_shifted = substitute(squared_error(w), {y: y - ones @ b_hat})
_shifted_gap = rewrite(
    unfold(_weights_least, 0, w), Nonnegative(_shifted - substitute(_shifted, {w: w_hat}))
)
_shifted_least = introduce(Minimises(w_hat, _shifted, w), w, _shifted_gap)
_stationary = cut(
    instantiate(minimiser_is_stationary.theorem, (u, w_hat), (y, y - ones @ b_hat)), _shifted_least
)

weights_solve = publish(
    "best-weights-for-given-intercept-solve-their-normal-equation",
    "Weights that are best for the intercept solve the normal equation for the weights",
    Equals(first, X.T @ y),
    line(
        "shifted", _shifted_least, by=(J(w, b_hat), " is the squared error for ", y - ones @ b_hat)
    ),
    line("stationary", _stationary, by="every minimiser satisfies the normal equation"),
    line("normal", prove(Equals(first, X.T @ y), _stationary), by=("add ", X.T @ ones @ b_hat)),
)

_intercept_least = assume(Minimises(b_hat, J(w_hat, b), b))
_at_w_hat = instantiate(best_intercept.theorem, (w, w_hat))
_best = substitute(best, {w: w_hat})
_as_small = antisymmetric(
    unfold(_intercept_least, 0, _best), unfold(unfold(_at_w_hat, 0), 0, b_hat)
)
_equal = cut(
    unfold(_at_w_hat, 1, b_hat), prove(Equals(J(w_hat, b_hat), J(w_hat, _best)), _as_small)
)

intercept_solves = publish(
    "best-intercept-for-given-weights-solves-its-normal-equation",
    "An intercept that is best for the weights solves the normal equation for the intercept",
    Equals(second, ones.T @ y),
    line("as-small", _as_small, by=(b_hat, " is a minimiser, and so is ", _best)),
    line("equal", _equal, by="there is one best intercept for given weights", see=best_intercept),
    line("normal", prove(Equals(second, ones.T @ y), _equal), by=("times ", n)),
)

# Centred columns.

_centred = assume(Equals(X.T @ ones, Zero(d)))
_gram = prove(Equals(centred_gram, gram), _centred)
_invertible = rewrite(invertible_if_full_rank.theorem, Invertible(centred_gram), _gram)

full_rank_if_centred = publish(
    "centred-columns-of-full-rank-and-ones-have-full-column-rank",
    "Beside centred columns of full column rank a column of ones is independent of them",
    FullColumnRank(X_tilde),
    line("gram", _gram, by=_centred.conclusion),
    line("invertible", _invertible, by=FullColumnRank(X)),
    line(
        "full-rank",
        cut(full_rank_if_invertible.theorem, _invertible),
        by="full column rank where the centred Gram matrix is invertible",
    ),
)
