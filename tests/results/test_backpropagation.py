"""Backpropagation through two layers, for one sample, with all that is left over."""

from __future__ import annotations

from sympy import Matrix, diag

from derivations.kernel.statements import Equals, ForEach
from derivations.kernel.terms import (
    Derivative,
    Dimension,
    Index,
    Letter,
    SquaredNorm,
    SumOver,
    Trace,
)
from derivations.kernel.theorem import assume
from derivations.proving.certificates import algebra

from . import matrices as m
from .letters import d, w
from .matrices import equal, letter, norm2
from .restatement import Restatement, refused

outputs, k = Dimension("m"), Dimension("k")
j = Index("j", k)
W, V = Letter("W", k, d), Letter("V", outputs, k)
H, K = Letter("H", k, d), Letter("K", outputs, k)
x, y, g = Letter("x", d), Letter("y", outputs), Letter("g", d)
a, r, D = Letter("a", k), Letter("r", k), Letter("D", k, k)
error = V @ a - y
delta = 2 * (D.T @ (V.T @ error))
squared = SquaredNorm(error)

# Two inputs, two hidden units, two outputs.
INPUT, TARGET, ACTIVE = Matrix([1, 2]), Matrix([1, 0]), Matrix([1, 9])
IN, OUT = Matrix([[1, 0], [1, 1]]), Matrix([[2, -1], [1, 3]])
STEP, OUT_STEP = Matrix([[1, -1], [2, 0]]), Matrix([[0, 1], [-2, 1]])
SLOPES, LEFT, MOVED = Matrix([[2, 1], [0, 6]]), Matrix([1, -1]), Matrix([3, 1])
ERROR = OUT * ACTIVE - TARGET
DELTA = 2 * SLOPES.T * OUT.T * ERROR


def trace(matrix):
    """A trace, as a 1×1 matrix."""
    return Matrix([matrix.trace()])


class TestOutput(Restatement):
    id = "backpropagation-to-the-output-weights"
    conclusion = Equals(
        SquaredNorm((V + K) @ a - y),
        squared + Trace((2 * (error @ a.T)).T @ K) + SquaredNorm(K @ a),
    )

    def test_in_sympy(self):
        V, K, a, y = letter("V", 2, 3), letter("K", 2, 3), letter("a", 3), letter("y", 2)
        slope = 2 * (V * a - y) * a.T
        right = norm2(V * a - y) + trace(slope.T * K) + norm2(K * a)
        assert equal(norm2((V + K) * a - y), right)

    def test_near_miss_is_refused(self):
        algebra(self.conclusion)
        left, slope = self.conclusion.left, Trace((2 * (error @ a.T)).T @ K)
        refused(algebra, Equals(left, squared + slope))  # without the square
        refused(algebra, Equals(left, squared + slope / 2 + SquaredNorm(K @ a)))
        refused(algebra, Equals(left, squared - slope + SquaredNorm(K @ a)))

    def test_near_miss_is_false(self):
        there = norm2((OUT + OUT_STEP) * ACTIVE - TARGET)
        slope, square = trace(2 * ACTIVE * ERROR.T * OUT_STEP), norm2(OUT_STEP * ACTIVE)
        assert there == norm2(ERROR) + slope + square
        assert there != norm2(ERROR) + slope
        assert there != norm2(ERROR) + slope / 2 + square
        assert there != norm2(ERROR) - slope + square


def beyond(moved):
    """What is left after the first order."""
    return 2 * (error.T @ V @ r) + SquaredNorm(V @ moved)


def beyond_in_numbers(moved):
    """The same of numbers."""
    return 2 * ERROR.T * OUT * LEFT + norm2(OUT * moved)


class TestHidden(Restatement):
    id = "backpropagation-to-the-hidden-weights"
    conclusion = Equals(
        SquaredNorm(V @ (a + (D @ H @ x + r)) - y),
        squared + Trace((delta @ x.T).T @ H) + beyond(D @ H @ x + r),
    )

    def test_in_sympy(self):
        V, D, H = letter("V", 2, 2), letter("D", 2, 2), letter("H", 2, 2)
        a, r, x, y = (letter(name, 2) for name in ("a", "r", "x", "y"))
        moved, error = D * H * x + r, V * a - y
        slope = 2 * D.T * V.T * error * x.T
        rest = 2 * error.T * V * r + norm2(V * moved)
        right = norm2(error) + trace(slope.T * H) + rest
        assert equal(norm2(V * (a + moved) - y), right)

    def test_near_miss_is_refused(self):
        algebra(self.conclusion)
        left, moved = self.conclusion.left, D @ H @ x + r
        back = Trace((delta @ x.T).T @ H)
        untransposed = Trace((2 * (D @ (V.T @ error)) @ x.T).T @ H)
        refused(algebra, Equals(left, squared + untransposed + beyond(moved)))
        refused(algebra, Equals(left, squared + back / 2 + beyond(moved)))
        refused(algebra, Equals(left, squared + back + SquaredNorm(V @ moved)))
        refused(algebra, Equals(left, squared + back))

    def test_near_miss_is_false(self):
        moved = SLOPES * STEP * INPUT + LEFT
        there = norm2(OUT * (ACTIVE + moved) - TARGET) - norm2(ERROR)
        back = trace(INPUT * DELTA.T * STEP)
        assert there == back + beyond_in_numbers(moved)
        untransposed = trace(INPUT * (2 * SLOPES * OUT.T * ERROR).T * STEP)
        assert there != untransposed + beyond_in_numbers(moved)
        assert there != back / 2 + beyond_in_numbers(moved)
        assert there != back + norm2(OUT * moved)
        assert there != back


class TestInputs(Restatement):
    id = "backpropagation-to-the-inputs"
    conclusion = Equals(
        SquaredNorm(V @ (a + (D @ W @ g + r)) - y),
        squared + (W.T @ delta).T @ g + beyond(D @ W @ g + r),
    )

    def test_in_sympy(self):
        V, D, W = letter("V", 2, 2), letter("D", 2, 2), letter("W", 2, 2)
        a, r, g, y = (letter(name, 2) for name in ("a", "r", "g", "y"))
        moved, error = D * W * g + r, V * a - y
        slope = W.T * 2 * D.T * V.T * error
        rest = 2 * error.T * V * r + norm2(V * moved)
        assert equal(norm2(V * (a + moved) - y), norm2(error) + slope.T * g + rest)

    def test_near_miss_is_refused(self):
        algebra(self.conclusion)
        left, moved = self.conclusion.left, D @ W @ g + r
        back = (W.T @ delta).T @ g
        refused(algebra, Equals(left, squared - back + beyond(moved)))
        refused(algebra, Equals(left, squared + back / 2 + beyond(moved)))
        refused(algebra, Equals(left, squared + back))

    def test_near_miss_is_false(self):
        moved = SLOPES * IN * MOVED + LEFT
        there = norm2(OUT * (ACTIVE + moved) - TARGET) - norm2(ERROR)
        back = (IN.T * DELTA).T * MOVED
        assert there == back + beyond_in_numbers(moved)
        assert there != (IN * DELTA).T * MOVED + beyond_in_numbers(moved)
        assert there != -back + beyond_in_numbers(moved)
        assert there != back / 2 + beyond_in_numbers(moved)
        assert there != back


z, h = Letter("z", k), Letter("h", k)


def squares(of):
    """The squares of the entries, as a column."""
    return SumOver(j, (j.T @ of) ** 2 * j)


def entrywise(vector):
    """The same in SymPy."""
    return vector.applyfunc(lambda entry: entry**2)


class TestSquares(Restatement):
    id = "squares-as-activations-around-a-point"
    hypotheses = (ForEach(j, Equals(D @ j, 2 * (j.T @ z) * j)),)
    conclusion = Equals(squares(z + h), squares(z) + D @ h + squares(h))

    def test_in_sympy(self):
        z, h = letter("z", 3), letter("h", 3)
        slopes = diag(*(2 * z))
        assert entrywise(z).jacobian(z) == slopes
        assert equal(entrywise(z + h), entrywise(z) + slopes * h + entrywise(h))

    def test_instance(self):
        z, h = Matrix([1, -3]), Matrix([2, 5])
        assert entrywise(z + h) == entrywise(z) + diag(2, -6) * h + entrywise(h)

    def test_near_miss_is_refused(self):
        given = assume(self.hypotheses[0])
        algebra(self.conclusion, given)
        refused(algebra, self.conclusion)  # any D
        refused(algebra, Equals(squares(z + h), squares(z) + D @ h), given)
        half = assume(ForEach(j, Equals(D @ j, (j.T @ z) * j)))
        refused(algebra, self.conclusion, half)

    def test_near_miss_is_false(self):
        z, h = Matrix([1, -3]), Matrix([2, 5])
        assert entrywise(z + h) != entrywise(z) + diag(2, -6) * h
        assert entrywise(z + h) != entrywise(z) + diag(1, -3) * h + entrywise(h)
        assert entrywise(z + h) != entrywise(z) + Matrix([[2, 1], [0, -6]]) * h + entrywise(h)


b, c = Letter("b", outputs), Letter("c", outputs)
unit_error = c + (w.T @ x) ** 2 * b - y
slope = Derivative(SquaredNorm(unit_error), w, w).T


class TestOneUnit(Restatement):
    id = "gradient-for-the-weights-of-one-squared-unit"
    conclusion = Equals(slope, 4 * (b.T @ unit_error) * (w.T @ x) * x)

    @staticmethod
    def slope(w, x, b, c, y):
        """The gradient, by SymPy, at a point w."""
        at = letter("w", 2)
        error = c + (at.T * x)[0] ** 2 * b - y
        return m.at(m.gradient(norm2(error), at), at, w)

    def test_in_sympy(self):
        w, x = letter("w", 2), letter("x", 2)
        b, c, y = letter("b", 2), letter("c", 2), letter("y", 2)
        error, entering = c + (w.T * x)[0] ** 2 * b - y, (w.T * x)[0]
        assert equal(self.slope(w, x, b, c, y), 4 * (b.T * error)[0] * entering * x)

    def test_near_miss_is_refused(self):
        algebra(self.conclusion)
        inner = b.T @ unit_error
        refused(algebra, Equals(slope, 2 * inner * (w.T @ x) * x))  # one 2 lost
        refused(algebra, Equals(slope, 4 * inner * x))  # the activation's slope lost
        refused(algebra, Equals(slope, 4 * inner * (w.T @ x) * w))

    def test_near_miss_is_false(self):
        w, x, b, c, y = MOVED, INPUT, TARGET, ACTIVE, Matrix([0, 4])
        entering = (w.T * x)[0]
        inner = (b.T * (c + entering**2 * b - y))[0]
        found = self.slope(w, x, b, c, y)
        assert found == 4 * inner * entering * x
        assert found != 2 * inner * entering * x
        assert found != 4 * inner * x
        assert found != 4 * inner * entering * w
