"""What a page weighs: the HTML of each chapter, and everything that a first visit fetches."""

from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

from playwright.sync_api import Browser

from tests.site.audit.measure import Measure, named
from tests.site.browser import compressed, file_of, serve

HTML = 60_000  # bytes of a chapter's HTML, compressed
VISIT = 300_000  # bytes that a first visit fetches, compressed, with the headers of all answers


def chapters(site: Path, pages: Iterable[str]) -> Iterator[Measure]:
    """The HTML of each page, compressed."""
    for address in pages:
        path = file_of(site, address)
        if not path.is_file():
            yield Measure("HTML, gzipped", named(address), "absent", kilobytes(HTML), ("absent",))
            continue
        size = len(compressed(path))
        finding = (f"{kilobytes(size)} of HTML, gzipped",) if size >= HTML else ()
        yield Measure(
            "HTML, gzipped", named(address), kilobytes(size), f"< {kilobytes(HTML)}", finding
        )


def first_visit(browser: Browser, site: Path, address: str) -> Measure:
    """Everything that is sent to a browser that opens a page and has never seen the site."""
    sent = Counter[str]()
    with serve(site, sent) as home, browser.new_context() as context, context.new_page() as page:
        page.goto(home + address, wait_until="networkidle")
        page.evaluate("document.fonts.ready")
    size = sent.total()
    largest = ", ".join(f"{path} {kilobytes(bytes)}" for path, bytes in sent.most_common(5))
    finding = (f"{kilobytes(size)} at a first visit; {largest}",) if size >= VISIT else ()
    return Measure("first visit", named(address), kilobytes(size), f"< {kilobytes(VISIT)}", finding)


def longest(site: Path, pages: Iterable[str]) -> str:
    """The page with the most HTML; home, if none is there."""
    files = {address: file_of(site, address) for address in pages}
    sizes = {address: path.stat().st_size for address, path in files.items() if path.is_file()}
    return max(sizes, key=sizes.__getitem__, default="")


def kilobytes(size: int) -> str:
    """A number of bytes, in thousands."""
    return f"{size / 1000:.1f} KB"
