"""The audit of the sources as a page shows it: totals, kinds of slips, and a row for each claim.

A row opens to what was executed. Without a script all rows are there, and the form is not shown.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from html import escape

from ..kernel.facts import FACTS
from ..kernel.laws import LAWS
from ..presentation.theorems import mention_html, plain_html
from ..printing.formulas import text
from ..publishing.lookup import look_up
from ..sources.audit import SOURCES, Entry, totals
from ..sources.claims import Says
from ..sources.reconciliation import WRITTEN, reconciled
from ..sources.slips import KINDS, Kind, examples, kind_of
from ..sources.verdicts import WORDS
from .listing import option, select
from .table import Table

NAMES = {"A": "Source A", "B": "Source B"}
SAID = {
    "holds": "holds",
    "holds-if": "holds if",
    "refuted": "refuted",
    "notation": "notation",
    "remark": "remark",
    "not-a-claim": "no claim",
}
TAKEN = {*LAWS, *FACTS}
STATES = ("holds", "holds-if", "notation")  # the verdicts on what a theorem says as well


def anchors(entries: Iterable[Entry]) -> dict[int, str]:
    """The name of each entry in an address, such as b-7-1, by the entry's `id()`.

    A second one of the same relation is b-7-1-2; those in prose are counted.
    """
    seen = Counter[str]()
    found = {}
    for entry in entries:
        prose = entry.block is None
        where = "prose" if prose else f"{entry.block}-{entry.relation}"
        name = f"{entry.source.lower()}-{where}"
        seen[name] += 1
        found[id(entry)] = f"{name}-{seen[name]}" if prose or seen[name] > 1 else name
    return found


def stated(entries: Iterable[Entry]) -> Mapping[str, tuple[tuple[str, str], ...]]:
    """For each theorem, where a source states it: the place in words, and the name of the row.

    Of several rows of one place, such as a heading, the first.
    """
    entries = tuple(entries)
    names = anchors(entries)
    found: dict[str, dict[str, str]] = {}
    for entry in entries:
        by = getattr(entry.verdict, "by", None)
        if by is not None and entry.verdict.word in STATES and by.id not in TAKEN:
            place = f"{entry.source}, {_place(entry)}"
            places = found.setdefault(by.id.split(".")[0], {})
            places.setdefault(place, names[id(entry)])
    return {id: tuple(places.items()) for id, places in found.items()}


def totals_table(entries: Iterable[Entry]) -> Table:
    """How many entries of each source have each verdict."""
    counted = totals(entries)
    names = SAID | {"entries": "all"}
    rows = [(names[word], *(of[word] for of in counted.values())) for word in names]
    return Table(("verdict", *NAMES.values(), "both"), rows)


def readings_table(entries: Iterable[Entry]) -> Table:
    """How many entries which of the three readings had."""
    found = reconciled(entries).found
    rows = [
        ("all three", found[True, True, True]),
        ("the first and one later", found[True, True, False] + found[True, False, True]),
        ("the first alone", found[True, False, False]),
        ("both later ones alone", found[False, True, True]),
        ("the second alone", found[False, True, False]),
        ("the third alone", found[False, False, True]),
    ]
    return Table(("had by", "entries"), rows)


def readings_html(entries: Iterable[Entry]) -> str:
    """What became of the verdicts of the three readings, as a paragraph."""
    counts = reconciled(entries)
    both = counts.alike + counts.differing
    another = f", and another in {counts.another}" if counts.another else ""
    return (
        f"<p>Recorded, too, is that the second reading wrote down {WRITTEN[0]} claims, and the "
        f"third {WRITTEN[1]}; one of theirs is often several entries. Of the {both} entries that "
        f"the first reading and a later one had, {counts.alike} were "
        f"given one verdict. {counts.near} differ only in whether a condition is said, whether a "
        "slip that changes no result is refuted, or whether anything is claimed; "
        f"{counts.apart} differ by more. Where they differ, the verdict here is that of the first "
        f"in {counts.first}, and that of a later one in {counts.later}{another}.</p>"
    )


def slips_html(entries: Iterable[Entry]) -> str:
    """The kinds of slips, each with how many there are, what helps, and one example."""
    entries = tuple(entries)
    names = anchors(entries)
    items = "".join(
        f"<li><b>{escape(KINDS[kind].title)}</b> ({len(some)}). {escape(KINDS[kind].advice)} "
        f"{_example_html(KINDS[kind], some, names)}</li>"
        for kind, some in examples(entries).items()
    )
    return f'<ul class="slips">{items}</ul>'


def _example_html(kind: Kind, some: tuple[Entry, ...], names: dict[int, str]) -> str:
    """One example of a kind of slip, with a link to its row."""
    chosen = [
        entry for entry in some if (entry.source, entry.block, entry.relation) == kind.example
    ]
    entry = (chosen or some)[0]
    where = f"{NAMES[entry.source]}, {_place(entry)}"
    link = f'<a href="#{names[id(entry)]}">{escape(where)}</a>'
    against = f" ({plain_html(entry.found.against)})" if entry.found.against else ""
    return f"For example {link}: <span>{_claim_html(entry)}</span>{against}."


def audited_html(entries: Iterable[Entry]) -> str:
    """The form, the count, and the entries of each source in its order, as HTML."""
    entries = tuple(entries)
    names = anchors(entries)
    sources = "".join(
        f'<div class="chapter" data-page="{source}"><h2 id="source-{source.lower()}">'
        f"{NAMES[source]}</h2>"
        f'<ol class="listed audited" data-search-exclude>{"".join(rows)}</ol></div>'
        for source in SOURCES
        for rows in [[_row_html(e, names[id(e)]) for e in entries if e.source == source]]
    )
    count = f'<p class="count" role="status">{len(entries)} entries</p>'
    return f"{_form_html(entries)}{count}{sources}"


def _form_html(entries: tuple[Entry, ...]) -> str:
    """The filters, hidden until there is a script that filters."""
    counted = totals(entries)["both"]
    kinds = Counter(filter(None, map(kind_of, entries)))
    sources = "".join(option(source, name) for source, name in NAMES.items())
    verdicts = "".join(option(word, f"{SAID[word]} ({counted[word]})") for word in WORDS)
    slips = "".join(option(kind, f"{KINDS[kind].title} ({kinds[kind]})") for kind in KINDS)
    return (
        '<form class="filters" autocomplete="off" aria-label="Filter the entries" '
        'data-one="entry" data-many="entries" data-search-exclude hidden>'
        '<div class="words"><label for="words">Words or letters</label>'
        '<input id="words" name="words" type="search"></div>'
        + select("verdict", "Verdict", "All verdicts", verdicts)
        + select("chapter", "Source", "Both sources", sources)
        + select("slip", "Kind of slip", "No matter what", slips)
        + '<button type="reset">Show all</button></form>'
    )


def _row_html(entry: Entry, name: str) -> str:
    """A row: where the claim stands, what it says, the verdict; it opens to what was executed."""
    slip = f' data-slip="{kind}"' if (kind := kind_of(entry)) else ""
    word = entry.verdict.word
    opened = "<br>".join(_opened(entry))
    return (
        f'<li id="{name}" data-verdict="{word}"{slip}>'
        f"<details><summary><small>{escape(_place(entry))}</small> <b>{SAID[word]}</b> "
        f"<span>{_claim_html(entry)}</span></summary><p>{opened}</p></details></li>"
    )


def _claim_html(entry: Entry) -> str:
    """What an entry claims, without what it supposes; as plain text, which is light."""
    claim = entry.claim
    return plain_html(text(claim.statement) if isinstance(claim, Says) else claim.text())


def _opened(entry: Entry) -> Iterator[str]:
    """What a row opens to, piece by piece."""
    found, claim, word = entry.found, entry.claim, entry.verdict.word
    if isinstance(claim, Says) and claim.given:
        yield f"Supposed: {_listed(claim.given)}"
    if word == "holds-if":
        yield f"Condition: {_listed(found.condition)}"
    if found.against:
        before = {"holds-if": "Without it", "notation": "As it stands"}.get(word, "False")
        yield f"{before}: {plain_html(found.against)}"
    if found.correction:
        yield f"{'What can be said' if word == 'remark' else 'Rather'}: " + plain_html(
            found.correction.text()
        )
        if found.condition:
            yield f"where {_listed(found.condition)}"
    if found.why:
        yield plain_html(found.why[0].upper() + found.why[1:])
    if found.theorem in TAKEN:
        kind, at = ("law", "laws") if found.theorem in LAWS else ("cited fact", found.theorem)
        yield f'A <a href="../trusted/#{at}">{kind}</a>: {found.theorem.replace("-", " ")}'
    elif found.theorem:
        result, line = look_up(found.theorem)
        told = f', line <a href="#{found.theorem}">{line.name}</a>' if line else ""
        yield f"Theorem {mention_html(result)}{told}"
    if entry.read:
        yield f"Three readings: {', '.join(SAID[word] if word else '–' for word in entry.read)}"


def _listed(statements: Iterable[object]) -> str:
    """Statements one after the other."""
    return "; ".join(f"<span>{plain_html(text(each))}</span>" for each in statements)  # type: ignore[arg-type]


def _place(entry: Entry) -> str:
    """Where an entry stands, in a few words."""
    if entry.block is None:
        return str(entry.heading).replace("|", "–")
    return f"block {entry.block}, relation {entry.relation}"
