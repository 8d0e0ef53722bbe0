"""XᵀX = nR: full column rank where ρ² ≠ 1, and the variances of the weights."""

from __future__ import annotations

import pytest
from sympy import Matrix, Rational, cancel, eye, symbols

from derivations.kernel.statements import (
    Equals,
    FullColumnRank,
    Invertible,
    Nonnegative,
    PositiveDefinite,
)
from derivations.kernel.terms import (
    Derivative,
    Identity,
    Inverse,
    Letter,
    SquaredNorm,
    Zero,
    as_term,
)
from derivations.kernel.theorem import assume, introduce
from derivations.proving.certificates import algebra, rewrite
from derivations.proving.sequents import multiply, square

from . import matrices as m
from .letters import n, y
from .matrices import equal, fit, full_column_rank, letter, positive_definite
from .moment_letters import Var, epsilon, equal_variance, sigma_sq, square_integrable
from .moments import TRUTH, noise, variance, whatever_the_law
from .restatement import Restatement, published, refused
from .test_two_features import R, correlated, inverse, j, one, rho

X = Letter("X", n, 2)
w, w_star, x_0, v = (Letter(name, 2) for name in ("w", "w_star", "x_0", "v"))
gram = X.T @ X
estimate = Inverse(gram) @ X.T @ (X @ w_star + epsilon)
error = SquaredNorm(X @ w - y) / n
hessian = Derivative(Derivative(error, w, w).T, w, w)
given = Equals(gram, n * R)
not_one = Invertible(1 - rho**2)
stochastic = (square_integrable, equal_variance, given, not_one)
inflated = sigma_sq / n * (1 / (1 - rho**2))

# Two columns of four entries with XᵀX = 4R, where ρ and √(1 − ρ²) are the cosine and the sine.
FIRST, ACROSS = Matrix([1, 1, -1, -1]), Matrix([1, -1, 1, -1])
T = symbols("t", real=True)  # the tangent of half the angle


def design(cosine, sine):
    """The first column, and one of that correlation with it."""
    return FIRST.row_join(cosine * FIRST + sine * ACROSS)


ANY_RHO = (1 - T**2) / (1 + T**2)
ANY = design(ANY_RHO, 2 * T / (1 + T**2))  # at every angle
RHO = Rational(4, 5)
DESIGN = design(RHO, Rational(3, 5))
SHORT = Matrix([[1, 0], [1, 1], [0, 1], [1, 1]])  # its columns have another length
TWICE = design(Rational(1), Rational(0))  # ρ = 1
OPPOSITE = design(Rational(-1), Rational(0))  # ρ = −1
OTHERS = (DESIGN, design(Rational(-5, 13), Rational(12, 13)), design(Rational(0), Rational(1)))


every_design = pytest.mark.parametrize("X", OTHERS)


def least(X):
    """The estimate as a function of the noise."""
    return lambda e: fit(X, X * TRUTH + e)


def rho_of(X):
    """The mean of the products of both columns."""
    return (X[:, 0].T * X[:, 1])[0] / X.rows


def is_given(X):
    """XᵀX = nR."""
    return equal(X.T * X, X.rows * correlated(rho_of(X)))


class TestAtMostOne(Restatement):
    id = "correlation-is-at-most-1"
    hypotheses = (given,)
    conclusion = Nonnegative(1 - rho**2)

    def test_in_sympy(self):
        assert is_given(ANY)
        assert cancel(1 - rho_of(ANY) ** 2 - (2 * T / (1 + T**2)) ** 2) == 0

    @pytest.mark.parametrize("X", [*OTHERS, TWICE, OPPOSITE])
    def test_instance(self, X):
        assert is_given(X)
        assert rho_of(X) ** 2 <= 1

    def test_near_miss_is_refused(self):  # the hypothesis missing
        both = multiply(square(X @ one), square(X @ (2 * j - one)))
        rewrite(both, Nonnegative(4 * n * n * (1 - rho**2)), assume(given))
        refused(rewrite, both, Nonnegative(4 * n * n * (1 - rho**2)))
        refused(rewrite, both, Nonnegative(-4 * n * n * rho**2), assume(given))

    def test_near_miss_is_false(self):
        assert not is_given(2 * DESIGN)  # mean squares of 4, and a mean product of 16/5
        assert 1 - rho_of(2 * DESIGN) ** 2 < 0


class TestHessian(Restatement):
    id = "hessian-for-two-correlated-features"
    hypotheses = (given,)
    conclusion = Equals(hessian, 2 * R)

    def test_in_sympy(self):
        w, y = letter("w", 2), letter("y", 4)
        assert equal(m.hessian(m.J(ANY, y, w), w), 2 * correlated(ANY_RHO))

    @pytest.mark.parametrize("X", OTHERS)
    def test_instance(self, X):
        w, y = letter("w", 2), letter("y", 4)
        assert is_given(X)
        assert m.hessian(m.J(X, y, w), w) == 2 * correlated(rho_of(X))

    def test_near_miss_is_refused(self):
        refused(algebra, self.conclusion)
        refused(algebra, Equals(hessian, R), assume(given))

    def test_near_miss_is_false(self):
        w, y = letter("w", 2), letter("y", 4)
        assert m.hessian(m.J(DESIGN, y, w), w) != correlated(RHO)
        assert m.hessian(m.J(SHORT, y, w), w) != 2 * correlated(rho_of(SHORT))


class TestGramInverse(Restatement):
    id = "inverse-gram-matrix-of-two-correlated-features"
    hypotheses = (given, not_one)
    conclusion = Equals(Inverse(gram), inverse / n)
    algebraic = False  # the Gram matrix is a letter while the equation is solved

    def test_in_sympy(self):
        assert equal((ANY.T * ANY).inv(), correlated(ANY_RHO).inv() / 4)

    @pytest.mark.parametrize("X", OTHERS)
    def test_instance(self, X):
        rho = rho_of(X)
        assert is_given(X)
        assert 1 - rho**2 != 0
        adjugate = Matrix([[1, -rho], [-rho, 1]])
        assert (X.T * X).inv() == adjugate / (4 * (1 - rho**2))

    def test_near_miss_is_refused(self):
        algebra(Equals(gram @ (inverse / n), Identity(2)), assume(given))
        refused(algebra, Equals(gram @ (inverse / n), Identity(2)))
        refused(algebra, Equals(gram @ inverse, Identity(2)), assume(given))

    def test_near_miss_is_false(self):
        assert (DESIGN.T * DESIGN).inv() != correlated(RHO).inv()
        assert (SHORT.T * SHORT).inv() != correlated(rho_of(SHORT)).inv() / 4
        assert (TWICE.T * TWICE).det() == 0


class TestFullRank(Restatement):
    id = "correlated-features-have-full-column-rank"
    hypotheses = (given, not_one)
    conclusion = FullColumnRank(X)

    @pytest.mark.parametrize("X", [*OTHERS, TWICE, OPPOSITE])
    def test_in_sympy(self, X):
        assert is_given(X)
        assert full_column_rank(X) == (rho_of(X) ** 2 != 1)

    @pytest.mark.parametrize("X", OTHERS)
    def test_instance(self, X):
        assert is_given(X)
        assert 1 - rho_of(X) ** 2 != 0
        assert full_column_rank(X)

    def test_near_miss_is_refused(self):  # that ρ² is not 1
        null = assume(Equals(X @ v, Zero(n)))
        form = algebra(Equals(v.T @ gram @ v, Zero()), null)
        refused(algebra, Equals(v, Zero(2)), null, assume(given))
        refused(introduce, FullColumnRank(X), v, form)

    def test_near_miss_is_false(self):
        for X in (TWICE, OPPOSITE):
            assert is_given(X)
            assert not full_column_rank(X)


class TestHessianDefinite(Restatement):
    id = "hessian-positive-definite-for-correlated-features"
    hypotheses = (given, not_one)
    conclusion = PositiveDefinite(hessian)

    @staticmethod
    def bowl(X):
        w, y = letter("w", 2), letter("y", 4)
        return m.hessian(m.J(X, y, w), w)

    @pytest.mark.parametrize("X", [*OTHERS, TWICE, OPPOSITE])
    def test_in_sympy(self, X):
        assert positive_definite(self.bowl(X)) == (rho_of(X) ** 2 != 1)

    @pytest.mark.parametrize("X", OTHERS)
    def test_instance(self, X):
        assert is_given(X)
        assert 1 - rho_of(X) ** 2 != 0
        assert positive_definite(self.bowl(X))

    def test_near_miss_is_refused(self):
        semidefinite = published("hessian-positive-semidefinite")
        flat = assume(Equals(v.T @ hessian @ v, Zero()))
        refused(introduce, PositiveDefinite(hessian), v, semidefinite, flat)
        refused(algebra, Equals(v, Zero(2)), flat, assume(given))

    def test_near_miss_is_false(self):
        assert not positive_definite(self.bowl(TWICE))
        assert not positive_definite(self.bowl(OPPOSITE))


class TestCollinear(Restatement):
    id = "features-with-correlation-1-are-collinear"
    hypotheses = (given, Equals(rho**2, as_term(1)))
    conclusion = Equals(X @ j, rho * (X @ (one - j)))
    algebraic = False  # a vector of length 0 is 0

    def test_in_sympy(self):
        gap = ANY[:, 0] - ANY_RHO * ANY[:, 1]
        assert equal(m.norm2(gap), Matrix([4 * (1 - ANY_RHO**2)]))

    @pytest.mark.parametrize("X", [TWICE, OPPOSITE])
    def test_instance(self, X):
        rho = rho_of(X)
        assert is_given(X)
        assert rho**2 == 1
        assert X[:, 0] == rho * X[:, 1]
        assert X[:, 1] == rho * X[:, 0]

    def test_near_miss_is_refused(self):
        length = SquaredNorm(X @ (j - rho * (one - j)))
        algebra(Equals(length, n * (1 - rho**2)), assume(given))
        refused(algebra, Equals(length, Zero()), assume(given))  # that ρ² is 1
        refused(algebra, Equals(X @ j, X @ (one - j)), *map(assume, self.hypotheses))

    def test_near_miss_is_false(self):
        assert OPPOSITE[:, 0] != OPPOSITE[:, 1]
        assert DESIGN[:, 0] != RHO * DESIGN[:, 1]


class OfVariances:
    """What the four theorems on variances share: a combination of the weights, and its variance."""

    @staticmethod
    def found(X, direction, law):
        return variance(lambda e: direction.T * least(X)(e), law)


PLACE = Matrix([2, 5])  # x₀
SUM, DIFFERENCE = Matrix([1, 1]), Matrix([1, -1])


def spread(direction, rho):
    """(1 + ρ)‖x₀‖² − ρ(1ᵀx₀)², over 1 − ρ²."""
    form = (1 + rho) * m.norm2(direction)[0] - rho * sum(direction) ** 2
    return Matrix([form / (1 - rho**2)])


def is_of_one_variance(X):
    """The hypotheses hold of a design."""
    return is_given(X) and 1 - rho_of(X) ** 2 != 0


class TestPrediction(Restatement, OfVariances):
    id = "variance-of-a-prediction-from-two-correlated-features"
    hypotheses = stochastic
    conclusion = Equals(
        Var(x_0.T @ estimate),
        inflated * ((1 + rho) * SquaredNorm(x_0) - rho * (one.T @ x_0) ** 2),
    )
    algebraic = False  # that XᵀX has an inverse is proved

    @every_design
    @whatever_the_law
    def test_in_sympy(self, entry, X):
        law, x = noise(entry, 3 * eye(4)), letter("x", 2)
        assert equal(self.found(X, x, law), 9 * spread(x, rho_of(X)) / 4)

    @whatever_the_law
    def test_instance(self, entry):
        law = noise(entry, 3 * eye(4))
        assert is_of_one_variance(DESIGN)
        assert self.found(DESIGN, PLACE, law) == 9 * spread(PLACE, RHO) / 4

    def test_near_miss_is_refused(self):
        bare = sigma_sq / n * ((1 + rho) * SquaredNorm(x_0) - rho * (one.T @ x_0) ** 2)
        known = (assume(equal_variance), assume(given), published(TestGramInverse.id))
        refused(algebra, Equals(Var(x_0.T @ estimate), bare), *known)
        refused(algebra, self.conclusion, assume(equal_variance))

    @whatever_the_law
    def test_near_miss_is_false(self, entry):
        law = noise(entry, 3 * eye(4))
        found = self.found(DESIGN, PLACE, law)
        assert found != 9 * spread(PLACE, RHO) * (1 - RHO**2) / 4
        assert self.found(SHORT, PLACE, law) != 9 * spread(PLACE, rho_of(SHORT)) / 4


class TestOneWeight(Restatement, OfVariances):
    id = "variance-of-one-of-two-correlated-weights"
    hypotheses = stochastic
    conclusion = Equals(Var(j.T @ estimate), inflated)
    algebraic = False

    @every_design
    @pytest.mark.parametrize("place", [0, 1])
    @whatever_the_law
    def test_in_sympy(self, entry, place, X):
        law = noise(entry, 3 * eye(4))
        found = self.found(X, eye(2)[:, place], law)
        assert equal(found, Matrix([9 / (4 * (1 - rho_of(X) ** 2))]))

    @whatever_the_law
    def test_instance(self, entry):
        law = noise(entry, 3 * eye(4))
        assert is_of_one_variance(DESIGN)
        assert self.found(DESIGN, Matrix([1, 0]), law) == Matrix([Rational(9, 4) * Rational(25, 9)])

    def test_near_miss_is_refused(self):
        known = (assume(equal_variance), assume(given))
        refused(algebra, Equals(Var(j.T @ estimate), sigma_sq / n), *known)
        refused(algebra, self.conclusion, assume(equal_variance))

    @whatever_the_law
    def test_near_miss_is_false(self, entry):
        law = noise(entry, 3 * eye(4))
        assert self.found(DESIGN, Matrix([1, 0]), law) != Matrix([Rational(9, 4)])
        unequal = noise(entry, Matrix.diag(1, 2, 3, 4))
        assert self.found(DESIGN, Matrix([1, 0]), unequal) != self.found(
            DESIGN, Matrix([0, 1]), unequal
        )


class TestSum(Restatement, OfVariances):
    id = "variance-of-the-sum-of-two-correlated-weights"
    hypotheses = stochastic
    conclusion = Equals(Var(one.T @ estimate), 2 * sigma_sq / n * (1 / (1 + rho)))
    algebraic = False

    @every_design
    @whatever_the_law
    def test_in_sympy(self, entry, X):
        found = self.found(X, SUM, noise(entry, 3 * eye(4)))
        assert equal(found, Matrix([18 / (4 * (1 + rho_of(X)))]))

    @whatever_the_law
    def test_instance(self, entry):
        law = noise(entry, 3 * eye(4))
        assert is_of_one_variance(DESIGN)
        assert self.found(DESIGN, SUM, law) == Matrix([Rational(18, 4) / (1 + RHO)])

    def test_near_miss_is_refused(self):
        known = (assume(equal_variance), assume(given))
        other = Equals(Var(one.T @ estimate), 2 * sigma_sq / n * (1 / (1 - rho)))
        refused(algebra, other, *known)
        refused(algebra, self.conclusion, assume(equal_variance))

    @whatever_the_law
    def test_near_miss_is_false(self, entry):
        found = self.found(DESIGN, SUM, noise(entry, 3 * eye(4)))
        assert found != Matrix([Rational(18, 4) / (1 - RHO)])


class TestDifference(Restatement, OfVariances):
    id = "variance-of-the-difference-of-two-correlated-weights"
    hypotheses = stochastic
    conclusion = Equals(Var((2 * j - one).T @ estimate), 2 * sigma_sq / n * (1 / (1 - rho)))
    algebraic = False

    @every_design
    @whatever_the_law
    def test_in_sympy(self, entry, X):
        found = self.found(X, DIFFERENCE, noise(entry, 3 * eye(4)))
        assert equal(found, Matrix([18 / (4 * (1 - rho_of(X)))]))

    @whatever_the_law
    def test_instance(self, entry):
        law = noise(entry, 3 * eye(4))
        assert is_of_one_variance(DESIGN)
        assert self.found(DESIGN, DIFFERENCE, law) == Matrix([Rational(18, 4) / (1 - RHO)])

    def test_near_miss_is_refused(self):
        known = (assume(equal_variance), assume(given))
        other = Equals(Var((2 * j - one).T @ estimate), 2 * sigma_sq / n * (1 / (1 + rho)))
        refused(algebra, other, *known)
        refused(algebra, self.conclusion, assume(equal_variance))

    @whatever_the_law
    def test_near_miss_is_false(self, entry):
        found = self.found(DESIGN, DIFFERENCE, noise(entry, 3 * eye(4)))
        assert found != Matrix([Rational(18, 4) / (1 + RHO)])
