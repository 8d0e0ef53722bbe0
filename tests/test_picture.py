"""Pictures: what is written in them is what Matplotlib wrote; places are rounded."""

import re
from pathlib import Path
from unicodedata import combining

import jupytext
import numpy as np
import pytest
from matplotlib.figure import Figure
from mpl_toolkits.mplot3d import Axes3D

from derivations.site.picture import LETTERS, LONG, Picture, panel, round_to_a_tenth, svg

DOCS = Path(__file__).parent.parent / "docs"
ILLUSTRATED = [path.stem for path in sorted(DOCS.glob("*.py")) if "Picture(" in path.read_text()]

TEXT = re.compile(r"<text[^>]*>([^<]*)</text>")


def test_numbers_on_an_axis_keep_their_digits():
    figure = Figure()
    axes = figure.add_subplot()
    axes.plot([0, 1], [0, 1])
    axes.set_yticks([0, 0.25, 0.5])
    drawn = svg(figure, "")
    assert {"0.00", "0.25", "0.50"} <= set(TEXT.findall(drawn))


def test_places_are_rounded_and_nothing_else_is():
    figure = Figure()
    axes = figure.add_subplot()
    axes.plot([0, 1, 3], [0, 1, 0], linewidth=0.06, alpha=0.75)
    drawn = svg(figure, "")
    assert re.search(r"stroke-width: 0\.06\b", drawn)
    assert re.search(r"opacity: 0\.75\b", drawn)
    assert re.search(r' d="[^"]*\d\.\d\d', drawn) is None
    assert round_to_a_tenth(LONG.search("12.96")) == "13.0"


def drawn_on(page, monkeypatch):
    """The pictures of a page, which is executed but for its theorems."""
    found = []

    def noted(*arguments):
        found.append(Picture(*arguments))
        return found[-1]

    monkeypatch.setattr("derivations.site.picture.Picture", noted)
    there = {"__name__": "page"}
    for cell in jupytext.read(DOCS / f"{page}.py").cells:
        if cell.cell_type == "code" and not cell.source.startswith("theorem("):
            exec(cell.source, there)
    return found


@pytest.mark.parametrize("page", ILLUSTRATED)
def test_panels_have_one_size_and_their_letters_too(page, monkeypatch):
    pictures = drawn_on(page, monkeypatch)
    assert pictures
    for picture in pictures:
        drawings = [svg(figure, "") for figure in picture.figures]
        assert len({re.search(r'viewBox="[^"]*"', each)[0] for each in drawings}) == 1
        for drawing in drawings:
            written = TEXT.findall(drawing)
            assert not any(map(combining, "".join(written))), written
            assert "$" not in drawing
            sizes = re.findall(r"<text[^>]*?([\d.]+)px", drawing)
            assert {float(size) for size in sizes} <= {LETTERS}
        axes = [figure.axes[0].get_position().bounds for figure in picture.figures]
        assert len(set(axes)) == 1


def test_words_are_in_the_letters_of_the_page_and_mathematics_is_drawn():
    figure, axes = panel(title="words", xlabel=r"$\hat{b}$")
    axes.set(xticks=[], yticks=[])
    drawn = svg(figure, "")
    assert TEXT.findall(drawn) == ["words"]
    assert "font-family" not in drawn
    assert drawn.count("<use") == 2  # the letter and its hat


def test_the_valley_has_no_teeth(monkeypatch):
    """The grid of each surface follows its level lines, and ends at one."""
    surfaces = []
    plot = Axes3D.plot_surface

    def noted(axes, w1, w2, heights, **settings):
        surfaces.append((axes, heights))
        return plot(axes, w1, w2, heights, **settings)

    monkeypatch.setattr(Axes3D, "plot_surface", noted)
    drawn_on("minimum", monkeypatch)
    assert len(surfaces) == 2
    for axes, heights in surfaces:
        level = min(np.ptp(heights, axis=0).max(), np.ptp(heights, axis=1).max())
        assert level < 1e-9
        assert heights.max() <= axes.get_zlim()[1]


def test_contours_are_smooth_and_labelled(monkeypatch):
    [picture] = drawn_on("variance-score-and-information", monkeypatch)
    axes = picture.figures[0].axes[0]
    [contours] = [each for each in axes.collections if hasattr(each, "levels")]
    assert {text.get_text() for text in axes.texts} == {f"{level:g}" for level in contours.levels}
    for path in contours.get_paths():
        steps = np.diff(axes.transData.transform(path.vertices), axis=0)
        steps = steps[np.hypot(*steps.T) > 1e-6]
        turns = np.angle(np.exp(1j * np.diff(np.arctan2(steps[:, 1], steps[:, 0]))))
        assert np.quantile(np.abs(turns), 0.9) < np.radians(12)
