"""The estimate of ridge on its way from ŵ to 0, as the weight λ of the penalty grows."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from ..kernel.terms import SquaredNorm
from ..numbers.evaluate import evaluate
from ..results.closed_form import estimate
from ..results.model import RSS, X, gram, w, y
from ..results.ridge import lam, ridge
from .figure import (
    Moving,
    Plane,
    Slider,
    around,
    ellipse,
    italic,
    named,
    pair,
    path,
    rounded,
    shown,
    stroke,
)

LEVELS = (1, 4, 9)  # of the sum of squares, above its least value
TENTHS = range(-20, 31)  # of the logarithm of λ, from 1/100 to 1000


def ridge_figure(design: Any, response: Any) -> Moving:
    """The figure for a design matrix of two columns, at λ = 1."""
    data: dict[Any, Any] = {X: design, y: response}
    best = evaluate(estimate, data)
    here = evaluate(ridge(lam), {**data, lam: [1]})
    least, error = (evaluate(RSS(w), {**data, w: at}).item() for at in (best, here))
    length, longest = (
        float(evaluate(SquaredNorm(w), {w: at}).item()) ** 0.5 for at in (here, best)
    )
    weights: list[Any] = [Fraction(10 ** (each / 10)).limit_denominator(1000) for each in TENTHS]
    way = [evaluate(ridge(lam), {**data, lam: [each]}).ravel() for each in weights]
    matrix = evaluate(gram, data)

    plane = Plane(172, 166, 70, 70)
    rings = (
        stroke("level", "ellipse", "blue", 1, opacity=0.6, **ellipse(matrix, level))
        for level in LEVELS
    )
    above = error - least
    through = stroke("through", "ellipse", "blue", 2, **ellipse(matrix, above))
    circle = stroke("circle", "circle", "ink", 1.5, stroke_dasharray="5 4", r=rounded(length))
    drawn = plane.axes((0, 0), (-2.4, 3.5, -2.3, 2.3))
    drawn += plane.holds(
        around(best.ravel(), *rings, through),
        circle,
        stroke("way", "path", "red", 1.5, d=path([best.ravel(), *way, (0, 0)])),
        plane.dot("best", "ink", 3.5, best.ravel()),
        plane.dot("here", "red", 5.5, here.ravel()),
    )
    drawn += plane.numbers((-2, -1, 1, 2, 3), (-2, -1, 1, 2), (0, 0))
    drawn += plane.words(f"{italic('w')}₁", (3.4, 0), down=-8)
    drawn += plane.words(f"{italic('w')}₂", (0.12, 2.2), "start")
    drawn += plane.words(italic("ŵ"), best.ravel(), "start", down=20)
    return Moving(
        kind="ridge",
        height=332,
        drawn=drawn,
        alt="The plane of two weights. Ellipses of equal squared error lie around ŵ. From ŵ a "
        "curved path leads to 0; the ridge estimate for λ = 1 is a point on it. A circle around 0 "
        "through this point and the ellipse through it touch there.",
        moved_by=Slider("Weight λ of the penalty", -2, 3, 0.05, 0, "λ = 1.00").html(),
        lines=(
            f"<i>λ</i> = {named('lambda', shown(1))}",
            f"<i>ŵ</i><sub>R</sub>(<i>λ</i>) = {named('weights', pair(here.ravel()))}",
            f"length {named('length', shown(length))}, of <i>ŵ</i> {shown(longest)}",
            f"squared error {named('error', shown(error))}, of <i>ŵ</i> {shown(least)}",
        ),
        caption="The red point is the ridge estimate, and the red line its way from <i>ŵ</i> to 0. "
        "The thick ellipse has the same squared error, the broken circle the same length. They "
        "touch: no shorter weights have so small an error.",
        given={
            "gram": matrix.tolist(),
            "products": evaluate(X.T @ y, data).ravel().tolist(),
            "least": float(least),
        },
    )
