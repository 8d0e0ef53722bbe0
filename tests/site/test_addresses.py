"""Addresses that were given once lead somewhere for ever: to the place where it is told now."""

import json
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest
from playwright.sync_api import Browser, Page, expect

from derivations.publishing.citation import permanent
from derivations.publishing.contents import CHAPTERS, MODULES
from derivations.publishing.registry import known_ids, read_registry
from tests.site.audit.links import soup
from tests.site.browser import ROOT, addresses, build, every_address, permanent_addresses

LIST = ROOT / "docs/_build/addresses.txt"
GIVEN = [row.split() for row in LIST.read_text(encoding="utf-8").splitlines()]
GIVEN_UP = {address: places for address, *places in GIVEN if places}


def home_of(id: str) -> str:
    """The chapter that tells a theorem or a line now."""
    return f"{MODULES[read_registry()[id.split('.')[0]]['module']].page}/"


@contextmanager
def plain_host(site: Path, folder: Path) -> Iterator[str]:
    """The site below a path of a host that does nothing but send files."""

    class Quiet(SimpleHTTPRequestHandler):
        def log_message(self, *_: object) -> None:
            pass

    (folder / "some/where").mkdir(parents=True)
    (folder / "some/where/else").symlink_to(site)
    handler = partial(Quiet, directory=folder)
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/some/where/else/"
        server.shutdown()


# The list.


def test_every_address_that_was_ever_given_is_there_and_every_page_is_in_the_list(
    site: Path,
) -> None:
    listed = [address for address, *_ in GIVEN]
    there = {address or "./" for address in every_address(site)} - {"404.html"}
    assert set(listed) - there == set(), "addresses that were given are gone: a page is missing"
    assert there - set(listed) == set(), f"enter what is new by hand in {LIST.relative_to(ROOT)}"
    rows = LIST.read_text(encoding="utf-8").splitlines()
    assert rows == sorted(set(rows)), "the list is sorted, and has each address once"


def test_every_theorem_ever_published_has_an_address(site: Path) -> None:
    theorems = {permanent(id) for id in read_registry() if "." not in id}
    assert theorems | set(GIVEN_UP) == set(permanent_addresses(site))
    assert len(theorems) >= 228


# What a page of an address says and where it leads, without a script.


def test_the_page_of_a_theorem_says_what_it_is_and_leads_there(site: Path) -> None:
    root = str(soup(site, "").select_one('link[rel="canonical"]')["href"])
    titles = {
        heading["id"]: heading.get_text().partition(" ")[2]
        for chapter in CHAPTERS
        for heading in soup(site, f"{chapter.page}/", "theorem").select("h3[id]")
    }
    for id in known_ids():
        page, title = soup(site, permanent(id)), titles[id]
        [heading] = page.select("h1")
        assert heading.get_text() == title
        assert page.title.get_text() == f"{title} - Line by Line"
        assert f"Theorem {id} of Line by Line, version" in page.get_text()
        assert "This proof uses" in page.pre.get_text()
        assert "\\" not in page.main.get_text(), id
        [told] = page.select(".told")
        assert told["href"] == f"../../{home_of(id)}#{id}"
        assert page.select_one('link[rel="canonical"]')["href"] == f"{root}{home_of(id)}#{id}"
        lines = {f"{id}.{entry['id']}": entry for entry in page.select("li[id]")}
        assert set(lines) == {line for line in read_registry() if line.startswith(f"{id}.")}
        for line, entry in lines.items():
            assert entry.a["href"] == f"../../{home_of(id)}#{line}"
            assert len(entry.get_text()) > len(entry.a.get_text()) + 4  # it says something


def test_the_small_pages_are_small_and_stay_out_of_search_and_sitemap(site: Path) -> None:
    index = json.loads((site / "search/entries.json").read_text(encoding="utf-8"))
    found = {document["location"].partition("#")[0] for document in index["docs"]}
    sitemap = (site / "sitemap.xml").read_text(encoding="utf-8")
    root = str(soup(site, "").select_one('link[rel="canonical"]')["href"])
    listed = {url.removeprefix(root) for url in re.findall("<loc>(.*?)</loc>", sitemap)}
    small = permanent_addresses(site)
    assert found == listed == set(addresses(site)) - {"404.html"}
    assert max((site / each / "index.html").stat().st_size for each in small) < 12_000
    for address in small:
        assert ("/t/" in f"/{address}") != bool(soup(site, address).select('meta[name="robots"]'))


# Where it leads a reader.


def lands(page: Page, address: str, id: str) -> None:
    """Assert that an address leads to where a theorem or line is told, and that it is seen."""
    page.goto(address)
    page.wait_for_url(f"**/{home_of(id)}#{id}")
    target = page.locator(":target")
    expect(target).to_have_attribute("id", id)
    expect(target).to_be_in_viewport()


PLACES = [
    ("t/normal-equation/", "normal-equation"),
    ("t/normal-equation/#gradient", "normal-equation.gradient"),
    ("t/normal-equation/#no-such-line", "normal-equation"),
    ("squared-error-to-its-minimum/#normal-equation", "normal-equation"),
    ("squared-error-to-its-minimum/#normal-equation.gradient", "normal-equation.gradient"),
    ("distribution-and-noise-variance/#cramer-rao", "cramer-rao"),
    # A page that is still there, and told more before it was divided.
    ("the-intercept/#frisch-waugh-lovell", "frisch-waugh-lovell"),
    ("minimum-and-projection/#hat-matrix-trace", "hat-matrix-trace"),
    ("frisch-waugh-lovell/#augmented-normal-equation", "augmented-normal-equation"),
]


@pytest.mark.parametrize(("address", "id"), PLACES)
def test_an_address_leads_to_where_it_is_told_now(
    browser: Browser, home: str, address: str, id: str
) -> None:
    with browser.new_page() as page:
        lands(page, home + address, id)


def test_without_a_script_a_reader_lands_on_a_link_that_leads_there(
    browser: Browser, home: str
) -> None:
    with browser.new_context(java_script_enabled=False) as context, context.new_page() as page:
        for address, id in PLACES[:2]:
            page.goto(home + address)
            assert page.url == home + address
            link = page.locator(":target a" if "#" in address else ".told")
            expect(link).to_be_in_viewport()
            link.click()
            page.wait_for_url(f"**/{home_of(id)}#{id}")


@pytest.mark.parametrize("address", GIVEN_UP)
def test_a_page_that_was_divided_names_those_that_took_its_place(
    browser: Browser, home: str, address: str
) -> None:
    with browser.new_page() as page:
        page.goto(home + address)
        assert page.url == home + address
        for place in GIVEN_UP[address]:
            [title] = [chapter.title for chapter in CHAPTERS if f"{chapter.page}/" == place]
            link = page.locator(f'main > p > a[href="../{place}"]')
            expect(link).to_have_text(title)


@pytest.mark.parametrize("place", [".theorem", ".theorem .line"])
def test_copy_link_gives_the_permanent_address_wherever_the_site_is(
    browser: Browser, site: Path, tmp_path: Path, place: str
) -> None:
    with (
        plain_host(site, tmp_path) as home,
        browser.new_context(permissions=["clipboard-read", "clipboard-write"]) as context,
    ):
        page = context.new_page()
        page.goto(f"{home}squared-error-to-closed-form/")
        at = page.locator(place).first
        at.scroll_into_view_if_needed()
        id = str(at.evaluate("(e) => e.id || e.querySelector('h3').id"))
        at.locator(".copy").first.focus()
        page.keyboard.press("Enter")
        page.get_by_role("button", name="Copy link").click()
        page.locator("#copies").wait_for(state="hidden")
        copied = page.evaluate("navigator.clipboard.readText()")
        assert copied == home + permanent(id)
        lands(context.new_page(), copied, id)


# A theorem that is retired.


def test_a_retired_theorem_keeps_an_address_that_says_so(root: Path) -> None:
    (root / "derivations").unlink()
    shutil.copytree(ROOT / "derivations", root / "derivations")
    path = root / "derivations/registry.json"
    entries = json.loads(path.read_text(encoding="utf-8"))
    for id in ("an-old-theorem", "an-old-theorem.its-line"):
        entries[id] = {"since": "0.1.0", "hashes": ["0" * 12]}
    path.write_text(json.dumps(entries), encoding="utf-8")
    (root / "docs/index.md").write_text("# A page\n\nWords.\n", encoding="utf-8")
    built = build(root / "site", root)
    assert built.returncode == 0, built.stderr

    page = soup(root / "site", "t/an-old-theorem/")
    assert "The theorem an-old-theorem of Line by Line is retired." in page.get_text()
    assert page.find(id="its-line")
    assert not page.find(id="its-line").a
    assert not page.select(".told")
    assert page.find("a", string="The log of changes says why.")["href"] == "../../changes/"
    assert (root / "site/changes/index.html").exists()
