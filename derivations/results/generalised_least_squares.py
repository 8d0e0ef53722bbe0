"""Generalised least squares: where Var[ε] = σ²V, ŵ_V = (XᵀV⁻¹X)⁻¹XᵀV⁻¹y has the least covariance.

With V diagonal this is weighted least squares. Under Gaussian noise it is maximum likelihood,
which ŵ = (XᵀX)⁻¹Xᵀy then is not.
"""

from ..kernel.statements import (
    Equals,
    Maximises,
    Minimises,
    Nonnegative,
    PositiveDefinite,
    PositiveSemidefinite,
    symmetric,
)
from ..kernel.terms import Dimension, Expectation, Identity, Inverse, Letter
from ..kernel.theorem import (
    assume,
    cut,
    instantiate,
    introduce,
    unfold,
)
from ..kernel.trees import Abbreviation, substitute
from ..proving.certificates import rewrite
from ..proving.chain import Let, calc, line, prove, publish
from ..proving.positivity import Known
from .bias import inverse_cancels, mean_zero
from .covariance import Var, affine, never_smaller
from .estimator import solver, w_hat
from .gauss_markov import A, linear, reproduces
from .log_likelihood import ell_V
from .maximum_likelihood import u
from .model import X, d, epsilon, n, observations, variance, w, w_star, y
from .noise import G
from .other_noise import minimiser_of_generalised_error
from .positive_definite import V, definite_is_invertible

weighted_gram = X.T @ Inverse(V) @ X
weighted_solver = Inverse(weighted_gram) @ X.T @ Inverse(V)
cancels = Equals(Inverse(weighted_gram) @ weighted_gram, Identity(d))
V_definite = assume(PositiveDefinite(V))
_semidefinite = unfold(V_definite, 0)
given = Known((PositiveDefinite(V),), (definite_is_invertible.theorem,))

# The minimiser of the generalised squared error, whatever the observations.

estimate = Abbreviation("w_hat_V", (), (), weighted_solver @ y)
away = w - estimate
_gap = substitute(G, {w: estimate})

generalised_gap = (
    calc(G - _gap, definite_is_invertible.theorem)
    .equals(
        away.T @ weighted_gram @ away,
        "expand",
        by=(
            "multiply out; ",
            symmetric(V),
            ", and inverses cancel; ",
            V,
            " is positive definite, and so invertible",
        ),
        because=unfold(_semidefinite, 0),
    )
    .qed(
        "generalised-squared-error-gap",
        "By how much G(w) exceeds its minimum",
        Equals(G - _gap, away.T @ weighted_gram @ away),
    )
)

_image = Inverse(V) @ X @ away
_form = given.settled(unfold(_semidefinite, 1, _image))
_above = given.settled(
    rewrite(_form, Nonnegative(G - _gap), generalised_gap.theorem, unfold(_semidefinite, 0))
)

generalised_minimum = publish(
    "generalised-least-squares-estimate",
    "Generalised least squares in closed form",
    Minimises(estimate, G, w),
    line("form", _form, by=(PositiveDefinite(V), ", at ", _image)),
    line("above", _above, by=generalised_gap.conclusion),
    line(
        "definition",
        given.settled(introduce(Minimises(estimate, G, w), w, _above)),
        by=(_above.conclusion, " for every ", w),
    ),
)

_maximum = instantiate(minimiser_of_generalised_error.theorem, (u, estimate))

maximum_likelihood = publish(
    "generalised-least-squares-is-maximum-likelihood",
    "With correlated Gaussian noise, generalised least squares is maximum likelihood",
    Maximises(estimate, ell_V, w),
    line(
        "minimiser",
        given.settled(cut(_maximum, generalised_minimum.theorem)),
        by=("the closed form minimises ", G, ", whose minimiser maximises ", ell_V),
    ),
)

# As a random vector.

w_V = Abbreviation("w_hat_V", (), (), weighted_solver @ observations)
covariance_V = assume(Equals(Var(epsilon), variance * V))

generalised_and_truth = (
    calc(w_V)
    .equals(
        weighted_solver @ (X @ w_star + epsilon),
        "definition",
        by=("the definitions of ", w_V, " and ", observations),
    )
    .equals(w_star + weighted_solver @ epsilon, "inverse", by=cancels)
    .qed(
        "generalised-estimate-and-the-truth",
        "The generalised estimate is the truth plus an image of the noise",
        Equals(w_V, w_star + weighted_solver @ epsilon),
    )
)

generalised_unbiased = (
    calc(Expectation(w_V))
    .equals(
        w_star + weighted_solver @ Expectation(epsilon),
        "linear",
        by=(generalised_and_truth.conclusion, ", and expectation is linear"),
        see=generalised_and_truth,
    )
    .equals(w_star, "mean-zero", by=mean_zero.conclusion, because=mean_zero)
    .qed(
        "generalised-least-squares-is-unbiased",
        "Generalised least squares is unbiased",
        Equals(Expectation(w_V), w_star),
    )
)

generalised_covariance = (
    calc(Var(w_V))
    .equals(
        weighted_solver @ Var(epsilon) @ weighted_solver.T,
        "affine",
        by=generalised_and_truth.conclusion,
        see=[generalised_and_truth, affine],
    )
    .equals(
        variance * (weighted_solver @ V @ weighted_solver.T),
        "noise",
        by=covariance_V.conclusion,
        because=covariance_V,
    )
    .equals(
        variance * Inverse(weighted_gram),
        "inverses",
        by=(Equals(Inverse(V) @ V, Identity(n)), ", and the inverse cancels"),
    )
    .qed(
        "covariance-of-generalised-least-squares",
        "The covariance of generalised least squares",
        Equals(Var(w_V), variance * Inverse(weighted_gram)),
    )
)

# That σ²V is a covariance makes σ²V⁻¹ symmetric, whatever σ² is.

k = Dimension("k")
c, M = Letter("c"), Letter("M", k, k)
_multiple = assume(Equals(c * M.T, c * M))

symmetric_multiple = (
    calc(c * Inverse(M))
    .equals(Inverse(M) @ (c * M.T) @ Inverse(M).T, "divide", by="multiply and divide")
    .equals(
        Inverse(M) @ (c * M) @ Inverse(M).T,
        "symmetric",
        by=_multiple.conclusion,
        because=_multiple,
    )
    .equals(c * Inverse(M).T, "cancel", by="the inverse cancels")
    .qed(
        "inverse-where-a-multiple-is-symmetric",
        "Where a multiple of a matrix is symmetric, so is that of its inverse",
        Equals(c * Inverse(M), c * Inverse(M).T),
    )
)


_at_V = instantiate(
    instantiate(symmetric_multiple.theorem, (k, n)), (c, variance), (Letter("M", n, n), V)
)
_V_inverse = cut(_at_V, prove(Equals(variance * V.T, variance * V), covariance_V))
L_V = Abbreviation("L_V", (), (), weighted_solver)
excess = A - L_V

difference = (
    calc(Var(linear - w_V))
    .equals(
        excess @ Var(epsilon) @ excess.T,
        "affine",
        by=("an affine image of ", epsilon),
        see=affine,
    )
    .equals(
        variance * (A @ V @ A.T - A @ V @ L_V.T - L_V @ V @ A.T + L_V @ V @ L_V.T),
        "noise",
        by=(covariance_V.conclusion, "; multiply out"),
        because=covariance_V,
    )
    .equals(
        variance * (A @ V @ A.T) - variance * Inverse(weighted_gram),
        "unbiased",
        by=(
            reproduces.conclusion,
            ", and ",
            _V_inverse.conclusion,
            ", for ",
            variance * V,
            " is a covariance",
        ),
        because=[reproduces, _V_inverse],
    )
    .equals(
        Var(linear) - Var(w_V),
        "covariances",
        by="the covariances of the two",
        because=covariance_V,
        see=generalised_covariance,
    )
    .qed(
        "aitken-decomposition",
        "What another linear unbiased estimate adds to the generalised covariance",
        Equals(Var(linear - w_V), Var(linear) - Var(w_V)),
    )
)

aitken = publish(
    "generalised-gauss-markov",
    "Gauss–Markov for correlated noise, by Aitken",
    PositiveSemidefinite(Var(linear) - Var(w_V)),
    *never_smaller(linear, w_V, difference),
)

_reproduces = prove(Equals(solver @ X, Identity(d)))
_at_least_squares = cut(instantiate(aitken.theorem, (A, solver)), _reproduces)
_claim = PositiveSemidefinite(Var(w_hat) - Var(w_V))

least_squares_is_never_better = publish(
    "least-squares-is-never-better-than-generalised",
    "With noise of any covariance, least squares is never better",
    _claim,
    line("reproduces", _reproduces, by=inverse_cancels),
    line(
        "instance",
        rewrite(_at_least_squares, _claim),
        by=("Aitken, with ", Let(A, solver)),
    ),
)
