"""The map of the argument in HTML: lists of theorems with rails, and in words what these show.

A theorem stands on the map once, as the row `map-<id>`. Where a chapter uses a theorem of an
earlier one, that theorem is named again above its first use there.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape

from ..presentation.theorems import maths, mention_html, number_html
from ..printing.formulas import latex
from ..publishing.argument import (
    Argument,
    Provided,
    argument_for,
    between_chapters,
    chapter_of,
)
from ..publishing.contents import CHAPTERS, Chapter
from ..publishing.registry import theorem
from .rails import draw

NUMBERS = {chapter: number for number, chapter in enumerate(CHAPTERS, start=1)}


def chapters_html(argument: Argument) -> str:
    """The chapters, and how often a theorem of one is used in another."""
    uses = between_chapters(argument)
    weights = {(key(before), key(after)): count for (before, after), count in uses.items()}
    present = {chapter_of(id) for id in argument.premises}
    chapters = [chapter for chapter in CHAPTERS if chapter in present]
    svgs = draw([key(chapter) for chapter in chapters], weights, pitch=9, growth=0.2)
    rows = []
    for chapter, svg in zip(chapters, svgs, strict=True):
        size = sum(chapter_of(id) == chapter for id in argument.premises)
        below = [(before, uses[before, chapter]) for before in CHAPTERS if uses[before, chapter]]
        rows.append(
            row_html(
                key(chapter),
                svg,
                f'<a href="#map-of-{chapter.page}">{_chapter_name(chapter)}</a>'
                f'<p class="note">{_count_theorems(size)}; {_chapters_in_words(size, below)}</p>',
            )
        )
    return _rows_html(rows, "chapters")


def _chapters_in_words(size: int, counts: Sequence[tuple[Chapter, int]]) -> str:
    """Which chapters the proofs of so many theorems use, and each of them how often.

    It is said of proofs: a line may point to a theorem that its proof does not use.
    """
    proofs = "its proof uses" if size == 1 else "their proofs use"
    many = "chapter" if len(counts) == 1 else "chapters"
    each = ", ".join(f"{NUMBERS[chapter]}&nbsp;({count}×)" for chapter, count in counts)
    return f"{proofs} {f'{many} {each}' if counts else 'no other chapter'}"


def theorems_html(argument: Argument) -> str:
    """Every theorem, chapter by chapter, with what it rests on and where it is used."""
    sections = []
    for chapter in CHAPTERS:
        own = [id for id in argument.premises if chapter_of(id) == chapter]
        if own:
            sections.append(
                f'<section id="map-of-{chapter.page}"><h3>{_chapter_name(chapter)}</h3>'
                f"{chapter_html(argument, own)}</section>"
            )
    return "".join(sections)


def chapter_html(argument: Argument, own: Sequence[str]) -> str:
    """The theorems of a chapter; one of an earlier chapter is named above its first use here."""
    rows: list[str] = []
    for id in own:
        earlier = [other for other in argument.premises if other in argument.premises[id]]
        rows += [other for other in earlier if other not in (*rows, *own)]
        rows.append(id)
    edges = {(premise, user): 1 for premise, user in argument.edges if user in own}

    def row(id: str, svg: str) -> str:
        if id in own:
            return row_html(id, svg, _link_html(id) + _words_html(argument, id), f"map-{id}")
        return row_html(id, svg, _row_link(id, "from "), kind="elsewhere")

    return _rows_html(map(row, rows, draw(rows, edges)))


def _words_html(argument: Argument, id: str) -> str:
    """In words, what a theorem rests on and where it is used; nothing if neither is the case."""
    direct, users = argument.premises[id], argument.users(id)
    through = [other for other in argument.rests_on(id) if other not in direct]
    summary = [f"rests on {len(direct)}"] if direct else []
    summary += [f"used by {len(users)}"] if users else []
    said = [
        f"<p>{words} {'; '.join(map(_row_link, ids))}.</p>"
        for words, ids in (
            ("Rests on", direct),
            ("Through these, on", through),
            ("Used by", users),
        )
        if ids
    ]
    if not said:
        return ""
    return f"<details><summary>{', '.join(summary)}</summary>{''.join(said)}</details>"


def ancestry_html(id: str) -> str:
    """All that a theorem rests on, and last the theorem itself."""
    argument = argument_for(id)
    svgs = draw(tuple(argument.premises), dict.fromkeys(argument.edges, 1))
    said = map(_link_html, argument.premises)
    return _rows_html(map(row_html, argument.premises, svgs, said))


def most_used_html(argument: Argument, count: int) -> str:
    """The theorems that most others rest on directly, and how many rest on them in all.

    So many of them, and those that are used as often as the last.
    """
    users = {id: len(argument.users(id)) for id in argument.premises}
    least = sorted(users.values(), reverse=True)[:count][-1]
    ranked = sorted((id for id in users if users[id] >= least), key=lambda id: -users[id])
    rows = "".join(
        f"<tr><td>{_link_html(id)}</td><td>{users[id]}</td><td>{len(argument.carries(id))}</td></tr>"
        for id in ranked
    )
    return (
        "<table><thead><tr><th>theorem</th><th>used directly by</th><th>carries in all</th></tr>"
        f"</thead><tbody>{rows}</tbody></table>"
    )


def counts_html(argument: Argument) -> str:
    """How many theorems there are, how they hang together, and the longest chains."""
    ids = argument.premises
    chains = {id: len(argument.chain(id)) for id in ids}
    below = {id: len(argument.rests_on(id)) for id in ids}
    first = {id for id in ids if not ids[id]}
    last = {id for id in ids if not argument.users(id)}
    longest, most = max(chains.values()), max(below, key=below.__getitem__)
    ends = "; ".join(_link_html(id) for id in ids if chains[id] == longest)
    return (
        f'<ul class="said"><li>There are {_count_theorems(len(ids))}, and {len(argument.edges)} '
        f"direct uses of one in the proof of another.</li>"
        f"<li>The proofs of {len(first)} use no other, and {len(last)} are used in no other proof. "
        f"Both hold for {len(first & last)}.</li>"
        f"<li>The longest chains, in which each theorem rests on the one before, have "
        f"{_count_theorems(longest)}. They end with {ends}.</li>"
        f"<li>{_link_html(most)} rests on the most others, all the way: on {below[most]}.</li></ul>"
    )


def provided_html(found: Iterable[Provided], least: int) -> str:
    """The hypotheses that other theorems conclude, if so many theorems suppose them at least."""
    items = "".join(
        f"<li>{maths(latex(each.statement))}, supposed by {len(each.supposed_by)}, "
        f"is concluded by {'; '.join(map(mention_html, each.concluded_by))}</li>"
        for each in found
        if len(each.supposed_by) >= least
    )
    return f'<ul class="said">{items}</ul>'


def _count_theorems(count: int) -> str:
    """So many theorems."""
    return f"{count} theorem{'' if count == 1 else 's'}"


def _rows_html(rows: Iterable[str], kind: str = "") -> str:
    """A list with rails."""
    return f'<ol class="{f"map {kind}".strip()}" data-search-exclude>{"".join(rows)}</ol>'


def row_html(name: str, svg: str, said: str, id: str = "", kind: str = "") -> str:
    """A row of the list: its part of the rails, and what stands beside it."""
    named = f' id="{id}"' if id else ""
    classed = f' class="{kind}"' if kind else ""
    return f'<li{named}{classed} data-row="{name}">{svg}<div>{said}</div></li>'


def _link_html(id: str) -> str:
    """A theorem by number and title, as a link to the theorem itself."""
    return mention_html(theorem(id))


def _row_link(id: str, before: str = "") -> str:
    """A theorem by number and title, as a link to its row on the map."""
    return f'<a href="#map-{id}">{before}{number_html(id)} {escape(theorem(id).title)}</a>'


def key(chapter: Chapter) -> str:
    """The name of a chapter's row; it is no theorem's, whose id has no space."""
    return f"chapter {NUMBERS[chapter]}"


def _chapter_name(chapter: Chapter) -> str:
    """A chapter by number and title."""
    return f'<span class="number">{NUMBERS[chapter]}</span> {escape(chapter.title)}'
