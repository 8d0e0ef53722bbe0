"""Rails beside a list, in SVG: from a row that others rest on, one goes down to those others.

Each row draws its own part of every rail, so that the drawing fits the list however its rows wrap.
A length of 10 is one em of the text beside it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

_PITCH = 6  # from one rail to the next
_REACH = 7  # from a dot to the rail next to it
MIDDLE = 8  # of the first line of a row, from its top
BEND = 4  # the radius of a bend
_DOT = 2.5  # the radius of the dot of a row
_APART = 1.5  # a rail arrives at a dot so far above its middle, and leaves so far below
_EDGE = 2  # from the middle of a dot to where such a rail meets it, since 1.5² + 2² = 2.5²
BELOW = 999  # lower than any row reaches; the row clips what it draws


@dataclass(frozen=True, slots=True)
class Rail:
    """A rail from a row down to the last of its users, at a distance from the left."""

    source: int
    users: tuple[int, ...]
    left: int

    def parts(self, row: int, dots: int) -> Iterator[tuple[str, tuple[int, ...]]]:
        """The parts of the rail that a row draws: each a path, and the users that it leads to."""
        later = tuple(user for user in self.users if user > row)
        if row == self.source:
            out = f"M{dots - _EDGE} {MIDDLE + _APART}H{self.left + BEND}"
            yield f"{out}q-{BEND} 0-{BEND} {BEND}V{BELOW}", later
        elif row in self.users:
            above = MIDDLE - _APART - BEND
            yield f"M{self.left} 0V{above}", (row, *later)
            yield f"M{self.left} {above}q0 {BEND} {BEND} {BEND}H{dots - _EDGE}", (row,)
            if later:
                yield f"M{self.left} {above}V{BELOW}", later
        elif row > self.source and later:
            yield f"M{self.left} 0V{BELOW}", later


def draw(
    rows: Sequence[str],
    weights: Mapping[tuple[str, str], int],
    pitch: int = _PITCH,
    growth: float = 0,
) -> list[str]:
    """One SVG for each row. An edge goes from a row down to one that rests on it.

    A part of a rail is thicker, by the growth, for each unit of weight that it leads to.
    """
    places = {row: place for place, row in enumerate(rows)}
    edges = {(places[a], places[b]): weight for (a, b), weight in weights.items()}
    columns = assign(edges)
    dots = pitch * len(set(columns.values())) + BEND
    width = dots + BEND
    rails = [
        Rail(
            source,
            tuple(sorted(b for a, b in edges if a == source)),
            dots - _REACH - pitch * column,
        )
        for source, column in columns.items()
    ]

    def part(rail: Rail, d: str, users: tuple[int, ...]) -> str:
        more = growth * (sum(edges[rail.source, user] for user in users) - 1)
        thick = f' stroke-width="{1 + more:.3g}"' if growth else ""
        to = " ".join(map(str, users))
        return f'<path d="{d}" data-from="{rail.source}" data-to="{to}"{thick}/>'

    def row_svg(row: int) -> str:
        paths = "".join(part(rail, *each) for rail in rails for each in rail.parts(row, dots))
        kind = "rests" if any(b == row for _, b in edges) else "starts"
        return (
            f'<svg class="rails" width="{width / 10}em" viewBox="0 0 {width} {BELOW}" '
            f'preserveAspectRatio="xMinYMin slice" aria-hidden="true">{paths}'
            f'<circle class="{kind}" cx="{dots}" cy="{MIDDLE}" r="{_DOT}"/></svg>'
        )

    return [row_svg(row) for row in range(len(rows))]


def assign(edges: Iterable[tuple[int, int]]) -> dict[int, int]:
    """A column for each rail, counted from the text; the shortest rails come next to the text."""
    last: dict[int, int] = {}
    for source, user in edges:
        last[source] = max(user, last.get(source, user))
    columns: dict[int, int] = {}
    for source in sorted(last, key=lambda source: (last[source] - source, source)):
        taken = {
            column
            for other, column in columns.items()
            if other <= last[source] and source <= last[other]
        }
        columns[source] = min(set(range(len(taken) + 1)) - taken)
    return columns
