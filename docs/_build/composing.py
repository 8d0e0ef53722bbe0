"""An executed page composed again: prose and code by MkDocs, outputs by Jupyter between them."""

import ast
import html
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

import jupytext
import nbformat
from bs4 import BeautifulSoup, Tag
from faults import stop
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page
from mkdocs.utils import get_relative_url
from package import address, with_address
from parsing import parsed
from pygments import highlight
from pygments.formatters import HtmlFormatter
from pygments.lexers import PythonLexer

from derivations import __version__
from derivations.publishing.derivation import module_of
from derivations.publishing.registry import known_ids

CODE = re.compile(r"(`{3,}|~{3,}).*?\1|`[^`\n]+`", re.DOTALL)
DISPLAY = re.compile(r"\$\$|\\\[|\\begin\{|\\displaystyle")
# A paragraph or item of formulas without a word is displayed too.
LONE = re.compile(r"(?:\\\((?:(?!\\\)).)+\\\)[\s.,;:!?]*)+", re.DOTALL)
# A paragraph that a theorem completes.
LEADING = re.compile(r'<p>((?:(?!</?p>).)*:</p>\s*<section class="theorem")', re.DOTALL)
HEADING = re.compile(r"h[1-6]")
LINK = re.compile(r'(?<=\]\()([\w-]+\.(?:py|md))?(#[\w.-]+)?(?=\))|(?<=href=")[^"]*(?=")')


def recompose(executed: str, page: Page, config: MkDocsConfig, files: Files) -> tuple[str, Any]:
    """Render prose and code with MkDocs, with the outputs between; also give it as a notebook."""
    notebook = jupytext.read(page.file.abs_src_path)
    # Its template nests one .jp-CodeCell in another; the inner one has the id.
    areas = BeautifulSoup(executed, "html.parser").select(".jp-CodeCell[id]")
    if len(areas) != sum(cell.cell_type == "code" for cell in notebook.cells):
        stop(page, "the executed page has other code cells than its source")
    remaining = iter(areas)
    parts, outputs = [], {}
    for number, cell in enumerate(notebook.cells, start=1):
        cell.id = f"cell-{number}"  # jupytext draws one by chance
        if cell.cell_type == "markdown":
            cell.source = with_address(cell.source, config)
            parts.append(cell.source)
        elif cell.cell_type == "code":
            mark = f'<div class="output" id="output-of-cell-{number}"></div>'
            parts.append(mark)
            shown = "\n".join(outputs_of(next(remaining), cell.metadata, number, page))
            outputs[mark] = with_code(shown, cell.source, cell.metadata.get("tags", []), page)
            if shown:
                data = {"text/html": shown}
                cell.outputs = [nbformat.v4.new_output("display_data", data)]
        else:
            stop(page, f"cell {number} is neither code nor Markdown, but {cell.cell_type}")

    page.markdown = "\n\n".join(parts)
    Page.render(page, config, files)
    content = page.content or ""
    refuse_display(page.markdown, content, page)
    for mark, output in outputs.items():
        content = content.replace(mark, output)
    return LEADING.sub(r'<p class="leading">\1', content), notebook


def for_download(
    notebook: Any, page: Page, config: MkDocsConfig, files: Files, elsewhere: Mapping[str, str]
) -> str:
    """The page as a notebook with its outputs; its links lead to the site.

    `elsewhere` has the addresses of the anchors that other pages hold.
    """
    where = urljoin(config.site_url or "", page.url)

    def on_the_site(link: re.Match[str]) -> str:
        url = elsewhere.get(link[0], link[0])
        if link[1] and (file := files.get_file_from_path(link[1])):
            url = f"{file.url_relative_to(page.file)}{link[2] or ''}"
        return urljoin(where, url)

    for cell in notebook.cells:
        if cell.cell_type == "markdown":
            cell.source = LINK.sub(on_the_site, cell.source)
        for output in cell.get("outputs", []):
            output.data["text/html"] = LINK.sub(on_the_site, output.data["text/html"])
    how = (
        f"This notebook is a page of [{config.site_name}]({where}). Jupyter opens it, or an editor "
        f"that knows notebooks. It runs where version {__version__} of the package is installed "
        "with the extra `notebook`:\n\n```\n"
        f'pip install "line-by-line-derivations[notebook] @ {address(config)}"\n```'
    )
    notebook.cells.insert(0, nbformat.v4.new_markdown_cell(how, id="cell-0"))
    notebook.metadata = {"kernelspec": notebook.metadata["kernelspec"]}
    return str(nbformat.writes(notebook))


def notebook_name(page: Page) -> str:
    """The name under which a page is downloaded as a notebook."""
    return f"{Path(page.file.src_uri).stem}.ipynb"


def with_code(output: str, source: str, tags: list[str], page: Page) -> str:
    """The output of a cell, and its code: open above plain SymPy, else folded below."""
    if "shows-its-code" in tags:
        return output
    if "plain-sympy" in tags:
        code = f'<div class="plain-sympy" data-search-exclude>{highlight_code(source)}</div>'
        return f"{code}\n{output}"
    return f"{output}\n{fold(source, page)}"


def fold(source: str, page: Page) -> str:
    """Return what is behind an output, closed until the reader opens it.

    That is the code of the cell; or, if it only calls for a theorem, how that is derived.
    """
    if (id := only_theorem(source)) in known_ids():
        name = module_of(id)
        url = get_relative_url(source_uri(name), page.url)
        link = f'<a href="{url}"><code>derivations/results/{name}</code></a>'
        data, summary, shown = f' data-derives="{id}"', "How it is derived", f"<p>In {link}:</p>"
    else:
        data, summary, shown = "", "Code", highlight_code(source)
    return (
        f'<details class="source"{data} data-search-exclude><summary>{summary}</summary>'
        f"{shown}</details>"
    )


def only_theorem(source: str) -> str:
    """The id of the theorem that the code of a cell shows, if it does nothing else."""
    match [step for step in parsed(source).body if not isinstance(step, ast.ImportFrom)]:
        case [ast.Expr(ast.Call(ast.Name("theorem"), [ast.Constant(str(id))]))]:
            return id
    return ""


def source_uri(name: str) -> str:
    """Where the site has a file of `derivations/results/`, as text that a browser shows."""
    return f"derivations/results/{name}.txt"


def highlight_code(source: str) -> str:
    """Code as HTML."""
    # Material measures every `pre > code` at the start of a page, which costs more than all else.
    return str(highlight(source, PythonLexer(), HtmlFormatter(cssclass="highlight")))


def outputs_of(area: Tag, metadata: dict[str, Any], number: int, page: Page) -> Iterator[str]:
    """Yield the outputs of one code cell as HTML."""
    for output in area.select(".jp-OutputArea-output"):
        kind = str(output.get("data-mime-type", "image"))
        if kind == "text/html":
            # The heading carries the id, so that the contents and the search can point to it.
            for section in output.select("section[id]"):
                if isinstance(heading := section.find(HEADING), Tag):
                    heading["id"] = section.attrs.pop("id")
            yield output.decode_contents().strip()
        elif kind == "text/plain":
            text = html.escape(output.get_text().strip("\n"), quote=False)
            yield f'<pre class="output"><code>{text}</code></pre>'
        elif kind.startswith("image") and isinstance(image := output.find("img"), Tag):
            alt, src = html.escape(metadata.get("alt", "")), image["src"]
            yield f'<p class="picture"><img alt="{alt}" src="{src}"></p>'
        else:
            stop(page, f"cell {number} put out {kind}: {output.get_text().strip()}")


def refuse_display(markdown: str, content: str, page: Page) -> None:
    """Stop at a display formula in prose, or at what looks like a theorem: those are printed."""
    if found := DISPLAY.search(CODE.sub("", markdown)):
        near = found.string[found.start() :].strip()[:60].splitlines()[0]
        stop(page, f"a display formula is typed by hand: {near}")
    prose = BeautifulSoup(content, "html.parser")
    for block in prose.select("p, li, dd, blockquote, div"):
        if LONE.fullmatch(text := block.get_text().strip()):
            stop(page, f"a display formula is typed by hand: {text[:60]}")
    if typed := prose.select_one(".theorem, .statement, .formula"):
        stop(page, f"a theorem is typed by hand: {str(typed)[:60]}")
