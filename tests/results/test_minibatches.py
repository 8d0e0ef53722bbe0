"""The gradient of a random row or minibatch is unbiased, and its spread is known."""

from __future__ import annotations

from itertools import combinations, product

import pytest
from sympy import Matrix, Rational, diag, eye, ones, zeros

from derivations.kernel.statements import Equals, ForEach, Integrable, SquareIntegrable
from derivations.kernel.terms import Identity, Letter, Ones, Random, SquaredNorm, SumOver, Trace
from derivations.kernel.theorem import assume, unfold
from derivations.proving.certificates import algebra

from . import matrices as m
from .descent_letters import eta, slope, slope_at, step, step_from
from .letters import J, X, d, gradient, n, w, y
from .likelihood_letters import i, x_i
from .matrices import FITTED, FULL_RANK, Y, equal, letter, norm2
from .moment_letters import E, Var
from .moments import itself, mean, noise, variance, whatever_the_law
from .restatement import Restatement, refused

residual = X @ w - y
e, s, g = Random("e", n), Random("s", n), Random("g", d)
D, c = Letter("D", n, n), Letter("c")
C = Identity(n) - Ones(n) @ Ones(n).T / n
s_i, r_i = i.T @ s, i.T @ residual
drawn = Equals(E(e @ e.T), Identity(n) / n)
diagonal = ForEach(i, Equals(D @ i, r_i * i))
weighted, spread = Equals(E(s), Ones(n)), Equals(Var(s), c * C)
batch = 2 / n * (X.T @ D @ s)

POINT = Matrix([3, -5])
CENTRING = eye(3) - ones(3, 3) / 3
ROWS = [(Rational(1, 3), eye(3)[:, i]) for i in range(3)]


def batches(draws):
    """The law of the weights, where each of these draws of rows has the same chance."""
    draws = list(draws)
    weights = [sum((eye(3)[:, i] for i in rows), zeros(3, 1)) * 3 / len(rows) for rows in draws]
    return [(Rational(1, len(draws)), each) for each in weights]


# Laws of the weights, each with its c.
BATCHES = (
    (batches(combinations(range(3), 2)), Rational(3, 4)),
    (batches(product(range(3), repeat=1)), Rational(3)),
    (batches(product(range(3), repeat=2)), Rational(3, 2)),
)
whatever_the_batch = pytest.mark.parametrize(("law", "c"), BATCHES)
LOPSIDED = [(Rational(1, 2), Matrix([2, 0, 0])), (Rational(1, 2), Matrix([0, 2, 0]))]


def at_rows(X, y, w):
    """The minibatch gradient (2/n)Σᵢ sᵢxᵢ(xᵢᵀw − yᵢ), as a function of the weights."""
    r = X * w - y
    return lambda s: sum(
        (Rational(2, X.rows) * s[i] * r[i] * X[i, :].T for i in range(X.rows)), zeros(X.cols, 1)
    )


def in_matrices(X, y, w):
    """The same, (2/n)XᵀDs."""
    return lambda s: Rational(2, X.rows) * X.T * diag(*(X * w - y)) * s


class TestRandomRow(Restatement):
    id = "gradient-at-a-random-row-is-unbiased"
    hypotheses = (SquareIntegrable(e), drawn)
    conclusion = Equals(E(gradient(SquaredNorm(e.T @ residual))), slope())

    def at(self, X, y, w):
        """The gradient of the squared error at a row."""
        z = letter("z", X.cols)
        return lambda e: m.at(m.gradient(norm2(e.T * (X * z - y)), z), z, w)

    def test_in_sympy(self):
        X, y, w = FULL_RANK, letter("y", 3), letter("w", 2)
        assert equal(mean(self.at(X, y, w), ROWS), slope_at(X, y, w))

    def test_instance(self):
        assert mean(lambda e: e * e.T, ROWS) == eye(3) / 3
        assert mean(self.at(FULL_RANK, Y, POINT), ROWS) == slope_at(FULL_RANK, Y, POINT)

    def test_near_miss_is_refused(self):
        there = E(gradient(SquaredNorm(e.T @ residual)))
        refused(algebra, self.conclusion)  # the hypothesis missing
        refused(algebra, self.conclusion, assume(Equals(E(e @ e.T), Identity(n))))
        refused(algebra, Equals(there, 2 * slope()), assume(drawn))
        refused(algebra, Equals(gradient(SquaredNorm(e.T @ residual)), slope()), assume(drawn))

    def test_near_miss_is_false(self):
        at, slope = self.at(FULL_RANK, Y, POINT), slope_at(FULL_RANK, Y, POINT)
        assert all(at(row) != slope for _, row in ROWS)  # no single one is right
        assert mean(at, ROWS) != 2 * slope
        uneven = [(Rational(1, 2), eye(3)[:, 0]), (Rational(1, 2), eye(3)[:, 1])]
        assert mean(at, uneven) != slope


class TestByRows(Restatement):
    id = "minibatch-gradient-row-by-row"
    hypotheses = (diagonal,)
    conclusion = Equals(batch, 2 / n * SumOver(i, s_i * r_i * x_i))

    def test_in_sympy(self):
        X, y, w, s = letter("X", 3, 2), letter("y", 3), letter("w", 2), letter("s", 3)
        assert equal(in_matrices(X, y, w)(s), at_rows(X, y, w)(s))

    @whatever_the_batch
    def test_instance(self, law, c):
        r = FULL_RANK * POINT - Y
        assert all(diag(*r) * eye(3)[:, i] == r[i] * eye(3)[:, i] for i in range(3))
        at = in_matrices(FULL_RANK, Y, POINT), at_rows(FULL_RANK, Y, POINT)
        assert all(at[0](s) == at[1](s) for _, s in law)

    def test_near_miss_is_refused(self):
        refused(algebra, self.conclusion)  # the hypothesis missing
        refused(algebra, Equals(batch, 2 / n * SumOver(i, r_i * x_i)), assume(diagonal))
        refused(algebra, Equals(batch, 2 * SumOver(i, s_i * r_i * x_i)), assume(diagonal))

    def test_near_miss_is_false(self):
        at, s = in_matrices(FULL_RANK, Y, POINT), BATCHES[0][0][0][1]
        by_rows = at_rows(FULL_RANK, Y, POINT)
        assert at(s) != by_rows(ones(3, 1))
        assert at(s) != 3 * by_rows(s)
        other = Rational(2, 3) * FULL_RANK.T * eye(3) * s  # another D
        assert other != by_rows(s)


class TestUnbiased(Restatement):
    id = "minibatch-gradient-is-unbiased"
    hypotheses = (Integrable(s), weighted, diagonal)
    conclusion = Equals(E(batch), slope())
    algebraic = False  # D𝟏 = Xw − y comes first

    @whatever_the_batch
    def test_in_sympy(self, law, c):
        X, y, w = FULL_RANK, letter("y", 3), letter("w", 2)
        assert equal(mean(in_matrices(X, y, w), law), slope_at(X, y, w))

    @whatever_the_batch
    def test_instance(self, law, c):
        assert mean(itself, law) == ones(3, 1)
        assert mean(in_matrices(FULL_RANK, Y, POINT), law) == slope_at(FULL_RANK, Y, POINT)

    def test_near_miss_is_refused(self):
        residuals = assume(Equals(D @ Ones(n), residual))
        algebra(self.conclusion, assume(weighted), residuals)
        refused(algebra, self.conclusion, assume(weighted))
        refused(algebra, self.conclusion, residuals)
        refused(algebra, Equals(batch, slope()), assume(weighted), residuals)
        refused(algebra, Equals(E(batch), 2 * slope()), assume(weighted), residuals)

    def test_near_miss_is_false(self):
        at, slope = in_matrices(FULL_RANK, Y, POINT), slope_at(FULL_RANK, Y, POINT)
        assert mean(itself, LOPSIDED) != ones(3, 1)
        assert mean(at, LOPSIDED) != slope
        assert all(at(s) != slope for _, s in BATCHES[0][0])
        assert mean(at, BATCHES[0][0]) != 2 * slope


def residuals_of(X, y, w):
    """D, the residuals on a diagonal."""
    return diag(*(X * w - y))


class TestCovariance(Restatement):
    id = "covariance-of-the-minibatch-gradient"
    hypotheses = (SquareIntegrable(s), spread, diagonal)
    conclusion = Equals(Var(batch), 4 * c / n**2 * (X.T @ D @ C @ D @ X))
    algebraic = False  # Dᵀ = D comes first

    @whatever_the_batch
    def test_in_sympy(self, law, c):
        X, y, w = FULL_RANK, letter("y", 3), letter("w", 2)
        D = residuals_of(X, y, w)
        found = variance(in_matrices(X, y, w), law)
        assert equal(found, 4 * c / 9 * X.T * D * CENTRING * D * X)

    @whatever_the_batch
    def test_instance(self, law, c):
        D = residuals_of(FULL_RANK, Y, POINT)
        assert variance(itself, law) == c * CENTRING
        found = variance(in_matrices(FULL_RANK, Y, POINT), law)
        assert found == 4 * c / 9 * FULL_RANK.T * D * CENTRING * D * FULL_RANK

    def test_near_miss_is_refused(self):
        symmetric = assume(Equals(D.T, D))
        algebra(self.conclusion, assume(spread), symmetric)
        refused(algebra, self.conclusion, assume(spread))
        refused(algebra, self.conclusion, symmetric)
        right = 4 * c / n * (X.T @ D @ C @ D @ X)
        refused(algebra, Equals(Var(batch), right), assume(spread), symmetric)  # 1/n lost
        right = 4 * c / n**2 * (X.T @ D @ D @ X)
        refused(algebra, Equals(Var(batch), right), assume(spread), symmetric)  # C lost

    def test_near_miss_is_false(self):
        (law, c), D = BATCHES[0], residuals_of(FULL_RANK, Y, POINT)
        found = variance(in_matrices(FULL_RANK, Y, POINT), law)
        assert found != 4 * c / 3 * FULL_RANK.T * D * CENTRING * D * FULL_RANK
        assert found != 4 * c / 9 * FULL_RANK.T * D * D * FULL_RANK
        found = variance(in_matrices(FULL_RANK, Y, POINT), LOPSIDED)
        assert found != 4 * c / 9 * FULL_RANK.T * D * CENTRING * D * FULL_RANK


def over_rows(X, y, w):
    """Σᵢ (xᵢᵀw − yᵢ)²xᵢxᵢᵀ."""
    r = X * w - y
    return sum((r[i] ** 2 * X[i, :].T * X[i, :] for i in range(X.rows)), zeros(X.cols, X.cols))


class TestCovarianceByRows(Restatement):
    id = "covariance-of-the-minibatch-gradient-row-by-row"
    hypotheses = (SquareIntegrable(s), spread, diagonal)
    conclusion = Equals(
        Var(batch),
        4 * c / n**2 * SumOver(i, r_i**2 * (x_i @ x_i.T)) - c / n * (slope() @ slope().T),
    )
    algebraic = False  # Dᵀ = D and D𝟏 = Xw − y come first

    @whatever_the_batch
    def test_in_sympy(self, law, c):
        X, y, w = FULL_RANK, letter("y", 3), letter("w", 2)
        found, g = variance(in_matrices(X, y, w), law), slope_at(X, y, w)
        assert equal(found, 4 * c / 9 * over_rows(X, y, w) - c / 3 * g * g.T)

    @whatever_the_batch
    @pytest.mark.parametrize("w", [POINT, FITTED])
    def test_instance(self, law, c, w):
        g = slope_at(FULL_RANK, Y, w)
        assert variance(itself, law) == c * CENTRING
        found = variance(in_matrices(FULL_RANK, Y, w), law)
        assert found == 4 * c / 9 * over_rows(FULL_RANK, Y, w) - c / 3 * g * g.T
        assert found != zeros(2, 2)  # at the minimum too, where g = 0

    def test_near_miss_is_refused(self):
        known = (
            assume(Equals(Var(batch), 4 * c / n**2 * (X.T @ D @ C @ D @ X))),
            assume(Equals(D.T, D)),
            assume(Equals(D @ Ones(n), residual)),
        )
        squares = X.T @ D @ D @ X
        halfway = 4 * c / n**2 * squares - 4 * c / n**3 * (X.T @ residual @ (X.T @ residual).T)
        algebra(Equals(Var(batch), halfway), *known)
        refused(algebra, Equals(Var(batch), 4 * c / n**2 * squares), *known)
        refused(algebra, Equals(Var(batch), halfway), known[0])
        at_i = assume(diagonal)
        algebra(Equals(squares, SumOver(i, r_i**2 * (x_i @ x_i.T))), at_i)
        refused(algebra, Equals(squares, SumOver(i, r_i * (x_i @ x_i.T))), at_i)
        assert unfold(at_i, 0, i).conclusion == Equals(D @ i, r_i * i)

    def test_near_miss_is_false(self):
        law, c = BATCHES[0]
        g = slope_at(FULL_RANK, Y, POINT)
        found = variance(in_matrices(FULL_RANK, Y, POINT), law)
        assert found != 4 * c / 9 * over_rows(FULL_RANK, Y, POINT)
        assert found != 4 * c / 9 * over_rows(FULL_RANK, Y, POINT) - c * g * g.T
        found = variance(in_matrices(FULL_RANK, Y, POINT), LOPSIDED)
        assert found != 4 * c / 9 * over_rows(FULL_RANK, Y, POINT) - c / 3 * g * g.T


class TestMeanAfterAStep(Restatement):
    id = "mean-squared-error-after-a-random-step"
    hypotheses = (SquareIntegrable(g), Equals(E(g), slope()))
    conclusion = Equals(E(J(w - eta * g)), J(step()) + eta**2 / n * Trace(X @ Var(g) @ X.T))

    def laws(self, X, y, w, entry):
        """Laws of unbiased gradients: that of minibatches, and another."""
        slope = slope_at(X, y, w)
        other = [(p, slope + z) for p, z in noise(entry, Matrix([[1, 0], [2, 1]]))]
        return [(p, in_matrices(X, y, w)(s)) for p, s in BATCHES[0][0]], other

    @whatever_the_law
    def test_in_sympy(self, entry):
        X, y, w, eta = FULL_RANK, letter("y", 3), letter("w", 2), Rational(1, 3)
        for law in self.laws(X, y, w, entry):
            found = mean(lambda g: m.J(X, y, w - eta * g), law)
            extra = eta**2 / 3 * (X * variance(itself, law) * X.T).trace()
            assert equal(found, m.J(X, y, step_from(X, y, w, eta)) + Matrix([extra]))

    @whatever_the_law
    def test_instance(self, entry):
        X, eta = FULL_RANK, Rational(1, 3)
        for law in self.laws(X, Y, POINT, entry):
            assert mean(itself, law) == slope_at(X, Y, POINT)
            found = mean(lambda g: m.J(X, Y, POINT - eta * g), law)
            extra = eta**2 / 3 * (X * variance(itself, law) * X.T).trace()
            assert extra > 0
            assert found == m.J(X, Y, step_from(X, Y, POINT, eta)) + Matrix([extra])

    def test_near_miss_is_refused(self):
        unbiased = assume(Equals(E(g), slope()))
        found = E(J(w - eta * g))
        refused(algebra, self.conclusion)  # the hypothesis missing
        refused(algebra, Equals(found, J(step())), unbiased)  # as if the mean went in
        wrong = J(step()) + eta / n * Trace(X @ Var(g) @ X.T)
        refused(algebra, Equals(found, wrong), unbiased)
        wrong = J(step()) + eta**2 / n * Trace(Var(g))
        refused(algebra, Equals(found, wrong), unbiased)

    @whatever_the_law
    def test_near_miss_is_false(self, entry):
        X, eta = FULL_RANK, Rational(1, 3)
        _, law = self.laws(X, Y, POINT, entry)
        found = mean(lambda g: m.J(X, Y, POINT - eta * g), law)
        there, spread = m.J(X, Y, step_from(X, Y, POINT, eta)), variance(itself, law)
        assert found != there
        assert found != there + Matrix([eta / 3 * (X * spread * X.T).trace()])
        assert found != there + Matrix([eta**2 / 3 * spread.trace()])
        biased = [(p, g + Matrix([1, 0])) for p, g in law]
        found = mean(lambda g: m.J(X, Y, POINT - eta * g), biased)
        assert found != there + Matrix([eta**2 / 3 * (X * spread * X.T).trace()])
