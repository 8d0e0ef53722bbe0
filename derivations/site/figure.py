"""Figures that move: drawn here as they stand at first, and redrawn by `figures.js` when moved.

A figure is a picture in SVG, what moves it, and its numbers as words. It is complete without a
script: what moves it is hidden then. What is drawn stands in a group with the coordinates of the
mathematics, so that a script writes there what a formula says; and each number that changes has a
name, below which the script finds it.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from math import atan2, degrees, hypot, inf, sqrt
from typing import Any

from .picture import BLUE, RED

_RED, _BLUE, _INK = f"var(--red, {RED})", f"var(--blue, {BLUE})", "currentColor"
COLOURS = {"red": _RED, "blue": _BLUE, "ink": _INK}
WIDTH = 420  # of every drawing, in pixels where there is room
FARTHEST = 1000.0  # in the coordinates of a plane: an ellipse that reaches so far shows two lines
MINUS = "−"


@dataclass(frozen=True, slots=True)
class Slider:
    """A control between two numbers; `marks` are drawn below it where a browser does that."""

    label: str
    least: float
    most: float
    step: float
    value: float
    said: str  # the value, as it is spoken
    marks: Sequence[float] = ()

    def html(self) -> str:
        """The control, which a script shows."""
        places = "".join(f'<option value="{mark:g}"></option>' for mark in self.marks)
        return (
            f'<label class="moves" hidden>{escape(self.label)} <input type="range" '
            f'min="{self.least:g}" max="{self.most:g}" step="{self.step:g}" '
            f'value="{self.value:g}" aria-valuetext="{escape(self.said)}"'
            + (' list="marks-of-the-slider"' if places else "")
            + "></label>"
            + (f'<datalist id="marks-of-the-slider">{places}</datalist>' if places else "")
        )


@dataclass(frozen=True, slots=True)
class Moving:
    """A figure that moves.

    `kind` names what redraws it, and `given` is what that has to know; `alt` is what the drawing
    shows at first, `moved_by` the HTML of what moves it, `lines` the HTML of its numbers, and
    `caption` that of what is to be seen.
    """

    kind: str
    height: int
    drawn: str
    alt: str
    moved_by: str
    lines: Sequence[str]
    caption: str
    given: Mapping[str, Any]

    def _repr_html_(self) -> str:
        given = escape(json.dumps(self.given, ensure_ascii=False, separators=(",", ":")))
        return (
            f'<figure class="moving" data-kind="{self.kind}" data-given="{given}" '
            "data-search-exclude>"
            f'<svg viewBox="0 0 {WIDTH} {self.height}" width="{WIDTH}" height="{self.height}" '
            f'role="img" aria-label="{escape(self.alt)}" font-size="16" fill="currentColor">'
            f"{self.drawn}</svg><div>{self.moved_by}<output>{'<br>'.join(self.lines)}</output></div>"
            f"<figcaption>{self.caption}</figcaption></figure>"
        )


@dataclass(frozen=True, slots=True)
class Plane:
    """Where the coordinates of the mathematics lie in a drawing: their origin, and their units."""

    left: float
    top: float
    across: float
    up: float

    def holds(self, *shapes: str) -> str:
        """The group of what is drawn in these coordinates."""
        matrix = " ".join(
            f"{each:g}" for each in (self.across, 0, 0, -self.up, self.left, self.top)
        )
        return f'<g class="plane" fill="none" transform="matrix({matrix})">{"".join(shapes)}</g>'

    def dot(self, part: str, colour: str, radius: float, at: Iterable[Any], **more: Any) -> str:
        """A point, drawn round, with a radius in pixels; `part` is its name for the script."""
        x, y = map(rounded, at)
        rx, ry = rounded(radius / self.across), rounded(radius / self.up)
        return (
            f'<ellipse class="{part}" fill="{COLOURS[colour]}" cx="{x}" cy="{y}" rx="{rx}" '
            f'ry="{ry}"{_written(more)}/>'
        )

    def words(self, text: str, at: Iterable[Any], anchor: str = "middle", down: float = 5) -> str:
        """Words whose line is so many pixels below a point."""
        x, y = map(float, at)
        left, top = self.left + self.across * x, self.top - self.up * y + down
        return f'<text x="{left:g}" y="{top:g}" text-anchor="{anchor}">{text}</text>'

    def axes(self, at: tuple[float, float], ends: Sequence[float]) -> str:
        """Two axes that meet at a point and reach to their ends, left, right, below and above."""
        (x, y), (left, right, below, above) = at, ends
        drawn = path([(left, y), (right, y)]) + path([(x, below), (x, above)])
        return self.holds(stroke("axis", "path", "ink", 1, d=drawn, opacity=0.4))

    def numbers(self, xs: Iterable[float], ys: Iterable[float], at: tuple[float, float]) -> str:
        """The numbers beside two axes that meet at a point."""
        x, y = at
        under = (self.words(shown(each, 0), (each, y), down=20) for each in xs)
        beside = (self.words(shown(each, 0), (x - 7 / self.across, each), "end") for each in ys)
        return "".join((*under, *beside))


def stroke(part: str, shape: str, colour: str, width: float, **attributes: Any) -> str:
    """A shape of one colour, drawn as wide in every plane; `part` is its name for the script."""
    return (
        f'<{shape} class="{part}" stroke="{COLOURS[colour]}" stroke-width="{width:g}" '
        f'vector-effect="non-scaling-stroke"{_written(attributes)}/>'
    )


def _written(attributes: Mapping[str, Any]) -> str:
    """Attributes, by names that Python can take."""
    return "".join(f' {name.replace("_", "-")}="{each}"' for name, each in attributes.items())


def path(points: Iterable[Any]) -> str:
    """The straight lines from point to point."""
    return "M" + "L".join(f"{rounded(x)} {rounded(y)}" for x, y in points)


def plus(point: Iterable[Any], reach: float) -> str:
    """An upright cross at a point."""
    x, y = map(float, point)
    return path([(x - reach, y), (x + reach, y)]) + path([(x, y - reach), (x, y + reach)])


def ellipse(matrix: Any, level: Any) -> dict[str, str]:
    """All v with vᵀAv = c, for a positive semidefinite A of two rows: the attributes of an ellipse.

    Its axes lie along the eigenvectors of A, and are √(c/μ) long with the eigenvalue μ. Where an
    eigenvalue is 0 there are two lines, which an ellipse shows that goes on far beyond the picture.

    >>> ellipse([[2, 0], [0, 0.5]], 8)
    {'rx': '2', 'ry': '4', 'transform': 'rotate(0)'}
    """
    (a, b), (_, d) = ((float(each) for each in row) for row in matrix)
    middle, apart = (a + d) / 2, hypot((a - d) / 2, b)
    rx, ry = (
        min(FARTHEST, sqrt(level / mu) if mu > 0 else inf)
        for mu in (middle + apart, middle - apart)
    )
    turn = degrees(atan2(2 * b, a - d) / 2)
    return {"rx": rounded(rx), "ry": rounded(ry), "transform": f"rotate({rounded(turn)})"}


def around(point: Iterable[Any], *shapes: str) -> str:
    """Shapes whose middle is a point of the plane."""
    x, y = map(rounded, point)
    return f'<g transform="translate({x} {y})">{"".join(shapes)}</g>'


def rounded(value: Any) -> str:
    """A number as it stands in a drawing, with three decimals at most."""
    return f"{round(float(value), 3) + 0:.3f}".rstrip("0").rstrip(".")


def shown(value: Any, digits: int = 2) -> str:
    """A number as it is read.

    >>> shown(-1.5), shown(-0.001)
    ('−1.50', '0.00')
    """
    return f"{round(float(value), digits) + 0:.{digits}f}".replace("-", MINUS)


def pair(values: Iterable[Any]) -> str:
    """Two numbers of a column in one line."""
    first, second = map(shown, values)
    return f"({first},\N{NO-BREAK SPACE}{second})"


def italic(letter: str) -> str:
    """A letter within the words of a drawing."""
    return f'<tspan font-style="italic">{letter}</tspan>'


def named(name: str, value: str) -> str:
    """What changes with the figure, where the script finds it by its name."""
    return f'<b data-is="{name}">{value}</b>'
