"""What statsmodels prints for the data sets of `oracle`: what is recorded under that name."""

from __future__ import annotations

from typing import Any

import numpy as np

from .datasets import Dataset
from .oracle import DATASETS, OUTPUTS
from .recorded import record

NAME = "oracle"


def outputs(data: Dataset) -> dict[str, list[float]]:
    """Each output of a data set, as floats in one list."""
    from statsmodels.api import OLS, WLS

    X = np.array(data.design, dtype=float)
    y = np.array(data.y, dtype=float)
    fit = OLS(y, X).fit()
    weighted = WLS(y, X, 1 / np.arange(1, len(y) + 1)).fit()
    predicted = fit.get_prediction(X[:1])
    special: dict[str, Any] = {
        "cov_params()": fit.cov_params(),
        "get_prediction(X[:1]).se_mean": predicted.se_mean,
        "get_prediction(X[:1]).se_obs": predicted.se_obs,
        "WLS(y, X, 1/s).fit().normalized_cov_params": weighted.normalized_cov_params,
    }
    found = {}
    for output in OUTPUTS:
        if output.name.startswith("get_influence()"):
            shown = int(output.name.rpartition(":")[2][:-1])
            value = fit.get_influence().hat_matrix_diag[:shown]
        elif output.name in special:
            value = special[output.name]
        else:
            value = getattr(fit, output.name)
        found[output.name] = [float(each) for each in np.ravel(value)]
    return found


def main(arguments: list[str]) -> None:
    """Record what statsmodels prints."""
    sets = {name: outputs(data()) for name, data in DATASETS.items()}
    record(NAME, ("statsmodels", "numpy", "scipy"), {"outputs": sets})
