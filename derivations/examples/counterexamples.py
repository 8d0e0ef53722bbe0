"""Counterexamples: small exact matrices at which the hypotheses hold and a claim does not."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from itertools import product
from random import Random
from typing import Any

import numpy as np

from ..budget import SpentError, budget, spend
from ..kernel.statements import Equals, Statement
from ..kernel.terms import Dimension, Index, Inverse, Letter, Variable
from ..kernel.trees import free_letters, unabbreviated
from ..numbers.distributions import (
    LAWS,
    Laplaces,
    Normals,
    TwoValued,
    arrays,
    laws_in,
    outcomes,
)
from ..numbers.elimination import Matrix, as_matrix, inverse
from ..numbers.errors import IrrationalError, TooLargeError, UndefinedError
from ..numbers.evaluate import (
    evaluate,
    valuation_of,
)
from ..numbers.truth import all_names
from ..printing.formulas import latex, text
from ..subterms import exchange, subterms
from .instances import Instance, instance, judge

_LARGEST = 4  # a size of matrices
_SHAPES = 64  # choices of sizes
STEPS = 400_000  # of the search, and again of making what was found simpler
_DRAWS = 10  # instances for each choice of sizes, and more of the smaller
_DRAWING = 100  # steps for an instance, and one for each entry that is computed
_CHOICE = 4  # counterexamples of one size, of which the simplest is taken
_TOO_LARGE = 10  # a size that is fixed by the letters
_WIDTH = 88  # characters in a line of text
_COLUMNS = 16  # outcomes of a law that are shown


def counterexample(
    claim: Statement,
    hypotheses: Iterable[Statement] = (),
    seed: int = 0,
    largest: int = _LARGEST,
    draws: int = _DRAWS,
    steps: int = STEPS,
) -> Instance | None:
    """Exact matrices, of the smallest sizes found, that satisfy the hypotheses but not the claim.

    All terms of the claim and of the hypotheses mean something there. None where the search finds
    nothing, which is no proof; it ends after the given draws, or steps (see `budget`).

    >>> n = Dimension("n")
    >>> from derivations.kernel.terms import Letter
    >>> A, B = Letter("A", n, n), Letter("B", n, n)
    >>> from derivations.kernel.statements import Equals
    >>> print(counterexample_text(counterexample(Equals(A @ B, B @ A))))
    n = 2
    A = [0 0]   B = [0 0]
        [1 0]       [0 1]
    """
    hypotheses = tuple(hypotheses)
    found: list[Instance] = []
    if any(map(_is_large, (claim, *hypotheses))):
        return None
    with suppress(SpentError, TooLargeError), budget(steps):
        found.extend(refute(claim, hypotheses, Random(seed), largest, draws))
        if not found:
            found.extend(_refute_by_inverses(claim, hypotheses, Random(seed), largest, draws))
    with suppress(SpentError, TooLargeError), budget(steps):
        found = [simplify(each, claim, hypotheses) for each in found]
    return min(found, key=_complexity, default=None)


def _is_large(statement: Statement) -> bool:
    """Whether a fixed size in a statement is larger than matrices that are searched."""
    sizes = (size for part in subterms(statement) for size in part.shape)
    return any(isinstance(size, int) and size > _TOO_LARGE for size in sizes)


def refute(
    claim: Statement, hypotheses: tuple[Statement, ...], rng: Random, largest: int, draws: int
) -> Iterator[Instance]:
    """Counterexamples of the smallest sizes at which there is one, at most CHOICE."""
    things = {thing for s in (claim, *hypotheses) for thing in all_names(s)}
    letters = {thing for thing in things if isinstance(thing, Variable)}
    for sizes in _choices_of_sizes(things, largest, rng):
        found = 0
        for _ in range(draws * (1 + _LARGEST - max(sizes.values(), default=1))):
            spend(_DRAWING)
            drawn = instance(hypotheses, letters, sizes, rng, tries=2, about=(claim,))
            if drawn is not None and refutes(drawn, claim, ()):
                found += 1
                yield drawn
            if drawn is None or found == _CHOICE:
                break
        if found:
            return


def _refute_by_inverses(
    claim: Statement, hypotheses: tuple[Statement, ...], *search: Any
) -> Iterator[Instance]:
    """Counterexamples in which a letter that the hypotheses only invert is drawn as an inverse.

    With C in place of B⁻¹, an equation such as B⁻¹ = I + J is linear.
    """
    statements = [unabbreviated(s) for s in (claim, *hypotheses)]
    letters = {letter for s in statements[1:] for letter in free_letters(s)}
    for letter in sorted(letters, key=str):
        square = type(letter) is Letter and letter.rows == letter.cols
        if square and any(Inverse(letter) in subterms(s) for s in statements[1:]):
            turns = {letter: Inverse(letter), Inverse(letter): letter}
            turned, *given = (exchange(s, turns) for s in statements)
            for found in refute(turned, tuple(given), *search):
                value = inverse(found[letter])
                if value is not None and refutes({**found, letter: value}, claim, hypotheses):
                    yield {**found, letter: value}


def _choices_of_sizes(
    things: set[Variable | Dimension], largest: int, rng: Random
) -> Iterator[dict[Dimension, int]]:
    """The sizes to try, the smallest first."""
    dimensions = sorted((t for t in things if isinstance(t, Dimension)), key=str)
    numbers: Sequence[int] = range(largest ** len(dimensions))
    if len(numbers) > _SHAPES:
        numbers = rng.sample(numbers, _SHAPES)
    places = [largest**place for place in reversed(range(len(dimensions)))]
    choices = [tuple(1 + number // place % largest for place in places) for number in numbers]
    for choice in sorted(choices, key=lambda c: (max(c, default=0), sum(c), c)):
        yield dict(zip(dimensions, choice, strict=True))


def refutes(found: Instance, claim: Statement, hypotheses: Iterable[Statement]) -> bool:
    """Whether the hypotheses hold and the claim means something and does not hold."""

    def holds(statement: Statement) -> bool | None:
        return judge(statement, valuation_of(found, all_names(statement)))

    try:
        return holds(claim) is False and all(map(holds, hypotheses))
    except (UndefinedError, TooLargeError):
        return False


def simplify(found: Instance, claim: Statement, hypotheses: tuple[Statement, ...]) -> Instance:
    """The counterexample with entries made 0 or 1 one after the other, where it remains one."""
    for letter in sorted((key for key in found if _has_free_entries(key, found)), key=str):
        for place in product(*map(range, found[letter].shape)):
            for value in (0, 1):
                if _complexity_of(found[letter][place]) <= _complexity_of(value):
                    break
                simpler = found[letter].copy()
                simpler[place] = value
                if refutes({**found, letter: simpler}, claim, hypotheses):
                    found = {**found, letter: simpler}
                    break
    return found


def _has_free_entries(key: object, found: Instance) -> bool:
    """Whether a letter is given a matrix, of any entries; the outcome of a law is not."""
    drawn = isinstance(found[key], np.ndarray) and not any(key in group for group in laws_in(found))
    return isinstance(key, Variable) and not isinstance(key, Index) and drawn


def _complexity_of(number: Any) -> int:
    """How hard a number is to read."""
    numerator, denominator = int(number.numerator), int(number.denominator)
    return 2 * abs(numerator) + (numerator < 0) + 3 * (denominator - 1)


def _complexity(found: Instance) -> int:
    """How hard an instance is to read."""
    matrices = [m for value in found.values() for _, m in show("", value)]
    return sum(_complexity_of(entry) for matrix in matrices for entry in matrix.reshape(-1))


# How a counterexample is printed.


def counterexample_text(found: Mapping[Any, Any]) -> str:
    """The sizes, and the matrices side by side, in plain text."""
    sizes = [f"{text(key)} = {found[key]}" for key in found if isinstance(key, Dimension)]
    blocks = [
        _block(*each) for key in _in_order(found) for each in show(_name_of(key, found), found[key])
    ]
    return "\n".join(filter(None, [", ".join(sorted(sizes)), _side_by_side(blocks)]))


def _in_order(found: Mapping[Any, Any]) -> list[Any]:
    """The letters that have a value, and the groups of letters that have a law."""
    return sorted((key for key in found if not isinstance(key, Dimension)), key=str)


def _name_of(key: Any, found: Mapping[Any, Any]) -> str:
    """What a letter or its outcome is called, or several letters with a law."""
    if type(key) is not tuple:
        has_law = any(key in group for group in found if type(group) is tuple)
        return f"outcome of {text(key)}" if has_law else text(key)
    names = ", ".join(map(text, key))
    return names if len(key) == 1 else f"({names})"


def show(name: str, value: Any) -> list[tuple[str, Matrix]]:
    """What is shown of a matrix or of a law, each part with its name."""
    match value:
        case np.ndarray():
            return [(name, value)]
        case Normals(mean, covariance):
            return [(f"{name}: Gaussian, mean", mean), ("covariance", covariance)]
        case Laplaces(location, scale):
            return [(f"{name}: independent Laplace, location", location), ("scale", scale)]
        case TwoValued(mean, loading, values) if 2 ** len(values) > _COLUMNS:
            independent = ("mean-zero entries of z", values)
            return [(f"{name}: m + Lz, m", mean), ("L", loading), independent]
        case TwoValued():
            vectors, chances = columns(value)
            if chances.size == 1:
                return [(f"{name}, surely", vectors)]
            return [(f"{name}: a column of", vectors), ("probabilities", chances)]
    if isinstance(value, LAWS):
        names = (f"{name}: c + Lx + (xᵀFᵢx)ᵢ, c", "L", "F₁, F₂, …", "Gaussian x, covariance")
        return list(zip(names, arrays(value), strict=True))
    return []


def columns(law: TwoValued) -> tuple[Matrix, Matrix]:
    """The outcomes of a law as columns, and their probabilities as a row."""
    chances: dict[tuple[Any, ...], Any] = {}
    for chance, outcome in outcomes(law):
        column = tuple(outcome[:, 0])
        chances[column] = chances.get(column, 0) + chance
    vectors = as_matrix(zip(*chances, strict=True))
    return vectors, as_matrix([chances.values()])


def sides_text(claim: Equals, found: Mapping[Any, Any]) -> str:
    """The values of both sides of an equation, in plain text."""
    try:
        left, right = evaluate(claim.left, found), evaluate(claim.right, found)
    except IrrationalError:
        at = valuation_of(found, all_names(claim)).floating()
        left, right = (
            np.vectorize("{:.6g}".format)(at.value(s)) for s in (claim.left, claim.right)
        )
    return _side_by_side([_block("left side", left), _block("right side", right)])


def _block(name: str, matrix: Matrix) -> list[str]:
    """The lines of `name = matrix`."""
    columns = [list(map(str, column)) for column in matrix.T]
    widths = [max(map(len, column)) for column in columns]
    rows = [
        " ".join(entry.rjust(width) for entry, width in zip(row, widths, strict=True))
        for row in zip(*columns, strict=True)
    ]
    if matrix.shape == (1, 1):
        return [f"{name} = {rows[0]}"]
    lines = [f"{name}{' ' if name.endswith(' of') else ' = '}[{rows[0]}]"]
    return lines + [f"[{row}]".rjust(len(lines[0])) for row in rows[1:]]


def _side_by_side(blocks: list[list[str]]) -> str:
    """Blocks of lines next to each other, as many as fit."""
    rows: list[list[list[str]]] = [[]]
    for lines in blocks:
        if rows[-1] and sum(len(b[0]) + 3 for b in rows[-1]) + len(lines[0]) > _WIDTH:
            rows.append([])
        rows[-1].append(lines)
    printed = []
    for row in rows:
        for i in range(max(map(len, row), default=0)):
            cells = (b[i] if i < len(b) else " " * len(b[0]) for b in row)
            printed.append("   ".join(cells).rstrip())
    return "\n".join(printed)


def counterexample_latex(found: Mapping[Any, Any]) -> str:
    """The sizes and matrices in LaTeX without delimiters."""
    sizes = sorted(f"{latex(key)} = {found[key]}" for key in found if isinstance(key, Dimension))
    letters = [f"{_name_latex(key, found)}{_value_latex(found[key])}" for key in _in_order(found)]
    return ",\\quad ".join(sizes + letters)


def _name_latex(key: Any, found: Mapping[Any, Any]) -> str:
    """What a letter, its outcome or several letters are called, in LaTeX."""
    if type(key) is not tuple:
        has_law = any(key in group for group in found if type(group) is tuple)
        return f"\\text{{outcome of }}{latex(key)}" if has_law else latex(key)
    names = ",\\ ".join(map(latex, key))
    return names if len(key) == 1 else f"({names})"


def _value_latex(value: Any) -> str:
    """That a letter has a value or a law, in LaTeX."""
    match value:
        case np.ndarray():
            return f" = {_matrix_latex(value)}"
        case Normals() | Laplaces():
            first, second = map(_matrix_latex, arrays(value))
            name = "N" if isinstance(value, Normals) else "\\text{Laplace}"
            return f" \\sim {name}({first}, {second})"
        case TwoValued() if 2 ** len(value.values) <= _COLUMNS:
            vectors, chances = map(_matrix_latex, columns(value))
            if chances == "1":
                return f" = {vectors}\\text{{ surely}}"
            said = "\\text{ a column of }", "\\text{ with probabilities }"
            return f"{said[0]}{vectors}{said[1]}{chances}"
    names = ("m", "L", "z") if isinstance(value, TwoValued) else ("c", "L", "F", "\\Sigma")
    formula = "m + Lz" if isinstance(value, TwoValued) else "c + Lx + (x^\\top F_i x)_i"
    given = ",\\ ".join(
        f"{name} = {_matrix_latex(array)}" for name, array in zip(names, arrays(value), strict=True)
    )
    return f" = {formula},\\ {given}"


def _matrix_latex(matrix: Matrix) -> str:
    """An exact matrix in LaTeX."""
    rows = " \\\\ ".join(" & ".join(map(_number_latex, row)) for row in matrix)
    return rows if matrix.shape == (1, 1) else f"\\begin{{pmatrix}}{rows}\\end{{pmatrix}}"


def _number_latex(number: Any) -> str:
    """An exact number in LaTeX."""
    if number.denominator == 1:
        return str(number)
    sign = "-" if number < 0 else ""
    return f"{sign}\\tfrac{{{abs(number.numerator)}}}{{{number.denominator}}}"
