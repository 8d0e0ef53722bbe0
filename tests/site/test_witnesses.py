"""The one report of all witnesses: the build asks them of every line, and pages say the answer."""

import re
from pathlib import Path

from derivations.publishing.contents import CHAPTERS
from derivations.publishing.registry import read_registry

LINE = re.compile(
    r'<li\b[^>]*\bid="([\w-]+\.[\w-]+)"[^>]*>(?:(?!<li\b).)*?'
    r'<details class="witnesses"><summary><span\b[^>]*\baria-label="([^"]*)"',
    re.DOTALL,
)
AGREED = (
    "the kernel proves it for all sizes; SymPy agrees on small matrices; "
    "NumPy agrees on random numbers"
)


def test_every_line_of_every_theorem_has_three_witnesses(site: Path) -> None:
    pages = ((site / chapter.page / "index.html").read_text("utf-8") for chapter in CHAPTERS)
    said = [found for page in pages for found in LINE.findall(page)]
    assert [id for id, _ in said] == [id for id in read_registry() if "." in id]
    assert [(id, words) for id, words in said if words != AGREED] == []
