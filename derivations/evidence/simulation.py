"""The moments and laws of the theorems beside a million simulated data sets.

The expected value of each statistic is computed exactly from the statement of its theorem. How far
a mean may stray follows from the variance of one replication and from an inequality that holds for
every law with this mean and variance, so that each limit has a known rate of false alarms.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from itertools import combinations
from math import erf, log, sqrt
from typing import Any

import numpy as np

from ..kernel.statements import ChiSquared, Equals, StudentT
from ..numbers.evaluate import evaluate, names_in
from ..publishing.registry import theorem

Floats = np.ndarray[Any, np.dtype[np.floating[Any]]]

PLACES = (0, 0, 2, 5, 11, 12)  # the features of the worked example
OBSERVED = (3, 9, 17, 11, 35, 27)  # and its observations, for minibatches
TRUTH = (2, 7)  # the true slope and intercept
VARIANCE = 36
UNEQUAL = (1, 4, 9, 16, 25, 36)  # a variance for each observation
PENALTY = 1
DESIGN = [[place, 1] for place in PLACES]
LETTERS = {"X": DESIGN, "sigma_sq": VARIANCE, "w_star": TRUTH, "lambda": PENALTY}

NAMES = ("slope", "intercept")
CHI, T_RATIO = "law-of-the-residual-sum-of-squares", "law-of-the-t-ratio"
CENTRED = "covariance-of-the-weights-with-intercept-and-equal-variances"
OMITTED = "omitted-intercept-bias"

RARE = 1e-9  # how often a right law leaves its band, or a right mean its limit
LIMIT = sqrt(2 * log(2 / RARE))  # standard errors: 6.54
SEED = 20261130


@dataclass(frozen=True, slots=True)
class Noise:
    """A law of independent errors of variance 1: how it is drawn, and its excess kurtosis."""

    name: str
    draw: Callable[[np.random.Generator, tuple[int, int]], Floats]
    excess: int


def _signs(rng: np.random.Generator, shape: tuple[int, int]) -> Floats:
    return 2.0 * rng.integers(0, 2, shape, dtype=np.int8) - 1.0


NOISES = (
    Noise("Gaussian", lambda rng, shape: rng.standard_normal(shape), 0),
    Noise("±1", _signs, -2),
    Noise("Laplace", lambda rng, shape: rng.laplace(0, sqrt(0.5), shape), 3),
)


@dataclass(frozen=True, slots=True)
class Row:
    """A mean over all replications: what is expected, what was found, and the standard error.

    `score` is what the function of this name makes of it; it decides.
    """

    what: str
    theorem: str
    expected: Fraction
    found: float
    error: float
    score: float

    @property
    def z(self) -> float:
        """How many standard errors lie between what was found and what is expected."""
        return (self.found - float(self.expected)) / self.error

    @property
    def agrees(self) -> bool:
        """Whether the score is within the limit."""
        return abs(self.score) < LIMIT


def score(values: Floats, expected: float, error: float) -> float:
    """How many standard errors a mean of independent values is off, with large ones held back.

    Σ ψ(aY)/(a √(Rv)) for the R deviations Y, of variance v, with a = z/√(Rv), z the limit, and ψ(x)
    = x − x³/6, which stays level from ±√2 on. As ψ(x) ≤ ln(1 + x + x²/2), the mean of exp ψ(aY) is
    at most 1 + a²v/2 ≤ exp(a²v/2) where Y has the mean 0. So Markov's inequality gives exp(−z²/2)
    for a score of z or more, and by −ψ(x) = ψ(−x) the same for −z or less: for every law with this
    variance, or a smaller one. (O. Catoni, *Annales de l'Institut Henri Poincaré* 48, 2012.)
    """
    count = len(values)
    share = LIMIT / (error * count)
    x = np.clip(share * (values - expected), -sqrt(2), sqrt(2))
    return float((x * (1 - x * x / 6)).sum() / (share * error * count))


@dataclass(frozen=True, slots=True)
class Distance:
    """The greatest distance of the distribution that was found from a law."""

    what: str
    law: str
    theorem: str
    found: float
    band: float

    @property
    def agrees(self) -> bool:
        """Whether the law is within the band."""
        return self.found < self.band


def band(count: int) -> float:
    """How far the distribution of `count` draws is from its law, but for one case in 10⁹.

    √(ln(2/10⁻⁹) / (2 count)): the inequality of Dvoretzky, Kiefer and Wolfowitz, with the constant
    of Massart (1990).

    >>> round(band(10**6), 4)
    0.0033
    """
    return sqrt(log(2 / RARE) / (2 * count))


def value(id: str, **letters: Any) -> Any:
    """The right side of a theorem, exactly, where letters are given as well as `LETTERS`."""
    conclusion = theorem(id).conclusion
    if not isinstance(conclusion, Equals):
        raise TypeError(f"{id} states no equation")
    return _exact(conclusion.right, LETTERS | letters)


def degrees(id: str) -> int:
    """The degrees of freedom of the law that a theorem states."""
    conclusion = theorem(id).conclusion
    if not isinstance(conclusion, ChiSquared | StudentT):
        raise TypeError(f"{id} states no law with degrees of freedom")
    return int(_exact(conclusion.degrees, {"n": len(PLACES), "d": len(TRUTH)}).item())


def _exact(term: Any, letters: dict[str, Any]) -> Any:
    """The value of a term, given the letters that it has."""
    names = {thing.name for thing in names_in(term)}
    return evaluate(term, {name: given for name, given in letters.items() if name in names})


class Simulation:
    """Many replications of y = Xw⋆ + ε with one noise, and the estimates of each.

    X is 6×2, [x 1]. `scale` multiplies each error: 6 at all, or a root of a variance for each.
    """

    def __init__(
        self, noise: Noise, count: int, scale: Any = VARIANCE**0.5, seed: int = SEED
    ) -> None:
        self.noise, self.count = noise, count
        self.scale = np.broadcast_to(np.asarray(scale, dtype=float), (len(PLACES),))
        rng = np.random.Generator(np.random.PCG64(seed))
        self.epsilon = noise.draw(rng, (count, len(PLACES))) * self.scale
        X = np.array(DESIGN, dtype=float)
        self.inverse = np.linalg.inv(X.T @ X)
        self.solver = self.inverse @ X.T  # (XᵀX)⁻¹Xᵀ, which takes y to ŵ
        self.maker = np.eye(len(X)) - X @ self.solver
        self.shift = self.epsilon @ self.solver.T  # ŵ − w⋆, a row for each replication

    @cached_property
    def rss(self) -> Floats:
        """The residual sum of squares of each replication."""
        residual = self.epsilon @ self.maker
        return np.asarray((residual * residual).sum(axis=1))

    @cached_property
    def t(self) -> Floats:
        """The t ratio of the slope in each replication.

        It is 0/0 where all six signs of ±1 noise are the same; there it counts as 0.
        """
        spread = self.rss / (len(PLACES) - len(TRUTH)) * self.inverse[0, 0]
        found = np.zeros(self.count)
        some = self.rss > 1e-9 * VARIANCE  # nearer to 0 there is rounding alone
        return np.asarray(np.divide(self.shift[:, 0], np.sqrt(spread), out=found, where=some))

    def linear(self, what: str, id: str, expected: Fraction, weights: Any, start: float) -> Row:
        """The mean of start + aᵀε."""
        return self.quadratic(what, id, expected, np.zeros_like(self.maker), weights, start)

    def quadratic(
        self, what: str, id: str, expected: Fraction, form: Any, weights: Any = 0, start: float = 0
    ) -> Row:
        """The mean of εᵀGε + aᵀε + start, for a symmetric G."""
        weights = np.broadcast_to(np.asarray(weights, dtype=float), (len(PLACES),))
        values = start + self.epsilon @ weights
        if form.any():
            values += np.einsum("ij,ij->i", self.epsilon @ form, self.epsilon)
        return self.mean_of(what, id, expected, values, self._error(form, weights))

    @staticmethod
    def mean_of(what: str, id: str, expected: Fraction, values: Floats, error: float) -> Row:
        """The mean of a number for each replication, with this standard error."""
        off = score(values, float(expected), error)
        return Row(what, id, expected, float(values.mean()), error, off)

    def _error(self, form: Any, weights: Any) -> float:
        """The standard error of the mean of εᵀGε + aᵀε: errors are independent and symmetric.

        Var[εᵀGε + aᵀε] = 2 tr(GSGS) + k Σᵢ Gᵢᵢ²sᵢ² + aᵀSa, S the diagonal matrix of the variances s
        and k the excess kurtosis.
        """
        s = self.scale**2
        G = form * s  # GS
        own = self.noise.excess * float((np.diag(form) ** 2 * s**2).sum())
        variance = 2 * float(np.trace(G @ G)) + own + float((weights**2 * s).sum())
        return sqrt(variance / self.count)

    def means(self) -> list[Row]:
        """The mean of each weight: no bias."""
        id = "least-squares-is-unbiased"
        stated = value(id).ravel().tolist()
        start = (self.solver @ DESIGN @ TRUTH).tolist()
        return [
            self.linear(f"mean of the {name}", id, expected, row, own)
            for name, expected, row, own in zip(NAMES, stated, self.solver, start, strict=True)
        ]

    def covariances(self, id: str, **letters: Any) -> list[Row]:
        """The entries of the covariance of the estimate, as a theorem has them."""
        expected = value(id, **letters)
        return [
            self.quadratic(name, id, expected[j, k], self._product(j, k))
            for name, (j, k) in (
                ("variance of the slope", (0, 0)),
                ("variance of the intercept", (1, 1)),
                ("covariance of the two", (0, 1)),
            )
        ]

    def _product(self, j: int, k: int) -> Floats:
        """The matrix of (ŵⱼ − w⋆ⱼ)(ŵₖ − w⋆ₖ) as a quadratic form in the noise."""
        outer = np.outer(self.solver[j], self.solver[k])
        return np.asarray((outer + outer.T) / 2)

    def slope_variance(self, what: str, id: str, expected: Fraction) -> Row:
        """The variance of the slope, beside a formula for it."""
        return self.quadratic(what, id, expected, self._product(0, 0))

    def centred(self) -> list[Row]:
        """The same covariances from the theorems on centred features and an intercept."""
        x = [[place] for place in PLACES]
        return [
            self.quadratic(f"{what}, by centring", id, value(id, X=x).item(), self._product(j, k))
            for what, id, (j, k) in (
                ("variance of the slope", CENTRED, (0, 0)),
                ("variance of the intercept", "variance-of-the-intercept", (1, 1)),
                ("covariance of the two", "covariance-of-weights-and-intercept", (0, 1)),
            )
        ]

    def without_intercept(self, what: str, id: str, expected: Fraction) -> Row:
        """The mean of the slope of a fit through 0, beside a formula for it."""
        x = np.array(PLACES, dtype=float)
        weights = x / (x @ x)
        return self.linear(what, id, expected, weights, float(weights @ DESIGN @ TRUTH))

    def of_a_residual(self) -> Row:
        """The covariance of the slope and the first residual."""
        outer = np.outer(self.solver[0], self.maker[0])
        id = "estimate-and-residual-are-uncorrelated"
        expected = value(id, n=len(PLACES), d=len(TRUTH))[0, 0]
        return self.quadratic("slope with the first residual", id, expected, (outer + outer.T) / 2)

    def mean_of_rss(self, what: str, id: str, divisor: int) -> Row:
        """The mean of RSS over a divisor, beside σ²."""
        return self.quadratic(what, id, Fraction(VARIANCE), self.maker / divisor)

    def ridge(self) -> list[Row]:
        """The means of the ridge estimate, and that of ‖ŵ_R(λ) − w⋆‖², with its squared bias."""
        bias_id = "bias-of-the-ridge-estimate"
        id = "total-mean-squared-error-of-the-ridge-estimate"
        solver, bias = self._ridge()
        stated = value(bias_id).ravel().tolist()
        square = solver.T @ solver
        return [
            *(
                self.linear(f"bias of ridge, λ = 1: {name}", bias_id, at, row, own)
                for name, at, row, own in zip(NAMES, stated, solver, bias.tolist(), strict=True)
            ),
            self.quadratic(
                "mean squared error of ridge, λ = 1",
                id,
                value(id).item(),
                square,
                2 * bias @ solver,
                float(bias @ bias),
            ),
        ]

    def _ridge(self) -> tuple[Floats, Floats]:
        """(XᵀX + λI)⁻¹Xᵀ, and where it takes Xw⋆, less w⋆."""
        X = np.array(DESIGN, dtype=float)
        solver = np.linalg.solve(X.T @ X + PENALTY * np.eye(2), X.T)
        return solver, solver @ X @ TRUTH - TRUTH

    def ridge_slope(self, what: str, expected: Fraction) -> Row:
        """The mean of the slope of ridge less the truth, beside a formula for it."""
        solver, bias = self._ridge()
        return self.linear(what, "", expected, solver[0], float(bias[0]))


def means_and_covariances(run: Simulation) -> list[Row]:
    """What is true of every noise of mean 0 and one variance."""
    return [
        *run.means(),
        *run.covariances("covariance-of-the-estimate-with-equal-variances"),
        *run.centred(),
        run.without_intercept(
            "slope, if the intercept is left out", OMITTED, value(OMITTED, **_omitted()).item()
        ),
        run.of_a_residual(),
        run.mean_of_rss("mean of RSS/(n − d)", "unbiased-variance", degrees(CHI)),
        *run.ridge(),
    ]


def _omitted() -> dict[str, Any]:
    """The letters where the feature stands alone, and the ones with the true intercept apart."""
    slope, intercept = TRUTH
    return {"X": [[place] for place in PLACES], "w_star": [slope], "b_star": intercept}


def independence(run: Simulation) -> Row:
    """The mean of the squared error of the slope times RSS, in their units.

    For independent ones it is the product of the means, 1 · (n − d). Under Gaussian noise the first
    is of χ²(1) and the second of χ²(k), with the mean squares 3 and k² + 2k.
    """
    k = degrees(CHI)
    unit = VARIANCE**2 * run.inverse[0, 0]
    error = sqrt((3 * (k * k + 2 * k) - k * k) / run.count)
    return run.mean_of(
        "squared error of the slope, times RSS",
        "estimate-and-residual-are-independent",
        Fraction(k),
        run.shift[:, 0] ** 2 * run.rss / unit,
        error,
    )


def laws(run: Simulation) -> list[Distance]:
    """The distributions of ŵ, RSS/σ² and t beside their laws, which suppose Gaussian noise."""
    if (degrees(CHI), degrees(T_RATIO)) != (4, 4):
        raise ValueError("the closed forms of the laws are written for 4 degrees of freedom")
    deviation = sqrt(VARIANCE * run.inverse[0, 0])
    standard = np.sort(run.shift[:, 0]) / deviation
    spread = np.sort(run.rss) / VARIANCE
    t = np.sort(run.t)
    return [
        _distance("slope", "N(2, 1/4)", "distribution-of-the-estimate", standard, normal),
        _distance("RSS/σ²", "χ²(4)", CHI, spread, chi_squared_4),
        _distance("t", "t(4)", T_RATIO, t, t_4),
    ]


def wrong_laws(run: Simulation) -> list[Distance]:
    """The t ratio beside two laws that are often taken for its own."""
    t = np.sort(run.t)
    return [
        _distance("t", "N(0, 1)", "", t, normal),
        _distance("t", "t(5), n − 1 for n − d", "", t, t_5),
    ]


def wrong_means(run: Simulation) -> list[Row]:
    """Formulas that are often taken for the right ones."""
    squares = sum(place**2 for place in PLACES)
    return [
        run.mean_of_rss("mean of RSS/n", "", len(PLACES)),
        run.mean_of_rss("mean of RSS/(n − 1)", "", len(PLACES) - 1),
        run.slope_variance(
            "variance of the slope as without an intercept", "", Fraction(VARIANCE, squares)
        ),
        run.without_intercept("slope without an intercept, as unbiased", "", Fraction(TRUTH[0])),
        run.ridge_slope("bias of ridge, as none", Fraction(0)),
    ]


def wrong_variances(run: Simulation) -> Row:
    """The formula of equal variances where they are unequal: their mean for each."""
    mean = Fraction(sum(UNEQUAL), len(UNEQUAL))
    expected = value("covariance-of-the-estimate-with-equal-variances", sigma_sq=mean)
    return run.slope_variance("variance of the slope, as of equal ones", "", expected[0, 0])


def coverage(run: Simulation) -> Row:
    """How often ŵ ± q √(s² [(XᵀX)⁻¹]₁₁) has the true slope within, q the 97.5 % point of t(4)."""
    within = (np.abs(run.t) < quantile(t_4, 0.975)).astype(float)
    error = sqrt(0.05 * 0.95 / run.count)
    return run.mean_of("true slope within 95 %", T_RATIO, Fraction(19, 20), within, error)


def minibatches() -> tuple[list[list[Fraction]], list[list[Fraction]]]:
    """Mean and covariance of the gradient of J over all 15 minibatches of two, at w = 0."""
    n = len(PLACES)
    gradients = [
        [-Fraction(2, 2) * sum(DESIGN[i][j] * OBSERVED[i] for i in pair) for j in range(2)]
        for pair in combinations(range(n), 2)
    ]
    mean = [sum(column, Fraction()) / len(gradients) for column in zip(*gradients, strict=True)]
    spread = [
        [
            sum(((g[j] - mean[j]) * (g[k] - mean[k]) for g in gradients), Fraction())
            / len(gradients)
            for k in range(2)
        ]
        for j in range(2)
    ]
    return [[entry] for entry in mean], spread


def minibatches_by_theorem() -> tuple[Any, Any]:
    """The same by the theorems: s is 3 for the two rows of a batch, 0 for others, so c = 12/5."""
    n, size = len(PLACES), 2
    c = Fraction(n * (n - size), size * (n - 1))
    D = [[-OBSERVED[i] if i == k else 0 for k in range(n)] for i in range(n)]
    given = {"y": OBSERVED, "w": (0, 0), "c": c, "D": D, "n": n}
    return (
        value("minibatch-gradient-is-unbiased", **given),
        value("covariance-of-the-minibatch-gradient", **given),
    )


# Laws in closed form.


def t_4(t: Floats) -> Floats:
    """The distribution function of Student's t with 4 degrees of freedom."""
    s = t / np.sqrt(4 + t * t)
    return np.asarray(0.5 + 0.75 * (s - s**3 / 3))


def t_5(t: Floats) -> Floats:
    """The distribution function of Student's t with 5 degrees of freedom."""
    angle = np.arctan(t / sqrt(5))
    cosine = np.cos(angle)
    return np.asarray(0.5 + (angle + np.sin(angle) * (cosine + 2 / 3 * cosine**3)) / np.pi)


def chi_squared_4(x: Floats) -> Floats:
    """The distribution function of χ² with 4 degrees of freedom."""
    return np.asarray(1 - np.exp(-x / 2) * (1 + x / 2))


def normal(x: Floats) -> Floats:
    """The distribution function of N(0, 1)."""
    return np.array([0.5 + 0.5 * erf(each / sqrt(2)) for each in x.tolist()])


def quantile(law: Callable[[Floats], Floats], level: float) -> float:
    """Where a distribution function reaches a level, by bisection."""
    low, high = -100.0, 100.0
    for _ in range(100):
        middle = (low + high) / 2
        low, high = (middle, high) if law(np.array([middle]))[0] < level else (low, middle)
    return (low + high) / 2


def _distance(
    what: str, law: str, id: str, ordered: Floats, distribution: Callable[[Floats], Floats]
) -> Distance:
    """The greatest distance of the empirical distribution function of sorted numbers from a law."""
    count = len(ordered)
    at = distribution(ordered)
    steps = np.arange(count + 1) / count
    found = float(max(np.abs(at - steps[1:]).max(), np.abs(at - steps[:-1]).max()))
    return Distance(what, law, id, found, band(count))
