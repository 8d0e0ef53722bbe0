"""Pictures: what is written in them is what Matplotlib wrote; places are rounded."""

import re

from matplotlib.figure import Figure

from derivations.picture import svg

TEXT = re.compile(r"<text[^>]*>([^<]*)</text>")


def test_numbers_on_an_axis_keep_their_digits():
    figure = Figure()
    axes = figure.add_subplot()
    axes.plot([0, 1], [0, 1])
    axes.set_yticks([0, 0.25, 0.5])
    drawn = svg(figure, "")
    assert {"0.00", "0.25", "0.50"} <= set(TEXT.findall(drawn))
    assert re.search(r"\d\.\d\d", TEXT.sub("", drawn)) is None
