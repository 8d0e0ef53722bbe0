"""What was measured, what was wanted, and what was found to be wrong."""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Measure:
    """One row of the table; it is as wanted where there is no finding."""

    what: str
    where: str
    measured: str
    wanted: str
    findings: tuple[str, ...] = ()


def table(measures: Iterable[Measure]) -> str:
    """The measures in plain text, a row each."""
    rows = [("", "what", "where", "measured", "wanted")]
    for each in measures:
        mark = "no" if each.findings else "ok"
        rows.append((mark, each.what, each.where, each.measured, each.wanted))
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    return "\n".join(
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
        for row in rows
    )


def named(address: str) -> str:
    """What a page is called in the table: its address, or home."""
    return address.strip("/") or "home"
