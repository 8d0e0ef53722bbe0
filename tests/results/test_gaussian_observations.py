"""The law of the observations, and the one point at which their density is largest."""

from __future__ import annotations

from sympy import Matrix, Rational, eye, symbols, zeros

from derivations.kernel.statements import (
    ForEach,
    FullColumnRank,
    Gaussian,
    Nonnegative,
    Positive,
    PositiveDefinite,
    UniquelyMaximises,
)
from derivations.kernel.terms import Identity, Letter, Zero
from derivations.kernel.theorem import assume, cut, instantiate, introduce
from derivations.proving.certificates import rewrite

from . import matrices as m
from .letters import X, estimate, n, u, w
from .likelihood_letters import V, epsilon, i, variance
from .likelihood_letters import m as mean_of_noise
from .matrices import (
    FITTED_TOO,
    FULL_RANK,
    NULL,
    RANK_ONE,
    Y,
    equal,
    full_column_rank,
    letter,
    norm2,
)
from .restatement import Restatement, published, refused
from .test_gaussian_estimate import is_gaussian
from .test_maximum_likelihood import (
    DEPENDENT,
    PLACES,
    SPREAD,
    density,
    determinant,
    is_most_likely,
    log_density,
    number,
    observed,
    observed_u,
    tangent,
)
from .test_maximum_likelihood_estimate import is_alone

S = Letter("S", n, n)
white = Gaussian(epsilon, Zero(n), variance * Identity(n))
MIXED = Matrix([[2, 0, 0], [1, 1, 0], [0, 3, 1]])  # it takes N(0, I) to dependent entries


class TestEntries(Restatement):
    id = "entries-of-a-gaussian-vector-are-gaussian"
    hypotheses = (Gaussian(epsilon, mean_of_noise, S),)
    conclusion = ForEach(i, Gaussian(i.T @ epsilon, i.T @ mean_of_noise, i.T @ S @ i))
    facts = ("moment-generating-function-of-an-affine-image",)

    def test_in_sympy(self):
        z, mean = letter("z", 3), letter("m", 3)
        covariance = MIXED * MIXED.T
        for j in range(3):
            entry = Matrix([(MIXED * z + mean)[j]])
            assert is_gaussian(entry, z, mean[j, :], covariance[j : j + 1, j : j + 1])

    def test_instance(self):
        z, mean = letter("z", 3), Matrix([1, -2, 0])
        covariance = MIXED * MIXED.T
        assert is_gaussian(MIXED * z + mean, z, mean, covariance)
        assert is_gaussian(Matrix([(MIXED * z + mean)[2]]), z, Matrix([0]), Matrix([10]))

    def test_near_miss_is_refused(self):
        entry = Gaussian(i.T @ epsilon, i.T @ mean_of_noise, i.T @ S @ i)
        refused(introduce, self.conclusion, i, assume(entry))  # of one entry only
        each = Gaussian(i.T @ epsilon, i.T @ mean_of_noise, variance)
        refused(introduce, ForEach(i, each), i, assume(each))

    def test_near_miss_is_false(self):
        z = letter("z", 3)
        entry = Matrix([(MIXED * z)[2]])
        assert is_gaussian(entry, z, Matrix([0]), Matrix([10]))
        assert not is_gaussian(entry, z, Matrix([0]), Matrix([1]))
        assert not is_gaussian(entry, z, Matrix([1]), Matrix([10]))


class TestFromTheLaw(Restatement):
    id = "maximum-likelihood-estimate-from-the-law-of-the-observations"
    hypotheses = (FullColumnRank(X), Positive(variance), white)
    conclusion = UniquelyMaximises(estimate, observed, w)
    facts = (
        "density-of-a-shifted-vector",
        "density-of-a-gaussian-vector",
        determinant,
        tangent,
    )

    def test_in_sympy(self):
        y, w, spread = letter("y", 3), letter("w", 2), symbols("s", positive=True)
        law, fitted = (zeros(3, 1), spread * eye(3)), m.fit(FULL_RANK, y)
        at_fit, at_w = (log_density(FULL_RANK, y, at, *law) for at in (fitted, w))
        assert equal(2 * spread * (at_fit - at_w), norm2(FULL_RANK * (w - fitted)))

    def test_instance(self):
        law, fitted = (zeros(3, 1), SPREAD * eye(3)), m.fit(FULL_RANK, Y)
        assert full_column_rank(FULL_RANK)
        assert is_alone(FULL_RANK, Y, fitted, *law)
        best = number(density, FULL_RANK, Y, fitted, *law)
        others = [place for place in PLACES if place != fitted]
        assert all(number(density, FULL_RANK, Y, place, *law) < best for place in others)

    def test_near_miss_is_refused(self):
        known = published("density-of-the-observations-with-covariance")
        at_identity = instantiate(known, (V, Identity(n)))
        assert PositiveDefinite(Identity(n)) in at_identity.hypotheses
        gap = Nonnegative(observed_u - observed)
        likelihoods = rewrite(
            assume(gap),
            Nonnegative(
                instantiate(at_identity, (w, u)).conclusion.right - at_identity.conclusion.right
            ),
            at_identity,
            instantiate(at_identity, (w, u)),
        )
        refused(rewrite, likelihoods, gap, at_identity)  # at one of the two only
        refused(cut, published(self.id), assume(Gaussian(epsilon, Zero(n), variance * V)))
        refused(cut, published(self.id), assume(Nonnegative(variance)))
        entries = ForEach(i, Gaussian(i.T @ epsilon, Zero(), variance))
        refused(cut, published(self.id), assume(entries))  # Gaussian entries are not enough

    def test_near_miss_is_false(self):
        fitted = m.fit(FULL_RANK, Y)
        assert not is_most_likely(FULL_RANK, Y, fitted, zeros(3, 1), DEPENDENT)  # Gaussian entries
        assert not is_most_likely(FULL_RANK, Y, fitted, Matrix([1, 0, 0]), eye(3))
        assert not is_alone(RANK_ONE, Y, FITTED_TOO, zeros(3, 1), eye(3))
        assert is_most_likely(RANK_ONE, Y, FITTED_TOO + NULL, zeros(3, 1), eye(3))
        assert (Rational(0) * eye(3)).det() == 0  # no density: it is 0, and most likely, everywhere
