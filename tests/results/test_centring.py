"""C = I − 11ᵀ/n takes from every column its mean."""

from __future__ import annotations

from sympy import diag, eye, ones, zeros

from derivations.kernel.statements import Equals, Invertible
from derivations.kernel.terms import Identity, Index, Inverse, SumOver, Zero
from derivations.kernel.theorem import assume
from derivations.proving.certificates import algebra

from . import matrices as m
from .intercept_letters import DATA, DESIGN, C, centred, mean, one, x_bar, y_bar
from .letters import P, X, n, y
from .matrices import FULL_RANK, INSTRUMENT, Y, equal, letter
from .restatement import Restatement, refused

I = Identity(n)  # noqa: E741 - the text's letter
CENTRING = eye(4) - ones(4, 4) / 4
i = Index("i", n)
x_i, y_i = X.T @ i, i.T @ y


class TestSymmetric(Restatement):
    id = "centring-matrix-symmetric"
    conclusion = Equals(C.T, C)

    def test_in_sympy(self):
        assert CENTRING.is_symmetric()

    def test_near_miss_is_refused(self):  # another weighting of the mean
        uneven = I - one @ y.T / n
        refused(algebra, Equals(uneven.T, uneven))

    def test_near_miss_is_false(self):
        assert not (eye(3) - ones(3, 1) * Y.T / 3).is_symmetric()


class TestIdempotent(Restatement):
    id = "centring-matrix-idempotent"
    conclusion = Equals(C @ C, C)

    def test_in_sympy(self):
        assert CENTRING * CENTRING == CENTRING

    def test_near_miss_is_refused(self):
        whole = I - one @ one.T  # 1/n lost
        refused(algebra, Equals(whole @ whole, whole))
        refused(algebra, Equals(C @ C, I))

    def test_near_miss_is_false(self):
        whole = eye(4) - ones(4, 4)
        assert whole * whole != whole
        assert eye(4) != CENTRING * CENTRING


class TestRemovesConstants(Restatement):
    id = "centring-matrix-removes-constants"
    conclusion = Equals(C @ one, Zero(n))

    def test_in_sympy(self):
        assert CENTRING * ones(4, 1) == zeros(4, 1)

    def test_near_miss_is_refused(self):
        refused(algebra, Equals(C @ y, Zero(n)))  # not every vector
        refused(algebra, Equals(C @ one, one))

    def test_near_miss_is_false(self):
        assert any(CENTRING * DATA)
        assert CENTRING * ones(4, 1) != ones(4, 1)


class TestObservations(Restatement):
    id = "centred-observations"
    conclusion = Equals(C @ y, y - one @ y_bar)

    def test_in_sympy(self):
        y = letter("y", 4)
        assert equal(CENTRING * y, y - ones(4, 1) * mean(y))
        assert equal(CENTRING * y, centred(y))

    def test_near_miss_is_refused(self):
        refused(algebra, Equals(C @ y, y - one @ (one.T @ y)))  # 1/n lost
        refused(algebra, Equals(C @ y, y))

    def test_near_miss_is_false(self):
        assert DATA - ones(4, 4) * DATA != CENTRING * DATA
        assert CENTRING * DATA != DATA


class TestDesign(Restatement):
    id = "centred-design-matrix"
    conclusion = Equals(C @ X, X - one @ x_bar.T)

    def test_in_sympy(self):
        X = letter("X", 4, 2)
        assert equal(CENTRING * X, X - ones(4, 1) * mean(X).T)
        assert equal(CENTRING * X, centred(X))

    def test_near_miss_is_refused(self):
        refused(algebra, Equals(C @ X, X - one @ (n * x_bar).T))  # 1/n lost
        refused(algebra, Equals(C @ X, X))

    def test_near_miss_is_false(self):
        assert DESIGN - ones(4, 1) * 4 * mean(DESIGN).T != CENTRING * DESIGN
        assert CENTRING * DESIGN != DESIGN


class TestGramSum(Restatement):
    id = "centred-gram-matrix-as-a-sum"
    conclusion = Equals(X.T @ C @ X, SumOver(i, (x_i - x_bar) @ (x_i - x_bar).T))

    def test_in_sympy(self):
        X = letter("X", 3, 2)
        rows = (X[i, :].T - mean(X) for i in range(3))
        total = sum((row * row.T for row in rows), zeros(2, 2))
        assert equal(X.T * (eye(3) - ones(3, 3) / 3) * X, total)

    def test_near_miss_is_refused(self):
        refused(algebra, Equals(X.T @ C @ X, SumOver(i, x_i @ x_i.T)))  # not centred
        refused(algebra, Equals(X.T @ C @ X, SumOver(i, (x_i + x_bar) @ (x_i + x_bar).T)))

    def test_near_miss_is_false(self):
        X = DESIGN
        rows = [X[i, :].T + mean(X) for i in range(4)]
        assert X.T * CENTRING * X != X.T * X
        assert sum((row * row.T for row in rows), zeros(2, 2)) != X.T * CENTRING * X


class TestProductsSum(Restatement):
    id = "centred-products-as-a-sum"
    conclusion = Equals(X.T @ C @ y, SumOver(i, (x_i - x_bar) * (y_i - y_bar)))

    def test_in_sympy(self):
        X, y = letter("X", 3, 2), letter("y", 3)
        terms = ((X[i, :].T - mean(X)) * (y[i] - mean(y)[0]) for i in range(3))
        assert equal(X.T * (eye(3) - ones(3, 3) / 3) * y, sum(terms, zeros(2, 1)))

    def test_near_miss_is_refused(self):
        refused(algebra, Equals(X.T @ C @ y, SumOver(i, x_i * y_i)))  # neither is centred
        refused(algebra, Equals(X.T @ C @ y, SumOver(i, (x_i - x_bar) * (y_i + x_i.T @ x_i))))

    def test_near_miss_is_false(self):
        X, y = DESIGN, DATA
        lengths = [(X[i, :] * X[i, :].T)[0] for i in range(4)]
        terms = [(X[i, :].T - mean(X)) * (y[i] + lengths[i]) for i in range(4)]
        assert X.T * CENTRING * y != X.T * y
        assert X.T * CENTRING * y != sum(terms, zeros(2, 1))


class TestProjected(Restatement):
    id = "least-squares-on-projected-data"
    hypotheses = (Equals(P.T, P), Equals(P @ P, P), Invertible(X.T @ P @ X))
    conclusion = Equals(
        Inverse((P @ X).T @ (P @ X)) @ (P @ X).T @ (P @ y), Inverse(X.T @ P @ X) @ X.T @ P @ y
    )
    algebraic = False  # that (PX)ᵀ(PX) has an inverse follows from the others

    def test_in_sympy(self):
        y, X = letter("y", 4), DESIGN
        left = ((CENTRING * X).T * CENTRING * X).inv() * (CENTRING * X).T * (CENTRING * y)
        assert equal(left, (X.T * CENTRING * X).inv() * X.T * CENTRING * y)

    def test_instance(self):
        P, X, y = CENTRING, DESIGN, DATA
        assert P.T == P
        assert P * P == P
        assert (X.T * P * X).det() != 0
        assert m.fit(P * X, P * y) == (X.T * P * X).inv() * X.T * P * y

    def test_near_miss_is_refused(self):  # either hypothesis missing
        for known in (Equals(P.T, P), Equals(P @ P, P)):
            refused(algebra, self.conclusion, assume(known))

    def test_near_miss_is_false(self):
        X, y, P = FULL_RANK, Y, diag(1, 2, 3)
        assert P.T == P
        assert m.fit(P * X, P * y) != (X.T * P * X).inv() * X.T * P * y
        X, y, P = FULL_RANK[:, 1], eye(3)[:, 0], m.oblique(INSTRUMENT, eye(3)[:, :2])
        assert P * P == P
        assert m.fit(P * X, P * y) != (X.T * P * X).inv() * X.T * P * y
