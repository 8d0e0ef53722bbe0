"""Permanent ids: nothing published vanishes or changes without an entry in the change log."""

import json
import re
import shutil
import subprocess
import sys
from itertools import pairwise
from pathlib import Path

import pytest

from derivations import __version__, theorem, theorems
from derivations.publishing.contents import CHAPTERS, MODULES
from derivations.publishing.registry import UnknownIdError, digest, hash_of, numbers, read_registry

ROOT = Path(__file__).parents[2]
CHANGES = (ROOT / "CHANGES.md").read_text("utf-8")


def published():
    return [result for result in theorems() if result.id in read_registry()]


def logged(changes: str, id: str, *hashes: str) -> bool:
    """Whether one entry of the change log names the id, or digest, and all the hashes."""
    return any(
        re.search(rf"`{re.escape(id)}`", entry) and all(h in entry for h in hashes)
        for entry in re.split(r"\n(?=[-*#] )", changes)
    )


def problems(registry, live, changes):
    """What is wrong with a registry, given the hashes of what lives now."""
    for id, entry in registry.items():
        hashes = entry["hashes"]
        if id not in live and not logged(changes, id, hashes[-1]):
            yield f"{id} has vanished without an entry in CHANGES.md"
        if id in live and live[id] != hashes[-1]:
            yield f"{id} states something else than the registry has"
        for old, new in pairwise(hashes):
            if not logged(changes, id, old, new):
                yield f"{id} changed from {old} to {new} without an entry in CHANGES.md"
    for id in live:
        if id not in registry:
            yield f"{id} is not registered: run python -m derivations register"
    for version in {entry["since"] for entry in registry.values()}:
        digests = [digest(registry, version)]
        if any("before" in e for e in registry.values() if e["since"] == version):
            digests.append(digest(registry, version, before=True))
        for each in digests:
            if not logged(changes, each):
                yield f"CHANGES.md has not the digest {each} of version {version}"


def live_hashes():
    found = {result.id: hash_of(result.theorem) for result in published()}
    for result in published():
        found |= {result.line_id(line): hash_of(line.theorem) for line in result.lines}
    return found


def test_the_registry_is_in_order():
    assert list(problems(read_registry(), live_hashes(), CHANGES)) == []


def test_the_registry_notes_the_titles():
    for result in published():
        assert read_registry()[result.id]["title"] == result.title


def test_register_keeps_the_titles(tmp_path):
    """In a copy of the package where the registry has another title."""
    shutil.copytree(ROOT / "derivations", tmp_path / "derivations")
    path = tmp_path / "derivations/registry.json"
    right = path.read_text("utf-8")
    wrong = json.loads(right)
    wrong["normal-equation"]["title"] = "Something else"
    path.write_text(json.dumps(wrong), "utf-8")
    command = [sys.executable, "-m", "derivations", "register"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=True)
    assert done.stdout.startswith(
        (f"{__version__} publishes no new id\n", f"digest of {__version__}: ")
    )
    assert path.read_text("utf-8") == right


def test_numbers_count_the_theorems_of_each_chapter():
    for number, chapter in enumerate(CHAPTERS, start=1):
        own = [numbers()[result.id] for result in theorems(chapter.page)]
        assert own == [f"{number}.{place}" for place in range(1, len(own) + 1)]


def test_every_module_of_the_contents_is_registered():
    assert {e["module"] for e in read_registry().values() if "module" in e} == set(MODULES)


@pytest.mark.parametrize(
    ("change", "complaint"),
    [
        (lambda live: live.pop("normal-equation"), "normal-equation has vanished"),
        (
            lambda live: live.pop("normal-equation.gradient"),
            "normal-equation.gradient has vanished",
        ),
        (lambda live: live.update({"normal-equation": "0" * 12}), "states something else"),
        (lambda live: live.update({"new-theorem": "0" * 12}), "not registered"),
        (lambda live: live.update({"normal-equation.new": "0" * 12}), "not registered"),
    ],
)
def test_what_vanishes_or_changes_is_noticed(change, complaint):
    live = live_hashes()
    change(live)
    assert any(complaint in problem for problem in problems(read_registry(), live, CHANGES))


def test_a_changed_statement_needs_an_entry_in_the_change_log():
    registry = json.loads(json.dumps(read_registry()))
    old, new = registry["normal-equation"]["hashes"][-1], "0" * 12
    registry["normal-equation"]["hashes"].append(new)
    live = live_hashes() | {"normal-equation": new}
    assert any("without an entry" in problem for problem in problems(registry, live, CHANGES))
    entry = f"\n- `normal-equation`, {old} → {new}: a slip was corrected.\n"
    assert list(problems(registry, live, CHANGES + entry)) == []


@pytest.mark.parametrize(
    "rewrite",
    [
        lambda registry: registry.pop("normal-equation"),
        lambda registry: registry["normal-equation"].update(hashes=["0" * 12]),
        lambda registry: registry["normal-equation"].update(before="0" * 12),
        lambda registry: registry["normal-equation"].update(since="9.9.9"),
    ],
)
def test_history_cannot_be_rewritten_in_registry_and_code_alone(rewrite):
    registry = json.loads(json.dumps(read_registry()))
    rewrite(registry)
    live = {id: entry["hashes"][-1] for id, entry in registry.items()}
    assert any("has not the digest" in problem for problem in problems(registry, live, CHANGES))


def test_a_hash_is_of_the_statement_and_of_nothing_else():
    result = theorem("normal-equation")
    assert hash_of(result.theorem) == hash_of(
        type(result.theorem)(result.theorem.rule, *result.theorem.arguments)
    )
    assert hash_of(result.theorem) != hash_of(theorem("normal-equation-gives-stationarity").theorem)


def test_a_theorem_is_proved_without_the_modules_that_it_does_not_need():
    code = (
        "import sys, derivations; derivations.theorem('scalar-equals-its-transpose');"
        "print([m for m in sys.modules if m.startswith('derivations.results.')],"
        "'numpy' in sys.modules)"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == (
        "['derivations.results.model', 'derivations.results.squared_error'] False"
    )


def test_no_result_uses_anything_superfluous():
    """Imported one by one, results are tried without each premise and each hypothesis."""
    code = (
        "from importlib import import_module; from derivations.publishing.contents import MODULES\n"
        "for module in MODULES: import_module(f'derivations.results.{module}')"
    )
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert found.returncode == 0, found.stderr


def test_importing_loads_neither_numpy_nor_sympy_and_proves_nothing():
    code = (
        "import sys, derivations; from derivations.proving.chain import PUBLISHED;"
        "print('numpy' in sys.modules, 'sympy' in sys.modules, len(PUBLISHED))"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "False False 0"


def test_an_unknown_id_suggests_the_nearest():
    with pytest.raises(UnknownIdError, match="did you mean normal-equation"):
        theorem("normal-equatoin")


@pytest.mark.parametrize(
    ("id", "said"),
    [
        ("normal-equation.gradient", "is a line of the theorem normal-equation"),
        (numbers()["normal-equation"], "may shift, now that of normal-equation"),
        ("Normal-Equation", "did you mean normal-equation"),
        ("", "no theorem has the id ''"),
        (3, "an id is a str"),
        (None, "an id is a str"),
        ([], "an id is a str"),
    ],
)
def test_what_is_no_id_of_a_theorem(id, said):
    with pytest.raises(UnknownIdError, match=said):
        theorem(id)
