"""Each page, theorem and line can be cited: by a reader in BibTeX, and by machines."""

import json
import re
import subprocess
from collections import Counter
from pathlib import Path

import pytest
from mkdocs.utils.yaml import yaml_load
from playwright.sync_api import Browser
from pybtex.database import parse_string

from derivations import __version__
from derivations.publishing.contents import CHAPTERS
from derivations.publishing.registry import read_registry
from tests.site.audit.links import soup
from tests.site.browser import ROOT, addresses, permanent_addresses
from tests.site.small import build_small

CFF = yaml_load((ROOT / "CITATION.cff").read_text(encoding="utf-8"))
CUT = """[...document.querySelectorAll(".bibtex pre")]
    .some((e) => e.scrollWidth > e.clientWidth)"""
LATEX = r"""\documentclass{article}
\begin{document}
\nocite{*}
\bibliographystyle{plain}
\bibliography{all}
\end{document}
"""


@pytest.fixture(scope="module")
def hosted(site: Path) -> str:
    """The address of the site, as its home says it."""
    return str(soup(site, "").select_one('link[rel="canonical"]')["href"])


@pytest.fixture(scope="module")
def entries(site: Path) -> dict[str, str]:
    """What *Copy BibTeX* gives for each theorem and line."""
    found: dict[str, str] = {}
    for chapter in CHAPTERS:
        copies = json.loads((site / chapter.page / "copies.json").read_text(encoding="utf-8"))
        found |= {id: copy["bibtex"] for id, copy in copies.items()}
    return found


def test_each_theorem_and_line_has_its_bibtex(entries: dict[str, str], hosted: str) -> None:
    assert set(entries) == set(read_registry())
    for id, text in entries.items():
        assert text.isascii(), id
        [(key, entry)] = parse_string(text, "bibtex").entries.items()
        assert key == f"line-by-line:{id}"
        theorem, _, line = id.partition(".")
        assert entry.fields["url"] == f"{hosted}t/{theorem}/" + (f"#{line}" if line else "")
        assert entry.fields["version"] == __version__
        assert entry.fields["year"] == str(CFF["date-released"].year)
        assert entry.fields["month"] == f"{CFF['date-released']:%B}"
        assert rf"\texttt{{{id}}}, version {__version__}" in entry.fields["note"]
        assert entry.fields["title"].endswith(". Line by Line}")
        assert str(entry.persons["author"][0]) == "{The authors of Line by Line}"
        assert "doi" not in entry.fields


def test_bibtex_and_latex_typeset_all_entries(entries: dict[str, str], tmp_path: Path) -> None:
    (tmp_path / "all.bib").write_text("\n".join(entries.values()), encoding="ascii")
    (tmp_path / "all.tex").write_text(LATEX, encoding="ascii")
    for program in ("pdflatex", "bibtex", "pdflatex"):
        options = [] if program == "bibtex" else ["-halt-on-error", "-interaction=nonstopmode"]
        command = [program, *options, "all"]
        run = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True)
        assert run.returncode == 0, run.stdout
    assert "Warning--" not in (tmp_path / "all.blg").read_text(encoding="ascii")
    assert "Missing character" not in (tmp_path / "all.log").read_text(encoding="latin-1")
    typeset = " ".join((tmp_path / "all.bbl").read_text(encoding="ascii").split())
    assert typeset.count(r"\bibitem") == len(entries)
    assert typeset.count(f", version {__version__}.") == len(entries)  # the oldest style has it too


def test_the_page_on_citing_shows_what_is_copied(
    browser: Browser, home: str, entries: dict[str, str], hosted: str
) -> None:
    with browser.new_context(permissions=["clipboard-read", "clipboard-write"]) as context:
        page = context.new_page()
        page.goto(f"{home}cite/")
        shown = page.locator(".bibtex code").all_text_contents()
        *parts, whole = shown
        assert parts == [entries["normal-equation"], entries["normal-equation.gradient"]]
        [(key, entry)] = parse_string(whole, "bibtex").entries.items()
        assert key == "line-by-line"
        assert entry.fields["url"] == hosted
        assert entry.fields["title"] == f"{{{CFF['title']}}}"
        for number, text in enumerate(shown):
            button = page.locator(".bibtex").nth(number).get_by_role("button", name="Copy BibTeX")
            button.click()
            page.wait_for_function(
                "text => navigator.clipboard.readText().then(t => t === text)", arg=text
            )
        for width in (390, 1280):
            page.set_viewport_size({"width": width, "height": 800})
            assert not page.evaluate(CUT)


def test_the_log_of_changes_is_a_page(site: Path) -> None:
    page = soup(site, "changes/")
    text = " ".join(page.select_one("article").get_text().split())
    log = (ROOT / "CHANGES.md").read_text(encoding="utf-8")
    for version in re.findall(r"^## (.+)$", log, re.MULTILINE):
        assert version in [each.get_text().rstrip("¶") for each in page.select("h2")]
    for digest in re.findall(r"Digest\s+of what it\s+publishes: `(\w+)`", log):
        assert digest in text
    assert soup(site, "cite/").select_one('article a[href="../changes/"]')


# What a page says of itself.


def test_every_page_describes_itself_in_sentences_of_its_own(site: Path) -> None:
    found: dict[str, str] = {}
    for address in set(addresses(site)) - {"404.html"}:
        [meta] = soup(site, address).head.select('meta[name="description"]')
        words = found[address] = str(meta["content"])
        assert 40 <= len(words) <= 300, (address, words)
        assert re.match(r"[A-Z“].*[.?!][”)]?$", words), (address, words)
        assert not re.search(r"[\\${}^_]|  |&\w+;|<", words), (address, words)
    assert [words for words, times in Counter(found.values()).items() if times > 1] == []
    # Sentences are quoted as they stand, with their formulas in Unicode.
    assert "Mean and covariance of ŵ do not" in found["distribution-of-the-estimate/"]


def test_every_page_says_to_machines_what_it_is(site: Path, hosted: str) -> None:
    pages = addresses(site) + permanent_addresses(site)
    for address in set(pages) - {"404.html"}:
        page = soup(site, address)
        said = {
            str(meta.get("name") or meta.get("property")): meta["content"]
            for meta in page.head.select("meta[name], meta[property]")
        }
        name = page.select_one("h1").get_text().removesuffix("¶")
        assert said["citation_title"] == said["og:title"] == name, address
        assert said["citation_author"] == CFF["authors"][0]["name"]
        assert said["citation_publication_date"] == f"{CFF['date-released']:%Y/%m/%d}"
        assert said["citation_public_url"] == said["og:url"] == hosted + address
        assert said["og:description"] == said["description"]
        assert said["og:type"] == ("article" if address else "website")
        assert said["og:site_name"] == "Line by Line"
        assert "citation_doi" not in said


def configure(root: Path, before: str, after: str) -> None:
    """Change the configuration of a site."""
    path = root / "mkdocs.yml"
    text = path.read_text(encoding="utf-8")
    assert text.count(before) == 1
    path.write_text(text.replace(before, after), encoding="utf-8")


def test_author_doi_and_prose_are_escaped_wherever_they_stand(root: Path) -> None:
    configure(root, 'doi: ""', 'doi: "10.1/x"')
    configure(root, "site_author: ", "site_author: Å & ")
    prose = r'It is $\frac12$ & more. Of $\hat w^2$ "this" & <em>that</em> is 1 > 0.'
    text = f'# R & "D"\n\n{prose}\n\n<div class="bibtex"></div>\n'
    (root / "docs/index.md").write_text(text, encoding="utf-8")
    (root / "docs/page.md").write_text(text, encoding="utf-8")
    built = build_small(root)
    assert built.returncode == 0, built.stderr

    page = soup(root / "site", "page/")
    said = {str(m.get("name") or m.get("property")): m["content"] for m in page.select("meta")[1:]}
    assert said["citation_title"] == said["og:title"] == 'R & "D"'
    assert said["citation_author"] == "Å & The authors of Line by Line"
    assert said["citation_doi"] == "10.1/x"
    assert said["description"] == said["og:description"] == 'Of ŵ² "this" & that is 1 > 0.'
    shown = page.select_one(".bibtex code").get_text()
    [(_, entry)] = parse_string(shown, "bibtex").entries.items()
    assert entry.fields["doi"] == "10.1/x"
    assert str(entry.persons["author"][0]) == r"{{\r A} \& The authors of Line by Line}"


@pytest.mark.parametrize(
    ("page", "author", "fault"),
    [
        ('<div class="bibtex" data-of="nowhere"></div>', "A. B.", "the theorem nowhere is cited"),
        ('<div class="bibtex"></div>', "著者", "How to cite the site: '著' in '著者' has no LaTeX"),
    ],
)
def test_what_cannot_be_cited_stops_the_build(
    root: Path, page: str, author: str, fault: str
) -> None:
    configure(root, "site_author: The authors of Line by Line", f"site_author: {author}")
    (root / "docs/index.md").write_text(f"# A page\n\n{page}\n", encoding="utf-8")
    built = build_small(root)
    assert built.returncode != 0
    assert fault in built.stderr
    assert "Traceback" not in built.stderr
