"""Of all linear unbiased estimates, least squares has the least covariance."""

from __future__ import annotations

from sympy import Matrix, eye, ones, zeros

from derivations.kernel.statements import Equals, ForEach, PositiveSemidefinite
from derivations.kernel.terms import Identity, Index, Inverse, SumOver, Zero
from derivations.kernel.theorem import assume, instantiate
from derivations.proving.certificates import algebra, rewrite

from .letters import X, d, n
from .matrices import FULL_RANK, equal, fit, hat, letter, norm2, positive_semidefinite
from .moment_letters import (
    A,
    E,
    V,
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
    solver,
    square_integrable,
    w_star,
)
from .moments import (
    MIXED,
    TRUTH,
    UNEQUAL,
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

j = Index("j", d)
T = A @ observed
reproduces = Equals(A @ X, Identity(d))
at_each = ForEach(j, Equals(E(A @ (X @ j + epsilon)), j))
excess = A - solver

MEAN = Matrix([1, 0, 2])
FIRST_TWO = Matrix([[1, 0, 0], [-1, 1, 0]])  # the line through the first two points
SHORT = FIRST_TWO / 2  # not unbiased


def least(X):
    """(XᵀX)⁻¹Xᵀ."""
    return (X.T * X).inv() * X.T


def unbiased(X):
    """Every A with AX = I."""
    return least(X) + letter("M", 2, 3) * (eye(3) - hat(X))


def linear(A, w=TRUTH, X=FULL_RANK):
    """Ay, as a function of the noise."""
    return lambda e: A * (X * w + e)


def difference(A, law, X=FULL_RANK):
    """Var[Ay] − Var[ŵ]."""
    return variance(linear(A), law) - variance(linear(least(X)), law)


def biases(A, law, X=FULL_RANK):
    """E[A(Xeⱼ + ε)] − eⱼ, side by side."""
    columns = (eye(2)[:, j] for j in range(2))
    return Matrix.hstack(*(mean(linear(A, w, X), law) - w for w in columns))


class TestUnbiased(Restatement):
    id = "unbiased-linear-estimates"
    hypotheses = (mean_zero, integrable, at_each)
    conclusion = reproduces
    by_way_of = SumOver(j, A @ X @ j @ j.T)

    @whatever_the_law
    def test_in_sympy(self, entry):
        X, A = FULL_RANK, letter("A", 2, 3)
        assert equal(biases(A, noise(entry, sigma * MIXED)), A * X - eye(2))

    @whatever_the_law
    def test_instance(self, entry):
        law = noise(entry, MIXED)
        assert mean(itself, law) == zeros(3, 1)
        for made in (FIRST_TWO, least(FULL_RANK)):
            assert biases(made, law) == zeros(2, 2)
            assert made * FULL_RANK == eye(2)

    def test_near_miss_is_refused(self):
        at_the_truth = assume(Equals(E(T), w_star))
        refused(algebra, reproduces, assume(mean_zero), at_the_truth)  # unbiased at one w⋆
        known = (assume(mean_zero), assume(at_each))
        refused(algebra, Equals(X @ A, Identity(n)), *known)
        refused(algebra, Equals(A @ X, 2 * Identity(d)), *known)

    @whatever_the_law
    def test_near_miss_is_false(self, entry):
        X, law = FULL_RANK, noise(entry, MIXED)
        A = TRUTH * TRUTH.T * least(X) / norm2(TRUTH)[0]
        assert mean(linear(A), law) == TRUTH
        assert eye(2) != A * X
        A = least(X + MEAN * ones(1, 2))
        assert biases(A, moved(law, MEAN)) == zeros(2, 2)
        assert eye(2) != A * X
        assert eye(3) != X * FIRST_TWO


class TestLinearUnbiased(Restatement):
    id = "linear-estimates-with-ax-the-identity-are-unbiased"
    hypotheses = (integrable, mean_zero, reproduces)
    conclusion = Equals(E(T), w_star)

    @whatever_the_law
    def test_in_sympy(self, entry):
        w, law = letter("w", 2), noise(entry, sigma * MIXED)
        assert equal(mean(linear(unbiased(FULL_RANK), w), law), w)

    @whatever_the_law
    def test_instance(self, entry):
        law = noise(entry, MIXED)
        assert mean(itself, law) == zeros(3, 1)
        assert eye(2) == FIRST_TWO * FULL_RANK
        assert mean(linear(FIRST_TWO), law) == TRUTH

    def test_near_miss_is_refused(self):
        refused(algebra, Equals(T, w_star), assume(mean_zero), assume(reproduces))
        on_the_right = assume(Equals(X @ A, Identity(n)))
        refused(algebra, self.conclusion, assume(mean_zero), on_the_right)
        refused(algebra, self.conclusion, assume(Equals(epsilon, Zero(n))), assume(reproduces))

    @whatever_the_law
    def test_near_miss_is_false(self, entry):
        law = noise(entry, MIXED)
        assert all(linear(FIRST_TWO)(e) != TRUTH for _, e in law)
        assert mean(linear(FIRST_TWO), moved(law, MEAN)) != TRUTH
        assert mean(linear(SHORT), law) != TRUTH
        X, A = Matrix([[1, 2]]), Matrix([1, 0])  # fewer rows than columns
        assert eye(1) == X * A
        assert mean(linear(A, TRUTH, X), noise(entry, eye(1))) != TRUTH


class TestExcess(Restatement):
    id = "excess-of-a-linear-unbiased-estimate"
    hypotheses = (invertible, reproduces)
    conclusion = Equals(excess @ excess.T, A @ A.T - Inverse(gram))

    def test_in_sympy(self):
        X, A = FULL_RANK, unbiased(FULL_RANK)
        assert equal((A - least(X)) * (A - least(X)).T, A * A.T - (X.T * X).inv())

    def test_instance(self):
        X, A = FULL_RANK, FIRST_TWO
        assert (X.T * X).det() != 0
        assert eye(2) == A * X
        assert (A - least(X)) * (A - least(X)).T == A * A.T - (X.T * X).inv()

    def test_near_miss_is_refused(self):
        known = assume(reproduces)
        refused(algebra, Equals(excess @ excess.T, A @ A.T), known)
        refused(algebra, Equals(excess @ excess.T, A @ A.T + Inverse(gram)), known)
        refused(algebra, Equals(excess @ excess.T, A @ A.T - gram), known)

    def test_near_miss_is_false(self):
        X, A = FULL_RANK, FIRST_TWO
        found = (A - least(X)) * (A - least(X)).T
        assert found not in (A * A.T, A * A.T + (X.T * X).inv(), A * A.T - X.T * X)
        A = SHORT
        assert (A - least(X)) * (A - least(X)).T != A * A.T - (X.T * X).inv()


class TestDecomposition(Restatement):
    id = "gauss-markov-decomposition"
    hypotheses = (square_integrable, invertible, equal_variance, reproduces)
    conclusion = Equals(Var(T - estimate), Var(T) - Var(estimate))

    @whatever_the_law
    def test_in_sympy(self, entry):
        X, A, law = FULL_RANK, unbiased(FULL_RANK), moved(noise(entry, sigma * eye(3)), MEAN)
        apart = variance(lambda e: linear(A)(e) - fit(X, X * TRUTH + e), law)
        assert equal(apart, difference(A, law))

    @whatever_the_law
    def test_instance(self, entry):
        X, A, law = FULL_RANK, FIRST_TWO, moved(noise(entry, 3 * eye(3)), MEAN)
        assert (X.T * X).det() != 0
        assert variance(itself, law) == 9 * eye(3)
        assert eye(2) == A * X
        assert variance(linear(A - least(X)), law) == difference(A, law)

    def test_near_miss_is_refused(self):
        known = (assume(equal_variance), assume(reproduces))
        refused(algebra, Equals(Var(T - estimate), Var(T) + Var(estimate)), *known)
        refused(algebra, Equals(Var(T + estimate), Var(T) - Var(estimate)), *known)
        correlated = assume(Equals(Var(epsilon), sigma_sq * V))
        refused(algebra, self.conclusion, correlated, assume(reproduces))

    @whatever_the_law
    def test_near_miss_is_false(self, entry):
        X, A, law = FULL_RANK, FIRST_TWO, noise(entry, eye(3))
        found = variance(linear(A - least(X)), law)
        assert found != variance(linear(A), law) + variance(linear(least(X)), law)
        assert variance(linear(A + least(X)), law) != difference(A, law)
        assert variance(linear(A - least(X)), noise(entry, UNEQUAL)) != difference(
            A, noise(entry, UNEQUAL)
        )
        assert variance(linear(SHORT - least(X)), law) != difference(SHORT, law)


class TestGaussMarkov(Restatement):
    id = "gauss-markov"
    hypotheses = (square_integrable, invertible, equal_variance, reproduces)
    conclusion = PositiveSemidefinite(Var(T) - Var(estimate))

    @whatever_the_law
    def test_in_sympy(self, entry):
        """Of every such estimate, and what is added to A varies freely, with M."""
        X, law = FULL_RANK, noise(entry, sigma * eye(3))
        v, M = letter("v", 2), letter("M", 2, 3)
        form = v.T * difference(unbiased(X), law) * v
        assert equal(form, sigma**2 * norm2((eye(3) - hat(X)) * M.T * v))

    @whatever_the_law
    def test_instance(self, entry):
        X, A, law = FULL_RANK, FIRST_TWO, moved(noise(entry, 3 * eye(3)), MEAN)
        assert (X.T * X).det() != 0
        assert variance(itself, law) == 9 * eye(3)
        assert eye(2) == A * X
        assert positive_semidefinite(difference(A, law))
        assert difference(A, law) != zeros(2, 2)

    def test_near_miss_is_refused(self):
        known = instantiate(published("variance-positive-semidefinite"), (u, T - estimate))
        spread, identity = assume(equal_variance), assume(reproduces)
        rewrite(known, self.conclusion, spread, identity)
        refused(rewrite, known, self.conclusion, spread)  # AX = I missing
        refused(rewrite, known, self.conclusion, identity)  # equal variance missing
        correlated = assume(Equals(Var(epsilon), sigma_sq * V))
        refused(rewrite, known, self.conclusion, correlated, identity)
        other_way = PositiveSemidefinite(Var(estimate) - Var(T))
        refused(rewrite, published(self.id), other_way, spread, identity)

    @whatever_the_law
    def test_near_miss_is_false(self, entry):
        X, law = FULL_RANK, noise(entry, eye(3))
        assert not positive_semidefinite(difference(SHORT, law))  # shrunk, and so biased
        assert not positive_semidefinite(-difference(FIRST_TWO, law))
        inverse = (UNEQUAL * UNEQUAL.T).inv()
        A = (X.T * inverse * X).inv() * X.T * inverse  # what is precise weighs more
        assert eye(2) == A * X
        assert not positive_semidefinite(difference(A, noise(entry, UNEQUAL)))
