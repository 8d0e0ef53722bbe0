"""Pictures for the pages: Matplotlib figures as SVG that follows the colours of the page."""

from __future__ import annotations

import io
import re
from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from matplotlib.figure import Figure

INK = "#010203"  # drawn in this colour, a line takes the colour of the text around the picture


@dataclass(frozen=True, slots=True)
class Picture:
    """A figure with the words that say what it shows, for those who cannot see it."""

    figure: Figure
    alt: str

    def _repr_html_(self) -> str:
        from matplotlib import rc_context

        buffer = io.StringIO()
        with rc_context({"svg.fonttype": "none", "svg.hashsalt": "line-by-line"}):
            self.figure.savefig(
                buffer, format="svg", transparent=True, bbox_inches="tight", metadata={"Date": None}
            )
        svg = buffer.getvalue()
        svg = svg[svg.index("<svg") :].replace(INK, "currentColor")
        svg = re.sub(r"<metadata>.*?</metadata>", "", svg, flags=re.DOTALL)
        svg = svg.replace("<svg", f'<svg role="img" aria-label="{escape(self.alt)}"', 1)
        return f'<figure class="picture">{svg}</figure>'
