"""The distribution of the estimate: with Gaussian noise, ŵ ~ N(w⋆, σ²(XᵀX)⁻¹).

An affine image of one Gaussian vector is Gaussian, by its moment generating function. So are the
observations, the estimate and the residual, and the last two are independent.
"""

from ..kernel.statements import Equals, Gaussian, IndependentVectors, symmetric
from ..kernel.terms import (
    Covariance,
    Dimension,
    Exp,
    Identity,
    Inverse,
    Letter,
    MomentGenerating,
    Random,
    Size,
    Term,
    Zero,
)
from ..kernel.theorem import (
    Theorem,
    assume,
    cite,
    cut,
    instantiate,
    introduce,
    unfold,
)
from ..proving.certificates import rewrite
from ..proving.chain import Let, Result, calc, line, prove, publish
from ..proving.positivity import right_of
from .bias import inverse_cancels
from .covariance import Var, equal_variance
from .estimated_intercept import (
    centred_gram,
    centred_maker,
    centred_residual,
    centred_solver,
    intercept,
    observed,
    of_intercept,
    weights,
    weights_and_truth,
)
from .estimator import estimate_and_truth, maker, residual_and_noise, solver, w_hat, y
from .generalised_least_squares import generalised_and_truth, w_V, weighted_gram, weighted_solver
from .logarithm import exp_of_sum
from .model import (
    X,
    b_star,
    d,
    epsilon,
    gram,
    n,
    ones,
    variance,
    w_star,
    x_bar,
)
from .noise import V
from .projection import maker_removes_columns

k = Dimension("k")
m, S = Letter("m", n), Letter("S", n, n)
B, a, t = Letter("B", k, n), Letter("a", k), Letter("t", k)
gaussian = assume(Gaussian(epsilon, m, S))
image = B @ epsilon + a
M = MomentGenerating


def of_sizes(fact: str, **sizes: Size) -> Theorem:
    """A cited fact, with sizes in the place of the dimensions k, l and p."""
    return instantiate(cite(fact), *((Dimension(name), size) for name, size in sizes.items()))


_affine = instantiate(
    of_sizes("moment-generating-function-of-an-affine-image", k=n, l=k),
    (Random("U", n), epsilon),
    (Letter("B", k, n), B),
    (Letter("b", k), a),
    (Letter("z", k), t),
)
_at_image = unfold(gaussian, 1, B.T @ t)
_exponents = exp_of_sum(t.T @ a, (B.T @ t).T @ m + (B.T @ t).T @ S @ (B.T @ t) / 2)
_symmetric = prove(symmetric(B @ S @ B.T), unfold(gaussian, 0))
_generating = (
    calc(M(image, t))
    .equals(
        Exp(t.T @ a) * M(epsilon, B.T @ t),
        "affine",
        by="the exponential of a constant is taken out of the expectation",
        because=_affine,
    )
    .equals(
        Exp(t.T @ a) * right_of(_at_image),
        "gaussian",
        by=(gaussian.conclusion, ", at ", B.T @ t),
        because=_at_image,
    )
    .equals(
        Exp(t.T @ (B @ m + a) + t.T @ (B @ S @ B.T) @ t / 2),
        "sum",
        by="the exponents add up",
        because=_exponents,
    )
)
_gaussian_image = Gaussian(image, B @ m + a, B @ S @ B.T)

affine_image = publish(
    "affine-image-of-a-gaussian-vector",
    "An affine image of a Gaussian vector is Gaussian",
    _gaussian_image,
    *_generating.lines,
    line("symmetric", _symmetric, by=symmetric(S)),
    line(
        "definition",
        introduce(_gaussian_image, t, _symmetric, _generating.proof()),
        by=("the moment generating function of ", _gaussian_image, ", for every ", t),
    ),
)


def gaussian_at(size: Size, matrix: Term, shift: Term, covariance: Term) -> Theorem:
    """matrix · ε + shift, of shape size×1, is Gaussian for noise of mean 0 and this covariance."""
    sized = instantiate(affine_image.theorem, (k, size), (m, Zero(n)), (S, covariance))
    return instantiate(sized, (Letter("B", size, n), matrix), (Letter("a", size), shift))


def publish_gaussian(id: str, title: str, law: Gaussian, at: Theorem, seen: Result) -> Result:
    """Publish that what is an affine image of ε, as a result has shown, has its Gaussian law."""
    shown = line(
        "affine",
        rewrite(at, law),
        by=(seen.conclusion, ", an affine image of ", epsilon),
        see=[affine_image, seen],
    )
    return publish(id, title, law, shown)


white = variance * Identity(n)
noise = assume(Gaussian(epsilon, Zero(n), white))

observations_gaussian = publish(
    "distribution-of-the-observations",
    "The distribution of the observations",
    Gaussian(y, X @ w_star, white),
    line(
        "affine",
        rewrite(gaussian_at(n, Identity(n), X @ w_star, white), Gaussian(y, X @ w_star, white)),
        by=("the definition of ", y, ", an affine image of ", epsilon),
    ),
)

sandwich_law = Gaussian(w_hat, w_star, solver @ S @ X @ Inverse(gram))

any_noise_gaussian = publish_gaussian(
    "distribution-of-the-estimate-for-any-covariance",
    "The distribution of the estimate, for any covariance of the noise",
    sandwich_law,
    gaussian_at(d, solver, w_star, S),
    estimate_and_truth,
)

_white_noise = instantiate(any_noise_gaussian.theorem, (S, white))
estimate_law = Gaussian(w_hat, w_star, variance * Inverse(gram))

estimate_gaussian = publish(
    "distribution-of-the-estimate",
    "The distribution of the estimate",
    estimate_law,
    line("covariance", _white_noise, by=Let(S, white)),
    line("inverse", rewrite(_white_noise, estimate_law), by=inverse_cancels),
)

# With an intercept, and with correlated noise.

weights_gaussian = publish_gaussian(
    "distribution-of-the-weights-with-intercept",
    "The distribution of the weights with an intercept",
    Gaussian(weights, w_star, variance * Inverse(centred_gram)),
    gaussian_at(d, centred_solver, w_star, white),
    weights_and_truth,
)

_intercept_row = ones.T / n - x_bar.T @ centred_solver
intercept_law = Gaussian(
    intercept, b_star, variance * (1 / n + x_bar.T @ Inverse(centred_gram) @ x_bar)
)

intercept_gaussian = publish(
    "distribution-of-the-intercept",
    "The distribution of the intercept",
    intercept_law,
    line(
        "affine",
        rewrite(gaussian_at(1, _intercept_row, b_star, white), intercept_law),
        by=("the definition of ", intercept, ", an affine image of ", epsilon),
        see=[affine_image, of_intercept],
    ),
)

generalised_gaussian = publish_gaussian(
    "distribution-of-generalised-least-squares",
    "The distribution of generalised least squares",
    Gaussian(w_V, w_star, variance * Inverse(weighted_gram)),
    gaussian_at(d, weighted_solver, w_star, variance * V),
    generalised_and_truth,
)

# Uncorrelated, and so independent.

residual = y - X @ w_hat

uncorrelated = (
    calc(Covariance(w_hat, residual))
    .equals(
        solver @ Var(epsilon) @ maker.T,
        "affine",
        by=(estimate_and_truth.conclusion, ", and ", residual_and_noise.conclusion),
        see=[estimate_and_truth, residual_and_noise],
    )
    .equals(
        variance * (solver @ maker.T),
        "equal-variances",
        by=equal_variance.conclusion,
        because=equal_variance,
    )
    .equals(Zero(d, n), "columns", by=Equals(X.T @ maker, Zero(d, n)), see=maker_removes_columns)
    .qed(
        "estimate-and-residual-are-uncorrelated",
        "The estimate and the residual are uncorrelated",
        Equals(Covariance(w_hat, residual), Zero(d, n)),
    )
)


def independent_images(
    estimate: Term, truth: Term, residual: Term, uncorrelated: Theorem
) -> Theorem:
    """That two images of white noise are independent: of shape d×1 about the truth, and n×1."""
    fact = of_sizes("uncorrelated-images-of-a-gaussian-vector-are-independent", k=n, l=d, p=n)
    images = instantiate(
        fact,
        (Random("U", n), epsilon),
        (Letter("m", n), Zero(n)),
        (Letter("V", n, n), white),
        (Letter("B", d, n), estimate),
        (Letter("C", n, n), residual),
        (Letter("b", d), truth),
        (Letter("c", n), Zero(n)),
    )
    return cut(images, uncorrelated)


def publish_independent(
    id: str, title: str, law: IndependentVectors, estimate: Term, residual: Term, *seen: Result
) -> Result:
    """Publish that an estimate and a residual are independent, for they are uncorrelated."""
    no_covariance = prove(Equals(estimate @ white @ residual.T, Zero(d, n)))
    images = independent_images(estimate, w_star, residual, no_covariance)
    return publish(
        id,
        title,
        law,
        line(
            "uncorrelated",
            no_covariance,
            by=(Equals(estimate @ residual, Zero(d, n)), ", and ", symmetric(residual)),
            see=uncorrelated,
        ),
        line(
            "images",
            images,
            by=("uncorrelated affine images of ", epsilon, ", which is Gaussian, are independent"),
        ),
        line(
            "estimate-and-residual",
            rewrite(images, law),
            by=(seen[0].conclusion, ", and ", seen[1].conclusion),
            see=seen,
        ),
    )


independent = publish_independent(
    "estimate-and-residual-are-independent",
    "The estimate and the residual are independent",
    IndependentVectors(w_hat, residual),
    solver,
    maker,
    estimate_and_truth,
    residual_and_noise,
)

independent_with_intercept = publish_independent(
    "weights-and-residual-with-intercept-are-independent",
    "With an intercept, the weights and the residual are independent",
    IndependentVectors(weights, observed - X @ weights - ones * intercept),
    centred_solver,
    centred_maker,
    weights_and_truth,
    centred_residual,
)
