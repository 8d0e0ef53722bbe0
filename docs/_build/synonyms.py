"""The words under which a reader finds a theorem that does not have them: tags in the index."""

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


def add_synonyms(index: Path, *, complete: bool) -> None:
    """Tag what is in the index of the search; if that is complete, what is not there stops."""
    written: dict[str, Any] = json.loads(index.read_text(encoding="utf-8"))
    entries = {entry["location"]: entry for entry in written["docs"]}
    for words, place in synonyms().items():
        if place in entries:
            entries[place].setdefault("tags", []).append(words)
        elif complete:
            raise PluginError(f"{FILE.name}: {words!r} leads to {place}, which is not on the site")
    index.write_text(json.dumps(written, separators=(",", ":")), encoding="utf-8")
