"""What is left of a difference: a normal form written back as a term, so that it can be shown."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from functools import lru_cache, reduce
from operator import add
from typing import Any

from ..kernel.normal_form import (
    Atom,
    Basis,
    Coefficient,
    Cycle,
    Factor,
    Key,
    Monomial,
    Opaque,
    Polynomial,
    Word,
    monomial_rank,
    rank,
)
from ..kernel.terms import (
    Dimension,
    Identity,
    Index,
    Iterate,
    Letter,
    Number,
    Ones,
    Pi,
    Shape,
    Term,
    Trace,
    Variable,
    Zero,
)

_IN_A_ROW = 20  # terms added one after the other


def term_of(p: Polynomial) -> Term:
    """A term whose normal form is the polynomial.

    >>> from derivations.kernel.normal_form import normal_form
    >>> from derivations.kernel.terms import Letter
    >>> A, u = Letter("A", Dimension("n"), Dimension("n")), Letter("u", Dimension("n"))
    >>> print(term_of(normal_form((A + A.T) @ u - A @ u)))
    Aᵀu
    """
    positive_first = sorted(p.terms.items(), key=lambda term: term[1] < 0)
    terms = [scale(c, m, of_word(word, p.shape)) for (m, word), c in positive_first]
    return _sum_of(terms) if terms else Zero(*p.shape)


def _sum_of(terms: list[Term]) -> Term:
    """The sum of terms; a long one is of two halves, so that it is not nested deeply."""
    if len(terms) <= _IN_A_ROW:
        return reduce(add, terms)
    half = len(terms) // 2
    return _sum_of(terms[:half]) + _sum_of(terms[half:])


def scale(c: Coefficient, monomial: Monomial, matrix: Term) -> Term:
    """c · monomial · matrix."""
    for atom, exponent in sorted(monomial, key=_monomial_order):
        if isinstance(atom, Dimension):
            scalar: Term = atom
        elif isinstance(atom, Cycle):
            first, last = atom.word[0], atom.word[-1]
            scalar = Trace(of_word(atom.word, (first.shape[0], last.shape[1])))
        else:
            scalar = of_word(atom, (1, 1))
        for _ in range(abs(exponent)):
            matrix = scalar * matrix if exponent > 0 else matrix / scalar
    return matrix if c == 1 else Number(Fraction(c)) * matrix


def _monomial_order(power: tuple[Atom, int]) -> str:
    """The order of the scalars in a product, the same in every process."""
    return monomial_rank(frozenset({power}))


@lru_cache(maxsize=10_000)
def of_word(word: Word, shape: Shape) -> Term:
    """The product of a word's factors."""
    if not word:
        return Identity(shape[0]) if shape != (1, 1) else Number(Fraction(1))
    product: Term = _of_factor(word[0])
    for factor in word[1:]:
        product = product @ _of_factor(factor)
    return product


def _of_factor(factor: Factor) -> Term:
    """One factor: a letter, a constant, a bound index, or what is opaque."""
    match factor.symbol:
        case Opaque() as symbol:
            base = _of_opaque(symbol)
        case Basis(size, 0):
            base = Index("i", size)
        case Basis(size, number) if number < 0:
            base = _iterated(factor.symbol)
        case Variable() | Pi() | Ones() as symbol:
            base = symbol
        case _:
            raise TypeError("a direction never leaves the derivative it was made for")
    return base.T if factor.transposed else base


def _iterated(x: Basis) -> Letter:
    """The letter that an iteration binds."""
    return Letter(f"z_bound{-x.number}", x.size)


def parts_of(symbol: Opaque) -> list[Polynomial]:
    """The normal forms by which something opaque is known, in the same order in every process."""

    def order(term: tuple[Key, Coefficient]) -> str:
        (monomial, word), c = term
        return f"{monomial_rank(monomial)} {rank(word)} {c}"

    return [Polynomial(shape, sorted(terms, key=order)) for shape, terms in symbol.of]


@lru_cache(maxsize=10_000)
def _of_opaque(symbol: Opaque) -> Term:
    """An inverse, a function, a density, an iteration, or a sum or product over an index."""
    inside = [term_of(inner) for inner in parts_of(symbol)]
    if symbol.kind is Iterate:
        x: Any = symbol.over
        return Iterate(inside[0], _iterated(x), *inside[1:])
    bound = [] if symbol.over is None else [Index("i", symbol.over.size)]
    build: Callable[..., Term] = symbol.kind
    return build(*bound, *inside)
