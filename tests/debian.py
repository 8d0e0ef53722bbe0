"""Debian's packages, for what the tests need and Python's do not offer."""

import os
import shutil
import subprocess


def apt_install(package: str) -> None:
    """As root on Debian, install a package; elsewhere do nothing."""
    if os.geteuid() == 0 and shutil.which("apt-get"):
        quiet = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
        subprocess.run(["apt-get", "update", "-qq"])
        subprocess.run(["apt-get", "install", "-y", "-qq", package], env=quiet)
