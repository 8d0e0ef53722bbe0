"""A line opened up: what it claims, what its proof uses, why it holds and who checked it."""

from __future__ import annotations

from html import escape

from ..kernel.facts import FACTS
from ..printing.formulas import latex
from ..proving.chain import Line, Result, statements_in
from .theorems import (
    abbreviations,
    definition,
    display,
    join_words,
    line_latex,
    maths,
    names,
    number_html,
    plain_html,
    reason_html,
    terms_within,
)
from .words import in_words


def opened_html(result: Result, line: Line) -> str:
    """A line of a theorem as HTML, opened up: each part of it under its label.

    All of it is read off the line. As in `result_html`, numbers and witnesses are left open, for
    the site's build to fill in.
    """
    id = result.line_id(line)
    parts = {
        "What it claims": (
            '<p class="statement" tabindex="0" role="group" aria-label="Statement">'
            f"{display(latex(line.theorem.conclusion))}</p>"
            f"<p>{plain_html(in_words(line.theorem.conclusion))}</p>"
        ),
        "What its proof uses": _uses_html(result, line),
        "Why it holds": f"<p>{_why_html(result, line)}</p>",
        '<a href="#witnesses">Who checked it</a>': (
            f'<line-status data-search-exclude><ul class="checked" data-of="{id}">'
            "<li>the kernel proves it</li></ul></line-status>"
        ),
    }
    rows = "".join(f"<div><dt>{label}</dt><dd>{part}</dd></div>" for label, part in parts.items())
    title = f"{number_html(id, line.name)} {escape(result.title)}"
    return (
        f'<section class="theorem quoted opened" data-of="{result.id}">'
        f'<p>Line <a class="mention" href="#{id}">{title}</a></p><dl>{rows}</dl></section>'
    )


def _uses_html(result: Result, line: Line) -> str:
    """The hypotheses of a line, each in words too, its cited facts, and what its letters mean."""
    used = [
        f"{maths(latex(h))} <span>{plain_html(in_words(h))}</span>" for h in line.theorem.hypotheses
    ]
    used += [
        f'a cited fact: <a href="#{fact}">{escape(FACTS[fact].title)}</a>'
        for fact in sorted(line.theorem.facts)
    ]
    items = "".join(f"<li>{each}</li>" for each in used) or "<li>no hypothesis</li>"
    shown = {term for each in statements_in(line.theorem, line) for term in terms_within(each)}
    defined = [a for a in abbreviations(result) if any(names(term, a) for term in shown)]
    where = join_words([maths(latex(definition(a))) for a in defined])
    return f"<ul>{items}</ul>" + (f'<p class="defined">Here {where}.</p>' if where else "")


def _why_html(result: Result, line: Line) -> str:
    """The reason of a line, after the earlier lines of its theorem that its proof rests on."""
    premises = result.premises(line)
    earlier = [
        f'{maths(line_latex(result, each))} (<a href="#{id}">{number_html(id, id)}</a>)'
        for each in result.lines
        if (id := result.line_id(each)) in premises
    ]
    return (f"From {join_words(earlier)}: " if earlier else "") + reason_html(result, line)
