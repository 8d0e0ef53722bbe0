"""What Python's operators make of SymPy's expressions, which they cancel and expand at once.

`A*A.I` is I and `(A + B).T` is `A.T + B.T` as soon as they are typed, and so the inverse, the
condition that there is one, and the step that leads from one side to the other are gone.
"""

from __future__ import annotations

import operator
from collections import Counter
from collections.abc import Sequence
from functools import lru_cache, reduce
from typing import Any

import sympy
from sympy import MatAdd, MatMul, MatrixSlice, MatrixSymbol
from sympy.matrices.expressions.matexpr import MatrixElement

_OPERATORS: dict[type, Any] = {
    sympy.Add: operator.add,
    sympy.Mul: operator.mul,
    sympy.Pow: operator.pow,
    MatAdd: operator.add,
    MatMul: operator.mul,
}


@lru_cache(maxsize=10_000)
def is_exact(expr: sympy.Basic) -> bool:
    """Whether Python makes an expression of its parts, joined as SymPy prints it."""
    if not expr.args or isinstance(expr, MatrixSymbol):
        return True
    if type(expr) in (MatAdd, MatMul, sympy.Eq) and not all(map(_is_settled, expr.args)):
        return False  # these evaluate what stands inside
    if type(expr) is sympy.Mul and expr.args[0].is_Number and any(a.is_Add for a in expr.args):
        return False  # the number may be printed beside the sum, and is spread over it then
    return bool(_build(expr) == expr)


@lru_cache(maxsize=10_000)
def _is_settled(expr: sympy.Basic) -> bool:
    """Whether nothing in an expression waits to be evaluated, as a sum does."""
    if isinstance(expr, sympy.Sum | sympy.Product) or not is_exact(expr):
        return False
    return isinstance(expr, MatrixSymbol) or all(map(_is_settled, expr.args))


def _build(expr: sympy.Basic) -> sympy.Basic:
    """What Python makes of the parts of an expression, joined as SymPy prints it."""
    match expr:
        case sympy.Transpose():
            return expr.arg.T
        case sympy.Inverse():
            return expr.arg.I
        case MatrixElement():
            return expr.parent[expr.i, expr.j]
        case MatrixSlice():
            return expr.parent[slice_text(expr)]
        case _ if type(expr) in _OPERATORS:
            return reduce(_OPERATORS[type(expr)], expr.args)
    return expr.func(*expr.args)


def slice_text(expr: MatrixSlice) -> tuple[Any, ...]:
    """What stands in the square brackets: the number of a row or column, or a slice for all."""
    cuts = zip((expr.rowslice, expr.colslice), expr.parent.shape, strict=True)
    return tuple(slice(None) if tuple(cut) == (0, size, 1) else cut[0] for cut, size in cuts)


def join(kind: Any, *parts: sympy.Expr) -> sympy.Expr:
    """A sum or product in SymPy's own order, if Python's operators give just that; else as it is.

    >>> from sympy import Add, Mul, symbols
    >>> n, d = symbols("n d", integer=True, positive=True)
    >>> join(Add, n, d).args, join(Mul, n, 2, n).args
    ((d, n), (n, 2, n))
    """
    kept = kind(*parts, evaluate=False)
    ordered = _in_order(kind, parts)
    same = type(ordered) is kind and Counter(ordered.args) == Counter(kept.args)
    return ordered if same and is_exact(ordered) else kept


def _in_order(kind: Any, parts: Sequence[sympy.Expr]) -> sympy.Expr:
    """A sum or product as SymPy orders it; of matrices nothing is evaluated."""
    if kind is MatAdd:
        return MatAdd(*sorted(parts, key=sympy.default_sort_key), evaluate=False)
    return kind(*parts)
