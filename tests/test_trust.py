"""What a reader has to trust is counted right, and each count can be told from a wrong one."""

import ast
import sys
from pathlib import Path

import pytest
from bs4 import BeautifulSoup

import derivations.kernel
from derivations import Dimension, Equals, Letter, algebra, assume, theorems
from derivations.kernel.facts import FACTS
from derivations.kernel.theorem import RULES, instantiate
from derivations.proving.sequents import transitive
from derivations.publishing import sources_checked
from derivations.publishing.contents import CHAPTERS
from derivations.publishing.registry import page_of
from derivations.publishing.sources_checked import CHECKED
from derivations.site import trust

KERNEL = Path(derivations.kernel.__file__).parent
n = Dimension("n")
A, u, b = Letter("A", n, n), Letter("u", n), Letter("b", n)


@pytest.fixture(scope="module")
def results():
    return theorems()


@pytest.fixture(scope="module")
def rules(results):
    return BeautifulSoup(trust.rules_html(results), "html.parser")


@pytest.fixture(scope="module")
def facts(results):
    return BeautifulSoup(trust.facts_html(results), "html.parser")


def numbers(row):
    return [int(cell.get_text()) for cell in row.select("td")]


def test_the_counts_of_chapters_add_up(results):
    table = BeautifulSoup(trust.counts_html(results), "html.parser")
    rows = table.select("tbody tr")
    assert [row.a["href"] for row in rows] == [f"../{chapter.page}/" for chapter in CHAPTERS]
    total = numbers(table.select_one("tfoot tr"))
    assert total == [sum(column) for column in zip(*map(numbers, rows), strict=True)]
    lines = [line.theorem for result in results for line in result.lines]
    assert total[::2] == [len(results), len(lines)]
    assert 0 < total[1] < total[0]
    assert total[3] == sum(theorem.facts != frozenset() for theorem in lines)


def test_the_counts_are_those_of_the_theorems_that_are_given(results):
    first = results[:1]
    table = BeautifulSoup(trust.counts_html(first), "html.parser")
    counted = {row.a["href"]: numbers(row) for row in table.select("tbody tr")}
    here = counted.pop(f"../{page_of(first[0])}/")
    assert here[0] == 1
    assert here[2] == len(first[0].lines)
    assert all(not any(row) for row in counted.values())


def test_the_steps_of_a_proof_are_each_found_once():
    solves = assume(Equals(A @ u, b))
    doubled = algebra(Equals(A @ u + A @ u, 2 * b), solves)
    again = algebra(Equals(2 * b, A @ u + b), solves)
    proof = transitive(doubled, again)
    found = list(trust.proof(proof))
    assert len(found) == 4
    assert {id(step) for step in found} == {id(step) for step in (proof, doubled, again, solves)}
    assert len(list(trust.proof(instantiate(proof, (u, b))))) == 5


def test_every_rule_is_named_explained_and_used(rules):
    names = {dt["id"]: dt.get_text() for dt in rules.select("dt")}
    assert names == {f"rule-{name.replace('_', '-')}": name for name in RULES}
    for dd in rules.select("dd"):
        words, uses = dd.select("p")[0].get_text(), dd.select_one(".uses").get_text()
        assert len(words) > 10
        assert ">>>" not in dd.get_text()
        counts, _, _ = uses.partition(" For example ")  # of a line, whose title may have numbers
        own, whole = (int(word) for word in counts.split() if word.isdecimal())
        assert 0 < own <= whole


def test_lines_that_cite_in_their_whole_proofs_are_those_that_rest_on_facts(results, rules):
    uses = rules.find(id="rule-cite").find_next("dd").select_one(".uses").get_text()
    resting = sum(bool(line.theorem.facts) for result in results for line in result.lines)
    assert f" {resting} in their whole proofs" in uses


def test_the_example_of_a_rule_is_a_line_that_uses_it(results, rules):
    lines = {result.line_id(line): (result, line) for result in results for line in result.lines}
    for dt in rules.select("dt"):
        result, line = lines[dt.find_next("dd").a["href"][1:]]
        assert dt.get_text() in result.rules(line)


def test_every_cited_fact_stands_with_its_source_and_what_rests_on_it(results, facts):
    entries = facts.select(".facts > li")
    assert [entry["id"] for entry in entries] == list(FACTS)
    for entry in entries:
        fact = FACTS[entry["id"]]
        assert fact.source in entry.get_text()
        resting = [link["href"][1:] for link in entry.select(".mention")]
        assert resting == [result.id for result in results if fact.id in result.facts()]
        many = "1 theorem rests" if len(resting) == 1 else f"{len(resting)} theorems rest"
        assert many in entry.select("summary")[-1].get_text()


def test_every_cited_fact_says_where_it_was_read_and_what_was_not_seen(facts):
    for entry in facts.select(".facts > li"):
        checked = CHECKED[entry["id"]]
        plain = [p.get_text() for p in entry.find_all("p", recursive=False)]
        assert f"Not confirmed here: {checked.not_seen}." in plain
        assert f"Why it is cited: {checked.why_cited}" in plain
        places = entry.select_one("details.places")
        assert f"{len(checked.places)} places" in places.summary.get_text()
        read = [p.get_text() for p in places.select("p")]
        for place, said in zip(checked.places, read, strict=False):
            assert said == f"{place.title}, {place.where}: {place.states}."
        addresses = [place.address for place in checked.places if place.address]
        assert [link["href"] for link in places.select("a")] == addresses
        assert (checked.differs or "The hypotheses are the same.") == read[-1]


def test_it_is_counted_how_many_facts_were_read_in_two_places(monkeypatch, results):
    said = BeautifulSoup(trust.facts_html(results), "html.parser").select("p")[1].get_text()
    assert said.startswith(f"On 30 November 2026 each was looked up again: {len(FACTS)} of")
    first = next(iter(FACTS))
    fewer = {**CHECKED, first: CHECKED[first]._replace(places=CHECKED[first].places[:1])}
    monkeypatch.setattr(sources_checked, "CHECKED", fewer)
    monkeypatch.setattr(trust, "CHECKED", fewer)
    shown = BeautifulSoup(trust.facts_html(results), "html.parser")
    assert f"{len(FACTS) - 1} of {len(FACTS)} were" in shown.select("p")[1].get_text()
    assert "1 place states" in shown.find(id=first).summary.get_text()


def test_the_fact_that_is_used_most_is_named(results, facts):
    said = facts.find("p").get_text()
    uses = {entry["id"]: len(entry.select(".mention")) for entry in facts.select(".facts > li")}
    most = max(uses, key=uses.__getitem__)
    assert f"Most used is {FACTS[most].title}, by {uses[most]}." in said
    free = [result for result in results if not result.facts()]
    assert f"{len(free)} on none" in said


def test_the_sizes_that_witnesses_try_are_those_of_verify(monkeypatch):
    monkeypatch.setattr(trust, "SMALL", ((3, 2), (6, 5)))
    monkeypatch.setattr(trust, "LARGE", ((8, 1),))
    said = BeautifulSoup(trust.marks_html(), "html.parser").get_text()
    assert r"\((n, d) =\) \((3, 2)\) and \((6, 5)\)" in said
    assert r"\((n, d) =\) \((8, 1)\)" in said


SOURCE = '''\
"""A docstring,
of two lines."""

import math
from os import (
    path,
)

# a comment
x = """text
of two lines"""


def f(a):  # with a comment
    """One line."""

    return (
        a
    )
'''


def test_lines_of_code_are_counted(tmp_path):
    file = tmp_path / "file.py"
    file.write_text(SOURCE, "utf-8")
    assert trust.code_lines(file) == 6  # x over two lines, def, and return over three
    assert trust.opening(file) == "A docstring, of two lines."
    empty = tmp_path / "empty.py"
    empty.write_text('"""Nothing."""\n', "utf-8")
    table = BeautifulSoup(trust.code_html(tmp_path, [empty, file]), "html.parser")
    assert [row.code.get_text() for row in table.select("tbody tr")] == ["file.py"]
    assert numbers(table.select_one("tfoot tr")) == [6]


@pytest.mark.parametrize("path", sorted(KERNEL.glob("*.py")), ids=lambda path: path.name)
def test_the_kernel_asserts_nothing_and_stands_on_the_standard_library_alone(path):
    tree = ast.parse(path.read_text("utf-8"))
    lazily = {
        node
        for function in ast.walk(tree)
        if isinstance(function, ast.FunctionDef) and function.name == "sympy"  # for showing only
        for node in ast.walk(function)
    }
    for node in set(ast.walk(tree)) - lazily:
        assert not isinstance(node, ast.Assert)
        if isinstance(node, ast.Import):
            assert {name.name.split(".")[0] for name in node.names} <= sys.stdlib_module_names
        if isinstance(node, ast.ImportFrom):
            within = node.level == 1
            assert within or (node.module or "").split(".")[0] in sys.stdlib_module_names
