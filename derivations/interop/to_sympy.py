"""The way out: terms, statements and theorems as SymPy's expressions."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeAlias

import sympy
from sympy import MatAdd, MatMul, MatrixSymbol, OneMatrix, Q, ZeroMatrix
from sympy.matrices.expressions.matexpr import MatrixElement
from sympy.matrices.expressions.slice import MatrixSlice
from sympy.stats.rv import RandomMatrixSymbol
from sympy.stats.symbolic_multivariate_probability import (
    CrossCovarianceMatrix,
    ExpectationMatrix,
    VarianceMatrix,
)

from ..kernel.declarations import ON_LAWS, STATEMENTS, TERMS
from ..kernel.errors import MalformedError
from ..kernel.statements import (
    Equals,
    ForEach,
    FullColumnRank,
    Invertible,
    Maximises,
    Minimises,
    Nonnegative,
    Positive,
    PositiveDefinite,
    PositiveSemidefinite,
    Statement,
    UniquelyMaximises,
    UniquelyMinimises,
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
    OfArgument,
    Ones,
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
from ..kernel.theorem import Theorem
from ..kernel.trees import free_letters, unabbreviated
from ..subterms import parts, subterms, unknown
from .explicit import MomentGeneratingFunction, ProbabilityDensity, Values, value
from .operators import join
from .sympy_words import (
    ABOUT_LAWS,
    IteratedMap,
    Jacobian,
    Map,
    MatrixSum,
    MoorePenroseInverse,
    SympyStatement,
    for_each,
    full_column_rank,
    index_of,
    maximises,
    minimises,
    positive_semidefinite,
    uniquely_maximises,
    uniquely_minimises,
)


def to_sympy(thing: Term | Statement | Theorem, /, **sizes: int) -> Any:
    """A term, statement or theorem in SymPy: in MatrixSymbols, or of given sizes in symbols.

    Without sizes a term is a matrix expression in `MatrixSymbol`s, and its sizes are positive
    integer `Symbol`s. It is what Python's own operators give where these cancel, combine and expand
    nothing, and else unevaluated. Scalars that multiply stand in a row, each with its own inverse,
    and a sign stands in the number. With sizes a term is the explicit matrix of entries such as
    X[0, 0], computed by SymPy's own `diff` and determinants.

    A 1×1 term is a 1×1 matrix. Where it scales a matrix, is compared with 0 or is, as n and
    exp(s) are, not built of matrices alone, it is a scalar: the entry s[0, 0] of a letter, and else
    `Trace` of the 1×1 matrix, which SymPy can differentiate.
    A basis vector that an index stands for, i = 0, …, n - 1, is the column i of `Identity(n)`, and
    its products are y[i, 0] and the row X[i, :]. Sums and products of scalars over an index are
    SymPy's `Sum` and `Product`, a sum of matrices is a `MatrixSum`.
    Abbreviations are unfolded; a derivative is a `Jacobian`. A random letter is a
    `RandomMatrixSymbol` without a law, a mean or covariance SymPy's `ExpectationMatrix`,
    `VarianceMatrix` or `CrossCovarianceMatrix`, with sizes a matrix of `Expectation` or
    `Covariance`; SymPy takes the mean of what is not random to be that itself. A moment generating
    function is a `MomentGeneratingFunction`, a density a `ProbabilityDensity`.

    A theorem is a `SympyStatement`, and a statement one of: `Eq`; `Q.invertible`; `Q.nonnegative`
    and `Q.positive` of the scalar; `Q.positive_definite`, which by SymPy's definition includes
    symmetry, as ours does; and, where SymPy has no predicate that means the same, our own
    `full_column_rank`, `positive_semidefinite`, `minimises` and `uniquely_minimises`, those on
    laws, such as `gaussian`, `independent_vectors` and `chi_squared`; and, without sizes only,
    `for_each`.

    Raises MalformedError for any other thing and for an index that is not bound, and names a size
    that is missing, unknown or not a positive int; raises `UndefinedError`
    where the sizes make an inverse meaningless.

    >>> n, d = Dimension("n"), Dimension("d")
    >>> X = Letter("X", n, d)
    >>> to_sympy(Inverse(X.T @ X) @ (X.T @ X))
    (X.T*X)**(-1)*(X.T*X)
    >>> to_sympy(X.T @ X @ Letter("w", d))
    X.T*X*w
    >>> to_sympy(X.T @ X, n=2, d=1)
    Matrix([[X[0, 0]**2 + X[1, 0]**2]])
    """
    if type(thing) is Theorem:
        parts: tuple[Term | Statement, ...] = (*thing.hypotheses, thing.conclusion)
    elif type(thing) in TERMS | STATEMENTS:
        parts = (thing,)
    else:
        raise MalformedError(f"to_sympy takes a term, a statement or a theorem, not {thing!r}")
    plain = [unabbreviated(part) for part in parts]
    if sizes:
        values = _values_of_size(plain, sizes)
        converted = [
            write(part, lambda t: value(t, values), lambda t: value(t, values)[0]) for part in plain
        ]
    else:
        converted = [_without_sizes(part) for part in plain]
    if type(thing) is Theorem:
        return SympyStatement(tuple(converted[:-1]), converted[-1])
    return converted[0]


def _without_sizes(part: Term | Statement) -> sympy.Basic:
    """A term or statement in MatrixSymbols; it has no index that is not bound."""
    letters = free_letters(part)
    for letter in letters:
        if isinstance(letter, Index):
            raise _no_word(part)
    return _in_symbols(part)


def _in_symbols(part: Term | Statement) -> sympy.Basic:
    """A term or statement in MatrixSymbols and indices."""
    if isinstance(part, ForEach):
        return for_each(over(part.index, _in_symbols(part.statement)), _symbol_of(part.index.rows))
    return write(part, matrix, scalar)


Writer: TypeAlias = Callable[[Term], Any]


def write(part: Term | Statement, matrix: Writer, scalar: Writer) -> sympy.Basic:
    """A term or statement, whose terms are written as matrices or as scalars."""

    def natural(term: Term) -> sympy.Expr:
        return matrix(term) if _is_of_matrices(term) else scalar(term)

    match part:
        case Term():
            return matrix(part)
        case Equals(left, right):
            side = matrix if _is_of_matrices(left) and _is_of_matrices(right) else scalar
            return sympy.Eq(side(left), side(right), evaluate=False)
        case Invertible(a):
            return Q.invertible(matrix(a))
        case Nonnegative(a):
            return Q.nonnegative(scalar(a))
        case Positive(a):
            return Q.positive(scalar(a))
        case FullColumnRank(a):
            return full_column_rank(matrix(a))
        case PositiveSemidefinite(a):
            return positive_semidefinite(matrix(a))
        case PositiveDefinite(a):
            return Q.positive_definite(matrix(a))
        case Minimises(point, f, w):
            return minimises(matrix(point), Map(matrix(w), natural(f)))
        case UniquelyMinimises(point, f, w):
            return uniquely_minimises(matrix(point), Map(matrix(w), natural(f)))
        case Maximises(point, f, w):
            return maximises(matrix(point), Map(matrix(w), natural(f)))
        case UniquelyMaximises(point, f, w):
            return uniquely_maximises(matrix(point), Map(matrix(w), natural(f)))
        case Statement() if type(part) in ON_LAWS:
            return ABOUT_LAWS[type(part)](*map(natural, parts(part)))
        case Statement():
            raise MalformedError(f"SymPy has no word for this statement: {part}")
    raise MalformedError(f"{part!r} is not a statement of a known kind")


_OF_MATRICES: tuple[type[Term], ...] = (
    Variable,
    Product,
    Transpose,
    SquaredNorm,
    Derivative,
    Iterate,
    Pseudoinverse,
    Expectation,
    Covariance,
)
_OF_MATRICES += (Identity, Zero, Ones)


def _is_of_matrices(term: Term) -> bool:
    """Whether a term is built of matrices, as sᵀs is, and needs no scalar such as n or exp(s)."""
    match term:
        case Sum(left, right):
            return _is_of_matrices(left) and _is_of_matrices(right)
        case Scaled(_, a):
            return _is_of_matrices(a)
    return term.shape != (1, 1) or isinstance(term, _OF_MATRICES)


def matrix(term: Term) -> sympy.MatrixExpr:
    """A term without abbreviations as an unevaluated matrix expression."""
    if not _is_of_matrices(term):
        return MatMul(scalar(term), sympy.Identity(1), evaluate=False)
    match term:
        case Index():
            return MatrixSlice(sympy.Identity(_symbol_of(term.rows)), _ALL, index_of(term.name))
        case Letter(name, rows, cols):
            return MatrixSymbol(name, _symbol_of(rows), _symbol_of(cols))
        case Random(name, rows, cols):
            return RandomMatrixSymbol(name, _symbol_of(rows), _symbol_of(cols))
        case Expectation(of):
            return ExpectationMatrix(matrix(of))
        case Covariance(first, second) if first == second:
            return VarianceMatrix(matrix(first))
        case Covariance(first, second):
            return CrossCovarianceMatrix(matrix(first), matrix(second))
        case Identity(size):
            return sympy.Identity(_symbol_of(size))
        case Zero(rows, cols):
            return ZeroMatrix(_symbol_of(rows), _symbol_of(cols))
        case Ones(rows, cols):
            return OneMatrix(_symbol_of(rows), _symbol_of(cols))
        case Sum():
            return join(MatAdd, *map(matrix, summands(term)))
        case Scaled():
            scalars, scaled = _take_apart(term)
            return MatMul(_times(scalars), *_factors(scaled), evaluate=False)
        case Product() | SquaredNorm():
            first, *others = _factors(term)
            return MatMul(first, *others, evaluate=False) if others else first
        case Transpose(Ones(rows, cols)):
            return OneMatrix(_symbol_of(cols), _symbol_of(rows))
        case Transpose(Product(Transpose(a), Index(name))):
            return MatrixSlice(matrix(a), index_of(name), _ALL)
        case Transpose(a):
            return sympy.Transpose(matrix(a))
        case Inverse(a):
            return sympy.Inverse(matrix(a))
        case Pseudoinverse(a):
            return MoorePenroseInverse(matrix(a))
        case Derivative(body, letter, at):
            return Jacobian(Map(matrix(letter), matrix(body)), matrix(at))
        case Iterate(body, letter, start, count):
            return IteratedMap(Map(matrix(letter), matrix(body)), matrix(start), scalar(count))
        case SumOver(index, body):
            return MatrixSum(over(index, matrix(body)), _symbol_of(index.rows))
    raise unknown("interop.sympy.matrix", term)


def scalar(term: Term) -> sympy.Expr:
    """A 1×1 term without abbreviations as an unevaluated scalar."""
    match term:
        case Number(number):
            return sympy.Rational(number.numerator, number.denominator)
        case Zero():
            return sympy.Integer(0)
        case Dimension():
            return _symbol_of(term)
        case Letter() | Random():
            return MatrixElement(matrix(term), 0, 0)
        case Product(Transpose(Index(name)), Letter() | Random() as column):
            return MatrixElement(matrix(column), index_of(name), 0)
        case Product(left, right) if left == right and left.shape == (1, 1):
            return sympy.Pow(scalar(left), 2, evaluate=False)
        case Density(of, at):
            return ProbabilityDensity(matrix(of), matrix(at))
        case MomentGenerating(of, at):
            return MomentGeneratingFunction(matrix(of), matrix(at))
        case Sum():
            return join(sympy.Add, *map(scalar, summands(term)))
        case Scaled() | Inverse():
            return _times(_scalar_factors(term))
        case Trace(a):
            return sympy.Trace(matrix(a))
        case Pi():
            return sympy.pi
        case Root(a):
            return sympy.Pow(scalar(a), sympy.Rational(1, 2), evaluate=False)
        case OfArgument():
            return _FUNCTIONS[type(term)](scalar(term.argument), evaluate=False)
        case Determinant(a):
            return sympy.Determinant(matrix(a))
        case SumOver(index, body):
            return sympy.Sum(scalar(body), _limits(index))
        case ProductOver(index, body):
            return sympy.Product(scalar(body), _limits(index))
    if not _is_of_matrices(term):
        raise unknown("interop.sympy.scalar", term)
    return sympy.Trace(matrix(term))


def summands(term: Term) -> list[Term]:
    """The terms that are added up from left to right."""
    return [*summands(term.left), term.right] if type(term) is Sum else [term]


def _scalar_factors(term: Term) -> list[sympy.Expr]:
    """The factors of a scalar, and of what it divides by, in a row."""
    match term:
        case Scaled(factor, a):
            return [*_scalar_factors(factor), *_scalar_factors(a)]
        case Inverse(a):
            return [_inverse_of(factor) for factor in _scalar_factors(a)]
    return [scalar(term)]


def _take_apart(term: Term) -> tuple[list[sympy.Expr], Term]:
    """The scalars that a matrix is scaled by, in a row, and the matrix."""
    if type(term) is not Scaled:
        return [], term
    scalars, scaled = _take_apart(term.matrix)
    return [*_scalar_factors(term.scalar), *scalars], scaled


def _inverse_of(factor: sympy.Expr) -> sympy.Expr:
    """The inverse of a scalar, evaluated for a number only."""
    is_number = factor.is_Rational and factor != 0
    return 1 / factor if is_number else sympy.Pow(factor, -1, evaluate=False)


def _times(scalars: list[sympy.Expr]) -> sympy.Expr:
    """The product of scalars: one number, if there is one, stands first, and has the sign."""
    sign = sympy.prod(scalar for scalar in scalars if scalar in (1, -1))
    others = [scalar for scalar in scalars if scalar not in (1, -1)]
    numbers = [scalar for scalar in others if scalar.is_Rational]
    if len(numbers) == 1:
        others.remove(numbers[0])
        sign *= numbers[0]
    if sign != 1 or not others:
        others.insert(0, sign)
    return join(sympy.Mul, *others) if len(others) > 1 else others[0]


def _factors(term: Term) -> list[sympy.MatrixExpr]:
    """The factors that are multiplied from left to right; with a basis vector, a row or column."""
    match term:
        case SquaredNorm(vector):
            return [matrix(Transpose(vector)), matrix(vector)]
        case Product(Transpose(Index(name)), right) if not _is_slice(matrix(right)):
            return [MatrixSlice(matrix(right), index_of(name), _ALL)]
        case Product(left, Index(name)) if not _is_slice(_factors(left)[-1]):
            *before, last = _factors(left)
            return [*before, MatrixSlice(last, _ALL, index_of(name))]
        case Product(left, right):
            return [*_factors(left), matrix(right)]
    return [matrix(term)]


def _is_slice(expr: sympy.MatrixExpr) -> bool:
    """Whether a matrix is a row or column already, so that SymPy would slice it no further."""
    return isinstance(expr, MatrixSlice)


_ALL = (0, None)  # the rows or the columns of a slice


def over(index: Index, body: sympy.Basic) -> Map:
    """The function of an index."""
    return Map(index_of(index.name), body)


def _limits(index: Index) -> tuple[sympy.Expr, ...]:
    """What an index runs over, for SymPy's own sums and products."""
    return index_of(index.name), 0, _symbol_of(index.rows) - 1


_FUNCTIONS: dict[type[Term], Any] = {Exp: sympy.exp, Log: sympy.log, Absolute: sympy.Abs}


def _no_word(part: Term | Statement) -> MalformedError:
    """The error for an index that is not bound."""
    return MalformedError(f"SymPy has no basis vectors: {part}")


def _symbol_of(size: Size) -> sympy.Expr:
    """A size as a positive integer or a symbol for one."""
    if isinstance(size, int):
        return sympy.Integer(size)
    return sympy.Symbol(size.name, integer=True, positive=True)


def _values_of_size(parts: list[Term | Statement], sizes: dict[str, int]) -> Values:
    """Explicit matrices of symbols for all letters of the parts, at the given sizes."""
    within = {term for part in parts for term in subterms(part)}
    bound = {term.index for term in within if isinstance(term, SumOver | ProductOver)}
    for term in sorted(within - bound, key=str):
        if isinstance(term, Index):
            raise _no_word(term)
    dimensions = {term for term in within if type(term) is Dimension}
    occurring = {dimension.name for dimension in dimensions}
    if occurring != sizes.keys():
        missing, unknown = sorted(occurring - sizes.keys()), sorted(sizes.keys() - occurring)
        raise MalformedError(
            "; ".join(
                [f"the size {name} is missing" for name in missing]
                + [f"the size {name} does not occur" for name in unknown]
            )
        )
    for name, size in sizes.items():
        if type(size) is not int or size < 1:
            raise MalformedError(f"the size {name} is a positive int, not {size!r}")
    values: dict[Any, Any] = {d: sizes[d.name] for d in dimensions}
    letters: dict[sympy.MatrixExpr, Variable] = {}
    for term in within:
        if isinstance(term, Letter | Random):
            rows, cols = (s if isinstance(s, int) else sizes[s.name] for s in term.shape)
            symbols = MatrixSymbol(term.name, rows, cols)
            if letters.setdefault(symbols, term) != term:
                raise MalformedError(
                    f"two different letters {term} would become one at these sizes"
                )
            if isinstance(term, Random):
                symbols = RandomMatrixSymbol(term.name, rows, cols)
                values[(term,)] = None  # a law of which nothing is known
            values[term] = symbols.as_explicit()
    return values
