"""The mean of n draws: E[1ᵀY/n] = μ, and Var[1ᵀY/n] = σ²/n."""

from __future__ import annotations

from sympy import Matrix, eye, ones

from derivations.kernel.statements import Equals, Integrable, SquareIntegrable
from derivations.kernel.terms import Identity, Letter, Ones, Random
from derivations.kernel.theorem import assume
from derivations.proving.certificates import algebra

from .letters import n
from .matrices import equal, letter
from .moment_letters import E, Var, sigma_sq
from .moments import MIXED, UNEQUAL, moved, noise, sigma, variance, whatever_the_law
from .moments import mean as mean_of
from .restatement import Restatement, refused

Y, mu = Random("Y", n), Letter("mu")
mean = Ones(n).T @ Y / n
one_mean = Equals(E(Y), mu * Ones(n))
uncorrelated = Equals(Var(Y), sigma_sq * Identity(n))


def average(u):
    """The mean of the entries, a 1×1 matrix."""
    return Matrix([sum(u) / u.rows])


class TestMean(Restatement):
    id = "mean-of-draws-is-unbiased"
    hypotheses = (Integrable(Y), one_mean)
    conclusion = Equals(E(mean), mu)

    @whatever_the_law
    def test_in_sympy(self, entry):
        mu = letter("mu", 1)
        for factor in (sigma * eye(3), MIXED):  # correlated or not
            assert equal(mean_of(average, moved(noise(entry, factor), mu[0] * ones(3, 1))), mu)

    @whatever_the_law
    def test_instance(self, entry):
        law = moved(noise(entry, MIXED), 7 * ones(3, 1))
        assert mean_of(lambda u: u, law) == 7 * ones(3, 1)
        assert mean_of(average, law) == Matrix([7])

    def test_near_miss_is_refused(self):
        given = assume(one_mean)
        refused(algebra, self.conclusion)  # of any means
        refused(algebra, Equals(E(Ones(n).T @ Y), mu), given)  # the 1/n lost
        refused(algebra, Equals(mean, mu), given)  # an estimate is no equation
        refused(algebra, Equals(E(mean), mu / n), given)

    @whatever_the_law
    def test_near_miss_is_false(self, entry):
        law = moved(noise(entry, eye(3)), 7 * ones(3, 1))
        assert mean_of(lambda u: Matrix([sum(u)]), law) != Matrix([7])
        assert all(average(outcome) != Matrix([7]) for _, outcome in law)  # in no draw
        other = moved(noise(entry, eye(3)), Matrix([7, 7, 1]))
        assert mean_of(average, other) != Matrix([7])


class TestVariance(Restatement):
    id = "variance-of-a-mean-of-draws"
    hypotheses = (SquareIntegrable(Y), uncorrelated)
    conclusion = Equals(Var(mean), sigma_sq / n)

    @whatever_the_law
    def test_in_sympy(self, entry):
        assert equal(variance(average, noise(entry, sigma * eye(3))), Matrix([sigma**2 / 3]))

    @whatever_the_law
    def test_instance(self, entry):
        law = moved(noise(entry, 2 * eye(3)), Matrix([1, -2, 5]))
        assert variance(lambda u: u, law) == 4 * eye(3)
        assert 3 * variance(average, law) == Matrix([4])

    def test_near_miss_is_refused(self):
        given = assume(uncorrelated)
        refused(algebra, self.conclusion)
        refused(algebra, Equals(Var(mean), sigma_sq), given)
        refused(algebra, Equals(Var(mean), sigma_sq / n**2), given)
        refused(algebra, Equals(Var(Ones(n).T @ Y), sigma_sq / n), given)

    @whatever_the_law
    def test_near_miss_is_false(self, entry):
        assert variance(average, noise(entry, UNEQUAL)) != Matrix([1]) / 3
        alike = Matrix([[1, 0, 0]] * 3)  # three times the same draw
        assert variance(average, noise(entry, alike)) == Matrix([1])
        assert variance(average, noise(entry, eye(3))) != Matrix([1]) / 9
