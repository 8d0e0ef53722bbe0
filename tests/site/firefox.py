"""A Firefox for the tests, Debian's, driven over WebDriver BiDi; Playwright needs one of its own.

`python -m tests.site.firefox` prints its path, after an installation where one is needed.
"""

import asyncio
import json
import re
import shutil
import subprocess
import sys
import threading
from collections.abc import Coroutine, Iterator
from contextlib import contextmanager
from itertools import count
from tempfile import TemporaryDirectory
from typing import Any

from tornado.websocket import WebSocketClientConnection, websocket_connect

from tests.debian import apt_install

LISTENING = re.compile(r"WebDriver BiDi listening on (\S+)")
SECONDS = 120  # for an answer, on a busy machine


def find() -> str | None:
    """The path of a Firefox, if there is one."""
    return shutil.which("firefox-esr") or shutil.which("firefox")


def install() -> str:
    """As root on Debian, install the package."""
    apt_install("firefox-esr")
    return find() or sys.exit("A test needs Firefox, and none could be installed: install one.")


class Tab:
    """The one tab of a Firefox that was started for it."""

    def __init__(self, socket: WebSocketClientConnection, loop: asyncio.AbstractEventLoop) -> None:
        self._socket, self._loop, self._numbers = socket, loop, count()
        self._ask("session.new", capabilities={})
        self._context = self._ask("browsingContext.getTree")["contexts"][0]["context"]

    def _ask(self, method: str, **params: Any) -> Any:
        return _done(self._asked(method, params), self._loop)

    async def _asked(self, method: str, params: dict[str, Any]) -> Any:
        number = next(self._numbers)
        asked = {"id": number, "method": method, "params": params}
        await self._socket.write_message(json.dumps(asked))
        while (text := await self._socket.read_message()) is not None:
            answer = json.loads(text)
            if answer.get("id") == number:
                assert answer["type"] == "success", answer
                return answer["result"]
        raise ConnectionError("Firefox has ended")

    def goto(self, address: str) -> None:
        """Open an address, and wait until it is loaded."""
        self._ask("browsingContext.navigate", context=self._context, url=address, wait="complete")

    def evaluate(self, expression: str) -> Any:
        """The text, number or boolean that an expression is worth, which may be a promise."""
        target = {"context": self._context}
        answer = self._ask(
            "script.evaluate", expression=expression, target=target, awaitPromise=True
        )
        assert answer["type"] == "success", answer
        return answer["result"].get("value")


@contextmanager
def open_firefox() -> Iterator[Tab]:
    """Start Firefox without a window, with a profile of its own."""
    path = find()
    if path is None:
        raise RuntimeError("There is no Firefox; `make test` installs one.")
    with TemporaryDirectory(ignore_cleanup_errors=True) as profile:
        command = [path, "--headless", "--remote-debugging-port", "0", "--profile", profile]
        with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as process:
            loop = asyncio.new_event_loop()  # in a thread, as Playwright's may run in this one
            threading.Thread(target=loop.run_forever, daemon=True).start()
            try:
                assert process.stderr
                [address] = next(filter(None, map(LISTENING.findall, process.stderr)))
                yield Tab(_done(_connected(f"{address}/session"), loop), loop)
            finally:
                process.kill()
                loop.call_soon_threadsafe(loop.stop)


def _done(work: Coroutine[Any, Any, Any], loop: asyncio.AbstractEventLoop) -> Any:
    return asyncio.run_coroutine_threadsafe(work, loop).result(SECONDS)


async def _connected(address: str) -> WebSocketClientConnection:
    return await websocket_connect(address)


if __name__ == "__main__":
    print("Firefox:", find() or install())
