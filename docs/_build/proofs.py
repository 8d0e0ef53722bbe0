"""The proofs of the site as one file, exported by a process of its own while pages are executed."""

import subprocess
import sys

NAME = "proofs.json"
COMMAND = [sys.executable, "-m", "derivations", "export"]


class Export:
    """The export of one build after another."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[str] | None = None

    def begin(self) -> None:
        """Begin to export all proofs; what an earlier build began is dropped."""
        if self._process is not None:
            self._process.kill()
            self._process.communicate()
        self._process = subprocess.Popen(COMMAND, stdout=subprocess.PIPE, text=True)

    def exported(self) -> str:
        """The proofs, once they are exported; RuntimeError is raised if that failed."""
        if self._process is None:
            raise RuntimeError("no export was begun")
        process, self._process = self._process, None
        text, _ = process.communicate()
        if process.returncode:
            raise RuntimeError("the proofs could not be exported; see the error above")
        return text
