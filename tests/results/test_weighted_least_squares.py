"""Where V is diagonal, with entries sᵢ, generalised least squares is a sum over the rows."""

from __future__ import annotations

import pytest
from sympy import Matrix, diag, eye, zeros

from derivations.kernel.statements import Equals, ForEach, Invertible
from derivations.kernel.terms import Identity, Inverse, SumOver
from derivations.kernel.theorem import assume, unfold
from derivations.proving.certificates import algebra

from .letters import X, n, w, y
from .likelihood_letters import i, x_i, y_i
from .matrices import FULL_RANK, Y, equal, letter
from .moment_letters import (
    V,
    Var,
    epsilon,
    estimate,
    observed,
    s,
    sigma_sq,
    square_integrable,
)
from .moments import (
    MIXED,
    TRUTH,
    UNEQUAL,
    itself,
    moved,
    noise,
    sigma,
    variance,
    whatever_the_law,
)
from .restatement import Restatement, published, refused

s_i = i.T @ s
diagonal = ForEach(i, Equals(V @ i, s_i * i))
nonzero = ForEach(i, Invertible(s_i))
of_V = (Invertible(V), diagonal, nonzero)

weighted_gram = X.T @ Inverse(V) @ X
minimiser = Inverse(weighted_gram) @ X.T @ Inverse(V) @ y
generalised = Inverse(weighted_gram) @ X.T @ Inverse(V) @ observed
G = (y - X @ w).T @ Inverse(V) @ (y - X @ w)
rows = SumOver(i, x_i @ x_i.T / s_i)
columns = assume(ForEach(i, Equals(Inverse(V) @ i, i / s_i)))

VARIANCES = [1, 4, 9]
INDEFINITE = [2, -1, 3]
SPREAD = MIXED * MIXED.T  # not diagonal
MEAN = Matrix([1, 0, 2])


def is_diagonal(V, s):
    """Veᵢ = sᵢeᵢ for each i, and sᵢ ≠ 0."""
    n = V.rows
    return all(V * eye(n)[:, i] == s[i] * eye(n)[:, i] and s[i] != 0 for i in range(n))


def over_rows(X, s):
    """Σᵢ xᵢxᵢᵀ/sᵢ."""
    terms = (X[i, :].T * X[i, :] / s[i] for i in range(X.rows))
    return sum(terms, zeros(X.cols, X.cols))


def squares(X, y, w, s):
    """Σᵢ (yᵢ − xᵢᵀw)²/sᵢ."""
    terms = ((y[i, :] - X[i, :] * w) ** 2 / s[i] for i in range(X.rows))
    return sum(terms, zeros(1, 1))


def products(X, y, s):
    """Σᵢ yᵢxᵢ/sᵢ."""
    terms = (y[i] * X[i, :].T / s[i] for i in range(X.rows))
    return sum(terms, zeros(X.cols, 1))


def error(X, y, w, V):
    """G(w), a 1×1 matrix."""
    return (y - X * w).T * V.inv() * (y - X * w)


def solver_of(X, V):
    """(XᵀV⁻¹X)⁻¹XᵀV⁻¹."""
    return (X.T * V.inv() * X).inv() * X.T * V.inv()


class TestInverse(Restatement):
    id = "inverse-of-a-diagonal-matrix"
    hypotheses = of_V
    conclusion = Equals(Inverse(V), SumOver(i, i @ i.T / s_i))
    algebraic = False  # here and below the columns V⁻¹eᵢ come first

    def test_in_sympy(self):
        s = letter("s", 3)
        assert equal(diag(*s).inv(), over_rows(eye(3), s))

    @pytest.mark.parametrize("s", [VARIANCES, INDEFINITE])
    def test_instance(self, s):
        V = diag(*s)
        assert V.det() != 0
        assert is_diagonal(V, s)
        assert V.inv() == over_rows(eye(3), s)

    def test_near_miss_is_refused(self):
        column = Equals(Inverse(V) @ (s_i * i) / s_i, i / s_i)
        algebra(column, unfold(assume(diagonal), 0, i))
        refused(algebra, column, assume(Equals(i.T @ V @ i, s_i)))  # and elsewhere anything
        refused(algebra, Equals(Inverse(V) @ i, s_i * i), assume(Equals(V @ i, s_i * i)))
        by_columns = SumOver(i, Inverse(V) @ i @ i.T)
        algebra(Equals(Inverse(V), by_columns))
        algebra(Equals(by_columns, self.conclusion.right), columns)
        refused(algebra, Equals(by_columns, self.conclusion.right))
        refused(algebra, Equals(by_columns, SumOver(i, s_i * (i @ i.T))), columns)
        refused(algebra, Equals(by_columns, Identity(n)), columns)

    def test_near_miss_is_false(self):
        assert SPREAD.diagonal() == Matrix([[1, 2, 5]])
        assert SPREAD.inv() != over_rows(eye(3), [1, 2, 5])
        assert diag(*VARIANCES).inv() not in (diag(*VARIANCES), eye(3))
        assert diag(1, 0, 2).det() == 0  # where an sᵢ is 0, there is no inverse


class TestError(Restatement):
    id = "generalised-squared-error-is-weighted"
    hypotheses = of_V
    conclusion = Equals(G, SumOver(i, (y_i - x_i.T @ w) ** 2 / s_i))
    algebraic = False

    def test_in_sympy(self):
        y, w, s = letter("y", 3), letter("w", 2), letter("s", 3)
        X = FULL_RANK
        assert equal(error(X, y, w, diag(*s)), squares(X, y, w, s))

    @pytest.mark.parametrize("s", [VARIANCES, INDEFINITE])
    def test_instance(self, s):
        X, V = FULL_RANK, diag(*s)
        assert V.det() != 0
        assert is_diagonal(V, s)
        assert error(X, Y, TRUTH, V) == squares(X, Y, TRUTH, s)

    def test_near_miss_is_refused(self):
        away = y - X @ w
        by_columns = SumOver(i, (away.T @ Inverse(V) @ i) * (i.T @ away))
        algebra(Equals(G, by_columns))
        algebra(Equals(by_columns, self.conclusion.right), columns)
        multiplied = SumOver(i, s_i * (y_i - x_i.T @ w) ** 2)
        refused(algebra, Equals(by_columns, self.conclusion.right))
        refused(algebra, Equals(by_columns, multiplied), columns)
        added = SumOver(i, (y_i + x_i.T @ w) ** 2 / s_i)
        refused(algebra, Equals(by_columns, added), columns)

    def test_near_miss_is_false(self):
        X, w, s = FULL_RANK, TRUTH, VARIANCES
        found = error(X, Y, w, diag(*s))
        assert found not in (squares(X, Y, w, diag(*s).inv().diagonal()), squares(X, -Y, w, s))
        assert error(X, Y, w, SPREAD) != squares(X, Y, w, [1, 2, 5])


class TestGram(Restatement):
    id = "weighted-gram-matrix"
    hypotheses = of_V
    conclusion = Equals(weighted_gram, rows)
    algebraic = False

    def test_in_sympy(self):
        X, s = letter("X", 3, 2), letter("s", 3)
        assert equal(X.T * diag(*s).inv() * X, over_rows(X, s))

    @pytest.mark.parametrize("s", [VARIANCES, INDEFINITE])
    def test_instance(self, s):
        X, V = FULL_RANK, diag(*s)
        assert V.det() != 0
        assert is_diagonal(V, s)
        assert X.T * V.inv() * X == over_rows(X, s)

    def test_near_miss_is_refused(self):
        by_columns = SumOver(i, X.T @ Inverse(V) @ i @ x_i.T)
        algebra(Equals(weighted_gram, by_columns))
        algebra(Equals(by_columns, rows), columns)
        refused(algebra, Equals(by_columns, rows))
        refused(algebra, Equals(by_columns, X.T @ X), columns)
        refused(algebra, Equals(by_columns, SumOver(i, s_i * (x_i @ x_i.T))), columns)

    def test_near_miss_is_false(self):
        X, V = FULL_RANK, diag(*VARIANCES)
        assert X.T * V.inv() * X not in (X.T * X, X.T * V * X)
        assert X.T * SPREAD.inv() * X != over_rows(X, [1, 2, 5])


class TestNormalEquation(Restatement):
    id = "weighted-normal-equation"
    hypotheses = (*of_V, Invertible(weighted_gram))
    conclusion = Equals(rows @ minimiser, SumOver(i, x_i * y_i / s_i))
    algebraic = False

    def test_in_sympy(self):
        X, y, s = FULL_RANK, letter("y", 3), letter("s", 3)
        assert equal(over_rows(X, s) * solver_of(X, diag(*s)) * y, products(X, y, s))

    @pytest.mark.parametrize("s", [VARIANCES, INDEFINITE])
    def test_instance(self, s):
        X, V = FULL_RANK, diag(*s)
        assert V.det() != 0
        assert is_diagonal(V, s)
        assert (X.T * V.inv() * X).det() != 0
        assert over_rows(X, s) * solver_of(X, V) * Y == products(X, Y, s)

    def test_near_miss_is_refused(self):
        known, right = published(self.id), self.conclusion.right
        algebra(self.conclusion, known)
        least_squares = Inverse(X.T @ X) @ X.T @ y
        refused(algebra, Equals(rows @ least_squares, right), known)
        refused(algebra, Equals(X.T @ X @ minimiser, right), known)
        refused(algebra, Equals(rows @ minimiser, X.T @ y), known)

    def test_near_miss_is_false(self):
        X, s, V = FULL_RANK, VARIANCES, diag(*VARIANCES)
        wanted = products(X, Y, s)
        assert over_rows(X, s) * solver_of(X, eye(3)) * Y != wanted
        assert X.T * X * solver_of(X, V) * Y != wanted
        assert wanted != X.T * Y
        other = over_rows(X, [1, 2, 5]) * solver_of(X, SPREAD) * Y  # not diagonal
        assert other != products(X, Y, [1, 2, 5])


class TestCovariance(Restatement):
    id = "covariance-of-weighted-least-squares"
    hypotheses = (square_integrable, Invertible(weighted_gram), Equals(Var(epsilon), V), *of_V)
    conclusion = Equals(Var(generalised), Inverse(rows))
    algebraic = False

    @staticmethod
    def spread(V, law, w=TRUTH):
        return variance(lambda e: solver_of(FULL_RANK, V) * (FULL_RANK * w + e), law)

    @whatever_the_law
    def test_in_sympy(self, entry):
        r, w = (1, 2, sigma), letter("w", 2)
        s = [each**2 for each in r]
        law = moved(noise(entry, diag(*r)), MEAN)
        assert equal(self.spread(diag(*s), law, w), over_rows(FULL_RANK, s).inv())

    @whatever_the_law
    def test_instance(self, entry):
        X, V, law = FULL_RANK, diag(*VARIANCES), moved(noise(entry, UNEQUAL), MEAN)
        assert variance(itself, law) == V
        assert V.det() != 0
        assert is_diagonal(V, VARIANCES)
        assert (X.T * V.inv() * X).det() != 0
        assert self.spread(V, law) == over_rows(X, VARIANCES).inv()

    def test_near_miss_is_refused(self):
        known = published(self.id)
        algebra(self.conclusion, known)
        refused(algebra, Equals(Var(generalised), rows), known)  # not inverted
        refused(algebra, Equals(Var(estimate), Inverse(rows)), known)
        scaled = assume(Equals(Var(epsilon), sigma_sq * V))
        gram = published(TestGram.id)
        refused(algebra, self.conclusion, scaled, gram)
        own = assume(Equals(Var(epsilon), V))
        algebra(Equals(Var(generalised), Inverse(weighted_gram)), own)
        refused(algebra, Equals(Var(generalised), Inverse(X.T @ X)), own)

    @whatever_the_law
    def test_near_miss_is_false(self, entry):
        X, V, law = FULL_RANK, diag(*VARIANCES), noise(entry, UNEQUAL)
        wanted = over_rows(X, VARIANCES).inv()
        assert self.spread(eye(3), law) != wanted  # least squares
        assert self.spread(V, noise(entry, 2 * UNEQUAL)) != wanted
        assert self.spread(V, noise(entry, MIXED)) != wanted
        assert wanted not in (over_rows(X, VARIANCES), (X.T * X).inv())
