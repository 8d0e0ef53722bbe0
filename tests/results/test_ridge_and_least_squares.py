"""For 0 < λ and λ‖w⋆‖² ≤ 2σ² the mean squared error of ridge is below that of least squares."""

from __future__ import annotations

from sympy import Matrix, Rational, Symbol, eye, zeros

from derivations.kernel.statements import (
    Equals,
    FullColumnRank,
    Nonnegative,
    Positive,
    PositiveDefinite,
    PositiveSemidefinite,
)
from derivations.kernel.terms import Identity, Inverse, SquaredNorm, Zero
from derivations.kernel.theorem import assume, cut, instantiate, introduce
from derivations.kernel.trees import substitute
from derivations.proving.certificates import algebra, rewrite

from .letters import X, d, gram, v
from .matrices import (
    FULL_RANK,
    equal,
    letter,
    norm2,
    positive_definite,
    positive_semidefinite,
)
from .moment_letters import (
    E,
    equal_variance,
    estimate,
    mean_zero,
    sigma_sq,
    square_integrable,
    w_star,
)
from .moment_letters import invertible as gram_invertible
from .moments import TRUTH, UNEQUAL, itself, mean, noise, sigma, variance, whatever_the_law
from .restatement import Restatement, published, refused
from .ridge_letters import HALF, inverse, invertible, lam, matrix, positive
from .test_ridge_moments import error, of_ridge, parts, ridge, squared_error

gain = squared_error(estimate) - squared_error(ridge)
middle = 2 * sigma_sq * Identity(d) + sigma_sq * lam * Inverse(gram) - lam * (w_star @ w_star.T)
size = SquaredNorm(w_star)
small = Nonnegative(2 * sigma_sq - lam * size)
spread = Positive(sigma_sq)
of_noise = (square_integrable, mean_zero, equal_variance)
full_rank = FullColumnRank(X)
BOUND = Rational(2, 10)  # 2σ²/‖w⋆‖², for σ² = 1 and the weights (1, −3)


def difference(penalty, spread, w=TRUTH, X=FULL_RANK):
    """σ²(XᵀX)⁻¹ less the mean squared error of ridge."""
    first, second = parts(X, penalty, spread, w)
    return spread * (X.T * X).inv() - first - second


class TestDifference(Restatement):
    id = "what-ridge-takes-from-the-mean-squared-error"
    hypotheses = (square_integrable, gram_invertible, mean_zero, equal_variance, invertible)
    conclusion = Equals(gain, lam * (inverse @ middle @ inverse))
    algebraic = False  # XᵀX + λI has to be multiplied in from both sides first

    @staticmethod
    def value(penalty, spread, w=TRUTH, X=FULL_RANK):
        inverse = matrix(X, penalty).inv()
        inside = 2 * spread * eye(2) + spread * penalty * (X.T * X).inv() - penalty * w * w.T
        return penalty * inverse * inside * inverse

    @whatever_the_law
    def test_in_sympy(self, entry):
        w, law = letter("w", 2), noise(entry, sigma * eye(3))
        of_both = (of_ridge(FULL_RANK, penalty, w) for penalty in (0, HALF))
        least, ridge = (error(of, law, w) for of in of_both)
        assert equal(least - ridge, self.value(HALF, sigma**2, w))

    @whatever_the_law
    def test_instance(self, entry):
        law = noise(entry, 3 * eye(3))
        assert mean(itself, law) == zeros(3, 1)
        assert variance(itself, law) == 9 * eye(3)
        assert matrix(FULL_RANK, 0).det() != 0
        assert matrix(FULL_RANK, HALF).det() != 0
        least, ridge = (error(of_ridge(FULL_RANK, penalty), law) for penalty in (0, HALF))
        assert least - ridge == self.value(HALF, 9)

    def test_near_miss_is_refused(self):
        known = published(self.id)
        algebra(self.conclusion, known)
        without = middle - sigma_sq * lam * Inverse(gram)
        refused(algebra, Equals(gain, lam * (inverse @ without @ inverse)), known)
        refused(algebra, Equals(gain, inverse @ middle @ inverse), known)
        refused(algebra, self.conclusion, assume(mean_zero), assume(equal_variance))

    @whatever_the_law
    def test_near_miss_is_false(self, entry):
        law = noise(entry, eye(3))
        least, ridge = (error(of_ridge(FULL_RANK, penalty), law) for penalty in (0, HALF))
        found, inverse = least - ridge, matrix(FULL_RANK, HALF).inv()
        assert found != HALF * inverse * (2 * eye(2) - HALF * TRUTH * TRUTH.T) * inverse
        assert found != self.value(HALF, 1) / HALF
        unequal = noise(entry, UNEQUAL)
        least, ridge = (error(of_ridge(FULL_RANK, penalty), unequal) for penalty in (0, HALF))
        assert least - ridge != self.value(HALF, 1)


class TestNoLarger(Restatement):
    id = "ridge-has-no-larger-mean-squared-error"
    hypotheses = (positive, small, *of_noise, full_rank)
    conclusion = PositiveSemidefinite(gain)

    def test_in_sympy(self):
        """At v = Az the form is λ times three terms, none of which is negative."""
        w, z, penalty, spread = letter("w", 2), letter("z", 2), Symbol("lambda"), Symbol("s")
        v = matrix(FULL_RANK, penalty) * z
        form = v.T * difference(penalty, spread, w) * v
        room = (2 * spread - penalty * norm2(w)[0]) * norm2(z)
        fit = norm2(FULL_RANK * (FULL_RANK.T * FULL_RANK).inv() * z)
        turned = Matrix([[w[0] * z[1] - w[1] * z[0]]])  # its square is what Cauchy–Schwarz leaves
        terms = room + spread * penalty * fit + penalty * norm2(turned)
        assert equal(form, penalty * terms)

    @whatever_the_law
    def test_instance(self, entry):
        law = noise(entry, eye(3))
        assert BOUND > 0
        assert 2 - BOUND * norm2(TRUTH)[0] == 0  # at the bound itself
        assert mean(itself, law) == zeros(3, 1)
        assert variance(itself, law) == eye(3)
        assert FULL_RANK.rank() == 2
        least, ridge = (error(of_ridge(FULL_RANK, penalty), law) for penalty in (0, BOUND))
        assert positive_semidefinite(least - ridge)

    def test_near_miss_is_refused(self):
        known = published(TestDifference.id)
        refused(rewrite, published(self.id), PositiveSemidefinite(-gain), known)
        refused(cut, published(self.id), assume(Nonnegative(3 * sigma_sq - lam * size)))
        refused(cut, published(self.id), assume(Nonnegative(lam)))
        refused(cut, published(self.id), assume(spread))

    def test_near_miss_is_false(self):
        assert difference(BOUND, 1) == TestDifference.value(BOUND, 1)
        assert not positive_semidefinite(-difference(BOUND, 1))
        assert not positive_semidefinite(difference(20, 1))  # λ too large
        assert not positive_semidefinite(difference(-HALF, 1))  # λ < 0


class TestNoLargerTotal(Restatement):
    id = "ridge-has-no-larger-total-mean-squared-error"
    hypotheses = (positive, small, *of_noise, full_rank)
    conclusion = Nonnegative(E(SquaredNorm(estimate - w_star)) - E(SquaredNorm(ridge - w_star)))

    @staticmethod
    def total(penalty, law, X=FULL_RANK):
        """The mean squared distance of ridge from the truth."""
        return mean(lambda e: norm2(of_ridge(X, penalty)(e) - TRUTH), law)[0]

    @whatever_the_law
    def test_in_sympy(self, entry):
        law = noise(entry, sigma * eye(3))
        least, ridge = self.total(0, law), self.total(HALF, law)
        found = difference(HALF, sigma**2).trace()
        assert equal(Matrix([least - ridge]), Matrix([found]))

    @whatever_the_law
    def test_instance(self, entry):
        law = noise(entry, eye(3))
        assert 2 - BOUND * norm2(TRUTH)[0] == 0
        assert mean(itself, law) == zeros(3, 1)
        assert variance(itself, law) == eye(3)
        assert FULL_RANK.rank() == 2
        assert self.total(0, law) >= self.total(BOUND, law)

    def test_near_miss_is_refused(self):
        known, of_matrix = published(self.id), published(TestNoLarger.id)
        least, ridge_total = E(SquaredNorm(estimate - w_star)), E(SquaredNorm(ridge - w_star))
        refused(rewrite, known, Nonnegative(ridge_total - least))
        refused(rewrite, known, Nonnegative(least - 2 * ridge_total))
        refused(rewrite, known, Nonnegative(least - SquaredNorm(ridge - w_star)))
        refused(cut, known, of_matrix)

    @whatever_the_law
    def test_near_miss_is_false(self, entry):
        law = noise(entry, eye(3))
        assert self.total(0, law) < self.total(100, law)  # beyond the bound
        assert self.total(0, law) < 2 * self.total(BOUND, law)


class TestSmaller(Restatement):
    id = "ridge-has-a-smaller-mean-squared-error"
    hypotheses = (positive, spread, small, *of_noise, full_rank)
    conclusion = PositiveDefinite(gain)

    def test_in_sympy(self):
        """The middle term of the form is positive: X(XᵀX)⁻¹z is 0 only for z = 0."""
        TestNoLarger().test_in_sympy()
        inverse = (FULL_RANK.T * FULL_RANK).inv()
        assert (FULL_RANK * inverse).rank() == 2
        for penalty in (BOUND / 100, BOUND / 2, BOUND):
            assert positive_definite(difference(penalty, 1))

    @whatever_the_law
    def test_instance(self, entry):
        law = noise(entry, eye(3))
        assert BOUND > 0
        assert 1 > 0  # σ²
        assert 2 - BOUND * norm2(TRUTH)[0] == 0
        assert mean(itself, law) == zeros(3, 1)
        assert variance(itself, law) == eye(3)
        assert FULL_RANK.rank() == 2
        least, ridge = (error(of_ridge(FULL_RANK, penalty), law) for penalty in (0, BOUND))
        assert positive_definite(least - ridge)

    def test_near_miss_is_refused(self):
        refused(rewrite, published(self.id), PositiveDefinite(-gain))
        at_0 = assume(Equals(v, Zero(d)))
        refused(introduce, self.conclusion, v, published(TestNoLarger.id), at_0)
        refused(cut, published(self.id), assume(Nonnegative(sigma_sq)))
        refused(cut, published(self.id), assume(Nonnegative(3 * sigma_sq - lam * size)))

    def test_near_miss_is_false(self):
        assert not positive_definite(difference(1, 0, zeros(2, 1)))  # σ² = 0
        assert not positive_definite(difference(0, 1))  # λ = 0
        assert not positive_definite(difference(20, 1))


class TestSmallerTotal(Restatement):
    id = "ridge-has-a-smaller-total-mean-squared-error"
    hypotheses = (positive, spread, small, *of_noise, full_rank)
    conclusion = Positive(E(SquaredNorm(estimate - w_star)) - E(SquaredNorm(ridge - w_star)))

    @whatever_the_law
    def test_in_sympy(self, entry):
        """The total is the trace of the gain, and positive for each penalty up to the bound."""
        law = noise(entry, sigma * eye(3))
        for penalty in (BOUND / 100, BOUND / 2, BOUND):
            least, ridge = (TestNoLargerTotal.total(at, law) for at in (0, penalty))
            assert equal(Matrix([least - ridge]), Matrix([difference(penalty, sigma**2).trace()]))
            assert difference(penalty, 1).trace() > 0

    @whatever_the_law
    def test_instance(self, entry):
        TestSmaller().test_instance(entry)
        law = noise(entry, eye(3))
        assert TestNoLargerTotal.total(0, law) > TestNoLargerTotal.total(BOUND, law)

    def test_near_miss_is_refused(self):
        known, no_larger = published(self.id), published(TestNoLargerTotal.id)
        refused(rewrite, known, Positive(-self.conclusion.scalar))
        refused(introduce, self.conclusion, None, no_larger, published(TestSmaller.id))
        refused(cut, known, no_larger)

    def test_near_miss_is_false(self):
        assert difference(1, 0, zeros(2, 1)).trace() == 0  # σ² = 0
        assert difference(0, 1).trace() == 0  # λ = 0
        assert difference(100, 1).trace() < 0  # beyond the bound


class TestSomePenalty(Restatement):
    id = "some-penalty-has-a-smaller-mean-squared-error"
    hypotheses = (spread, *of_noise, full_rank)
    conclusion = substitute(PositiveDefinite(gain), {lam: sigma_sq / (1 + size)})

    def test_in_sympy(self):
        s, length = Symbol("s", positive=True), Symbol("l", nonnegative=True)
        penalty = s / (1 + length)
        assert penalty.is_positive
        assert (2 * s - penalty * length - s - penalty).simplify() == 0  # which is positive
        for w in (TRUTH, zeros(2, 1), Matrix([100, 1])):
            assert positive_definite(difference(1 / (1 + norm2(w)[0]), 1, w))

    @whatever_the_law
    def test_instance(self, entry):
        law, penalty = noise(entry, 3 * eye(3)), 9 / (1 + norm2(TRUTH)[0])
        assert 9 > 0
        assert mean(itself, law) == zeros(3, 1)
        assert variance(itself, law) == 9 * eye(3)
        assert FULL_RANK.rank() == 2
        least, ridge = (error(of_ridge(FULL_RANK, each), law) for each in (0, penalty))
        assert positive_definite(least - ridge)

    def test_near_miss_is_refused(self):
        at = instantiate(published(TestSmaller.id), (lam, sigma_sq))
        refused(rewrite, published(self.id), at.conclusion)  # at λ = σ², whatever w⋆
        refused(cut, at, assume(spread), assume(Nonnegative(sigma_sq)))
        refused(cut, published(self.id), assume(Nonnegative(sigma_sq)))

    def test_near_miss_is_false(self):
        assert not positive_definite(difference(1, 1, Matrix([100, 1])))
        assert not positive_definite(difference(0, 0))
