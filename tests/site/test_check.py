"""Readers prove theorems in their own browser, by pointer and by keys; broken files are refused."""

import base64
import hashlib
import json
import re
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup
from playwright.sync_api import Browser, Page, Response, Route, expect

from derivations.kernel.frozen import hash_of
from derivations.publishing.registry import theorem, theorems
from tests.site.browser import serve
from tests.site.firefox import open_firefox

PROVED, REFUSED = '.check[data-found="proved"]', '.check[data-found="refused"]'
ID = "ridge-matrix-positive-definite"
WAIT = 60_000  # milliseconds, for a busy machine
Opened = Callable[..., AbstractContextManager[Page]]


@pytest.fixture
def opened(browser: Browser, home: str) -> Opened:
    """A page of the site; what it asks for and what it complains of are noted on it."""

    @contextmanager
    def open_page(address: str, before: Callable[[Page], None] = lambda _: None) -> Iterator[Page]:
        with browser.new_context() as context:
            page = context.new_page()
            complaints: list[str] = []
            page.on("pageerror", lambda error: complaints.append(str(error)))
            page.on("console", lambda said: complaints.append(said.text))
            before(page)
            page.goto(home + address)
            yield page
            assert not complaints

    return open_page


def test_each_theorem_has_a_button_that_names_it(opened: Opened) -> None:
    with opened("ridge/") as page:
        numbers = page.locator(".theorem:not(.quoted) h3 .number").all_inner_texts()
        for number in numbers:
            button = page.get_by_role("button", name=f"Check it here: {number}", exact=True)
            expect(button).to_have_count(1)
        expect(page.locator(".check button")).to_have_count(len(numbers))


@pytest.mark.parametrize("press", ["click", "Enter", " "])
def test_a_theorem_and_its_lines_are_proved(opened: Opened, press: str) -> None:
    with opened("ridge/") as page:
        button = page.get_by_role("button", name="Check it here: 28.1", exact=True)
        button.click() if press == "click" else button.press(press)
        told = page.locator(f"{PROVED} [role=status]")
        expect(told).to_have_text(re.compile("Proved by this browser"), timeout=WAIT)
        lines = len(theorem(ID).lines)
        assert re.fullmatch(
            rf"Proved by this browser: 1 theorem and {lines} lines, in \d+ steps and \d+\.\d\d "
            r"seconds, from the laws alone\. Each states what the registry has\.",
            told.inner_text(),
        )
        expect(button).not_to_have_attribute("aria-disabled", "true")
        page.get_by_text("What it states, in the form that is hashed").click()
        stated = page.locator(f"{PROVED} code").inner_text()
        digest = hashlib.sha256(stated.encode()).hexdigest()
        assert digest[:12] == hash_of(
            theorem(ID).theorem.hypotheses, theorem(ID).theorem.conclusion
        )


@pytest.mark.parametrize("address", ["", "trusted/"])
def test_all_theorems_are_proved(opened: Opened, address: str) -> None:
    with opened(address) as page:
        page.get_by_role("button", name="Check everything here").click()
        expect(page.get_by_role("progressbar", name="Steps that are proved")).to_be_visible()
        told = page.locator(f"{PROVED} [role=status]")
        expect(told).to_have_text(re.compile("Proved by this browser"), timeout=WAIT)
        lines = sum(len(each.lines) for each in theorems())
        facts = {fact for each in theorems() for fact in each.theorem.facts}
        assert f"{len(theorems())} theorems and {lines:,} lines" in told.inner_text()
        assert f"from the laws and {len(facts)} cited facts" in told.inner_text()
        expect(page.get_by_role("progressbar")).to_be_hidden()


def test_nothing_is_fetched_before_it_is_asked_for(opened: Opened) -> None:
    asked: list[str] = []

    def note(page: Page) -> None:
        page.on("response", lambda answer: asked.append(answer.url.rsplit("/", 1)[-1]))

    def heavy() -> set[str]:
        return {"checker.js", "proofs.json", "registry.json"} & set(asked)

    with opened("ridge/", note) as page:
        page.wait_for_load_state("networkidle")
        assert not heavy()
        page.get_by_role("button", name="Check it here: 28.1", exact=True).click()
        page.wait_for_selector(PROVED, timeout=WAIT)
        assert heavy() == {"checker.js", "proofs.json", "registry.json"}


def change(name: str, edit: Callable[[Any], None]) -> Callable[[Page], None]:
    """A page to which a file of the site comes changed."""

    def answer(route: Route) -> None:
        data = route.fetch().json()
        edit(data)
        route.fulfill(json=data)

    return lambda page: page.route(f"**/{name}", answer)


def _claim_more(proofs: dict[str, Any]) -> None:
    """Publish under the id of a theorem what an earlier step says."""
    [entry] = [entry for entry in proofs["published"] if entry[0] == ID]
    entry[1] -= 1


def _break_a_step(proofs: dict[str, Any]) -> None:
    [entry] = [entry for entry in proofs["published"] if entry[0] == ID]
    proofs["steps"][entry[1]][0] = "symmetric"


def _leave_a_line_out(proofs: dict[str, Any]) -> None:
    left_out = f"{ID}.{theorem(ID).lines[0].name}"
    proofs["published"] = [entry for entry in proofs["published"] if entry[0] != left_out]


def _forge(registry: dict[str, Any]) -> None:
    registry[ID]["hashes"] = ["0" * 12]


@pytest.mark.parametrize(
    ("name", "edit"),
    [
        ("proofs.json", _claim_more),
        ("proofs.json", _break_a_step),
        ("proofs.json", _leave_a_line_out),
        ("registry.json", _forge),
    ],
)
def test_a_file_that_was_changed_is_refused_in_red(
    opened: Opened, name: str, edit: Callable[[Any], None]
) -> None:
    with opened("ridge/", change(name, edit)) as page:
        page.get_by_role("button", name="Check it here: 28.1", exact=True).click()
        told = page.locator(f"{REFUSED} [role=status]")
        expect(told).to_have_text(re.compile("^Not proved: "), timeout=WAIT)
        red = page.evaluate("getComputedStyle(document.body).getPropertyValue('--red')").strip()
        shown = told.evaluate("(e) => getComputedStyle(e).color")
        channels = re.findall(r"\d+", shown)
        assert "#" + "".join(f"{int(each):02x}" for each in channels[:3]) == red
        expect(page.locator(PROVED)).to_have_count(0)


def test_what_is_missing_is_said_and_can_be_tried_again(browser: Browser, home: str) -> None:
    with browser.new_context() as context:
        page = context.new_page()
        page.route("**/proofs.json", lambda route: route.fulfill(status=404))
        page.goto(f"{home}ridge/")
        button = page.get_by_role("button", name="Check it here: 28.1", exact=True)
        button.click()
        expect(page.locator(REFUSED)).to_contain_text("proofs.json was not found", timeout=WAIT)
        page.unroute("**/proofs.json")
        button.click()
        page.wait_for_selector(PROVED, timeout=WAIT)


def test_it_runs_under_a_strict_content_security_policy(browser: Browser, home: str) -> None:
    """Scripts from the site alone, and those that Material writes into each page, by their hash."""

    def strict(route: Route) -> None:
        answer = route.fetch()
        inline = BeautifulSoup(answer.text(), "html.parser").select("script:not([src])")
        hashes = {
            base64.b64encode(hashlib.sha256(each.get_text().encode()).digest()).decode()
            for each in inline
        }
        allowed = " ".join(["'self'", *(f"'sha256-{each}'" for each in sorted(hashes))])
        policy = (
            f"default-src 'self'; script-src {allowed}; style-src 'self' 'unsafe-inline'; "
            "img-src 'self' data:"
        )
        route.fulfill(
            response=answer, headers={**answer.headers, "Content-Security-Policy": policy}
        )

    with browser.new_context() as context:
        page = context.new_page()
        refused: list[str] = []
        page.on("console", lambda said: refused.append(said.text))
        page.route(f"{home}ridge/", strict)
        answer = page.goto(f"{home}ridge/")
        assert isinstance(answer, Response)
        assert "script-src" in answer.headers["content-security-policy"]
        page.get_by_role("button", name="Check it here: 28.1", exact=True).click()
        page.wait_for_selector(PROVED, timeout=WAIT)
        assert not refused


def test_a_site_below_another_path_checks_too(browser: Browser, site: Path) -> None:
    with serve(site, root="/somewhere/below/") as address, browser.new_context() as context:
        page = context.new_page()
        page.goto(f"{address}ridge/")
        page.get_by_role("button", name="Check it here: 28.1", exact=True).click()
        page.wait_for_selector(PROVED, timeout=WAIT)


def test_firefox_proves_all_theorems_too(home: str) -> None:
    with open_firefox() as tab:
        for address in ("ridge/", ""):
            tab.goto(home + address)
            told = tab.evaluate(
                """new Promise((tell) => {
                  const box = document.querySelector(".check");
                  const found = () => box.dataset.found && tell(box.dataset.found);
                  new MutationObserver(found).observe(box, { attributes: true });
                  box.querySelector("button").click();
                })"""
            )
            assert told == "proved"


def test_without_a_script_the_page_says_what_would_be_here(browser: Browser, home: str) -> None:
    with browser.new_context(java_script_enabled=False) as context:
        page = context.new_page()
        for address in ("", "trusted/"):
            page.goto(home + address)
            expect(page.locator(".check-all")).to_contain_text("Where scripts may run")
        page.goto(f"{home}ridge/")
        expect(page.locator(".check")).to_have_count(0)


def test_the_proofs_and_the_registry_are_those_of_the_package(site: Path) -> None:
    published = json.loads((site / "registry.json").read_text(encoding="utf-8"))
    for each in theorems():
        proved = each.theorem
        assert published[each.id]["hashes"][-1] == hash_of(proved.hypotheses, proved.conclusion)
