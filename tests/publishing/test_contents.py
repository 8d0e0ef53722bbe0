"""The chapters: one page each, in the order of the navigation, with every theorem in its place."""

import re
from pathlib import Path

import pytest
from mkdocs.utils.yaml import yaml_load

from derivations import theorems
from derivations.publishing.contents import CHAPTERS, Chapter

ROOT = Path(__file__).parents[2]


def headings(source: str, level: int) -> list[str]:
    """The headings of one level in the Markdown cells of a page."""
    return re.findall(rf"^# {'#' * level} (.+)$", source, re.MULTILINE)


def shown(source: str) -> list[str]:
    """The ids of the theorems that the cells of a page show."""
    return re.findall(r'^theorem\("([\w-]+)"\)$', source, re.MULTILINE)


@pytest.fixture(params=CHAPTERS, ids=lambda chapter: chapter.page)
def chapter(request: pytest.FixtureRequest) -> Chapter:
    return request.param


@pytest.fixture
def source(chapter: Chapter) -> str:
    return (ROOT / "docs" / f"{chapter.page}.py").read_text("utf-8")


def test_the_navigation_has_the_chapters_in_their_order():
    navigation = yaml_load((ROOT / "mkdocs.yml").read_text("utf-8"))["nav"]
    parts = [
        pages
        for part in navigation
        for name, pages in part.items()
        if name not in ("Numbers", "Reference")
    ]
    assert [page for part in parts[1:] for page in part] == [
        f"{chapter.page}.py" for chapter in CHAPTERS
    ]


def test_a_page_is_called_like_its_chapter(chapter, source):
    assert headings(source, 1) == [chapter.title]


def test_a_page_shows_the_theorems_of_its_chapter_each_once_in_the_order_of_the_registry(
    chapter, source
):
    assert shown(source) == [result.id for result in theorems(chapter.page)]


def test_a_chapter_opens_with_a_summary_and_closes_with_what_was_assumed(chapter, source):
    sections = headings(source, 2)
    assert sections[0] == "In short"
    assert sections[-1] == "What was assumed"
    assert source.count(f'assumed_html(theorems(page="{chapter.page}"))') == 1


def test_a_summary_leads_to_theorems_of_its_chapter(chapter, source):
    summary = source.split("# ## In short\n")[1].split("\n# ## ")[0]
    assert "$$" not in summary
    linked = re.findall(r"\]\(#([\w-]+)\)", summary)
    assert linked
    assert set(linked) <= {result.id for result in theorems(chapter.page)}
