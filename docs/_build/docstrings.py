"""What the page of the API shows of the package, where that differs from its source.

Examples in docstrings become code, errors that they name become links, and the rules of the kernel
give theorems: they are written as what they check, and a decorator makes the theorem.
"""

import re
from typing import Any

from griffe import Extension, Function, Object

EXAMPLE = re.compile(r"^>>> .*(?:\n.+)*", re.MULTILINE)
ERROR = re.compile(r"\b[A-Z]\w+Error\b")


class Docstrings(Extension):
    """Rewrites each object when it has been read."""

    def on_object(self, *, obj: Object, **_: Any) -> None:
        if obj.docstring is not None:
            prose, *rest = EXAMPLE.split(obj.docstring.value)
            examples = EXAMPLE.findall(obj.docstring.value)
            shown = ERROR.sub(r"[\g<0>][]", prose)
            for example, words in zip(examples, rest, strict=True):
                shown += f"```pycon\n{example}\n```{words}"
            obj.docstring.value = shown
        if isinstance(obj, Function) and any(d.value == "rule" for d in obj.decorators):
            obj.returns = "Theorem"
