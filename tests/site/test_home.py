"""Home answers in one screen what this is: a picture, the question, and one line opened up."""

import re
from collections import namedtuple
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from fractions import Fraction
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup
from playwright.sync_api import Browser, Page

from derivations.printing.formulas import latex
from derivations.publishing.registry import theorem
from derivations.site.exhibit import checked_html, exhibit

LABELS = ["What it claims", "What its proof uses", "Why it holds", "Who checked it"]
WIDE, PHONE = (1280, 720), (390, 844)
Box = namedtuple("Box", "left top right bottom")
Opened = Callable[..., AbstractContextManager[Page]]


@pytest.fixture
def opened(browser: Browser, home: str) -> Opened:
    """Home in a window of some size."""

    @contextmanager
    def open_home(
        size: tuple[int, int], scheme: str = "light", scripts: bool = True
    ) -> Iterator[Page]:
        context = browser.new_context(
            viewport={"width": size[0], "height": size[1]},
            color_scheme=scheme,  # type: ignore[arg-type]
            java_script_enabled=scripts,
        )
        page = context.new_page()
        page.goto(home)
        yield page
        context.close()

    return open_home


@pytest.fixture(scope="module")
def soup(site: Path) -> BeautifulSoup:
    return BeautifulSoup((site / "index.html").read_text(encoding="utf-8"), "html.parser")


def boxes(page: Page, selector: str) -> list[Box]:
    """The boxes of all elements of a selector, in the window."""
    found = [each.bounding_box() for each in page.locator(selector).all()]
    assert found, selector
    assert all(found), f"{selector} is not shown"
    return [
        Box(box["x"], box["y"], box["x"] + box["width"], box["y"] + box["height"])
        for box in found
        if box
    ]


def texs(element: Any) -> list[str]:
    """The formulas within an element, as they were written."""
    return [each.get_text() for each in element.select("annotation")]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("scripts", [True, False])
def test_all_of_it_is_on_the_first_screen(opened: Opened, scheme: str, scripts: bool) -> None:
    with opened(WIDE, scheme, scripts) as page:
        header = boxes(page, ".md-header")[0].bottom
        for part in (
            "h1",
            ".download + p em",
            "#why-squared-error",
            "#why-squared-error + p",
            ".front figure svg",
            ".front p",
            ".opened",
            ".opened :is(dt, dd)",
        ):
            for box in boxes(page, part):
                assert header <= box.top < box.bottom <= WIDE[1], part
                assert 0 <= box.left < box.right <= WIDE[0], part
        [picture], [line] = boxes(page, ".front figure"), boxes(page, ".opened")
        assert picture.right < line.left
        assert picture.right - picture.left > 300


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("scripts", [True, False])
def test_on_a_phone_the_first_screen_reaches_the_claim(
    opened: Opened, scheme: str, scripts: bool
) -> None:
    with opened(PHONE, scheme, scripts) as page:
        above = boxes(page, ".md-header")[0].bottom
        for part in ("h1", "#why-squared-error", ".front figure", ".opened .statement"):
            [box] = boxes(page, part)
            assert above <= box.top < box.bottom <= PHONE[1], part
            assert 0 <= box.left < box.right <= PHONE[0], part
            above = box.bottom
        wide = page.locator("html").evaluate("html => html.scrollWidth") if scripts else PHONE[0]
        assert wide == PHONE[0]


@pytest.mark.parametrize("size", [WIDE, PHONE])
def test_nothing_moves_while_it_opens(browser: Browser, home: str, size: tuple[int, int]) -> None:
    with browser.new_page(viewport={"width": size[0], "height": size[1]}) as page:
        page.add_init_script(
            "globalThis.moved = 0;"
            "new PerformanceObserver((list) => list.getEntries().forEach("
            "  (entry) => { moved += entry.value; }"
            ")).observe({ type: 'layout-shift', buffered: true });"
        )
        page.goto(home)
        page.wait_for_timeout(300)
        assert page.evaluate("moved") < 0.01


def test_one_line_is_opened_up_each_part_under_its_label(soup: BeautifulSoup) -> None:
    [section] = soup.select(".opened")
    parts = {row.dt.get_text(): row.dd for row in section.select("dl > div")}
    assert list(parts) == LABELS
    claim, uses, _, checked = parts.values()

    result = theorem(section["data-of"])
    line_id = section.select_one(".mention")["href"].split("#")[1]
    [line] = [each for each in result.lines if result.line_id(each) == line_id]
    assert texs(claim) == [rf"\displaystyle {latex(line.theorem.conclusion)}"]
    items = uses.select("li")
    assert [texs(item)[0] for item in items] == [latex(h) for h in line.theorem.hypotheses]
    found = exhibit(result.id, install="").witnessed[line_id]
    assert str(checked.select_one(".checked")) == checked_html(found)
    assert "✓" in checked.get_text()


def test_the_line_and_what_it_follows_from_are_where_they_lead(
    site: Path, soup: BeautifulSoup
) -> None:
    links = soup.select(".opened a[href*='#']")
    assert links
    for link in links:
        address, _, fragment = str(link["href"]).partition("#")
        page = (site / address / "index.html").read_text(encoding="utf-8")
        there = BeautifulSoup(page, "html.parser").find(id=fragment)
        assert there is not None, link["href"]
        if number := link.select_one(".number"):
            assert number.get_text() == there.select_one(".anchor").get_text()


def fitted(points: list[tuple[int, int]]) -> tuple[Fraction, Fraction]:
    """The intercept and the slope of the least squares, from means and sums."""
    n = len(points)
    across, up = Fraction(sum(x for x, _ in points), n), Fraction(sum(y for _, y in points), n)
    slope = sum((x - across) * (y - up) for x, y in points) / sum(
        (x - across) ** 2 for x, _ in points
    )
    return up - slope * across, slope


def test_the_picture_says_its_numbers_and_they_are_right(soup: BeautifulSoup) -> None:
    [figure] = soup.select(".front figure")
    said = figure["aria-label"]
    points = [(int(x), int(y)) for x, y in re.findall(r"\((-?\d+), (-?\d+)\)", said)]
    assert len(points) == 6
    intercept, slope = fitted(points)
    squares = [(y - intercept - slope * x) ** 2 for x, y in points]
    assert f"y = {intercept} + {slope}x" in said
    numbers = [Fraction(each) for each in re.findall(r"\d+", said.split("areas")[1])]
    assert numbers == [*squares, sum(squares)]
    drawn = [text.get_text() for text in figure.select("text")]
    for square in squares:
        assert str(square) in drawn
    told = soup.select_one(".front figure + p")
    assert texs(told) == [f"y = {intercept} + {slope}x"]
    assert f"add up to {sum(squares)}," in told.get_text()


# On the screen, without the stroke around it.
DRAWN = """paths => paths.map((path) => {
  const { x, y, width, height } = path.getBBox(), { a, d, e, f } = path.getScreenCTM();
  return [a * x + e, d * y + f, a * (x + width) + e, d * (y + height) + f];
})"""


@pytest.mark.parametrize("size", [WIDE, PHONE])
def test_what_stands_on_the_residuals_are_squares(opened: Opened, size: tuple[int, int]) -> None:
    with opened(size) as page:
        said = page.locator(".front figure").get_attribute("aria-label") or ""
        areas = [int(each) for each in re.findall(r"\d+", said.split("areas")[1])][:-1]
        paths = page.locator('.front figure path[style*="fill-opacity"]')
        drawn = [Box(*each) for each in paths.evaluate_all(DRAWN)]
        assert len(drawn) == len(areas) == 6
        unit = (drawn[0].bottom - drawn[0].top) / areas[0] ** 0.5
        for box, area in zip(drawn, areas, strict=True):
            for side in (box.right - box.left, box.bottom - box.top):
                assert side == pytest.approx(unit * area**0.5, abs=0.4)
        for one, other in combinations(drawn, 2):
            across = min(one.right, other.right) - max(one.left, other.left)
            down = min(one.bottom, other.bottom) - max(one.top, other.top)
            assert min(across, down) < 0.4


def test_no_frame_of_a_square_crosses_a_number(opened: Opened) -> None:
    with opened(WIDE) as page:
        numbers = [page.locator(".front figure text").all()[n].bounding_box() for n in range(6)]
        frames = page.locator('.front figure path[style*="fill-opacity"]').evaluate_all(DRAWN)
        for number in numbers:
            assert number
            left, right = number["x"], number["x"] + number["width"]
            middle = number["y"] + number["height"] / 2
            for frame in (Box(*each) for each in frames):
                if frame.top < middle < frame.bottom:
                    within = frame.left + 1 < left < right < frame.right - 1
                    assert within or right < frame.left - 1 or frame.right + 1 < left


def test_its_head_has_the_name_of_the_site(soup: BeautifulSoup) -> None:
    assert {each.get_text().strip() for each in soup.select(".md-header__topic")} == {
        "Line by Line"
    }


def test_the_numbers_are_those_of_the_counts(site: Path, soup: BeautifulSoup) -> None:
    [numbers] = [p.get_text() for p in soup.select(".front > p") if "In numbers" in p.get_text()]
    theorems, lines, without, resting = map(int, re.findall(r"\d+", numbers))
    trusted = (site / "trusted/index.html").read_text(encoding="utf-8")
    counts = BeautifulSoup(trusted, "html.parser").select("table.counts tfoot td")
    assert [theorems, lines] == [int(counts[0].get_text()), int(counts[2].get_text())]
    assert resting == int(counts[3].get_text())
    assert without + resting == lines


def test_home_says_what_is_checked_and_leads_on(soup: BeautifulSoup) -> None:
    main = soup.select_one("article")
    assert "every line of every proof" in main.select_one(".download + p em").get_text()
    headings = [h.find(string=True).strip() for h in main.select("h2")]
    assert headings == [
        "Why squared error?",
        "The argument on one page",
        "The chapters",
        "Read it",
        "Check it",
        "Cite it",
    ]
    for door in main.select("#read-it, #check-it, #cite-it"):
        after = [each for each in door.find_next_siblings() if each.name in ("p", "h2")]
        until = next((n for n, each in enumerate(after) if each.name == "h2"), len(after))
        assert any(each.select("a[href]") for each in after[:until]), door.get_text()


@pytest.mark.parametrize("width", [1280, 1440])
def test_each_step_of_the_argument_has_its_reason_beside_it(
    browser: Browser, home: str, width: int
) -> None:
    with browser.new_page(viewport={"width": width, "height": 800}) as page:
        page.goto(home)
        widths = page.locator(".argument > li > p").evaluate_all(
            "all => all.map((p) => p.getBoundingClientRect().width)"
        )
        assert len(widths) > 10
        assert min(widths) > 200
