"""Every page as readers open it in Chromium: what axe finds, what it logs, and what it asks for.

Wide and narrow, light and dark, the code closed and open.
"""

import os
from collections import defaultdict
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from itertools import product
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page, Request, Route

from tests.site.audit.measure import Measure, named
from tests.site.browser import addresses, open_browser, permanent_addresses, serve

AXE = Path(__file__).parent / "node_modules/axe-core/axe.min.js"
WIDTHS = (1440, 390)
SCHEMES = ("light", "dark")
CODE = ("closed", "open")
MATERIAL = {"light": "default", "dark": "slate"}  # what Material calls the schemes
TURN = """code => document.querySelectorAll("details").forEach(each => {
    each.open = code === "open";
})"""

# What watches the sizes of boxes is told once the page is laid out.
SETTLED = "new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))"


@dataclass
class Seen:
    """What was found on the way through the pages, each thing once."""

    violations: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    said: dict[str, None] = field(default_factory=dict)
    asked: dict[str, None] = field(default_factory=dict)


def visits(site: Path) -> Iterator[Measure]:
    """What axe finds, the console says and other hosts are asked for, on all pages together."""
    pages, small = addresses(site), few(permanent_addresses(site))
    ways = list(product(WIDTHS, SCHEMES))
    seen = Seen()
    with serve(site) as home, ThreadPoolExecutor(os.cpu_count()) as threads:
        for each in threads.map(partial(walk, home, pages, small), ways):
            for violation, states in each.violations.items():
                seen.violations[violation] += states
            seen.said |= each.said
            seen.asked |= each.asked
    where = f"{len(pages) + len(small)} pages, {len(ways) * len(CODE)} states"
    found = tuple(f"{each} [{'; '.join(where)}]" for each, where in seen.violations.items())
    yield Measure("axe", where, f"{len(found)} violations", "0 violations", found)
    said, asked = tuple(seen.said), tuple(seen.asked)
    yield Measure("console", where, f"{len(said)} messages", "0 messages", said)
    yield Measure("other hosts", where, f"{len(asked)} requests", "0 requests", asked)


def few(alike: list[str]) -> list[str]:
    """The first and the last of some pages that are made alike."""
    return alike[:1] + alike[1:][-1:]


def walk(home: str, pages: list[str], small: list[str], way: tuple[int, str]) -> Seen:
    """Open every page at one width and in one scheme, in a browser of its own."""
    width, scheme = way
    axe = AXE.read_text(encoding="utf-8")
    seen = Seen()
    with open_browser() as browser:
        for address in pages:
            with opened(browser, width, scheme) as page:
                listen(page, home, address, seen)
                page.goto(home + address, wait_until="networkidle")
                page.evaluate("document.fonts.ready")
                page.evaluate(axe)
                for code in CODE:
                    page.evaluate(TURN, code)
                    page.evaluate(SETTLED)
                    for violation in found_by_axe(page, scheme):
                        state = f"{width} {scheme}, code {code}"
                        seen.violations[f"{named(address)}: {violation}"].append(state)
        for address in small:
            with opened(browser, width, scheme) as page:
                listen(page, home, address, seen)
                page.route("**/*", partial(stay_at, home + address))
                page.goto(home + address, wait_until="networkidle")
                page.evaluate(axe)
                left = [] if page.url == home + address else ["has led on"]
                for violation in [*left, *broken(page)]:
                    seen.violations[f"{named(address)}: {violation}"].append(f"{width} {scheme}")
    return seen


def stay_at(address: str, route: Route) -> None:
    """Keep a page open that leads on to another."""
    if route.request.is_navigation_request() and route.request.url != address:
        route.fulfill(status=204)
    else:
        route.continue_()


@contextmanager
def opened(browser: Browser, width: int, scheme: Any) -> Iterator[Page]:
    """A new page of a width, in a scheme of colours."""
    size = {"width": width, "height": 900}
    with browser.new_page(viewport=size, color_scheme=scheme, reduced_motion="reduce") as page:
        yield page


def listen(page: Page, home: str, address: str, seen: Seen) -> None:
    """Note what a page says on the console, and what it asks of other hosts."""
    own = (home, "data:", f"blob:{home}")
    name = named(address)
    page.on("console", lambda each: seen.said.setdefault(f"{name}: {each.text}"))
    page.on("pageerror", lambda each: seen.said.setdefault(f"{name}: {each}"))

    def note(request: Request) -> None:
        if not request.url.startswith(own):
            seen.asked.setdefault(f"{name}: {request.url}")

    page.on("request", note)


def found_by_axe(page: Page, scheme: str) -> Iterator[str]:
    """Each rule that axe sees broken, with the element; and a state that was not reached."""
    if page.locator("body").get_attribute("data-md-color-scheme") != MATERIAL[scheme]:
        yield f"is not {scheme}"
    yield from broken(page)


def broken(page: Page) -> Iterator[str]:
    """Each rule that axe sees broken, with the element."""
    found = page.evaluate("axe.run({ resultTypes: ['violations'] })")
    if not found["passes"]:
        yield "axe has looked at nothing"
    for violation in found["violations"]:
        alike = {node["html"]: node for node in reversed(violation["nodes"])}  # the first of each
        for html, node in alike.items():
            why = " ".join(node["failureSummary"].split("\n")[1:2]).strip()
            where = " ".join(map(str, node["target"]))
            yield f"{violation['id']}: {html[:160]} at {where}: {why}"
