"""An evaluator of terms and statements that shares nothing with the kernel but their classes.

Numbers are exact, in arrays of objects. Random letters are functions of two independent dice, so
that some are independent and others are not. A function such as exp is any function, and so is what
belongs to a law: a number is drawn for each argument, or law and argument.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from fractions import Fraction
from itertools import product
from math import comb, prod
from random import Random as Generator
from types import MappingProxyType
from typing import Any

import numpy as np

from derivations.kernel import statements as s
from derivations.kernel import terms as t
from derivations.kernel.nodes import Node
from derivations.kernel.terms import (
    Dimension,
    Expectation,
    Index,
    Inverse,
    Letter,
    Random,
    SumOver,
    Term,
    Variable,
)
from derivations.kernel.trees import Abbreviation, free_letters

Bound = Mapping[Any, Any]
NOTHING: Bound = MappingProxyType({})


class UndefinedError(Exception):
    """A term that means nothing here."""


DICE = [(Fraction(1, 3), 0, 0), (Fraction(1, 6), 0, 1), (Fraction(1, 3), 1, 0)]
DICE += [(Fraction(1, 6), 1, 1)]


HUGE = 10**60  # more than an iteration is followed to
COSTLY = (Expectation, t.Covariance, t.OfLaw, t.Derivative, SumOver)


class World(dict[Any, Any]):
    """Sizes, a matrix for each letter, one for each outcome of a random one, and an outcome."""

    def __init__(self, rng: Generator) -> None:
        self.rng, self.outcome = rng, rng.randrange(len(DICE))
        self.sizes: dict[Dimension, int] = {}
        self.most, self.drawn = rng.choice((1, 2, 3)), dict[Any, Fraction]()
        self.known = dict[Any, Any]()  # values of what is costly

    def size(self, size: Any) -> int:
        if type(size) is Dimension and size not in self.sizes:
            self.sizes[size] = self.rng.randint(1, 3)
        return self.sizes[size] if type(size) is Dimension else size

    def matrix(self, shape: Any) -> Any:
        rows, cols = map(self.size, shape)
        entries = [self.rng.randint(-self.most, self.most) for _ in range(rows * cols)]
        return np.array(entries, dtype=object).reshape(rows, cols)

    def __setitem__(self, letter: Variable, value: Any) -> None:
        super().__setitem__(letter, value)
        self.known.clear()

    def __missing__(self, letter: Variable) -> Any:
        if type(letter) is Random:
            sees = self.rng.choice(((1, 0), (0, 1), (1, 1)))
            faces = {face: self.matrix(letter.shape) for face in product((0, 1), (0, 1))}
            self[letter] = [faces[(i * sees[0], j * sees[1])] for _, i, j in DICE]
        elif type(letter) is Index:
            self[letter] = self.basis(letter, self.rng.randrange(self.size(letter.rows)))
        else:
            self[letter] = self.matrix(letter.shape)
        return self[letter]

    def basis(self, index: Index, place: int) -> Any:
        return unit(self.size(index.rows))[:, [place]]

    def over(self, index: Index, bound: Bound) -> Iterator[Bound]:
        return ({**bound, index: self.basis(index, k)} for k in range(self.size(index.rows)))

    def draw(self, *key: Any) -> Any:
        if key not in self.drawn:
            self.drawn[key] = Fraction(self.rng.randint(1, 9), self.rng.randint(1, 3))
        return scalar(self.drawn[key])

    def value(self, term: Term, bound: Bound = NOTHING, at: int | None = None) -> Any:
        """The value of a term, with the values of bound letters, at an outcome."""
        at = self.outcome if at is None else at
        if isinstance(term, COSTLY):
            key = term, at, tuple((letter, *x.flat) for letter, x in bound.items())
            if key not in self.known:
                self.known[key] = self.computed(term, bound, at)
            return self.known[key]
        return self.computed(term, bound, at)

    def computed(self, term: Term, bound: Bound, at: int) -> Any:

        def value(part: Term, bound: Bound = bound) -> Any:
            return self.value(part, bound, at)

        match term:
            case Random() | Letter() | Index():
                if term in bound:
                    return bound[term]
                return self[term][at] if type(term) is Random else self[term]
            case t.Product(a, b):
                return value(a) @ value(b)
            case t.Sum(a, b):
                return value(a) + value(b)
            case t.Scaled(a, b):
                return value(a)[0, 0] * value(b)
            case t.Transpose(a):
                return value(a).T
            case t.Number(number):
                return scalar(number)
            case Dimension():
                return scalar(self.size(term))
            case t.Identity(size):
                return unit(self.size(size))
            case t.Zero(rows, cols):
                return 0 * ones(self.size(rows), self.size(cols))
            case t.Ones(rows, cols):
                return ones(self.size(rows), self.size(cols))
            case t.Trace(a):
                return scalar(sum(value(a).diagonal()))
            case t.SquaredNorm(a):
                return value(a).T @ value(a)
            case Inverse(a):
                return eliminated(value(a))[0]
            case t.Pseudoinverse(a):
                return pseudoinverse(value(a))
            case t.Determinant(a):
                return scalar(eliminated(value(a), singular=True)[1])
            case t.Absolute(a):
                return abs(value(a))
            case t.Exp(a):
                return self.draw(t.Exp, value(a)[0, 0])
            case t.Log(a) | t.Root(a):
                x = value(a)[0, 0]
                if x < 0 or (x == 0 and type(term) is t.Log):
                    raise UndefinedError
                return self.draw(type(term), x)
            case t.Pi():
                return self.draw(t.Pi)
            case SumOver(index, body):
                return sum(value(body, inner) for inner in self.over(index, bound))
            case t.ProductOver(index, body):
                return scalar(prod(value(body, inner)[0, 0] for inner in self.over(index, bound)))
            case Expectation(a):
                return self.mean(lambda each: self.value(a, bound, each))
            case t.Covariance(a, b):
                u, v = ([self.value(x, bound, k) for k in range(len(DICE))] for x in (a, b))
                both = self.mean(lambda k: u[k] @ v[k].T)
                return both - self.mean(u.__getitem__) @ self.mean(v.__getitem__).T
            case t.Density(a, x) | t.MomentGenerating(a, x):
                likely = frozenset(self.law(a, bound).items())
                return self.draw(type(term), likely, tuple(value(x).flat))
            case t.Iterate(body, letter, start, count):
                reached = value(start)
                for _ in range(int(value(count)[0, 0])):
                    reached = value(body, {**bound, letter: reached})
                    if max((abs(x) for x in reached.flat), default=0) > HUGE:
                        raise NotImplementedError("the value of what grows so fast")
                return reached
            case t.Derivative(body, letter, point):

                def moved(x: Any) -> Any:
                    return value(body, {**bound, letter: x})

                return jacobian(moved, value(point), degree(body, letter))
            case Abbreviation(_, parameters, arguments, body):
                given = zip(parameters, map(value, arguments), strict=True)
                return value(body, {**bound, **dict(given)})
        raise NotImplementedError(type(term))

    def law(self, first: Term, bound: Bound, *others: Term) -> Counter[Any]:
        """How likely each value is of random vectors together."""
        found = Counter[Any]()
        for each, (chance, *_) in enumerate(DICE):
            values = (self.value(term, bound, each) for term in (first, *others))
            found[tuple(tuple(value.flat) for value in values)] += chance  # type: ignore[assignment]
        return found

    def mean(self, of: Callable[[int], Any]) -> Any:
        return sum(chance * of(each) for each, (chance, *_) in enumerate(DICE))

    def holds(self, statement: Any, bound: Bound = NOTHING) -> bool:
        """Whether a statement means something and holds."""
        try:
            match statement:
                case s.ForEach(index, each):
                    return all(self.holds(each, inner) for inner in self.over(index, bound))
                case s.Minimises(point, f, w) | s.UniquelyMinimises(point, f, w):
                    if degree(f, w) > 2:
                        raise NotImplementedError("the minimum of what is not quadratic")
                    at, once = self.value(point, bound), type(statement) is s.UniquelyMinimises

                    def slopes(x: Any) -> Any:
                        return jacobian(lambda y: self.value(f, {**bound, w: y}), x, 2).T

                    flat = bool((slopes(at) == 0).all())
                    return flat and semidefinite(jacobian(slopes, at, 1), definite=once)
                case s.Integrable(u) | s.SquareIntegrable(u):
                    return len(self.law(u, bound)) > 0
                case s.IndependentVectors(u, v):
                    first, second = self.law(u, bound), self.law(v, bound)
                    both = self.law(u, bound, v)
                    return all(
                        both[x, y] == first[x,] * second[y,] for (x,) in first for (y,) in second
                    )
            values = [self.value(part, bound) for part in statement[1:-1]]
        except UndefinedError:
            return False
        a = values[0]
        match statement:
            case s.Equals():
                return bool((a == values[1]).all())
            case s.Invertible():
                return bool(eliminated(a, singular=True)[1] != 0)
            case s.Nonnegative():
                return bool(a >= 0)
            case s.Positive():
                return bool(a > 0)
            case s.FullColumnRank():
                return bool(eliminated(a.T @ a, singular=True)[1] != 0)
            case s.PositiveSemidefinite() | s.PositiveDefinite():
                once = type(statement) is s.PositiveDefinite
                return bool((a == a.T).all()) and semidefinite(a, definite=once)
        raise NotImplementedError(type(statement))

    def repair(self, statement: Any) -> None:
        """Try to make an equation hold, by the value of a letter that is one of its sides."""
        match statement:
            case s.Equals(t.Transpose(Letter() as a), Letter() as b) if a == b:
                self[a] = self[a] + self[a].T
            case s.Equals(Letter() | Random() as a, b) if a not in free_letters(b):
                self.put(a, b)
            case s.Equals(b, Letter() | Random() as a) if a not in free_letters(b):
                self.put(a, b)
            case s.ForEach(i, s.Equals(t.Product(t.Transpose(j), Letter() as a), b)) if i == j:
                rows = [self.value(b, inner) for inner in self.over(i, NOTHING)]
                self[a] = np.vstack(rows)

    def put(self, letter: Variable, term: Term) -> None:
        """Give a letter the value of a term; a random one often at this outcome only."""
        if type(letter) is Random:
            often = self.rng.random() < 0.4
            self[letter] = [
                self.value(term, at=k) if often or k == self.outcome else now
                for k, now in enumerate(self[letter])
            ]
        else:
            self[letter] = self.value(term)


def scalar(number: Any) -> Any:
    return np.array([[number]], dtype=object)


def unit(size: int) -> Any:
    return np.eye(size, dtype=int).astype(object)


def semidefinite(a: Any, *, definite: bool) -> bool:
    """Whether no principal minor of a symmetric matrix is negative, or each is positive."""
    some = [[i for i in range(len(a)) if chosen >> i & 1] for chosen in range(1, 2 ** len(a))]
    minors = [eliminated(a[np.ix_(k, k)], singular=True)[1] for k in some]
    return all(minor > 0 if definite else minor >= 0 for minor in minors)


def ones(rows: int, cols: int) -> Any:
    return np.ones((rows, cols), dtype=int).astype(object)


def eliminated(a: Any, *, singular: bool = False) -> tuple[Any, Any]:
    """The inverse and the determinant of a square matrix, by elimination."""
    size, found = len(a), Fraction(1)
    rows = [[Fraction(x) for x in row] + [Fraction(i == j) for j in range(size)]
            for i, row in enumerate(a.tolist())]  # fmt: skip
    for k in range(size):
        pivot = next((i for i in range(k, size) if rows[i][k]), None)
        if pivot is None:
            if singular:
                return None, Fraction(0)
            raise UndefinedError
        if pivot != k:
            rows[k], rows[pivot], found = rows[pivot], rows[k], -found
        found *= rows[k][k]
        rows[k] = [x / rows[k][k] for x in rows[k]]
        for i in range(size):
            if i != k and rows[i][k]:
                rows[i] = [x - rows[i][k] * y for x, y in zip(rows[i], rows[k], strict=True)]
    return np.array([row[size:] for row in rows], dtype=object), found


def pseudoinverse(a: Any) -> Any:
    """The pseudoinverse, from the characteristic polynomial of AAᵀ (H. P. Decell, SIAM Review 7).

    With AAᵀ's coefficients cₖ and the matrices Mₖ of Faddeev and LeVerrier it is −AᵀMₖ/cₖ, for the
    last cₖ that is not 0; it is 0 where there is none.
    """
    square, found = a @ a.T, 0 * a.T
    m, c = 0 * square, Fraction(1)
    for k in range(1, len(square) + 1):
        m = square @ m + c * unit(len(square))
        c = -Fraction(sum((square @ m).diagonal()), k)
        if c:
            found = a.T @ m / -c
    return found


def parts(node: Any) -> list[Any]:
    """The terms and statements that a node is made of, but for sizes."""
    laid = [part if type(part) is tuple else (part,) for part in node[1:-1]]
    return [] if type(node).sized else [x for part in laid for x in part if isinstance(x, Node)]


NO_POLYNOMIAL = (t.OfArgument, t.OfLaw, Inverse, t.Determinant, t.ProductOver, t.Iterate)
NO_POLYNOMIAL += (t.Pseudoinverse,)


def degree(term: Any, letter: Letter) -> int:
    """A bound of the degree of a term in a letter."""
    match term:
        case Variable():
            return int(term == letter)
        case t.Product(a, b) | t.Scaled(a, b):
            return degree(a, letter) + degree(b, letter)
        case t.SquaredNorm(a):
            return 2 * degree(a, letter)
        case t.Derivative(body, inner, at):
            own = 0 if inner == letter else degree(body, letter)
            return own + degree(body, inner) * degree(at, letter)
        case Abbreviation(_, parameters, arguments, body):
            own = 0 if letter in parameters else degree(body, letter)
            each = zip(parameters, arguments, strict=True)
            return own + sum(degree(body, p) * degree(a, letter) for p, a in each)
    if isinstance(term, NO_POLYNOMIAL) and letter in free_letters(term):
        raise NotImplementedError("a degree")
    return max((degree(part, letter) for part in parts(term)), default=0)


def jacobian(f: Callable[[Any], Any], x: Any, most: int) -> Any:
    """The derivative of a polynomial of degree at most so much, by forward differences."""
    steps = range(max(most, 1) + 1)
    columns = []
    for e in np.hsplit(unit(len(x)), len(x)):
        at = [f(x + h * e) for h in steps]
        column = 0 * at[0]
        for k in steps[1:]:
            difference = sum((-1) ** (k - h) * comb(k, h) * at[h] for h in range(k + 1))
            column = column + Fraction((-1) ** (k - 1), k) * difference
        columns.append(column)
    return np.hstack(columns)
