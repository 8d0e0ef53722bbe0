"""The page on scale: its tables and its picture, and the lines of Dask that it offers."""

import re
from pathlib import Path

import jupytext
import numpy as np
import pytest

from derivations.evidence.blocks import fit, means, streamed
from derivations.evidence.known_answer import digits, known_answer
from derivations.evidence.recorded import recorded
from derivations.evidence.scale import sizes
from derivations.evidence.trial import METHODS

from .rounding import farthest

PAGE = jupytext.read(Path(__file__).parents[2] / "docs/at-scale.py")
CELLS = [cell.source for cell in PAGE.cells if cell.cell_type == "code"]


def run(there, cells=CELLS):
    """Execute cells of the page."""
    for source in cells:
        exec(source, there)


@pytest.fixture(scope="module")
def page():
    there = {"__name__": "page"}
    run(there)
    return there


def test_the_table_of_weights_has_the_exact_ones(page):
    answer = known_answer(5)
    rows = page["weights_table"].rows
    for (_, mean, exact, plain, centred), centre, weight in zip(
        rows, answer.means, answer.weights, strict=True
    ):
        assert mean == f"{centre:,.0f}"
        assert float(exact.replace("−", "-")) == weight
        # As they are: sums within a block are whole and below 2⁵³, so exact. 20 of them are added,
        # to at most 2·10¹⁶, with errors of 2 each, and what is subtracted has one of 4: below 50
        # for each entry. The least eigenvalue is above 6·10⁹; a 5×5 matrix of entries below 50, by
        # weights of a length below 21, and such a column move them by less than 10⁻⁶.
        assert float(plain.replace("−", "-")) == pytest.approx(weight, rel=0, abs=1e-6)
        far = farthest(page["X"], page["y"], answer.weights, *means(*page["blocks"][0]))
        assert float(centred.replace("−", "-")) == pytest.approx(weight, rel=0, abs=far)


def test_the_lines_of_the_page_do_what_the_package_does(page):
    blocks = list(known_answer(3).blocks(600, 100))
    shift, level = blocks[0][0].mean(axis=0), blocks[0][1].mean()
    X, y = (np.concatenate(each) for each in zip(*blocks, strict=True))
    exact = known_answer(3).weights
    for start in ((0, 0), (shift, level)):
        found = page["weights_of"](iter(blocks), *start)
        assert np.linalg.norm(found - exact) <= farthest(X, y, exact, *start)
    weights = fit(streamed(blocks, centre=True)).weights
    assert np.linalg.norm(weights - exact) <= farthest(X, y, exact, shift, level)


def test_the_table_of_cuts_has_digits_before_and_after(page):
    rows = page["cuts_table"].rows
    assert [name for name, *_ in rows] == list(page["ways"])
    for name, before, after in rows:
        assert 0 < before < after <= 16
        assert sum(len(y) for _, y in page["ways"][name]) == 20_000
        weights = fit(streamed(page["ways"][name], centre=True)).weights
        assert after == digits(weights, known_answer(5).weights)
    assert len({len(page["ways"][name]) for name in page["ways"]}) == 3


def test_the_table_of_cut_offs_loses_a_column_and_finds_it(page):
    rows = page["lstsq_table"].rows
    assert [rank for _, rank, _ in rows] == ["6 of 6", "5 of 6", "5 of 5"]
    assert rows[1][2] < 1


def test_the_page_stops_where_the_sums_do_not_give_the_answer(monkeypatch):
    there = {"__name__": "page"}
    cell = next(source for source in CELLS if "exact_blocks = " in source)
    run(there, CELLS[: CELLS.index(cell)])
    monkeypatch.setattr(
        "derivations.evidence.blocks.streamed",
        lambda blocks, **settings: streamed([(X[1:], y[1:]) for X, y in blocks], **settings),
    )
    with pytest.raises(ValueError, match="do not give the known answer"):
        run(there, [cell])


def test_the_recording_is_of_all_methods_and_sizes():
    record = recorded("scale")
    rows = max(each["n"] for each in record["results"])
    assert {(each["n"], each["d"]) for each in record["results"]} == set(
        sizes(rows, record["features"])
    )
    found = [each["method"] for each in record["results"] if each["n"] == rows]
    assert found == list(METHODS)
    assert record["command"] == f"make bench-scale ROWS={rows} FEATURES={record['features']}"
    for each in record["results"]:
        assert each["seconds"] > 0
        assert each["megabytes"] >= 0
        assert 0 <= each["digits"] <= 16


def test_the_table_of_the_recording_is_that_of_the_largest_size(page):
    record = recorded("scale")
    rows = max(each["n"] for each in record["results"])
    shown = page["recorded_table"].rows
    there = [each for each in record["results"] if each["n"] == rows]
    assert [row[3] for row in shown] == [each["digits"] for each in there]
    assert [row[2] for row in shown] == [each["megabytes"] for each in there]
    for row, each in zip(shown, there, strict=True):
        assert float(row[1]) == pytest.approx(each["seconds"], rel=0.06)  # two digits are printed


def test_the_words_have_the_slopes_of_the_recording(page):
    words = page["in_words"].data
    for size in "nd":
        places, seconds = page["over"](size, "seconds", "blocks, centred")
        slope = np.polyfit(np.log10(places[-3:]), np.log10(seconds[-3:]), 1)[0]
        assert f"{size} to the power of {slope:.2f} " in words


def test_the_picture_has_a_line_for_each_method_and_a_point_for_each_size(page):
    record = recorded("scale")
    figures = page["picture"].figures
    assert len(figures) == 3
    for figure, (size, value) in zip(
        figures, [("n", "seconds"), ("d", "seconds"), ("n", "digits")], strict=True
    ):
        axes = figure.axes[0]
        assert axes.get_ylabel() == value
        assert axes.get_xscale() == "log"
        assert (axes.get_yscale() == "log") == (value == "seconds")
        lines = {line.get_label(): line for line in axes.lines}
        assert set(lines) == set(METHODS) - {"statsmodels"}
        looks = {(line.get_color(), line.get_linestyle()) for line in lines.values()}
        assert len(looks) == len(lines)
        low, high = axes.get_ylim()
        for method, line in lines.items():
            drawn = sorted(line.get_ydata())
            fixed = record["features"] if size == "n" else page["few"]
            other = "d" if size == "n" else "n"
            known = [
                each[value]
                for each in record["results"]
                if each["method"] == method and each[other] == fixed
            ]
            assert drawn == sorted(known)
            assert all(low <= each <= high for each in drawn)
    for method in set(METHODS) - {"statsmodels"}:
        assert re.search(rf"{method} [\d.]+", page["picture"].alt)


@pytest.mark.slow
def test_the_lines_for_dask_run(tmp_path, monkeypatch):
    [code] = [
        cell.source.split("```python\n")[1].split("```")[0]
        for cell in PAGE.cells
        if cell.cell_type == "markdown" and "```python" in cell.source
    ]
    answer = known_answer(4)
    [(X, y)] = answer.blocks(2000, 2000)
    np.save(tmp_path / "X.npy", X)
    np.save(tmp_path / "y.npy", y)
    monkeypatch.chdir(tmp_path)
    few = code.replace("rows = 100_000\n", "rows = 300\n")
    assert few != code
    there = {}
    exec(few, there)
    start = X[:300].mean(axis=0), y[:300].mean()
    far = farthest(X, y, answer.weights, *start)
    assert np.linalg.norm(there["weights"] - answer.weights) <= far < 1e-8
    # ŵ times the means carries its error over, and is rounded itself.
    reach = np.linalg.norm(answer.means) + 1000 * 4
    assert abs(there["intercept"] - answer.intercept) <= far * reach + 1e8 * 10 * 2.0**-53
