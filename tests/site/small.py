"""Small sites, each built by a copy of one process, which imports what a build needs only once.

MkDocs is told what `make site` tells it, and no build knows anything of another. A site that brings
a package of its own needs a Python of its own: `tests.site.browser.build` starts one.
"""

import atexit
import json
import os
import sys
from functools import cache
from pathlib import Path
from subprocess import PIPE, CompletedProcess, Popen

from click.testing import CliRunner
from mkdocs.__main__ import cli
from mkdocs.config import load_config

from tests.site.browser import ROOT


def build_small(root: Path) -> CompletedProcess[str]:
    """Build the site of `root` into its folder `site`."""
    builder = _builder()
    assert builder.stdin
    assert builder.stdout
    print(root, file=builder.stdin, flush=True)
    exit_code, said = json.loads(builder.stdout.readline())
    return CompletedProcess("mkdocs build --strict", exit_code, stderr=said)


@cache
def _builder() -> Popen[str]:
    """The process that builds; it ends when nobody can ask it any more."""
    command = [sys.executable, "-m", "tests.site.small"]
    builder = Popen(command, cwd=ROOT, stdin=PIPE, stdout=PIPE, text=True)
    atexit.register(builder.communicate)
    return builder


def _build_what_is_asked_for() -> None:
    """Read the folder of a site from each line, and answer with the exit code and what was said."""
    load_config(str(ROOT / "mkdocs.yml"))  # imports the plugins and our hook
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "w")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())  # what a build starts may write there
    for line in sys.stdin:
        if child := os.fork():
            os.waitpid(child, 0)
            continue
        root = Path(line.rstrip("\n"))
        os.chdir(root)
        done = CliRunner().invoke(cli, ["build", "--strict", "--site-dir", str(root / "site")])
        print(json.dumps([done.exit_code, done.output]), file=answers, flush=True)
        os._exit(0)


if __name__ == "__main__":
    _build_what_is_asked_for()
