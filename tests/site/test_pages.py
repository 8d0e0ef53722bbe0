"""Every page, as a reader finds it in a real Chromium."""

import json
import re
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from urllib.parse import quote, urljoin

import pytest
from playwright.sync_api import Browser, Page, expect

from derivations.publishing import contents
from derivations.publishing.citation import permanent
from tests.site.audit.links import dead_links, soup
from tests.site.browser import addresses, lay_all_out

WIDTHS = (1440, 390)
SCHEMES = ("light", "dark")
NAMES = {"light": "default", "dark": "slate"}  # what Material calls them
WIDTH = "document.documentElement.scrollWidth"

CHAPTERS = [f"{chapter.page}/" for chapter in contents.CHAPTERS]

# Formulas on the page, and those of them that take up room.
SEEN = """() => {
    const all = [...document.querySelectorAll(".katex-html")];
    return [all.length, all.filter((e) => e.getBoundingClientRect().width > 0
        || e.closest("details:not([open])")).length];
}"""
# Whether formulas are set in KaTeX's letters, or in others because these cannot be had.
IN_ITS_LETTERS = """document.fonts.ready.then((fonts) => [...fonts].some(
    (font) => font.family === "KaTeX_Math" && font.status === "loaded"))"""
# Text that a reader sees, without code and without the TeX that MathML carries as an annotation.
VISIBLE_TEXT = """() => {
    const copy = document.body.cloneNode(true);
    copy.querySelectorAll("pre, code, script, style, annotation").forEach((e) => e.remove());
    return copy.textContent;
}"""
SCROLLED = """[...document.querySelectorAll(".theorem *:not(.katex, .katex *)")]
    .filter((e) => e.scrollWidth > e.clientWidth && e.clientWidth > 0)
    .filter((e) => ["auto", "scroll"].includes(getComputedStyle(e).overflowX))"""
UNREACHABLE = f"""() => new Promise((frame) => requestAnimationFrame(() => setTimeout(frame)))
    .then(() => {SCROLLED}.filter((e) => e.tabIndex < 0).map((e) => e.outerHTML.slice(0, 200)))"""

# As Material does it on a slow machine.
BOXED_ANEW = """() => {
    const late = document.querySelector(".md-typeset__scrollwrap").cloneNode(true);
    late.removeAttribute("tabindex");
    document.querySelector(".md-typeset__scrollwrap").replaceWith(late);
}"""

# Formulas of which a part stands left of their box, where nothing scrolls to it.
CUT_ON_THE_LEFT = """[...document.querySelectorAll(".formula, .statement, .says")]
    .filter((box) => [...box.children].some((part) =>
        part.getBoundingClientRect().left < box.getBoundingClientRect().left - 1))
    .map((box) => box.outerHTML.slice(0, 200))"""
# Formulas that are parted by the end of a line from the comma, or the like, that ends them.
PARTED = """[...document.querySelectorAll("article .katex")].filter((formula) => {
    const around = formula.nextSibling ? formula : formula.parentElement;
    const after = around.nextSibling;
    if (after?.nodeType !== Node.TEXT_NODE || !/^[,.;:!?)]/.test(after.data)) return false;
    const sign = new Range();
    sign.setStart(after, 0);
    sign.setEnd(after, 1);
    const last = [...formula.querySelectorAll(".katex-base")].at(-1);
    return sign.getBoundingClientRect().left < last.getBoundingClientRect().left;
}).map((formula) => formula.parentElement.textContent.slice(0, 200))"""
# Blocks of code that are wider than their box.
WIDE_CODE = """[...document.querySelectorAll("article pre > code")]
    .filter((code) => code.scrollWidth > code.clientWidth).map((code) => code.textContent)"""


# Marks the element that has the focus; false once the focus has left the text.
REACHED = """() => {
    document.activeElement.dataset.reached = "yes";
    return document.activeElement.closest("article") !== null;
}"""


@pytest.fixture(params=[(width, scheme) for width in WIDTHS for scheme in SCHEMES], ids=str)
def page(request: pytest.FixtureRequest, browser: Browser) -> Iterator[Page]:
    width, scheme = request.param
    with browser.new_page(
        viewport={"width": width, "height": 900}, color_scheme=scheme, reduced_motion="reduce"
    ) as page:
        yield page


# A page is opened at one width under one scheme, and shown under the other and at others too.
@pytest.mark.parametrize(
    ("width", "schemes", "others"), [(1440, SCHEMES, (1280, 1024)), (390, SCHEMES[::-1], (720,))]
)
def test_every_page_reads_well(
    browser: Browser,
    home: str,
    site: Path,
    width: int,
    schemes: tuple[str, str],
    others: tuple[int, ...],
) -> None:
    said: list[str] = []
    asked: list[str] = []
    with browser.new_page(
        viewport={"width": width, "height": 900}, reduced_motion="reduce"
    ) as page:
        page.on("console", lambda message: said.append(message.text))
        page.on("pageerror", lambda error: said.append(str(error)))
        page.on("request", lambda request: asked.append(request.url))
        for address in addresses(site):
            page.set_viewport_size({"width": width, "height": 900})
            page.emulate_media(color_scheme=schemes[0])
            page.goto(home + address)
            page.evaluate("document.fonts.ready")
            text = page.evaluate(VISIBLE_TEXT)
            assert "\\(" not in text, address
            assert "\\)" not in text, address
            shown = page.locator(".katex-html").count()
            assert shown == page.locator(".katex-mathml math").count(), address
            assert page.evaluate(WIDTH) <= width, f"{address} scrolls sideways"

            lay_all_out(page)
            for scheme in schemes:
                page.emulate_media(color_scheme=scheme)
                expect(page.locator("body")).to_have_attribute(
                    "data-md-color-scheme", NAMES[scheme], timeout=30_000
                )
                assert page.evaluate(UNREACHABLE) == [], (address, scheme)
                assert page.evaluate(WIDTH) <= width, f"{address} scrolls sideways, laid out"

            for each in (width, *others):
                page.set_viewport_size({"width": each, "height": 900})
                assert page.evaluate(CUT_ON_THE_LEFT) == [], (address, each)
                assert page.evaluate(PARTED) == [], (address, each)
                assert page.evaluate(WIDE_CODE) == [], (address, each)

            assert said == [], address
            foreign = [url for url in asked if not url.startswith((home, "data:", "blob:" + home))]
            assert foreign == [], address


def test_the_format_of_proofs_has_room_for_its_words(browser: Browser, home: str) -> None:
    for width in (1280, 720, 390):
        with browser.new_page(viewport={"width": width, "height": 900}) as page:
            page.goto(f"{home}proof-format/")
            words = page.locator(".rules dd")
            assert min(words.evaluate_all("all => all.map((one) => one.clientWidth)")) > 250
            kinds = page.locator(".kinds th code")
            high = kinds.evaluate_all("all => all.map((one) => one.getClientRects().length)")
            assert set(high) == {1}


def test_a_theorem_that_a_link_leads_to_is_of_one_colour(browser: Browser, home: str) -> None:
    with browser.new_page() as page:
        page.goto(f"{home}log-likelihood/#log-likelihood")
        within = page.locator(".theorem:has(:target) details")
        colours = within.evaluate_all(
            "all => all.map((one) => getComputedStyle(one).backgroundColor)"
        )
        assert set(colours) == {"rgba(0, 0, 0, 0)"}


def test_no_page_shows_plain_subscripts_or_names_in_other_letters(site: Path) -> None:
    for address in addresses(site):
        article = soup(site, address, "md-content")
        for other in article.select("pre, code, option, annotation, .katex, .doc-heading, svg"):
            other.decompose()
        raw = re.findall(r"\b\w_[{\w].*|[\U0001d5a0-\U0001d5d3]+|`.*", article.get_text())
        assert raw == [], address


def test_tab_passes_no_formula_that_scrolls(browser: Browser, home: str) -> None:
    with browser.new_page(viewport={"width": 390, "height": 800}) as page:
        page.goto(f"{home}squared-error-to-closed-form/")
        page.evaluate("document.fonts.ready")
        page.locator(".download [download]").focus()
        while page.evaluate(REACHED):
            page.keyboard.press("Tab")
        lay_all_out(page)
        scrolled = page.evaluate(f"{SCROLLED}.map((e) => e.dataset.reached)")
        assert len(scrolled) > 3
        assert set(scrolled) == {"yes"}


def test_a_wide_table_whose_box_comes_late_is_reached_by_keyboard(
    browser: Browser, home: str
) -> None:
    with browser.new_page(viewport={"width": 390, "height": 800}) as page:
        page.goto(f"{home}one-number/", wait_until="networkidle")
        page.evaluate("document.fonts.ready")
        page.evaluate(BOXED_ANEW)
        expect(page.locator(".md-typeset__scrollwrap").first).to_have_attribute("tabindex", "0")


def test_dark_is_dark(page: Page, home: str) -> None:
    page.goto(home)
    colour = page.evaluate("getComputedStyle(document.body).backgroundColor")
    brightness = sum(int(part) for part in colour[4:-1].split(",")) / 3
    dark = page.evaluate("matchMedia('(prefers-color-scheme: dark)').matches")
    assert (brightness < 128) == dark


def test_a_reader_chooses_the_scheme(browser: Browser, home: str) -> None:
    def shown(scheme: str) -> None:  # waits, for a change of the system's arrives as an event
        expect(page.locator("body")).to_have_attribute("data-md-color-scheme", scheme)
        expect(page.locator("[data-scheme]:visible")).to_have_count(1)

    with browser.new_page(color_scheme="dark") as page:
        page.goto(home)
        shown("slate")
        page.get_by_role("button", name="Switch to light mode").focus()
        page.keyboard.press("Enter")
        shown("default")
        page.goto(home + CHAPTERS[0])
        shown("default")
        page.get_by_role("button", name="Switch to dark mode").click()
        shown("slate")
        page.get_by_role("button", name="Follow the system").click()
        page.emulate_media(color_scheme="light")
        shown("default")


def test_formulas_fonts_and_hypotheses_need_no_script(
    browser: Browser, home: str, site: Path
) -> None:
    with browser.new_context(java_script_enabled=False) as context, context.new_page() as page:
        for address in addresses(site):
            page.goto(home + address)
            there, seen = page.evaluate(SEEN)
            assert seen == there, address
            assert there or address not in CHAPTERS, address
            assert address not in CHAPTERS or page.evaluate(IN_ITS_LETTERS), address

        page.goto(home + CHAPTERS[0])
        chip = page.locator(".chip").first
        assert not chip.locator("p").is_visible()
        chip.locator("summary").click()
        assert chip.locator("p").is_visible()
        assert page.locator(".copy").count() == 0


def test_a_hypothesis_opens_by_keyboard_and_leads_to_its_first_use(
    browser: Browser, home: str
) -> None:
    with browser.new_page() as page:
        page.goto(home + CHAPTERS[-1])
        chip = page.locator(".chip").first
        chip.locator("summary").focus()
        page.keyboard.press("Enter")
        words = chip.locator("p")
        assert words.is_visible()
        hypothesis = chip.locator("annotation").text_content()
        link = words.locator("a")
        title = link.text_content()
        link.click()
        target = page.locator(":target")
        assert target.text_content().strip() == title
        used = page.locator(".theorem", has=page.locator(":target")).locator(".chip annotation")
        assert hypothesis in used.all_text_contents()


@pytest.mark.parametrize("place", [".theorem", ".theorem .line"])
def test_a_theorem_and_a_line_can_be_copied_by_keyboard(
    browser: Browser, home: str, site: Path, place: str
) -> None:
    address = next(address for address in CHAPTERS if "closed-form" in address)
    copies = json.loads((site / address / "copies.json").read_text(encoding="utf-8"))
    with browser.new_context(permissions=["clipboard-read", "clipboard-write"]) as context:
        page = context.new_page()
        page.goto(home + address)
        at = page.locator(place).first
        at.scroll_into_view_if_needed()  # it gets its button when it comes near
        id = at.evaluate("(e) => e.id || e.querySelector('h3').id")
        wanted = {
            "Copy LaTeX": copies[id]["latex"],
            "Copy SymPy": copies[id]["sympy"],
            "Copy BibTeX": copies[id]["bibtex"],
            "Copy link": home + permanent(id),
        }
        for place_in_menu, (name, text) in enumerate(wanted.items()):
            at.locator(".copy").first.focus()
            page.keyboard.press("Enter")
            page.locator("#copies:popover-open").wait_for()
            for _ in range(place_in_menu):
                page.keyboard.press("Tab")
            assert page.evaluate("document.activeElement.textContent") == name
            page.keyboard.press("Enter")
            page.locator("#copies").wait_for(state="hidden")
            page.wait_for_function("document.activeElement.matches('.copy')")
            assert page.evaluate("navigator.clipboard.readText()") == text
        at.locator(".copy").first.click()
        page.keyboard.press("Escape")
        assert not page.locator("#copies").is_visible()


def test_one_button_at_a_time_has_its_menu_open(browser: Browser, home: str) -> None:
    with browser.new_page() as page:
        page.goto(home + CHAPTERS[0])
        page.locator(".theorem").first.scroll_into_view_if_needed()
        open_buttons = page.locator('.copy[aria-expanded="true"]')
        for number in (0, 1):
            button = page.locator(".line .copy").nth(number)
            button.click()
            page.locator("#copies:popover-open").wait_for()
            expect(button).to_have_attribute("aria-expanded", "true")
            expect(open_buttons).to_have_count(1)
        page.keyboard.press("Escape")
        expect(open_buttons).to_have_count(0)


def test_what_cannot_be_fetched_is_asked_for_again(browser: Browser, home: str) -> None:
    with browser.new_page() as page:
        page.goto(home + CHAPTERS[0])
        page.route("**/copies.json", lambda route: route.abort())
        button = page.locator(".theorem .copy").first
        page.locator(".theorem").first.scroll_into_view_if_needed()
        button.click()
        expect(page.locator("#copies button")).to_have_text(["Copy link"])
        page.keyboard.press("Escape")
        page.unroute("**/copies.json")
        button.click()
        expect(page.locator("#copies button")).to_have_text(
            ["Copy LaTeX", "Copy SymPy", "Copy BibTeX", "Copy link"]
        )


def test_a_line_keeps_its_reason_beside_it_where_there_is_room(browser: Browser, home: str) -> None:
    below = "document.querySelectorAll('.line.wide').length"
    with browser.new_page(viewport={"width": 1440, "height": 900}) as page:
        page.goto(f"{home}column-of-ones/")
        lay_all_out(page)
        page.wait_for_function(f"{below} > 0")  # some lines are too long
        few = page.evaluate(below)
        assert few < page.locator(".line").count() / 2
        page.set_viewport_size({"width": 720, "height": 900})
        page.wait_for_function(f"{below} > {few}")
        page.set_viewport_size({"width": 1440, "height": 900})
        page.wait_for_function(f"{below} === {few}")


def test_on_paper_there_is_no_code_and_nothing_to_press(browser: Browser, home: str) -> None:
    with browser.new_page(color_scheme="dark") as page:
        page.goto(home + CHAPTERS[0])
        page.locator(".theorem").first.scroll_into_view_if_needed()
        page.locator(".line .copy").first.wait_for(state="attached")
        page.emulate_media(media="print")
        link = page.locator(".theorem a").first
        assert link.evaluate("(e) => getComputedStyle(e).getPropertyValue('--blue')") == "#2457c5"
        for hidden in (
            ".theorem > .copy",
            ".line .copy",
            "details.source",
            ".download",
            ".md-header",
        ):
            assert not page.locator(hidden).first.is_visible(), hidden
        assert page.locator(".theorem .reason").first.is_visible()


@pytest.mark.parametrize(
    ("query", "id"),
    [
        ("The normal equation", "normal-equation"),  # a title
        ("minimisers-have-the-same-fit", "minimisers-have-the-same-fit"),
        ("each basis vector has a 1", "sum-of-basis-vectors"),  # words of a reason
    ],
)
def test_a_theorem_is_found_by_title_id_and_words(
    browser: Browser, home: str, query: str, id: str
) -> None:
    with browser.new_page() as page:
        page.goto(f"{home}?q={quote(query)}")
        page.locator(f'.md-search-result__link[href*="#{id}"]').first.wait_for(state="attached")


def test_the_pages_follow_the_argument(site: Path) -> None:
    for before, after in pairwise(["", *CHAPTERS]):
        link = soup(site, before, "md-footer__link--next").a
        assert link is not None
        assert urljoin(f"/{before}", str(link["href"])) == f"/{after}"


def test_every_link_and_every_head_of_a_table_has_words(site: Path) -> None:
    """A formula is no words to all readers."""
    for address in addresses(site):
        article = soup(site, address, "md-content")
        for formula in article.select(".katex"):
            formula.clear()
        silent = [tag for tag in article.select("a[href], th") if not tag.get_text(strip=True)]
        assert [tag for tag in silent if not tag.get("aria-label")] == [], address


def test_no_two_navigations_of_a_page_are_called_alike(site: Path) -> None:
    """A screen reader lists them by their names; one copy of the contents is shown at a time."""
    for address in addresses(site):
        page = soup(site, address, "md-(sidebar|header|footer)")
        for copy in page.select(".md-sidebar--secondary"):
            copy.decompose()
        labels = {tag["id"]: tag.get_text(" ", strip=True) for tag in page.select("label[id]")}
        names = [
            nav.get("aria-label") or labels[nav["aria-labelledby"]] for nav in page.select("nav")
        ]
        assert sorted(names) == sorted(set(names)), address


def test_every_internal_link_leads_somewhere(site: Path) -> None:
    assert list(dead_links(site)) == []
