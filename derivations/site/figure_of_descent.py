"""Ten steps of gradient descent over the level sets of J, within the proved range and beyond."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from ..numbers.evaluate import evaluate
from ..results.closed_form import estimate
from ..results.descent import eta, step
from ..results.eigenvectors import factor, mu
from ..results.model import J, X, gram, n, w, y
from .figure import (
    Moving,
    Plane,
    Slider,
    around,
    ellipse,
    italic,
    named,
    path,
    plus,
    shown,
    stroke,
)

STEPS = 10
SHARES = (Fraction(1, 9), Fraction(4, 9), Fraction(1))  # of the gap of J at the start


def descent_figure(design: Any, response: Any, start: Any, length: Fraction) -> Moving:
    """The figure for two weights, at a length η of a step within the proved range.

    The columns of the design matrix are equally long, so that (1, 1) and (1, −1) are eigenvectors.
    """
    data: dict[Any, Any] = {X: design, y: response, eta: [length]}
    way = [evaluate(w, {w: start})]
    for _ in range(STEPS):
        way.append(evaluate(step(w), {**data, w: way[-1]}))
    best, matrix, size = evaluate(estimate, data), evaluate(gram, data), len(response)
    floor, *heights = (evaluate(J(w), {**data, w: at}).item() for at in (best, *way))
    eigenvalues = matrix[0, 0] + matrix[0, 1], matrix[0, 0] - matrix[0, 1]
    along: list[dict[Any, Any]] = [{eta: [length], mu: [each], n: size} for each in eigenvalues]
    factors = [evaluate(factor, each).item() for each in along]
    border = Fraction(size, max(eigenvalues))  # n/M
    proved = f"0 < η < n/M = {border}"

    plane = Plane(90, 208, 48, 48)
    drawn = plane.axes((0, 0), (-1.7, 6.7, -2.6, 4.2))
    points = [at.ravel() for at in way]
    rings = (
        stroke(
            "level", "ellipse", "blue", 1, **ellipse(matrix, share * (heights[0] - floor) * size)
        )
        for share in SHARES
    )
    drawn += plane.holds(
        around(best.ravel(), *rings),
        stroke("way", "path", "red", 1.5, d=path(points)),
        *(plane.dot("step", "red", 3, at) for at in points[1:]),
        plane.dot("start", "ink", 4.5, points[0]),
        stroke("best", "path", "ink", 2, d=plus(best.ravel(), 0.16)),
    )
    drawn += plane.numbers((-1, 1, 2, 3, 4, 5, 6), (-2, -1, 1, 2, 3), (0, 0))
    drawn += plane.words(f"{italic('w')}₁", (6.6, 0), down=-8)
    drawn += plane.words(f"{italic('w')}₂", (0.2, 4.1), "start")
    drawn += plane.words("start", points[0], "start", down=22)
    drawn += plane.words(italic("ŵ"), best.ravel(), down=-14)
    words = {
        "within": f"{proved}: it is proved that J falls in every step.",
        "none": "No step at all.",
        "against": f"Not in {proved}: each step goes up the slope, and J grows.",
        "border": "At n/M: the error along (1, 1) changes its sign for ever.",
        "beyond": f"Not in {proved}: the error along (1, 1) grows in every step.",
    }
    return Moving(
        kind="descent",
        height=332,
        drawn=drawn,
        alt="The plane of two weights, with ellipses of equal squared error around ŵ, which is "
        f"marked by a cross. From a start on the outermost, {STEPS} steps of the length "
        f"{float(length):g} zigzag towards ŵ.",
        moved_by=Slider(
            "Length η of a step (marks: 0 and n/M)",
            *(-0.02, 0.16, 0.0025),
            float(length),
            f"η = {shown(length, 4)}",
            (0, float(border)),
        ).html(),
        lines=(
            f"<i>η</i> = {named('eta', shown(length, 4))}",
            named("range", words["within"]),
            f"error along (1, 1), in each step: times {named('first', shown(factors[0]))}",
            f"along (1, −1): times {named('second', shown(factors[1]))}",
            f"<i>J</i> at the start: {shown(heights[0])}",
            f"after one step: {named('one', shown(heights[1]))}",
            f"after {STEPS} steps: {named('all', shown(heights[-1]))}",
        ),
        caption=f"{STEPS} steps of descent, from dot to dot, over the curves of equal <i>J</i>; "
        "the cross is <i>ŵ</i>. Outside the proved range their line is broken.",
        given={
            "gram": matrix.tolist(),
            "products": evaluate(X.T @ y, data).ravel().tolist(),
            "n": size,
            "start": list(start),
            "least": float(floor),
            "words": words,
        },
    )
