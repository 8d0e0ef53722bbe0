"""What three readings found, and for whom it was settled, counted from what is recorded of each."""

import pytest

from derivations.sources.audit import Entry
from derivations.sources.claims import Told
from derivations.sources.entries import ENTRIES
from derivations.sources.reconciliation import reconciled
from derivations.sources.verdicts import WORDS, NotAClaim, Remark


def entry(read, verdict=None):
    return Entry("A", 1, 1, None, Told(("words",)), verdict or Remark("a reason"), read)


def test_without_a_record_all_three_gave_the_verdict():
    assert entry(None).readings == ("remark",) * 3
    assert entry(("holds", None, "remark")).readings == ("holds", None, "remark")


@pytest.mark.parametrize(
    ("read", "counted"),
    [
        (("remark", "remark", None), (1, 0, 0, 0, 0, 0)),
        (("not-a-claim", "remark", "remark"), (0, 1, 0, 0, 1, 0)),
        (("not-a-claim", "remark", "refuted"), (0, 0, 1, 0, 1, 0)),
        (("remark", None, "not-a-claim"), (0, 1, 0, 1, 0, 0)),
        (("holds", "refuted", "holds"), (0, 0, 1, 0, 0, 1)),
        ((None, "remark", "refuted"), (0, 0, 0, 0, 0, 0)),
        (("remark", None, None), (0, 0, 0, 0, 0, 0)),
    ],
)
def test_a_verdict_is_settled_where_the_first_reading_and_a_later_one_differ(read, counted):
    found = reconciled([entry(read)])
    assert counted == (
        found.alike,
        found.near,
        found.apart,
        found.first,
        found.later,
        found.another,
    )
    assert found.found == {tuple(word is not None for word in read): 1}


@pytest.mark.parametrize(
    ("words", "near"),
    [
        (("holds", "holds-if"), True),
        (("notation", "refuted"), True),
        (("remark", "not-a-claim"), True),
        (("holds", "notation"), False),
        (("holds-if", "refuted"), False),
        (("remark", "holds"), False),
    ],
)
def test_verdicts_next_to_each_other_are_near(words, near):
    found = reconciled([entry((*words, None), NotAClaim("a heading"))])
    assert (found.near, found.apart) == (int(near), int(not near))


def test_each_record_is_of_verdicts_and_says_something():
    for each in ENTRIES:
        if each.read is not None:
            assert set(each.read) <= {*WORDS, None}
            assert any(each.read)
            assert set(each.read) != {each.verdict.word}


def test_the_counts_add_up():
    found = reconciled(ENTRIES)
    assert sum(found.found.values()) == len(ENTRIES)
    first = sum(many for who, many in found.found.items() if who[0] and any(who[1:]))
    assert found.alike + found.differing == first
    assert found.first + found.later + found.another == found.differing
