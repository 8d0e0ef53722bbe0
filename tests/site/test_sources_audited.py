"""The audit of the sources, as a reader uses it in a real Chromium."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from playwright.sync_api import Browser, Page, expect

from derivations.publishing.contents import MODULES
from derivations.publishing.registry import read_registry
from derivations.site.sources import anchors, stated
from derivations.sources.entries import ENTRIES

ADDRESS = "sources-audited/"


@pytest.fixture
def page(browser: Browser, home: str) -> Iterator[Page]:
    with browser.new_page(viewport={"width": 390, "height": 900}) as page:
        page.goto(home + ADDRESS)
        yield page


def shown(page: Page) -> list[str]:
    """The names of the rows that are to be seen."""
    return page.locator(".audited > li:visible").evaluate_all("rows => rows.map((row) => row.id)")


def wanted(**of: str) -> list[str]:
    """The names of the rows with a verdict or source."""
    names = anchors(ENTRIES)
    verdict, source = of.get("verdict"), of.get("source")
    return [
        names[id(e)]
        for e in ENTRIES
        if verdict in (None, e.verdict.word) and source in (None, e.source)
    ]


def test_without_a_script_every_row_is_there_and_opens(browser: Browser, home: str) -> None:
    with browser.new_context(java_script_enabled=False) as context, context.new_page() as page:
        page.goto(home + ADDRESS)
        assert page.locator(".audited > li").count() == len(ENTRIES)
        expect(page.locator("form.filters")).to_be_hidden()
        row = page.locator("#b-5-4")
        expect(row.locator("a")).to_be_hidden()
        row.locator("summary").click()
        expect(row.locator("a")).to_be_visible()


def test_rows_are_filtered_by_verdict_and_source(page: Page) -> None:
    page.get_by_label("Verdict", exact=True).select_option("refuted")
    assert shown(page) == wanted(verdict="refuted")
    page.get_by_label("Source", exact=True).select_option("B")
    assert shown(page) == wanted(verdict="refuted", source="B")
    few = len(shown(page))
    expect(page.locator(".count")).to_have_text(f"{few} of {len(ENTRIES)} entries")
    page.get_by_role("button", name="Show all").click()
    expect(page.locator(".count")).to_have_text(f"{len(ENTRIES)} entries")
    page.get_by_label("Words or letters").fill("perpetual motion")
    expect(page.locator(".count")).to_have_text("No entry matches.")


def test_a_phone_shows_the_rows_without_scrolling_sideways(page: Page) -> None:
    page.evaluate("document.querySelectorAll('.audited details').forEach((d) => (d.open = true))")
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


def test_where_a_theorem_is_derived_stands_where_the_sources_state_it(site: Path) -> None:
    told: dict[str, dict[str, str]] = {}
    for id, places in stated(ENTRIES).items():
        chapter = MODULES[read_registry()[id]["module"]].page
        if chapter not in told:
            told[chapter] = json.loads((site / chapter / "derivations.json").read_text("utf-8"))
        shown = BeautifulSoup(told[chapter][id], "html.parser").find_all("p")[-1]
        links = [(a.get_text(), str(a["href"])) for a in shown.select("a")]
        assert links == [(place, f"../{ADDRESS}#{name}") for place, name in places]
