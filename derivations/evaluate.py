"""Terms on numbers: what a term is worth where its letters are given matrices.

One traversal for floating and for exact arrays. Of the kernel it uses the classes of terms: no
normal form, no substitution, no rule. A derivative is taken by finite differences that are
exact for a polynomial of its degree, an abbreviation by binding its parameters.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from difflib import get_close_matches
from fractions import Fraction
from functools import lru_cache
from math import inf, prod
from numbers import Rational
from typing import Any, TypeAlias, final

import numpy as np
from numpy.typing import ArrayLike

from . import elimination
from .elimination import Matrix, product, simple
from .kernel.errors import DerivationError, MalformedError, ShapeError
from .kernel.terms import (
    Abbreviation,
    Derivative,
    Dimension,
    Identity,
    Inverse,
    Letter,
    Number,
    Ones,
    Product,
    Scaled,
    Size,
    SquaredNorm,
    Sum,
    Term,
    Trace,
    Transpose,
    Zero,
    show,
)

Values: TypeAlias = Mapping[Any, "ArrayLike | int"]  # keys: Letter, Dimension, or the name of one

SINGULAR = 1e-14  # floating matrices with a smaller reciprocal condition number have no inverse


class Undefined(DerivationError):
    """A term that means nothing here, for it inverts a singular matrix; or NumPy cannot tell."""


def evaluate(term: Term, values: Values) -> Matrix:
    """The matrix that the term is, a NumPy array of its shape (1×1 for a scalar).

    `values` gives a matrix for each free letter, by the letter or its name; a vector may be
    1-dimensional. Sizes are read off, or given for a `Dimension`. Integers and fractions are
    computed with exactly, and give an object array of int and Fraction; floats give floats.

    Raises ShapeError for shapes that do not fit, MalformedError for a missing or an unknown letter,
    for floats among exact numbers and for floats that are not finite or become so, Undefined for
    the inverse of a singular matrix.

    >>> n, d = Dimension("n"), Dimension("d")
    >>> X, y = Letter("X", n, d), Letter("y", n)
    >>> evaluate(Inverse(X.T @ X) @ X.T @ y, {X: [[1, 0], [1, 1], [1, 2]], y: [0, 1, 1]})
    array([[Fraction(1, 6)],
           [Fraction(1, 2)]], dtype=object)
    >>> evaluate(SquaredNorm(y) / n, {"y": [1.0, 2.0]})
    array([[2.5]])
    """
    with in_our_words():
        return valuation(values, term).value(term)


@contextmanager
def in_our_words() -> Iterator[None]:
    """Errors of NumPy as ours; its warnings are not needed, for `Valuation.value` looks itself."""
    try:
        with np.errstate(over="ignore", invalid="ignore"):
            yield
    except RecursionError as error:
        raise MalformedError("a term is nested too deeply to evaluate") from error
    except OverflowError as error:
        raise MalformedError(f"a number is too large for floats: {error}") from error
    except np.linalg.LinAlgError as error:
        raise Undefined(f"NumPy cannot compute this in floats: {error}") from error


@final
@dataclass(frozen=True, slots=True)
class Valuation:
    """A matrix for each letter and a size for each dimension, all of them exact or all floating."""

    letters: Mapping[Letter, Matrix]
    sizes: Mapping[Dimension, int]
    exact: bool

    def size(self, size: Size) -> int:
        """The number that a size is."""
        return self.sizes[size] if isinstance(size, Dimension) else size

    def shape(self, thing: Term) -> tuple[int, int]:
        """The shape of a term, in numbers."""
        rows, cols = thing.shape
        return self.size(rows), self.size(cols)

    def bound(self, letter: Letter, matrix: Matrix) -> Valuation:
        """The valuation with a letter bound to a matrix."""
        return Valuation({**self.letters, letter: matrix}, self.sizes, self.exact)

    def floating(self) -> Valuation:
        """The valuation in floats."""
        letters = {letter: matrix.astype(float) for letter, matrix in self.letters.items()}
        return Valuation(letters, self.sizes, exact=False)

    def value(self, term: Term) -> Matrix:
        """The matrix that a term is; floats are finite."""
        found = self.computed(term)
        if not self.exact and not np.isfinite(found).all():
            raise MalformedError(
                f"{term} is too large for floats here: give smaller numbers, or int and Fraction"
            )
        return found

    def computed(self, term: Term) -> Matrix:
        """The matrix that a term is, from those of its parts."""
        value, dtype = (self.computed, object) if self.exact else (self.value, float)
        match term:
            case Letter():
                return self.letters[term]
            case Product(left, right):
                return product(value(left), value(right))
            case Sum(left, right):
                return value(left) + value(right)
            case Transpose(matrix):
                return value(matrix).T
            case Scaled(scalar, matrix):
                return value(scalar) * value(matrix)
            case Number(number):
                return np.full((1, 1), simple(number) if self.exact else float(number), dtype)
            case Dimension():
                return np.full((1, 1), self.sizes[term], dtype)
            case SquaredNorm(vector):
                u = value(vector)
                return product(u.T, u)
            case Inverse(matrix):
                return self.inverse(matrix)
            case Identity(size):
                return np.eye(self.size(size), dtype=dtype)
            case Zero():
                return np.zeros(self.shape(term), dtype)
            case Ones():
                return np.ones(self.shape(term), dtype)
            case Trace(matrix):
                return np.full((1, 1), np.trace(value(matrix)), dtype)
            case Derivative():
                return self.derivative(term)
            case Abbreviation():
                return self.inside(term).value(term.body)
        raise MalformedError(f"{term!r} is not a term of a known kind")

    def inverse(self, matrix: Term) -> Matrix:
        """The inverse of a term's matrix."""
        given = self.value(matrix)
        if self.exact:
            found = elimination.inverse(given)
        else:
            found = np.linalg.inv(given) if 1 / np.linalg.cond(given) > SINGULAR else None
        if found is None:
            raise Undefined(f"{matrix} is singular here, so that {Inverse(matrix)} means nothing")
        return found

    def derivative(self, term: Derivative) -> Matrix:
        """The Jacobian; its column j is Σ weight · body(at + node · eⱼ), summed over the nodes."""
        at = self.value(term.at)
        steps = np.eye(len(at), dtype=at.dtype)
        weights = differences(degree(term.body, {term.letter: 1}))
        columns = [
            sum(
                (simple(weight) if self.exact else float(weight))
                * self.bound(term.letter, at + node * step[:, None]).value(term.body)
                for node, weight in weights
            )
            for step in steps
        ]
        return np.hstack(columns)

    def inside(self, term: Abbreviation) -> Valuation:
        """The valuation of the body: parameters bound to arguments."""
        arguments = map(self.value, term.arguments)
        inner = {**self.letters, **dict(zip(term.parameters, arguments, strict=True))}
        return Valuation(inner, self.sizes, self.exact)


def degree(term: Term, degrees: Mapping[Letter, float]) -> int:
    """A bound on the degree of a term, where some letters are polynomials of the given degrees.

    Raises MalformedError where such a letter stands in an inverse.

    >>> w = Letter("w", 2)
    >>> degree(SquaredNorm(w), {w: 1})
    2
    """
    bound = degree_or_infinity(term, degrees)
    if bound == inf:
        raise MalformedError(f"{term} is not a polynomial in {', '.join(map(str, degrees))}")
    return int(bound)


def degree_or_infinity(term: Term, degrees: Mapping[Letter, float]) -> float:
    """A bound on the degree, infinite for a letter inside an inverse."""

    def of(part: Term) -> float:
        return degree_or_infinity(part, degrees)

    match term:
        case Letter():
            return degrees.get(term, 0)
        case Sum(left, right):
            return max(of(left), of(right))
        case Product(left, right) | Scaled(left, right):
            return of(left) + of(right)
        case Transpose(matrix) | Trace(matrix):
            return of(matrix)
        case SquaredNorm(vector):
            return 2 * of(vector)
        case Inverse(matrix):
            return inf if of(matrix) else 0
        case Derivative(body, letter, at):
            point = of(at)
            return max(0, degree_or_infinity(body, {**degrees, letter: point}) - min(point, 1e9))
        case Abbreviation(_, parameters, arguments, body):
            given = dict(zip(parameters, map(of, arguments), strict=True))
            return degree_or_infinity(body, {**degrees, **given})
    return 0


@lru_cache(maxsize=64)
def differences(top: int) -> tuple[tuple[int, Fraction], ...]:
    """Nodes and weights with p′(0) = Σ weight · p(node) for every polynomial p of degree ≤ top.

    >>> differences(2)
    ((-1, Fraction(-1, 2)), (1, Fraction(1, 2)))
    """
    nodes = range(-(top // 2), top - top // 2 + 1)

    def weight(k: int) -> Fraction:
        others = [x for x in nodes if x != k]
        slopes = (prod(-x for x in others if x != i) for i in others)
        return Fraction(sum(slopes), prod(k - x for x in others))

    weights = tuple((k, weight(k)) for k in nodes if weight(k))
    return weights or ((0, Fraction(0)),)


def named(term: Term) -> set[Letter | Dimension]:
    """The free letters of a term, and all its dimensions."""
    match term:
        case Letter():
            return {term} | sizes_of(term)
        case Dimension():
            return {term}
        case Number():
            return set()
        case Identity() | Zero() | Ones():
            return sizes_of(term)
        case Sum(left, right) | Product(left, right) | Scaled(left, right):
            return named(left) | named(right)
        case Transpose(inner) | Inverse(inner) | Trace(inner) | SquaredNorm(inner):
            return named(inner)
        case Derivative(body, letter, at):
            return named(body) - {letter} | named(at) | sizes_of(letter)
        case Abbreviation(_, parameters, arguments, body):
            inside = named(body)
            found = inside - set(parameters)
            for parameter, argument in zip(parameters, arguments, strict=True):
                if parameter in inside:
                    found |= named(argument)
            return found
    raise MalformedError(f"{term!r} is not a term")


def sizes_of(term: Term) -> set[Letter | Dimension]:
    """The dimensions in the shape of a term."""
    return {size for size in term.shape if isinstance(size, Dimension)}


# From what a caller gives to a valuation.


def valuation(values: Values, *terms: Term) -> Valuation:
    """The valuation of all that the terms speak of; see `evaluate` for what is accepted."""
    if not isinstance(values, Mapping):
        raise MalformedError(
            f"values are given by letter, as in {{X: [[1, 2]], y: [3]}}, not as {values!r}"
        )
    wanted = set[Letter | Dimension]().union(*map(named, terms))
    letters: dict[Letter, Matrix] = {}
    sizes: dict[Dimension, int] = {}
    for key, value in values.items():
        thing = meant(key, wanted)
        if thing in letters or thing in sizes:
            raise MalformedError(f"{thing} is given twice")
        if isinstance(thing, Dimension):
            sizes[thing] = size_of(thing, value)
        else:
            letters[thing] = matrix_of(thing, value)
    sizes |= read_off(letters, sizes)
    without = wanted - letters.keys() - sizes.keys()
    implied = {size for thing in without if isinstance(thing, Letter) for size in sizes_of(thing)}
    missing = sorted(
        f"{thing} of shape {show(thing.shape)}" if isinstance(thing, Letter) else str(thing)
        for thing in without - implied
    )
    if missing:
        raise MalformedError(f"no value is given for {', '.join(missing)}")
    return Valuation(letters, sizes, all_exact(letters))


def meant(key: object, wanted: set[Letter | Dimension]) -> Letter | Dimension:
    """The letter or dimension that a key stands for."""
    if isinstance(key, Letter | Dimension):
        return key
    if not isinstance(key, str):
        raise MalformedError(f"values are given by letter, dimension or name, not by {key!r}")
    found = [thing for thing in wanted if thing.name == key]
    if len(found) > 1:
        raise MalformedError(f"{len(found)} letters are named {key}: give them by letter")
    if not found:
        names = sorted({thing.name for thing in wanted})
        near = get_close_matches(key, names, n=1, cutoff=0.4)
        hint = f"did you mean {near[0]!r}?" if near else f"there are {', '.join(names) or 'none'}"
        raise MalformedError(f"no letter is named {key!r}: {hint}")
    return found[0]


def size_of(dimension: Dimension, value: object) -> int:
    """A size that is given for a dimension."""
    if isinstance(value, bool) or not isinstance(value, int | np.integer) or value < 1:
        raise ShapeError(f"{dimension} is a size, a positive integer, not {value!r}")
    return int(value)


def matrix_of(letter: Letter, value: object) -> Matrix:
    """A matrix that is given for a letter: an object array of exact numbers, or one of floats."""
    try:
        array = np.asarray(value)
    except (ValueError, TypeError, OverflowError) as error:
        raise MalformedError(f"{letter} is given no matrix: {error}") from error
    if array.dtype.kind not in "biufO":
        raise MalformedError(f"{letter} is given {array.dtype} entries: write numbers")
    shape = array.shape
    if array.ndim < 2 and (array.ndim == 0 or letter.cols == 1):
        array = array.reshape(-1, 1)
    elif array.ndim == 1 and letter.rows == 1:
        array = array.reshape(1, -1)
    fits = array.ndim == 2 and all(
        size == actual or (isinstance(size, Dimension) and actual > 0)
        for size, actual in zip(letter.shape, array.shape, strict=True)
    )
    if not fits:
        given = "×".join(map(str, shape)) or "a number"
        raise ShapeError(f"{letter} is of shape {show(letter.shape)}; given is {given}")
    if array.dtype.kind == "f":
        array = array.astype(float)
        if not np.isfinite(array).all():
            wrong = array[~np.isfinite(array)][0]
            raise MalformedError(f"{letter} is given {wrong}: every entry is a finite number")
        return array
    exact = [exact_number(letter, entry) for entry in array.reshape(-1).tolist()]
    return np.array(exact, dtype=object).reshape(array.shape)


def exact_number(letter: Letter, entry: object) -> int | Fraction:
    """An entry of an exact matrix."""
    if type(entry) in (int, Fraction):
        return entry  # type: ignore[return-value]  # its type was just looked up
    if isinstance(entry, Rational):
        return simple(entry)
    if isinstance(entry, float | np.floating):
        hint = "a float among exact numbers: write Fraction(1, 2) for 0.5"
    else:
        hint = "no exact number: give int and Fraction, or floats throughout"
    raise MalformedError(f"{letter} is given {entry!r}, {hint}")


def read_off(letters: Mapping[Letter, Matrix], given: Mapping[Dimension, int]) -> dict[Any, int]:
    """The sizes of the dimensions, which all letters must agree on."""
    sizes = dict(given)
    sources = {size: f"{size} is given as {number}" for size, number in given.items()}
    for letter, matrix in letters.items():
        said = f"{letter} of shape {show(letter.shape)} is given as {show(matrix.shape)}"
        for size, actual in zip(letter.shape, matrix.shape, strict=True):
            if isinstance(size, Dimension) and sizes.setdefault(size, actual) != actual:
                raise ShapeError(
                    f"{sources[size]}, but {said}: {size} cannot be both {sizes[size]} and {actual}"
                )
            if isinstance(size, Dimension):
                sources.setdefault(size, said)
    return sizes


def all_exact(letters: Mapping[Letter, Matrix]) -> bool:
    """Whether the matrices are exact; some exact and some floating are refused."""
    floating = [letter for letter, matrix in letters.items() if matrix.dtype == float]
    if 0 < len(floating) < len(letters):
        exact = next(letter for letter in letters if letter not in floating)
        raise MalformedError(
            f"{floating[0]} is given in floats among exact numbers ({exact}): "
            "give every matrix in floats, or every one in int and Fraction"
        )
    return not floating
