"""Tables for the pages."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Table:
    """A table: what its columns are called, and its rows; each cell is HTML, or a number.

    >>> Table(("x", "y"), [(1, 2)])._repr_html_()
    '<table><thead><tr><th>x</th><th>y</th></tr></thead><tbody><tr><td>1</td><td>2</td></tr></tbody></table>'
    """

    head: Sequence[str]
    rows: Iterable[Sequence[object]]

    def _repr_html_(self) -> str:
        names = "".join(f"<th>{name}</th>" for name in self.head)
        body = "".join(
            "<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in self.rows
        )
        return f"<table><thead><tr>{names}</tr></thead><tbody>{body}</tbody></table>"
