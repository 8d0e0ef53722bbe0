"""Gradients beside differences: each agrees within its bound, and a wrong one does not."""

from dataclasses import replace
from fractions import Fraction

import numpy as np
import pytest

from derivations.evidence.gradient_check import (
    TINY,
    Criterion,
    bends,
    criteria,
    exact_central,
    logistic,
    slopes,
)
from derivations.numbers.evaluate import evaluate
from derivations.results.model import J, w

CRITERIA = criteria()
every_criterion = pytest.mark.parametrize("each", CRITERIA, ids=lambda each: each.theorem)


@every_criterion
def test_the_complex_step_finds_the_gradient_of_the_theorem(each: Criterion):
    assert each.complex_step() <= each.rounding_of_slope()


@every_criterion
def test_a_function_with_a_factor_is_noticed(each: Criterion):
    wrong = replace(each, terms=lambda w: each.terms(w) * (1 + 1e-12))
    assert wrong.complex_step() > wrong.rounding_of_slope()


@pytest.mark.parametrize("each", CRITERIA[:3], ids=lambda each: each.theorem)
def test_a_central_difference_of_a_quadratic_is_off_by_rounding_alone(each: Criterion):
    for h in (1.0, 2.0**-10, 2.0**-20):
        assert each.central(h) <= each.rounding(h) / h


def test_the_powers_of_the_step_are_as_taylor_has_them():
    found = slopes()
    assert all(each.agrees for each in found)
    assert {each.expected for each in found} == {1, 2}
    assert max(each.allowed for each in found) < 0.02  # so that 1 and 2 are told apart


def test_the_bends_are_derivatives():
    """By differences of the slope, which are off by less than a part in a thousand."""
    h, tried, known = 2.0**-10, logistic(), bends()

    def slope(t: float) -> float:
        return float(np.imag(tried.value(t + 1j * TINY)) / TINY)

    second = (slope(h) - slope(-h)) / (2 * h)
    third = (slope(h) - 2 * slope(0) + slope(-h)) / h**2
    assert known.second == pytest.approx(second, rel=1e-3)
    assert known.third == pytest.approx(third, rel=1e-3)
    assert abs(known.third) <= known.most_third


@pytest.mark.parametrize("h", [Fraction(1), Fraction(1, 7)])
def test_central_differences_in_fractions(h: Fraction):
    assert exact_central("squared", h) == 0
    assert exact_central("(ab", h) == 12 * h * h


def test_the_squared_error_is_that_of_the_theorem():
    """What is differentiated is J, at the same weights."""
    each = CRITERIA[0]
    letters = {name: np.array(given, dtype=float) for name, given in each.letters.items()}
    value = evaluate(J(w), letters | {"w": np.array(each.w, dtype=float)}).item()
    assert float(each.value(0)) == pytest.approx(value, rel=1e-14)
