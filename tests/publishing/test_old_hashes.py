"""Hashes of the form of versions 0.1.0 to 0.3.0, and those of the frozen form: of one statement."""

import hashlib
import re
from functools import cache

import pytest

from derivations import theorems
from derivations.kernel.frozen import frozen
from derivations.publishing.registry import hash_of, read_registry

# How the kinds were called in the old form, where that is not the kind in camel case.
OLD_NAMES = {"identity": "Identity", "student-t": "StudentT"}

BEFORE = {id: entry["before"] for id, entry in read_registry().items() if "before" in entry}


@cache
def live():
    """The theorems in force and their lines, by id."""
    return {result.id: result.theorem for result in theorems()} | {
        result.line_id(line): line.theorem for result in theorems() for line in result.lines
    }


def old_form(text):
    """A frozen statement in the form of old: its tree, with Python's reprs of what is no node.

    It is made from the frozen form, so that both say the same by construction.
    """
    found = re.fullmatch(r"([a-z-]+)\((.*)\)", text)
    kind, inner = found[1], found[2]
    parts = []
    depth = start = 0
    for place, character in enumerate(inner + ","):
        depth += (character == "(") - (character == ")")
        if character == "," and not depth:
            parts.append(inner[start:place])
            start = place + 1
    parts = [part for part in parts if part]
    old = OLD_NAMES.get(kind, "".join(word.capitalize() for word in kind.split("-")))
    return f"{old}({', '.join(old_part(kind, n, part) for n, part in enumerate(parts))})"


def old_part(kind, place, part):
    """A part of a node: another node, a number, a name, or a size."""
    if "(" in part:
        return old_form(part)
    if kind == "number":
        numerator, _, denominator = part.partition("/")
        return f"Fraction({numerator}, {denominator or 1})"
    is_name = kind == "dimension" or (kind in ("letter", "random", "index") and place == 0)
    if is_name:
        return repr(part)
    return part if part.isdigit() else f"Dimension({part!r})"


def old_hash(theorem):
    hypotheses = sorted(old_form(frozen(h)) for h in theorem.hypotheses)
    whole = " ; ".join(hypotheses) + " ⊢ " + old_form(frozen(theorem.conclusion))
    return hashlib.sha256(whole.encode()).hexdigest()[:12]


def test_all_that_was_published_before_has_both_hashes():
    assert len(BEFORE) == 907
    assert {read_registry()[id]["since"] for id in BEFORE} == {"0.1.0", "0.2.0", "0.3.0"}


@pytest.mark.parametrize("id", ["normal-equation", "log-likelihood", "law-of-the-t-ratio"])
def test_the_old_form_is_what_it_was(id):
    assert old_hash(live()[id]) == BEFORE[id]


def test_the_old_hash_and_the_new_one_are_of_one_statement():
    unchanged = [id for id in BEFORE if len(read_registry()[id]["hashes"]) == 1 and id in live()]
    assert len(unchanged) > 800
    for id in unchanged:
        assert read_registry()[id]["hashes"] == [hash_of(live()[id])], id
        assert old_hash(live()[id]) == BEFORE[id], id
