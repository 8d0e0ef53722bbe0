"""How a theorem is derived: the statements of its module in `derivations.results` for it."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cache
from importlib import resources

from .registry import UnknownIdError, known_ids, read_registry, unknown


def module_of(id: str) -> str:
    """The file in `derivations/results/` that publishes a theorem; raises UnknownIdError."""
    entry = read_registry().get(id, {}) if isinstance(id, str) else {}
    if "module" not in entry:
        raise UnknownIdError(unknown(id))
    return f"{entry['module']}.py"


@cache
def source_of(file: str) -> str:
    """The source of a file in `derivations/results/`."""
    return resources.files("derivations.results").joinpath(file).read_text("utf-8")


def derivation(id: str) -> str:
    """The source of what publishes a theorem, and of what its module defines for that.

    Left out are imports, and what publishes other theorems. Raises UnknownIdError.

    >>> print(derivation("sum-of-equal-terms"))
    c = Letter("c")
    <BLANKLINE>
    sum_of_equal_terms = (
        calc(SumOver(i, c))
        .equals(n * c, "count", by="there are n equal terms")
        .qed("sum-of-equal-terms", "The sum of n equal terms", Equals(SumOver(i, c), n * c))
    )
    """
    source = source_of(module_of(id))
    body = ast.parse(source).body
    publishing = {node: set(ids_published(node)) for node in body}
    needed = [node for node in body if id in publishing[node]]
    for node in needed:  # it grows meanwhile
        used = names(node, ast.Load)
        needed += [
            other
            for other in body
            if other not in needed and not publishing[other] and used & names_defined(other)
        ]
    return join(source.splitlines(), [node for node in body if node in needed])


def ids_published(node: ast.stmt) -> Iterator[str]:
    """The ids of the theorems that a statement publishes."""
    for call in ast.walk(node):
        match call:
            case ast.Call(ast.Name("line")):
                pass  # its name may be that of a theorem
            case ast.Call(args=[ast.Constant(str(id)), *_]) if id in known_ids():
                yield id


def names_defined(node: ast.stmt) -> set[str]:
    """The names that a statement of a module defines, imports apart."""
    if isinstance(node, ast.FunctionDef | ast.ClassDef):
        return {node.name}
    return names(node, ast.Store)


def names(node: ast.AST, context: type[ast.expr_context]) -> set[str]:
    """The names that are read, or written, somewhere in a statement."""
    return {
        each.id
        for each in ast.walk(node)
        if isinstance(each, ast.Name) and isinstance(each.ctx, context)
    }


def join(lines: list[str], nodes: list[ast.stmt]) -> str:
    """The source of some statements with the comments above them; a gap is one empty line."""
    shown: list[str] = []
    end = 0
    for node in nodes:
        decorators = getattr(node, "decorator_list", [])
        start = min(each.lineno for each in (node, *decorators)) - 1
        while start > end and lines[start - 1].startswith("#"):
            start -= 1
        shown += [""] * (bool(shown) and start > end)
        shown += lines[start : node.end_lineno]
        end = node.end_lineno or start
    return "\n".join(shown)
