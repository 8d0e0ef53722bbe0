"""The sums over blocks of rows as a Dask graph: by threads here, or by a cluster at its address.

Each block is a task, and so is each sum of a few of them; `derivations` has to be installed where
they run. Dask is imported only inside these functions: it comes with the extra `evidence`.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np

from .blocks import Sums, means, sums

_TOGETHER = 8  # sums that one task adds


def sums_by_dask(X: Any, y: Any, *, centre: bool = False, address: str | None = None) -> Sums:
    """The sums of Dask arrays X, n×d, and y, n, in chunks of the same rows; columns are whole.

    With `centre`, all rows are less the means of the first chunk. With the address of a scheduler,
    such as `tcp://…`, its workers compute, else threads. Raises ValueError, which names the
    chunks, where they do not fit, and what `sums` raises.
    """
    from dask import delayed

    if X.ndim != 2 or y.ndim != 1 or X.chunks[:1] != y.chunks:
        raise ValueError(
            f"X has the chunks {X.chunks}, and y {y.chunks}: they need the same blocks of rows"
        )
    if X.numblocks[1] != 1:
        raise ValueError(f"X has the chunks {X.chunks}: its columns need to be in one")
    blocks = list(zip(X.to_delayed()[:, 0], y.to_delayed(), strict=True))
    shift, level = delayed(means, nout=2)(*blocks[0]) if centre else (0, 0)
    parts = [delayed(sums)(*block, shift, level) for block in blocks]
    while len(parts) > 1:
        groups = (parts[at : at + _TOGETHER] for at in range(0, len(parts), _TOGETHER))
        parts = [delayed(_added)(group) for group in groups]
    total: Sums = computed(parts[0], address)
    return total


def opened(path: Path | str, rows: int) -> Any:
    """A file of `numpy.save` as a Dask array in chunks of so many rows.

    Each is opened where it is needed: workers elsewhere have to see the file under this path.
    """
    import dask.array as da
    from dask import delayed

    whole = np.load(path, mmap_mode="r")
    chunks = [
        da.from_delayed(
            delayed(_rows)(str(path), start, rows),
            (min(rows, len(whole) - start), *whole.shape[1:]),
            whole.dtype,
        )
        for start in range(0, len(whole), rows)
    ]
    return da.concatenate(chunks)


def computed(task: Any, address: str | None) -> Any:
    """What a Dask task comes to, by threads, or by the cluster at an address."""
    if address is None:
        return task.compute(scheduler="threads")
    from distributed import Client

    with Client(address):
        return task.compute()


def _rows(path: str, start: int, rows: int) -> Any:
    return np.load(path, mmap_mode="r")[start : start + rows]


def _added(parts: list[Sums]) -> Sums:
    total = parts[0]
    for part in parts[1:]:
        total = total + part
    return total
