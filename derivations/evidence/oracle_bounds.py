"""How far rounding may take each output of statsmodels from its exact value, entry by entry.

statsmodels takes a pseudoinverse P̂ of X by singular values, and all that it prints from P̂. Let u =
2⁻⁵³ and γₖ = ku/(1 − ku), the relative error of k roundings (Higham, *Accuracy and Stability of
Numerical Algorithms*, 2nd edition, 2002, chapter 3). With P = (XᵀX)⁻¹Xᵀ, a fixed vector a, lengths
of matrices after Frobenius, and κ = ‖X‖‖P‖:

1. The data are rounded, and the computed factors of X are near to exact ones of a matrix X + E.
   Both are within ε = (2nd + r + 1)u. Theorem 19.4 there has nd for reflections from one side,
   up to a small integer that it leaves open and we put as 1; for singular values there are two.
   The tests hold NumPy's factors to 2nd. r counts the roundings of an entry before that, which are
   more than 1 where rows are weighted; the last 1 is for products of these.
2. P̃ of X + E has P̃ − P = −PEP̃ + (XᵀX)⁻¹Eᵀ(I − (X + E)P̃), in two parts at right angles, so that
   ‖aᵀ(P̃ − P)‖ ≤ √2 m/(1 − m) ‖aᵀP‖ with m = κε, as ‖P̃‖ ≤ ‖P‖/(1 − m).
3. That the factors V̂ and Û are not orthogonal by ε adds ε‖a‖‖P̃‖ and ε‖aᵀP̃‖, and multiplying out
   γ √d Σᵢ|aᵢ|‖P̂ᵢ‖ with P̂ᵢ the rows.
4. Applied to y, the first part is −aᵀPEw̃ + aᵀ(XᵀX)⁻¹Eᵀr̃, the error of every stable method
   (theorem 20.1 there). The others are what the explicit pseudoinverse adds: ε‖a‖‖w̃‖, and ε‖aᵀP‖‖y‖
   with γ √d Σᵢ|aᵢ|‖P̂ᵢ‖‖y‖, which relative to ŵ are of order κε‖y‖/(‖X‖‖ŵ‖).

With a a unit vector this bounds a row of P̂ or a weight, and with a row of X a fit, a leverage, or
the standard error of a prediction. Further sums and products are counted as they are made.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from ..numbers.elimination import product
from .datasets import Dataset
from .oracle import (
    GENERALISED,
    LEVERAGES,
    SE_MEAN,
    SE_OBS,
    SHOWN,
    WEIGHTED,
    Exact,
    Letters,
    exact_values,
    gap,
    given,
    in_order,
    outputs_of,
)

UNIT = 2.0**-53
Floats: TypeAlias = "NDArray[np.float64]"


class FarError(ValueError):
    """An output is further from its exact value than rounding explains."""


@dataclass(frozen=True, slots=True)
class Compared:
    """Of one output: the largest relative difference of an entry, and the widest bound of one.

    `share` is how much of its own bound a difference takes, at most.
    """

    difference: float
    bound: float
    share: float


def compared(found: dict[str, list[float]], data: Dataset) -> dict[str, Compared]:
    """Each output beside its bounds; raises FarError where an entry is outside its own."""
    result = {}
    for output in outputs_of(data):
        allowed = bounds(data)[output.name]
        apart = gap(found[output.name], exact_values(data)[output.name], output.is_root)
        for place, (off, bound) in enumerate(zip(apart, allowed, strict=True)):
            if not off <= bound:
                raise FarError(
                    f"entry {place} of {output.name} on {data.name} is off by {off:.1e} of "
                    f"itself, and rounding explains {bound:.1e}"
                )
        share = max(off / bound for off, bound in zip(apart, allowed, strict=True))
        result[output.name] = Compared(max(apart), max(allowed), share)
    return result


@cache
def bounds(data: Dataset) -> dict[str, tuple[float, ...]]:
    """A bound on the relative difference of each entry of each output."""
    letters, values = given(data), exact_values(data)
    off = _of_the_fit(letters, values) | _of_weights(letters, values)
    return {name: tuple(np.ravel(off[name]).tolist()) for name in values}


def gamma(count: int) -> float:
    """The relative error of so many roundings, one after another: γₖ = ku/(1 − ku)."""
    return count * UNIT / (1 - count * UNIT)


@dataclass(frozen=True, slots=True)
class Vectors:
    """Vectors a as rows, with the lengths of aᵀP and of aᵀ(XᵀX)⁻¹."""

    a: Floats
    through: Floats
    twice: Floats

    @classmethod
    def units(cls, inverse: Floats) -> Vectors:
        """The unit vectors, from (XᵀX)⁻¹."""
        return cls(np.eye(len(inverse)), np.sqrt(np.diag(inverse)), np.linalg.norm(inverse, axis=1))


@dataclass(frozen=True, slots=True)
class Pseudoinverse:
    """P̂ of a design whose length is known, or bounded, with the exact (XᵀX)⁻¹."""

    n: int
    length: float
    inverse: Floats
    roundings: int = 1

    @property
    def d(self) -> int:
        """The number of features."""
        return len(self.inverse)

    @property
    def epsilon(self) -> float:
        """ε = (2nd + r + 1)u."""
        return (2 * self.n * self.d + self.roundings + 1) * UNIT

    @property
    def exact_length(self) -> float:
        """‖P‖, as PPᵀ = (XᵀX)⁻¹."""
        return float(np.sqrt(np.trace(self.inverse)))

    @property
    def moved(self) -> float:
        """m = κε; raises ValueError where it is not below 1, and nothing is bounded."""
        moved = self.length * self.exact_length * self.epsilon
        if moved >= 1:
            raise ValueError(f"the condition of the design leaves nothing: κε = {moved:.1e}")
        return moved

    @property
    def near_length(self) -> float:
        """A bound of ‖P̃‖: ‖P‖/(1 − m)."""
        return self.exact_length / (1 - self.moved)

    def through(self, vectors: Vectors) -> Floats:
        """Bounds of ‖aᵀP̃‖."""
        return vectors.through + self._turned(vectors)

    def _turned(self, vectors: Vectors) -> Floats:
        """Bounds of ‖aᵀ(P̃ − P)‖."""
        found: Floats = 2**0.5 * self.moved / (1 - self.moved) * vectors.through
        return found

    def spread(self, vectors: Vectors) -> Floats:
        """√d Σᵢ|aᵢ|‖P̂ᵢ‖ but for the rounding of the product, so that γ times this bounds it."""
        rows = self.through(Vectors.units(self.inverse)) + self.epsilon * self.near_length
        found: Floats = self.d**0.5 * (1 + self.epsilon) * (np.abs(vectors.a) @ rows)
        return found

    def off(self, vectors: Vectors) -> Floats:
        """Bounds of ‖aᵀ(P̂ − P)‖."""
        along = np.linalg.norm(vectors.a, axis=1) * self.near_length * (1 + self.epsilon)
        found: Floats = (
            self._turned(vectors)
            + self.epsilon * (along + self.through(vectors))
            + gamma(self.d + 2) * self.spread(vectors)
        )
        return found

    def estimate_off(self, vectors: Vectors, w: float, y: float, r: float) -> Floats:
        """Bounds of |aᵀ(ŵ − Py)|, ŵ = P̂y as computed, from the lengths of Py, y and y − XPy."""
        epsilon, m = self.epsilon, self.moved
        residual = r + epsilon * (y + self.length * w)
        weights = (w + self.exact_length * (epsilon * y + m * residual)) / (1 - m)
        y *= 1 + epsilon
        along = np.linalg.norm(vectors.a, axis=1) * (weights + epsilon * self.near_length * y)
        found: Floats = (
            epsilon * self.length * (vectors.through * weights + vectors.twice * residual)
            + epsilon * (along + 2 * self.through(vectors) * y)
            + gamma(self.n + self.d + 2) * self.spread(vectors) * y
        )
        return found

    def products_off(self) -> Floats:
        """Bounds for the entries of P̂P̂ᵀ − (XᵀX)⁻¹, as computed."""
        units = Vectors.units(self.inverse)
        return _products(units.through, self.off(units), gamma(self.n))


def _products(exact: Floats, off: Floats, rounding: float) -> Floats:
    """Bounds for all products of rows that have these lengths and are off by so much."""
    outer = np.outer(exact, off)
    return outer + outer.T + np.outer(off, off) + rounding * np.outer(exact + off, exact + off)


def _of_the_fit(letters: Letters, values: dict[str, Exact]) -> dict[str, Floats]:
    """The relative bounds for what is printed of `OLS(y, X).fit()`."""
    n, d = letters["n"], letters["d"]
    sizes = {name: np.abs(_floats(each)) for name, each in values.items()}
    exact = _exact(letters, values)
    X, y, w, P, inverse = (exact[name] for name in ("X", "y", "w_hat", "P", "inverse"))
    r = sizes["resid"]
    found = Pseudoinverse(n, float(np.linalg.norm(X)), inverse)
    units = Vectors.units(inverse)
    rows = Vectors(X, np.sqrt(exact["leverages"]), np.linalg.norm(P, axis=0))
    lengths = [float(np.linalg.norm(each)) for each in (w, y, r)]

    w_off = found.estimate_off(units, *lengths)
    sums = gamma(d + 1) * (np.abs(X) @ (np.abs(w) + w_off))  # xᵢ is rounded, and so is the sum
    fit_off = found.estimate_off(rows, *lengths) + sums
    r_off = (1 + UNIT) * (fit_off + UNIT * np.abs(y)) + UNIT * r
    # As Xᵀr = 0, what moves ŵ changes ‖r‖² in the second order alone.
    ssr_off = _squares_off(r, sums + UNIT * (np.abs(y) + r + r_off), r_off)
    s_off = _times(ssr_off, UNIT)
    explained = sizes["rsquared"]
    ratio_off = _over(_times(ssr_off, UNIT), _total_off(y, np.abs(exact["centred"])))
    explained_off = ((1 - explained) * ratio_off * (1 + UNIT) + explained * UNIT) / explained

    rows_off, products = found.off(units), found.products_off()
    covariance = _times(products / np.abs(inverse), s_off, UNIT)
    errors = _times(_root(np.diag(covariance)), UNIT)
    along = np.sum(np.abs(X) * (np.abs(P.T) + rows_off), axis=1)
    leverage_off = found.off(rows) + gamma(d + 1) * along

    # x₀ᵀP̂P̂ᵀx₀, from P̂P̂ᵀ as it was rounded
    x, level = np.abs(X[0]), float(exact["leverages"][0])
    moved = float(found.off(rows)[0])
    level_off = (
        (2 * level**0.5 + moved) * moved
        + gamma(n) * float(x @ (units.through + rows_off)) ** 2
        + gamma(2 * d + 4) * float(x @ (np.abs(inverse) + products) @ x)
    )
    mean_off = _times(level_off / level, s_off)
    new_off = _times((level * mean_off + s_off) / (1 + level), UNIT)

    # the rows of P̂ times the residuals, entry by entry
    robust = sizes["cov_HC0"].reshape(d, d)
    weighted_off = float(np.max(r + r_off)) * rows_off + np.sqrt(P**2 @ r_off**2)
    robust_off = _products(np.sqrt(np.diag(robust)), weighted_off, gamma(n + 2))
    return {
        "params": w_off / np.abs(w),
        "fittedvalues": fit_off / sizes["fittedvalues"],
        "resid": r_off / r,
        "ssr": np.array(ssr_off),
        "mse_resid": np.array(s_off),
        "cov_params()": covariance,
        "bse": errors,
        "tvalues": _times(_over(w_off / np.abs(w), errors), UNIT),
        "rsquared": explained_off,
        LEVERAGES: (leverage_off / exact["leverages"])[:SHOWN],
        SE_MEAN: _times(_root(mean_off), UNIT),
        SE_OBS: _times(_root(new_off), UNIT),
        "cov_HC0": robust_off / robust,
    }


def _squares_off(entries: Floats, first: Floats, off: Floats) -> float:
    """The relative error of Σxᵢ² where xᵢ is off by so much; `first` counts in the first order."""
    total = float(entries @ entries)
    moved = 2 * float(entries @ first) + float(off @ off)
    return (moved + gamma(len(entries)) * (total + moved)) / total


def _total_off(y: Floats, centred: Floats) -> float:
    """The relative error of Σ(yᵢ − ȳ)², from the sizes of the exact yᵢ − ȳ."""
    mean_off = gamma(len(y) + 1) * float(np.abs(y).mean())
    off = (1 + UNIT) * (UNIT * np.abs(y) + mean_off) + UNIT * centred
    return _squares_off(centred, off, off)


def _of_weights(letters: Letters, values: dict[str, Exact]) -> dict[str, Floats]:
    """The relative bounds for weighted and generalised least squares.

    Weights change the lengths, and add roundings r. The weight 1/√sᵢ is rounded twice and halved
    once, and its product with a rounded entry is rounded: r = 4. V is made of pairs, with the
    triangular factor [[1, 0], [½, √¾]] and its inverse T = [[1, 0], [−½/√¾, 1/√¾]]: three roundings
    at most in an entry, one of the data and two of a sum of two products are r = 6, relative to
    ‖|T|‖‖X‖ = √2‖X‖, which stands for ‖TX‖, as √2‖y‖ does for ‖Ty‖. The zeros of T add nothing.
    """
    n, d = letters["n"], letters["d"]
    X, y = _floats(letters["X"]), _floats(letters["y"])
    weights = {WEIGHTED: 1 / np.sqrt(in_order(n)), GENERALISED: np.full(n, 2**0.5)}
    off = {}
    for name, roundings in ((WEIGHTED, 4), (GENERALISED, 6)):
        if f"{name}.params" not in values:
            continue
        inverse = _floats(values[f"{name}.normalized_cov_params"]).reshape(d, d)
        w = _floats(values[f"{name}.params"])
        r = _floats(_residual(letters, values[f"{name}.params"]))
        scale = weights[name]
        found = Pseudoinverse(n, float(np.linalg.norm(scale[:, None] * X)), inverse, roundings)
        lengths = [float(np.linalg.norm(each)) for each in (w, scale * y, scale * r)]
        w_off = found.estimate_off(Vectors.units(inverse), *lengths)
        off[f"{name}.params"] = w_off / np.abs(w)
        off[f"{name}.normalized_cov_params"] = found.products_off() / np.abs(inverse)
    return off


def _residual(letters: Letters, weights: Exact) -> list[Fraction]:
    """y − Xw."""
    pairs = zip(letters["X"], letters["y"], strict=True)
    return [y - sum(a * b for a, b in zip(row, weights, strict=True)) for row, y in pairs]


def _floats(numbers: Any) -> Floats:
    """Exact numbers, each rounded once."""
    return np.array(numbers, dtype=object).astype(float)


def _exact(letters: Letters, values: dict[str, Exact]) -> dict[str, Any]:
    """What the bounds are made of, evaluated exactly and rounded once."""
    design = np.array(letters["X"], dtype=object)
    inverse = np.array(values["cov_params()"], dtype=object).reshape(len(design[0]), -1)
    inverse = inverse / letters["sigma_sq"]
    P = product(inverse, design.T)
    leverages = [sum(column * row) for column, row in zip(P.T, design, strict=True)]
    y = letters["y"]
    mean = sum(y) / len(y)
    exact = {
        "X": design,
        "y": y,
        "w_hat": letters["w_hat"],
        "P": P,
        "inverse": inverse,
        "leverages": leverages,
        "centred": [each - mean for each in y],
    }
    return {name: _floats(each) for name, each in exact.items()}


def _times(*errors: Any) -> Any:
    """The relative error of a product: (1 + a)(1 + b) − 1."""
    first, *others = errors
    for other in others:
        first = first + other + first * other
    return first


def _over(above: Any, below: Any) -> Any:
    """The relative error of a quotient: (1 + a)/(1 − b) − 1, without a bound where b ≥ 1."""
    return np.where(below < 1, (above + below) / np.where(below < 1, 1 - below, 1), np.inf)


def _root(error: Any) -> Any:
    """The relative error of a root: 1 − √(1 − a), or without a bound below where a > 1."""
    return np.where(error <= 1, error / (1 + np.sqrt(np.maximum(1 - error, 0))), np.inf)
