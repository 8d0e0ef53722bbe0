"""The score ∇ℓ = Xᵀ(y − Xw)/σ² and the information −∇²ℓ = XᵀX/σ² for w."""

from ..kernel.statements import Equals
from ..kernel.terms import Derivative, Log, Pi, Root, SquaredNorm, Zero
from ..kernel.theorem import assume
from ..proving.chain import calc
from .gradient import squared_error_gradient
from .log_likelihood import ell, positive
from .model import X, d, gradient, gram, hessian, n, variance, w, w_hat, y

constant = -n * Log(Root(2 * Pi() * variance))
score = gradient(ell(w, variance), w)

score_for_w = (
    calc(score, positive)
    .equals(
        gradient(constant - SquaredNorm(y - X @ w) / (2 * variance), w),
        "definition",
        by=("the definition of ", ell(w, variance)),
    )
    .equals(
        -1 / (2 * variance) * gradient(SquaredNorm(y - X @ w), w),
        "constant",
        by=("the first term is free of ", w),
    )
    .equals(
        X.T @ (y - X @ w) / variance,
        "gradient",
        by=Equals(gradient(SquaredNorm(y - X @ w), w), -2 * (X.T @ (y - X @ w))),
        see=[squared_error_gradient],
    )
    .qed("score", "The score for w", Equals(score, X.T @ (y - X @ w) / variance))
)

information = -hessian(ell(w, variance), w)

information_for_w = (
    calc(information, positive)
    .equals(
        -Derivative(X.T @ (y - X @ w) / variance, w, w),
        "score",
        by="the Hessian is the derivative of the gradient, the score",
        see=[score_for_w],
    )
    .equals(gram / variance, "derivative", by=("the derivative of an affine function of ", w))
    .qed(
        "information",
        "The information about w",
        Equals(information, gram / variance),
    )
)

_score_at_estimate = gradient(ell(w, variance), w, at=w_hat)
_stationary = assume(Equals(_score_at_estimate, Zero(d)))
_solved = assume(Equals(gram @ w_hat, X.T @ y))

normal_equation_from_score = (
    calc(gram @ w_hat, positive)
    .equals(
        X.T @ y - variance * _score_at_estimate,
        "score",
        by=("the score at ", w_hat),
        see=score_for_w,
    )
    .equals(X.T @ y, "zero", by=_stationary.conclusion, because=_stationary)
    .qed(
        "normal-equation-if-the-score-is-0",
        "Where the score is 0, the normal equation holds",
        Equals(gram @ w_hat, X.T @ y),
    )
)

score_from_normal_equation = (
    calc(_score_at_estimate, positive)
    .equals(
        (X.T @ y - gram @ w_hat) / variance, "score", by=("the score at ", w_hat), see=score_for_w
    )
    .equals(Zero(d), "normal-equation", by=_solved.conclusion, because=_solved)
    .qed(
        "score-is-0-if-the-normal-equation-holds",
        "Where the normal equation holds, the score is 0",
        Equals(_score_at_estimate, Zero(d)),
    )
)
