"""The theorems on real data: their letters read as those of a data set, and everything exact.

A theorem is about all X, y and others of some shapes. Here X and y are Longley's data. The letters
that no data set has, such as w, λ or a split of the columns, are given some value, at first the
same one for all theorems, and then others, for theorems that suppose more of them. The hypotheses
are judged, and where they are met the conclusion has to be true.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cache
from typing import Any

from ..kernel.errors import DerivationError
from ..kernel.statements import Statement
from ..kernel.terms import Dimension, Index, Inverse, Letter, Random, Term, Variable
from ..numbers.evaluate import basis, evaluate, names_in
from ..numbers.truth import all_names, holds
from ..proving.chain import Result
from ..results.closed_form import estimate
from ..results.frisch_waugh_lovell import M as maker
from ..results.frisch_waugh_lovell import Z, u_hat
from ..results.generalised_least_squares import estimate as weighted
from ..results.model import X, b, b_hat, centring, gram, ones, w, w_hat, y
from ..results.ridge_intercept import intercept as ridge_intercept
from ..results.ridge_intercept import weights as ridge_weights
from .datasets import Dataset

_Key = tuple[str, str, str]  # the name of a letter, its rows and its columns, as they are printed
Values = dict[Variable | Dimension, Any]

HOLDS, NOT_MET, NOT_APPLICABLE = "holds", "hypotheses not met", "not applicable"

# why a theorem is not applicable
RANDOM = "it is about something random, and data do not show its law"
UNREAD = "it has a letter or a size that nothing in the data is read as"
UNDECIDED = "fractions do not decide it, for a number in it is not rational"


@dataclass(frozen=True, slots=True, eq=False)
class Reading:
    """What letters stand for on a data set: one of several ways in which they may be read.

    A further reading is another only to theorems with one of the letters that are `changed` in it.
    """

    name: str
    letters: Mapping[_Key, Any]
    sizes: Mapping[str, int]
    changed: frozenset[_Key] = frozenset()


@dataclass(frozen=True, slots=True)
class Verdict:
    """What was found for a theorem: `word` is one of three, and `why` says what was lacking.

    Where it is not applicable, `reason` is one of three too.
    """

    result: Result
    word: str
    reading: str = ""
    why: str = ""
    reason: str = ""


class FailedError(DerivationError):
    """A theorem whose hypotheses are met, and whose conclusion is false."""


def _counted(size: int, start: int = 1) -> list[int]:
    return list(range(start, start + size))


def _diagonal(entries: Sequence[int | Fraction]) -> list[list[Any]]:
    return [[e if i == j else 0 for j in range(len(entries))] for i, e in enumerate(entries)]


def _identity(size: int) -> list[list[Any]]:
    return _diagonal([1] * size)


def _letters(rows: list[list[Fraction]], observed: list[Fraction]) -> dict[_Key, Any]:
    """What letters stand for, where X has these rows."""
    n, d = len(rows), len(rows[0])
    given: Values = {X: rows, y: observed}
    fitted = evaluate(estimate, given).ravel().tolist()
    products = evaluate(gram, {X: given[X]}).tolist()
    trace = sum(products[j][j] for j in range(d))
    inverse = evaluate(Inverse(gram), {X: given[X]})
    least = 1 / sum(inverse[j][j] for j in range(d))  # no eigenvalue of XᵀX is smaller
    units_n, units_d = _identity(n), _identity(d)
    solver = evaluate(Inverse(gram) @ X.T, {X: given[X]}).tolist()
    first, zero = rows[0], [0] * d
    residual = [
        y_i - sum((x * w for x, w in zip(row, fitted, strict=True)), Fraction())
        for row, y_i in zip(rows, observed, strict=True)
    ]
    column: dict[str, Any] = {
        "w_hat": fitted, "u": fitted, "w": _counted(d), "w_star": _counted(d, -2), "w_0": zero,
        "v": _counted(d, 3), "q": units_d[0], "a": first, "b": _counted(d, 2), "x_0": first,
        "h": _counted(d, -1), "e": units_d[1], "z": _counted(d, 5), "w_before": zero,
    }  # fmt: skip
    long: dict[str, Any] = {
        "y": observed, "s": _counted(n), "m": [0] * n, "mu": _counted(n, 2), "c": _counted(n, 4),
        "nu": _counted(n, -3), "delta": _counted(n, 1), "r": residual, "p": _counted(n),
        "g": [0] * n, "v": _counted(n, 7), "a": _counted(n, 2),
    }  # fmt: skip
    number: dict[str, Any] = {
        "sigma_sq": 36, "lambda": 2, "nu": 3, "eta": 1 / Fraction(trace), "b_star": 5, "b": 3,
        "b_hat": 4, "rho": Fraction(1, 2), "m": least, "M": trace, "t": 2, "s": 1,
        "mu": products[0][0], "c": Fraction(12, 5), "a": 2, "tau": 1, "tau_sq": 4, "x": 3,
        "r": Fraction(1, 2), "delta": 7, "y_0": 60000, "beta": Fraction(1, 3), "y": 5, "u": 4,
        "y1": 3, "y2": 6,
    }  # fmt: skip
    half = n // 2
    return {
        ("X", "n", "d"): rows,
        **{(name, "d", "1"): given for name, given in column.items()},
        **{(name, "n", "1"): given for name, given in long.items()},
        **{(name, "1", "1"): given for name, given in number.items()},
        ("P", "d", "n"): solver,
        ("A", "d", "n"): solver,
        ("Q", "d", "n"): solver,
        ("B", "d", "n"): solver,
        ("V", "n", "n"): _diagonal(_counted(n)),
        ("S", "n", "n"): _diagonal(_counted(n, 2)),
        ("D", "n", "n"): _diagonal(residual),
        ("P", "n", "n"): _identity(n),
        ("A", "n", "n"): _diagonal(_counted(n, 3)),
        ("A", "d", "d"): products,
        ("B", "d", "d"): _identity(d),
        ("E", "d", "d"): _diagonal(_counted(d)),
        ("A", "n", "d"): rows,
        ("E", "n", "d"): [[int(i == j) for j in range(d)] for i in range(n)],
        ("E1", "p", "d"): [*units_d, zero],
        ("E2", "p", "1"): [*zero, 1],
        ("E1", "d", "q"): [list(row) for row in zip(*units_d[1:], strict=True)],
        ("E1", "n", "m"): [row[:half] for row in units_n],
        ("E2", "n", "l"): [row[half:] for row in units_n],
        ("Z", "n", "k"): [[row[0] ** 2] for row in rows],
        ("u_hat", "k", "1"): [1],
        ("u_star", "k", "1"): [2],
        ("x", "k", "1"): [3],
        ("y", "k", "1"): [5],
    }


def _sizes(rows: list[list[Fraction]]) -> dict[str, int]:
    n, d = len(rows), len(rows[0])
    return {"n": n, "d": d, "k": 1, "p": d + 1, "q": d - 1, "m": n // 2, "l": n - n // 2}


_a, _beta, _h, _u, _e = (Letter(name, X.cols) for name in ("a", "b", "h", "u", "e"))
_c, _delta, _mu = (Letter(name, X.rows) for name in ("c", "delta", "mu"))
_m, _M, _eta, _r, _s, _t, _x = (Letter(name) for name in ("m", "M", "eta", "r", "s", "t", "x"))
_A, _E = (Letter(name, X.cols, X.cols) for name in ("A", "E"))
_other = X + Letter("E", X.rows, X.cols)
_beside = Inverse(X.T @ maker @ X) @ X.T @ maker @ y

# what the letters are besides, in theorems whose hypotheses are not met by the values above
_FURTHER: dict[str, dict[Letter, Term | int | Fraction]] = {
    "u from weighted least squares": {_u: weighted},
    "r = s = t = 2, x = 3, a = 4": {_r: 2, _s: 2, _t: 2, _x: 3, Letter("a"): 4},
    "t = 1/2, x = −3": {_t: Fraction(1, 2), _x: -3},
    "t = M, long steps η": {_t: _M, _eta: 2 * X.rows / _M},
    "a = Xᵀc, and b with ŵ = XᵀXb": {_a: X.T @ _c, _beta: Inverse(gram) @ w_hat},
    "h a step of Gauss and Newton": {_h: Inverse(gram) @ X.T @ (y - _mu)},
    "u a minimum of the quadratic function": {_u: -Inverse(_A) @ _beta / 2},
    "u from y + δ": {_u: Inverse(gram) @ X.T @ (y + _delta)},
    "u from Xᵀy + e": {_u: Inverse(gram) @ (X.T @ y + _e)},
    "u from XᵀX + E": {_u: Inverse(gram + _E) @ X.T @ y},
    "u from X + E": {_u: Inverse(_other.T @ _other) @ _other.T @ y, _m: _m / 2},
    "ŵ beside a known b": {w_hat: Inverse(gram) @ X.T @ (y - ones @ b)},
    "ŵ and û from [X Z]": {
        w_hat: _beside, u_hat: Inverse(Z.T @ Z) @ Z.T @ (y - X @ _beside),
    },
    "ridge with an intercept": {
        w: ridge_weights, b: ridge_intercept, w_hat: ridge_weights, b_hat: ridge_intercept,
    },
    "with centred columns": {X: centring @ X},
}  # fmt: skip


def _key(letter: Variable) -> _Key:
    return letter.name, str(letter.rows), str(letter.cols)


def _further(base: Reading) -> Iterator[Reading]:
    """The reading with some letters read otherwise, for theorems whose hypotheses ask for it."""
    for name, terms in _FURTHER.items():
        changes = {_key(letter): _value(term, base) for letter, term in terms.items()}
        yield replace(
            base,
            name=f"{base.name}, {name}",
            letters={**base.letters, **changes},
            changed=frozenset(changes),
        )


def _value(term: Term | int | Fraction, reading: Reading) -> Any:
    if not isinstance(term, Term):
        return term
    return evaluate(term, {name: _given(name, reading) for name in names_in(term)})


@cache
def readings(data: Dataset) -> tuple[Reading, ...]:
    """The ways in which the letters are read: X with a column of ones, X alone, and further ones.

    The further readings are of X alone, with ŵ of the fit without an intercept unless they say
    otherwise.
    """
    with_ones, alone, observed = data.design, data.X, list(data.y)
    whole = _letters(with_ones, observed)
    slopes = _letters(alone, observed)
    *fit, intercept = whole["w_hat", "d", "1"]
    with_intercept = dict(slopes)
    for name in ("w_hat", "u"):
        with_intercept[name, "d", "1"] = fit
    with_intercept["b_hat", "1", "1"] = intercept
    with_intercept["w_tilde", "p", "1"] = [*fit, intercept]
    return (
        Reading("X with a column of ones", whole, _sizes(with_ones)),
        Reading("X alone, ŵ and b̂ with an intercept", with_intercept, _sizes(alone)),
        *_further(Reading("X alone", slopes, _sizes(alone))),
    )


def letters_of(result: Result) -> set[Variable | Dimension]:
    """The letters of a theorem, and its sizes."""
    statements = (*result.hypotheses, result.conclusion)
    return set[Variable | Dimension]().union(*map(all_names, statements))


def judged(result: Result, data: Dataset) -> Verdict:
    """What the data say of a theorem: the first reading under which its hypotheses are met.

    Where none is, the reading that comes nearest to it: one where something is not decided, for
    there the hypotheses may be met; else one where some are not; else what could not be read.

    Raises FailedError where its hypotheses are met and its conclusion is false.
    """
    names = letters_of(result)
    keys = {_key(name) for name in names if isinstance(name, Variable)}
    first, *others = readings(data)
    found = _under(result, names, first)
    for reading in others:
        if found.word == HOLDS or found.reason == RANDOM:
            break
        if not reading.changed or reading.changed & keys:
            found = max(found, _under(result, names, reading), key=_nearness)
    return found


def _nearness(verdict: Verdict) -> int:
    """How near a theorem came to be found to hold."""
    return (RANDOM, UNREAD, NOT_MET, UNDECIDED, HOLDS).index(verdict.reason or verdict.word)


def _under(result: Result, names: set[Variable | Dimension], reading: Reading) -> Verdict:
    """What one reading says of a theorem with these letters and sizes."""
    for thing in sorted(names, key=lambda thing: (not isinstance(thing, Random), str(thing))):
        if not isinstance(thing, Index) and _given(thing, reading) is None:
            return Verdict(result, NOT_APPLICABLE, reading.name, *_without(thing))
    try:
        for hypothesis in result.hypotheses:
            if not _true(hypothesis, reading):
                return Verdict(result, NOT_MET, reading.name, str(hypothesis))
        if not _true(result.conclusion, reading):
            raise FailedError(f"{result.id} fails where {reading.name}")
    except _UndecidedError as error:
        return Verdict(result, NOT_APPLICABLE, reading.name, str(error), UNDECIDED)
    return Verdict(result, HOLDS, reading.name)


class _UndecidedError(DerivationError):
    """Exact arithmetic does not decide a statement."""


@cache  # many theorems have a hypothesis in common
def _true(statement: Statement, reading: Reading) -> bool:
    """Whether a statement is true at each place that its indices are tried at.

    Raises _UndecidedError where exact arithmetic cannot say.
    """
    try:
        found = [holds(statement, values) for values in _with_indices(statement, reading)]
    except DerivationError as error:
        raise _UndecidedError(f"not decided by exact numbers: {error}") from error
    if None in found:
        raise _UndecidedError("not decided by exact numbers")
    return all(found)


def _given(thing: Variable | Dimension, reading: Reading) -> Any:
    """What a letter or size stands for; nothing for noise, for data do not show its law."""
    if isinstance(thing, Dimension):
        return reading.sizes.get(thing.name)
    if isinstance(thing, Random):
        return None
    return reading.letters.get(_key(thing))


def _without(thing: Variable | Dimension) -> tuple[str, str]:
    """Why a letter has no reading, and the reason of which this is an instance."""
    if isinstance(thing, Random):
        return f"{thing} is random", RANDOM
    if isinstance(thing, Dimension):
        return f"nothing in the data has the size {thing}", UNREAD
    shape = f"{thing.rows}×{thing.cols}"
    return f"nothing in the data is read as {thing} of this shape, {shape}", UNREAD


def _with_indices(statement: Statement, reading: Reading) -> Iterator[Values]:
    """The values of letters, with each index at the first place, the second and the last."""
    names = all_names(statement)
    values = {name: _given(name, reading) for name in names if not isinstance(name, Index)}
    indices = [name for name in names if isinstance(name, Index)]
    for place in (0, 1, -1) if indices else (0,):
        here = {}
        for index in indices:
            size = _size(index.rows, reading)
            here[index] = basis(size, exact=True)[place if size > 1 else 0]
        yield values | here


def _size(rows: Term | int, reading: Reading) -> int:
    return rows if isinstance(rows, int) else reading.sizes[str(rows)]
