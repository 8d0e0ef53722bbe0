"""Leverage: hᵢ = xᵢᵀ(XᵀX)⁻¹xᵢ lies between 0 and 1, and says how far the fit follows yᵢ."""

from ..kernel.statements import Equals, Nonnegative
from ..kernel.terms import Inverse, Letter, SquaredNorm, SumOver, Trace, Zero, as_term
from ..kernel.theorem import assume
from ..kernel.trees import Abbreviation
from ..proving.certificates import rewrite
from ..proving.chain import calc, line, prove, publish
from ..proving.sequents import square, vanish
from .closed_form import least_squares_estimate
from .covariance import Var, affine, equal_variance
from .estimator import maker, residual_and_noise
from .estimator import w_hat as estimate
from .estimator import y as observed
from .model import X, d, epsilon, gram, hat_matrix, i, variance, w_hat, x_i, y, y_i
from .projection import hat_idempotent, hat_symmetric, hat_trace, maker_idempotent, maker_symmetric
from .projection import residual as residual_of_y

by_gram = Inverse(gram) @ x_i
h_i = Abbreviation("h_i", (), (), x_i.T @ by_gram)
r_i = y_i - x_i.T @ w_hat
on_diagonal = i.T @ hat_matrix @ i

leverage = (
    calc(on_diagonal)
    .equals(x_i.T @ Inverse(gram) @ x_i, "rows", by=("the definition of ", hat_matrix))
    .equals(h_i, "fold", by=("the definition of ", h_i))
    .qed(
        "leverage-on-the-diagonal-of-the-hat-matrix",
        "The leverages are the diagonal of the hat matrix",
        Equals(on_diagonal, h_i),
    )
)

_length = square(hat_matrix @ i)
not_negative = publish(
    "leverage-is-not-negative",
    "A leverage is not negative",
    Nonnegative(h_i),
    line("square", _length, by="a squared norm is not negative"),
    line(
        "leverage",
        rewrite(_length, Nonnegative(h_i), prove(Equals(SquaredNorm(hat_matrix @ i), h_i))),
        by=(hat_matrix, " is symmetric and idempotent"),
        see=[hat_symmetric, hat_idempotent, leverage],
    ),
)

_rest = prove(Equals(SquaredNorm(maker @ i), 1 - h_i))
_rest_length = square(maker @ i)
at_most_1 = publish(
    "leverage-is-at-most-1",
    "A leverage is at most 1",
    Nonnegative(1 - h_i),
    line("square", _rest_length, by="a squared norm is not negative"),
    line(
        "leverage",
        rewrite(_rest_length, Nonnegative(1 - h_i), _rest),
        by="the residual maker is symmetric and idempotent",
        see=[maker_symmetric, maker_idempotent, leverage],
    ),
)

leverages_add_up = (
    calc(SumOver(i, h_i))
    .equals(SumOver(i, on_diagonal), "diagonal", by=leverage.conclusion, see=leverage)
    .equals(Trace(hat_matrix), "trace", by="the sum of the diagonal")
    .equals(d, "count", by=hat_trace.conclusion, see=hat_trace)
    .qed("leverages-add-up-to-d", "The leverages add up to d", Equals(SumOver(i, h_i), d))
)

_at_1 = assume(Equals(h_i, as_term(1)))
_no_length = prove(Equals(SquaredNorm(maker @ i), Zero()), _at_1)
_no_row = vanish(_no_length)
_follows = (
    calc(r_i)
    .equals(
        (maker @ i).T @ y,
        "residual-maker",
        by=("the residual is ", maker @ y, ", and the residual maker is symmetric"),
        because=least_squares_estimate,
        see=residual_of_y,
    )
    .equals(Zero(), "orthogonal", by=_no_row.conclusion, because=_no_row)
)

interpolates = publish(
    "leverage-1-leaves-no-residual",
    "An observation of leverage 1 has no residual",
    Equals(r_i, Zero()),
    line(
        "no-length",
        _no_length,
        by=(Equals(SquaredNorm(maker @ i), 1 - h_i), ", and ", _at_1.conclusion),
        see=at_most_1,
    ),
    line("no-row", _no_row, by="only the zero vector has squared norm 0"),
    *_follows.lines,
    theorem=_follows.proof(),
)

# The observation i is changed by δ.

delta = Letter("delta")
w_moved = Abbreviation("w_hat_moved", (), (), Inverse(gram) @ X.T @ (y + delta * i))

estimate_moves = (
    calc(w_moved - w_hat)
    .equals(
        Inverse(gram) @ X.T @ (y + delta * i) - Inverse(gram) @ X.T @ y,
        "closed-form",
        by=("the definition of ", w_moved, ", and the closed form"),
        because=least_squares_estimate,
    )
    .equals(delta * by_gram, "collect", by=("what is added to ", y))
    .qed(
        "how-far-the-estimate-moves-with-one-observation",
        "How far the estimate moves when one observation is changed",
        Equals(w_moved - w_hat, delta * by_gram),
    )
)

fit_moves = (
    calc(x_i.T @ (w_moved - w_hat))
    .equals(
        delta * (x_i.T @ by_gram), "estimate", by=estimate_moves.conclusion, because=estimate_moves
    )
    .equals(h_i * delta, "leverage", by=("the definition of ", h_i))
    .qed(
        "how-far-a-prediction-follows-its-observation",
        "How far a prediction follows its observation",
        Equals(x_i.T @ (w_moved - w_hat), h_i * delta),
    )
)

all_fits_move = (
    calc(SquaredNorm(X @ (w_moved - w_hat)))
    .equals(
        SquaredNorm(X @ (delta * by_gram)),
        "estimate",
        by=estimate_moves.conclusion,
        because=estimate_moves,
    )
    .equals(
        delta**2 * (x_i.T @ Inverse(gram) @ gram @ by_gram),
        "multiply-out",
        by=(Inverse(gram), " is symmetric"),
    )
    .equals(h_i * delta**2, "leverage", by=("an inverse cancels; the definition of ", h_i))
    .qed(
        "how-far-all-predictions-move-with-one-observation",
        "How far all predictions move when one observation is changed",
        Equals(SquaredNorm(X @ (w_moved - w_hat)), h_i * delta**2),
    )
)

# Where y is the truth plus noise, and ŵ random with it.

_residual = i.T @ (observed - X @ estimate)
variance_of_residual = (
    calc(Var(_residual))
    .equals(
        Var(i.T @ maker @ epsilon),
        "noise",
        by=residual_and_noise.conclusion,
        see=residual_and_noise,
    )
    .equals(
        i.T @ maker @ Var(epsilon) @ maker.T @ i, "affine", by="an image of the noise", see=affine
    )
    .equals(
        variance * (i.T @ maker @ maker.T @ i),
        "equal-variances",
        by=equal_variance.conclusion,
        because=equal_variance,
    )
    .equals(
        variance * (1 - h_i),
        "leverage",
        by="the residual maker is symmetric and idempotent",
        see=[maker_symmetric, maker_idempotent, leverage],
    )
    .qed(
        "variance-of-one-residual",
        "The variance of one residual",
        Equals(Var(_residual), variance * (1 - h_i)),
    )
)
