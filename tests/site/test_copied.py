"""What a reader takes away: code in plain SymPy, and code that says how to get what it needs."""

import json
from pathlib import Path
from urllib.parse import urljoin

import pytest
from playwright.sync_api import Browser, expect

from derivations import __version__
from derivations.kernel.terms import Index, Variable
from derivations.kernel.theorem import Theorem
from derivations.kernel.trees import free_letters
from derivations.publishing.registry import theorem
from tests.site.audit.links import soup
from tests.site.browser import addresses
from tests.test_six_steps import CELLS, cell_of

WHEEL = f"line_by_line_derivations-{__version__}-py3-none-any.whl"
PAGES = sorted(set(CELLS.values()))


def test_plain_sympy_stands_open_on_the_pages_of_the_six_steps_and_says_true(site: Path) -> None:
    found = {}
    for address in addresses(site):
        for block in soup(site, address, "plain-sympy").select(".plain-sympy"):
            found[block.get_text().strip()] = address
    assert found == {cell_of(id).strip(): f"{page}/" for id, page in CELLS.items()}
    for page in PAGES:
        for block in soup(site, f"{page}/").select(".plain-sympy"):
            assert block.find_parent("details") is None
            output = block.find_next_sibling()
            assert output["class"] == ["output"]
            assert output.get_text() == "True"


@pytest.mark.parametrize("page_of_steps", PAGES)
def test_plain_sympy_is_copied_by_keyboard_and_by_click(
    browser: Browser, home: str, page_of_steps: str
) -> None:
    cells = [cell_of(id) for id, page in CELLS.items() if page == page_of_steps]
    with browser.new_context(permissions=["clipboard-read", "clipboard-write"]) as context:
        page = context.new_page()
        page.goto(f"{home}{page_of_steps}/")
        buttons = page.get_by_role("button", name="Copy code")
        expect(buttons).to_have_count(len(cells))
        assert page.locator(".copy:not(.theorem .copy, .plain-sympy .copy)").count() == 0
        copied = []
        for number in range(len(cells)):
            button = buttons.nth(number)
            for press in (lambda button=button: button.press("Enter"), button.click):
                page.evaluate("navigator.clipboard.writeText('')")
                press()
                expect(page.locator(".heard[role=status]")).to_have_text("code copied")
                text = page.evaluate("navigator.clipboard.readText()")
                page.wait_for_function(
                    "document.querySelector('.heard[role=status]').textContent === ''"
                )
            copied.append(text)
        assert sorted(copied) == sorted(cells)


@pytest.mark.parametrize("width", [1280, 390])
def test_the_button_covers_no_code(browser: Browser, home: str, width: int) -> None:
    with browser.new_page(viewport={"width": width, "height": 800}) as page:
        for page_of_steps in PAGES:
            page.goto(f"{home}{page_of_steps}/")
            page.locator(".plain-sympy .copy").first.wait_for(state="attached")
            assert page.evaluate(COVERED) == []


# The words of code that a button of its block lies on.
COVERED = """() => [...document.querySelectorAll(".plain-sympy")].flatMap((block) => {
    block.scrollIntoView();
    const button = block.querySelector(".copy").getBoundingClientRect();
    return [...block.querySelectorAll("pre span")].filter((word) => [...word.getClientRects()].some(
        (box) => box.width && box.right > button.left && box.left < button.right
            && box.bottom > button.top && box.top < button.bottom)).map((word) => word.textContent);
})"""


def letters_of(proved: Theorem) -> set[Variable]:
    """The letters that a theorem speaks of."""
    statements = (*proved.hypotheses, proved.conclusion)
    return {letter for statement in statements for letter in free_letters(statement)}


def test_code_for_sympy_says_where_this_site_has_its_package(site: Path) -> None:
    canonical = soup(site, "").select_one('link[rel="canonical"]')
    assert canonical
    assert (site / WHEEL).is_file()
    install = f"pip install {urljoin(str(canonical['href']), WHEEL)}"
    pieces = {}
    for path in site.glob("*/copies.json"):
        pieces.update(json.loads(path.read_text(encoding="utf-8")))
    needing = alone = 0
    for id, piece in pieces.items():
        if "sympy" not in piece:  # SymPy has no word for a basis vector that is not bound
            said = theorem(id.split(".")[0])
            assert any(isinstance(x, Index) for t in said.theorems() for x in letters_of(t))
            continue
        first, _, rest = piece["sympy"].partition("\n")
        if "derivations" in rest:
            needing += 1
            assert first == f"# {id} needs the package line-by-line-derivations: {install}"
        else:
            alone += 1
            assert first == f"# {id}"
    assert alone > needing > 0
