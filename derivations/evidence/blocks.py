"""Least squares from sums over blocks of rows: of each block only its sums are kept.

The Gram matrices of blocks of rows add up, and so do the products with the observations: the
theorems `gram-matrices-of-two-blocks-of-rows-add-up` and
`products-with-two-blocks-of-observations-add-up`. What is kept has a size that does not depend on
how many rows there are.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from ..numbers.elimination import inverse

_NUMBERS = 2**20  # in a block, so that it takes 8 MB: few blocks, and none that crowds the memory


@dataclass(frozen=True, slots=True)
class Sums:
    """n, XᵀX, Xᵀy, Σxᵢ, Σyᵢ and yᵀy of some rows, where X is less a shift and y less a level.

    XᵀX is d×d, Xᵀy, Σxᵢ and the shift have d entries, all others are numbers. Those of two blocks
    with one shift and one level add up: `+`, which raises ValueError where they differ.
    """

    n: int
    gram: NDArray[Any]
    products: NDArray[Any]
    x_sum: NDArray[Any]
    y_sum: Any
    y_squares: Any
    shift: NDArray[Any]
    level: Any

    def __add__(self, other: Sums) -> Sums:
        if self.gram.shape != other.gram.shape:
            raise ValueError(
                f"sums with Gram matrices of the shapes {self.gram.shape} and {other.gram.shape} "
                f"cannot be added: the blocks have different numbers of columns"
            )
        if (self.shift != other.shift).any() or self.level != other.level:
            raise ValueError("sums of rows with different shifts or levels cannot be added")
        return Sums(
            self.n + other.n,
            self.gram + other.gram,
            self.products + other.products,
            self.x_sum + other.x_sum,
            self.y_sum + other.y_sum,
            self.y_squares + other.y_squares,
            self.shift,
            self.level,
        )


@dataclass(frozen=True, slots=True)
class Fit:
    """The estimate: d weights, the intercept (0 where there is none), and RSS, of n rows."""

    weights: NDArray[Any]
    intercept: Any
    residual_sum: Any
    n: int


def sums(X: ArrayLike, y: ArrayLike, shift: ArrayLike = 0, level: Any = 0) -> Sums:
    """The sums of one block: X is m×d, y has m entries, shift d or one, level is one number.

    Exact numbers in arrays of objects stay exact; all others become doubles. Raises ValueError,
    which names both shapes, where X and y do not fit.

    >>> block = sums([[1, 2], [3, 4], [5, 7]], [1, 0, 2])
    >>> block.n, block.gram.tolist(), block.products.tolist()
    (3, [[35.0, 49.0], [49.0, 69.0]], [11.0, 16.0])
    """
    rows, observed = _block(X, y)
    whole = np.broadcast_to(np.asarray(shift, dtype=rows.dtype), rows.shape[1:])
    if whole.any():
        rows = rows - whole
    if level:
        observed = observed - level
    return Sums(
        len(observed),
        rows.T @ rows,
        rows.T @ observed,
        rows.sum(axis=0),
        observed.sum(),
        observed @ observed,
        whole,
        level,
    )


def streamed(blocks: Iterable[tuple[ArrayLike, ArrayLike]], *, centre: bool = False) -> Sums:
    """The sums of blocks (X, y), one after the other, each m×d and m with an m of its own.

    With `centre`, all rows are less the means of the first block, which costs a copy of each
    block and spares digits where the means are large. A block without rows adds nothing. Raises
    ValueError, in words, where there is no row at all, or where shapes do not fit.

    >>> streamed([([[1, 2], [3, 4]], [1, 0]), ([[5, 7]], [2])]).gram.tolist()
    [[35.0, 49.0], [49.0, 69.0]]
    """
    total: Sums | None = None
    shape: tuple[int, ...] = ()
    for number, (X, y) in enumerate(blocks, start=1):
        rows, observed = _block(X, y)
        if shape and rows.shape[1:] != shape[1:]:
            raise ValueError(
                f"block {number} has the shape {rows.shape}, and the first {shape}: all blocks "
                f"need the same number of columns"
            )
        shape = shape or rows.shape
        if not len(rows):
            continue
        if total is None:
            shift, level = means(rows, observed) if centre else (0, 0)
        here = sums(rows, observed, shift, level)
        total = here if total is None else total + here
    if total is None:
        raise ValueError("there are no rows: the blocks are none, or all of them are empty")
    return total


def fit(sums: Sums, *, intercept: bool = True) -> Fit:
    """The least-squares estimate from the sums: ŵ = (XᵀCX)⁻¹XᵀCy and b̂ = ȳ − x̄ᵀŵ.

    XᵀCX = XᵀX − ΣxᵢΣxᵢᵀ/n, whatever the shift is, as C sends constants to 0. Without an intercept
    ŵ = (XᵀX)⁻¹Xᵀy, from sums without a shift. Exact sums give an exact estimate. Raises
    ValueError, in words, where the matrix has no inverse, or has one that rounding has spoilt.

    >>> X, y = np.array([[0], [1], [2]], dtype=object), np.array([1, 3, 5], dtype=object)
    >>> fit(sums(X, y)).weights.tolist(), fit(sums(X, y)).intercept
    ([Fraction(2, 1)], Fraction(1, 1))
    """
    if not intercept and (sums.shift.any() or sums.level):
        raise ValueError("without an intercept the sums must be of rows as they are, unshifted")
    exact = sums.gram.dtype == object
    if not exact and not all(
        np.isfinite(part).all() for part in (sums.gram, sums.products, sums.y_squares)
    ):
        raise ValueError("the sums are not finite: something in X or y is not, or is too large")
    one = Fraction(1) if exact else 1.0
    gram, products, squares = one * sums.gram, one * sums.products, one * sums.y_squares
    if intercept:
        gram = gram - np.outer(sums.x_sum, sums.x_sum) * (one / sums.n)
        products = products - sums.x_sum * (one * sums.y_sum / sums.n)
        squares = squares - one * sums.y_sum * sums.y_sum / sums.n
    weights = _solve_exactly(gram, products) if exact else _solve(gram, products, sums)
    mean = sums.shift + sums.x_sum * (one / sums.n)
    above = sums.level + one * sums.y_sum / sums.n - mean @ weights if intercept else one * 0
    return Fit(weights, above, squares - products @ weights, sums.n)


def means(X: ArrayLike, y: ArrayLike) -> tuple[NDArray[Any], Any]:
    """The means of the columns of X, m×d, and of y, by which `streamed` shifts.

    A mean of exact numbers is rounded down to a whole one, so that they stay short.
    """
    rows, observed = _block(X, y)
    if rows.dtype == object:
        return rows.sum(axis=0) // len(rows), observed.sum() // len(rows)
    return rows.mean(axis=0), observed.mean()


def rows_per_block(d: int) -> int:
    """How many rows of d numbers make a block of a good size: about 8 MB, and at least d rows."""
    return max(d, _NUMBERS // d)


def blocks_of(X: Any, y: Any, rows: int) -> Iterator[tuple[Any, Any]]:
    """Slices of X and y, each of so many rows but the last; arrays or memory maps, not copied."""
    if len(X) != len(y):
        raise ValueError(f"X has the shape {X.shape}, and y {y.shape}: they need as many rows")
    for start in range(0, len(X), rows):
        yield X[start : start + rows], y[start : start + rows]


def blocks_of_files(X: Path | str, y: Path | str, rows: int) -> Iterator[tuple[Any, Any]]:
    """The same of two files that `numpy.save` wrote; a block is read when its turn comes.

    Each block has a memory map of its own, so that the memory of a block is given back with it.
    """
    for start in range(0, len(np.load(X, mmap_mode="r")), rows):
        part = slice(start, start + rows)
        yield np.load(X, mmap_mode="r")[part], np.load(y, mmap_mode="r")[part]


def _block(X: ArrayLike, y: ArrayLike) -> tuple[NDArray[Any], NDArray[Any]]:
    """A block as numbers, m×d and m; y may be m×1."""
    rows, observed = _numbers(X), _numbers(y)
    if rows.ndim != 2 or observed.shape not in ((len(rows),), (len(rows), 1)):
        raise ValueError(
            f"X has the shape {rows.shape}, and y {observed.shape}: a block needs m×d and m numbers"
        )
    return rows, observed.ravel()


def _numbers(values: ArrayLike) -> NDArray[Any]:
    """Exact numbers as they are, others as doubles: integers of a machine would overflow."""
    found = np.asarray(values)
    return found if found.dtype == object else found.astype(np.float64, copy=False)


def _solve_exactly(gram: NDArray[Any], products: NDArray[Any]) -> NDArray[Any]:
    inverted = inverse(gram)
    if inverted is None:
        raise ValueError(_SINGULAR)
    found: NDArray[Any] = inverted @ products
    return found


def _solve(gram: NDArray[Any], products: NDArray[Any], sums: Sums) -> NDArray[Any]:
    """Solve it with columns scaled to the length 1, if rounding lets it be told from singular."""
    least = len(gram) * np.finfo(float).eps
    squares, left = np.diag(sums.gram), np.diag(gram)
    if (left <= least * squares).any():  # what is left of a constant column is rounding
        raise ValueError(_SINGULAR)
    scale = 1 / np.sqrt(left)
    scaled = scale[:, None] * gram * scale
    if np.linalg.eigvalsh(scaled)[0] <= least:
        raise ValueError(_SINGULAR)
    found: NDArray[Any] = scale * np.linalg.solve(scaled, scale * products)
    return found


_SINGULAR = (
    "the Gram matrix has no inverse, or none that can be told from rounding: columns depend on "
    "each other or on the intercept. If they are only close to it, QR of X itself gets farther: "
    "numpy.linalg.lstsq, or dask.array.linalg.lstsq"
)
