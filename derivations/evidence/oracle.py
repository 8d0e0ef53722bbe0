"""What statsmodels prints of a fit, and the theorem that each output is an instance of.

The exact values are those of a term of the theorem's own statement. Where the theorem is about
noise, what it states of RSS and s² holds for any true weights: with 0 for these the noise is y.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from typing import Any

import numpy as np

from ..kernel.terms import Expectation, Index, Term
from ..numbers.evaluate import basis, evaluate, names_in
from ..publishing.registry import theorem
from ..subterms import parts
from . import six_points
from .datasets import Dataset, diabetes, nist

SHOWN = 6  # of how many observations the leverage is compared
MOST = 16  # observations for which an n×n matrix V is inverted exactly; more would take seconds

Letters = dict[str, Any]
Exact = tuple[Fraction, ...]


@dataclass(frozen=True, slots=True)
class Output:
    """What statsmodels prints, and the exact value of it: or of its square, where it is a root.

    Of a root that may be negative the square has its sign. `has_V` says that a matrix V is among
    the letters, which only data of few rows have.
    """

    name: str
    theorem: str
    exact: Callable[[Letters], Exact]
    is_root: bool = False
    has_V: bool = False


def gap(found: Sequence[float], exact: Exact, is_root: bool = False) -> tuple[float, ...]:
    """How far each entry is from the exact one, relative to that; of roots the squares are exact.

    >>> gap([1.0, 2.5], (Fraction(1), Fraction(2)))
    (0.0, 0.25)
    >>> gap([2.5, -2.0], (Fraction(4), Fraction(4)), is_root=True)
    (0.25, 2.0)

    A root is given by its square, with its sign. Raises ValueError where there are not as many
    numbers as exact ones, and ZeroDivisionError where an exact number is 0.
    """
    if len(found) != len(exact):
        raise ValueError(f"{len(found)} numbers are compared with {len(exact)}")
    apart = []
    for value, each in zip(map(Fraction, found), exact, strict=True):
        if is_root:
            # √q − 1 = (q − 1)/(√q + 1), in which nothing cancels
            quotient = value * abs(value) / each
            root = float(abs(quotient)) ** 0.5
            apart.append(abs(float(quotient - 1)) / (root + 1) if quotient >= 0 else root + 1)
        else:
            apart.append(float(abs(value / each - 1)))
    return tuple(apart)


DATASETS: dict[str, Callable[[], Dataset]] = {
    "six points": lambda: Dataset(
        "six points",
        "",
        tuple(map(Fraction, six_points.y)),
        (tuple(map(Fraction, six_points.x)),),
        ("x",),
        True,
    ),
    "Longley": lambda: nist("Longley"),
    "diabetes": diabetes,
}


@cache
def given(data: Dataset) -> Letters:
    """What the letters of the theorems are on a data set, and the covariance `weighted` by s."""
    design, observed = data.design, list(data.y)
    estimate = _side("least-squares-estimate", 1, {"X": design, "y": observed})
    residual = _side(
        "residual-is-the-residual-maker-times-y",
        0,
        {"X": design, "y": observed, "w_hat": estimate},
    )
    letters: Letters = {
        "n": len(observed),
        "d": len(design[0]),
        "X": design,
        "y": observed,
        "epsilon": observed,
        "w_star": [0] * len(design[0]),
        "w_hat": estimate,
        "w": estimate,
        "x_0": design[0],
        "s": [each * each for each in residual],
    }
    (s_squared,) = _side("unbiased-variance", 0, letters)
    letters["sigma_sq"] = s_squared
    letters["weighted"] = _side(
        "covariance-of-weighted-least-squares", 1, letters | {"s": in_order(letters["n"])}
    )
    if len(observed) <= MOST:
        letters["V"] = [
            [Fraction(int(i == j) + int(i // 2 == j // 2), 2) for j in range(len(observed))]
            for i in range(len(observed))
        ]
    return letters


def outputs_of(data: Dataset) -> tuple[Output, ...]:
    """The outputs that are compared on a data set."""
    return tuple(output for output in OUTPUTS if not output.has_V or len(data.y) <= MOST)


@cache
def exact_values(data: Dataset) -> dict[str, Exact]:
    """The exact value of each output, or of its square, on a data set."""
    letters = given(data)
    return {output.name: output.exact(letters) for output in outputs_of(data)}


def _side(id: str, side: int, letters: Letters) -> Exact:
    """A part of what a theorem states, or what it takes the expectation of, row by row."""
    term = tuple(parts(theorem(id).conclusion))[side]
    if isinstance(term, Expectation):
        (term,) = parts(term)
    if not isinstance(term, Term):
        raise TypeError(f"{id} has no term there")
    wanted = {name.name for name in names_in(term)}
    found = evaluate(term, {name: value for name, value in letters.items() if name in wanted})
    return tuple(Fraction(each) for each in found.ravel().tolist())


def _of(id: str, side: int) -> Callable[[Letters], Exact]:
    return lambda letters: _side(id, side, letters)


def _diagonal(letters: Letters) -> Exact:
    """The squares of the standard errors."""
    return _side(COVARIANCE, 0, letters)[:: letters["d"] + 1]


def _t_squared(letters: Letters) -> Exact:
    """The squares of the t ratios with their signs, from the scalar and the square of their law."""
    found = []
    for unit in basis(letters["d"], exact=True):
        (scalar,), (square,) = (
            _side("law-of-the-t-ratio", side, letters | {"a": unit}) for side in (0, 1)
        )
        found.append(scalar * abs(scalar) / square)
    return tuple(found)


def _leverages(letters: Letters) -> Exact:
    """The leverages of the first observations."""
    id = "leverage-on-the-diagonal-of-the-hat-matrix"
    (index,) = (name for name in names_in(_right(id)) if isinstance(name, Index))
    units = basis(letters["n"], exact=True)[:SHOWN]
    return tuple(_side(id, 1, letters | {index.name: unit})[0] for unit in units)


def _right(id: str) -> Term:
    term = tuple(parts(theorem(id).conclusion))[1]
    if not isinstance(term, Term):
        raise TypeError(f"{id} has no term there")
    return term


def _weighted_estimate(letters: Letters) -> Exact:
    """What solves the weighted normal equation: (Σᵢ (1/sᵢ) xᵢxᵢᵀ)⁻¹ Σᵢ (yᵢ/sᵢ) xᵢ."""
    d = letters["d"]
    inverse = np.array(letters["weighted"], dtype=object).reshape(d, d)
    letters = letters | {"s": in_order(letters["n"])}
    return tuple(inverse @ np.array(_side("weighted-normal-equation", 1, letters)))


def in_order(n: int) -> list[int]:
    """The variances s = (1, 2, 3, …) of weighted least squares."""
    return list(range(1, n + 1))


def _generalised(letters: Letters) -> Exact:
    """(XᵀV⁻¹X)⁻¹, where σ² is 1."""
    return _side("covariance-of-generalised-least-squares", 1, letters | {"sigma_sq": 1})


COVARIANCE = "unbiased-covariance-of-the-estimate"
LEVERAGES = f"get_influence().hat_matrix_diag[:{SHOWN}]"
SE_MEAN = "get_prediction(X[:1]).se_mean"
SE_OBS = "get_prediction(X[:1]).se_obs"
WEIGHTED = "WLS(y, X, 1/s).fit()"
GENERALISED = "GLS(y, X, V).fit()"
OUTPUTS = (
    Output("params", "least-squares-estimate", _of("least-squares-estimate", 1)),
    Output(
        "fittedvalues",
        "fit-is-the-hat-matrix-times-y",
        _of("fit-is-the-hat-matrix-times-y", 0),
    ),
    Output(
        "resid",
        "residual-is-the-residual-maker-times-y",
        _of("residual-is-the-residual-maker-times-y", 0),
    ),
    Output(
        "ssr",
        "residual-sum-of-squares-and-the-noise",
        _of("residual-sum-of-squares-and-the-noise", 0),
    ),
    Output("mse_resid", "unbiased-variance", lambda letters: (letters["sigma_sq"],)),
    Output("cov_params()", COVARIANCE, _of(COVARIANCE, 0)),
    Output("bse", COVARIANCE, _diagonal, is_root=True),
    Output("tvalues", "law-of-the-t-ratio", _t_squared, is_root=True),
    Output("rsquared", "r-squared", _of("r-squared", 0)),
    Output(
        LEVERAGES,
        "leverage-on-the-diagonal-of-the-hat-matrix",
        _leverages,
    ),
    Output(
        SE_MEAN,
        "variance-of-a-prediction",
        _of("variance-of-a-prediction", 1),
        is_root=True,
    ),
    Output(
        SE_OBS,
        "variance-of-a-new-observation",
        _of("variance-of-a-new-observation", 1),
        is_root=True,
    ),
    Output(f"{WEIGHTED}.params", "weighted-normal-equation", _weighted_estimate),
    Output(
        f"{WEIGHTED}.normalized_cov_params",
        "covariance-of-weighted-least-squares",
        lambda letters: letters["weighted"],
    ),
    Output(
        f"{GENERALISED}.params",
        "generalised-least-squares-estimate",
        _of("generalised-least-squares-estimate", 0),
        has_V=True,
    ),
    Output(
        f"{GENERALISED}.normalized_cov_params",
        "covariance-of-generalised-least-squares",
        _generalised,
        has_V=True,
    ),
    Output(
        "cov_HC0",
        "covariance-of-the-estimate-with-unequal-variances",
        _of("covariance-of-the-estimate-with-unequal-variances", 1),
    ),
)

# What statsmodels prints, and no theorem here is about.
WITHOUT = ("fvalue", "f_pvalue", "pvalues", "aic", "bic", "durbin_watson", "jarque_bera")
