"""With M = I − Z(ZᵀZ)⁻¹Zᵀ, least squares of y on X and Z gives XᵀMXŵ = XᵀMy."""

from __future__ import annotations

from sympy import Matrix, eye, ones

from derivations.kernel.statements import Equals, Invertible
from derivations.kernel.terms import Dimension, Identity, Inverse, Letter
from derivations.kernel.theorem import assume
from derivations.proving.certificates import algebra

from . import matrices as m
from .intercept_letters import DATA, LINE, C, one
from .letters import X, d, n, w_hat, y
from .matrices import equal, hat, letter, solution
from .restatement import Restatement, refused

k = Dimension("k")
Z, u_hat, v_hat = Letter("Z", n, k), Letter("u_hat", k), Letter("v_hat", d)
M = Identity(n) - Z @ Inverse(Z.T @ Z) @ Z.T
other = Invertible(Z.T @ Z)
reduced = Invertible(X.T @ M @ X)
for_weights = Equals(X.T @ X @ w_hat + X.T @ Z @ u_hat, X.T @ y)
for_others = Equals(Z.T @ X @ w_hat + Z.T @ Z @ u_hat, Z.T @ y)
estimate = Inverse(X.T @ M @ X) @ X.T @ M @ y

OTHERS = Matrix([[1, 0], [1, 1], [0, 1], [1, 2]])
MAKER = eye(4) - hat(OTHERS)


def fitted(X, Z, y):
    """The weights of both groups of columns, by SymPy, from the derivatives of the error."""
    w, u = letter("w", X.cols), letter("u", Z.cols)
    f = m.norm2(y - X * w - Z * u)
    point = solution(Matrix([*m.gradient(f, w), *m.gradient(f, u)]), Matrix([*w, *u]))
    return Matrix(point[: X.cols]), Matrix(point[X.cols :])


WEIGHTS, OTHER_WEIGHTS = fitted(LINE, OTHERS, DATA)


def solves_for_weights(X, Z, y, w, u):
    return equal(X.T * (X * w + Z * u), X.T * y)


def solves_for_others(X, Z, y, w, u):
    return equal(Z.T * (X * w + Z * u), Z.T * y)


class TestOtherWeights(Restatement):
    id = "weights-of-the-other-columns"
    hypotheses = (other, for_others)
    conclusion = Equals(u_hat, Inverse(Z.T @ Z) @ Z.T @ (y - X @ w_hat))
    by_way_of = Inverse(Z.T @ Z) @ (Z.T @ Z @ u_hat)

    def test_in_sympy(self):
        y = letter("y", 4)
        w, u = fitted(LINE, OTHERS, y)
        assert equal(u, m.fit(OTHERS, y - LINE * w))

    def test_instance(self):
        X, Z, y, w, u = LINE, OTHERS, DATA, WEIGHTS, OTHER_WEIGHTS
        assert (Z.T * Z).det() != 0
        assert solves_for_others(X, Z, y, w, u)
        assert u == m.fit(Z, y - X * w)

    def test_near_miss_is_refused(self):
        refused(algebra, self.conclusion)  # the equation missing
        alone = Equals(u_hat, Inverse(Z.T @ Z) @ Z.T @ y)  # X left out
        refused(algebra, alone, assume(for_others))

    def test_near_miss_is_false(self):
        X, Z, y, w = LINE, OTHERS, DATA, WEIGHTS
        assert m.fit(Z, y - X * w) != Matrix([3, -5])
        assert m.fit(Z, y) != OTHER_WEIGHTS


class TestResidual(Restatement):
    id = "residual-with-and-without-the-other-columns"
    hypotheses = (other, for_others)
    conclusion = Equals(y - X @ w_hat - Z @ u_hat, M @ y - M @ X @ w_hat)
    by_way_of = y - X @ w_hat - Z @ Inverse(Z.T @ Z) @ (Z.T @ Z @ u_hat)

    def test_in_sympy(self):
        y = letter("y", 4)
        w, u = fitted(LINE, OTHERS, y)
        assert equal(y - LINE * w - OTHERS * u, MAKER * y - MAKER * LINE * w)

    def test_instance(self):
        X, Z, y, w, u = LINE, OTHERS, DATA, WEIGHTS, OTHER_WEIGHTS
        assert (Z.T * Z).det() != 0
        assert solves_for_others(X, Z, y, w, u)
        assert y - X * w - Z * u == MAKER * y - MAKER * X * w

    def test_near_miss_is_refused(self):
        refused(algebra, self.conclusion)  # the equation missing
        half = Equals(y - X @ w_hat - Z @ u_hat, M @ y - X @ w_hat)  # M lost
        refused(algebra, half, assume(for_others))

    def test_near_miss_is_false(self):
        X, Z, y, w, u = LINE, OTHERS, DATA, WEIGHTS, OTHER_WEIGHTS
        assert y - X * w - Z * (2 * u) != MAKER * y - MAKER * X * w
        assert y - X * w - Z * u != MAKER * y - X * w


class TestNormalEquation(Restatement):
    id = "normal-equation-without-the-other-columns"
    hypotheses = (other, for_weights, for_others)
    conclusion = Equals(X.T @ M @ X @ w_hat, X.T @ M @ y)
    algebraic = False  # the residual is a letter while the equation is derived

    def test_in_sympy(self):
        X, Z, y = LINE, OTHERS, letter("y", 4)
        w, _ = fitted(X, Z, y)
        assert equal(X.T * MAKER * X * w, X.T * MAKER * y)

    def test_instance(self):
        X, Z, y, w, u = LINE, OTHERS, DATA, WEIGHTS, OTHER_WEIGHTS
        assert (Z.T * Z).det() != 0
        assert solves_for_weights(X, Z, y, w, u)
        assert solves_for_others(X, Z, y, w, u)
        assert X.T * MAKER * X * w == X.T * MAKER * y

    def test_near_miss_is_refused(self):  # either equation missing; M forgotten
        for known in (for_weights, for_others):
            refused(algebra, self.conclusion, assume(known))
        normal = (assume(for_weights), assume(for_others))
        refused(algebra, Equals(X.T @ X @ w_hat, X.T @ y), *normal)

    def test_near_miss_is_false(self):
        X, Z, y, u = LINE, OTHERS, DATA, Matrix([3, -5])
        w = m.fit(X, y - Z * u)
        assert solves_for_weights(X, Z, y, w, u)
        assert X.T * MAKER * X * w != X.T * MAKER * y
        w = Matrix([2])
        assert solves_for_others(X, Z, y, w, m.fit(Z, y - X * w))
        assert X.T * MAKER * X * w != X.T * MAKER * y
        assert not m.solves(X, y, WEIGHTS)


class TestFrischWaughLovell(Restatement):
    id = "frisch-waugh-lovell"
    hypotheses = (reduced, other, for_weights, for_others)
    conclusion = Equals(w_hat, estimate)
    algebraic = False  # M is a letter while the equation is solved

    def test_in_sympy(self):
        y = letter("y", 4)
        w, _ = fitted(LINE, OTHERS, y)
        assert equal(w, (LINE.T * MAKER * LINE).inv() * LINE.T * MAKER * y)

    def test_instance(self):
        X, Z, y, w, u = LINE, OTHERS, DATA, WEIGHTS, OTHER_WEIGHTS
        assert (Z.T * Z).det() != 0
        assert (X.T * MAKER * X).det() != 0
        assert solves_for_weights(X, Z, y, w, u)
        assert solves_for_others(X, Z, y, w, u)
        assert w == (X.T * MAKER * X).inv() * X.T * MAKER * y

    def test_near_miss_is_refused(self):  # the other columns left out; two solutions
        normal = (assume(for_weights), assume(for_others))
        refused(algebra, Equals(w_hat, Inverse(X.T @ X) @ X.T @ y), *normal)
        refused(algebra, Equals(w_hat, v_hat), *normal)

    def test_near_miss_is_false(self):
        assert m.fit(LINE, DATA) != WEIGHTS
        Z, y = OTHERS, DATA  # X = Z: one column may take over from the other
        w, u = Matrix([3, -5]), m.fit(Z, y) - Matrix([3, -5])
        assert solves_for_weights(Z, Z, y, w, u)
        assert solves_for_others(Z, Z, y, w, u)
        assert solves_for_weights(Z, Z, y, u, w)
        assert w != u


class TestResidualsOnResiduals(Restatement):
    id = "least-squares-on-residuals"
    hypotheses = (reduced, other)
    conclusion = Equals(Inverse((M @ X).T @ (M @ X)) @ (M @ X).T @ (M @ y), estimate)
    algebraic = False  # that (MX)ᵀ(MX) has an inverse follows from the others

    def test_in_sympy(self):
        X, y = LINE, letter("y", 4)
        assert equal(m.fit(MAKER * X, MAKER * y), (X.T * MAKER * X).inv() * X.T * MAKER * y)

    def test_instance(self):
        X, Z, y = LINE, OTHERS, DATA
        assert (Z.T * Z).det() != 0
        assert (X.T * MAKER * X).det() != 0
        assert m.fit(MAKER * X, MAKER * y) == (X.T * MAKER * X).inv() * X.T * MAKER * y

    def test_near_miss_is_refused(self):  # the residual of y only
        half = Inverse(X.T @ X) @ X.T @ (M @ y)
        refused(algebra, Equals(half, estimate), assume(reduced))

    def test_near_miss_is_false(self):
        X, y = LINE, DATA
        assert m.fit(X, MAKER * y) != (X.T * MAKER * X).inv() * X.T * MAKER * y


class TestMakerOfOnes(Restatement):
    id = "residual-maker-of-a-constant"
    conclusion = Equals(Identity(n) - one @ Inverse(one.T @ one) @ one.T, C)
    algebraic = False  # that 1ᵀ1 is not 0 is proved

    def test_in_sympy(self):
        assert eye(4) - hat(ones(4, 1)) == eye(4) - ones(4, 4) / 4

    def test_near_miss_is_refused(self):
        refused(algebra, Equals(one @ Inverse(one.T @ one) @ one.T, C))  # the hat matrix
        refused(algebra, Equals(Identity(n) - one @ one.T, C))

    def test_near_miss_is_false(self):
        assert hat(ones(4, 1)) != eye(4) - ones(4, 4) / 4
        assert eye(4) - ones(4, 4) != eye(4) - ones(4, 4) / 4
