"""A site of faults, with which every instrument has to find fault before it is believed."""

import random
from collections.abc import Iterator
from pathlib import Path

from tests.site.audit.lighthouse import CATEGORIES, lighthouse
from tests.site.audit.links import internal_links
from tests.site.audit.measure import Measure
from tests.site.audit.visits import visits
from tests.site.audit.vnu import validity
from tests.site.audit.weight import chapters, first_visit
from tests.site.browser import open_browser, serve

PAGE = """<!doctype html>
<html>
<body style="background: white">
<p><a href="nowhere/">lost</a> <a href="#nowhere">lost</a></p>
<p id="one"></p><p id="one"></p>
<img src="data:,">
<img src="//localhost:1/of-another-host.png" alt="">
<details><summary>Code</summary><p style="color: #eee">pale</p></details>
<script>
  console.log("a message");
  fetch("heavy.bin");
  for (const end = Date.now() + 1000; Date.now() < end;);
</script>
<p>CHAFF</p>
</body>
</html>
"""

# For each thing that is measured, what must be among its findings.
FAULTS = {
    "internal links": ("nowhere/", "#nowhere"),
    "vnu": ("Duplicate ID", "no page has any more"),
    "HTML, gzipped": ("of HTML",),
    "first visit": ("heavy.bin",),
    "axe": ("image-alt", "is not dark", "pale", "390 dark, code open"),
    "console": ("a message",),
    "other hosts": ("of-another-host",),
    "Lighthouse, desktop": CATEGORIES,
}


def silent(site: Path) -> list[str]:
    """What should have been found in a faulty site, made in this folder, and was not."""
    chaff = random.Random(0)
    words = PAGE.replace("CHAFF", chaff.randbytes(100_000).hex())
    (site / "index.html").write_text(words, encoding="utf-8")
    (site / "heavy.bin").write_bytes(chaff.randbytes(400_000))
    found: dict[str, str] = {}
    for each in measures(site):
        found[each.what] = "\n".join(each.findings)
    return [
        f"{what}: {fault}"
        for what, faults in FAULTS.items()
        for fault in faults
        if fault not in found.get(what, "")
    ]


def measures(site: Path) -> Iterator[Measure]:
    """The measures of a site of one page."""
    yield internal_links(site)
    yield validity(site)
    yield from chapters(site, [""])
    with open_browser() as browser:
        yield first_visit(browser, site, "")
    yield from visits(site)
    with serve(site) as home:
        yield lighthouse(home, "", "desktop", runs=1)
