"""The level sets of J over two weights, from a bowl to a valley as the correlation ρ grows."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from ..numbers.evaluate import evaluate
from ..results.correlated_features import inflation
from ..results.two_features import R, condition, rho
from .figure import Moving, Plane, Slider, ellipse, italic, named, path, shown, stroke

LEVELS = (Fraction(1, 4), Fraction(1), Fraction(9, 4))  # of J, above its least value
WORDS = {"one": "at one point only", "many": "on a whole line", "undefined": "not defined"}


def correlation_figure(correlation: Fraction) -> Moving:
    """The figure for two features of mean square 1, at a correlation between −1 and 1."""
    at: dict[Any, Any] = {rho: [correlation]}
    matrix, bowl = evaluate(R, at), evaluate(R, {rho: [[0]]})
    along_sum, along_difference = (evaluate(each, at).item() for each in (1 + rho, 1 - rho))
    kappa, factor = (evaluate(each, at).item() for each in (condition, inflation))

    plane = Plane(210, 166, 42, 42)
    drawn = plane.axes((0, 0), (-4.7, 4.7, -3.7, 3.7))
    drawn += plane.holds(
        *(
            stroke("bowl", "ellipse", "ink", 1, stroke_dasharray="2 3", **ellipse(bowl, level))
            for level in LEVELS
        ),
        *(stroke("level", "ellipse", "blue", 1.5, **ellipse(matrix, level)) for level in LEVELS),
        stroke("valley", "path", "red", 3, d=path([(0, 0), (0, 0)])),
        plane.dot("best", "red", 5, (0, 0)),
    )
    drawn += plane.numbers((-4, -2, 2, 4), (-3, 3), (0, 0))
    drawn += plane.words(f"{italic('w')}₁ − {italic('ŵ')}₁", (4.7, 0), "end", down=-8)
    drawn += plane.words(f"{italic('w')}₂ − {italic('ŵ')}₂", (0.2, 3.6), "start")
    return Moving(
        kind="correlation",
        height=332,
        drawn=drawn,
        alt="Curves of equal squared error over two weights, around their lowest point. For the "
        f"correlation {float(correlation):g} they are ellipses that stretch from top left to "
        "bottom right; dotted circles beside them are those of the correlation 0.",
        moved_by=Slider(
            "Correlation ρ of the two features",
            -1,
            1,
            0.01,
            float(correlation),
            f"ρ = {shown(correlation)}",
        ).html(),
        lines=(
            f"<i>ρ</i> = {named('rho', shown(correlation))}",
            f"curvature along the sum: 1 + <i>ρ</i> = {named('sum', shown(along_sum))}",
            f"along the difference: 1 − <i>ρ</i> = {named('difference', shown(along_difference))}",
            f"condition number: {named('condition', shown(kappa))}",
            f"variance of one weight, over <i>σ</i>²/<i>n</i>: {named('variance', shown(factor))}",
            f"<i>J</i> is least {named('least', WORDS['one'])}",
        ),
        caption="The curves on which <i>J</i> exceeds its least value by 1/4, 1 and 9/4; dotted, "
        "those of uncorrelated features. The red point is <i>ŵ</i>. Only at <i>ρ</i> = 1 and at "
        "<i>ρ</i> = −1 does a line take its place.",
        given={"levels": [float(level) for level in LEVELS], "words": WORDS},
    )
