"""What stands around a page, as a reader uses it: sidebars, footer, palette, search and keys."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from derivations.publishing.contents import CHAPTERS
from tests.site.audit.weight import longest
from tests.site.browser import addresses, file_of

SIZES = ((1280, 720), (1440, 900))
PAGES = [f"{chapter.page}/" for chapter in CHAPTERS]
CONTENTS = ".md-sidebar--secondary"
SIDEBARS = (".md-sidebar--primary", CONTENTS)

# The links of a sidebar that cannot be pressed, however far the sidebar itself is scrolled.
OUT_OF_REACH = """(sidebar) => {
    const box = sidebar.querySelector(".md-sidebar__scrollwrap");
    const links = [...sidebar.querySelectorAll("a.md-nav__link")]
        .filter((link) => link.checkVisibility());
    return [links.length, links.filter((link) => {
        box.scrollTop += link.getBoundingClientRect().top - innerHeight / 2;
        const { left, right, top, bottom } = link.getBoundingClientRect();
        return [top + 1, (top + bottom) / 2, bottom - 1].some(
            (y) => !link.contains(document.elementFromPoint((left + right) / 2, y)));
    }).map((link) => link.textContent.trim())];
}"""
# What is pressed at the points of the footer that does not belong to it.
OVER_THE_FOOTER = """() => {
    const footer = document.querySelector(".md-footer");
    const { left, right, top, bottom } = footer.getBoundingClientRect();
    const over = new Set();
    for (let x = left + 1; x < right; x += 20)
        for (let y = Math.max(top, 0) + 1; y < Math.min(bottom, innerHeight); y += 8) {
            const there = document.elementFromPoint(x, y);
            if (there && !footer.contains(there)) over.add(there.outerHTML.slice(0, 100));
        }
    return [bottom <= innerHeight + 1, [...over]];
}"""
TO_THE_END = """async () => {
    for (let before; before !== scrollY;) {
        before = scrollY;
        scrollTo(0, document.documentElement.scrollHeight);
        await new Promise((done) => requestAnimationFrame(() => setTimeout(done, 100)));
    }
}"""
# Puts a section at the top of what is seen, as scrolling does.
READ = """(id) => {
    const header = document.querySelector(".md-header").getBoundingClientRect().bottom;
    scrollBy(0, document.getElementById(id).getBoundingClientRect().top - header - 4);
}"""
BRIGHTNESS = """getComputedStyle(document.body).backgroundColor.match(/\\d+/g).slice(0, 3)
    .reduce((sum, part) => sum + Number(part) / 3, 0)"""


@pytest.fixture(params=SIZES, ids=str)
def page(request: pytest.FixtureRequest, browser: Browser) -> Iterator[Page]:
    width, height = request.param
    yield from without_errors(browser, viewport={"width": width, "height": height})


@pytest.fixture
def phone(browser: Browser) -> Iterator[Page]:
    yield from without_errors(browser, viewport={"width": 390, "height": 700}, has_touch=True)


def without_errors(browser: Browser, **options: object) -> Iterator[Page]:
    """A page on which no script may fail."""
    with browser.new_page(reduced_motion="reduce", **options) as page:
        errors: list[str] = []
        page.on("pageerror", lambda error: errors.append(str(error)))
        yield page
        assert errors == []


def test_every_link_of_both_sidebars_can_be_reached(page: Page, home: str, site: Path) -> None:
    for address in ("", longest(site, PAGES), PAGES[-1], "api/"):
        page.goto(home + address)
        for place in ("top", "end"):
            if place == "end":
                page.evaluate(TO_THE_END)
            for sidebar in SIDEBARS if address else SIDEBARS[:1]:  # home shows no contents
                links, out_of_reach = page.locator(sidebar).evaluate(OUT_OF_REACH)
                assert out_of_reach == [], f"{address} {sidebar}, at the {place}"
                assert links >= (len(PAGES) if sidebar != CONTENTS else 4)


def test_a_sidebar_scrolls_under_the_pointer(page: Page, home: str, site: Path) -> None:
    page.goto(home + longest(site, PAGES))
    last = page.locator(f"{CONTENTS} a.md-nav__link:visible").last
    expect(last).not_to_be_in_viewport()
    page.locator(f"{CONTENTS} a.md-nav__link:visible").first.hover()
    page.mouse.wheel(0, 5000)
    expect(last).to_be_in_viewport()
    assert page.evaluate("scrollY") == 0


def test_the_section_that_is_read_is_marked(page: Page, home: str, site: Path) -> None:
    address = longest(site, PAGES)
    page.goto(home + address)
    links = page.locator(f"{CONTENTS} a.md-nav__link:visible")
    hrefs = [str(link.get_attribute("href")) for link in links.all()]
    assert len(hrefs) > 30
    marked = page.locator(f"{CONTENTS} a.md-nav__link--active")
    for href in hrefs[::4]:
        page.evaluate(READ, href[1:])
        expect(
            page.locator(f'{CONTENTS} a.md-nav__link--active[href="{href}"]')
        ).to_be_in_viewport()
        expect(marked).to_have_count(1)
    page.evaluate(TO_THE_END)
    expect(marked).to_have_attribute("href", hrefs[-1])
    expect(marked).to_be_in_viewport()


def test_nothing_lies_over_the_footer(browser: Browser, home: str, site: Path) -> None:
    by_length = sorted(PAGES, key=lambda address: file_of(site, address).stat().st_size)
    others = set(addresses(site)) - set(PAGES)
    for page in without_errors(browser):
        for address in sorted({*others, by_length[0], by_length[-1]}):
            page.goto(home + address)
            for width, height in SIZES:
                page.set_viewport_size({"width": width, "height": height})
                page.evaluate(TO_THE_END)
                assert page.evaluate(OVER_THE_FOOTER) == [True, []], (address, width)


def test_the_palette_is_chosen_and_kept(page: Page, home: str) -> None:
    page.emulate_media(color_scheme="dark")
    page.goto(home)
    assert page.evaluate(BRIGHTNESS) < 128
    page.get_by_role("button", name="Switch to light mode").click()
    assert page.evaluate(BRIGHTNESS) > 128
    page.goto(home + PAGES[0])
    assert page.evaluate(BRIGHTNESS) > 128
    page.get_by_role("button", name="Switch to dark mode").click()
    assert page.evaluate(BRIGHTNESS) < 128
    page.reload()
    assert page.evaluate(BRIGHTNESS) < 128
    expect(page.locator("[data-scheme]:visible")).to_have_count(1)


@pytest.mark.parametrize("opener", ["a click", "/", "f", "s"])
@pytest.mark.parametrize("then", ["Enter", "Escape"])
def test_the_search_opens_finds_and_goes_or_closes(
    page: Page, home: str, opener: str, then: str
) -> None:
    page.goto(home)
    field = page.locator(".md-search__input")
    results = page.locator(".md-search__output")
    expect(results).to_have_css("opacity", "0")
    page.evaluate("scrollTo(0, 1000)")
    field.click() if opener == "a click" else page.keyboard.press(opener)
    expect(field).to_be_focused()
    expect(results).to_have_css("opacity", "1")
    page.keyboard.type("normal equation")
    found = page.locator(".md-search-result__link")
    found.and_(page.locator("[href*='h=normal+equation#']")).first.wait_for(state="attached")
    expect(found.first).to_be_in_viewport()
    page.keyboard.press(then)
    if then == "Enter":  # to the best, which may be a section of the first
        page.wait_for_url(re.compile(r"h=normal\+equation#."))
    else:
        expect(field).not_to_be_focused()
        expect(results).to_have_css("opacity", "0")
        assert page.evaluate("scrollY") == 1000


def test_keys_lead_to_the_next_page_and_back(page: Page, home: str) -> None:
    page.goto(home + PAGES[0])
    for key, address in (("n", 1), (".", 2), ("p", 1), (",", 0)):
        page.keyboard.press(key)
        page.wait_for_url(home + PAGES[address])


def test_the_drawer_opens_nests_and_scrolls(phone: Page, home: str, site: Path) -> None:
    def to_the_last(links: Locator) -> None:
        links.first.scroll_into_view_if_needed()
        expect(links.last).not_to_be_in_viewport()
        links.first.hover()
        phone.mouse.wheel(0, 5000)
        expect(links.last).to_be_in_viewport()

    phone.goto(home + longest(site, PAGES))
    drawer = phone.locator(".md-sidebar--primary")
    expect(drawer).not_to_be_in_viewport()
    phone.locator(".md-header [for=__drawer]").tap()
    expect(drawer).to_be_in_viewport(ratio=0.9)
    # It opens with the chapters of a part; down from there are the contents, and up the parts.
    this = drawer.locator("label.md-nav__link[for=__toc]")
    this.tap()
    contents = drawer.locator("[data-md-component=toc] a.md-nav__link")
    to_the_last(contents)
    drawer.locator("label.md-nav__title[for=__toc]").tap()
    expect(this).to_be_in_viewport()
    part = this.locator("xpath=ancestor::nav[1]")
    assert part.locator("a.md-nav__link:visible").count() > 1
    part.locator("> label.md-nav__title").tap()
    drawer.locator("label.md-nav__link", has_text="Reference").tap()
    link = drawer.get_by_role("link", name="All theorems")
    link.tap()
    phone.wait_for_url(f"{home}theorems/")
    expect(drawer).not_to_be_in_viewport()
