"""The gradients of the theorems beside differences of the functions themselves.

φ(t) = f(w + tv) along a direction v. Its derivative at 0 is gᵀv, g the gradient of a theorem.
Beside it stand a forward difference (φ(h) − φ(0))/h, a central one (φ(h) − φ(−h))/(2h), and the
complex step Im φ(ih)/h, in which nothing cancels. Numbers and steps are dyadic, so that w + hv is
exact.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from math import log2, pi, sqrt
from typing import Any

import numpy as np

from ..kernel.statements import Equals
from ..kernel.terms import Term
from ..numbers.evaluate import evaluate, names_in
from ..publishing.registry import theorem
from ..results.logistic import slope as cross_entropy_slope  # Xᵀ(p − y)
from .simulation import OBSERVED, PLACES

UNIT = 2.0**-53  # a result of one operation is off by this share of it, at most
TINY = 1e-20  # the complex step

FEATURES = [[Fraction(place, 8), Fraction(1)] for place in PLACES]
LABELS = (0, 0, 1, 0, 1, 1)  # for logistic regression
ALONG = (1, 1)
_X = np.array(FEATURES, dtype=float)
_y, _labels, _v = (np.array(each, dtype=float) for each in (OBSERVED, LABELS, ALONG))

Terms = Callable[[Any], Any]  # from weights, possibly complex, to the terms that are added


@dataclass(frozen=True, slots=True)
class Criterion:
    """A function of the weights, as a sum of terms in NumPy, and where its gradient stands.

    `letters` are what the theorem's letters are given, and `sign` is −1 where the theorem has minus
    the gradient.
    """

    name: str
    theorem: str
    terms: Terms
    w: tuple[Fraction, ...]
    letters: dict[str, Any]
    term: Term | None = None  # the gradient, where it is no side of an equation

    @property
    def slope(self) -> Fraction | float:
        """gᵀv, from the theorem's own term: exactly, where that is rational."""
        term = self.term
        if term is None:
            conclusion = theorem(self.theorem).conclusion
            if not isinstance(conclusion, Equals):
                raise TypeError(f"{self.theorem} states no equation")
            term = conclusion.right
        names = {thing.name for thing in names_in(term)}
        given = {"w": self.w, **self.letters}
        gradient = evaluate(term, {name: given[name] for name in given if name in names})
        return sum(g * v for g, v in zip(gradient.ravel().tolist(), ALONG, strict=True))  # type: ignore[no-any-return]

    def at(self, t: complex) -> Any:
        """The terms of φ(t)."""
        return self.terms(np.array(self.w, dtype=float) + t * _v)

    def value(self, t: complex) -> Any:
        """φ(t)."""
        return self.at(t).sum()

    def forward(self, h: float) -> float:
        """By how much the forward difference is off."""
        return abs(float((self.value(h) - self.value(0)) / h - float(self.slope)))

    def central(self, h: float) -> float:
        """By how much the central difference is off."""
        return abs(float((self.value(h) - self.value(-h)) / (2 * h) - float(self.slope)))

    def complex_step(self) -> float:
        """By how much the complex step is off."""
        return abs(float(np.imag(self.value(1j * TINY)) / TINY - float(self.slope)))

    def rounding(self, h: float = 0) -> float:
        """A bound on the rounding error of φ around 0.

        Each term takes fewer than 14 operations and 6 are added: 20 units of the sum of what was
        added, with that of the largest of the three places.
        """
        return 20 * UNIT * max(float(np.abs(self.at(t)).sum()) for t in (-h, 0, h))

    def rounding_of_slope(self) -> float:
        """The same of the complex step, whose terms are those of the slope."""
        return 20 * UNIT * float(np.abs(np.imag(self.at(1j * TINY)) / TINY).sum())


def _squares(w: Any) -> Any:
    residual = _X @ w - _y
    return residual * residual


def _cross_entropy(w: Any) -> Any:
    scores = _X @ w
    return np.concatenate([np.log1p(np.exp(scores)), -_labels * scores])


AT = (Fraction(1), Fraction(5))
AT_LOGISTIC = (Fraction(1, 4), Fraction(-1))
VARIANCE, PENALTY = 36, 2

_SQUARED: dict[str, Any] = {"X": FEATURES, "y": OBSERVED}


def criteria() -> tuple[Criterion, ...]:
    """The criteria whose gradients are checked."""
    n = len(PLACES)
    return (
        Criterion(
            "squared error J",
            "gradient-of-the-squared-error",
            lambda w: _squares(w) / n,
            AT,
            _SQUARED,
        ),
        Criterion(
            "log-likelihood",
            "score",
            lambda w: np.append(-_squares(w) / (2 * VARIANCE), -n / 2 * np.log(2 * pi * VARIANCE)),
            AT,
            _SQUARED | {"sigma_sq": VARIANCE},
        ),
        Criterion(
            "ridge’s objective",
            "gradient-of-the-ridge-objective",
            lambda w: np.concatenate([_squares(w), PENALTY * w * w]),
            AT,
            _SQUARED | {"lambda": PENALTY},
        ),
        Criterion(
            "(ab − 1)², a network of two weights",
            "gradient-of-the-squared-error-of-a-product",
            lambda w: np.array([(w[0] * w[1] - 1) ** 2]),
            AT,
            {},
        ),
        logistic(),
    )


def logistic() -> Criterion:
    """The cross-entropy; the slope of its tangents is Xᵀ(p − y)."""
    p = 1 / (1 + np.exp(-(_X @ np.array(AT_LOGISTIC, dtype=float))))
    return Criterion(
        "cross-entropy of logistic regression",
        "cross-entropy-lies-above-its-tangents",
        _cross_entropy,
        AT_LOGISTIC,
        {"X": _X, "y": _labels, "p": p},
        cross_entropy_slope,
    )


@dataclass(frozen=True, slots=True)
class Bends:
    """What the later derivatives of the cross-entropy are along the direction, around 0.

    With z = xᵀv and p = σ(xᵀw): φ″(0) = Σ z²p(1 − p) and φ‴(0) = Σ z³p(1 − p)(1 − 2p). For every t,
    |φ‴| ≤ Σ |z|³/(6√3) and |φ⁽⁵⁾| ≤ Σ |z|⁵/8, as σ″ and σ⁗ are at most 1/(6√3) and 1/8.
    """

    second: float
    third: float
    most_third: float
    most_fifth: float


def bends() -> Bends:
    """The later derivatives of the cross-entropy at the weights where it is tried."""
    z = _X @ _v
    p = np.array(logistic().letters["p"])
    spread = p * (1 - p)
    return Bends(
        float((z**2 * spread).sum()),
        float((z**3 * spread * (1 - 2 * p)).sum()),
        float((np.abs(z) ** 3).sum() / (6 * sqrt(3))),
        float((np.abs(z) ** 5).sum() / 8),
    )


@dataclass(frozen=True, slots=True)
class Slope:
    """By which power of the step an error falls, from one step to half of it.

    `expected` is the power of the leading term of Taylor's series; `allowed` is how far the next
    term and rounding can move it.
    """

    step: float
    measured: float
    expected: int
    allowed: float

    @property
    def agrees(self) -> bool:
        """Whether the power is as Taylor's series has it."""
        return abs(self.measured - self.expected) <= self.allowed


def slopes() -> list[Slope]:
    """The powers for forward and central differences of the cross-entropy, over their ranges."""
    tried, known = logistic(), bends()
    found = []
    for k in range(6, 18):
        h = 2.0**-k
        leading, following = h * abs(known.second) / 2, h * h * known.most_third / 6
        rounding = 2 * tried.rounding(h) / h
        found.append(_slope(tried.forward, h, 1, leading, following, rounding))
    for k in range(5, 11):
        h = 2.0**-k
        leading, following = h * h * abs(known.third) / 6, h**4 * known.most_fifth / 120
        found.append(_slope(tried.central, h, 2, leading, following, tried.rounding(h) / h))
    return found


def _slope(
    off: Callable[[float], float],
    h: float,
    power: int,
    leading: float,
    following: float,
    rounding: float,
) -> Slope:
    """The power at h. At h/2 the leading term is smaller by 2^power, and rounding larger by 2."""
    at = (following + rounding) / leading
    below = (following / 4 + 2 * rounding) / (leading / 2**power)
    if max(at, below) >= 1:
        raise ValueError(f"at the step {h} the leading term does not lead")
    allowed = log2((1 + at) / (1 - below)), log2((1 + below) / (1 - at))
    return Slope(h, log2(off(h) / off(h / 2)), power, max(allowed))


def exact_central(criterion: str, h: Fraction) -> Fraction:
    """By how much a central difference of the squared error or the product is off, in fractions."""
    tried = next(each for each in criteria() if each.name.startswith(criterion))

    def value(t: Fraction) -> Fraction:
        w = [w + t * v for w, v in zip(tried.w, ALONG, strict=True)]
        if criterion.startswith("(ab"):
            return (w[0] * w[1] - 1) ** 2
        residuals = (
            sum((x * each for x, each in zip(row, w, strict=True)), Fraction()) - y
            for row, y in zip(FEATURES, OBSERVED, strict=True)
        )
        return sum((r * r for r in residuals), Fraction()) / len(PLACES)

    return (value(h) - value(-h)) / (2 * h) - Fraction(tried.slope)
