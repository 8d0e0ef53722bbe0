"""What a page shows as the derivation of a theorem derives that theorem."""

import ast
import sys

import pytest

from derivations import theorems
from derivations.proving.chain import PUBLISHED
from derivations.publishing.derivation import (
    derivation,
    ids_published,
    module_of,
    names_defined,
    source_of,
)
from derivations.publishing.registry import UnknownIdError, hash_of, known_ids, read_registry


def test_what_is_shown_derives_the_theorem_with_nothing_but_imports_and_other_theorems(monkeypatch):
    theorems()
    for id in known_ids():
        shown = derivation(id)
        assert [each for node in ast.parse(shown).body for each in ids_published(node)] == [id]
        names = vars(sys.modules[f"derivations.results.{read_registry()[id]['module']}"])
        others: set[str] = set()
        for node in ast.parse(source_of(module_of(id))).body:
            if isinstance(node, ast.ImportFrom | ast.Import):
                others |= {alias.asname or alias.name.split(".")[0] for alias in node.names}
            elif id not in ids_published(node) and list(ids_published(node)):
                others |= names_defined(node)
        given = {name: names[name] for name in others if name in names}
        before = {other: result for other, result in PUBLISHED.items() if other != id}
        with monkeypatch.context() as patched:
            patched.setattr("derivations.proving.chain.PUBLISHED", before)
            exec(shown, given | {"__name__": names["__name__"]})
        assert hash_of(before[id].theorem) == hash_of(PUBLISHED[id].theorem)


def test_a_derivation_shows_the_statement_of_its_module_and_what_it_needs():
    source = source_of("absolute_error.py")
    shown = derivation("absolute-value-of-what-is-not-positive")
    assert all(line in source.splitlines() for line in shown.splitlines())
    assert shown.startswith(
        'x, c, u = Letter("x"), Letter("c"), Letter("u")\n\ndef above_negative('
    )
    assert "_no_excess_below = vanish(_zero_below)" in shown
    assert "import" not in shown
    assert "_no_excess = " not in shown  # that is of another theorem


def test_a_line_that_is_called_like_a_theorem_is_no_derivation_of_it():
    assert "score_for_w = (" in derivation("score")
    assert derivation("score").count(".qed(") == 1


@pytest.mark.parametrize("id", ["normal-equations", "normal-equation.gradient", 3])
def test_what_is_no_theorem_has_no_derivation(id):
    with pytest.raises(UnknownIdError):
        derivation(id)
