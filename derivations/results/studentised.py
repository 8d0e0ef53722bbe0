"""What is reported: RSS/σ² has a χ² law with n − d degrees of freedom, and t ratios Student's t."""

from dataclasses import dataclass

from ..kernel.statements import (
    ChiSquared,
    Equals,
    Gaussian,
    IndependentVectors,
    Invertible,
    Positive,
    SquareIntegrable,
    StudentT,
    symmetric,
)
from ..kernel.terms import Covariance, Expectation, Inverse, Letter, Random, Term, Trace, Zero
from ..kernel.theorem import (
    Theorem,
    cite,
    cut,
    instantiate,
    unfold,
)
from ..proving.certificates import rewrite
from ..proving.chain import Result, line, prove, publish
from ..proving.positivity import knowledge
from ..proving.sequents import condition
from .estimated_intercept import (
    centred_gram,
    centred_maker,
    centred_residual,
    centred_solver,
    intercept,
    observed,
    weights,
)
from .estimator import maker, solver, w_hat, y
from .gaussian_estimate import (
    affine_image,
    gaussian_at,
    independent,
    independent_with_intercept,
    of_sizes,
    white,
)
from .model import X, d, epsilon, gram, n, ones, variance, w_star
from .projection import maker_idempotent, maker_symmetric
from .residual_variance import RSS, RSS_c, residual_sum, s_c_sq, s_sq, unbiased_variance

positive = knowledge(Positive(variance))
a = Letter("a", d)  # aᵀw is any linear combination of the weights


@dataclass(frozen=True)
class Fit:
    """A fit without an intercept, or with one.

    The weights are w⋆ + solver·ε, where solver·solverᵀ is the inverse of `gram`; the residual is
    maker·ε.
    """

    weights: Term
    solver: Term
    gram: Term
    residual: Term
    maker: Term
    squares: Term
    degrees: Term
    spread: Term

    @property
    def chi_squared(self) -> ChiSquared:
        """RSS/σ² ~ χ²."""
        return ChiSquared(self.squares / variance, self.degrees)


plain = Fit(w_hat, solver, gram, y - X @ w_hat, maker, RSS, n - d, s_sq)
with_intercept = Fit(
    weights,
    centred_solver,
    centred_gram,
    observed - X @ weights - ones * intercept,
    centred_maker,
    RSS_c,
    n - d - 1,
    s_c_sq,
)


def publish_chi_squared(id: str, title: str, fit: Fit, see: Result, *known: Theorem) -> Result:
    """Publish the law of RSS/σ² = εᵀMε/σ², where M is known to be symmetric and idempotent."""
    fact = of_sizes("chi-squared-from-a-projection", k=n)
    letters = (Random("U", n), epsilon), (Letter("s"), variance), (Letter("P", n, n), fit.maker)
    projected = cut(instantiate(fact, *letters), *known)
    return publish(
        id,
        title,
        fit.chi_squared,
        line("projection", projected, by=(fit.maker, " is symmetric and idempotent")),
        line(
            "degrees",
            positive.settled(rewrite(projected, fit.chi_squared)),
            by=(see.conclusion, ", and ", Equals(Trace(fit.maker), fit.degrees)),
            see=see,
        ),
    )


def publish_t(id: str, title: str, fit: Fit, apart: Result, chi_squared: Result) -> Result:
    """Publish the law of aᵀ(ŵ − w⋆)/√(s²aᵀ(…)⁻¹a), from the independence of ŵ and residual."""
    error, size = a.T @ (fit.weights - w_star), a.T @ Inverse(fit.gram) @ a
    claim = StudentT(error, fit.spread * size, fit.degrees)
    given = knowledge(
        Invertible(fit.gram), Positive(variance), Positive(size), Positive(fit.degrees)
    )
    gaussian = rewrite(
        gaussian_at(1, a.T @ fit.solver, Zero(), white), Gaussian(error, Zero(), variance * size)
    )
    functions = instantiate(
        of_sizes("functions-of-independent-vectors-are-independent", k=d, l=1, p=n),
        (Random("U", d), fit.weights),
        (Random("W", n), fit.residual),
        (Letter("B", 1, d), a.T),
        (Letter("b"), -a.T @ w_star),
        (Letter("s"), 1 / variance),
    )
    independent = positive.settled(
        rewrite(cut(functions, apart.theorem), IndependentVectors(error, fit.chi_squared.scalar))
    )
    fact = instantiate(
        cite("student-t-from-a-gaussian-and-a-chi-squared"),
        (Random("u"), error),
        (Letter("s"), variance * size),
        (Random("q"), fit.chi_squared.scalar),
        (Letter("r"), fit.degrees),
    )
    ratio = given.settled(cut(fact, gaussian, independent, chi_squared.theorem))
    return publish(
        id,
        title,
        claim,
        line("error", gaussian, by=("an affine image of ", epsilon), see=affine_image),
        line("independent", independent, by="functions of vectors that are independent"),
        line("ratio", ratio, by="a Gaussian over the root of an independent χ²"),
        line(
            "scale",
            given.settled(rewrite(ratio, claim)),
            by=("the definition of ", fit.spread),
        ),
    )


# Gaussian noise has the moments that the expectations above suppose. That they are finite is part
# of the cited covariance, which would mean nothing otherwise.

_U = Random("U", n)
_of_noise = (_U, epsilon), (Letter("m", n), Zero(n)), (Letter("V", n, n), white)
_mean = of_sizes("mean-of-a-gaussian-vector", k=n)
_covariance = of_sizes("covariance-of-a-gaussian-vector", k=n)
finite = instantiate(condition(SquareIntegrable(_U), _covariance), *_of_noise)
mean = cut(instantiate(_mean, *_of_noise), unfold(finite, 0))
covariance = cut(instantiate(_covariance, *_of_noise), finite)

gaussian_variance = publish(
    "unbiased-variance-with-gaussian-noise",
    "With Gaussian noise, s² is unbiased",
    Equals(Expectation(s_sq), variance),
    line(
        "finite", finite, by=("without it, ", Covariance(epsilon, epsilon), " would mean nothing")
    ),
    line("mean", mean, by="its mean"),
    line("covariance", covariance, by="its covariance"),
    line(
        "unbiased",
        cut(unbiased_variance.theorem, finite, mean, covariance),
        by="these are what the theorem on the unbiased variance supposes",
    ),
)

chi_squared = publish_chi_squared(
    "law-of-the-residual-sum-of-squares",
    "RSS/σ² has a χ² law",
    plain,
    residual_sum,
    maker_symmetric.theorem,
    maker_idempotent.theorem,
)

chi_squared_with_intercept = publish_chi_squared(
    "law-of-the-residual-sum-of-squares-with-intercept",
    "With an intercept, RSS/σ² has a χ² law",
    with_intercept,
    centred_residual,
    prove(symmetric(centred_maker)),
    prove(Equals(centred_maker @ centred_maker, centred_maker)),
)

student_t = publish_t(
    "law-of-the-t-ratio", "The t ratio has Student's t law", plain, independent, chi_squared
)

student_t_with_intercept = publish_t(
    "law-of-the-t-ratio-with-intercept",
    "With an intercept, the t ratio has Student's t law",
    with_intercept,
    independent_with_intercept,
    chi_squared_with_intercept,
)
