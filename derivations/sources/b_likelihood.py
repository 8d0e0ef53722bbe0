"""Source B, the likelihood: where the squared error comes from, with an intercept."""

from __future__ import annotations

from ..kernel.statements import (
    Equals,
    FullColumnRank,
    Gaussian,
    IndependentVectors,
    Maximises,
    Minimises,
    Positive,
    UniquelyMinimises,
)
from ..kernel.terms import (
    Density,
    Identity,
    Inverse,
    Letter,
    Log,
    Pi,
    ProductOver,
    Root,
    SquaredNorm,
    SumOver,
    Zero,
)
from ..kernel.trees import substitute
from ..results.model import (
    J,
    X,
    b,
    b_hat,
    d,
    epsilon,
    gradient,
    i,
    joint_J,
    n,
    observations,
    ones,
    variance,
    w,
    w_hat,
    w_star,
    x_i,
    y,
    y_i,
)
from .letters import (
    NOISE,
    WHITE,
    L,
    c,
    centred_form,
    density,
    display,
    ell,
    gaussian,
    half,
    log_root,
    m,
    misfit,
    normal,
    prose,
    s,
    says,
    t,
    told,
    u,
    unfit,
    v,
)
from .proofs import By
from .verdicts import Holds, HoldsIf, Notation, Refuted, Remark

HEADING = "Linear Regression MLE Formulations"
CLAIM = "Claim | Regression via Statistical Inferences"

M = Letter("M", n, d)
_density = Density(X @ w + ones @ b + epsilon, y)
_residual_i = y_i - x_i.T @ w - b
_likelihood = ProductOver(i, gaussian(_residual_i, variance))
_exponents = SumOver(i, half * _residual_i**2 / variance)
_error = SquaredNorm(y - M @ w - ones @ b)
_error_in_x = SquaredNorm(y - X @ w - ones @ b)
_log = By("log-likelihood-with-intercept")
_minus_log = says(
    Equals(-Log(_likelihood), n * log_root + _error_in_x / (2 * variance)), Positive(variance)
)
_misprinted = misfit(Root, w * Pi())
_two_draws = {X: [[0], [0]], y: [0, 0], w: [0], b: 0, variance: 1}

ENTRIES = (
    prose(
        "B",
        HEADING,
        told("the optimisation comes from maximum likelihood"),
        Remark(
            "that is one way to it: least squares can be stated and solved without a law",
            by=By("least-squares-estimate-is-the-unique-minimiser"),
            idle=(Gaussian, IndependentVectors),
        ),
        read=("not-a-claim", "holds-if", "remark"),
    ),
    prose(
        "B",
        CLAIM,
        told("the distribution function is linear"),
        Notation(
            "object",
            "the mean is linear in the weights, not the distribution function",
            says(Gaussian(observations, X @ w_star, variance * Identity(n)), WHITE),
            By("distribution-of-the-observations"),
        ),
    ),
    prose(
        "B",
        CLAIM,
        told("the model is deduced by maximum likelihood"),
        Notation(
            "object",
            "the model is assumed; what is deduced from it is the criterion, least squares",
            says(Minimises(u, J(w), w), Maximises(u, density, w), *NOISE),
            By("maximum-likelihood-is-least-squares"),
        ),
        read=("notation", "holds-if", "not-a-claim"),
    ),
    prose(
        "B",
        CLAIM,
        told("e ~ N(0, σ²), where the model has ε"),
        Notation("letter", "one letter for the noise: ε", told(epsilon)),
    ),
    prose(
        "B",
        CLAIM,
        told("the pairs of observations are independent and identically distributed"),
        Remark(
            "given the xᵢ, what is needed is that the noise is",
            by=By("density-of-the-observations-with-intercept"),
            idle=(IndependentVectors,),
        ),
        read=("remark", "holds-if", "holds-if"),
    ),
    display(
        "B",
        6,
        1,
        says(Equals(_density, _likelihood), *NOISE),
        HoldsIf(
            By("density-of-the-observations-with-intercept"),
            without={
                X: [[0]],
                y: [0],
                w: [0],
                b: 0,
                epsilon: normal([0], [[0]]),
                m: [0],
                s: [0],
                variance: 0,
            },
        ),
        read=("holds-if", "holds-if", "holds"),
    ),
    display(
        "B",
        6,
        1,
        told("𝓛(w)"),
        Notation("lost", "b and σ² are unknown too: 𝓛(w, b, σ²)", told("𝓛(w, b, σ²)")),
    ),
    display(
        "B",
        6,
        2,
        says(
            Equals(-Log(_likelihood), log_root + _exponents),
            Positive(variance),
        ),
        Notation(
            "lost",
            "the factor n is lost: n terms are added; the estimates of w and b stay, that of σ² "
            "would be RSS in the place of RSS/n",
            _minus_log,
            _log,
            at=_two_draws,
        ),
        read=("notation", "refuted", "refuted"),
    ),
    display(
        "B",
        6,
        2,
        unfit("√(", w, "π)", _misprinted),
        Notation("letter", "w for 2 below the root", told("√(2π)"), _log),
        read=("notation", "refuted", "refuted"),
    ),
    display(
        "B",
        6,
        3,
        says(Equals(_exponents, half * _error_in_x)),
        Notation(
            "lost",
            "1/σ² is lost; for a given σ² the estimate stays, and σ² could not be estimated",
            _minus_log,
            _log,
            at={X: [[0]], y: [1], w: [0], b: 0, variance: 2},
        ),
        read=("notation", "refuted", "refuted"),
    ),
    display(
        "B",
        6,
        3,
        unfit("√(", w, "π)", _misprinted),
        Notation("letter", "w for 2 below the root once more", told("√(2π)"), _log),
        read=("notation", "refuted", "refuted"),
    ),
    prose(
        "B",
        CLAIM,
        says(Minimises(u, -ell, w), Maximises(u, L, w)),
        HoldsIf(
            By("maximiser-of-the-likelihood-maximises-the-log-likelihood"),
            why="ℓ is ln L, and the logarithm keeps order",
        ),
        read=("holds-if", "holds", "holds"),
    ),
    prose(
        "B",
        CLAIM,
        told("the rows of M are the observations xᵢ"),
        Notation("letter", "M is the matrix that was X", told(X)),
    ),
    prose(
        "B",
        CLAIM,
        says(
            Equals(
                Log(substitute(_likelihood, {w: v, b: c})) - Log(_likelihood),
                (_error_in_x - substitute(_error_in_x, {w: v, b: c})) / (2 * variance),
            )
        ),
        HoldsIf(
            By(_log.id, beside=(By(_log.id, ((w, v), (b, c))),)),
            without={**_two_draws, v: [0], c: 0, variance: 0},
            why="least squares again: for any σ², w and b are as much likelier as their squared "
            "error is smaller",
        ),
        read=(None, "holds", "holds-if"),
    ),
    prose(
        "B",
        CLAIM,
        says(Equals(J(w + t * v), J(w)), Equals(X @ v, Zero(n))),
        Holds(
            By("flat-along-a-null-direction"),
            why="where the columns are dependent there is more than one solution",
        ),
    ),
    prose(
        "B",
        CLAIM,
        says(UniquelyMinimises(Inverse(M.T @ M) @ M.T @ (y - ones @ b), _error, w)),
        HoldsIf(
            By(
                "least-squares-estimate-is-the-unique-minimiser",
                ((X, M), (y, y - ones @ b)),
                after=(By("gram-invertible-if-full-column-rank", ((X, M),)),),
                times=n,
            ),
            without={M: [[1, 0]], y: [0], b: 0},
            supposing=(FullColumnRank(M.T),),
            why="for a b that is known, or in terms of b̂; and full rank is that of the columns",
        ),
    ),
    prose(
        "B",
        CLAIM,
        told("this estimate is the best one"),
        Remark(
            "best in which sense has to be said: it is most likely; and of the linear unbiased "
            "estimates none has a smaller covariance",
            by=By("gauss-markov"),
        ),
        read=("remark", "holds-if", "remark"),
    ),
    prose(
        "B",
        CLAIM,
        says(
            Equals(centred_form, Inverse(X.T @ X) @ X.T @ (y - ones @ b)),
            Equals(y, X @ w + ones @ b + epsilon),
        ),
        Refuted(
            "known",
            says(
                Equals(w_hat, Inverse(X.T @ X) @ X.T @ (y - ones @ b_hat)),
                Equals(gradient(joint_J(w, b_hat), w, w_hat), Zero(d)),
            ),
            By("estimate-with-known-intercept", ((b, b_hat),)),
            at={X: [[0], [1]], y: [1, 1], b: 0, w: [0], epsilon: [1, 1]},
            why="b is unknown in this model: the estimate has b̂ where b stands",
        ),
        read=("refuted", "refuted", "holds-if"),
    ),
)
