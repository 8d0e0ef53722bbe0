"""The notation page: everything that a theorem shows is there, and nothing else."""

import ast
from functools import cache
from pathlib import Path

import pytest
from bs4 import BeautifulSoup

from derivations.kernel.nodes import Node
from derivations.kernel.statements import Statement
from derivations.kernel.terms import Dimension, Letter, Number, Product, Random, Scaled, Sum, Term
from derivations.kernel.trees import Abbreviation
from derivations.presentation import notation
from derivations.presentation.notation import FUNCTIONS, LETTERS, NAMES, SIGNS
from derivations.presentation.theorems import abbreviations
from derivations.presentation.words import kind
from derivations.printing.formulas import latex
from derivations.publishing.registry import theorems
from derivations.site.glossary import (
    abbreviations_html,
    hypotheses_html,
    letters_html,
    nodes_shown,
    nodes_within,
    role,
    signs_html,
    symbols,
)

PLAIN = {Abbreviation, Dimension, Letter, Random, Number, Product, Scaled, Sum}  # no sign of theirs
ROLES = [(symbol, role) for group in LETTERS.values() for symbol, role in group.items()]


@cache
def shown() -> set[Node]:
    return {node for result in theorems() for node in nodes_shown(result)}


def soup(html: str) -> BeautifulSoup:
    return BeautifulSoup(html, "html.parser")


def test_every_letter_that_a_theorem_shows_has_a_role_and_no_other() -> None:
    listed = [symbol for symbol, _ in ROLES]
    assert len(listed) == len(set(listed))
    assert set(listed) == {symbol for result in theorems() for symbol in symbols(result)}
    assert len(soup(letters_html(theorems())).select("dt")) == len(listed)


def test_no_letter_has_a_role_twice() -> None:
    """Of two entries for one letter Python keeps the later role, and is silent."""
    tree = ast.parse(Path(notation.__file__).read_text(encoding="utf-8"))
    (table,) = (
        node.value
        for node in tree.body
        if isinstance(node, ast.AnnAssign) and ast.unparse(node.target) == "LETTERS"
    )
    assert isinstance(table, ast.Dict)
    for part in table.values:
        assert isinstance(part, ast.Dict)
        letters = [eval(ast.unparse(key), vars(notation)) for key in part.keys if key]
        assert len(letters) == len(set(letters))


def test_every_abbreviation_has_a_role_and_no_other() -> None:
    used = [a for result in theorems() for a in abbreviations(result)]
    assert {a.name for a in used if a.parameters} == set(FUNCTIONS)
    assert {a.name for a in used if not a.parameters} == set(NAMES)
    assert all(role(a) for a in used)
    printed = {latex(a) + latex(a.body) for a in used}
    assert len(soup(abbreviations_html(theorems())).select("dt")) == len(printed)


def test_every_kind_of_term_and_statement_has_a_sign_and_no_other() -> None:
    assert set(SIGNS) == {type(node) for node in shown()} - PLAIN
    listed = [*soup(signs_html(theorems(), Term) + signs_html(theorems(), Statement)).select("dt")]
    assert len(listed) == len(SIGNS)


@pytest.mark.parametrize("sign", SIGNS, ids=lambda sign: sign.__name__)
def test_an_example_is_of_its_kind(sign: type[Node]) -> None:
    examples, _ = SIGNS[sign]
    assert all(sign in {type(node) for node in nodes_within(example)} for example in examples)


def test_every_hypothesis_is_listed_once_with_its_count() -> None:
    used = [h for result in theorems() for h in result.hypotheses]
    assert all(kind(h) for h in used)
    entries = soup(hypotheses_html(theorems())).select(".notation > div")
    listed = {e.select_one(".says").get_text(): e.select_one("small").get_text() for e in entries}
    assert len(entries) == len(listed) == len(set(used))
    for hypothesis in set(used):
        many = used.count(hypothesis)
        shown = listed[f"\\({latex(hypothesis)}\\)"]
        assert shown.startswith(f"{many} theorems, first") if many > 1 else "theorems" not in shown


def test_the_number_is_of_the_first_theorem_that_shows_the_letter() -> None:
    places = soup(letters_html(theorems())).select(".place")
    shown = {result.id: set(symbols(result)) for result in theorems()}
    for (symbol, _), place in zip(ROLES, places, strict=True):
        assert place["href"] == f"#{next(id for id in shown if symbol in shown[id])}"
