"""The numbers that the site shows are those that the command line understands."""

from pathlib import Path

from bs4 import BeautifulSoup

from derivations.contents import CHAPTERS
from derivations.lookup import look_up
from derivations.registry import numbers


def test_the_pages_number_theorems_in_the_order_of_the_registry(site: Path) -> None:
    on_pages: dict[str, str] = {}
    for chapter in CHAPTERS:
        page = BeautifulSoup((site / chapter.page / "index.html").read_text("utf-8"), "html.parser")
        for heading in page.select(".theorem h3[id]"):
            on_pages[str(heading["id"])] = heading.select_one(".number").get_text()
    assert list(on_pages.items()) == list(numbers().items())


def test_the_pages_number_lines_in_the_order_of_the_proof(site: Path) -> None:
    tried = 0
    for chapter in CHAPTERS:
        page = BeautifulSoup((site / chapter.page / "index.html").read_text("utf-8"), "html.parser")
        for place in page.select(".theorem .line[id]"):
            result, line = look_up(place.select_one(".anchor").get_text())
            assert line is not None
            assert result.line_id(line) == place["id"]
            tried += 1
    assert tried > 600
