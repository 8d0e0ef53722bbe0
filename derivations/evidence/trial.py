"""One measurement at scale: `python -m derivations.evidence.trial METHOD FOLDER [ADDRESS]`.

It runs in a process of its own, so that its peak memory is that of one method. FOLDER has the data
as `X.npy` and `y.npy`, and in `small/` a few rows of such data, which are fitted before, so that
neither imports nor the starting of threads are measured. It prints one line of JSON.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from pathlib import Path
from time import perf_counter
from typing import Any

import numpy as np

from . import blocks, blocks_by_dask

_LONG = 2.0  # seconds; what takes less is repeated
_TRIALS = 5  # of which the quickest counts

Method = Callable[[Path, str | None], Any]


def _streamed(folder: Path, _: str | None) -> Any:
    return blocks.fit(blocks.streamed(_blocks(folder))).weights


def _centred(folder: Path, _: str | None) -> Any:
    return blocks.fit(blocks.streamed(_blocks(folder), centre=True)).weights


def _dask(folder: Path, address: str | None) -> Any:
    X, y = _opened(folder)
    return blocks.fit(blocks_by_dask.sums_by_dask(X, y, centre=True, address=address)).weights


def _dask_lstsq(folder: Path, address: str | None) -> Any:
    import dask.array as da

    X, y = _opened(folder)
    ones = da.ones((len(X), 1), chunks=(X.chunks[0], 1))
    design = da.concatenate([X, ones], axis=1).rechunk((X.chunks[0], -1))
    solution = da.linalg.lstsq(design, y)[0]
    return blocks_by_dask.computed(solution, address)[:-1]


def _lstsq(folder: Path, _: str | None) -> Any:
    X, y = _whole(folder)
    return np.linalg.lstsq(np.column_stack([X, np.ones(len(X))]), y, rcond=None)[0][:-1]


def _lstsq_centred(folder: Path, _: str | None) -> Any:
    X, y = _whole(folder)
    X -= X.mean(axis=0)
    return np.linalg.lstsq(X, y - y.mean(), rcond=None)[0]


def _scikit_learn(folder: Path, _: str | None) -> Any:
    from sklearn.linear_model import LinearRegression

    return LinearRegression().fit(*_whole(folder)).coef_


def _statsmodels(folder: Path, _: str | None) -> Any:
    import statsmodels.api as sm

    X, y = _whole(folder)
    return sm.OLS(y, sm.add_constant(X)).fit().params[1:]


METHODS: dict[str, Method] = {
    "blocks": _streamed,
    "blocks, centred": _centred,
    "Dask, centred": _dask,
    "Dask lstsq": _dask_lstsq,
    "lstsq": _lstsq,
    "lstsq, centred": _lstsq_centred,
    "scikit-learn": _scikit_learn,
    "statsmodels": _statsmodels,
}


def measured(method: Method, folder: Path, address: str | None = None) -> dict[str, Any]:
    """The seconds of the quickest run, by how much the first raised the peak, and the weights."""
    method(folder / "small", address)
    before, times, memory = _peak(), list[float](), 0
    while not times or (sum(times) < _LONG and len(times) < _TRIALS):
        start = perf_counter()
        found = method(folder, address)
        times.append(perf_counter() - start)
        memory = memory if times[1:] else _peak() - before
    return {"seconds": min(times), "bytes": memory, "weights": np.ravel(found).tolist()}


def _peak() -> int:
    """The largest resident memory of this process so far, in bytes.

    Linux tells it of the process as it is now. What `getrusage` tells includes there the process
    that started this one, and is taken elsewhere.
    """
    status = Path("/proc/self/status")
    if status.exists():
        line = next(line for line in status.read_text().splitlines() if line.startswith("VmHWM"))
        return int(line.split()[1]) * 1024
    import resource

    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak if sys.platform == "darwin" else peak * 1024


def _blocks(folder: Path) -> Any:
    X, y = folder / "X.npy", folder / "y.npy"
    return blocks.blocks_of_files(X, y, blocks.rows_per_block(_features(folder)))


def _opened(folder: Path) -> tuple[Any, Any]:
    rows = blocks.rows_per_block(_features(folder))
    return tuple(blocks_by_dask.opened(folder / name, rows) for name in ("X.npy", "y.npy"))


def _whole(folder: Path) -> tuple[Any, Any]:
    return np.load(folder / "X.npy"), np.load(folder / "y.npy")


def _features(folder: Path) -> int:
    return int(np.load(folder / "X.npy", mmap_mode="r").shape[1])


if __name__ == "__main__":
    chosen, place, *rest = sys.argv[1:]
    print(json.dumps(measured(METHODS[chosen], Path(place), *rest)))
