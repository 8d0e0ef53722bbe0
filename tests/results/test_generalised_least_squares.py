"""Where Var[ε] = σ²V, (XᵀV⁻¹X)⁻¹XᵀV⁻¹y has the least covariance, and the greatest likelihood."""

from __future__ import annotations

import pytest
from sympy import Matrix, Rational, diag, eye, log, pi, sqrt, zeros

from derivations.kernel.statements import (
    Equals,
    Invertible,
    Maximises,
    Minimises,
    Nonnegative,
    Positive,
    PositiveDefinite,
    PositiveSemidefinite,
)
from derivations.kernel.terms import (
    Determinant,
    Dimension,
    Identity,
    Inverse,
    Letter,
    Log,
    Pi,
    Root,
    Zero,
)
from derivations.kernel.theorem import (
    assume,
    cut,
    instantiate,
    introduce,
    unfold,
)
from derivations.proving.certificates import algebra, rewrite

from . import matrices as m
from .letters import X, d, n, w, y
from .matrices import (
    FULL_RANK,
    Y,
    equal,
    fit,
    letter,
    norm2,
    positive_definite,
    positive_semidefinite,
)
from .moment_letters import (
    A,
    E,
    V,
    Var,
    epsilon,
    equal_variance,
    estimate,
    integrable,
    invertible,
    mean_zero,
    observed,
    sigma_sq,
    solver,
    square_integrable,
    w_star,
)
from .moments import (
    MIXED,
    TRUTH,
    itself,
    mean,
    moved,
    noise,
    sigma,
    variance,
    whatever_the_law,
)
from .restatement import Restatement, published, refused
from .test_covariance import u

point = Letter("u", d)
determinant = "determinant-of-a-positive-definite-matrix-is-positive"

weighted_gram = X.T @ Inverse(V) @ X
weighted_solver = Inverse(weighted_gram) @ X.T @ Inverse(V)
minimiser = Inverse(weighted_gram) @ X.T @ Inverse(V) @ y
generalised = Inverse(weighted_gram) @ X.T @ Inverse(V) @ observed
T = A @ observed
k = Dimension("k")
c, M = Letter("c"), Letter("M", k, k)

V_definite, V_invertible = PositiveDefinite(V), Invertible(V)
gram_invertible = Invertible(weighted_gram)
V_symmetric = Equals(V.T, V)
inverse_symmetric = Equals(sigma_sq * Inverse(V), sigma_sq * Inverse(V).T)
covariance_V = Equals(Var(epsilon), sigma_sq * V)
reproduces = Equals(A @ X, Identity(d))
of_estimate = (square_integrable, gram_invertible, V_invertible, covariance_V)

SPREAD = MIXED * MIXED.T  # V
SKEW = Matrix([[1, 1, 0], [-1, 1, 0], [0, 0, 2]])  # invertible, and not symmetric
INDEFINITE = diag(1, -1, -2)
MEAN = Matrix([1, 0, 2])
FIRST_TWO = Matrix([[1, 0, 0], [-1, 1, 0]])  # the line through the first two points
SHORT = FIRST_TWO / 2


def G(at):
    """(y − Xw)ᵀV⁻¹(y − Xw)."""
    return (y - X @ at).T @ Inverse(V) @ (y - X @ at)


def ell_V(at):
    """−n ln √(2πσ²) − ½ ln det V − G(w)/(2σ²)."""
    root = Root(2 * Pi() * sigma_sq)
    return -n * Log(root) - Log(Determinant(V)) / 2 - G(at) / (2 * sigma_sq)


def error(X, y, w, V):
    """G(w), a 1×1 matrix."""
    return (y - X * w).T * V.inv() * (y - X * w)


def weighted(X, V):
    """XᵀV⁻¹X."""
    return X.T * V.inv() * X


def solver_of(X, V):
    """(XᵀV⁻¹X)⁻¹XᵀV⁻¹."""
    return weighted(X, V).inv() * X.T * V.inv()


def linear(A, w=TRUTH):
    """Ay, as a function of the noise."""
    return lambda e: A * (FULL_RANK * w + e)


def least(X=FULL_RANK):
    """(XᵀX)⁻¹Xᵀ."""
    return (X.T * X).inv() * X.T


def unbiased(X, V=SPREAD):
    """Every A with AX = I."""
    L = solver_of(X, V)
    return L + letter("M", 2, 3) * (eye(3) - X * L)


def difference(A, law, V=SPREAD):
    """Var[Ay] − Var[ŵ_V]."""
    return variance(linear(A), law) - variance(linear(solver_of(FULL_RANK, V)), law)


class TestGap(Restatement):
    id = "generalised-squared-error-gap"
    hypotheses = (V_definite, gram_invertible)
    away = w - minimiser
    conclusion = Equals(G(w) - G(minimiser), away.T @ weighted_gram @ away)

    @pytest.mark.parametrize("V", [eye(3), SPREAD, diag(1, 2, 5)])
    def test_in_sympy(self, V):
        X, y, w = FULL_RANK, letter("y", 3), letter("w", 2)
        u = solver_of(X, V) * y
        gap = (w - u).T * weighted(X, V) * (w - u)
        assert equal(error(X, y, w, V) - error(X, y, u, V), gap)

    def test_instance(self):
        X, V = FULL_RANK, SPREAD
        assert positive_definite(V)
        assert weighted(X, V).det() != 0
        u = solver_of(X, V) * Y
        gap = (TRUTH - u).T * weighted(X, V) * (TRUTH - u)
        assert error(X, Y, TRUTH, V) - error(X, Y, u, V) == gap

    def test_near_miss_is_refused(self):
        known = assume(V_symmetric)
        algebra(self.conclusion, known)
        refused(algebra, self.conclusion)  # symmetry missing
        unweighted = self.away.T @ X.T @ X @ self.away
        refused(algebra, Equals(self.conclusion.left, unweighted), known)
        at_least_squares = Inverse(X.T @ X) @ X.T @ y
        refused(algebra, Equals(G(w) - G(at_least_squares), self.conclusion.right), known)

    def test_near_miss_is_false(self):
        X, w = FULL_RANK, TRUTH
        u = solver_of(X, SKEW) * Y
        gap = (w - u).T * weighted(X, SKEW) * (w - u)
        assert error(X, Y, w, SKEW) - error(X, Y, u, SKEW) != gap
        V = SPREAD
        u, v = solver_of(X, V) * Y, fit(X, Y)
        gap = (w - u).T * weighted(X, V) * (w - u)
        assert error(X, Y, w, V) - error(X, Y, u, V) != norm2(X * (w - u))
        assert error(X, Y, w, V) - error(X, Y, v, V) != gap


class TestMinimum(Restatement):
    id = "generalised-least-squares-estimate"
    hypotheses = (V_definite, gram_invertible)
    conclusion = Minimises(minimiser, G(w), w)

    @pytest.mark.parametrize("V", [eye(3), SPREAD, diag(1, 2, 5)])
    def test_in_sympy(self, V):
        X, y, w = FULL_RANK, letter("y", 3), letter("w", 2)
        assert lowest(error(X, y, w, V), w, solver_of(X, V) * y)

    def test_instance(self):
        X, V, w = FULL_RANK, SPREAD, letter("w", 2)
        assert positive_definite(V)
        assert weighted(X, V).det() != 0
        assert solver_of(X, V) * Y != fit(X, Y)
        assert lowest(error(X, Y, w, V), w, solver_of(X, V) * Y)

    def test_near_miss_is_refused(self):
        gap, semidefinite = published(TestGap.id), unfold(assume(V_definite), 0)
        form = unfold(semidefinite, 1, Inverse(V) @ X @ TestGap.away)
        known = (gap, unfold(semidefinite, 0))
        introduce(self.conclusion, w, rewrite(form, Nonnegative(G(w) - G(minimiser)), *known))
        refused(rewrite, form, Nonnegative(G(minimiser) - G(w)), *known)
        least_squares = Inverse(X.T @ X) @ X.T @ y
        refused(rewrite, form, Nonnegative(G(w) - G(least_squares)), *known)
        refused(cut, published(self.id), assume(V_invertible))  # or semidefinite, if invertible

    def test_near_miss_is_false(self):
        X, w, V = FULL_RANK, letter("w", 2), SPREAD
        assert not lowest(error(X, Y, w, V), w, fit(X, Y))
        assert not lowest(-error(X, Y, w, V), w, solver_of(X, V) * Y)
        V = INDEFINITE
        assert V.det() != 0
        assert weighted(X, V).det() != 0
        assert not lowest(error(X, Y, w, V), w, solver_of(X, V) * Y)


class TestMaximumLikelihood(Restatement):
    id = "generalised-least-squares-is-maximum-likelihood"
    hypotheses = (Positive(sigma_sq), V_definite, gram_invertible)
    conclusion = Maximises(minimiser, ell_V(w), w)
    facts = (determinant,)

    @staticmethod
    def log_likelihood(X, y, w, V, spread):
        constant = -3 * log(sqrt(2 * pi * spread)) - log(V.det()) / 2
        return Matrix([constant]) - error(X, y, w, V) / (2 * spread)

    @pytest.mark.parametrize("V", [eye(3), SPREAD, diag(1, 2, 5)])
    def test_in_sympy(self, V):
        X, y, w = FULL_RANK, letter("y", 3), letter("w", 2)
        assert lowest(-self.log_likelihood(X, y, w, V, sigma**2), w, solver_of(X, V) * y)

    def test_instance(self):
        X, V, w, spread = FULL_RANK, SPREAD, letter("w", 2), Rational(1, 2)
        assert spread > 0
        assert positive_definite(V)
        assert weighted(X, V).det() != 0
        assert lowest(-self.log_likelihood(X, Y, w, V, spread), w, solver_of(X, V) * Y)

    def test_near_miss_is_refused(self):
        known = published("minimiser-of-generalised-squared-error-maximises-the-log-likelihood")
        at = instantiate(known, (point, minimiser))
        cut(at, published(TestMinimum.id))
        refused(cut, known, published(TestMinimum.id))  # at another point
        least_squares = instantiate(known, (point, Inverse(X.T @ X) @ X.T @ y))
        refused(cut, least_squares, published(TestMinimum.id))

    def test_near_miss_is_false(self):
        X, V, w = FULL_RANK, SPREAD, letter("w", 2)
        assert not lowest(-self.log_likelihood(X, Y, w, V, 1), w, fit(X, Y))
        assert not lowest(error(X, Y, w, V) / (2 * -1), w, solver_of(X, V) * Y)  # σ² = −1


class TestTruth(Restatement):
    id = "generalised-estimate-and-the-truth"
    hypotheses = (gram_invertible, V_invertible)
    conclusion = Equals(generalised, w_star + weighted_solver @ epsilon)

    @pytest.mark.parametrize("V", [SPREAD, SKEW, INDEFINITE])
    def test_in_sympy(self, V):
        X, w, e = FULL_RANK, letter("w", 2), letter("e", 3)
        assert equal(solver_of(X, V) * (X * w + e), w + solver_of(X, V) * e)

    @pytest.mark.parametrize("V", [SPREAD, SKEW])
    def test_instance(self, V):
        X = FULL_RANK
        assert V.det() != 0
        assert weighted(X, V).det() != 0
        assert solver_of(X, V) * (X * TRUTH + MEAN) == TRUTH + solver_of(X, V) * MEAN

    def test_near_miss_is_refused(self):
        refused(algebra, Equals(generalised, w_star + solver @ epsilon))
        refused(algebra, Equals(generalised, w_star))
        inverted_once = Inverse(weighted_gram) @ X.T @ observed  # the other V⁻¹ lost
        refused(algebra, Equals(inverted_once, self.conclusion.right))

    def test_near_miss_is_false(self):
        X, V = FULL_RANK, SPREAD
        found = solver_of(X, V) * (X * TRUTH + MEAN)
        assert found not in (TRUTH, TRUTH + fit(X, MEAN))
        assert weighted(X, V).inv() * X.T * (X * TRUTH + MEAN) != found


class TestUnbiased(Restatement):
    id = "generalised-least-squares-is-unbiased"
    hypotheses = (integrable, gram_invertible, V_invertible, mean_zero)
    conclusion = Equals(E(generalised), w_star)

    @pytest.mark.parametrize("V", [SPREAD, SKEW])
    @whatever_the_law
    def test_in_sympy(self, entry, V):
        w, law = letter("w", 2), noise(entry, sigma * MIXED)
        assert equal(mean(linear(solver_of(FULL_RANK, V), w), law), w)

    @whatever_the_law
    def test_instance(self, entry):
        X, V, law = FULL_RANK, diag(1, 2, 5), noise(entry, MIXED)  # V need not be right
        assert V.det() != 0
        assert weighted(X, V).det() != 0
        assert mean(itself, law) == zeros(3, 1)
        assert mean(linear(solver_of(X, V)), law) == TRUTH

    def test_near_miss_is_refused(self):
        refused(algebra, Equals(generalised, w_star), assume(mean_zero))  # of every outcome
        refused(algebra, self.conclusion, assume(Equals(epsilon, Zero(n))))
        inverted_once = Inverse(weighted_gram) @ X.T @ observed
        refused(algebra, Equals(E(inverted_once), w_star), assume(mean_zero))

    @whatever_the_law
    def test_near_miss_is_false(self, entry):
        X, V, law = FULL_RANK, SPREAD, noise(entry, MIXED)
        assert any(linear(solver_of(X, V))(e) != TRUTH for _, e in law)
        assert mean(linear(solver_of(X, V)), moved(law, MEAN)) != TRUTH
        assert mean(linear(weighted(X, V).inv() * X.T), law) != TRUTH


class TestCovariance(Restatement):
    id = "covariance-of-generalised-least-squares"
    hypotheses = of_estimate
    conclusion = Equals(Var(generalised), sigma_sq * Inverse(weighted_gram))

    @pytest.mark.parametrize("factor", [eye(3), MIXED, diag(1, 2, 3)])
    @whatever_the_law
    def test_in_sympy(self, entry, factor):
        X, V, w = FULL_RANK, factor * factor.T, letter("w", 2)
        law = moved(noise(entry, sigma * factor), MEAN)
        assert equal(variance(linear(solver_of(X, V), w), law), sigma**2 * weighted(X, V).inv())

    @whatever_the_law
    def test_instance(self, entry):
        X, V, law = FULL_RANK, SPREAD, moved(noise(entry, 3 * MIXED), MEAN)
        assert V.det() != 0
        assert weighted(X, V).det() != 0
        assert variance(itself, law) == 9 * V
        assert variance(linear(solver_of(X, V)), law) == 9 * weighted(X, V).inv()

    def test_near_miss_is_refused(self):
        known = assume(covariance_V)
        refused(algebra, Equals(Var(estimate), sigma_sq * Inverse(weighted_gram)), known)
        refused(algebra, Equals(Var(generalised), sigma_sq * Inverse(X.T @ X)), known)
        refused(algebra, Equals(Var(generalised), sigma_sq * Inverse(X.T @ V @ X)), known)
        refused(algebra, self.conclusion, assume(equal_variance))  # the wrong V

    @whatever_the_law
    def test_near_miss_is_false(self, entry):
        X, V, law = FULL_RANK, SPREAD, noise(entry, MIXED)
        wanted = weighted(X, V).inv()
        assert variance(linear(least()), law) != wanted
        assert variance(linear(solver_of(X, V)), noise(entry, eye(3))) != wanted
        assert wanted not in ((X.T * X).inv(), (X.T * V * X).inv())


class TestSymmetricMultiple(Restatement):
    id = "inverse-where-a-multiple-is-symmetric"
    hypotheses = (Invertible(M), Equals(c * M.T, c * M))
    conclusion = Equals(c * Inverse(M), c * Inverse(M).T)
    algebraic = False

    @pytest.mark.parametrize(("matrix", "multiple"), [(SPREAD, 3), (INDEFINITE, -1), (SKEW, 0)])
    def test_in_sympy(self, matrix, multiple):
        assert multiple * matrix.T == multiple * matrix
        assert multiple * matrix.inv() == multiple * matrix.inv().T

    def test_instance(self):
        assert SPREAD.det() != 0
        assert not equal(SKEW, SKEW.T)
        assert 0 * SKEW == 0 * SKEW.T

    def test_near_miss_is_refused(self):
        given = assume(self.hypotheses[1])
        refused(algebra, Equals(Inverse(M), Inverse(M).T), given)
        refused(algebra, Equals(c * Inverse(M), Inverse(M).T), given)

    def test_near_miss_is_false(self):
        assert SKEW.inv() != SKEW.inv().T  # with c = 0
        assert 2 * SPREAD.inv() != SPREAD.inv().T


class TestDecomposition(Restatement):
    id = "aitken-decomposition"
    hypotheses = (*of_estimate, reproduces)
    algebraic = False  # σ²V⁻¹ = σ²V⁻ᵀ comes first
    conclusion = Equals(Var(T - generalised), Var(T) - Var(generalised))

    @whatever_the_law
    def test_in_sympy(self, entry):
        A, law = unbiased(FULL_RANK), moved(noise(entry, sigma * MIXED), MEAN)
        apart = variance(linear(A - solver_of(FULL_RANK, SPREAD)), law)
        assert equal(apart, difference(A, law))

    @whatever_the_law
    def test_instance(self, entry):
        X, V, A, law = FULL_RANK, SPREAD, FIRST_TWO, moved(noise(entry, 3 * MIXED), MEAN)
        assert V.det() != 0
        assert weighted(X, V).det() != 0
        assert variance(itself, law) == 9 * V
        assert eye(2) == A * X
        assert V.is_symmetric()
        assert variance(linear(A - solver_of(X, V)), law) == difference(A, law)

    def test_near_miss_is_refused(self):
        known = (assume(covariance_V), assume(reproduces), assume(inverse_symmetric))
        refused(algebra, Equals(Var(T - generalised), Var(T) + Var(generalised)), *known)
        refused(algebra, Equals(Var(T + generalised), Var(T) - Var(generalised)), *known)
        refused(algebra, Equals(Var(T - estimate), Var(T) - Var(estimate)), *known)
        refused(algebra, self.conclusion, assume(equal_variance), *known[1:])

    @whatever_the_law
    def test_near_miss_is_false(self, entry):
        X, A, law = FULL_RANK, FIRST_TWO, noise(entry, MIXED)
        L = solver_of(X, SPREAD)
        apart = variance(linear(A - L), law)
        assert apart != variance(linear(A), law) + variance(linear(L), law)
        assert variance(linear(A + L), law) != difference(A, law)
        other = variance(linear(A), law) - variance(linear(least()), law)
        assert variance(linear(A - least()), law) != other
        assert variance(linear(SHORT - L), law) != difference(SHORT, law)
        white = noise(entry, eye(3))  # another covariance than V
        assert variance(linear(A - L), white) != difference(A, white)


class TestAitken(Restatement):
    id = "generalised-gauss-markov"
    hypotheses = (*of_estimate, reproduces)
    conclusion = PositiveSemidefinite(Var(T) - Var(generalised))

    @whatever_the_law
    def test_in_sympy(self, entry):
        """Of every such estimate, and what is added to A varies freely."""
        A, law, v = unbiased(FULL_RANK), noise(entry, sigma * MIXED), letter("v", 2)
        image = (A - solver_of(FULL_RANK, SPREAD)) * MIXED
        assert equal(v.T * difference(A, law) * v, sigma**2 * norm2(image.T * v))

    @whatever_the_law
    def test_instance(self, entry):
        X, V, law = FULL_RANK, SPREAD, moved(noise(entry, 3 * MIXED), MEAN)
        assert V.det() != 0
        assert weighted(X, V).det() != 0
        assert variance(itself, law) == 9 * V
        assert V.is_symmetric()
        for other in (FIRST_TWO, least()):
            assert other * X == eye(2)
            assert positive_semidefinite(difference(other, law))
            assert difference(other, law) != zeros(2, 2)

    def test_near_miss_is_refused(self):
        apart = instantiate(published("variance-positive-semidefinite"), (u, T - generalised))
        known = assume(TestDecomposition.conclusion)
        rewrite(apart, self.conclusion, known)
        refused(rewrite, apart, self.conclusion)
        refused(rewrite, apart, self.conclusion, assume(equal_variance), assume(reproduces))
        refused(rewrite, apart, PositiveSemidefinite(Var(generalised) - Var(T)), known)
        refused(rewrite, apart, PositiveSemidefinite(Var(T) - Var(estimate)), known)

    @whatever_the_law
    def test_near_miss_is_false(self, entry):
        law = noise(entry, MIXED)
        assert not positive_semidefinite(-difference(FIRST_TWO, law))
        assert not positive_semidefinite(difference(SHORT, law))
        L = solver_of(FULL_RANK, SPREAD)
        assert not positive_semidefinite(variance(linear(L), law) - variance(linear(least()), law))
        assert not positive_semidefinite(difference(least(), noise(entry, eye(3))))


class TestNeverBetter(Restatement):
    id = "least-squares-is-never-better-than-generalised"
    hypotheses = (*of_estimate, invertible)
    conclusion = PositiveSemidefinite(Var(estimate) - Var(generalised))

    @whatever_the_law
    def test_in_sympy(self, entry):
        law, v = noise(entry, sigma * MIXED), letter("v", 2)
        image = (least() - solver_of(FULL_RANK, SPREAD)) * MIXED
        assert equal(v.T * difference(least(), law) * v, sigma**2 * norm2(image.T * v))

    @whatever_the_law
    def test_instance(self, entry):
        X, V, law = FULL_RANK, SPREAD, moved(noise(entry, 3 * MIXED), MEAN)
        assert V.det() != 0
        assert weighted(X, V).det() != 0
        assert variance(itself, law) == 9 * V
        assert V.is_symmetric()
        assert (X.T * X).det() != 0
        assert positive_semidefinite(difference(least(), law))
        assert difference(least(), law) != zeros(2, 2)

    def test_near_miss_is_refused(self):
        known = instantiate(published(TestAitken.id), (A, solver))
        reproduced = algebra(Equals(solver @ X, Identity(d)))
        rewrite(cut(known, reproduced), self.conclusion)
        other_way = PositiveSemidefinite(Var(generalised) - Var(estimate))
        refused(rewrite, known, other_way)
        refused(rewrite, known, PositiveSemidefinite(Var(estimate)))
        refused(rewrite, published("gauss-markov"), self.conclusion)  # of uncorrelated noise

    @whatever_the_law
    def test_near_miss_is_false(self, entry):
        assert not positive_semidefinite(-difference(least(), noise(entry, MIXED)))
        white = noise(entry, eye(3))  # where V is not its covariance, the other is better
        assert not positive_semidefinite(difference(least(), white))


def lowest(f, w, point):
    """The gradient of a quadratic function is 0 at the point, and the function is convex."""
    slope = m.at(m.gradient(f, w), w, point)
    return equal(slope, 0 * slope) and positive_semidefinite(m.hessian(f, w))
