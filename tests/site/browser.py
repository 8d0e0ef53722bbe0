"""The built site as a person meets it: served on this machine, open in a real Chromium."""

import gzip
import subprocess
import sys
import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache, partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from io import BytesIO
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from bs4 import BeautifulSoup
from playwright.sync_api import Browser, Page, sync_playwright

from tests.site import chromium

ROOT = Path(__file__).parents[2]


def build(target: Path, root: Path = ROOT) -> subprocess.CompletedProcess[str]:
    """Build the site of `root` into `target`, as `make site` does."""
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", str(target)]
    return subprocess.run(command, cwd=root, capture_output=True, text=True)


def addresses(site: Path) -> list[str]:
    """The addresses of the pages that are read, relative to the site's root.

    The page for errors is one. The small pages of permanent addresses, which lead on, are not.
    """
    return [address for address in every_address(site) if not leads_on(site, address)]


def permanent_addresses(site: Path) -> list[str]:
    """The addresses of the small pages that lead on to others."""
    return [address for address in every_address(site) if leads_on(site, address)]


def every_address(site: Path) -> list[str]:
    """The addresses of all pages, relative to the site's root."""
    pages = (path.relative_to(site).as_posix() for path in sorted(site.rglob("*.html")))
    return [path.removesuffix("index.html") for path in pages]


def leads_on(site: Path, address: str) -> bool:
    """Whether the page of an address only leads to another."""
    return '<body class="leads-on">' in file_of(site, address).read_text(encoding="utf-8")


def file_of(site: Path, address: str) -> Path:
    """The file of a page; a folder stands for its index."""
    return site / address if address.endswith(".html") else site / address / "index.html"


def root_of(site: Path) -> str:
    """The path of the site's own address, below which its host has to serve it."""
    index = site / "index.html"
    home = BeautifulSoup(index.read_text(encoding="utf-8") if index.exists() else "", "html.parser")
    canonical = home.select_one('link[rel="canonical"]')
    return (urlsplit(str(canonical["href"])).path if canonical else "") or "/"


class Host(SimpleHTTPRequestHandler):
    """Answers as a host does: text compressed, connections kept open; and counts what it sends."""

    protocol_version = "HTTP/1.1"
    compressible = (".css", ".html", ".ipynb", ".js", ".json", ".svg", ".txt", ".xml")

    def __init__(self, *arguments: Any, root: str, sent: Counter[str], **named: Any) -> None:
        self.root, self.sent = root, sent
        super().__init__(*arguments, **named)

    def setup(self) -> None:
        super().setup()
        write = self.wfile.write

        def counted(data: bytes) -> int:
            self.sent[self.path] += len(data)
            return write(data)

        self.wfile.write = counted  # type: ignore[method-assign]

    def translate_path(self, path: str) -> str:
        if not path.startswith(self.root):
            return f"{self.directory}/not below {self.root}"
        return super().translate_path("/" + path.removeprefix(self.root))

    def send_head(self) -> Any:
        path = Path(self.translate_path(self.path))
        path = path / "index.html" if path.is_dir() and self.path.endswith("/") else path
        accepted = "gzip" in self.headers.get("Accept-Encoding", "")
        if not (accepted and path.is_file() and path.suffix in self.compressible):
            return super().send_head()
        body = compressed(path)
        self.send_response(200)
        self.send_header("Content-Type", self.guess_type(str(path)))
        self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        return BytesIO(body)

    def log_message(self, *_: object) -> None:
        pass


def compressed(path: Path) -> bytes:
    """A file as a host sends it."""
    return compressed_once(path, path.stat().st_mtime_ns)


@cache
def compressed_once(path: Path, _: int) -> bytes:
    """A file, compressed; again only when it has changed."""
    return gzip.compress(path.read_bytes(), compresslevel=6, mtime=0)


@contextmanager
def serve(site: Path, sent: Counter[str] | None = None, root: str | None = None) -> Iterator[str]:
    """Serve a folder from a thread, and yield its address; `sent` counts bytes by path.

    It is served below the path `root`, or below that of the site's own address.
    """
    counter = Counter[str]() if sent is None else sent
    root = root or root_of(site)
    handler = partial(Host, directory=site, root=root, sent=counter)
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}{root}"
        server.shutdown()


def lay_all_out(page: Page) -> None:
    """Lay out what a reader sees only on the way down too, with the fonts that it needs."""
    page.add_style_tag(content=".md-typeset * { content-visibility: visible !important }")
    page.evaluate("document.body.offsetHeight")
    page.evaluate("document.fonts.ready")


@contextmanager
def open_browser() -> Iterator[Browser]:
    """Start Chromium."""
    path = chromium.find()
    if path is None:
        raise RuntimeError("There is no Chromium; `make test` installs one.")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=chromium.ARGUMENTS)
        yield browser
        browser.close()
