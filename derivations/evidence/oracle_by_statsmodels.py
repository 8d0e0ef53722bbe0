"""What statsmodels prints for the data sets of `oracle`: what is recorded under that name."""

from __future__ import annotations

from typing import Any

import numpy as np

from .datasets import Dataset
from .oracle import (
    DATASETS,
    GENERALISED,
    LEVERAGES,
    SE_MEAN,
    SE_OBS,
    SHOWN,
    WEIGHTED,
    given,
    in_order,
    outputs_of,
)
from .recorded import record

NAME = "oracle"


def outputs(data: Dataset) -> dict[str, list[float]]:
    """Each output of a data set, as floats in one list."""
    from statsmodels.api import GLS, OLS, WLS

    X = np.array(data.design, dtype=float)
    y = np.array(data.y, dtype=float)
    fit = OLS(y, X).fit()
    fits = {WEIGHTED: WLS(y, X, 1 / np.array(in_order(len(y)), dtype=float)).fit()}
    if "V" in given(data):
        fits[GENERALISED] = GLS(y, X, np.array(given(data)["V"], dtype=float)).fit()
    predicted = fit.get_prediction(X[:1])
    special: dict[str, Any] = {
        "cov_params()": fit.cov_params(),
        LEVERAGES: fit.get_influence().hat_matrix_diag[:SHOWN],
        SE_MEAN: predicted.se_mean,
        SE_OBS: predicted.se_obs,
    }
    for name, other in fits.items():
        special[f"{name}.params"] = other.params
        special[f"{name}.normalized_cov_params"] = other.normalized_cov_params
    found = {}
    for output in outputs_of(data):
        name = output.name
        value = special[name] if name in special else getattr(fit, name)
        found[name] = [float(each) for each in np.ravel(value)]
    return found


def main(arguments: list[str]) -> None:
    """Record what statsmodels prints."""
    sets = {name: outputs(data()) for name, data in DATASETS.items()}
    record(NAME, ("statsmodels", "numpy", "scipy"), {"outputs": sets})
