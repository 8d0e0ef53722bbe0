"""Kinds of slips, and what helps against each; whoever writes such a text makes some of them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from types import MappingProxyType

from .audit import Entry

OMITTED = "omitted"


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of slip: what it is, what helps, and by its place an entry that shows it well."""

    title: str
    advice: str
    example: tuple[str, int, int] | None = None


KINDS = MappingProxyType(
    {
        OMITTED: Kind(
            "A condition is left out",
            "Ask of each inverse, logarithm and expectation when it means something.",
            ("B", 1, 1),
        ),
        "known": Kind(
            "What is estimated is taken as known",
            "Say of each letter whether it is known, and keep to that in every proof.",
            ("B", 11, 1),
        ),
        "object": Kind(
            "A law, a mean or a variance is said to be of something else",
            "Name what is random, and give its shape.",
            ("B", 11, 3),
        ),
        "lost": Kind(
            "A factor or a term is lost", "Try each formula with two observations.", ("B", 4, 2)
        ),
        "strong": Kind(
            "More is said than follows", "Look for the smallest counterexample.", ("B", 11, 2)
        ),
        "realised": Kind(
            "What was observed stands for what is expected",
            "An estimate is near what it estimates, and is not equal to it.",
            ("B", 4, 1),
        ),
        "shared": Kind(
            "One letter for two things",
            "The truth, the variable and the estimate are three: w⋆, w and ŵ.",
            ("A", 2, 1),
        ),
        "shape": Kind(
            "The shapes do not fit", "Write the shape of each letter down once.", ("B", 7, 1)
        ),
        "sign": Kind("A sign is turned", "Try a derivative at one point.", ("B", 5, 4)),
        "letter": Kind(
            "One letter for another", "Keep one list of letters for the whole text.", ("B", 8, 2)
        ),
        "word": Kind("One word for another", "Look a word up before it carries an argument."),
    }
)


def kind_of(entry: Entry) -> str:
    """The kind of slip of an entry, or nothing."""
    return OMITTED if entry.verdict.word == "holds-if" else getattr(entry.verdict, "kind", "")


def examples(entries: Iterable[Entry]) -> dict[str, tuple[Entry, ...]]:
    """The entries of each kind; those that something exact refutes come first."""
    found: dict[str, list[Entry]] = {kind: [] for kind in KINDS}
    for entry in entries:
        if kind := kind_of(entry):
            found[kind].append(entry)
    return {
        kind: tuple(sorted(some, key=lambda entry: not entry.found.against))
        for kind, some in found.items()
    }
