"""The kinds of terms and statements: one table, in which each is declared, in one row.

A row says, without defaults: the name of the kind in the frozen form; its shape, where its parts are
checked together; what it needs to mean anything; its degree as a polynomial in random letters; whether
it belongs to a law; and the letter that it binds, with the part in which it does.
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
from .nodes import CHECKS, KINDS, NAMED, Kind, Node, derived, inside, kept, written
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


NAME = re.compile(r"[A-Za-z]+[0-9]*(_[A-Za-z0-9]+)*", re.ASCII)
TAKEN = re.compile(r"I([0-9_].*)?|Var|Cov|tr|det|exp|ln|argmin|argmax")  # read as something else


def name_of(name: Any) -> str:
    """A plain name: letters, digits, and parts after underscores."""
    plain = type(name) is str and NAME.fullmatch(name) and not TAKEN.fullmatch(name)
    why = (
        "{} is no name: write letters, then digits, then parts after underscores, such as X, x0 or "
        "w_hat; I, Var, Cov, tr, det, exp, ln, argmin and argmax are taken"
    )
    require(plain, MalformedError, why, repr(name))
    return name  # type: ignore[no-any-return]


def size_of(size: Any) -> Size:
    """A positive int or a `Dimension`."""
    fits = (type(size) is int and size > 0) or (type(size) is Dimension and derived(size))
    require(fits, ShapeError, "a size is a positive int or a Dimension, not {}", repr(size))
    return size  # type: ignore[no-any-return]


def pair_of(value: Any) -> tuple[int, int]:
    """The numerator and denominator of a Fraction, which can be changed itself."""
    exact = type(value) is Fraction and type(value.numerator) is type(value.denominator) is int
    exact = exact and value == Fraction(value.numerator, value.denominator)
    why = "a number is an exact Fraction of Python's own ints, not {}"
    require(exact, MalformedError, why, repr(value))
    return value.numerator, value.denominator


def term_of(value: Any) -> Term:
    """A known term."""
    if not isinstance(value, Term):
        t.as_term(value)
    why = "{} must be a term here: write as_term({})"
    require(isinstance(value, Term) and derived(value), MalformedError, why, value, value)
    return value  # type: ignore[no-any-return]


def statement_of(value: Any) -> s.Statement:
    """A known statement."""
    why = "{} is not a statement: write Equals(a, b), Invertible(a), …"
    require(isinstance(value, s.Statement) and derived(value), MalformedError, why, repr(value))
    return value  # type: ignore[no-any-return]


def bound_of(letter: Any) -> Letter:
    """A letter for a column vector, fit to be bound."""
    fits = type(letter) is Letter and derived(letter) and letter.cols == 1
    require(fits, MalformedError, "{} cannot be bound: a bound letter is a column vector", letter)
    return letter  # type: ignore[no-any-return]


def index_of(index: Any) -> Index:
    """A known index."""
    fits = type(index) is Index and derived(index)
    require(fits, MalformedError, "{} is no index: write Index('i', n)", index)
    return index  # type: ignore[no-any-return]


def each(check: Callable[[Any], Any], values: Any) -> tuple[Any, ...]:
    """A tuple of values that each pass a check."""
    require(type(values) is tuple, MalformedError, "needed is a tuple, not {}", repr(values))
    return tuple(map(check, values))


CHECKS |= {"str": name_of, "Size": size_of, "Fraction": pair_of, "Term": term_of}
CHECKS |= {"Statement": statement_of, "Letter": bound_of, "Index": index_of}
CHECKS |= {
    "tuple[Letter, ...]": partial(each, bound_of),
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


def of_any(matrix: Term) -> Shape:
    """A statement on any matrix."""
    return matrix.shape


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
    with_moments(matrix, 2)
    return matrix.shape


def covariance(first: Term, second: Term) -> Shape:
    """A covariance."""
    random_vectors(first, second)
    with_moments(first, 1)
    with_moments(second, 1)
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
    for needed in conditions(function):
        why = "as a function of {}, {} must mean something everywhere, not only where {}"
        require(letter not in free_letters(needed), MalformedError, why, letter, function, needed)
    return of_scalars(function)


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


def with_moments(term: Term, most: int) -> None:
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


LAW, BODY, FUNCTION = True, ("index", "body"), ("letter", "function")
# fmt: off
TABLE: dict[type[Any], Kind] = {
    # kind: its frozen name, its shape, what it needs, its degree, whether of a law, what it binds
    t.Dimension: Kind("dimension", scalar, None, none, False, None),
    t.Number: Kind("number", scalar, None, none, False, None),
    t.Letter: Kind("letter", sized, None, none, False, None),
    t.Random: Kind("random", sized, None, lambda _: 1, False, None),
    t.Index: Kind("index", basis, None, none, False, None),
    t.Pi: Kind("pi", scalar, None, none, False, None),
    t.Identity: Kind("identity", lambda size: (size, size), None, none, False, None),
    t.Zero: Kind("zero", sized, None, none, False, None),
    t.Ones: Kind("ones", sized, None, none, False, None),
    t.Sum: Kind("sum", alike, None, largest, False, None),
    t.Scaled: Kind("scaled", multiple, None, total, False, None),
    t.Product: Kind("product", product, None, total, False, None),
    t.Transpose: Kind("transpose", lambda matrix: matrix.shape[::-1], None, largest, False, None),
    t.Inverse: Kind("inverse", reciprocal, inverted, None, False, None),
    t.Trace: Kind("trace", of_square, None, largest, False, None),
    t.SquaredNorm: Kind("squared-norm", of_column, None, lambda u: 2 * largest(u), False, None),
    t.Derivative: Kind("derivative", jacobian, None, of_derivative, False, ("letter", "body")),
    t.Exp: Kind("exp", of_scalars, None, None, False, None),
    t.Log: Kind("log", of_scalars, lambda log: (s.Positive(log.argument),), None, False, None),
    t.Root: Kind("root", of_scalars, lambda root: (s.Nonnegative(root.argument),), None, False, None),
    t.Absolute: Kind("absolute", of_scalars, None, None, False, None),
    t.Determinant: Kind("determinant", of_square, None, None, False, None),
    t.SumOver: Kind("sum-over", over, None, largest, False, BODY),
    t.ProductOver: Kind("product-over", product_over, None, None, False, BODY),
    t.Density: Kind("density", of_law, None, None, LAW, None),
    t.MomentGenerating: Kind("moment-generating", of_law, None, None, LAW, None),
    t.Expectation: Kind("expectation", mean, moments, None, LAW, None),
    t.Covariance: Kind("covariance", covariance, second_moments, None, LAW, None),
    Abbreviation: Kind("abbreviation", abbreviation, None, lambda a: random_degree(a[5]), False, None),
    s.Equals: Kind("equals", alike, None, None, False, None),
    s.Invertible: Kind("invertible", square, None, None, False, None),
    s.Nonnegative: Kind("nonnegative", of_scalars, None, None, False, None),
    s.Positive: Kind("positive", of_scalars, None, None, False, None),
    s.FullColumnRank: Kind("full-column-rank", of_any, None, None, False, None),
    s.PositiveSemidefinite: Kind("positive-semidefinite", square, None, None, False, None),
    s.PositiveDefinite: Kind("positive-definite", square, None, None, False, None),
    s.Minimises: Kind("minimises", extremum, None, None, False, FUNCTION),
    s.UniquelyMinimises: Kind("uniquely-minimises", extremum, None, None, False, FUNCTION),
    s.Maximises: Kind("maximises", extremum, None, None, False, FUNCTION),
    s.UniquelyMaximises: Kind("uniquely-maximises", extremum, None, None, False, FUNCTION),
    s.ForEach: Kind("for-each", over, None, None, False, ("index", "statement")),
    s.Independent: Kind("independent", random_vectors, None, None, LAW, None),
    s.IndependentVectors: Kind("independent-vectors", random_vectors, None, None, LAW, None),
    s.Integrable: Kind("integrable", polynomial_in_outcomes, None, None, LAW, None),
    s.SquareIntegrable: Kind("square-integrable", random_vectors, None, None, LAW, None),
    s.Gaussian: Kind("gaussian", gaussian, None, None, LAW, None),
    s.Laplace: Kind("laplace", partial(on_scalars, 1), None, None, LAW, None),
    s.ChiSquared: Kind("chi-squared", partial(on_scalars, 1), None, None, LAW, None),
    s.StudentT: Kind("student-t", partial(on_scalars, 2), None, None, LAW, None),
}
# fmt: on
KINDS |= TABLE
NAMED |= {kind.name: made for made, kind in TABLE.items()}
TERMS: frozenset[type[Term]] = frozenset(kind for kind in TABLE if issubclass(kind, Term))
STATEMENTS = frozenset(TABLE) - TERMS
ON_LAWS = frozenset(kind for kind in STATEMENTS if TABLE[kind].of_law)
OF_LAWS = tuple(kind for kind in TERMS if TABLE[kind].of_law)
