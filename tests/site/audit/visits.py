"""Every page as readers open it in Chromium: what axe finds, what it logs, and what it asks for.

Wide and narrow, light and dark, the code closed and open.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from itertools import product
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page

from tests.site.audit.measure import Measure, named
from tests.site.browser import addresses, serve

AXE = Path(__file__).parent / "node_modules/axe-core/axe.min.js"
WIDTHS = (1440, 390)
SCHEMES = ("light", "dark")
CODE = ("closed", "open")
MATERIAL = {"light": "default", "dark": "slate"}  # what Material calls the schemes
TURN = """code => document.querySelectorAll("details").forEach(each => {
    each.open = code === "open";
})"""


def visits(browser: Browser, site: Path) -> Iterator[Measure]:
    """What axe finds, the console says and other hosts are asked for, on all pages together."""
    axe = AXE.read_text(encoding="utf-8")
    pages = addresses(site)
    violations: dict[str, list[str]] = {}
    said: dict[str, None] = {}
    asked: dict[str, None] = {}
    with serve(site) as home:
        for width, scheme in product(WIDTHS, SCHEMES):
            for address in pages:
                with opened(browser, width, scheme) as page:
                    listen(page, home, address, said, asked)
                    page.goto(home + address, wait_until="networkidle")
                    page.evaluate("document.fonts.ready")
                    page.evaluate(axe)
                    for code in CODE:
                        page.evaluate(TURN, code)
                        for violation in found_by_axe(page, scheme):
                            state = f"{width} {scheme}, code {code}"
                            violations.setdefault(f"{named(address)}: {violation}", []).append(
                                state
                            )
    states = len(WIDTHS) * len(SCHEMES) * len(CODE)
    found = tuple(f"{each} [{'; '.join(where)}]" for each, where in violations.items())
    where = f"{len(pages)} pages, {states} states"
    yield Measure("axe", where, f"{len(found)} violations", "0 violations", found)
    yield Measure("console", where, f"{len(said)} messages", "0 messages", tuple(said))
    yield Measure("other hosts", where, f"{len(asked)} requests", "0 requests", tuple(asked))


@contextmanager
def opened(browser: Browser, width: int, scheme: Any) -> Iterator[Page]:
    """A new page of a width, in a scheme of colours."""
    size = {"width": width, "height": 900}
    with browser.new_page(viewport=size, color_scheme=scheme, reduced_motion="reduce") as page:
        yield page


def listen(
    page: Page, home: str, address: str, said: dict[str, None], asked: dict[str, None]
) -> None:
    """Note what a page says on the console, and what it asks of other hosts."""
    own = (home, "data:", f"blob:{home}")
    name = named(address)
    page.on("console", lambda each: said.setdefault(f"{name}: {each.text}"))
    page.on("pageerror", lambda each: said.setdefault(f"{name}: {each}"))
    page.on(
        "request",
        lambda each: None if each.url.startswith(own) else asked.setdefault(f"{name}: {each.url}"),
    )


def found_by_axe(page: Page, scheme: str) -> Iterator[str]:
    """Each rule that axe sees broken, with the element; and a state that was not reached."""
    if page.locator("body").get_attribute("data-md-color-scheme") != MATERIAL[scheme]:
        yield f"is not {scheme}"
    found = page.evaluate("axe.run({ resultTypes: ['violations'] })")
    if not found["passes"]:
        yield "axe has looked at nothing"
    for violation in found["violations"]:
        alike = {node["html"]: node for node in reversed(violation["nodes"])}  # the first of each
        for html, node in alike.items():
            why = " ".join(node["failureSummary"].split("\n")[1:2]).strip()
            where = " ".join(map(str, node["target"]))
            yield f"{violation['id']}: {html[:160]} at {where}: {why}"
