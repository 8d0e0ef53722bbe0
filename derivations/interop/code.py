"""A theorem as Python code that builds its statement in SymPy when it is pasted and run.

Python's operators cancel and expand at once: `A*A.I` is I, and `(A + B).T` is `A.T + B.T`. Where
they would make anything else of an expression than it is, it is printed as a call.
"""

from __future__ import annotations

import keyword
import operator
import re
from collections.abc import Iterable, Iterator
from functools import cache, reduce
from typing import Any

import sympy
from sympy import MatAdd, MatMul, MatrixSlice, MatrixSymbol, Q
from sympy.assumptions import Predicate
from sympy.matrices.expressions.matexpr import MatrixElement
from sympy.printing.precedence import PRECEDENCE
from sympy.printing.str import StrPrinter
from sympy.stats.rv import RandomMatrixSymbol

from ..kernel.theorem import Theorem
from .sympy import PREDICATES, for_each, to_sympy


def sympy_code(theorem: Theorem, id: str) -> str:
    """Code that defines `hypotheses` and `conclusion`, equal to those of `to_sympy`.

    Raises MalformedError where `to_sympy` does.

    >>> from derivations import theorem
    >>> print(sympy_code(theorem("normal-equation").theorem, "normal-equation"))
    """
    statement = to_sympy(theorem)
    names = named((*statement.hypotheses, statement.conclusion))
    printed = CodePrinter(names).doprint
    hypotheses = "".join(f"    {printed(claim)},\n" for claim in statement.hypotheses)
    lines = [
        *declarations(names),
        "",
        f"hypotheses = (\n{hypotheses})" if hypotheses else "hypotheses = ()",
        f"conclusion = {printed(statement.conclusion)}",
    ]
    return "\n".join([f"# {id}", *imports("\n".join(lines)), "", *lines])


# The statement.


class CodePrinter(StrPrinter):  # type: ignore[misc]  # SymPy ships no types
    """SymPy's own printer, but that Python makes of what is printed what it was printed of."""

    def __init__(self, names: dict[sympy.Basic, str]) -> None:
        super().__init__()
        self.names = names

    def _print(self, expr: Any, **settings: Any) -> str:
        exact = not isinstance(expr, sympy.Basic) or is_exact(expr)
        return str(super()._print(expr, **settings) if exact else self.called(expr))

    def called(self, expr: sympy.Basic) -> str:
        """An expression as a call, which evaluates nothing."""
        name, arguments = type(expr).__name__, expr.args
        if type(expr) is sympy.Pow and expr.exp == sympy.S.Half:
            name, arguments = "sqrt", (expr.base,)
        printed = [self._print(argument) for argument in arguments]
        if expr.func(*expr.args) != expr:
            printed.append("evaluate=False")
        return f"{SHORT.get(name, name)}({', '.join(printed)})"

    def parenthesize(self, item: sympy.Basic, level: float, strict: bool = False) -> str:
        """A part of an expression, in brackets where it needs them."""
        if (isinstance(item, sympy.Rational) and item > 0) or not is_exact(item):
            return self._print(item)
        return str(super().parenthesize(item, level, strict))

    def _as_ordered_terms(self, expr: sympy.Expr, order: str | None = None) -> list[sympy.Expr]:
        terms = super()._as_ordered_terms(expr, order)
        return sorted(terms, key=lambda term: bool(term.could_extract_minus_sign()))

    def _print_Symbol(self, expr: sympy.Basic) -> str:
        return self.names[expr]

    _print_MatrixSymbol = _print_RandomMatrixSymbol = _print_Symbol

    def _print_Rational(self, expr: sympy.Rational) -> str:
        return f"Rational({expr.p}, {expr.q})"

    def _print_Identity(self, expr: sympy.Identity) -> str:
        return f"Identity({self._print(expr.rows)})"

    def _print_ZeroMatrix(self, expr: sympy.ZeroMatrix) -> str:
        return f"ZeroMatrix({self.stringify(expr.shape, ', ')})"

    def _print_OneMatrix(self, expr: sympy.OneMatrix) -> str:
        return f"OneMatrix({self.stringify(expr.shape, ', ')})"

    def _print_Inverse(self, expr: sympy.Inverse) -> str:
        return f"{self._print_Transpose(expr).removesuffix('.T')}.I"

    def _print_MatrixSlice(self, expr: MatrixSlice) -> str:
        parts = (":" if part == slice(None) else self._print(part) for part in taken(expr))
        return f"{self.parenthesize(expr.parent, ATOM, strict=True)}[{', '.join(parts)}]"

    def _print_Predicate(self, expr: Predicate) -> str:
        return str(expr.name if expr.name in WORDS else f"Q.{expr.name}")


SHORT = {"Equality": "Eq"}
ATOM = PRECEDENCE["Atom"]
OPERATORS: dict[type, Any] = {
    sympy.Add: operator.add,
    sympy.Mul: operator.mul,
    sympy.Pow: operator.pow,
    MatAdd: operator.add,
    MatMul: operator.mul,
}


@cache
def is_exact(expr: sympy.Basic) -> bool:
    """Whether Python makes an expression of its parts, joined as SymPy prints it."""
    if not expr.args or isinstance(expr, MatrixSymbol):
        return True
    reaches_inside = type(expr) in (MatAdd, MatMul)
    if reaches_inside and not all(map(is_settled, expr.args)):
        return False
    return bool(built(expr) == expr)


@cache
def is_settled(expr: sympy.Basic) -> bool:
    """Whether nothing in an expression waits to be evaluated, as a sum does."""
    if isinstance(expr, sympy.Sum | sympy.Product) or not is_exact(expr):
        return False
    return isinstance(expr, MatrixSymbol) or all(map(is_settled, expr.args))


def built(expr: sympy.Basic) -> sympy.Basic:
    """What Python makes of the parts of an expression, joined as SymPy prints it."""
    match expr:
        case sympy.Transpose():
            return expr.arg.T
        case sympy.Inverse():
            return expr.arg.I
        case MatrixElement():
            return expr.parent[expr.i, expr.j]
        case MatrixSlice():
            return expr.parent[taken(expr)]
        case _ if type(expr) in OPERATORS:
            return reduce(OPERATORS[type(expr)], expr.args)
    return expr.func(*expr.args)


def taken(expr: MatrixSlice) -> tuple[Any, ...]:
    """What stands in the square brackets: the number of a row or column, or a slice for all."""
    cuts = zip((expr.rowslice, expr.colslice), expr.parent.shape, strict=True)
    return tuple(slice(None) if tuple(cut) == (0, size, 1) else cut[0] for cut, size in cuts)


# What stands before it.

SYMPY = (
    "Abs Add Determinant Eq Identity Inverse MatAdd MatMul MatrixSlice MatrixSymbol Mul OneMatrix "
    "Pow Product Q Rational Sum Trace Transpose ZeroMatrix exp log pi sqrt symbols"
)
MODULES = {
    "sympy": SYMPY.split(),
    "sympy.stats": ["CrossCovarianceMatrix", "ExpectationMatrix", "VarianceMatrix"],
    "sympy.stats.rv": ["RandomMatrixSymbol"],
    "derivations.interop.sympy": [
        *("Jacobian", "Map", "MatrixSum", "MomentGeneratingFunction", "ProbabilityDensity"),
        *(
            predicate.name
            for predicate in (*PREDICATES, for_each)
            if not hasattr(Q, predicate.name)
        ),
    ],
}
WORDS = frozenset(word for words in MODULES.values() for word in words)
WORD = re.compile(r"(?<![.\w])\w+")


def named(whole: Iterable[sympy.Basic]) -> dict[sympy.Basic, str]:
    """A Python name for each symbol: its own, unless that is taken."""
    found = {symbol for part in whole for symbol in part.atoms(sympy.Symbol, MatrixSymbol)}
    found -= {symbol.symbol for symbol in found if isinstance(symbol, RandomMatrixSymbol)}
    names: dict[sympy.Basic, str] = {}
    for symbol in sorted(found, key=lambda symbol: (symbol.name, sympy.default_sort_key(symbol))):
        name = symbol.name
        while keyword.iskeyword(name) or name in WORDS or name in names.values():
            name += "_"
        names[symbol] = name
    return names


def declarations(names: dict[sympy.Basic, str]) -> Iterator[str]:
    """The lines that declare the sizes, the indices and the matrices."""
    matrices = [symbol for symbol in names if isinstance(symbol, MatrixSymbol)]
    in_shapes = [size for matrix in matrices for size in matrix.shape if size in names]
    numbers = dict.fromkeys([*in_shapes, *(s for s in names if s not in matrices)])
    for sign in ("positive", "nonnegative"):
        of_sign = [symbol for symbol in numbers if bool(symbol.is_positive) == (sign == "positive")]
        if of_sign:
            called = " ".join(symbol.name for symbol in of_sign)
            declared = ", ".join(names[symbol] for symbol in of_sign)
            yield f'{declared} = symbols("{called}", integer=True, {sign}=True)'
    for matrix in matrices:
        rows, cols = (names.get(size, size) for size in matrix.shape)
        yield f'{names[matrix]} = {type(matrix).__name__}("{matrix.name}", {rows}, {cols})'


def imports(code: str) -> Iterator[str]:
    """The imports of the words that occur in the code."""
    occurring = set(WORD.findall(code))
    for module, words in MODULES.items():
        if used := [word for word in words if word in occurring]:
            yield f"from {module} import {', '.join(used)}"
