r"""How a published theorem shows itself: as text, as LaTeX, and as HTML for a notebook or a page.

HTML carries its maths as TeX between \\( and \\), which Jupyter typesets and the site's build
renders. Statuses and hypotheses are read off the theorem; what only a whole site knows (numbers,
witnesses, where a hypothesis occurs first) is left open, for the site's build to fill in.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from html import escape, unescape
from string import ascii_lowercase, ascii_uppercase
from unicodedata import combining

from ..kernel.facts import FACTS, Fact
from ..kernel.laws import LAWS, Law
from ..kernel.nodes import Node
from ..kernel.statements import Equals, OfMinimum, Statement
from ..kernel.terms import Iterate, Random, Term, Variable, as_term
from ..kernel.theorem import Theorem
from ..kernel.trees import Abbreviation
from ..printing.formulas import LATEX, TEXT, Style, base_of_steps, latex, show, sides, text
from ..proving.chain import PUBLISHED, Line, Result, statements_in
from ..subterms import parts
from .words import in_words

# What plain LaTeX may not know in text.
_IN_LATEX = str.maketrans({"χ": r"$\chi$", "²": "$^2$", "–": "--"})
# What stands below in plain text, and the letters in which it has names such as RSS.
_SUBSCRIPT = re.compile(r"_(?:\{([^}]*)\}|(\([^)]*\)|\w))")
OF_A_NAME = dict(enumerate(ascii_uppercase + ascii_lowercase, start=0x1D5A0))
_COLUMNS = 62  # so many of a line and its reason, as plain text, stand side by side on LaTeX's page
# Code and tags, both left alone; what is left over may hold a formula.
FORMULA = re.compile(r"<(pre|code|script|style)\b.*?</\1>|<[^>]*>|\\\((.+?)\\\)", re.DOTALL)


def antecedents(result: Result, line: Line) -> tuple[Statement, ...]:
    """What a line supposes beyond the theorem: the antecedents that its proof discharges."""
    return tuple(h for h in line.theorem.hypotheses if h not in result.hypotheses)


def _continues(result: Result, line: Line) -> bool:
    """Whether the line goes on from the right-hand side of the line before it.

    It does not where the line before it supposes something that it does not suppose itself.
    """
    number = result.lines.index(line)
    if not number or not set(antecedents(result, result.lines[number - 1])) <= set(
        antecedents(result, line)
    ):
        return False
    before, here = result.lines[number - 1].theorem.conclusion, line.theorem.conclusion
    return isinstance(before, Equals) and isinstance(here, Equals) and before.right == here.left


def terms_within(node: object) -> Iterator[Term]:
    """Every term inside a statement or term, as it is written: in a power no letter is bound."""
    within: Iterable[object] = parts(node)
    if isinstance(node, Iterate) and (base := base_of_steps(node)):
        within = base, node.start, node.count
    for part in within:
        if isinstance(part, Term):
            yield part
        if isinstance(part, Node):
            yield from terms_within(part)


def terms_shown(result: Result) -> Iterator[Term]:
    """Every term that a result shows, in its statement, its lines and their reasons."""
    for statement in statements_in(result.theorem, *result.lines):
        yield from terms_within(statement)


def terms_stated(result: Result) -> Iterator[Term]:
    """Every term that a result shows in its hypotheses and its conclusion."""
    for statement in statements_in(result.theorem):
        yield from terms_within(statement)


def abbreviations(result: Result) -> tuple[Abbreviation, ...]:
    """The abbreviations that a result shows, each once, as they are defined."""
    return _abbreviations_within(statements_in(result.theorem, *result.lines))


def _abbreviations_within(statements: Iterable[Statement]) -> tuple[Abbreviation, ...]:
    """The abbreviations that statements show, and those that their bodies show."""
    shown = (term for statement in statements for term in terms_within(statement))
    found = {term.name: term for term in shown if isinstance(term, Abbreviation)}
    return tuple(Abbreviation(a.name, a.parameters, a.parameters, a.body) for a in found.values())


@dataclass(frozen=True, slots=True)
class Declared:
    """What a part of a result needs said: definitions, and letters with their shapes."""

    abbreviations: tuple[Abbreviation, ...]
    letters: tuple[Variable, ...]

    def by_shape(self) -> dict[str, list[Variable]]:
        """The letters and indices by their shapes in words, the random apart."""
        found: dict[str, list[Variable]] = {}
        for letter in self.letters:
            found.setdefault(show(letter.shape) + randomness(letter), []).append(letter)
        return found


def declarations(result: Result) -> tuple[Declared, Declared]:
    """What is declared above a statement, which it shows, and what above its lines: the rest."""
    stated = tuple(terms_stated(result))
    shown = dict.fromkeys(term for term in terms_shown(result) if isinstance(term, Variable))
    above = tuple(a for a in abbreviations(result) if any(names(term, a) for term in stated))
    rest = tuple(a for a in abbreviations(result) if a not in above)
    return (
        Declared(above, tuple(letter for letter in shown if letter in stated)),
        Declared(rest, tuple(letter for letter in shown if letter not in stated)),
    )


def randomness(letter: Variable) -> str:
    """What is said after the shape of a letter that is random."""
    return ", random" if isinstance(letter, Random) else ""


# Text.


def result_text(result: Result) -> str:
    """A theorem as plain text: title, hypotheses, statement and lines."""
    out = [*_statement_text(result), f"  Lines{_also_text(result)}"]
    width = max(columns(_line_text(result, line)) for line in result.lines)
    for line in result.lines:
        shown = _line_text(result, line)
        out.append(f"    {shown}{' ' * (width - columns(shown))}   {line.said()}")
        out += _cited_text(line)
    return "\n".join(out)


def single_line_text(result: Result, line: Line) -> str:
    """One line of a theorem as plain text: its hypotheses, what it states, and why."""
    title = f"{result.title}, line {result.lines.index(line) + 1}"
    alone = Result(result.line_id(line), title, line.theorem, (line,))
    return "\n".join(
        [
            *_statement_text(alone),
            f"  Why{_also_text(alone)}",
            f"    {line.said()}",
            *_cited_text(line),
        ]
    )


def _also_text(result: Result) -> str:
    """The letters and abbreviations of the lines that the statement has not, as plain text."""
    _, within = declarations(result)
    also = [_shapes_text(within)] if within.letters else []
    also += [text(definition(a)) for a in within.abbreviations]
    return f", with {'; '.join(also)}" if also else ""


def _statement_text(result: Result) -> list[str]:
    """The title, the letters, the hypotheses and the statement, as rows of plain text."""
    out = [f"{result.title}  [{result.id}]"]
    above, _ = declarations(result)
    out += [f"    {_shapes_text(above)}"] if above.letters else []
    out += [f"    {text(definition(a))}" for a in above.abbreviations]
    out += ["  This proof uses"]
    out += [f"    {text(h)}" for h in result.hypotheses] or ["    no hypothesis"]
    return [*out, "  Then", f"    {text(result.conclusion)}"]


def _cited_text(line: Line) -> list[str]:
    """The sources of the cited facts that a line rests on, as rows of plain text."""
    return [f"      cited: {FACTS[fact].source}" for fact in sorted(line.theorem.facts)]


def _shapes_text(what: Declared) -> str:
    """Letters with their shapes, as plain text."""
    return "; ".join(f"{', '.join(map(text, same))}: {s}" for s, same in what.by_shape().items())


def columns(line: str) -> int:
    """How many columns a text takes on a terminal; a hat above a letter takes none."""
    return sum(not combining(character) for character in line)


def definition(abbreviation: Abbreviation) -> Equals:
    """The equation that defines an abbreviation."""
    return Equals(abbreviation, abbreviation.body)


def _line_text(result: Result, line: Line) -> str:
    """A line as plain text, what it supposes before it."""
    conclusion = line.theorem.conclusion
    shown = text(conclusion)
    if _continues(result, line) and isinstance(conclusion, Equals):
        shown = f"  = {text(conclusion.right)}"
    local = ", ".join(text(h) for h in antecedents(result, line))
    return f"if {local}: {shown}" if local else shown


# LaTeX.


def line_latex(result: Result, line: Line) -> str:
    """A line as one formula, what it supposes before it."""
    local = ",\\; ".join(latex(h) for h in antecedents(result, line))
    shown = latex(line.theorem.conclusion)
    return f"\\text{{if }} {local}\\text{{:}}\\quad {shown}" if local else shown


def result_latex(result: Result) -> str:
    """A theorem as LaTeX that compiles alone: its statement, then its lines with their reasons.

    The reasons stand beside the lines where a page is wide enough, and else in a list below them.
    """
    reasons = [_reason_latex(result, line) for line in result.lines]
    marks, below = [f"\\text{{{reason}}}" for reason in reasons], ""
    if width(result) > _COLUMNS:
        marks = [f"({number})" for number, _ in enumerate(reasons, start=1)]
        below = ";\n".join(f"{mark} {reason}" for mark, reason in zip(marks, reasons, strict=True))
    lines = (_chain_sides(result, line, LATEX) for line in result.lines)
    rows = [f"{left} & {right} && {mark}" for (left, right), mark in zip(lines, marks, strict=True)]
    shown = _stated_latex(result.id, result.theorem, statements_in(result.theorem, *result.lines))
    return f"{shown}\nProof.\n{_aligned_latex(rows)}" + (f"\nReasons:\n{below}." if below else "")


def single_line_latex(result: Result, line: Line) -> str:
    """A line as LaTeX that compiles alone, with all that it uses and not only what it supposes."""
    return _stated_latex(result.line_id(line), line.theorem, statements_in(line.theorem))


def _stated_latex(id: str, theorem: Theorem, shown: Iterable[Statement]) -> str:
    """A theorem as sentences in LaTeX, and the definitions of what is shown of it."""
    given = join_words([f"${latex(h)}$" for h in theorem.hypotheses])
    where = [" & ".join(sides(definition(a), LATEX)) for a in _abbreviations_within(shown)]
    left, right = sides(theorem.conclusion, LATEX)
    says = f"\\[ {left}{right} \\]"
    if columns(text(theorem.conclusion)) > _COLUMNS:
        says = _aligned_latex([f"& {left}", f"& \\quad {right}"])
    return (
        f"% {id}, for a document with \\usepackage{{amsmath, amssymb}}\n"
        + (f"If {given}, then\n" if given else "")
        + says
        + (f"\nwhere\n{_aligned_latex(where)}" if where else "")
    )


def _aligned_latex(rows: Iterable[str]) -> str:
    """Rows of LaTeX as one display."""
    body = " \\\\\n".join("  " + " ".join(row.split()) for row in rows)
    return f"\\[\n\\begin{{aligned}}\n{body}\n\\end{{aligned}}\n\\]"


def _chain_sides(result: Result, line: Line, style: Style) -> tuple[str, str]:
    """The two sides of a line, the left one blank where the line before it ends with it."""
    left, right = sides(line.theorem.conclusion, style)
    return "" if _continues(result, line) else left, right


def width(result: Result) -> int:
    """How many columns the lines take as plain text, aligned, with their reasons beside them."""
    rows = [(*_chain_sides(result, line, TEXT), line.said()) for line in result.lines]
    return sum(max(map(columns, column)) for column in zip(*rows, strict=True))


def _reason_latex(result: Result, line: Line) -> str:
    """The reason of a line as text in LaTeX, what the line supposes before it."""
    local = join_words([f"${latex(h)}$" for h in antecedents(result, line)])
    words = "".join(
        piece.translate(_IN_LATEX) if isinstance(piece, str) else f"${latex(piece)}$"
        for piece in line.pieces()
    )
    return f"if {local}: {words}" if local else words


# HTML.


def maths(tex: str) -> str:
    """TeX between delimiters, fit for HTML."""
    return f"\\({escape(tex)}\\)"


def whole(tex: str) -> str:
    """A formula in line, which is broken only if it is long."""
    return f'<span class="whole">{maths(tex)}</span>' if len(tex) < 25 else maths(tex)


def display(tex: str) -> str:
    """TeX in display style."""
    return maths(f"\\displaystyle {tex}")


def plain_html(text: str) -> str:
    """Plain text with formulas in it as HTML: subscripts below, names in the letters around."""
    return _lowered(escape(text)).translate(OF_A_NAME)


def _lowered(text: str) -> str:
    """What stands below, and what stands below in it."""
    return _SUBSCRIPT.sub(lambda each: f"<sub>{_lowered(each[1] or each[2])}</sub>", text)


def formulas(content: str) -> Iterator[str]:
    r"""Yield the TeX of every \(…\) of an HTML text, outside code."""
    for match in FORMULA.finditer(content):
        if match[2] is not None:
            yield unescape(match[2])


def result_html(result: Result) -> str:
    """A theorem as HTML: hypotheses on top, then the statement, then the lines with reasons."""
    above, within = declarations(result)
    where = "".join(f"<li>{says(definition(a))}</li>" for a in above.abbreviations)
    where = where and f"<p>where</p><ul>{where}</ul>"
    also = "".join(f"<li>{says(definition(a))}</li>" for a in within.abbreviations)
    also += f"<li>{shapes_html(within)}</li>" if within.letters else ""
    also = also and f"<p>in the lines also</p><ul>{also}</ul>"
    shapes = f"for {shapes_html(above)}" if above.letters else ""
    given = "".join(f"<li>{_chip_html(h)}</li>" for h in result.hypotheses)
    given = given or '<li class="none">no hypothesis</li>'
    lines = "".join(_line_html(result, line) for line in result.lines)
    return (
        f'<section class="theorem" id="{result.id}">'
        f"<h3>{number_html(result.id)} {escape(result.title)}</h3>"
        f'<a class="permalink" href="#{result.id}" data-search-exclude>{result.id}</a>'
        f'<div class="hypotheses" data-search-exclude><p>This proof uses</p><ul>{given}</ul></div>'
        + (f'<div class="where" data-search-exclude>{where}</div>' if where else "")
        + (f'<p class="shapes" data-search-exclude>{shapes}</p>' if shapes else "")
        + f'<p class="statement" tabindex="0" role="group" aria-label="Statement">'
        f"{display(latex(result.conclusion))}</p>"
        + (f'<div class="where" data-search-exclude>{also}</div>' if also else "")
        + f'<ol class="lines">{lines}</ol></section>'
    )


def number_html(id: str, mark: str = "") -> str:
    """The place of a theorem's or line's number on the site; a mark where there is no site."""
    return f'<span class="number" data-of="{id}">{mark}</span>'


def mention_html(result: Result) -> str:
    """A theorem by number and title, as a link to it."""
    title = escape(result.title)
    return f'<a class="mention" href="#{result.id}">{number_html(result.id)} {title}</a>'


def reference_html(id: str) -> str:
    """A theorem by its number only, or by its id where there is no site."""
    title = escape(PUBLISHED[id].title)
    return f'<a href="#{id}" title="{title}">{number_html(id, id)}</a>'


def _chip_html(hypothesis: Statement) -> str:
    """A hypothesis that opens: in words, and with the theorem that uses it first."""
    tex = latex(hypothesis)
    return (
        f'<details class="chip" data-search-exclude><summary>'
        f'<span class="heard">Hypothesis </span>{maths(tex)}</summary>'
        f"<p>{plain_html(in_words(hypothesis))} "
        f'<span class="first-use" data-hypothesis="{escape(tex)}"></span></p></details>'
    )


def says(statement: Statement) -> str:
    """A statement in line, in a box of its own that scrolls where it is too wide."""
    return f'<span class="says">{maths(latex(statement))}</span>'


def shapes_html(what: Declared) -> str:
    """Letters with their shapes."""
    return "; ".join(shape_html(same) for same in what.by_shape().values())


def shape_html(same: Sequence[Variable]) -> str:
    """The shape of some letters; a line does not end between the last of them and the shape."""
    *others, last = (maths(latex(letter)) for letter in same)
    shape = f"{maths(shape_latex(same[0]))}{randomness(same[0])}"
    return "".join(f"{other}, " for other in others) + f'<span class="whole">{last}: {shape}</span>'


def shape_latex(letter: Variable) -> str:
    """The shape of a letter, as n×d."""
    rows, cols = (latex(as_term(size)) for size in letter.shape)
    return f"{rows} \\times {cols}"


def excerpt_html(result: Result) -> str:
    """A theorem without its lines, for a page on which it is only quoted."""
    given = join_words([maths(latex(h)) for h in result.hypotheses])
    given = f"that {given}" if given else "no hypothesis"
    above, _ = declarations(result)
    where = join_words([maths(latex(definition(a))) for a in above.abbreviations])
    titles = "; ".join(escape(FACTS[fact].title) for fact in result.facts())
    many = "a cited fact" if len(result.facts()) == 1 else "cited facts"
    return (
        f'<section class="theorem quoted" data-of="{result.id}"><p>{mention_html(result)}</p>'
        f'<p class="statement" tabindex="0" role="group" aria-label="Statement">'
        f"{display(latex(result.conclusion))}</p><p>The proof uses {given}"
        + (f". Here {where}" if where else "")
        + (f". It rests on {many}: {titles}" if titles else "")
        + ".</p></section>"
    )


def join_words(items: Sequence[str]) -> str:
    """Items as a list within a sentence."""
    return " and ".join(filter(None, [", ".join(items[:-1]), *items[-1:]]))


def names(term: Term, abbreviation: Abbreviation) -> bool:
    """Whether a term is written with an abbreviation."""
    return isinstance(term, Abbreviation) and term.name == abbreviation.name


def _line_html(result: Result, line: Line) -> str:
    """A line as HTML: its number, the formula in two aligned parts, the reason, the status."""
    left, right = sides(line.theorem.conclusion, LATEX)
    left = "" if _continues(result, line) else f'<span class="left">{display(left)}</span>'
    right = f'<span class="right">{display("{}" + right)}</span>'
    local = ", ".join(maths(latex(h)) for h in antecedents(result, line))
    id = result.line_id(line)
    return (
        f'<li id="{id}" class="line">'
        + (f'<span class="supposed">if {local}</span>' if local else "")
        + f'<span class="formula" tabindex="0" role="group" aria-label="Formula">{left}{right}'
        f'</span><span class="reason">{reason_html(result, line)}</span>'
        f'<line-status class="status" data-search-exclude>'
        f'<a class="anchor" href="#{id}">{number_html(id, "#")}</a>'
        f'<span class="witnesses" data-of="{id}"></span> {_status_html(result, line)}'
        "</line-status></li>"
    )


def reason_html(result: Result, line: Line) -> str:
    """The reason of a line as HTML, with links to the results that its proof uses, or to see."""
    words = "".join(
        escape(piece) if isinstance(piece, str) else whole(latex(piece)) for piece in line.pieces()
    )
    used = [id for id in result.premises(line) if not id.startswith(f"{result.id}.")]
    for word, ids in (("from", used), ("see", [id for id in line.see if id not in used])):
        links = join_words([reference_html(id) for id in ids])
        words += f' <span class="see">({word}&nbsp;{links})</span>' if links else ""
    return words


def _status_html(result: Result, line: Line) -> str:
    """The status of a line: the rule of its last step, those before it, the facts it rests on."""
    steps = result.steps(line)
    used = dict.fromkeys(step.rule for step in steps if step.rule not in ("assume", "cite"))
    by, *before = map(rule_html, used) if used else [""]
    if len(before) > 2:
        rest = f"<summary>after others</summary>: {join_words(before)}"
        by += f', <details class="rules">{rest}</details>'
    elif before:
        by += f", after {join_words(before)}"
    facts = sorted({fact for step in steps if step.rule == "cite" for fact in step.facts})
    cited = join_words([f'<a href="#{fact}">{escape(FACTS[fact].title)}</a>' for fact in facts])
    if cited:
        return f"from a cited fact: {cited}" + (f"; by {by}" if by else "")
    if line.theorem.facts:
        return "proved from what rests on a cited fact" + (f" by {by}" if by else "")
    return f"proved by {by}" if by else "proved there"


def rule_html(rule: str) -> str:
    """A rule of the kernel by name, as a link to what it does."""
    return f'<a href="#rule-{rule.replace("_", "-")}">{rule.replace("_", " ")}</a>'


def laws_html() -> str:
    """The laws that the kernel takes without proof, printed from the kernel."""
    items = "".join(f"<li>{_law_html(law)}</li>" for law in LAWS.values())
    return f'<ul class="laws">{items}</ul>'


def _law_html(law: Law) -> str:
    """A law: what holds, and where."""
    given = ", ".join(maths(latex(h)) for h in law.hypotheses)
    shown = maths(latex(law.conclusion)) + (f" if {given}" if given else "")
    return f'<span class="says">{shown}</span>'


def assumed_html(results: Sequence[Result]) -> str:
    """How many of the results use each hypothesis, and the cited facts that they rest on."""
    uses = Counter(assumption(h) for result in results for h in result.hypotheses)
    counts = uses.most_common()
    if free := sum(not result.hypotheses for result in results):
        counts.append(("no hypothesis", free))
    rows = "".join(f"<tr><td>{what}</td><td>{count}</td></tr>" for what, count in counts)
    cited = "".join(_fact_html(FACTS[f]) for f in sorted({f for r in results for f in r.facts()}))
    return (
        # A browser that has not laid the table out yet is told about how high it is.
        f'<div class="assumed" style="--about: {4 * len(counts)}rem">'
        "<table><thead><tr><th>hypothesis</th><th>theorems that use it</th></tr></thead>"
        f"<tbody>{rows}</tbody></table></div>"
        + (f"<p>Cited, not proved:</p><ul>{cited}</ul>" if cited else "<p>No fact is cited.</p>")
    )


def assumption(hypothesis: Statement) -> str:
    """A hypothesis in the table; those on a maximum or minimum are counted together."""
    if isinstance(hypothesis, OfMinimum):
        return "a point is a maximiser or minimiser, in one half of an equivalence"
    return maths(latex(hypothesis))


def _fact_html(fact: Fact) -> str:
    """A cited fact: its title, what it says, and its source."""
    given = ", ".join(maths(latex(h)) for h in fact.hypotheses)
    shown = maths(latex(fact.conclusion)) + (f" if {given}" if given else "")
    return (
        f'<li id="{fact.id}">{escape(fact.title)}:<span class="says">{shown}</span>'
        f"{escape(fact.source)}.</li>"
    )


Result.__repr__ = result_text  # type: ignore[assignment]
Result._repr_html_ = result_html  # type: ignore[attr-defined]
