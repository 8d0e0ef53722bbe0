"""A mean of n observations estimates the mean of one: E[1ᵀY/n] = μ, and Var[1ᵀY/n] = σ²/n."""

from ..kernel.statements import Equals
from ..kernel.terms import Expectation, Identity, Letter, Random
from ..kernel.theorem import assume
from ..proving.chain import calc
from .covariance import Var
from .model import n, ones, variance

Y, mu = Random("Y", n), Letter("mu")  # n numbers that are drawn, and the mean of each
E = Expectation
mean = ones.T @ Y / n
one_mean = assume(Equals(E(Y), mu * ones))
uncorrelated = assume(Equals(Var(Y), variance * Identity(n)))

mean_is_unbiased = (
    calc(E(mean))
    .equals(ones.T @ E(Y) / n, "linear", by="expectation is linear")
    .equals(mu * (ones.T @ ones) / n, "one-mean", by=one_mean.conclusion, because=one_mean)
    .equals(mu, "count", by=Equals(ones.T @ ones, n))
    .qed(
        "mean-of-draws-is-unbiased",
        "A mean of observations is an unbiased estimate of the mean of one",
        Equals(E(mean), mu),
    )
)

variance_of_the_mean = (
    calc(Var(mean))
    .equals(ones.T @ Var(Y) @ ones / n**2, "image", by=("the variance of a linear image of ", Y))
    .equals(
        variance * (ones.T @ ones) / n**2,
        "uncorrelated",
        by=uncorrelated.conclusion,
        because=uncorrelated,
    )
    .equals(variance / n, "count", by=Equals(ones.T @ ones, n))
    .qed(
        "variance-of-a-mean-of-draws",
        "The variance of a mean of uncorrelated observations",
        Equals(Var(mean), variance / n),
    )
)
