"""Leaving one out: where hᵢ ≠ 1, the residual of yᵢ at the estimate without it is rᵢ/(1 − hᵢ)."""

from ..kernel.statements import (
    Equals,
    ForEach,
    Invertible,
    Minimises,
    Nonnegative,
    UniquelyMinimises,
)
from ..kernel.terms import (
    Identity,
    Inverse,
    Letter,
    SquaredNorm,
    SumOver,
    Term,
    Zero,
    as_term,
)
from ..kernel.theorem import (
    assume,
    cut,
    instantiate,
    introduce,
    sum_of_nonnegatives,
)
from ..kernel.trees import Abbreviation
from ..proving.certificates import rewrite
from ..proving.chain import calc, line, prove, publish
from ..proving.positivity import for_each, invertible, knowledge
from ..proving.sequents import add, multiply, square, vanish
from .blocks_of_rows import E1, X_1, grams_add, products_add, y_1
from .closed_form import least_squares_estimate
from .leverage import at_most_1, by_gram, h_i, not_negative, r_i
from .model import RSS, X, d, gram, i, n, w, w_hat, x_i, y, y_i
from .rank_one import A, a, b, one_invertible, sherman_morrison

gram_out = gram - x_i @ x_i.T
products_out = X.T @ y - y_i * x_i
w_out = Abbreviation("w_hat_out_i", (), (), Inverse(gram_out) @ products_out)


def RSS_out(at: Term) -> Term:
    """‖y − Xw‖² − (yᵢ − xᵢᵀw)², over the other observations, at a point of shape d×1."""
    body = SquaredNorm(y - X @ w) - (y_i - x_i.T @ w) ** 2
    return Abbreviation("RSS_out_i", (w,), (at,), body)


# It is least squares on the other rows, which E₁ᵀ picks out.

others = assume(Equals(i @ i.T + E1 @ E1.T, Identity(n)))
_gram = prove(Equals(X_1.T @ X_1, gram_out), others)
_products = prove(Equals(X_1.T @ y_1, products_out), others)
_same = prove(Equals(gram_out, X_1.T @ X_1), others)
_invertible = rewrite(assume(Invertible(gram_out)), Invertible(X_1.T @ X_1), _same)
_on_others = Inverse(X_1.T @ X_1) @ (X_1.T @ y_1)

on_the_other_rows = (
    calc(_on_others, _invertible)
    .equals(
        Inverse(gram_out) @ (X_1.T @ y_1),
        "gram",
        by=("the rows of ", X_1, " are those of ", X, " without ", x_i.T),
        because=_gram,
        see=grams_add,
    )
    .equals(
        w_out,
        "products",
        by=("the definition of ", w_out, "; ", y_1, " is ", y, " without ", y_i),
        because=_products,
        see=products_add,
    )
    .qed(
        "least-squares-on-the-other-observations",
        "The estimate without an observation is least squares on the others",
        Equals(_on_others, w_out),
    )
)

# Where the leverage is not 1.

not_1 = assume(Invertible(1 - h_i))
_divisor = rewrite(not_1, Invertible(1 + x_i.T @ Inverse(gram) @ -x_i))
_at_i = (A, gram), (a, -x_i), (b, x_i)
_outer = cut(instantiate(one_invertible.theorem, *_at_i), _divisor)

gram_out_invertible = publish(
    "gram-matrix-without-an-observation-is-invertible",
    "Without an observation of leverage other than 1, the Gram matrix stays invertible",
    Invertible(gram_out),
    line(
        "outer-product",
        rewrite(_outer, Invertible(gram_out)),
        by=(gram, " is changed by an outer product, and the divisor ", 1 - h_i, " is not 0"),
        see=one_invertible,
    ),
)
# The converse: (1 − hᵢ)(1 + xᵢᵀ(XᵀX − xᵢxᵢᵀ)⁻¹xᵢ) is 1.

_M = Letter("M", d, d)
_between = prove(Equals(h_i, x_i.T @ Inverse(gram) @ (_M @ Inverse(_M)) @ x_i))
_other = x_i.T @ Inverse(gram_out) @ x_i
_apart = (
    calc(h_i)
    .equals(
        x_i.T @ Inverse(gram) @ (gram_out @ Inverse(gram_out)) @ x_i,
        "times",
        by=("put ", gram_out, " and its inverse in between"),
        because=instantiate(_between, (_M, gram_out)),
    )
    .equals(_other - h_i * _other, "cancel", by=Equals(Inverse(gram) @ gram, Identity(d)))
)
_product = prove(Equals((1 - h_i) @ (1 + _other), as_term(1)), _apart.proof())

leverage_not_1 = publish(
    "leverage-is-not-1-if-gram-matrix-without-the-observation-is-invertible",
    "Without an observation the Gram matrix is invertible only if its leverage is not 1",
    Invertible(1 - h_i),
    *_apart.lines,
    line("product", _product, by="multiply out"),
    line("not-0", invertible(1 - h_i, 1 + _other, _product), by="its product with a number is 1"),
)

# The estimate.

known = (not_1, gram_out_invertible.theorem)  # what makes the terms mean something
_found = Inverse(gram) + Inverse(gram) @ x_i @ x_i.T @ Inverse(gram) / (1 - h_i)
_inverse = knowledge(_divisor, *known).settled(
    prove(
        Equals(Inverse(gram_out), _found),
        cut(instantiate(sherman_morrison.theorem, *_at_i), _divisor),
    )
)
_K, _L, _z = Letter("K", d, d), Letter("L", d, d), Letter("z", d)
_applied = prove(Equals(_K @ _z, _L @ _z), assume(Equals(_K, _L)))
_at_products = instantiate(_applied, (_K, Inverse(gram_out)), (_L, _found), (_z, products_out))
moved = w_hat - r_i / (1 - h_i) * by_gram

estimate_out = (
    calc(w_out, *known)
    .equals(
        _found @ products_out,
        "sherman-morrison",
        by=("the definition of ", w_out, ", and the Sherman–Morrison identity"),
        because=cut(_at_products, _inverse),
        see=sherman_morrison,
    )
    .equals(
        w_hat - y_i * by_gram + (x_i.T @ w_hat - y_i * h_i) / (1 - h_i) * by_gram,
        "estimate",
        by=(least_squares_estimate.conclusion, ", and ", Inverse(gram), " is symmetric"),
        because=least_squares_estimate,
    )
    .equals(moved, "collect", by=("over the common divisor ", 1 - h_i))
    .qed(
        "estimate-without-an-observation",
        "The estimate without an observation",
        Equals(w_out, moved),
    )
)

residual_out = (
    calc(y_i - x_i.T @ w_out, *known)
    .equals(
        r_i + r_i / (1 - h_i) * h_i,
        "estimate",
        by=("the estimate without the observation, and the definition of ", h_i),
        because=estimate_out,
    )
    .equals(r_i / (1 - h_i), "collect", by=("over the common divisor ", 1 - h_i))
    .qed(
        "leave-one-out-residual",
        "The leave-one-out residual",
        Equals(y_i - x_i.T @ w_out, r_i / (1 - h_i)),
    )
)

# That it is least squares: by how much the squared error exceeds its value at the estimate.

h = Abbreviation("h", (), (), w - w_out)
_others = (Identity(n) - i @ i.T) @ X
_solves = instantiate(
    prove(Equals(_M @ (Inverse(_M) @ _z), _z)), (_M, gram_out), (_z, products_out)
)
_u = Letter("u", d)
_excess = prove(
    Equals(RSS_out(w) - RSS_out(_u), SquaredNorm(_others @ (w - _u))),
    assume(Equals(gram_out @ _u, products_out)),
)
_gap = cut(instantiate(_excess, (_u, w_out)), _solves)
_above = rewrite(square(_others @ h), Nonnegative(RSS_out(w) - RSS_out(w_out)), _gap)
_as_low = assume(Equals(RSS_out(w), RSS_out(w_out)))
_no_gap = prove(Equals(SquaredNorm(_others @ h), Zero()), [_gap, _as_low])
_no_fit = vanish(_no_gap)
_no_image = prove(Equals(gram_out @ h, Zero(d)), _no_fit)
_null = assume(Equals(_M @ _z, Zero(d)))
_only_zero = (
    calc(_z)
    .equals(Inverse(_M) @ (_M @ _z), "inverse", by="the inverse cancels")
    .equals(Zero(d), "null", by=_null.conclusion, because=_null)
    .proof()
)
_no_way = cut(instantiate(_only_zero, (_M, gram_out), (_z, h)), _no_image)
_point = prove(Equals(w, w_out), _no_way)
_minimises = introduce(Minimises(w_out, RSS_out(w), w), w, _above)

unique = publish(
    "estimate-without-an-observation-is-the-unique-minimiser",
    "The estimate without an observation is the only minimiser for the others",
    UniquelyMinimises(w_out, RSS_out(w), w),
    line("solves", _solves, by=("the definition of ", w_out)),
    line("gap", _gap, by=("the exact expansion around ", w_out, ", without ", x_i.T)),
    line("above", _above, by="a squared norm is not negative"),
    line("no-gap", _no_gap, by=_as_low.conclusion),
    line("no-fit", _no_fit, by="only the zero vector has squared norm 0"),
    line("no-image", _no_image, by=("times ", X.T)),
    line("no-way", _no_way, by=(gram_out, " is invertible")),
    line("point", _point, by=("add ", w_out)),
    line(
        "definition",
        introduce(UniquelyMinimises(w_out, RSS_out(w), w), w, _minimises, _point),
        by=("a minimum, and ", _as_low.conclusion, " only for ", _point.conclusion),
    ),
)

# Summed over all observations.

PRESS = Abbreviation("PRESS", (), (), SumOver(i, (y_i - x_i.T @ w_out) ** 2))
none_1 = ForEach(i, Invertible(1 - h_i))
_each = for_each(i, residual_out.theorem, none_1)
_all_invertible = for_each(i, gram_out_invertible.theorem, none_1)
_squared = (r_i / (1 - h_i)) ** 2

press = (
    calc(PRESS, none_1, _all_invertible)
    .equals(SumOver(i, (y_i - x_i.T @ w_out) ** 2), "definition", by=("the definition of ", PRESS))
    .equals(SumOver(i, _squared), "residuals", by=residual_out.conclusion, because=_each)
    .qed(
        "press",
        "The sum of the squared leave-one-out residuals, from one fit",
        Equals(PRESS, SumOver(i, _squared)),
    )
)

# Each is at least as large as the square of the residual: the rest is a square times h(2 − h).

_one = square(as_term(1))
_factor = multiply(not_negative.theorem, add(at_most_1.theorem, _one))
_excess_i = rewrite(multiply(square(r_i / (1 - h_i)), _factor), Nonnegative(_squared - r_i**2))
_excess_each = for_each(i, _excess_i, none_1)
_total = sum_of_nonnegatives(SumOver(i, _squared - r_i**2), _excess_each)
_gap_of_sums = (
    calc(PRESS - RSS(w_hat), none_1, _all_invertible)
    .equals(SumOver(i, _squared) - RSS(w_hat), "press", by=press.conclusion, because=press)
    .equals(SumOver(i, _squared - r_i**2), "sum", by="observation by observation")
)

never_below = publish(
    "press-is-never-below-the-residual-sum-of-squares",
    "The squared leave-one-out residuals sum to at least those of the fit",
    Nonnegative(PRESS - RSS(w_hat)),
    line(
        "factor",
        _factor,
        by="a leverage is neither negative nor above 1",
        see=[not_negative, at_most_1],
    ),
    line("excess", _excess_i, by="times a square"),
    line("total", _total, by="a sum of what is not negative"),
    *_gap_of_sums.lines,
    line(
        "above",
        knowledge(none_1, _all_invertible).settled(
            rewrite(_total, Nonnegative(PRESS - RSS(w_hat)), _gap_of_sums.proof())
        ),
        by=_gap_of_sums.proof().conclusion,
    ),
)

# Cook's distance.

s_sq = Abbreviation("s_sq", (), (), RSS(w_hat) / (n - d))
away = w_hat - w_out
D_i = Abbreviation("D_i", (), (), SquaredNorm(X @ away) / (d * s_sq))

_u_moved = assume(Equals(_u, moved))
_fits = prove(Equals(SquaredNorm(X @ (w_hat - _u)), _squared * h_i), _u_moved)
_r, _s, _t, _b = (Letter(name) for name in ("r", "s", "t", "b"))
_not_0 = knowledge(Invertible(_s), Invertible(_t))
_collected = _not_0.settled(prove(Equals((_r / _s) ** 2 * _b / _t, _r**2 / _t * (_b / _s**2))))
_at_scale = (_r, r_i), (_s, 1 - h_i), (_t, d * s_sq), (_b, h_i)

cook = (
    calc(D_i, *known, Invertible(n - d), Invertible(s_sq))
    .equals(
        _squared * h_i / (d * s_sq),
        "estimate",
        by=("the estimate without the observation, and the definition of ", h_i),
        because=cut(instantiate(_fits, (_u, w_out)), estimate_out.theorem),
    )
    .equals(
        r_i**2 / (d * s_sq) * (h_i / (1 - h_i) ** 2),
        "collect",
        by="one factor for the residual, and one for the leverage",
        because=instantiate(_collected, *_at_scale),
    )
    .qed(
        "cooks-distance",
        "Cook's distance, from the residual and the leverage",
        Equals(D_i, r_i**2 / (d * s_sq) * (h_i / (1 - h_i) ** 2)),
    )
)
