"""What the table in `declarations` is made of: shapes, checks, needs and degrees.

Each function takes the parts of a node, or a node, and raises where they do not fit together.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from fractions import Fraction
from functools import partial
from typing import Any

from . import statements as s
from . import terms as t
from .errors import MalformedError, ShapeError, require
from .nodes import CHECKS, KINDS, LONGEST, Node, derived, inside, kept, written
from .terms import Dimension, Index, Letter, Number, Shape, Size, Term
from .trees import (
    Abbreviation,
    conditions,
    free_letters,
    letters_of_laws,
    outcomes,
    random_degree,
    substitute,
    summed_over,
)

# Checks of one part of a node, by its type. Each gives what is kept of it.


_NAME = re.compile(r"[A-Za-z]+[0-9]*(_[A-Za-z0-9]+)*", re.ASCII)
_TAKEN = re.compile(r"I([0-9_].*)?|Var|Cov|tr|det|exp|ln|argmin|argmax")  # read as something else


def name_of(name: Any) -> str:
    """A plain name: letters, digits, and parts after underscores."""
    plain = type(name) is str and _NAME.fullmatch(name) and not _TAKEN.fullmatch(name)
    why = "{} is no name: write letters, digits, then parts after _, as w_hat; ln, I … are taken"
    require(plain, MalformedError, why, repr(name))
    return name  # type: ignore[no-any-return]


def _pair_of(value: Any) -> tuple[int, int]:
    """The numerator and denominator of a Fraction, which can be changed itself."""
    exact = type(value) is Fraction and type(value.numerator) is type(value.denominator) is int
    exact = exact and value == Fraction(value.numerator, value.denominator)
    exact = exact and max(abs(value.numerator), value.denominator) < LONGEST
    why = "a number is a Fraction of Python's own ints, of 4000 digits at most, not this {}"
    require(exact, MalformedError, why, type(value).__name__)
    return value.numerator, value.denominator


def known(what: str, fits: Callable[[Any], object]) -> Callable[[Any], Any]:
    """The check of a known node of some kind, or of a plain value."""

    def check(value: Any) -> Any:
        require(fits(value), MalformedError, "{} is no {}", repr(value), what)
        return derived(value) and value

    return check


def each(check: Callable[[Any], Any], values: Any) -> tuple[Any, ...]:
    """A tuple of values that each pass a check."""
    require(type(values) is tuple, MalformedError, "needed is a tuple, not {}", repr(values))
    return tuple(map(check, values))


def term_of(value: Any) -> Term:
    """A known term."""
    fits = t.as_term(value) is value
    require(fits, MalformedError, "{} must be a term here: write as_term({})", value, value)
    return value  # type: ignore[no-any-return]


def size_of(size: Any) -> Size:
    """A positive int, or a known dimension."""
    shown = "so long an int" if type(size) is int and abs(size) >= LONGEST else repr(size)
    fits = (type(size) is int and 0 < size < LONGEST) or (type(size) is Dimension and derived(size))
    require(fits, ShapeError, "a size is a positive int or a Dimension, not {}", shown)
    return size  # type: ignore[no-any-return]


def count_of(value: Any) -> Term:
    """A term that is a positive integer: a positive int, a dimension, a sum or product of such."""
    term = t.as_term(value)
    match term:
        case t.Sum(left, right) | t.Scaled(left, right) | t.Product(left, right):
            return type(term)(count_of(left), count_of(right))
        case Number(number) if number > 0 and number.denominator == 1:
            return term
    require(type(term) is Dimension, ShapeError, "{} is no positive int or Dimension", term)
    return term


_bound = known("letter of a column, fit to be bound", lambda x: type(x) is Letter and x.cols == 1)
CHECKS |= {"str": name_of, "Size": size_of, "Fraction": _pair_of, "Term": term_of}
CHECKS["Count"] = count_of
CHECKS |= {
    "Statement": known(
        "statement: write Equals(a, b), Invertible(a), …", lambda x: isinstance(x, s.Statement)
    ),
    "Index": known("index: write Index('i', n)", lambda x: type(x) is Index),
    "Letter": _bound,
    "tuple[Letter, ...]": partial(each, _bound),
    "tuple[Term, ...]": partial(each, term_of),
}


# Shapes. Each function takes the parts of a node and checks them together.


def alike(left: Term, right: Term) -> Shape:
    """Two terms of one shape."""
    fit = left.shape == right.shape
    require(fit, ShapeError, "{} and {} have different shapes: they need equal ones", left, right)
    return left.shape


def sized(*parts: Any) -> Shape:
    """The sizes that end the parts."""
    return parts[-2:]


def scalar(*_: Any) -> Shape:
    """A scalar, whatever the parts."""
    return 1, 1


def basis(_: str, *shape: Size) -> Any:
    """An index."""
    why = "an index is a column, not of shape {}×{}"
    require(shape[1] == 1, ShapeError, why, *shape)
    return shape


def multiple(factor: Term, matrix: Term) -> Shape:
    """A scalar multiple."""
    require(factor.shape == (1, 1), ShapeError, "cannot scale by {}: a scalar is 1×1", factor)
    return matrix.shape


def product(left: Term, right: Term) -> Shape:
    """A matrix product."""
    (rows, inner), (other, cols) = left.shape, right.shape
    why = "cannot multiply {} by {}: the inner sizes differ"
    require(inner == other, ShapeError, why, left, right)
    return rows, cols


def turned(matrix: Term) -> Shape:
    """The shape of a transpose."""
    return matrix.shape[::-1]


def square(matrix: Term) -> Shape:
    """A square matrix."""
    require(matrix.shape[0] == matrix.shape[1], ShapeError, "{} is no square matrix", matrix)
    return matrix.shape


def reciprocal(matrix: Term) -> Shape:
    """An inverse."""
    require(matrix != Number(Fraction(0)), MalformedError, "cannot divide by 0")
    return square(matrix)


def of_square(matrix: Term) -> Shape:
    """A scalar of a square matrix."""
    return scalar(square(matrix))


def of_column(vector: Term) -> Shape:
    """A scalar of a column vector."""
    require(vector.shape[1] == 1, ShapeError, "{} is no column vector", vector)
    return 1, 1


def of_scalars(*scalars: Term) -> Shape:
    """A scalar of scalars."""
    for each in scalars:
        require(each.shape == (1, 1), ShapeError, "{} is no scalar", each)
    return 1, 1


def jacobian(body: Term, letter: Letter, at: Term) -> Shape:
    """A derivative."""
    polynomial(body, lambda node: free_letters(node) & {letter})
    of_column(body)
    alike(letter, at)
    return body.shape[0], letter.rows


def over(index: Index, body: Node) -> Any:
    """What is over an index, such as a sum."""
    why = "a sum or product in {} depends on the index {} of the sum around it"
    require(index not in summed_over(body), MalformedError, why, body, index)
    return body[-1]


def product_over(index: Index, body: Term) -> Shape:
    """A product over an index."""
    over(index, body)
    return of_scalars(body)


def of_law(vector: Term, at: Term) -> Shape:
    """What belongs to the law of a random vector, at a point."""
    random_vectors(vector)
    constant(at)
    alike(vector, at)
    return 1, 1


def mean(matrix: Term) -> Shape:
    """An expectation."""
    _with_moments(matrix, 2)
    return matrix.shape


def covariance(first: Term, second: Term) -> Shape:
    """A covariance."""
    random_vectors(first, second)
    _with_moments(first, 1)
    _with_moments(second, 1)
    return first.shape[0], second.shape[0]


def abbreviation(
    name: str, parameters: tuple[Letter, ...], arguments: tuple[Term, ...], body: Term
) -> Shape:
    """An abbreviation."""
    wanted, given = ([term.shape for term in terms] for terms in (parameters, arguments))
    fit = wanted == given and len(set(parameters)) == len(parameters)
    why = "{} takes distinct letters of shapes {}; given were {}"
    require(fit, ShapeError, why, name, wanted, given)
    for parameter, argument in zip(parameters, arguments, strict=True):
        stands = parameter in free_letters(body)
        require(stands, MalformedError, "{} does not use its parameter {}", name, parameter)
        if parameter in letters_of_laws(body):
            constant(argument)  # it would change the law
    return body.shape


def extremum(point: Term, function: Term, letter: Letter) -> Shape:
    """The statement that a function of a letter is least or greatest at a point."""
    alike(letter, point)
    if letter in letters_of_laws(function):
        constant(point)  # it would change the law
    _defined_everywhere(function, letter)
    return of_scalars(function)


def iterated(body: Term, letter: Letter, start: Term, _: Term) -> Shape:
    """An iteration."""
    constant(body, start)
    alike(letter, body)
    _defined_everywhere(body, letter)
    return alike(letter, start)


def _defined_everywhere(function: Term, letter: Letter) -> None:
    """Raise unless a function of a letter means something whatever the letter is."""
    for needed in conditions(function):
        why = "as a function of {}, {} must mean something everywhere, not only where {}"
        require(letter not in free_letters(needed), MalformedError, why, letter, function, needed)


def gaussian(vector: Term, mean: Term, covariance: Term) -> Shape:
    """The statement that a vector is Gaussian."""
    random_vectors(vector)
    constant(mean, covariance)
    fit = covariance.shape == (vector.shape[0],) * 2 and mean.shape == vector.shape
    require(
        fit,
        ShapeError,
        "{} cannot have the mean {} and the covariance {}",
        vector,
        mean,
        covariance,
    )
    return vector.shape


def on_scalars(random: int, *scalars: Term) -> Shape:
    """A statement on the law of so many random scalars; the others are its parameters."""
    random_vectors(*scalars[:random])
    constant(*scalars[random:])
    return of_scalars(*scalars)


def polynomial(term: Term, letters_in: Callable[[Any], frozenset[Any]]) -> None:
    """Raise unless a term is a polynomial in the letters that are found in it."""
    term = term.unfolded() if isinstance(term, Abbreviation) else term
    if letters := letters_in(term):
        names = ", ".join(sorted(letter.name for letter in letters))
        what = "inverse " if type(term) is t.Inverse else ""
        why = "the letter {} stands inside the {}{}: it may stand in polynomials only"
        require(KINDS[type(term)].degree, MalformedError, why, names, what, term)
        for part in inside(term):
            polynomial(part, letters_in)


@kept
def polynomial_in_outcomes(term: Term) -> None:
    """Raise unless a term is a polynomial in each random letter."""
    polynomial(term, outcomes)


def random_vectors(*vectors: Term) -> Shape:
    """Column vectors that are polynomials in each random letter."""
    for vector in vectors:
        require(vector.shape[1] == 1, ShapeError, "a law is of a column vector, not of {}", vector)
        polynomial_in_outcomes(vector)
    return 1, 1


def _with_moments(term: Term, most: int) -> None:
    """Raise unless a term is a polynomial, of degree at most so much, in random vectors."""
    polynomial_in_outcomes(term)
    for letter in outcomes(term):
        require(letter.cols == 1, ShapeError, "moments are of column vectors, not of {}", letter)
    degree, why = random_degree(term), "{} has degree {} in its random letters, and may have {}"
    require(degree <= most, MalformedError, why, term, degree, most)


def constant(*terms: Term) -> None:
    """Raise if a term is random."""
    for term in terms:
        random = ", ".join(sorted(letter.name for letter in outcomes(term)))
        require(not random, MalformedError, "{} must not be random here, and {} is", term, random)


# What is needed.


def inverted(term: Any) -> tuple[Any, ...]:
    """What is inverted is invertible, unless that is plain."""
    return () if is_unit(term.matrix) else (s.Invertible(term.matrix),)


def is_unit(term: Term) -> bool:
    """Whether a scalar is plainly not 0: a product of non-zero numbers and dimensions."""
    match term:
        case Number(value):
            return value != 0
        case Dimension():
            return True
        case t.Scaled(left, right) | t.Product(left, right):
            return left.shape == right.shape == (1, 1) and is_unit(left) and is_unit(right)
    return False


def moments(term: Any) -> tuple[Any, ...]:
    """The random letters of a mean have finite moments of its degree."""
    finite = s.Integrable if random_degree(term.of) < 2 else s.SquareIntegrable
    return tuple(finite(letter) for letter in sorted(outcomes(term.of), key=written))


def second_moments(term: Any) -> tuple[Any, ...]:
    """The random letters of a covariance have finite second moments."""
    letters = [letter for part in inside(term) for letter in sorted(outcomes(part), key=written)]
    return tuple(s.SquareIntegrable(letter) for letter in dict.fromkeys(letters))


# Degrees.


def none(_: Any) -> int:
    """What is not random."""
    return 0


def largest(term: Any) -> int:
    """What is linear in its parts together."""
    return max(map(random_degree, inside(term)))


def total(term: Any) -> int:
    """A product of its parts."""
    return sum(map(random_degree, inside(term)))


def of_derivative(term: Any) -> int:
    """A derivative."""
    return random_degree(substitute(term.body, {term.letter: term.at}))
