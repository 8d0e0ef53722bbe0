"""Figures that move: complete without a script, and true wherever they are moved to.

What a figure says is compared with the terms of the theorems. It writes numbers with two decimals
and places with three, so that they may be off by half of the last one, and by the rounding of
floats, which is far less: no number here is above 10⁵.
"""

import gzip
import re
from collections.abc import Iterator
from fractions import Fraction
from io import BytesIO
from itertools import pairwise
from pathlib import Path

import jupytext
import numpy as np
import pytest
from bs4 import BeautifulSoup
from matplotlib.image import imread
from playwright.sync_api import Browser, Locator, Page, Route

from derivations import theorem
from derivations.evidence.six_points import POINTS
from derivations.kernel.terms import SquaredNorm
from derivations.numbers.evaluate import evaluate
from derivations.numbers.truth import holds
from derivations.results.closed_form import estimate
from derivations.results.correlated_features import inflation
from derivations.results.descent import eta, step
from derivations.results.descent_lemma import M
from derivations.results.eigenvectors import factor, mu
from derivations.results.model import RSS, J, X, d, gram, n, w, y
from derivations.results.ridge import lam, ridge
from derivations.results.two_features import R, condition, rho
from tests.site.browser import ROOT

PAGES = ("squared-error-to-closed-form", "correlated-features", "gradient-descent", "ridge")
SAID, DRAWN = 0.005 + 1e-9, 0.0005 + 1e-9
NUMBER = re.compile(r"-?\d+(?:\.\d+)?")

# What is drawn and said, without what a script alone adds: who can be reached, and broken lines.
STATE = """(figure) => [
    ...[...figure.querySelectorAll("svg *")].map((shape) =>
        ["d", "r", "rx", "ry", "cx", "cy", "transform"].map((name) => shape.getAttribute(name))),
    figure.querySelector("output").textContent,
]"""

INLINE = """(figure) => [figure, ...figure.querySelectorAll("*")]
    .flatMap((each) => each.getAttributeNames())
    .filter((name) => name === "style" || name.startsWith("on"))"""


@pytest.fixture
def page(browser: Browser, home: str) -> Iterator[Page]:
    """A page; a script of it that fails, unseen else, fails the test."""
    failed: list[object] = []
    with browser.new_page(viewport={"width": 1280, "height": 900}) as opened:
        opened.on("pageerror", lambda error: failed.append(error))
        yield opened
    assert failed == []


def figure_of(page: Page, home: str, name: str) -> Locator:
    page.goto(f"{home}{name}/")
    return page.locator("figure.moving")


def numbers(text: str) -> list[float]:
    return [float(each) for each in NUMBER.findall(text.replace("−", "-"))]


def said(figure: Locator, name: str) -> list[float]:
    """The numbers that a figure says under a name."""
    return numbers(figure.locator(f'[data-is="{name}"]').inner_text())


def drawn(figure: Locator, part: str, attribute: str = "d", place: int = 0) -> list[float]:
    """The numbers in what a part of the drawing is."""
    return numbers(str(figure.locator(f".{part}").nth(place).get_attribute(attribute)))


def points_of(figure: Locator, part: str) -> np.ndarray:
    """The points of a path, two numbers each."""
    return np.array(drawn(figure, part)).reshape(-1, 2)


def dots(figure: Locator, part: str) -> np.ndarray:
    """The middles of all dots of a name."""
    middle = (
        "(dots) => dots.map((dot) => ['cx', 'cy'].map((name) => Number(dot.getAttribute(name))))"
    )
    return np.array(figure.locator(f".{part}").evaluate_all(middle))


def value(term: object, data: dict) -> np.ndarray:
    """What a term is worth, as floats."""
    return evaluate(term, data).astype(float).ravel()


def on_level(figure: Locator, part: str, matrix: np.ndarray, level: float, place: int = 0) -> None:
    """An ellipse is a level set of a form: its axes are along eigenvectors, and so long."""
    rx, ry = (drawn(figure, part, name, place)[0] for name in ("rx", "ry"))
    turn = np.radians(drawn(figure, part, "transform", place)[0])
    along = np.array([[np.cos(turn), -np.sin(turn)], [np.sin(turn), np.cos(turn)]])
    for axis, length in zip(along.T, (rx, ry), strict=True):
        bend = axis @ matrix @ axis
        assert abs(length - (level / bend) ** 0.5) < DRAWN
    assert abs(along[:, 0] @ matrix @ along[:, 1]) < 1e-6 * np.abs(matrix).max()


# Each figure, as a reader moves it.


def test_ridge(page: Page, home: str) -> None:
    figure = figure_of(page, home, "ridge")
    for power in ("-2", "-0.5", "0", "1.3", "3"):
        figure.locator("input").fill(power)
        is_ridge(figure, power)


def is_ridge(figure: Locator, power: str) -> None:
    data = {X: [[2, 1], [1, 2], [-1, -2], [-2, -1]], y: [3, 0, -1, -3]}
    floats = {letter: np.array(rows, float) for letter, rows in data.items()}
    here = value(ridge(lam), {**floats, lam: [10 ** float(power)]})
    error = value(RSS(w), {**floats, w: here})[0]
    least = value(RSS(estimate), data)[0]
    assert said(figure, "lambda") == pytest.approx([10 ** float(power)], abs=SAID)
    assert said(figure, "weights") == pytest.approx(here, abs=SAID)
    assert said(figure, "length") == pytest.approx(
        [value(SquaredNorm(w), {w: here})[0] ** 0.5], abs=SAID
    )
    assert said(figure, "error") == pytest.approx([error], abs=SAID)
    assert dots(figure, "here")[0] == pytest.approx(here, abs=DRAWN)
    assert drawn(figure, "circle", "r") == pytest.approx([np.hypot(*here)], abs=DRAWN)
    on_level(figure, "through", evaluate(gram, floats), error - least)


def test_the_way_of_ridge_is_that_of_the_theorem(page: Page, home: str) -> None:
    """Between the points of the drawn way a straight line stands for an arc, as near as a pixel."""
    figure = figure_of(page, home, "ridge")
    way = points_of(figure, "way")
    data = {X: [[2, 1], [1, 2], [-1, -2], [-2, -1.0]], y: [3, 0, -1, -3.0]}
    assert way[0] == pytest.approx(value(estimate, data), abs=DRAWN)
    assert way[-1] == pytest.approx([0, 0], abs=DRAWN)
    for power in np.linspace(-2, 3, 101):
        here = value(ridge(lam), {**data, lam: [10**power]})
        apart = []
        for a, b in pairwise(way):
            share = np.clip((here - a) @ (b - a) / max((b - a) @ (b - a), 1e-12), 0, 1)
            apart.append(np.hypot(*(a + share * (b - a) - here)))
        assert min(apart) < 1 / 70  # of its unit, which is 70 pixels


def test_correlation(page: Page, home: str) -> None:
    figure = figure_of(page, home, "correlated-features")
    for correlation in (-1, -0.98, -0.3, 0, 0.55, 0.99, 1):
        figure.locator("input").fill(str(correlation))
        is_of_correlation(figure, correlation)


def is_of_correlation(figure: Locator, correlation: float) -> None:
    at = {rho: [[correlation]]}
    matrix = evaluate(R, at).astype(float)
    assert said(figure, "rho") == pytest.approx([correlation], abs=SAID)
    assert said(figure, "sum") == pytest.approx(value(1 + rho, at), abs=SAID)
    assert said(figure, "difference") == pytest.approx(value(1 - rho, at), abs=SAID)
    flat = abs(correlation) == 1
    assert figure.locator(".valley").evaluate("(path) => path.getTotalLength()") == pytest.approx(
        2 * 9 * 2**0.5 if flat else 0, abs=1e-4
    )
    if flat:  # the null space of R, on which J is least
        for end in points_of(figure, "valley"):
            assert np.abs(matrix @ end).max() < DRAWN
        assert figure.locator('[data-is="least"]').inner_text() == "on a whole line"
        assert figure.locator('[data-is="condition"]').inner_text() == "not defined"
        assert drawn(figure, "level", "ry") == [1000]
    else:
        assert figure.locator('[data-is="least"]').inner_text() == "at one point only"
        assert said(figure, "condition") == pytest.approx(value(condition, at), abs=SAID)
        assert said(figure, "variance") == pytest.approx(value(inflation, at), abs=SAID)
        for place, level in enumerate((0.25, 1, 2.25)):
            on_level(figure, "level", matrix, level, place)


PROBLEM = {X: [[3, 1], [1, 3]], y: [7, 5]}


def test_descent(page: Page, home: str) -> None:
    figure = figure_of(page, home, "gradient-descent")
    for length, words in (
        ("-0.02", "J grows"),
        ("0", "No step"),
        ("0.0025", "it is proved"),
        ("0.0625", "it is proved"),
        ("0.1225", "it is proved"),
        ("0.125", "changes its sign"),
        ("0.1275", "grows in every step"),
        ("0.16", "grows in every step"),
    ):
        figure.locator("input").fill(length)
        descends(figure, length, words)


def descends(figure: Locator, length: str, words: str) -> None:
    data = {**PROBLEM, eta: [Fraction(length)]}
    way = [np.array([[5], [-1]], object)]
    for _ in range(10):
        way.append(evaluate(step(w), {**data, w: way[-1]}))
    exact = np.array([at.astype(float).ravel() for at in way])
    heights = [evaluate(J(w), {**data, w: at}).item() for at in way]
    assert points_of(figure, "way") == pytest.approx(exact, abs=DRAWN)
    assert dots(figure, "step") == pytest.approx(exact[1:], abs=DRAWN)
    assert said(figure, "eta") == [float(length)]
    assert said(figure, "one") == pytest.approx([float(heights[1])], abs=SAID)
    assert said(figure, "all") == pytest.approx([float(heights[-1])], abs=SAID)
    for name, eigenvalue in (("first", 16), ("second", 4)):
        along = evaluate(factor, {eta: [Fraction(length)], mu: [eigenvalue], n: 2}).item()
        assert said(figure, name) == pytest.approx([float(along)], abs=SAID)
    shown = figure.locator('[data-is="range"]').inner_text()
    assert words in shown
    assert shown in str(figure.locator("input").get_attribute("aria-valuetext"))
    broken = figure.locator(".way").get_attribute("stroke-dasharray")
    assert (broken == "none") == (words == "it is proved")
    # What it says is what a theorem says, and what happens.
    known = theorem("squared-error-falls-if-the-step-is-short")
    at_start = {**data, w: way[0], M: [16], n: 2, d: 2}
    within = all(holds(each, at_start) for each in known.hypotheses)
    assert within == (words == "it is proved")
    steps = list(pairwise(heights))
    if within:
        assert all(after < before for before, after in steps)
    if words == "J grows":
        assert all(after > before for before, after in steps)


def fitted(figure: Locator, points: np.ndarray) -> None:
    """What the figure says and draws of these points is what the theorems' terms are."""
    x, heights = points.T
    data = {X: np.stack([x, np.ones(len(x))], axis=1), y: heights}
    best = value(estimate, data)
    rests = value(y - X @ w, {**data, w: best})
    assert said(figure, "weights") == pytest.approx(best, abs=SAID)
    assert said(figure, "error") == pytest.approx(value(RSS(w), {**data, w: best}), abs=SAID)
    assert said(figure, "normal") == pytest.approx([0, 0], abs=SAID)
    for at in points_of(figure, "fit"):
        assert at[1] == pytest.approx(best @ [at[0], 1], abs=DRAWN)
    for place, (point, rest) in enumerate(zip(points, rests, strict=True)):
        corner = [*point, point[1] - rest, abs(rest) / 4, point[1]]
        assert drawn(figure, "square", place=place) == pytest.approx(corner, abs=DRAWN)
        box = (
            figure.locator(".square")
            .nth(place)
            .evaluate(
                "(square) => { const { width, height } = square.getBoundingClientRect();"
                " return [width, height]; }"
            )
        )
        assert box[0] == pytest.approx(box[1], abs=0.1)  # pixels


def test_points_move_by_keys(page: Page, home: str) -> None:
    figure = figure_of(page, home, PAGES[0])
    points = np.array(POINTS, float)
    fitted(figure, points)
    for place, key, by in (
        (3, "ArrowUp", (0, 1)),
        (3, "ArrowRight", (1, 0)),
        (0, "PageUp", (0, 5)),
        (5, "ArrowDown", (0, -1)),
        (5, "ArrowLeft", (-1, 0)),
        (4, "PageDown", (0, -5)),
    ):
        mark = figure.get_by_role("slider").nth(place)
        mark.press(key)
        points[place] += by
        fitted(figure, points)
        where = f"x = {points[place][0]:.1f}, y = {points[place][1]:.1f}, residual "
        assert str(mark.get_attribute("aria-valuetext")).startswith(where)
        assert float(str(mark.get_attribute("aria-valuenow"))) == points[place][1]
    figure.get_by_role("slider").first.press("ArrowLeft")  # at the edge already
    fitted(figure, points)
    figure.get_by_role("slider").first.press("End")
    points[0][1] = 42
    fitted(figure, points)
    figure.get_by_role("button").click()
    fitted(figure, np.array(POINTS, float))


def test_points_move_by_pointer(page: Page, home: str) -> None:
    figure = figure_of(page, home, PAGES[0])
    figure.scroll_into_view_if_needed()
    before = figure.evaluate(STATE)
    mark = figure.locator(".point .dot").nth(3)
    box = mark.bounding_box()
    assert box
    left, top = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    unit = figure.locator("svg").evaluate("(svg) => svg.getBoundingClientRect().width / 420")
    page.mouse.move(left + 3, top + 3)  # not in its middle, and it does not jump
    page.mouse.down()
    assert figure.evaluate(STATE) == before
    page.mouse.move(left + 3 + 2 * 26 * unit, top + 3 - 10 * 6.5 * unit, steps=4)
    points = np.array(POINTS, float)
    points[3] += (2, 10)
    moved = dots(figure, "dot")[3]
    assert moved == pytest.approx(points[3], abs=0.2)  # a pixel is less than 0.2 of its units
    points[3] = moved
    fitted(figure, points)
    page.mouse.up()
    page.mouse.move(left, top)
    fitted(figure, points)  # let go, it stays


def test_points_below_each_other_have_no_single_line(page: Page, home: str) -> None:
    figure = figure_of(page, home, PAGES[0])
    for place, (x, _) in enumerate(POINTS):
        for _ in range(x):
            figure.get_by_role("slider").nth(place).press("ArrowLeft")
    assert "all x are equal" in figure.locator('[data-is="weights"]').inner_text()
    heights = np.array(POINTS, float)[:, 1]
    assert said(figure, "error") == pytest.approx(
        [((heights - heights.mean()) ** 2).sum()], abs=SAID
    )
    assert figure.locator(".fit").get_attribute("stroke-dasharray") != "none"
    figure.get_by_role("slider").first.press("ArrowRight")
    assert len(said(figure, "weights")) == 2
    assert figure.locator(".fit").get_attribute("stroke-dasharray") == "none"


# What holds of all of them.


@pytest.mark.parametrize("name", PAGES)
def test_the_build_draws_what_the_script_draws(browser: Browser, home: str, name: str) -> None:
    with browser.new_context(java_script_enabled=False) as context, context.new_page() as page:
        figure = figure_of(page, home, name)
        built = figure.evaluate(STATE)
        assert not figure.locator(".moves").is_visible()
        assert figure.locator(":is([tabindex], [role=slider])").count() == 0
        picture = figure.locator("svg")
        assert picture.get_attribute("role") == "img"
        assert picture.get_attribute("aria-label")
        assert picture.is_visible()
        assert figure.locator("output").is_visible()
    with browser.new_page() as page:
        figure = figure_of(page, home, name)
        assert figure.locator(".moves").is_visible()
        for slider in figure.locator("input").all():
            spoken = slider.get_attribute("aria-valuetext")
            slider.evaluate("(slider) => slider.dispatchEvent(new Event('input'))")
            assert str(slider.get_attribute("aria-valuetext")).startswith(str(spoken))
        assert figure.evaluate(STATE) == built


@pytest.mark.parametrize("name", PAGES[1:])
def test_a_slider_moves_by_keys_and_says_where_it_is(page: Page, home: str, name: str) -> None:
    figure = figure_of(page, home, name)
    slider = figure.get_by_role("slider")
    assert slider.count() == 1
    assert str(slider.evaluate("(slider) => slider.labels[0].textContent")).strip()
    before, spoken = figure.evaluate(STATE), slider.get_attribute("aria-valuetext")
    slider.press("ArrowRight")
    assert figure.evaluate(STATE) != before
    assert slider.get_attribute("aria-valuetext") != spoken
    slider.press("ArrowLeft")
    assert figure.evaluate(STATE) == before


@pytest.mark.parametrize("name", PAGES)
def test_it_moves_under_a_strict_policy(page: Page, home: str, name: str) -> None:
    """Nothing of a figure is an inline script or style."""
    policy = "default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self' data:"

    def strictly(route: Route) -> None:
        answer = route.fetch()
        route.fulfill(
            response=answer, headers={**answer.headers, "content-security-policy": policy}
        )

    page.route("**/*", strictly)
    figure = figure_of(page, home, name)
    before = figure.evaluate(STATE)
    figure.get_by_role("slider").first.press("ArrowRight")
    assert figure.evaluate(STATE) != before
    assert figure.evaluate(INLINE) == []


@pytest.mark.parametrize("name", PAGES)
def test_it_fits_and_can_be_read(page: Page, home: str, name: str) -> None:
    figure = figure_of(page, home, name)
    for width in (1280, 390):
        page.set_viewport_size({"width": width, "height": 900})
        for slider in figure.locator("input").all():  # the longest words are at its ends
            for end in ("min", "max"):
                slider.fill(str(slider.get_attribute(end)))
                assert figure.evaluate("(figure) => figure.scrollWidth <= figure.clientWidth")
        box = figure.bounding_box()
        assert box
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= width
        letters = figure.evaluate(
            """(figure) => [
                ...[...figure.querySelectorAll("text")].map((text) =>
                    parseFloat(getComputedStyle(text).fontSize) * text.getScreenCTM().a),
                ...[...figure.querySelectorAll("label, p, output, figcaption")].map((text) =>
                    parseFloat(getComputedStyle(text).fontSize)),
            ]"""
        )
        assert min(letters) >= 12


# The dots of a drawing that nothing else lies upon: a square
# within each on the screen, and its colour.
DOTS = """(figure) => [...figure.querySelectorAll("ellipse:is(.dot, .here, .start, .best)")]
    .map((dot) => {
        const box = dot.getBoundingClientRect();
        const colour = getComputedStyle(dot).fill.match(/[0-9.]+/g).slice(0, 3).map(Number);
        const [x, y] = [(box.left + box.right) / 2, (box.top + box.bottom) / 2];
        const part = box.width / 8;
        return [[x - part, x + part, y - part, y + part].map(Math.floor), colour];
    })"""


@pytest.mark.parametrize("name", PAGES)
def test_its_dots_are_seen(page: Page, home: str, name: str) -> None:
    figure = figure_of(page, home, name)
    figure.evaluate("(figure) => figure.scrollIntoView({ block: 'center', behavior: 'instant' })")
    page.wait_for_timeout(300)  # for what comes near, and is laid out now
    found = figure.evaluate(DOTS)
    assert found
    seen = 255 * imread(BytesIO(page.screenshot()))
    for (left, right, top, bottom), colour in found:
        square = seen[top : bottom + 1, left : right + 1, :3]
        assert np.abs(square - colour).max() < 40  # ink is not quite black


def test_a_finger_scrolls_beside_the_points(page: Page, home: str) -> None:
    figure = figure_of(page, home, PAGES[0])
    action = "(shape) => getComputedStyle(shape).touchAction"
    assert figure.locator(".point").first.evaluate(action) == "none"
    assert figure.locator("svg").evaluate(action) == "auto"
    reach = figure.locator(".reach").first.bounding_box()
    assert reach
    assert min(reach["width"], reach["height"]) >= 24


def test_the_focus_is_seen(page: Page, home: str) -> None:
    figure = figure_of(page, home, PAGES[0])
    ring = figure.locator(".point .focus").first
    assert ring.evaluate("(ring) => getComputedStyle(ring).opacity") == "0"
    figure.get_by_role("slider").first.press("ArrowUp")
    assert ring.evaluate("(ring) => getComputedStyle(ring).opacity") == "1"


@pytest.mark.parametrize("name", PAGES)
def test_on_paper_it_is_a_picture(page: Page, home: str, name: str) -> None:
    figure = figure_of(page, home, name)
    assert figure.locator(".moves").is_visible()
    page.emulate_media(media="print")
    assert not figure.locator(".moves").is_visible()
    assert figure.locator("svg").is_visible()
    assert figure.locator("output").is_visible()


@pytest.mark.parametrize("name", PAGES)
def test_it_is_light(site: Path, name: str) -> None:
    """A figure adds less than 4 kB to its page, and the files beside it as much again."""
    page = BeautifulSoup((site / name / "index.html").read_text(encoding="utf-8"), "html.parser")
    whole = len(gzip.compress(str(page).encode()))
    [figure] = page.select("figure.moving")
    figure.decompose()
    assert whole - len(gzip.compress(str(page).encode())) < 4000
    beside = ("javascripts/figures.js", "stylesheets/figures.css")
    assert sum(len(gzip.compress((site / "assets" / path).read_bytes())) for path in beside) < 4000


def test_only_pages_with_a_figure_fetch_what_moves_it() -> None:
    with_figure = {
        path.stem
        for path in (ROOT / "docs").glob("*.py")
        if any("_figure(" in cell.source for cell in jupytext.read(path).cells)
    }
    assert with_figure == set(PAGES)
    config = (ROOT / "mkdocs.yml").read_text(encoding="utf-8")
    fetching = re.findall(
        r"^    ([\w-]+)\.py: (?:&moving .*figures\.js\]|\*moving)$", config, re.MULTILINE
    )
    assert set(fetching) == set(PAGES)
