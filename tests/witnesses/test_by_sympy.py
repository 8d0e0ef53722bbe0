"""The SymPy witness: exact decisions on explicit matrices, and None where it has none."""

from __future__ import annotations

import ast
import random
from fractions import Fraction
from itertools import combinations
from pathlib import Path

import numpy as np
import pytest
import sympy
from sympy import Matrix, Rational, Symbol

from derivations.distributions import Laplaces, Normals
from derivations.interop import explicit
from derivations.interop.explicit import Undefined, Values, value
from derivations.kernel.errors import MalformedError, ShapeError
from derivations.kernel.statements import (
    STATEMENTS,
    Equals,
    ForEach,
    FullColumnRank,
    Gaussian,
    Independent,
    Invertible,
    Laplace,
    Maximises,
    Minimises,
    Nonnegative,
    Positive,
    PositiveDefinite,
    PositiveSemidefinite,
    Statement,
    UniquelyMaximises,
    UniquelyMinimises,
    symmetric,
)
from derivations.kernel.terms import (
    TERMS,
    Abbreviation,
    Absolute,
    Density,
    Derivative,
    Determinant,
    Dimension,
    Exp,
    Identity,
    Index,
    Inverse,
    Letter,
    Log,
    Number,
    Ones,
    Pi,
    ProductOver,
    Root,
    SquaredNorm,
    SumOver,
    Term,
    Trace,
    Zero,
)
from derivations.kernel.terms import Random as RandomLetter
from derivations.witnesses import by_sympy
from derivations.witnesses.by_sympy import holds

n, d = Dimension("n"), Dimension("d")
X, y, w, v = Letter("X", n, d), Letter("y", n), Letter("w", d), Letter("v", d)
A, s = Letter("A", d, d), Letter("s")
w_hat = Letter("w_hat", d)
gram = X.T @ X
cost = SquaredNorm(X @ w - y) / n
estimate = Inverse(gram) @ X.T @ y
hat = Abbreviation("H", (), (), X @ Inverse(gram) @ X.T)

TALL = Matrix([[1, 2], [0, 1], [Rational(1, 2), -1]])
DEPENDENT = Matrix([[1, 2], [2, 4], [0, 0]])
Y = Matrix([1, -2, 3])
a, b = sympy.symbols("a b", real=True)
DATA: Values = {n: 3, d: 2, X: TALL, y: Y, w: Matrix([a, b]), v: Matrix([1, 1])}
FLAT: Values = {**DATA, X: DEPENDENT}


def J(at: Term) -> Term:
    return Abbreviation("J", (w,), (at,), cost)


def gradient(at: Term) -> Term:
    return Derivative(J(w), w, at).T


# Terms.


@pytest.mark.parametrize(
    ("term", "expected"),
    [
        (Number(Fraction(2, 3)), Matrix([[Rational(2, 3)]])),
        (n + 1, Matrix([[4]])),
        (X.T @ y, TALL.T * Y),
        (2 * X - X, TALL),
        (X / n, TALL / 3),
        (Inverse(gram), (TALL.T * TALL).inv()),
        (Trace(gram), Matrix([[(TALL.T * TALL).trace()]])),
        (SquaredNorm(y), Matrix([[14]])),
        (Identity(d) + Zero(d, d) + Ones(d, d), Matrix([[2, 1], [1, 2]])),
        (Ones(n).T @ y, Matrix([[2]])),
        (hat @ y, TALL * (TALL.T * TALL).inv() * TALL.T * Y),
        (J(v), Matrix([[Rational(4 + 9 + Rational(49, 4), 3)]])),
        (gradient(v), Rational(2, 3) * TALL.T * (TALL * Matrix([1, 1]) - Y)),
        (Derivative(gradient(w), w, w), Rational(2, 3) * TALL.T * TALL),
        (Derivative(X @ w, w, v), TALL),
    ],
    ids=str,
)
def test_the_value_of_a_term(term: Term, expected: Matrix) -> None:
    assert value(term, DATA) == expected


def test_the_value_has_symbols_where_the_letters_have() -> None:
    residual = TALL * Matrix([a, b]) - Y
    assert value(X @ w - y, DATA) == residual
    assert (value(cost, DATA) - residual.T * residual / 3).expand() == sympy.zeros(1, 1)


def test_an_abbreviation_is_its_body_at_the_arguments() -> None:
    swapped = Abbreviation("f", (w, v), (v, w), w - 2 * v)
    assert value(swapped, DATA) == Matrix([1 - 2 * a, 1 - 2 * b])
    inner = Abbreviation("g", (), (), 3 * w)
    assert value(Abbreviation("f", (w,), (v,), inner), DATA) == Matrix([3, 3])


def test_a_bound_letter_does_not_capture() -> None:
    # ∂/∂w of vᵀw at w, where v ↦ w: the w that arrives is not bound.
    body = Abbreviation("f", (v,), (w,), Derivative(v.T @ w, w, w))
    assert value(body, DATA) == Matrix([[a, b]])
    # The derivative of w ↦ wᵀ·∇(‖w‖²)(w), twice over one letter.
    nested = Derivative(w.T @ Derivative(SquaredNorm(w), w, w).T, w, v)
    assert value(nested, DATA) == Matrix([[4, 4]])


@pytest.mark.parametrize("matrix", [DEPENDENT.T * DEPENDENT, Matrix([[a, 2 * a], [b, 2 * b]])])
def test_a_singular_inverse_means_nothing(matrix: Matrix) -> None:
    with pytest.raises(Undefined, match="A is singular here"):
        value(Inverse(A), {d: 2, A: matrix})


def test_an_inverse_that_is_singular_only_when_simplified() -> None:
    x = Matrix(2, 3, sympy.symbols("x:6"))
    with pytest.raises(Undefined):
        holds(Equals(Inverse(gram) @ gram, Identity(d)), {n: 2, d: 3, X: x})


# Equations.


@pytest.mark.parametrize(
    "statement",
    [
        Equals(y.T @ X @ w, w.T @ X.T @ y),
        Equals(hat @ hat, hat),
        Equals(Trace(hat), d),
        Equals(gradient(w), 2 / n * (gram @ w - X.T @ y)),
        Equals(gradient(estimate), Zero(d)),
        Equals(J(w) - J(estimate), SquaredNorm(X @ (w - estimate)) / n),
        symmetric(gram),
    ],
    ids=str,
)
def test_true_equations_hold(statement: Statement) -> None:
    assert holds(statement, DATA) is True


@pytest.mark.parametrize(
    "statement",
    [
        Equals(hat, Identity(n)),
        Equals(Trace(hat), n),
        Equals(gradient(w), 2 / n * (gram @ w + X.T @ y)),
        Equals(w, v),
        Equals(J(w), J(estimate)),
        symmetric(w @ v.T),
    ],
    ids=str,
)
def test_false_equations_do_not(statement: Statement) -> None:
    assert holds(statement, DATA) is False


def test_a_rational_function_is_decided() -> None:
    values: Values = {s: Matrix([[a]])}
    assert holds(Equals(1 / (s + 1) - 1 / (s - 1), -2 / (s * s - 1)), values) is True
    assert holds(Equals(1 / (s + 1) - 1 / (s - 1), 2 / (s * s - 1)), values) is False


# Statements about one matrix.


@pytest.mark.parametrize(
    ("statement", "tall", "flat"),
    [
        (Invertible(gram), True, False),
        (FullColumnRank(X), True, False),
        (FullColumnRank(X.T), False, False),
        (PositiveDefinite(gram), True, False),
        (PositiveSemidefinite(gram), True, True),
        (PositiveSemidefinite(-gram), False, False),
        (Invertible(Trace(X.T @ X)), True, True),
        (Minimises(estimate, cost, w), True, None),
        (UniquelyMinimises(estimate, cost, w), True, None),
    ],
    ids=str,
)
def test_statements_at_full_and_at_deficient_rank(
    statement: Statement, tall: bool, flat: bool | None
) -> None:
    assert holds(statement, DATA) is tall
    if flat is None:
        with pytest.raises(Undefined):
            holds(statement, FLAT)
    else:
        assert holds(statement, FLAT) is flat


def test_definiteness_includes_symmetry() -> None:
    # SymPy's own predicate accepts this matrix.
    matrix = Matrix([[1, 1], [-1, 1]])
    assert matrix.is_positive_definite
    assert holds(PositiveDefinite(A), {d: 2, A: matrix}) is False
    assert holds(PositiveSemidefinite(A), {d: 2, A: matrix}) is False


def test_definiteness_agrees_with_principal_minors() -> None:
    random.seed(0)
    seen = set()
    for _ in range(200):
        size = random.randint(1, 3)
        matrix = Matrix(size, size, lambda *_: random.randint(-1, 2))
        matrix = random.choice([matrix + matrix.T, matrix * matrix.T])
        minors = {
            rows: matrix.extract(rows, rows).det()
            for count in range(1, size + 1)
            for rows in combinations(range(size), count)
        }
        semidefinite = all(minor >= 0 for minor in minors.values())
        definite = all(minors[tuple(range(k))] > 0 for k in range(1, size + 1))
        assert holds(PositiveSemidefinite(A), {d: size, A: matrix}) is semidefinite
        assert holds(PositiveDefinite(A), {d: size, A: matrix}) is definite
        seen.add((semidefinite, definite))
    assert seen == {(False, False), (True, False), (True, True)}


@pytest.mark.parametrize("kind", [FullColumnRank, PositiveDefinite, PositiveSemidefinite])
def test_a_symbolic_matrix_is_undecided(kind: type[FullColumnRank]) -> None:
    assert holds(kind(A), {d: 2, A: Matrix([[a, 1], [1, b]])}) is None


def test_invertibility_with_symbols() -> None:
    def invertible(matrix: Matrix) -> bool | None:
        return holds(Invertible(A), {d: 2, A: matrix})

    assert invertible(Matrix([[1, a], [0, 1]])) is True
    assert invertible(Matrix([[a, a], [b, b]])) is False
    assert invertible(Matrix([[a, 0], [0, 1]])) is None


# Inequalities.


@pytest.mark.parametrize(
    ("entry", "nonnegative", "positive"),
    [
        (Rational(1, 3), True, True),
        (sympy.S.Zero, True, False),
        (Rational(-1, 3), False, False),
        (a**2, True, False),
        (a**2 + 1, True, True),
        (a**2 - 2 * a * b + b**2, True, False),
        (a**2 - 2 * a * b + b**2 + Rational(1, 7), True, True),
        (a**2 - 3 * a * b + b**2, False, False),
        (a**2 + a + Rational(1, 4), True, False),
        (a**2 + a, False, False),
        (a**2 + b, False, False),
        (a, False, False),
        (-(a**2), False, False),
        ((a + b) ** 2 + (a - b) ** 2 - 2 * a**2 - 2 * b**2, True, False),
        ((a**2 - 1) / (a - 1) - a, True, True),
        (a**4 + 1, None, None),
        (a**3, None, None),
        (1 / (a**2 + 1), None, None),
    ],
    ids=str,
)
def test_inequalities(entry: sympy.Expr, nonnegative: bool | None, positive: bool | None) -> None:
    values: Values = {s: Matrix([[entry]])}
    assert holds(Nonnegative(s), values) is nonnegative
    assert holds(Positive(s), values) is positive


def test_inequalities_of_terms() -> None:
    assert holds(Nonnegative(SquaredNorm(X @ w)), FLAT) is True
    assert holds(Positive(SquaredNorm(X @ w)), DATA) is False
    assert holds(Nonnegative(J(w) - J(estimate)), DATA) is True
    assert holds(Nonnegative(J(w) - J(v)), DATA) is False
    assert holds(Positive(n), DATA) is True


# Minima.


@pytest.mark.parametrize(
    ("point", "tall", "flat"),
    [
        (Matrix([0, 0]), (False, False), (False, False)),
        ((TALL.T * TALL).inv() * TALL.T * Y, (True, True), (False, False)),
        (Matrix([Rational(-3, 5), 0]), (False, False), (True, False)),
        (Matrix([Rational(-3, 5) - 2 * a, a]), (False, False), (True, False)),
    ],
    ids=str,
)
def test_minima(point: Matrix, tall: tuple[bool, bool], flat: tuple[bool, bool]) -> None:
    for data, expected in ((DATA, tall), (FLAT, flat)):
        values = {**data, w_hat: point}
        assert holds(Minimises(w_hat, J(w), w), values) is expected[0]
        assert holds(UniquelyMinimises(w_hat, J(w), w), values) is expected[1]


@pytest.mark.parametrize(
    ("function", "minimal", "unique"),
    [
        (-SquaredNorm(w), False, False),
        (w.T @ A @ w, False, False),
        (Number(Fraction(3)), True, False),
        (SquaredNorm(w) * SquaredNorm(w), None, None),
    ],
    ids=str,
)
def test_minima_at_zero(function: Term, minimal: bool | None, unique: bool | None) -> None:
    values: Values = {d: 2, A: Matrix([[1, 3], [0, 1]])}
    assert holds(Minimises(Zero(d), function, w), values) is minimal
    assert holds(UniquelyMinimises(Zero(d), function, w), values) is unique


def test_the_point_of_a_minimum_may_name_the_bound_letter() -> None:
    values: Values = {d: 2, w: Matrix([1, 2])}
    assert holds(UniquelyMinimises(w, SquaredNorm(w - v), w), {**values, v: Matrix([1, 2])}) is True
    assert (
        holds(UniquelyMinimises(w, SquaredNorm(w - v), w), {**values, v: Matrix([1, 3])}) is False
    )


# Numbers that are not rational, and laws.

i, eps, root = Index("i", d), RandomLetter("eps", d), Root(s)
NOISE = {
    d: 2,
    s: Matrix([3]),
    w: Matrix([1, 200]),
    v: Matrix([0, 0]),
    A: Matrix([[1, 2], [0, 1]]),
    eps: Normals(np.array([[0], [0]]), np.array([[3, 0], [0, 3]])),
}
LIKELIHOOD = Exp(-SquaredNorm(w) / (2 * s)) / (2 * Pi() * s)
DECIDED = [
    (Equals(Density(eps, w), LIKELIHOOD), True),
    (Equals(Density(eps, w), 2 * LIKELIHOOD), False),
    (Equals(Density(eps, w), ProductOver(i, Density(i.T @ eps, i.T @ w))), True),
    (Equals(Log(Density(eps, w)), -Log(2 * Pi() * s) - SquaredNorm(w) / (2 * s)), True),
    (Equals(root * root * A, s * A), True),
    (Equals(Root(2 * s) * root - s * Root(s - 1), 0 * s), True),
    (Equals(Inverse(root * A) @ A, Identity(d) / root), True),
    (Equals(Log(Determinant(s * A)), 2 * Log(s)), True),
    (Invertible(root * root - s), False),
    (Invertible(root * A), True),
    (Positive(Density(eps, w)), True),
    (Nonnegative(Absolute(s) - Root(10 * s)), False),
    (Nonnegative(s - root * root), True),
    (PositiveDefinite(root * A @ A.T), True),
    (PositiveSemidefinite(root * w @ w.T), True),
    (PositiveDefinite(root * w @ w.T), False),
    (PositiveSemidefinite(-root * A @ A.T), False),
    (Minimises(v, root * SquaredNorm(w), w), True),
    (UniquelyMaximises(v, -root * SquaredNorm(A @ w), w), True),
    (Maximises(v, Exp(-SquaredNorm(w)), w), True),
    (Maximises(v, Exp(-(SquaredNorm(w) ** 2)), w), None),
    (Maximises(w, Exp(-SquaredNorm(w)), w), False),
    (Minimises(w, SumOver(i, Absolute(i.T @ w)), w), False),
    (ForEach(i, Gaussian(i.T @ eps, i.T @ v, s)), True),
    (ForEach(i, Gaussian(i.T @ eps, i.T @ w, s)), False),
    (Gaussian(A @ eps + w, w, s * A @ A.T), True),
    (Independent(eps), True),
    (Independent(A @ eps), False),
    (Laplace(i.T @ eps, s, s), False),
]


@pytest.mark.parametrize(("statement", "said"), DECIDED, ids=str)
def test_numbers_that_are_not_rational(statement: Statement, said: bool | None) -> None:
    assert holds(statement, {**NOISE, i: Matrix([1, 0])}) is said


def test_laplace_laws() -> None:
    values = {**NOISE, eps: Laplaces(np.array([[0], [0]]), np.array([[3], [3]]))}
    exponent = -SumOver(i, Absolute(i.T @ w)) / s
    assert holds(Equals(Density(eps, w), Exp(exponent) / (4 * s * s)), values) is True
    assert holds(ForEach(i, Laplace(i.T @ (2 * eps), i.T @ v, 2 * s)), values) is True
    assert holds(Independent(2 * eps), values) is True
    assert holds(Independent(A @ eps), values) is None
    assert holds(Gaussian(eps, v, s * Identity(d)), values) is False


def test_what_has_no_law_or_means_nothing() -> None:
    with pytest.raises(MalformedError, match="is given no law"):
        holds(Independent(eps), {**NOISE, eps: Matrix([1, 2])})
    with pytest.raises(MalformedError, match="stands for its outcome"):
        holds(Equals(eps, v), NOISE)
    with pytest.raises(Undefined, match="is not positive here"):
        holds(Equals(Log(s - 3), s), NOISE)
    with pytest.raises(Undefined, match="is negative here"):
        holds(Equals(Root(s - 4), s), NOISE)


# Values.


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({d: 2}, "no value is given for A"),
        ({A: sympy.eye(2)}, "no value is given for d"),
        ({d: 2, A: sympy.eye(2) * 0.5}, r"0\.5.*Float"),
        ({d: 2, A: sympy.eye(2) * sympy.sqrt(2)}, "sqrt"),
        ({d: 2, A: sympy.eye(2) * sympy.pi * a}, "Pi"),
        ({d: 2, A: sympy.eye(2) * sympy.exp(a)}, "exp"),
        ({d: 2, A: sympy.eye(2) / 0}, "ComplexInfinity"),
        ({d: 0, A: sympy.eye(2)}, "positive ints"),
        ({d: True, A: sympy.eye(1)}, "positive ints"),
        ({d: 2.0, A: sympy.eye(2)}, "positive ints"),
        ({d: 2, A: [[1, 0], [0, 1]]}, "SymPy matrices"),
        ({d: 2, A: 1}, "SymPy matrices"),
        ({d: 2, "A": sympy.eye(2)}, "SymPy matrices"),
    ],
    ids=str,
)
def test_values_are_checked(values: Values, message: str) -> None:
    with pytest.raises(MalformedError, match=message):
        holds(Invertible(A), values)


def test_the_shape_of_a_value_is_checked() -> None:
    with pytest.raises(ShapeError, match="A has shape 2×2; its value has shape 3×3"):
        holds(Invertible(A), {d: 2, A: sympy.eye(3)})


def test_only_statements_and_terms_are_taken() -> None:
    with pytest.raises(MalformedError, match="not a statement"):
        holds(A, {})  # type: ignore[arg-type]
    with pytest.raises(MalformedError, match="not a term"):
        value(Symbol("a"), {})  # type: ignore[arg-type]


def test_the_witness_shares_only_classes_with_the_kernel() -> None:
    trees = [ast.parse(Path(m.__file__).read_text(encoding="utf-8")) for m in (by_sympy, explicit)]
    nodes = [node for tree in trees for node in ast.walk(tree)]
    taken: dict[str | None, set[str]] = {}
    for node in nodes:
        if isinstance(node, ast.ImportFrom) and node.level:
            taken.setdefault(node.module, set()).update(name.name for name in node.names)
    assert taken.keys() == {
        "distributions",
        "kernel.errors",
        "kernel.statements",
        "kernel.terms",
        "interop.explicit",
    }
    assert taken["kernel.statements"] == {kind.__name__ for kind in STATEMENTS} | {"Statement"}
    bases = {"Size", "Term", "Variable"}
    assert taken["kernel.terms"] == {kind.__name__ for kind in TERMS} | bases
    assert taken["distributions"] == {"Laplaces", "Law", "Normals", "arrays"}
    called = {node.attr for node in nodes if isinstance(node, ast.Attribute)}
    assert "unfolded" not in called
