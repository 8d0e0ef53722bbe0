"""Source A, from the noise to the squared error."""

from __future__ import annotations

from fractions import Fraction

from ..kernel.statements import (
    Equals,
    Gaussian,
    Invertible,
    Maximises,
    Minimises,
    Nonnegative,
    Positive,
    UniquelyMaximises,
)
from ..kernel.terms import (
    Absolute,
    Density,
    Exp,
    Identity,
    Letter,
    Log,
    ProductOver,
    SquaredNorm,
    SumOver,
    Term,
    Zero,
)
from ..kernel.trees import Abbreviation, substitute
from ..numbers.truth import holds
from ..printing.formulas import text
from ..results.model import (
    J,
    X,
    b,
    centring,
    d,
    epsilon,
    gradient,
    i,
    n,
    observations,
    ones,
    variance,
    w,
    w_hat,
    w_star,
    y,
    y_bar,
    y_i,
)
from .claims import UnexecutedError
from .letters import (
    INDEPENDENT,
    MEAN_ZERO,
    NOISE,
    NORMAL,
    ONE_VARIANCE,
    WHITE,
    L,
    a,
    c,
    closed_form,
    density,
    display,
    ell,
    error,
    gaussian,
    log_root,
    m,
    misfit,
    noise_i,
    normal,
    prose,
    residual_i,
    s,
    says,
    squares,
    t,
    told,
    u,
    unfit,
    v,
)
from .proofs import By
from .trials import Counted, Values, written
from .verdicts import Holds, HoldsIf, NotAClaim, Notation, Refuted, Remark

INTRODUCTION = "Introduction"
LIKELIHOOD = "Maximum likelihood estimate"
ASSUMPTION = "The Probabilistic Assumption"
FUNCTION = "The likelihood function"
LOGARITHM = "The log likelihood function"
TO_MSE = "From MLE to MSE"

# The introduction: what errors measure; and noise of two variances, of which one observation has
# the weight 4/5.

_unequal = {
    X: [[1], [1]],
    y: [0, 1],
    u: [Fraction(1, 5)],
    epsilon: normal([0, 0], [[1, 0], [0, 4]]),
    m: [0, 0],
    s: [1, 4],
}

delta = Letter("delta")
_mu = Letter("mu", n)
_mu_i = i.T @ _mu
_TSS = Abbreviation("TSS", (), (), y.T @ centring @ y)


def _measure(name: str, body: Term, *at: Term) -> Term:
    """A measure of the error of predictions, at other observations and predictions."""
    return Abbreviation(name, (y, _mu), at or (y, _mu), body)


def _scaled(name: str, body: Term) -> Term:
    """A measure in other units."""
    return _measure(name, body, a * y + c * ones, a * _mu + c * ones)


_MSE = SquaredNorm(y - _mu) / n
_MAE = SumOver(i, Absolute(y_i - _mu_i)) / n
_MAPE = SumOver(i, Absolute((y_i - _mu_i) / y_i)) / n
_R_sq = 1 - SquaredNorm(y - _mu) / _TSS
_of_w = Abbreviation("R_sq", (w,), (w,), 1 - SquaredNorm(y - X @ w) / _TSS)


def _trained_on_both() -> str:
    """Weights that are trained on MSE, and by that on R²."""
    at: Values = {X: [[1], [2], [3]], y: [1, 2, 2], u: [Fraction(11, 14)]}
    optima = Minimises(u, J(w), w), Maximises(u, _of_w, w)
    if not all(holds(each, at) for each in optima):
        raise UnexecutedError("the weights trained on MSE are not those trained on R²")
    return f"{written(at)}: {text(optima[0])}, and {text(optima[1])}"


_introduction = (
    prose(
        "A",
        INTRODUCTION,
        told("MSE is the usual loss, and R², MAE or MAPE the usual metrics"),
        NotAClaim("a custom"),
        read=("not-a-claim", "remark", None),
    ),
    prose(
        "A",
        INTRODUCTION,
        says(Equals(_scaled("MAE", _MAE), Absolute(a) * _measure("MAE", _MAE))),
        Holds(
            By("mean-absolute-error-in-other-units"),
            why="the mean absolute error is a distance, in the units of y",
        ),
    ),
    prose(
        "A",
        INTRODUCTION,
        says(
            Equals(_measure("MAPE", _MAPE, a * y, a * _mu), _measure("MAPE", _MAPE)),
            Invertible(a),
        ),
        HoldsIf(
            By("percentage-error-in-other-units"),
            without={y: [0], _mu: [1], a: 2},
            why="how far off as a share of each observation, and no distance",
        ),
    ),
    prose(
        "A",
        INTRODUCTION,
        says(Equals(_scaled("R_sq", _R_sq), Absolute(a) * _measure("R_sq", _R_sq))),
        Refuted(
            "strong",
            says(
                Equals(_scaled("R_sq", _R_sq), _measure("R_sq", _R_sq)),
                Invertible(a),
            ),
            By("r-squared-in-other-units"),
            at={y: [0, 1], _mu: [0, 1], a: 2, c: 0},
            why="R² says how much of the variation is explained; it is no distance, and 1 is best",
        ),
    ),
    prose(
        "A",
        INTRODUCTION,
        told("one almost never trains on R² itself"),
        Refuted(
            "strong",
            says(Maximises(u, _of_w, w), Minimises(u, J(w), w)),
            By("minimiser-of-squared-error-maximises-r-squared"),
            at=Counted(_trained_on_both),
            why="who minimises MSE maximises R² on the same data, and so trains on it",
        ),
        read=("remark", "refuted", "refuted"),
    ),
    prose(
        "A",
        INTRODUCTION,
        told("nor on MAE or MAPE"),
        Remark(
            "a custom; for noise with a Laplace law, the least MAE is most likely",
            by=By("least-absolute-error-is-maximum-likelihood"),
        ),
    ),
    display(
        "A",
        1,
        1,
        says(Equals(J(w), SquaredNorm(X @ w - y) / n)),
        Holds(By("squared-error-expansion", algebra=True), why="a definition"),
    ),
    prose(
        "A",
        INTRODUCTION,
        says(Equals(_scaled("MSE", _MSE), a**2 * _measure("MSE", _MSE))),
        Holds(
            By("mean-squared-error-in-other-units"),
            why="an error a times as large counts a² times, and the units are squared; "
            "the root of the MSE is in the units of y",
        ),
    ),
    prose(
        "A",
        INTRODUCTION,
        says(Equals(ones.T @ (y + delta * i) / n - y_bar, delta / n)),
        Holds(
            By("how-far-the-mean-moves-with-one-observation"),
            why="one observation draws the estimate along as far as it likes: the mean moves with "
            "it, where a median stays",
        ),
        read=("holds", None, None),
    ),
    prose(
        "A",
        INTRODUCTION,
        says(Nonnegative(a - Absolute(b)), Nonnegative(a), Nonnegative(a**2 - b**2)),
        Holds(
            By("a-larger-square-is-of-a-larger-number"),
            why="the larger loss is of the larger error",
        ),
        read=("holds", "holds", None),
    ),
    prose(
        "A",
        INTRODUCTION,
        told("squared error is a bridge, and no quirk"),
        NotAClaim("an opinion"),
        read=("not-a-claim", "remark", "not-a-claim"),
    ),
    prose(
        "A",
        INTRODUCTION,
        says(Minimises(u, J(w), w), Maximises(u, density, w)),
        HoldsIf(
            By("maximum-likelihood-is-least-squares"),
            without=_unequal,
            why="other noise has another criterion: weighted squares here, absolute errors "
            "with Laplace noise",
        ),
    ),
    prose("A", INTRODUCTION, told("two more parts follow"), NotAClaim("a table of contents")),
)

# What maximum likelihood is.

_ell_at_w_hat = Equals(gradient(ell, w, w_hat), Zero(d))

_what_it_is = (
    prose(
        "A",
        LIKELIHOOD,
        says(Nonnegative(1 - density)),
        Notation(
            "word",
            "a density, which may exceed 1, and no probability",
            told("the density of the observations"),
            By("density-of-the-observations"),
            at={
                X: [[0]],
                y: [0],
                w: [0],
                epsilon: normal([0], [[Fraction(1, 100)]]),
            },
        ),
        read=("notation", "holds-if", "notation"),
    ),
    prose(
        "A",
        LIKELIHOOD,
        told("five steps: assumptions, likelihood, its logarithm, derivatives, solution"),
        NotAClaim("a plan"),
        read=("not-a-claim", "holds-if", None),
    ),
    prose(
        "A",
        LIKELIHOOD,
        says(Maximises(w_hat, ell, w), _ell_at_w_hat),
        HoldsIf(
            By(
                "minimiser-of-squared-error-maximises-the-log-likelihood",
                ((u, w_hat),),
                (
                    By("normal-equation-gives-the-global-minimum"),
                    By("normal-equation-if-the-score-is-0"),
                ),
            ),
            why="where the derivatives are 0 there is a maximum, for this noise; see a cubic below",
        ),
        read=("holds-if", "holds-if", "notation"),
    ),
    prose(
        "A",
        LIKELIHOOD,
        told("partial derivatives are solved"),
        Notation(
            "word",
            "solved are the equations that they are 0",
            says(_ell_at_w_hat, Equals(X.T @ X @ w_hat, X.T @ y), Positive(variance)),
            By("score-is-0-if-the-normal-equation-holds"),
        ),
        read=(None, "notation", "notation"),
    ),
    prose(
        "A",
        LIKELIHOOD,
        told("the parameters are found"),
        Remark(
            "the weights are; σ² is a parameter as well, and its most likely value is RSS/n, which "
            "is too small in the mean",
            by=By("bias-of-the-maximum-likelihood-variance"),
        ),
        read=(None, "holds-if", "holds-if"),
    ),
)

# The assumption.


def _noise_that_is_the_input() -> str:
    """What least squares finds where the noise of one observation is its input."""
    weight = 1
    estimates = {Fraction(x * (x * weight + x), x * x) for x in (-1, 1)}
    if estimates != {weight + 1}:
        raise UnexecutedError("noise that is the input misleads no estimate")
    return (
        "n = d = 1, w = 1, X is 1 or −1 with probability 1/2 each, and ε = X: E[ε] is 0, "
        "E[ε | X] is X, and the estimate is 2 for certain"
    )


_true_model = Equals(y, X @ w_star + epsilon)
_law_of_y = Gaussian(observations, X @ w_star, variance * Identity(n))
_together = normal([0, 0], [[1, 1], [1, 1]])

_assumption = (
    display(
        "A",
        2,
        1,
        says(Equals(y, X @ w + epsilon), _true_model),
        Notation(
            "shared",
            "w is the truth here, and the variable of ℓ and J below: w⋆ and w",
            says(_true_model),
            By("score-at-the-truth"),
            at={X: [[1]], y: [0], w_star: [0], w: [1], epsilon: [0]},
        ),
        read=("notation", "holds", "holds"),
    ),
    prose(
        "A",
        ASSUMPTION,
        told("the noise is Gaussian, with mean 0 and a constant variance"),
        NotAClaim("three assumptions; the fourth, independence, comes with the samples"),
        read=("not-a-claim", "holds-if", "refuted"),
    ),
    display(
        "A",
        3,
        1,
        unfit(epsilon, " ~ N(0, ", variance, ")", misfit(Gaussian, epsilon, Zero(n), variance)),
        Notation(
            "shape",
            "ε has n entries: N(0, σ²I), or each entry and independent",
            says(WHITE),
            By("distribution-of-the-observations"),
        ),
    ),
    prose(
        "A",
        ASSUMPTION,
        says(WHITE, *NOISE),
        Holds(
            By("independent-gaussian-noise-of-one-variance"),
            why="tacit: independent entries make the vector",
        ),
    ),
    prose(
        "A",
        ASSUMPTION,
        says(_law_of_y, NORMAL, MEAN_ZERO, ONE_VARIANCE),
        HoldsIf(
            By(
                "distribution-of-the-observations",
                after=(By("independent-gaussian-noise-of-one-variance"),),
            ),
            without={
                X: [[0], [0]],
                w_star: [0],
                epsilon: _together,
                m: [0, 0],
                s: [1, 1],
                variance: 1,
            },
            why="Gaussian entries alone do not make y independent",
        ),
    ),
    display(
        "A",
        4,
        1,
        unfit(
            observations,
            " ~ N(",
            X @ w_star,
            ", ",
            variance,
            ")",
            misfit(Gaussian, observations, X @ w_star, variance),
        ),
        Notation(
            "shape",
            "the covariance of n observations is σ²I; and a density is not equal to a law",
            says(_law_of_y, WHITE),
            By("distribution-of-the-observations"),
        ),
    ),
    prose(
        "A",
        ASSUMPTION,
        told("noise that has mean 0 has it for a given X too"),
        Refuted(
            "strong",
            told("the noise is independent of X, or X is fixed"),
            By("distribution-of-the-observations"),
            at=Counted(_noise_that_is_the_input),
            why="tacit, as X is given from here on",
        ),
        read=(None, "holds-if", "holds-if"),
    ),
)

# The likelihood.

_factor = By(
    "density-of-the-observations.shift", beside=(By("density-of-the-observations.factor"),)
)
_no_variance = {
    X: [[0]],
    y: [0],
    w: [0],
    epsilon: normal([0], [[0]]),
    m: [0],
    s: [0],
    variance: 0,
}

_likelihood = (
    prose(
        "A",
        FUNCTION,
        told("the samples are independent and identically distributed"),
        Notation(
            "object",
            "the noise is; the yᵢ have the means xᵢᵀw, which differ",
            told(INDEPENDENT),
            By("density-of-the-observations"),
        ),
        read=("notation", "holds-if", "holds-if"),
    ),
    prose(
        "A",
        FUNCTION,
        told("a joint probability of the yᵢ"),
        Notation("word", "a joint density", told(density), By("density-of-the-observations")),
    ),
    prose(
        "A",
        FUNCTION,
        told("L(w), for given weights"),
        Notation(
            "word",
            "weights and variance are no event that is given, but parameters: L(w, σ²)",
            told(L),
            By("density-of-the-observations"),
        ),
        read=(None, "notation", "notation"),
    ),
    display(
        "A",
        5,
        1,
        says(Equals(density, ProductOver(i, Density(noise_i, residual_i))), INDEPENDENT),
        Holds(_factor, why="the density of each yᵢ at xᵢᵀw is that of its noise at yᵢ − xᵢᵀw"),
        read=("holds", "holds-if", "holds-if"),
    ),
    display(
        "A",
        6,
        1,
        says(Equals(density, L), *NOISE),
        HoldsIf(By("density-of-the-observations"), without=_no_variance),
        read=("holds-if", "holds", "holds-if"),
    ),
)

# Its logarithm.

_p = Letter("p", n)
_p_i = i.T @ _p
_log_likelihood = By("log-likelihood")
_each_log = Log(gaussian(residual_i, variance))
_no_logarithm = {X: [[0]], y: [0], w: [0], variance: 0}

_logarithm = (
    prose(
        "A",
        LOGARITHM,
        told("a product is hard to maximise"),
        Remark(
            "this one is not: without a logarithm, it is larger where the squared error is smaller",
            by=By("closer-predictions-make-the-observations-more-likely"),
        ),
        read=("not-a-claim", "remark", "remark"),
    ),
    prose(
        "A",
        LOGARITHM,
        says(Equals(Log(ProductOver(i, _p_i)), SumOver(i, Log(_p_i)))),
        HoldsIf(
            By("logarithm-of-a-finite-product"),
            without={_p: [-1, -1]},
            why="the product may be positive where no factor is",
        ),
        read=("holds-if", "holds", None),
    ),
    prose(
        "A",
        LOGARITHM,
        says(Maximises(u, ell, w), Maximises(u, L, w)),
        HoldsIf(
            By("maximiser-of-the-likelihood-maximises-the-log-likelihood"),
            why="ln is increasing, where monotonic might mean decreasing",
        ),
    ),
    display(
        "A",
        7,
        1,
        told(ell, " = ln ", L),
        NotAClaim("a letter is declared"),
        read=("not-a-claim", "holds", "holds"),
    ),
    display(
        "A",
        7,
        2,
        says(Equals(Log(L), SumOver(i, _each_log))),
        HoldsIf(By("log-likelihood.product"), without=_no_logarithm),
        read=("holds-if", "holds", "holds"),
    ),
    prose(
        "A",
        LOGARITHM,
        says(Equals(Log(a * b), Log(a) + Log(b))),
        HoldsIf(By("logarithm-of-a-product"), without={a: -1, b: -1}),
        read=("holds-if", "holds", "holds-if"),
    ),
    prose(
        "A",
        LOGARITHM,
        says(Equals(Log(Exp(t)), t)),
        Holds(By("logarithm-of-an-exponential"), why="a law that is taken without proof here"),
    ),
    display(
        "A",
        8,
        1,
        says(Equals(Log(L), SumOver(i, -log_root - residual_i**2 / (2 * variance)))),
        HoldsIf(_log_likelihood, without=_no_logarithm),
        read=("holds-if", "holds", "holds"),
    ),
    display(
        "A",
        9,
        1,
        says(Equals(Log(L), -n * log_root - 1 / (2 * variance) * squares)),
        HoldsIf(_log_likelihood, without=_no_logarithm),
        read=("holds-if", "holds", "holds"),
    ),
)

# To the squared error.

_gap = (substitute(squares, {w: v}) - squares) / (2 * variance)
_maximises, _minimises = Maximises(u, ell, w), Minimises(u, squares, w)
_to_ell = By("minimiser-of-squared-error-maximises-the-log-likelihood")
_to_squares = By("maximiser-of-the-log-likelihood-minimises-squared-error", times=n)

_to_mse = (
    prose(
        "A",
        TO_MSE,
        says(Equals(ell - substitute(ell, {w: v}), _gap), Positive(variance)),
        Holds(
            By("log-likelihood-and-squared-error", algebra=True),
            why="the first term is the same for every w",
        ),
        read=("holds", "holds", "holds-if"),
    ),
    prose(
        "A",
        TO_MSE,
        says(Minimises(u, squares / (2 * variance), w), Minimises(u, J(w), w), Positive(variance)),
        Holds(
            By("positive-factor-keeps-a-minimiser", ((c, n / (2 * variance)),)),
            why="a positive multiplier moves no minimum",
        ),
        read=("holds", "holds", "holds-if"),
    ),
    prose(
        "A",
        TO_MSE,
        says(Minimises(u, -squares, w), _maximises, Positive(variance)),
        Notation(
            "sign",
            "minimised is the sum, not its negative: the minus sign stands before it in ℓ",
            says(_minimises, _maximises, Positive(variance)),
            _to_squares,
            at={X: [[1]], y: [0], u: [0], variance: 1},
        ),
        read=("notation", "holds-if", "notation"),
    ),
    prose(
        "A",
        TO_MSE,
        told("σ² is a constant"),
        Remark(
            "tacit: it is known; the weights are the same for each. Where it is not, and the fit "
            "is perfect, no weights and variance are most likely together",
            by=By("no-maximum-with-a-perfect-fit"),
        ),
        read=(None, "holds-if", "holds-if"),
    ),
    display(
        "A",
        10,
        1,
        says(_minimises, _maximises),
        HoldsIf(_to_squares, why="from left to right"),
        read=("holds-if", "holds", "holds-if"),
    ),
    display(
        "A",
        10,
        1,
        says(_maximises, Minimises(u, J(w), w)),
        HoldsIf(_to_ell, why="from right to left"),
        read=("holds-if", "holds", "holds-if"),
    ),
    display(
        "A",
        10,
        1,
        told("⇔ between the two problems"),
        Notation(
            "word",
            "⇔ joins statements: u solves the one if and only if it solves the other",
            says(_minimises, _maximises, Positive(variance)),
            _to_squares,
        ),
        read=(None, None, "notation"),
    ),
    prose(
        "A",
        TO_MSE,
        says(Equals(squares, error)),
        Holds(By("sum-of-squared-residuals", algebra=True)),
        read=("holds", "holds", "holds-if"),
    ),
    prose(
        "A",
        TO_MSE,
        says(Minimises(u, J(w), w), Minimises(u, n * J(w), w)),
        Holds(
            By("positive-factor-makes-no-minimiser", ((c, n),)),
            why="dividing by n moves no minimum",
        ),
    ),
    display(
        "A",
        11,
        1,
        says(Equals(J(w), SquaredNorm(X @ w - y) / n)),
        Holds(By("squared-error-expansion", algebra=True), why="a definition"),
    ),
    prose(
        "A",
        TO_MSE,
        says(Minimises(u, J(w), w), Maximises(u, density, w), NORMAL, MEAN_ZERO),
        HoldsIf(
            By("maximum-likelihood-is-least-squares"),
            without=_unequal,
            why="Gaussian noise is not enough: independent, and of one variance",
        ),
    ),
    prose(
        "A",
        TO_MSE,
        says(Maximises(u, density, w), Minimises(u, J(w), w), NORMAL, MEAN_ZERO),
        HoldsIf(
            By("least-squares-is-maximum-likelihood"),
            without={**_unequal, u: [Fraction(1, 2)]},
            why="the other way round",
        ),
    ),
    prose(
        "A",
        TO_MSE,
        says(UniquelyMaximises(closed_form, density, w), *NOISE),
        HoldsIf(
            By("least-squares-estimate-is-the-maximum-likelihood-estimate"),
            without={
                X: [[0]],
                y: [0],
                epsilon: normal([0], [[1]]),
                m: [0],
                s: [1],
                variance: 1,
            },
            why="tacit: that there is one maximum-likelihood estimate; some there always is",
        ),
        read=("holds-if", "holds-if", None),
    ),
)

ENTRIES = (
    *_introduction,
    *_what_it_is,
    *_assumption,
    *_likelihood,
    *_logarithm,
    *_to_mse,
)
