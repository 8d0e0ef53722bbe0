"""All theorems as one list, and the form that filters it in a browser.

Without JavaScript the whole list is there, and the form is not shown. What a theorem can be found
by is read off it: its chapter, the hypotheses of its proof and their kinds, and the cited facts.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable, Sequence
from html import escape
from typing import TypeVar

from ..kernel.facts import FACTS
from ..presentation.theorems import OF_A_NAME, mention_html, plain_html, says
from ..presentation.words import KINDS, kind
from ..printing.formulas import text
from ..proving.chain import Result
from ..publishing.contents import CHAPTERS, Chapter
from ..publishing.registry import page_of

T = TypeVar("T", bound=Hashable)


def listing_html(results: Sequence[Result]) -> str:
    """The form, the count, and the theorems by chapter, as HTML."""
    chapters = "".join(
        _chapter_html(number, chapter, [r for r in results if page_of(r) == chapter.page])
        for number, chapter in enumerate(CHAPTERS, start=1)
    )
    count = f'<p class="count" role="status">{len(results)} theorems</p>'
    return f"{_form_html(results)}{count}{chapters}"


def _chapter_html(number: int, chapter: Chapter, results: Sequence[Result]) -> str:
    """The theorems of a chapter, below its title."""
    rows = "".join(map(_row_html, results))
    return (
        f'<div class="chapter" data-page="{chapter.page}">'
        f'<h2 id="in-{chapter.page}" data-search-exclude>{number} {escape(chapter.title)}</h2>'
        f'<ol class="listed" data-search-exclude>{rows}</ol></div>'
    )


def _row_html(result: Result) -> str:
    """A theorem in the list: what it says, what its proof uses, and what it rests on."""
    used = [  # as plain text, which is lighter than typeset formulas
        f'<span data-is="{escape(text(h))}" data-kind="{kind(h)}">{plain_html(text(h))}</span>'
        for h in result.hypotheses
    ]
    cited = [
        f'<a href="#{fact}" data-fact="{fact}">{escape(FACTS[fact].title)}</a>'
        for fact in result.facts()
    ]
    return (
        f'<li data-says="{escape(text(result.conclusion))}"><div>{mention_html(result)} '
        f"<code>{result.id}</code></div>{says(result.conclusion)}"
        f"<p>uses {', '.join(used) or 'no hypothesis'}"
        + (f"; rests on: {'; '.join(cited)}" if cited else "")
        + "</p></li>"
    )


# The form. The value of an option is what a row carries, and stands in the page's address.


def _form_html(results: Sequence[Result]) -> str:
    """The filters, hidden until there is a script that filters."""
    chapters = "".join(
        option(chapter.page, f"{number} {chapter.title}")
        for number, chapter in enumerate(CHAPTERS, start=1)
    )
    used = _hypothesis_options(results)
    facts = _tally(fact for result in results for fact in result.facts())
    cited = "".join(option(fact, f"{FACTS[fact].title} ({n})") for fact, n in facts.items())
    kept = option("none", "No cited fact") + option("some", "Any cited fact") + cited
    return (
        '<form class="filters" autocomplete="off" aria-label="Filter the theorems" '
        "data-search-exclude hidden>"
        '<div class="words"><label for="words">Title, id or words</label>'
        '<input id="words" name="words" type="search"></div>'
        + select("chapter", "Chapter", "All chapters", chapters)
        + select("uses", "Uses", "Anything", option("none", "No hypothesis") + used)
        + select("without", "Does not use", "No matter what", used)
        + select("fact", "Rests on", "Anything", kept)
        + '<button type="reset">Show all</button></form>'
    )


def _hypothesis_options(results: Sequence[Result]) -> str:
    """The kinds of hypotheses, and below each those that more than one theorem uses."""
    kinds = _tally(k for result in results for k in {kind(h) for h in result.hypotheses})
    single = _tally(h for result in results for h in result.hypotheses)
    groups = []
    for name in KINDS:
        own = {h: n for h, n in single.items() if kind(h) == name}
        options = option(name, f"{name}, any ({kinds[name]})") if len(own) > 1 else ""
        options += "".join(
            option(text(h), f"{text(h)} ({n})") for h, n in own.items() if n > 1 or len(own) == 1
        )
        groups.append(f'<optgroup label="{escape(name)}">{options}</optgroup>')
    return "".join(groups)


def _tally(things: Iterable[T]) -> dict[T, int]:
    """How often each thing occurs, in the order of the first."""
    return dict(Counter(things))


def select(name: str, label: str, all: str, options: str) -> str:
    """A filter: one of some options, or none of them."""
    return (
        f'<div><label for="{name}">{label}</label><select id="{name}" name="{name}">'
        f'<option value="">{all}</option>{options}</select></div>'
    )


def option(value: str, shown: str) -> str:
    """One option of a filter."""
    return f'<option value="{escape(value)}">{escape(shown.translate(OF_A_NAME))}</option>'
