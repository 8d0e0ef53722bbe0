"""Python source as a tree, one thread after the other: CPython 3.11 may fail where two parse."""

import ast
from threading import Lock

_one_at_a_time = Lock()


def parsed(source: str) -> ast.Module:
    """The syntax tree of Python source."""
    with _one_at_a_time:
        return ast.parse(source)
