"""The kinds of terms and statements: one table, in which each is declared, in one row.

A row says, without defaults: the name of the kind in the frozen form; its shape, where its parts are
checked together; what it needs to mean anything; its degree as a polynomial in random letters; whether
it belongs to a law; and the letter that it binds, with the part in which it does.
"""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from functools import partial
from typing import Any

from . import statements as s
from . import terms as t
from .errors import MalformedError, ShapeError
from .nodes import CHECKS, KINDS, NAMED, Kind, Node, derived, inside, kept, written
from .terms import Index, Letter, Shape, Term, check_size, shaped, show
from .trees import (
    Abbreviation,
    conditions,
    free_letters,
    letters_of_laws,
    outcomes,
    random_degree,
    substitute,
    subterms,
    union,
)

# Checks of one part of a node, by its type.


def check_term(value: object) -> None:
    """Raise unless the value is a known term."""
    if not isinstance(value, Term):
        t.as_term(value)
        raise MalformedError(f"{value!r} must be a term here: write as_term({value!r})")
    derived(value)


def check_statement(value: object) -> None:
    """Raise unless the value is a known statement."""
    if not isinstance(value, s.Statement):
        raise MalformedError(f"{value!r} is not a statement: write Equals(a, b), Invertible(a), …")
    derived(value)


def check_bound(letter: Any) -> None:
    """Raise unless the value is a letter for a column vector, fit to be bound."""
    if type(letter) is not Letter or letter.cols != 1:
        raise MalformedError(f"{letter} cannot be bound: a bound letter is a column vector")
    derived(letter)


def check_is_index(index: Any) -> None:
    """Raise unless the value is an index."""
    if type(index) is not Index:
        raise MalformedError(f"{index} is no index: write Index('i', n)")
    derived(index)


def each(check: Callable[[object], None]) -> Callable[[object], None]:
    """The check of a tuple of values that are each to pass another."""

    def check_each(values: object) -> None:
        if type(values) is not tuple:
            raise MalformedError(f"parameters and arguments are tuples, not {values!r}")
        for value in values:
            check(value)

    return check_each


CHECKS |= {"str": t.check_name, "Size": check_size, "Term": check_term, "Letter": check_bound}
CHECKS |= {"tuple[Letter, ...]": each(check_bound), "tuple[Term, ...]": each(check_term)}
CHECKS |= {"Index": check_is_index, "Statement": check_statement}


# Shapes. Each function takes the parts of a node and checks them together.


def alike(left: Term, right: Term) -> Shape:
    """Two terms of one shape."""
    if left.shape != right.shape:
        raise ShapeError(
            f"{shaped(left)} and {shaped(right)} are neither added nor compared: their shapes differ"
        )
    return left.shape


def sized(*parts: Any) -> Shape:
    """The sizes that end the parts."""
    return parts[-2:]  # type: ignore[return-value]


def of_any(matrix: Term) -> Shape:
    """Something of any matrix."""
    return matrix.shape


def scalar(*_: Any) -> Shape:
    """A scalar, whatever the parts."""
    return 1, 1


def column_of_basis(name: str, rows: t.Size, cols: t.Size) -> Shape:
    """An index."""
    if cols != 1:
        raise ShapeError(f"an index is a column, not of shape {show((rows, cols))}")
    return rows, cols


def multiple(factor: Term, matrix: Term) -> Shape:
    """A scalar multiple."""
    if factor.shape != (1, 1):
        raise ShapeError(f"cannot scale by {shaped(factor)}: a scalar is 1×1")
    return matrix.shape


def product(left: Term, right: Term) -> Shape:
    """A matrix product."""
    (rows, inner), (other, cols) = left.shape, right.shape
    if inner != other:
        raise ShapeError(
            f"cannot multiply {shaped(left)} by {shaped(right)}: "
            f"the inner sizes {inner} and {other} differ"
        )
    return rows, cols


def square(matrix: Term) -> Shape:
    """A square matrix."""
    if matrix.shape[0] != matrix.shape[1]:
        raise ShapeError(f"needed is a square matrix; {shaped(matrix)} is none")
    return matrix.shape


def reciprocal(matrix: Term) -> Shape:
    """An inverse."""
    if matrix == t.Number(Fraction(0)):
        raise MalformedError("cannot divide by 0")
    return square(matrix)


def of_square(matrix: Term) -> Shape:
    """A scalar of a square matrix."""
    return scalar(square(matrix))


def of_column(vector: Term) -> Shape:
    """A scalar of a column vector."""
    if vector.shape[1] != 1:
        raise ShapeError(f"needed is a column vector; {shaped(vector)} is none")
    return 1, 1


def of_scalars(*scalars: Term) -> Shape:
    """A scalar of scalars."""
    for term in scalars:
        if term.shape != (1, 1):
            raise ShapeError(f"needed is a scalar; {shaped(term)} is none")
    return 1, 1


def jacobian(body: Term, letter: Letter, at: Term) -> Shape:
    """A derivative."""
    check_polynomial(body, lambda node: free_letters(node) & {letter})
    of_column(body)
    check_like(at, letter)
    return body.shape[0], letter.rows


def over(index: Index, body: Node) -> Any:
    """What is for each index, such as a sum."""
    for term in subterms(body):
        if isinstance(term, t.OverIndex) and index in free_letters(term):
            raise MalformedError(f"{term} depends on the index {index} of the sum around it")
    return body[-1]


def product_over(index: Index, body: Term) -> Shape:
    """A product over an index."""
    over(index, body)
    return of_scalars(body)


def of_law(vector: Term, at: Term) -> Shape:
    """What belongs to the law of a random vector, at a point."""
    check_laws(vector)
    check_constant(at)
    check_like(at, vector)
    return 1, 1


def mean(matrix: Term) -> Shape:
    """An expectation."""
    check_moments(matrix, 2)
    return matrix.shape


def covariance(first: Term, second: Term) -> Shape:
    """A covariance."""
    check_laws(first, second)
    check_moments(first, 1)
    check_moments(second, 1)
    return first.shape[0], second.shape[0]


def abbreviation(
    name: str, parameters: tuple[Letter, ...], arguments: tuple[Term, ...], body: Term, *_: Term
) -> Shape:
    """An abbreviation."""
    wanted, given = ([term.shape for term in terms] for terms in (parameters, arguments))
    if wanted != given or len(set(parameters)) != len(parameters):
        raise ShapeError(
            f"{name} takes distinct letters of shapes {', '.join(map(show, wanted))}; "
            f"given were {', '.join(map(show, given))}"
        )
    for parameter, argument in zip(parameters, arguments, strict=True):
        if parameter not in free_letters(body):
            raise MalformedError(f"{name} does not use its parameter {parameter}")
        if parameter in letters_of_laws(body):
            check_constant(argument)  # it would change the law
    return body.shape


def extremum(point: Term, function: Term, letter: Letter) -> None:
    """The statement that a function of a letter is least or greatest at a point."""
    of_scalars(function)
    check_like(point, letter)
    if letter in letters_of_laws(function):
        check_constant(point)  # it would change the law
    for condition in conditions(function):
        if letter in free_letters(condition):
            raise MalformedError(
                f"the function of {letter} must mean something everywhere, and {condition} is needed"
            )


def gaussian(vector: Term, mean: Term, covariance: Term) -> None:
    """The statement that a vector is Gaussian."""
    check_laws(vector)
    check_constant(mean, covariance)
    (size, _), given = vector.shape, (mean.shape, covariance.shape)
    if given != ((size, 1), (size, size)):
        raise ShapeError(
            f"{shaped(vector)} cannot have a mean and covariance of shapes {show(given[0])} and "
            f"{show(given[1])}"
        )


def on_scalars(random: int, *scalars: Term) -> None:
    """A statement on the law of so many random scalars; the others are its parameters."""
    check_laws(*scalars[:random])
    check_constant(*scalars[random:])
    of_scalars(*scalars)


def check_like(term: Term, model: Term) -> None:
    """Raise unless two terms have one shape."""
    if term.shape != model.shape:
        raise ShapeError(f"{shaped(term)} stands where something like {shaped(model)} belongs")


def check_polynomial(term: Term, letters_in: Callable[[Any], frozenset[Any]]) -> None:
    """Raise unless a term is a polynomial in the letters that are found in it."""
    if type(term) is Abbreviation:
        term = term.unfolded()
    if not (letters := letters_in(term)):
        return
    if KINDS[type(term)].degree is None:
        what = "inverse " if type(term) is t.Inverse else ""
        names = ", ".join(sorted(letter.name for letter in letters))
        raise MalformedError(
            f"the letter {names} stands inside the {what}{term}: it may stand in polynomials only"
        )
    for part in inside(term):
        check_polynomial(part, letters_in)


@kept
def check_random(term: Term) -> None:
    """Raise unless a term is a polynomial in each random letter."""
    check_polynomial(term, outcomes)


def check_laws(*vectors: Term) -> None:
    """Raise unless terms are column vectors, and polynomials in each random letter."""
    for vector in vectors:
        if vector.shape[1] != 1:
            raise ShapeError(f"a law is of a column vector; {shaped(vector)} is none")
        check_random(vector)


def check_moments(term: Term, most: int) -> None:
    """Raise unless a term is a polynomial, of degree at most so much, in random vectors."""
    check_random(term)
    for letter in outcomes(term):
        if letter.cols != 1:
            raise ShapeError(f"moments are of column vectors; {shaped(letter)} is none")
    if random_degree(term) > most:
        raise MalformedError(
            f"{term} has degree {random_degree(term)} in its random letters, and may have {most}"
        )


def check_constant(*terms: Term) -> None:
    """Raise if a term is random."""
    for term in terms:
        for letter in outcomes(term):
            raise MalformedError(f"{term} must not be random here, and {letter} is")


# What is needed.


def inverted(term: Any) -> tuple[Any, ...]:
    """What is inverted is invertible, unless that is plain."""
    return () if is_unit(term.matrix) else (s.Invertible(term.matrix),)


def is_unit(term: Term) -> bool:
    """Whether a scalar is plainly not 0: a product of non-zero numbers and dimensions."""
    match term:
        case t.Number(value):
            return value != 0
        case t.Dimension():
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
    letters = (sorted(outcomes(part), key=written) for part in inside(term))
    return union(s.SquareIntegrable(letter) for group in letters for letter in group)


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
    t.Index: Kind("index", column_of_basis, None, none, False, None),
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
    s.Independent: Kind("independent", check_laws, None, None, LAW, None),
    s.IndependentVectors: Kind("independent-vectors", check_laws, None, None, LAW, None),
    s.Integrable: Kind("integrable", check_random, None, None, LAW, None),
    s.SquareIntegrable: Kind("square-integrable", check_laws, None, None, LAW, None),
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
