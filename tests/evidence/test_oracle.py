"""statsmodels' outputs beside exact terms: recorded and fresh ones are near, wrong ones are not."""

from fractions import Fraction

import numpy as np
import pytest

from derivations.evidence.datasets import diabetes
from derivations.evidence.oracle import (
    DATASETS,
    GENERALISED,
    MOST,
    OUTPUTS,
    exact_values,
    gap,
    outputs_of,
)
from derivations.evidence.oracle_bounds import (
    FarError,
    Pseudoinverse,
    Vectors,
    bounds,
    compared,
    gamma,
)
from derivations.evidence.recorded import recorded
from derivations.publishing.registry import known_ids

SETS = pytest.mark.parametrize("name", DATASETS)


@SETS
def test_each_entry_of_what_was_recorded_is_within_its_bound(name: str):
    found = compared(recorded("oracle")["outputs"][name], DATASETS[name]())
    assert all(0 <= each.difference <= each.bound for each in found.values())


@SETS
def test_each_entry_is_noticed_when_it_is_wrong(name: str):
    """Doubled, with the wrong sign, and further off than ten of its bounds, each on its own."""
    data = DATASETS[name]()
    unnoticed = []
    for output in outputs_of(data):
        exact, found = exact_values(data)[output.name], recorded("oracle")["outputs"][name]
        for place, bound in enumerate(bounds(data)[output.name]):
            for factor in (2, -1, 1 + 10 * bound):
                wrong = factor * found[output.name][place]
                (off,) = gap([wrong], exact[place : place + 1], output.is_root)
                if off <= bound:
                    unnoticed.append((output.name, place, factor))
    assert unnoticed == []


@SETS
def test_an_entry_outside_its_bound_is_refused(name: str):
    data = DATASETS[name]()
    for output in outputs_of(data):
        found = recorded("oracle")["outputs"][name]
        found[output.name][-1] *= 2
        with pytest.raises(FarError, match="rounding explains"):
            compared(found, data)


@SETS
def test_what_is_not_a_number_is_refused(name: str):
    found = recorded("oracle")["outputs"][name]
    found["ssr"] = [float("nan")]
    with pytest.raises(ValueError, match="NaN"):
        compared(found, DATASETS[name]())


@pytest.mark.parametrize("seed", range(20))
def test_a_pseudoinverse_of_other_data_is_within_the_bounds(seed: int):
    """X + E with the largest E that is allowed, in random directions: P and ŵ move by less."""
    draw = np.random.default_rng(seed)
    n, d = 12, 3
    X = draw.standard_normal((n, d)) * [1.0, 1e3, 1e-2]
    y = draw.standard_normal(n)
    P = np.linalg.pinv(X)
    known = Pseudoinverse(n, float(np.linalg.norm(X)), P @ P.T, roundings=10**9)
    E = draw.standard_normal((n, d))
    other = np.linalg.pinv(X + E * known.epsilon * known.length / np.linalg.norm(E))
    a = np.vstack([np.eye(d), X])
    vectors = Vectors(a, np.linalg.norm(a @ P, axis=1), np.linalg.norm(a @ P @ P.T, axis=1))
    moved = np.linalg.norm(a @ (other - P), axis=1)
    assert np.all(moved <= known.off(vectors))
    w = P @ y
    lengths = [float(np.linalg.norm(each)) for each in (w, y, y - X @ w)]
    assert np.all(np.abs(a @ (other @ y - w)) <= known.estimate_off(vectors, *lengths))


def test_a_condition_that_leaves_nothing_is_refused():
    with pytest.raises(ValueError, match="leaves nothing"):
        _ = Pseudoinverse(2, 1e8, np.diag([1e16, 1.0])).moved


def test_a_relative_error_of_roundings():
    assert gamma(1) == 2.0**-53 / (1 - 2.0**-53)


def test_every_output_has_a_theorem():
    assert {output.theorem for output in OUTPUTS} <= set(known_ids())


def test_a_matrix_v_is_for_data_of_few_rows():
    names = {name: {each.name for each in outputs_of(make())} for name, make in DATASETS.items()}
    for name, make in DATASETS.items():
        assert (f"{GENERALISED}.params" in names[name]) == (len(make().y) <= MOST)
        assert set(recorded("oracle")["outputs"][name]) == names[name]


def test_too_few_numbers_are_refused():
    with pytest.raises(ValueError, match="1 numbers are compared with 2"):
        gap([1.0], (Fraction(1), Fraction(2)))


def test_the_diabetes_data_are_read_exactly():
    data = diabetes()
    assert (len(data.y), len(data.names)) == (442, 10)
    assert data.X[0][8] == Fraction("4.8598")
    assert sum(data.y) == 67243


@pytest.mark.slow  # statsmodels is imported
@pytest.mark.filterwarnings("ignore:.* is deprecated and will be removed")  # within statsmodels
@SETS
def test_a_fresh_run_is_within_the_same_bounds(name: str):
    """Digits depend on the BLAS, so that both are held against the exact values."""
    from derivations.evidence.oracle_by_statsmodels import outputs

    data = DATASETS[name]()
    assert compared(outputs(data), data)
