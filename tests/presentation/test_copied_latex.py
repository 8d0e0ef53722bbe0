"""What is copied as LaTeX compiles alone, stays on the paper, and brings what it needs."""

import re
import subprocess
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import pytest

from derivations.kernel.nodes import Node
from derivations.kernel.statements import Equals
from derivations.kernel.trees import Abbreviation
from derivations.presentation.theorems import result_latex, single_line_latex
from derivations.printing.formulas import latex
from derivations.publishing.registry import theorem, theorems
from derivations.subterms import parts
from tests import pdflatex

NEEDED = re.compile(r"% (\S+), for a document with (\\usepackage\{[\w, ]+\})\n")
BESIDE_THE_TEXT = 126  # points, right of the text of an article on A4; letter paper has more


def pieces() -> Iterator[tuple[str, str]]:
    for result in theorems():
        yield result.id, result_latex(result)
        for line in result.lines:
            yield result.line_id(line), single_line_latex(result, line)


def compiled(
    folder: Path, preamble: str, pieces: Iterable[tuple[str, str]]
) -> dict[str, list[str]]:
    """What pdflatex complains of, by the piece; each piece is in a group of its own."""
    program = pdflatex.find()
    assert program, "there is no pdflatex; `make test` installs it"
    source = f"\\documentclass{{article}}\n{preamble}\n\\begin{{document}}\n"
    for id, piece in pieces:
        source += f"\\typeout{{PIECE {id}}}\n\\begingroup\n{piece}\n\n\\endgroup\n"
    source += "\\end{document}\n"
    (folder / "copied.tex").write_text(source, encoding="utf-8")
    done = subprocess.run(
        [program, "-interaction=nonstopmode", "copied.tex"],
        cwd=folder,
        env={"PATH": str(Path(program).parent), "HOME": str(folder), "max_print_line": "1000"},
        capture_output=True,
        text=True,
        errors="replace",
    )
    said: dict[str, list[str]] = {"": []}
    id = ""
    for row in done.stdout.splitlines():
        if found := re.match(r"PIECE (\S+)", row):
            id = found[1]
            said[id] = []
        elif re.match(r"! |Overfull|Missing character|LaTeX Warning", row):
            said[id].append(row)
    failed = any(row.startswith("! ") for rows in said.values() for row in rows)
    assert failed == (done.returncode != 0), done.stdout
    assert failed or (folder / "copied.pdf").exists()
    return said


def test_every_theorem_and_line_compiles(tmp_path: Path, tally: Callable[[str], None]) -> None:
    copied = dict(pieces())
    headers = {id: NEEDED.match(piece) for id, piece in copied.items()}
    assert all(header and header[1] == id for id, header in headers.items())
    [preamble] = {header[2] for header in headers.values() if header}
    said = compiled(tmp_path, preamble, copied.items())
    assert said.keys() == {"", *copied}
    wide = 0
    for id, rows in said.items():
        for row in rows:
            points = re.match(r"Overfull \\hbox \(([\d.]+)pt", row)
            assert points, (id, row)
            assert float(points[1]) < BESIDE_THE_TEXT, (id, row)
            wide += 1
    assert wide < len(copied) / 20
    tally(f"{len(copied)} theorems and lines compile alone; {wide} times wider than an article")


def test_each_fault_is_found_in_its_piece(tmp_path: Path) -> None:
    faulty = {
        "sound": "\\[ x^{2} \\]",
        "unknown-word": "\\[ \\invertible \\]",
        "defined-by-another": "\\newcommand{\\mine}{x}\\[ \\mine \\]",
        "needs-another": "\\[ \\mine \\]",
        "no-such-letter": "χ",
        "open": "\\[ \\frac{1}{2 \\]",
    }
    said = compiled(tmp_path, "\\usepackage{amsmath, amssymb}", faulty.items())
    found = {id for id, rows in said.items() if any(row.startswith("! ") for row in rows)}
    assert found == {"unknown-word", "needs-another", "open", "no-such-letter"}


@pytest.mark.parametrize("package", ["amsmath", "amssymb"])
def test_the_packages_that_are_named_are_needed(tmp_path: Path, package: str) -> None:
    piece = result_latex(theorem("least-squares-is-unbiased"))
    said = compiled(tmp_path, f"\\usepackage{{{package}}}", [("here", piece)])
    assert any(row.startswith("! ") for row in said["here"])


def abbreviated(node: Node) -> Iterator[Abbreviation]:
    if isinstance(node, Abbreviation):
        yield Abbreviation(node.name, node.parameters, node.parameters, node.body)
        yield from abbreviated(node.body)
    for part in parts(node):
        if isinstance(part, Node):
            yield from abbreviated(part)


def test_what_is_abbreviated_is_defined() -> None:
    found = 0
    for result in theorems():
        copied = {result.id: (result_latex(result), [line.theorem for line in result.lines])}
        for line in result.lines:
            copied[result.line_id(line)] = single_line_latex(result, line), [line.theorem]
        for id, (piece, shown) in copied.items():
            rows = " ".join(piece.replace("&", "").split())
            for claim in (each for said in shown for each in (*said.hypotheses, said.conclusion)):
                for short in abbreviated(claim):
                    meaning = latex(Equals(short, short.body))
                    assert " ".join(meaning.split()) in rows, (id, short.name)
                    found += 1
    assert found > 1000


def test_a_definition_brings_those_that_it_needs() -> None:
    copied = result_latex(theorem("least-squares-is-unbiased"))
    assert "If $\\mathbb{E}[\\left\\lVert \\varepsilon \\right\\rVert] < \\infty$, " in copied
    assert "\nwhere\n" in copied
    assert "\\hat{w} & = (X^{\\mathsf{T}} X)^{-1} X^{\\mathsf{T}} y \\\\\n" in copied
    assert "y & = X w^{\\star} + \\varepsilon\n" in copied


def test_a_line_is_copied_with_all_that_it_uses() -> None:
    result = theorem("least-squares-is-unbiased")
    copied = single_line_latex(result, result.lines[1])
    for hypothesis in result.lines[1].theorem.hypotheses:
        assert f"${latex(hypothesis)}$" in copied


def test_reasons_stand_beside_the_lines_or_below_them() -> None:
    beside = result_latex(theorem("normal-equation"))
    assert "&& \\text{the gradient at $\\hat{w}$} \\\\\n" in beside
    assert "Reasons:" not in beside
    below = result_latex(theorem("gradient-of-the-squared-error"))
    assert "&& (4)\n\\end{aligned}\n\\]\nReasons:\n(1) $J(w)$ as a quadratic form;\n" in below
    assert below.endswith("(4) take out the factor 2.")


def test_without_pdflatex_it_is_said_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    monkeypatch.setattr(pdflatex, "apt_install", asked.append)
    monkeypatch.setattr(pdflatex, "find", lambda: None)
    with pytest.raises(SystemExit, match="apt-get install texlive-latex-base"):
        pdflatex.install()
    assert asked == ["texlive-latex-base"]
