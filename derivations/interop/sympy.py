"""Terms and statements as SymPy's matrix expressions, and back, with nothing evaluated on our side.

What SymPy has cancelled before we see it is gone, with its hypotheses: Python evaluates `A*A.I` to
I, `A**0` to I, `a/a` to 1 and `Eq(A, A)` to True before any function of ours is called. To keep
them, write them unevaluated:

>>> from sympy import Identity, Inverse, MatMul, MatrixSymbol, Symbol
>>> n = Symbol("n", integer=True, positive=True)
>>> A = MatrixSymbol("A", n, n)
>>> print(from_sympy(A * Inverse(A)))
I_n
>>> print(from_sympy(MatMul(A, Inverse(A), evaluate=False)))
AA⁻¹

SymPy knows no real matrices: its `MatrixSymbol` may be complex. All that is said here is said of
real ones. Of the means and covariances of `sympy.stats` only the names are used: its `expand()` of
a `VarianceMatrix` is wrong (Var[u + v] is given as Var[u] + 2 Cov[u, v] + Var[v], in 1.14). To
its `diff` by a matrix every `Sum` and `Product` over an index is a constant, with the derivative 0;
its `subs` passes over a size that only shapes inside such a sum have, and `xreplace` does not.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import reduce
from typing import Any, NoReturn, TypeAlias, final

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
from sympy.tensor.array.expressions.arrayexpr_derivatives import array_derive

from ..kernel.declarations import ON_LAWS, STATEMENTS, TERMS
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
    Letter,
    Log,
    MomentGenerating,
    Number,
    OfArgument,
    Ones,
    Pi,
    Product,
    ProductOver,
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
from .operators import joined

LARGEST_POWER = 100

# What SymPy has no word for. SymPy ships no types, so that its classes count as Any.


# SymPy ships no types: hence `type: ignore` here and below.
class Map(sympy.Basic):  # type: ignore[misc]
    """Map(letter, body): the function letter ↦ body, whose letter is bound.

    `subs` leaves the bound letter alone, and renames it where it would capture what arrives
    (`sympy.Lambda` does neither).
    """

    @property
    def letter(self) -> sympy.Basic:
        """The bound letter: a MatrixSymbol, an explicit column of symbols, or an index."""
        return self.args[0]

    @property
    def body(self) -> sympy.Basic:
        """The value of the function at the letter: a matrix, or a statement."""
        return self.args[1]

    @property
    def free_symbols(self) -> set[sympy.Basic]:
        """The symbols that the function depends on."""
        return set(self.body.free_symbols - self.letter.free_symbols)

    def _eval_subs(self, old: sympy.Basic, new: sympy.Basic) -> sympy.Basic | None:
        bound = self.letter.atoms(MatrixSymbol, MatrixElement) or {self.letter}
        if old in bound:
            return self
        arriving = new.atoms(MatrixSymbol, sympy.Symbol)
        for symbol in bound & arriving:
            taken = {other.name for other in arriving | self.atoms(MatrixSymbol, sympy.Symbol)}
            name = symbol.name
            while name in taken:
                name += "_prime"
            is_index = isinstance(symbol, sympy.Symbol)
            fresh = index_of(name) if is_index else MatrixSymbol(name, *symbol.shape)
            return self.xreplace({symbol: fresh}).subs(old, new)
        return None


class OfMap(sympy.MatrixExpr):  # type: ignore[misc]
    """The base of the matrices below, each made of a function and something else.

    SymPy has no such matrix. A node only carries it: it stays as it is under `doit`, and
    differentiating it raises MalformedError, where SymPy would recurse for ever. With sizes,
    `to_sympy` evaluates it.
    """

    @property
    def function(self) -> Map:
        """The function that the matrix is made of."""
        return self.args[0]  # type: ignore[no-any-return]

    def _entry(self, i: sympy.Expr, j: sympy.Expr, **_: object) -> sympy.Expr:
        return MatrixElement(self, i, j)

    def _eval_derivative(self, x: sympy.Expr) -> NoReturn:
        raise MalformedError(
            f"SymPy cannot differentiate {self} by {x}: give sizes to to_sympy, as in n=3, d=2"
        )


array_derive.register(OfMap, OfMap._eval_derivative)  # how SymPy derives by a matrix


class Jacobian(OfMap):
    """Jacobian(Map(w, f), point): the p×d matrix of partial derivatives of f: ℝᵈ → ℝᵖ at a point.

    SymPy's own `Derivative` by a matrix is no matrix expression, and has no point.
    """

    @property
    def point(self) -> sympy.MatrixExpr:
        """Where the derivative is taken."""
        return self.args[1]

    @property
    def shape(self) -> tuple[sympy.Expr, sympy.Expr]:
        """The pair (rows of the value, rows of the letter)."""
        return (self.function.body.shape[0], self.function.letter.shape[0])


class MatrixSum(OfMap):
    """MatrixSum(Map(i, A), n): the sum of the matrices A for i = 0, …, n - 1.

    SymPy's own `Sum` is a number to it, whatever it sums.
    """

    @property
    def count(self) -> sympy.Expr:
        """How many matrices are summed."""
        return self.args[1]

    @property
    def shape(self) -> tuple[sympy.Expr, sympy.Expr]:
        """The shape of each matrix."""
        return self.function.body.shape  # type: ignore[no-any-return]


class MinimisesPredicate(Predicate):  # type: ignore[misc]
    """minimises(point, Map(w, f)): f(w) ≥ f(point) for every w."""

    name = "minimises"


class UniquelyMinimisesPredicate(Predicate):  # type: ignore[misc]
    """uniquely_minimises(point, Map(w, f)): f(w) > f(point) for every other w."""

    name = "uniquely_minimises"


class MaximisesPredicate(Predicate):  # type: ignore[misc]
    """maximises(point, Map(w, f)): f(w) ≤ f(point) for every w."""

    name = "maximises"


class UniquelyMaximisesPredicate(Predicate):  # type: ignore[misc]
    """uniquely_maximises(point, Map(w, f)): f(w) < f(point) for every other w."""

    name = "uniquely_maximises"


class IndependentVectorsPredicate(Predicate):  # type: ignore[misc]
    """independent_vectors(u, v): the random vectors are independent of each other."""

    name = "independent_vectors"


class GaussianPredicate(Predicate):  # type: ignore[misc]
    """gaussian(u, m, S): the random vector u is Gaussian, with mean m and covariance S."""

    name = "gaussian"


class LaplacePredicate(Predicate):  # type: ignore[misc]
    """laplace(u, m, b): the random scalar u has a Laplace law with location m and scale b."""

    name = "laplace"


class ChiSquaredPredicate(Predicate):  # type: ignore[misc]
    """chi_squared(q, r): q has a χ² law with r degrees of freedom; with none it is 0."""

    name = "chi_squared"


class StudentTPredicate(Predicate):  # type: ignore[misc]
    """student_t(u, q, r): q > 0 surely, and u/√q has Student's t law with r degrees of freedom."""

    name = "student_t"


class ForEachPredicate(Predicate):  # type: ignore[misc]
    """for_each(Map(i, claim), n): the claim holds for i = 0, …, n - 1."""

    name = "for_each"


minimises = MinimisesPredicate()
uniquely_minimises = UniquelyMinimisesPredicate()
maximises = MaximisesPredicate()
uniquely_maximises = UniquelyMaximisesPredicate()
independent_vectors = IndependentVectorsPredicate()
gaussian = GaussianPredicate()
laplace = LaplacePredicate()
chi_squared = ChiSquaredPredicate()
student_t = StudentTPredicate()
for_each = ForEachPredicate()

# SymPy makes a predicate of one argument from its name alone, the same one wherever it is made.
full_column_rank = Predicate("full_column_rank")
positive_semidefinite = Predicate("positive_semidefinite")
independent = Predicate("independent")
integrable = Predicate("integrable")
square_integrable = Predicate("square_integrable")

MEANINGS: dict[Predicate, str] = {
    full_column_rank: "A*v = 0 only for v = 0",  # Q.fullrank is true of a wide matrix as well
    positive_semidefinite: "A.T = A, and v.T*A*v >= 0 for every v",
    independent: "the entries of the random vector are independent",
    integrable: "every entry has a finite mean absolute value",
    square_integrable: "every entry has a finite mean square",
}

ABOUT_LAWS: dict[type[Statement], Predicate] = {
    Independent: independent,
    IndependentVectors: independent_vectors,
    Integrable: integrable,
    SquareIntegrable: square_integrable,
    Gaussian: gaussian,
    Laplace: laplace,
    ChiSquared: chi_squared,
    StudentT: student_t,
}


@final
@dataclass(frozen=True)
class SympyStatement:
    """A theorem in SymPy: where all hypotheses hold, so does the conclusion."""

    hypotheses: tuple[sympy.Basic, ...]
    conclusion: sympy.Basic


# To SymPy.


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
    that is missing, unknown or not a positive int; raises `derivations.interop.explicit.Undefined`
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
        values = values_of_size(plain, sizes)
        converted = [
            written(part, lambda t: value(t, values), lambda t: value(t, values)[0])
            for part in plain
        ]
    else:
        converted = [without_sizes(part) for part in plain]
    if type(thing) is Theorem:
        return SympyStatement(tuple(converted[:-1]), converted[-1])
    return converted[0]


def without_sizes(part: Term | Statement) -> sympy.Basic:
    """A term or statement in MatrixSymbols; it has no index that is not bound."""
    letters = free_letters(part)
    for letter in letters:
        if isinstance(letter, Index):
            raise no_word(part)
    return in_symbols(part)


def in_symbols(part: Term | Statement) -> sympy.Basic:
    """A term or statement in MatrixSymbols and indices."""
    if isinstance(part, ForEach):
        return for_each(over(part.index, in_symbols(part.statement)), symbol_of(part.index.rows))
    return written(part, matrix, scalar)


Writer: TypeAlias = Callable[[Term], Any]


def written(part: Term | Statement, matrix: Writer, scalar: Writer) -> sympy.Basic:
    """A term or statement, whose terms are written as matrices or as scalars."""

    def natural(term: Term) -> sympy.Expr:
        return matrix(term) if is_of_matrices(term) else scalar(term)

    match part:
        case Term():
            return matrix(part)
        case Equals(left, right):
            side = matrix if is_of_matrices(left) and is_of_matrices(right) else scalar
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


OF_MATRICES: tuple[type[Term], ...] = (
    Variable,
    Product,
    Transpose,
    SquaredNorm,
    Derivative,
    Expectation,
    Covariance,
)
OF_MATRICES += (Identity, Zero, Ones)


def is_of_matrices(term: Term) -> bool:
    """Whether a term is built of matrices, as sᵀs is, and needs no scalar such as n or exp(s)."""
    match term:
        case Sum(left, right):
            return is_of_matrices(left) and is_of_matrices(right)
        case Scaled(_, a):
            return is_of_matrices(a)
    return term.shape != (1, 1) or isinstance(term, OF_MATRICES)


def matrix(term: Term) -> sympy.MatrixExpr:
    """A term without abbreviations as an unevaluated matrix expression."""
    if not is_of_matrices(term):
        return MatMul(scalar(term), sympy.Identity(1), evaluate=False)
    match term:
        case Index():
            return MatrixSlice(sympy.Identity(symbol_of(term.rows)), ALL, index_of(term.name))
        case Letter(name, rows, cols):
            return MatrixSymbol(name, symbol_of(rows), symbol_of(cols))
        case Random(name, rows, cols):
            return RandomMatrixSymbol(name, symbol_of(rows), symbol_of(cols))
        case Expectation(of):
            return ExpectationMatrix(matrix(of))
        case Covariance(first, second) if first == second:
            return VarianceMatrix(matrix(first))
        case Covariance(first, second):
            return CrossCovarianceMatrix(matrix(first), matrix(second))
        case Identity(size):
            return sympy.Identity(symbol_of(size))
        case Zero(rows, cols):
            return ZeroMatrix(symbol_of(rows), symbol_of(cols))
        case Ones(rows, cols):
            return OneMatrix(symbol_of(rows), symbol_of(cols))
        case Sum():
            return joined(MatAdd, *map(matrix, summands(term)))
        case Scaled():
            scalars, scaled = taken_apart(term)
            return MatMul(times(scalars), *factors(scaled), evaluate=False)
        case Product() | SquaredNorm():
            first, *others = factors(term)
            return MatMul(first, *others, evaluate=False) if others else first
        case Transpose(Ones(rows, cols)):
            return OneMatrix(symbol_of(cols), symbol_of(rows))
        case Transpose(Product(Transpose(a), Index(name))):
            return MatrixSlice(matrix(a), index_of(name), ALL)
        case Transpose(a):
            return sympy.Transpose(matrix(a))
        case Inverse(a):
            return sympy.Inverse(matrix(a))
        case Derivative(body, letter, at):
            return Jacobian(Map(matrix(letter), matrix(body)), matrix(at))
        case SumOver(index, body):
            return MatrixSum(over(index, matrix(body)), symbol_of(index.rows))
    raise unknown("interop.sympy.matrix", term)


def scalar(term: Term) -> sympy.Expr:
    """A 1×1 term without abbreviations as an unevaluated scalar."""
    match term:
        case Number(number):
            return sympy.Rational(number.numerator, number.denominator)
        case Zero():
            return sympy.Integer(0)
        case Dimension():
            return symbol_of(term)
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
            return joined(sympy.Add, *map(scalar, summands(term)))
        case Scaled() | Inverse():
            return times(scalar_factors(term))
        case Trace(a):
            return sympy.Trace(matrix(a))
        case Pi():
            return sympy.pi
        case Root(a):
            return sympy.Pow(scalar(a), sympy.Rational(1, 2), evaluate=False)
        case OfArgument():
            return FUNCTIONS[type(term)](scalar(term.argument), evaluate=False)
        case Determinant(a):
            return sympy.Determinant(matrix(a))
        case SumOver(index, body):
            return sympy.Sum(scalar(body), limits(index))
        case ProductOver(index, body):
            return sympy.Product(scalar(body), limits(index))
    if not is_of_matrices(term):
        raise unknown("interop.sympy.scalar", term)
    return sympy.Trace(matrix(term))


def summands(term: Term) -> list[Term]:
    """The terms that are added up from left to right."""
    return [*summands(term.left), term.right] if type(term) is Sum else [term]


def scalar_factors(term: Term) -> list[sympy.Expr]:
    """The factors of a scalar, and of what it divides by, in a row."""
    match term:
        case Scaled(factor, a):
            return [*scalar_factors(factor), *scalar_factors(a)]
        case Inverse(a):
            return [inverse_of(factor) for factor in scalar_factors(a)]
    return [scalar(term)]


def taken_apart(term: Term) -> tuple[list[sympy.Expr], Term]:
    """The scalars that a matrix is scaled by, in a row, and the matrix."""
    if type(term) is not Scaled:
        return [], term
    scalars, scaled = taken_apart(term.matrix)
    return [*scalar_factors(term.scalar), *scalars], scaled


def inverse_of(factor: sympy.Expr) -> sympy.Expr:
    """The inverse of a scalar, evaluated for a number only."""
    is_number = factor.is_Rational and factor != 0
    return 1 / factor if is_number else sympy.Pow(factor, -1, evaluate=False)


def times(scalars: list[sympy.Expr]) -> sympy.Expr:
    """The product of scalars: one number, if there is one, stands first, and has the sign."""
    sign = sympy.prod(scalar for scalar in scalars if scalar in (1, -1))
    others = [scalar for scalar in scalars if scalar not in (1, -1)]
    numbers = [scalar for scalar in others if scalar.is_Rational]
    if len(numbers) == 1:
        others.remove(numbers[0])
        sign *= numbers[0]
    if sign != 1 or not others:
        others.insert(0, sign)
    return joined(sympy.Mul, *others) if len(others) > 1 else others[0]


def factors(term: Term) -> list[sympy.MatrixExpr]:
    """The factors that are multiplied from left to right; with a basis vector, a row or column."""
    match term:
        case SquaredNorm(vector):
            return [matrix(Transpose(vector)), matrix(vector)]
        case Product(Transpose(Index(name)), right) if not is_slice(matrix(right)):
            return [MatrixSlice(matrix(right), index_of(name), ALL)]
        case Product(left, Index(name)) if not is_slice(factors(left)[-1]):
            *before, last = factors(left)
            return [*before, MatrixSlice(last, ALL, index_of(name))]
        case Product(left, right):
            return [*factors(left), matrix(right)]
    return [matrix(term)]


def is_slice(expr: sympy.MatrixExpr) -> bool:
    """Whether a matrix is a row or column already, so that SymPy would slice it no further."""
    return isinstance(expr, MatrixSlice)


ALL = (0, None)  # the rows or the columns of a slice


def index_of(name: str) -> sympy.Symbol:
    """The number of a basis vector, from 0."""
    return sympy.Symbol(name, integer=True, nonnegative=True)


def over(index: Index, body: sympy.Basic) -> Map:
    """The function of an index."""
    return Map(index_of(index.name), body)


def limits(index: Index) -> tuple[sympy.Expr, ...]:
    """What an index runs over, for SymPy's own sums and products."""
    return index_of(index.name), 0, symbol_of(index.rows) - 1


FUNCTIONS: dict[type[Term], Any] = {Exp: sympy.exp, Log: sympy.log, Absolute: sympy.Abs}


def no_word(part: Term | Statement) -> MalformedError:
    """The error for an index that is not bound."""
    return MalformedError(f"SymPy has no basis vectors: {part}")


def symbol_of(size: Size) -> sympy.Expr:
    """A size as a positive integer or a symbol for one."""
    if isinstance(size, int):
        return sympy.Integer(size)
    return sympy.Symbol(size.name, integer=True, positive=True)


def values_of_size(parts: list[Term | Statement], sizes: dict[str, int]) -> Values:
    """Explicit matrices of symbols for all letters of the parts, at the given sizes."""
    within = {term for part in parts for term in subterms(part)}
    bound = {term.index for term in within if isinstance(term, SumOver | ProductOver)}
    for term in sorted(within - bound, key=str):
        if isinstance(term, Index):
            raise no_word(term)
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


# From SymPy.

KINDS = frozenset(
    {MatrixSymbol, MatAdd, MatMul, MatPow, sympy.Transpose, sympy.Inverse, sympy.Identity}
    | {ZeroMatrix, OneMatrix, sympy.Trace, MatrixElement, MatrixSlice, Jacobian, MatrixSum}
    | {sympy.Sum, sympy.Product}
    | {sympy.Symbol, sympy.Add, sympy.Mul, sympy.Pow}
    | {type(sympy.pi), sympy.exp, type(sympy.E), sympy.log, sympy.Abs, sympy.Determinant}
    | {RandomMatrixSymbol, ExpectationMatrix, VarianceMatrix, CrossCovarianceMatrix}
    | {ProbabilityDensity, MomentGeneratingFunction}
)
READ = (
    "MatrixSymbol, MatAdd, MatMul, MatPow with an integer exponent, Transpose, Inverse, Identity, "
    "ZeroMatrix, OneMatrix, Trace; and as scalars Integer, Rational, Symbol, Add, Mul, Pow with an "
    "integer exponent, sqrt, exp, log, Abs, pi, Determinant, and the entry s[0, 0] of a 1×1 "
    "matrix; Sum and Product over an index (i, 0, n - 1), with the entry y[i, 0] and the row "
    "X[i, :] inside; and RandomMatrixSymbol, ExpectationMatrix, VarianceMatrix and "
    "CrossCovarianceMatrix"
)
INSTEAD: dict[object, str] = {
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
    `MatrixSum`, `ProbabilityDensity` and `MomentGeneratingFunction`. A `Symbol` that is
    a size in the expression, or is declared a positive integer, is a `Dimension`; any other is a
    1×1 letter. Every letter is read as real, and what else is assumed of it is dropped: what is
    proved holds all the more, what is refuted may be so at a value that the assumption excludes.

    What is read `together` with it speaks of the same things: a size in any of them is a size here,
    and a name means one thing in all.

    Raises MalformedError for a `Float` and any other kind, a size that is neither a positive
    Integer nor a Symbol, a name that is none for us, and two different symbols of one name.

    >>> from sympy import MatrixSymbol
    >>> X, w = MatrixSymbol("X", 3, 2), MatrixSymbol("w", 2, 1)
    >>> print(from_sympy(X.T * X * w / 2))
    (1/2) XᵀXw
    """
    check_length(expr)
    return reader(expr, together)(expr, {})


def check_length(thing: Any) -> None:
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
    check_length(claim)
    if type(claim) in STATEMENTS:
        return claim  # type: ignore[no-any-return]  # its type was just looked up
    if type(claim) not in (sympy.Eq, AppliedPredicate):
        raise refusal(f"{type(claim).__name__} {claim}", type(claim), STATED)
    return stated(claim, reader(claim, together), {})


def stated(claim: Any, read: Reader, indices: Indices) -> Statement:
    """The statement of a claim in which some symbols are indices."""
    match claim:
        case sympy.Eq():
            return Equals(read(claim.lhs, indices), read(claim.rhs, indices))
        case AppliedPredicate(function=ForEachPredicate(), arguments=(Map() as each, count)):
            index = index_over(each, count)
            return ForEach(index, stated(each.body, read, {**indices, each.letter: index}))
        case AppliedPredicate(function=function) if function in PREDICATES:
            build, arity = PREDICATES[function]
            opened = (part for argument in claim.arguments for part in laid_open(argument))
            terms = [read(part, indices) for part in opened]
            if len(terms) == arity:
                return build(*terms)
        case AppliedPredicate(function=function) if function != for_each:
            raise refusal(str(claim), function, STATED)
        case _ if type(claim) is not AppliedPredicate:
            raise refusal(f"{type(claim).__name__} {claim}", type(claim), STATED)
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
STATED = f"Eq, {', '.join(map(str, (*PREDICATES, for_each)))}"


def laid_open(argument: sympy.Basic) -> Iterator[sympy.Basic]:
    """The body and the letter of a map; any other argument alone."""
    yield from (argument.body, argument.letter) if type(argument) is Map else (argument,)


def refusal(what: str, kind: object, known: str) -> MalformedError:
    """The error for something that is not read."""
    return MalformedError(f"{what} is not read: {INSTEAD.get(kind, f'read are {known}')}")


Indices: TypeAlias = "Mapping[sympy.Basic, Index]"
Reader: TypeAlias = "Callable[[sympy.Basic, Indices], Term]"


def reader(whole: sympy.Basic, together: Iterable[Any]) -> Reader:
    """The translation of the parts of an expression; a name means one thing in all that is read."""
    if not isinstance(whole, sympy.Basic):
        raise refusal(f"{type(whole).__name__} {whole!r}", type(whole), READ)
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
    """How many values an index takes, for each index inside an expression."""
    for part in whole.atoms(sympy.Sum, sympy.Product):
        yield from (limit[-1] + 1 for limit in part.limits)
    for part in whole.atoms(MatrixSum, AppliedPredicate):
        if type(part) is MatrixSum or part.function == for_each:
            yield part.args[-1]


def term_of(expr: sympy.Basic, sizes: frozenset[sympy.Symbol], indices: Indices) -> Term:
    """The term of an expression, in which some symbols are sizes, and some are indices."""

    def read(part: sympy.Basic) -> Term:
        return term_of(part, sizes, indices)

    if type(expr) not in KINDS and not isinstance(expr, sympy.Rational):
        kind = AppliedUndef if isinstance(expr, AppliedUndef) else type(expr)
        raise refusal(f"{kind.__name__} {expr}", kind, READ)
    match expr:
        case sympy.Rational():
            return Number(Fraction(int(expr.p), int(expr.q)))
        case sympy.Symbol() if expr in indices:
            raise MalformedError(
                f"{expr} is an index: it stands in an entry, a row or a column only"
            )
        case sympy.Symbol():
            return size_of(expr) if expr in sizes or is_size(expr) else letter_of(expr)
        case RandomMatrixSymbol():
            return Random(expr.name, *map(size_of, expr.shape))
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
            return Letter(expr.name, *map(size_of, expr.shape))
        case sympy.Identity():
            return Identity(size_of(expr.rows))
        case ZeroMatrix():
            return Zero(*map(size_of, expr.shape))
        case OneMatrix():
            return Ones(*map(size_of, expr.shape))
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
            return Pi()  # type: ignore[no-any-return]
        case _ if expr is sympy.E:
            return Exp(Number(Fraction(1)))
        case MatrixElement():
            return entry(read(expr.parent), expr, indices)
        case MatrixSlice():
            return row_or_column(read(expr.parent), expr, indices)
        case MatrixSum(args=[each, count]):
            index = index_over(each, count)
            return SumOver(index, term_of(each.body, sizes, {**indices, each.letter: index}))
        case sympy.Sum() | sympy.Product():
            over_index = SumOver if isinstance(expr, sympy.Sum) else ProductOver
            bound = [index_within(limit, expr) for limit in expr.limits]  # the innermost first
            inside = dict(zip(reversed(expr.variables), reversed(bound), strict=True))
            body = term_of(expr.function, sizes, {**indices, **inside})
            return reduce(lambda inner, index: over_index(index, inner), bound, body)
        case Jacobian():
            letter: Any = read(expr.function.letter)
            return Derivative(read(expr.function.body), letter, read(expr.point))
    raise refusal(f"{type(expr).__name__} {expr}", type(expr), READ)


def is_size(symbol: sympy.Symbol) -> bool:
    """Whether a symbol is declared a positive integer."""
    return bool(symbol.is_integer and symbol.is_positive)


def size_of(size: sympy.Expr) -> Any:
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


def letter_of(symbol: sympy.Symbol) -> Letter:
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
    if not isinstance(exponent, sympy.Integer) or abs(exponent) > LARGEST_POWER:
        raise MalformedError(
            f"{type(expr).__name__} {expr}: an exponent is an Integer from -{LARGEST_POWER} to "
            f"{LARGEST_POWER}, not {type(exponent).__name__} {exponent}"
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


def row_or_column(matrix: Term, expr: sympy.Expr, indices: Indices) -> Term:
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


def index_over(function: Map, count: sympy.Expr) -> Index:
    """The index that a function is of, which takes so many values."""
    return index_within((function.letter, 0, count - 1), function)


def index_within(limit: Sequence[sympy.Expr], whole: sympy.Basic) -> Index:
    """The index that runs from 0 to a size less 1."""
    if len(limit) != 3 or type(limit[0]) is not sympy.Symbol or limit[1] != 0:
        raise refusal(f"{type(whole).__name__} {whole}", type(whole), READ)
    return Index(limit[0].name, size_of(limit[2] + 1))
