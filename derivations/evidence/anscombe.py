"""Four data sets with the same line, by F. J. Anscombe, and each with another picture.

*Graphs in Statistical Analysis*, The American Statistician 27 (1973), pages 17 to 21.
"""

from __future__ import annotations

from fractions import Fraction
from typing import cast

from ..kernel.terms import Term
from ..numbers.elimination import Matrix
from ..numbers.evaluate import basis, evaluate
from .six_points import Letters, entries, given

_X = "10 8 13 9 11 14 6 4 12 7 5"
_Y = {
    "I": (_X, "8.04 6.95 7.58 8.81 8.33 9.96 7.24 4.26 10.84 4.82 5.68"),
    "II": (_X, "9.14 8.14 8.74 8.77 9.26 8.10 6.13 3.10 9.13 7.26 4.74"),
    "III": (_X, "7.46 6.77 12.74 7.11 7.81 8.84 6.08 5.39 8.15 6.42 5.73"),
    "IV": (
        "8 8 8 8 8 8 8 19 8 8 8",
        "6.58 5.76 7.71 8.84 8.47 7.04 5.25 12.50 5.56 7.91 6.89",
    ),
}
QUARTET = {
    name: tuple(tuple(map(Fraction, numbers.split())) for numbers in pair)
    for name, pair in _Y.items()
}


def statistics(name: str) -> dict[str, Fraction]:
    """What the text says of one of the sets, from the terms of the theorems on the six points.

    >>> float(round(statistics("IV")["ŵ"], 4))
    0.4999
    """
    x, y = QUARTET[name]
    n = len(x)
    ones = {"n": n, "d": 2, "X": [[each, 1] for each in x], "y": y, "epsilon": y, "w_star": [0, 0]}
    w, b = _computed("estimate", ones).ravel()
    at_best = {**ones, "w": [w, b]}
    units = basis(n, exact=True)
    return {
        "mean of x": sum(x) / n,
        "mean of y": _computed("mean", ones).item(),
        "ŵ": w,
        "b̂": b,
        "s²": _computed("s²", ones).item(),
        "R²": _computed("R²", at_best).item(),
        "greatest leverage": max(
            _computed("leverages", {**ones, "i": unit}).item() for unit in units
        ),
    }


def _computed(key: str, letters: Letters) -> Matrix:
    """What the term of an entry of the six points is worth at other letters."""
    term = cast(Term, entries()[key].term)
    return evaluate(term, given(term, letters))
