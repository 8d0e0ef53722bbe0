"""How a theorem is shown: what a line says of its proof, and what may not be parted."""

import re

from bs4 import BeautifulSoup

from derivations.kernel.terms import Variable
from derivations.presentation.theorems import (
    abbreviations,
    declarations,
    result_html,
    result_latex,
    terms_shown,
    terms_stated,
)
from derivations.publishing.registry import theorem, theorems


def shown(id):
    return BeautifulSoup(result_html(theorem(id)), "html.parser")


def test_a_line_names_each_rule_that_proves_it():
    for result in theorems():
        page = shown(result.id)
        for line in result.lines:
            links = page.find(id=result.line_id(line)).select('.status a[href^="#rule-"]')
            rules = {step.rule for step in result.steps(line)} - {"assume", "cite"}
            named = sorted(link.get_text().replace(" ", "_") for link in links)
            assert named == sorted(rules)


def test_a_status_names_the_rule_of_the_last_step_and_folds_many_others():
    folds = 0
    for result in theorems():
        page = shown(result.id)
        for line in result.lines:
            status = page.find(id=result.line_id(line)).select_one(".status")
            rules = [step.rule for step in result.steps(line)]
            used = [rule for rule in rules if rule not in ("assume", "cite")]
            assert not re.search(r"\d+ rules", status.get_text())
            if not used:
                continue
            last, *before = status.select('a[href^="#rule-"]')
            assert last.get_text().replace(" ", "_") == used[0]
            assert last.find_parent("details") is None
            fold = status.select_one("details")
            assert all(link.find_parent("details") is fold for link in before)
            assert (fold is not None) == (len(set(used)) > 3)
            folds += fold is not None
    assert folds


def test_a_statement_declares_the_letters_that_it_shows_and_the_lines_declare_the_rest():
    for result in theorems():
        above, within = declarations(result)
        stated = set(terms_stated(result))
        assert set(above.letters) == {term for term in stated if isinstance(term, Variable)}
        everywhere = {term for term in terms_shown(result) if isinstance(term, Variable)}
        assert {*above.letters, *within.letters} == everywhere
        assert len(above.letters) + len(within.letters) == len(everywhere)
        assert {*above.abbreviations, *within.abbreviations} == set(abbreviations(result))


def test_what_only_the_lines_show_is_declared_directly_above_them():
    page = shown("a-minimiser-satisfies-the-normal-equation")
    said = page.select_one(".lines").find_previous_sibling()
    assert (
        said.get_text() == r"in the lines also\(g = X^{\mathsf{T}} (X u - y)\)\(t\): \(1 \times 1\)"
    )
    assert r"\(t\)" not in page.select_one(".shapes").get_text()
    assert "in the lines also" not in shown("normal-equation").get_text()


def test_a_letter_that_a_power_does_not_show_is_not_declared():
    for id, kept in {
        "bernoulli-inequality": {"x"},
        "k-steps-of-a-contraction": {"r", "B", "e"},
    }.items():
        above, within = declarations(theorem(id))
        assert {letter.name for letter in (*above.letters, *within.letters)} == kept


def test_no_abbreviation_looks_like_an_expectation():
    names = {abbreviation.name for each in theorems() for abbreviation in abbreviations(each)}
    assert names.isdisjoint({"E", "Var", "Cov"})


def test_a_line_that_rests_on_a_cited_fact_says_so():
    for result in theorems():
        page = shown(result.id)
        for line in result.lines:
            status = page.find(id=result.line_id(line)).select_one(".status").get_text()
            assert ("a cited fact" in status) == bool(line.theorem.facts), result.line_id(line)


def test_plain_latex_knows_every_sign_of_what_is_copied():
    for result in theorems():
        assert result_latex(result).isascii(), result.id
        for piece in (each for line in result.lines for each in line.pieces()):
            assert not (isinstance(piece, str) and set(piece) & set("\\{}$&#^_~%")), piece


def test_a_line_does_not_end_between_a_letter_and_its_shape():
    shapes = shown("squared-error-gap").select_one(".shapes")
    assert [each.get_text() for each in shapes.select(".whole")] == [
        r"\(X\): \(n \times d\)",
        r"\(w\): \(d \times 1\)",
        r"\(y\): \(n \times 1\)",
    ]
