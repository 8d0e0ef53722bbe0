"""The list of all theorems: nothing missing, and no filter that matches nothing."""

from collections import Counter
from functools import cache

import pytest
from bs4 import BeautifulSoup, Tag

from derivations.presentation.theorems import OF_A_NAME, plain_html
from derivations.printing.formulas import text
from derivations.publishing.contents import CHAPTERS
from derivations.publishing.registry import known_ids, page_of, theorem, theorems
from derivations.site.listing import listing_html


@cache
def listing() -> BeautifulSoup:
    return BeautifulSoup(listing_html(theorems()), "html.parser")


@cache
def rows() -> dict[str, Tag]:
    return {str(row.a["href"])[1:]: row for row in listing().select(".listed > li") if row.a}


@cache
def options(name: str) -> list[str]:
    return [str(o["value"]) for o in listing().select(f"[name={name}] option") if o["value"]]


def test_every_theorem_stands_in_its_chapter_in_the_order_of_the_argument() -> None:
    chapters = {chapter["data-page"]: chapter for chapter in listing().select(".chapter")}
    assert list(chapters) == [chapter.page for chapter in CHAPTERS]
    for page, chapter in chapters.items():
        listed = [str(link["href"])[1:] for link in chapter.select(".mention")]
        assert listed == [result.id for result in theorems(str(page))]
    assert len(rows()) == len(theorems())


@pytest.mark.parametrize("id", known_ids())
def test_a_row_says_what_the_proof_uses(id: str) -> None:
    result, shown = theorem(id), rows()[id]
    used = shown.select("[data-is]")
    assert [e["data-is"] for e in used] == [text(h) for h in result.hypotheses]
    assert all({e["data-is"], e["data-kind"]} & set(options("uses")) for e in used)
    assert tuple(e["data-fact"] for e in shown.select("[data-fact]")) == result.facts()
    assert ("no hypothesis" in shown.get_text()) == (not result.hypotheses)


def carried() -> Counter[str]:
    """How many rows carry each value that an option can have."""
    names = ("data-is", "data-kind", "data-fact")
    return Counter(
        value
        for row in rows().values()
        for value in {str(e[name]) for name in names for e in row.select(f"[{name}]")}
    )


def test_every_option_matches_theorems_as_many_as_it_says() -> None:
    found, general = carried(), ("", "none", "some")
    for option in listing().select("[name=uses] option, [name=fact] option"):
        if (value := option["value"]) not in general:
            assert found[str(value)]
            assert option.get_text().endswith(f"({found[str(value)]})")
    assert options("without") == [value for value in options("uses") if value != "none"]
    assert set(options("fact")) - set(general) == {f for r in theorems() for f in r.facts()}
    assert set(options("chapter")) == {page_of(result) for result in theorems()}


def test_subscripts_and_the_letters_of_names_are_the_only_changes_to_a_hypothesis() -> None:
    first = theorem("normal-equation-for-the-weights-with-intercept").hypotheses[0]
    shown = plain_html(text(first))
    assert shown == "[∇<sub>w</sub>(J(w, b̂))]<sub>(w = ŵ)</sub> = 0"
    for hypothesis in {h for result in theorems() for h in result.hypotheses}:
        read = BeautifulSoup(plain_html(text(hypothesis)), "html.parser").get_text()
        plain = text(hypothesis).translate(OF_A_NAME)
        assert read == plain.translate(str.maketrans("", "", "_{}")) or "{" in read
