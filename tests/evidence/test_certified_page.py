"""The page of certified data: its tables and pictures show what was computed or recorded."""

import re
from pathlib import Path

import jupytext
import numpy as np
import pytest

from derivations.evidence import digits
from derivations.evidence.certified import MISPRINTED, THEOREMS, compared
from derivations.evidence.datasets import NIST, nist
from derivations.evidence.recorded import recorded
from derivations.site.picture import svg

PAGE = Path(__file__).parent.parent.parent / "docs/certified-data.py"
CODE = [cell.source for cell in jupytext.read(PAGE).cells if cell.cell_type == "code"]


def run(there):
    """Execute the page."""
    for source in CODE:
        exec(source, there)


@pytest.fixture(scope="module")
def page():
    """What the page has when it was executed."""
    there = {"__name__": "page"}
    run(there)
    return there


def rows(table):
    """The rows of a table, as texts."""
    return [[re.sub(r"<[^>]+>", " ", str(cell)).strip() for cell in row] for row in table.rows]


def test_each_set_has_its_source(page):
    found = rows(page["sources"])
    assert ", ".join(names for names, *_ in found) == ", ".join(NIST)
    for names, count, coefficients, source in found:
        for name in names.split(", "):
            data = nist(name)
            assert (count, coefficients) == (str(len(data.y)), str(len(data.design[0])))
            assert source == data.source


def test_each_kind_of_figure_has_its_theorem_or_none(page):
    found = rows(page["kinds"])
    assert len(found) == len(THEOREMS) + 1
    assert sum("without a theorem" in where for *_, where in found) == 3
    for id in THEOREMS.values():
        assert id is None or f'href="#{id}"' in page["kinds"]._repr_html_()


def test_the_summary_counts(page):
    *sets, total = rows(page["summary"])
    assert [name for name, *_ in sets] == list(NIST)
    assert total == ["all", "152", "151"]
    assert [sum(int(row[k]) for row in sets) for k in (1, 2)] == [152, 151]


def test_every_figure_is_shown_with_its_exact_value(page):
    shown = page["figure_by_figure"].data
    for figures in compared().values():
        for figure in figures:
            pair = f"{figure.printed}<br>{figure.written()}".replace("-", "−")
            assert pair in shown
    assert shown.count("<strong>no</strong>") == 1
    assert shown.count("<details") == len(NIST)


def test_the_one_that_differs_is_shown_in_full(page):
    [figure] = [each for each in compared()[MISPRINTED[0]] if not each.agrees]
    values = dict(rows(page["digits_of_F"]))
    assert values["F, exactly"] == str(figure.exact)
    assert values["F, as it is certified"] == values["F as a float, to 17 digits"]
    exact = values["F, cut off"]
    assert exact != values["F, as it is certified"]
    assert exact[:17] == values["F, as it is certified"][:17]  # 16 digits and the point


def test_the_map_has_every_number(page):
    [figure] = page["heat_map"].figures
    [axes] = figure.axes
    found = recorded("digits")
    columns = [*digits.METHODS, *digits.PEERS, "ceiling"]
    assert [label.get_text() for label in axes.get_yticklabels()] == list(NIST)
    assert [label.get_text() for label in axes.get_xticklabels()] == [
        name.replace("scikit-learn, tol 1e-15", "tol 1e-15") for name in columns
    ]
    texts = {
        (int(x), int(y)): text.get_text() for text in axes.texts for x, y in [text.get_position()]
    }
    assert len(texts) == len(NIST) * len(columns)
    for row, name in enumerate(NIST):
        there = found["kernels"][0]["digits"][name] | found["peers"][name]
        there["ceiling"] = digits.ceiling(name)
        for column, method in enumerate(columns):
            text = texts[column, row]
            assert there[method] == (None if text == "–" else float(text))
            assert f"{method} {text}" in page["heat_map"].alt


def test_the_map_can_be_read_in_light_and_dark(page):
    """Numbers are in the ink of the page, and grounds are so faint that it stands out on them."""
    [figure] = page["heat_map"].figures
    drawn = svg(figure, "")
    assert all("currentColor" in each for each in re.findall(r"<text[^>]*>", drawn))
    assert (
        max(patch.get_alpha() or patch.get_facecolor()[3] for patch in figure.axes[0].patches) < 0.6
    )


def test_the_picture_has_the_recorded_digits_over_the_condition_numbers(page):
    [figure] = page["law"].figures
    lines = {
        line.get_marker(): line for line in figure.axes[0].lines if line.get_marker() != "None"
    }
    logarithms = [np.log10(digits.conditioned(name).condition) for name in NIST]
    together = recorded("digits")["kernels"][0]["together"]
    for marker, method in (("o", "QR"), ("x", "solve")):
        x, y = lines[marker].get_data()
        assert list(x) == logarithms
        assert list(y) == [together[name][method] for name in NIST]
    for line, slope in zip(figure.axes[0].lines, (-1, -2), strict=False):
        (left, right), (top, low) = line.get_data()
        assert (low - top) / (right - left) == slope


def test_the_table_of_predictions(page):
    for name, as_it_is, scaled, data, top, squares in rows(page["predicted"]):
        problem = digits.conditioned(name)
        for shown, value in (
            (as_it_is, digits.conditioned(name, scaled=False).condition),
            (scaled, problem.condition),
        ):
            number = re.sub(r"\\\((.*) \\cdot 10\^\{(\d+)\}\\\)", r"\1e\2", shown)
            assert abs(float(number) / value - 1) <= 0.05  # two digits
        assert float(data) == problem.after_errors_in_data(digits.ROUNDING)
        assert float(squares) == problem.after_errors_in_gram(digits.ROUNDING)
        assert float(data) <= float(top) == digits.ceiling(name)


def test_the_table_of_other_kernels(page):
    found = recorded("digits")
    runs = [*found["kernels"], *found["others"]]
    for name, *shown in rows(page["varied"]):
        for method, text in zip(("solve", "inv", "QR", "lstsq"), shown, strict=True):
            values = sorted(run["digits"][name][method] for run in runs)
            ends = [float(part) for part in text.split(" to ")]
            assert (ends[0], ends[-1]) == (values[0], values[-1])


@pytest.mark.parametrize(
    ("name", "changed"),
    [
        ("digits", lambda found: found["kernels"][1]["digits"]["Norris"].update(QR=5.0)),
        ("digits", lambda found: found["kernels"][0]["together"]["Longley"].update(QR=5.0)),
    ],
)
def test_the_page_is_not_made_where_what_it_says_does_not_hold(monkeypatch, name, changed):
    wrong = recorded(name)
    changed(wrong)
    monkeypatch.setattr("derivations.evidence.recorded.recorded", lambda name: wrong)
    with pytest.raises(ValueError, match=r"promised|more digits than"):
        run({"__name__": "page"})
