"""What MkDocs does to a page here: prose by MkDocs, outputs by Jupyter, mathematics by KaTeX.

All theorems are proved once. Then they are verified, and meanwhile mkdocs-jupyter executes the
pages, side by side; of its HTML only the outputs are kept. A page is then composed again as
Markdown and rendered by MkDocs itself, so that links are checked, headings are found, and code
looks as it does everywhere else. When all pages are there, the theorems are numbered and marked,
and KaTeX typesets the formulas in one go.

Whatever a reader should not meet stops the build: a formula that KaTeX refuses or that was typed by
hand, a line that a witness refuses, a theorem on no page or on two, an id used twice, a picture
without words, a warning on stderr.
"""

import html
import json
import logging
import os
import re
from collections import Counter
from pathlib import Path
from typing import Any

import addresses
import forking
import keeping
import proofs
from bs4 import BeautifulSoup
from citing import ROOT, cite, with_bibtex, work_of
from composing import (
    HEADING,
    for_download,
    highlight_code,
    notebook_name,
    recompose,
    refuse_display,
    source_uri,
)
from describing import description
from execution import Execution
from exhibition import CHAPTER, Exhibition, home_of
from faults import stop
from markdown.extensions.toc import nest_toc_tokens
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import event_priority
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import get_toc
from nbclient.exceptions import CellExecutionError
from package import address, wheel, with_address
from room import with_lengths
from stating import places_html
from synonyms import divide_index, synonyms
from typesetting import fonts, mark_formulas, style, typeset, with_formulas

from derivations.presentation.theorems import formulas
from derivations.publishing.derivation import derivation, module_of, source_of
from derivations.publishing.processes import cores
from derivations.publishing.registry import known_ids, read_registry

# A reader's own Jupyter settings do not change the site.
os.environ["JUPYTER_CONFIG_DIR"] = str(Path(__file__).parent)

exhibition = Exhibition("")
formulas_set: dict[str, dict[str, str]] = {}
execution = Execution()
proved = proofs.Proofs()
log = logging.getLogger("mkdocs.hooks.line_by_line")


def on_startup(command: str, dirty: bool) -> None:
    """`make serve` may keep what is the same in its next build."""
    if command == "serve":
        keeping.serve()


def on_config(config: MkDocsConfig) -> None:
    """Name the author at the foot of every page; the page of the API has a style of its own."""
    config.copyright = ". ".join(filter(None, [config.site_author, config.copyright]))
    config.extra_css.remove("assets/_mkdocstrings.css")


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Begin a build, and publish KaTeX's style sheet, the log of changes and the package."""
    global exhibition, execution, proved
    close()
    exhibition = Exhibition(f"pip install {address(config)}")
    execution, proved = Execution(), proofs.Proofs()
    read_registry.cache_clear()  # `make serve` builds again after a theorem was added
    synonyms()  # a wrong id stops now, not after minutes of work
    if config.nav:
        log.info("Proving all theorems, which takes about 5 seconds")
        proved.begin()
        forking.begin()
    files.append(style(config))
    add(files, config, "changes.md", (ROOT / "CHANGES.md").read_text(encoding="utf-8"))
    files.append(wheel(config))
    return files


def on_nav(nav: Any, config: MkDocsConfig, files: Files) -> None:
    """Begin to verify the theorems and to execute the pages."""
    pages = [file.page for file in files.documentation_pages() if file.page]
    if config.nav:
        proved.wait()
        log.info(
            f"Verifying {len(known_ids())} theorems and executing pages on {cores()} cores, "
            "which takes about two minutes"
        )
        exhibition.begin()
    execution.begin(pages, config, files)


def on_pre_page(page: Page, config: MkDocsConfig, files: Files) -> Page:
    """Say of a cell that fails what a reader of the log wants to know, and no more."""

    def render_or_stop(config: MkDocsConfig, files: Files) -> None:
        try:
            execution.wait_for(page)
        except CellExecutionError as error:
            stop(page, f"a cell raises {error.ename}: {error.evalue}")

    if execution.executes(page):
        page.render = render_or_stop  # type: ignore[method-assign]
    return page


def on_page_markdown(markdown: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Say where the package is."""
    return with_address(markdown, config)


def on_page_content(content: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Recompose an executed page, then check the page and list its headings."""
    notebook = None
    if page.file.src_uri.endswith(".py"):
        content, notebook = recompose(content, page, config, files)
        content = with_links(content, page, files)
    else:
        refuse_display(page.markdown or "", content, page)

    soup = BeautifulSoup(content, "html.parser")
    ids = Counter(str(tag["id"]) for tag in soup.find_all(id=True))
    if twice := [name for name, count in ids.items() if count > 1]:
        stop(page, f"the id {twice[0]!r} occurs {ids[twice[0]]} times")
    for image in soup.find_all("img"):
        if not image.get("alt"):
            stop(page, f"an image has no alternative text: {str(image)[:80]}")
    for picture in soup.select('[role="img"]'):
        if not picture.get("aria-label"):
            stop(page, f"a picture has no alternative text: {str(picture)[:80]}")
    for text in soup.find_all(string=re.compile(r"\$")):
        if not text.find_parent(["pre", "code", "script"]):
            stop(page, f"a formula is not closed, or cut by its markup: {text.strip()[:80]}")
    list_headings(soup, page, exhibition.enter(soup, page))

    # MkDocs checks every link to an anchor once all pages are known; it has not seen the outputs.
    page.present_anchor_ids = set(ids)
    elsewhere: dict[str, str] = {}
    for fragment in {str(link["href"])[1:] for link in soup.select('a[href^="#"]')}:
        home = None if fragment in ids else files.get_file_from_path(home_of(fragment) or "")
        target = home or page.file
        if target is not page.file:
            elsewhere[f"#{fragment}"] = url = f"{target.url_relative_to(page.file)}#{fragment}"
            content = content.replace(f'href="#{fragment}"', f'href="{url}"')
            (page.links_to_anchors or {}).get(page.file, {}).pop(fragment, None)
        if page.links_to_anchors is not None:
            page.links_to_anchors.setdefault(target, {})[fragment] = f"#{fragment}"
    if notebook is not None:
        offered = for_download(notebook, page, config, files, elsewhere)
        add(files, config, f"{page.url}{notebook_name(page)}", offered)
    return content


def on_env(env: Any, config: MkDocsConfig, files: Files) -> None:
    """Complete the theorems of all pages, say how they are cited, then typeset the mathematics."""
    pages = [file.page for file in files.documentation_pages() if file.page]
    if config.nav:  # without one, it is a site of a few pages only
        exhibition.check_complete()
        add(files, config, proofs.NAME, proved.exported())
        add(files, config, "registry.json", json.dumps(read_registry(), separators=(",", ":")))
    found = exhibition.exhibits()
    close()
    exhibition.fill_in(found, pages)

    env.globals["work"] = work = work_of(config)
    titles = exhibition.titles()
    for page in pages:
        page.content = with_bibtex(page.content or "", work, titles, page)
        if words := description(page.content):
            page.meta["description"] = html.escape(words)  # the template puts it in as it is
        if copies := exhibition.copies(found, page):
            for id, copy in copies.items():
                copy["bibtex"] = cite(work, id, titles[id])
            add(files, config, f"{page.url}copies.json", json.dumps(copies, ensure_ascii=False))
    offer_derivations(config, files)

    given = [addresses.of_theorem(each, found[each.id], work) for each in exhibition.theorems]
    given += addresses.of_retired(work)
    if config.nav:
        by_url = {page.url: page for page in pages}
        given += addresses.of_pages_given_up(exhibition.theorems, by_url, work)
    for each in given:
        add(files, config, each.file, each.page(env, config, work))

    shown = {tex: page for page in pages for tex in formulas(page.content or "")}
    formulas_set.clear()
    formulas_set.update(typeset(shown))
    for tex, result in formulas_set.items():
        if "error" in result:
            stop(shown[tex], f"{result['error']}\n  in the formula {tex}")
    for page in pages:
        page.content = with_lengths(mark_formulas(page.content or ""), formulas_set)
    for file in fonts(config, (result["html"] for result in formulas_set.values())):
        files.append(file)


def offer_derivations(config: MkDocsConfig, files: Files) -> None:
    """Add how the theorems of each page are derived, which a reader may ask for, and the files."""
    source_of.cache_clear()
    by_page: dict[str, dict[str, str]] = {}
    for theorem in exhibition.theorems:
        shown = highlight_code(derivation(theorem.id))
        shown += places_html(theorem.id, theorem.page, files)
        by_page.setdefault(theorem.page.url, {})[theorem.id] = shown
    for url, shown_by_id in by_page.items():
        add(files, config, f"{url}derivations.json", json.dumps(shown_by_id, ensure_ascii=False))
    for name in sorted({module_of(theorem.id) for theorem in exhibition.theorems}):
        add(files, config, source_uri(name), source_of(name))


def on_page_context(context: Any, page: Page, config: MkDocsConfig, nav: Any) -> None:
    """Put in the formulas, now that the search has read the page without them."""
    page.content = with_formulas(page.content or "", formulas_set)


@event_priority(-100)  # when the search has written what it read
def on_post_page(output: str, page: Page, config: MkDocsConfig) -> str:
    """Drop the blank lines that Material's templates leave before the article: 1.5 kB of a page."""
    before, article, rest = output.partition("<article")
    return re.sub(r"[ \t]*\n\s*", "\n", before) + article + rest


def on_post_build(config: MkDocsConfig) -> None:
    """Let the search find theorems by what else they are called, once it is asked."""
    divide_index(Path(config.site_dir, "search/search_index.json"), complete=bool(config.nav))


def on_build_error(error: Exception) -> None:
    """End the processes of a build that was stopped."""
    close()


def on_shutdown() -> None:
    """End what is left, also where MkDocs was interrupted."""
    close()


def close() -> None:
    """End the processes of a build."""
    exhibition.close()
    execution.close()
    proved.close()


def with_links(content: str, page: Page, files: Files) -> str:
    """The content of a page, with links below its title: it as a notebook, and how to read it."""
    links = f'<a href="{notebook_name(page)}" download>Download as a notebook</a>'
    notation = files.get_file_from_path("notation.py")
    if notation and page.file.src_uri in CHAPTER:
        url = f"{notation.url_relative_to(page.file)}#how-to-read-a-theorem"
        links += f'<a href="{url}">How to read a theorem</a>'
    return content.replace("</h1>", f'</h1>\n<p class="download">{links}</p>', 1)


def add(files: Files, config: MkDocsConfig, uri: str, content: str) -> None:
    """Add a file to the site."""
    files.append(File.generated(config, uri, content=content))


def list_headings(soup: BeautifulSoup, page: Page, numbers: dict[str, str]) -> None:
    """Make the page's table of contents from its headings, those of theorems with their numbers."""
    tokens = []
    for heading in soup.find_all(HEADING, id=True):
        for link in heading.select(".headerlink"):
            link.decompose()
        id, name = str(heading["id"]), heading.get_text().strip()
        if "\\(" in name:
            stop(page, f"a heading holds a formula, which no table of contents can show: {name}")
        shown = html.escape(f"{numbers.get(id, '')} {name}".strip())
        tokens.append({"level": int(heading.name[1]), "id": id, "name": shown})
    page.toc = get_toc(nest_toc_tokens(tokens))
