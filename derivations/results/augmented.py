"""The augmented matrix X̃, which is X and a column of ones: its normal equation is both equations.

Block matrices are not needed: with E₁ᵀE₁ = I, E₂ᵀE₂ = 1, E₁ᵀE₂ = 0 and E₁E₁ᵀ + E₂E₂ᵀ = I, the
matrices E₁ and E₂ say where the columns go, X̃ = XE₁ᵀ + 1E₂ᵀ.
"""

from collections.abc import Callable

from ..kernel.statements import Equals, FullColumnRank, Invertible
from ..kernel.terms import Dimension, Identity, Inverse, Letter, Term, Trace, Zero, as_term
from ..kernel.theorem import (
    Theorem,
    assume,
    cut,
    instantiate,
    introduce,
    unfold,
)
from ..kernel.trees import Abbreviation
from ..proving.certificates import rewrite
from ..proving.chain import Result, calc, line, prove, publish
from .centring import P, removes_constants
from .closed_form import least_squares_estimate
from .definiteness import invertible_if_full_rank
from .intercept import (
    centred_gram,
    estimate,
    first,
    intercept_equation,
    second,
    solves_for_intercept,
    solves_for_weights,
    weights_equation,
)
from .model import (
    X,
    b,
    b_hat,
    centring,
    d,
    gram,
    n,
    ones,
    v,
    w,
    w_hat,
    x_bar,
    y,
    y_bar,
)

C = centring
p = Dimension("p")
E1, E2 = Letter("E1", p, d), Letter("E2", p)  # the columns of the identity, in two parts

weights_apart = assume(Equals(E1.T @ E1, Identity(d)))
intercept_apart = assume(Equals(E2.T @ E2, as_term(1)))
apart = assume(Equals(E1.T @ E2, Zero(d)))
together = assume(Equals(E1 @ E1.T + E2 @ E2.T, Identity(p)))

X_tilde = Abbreviation("X_tilde", (), (), X @ E1.T + ones @ E2.T)
tilde_gram = X_tilde.T @ X_tilde


def joined(weights: Term, intercept: Term) -> Term:
    """The weights and the intercept in one column, w̃ = E₁w + E₂b."""
    return Abbreviation("w_tilde", (w, b), (weights, intercept), E1 @ w + E2 @ b)


joint_prediction = (
    calc(X_tilde @ joined(w, b))
    .equals(
        (X @ E1.T + ones @ E2.T) @ (E1 @ w + E2 @ b),
        "definition",
        by=("the definition of ", X_tilde, " and ", joined(w, b)),
    )
    .equals(
        X @ w + ones @ b,
        "multiply-out",
        by=(
            "multiply out, with ",
            weights_apart.conclusion,
            ", ",
            apart.conclusion,
            " and ",
            intercept_apart.conclusion,
        ),
        because=[weights_apart, apart, intercept_apart],
    )
    .qed(
        "prediction-of-the-augmented-matrix",
        "The prediction of the augmented matrix",
        Equals(X_tilde @ joined(w, b), X @ w + ones @ b),
    )
)


def of_parts(of: Callable[[Term], Term], value: Term) -> Theorem:
    """What holds of a matrix that is the identity, of the identity in its two parts."""
    A = Letter("A", p, p)
    theorem = prove(Equals(of(A), value), assume(Equals(A, Identity(p))))
    return cut(instantiate(theorem, (A, E1 @ E1.T + E2 @ E2.T)), together)


size = (
    calc(p)
    .equals(
        Trace(E1 @ E1.T + E2 @ E2.T),
        "together",
        by=(together.conclusion, ", which has ", p, " ones on its diagonal"),
        because=of_parts(Trace, p),
    )
    .equals(Trace(E1.T @ E1) + E2.T @ E2, "cycle", by="a trace is linear and cyclic")
    .equals(
        d + 1,
        "count",
        by=(weights_apart.conclusion, " and ", intercept_apart.conclusion),
        because=[weights_apart, intercept_apart],
    )
    .qed("size-of-the-augmented-weights", "There is one weight more", Equals(p, d + 1))
)

# The two normal equations are one.

both_equations = Equals(tilde_gram @ joined(w_hat, b_hat), X_tilde.T @ y)

equations_joined = (
    calc(tilde_gram @ joined(w_hat, b_hat))
    .equals(
        X_tilde.T @ (X @ w_hat + ones @ b_hat),
        "prediction",
        by="the prediction of the augmented matrix",
        because=[weights_apart, apart, intercept_apart],
        see=[joint_prediction],
    )
    .equals(
        E1 @ first + E2 @ second,
        "transpose",
        by=("the definition of ", X_tilde),
    )
    .equals(
        E1 @ X.T @ y + E2 @ ones.T @ y,
        "normal-equations",
        by="the two normal equations",
        because=[weights_equation, intercept_equation],
    )
    .equals(X_tilde.T @ y, "fold", by=("the definition of ", X_tilde))
    .qed(
        "augmented-normal-equation",
        "The two normal equations are one for the augmented matrix",
        both_equations,
    )
)

# Any solution of the one equation, in its two parts.

w_tilde = Letter("w_tilde", p)
augmented_equation = assume(Equals(tilde_gram @ w_tilde, X_tilde.T @ y))
first_part = gram @ (E1.T @ w_tilde) + X.T @ ones @ (E2.T @ w_tilde)
second_part = ones.T @ X @ (E1.T @ w_tilde) + n * (E2.T @ w_tilde)

weights_parted = (
    calc(first_part)
    .equals(
        E1.T @ (tilde_gram @ w_tilde),
        "part",
        by=(
            "the definition of ",
            X_tilde,
            ", with ",
            weights_apart.conclusion,
            " and ",
            apart.conclusion,
        ),
        because=[weights_apart, apart],
    )
    .equals(
        E1.T @ (X_tilde.T @ y),
        "normal-equation",
        by=augmented_equation.conclusion,
        because=augmented_equation,
    )
    .equals(
        X.T @ y,
        "definition",
        by=("the definition of ", X_tilde, " once more"),
        because=[weights_apart, apart],
    )
    .qed(
        "augmented-normal-equation-gives-that-for-the-weights",
        "The normal equation of the augmented matrix gives that for the weights",
        Equals(first_part, X.T @ y),
    )
)

intercept_parted = (
    calc(second_part)
    .equals(
        E2.T @ (tilde_gram @ w_tilde),
        "part",
        by=(
            "the definition of ",
            X_tilde,
            ", with ",
            intercept_apart.conclusion,
            " and ",
            apart.conclusion,
        ),
        because=[intercept_apart, apart],
    )
    .equals(
        E2.T @ (X_tilde.T @ y),
        "normal-equation",
        by=augmented_equation.conclusion,
        because=augmented_equation,
    )
    .equals(
        ones.T @ y,
        "definition",
        by=("the definition of ", X_tilde, " once more"),
        because=[intercept_apart, apart],
    )
    .qed(
        "augmented-normal-equation-gives-that-for-the-intercept",
        "The normal equation of the augmented matrix gives that for the intercept",
        Equals(second_part, ones.T @ y),
    )
)

# When there is one solution only: X̃ has full column rank where XᵀCX is invertible, and only there.

P_removes = assume(Equals(P @ ones, Zero(n)))
v_tilde = Letter("v", p)
null = assume(Equals(X_tilde @ v_tilde, Zero(n)))

_projected = (
    calc(E1.T @ v_tilde)
    .equals(
        Inverse(X.T @ P @ X) @ (X.T @ P @ (X_tilde @ v_tilde)),
        "inverse",
        by="the inverse",
        because=P_removes,
    )
    .equals(Zero(d), "null", by=null.conclusion, because=null)
    .proof()
)
_no_weights = cut(instantiate(_projected, (P, C)), removes_constants.theorem)
_z = Letter("z", n)
_rest = ones.T @ (_z - X @ v) / n
_no_rest = prove(Equals(_rest, Zero()), [assume(Equals(_z, Zero(n))), assume(Equals(v, Zero(d)))])
_sides = instantiate(_no_rest, (_z, X_tilde @ v_tilde), (v, E1.T @ v_tilde))
_no_intercept = prove(Equals(E2.T @ v_tilde, Zero()), cut(_sides, null, _no_weights))
_no_direction = (
    calc(v_tilde)
    .equals(
        E1 @ (E1.T @ v_tilde) + E2 @ (E2.T @ v_tilde),
        "together",
        by=together.conclusion,
        because=of_parts(lambda identity: identity @ v_tilde, v_tilde),
    )
    .equals(
        Zero(p),
        "zero",
        by=(_no_weights.conclusion, " and ", _no_intercept.conclusion),
        because=[_no_weights, _no_intercept],
    )
)

full_rank_if_invertible = publish(
    "augmented-matrix-of-full-column-rank-if-centred-gram-invertible",
    "Where the centred Gram matrix is invertible, the augmented matrix has full column rank",
    FullColumnRank(X_tilde),
    line(
        "weights",
        _no_weights,
        by=(
            null.conclusion,
            " times ",
            Inverse(centred_gram) @ X.T @ C,
            ", with ",
            removes_constants.conclusion,
        ),
    ),
    line("intercept", _no_intercept, by=(null.conclusion, ", and ", _no_weights.conclusion)),
    *_no_direction.lines,
    line(
        "definition",
        introduce(FullColumnRank(X_tilde), v_tilde, _no_direction.proof()),
        by=(null.conclusion, " only for ", Equals(v_tilde, Zero(p))),
    ),
)

full_rank = assume(FullColumnRank(X_tilde))
centred_null = assume(Equals(C @ X @ v, Zero(n)))
_direction = E1 @ v - E2 @ (x_bar.T @ v)
_sent_to_zero = (
    calc(X_tilde @ _direction)
    .equals(
        X @ v - ones @ (x_bar.T @ v),
        "prediction",
        by="the prediction of the augmented matrix",
        because=[weights_apart, apart, intercept_apart],
        see=[joint_prediction],
    )
    .equals(C @ X @ v, "centre", by=("the definition of ", C, " and ", x_bar))
    .equals(Zero(n), "null", by=centred_null.conclusion, because=centred_null)
)
_independent = unfold(full_rank, 0, _direction)
_is_zero = assume(Equals(_direction, Zero(p)))
_only_zero = (
    calc(v)
    .equals(
        E1.T @ _direction,
        "part",
        by=(weights_apart.conclusion, " and ", apart.conclusion),
        because=[weights_apart, apart],
    )
    .equals(Zero(d), "zero", by=_is_zero.conclusion, because=_is_zero)
)
_no_null_direction = cut(_only_zero.proof(), cut(_independent, _sent_to_zero.proof()))
_centred_full_rank = introduce(FullColumnRank(C @ X), v, _no_null_direction)
_centred_invertible = cut(
    instantiate(invertible_if_full_rank.theorem, (X, C @ X)), _centred_full_rank
)

invertible_if_augmented_full_rank = publish(
    "centred-gram-invertible-if-augmented-matrix-of-full-column-rank",
    "Where the augmented matrix has full column rank, the centred Gram matrix is invertible",
    Invertible(centred_gram),
    *_sent_to_zero.lines,
    line("independent", _independent, by=full_rank.conclusion),
    *_only_zero.lines,
    line(
        "definition",
        _centred_full_rank,
        by=(centred_null.conclusion, " only for ", Equals(v, Zero(d))),
    ),
    line(
        "invertible",
        rewrite(_centred_invertible, Invertible(centred_gram)),
        by=(
            "full column rank makes the Gram matrix invertible, and ",
            Equals((C @ X).T @ (C @ X), centred_gram),
        ),
    ),
)

# The closed forms agree.

best_intercept = y_bar - x_bar.T @ estimate
_values = ((w_hat, estimate), (b_hat, best_intercept))

_solves_any = prove(
    Equals(X.T @ P @ X @ (Inverse(X.T @ P @ X) @ X.T @ P @ y), X.T @ P @ y),
)
_solves_centred = instantiate(_solves_any, (P, C))
_by_definition = prove(Equals(best_intercept, best_intercept))
_first = cut(instantiate(solves_for_weights.theorem, *_values), _by_definition, _solves_centred)
_second = cut(instantiate(solves_for_intercept.theorem, *_values), _by_definition)
_joined = cut(instantiate(equations_joined.theorem, *_values), _first, _second)


def at_augmented(result: Result, *more: tuple[Letter, Term]) -> Theorem:
    """A result on X, taken at X̃."""
    sized = instantiate(result.theorem, (d, p))
    return instantiate(sized, (Letter("X", n, p), X_tilde), *more)


augmented_invertible = cut(at_augmented(invertible_if_full_rank), full_rank_if_invertible.theorem)
_closed = at_augmented(
    least_squares_estimate, (Letter("w_hat", p), joined(estimate, best_intercept))
)

closed_forms_agree = publish(
    "closed-form-of-the-augmented-matrix",
    "The closed form of the augmented matrix gives the same weights and intercept",
    Equals(joined(estimate, best_intercept), Inverse(tilde_gram) @ X_tilde.T @ y),
    line(
        "weights",
        _first,
        by=(Equals(X.T @ C @ X @ estimate, X.T @ C @ y), "; the normal equation for the weights"),
    ),
    line("intercept", _second, by="the normal equation for the intercept"),
    line("augmented", _joined, by="the two normal equations are one for the augmented matrix"),
    line("invertible", augmented_invertible, by="the augmented matrix has full column rank"),
    line("closed-form", cut(_closed, _joined, augmented_invertible), by="the closed form"),
)
