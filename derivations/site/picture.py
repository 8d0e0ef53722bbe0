"""Pictures for the pages: Matplotlib figures as SVG, in the colours and the letters of the page."""

from __future__ import annotations

import hashlib
import io
import re
from collections.abc import Callable
from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

INK = "#010203"  # drawn in this colour, a line takes the colour of the text around the picture
# Told apart in grey too; a page of the site has colours of its own for them, in light and dark.
RED, BLUE = "#d1495b", "#5b8def"
_COLOURS = {INK: "currentColor", RED: f"var(--red, {RED})", BLUE: f"var(--blue, {BLUE})"}

# One size for all panels and all that is written in them, so that panels side by side agree.
WIDTH, HEIGHT = 4.2, 3.5  # inches
LETTERS, MATHEMATICS = 10, 12  # points

_PLACE = re.compile(r'(?<= )(?:d|points|x|y)="[^"]*"')
LONG = re.compile(r"\d+\.\d{2,}")  # for a place a tenth of a point is enough
_FACE = re.compile(r"font-family: [^;]*; ")
# What a drawing needs nothing of: asides, the names of groups, turns by no angle.
_NEEDLESS = re.compile(
    r"<metadata>.*?</metadata>|<!--.*?-->|(?<=<g) id=\"[^\"]*\"| transform=\"rotate\(-0 [^\"]*\"",
    re.DOTALL,
)


@dataclass(frozen=True, slots=True)
class Picture:
    """Figures side by side, with the words that say what they show for those who cannot see them.

    Where there is no room, they stand one below the other.
    """

    figures: tuple[Figure, ...]
    alt: str

    def _repr_html_(self) -> str:
        own = hashlib.sha256(self.alt.encode()).hexdigest()[:6]  # apart from others on the page
        drawn = "".join(svg(figure, f"picture-{own}-{n}-") for n, figure in enumerate(self.figures))
        return (
            f'<figure class="picture" role="img" aria-label="{escape(self.alt)}">{drawn}</figure>'
        )


def panel(**settings: Any) -> tuple[Figure, Axes]:
    """A figure of the one size, and its axes in the one place, with settings as `inked` takes them.

    A title or a label is words, or mathematics between dollars.
    """
    from matplotlib.figure import Figure

    figure = Figure(figsize=(WIDTH, HEIGHT))
    axes = figure.add_axes((0.18, 0.15, 0.79, 0.75))
    inked(axes, **settings)
    return figure, axes


def inked(axes: Axes, **settings: Any) -> None:
    """Settings of axes, such as a title and labels, with all that is not data in ink."""
    axes.set(**settings)
    axes.title.set(color=INK, fontsize=LETTERS)
    axes.tick_params(colors=INK, labelsize=LETTERS)
    for label in (axes.xaxis.label, axes.yaxis.label):
        label.set(color=INK, fontsize=LETTERS)
    for edge in axes.spines.values():
        edge.set_color(INK)


def svg(figure: Figure, prefix: str) -> str:
    """A figure as SVG; its ids begin with the prefix, so that none occurs twice on a page.

    Words are text, in the letters of the page; mathematics is drawn, so that a hat stands where it
    belongs whatever these are.
    """
    from matplotlib import rc_context
    from matplotlib.text import Text

    for axis in (axis for axes in figure.axes for axis in (axes.xaxis, axes.yaxis)):
        if axis.get_scale() == "log":  # powers of ten would have exponents too small to read
            axis.set_major_formatter(lambda value, _: f"{value:.9f}".rstrip("0").rstrip("."))
    for label in figure.findobj(Text):
        if isinstance(label, Text) and "$" in label.get_text():
            label.set(math_fontfamily="cm", fontsize=MATHEMATICS)
            label.draw = _in_paths(label.draw)  # type: ignore[method-assign]
    buffer = io.StringIO()
    with rc_context({"svg.fonttype": "none", "svg.hashsalt": "line-by-line"}):
        figure.savefig(buffer, format="svg", transparent=True, metadata={"Date": None})
    drawn = buffer.getvalue()
    drawn = drawn[drawn.index("<svg") :]
    for colour, shown in _COLOURS.items():
        drawn = drawn.replace(colour, shown)
    drawn = _FACE.sub("", _NEEDLESS.sub("", drawn))
    drawn = _PLACE.sub(lambda place: LONG.sub(round_to_a_tenth, place[0]), drawn)
    drawn = re.sub(r"\s*\n\s*", " ", drawn)
    drawn = re.sub(r'( id="|url\(#|xlink:href="#)', rf"\g<1>{prefix}", drawn)
    return drawn.replace("<svg", '<svg aria-hidden="true"', 1)


def _in_paths(draw: Callable[..., None]) -> Callable[..., None]:
    """A way to draw a text as what its letters look like, and not as letters."""
    from matplotlib import rc_context

    def drawn(*arguments: Any) -> None:
        with rc_context({"svg.fonttype": "path"}):
            draw(*arguments)

    return drawn


def round_to_a_tenth(number: re.Match[str]) -> str:
    """A number with one decimal."""
    return f"{float(number[0]):.1f}"
