"""J(w) in four terms, and as a quadratic form."""

from __future__ import annotations

from derivations.kernel.statements import Equals
from derivations.proving.certificates import algebra

from . import matrices as m
from .letters import A, J, X, n, v, w, y
from .matrices import FITTED, FULL_RANK, NILPOTENT, Y, equal, letter
from .restatement import Restatement, refused


class TestScalarEqualsItsTranspose(Restatement):
    id = "scalar-equals-its-transpose"
    conclusion = Equals(y.T @ X @ w, w.T @ X.T @ y)

    def test_in_sympy(self):
        X, y, w = letter("X", 3, 2), letter("y", 3), letter("w", 2)
        assert equal(y.T * X * w, w.T * X.T * y)

    def test_near_miss_is_refused(self):
        refused(algebra, Equals(v.T @ A @ w, w.T @ A @ v))  # a transpose lost
        refused(algebra, Equals(A.T, A))  # no scalar

    def test_near_miss_is_false(self):
        A, v, w = NILPOTENT, FULL_RANK[0, :].T, FULL_RANK[1, :].T
        assert v.T * A * w != w.T * A * v
        assert A.T != A


class TestExpansion(Restatement):
    id = "squared-error-expansion"
    conclusion = Equals(J(w), (w.T @ X.T @ X @ w - w.T @ X.T @ y - y.T @ X @ w + y.T @ y) / n)

    def test_in_sympy(self):
        X, y, w = letter("X", 3, 2), letter("y", 3), letter("w", 2)
        four_terms = w.T * X.T * X * w - w.T * X.T * y - y.T * X * w + y.T * y
        assert equal(m.J(X, y, w), four_terms / 3)

    def test_near_miss_is_refused(self):
        four_terms = w.T @ X.T @ X @ w - w.T @ X.T @ y - y.T @ X @ w + y.T @ y
        refused(algebra, Equals(J(w), four_terms))  # 1/n lost
        refused(algebra, Equals(J(w), (four_terms - 2 * (y.T @ y)) / n))  # a sign

    def test_near_miss_is_false(self):
        X, y, w = FULL_RANK, Y, FITTED
        four_terms = w.T * X.T * X * w - w.T * X.T * y - y.T * X * w + y.T * y
        assert m.J(X, y, w) != four_terms
        assert m.J(X, y, w) != (four_terms - 2 * y.T * y) / 3


class TestQuadraticForm(Restatement):
    id = "squared-error-quadratic-form"
    conclusion = Equals(J(w), (w.T @ X.T @ X @ w - 2 * (w.T @ X.T @ y) + y.T @ y) / n)

    def test_in_sympy(self):
        X, y, w = letter("X", 3, 2), letter("y", 3), letter("w", 2)
        assert equal(m.J(X, y, w), (w.T * X.T * X * w - 2 * w.T * X.T * y + y.T * y) / 3)

    def test_near_miss_is_refused(self):  # the factor 2 lost
        refused(algebra, Equals(J(w), (w.T @ X.T @ X @ w - w.T @ X.T @ y + y.T @ y) / n))

    def test_near_miss_is_false(self):
        X, y, w = FULL_RANK, Y, FITTED
        assert m.J(X, y, w) != (w.T * X.T * X * w - w.T * X.T * y + y.T * y) / 3
