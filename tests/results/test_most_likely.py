"""argmin of each criterion = argmax of the density of the observations, for the noise of each."""

from __future__ import annotations

import pytest
from sympy import Matrix, Rational, diag, eye, symbols, zeros

from derivations.kernel.statements import (
    Equals,
    ForEach,
    Gaussian,
    Independent,
    Laplace,
    Maximises,
    Minimises,
    Nonnegative,
    Positive,
    PositiveDefinite,
)
from derivations.kernel.terms import Identity, Zero
from derivations.kernel.theorem import assume, cut, instantiate, introduce, unfold
from derivations.proving.certificates import rewrite

from . import matrices as m
from .letters import J, n, u, w
from .likelihood_letters import L, V, ell, epsilon, i, tau, variance
from .likelihood_letters import m as mean_of_noise
from .matrices import (
    DESIGNS,
    FITTED,
    FITTED_TOO,
    FULL_RANK,
    NULL,
    RANK_ONE,
    SOLVED,
    Y,
    equal,
    letter,
    minimises,
    norm2,
    positive_definite,
    solution,
)
from .restatement import Restatement, published, refused
from .test_maximum_likelihood import (
    CORRELATED,
    DEPENDENT,
    FOUR,
    L_1,
    L_V,
    LINE,
    OUTLIER,
    PDF,
    PLACES,
    SPREAD,
    TAU,
    UNEQUAL,
    L_s,
    at_both,
    corners,
    density,
    determinant,
    distances,
    ell_1,
    ell_s,
    ell_V,
    entrywise,
    generalised,
    generalised_error,
    higher,
    highest,
    is_most_likely,
    likelihood_1,
    log_density,
    lowest,
    minimises_absolute,
    number,
    observed,
    observed_u,
    positive,
    s_i,
    squares_over_s,
    tangent,
    weighted,
)

normal = (
    ForEach(i, Positive(s_i)),
    Independent(epsilon),
    ForEach(i, Gaussian(i.T @ epsilon, i.T @ mean_of_noise, s_i)),
    ForEach(i, Equals(i.T @ mean_of_noise, Zero())),
)
laplace = (
    Positive(tau),
    Independent(epsilon),
    ForEach(i, Laplace(i.T @ epsilon, Zero(), tau)),
)
correlated = (positive, PositiveDefinite(V), Gaussian(epsilon, Zero(n), variance * V))
white = (positive, Gaussian(epsilon, Zero(n), variance * Identity(n)))
of_entries = (*entrywise, "density-of-a-gaussian", tangent)
of_laplace = (*entrywise, "density-of-a-laplace", tangent)
of_a_vector = (
    "density-of-a-shifted-vector",
    "density-of-a-gaussian-vector",
    determinant,
    tangent,
)
LAWS = {
    "s": "density-of-the-observations-with-unequal-variances",
    "V": "density-of-the-observations-with-covariance",
    "1": "density-of-the-observations-with-laplace-noise",
}
CENTRE = zeros(3, 1)


def best_generalised(X, y, weights):
    """The solution of XᵀWXw = XᵀWy."""
    return (X.T * weights * X).inv() * X.T * weights * y


def not_most_likely(claim, likelihood, log_likelihood, law):
    """Near misses of: a maximiser of the likelihood maximises the density."""
    gap, goal = (
        assume(Nonnegative(likelihood(u) - likelihood(w))),
        Nonnegative(observed_u - observed),
    )
    known = at_both(published(LAWS[law]))
    better = rewrite(gap, goal, *known)
    refused(rewrite, gap, goal)
    refused(rewrite, gap, goal, known[0])  # at w only
    refused(rewrite, gap, Nonnegative(observed - observed_u), *known)
    refused(introduce, claim, w, better)  # not for every w
    for other in LAWS.keys() - {law}:
        refused(rewrite, gap, goal, *at_both(published(LAWS[other])))  # other noise
    logarithm = assume(Nonnegative(log_likelihood(u) - log_likelihood(w)))
    refused(rewrite, logarithm, goal, *known)


def not_least(likelihood, loss, law):
    """Near misses of: a maximiser of the density minimises the loss."""
    gap = unfold(assume(Maximises(u, observed, w)), 0, w)
    goal = Nonnegative(likelihood(u) - likelihood(w))
    known = at_both(published(LAWS[law]))
    rewrite(gap, goal, *known)
    refused(rewrite, gap, goal)
    refused(rewrite, gap, goal, known[0])
    refused(rewrite, gap, Nonnegative(likelihood(w) - likelihood(u)), *known)
    refused(rewrite, gap, Nonnegative(loss(w) - loss(u)), *known)  # before the logarithm
    refused(rewrite, gap, Nonnegative(L(u) - L(w)), *known)


class TestWeighted(Restatement):
    id = "least-weighted-squared-error-is-maximum-likelihood"
    hypotheses = (Minimises(u, squares_over_s(w), w), *normal)
    conclusion = Maximises(u, observed, w)
    facts = of_entries

    @pytest.mark.parametrize("X", DESIGNS)
    def test_in_sympy(self, X):
        y, w = letter("y", 3), letter("w", 2)
        u = solution(m.gradient(weighted(X, y, w, UNEQUAL), w), w)
        assert lowest(weighted(X, y, w, UNEQUAL), w, u)
        assert is_most_likely(X, y, u, CENTRE, diag(*UNEQUAL))

    def test_instance(self):
        u = best_generalised(FULL_RANK, Y, diag(*UNEQUAL).inv())
        assert all(each > 0 for each in UNEQUAL)
        assert lowest(weighted(FULL_RANK, Y, letter("w", 2), UNEQUAL), letter("w", 2), u)
        assert higher(PDF, FULL_RANK, Y, u, CENTRE, diag(*UNEQUAL)) == (0, 0)

    def test_near_miss_is_refused(self):
        not_most_likely(self.conclusion, L_s, ell_s, "s")

    def test_near_miss_is_false(self):
        assert minimises(FULL_RANK, Y, FITTED)
        assert not is_most_likely(FULL_RANK, Y, FITTED, CENTRE, diag(*UNEQUAL))
        u = best_generalised(FULL_RANK, Y, diag(*UNEQUAL).inv())
        assert not is_most_likely(FULL_RANK, Y, u, CENTRE, eye(3))
        assert not is_most_likely(FULL_RANK, Y, u, Matrix([1, 0, 0]), diag(*UNEQUAL))


class TestWeightedToo(Restatement):
    id = "maximum-likelihood-is-least-weighted-squared-error"
    hypotheses = (Maximises(u, observed, w), *normal)
    conclusion = Minimises(u, squares_over_s(w), w)
    facts = of_entries

    @pytest.mark.parametrize("X", DESIGNS)
    def test_in_sympy(self, X):
        y, w = letter("y", 3), letter("w", 2)
        f = log_density(X, y, w, CENTRE, diag(*UNEQUAL))
        u = solution(m.gradient(f, w), w)
        assert lowest(weighted(X, y, w, UNEQUAL), w, u)

    def test_instance(self):
        w, law = letter("w", 2), (CENTRE, diag(*UNEQUAL))
        u = solution(m.gradient(log_density(FULL_RANK, Y, w, *law), w), w)
        assert is_most_likely(FULL_RANK, Y, u, *law)
        assert lowest(weighted(FULL_RANK, Y, w, UNEQUAL), w, u)

    def test_near_miss_is_refused(self):
        not_least(L_s, squares_over_s, "s")

    def test_near_miss_is_false(self):
        w, law = letter("w", 2), (CENTRE, diag(*UNEQUAL))
        u = solution(m.gradient(log_density(FULL_RANK, Y, w, *law), w), w)
        assert not minimises(FULL_RANK, Y, u)
        assert not lowest(weighted(FULL_RANK, Y, w, Matrix([4, 1, 1])), w, u)


class TestAbsolute(Restatement):
    id = "least-absolute-error-is-maximum-likelihood"
    hypotheses = (Minimises(u, distances(w) / n, w), *laplace)
    conclusion = Maximises(u, observed, w)
    facts = of_laplace

    @pytest.mark.parametrize(("X", "y"), [(FULL_RANK, Y), (FOUR, OUTLIER)])
    def test_in_sympy(self, X, y):
        """Of the corners, those of the least absolute error have the largest density."""
        found = list(corners(X, y))
        best = max(number(likelihood_1, X, y, at, TAU) for at in found)
        for at in found:
            if minimises_absolute(X, y, at):
                assert abs(number(likelihood_1, X, y, at, TAU) - best) < best / 10**40

    def test_instance(self):
        assert TAU > 0
        assert minimises_absolute(FULL_RANK, Y, LINE)
        at_line = number(likelihood_1, FULL_RANK, Y, LINE, TAU)
        others = [number(likelihood_1, FULL_RANK, Y, place, TAU) for place in PLACES]
        assert all(other <= at_line * (1 + Rational(1, 10**40)) for other in others)

    def test_near_miss_is_refused(self):
        not_most_likely(self.conclusion, L_1, ell_1, "1")

    def test_near_miss_is_false(self):
        at_line, at_fit = (number(likelihood_1, FULL_RANK, Y, at, TAU) for at in (LINE, FITTED))
        assert minimises(FULL_RANK, Y, FITTED)
        assert at_fit < at_line  # least squares is not, with Laplace noise
        assert not is_most_likely(FULL_RANK, Y, LINE, CENTRE, eye(3))


class TestGeneralised(Restatement):
    id = "least-generalised-squared-error-is-maximum-likelihood"
    hypotheses = (Minimises(u, generalised(w), w), *correlated)
    conclusion = Maximises(u, observed, w)
    facts = of_a_vector

    @pytest.mark.parametrize("X", DESIGNS)
    def test_in_sympy(self, X):
        y, w = letter("y", 3), letter("w", 2)
        u = solution(m.gradient(generalised_error(X, y, w, CORRELATED), w), w)
        assert is_most_likely(X, y, u, CENTRE, SPREAD * CORRELATED)

    def test_instance(self):
        u = best_generalised(FULL_RANK, Y, CORRELATED.inv())
        law = CENTRE, SPREAD * CORRELATED
        assert SPREAD > 0
        assert positive_definite(CORRELATED)
        assert lowest(
            generalised_error(FULL_RANK, Y, letter("w", 2), CORRELATED), letter("w", 2), u
        )
        assert higher(PDF, FULL_RANK, Y, u, *law) == (0, 0)

    def test_near_miss_is_refused(self):
        not_most_likely(self.conclusion, L_V, ell_V, "V")

    def test_near_miss_is_false(self):
        u = best_generalised(FULL_RANK, Y, CORRELATED.inv())
        assert not is_most_likely(FULL_RANK, Y, u, CENTRE, eye(3))
        assert not is_most_likely(FULL_RANK, Y, FITTED, CENTRE, SPREAD * DEPENDENT)
        assert not is_most_likely(FULL_RANK, Y, u, Matrix([1, 0, 0]), SPREAD * CORRELATED)


class TestGeneralisedToo(Restatement):
    id = "maximum-likelihood-is-least-generalised-squared-error"
    hypotheses = (Maximises(u, observed, w), *correlated)
    conclusion = Minimises(u, generalised(w), w)
    facts = of_a_vector

    @pytest.mark.parametrize("X", DESIGNS)
    def test_in_sympy(self, X):
        y, w = letter("y", 3), letter("w", 2)
        f = log_density(X, y, w, CENTRE, SPREAD * CORRELATED)
        u = solution(m.gradient(f, w), w)
        assert lowest(generalised_error(X, y, w, CORRELATED), w, u)

    def test_instance(self):
        w, law = letter("w", 2), (CENTRE, SPREAD * CORRELATED)
        u = solution(m.gradient(log_density(FULL_RANK, Y, w, *law), w), w)
        assert highest(log_density(FULL_RANK, Y, w, *law), w, u)
        assert lowest(generalised_error(FULL_RANK, Y, w, CORRELATED), w, u)

    def test_near_miss_is_refused(self):
        not_least(L_V, generalised, "V")

    def test_near_miss_is_false(self):
        w, law = letter("w", 2), (CENTRE, SPREAD * DEPENDENT)
        u = solution(m.gradient(log_density(FULL_RANK, Y, w, *law), w), w)
        assert not minimises(FULL_RANK, Y, u)
        assert not lowest(generalised_error(FULL_RANK, Y, w, CORRELATED), w, u)


class TestFromTheLaw(Restatement):
    id = "least-squares-is-maximum-likelihood-from-the-law-of-the-noise"
    hypotheses = (Minimises(u, J(w), w), *white)
    conclusion = Maximises(u, observed, w)
    facts = of_a_vector

    @pytest.mark.parametrize("X", DESIGNS)
    def test_in_sympy(self, X):
        y, w, spread = letter("y", 3), letter("w", 2), symbols("s", positive=True)
        u = solution(m.gradient(m.J(X, y, w), w), w)
        at_w, at_u = (log_density(X, y, at, CENTRE, spread * eye(3)) for at in (w, u))
        assert equal(2 * spread * (at_u - at_w), norm2(X * (w - u)))  # which is not negative

    @pytest.mark.parametrize(("X", "u"), SOLVED)
    def test_instance(self, X, u):
        assert SPREAD > 0
        assert minimises(X, Y, u)
        assert is_most_likely(X, Y, u, CENTRE, SPREAD * eye(3))

    def test_near_miss_is_refused(self):
        theorem = published(self.id)
        refused(cut, theorem, assume(Gaussian(epsilon, Zero(n), variance * V)))
        refused(cut, theorem, assume(Nonnegative(variance)))
        entries = ForEach(i, Gaussian(i.T @ epsilon, Zero(), variance))
        refused(cut, theorem, assume(entries))  # Gaussian entries are not enough
        known = instantiate(published(LAWS["V"]), (V, Identity(n)))
        gap = unfold(assume(Minimises(u, J(w), w)), 0, w)
        refused(rewrite, gap, Nonnegative(observed_u - observed), *at_both(known))
        refused(rewrite, gap, Nonnegative(ell(u) - ell(w)), *at_both(known))

    def test_near_miss_is_false(self):
        assert not is_most_likely(FULL_RANK, Y, FITTED, CENTRE, DEPENDENT)  # Gaussian entries
        assert not is_most_likely(FULL_RANK, Y, FITTED, Matrix([1, 0, 0]), eye(3))
        assert not is_most_likely(FULL_RANK, Y, NULL, CENTRE, eye(3))


class TestFromTheLawToo(Restatement):
    id = "maximum-likelihood-is-least-squares-from-the-law-of-the-noise"
    hypotheses = (Maximises(u, observed, w), *white)
    conclusion = Minimises(u, J(w), w)
    facts = of_a_vector

    @pytest.mark.parametrize("X", DESIGNS)
    def test_in_sympy(self, X):
        y, w, spread = letter("y", 3), letter("w", 2), symbols("s", positive=True)
        f = log_density(X, y, w, CENTRE, spread * eye(3))
        u = solution(m.gradient(f, w), w)
        assert minimises(X, y, u)

    def test_instance(self):
        for point in (FITTED_TOO, FITTED_TOO + NULL):  # without full column rank
            assert is_most_likely(RANK_ONE, Y, point, CENTRE, SPREAD * eye(3))
            assert minimises(RANK_ONE, Y, point)

    def test_near_miss_is_refused(self):
        theorem = published(self.id)
        refused(cut, theorem, assume(Gaussian(epsilon, Zero(n), variance * V)))
        refused(cut, theorem, assume(Gaussian(epsilon, mean_of_noise, variance * Identity(n))))
        refused(cut, theorem, assume(Minimises(u, observed, w)))
        gap = unfold(assume(Maximises(u, observed, w)), 0, w)
        refused(rewrite, gap, Nonnegative(J(w) - J(u)))

    def test_near_miss_is_false(self):
        w, law = letter("w", 2), (CENTRE, DEPENDENT)
        u = solution(m.gradient(log_density(FULL_RANK, Y, w, *law), w), w)
        assert not minimises(FULL_RANK, Y, u)
        assert number(density, FULL_RANK, Y, u, *law) > number(density, FULL_RANK, Y, FITTED, *law)
