"""Every page, as a reader finds it in a real Chromium."""

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote, unquote, urldefrag, urlsplit

import pytest
from bs4 import BeautifulSoup
from playwright.sync_api import Browser, Page

from tests.site.browser import addresses

WIDTHS = (1440, 390)
SCHEMES = ("light", "dark")

# Text that a reader sees, without code and without the TeX that MathML carries as an annotation.
VISIBLE_TEXT = """() => {
    const copy = document.body.cloneNode(true);
    copy.querySelectorAll("pre, code, script, style, annotation").forEach((e) => e.remove());
    return copy.textContent;
}"""
UNREACHABLE = """() => [...document.querySelectorAll("main *")]
    .filter((e) => e.scrollWidth > e.clientWidth && e.clientWidth > 0)
    .filter((e) => ["auto", "scroll"].includes(getComputedStyle(e).overflowX))
    .filter((e) => e.closest(".theorem") && e.tabIndex < 0)
    .map((e) => e.outerHTML.slice(0, 200))"""


@pytest.fixture(params=[(width, scheme) for width in WIDTHS for scheme in SCHEMES], ids=str)
def page(request: pytest.FixtureRequest, browser: Browser) -> Iterator[Page]:
    width, scheme = request.param
    with browser.new_page(
        viewport={"width": width, "height": 900}, color_scheme=scheme, reduced_motion="reduce"
    ) as page:
        yield page


def test_every_page_reads_well(page: Page, home: str, site: Path) -> None:
    said: list[str] = []
    asked: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.on("request", lambda request: asked.append(request.url))
    for address in addresses(site):
        page.goto(home + address, wait_until="networkidle")
        page.evaluate("document.fonts.ready")
        assert said == [], address
        foreign = [url for url in asked if not url.startswith((home, "data:", "blob:" + home))]
        assert foreign == [], address

        width = page.evaluate("document.documentElement.scrollWidth")
        assert width <= page.viewport_size["width"], f"{address} scrolls sideways"
        assert page.evaluate(UNREACHABLE) == [], address

        text = page.evaluate(VISIBLE_TEXT)
        assert "\\(" not in text, address
        assert "\\)" not in text, address
        shown = page.locator(".katex-html").count()
        assert shown == page.locator(".katex-mathml math").count(), address


def test_dark_is_dark(page: Page, home: str) -> None:
    page.goto(home)
    colour = page.evaluate("getComputedStyle(document.body).backgroundColor")
    brightness = sum(int(part) for part in colour[4:-1].split(",")) / 3
    dark = page.evaluate("matchMedia('(prefers-color-scheme: dark)').matches")
    assert (brightness < 128) == dark


def test_formulas_and_fonts_need_no_script(browser: Browser, home: str, site: Path) -> None:
    with browser.new_context(java_script_enabled=False) as context, context.new_page() as page:
        fonts: list[str] = []
        page.on("requestfinished", lambda request: fonts.append(request.url))
        formulas = 0
        for address in addresses(site):
            page.goto(home + address, wait_until="networkidle")
            for formula in page.locator(".katex-html").all():
                assert formula.bounding_box(), address
                formulas += 1
        assert formulas
        assert any(url.endswith("KaTeX_Math-Italic.woff2") for url in fonts)


def test_a_theorem_can_be_searched_for(browser: Browser, home: str, site: Path) -> None:
    headings = [
        heading
        for address in addresses(site)
        for heading in soup(site, address).select(".theorem h3[id]")
    ]
    assert headings, "no page publishes a theorem"
    name, slug = headings[0].get_text(), headings[0]["id"]
    with browser.new_page() as page:
        page.goto(f"{home}?q={quote(name)}")
        page.locator(f'.md-search-result__link[href*="#{slug}"]').wait_for(state="attached")


def test_every_internal_link_leads_somewhere(site: Path) -> None:
    names = addresses(site)
    ids = {name: {str(tag["id"]) for tag in soup(site, name).find_all(id=True)} for name in names}
    for name in names:
        for tag in soup(site, name).select("[href], [src]"):
            url = str(tag.get("href") or tag["src"])
            if urlsplit(url).scheme or url.startswith("//"):
                continue
            address, fragment = urldefrag(url)
            path = (site / name / ".." if name.endswith(".html") else site / name).resolve()
            path = site / address[1:] if address.startswith("/") else path / unquote(address)
            path = path.resolve()
            target = path / "index.html" if path.is_dir() else path
            assert target.is_file(), f"{name}: {url}"
            if fragment and target.suffix == ".html":
                where = target.relative_to(site.resolve()).as_posix().removesuffix("index.html")
                assert unquote(fragment) in ids[where], f"{name}: {url}"


def soup(site: Path, address: str) -> BeautifulSoup:
    path = site / address
    path = path / "index.html" if path.is_dir() else path
    return BeautifulSoup(path.read_text(encoding="utf-8"), "html.parser")
