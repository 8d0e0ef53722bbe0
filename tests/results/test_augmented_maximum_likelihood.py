"""E₁ŵ + E₂b̂, and nothing else, maximises the density of the observations with an intercept."""

from __future__ import annotations

import pytest
from sympy import Matrix, eye, symbols, zeros

from derivations.kernel.statements import Equals, FullColumnRank, Maximises, UniquelyMaximises
from derivations.kernel.terms import Density, Inverse, Letter
from derivations.kernel.theorem import assume, cut, instantiate, introduce, unfold
from derivations.proving.certificates import algebra

from . import matrices as m
from .intercept_letters import (
    DATA,
    DESIGN,
    C,
    centred,
    centred_fit,
    mean,
    x_bar,
    y_bar,
)
from .letters import X, d, n, y
from .likelihood_letters import epsilon
from .matrices import equal, full_column_rank, letter, norm2
from .restatement import Restatement, published, refused
from .test_augmented import (
    ALIKE,
    E1,
    E2,
    LAST,
    PLACES,
    apart,
    augmented,
    intercept_apart,
    invertible,
    is_split,
    p,
    put,
    together,
    w_tilde,
    weights_apart,
)
from .test_maximum_likelihood import (
    SPREAD,
    assumptions,
    entrywise,
    is_most_likely,
    log_density,
    tangent,
)
from .test_maximum_likelihood_estimate import is_alone

estimate = Inverse(X.T @ C @ X) @ X.T @ C @ y
joint = E1 @ estimate + E2 @ (y_bar - x_bar.T @ estimate)
observed = Density(augmented @ w_tilde + epsilon, y)
at_joint = Density(augmented @ joint + epsilon, y)
WHITE = (zeros(4, 1), SPREAD * eye(4))


def joined(y, E1, E2):
    """The weights and the intercept of least squares, in one column."""
    w = centred_fit(DESIGN, y)
    return E1 * w + E2 * (mean(y) - mean(DESIGN).T * w)


class TestJointEstimate(Restatement):
    id = "maximum-likelihood-estimate-with-intercept"
    hypotheses = (
        *assumptions,
        invertible,
        weights_apart,
        apart,
        intercept_apart,
        together,
    )
    conclusion = UniquelyMaximises(joint, observed, w_tilde)
    facts = (*entrywise, "density-of-a-gaussian", tangent)

    @pytest.mark.parametrize("parts", PLACES)
    def test_in_sympy(self, parts):
        y, w, spread = letter("y", 4), letter("w", 3), symbols("s", positive=True)
        law, columns = (zeros(4, 1), spread * eye(4)), put(DESIGN, *parts)
        best = joined(y, *parts)
        at_best, at_w = (log_density(columns, y, at, *law) for at in (best, w))
        assert equal(2 * spread * (at_best - at_w), norm2(columns * (w - best)))

    @pytest.mark.parametrize("parts", PLACES)
    def test_instance(self, parts):
        assert is_split(*parts)
        assert (DESIGN.T * centred(DESIGN)).det() != 0
        assert is_alone(put(DESIGN, *parts), DATA, joined(DATA, *parts), *WHITE)

    def test_near_miss_is_refused(self):
        closed = Inverse(augmented.T @ augmented) @ augmented.T @ y
        theorem = published("least-squares-estimate-is-the-maximum-likelihood-estimate")
        sized = instantiate(theorem, (d, p))
        at_augmented = instantiate(sized, (Letter("X", n, p), augmented))
        assert FullColumnRank(augmented) in at_augmented.hypotheses
        refused(cut, at_augmented, assume(FullColumnRank(X)))  # of X alone
        gap = unfold(unfold(at_augmented, 0), 0, w_tilde)
        refused(introduce, Maximises(joint, observed, w_tilde), w_tilde, gap)  # at the other form
        same = published("closed-form-of-the-augmented-matrix")
        as_likely = Equals(at_joint, Density(augmented @ closed + epsilon, y))
        algebra(as_likely, same)
        refused(algebra, as_likely)
        only_mean = E1 @ estimate + E2 @ y_bar
        refused(algebra, Equals(Density(augmented @ only_mean + epsilon, y), at_joint), same)

    def test_near_miss_is_false(self):
        columns, w = put(DESIGN, *LAST), centred_fit(DESIGN, DATA)
        assert is_alone(columns, DATA, joined(DATA, *LAST), *WHITE)
        assert not is_most_likely(columns, DATA, Matrix([*w, *mean(DATA)]), *WHITE)
        plain = m.fit(DESIGN, DATA)
        offset = mean(DATA) - mean(DESIGN).T * plain
        assert not is_most_likely(columns, DATA, Matrix([*plain, *offset]), *WHITE)
        assert full_column_rank(ALIKE)
        assert (ALIKE.T * centred(ALIKE)).det() == 0
        flat = put(ALIKE, *LAST)
        w = letter("w", 3)
        line = m.solution(flat.T * flat * w - flat.T * DATA, w)
        points = [line.subs(dict.fromkeys(w, value)) for value in (0, 1)]
        assert points[0] != points[1]
        assert all(is_most_likely(flat, DATA, point, *WHITE) for point in points)  # not alone
