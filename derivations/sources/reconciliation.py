"""Three readings of the sources, made apart, and what became of their verdicts: counts.

What each reading said is recorded beside the entries; one claim of a reading may be several of
them. Of a claim that the first reading had not, there is nothing to settle.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from .audit import Entry

# How many claims the second and the third reading wrote down, in their own count: recorded.
WRITTEN = (177, 172)

# Verdicts that are next to each other: whether a condition is said, whether a slip that changes no
# result counts, whether there is anything to judge.
_NEAR = ({"holds", "holds-if"}, {"notation", "refuted"}, {"remark", "not-a-claim"})


@dataclass(frozen=True, slots=True)
class Reconciled:
    """How many entries there are of each kind.

    `found` counts them by who had them, such as (True, False, True). Those that the first reading
    and a later one had are judged `alike`, or else are `near` or `apart`, and the verdict here is
    that of the `first`, of a `later` one, or `another`.
    """

    found: Counter[tuple[bool, ...]]
    alike: int
    near: int
    apart: int
    first: int
    later: int
    another: int

    @property
    def differing(self) -> int:
        """How many entries the readings that had them judged differently."""
        return self.near + self.apart


def reconciled(entries: Iterable[Entry]) -> Reconciled:
    """What the readings found, and for whom it was settled where they differ."""
    found, verdicts, settled = Counter[tuple[bool, ...]](), Counter[str](), Counter[str]()
    for entry in entries:
        first, *others = entry.readings
        found[tuple(word is not None for word in entry.readings)] += 1
        later = {word for word in others if word is not None}
        if first is None or not later:
            continue
        words = {first, *later}
        if len(words) == 1:
            verdicts["alike"] += 1
        else:
            verdicts["near" if any(words <= near for near in _NEAR) else "apart"] += 1
            settled[_whose(entry.verdict.word, first, later)] += 1
    return Reconciled(
        found,
        *(verdicts[kind] for kind in ("alike", "near", "apart")),
        *(settled[whose] for whose in ("first", "later", "another")),
    )


def _whose(word: str, first: str, later: set[str]) -> str:
    """Whose verdict an entry has."""
    if word == first:
        return "first"
    return "later" if word in later else "another"
