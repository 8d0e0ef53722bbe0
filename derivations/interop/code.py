"""A theorem as Python code that builds its statement in SymPy when it is pasted and run.

What Python's operators would make something else of is printed as a call (see `operators`).
"""

from __future__ import annotations

import keyword
import re
from collections.abc import Iterable, Iterator
from textwrap import indent
from typing import Any

import sympy
from sympy import MatrixSlice, MatrixSymbol, Q
from sympy.assumptions import AppliedPredicate, Predicate
from sympy.printing.precedence import PRECEDENCE
from sympy.printing.str import StrPrinter
from sympy.stats.rv import RandomMatrixSymbol

from ..kernel.nodes import Node
from ..kernel.terms import Index
from ..kernel.theorem import Theorem
from ..kernel.trees import Abbreviation, free_letters
from ..subterms import parts
from .from_sympy import PREDICATES
from .operators import is_exact, slice_text
from .sympy_words import MEANINGS, for_each
from .to_sympy import to_sympy

WIDTH = 88  # a longer claim is written on several lines
FROM_SOURCE = "pip install .  # in a copy of its source"


def sympy_code(theorem: Theorem, id: str, install: str = FROM_SOURCE) -> str:
    """Code that defines `hypotheses` and `conclusion`, equal to those of `to_sympy`.

    It needs SymPy alone, or says in its first line that it needs this package, and the command that
    installs it.

    Raises MalformedError where `to_sympy` does.

    >>> from derivations import theorem
    >>> code = sympy_code(theorem("normal-equation").theorem, "normal-equation")
    >>> print(code.splitlines()[-1])
    conclusion = Eq(X.T*X*w_hat, X.T*y)
    """
    statement = to_sympy(theorem)
    claims = (*statement.hypotheses, statement.conclusion)
    names = _names_for(claims)
    lines = [*declarations(names)]
    for value, name in abbreviations(theorem, claims).items():
        lines.append(f"{free(name, names)} = {CodePrinter(names).doprint(value)}")
        names[value] = free(name, names)
    printer = CodePrinter(names)
    hypotheses = "".join(f"{printer.claim(claim)},\n" for claim in statement.hypotheses)
    lines += ["", f"hypotheses = ({_indent_lines(hypotheses)})"]
    lines += [f"conclusion = {printer.claim(statement.conclusion)}"]
    code = "\n".join([*_predicates("\n".join(lines)), *lines])
    words = imports(code)
    first = f"# {id}"
    if any(module.startswith("derivations") for module in words):
        first += f" needs the package line-by-line-derivations: {install}"
    imported = (f"from {module} import {', '.join(used)}" for module, used in words.items())
    return "\n".join([first, *imported, "", code])


def _indent_lines(lines: str) -> str:
    """Lines between brackets; nothing for none."""
    return f"\n{indent(lines, '    ')}" if lines else ""


# The statement.


class CodePrinter(StrPrinter):  # type: ignore[misc]  # SymPy ships no types
    """SymPy's own printer, made exact: what it prints is, to Python, what it was given."""

    def __init__(self, names: dict[sympy.Basic, str]) -> None:
        super().__init__()
        self.names = names
        self.printed: dict[sympy.Basic, str] = dict(names)

    def claim(self, expr: sympy.Basic) -> str:
        """An equation or predicate, on one line or, where it is long, on several."""
        text = str(self.doprint(expr))
        if len(text) <= WIDTH:
            return text
        name, arguments = self.call(expr)
        lines = "".join(f"{argument},\n" for argument in arguments)
        return f"{name}({_indent_lines(lines)})"

    def call(self, expr: sympy.Basic) -> tuple[str, list[str]]:
        """The name and the arguments of a call that makes an expression, and evaluates nothing."""
        if isinstance(expr, AppliedPredicate):
            return self._print(expr.function), [self._print(each) for each in expr.arguments]
        name, arguments = type(expr).__name__, expr.args
        if isinstance(expr, sympy.Inverse):
            arguments = (expr.arg,)
        elif isinstance(expr, sympy.Pow) and expr.exp == sympy.S.Half:
            name, arguments = "sqrt", (expr.base,)
        printed = [self._print(argument) for argument in arguments]
        if not is_exact(expr) and (type(expr) is sympy.Eq or expr.func(*expr.args) != expr):
            printed.append("evaluate=False")
        return SHORT.get(name, name), printed

    def _print(self, expr: Any, **settings: Any) -> str:
        if not isinstance(expr, sympy.Basic):
            return str(super()._print(expr, **settings))
        if expr not in self.printed:
            if is_exact(expr):
                self.printed[expr] = str(super()._print(expr, **settings))
            else:
                name, arguments = self.call(expr)
                self.printed[expr] = f"{name}({', '.join(arguments)})"
        return self.printed[expr]

    def parenthesize(self, item: sympy.Basic, level: float, strict: bool = False) -> str:
        """A part of an expression, in brackets where it needs them."""
        is_half = isinstance(item, sympy.Rational) and item > 0
        if is_half or item in self.names or not is_exact(item):
            return self._print(item)
        return str(super().parenthesize(item, level, strict))

    def _as_ordered_terms(self, expr: sympy.Expr, order: str | None = None) -> list[sympy.Expr]:
        terms = super()._as_ordered_terms(expr, order)
        return sorted(terms, key=lambda term: self._print(term).startswith("-"))

    def _print_Rational(self, expr: sympy.Rational) -> str:
        return f"Rational({expr.p}, {expr.q})"

    def _print_Identity(self, expr: sympy.Identity) -> str:
        return f"Identity({self._print(expr.rows)})"

    def _print_ZeroMatrix(self, expr: sympy.ZeroMatrix) -> str:
        return f"ZeroMatrix({self.stringify(expr.shape, ', ')})"

    def _print_OneMatrix(self, expr: sympy.OneMatrix) -> str:
        return f"OneMatrix({self.stringify(expr.shape, ', ')})"

    def _print_Inverse(self, expr: sympy.Inverse) -> str:
        return f"{self.parenthesize(expr.arg, PRECEDENCE['Pow'])}.I"

    def _print_MatrixSlice(self, expr: MatrixSlice) -> str:
        parts = (":" if part == slice(None) else self._print(part) for part in slice_text(expr))
        parent = self.parenthesize(expr.parent, PRECEDENCE["Atom"], strict=True)
        return f"{parent}[{', '.join(parts)}]"

    def _print_Predicate(self, expr: Predicate) -> str:
        name = str(expr.name)
        return name if name in WORDS else f"Q.{name}"


SHORT = {"Equality": "Eq"}

# What stands before it.

_SYMPY = (
    "Abs Add Determinant Eq Identity Inverse MatAdd MatMul MatrixSlice MatrixSymbol Mul OneMatrix "
    "Pow Predicate Product Q Rational Sum Trace Transpose ZeroMatrix exp log pi sqrt symbols"
)
MODULES = {
    "sympy": _SYMPY.split(),
    "sympy.stats": ["CrossCovarianceMatrix", "ExpectationMatrix", "VarianceMatrix"],
    "sympy.stats.rv": ["RandomMatrixSymbol"],
    "derivations.interop.sympy": [
        *(
            "IteratedMap",
            "Jacobian",
            "Map",
            "MatrixSum",
            "MomentGeneratingFunction",
            "MoorePenroseInverse",
            "ProbabilityDensity",
        ),
        *(
            predicate.name
            for predicate in (*PREDICATES, for_each)
            if not hasattr(Q, str(predicate.name)) and predicate not in MEANINGS
        ),
    ],
}
_DEFINED = {str(predicate.name): meaning for predicate, meaning in MEANINGS.items()}
WORDS = frozenset(word for words in (*MODULES.values(), _DEFINED) for word in words)
_WORD = re.compile(r"(?<![.\w])\w+")


def _names_for(claims: Iterable[sympy.Basic]) -> dict[sympy.Basic, str]:
    """A Python name for each symbol of the claims."""
    found = {symbol for claim in claims for symbol in claim.atoms(sympy.Symbol, MatrixSymbol)}
    found -= {symbol.symbol for symbol in found if isinstance(symbol, RandomMatrixSymbol)}
    names: dict[sympy.Basic, str] = {}
    for symbol in sorted(found, key=lambda symbol: (symbol.name, sympy.default_sort_key(symbol))):
        names[symbol] = free(symbol.name, names)
    return names


def free(name: str, names: dict[sympy.Basic, str]) -> str:
    """A name, or with underscores after it the first that is not taken."""
    while keyword.iskeyword(name) or name in WORDS or name in names.values():
        name += "_"
    return name


def abbreviations(theorem: Theorem, claims: Iterable[sympy.Basic]) -> dict[sympy.Basic, str]:
    """What has a name in a theorem, such as the matrix C, where it occurs in the claims."""
    inside = {part for claim in claims for part in sympy.preorder_traversal(claim)}
    found: dict[sympy.Basic, str] = {}
    for statement in (*theorem.hypotheses, theorem.conclusion):
        for abbreviation in _constants(statement):
            value = to_sympy(abbreviation)
            if value in inside and not isinstance(value, MatrixSymbol):
                found.setdefault(value, abbreviation.name)
    return found


def _constants(node: Node) -> Iterator[Abbreviation]:
    """The abbreviations without parameters or indices inside a node, the inner ones first."""
    for part in parts(node):
        if isinstance(part, Node):
            yield from _constants(part)
    indexed = any(type(letter) is Index for letter in free_letters(node))
    if type(node) is Abbreviation and not node.parameters and not indexed:
        yield node


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


def _predicates(code: str) -> Iterator[str]:
    """The lines that define the predicates in the code that SymPy has no word for."""
    occurring = set(_WORD.findall(code))
    for name, meaning in _DEFINED.items():
        if name in occurring:
            yield f'{name} = Predicate("{name}")  # {meaning}'


def imports(code: str) -> dict[str, list[str]]:
    """The words that occur in the code, by the modules that they are imported from."""
    occurring = set(_WORD.findall(code))
    found = {module: sorted(occurring.intersection(words)) for module, words in MODULES.items()}
    return {module: used for module, used in found.items() if used}
