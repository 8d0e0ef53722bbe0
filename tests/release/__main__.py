"""Build the sdist and the wheel into dist/, check them, and verify every theorem with each.

Each is installed into a new virtual environment, away from the sources, with the newest NumPy and
SymPy that it allows. Nothing is uploaded.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import venv
from pathlib import Path
from tempfile import TemporaryDirectory

from derivations import __version__

ROOT = Path(__file__).parents[2]
DIST = ROOT / "dist"


def run(*command: object, folder: Path = ROOT) -> str:
    """The output of a command; where it fails, its output is shown, and the release ends."""
    done = subprocess.run([*map(str, command)], cwd=folder, capture_output=True, text=True)
    if done.returncode != 0:
        sys.exit(f"{' '.join(map(str, command))} failed:\n{done.stdout}{done.stderr}")
    return done.stdout


def build() -> list[Path]:
    """The sdist, and the wheel that is built from it alone."""
    shutil.rmtree(DIST, ignore_errors=True)
    run(sys.executable, "-m", "hatchling", "build", "-t", "sdist", "-d", DIST)
    (sdist,) = DIST.iterdir()
    with TemporaryDirectory() as folder:
        shutil.unpack_archive(sdist, folder, filter="data")
        (source,) = Path(folder).iterdir()
        wheel = ("-t", "wheel", "-d", DIST)
        run(sys.executable, "-m", "hatchling", "build", *wheel, folder=source)
    return sorted(DIST.iterdir())


def verified_with(package: Path) -> str:
    """What `verify` says, last, of the package installed in an environment of its own."""
    with TemporaryDirectory() as folder:
        venv.create(folder, with_pip=True)
        python = Path(folder) / ("Scripts" if sys.platform == "win32" else "bin") / "python"
        run(python, "-m", "pip", "install", "--quiet", package, folder=Path(folder))
        version = run(python, "-m", "derivations", "--version", folder=Path(folder))
        if __version__ not in version:
            sys.exit(f"{package.name} is of another version: {version}")
        return run(python, "-m", "derivations", "verify", folder=Path(folder)).splitlines()[-1]


def main() -> None:
    """Build, check and try; ends with an error where anything fails."""
    packages = build()
    print(run(sys.executable, "-m", "twine", "check", "--strict", *packages), end="")
    for package in packages:
        print(f"{package.name}: {verified_with(package)}", flush=True)


if __name__ == "__main__":
    main()
