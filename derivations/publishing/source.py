"""The source of this package, as someone reads it: its lines of code, and how a file opens."""

from __future__ import annotations

import ast
import io
import tokenize
from collections.abc import Iterable
from pathlib import Path


def code_lines(path: Path) -> int:
    """How many lines of code a file has, without blank lines, comments, docstrings and imports."""
    source = path.read_text("utf-8")
    idle = {line for node in ast.walk(ast.parse(source)) for line in _idle_lines(node)}
    said = {
        line
        for token in tokenize.generate_tokens(io.StringIO(source).readline)
        if token.string.strip() and token.type != tokenize.COMMENT
        for line in range(token.start[0], token.end[0] + 1)
    }
    return len(said - idle)


def _idle_lines(node: ast.AST) -> Iterable[int]:
    """The lines of an import, or of the docstring that a node opens with."""
    if isinstance(node, ast.Import | ast.ImportFrom):
        return range(node.lineno, (node.end_lineno or node.lineno) + 1)
    documented = (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)
    if isinstance(node, documented) and ast.get_docstring(node) is not None:
        return range(node.body[0].lineno, (node.body[0].end_lineno or 0) + 1)
    return ()


def opening(path: Path) -> str:
    """The first sentence of a file's docstring."""
    words = " ".join((ast.get_docstring(ast.parse(path.read_text("utf-8"))) or "").split())
    return words.split(". ")[0].rstrip(".") + "."
