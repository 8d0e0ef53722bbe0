"""To SymPy and back: nothing cancelled, nothing guessed, everything else refused by name."""

from __future__ import annotations

import re
import subprocess
import sys
from fractions import Fraction
from typing import Any

import pytest
import sympy
from sympy import (
    Eq,
    MatMul,
    MatrixSymbol,
    Q,
    Rational,
    Symbol,
    ask,
)
from sympy import (
    Inverse as SympyInverse,
)
from sympy.matrices.expressions.matexpr import MatrixElement
from sympy.stats.rv import RandomMatrixSymbol
from sympy.stats.symbolic_multivariate_probability import ExpectationMatrix, VarianceMatrix

from derivations.interop import explicit
from derivations.interop.explicit import (
    ProbabilityDensity,
)
from derivations.interop.sympy import (
    IteratedMap,
    Jacobian,
    Map,
    MatrixSum,
    MoorePenroseInverse,
    SympyStatement,
    for_each,
    from_sympy,
    full_column_rank,
    gaussian,
    integrable,
    minimises,
    positive_semidefinite,
    statement_from_sympy,
    to_sympy,
    uniquely_minimises,
)
from derivations.kernel.errors import MalformedError, ShapeError
from derivations.kernel.nodes import written
from derivations.kernel.statements import (
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
from derivations.kernel.terms import (
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
    ProductOver,
    Pseudoinverse,
    Random,
    Root,
    SquaredNorm,
    SumOver,
    Term,
    Trace,
    Zero,
)
from derivations.kernel.theorem import assume
from derivations.kernel.trees import Abbreviation, free_letters, unabbreviated
from derivations.numbers.errors import TooLargeError, UndefinedError, UnknownRankError
from derivations.proving.certificates import algebra
from derivations.publishing.registry import theorems
from derivations.publishing.verify import dimensions_in

n, d = Dimension("n"), Dimension("d")
X, y, w, A = Letter("X", n, d), Letter("y", n), Letter("w", d), Letter("A", d, d)
sigma, eps = Letter("sigma"), Random("eps", n)
gram = X.T @ X
i, j = Index("i", n), Index("j", d)
cost = SquaredNorm(X @ w - y) / n
J = Abbreviation("J", (w,), (w,), cost)

N, D = (Symbol(name, integer=True, positive=True) for name in "nd")
SX, SY, SW = MatrixSymbol("X", N, D), MatrixSymbol("y", N, 1), MatrixSymbol("w", D, 1)
SA, SE = MatrixSymbol("A", D, D), RandomMatrixSymbol("eps", N, 1)
SS, TRACE = MatrixSymbol("sigma", 1, 1), sympy.Trace(SW.T * SW)
M = Symbol("m")  # nothing is assumed of it
SI = Symbol("i", integer=True, nonnegative=True)

TERMS = [
    X,
    gram,
    Inverse(gram) @ gram,
    Inverse(gram) @ X.T @ y,
    A.T.T + A - 2 * A,
    Identity(d) + Zero(d, d) + Ones(d, d),
    Ones(n).T @ Ones(n),
    Trace(A @ A),
    Trace(A) * A,
    y.T @ X @ w,
    (y.T @ X @ w) * X,
    sigma,
    sigma * sigma * A,
    sigma.T * A,
    A / sigma,
    A / (n - d),
    (n * A) / (d * Number(Fraction(3, 2))),
    Number(Fraction(-1, 3)),
    n * Number(Fraction(2)),
    Inverse(n - sigma) + 1,
    SquaredNorm(y),
    SquaredNorm(X @ w - y) / n,
    Derivative(cost, w, w),
    Derivative(cost, w, 2 * w).T + 2 * w,
    Derivative(J, w, w),
    Derivative(Derivative(cost, w, w).T, w, w),
    Determinant(A) * Pi() * A,
    Pseudoinverse(X) @ y + w,
    X.T @ Pseudoinverse(X.T) @ w,
    Pseudoinverse(Pseudoinverse(X)) - Pseudoinverse(X).T,
    Pseudoinverse(gram) @ Inverse(Pseudoinverse(gram)),
    Pseudoinverse(sigma) * Pseudoinverse(n * sigma),
    Trace(X @ Pseudoinverse(X)) * A,
    SumOver(i, Pseudoinverse(i.T @ X) @ i.T),
    Exp(sigma) * Log(sigma) + Root(sigma) * Absolute(sigma - 1),
    Exp(Number(Fraction(1))) + Root(SquaredNorm(y)) + Absolute(y.T @ y),
    J,
    Abbreviation("H", (), (), X @ Inverse(gram) @ X.T),
    eps,
    X.T @ eps,
    Expectation(X.T @ eps),
    Expectation(SquaredNorm(X @ w + eps)) / n,
    Expectation((eps - Expectation(eps)) @ eps.T),
    Covariance(X.T @ eps, X.T @ eps),
    Covariance(X.T @ eps, y - eps),
    Density(eps, y - X @ w) + MomentGenerating(X.T @ eps, w),
    SumOver(i, (i.T @ y - i.T @ X @ w) ** 2 / sigma),
    SumOver(i, Log(Root(2 * Pi() * (i.T @ y)))) / 2,
    SumOver(i, i.T @ (y - X @ w)) + SumOver(j, sigma),
    SumOver(i, (i.T @ y) * (X.T @ i) @ (X.T @ i).T),
    SumOver(j, A @ j @ j.T) + SumOver(j, A @ A @ (A @ j) @ j.T @ A),
    SumOver(j, (j.T @ A @ j) * (j.T @ (A @ j)) * (j.T @ j)),
    ProductOver(i, Exp(i.T @ y) / Root(sigma)) * A,
    ProductOver(i, Density(i.T @ eps, i.T @ y)),
    SumOver(i, Covariance(i.T @ eps, i.T @ eps) * i @ i.T),
    SumOver(i, SumOver(i, i.T @ y)),
]
STATEMENTS: list[Statement] = [
    Equals(gram @ w, X.T @ y),
    Equals(SquaredNorm(y), y.T @ y),
    Invertible(gram),
    Invertible(sigma),
    Nonnegative(cost),
    Nonnegative(sigma),
    Positive(sigma * sigma),
    FullColumnRank(X),
    PositiveSemidefinite(gram),
    PositiveDefinite(gram),
    symmetric(A),
    Minimises(2 * w, cost, w),
    UniquelyMinimises(Inverse(gram) @ X.T @ y, cost, w),
    Maximises(2 * w, -cost, w),
    UniquelyMaximises(Inverse(gram) @ X.T @ y, Exp(-cost), w),
    Independent(eps),
    IndependentVectors(X.T @ eps, eps - y),
    Integrable(eps @ eps.T),
    SquareIntegrable(eps),
    Gaussian(X.T @ eps, w, sigma * A),
    Laplace(y.T @ eps, sigma, sigma),
    ChiSquared(SquaredNorm(eps), n - d),
    StudentT(y.T @ eps, SquaredNorm(eps), n - d),
    ForEach(i, Positive(i.T @ y)),
    ForEach(j, Equals(A @ j, (j.T @ w) * j)),
    ForEach(i, Gaussian(i.T @ eps, Zero(), i.T @ y)),
    ForEach(i, Equals(SumOver(i, i.T @ y), i.T @ y)),
    Minimises(w, SumOver(i, Absolute(i.T @ y - i.T @ X @ w)), w),
]


@pytest.mark.parametrize("term", TERMS, ids=str)
def test_round_trip_of_a_term(term: Term) -> None:
    back = from_sympy(to_sympy(term))
    assert back.shape == term.shape
    assert algebra(Equals(term, back)).conclusion == Equals(term, back)


@pytest.mark.parametrize("statement", STATEMENTS, ids=str)
def test_round_trip_of_a_statement(statement: Statement) -> None:
    back = statement_from_sympy(to_sympy(statement))
    assert type(back) is type(statement)
    assert to_sympy(back) == to_sympy(statement)


def test_a_free_index_is_refused() -> None:
    for thing in (i.T @ y, Expectation(i.T @ eps), Positive(i.T @ y)):
        with pytest.raises(MalformedError, match="SymPy has no basis vectors"):
            to_sympy(thing)
        with pytest.raises(MalformedError, match="SymPy has no basis vectors"):
            to_sympy(thing, n=2)


def test_with_sizes_there_is_no_word_for_each() -> None:
    with pytest.raises(MalformedError, match="SymPy has no basis vectors"):
        to_sympy(ForEach(i, Positive(i.T @ y)), n=2)


@pytest.mark.parametrize("term", [t for t in TERMS if "letter(" in written(t)], ids=str)
def test_a_term_is_an_unevaluated_matrix_of_its_shape(term: Term) -> None:
    expr = to_sympy(term)
    sizes = tuple(s if isinstance(s, int) else {"n": N, "d": D}[s.name] for s in term.shape)
    assert isinstance(expr, sympy.MatrixExpr)
    assert expr.shape == sizes
    assert expr.subs({N: 3, D: 2}).shape == tuple({N: 3, D: 2}.get(s, s) for s in sizes)


# To SymPy: nothing is cancelled.


def test_an_inverse_survives() -> None:
    assert str(to_sympy(Inverse(gram) @ gram)) == "(X.T*X)**(-1)*(X.T*X)"
    assert to_sympy(Inverse(gram) @ gram) != sympy.Identity(D)


@pytest.mark.parametrize(
    ("term", "printed"),
    [
        (A - A, "-A + A"),
        (A.T.T, "A.T.T"),
        (X.T @ X @ w, "X.T*X*w"),
        (X.T @ (X @ w), "X.T*(X*w)"),
        (y - X @ w, "-X*w + y"),
        (X @ w - y - X @ w, "-X*w + X*w - y"),
        (sigma / (2 * sigma) * A, "(sigma[0, 0]/(2*sigma[0, 0]))*A"),
        (-(A / (2 * sigma)), "(-1/(2*sigma[0, 0]))*A"),
        (2 * (n - d) * A, "(2*(-d + n))*A"),
        (Inverse(Inverse(A)), "(A**(-1))**(-1)"),
        (A / sigma * sigma, "(sigma[0, 0]/sigma[0, 0])*A"),
        (Identity(d) @ A + Zero(d, d), "I*A + 0"),
        (Number(Fraction(1, 2)), "(1/2)*I"),
        (SquaredNorm(y) * A, "Trace(y.T*y)*A"),
        (Expectation(X.T @ eps + w), "ExpectationMatrix(w + X.T*eps)"),
        (Expectation(SquaredNorm(eps)), "ExpectationMatrix(eps.T*eps)"),
        (Covariance(X.T @ eps, X.T @ eps), "VarianceMatrix(X.T*eps)"),
        (Covariance(X.T @ eps, eps), "CrossCovarianceMatrix(X.T*eps, eps)"),
        (MomentGenerating(X.T @ eps, w), "MomentGeneratingFunction(X.T*eps, w)*I"),
        (Density(eps, y) * A, "ProbabilityDensity(eps, y)*A"),
    ],
    ids=str,
)
def test_nothing_is_evaluated(term: Term, printed: str) -> None:
    assert str(to_sympy(term)).replace(" ", "") == printed.replace(" ", "")


def test_a_sum_keeps_its_order_where_sympy_would_cancel() -> None:
    assert to_sympy(X @ w - y - X @ w).args == (SX * SW, -SY, -SX * SW)
    assert to_sympy(y - X @ w) == SY - SX * SW
    assert to_sympy(Positive(n - sigma - n)).arguments[0].args == (N, -SS[0, 0], -N)


def test_sizes_are_positive_integer_symbols() -> None:
    rows, cols = to_sympy(X).shape
    assert rows.is_integer
    assert rows.is_positive
    assert (rows, cols) == (N, D)
    assert to_sympy(Letter("B", 3, 2)).shape == (3, 2)
    assert to_sympy(Ones(n, d)) == sympy.OneMatrix(N, D)


def test_the_scalar_of_a_quadratic_form_can_be_differentiated() -> None:
    # SymPy's trap: the entry [0, 0] of the same form has the derivative 0, silently.
    scalar = to_sympy(Nonnegative(SquaredNorm(w))).arguments[0]
    assert scalar.diff(SW) == 2 * SW
    assert MatrixElement(scalar.arg, 0, 0).diff(SW) == sympy.ZeroMatrix(D, 1)


def test_a_theorem_becomes_hypotheses_and_a_conclusion() -> None:
    theorem = algebra(Equals(Inverse(gram) @ gram, Identity(d)))
    assert to_sympy(theorem) == SympyStatement(
        (Q.invertible(SX.T * SX),),
        Eq(
            MatMul(SympyInverse(SX.T * SX), SX.T * SX, evaluate=False),
            sympy.Identity(D),
            evaluate=False,
        ),
    )


@pytest.mark.parametrize(
    ("statement", "expected"),
    [
        (Invertible(A), Q.invertible(SA)),
        (PositiveDefinite(A), Q.positive_definite(SA)),
        (PositiveSemidefinite(A), positive_semidefinite(SA)),
        (FullColumnRank(X), full_column_rank(SX)),
        (Nonnegative(sigma), Q.nonnegative(MatrixSymbol("sigma", 1, 1)[0, 0])),
        (Positive(n), Q.positive(N)),
        (Minimises(w, w.T @ A @ w, w), minimises(SW, Map(SW, SW.T * SA * SW))),
        (Minimises(w, Exp(SquaredNorm(w)), w), minimises(SW, Map(SW, sympy.exp(TRACE)))),
        (Equals(SquaredNorm(w), Number(Fraction(1))), Eq(TRACE, 1, evaluate=False)),
        (Equals(sigma * sigma, sigma), Eq(MatMul(SS[0, 0], SS), SS, evaluate=False)),
        (ForEach(i, Positive(i.T @ y)), for_each(Map(SI, Q.positive(SY[SI, 0])), N)),
    ],
    ids=str,
)
def test_each_statement_has_its_predicate(statement: Statement, expected: sympy.Basic) -> None:
    assert to_sympy(statement) == expected


def test_equal_sides_stay_an_equation() -> None:
    assert isinstance(to_sympy(Equals(A, A)), sympy.Eq)
    assert Eq(SA, SA) == sympy.true


def test_full_column_rank_is_not_sympys_fullrank() -> None:
    wide = MatrixSymbol("X", 2, 3)
    assert ask(Q.positive_definite(wide.T * wide), Q.fullrank(wide)) is True  # false, in truth
    assert ask(Q.positive_definite(wide.T * wide), full_column_rank(wide)) is None


@pytest.mark.parametrize("thing", [1, "X", sympy.Integer(2), SX, None])
def test_only_our_own_things_become_sympy(thing: object) -> None:
    with pytest.raises(MalformedError, match="takes a term, a statement or a theorem"):
        to_sympy(thing)  # type: ignore[arg-type]


# Bound letters.


@pytest.mark.parametrize(
    ("kind", "arguments", "shown"),
    [
        (Map, (SW,), "Map(letter, body)"),
        (Jacobian, (SA * SW, SW), "Jacobian(Map(w, f), point)"),
        (Jacobian, (Map(SW, SA * SW),), "Jacobian(Map(w, f), point)"),
        (IteratedMap, (), "IteratedMap(Map(w, f), start, k)"),
        (IteratedMap, (SW, SW, D), "IteratedMap(Map(w, f), start, k)"),
        (MatrixSum, (SA, N), "MatrixSum(Map(i, A), n)"),
        (MoorePenroseInverse, (), "MoorePenroseInverse(A)"),
        (MoorePenroseInverse, (SA, SA), "MoorePenroseInverse(A)"),
        (MoorePenroseInverse, (N,), "MoorePenroseInverse(A)"),
        (MoorePenroseInverse, (Map(SW, SA * SW),), "MoorePenroseInverse(A)"),
        (MoorePenroseInverse, (sympy.Matrix([[1]]),), "MoorePenroseInverse(A)"),
    ],
)
def test_a_word_of_ours_is_made_of_what_it_names(
    kind: Any, arguments: tuple[object, ...], shown: str
) -> None:
    with pytest.raises(MalformedError, match=re.escape(shown)):
        kind(*arguments)


def test_a_bound_letter_is_left_alone_by_subs() -> None:
    function = Map(SW, MatMul(SW.T, SA, SW))
    assert function.subs(SW, 2 * SW) == function
    assert function.free_symbols == {SA}
    assert function.subs(D, 2).letter == MatrixSymbol("w", 2, 1)


def test_a_bound_letter_steps_aside() -> None:
    b = MatrixSymbol("b", D, 1)
    moved = Map(SW, MatMul(b.T, SW)).subs(b, SW)
    assert moved == Map(MatrixSymbol("w_prime", D, 1), MatMul(SW.T, MatrixSymbol("w_prime", D, 1)))


def test_a_bound_index_is_left_alone_and_steps_aside() -> None:
    shifted = Map(SI, Q.positive(SY[SI, 0] - M))
    assert shifted.subs(SI, 0) == shifted
    assert shifted.free_symbols == {SY, M}
    other = Symbol("i_prime", integer=True, nonnegative=True)
    assert shifted.subs(M, SI) == Map(other, Q.positive(SY[other, 0] - SI))
    total = MatrixSum(Map(SI, SX[SI, :]), N)
    assert total.subs(SI, 0) == total
    assert total.shape == total.doit().shape == (1, D)


def test_the_point_of_a_derivative_is_free() -> None:
    expr = to_sympy(Derivative(cost, w, w))
    b = MatrixSymbol("b", D, 1)
    assert isinstance(expr, Jacobian)
    assert expr.subs(SW, b) == to_sympy(Derivative(cost, w, Letter("b", d)))
    assert expr.doit().shape == (1, D)


def test_sympy_does_not_differentiate_a_derivative() -> None:
    jacobian = to_sympy(Derivative(cost, w, w))
    for expr in (jacobian, jacobian * SW, sympy.Trace(jacobian * SW), jacobian.T + SW):
        with pytest.raises(MalformedError, match="give sizes"):
            expr.diff(SW)
    with pytest.raises(MalformedError, match="give sizes"):
        jacobian.diff(N)


# Indices.


def expanded(expr: sympy.Basic) -> sympy.MatrixBase:
    """A matrix expression on explicit symbols of the sizes below, by SymPy alone."""

    def added(total: MatrixSum) -> sympy.MatrixBase:
        each, count = total.args
        summands = (each.body.xreplace({each.letter: sympy.Integer(k)}) for k in range(count))
        return sum((expanded(summand) for summand in summands), start=sympy.zeros(*total.shape))

    # `subs` would pass over a size that only the shapes of matrices inside a Sum have.
    sized = expr.xreplace({N: sympy.Integer(SIZES["n"]), D: sympy.Integer(SIZES["d"])})
    for total in sized.atoms(MatrixSum):
        sized = sized.xreplace({total: added(total).as_immutable()})
    for total in sized.atoms(sympy.Sum, sympy.Product):
        sized = sized.xreplace({total: total.doit()})
    for trace in sized.atoms(sympy.Trace):
        sized = sized.xreplace({trace: trace.arg.as_explicit().trace()})
    return sized.as_explicit()


@pytest.mark.parametrize(
    "term",
    [
        SumOver(i, (i.T @ y - i.T @ X @ w) ** 2 / sigma),
        SumOver(i, Exp(i.T @ y)) * X,
        ProductOver(i, i.T @ (y - X @ w)) * X,
        SumOver(i, (i.T @ y) * (X.T @ i) @ (X.T @ i).T),
        SumOver(j, A @ j @ (j.T @ w) @ j.T @ A),
        SumOver(i, Absolute(i.T @ y) * i @ i.T @ X),
        SumOver(j, X @ A @ j),
    ],
    ids=str,
)
def test_sums_and_products_are_over_the_right_entries(term: Term) -> None:
    assert zero(expanded(to_sympy(term)) - to_sympy(term, **sizes_of(term)))


def sizes_of(term: Term) -> dict[str, int]:
    return {name: size for name, size in SIZES.items() if Dimension(name) in dimensions_in(term)}


def test_sympy_takes_a_sum_over_an_index_for_a_constant() -> None:
    # SymPy's trap: the derivative by a matrix is 0, silently.
    total = to_sympy(Nonnegative(SumOver(i, (i.T @ X @ w) ** 2))).arguments[0]
    assert total == sympy.Sum(sympy.Trace(SX[SI, :] * SW) ** 2, (SI, 0, N - 1))
    assert total.diff(SW) == sympy.ZeroMatrix(D, 1)
    with pytest.raises(MalformedError, match="give sizes"):
        to_sympy(SumOver(i, X.T @ i)).diff(SX)


@pytest.mark.parametrize(
    ("expr", "term"),
    [
        (sympy.Sum(SY[SI, 0], (SI, 0, N - 1)), SumOver(i, i.T @ y)),
        (sympy.Product(SY[M, 0], (M, 0, N - 1)), ProductOver(i, i.T @ y)),
        (sympy.Sum(SY[SI, 0] * SX[SI, SI], (SI, 0, N - 1)), None),
        (
            sympy.Sum(SW[M, 0], (M, 0, D - 1), (SI, 0, N - 1)),
            SumOver(i, SumOver(j, j.T @ w)),
        ),
        (MatrixSum(Map(SI, SX[SI, :].T), N), SumOver(i, X.T @ i)),
        (sympy.Sum(2, (SI, 0, M - 1)), SumOver(Index("i", Dimension("m")), Number(Fraction(2)))),
    ],
    ids=str,
)
def test_sums_and_products_are_read(expr: sympy.Basic, term: Term | None) -> None:
    if term is None:
        with pytest.raises(ShapeError):
            from_sympy(expr)
    else:
        assert algebra(Equals(from_sympy(expr), term))


@pytest.mark.parametrize(
    ("expr", "message"),
    [
        (sympy.Sum(SY[SI, 0], (SI, 1, N)), r"a sum over an index is one over a Symbol \(i, 0, n"),
        (sympy.Sum(SY[SI, 0], (SI, 0, N)), "a size is"),
        (sympy.Product(SY[SI, 0], (SI, 1, N)), "a product over an index is one over"),
        (SY[SI, 0], "at an index"),
        (sympy.Sum(SX[SI, 0], (SI, 0, N - 1)), "at an index"),
        (sympy.Sum(SI * SY[SI, 0], (SI, 0, N - 1)), "i is an index: it stands in"),
        (MatrixSymbol("B", 3, 2)[0:2, :], "read are a row or a column"),
        (SX[SI, :], "read are a row or a column"),
        (MatrixSum(Map(SW, SX), N), "Map"),
        (for_each(Map(SI, Q.positive(N)), N), "AppliedPredicate"),
    ],
    ids=str,
)
def test_other_sums_and_entries_are_refused_by_name(expr: sympy.Basic, message: str) -> None:
    with pytest.raises(MalformedError, match=message):
        from_sympy(expr)


def test_every_statement_of_the_site_with_an_index_comes_back() -> None:
    said = {
        unabbreviated(statement)
        for result in theorems()
        for theorem in result.theorems()
        for statement in (*theorem.hypotheses, theorem.conclusion)
        if "index(" in written(statement)
        and not any(isinstance(letter, Index) for letter in free_letters(statement))
    }
    assert len(said) > 100
    for statement in said:
        back = statement_from_sympy(to_sympy(statement))
        while isinstance(statement, ForEach) and isinstance(statement.statement, Equals | ForEach):
            assert isinstance(back, ForEach)
            assert back.index == statement.index
            back, statement = back.statement, statement.statement
        if isinstance(statement, Equals):
            assert isinstance(back, Equals)
            assert algebra(Equals(back.left, statement.left))
            assert algebra(Equals(back.right, statement.right))
        else:
            assert to_sympy(back) == to_sympy(statement)


# Explicit matrices.

SIZES = {"n": 3, "d": 2}
EX, EY, EW = (
    MatrixSymbol(name, *shape).as_explicit()
    for name, shape in [("X", (3, 2)), ("y", (3, 1)), ("w", (2, 1))]
)


def zero(difference: sympy.Matrix) -> bool:
    return all(sympy.simplify(entry) == 0 for entry in difference)


def test_explicit_matrices_equal_sympys_own() -> None:
    residual = EX * EW - EY
    explicit_cost = (residual.T * residual)[0] / 3
    assert to_sympy(X @ w - y, **SIZES) == residual
    assert isinstance(to_sympy(X @ w, **SIZES), sympy.ImmutableDenseMatrix)
    assert zero(to_sympy(J, **SIZES) - sympy.Matrix([[explicit_cost]]))
    gradient = to_sympy(Derivative(J, w, w).T, **SIZES)
    assert zero(gradient - sympy.Matrix([explicit_cost.diff(e) for e in EW]))
    hessian = to_sympy(Derivative(Derivative(J, w, w).T, w, w), **SIZES)
    assert zero(hessian - sympy.hessian(explicit_cost, list(EW)))


def test_an_explicit_inverse_is_sympys_own() -> None:
    assert zero(to_sympy(Inverse(gram), **SIZES) - (EX.T * EX).inv())
    assert zero(to_sympy(Inverse(gram) @ gram, n=2, d=2) - sympy.eye(2))
    assert zero(to_sympy(Inverse(A), d=2) - MatrixSymbol("A", 2, 2).as_explicit().inv())


def test_sizes_that_make_an_inverse_meaningless() -> None:
    with pytest.raises(UndefinedError, match="singular"):
        to_sympy(Inverse(gram) @ gram, n=1, d=2)


def test_an_explicit_theorem() -> None:
    normal = to_sympy(assume(Equals(gram @ w, X.T @ y)), **SIZES).conclusion
    assert normal.lhs == EX.T * EX * EW
    assert normal.rhs == EX.T * EY
    claim = to_sympy(Minimises(w, cost, w), **SIZES)
    assert claim.arguments[0] == EW
    assert claim.arguments[1].letter == EW
    assert claim.subs(EW[0], 5).arguments[1] == claim.arguments[1]
    assert to_sympy(Positive(n), n=3) == Q.positive(3)


@pytest.mark.parametrize(
    ("sizes", "message"),
    [
        ({"n": 3}, "the size d is missing"),
        ({"n": 3, "d": 2, "k": 1}, "the size k does not occur"),
        ({"N": 3, "d": 2}, "the size n is missing; the size N does not occur"),
        ({"n": 0, "d": 2}, "positive int, not 0"),
        ({"n": 3.0, "d": 2}, r"positive int, not 3\.0"),
        ({"n": True, "d": 2}, "positive int, not True"),
    ],
)
def test_sizes_are_checked(sizes: dict[str, int], message: str) -> None:
    with pytest.raises(MalformedError, match=message):
        to_sympy(X @ w, **sizes)


def test_a_size_may_be_called_anything() -> None:
    assert to_sympy(Ones(Dimension("thing")), thing=2) == sympy.ones(2, 1)


def test_two_letters_that_would_become_one() -> None:
    with pytest.raises(MalformedError, match="would become one"):
        to_sympy(Trace(Letter("A", n, n)) - Trace(A), n=2, d=2)


# Laws.


def test_sympy_is_wrong_of_the_variance_of_a_sum() -> None:
    # SymPy's trap: Cov(U, V) + Cov(V, U) is not 2 Cov(U, V). Ours stays as it is.
    both = VarianceMatrix(MatrixSymbol("A", N, N) * SE + SE)
    assert "2*A*CrossCovarianceMatrix(eps, eps)" in str(both.expand())
    assert to_sympy(Covariance(eps + eps, eps + eps)).args[0].args == (SE, SE)


def test_explicit_laws_are_not_evaluated() -> None:
    column = SE.xreplace({N: sympy.Integer(2)}).as_explicit()
    first = MatrixSymbol("X", 2, 1).as_explicit().T * column
    mean = to_sympy(Expectation(X.T @ eps), n=2, d=1)
    assert mean == sympy.Matrix([[sympy.stats.Expectation(first[0])]])
    cross = to_sympy(Covariance(eps, X.T @ eps), n=2, d=1)
    assert cross == sympy.Matrix([[sympy.stats.Covariance(x, first[0])] for x in column])
    claim = to_sympy(Gaussian(eps, Zero(n), sigma * Identity(n)), n=2)
    assert claim == gaussian(
        column, sympy.zeros(2, 1), sympy.eye(2) * MatrixSymbol("sigma", 1, 1)[0, 0]
    )
    density = to_sympy(2 * Density(eps, y), n=2)[0]
    assert density == 2 * ProbabilityDensity(column, MatrixSymbol("y", 2, 1).as_explicit())
    with pytest.raises(MalformedError, match="cannot differentiate"):
        density.diff(MatrixSymbol("y", 2, 1)[0, 0])


def test_a_theorem_on_means() -> None:
    theorem = algebra(Equals(Expectation(X.T @ eps), X.T @ Expectation(eps)))
    said = to_sympy(theorem)
    assert integrable(SE) in said.hypotheses
    assert said.conclusion.rhs == MatMul(SX.T, ExpectationMatrix(SE), evaluate=False)
    assert to_sympy(theorem, n=2, d=1).conclusion.lhs.shape == (1, 1)


# From SymPy.


@pytest.mark.parametrize(
    ("expr", "term"),
    [
        (SX.T * SX, gram),
        (2 * SA * 3, 6 * A),
        (SA**3, A @ A @ A),
        (SA**-2, Inverse(A) @ Inverse(A)),
        (SA - SA.T, A - A.T),
        (SA / N, A / n),
        (SX + sympy.ZeroMatrix(N, D), X),
        (sympy.OneMatrix(N, 1), Ones(n)),
        (sympy.Trace(SA) ** 2 * SA, Trace(A) * Trace(A) * A),
        (sympy.Trace(SA) + N, Trace(A) + n),
        (Rational(1, 2) * SA, A / 2),
        (Symbol("a", real=True) ** -2 * SA, A / Letter("a") / Letter("a")),
        (Symbol("a") * SA, Letter("a") * A),
        (N * sympy.Identity(1), n),
        (sympy.Integer(7), Number(Fraction(7))),
        (MatrixSymbol("s", 1, 1)[0, 0] * SA, Letter("s") * A),
        (MatrixSymbol("B", 3, 2), Letter("B", 3, 2)),
        (M * MatrixSymbol("B", M, 2), Dimension("m") * Letter("B", Dimension("m"), 2)),
    ],
    ids=str,
)
def test_expressions_are_read(expr: sympy.Basic, term: Term) -> None:
    assert algebra(Equals(from_sympy(expr), term))


def test_what_sympy_has_cancelled_is_gone() -> None:
    wide = MatrixSymbol("X", 2, 3)
    assert SympyInverse(wide.T * wide) * (wide.T * wide) == sympy.Identity(3)
    assert from_sympy(SympyInverse(wide.T * wide) * (wide.T * wide)) == Identity(3)
    kept = MatMul(SympyInverse(wide.T * wide), wide.T * wide, evaluate=False)
    back = algebra(Equals(from_sympy(kept), Identity(3)))
    assert back.hypotheses == (Invertible(Letter("X", 2, 3).T @ Letter("X", 2, 3)),)


@pytest.mark.parametrize(
    ("expr", "message"),
    [
        (0.5 * SA, r"Float 0\.5.*Rational\(1, 2\)"),
        (sympy.Float(1), "Float 1"),
        (0.5, r"float 0\.5"),
        (sympy.HadamardProduct(SA, SA.T), "HadamardProduct .*A"),
        (sympy.I * SA, "ImaginaryUnit I"),
        (sympy.cbrt(2) * SA, "Pow 2.*an exponent is an Integer"),
        (SA ** Symbol("k"), "MatPow A.*exponent.*Symbol k"),
        (SA**1000, "an exponent is an Integer from -100 to 100"),
        (sympy.nan, "NaN"),
        (sympy.oo, "Infinity"),
        (sympy.zoo, "ComplexInfinity"),
        (SX[0, 0], "an entry is read of a 1×1 matrix only"),
        ((SY.T * SY)[0, 0], "write Trace"),
        (sympy.ImmutableMatrix([[1]]), "ImmutableDenseMatrix"),
        (sympy.Matrix([[1]]), "MutableDenseMatrix.*MatrixSymbol"),
        (sympy.Dummy("a") * SA, "Dummy"),
        (sympy.Wild("a") * SA, "Wild"),
        (sympy.Derivative(sympy.Trace(SA), SA), "Derivative"),
        (Symbol("a", imaginary=True) * SA, "no arbitrary real number"),
        (sympy.BlockMatrix([[SA, SA]]), "BlockMatrix"),
        (sympy.Tuple(SA), "Tuple"),
        ("A", "str 'A'"),
    ],
    ids=str,
)
def test_other_kinds_are_refused_by_name(expr: sympy.Basic, message: str) -> None:
    with pytest.raises(MalformedError, match=message):
        from_sympy(expr)


@pytest.mark.parametrize(
    ("size", "message"),
    [
        (N + 1, "not Add n"),
        (2 * N, "not Mul 2"),
        (sympy.Integer(0), "not Zero 0"),
        (sympy.Dummy("n", integer=True), "not Dummy"),
        (Symbol("z", integer=True, zero=True), "not Symbol z"),
    ],
    ids=str,
)
def test_other_sizes_are_refused_by_name(size: sympy.Expr, message: str) -> None:
    with pytest.raises(MalformedError, match=message):
        from_sympy(MatrixSymbol("B", size, 1))


@pytest.mark.parametrize("name", ["β", "X'", "2x", "a b", "\\beta", "_x"])
def test_names_are_checked(name: str) -> None:
    with pytest.raises(MalformedError, match="is no name"):
        from_sympy(MatrixSymbol(name, 2, 2))


def test_one_name_for_two_symbols_is_refused() -> None:
    # Read as one letter, their difference would be 0.
    for other in (Symbol("a", positive=True), MatrixSymbol("a", 1, 1)[0, 0]):
        with pytest.raises(MalformedError, match="two different symbols are called a"):
            from_sympy(Symbol("a") - other)
    with pytest.raises(MalformedError, match="two different symbols are called n"):
        statement_from_sympy(Eq(sympy.Trace(sympy.Identity(N)), Symbol("n"), evaluate=False))


@pytest.mark.parametrize(
    ("claim", "statement"),
    [
        (Eq(SX.T * SX * SW, SX.T * SY), Equals(gram @ w, X.T @ y)),
        (Q.invertible(SA), Invertible(A)),
        (Q.symmetric(SA), symmetric(A)),
        (Q.positive_definite(SA), PositiveDefinite(A)),
        (Q.nonnegative(sympy.Trace(SA)), Nonnegative(Trace(A))),
        (full_column_rank(SX), FullColumnRank(X)),
        (Invertible(A), Invertible(A)),
    ],
    ids=str,
)
def test_statements_are_read(claim: sympy.Basic, statement: Statement) -> None:
    read = statement_from_sympy(claim)
    assert type(read) is type(statement)
    assert to_sympy(read) == to_sympy(statement)


@pytest.mark.parametrize(
    ("claim", "message"),
    [
        (Q.fullrank(SX), "full_column_rank"),
        (Q.orthogonal(SA), r"Eq\(A\.T \* A"),
        (Q.singular(SA), "Q.invertible"),
        (Q.square(SA), "read are Eq, Q.invertible"),
        (Eq(SA, SA), "evaluate=False"),
        (SA == SA.T, "Eq"),
        (sympy.Ne(Symbol("a"), 0), "Q.invertible"),
        (Symbol("a") >= 0, "Q.nonnegative"),
        (Symbol("a") > 0, "Q.positive"),
        (Q.invertible(SA) & Q.symmetric(SA), "one statement at a time"),
        (SA, "MatrixSymbol A is not read"),
        (minimises(SW), "was not given what it asks for"),
        (for_each(Map(SI, Q.positive(N))), "was not given what it asks for"),
        (for_each(Map(SW, Q.positive(N)), N), "Map"),
        (for_each(Map(SI, SY[SI, 0]), N), "MatrixElement"),
        (for_each(Map(SI, Q.square(SA)), N), "Q.square"),
        (Eq(0.5 * SA, SA), "Float"),
    ],
    ids=str,
)
def test_other_statements_are_refused_by_name(claim: object, message: str) -> None:
    with pytest.raises(MalformedError, match=message):
        statement_from_sympy(claim)


def test_statements_of_the_wrong_shape_are_refused() -> None:
    for claim in (Q.invertible(SX), Q.nonnegative(SA), Eq(SX, SA, evaluate=False)):
        with pytest.raises(ShapeError):
            statement_from_sympy(claim)


def test_expressions_that_are_read_together() -> None:
    m = Dimension("m")
    sized = MatrixSymbol("B", M, 2)
    assert from_sympy(M) == Letter("m")
    assert from_sympy(M, together=[sized]) == m
    claim = Q.nonnegative(M)
    assert statement_from_sympy(claim) == Nonnegative(Letter("m"))
    assert statement_from_sympy(claim, together=[Q.invertible(SA), sized]) == Nonnegative(m)
    with pytest.raises(MalformedError, match="two different symbols are called m"):
        from_sympy(M, together=[Eq(Symbol("m", positive=True), SA, evaluate=False)])
    with pytest.raises(MalformedError, match="two different symbols are called m"):
        statement_from_sympy(claim, together=[MatrixSymbol("m", 2, 2)])
    assert from_sympy(M, together=[sympy.Matrix([[M]])]) == Letter("m")  # is refused on its own


def test_a_pseudoinverse_is_carried_and_not_computed() -> None:
    found = MoorePenroseInverse(SX)
    assert found.shape == (D, N)
    assert found.doit() == found
    assert (found * SX).doit() == found * SX
    assert found.subs(SX, 2 * SX) == MoorePenroseInverse(2 * SX)
    assert found == found.T.T
    for differentiate in (lambda: found.diff(SX), lambda: (found * SX * SW).diff(SX)):
        with pytest.raises(MalformedError, match="cannot differentiate"):
            differentiate()
    with pytest.raises(MalformedError, match="write a MatrixSymbol"):
        from_sympy(MoorePenroseInverse(sympy.ImmutableMatrix([[1, 2]])))


ROOT_2, x = sympy.sqrt(2), sympy.Symbol("x", real=True)


@pytest.mark.parametrize(
    "rows",
    [
        [[0, 0]],
        [[1, 2], [2, 4], [0, 0]],
        [[1, 2, 0], [0, 1, 1]],
        [[ROOT_2, 2], [1, ROOT_2]],
        [[1, x]],
        [[x, x**2], [1, x]],
        [[sympy.pi, 0], [0, 0]],
    ],
    ids=str,
)
def test_a_pseudoinverse_where_the_rank_is_certain(rows: list[list[Any]]) -> None:
    matrix = sympy.ImmutableMatrix(rows)
    found = explicit.pseudoinverse(matrix)
    assert found is not None
    pairs = [(matrix * found * matrix, matrix), (found * matrix * found, found)]
    pairs += [(side.T, side) for side in (matrix * found, found * matrix)]
    assert all(sympy.simplify(left - right).is_zero_matrix for left, right in pairs)


@pytest.mark.parametrize(
    "rows", [[[x]], [[1, 0], [0, x]], [[1, x], [x, 1]], [[ROOT_2 * x]]], ids=str
)
def test_no_pseudoinverse_where_the_rank_may_jump(rows: list[list[Any]]) -> None:
    assert explicit.pseudoinverse(sympy.ImmutableMatrix(rows)) is None


@pytest.mark.parametrize(
    ("term", "sizes"),
    [
        (Pseudoinverse(X), {"n": 2, "d": 1}),
        (Pseudoinverse(sigma), {}),
        (X @ Pseudoinverse(gram) @ w, {"n": 2, "d": 2}),
        (Derivative(Pseudoinverse(X) @ X @ w, w, w), {"n": 2, "d": 2}),
    ],
    ids=str,
)
def test_a_rank_that_depends_on_symbols(term: Term, sizes: dict[str, int]) -> None:
    values: dict[Any, Any] = {sigma: sympy.Matrix([[x]])}
    with pytest.raises(UnknownRankError, match="cannot be written out: the rank of Matrix"):
        to_sympy(term, **sizes) if sizes else explicit.value(term, values)


def test_a_pseudoinverse_of_numbers_has_sizes() -> None:
    assert to_sympy(Pseudoinverse(Ones(n, d)), n=2, d=3) == sympy.ones(3, 2) / 6
    assert to_sympy(Pseudoinverse(Zero(n, d)), n=2, d=3) == sympy.zeros(3, 2)


def test_a_unique_minimum_is_read() -> None:
    claim = UniquelyMinimises(2 * w, w.T @ A @ w, w)
    assert to_sympy(claim).function == uniquely_minimises
    assert statement_from_sympy(to_sympy(claim)) == claim


def test_the_module_imports_the_other_sympy() -> None:
    code = "from derivations.interop import to_sympy as ours; print(ours.sympy.__name__)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "sympy\n"


@pytest.mark.parametrize(
    ("term", "sizes"),
    [
        (Iterate(A @ w, w, X.T @ y, 40), {"n": 2, "d": 2}),
        (Iterate((y.T @ y) * y + X @ w, y, y, 40), {"n": 2, "d": 2}),
        (Iterate(2 * y, y, y, 10**9), {"n": 2}),
        (Iterate(sigma * sigma, sigma, n, 60), {"n": 2}),
    ],
    ids=str,
)
def test_steps_that_are_too_many_to_be_written_out(term: Term, sizes: dict[str, int]) -> None:
    with pytest.raises(TooLargeError):
        to_sympy(term, **sizes)
