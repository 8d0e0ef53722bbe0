"""Recursive least squares: ŵ + (y₀ − x₀ᵀŵ)/(1 + h₀) · (XᵀX)⁻¹x₀ is the estimate with (x₀, y₀) too.

h₀ = x₀ᵀ(XᵀX)⁻¹x₀ is never negative, so that nothing is divided by 0.
"""

from ..kernel.statements import Equals, Invertible, Minimises, Nonnegative, UniquelyMinimises
from ..kernel.terms import Inverse, Letter, SquaredNorm, Term, Zero
from ..kernel.theorem import assume, cut, instantiate, introduce, unfold
from ..kernel.trees import Abbreviation
from ..proving.certificates import rewrite
from ..proving.chain import Let, calc, line, prove, publish
from ..proving.positivity import knowledge
from ..proving.sequents import above_one, add, antisymmetric, square, vanish
from .closed_form import least_squares_estimate
from .definiteness import full_rank_if_invertible
from .model import RSS, X, d, gram, w, w_hat, y
from .normal_equation import normal
from .rank_one import A, a, b, one_invertible, sherman_morrison

x_0, y_0 = Letter("x_0", d), Letter("y_0")  # the observation that is added
by_gram = Inverse(gram) @ x_0
h_0 = Abbreviation("h_0", (), (), x_0.T @ by_gram)
gram_new = gram + x_0 @ x_0.T
products_new = X.T @ y + y_0 * x_0
w_new = Abbreviation("w_hat_new", (), (), Inverse(gram_new) @ products_new)


def RSS_new(at: Term) -> Term:
    """‖y − Xw‖² + (y₀ − x₀ᵀw)², with the observation that is added, at a point of shape d×1."""
    body = SquaredNorm(y - X @ w) + (y_0 - x_0.T @ w) ** 2
    return Abbreviation("RSS_new", (w,), (at,), body)


_length = rewrite(square(X @ by_gram), Nonnegative(h_0))
_above_one = above_one(_length)
at_x_0 = (A, gram), (a, x_0), (b, x_0)
_same = rewrite(_above_one, Invertible(1 + x_0.T @ Inverse(gram) @ x_0))

gram_new_invertible = publish(
    "gram-matrix-with-one-observation-more-is-invertible",
    "With one observation more, the Gram matrix stays invertible",
    Invertible(gram_new),
    line("length", _length, by=("it is ", SquaredNorm(X @ by_gram))),
    line("above-one", _above_one, by=(h_0, " is not negative")),
    line(
        "outer-product",
        cut(instantiate(one_invertible.theorem, *at_x_0), _same),
        by=(gram, " is changed by an outer product, and the divisor is not 0"),
        see=one_invertible,
    ),
)

known = (_same, _above_one, gram_new_invertible.theorem)  # what makes the terms mean something
_settled = knowledge(*known).settled
_found = Inverse(gram) - Inverse(gram) @ x_0 @ x_0.T @ Inverse(gram) / (1 + h_0)

inverse_new = (
    calc(Inverse(gram_new), *known)
    .equals(
        _found,
        "sherman-morrison",
        by=("the Sherman–Morrison identity, with ", Let(A, gram), " and ", Let(a, x_0)),
        because=cut(instantiate(sherman_morrison.theorem, *at_x_0), _same),
    )
    .qed(
        "inverse-gram-matrix-with-one-observation-more",
        "The inverse of the Gram matrix with one observation more",
        Equals(Inverse(gram_new), _found),
    )
)

# The estimate. The new observation has the residual y₀ − x₀ᵀŵ before it is added.

surprise = y_0 - x_0.T @ w_hat
moved = w_hat + surprise / (1 + h_0) * by_gram

_K, _L, _z = Letter("K", d, d), Letter("L", d, d), Letter("z", d)
_applied = prove(Equals(_K @ _z, _L @ _z), assume(Equals(_K, _L)))
_at_products = instantiate(_applied, (_K, Inverse(gram_new)), (_L, _found), (_z, products_new))

recursive = (
    calc(w_new, *known)
    .equals(
        _found @ products_new,
        "inverse",
        by=("the definition of ", w_new, ", and the inverse with one observation more"),
        because=cut(_at_products, inverse_new.theorem),
    )
    .equals(
        w_hat + y_0 * by_gram - (x_0.T @ w_hat + y_0 * h_0) / (1 + h_0) * by_gram,
        "estimate",
        by=(least_squares_estimate.conclusion, ", and ", Inverse(gram), " is symmetric"),
        because=least_squares_estimate,
    )
    .equals(moved, "collect", by=("over the common divisor ", 1 + h_0))
    .qed(
        "recursive-least-squares",
        "Recursive least squares: the estimate with one observation more",
        Equals(w_new, moved),
    )
)

residual_new = (
    calc(y_0 - x_0.T @ w_new, *known)
    .equals(
        surprise - surprise / (1 + h_0) * h_0,
        "recursive",
        by=("recursive least squares, and the definition of ", h_0),
        because=recursive,
    )
    .equals(surprise / (1 + h_0), "collect", by=("over the common divisor ", 1 + h_0))
    .qed(
        "residual-of-the-observation-that-is-added",
        "The residual of the observation that is added",
        Equals(y_0 - x_0.T @ w_new, surprise / (1 + h_0)),
    )
)

# That it is least squares: by how much the squared error exceeds its value at the estimate.

h = Abbreviation("h", (), (), w - w_new)
_squares = SquaredNorm(X @ h) + (x_0.T @ h) ** 2

_around = (
    calc(RSS_new(w) - RSS_new(w_new), *known)
    .equals(
        2 * (gram_new @ w_new - products_new).T @ h + _squares,
        "around-the-estimate",
        by=("the exact expansion around ", w_new, ", and the definition of ", h),
    )
    .equals(_squares, "normal-equation", by=("the definition of ", w_new))
)
_gap = _around.proof()
_above = _settled(
    rewrite(add(square(X @ h), square(x_0.T @ h)), Nonnegative(RSS_new(w) - RSS_new(w_new)), _gap)
)
_as_low = assume(Equals(RSS_new(w), RSS_new(w_new)))
_at_most = rewrite(
    square(x_0.T @ h),
    Nonnegative(-SquaredNorm(X @ h)),
    prove(Equals(SquaredNorm(x_0.T @ h), -SquaredNorm(X @ h)), _as_low),
)
_no_fit = _settled(vanish(antisymmetric(square(X @ h), _at_most)))
_no_way = _settled(cut(unfold(full_rank_if_invertible.theorem, 0, h), _no_fit))
_point = _settled(prove(Equals(w, w_new), _no_way))
_minimises = _settled(introduce(Minimises(w_new, RSS_new(w), w), w, _above))

unique = publish(
    "estimate-with-one-observation-more-is-the-unique-minimiser",
    "The estimate with one observation more is the only minimiser",
    UniquelyMinimises(w_new, RSS_new(w), w),
    *_around.lines,
    line("above", _above, by="two squares are not negative"),
    line("no-fit", _no_fit, by=("the gap is ", Zero(), ", for ", _as_low.conclusion)),
    line("no-way", _no_way, by=(X, " has full column rank"), see=full_rank_if_invertible),
    line("point", _point, by=("add ", w_new)),
    line(
        "definition",
        _settled(introduce(UniquelyMinimises(w_new, RSS_new(w), w), w, _minimises, _point)),
        by=("a minimum, and ", _as_low.conclusion, " only for ", _point.conclusion),
    ),
)

_u, _share = Letter("u", d), (surprise / (1 + h_0)) ** 2
_parts = prove(
    Equals(
        RSS(w_hat) + SquaredNorm(X @ (_u - w_hat)) + (y_0 - x_0.T @ _u) ** 2,
        RSS(w_hat) + _share * h_0 + _share,
    ),
    assume(Equals(_u, moved)),
)

error_new = (
    calc(RSS_new(w_new), *known)
    .equals(
        RSS(w_hat)
        + 2 * (gram @ w_hat - X.T @ y).T @ (w_new - w_hat)
        + SquaredNorm(X @ (w_new - w_hat))
        + (y_0 - x_0.T @ w_new) ** 2,
        "around-the-estimate",
        by=("the exact expansion around ", w_hat),
    )
    .equals(
        RSS(w_hat) + SquaredNorm(X @ (w_new - w_hat)) + (y_0 - x_0.T @ w_new) ** 2,
        "normal-equation",
        by=normal.conclusion,
        because=normal,
    )
    .equals(
        RSS(w_hat) + _share * h_0 + _share,
        "recursive",
        by=("recursive least squares, and the definition of ", h_0),
        because=cut(instantiate(_parts, (_u, w_new)), recursive.theorem),
    )
    .equals(
        RSS(w_hat) + surprise**2 / (1 + h_0), "collect", by=("over the common divisor ", 1 + h_0)
    )
    .qed(
        "squared-error-with-one-observation-more",
        "The least squared error with one observation more",
        Equals(RSS_new(w_new), RSS(w_hat) + surprise**2 / (1 + h_0)),
    )
)
