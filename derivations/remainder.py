"""What is left of a difference: a normal form written back as a term, so that it can be shown."""

from __future__ import annotations

from fractions import Fraction

from .kernel.normal_form import Cycle, Factor, Monomial, Opaque, Polynomial, Word
from .kernel.terms import (
    Dimension,
    Identity,
    Inverse,
    Letter,
    Number,
    Ones,
    Shape,
    Term,
    Trace,
    Zero,
)


def term_of(p: Polynomial) -> Term:
    """A term whose normal form is the polynomial.

    >>> from derivations.kernel.normal_form import normal_form
    >>> A, u = Letter("A", Dimension("n"), Dimension("n")), Letter("u", Dimension("n"))
    >>> print(term_of(normal_form((A + A.T) @ u - A @ u)))
    Aᵀu
    """
    total: Term | None = None
    positive_first = sorted(p.terms.items(), key=lambda term: term[1] < 0)
    for (monomial, word), c in positive_first:
        one = scaled(c, monomial, of_word(word, p.shape))
        total = one if total is None else total + one
    return Zero(*p.shape) if total is None else total


def scaled(c: Fraction, monomial: Monomial, matrix: Term) -> Term:
    """c · monomial · matrix."""
    for atom, exponent in monomial:
        if isinstance(atom, Dimension):
            scalar: Term = atom
        elif isinstance(atom, Cycle):
            first, last = atom.word[0], atom.word[-1]
            scalar = Trace(of_word(atom.word, (first.shape[0], last.shape[1])))
        else:
            scalar = of_word(atom, (1, 1))
        for _ in range(abs(exponent)):
            matrix = scalar * matrix if exponent > 0 else matrix / scalar
    return matrix if c == 1 else Number(c) * matrix


def of_word(word: Word, shape: Shape) -> Term:
    """The product of a word's factors."""
    if not word:
        return Identity(shape[0]) if shape != (1, 1) else Number(Fraction(1))
    product: Term = of_factor(word[0])
    for factor in word[1:]:
        product = product @ of_factor(factor)
    return product


def of_factor(factor: Factor) -> Term:
    """One factor: a letter, a vector of ones, or an inverse."""
    symbol = factor.symbol
    if isinstance(symbol, Opaque):
        size = (symbol.size, symbol.size)
        base: Term = Inverse(term_of(Polynomial(size, symbol.of)))
    elif isinstance(symbol, Letter | Ones):
        base = symbol
    else:
        raise TypeError("a direction never leaves the derivative it was made for")
    return base.T if factor.transposed else base
