"""The intercept: J(w, b) = ‖y − Xw − 1b‖²/n is least where b̂ = ȳ − x̄ᵀŵ and XᵀCXŵ = XᵀCy.

Where b is known instead, XᵀXŵ = Xᵀ(y − 1b).
"""

from ..kernel.statements import Equals, Invertible, Nonnegative
from ..kernel.terms import Identity, Inverse, Letter, SquaredNorm, Term, Zero
from ..kernel.theorem import Theorem, assume, cut, instantiate
from ..kernel.trees import Abbreviation
from ..proving.certificates import rewrite
from ..proving.chain import Let, Result, calc, line, prove, publish
from ..proving.sequents import constant, multiply, square
from .centring import (
    P,
    centring_idempotent,
    centring_symmetric,
    count,
    projected_estimate,
)
from .closed_form import least_squares_estimate
from .model import (
    X,
    b,
    b_hat,
    b_star,
    centring,
    d,
    epsilon,
    gradient,
    gram,
    joint_J,
    n,
    ones,
    w,
    w_hat,
    w_star,
    x_bar,
    y,
    y_bar,
)

C = centring
J = joint_J

# The gradients, and where they are 0.

gradient_in_weights = (
    calc(gradient(J(w, b), w))
    .equals(
        gradient(SquaredNorm(y - X @ w - ones @ b) / n, w),
        "definition",
        by=("the definition of ", J(w, b)),
    )
    .equals(
        2 / n * X.T @ (X @ w + ones @ b - y),
        "first-order",
        by=("the first-order term in ", w),
    )
    .qed(
        "gradient-of-the-joint-squared-error-in-the-weights",
        "The gradient of the squared error in the weights, with an intercept",
        Equals(gradient(J(w, b), w), 2 / n * X.T @ (X @ w + ones @ b - y)),
    )
)

gradient_in_intercept = (
    calc(gradient(J(w, b), b))
    .equals(
        gradient(SquaredNorm(y - X @ w - ones @ b) / n, b),
        "definition",
        by=("the definition of ", J(w, b)),
    )
    .equals(
        2 / n * ones.T @ (X @ w + ones @ b - y),
        "first-order",
        by=("the first-order term in ", b),
    )
    .qed(
        "derivative-of-the-joint-squared-error-in-the-intercept",
        "The derivative of the squared error in the intercept",
        Equals(gradient(J(w, b), b), 2 / n * ones.T @ (X @ w + ones @ b - y)),
    )
)

in_weights = gradient(J(w, b_hat), w, w_hat)
in_intercept = gradient(J(w_hat, b), b, b_hat)
stationary_in_weights = assume(Equals(in_weights, Zero(d)))
stationary_in_intercept = assume(Equals(in_intercept, Zero()))

first = gram @ w_hat + X.T @ ones @ b_hat
second = ones.T @ X @ w_hat + n * b_hat

normal_in_weights = (
    calc(first)
    .equals(
        n / 2 * in_weights + X.T @ y,
        "gradient",
        by=("the gradient in the weights, times ", n / 2),
        see=[gradient_in_weights],
    )
    .equals(
        X.T @ y,
        "stationary",
        by=stationary_in_weights.conclusion,
        because=stationary_in_weights,
    )
    .qed(
        "normal-equation-for-the-weights-with-intercept",
        "The normal equation for the weights",
        Equals(first, X.T @ y),
    )
)

normal_in_intercept = (
    calc(second)
    .equals(
        n / 2 * in_intercept + ones.T @ y,
        "gradient",
        by=("the derivative in the intercept, times ", n / 2, ", with ", count),
        see=[gradient_in_intercept],
    )
    .equals(
        ones.T @ y,
        "stationary",
        by=stationary_in_intercept.conclusion,
        because=stationary_in_intercept,
    )
    .qed(
        "normal-equation-for-the-intercept",
        "The normal equation for the intercept",
        Equals(second, ones.T @ y),
    )
)

weights_equation = assume(normal_in_weights.conclusion)
intercept_equation = assume(normal_in_intercept.conclusion)

# The intercept eliminated.

estimated_intercept = (
    calc(b_hat)
    .equals(
        (second - ones.T @ X @ w_hat) / n,
        "solve",
        by="add and subtract; divide",
    )
    .equals(
        (ones.T @ y - ones.T @ X @ w_hat) / n,
        "normal-equation",
        by=intercept_equation.conclusion,
        because=intercept_equation,
    )
    .equals(
        y_bar - x_bar.T @ w_hat,
        "means",
        by=("the definition of ", x_bar, " and ", y_bar),
    )
    .qed(
        "estimated-intercept",
        "The estimated intercept",
        Equals(b_hat, y_bar - x_bar.T @ w_hat),
    )
)

through_means = assume(estimated_intercept.conclusion)
residual = y - X @ w_hat - ones @ b_hat

centred_residual = (
    calc(residual)
    .equals(
        y - X @ w_hat - ones @ (y_bar - x_bar.T @ w_hat),
        "intercept",
        by=through_means.conclusion,
        because=through_means,
    )
    .equals(
        C @ (y - X @ w_hat), "centre", by=("the definition of ", C, ", ", x_bar, " and ", y_bar)
    )
    .qed(
        "residual-with-the-estimated-intercept",
        "With the estimated intercept, the residual is centred",
        Equals(residual, C @ (y - X @ w_hat)),
    )
)

# For any matrix P in the place of C, and any r in the place of the residual.

r = Letter("r", n)
orthogonal = assume(Equals(X.T @ r, Zero(d)))
projected = assume(Equals(r, P @ (y - X @ w_hat)))

elimination = (
    calc(X.T @ P @ X @ w_hat)
    .equals(
        X.T @ P @ y - X.T @ (P @ (y - X @ w_hat)),
        "add-and-subtract",
        by=("add and subtract ", X.T @ P @ y),
    )
    .equals(X.T @ P @ y - X.T @ r, "residual", by=projected.conclusion, because=projected)
    .equals(X.T @ P @ y, "orthogonal", by=orthogonal.conclusion, because=orthogonal)
    .qed(
        "normal-equation-for-the-weights-alone",
        "A normal equation for the weights alone",
        Equals(X.T @ P @ X @ w_hat, X.T @ P @ y),
    )
)


def eliminated(matrix: Term, residual: Term, *known: Theorem) -> Theorem:
    """The normal equation for the weights alone, at a matrix and a residual that are known."""
    return cut(instantiate(elimination.theorem, (P, matrix), (r, residual)), *known)


_orthogonal = prove(Equals(X.T @ residual, Zero(d)), weights_equation)
_centred = cut(centred_residual.theorem, estimated_intercept.theorem)
centred_gram = X.T @ C @ X

centred_normal_equation = publish(
    "normal-equation-of-the-centred-data",
    "The normal equation of the centred data",
    Equals(centred_gram @ w_hat, X.T @ C @ y),
    line("orthogonal", _orthogonal, by=weights_equation.conclusion),
    line(
        "centred",
        _centred,
        by="the residual is centred, with the estimated intercept",
    ),
    line(
        "eliminate",
        eliminated(C, residual, _orthogonal, _centred),
        by=(Let(P, C), " and ", Let(r, residual)),
    ),
)

centred_normal = assume(centred_normal_equation.conclusion)
estimate = Inverse(centred_gram) @ X.T @ C @ y

_solution = (
    calc(w_hat)
    .equals(Inverse(X.T @ P @ X) @ (X.T @ P @ X @ w_hat), "inverse", by="the inverse")
    .equals(
        Inverse(X.T @ P @ X) @ X.T @ P @ y,
        "normal-equation",
        by="the normal equation",
        because=assume(elimination.conclusion),
    )
    .proof()
)


def solved(matrix: Term, normal_equation: Theorem) -> Theorem:
    """ŵ from its normal equation at a matrix P that is known: P is a letter while it is solved."""
    return cut(instantiate(_solution, (P, matrix)), normal_equation)


estimate_with_intercept = publish(
    "estimate-with-intercept",
    "The estimated weights with an intercept",
    Equals(w_hat, estimate),
    line("normal-equation", centred_normal_equation, by="the normal equation of the centred data"),
    line(
        "inverse",
        solved(C, centred_normal_equation.theorem),
        by=("times the inverse of ", centred_gram),
    ),
)

# The converse: what was derived from the two normal equations solves them.

solves_for_intercept = (
    calc(second)
    .equals(
        ones.T @ X @ w_hat + n * (y_bar - x_bar.T @ w_hat),
        "intercept",
        by=through_means.conclusion,
        because=through_means,
    )
    .equals(ones.T @ y, "means", by=("the definition of ", x_bar, " and ", y_bar))
    .qed(
        "estimated-intercept-solves-its-normal-equation",
        "The estimated intercept solves its normal equation, whatever the weights",
        Equals(second, ones.T @ y),
    )
)

solves_for_weights = (
    calc(first)
    .equals(X.T @ y - X.T @ residual, "residual", by=("add and subtract ", X.T @ y))
    .equals(
        X.T @ y - X.T @ (y - X @ w_hat - ones @ (y_bar - x_bar.T @ w_hat)),
        "intercept",
        by=through_means.conclusion,
        because=through_means,
    )
    .equals(
        X.T @ y - X.T @ C @ (y - X @ w_hat),
        "centred",
        by="the residual is centred",
        see=[centred_residual],
    )
    .equals(X.T @ y, "normal-equation", by=centred_normal.conclusion, because=centred_normal)
    .qed(
        "centred-solution-solves-the-normal-equation-for-the-weights",
        "A solution for the centred data solves the normal equation for the weights",
        Equals(first, X.T @ y),
    )
)


def at_centring(result: Result) -> Theorem:
    """A result on every projection P, taken at the centring matrix."""
    return cut(
        instantiate(result.theorem, (P, C)), centring_symmetric.theorem, centring_idempotent.theorem
    )


_on_centred = at_centring(projected_estimate)

centred_least_squares = publish(
    "least-squares-on-centred-data",
    "Least squares on the centred data, without an intercept",
    Equals(Inverse((C @ X).T @ (C @ X)) @ (C @ X).T @ (C @ y), estimate),
    line(
        "projection",
        _on_centred,
        by=(Let(P, C), ", which is symmetric and idempotent"),
    ),
)

# The global minimum.

away = X @ (w - w_hat) + ones @ (b - b_hat)
_excess = J(w, b) - J(w_hat, b_hat)
_balanced = prove(Equals(ones.T @ residual, Zero()), intercept_equation)
_no_product = prove(Equals(r.T @ away, Zero()), [orthogonal, assume(Equals(ones.T @ r, Zero()))])
_at_residual = cut(instantiate(_no_product, (r, residual)), _orthogonal, _balanced)

joint_gap = (
    calc(_excess)
    .equals(
        -2 / n * (residual.T @ away) + SquaredNorm(away) / n,
        "expand",
        by=("multiply out, with ", Equals(y - X @ w - ones @ b, residual - away)),
    )
    .equals(
        SquaredNorm(away) / n,
        "normal-equations",
        by=("the normal equations: ", _orthogonal.conclusion, " and ", _balanced.conclusion),
        because=_at_residual,
    )
    .qed(
        "joint-squared-error-gap",
        "By how much J(w, b) exceeds J(ŵ, b̂)",
        Equals(_excess, SquaredNorm(away) / n),
    )
)

_square = square(away)
_above = rewrite(multiply(constant(1 / n), _square), Nonnegative(_excess), joint_gap.theorem)

joint_minimum = publish(
    "joint-minimum-of-the-squared-error",
    "No other weights and intercept have a smaller squared error",
    Nonnegative(_excess),
    line("square", _square, by="a squared norm is not negative"),
    line("above", _above, by=(joint_gap.conclusion, ", and ", 1 / n, " is positive")),
)

# The intercept known.

known_equation = instantiate(normal_in_weights.theorem, (b_hat, b))
shifted_estimate = Inverse(gram) @ X.T @ (y - ones @ b)
_shifted_equation = prove(Equals(gram @ w_hat, X.T @ (y - ones @ b)), known_equation)
_shifted = (
    calc(w_hat)
    .equals(Inverse(gram) @ (gram @ w_hat), "inverse", by=Equals(Inverse(gram) @ gram, Identity(d)))
    .equals(
        shifted_estimate,
        "estimate",
        by=_shifted_equation.conclusion,
        because=_shifted_equation,
        see=[least_squares_estimate],
    )
)

estimate_with_known_intercept = publish(
    "estimate-with-known-intercept",
    "The estimated weights where the intercept is known",
    Equals(w_hat, shifted_estimate),
    line(
        "normal-equation",
        known_equation,
        by=("the normal equation for the weights, with ", Let(b_hat, b)),
    ),
    line("subtract", _shifted_equation, by=("subtract ", X.T @ ones @ b)),
    *_shifted.lines,
    theorem=_shifted.proof(),
)

centred_columns = assume(Equals(ones.T @ X, Zero(1, d)))

_same_gram = rewrite(assume(Invertible(gram)), Invertible(centred_gram), centred_columns)

same_weights = (
    calc(estimate, _same_gram)
    .equals(
        Inverse(gram) @ X.T @ y,
        "centred",
        by=(centred_columns.conclusion, " makes ", Equals(C @ X, X)),
        because=centred_columns,
    )
    .equals(
        shifted_estimate,
        "shift",
        by=(centred_columns.conclusion, ", so that ", Equals(X.T @ ones @ b, Zero(d))),
        because=centred_columns,
    )
    .qed(
        "with-centred-columns-the-intercept-does-not-change-the-weights",
        "Where the columns are centred, the weights do not depend on the intercept",
        Equals(estimate, shifted_estimate),
    )
)

# The true intercept.

epsilon_bar = Abbreviation("epsilon_bar", (), (), ones.T @ epsilon / n)
model = assume(Equals(y, X @ w_star + ones @ b_star + epsilon))

true_intercept = (
    calc(b_star)
    .equals(
        ones.T @ (X @ w_star + ones @ b_star + epsilon) / n - x_bar.T @ w_star - epsilon_bar,
        "average",
        by=("the definition of ", x_bar, " and ", epsilon_bar, ", and ", count),
    )
    .equals(
        y_bar - x_bar.T @ w_star - epsilon_bar,
        "model",
        by=(model.conclusion, ", and the definition of ", y_bar),
        because=model,
    )
    .qed(
        "true-intercept",
        "The true intercept",
        Equals(b_star, y_bar - x_bar.T @ w_star - epsilon_bar),
    )
)
