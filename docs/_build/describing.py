"""The description of a page, which search engines show: the first sentences of its prose.

It is plain text. A formula that Unicode can write in a line is written so; a sentence with any
other is left out.
"""

import re
from unicodedata import normalize

from bs4 import BeautifulSoup

LENGTH = 300  # characters, of which search engines show about the first half
FORMULA = re.compile(r"\\\((.+?)\\\)", re.DOTALL)
SENTENCE = re.compile(r"\S.*?[.?!][”)]?(?=\s|$)", re.DOTALL)

SIGNS = {"lVert": "‖", "rVert": "‖", "star": "⋆", "varepsilon": "ε", "sigma": "σ", "chi": "χ"}
RAISED = dict(zip("0123456789-T⋆", "⁰¹²³⁴⁵⁶⁷⁸⁹⁻ᵀ⋆", strict=True))
ONES = re.compile(r"\\mathbf\s*(?:1|\{1\})")
FONT = re.compile(r"\\(?:mathbf|mathcal|mathrm|mathsf)\s*(?:\{(\w+)\}|(\w))")
ACCENT = re.compile(r"\\(hat|bar)\s*(?:\{(\w)\}|(\w))")
SIGN = re.compile(r"\\([A-Za-z]+)\s*")
SUPERSCRIPT = re.compile(r"\^(?:\{([^{}]+)\}|(\S))")
BINARY = re.compile(r"(?<=[^(,=+-])[=<>+-]")
LEFT_OVER = re.compile(r"[\\^_{}]")


def description(content: str) -> str:
    """The first sentences of a page's own paragraphs, as plain text; empty if there are none."""
    for paragraph in BeautifulSoup(content, "html.parser").find_all("p", recursive=False):
        if "download" in paragraph.get_attribute_list("class"):
            continue
        shown = ""
        for sentence in SENTENCE.findall(FORMULA.sub(in_a_line, paragraph.get_text())):
            words = " ".join(sentence.split())
            if LEFT_OVER.search(words):
                continue
            if len(shown) + len(words) > LENGTH:
                break
            shown += f" {words}" if shown else words
        if shown:
            return shown
    return ""


def in_a_line(formula: re.Match[str]) -> str:
    """A formula in Unicode; what has no sign there is left in TeX."""
    tex = ONES.sub("𝟏", formula[1])
    tex = FONT.sub(lambda m: m[1] or m[2], tex)
    tex = ACCENT.sub(lambda m: (m[2] or m[3]) + {"hat": "\u0302", "bar": "\u0304"}[m[1]], tex)
    tex = SIGN.sub(lambda m: SIGNS.get(m[1], m[0]), tex)
    tex = SUPERSCRIPT.sub(lambda m: superscripts(m[1] or m[2]) or m[0], tex)
    return normalize("NFC", BINARY.sub(space, "".join(tex.split())))


def space(sign: re.Match[str]) -> str:
    """A sign between two terms, with spaces around it."""
    return f" {'−' if sign[0] == '-' else sign[0]} "


def superscripts(characters: str) -> str:
    """Characters as superscripts; empty if one has none."""
    there = all(character in RAISED for character in characters)
    return "".join(RAISED[character] for character in characters) if there else ""
