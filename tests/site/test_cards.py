"""The cards of theorems and the pictures, as a reader finds them."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urljoin

import pytest
from playwright.sync_api import Browser, Page, expect

from derivations.publishing import contents
from derivations.publishing.derivation import derivation, module_of, source_of
from derivations.publishing.registry import known_ids, read_registry
from tests.site.audit.links import soup
from tests.site.audit.weight import HTML
from tests.site.browser import compressed, file_of, lay_all_out

CHAPTERS = [f"{chapter.page}/" for chapter in contents.CHAPTERS]
HOME = {module: f"{chapter.page}/" for module, chapter in contents.MODULES.items()}
ID = "normal-equation"
ADDRESS = HOME[read_registry()[ID]["module"]]
LINE = f"[id='{ID}.stationary']"
SAID = (
    "the kernel proves it for all sizes; SymPy agrees on small matrices; "
    "NumPy agrees on random numbers"
)

# Of each picture: the boxes of its panels, and the sizes of the letters in them, as they are seen.
PANELS = """() => [...document.querySelectorAll("figure.picture")].map((figure) =>
    [...figure.querySelectorAll("svg")].map((svg) => {
        const box = svg.getBoundingClientRect(), scale = box.width / svg.viewBox.baseVal.width;
        const sizes = [...svg.querySelectorAll("text")]
            .map((text) => parseFloat(getComputedStyle(text).fontSize) * scale);
        return [box.width, box.height, Math.min(...sizes), Math.max(...sizes)];
    }))"""
SPILLED = """() => [...document.querySelectorAll("figure.picture svg")].flatMap((svg) => {
    const box = svg.getBoundingClientRect();
    return [...svg.querySelectorAll("text")].filter((text) => {
        const own = text.getBoundingClientRect();
        return own.left < box.left - 1 || own.right > box.right + 1
            || own.top < box.top - 1 || own.bottom > box.bottom + 1;
    }).map((text) => text.textContent);
})"""


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    with browser.new_page(viewport={"width": 1280, "height": 900}) as page:
        yield page


# How it is derived.


def test_every_theorem_shows_how_it_is_derived_and_says_where(site: Path) -> None:
    found = set()
    for address in CHAPTERS:
        page = soup(site, address)
        told = json.loads((site / address / "derivations.json").read_text(encoding="utf-8"))
        for fold in page.select("details.source[data-derives]"):
            id = str(fold["data-derives"])
            found.add(id)
            assert fold.summary.get_text() == "How it is derived"
            assert fold.find_previous("h3")["id"] == id
            link = fold.find("a", href=re.compile("derivations/results/"))
            assert link.get_text() == f"derivations/results/{module_of(id)}"
            file = (site / address / str(link["href"])).resolve()
            assert file.read_text(encoding="utf-8") == source_of(module_of(id))
            assert id in told
        calls = [f.get_text() for f in page.select("details.source:not([data-derives])")]
        assert not any(re.search(r'\ntheorem\("', call) for call in calls)
    assert found == set(known_ids())


def test_a_derivation_opens_by_keyboard_as_it_stands_in_its_module(page: Page, home: str) -> None:
    page.goto(home + ADDRESS)
    fold = page.locator(f'details[data-derives="{ID}"]')
    assert not fold.locator("a").last.is_visible()
    place = page.locator("h3", has_text="The normal equation").first
    place.scroll_into_view_if_needed()
    fold.locator("summary").focus()
    page.keyboard.press("Enter")
    code = page.locator("details.source[open] .highlight pre")
    code.wait_for()
    assert code.text_content().strip() == derivation(ID)
    assert code.locator("span").count() > 20  # it is highlighted
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")
    expect(page.locator("details.source[open] .highlight")).to_have_count(1)


def test_a_derivation_that_cannot_be_fetched_is_asked_for_again(page: Page, home: str) -> None:
    page.goto(home + ADDRESS)
    page.route("**/derivations.json", lambda route: route.abort())
    summary = page.locator("details[data-derives] summary").first
    summary.click()
    expect(page.locator("details.source[open] a").last).to_be_visible()
    page.unroute("**/derivations.json")
    summary.click()
    summary.click()
    expect(page.locator("details.source[open] .highlight")).to_be_visible()


def test_what_waits_to_be_opened_is_not_searched_and_not_in_a_notebook(site: Path) -> None:
    index = (site / "search/entries.json").read_text(encoding="utf-8")
    assert "How it is derived" not in index
    assert ".qed(" not in index
    name = f"{ADDRESS.strip('/')}.ipynb"
    notebook = json.loads((site / ADDRESS / name).read_text(encoding="utf-8"))
    sources = ["".join(cell["source"]) for cell in notebook["cells"]]
    assert f'theorem("{ID}")' in sources


def test_a_chapter_is_no_heavier_than_it_may_be(site: Path) -> None:
    sizes = {address: len(compressed(file_of(site, address))) for address in CHAPTERS}
    assert {address: size for address, size in sizes.items() if size >= HTML} == {}


# Marks, rules and hypotheses.


@pytest.mark.parametrize("script", [True, False])
def test_the_marks_open_by_keyboard_and_by_touch(browser: Browser, home: str, script: bool) -> None:
    with browser.new_context(
        viewport={"width": 390, "height": 800}, has_touch=True, java_script_enabled=script
    ) as context:
        page = context.new_page()
        page.goto(home + ADDRESS)
        marks = page.locator(f"{LINE} .witnesses")
        marks.scroll_into_view_if_needed()
        words = marks.get_by_text(SAID)
        assert marks.locator("summary").text_content() == "✓✓✓"
        assert marks.get_by_role("img", name=SAID).count() == 1
        assert not words.is_visible()
        marks.locator("summary").tap()
        assert words.is_visible()
        marks.locator("summary").press("Enter")
        assert not words.is_visible()
        assert marks.locator("summary").bounding_box()["height"] >= 24


def test_a_status_stands_in_one_line_and_reads_on_where_it_opens(page: Page, home: str) -> None:
    page.goto(home + ADDRESS)
    status = page.locator(f"{LINE} .status")
    status.scroll_into_view_if_needed()
    parts = (".anchor", ".witnesses summary", 'a[href*="rule-"]')
    # All at once, for the page may move while it is laid out.
    boxes = status.evaluate(
        "(e, parts) => parts.map((part) => e.querySelector(part).getBoundingClientRect().toJSON())",
        parts,
    )
    middles = [box["y"] + box["height"] / 2 for box in boxes]
    assert max(middles) - min(middles) < 4
    assert [box["x"] for box in boxes] == sorted(box["x"] for box in boxes)
    status.locator(".witnesses summary").click()
    words, marks = status.evaluate(
        """(e) => [".witnesses > span", ".anchor"].map((part) =>
            e.querySelector(part).getClientRects()[0].top)"""
    )
    assert abs(words - marks) < 4  # they go on where the marks end


def test_a_hypothesis_looks_like_something_to_open(browser: Browser, home: str) -> None:
    sign = """(summary) => {
        const shown = getComputedStyle(summary, "::after");
        return shown.display !== "none" && parseFloat(shown.width) >= 8
            && shown.maskImage.startsWith("url(") ? shown.transform : null;
    }"""
    for touch, least in ((False, 24), (True, 44)):
        with browser.new_context(
            viewport={"width": 390, "height": 800}, has_touch=touch, is_mobile=touch
        ) as context:
            page = context.new_page()
            page.goto(home + ADDRESS)
            summary = page.locator(".chip summary").first
            summary.scroll_into_view_if_needed()
            assert summary.bounding_box()["height"] >= least - 0.5
            closed = summary.evaluate(sign)
            assert closed is not None
            summary.click()
            page.wait_for_function(
                f"({sign})(document.querySelector('.chip summary')) !== '{closed}'"
            )


# Words.


def test_from_and_see_are_explained_once_and_every_chapter_leads_there(site: Path) -> None:
    for address in CHAPTERS:
        link = soup(site, address).find("a", string="How to read a theorem")
        assert urljoin(f"/{address}", str(link["href"])) == "/notation/#how-to-read-a-theorem"
    heading = soup(site, "notation/").find(id="how-to-read-a-theorem")
    said = ""
    for element in heading.find_next_siblings():
        if element.name == "h2":
            break
        said += element.get_text()
    assert re.search(r"\(from \d+\.\d+\): the proof of this line uses that theorem", said)
    assert re.search(r"\(see \d+\.\d+\).*does not use it", said)


def test_the_map_says_what_proofs_use(site: Path) -> None:
    notes = [note.get_text() for note in soup(site, "map/").select(".chapters .note")]
    assert len(notes) == len(CHAPTERS)
    for note in notes:
        assert re.search(r"theorems?; (its proof uses|their proofs use) (no other )?chapter", note)
        assert "rest" not in note


def test_home_claims_the_lines_of_proofs_and_no_others(site: Path) -> None:
    said = " ".join(soup(site, "").article.get_text().split())
    assert "every line of every proof" in said
    assert "every line of this site" not in said


# Pictures.


@pytest.mark.parametrize("width", [1440, 1280, 820, 390])
def test_pictures_are_legible_and_their_panels_agree(
    browser: Browser, home: str, width: int
) -> None:
    pictures = 0
    with browser.new_page(viewport={"width": width, "height": 900}) as page:
        for address in CHAPTERS:
            page.goto(home + address)
            lay_all_out(page)
            for panels in page.evaluate(PANELS):
                pictures += 1
                for sizes in zip(*panels, strict=True):
                    assert max(sizes) - min(sizes) < 0.5, address
                assert panels[0][2] >= 10, address
            assert page.evaluate(SPILLED) == [], address
    assert pictures >= 10


def test_projection_and_distribution_have_their_pictures(site: Path) -> None:
    [projection] = soup(site, "projection/").select("figure.picture")
    squares = re.search(
        r"of the fit, (\d+)/(\d+), and of the residual, (\d+)/(\d+), add up to that of y, (\d+)",
        str(projection["aria-label"]),
    )
    a, b, c, d, total = map(int, squares.groups())
    assert a / b + c / d == total
    [distribution] = soup(site, "distribution-of-the-estimate/").select("figure.picture")
    assert len(distribution.select("svg")) == 2
    assert "takes 15 values" in str(distribution["aria-label"])


def test_no_hat_crosses_its_letter(site: Path) -> None:
    for address in CHAPTERS:
        for text in soup(site, address).select("figure.picture text"):
            assert not re.search(r"[\u0300-\u036f]", text.get_text()), address
