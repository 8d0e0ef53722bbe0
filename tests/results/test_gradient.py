"""∇J(w) = (2/n)(XᵀXw − Xᵀy), and J around any point."""

from __future__ import annotations

from derivations.kernel.statements import Equals
from derivations.kernel.terms import SquaredNorm
from derivations.proving.certificates import algebra

from . import matrices as m
from .letters import J, X, gradient, gram, h, n, w, y
from .matrices import FITTED, FULL_RANK, NULL, Y, equal, letter, norm2
from .restatement import Restatement, refused


class TestGradient(Restatement):
    id = "gradient-of-the-squared-error"
    conclusion = Equals(gradient(J(w)), 2 / n * (X.T @ X @ w - X.T @ y))

    def test_in_sympy(self):
        X, y, w = letter("X", 3, 2), letter("y", 3), letter("w", 2)
        assert equal(m.gradient(m.J(X, y, w), w), (X.T * X * w - X.T * y) * 2 / 3)

    def test_near_miss_is_refused(self):
        refused(algebra, Equals(gradient(J(w)), 1 / n * (gram @ w - X.T @ y)))  # the 2 lost
        refused(algebra, Equals(gradient(J(w)), 2 / n * (X.T @ y - gram @ w)))  # the sign

    def test_near_miss_is_false(self):
        X, y, w = FULL_RANK, Y, letter("w", 2)
        gradient = m.at(m.gradient(m.J(X, y, w), w), w, NULL)
        assert gradient != (X.T * X * NULL - X.T * y) / 3
        assert gradient != (X.T * y - X.T * X * NULL) * 2 / 3


class TestTaylor(Restatement):
    id = "squared-error-taylor"
    conclusion = Equals(J(w + h), J(w) + gradient(J(w)).T @ h + SquaredNorm(X @ h) / n)

    def test_in_sympy(self):
        X, y, w, h = letter("X", 3, 2), letter("y", 3), letter("w", 2), letter("h", 2)
        gradient = m.gradient(m.J(X, y, w), w)
        assert equal(m.J(X, y, w + h), m.J(X, y, w) + gradient.T * h + norm2(X * h) / 3)

    def test_near_miss_is_refused(self):
        first_order = J(w) + gradient(J(w)).T @ h
        refused(algebra, Equals(J(w + h), first_order))  # the last term dropped
        refused(algebra, Equals(J(w + h), first_order + SquaredNorm(X @ h) / (2 * n)))

    def test_near_miss_is_false(self):
        X, y, w, h = FULL_RANK, Y, letter("w", 2), NULL
        slope = m.at(m.gradient(m.J(X, y, w), w), w, FITTED)
        first_order = m.J(X, y, FITTED) + slope.T * h
        assert m.J(X, y, FITTED + h) != first_order
        assert m.J(X, y, FITTED + h) != first_order + norm2(X * h) / 6
