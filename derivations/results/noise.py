"""The density of the observations: with independent Gaussian noise it is ∏ᵢ N(yᵢ; xᵢᵀw, σ²).

X is given, and y = Xw + ε. Independence, normality, zero mean and equal variance are four
hypotheses, and each is used on a line of its own.
"""

from ..kernel.statements import (
    Equals,
    ForEach,
    Gaussian,
    Independent,
    Laplace,
    Positive,
    PositiveDefinite,
    Statement,
)
from ..kernel.terms import (
    Absolute,
    Density,
    Determinant,
    Dimension,
    Exp,
    Inverse,
    Letter,
    Pi,
    ProductOver,
    Random,
    Root,
    Term,
    Zero,
)
from ..kernel.theorem import (
    Theorem,
    assume,
    cite,
    cut,
    instantiate,
    unfold,
)
from ..kernel.trees import Abbreviation
from ..proving.certificates import rewrite
from ..proving.chain import Chain, calc
from ..proving.positivity import for_each
from .model import X, epsilon, i, n, variance, w, x_i, y, y_i

k = Dimension("k")
tau = Letter("tau")  # the scale of a Laplace law
V = Letter("V", n, n)  # the covariance of the noise, over σ²
m, s = Letter("m", n), Letter("s", n)  # the mean and the variance of each entry of the noise
m_i, s_i, noise_i = i.T @ m, i.T @ s, i.T @ epsilon
residual_i = y_i - x_i.T @ w

independent = assume(Independent(epsilon))
normal_i = Gaussian(noise_i, m_i, s_i)
laplace_i = Laplace(noise_i, Zero(), tau)
zero_mean = assume(ForEach(i, Equals(m_i, Zero())))
equal_variance = assume(ForEach(i, Equals(s_i, variance)))
each_positive = ForEach(i, Positive(s_i))


def gaussian(residual: Term, spread: Term) -> Term:
    """The density of a Gaussian with mean 0 and this variance, at a residual."""
    return 1 / Root(2 * Pi() * spread) * Exp(-(residual**2 / (2 * spread)))


def laplace(residual: Term) -> Term:
    """The density of a Laplace law with location 0 and scale τ, at a residual."""
    return 1 / (2 * tau) * Exp(-(Absolute(residual) / tau))


def L(at: Term, spread: Term) -> Abbreviation:
    """The likelihood ∏ᵢ N(yᵢ; xᵢᵀw, σ²), at a point and a variance."""
    likelihood = ProductOver(i, gaussian(residual_i, variance))
    return Abbreviation("L", (w, variance), (at, spread), likelihood)


L_s = Abbreviation("L_s", (w,), (w,), ProductOver(i, gaussian(residual_i, s_i)))
L_1 = Abbreviation("L_1", (w,), (w,), ProductOver(i, laplace(residual_i)))
_scale = Root(Determinant(V)) * ProductOver(i, Root(2 * Pi() * variance))
G = Abbreviation("G", (w,), (w,), (y - X @ w).T @ Inverse(V) @ (y - X @ w))
L_V = Abbreviation("L_V", (w, variance), (w, variance), 1 / _scale * Exp(-(G / (2 * variance))))


def of_size(fact: str, *pairs: tuple[Letter | Random, Term]) -> Theorem:
    """A fact about vectors of any size, at vectors of size n."""
    return instantiate(instantiate(cite(fact), (k, n)), *pairs)


_shift = of_size("density-of-a-shifted-vector", (Random("U", n), epsilon), (Letter("m", n), X @ w))
shifted = instantiate(_shift, (Letter("z", n), y))
_factors = cut(
    of_size(
        "density-of-independent-entries", (Random("U", n), epsilon), (Letter("z", n), y - X @ w)
    ),
    independent,
)
_normal = instantiate(
    cite("density-of-a-gaussian"),
    (Random("u"), noise_i),
    (Letter("mu"), m_i),
    (Letter("s"), s_i),
    (Letter("t"), residual_i),
)
_each_normal = for_each(i, _normal, ForEach(i, normal_i), each_positive)


def factorised(density: Term, *known: Statement | Theorem) -> Chain:
    """The density of the observations at y, as a product of the densities of the noise."""
    return (
        calc(density, *known)
        .equals(
            Density(epsilon, y - X @ w),
            "shift",
            by=(X @ w, " is constant, for ", X, " is given: the density is shifted"),
            because=shifted,
        )
        .equals(
            ProductOver(i, Density(noise_i, residual_i)),
            "factor",
            by="independence: the density is a product",
            because=_factors,
        )
    )


positive_variance = rewrite(
    unfold(assume(each_positive), 0, i), Positive(variance), unfold(equal_variance, 0, i)
)

_with_mean_zero = (
    factorised(
        Density(X @ w + epsilon, y),
        each_positive,
        equal_variance.conclusion,
        positive_variance,
    )
    .equals(
        ProductOver(i, gaussian(residual_i - m_i, s_i)),
        "normal",
        by=("normality, with ", Positive(s_i), ": the density of a Gaussian"),
        because=_each_normal,
    )
    .equals(
        ProductOver(i, gaussian(residual_i, s_i)),
        "zero-mean",
        by=zero_mean.conclusion,
        because=zero_mean,
    )
)

density_of_the_observations = (
    _with_mean_zero.equals(
        ProductOver(i, gaussian(residual_i, variance)),
        "equal-variance",
        by=equal_variance.conclusion,
        because=equal_variance,
    )
    .equals(L(w, variance), "definition", by=("the definition of ", L(w, variance)))
    .qed(
        "density-of-the-observations",
        "The density of the observations is the likelihood",
        Equals(Density(X @ w + epsilon, y), L(w, variance)),
    )
)

density_with_unequal_variances = _with_mean_zero.equals(
    L_s, "definition", by=("the definition of ", L_s)
).qed(
    "density-of-the-observations-with-unequal-variances",
    "The density of the observations, whatever the variances",
    Equals(Density(X @ w + epsilon, y), L_s),
)

_laplace = instantiate(
    cite("density-of-a-laplace"),
    (Random("u"), noise_i),
    (Letter("mu"), Zero()),
    (Letter("b"), tau),
    (Letter("t"), residual_i),
)

density_with_laplace_noise = (
    factorised(Density(X @ w + epsilon, y), Positive(tau))
    .equals(
        ProductOver(i, laplace(residual_i)),
        "laplace",
        by="the density of a Laplace law",
        because=for_each(i, _laplace, ForEach(i, laplace_i), Positive(tau)),
    )
    .equals(L_1, "definition", by=("the definition of ", L_1))
    .qed(
        "density-of-the-observations-with-laplace-noise",
        "The density of the observations with Laplace noise",
        Equals(Density(X @ w + epsilon, y), L_1),
    )
)

_gaussian_vector = instantiate(
    of_size(
        "density-of-a-gaussian-vector",
        (Random("U", n), epsilon),
        (Letter("m", n), Zero(n)),
        (Letter("V", n, n), V),
        (Letter("z", n), y - X @ w),
    ),
    (Letter("s"), variance),
)

density_with_covariance = (
    calc(Density(X @ w + epsilon, y), Positive(variance), PositiveDefinite(V))
    .equals(
        Density(epsilon, y - X @ w),
        "shift",
        by=(X @ w, " is constant, for ", X, " is given: the density is shifted"),
        because=shifted,
    )
    .equals(
        L_V,
        "gaussian",
        by=("the density of a Gaussian vector, and the definition of ", L_V),
        because=_gaussian_vector,
    )
    .qed(
        "density-of-the-observations-with-covariance",
        "The density of the observations with correlated noise",
        Equals(Density(X @ w + epsilon, y), L_V),
    )
)
