"""Where the sources state a theorem: links below how it is derived, to the page of their audit."""

import html
from functools import cache

from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page

from derivations.site.sources import stated
from derivations.sources.entries import ENTRIES

AUDIT = "sources-audited.py"


@cache
def places() -> dict[str, tuple[tuple[str, str], ...]]:
    """For each theorem that a source states, the places and the names of the rows."""
    return dict(stated(ENTRIES))


def places_html(id: str, page: Page, files: Files) -> str:
    """Where the sources state a theorem, as links from its page; nothing where they do not."""
    audit = files.get_file_from_path(AUDIT)
    if audit is None or id not in places():  # a site may be of a few pages only
        return ""
    url = audit.url_relative_to(page.file)
    links = ", ".join(
        f'<a href="{url}#{name}">{html.escape(place)}</a>' for place, name in places()[id]
    )
    return f"<p>Stated in the sources: {links}.</p>"
