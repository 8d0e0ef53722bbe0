"""Pictures: what is written in them is what Matplotlib wrote; places are rounded."""

import re

from matplotlib.figure import Figure

from derivations.picture import LONG, rounded, svg

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
    assert rounded(LONG.search("12.96")) == "13.0"
