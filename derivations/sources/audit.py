"""The audit: every entry executed, with totals, as data."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Any, TypeAlias

from ..kernel.errors import DerivationError
from ..printing.formulas import text
from .claims import Claim, UnexecutedError, listed
from .verdicts import WORDS, Found, Verdict

SOURCES = ("A", "B")
Readings: TypeAlias = "tuple[str | None, str | None, str | None]"


@dataclass(frozen=True)
class Entry:
    """A claim of a source: where it stands, what it says, and the verdict.

    It stands in a display, by its number in the file and that of the relation in it, or in prose,
    below a heading. Recorded is what each of three readings said of it that were made apart, where
    they did not all give this verdict: theirs, and None where a reading has no such claim.
    """

    source: str
    block: int | None
    relation: int | None
    heading: str | None
    claim: Claim
    verdict: Verdict
    read: Readings | None = None

    @property
    def readings(self) -> Readings:
        """What each of the three readings said of it."""
        word = self.verdict.word
        return self.read or (word, word, word)

    @property
    def place(self) -> str:
        """Where it stands, in a few words."""
        if self.block is None:
            return str(self.heading)
        return f"block {self.block}, relation {self.relation}"

    @cached_property
    def found(self) -> Found:
        """What executing the verdict finds; UnexecutedError where it does not execute."""
        try:
            return self.verdict.execute(self.claim)
        except DerivationError as error:
            raise UnexecutedError(f"{self.source}, {self.place}: {error}") from error

    def as_json(self) -> dict[str, Any]:
        """The entry as data; what is absent is None."""
        found = self.found
        return {
            "source": self.source,
            "block": self.block,
            "relation": self.relation,
            "heading": self.heading,
            "claim": self.claim.text(),
            "verdict": self.verdict.word,
            "condition": listed(found.condition) or None,
            "counterexample": found.against or None,
            "correction": found.correction.text() if found.correction else None,
            "theorem": found.theorem or None,
        }


def totals(entries: Iterable[Entry]) -> dict[str, dict[str, int]]:
    """How many entries have each verdict, of each source and of both."""
    entries = tuple(entries)

    def of(some: list[Entry]) -> dict[str, int]:
        return {word: sum(e.verdict.word == word for e in some) for word in WORDS} | {
            "entries": len(some)
        }

    return {
        **{source: of([e for e in entries if e.source == source]) for source in SOURCES},
        "both": of(list(entries)),
    }


@dataclass(frozen=True)
class Audit:
    """What executing entries found: those that execute, and what went wrong with the others."""

    executed: tuple[Entry, ...]
    failures: tuple[str, ...]

    @classmethod
    def of(cls, entries: Iterable[Entry]) -> Audit:
        """Execute entries, one after the other."""
        executed, failures = [], []
        for entry in entries:
            try:
                entry.found  # noqa: B018  # it executes
                executed.append(entry)
            except DerivationError as error:
                failures.append(str(error))
        return cls(tuple(executed), tuple(failures))

    def as_json(self) -> dict[str, Any]:
        """The entries that execute, and the totals, as data."""
        return {
            "entries": [entry.as_json() for entry in self.executed],
            "totals": totals(self.executed),
        }

    def rows(self) -> list[tuple[str, ...]]:
        """The totals as rows of a table."""
        return [(name, *map(str, of.values())) for name, of in totals(self.executed).items()]


def line(entry: Entry) -> str:
    """An entry as one line of plain text, with what was found below it."""
    found = entry.found
    rows = [f"{entry.source}  {entry.place}  [{entry.verdict.word}]", f"    {entry.claim.text()}"]
    rows += [f"      if {text(each)}" for each in found.condition]
    rows += [f"      but {found.against}"] if found.against else []
    rows += [f"      rather {found.correction.text()}"] if found.correction else []
    rows += [f"      {found.why}"] if found.why else []
    rows += [f"      theorem {found.theorem}"] if found.theorem else []
    return "\n".join(rows)
