"""∇²J = (2/n)XᵀX, and vᵀXᵀXv = ‖Xv‖² ≥ 0."""

from __future__ import annotations

from sympy import Matrix, eye

from derivations.kernel.statements import (
    Equals,
    Nonnegative,
    PositiveDefinite,
    PositiveSemidefinite,
)
from derivations.kernel.terms import SquaredNorm, Zero
from derivations.kernel.theorem import assume, introduce
from derivations.proving.certificates import algebra, rewrite
from derivations.proving.sequents import constant, multiply, square, vanish

from . import matrices as m
from .letters import A, J, X, gram, hessian, n, v, w
from .matrices import (
    DESIGNS,
    FULL_RANK,
    RANK_ONE,
    Y,
    equal,
    letter,
    norm2,
    positive_definite,
    positive_semidefinite,
)
from .restatement import Restatement, published, refused


class TestHessian(Restatement):
    id = "hessian-of-the-squared-error"
    conclusion = Equals(hessian(J(w)), 2 / n * (X.T @ X))

    def test_in_sympy(self):
        X, y, w = letter("X", 3, 2), letter("y", 3), letter("w", 2)
        assert equal(m.hessian(m.J(X, y, w), w), X.T * X * 2 / 3)

    def test_near_miss_is_refused(self):
        refused(algebra, Equals(hessian(J(w)), 1 / n * gram))  # the 2 lost
        refused(algebra, Equals(hessian(J(w)), 2 * gram))  # 1/n lost

    def test_near_miss_is_false(self):
        X, w = FULL_RANK, letter("w", 2)
        assert not equal(m.hessian(m.J(X, Y, w), w), X.T * X / 3)
        assert not equal(m.hessian(m.J(X, Y, w), w), 2 * X.T * X)


class TestGramForm(Restatement):
    id = "gram-quadratic-form"
    conclusion = Equals(v.T @ (X.T @ X) @ v, SquaredNorm(X @ v))

    def test_in_sympy(self):
        X, v = letter("X", 3, 2), letter("v", 2)
        assert equal(v.T * X.T * X * v, norm2(X * v))

    def test_near_miss_is_refused(self):
        refused(algebra, Equals(v.T @ (A @ A) @ v, SquaredNorm(A @ v)))  # a transpose lost
        refused(algebra, Equals(v.T @ gram @ v, SquaredNorm(v)))  # as if XᵀX were I

    def test_near_miss_is_false(self):
        A, X, v = Matrix([[0, -1], [1, 0]]), FULL_RANK, Matrix([1, 1])
        assert v.T * A * A * v != norm2(A * v)
        assert v.T * X.T * X * v != norm2(v)


class TestGramSemidefinite(Restatement):
    id = "gram-positive-semidefinite"
    conclusion = PositiveSemidefinite(X.T @ X)

    def test_in_sympy(self):
        assert all(positive_semidefinite(X.T * X) for X in DESIGNS)
        X = letter("X", 3, 2)
        assert (X.T * X).is_symmetric()
        minors = [X.extract(rows, [0, 1]).det() for rows in ([0, 1], [0, 2], [1, 2])]
        assert equal(Matrix([(X.T * X).det()]), norm2(Matrix(minors)))

    def test_near_miss_is_refused(self):
        zero_form = assume(Equals(v.T @ gram @ v, Zero()))
        null = vanish(algebra(Equals(SquaredNorm(X @ v), Zero()), zero_form))
        semidefinite = published(self.id)
        refused(introduce, PositiveDefinite(gram), v, semidefinite, null)  # definite, without rank
        refused(rewrite, square(A @ v), Nonnegative(v.T @ A @ v))  # a square for any matrix

    def test_near_miss_is_false(self):
        assert not positive_definite(RANK_ONE.T * RANK_ONE)
        assert not positive_semidefinite(-eye(2))


class TestHessianSemidefinite(Restatement):
    id = "hessian-positive-semidefinite"
    conclusion = PositiveSemidefinite(hessian(J(w)))

    def test_in_sympy(self):
        y, w = letter("y", 3), letter("w", 2)
        assert all(positive_semidefinite(m.hessian(m.J(X, y, w), w)) for X in DESIGNS)
        X, v = letter("X", 3, 2), letter("v", 2)
        assert equal(v.T * m.hessian(m.J(X, y, w), w) * v, norm2(X * v) * 2 / 3)

    def test_near_miss_is_refused(self):
        form = v.T @ hessian(J(w)) @ v
        positive = multiply(constant(2 / n), square(X @ v))
        refused(rewrite, positive, Nonnegative(-form))  # concave
        null = vanish(algebra(Equals(SquaredNorm(X @ v), Zero()), assume(Equals(form, Zero()))))
        refused(introduce, PositiveDefinite(hessian(J(w))), v, published(self.id), null)

    def test_near_miss_is_false(self):
        w = letter("w", 2)
        assert not positive_semidefinite(-m.hessian(m.J(FULL_RANK, Y, w), w))
        assert not positive_definite(m.hessian(m.J(RANK_ONE, Y, w), w))
