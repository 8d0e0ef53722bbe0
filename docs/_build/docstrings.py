"""What the page of the API shows of the package, where that differs from its source.

Examples in docstrings become code, errors that they name become links, and subscripts as of e_i are
set below. The rules of the kernel
are written as what they check, and a decorator makes them give theorems: so they are shown.
"""

import re
from typing import Any

from griffe import ExprName, Extension, Function, Object

TO_BE_SHOWN = re.compile(
    r"^(>>> .*(?:\n.+)*)|(`[^`]*`)|(?<=\b\w)_(\w)\b|\b[A-Z]\w+Error\b", re.MULTILINE
)


def show_example(match: re.Match[str]) -> str:
    """An example as a block of code, a subscript below, the name of an error as a link."""
    example, code, subscript = match.groups()
    if example:
        return f"```pycon\n{example}\n```"
    return code or (f"<sub>{subscript}</sub>" if subscript else f"[{match[0]}][]")


class Docstrings(Extension):
    """Rewrites each object when it has been read."""

    def on_object(self, *, obj: Object, **_: Any) -> None:
        if obj.docstring is not None:
            obj.docstring.value = TO_BE_SHOWN.sub(show_example, obj.docstring.value)
        if isinstance(obj, Function) and any(str(d.value) == "rule" for d in obj.decorators):
            obj.returns = ExprName("Theorem", parent=obj.parent)
