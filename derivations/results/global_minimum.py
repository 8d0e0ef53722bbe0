"""The global minimum: if XᵀXŵ = Xᵀy, then J(w) − J(ŵ) = ‖X(w − ŵ)‖²/n for every w."""

from ..kernel.statements import Equals, FullColumnRank, Minimises, Nonnegative, UniquelyMinimises
from ..kernel.terms import Letter, SquaredNorm, Zero
from ..kernel.theorem import assume, cut, instantiate, introduce, unfold
from ..proving.certificates import rewrite
from ..proving.chain import Let, calc, line, prove, publish
from ..proving.sequents import antisymmetric, constant, multiply, square, vanish
from .closed_form import estimate, estimate_solves
from .definiteness import invertible_if_full_rank
from .gradient import h, squared_error_gradient, taylor
from .model import J, X, d, gram, n, v, w, w_hat, y
from .normal_equation import normal

u = Letter("u", d)  # another point
t = Letter("t")  # a step along v
away = w - w_hat

error_gap = (
    calc(J(w) - J(w_hat))
    .equals(
        2 / n * (gram @ w_hat - X.T @ y).T @ away + SquaredNorm(X @ away) / n,
        "around-the-estimate",
        by=("the exact expansion around ", w_hat, ", with ", Let(h, away)),
        see=[taylor, squared_error_gradient],
    )
    .equals(SquaredNorm(X @ away) / n, "normal-equation", by=normal.conclusion, because=normal)
    .qed(
        "squared-error-gap",
        "By how much J(w) exceeds J(ŵ)",
        Equals(J(w) - J(w_hat), SquaredNorm(X @ away) / n),
    )
)

_square = square(X @ away)
_scaled = multiply(constant(1 / n), _square)
_above = rewrite(_scaled, Nonnegative(J(w) - J(w_hat)), error_gap.theorem)

minimises = publish(
    "normal-equation-gives-the-global-minimum",
    "A solution of the normal equation is a global minimiser",
    Minimises(w_hat, J(w), w),
    line("square", _square, by="a squared norm is not negative"),
    line("scaled", _scaled, by=(1 / n, " is positive")),
    line("above", _above, by=error_gap.conclusion),
    line(
        "definition",
        introduce(Minimises(w_hat, J(w), w), w, _above),
        by=(_above.conclusion, " for every ", w),
    ),
)

same_fit = assume(Equals(X @ (u - w_hat), Zero(n)))
gap_at_u = instantiate(error_gap.theorem, (w, u))

_equal_errors = prove(Equals(J(u), J(w_hat)), same_fit)
_above_u = rewrite(_above, Nonnegative(J(w) - J(u)), _equal_errors)

same_fit_minimises = publish(
    "a-point-with-the-same-fit-is-a-minimiser",
    "A point with the same fit as ŵ is a minimiser",
    Minimises(u, J(w), w),
    line("equal-errors", _equal_errors, by=Equals(X @ u, X @ w_hat)),
    line("above", _above_u, by=(_above.conclusion, ", and ", _equal_errors.conclusion)),
    line(
        "definition",
        introduce(Minimises(u, J(w), w), w, _above_u),
        by=(_above_u.conclusion, " for every ", w),
    ),
)

another_minimiser = assume(Minimises(u, J(w), w))

_below = unfold(another_minimiser, 0, w_hat)
_above_at_u = instantiate(_above, (w, u))
_no_gap = antisymmetric(_below, _above_at_u)
_norm_is_zero = prove(Equals(SquaredNorm(X @ (u - w_hat)), Zero()), [gap_at_u, _no_gap])

minimisers_have_same_fit = publish(
    "minimisers-have-the-same-fit",
    "Every minimiser gives the same fit as ŵ",
    Equals(X @ (u - w_hat), Zero(n)),
    line("below", _below, by=(u, " is a minimiser")),
    line("above", _above_at_u, by=(w_hat, " is a minimiser"), see=[minimises]),
    line("no-gap", _no_gap, by="two numbers, each at least the other, are equal"),
    line("norm", _norm_is_zero, by=gap_at_u.conclusion),
    line("vanishes", vanish(_norm_is_zero), by="only the zero vector has squared norm 0"),
)

_equal_error = assume(Equals(J(w), J(w_hat)))
_norm = prove(Equals(SquaredNorm(X @ away), Zero()), [error_gap, _equal_error])
_fit = vanish(_norm)
_step = cut(unfold(assume(FullColumnRank(X)), 0, away), _fit)
_point = prove(Equals(w, w_hat), _step)

unique_if_full_rank = publish(
    "unique-minimum-if-full-column-rank",
    "With full column rank the minimiser is unique",
    UniquelyMinimises(w_hat, J(w), w),
    line("norm", _norm, by=(error_gap.conclusion, ", and it is ", Zero())),
    line("fit", _fit, by="only the zero vector has squared norm 0"),
    line("independent", _step, by=FullColumnRank(X)),
    line("point", _point, by=("add ", w_hat)),
    line(
        "definition",
        introduce(UniquelyMinimises(w_hat, J(w), w), w, minimises.theorem, _point),
        by=("a minimum, and ", _equal_error.conclusion, " only for ", _point.conclusion),
    ),
)

null = assume(Equals(X @ v, Zero(n)))

flat = (
    calc(J(w + t * v))
    .equals(
        J(w) + 2 * t / n * (X @ w - y).T @ X @ v + t * t / n * SquaredNorm(X @ v),
        "expand",
        by=("the exact expansion around ", w, ", with ", Let(h, t * v)),
        see=[taylor, squared_error_gradient],
    )
    .equals(J(w), "null", by=null.conclusion, because=null)
    .qed(
        "flat-along-a-null-direction",
        "Where Xv = 0, the squared error is flat along v",
        Equals(J(w + t * v), J(w)),
    )
)

unique = assume(UniquelyMinimises(w_hat, J(w), w))
_no_worse = prove(Equals(J(w_hat + v), J(w_hat)), null)
_same_point = cut(unfold(unique, 1, w_hat + v), _no_worse)
_no_direction = prove(Equals(v, Zero(d)), _same_point)

full_rank_if_unique = publish(
    "full-column-rank-if-unique-minimum",
    "A unique minimiser means full column rank",
    FullColumnRank(X),
    line(
        "no-worse",
        _no_worse,
        by=(J(w), " is flat along ", v, ", for ", null.conclusion),
        see=[flat],
    ),
    line("same-point", _same_point, by="the minimiser is unique"),
    line("no-direction", _no_direction, by=("subtract ", w_hat)),
    line(
        "definition",
        introduce(FullColumnRank(X), v, _no_direction),
        by=(null.conclusion, " only for ", _no_direction.conclusion),
    ),
)

_closed = instantiate(unique_if_full_rank.theorem, (w_hat, estimate))

closed_form_is_the_minimiser = publish(
    "least-squares-estimate-is-the-unique-minimiser",
    "With full column rank the closed form is the minimiser",
    UniquelyMinimises(estimate, J(w), w),
    line(
        "minimiser",
        cut(_closed, estimate_solves.theorem),
        by="the closed form solves the normal equation, whose solution is the minimiser",
    ),
    line(
        "invertible",
        cut(cut(_closed, estimate_solves.theorem), invertible_if_full_rank.theorem),
        by="full column rank makes the Gram matrix invertible",
    ),
)
