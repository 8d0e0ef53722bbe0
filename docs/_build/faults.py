"""What a reader should not meet stops the build, with the page and the fault."""

from typing import NoReturn

from mkdocs.exceptions import PluginError
from mkdocs.structure.pages import Page


def stop(page: Page, reason: str) -> NoReturn:
    """Stop the build, naming the page."""
    raise PluginError(f"{page.file.src_uri}: {reason}")
