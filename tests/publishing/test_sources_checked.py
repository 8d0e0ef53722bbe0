"""Every cited fact was looked up again, and what is said of it is complete."""

from __future__ import annotations

import re
from datetime import date
from urllib.parse import urlsplit

import pytest

from derivations.kernel.facts import FACTS
from derivations.publishing.sources_checked import CHECKED, CHECKED_ON, Checked, confirmed

each = pytest.mark.parametrize("checked", CHECKED.values(), ids=CHECKED)


def test_every_fact_has_an_entry_in_the_order_of_the_ledger_and_none_is_stale() -> None:
    assert list(CHECKED) == list(FACTS)
    assert date(2026, 11, 30) <= CHECKED_ON


def test_a_fact_is_confirmed_by_two_places() -> None:
    assert confirmed() == sum(len(checked.places) >= 2 for checked in CHECKED.values())
    one = next(iter(CHECKED.values()))
    assert one.confirmed()
    assert not one._replace(places=one.places[:1]).confirmed()


@each
def test_places_are_different_and_say_what_they_state(checked: Checked) -> None:
    assert checked.places
    assert len({place.title for place in checked.places}) == len(checked.places)
    for place in checked.places:
        assert min(map(len, place[:3])) > 2
        assert not place.states.endswith(".")


@each
def test_an_address_is_one_of_a_public_page(checked: Checked) -> None:
    for place in checked.places:
        if place.address:
            parts = urlsplit(place.address)
            assert parts.scheme in ("https", "http")
            assert re.fullmatch(r"[a-z0-9-]+(\.[a-z0-9-]+)+", parts.netloc)
            assert not parts.netloc.startswith(("localhost", "127."))


@each
def test_what_was_seen_and_not_seen_and_why_it_is_cited_is_said(checked: Checked) -> None:
    """Of no source all was seen, as yet; one of which it is would have an empty `not_seen`."""
    assert checked.not_seen or checked.source_seen
    assert not checked.not_seen.endswith(".")
    for sentence in filter(None, (checked.source_seen, checked.differs, checked.why_cited)):
        assert sentence[0].isupper()
        assert sentence.endswith(".")
    assert checked.why_cited


@each
def test_no_brace_of_a_sentence_stays_open(checked: Checked) -> None:
    """A sentence made for several facts is filled in for each."""
    assert not re.search(r"[{}]", " ".join((*checked[1:], *(p.states for p in checked.places))))
