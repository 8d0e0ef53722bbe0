"""How the work is cited: BibTeX that its own parser reads, and a CITATION.cff that agrees."""

import json
from dataclasses import replace
from datetime import date
from pathlib import Path

import jsonschema
import pytest
from mkdocs.utils.yaml import yaml_load
from pybtex.database import Entry, parse_string
from pybtex.richtext import Text

import derivations
from derivations.kernel.errors import MalformedError
from derivations.publishing.citation import Work, bibtex, bibtex_of, in_latex, permanent
from derivations.publishing.registry import read_registry

ROOT = Path(__file__).parents[2]
WORK = Work(
    "Line by Line",
    "Maximum likelihood, machine-checked.",
    "Zoë O’Hara & Ångström",
    "1.2.3",
    date(2031, 5, 4),
    "https://example.org/sub/",
)
SITE = yaml_load((ROOT / "mkdocs.yml").read_text("utf-8"))
CFF = yaml_load((ROOT / "CITATION.cff").read_text("utf-8"))


def parsed(text: str) -> tuple[str, Entry]:
    """The one entry of some BibTeX, which has to be plain ASCII, and its key."""
    assert text.isascii()
    [(key, entry)] = parse_string(text, "bibtex").entries.items()
    return key, entry


def read(latex: str) -> str:
    """What LaTeX prints, by a program that we did not write."""
    return str(Text.from_latex(latex))


def test_a_theorem_is_cited_by_its_id_version_address_and_date():
    key, entry = parsed(bibtex_of(WORK, "cramer-rao", "Cramér–Rao"))
    assert (key, entry.type) == ("line-by-line:cramer-rao", "misc")
    fields = dict(entry.fields)
    assert read(fields.pop("title")) == "Cramér–Rao. Line by Line"
    assert fields == {
        "year": "2031",
        "month": "May",
        "version": "1.2.3",
        "url": "https://example.org/sub/t/cramer-rao/",
        "note": r"Theorem \texttt{cramer-rao}, version 1.2.3",
    }
    [author] = entry.persons["author"]
    assert read(str(author)) == WORK.authors.replace("’", "'")  # which LaTeX prints like ’
    assert author.last_names == [str(author)]


def test_a_line_is_cited_by_its_theorem_and_its_name():
    key, entry = parsed(bibtex_of(WORK, "normal-equation.gradient", "The normal equation"))
    assert key == "line-by-line:normal-equation.gradient"
    assert entry.fields["title"] == "{The normal equation, line gradient. Line by Line}"
    assert entry.fields["url"] == "https://example.org/sub/t/normal-equation/#gradient"
    assert entry.fields["note"] == r"Line \texttt{normal-equation.gradient}, version 1.2.3"


def test_the_whole_is_cited():
    key, entry = parsed(bibtex(WORK))
    assert key == "line-by-line"
    assert entry.fields["title"] == "{Line by Line: Maximum likelihood, machine-checked}"
    assert entry.fields["url"] == WORK.url
    assert entry.fields["note"] == "Version 1.2.3"


def test_a_doi_is_a_field_once_there_is_one():
    assert "doi" not in parsed(bibtex(WORK))[1].fields
    given = replace(WORK, doi="10.5281/zenodo.1")
    for text in (bibtex(given), bibtex_of(given, "cramer-rao", "Cramér–Rao")):
        assert parsed(text)[1].fields["doi"] == "10.5281/zenodo.1"


@pytest.mark.parametrize(
    ("words", "latex"),
    [
        ("RSS/σ² has a χ² law", r"RSS/$\sigma^2$ has a $\chi^2$ law"),
        ("(ŵ, σ̂²) and w̄", r"({\^w}, $\hat{\sigma}^2$) and {\=w}"),
        ("(I − H)y", "(I $-$ H)y"),
        ("X⁺ is (XᵀX)⁻¹Xᵀ", r"X$^+$ is (X$^{\mathsf T}$X)$^{-1}$X$^{\mathsf T}$"),
        ("“Čech” & Ångström, 100 %", r"``{\v C}ech'' \& {\r A}ngstr{\"o}m, 100 \%"),
    ],
)
def test_words_in_latex(words, latex):
    assert in_latex(words) == latex


def test_every_title_has_latex():
    titles = [entry["title"] for entry in read_registry().values() if "title" in entry]
    assert all(map(in_latex, titles))


@pytest.mark.parametrize("words", ["日本", r"\input", "a{", "a < b", "\u0302"])
def test_what_has_no_latex_is_refused(words):
    with pytest.raises(MalformedError, match="has no LaTeX yet"):
        in_latex(words)


def test_a_permanent_address():
    assert permanent("cramer-rao") == "t/cramer-rao/"
    assert permanent("normal-equation.gradient") == "t/normal-equation/#gradient"


# CITATION.cff. The schema is that of the format's version 1.2.0, by its authors, under CC BY 4.0.


def valid(cff: dict[str, object]) -> None:
    schema = json.loads((ROOT / "tests/citation-file-format-1.2.0.json").read_text("utf-8"))
    dates = json.loads(json.dumps(cff, default=str))  # in JSON a date is a string
    jsonschema.Draft7Validator(schema).validate(dates)


def test_citation_cff_is_valid():
    valid(CFF)
    for fault in ({"authors": []}, {"license": "none"}, {"date-released": "May"}, {"versoin": "1"}):
        with pytest.raises(jsonschema.ValidationError):
            valid(CFF | fault)


def test_citation_cff_agrees_with_the_site_and_the_package():
    assert CFF["title"] == f"{SITE['site_name']}: {SITE['site_description'].rstrip('.')}"
    assert CFF["authors"] == [{"name": SITE["site_author"]}]
    assert CFF["version"] == derivations.__version__
    assert CFF.get("doi", "") == SITE["extra"]["doi"]
    assert f'license = "{CFF["license"]}"' in (ROOT / "pyproject.toml").read_text("utf-8")


def test_the_readme_cites_as_the_site_does():
    readme = (ROOT / "README.md").read_text("utf-8")
    _, entry = parsed(readme.split("```bibtex\n")[1].split("```")[0])
    work = Work(
        SITE["site_name"],
        SITE["site_description"],
        SITE["site_author"],
        derivations.__version__,
        CFF["date-released"],
        url="",
        doi=SITE["extra"]["doi"],
    )
    assert entry == parsed(bibtex_of(work, "normal-equation", "The normal equation"))[1]
