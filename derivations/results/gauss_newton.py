"""Gauss–Newton: without what the Jacobian leaves over, a step is a problem of least squares."""

from ..kernel.statements import Equals, Minimises, Nonnegative
from ..kernel.terms import Identity, Inverse, Letter, SquaredNorm, Zero
from ..kernel.theorem import assume, cut, instantiate, introduce, unfold
from ..kernel.trees import substitute
from ..proving.certificates import rewrite
from ..proving.chain import Let, calc, line, prove, publish
from .any_predictions import mu
from .closed_form import estimate
from .global_minimum import minimises
from .gradient import h
from .model import X, d, gradient, gram, hessian, n, w, w_hat, y
from .moving_predictions import A, slope

_least = Minimises(h, SquaredNorm(mu + A @ w - y) / n, w)
_solves = assume(Equals(A.T @ A @ h, A.T @ (y - mu)))
_least_squares = instantiate(minimises.theorem, (X, A), (y, y - mu), (w_hat, h))
_gap = rewrite(
    unfold(cut(_least_squares, _solves), 0, w),
    Nonnegative(_least.function - substitute(_least.function, {w: h})),
)

gauss_newton_minimises = publish(
    "gauss-newton-step-minimises-the-linearised-squared-error",
    "A Gauss–Newton step minimises the linearised squared error",
    _least,
    line(
        "least-squares",
        _gap,
        by=("the global minimum, with ", Let(X, A), " and ", y - mu, " for ", y),
        see=minimises,
    ),
    line("definition", introduce(_least, w, _gap), by=("for every ", w)),
)

_falls = Equals(slope.T @ h, -2 * SquaredNorm(A @ h))

gauss_newton_descends = (
    calc(slope.T @ h)
    .equals(-2 * (A.T @ (y - mu)).T @ h, "transpose", by="turn the sign of the residual")
    .equals(-2 * (A.T @ A @ h).T @ h, "step", by=_solves.conclusion, because=_solves)
    .equals(-2 * SquaredNorm(A @ h), "norm", by="the definition of the norm")
    .qed(
        "gauss-newton-step-goes-down",
        "A Gauss–Newton step goes down, to first order",
        _falls,
    )
)

_from_fit = Equals(w + Inverse(gram) @ X.T @ (y - X @ w), estimate)

gauss_newton_arrives = (
    calc(w + Inverse(gram) @ X.T @ (y - X @ w))
    .equals(w + estimate - Inverse(gram) @ gram @ w, "multiply-out", by="multiply out")
    .equals(estimate, "inverse", by=Equals(Inverse(gram) @ gram, Identity(d)))
    .qed(
        "gauss-newton-arrives-in-one-step-if-linear",
        "Where the predictions are linear, one Gauss–Newton step arrives",
        _from_fit,
    )
)

# The second derivative along a path of predictions: what Gauss and Newton keep, and what not.

t, a, c = Letter("t"), Letter("a", n), Letter("c", n)
path = SquaredNorm(mu + t * a + t**2 * c - y)

bend_of_a_path = publish(
    "second-derivative-along-a-path-of-predictions",
    "The second derivative along a path of predictions",
    Equals(hessian(path, t, Zero()), 2 * SquaredNorm(a) + 4 * (mu - y).T @ c),
    line(
        "gradient",
        prove(
            Equals(
                gradient(path, t),
                2 * (a + 2 * t * c).T @ (mu + t * a + t**2 * c - y),
            )
        ),
        by=("differentiate in ", t),
    ),
    line(
        "hessian",
        prove(Equals(hessian(path, t, Zero()), 2 * SquaredNorm(a) + 4 * (mu - y).T @ c)),
        by=("once more, and ", Let(t, Zero())),
    ),
)
