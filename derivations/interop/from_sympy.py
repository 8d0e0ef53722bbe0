"""The way in: SymPy's expressions as terms and statements, with nothing evaluated on our side."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from functools import reduce
from typing import Any, TypeAlias

import sympy
from sympy import MatAdd, MatMul, MatPow, MatrixSymbol, OneMatrix, Q, ZeroMatrix
from sympy.assumptions import AppliedPredicate, Predicate
from sympy.core.function import AppliedUndef
from sympy.matrices.expressions.matexpr import MatrixElement
from sympy.matrices.expressions.slice import MatrixSlice
from sympy.stats.rv import RandomMatrixSymbol
from sympy.stats.symbolic_multivariate_probability import (
    CrossCovarianceMatrix,
    ExpectationMatrix,
    VarianceMatrix,
)

from ..kernel.declarations import STATEMENTS
from ..kernel.errors import MalformedError
from ..kernel.nodes import LONGEST
from ..kernel.statements import (
    ChiSquared,
    Equals,
    ForEach,
    FullColumnRank,
    Gaussian,
    Independent,
    IndependentVectors,
    Integrable,
    Invertible,
    Laplace,
    Maximises,
    Minimises,
    Nonnegative,
    Positive,
    PositiveDefinite,
    PositiveSemidefinite,
    SquareIntegrable,
    Statement,
    StudentT,
    UniquelyMaximises,
    UniquelyMinimises,
    symmetric,
)
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
    Ones,
    Pi,
    Product,
    ProductOver,
    Pseudoinverse,
    Random,
    Root,
    Scaled,
    Sum,
    SumOver,
    Term,
    Trace,
    Transpose,
    Zero,
)
from .explicit import MomentGeneratingFunction, ProbabilityDensity
from .sympy_words import (
    ForEachPredicate,
    IteratedMap,
    Jacobian,
    Map,
    MatrixSum,
    MoorePenroseInverse,
    chi_squared,
    for_each,
    full_column_rank,
    gaussian,
    independent,
    independent_vectors,
    integrable,
    laplace,
    maximises,
    minimises,
    positive_semidefinite,
    square_integrable,
    student_t,
    uniquely_maximises,
    uniquely_minimises,
)

_LARGEST_POWER = 100

KINDS = frozenset(
    {MatrixSymbol, MatAdd, MatMul, MatPow, sympy.Transpose, sympy.Inverse, sympy.Identity}
    | {ZeroMatrix, OneMatrix, sympy.Trace, MatrixElement, MatrixSlice, Jacobian, MatrixSum}
    | {IteratedMap, MoorePenroseInverse}
    | {sympy.Sum, sympy.Product}
    | {sympy.Symbol, sympy.Add, sympy.Mul, sympy.Pow}
    | {type(sympy.pi), sympy.exp, type(sympy.E), sympy.log, sympy.Abs, sympy.Determinant}
    | {RandomMatrixSymbol, ExpectationMatrix, VarianceMatrix, CrossCovarianceMatrix}
    | {ProbabilityDensity, MomentGeneratingFunction}
)
_READ = (
    "MatrixSymbol, MatAdd, MatMul, MatPow with an integer exponent, Transpose, Inverse, Identity, "
    "ZeroMatrix, OneMatrix, Trace; and as scalars Integer, Rational, Symbol, Add, Mul, Pow with an "
    "integer exponent, sqrt, exp, log, Abs, pi, Determinant, and the entry s[0, 0] of a 1×1 "
    "matrix; Sum and Product over an index (i, 0, n - 1), with the entry y[i, 0] and the row "
    "X[i, :] inside; and RandomMatrixSymbol, ExpectationMatrix, VarianceMatrix and "
    "CrossCovarianceMatrix"
)
_INSTEAD: dict[object, str] = {
    sympy.Float: "a float is not exact: write Rational(1, 2) for 0.5",
    sympy.Sum: "the entry [0, 0] of a 1×1 product is a sum to SymPy: write Trace(…) for it; a sum "
    "over an index is one over a Symbol (i, 0, n - 1)",
    sympy.Product: "a product over an index is one over a Symbol (i, 0, n - 1)",
    sympy.Dummy: "two Dummies may share one name: write a Symbol",
    AppliedUndef: "a function without a definition has no value: write a Symbol or MatrixSymbol",
    sympy.Derivative: "write Jacobian(Map(w, f), point)",
    sympy.ImmutableDenseMatrix: "write a MatrixSymbol for an explicit matrix",
    sympy.MutableDenseMatrix: "write a MatrixSymbol for an explicit matrix",
    sympy.Ne: "write Q.invertible(a) for a ≠ 0",
    sympy.Ge: "write Q.nonnegative(a - b) for a ≥ b",
    sympy.Le: "write Q.nonnegative(b - a) for a ≤ b",
    sympy.Gt: "write Q.positive(a - b) for a > b",
    sympy.Lt: "write Q.positive(b - a) for a < b",
    sympy.And: "hand over one statement at a time",
    type(sympy.true): "SymPy evaluated it before we saw it: write Eq(a, b, evaluate=False)",
    type(sympy.false): "SymPy evaluated it before we saw it: write Eq(a, b, evaluate=False)",
    bool: "`a == b` compares trees: write Eq(a, b, evaluate=False)",
    Q.fullrank: "it is true of wide matrices too: write full_column_rank(A), or Q.invertible(A)",
    Q.orthogonal: "write Eq(A.T * A, Identity(n))",
    Q.singular: "only its opposite is a statement here, Q.invertible(A)",
    Q.nonzero: "write Q.invertible(a)",
    Q.zero: "write Eq(a, 0, evaluate=False)",
}


def from_sympy(expr: sympy.Basic, /, together: Iterable[Any] = ()) -> Term:
    """The term of a SymPy expression; nothing is evaluated that SymPy has not evaluated already.

    Read are `MatrixSymbol`, `MatAdd`, `MatMul`, `MatPow` with an integer exponent, `Transpose`,
    `Inverse`, `Identity`, `ZeroMatrix`, `OneMatrix` and `Trace`; as scalars `Integer`, `Rational`,
    `Symbol`, `Add`, `Mul`, `Pow` with an integer exponent, `sqrt`, `exp`, `log`, `Abs`, `pi`,
    `Determinant`, and the entry s[0, 0] of a 1×1 matrix; `Sum` and `Product` over an index, from 0
    to n - 1, with the entry y[i, 0], the row X[i, :] and the column A[:, i] inside; of
    `sympy.stats` `RandomMatrixSymbol`, whose law is not read, and without a condition
    `ExpectationMatrix`, `VarianceMatrix` and `CrossCovarianceMatrix`; and our own `Jacobian`,
    `MatrixSum`, `IteratedMap`, `MoorePenroseInverse`, `ProbabilityDensity` and
    `MomentGeneratingFunction`. A `Symbol` that is a size in the expression, or is declared a
    positive integer, is a `Dimension`; any other is a 1×1 letter. Every letter is read as real, and
    what else is assumed of it is dropped: what is proved holds all the more, what is refuted may be
    so at a value that the assumption excludes.

    What is read `together` with it speaks of the same things: a size in any of them is a size here,
    and a name means one thing in all.

    Raises MalformedError for a `Float` and any other kind, a size that is neither a positive
    Integer nor a Symbol, a name that is none for us, and two different symbols of one name.

    >>> from sympy import MatrixSymbol
    >>> X, w = MatrixSymbol("X", 3, 2), MatrixSymbol("w", 2, 1)
    >>> print(from_sympy(X.T * X * w / 2))
    (1/2) XᵀXw
    """
    _check_length(expr)
    return reader(expr, together)(expr, {})


def _check_length(thing: Any) -> None:
    """Raise MalformedError where a number is too long for Python to print it."""
    numbers = thing.atoms(sympy.Rational) if isinstance(thing, sympy.Basic) else ()
    if any(max(abs(number.p), number.q) >= LONGEST for number in numbers):
        raise MalformedError("a number has 4000 digits at most; one here has more")


def statement_from_sympy(claim: Any, /, together: Iterable[Any] = ()) -> Statement:
    """The statement of a SymPy claim; one of our own statements is returned as it is.

    Read are `Eq` of two matrices or scalars (a scalar is a 1×1 matrix), `Q.invertible`,
    `Q.symmetric`, `Q.positive_definite`, which includes symmetry here, `Q.nonnegative` and
    `Q.positive` of a scalar, and the predicates of this module; `together` is as for `from_sympy`.

    Raises MalformedError for anything else, and says what to write instead.

    >>> from sympy import Eq, MatrixSymbol, Q
    >>> A = MatrixSymbol("A", 2, 2)
    >>> print(statement_from_sympy(Q.symmetric(A)))
    Aᵀ = A
    >>> statement_from_sympy(Q.fullrank(A))
    Traceback (most recent call last):
        ...
    derivations.kernel.errors.MalformedError: Q.fullrank(A) is not read: it is true of wide \
matrices too: write full_column_rank(A), or Q.invertible(A)
    """
    _check_length(claim)
    if type(claim) in STATEMENTS:
        return claim  # type: ignore[no-any-return]  # its type was just looked up
    if type(claim) not in (sympy.Eq, AppliedPredicate):
        raise refusal(f"{type(claim).__name__} {claim}", type(claim), _STATED)
    return _state(claim, reader(claim, together), {})


def _state(claim: Any, read: Reader, indices: Indices) -> Statement:
    """The statement of a claim in which some symbols are indices."""
    match claim:
        case sympy.Eq():
            return Equals(read(claim.lhs, indices), read(claim.rhs, indices))
        case AppliedPredicate(function=ForEachPredicate(), arguments=(Map() as each, count)):
            index = _index_over(each, count)
            return ForEach(index, _state(each.body, read, {**indices, each.letter: index}))
        case AppliedPredicate(function=function) if function in PREDICATES:
            build, arity = PREDICATES[function]
            opened = (part for argument in claim.arguments for part in _lay_open(argument))
            terms = [read(part, indices) for part in opened]
            if len(terms) == arity:
                return build(*terms)
        case AppliedPredicate(function=function) if function != for_each:
            raise refusal(str(claim), function, _STATED)
        case _ if type(claim) is not AppliedPredicate:
            raise refusal(f"{type(claim).__name__} {claim}", type(claim), _STATED)
    raise MalformedError(f"{claim}: {claim.function} was not given what it asks for")


PREDICATES: dict[Predicate, tuple[Callable[..., Statement], int]] = {
    Q.invertible: (Invertible, 1),
    Q.symmetric: (symmetric, 1),
    Q.positive_definite: (PositiveDefinite, 1),
    Q.nonnegative: (Nonnegative, 1),
    Q.positive: (Positive, 1),
    full_column_rank: (FullColumnRank, 1),
    positive_semidefinite: (PositiveSemidefinite, 1),
    minimises: (Minimises, 3),
    uniquely_minimises: (UniquelyMinimises, 3),
    maximises: (Maximises, 3),
    uniquely_maximises: (UniquelyMaximises, 3),
    independent: (Independent, 1),
    independent_vectors: (IndependentVectors, 2),
    integrable: (Integrable, 1),
    square_integrable: (SquareIntegrable, 1),
    gaussian: (Gaussian, 3),
    laplace: (Laplace, 3),
    chi_squared: (ChiSquared, 2),
    student_t: (StudentT, 3),
}
_STATED = f"Eq, {', '.join(map(str, (*PREDICATES, for_each)))}"


def _lay_open(argument: sympy.Basic) -> Iterator[sympy.Basic]:
    """The body and the letter of a map; any other argument alone."""
    yield from (argument.body, argument.letter) if type(argument) is Map else (argument,)


def refusal(what: str, kind: object, known: str) -> MalformedError:
    """The error for something that is not read."""
    return MalformedError(f"{what} is not read: {_INSTEAD.get(kind, f'read are {known}')}")


Indices: TypeAlias = "Mapping[sympy.Basic, Index]"
Reader: TypeAlias = "Callable[[sympy.Basic, Indices], Term]"


def reader(whole: sympy.Basic, together: Iterable[Any]) -> Reader:
    """The translation of the parts of an expression; a name means one thing in all that is read."""
    if not isinstance(whole, sympy.Basic):
        raise refusal(f"{type(whole).__name__} {whole!r}", type(whole), _READ)
    read = [whole, *(other for other in together if isinstance(other, sympy.Basic))]
    names: dict[str, sympy.Basic] = {}
    found = {symbol for part in read for symbol in part.atoms(sympy.Symbol, MatrixSymbol)}
    found -= {symbol.symbol for symbol in found if type(symbol) is RandomMatrixSymbol}
    for symbol in found:
        if names.setdefault(symbol.name, symbol) != symbol:
            raise MalformedError(
                f"two different symbols are called {symbol.name}: {sympy.srepr(symbol)} and "
                f"{sympy.srepr(names[symbol.name])}"
            )
    kinds = (MatrixSymbol, sympy.Identity, ZeroMatrix, OneMatrix)
    sized = {node for part in read for node in part.atoms(*kinds)}
    shapes = (size for node in sized for size in node.shape)
    given = (*shapes, *(count for part in read for count in counts(part)))
    sizes = frozenset(size for size in given if type(size) is sympy.Symbol)
    return lambda expr, indices: term_of(expr, sizes, indices)


def counts(whole: sympy.Basic) -> Iterator[sympy.Basic]:
    """How many values an index takes, for each inside, and what counts the steps of iterations."""
    for part in whole.atoms(sympy.Sum, sympy.Product):
        yield from (limit[-1] + 1 for limit in part.limits)
    for part in whole.atoms(IteratedMap):
        yield from part.count.free_symbols
    for part in whole.atoms(MatrixSum, AppliedPredicate):
        if type(part) is MatrixSum or part.function == for_each:
            yield part.args[-1]


def term_of(expr: sympy.Basic, sizes: frozenset[sympy.Symbol], indices: Indices) -> Term:
    """The term of an expression, in which some symbols are sizes, and some are indices."""

    def read(part: sympy.Basic) -> Term:
        return term_of(part, sizes, indices)

    if type(expr) not in KINDS and not isinstance(expr, sympy.Rational):
        kind = AppliedUndef if isinstance(expr, AppliedUndef) else type(expr)
        raise refusal(f"{kind.__name__} {expr}", kind, _READ)
    match expr:
        case sympy.Rational():
            return Number(Fraction(int(expr.p), int(expr.q)))
        case sympy.Symbol() if expr in indices:
            raise MalformedError(
                f"{expr} is an index: it stands in an entry, a row or a column only"
            )
        case sympy.Symbol():
            return _size_of(expr) if expr in sizes or _is_size(expr) else _letter_of(expr)
        case RandomMatrixSymbol():
            return Random(expr.name, *map(_size_of, expr.shape))
        case ExpectationMatrix(args=[of]):
            return Expectation(read(of))
        case VarianceMatrix(args=[of]):
            return Covariance(read(of), read(of))
        case CrossCovarianceMatrix(args=[first, second]):
            return Covariance(read(first), read(second))
        case ProbabilityDensity(args=[of, at]):
            return Density(read(of), read(at))
        case MomentGeneratingFunction(args=[of, at]):
            return MomentGenerating(read(of), read(at))
        case MatrixSymbol():
            return Letter(expr.name, *map(_size_of, expr.shape))
        case sympy.Identity():
            return Identity(_size_of(expr.rows))
        case ZeroMatrix():
            return Zero(*map(_size_of, expr.shape))
        case OneMatrix():
            return Ones(*map(_size_of, expr.shape))
        case MatAdd() | sympy.Add():
            return reduce(Sum, map(read, expr.args))
        case MatMul() | sympy.Mul():
            matrices = [read(part) for part in expr.args if part.is_Matrix]
            scalars = [read(part) for part in expr.args if not part.is_Matrix]
            last = reduce(Product, matrices) if matrices else scalars.pop()
            return reduce(lambda a, factor: Scaled(factor, a), reversed(scalars), last)
        case sympy.Transpose():
            return Transpose(read(expr.arg))
        case sympy.Inverse():
            return Inverse(read(expr.arg))
        case MoorePenroseInverse():
            return Pseudoinverse(read(expr.arg))
        case MatPow() | sympy.Pow():
            return power(read(expr.base), expr)
        case sympy.Trace():
            return Trace(read(expr.arg))
        case sympy.Determinant():
            return Determinant(read(expr.arg))
        case sympy.exp():
            return Exp(read(expr.args[0]))
        case sympy.log() if len(expr.args) == 1:
            return Log(read(expr.args[0]))
        case sympy.Abs():
            return Absolute(read(expr.args[0]))
        case _ if expr is sympy.pi:
            return Pi()  # type: ignore[no-any-return]  # SymPy ships no types
        case _ if expr is sympy.E:
            return Exp(Number(Fraction(1)))
        case MatrixElement():
            return entry(read(expr.parent), expr, indices)
        case MatrixSlice():
            return _row_or_column(read(expr.parent), expr, indices)
        case MatrixSum(args=[each, count]):
            index = _index_over(each, count)
            return SumOver(index, term_of(each.body, sizes, {**indices, each.letter: index}))
        case sympy.Sum() | sympy.Product():
            over_index = SumOver if isinstance(expr, sympy.Sum) else ProductOver
            bound = [_index_within(limit, expr) for limit in expr.limits]  # the innermost first
            inside = dict(zip(reversed(expr.variables), reversed(bound), strict=True))
            body = term_of(expr.function, sizes, {**indices, **inside})
            return reduce(lambda inner, index: over_index(index, inner), bound, body)
        case Jacobian():
            letter: Any = read(expr.function.letter)
            return Derivative(read(expr.function.body), letter, read(expr.point))
        case IteratedMap():
            letter = read(expr.function.letter)
            body, start, count = map(read, (expr.function.body, expr.start, expr.count))
            return Iterate(body, letter, start, count)
    raise refusal(f"{type(expr).__name__} {expr}", type(expr), _READ)


def _is_size(symbol: sympy.Symbol) -> bool:
    """Whether a symbol is declared a positive integer."""
    return bool(symbol.is_integer and symbol.is_positive)


def _size_of(size: sympy.Expr) -> Any:
    """A size: a positive Integer or a Symbol."""
    if isinstance(size, sympy.Integer) and size >= 1:
        return int(size)
    if (
        type(size) is sympy.Symbol
        and size.is_integer is not False
        and size.is_positive is not False
    ):
        return Dimension(size.name)
    raise MalformedError(
        f"a size is a positive Integer or a Symbol for one, not {type(size).__name__} {size}"
    )


def _letter_of(symbol: sympy.Symbol) -> Letter:
    """A scalar symbol as a 1×1 letter."""
    if symbol.is_real is False or symbol.is_zero or not symbol.is_commutative:
        raise MalformedError(
            f"Symbol {symbol} is assumed to be no arbitrary real number: {symbol.assumptions0}"
        )
    return Letter(symbol.name)


def power(base: Term, expr: sympy.Expr) -> Term:
    """An integer power, as a product of the base or of its inverse."""
    exponent = expr.exp
    if exponent == sympy.S.Half and base.shape == (1, 1):
        return Root(base)
    if not isinstance(exponent, sympy.Integer) or abs(exponent) > _LARGEST_POWER:
        raise MalformedError(
            f"{type(expr).__name__} {expr}: an exponent is an Integer from -{_LARGEST_POWER} to "
            f"{_LARGEST_POWER}, not {type(exponent).__name__} {exponent}"
        )
    if exponent == 0:
        return Identity(base.shape[0])
    factor = base if exponent > 0 else Inverse(base)
    return reduce(Product, [factor] * abs(int(exponent)))


def entry(matrix: Term, expr: sympy.Expr, indices: Indices) -> Term:
    """The entry of a matrix, each of whose numbers is an index, or 0 where there is no other."""
    row, column = indices.get(expr.i), indices.get(expr.j)
    only = [
        number == 0 and size == 1 for number, size in zip(expr.indices, matrix.shape, strict=True)
    ]
    if not (row or only[0]) or not (column or only[1]):
        raise MalformedError(
            f"MatrixElement {expr}: an entry is read of a 1×1 matrix only, or at an index; write "
            "e.T * A * f with column vectors e and f for an entry of another"
        )
    return beside(row, matrix, column)


def _row_or_column(matrix: Term, expr: sympy.Expr, indices: Indices) -> Term:
    """The row or the column of a matrix at an index."""
    found = []
    for (start, stop, step), size in zip(
        (expr.rowslice, expr.colslice), expr.parent.shape, strict=True
    ):
        if (start, stop, step) != (0, size, 1) and not (
            start in indices and (stop, step) == (start + 1, 1)
        ):
            raise MalformedError(f"MatrixSlice {expr}: read are a row or a column at an index")
        found.append(indices.get(start))
    return beside(found[0], matrix, found[1])


def beside(row: Index | None, matrix: Term, column: Index | None) -> Term:
    """A matrix between the basis vectors, if any, that take out a row and a column."""
    part = row.T @ matrix if row else matrix
    return part @ column if column else part


def _index_over(function: Map, count: sympy.Expr) -> Index:
    """The index that a function is of, which takes so many values."""
    return _index_within((function.letter, 0, count - 1), function)


def _index_within(limit: Sequence[sympy.Expr], whole: sympy.Basic) -> Index:
    """The index that runs from 0 to a size less 1."""
    if len(limit) != 3 or type(limit[0]) is not sympy.Symbol or limit[1] != 0:
        raise refusal(f"{type(whole).__name__} {whole}", type(whole), _READ)
    return Index(limit[0].name, _size_of(limit[2] + 1))
