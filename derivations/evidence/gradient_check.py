"""Gradients of theorems beside difference quotients and complex steps of the criteria themselves.

Each criterion is written here once more, as a function of numbers: fractions, floats or complex
numbers. Its gradient is evaluated from the term of its theorem.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import pairwise
from math import log, pi, sqrt
from typing import Any

import numpy as np

from ..kernel.statements import Equals, ForEach
from ..kernel.terms import Index, Product, SumOver, Term, Transpose
from ..numbers.evaluate import evaluate, names_in
from ..publishing.registry import theorem
from ..results.backpropagation import squares
from ..results.backpropagation import z as hidden_sum
from ..results.logistic import slope as logistic_slope
from ..subterms import subterms
from .six_points import POINTS

Numbers = np.ndarray[Any, np.dtype[Any]]

FEATURES, OBSERVED = zip(*POINTS, strict=True)
DESIGN = np.array([[feature, 1] for feature in FEATURES])  # [x 1]
SQUARED_ERROR, SCORE = "gradient-of-the-squared-error", "score"
RIDGE = "gradient-of-the-ridge-objective"
WITH_INTERCEPT = "gradient-of-the-joint-squared-error-in-the-weights"
PRODUCT = "gradient-of-the-squared-error-of-a-product"
ONE_UNIT = "gradient-for-the-weights-of-one-squared-unit"
OUTPUT, HIDDEN = "backpropagation-to-the-output-weights", "backpropagation-to-the-hidden-weights"
INPUTS, ACTIVATION = "backpropagation-to-the-inputs", "squares-as-activations-around-a-point"
LOGISTIC = "cross-entropy-lies-above-its-tangents"

UNIT = 2.0**-53  # how far rounding carries a number, relative to it, at most
TINY = 2.0**-100  # the complex step: its square is nothing beside any number here
IN_A_ROW = 40  # roundings of one product of numbers in a polynomial here, at most


@dataclass(frozen=True, slots=True)
class Criterion:
    """A function of a vector, and its gradient as a theorem has it.

    `function` takes fractions, floats or complex numbers, and is a polynomial of degree 4 at most
    in each entry; `at` is a point; `term` is the gradient there, with numbers for its letters.
    `absolute` has their absolute values, and −|y| for y, which is subtracted.
    """

    name: str
    theorem: str
    at: tuple[int, ...]
    function: Callable[[Numbers], Any]
    term: Term
    letters: dict[str, Any]
    absolute: dict[str, Any]

    @property
    def gradient(self) -> list[Fraction]:
        """The gradient from the theorem's term, exactly, row by row."""
        return _entries(self.term, self.letters)

    @property
    def majorant(self) -> list[Fraction]:
        """The same sum of products, with the absolute value of each of them."""
        return [abs(entry) for entry in _entries(self.term, self.absolute)]


def _entries(term: Term, letters: dict[str, Any]) -> list[Fraction]:
    """The entries of what a term is worth, row by row, from the letters that it has."""
    names = {thing.name for thing in names_in(term)}
    given = {name: value for name, value in letters.items() if name in names}
    return [Fraction(entry) for entry in evaluate(term, given).ravel().tolist()]


def _right(id: str) -> Term:
    """The right side of a theorem."""
    conclusion = theorem(id).conclusion
    if not isinstance(conclusion, Equals):
        raise TypeError(f"{id} states no equation")
    return conclusion.right


def _first_order(id: str, step: str) -> Term:
    """The matrix G in tr(GᵀK) or Gᵀk, the part of a theorem's right side of first order in K."""
    for part in subterms(_right(id)):
        match part:
            case Product(Transpose(matrix), right) if str(right) == step:
                return matrix
    raise ValueError(f"{id} has nothing of first order in {step}")


def _supposed(id: str) -> tuple[Index, Term]:
    """The index and the right side of what a theorem supposes for each index."""
    for hypothesis in theorem(id).hypotheses:
        match hypothesis:
            case ForEach(index, Equals(_, right)):
                return index, right
    raise ValueError(f"{id} supposes nothing for each index")


def criteria() -> list[Criterion]:
    """The criteria that are polynomials, each at a point of whole numbers."""
    return [*_least_squares(), *_networks()]


def _least_squares() -> list[Criterion]:
    """Those of least squares, on the six points of the worked example."""
    X, y = DESIGN, np.array(OBSERVED)
    n, w, penalty, variance, b = len(y), (1, 5), 3, 36, 5

    def rss(w: Numbers) -> Any:
        return ((y - X @ w) ** 2).sum()

    def log_likelihood(w: Numbers) -> Any:
        """ℓ; for fractions without its first term, which is irrational and free of w."""
        first = 0 if w.dtype == object else -n * log(sqrt(2 * pi * variance))
        return first - rss(w) / (2 * variance)

    def with_intercept(w: Numbers) -> Any:
        return ((y - X[:, :1] @ w - b) ** 2).sum() / n

    one_feature = X[:, :1].tolist()
    more = {"y": list(OBSERVED), "lambda": penalty, "sigma_sq": variance, "b": b, "n": n}

    def criterion(
        name: str, id: str, function: Callable[[Numbers], Any], X: Any, at: tuple[int, ...]
    ) -> Criterion:
        letters = {"X": X, "w": at} | more
        return Criterion(name, id, at, function, _right(id), letters, _absolute(letters))

    return [
        criterion("mean squared error", SQUARED_ERROR, lambda w: rss(w) / n, X.tolist(), w),
        criterion("log-likelihood", SCORE, log_likelihood, X.tolist(), w),
        criterion("ridge objective", RIDGE, lambda w: rss(w) + penalty * (w @ w), X.tolist(), w),
        criterion(
            "squared error with an intercept", WITH_INTERCEPT, with_intercept, one_feature, w[:1]
        ),
    ]


def _absolute(letters: dict[str, Any]) -> dict[str, Any]:
    """Numbers with their absolute values, and −|y| for y."""
    found = {name: abs(np.array(given)).tolist() for name, given in letters.items()}
    return found | {"y": (-abs(np.array(letters["y"]))).tolist()}


def _activated(letters: dict[str, Any]) -> dict[str, Any]:
    """The letters of a network with W and x, and its activations a with their Jacobian D."""
    index, column = _supposed(ACTIVATION)
    sums = {hidden_sum.name: (np.array(letters["W"]) @ np.array(letters["x"])).tolist()}
    activations = evaluate(squares(hidden_sum), sums)[:, 0].tolist()
    jacobian = evaluate(SumOver(index, column @ index.T), sums).tolist()
    return letters | {"a": activations, "D": jacobian}


def _networks() -> list[Criterion]:
    """Those beyond linear models: two layers with squares as activations, and two smaller ones."""
    W, V = np.array([[1, -2], [3, 1], [-1, 2]]), np.array([[2, -1, 1], [1, 1, -3]])
    x, y = np.array([2, -1]), np.array([5, -7])
    b, others, w, opposite = np.array([2, -1]), np.array([1, 3]), (1, 3), (-1, 5)
    matrices = {"W": W.tolist(), "V": V.tolist(), "x": x.tolist(), "y": y.tolist()}
    network, largest = _activated(matrices), _activated(_absolute(matrices))
    unit = {"w": w, "b": b.tolist(), "c": others.tolist()} | matrices

    def error(V: Numbers, W: Numbers, x: Numbers) -> Any:
        return ((V @ (W @ x) ** 2 - y) ** 2).sum()

    layers: list[tuple[str, str, str, Numbers, Callable[[Numbers], Any]]] = [
        ("output weights", OUTPUT, "K", V, lambda V: error(V.reshape(2, 3), W, x)),
        ("hidden weights", HIDDEN, "H", W, lambda W: error(V, W.reshape(3, 2), x)),
        ("inputs", INPUTS, "g", x, lambda x: error(V, W, x)),
    ]
    return [
        *(
            Criterion(
                f"network, by its {name}",
                id,
                tuple(at.ravel().tolist()),
                function,
                _first_order(id, step),
                network,
                largest,
            )
            for name, id, step, at, function in layers
        ),
        Criterion(
            "one squared unit",
            ONE_UNIT,
            w,
            lambda w: ((others + (w @ x) ** 2 * b - y) ** 2).sum(),
            _right(ONE_UNIT),
            unit,
            _absolute(unit),
        ),
        Criterion(
            "(ab − 1)², a product of two weights",
            PRODUCT,
            opposite,
            lambda w: (w[0] * w[1] - 1) ** 2,
            _right(PRODUCT),
            {"w": opposite},
            {"w": opposite},  # ab and −1 have one sign, so that nothing cancels
        ),
    ]


# Difference quotients.


def _moved(at: Sequence[Any], j: int, step: Any) -> Numbers:
    """A point with its entry j moved by a step; fractions for fractions."""
    moved = np.array(at, dtype=object if isinstance(step, Fraction) else type(step))
    if isinstance(step, Fraction):
        moved = np.array([Fraction(entry) for entry in at], dtype=object)
    moved[j] += step
    return moved


def forward(function: Callable[[Numbers], Any], at: Sequence[Any], j: int, h: Any) -> Any:
    """(f(w + heⱼ) − f(w))/h, in fractions if h is one."""
    return (function(_moved(at, j, h)) - function(_moved(at, j, 0 * h))) / h


def central(function: Callable[[Numbers], Any], at: Sequence[Any], j: int, h: Any) -> Any:
    """(f(w + heⱼ) − f(w − heⱼ))/(2h), in fractions if h is one."""
    return (function(_moved(at, j, h)) - function(_moved(at, j, -h))) / (2 * h)


def extrapolated(function: Callable[[Numbers], Any], at: Sequence[Any], j: int, h: Any) -> Any:
    """(4 c(h) − c(2h))/3 from the central differences c: exact for a polynomial of degree 4.

    >>> extrapolated(lambda w: w[0] ** 4, (1,), 0, Fraction(1, 2))
    Fraction(4, 1)
    """
    return (4 * central(function, at, j, h) - central(function, at, j, 2 * h)) / 3


def complex_step(
    function: Callable[[Numbers], Any], at: Sequence[Any], j: int, h: float = TINY
) -> float:
    """Im f(w + iheⱼ)/h, in which nothing is subtracted."""
    return float(function(_moved(at, j, complex(0, h))).imag / h)


def is_exact(criterion: Criterion, gradient: Sequence[Fraction] | None = None) -> bool:
    """Whether a gradient, or that of the theorem, is that of the criterion: exactly, in fractions.

    The criterion is a polynomial of degree 4 at most in each coordinate, so that the extrapolated
    central difference is its derivative, whatever the step.
    """
    quotients = [
        extrapolated(criterion.function, criterion.at, j, Fraction(1)) for j in _places(criterion)
    ]
    return quotients == list(criterion.gradient if gradient is None else gradient)


def _places(criterion: Criterion) -> range:
    return range(len(criterion.at))


@dataclass(frozen=True, slots=True)
class Step:
    """How far complex steps are off the exact gradient, and how far rounding may carry them.

    Both are the largest over the entries, relative to the largest entry of the gradient.
    """

    found: float
    allowed: float
    within: bool  # each entry within its own bound


def complex_steps(criterion: Criterion, gradient: Sequence[Fraction] | None = None) -> Step:
    """Complex steps beside a gradient, or that of the theorem.

    A sum of products of which each passes k roundings is off by at most ku/(1 − ku) times the same
    sum of absolute values (Higham, *Accuracy and Stability of Numerical Algorithms*, 2002, chapter
    3), and the imaginary part of a polynomial at a complex step is such a sum. The most roundings
    has the network: 4 in an entry of Wx, 10 in its square, 15 in one of Va, 16 with y, 34 in the
    square of that, and 36 in the sum.
    """
    gradient = criterion.gradient if gradient is None else gradient
    largest = max(map(abs, criterion.gradient))
    share = Fraction(IN_A_ROW * UNIT / (1 - IN_A_ROW * UNIT))
    found = [
        abs(Fraction(complex_step(criterion.function, criterion.at, j)) - gradient[j])
        for j in _places(criterion)
    ]
    allowed = [share * entry for entry in criterion.majorant]
    return Step(
        float(max(found) / largest),
        float(max(allowed) / largest),
        all(error <= most for error, most in zip(found, allowed, strict=True)),
    )


# Logistic regression: no polynomial, so that a difference quotient keeps an error at every step.

LABELS = (0, 1, 0, 0, 1, 1)
WEIGHTS = (0.25, -1.0)  # slope and intercept
SCORES = DESIGN @ np.array(WEIGHTS)


def cross_entropy(w: Numbers) -> Any:
    """Σᵢ (ln(1 + exp(xᵢᵀw)) − yᵢ xᵢᵀw), of floats or complex numbers."""
    scores = DESIGN @ w
    return (np.log(1 + np.exp(scores)) - np.array(LABELS) * scores).sum()


def logistic_gradient() -> list[float]:
    """Xᵀ(p − y) by the theorem's term, p by what it supposes of it."""
    index, probability = _supposed(LOGISTIC)
    given = {"X": DESIGN.astype(float), "w": np.array(WEIGHTS)}
    p = evaluate(SumOver(index, probability * index), given)
    y = np.array(LABELS, dtype=float)
    found: list[float] = evaluate(logistic_slope, {"X": given["X"], "p": p, "y": y})[:, 0].tolist()
    return found


def logistic_allowed() -> list[float]:
    """How far rounding may carry complex steps and the theorem's term apart, for each weight.

    A score is off by at most 3u(|X||w|)ᵢ, and a probability, whose derivative in the score is at
    most itself, by as many of itself. exp, the complex logarithm and the quotient add 12 roundings
    at most, for NumPy's functions are right to a few units; sums and products add n + 4. All this
    twice, for there are two computations.
    """
    size = np.abs(DESIGN) @ np.abs(WEIGHTS)
    probability = 1 / (1 + np.exp(-SCORES))
    share = (len(LABELS) + 16 + 3 * size) * probability + (len(LABELS) + 4) * np.array(LABELS)
    found: list[float] = (2 * UNIT * np.abs(DESIGN).T @ share).tolist()
    return found


@dataclass(frozen=True, slots=True)
class Errors:
    """The errors of difference quotients in one weight, over the steps h."""

    steps: Numbers
    forward: Numbers
    central: Numbers
    complex: Numbers


@dataclass(frozen=True, slots=True)
class Bounds:
    """What the errors in one weight depend on: derivatives, bounds on them, and rounding.

    `second` and `third` are the derivatives at the point; `second_most`, `third_most` and
    `fifth_most` hold everywhere; one value of the criterion is off by at most `rounding`, and the
    gradient that errors are measured from by `reference`.
    """

    second: float
    third: float
    second_most: float
    third_most: float
    fifth_most: float
    rounding: float
    reference: float

    def forward(self, h: Any) -> Any:
        """The error of a forward difference, at most."""
        return h / 2 * self.second_most + 2 * self.rounding / h + self.reference

    def central(self, h: Any) -> Any:
        """The error of a central difference, at most."""
        return h**2 / 6 * self.third_most + self.rounding / h + self.reference


# The most that |σ′|, |σ″| and |σ⁗| are. With p = σ(t): p(1−p), p(1−p)(1−2p), and
# p(1−p)(1−2p)(1−12p(1−p)), whose greatest values are 1/4, 1/(6√3) and 0.1277….
SIGMA_1, SIGMA_2, SIGMA_4 = 1 / 4, 1 / (6 * sqrt(3)), 0.128


def errors(j: int, powers: Sequence[int]) -> Errors:
    """The errors for weight j at the steps 2⁻ᵏ, which are added to the weights without rounding."""
    steps = np.array([2.0**-power for power in powers])
    known = logistic_gradient()[j]

    def off(quotient: Callable[..., Any]) -> Numbers:
        return np.array([abs(quotient(cross_entropy, WEIGHTS, j, float(h)) - known) for h in steps])

    return Errors(steps, off(forward), off(central), off(complex_step))


def bounds(j: int) -> Bounds:
    """What the errors in weight j of the cross-entropy depend on.

    One value is off by at most (n + 2d + 12)u Σᵢ ((|X||w|)ᵢ + ln(1 + exp tᵢ) + |tᵢ|), where the
    weight is taken 1 larger in absolute value, as far as a step goes at most.
    """
    column = DESIGN[:, j].astype(float)
    p = 1 / (1 + np.exp(-SCORES))
    own = p * (1 - p)
    farthest = np.abs(DESIGN) @ (np.abs(WEIGHTS) + np.eye(2)[j])
    count = len(LABELS) + 2 * 2 + 12
    rounding = count * UNIT * float((2 * farthest + np.log(1 + np.exp(farthest))).sum())
    size = np.abs(column)
    return Bounds(
        second=float((column**2 * own).sum()),
        third=float((column**3 * own * (1 - 2 * p)).sum()),
        second_most=float((column**2).sum()) * SIGMA_1,
        third_most=float((size**3).sum()) * SIGMA_2,
        fifth_most=float((size**5).sum()) * SIGMA_4,
        rounding=rounding,
        reference=logistic_allowed()[j],
    )


# Multiples of 2⁻⁵⁰, so that steps of 2⁻⁵⁰ and more are added to them exactly.
ODD = tuple(round(weight * 2**50) / 2**50 for weight in (1.1, 5.3))


def errors_of_a_quadratic(powers: Sequence[int]) -> tuple[Errors, Bounds]:
    """The same for the slope and the mean squared error, at weights whose residuals are rounded.

    A value is off by at most 16u times the mean of (|X|(|w| + 1) + |y|)²: 3 roundings in a
    prediction, 4 in a residual, 9 in its square, 15 in the sum and 16 in the mean.
    """
    mean = criteria()[0]
    exact = replace(mean, letters=mean.letters | {"w": [Fraction(weight) for weight in ODD]})
    known = exact.gradient[0]
    steps = np.array([2.0**-power for power in powers])

    def off(quotient: Callable[..., Any]) -> Numbers:
        found = [quotient(mean.function, ODD, 0, float(h)) for h in steps]
        return np.array([float(abs(Fraction(float(each)) - known)) for each in found])

    second = 2 * float((DESIGN[:, 0] ** 2).mean())
    farthest = DESIGN @ (np.abs(ODD) + np.eye(2)[0]) + np.array(OBSERVED)
    rounding = 16 * UNIT * float((farthest**2).mean())
    size = 4 * UNIT * float(abs(known) + second)  # the quotient itself: a difference and a division
    found = Errors(steps, off(forward), off(central), off(complex_step))
    return found, Bounds(second, 0, second, 0, 0, rounding, size)


@dataclass(frozen=True, slots=True)
class Slope:
    """How fast an error falls with the step, and how far that may be from what is expected."""

    found: float
    expected: int
    allowed: float

    @property
    def agrees(self) -> bool:
        """Whether the slope is the expected one, but for what is allowed."""
        return abs(self.found - self.expected) <= self.allowed


def slopes(j: int, first: int, last: int) -> tuple[Slope, Slope]:
    """The slopes of forward and of central differences in weight j, between 2⁻ᵏ at two powers.

    The error of a forward difference is h|f″|/2 · (1 + ρ) with |ρ| at most (h³ or rounding)
    (h²M₃/6 + 2η/h + g)/(h|f″|/2), that of a central one h²|f‴|/6 · (1 + ρ) with |ρ| at most
    (h⁴M₅/120 + η/h + g)/(h²|f‴|/6), where M₃ and M₅ bound derivatives, η is the rounding of a value
    and g that of the gradient. So a slope on logarithmic axes is off by at most
    (−ln(1 − ρ₁) − ln(1 − ρ₂))/ln(h₁/h₂).
    """
    measured, known = errors(j, (first, last)), bounds(j)
    h = measured.steps
    ways = (
        (measured.forward, 1, h * abs(known.second) / 2, h**2 * known.third_most / 6, 2),
        (measured.central, 2, h**2 * abs(known.third) / 6, h**4 * known.fifth_most / 120, 1),
    )
    return tuple(  # type: ignore[return-value]
        Slope(
            float(np.log(off[0] / off[1]) / np.log(h[0] / h[1])),
            expected,
            _carried((next_ + times * known.rounding / h + known.reference) / main, h),
        )
        for off, expected, main, next_, times in ways
    )


def _carried(shares: Numbers, h: Numbers) -> float:
    """How far a slope is off where each of two errors is off by such a share, at most."""
    if (shares >= 1).any():
        return float("inf")
    return float(-np.log(1 - shares).sum() / np.log(h[0] / h[1]))


def constant_ratio(criterion: Criterion, j: int, quotient: Callable[..., Any], power: int) -> Any:
    """The error of a quotient over hᵏ, which is the same at each of several steps: in fractions.

    Raises ValueError if it is not.
    """
    known = criterion.gradient[j]
    ratios = [
        (quotient(criterion.function, criterion.at, j, h) - known) / h**power
        for h in (Fraction(1), Fraction(1, 10), Fraction(1, 1000))
    ]
    if any(one != other for one, other in pairwise(ratios)):
        raise ValueError(f"the error in {criterion.name} is no multiple of that power of the step")
    return ratios[0]


def wrong_gradients() -> list[tuple[str, Criterion, list[Fraction]]]:
    """Mistakes that are often made, each with its criterion and the gradient that it leads to."""
    known = {criterion.theorem: criterion for criterion in criteria()}
    mean, ridge, hidden = known[SQUARED_ERROR], known[RIDGE], known[HIDDEN]
    joint = known[WITH_INTERCEPT]
    identity = [[int(i == k) for k in range(3)] for i in range(3)]
    flat = hidden.gradient
    return [
        ("squared error without the factor 2", mean, [g / 2 for g in mean.gradient]),
        ("ridge without its penalty", ridge, _entries(ridge.term, ridge.letters | {"lambda": 0})),
        ("the intercept left out", joint, _entries(joint.term, joint.letters | {"b": 0})),
        (
            "backpropagation without the derivative of the activation",
            hidden,
            _entries(hidden.term, hidden.letters | {"D": identity}),
        ),
        ("hidden weights transposed", hidden, [flat[i] for i in (0, 2, 4, 1, 3, 5)]),
    ]


def off(criterion: Criterion, gradient: Sequence[Fraction]) -> float:
    """How far a gradient is off, relative to the largest entry of the right one."""
    right = criterion.gradient
    gaps = [abs(one - other) for one, other in zip(gradient, right, strict=True)]
    return float(max(gaps) / max(map(abs, right)))
