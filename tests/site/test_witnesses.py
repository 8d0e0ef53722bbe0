"""The one report of all witnesses: the build asks them of every line, and pages say the answer."""

from pathlib import Path

from derivations.contents import CHAPTERS
from derivations.registry import registered
from tests.site.audit.links import soup

AGREED = (
    "the kernel proves it for all sizes; SymPy agrees on small matrices; "
    "NumPy agrees on random numbers"
)


def test_every_line_of_every_theorem_has_three_witnesses(site: Path) -> None:
    said = {
        str(line["id"]): line.select_one(".witnesses > summary > [role]")["aria-label"]
        for chapter in CHAPTERS
        for line in soup(site, f"{chapter.page}/").select(".theorem:not(.quoted) .line[id]")
    }
    assert [id for id in registered() if "." in id] == list(said)
    assert {id: words for id, words in said.items() if words != AGREED} == {}
