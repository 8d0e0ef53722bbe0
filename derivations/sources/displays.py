r"""The displays of a source, read off its text: how many there are, and the relations in each.

A display stands between two `$$`, within a line or in a block quote too. A relation is each sign in
it that relates what stands before it to what stands after it: =, ∼, ≤, ≥, ⟺ and ⟹; a sign in a
subscript or superscript, such as the i = 1 below a sum, is none. The sources themselves are no part
of this repository; what was counted in them is kept here, with the hash of what was counted.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from types import MappingProxyType

_DISPLAY = re.compile(r"\$\$(.*?)\$\$", re.DOTALL)
_SIGN = re.compile(r"=|\\(?:sim|iff|implies|leq?|geq?)(?![A-Za-z])")

# For each source its file, the SHA-256 of it, and the relations of each display.
FILES = MappingProxyType(
    {
        "A": (
            "000_ae583ba717a90a88.txt",
            "1eb25a831a9e7b8daecbc8cd1a8be4f8faf71413e42a256d29c7901c7afe0c8f",
            (1, 1, 1, 1, 1, 1, 2, 1, 1, 1, 1, 1, 1, 1, 1, 2, 1, 1, 2),
        ),
        "B": (
            "001_de9cce67b9c1b58c.txt",
            "02754921f8aa588602878f980d729aeed9e2201c40e3aaf3ccb86b9bc2108614",
            (1, 1, 5, 4, 5, 3, 3, 4, 1, 2, 3),
        ),
    }
)


def relations(text: str) -> tuple[int, ...]:
    r"""How many relations each display of a text has.

    >>> relations("$$ a = \\sum_{i = 1}^n b_i $$ and\n> $$\n> c &= d \\\\ &\\sim e\n> $$")
    (1, 2)
    """
    return tuple(
        len(_SIGN.findall("".join(_outside(display)))) for display in _DISPLAY.findall(text)
    )


def _outside(display: str) -> Iterator[str]:
    """The signs of a display that stand in no subscript or superscript."""
    depth, raised = 0, False
    for sign in display:
        if depth:
            depth += (sign == "{") - (sign == "}")
        elif raised and sign == "{":
            depth = 1
        else:
            yield sign
        raised = sign in "_^"
