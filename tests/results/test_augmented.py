"""X̃ = XE₁ᵀ + 1E₂ᵀ, which is X and a column of ones, and w̃ = E₁w + E₂b."""

from __future__ import annotations

import pytest
from sympy import Matrix, eye, ones

from derivations.kernel.statements import Equals, FullColumnRank, Invertible
from derivations.kernel.terms import Dimension, Identity, Inverse, Letter, Zero, as_term
from derivations.kernel.theorem import assume, introduce
from derivations.proving.certificates import algebra

from . import matrices as m
from .intercept_letters import (
    DATA,
    DESIGN,
    C,
    b,
    b_hat,
    centred,
    centred_fit,
    fitted,
    in_intercept,
    in_weights,
    mean,
    one,
    solves_for_intercept,
    solves_for_weights,
    x_bar,
    y_bar,
)
from .letters import X, d, n, v, w, w_hat, y
from .matrices import equal, full_column_rank, letter
from .restatement import Restatement, refused

p = Dimension("p")
E1, E2 = Letter("E1", p, d), Letter("E2", p)
weights_apart = Equals(E1.T @ E1, Identity(d))
intercept_apart = Equals(E2.T @ E2, as_term(1))
apart = Equals(E1.T @ E2, Zero(d))
together = Equals(E1 @ E1.T + E2 @ E2.T, Identity(p))

augmented = X @ E1.T + one @ E2.T
for_weights = Equals(in_weights, X.T @ y)
for_intercept = Equals(in_intercept, one.T @ y)
both = Equals(augmented.T @ augmented @ (E1 @ w_hat + E2 @ b_hat), augmented.T @ y)
invertible = Invertible(X.T @ C @ X)

w_tilde = Letter("w_tilde", p)
one_equation = Equals(augmented.T @ augmented @ w_tilde, augmented.T @ y)

ONE = ones(4, 1)
LAST = (eye(3)[:, :2], eye(3)[:, 2])  # the intercept comes last
FIRST = (eye(3)[:, 1:], eye(3)[:, 0])
TURNED = tuple(  # any orthonormal columns will do
    (eye(3) - 2 * ones(3, 3) / 3) * part for part in LAST
)
PLACES = (LAST, FIRST, TURNED)
ALIKE = Matrix([[1, 0], [1, 1], [1, 2], [1, 4]])  # one column is constant already
FITTED, OFFSET = fitted(DESIGN, DATA)


def put(X, E1, E2):
    """X and a column of ones."""
    return X * E1.T + ones(X.rows, 1) * E2.T


def is_split(E1, E2):
    """Whether the two parts are orthonormal columns, and complete."""
    apart = eye(2) == E1.T * E1 and eye(1) == E2.T * E2 and m.zeros(2, 1) == E1.T * E2
    return apart and eye(3) == E1 * E1.T + E2 * E2.T


class TestPrediction(Restatement):
    id = "prediction-of-the-augmented-matrix"
    hypotheses = (weights_apart, apart, intercept_apart)
    conclusion = Equals(augmented @ (E1 @ w + E2 @ b), X @ w + one @ b)

    @pytest.mark.parametrize("parts", PLACES)
    def test_in_sympy(self, parts):
        X, w, b = letter("X", 4, 2), letter("w", 2), letter("b", 1)
        E1, E2 = parts
        assert equal(put(X, E1, E2) * (E1 * w + E2 * b), X * w + ONE * b)

    @pytest.mark.parametrize("parts", PLACES)
    def test_instance(self, parts):
        E1, E2 = parts
        assert is_split(E1, E2)
        found = put(DESIGN, E1, E2) * (E1 * FITTED + E2 * OFFSET)
        assert found == DESIGN * FITTED + ONE * OFFSET

    def test_near_miss_is_refused(self):  # a hypothesis missing; the intercept counted twice
        for missing in self.hypotheses:
            known = [assume(h) for h in self.hypotheses if h != missing]
            refused(algebra, self.conclusion, *known)
        twice = Equals(augmented @ (E1 @ w + 2 * (E2 @ b)), X @ w + one @ b)
        refused(algebra, twice, *map(assume, self.hypotheses))

    def test_near_miss_is_false(self):
        wanted = DESIGN * FITTED + ONE * OFFSET
        E1, E2 = LAST
        for one_part, other in ((2 * E1, E2), (E1, 2 * E2), (E1, eye(3)[:, 0])):
            assert put(DESIGN, one_part, other) * (one_part * FITTED + other * OFFSET) != wanted
        assert put(DESIGN, E1, E2) * (E1 * FITTED + 2 * E2 * OFFSET) != wanted


class TestSize(Restatement):
    id = "size-of-the-augmented-weights"
    hypotheses = (together, weights_apart, intercept_apart)
    conclusion = Equals(p, d + 1)
    algebraic = False  # the identity is a letter while its trace is taken

    @pytest.mark.parametrize("parts", PLACES)
    def test_in_sympy(self, parts):
        E1, E2 = parts
        assert (E1 * E1.T + E2 * E2.T).trace() == (E1.T * E1).trace() + 1

    @pytest.mark.parametrize("parts", PLACES)
    def test_instance(self, parts):
        E1, E2 = parts
        assert is_split(E1, E2)
        assert E1.rows == E1.cols + 1

    def test_near_miss_is_refused(self):
        refused(algebra, self.conclusion)
        refused(algebra, Equals(p, d), *map(assume, self.hypotheses))

    def test_near_miss_is_false(self):
        E1, E2 = eye(4)[:, :2], eye(4)[:, 2]  # not complete
        assert eye(2) == E1.T * E1
        assert eye(1) == E2.T * E2
        assert E1.rows != E1.cols + 1
        assert LAST[0].rows != LAST[0].cols


class TestJoined(Restatement):
    id = "augmented-normal-equation"
    hypotheses = (weights_apart, apart, intercept_apart, for_weights, for_intercept)
    conclusion = both

    @pytest.mark.parametrize("parts", PLACES)
    def test_in_sympy(self, parts):
        y = letter("y", 4)
        w, b = fitted(DESIGN, y)
        E1, E2 = parts
        assert m.solves(put(DESIGN, E1, E2), y, E1 * w + E2 * b)

    @pytest.mark.parametrize("parts", PLACES)
    def test_instance(self, parts):
        E1, E2 = parts
        assert is_split(E1, E2)
        assert solves_for_weights(DESIGN, DATA, FITTED, OFFSET)
        assert solves_for_intercept(DESIGN, DATA, FITTED, OFFSET)
        assert m.solves(put(DESIGN, E1, E2), DATA, E1 * FITTED + E2 * OFFSET)

    def test_near_miss_is_refused(self):  # either equation missing
        for missing in (for_weights, for_intercept):
            known = [assume(h) for h in self.hypotheses if h != missing]
            refused(algebra, both, *known)

    def test_near_miss_is_false(self):
        E1, E2 = LAST
        X, y, w = DESIGN, DATA, Matrix([3, -5])
        b = mean(y - X * w)
        assert solves_for_intercept(X, y, w, b)
        assert not m.solves(put(X, E1, E2), y, E1 * w + E2 * b)
        w, b = m.fit(X, y), Matrix([0])
        assert solves_for_weights(X, y, w, b)
        assert not m.solves(put(X, E1, E2), y, E1 * w + E2 * b)


class TestWeightsParted(Restatement):
    id = "augmented-normal-equation-gives-that-for-the-weights"
    hypotheses = (weights_apart, apart, one_equation)
    conclusion = Equals(X.T @ X @ (E1.T @ w_tilde) + X.T @ one @ (E2.T @ w_tilde), X.T @ y)
    algebraic = False  # the hypotheses are used one after the other

    @pytest.mark.parametrize("parts", PLACES)
    def test_in_sympy(self, parts):
        y, E1, E2 = letter("y", 4), *parts
        joined = m.fit(put(DESIGN, E1, E2), y)
        assert solves_for_weights(DESIGN, y, E1.T * joined, E2.T * joined)

    @pytest.mark.parametrize("parts", PLACES)
    def test_instance(self, parts):
        E1, E2 = parts
        assert is_split(E1, E2)
        joined = E1 * FITTED + E2 * OFFSET
        assert m.solves(put(DESIGN, E1, E2), DATA, joined)
        assert solves_for_weights(DESIGN, DATA, E1.T * joined, E2.T * joined)

    def test_near_miss_is_refused(self):  # without the intercept; the intercept counted twice
        known = [assume(h) for h in self.hypotheses]
        refused(algebra, Equals(X.T @ X @ (E1.T @ w_tilde), X.T @ y), *known)
        twice = X.T @ X @ (E1.T @ w_tilde) + 2 * (X.T @ one @ (E2.T @ w_tilde))
        refused(algebra, Equals(twice, X.T @ y), *known)

    def test_near_miss_is_false(self):
        E1, E2 = LAST
        assert m.solves(put(DESIGN, E1, E2), DATA, E1 * FITTED + E2 * OFFSET)
        assert not m.solves(DESIGN, DATA, FITTED)
        assert not solves_for_weights(DESIGN, DATA, FITTED, 2 * OFFSET)


class TestInterceptParted(Restatement):
    id = "augmented-normal-equation-gives-that-for-the-intercept"
    hypotheses = (intercept_apart, apart, one_equation)
    conclusion = Equals(one.T @ X @ (E1.T @ w_tilde) + n * (E2.T @ w_tilde), one.T @ y)
    algebraic = False  # the hypotheses are used one after the other

    @pytest.mark.parametrize("parts", PLACES)
    def test_in_sympy(self, parts):
        y, E1, E2 = letter("y", 4), *parts
        joined = m.fit(put(DESIGN, E1, E2), y)
        assert solves_for_intercept(DESIGN, y, E1.T * joined, E2.T * joined)

    @pytest.mark.parametrize("parts", PLACES)
    def test_instance(self, parts):
        E1, E2 = parts
        assert is_split(E1, E2)
        joined = E1 * FITTED + E2 * OFFSET
        assert m.solves(put(DESIGN, E1, E2), DATA, joined)
        assert solves_for_intercept(DESIGN, DATA, E1.T * joined, E2.T * joined)

    def test_near_miss_is_refused(self):  # n lost; without the intercept
        known = [assume(h) for h in self.hypotheses]
        lost = one.T @ X @ (E1.T @ w_tilde) + E2.T @ w_tilde
        refused(algebra, Equals(lost, one.T @ y), *known)
        refused(algebra, Equals(one.T @ X @ (E1.T @ w_tilde), one.T @ y), *known)

    def test_near_miss_is_false(self):
        E1, E2 = LAST
        assert m.solves(put(DESIGN, E1, E2), DATA, E1 * FITTED + E2 * OFFSET)
        assert ONE.T * DESIGN * FITTED + OFFSET != ONE.T * DATA
        assert ONE.T * DESIGN * FITTED != ONE.T * DATA


class TestFullRankIfInvertible(Restatement):
    id = "augmented-matrix-of-full-column-rank-if-centred-gram-invertible"
    hypotheses = (together, invertible)
    conclusion = FullColumnRank(augmented)

    @pytest.mark.parametrize("parts", PLACES)
    @pytest.mark.parametrize("X", [DESIGN, ALIKE])
    def test_in_sympy(self, X, parts):
        assert full_column_rank(put(X, *parts)) == ((X.T * centred(X)).det() != 0)

    def test_instance(self):
        assert is_split(*LAST)
        assert (DESIGN.T * centred(DESIGN)).det() != 0
        assert full_column_rank(put(DESIGN, *LAST))

    def test_near_miss_is_refused(self):  # XᵀX for XᵀCX
        z = Letter("z", p)
        null = assume(Equals(augmented @ z, Zero(n)))
        known = (null, assume(together), assume(Invertible(X.T @ X)))
        refused(algebra, Equals(z, Zero(p)), *known)
        refused(introduce, FullColumnRank(augmented), z, null)

    def test_near_miss_is_false(self):
        assert (ALIKE.T * ALIKE).det() != 0
        assert not full_column_rank(put(ALIKE, *LAST))


class TestInvertibleIfFullRank(Restatement):
    id = "centred-gram-invertible-if-augmented-matrix-of-full-column-rank"
    hypotheses = (weights_apart, apart, FullColumnRank(augmented), intercept_apart)
    conclusion = invertible

    @pytest.mark.parametrize("parts", PLACES)
    @pytest.mark.parametrize("X", [DESIGN, ALIKE])
    def test_in_sympy(self, X, parts):
        assert ((X.T * centred(X)).det() != 0) == full_column_rank(put(X, *parts))

    def test_instance(self):
        assert is_split(*TURNED)
        assert full_column_rank(put(DESIGN, *TURNED))
        assert (DESIGN.T * centred(DESIGN)).det() != 0

    def test_near_miss_is_refused(self):  # full column rank of X only
        null = assume(Equals(C @ X @ v, Zero(n)))
        refused(algebra, Equals(X @ v, Zero(n)), null)
        refused(introduce, FullColumnRank(C @ X), v, null)

    def test_near_miss_is_false(self):
        assert full_column_rank(ALIKE)
        assert (ALIKE.T * centred(ALIKE)).det() == 0


class TestClosedFormsAgree(Restatement):
    id = "closed-form-of-the-augmented-matrix"
    hypotheses = (invertible, weights_apart, apart, intercept_apart, together)
    estimate = Inverse(X.T @ C @ X) @ X.T @ C @ y
    conclusion = Equals(
        E1 @ estimate + E2 @ (y_bar - x_bar.T @ estimate),
        Inverse(augmented.T @ augmented) @ augmented.T @ y,
    )
    algebraic = False  # that X̃ᵀX̃ has an inverse follows from the others

    @pytest.mark.parametrize("parts", PLACES)
    def test_in_sympy(self, parts):
        y, E1, E2 = letter("y", 4), *parts
        w = centred_fit(DESIGN, y)
        b = mean(y) - mean(DESIGN).T * w
        assert equal(E1 * w + E2 * b, m.fit(put(DESIGN, E1, E2), y))

    @pytest.mark.parametrize("parts", PLACES)
    def test_instance(self, parts):
        E1, E2 = parts
        assert is_split(E1, E2)
        assert (DESIGN.T * centred(DESIGN)).det() != 0
        w = centred_fit(DESIGN, DATA)
        b = mean(DATA) - mean(DESIGN).T * w
        assert E1 * w + E2 * b == m.fit(put(DESIGN, E1, E2), DATA)

    def test_near_miss_is_refused(self):  # the mean for the intercept; the plain estimate
        joint = self.conclusion.right
        refused(algebra, Equals(E1 @ self.estimate + E2 @ y_bar, joint))
        plain = Inverse(X.T @ X) @ X.T @ y
        refused(algebra, Equals(E1 @ plain + E2 @ (y_bar - x_bar.T @ plain), joint))

    def test_near_miss_is_false(self):
        E1, E2 = LAST
        joint = m.fit(put(DESIGN, E1, E2), DATA)
        assert E1 * FITTED + E2 * mean(DATA) != joint
        plain = m.fit(DESIGN, DATA)
        assert E1 * plain + E2 * (mean(DATA) - mean(DESIGN).T * plain) != joint
