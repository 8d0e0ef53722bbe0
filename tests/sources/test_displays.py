"""Every display of the sources, and every relation in it, has an entry; no sentence is quoted."""

import hashlib
import re
from collections import Counter
from pathlib import Path

import pytest

from derivations.sources.displays import FILES, relations
from derivations.sources.entries import ENTRIES

ROOT = Path(__file__).parents[2]
SOURCES = ROOT.parent / "shared" / "sources"
PAGE = ROOT / "docs" / "sources-audited.py"
LONGEST = 5  # so many words in a row may stand in a source as well


def text_of(source):
    path = SOURCES / FILES[source][0]
    if not path.is_file():
        pytest.skip("the sources are not here: they are no part of the repository")
    return path.read_bytes()


@pytest.mark.parametrize("source", FILES)
def test_each_relation_of_each_display_has_an_entry(source):
    _, _, counts = FILES[source]
    wanted = {(block, r) for block, many in enumerate(counts, 1) for r in range(1, many + 1)}
    found = {(e.block, e.relation) for e in ENTRIES if e.source == source and e.block is not None}
    assert found == wanted


@pytest.mark.parametrize("source", FILES)
def test_the_displays_stand_in_their_order(source):
    places = [(e.block, e.relation) for e in ENTRIES if e.source == source and e.block is not None]
    assert places == sorted(places)


@pytest.mark.parametrize("source", FILES)
def test_what_was_counted_is_what_the_source_has(source):
    content = text_of(source)
    _, digest, counts = FILES[source]
    assert hashlib.sha256(content).hexdigest() == digest
    assert relations(content.decode()) == counts


@pytest.mark.parametrize("source", FILES)
def test_the_headings_are_those_of_the_source_in_its_order(source):
    content = text_of(source).decode().replace("$", "")
    headings = [e.heading for e in ENTRIES if e.source == source and e.heading is not None]
    found = [match.span()[0] for match in (re.search(head(h), content) for h in headings)]
    assert found == sorted(found)


def head(heading):
    """A heading as a line of its own, marked by signs or by asterisks."""
    return rf"(?m)^(?:#+ *(?:\*\*)?|\*\*){re.escape(heading)}(?:\*\*)? *$"


def words(text):
    return re.findall(r"[a-z']+", text.lower())


def runs(text):
    found = words(text)
    return {tuple(found[at : at + LONGEST + 1]) for at in range(len(found) - LONGEST)}


def test_no_sentence_of_a_source_is_quoted():
    prose = {
        source: re.sub(r"\$\$?.*?\$\$?", " ", text_of(source).decode(), flags=re.DOTALL)
        for source in FILES
    }
    theirs = set().union(*map(runs, prose.values()))
    ours = [PAGE.read_text("utf-8")]
    for entry in ENTRIES:
        found = entry.found
        ours += [entry.claim.text(), found.why, found.correction.text() if found.correction else ""]
    for text in ours:
        assert not runs(text) & theirs, text


@pytest.mark.parametrize(
    ("text", "counts"),
    [
        ("no display, and $a = b$ in a line", ()),
        ("$$a = b$$", (1,)),
        ("$$a \\sim b \\\\ \\implies c = d$$", (3,)),
        ("$$\\sum_{i = 1}^{n = 2} a_{j = {k}} \\le b$$", (1,)),
        ("> $$\n> a \\iff b\n> $$\n and $$a$$", (1, 0)),
        ("$$\\left( a \\simeq b \\right)$$", (0,)),
    ],
)
def test_relations_are_counted_outside_subscripts(text, counts):
    assert relations(text) == counts


def test_there_are_some_of_each():
    assert Counter(e.source for e in ENTRIES if e.block is None).keys() == FILES.keys()
