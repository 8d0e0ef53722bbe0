"""Affine images of a Gaussian vector: the estimate, and the residual that is independent of it."""

from __future__ import annotations

import pytest
from sympy import Matrix, Rational, diag, exp, eye, integrate, ones, oo, pi, sqrt, symbols, zeros

from derivations.kernel.statements import Equals, Gaussian, IndependentVectors, Invertible
from derivations.kernel.terms import (
    Dimension,
    Identity,
    Inverse,
    Letter,
    MomentGenerating,
    Random,
    Size,
    Term,
    Zero,
)
from derivations.kernel.theorem import (
    Theorem,
    assume,
    cite,
    cut,
    instantiate,
)
from derivations.proving.certificates import algebra, rewrite

from . import matrices as m
from .intercept_letters import DESIGN, C, fitted, one, x_bar
from .intercept_letters import mean as mean_of_rows
from .letters import X, d, n
from .matrices import FULL_RANK, equal, letter, norm2, solution
from .moment_letters import (
    Cov,
    V,
    b_star,
    epsilon,
    equal_variance,
    estimate,
    gram,
    invertible,
    k,
    maker,
    observed,
    sigma_sq,
    solver,
    square_integrable,
    w_star,
)
from .moments import SIGNS, TRUTH, Function, covariance, itself, noise, sigma, whatever_the_law
from .restatement import Restatement, published, refused

I = Identity(n)  # noqa: E741 - the text's letter
mu, S = Letter("m", n), Letter("S", n, n)
B, a = Letter("B", k, n), Letter("a", k)
affine = ("moment-generating-function-of-an-affine-image",)
uncorrelated_images = "uncorrelated-images-of-a-gaussian-vector-are-independent"

white_noise = Gaussian(epsilon, Zero(n), sigma_sq * I)
residual = observed - X @ estimate

with_constant = X @ w_star + b_star * one + epsilon  # the observations
centred_gram = X.T @ C @ X
centred_solver = Inverse(centred_gram) @ X.T @ C
centred_invertible = Invertible(centred_gram)
weights = Inverse(centred_gram) @ X.T @ C @ with_constant
intercept = one.T @ with_constant / n - x_bar.T @ weights
centred_residual = with_constant - X @ weights - intercept * one
centred_maker = C - C @ X @ Inverse(centred_gram) @ X.T @ C

weighted_gram = X.T @ Inverse(V) @ X
generalised = Inverse(weighted_gram) @ X.T @ Inverse(V) @ observed


def image(size: Size, matrix: Term, shift: Term, spread: Term, mean: Term | None = None) -> Theorem:
    """The law of matrix · ε + shift, of shape size×1, for noise of this covariance."""
    law = published("affine-image-of-a-gaussian-vector")
    law = instantiate(law, (k, size), (mu, mean or Zero(n)), (S, spread))
    return instantiate(law, (Letter("B", size, n), matrix), (Letter("a", size), shift))


def images(first: Term, shift: Term, second: Term) -> Theorem:
    """That first · ε + shift and second · ε are independent, of shapes d×1 and n×1."""
    sizes = ((Dimension("k"), n), (Dimension("l"), d), (Dimension("p"), n))
    law = instantiate(cite(uncorrelated_images), *sizes)
    return instantiate(
        law,
        (Random("U", n), epsilon),
        (Letter("m", n), Zero(n)),
        (Letter("V", n, n), sigma_sq * I),
        (Letter("B", d, n), first),
        (Letter("b", d), shift),
        (Letter("C", n, n), second),
        (Letter("c", n), Zero(n)),
    )


# In SymPy: Gaussian vectors are affine in z, whose entries are independent and standard Gaussian.

LINE = letter("X", 3, 1)
OFFSET = Matrix([Rational(1, 2)])
FACTOR = Matrix([[1, 0, 0, 0], [1, 1, 0, 0], [0, 2, 1, 0], [0, 0, 1, 1]])  # of a covariance


def log_generating(u: Matrix, z: Matrix, t: Matrix) -> Matrix:
    """ln E[exp(tᵀu)], where E[exp(cz)] = exp(c²/2) for each entry of z."""
    return t.T * m.at(u, z, 0 * z) + norm2(u.jacobian(z).T * t) / 2


def is_gaussian(u: Matrix, z: Matrix, mean: Matrix, spread: Matrix) -> bool:
    """u ~ N(mean, spread), by its moment generating function."""
    t = letter("t", u.rows)
    wanted = t.T * mean + t.T * spread * t / 2
    return equal(spread, spread.T) and equal(log_generating(u, z, t), wanted)


def are_independent(u: Matrix, v: Matrix, z: Matrix) -> bool:
    """The moment generating function of both is the product of those of each."""
    s, t = letter("s", u.rows), letter("t", v.rows)
    both = log_generating(u.col_join(v), z, s.col_join(t))
    return equal(both, log_generating(u, z, s) + log_generating(v, z, t))


def least_squares(X: Matrix, y: Matrix) -> Matrix:
    """What solves XᵀXv = Xᵀy."""
    v = letter("v", X.cols)
    return solution(X.T * X * v - X.T * y, v)


def weighted_least_squares(X: Matrix, y: Matrix, V: Matrix) -> Matrix:
    """Where the gradient of (y − Xv)ᵀV⁻¹(y − Xv) is 0."""
    v = letter("v", X.cols)
    return solution(m.gradient((y - X * v).T * V.inv() * (y - X * v), v), v)


def observations(X: Matrix, noise: Matrix, w: Matrix, b: Matrix) -> Matrix:
    """Xw + 1b + ε."""
    return X * w + ones(X.rows, 1) * b + noise


def centred_gram_of(X: Matrix) -> Matrix:
    """XᵀCX, from the columns less their means."""
    centred = X - ones(X.rows, 1) * mean_of_rows(X).T
    return centred.T * centred


def renamed_fit(X: Matrix, y: Matrix) -> tuple[Matrix, Matrix]:
    """The weights and the intercept, where y speaks of letters named w and b."""
    names = letter("y", X.rows)
    return tuple(m.at(part, names, y) for part in fitted(X, names))


def fit_and_residual(X: Matrix, w: Matrix) -> tuple[Function, Function]:
    """The estimate and the residual as functions of the noise."""

    def w_hat(noise: Matrix) -> Matrix:
        return m.fit(X, X * w + noise)

    return w_hat, lambda noise: X * w + noise - X * w_hat(noise)


def test_generating_function_of_a_standard_gaussian_number():
    c, z = symbols("c z", real=True)
    assert integrate(exp(c * z - z**2 / 2) / sqrt(2 * pi), (z, -oo, oo)).equals(exp(c**2 / 2))


class TestAffineImage(Restatement):
    id = "affine-image-of-a-gaussian-vector"
    hypotheses = (Gaussian(epsilon, mu, S),)
    conclusion = Gaussian(B @ epsilon + a, B @ mu + a, B @ S @ B.T)
    facts = affine

    def test_in_sympy(self):
        z, R, B = letter("z", 2), letter("R", 2, 2), letter("B", 3, 2)
        mean, a = letter("m", 2), letter("a", 3)
        noise = mean + R * z
        assert is_gaussian(noise, z, mean, R * R.T)
        assert is_gaussian(B * noise + a, z, B * mean + a, B * R * R.T * B.T)

    def test_instance(self):
        z, B, a = letter("z", 4), DESIGN.T, TRUTH
        noise = Matrix([1, 0, 0, 2]) + FACTOR * z
        assert is_gaussian(noise, z, Matrix([1, 0, 0, 2]), FACTOR * FACTOR.T)
        assert is_gaussian(B * noise + a, z, Matrix([3, -4]), Matrix([[36, 23], [23, 19]]))

    def test_near_miss_is_refused(self):
        u, t = B @ epsilon + a, Letter("t", k)
        known = published(self.id)
        refused(rewrite, known, Gaussian(u, B @ mu, B @ S @ B.T))  # the shift lost
        refused(rewrite, known, Gaussian(u, B @ mu + a, B @ B.T))  # S lost
        refused(rewrite, known, Gaussian(2 * u, 2 * (B @ mu + a), 2 * (B @ S @ B.T)))
        refused(instantiate, known, (a, B @ epsilon))  # a random shift
        refused(algebra, Equals(MomentGenerating(u, t), MomentGenerating(epsilon, B.T @ t)))

    def test_near_miss_is_false(self):
        z = letter("z", 2)
        assert is_gaussian(2 * z, z, zeros(2, 1), 4 * eye(2))
        for spread in (eye(2), 2 * eye(2)):
            assert not is_gaussian(2 * z, z, zeros(2, 1), spread)
        assert not is_gaussian(z + TRUTH, z, zeros(2, 1), eye(2))
        assert not is_gaussian(z + z, z, zeros(2, 1), eye(2))  # the shift z does more than shift


class TestObservations(Restatement):
    id = "distribution-of-the-observations"
    hypotheses = (white_noise,)
    conclusion = Gaussian(observed, X @ w_star, sigma_sq * I)
    facts = affine

    def test_in_sympy(self):
        X, w, z = letter("X", 3, 2), letter("w", 2), letter("z", 3)
        assert is_gaussian(X * w + sigma * z, z, X * w, sigma**2 * eye(3))

    def test_instance(self):
        z = letter("z", 4)
        assert is_gaussian(3 * z, z, zeros(4, 1), 9 * eye(4))
        assert is_gaussian(DESIGN * TRUTH + 3 * z, z, Matrix([-3, 1, -4, 4]), 9 * eye(4))

    def test_near_miss_is_refused(self):
        known = image(n, I, X @ w_star, sigma_sq * I)
        rewrite(known, self.conclusion)
        refused(rewrite, known, Gaussian(observed, Zero(n), sigma_sq * I))
        refused(rewrite, known, Gaussian(observed, X @ w_star, I))  # σ² lost
        refused(instantiate, published(self.id), (w_star, X.T @ epsilon))
        refused(cut, published(self.id), assume(equal_variance))  # moments are not enough

    def test_near_miss_is_false(self):
        X, z = DESIGN, letter("z", 4)
        y = X * TRUTH + 3 * z
        assert not is_gaussian(y, z, zeros(4, 1), 9 * eye(4))
        assert not is_gaussian(y, z, X * TRUTH, eye(4))
        w = X.T * 3 * z  # it depends on the noise
        assert not is_gaussian(X * w + 3 * z, z, zeros(4, 1), 9 * eye(4))


class TestEstimateForAnyCovariance(Restatement):
    id = "distribution-of-the-estimate-for-any-covariance"
    hypotheses = (Gaussian(epsilon, Zero(n), S), invertible)
    conclusion = Gaussian(estimate, w_star, solver @ S @ X @ Inverse(gram))
    facts = affine

    @pytest.mark.parametrize("X", [FULL_RANK, LINE])
    def test_in_sympy(self, X):
        w, z = letter("w", X.cols), letter("z", 3)
        R = Matrix([[1, 0, 0], [symbols("r"), sigma, 0], [0, 1, 1]])
        w_hat, inverse = least_squares(X, X * w + R * z), (X.T * X).inv()
        assert is_gaussian(w_hat, z, w, inverse * X.T * R * R.T * X * inverse)

    def test_instance(self):
        X, z = DESIGN, letter("z", 4)
        assert (X.T * X).det() != 0
        assert is_gaussian(FACTOR * z, z, zeros(4, 1), FACTOR * FACTOR.T)
        w_hat = least_squares(X, X * TRUTH + FACTOR * z)
        spread = Matrix([[71, 5], [5, 20]]) / 81
        assert is_gaussian(w_hat, z, TRUTH, spread)

    def test_near_miss_is_refused(self):
        known = image(d, solver, w_star, S)
        rewrite(known, self.conclusion)
        refused(rewrite, known, Gaussian(estimate, w_star, solver @ S @ solver.T @ gram))
        refused(rewrite, known, Gaussian(estimate, w_star, sigma_sq * Inverse(gram)))
        refused(rewrite, known, Gaussian(estimate, Zero(d), solver @ S @ X @ Inverse(gram)))
        refused(rewrite, known, Gaussian(X.T @ observed, w_star, solver @ S @ X @ Inverse(gram)))
        refused(instantiate, published(self.id), (w_star, X.T @ epsilon))

    def test_near_miss_is_false(self):
        X, z, S = DESIGN, letter("z", 4), FACTOR * FACTOR.T
        w_hat, inverse = least_squares(X, X * TRUTH + FACTOR * z), (X.T * X).inv()
        spread = inverse * X.T * S * X * inverse
        assert not is_gaussian(w_hat, z, TRUTH, spread * X.T * X)
        assert not is_gaussian(w_hat, z, TRUTH, 9 * inverse)
        assert not is_gaussian(w_hat, z, zeros(2, 1), spread)
        assert not is_gaussian(X.T * (X * TRUTH + FACTOR * z), z, TRUTH, spread)


class TestEstimate(Restatement):
    id = "distribution-of-the-estimate"
    hypotheses = (white_noise, invertible)
    conclusion = Gaussian(estimate, w_star, sigma_sq * Inverse(gram))
    facts = affine

    @pytest.mark.parametrize("X", [FULL_RANK, LINE])
    def test_in_sympy(self, X):
        w, z = letter("w", X.cols), letter("z", 3)
        w_hat = least_squares(X, X * w + sigma * z)
        assert is_gaussian(w_hat, z, w, sigma**2 * (X.T * X).inv())

    def test_instance(self):
        X, z = DESIGN, letter("z", 4)
        assert (X.T * X).det() != 0
        assert is_gaussian(3 * z, z, zeros(4, 1), 9 * eye(4))
        w_hat = least_squares(X, X * TRUTH + 3 * z)
        assert is_gaussian(w_hat, z, TRUTH, Matrix([[2, -1], [-1, 2]]))

    def test_near_miss_is_refused(self):
        known = image(d, solver, w_star, sigma_sq * I)
        rewrite(known, self.conclusion)
        refused(rewrite, known, Gaussian(estimate, w_star, sigma_sq * gram))
        refused(rewrite, known, Gaussian(estimate, w_star, Inverse(gram)))  # σ² lost
        refused(rewrite, known, Gaussian(estimate, Zero(d), sigma_sq * Inverse(gram)))
        refused(rewrite, image(d, solver, w_star, S), self.conclusion)  # another covariance
        refused(rewrite, image(d, solver, w_star, sigma_sq * I, mu), self.conclusion)  # a mean
        refused(cut, published(self.id), assume(equal_variance))  # moments are not enough
        refused(instantiate, published(self.id), (w_star, X.T @ epsilon))

    def test_near_miss_is_false(self):
        X, z, inverse = DESIGN, letter("z", 4), (DESIGN.T * DESIGN).inv()
        w_hat = least_squares(X, X * TRUTH + 3 * z)
        assert not is_gaussian(w_hat, z, TRUTH, 9 * X.T * X)
        assert not is_gaussian(w_hat, z, TRUTH, inverse)
        assert not is_gaussian(w_hat, z, zeros(2, 1), 9 * inverse)
        for other in (FACTOR * z, 3 * z + ones(4, 1)):
            assert not is_gaussian(least_squares(X, X * TRUTH + other), z, TRUTH, 9 * inverse)


class TestWeightsWithIntercept(Restatement):
    id = "distribution-of-the-weights-with-intercept"
    hypotheses = (white_noise, centred_invertible)
    conclusion = Gaussian(weights, w_star, sigma_sq * Inverse(centred_gram))
    facts = affine

    @pytest.mark.parametrize("X", [DESIGN, LINE])
    def test_in_sympy(self, X):
        w, b, z = letter("w", X.cols), letter("b", 1), letter("z", X.rows)
        w_hat, _ = renamed_fit(X, observations(X, sigma * z, w, b))
        assert is_gaussian(w_hat, z, w, sigma**2 * centred_gram_of(X).inv())

    def test_instance(self):
        X, z = DESIGN, letter("z", 4)
        assert centred_gram_of(X) == Matrix([[2, 1], [1, 5]])
        assert is_gaussian(3 * z, z, zeros(4, 1), 9 * eye(4))
        w_hat, _ = fitted(X, observations(X, 3 * z, TRUTH, OFFSET))
        assert is_gaussian(w_hat, z, TRUTH, Matrix([[5, -1], [-1, 2]]))

    def test_near_miss_is_refused(self):
        known = image(d, centred_solver, w_star, sigma_sq * I)
        rewrite(known, self.conclusion)
        refused(rewrite, known, Gaussian(weights, w_star, sigma_sq * Inverse(gram)))
        refused(rewrite, known, Gaussian(weights, w_star, sigma_sq * centred_gram))
        not_centred = solver @ with_constant  # as if there were no intercept
        refused(rewrite, known, Gaussian(not_centred, w_star, sigma_sq * Inverse(centred_gram)))
        refused(cut, published(self.id), assume(invertible))
        refused(instantiate, published(self.id), (b_star, one.T @ epsilon))

    def test_near_miss_is_false(self):
        X, z, spread = DESIGN, letter("z", 4), Matrix([[5, -1], [-1, 2]])
        y = observations(X, 3 * z, TRUTH, OFFSET)
        w_hat, _ = fitted(X, y)
        assert not is_gaussian(w_hat, z, TRUTH, 9 * (X.T * X).inv())
        assert not is_gaussian(w_hat, z, TRUTH, 9 * centred_gram_of(X))
        assert not is_gaussian(least_squares(X, y), z, TRUTH, spread)
        assert (FULL_RANK.T * FULL_RANK).det() != 0  # but one column is constant
        assert centred_gram_of(FULL_RANK).det() == 0


class TestIntercept(Restatement):
    id = "distribution-of-the-intercept"
    hypotheses = (white_noise, centred_invertible)
    conclusion = Gaussian(
        intercept, b_star, sigma_sq * (1 / n + x_bar.T @ Inverse(centred_gram) @ x_bar)
    )
    facts = affine

    @pytest.mark.parametrize("X", [DESIGN, LINE])
    def test_in_sympy(self, X):
        w, b, z = letter("w", X.cols), letter("b", 1), letter("z", X.rows)
        _, b_hat = renamed_fit(X, observations(X, sigma * z, w, b))
        means = mean_of_rows(X)
        form = means.T * centred_gram_of(X).inv() * means
        assert is_gaussian(b_hat, z, b, sigma**2 * (eye(1) / X.rows + form))

    def test_instance(self):
        X, z = DESIGN, letter("z", 4)
        assert centred_gram_of(X).det() != 0
        assert is_gaussian(4 * z, z, zeros(4, 1), 16 * eye(4))
        _, b_hat = fitted(X, observations(X, 4 * z, TRUTH, OFFSET))
        assert is_gaussian(b_hat, z, OFFSET, Matrix([12]))  # 16(¼ + ½)

    def test_near_miss_is_refused(self):
        row = one.T / n - x_bar.T @ centred_solver
        known = image(1, row, b_star, sigma_sq * I)
        form = x_bar.T @ Inverse(centred_gram) @ x_bar
        rewrite(known, self.conclusion)
        refused(rewrite, known, Gaussian(intercept, b_star, sigma_sq / n))  # as if w⋆ were known
        refused(rewrite, known, Gaussian(intercept, b_star, sigma_sq * form))
        refused(rewrite, known, Gaussian(intercept, b_star, sigma_sq * (1 / n - form)))
        mean = one.T @ with_constant / n  # x̄ᵀŵ lost
        refused(rewrite, known, Gaussian(mean, b_star, sigma_sq * (1 / n + form)))
        refused(cut, published(self.id), assume(invertible))

    def test_near_miss_is_false(self):
        X, z = DESIGN, letter("z", 4)
        y = observations(X, 4 * z, TRUTH, OFFSET)
        _, b_hat = fitted(X, y)
        for spread in (4, 8, -4):  # 16/n, 16x̄ᵀ(XᵀCX)⁻¹x̄, and their difference
            assert not is_gaussian(b_hat, z, OFFSET, Matrix([spread]))
        assert not is_gaussian(mean_of_rows(y), z, OFFSET, Matrix([12]))
        assert centred_gram_of(FULL_RANK).det() == 0 != (FULL_RANK.T * FULL_RANK).det()


class TestGeneralisedLeastSquares(Restatement):
    id = "distribution-of-generalised-least-squares"
    hypotheses = (
        Gaussian(epsilon, Zero(n), sigma_sq * V),
        Invertible(V),
        Invertible(weighted_gram),
    )
    conclusion = Gaussian(generalised, w_star, sigma_sq * Inverse(weighted_gram))
    facts = affine

    def test_in_sympy(self):
        X, w, z = FULL_RANK, letter("w", 2), letter("z", 3)
        R = Matrix([[1, 0, 0], [symbols("r"), 1, 0], [0, 1, 1]])
        w_hat = weighted_least_squares(X, X * w + sigma * R * z, R * R.T)
        assert is_gaussian(w_hat, z, w, sigma**2 * (X.T * (R * R.T).inv() * X).inv())

    def test_instance(self):
        X, z, V = DESIGN, letter("z", 4), FACTOR * FACTOR.T
        weighted = Matrix([[2, -6], [-6, 43]])
        assert X.T * V.inv() * X == weighted
        assert is_gaussian(3 * FACTOR * z, z, zeros(4, 1), 9 * V)
        w_hat = weighted_least_squares(X, X * TRUTH + 3 * FACTOR * z, V)
        assert is_gaussian(w_hat, z, TRUTH, 9 * weighted.inv())

    def test_near_miss_is_refused(self):
        weighted_solver = Inverse(weighted_gram) @ X.T @ Inverse(V)
        known = image(d, weighted_solver, w_star, sigma_sq * V)
        rewrite(known, self.conclusion)
        refused(rewrite, known, Gaussian(generalised, w_star, sigma_sq * Inverse(gram)))
        refused(rewrite, known, Gaussian(generalised, w_star, Inverse(weighted_gram)))
        refused(rewrite, known, Gaussian(estimate, w_star, sigma_sq * Inverse(weighted_gram)))
        refused(rewrite, image(d, weighted_solver, w_star, sigma_sq * I), self.conclusion)
        refused(instantiate, published(self.id), (w_star, X.T @ epsilon))

    def test_near_miss_is_false(self):
        X, z, V = DESIGN, letter("z", 4), FACTOR * FACTOR.T
        y, spread = X * TRUTH + 3 * FACTOR * z, 9 * (X.T * V.inv() * X).inv()
        w_hat = weighted_least_squares(X, y, V)
        assert not is_gaussian(w_hat, z, TRUTH, 9 * (X.T * X).inv())
        assert not is_gaussian(w_hat, z, TRUTH, spread / 9)
        assert not is_gaussian(least_squares(X, y), z, TRUTH, spread)
        other = weighted_least_squares(X, X * TRUTH + 3 * z, V)
        assert not is_gaussian(other, z, TRUTH, spread)


class TestUncorrelated(Restatement):
    id = "estimate-and-residual-are-uncorrelated"
    hypotheses = (square_integrable, invertible, equal_variance)
    conclusion = Equals(Cov(estimate, residual), Zero(d, n))

    @whatever_the_law
    def test_in_sympy(self, entry):
        X, w = FULL_RANK, letter("w", 2)
        law = noise(entry, sigma * eye(3))
        w_hat, away = fit_and_residual(X, w)
        assert equal(covariance(w_hat, away, law), zeros(2, 3))

    @whatever_the_law
    def test_instance(self, entry):
        X, law = DESIGN, noise(entry, 3 * eye(4))
        assert (X.T * X).det() != 0
        assert covariance(itself, itself, law) == 9 * eye(4)
        w_hat, away = fit_and_residual(X, TRUTH)
        assert covariance(w_hat, away, law) == zeros(2, 4)

    def test_near_miss_is_refused(self):
        known = assume(equal_variance)
        algebra(self.conclusion, known)
        refused(algebra, self.conclusion)  # unequal variances
        refused(algebra, Equals(Cov(estimate, observed), Zero(d, n)), known)
        refused(algebra, Equals(Cov(estimate, observed - X @ w_star), Zero(d, n)), known)
        refused(algebra, Equals(Cov(residual, residual), sigma_sq * I), known)

    def test_near_miss_is_false(self):
        X = DESIGN
        w_hat, away = fit_and_residual(X, TRUTH)
        unequal = noise(SIGNS, diag(1, 2, 1, 1))
        assert covariance(w_hat, away, unequal) != zeros(2, 4)
        law = noise(SIGNS, 3 * eye(4))
        assert covariance(w_hat, itself, law) != zeros(2, 4)  # with ε, and so with y
        assert covariance(away, away, law) != 9 * eye(4)


class TestIndependent(Restatement):
    id = "estimate-and-residual-are-independent"
    hypotheses = (white_noise, invertible)
    conclusion = IndependentVectors(estimate, residual)
    facts = (uncorrelated_images,)

    @pytest.mark.parametrize("X", [FULL_RANK, LINE])
    def test_in_sympy(self, X):
        w, z = letter("w", X.cols), letter("z", 3)
        y = X * w + sigma * z
        w_hat = least_squares(X, y)
        assert are_independent(w_hat, y - X * w_hat, z)

    def test_instance(self):
        X, z = DESIGN, letter("z", 4)
        assert (X.T * X).det() != 0
        assert is_gaussian(3 * z, z, zeros(4, 1), 9 * eye(4))
        y = X * TRUTH + 3 * z
        w_hat = least_squares(X, y)
        assert are_independent(w_hat, y - X * w_hat, z)

    def test_near_miss_is_refused(self):
        law = images(solver, w_star, maker)
        known = cut(law, algebra(Equals(solver @ (sigma_sq * I) @ maker.T, Zero(d, n))))
        rewrite(known, self.conclusion)
        refused(rewrite, known, IndependentVectors(estimate, observed))
        refused(rewrite, known, IndependentVectors(estimate, epsilon))
        refused(rewrite, known, IndependentVectors(X.T @ observed, residual))
        refused(algebra, Equals(solver @ V @ maker.T, Zero(d, n)))  # another covariance
        refused(cut, published(self.id), assume(equal_variance))  # uncorrelated is not enough

    def test_near_miss_is_false(self):
        X, z = DESIGN, letter("z", 4)
        y = X * TRUTH + 3 * z
        w_hat = least_squares(X, y)
        assert not are_independent(w_hat, y, z)
        assert not are_independent(w_hat, 3 * z, z)
        y = X * TRUTH + FACTOR * z
        w_hat = least_squares(X, y)
        assert not are_independent(w_hat, y - X * w_hat, z)

    def test_without_normality(self):
        """Of two signs, the mean or the residual is 0, so that each tells of the other."""
        w_hat, away = fit_and_residual(ones(2, 1), zeros(1, 1))
        law = noise(SIGNS, eye(2))
        assert covariance(w_hat, away, law) == zeros(1, 2)
        nothing = [(not any(w_hat(u)), not any(away(u))) for _, u in law]
        assert sorted(nothing) == [(False, True)] * 2 + [(True, False)] * 2


class TestIndependentWithIntercept(Restatement):
    id = "weights-and-residual-with-intercept-are-independent"
    hypotheses = (white_noise, centred_invertible)
    conclusion = IndependentVectors(weights, centred_residual)
    facts = (uncorrelated_images,)

    @staticmethod
    def parts(X: Matrix, y: Matrix) -> tuple[Matrix, Matrix]:
        """The weights and the residual."""
        w_hat, b_hat = renamed_fit(X, y)
        return w_hat, y - X * w_hat - ones(X.rows, 1) * b_hat

    @pytest.mark.parametrize("X", [DESIGN, LINE])
    def test_in_sympy(self, X):
        w, b, z = letter("w", X.cols), letter("b", 1), letter("z", X.rows)
        assert are_independent(*self.parts(X, observations(X, sigma * z, w, b)), z)

    def test_instance(self):
        X, z = DESIGN, letter("z", 4)
        assert centred_gram_of(X).det() != 0
        assert is_gaussian(3 * z, z, zeros(4, 1), 9 * eye(4))
        assert are_independent(*self.parts(X, observations(X, 3 * z, TRUTH, OFFSET)), z)

    def test_near_miss_is_refused(self):
        law = images(centred_solver, w_star, centred_maker)
        crossed = centred_solver @ (sigma_sq * I) @ centred_maker.T
        known = cut(law, algebra(Equals(crossed, Zero(d, n))))
        rewrite(known, self.conclusion)
        refused(rewrite, known, IndependentVectors(weights, with_constant - X @ weights))  # b̂ lost
        refused(rewrite, known, IndependentVectors(solver @ with_constant, centred_residual))
        refused(rewrite, known, IndependentVectors(weights, with_constant))
        refused(cut, published(self.id), assume(invertible))
        refused(cut, published(self.id), assume(equal_variance))

    def test_near_miss_is_false(self):
        X, z = DESIGN, letter("z", 4)
        y = observations(X, 3 * z, TRUTH, OFFSET)
        w_hat, _ = self.parts(X, y)
        assert not are_independent(w_hat, y - X * w_hat, z)
        assert not are_independent(w_hat, y, z)
        y = observations(X, FACTOR * z, TRUTH, OFFSET)
        assert not are_independent(*self.parts(X, y), z)
