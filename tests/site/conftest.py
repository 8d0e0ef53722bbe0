"""One site and one browser for all tests of the site, and the beginning of other sites."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.site.browser import ROOT, build, open_browser, serve


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site that `make test` has built and names in SITE; else one that is built here."""
    if already := os.environ.get("SITE"):
        return Path(already).resolve()
    target = tmp_path_factory.mktemp("site")
    built = build(target)
    assert built.returncode == 0, built.stderr
    return target


@pytest.fixture(scope="session")
def home(site: Path) -> Iterator[str]:
    with serve(site) as address:
        yield address


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with open_browser() as chromium:
        yield chromium


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A site with our configuration and no page yet."""
    (tmp_path / "docs").mkdir()
    for name in ("docs/_build", "docs/assets", "derivations"):
        (tmp_path / name).symlink_to(ROOT / name)
    config, _ = (ROOT / "mkdocs.yml").read_text(encoding="utf-8").split("\nnav:")
    (tmp_path / "mkdocs.yml").write_text(config, encoding="utf-8")
    return tmp_path
