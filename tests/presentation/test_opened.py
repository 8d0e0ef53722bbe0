"""A line opened up: each of its parts stands under its label, and is that of the line."""

import pytest
from bs4 import BeautifulSoup

from derivations.kernel.facts import FACTS
from derivations.presentation.opened import opened_html
from derivations.presentation.theorems import formulas, plain_html
from derivations.presentation.words import in_words
from derivations.printing.formulas import latex
from derivations.publishing.registry import theorem, theorems
from derivations.publishing.verify import Witnessed
from derivations.site.exhibit import MARKS, SAID, checked_html

LABELS = ["What it claims", "What its proof uses", "Why it holds", "Who checked it"]


def opened(id):
    """The parts of a line opened up, by their labels."""
    result = theorem(id.split(".")[0])
    [line] = [each for each in result.lines if result.line_id(each) == id]
    return parts_of(opened_html(result, line))


def read(html):
    """What is read of HTML."""
    return BeautifulSoup(html, "html.parser").get_text()


def parts_of(html):
    rows = BeautifulSoup(html, "html.parser").select("dl > div")
    return {row.dt.get_text(): row.dd for row in rows}


def test_every_line_says_what_it_claims_and_what_its_proof_uses():
    for result in theorems():
        for line in result.lines:
            page = BeautifulSoup(opened_html(result, line), "html.parser")
            assert page.section["data-of"] == result.id
            assert page.select_one(".mention")["href"] == f"#{result.line_id(line)}"
            parts = parts_of(str(page))
            assert list(parts) == LABELS
            claim, uses, why, _ = parts.values()
            [tex] = formulas(str(claim))
            assert tex == rf"\displaystyle {latex(line.theorem.conclusion)}"
            items = [item.get_text() for item in uses.select("li")]
            facts = [f"a cited fact: {FACTS[fact].title}" for fact in sorted(line.theorem.facts)]
            given = [
                rf"\({latex(each)}\) {read(plain_html(in_words(each)))}"
                for each in line.theorem.hypotheses
            ]
            assert items == (given + facts or ["no hypothesis"]), result.line_id(line)
            assert why.get_text()


def test_a_line_says_what_it_goes_on_from():
    why = opened("maximiser-of-the-log-likelihood-minimises-squared-error.scaled")["Why it holds"]
    first, *_ = formulas(str(why))
    assert first == r"\ell(u, \sigma^{2}) - \ell(w, \sigma^{2}) \ge 0"
    assert why.get_text().startswith(rf"From \({first}\) (")
    assert why.get_text().endswith(
        r": times \(\frac{2 \sigma^{2}}{n}\); terms that are free of \(w\) cancel"
    )
    before = "maximiser-of-the-log-likelihood-minimises-squared-error.maximum"
    assert [link["href"] for link in why.select("a")] == [f"#{before}"]
    assert "From" not in opened(before)["Why it holds"].get_text()


def test_a_line_that_rests_on_theorems_leads_to_them():
    why = opened("normal-equation-gives-the-global-minimum.above")["Why it holds"]
    assert "#squared-error-gap" in [link["href"] for link in why.select("a")]


def test_only_what_the_line_shows_is_defined():
    uses = opened("maximiser-of-the-log-likelihood-minimises-squared-error.maximum")
    [defined] = uses["What its proof uses"].select(".defined")
    assert r"\ell(w, \sigma^{2}) = " in defined.get_text()
    assert "J(w)" not in defined.get_text()


@pytest.mark.parametrize("sympy", [True, None])
def test_the_witnesses_are_said_in_words(sympy):
    """Without the site only the kernel has been asked; with it, all three."""
    alone = opened("normal-equation-gives-the-global-minimum.above")["Who checked it"]
    assert [item.get_text() for item in alone.select("li")] == ["the kernel proves it"]
    shown = BeautifulSoup(checked_html(Witnessed(True, sympy, True, None)), "html.parser")
    verdicts = {"kernel": True, "sympy": sympy, "numbers": True}
    assert [item.get_text() for item in shown.select("li")] == [
        f"{MARKS[verdict]} {SAID[name][verdict]}" for name, verdict in verdicts.items()
    ]
