"""Values of the letters at which a claim is false, or means nothing, though all supposed is true.

Exact values, judged by `numbers.truth`, and in floats only where a term is not rational.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias

import numpy as np

from ..examples.counterexamples import columns
from ..examples.instances import judge
from ..kernel.statements import Equals, Invertible, Nonnegative, Positive, Statement
from ..kernel.terms import Dimension, Term
from ..numbers.distributions import LAWS, Normals, TwoValued
from ..numbers.errors import IrrationalError, UndefinedError
from ..numbers.evaluate import valuation_of
from ..numbers.truth import all_names
from ..printing.formulas import text
from .claims import UnexecutedError

Values: TypeAlias = Mapping[Any, Any]


@dataclass(frozen=True, slots=True)
class Counted:
    """A counterexample that is no matter of letters: what was counted, or else it raises."""

    count: Callable[[], str]


def against(claim: Statement, given: Iterable[Statement], values: Values) -> str:
    """The values in words, and what is false there; UnexecutedError unless they refute the claim.

    All that is given must be true there.
    """
    given = tuple(given)
    spoken = set[Any]().union(*(_spoken_of(each) for each in (claim, *given)))
    at = written({key: value for key, value in values.items() if _is_among(key, spoken)})
    for each in given:
        if judge(each, _valuation(each, values)) is not True:
            raise UnexecutedError(f"{text(each)} is not true at {at}")
    try:
        truth = judge(claim, _valuation(claim, values))
    except UndefinedError as error:
        return f"{at}: {_without_tail(str(error))}"
    if truth is not False:
        raise UnexecutedError(f"{text(claim)} is not false at {at}")
    return ": ".join(filter(None, [at, _found(claim, values)]))


def _spoken_of(statement: Statement) -> set[Any]:
    """The letters that a statement speaks of, and their sizes."""
    wanted = all_names(statement)
    return wanted | {size for each in wanted for size in each.shape if isinstance(size, Dimension)}


def _valuation(statement: Statement, values: Values) -> Any:
    """The valuation of what a statement speaks of."""
    spoken: Any = _spoken_of(statement)
    return valuation_of({key: of for key, of in values.items() if _is_among(key, spoken)}, spoken)


def _is_among(key: Any, spoken: set[Any]) -> bool:
    """Whether a letter, or one of several with a joint law, is among others."""
    return any(each in spoken for each in (key if type(key) is tuple else (key,)))


def _without_tail(message: str) -> str:
    """What an error says of a term, without what to do about it."""
    return message.partition(": ")[0]


def _found(claim: Statement, values: Values) -> str:
    """The values of the sides of a claim on numbers."""
    match claim:
        case Equals(left, right):
            return f"{text(left)} is {_value(left, claim, values)}, {text(right)} is " + _value(
                right, claim, values
            )
        case Nonnegative(scalar) | Positive(scalar) | Invertible(scalar):
            return f"{text(scalar)} is {_value(scalar, claim, values)}"
    return "it is false there"


def _value(term: Term, claim: Statement, values: Values) -> str:
    """The value of a term, exact where it can be."""
    at = _valuation(claim, values)
    try:
        return number(at.value(term))
    except IrrationalError:
        return number(np.vectorize("{:.4g}".format)(at.floating().value(term)))


def written(values: Values) -> str:
    """Values as one line of plain text."""
    return ", ".join(_written(key, value) for key, value in values.items())


def _written(key: Any, value: Any) -> str:
    """A letter and its value or law."""
    name = ", ".join(map(text, key)) if type(key) is tuple else text(key)
    match value:
        case Normals(mean, covariance):
            return f"{name} ~ N({number(mean)}, {number(covariance)})"
        case TwoValued():
            vectors, chances = columns(value)
            outcomes = " or ".join(number(vector) for vector in vectors.T)
            return f"{name} is {outcomes}, with probabilities {number(chances)}"
    if isinstance(value, LAWS):
        return name
    return f"{name} = {number(value)}"


def number(value: Any) -> str:
    """A number, a column or row in brackets, or a matrix row by row."""
    array = np.array(value, dtype=object)
    if array.ndim == 2 and 1 in array.shape:
        array = array.reshape(-1)
    if array.size == 1:
        return str(array.reshape(-1)[0]).replace("-", "−")
    if array.ndim == 1:
        return f"({', '.join(map(number, array))})"
    return f"[{'; '.join(' '.join(map(number, row)) for row in array)}]"
