"""The estimate by Cholesky and by QR, and the reflections that QR is made of."""

from __future__ import annotations

from sympy import Matrix, Rational, eye, sqrt, zeros

from derivations.kernel.statements import Equals, Invertible
from derivations.kernel.terms import Dimension, Identity, Letter, SquaredNorm
from derivations.kernel.theorem import assume
from derivations.proving.certificates import algebra

from .letters import X, d, gram, n, w_hat, y
from .matrices import equal, letter, norm2, solves
from .restatement import Restatement, refused

L, z, R, Q = Letter("L", d, d), Letter("z", d), Letter("R", d, d), Letter("Q", n, d)
estimate = Equals(gram @ w_hat, X.T @ y)
product, orthonormal = Equals(X, Q @ R), Equals(Q.T @ Q, Identity(d))

WHOLE = Matrix([[1, 3], [2, 3], [2, 0]])  # the factors are of whole numbers, or of thirds
FACTOR = Matrix([[3, 0], [3, 3]])
THIRDS = Matrix([[1, 2], [2, 1], [2, -2]]) / 3
SEEN = Matrix([1, 2, 3])


class TestCholesky(Restatement):
    id = "estimate-by-cholesky"
    hypotheses = (Equals(L @ L.T, gram), Equals(L.T @ w_hat, z), Equals(L @ z, X.T @ y))
    conclusion = estimate

    def test_in_sympy(self):
        """With SymPy's own factor."""
        y = letter("y", 3)
        L = (WHOLE.T * WHOLE).cholesky()
        w_hat = L.T.upper_triangular_solve(L.lower_triangular_solve(WHOLE.T * y))
        assert equal(WHOLE.T * WHOLE * w_hat, WHOLE.T * y)

    def test_instance(self):
        z = FACTOR.inv() * WHOLE.T * SEEN
        w_hat = FACTOR.T.inv() * z
        assert equal(FACTOR * FACTOR.T, WHOLE.T * WHOLE)
        assert FACTOR.T * w_hat == z
        assert FACTOR * z == WHOLE.T * SEEN
        assert solves(WHOLE, SEEN, w_hat)

    def test_near_miss_is_refused(self):
        factored, backward, forward = map(assume, self.hypotheses)
        algebra(estimate, factored, backward, forward)
        other = assume(Equals(L.T @ L, gram))  # in the other order
        refused(algebra, estimate, other, backward, forward)
        swapped = assume(Equals(L @ w_hat, z)), assume(Equals(L.T @ z, X.T @ y))
        refused(algebra, estimate, factored, *swapped)

    def test_near_miss_is_false(self):
        z = FACTOR.T.inv() * WHOLE.T * SEEN  # the systems in the other order
        assert not solves(WHOLE, SEEN, FACTOR.inv() * z)
        assert not equal(FACTOR.T * FACTOR, WHOLE.T * WHOLE)


class TestQR(Restatement):
    id = "estimate-by-qr"
    hypotheses = (product, orthonormal, Equals(R @ w_hat, Q.T @ y))
    conclusion = estimate

    def test_in_sympy(self):
        X, y = Matrix([[1, 0], [1, 1], [0, 1]]), letter("y", 3)
        Q, R = X.QRdecomposition()
        w_hat = R.upper_triangular_solve(Q.T * y)
        assert equal((X.T * X * w_hat).expand(), X.T * y)

    def test_instance(self):
        R = FACTOR.T
        w_hat = R.inv() * THIRDS.T * SEEN
        assert THIRDS * R == WHOLE
        assert equal(THIRDS.T * THIRDS, eye(2))
        assert R * w_hat == THIRDS.T * SEEN
        assert solves(WHOLE, SEEN, w_hat)

    def test_near_miss_is_refused(self):
        factors, columns, system = map(assume, self.hypotheses)
        algebra(estimate, factors, columns, system)
        refused(algebra, estimate, factors, system)
        refused(algebra, estimate, factors, columns, assume(Equals(R.T @ w_hat, Q.T @ y)))
        refused(algebra, Equals(X @ w_hat, y), factors, columns, system)

    def test_near_miss_is_false(self):
        Q, R = 2 * THIRDS, FACTOR.T / 2  # the columns of Q are of length 2
        assert Q * R == WHOLE
        assert not solves(WHOLE, SEEN, R.inv() * Q.T * SEEN)
        w_hat = FACTOR.T.inv() * THIRDS.T * SEEN
        assert WHOLE * w_hat != SEEN


class TestSameFactor(Restatement):
    id = "qr-gives-a-cholesky-factor"
    hypotheses = (orthonormal, product)
    conclusion = Equals(R.T @ R, gram)

    def test_in_sympy(self):
        X = Matrix([[1, 0], [1, 1], [0, 1]])
        _, R = X.QRdecomposition()
        assert equal(R.T * R, X.T * X)

    def test_instance(self):
        R = -FACTOR.T  # with another sign
        assert equal((-THIRDS).T * -THIRDS, eye(2))
        assert -THIRDS * R == WHOLE
        assert R.T * R == WHOLE.T * WHOLE

    def test_near_miss_is_refused(self):
        both = tuple(map(assume, self.hypotheses))
        algebra(self.conclusion, *both)
        refused(algebra, self.conclusion, both[1])
        refused(algebra, Equals(R @ R.T, gram), *both)

    def test_near_miss_is_false(self):
        R = FACTOR.T
        assert R * R.T != WHOLE.T * WHOLE
        assert (R / 2).T * (R / 2) != WHOLE.T * WHOLE


k = Dimension("k")
v, x, y_k = Letter("v", k), Letter("x", k), Letter("y", k)


def reflection(v):
    """I − (2/‖v‖²)vvᵀ."""
    return Identity(k) - 2 / SquaredNorm(v) * (v @ v.T)


def reflecting(v, share=2):
    """The same in SymPy."""
    return eye(v.rows) - share * v * v.T / norm2(v)[0]


class TestOrthogonal(Restatement):
    id = "householder-reflection-is-orthogonal"
    hypotheses = (Invertible(SquaredNorm(v)),)
    conclusion = Equals(reflection(v).T @ reflection(v), Identity(k))

    def test_in_sympy(self):
        P = reflecting(letter("v", 3))
        assert equal(P.T * P, eye(3))

    def test_instance(self):
        v = Matrix([1, 2, -2])
        assert norm2(v)[0] != 0
        assert reflecting(v).T * reflecting(v) == eye(3)

    def test_near_miss_is_refused(self):
        half = Identity(k) - 1 / SquaredNorm(v) * (v @ v.T)
        refused(algebra, Equals(half.T @ half, Identity(k)))
        refused(algebra, Equals(reflection(v), Identity(k)))

    def test_near_miss_is_false(self):
        P = reflecting(Matrix([1, 2, -2]), 1)
        assert not equal(P.T * P, eye(3))


class TestSends(Restatement):
    id = "householder-reflection-of-a-column"
    hypotheses = (Invertible(SquaredNorm(x - y_k)), Equals(SquaredNorm(x), SquaredNorm(y_k)))
    conclusion = Equals(reflection(x - y_k) @ x, y_k)

    def test_in_sympy(self):
        x = letter("x", 2)
        y = Matrix([sqrt(norm2(x)[0]), 0])
        found = reflecting(x - y) * x - y
        assert found.applyfunc(lambda entry: entry.simplify()) == zeros(2, 1)

    def test_instance(self):
        x, y = Matrix([1, 2, 2]), Matrix([-3, 0, 0])
        assert norm2(x - y)[0] != 0
        assert norm2(x) == norm2(y)
        assert reflecting(x - y) * x == y

    def test_near_miss_is_refused(self):
        alike = assume(self.hypotheses[1])
        algebra(self.conclusion, alike)
        refused(algebra, self.conclusion)
        refused(algebra, Equals(reflection(x - y_k) @ x, -y_k), alike)
        refused(algebra, Equals(reflection(x + y_k) @ x, y_k), alike)

    def test_near_miss_is_false(self):
        x, y = Matrix([1, 2, 2]), Matrix([2, 0, 0])  # of another length
        assert reflecting(x - y) * x != y
        x, y = Matrix([1, 2, 2]), Matrix([-3, 0, 0])
        assert reflecting(x + y) * x == -y
        assert reflecting(x - y, Rational(1)) * x != y
