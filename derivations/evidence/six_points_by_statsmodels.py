"""What statsmodels prints for the six points: what is recorded as `six-points`."""

from __future__ import annotations

from typing import Any

import numpy as np

from . import six_points
from .recorded import record
from .six_points import INFLUENCE, PENALTY, PREDICTED, RIDGE, SEVEN

NAME = "six-points"


def outputs() -> dict[str, list[float]]:
    """What is asked for, under the name by which the entries ask for it, as floats in one list."""
    from statsmodels.api import OLS

    ones = _with_ones(six_points.x)
    model = OLS(np.array(six_points.y, dtype=float), ones)
    fit = model.fit()
    seven = OLS(
        np.array([*six_points.y, six_points.MORE[1]], dtype=float),
        _with_ones([*six_points.x, six_points.MORE[0]]),
    ).fit()
    # Its objective is RSS/(2n) + Σ αⱼwⱼ²/2, so that α is λ/n, and 0 for the intercept.
    ridge = model.fit_regularized(alpha=[PENALTY / six_points.n, 0.0], L1_wt=0).params
    places: dict[str, Any] = {
        PREDICTED: fit.get_prediction([[six_points.AT, 1]]),
        INFLUENCE: fit.get_influence(),
        SEVEN: seven,
    }
    found = {f"{RIDGE}[{place}]": value for place, value in enumerate(ridge)}
    for asked in {entry.peer for entry in six_points.entries().values() if entry.peer} - set(found):
        whose, _, what = asked.rpartition(".")
        what, _, part = what.partition("[")
        value = getattr(places.get(whose, fit), what.removesuffix("()"))
        value = value() if what.endswith("()") else value
        found[asked] = value[int(part[:-1])] if part else value
    return {asked: [float(number) for number in np.ravel(found[asked])] for asked in sorted(found)}


def _with_ones(x: Any) -> Any:
    return np.column_stack([np.array(x, dtype=float), np.ones(len(x))])


def main(arguments: list[str]) -> None:
    """Record what statsmodels prints."""
    record(NAME, ("statsmodels", "numpy", "scipy"), {"outputs": outputs()})
