"""How a theorem, a line or the whole is cited: in BibTeX, and by a permanent address."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from unicodedata import normalize

from ..kernel.errors import MalformedError

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_GREEK = {
    "δ": r"\delta",
    "ε": r"\varepsilon",
    "η": r"\eta",
    "κ": r"\kappa",
    "λ": r"\lambda",
    "μ": r"\mu",
    "ρ": r"\rho",
    "σ": r"\sigma",
    "χ": r"\chi",
}
# Accents, which follow their letter: in words, and in mathematics where there is one.
_ACCENTS = {
    "\u0300": ("`", ""),
    "\u0301": ("'", ""),
    "\u0302": ("^", r"\hat"),
    "\u0303": ("~", r"\tilde"),
    "\u0304": ("=", r"\bar"),
    "\u0308": ('"', ""),
    "\u030a": ("r", ""),
    "\u030c": ("v", ""),
    "\u0327": ("c", ""),
}
_SIGNS = {"²": "$^2$", "⁻¹": "$^{-1}$", "⁺": "$^+$", "ᵀ": r"$^{\mathsf T}$"}
_SIGNS |= {
    "|": "$|$",
    "−": "$-$",
    ">": "$>$",
    "≥": r"$\ge$",
    "ᵢ": "$_i$",
    "–": "--",
    "’": "'",
    "“": "``",
    "”": "''",
}
_RESERVED = {sign: f"\\{sign}" for sign in "&%#_"}
_IN_LATEX = {letter: f"${command}$" for letter, command in _GREEK.items()} | _SIGNS | _RESERVED
_PLAIN = re.compile(r"[A-Za-z0-9 !()*+,./:;=?@'-]")
_ACCENTED = re.compile(rf"(⁻¹|.)([{''.join(_ACCENTS)}]?)")


@dataclass(frozen=True, slots=True)
class Work:
    """What is cited: what it is called and about, who wrote it, which version it is, and where.

    `doi` is empty as long as there is none.
    """

    name: str
    description: str
    authors: str
    version: str
    released: date
    url: str
    doi: str = ""

    def title(self) -> str:
        """The name, and what the work is about."""
        return f"{self.name}: {self.description.rstrip('.')}"


def permanent(id: str) -> str:
    """The permanent address of a theorem or a line, within the site.

    >>> permanent("normal-equation"), permanent("normal-equation.gradient")
    ('t/normal-equation/', 't/normal-equation/#gradient')
    """
    theorem, _, line = id.partition(".")
    return f"t/{theorem}/#{line}" if line else f"t/{theorem}/"


def bibtex(work: Work) -> str:
    """The whole work as an entry of BibTeX.

    Raises MalformedError where it contains a character that has no LaTeX here.
    """
    return entry(work, "", work.title(), work.url, f"Version {work.version}")


def bibtex_of(work: Work, id: str, title: str) -> str:
    """The theorem of this id and title, or a line of it, as an entry of BibTeX.

    Raises MalformedError where it contains a character that has no LaTeX here.
    """
    line = id.partition(".")[2]
    kind, title = ("Line", f"{title}, line {line}") if line else ("Theorem", title)
    url = f"{work.url}{permanent(id)}" if work.url else ""
    note = rf"{kind} \texttt{{{id}}}, version {work.version}"
    return entry(work, f":{id}", f"{title}. {work.name}", url, note)


def entry(work: Work, key: str, title: str, url: str, note: str) -> str:
    """An entry of BibTeX for a work or a part of it; a field that is empty is left out.

    The version is in the note too, since the oldest styles print no other field that has it.
    """
    fields = {
        "author": f"{{{in_latex(work.authors)}}}",  # one name, however many words it has
        "title": f"{{{in_latex(title)}}}",  # with these capitals, whatever the style
        "year": str(work.released.year),
        "month": _MONTHS[work.released.month - 1],
        "version": work.version,
        "doi": work.doi,
        "url": url,
        "note": note,
    }
    shown = {field: f"{{{value}}}" for field, value in fields.items() if value}
    shown["month"] = fields["month"]  # a name that each style prints in its own way
    rows = "".join(f"  {field:7} = {value},\n" for field, value in shown.items())
    name = "-".join(re.findall("[a-z0-9]+", work.name.lower()))
    return f"@misc{{{name}{key},\n{rows}}}\n"


def in_latex(words: str) -> str:
    r"""Words as LaTeX in ASCII, with mathematics between dollars.

    Raises MalformedError where there is a character that has no LaTeX here.

    >>> print(in_latex("Cramér–Rao: (I − H)y, ŵ and σ̂²"))
    Cram{\'e}r--Rao: (I $-$ H)y, {\^w} and $\hat{\sigma}^2$
    """
    pieces = []
    for letter, accent in _ACCENTED.findall(normalize("NFD", words)):
        in_words, in_mathematics = _ACCENTS.get(accent, ("", ""))
        if letter in _GREEK and in_mathematics:
            pieces.append(f"${in_mathematics}{{{_GREEK[letter]}}}$")
        elif accent and letter.isascii() and letter.isalpha():
            space = " " if in_words.isalpha() else ""
            pieces.append(f"{{\\{in_words}{space}{letter}}}")
        elif not accent and (letter in _IN_LATEX or _PLAIN.fullmatch(letter)):
            pieces.append(_IN_LATEX.get(letter, letter))
        else:
            raise MalformedError(
                f"{letter + accent!r} in {words!r} has no LaTeX yet; it is entered in {__name__}"
            )
    return "".join(pieces).replace("$$", "")
