"""Data of any size of which the exact least-squares answer is known, with large means.

All numbers are integers. Each row occurs twice, once with the noise e and once with −e, so that
the noise is orthogonal to every column and to 1, exactly: the weights that made the observations
solve the normal equations, and are the estimate, not only near it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

_SPREAD = 1000  # features are within so much of their means, and the noise within so much of 0
_LEVEL = 1_000_000  # no mean is larger
_EXACT = 2**53  # sums of integers below it are exact in doubles, in whatever order


@dataclass(frozen=True, slots=True)
class KnownAnswer:
    """What the data are made with: means of d features, their weights, and the intercept."""

    means: NDArray[np.float64]
    weights: NDArray[np.float64]
    intercept: int

    def blocks(self, n: int, rows: int, seed: int = 0) -> Iterator[tuple[Any, Any]]:
        """n rows in blocks of so many but the last: X, m×d, and y, m; n and rows are even."""
        if n % 2 or rows % 2:
            raise ValueError(f"{n} rows in blocks of {rows}: rows come in pairs, so both are even")
        rng = np.random.default_rng(seed)
        for start in range(0, n, rows):
            half = min(rows, n - start) // 2
            apart = rng.integers(-_SPREAD, _SPREAD, (half, len(self.means)), endpoint=True)
            noise = rng.integers(-_SPREAD, _SPREAD, half, endpoint=True)
            level = self.intercept + int(self.means @ self.weights)
            fitted = level + apart.astype(float) @ self.weights
            X = self.means + apart
            yield np.concatenate([X, X]), np.concatenate([fitted + noise, fitted - noise])


def known_answer(d: int, seed: int = 0) -> KnownAnswer:
    """Means, weights and an intercept for d features: all integers, and no weight is 0."""
    rng = np.random.default_rng((seed, d))
    centres = rng.integers(_LEVEL // 2, _LEVEL, d)
    weights = rng.integers(1, 9, d, endpoint=True) * rng.choice((-1, 1), d)
    level = int(rng.integers(_LEVEL // 2, _LEVEL))
    return KnownAnswer(centres.astype(float), weights.astype(float), level - int(centres @ weights))


def solves_the_normal_equations(answer: KnownAnswer, blocks: Iterable[tuple[Any, Any]]) -> bool:
    """Whether Xᵀr = 0 and 1ᵀr = 0 with r = y − Xw − 1b, exactly.

    They are added in doubles, which is exact where no sum can reach 2⁵³; else ValueError is raised.
    """
    products, total = np.zeros(len(answer.weights)), 0.0
    for X, y in blocks:
        r = y - X @ answer.weights - answer.intercept
        size = np.abs(X).max()
        fitted = np.abs(y).max() + size * np.abs(answer.weights).sum() + abs(answer.intercept)
        added = max(np.abs(products).max(), abs(total)) + len(y) * max(size, 1) * np.abs(r).max()
        if max(fitted, added) >= _EXACT or (X % 1).any() or (y % 1).any():
            raise ValueError("sums in doubles are not exact here: numbers too large, or not whole")
        products += X.T @ r
        total += r.sum()
    return not (products.any() or total)


def digits(found: NDArray[np.float64], exact: NDArray[np.float64]) -> float:
    """The digits of the worst entry: −log₁₀ of its relative error, at least 0 and at most 16.

    >>> digits(np.array([2.0, 5.0005]), np.array([2.0, 5.0]))
    4.0
    """
    worst = float(np.max(np.abs(found - exact) / np.abs(exact)))
    return 0.0 if not worst < 1 else min(16.0, round(-float(np.log10(max(worst, 1e-300))), 1))
