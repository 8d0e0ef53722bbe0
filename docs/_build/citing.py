"""What is cited, from where it is said: mkdocs.yml, CITATION.cff and the package."""

import html
import re
from pathlib import Path

from faults import stop
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.structure.pages import Page
from mkdocs.utils.yaml import yaml_load

from derivations import __version__
from derivations.kernel.errors import MalformedError
from derivations.publishing.citation import Work, bibtex, bibtex_of

ROOT = Path(__file__).resolve().parents[2]
# Where a page shows how a theorem is cited, by its id, or without one the whole site.
BIBTEX = re.compile(r'<div class="bibtex"(?: data-of="([^"]+)")?></div>')


def work_of(config: MkDocsConfig) -> Work:
    """The site as a work to be cited."""
    released = yaml_load((ROOT / "CITATION.cff").read_text(encoding="utf-8"))["date-released"]
    return Work(
        config.site_name,
        config.site_description or "",
        config.site_author or config.site_name,
        __version__,
        released,
        config.site_url or "",
        config.extra.get("doi") or "",
    )


def cite(work: Work, id: str = "", title: str = "") -> str:
    """The site, or the theorem or line of an id, in BibTeX; stop where a letter has no LaTeX."""
    try:
        return bibtex_of(work, id, title) if id else bibtex(work)
    except MalformedError as error:
        raise PluginError(f"How to cite {id or 'the site'}: {error}") from error


def with_bibtex(content: str, work: Work, titles: dict[str, str], page: Page) -> str:
    """The content of a page, with BibTeX where it asks for it."""

    def put(match: re.Match[str]) -> str:
        id = match[1] or ""
        if id and id not in titles:
            stop(page, f"the theorem {id} is cited, and no page shows it")
        shown = html.escape(cite(work, id, titles.get(id, "")), quote=False)
        return f'<div class="bibtex"><pre><code>{shown}</code></pre></div>'

    return BIBTEX.sub(put, content)
