"""Kernels of pages as copies of one process, which has imported what most of them need.

It has imported libraries only: this package, and what a page shows, each kernel loads for itself.
"""

import os
import sys
from multiprocessing import forkserver, get_context
from pathlib import Path
from typing import Any

HERE = str(Path(__file__).parent)
CAN_FORK = sys.platform == "linux"  # elsewhere a copy of a process may lack what it needs
CONTEXT: Any = get_context("forkserver" if CAN_FORK else "spawn")
LIBRARIES = ["ipykernel.kernelapp", "sympy", "matplotlib.figure", "matplotlib.backends.backend_svg"]
_wanted = False


def begin() -> None:
    """In a build of many pages, it is worth while to import the libraries once, ahead."""
    global _wanted
    _wanted = CAN_FORK
    if CAN_FORK:
        if HERE not in sys.path:
            sys.path.append(HERE)  # where the copies find this module
        CONTEXT.set_forkserver_preload(LIBRARIES)
        forkserver.ensure_running()


def forks() -> bool:
    """Whether kernels are copies."""
    return _wanted


class Forked:
    """A kernel's process, as `jupyter_client` knows those that it starts itself."""

    stdin = stdout = stderr = None

    def __init__(self, command: list[str], environment: dict[str, str], folder: str | None) -> None:
        arguments = command[command.index("ipykernel_launcher") + 1 :]
        self._process = CONTEXT.Process(
            target=_run_kernel, args=(arguments, environment, folder), daemon=True
        )
        self._process.start()
        self.pid = self._process.pid
        self.kill, self.terminate = self._process.kill, self._process.terminate

    def poll(self) -> int | None:
        """Its exit code; None while it runs."""
        return self._process.exitcode  # type: ignore[no-any-return]

    def wait(self) -> int | None:
        """Its exit code, when it has ended."""
        self._process.join()
        return self.poll()

    def send_signal(self, number: int) -> None:
        """Send it a signal."""
        if self.poll() is None:
            os.kill(self.pid, number)


def _run_kernel(arguments: list[str], environment: dict[str, str], folder: str | None) -> None:
    """What `python -m ipykernel_launcher` does."""
    from ipykernel.kernelapp import IPKernelApp

    os.environ.clear()
    os.environ.update(environment)
    os.chdir(folder or ".")
    sys.path.remove(HERE)  # a page does not see the build
    parent = f"--IPKernelApp.parent_handle={os.getppid()}"  # with this process, it ends as well
    IPKernelApp.launch_instance(argv=[*arguments, parent])
    os._exit(0)  # its streams are closed
