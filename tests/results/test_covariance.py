"""The variance of a random vector, of its affine images, and of the estimate."""

from __future__ import annotations

from itertools import product

import pytest
from sympy import Matrix, Rational, diag, eye, prod, sqrt, zeros
from sympy import stats as st

from derivations.kernel.statements import (
    Equals,
    ForEach,
    Independent,
    PositiveSemidefinite,
    SquareIntegrable,
)
from derivations.kernel.terms import Identity, Inverse, Random, SumOver
from derivations.kernel.theorem import assume, introduce
from derivations.proving.certificates import algebra, rewrite
from derivations.proving.sequents import transitive

from .letters import X, d, n, v
from .likelihood_letters import i, x_i
from .matrices import FULL_RANK, RANK_ONE, equal, fit, letter, positive_semidefinite
from .moment_letters import (
    B,
    Cov,
    E,
    Var,
    a,
    epsilon,
    equal_variance,
    estimate,
    gram,
    invertible,
    s,
    sigma_sq,
    solver,
    square_integrable,
)
from .moments import (
    MIXED,
    TRUTH,
    UNEQUAL,
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

u = Random("u", d)
away = u - E(u)
of_u = SquareIntegrable(u)
independent = Independent(epsilon)
one_variance = ForEach(i, Equals(Var(i.T @ epsilon), sigma_sq))
each_variance = ForEach(i, Equals(Var(i.T @ epsilon), i.T @ s))
uncorrelated = "independent-entries-are-uncorrelated"


MEAN = Matrix([3, 0, -1])
IMAGE = Matrix([[1, 2, 0], [0, -1, 1]])
FACTORS = pytest.mark.parametrize("factor", [eye(3), UNEQUAL, MIXED])


def least(X, w=TRUTH):
    """The estimate as a function of the noise."""
    return lambda e: fit(X, X * w + e)


def inverse(X):
    """(XᵀX)⁻¹."""
    return (X.T * X).inv()


def copied(entry):
    """Noise whose third entry is its first."""
    return [(p, Matrix([e[0], e[1], e[0]])) for p, e in noise(entry, eye(3))]


def are_independent(law):
    """Whether the chance of each outcome is the product of the chances of its entries."""

    def chance(event):
        return sum(p for p, e in law if event(e))

    values = [{e[i] for _, e in law} for i in range(3)]
    return all(
        chance(lambda e, each=each: tuple(e) == each)
        == prod(chance(lambda e, i=i, value=value: e[i] == value) for i, value in enumerate(each))
        for each in product(*values)
    )


class TestDeviations(Restatement):
    id = "variance-is-the-mean-of-squared-deviations"
    hypotheses = (of_u,)
    conclusion = Equals(E(away @ away.T), Var(u))

    @whatever_the_law
    def test_in_sympy(self, entry):
        entries = [st.FiniteRV(f"z_{i}", {value: p for p, value in entry}) for i in range(3)]
        vector = MIXED * Matrix(entries) + MEAN
        by_sympy = Matrix(3, 3, lambda i, j: st.covariance(vector[i], vector[j]))
        law = moved(noise(entry, MIXED), MEAN)
        assert mean(lambda u: (u - MEAN) * (u - MEAN).T, law) == by_sympy

    @whatever_the_law
    def test_instance(self, entry):
        law = moved(noise(entry, MIXED), MEAN)
        second = mean(lambda u: u * u.T, law)  # finite, as there are finitely many outcomes
        assert mean(itself, law) == MEAN
        assert variance(itself, law) == second - MEAN * MEAN.T == MIXED * MIXED.T

    def test_near_miss_is_refused(self):
        refused(algebra, Equals(E(u @ u.T), Var(u)))  # the mean lost
        refused(algebra, Equals(E(u @ u.T) + E(u) @ E(u).T, Var(u)))
        refused(algebra, Equals(away @ away.T, Var(u)))  # of one outcome

    @whatever_the_law
    def test_near_miss_is_false(self, entry):
        law = moved(noise(entry, MIXED), MEAN)
        second, found = mean(lambda u: u * u.T, law), variance(itself, law)
        assert found not in (second, second + MEAN * MEAN.T)
        assert any((u - MEAN) * (u - MEAN).T != found for _, u in law)


class TestSemidefinite(Restatement):
    id = "variance-positive-semidefinite"
    hypotheses = (of_u,)
    conclusion = PositiveSemidefinite(Var(u))

    @whatever_the_law
    def test_in_sympy(self, entry):
        """vᵀVar[u]v is the mean of the squares (vᵀ(u − E[u]))²."""
        law, v = moved(noise(entry, MIXED), MEAN), letter("v", 3)
        squares = mean(lambda u: (v.T * (u - MEAN)) ** 2, law)
        assert equal(v.T * variance(itself, law) * v, squares)

    @pytest.mark.parametrize("factor", [eye(3), MIXED, diag(1, 0, 2), zeros(3, 3)])
    @whatever_the_law
    def test_instance(self, entry, factor):
        assert positive_semidefinite(variance(itself, moved(noise(entry, factor), MEAN)))

    def test_near_miss_is_refused(self):
        known, other = published(self.id), Random("t", d)
        refused(rewrite, known, PositiveSemidefinite(-Var(u)))
        refused(rewrite, known, PositiveSemidefinite(Var(u) - E(u) @ E(u).T))
        refused(rewrite, known, PositiveSemidefinite(Cov(u, other)))
        form = assume(Equals(v.T @ Var(u) @ v, v.T @ v))
        symmetric = algebra(Equals(Var(u).T, Var(u)))
        refused(introduce, self.conclusion, v, symmetric, form)

    @whatever_the_law
    def test_near_miss_is_false(self, entry):
        law = moved(noise(entry, MIXED), MEAN)
        found = variance(itself, law)
        assert not positive_semidefinite(-found)
        assert not positive_semidefinite(found - MEAN * MEAN.T)
        assert not positive_semidefinite(covariance(itself, lambda u: -u, law))


class TestAffine(Restatement):
    id = "variance-of-an-affine-image"
    hypotheses = (square_integrable,)
    conclusion = Equals(Var(B @ epsilon + a), B @ Var(epsilon) @ B.T)

    @FACTORS
    @whatever_the_law
    def test_in_sympy(self, entry, factor):
        B, a = letter("B", 2, 3), letter("a", 2)
        law = moved(noise(entry, factor), MEAN)
        assert equal(variance(lambda e: B * e + a, law), B * factor * factor.T * B.T)

    @whatever_the_law
    def test_instance(self, entry):
        law = moved(noise(entry, MIXED), MEAN)
        found = variance(lambda e: IMAGE * e + TRUTH, law)
        assert found == IMAGE * variance(itself, law) * IMAGE.T

    def test_near_miss_is_refused(self):
        image = Var(B @ epsilon + a)
        refused(algebra, Equals(image, B @ Var(epsilon) @ B.T + a @ a.T))  # a is no noise
        refused(algebra, Equals(image, B @ B.T))
        refused(algebra, Equals(image, B @ E(epsilon @ epsilon.T) @ B.T))  # the mean lost

    @whatever_the_law
    def test_near_miss_is_false(self, entry):
        law = moved(noise(entry, MIXED), MEAN)
        found = variance(lambda e: IMAGE * e + TRUTH, law)
        assert found != IMAGE * variance(itself, law) * IMAGE.T + TRUTH * TRUTH.T
        assert found != IMAGE * IMAGE.T
        assert found != IMAGE * mean(lambda e: e * e.T, law) * IMAGE.T


class TestAnyNoise(Restatement):
    id = "covariance-of-the-estimate"
    hypotheses = (square_integrable, invertible)
    conclusion = Equals(Var(estimate), solver @ Var(epsilon) @ X @ Inverse(gram))

    @FACTORS
    @whatever_the_law
    def test_in_sympy(self, entry, factor):
        X, law = FULL_RANK, moved(noise(entry, sigma * factor), MEAN)
        sandwich = inverse(X) * X.T * factor * factor.T * X * inverse(X)
        assert equal(variance(least(X, letter("w", 2)), law), sigma**2 * sandwich)

    @whatever_the_law
    def test_instance(self, entry):
        X, law = FULL_RANK, moved(noise(entry, MIXED), MEAN)
        assert (X.T * X).det() != 0
        found = variance(least(X), law)
        assert found == inverse(X) * X.T * variance(itself, law) * X * inverse(X)

    def test_near_miss_is_refused(self):
        refused(algebra, Equals(Var(estimate), Inverse(gram)))
        refused(algebra, Equals(Var(estimate), solver @ Var(epsilon) @ X))  # an inverse lost
        of_squares = solver @ E(epsilon @ epsilon.T) @ X @ Inverse(gram)
        refused(algebra, Equals(Var(estimate), of_squares))  # the mean lost

    @whatever_the_law
    def test_near_miss_is_false(self, entry):
        X, law = FULL_RANK, moved(noise(entry, MIXED), MEAN)
        found = variance(least(X), law)
        assert found != inverse(X)
        assert found != inverse(X) * X.T * variance(itself, law) * X
        assert found != inverse(X) * X.T * mean(lambda e: e * e.T, law) * X * inverse(X)
        assert (RANK_ONE.T * RANK_ONE).det() == 0  # there is no estimate


class TestEqualVariances(Restatement):
    id = "covariance-of-the-estimate-with-equal-variances"
    hypotheses = (square_integrable, invertible, equal_variance)
    conclusion = Equals(Var(estimate), sigma_sq * Inverse(gram))

    @whatever_the_law
    def test_in_sympy(self, entry):
        X, law = FULL_RANK, moved(noise(entry, sigma * eye(3)), MEAN)
        assert equal(variance(least(X, letter("w", 2)), law), sigma**2 * inverse(X))

    @whatever_the_law
    def test_instance(self, entry):
        X, law = FULL_RANK, moved(noise(entry, 3 * eye(3)), MEAN)  # whatever the mean
        assert variance(itself, law) == 9 * eye(3)
        assert (X.T * X).det() != 0
        assert variance(least(X), law) == 9 * inverse(X)

    def test_near_miss_is_refused(self):
        refused(algebra, self.conclusion, assume(one_variance))  # the entries may be correlated
        known = assume(equal_variance)
        refused(algebra, Equals(Var(estimate), sigma_sq * gram), known)
        refused(algebra, Equals(Var(estimate), sigma_sq * Inverse(gram) / n), known)
        second = assume(Equals(E(epsilon @ epsilon.T), sigma_sq * Identity(n)))
        refused(algebra, self.conclusion, second)

    @whatever_the_law
    def test_near_miss_is_false(self, entry):
        X = FULL_RANK
        assert variance(itself, copied(entry)).diagonal() == eye(3).diagonal()
        assert variance(least(X), copied(entry)) != inverse(X)
        assert variance(least(X), noise(entry, UNEQUAL)) != inverse(X)
        found = variance(least(X), noise(entry, eye(3)))
        assert found not in (X.T * X, inverse(X) / 3)
        law = [(Rational(1, 3), sqrt(3) * eye(3)[:, i]) for i in range(3)]
        assert mean(lambda e: e * e.T, law) == eye(3)
        assert variance(least(X), law) != inverse(X)


class TestIndependentNoise(Restatement):
    id = "variance-of-independent-noise"
    hypotheses = (square_integrable, independent, one_variance)
    conclusion = Equals(Var(epsilon), sigma_sq * Identity(n))
    facts = (uncorrelated,)

    @whatever_the_law
    def test_in_sympy(self, entry):
        law = moved(noise(entry, sigma * eye(3)), MEAN)
        assert variance(itself, law) == sigma**2 * eye(3)

    @whatever_the_law
    def test_instance(self, entry):
        law = moved(noise(entry, 3 * eye(3)), MEAN)
        assert are_independent(law)
        assert all(variance(lambda e, i=i: e[i, :], law)[0] == 9 for i in range(3))
        assert variance(itself, law) == 9 * eye(3)

    def test_near_miss_is_refused(self):
        refused(algebra, self.conclusion, assume(one_variance))  # independence missing
        on_the_diagonal = SumOver(i, Var(i.T @ epsilon) * (i @ i.T))
        algebra(Equals(on_the_diagonal, sigma_sq * Identity(n)), assume(one_variance))
        refused(algebra, Equals(on_the_diagonal, sigma_sq * Identity(n)))  # the variances missing
        refused(algebra, Equals(Var(epsilon), on_the_diagonal))
        refused(algebra, Equals(on_the_diagonal, sigma_sq * Identity(n)), assume(each_variance))

    @whatever_the_law
    def test_near_miss_is_false(self, entry):
        law = copied(entry)
        assert not are_independent(law)
        assert all(variance(lambda e, i=i: e[i, :], law)[0] == 1 for i in range(3))
        assert variance(itself, law) != eye(3)
        law = noise(entry, UNEQUAL)
        assert are_independent(law)
        assert variance(itself, law) != eye(3)


class TestUnequalVariances(Restatement):
    id = "covariance-of-the-estimate-with-unequal-variances"
    hypotheses = (square_integrable, invertible, independent, each_variance)
    meat = SumOver(i, i.T @ s * (x_i @ x_i.T))
    conclusion = Equals(Var(estimate), Inverse(gram) @ meat @ Inverse(gram))
    facts = (uncorrelated,)

    @staticmethod
    def sandwich(X, variances):
        rows = [X[i, :] for i in range(X.rows)]
        weighted = [s * x.T * x for s, x in zip(variances, rows, strict=True)]
        return inverse(X) * sum(weighted, zeros(2, 2)) * inverse(X)

    @whatever_the_law
    def test_in_sympy(self, entry):
        X, r = FULL_RANK, letter("r", 3)
        found = variance(least(X, letter("w", 2)), noise(entry, diag(*r)))
        assert equal(found, self.sandwich(X, [each**2 for each in r]))

    @whatever_the_law
    def test_instance(self, entry):
        X, law = FULL_RANK, moved(noise(entry, UNEQUAL), MEAN)
        assert are_independent(law)
        assert (X.T * X).det() != 0
        variances = [variance(lambda e, i=i: e[i, :], law)[0] for i in range(3)]
        assert variances == [1, 4, 9]
        assert variance(least(X), law) == self.sandwich(X, variances)

    def test_near_miss_is_refused(self):
        refused(algebra, self.conclusion, assume(each_variance))  # independence missing
        on_the_diagonal = SumOver(i, Var(i.T @ epsilon) * (i @ i.T))
        entries = Equals(on_the_diagonal, SumOver(i, i.T @ s * (i @ i.T)))
        diagonal = assume(Equals(Var(epsilon), on_the_diagonal))
        known = transitive(diagonal, algebra(entries, assume(each_variance)))
        algebra(self.conclusion, known)
        refused(algebra, entries)  # the variances missing
        roots = Inverse(gram) @ SumOver(i, (i.T @ s) ** 2 * (x_i @ x_i.T)) @ Inverse(gram)
        refused(algebra, Equals(Var(estimate), roots), known)
        refused(algebra, Equals(Var(estimate), Inverse(gram) @ self.meat), known)

    @whatever_the_law
    def test_near_miss_is_false(self, entry):
        X = FULL_RANK
        assert variance(least(X), copied(entry)) != self.sandwich(X, [1, 1, 1])
        found = variance(least(X), noise(entry, UNEQUAL))
        assert found != self.sandwich(X, [1, 1, 1])
        assert found != self.sandwich(X, [1, 16, 81])
        assert found != self.sandwich(X, [1, 4, 9]) * X.T * X
