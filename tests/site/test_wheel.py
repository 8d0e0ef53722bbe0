"""The package as the site offers it: the wheel, the command that installs it, what runs then."""

import json
import os
import re
import shlex
import shutil
import subprocess
import sys
import venv
from pathlib import Path
from zipfile import ZipFile

import nbformat
import pytest
from bs4 import BeautifulSoup
from mkdocs.utils.yaml import yaml_load

from derivations import __version__
from tests.site.browser import ROOT

NAME = f"line_by_line_derivations-{__version__}-py3-none-any.whl"
COMMAND = re.compile(r"^pip install .*$", re.MULTILINE)
# One with a picture and a term evaluated in NumPy, one with the results of a module, one with both.
TRIED = ("minimum", "squared-error-to-closed-form", "the-intercept")


def address_of(site: Path) -> str:
    """The address that the pages give as their own."""
    home = BeautifulSoup((site / "index.html").read_text("utf-8"), "html.parser")
    return str(home.select_one('link[rel="canonical"]')["href"])


def notebooks(site: Path) -> dict[str, nbformat.NotebookNode]:
    """The downloads, by the name of the page."""
    found = {path.stem: nbformat.read(path, as_version=4) for path in site.rglob("*.ipynb")}
    assert len(found) > 16
    return found


@pytest.mark.parametrize("page", ["", "trusted/", "api/"])
def test_a_page_gives_the_command_that_installs_the_package(site: Path, page: str) -> None:
    shown = BeautifulSoup((site / page / "index.html").read_text("utf-8"), "html.parser")
    code = "\n".join(block.get_text() for block in shown.select("article pre"))
    assert COMMAND.findall(code) == [f"pip install {address_of(site)}{NAME}"]
    assert (site / NAME).is_file()


def test_no_page_sends_its_reader_to_a_source_that_he_does_not_have(site: Path) -> None:
    for path in site.rglob("*"):
        if path.suffix in (".html", ".ipynb", ".json"):
            text = path.read_text("utf-8")
            assert "copy of the source" not in text.replace("\n", " "), path
            assert "{package}" not in text, path


def test_the_wheel_is_the_package_and_nothing_else(site: Path, tmp_path: Path) -> None:
    """It is compared with one that is built elsewhere, at another time."""
    compiled = shutil.ignore_patterns("__pycache__")
    shutil.copytree(ROOT / "derivations", tmp_path / "derivations", ignore=compiled)
    for name in ("pyproject.toml", "README.md", "LICENSE", "LICENSE-TEXT"):
        shutil.copyfile(ROOT / name, tmp_path / name)
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path)]
    subprocess.run(build, cwd=tmp_path, capture_output=True, check=True)
    wheel = contents(site / NAME)
    assert wheel == contents(tmp_path / NAME)

    about = f"line_by_line_derivations-{__version__}.dist-info"
    expected = {"derivations/registry.json", "derivations/py.typed", f"{about}/licenses/LICENSE"}
    assert expected | {f"{about}/licenses/LICENSE-TEXT"} <= set(wheel)
    metadata = wheel[f"{about}/METADATA"].decode()
    needed = re.findall(r"^Requires-Dist: (\w+)[^;\n]*$", metadata, re.MULTILINE)
    assert needed == ["numpy", "sympy"]
    assert f"\nVersion: {__version__}\n" in metadata


def contents(wheel: Path) -> dict[str, bytes]:
    """The files of a wheel."""
    with ZipFile(wheel) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


@pytest.fixture(scope="module")
def python(site: Path, home: str, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Python in a clean environment, after the one command that the downloaded notebooks give."""
    commands = {
        command
        for notebook in notebooks(site).values()
        for command in COMMAND.findall(notebook.cells[0].source)
    }
    [command] = commands
    folder = tmp_path_factory.mktemp("clean")
    venv.create(folder, with_pip=True)
    programs = folder / ("Scripts" if os.name == "nt" else "bin")
    arguments = shlex.split(command.replace(address_of(site), home))
    # The compiled files of the packages are not needed, and take half of the time.
    environment = {**os.environ, "PIP_NO_COMPILE": "1", "PIP_DISABLE_PIP_VERSION_CHECK": "1"}
    done = subprocess.run(
        [programs / arguments[0], *arguments[1:]],
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, f"{command}: this needs a network\n{done.stderr}"
    return programs / "python"


def run(python: Path, *arguments: str) -> str:
    """What Python says in the clean environment."""
    done = subprocess.run(
        [python, *arguments], cwd=python.parent, capture_output=True, text=True, timeout=300
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_the_installed_package_verifies(python: Path) -> None:
    assert run(python, "-m", "derivations", "--version").strip() == __version__
    said = run(python, "-m", "derivations", "verify", "normal-equation")
    assert said.endswith("1 theorems, 3 lines: 3 proved, 0 refused\n")


@pytest.mark.parametrize("name", TRIED)
def test_a_downloaded_notebook_runs_after_that_one_command(
    site: Path, python: Path, tmp_path: Path, name: str
) -> None:
    execute(notebooks(site)[name], python, tmp_path)


def test_all_notebooks_of_numbers_run_after_it(site: Path, python: Path, tmp_path: Path) -> None:
    """One after the other in one, which proves the theorems only once."""
    parts = yaml_load((ROOT / "mkdocs.yml").read_text("utf-8"))["nav"]
    (pages,) = (part["Numbers"] for part in parts if "Numbers" in part)
    assert len(pages) > 4
    each = (notebooks(site)[page.removesuffix(".py")] for page in pages)
    code = (cell for notebook in each for cell in notebook.cells if cell.cell_type == "code")
    cells = [nbformat.v4.new_code_cell(cell.source) for cell in code]
    execute(nbformat.v4.new_notebook(cells=cells), python, tmp_path)


def test_every_downloaded_notebook_imports_what_it_needs(
    site: Path, python: Path, tmp_path: Path
) -> None:
    """All imports of all notebooks, one after the other in one of them."""
    lines = dict.fromkeys(
        statement
        for notebook in notebooks(site).values()
        for cell in notebook.cells
        if cell.cell_type == "code"
        for statement in re.findall(
            r"^(?:import .+|from .+ import (?:\([^)]*\)|.+))$", cell.source, re.MULTILINE
        )
    )
    assert any("matplotlib" in line for line in lines)
    whole = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell("\n".join(lines))])
    execute(whole, python, tmp_path)


def execute(notebook: nbformat.NotebookNode, python: Path, folder: Path) -> None:
    """Run a notebook in Jupyter, with the Python of the clean environment; an error stops it."""
    kernel = folder / "kernels/clean/kernel.json"
    kernel.parent.mkdir(parents=True)
    command = [str(python), "-m", "ipykernel_launcher", "-f", "{connection_file}"]
    kernel.write_text(json.dumps({"argv": command, "display_name": "clean", "language": "python"}))
    path = folder / "notebook.ipynb"
    for cell in notebook.cells:
        if cell.cell_type == "code":
            cell.outputs = []
    nbformat.write(notebook, path)
    jupyter = Path(sys.executable).with_name("jupyter-execute")
    done = subprocess.run(
        [jupyter, "--kernel_name=clean", "--inplace", "--timeout=300", path],
        cwd=folder,
        env={**os.environ, "JUPYTER_PATH": str(folder)},
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    code = [c for c in nbformat.read(path, as_version=4).cells if c.cell_type == "code"]
    assert code
    assert all(cell.execution_count for cell in code)


CONSUMER = """
from derivations import Letter, decide, theorem

title: int = theorem("normal-equation").title
proved: str = decide(Letter("w", 2), Letter("w", 2)).proved
theorem(3)
"""


def test_types_arrive_with_the_package(python: Path, tmp_path: Path) -> None:
    (tmp_path / "consumer.py").write_text(CONSUMER)
    check = [sys.executable, "-m", "mypy", "--strict", "--python-executable", str(python)]
    done = subprocess.run([*check, "consumer.py"], cwd=tmp_path, capture_output=True, text=True)
    assert re.findall(r"error: (.*?)  \[", done.stdout) == [
        'Incompatible types in assignment (expression has type "str", variable has type "int")',
        'Incompatible types in assignment (expression has type "bool", variable has type "str")',
        'Argument 1 to "theorem" has incompatible type "int"; expected "str"',
    ], done.stdout
