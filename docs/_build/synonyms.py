"""The index of the search, with words for theorems that do not have them: tags of its entries."""

import json
from pathlib import Path
from typing import Any

from exhibition import home_of
from mkdocs.exceptions import PluginError
from mkdocs.utils.yaml import yaml_load

from derivations.publishing.registry import known_ids, unknown

FILE = Path(__file__).with_suffix(".yml")


def synonyms() -> dict[str, str]:
    """The words, each with the address it leads to; an id of no theorem stops the build."""
    places = {}
    for words, target in yaml_load(FILE.read_text(encoding="utf-8")).items():
        if "/" not in target and target not in known_ids():
            raise PluginError(f"{FILE.name}: where {words!r} leads, {unknown(target)}")
        page = Path(home_of(target) or "").stem
        places[words] = target if "/" in target else f"{page}/#{target}"
    return places


def divide_index(index: Path, *, complete: bool) -> None:
    """Tag the entries of the index, and put them beside it, to be fetched when a reader searches.

    If the index is complete, a synonym of what is not there stops the build.
    """
    written: dict[str, Any] = json.loads(index.read_text(encoding="utf-8"))
    entries = {entry["location"]: entry for entry in written["docs"]}
    for words, place in synonyms().items():
        if place in entries:
            entries[place].setdefault("tags", []).append(words)
        elif complete:
            raise PluginError(f"{FILE.name}: {words!r} leads to {place}, which is not on the site")
    for name, docs in (("entries.json", written["docs"]), (index.name, [])):
        text = json.dumps(written | {"docs": docs}, separators=(",", ":"))
        index.with_name(name).write_text(text, encoding="utf-8")
