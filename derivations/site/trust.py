"""What a reader has to trust, printed from the code: rules, cited facts, and how long it all is."""

from __future__ import annotations

import inspect
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from html import escape
from pathlib import Path

from ..kernel.facts import FACTS, Fact
from ..kernel.statements import Statement
from ..kernel.terms import Variable
from ..kernel.theorem import RULES, Theorem
from ..presentation.theorems import (
    join_words,
    maths,
    mention_html,
    number_html,
    randomness,
    says,
    shape_latex,
    terms_within,
)
from ..printing.formulas import latex
from ..proving.chain import Line, Result
from ..publishing.contents import CHAPTERS
from ..publishing.registry import page_of
from ..publishing.source import code_lines, opening
from ..publishing.sources_checked import CHECKED, CHECKED_ON, Checked, Place, confirmed
from ..publishing.verify import LARGE, SMALL
from .exhibit import MARKS, SAID

_CODE_OR_SUBSCRIPT = re.compile(r"`([^`]*)`|(?<=\b\w)_(\w)\b")

# Witnesses.


def marks_html() -> str:
    """The three witnesses in the order of their marks, the sizes that they try, and the marks."""
    said = {
        "kernel": "The <em>kernel</em> proves the line, for all sizes.",
        "sympy": (
            "<em>SymPy</em> finds that it holds on explicit matrices, exactly, or to many digits "
            f"where numbers are not rational. It tries {sizes(SMALL)}."
        ),
        "numbers": (
            "<em>NumPy</em> finds that it holds in floating point, up to rounding. It tries "
            f"{sizes(LARGE)}."
        ),
    }
    items = "".join(f"<li>{said[witness]}</li>" for witness in SAID)
    agrees, cannot_tell, disagrees = (f"<b>{MARKS[verdict]}</b>" for verdict in (True, None, False))
    return (
        f"<ol>{items}</ol><p>{agrees} means that the witness agrees, {cannot_tell} that it cannot "
        f"tell, and {disagrees} that it disagrees.</p>"
    )


def sizes(shapes: Sequence[tuple[int, int]]) -> str:
    """The numbers n of rows and d of columns, in words."""
    return f"{maths('(n, d) =')} {join_words([maths(str(shape)) for shape in shapes])}"


# Counts.


def counts_html(results: Sequence[Result]) -> str:
    """How many theorems and lines each chapter has, and how many of them rest on a cited fact."""
    rows = "".join(
        f'<tr><th scope="row"><a href="../{chapter.page}/">{escape(chapter.title)}</a></th>'
        f"{_cells([r for r in results if page_of(r) == chapter.page])}</tr>"
        for chapter in CHAPTERS
    )
    heads = "".join(
        f'<th scope="col">{name}</th><th scope="col">{name} that rest on a fact</th>'
        for name in ("theorems", "lines")
    )
    return (
        f'<table class="counts"><thead><tr><th scope="col">chapter</th>{heads}</tr></thead>'
        f'<tbody>{rows}</tbody><tfoot><tr><th scope="row">all</th>{_cells(results)}</tr></tfoot>'
        "</table>"
    )


def _cells(results: Sequence[Result]) -> str:
    """The counts of some theorems and of their lines, and of those that rest on a cited fact."""
    lines = [line for result in results for line in result.lines]
    counts = (
        len(results),
        sum(bool(result.facts()) for result in results),
        len(lines),
        sum(bool(line.theorem.facts) for line in lines),
    )
    return "".join(f"<td>{count}</td>" for count in counts)


# Rules.


def proof(theorem: Theorem) -> Iterator[Theorem]:
    """The steps of a whole proof, each once, down to assumptions, laws and cited facts."""
    seen, waiting = set[int](), [theorem]
    while waiting:
        step = waiting.pop()
        if id(step) not in seen:
            seen.add(id(step))
            yield step
            waiting += [argument for argument in step.arguments if type(argument) is Theorem]


def rules_html(results: Sequence[Result]) -> str:
    """Each rule of the kernel: what it does, how many lines use it, and a short line that does."""
    lines = [(result, line) for result in results for line in result.lines]
    own = [result.steps(line) for result, line in lines]
    whole = [{step.rule for step in proof(line.theorem)} for _, line in lines]
    items = []
    for name, check in RULES.items():
        using = {
            place: len(steps)
            for place, steps in enumerate(own)
            if any(step.rule == name for step in steps)
        }
        resting = sum(name in rules for rules in whole)
        shortest = lines[min(using, key=using.__getitem__)] if using else None
        items.append(_rule_html(name, check, len(using), resting, shortest))
    return f'<dl class="rules">{"".join(items)}</dl>'


def _rule_html(
    name: str,
    check: Callable[..., object],
    using: int,
    resting: int,
    shortest: tuple[Result, Line] | None,
) -> str:
    """A rule: its name, what it does, and how many lines use it."""
    said = "".join(map(paragraph_html, paragraphs(check)))
    example = f" For example {_line_mention_html(*shortest)}." if shortest else ""
    return (
        f'<dt id="rule-{name.replace("_", "-")}"><code>{name}</code></dt><dd>{said}'
        f'<p class="uses">{_count_html(using, "line uses", "lines use")} it in their own steps, '
        f"{resting} in their whole proofs.{example}</p></dd>"
    )


def paragraphs(documented: object) -> Iterator[str]:
    """The paragraphs of a docstring, without its examples."""
    for paragraph in (inspect.getdoc(documented) or "").split("\n\n"):
        if not paragraph.startswith(">>>"):
            yield " ".join(paragraph.split())


def with_code(words: str) -> str:
    """Words of a docstring as HTML, with what is code in them, and with subscripts as of e_i."""

    def shown(match: re.Match[str]) -> str:
        return f"<sub>{match[2]}</sub>" if match[2] else f"<code>{match[1]}</code>"

    return _CODE_OR_SUBSCRIPT.sub(shown, escape(words))


def paragraph_html(words: str) -> str:
    """A paragraph of a docstring, or the list that it is, with what is code in it."""
    said = with_code(words)
    if not words.startswith("- "):
        return f"<p>{said}</p>"
    items = "".join(f"<li>{item}</li>" for item in said.removeprefix("- ").split("; - "))
    return f"<ul>{items}</ul>"


def _line_mention_html(result: Result, line: Line) -> str:
    """A line by its number and the title of its theorem, as a link to it."""
    id = result.line_id(line)
    return f'<a class="mention" href="#{id}">{number_html(id)}{escape(result.title)}</a>'


def _count_html(number: int, one: str, several: str) -> str:
    """A number with the words that follow it; none is a word."""
    return f"{number or 'No'} {one if number == 1 else several}"


# Cited facts.


def facts_html(results: Sequence[Result]) -> str:
    """The ledger of cited facts, and the theorems that rest on each."""
    items = "".join(
        _fact_entry_html(fact, [result for result in results if fact.id in result.facts()])
        for fact in FACTS.values()
    )
    words = f"<p>{_facts_in_words(results)}</p><p>{_checked_in_words()}</p>"
    return f'{words}<ul class="facts">{items}</ul>'


def _facts_in_words(results: Sequence[Result]) -> str:
    """How many theorems rest on cited facts, and which fact most of them rest on."""
    uses = Counter(fact for result in results for fact in result.facts())
    most = max(uses.values(), default=0)
    first = " and ".join(f"<em>{escape(FACTS[f].title)}</em>" for f in FACTS if uses[f] == most)
    resting = sum(bool(result.facts()) for result in results)
    return (
        f"Of {len(results)} theorems {resting} rest on one or more of these {len(FACTS)} facts, "
        f"{len(results) - resting} on none. Most used is {first}, by {most}."
    )


def _checked_in_words() -> str:
    """How many facts were read again, when, and of how many sources something was not seen."""
    unseen = sum(bool(checked.not_seen) for checked in CHECKED.values())
    return (
        f"On {CHECKED_ON:%-d %B %Y} each was looked up again: {confirmed()} of {len(CHECKED)} were "
        f"read in two public places each. No book that the ledger names was open here: of {unseen} "
        "sources something is not confirmed, and each fact says what."
    )


def _fact_entry_html(fact: Fact, resting: Sequence[Result]) -> str:
    """A cited fact: its title, what it says, its source, and what rests on it."""
    given = join_words([maths(latex(hypothesis)) for hypothesis in fact.hypotheses])
    shapes = _shapes_html((*fact.hypotheses, fact.conclusion))
    where = f"where {given}; {shapes}" if given else shapes
    mentions = "".join(f"<li>{mention_html(result)}</li>" for result in resting)
    many = _count_html(len(resting), "theorem rests on it", "theorems rest on it")
    return (
        f'<li id="{fact.id}"><p class="title">{escape(fact.title)}</p>'
        f"{says(fact.conclusion)}<p>{where}</p><p>{escape(fact.source)}.</p>"
        f"{_checked_html(CHECKED[fact.id])}"
        f"<details data-search-exclude><summary>{many}</summary><ul>{mentions}</ul></details></li>"
    )


def _checked_html(checked: Checked) -> str:
    """What of the source of a fact was not seen, why the fact is cited, and where it was read."""
    places = "".join(f"<p>{_place_html(place)}</p>" for place in checked.places)
    notes = (checked.source_seen, checked.differs or "The hypotheses are the same.")
    said = "".join(f"<p>{escape(note)}</p>" for note in notes if note)
    unseen = f"<p>Not confirmed here: {escape(checked.not_seen)}.</p>" if checked.not_seen else ""
    many = _count_html(len(checked.places), "place states it", "places state it")
    return (
        f'{unseen}<p>Why it is cited: {escape(checked.why_cited)}</p><details class="places" '
        f"data-search-exclude><summary>{many}</summary>{places}{said}</details>"
    )


def _place_html(place: Place) -> str:
    """A place where a fact was read, with a link to it if it has an address."""
    title = escape(place.title)
    linked = f'<a href="{escape(place.address)}">{title}</a>' if place.address else title
    return f"{linked}, {escape(place.where)}: {escape(place.states)}."


def _shapes_html(statements: Iterable[Statement]) -> str:
    """The letters of statements with their shapes, the random apart."""
    by_shape: dict[str, dict[str, None]] = {}
    for statement in statements:
        for term in terms_within(statement):
            if isinstance(term, Variable):
                shape = maths(shape_latex(term)) + randomness(term)
                by_shape.setdefault(shape, {})[maths(latex(term))] = None
    return "; ".join(f"{', '.join(letters)}: {shape}" for shape, letters in by_shape.items())


# The code itself.


def code_html(folder: Path, paths: Iterable[Path]) -> str:
    """How many lines of code some files of a folder have, and what each is."""
    found = {path: lines for path in paths if (lines := code_lines(path))}
    rows = "".join(
        f'<tr><th scope="row"><code>{path.relative_to(folder).as_posix()}</code> '
        f"{with_code(opening(path))}</th><td>{lines}</td></tr>"
        for path, lines in found.items()
    )
    return (
        '<table class="counts"><thead><tr><th scope="col">file</th><th scope="col">lines</th></tr>'
        f'</thead><tbody>{rows}</tbody><tfoot><tr><th scope="row">all</th>'
        f"<td>{sum(found.values())}</td></tr></tfoot></table>"
    )
