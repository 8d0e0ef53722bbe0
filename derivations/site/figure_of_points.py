"""Points that can be dragged: the line of least squares, and the squares on its residuals."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from ..numbers.evaluate import evaluate
from ..results.closed_form import estimate
from ..results.model import RSS, X, w, y
from .figure import Moving, Plane, italic, named, pair, path, rounded, shown, stroke

MOST = (14, 42)  # how far a point can be moved; the least of both coordinates is 0
ASPECT = 4  # units of height that are as long as one across


def points_figure(points: Sequence[tuple[int, int]]) -> Moving:
    """The figure for these points, each an x and a y; the weights are slope and intercept."""
    data: dict[Any, Any] = {X: [[x, 1] for x, _ in points], y: [height for _, height in points]}
    best = evaluate(estimate, data)
    slope, intercept = best.ravel()
    rests = evaluate(y - X @ w, {**data, w: best}).ravel()
    normal = evaluate(X.T @ (y - X @ w), {**data, w: best}).ravel()
    error = evaluate(RSS(w), {**data, w: best}).item()

    plane = Plane(34, 300, 26, 26 / ASPECT)
    ends = [(x, slope * x + intercept) for x in (-0.5, MOST[0] + 1)]
    drawn = plane.axes((0, 0), (0, 14.8, 0, 44)) + plane.numbers((5, 10), (10, 20, 30, 40), (0, 0))
    drawn += plane.words(italic("x"), (14.5, 0), down=20)
    drawn += plane.words(italic("y"), (0.3, 43), "start")
    drawn += plane.holds(
        *(_square(*point, rest) for point, rest in zip(points, rests, strict=True)),
        stroke("fit", "path", "ink", 2, d=path(ends)),
        *(_point(plane, point) for point in points),
    )
    return Moving(
        kind="points",
        height=332,
        drawn=drawn,
        alt=f"{len(points)} points, the line of least squares through them, and from each point "
        "to the line a square, whose side is the residual.",
        moved_by='<p class="moves" hidden>Drag a point; or go to one with the key Tab, and move it '
        'with the arrow keys. <button type="button">Put them back</button></p>',
        lines=(
            f"slope and intercept <i>ŵ</i> = {named('weights', pair(best.ravel()))}",
            f"area of all squares ‖<i>y</i> − <i>Xŵ</i>‖² = {named('error', shown(error))}",
            f"<i>X</i>ᵀ(<i>y</i> − <i>Xŵ</i>) = {named('normal', pair(normal))}",
        ),
        caption="No other line has squares of a smaller area in all. Each square has a residual "
        "for its side, in the units of <i>y</i>. Wherever the points are, the normal equation "
        "holds: the residuals have the product 0 with both columns of <i>X</i>.",
        given={
            "points": [list(point) for point in points],
            "most": list(MOST),
            "aspect": ASPECT,
            "words": {"point": "Point", "many": "many, for all x are equal"},
        },
    )


def _square(x: Any, height: Any, rest: Any) -> str:
    """The square between a point and the line, to the right of both."""
    x, height, fit, side = map(rounded, (x, height, height - rest, abs(rest) / ASPECT))
    d = f"M{x} {height}V{fit}h{side}V{height}z"
    return stroke("square", "path", "blue", 1, d=d, fill="var(--blue, #5b8def)", fill_opacity=0.18)


def _point(plane: Plane, at: tuple[int, int]) -> str:
    """A point that can be held; what a finger meets, and what shows the focus, lies around it."""
    reach = plane.dot("reach", "red", 17, at, opacity=0)
    focus = plane.dot("focus", "ink", 9.5, at, opacity=0)
    return f'<g class="point">{reach}{focus}{plane.dot("dot", "red", 6, at)}</g>'
