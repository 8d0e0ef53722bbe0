"""What statsmodels prints of a fit, and the theorem that each output is an instance of.

The exact values are those of a term of the theorem's own statement. Where the theorem is about
noise, what it states of RSS and s² holds for any true weights: with 0 for these the noise is y.
"""

from __future__ import annotations

from collections.abc import Callable
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

Letters = dict[str, Any]
Exact = tuple[Fraction, ...]


@dataclass(frozen=True, slots=True)
class Output:
    """What statsmodels prints, and the exact value of it: or of its square, where it is a root."""

    name: str
    theorem: str
    exact: Callable[[Letters], Exact]
    is_root: bool = False


def gaps(recorded: dict[str, list[float]], data: Dataset) -> dict[str, float]:
    """How far each output is from the exact one: the largest gap over the largest exact number."""
    letters = given(data)
    return {
        output.name: gap(recorded[output.name], output.exact(letters), output.is_root)
        for output in OUTPUTS
    }


def gap(found: list[float], exact: Exact, is_root: bool = False) -> float:
    """The largest gap over the largest exact number; of roots half that of their squares.

    >>> gap([1.0, 2.5], (Fraction(1), Fraction(2)))
    0.25
    """
    if len(found) != len(exact):
        raise ValueError(f"{len(found)} numbers are compared with {len(exact)}")
    values = [Fraction(each) ** 2 if is_root else Fraction(each) for each in found]
    off = max(abs(value - each) for value, each in zip(values, exact, strict=True))
    return float(off / max(abs(each) for each in exact)) / (2 if is_root else 1)


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
    """What the letters of the theorems are, on a data set."""
    design, observed = data.design, list(data.y)
    estimate = _side("least-squares-estimate", 1, {"X": design, "y": observed})
    residual = _side(
        "residual-is-the-residual-maker-times-y",
        0,
        {"X": design, "y": observed, "w_hat": estimate},
    )
    letters = {
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
    return letters | {"sigma_sq": s_squared}


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
    """The squares of the t ratios, for each weight, as the scalar and the square of their law."""
    found = []
    for unit in basis(letters["d"], exact=True):
        (scalar,), (square,) = (
            _side("law-of-the-t-ratio", side, letters | {"a": unit}) for side in (0, 1)
        )
        found.append(scalar**2 / square)
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


def _weighted(letters: Letters) -> Exact:
    """(Σᵢ (1/sᵢ) xᵢxᵢᵀ)⁻¹ with the weights 1, 1/2, 1/3, …."""
    variances = list(range(1, letters["n"] + 1))
    return _side("covariance-of-weighted-least-squares", 1, letters | {"s": variances})


COVARIANCE = "unbiased-covariance-of-the-estimate"
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
    Output("mse_resid", "unbiased-variance", _of("unbiased-variance", 0)),
    Output("cov_params()", COVARIANCE, _of(COVARIANCE, 0)),
    Output("bse", COVARIANCE, _diagonal, is_root=True),
    Output("tvalues", "law-of-the-t-ratio", _t_squared, is_root=True),
    Output("rsquared", "r-squared", _of("r-squared", 0)),
    Output(
        f"get_influence().hat_matrix_diag[:{SHOWN}]",
        "leverage-on-the-diagonal-of-the-hat-matrix",
        _leverages,
    ),
    Output(
        "get_prediction(X[:1]).se_mean",
        "variance-of-a-prediction",
        _of("variance-of-a-prediction", 1),
        is_root=True,
    ),
    Output(
        "get_prediction(X[:1]).se_obs",
        "variance-of-a-new-observation",
        _of("variance-of-a-new-observation", 1),
        is_root=True,
    ),
    Output(
        "WLS(y, X, 1/s).fit().normalized_cov_params",
        "covariance-of-weighted-least-squares",
        _weighted,
    ),
    Output(
        "cov_HC0",
        "covariance-of-the-estimate-with-unequal-variances",
        _of("covariance-of-the-estimate-with-unequal-variances", 1),
    ),
)

# What statsmodels prints, and no theorem here is about.
WITHOUT = ("fvalue", "f_pvalue", "pvalues", "aic", "bic", "durbin_watson", "jarque_bera")


def allowed(data: Dataset) -> float:
    """The relative error of the estimate that rounding in a stable method may cause.

    κε/(1 − κε) · (2 + (κ + 1)‖r‖/(‖X‖‖ŵ‖)): theorem 20.1 of Higham, *Accuracy and Stability of
    Numerical Algorithms* (2nd edition, 2002). ε = nd·2⁻⁵³ stands for the backward error, of which
    the analysis of a method gives a small multiple at most; κ is the condition number of X.
    """
    letters = given(data)
    X = np.array(data.design, dtype=float)
    values = np.linalg.svd(X, compute_uv=False)
    kappa = float(values[0] / values[-1])
    estimate = np.array(letters["w_hat"], dtype=float)
    residual = np.sqrt(np.array(letters["s"], dtype=float).sum())
    share = float(residual / (values[0] * np.linalg.norm(estimate)))
    moved = kappa * X.size * 2.0**-53
    # The theorem is on lengths; the largest entry of d is at least the length over √d.
    return float(np.sqrt(X.shape[1]) * moved / (1 - moved) * (2 + (kappa + 1) * share))
