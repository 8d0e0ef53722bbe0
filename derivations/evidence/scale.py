"""Time, memory and digits of least squares over n and d: sums over blocks beside other programs.

`make bench-scale ROWS=10000000 FEATURES=20` measures anew. n goes up to ROWS in steps of 10, and at
ROWS/100 d goes up from FEATURES in steps of 2. The data are of `known_answer`, in a temporary
folder; each measurement has a process of its own.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np

from .blocks import blocks_of_files, rows_per_block
from .known_answer import KnownAnswer, digits, known_answer, solves_the_normal_equations
from .recorded import record
from .trial import METHODS

_PACKAGES = ("numpy", "dask", "scikit-learn", "statsmodels")
# In memory, of the size of the data; what needs more than there is, is left out, and said to be.
_NEEDS = {"Dask lstsq": 3, "lstsq": 4, "lstsq, centred": 3, "scikit-learn": 4, "statsmodels": 5}


def main(arguments: list[str]) -> None:
    """Measure, print the results as a table, and record them."""
    asked = _asked(arguments)
    results: list[dict[str, Any]] = []
    print(f"{'n':>10} {'d':>5}  {'method':<16} {'seconds':>9} {'MB':>7} {'digits':>6}")
    for n, d in sizes(asked.rows, asked.features):
        with TemporaryDirectory(dir=asked.folder) as name:
            folder = Path(name)
            answer = written(folder, n, d)
            for method in METHODS:
                if _NEEDS.get(method, 0) * 8 * n * (d + 1) > _memory():
                    print(f"{n:>10} {d:>5}  {method:<16} left out: the memory is too small")
                    continue
                found = _trial(method, folder, asked.address)
                result = {
                    "n": n,
                    "d": d,
                    "method": method,
                    "seconds": float(f"{found['seconds']:.3g}"),
                    "megabytes": round(found["bytes"] / 1e6),
                    "digits": digits(np.array(found["weights"]), answer.weights),
                }
                results.append(result)
                print(
                    f"{n:>10} {d:>5}  {method:<16} {result['seconds']:>9.3g} "
                    f"{result['megabytes']:>7} {result['digits']:>6.1f}",
                    flush=True,
                )
    content = {
        "command": f"make bench-scale ROWS={asked.rows} FEATURES={asked.features}",
        "machine": f"{platform.machine()}, {os.cpu_count()} cores and {_memory() / 2**30:.0f} GB",
        "features": asked.features,
        "dask": "threads" if asked.address is None else "a cluster",
        "results": results,
    }
    print(record("scale", _PACKAGES, content, asked.to))


def sizes(rows: int, features: int) -> Iterator[tuple[int, int]]:
    """(n, d): first n from rows/1000 to rows, then d from twice the features to 16 times, at
    rows/100; n is even, and sizes with fewer than 10 rows for a feature are left out.

    >>> list(sizes(100_000, 2))
    [(100, 2), (1000, 2), (10000, 2), (100000, 2), (1000, 4), (1000, 8), (1000, 16), (1000, 32)]
    """
    for n, d in (
        *((rows // share, features) for share in (1000, 100, 10, 1)),
        *((rows // 100, features * times) for times in (2, 4, 8, 16)),
    ):
        if n >= 10 * d:
            yield n - n % 2, d


def written(folder: Path, n: int, d: int) -> KnownAnswer:
    """Write data of a known answer, and a few rows of such; check that it is the exact answer."""
    free, needed = shutil.disk_usage(folder).free, 8 * n * (d + 1)
    if free < 1.1 * needed:
        raise SystemExit(
            f"{n} × {d} takes {needed:.1e} bytes in {folder}, where {free:.1e} are free"
        )
    answer = known_answer(d)
    (folder / "small").mkdir()
    for place, rows in ((folder / "small", 4 * d), (folder, n)):
        block = rows_per_block(d) // 2 * 2
        files = place / "X.npy", place / "y.npy"
        with files[0].open("wb") as X, files[1].open("wb") as y:
            for file, shape in ((X, (rows, d)), (y, (rows,))):
                header = {"descr": "<f8", "fortran_order": False, "shape": shape}
                np.lib.format.write_array_header_1_0(file, header)
            for X_block, y_block in answer.blocks(rows, block):
                X.write(X_block.astype("<f8").tobytes())
                y.write(y_block.astype("<f8").tobytes())
        if not solves_the_normal_equations(answer, blocks_of_files(*files, block)):
            raise ValueError("the weights that made the data do not solve their normal equations")
    return answer


def _trial(method: str, folder: Path, address: str | None) -> dict[str, Any]:
    command = [sys.executable, "-m", "derivations.evidence.trial", method, str(folder)]
    environment = dict(os.environ)
    if method.startswith("Dask"):  # as Dask advises: its threads are enough
        environment |= {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"}
    done = subprocess.run(
        [*command, *([address] if address else [])],
        env=environment,
        check=True,
        stdout=subprocess.PIPE,
        text=True,
    )
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def _memory() -> int:
    """The bytes of memory that the machine has."""
    return os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")


def _asked(arguments: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m derivations.evidence scale")
    parser.add_argument("--rows", type=int, default=10_000_000, help="the largest n")
    parser.add_argument("--features", type=int, default=20, help="the smallest d")
    parser.add_argument("--address", help="a Dask scheduler, such as tcp://…; else threads here")
    parser.add_argument("--folder", type=Path, help="where the data go; else a temporary folder")
    parser.add_argument("--to", type=Path, help="the file to record in; else that of the page")
    return parser.parse_args(arguments)
