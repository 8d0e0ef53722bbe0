"""statsmodels' outputs beside exact terms: recorded and fresh ones are near, wrong ones are not."""

from fractions import Fraction

import pytest

from derivations.evidence.datasets import diabetes, nist
from derivations.evidence.oracle import DATASETS, OUTPUTS, allowed, gap, gaps, given
from derivations.evidence.recorded import recorded
from derivations.publishing.registry import known_ids

pytestmark = pytest.mark.slow  # fractions of 442 rows take seconds
SETS = pytest.mark.parametrize("name", DATASETS)


@SETS
def test_the_recorded_estimate_is_within_what_its_condition_allows(name: str):
    data = DATASETS[name]()
    found = gaps(recorded("oracle")["outputs"][name], data)
    assert found["params"] <= allowed(data)


@SETS
def test_all_recorded_outputs_are_near(name: str):
    """A wrong formula is off in the first digits; the hardest of these data leave eight."""
    found = gaps(recorded("oracle")["outputs"][name], DATASETS[name]())
    assert {output for output, each in found.items() if each > 1e-8} == set()


@pytest.mark.parametrize("output", OUTPUTS, ids=lambda output: output.name)
def test_another_number_is_noticed(output):
    outputs = recorded("oracle")["outputs"]["diabetes"]
    exact = output.exact(given(diabetes()))
    largest = max(range(len(exact)), key=lambda place: abs(exact[place]))
    wrong = list(outputs[output.name])
    wrong[largest] *= 1 + 1e-6
    assert gap(wrong, exact, output.is_root) > 1e-7


def test_every_output_has_a_theorem():
    assert {output.theorem for output in OUTPUTS} <= set(known_ids())


def test_too_few_numbers_are_refused():
    with pytest.raises(ValueError, match="1 numbers are compared with 2"):
        gap([1.0], (Fraction(1), Fraction(2)))


def test_the_diabetes_data_are_read_exactly():
    data = diabetes()
    assert (len(data.y), len(data.names)) == (442, 10)
    assert data.X[0][8] == Fraction("4.8598")
    assert sum(data.y) == 67243


def test_the_condition_decides_what_is_allowed():
    assert allowed(DATASETS["six points"]()) < 1e-12 < allowed(nist("Longley"))


@pytest.mark.filterwarnings("ignore:.* is deprecated and will be removed")  # within statsmodels
@SETS
def test_a_fresh_run_is_as_near_as_what_was_recorded(name: str):
    """Digits depend on the BLAS, so that both are held against the exact values."""
    from derivations.evidence.oracle_by_statsmodels import outputs

    data = DATASETS[name]()
    found = gaps(outputs(data), data)
    assert found["params"] <= allowed(data)
    assert {output for output, each in found.items() if each > 1e-8} == set()
