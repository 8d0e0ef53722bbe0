"""What the page of the API shows of the package, where that differs from its source.

Examples in docstrings become code, and errors that they name become links. The rules of the kernel
are written as what they check, and a decorator makes them give theorems: so they are shown.
"""

import re
from typing import Any

from griffe import ExprName, Extension, Function, Object

EXAMPLE_OR_ERROR = re.compile(r"^(>>> .*(?:\n.+)*)|\b[A-Z]\w+Error\b", re.MULTILINE)


def shown(match: re.Match[str]) -> str:
    """An example as a block of code, the name of an error as a link."""
    return f"```pycon\n{match[1]}\n```" if match[1] else f"[{match[0]}][]"


class Docstrings(Extension):
    """Rewrites each object when it has been read."""

    def on_object(self, *, obj: Object, **_: Any) -> None:
        if obj.docstring is not None:
            obj.docstring.value = EXAMPLE_OR_ERROR.sub(shown, obj.docstring.value)
        if isinstance(obj, Function) and any(str(d.value) == "rule" for d in obj.decorators):
            obj.returns = ExprName("Theorem", parent=obj.parent)
