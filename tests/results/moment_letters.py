"""The letters of y = Xw⋆ + ε and its moments, written down once more, for the kernel."""

from __future__ import annotations

from derivations.kernel.statements import Equals, Integrable, Invertible, SquareIntegrable
from derivations.kernel.terms import (
    Covariance,
    Dimension,
    Expectation,
    Identity,
    Inverse,
    Letter,
    Random,
    Term,
    Zero,
)

from .letters import X, d, n

E, Cov = Expectation, Covariance


def Var(vector: Term) -> Covariance:
    """Var[u] = Cov[u, u]."""
    return Covariance(vector, vector)


k = Dimension("k")
w_star, a, x_0 = (Letter(name, d) for name in ("w_star", "a", "x_0"))
b_star, sigma_sq = Letter("b_star"), Letter("sigma_sq")
s = Letter("s", n)  # the variance of each entry of the noise
V = Letter("V", n, n)
A, B = Letter("A", d, n), Letter("B", d, n)
epsilon, epsilon_0 = Random("epsilon", n), Random("epsilon_0")

gram = X.T @ X
solver = Inverse(gram) @ X.T
observed = X @ w_star + epsilon
estimate = Inverse(gram) @ X.T @ observed
hat = X @ Inverse(gram) @ X.T
maker = Identity(n) - hat

invertible = Invertible(gram)
integrable, square_integrable = Integrable(epsilon), SquareIntegrable(epsilon)
mean_zero = Equals(E(epsilon), Zero(n))
equal_variance = Equals(Var(epsilon), sigma_sq * Identity(n))
