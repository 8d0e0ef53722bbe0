"""Measure the built site, print one table, and exit with 1 where anything is not as wanted.

python -m tests.site.audit [FOLDER]

Without a folder the site is built. First each instrument has to find fault with a page that is made
of faults, so that none of them can be silent because it is broken.
"""

import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from derivations.publishing.contents import CHAPTERS
from tests.site.audit import faulty
from tests.site.audit.lighthouse import WANTED, lighthouse
from tests.site.audit.links import internal_links
from tests.site.audit.measure import Measure, table
from tests.site.audit.visits import visits
from tests.site.audit.vnu import validity
from tests.site.audit.weight import chapters, first_visit, longest
from tests.site.browser import build, open_browser, serve


def measures(site: Path, pages: list[str]) -> Iterator[Measure]:
    """Everything that is measured of a site with these chapters."""
    yield internal_links(site)
    yield validity(site)
    yield from chapters(site, pages)
    two = ("", longest(site, pages))
    with open_browser() as browser:
        yield from (first_visit(browser, site, address) for address in two)
    yield from visits(site)
    with serve(site) as home:
        for address in two:
            yield from (lighthouse(home, address, device) for device in WANTED)


def announced(measures: Iterator[Measure]) -> Iterator[Measure]:
    """The measures, each said as it comes."""
    for each in measures:
        print(f"{each.what}, {each.where}: {each.measured}", file=sys.stderr, flush=True)
        yield each


def audit(site: Path) -> int:
    """Measure a site and say what was found: the exit code."""
    found = list(announced(measures(site, [f"{chapter.page}/" for chapter in CHAPTERS])))
    print(table(found))
    for each in found:
        for finding in each.findings:
            print(f"{each.what}, {each.where}: {finding}")
    return int(any(each.findings for each in found))


def main() -> int:
    """Try the instruments, then audit the folder that is named, or a new build."""
    with tempfile.TemporaryDirectory() as name:
        if silent := faulty.silent(Path(name)):
            sys.exit(f"found nothing wrong with a faulty page: {', '.join(silent)}")
    if len(sys.argv) > 1:
        return audit(Path(sys.argv[1]))
    with tempfile.TemporaryDirectory() as name:
        if (built := build(Path(name))).returncode:
            sys.exit(built.stderr)
        return audit(Path(name))


if __name__ == "__main__":
    sys.exit(main())
