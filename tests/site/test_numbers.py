"""The numbers that the site shows are those that the command line understands."""

import re
from pathlib import Path

import pytest

from derivations.publishing.contents import CHAPTERS
from derivations.publishing.lookup import look_up
from derivations.publishing.registry import numbers

NUMBER = r'<span class="number">([\d.]+)</span>'
TITLE = re.compile(rf'<h3\b[^>]*\bid="([\w-]+)"[^>]*>\s*{NUMBER}')
LINE = re.compile(
    r'<li\b[^>]*\bid="([\w-]+\.[\w-]+)"[^>]*>(?:(?!<li\b).)*?'
    rf'<a\b[^>]*\bclass="anchor"[^>]*>\s*{NUMBER}',
    re.DOTALL,
)


@pytest.fixture(scope="module")
def chapters(site: Path) -> str:
    """The pages of all chapters, one after the other; all in one to find a theorem told twice."""
    pages = (site / chapter.page / "index.html" for chapter in CHAPTERS)
    return "\n".join(page.read_text("utf-8") for page in pages)


def test_theorems_are_numbered_in_the_order_of_the_registry(chapters: str) -> None:
    assert TITLE.findall(chapters) == list(numbers().items())


def test_lines_are_numbered_in_the_order_of_the_proof(chapters: str) -> None:
    found = LINE.findall(chapters)
    assert {id.partition(".")[0] for id, _ in found} == set(numbers())
    for id, number in found:
        result, line = look_up(number)
        assert line is not None, f"{id} {number}"
        assert result.line_id(line) == id
        assert len(result.lines) == sum(other.startswith(f"{result.id}.") for other, _ in found)
