"""Where the sources state a theorem: links below how it is derived, to the page of their audit."""

import html
import re
from functools import cache

from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page

from derivations.site.sources import stated
from derivations.sources.entries import ENTRIES

AUDIT = "sources-audited.py"
FOLD = re.compile(r'(<details class="source" data-derives="([^"]+)"[^>]*>.*?</summary>)(<p>)')


@cache
def places() -> dict[str, tuple[tuple[str, str], ...]]:
    """For each theorem that a source states, the places and the names of the rows."""
    return dict(stated(ENTRIES))


def with_places(content: str, page: Page, files: Files) -> str:
    """The content of a page, with where the sources state its theorems, in the fold of each."""
    audit = files.get_file_from_path(AUDIT)
    if audit is None:  # it is a site of a few pages only
        return content
    url = audit.url_relative_to(page.file)

    def put(match: re.Match[str]) -> str:
        links = ", ".join(
            f'<a href="{url}#{name}">{html.escape(place)}</a>'
            for place, name in places().get(match[2], ())
        )
        before = f"{match[1]}<p>Stated in the sources: {links}.</p>" if links else match[1]
        return f"{before}{match[3]}"

    return FOLD.sub(put, content)
