"""Cramér–Rao: Var[T] − K = Var[T − Kg], with g the score and K = σ²(XᵀX)⁻¹ the inverse information.

That the covariance of a regular unbiased estimate T with the score is the identity is cited on the
page; here it is a hypothesis, and a theorem for linear estimates. ŵ attains the bound.
"""

from ..kernel.statements import Equals, Positive, PositiveSemidefinite
from ..kernel.terms import Covariance, Expectation, Identity, Inverse, Random, Zero
from ..kernel.theorem import assume
from ..kernel.trees import Abbreviation
from ..proving.certificates import rewrite
from ..proving.chain import calc, line, publish
from ..proving.positivity import knowledge
from .bias import mean_zero
from .covariance import (
    Var,
    affine,
    equal_variance,
    homoscedastic,
    semidefinite,
    variance_semidefinite,
)
from .estimator import w_hat
from .gauss_markov import A, linear, reproduces
from .log_likelihood import ell
from .model import X, d, epsilon, gradient, gram, variance, w, w_star, y
from .score import information_for_w, score_for_w

g = Abbreviation("g", (), (), X.T @ epsilon / variance)
F = Abbreviation("F", (), (), gram / variance)
K = Abbreviation("K", (), (), variance * Inverse(gram))
T = Random("T", d)  # any estimate
nonzero = Positive(variance)
model = assume(Equals(y, X @ w_star + epsilon))
_score = gradient(ell(w, variance), w, at=w_star)

score_at_the_truth = (
    calc(_score, nonzero)
    .equals(
        X.T @ (y - X @ w_star) / variance,
        "score",
        by=("the score, at ", w_star),
        see=score_for_w,
    )
    .equals(X.T @ epsilon / variance, "model", by=model.conclusion, because=model)
    .equals(g, "definition", by=("the definition of ", g))
    .qed("score-at-the-truth", "The score at the truth", Equals(_score, g))
)

mean_score = (
    calc(Expectation(g), nonzero)
    .equals(
        X.T @ Expectation(epsilon) / variance,
        "linear",
        by=("the definition of ", g, "; expectation is linear"),
    )
    .equals(Zero(d), "mean-zero", by=mean_zero.conclusion, because=mean_zero)
    .qed("mean-of-the-score", "The score has mean zero", Equals(Expectation(g), Zero(d)))
)

variance_of_score = (
    calc(Var(g), nonzero)
    .equals(
        X.T @ Var(epsilon) @ X / variance**2,
        "affine",
        by=("the definition of ", g, ", a linear image of ", epsilon),
        see=affine,
    )
    .equals(
        gram / variance,
        "equal-variances",
        by=equal_variance.conclusion,
        because=equal_variance,
    )
    .equals(F, "definition", by=("the definition of ", F), see=information_for_w)
    .qed(
        "variance-of-the-score-is-the-information",
        "The variance of the score is the information",
        Equals(Var(g), F),
    )
)

score_and_linear_estimate = (
    calc(Covariance(linear, g), nonzero)
    .equals(
        A @ Var(epsilon) @ X / variance,
        "affine",
        by=("the definitions of ", linear, " and ", g),
    )
    .equals(A @ X, "equal-variances", by=equal_variance.conclusion, because=equal_variance)
    .equals(Identity(d), "unbiased", by=reproduces.conclusion, because=reproduces)
    .qed(
        "covariance-of-a-linear-estimate-and-the-score",
        "The covariance of a linear unbiased estimate with the score",
        Equals(Covariance(linear, g), Identity(d)),
    )
)

inverse_information = (
    calc(F @ K, nonzero)
    .equals(gram @ Inverse(gram), "definition", by=("the definitions of ", F, " and ", K))
    .equals(Identity(d), "inverse", by=Equals(gram @ Inverse(gram), Identity(d)))
    .qed("inverse-information", "The inverse of the information", Equals(F @ K, Identity(d)))
)

unbiased = assume(Equals(Covariance(T, g), Identity(d)))
_improved = T - K @ g

cramer_rao_decomposition = (
    calc(Var(_improved), nonzero)
    .equals(
        Var(T) - Covariance(T, g) @ K - K @ Covariance(T, g).T + K @ Var(g) @ K,
        "expand",
        by=("a covariance is linear on each side, and ", K, " is symmetric"),
    )
    .equals(
        Var(T) - 2 * K + K @ Var(g) @ K,
        "unbiased",
        by=unbiased.conclusion,
        because=unbiased,
    )
    .equals(
        Var(T) - K,
        "information",
        by=(variance_of_score.conclusion, ", whose inverse is ", K),
        because=equal_variance,
        see=[variance_of_score, inverse_information],
    )
    .qed(
        "cramer-rao-decomposition",
        "What an unbiased estimate adds to the inverse information",
        Equals(Var(_improved), Var(T) - K),
    )
)

_variance = knowledge(nonzero).settled(semidefinite(_improved))
_claim = PositiveSemidefinite(Var(T) - K)

cramer_rao = publish(
    "cramer-rao",
    "Cramér–Rao",
    _claim,
    line(
        "variance", _variance, by="a variance is positive semidefinite", see=variance_semidefinite
    ),
    line(
        "difference",
        knowledge(nonzero).settled(rewrite(_variance, _claim, cramer_rao_decomposition.theorem)),
        by=cramer_rao_decomposition.conclusion,
    ),
)

attained = (
    calc(Var(w_hat))
    .equals(
        variance * Inverse(gram), "covariance", by=homoscedastic.conclusion, because=homoscedastic
    )
    .equals(K, "definition", by=("the definition of ", K))
    .qed(
        "least-squares-attains-the-cramer-rao-bound",
        "Least squares attains the bound",
        Equals(Var(w_hat), K),
    )
)
