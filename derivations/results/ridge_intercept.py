"""Ridge with an intercept that is not penalised: ŵ = (XᵀCX + λI)⁻¹XᵀCy, and b̂ = ȳ − x̄ᵀŵ.

Ridge on the augmented matrix, X and a column of ones, penalises the intercept too.
"""

from ..kernel.statements import Equals, Invertible, Nonnegative
from ..kernel.terms import Identity, Inverse, Letter, SquaredNorm, Term, Zero
from ..kernel.theorem import assume, cut, instantiate
from ..kernel.trees import Abbreviation
from ..proving.certificates import rewrite
from ..proving.chain import calc, line, prove, publish
from ..proving.positivity import knowledge
from ..proving.sequents import add, antisymmetric, multiply, square, vanish
from .augmented import X_tilde, apart, intercept_apart, joined, weights_apart
from .centring import centring_idempotent, centring_symmetric, count
from .intercept import centred_gram, intercept_equation, residual
from .model import X, b, b_hat, centring, d, gram, n, ones, v, w, w_hat, x_bar, y, y_bar
from .ridge import lam, positive, ridge_invertible

C = centring
written_out = centred_gram + lam * Identity(d)
ridge_gram = Abbreviation("A_c", (lam,), (lam,), written_out)


def R(weights: Term, intercept: Term) -> Term:
    """The ridge objective with an intercept, ‖y − Xw − 1b‖² + λ‖w‖²."""
    body = SquaredNorm(y - X @ w - ones @ b) + lam * SquaredNorm(w)
    return Abbreviation("R_c", (w, b), (weights, intercept), body)


weights = Abbreviation("w_hat_c", (lam,), (lam,), Inverse(ridge_gram) @ X.T @ C @ y)
intercept = Abbreviation("b_hat_c", (lam,), (lam,), y_bar - x_bar.T @ weights)

# At any solution of the two normal equations.

weights_equation = assume(Equals(gram @ w_hat + lam * w_hat + X.T @ ones @ b_hat, X.T @ y))
_kept = prove(Equals(X.T @ residual, lam * w_hat), weights_equation)
_balanced = prove(Equals(ones.T @ residual, Zero()), intercept_equation)
h = Abbreviation("h", (), (), w - w_hat)
away = X @ h + ones @ (b - b_hat)
r = Abbreviation("r_c", (), (), residual)
_excess = R(w, b) - R(w_hat, b_hat)

gap = (
    calc(_excess)
    .equals(
        SquaredNorm(r - away) - SquaredNorm(r) + lam * SquaredNorm(w) - lam * SquaredNorm(w_hat),
        "residual",
        by=(
            "the definition of ",
            R(w, b),
            ", with ",
            Equals(y - X @ w - ones @ b, r - away),
        ),
    )
    .equals(
        SquaredNorm(away)
        - 2 * ((X.T @ r).T @ h + ones.T @ r @ (b - b_hat))
        + lam * SquaredNorm(w)
        - lam * SquaredNorm(w_hat),
        "expand",
        by="multiply out",
    )
    .equals(
        SquaredNorm(away) + lam * SquaredNorm(h),
        "normal-equations",
        by=("the normal equations: ", _kept.conclusion, " and ", _balanced.conclusion),
        because=[weights_equation, intercept_equation],
    )
    .qed(
        "ridge-objective-gap-with-intercept",
        "By how much the ridge objective with an intercept exceeds its value at a solution",
        Equals(_excess, SquaredNorm(away) + lam * SquaredNorm(h)),
    )
)

# The closed form solves them, for every X.

_centred = rewrite(instantiate(ridge_invertible.theorem, (X, C @ X)), Invertible(written_out))
known = (positive, _centred)
given = knowledge(*known)

centred_invertible = publish(
    "centred-ridge-matrix-invertible",
    "The ridge matrix of the centred columns is invertible for every X",
    Invertible(written_out),
    line(
        "centred",
        _centred,
        by=(
            "the ridge matrix of the centred columns, for ",
            Equals((C @ X).T @ (C @ X), centred_gram),
        ),
    ),
)

_of_centred = Inverse((C @ X).T @ (C @ X) + lam * Identity(d)) @ (C @ X).T @ (C @ y)
_same_gram = rewrite(
    assume(Invertible(ridge_gram)), Invertible((C @ X).T @ (C @ X) + lam * Identity(d))
)

on_centred_data = (
    calc(weights, _same_gram)
    .equals(Inverse(ridge_gram) @ X.T @ C @ y, "definition", by=("the definition of ", weights))
    .equals(
        _of_centred,
        "centred",
        by=(C, " is symmetric and idempotent"),
        see=[centring_symmetric, centring_idempotent],
    )
    .qed(
        "ridge-with-intercept-is-ridge-on-centred-data",
        "Ridge with an intercept is ridge on the centred data",
        Equals(weights, _of_centred),
    )
)

_solved_weights = given.settled(
    prove(Equals(gram @ weights + lam * weights + X.T @ ones @ intercept, X.T @ y))
)
_solved_intercept = given.settled(prove(Equals(ones.T @ X @ weights + n * intercept, ones.T @ y)))
_gap = given.settled(
    cut(
        instantiate(gap.theorem, (w_hat, weights), (b_hat, intercept)),
        _solved_weights,
        _solved_intercept,
    )
)
_away = X @ (w - weights) + ones @ (b - intercept)
_penalty = given.settled(
    multiply(given.proof(Nonnegative(lam)), given.settled(square(w - weights)))
)
_excess_here = R(w, b) - R(weights, intercept)
_square = given.settled(square(_away))
_above = given.settled(rewrite(add(_square, _penalty), Nonnegative(_excess_here), _gap))

joint_minimum = publish(
    "ridge-with-intercept-is-a-minimum",
    "No other weights and intercept have a smaller ridge objective",
    Nonnegative(_excess_here),
    line(
        "weights",
        _solved_weights,
        by=("the definition of ", weights, " and ", intercept, "; the inverse cancels"),
    ),
    line("intercept", _solved_intercept, by=("the definition of ", intercept)),
    line("gap", _gap, by="both normal equations hold", see=gap),
    line("above", _above, by=("squares are not negative, and ", positive)),
)

_equal = assume(Equals(R(w, b), R(weights, intercept)))
_total = given.settled(
    prove(Equals(SquaredNorm(_away) + lam * SquaredNorm(w - weights), Zero()), _equal)
)
_at_most = given.settled(rewrite(_square, Nonnegative(-(lam * SquaredNorm(w - weights))), _total))
_no_penalty = antisymmetric(_penalty, _at_most)
_no_step = (
    calc(SquaredNorm(w - weights), *known)
    .equals(
        1 / lam * (lam * SquaredNorm(w - weights)),
        "divide",
        by=("multiply and divide by ", lam),
    )
    .equals(Zero(), "vanishes", by=_no_penalty.conclusion, because=_no_penalty)
)
_same = vanish(_no_step.proof())
_same_weights = given.settled(prove(Equals(w, weights), _same))

unique_weights = publish(
    "ridge-with-intercept-has-one-minimum",
    "Where the ridge objective is as small, the weights are the same",
    Equals(w, weights),
    line("total", _total, by=("the gap is ", Zero(), ", for ", _equal.conclusion)),
    line("at-most", _at_most, by="a squared norm is not negative"),
    line("no-penalty", _no_penalty, by="it is at least 0 and at most 0"),
    *_no_step.lines,
    line("same", _same, by="only the zero vector has squared norm 0"),
    line("weights", _same_weights, by=("add ", weights)),
)

_no_norm = given.settled(prove(Equals(SquaredNorm(_away), Zero()), [_total, _no_penalty]))
_no_away = vanish(_no_norm)
_z = Letter("z", n)
_nothing = prove(
    Equals(ones.T @ (_z - X @ v) / n, Zero()),
    [assume(Equals(_z, Zero(n))), assume(Equals(v, Zero(d)))],
)
_no_rest = given.settled(cut(instantiate(_nothing, (_z, _away), (v, w - weights)), _no_away, _same))
_same_intercept = (
    calc(b, *known)
    .equals(
        intercept + ones.T @ (_away - X @ (w - weights)) / n,
        "average",
        by=("average, with ", count),
    )
    .equals(
        intercept,
        "nothing",
        by=(_no_away.conclusion, " and ", _same.conclusion),
        because=_no_rest,
    )
)

unique_intercept = publish(
    "ridge-with-intercept-has-one-intercept",
    "Where the ridge objective is as small, the intercept is the same",
    Equals(b, intercept),
    line("norm", _no_norm, by=(_total.conclusion, ", and ", _no_penalty.conclusion)),
    line("away", _no_away, by="only the zero vector has squared norm 0"),
    line("same-weights", _same, by=("the weights are the same"), see=unique_weights),
    *_same_intercept.lines,
    theorem=_same_intercept.proof(),
)

# On the augmented matrix the intercept is penalised too.

penalised = (
    calc(SquaredNorm(X_tilde @ joined(w, b) - y) + lam * SquaredNorm(joined(w, b)))
    .equals(
        SquaredNorm(X @ w + ones @ b - y) + lam * (SquaredNorm(w) + b**2),
        "multiply-out",
        by=(
            "the definition of ",
            X_tilde,
            " and ",
            joined(w, b),
            "; multiply out, with ",
            weights_apart.conclusion,
            ", ",
            apart.conclusion,
            " and ",
            intercept_apart.conclusion,
        ),
        because=[weights_apart, apart, intercept_apart],
    )
    .equals(R(w, b) + lam * b**2, "fold", by=("the definition of ", R(w, b)))
    .qed(
        "ridge-on-the-augmented-matrix-penalises-the-intercept",
        "Ridge on the augmented matrix penalises the intercept",
        Equals(
            SquaredNorm(X_tilde @ joined(w, b) - y) + lam * SquaredNorm(joined(w, b)),
            R(w, b) + lam * b**2,
        ),
    )
)
