"""The list of all theorems and its filters, as a reader uses them in a real Chromium."""

from collections.abc import Iterator
from urllib.parse import parse_qs, urlencode, urljoin, urlsplit

import pytest
from playwright.sync_api import Browser, Page, expect

from derivations.kernel.statements import Invertible
from derivations.printing.formulas import text
from derivations.publishing.registry import known_ids, theorems
from derivations.results.model import gram

INVERTIBLE = text(Invertible(gram))
ALL = len(known_ids())


@pytest.fixture
def page(browser: Browser, home: str) -> Iterator[Page]:
    with browser.new_page(viewport={"width": 390, "height": 900}) as page:
        page.goto(f"{home}theorems/")
        yield page


def shown(page: Page) -> list[str]:
    """The ids of the theorems that are to be seen."""
    return page.locator(".listed > li:visible code").all_text_contents()


def choose(page: Page, label: str, option: str) -> None:
    page.get_by_label(label, exact=True).select_option(option)


def test_without_a_script_the_list_is_whole_and_there_is_no_form(
    browser: Browser, home: str
) -> None:
    with browser.new_context(java_script_enabled=False) as context, context.new_page() as page:
        page.goto(f"{home}theorems/")
        assert shown(page) == [result.id for result in theorems()]
        expect(page.locator("form.filters")).to_be_hidden()
        expect(page.locator(".count")).to_have_text(f"{ALL} theorems")


def test_words_are_found_in_titles_ids_and_statements(page: Page) -> None:
    words = page.get_by_label("Title, id or words")
    for said, id in (
        ("MAKER residual idempotent", "residual-maker-idempotent"),
        ("frisch-waugh", "frisch-waugh-lovell"),
        ("Cramér", "cramer-rao"),
        ("cramer", "cramer-rao"),
        ("E[RSS]", "expectation-of-the-residual-sum-of-squares"),
    ):
        words.fill(said)
        assert id in shown(page), said
        assert len(shown(page)) < ALL
        expect(page.locator(".count")).to_have_text(f"{len(shown(page))} of {ALL} theorems")


def test_uses_and_does_not_use_share_the_theorems_between_them(page: Page) -> None:
    choose(page, "Uses", INVERTIBLE)
    using = shown(page)
    assert using == [r.id for r in theorems() if INVERTIBLE in map(text, r.hypotheses)]
    choose(page, "Uses", "")
    choose(page, "Does not use", INVERTIBLE)
    assert sorted([*using, *shown(page)]) == sorted(result.id for result in theorems())


def test_a_kind_of_hypothesis_holds_all_of_its_kind(page: Page) -> None:
    choose(page, "Uses", "Gaussian noise")
    wanted = {r.id for r in theorems() if any("N(" in text(h) for h in r.hypotheses)}
    assert set(shown(page)) == wanted


def test_no_hypothesis_and_cited_facts(page: Page) -> None:
    choose(page, "Uses", "none")
    assert shown(page) == [result.id for result in theorems() if not result.hypotheses]
    choose(page, "Uses", "")
    for option, wanted in (
        ("none", [r.id for r in theorems() if not r.facts()]),
        ("some", [r.id for r in theorems() if r.facts()]),
        ("density-of-a-laplace", [r.id for r in theorems() if "density-of-a-laplace" in r.facts()]),
    ):
        choose(page, "Rests on", option)
        assert shown(page) == wanted


def test_a_chapter_stands_alone(page: Page) -> None:
    choose(page, "Chapter", "the-intercept")
    assert shown(page) == [result.id for result in theorems("the-intercept")]
    assert page.locator(".chapter:visible h2").count() == 1


def test_the_address_carries_the_filters(page: Page, home: str) -> None:
    choose(page, "Chapter", "bias-and-covariance")
    choose(page, "Does not use", INVERTIBLE)
    page.get_by_label("Title, id or words").fill("variance")
    address, before = page.evaluate("location.href"), shown(page)
    assert parse_qs(urlsplit(address).query) == {
        "words": ["variance"],
        "chapter": ["bias-and-covariance"],
        "without": [INVERTIBLE],
    }
    page.goto("about:blank")
    page.goto(address)
    assert shown(page) == before
    assert before
    expect(page.get_by_label("Does not use", exact=True)).to_have_value(INVERTIBLE)
    page.get_by_role("button", name="Show all").click()
    expect(page.locator(".count")).to_have_text(f"{ALL} theorems")
    expect(page).to_have_url(f"{home}theorems/")


def test_what_the_address_gets_wrong_filters_nothing(page: Page, home: str) -> None:
    page.goto(f"{home}theorems/?{urlencode({'uses': 'magic', 'nonsense': '1'})}")
    assert len(shown(page)) == ALL
    expect(page.get_by_label("Uses", exact=True)).to_have_value("")


def test_nothing_found_is_said(page: Page) -> None:
    page.get_by_label("Title, id or words").fill("perpetual motion")
    assert shown(page) == []
    expect(page.locator(".count[role=status]")).to_have_text("No theorem matches.")
    assert page.locator(".chapter:visible").count() == 0


def test_the_keyboard_suffices(page: Page) -> None:
    page.get_by_label("Title, id or words").focus()
    page.keyboard.type("leverage of nothing")
    page.keyboard.press("Enter")
    expect(page.get_by_label("Title, id or words")).to_have_value("leverage of nothing")
    expect(page.locator(".count")).to_have_text("No theorem matches.")
    for label in ("Chapter", "Uses", "Does not use", "Rests on"):
        page.keyboard.press("Tab")
        expect(page.get_by_label(label, exact=True)).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator(".count")).to_have_text(f"{ALL} theorems")


def test_the_notation_page_links_to_as_many_theorems_as_it_says(page: Page, home: str) -> None:
    page.goto(f"{home}notation/")
    links = page.locator(".notation a[href*='?uses=']")
    said = {link.get_attribute("href"): link.text_content() for link in links.all()}
    assert len(said) > 30
    for place, (address, count) in enumerate(said.items()):
        if place % 16 == 0:
            page.goto(urljoin(f"{home}notation/", address))
        else:  # as the address would have it, without loading the page again
            choose(page, "Uses", *parse_qs(urlsplit(address).query)["uses"])
        shown = f"{count.split()[0]} of {ALL} theorems"
        expect(page.locator(".count")).to_have_text(shown)
