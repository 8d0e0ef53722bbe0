"""E[RSS] = σ²(n − d), and with an intercept σ²(n − d − 1): what the unbiased s² is divided by."""

from __future__ import annotations

from sympy import Matrix, Rational, diag, eye, ones, trace

from derivations.kernel.statements import Equals, Invertible
from derivations.kernel.terms import Inverse, Letter, SquaredNorm, Trace
from derivations.kernel.theorem import assume, instantiate
from derivations.proving.certificates import algebra

from . import matrices as m
from .intercept_letters import DESIGN, C, centred, centred_fit, one, x_bar
from .letters import X, d, n
from .matrices import FULL_RANK, Y, equal, hat, letter, norm2, solution
from .moment_letters import (
    E,
    Var,
    b_star,
    epsilon,
    equal_variance,
    estimate,
    gram,
    invertible,
    maker,
    mean_zero,
    observed,
    sigma_sq,
    square_integrable,
    w_star,
)
from .moment_letters import hat as H
from .moments import (
    MIXED,
    SIGNS,
    TRUTH,
    Function,
    Law,
    itself,
    mean,
    moved,
    noise,
    sigma,
    variance,
    whatever_the_law,
)
from .restatement import Restatement, published, refused

A = Letter("A", n, n)
RSS = SquaredNorm(observed - X @ estimate)
white = (mean_zero, equal_variance)

with_constant = X @ w_star + b_star * one + epsilon  # the observations
centred_gram = X.T @ C @ X
centred_invertible = Invertible(centred_gram)
weights = Inverse(centred_gram) @ X.T @ C @ with_constant
intercept = one.T @ with_constant / n - x_bar.T @ weights
centred_RSS = SquaredNorm(with_constant - X @ weights - intercept * one)

OFFSET = Matrix([Rational(1, 2)])
LOPSIDED = diag(1, 2, 1, 1)  # a factor of a covariance with unequal variances


def squares(X: Matrix, w: Matrix) -> Function:
    """RSS, as a function of the noise."""

    def rss(noise: Matrix) -> Matrix:
        y = X * w + noise
        return norm2(y - X * m.fit(X, y))

    return rss


def centred_squares(X: Matrix, w: Matrix, b: Matrix) -> Function:
    """RSS with an intercept, as a function of the noise: of the data less their means."""

    def rss(noise: Matrix) -> Matrix:
        y = X * w + ones(X.rows, 1) * b + noise
        return norm2(centred(y) - centred(X) * centred_fit(X, y))

    return rss


def is_white(law: Law, spread: object) -> bool:
    """E[ε] = 0 and Var[ε] = σ²I."""
    size = law[0][1].rows
    return not any(mean(itself, law)) and variance(itself, law) == spread * eye(size)


class TestResidualSum(Restatement):
    id = "residual-sum-of-squares-and-the-noise"
    hypotheses = (invertible,)
    conclusion = Equals(RSS, epsilon.T @ maker @ epsilon)

    def test_in_sympy(self):
        X, w, e, v = letter("X", 3, 1), letter("w", 1), letter("e", 3), letter("v", 1)
        y = X * w + e
        residual = y - X * solution(X.T * X * v - X.T * y, v)
        assert equal(norm2(residual), e.T * (eye(3) - hat(X)) * e)

    def test_instance(self):
        X, e = DESIGN, Matrix([1, 0, 0, 2])
        assert (X.T * X).det() != 0
        assert squares(X, TRUTH)(e) == e.T * (eye(4) - hat(X)) * e != e.T * e

    def test_near_miss_is_refused(self):
        algebra(self.conclusion)
        refused(algebra, Equals(RSS, epsilon.T @ H @ epsilon))
        refused(algebra, Equals(RSS, SquaredNorm(epsilon)))
        refused(algebra, Equals(RSS, observed.T @ observed - epsilon.T @ H @ epsilon))

    def test_near_miss_is_false(self):
        X, e = FULL_RANK, Y
        y, found = X * TRUTH + e, squares(X, TRUTH)(e)
        assert found not in (e.T * hat(X) * e, e.T * e, y.T * y - e.T * hat(X) * e)


class TestQuadraticForm(Restatement):
    id = "expectation-of-a-quadratic-form"
    hypotheses = (square_integrable,)
    conclusion = Equals(
        E(epsilon.T @ A @ epsilon), Trace(A @ Var(epsilon)) + E(epsilon).T @ A @ E(epsilon)
    )

    @whatever_the_law
    def test_in_sympy(self, entry):
        A, R, mu = letter("A", 2, 2), letter("R", 2, 2), letter("m", 2)
        law = moved(noise(entry, R), mu)
        form = Matrix([trace(A * R * R.T)]) + mu.T * A * mu
        assert equal(mean(lambda u: u.T * A * u, law), form)

    @whatever_the_law
    def test_instance(self, entry):
        A, law = Matrix([[1, 2, 0], [0, 1, 3], [5, 0, 0]]), moved(noise(entry, MIXED), Y)
        middle, spread = mean(itself, law), variance(itself, law)
        assert (middle, spread) == (Y, MIXED * MIXED.T)
        assert trace(A * spread) + (Y.T * A * Y)[0] == 6
        assert mean(lambda u: u.T * A * u, law) == Matrix([6])

    def test_near_miss_is_refused(self):
        left, spread = E(epsilon.T @ A @ epsilon), Trace(A @ Var(epsilon))
        algebra(self.conclusion)
        refused(algebra, Equals(left, spread))  # the mean lost
        refused(algebra, Equals(left, E(epsilon).T @ A @ E(epsilon)))  # the variance lost
        refused(algebra, Equals(left, spread - E(epsilon).T @ A @ E(epsilon)))
        refused(algebra, Equals(left, Trace(A) * Trace(Var(epsilon))), assume(mean_zero))
        refused(instantiate, published(self.id), (A, epsilon @ epsilon.T))  # A is given

    def test_near_miss_is_false(self):
        A, law = Matrix([[1, 2, 0], [0, 1, 3], [5, 0, 0]]), moved(noise(SIGNS, MIXED), Y)
        found = mean(lambda u: u.T * A * u, law)[0]
        spread, of_mean = trace(A * MIXED * MIXED.T), (Y.T * A * Y)[0]
        assert found not in (spread, of_mean, spread - of_mean)
        centred_form = mean(lambda u: u.T * A * u, noise(SIGNS, MIXED))[0]
        assert centred_form != trace(A) * trace(MIXED * MIXED.T)
        law = noise(SIGNS, eye(2))
        squared = mean(lambda u: u.T * (u * u.T) * u, law)[0]  # a random A
        assert squared != trace(mean(lambda u: u * u.T, law))


class TestExpectedSum(Restatement):
    id = "expectation-of-the-residual-sum-of-squares"
    hypotheses = (square_integrable, invertible, *white)
    conclusion = Equals(E(RSS), sigma_sq * (n - d))

    @whatever_the_law
    def test_in_sympy(self, entry):
        law, w = noise(entry, sigma * eye(3)), letter("w", 2)
        assert mean(squares(FULL_RANK, w), law) == Matrix([sigma**2])  # 3 − 2 = 1
        assert mean(squares(FULL_RANK[:, :1], w[:1, :]), law) == Matrix([2 * sigma**2])

    @whatever_the_law
    def test_instance(self, entry):
        X, law = DESIGN, noise(entry, 3 * eye(4))
        assert (X.T * X).det() != 0
        assert is_white(law, 9)
        assert mean(squares(X, TRUTH), law) == Matrix([18])  # 9(4 − 2)

    def test_near_miss_is_refused(self):
        known = [assume(each) for each in white]
        algebra(self.conclusion, *known)
        for degrees in (n, d, n - 1, n + d):
            refused(algebra, Equals(E(RSS), sigma_sq * degrees), *known)
        for each in known:  # a mean, or unequal variances
            refused(algebra, self.conclusion, each)

    def test_near_miss_is_false(self):
        rss, law = squares(DESIGN[:, :1], Matrix([1])), noise(SIGNS, 3 * eye(4))
        found = mean(rss, law)[0]
        assert found == 27
        assert found not in (9 * 4, 9 * 1, 9 * (4 + 1))
        assert mean(squares(DESIGN, TRUTH), law)[0] != 9 * (4 - 1)
        assert mean(rss, moved(law, Matrix([1, 0, 0, 0])))[0] != 27
        assert mean(rss, noise(SIGNS, 3 * LOPSIDED))[0] != 27


class TestBiasOfMaximumLikelihood(Restatement):
    id = "bias-of-the-maximum-likelihood-variance"
    hypotheses = (square_integrable, invertible, *white)
    conclusion = Equals(E(RSS / n) - sigma_sq, -d * sigma_sq / n)

    @whatever_the_law
    def test_in_sympy(self, entry):
        X, w, law = FULL_RANK, letter("w", 2), noise(entry, sigma * eye(3))
        rss = squares(X, w)
        biased = mean(lambda u: rss(u) / 3, law)
        assert biased - Matrix([sigma**2]) == Matrix([-2 * sigma**2 / 3])

    @whatever_the_law
    def test_instance(self, entry):
        X, law, rss = DESIGN[:, :1], noise(entry, 3 * eye(4)), squares(DESIGN, TRUTH)
        assert (DESIGN.T * DESIGN).det() != 0
        assert is_white(law, 9)
        assert mean(lambda u: rss(u) / 4, law)[0] - 9 == -Rational(2 * 9, 4)
        rss = squares(X, Matrix([1]))
        assert mean(lambda u: rss(u) / 4, law)[0] - 9 == -Rational(9, 4)

    def test_near_miss_is_refused(self):
        known, bias = [assume(each) for each in white], E(RSS / n) - sigma_sq
        algebra(self.conclusion, *known)
        refused(algebra, Equals(bias, d * sigma_sq / n), *known)  # the sign
        refused(algebra, Equals(bias, -sigma_sq / n), *known)  # as if d = 1
        refused(algebra, Equals(E(RSS / n), sigma_sq), *known)  # as if it were unbiased
        for each in known:
            refused(algebra, self.conclusion, each)

    def test_near_miss_is_false(self):
        law, rss = noise(SIGNS, 3 * eye(4)), squares(DESIGN, TRUTH)
        bias = mean(lambda u: rss(u) / 4, law)[0] - 9
        assert bias not in (Rational(2 * 9, 4), -Rational(9, 4), 0)
        for other in (moved(law, Matrix([1, 0, 0, 0])), noise(SIGNS, 3 * LOPSIDED)):
            assert mean(lambda u: rss(u) / 4, other)[0] - 9 != bias


class TestUnbiasedVariance(Restatement):
    id = "unbiased-variance"
    hypotheses = (square_integrable, invertible, Invertible(n - d), *white)
    conclusion = Equals(E(RSS / (n - d)), sigma_sq)

    @whatever_the_law
    def test_in_sympy(self, entry):
        rss, law = squares(FULL_RANK[:, :1], letter("w", 1)), noise(entry, sigma * eye(3))
        assert mean(lambda u: rss(u) / (3 - 1), law) == Matrix([sigma**2])

    @whatever_the_law
    def test_instance(self, entry):
        X, law = DESIGN, noise(entry, 3 * eye(4))
        assert (X.T * X).det() != 0 != X.rows - X.cols
        assert is_white(law, 9)
        rss = squares(X, TRUTH)
        assert mean(lambda u: rss(u) / (4 - 2), law) == Matrix([9])

    def test_near_miss_is_refused(self):
        known = [assume(each) for each in white]
        algebra(self.conclusion, *known)
        for divisor in (n, n - 1, n - d - 1):
            refused(algebra, Equals(E(RSS / divisor), sigma_sq), *known)
        for each in known:
            refused(algebra, self.conclusion, each)

    def test_near_miss_is_false(self):
        law, rss = noise(SIGNS, 3 * eye(4)), squares(DESIGN, TRUTH)
        for divisor in (4, 4 - 1, 4 - 2 - 1):
            assert mean(lambda u, by=divisor: rss(u) / by, law) != Matrix([9])
        for other in (moved(law, Matrix([1, 0, 0, 0])), noise(SIGNS, 3 * LOPSIDED)):
            assert mean(lambda u: rss(u) / (4 - 2), other) != Matrix([9])
        square = DESIGN[:2, :]  # n = d, where it would be 0/0
        assert mean(squares(square, TRUTH), noise(SIGNS, 3 * eye(2))) == Matrix([0])


class TestUnbiasedCovariance(Restatement):
    id = "unbiased-covariance-of-the-estimate"
    hypotheses = (square_integrable, invertible, Invertible(n - d), *white)
    conclusion = Equals(E(RSS / (n - d) * Inverse(gram)), Var(estimate))

    @staticmethod
    def estimated(X: Matrix, degrees: int) -> Function:
        """RSS/degrees · (XᵀX)⁻¹, as a function of the noise; it does not depend on w⋆."""
        rss, inverse = squares(X, TRUTH), (X.T * X).inv()
        return lambda noise: rss(noise)[0] / degrees * inverse

    @whatever_the_law
    def test_in_sympy(self, entry):
        X, w, law = FULL_RANK, letter("w", 2), noise(entry, sigma * eye(3))
        w_hat = variance(lambda u: m.fit(X, X * w + u), law)
        assert equal(mean(self.estimated(X, 3 - 2), law), w_hat)

    @whatever_the_law
    def test_instance(self, entry):
        X, law = DESIGN, noise(entry, 3 * eye(4))
        assert (X.T * X).det() != 0 != X.rows - X.cols
        assert is_white(law, 9)
        w_hat = variance(lambda u: m.fit(X, X * TRUTH + u), law)
        assert mean(self.estimated(X, 4 - 2), law) == w_hat == Matrix([[2, -1], [-1, 2]])

    def test_near_miss_is_refused(self):
        known = [assume(each) for each in white]
        algebra(self.conclusion, *known)
        refused(algebra, Equals(E(RSS / n * Inverse(gram)), Var(estimate)), *known)
        refused(algebra, Equals(E(RSS / (n - d) * gram), Var(estimate)), *known)
        for each in known:
            refused(algebra, self.conclusion, each)

    def test_near_miss_is_false(self):
        X, law = DESIGN, noise(SIGNS, 3 * eye(4))
        w_hat = variance(lambda u: m.fit(X, X * TRUTH + u), law)
        assert mean(self.estimated(X, 4), law) != w_hat
        assert mean(self.estimated(X, 4 - 2), law) * (X.T * X) ** 2 != w_hat
        for other in (moved(law, Matrix([1, 0, 0, 0])), noise(SIGNS, 3 * LOPSIDED)):
            spread = variance(lambda u: m.fit(X, X * TRUTH + u), other)
            assert mean(self.estimated(X, 4 - 2), other) != spread


class TestExpectedSumWithIntercept(Restatement):
    id = "expectation-of-the-residual-sum-of-squares-with-intercept"
    hypotheses = (square_integrable, centred_invertible, *white)
    conclusion = Equals(E(centred_RSS), sigma_sq * (n - d - 1))

    @whatever_the_law
    def test_in_sympy(self, entry):
        X, w, b = FULL_RANK[:, 1:], letter("w", 1), letter("b", 1)
        law = noise(entry, sigma * eye(3))
        assert mean(centred_squares(X, w, b), law) == Matrix([sigma**2])  # 3 − 1 − 1
        X, w, law = DESIGN[:, :1], letter("w", 1), noise(entry, sigma * eye(4))
        assert mean(centred_squares(X, w, b), law) == Matrix([2 * sigma**2])  # 4 − 1 − 1

    @whatever_the_law
    def test_instance(self, entry):
        X, law = DESIGN, noise(entry, 3 * eye(4))
        assert (centred(X).T * centred(X)).det() != 0
        assert is_white(law, 9)
        assert mean(centred_squares(X, TRUTH, OFFSET), law) == Matrix([9])  # 4 − 2 − 1

    def test_near_miss_is_refused(self):
        known = [assume(each) for each in white]
        algebra(self.conclusion, *known)
        for degrees in (n - d, n - 1, n, n - d + 1):
            refused(algebra, Equals(E(centred_RSS), sigma_sq * degrees), *known)
        refused(algebra, self.conclusion, known[0])  # unequal variances
        refused(algebra, self.conclusion, known[1])  # a mean

    def test_near_miss_is_false(self):
        rss, law = centred_squares(DESIGN, TRUTH, OFFSET), noise(SIGNS, 3 * eye(4))
        found = mean(rss, law)[0]
        assert found not in (9 * (4 - 2), 9 * (4 - 1), 9 * 4, 9 * (4 - 2 + 1))
        assert mean(rss, moved(law, Matrix([1, 0, 0, 0])))[0] != found
        assert mean(rss, noise(SIGNS, 3 * LOPSIDED))[0] != found
        assert mean(rss, moved(law, ones(4, 1)))[0] == found  # the intercept takes up a mean


class TestUnbiasedVarianceWithIntercept(Restatement):
    id = "unbiased-variance-with-intercept"
    hypotheses = (square_integrable, centred_invertible, Invertible(n - d - 1), *white)
    conclusion = Equals(E(centred_RSS / (n - d - 1)), sigma_sq)

    @whatever_the_law
    def test_in_sympy(self, entry):
        X, law = DESIGN[:, :1], noise(entry, sigma * eye(4))
        rss = centred_squares(X, letter("w", 1), letter("b", 1))
        assert mean(lambda u: rss(u) / (4 - 1 - 1), law) == Matrix([sigma**2])

    @whatever_the_law
    def test_instance(self, entry):
        X, law = DESIGN, noise(entry, 3 * eye(4))
        assert (centred(X).T * centred(X)).det() != 0 != X.rows - X.cols - 1
        assert is_white(law, 9)
        rss = centred_squares(X, TRUTH, OFFSET)
        assert mean(lambda u: rss(u) / (4 - 2 - 1), law) == Matrix([9])

    def test_near_miss_is_refused(self):
        known = [assume(each) for each in white]
        algebra(self.conclusion, *known)
        for divisor in (n, n - d, n - 1):
            refused(algebra, Equals(E(centred_RSS / divisor), sigma_sq), *known)
        refused(algebra, Equals(E(RSS / (n - d - 1)), sigma_sq), *known)  # no intercept
        for each in known:
            refused(algebra, self.conclusion, each)

    def test_near_miss_is_false(self):
        law, rss = noise(SIGNS, 3 * eye(4)), centred_squares(DESIGN, TRUTH, OFFSET)
        for divisor in (4, 4 - 2, 4 - 1):
            assert mean(lambda u, by=divisor: rss(u) / by, law) != Matrix([9])
        without = squares(DESIGN, TRUTH)
        assert mean(lambda u: without(u) / (4 - 2 - 1), law) != Matrix([9])
        for other in (moved(law, Matrix([1, 0, 0, 0])), noise(SIGNS, 3 * LOPSIDED)):
            assert mean(lambda u: rss(u) / (4 - 2 - 1), other) != Matrix([9])
