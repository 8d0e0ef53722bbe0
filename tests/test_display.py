"""How a theorem is shown: what a line says of its proof, and what may not be parted."""

from bs4 import BeautifulSoup

from derivations.display import result_html, result_latex
from derivations.registry import theorem, theorems


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


def test_many_rules_are_counted_and_open_on_demand():
    folds = [fold for each in theorems() for fold in shown(each.id).select(".status details")]
    assert folds
    for fold in folds:
        assert fold.next_sibling is None  # a browser breaks the line after it
        count = len(fold.select("a"))
        assert count > 3
        assert fold.summary.get_text() == f"{count} rules"


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
        r"\(h\): \(d \times 1\)",
        r"\(y\): \(n \times 1\)",
    ]
