"""The fonts of the site have every character that its formulas show, and little else."""

from pathlib import Path

from fontTools.ttLib import TTFont

from tests.site.audit.links import soup
from tests.site.browser import ROOT, addresses

KATEX = ROOT / "docs/_build/node_modules/katex/dist/fonts"


def test_fonts_are_cut_to_what_is_shown(site: Path) -> None:
    formulas = (soup(site, name, "katex-html").get_text() for name in addresses(site))
    shown = {ord(character) for text in formulas for character in text}
    assert len(shown) > 50
    for font in sorted(KATEX.glob("*.woff2")):
        whole = set(TTFont(font).getBestCmap())
        kept = set(TTFont(site / "assets/katex/fonts" / font.name).getBestCmap() or ())
        assert kept == whole & shown, font.name
