"""What SymPy has no word for: maps, minima and what is said of laws, as classes like its own."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, NoReturn, Self, final

import sympy
from sympy import MatrixSymbol
from sympy.assumptions import Predicate
from sympy.matrices.expressions.matexpr import MatrixElement
from sympy.tensor.array.expressions.arrayexpr_derivatives import array_derive

from ..kernel.errors import MalformedError
from ..kernel.statements import (
    ChiSquared,
    Gaussian,
    Independent,
    IndependentVectors,
    Integrable,
    Laplace,
    SquareIntegrable,
    Statement,
    StudentT,
)


def index_of(name: str) -> sympy.Symbol:
    """The number of a basis vector, from 0."""
    return sympy.Symbol(name, integer=True, nonnegative=True)


# SymPy ships no types, so that its classes count as Any: hence `type: ignore` here and below.
class Map(sympy.Basic):  # type: ignore[misc]
    """Map(letter, body): the function letter ↦ body, whose letter is bound.

    `subs` leaves the bound letter alone, and renames it where it would capture what arrives
    (`sympy.Lambda` does neither). With another number of arguments it raises MalformedError.
    """

    def __new__(cls, *arguments: sympy.Basic) -> Map:
        if len(arguments) != 2:
            raise MalformedError(
                f"a map is written Map(letter, body), with two, not {len(arguments)}"
            )
        return super().__new__(cls, *arguments)  # type: ignore[no-any-return]

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


class Carried(sympy.MatrixExpr):  # type: ignore[misc]
    """The base of the matrices below, for which SymPy has no word, or one that it computes with.

    A node only carries such a matrix: it stays as it is under `doit`, and differentiating it raises
    MalformedError, where SymPy would recurse for ever. With sizes, `to_sympy` evaluates it. It
    raises MalformedError where it is not made of what `takes` names.
    """

    takes: ClassVar[tuple[str, ...]]

    def __new__(cls, *arguments: sympy.Basic) -> Self:
        if len(arguments) != len(cls.takes) or not cls.is_made_of(arguments[0]):
            given, wanted = (", ".join(map(str, each)) for each in (arguments, cls.takes))
            name = cls.__name__
            raise MalformedError(f"{name}({given}) is not read: write {name}({wanted})")
        return super().__new__(cls, *arguments)  # type: ignore[no-any-return]

    @staticmethod
    def is_made_of(argument: object) -> bool:
        """Whether the first argument is of the kind that it has to be."""
        return isinstance(argument, sympy.MatrixExpr)

    def _entry(self, i: sympy.Expr, j: sympy.Expr, **_: object) -> sympy.Expr:
        return MatrixElement(self, i, j)

    def _eval_derivative(self, x: sympy.Expr) -> NoReturn:
        raise MalformedError(
            f"SymPy cannot differentiate {self} by {x}: give sizes to to_sympy, as in n=3, d=2"
        )


array_derive.register(Carried, Carried._eval_derivative)  # how SymPy derives by a matrix


class MoorePenroseInverse(Carried):
    """MoorePenroseInverse(A): the pseudoinverse of A, of the shape of A.T.

    SymPy has a method `pinv` of explicit matrices, and no word for the pseudoinverse of a symbol.
    """

    takes = ("A",)

    @property
    def arg(self) -> sympy.MatrixExpr:
        """The matrix of which it is the pseudoinverse."""
        return self.args[0]

    @property
    def shape(self) -> tuple[sympy.Expr, sympy.Expr]:
        """The shape of the transpose."""
        return self.arg.shape[::-1]  # type: ignore[no-any-return]


class OfMap(Carried):
    """The base of the matrices below, each made of a function and something else."""

    @staticmethod
    def is_made_of(argument: object) -> bool:
        """Whether the first argument is a function."""
        return type(argument) is Map

    @property
    def function(self) -> Map:
        """The function that the matrix is made of."""
        return self.args[0]  # type: ignore[no-any-return]


class Jacobian(OfMap):
    """Jacobian(Map(w, f), point): the p×d matrix of partial derivatives of f: ℝᵈ → ℝᵖ at a point.

    SymPy's own `Derivative` by a matrix is no matrix expression, and has no point.
    """

    takes = ("Map(w, f)", "point")

    @property
    def point(self) -> sympy.MatrixExpr:
        """Where the derivative is taken."""
        return self.args[1]

    @property
    def shape(self) -> tuple[sympy.Expr, sympy.Expr]:
        """The pair (rows of the value, rows of the letter)."""
        return (self.function.body.shape[0], self.function.letter.shape[0])


class IteratedMap(OfMap):
    """IteratedMap(Map(w, f), start, k): f(f(… f(start))), with f taken k times."""

    takes = ("Map(w, f)", "start", "k")

    @property
    def start(self) -> sympy.MatrixExpr:
        """Where the iteration starts."""
        return self.args[1]

    @property
    def count(self) -> sympy.Expr:
        """How many steps it takes, a positive integer."""
        return self.args[2]

    @property
    def shape(self) -> tuple[sympy.Expr, sympy.Expr]:
        """The shape of the start."""
        return self.start.shape  # type: ignore[no-any-return]


class MatrixSum(OfMap):
    """MatrixSum(Map(i, A), n): the sum of the matrices A for i = 0, …, n - 1.

    SymPy's own `Sum` is a number to it, whatever it sums.
    """

    takes = ("Map(i, A)", "n")

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
