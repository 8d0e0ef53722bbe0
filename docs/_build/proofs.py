"""All theorems proved by the first process of a build, for its other ones and for the site.

The search for proofs runs there alone. The certificates that it finds are in a folder of this build
only; the pages' processes run the same modules, and the kernel checks the certificates there. The
proofs are exported as one file of the site.
"""

import os
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from keeping import keep, recall
from mkdocs.exceptions import PluginError

from derivations.publishing.contents import MODULES
from derivations.publishing.store import VARIABLE

NAME, CERTIFICATES = "proofs.json", "certificates.json"
PROVE = """
import sys
from pathlib import Path
from derivations.proving.certificates import remembering
from derivations.publishing.export import export
from derivations.publishing.store import Found
from derivations.publishing.registry import theorems

found, folder = Found(), Path(sys.argv[1])
with remembering(found):
    proofs = export(theorems()) + "\\n"
(folder / "certificates.json").write_text(found.text(), "utf-8")
(folder / "proofs.json").write_text(proofs, "utf-8")
"""


class Proofs:
    """The proofs of one build."""

    def __init__(self) -> None:
        self._folder = TemporaryDirectory()
        self._process: subprocess.Popen[str] | None = None

    def begin(self) -> None:
        """Begin to prove all theorems, from nothing, unless `make serve` has kept the proofs."""
        if texts := recall(NAME):
            for name, text in texts.items():
                Path(self._folder.name, name).write_text(text, encoding="utf-8")
            return
        nothing = {name: value for name, value in os.environ.items() if name != VARIABLE}
        command = [sys.executable, "-c", PROVE, self._folder.name]
        self._process = subprocess.Popen(command, env=nothing, text=True)

    def wait(self) -> None:
        """Wait until all is proved, and let the processes of the build know where."""
        if self._process is not None and self._process.wait():
            raise PluginError("the theorems could not be proved; see the error above")
        folder = Path(self._folder.name)
        os.environ[VARIABLE] = str(folder / CERTIFICATES)
        if self._process is not None:
            texts = {name: (folder / name).read_text("utf-8") for name in (NAME, CERTIFICATES)}
            keep(texts, NAME, MODULES)

    def exported(self) -> str:
        """The proofs as the text of a file."""
        return Path(self._folder.name, NAME).read_text(encoding="utf-8")

    def close(self) -> None:
        """End the process, and leave nothing for another build."""
        os.environ.pop(VARIABLE, None)
        if self._process is not None:
            self._process.kill()
            self._process.wait()
        self._folder.cleanup()
