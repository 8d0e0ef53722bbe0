"""What must not be published stops the build, with a message that names the page and the fault."""

import json
import re
import shutil
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from bs4 import BeautifulSoup

from derivations.publishing.contents import CHAPTERS, MODULES
from derivations.publishing.registry import known_ids, read_registry
from tests.site.browser import ROOT, build
from tests.site.small import build_small

HEADER = """\
# ---
# jupyter:
#   jupytext:
#     text_representation:
#       extension: .py
#       format_name: percent
#   kernelspec:
#     display_name: Python 3
#     language: python
#     name: python3
# ---

# %% [markdown]
# # A page

# %%
"""
ID = re.compile(r' id="(.*?)"')
SHOW = "from IPython.display import HTML, Image, Latex\n"
FALSE_LINE = (
    "from derivations import calc; from derivations.results.model import X, w, y\n"
    "calc(y.T @ X @ w).equals(-w.T @ X.T @ y, 'slip', by='wishful thinking')"
)
# The page of a chapter, with one of its theorems, and the places to which its lines link.
CHAPTER = "squared-error-to-closed-form.py"
THEOREM = "from derivations import theorem\ntheorem('gradient-of-a-linear-form')"
TRUSTED = HEADER.replace(
    "# # A page",
    "# # Rules\n#\n# ## One {#rule-algebra}\n#\n# ## Another {#rule-cut}",
)


def configure(root: Path, line: str) -> None:
    """Add a line to the configuration."""
    with (root / "mkdocs.yml").open("a", encoding="utf-8") as file:
        file.write(f"\n{line}\n")


def publish(root: Path, name: str, text: str) -> tuple[int, str, str]:
    """Build a site of one page: the exit code, what MkDocs said, and the page."""
    (root / "docs" / name).write_text(text, encoding="utf-8")
    own_package = not (root / "derivations").is_symlink()
    built = build(root / "site", root) if own_package else build_small(root)
    page = root / "site/index.html"
    return built.returncode, built.stderr, page.read_text(encoding="utf-8") if page.exists() else ""


@pytest.mark.parametrize(
    ("code", "fault"),
    [
        ("raise ValueError('this line does not hold')", "ValueError: this line does not hold"),
        ("import sys; print('a warning', file=sys.stderr)", "stderr: a warning"),
        (SHOW + r"HTML(r'<p>\(\frac{1}\)</p>')", r"\frac{1}"),
        (SHOW + r"HTML(r'<p>\(ŵ\)</p>')", "ŵ"),
        (SHOW + 'HTML(\'<p id="a">1</p><p id="a">2</p>\')', "the id 'a' occurs 2 times"),
        (SHOW + "HTML('<a href=\"#nowhere\">there</a>')", "#nowhere"),
        (
            SHOW + "Image(data=b'\\x89PNG\\r\\n\\x1a\\n' + bytes(17), format='png')",
            "alternative text",
        ),
        (SHOW + 'HTML(\'<figure role="img" aria-label=""></figure>\')', "alternative text"),
        (SHOW + "Latex('$x$')", "text/latex"),
        ("from IPython.display import Markdown; Markdown('words')", "text/markdown"),
        ("1\n\n# %% [raw]\n# words", "cell 3 is neither code nor Markdown, but raw"),
        (SHOW + r"HTML(r'<p>\(\displaystyle X = 0\)</p>')", "a display formula of no theorem"),
        (
            SHOW + r"""HTML(r'<p class="big statement">\(X = 0\)</p>')""",
            "a statement of no theorem is shown",
        ),
        (
            SHOW + r"""HTML(r'<p class="theorem" data-of="cramer-rao">\(X = 0\)</p>')""",
            "a formula that is not of the theorem cramer-rao is shown there: X = 0",
        ),
        (FALSE_LINE, "the line slip does not hold"),
    ],
)
def test_a_cell_stops_the_build(root: Path, code: str, fault: str) -> None:
    exit_code, said, _ = publish(root, "index.py", HEADER + code + "\n")
    assert exit_code != 0
    assert fault in said
    assert "index.py" in said


@pytest.mark.parametrize(
    ("prose", "fault"),
    [
        ("$$a = b$$", "$$a = b$$"),
        (r"\[ a = b \]", r"\[ a = b \]"),
        (r"\begin{equation} a = b \end{equation}", r"\begin{equation}"),
        (r"\begin{align*} a &= b \end{align*}", r"\begin{align*}"),
        (r"$\displaystyle a = b$", r"\displaystyle"),
        ("Some words.\n\n$XX = X$\n\nMore.", r"\(XX = X\)"),
        ("$XX =\nX$;", "XX ="),
        ("\\(XX = X\\)", r"\(XX = X\)"),
        ("- Some words.\n- $XX = X$.", r"\(XX = X\)."),
        ("> $XX = X$", r"\(XX = X\)"),
        ("$XX = X$, $yy = y$.", r"\(XX = X\), \(yy = y\)."),
        (r"<div>\(XX = X\)</div>", r"\(XX = X\)"),
        ('<p class="big statement">So $J(w) = 0$</p>', "a theorem is typed by hand"),
        (r"$\nosuchcommand$", r"\nosuchcommand"),
        ("![](assets/picture.png)", "assets/picture.png"),
        ('<img src="data:,">', "alternative text"),
        ("## One {#a}\n\n## Two {#a}", "the id 'a' occurs 2 times"),
        ("## The bound $b$", "a heading holds a formula"),
        ("A formula $a =\n> b$ that became a quotation", "a formula is not closed, or cut"),
        ("[lost](nowhere.md)", "nowhere.md"),
        ("[lost](#nowhere)", "#nowhere"),
    ],
)
def test_prose_stops_the_build(root: Path, prose: str, fault: str) -> None:
    exit_code, said, _ = publish(root, "index.md", f"# A page\n\n{prose}\n")
    assert exit_code != 0
    assert fault in said
    assert "index.md" in said


def test_a_display_formula_in_a_markdown_cell_stops_the_build(root: Path) -> None:
    exit_code, said, _ = publish(root, "index.py", HEADER + "1\n\n# %% [markdown]\n# $$a = b$$\n")
    assert exit_code != 0
    assert "index.py: a display formula is typed by hand: $$a = b$$" in said


def test_what_may_be_published(root: Path) -> None:
    code = r"""
from IPython.display import HTML, display
display(HTML(r'<section id="t"><h3>Title</h3><p>\(a &lt; b\)</p><pre>\(c\)</pre></section>'))

# %% [markdown]
# Between the cells. Here $y = Xw$, which is short.

# %%
nothing = 0

# %% tags=["shows-its-code"]
print("  1 < 2 &amp;\n1 \\(text\\)")
"""
    exit_code, said, page = publish(root, "index.py", HEADER + code)
    assert exit_code == 0, said
    assert '<annotation encoding="application/x-tex">a &lt; b</annotation>' in page
    assert r"<pre>\(c\)</pre>" in page
    assert page.count('<details class="source"') == 2
    assert '<h3 id="t">Title</h3>' in page
    assert 'href="#t" class="md-nav__link"' in page
    plain = "  1 &lt; 2 &amp;amp;\n1 \\(text\\)"
    assert f'<pre class="output"><code>{plain}</code></pre>' in page
    kept_together = BeautifulSoup(page, "html.parser").select_one(".arithmatex.whole")
    assert kept_together.get_text().endswith(",")
    text = page[page.index("<article") :]  # the head has the prose in its description
    assert text.index("a &lt; b") < text.index("Between the cells.") < text.index('class="output"')


def test_a_theorem_is_numbered_and_marked_and_can_be_copied(root: Path) -> None:
    (root / "docs/trusted.py").write_text(TRUSTED + "1\n", encoding="utf-8")
    exit_code, said, _ = publish(root, CHAPTER, HEADER + THEOREM + "\n")
    assert exit_code == 0, said
    folder = root / "site" / CHAPTER.removesuffix(".py")
    page = BeautifulSoup((folder / "index.html").read_text(encoding="utf-8"), "html.parser")

    heading = page.select_one("h3#gradient-of-a-linear-form")
    chapter = 1 + [f"{each.page}.py" for each in CHAPTERS].index(CHAPTER)
    assert heading.get_text() == f"{chapter}.1 The gradient of a linear form"
    assert page.select_one('a[href="#gradient-of-a-linear-form"].md-nav__link')
    line = page.select_one(".theorem .line")
    assert line.select_one(".anchor").get_text() == f"{chapter}.1.1"
    marks = line.select_one(".witnesses > summary > [role]")
    assert (marks.get_text(), marks["role"]) == ("✓✓✓", "img")
    assert marks["aria-label"] == (
        "the kernel proves it for all sizes; SymPy agrees on small matrices; "
        "NumPy agrees on random numbers"
    )
    fold = page.select_one("details.source")
    assert fold.summary.get_text() == "How it is derived"
    derivations = json.loads((folder / "derivations.json").read_text(encoding="utf-8"))
    assert set(derivations) == {fold["data-derives"]} == {heading["id"]}
    assert line.select_one('.status a[href="../trusted/#rule-algebra"]')

    copies = json.loads((folder / "copies.json").read_text(encoding="utf-8"))
    assert set(copies) == {heading["id"], *(each["id"] for each in page.select(".line"))}
    assert r"\nabla" in copies["gradient-of-a-linear-form"]["latex"]
    assert "MatrixSymbol" in copies["gradient-of-a-linear-form"]["sympy"]

    notebook = json.loads((folder / CHAPTER.replace(".py", ".ipynb")).read_text(encoding="utf-8"))
    assert page.select_one(f'a[download][href="{CHAPTER.replace(".py", ".ipynb")}"]')
    kinds = [cell["cell_type"] for cell in notebook["cells"]]
    assert kinds == ["markdown", "markdown", "code"]
    assert "".join(notebook["cells"][2]["source"]) == THEOREM
    [output] = notebook["cells"][2]["outputs"]
    assert "gradient-of-a-linear-form" in "".join(output["data"]["text/html"])


def test_the_links_of_a_notebook_lead_to_the_site_or_to_others(site: Path) -> None:
    home = BeautifulSoup((site / "index.html").read_text(encoding="utf-8"), "html.parser")
    address = str(home.select_one('link[rel="canonical"]')["href"])
    ids: dict[Path, set[str]] = {}
    for path in site.rglob("*.ipynb"):
        text = path.read_text(encoding="utf-8")
        for cell in json.loads(text)["cells"]:
            outputs = [output["data"]["text/html"] for output in cell.get("outputs", [])]
            links = re.findall(r'href="(.*?)"', "".join(map("".join, outputs)))
            if cell["cell_type"] == "markdown":
                links += re.findall(r"\]\((.*?)\)", "".join(cell["source"]))
            for link in links:
                if not link.startswith(address):
                    assert urlsplit(link).netloc, f"{path.name}: {link}"
                    continue  # a page of others, such as that of statsmodels
                to = urlsplit(link.removeprefix(address))
                page = site / to.path / "index.html"
                assert page.exists(), f"{path.name}: {link}"
                ids[page] = ids.get(page) or {"", *ID.findall(page.read_text(encoding="utf-8"))}
                assert to.fragment in ids[page], f"{path.name}: {link}"


def test_a_theorem_on_another_page_stops_the_build(root: Path) -> None:
    exit_code, said, _ = publish(root, "the-intercept.py", HEADER + THEOREM + "\n")
    assert exit_code != 0
    assert (
        f"the-intercept.py: the theorem gradient-of-a-linear-form stands here, "
        f"and its chapter is {CHAPTER}"
    ) in said


def test_a_theorem_on_no_page_stops_the_build(root: Path) -> None:
    configure(root, "nav: [index.md]")
    exit_code, said, _ = publish(root, "index.md", "# A page\n")
    assert exit_code != 0
    first = known_ids()[0]
    assert f"{home_of(first)}: the theorem {first} stands on no page" in said


def home_of(id: str) -> str:
    return f"{MODULES[read_registry()[id]['module']].page}.py"


def test_a_theorem_that_is_not_registered_stops_the_build(root: Path) -> None:
    code = 'from IPython.display import HTML\nHTML(\'<section class="theorem" data-of="mine">\')\n'
    exit_code, said, _ = publish(root, "index.py", HEADER + code)
    assert exit_code != 0
    assert "index.py: the theorem mine is not in the registry" in said


@pytest.mark.parametrize(
    ("file", "before", "after"),
    [
        ("witnesses/by_numbers.py", "def holds(", "def holds(*_):\n    return False\n\n\ndef was("),
        ("witnesses/by_sympy.py", "def holds(", "def holds(*_):\n    return False\n\n\ndef was("),
        (
            "publishing/verify.py",
            "def replays(",
            "def replays(*_):\n    return False\n\n\ndef was(",
        ),
    ],
)
def test_a_witness_that_refuses_a_line_stops_the_build(
    root: Path, file: str, before: str, after: str
) -> None:
    (root / "derivations").unlink()
    shutil.copytree(ROOT / "derivations", root / "derivations")
    path = root / "derivations" / file
    text = path.read_text(encoding="utf-8")
    assert text.count(before) == 1
    path.write_text(text.replace(before, after), encoding="utf-8")
    exit_code, said, _ = publish(root, CHAPTER, HEADER + THEOREM + "\n")
    assert exit_code != 0
    assert f"{CHAPTER}: a witness refuses gradient-of-a-linear-form" in said


def test_code_may_show_display_formulas(root: Path) -> None:
    exit_code, said, page = publish(root, "index.md", "# A page\n\n`$$`\n\n```\n$$a$$\n```\n")
    assert exit_code == 0, said
    assert "$$a$$" in page


def test_two_builds_are_equal(site: Path, tmp_path: Path) -> None:
    assert build(tmp_path).returncode == 0
    assert contents(site) == contents(tmp_path)


def contents(folder: Path) -> dict[str, bytes]:
    files = [path for path in folder.rglob("*") if path.is_file()]
    return {str(path.relative_to(folder)): path.read_bytes() for path in files}
