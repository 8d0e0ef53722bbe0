"""How much the parts of a theorem hold, so that the style sheet can tell how high they will be.

From these numbers a browser knows about how high a page is, and where on it a theorem stands,
before it has laid all of it out.
"""

import html
import re
from dataclasses import dataclass
from math import ceil

from typesetting import TAG, characters

from derivations.presentation.theorems import FORMULA, formulas

PART = re.compile(
    r'<(ol|div|p) (class="(?:lines|hypotheses|where|shapes)"[^>]*)>(.*?)</\1>', re.DOTALL
)
LINE = 'class="line"'
PIECES = ("supposed", "left", "right", "reason", "status")
PIECE = re.compile(rf'<(?:span|line-status)[^>]* class="({"|".join(PIECES)})"[^>]*>', re.DOTALL)
FOLDED = re.compile(r"</summary>.*?</details>", re.DOTALL)
SMALL = re.compile(r'mtight"[^>]*>([^<]+)<')
STRUT = re.compile(r'katex-strut" style="height:([\d.]+)em')
# How many signs a row of a reason and one of a status hold, in the margin of a wide screen, across
# it, and across a phone; how many of a formula have room beside that margin; and how many a row of
# hypotheses holds.
MARGIN = (34, 37)
ACROSS = (110, 115)
PHONE = (54, 56)
BESIDE = 41
HYPOTHESES = 105


@dataclass(frozen=True, slots=True)
class Line:
    """How many signs are seen of the pieces of a line, and how high its formula is, in em."""

    supposed: int
    left: int
    right: int
    reason: int
    status: int
    height: float

    def rows(self, reason: int, status: int) -> int:
        """The rows of its reason and its status, if so many signs of them fit in one."""
        return ceil(self.reason / reason) + ceil(self.status / status)

    def wide(self, widest: int) -> float:
        """The rows that it takes on a wide screen, where the left sides are aligned."""
        if widest + self.right > BESIDE:
            return (self.supposed > 0) + 1 + self.height + self.rows(*ACROSS)
        return (self.supposed > 0) + max(self.height, self.rows(*MARGIN))

    def narrow(self) -> float:
        """The rows that it takes on a phone."""
        return (self.supposed > 0) + 0.7 * self.height + self.rows(*PHONE)


def with_lengths(content: str, typeset: dict[str, dict[str, str]]) -> str:
    """The content of a page, with how much each part of a theorem holds."""

    def told(match: re.Match[str]) -> str:
        tag, attributes, part = match.groups()
        signs_of = signs(part, typeset)
        lengths = f"--signs: {signs_of}; --rows: {ceil(signs_of / HYPOTHESES)}"
        if LINE in part:
            lines = [line_of(text, typeset) for text in part.split(LINE)[1:]]
            widest = max(line.left for line in lines)
            wide = sum(line.wide(widest) for line in lines)
            narrow = sum(line.narrow() for line in lines)
            lengths = f"--lines: {len(lines)}; --wide: {wide:.1f}; --narrow: {narrow:.1f}"
        return f'<{tag} {attributes} style="{lengths}">{part}</{tag}>'

    return PART.sub(told, content)


def line_of(text: str, typeset: dict[str, dict[str, str]]) -> Line:
    """The lengths of a line."""
    _, *split = PIECE.split(text)
    named = zip(split[::2], split[1::2], strict=True)
    found = {name: signs(piece, typeset) for name, piece in named}
    formula = "".join(typeset[tex]["html"] for tex in formulas(text.partition('class="reason"')[0]))
    heights = map(float, STRUT.findall(formula))
    pieces = {name: found.get(name, 0) for name in PIECES}
    return Line(**pieces, height=max(heights, default=0))


def signs(part: str, typeset: dict[str, dict[str, str]]) -> int:
    """How many characters are seen of a part, in words and in formulas, while it is folded.

    A small one, as in an exponent, counts for six tenths.
    """
    seen = FOLDED.sub("", part)
    words = TAG.sub("", FORMULA.sub(lambda match: "" if match[2] else match[0], seen))
    found: float = len(html.unescape(words))
    for tex in formulas(seen):
        shown = typeset[tex]["html"].replace("\u200b", "")  # which has no width
        found += len(characters(shown)) - 0.4 * len("".join(SMALL.findall(shown)))
    return round(found)
