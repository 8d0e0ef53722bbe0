"""∇(wᵀAw) = (A + Aᵀ)w, which is 2Aw for symmetric A; ∇(wᵀb) = b."""

from __future__ import annotations

from derivations.kernel.statements import Equals
from derivations.kernel.theorem import assume
from derivations.proving.certificates import algebra

from . import matrices as m
from .letters import A, b, gradient, w
from .matrices import NILPOTENT, NULL, equal, letter
from .restatement import Restatement, refused


def gradient_of_form(A, point):
    """∇(wᵀAw) at a point, by SymPy."""
    w = letter("w", 2)
    return m.at(m.gradient(w.T * A * w, w), w, point)


class TestQuadraticForm(Restatement):
    id = "gradient-of-a-quadratic-form"
    conclusion = Equals(gradient(w.T @ A @ w), (A + A.T) @ w)

    def test_in_sympy(self):
        A, w = letter("A", 3, 3), letter("w", 3)
        assert equal(m.gradient(w.T * A * w, w), (A + A.T) * w)

    def test_near_miss_is_refused(self):
        refused(algebra, Equals(gradient(w.T @ A @ w), (A + A) @ w))  # a transpose lost
        refused(algebra, Equals(gradient(w.T @ A @ w), A @ w))  # a term lost

    def test_near_miss_is_false(self):
        A, w = NILPOTENT, NULL
        assert gradient_of_form(A, w) != (A + A) * w
        assert gradient_of_form(A, w) != A * w


class TestSymmetricQuadraticForm(Restatement):
    id = "gradient-of-a-symmetric-quadratic-form"
    hypotheses = (Equals(A.T, A),)
    conclusion = Equals(gradient(w.T @ A @ w), 2 * (A @ w))

    def test_in_sympy(self):
        B, w = letter("B", 3, 3), letter("w", 3)
        A = B + B.T
        assert equal(m.gradient(w.T * A * w, w), 2 * A * w)

    def test_instance(self):
        A, w = m.Matrix([[1, 2], [2, -3]]), NULL
        assert A.T == A
        assert gradient_of_form(A, w) == 2 * A * w

    def test_near_miss_is_refused(self):
        refused(algebra, Equals(gradient(w.T @ A @ w), 2 * (A @ w)))  # the hypothesis missing
        symmetric = assume(Equals(A.T, A))
        refused(algebra, Equals(gradient(w.T @ A @ w), A @ w), symmetric)  # the factor 2 lost

    def test_near_miss_is_false(self):
        assert gradient_of_form(NILPOTENT, NULL) != 2 * NILPOTENT * NULL
        A = m.Matrix([[1, 2], [2, -3]])
        assert A.T == A
        assert gradient_of_form(A, NULL) != A * NULL


class TestLinearForm(Restatement):
    id = "gradient-of-a-linear-form"
    conclusion = Equals(gradient(w.T @ b), b)

    def test_in_sympy(self):
        b, w = letter("b", 3), letter("w", 3)
        assert equal(m.gradient(w.T * b, w), b)

    def test_near_miss_is_refused(self):  # a transpose lost
        refused(algebra, Equals(gradient((A @ w).T @ b), A @ b))

    def test_near_miss_is_false(self):
        A, b, w = NILPOTENT, NULL, letter("w", 2)
        assert not equal(m.gradient((A * w).T * b, w), A * b)
