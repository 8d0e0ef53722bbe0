"""Terms on numbers: what a term is worth where its letters are given matrices.

One traversal for floating and for exact arrays. Of the kernel it uses the classes of terms: no
normal form, no substitution, no rule. A derivative is taken by finite differences that are
exact for a polynomial of its degree, an abbreviation by binding its parameters, a sum over basis
vectors by binding its index to each of them.

A random letter is given a matrix, its outcome, or where only its law matters one of the laws of
`distributions`. Where both matter, the law is given under the tuple of the letter: `{(u,): law, u:
[1, 0]}`, and under `(u, v)` the joint law of two letters. Letters whose laws are given apart are
independent.

Moments are sums over the outcomes of a law, where these are finitely many and not too many;
otherwise over the few outcomes of a law with the same mean and covariance. As the kernel's moments
are of degree 2 at most, they are the same, and exact. Of the formulas by which the kernel computes
moments nothing is used.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, fields, replace
from difflib import get_close_matches
from fractions import Fraction
from functools import lru_cache, reduce
from itertools import pairwise
from math import inf, isfinite, isqrt, log, prod
from numbers import Rational
from typing import Any, TypeAlias, final

import numpy as np
from numpy.typing import ArrayLike

from ..budget import spend
from ..kernel.declarations import OF_LAWS
from ..kernel.errors import MalformedError, ShapeError
from ..kernel.nodes import LONGEST
from ..kernel.terms import (
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
    OfArgument,
    Ones,
    OverIndex,
    Pi,
    Product,
    ProductOver,
    Pseudoinverse,
    Random,
    Root,
    Scaled,
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
from ..kernel.trees import Abbreviation
from ..printing.formulas import show
from ..subterms import parts, subterms, unknown
from . import distributions, elimination
from .distributions import LAWS, Law, Normals, TwoValued
from .elimination import Matrix, product, simple
from .errors import IrrationalError, TooLargeError, UndefinedError, UnknownLawError
from .orthogonal import Factored, factored

# Keys are letters and dimensions, or their names.
Values: TypeAlias = Mapping[Any, "ArrayLike | int | Law"]

_ENTRIES = 10**7  # of a matrix
MOST = 64  # outcomes that are summed over
_MOST_STEPS = 10_000  # of an iteration
_SINGULAR = 1e-14  # floating matrices with a smaller reciprocal condition number have no inverse
_NOTHING = 1e-11  # singular values that are smaller, relative to the largest, count as 0


def evaluate(term: Term, values: Values) -> Matrix:
    """The matrix that the term is, a NumPy array of its shape (1×1 for a scalar).

    `values` gives a matrix for each free letter, by the letter or its name; a vector may be
    1-dimensional. A random letter whose law matters is given one of the laws of `distributions`, an
    index a basis vector. Sizes are read off, or given for a `Dimension`. Integers and fractions
    are computed with exactly, and give an object array of int and Fraction; floats give floats.

    Raises ShapeError for shapes that do not fit, MalformedError for a missing or an unknown letter,
    for floats among exact numbers and for floats that are not finite or become so, UndefinedError
    for the inverse of a singular matrix, the logarithm of a number that is not positive and the
    root of a negative one, IrrationalError where exact numbers give one that is not rational.

    >>> n, d = Dimension("n"), Dimension("d")
    >>> X, y = Letter("X", n, d), Letter("y", n)
    >>> evaluate(Inverse(X.T @ X) @ X.T @ y, {X: [[1, 0], [1, 1], [1, 2]], y: [0, 1, 1]})
    array([[Fraction(1, 6)],
           [Fraction(1, 2)]], dtype=object)
    >>> evaluate(SquaredNorm(y) / n, {"y": [1.0, 2.0]})
    array([[2.5]])
    >>> u = Random("u", 2)
    >>> evaluate(Covariance(u, u), {u: Normals([0, 0], [[2, 1], [1, 1]])})
    array([[2, 1],
           [1, 1]], dtype=object)
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
        raise UndefinedError(f"NumPy cannot compute this in floats: {error}") from error


@final
@dataclass(frozen=True, slots=True)
class Valuation:
    """A matrix for each letter and a size for each dimension, all of them exact or all floating.

    Where random letters stand in laws, these are found under the letters of whose entries, one
    below the other, they are. With `by_qr` the (AᵀA)⁻¹ of a letter A is taken from a QR of A. Of a
    matrix that is computed it never is: the rounding in it is not small beside each column.
    """

    letters: Mapping[Variable, Matrix]
    sizes: Mapping[Dimension, int]
    exact: bool
    laws: Mapping[tuple[Random, ...], Law] = field(default_factory=dict)
    by_qr: bool = False
    known: dict[int, tuple[Term, Matrix]] = field(init=False, default_factory=dict, compare=False)

    def size(self, size: Size) -> int:
        """The number that a size is."""
        return self.sizes[size] if isinstance(size, Dimension) else size

    def shape(self, thing: Term) -> tuple[int, int]:
        """The shape of a term, in numbers."""
        rows, cols = thing.shape
        return self.size(rows), self.size(cols)

    def bound(self, letter: Variable, matrix: Matrix) -> Valuation:
        """The valuation with a letter bound to a matrix."""
        letters = {**self.letters, letter: matrix}
        return Valuation(letters, self.sizes, self.exact, self.laws, self.by_qr)

    def floating(self) -> Valuation:
        """The valuation in floats, where each AᵀA is formed.

        Statements are judged there by the scales of their terms, of AᵀA too, so that nothing can be
        said where that is singular to working precision.
        """
        letters = {letter: matrix.astype(float) for letter, matrix in self.letters.items()}
        laws = {letters: distributions.floating(law) for letters, law in self.laws.items()}
        return Valuation(letters, self.sizes, exact=False, laws=laws)

    def each(self, index: Index) -> Iterator[Valuation]:
        """The valuations with an index bound to each of the basis vectors in turn."""
        size = self.size(index.rows)
        _fits_in_memory(index, size, size)
        for column in self.units(size):
            spend(1 + size)
            yield self.bound(index, column)

    def units(self, size: int) -> tuple[Matrix, ...]:
        """The basis vectors, as columns."""
        return basis(size, self.exact)

    def value(self, term: Term) -> Matrix:
        """The matrix that a term is; floats are finite."""
        if id(term) in self.known:
            return self.known[id(term)][1]
        rows, cols = self.shape(term)
        _fits_in_memory(term, rows, cols)
        spend(1 + rows * cols)
        found = self.computed(term)
        if not self.exact and not _is_finite(found):
            raise MalformedError(
                f"{term} is too large for floats here: give smaller numbers, or int and Fraction"
            )
        self.known[id(term)] = term, found  # the term too, so that no other gets its id
        return found

    def computed(self, term: Term) -> Matrix:
        """The matrix that a term is, from those of its parts."""
        value, dtype = self.value, object if self.exact else float
        match term:
            case Variable():
                return self.outcome(term)
            case Product(Transpose(Index() as index), matrix):
                return value(matrix)[self.places(index), :]
            case Product(matrix, Index() as index):
                return value(matrix)[:, self.places(index)]
            case Product(left, right):
                solved = self.least_squares(factors(term)) if self.by_qr else None
                return product(value(left), value(right)) if solved is None else solved
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
            case Pseudoinverse(matrix):
                return self.pseudoinverse(matrix)
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
            case OfArgument():
                return self.function(term)
            case Pi():
                return self.rational(term, None) if self.exact else np.full((1, 1), np.pi)
            case Determinant(matrix):
                given = value(matrix)
                found = determinant(given) if self.exact else np.linalg.det(given)
                return np.full((1, 1), found, dtype)
            case SumOver(index, body):
                zero = np.zeros(self.shape(body), dtype)
                return sum((at.value(body) for at in self.each(index)), start=zero)
            case ProductOver(index, body):
                return prod(
                    (at.value(body) for at in self.each(index)), start=np.ones((1, 1), dtype)
                )
            case Iterate():
                *_, (_, reached) = self.steps(term)
                return reached
            case Density():
                return self.density(term)
            case Expectation(of):
                return self.mean(of)
            case Covariance(first, second):
                return self.covariance(first, second)
            case MomentGenerating():
                return self.generating(term)
        raise unknown("evaluate", term)

    def places(self, index: Index) -> Matrix:
        """The place of the 1 in the basis vector of an index."""
        return np.flatnonzero(self.outcome(index))

    def count(self, term: Iterate) -> int:
        """How many steps an iteration takes, with those of the iterations in its body."""
        inner = [self.count(part) for part in subterms(term.body) if type(part) is Iterate]
        return int(self.value(term.count)[0, 0]) * max(inner, default=1)

    def steps(self, term: Iterate) -> Iterator[tuple[Valuation, Matrix]]:
        """Each step of an iteration: the valuation in which it is taken, and where it leads."""
        reached, count = self.value(term.start), self.count(term)
        if count > _MOST_STEPS:
            raise TooLargeError(f"{term} takes more than {_MOST_STEPS:,} steps: too many here")
        for _ in range(int(self.value(term.count)[0, 0])):
            here = self.bound(term.letter, reached)
            reached = here.value(term.body)
            if self.exact and any(_is_long(x) for x in reached.flat):
                raise TooLargeError(f"{term} has numbers of too many digits here: give floats")
            yield here, reached

    def inverse(self, matrix: Term) -> Matrix:
        """The inverse of a term's matrix."""
        given = self.value(matrix)
        design = self.design(Inverse(matrix))
        if self.exact:
            found = _exact_inverse(len(given), tuple(given.reshape(-1)))
        elif design:
            found = self.factored(design).inverse_gram()
        else:
            found = _floating_inverse(len(given), given.tobytes())
        if found is None:
            raise singular(matrix)
        return found

    def design(self, term: Term) -> Variable | None:
        """The letter A of a term (AᵀA)⁻¹ that is taken from a QR of A."""
        match term:
            case Inverse(Product(Transpose(left), Variable() as right)) if left == right:
                return right if self.by_qr else None
        return None

    def factored(self, letter: Variable) -> Factored:
        """The orthogonal factorisation of a letter's matrix."""
        given = self.value(letter)
        found = _factored(given.shape, given.tobytes())
        if found is None:
            raise singular(letter.T @ letter)
        return found

    def least_squares(self, chain: tuple[Term, ...]) -> Matrix | None:
        """A product of floating matrices with (AᵀA)⁻¹Aᵀ or A(AᵀA)⁻¹ in it; None for another."""
        for turned in (False, True):
            for k, pair in enumerate(pairwise(chain)):
                inverse, design = pair[::-1] if turned else pair
                letter = self.design(inverse)
                if not letter or design != (letter if turned else letter.T):
                    continue
                before, after = chain[:k], chain[k + 2 :]
                right = self.multiplied(after) if after else None
                found = self.factored(letter).least_squares(None if turned else right)
                if turned:
                    found = found.T if right is None else product(found.T, right)
                return product(self.multiplied(before), found) if before else found
        return None

    def multiplied(self, chain: tuple[Term, ...]) -> Matrix:
        """A product of floating matrices, from the right."""
        found = self.least_squares(chain)
        if found is not None:
            return found
        return reduce(lambda right, left: product(left, right), map(self.value, chain[::-1]))

    def pseudoinverse(self, matrix: Term) -> Matrix:
        """The pseudoinverse of a term's matrix."""
        given = self.value(matrix)
        if self.exact:
            return _exact_pseudoinverse(given.shape, tuple(given.reshape(-1)))
        return np.linalg.pinv(given, rcond=_NOTHING)

    def outcome(self, letter: Variable) -> Matrix:
        """The matrix of a letter."""
        if letter in self.letters:
            return self.letters[letter]
        raise MalformedError(f"{letter} is given by its law, but stands here for its outcome")

    def rational(self, term: Term, found: Fraction | int | None) -> Matrix:
        """A rational number as a 1×1 matrix."""
        if found is None:
            raise IrrationalError(f"{term} is not rational here: give floats")
        return np.full((1, 1), simple(found), object)

    def function(self, term: OfArgument) -> Matrix:
        """A function of a scalar."""
        if isinstance(term, Log) and not self.exact:
            return np.full((1, 1), self.logarithm(term.argument))
        given = self.value(term.argument)
        number = given[0, 0]
        if (isinstance(term, Log) and number <= 0) or (isinstance(term, Root) and number < 0):
            raise meaningless(term)
        if isinstance(term, Absolute):
            return np.abs(given)
        if self.exact:
            return self.rational(term, _exact_function(term, number))
        return {Exp: np.exp, Log: np.log, Root: np.sqrt}[type(term)](given)

    def logarithm(self, term: Term) -> float:
        """The logarithm of a floating number, also where it is itself too small or too large."""
        try:
            number = self.value(term)[0, 0]
        except MalformedError:  # too large for floats, or a part of it
            number = inf
        if 0 < number < inf:
            return log(number)
        if number in (0, inf):
            match term:
                case Exp(argument):
                    return float(self.value(argument)[0, 0])
                case Product(left, right) | Scaled(left, right) if left.shape == right.shape:
                    return self.logarithm(left) + self.logarithm(right)
                case ProductOver(index, body):
                    return sum(at.logarithm(body) for at in self.each(index))
                case Abbreviation():
                    return self.inside(term).logarithm(term.body)
                case Density(of, point):
                    law = self.law(of)
                    if distributions.has_density(law):
                        return distributions.log_density(law, self.value(point))
                case MomentGenerating():
                    found = self.log_generating(term)
                    if found < inf:
                        return found
        if number == inf:
            raise MalformedError(f"{term} is too large for floats here: give smaller numbers")
        raise meaningless(Log(term))

    def density(self, term: Density) -> Matrix:
        """The density of a random vector at a point, as a 1×1 matrix."""
        law, point = self.law(term.of), self.value(term.at)
        if not self.exact:
            return np.full((1, 1), distributions.density(law, point))
        found = distributions.exact_density(law, point)
        return self.rational(term, None) if found is None else found

    def groups(self, letters: Iterable[Random]) -> dict[tuple[Random, ...], Law]:
        """The independent laws that random letters, and those joined to them, have."""
        wanted = set(letters)
        found = {group: law for group, law in self.laws.items() if wanted & set(group)}
        for letter in sorted(wanted.difference(*found), key=str):
            raise MalformedError(f"{letter} is given no law: give Normals or another law")
        return found

    def at_outcome(self, letters: Iterable[Random], outcome: Matrix) -> Valuation:
        """The valuation where random letters are the parts of a vector, one below the other."""
        found, start = dict(self.letters), 0
        for letter in letters:
            end = start + self.size(letter.rows)
            found[letter] = outcome[start:end]
            start = end
        return replace(self, letters=found)

    def outcomes(self, letters: Iterable[Random]) -> Iterator[tuple[Any, Valuation]]:
        """Probabilities, and valuations that bind random letters to outcomes.

        They are of the law of the letters, or of one with the same mean and covariance.
        """
        groups = self.groups(letters)
        if not groups:
            yield 1, self
            return
        order = [letter for group in groups for letter in group]
        laws = tuple(groups.values())
        found = every_outcome(laws) if self.exact else None
        for chance, outcome in found or _few_outcomes(laws):
            yield chance, self.at_outcome(order, outcome)

    def every_outcome(self, letters: Iterable[Random]) -> list[tuple[Any, Valuation]] | None:
        """All outcomes of random letters as above; None for infinitely or too many."""
        groups = self.groups(letters)
        order = [letter for group in groups for letter in group]
        found = every_outcome(tuple(groups.values()))
        if found is None:
            return None
        return [(chance, self.at_outcome(order, outcome)) for chance, outcome in found]

    def mean(self, of: Term) -> Matrix:
        """The mean of a random matrix, the sum of probability · value over the outcomes."""
        zero = np.zeros(self.shape(of), object if self.exact else float)
        outcomes = self.outcomes(outcomes_in(of))
        return self.simple(sum((chance * at.value(of) for chance, at in outcomes), start=zero))

    def covariance(self, first: Term, second: Term) -> Matrix:
        """The mean of (u − E[u])(v − E[v])ᵀ, the sum of probability · value over the outcomes."""
        outcomes = list(self.outcomes(outcomes_in(first) | outcomes_in(second)))
        chances = [chance for chance, _ in outcomes]

        def centred(vector: Term) -> list[Matrix]:
            values = [at.value(vector) for _, at in outcomes]
            middle = sum(chance * value for chance, value in zip(chances, values, strict=True))
            return [value - middle for value in values]

        pairs = zip(chances, centred(first), centred(second), strict=True)
        size = self.shape(first)[0], self.shape(second)[0]
        zero = np.zeros(size, object if self.exact else float)
        return self.simple(sum((chance * product(u, v.T) for chance, u, v in pairs), start=zero))

    def simple(self, matrix: Matrix) -> Matrix:
        """The matrix, with whole fractions as int where it is exact."""
        return elimination.as_matrix(matrix) if self.exact else matrix

    def generating(self, term: MomentGenerating) -> Matrix:
        """The moment generating function, as a 1×1 matrix."""
        if not self.exact:
            found = self.log_generating(term)
            return np.full((1, 1), np.exp(found) if found < inf else 0.0)
        point, affine = self.value(term.at), self.affine(term.of)
        if not point.any():
            return self.rational(term, 1)
        if affine is None:
            raise IrrationalError(f"{term} is not known to be rational here: give floats")
        groups, a, b = affine
        factors, exponent, start = [], product(point.T, b)[0, 0], 0
        for law in groups.values():
            end = start + distributions.size(law)
            along = product(a[:, start:end].T, point)
            factors.append(distributions.exact_generating(law, along))
            start = end
        if any(found is not None and found[0] == 0 for found in factors):
            return self.rational(term, 0)
        known = [found for found in factors if found is not None]
        exponent += sum(x for _, x in known)
        rational = len(known) == len(factors) and exponent == 0
        return self.rational(term, prod((Fraction(c) for c, _ in known)) if rational else None)

    def log_generating(self, term: MomentGenerating) -> float:
        """The logarithm of the moment generating function, in floats; it may be infinite."""
        point, affine = self.value(term.at), self.affine(term.of)
        if affine is None:
            return self.log_of_sum(term)
        groups, a, b = affine
        total, start = float((point.T @ b)[0, 0]), 0
        for law in groups.values():
            end = start + distributions.size(law)
            found = distributions.log_generating(law, a[:, start:end].T @ point)
            if found is None:
                raise UnknownLawError(f"{term} is not known here")
            total += found
            start = end
        return total

    def log_of_sum(self, term: MomentGenerating) -> float:
        """ln E[exp(tᵀu)] as a sum over outcomes, for a law that has few."""
        outcomes = self.every_outcome(outcomes_in(term.of))
        if outcomes is None:
            raise UnknownLawError(f"{term} is not known here")
        point, logs = self.value(term.at), []
        for chance, at in outcomes:
            logs.append(log(chance) + float((point.T @ at.value(term.of))[0, 0]))
        return float(np.logaddexp.reduce(logs))

    def affine(self, vector: Term) -> tuple[dict[tuple[Random, ...], Law], Matrix, Matrix] | None:
        """Independent laws of x, and A and b, where the vector is Ax + b; None if it is not."""
        letters = outcomes_in(vector)
        if degree_or_infinity(vector, dict.fromkeys(letters, 1)) > 1:
            return None
        groups = self.groups(letters)
        order = [letter for group in groups for letter in group]
        units = self.units(sum(self.size(letter.rows) for letter in order))
        if not units:
            b = self.value(vector)
            return groups, b[:, :0], b
        b = self.at_outcome(order, 0 * units[0]).value(vector)
        columns = [self.at_outcome(order, unit).value(vector) - b for unit in units]
        return groups, np.hstack(columns), b

    def law(self, vector: Term) -> Law:
        """The law of a vector that is affine in random letters."""
        affine = self.affine(vector)
        found = None
        if affine is not None:
            groups, a, b = affine
            if not groups:
                return Normals(b, np.zeros((len(b), len(b)), b.dtype))
            joint = distributions.stack(list(groups.values()))
            found = joint and distributions.image(joint, a, b)
        if found is None:
            raise UnknownLawError(f"the law of {vector} is not one that is known here")
        return found

    def derivative(self, term: Derivative) -> Matrix:
        """The Jacobian; its column j is Σ weight · body(at + node · eⱼ), summed over the nodes."""
        at = self.value(term.at)
        degrees: Mapping[Variable, float] = {term.letter: 1}
        weights = differences(degree(term.body, degrees))
        columns, here = [], self.bound(term.letter, at)
        for unit in self.units(len(at)):
            around = [
                self.bound(term.letter, at + node * unit) if node else here for node, _ in weights
            ]
            columns.append(self.weighted(term.body, degrees, [w for _, w in weights], around))
        return np.hstack(columns)

    def weighted(
        self,
        body: Term,
        degrees: Mapping[Variable, float],
        weights: list[Fraction],
        around: list[Valuation],
    ) -> Matrix:
        """Σ weight · body, in which constant summands, which may be irrational, are left out.

        The weights sum to 0; constant are the terms of degree 0 in letters of the given degrees.
        """
        if degree_or_infinity(body, degrees) == 0:
            with suppress(IrrationalError):
                around[0].value(body)  # it must mean something
            return np.zeros(self.shape(body), object if self.exact else float)
        match body:
            case Sum(left, right):
                first = self.weighted(left, degrees, weights, around)
                return first + self.weighted(right, degrees, weights, around)
            case Scaled(scalar, matrix) if degree_or_infinity(scalar, degrees) == 0:
                factor = around[0].value(scalar)
                return factor * self.weighted(matrix, degrees, weights, around)
            case Abbreviation():
                inner = [at.inside(body) for at in around]
                given = degrees_inside(body, degrees)
                return self.weighted(body.body, given, weights, inner)
        pairs = zip(weights, around, strict=True)
        return sum(
            ((simple(c) if self.exact else float(c)) * at.value(body) for c, at in pairs),
            start=np.zeros(self.shape(body), object if self.exact else float),
        )

    def inside(self, term: Abbreviation) -> Valuation:
        """The valuation of the body: parameters bound to arguments."""
        arguments = map(self.value, term.arguments)
        inner = dict(self.letters)
        inner.update(zip(term.parameters, arguments, strict=True))
        return replace(self, letters=inner)


def _fits_in_memory(term: Term, rows: int, cols: int) -> None:
    """Raise where a matrix of so many entries is not to be written down."""
    if rows * cols > _ENTRIES:
        raise TooLargeError(f"{term} is too large to be computed here: {rows}×{cols} entries")


@lru_cache(maxsize=64)
def every_outcome(laws: tuple[Law, ...]) -> list[tuple[Any, Matrix]] | None:
    """The outcomes of independent vectors with these laws, one below the other; None for many."""
    joint = distributions.stack(laws) if laws else None
    if not isinstance(joint, TwoValued) or 2 ** len(joint.values) > MOST:
        return None
    return list(distributions.outcomes(joint))


@lru_cache(maxsize=64)
def _few_outcomes(laws: tuple[Law, ...]) -> list[tuple[Any, Matrix]]:
    """The outcomes of a law with the means and covariances of these, of independent vectors."""
    means, covariances = zip(*map(distributions.moments, laws), strict=True)
    return list(distributions.cubature(np.vstack(means), distributions.diagonal(covariances)))


@lru_cache(maxsize=64)
def basis(size: int, exact: bool) -> tuple[Matrix, ...]:
    """The standard basis vectors, as columns."""
    return tuple(row[:, None] for row in np.eye(size, dtype=object if exact else float))


@lru_cache(maxsize=64)
def _exact_inverse(size: int, entries: tuple[Fraction | int, ...]) -> Matrix | None:
    """The inverse of an exact matrix, or None where it is singular; it is often asked for again."""
    return elimination.inverse(np.array(entries, dtype=object).reshape(size, size))


@lru_cache(maxsize=64)
def _exact_pseudoinverse(shape: tuple[int, int], entries: tuple[Fraction | int, ...]) -> Matrix:
    """The pseudoinverse of an exact matrix; it is often asked for again."""
    return elimination.pseudoinverse(np.array(entries, dtype=object).reshape(shape))


@lru_cache(maxsize=64)
def _floating_inverse(size: int, entries: bytes) -> Matrix | None:
    """The inverse of a floating matrix, or None where it is singular to working precision."""
    matrix = np.frombuffer(entries).reshape(size, size)
    return np.linalg.inv(matrix) if 1 / np.linalg.cond(matrix) > _SINGULAR else None


@lru_cache(maxsize=64)
def _factored(shape: tuple[int, int], entries: bytes) -> Factored | None:
    """The orthogonal factorisation of a floating matrix, or None where it may lack full rank."""
    return factored(np.frombuffer(entries).reshape(shape))


def factors(term: Term) -> tuple[Term, ...]:
    """The factors of a product of matrices, whichever are multiplied first."""
    if isinstance(term, Product):
        return factors(term.left) + factors(term.right)
    return (term,)


def singular(matrix: Term) -> UndefinedError:
    """The error for the inverse of a matrix that has none, or none that floats can tell."""
    return UndefinedError(f"{matrix} is singular here, so that {Inverse(matrix)} means nothing")


def outcomes_in(term: Term) -> set[Random]:
    """The random letters that stand for their outcomes, outside all that is of a law."""
    if isinstance(term, Random):
        return {term}
    if isinstance(term, OF_LAWS):
        return set()
    inner = (outcomes_in(part) for part in parts(term) if isinstance(part, Term))
    return set[Random]().union(*inner)


def _is_finite(matrix: Matrix) -> bool:
    """Whether every entry of a floating matrix is finite."""
    if matrix.size == 1:
        return isfinite(matrix[0, 0])
    return bool(np.isfinite(matrix).all())


def meaningless(term: OfArgument) -> UndefinedError:
    """The error for a function of a scalar for which it is not defined."""
    wanted = "positive" if isinstance(term, Log) else "nonnegative"
    return UndefinedError(f"{term.argument} is not {wanted} here, so that {term} means nothing")


def _exact_function(term: OfArgument, number: Fraction | int) -> Fraction | int | None:
    """The value of exp, ln or √ at a rational number, or None where it is not rational."""
    if isinstance(term, Root):
        fraction = Fraction(number)
        top, bottom = isqrt(fraction.numerator), isqrt(fraction.denominator)
        root = Fraction(top, bottom)
        return root if root * root == fraction else None
    if isinstance(term, Exp):
        return 1 if number == 0 else None
    return 0 if number == 1 else None


def determinant(matrix: Matrix) -> Fraction | int:
    """The determinant of an exact matrix, by elimination."""
    rows = [[Fraction(entry) for entry in row] for row in matrix]
    found = Fraction(1)
    for k in range(len(matrix)):
        place = next((i for i, row in enumerate(rows) if row[k]), None)
        if place is None:
            return 0
        chosen = rows.pop(place)
        found *= (-1) ** place * chosen[k]
        rows = [
            [a - row[k] / chosen[k] * b for a, b in zip(row, chosen, strict=True)] for row in rows
        ]
    return simple(found)


def degree(term: Term, degrees: Mapping[Variable, float]) -> int:
    """A bound on the degree of a term, where some letters are polynomials of the given degrees.

    Raises MalformedError where such a letter stands in an inverse, an exponential, ….

    >>> w = Letter("w", 2)
    >>> degree(SquaredNorm(w), {w: 1})
    2
    """
    bound = degree_or_infinity(term, degrees)
    if bound == inf:
        raise MalformedError(f"{term} is not a polynomial in {', '.join(map(str, degrees))}")
    return int(bound)


def degree_or_infinity(term: Term, degrees: Mapping[Variable, float]) -> float:
    """A bound on the degree, infinite for a letter inside what is no polynomial."""

    def of(part: Term) -> float:
        return degree_or_infinity(part, degrees)

    match term:
        case Variable():
            return degrees.get(term, 0)
        case Sum(left, right):
            return max(of(left), of(right))
        case Product(left, right) | Scaled(left, right):
            return of(left) + of(right)
        case Transpose(matrix) | Trace(matrix):
            return of(matrix)
        case SquaredNorm(vector):
            return 2 * of(vector)
        case SumOver(index, body):
            return degree_or_infinity(body, {**degrees, index: 0})
        case ProductOver(index, body):
            return inf if degree_or_infinity(body, {**degrees, index: 0}) else 0
        case Expectation(matrix):
            return degree_or_infinity(matrix, _of_constants(degrees))
        case Covariance(first, second):
            inner = _of_constants(degrees)
            return degree_or_infinity(first, inner) + degree_or_infinity(second, inner)
        case Derivative(body, letter, at):
            point = of(at)
            return max(0, degree_or_infinity(body, {**degrees, letter: point}) - min(point, 1e9))
        case Iterate(body, letter, start):
            inner = {**degrees, letter: 0}
            return inf if of(start) or degree_or_infinity(body, inner) else 0
        case Abbreviation(_, _, _, body):
            return degree_or_infinity(body, degrees_inside(term, degrees))
    return inf if any(of(part) for part in parts(term) if isinstance(part, Term)) else 0


def _is_long(number: Fraction | int) -> bool:
    """Whether an exact number has more digits than one that can be written down."""
    return max(abs(number.numerator), number.denominator) >= LONGEST


def _of_constants(degrees: Mapping[Variable, float]) -> Mapping[Variable, float]:
    """The degrees of letters that are not random: a moment depends on no outcome."""
    return {letter: found for letter, found in degrees.items() if not isinstance(letter, Random)}


def degrees_inside(
    term: Abbreviation, degrees: Mapping[Variable, float]
) -> Mapping[Variable, float]:
    """The degrees of letters in the body of an abbreviation: of parameters, of their arguments."""
    inner = dict(degrees)
    for parameter, argument in zip(term.parameters, term.arguments, strict=True):
        inner[parameter] = degree_or_infinity(argument, degrees)
    return inner


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


def names_in(term: Term) -> set[Variable | Dimension]:
    """The free letters of a term, and all its dimensions."""
    match term:
        case Variable():
            return {term} | sizes_of(term)
        case Dimension():
            return {term}
        case OverIndex(index, body):
            return names_in(body) - {index} | sizes_of(index)
        case Derivative(body, letter, at):
            return names_in(body) - {letter} | names_in(at) | sizes_of(letter)
        case Iterate(body, letter, start, count):
            outside = names_in(start) | names_in(count) | sizes_of(letter)
            return names_in(body) - {letter} | outside
        case Abbreviation(_, parameters, arguments, body):
            inside = names_in(body)
            found = inside - set(parameters)
            for parameter, argument in zip(parameters, arguments, strict=True):
                if parameter in inside:
                    found |= names_in(argument)
            return found
    within = (names_in(part) for part in parts(term) if isinstance(part, Term))
    return set[Variable | Dimension]().union(*within)


def sizes_of(term: Term) -> set[Variable | Dimension]:
    """The dimensions in the shape of a term."""
    return {size for size in term.shape if isinstance(size, Dimension)}


# From what a caller gives to a valuation.


def valuation(values: Values, *terms: Term) -> Valuation:
    """The valuation of all that the terms speak of; see `evaluate` for what is accepted."""
    return valuation_of(values, set[Variable | Dimension]().union(*map(names_in, terms)))


def valuation_of(values: Values, wanted: set[Variable | Dimension]) -> Valuation:
    """The valuation of the wanted letters and dimensions."""
    if not isinstance(values, Mapping):
        raise MalformedError(
            f"values are given by letter, as in {{X: [[1, 2]], y: [3]}}, not as {values!r}"
        )
    letters: dict[Variable, Matrix] = {}
    sizes: dict[Dimension, int] = {}
    laws: dict[tuple[Random, ...], Law] = {}
    parts: dict[Variable, Matrix] = {}
    alone: set[Variable | Dimension] = set()
    for key, value in values.items():
        several = type(key) is tuple
        things = [_variable_of(thing, wanted) for thing in (key if several else (key,))]
        if isinstance(value, LAWS):
            group, law = _law_of(things, value)
            for letter in group:
                if any(letter in other for other in laws):
                    raise MalformedError(f"{letter} is given twice")
            laws[group] = law
            parts |= _part_of(group, law)
            alone |= set() if several else set(group)
        elif several:
            raise MalformedError(f"for several letters a law is given, not {value!r}")
        elif things[0] in letters or things[0] in sizes or things[0] in alone:
            raise MalformedError(f"{things[0]} is given twice")
        elif isinstance(things[0], Dimension):
            sizes[things[0]] = size_of(things[0], value)
        else:
            letters[things[0]] = _matrix_of(things[0], value)
    if alone & letters.keys():
        raise MalformedError(f"{min(map(str, alone & letters.keys()))} is given twice")
    sizes |= _read_sizes({**letters, **parts}, sizes)
    for group, law in laws.items():
        sizes |= _read_off_law(group, law, sizes)
    without = wanted - letters.keys() - sizes.keys() - {x for group in laws for x in group}
    implied = {size for thing in without if isinstance(thing, Variable) for size in sizes_of(thing)}
    missing = sorted(
        f"{thing} of shape {show(thing.shape)}" if isinstance(thing, Variable) else str(thing)
        for thing in without - implied
    )
    if missing:
        raise MalformedError(f"no value is given for {', '.join(missing)}")
    exact = _all_exact({**letters, **parts})
    return Valuation(letters, sizes, exact, laws, by_qr=not exact)


def _law_of(things: list[Any], law: Law) -> tuple[tuple[Random, ...], Law]:
    """Random letters, and the law that is given for them, as exact or floating arrays."""
    for letter in things:
        if not isinstance(letter, Random) or letter.cols != 1:
            raise MalformedError(f"{letter} is given a law: a law is given for a random vector")
    names = ", ".join(letter.name for letter in things)
    if not things or len(set(things)) < len(things):
        raise MalformedError(f"a law is given for distinct letters, not for ({names})")
    found = []
    for item, array in zip(fields(law), distributions.arrays(law), strict=True):
        cols: Size = 1 if item.name in COLUMNS else Dimension("cols")
        letter = Letter(f"{things[0].name}_{item.name}", Dimension("rows"), cols)
        found.append(_array_of(letter, array))
    checked = type(law)(*found)
    if not distributions.fits(checked):
        raise MalformedError(f"the parts of the law of {names} do not fit together")
    if not distributions.is_law(checked):
        wanted = "a covariance is positive semidefinite, a scale positive"
        raise MalformedError(f"what is given for {names} is no law: {wanted}")
    return tuple(things), checked


COLUMNS = ("mean", "location", "scale", "constant")  # those parts of laws that are vectors


def _part_of(group: tuple[Random, ...], law: Law) -> dict[Variable, Matrix]:
    """The first array of a law, as that of a letter of its own."""
    array = distributions.arrays(law)[0]
    rows = group[0].rows if len(group) == 1 else len(array)
    return {Letter(f"{group[0].name}_{fields(law)[0].name}", rows): array}


def _read_off_law(
    group: tuple[Random, ...], law: Law, sizes: Mapping[Dimension, int]
) -> dict[Dimension, int]:
    """The size of the letters of a joint law, where it follows from the size of the law."""
    total, rows = distributions.size(law), [letter.rows for letter in group]
    unknown = [size for size in rows if isinstance(size, Dimension) and size not in sizes]
    if len(set(unknown)) > 1:
        raise MalformedError(f"give a size for {', '.join(sorted(map(str, set(unknown))))}")
    rest = total - sum(sizes.get(size, 0) if isinstance(size, Dimension) else size for size in rows)
    if rest != 0 if not unknown else rest < 1 or rest % len(unknown):
        names = ", ".join(letter.name for letter in group)
        raise ShapeError(f"the law that is given for {names} is of {total} numbers")
    return {size: rest // len(unknown) for size in unknown}


def _variable_of(key: object, wanted: set[Variable | Dimension]) -> Variable | Dimension:
    """The letter or dimension that a key stands for."""
    if isinstance(key, Variable | Dimension):
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


def _matrix_of(letter: Variable, value: object) -> Matrix:
    """A matrix that is given for a letter: an object array of exact numbers, or one of floats."""
    found = _array_of(letter, value)
    if isinstance(letter, Index) and sorted(found.reshape(-1)) != [0] * (len(found) - 1) + [1]:
        raise MalformedError(f"{letter} is given {found.T.tolist()}, which is no basis vector")
    return found


def _array_of(letter: Variable, value: object) -> Matrix:
    """An object array of exact numbers or one of floats, of the shape of a letter."""
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
    exact = [_exact_number(letter, entry) for entry in array.reshape(-1).tolist()]
    return np.array(exact, dtype=object).reshape(array.shape)


def _exact_number(letter: Variable, entry: object) -> int | Fraction:
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


def _read_sizes(
    letters: Mapping[Variable, Matrix], given: Mapping[Dimension, int]
) -> dict[Any, int]:
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


def _all_exact(letters: Mapping[Variable, Matrix]) -> bool:
    """Whether the matrices are exact; some exact and some floating are refused."""
    floating = [letter for letter, matrix in letters.items() if matrix.dtype == float]
    if 0 < len(floating) < len(letters):
        exact = next(letter for letter in letters if letter not in floating)
        raise MalformedError(
            f"{floating[0]} is given in floats among exact numbers ({exact}): "
            "give every matrix in floats, or every one in int and Fraction"
        )
    return not floating
