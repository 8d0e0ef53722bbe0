"""Gauss–Markov: no linear unbiased estimate has a smaller covariance than ŵ, in any direction."""

from ..kernel.statements import Equals, ForEach, PositiveSemidefinite
from ..kernel.terms import Expectation, Identity, Index, Inverse, Letter, SumOver
from ..kernel.theorem import assume
from ..kernel.trees import Abbreviation
from ..proving.chain import calc, publish
from .bias import mean_zero
from .covariance import Var, affine, equal_variance, homoscedastic, never_smaller
from .estimator import L, w_hat, y
from .model import X, d, epsilon, gram, n, variance, w_star

j = Index("j", d)
A = Letter("A", d, n)  # any linear estimate Ay
linear = Abbreviation("T", (), (), A @ y)
reproduces = assume(Equals(A @ X, Identity(d)))

_mean_at_j = Expectation(A @ (X @ j + epsilon))
_unbiased_everywhere = assume(ForEach(j, Equals(_mean_at_j, j)))

unbiased_linear = (
    calc(A @ X)
    .equals(SumOver(j, A @ X @ j @ j.T), "columns", by=Equals(SumOver(j, j @ j.T), Identity(d)))
    .equals(
        SumOver(j, _mean_at_j @ j.T),
        "mean-zero",
        by=mean_zero.conclusion,
        because=mean_zero,
    )
    .equals(
        SumOver(j, j @ j.T),
        "unbiased",
        by=("unbiased where the truth is ", j),
        because=_unbiased_everywhere,
    )
    .equals(Identity(d), "sum", by=Equals(SumOver(j, j @ j.T), Identity(d)))
    .qed(
        "unbiased-linear-estimates",
        "A linear estimate that is unbiased whatever the truth",
        Equals(A @ X, Identity(d)),
    )
)

linear_unbiased = (
    calc(Expectation(linear))
    .equals(
        A @ X @ w_star + A @ Expectation(epsilon),
        "linear",
        by=("the definitions of ", linear, " and ", y, "; expectation is linear"),
    )
    .equals(
        w_star,
        "mean-zero",
        by=(mean_zero.conclusion, " and ", reproduces.conclusion),
        because=[mean_zero, reproduces],
    )
    .qed(
        "linear-estimates-with-ax-the-identity-are-unbiased",
        "Where AX = I, the estimate Ay is unbiased",
        Equals(Expectation(linear), w_star),
    )
)

excess = A - L

excess_squared = (
    calc(excess @ excess.T)
    .equals(
        A @ A.T - A @ L.T - L @ A.T + L @ L.T,
        "multiply-out",
        by="multiply out",
    )
    .equals(
        A @ A.T - Inverse(gram),
        "unbiased",
        by=(
            reproduces.conclusion,
            " and ",
            Equals(L @ X, Identity(d)),
            ", so that ",
            Equals(A @ L.T, Inverse(gram)),
        ),
        because=reproduces,
    )
    .qed(
        "excess-of-a-linear-unbiased-estimate",
        "What a linear unbiased estimate does beyond least squares",
        Equals(excess @ excess.T, A @ A.T - Inverse(gram)),
    )
)

difference = (
    calc(Var(linear - w_hat))
    .equals(
        excess @ Var(epsilon) @ excess.T,
        "affine",
        by=(Equals(linear - w_hat, excess @ y), ", an affine image of ", epsilon),
        see=affine,
    )
    .equals(
        variance * (excess @ excess.T),
        "equal-variances",
        by=equal_variance.conclusion,
        because=equal_variance,
    )
    .equals(
        variance * (A @ A.T) - variance * Inverse(gram),
        "excess",
        by=excess_squared.conclusion,
        because=excess_squared,
    )
    .equals(
        Var(linear) - Var(w_hat),
        "covariances",
        by="the covariances of the two",
        because=equal_variance,
        see=homoscedastic,
    )
    .qed(
        "gauss-markov-decomposition",
        "What another linear unbiased estimate adds to the covariance",
        Equals(Var(linear - w_hat), Var(linear) - Var(w_hat)),
    )
)

gauss_markov = publish(
    "gauss-markov",
    "Gauss–Markov",
    PositiveSemidefinite(Var(linear) - Var(w_hat)),
    *never_smaller(linear, w_hat, difference),
)
