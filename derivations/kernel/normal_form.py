"""The normal form: a term as a sum of coefficient · monomial · word. It uses no premise.

A *word* is a product of factors (letters, vectors of ones, opaque terms), with transposes pushed
onto the factors. Opaque are inverses, functions such as exp and ln, products over an index, and
sums over an index that do not collapse: each is known by the normal form of what is inside only.
So are iterations, with the number of those that are written inside, and the mean and the covariance
of random letters, to which all expectations come down. Where an inner dimension is 1 the word
breaks; its 1×1 pieces commute and equal their transposes, so they join the *monomial*, a product of
scalars. Dimensions are scalars that are never 0, so they may have negative exponents.

Two terms with one normal form are equal for all sizes and all values of their letters, and more:
under every *total* reading of what is partial. Read A⁻¹ as the pseudoinverse of A; a logarithm or
root of what has none as any number that depends on its argument only; a density or moment that does
not exist as 0; and E, where a mean does not exist, as any linear extension that keeps transposes.
All that is used here holds for these readings: (Aᵀ)⁻¹ = (A⁻¹)ᵀ; (cA)⁻¹ = A⁻¹/c for a number or
dimension c ≠ 0; (st)⁻¹ = s⁻¹t⁻¹ for scalars; functions have equal values at equal arguments; E is
linear. What holds only where something means something, such as A⁻¹A = I, is no part of the normal
form: it is an equation of a certificate (see `theorem`). So an equation may be used inside any
term, whether or not that term means anything, and conditions are a matter of what is claimed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from fractions import Fraction
from functools import lru_cache
from hashlib import sha256
from itertools import count
from math import prod
from types import MappingProxyType
from typing import Any, TypeAlias, final

from .declarations import TERMS
from .errors import MalformedError, UnfinishedError, require
from .nodes import LONGEST, Tagged, kept, written
from .terms import (
    Absolute,
    Covariance,
    Density,
    Derivative,
    Determinant,
    Dimension,
    Exp,
    Expectation,
    Identity,
    Index,
    Inverse,
    Iterate,
    Letter,
    Log,
    MomentGenerating,
    Number,
    Ones,
    Pi,
    Product,
    ProductOver,
    Pseudoinverse,
    Random,
    Root,
    Scaled,
    Shape,
    Size,
    SquaredNorm,
    Sum,
    SumOver,
    Term,
    Trace,
    Transpose,
    Variable,
    Zero,
)
from .trees import Abbreviation, free_letters, iterations

LARGEST = 20_000  # terms in one normal form
MOST = 10 * LARGEST  # products of two terms in one product of normal forms
_WIDEST = 300  # factors in one word
_DEEPEST = 40  # opaque symbols inside each other: Python's stack is enough to compare them
_MANY = 10**9  # more than a basis vector can stand anywhere
NUMBERS = count(1)  # every derivative and covariance takes a basis vector of its own


class Opaque(Tagged):
    """A term of some kind, known by the normal forms of its parts only.

    `over` is the basis vector that it binds, if any; `free` holds the directions and basis vectors
    inside it that something around it has bound; `random` says that it depends on an outcome.
    """

    kind: type[Term]
    shape: Shape
    of: tuple[tuple[Shape, frozenset[tuple[Key, Coefficient]]], ...]
    over: Basis | None
    symmetric: bool
    rank: str
    free: frozenset[Basis]
    random: bool
    depth: int


class Basis(Tagged):
    """A basis vector that no user can name: a sum over it is taken.

    One for the sums of each size is enough, with the number 0: a sum inside a sum that depends on
    the outer index is refused, also where the index would come in as the point at which a
    derivative is taken (`_over_basis`). A derivative and a covariance take one of their own. What
    an iteration binds has a negative number, by how many iterations stand inside it: those around
    it have others, and equal iterations have the same.
    """

    size: Size
    number: int


class Factor(Tagged):
    """A letter of a word."""

    symbol: Variable | Pi | Ones | Opaque | Basis
    transposed: bool = False

    def __new__(cls, symbol: Any, transposed: bool = False) -> Factor:
        return tuple.__new__(cls, (cls, symbol, transposed))

    @property
    def shape(self) -> Shape:
        """The shape of the factor, with its transpose taken."""
        symbol = self[1]
        shape: Shape = (symbol.size, 1) if type(symbol) is Basis else symbol.shape
        return shape[::-1] if self[2] else shape

    @property
    def T(self) -> Factor:
        """The transpose; a scalar and what is symmetric are their own."""
        own = self.shape == (1, 1) or (type(self[1]) is Opaque and self[1].symmetric)
        return self if own else Factor(self[1], not self[2])


Word: TypeAlias = tuple[Factor, ...]


class Cycle(Tagged):
    """The trace of a word."""

    word: Word


Atom: TypeAlias = Dimension | Word | Cycle
Monomial: TypeAlias = frozenset[tuple[Atom, int]]
Key: TypeAlias = tuple[Monomial, Word]

Coefficient: TypeAlias = "int | Fraction"

ONE: Monomial = frozenset()


@final
class Polynomial:
    """Σ coefficient · monomial · word, of one shape; a 1×1 polynomial has empty words."""

    __slots__ = ("shape", "terms")

    def __init__(self, shape: Shape, terms: Iterable[tuple[Key, Coefficient]] = ()) -> None:
        self.shape = shape
        self.terms: dict[Key, Coefficient] = {}
        for key, coefficient in terms:
            self.add(key, coefficient)

    def add(self, key: Key, coefficient: Coefficient) -> None:
        """Add one term."""
        total = self.terms.pop(key, 0) + coefficient
        if total:
            self.terms[key] = total
        fits = len(self.terms) <= LARGEST and max(abs(total.numerator), total.denominator) < LONGEST
        why = "a normal form too large: it has {} terms, and one of its numbers {} binary digits"
        require(fits, UnfinishedError, why, len(self.terms), total.numerator.bit_length())

    def __add__(self, other: Polynomial) -> Polynomial:
        return Polynomial(self.shape, (*self.terms.items(), *other.terms.items()))

    def scaled(self, by: Coefficient) -> Polynomial:
        """The polynomial times a number."""
        return Polynomial(self.shape, ((key, by * c) for key, c in self.terms.items()))

    def __matmul__(self, other: Polynomial) -> Polynomial:
        """The matrix product; where one side is 1×1, the scalar multiple."""
        sizes = len(self.terms), len(other.terms)
        fits, why = sizes[0] * sizes[1] <= MOST, "a product of {} by {} terms: too large"
        require(fits, UnfinishedError, why, *sizes)
        if self.shape == (1, 1) or other.shape == (1, 1):
            shape = other.shape if self.shape == (1, 1) else self.shape
        else:
            shape = (self.shape[0], other.shape[1])
        return Polynomial(
            shape,
            (
                _combine(m1, m2, w1 + w2, c1 * c2)
                for (m1, w1), c1 in self.terms.items()
                for (m2, w2), c2 in other.terms.items()
            ),
        )

    @property
    def T(self) -> Polynomial:
        """The transpose."""
        return Polynomial(
            self.shape[::-1], (((m, reverse(w)), c) for (m, w), c in self.terms.items())
        )


def linear(p: Polynomial, image: Callable[[Key], Polynomial]) -> Polynomial:
    """What a linear map, given on monomial · word, makes of a polynomial of the same shape."""
    images = ((image(key), c) for key, c in p.terms.items())
    return Polynomial(p.shape, ((k, c * by) for of, c in images for k, by in of.terms.items()))


def reverse(word: Word) -> Word:
    """The transpose of a word."""
    return tuple(factor.T for factor in reversed(word))


@lru_cache(maxsize=100_000)
def rank(thing: Factor | Word | Cycle) -> str:
    """A total order on factors and words."""
    match thing:
        case Cycle(word):
            return f"tr {rank(word)}"
        case Factor(Opaque() as opaque, transposed):
            kind = f"~{opaque.kind.__name__}"  # after all letters, so that it leads a rule
            return f"{kind}({opaque.rank}) {transposed}"
        case Factor(symbol, transposed):
            return f"{written(symbol[1:] if type(symbol) is Basis else symbol)} {transposed}"
    return " ".join(map(rank, thing))


def order(word: Word) -> tuple[int, str]:
    """Which of two equal forms of a word is kept: the one with fewer transposes."""
    return sum(factor.transposed for factor in word), rank(word)


def polynomial_rank(p: Polynomial) -> str:
    """The rank of a polynomial, whatever the order of its terms; a digest of one that is long."""
    terms = sorted(f"{c} {monomial_rank(m)} {rank(w)}" for (m, w), c in p.terms.items())
    ranked = f"{written(p.shape)} {' + '.join(terms)}"
    return ranked if len(ranked) < 500 else sha256(ranked.encode()).hexdigest()


def monomial_rank(monomial: Monomial) -> str:
    """The rank of a monomial, whatever the order of its atoms."""
    return " ".join(
        sorted(f"{a.name if type(a) is Dimension else rank(a)}^{e}" for a, e in monomial)
    )


def times(*monomials: Monomial) -> Monomial:
    """The product of monomials."""
    powers: dict[Atom, int] = {}
    for monomial in monomials:
        for atom, exponent in monomial:
            powers[atom] = powers.get(atom, 0) + exponent
    return frozenset((atom, exponent) for atom, exponent in powers.items() if exponent)


def _combine(m1: Monomial, m2: Monomial, word: Word, c: Coefficient) -> tuple[Key, Coefficient]:
    """c · m1 · m2 · word, with the scalar pieces of the word moved into the monomial."""
    fits, why = len(word) <= _WIDEST, "a product of more than {} factors: too large"
    require(fits, UnfinishedError, why, _WIDEST)
    pieces, rest = _broken(word)
    scalars = [scalar(piece) for piece in pieces]
    c = prod((number for _, number in scalars), start=c)
    return (times(m1, m2, *(monomial for monomial, _ in scalars)), rest), c


def _broken(word: Word) -> tuple[list[Word], Word]:
    """The 1×1 pieces of a word, and what is left of it."""
    pieces: list[Word] = []
    rest: Word = ()
    start = 0
    for end, factor in enumerate(word, 1):
        if factor.shape[1] == 1 or end == len(word):
            piece = word[start:end]
            if (piece[0].shape[0], piece[-1].shape[1]) == (1, 1):
                pieces.append(piece)
            else:
                rest += piece
            start = end
    return pieces, rest


def scalar(piece: Word) -> tuple[Monomial, Coefficient]:
    """A 1×1 piece: 1ᵀ1 is a dimension, 1ᵀe and eᵀe are 1; any other is kept in one of two forms."""
    if len(piece) == 2:
        left, right = piece[0].symbol, piece[1].symbol
        kinds = {type(left), type(right)}
        if kinds == {Ones}:
            return dimension(piece[0].shape[1])
        still = not any(type(symbol) is Basis and symbol.number for symbol in (left, right))
        if still and kinds <= {Ones, Index, Basis} and (left == right or Ones in kinds):
            return ONE, 1
    return frozenset({(min(piece, reverse(piece), key=order), 1)}), 1


def dimension(size: Size) -> tuple[Monomial, Coefficient]:
    """A size as a scalar."""
    if type(size) is Dimension:
        return frozenset({(size, 1)}), 1
    return ONE, size  # type: ignore[return-value]


def trace(p: Polynomial) -> Polynomial:
    """The trace, which is linear and cyclic: tr(uvᵀ) = vᵀu."""
    if p.shape == (1, 1):
        return p
    found = []
    for (monomial, word), c in p.terms.items():
        narrow = next((i for i, factor in enumerate(word, 1) if factor.shape[1] == 1), None)
        if narrow is not None:
            found.append(_combine(monomial, ONE, word[narrow:] + word[:narrow], c))
        elif word:
            cycle = Cycle(min((*turns(word), *turns(reverse(word))), key=order))
            found.append(((times(monomial, frozenset({(cycle, 1)})), ()), c))
        else:
            size, number = dimension(p.shape[0])
            found.append(((times(monomial, size), ()), c * number))
    return Polynomial((1, 1), found)


def turns(word: Word) -> list[Word]:
    """The cyclic rotations of a word."""
    return [word[i:] + word[:i] for i in range(len(word))]


def of_word(word: Word, shape: Shape, monomial: Monomial = ONE) -> Polynomial:
    """The polynomial of one word."""
    return Polynomial(shape, [_combine(monomial, ONE, word, 1)])


def alone(factor: Factor) -> Polynomial:
    """The polynomial of one factor."""
    return of_word((factor,), factor.shape)


def inverse_monomial(sizes: Monomial) -> Monomial:
    """The reciprocal of a product of powers of dimensions."""
    return frozenset((size, -exponent) for size, exponent in sizes)


def parted(monomial: Monomial) -> tuple[Monomial, Monomial]:
    """A monomial as (its scalars, its dimensions)."""
    sizes = frozenset((a, e) for a, e in monomial if type(a) is Dimension)
    return monomial - sizes, sizes


# From terms to normal forms.

Values: TypeAlias = Mapping[Variable, Polynomial]


def normal_form(term: Term, values: Values = MappingProxyType({})) -> Polynomial:
    """The normal form of a term; bound letters have the given values."""
    if values and not free_letters(term).isdisjoint(values):
        return FORMS[type(term)](term, values)
    form = Polynomial(term.shape)
    form.terms.update((key, c if d == 1 else Fraction(c, d)) for key, c, d in closed(term))
    return form


@kept
def closed(term: Term) -> tuple[tuple[Key, int, int], ...]:
    """What the normal form of a term is made of, where no bound letter stands in it.

    A coefficient is kept as two ints, for a Fraction can be changed.
    """
    form = FORMS[type(term)](term, {})
    return tuple((key, c.numerator, c.denominator) for key, c in form.terms.items())


def _of_variable(letter: Variable, values: Values) -> Polynomial:
    """The normal form of a letter, or its value; an index of size 1 is the number 1."""
    if letter in values:
        return values[letter]
    one = type(letter) is Index and letter.rows == 1
    return of_word(() if one else (Factor(letter),), letter.shape)


def _of_ones(ones: Ones, _: Values) -> Polynomial:
    """The normal form of a matrix of ones, 11ᵀ."""
    rows, cols = ones.shape
    left = () if rows == 1 else (Factor(Ones(rows)),)
    right = () if cols == 1 else (Factor(Ones(cols), True),)
    return of_word(left + right, ones.shape)


def _of_product(product: Any, values: Values) -> Polynomial:
    """The normal form of a product, or of a scalar multiple."""
    return normal_form(product[1], values) @ normal_form(product[2], values)


def _of_derivative(derivative: Derivative, values: Values) -> Polynomial:
    """The normal form of a derivative: Σ p eᵀ, for the part p of first order in a direction e."""
    letter = derivative.letter
    e = Basis(letter.rows, next(NUMBERS))
    moved = normal_form(derivative.at, values) + alone(Factor(e))
    body = normal_form(derivative.body, {**values, letter: moved})
    often = {key: how_often(e, key) for key in body.terms}
    plain = max(often.values(), default=0) < _MANY
    require(plain, UnfinishedError, "cannot differentiate a sum that does not collapse")
    linear = ((key, c) for key, c in body.terms.items() if often[key] == 1)
    return _summed(Polynomial(body.shape, linear) @ alone(Factor(e)).T, e)


def of_function(function: Any, values: Values) -> Polynomial:
    """The normal form of a function that is known by that of its argument only."""
    return alone(opaque(type(function), function.shape, [normal_form(function[1], values)]))


def _of_product_over(product: ProductOver, values: Values) -> Polynomial:
    """The normal form of a product over an index."""
    body, e = _over_basis(product, values), Basis(product.index.rows, 0)
    return alone(opaque(ProductOver, (1, 1), [body], over=e))


def _of_iterate(steps: Iterate, values: Values) -> Polynomial:
    """The normal form of an iteration: of its step, at a vector that it binds, start and count."""
    x = Basis(steps.letter.rows, -iterations(steps))
    step = normal_form(steps.body, {**values, steps.letter: alone(Factor(x))})
    others = [normal_form(part, values) for part in (steps.start, steps.count)]
    return alone(opaque(Iterate, steps.shape, [step, *others], over=x))


def _of_law(function: Any, values: Values) -> Polynomial:
    """The normal form of what belongs to a law, at a point."""
    of, point = normal_form(function.of, values), normal_form(function.at, values)
    return alone(opaque(type(function), (1, 1), [of, point], random=is_random(point)))


def _of_covariance(both: Covariance, values: Values) -> Polynomial:
    """The normal form of a covariance, E[uvᵀ] − E[u]E[v]ᵀ."""
    u, v = normal_form(both.first, values), normal_form(both.second, values)
    return _expected(u @ v.T) + (_expected(u) @ _expected(v).T).scaled(-1)


FORMS: Mapping[type[Term], Callable[[Any, Values], Polynomial]] = MappingProxyType(
    {
        **dict.fromkeys((Scaled, Product), _of_product),
        **dict.fromkeys((Density, MomentGenerating), _of_law),
        **dict.fromkeys((Letter, Random, Index), _of_variable),
        **dict.fromkeys((Exp, Log, Root, Absolute, Determinant, Pseudoinverse), of_function),
        Number: lambda number, _: of_word((), (1, 1)).scaled(number.value),
        Dimension: lambda size, _: of_word((), (1, 1), dimension(size)[0]),
        Ones: _of_ones,
        Derivative: _of_derivative,
        ProductOver: _of_product_over,
        Covariance: _of_covariance,
        Iterate: _of_iterate,
        Pi: lambda pi, _: alone(Factor(pi)),
        Identity: lambda identity, _: of_word((), identity.shape),
        Zero: lambda zero, _: Polynomial(zero.shape),
        Sum: lambda both, values: normal_form(both[1], values) + normal_form(both[2], values),
        Transpose: lambda term, values: normal_form(term.matrix, values).T,
        SquaredNorm: lambda norm, values: normal_form(norm.vector.T @ norm.vector, values),
        Trace: lambda term, values: trace(normal_form(term.matrix, values)),
        Inverse: lambda term, values: inverted(normal_form(term.matrix, values)),
        SumOver: lambda term, values: _summed(_over_basis(term, values), Basis(term.index.rows, 0)),
        Expectation: lambda mean, values: _expected(normal_form(mean.of, values)),
        Abbreviation: lambda short, values: normal_form(short.unfolded(), values),
    }
)
require({*FORMS} == TERMS, MalformedError, "FORMS and the table differ in {}", {*FORMS} ^ TERMS)


def inverted(p: Polynomial) -> Polynomial:
    """The inverse: opaque, but for numbers and powers of dimensions, which are taken out.

    A product of scalars is inverted factor by factor: it is not 0 just where none of them is.
    """
    unit = Polynomial((1, 1), [((ONE, ()), 1)])
    if len(p.terms) == 1:
        (((monomial, word), c),) = p.terms.items()
        scalars, sizes = parted(monomial)
        unit = Polynomial((1, 1), [((inverse_monomial(sizes), ()), Fraction(1) / c)])
        if not word and p.shape == (1, 1):
            for atom, exponent in scalars:
                of = of_word((), (1, 1), frozenset({(atom, 1)}))
                one = alone(opaque(Inverse, (1, 1), [of]))
                for _ in range(exponent):
                    unit = unit @ one
            return unit
        p = Polynomial(p.shape, [((scalars, word), 1)])
        if not scalars and not word:
            return p @ unit
    return unit @ alone(opaque(Inverse, p.shape, [p], p.T))


def opaque(
    kind: type[Term],
    shape: Shape,
    of: list[Polynomial],
    flipped: Polynomial | None = None,
    *,
    over: Basis | None = None,
    random: bool | None = None,
    symmetric: bool = False,
) -> Factor:
    """A term known by the normal forms of its parts, or as the transpose of that of `flipped`."""
    other = of if flipped is None else [flipped]
    ranks = [" , ".join(map(polynomial_rank, each)) for each in (of, other)]
    flip = ranks[1] < ranks[0]
    factors = [factor for part in of for key in part.terms for factor in factors_in(key)]
    depth = 1 + max((f.symbol.depth for f in factors if type(f.symbol) is Opaque), default=0)
    require(depth <= _DEEPEST, UnfinishedError, "a term nested too deeply to check")
    symbol = Opaque(
        kind,
        shape[::-1] if flip else shape,
        tuple((part.shape, frozenset(part.terms.items())) for part in (other if flip else of)),
        over,
        symmetric or shape == (1, 1) or (flipped is not None and flipped.terms == of[0].terms),
        f"{over and written(over[1:])} {min(ranks)}",
        bases_of(factors) - {over},
        any(map(is_random_factor, factors)) if random is None else random,
        depth,
    )
    return Factor(symbol, flip)


def factors_of(atom: Atom) -> Word:
    """The factors of an atom or a word; a dimension has none."""
    if type(atom) is Dimension:
        return ()
    return atom.word if type(atom) is Cycle else atom


def factors_in(key: Key) -> list[Factor]:
    """The factors in monomial · word."""
    return [factor for atom in (key[1], *dict(key[0])) for factor in factors_of(atom)]


def bases_of(factors: Iterable[Factor]) -> frozenset[Basis]:
    """The basis vectors that stand in factors and are not bound there."""
    symbols = [factor.symbol for factor in factors]
    within = (symbol.free for symbol in symbols if type(symbol) is Opaque)
    return frozenset(symbol for symbol in symbols if type(symbol) is Basis).union(*within)


# Laws and moments.


def is_random(p: Polynomial) -> bool:
    """Whether a polynomial speaks of an outcome."""
    return any(is_random_factor(factor) for key in p.terms for factor in factors_in(key))


def is_random_factor(factor: Factor) -> bool:
    """Whether a factor is a random letter, or opaque with one inside."""
    symbol = factor.symbol
    return type(symbol) is Random or (type(symbol) is Opaque and symbol.random)


def _expected(p: Polynomial) -> Polynomial:
    """The expectation, which is linear: what is not random is taken out."""
    return linear(p, lambda key: _expected_product(key, p.shape))


def _expected_product(key: Key, shape: Shape) -> Polynomial:
    """The expectation of monomial · word: of degree 1 by E[u], of degree 2 by Cov[u, v] as well.

    E[f(u, v)] = f(E[u], E[v]) + Σ f(e, Cov[v, u]e), for f linear in each of the two.
    """
    monomial, word = key
    inside = frozenset((a, p) for a, p in monomial if any(map(is_random_factor, factors_of(a))))
    atoms = [atom for atom, power in inside for _ in range(power)]
    random: list[Any] = [
        f.symbol for a in (*atoms, word) for f in factors_of(a) if is_random_factor(f)
    ]
    if len(random) > 2 or any(type(symbol) is not Random for symbol in random):
        raise UnfinishedError("only moments of degree 1 and 2 of random letters are known")

    def product(*words: Word) -> Polynomial:
        """The product with words in place of the random letters."""
        total, each = of_word((), (1, 1), monomial - inside), iter(words)
        for atom in atoms:
            total = total @ of_word(replaced(factors_of(atom), each), (1, 1))
        return total @ of_word(replaced(word, each), shape)

    means = product(*((moment(Expectation, u.shape, u),) for u in random))
    if len(random) < 2:
        return means
    e = Basis(random[0].rows, next(NUMBERS))
    covarying = covariance(random[1], random[0])
    return means + _summed(product((Factor(e),), (covarying, Factor(e))), e)


def replaced(word: Word, words: Iterator[Word]) -> Word:
    """A word with others in place of its random letters, each turned where the letter is a row."""
    new: Word = ()
    for factor in word:
        other = next(words) if is_random_factor(factor) else (factor,)
        new += reverse(other) if is_random_factor(factor) and factor.transposed else other
    return new


def covariance(u: Random, v: Random) -> Factor:
    """Cov[u, v] of two random letters; Cov[v, u] is its transpose."""
    first, second = sorted((u, v), key=written)
    found = moment(Covariance, (first.rows, second.rows), first, second)
    return found if first == u else found.T


def moment(kind: type[Term], shape: Shape, *letters: Random) -> Factor:
    """The mean of a random letter, or the covariance of two."""
    of = [alone(Factor(letter)) for letter in letters]
    return opaque(kind, shape, of, random=False, symmetric=len(set(letters)) < len(letters))


# Sums over an index.


def basis(index: Index) -> Polynomial:
    """The basis vector that a bound index stands for; of size 1, it is the number 1."""
    size = index.rows
    return of_word((), (1, 1)) if size == 1 else alone(Factor(Basis(size, 0)))


def _over_basis(term: SumOver | ProductOver, values: Values) -> Polynomial:
    """The body of a sum or product, of the basis vector in place of its index.

    Raises UnfinishedError if a value that comes into it speaks of the basis vector of its size.
    """
    own = Basis(term.index.rows, 0)
    for letter in free_letters(term):
        keys = values[letter].terms if letter in values else ()
        if any(own in bases_of(factors_in(key)) for key in keys):
            raise UnfinishedError(f"{term} depends on the index of the sum around it")
    return normal_form(term.body, {**values, term.index: basis(term.index)})


def _summed(p: Polynomial, e: Basis) -> Polynomial:
    """Σ p over the basis vectors e, term by term."""
    return linear(p, lambda key: _collapsed(key, p.shape, e))


def _collapsed(key: Key, shape: Shape, e: Basis) -> Polynomial:
    """Σ monomial · word over e: Σ 1 = n, Σ e = 1 and Σ eeᵀ = I; with more e's it is opaque."""
    monomial, word = key
    inside = frozenset(
        (atom, power) for atom, power in monomial if how_often_in(e, factors_of(atom))
    )
    constant = monomial - inside
    atoms = [atom for atom, power in inside for _ in range(power)]
    often = how_often(e, key)
    if often == 0:
        size, number = dimension(e.size)
        return of_word(word, shape, times(monomial, size)).scaled(number)
    if often > 2:
        places = [place for place, factor in enumerate(word) if how_often_in(e, (factor,))]
        first, last = (places[0], places[-1] + 1) if places else (0, 0)
        varying = word[first:last]
        inner = (varying[0].shape[0], varying[-1].shape[1]) if varying else (1, 1)
        body = Polynomial(inner, [((inside, varying), 1)])
        total = alone(opaque(SumOver, inner, [body], body.T, over=e))
        if not varying:
            return total @ of_word(word, shape, constant)
        before = of_word(word[:first], (shape[0], inner[0]), constant)
        return before @ total @ of_word(word[last:], (inner[1], shape[1]))
    words = [atom for atom in atoms if type(atom) is tuple]  # a trace has no e but inside
    if often == 2 and not how_often_in(e, word) and len(words) == 1:  # eᵀMe
        return trace(of_word(words[0][1:-1], (e.size, e.size))) @ of_word(word, shape, constant)
    rows = [_row_at(e, atom) for atom in words]
    if often == 1:
        rows.append((Factor(Ones(e.size), transposed=True),))
    match rows, [place for place, factor in enumerate(word) if factor.symbol == e]:
        case [], [first, second]:
            word = word[:first] + word[second + 1 :]
        case [row], [place]:
            column = row if word[place].transposed else reverse(row)
            word = word[:place] + column + word[place + 1 :]
        case [left, right], []:
            word = left + reverse(right) + word
    return of_word(word, shape, constant)


def how_often(e: Basis, key: Key) -> int:
    """How often e stands in monomial · word."""
    powers = sum(how_often_in(e, factors_of(atom)) * power for atom, power in key[0])
    return how_often_in(e, key[1]) + powers


def how_often_in(e: Basis, word: Word) -> int:
    """How often e stands in a word; inside what is opaque, it counts as many times."""
    within = (_MANY for f in word if type(f.symbol) is Opaque and e in f.symbol.free)
    return sum(factor.symbol == e for factor in word) + sum(within)


def _row_at(e: Basis, atom: Word) -> Word:
    """The row vector r of a scalar re, or of one that is written eᵀrᵀ."""
    return atom[:-1] if atom[-1].symbol == e else reverse(atom[1:])
