"""A jump lands on its theorem or line, and a page is as high from the start as it will be."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from derivations.publishing.contents import CHAPTERS
from derivations.publishing.registry import page_of, theorem, theorems
from tests.site.audit.weight import longest
from tests.site.browser import addresses, lay_all_out

WIDTHS = (390, 1280)
PAGES = [f"{chapter.page}/" for chapter in CHAPTERS]
CLEAR = 40  # px, at most, between the header and what was jumped to
NEAR = 0.03  # of its height: how far a page may be off before all of it is laid out

# How far below the header a target begins, how far above the foot of the window it ends, and how
# far the page could be scrolled on.
PLACE = """(id) => {
    const header = document.querySelector(".md-header").getBoundingClientRect();
    const target = document.getElementById(id).getBoundingClientRect();
    const left = document.documentElement.scrollHeight - innerHeight - scrollY;
    return [target.top - header.bottom, innerHeight - target.bottom, left].map(Math.round);
}"""
HEIGHT = "document.querySelector('article').scrollHeight"  # what a list beside it is, it is later


@pytest.fixture(params=WIDTHS)
def page(request: pytest.FixtureRequest, browser: Browser) -> Iterator[Page]:
    with browser.new_page(viewport={"width": request.param, "height": 800}) as page:
        yield page


def address_of(id: str) -> str:
    """The page that shows a theorem."""
    return f"{page_of(theorem(id))}/"


def targets(site: Path) -> list[str]:
    """Theorems to jump to: every seventh of the longest page, and its last; and two elsewhere."""
    long = [result.id for result in theorems(longest(site, PAGES).strip("/"))]
    return ["normal-equation", "law-of-the-t-ratio", *long[6::7], long[-1]]


def assert_landed(page: Page, id: str) -> None:
    """The target comes to be seen, wholly and just below the header, and does not leave again."""
    page.wait_for_function("(id) => decodeURIComponent(location.hash) === `#${id}`", arg=id)
    page.wait_for_load_state()
    page.evaluate("document.fonts.ready")

    def landed() -> bool:
        above, below, left = page.evaluate(PLACE, id)
        return min(above, below) >= 0 and (above <= CLEAR or left <= 1)

    for _ in range(20):  # a browser may be busy
        if landed():
            break
        page.wait_for_timeout(250)
    for _ in range(3):
        page.wait_for_timeout(250)
        assert landed(), f"{id}: {page.evaluate(PLACE, id)} px below the header, to the foot, to go"


def test_from_the_contents(page: Page, home: str, site: Path) -> None:
    for id in targets(site):
        page.goto(home + address_of(id))
        if page.viewport_size["width"] < 960:  # the contents are in the drawer
            page.locator(".md-header [for=__drawer]").click()
            page.locator("label.md-nav__link[for=__toc]").click()
        page.locator(f'[data-md-component=toc] a[href="#{id}"] >> visible=true').click()
        assert_landed(page, id)


def test_from_another_page(page: Page, home: str, site: Path) -> None:
    for id in targets(site):
        page.goto(f"{home}theorems/")
        page.locator(f'article a[href$="#{id}"]').first.click()
        assert_landed(page, id)


# The list of results is drawn anew with each key; until that has ended, nothing in it stays.
SETTLED = """() => new Promise((resolve) => {
  let wait = setTimeout(resolve, 400);
  new MutationObserver(() => {
    clearTimeout(wait);
    wait = setTimeout(resolve, 400);
  }).observe(document.querySelector(".md-search-result__list"), {childList: true, subtree: true});
})"""


def test_from_the_search(page: Page, home: str, site: Path) -> None:
    for id in targets(site):
        page.goto(home)
        if page.viewport_size["width"] < 960:  # the field opens first
            page.locator(".md-header__button[for=__search]").click()
        page.locator(".md-search__input").click()
        page.keyboard.type(theorem(id).title)
        link = page.locator(f'.md-search-result__link[href$="#{id}"]').first
        link.wait_for(state="attached")
        page.evaluate(SETTLED)
        more = page.locator(".md-search-result__more:not([open])", has=link)
        if more.count():  # results of one page are folded below the first of them
            more.locator("summary").click()
        link.click()
        assert_landed(page, id)


def test_on_a_cold_load(page: Page, browser: Browser, home: str, site: Path) -> None:
    for id in targets(site):
        with browser.new_context(viewport=page.viewport_size) as fresh:
            cold = fresh.new_page()
            cold.goto(f"{home}{address_of(id)}#{id}")
            assert_landed(cold, id)


def test_to_a_line(page: Page, home: str, site: Path) -> None:
    last = theorem(targets(site)[-1])
    ids = ["normal-equation.gradient", last.line_id(last.lines[0]), last.line_id(last.lines[-1])]
    for id in ids:
        address = home + address_of(id.split(".")[0])
        page.goto("about:blank")
        page.goto(f"{address}#{id}")
        assert_landed(page, id)
        page.goto(address)
        page.evaluate("(id) => { location.hash = id }", id)
        assert_landed(page, id)


def test_from_jump_to_jump(page: Page, home: str, site: Path) -> None:
    """Down the longest page and up again, over what has been seen and what has not."""
    ids = targets(site)[2:]
    page.goto(home + longest(site, PAGES))
    for id in (*ids[::-1], *ids):
        page.evaluate("(id) => { location.hash = id }", id)
        assert_landed(page, id)


def test_a_page_is_as_high_at_first_as_it_will_be(page: Page, home: str, site: Path) -> None:
    off = {}
    for address in addresses(site):
        page.goto(home + address)
        at_first = page.evaluate(HEIGHT)
        lay_all_out(page)
        page.wait_for_timeout(300)
        off[address] = page.evaluate(HEIGHT) / at_first - 1
    too_far = {a: error for a, error in off.items() if abs(error) > NEAR}
    assert too_far == {}
