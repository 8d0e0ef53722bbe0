"""The audit finds what it looks for, without Java and Lighthouse, which it tries out by itself."""

import random
from collections import Counter
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import pytest
from playwright.sync_api import Browser

from tests.site.audit import __main__ as main
from tests.site.audit import faulty, lighthouse, visits, vnu, weight
from tests.site.audit.links import internal_links
from tests.site.audit.measure import Measure
from tests.site.browser import serve

GOOD = Measure("size", "home", "1 KB", "< 2 KB")
BAD = Measure("size", "a-chapter", "3 KB", "< 2 KB", ("3 KB of HTML",))


def write(site: Path, address: str, text: str) -> Path:
    path = site / address / "index.html"
    path.parent.mkdir(exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize(("measures", "code"), [([GOOD], 0), ([GOOD, BAD], 1)])
def test_a_finding_is_named_and_the_exit_code(monkeypatch, capsys, tmp_path, measures, code):
    monkeypatch.setattr(main, "measures", lambda site, pages: iter(measures))
    assert main.audit(tmp_path) == code
    said = capsys.readouterr().out
    assert ("size, a-chapter: 3 KB of HTML" in said) == bool(code)
    assert "ok  size  home" in said


def test_an_instrument_that_finds_nothing_is_named(monkeypatch, tmp_path):
    everything = [Measure(what, "", "", "", faults) for what, faults in faulty.FAULTS.items()]
    monkeypatch.setattr(faulty, "measures", lambda site: iter(everything))
    assert faulty.silent(tmp_path) == []
    monkeypatch.setattr(faulty, "measures", lambda site: iter(everything[1:]))
    assert faulty.silent(tmp_path) == ["internal links: nowhere/", "internal links: #nowhere"]


def test_a_heavy_chapter_and_an_absent_one(tmp_path):
    for name, size in (("light", 25_000), ("heavy", 60_000)):
        write(tmp_path, name, random.Random(0).randbytes(size).hex())
    light, heavy, absent = weight.chapters(tmp_path, ["light/", "heavy/", "absent/"])
    assert light.findings == ()
    assert heavy.findings == (f"{heavy.measured} of HTML, gzipped",)
    assert absent.findings == ("absent",)
    assert weight.longest(tmp_path, ["light/", "heavy/", "absent/"]) == "heavy/"
    assert weight.longest(tmp_path, ["absent/"]) == ""


@pytest.mark.parametrize(("size", "heavy"), [(290_000, False), (300_000, True)])
def test_a_first_visit(browser: Browser, tmp_path, size, heavy):
    write(tmp_path, "", '<link rel="icon" href="data:,"><script>fetch("noise.bin")</script>')
    (tmp_path / "noise.bin").write_bytes(random.Random(0).randbytes(size))
    visit = weight.first_visit(browser, tmp_path, "")
    assert bool(visit.findings) == heavy
    assert not heavy or "/noise.bin 300." in visit.findings[0]


def test_pages_are_sent_as_a_host_sends_them(tmp_path):
    path = write(tmp_path, "", "words " * 1000)
    sent = Counter[str]()
    with serve(tmp_path, sent) as home:
        with urlopen(Request(home, headers={"Accept-Encoding": "gzip"})) as answer:
            assert answer.headers["Content-Encoding"] == "gzip"
            assert len(answer.read()) < 200 < sent["/"] < 500
        with urlopen(home) as answer:
            assert answer.read() == path.read_bytes()


@pytest.mark.parametrize(
    ("link", "leads_somewhere"),
    [
        ('<a href="b/">', True),
        ('<a href="b/?q=1#there">', True),
        ('<a href="/b/#there">', True),
        ('<a href="#here">', True),
        ('<a href="https://example.org/absent">', True),
        ('<a href="b/#here">', False),
        ('<a href="#there">', False),
        ('<a href="c/">', False),
        ('<img src="picture.svg">', False),
    ],
)
def test_links(tmp_path, link, leads_somewhere):
    write(tmp_path, "", f'<p id="here">{link}</p>')
    write(tmp_path, "b", '<p id="there">There.</p>')
    assert bool(internal_links(tmp_path).findings) != leads_somewhere


CANONICAL = '<link rel="canonical" href="https://example.org/below/">'


@pytest.mark.parametrize(
    ("link", "leads_somewhere"),
    [('<a href="b/">', True), ('<a href="/below/b/">', True), ('<a href="/b/">', False)],
)
def test_a_site_below_a_path(tmp_path, link, leads_somewhere):
    write(tmp_path, "", f"{CANONICAL}<p>{link}</p>")
    write(tmp_path, "b", "<p>There.</p>")
    assert bool(internal_links(tmp_path).findings) != leads_somewhere
    with serve(tmp_path) as home:
        assert home.endswith("/below/")
        with urlopen(f"{home}b/") as answer:
            assert answer.read() == b"<p>There.</p>"
        with pytest.raises(HTTPError):
            urlopen(home.replace("/below/", "/b/"))


def test_what_the_checker_of_html_says(tmp_path):
    (message, extract), *_ = vnu.NOT_OURS
    url = f"file:{tmp_path}/a-chapter/index.html"
    excused = {"type": "error", "message": message, "extract": f"{extract} …>", "url": url}
    remark = {"type": "info", "message": "A remark.", "url": url}
    assert list(vnu.judged([excused, remark], tmp_path)) == []
    ours = excused | {"extract": "<input>"}
    assert list(vnu.judged([excused, ours], tmp_path)) == [f"a-chapter: {message} at <input>"]
    unread = {"type": "non-document-error", "message": "File not found.", "url": url}
    assert list(vnu.judged([excused, unread], tmp_path)) == ["a-chapter: File not found. at "]
    (rotten,) = vnu.judged([remark], tmp_path)
    assert rotten.startswith("no page has any more what the table excuses")


def report(*scores: float | None) -> dict:
    """What Lighthouse reports of a page with one audit in each category."""
    pairs = list(zip(lighthouse.CATEGORIES, scores, strict=True))
    audit = {"title": "Slow", "displayValue": "3 s", "scoreDisplayMode": "numeric"}
    return {
        "categories": {
            name: {"score": score, "auditRefs": [{"id": name, "weight": 1}]}
            for name, score in pairs
        },
        "audits": {name: audit | {"score": score} for name, score in pairs},
    }


def test_lighthouse_counts_the_median(monkeypatch):
    runs = [report(0.94, 1, 1, 1), report(0.5, 1, None, 1), report(1, 1, None, 1)]
    monkeypatch.setattr(lighthouse, "report", lambda url, device: runs[asked.pop()])
    asked = [0, 1, 2]
    found = lighthouse.lighthouse("", "a-chapter/", "mobile")
    assert found.measured == "94/100/0/100"
    assert found.findings == (
        "performance 94, not 95: Slow 3 s",
        "best-practices 0, not 100: Slow 3 s",
    )
    asked = [2, 2, 2]
    runs[2] = report(0.95, 1, 1, 1)
    assert lighthouse.lighthouse("", "a-chapter/", "mobile").findings == ()
    asked = [2, 2, 2]
    (finding,) = lighthouse.lighthouse("", "a-chapter/", "desktop").findings
    assert finding.startswith("performance 95, not 100")


PAGE = """<body data-md-color-scheme="default"><script>
  const dark = matchMedia("(prefers-color-scheme: dark)").matches;
  document.body.dataset.mdColorScheme = dark ? "slate" : "default";
</script>FAULT</body>"""
AXE = """axe = { run: () => ({
  passes: [{}],
  violations: [...document.querySelectorAll("details[open]")].map(() => (
    { id: "planted", nodes: [{ html: "<details>", target: ["p"], failureSummary: "Fix:\\n why" }] }
  )),
}) }"""


@pytest.mark.parametrize(
    ("fault", "what", "finding"),
    [
        ("", "", ""),
        (
            "<details></details>",
            "axe",
            "planted: <details> at p: why [1440 light, code open; ",
        ),
        ("<script>document.body.dataset.mdColorScheme = 'default'</script>", "axe", "is not dark"),
        ("<script>console.log('noise')</script>", "console", "home: noise"),
        ('<script>throw new Error("fault")</script>', "console", "home: fault"),
        ('<img src="OTHER/of-another.svg">', "other hosts", "of-another.svg"),
    ],
)
def test_visits(monkeypatch, tmp_path, fault, what, finding):
    axe = tmp_path / "axe.js"
    axe.write_text(AXE, encoding="utf-8")
    monkeypatch.setattr(visits, "AXE", axe)
    (tmp_path / "of-another.svg").write_text("<svg/>", encoding="utf-8")
    (site := tmp_path / "site").mkdir()
    with serve(tmp_path) as other:
        page = PAGE.replace("FAULT", fault.replace("OTHER", other))
        write(site, "", '<link rel="icon" href="data:,">' + page)
        found = {each.what: each.findings for each in visits.visits(site)}
    for name, findings in found.items():
        assert bool(findings) == (name == what), findings
    if finding:
        (said,) = found[what]
        assert finding in said
    if fault.startswith("<details"):
        assert said.count("code open") == len(visits.WIDTHS) * len(visits.SCHEMES)
