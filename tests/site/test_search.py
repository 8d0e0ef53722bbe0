"""The search, asked as a reader asks it: typed in a real Chromium, and what is seen is judged."""

import importlib.util
import json
import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from types import ModuleType
from typing import NamedTuple

import pytest
from mkdocs.exceptions import PluginError
from mkdocs.utils.yaml import yaml_load
from playwright.sync_api import Browser, Page, expect

from derivations.publishing.contents import CHAPTERS
from derivations.publishing.registry import known_ids
from tests.site.browser import ROOT

FILE = ROOT / "docs/_build/synonyms.yml"
FIELD = ".md-search__input"

# Counts the questions that the page's worker has still to answer.
COUNTED = """
    window.unanswered = 0;
    window.Worker = class extends Worker {
        constructor(...given) {
            super(...given);
            this.addEventListener("message", ({ data }) => {
                if (data.type === 1) window.ready = true;
                if (data.type === 3) window.unanswered--;
            });
        }
        postMessage(message) {
            if (message.type === 2) window.unanswered++;
            super.postMessage(message);
        }
    };
"""
SEEN = """(base) => [...document.querySelectorAll(".md-search-result__link")].slice(0, 9)
    .filter((link) => link.checkVisibility())
    .map((link) => [
        (link.origin + link.pathname + link.hash).replace(base, ""),
        link.querySelector("h1, h2").textContent,
    ])"""
# What is seen of each of many questions, without the time that it takes to press the keys.
SEEN_OF_EACH = f"""async ([base, questions]) => {{
    const field = document.querySelector("{FIELD}"), seen = [];
    for (const words of questions) {{
        field.value = words;
        field.dispatchEvent(new KeyboardEvent("keyup", {{ bubbles: true }}));
        while (window.unanswered) await new Promise((wait) => setTimeout(wait));
        seen.push(({SEEN})(base));
    }}
    return seen;
}}"""


class Seen(NamedTuple):
    """A result that is not folded away: where it leads, and its title."""

    place: str
    title: str


Search = Callable[[str], list[Seen]]
Searches = Callable[[Sequence[str]], dict[str, list[Seen]]]


def answered(page: Page, home: str) -> list[Seen]:
    """The results that are to be seen once every key is answered."""
    page.wait_for_function("window.ready && window.unanswered === 0")
    return [Seen(*result) for result in page.evaluate(SEEN, home)]


@pytest.fixture(scope="module")
def page(browser: Browser, home: str) -> Iterator[Page]:
    with browser.new_page(viewport={"width": 1280, "height": 720}) as page:
        page.add_init_script(COUNTED)
        page.goto(home)
        page.locator(FIELD).click()
        yield page


@pytest.fixture
def typed(page: Page, home: str) -> Search:
    """Types words letter by letter, and gives what is seen."""

    def search(words: str) -> list[Seen]:
        page.locator(FIELD).fill("")
        page.locator(FIELD).press_sequentially(words)
        page.locator(FIELD).press("End")  # a letter that is on no key, such as ², is no key press
        return answered(page, home)

    return search


@pytest.fixture
def each(page: Page, home: str, typed: Search) -> Searches:
    """Puts in one question after another, and gives what is seen of each."""

    def search(questions: Sequence[str]) -> dict[str, list[Seen]]:
        typed("the worker answers")
        seen = page.evaluate(SEEN_OF_EACH, [home, questions])
        found = [[Seen(*result) for result in results] for results in seen]
        return dict(zip(questions, found, strict=True))

    return search


@pytest.fixture(scope="module")
def titles(site: Path) -> dict[str, str]:
    """The place of each theorem, chapter and page of reference, with its title."""
    index = json.loads((site / "search/entries.json").read_text(encoding="utf-8"))
    at = {entry["location"]: entry["title"] for entry in index["docs"]}
    numbered = {
        place: re.sub(r"^\d+\.\d+ ", "", title)
        for place, title in at.items()
        if place.partition("#")[2] in known_ids() and re.match(r"\d+\.\d+ ", title)
    }
    assert sorted(place.partition("#")[2] for place in numbered) == sorted(known_ids())
    return numbered | {place: title for place, title in at.items() if "#" not in place}


def first(place: str, results: list[Seen]) -> bool:
    """Whether a place comes first; Material shows the page of a section above the section."""
    above = [result.place for result in results[:2]]
    return above[:1] == [place] or above == [place.partition("#")[0], place]


NORMAL_EQUATION = "squared-error-to-closed-form/#normal-equation"


@pytest.mark.parametrize(
    ("words", "answer"),
    [
        ("OLS", "#least-squares-estimate"),
        ("MSE", "#log-likelihood-and-squared-error"),
        ("MAE", "#minimiser-of-absolute-error-maximises-the-log-likelihood"),
        ("BLUE", "#gauss-markov"),
        ("sandwich", "#covariance-of-the-estimate"),
        ("heteroscedastic", "#covariance-of-the-estimate-with-unequal-variances"),
        ("heteroskedastic", "#covariance-of-the-estimate-with-unequal-variances"),
        ("heteroskedasticity", "#covariance-of-the-estimate-with-unequal-variances"),
        ("homoscedastic", "#covariance-of-the-estimate-with-equal-variances"),
        ("homoskedastic", "#covariance-of-the-estimate-with-equal-variances"),
        ("collinear", "#gram-invertible-if-full-column-rank"),
        ("R2", "#r-squared"),
        ("R²", "#r-squared"),
        ("R^2", "#r-squared"),
        ("r squared", "#r-squared"),
        ("R squared", "#r-squared"),
        ("R-squared", "#r-squared"),
        ("coefficient of determination", "#r-squared"),
        ("standard error", "#unbiased-covariance-of-the-estimate"),
        ("standard errors", "#unbiased-covariance-of-the-estimate"),
        ("design matrix", "notation/#letters"),
        ("hat matrix", "#fit-is-the-hat-matrix-times-y"),
        ("t test", "#law-of-the-t-ratio"),
        ("t-test", "#law-of-the-t-ratio"),
        ("prediction interval", "#variance-of-a-new-observation"),
        (
            "maximum likelihood estimator",
            "#least-squares-estimate-is-the-maximum-likelihood-estimate",
        ),
        ("gauss markov theorem", "#gauss-markov"),
        # Other spellings.
        ("normal equations", NORMAL_EQUATION),
        ("generalized least squares", "generalised-least-squares/"),
        (
            "a maximizer of the likelihood maximizes the log-likelihood",
            "#maximiser-of-the-likelihood-maximises-the-log-likelihood",
        ),
        ("CENTERED OBSERVATIONS", "#centred-observations"),
        ("cramer rao", "#cramer-rao"),
        ("sum to dσ²", "#total-variance-of-the-fit"),
        ("dsigma2", "#total-variance-of-the-fit"),
        # Not typed to the end.
        ("heterosk", "#covariance-of-the-estimate-with-unequal-variances"),
        ("the normal eq", NORMAL_EQUATION),
        ("Frisch", "#frisch-waugh-lovell"),
        ("coefficient of det", "#r-squared"),
        ("the closed form solves", "#least-squares-estimate-solves-the-normal-equation"),
        # Words that no name has together.
        ("OLS estimator", "#least-squares-estimate"),
        ("each basis vector has a 1", "#sum-of-basis-vectors"),
    ],
)
def test_a_reader_sees_the_answer_among_the_first_three(
    typed: Search, words: str, answer: str
) -> None:
    results = typed(words)
    assert any(result.place.endswith(answer) for result in results[:3]), results[:3]


def test_every_synonym_leads_there_at_once(each: Searches) -> None:
    synonyms = yaml_load(FILE.read_text(encoding="utf-8"))
    places = {
        words: target if "/" in target else f"#{target}" for words, target in synonyms.items()
    }
    places |= {words.lower(): place for words, place in places.items()}
    for words, results in each([*places]).items():
        seen = [result.place for result in results[:3]]
        assert any(place.endswith(places[words]) for place in seen), (words, seen)


def test_a_title_or_id_that_is_typed_comes_first(each: Searches, titles: dict[str, str]) -> None:
    assert {f"{chapter.page}/" for chapter in CHAPTERS} < set(titles)
    places: dict[str, list[str]] = {}  # a theorem may have the title of its chapter
    for place, title in titles.items():
        for words in (title, as_on_keys(title).lower(), place.partition("#")[2]):
            places.setdefault(words, []).append(place)
    del places[""]  # a page has no id
    for words, results in each([*places]).items():
        assert any(first(place, results) for place in places[words]), (words, results)


def as_on_keys(title: str) -> str:
    """A title as it is typed on a keyboard without accents, Greek and raised numbers."""
    signs = {"ρ": "rho", "σ": "sigma", "χ": "chi", "–": "-", "−": "-"}
    spelled = title.translate(str.maketrans(signs))
    plain = unicodedata.normalize("NFKD", spelled).encode("ascii", "ignore")
    return plain.decode("ascii")


def test_a_number_leads_to_its_theorem(each: Searches, site: Path) -> None:
    index = json.loads((site / "search/entries.json").read_text(encoding="utf-8"))
    at = {entry["title"].partition(" ")[0]: entry["location"] for entry in index["docs"]}
    numbers = [number for number in at if re.fullmatch(r"\d+\.\d+", number)]
    for number, results in each(numbers).items():
        assert first(at[number], results), (number, results)


def test_a_result_says_by_which_synonym_it_was_found(typed: Search, page: Page) -> None:
    typed("OLS")
    tags = page.locator(".md-search-result__item").first.locator(".md-tag")
    expect(tags).to_have_text(["OLS"])  # and none of its other synonyms
    typed("the normal equation")
    expect(page.locator(f'[href*="{NORMAL_EQUATION.partition("#")[2]}"] .md-tag')).to_have_count(0)


def test_what_is_found_nowhere_is_said_so(typed: Search, page: Page) -> None:
    assert typed("xylophone") == []
    expect(page.locator(".md-search-result__meta")).to_have_text("No matching documents")


@pytest.mark.parametrize("width", [1280, 390])
def test_a_result_leads_to_its_theorem(browser: Browser, home: str, width: int) -> None:
    failed: list[str] = []
    with browser.new_page(viewport={"width": width, "height": 720}) as page:
        page.add_init_script(COUNTED)
        page.on("requestfailed", lambda request: failed.append(request.url))
        page.on(
            "response", lambda response: failed.append(response.url) if not response.ok else None
        )
        page.on("console", lambda message: failed.append(message.text))
        page.on("pageerror", lambda error: failed.append(str(error)))
        page.goto(f"{home}the-intercept/")
        page.locator(FIELD if width > 1000 else '.md-header__button[for="__search"]').click()
        page.locator(FIELD).press_sequentially("normal equation")
        answered(page, home)
        page.keyboard.press("Enter")
        page.wait_for_url(f"{home}squared-error-to-closed-form/*#normal-equation")
        expect(page.locator("#normal-equation")).to_be_in_viewport()
    assert failed == []


def test_the_entries_are_fetched_when_a_reader_searches(browser: Browser, home: str) -> None:
    asked: list[str] = []
    with browser.new_page() as page:
        page.add_init_script(COUNTED)
        page.on("request", lambda request: asked.append(request.url.removeprefix(home)))
        page.goto(home, wait_until="networkidle")
        assert "search/search_index.json" in asked
        assert "search/entries.json" not in asked
        page.locator(FIELD).press_sequentially("normal equation")
        assert NORMAL_EQUATION in [result.place for result in answered(page, home)]
        assert asked.count("search/entries.json") == 1


def test_a_search_that_could_not_fetch_its_entries_tries_again(browser: Browser, home: str) -> None:
    with browser.new_context() as context, context.new_page() as page:
        page.goto(home, wait_until="networkidle")
        context.set_offline(True)
        with page.expect_event("requestfailed"):
            page.locator(FIELD).press_sequentially("norm")
        expect(page.locator(".md-search-result__meta")).not_to_contain_text("No matching")
        context.set_offline(False)
        page.locator(FIELD).press_sequentially("al equation")
        found = page.locator('.md-search-result__link[href$="#normal-equation"]')
        expect(found.first).to_be_visible()


@pytest.fixture
def build_step(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """The step of the build that reads the synonyms."""
    monkeypatch.syspath_prepend(FILE.parent)
    spec = importlib.util.spec_from_file_location("synonyms", FILE.with_suffix(".py"))
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def index_of(tmp_path: Path, *places: str) -> Path:
    index = tmp_path / "search_index.json"
    docs = [{"location": place, "title": "A title", "text": ""} for place in places]
    index.write_text(json.dumps({"docs": docs}), encoding="utf-8")
    return index


def test_a_synonym_is_a_tag_and_a_theorem_without_one_is_no_error(
    build_step: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    words = tmp_path / "synonyms.yml"
    words.write_text("BLUE: gauss-markov\nconvention: notation/#conventions\n", encoding="utf-8")
    monkeypatch.setattr(build_step, "FILE", words)
    blue = "gauss-markov-and-cramer-rao/#gauss-markov"
    index = index_of(tmp_path, blue, "notation/#conventions", "a-page/#a-later-theorem")
    build_step.divide_index(index, complete=True)
    docs = json.loads(index.with_name("entries.json").read_text(encoding="utf-8"))["docs"]
    assert [entry.get("tags") for entry in docs] == [["BLUE"], ["convention"], None]


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("BLUE: gauss-markof", "where 'BLUE' leads, no theorem has the id 'gauss-markof'"),
        ("BLUE: gauss-markov.bound", "where 'BLUE' leads, "),
        (
            "design: notation/#leters",
            "'design' leads to notation/#leters, which is not on the site",
        ),
    ],
)
def test_a_synonym_that_leads_nowhere_stops_the_build(
    build_step: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, line: str, said: str
) -> None:
    words = tmp_path / "synonyms.yml"
    words.write_text(line, encoding="utf-8")
    monkeypatch.setattr(build_step, "FILE", words)
    with pytest.raises(PluginError, match=f"^synonyms.yml: {re.escape(said)}"):
        build_step.divide_index(index_of(tmp_path, "notation/#letters"), complete=True)


def test_the_synonyms_are_sorted_and_each_stands_once() -> None:
    lines = FILE.read_text(encoding="utf-8").splitlines()
    words = [line.partition(":")[0].casefold() for line in lines if not line.startswith("#")]
    plain = ["".join(filter(str.isalnum, word)) for word in words]
    assert plain == sorted(set(plain))
