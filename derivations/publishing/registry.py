"""Permanent ids: `registry.json` holds every id that was published, of theorems and of lines.

A hash is of the frozen form of hypotheses and conclusion (see `kernel.frozen`). The last hash of
an id is the one in force; the earlier ones, and why they changed, stand in CHANGES.md. What was
published before version 0.4.0 has the hash that it had then, of another form, as `before`. The
order of the file is that in which the pages show the theorems, and with it go the numbers that they
give them. A title is noted, so that theorems can be listed and none need be proved.
`python -m derivations register` enters new ids, hashes and titles; the tests compare.
"""

from __future__ import annotations

import difflib
import hashlib
import json
from collections import Counter
from collections.abc import Iterable
from functools import cache
from importlib import import_module, resources
from itertools import pairwise
from pathlib import Path
from typing import Any

from ..kernel import frozen
from ..kernel.errors import DerivationError
from ..kernel.theorem import Theorem
from ..proving.chain import PUBLISHED, Result, loading
from .contents import CHAPTERS, MODULES
from .store import at_hand

LISTED = "python -m derivations list shows all"


class UnknownIdError(DerivationError):
    """An id that names no theorem; the nearest ones are suggested."""


def theorem(id: str) -> Result:
    """The published theorem of this id; only the modules that it needs are proved.

    Raises UnknownIdError, which suggests the nearest ids.

    >>> print(theorem("normal-equation").theorem)
    ∇J(ŵ) = 0  ⊢  XᵀXŵ = Xᵀy
    """
    entry = read_registry().get(id, {}) if isinstance(id, str) else {}
    if "module" in entry:
        load(entry["module"])
    if not isinstance(id, str) or id not in PUBLISHED:
        raise UnknownIdError(unknown(id))
    return PUBLISHED[id]


def theorems(page: str | None = None) -> tuple[Result, ...]:
    """All published theorems, or those of one page, in the order of the argument."""
    for module, chapter in MODULES.items():
        if page in (None, chapter.page):
            load(module)
    order = {id: number for number, id in enumerate(read_registry())}
    results = sorted(PUBLISHED.values(), key=lambda r: order.get(r.id, len(order)))
    return tuple(result for result in results if page in (None, page_of(result)))


def load(module: str) -> None:
    """Prove the results of a module, and those that it rests on, unless they are proved already."""
    with loading(), at_hand(module):
        import_module(f"derivations.results.{module}")


def page_of(result: Result) -> str:
    """The name of the page on which a theorem stands; empty for one that is not registered."""
    module = read_registry().get(result.id, {}).get("module")
    return MODULES[module].page if module in MODULES else ""


def known_ids() -> tuple[str, ...]:
    """The ids of the theorems in force, in the order of the argument."""
    return tuple(id for id, entry in read_registry().items() if "module" in entry)


def numbers() -> dict[str, str]:
    """The number that the site gives each theorem in force, by its id.

    It is the chapter and the place there, and may shift when the argument grows; an id never does.
    """
    chapters = {chapter: number for number, chapter in enumerate(CHAPTERS, start=1)}
    places = Counter[int]()
    found: dict[str, str] = {}
    for id in known_ids():
        chapter = chapters[MODULES[read_registry()[id]["module"]]]
        places[chapter] += 1
        found[id] = f"{chapter}.{places[chapter]}"
    return found


def unknown(id: object) -> str:
    """What to say of an id that names no theorem."""
    if not isinstance(id, str):
        return f"an id is a str such as 'normal-equation', not {type(id).__name__} {id!r}"
    if "." in id and id in read_registry():
        return f"{id} is a line of the theorem {id.split('.')[0]}"
    for known, number in numbers().items():
        if id == number:
            return f"{id} is a number that may shift, now that of {known}: ask for that id"
    candidates = dict.fromkeys([*known_ids(), *PUBLISHED])
    return f"no theorem has the id {id!r}{hint(id, candidates)} ({LISTED})"


def hint(name: str, candidates: Iterable[str]) -> str:
    """The candidates nearest to a name, as a question; nothing if none is near."""
    near = difflib.get_close_matches(name.lower(), candidates, n=3, cutoff=0.4)
    return f"; did you mean {' or '.join(near)}?" if near else ""


def hash_of(theorem: Theorem) -> str:
    """The hash of hypotheses ⊢ conclusion, of twelve hexadecimal digits."""
    return frozen.hash_of(theorem.hypotheses, theorem.conclusion)


@cache
def read_registry() -> dict[str, Any]:
    """The registry file: id of a theorem or line → since which version, hashes, module, title."""
    text = resources.files("derivations").joinpath("registry.json").read_text("utf-8")
    entries: dict[str, Any] = json.loads(text)
    return entries


def digest(entries: dict[str, Any], version: str, *, before: bool = False) -> str:
    """Sixteen hexadecimal digits of the ids and first hashes that a version published.

    With `before`, of the hashes that these had before version 0.4.0. Empty where it published none.
    """
    published = sorted(
        f"{id} {entry['before'] if before else entry['hashes'][0]}"
        for id, entry in entries.items()
        if entry["since"] == version
    )
    return hashlib.sha256("\n".join(published).encode()).hexdigest()[:16] if published else ""


def _entry_of(id: str, theorem: Theorem, version: str, **known: str) -> dict[str, Any]:
    """The entry of a theorem or line as it is now, with what the registry has of its past.

    What else is known of it is noted too: of a theorem the module, and the title.
    """
    old = read_registry().get(id, {"since": version, "hashes": []})
    now = hash_of(theorem)
    hashes = old["hashes"] if old["hashes"][-1:] == [now] else [*old["hashes"], now]
    return {**old, "hashes": hashes, **known}


def register(version: str) -> str:
    """Enter new ids, hashes and titles in the registry file, and return the version's digest.

    The digest is empty if the version publishes nothing new. What stood in the file stays, and
    where it stood. Raises DerivationError where the file cannot be written.
    """
    entries: dict[str, Any] = {}
    for module in MODULES:
        before = set(PUBLISHED)
        import_module(f"derivations.results.{module}")
        for result in [result for id, result in PUBLISHED.items() if id not in before]:
            known = {"module": module, "title": result.title}
            entries[result.id] = _entry_of(result.id, result.theorem, version, **known)
            for line in result.lines:
                id = result.line_id(line)
                entries[id] = _entry_of(id, line.theorem, version)
    order = list(read_registry())
    for previous, new in pairwise(["", *entries]):
        if new not in order:  # its place is after what comes before it in its module
            order.insert(order.index(previous) + 1 if previous else 0, new)
    ordered = {id: entries.get(id, read_registry().get(id)) for id in order}
    path = Path(__file__).parents[1] / "registry.json"
    try:
        path.write_text(json.dumps(ordered, ensure_ascii=False, indent=1) + "\n", "utf-8")
    except OSError as error:
        raise DerivationError(f"cannot write {path.name}: {error.strerror}") from error
    return digest(ordered, version)
