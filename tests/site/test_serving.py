"""What `make serve` keeps: a page that nothing has changed; never what a derivation was before."""

import queue
import shutil
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Thread

from tests.site.browser import ROOT, build
from tests.site.test_build import CHAPTER, HEADER, THEOREM, TRUSTED

TRUE, FALSE = "w.T @ b + h.T @ b", "w.T @ b - h.T @ b"


def small_site(root: Path) -> None:
    """A site of two pages of a package of its own."""
    (root / "derivations").unlink()
    shutil.copytree(ROOT / "derivations", root / "derivations")
    (root / "docs" / CHAPTER).write_text(HEADER + THEOREM + "\n", encoding="utf-8")
    (root / "docs/trusted.py").write_text(TRUSTED + "1\n", encoding="utf-8")
    (root / "docs/index.md").write_text("# A page\n\nWords.\n", encoding="utf-8")


@contextmanager
def served(root: Path) -> Iterator["queue.Queue[str]"]:
    """Serve a site, and yield what is said."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        at = f"127.0.0.1:{free.getsockname()[1]}"
    command = [sys.executable, "-m", "mkdocs", "serve", "--dev-addr", at]
    with subprocess.Popen(
        command, cwd=root, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    ) as process:
        said: queue.Queue[str] = queue.Queue()
        listener = Thread(target=lambda: [*map(said.put, process.stdout)])
        listener.start()
        try:
            yield said
        finally:
            process.kill()
            listener.join()  # before what it listens to is closed


def until(words: str, said: "queue.Queue[str]") -> str:
    """All that is said until these words are."""
    heard = ""
    while words not in heard:
        try:
            heard += said.get(timeout=300)
        except queue.Empty:
            raise AssertionError(f"{words!r} was not said, but\n{heard}") from None
    return heard


def break_it(root: Path) -> None:
    """Make a line of a derivation false."""
    path = root / "derivations/results/gradient_rules.py"
    text = path.read_text(encoding="utf-8")
    assert text.count(TRUE) == 1
    path.write_text(text.replace(TRUE, FALSE), encoding="utf-8")


def test_what_has_changed_is_executed_and_checked_again(root: Path) -> None:
    small_site(root)
    with served(root) as said:
        first = until("Documentation built", said)
        assert first.count("Converting notebook") == 2
        until("Serving on", said)
        (root / "docs/index.md").write_text("# A page\n\nOther words.\n", encoding="utf-8")
        assert "Converting notebook" not in until("Documentation built", said)
        page = root / "docs/trusted.py"
        page.write_text(page.read_text(encoding="utf-8") + "2\n", encoding="utf-8")
        assert until("Documentation built", said).count("Converting notebook") == 1
        model = root / "derivations/results/model.py"  # a page of no theorem depends on it too
        model.write_text(model.read_text(encoding="utf-8") + "\n# Changed.\n", encoding="utf-8")
        assert until("Documentation built", said).count("Converting notebook") == 2
        break_it(root)
        until(f"{CHAPTER}: a cell raises LineRefusedError", said)
    built = build(root / "site", root)
    assert built.returncode != 0
    assert "LineRefusedError" in built.stderr


def test_a_build_uses_nothing_that_was_kept(root: Path) -> None:
    small_site(root)
    with served(root) as said:
        until("Serving on", said)
    kept = sorted((root / ".cache/serve").iterdir())
    assert len(kept) == 3  # two pages, and what was found for a theorem
    for path in kept:
        path.write_text("not what was kept", encoding="utf-8")
    built = build(root / "site", root)
    assert built.returncode == 0, built.stderr
    assert built.stderr.count("Converting notebook") == 2
