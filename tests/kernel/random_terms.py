"""Random terms, equal terms by identities that are written down here, and terms with a mistake.

Letters of several shapes have one name, and so have bound and free letters.
"""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from random import Random as Generator
from typing import Any

from derivations.kernel import statements as s
from derivations.kernel import terms as t
from derivations.kernel import trees
from derivations.kernel.errors import DerivationError
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
from derivations.kernel.trees import Abbreviation, free_letters, substitute

n, d = Dimension("n"), Dimension("d")
SIZES: tuple[Any, ...] = (n, d, 1, 2)
FUNCTIONS = (t.Exp, t.Log, t.Root, t.Absolute)
MINUS = t.as_term(-1)


class Maker:
    """Random terms, and terms that are equal to others by construction."""

    def __init__(self, seed: Any) -> None:
        self.rng = Generator(str(seed))
        self.near: list[Variable] = []  # bound around what is being made

    def pick(self, *things: Any) -> Any:
        return self.rng.choice(things)

    def letter(self, rows: Any, cols: Any = 1) -> Letter:
        return Letter(self.pick("w", "a", "b"), rows, cols)

    def index(self, size: Any) -> Index:
        return Index(self.pick("i", "j"), size)

    def leaf(self, rows: Any, cols: Any) -> Term:
        near = [letter for letter in self.near if letter.shape == (rows, cols)]
        if near and self.rng.random() < 0.6:
            return self.pick(*near)  # type: ignore[no-any-return]
        found: list[Term] = [self.letter(rows, cols)] * 5
        if cols == 1:
            found += [Random(self.pick("u", "v"), rows)] * 3 + [self.index(rows), t.Ones(rows)]
        if rows == cols:
            found.append(t.Identity(rows))
        if rows == cols == 1:
            found += [t.as_term(self.pick(-1, 2, Fraction(1, 2))), n, d, t.as_term(0)]
        return self.pick(*found, t.Zero(rows, cols), t.Ones(rows, cols))  # type: ignore[no-any-return]

    def within(self, letter: Variable, rows: Any, cols: Any, depth: int) -> Term:
        self.near.append(letter)
        made = self.term(rows, cols, depth)
        self.near.pop()
        return made

    def term(self, rows: Any, cols: Any, depth: int) -> Term:
        """A random term of a shape."""
        if depth <= 0 or self.rng.random() < 0.1:
            return self.leaf(rows, cols)
        try:
            return self.compound(rows, cols, depth - 1)
        except DerivationError:
            return self.leaf(rows, cols)

    def cubes(self, i: Index, c: Letter, rows: Any, depth: int) -> Term:
        """A sum that may not collapse, of a function of a letter."""
        vector = self.within(c, i.rows, 1, 1)
        return SumOver(i, (i.T @ vector) ** 2 * self.within(i, rows, 1, depth))

    def steps(self, c: Letter, rows: Any, depth: int, count: Term) -> Term:
        """So many steps of a function of a letter, in which there may be others."""
        c = Letter(c.name, rows)
        body = self.within(c, rows, 1, depth)
        if self.rng.random() < 0.4:
            other = self.letter(rows)
            self.near.append(c)
            body = t.Iterate(self.within(other, rows, 1, 1), other, self.term(rows, 1, 1), count)
            self.near.pop()
        return t.Iterate(body, c, self.term(rows, 1, depth), count)

    def compound(self, rows: Any, cols: Any, depth: int) -> Term:
        size, w = self.pick(*SIZES), self.letter(self.pick(*SIZES))
        i, c = self.index(size), self.letter(cols)

        def term(rows: Any, cols: Any = 1) -> Term:
            return self.term(rows, cols, depth)

        def vector(rows: Any) -> Term:
            random = Random(self.pick("u", "v"), rows)
            return self.pick(random, random, term(rows), random + term(rows))  # type: ignore[no-any-return]

        ways: list[Callable[[], Term]] = [
            lambda: term(rows, cols) + term(rows, cols),
            lambda: t.Scaled(term(1), term(rows, cols)),
            lambda: term(rows, size) @ term(size, cols),
            lambda: term(rows, size) @ term(size, cols),
            lambda: term(cols, rows).T,
            lambda: SumOver(i, self.within(i, rows, cols, depth)),
            lambda: SumOver(i, (i.T @ term(size)) ** 2 * self.within(i, rows, cols, depth)),
            lambda: t.Derivative(self.cubes(i, c, rows, depth), c, term(cols)),
            lambda: Expectation(term(rows, cols)),
            lambda: Expectation(vector(rows) @ vector(cols).T),
            lambda: t.Covariance(vector(rows), vector(cols)),
            lambda: t.Derivative(self.within(c, rows, 1, depth), c, term(cols)),
            lambda: Abbreviation("f", (w,), (term(w.rows),), self.within(w, rows, cols, depth)),
        ]
        if cols == 1:
            count = self.pick(n, d, t.as_term(1), t.as_term(2), d + 1)
            ways.append(lambda: self.steps(c, rows, depth, count))
        ways.append(lambda: t.Pseudoinverse(term(cols, rows)))
        if rows == cols:
            ways.append(lambda: Inverse(term(rows, rows)))
        if rows == cols == 1:
            ways += [
                lambda: t.Trace(term(size, size)),
                lambda: t.SquaredNorm(term(size)),
                lambda: t.SquaredNorm(term(size)),
                lambda: self.pick(*FUNCTIONS)(term(1)),
                lambda: t.Determinant(term(size, size)),
                lambda: t.ProductOver(i, self.within(i, 1, 1, depth)),
                lambda: self.pick(t.Density, t.MomentGenerating)(term(size), term(size)),
            ]
        return self.pick(*ways)()  # type: ignore[no-any-return]

    def equal(self, term: Term, chance: float = 0.5) -> Term:
        """An equal term, by identities that hold whatever is partial in it."""
        if type(term) is not Abbreviation and not type(term).sized:
            with_equal = [
                self.equal(x, chance / 2) if isinstance(x, Term) and type(x) is not Index else x
                for x in term[1:-1]
            ]
            term = attempt(lambda: type(term)(*with_equal), term)
        if self.rng.random() < chance:
            way = self.pick(*identities(term, self))
            term = attempt(way, term)
        return term

    def changed(self, node: Any) -> Any:
        """The node with one part of it replaced by something of its shape."""
        inside = [k for k, x in enumerate(node[1:-1], 1) if isinstance(x, Node)]
        down = inside and (isinstance(node, s.Statement) or self.rng.random() < 0.7)
        if down and not type(node).sized:
            k = self.pick(*inside)
            new = [self.changed(x) if j == k else x for j, x in enumerate(node[1:-1], 1)]
            return attempt(lambda: type(node)(*new), node)
        if type(node) is Index:
            return self.index(node.rows)
        if self.rng.random() < 0.6 and (wrong := mistakes(node, self)):
            return attempt(self.pick(*wrong), node)
        return self.term(node.shape[0], node.shape[1], self.pick(0, 1))


def attempt(make: Callable[[], Any], otherwise: Any) -> Any:
    try:
        return make()
    except DerivationError:
        return otherwise


def identities(term: Any, maker: Maker) -> list[Callable[[], Any]]:
    """Ways to write an equal term."""
    rows, cols = term.shape
    i, w, other = maker.index(cols), maker.letter(cols), maker.leaf(rows, cols)
    found: list[Callable[[], Any]] = [
        lambda: term.T.T,
        lambda: term + t.Zero(rows, cols),
        lambda: term + other - other,
        lambda: t.Identity(rows) @ term,
        lambda: term - MINUS * t.Zero(rows, cols),
    ]
    if not trees.outcomes(term):
        found.append(lambda: Expectation(term))
    if w not in free_letters(term):
        found.append(lambda: t.Derivative(term @ w, w, maker.leaf(cols, 1)))
    if i not in free_letters(term):
        found.append(lambda: SumOver(i, term @ i @ i.T))
    match term:
        case t.Sum(a, b):
            found += [lambda: b + a, lambda: (a.T + b.T).T]
        case t.Scaled(a, b):
            found += [lambda: b @ (a * t.Identity(cols)), lambda: a.T * b, lambda: (a * b.T).T]
        case t.Product(t.Sum(a, b), c):
            found += [lambda: a @ c + b @ c] * 3
        case t.Product(a, b):
            j = maker.index(b.shape[0])
            found += [lambda: (b.T @ a.T).T]
            if j not in free_letters(term):
                found += [lambda: SumOver(j, (a @ j) @ (j.T @ b))]
        case t.Trace(t.Product(a, b)):
            found += [lambda: t.Trace(b @ a), lambda: t.Trace(a.T @ b.T)] * 2
        case t.Trace(a):
            j = maker.index(a.shape[0])
            found += [lambda: t.Trace(a.T)]
            if j not in free_letters(term):
                found += [lambda: SumOver(j, j.T @ a @ j)] * 2
        case t.SquaredNorm(a):
            found += [lambda: a.T @ a, lambda: t.Trace(a @ a.T)] * 2
        case Inverse(a):
            found += [lambda: Inverse(a.T).T]
            if type(a) is Letter:
                found += [lambda: 2 * Inverse(2 * a), lambda: n * Inverse(n * a)]
        case SumOver(j, t.Sum(a, b)):
            found += [lambda: SumOver(j, a) + SumOver(j, b)] * 3
        case Expectation(t.Sum(a, b)):
            found += [lambda: Expectation(a) + Expectation(b)] * 3
        case Expectation(t.Product(a, b)):
            if not trees.outcomes(a):
                found += [lambda: a @ Expectation(b)] * 3
            elif a.shape[1] == 1:
                found += [lambda: t.Covariance(a, b.T) + Expectation(a) @ Expectation(b)] * 3
        case t.Covariance(a, b):
            found += [lambda: Expectation(a @ b.T) - Expectation(a) @ Expectation(b).T] * 2
            found += [lambda: t.Covariance(b, a).T] * 2
        case t.Derivative(a, x, at):
            found += derivatives(a, x, at)
        case t.Iterate(body, x, start, count):
            new = maker.letter(rows)
            if new not in free_letters(body):
                found += [lambda: t.Iterate(substitute(body, {x: new}), new, start, count)] * 4
        case t.Ones():
            j = maker.index(rows)
            found += [
                lambda: t.Ones(rows) @ t.Ones(cols).T,
                lambda: SumOver(j, j) @ t.Ones(1, cols),
            ]
        case Dimension():
            found += [lambda: t.Ones(term).T @ t.Ones(term), lambda: t.Trace(t.Identity(term))]
        case Abbreviation():
            found += [term.unfolded] * 3
    return found


def derivatives(a: Any, x: Letter, at: Term) -> list[Callable[[], Any]]:
    """Ways to write a derivative of a by x at a point."""

    def moved(part: Term) -> Any:
        return substitute(part, {x: at})

    def slope(part: Term) -> Any:
        return t.Derivative(part, x, at)

    match a:
        case _ if x not in free_letters(a):
            return [lambda: t.Zero(a.shape[0], x.rows)] * 3
        case t.Sum(b, c):
            return [lambda: slope(b) + slope(c)] * 4
        case t.Scaled(b, c):
            return [lambda: moved(b) * slope(c) + moved(c) @ slope(b)] * 4
        case t.Product(b, c) if x not in free_letters(b):
            return [lambda: b @ slope(c)] * 4
        case t.SquaredNorm(b):
            return [lambda: 2 * moved(b).T @ slope(b)] * 4
        case SumOver(i, b) if i not in free_letters(at):
            return [lambda: SumOver(i, slope(b))] * 4
        case Abbreviation():
            return [lambda: slope(a.unfolded())] * 4
        case Letter():
            return [lambda: t.Identity(x.rows)] * 4
    return []


def mistakes(term: Any, maker: Maker) -> list[Callable[[], Any]]:
    """Ways to write what is often wrong."""
    rows, cols = term.shape
    found: list[Callable[[], Any]] = [lambda: t.Zero(rows, cols), lambda: 2 * term]
    if rows == cols:
        found += [lambda: term.T, lambda: Inverse(term), lambda: term @ term]
    match term:
        case t.Transpose(a) | Inverse(a):
            found += [lambda: a] * 3
        case t.Pseudoinverse(t.Product(a, b)):
            found += [lambda: t.Pseudoinverse(b) @ t.Pseudoinverse(a)] * 3
        case t.Pseudoinverse(a):
            found += [lambda: a.T, lambda: t.Pseudoinverse(a.T).T, lambda: Inverse(a)] * 2
        case t.Sum(a, b) | t.Scaled(a, b):
            found += [lambda: b, lambda: a]
        case t.Product(a, b):
            found += [lambda: b @ a, lambda: a.T @ b, lambda: a @ b.T]
        case t.Trace(t.Product(a, b)):
            found += [lambda: t.Trace(a @ b.T)]
        case SumOver(i, t.Product(a, b)):
            found += [lambda: SumOver(i, a) @ SumOver(i, b)]
        case SumOver(i, a) | t.ProductOver(i, a):
            found += [lambda: i.rows * a, lambda: SumOver(maker.index(i.rows), a)]
        case Expectation(t.Product(a, b)):
            found += [lambda: Expectation(a) @ Expectation(b)] * 2
        case Expectation(t.SquaredNorm(a)):
            found += [lambda: t.SquaredNorm(Expectation(a))] * 2
        case Expectation(a):
            found += [lambda: a]
        case t.Covariance(a, b):
            found += [lambda: t.Covariance(b, a)] * 3 + [lambda: t.Covariance(a, a)]
        case t.Iterate(a, w, at, count):
            found += [lambda: t.Iterate(a, maker.letter(w.rows), at, count), lambda: a] * 2
            found += [lambda: t.Iterate(a, w, at, count + 1), lambda: t.Iterate(a, w, w, count)]
            found += [lambda: substitute(a, {w: at})]
        case t.Derivative(a, w, at):
            found += [lambda: t.Derivative(a, w, maker.leaf(*at.shape))]
            found += [lambda: t.Derivative(a, maker.letter(w.rows), at)]
            found += [lambda: t.Zero(rows, cols)] * 4
    return found
