"""The pages executed side by side: each by mkdocs-jupyter, in its own thread and kernel."""

import os
import signal
import tempfile
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from contextvars import ContextVar
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from uuid import uuid4

from forking import Forked, forks
from jupyter_client.manager import AsyncKernelManager
from keeping import hash_of, imports, keep, recall
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page

from derivations.publishing.processes import cores
from derivations.publishing.store import LOADED

running: set["Kernel"] = set()
_loaded = ContextVar("loaded", default="")  # where the page of this thread notes what it loads


class Kernel(AsyncKernelManager):
    """The kernel of a page; `jupyter_nbconvert_config.json` names this class.

    Its sockets have a name of their own: by default all kernels of a folder have the same.
    """

    def _ip_default(self) -> str:
        return str(Path(tempfile.gettempdir(), f"line-by-line-{uuid4().hex[:12]}"))

    async def _async_start_kernel(self, **options: Any) -> None:
        running.add(self)
        environment = {**os.environ, **options.pop("env", {}), LOADED: _loaded.get()}
        await super()._async_start_kernel(env=environment, **options)

    start_kernel = _async_start_kernel

    async def _async_launch_kernel(self, kernel_cmd: list[str], **options: Any) -> None:
        if not forks():
            await super()._async_launch_kernel(kernel_cmd, **options)
            return
        local: Any = self.provisioner
        local.process = Forked(kernel_cmd, options["env"], options.get("cwd"))
        local.pid = local.process.pid
        self._reconcile_connection_info(local.connection_info)

    async def _async_cleanup_resources(self, restart: bool = False) -> None:
        running.discard(self)
        await super()._async_cleanup_resources(restart)

    cleanup_resources = _async_cleanup_resources

    def kill(self) -> None:
        """End its process at once."""
        if self.provisioner is not None and (pid := getattr(self.provisioner, "pid", None)):
            with suppress(ProcessLookupError):  # it has ended by itself
                os.kill(pid, signal.SIGTERM if os.name == "nt" else signal.SIGKILL)


class Execution:
    """The pages of one build that are executed, as many at a time as there are cores."""

    def __init__(self) -> None:
        self._pool = ThreadPoolExecutor(cores())
        self._executed: dict[str, Future[None]] = {}

    def begin(self, pages: Iterable[Page], config: MkDocsConfig, files: Files) -> None:
        """Have mkdocs-jupyter render its pages, ahead of MkDocs, which asks for one at a time."""
        jupyter = config.plugins["mkdocs-jupyter"]
        for page in pages:
            if jupyter.should_include(page.file):  # type: ignore[attr-defined]
                jupyter.on_pre_page(page, config=config, files=files)
                render = partial(page.render, config, files)  # MkDocs is told to wait for it
                self._executed[page.file.src_uri] = self._pool.submit(
                    _render_or_recall, page, render
                )

    def executes(self, page: Page) -> bool:
        """Whether a page is one of these."""
        return page.file.src_uri in self._executed

    def wait_for(self, page: Page) -> None:
        """Wait until a page is executed; what a cell raised is raised here."""
        self._executed[page.file.src_uri].result()

    def close(self) -> None:
        """End what is still running."""
        self._pool.shutdown(wait=False, cancel_futures=True)
        for kernel in list(running):
            kernel.kill()


def _render_or_recall(page: Page, render: Callable[[], None]) -> None:
    """Have mkdocs-jupyter render a page, unless `make serve` has kept what it rendered."""
    name, source = page.file.src_uri, page.file.content_string
    page.content = recall(name, source)
    if page.content is None:
        with TemporaryDirectory() as folder:
            log = Path(folder, "loaded")
            _loaded.set(str(log))
            render()
            loaded = log.read_text(encoding="utf-8").split() if log.exists() else []
        path = Path(page.file.abs_src_path or "")
        keep(page.content, name, _modules(loaded, path), source)


def _modules(loaded: list[str], path: Path) -> Iterator[str]:
    """The modules that a page loaded or imports, found only if somebody wants to know."""
    yield from loaded
    yield from imports(path, hash_of(path))
