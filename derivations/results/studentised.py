"""What is reported: RSS/σ² has a χ² law with n − d degrees of freedom, and t ratios Student's t."""

from ..chain import line, publish
from ..kernel.statements import (
    ChiSquared,
    Equals,
    Gaussian,
    IndependentVectors,
    Invertible,
    Positive,
    StudentT,
)
from ..kernel.terms import Inverse, Letter, Random, Trace, Zero
from ..kernel.theorem import assume, cite, cut, instantiate, rewrite
from ..model import X, d, epsilon, gram, n, variance, w_star
from ..positivity import knowing
from .estimator import maker, solver, w_hat, y
from .gaussian_estimate import affine_image, gaussian_at, independent, of_sizes, white
from .projection import hat_trace, maker_idempotent, maker_symmetric
from .residual_variance import RSS, residual_sum, s_sq

degrees = n - d
chi_squared_law = ChiSquared(RSS / variance, degrees)
positive = assume(Positive(variance))

_projected = cut(
    instantiate(
        of_sizes("chi-squared-from-a-projection", k=n),
        (Random("U", n), epsilon),
        (Letter("s"), variance),
        (Letter("P", n, n), maker),
    ),
    maker_symmetric.theorem,
    maker_idempotent.theorem,
)

chi_squared = publish(
    "law-of-the-residual-sum-of-squares",
    "RSS/σ² has a χ² law",
    chi_squared_law,
    line(
        "projection",
        _projected,
        by=(maker, " is symmetric and idempotent"),
        see=[maker_symmetric, maker_idempotent],
    ),
    line(
        "degrees",
        knowing(Positive(variance)).settled(rewrite(_projected, chi_squared_law)),
        by=(residual_sum.conclusion, ", and ", Equals(Trace(maker), degrees)),
        see=[residual_sum, hat_trace],
    ),
)

# The t ratio, for any linear combination aᵀw of the weights.

a = Letter("a", d)
error = a.T @ (w_hat - w_star)
spread = a.T @ Inverse(gram) @ a
error_law = Gaussian(error, Zero(), variance * spread)

_error = rewrite(gaussian_at(1, a.T @ solver, Zero(), white), error_law)
_apart = instantiate(
    of_sizes("functions-of-independent-vectors-are-independent", k=d, l=1, p=n),
    (Random("U", d), w_hat),
    (Random("W", n), y - X @ w_hat),
    (Letter("B", 1, d), a.T),
    (Letter("b"), -a.T @ w_star),
    (Letter("s"), 1 / variance),
)
_independent = knowing(Positive(variance)).settled(
    rewrite(cut(_apart, independent.theorem), IndependentVectors(error, RSS / variance))
)
_ratio = instantiate(
    cite("student-t-from-a-gaussian-and-a-chi-squared"),
    (Random("u"), error),
    (Letter("s"), variance * spread),
    (Random("q"), RSS / variance),
    (Letter("r"), degrees),
)
_given = knowing(Invertible(gram), Positive(variance), Positive(spread), Positive(degrees))
_unscaled = _given.settled(cut(_ratio, _error, _independent, chi_squared.theorem))
t_law = StudentT(error, s_sq * spread, degrees)

student_t = publish(
    "law-of-the-t-ratio",
    "The t ratio has Student's t law",
    t_law,
    line("error", _error, by=("an affine image of ", epsilon), see=affine_image),
    line(
        "independent",
        _independent,
        by="functions of the estimate and of the residual, which are independent",
        see=independent,
    ),
    line(
        "ratio",
        _unscaled,
        by="a Gaussian over the root of an independent χ²",
    ),
    line(
        "scale",
        _given.settled(rewrite(_unscaled, t_law)),
        by=("the definition of ", s_sq),
    ),
)
