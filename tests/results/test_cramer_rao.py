"""Cramér–Rao: Var[T] − K = Var[T − Kg], with g the score at the truth and K the inverse of F."""

from __future__ import annotations

from sympy import Expr, Matrix, eye, linsolve, log, pi, sqrt, zeros

from derivations.kernel.statements import (
    Equals,
    Nonnegative,
    Positive,
    PositiveSemidefinite,
    SquareIntegrable,
)
from derivations.kernel.terms import Identity, Inverse, Random, Zero
from derivations.kernel.theorem import assume, cut
from derivations.proving.certificates import algebra, rewrite

from . import matrices as m
from .intercept_letters import DESIGN
from .letters import X, d, gradient, w, y
from .likelihood_letters import ell
from .matrices import FULL_RANK, INSTRUMENT, equal, letter, norm2, positive_semidefinite
from .moment_letters import (
    A,
    Cov,
    E,
    Var,
    epsilon,
    equal_variance,
    estimate,
    gram,
    integrable,
    invertible,
    mean_zero,
    observed,
    sigma_sq,
    square_integrable,
    w_star,
)
from .moments import (
    MIXED,
    SIGNS,
    TRUTH,
    Function,
    Law,
    covariance,
    itself,
    mean,
    moved,
    noise,
    sigma,
    variance,
    whatever_the_law,
)
from .restatement import Restatement, published, refused

I = Identity(d)  # noqa: E741 - the text's letter
score = X.T @ epsilon / sigma_sq
F, K = gram / sigma_sq, sigma_sq * Inverse(gram)
T = Random("T", d)
model = Equals(y, X @ w_star + epsilon)
at_the_truth = gradient(ell(w, sigma_sq), w_star)
nonzero = Positive(sigma_sq)
covariance_with_score = Equals(Cov(T, score), I)
of_estimates = (square_integrable, SquareIntegrable(T), invertible, nonzero, equal_variance)


def log_likelihood(X: Matrix, y: Matrix, w: Matrix, spread: Expr) -> Matrix:
    """−n ln √(2πσ²) − ‖y − Xw‖²/(2σ²), a 1×1 matrix."""
    return Matrix([-X.rows * log(sqrt(2 * pi * spread))]) - norm2(y - X * w) / (2 * spread)


def score_of(X: Matrix, truth: Matrix, spread: Expr) -> Function:
    """∇ℓ at the truth, as a function of the noise: by SymPy's derivatives."""
    v, e = letter("v", X.cols), letter("e", X.rows)
    slope = m.gradient(log_likelihood(X, X * truth + e, v, spread), v)
    there = m.at(slope, v, truth)
    return lambda noise: m.at(there, e, noise).expand()


def information(X: Matrix, spread: Expr) -> Matrix:
    """−∇²ℓ, by SymPy's derivatives."""
    v = letter("v", X.cols)
    return -m.hessian(log_likelihood(X, letter("y", X.rows), v, spread), v)


def oblique(X: Matrix, Z: Matrix) -> Matrix:
    """(ZᵀX)⁻¹Zᵀ, which takes X to I."""
    return (Z.T * X).inv() * Z.T


class Estimates:
    """Estimates with the covariance I with the score, of noise σz for a law of z.

    To every outcome they give numbers, that are no more restricted than this: they are symbols. An
    outcome is one of the noise, and of the estimate below it.
    """

    def __init__(self, X: Matrix, law: Law, spread: Expr):
        n, d = X.shape
        self.law = [
            (chance, outcome.col_join(letter(f"T{k}", d)))
            for k, (chance, outcome) in enumerate(law)
        ]
        self.noise: Function = lambda outcome: outcome[:n, :]
        self.T: Function = lambda outcome: outcome[n:, :]
        score = score_of(X, zeros(d, 1), spread)
        self.score: Function = lambda outcome: score(self.noise(outcome))
        unknown = [each for _, outcome in self.law for each in self.T(outcome)]
        wanted = list(covariance(self.T, self.score, self.law) - eye(d))
        (found,) = linsolve(wanted, *unknown)
        known = dict(zip(unknown, found, strict=True))
        self.law = [(chance, outcome.subs(known)) for chance, outcome in self.law]


def curved(X: Matrix) -> Function:
    """An unbiased estimate that is not linear in the noise."""

    def estimate(noise: Matrix) -> Matrix:
        return m.fit(X, X * TRUTH + noise) + Matrix([noise[0] * noise[1], 3 * noise[1] * noise[2]])

    return estimate


class TestScoreAtTheTruth(Restatement):
    id = "score-at-the-truth"
    hypotheses = (nonzero, model)
    conclusion = Equals(at_the_truth, score)

    def test_in_sympy(self):
        X, w, e = letter("X", 3, 2), letter("w", 2), letter("e", 3)
        assert equal(score_of(X, w, sigma**2)(e), X.T * e / sigma**2)

    def test_instance(self):
        X, e = DESIGN, Matrix([1, 0, 0, 2])
        assert score_of(X, TRUTH, 9)(e) == X.T * e / 9 == Matrix([2, -1]) / 9

    def test_near_miss_is_refused(self):
        known = assume(model)
        algebra(self.conclusion, known)
        refused(algebra, self.conclusion)  # the observations are not Xw⋆ + ε
        refused(algebra, Equals(at_the_truth, X.T @ epsilon), known)  # 1/σ² lost
        refused(algebra, Equals(at_the_truth, -score), known)
        refused(algebra, Equals(gradient(ell(w, sigma_sq), w), score), known)  # not at w⋆

    def test_near_miss_is_false(self):
        X, e = DESIGN, Matrix([1, 0, 0, 2])
        v = letter("v", 2)
        slope = m.gradient(log_likelihood(X, X * TRUTH + e, v, 9), v)
        found = m.at(slope, v, TRUTH)
        assert found not in (X.T * e, -X.T * e / 9)
        assert m.at(slope, v, zeros(2, 1)) != X.T * e / 9
        other = m.gradient(log_likelihood(X, e, v, 9), v)  # y = ε
        assert m.at(other, v, TRUTH) != X.T * e / 9


class TestMeanScore(Restatement):
    id = "mean-of-the-score"
    hypotheses = (integrable, nonzero, mean_zero)
    conclusion = Equals(E(score), Zero(d))

    @whatever_the_law
    def test_in_sympy(self, entry):
        X, law = FULL_RANK, noise(entry, sigma * eye(3))
        assert mean(score_of(X, letter("w", 2), sigma**2), law) == zeros(2, 1)

    @whatever_the_law
    def test_instance(self, entry):
        X, law = DESIGN, noise(entry, 3 * eye(4))
        assert mean(itself, law) == zeros(4, 1)
        assert mean(score_of(X, TRUTH, 9), law) == zeros(2, 1)

    def test_near_miss_is_refused(self):
        known = assume(mean_zero)
        algebra(self.conclusion, known)
        refused(algebra, self.conclusion)  # a mean
        refused(algebra, Equals(score, Zero(d)), known)  # each score, not their mean
        refused(algebra, Equals(E(X.T @ observed / sigma_sq), Zero(d)), known)

    def test_near_miss_is_false(self):
        X, law = DESIGN, noise(SIGNS, 3 * eye(4))
        g = score_of(X, TRUTH, 9)
        assert mean(g, moved(law, Matrix([1, 0, 0, 0]))) != zeros(2, 1)
        assert any(any(g(outcome)) for _, outcome in law)
        assert mean(lambda u: X.T * (X * TRUTH + u) / 9, law) != zeros(2, 1)


class TestVarianceOfScore(Restatement):
    id = "variance-of-the-score-is-the-information"
    hypotheses = (square_integrable, nonzero, equal_variance)
    conclusion = Equals(Var(score), F)

    @whatever_the_law
    def test_in_sympy(self, entry):
        X, law = FULL_RANK, noise(entry, sigma * eye(3))
        found = variance(score_of(X, letter("w", 2), sigma**2), law)
        assert equal(found, information(X, sigma**2))
        assert equal(found, X.T * X / sigma**2)

    @whatever_the_law
    def test_instance(self, entry):
        X, law = DESIGN, moved(noise(entry, 3 * eye(4)), Matrix([1, 0, 0, 0]))  # whatever the mean
        assert variance(itself, law) == 9 * eye(4)
        assert variance(score_of(X, TRUTH, 9), law) == information(X, 9) == X.T * X / 9

    def test_near_miss_is_refused(self):
        known = assume(equal_variance)
        algebra(self.conclusion, known)
        refused(algebra, self.conclusion)  # unequal variances
        refused(algebra, Equals(Var(score), K), known)  # F inverted
        refused(algebra, Equals(Var(score), gram / sigma_sq**2), known)
        refused(algebra, Equals(Var(score), gram), known)

    def test_near_miss_is_false(self):
        X, gram = DESIGN, DESIGN.T * DESIGN
        found = variance(score_of(X, TRUTH, 9), noise(SIGNS, 3 * eye(4)))
        assert found not in (9 * gram.inv(), gram / 81, gram)
        other = variance(score_of(FULL_RANK, TRUTH, 9), noise(SIGNS, 3 * MIXED))
        assert other != information(FULL_RANK, 9)


class TestLinearEstimateAndScore(Restatement):
    id = "covariance-of-a-linear-estimate-and-the-score"
    hypotheses = (square_integrable, nonzero, equal_variance, Equals(A @ X, I))
    conclusion = Equals(Cov(A @ observed, score), I)

    @whatever_the_law
    def test_in_sympy(self, entry):
        X, law, w = FULL_RANK, noise(entry, sigma * eye(3)), letter("w", 2)
        free = letter("c", 2)
        A = oblique(X, X) + free * Matrix([[1, -2, 1]])  # every A with AX = I
        assert equal(A * X, eye(2))
        g = score_of(X, w, sigma**2)
        assert equal(covariance(lambda u: A * (X * w + u), g, law), eye(2))

    @whatever_the_law
    def test_instance(self, entry):
        X, law = DESIGN, noise(entry, 3 * eye(4))
        A = oblique(X, Matrix([[1, 0], [0, 1], [1, 1], [2, 0]]))
        assert eye(2) == A * X
        assert variance(itself, law) == 9 * eye(4)
        g = score_of(X, TRUTH, 9)
        assert covariance(lambda u: A * (X * TRUTH + u), g, law) == eye(2)

    def test_near_miss_is_refused(self):
        known = [assume(equal_variance), assume(Equals(A @ X, I))]
        algebra(self.conclusion, *known)
        for each in known:  # biased, or unequal variances
            refused(algebra, self.conclusion, each)
        refused(algebra, Equals(Cov(A @ observed, score), sigma_sq * I), *known)
        refused(algebra, Equals(Cov(A @ observed, X.T @ epsilon), I), *known)
        refused(algebra, Equals(Var(A @ observed), K), *known)  # as if A were that of ŵ

    def test_near_miss_is_false(self):
        X, law = FULL_RANK, noise(SIGNS, 3 * eye(3))
        A, g = oblique(X, INSTRUMENT), score_of(FULL_RANK, TRUTH, 9)
        found = covariance(lambda u: A * u, g, law)
        assert found == eye(2) != 9 * eye(2)
        assert covariance(lambda u: 2 * A * u, g, law) != eye(2)  # biased
        assert covariance(lambda u: A * u, g, noise(SIGNS, 3 * MIXED)) != eye(2)
        assert covariance(lambda u: A * u, lambda u: X.T * u, law) != eye(2)
        assert variance(lambda u: A * u, law) != 9 * (X.T * X).inv()


class TestInverseInformation(Restatement):
    id = "inverse-information"
    hypotheses = (invertible, nonzero)
    conclusion = Equals(F @ K, I)

    def test_in_sympy(self):
        inverse = (FULL_RANK.T * FULL_RANK).inv()
        assert equal(information(FULL_RANK, sigma**2).inv(), sigma**2 * inverse)
        X = letter("X", 3, 1)
        assert equal(information(X, sigma**2) * sigma**2 * (X.T * X).inv(), eye(1))

    def test_instance(self):
        X = DESIGN
        assert (X.T * X).det() != 0
        assert information(X, 9) * (9 * (X.T * X).inv()) == eye(2)

    def test_near_miss_is_refused(self):
        algebra(self.conclusion)
        refused(algebra, Equals(F @ F, I))
        refused(algebra, Equals(F @ Inverse(gram), I))  # σ² lost
        refused(algebra, Equals(F @ (K / sigma_sq**2), I))
        refused(cut, published(self.id), assume(Nonnegative(sigma_sq)))

    def test_near_miss_is_false(self):
        F, inverse = information(DESIGN, 9), (DESIGN.T * DESIGN).inv()
        for other in (F, inverse, inverse / 9):
            assert F * other != eye(2)


class TestDecomposition(Restatement):
    id = "cramer-rao-decomposition"
    hypotheses = (*of_estimates, covariance_with_score)
    conclusion = Equals(Var(T - K @ score), Var(T) - K)

    @whatever_the_law
    def test_in_sympy(self, entry):
        found = Estimates(FULL_RANK, noise(entry, sigma * eye(3)), sigma**2)
        K = information(FULL_RANK, sigma**2).inv()
        improved = variance(lambda u: found.T(u) - K * found.score(u), found.law)
        assert equal(improved, variance(found.T, found.law) - K)

    @whatever_the_law
    def test_instance(self, entry):
        X, law, T, K = DESIGN, noise(entry, 3 * eye(4)), curved(DESIGN), Matrix([[2, -1], [-1, 2]])
        g = score_of(X, TRUTH, 9)
        assert (X.T * X).det() != 0
        assert variance(itself, law) == 9 * eye(4)
        assert covariance(T, g, law) == eye(2)
        improved = variance(lambda u: T(u) - K * g(u), law)
        assert improved == variance(T, law) - K != zeros(2, 2)

    def test_near_miss_is_refused(self):
        known = [assume(equal_variance), assume(covariance_with_score)]
        crossed = Cov(T, score) @ K
        expanded = Var(T) - crossed - crossed.T + K @ Var(score) @ K
        algebra(Equals(Var(T - K @ score), expanded))
        algebra(Equals(expanded, Var(T) - K), *known)
        for each in known:
            refused(algebra, Equals(expanded, Var(T) - K), each)
        for other in (Var(T) + K, Var(T), Var(T) - 2 * K):
            refused(algebra, Equals(expanded, other), *known)
        refused(algebra, Equals(Var(T - score), expanded))  # K lost
        refused(algebra, Equals(Var(T + K @ score), expanded))

    def test_near_miss_is_false(self):
        X, law, T, K = DESIGN, noise(SIGNS, 3 * eye(4)), curved(DESIGN), Matrix([[2, -1], [-1, 2]])
        g = score_of(X, TRUTH, 9)
        improved, own = variance(lambda u: T(u) - K * g(u), law), variance(T, law)
        assert improved not in (own + K, own, own - 2 * K)
        assert variance(lambda u: T(u) - g(u), law) != own - K
        assert variance(lambda u: T(u) + K * g(u), law) != own - K
        still = variance(lambda u: -K * g(u), law)  # T = w⋆ has no covariance with the score
        assert still != -K
        unequal = noise(SIGNS, Matrix([[1, 0, 0, 0], [0, 2, 0, 0], [0, 0, 3, 0], [0, 0, 0, 3]]))
        assert variance(lambda u: T(u) - K * g(u), unequal) != variance(T, unequal) - K


class TestCramerRao(Restatement):
    id = "cramer-rao"
    hypotheses = (*of_estimates, covariance_with_score)
    conclusion = PositiveSemidefinite(Var(T) - K)

    @whatever_the_law
    def test_in_sympy(self, entry):
        """The difference is a sum of squares, with the probabilities as weights."""
        X = FULL_RANK[:, :1]
        found = Estimates(X, noise(entry, sigma * eye(3)), sigma**2)
        K, middle = information(X, sigma**2).inv(), mean(found.T, found.law)
        squares = sum(
            (chance * norm2(found.T(u) - middle - K * found.score(u)) for chance, u in found.law),
            zeros(1, 1),
        )
        assert equal(variance(found.T, found.law) - K, squares)

    @whatever_the_law
    def test_instance(self, entry):
        X, law, K = DESIGN, noise(entry, 3 * eye(4)), Matrix([[2, -1], [-1, 2]])
        A, g = oblique(X, Matrix([[1, 0], [0, 1], [1, 1], [2, 0]])), score_of(DESIGN, TRUTH, 9)
        assert information(X, 9).inv() == K
        assert variance(itself, law) == 9 * eye(4)
        for T in (curved(X), lambda u: A * (X * TRUTH + u), lambda u: m.fit(X, X * TRUTH + u)):
            assert covariance(T, g, law) == eye(2)
            assert positive_semidefinite(variance(T, law) - K)

    def test_near_miss_is_refused(self):
        known = published(self.id)
        rewrite(known, self.conclusion)
        refused(rewrite, known, PositiveSemidefinite(K - Var(T)))
        refused(rewrite, known, PositiveSemidefinite(Var(T) - 2 * K))
        refused(rewrite, known, PositiveSemidefinite(Var(T) - F))  # F not inverted
        refused(cut, known, assume(Equals(E(T), w_star)))  # unbiased at one truth only
        refused(cut, known, assume(Nonnegative(sigma_sq)))

    def test_near_miss_is_false(self):
        X, law, K = DESIGN, noise(SIGNS, 3 * eye(4)), Matrix([[2, -1], [-1, 2]])
        T, g = curved(X), score_of(X, TRUTH, 9)
        own, best = variance(T, law), variance(lambda u: m.fit(X, X * TRUTH + u), law)
        assert not positive_semidefinite(K - own)
        assert not positive_semidefinite(best - 2 * K)
        assert not positive_semidefinite(
            variance(lambda u: m.fit(X, u), noise(SIGNS, eye(4) / 3)) - 9 * X.T * X
        )
        assert mean(lambda _: TRUTH, law) == TRUTH  # unbiased, at this truth
        assert covariance(lambda _: TRUTH, g, law) == zeros(2, 2)
        assert not positive_semidefinite(variance(lambda _: TRUTH, law) - K)


class TestAttained(Restatement):
    id = "least-squares-attains-the-cramer-rao-bound"
    hypotheses = (square_integrable, invertible, equal_variance)
    conclusion = Equals(Var(estimate), K)

    @whatever_the_law
    def test_in_sympy(self, entry):
        X, w, law = FULL_RANK, letter("w", 2), noise(entry, sigma * eye(3))
        found = variance(lambda u: m.fit(X, X * w + u), law)
        assert equal(found, information(X, sigma**2).inv())

    @whatever_the_law
    def test_instance(self, entry):
        X, law = DESIGN, noise(entry, 3 * eye(4))
        assert (X.T * X).det() != 0
        assert variance(itself, law) == 9 * eye(4)
        found = variance(lambda u: m.fit(X, X * TRUTH + u), law)
        assert found == information(X, 9).inv() == Matrix([[2, -1], [-1, 2]])

    def test_near_miss_is_refused(self):
        known = assume(equal_variance)
        algebra(self.conclusion, known)
        refused(algebra, self.conclusion)  # unequal variances
        refused(algebra, Equals(Var(estimate), F), known)
        refused(algebra, Equals(Var(estimate), Inverse(gram)), known)  # σ² lost
        refused(algebra, Equals(Var(A @ observed), K), known, assume(Equals(A @ X, I)))

    def test_near_miss_is_false(self):
        X, law = FULL_RANK, noise(SIGNS, 3 * eye(3))
        w_hat, inverse = variance(lambda u: m.fit(X, u), law), (X.T * X).inv()
        assert w_hat == 9 * inverse
        assert w_hat not in (information(X, 9), inverse)
        other = oblique(X, INSTRUMENT)
        assert variance(lambda u: other * u, law) != 9 * inverse
        assert variance(lambda u: m.fit(X, u), noise(SIGNS, 3 * MIXED)) != 9 * inverse
