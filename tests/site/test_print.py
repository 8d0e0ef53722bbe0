"""The pages on paper, printed by Chromium and read back from the PDF."""

import ctypes
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np
import pypdfium2
import pytest
from playwright.sync_api import Browser
from pypdfium2 import raw

from derivations.publishing.contents import CHAPTERS

PAPERS = {"A4": (595.3, 841.9), "Letter": (612, 792)}  # points
ACROSS, DOWN = 56.7, 51.0  # the margins, 20 mm and 18 mm
A4_WIDE = 642  # pixels of a screen that are as wide as A4 within its margins
NEARLY = 0.05  # a coordinate in a PDF is rounded

# How many theorems each chapter had, and how many pages it took, A4 and Letter, printed without
# margins from the site of commit 3400447, before it had a style sheet for print.
BEFORE = {
    "noise-to-likelihood": (5, 10, 10),
    "log-likelihood": (17, 17, 20),
    "likelihood-to-squared-error": (7, 11, 11),
    "other-noise": (12, 14, 14),
    "criteria-compared": (6, 11, 11),
    "squared-error-to-closed-form": (22, 19, 19),
    "the-intercept": (26, 15, 16),
    "variance-score-and-information": (14, 16, 17),
    "bias-and-covariance": (18, 18, 20),
    "gauss-markov-and-cramer-rao": (13, 11, 13),
    "price-of-an-intercept": (13, 14, 15),
    "generalised-least-squares": (15, 16, 17),
    "distribution-of-the-estimate": (10, 11, 11),
    "noise-variance": (13, 17, 17),
}
REFERENCE = ("", "theorems", "map", "notation", "trusted", "proof-format", "api", "cite")
PAGES = [chapter.page for chapter in CHAPTERS]
EVERY = [*PAGES, *REFERENCE]

each_page = pytest.mark.parametrize("name", EVERY)
each_paper = pytest.mark.parametrize("paper", PAPERS)


Box = tuple[float, float, float, float]  # left, bottom, right, top


@dataclass(frozen=True)
class Letter:
    """A letter on paper: the box of its ink, its font and its size."""

    character: str
    box: Box
    font: str
    size: float

    @property
    def of_formula(self) -> bool:
        return "KaTeX" in self.font


@dataclass(frozen=True)
class Sheet:
    """A printed page: its size, its letters, all boxes of what is drawn, and its text."""

    width: float
    height: float
    letters: tuple[Letter, ...]
    boxes: tuple[Box, ...]
    text: str

    def body(self) -> list[Letter]:
        """The letters but those of the head and the foot."""
        return [each for each in self.letters if not self.in_margin(each)]

    def in_margin(self, letter: Letter) -> bool:
        _, bottom, _, top = letter.box
        return bottom > self.height - DOWN or top < DOWN


def sheets(pdf: bytes) -> tuple[Sheet, ...]:
    """What stands on each page of a PDF."""
    with pypdfium2.PdfDocument(pdf) as document:
        return tuple(map(sheet, document))


def sheet(page: pypdfium2.PdfPage) -> Sheet:
    written = page.get_textpage()
    letters = []
    for n in range(written.count_chars()):
        character = chr(raw.FPDFText_GetUnicode(written, n))
        if raw.FPDFText_IsGenerated(written, n) or character.isspace():
            continue
        font = ctypes.create_string_buffer(128)
        raw.FPDFText_GetFontInfo(written, n, font, len(font), ctypes.c_int())
        matrix = raw.FS_MATRIX()
        raw.FPDFText_GetMatrix(written, n, matrix)
        stretch = (abs(matrix.a * matrix.d - matrix.b * matrix.c)) ** 0.5
        size = raw.FPDFText_GetFontSize(written, n) * stretch
        letters.append(Letter(character, written.get_charbox(n), font.value.decode(), size))
    boxes = tuple(thing.get_bounds() for thing in page.get_objects())
    text = "".join(written.get_text_range().split())
    return Sheet(page.get_width(), page.get_height(), tuple(letters), boxes, text)


# What a page holds under print media: of each theorem what is to be found on paper, in the letters
# of the text; the sizes of the formulas, in points; the last letters of paragraphs that lead to
# something; what is clipped; and of each panel of a picture its shape as drawn and as shown, its
# place, and the sizes of its letters, in points.
HELD = """() => ({
    address: document.querySelector('link[rel="canonical"]').href,
    theorems: [...document.querySelectorAll(".theorem:not(.quoted)")].map((theorem) => ({
        id: theorem.querySelector("h3").id,
        title: theorem.querySelector("h3").textContent,
        lines: [...theorem.querySelectorAll(".line")].map((line) => {
            const reason = line.querySelector(".reason");
            return {
                number: line.querySelector(".anchor .number").textContent + "✓",
                reason: reason.querySelector(".katex") ? "" : reason.textContent,
            };
        }),
    })),
    formulas: [...document.querySelectorAll("article .katex")]
        .map((one) => parseFloat(getComputedStyle(one).fontSize) * 72 / 96),
    leading: [...document.querySelectorAll("article p")]
        .map((one) => one.textContent.replace(/\\s/g, "")).filter((words) => words.endsWith(":"))
        .map((words) => words.slice(-12)),
    clipped: [...document.querySelectorAll("article :not(svg, svg *, .katex *)")]
        .filter((one) => one.checkVisibility() && getComputedStyle(one).overflow !== "visible"
            && (one.scrollWidth > one.clientWidth || one.scrollHeight > one.clientHeight))
        .map((one) => one.outerHTML.slice(0, 200)),
    panels: [...document.querySelectorAll(".picture svg")].map((panel) => {
        const drawn = panel.viewBox.baseVal, box = panel.getBoundingClientRect();
        return {
            drawn: drawn.width / drawn.height,
            shown: box.width / box.height,
            left: box.left,
            right: box.right,
            letters: [...panel.querySelectorAll("text")].map((text) =>
                parseFloat(getComputedStyle(text).fontSize) * box.width / drawn.width * 72 / 96),
        };
    }),
})"""


@dataclass(frozen=True)
class Print:
    """A page of the site: its sheets on each paper, and what it holds."""

    on: dict[str, tuple[Sheet, ...]]
    held: dict[str, Any]


Printed = Callable[[str], Print]


@pytest.fixture(scope="module")
def printed(browser: Browser, home: str) -> Printed:
    """Print a page as a reader does whose screen is dark."""

    @cache
    def print_it(name: str) -> Print:
        with browser.new_page(color_scheme="dark") as page:
            page.goto(f"{home}{name}/" if name else home)
            on = {paper: sheets(page.pdf(format=paper)) for paper in PAPERS}
            page.emulate_media(media="print")
            page.set_viewport_size({"width": A4_WIDE, "height": 900})
            return Print(on, page.evaluate(HELD))

    return print_it


@each_paper
@pytest.mark.parametrize("name", BEFORE)
def test_a_chapter_takes_three_quarters_of_its_pages(
    printed: Printed, name: str, paper: str
) -> None:
    """By the theorem, for some have more of them now."""
    theorems, *pages = BEFORE[name]
    before = pages[list(PAPERS).index(paper)] / theorems
    now = len(printed(name).on[paper]) / len(printed(name).held["theorems"])
    assert 4 * now <= 3 * before


@each_paper
@each_page
def test_no_page_is_left_blank_over_a_third(printed: Printed, name: str, paper: str) -> None:
    for number, page in enumerate(printed(name).on[paper][:-1], start=1):
        lowest = min(box[1] for box in page.boxes if box[1] > DOWN - 1)
        assert lowest - DOWN <= page.height / 3, number


@each_paper
@each_page
def test_all_that_is_printed_lies_within_the_margins(
    printed: Printed, name: str, paper: str
) -> None:
    for number, page in enumerate(printed(name).on[paper], start=1):
        assert (page.width, page.height) == pytest.approx(PAPERS[paper], abs=1)
        assert page.body()
        for letter in page.letters:
            left, bottom, right, top = letter.box
            assert ACROSS - 2 < left <= right < page.width - ACROSS + 2, (number, letter)
            if not page.in_margin(letter):
                assert DOWN - 1 < bottom <= top < page.height - DOWN + 1, (number, letter)


@each_paper
@each_page
def test_no_word_lies_on_a_formula(printed: Printed, name: str, paper: str) -> None:
    for number, page in enumerate(printed(name).on[paper], start=1):
        formulas = np.array([letter.box for letter in page.body() if letter.of_formula])
        words = [letter for letter in page.body() if not letter.of_formula]
        if not words or not len(formulas):
            continue
        boxes = np.array([word.box for word in words])[:, None]
        shared = np.minimum(boxes[..., 2:], formulas[:, 2:]) - np.maximum(
            boxes[..., :2], formulas[:, :2]
        )
        on_it = (
            (shared > 0.6).all(axis=-1).any(axis=-1)
        )  # more than the edge of a letter, in points
        assert not on_it.any(), (number, [words[n].character for n in np.flatnonzero(on_it)])


@each_paper
@each_page
def test_text_is_printed_at_nine_and_a_half_points(printed: Printed, name: str, paper: str) -> None:
    small = {
        (letter.character, letter.font, letter.size)
        for page in printed(name).on[paper]
        for letter in page.letters
        if letter.size < 9.5 - NEARLY and not letter.of_formula
    }
    assert not small


@each_page
def test_formulas_are_printed_at_nine_points(printed: Printed, name: str) -> None:
    # Indices are smaller, so the size is that of the whole; that the page is not printed smaller as
    # a whole is seen from its text.
    assert all(size >= 9 for size in printed(name).held["formulas"])


@each_page
def test_nothing_is_clipped(printed: Printed, name: str) -> None:
    assert printed(name).held["clipped"] == []


@each_paper
@pytest.mark.parametrize("name", PAGES)
def test_a_theorem_breaks_between_its_lines_alone(printed: Printed, name: str, paper: str) -> None:
    texts = [page.text for page in printed(name).on[paper]]
    for theorem in printed(name).held["theorems"]:
        places = [place(texts, line["number"], line["reason"]) for line in theorem["lines"]]
        assert places == sorted(places)
        first = theorem["lines"][0]["number"]
        assert place(texts, theorem["title"], theorem["id"], first) == places[0]


def place(texts: list[str], *parts: str) -> int:
    """The page that has all of these; there is one."""
    parts = tuple("".join(part.split()) for part in parts)
    found = [n for n, text in enumerate(texts) if all(part in text for part in parts)]
    assert len(found) == 1, (parts, found)
    return found[0]


def test_a_theorem_may_break(printed: Printed) -> None:
    chapter = printed("log-likelihood")
    texts = [page.text for page in chapter.on["A4"]]
    ends = [
        [place(texts, theorem["lines"][n]["number"]) for n in (0, -1)]
        for theorem in chapter.held["theorems"]
    ]
    assert any(first < last for first, last in ends)


@each_page
def test_every_sheet_says_which_page_it_is_of(printed: Printed, name: str) -> None:
    for number, page in enumerate(printed(name).on["A4"], start=1):
        margin = "".join(each.character for each in page.letters if page.in_margin(each))
        assert printed(name).held["address"] in margin
        assert margin.endswith(str(number))


def test_paper_is_light_and_needs_no_script(browser: Browser, home: str, printed: Printed) -> None:
    context = browser.new_context(color_scheme="dark", java_script_enabled=False)
    with context, context.new_page() as page:
        page.goto(f"{home}log-likelihood/")
        assert sheets(page.pdf(format="A4")) == printed("log-likelihood").on["A4"]

    with browser.new_page(color_scheme="dark") as page:
        page.goto(f"{home}log-likelihood/")
        paper = "getComputedStyle(document.body).getPropertyValue('--md-default-bg-color')"
        dark = page.evaluate(paper)
        pdf = page.pdf(format="A4", print_background=True)
        page.emulate_media(media="print")
        assert page.evaluate(paper) != dark
    with pypdfium2.PdfDocument(pdf) as document:
        for page_of_it in document:
            grey = page_of_it.render(grayscale=True).to_numpy()
            assert (grey == 255).mean() > 0.8
            assert grey.min() < 64


SEEN = "(all) => all.map((one) => one.checkVisibility({ visibilityProperty: true }))"


def test_what_is_read_is_printed_and_what_is_pressed_is_not(browser: Browser, home: str) -> None:
    with browser.new_page() as page:
        page.goto(f"{home}log-likelihood/")
        page.locator(".theorem").first.scroll_into_view_if_needed()
        page.locator(".line .copy").first.wait_for(state="attached")
        page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true })")
        page.emulate_media(media="print")
        for pressed in (
            ".md-header",
            ".md-sidebar",
            ".md-footer",
            ".download",
            ".copy",
            "details.source",
            ".chip > p",
            "details.rules > a",
            "details.witnesses > span",
            ".plain-sympy",
        ):
            seen = page.locator(pressed).evaluate_all(SEEN)
            assert seen, pressed
            assert not any(seen), pressed
        for read in (
            ".hypotheses > p",
            ".chip > summary .katex-html",
            ".where",
            ".shapes",
            ".statement",
            ".formula",
            ".reason",
            ".anchor",
            ".witnesses",
            ".permalink",
        ):
            seen = page.locator(f".theorem {read}").evaluate_all(SEEN)
            assert seen, read
            assert all(seen), read


@pytest.mark.parametrize("name", PAGES)
def test_pictures_keep_their_shape_and_can_be_read(printed: Printed, name: str) -> None:
    for panel in printed(name).held["panels"]:
        assert panel["shown"] == pytest.approx(panel["drawn"], rel=0.01)
        assert panel["left"] >= 0
        assert panel["right"] <= A4_WIDE + 1
        assert all(size >= 9.5 - NEARLY for size in panel["letters"])


@each_paper
@each_page
def test_no_sheet_ends_with_what_leads_in(printed: Printed, name: str, paper: str) -> None:
    for number, page in enumerate(printed(name).on[paper][:-1], start=1):
        lowest = min(letter.box[1] for letter in page.body())
        line = [letter for letter in page.body() if letter.box[1] < lowest + 6]
        line.sort(key=lambda letter: letter.box[0])
        end = "".join(letter.character for letter in line[-12:])
        assert end not in printed(name).held["leading"], number
        assert "Bold" not in line[-1].font, number


# Of the title of each theorem and its id: the baselines, and where one ends and the other begins.
HEADS = """(all) => {
    const baseline = (one) => {
        const mark = document.createElement("span");
        mark.style.display = "inline-block";
        one.append(mark);
        const { bottom } = mark.getBoundingClientRect();
        mark.remove();
        return bottom;
    };
    return all.map((one) => {
        const title = one.querySelector("h3"), id = one.querySelector(".permalink");
        const ends = [...title.getClientRects()].at(-1).right, words = new Range();
        words.selectNodeContents(id);
        return [baseline(title), baseline(id), ends, words.getBoundingClientRect().left];
    });
}"""


@pytest.mark.parametrize("name", PAGES)
def test_an_id_stands_on_the_line_of_its_title_and_clear_of_it(
    browser: Browser, home: str, name: str
) -> None:
    with browser.new_page(viewport={"width": A4_WIDE, "height": 900}) as page:
        page.goto(f"{home}{name}/")
        page.emulate_media(media="print")
        for title, id, ends, begins in page.locator(".theorem:not(.quoted)").evaluate_all(HEADS):
            if abs(title - id) < 8:
                assert abs(title - id) < 1.5
                assert begins - ends > 8


def test_the_map_is_printed_closed_its_counts_beside_their_titles(
    browser: Browser, home: str
) -> None:
    with browser.new_page(viewport={"width": A4_WIDE + 150, "height": 900}) as page:
        page.goto(f"{home}map/")
        page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true })")
        page.emulate_media(media="print")
        assert not any(page.locator(".map details > p").evaluate_all(SEEN))
        row = page.locator(".map > li:has(details)").first
        title, count = (row.locator(part).bounding_box() for part in (".mention", "summary"))
        assert title
        assert count
        assert title["y"] + title["height"] == pytest.approx(count["y"] + count["height"], abs=1)


def test_home_is_printed_on_four_sheets_of_a4(printed: Printed) -> None:
    assert len(printed("").on["A4"]) == 4
