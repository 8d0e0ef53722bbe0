"""Algorithms for least squares, on lists of any numbers: exact ones, floats, or such as count.

They are written as a textbook has them, an entry at a time, so that what they cost can be counted;
to compute an estimate, NumPy is faster.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from functools import cache, reduce
from operator import add
from random import Random
from types import MappingProxyType
from typing import Any, TypeAlias

from .counting import OPERATIONS, Counted, Polynomial, fitted, root

Column: TypeAlias = "list[Any]"
Rows: TypeAlias = "list[Column]"


def inner(left: Iterable[Any], right: Iterable[Any]) -> Any:
    """The sum of the products of two columns that are not empty."""
    return reduce(add, (a * b for a, b in zip(left, right, strict=True)))


def less(start: Any, left: Column, right: Column) -> Any:
    """A number less the inner product of two columns, which may be empty."""
    return reduce(
        lambda total, pair: total - pair[0] * pair[1], zip(left, right, strict=True), start
    )


def column(X: Rows, j: int, top: int = 0) -> Column:
    """Column j of a matrix, from a row down."""
    return [row[j] for row in X[top:]]


def gram(X: Rows) -> Rows:
    """The lower triangle of XᵀX, d(d + 1)/2 entries: the others are the same."""
    columns = [column(X, j) for j in range(len(X[0]))]
    return [[inner(columns[i], columns[j]) for j in range(i + 1)] for i in range(len(columns))]


def products(X: Rows, y: Column) -> Column:
    """Xᵀy."""
    return [inner(column(X, j), y) for j in range(len(X[0]))]


def cholesky(lower: Rows) -> Rows:
    """The lower triangle L with a positive diagonal and LLᵀ = G, from the lower triangle of G."""
    L: Rows = []
    for i, row in enumerate(lower):
        new: Column = []
        for j in range(i):
            new.append(less(row[j], new, L[j][:j]) / L[j][j])
        L.append([*new, root(less(row[i], new, new))])
    return L


def forward(L: Rows, b: Column) -> Column:
    """The z with Lz = b, for a lower triangle L."""
    z: Column = []
    for i, row in enumerate(L):
        z.append(less(b[i], row[:i], z) / row[i])
    return z


def backward(U: Callable[[int, int], Any], b: Column) -> Column:
    """The w with Uw = b, for an upper triangle U by its entries."""
    w: Column = []
    for i in reversed(range(len(b))):
        right = [U(i, j) for j in range(i + 1, len(b))]
        w.insert(0, less(b[i], right, w) / U(i, i))
    return w


def solved(lower: Rows, b: Column) -> Column:
    """The w with Gw = b, from the lower triangle of G, by Cholesky and two triangular systems."""
    L = cholesky(lower)
    return backward(lambda i, j: L[j][i], forward(L, b))


def by_cholesky(X: Rows, y: Column) -> Column:
    """The estimate, by XᵀX and Cholesky."""
    return solved(gram(X), products(X, y))


def by_qr(X: Rows, y: Column) -> Column:
    """The estimate, by Householder's reflections of X and y beside it; Q is not formed."""
    beside = [[*row, entry] for row, entry in zip(X, y, strict=True)]
    d = len(X[0])
    for k in range(d):
        x = column(beside, k, k)
        squared = inner(x, x)
        length = root(squared)
        new = length if x[0] < 0 else -length
        v = [x[0] - new, *x[1:]]  # its squared length is twice the divisor
        divisor = squared - new * x[0]
        beside[k][k] = new
        for j in range(k + 1, d + 1):
            share = inner(v, column(beside, j, k)) / divisor
            for i, entry in enumerate(v, k):
                beside[i][j] = beside[i][j] - share * entry
    return backward(lambda i, j: beside[i][j], [row[d] for row in beside[:d]])


def step(X: Rows, y: Column, w: Column, scale: Any) -> Column:
    """A step of descent: w less a multiple, 2η/n, of Xᵀ(Xw − y)."""
    residual = [inner(row, w) - entry for row, entry in zip(X, y, strict=True)]
    return [old - scale * slope for old, slope in zip(w, products(X, residual), strict=True)]


def step_with_gram(lower: Rows, b: Column, w: Column, scale: Any) -> Column:
    """The same step from the lower triangle of XᵀX, and Xᵀy, where they are formed already."""
    full = [[lower[max(i, j)][min(i, j)] for j in range(len(b))] for i in range(len(b))]
    slopes = [inner(row, w) - entry for row, entry in zip(full, b, strict=True)]
    return [old - scale * slope for old, slope in zip(w, slopes, strict=True)]


def _numbers(n: int, d: int, tally: Counter[str]) -> tuple[Rows, Column, Column, Any]:
    """Counted X, y, w and a scale; the columns of X are independent, for there is d at most n."""
    rng = Random(0)

    def any_number() -> Counted:
        return Counted(rng.uniform(-1, 1), tally)

    X = [[any_number() for _ in range(d)] for _ in range(n)]
    return X, [any_number() for _ in range(n)], [any_number() for _ in range(d)], any_number()


def _solve(X: Rows, y: Column) -> Callable[[], Any]:
    """Cholesky and the systems, with all that comes before it done already."""
    lower, b = gram(X), products(X, y)
    return lambda: solved(lower, b)


def _step_with_gram(X: Rows, y: Column, w: Column, scale: Any) -> Callable[[], Any]:
    """A step with all that comes before it done already."""
    lower, b = gram(X), products(X, y)
    return lambda: step_with_gram(lower, b, w, scale)


# What is counted: it is prepared first, and the tally begins when it runs.
TASKS: MappingProxyType[str, Callable[..., Callable[[], Any]]] = MappingProxyType(
    {
        "gram": lambda X, y, w, scale: lambda: gram(X),
        "products": lambda X, y, w, scale: lambda: products(X, y),
        "solve": lambda X, y, w, scale: _solve(X, y),
        "qr": lambda X, y, w, scale: lambda: by_qr(X, y),
        "step": lambda X, y, w, scale: lambda: step(X, y, w, scale),
        "step with gram": _step_with_gram,
    }
)


def tally(task: str, n: int, d: int) -> Counter[str]:
    """How many operations of each kind a task takes, by running it.

    >>> tally("gram", 3, 2)
    Counter({'multiplications': 9, 'additions': 6})
    """
    counts: Counter[str] = Counter()
    prepared = TASKS[task](*_numbers(n, d, counts))
    counts.clear()
    prepared()
    return counts


@cache
def costs(task: str) -> MappingProxyType[str, Polynomial]:
    """The polynomials in n and d that say how many operations of each kind a task takes.

    >>> print(costs("products")["additions"].latex())
    n d - d
    """

    def count(operation: str) -> Polynomial:
        return fitted(lambda n, d: tally(task, n, d)[operation])

    return MappingProxyType({operation: count(operation) for operation in OPERATIONS})


def cost(task: str) -> Polynomial:
    """How many operations a task takes, of all kinds together."""
    return reduce(add, costs(task).values())
