"""Ridge: for λ > 0 and every X, ‖Xw − y‖² + λ‖w‖² has one minimiser, (XᵀX + λI)⁻¹Xᵀy.

The sum of squares is not divided by n: it is n times J(w) + (λ/n)‖w‖².
"""

from ..kernel.statements import (
    Equals,
    Invertible,
    Minimises,
    Nonnegative,
    Positive,
    PositiveDefinite,
    PositiveSemidefinite,
    UniquelyMinimises,
    symmetric,
)
from ..kernel.terms import Identity, Inverse, Letter, SquaredNorm, Term, Zero
from ..kernel.theorem import assume, cut, instantiate, introduce, unfold
from ..kernel.trees import Abbreviation
from ..proving.certificates import rewrite
from ..proving.chain import calc, line, prove, publish
from ..proving.positivity import knowledge
from ..proving.sequents import add, antisymmetric, multiply, square, vanish
from .hessian import gram_form
from .model import J, X, d, gradient, gram, n, v, w, y
from .positive_definite import definite_is_invertible

lam = Letter("lambda")  # the weight of the penalty
positive = Positive(lam)
given = knowledge(positive)


def A(at: Term) -> Term:
    """The ridge matrix XᵀX + λI, at a weight of the penalty."""
    return Abbreviation("A_R", (lam,), (at,), gram + lam * Identity(d))


ridge_gram = A(lam)
written_out = gram + lam * Identity(d)


def objective(at: Term, penalty: Term) -> Term:
    """The ridge objective ‖Xw − y‖² + λ‖w‖², at a point of shape d×1 and a weight."""
    body = SquaredNorm(X @ w - y) + lam * SquaredNorm(w)
    return Abbreviation("R", (w, lam), (at, penalty), body)


def R(at: Term) -> Term:
    """The ridge objective at a point of shape d×1, and at λ."""
    return objective(at, lam)


def ridge(at: Term) -> Term:
    """The ridge estimate (XᵀX + λI)⁻¹Xᵀy, at a weight of the penalty."""
    return Abbreviation("w_hat_R", (lam,), (at,), Inverse(A(lam)) @ X.T @ y)


# The matrix.

_form = v.T @ written_out @ v
_penalty = given.settled(multiply(given.proof(Nonnegative(lam)), square(v)))
_not_negative = rewrite(add(square(X @ v), _penalty), Nonnegative(_form))
_symmetric = prove(symmetric(written_out))
_semidefinite = introduce(PositiveSemidefinite(written_out), v, _symmetric, _not_negative)
_flat = assume(Equals(_form, Zero()))
_at_most = rewrite(square(X @ v), Nonnegative(-lam * SquaredNorm(v)), _flat)
_no_penalty = antisymmetric(_penalty, rewrite(_at_most, Nonnegative(-(lam * SquaredNorm(v)))))
_only_zero = (
    calc(SquaredNorm(v), positive)
    .equals(1 / lam * (lam * SquaredNorm(v)), "divide", by=("multiply and divide by ", lam))
    .equals(Zero(), "vanishes", by=_no_penalty.conclusion, because=_no_penalty)
)
_vanishes = vanish(_only_zero.proof())

ridge_definite = publish(
    "ridge-matrix-positive-definite",
    "The ridge matrix is positive definite for every X",
    PositiveDefinite(written_out),
    line("penalty", _penalty, by="a squared norm is not negative"),
    line(
        "form",
        _not_negative,
        by=("it is ", SquaredNorm(X @ v) + lam * SquaredNorm(v)),
        see=gram_form,
    ),
    line(
        "at-most",
        _at_most,
        by=(_flat.conclusion, ", and ", SquaredNorm(X @ v), " is not negative"),
    ),
    line("no-penalty", _no_penalty, by="it is at least 0 and at most 0"),
    *_only_zero.lines,
    line("only-zero", _vanishes, by="only the zero vector has squared norm 0"),
    line(
        "definition",
        introduce(PositiveDefinite(written_out), v, _semidefinite, _vanishes),
        by=("symmetric, not negative, and ", _flat.conclusion, " only for ", Equals(v, Zero(d))),
    ),
)

_invertible = instantiate(
    instantiate(definite_is_invertible.theorem, (n, d)), (Letter("V", d, d), written_out)
)

ridge_invertible = publish(
    "ridge-matrix-invertible",
    "The ridge matrix is invertible for every X",
    Invertible(written_out),
    line(
        "definite",
        cut(_invertible, ridge_definite.theorem),
        by="a positive definite matrix is invertible",
    ),
)

# The objective.

objective_from_squared_error = (
    calc(R(w))
    .equals(
        SquaredNorm(X @ w - y) + lam * SquaredNorm(w), "definition", by=("the definition of ", R(w))
    )
    .equals(n * (J(w) + lam / n * SquaredNorm(w)), "mean", by=("the definition of ", J(w)))
    .qed(
        "ridge-objective-and-squared-error",
        "The ridge objective and the mean squared error",
        Equals(R(w), n * (J(w) + lam / n * SquaredNorm(w))),
    )
)

ridge_gradient = (
    calc(gradient(R(w), w))
    .equals(
        gradient(SquaredNorm(X @ w - y), w) + lam * gradient(SquaredNorm(w), w),
        "linear",
        by=("the definition of ", R(w), "; a gradient is linear"),
    )
    .equals(
        2 * (gram @ w - X.T @ y) + 2 * (lam * w),
        "rules",
        by="the gradients of the two quadratic forms",
    )
    .equals(2 * (ridge_gram @ w - X.T @ y), "factor", by=("take out ", w))
    .qed(
        "gradient-of-the-ridge-objective",
        "The gradient of the ridge objective",
        Equals(gradient(R(w), w), 2 * (ridge_gram @ w - X.T @ y)),
    )
)

inverse_cancels = Equals(ridge_gram @ Inverse(ridge_gram), Identity(d))
h = Abbreviation("h", (), (), w - ridge(lam))

ridge_gap = (
    calc(R(w) - R(ridge(lam)))
    .equals(
        2 * (ridge_gram @ ridge(lam) - X.T @ y).T @ h + SquaredNorm(X @ h) + lam * SquaredNorm(h),
        "around-the-estimate",
        by=("the exact expansion around ", ridge(lam), ", and the definition of ", h),
        see=ridge_gradient,
    )
    .equals(
        SquaredNorm(X @ h) + lam * SquaredNorm(h),
        "normal-equation",
        by=("the definition of ", ridge(lam), ", and ", inverse_cancels),
    )
    .qed(
        "ridge-objective-gap",
        "By how much the ridge objective exceeds its value at the estimate",
        Equals(R(w) - R(ridge(lam)), SquaredNorm(X @ h) + lam * SquaredNorm(h)),
    )
)

known = (positive, ridge_invertible.theorem)  # what makes the estimate mean something
settled = knowledge(*known).settled
_squares = settled(unfold(unfold(ridge_definite.theorem, 0), 1, h))
_above = settled(rewrite(_squares, Nonnegative(R(w) - R(ridge(lam))), ridge_gap.theorem))
_as_low = assume(Equals(R(w), R(ridge(lam))))
_no_gap = settled(prove(Equals(h.T @ ridge_gram @ h, Zero()), _as_low))
_same = settled(cut(unfold(ridge_definite.theorem, 1, h), _no_gap))
_point = settled(prove(Equals(w, ridge(lam)), _same))
_minimises = settled(introduce(Minimises(ridge(lam), R(w), w), w, _above))

ridge_minimises = publish(
    "ridge-estimate-is-the-unique-minimiser",
    "The ridge estimate is the only minimiser, for every X",
    UniquelyMinimises(ridge(lam), R(w), w),
    line("form", _squares, by=(ridge_gram, " is positive definite")),
    line("above", _above, by=ridge_gap.conclusion),
    line(
        "no-gap", _no_gap, by=("the gap is ", Zero(), ", for ", _as_low.conclusion), see=ridge_gap
    ),
    line("only-zero", _same, by=(ridge_gram, " is positive definite")),
    line("point", _point, by=("add ", ridge(lam))),
    line(
        "definition",
        settled(introduce(UniquelyMinimises(ridge(lam), R(w), w), w, _minimises, _point)),
        by=("a minimum, and ", _as_low.conclusion, " only for ", _point.conclusion),
    ),
)
