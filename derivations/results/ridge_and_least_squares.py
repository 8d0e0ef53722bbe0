"""Ridge against least squares: for 0 < λ and λ‖w⋆‖² ≤ 2σ² its mean squared error is smaller.

The two errors are matrices. Their difference is λA⁻¹(2σ²I + σ²λ(XᵀX)⁻¹ − λw⋆w⋆ᵀ)A⁻¹ for
A = XᵀX + λI, and λw⋆w⋆ᵀ is at most λ‖w⋆‖²I by Cauchy–Schwarz.
"""

from ..kernel.statements import (
    Equals,
    Nonnegative,
    Positive,
    PositiveDefinite,
    PositiveSemidefinite,
    symmetric,
)
from ..kernel.terms import Expectation, Identity, Inverse, Letter, SquaredNorm, Zero, as_term
from ..kernel.theorem import assume, cut, instantiate, introduce
from ..kernel.trees import Abbreviation, substitute
from ..proving.certificates import rewrite
from ..proving.chain import Let, calc, line, prove, publish
from ..proving.positivity import knowledge
from ..proving.sequents import add, antisymmetric, constant, multiply, square, vanish
from .cauchy_schwarz import cauchy_schwarz, k
from .cauchy_schwarz import x as _x
from .cauchy_schwarz import y as _y
from .definiteness import invertible_if_full_rank
from .estimator import w_hat as least_squares
from .model import X, d, gram, v, variance, w_star
from .ridge import lam, positive, ridge_gram, ridge_invertible
from .ridge_moments import (
    MSE,
    MSE_R,
    inverse,
    least_squares_error,
    ridge_error,
    total_error,
    w_hat,
)
from .traces import A, trace_not_negative, trace_positive

gain = MSE - MSE_R
middle = 2 * variance * Identity(d) + variance * lam * Inverse(gram) - lam * (w_star @ w_star.T)

_A, _S = Letter("A", d, d), Letter("S", d, d)
_between = prove(Equals(_S, Inverse(_A) @ _A @ _S @ _A @ Inverse(_A)))
_inverse_between = instantiate(_between, (_A, ridge_gram), (_S, Inverse(gram)))

difference = (
    calc(gain)
    .equals(
        variance * Inverse(gram)
        - variance * (inverse @ gram @ inverse)
        - lam**2 * (inverse @ w_star @ w_star.T @ inverse),
        "errors",
        by="the mean squared errors of the two",
        because=[least_squares_error, ridge_error],
    )
    .equals(
        lam * (inverse @ middle @ inverse),
        "inverse",
        by=(_inverse_between.conclusion, "; multiply out"),
        because=_inverse_between,
    )
    .qed(
        "what-ridge-takes-from-the-mean-squared-error",
        "By how much the mean squared error of least squares exceeds that of ridge",
        Equals(gain, lam * (inverse @ middle @ inverse)),
    )
)

# For penalties up to 2σ²/‖w⋆‖² each term of the quadratic form is not negative.

size = SquaredNorm(w_star)
small = Nonnegative(2 * variance - lam * size)
known = (positive, ridge_invertible.theorem)
given = knowledge(*known, small)
z = Abbreviation("z", (), (), inverse @ v)
fitted = Abbreviation("u", (), (), X @ Inverse(gram) @ z)
slack = size * SquaredNorm(z) - (w_star.T @ z) * (w_star.T @ z)
s = Abbreviation("s", (), (), slack)
room = (2 * variance - lam * size) * SquaredNorm(z)
noise = variance * lam * SquaredNorm(fitted)
apart = lam * s

_variance = rewrite(
    multiply(constant(as_term(1) / 2), add(assume(small), given.proof(Nonnegative(lam * size)))),
    Nonnegative(variance),
)
_room = multiply(assume(small), square(z))
_noise = rewrite(
    multiply(multiply(_variance, given.proof(Nonnegative(lam))), square(fitted)), Nonnegative(noise)
)
_apart = multiply(
    given.proof(Nonnegative(lam)),
    instantiate(cauchy_schwarz.theorem, (k, d), (_x, w_star), (_y, z)),
)
_sum = add(add(_room, _noise), _apart)
_value = lam * (room + noise + apart)
_form = (
    calc(v.T @ gain @ v, *known)
    .equals(
        lam * (z.T @ middle @ z),
        "difference",
        by=difference.conclusion,
        because=difference,
    )
    .equals(_value, "terms", by="add and subtract")
)
_full_rank = invertible_if_full_rank.theorem
_above = given.settled(
    rewrite(
        multiply(given.proof(Nonnegative(lam)), _sum), Nonnegative(v.T @ gain @ v), _form.proof()
    )
)
_symmetric = given.settled(prove(symmetric(gain)))
_no_worse = given.settled(introduce(PositiveSemidefinite(gain), v, _symmetric, _above))

_terms = (
    line("room", given.settled(_room), by=(small, ", and a squared norm is not negative")),
    line(
        "variance",
        given.settled(_variance),
        by=("half of ", 2 * variance, ", which is at least ", lam * size),
    ),
    line("noise", given.settled(_noise), by="a product of numbers that are not negative"),
    line("apart", given.settled(_apart), by="Cauchy–Schwarz", see=cauchy_schwarz),
    *_form.lines,
)

no_worse = publish(
    "ridge-has-no-larger-mean-squared-error",
    "With a penalty that is not too large, ridge has no larger mean squared error",
    PositiveSemidefinite(gain),
    *_terms,
    line("above", _above, by=("no term is negative, and ", positive)),
    line("definition", _no_worse, by=("symmetric, and ", _above.conclusion, " for every ", v)),
    line(
        "full-rank",
        cut(_no_worse, _full_rank),
        by="full column rank makes the Gram matrix invertible",
    ),
)

_total = cut(instantiate(trace_not_negative.theorem, (A, gain)), no_worse.theorem)
_total_gain = Expectation(SquaredNorm(least_squares - w_star)) - Expectation(
    SquaredNorm(w_hat - w_star)
)

no_worse_in_total = publish(
    "ridge-has-no-larger-total-mean-squared-error",
    "With a penalty that is not too large, ridge has no larger total mean squared error",
    Nonnegative(_total_gain),
    line(
        "trace",
        _total,
        by=("a trace is not negative, with ", Let(A, gain)),
        see=[no_worse, trace_not_negative],
    ),
    line(
        "total",
        rewrite(_total, Nonnegative(_total_gain)),
        by="the total is the trace of the matrix",
        see=total_error,
    ),
)

spread = Positive(variance)
_given = knowledge(*known, small, spread)
_flat = assume(Equals(v.T @ gain @ v, Zero()))
_s, _q = Letter("s"), Letter("q")
_all = assume(Equals(lam * (_s + variance * lam * _q), Zero()))
_last = (
    calc(-_q, positive, spread)
    .equals(
        _s / (variance * lam) - lam * (_s + variance * lam * _q) / (variance * lam * lam),
        "add-and-subtract",
        by="add and subtract",
    )
    .equals(_s / (variance * lam), "nothing", by=_all.conclusion, because=_all)
    .proof()
)
_no_form = _given.settled(prove(Equals(_value, Zero()), [_form.proof(), _flat]))
_nothing_left = cut(
    instantiate(_last, (_s, room + apart), (_q, SquaredNorm(fitted))),
    prove(Equals(lam * (room + apart + variance * lam * SquaredNorm(fitted)), Zero()), _no_form),
)
_below = _given.settled(
    rewrite(
        multiply(_given.proof(Nonnegative(1 / (variance * lam))), add(_room, _apart)),
        Nonnegative(-SquaredNorm(fitted)),
        _nothing_left,
    )
)
_no_fit = vanish(antisymmetric(square(fitted), _below))
_only_zero = (
    calc(v, *known)
    .equals(ridge_gram @ z, "inverse", by=ridge_invertible.conclusion)
    .equals(
        ridge_gram @ (X.T @ fitted),
        "gram",
        by=("the definition of ", z, ", and ", Equals(gram @ Inverse(gram), Identity(d))),
    )
    .equals(Zero(d), "zero", by=_no_fit.conclusion, because=_no_fit)
)
_definite = _given.settled(
    introduce(PositiveDefinite(gain), v, _given.settled(_no_worse), _only_zero.proof())
)

smaller = publish(
    "ridge-has-a-smaller-mean-squared-error",
    "With a penalty that is not too large, ridge has a smaller mean squared error",
    PositiveDefinite(gain),
    *_form.lines,
    line("no-form", _no_form, by=("the quadratic form is ", Zero())),
    line("below", _below, by="no other term is negative"),
    line("no-fit", _no_fit, by="a squared norm is not negative either, and only that of 0 is 0"),
    *_only_zero.lines,
    line(
        "definition",
        _definite,
        by=("positive semidefinite, and ", _flat.conclusion, " only for ", Equals(v, Zero(d))),
        see=no_worse,
    ),
    line(
        "full-rank",
        cut(_definite, _full_rank),
        by="full column rank makes the Gram matrix invertible",
    ),
)

_smaller_total = cut(instantiate(trace_positive.theorem, (A, gain)), smaller.theorem)

smaller_in_total = publish(
    "ridge-has-a-smaller-total-mean-squared-error",
    "With a penalty that is not too large, ridge has a smaller total mean squared error",
    Positive(_total_gain),
    line(
        "trace",
        _smaller_total,
        by=("a trace is positive, with ", Let(A, gain)),
        see=[smaller, trace_positive],
    ),
    line(
        "total",
        rewrite(_smaller_total, Positive(_total_gain)),
        by="the total is the trace of the matrix",
        see=total_error,
    ),
)

penalty = variance / (1 + size)
_spread = knowledge(spread)
_at_penalty = instantiate(smaller.theorem, (lam, penalty))
_positive_penalty = _spread.proof(Positive(penalty))
_small_penalty = _spread.settled(
    rewrite(
        _spread.proof(Nonnegative(variance + variance / (1 + size))),
        Nonnegative(2 * variance - penalty * size),
    )
)

some_penalty = publish(
    "some-penalty-has-a-smaller-mean-squared-error",
    "There is always a penalty with which ridge has a smaller mean squared error",
    substitute(smaller.conclusion, {lam: penalty}),
    line("positive", _positive_penalty, by=spread),
    line(
        "small",
        _small_penalty,
        by=("the difference is ", variance + variance / (1 + size)),
    ),
    line(
        "smaller",
        _spread.settled(cut(_at_penalty, _positive_penalty, _small_penalty)),
        by=("the theorem before, with ", Let(lam, penalty)),
    ),
)
