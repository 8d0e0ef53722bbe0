"""argmax ℓ = argmin of weighted, generalised and absolute error, for the noise of each."""

from __future__ import annotations

from fractions import Fraction

import pytest
from sympy import (
    Matrix,
    Rational,
    diag,
    log,
    symbols,
)

from derivations.kernel.statements import (
    ForEach,
    Maximises,
    Minimises,
    Nonnegative,
    Positive,
    PositiveDefinite,
)
from derivations.kernel.terms import as_term
from derivations.kernel.theorem import introduce
from derivations.proving.certificates import rewrite

from . import matrices as m
from .letters import J, n, u, w
from .likelihood_letters import L, V, ell, i, tau, variance
from .matrices import (
    DESIGNS,
    FITTED,
    FULL_RANK,
    NULL,
    Y,
    letter,
    minimises,
    positive_definite,
    solution,
)
from .restatement import Restatement, refused
from .test_maximum_likelihood import (
    CORRELATED,
    EQUAL,
    FOUR,
    L_1,
    L_V,
    LINE,
    OUTLIER,
    PLACES,
    SLOPE,
    SPREAD,
    TAU,
    UNEQUAL,
    WITH_1,
    WITH_S,
    WITH_V,
    L_s,
    absolute,
    corners,
    determinant,
    distances,
    ell_1,
    ell_s,
    ell_V,
    generalised,
    generalised_error,
    have_one_slope,
    higher,
    highest,
    is_logarithm,
    likelihood_1,
    likelihood_s,
    likelihood_V,
    log_likelihood,
    log_likelihood_1,
    log_likelihood_s,
    log_likelihood_V,
    lowest,
    maximises_log_likelihood_1,
    minimises_absolute,
    not_from_the_likelihood,
    not_to_the_likelihood,
    number,
    positive,
    s_i,
    scaled,
    squares_over_s,
    tangent,
    weighted,
)


class TestMinimiserOfWeightedError(Restatement):
    id = "minimiser-of-weighted-squared-error-maximises-the-log-likelihood"
    hypotheses = (Minimises(u, squares_over_s(w), w), ForEach(i, Positive(s_i)))
    conclusion = Maximises(u, ell_s(w), w)

    @pytest.mark.parametrize("X", DESIGNS)
    def test_in_sympy(self, X):
        y, w = letter("y", 3), letter("w", 2)
        weights = diag(*(1 / each for each in UNEQUAL))
        u = solution(X.T * weights * (X * w - y), w)
        assert lowest(weighted(X, y, w, UNEQUAL), w, u)
        assert highest(log_likelihood_s(X, y, w, UNEQUAL), w, u)

    def test_instance(self):
        X, w, weights = FULL_RANK, letter("w", 2), diag(*(1 / each for each in UNEQUAL))
        u = (X.T * weights * X).inv() * X.T * weights * Y
        assert all(each > 0 for each in UNEQUAL)
        assert u != FITTED
        assert lowest(weighted(X, Y, w, UNEQUAL), w, u)
        assert highest(log_likelihood_s(X, Y, w, UNEQUAL), w, u)

    def test_near_miss_is_refused(self):
        gap = scaled(as_term(Fraction(1, 2)), Minimises(u, squares_over_s(w), w))
        better = rewrite(gap, Nonnegative(ell_s(u) - ell_s(w)))
        introduce(self.conclusion, w, better)
        refused(rewrite, gap, Nonnegative(ell_s(w) - ell_s(u)))
        refused(rewrite, gap, Nonnegative(ell(u, variance) - ell(w, variance)))  # one variance
        unweighted = scaled(n / (2 * variance), Minimises(u, J(w), w))
        refused(rewrite, unweighted, Nonnegative(ell_s(u) - ell_s(w)))  # unweighted

    def test_near_miss_is_false(self):
        w = letter("w", 2)
        assert minimises(FULL_RANK, Y, FITTED)
        assert not highest(log_likelihood_s(FULL_RANK, Y, w, UNEQUAL), w, FITTED)
        assert not lowest(log_likelihood_s(FULL_RANK, Y, w, UNEQUAL), w, FITTED)


class TestMaximiserWithUnequalVariances(Restatement):
    id = "maximiser-of-the-log-likelihood-minimises-weighted-squared-error"
    hypotheses = (Maximises(u, ell_s(w), w), ForEach(i, Positive(s_i)))
    conclusion = Minimises(u, squares_over_s(w), w)

    @pytest.mark.parametrize("X", DESIGNS)
    def test_in_sympy(self, X):
        y, w = letter("y", 3), letter("w", 2)
        f = log_likelihood_s(X, y, w, UNEQUAL)
        u = solution(m.gradient(f, w), w)
        assert highest(f, w, u)
        assert lowest(weighted(X, y, w, UNEQUAL), w, u)

    def test_instance(self):
        w = letter("w", 2)
        u = solution(m.gradient(log_likelihood_s(FULL_RANK, Y, w, UNEQUAL), w), w)
        assert highest(log_likelihood_s(FULL_RANK, Y, w, UNEQUAL), w, u)
        least = weighted(FULL_RANK, Y, u, UNEQUAL)[0]
        assert all(weighted(FULL_RANK, Y, place, UNEQUAL)[0] > least for place in PLACES)

    def test_near_miss_is_refused(self):
        gap = scaled(as_term(2), Maximises(u, ell_s(w), w))
        better = rewrite(gap, Nonnegative(squares_over_s(w) - squares_over_s(u)))
        introduce(self.conclusion, w, better)
        refused(rewrite, gap, Nonnegative(squares_over_s(u) - squares_over_s(w)))
        refused(rewrite, gap, Nonnegative(J(w) - J(u)))  # unweighted

    def test_near_miss_is_false(self):
        w = letter("w", 2)
        u = solution(m.gradient(log_likelihood_s(FULL_RANK, Y, w, UNEQUAL), w), w)
        assert not minimises(FULL_RANK, Y, u)
        assert not lowest(weighted(FULL_RANK, Y, w, UNEQUAL), w, FITTED)


class TestLikelihoodWithUnequalVariances(Restatement):
    id = "maximiser-of-the-log-likelihood-maximises-the-likelihood-with-unequal-variances"
    hypotheses = (Maximises(u, ell_s(w), w), ForEach(i, Positive(s_i)))
    conclusion = Maximises(u, L_s(w), w)
    facts = (tangent,)

    @pytest.mark.parametrize("X", DESIGNS)
    def test_in_sympy(self, X):
        assert is_logarithm(WITH_S, X, symbols("s_:3", positive=True))

    def test_instance(self):
        w = letter("w", 2)
        u = solution(m.gradient(log_likelihood_s(FULL_RANK, Y, w, UNEQUAL), w), w)
        assert min(UNEQUAL) > 0
        assert highest(log_likelihood_s(FULL_RANK, Y, w, UNEQUAL), w, u)
        assert higher(WITH_S, FULL_RANK, Y, u, UNEQUAL) == (0, 0)
        at_u = number(likelihood_s, FULL_RANK, Y, u, UNEQUAL)
        assert number(likelihood_s, FULL_RANK, Y, FITTED, UNEQUAL) < at_u

    def test_near_miss_is_refused(self):
        not_to_the_likelihood(self.conclusion, L_s, ell_s, L)

    def test_near_miss_is_false(self):
        w = letter("w", 2)
        u = solution(m.gradient(log_likelihood_s(FULL_RANK, Y, w, UNEQUAL), w), w)
        assert higher(EQUAL, FULL_RANK, Y, u, SPREAD)[0] > 0  # equal variances
        assert higher(WITH_S, FULL_RANK, Y, FITTED, UNEQUAL)[0] > 0
        flipped = [-each for each in UNEQUAL]  # with each sᵢ < 0
        assert not highest(-weighted(FULL_RANK, Y, w, flipped) / 2, w, u)


class TestLogLikelihoodWithUnequalVariances(Restatement):
    id = "maximiser-of-the-likelihood-maximises-the-log-likelihood-with-unequal-variances"
    hypotheses = (Maximises(u, L_s(w), w), ForEach(i, Positive(s_i)))
    conclusion = Maximises(u, ell_s(w), w)
    facts = (tangent,)

    def test_in_sympy(self):
        assert have_one_slope(WITH_S, UNEQUAL)

    def test_instance(self):
        """At each place as many are higher by the likelihood as by its logarithm."""
        assert min(UNEQUAL) > 0
        for place in PLACES[::7]:
            by_likelihood, by_logarithm = higher(WITH_S, FULL_RANK, Y, place, UNEQUAL)
            assert by_likelihood == by_logarithm

    def test_near_miss_is_refused(self):
        not_from_the_likelihood(self.conclusion, L_s, ell_s, ell)

    def test_near_miss_is_false(self):
        w = letter("w", 2)
        assert higher(EQUAL, FULL_RANK, Y, FITTED, SPREAD)[0] == 0  # equal variances
        assert not highest(log_likelihood_s(FULL_RANK, Y, w, UNEQUAL), w, FITTED)
        assert not lowest(log_likelihood_s(FULL_RANK, Y, w, UNEQUAL), w, FITTED)


def test_with_unequal_variances_the_mean_squared_error_is_not_the_criterion():
    """With X = (1, 1)ᵀ, y = (0, 1) and s = (1, 4) the best w is 1/5; that of J is 1/2."""
    X, y, s, w = Matrix([1, 1]), Matrix([0, 1]), Matrix([1, 4]), letter("w", 1)
    best, mean = Matrix([Rational(1, 5)]), Matrix([Rational(1, 2)])
    assert highest(log_likelihood_s(X, y, w, s), w, best)
    assert lowest(weighted(X, y, w, s), w, best)
    assert not minimises(X, y, best)
    assert minimises(X, y, mean)
    assert not highest(log_likelihood_s(X, y, w, s), w, mean)
    assert not lowest(weighted(X, y, w, s), w, mean)
    assert m.J(X, y, best)[0] - m.J(X, y, mean)[0] == Rational(9, 100)
    logs = [log_likelihood_s(X, y, at, s)[0] for at in (best, mean)]
    assert logs[0] - logs[1] == Rational(9, 160)


class TestMinimiserOfGeneralisedError(Restatement):
    id = "minimiser-of-generalised-squared-error-maximises-the-log-likelihood"
    hypotheses = (positive, Minimises(u, generalised(w), w), PositiveDefinite(V))
    conclusion = Maximises(u, ell_V(w), w)
    facts = (determinant,)

    @pytest.mark.parametrize("X", DESIGNS)
    def test_in_sympy(self, X):
        y, w = letter("y", 3), letter("w", 2)
        u = solution(X.T * CORRELATED.inv() * (X * w - y), w)
        assert lowest(generalised_error(X, y, w, CORRELATED), w, u)
        assert highest(log_likelihood_V(X, y, w, SPREAD, CORRELATED), w, u)

    def test_instance(self):
        X, V, w = FULL_RANK, CORRELATED, letter("w", 2)
        assert positive_definite(V)
        u = (X.T * V.inv() * X).inv() * X.T * V.inv() * Y
        assert u != FITTED
        assert lowest(generalised_error(X, Y, w, V), w, u)
        assert highest(log_likelihood_V(X, Y, w, SPREAD, V), w, u)

    def test_near_miss_is_refused(self):
        gap = scaled(1 / (2 * variance), Minimises(u, generalised(w), w))
        better = rewrite(gap, Nonnegative(ell_V(u) - ell_V(w)))
        introduce(self.conclusion, w, better)
        refused(rewrite, gap, Nonnegative(ell_V(w) - ell_V(u)))
        refused(rewrite, gap, Nonnegative(ell(u, variance) - ell(w, variance)))  # uncorrelated
        unweighted = scaled(n / (2 * variance), Minimises(u, J(w), w))
        refused(rewrite, unweighted, Nonnegative(ell_V(u) - ell_V(w)))

    def test_near_miss_is_false(self):
        X, V, w = FULL_RANK, CORRELATED, letter("w", 2)
        assert minimises(X, Y, FITTED)
        assert not highest(log_likelihood_V(X, Y, w, SPREAD, V), w, FITTED)
        assert not positive_definite(-V)
        assert V.det() > 0 > (-V).det()  # and ln det(−V) means nothing


class TestMaximiserWithCovariance(Restatement):
    id = "maximiser-of-the-log-likelihood-minimises-generalised-squared-error"
    hypotheses = (positive, Maximises(u, ell_V(w), w), PositiveDefinite(V))
    conclusion = Minimises(u, generalised(w), w)
    facts = (determinant,)

    @pytest.mark.parametrize("X", DESIGNS)
    def test_in_sympy(self, X):
        y, w = letter("y", 3), letter("w", 2)
        f = log_likelihood_V(X, y, w, SPREAD, CORRELATED)
        u = solution(m.gradient(f, w), w)
        assert highest(f, w, u)
        assert lowest(generalised_error(X, y, w, CORRELATED), w, u)

    def test_instance(self):
        X, V, w = FULL_RANK, CORRELATED, letter("w", 2)
        assert positive_definite(V)
        f = log_likelihood_V(X, Y, w, SPREAD, V)
        u = solution(m.gradient(f, w), w)
        assert highest(f, w, u)
        gains = [
            (generalised_error(X, Y, at, V) - generalised_error(X, Y, u, V))[0] for at in PLACES
        ]
        assert min(gains) >= 0 < max(gains)

    def test_near_miss_is_refused(self):
        gap = scaled(2 * variance, Maximises(u, ell_V(w), w))
        better = rewrite(gap, Nonnegative(generalised(w) - generalised(u)))
        introduce(self.conclusion, w, better)
        refused(rewrite, gap, Nonnegative(generalised(u) - generalised(w)))
        refused(rewrite, gap, Nonnegative(J(w) - J(u)))  # uncorrelated

    def test_near_miss_is_false(self):
        X, V, w = FULL_RANK, CORRELATED, letter("w", 2)
        f = log_likelihood_V(X, Y, w, SPREAD, V)
        u = solution(m.gradient(f, w), w)
        assert highest(f, w, u)
        assert not minimises(X, Y, u)


class TestLikelihoodWithCovariance(Restatement):
    id = "maximiser-of-the-log-likelihood-maximises-the-likelihood-with-correlated-noise"
    hypotheses = (Maximises(u, ell_V(w), w), positive, PositiveDefinite(V))
    conclusion = Maximises(u, L_V(w), w)
    facts = (tangent, determinant)

    @pytest.mark.parametrize("X", DESIGNS)
    def test_in_sympy(self, X):
        assert is_logarithm(WITH_V, X, symbols("s", positive=True), CORRELATED)

    def test_instance(self):
        X, V, w = FULL_RANK, CORRELATED, letter("w", 2)
        assert positive_definite(V)
        u = solution(m.gradient(log_likelihood_V(X, Y, w, SPREAD, V), w), w)
        assert highest(log_likelihood_V(X, Y, w, SPREAD, V), w, u)
        assert higher(WITH_V, X, Y, u, SPREAD, V) == (0, 0)
        at_u = number(likelihood_V, X, Y, u, SPREAD, V)
        assert number(likelihood_V, X, Y, NULL, SPREAD, V) < at_u

    def test_near_miss_is_refused(self):
        not_to_the_likelihood(self.conclusion, L_V, ell_V, L)

    def test_near_miss_is_false(self):
        X, V, w = FULL_RANK, CORRELATED, letter("w", 2)
        u = solution(m.gradient(log_likelihood_V(X, Y, w, SPREAD, V), w), w)
        assert higher(EQUAL, X, Y, u, SPREAD)[0] > 0  # uncorrelated
        assert higher(WITH_V, X, Y, FITTED, SPREAD, V)[0] > 0
        assert not positive_definite(-V)
        assert (-V).det() < 0  # and √det(−V) means nothing


class TestLogLikelihoodWithCovariance(Restatement):
    id = "maximiser-of-the-likelihood-maximises-the-log-likelihood-with-correlated-noise"
    hypotheses = (Maximises(u, L_V(w), w), positive, PositiveDefinite(V))
    conclusion = Maximises(u, ell_V(w), w)
    facts = (tangent, determinant)

    def test_in_sympy(self):
        assert have_one_slope(WITH_V, SPREAD, CORRELATED)

    def test_instance(self):
        """At each place as many are higher by the likelihood as by its logarithm."""
        assert positive_definite(CORRELATED)
        for place in PLACES[::7]:
            found = higher(WITH_V, FULL_RANK, Y, place, SPREAD, CORRELATED)
            assert found[0] == found[1]

    def test_near_miss_is_refused(self):
        not_from_the_likelihood(self.conclusion, L_V, ell_V, ell)

    def test_near_miss_is_false(self):
        w = letter("w", 2)
        assert higher(EQUAL, FULL_RANK, Y, FITTED, SPREAD)[0] == 0  # uncorrelated
        assert not highest(log_likelihood_V(FULL_RANK, Y, w, SPREAD, CORRELATED), w, FITTED)
        assert not lowest(log_likelihood_V(FULL_RANK, Y, w, SPREAD, CORRELATED), w, FITTED)


class TestMinimiserOfAbsoluteError(Restatement):
    id = "minimiser-of-absolute-error-maximises-the-log-likelihood"
    hypotheses = (Positive(tau), Minimises(u, distances(w) / n, w))
    conclusion = Maximises(u, ell_1(w), w)

    @pytest.mark.parametrize(("X", "y"), [(FULL_RANK, Y), (FOUR, OUTLIER)])
    def test_in_sympy(self, X, y):
        """Of the corners and other places, the minimisers of the one maximise the other."""
        for point in (*corners(X, y), *PLACES, m.fit(X, y)):
            best = maximises_log_likelihood_1(X, y, point, TAU)
            assert best == minimises_absolute(X, y, point)

    def test_instance(self):
        assert TAU > 0
        assert minimises_absolute(FULL_RANK, Y, LINE)
        assert maximises_log_likelihood_1(FULL_RANK, Y, LINE, TAU)
        at_line = log_likelihood_1(FULL_RANK, Y, LINE, TAU)
        assert all(at_line - log_likelihood_1(FULL_RANK, Y, place, TAU) >= 0 for place in PLACES)

    def test_near_miss_is_refused(self):
        gap = scaled(n / tau, Minimises(u, distances(w) / n, w))
        better = rewrite(gap, Nonnegative(ell_1(u) - ell_1(w)))
        introduce(self.conclusion, w, better)
        refused(rewrite, gap, Nonnegative(ell_1(w) - ell_1(u)))
        refused(rewrite, gap, Nonnegative(ell(u, variance) - ell(w, variance)))  # Gaussian noise
        squared = scaled(n / tau, Minimises(u, J(w), w))
        refused(rewrite, squared, Nonnegative(ell_1(u) - ell_1(w)))  # squared error

    def test_near_miss_is_false(self):
        w = letter("w", 2)
        assert minimises_absolute(FULL_RANK, Y, LINE)
        assert not highest(log_likelihood(FULL_RANK, Y, w, SPREAD), w, LINE)
        assert minimises(FULL_RANK, Y, FITTED)
        assert not maximises_log_likelihood_1(FULL_RANK, Y, FITTED, TAU)


class TestMaximiserWithLaplaceNoise(Restatement):
    id = "maximiser-of-the-log-likelihood-minimises-absolute-error"
    hypotheses = (Positive(tau), Maximises(u, ell_1(w), w))
    conclusion = Minimises(u, distances(w) / n, w)

    @pytest.mark.parametrize(("X", "y"), [(FULL_RANK, Y), (FOUR, OUTLIER)])
    def test_in_sympy(self, X, y):
        found = [at for at in corners(X, y) if maximises_log_likelihood_1(X, y, at, TAU)]
        assert found
        for point in found:
            assert all(absolute(X, y, place) >= absolute(X, y, point) for place in PLACES)
            assert minimises_absolute(X, y, point)

    def test_instance(self):
        X, y, u = FOUR, OUTLIER, SLOPE
        assert maximises_log_likelihood_1(X, y, u, 1)
        assert minimises_absolute(X, y, u)
        assert absolute(X, y, u) == Rational(9, 2)

    def test_near_miss_is_refused(self):
        gap = scaled(tau / n, Maximises(u, ell_1(w), w))
        better = rewrite(gap, Nonnegative(distances(w) / n - distances(u) / n))
        introduce(self.conclusion, w, better)
        refused(rewrite, gap, Nonnegative(distances(u) / n - distances(w) / n))
        refused(rewrite, gap, Nonnegative(J(w) - J(u)))  # squared error

    def test_near_miss_is_false(self):
        X, y, u = FOUR, OUTLIER, SLOPE
        assert maximises_log_likelihood_1(X, y, u, 1)
        assert not minimises(X, y, u)
        assert not minimises_absolute(X, y, m.fit(X, y))


class TestLikelihoodWithLaplaceNoise(Restatement):
    id = "maximiser-of-the-log-likelihood-maximises-the-likelihood-with-laplace-noise"
    hypotheses = (Maximises(u, ell_1(w), w), Positive(tau))
    conclusion = Maximises(u, L_1(w), w)
    facts = (tangent,)

    @pytest.mark.parametrize("X", DESIGNS)
    def test_in_sympy(self, X):
        assert is_logarithm(WITH_1, X, symbols("t", positive=True))

    @pytest.mark.parametrize(("X", "y", "u"), [(FULL_RANK, Y, LINE), (FOUR, OUTLIER, SLOPE)])
    def test_instance(self, X, y, u):
        assert TAU > 0
        assert maximises_log_likelihood_1(X, y, u, TAU)
        assert higher(WITH_1, X, y, u, TAU) == (0, 0)
        at_u = number(likelihood_1, X, y, u, TAU)
        assert number(likelihood_1, X, y, m.fit(X, y), TAU) < at_u

    def test_near_miss_is_refused(self):
        not_to_the_likelihood(self.conclusion, L_1, ell_1, L)

    def test_near_miss_is_false(self):
        assert maximises_log_likelihood_1(FULL_RANK, Y, LINE, TAU)
        assert higher(EQUAL, FULL_RANK, Y, LINE, SPREAD)[0] > 0  # Gaussian noise
        assert higher(WITH_1, FULL_RANK, Y, FITTED, TAU)[0] > 0
        assert not log(2 * -TAU).is_real  # with τ < 0


class TestLogLikelihoodWithLaplaceNoise(Restatement):
    id = "maximiser-of-the-likelihood-maximises-the-log-likelihood-with-laplace-noise"
    hypotheses = (Maximises(u, L_1(w), w), Positive(tau))
    conclusion = Maximises(u, ell_1(w), w)
    facts = (tangent,)

    @pytest.mark.parametrize("tau", [Rational(1, 9), TAU, 5])
    @pytest.mark.parametrize(("X", "y"), [(FULL_RANK, Y), (FOUR, OUTLIER)])
    def test_in_sympy(self, X, y, tau):
        """Of the corners, the best by the likelihood, and no others, maximise its logarithm."""
        places = list(corners(X, y))
        heights = [number(likelihood_1, X, y, place, tau) for place in places]
        for place, height in zip(places, heights, strict=True):
            best = max(heights) - height < max(heights) / 10**40
            assert best == maximises_log_likelihood_1(X, y, place, tau)

    def test_instance(self):
        """At each place as many are higher by the likelihood as by its logarithm."""
        assert TAU > 0
        for place in (*PLACES[::7], LINE):
            by_likelihood, by_logarithm = higher(WITH_1, FULL_RANK, Y, place, TAU)
            assert by_likelihood == by_logarithm
            assert (by_likelihood == 0) == maximises_log_likelihood_1(FULL_RANK, Y, place, TAU)

    def test_near_miss_is_refused(self):
        not_from_the_likelihood(self.conclusion, L_1, ell_1, ell)

    def test_near_miss_is_false(self):
        assert higher(EQUAL, FULL_RANK, Y, FITTED, SPREAD)[0] == 0  # Gaussian noise
        assert not maximises_log_likelihood_1(FULL_RANK, Y, FITTED, TAU)
        assert higher(WITH_1, FULL_RANK, Y, NULL, TAU)[0] > 0
        assert not maximises_log_likelihood_1(FULL_RANK, Y, NULL, TAU)


def test_the_minimiser_of_the_mean_absolute_error_need_not_be_unique():
    """With X = (1, 1)ᵀ and y = (0, 1), every w in [0, 1], and no other, minimises it."""
    X, y = Matrix([1, 1]), Matrix([0, 1])
    for place in (Matrix([Rational(k, 8)]) for k in range(-4, 13)):
        between = 0 <= place[0] <= 1
        assert minimises_absolute(X, y, place) == between
        assert maximises_log_likelihood_1(X, y, place, 2) == between
        assert (absolute(X, y, place) == Rational(1, 2)) == between
