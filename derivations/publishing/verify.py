"""Verification: every line proved again, and tried by two witnesses apart from the kernel.

Exact instances are drawn that satisfy the hypotheses of a line. A witness checks that they do, in
its own arithmetic, and asks whether the conclusion holds there: SymPy at small sizes, with symbols
for the vectors that are free; NumPy at larger ones. A witness can refute a line, never prove it.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache
from time import perf_counter
from typing import Any

import numpy as np

from ..examples.instances import instance
from ..kernel.errors import DerivationError
from ..kernel.statements import Statement
from ..kernel.terms import (
    Absolute,
    Density,
    Dimension,
    Exp,
    Index,
    Inverse,
    Log,
    MomentGenerating,
    ProductOver,
    Pseudoinverse,
    Root,
    Variable,
)
from ..kernel.theorem import Theorem
from ..kernel.trees import free_letters
from ..numbers.distributions import LAWS, floating
from ..numbers.truth import uses
from ..presentation.theorems import line_latex
from ..printing.formulas import latex
from ..proving.chain import Line, Result
from ..proving.replay import replay
from ..subterms import subterms
from .registry import hash_of, page_of

SMALL = ((1, 1), (2, 2), (4, 3), (4, 2))  # rows and columns, for SymPy
LARGE = ((7, 3), (9, 4))  # for NumPy

WHY_NOT = {
    "no-instance": "no exact instance of these sizes that satisfies the hypotheses was found",
    "undecided": "the witness cannot decide a statement of this kind",
}


@dataclass(frozen=True, slots=True)
class Witnessed:
    """What the witnesses say of a line: true, false, or null where one does not apply."""

    kernel: bool
    sympy: bool | None
    numbers: bool | None
    why_not: str | None

    @property
    def agreed(self) -> bool:
        """Whether the kernel proves the line and no witness contradicts it."""
        return self.kernel and self.sympy is not False and self.numbers is not False


@dataclass(frozen=True, slots=True)
class Report:
    """A theorem, what was found for each of its lines, and the time that it took."""

    result: Result
    lines: tuple[tuple[Line, Witnessed], ...]
    proved: bool
    seconds: float

    @property
    def holds(self) -> bool:
        """Whether the theorem replays and all witnesses of all lines agree."""
        return self.proved and all(witnessed.agreed for _, witnessed in self.lines)


def verify(results: Iterable[Result]) -> Iterator[Report]:
    """Replay each theorem, what it rests on once in all, and run the witnesses of its lines."""
    seen = set[int]()
    for result in results:
        yield verify_one(result, seen)


def verify_one(result: Result, seen: set[int]) -> Report:
    """The report of one theorem; `seen` are those that were replayed already."""
    start = perf_counter()
    _hopeless.clear()
    lines = tuple((line, witness(line, seen)) for line in result.lines)
    proved = replays(result.theorem, seen)
    return Report(result, lines, proved, perf_counter() - start)


def replays(theorem: Theorem, seen: set[int]) -> bool:
    """Whether the kernel proves the theorem again; `seen` are those that it has proved so far."""
    try:
        replay(theorem, seen)
    except DerivationError:
        return False
    return True


def witness(line: Line, seen: set[int]) -> Witnessed:
    """The three witnesses of one line."""
    hypotheses, conclusion = line.theorem.hypotheses, line.theorem.conclusion
    sympy, no_sympy = ask(by_sympy, hypotheses, conclusion)
    numbers, no_numbers = ask(by_numbers, hypotheses, conclusion)
    why_not = no_sympy or no_numbers
    return Witnessed(
        replays(line.theorem, seen), sympy, numbers, WHY_NOT[why_not] if why_not else None
    )


_Verdict = tuple[bool | None, str | None]  # and, for None, a key of WHY_NOT


def ask(
    witness: Callable[[tuple[Statement, ...], Statement], _Verdict],
    hypotheses: tuple[Statement, ...],
    conclusion: Statement,
) -> _Verdict:
    """What a witness says; one that breaks down over a line refuses it."""
    try:
        return witness(hypotheses, conclusion)
    except DerivationError:
        return False, None


# Undecided by SymPy where symbols are.
_NUMBERS_ONLY = (Exp, Log, Root, Absolute, Density, MomentGenerating, ProductOver)


def by_sympy(hypotheses: tuple[Statement, ...], conclusion: Statement) -> _Verdict:
    """SymPy, at small sizes: exact rationals for the data, symbols for vectors that are free."""
    from sympy import Matrix, Symbol

    from ..witnesses.by_sympy import holds

    bound = {letter for h in hypotheses for letter in free_letters(h)}
    bound |= {
        letter
        for inverse in subterms(conclusion)
        if isinstance(inverse, Inverse | Pseudoinverse)
        for letter in free_letters(inverse)
    }
    numbers_only = any(type(term) in _NUMBERS_ONLY for term in subterms(conclusion))

    def symbols(letter: Any, value: Any) -> Any:
        fixed = numbers_only or letter in bound or not isinstance(value, Matrix)
        if fixed or isinstance(letter, Index) or letter.cols != 1:
            return value
        return Matrix(len(value), 1, lambda i, _: Symbol(f"{letter.name}_{i}", real=True))

    def judge(given: Drawn, free: Drawn) -> bool | None:
        assumed = [_check_by_sympy(hypothesis, given) for hypothesis in hypotheses]
        if not all(assumed):
            return False if False in assumed else None
        values = {**free.in_sympy, **given.in_sympy}
        answer = holds(conclusion, {key: symbols(key, value) for key, value in values.items()})
        return holds(conclusion, values) if answer is None else answer

    return _try_on_instances(hypotheses, conclusion, SMALL, judge)


def by_numbers(hypotheses: tuple[Statement, ...], conclusion: Statement) -> _Verdict:
    """NumPy, at larger sizes, in floating point."""
    from ..witnesses.by_numbers import holds

    def judge(given: Drawn, free: Drawn) -> bool | None:
        assumed = [_check_by_numbers(hypothesis, given) for hypothesis in hypotheses]
        if not all(assumed):
            return False if False in assumed else None
        values = {**free.in_floats, **given.in_floats}
        return holds(conclusion, values, np.random.default_rng(0))

    return _try_on_instances(hypotheses, conclusion, LARGE, judge)


@dataclass(frozen=True, eq=False)
class Drawn:
    """An exact instance, as the witnesses take it."""

    exact: dict[Any, Any]

    @cached_property
    def in_sympy(self) -> dict[Any, Any]:
        """The instance in SymPy's matrices."""
        from sympy import Matrix

        return {
            key: Matrix(value) if isinstance(value, np.ndarray) else value
            for key, value in self.exact.items()
        }

    @cached_property
    def in_floats(self) -> dict[Any, Any]:
        """The instance in floats."""
        return {key: _in_floats(value) for key, value in self.exact.items()}


def _in_floats(value: Any) -> Any:
    """A matrix or a law in floats; a size as it is."""
    if isinstance(value, LAWS):
        return floating(value)
    return value.astype(float) if isinstance(value, np.ndarray) else value


@lru_cache(maxsize=512)
def _check_by_sympy(hypothesis: Statement, found: Drawn) -> bool | None:
    """Whether SymPy confirms a hypothesis; lines of one theorem share them."""
    from ..witnesses.by_sympy import holds

    return holds(hypothesis, found.in_sympy)


@lru_cache(maxsize=512)
def _check_by_numbers(hypothesis: Statement, found: Drawn) -> bool | None:
    """Whether NumPy confirms a hypothesis."""
    from ..witnesses.by_numbers import holds

    return holds(hypothesis, found.in_floats, np.random.default_rng(0))


def _try_on_instances(
    hypotheses: tuple[Statement, ...],
    conclusion: Statement,
    shapes: tuple[tuple[int, int], ...],
    judge: Callable[[Drawn, Drawn], bool | None],
) -> _Verdict:
    """What a judge says over instances of the given shapes: true if it is of all that are found.

    The letters of the hypotheses are drawn apart from those that they leave free, so that lines
    with the same hypotheses share an instance of them.
    """
    statements = (*hypotheses, conclusion)
    told = statements if any(uses(conclusion)) else hypotheses
    bound, letters = _letters_in(told), _letters_in(statements)
    answers: list[bool | None] = []
    found = False
    for seed, (rows, cols) in enumerate(shapes):
        sizes = sizes_of(dimensions_in(*statements), rows, cols)
        fixed = {size: sizes[size] for size in dimensions_in(*told)}
        given = draw(
            tuple(sorted(hypotheses, key=str)),
            bound,
            frozenset(fixed.items()),
            seed,
            told[len(hypotheses) :],
        )
        free = draw((), letters - bound, frozenset(sizes.items()), seed + len(shapes), ())
        if found := given is not None and free is not None:
            answers.append(judge(given, free))
    if False in answers:
        return False, None
    if not found:  # of the largest size
        return None, "no-instance"
    return (None, "undecided") if None in answers else (True, None)


def sizes_of(dimensions: Iterable[Dimension], rows: int, cols: int) -> dict[Dimension, int]:
    """n is the number of rows, d of columns; p is one more, q one less, and k leaves room for d.

    m leaves one row out, and l is this one.
    """
    special = {"n": rows, "p": cols + 1, "q": max(1, cols - 1), "k": max(1, rows - cols)}
    special |= {"m": max(1, rows - 1), "l": 1}
    return {size: special.get(size.name, cols) for size in dimensions}


_hopeless: list[tuple[frozenset[Statement], frozenset[tuple[Dimension, int]]]] = []


@lru_cache(maxsize=256)
def draw(
    hypotheses: tuple[Statement, ...],
    letters: frozenset[Variable],
    sizes: frozenset[tuple[Dimension, int]],
    seed: int,
    about: tuple[Statement, ...],
) -> Drawn | None:
    """An instance; the lines of a theorem often ask for the same one.

    Where none was found for some of the hypotheses of one line, none is looked for again.
    """
    if any(fewer <= set(hypotheses) and same <= sizes for fewer, same in _hopeless):
        return None
    found = instance(hypotheses, letters, dict(sizes), random.Random(seed), about=about)
    if found is None:
        _hopeless.append((frozenset(hypotheses), sizes))
        return None
    return Drawn(found)


def _letters_in(statements: tuple[Statement, ...]) -> frozenset[Variable]:
    """The letters of statements."""
    return frozenset(letter for each in statements for letter in free_letters(each))


def dimensions_in(*statements: Statement) -> set[Dimension]:
    """Every dimension that statements speak of."""
    return {term for each in statements for term in subterms(each) if isinstance(term, Dimension)}


# As data.


def as_json(reports: Iterable[Report]) -> dict[str, Any]:
    """The one object that `verify --json` prints."""
    found = list(reports)
    return {"theorems": [_report_json(report) for report in found], "totals": totals(found)}


def totals(reports: Iterable[Report]) -> dict[str, int]:
    """How many theorems and lines there are, and how many lines were proved and refused."""
    found = list(reports)
    steps = [witnessed for report in found for _, witnessed in report.lines]
    return {
        "theorems": len(found),
        "steps": len(steps),
        "proved": sum(witnessed.agreed for witnessed in steps),
        "refused": sum(not witnessed.agreed for witnessed in steps),
    }


def _report_json(report: Report) -> dict[str, Any]:
    """A report as data."""
    return {
        **result_json(report.result),
        "steps": [
            {
                **line_json(report.result, line),
                "witnesses": {
                    "kernel": witnessed.kernel,
                    "sympy": witnessed.sympy,
                    "numbers": witnessed.numbers,
                },
                "why_not": witnessed.why_not,
            }
            for line, witnessed in report.lines
        ],
        "seconds": round(report.seconds, 4),
    }


def result_json(result: Result) -> dict[str, Any]:
    """A theorem as data, without its lines."""
    return {
        "id": result.id,
        "title": result.title,
        "page": page_of(result),
        "statement": latex(result.conclusion),
        "hypotheses": [latex(h) for h in result.hypotheses],
        "facts": list(result.facts()),
        "uses": list(result.uses()),
        "hash": hash_of(result.theorem),
    }


def line_json(result: Result, line: Line) -> dict[str, Any]:
    """A line as data."""
    return {
        "id": result.line_id(line),
        "latex": line_latex(result, line),
        "reason": line.said(),
        "premises": list(result.premises(line)),
    }
