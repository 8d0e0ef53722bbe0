"""The fonts of the site have every character that its formulas show, and little else."""

from pathlib import Path

from fontTools.ttLib import TTFont

from tests.site.audit.links import soup
from tests.site.browser import ROOT, addresses

KATEX = ROOT / "docs/_build/node_modules/katex/dist/fonts"


def test_fonts_are_cut_to_what_is_shown(site: Path) -> None:
    formulas = [f for name in addresses(site) for f in soup(site, name).select(".katex-html")]
    shown = {ord(character) for formula in formulas for character in formula.get_text()}
    assert len(shown) > 50
    for font in sorted(KATEX.glob("*.woff2")):
        whole = set(TTFont(font).getBestCmap())
        kept = set(TTFont(site / "assets/katex/fonts" / font.name).getBestCmap() or ())
        assert kept == whole & shown, font.name
