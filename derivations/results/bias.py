"""Bias: E[ŵ] = w⋆ where the noise has mean zero, and by how much a left-out column spoils it."""

from ..kernel.statements import Equals
from ..kernel.terms import Dimension, Expectation, Identity, Inverse, Letter, Ones, Zero
from ..kernel.theorem import assume, cut
from ..kernel.trees import Abbreviation
from ..proving.chain import calc, line, publish
from .definiteness import invertible_if_full_rank
from .estimator import estimate_and_truth, maker, residual_and_noise, solver, w_hat, y
from .model import X, d, epsilon, gram, n, w_star

E = Expectation
mean_zero = assume(Equals(E(epsilon), Zero(n)))
inverse_cancels = Equals(Inverse(gram) @ gram, Identity(d))

_unbiased = (
    calc(E(w_hat))
    .equals(
        E(w_star + solver @ epsilon),
        "estimate",
        by=estimate_and_truth.conclusion,
        see=estimate_and_truth,
    )
    .equals(
        w_star + solver @ E(epsilon),
        "linear",
        by=("expectation is linear, and only ", epsilon, " is random"),
    )
    .equals(w_star, "mean-zero", by=mean_zero.conclusion, because=mean_zero)
)
mean_of_the_estimate = _unbiased.proof()
_invertible = invertible_if_full_rank.theorem

unbiased = publish(
    "least-squares-is-unbiased",
    "Least squares is unbiased",
    Equals(E(w_hat), w_star),
    *_unbiased.lines,
    line(
        "full-rank",
        cut(mean_of_the_estimate, _invertible),
        by=("the three lines, and ", _invertible.conclusion, ", for ", _invertible.hypotheses[0]),
    ),
)

residual_mean = (
    calc(E(y - X @ w_hat))
    .equals(
        E(maker @ epsilon), "residual", by=residual_and_noise.conclusion, see=residual_and_noise
    )
    .equals(maker @ E(epsilon), "linear", by="expectation is linear")
    .equals(Zero(n), "mean-zero", by=mean_zero.conclusion, because=mean_zero)
    .qed("mean-of-the-residual", "The residual has mean zero", Equals(E(y - X @ w_hat), Zero(n)))
)

k = Dimension("k")
Z, u_star = Letter("Z", n, k), Letter("u_star", k)  # columns that are left out, and their weights
true_y = Abbreviation("y", (), (), X @ w_star + Z @ u_star + epsilon)
short = Abbreviation("w_hat", (), (), solver @ true_y)

omitted = (
    calc(E(short))
    .equals(
        E(w_star + solver @ Z @ u_star + solver @ epsilon),
        "definition",
        by=("the definitions of ", short, " and ", true_y, ", and ", inverse_cancels),
    )
    .equals(
        w_star + solver @ Z @ u_star + solver @ E(epsilon), "linear", by="expectation is linear"
    )
    .equals(w_star + solver @ Z @ u_star, "mean-zero", by=mean_zero.conclusion, because=mean_zero)
    .qed(
        "omitted-variable-bias",
        "The bias from columns that are left out",
        Equals(E(short), w_star + solver @ Z @ u_star),
    )
)

_orthogonal = assume(Equals(X.T @ Z, Zero(X.cols, k)))

orthogonal_columns = (
    calc(E(short))
    .equals(
        w_star + Inverse(gram) @ (X.T @ Z) @ u_star, "bias", by=omitted.conclusion, because=omitted
    )
    .equals(w_star, "orthogonal", by=_orthogonal.conclusion, because=_orthogonal)
    .qed(
        "no-bias-from-orthogonal-columns",
        "Columns that are orthogonal to X can be left out",
        Equals(E(short), w_star),
    )
)

b_star = Letter("b_star")
_shifted_y = Abbreviation("y", (), (), X @ w_star + Ones(n) * b_star + epsilon)
_no_intercept = Abbreviation("w_hat", (), (), solver @ _shifted_y)

omitted_intercept = (
    calc(E(_no_intercept))
    .equals(
        E(w_star + b_star * (solver @ Ones(n)) + solver @ epsilon),
        "definition",
        by=("the definitions of ", _no_intercept, " and ", _shifted_y, ", and ", inverse_cancels),
    )
    .equals(
        w_star + b_star * (solver @ Ones(n)) + solver @ E(epsilon),
        "linear",
        by="expectation is linear",
    )
    .equals(
        w_star + b_star * (solver @ Ones(n)),
        "mean-zero",
        by=mean_zero.conclusion,
        because=mean_zero,
    )
    .qed(
        "omitted-intercept-bias",
        "The bias from an intercept that is left out",
        Equals(E(_no_intercept), w_star + b_star * (solver @ Ones(n))),
    )
)
