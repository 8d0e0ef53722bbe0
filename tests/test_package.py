"""The package as a package: one version everywhere, and light to import."""

import re
import subprocess
import sys
import tomllib
from pathlib import Path

from derivations import __version__
from derivations.registry import digest, registered

ROOT = Path(__file__).parent.parent
CHANGES = (ROOT / "CHANGES.md").read_text("utf-8")
ENTRIES = dict(re.findall(r"^## (\S+)\n(.*?)(?=^## |\Z)", CHANGES, re.MULTILINE | re.DOTALL))


def test_the_version_stands_in_one_place_and_the_documents_agree():
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    assert "version" not in settings["project"]
    assert settings["tool"]["hatch"]["version"]["path"] == "derivations/__init__.py"
    assert next(iter(ENTRIES)) == __version__
    readme = (ROOT / "README.md").read_text("utf-8")
    assert re.findall(r"version += \{(.*?)\}", readme) == [__version__]


def test_every_version_says_what_it_publishes():
    published = {entry["since"] for entry in registered().values()}
    assert published <= set(ENTRIES)
    for version, entry in ENTRIES.items():
        migrated = version in ("0.1.0", "0.2.0", "0.3.0")  # whose entries have the hashes of then
        said = digest(registered(), version, before=migrated) or "publishes no new id"
        assert said in " ".join(entry.split()), version


def test_the_licences_and_the_mark_of_types_are_there():
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    assert all((ROOT / name).is_file() for name in settings["project"]["license-files"])
    assert (ROOT / "derivations/py.typed").is_file()


def test_the_theorems_are_listed_without_a_proof():
    code = (
        "import sys; from derivations.__main__ import main; main(['list']);"
        "print(sorted({m.split('.')[0] for m in sys.modules} & {'numpy', 'sympy'}),"
        "[m for m in sys.modules if m.startswith('derivations.results')], file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert len(done.stdout.splitlines()) == sum("module" in e for e in registered().values())
    assert done.stderr.strip() == "[] []"
