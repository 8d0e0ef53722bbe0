"""How much the parts of a theorem hold, so that the style sheet can tell how high they will be.

From these numbers a browser knows about how high a page is, and where on it a theorem stands,
before it has laid all of it out.
"""

import html
import re
from math import ceil

from typesetting import TAG, characters

from derivations.presentation.theorems import FORMULA, formulas

PART = re.compile(
    r'<(ol|div|p) (class="(?:lines|hypotheses|where|shapes)"[^>]*)>(.*?)</\1>', re.DOTALL
)
LINE = 'class="line"'
PIECE = re.compile(
    r'<(?:span|line-status)[^>]* class="(supposed|left|right|reason|status)"[^>]*>', re.DOTALL
)
FOLDED = re.compile(r"</summary>.*?</details>", re.DOTALL)
SMALL = re.compile(r'mtight"[^>]*>([^<]+)<')
# How many signs a row of a reason and one of a status hold, in the margin of a wide screen and
# across a phone; and how many of a formula have room beside that margin. One that has not takes
# rows of its own.
MARGIN = (34, 37)
ACROSS = (54, 56)
BESIDE = 42
OF_ITS_OWN = 2


def with_lengths(content: str, typeset: dict[str, dict[str, str]]) -> str:
    """The content of a page, with how much each part of a theorem holds."""

    def told(match: re.Match[str]) -> str:
        tag, attributes, part = match.groups()
        lengths = f"--signs: {signs(part, typeset)}"
        if LINE in part:
            lines = [pieces(line, typeset) for line in part.split(LINE)[1:]]
            widest = max(line["left"] for line in lines)
            alone = sum(widest + line["right"] > BESIDE for line in lines)
            beside = sum(rows(line, MARGIN) for line in lines) + OF_ITS_OWN * alone
            across = sum(rows(line, ACROSS) for line in lines)
            lengths = f"--lines: {len(lines)}; --rows: {beside}; --narrow-rows: {across}"
        return f'<{tag} {attributes} style="{lengths}">{part}</{tag}>'

    return PART.sub(told, content)


def pieces(line: str, typeset: dict[str, dict[str, str]]) -> dict[str, int]:
    """How many signs are seen of each piece of a line."""
    names, texts = PIECE.split(line)[1::2], PIECE.split(line)[2::2]
    found = {name: signs(text, typeset) for name, text in zip(names, texts, strict=True)}
    return dict.fromkeys(("supposed", "left", "right", "reason", "status"), 0) | found


def rows(line: dict[str, int], lengths: tuple[int, int]) -> int:
    """How many rows of words stand at a line, if so many signs of a reason and of a status fit."""
    reason, status = lengths
    return (line["supposed"] > 0) + ceil(line["reason"] / reason) + ceil(line["status"] / status)


def signs(part: str, typeset: dict[str, dict[str, str]]) -> int:
    """How many characters are seen of a part, in words and in formulas, while it is folded.

    A small one, as in an exponent, counts for seven tenths.
    """
    seen = FOLDED.sub("", part)
    words = TAG.sub("", FORMULA.sub(lambda match: "" if match[2] else match[0], seen))
    found = len(html.unescape(words))
    for tex in formulas(seen):
        shown = typeset[tex]["html"].replace("\u200b", "")  # which has no width
        found += len(characters(shown)) - 0.3 * len("".join(SMALL.findall(shown)))
    return round(found)
