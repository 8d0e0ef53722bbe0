"""The package `derivations` as the site offers it: a wheel at its root, and the address of that."""

from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import urljoin

from hatchling.builders.wheel import WheelBuilder
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File

from derivations import __version__

SOURCE = Path(__file__).resolve().parents[2]
NAME = f"line_by_line_derivations-{__version__}-py3-none-any.whl"
# What a page writes for the address, which is known to the build alone.
PLACE = "{package}"


def wheel(config: MkDocsConfig) -> File:
    """The wheel, built from this source without a network; equal byte for byte for one commit."""
    with TemporaryDirectory() as folder:
        [path] = WheelBuilder(str(SOURCE)).build(directory=folder, versions=["standard"])
        return File.generated(config, NAME, content=Path(path).read_bytes())


def address(config: MkDocsConfig) -> str:
    """Where the wheel is once the site is published, for pip."""
    return urljoin(config.site_url or "", NAME)


def with_address(text: str, config: MkDocsConfig) -> str:
    """A page's text with the address of the wheel in its place."""
    return text.replace(PLACE, address(config))
