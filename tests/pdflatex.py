"""A pdflatex for the tests of what is copied as LaTeX: an installed one, else Debian's.

`python -m tests.pdflatex` prints its path, after an installation where one is needed.
"""

import shutil
import sys

from tests.debian import apt_install

PACKAGE = "texlive-latex-base"


def find() -> str | None:
    """The pdflatex on the path."""
    return shutil.which("pdflatex")


def install() -> str:
    """As root on Debian, install the package that has it."""
    apt_install(PACKAGE)
    if path := find():
        return path
    sys.exit(
        "The tests of what is copied as LaTeX need pdflatex, and it could not be installed. "
        f"Install it; on Debian: apt-get install {PACKAGE}"
    )


if __name__ == "__main__":
    print("pdflatex:", find() or install())
