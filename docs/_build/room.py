"""How long the parts of a theorem are, so that the style sheet can tell how high they will be.

From these numbers a browser knows about how high a page is, and where on it a theorem stands,
before it has laid all of it out.
"""

import html
import re

from typesetting import TAG, characters

from derivations.presentation.theorems import FORMULA, formulas

PART = re.compile(
    r'<(ol|div|p) (class="(?:lines|hypotheses|where|shapes)"[^>]*)>(.*?)</\1>', re.DOTALL
)
LINE = 'class="line"'
FOLDED = re.compile(r"</summary>.*?</details>", re.DOTALL)


def with_lengths(content: str, typeset: dict[str, dict[str, str]]) -> str:
    """The content of a page, with the number of lines and signs of each part of a theorem."""

    def told(match: re.Match[str]) -> str:
        tag, attributes, part = match.groups()
        lengths = f"--lines: {part.count(LINE)}; --signs: {signs(part, typeset)}"
        return f'<{tag} {attributes} style="{lengths}">{part}</{tag}>'

    return PART.sub(told, content)


def signs(part: str, typeset: dict[str, dict[str, str]]) -> int:
    """How many characters are seen of a part, in words and in formulas, while it is folded."""
    seen = FOLDED.sub("", part)
    words = TAG.sub("", FORMULA.sub(lambda match: "" if match[2] else match[0], seen))
    set_in_type = (characters(typeset[tex]["html"]) for tex in formulas(seen))
    return len(html.unescape(words)) + sum(map(len, set_in_type))
