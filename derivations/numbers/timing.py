"""Measured times of the steps to an estimate by NumPy, as ratios, beside which counts can be read.

`OPENBLAS_NUM_THREADS=1 python -m derivations.numbers.timing` measures anew, and writes
`timing.json` beside this file. What is measured is the processor time of one thread, which depends
less than the time on the clock on what else the machine does. Times differ from run to run and from
machine to machine, so that nothing measures them by the way: what is shown is a recording.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from datetime import UTC, datetime
from importlib import resources
from pathlib import Path
from time import process_time
from typing import Any

import numpy as np

SIZES = ((500, 500), (2000, 500), (8000, 500), (20000, 200), (100000, 50))
LEAST = 0.2  # seconds that each of the trials takes, at least
TRIALS = 7  # of which the quickest counts


def seconds(task: Callable[[], Any]) -> float:
    """How long a task takes, in the quickest of several trials."""
    task()
    found = []
    for _ in range(TRIALS):
        start, runs = process_time(), 0
        while process_time() - start < LEAST:
            task()
            runs += 1
        found.append((process_time() - start) / runs)
    return min(found)


def measured(n: int, d: int) -> dict[str, float]:
    """The times of QR, and of a step of descent, and of Cholesky, over that of forming XᵀX."""
    rng = np.random.default_rng(0)
    X, y, w = rng.normal(size=(n, d)), rng.normal(size=n), rng.normal(size=d)
    gram = X.T @ X
    times = {
        "gram": seconds(lambda: X.T @ X),
        "cholesky": seconds(lambda: np.linalg.cholesky(gram)),
        "qr": seconds(lambda: np.linalg.qr(X, mode="raw")),
        "step": seconds(lambda: w - 0.1 * (X.T @ (X @ w - y))),
    }
    return {task: float(f"{time / times['gram']:.2g}") for task, time in times.items()}


def record() -> dict[str, Any]:
    """The ratios at each size, and where and when they were measured."""
    blas = np.show_config(mode="dicts")["Build Dependencies"]["blas"]
    return {
        "date": datetime.now(UTC).date().isoformat(),
        "numpy": np.__version__,
        "blas": f"{blas['name']} {blas['version']}",
        "threads": os.environ.get("OPENBLAS_NUM_THREADS", "any number"),
        "cores": os.cpu_count(),
        "ratios": [{"n": n, "d": d, **measured(n, d)} for n, d in SIZES],
    }


def recorded() -> dict[str, Any]:
    """What was recorded last."""
    text = resources.files(__package__).joinpath("timing.json").read_text("utf-8")
    found: dict[str, Any] = json.loads(text)
    return found


if __name__ == "__main__":
    path = Path(__file__).with_suffix(".json")
    path.write_text(json.dumps(record(), indent=1) + "\n", "utf-8")
