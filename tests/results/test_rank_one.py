"""(A + UBV)⁻¹ and (A + abᵀ)⁻¹, by the inverse of A."""

from __future__ import annotations

from sympy import Matrix, eye, zeros

from derivations.kernel.statements import Equals, Invertible
from derivations.kernel.terms import Dimension, Inverse, Letter
from derivations.kernel.theorem import rewrite
from derivations.proving.certificates import algebra

from .letters import A, b, d
from .matrices import equal, letter
from .restatement import Restatement, published, refused

k = Dimension("k")
a, B = Letter("a", d), Letter("B", k, k)
U, V = Letter("U", d, k), Letter("V", k, d)

middle = Inverse(B) + V @ Inverse(A) @ U
changed = A + U @ B @ V
found = Inverse(A) - Inverse(A) @ U @ Inverse(middle) @ V @ Inverse(A)
divisor = 1 + b.T @ Inverse(A) @ a
outer = A + a @ b.T
found_by_one = Inverse(A) - Inverse(A) @ a @ b.T @ Inverse(A) / divisor

SQUARE = Matrix([[2, 1], [0, 1]])
LEFT, RIGHT = Matrix([[1, 0], [1, 2], [0, 1]]), Matrix([[0, 1, 1], [1, 0, -1]])
THREE = Matrix([[1, 0, 0], [2, 1, 0], [0, 0, 3]])
COLUMN, ROW = Matrix([1, 2]), Matrix([[3, -1]])


def inner(A, U, B, V):
    """B⁻¹ + VA⁻¹U."""
    return B.inv() + V * A.inv() * U


def by_woodbury(A, U, B, V):
    """A⁻¹ − A⁻¹U(B⁻¹ + VA⁻¹U)⁻¹VA⁻¹."""
    return A.inv() - A.inv() * U * inner(A, U, B, V).inv() * V * A.inv()


def by_one(A, a, b):
    """A⁻¹ − A⁻¹abᵀA⁻¹/(1 + bᵀA⁻¹a); b is a row here."""
    return A.inv() - A.inv() * a * b * A.inv() / (1 + (b * A.inv() * a)[0])


class TestWoodburyInvertible(Restatement):
    id = "woodbury-matrix-is-invertible"
    hypotheses = (Invertible(A), Invertible(B), Invertible(middle))
    conclusion = Invertible(changed)

    def test_in_sympy(self):
        """det(A + UBV) = det(A) det(B) det(B⁻¹ + VA⁻¹U)."""
        A, U, B, V = THREE, letter("U", 3, 2), SQUARE, letter("V", 2, 3)
        said = A.det() * B.det() * inner(A, U, B, V).det()
        assert equal(Matrix([(A + U * B * V).det()]), Matrix([said]))

    def test_instance(self):
        assert THREE.det() != 0
        assert SQUARE.det() != 0
        assert inner(THREE, LEFT, SQUARE, RIGHT).det() != 0
        assert (THREE + LEFT * SQUARE * RIGHT).det() != 0

    def test_near_miss_is_refused(self):
        known = published(self.id)
        refused(rewrite, known, Invertible(A - U @ B @ V))
        refused(rewrite, known, Invertible(U @ B @ V))

    def test_near_miss_is_false(self):
        A, U, V = eye(1), eye(1), eye(1)
        assert inner(A, U, eye(1), V).det() != 0
        assert (A - U * V).det() == 0
        assert (LEFT * SQUARE * RIGHT).det() == 0
        assert inner(A, U, -eye(1), V).det() == 0  # the hypothesis that is needed
        assert (A + U * -eye(1) * V).det() == 0


class TestWoodbury(Restatement):
    id = "woodbury"
    hypotheses = (Invertible(A), Invertible(B), Invertible(middle))
    conclusion = Equals(Inverse(changed), found)
    algebraic = False  # that the left side is an inverse comes first

    def test_in_sympy(self):
        A, U, B, V = THREE, letter("U", 3, 1), 2 * eye(1), letter("V", 1, 3)
        assert equal((A + U * B * V) * by_woodbury(A, U, B, V), eye(3))
        assert equal(by_woodbury(A, U, B, V) * (A + U * B * V), eye(3))

    def test_instance(self):
        assert THREE.det() != 0
        assert SQUARE.det() != 0
        assert inner(THREE, LEFT, SQUARE, RIGHT).det() != 0
        said = by_woodbury(THREE, LEFT, SQUARE, RIGHT)
        assert (THREE + LEFT * SQUARE * RIGHT).inv() == said

    def test_near_miss_is_refused(self):
        known = published(self.id)
        algebra(self.conclusion, known)
        plus = Inverse(A) + Inverse(A) @ U @ Inverse(middle) @ V @ Inverse(A)
        refused(algebra, Equals(Inverse(changed), plus), known)
        refused(algebra, Equals(Inverse(changed), Inverse(A) + U @ Inverse(B) @ V), known)

    def test_near_miss_is_false(self):
        A, U, B, V = THREE, LEFT, SQUARE, RIGHT
        exact = (A + U * B * V).inv()
        assert exact != 2 * A.inv() - by_woodbury(A, U, B, V)
        assert exact != A.inv() + U * B.inv() * V


class TestOneInvertible(Restatement):
    id = "sherman-morrison-matrix-is-invertible"
    hypotheses = (Invertible(A), Invertible(divisor))
    conclusion = Invertible(outer)

    def test_in_sympy(self):
        """det(A + abᵀ) = det(A)(1 + bᵀA⁻¹a)."""
        A, a, b = THREE, letter("a", 3), letter("b", 1, 3)
        said = A.det() * (1 + (b * A.inv() * a)[0])
        assert equal(Matrix([(A + a * b).det()]), Matrix([said]))

    def test_instance(self):
        assert SQUARE.det() != 0
        assert 1 + (ROW * SQUARE.inv() * COLUMN)[0] != 0
        assert (SQUARE + COLUMN * ROW).det() != 0

    def test_near_miss_is_refused(self):
        known = published(self.id)
        refused(rewrite, known, Invertible(A - a @ b.T))
        refused(rewrite, known, Invertible(a @ b.T))

    def test_near_miss_is_false(self):
        assert (COLUMN * ROW).det() == 0
        b = ROW / (ROW * SQUARE.inv() * COLUMN)[0]
        assert 1 + (b * SQUARE.inv() * COLUMN)[0] == 2
        assert (SQUARE - COLUMN * b).det() == 0
        assert (SQUARE + COLUMN * -b).det() == 0  # here the divisor is 0


class TestShermanMorrison(Restatement):
    id = "sherman-morrison"
    hypotheses = (Invertible(A), Invertible(divisor))
    conclusion = Equals(Inverse(outer), found_by_one)
    algebraic = False

    def test_in_sympy(self):
        A, a, b = THREE, letter("a", 3), letter("b", 1, 3)
        assert equal((A + a * b) * by_one(A, a, b), eye(3))
        assert equal(by_one(A, a, b) * (A + a * b), eye(3))

    def test_instance(self):
        assert SQUARE.det() != 0
        assert 1 + (ROW * SQUARE.inv() * COLUMN)[0] != 0
        assert (SQUARE + COLUMN * ROW).inv() == by_one(SQUARE, COLUMN, ROW)

    def test_near_miss_is_refused(self):
        known = published(self.id)
        algebra(self.conclusion, known)
        refused(algebra, Equals(Inverse(outer), Inverse(A) - a @ b.T / divisor), known)
        undivided = Inverse(A) - Inverse(A) @ a @ b.T @ Inverse(A)
        refused(algebra, Equals(Inverse(outer), undivided), known)

    def test_near_miss_is_false(self):
        A, a, b = SQUARE, COLUMN, ROW
        exact, by = (A + a * b).inv(), 1 + (b * A.inv() * a)[0]
        assert exact != A.inv() - a * b / by
        assert exact != A.inv() - A.inv() * a * b * A.inv()
        assert exact - A.inv() != zeros(2, 2)
