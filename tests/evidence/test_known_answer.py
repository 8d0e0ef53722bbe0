"""Data of a known answer: that it is the exact estimate, and how digits are counted."""

import numpy as np
import pytest

from derivations.evidence.blocks import fit, streamed
from derivations.evidence.known_answer import (
    KnownAnswer,
    digits,
    known_answer,
    solves_the_normal_equations,
)


def exactly(blocks):
    """Blocks of whole numbers as exact ones."""
    for X, y in blocks:
        assert not (X % 1).any()
        assert not (y % 1).any()
        yield X.astype(int).astype(object), y.astype(int).astype(object)


@pytest.mark.parametrize(("n", "d", "rows"), [(40, 3, 8), (50, 1, 12), (30, 6, 100)])
def test_the_answer_is_the_exact_estimate(n, d, rows):
    answer = known_answer(d)
    blocks = list(answer.blocks(n, rows))
    assert sum(len(y) for _, y in blocks) == n
    found = fit(streamed(exactly(blocks)))
    assert found.weights.tolist() == answer.weights.tolist()
    assert found.intercept == answer.intercept
    assert found.residual_sum > 0  # there is noise: the fit is not perfect
    assert all(answer.weights)
    assert solves_the_normal_equations(answer, blocks)


def test_another_answer_does_not_solve_the_normal_equations():
    answer = known_answer(2)
    for other in (
        KnownAnswer(answer.means, answer.weights + np.array([1, 0]), answer.intercept),
        KnownAnswer(answer.means, answer.weights, answer.intercept + 1),
    ):
        assert not solves_the_normal_equations(other, answer.blocks(20, 20))
    [(X, y)] = answer.blocks(20, 20)
    y[3] += 1
    assert not solves_the_normal_equations(answer, [(X, y)])


def test_where_doubles_are_not_exact_nothing_is_said():
    answer = known_answer(2)
    [(X, y)] = answer.blocks(20, 20)
    for block in ((X * 2.0**32, y * 2.0**32), (X + 0.5, y), (X, y + 0.5)):
        with pytest.raises(ValueError, match="not exact here"):
            solves_the_normal_equations(answer, [block])


def test_rows_come_in_pairs():
    for n, rows in ((21, 10), (20, 9)):
        with pytest.raises(ValueError, match="both are even"):
            list(known_answer(2).blocks(n, rows))


def test_digits():
    exact = np.array([4.0, -8.0])
    assert digits(exact, exact) == 16
    assert digits(np.array([4.0, -8.08]), exact) == 2
    assert digits(np.array([4.4, -8.08]), exact) == 1
    assert digits(np.array([0.0, -8.0]), exact) == 0
    assert digits(np.array([np.nan, -8.0]), exact) == 0
