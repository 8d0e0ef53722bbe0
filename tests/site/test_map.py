"""The map of the argument, as a reader uses it."""

import gzip
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from playwright.sync_api import Browser, Page

from derivations import theorems
from derivations.publishing.argument import Argument, argument_of
from derivations.publishing.contents import CHAPTERS

DEEP = "law-of-the-t-ratio"
EARLY = "logarithm-of-a-product"

# Rows whose part of the drawing does not fill them, or spills, or that leave a gap between them.
BROKEN = """() => [...document.querySelectorAll(".map > li")].filter((row) => {
    const own = row.getBoundingClientRect();
    const svg = row.querySelector("svg").getBoundingClientRect();
    const last = row.previousElementSibling?.getBoundingClientRect();
    return svg.bottom < own.bottom || svg.bottom > own.bottom + 1
        || Math.abs(own.top - svg.top) > 0.1 || (last && Math.abs(last.bottom - own.top) > 0.1);
}).map((row) => row.dataset.row)"""

# How far the middle of each dot is from the middle of the first line beside it.
OFF = """() => Math.max(...[...document.querySelectorAll(".map > li")].map((row) => {
    const dot = row.querySelector("circle").getBoundingClientRect();
    const line = row.querySelector(".number").getBoundingClientRect();
    return dot.height ? Math.abs(dot.top + dot.bottom - line.top - line.bottom) / 2 : 0;
}))"""

SMALLEST = """() => Math.min(...[...document.querySelectorAll(".map *")]
    .filter((e) => !e.closest("svg") && e.textContent.trim())
    .map((e) => parseFloat(getComputedStyle(e).fontSize)))"""

COVERED = """() => [...document.querySelectorAll(".map > li")].filter((row) => {
    const title = document.createRange(), summary = row.querySelector("summary");
    if (!summary) return false;
    title.selectNodeContents(row.querySelector("a"));
    const beside = summary.getBoundingClientRect();
    return [...title.getClientRects()].some((line) =>
        line.right > beside.left && line.left < beside.right
        && line.bottom > beside.top + 1 && line.top < beside.bottom - 1);
}).map((row) => row.dataset.row)"""

TRACED = """(kind) => [...document.querySelectorAll(`.map > li.${kind}[id]`)]
    .map((row) => row.dataset.row)"""


@pytest.fixture(scope="module")
def argument() -> Argument:
    return argument_of(theorems())


@pytest.fixture(params=[1440, 820, 390])
def sized(request: pytest.FixtureRequest, browser: Browser, home: str) -> Iterator[Page]:
    yield from opened(browser, home, request.param)


@pytest.fixture
def page(browser: Browser, home: str) -> Iterator[Page]:
    yield from opened(browser, home, 390)


def opened(browser: Browser, home: str, width: int) -> Iterator[Page]:
    with browser.new_page(viewport={"width": width, "height": 900}) as page:
        page.goto(f"{home}map/")
        page.evaluate("document.fonts.ready")
        yield page


def test_the_page_is_light(site: Path) -> None:
    weight = len(gzip.compress((site / "map/index.html").read_bytes()))
    assert weight < 120 * len(theorems())  # bytes for each theorem, with its lines on the map


def test_every_theorem_is_there_by_number_and_title(site: Path) -> None:
    page = BeautifulSoup((site / "map/index.html").read_text(encoding="utf-8"), "html.parser")
    links = {str(row["data-row"]): row.find("a") for row in page.select(".map > li[id]")}
    assert links.keys() == {result.id for result in theorems()}
    for result in theorems():
        link = links[result.id]
        number, title = link.get_text().split(maxsplit=1)
        assert re.fullmatch(r"\d+\.\d+", number)
        assert title == result.title
        assert str(link["href"]).endswith(f"#{result.id}")


def test_the_numbers_run_in_order(site: Path) -> None:
    page = BeautifulSoup((site / "map/index.html").read_text(encoding="utf-8"), "html.parser")
    numbers = [row.select_one(".number") for row in page.select(".map > li[id]")]
    shown = [tuple(map(int, number.get_text().split("."))) for number in numbers if number]
    assert len(shown) == len(theorems())
    assert shown == sorted(shown)


def test_the_drawing_fits_its_rows(sized: Page) -> None:
    assert sized.evaluate(BROKEN) == []
    assert sized.evaluate(OFF) < 2
    assert sized.evaluate(COVERED) == []
    assert sized.evaluate(SMALLEST) >= 12
    sized.locator("#map-log-likelihood summary").click()
    assert sized.evaluate(BROKEN) == []


def test_the_chapters_fit_the_screen(sized: Page) -> None:
    rows = sized.locator(".map.chapters > li")
    assert rows.count() == len(CHAPTERS)
    width = sized.viewport_size["width"]
    for row in rows.all():
        box = row.bounding_box()
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= width


def test_a_theorem_is_traced_with_the_keyboard(page: Page, argument: Argument) -> None:
    for id in (DEEP, EARLY, "normal-equation"):
        page.locator(f"#map-{id} a").first.focus()
        assert page.evaluate(TRACED, "traced") == [id]
        assert tuple(page.evaluate(TRACED, "under")) == argument.rests_on(id)
        assert tuple(page.evaluate(TRACED, "over")) == argument.carries(id)
    page.locator(".md-search__input").focus()
    assert page.evaluate(TRACED, "traced") == []
    assert page.locator(".map :is(.under, .over)").count() == 0


def test_a_theorem_is_traced_with_a_pointer(page: Page, argument: Argument) -> None:
    page.locator(f"#map-{DEEP}").hover()
    assert tuple(page.evaluate(TRACED, "under")) == argument.rests_on(DEEP)
    edges = sum(argument.premises[id] != () for id in (*argument.rests_on(DEEP), DEEP))
    assert page.locator(".map:not(.chapters) path.under").count() > edges
    assert page.locator(".map path.over").count() == 0
    assert page.locator(".chapters :is(.under, .over)").count() == 0
    page.locator("#map-log-likelihood").hover()
    assert page.locator(".chapters :is(.under, .over)").count() == 0
    page.locator("h1").hover()
    assert page.locator(".map :is(.traced, .under, .over)").count() == 0


def test_the_words_need_no_script(browser: Browser, home: str, argument: Argument) -> None:
    with browser.new_context(java_script_enabled=False) as context, context.new_page() as page:
        page.goto(f"{home}map/")
        assert page.evaluate(BROKEN) == []
        assert not page.locator(".scripted").is_visible()
        row = page.locator(f"#map-{DEEP}")
        assert not row.locator("details p").first.is_visible()
        row.locator("summary").click()
        links = [link.get_attribute("href") for link in row.locator("details p a").all()]
        assert sorted(links) == sorted(f"#map-{id}" for id in argument.rests_on(DEEP))
        row.locator("details p a").first.click()
        first = argument.premises[DEEP][0]
        assert page.url.endswith(f"#map-{first}")
        assert page.locator(f"#map-{first}").is_visible()


def test_no_list_is_a_picture_with_links_in_it(page: Page) -> None:
    assert page.locator(".map svg:not([aria-hidden=true])").count() == 0
    assert page.locator(".map svg :is(a, [tabindex])").count() == 0
    assert page.locator("[style]").filter(has=page.locator(".map *")).count() == 0
