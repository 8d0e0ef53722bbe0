"""The package as a package: one version everywhere, and light to import."""

import re
import subprocess
import sys
import tomllib
from pathlib import Path

import yaml

from derivations import __version__
from derivations.publishing.registry import digest, read_registry

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
    published = {entry["since"] for entry in read_registry().values()}
    assert published <= set(ENTRIES)
    for version, entry in ENTRIES.items():
        migrated = version in ("0.1.0", "0.2.0", "0.3.0")  # whose entries have the hashes of then
        said = digest(read_registry(), version, before=migrated) or "publishes no new id"
        assert said in " ".join(entry.split()), version


def test_the_licences_and_the_mark_of_types_are_there():
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    assert all((ROOT / name).is_file() for name in settings["project"]["license-files"])
    assert (ROOT / "derivations/py.typed").is_file()


def test_what_the_repository_does_elsewhere_is_a_target_here():
    """The workflows call targets of the Makefile, and the script that the tests are run with."""
    targets = re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE)
    called = {}
    for path in (ROOT / ".github/workflows").glob("*.yml"):
        workflow = yaml.safe_load(path.read_text("utf-8"))
        for job in workflow["jobs"].values():
            assert {"runs-on", "steps"} <= job.keys()
            for step in job["steps"]:
                assert ("uses" in step) != ("run" in step), step
                assert re.fullmatch(r"actions/[a-z-]+@v\d", step.get("uses", "actions/x@v1"))
                called[step.get("run", "").split(" PYTHON")[0]] = path
    made = {command.removeprefix("make ") for command in called if command.startswith("make ")}
    assert made == {"quick", "release", "site"} <= {*targets}
    assert ".ci/run" in called
    updates = yaml.safe_load((ROOT / ".github/dependabot.yml").read_text("utf-8"))["updates"]
    for update in updates:
        for folder in update.get("directories", [update.get("directory")]):
            manifest = {"pip": "requirements.txt", "npm": "package.json"}
            name = manifest.get(update["package-ecosystem"], ".github/workflows")
            assert (ROOT / folder.strip("/") / name).exists()
    for hook in yaml.safe_load((ROOT / ".pre-commit-config.yaml").read_text("utf-8"))["repos"][0][
        "hooks"
    ]:
        assert hook["entry"].split()[0] in {".venv/bin/ruff", ".venv/bin/mypy"}


def test_the_theorems_are_listed_without_a_proof():
    code = (
        "import sys; from derivations.__main__ import main; main(['list']);"
        "print(sorted({m.split('.')[0] for m in sys.modules} & {'numpy', 'sympy'}),"
        "[m for m in sys.modules if m.startswith('derivations.results.')], file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert len(done.stdout.splitlines()) == sum("module" in e for e in read_registry().values())
    assert done.stderr.strip() == "[] ['derivations.results.model']"
