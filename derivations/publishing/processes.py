"""Verification over the cores of the machine.

Ids go to the processes and answers come back: no theorem is sent. Where a process starts as a copy
of this one it has the theorems, and elsewhere it proves those that it needs from the source.
"""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import parent_process
from threading import Thread
from typing import TypeAlias

from ..kernel.errors import MalformedError
from ..proving.chain import PUBLISHED, Result
from .registry import known_ids, theorem, theorems
from .verify import Report, Witnessed, verify, verify_one

_MOST = 61  # processes that Windows can wait for
BLOCK = 8  # theorems that one process takes on in a row, for they rest on the same ones

Answer: TypeAlias = "tuple[tuple[Witnessed, ...], bool, float]"


def cores() -> int:
    """The number of cores that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def verify_over(processes: int, results: Sequence[Result]) -> Iterator[Report]:
    """The reports of published results, in their order, a few at a time.

    Raises MalformedError for a result that is not published, and what a process raises.
    """
    processes = min(processes, len(results), _MOST)
    if processes <= 1:
        yield from verify(results)
        return
    for result in results:
        if PUBLISHED.get(result.id) is not result:
            raise MalformedError(f"{result.id} is not published, so that no process can find it")
    pool = ProcessPoolExecutor(processes, initializer=end_with_parent)
    try:
        answers = pool.map(_answer, [result.id for result in results], chunksize=BLOCK)
        for result, (witnessed, proved, seconds) in zip(results, answers, strict=True):
            lines = tuple(zip(result.lines, witnessed, strict=True))
            yield Report(result, lines, proved, seconds)
    finally:
        pool.shutdown(cancel_futures=True)


def end_with_parent() -> None:
    """Have this process end without a word on Ctrl-C, and when the one that started it is gone."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    parent = parent_process()

    def wait() -> None:
        if parent is not None:
            parent.join()
        os._exit(1)

    Thread(target=wait, daemon=True).start()


REPLAYED = set[int]()  # by a process of the pool


def _answer(id: str) -> Answer:
    """What a process of the pool finds for a theorem."""
    if id not in known_ids():
        theorems()  # for one that is not registered yet
    report = verify_one(theorem(id), REPLAYED)
    return tuple(witnessed for _, witnessed in report.lines), report.proved, report.seconds
