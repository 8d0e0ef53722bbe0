"""What the page of the audit shows: a row for each entry, totals that were counted, and links."""

import gzip
import re

import pytest
from bs4 import BeautifulSoup

from derivations.publishing.lookup import look_up
from derivations.publishing.registry import known_ids
from derivations.site.sources import (
    NAMES,
    SAID,
    anchors,
    audited_html,
    readings_html,
    readings_table,
    slips_html,
    stated,
    totals_table,
)
from derivations.sources.audit import totals
from derivations.sources.entries import ENTRIES
from derivations.sources.reconciliation import WRITTEN, reconciled
from derivations.sources.slips import KINDS, examples, kind_of
from derivations.sources.verdicts import WORDS


@pytest.fixture(scope="module")
def page():
    return BeautifulSoup(audited_html(ENTRIES), "html.parser")


def rows(page, selection=""):
    return page.select(f".audited > li{selection}")


def test_each_entry_has_a_row_in_the_list_of_its_source_in_its_order(page):
    names = anchors(ENTRIES)
    assert len(set(names.values())) == len(ENTRIES)
    for source in NAMES:
        shown = [row["id"] for row in page.select(f'[data-page="{source}"] .audited > li')]
        assert shown == [names[id(e)] for e in ENTRIES if e.source == source]


def test_a_row_opens_to_what_was_executed(page):
    row = page.select_one("#b-5-4")
    opened = row.p.get_text(" ")
    summary = " ".join(row.summary.get_text(" ").split())
    assert summary.startswith("block 5, relation 4 notation ∇ b")
    assert "As it stands: X = 0, y = 1, w = 0, b = 0" in opened
    assert "Rather: ∇ b" in opened
    assert row.p.a["href"] == "#derivative-of-the-joint-squared-error-in-the-intercept"
    condition = page.select_one("#a-18-1").p.get_text()
    assert "Supposed: XᵀXŵ = Xᵀy" in condition
    assert "Condition: XᵀX is invertible" in condition
    assert "Without it: X = 0, y = 0, ŵ = 0" in condition


def test_rows_lead_to_theorems_and_lines_that_there_are(page):
    for link in page.select('.audited a[href^="#"]'):
        look_up(link["href"][1:])


def test_the_filters_offer_every_verdict_source_and_kind(page):
    for name, wanted in (("verdict", WORDS), ("chapter", NAMES), ("slip", KINDS)):
        values = [option["value"] for option in page.select(f'select[name="{name}"] option')]
        assert values == ["", *wanted]
    for word in WORDS:
        many = len(rows(page, f'[data-verdict="{word}"]'))
        assert f"{SAID[word]} ({many})" in page.select_one('select[name="verdict"]').get_text()
    assert {row.get("data-slip") for row in rows(page)} == {*KINDS, None}


def test_the_totals_are_those_of_the_entries():
    table = BeautifulSoup(totals_table(ENTRIES)._repr_html_(), "html.parser")
    found = [[cell.get_text() for cell in row.select("td")] for row in table.select("tbody tr")]
    counted = totals(ENTRIES)
    assert [row[0] for row in found] == [*(SAID[word] for word in WORDS), "all"]
    for word, row in zip((*WORDS, "entries"), found, strict=True):
        assert row[1:] == [str(counted[each][word]) for each in ("A", "B", "both")]


def test_the_readings_that_had_an_entry_are_counted():
    table = BeautifulSoup(readings_table(ENTRIES)._repr_html_(), "html.parser")
    rows = [[cell.get_text() for cell in row.select("td")] for row in table.select("tbody tr")]
    many = {name: int(count) for name, count in rows}
    assert sum(many.values()) == len(ENTRIES)
    alone = [e for e in ENTRIES if [word is not None for word in e.readings] == [False, True, True]]
    assert many["both later ones alone"] == len(alone)
    one = [e for e in ENTRIES if e.readings[0] and (e.readings[1:].count(None) == 1)]
    assert many["the first and one later"] == len(one)


def test_what_became_of_the_verdicts_is_said_with_its_counts():
    found = reconciled(ENTRIES)
    numbers = [int(each) for each in re.findall(r"\d+", readings_html(ENTRIES))]
    assert numbers == [
        *WRITTEN,
        found.alike + found.differing,
        found.alike,
        found.near,
        found.apart,
        found.first,
        found.later,
        *([found.another] if found.another else []),
    ]


def test_a_row_opens_to_the_readings_where_they_did_not_all_agree(page):
    assert "Three readings: notation, refuted, refuted" in page.select_one("#b-5-4").p.get_text()
    assert "Three readings" not in page.select_one("#a-12-1").p.get_text()
    shown = sum("Three readings" in row.p.get_text() for row in rows(page))
    assert shown == sum(entry.read is not None for entry in ENTRIES)


def test_each_kind_of_slip_has_one_example_of_its_own():
    page = BeautifulSoup(slips_html(ENTRIES), "html.parser")
    names = {name: entry for entry in ENTRIES for name in [anchors(ENTRIES)[id(entry)]]}
    items = page.select(".slips > li")
    assert len(items) == len(KINDS)
    for item, (kind, some) in zip(items, examples(ENTRIES).items(), strict=True):
        assert KINDS[kind].title in item.get_text()
        assert f"({len(some)})" in item.get_text()
        [link] = item.select("a")
        assert kind_of(names[link["href"][1:]]) == kind
        wanted = KINDS[kind].example
        shown = names[link["href"][1:]]
        assert wanted in (None, (shown.source, shown.block, shown.relation))


def test_theorems_say_where_the_sources_state_them():
    found = stated(ENTRIES)
    assert set(found) <= set(known_ids())
    assert ("A, block 12, relation 1", "a-12-1") in found["squared-error-expansion"]
    names = set(anchors(ENTRIES).values())
    assert {name for places in found.values() for _, name in places} <= names
    refuted = {
        name for e in ENTRIES if e.verdict.word == "refuted" for name in [anchors(ENTRIES)[id(e)]]
    }
    assert not refuted & {name for places in found.values() for _, name in places}


def test_the_rows_are_light():
    assert len(gzip.compress(audited_html(ENTRIES).encode())) < 25_000
    assert not re.search(r"\\\(", audited_html(ENTRIES))  # nothing is typeset
