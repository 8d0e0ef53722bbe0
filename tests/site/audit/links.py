"""Every link within the site leads to a file that is there, and to an id that is on its page."""

import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

from bs4 import BeautifulSoup, SoupStrainer

from tests.site.audit.measure import Measure
from tests.site.browser import every_address, file_of, root_of


def internal_links(site: Path) -> Measure:
    """The links that lead nowhere."""
    dead = tuple(dict.fromkeys(dead_links(site)))
    found = f"{len(dead)} dead"
    return Measure("internal links", f"{len(every_address(site))} pages", found, "0 dead", dead)


def dead_links(site: Path) -> Iterator[str]:
    """The page and the address of each link that leads nowhere."""
    pages = {name: soup(site, name) for name in every_address(site)}
    root = root_of(site)
    ids = {name: {str(tag["id"]) for tag in page.find_all(id=True)} for name, page in pages.items()}
    for name, page in pages.items():
        for tag in page.select("[href], [src]"):
            url = str(tag.get("href") or tag.get("src"))
            if urlsplit(url).scheme or url.startswith("//"):
                continue
            to = urlsplit(urljoin(root + name, url))
            target = site / unquote(to.path).removeprefix(root)
            target = target / "index.html" if target.is_dir() else target
            if not to.path.startswith(root) or not target.is_file():
                yield f"{name}: {url}"
            elif to.fragment and target.suffix == ".html":
                where = target.relative_to(site).as_posix().removesuffix("index.html")
                if unquote(to.fragment) not in ids[where]:
                    yield f"{name}: {url}"


def soup(site: Path, address: str, part: str = "") -> BeautifulSoup:
    """A page of the site, parsed; or of it only the elements of a class, which is faster."""
    text = file_of(site, address).read_text(encoding="utf-8")
    only = SoupStrainer(class_=re.compile(rf"\b{part}\b")) if part else None
    return BeautifulSoup(text, "html.parser", parse_only=only)
