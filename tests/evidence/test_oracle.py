"""statsmodels' outputs beside exact terms: recorded and fresh ones are near, wrong ones are not."""

from fractions import Fraction
from itertools import product

import numpy as np
import pytest

from derivations.evidence.datasets import diabetes
from derivations.evidence.oracle import (
    DATASETS,
    GENERALISED,
    LEVERAGES,
    MOST,
    OUTPUTS,
    SE_MEAN,
    SE_OBS,
    SHOWN,
    WEIGHTED,
    exact_values,
    gap,
    in_order,
    outputs_of,
)
from derivations.evidence.oracle_bounds import (
    FarError,
    Pseudoinverse,
    bounds,
    compared,
    gamma,
)
from derivations.evidence.recorded import recorded
from derivations.numbers.elimination import product as dot
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


def printed(X, y, P) -> dict[str, np.ndarray]:
    """What is made of a pseudoinverse P, by the formulas of statsmodels, in floats."""
    n, d = X.shape
    w, C = P @ y, P @ P.T
    fit = X @ w
    r = y - fit
    ssr = r @ r
    s_squared = ssr / (n - d)
    level = X[0] @ C @ X[0]
    errors = np.sqrt(s_squared * np.diag(C))
    return {
        "params": w,
        "fittedvalues": fit,
        "resid": r,
        "ssr": ssr,
        "mse_resid": s_squared,
        "cov_params()": s_squared * C,
        "bse": errors,
        "tvalues": w / errors,
        "rsquared": 1 - ssr / np.sum((y - y.mean()) ** 2),
        LEVERAGES: np.sum(X * P.T, axis=1)[:SHOWN],
        SE_MEAN: np.sqrt(s_squared * level),
        SE_OBS: np.sqrt(s_squared * (1 + level)),
        "cov_HC0": (P * r**2) @ P.T,
    }


def directions(X, y) -> list[np.ndarray]:
    """E of length 1 of which some make each first-order term as large as it can be."""
    U, values, Vt = np.linalg.svd(X, full_matrices=False)
    P = (Vt.T / values) @ U.T
    w = P @ y
    r = y - X @ w
    left = [*P, *(U @ U[:SHOWN].T).T, *(U @ U[-SHOWN:].T).T, r]
    right = [w, Vt[-1], *P.T[:SHOWN]]
    found = [np.outer(a, b) for a, b in product(left, right)]
    return [each / np.linalg.norm(each) for each in found]


MOVED = pytest.mark.parametrize(
    ("name", "epsilon"), [("six points", 1e-6), ("Longley", 1e-13), ("diabetes", 1e-8)]
)


def fullest(data, epsilon, X, y, of) -> dict[str, float]:
    """How much of its bound each output takes at most, when X is off by ε‖X‖."""
    allowed, exact = bounds.__wrapped__(data), exact_values(data)
    roots = {output.name for output in OUTPUTS if output.is_root}
    shares: dict[str, float] = {}
    for E in directions(X, y):
        P = np.linalg.pinv(X + epsilon * np.linalg.norm(X) * E)
        for name, values in of(P).items():
            apart = gap(np.ravel(values).tolist(), exact[name], name in roots)
            share = max(off / bound for off, bound in zip(apart, allowed[name], strict=True))
            shares[name] = max(shares.get(name, 0.0), share)
    return shares


@MOVED
def test_a_design_that_is_off_moves_each_output_within_its_bound(name, epsilon, monkeypatch):
    """With ε far above rounding, which then does not matter; and no bound is 200 times too wide."""
    monkeypatch.setattr(Pseudoinverse, "epsilon", epsilon)
    data = DATASETS[name]()
    X, y = np.array(data.design, dtype=float), np.array(data.y, dtype=float)
    shares = fullest(data, epsilon, X, y, lambda P: printed(X, y, P))
    assert all(1 / 200 <= share <= 1 for share in shares.values()), shares


@MOVED
def test_a_weighted_design_that_is_off_moves_its_outputs_within_their_bounds(
    name, epsilon, monkeypatch
):
    monkeypatch.setattr(Pseudoinverse, "epsilon", epsilon)
    data = DATASETS[name]()
    X, y = np.array(data.design, dtype=float), np.array(data.y, dtype=float)
    for fit, T in whitening(len(X)).items():
        if f"{fit}.params" in exact_values(data):
            shares = fullest(
                data,
                epsilon,
                T @ X,
                T @ y,
                lambda P, fit=fit, T=T: {
                    f"{fit}.params": P @ (T @ y),
                    f"{fit}.normalized_cov_params": P @ P.T,
                },
            )
            assert all(1 / 200 <= share <= 1 for share in shares.values()), shares


def whitening(n: int) -> dict[str, np.ndarray]:
    """T with TᵀT the inverse of the covariance of the noise."""
    pair = np.linalg.inv(np.linalg.cholesky([[1, 0.5], [0.5, 1]]))
    return {
        WEIGHTED: np.diag(1 / np.sqrt(in_order(n))),
        GENERALISED: np.kron(np.eye(n // 2), pair),
    }


@SETS
def test_numpys_factors_are_as_near_as_the_bounds_assume(name: str):
    """X = UΣVᵀ but for 2nd · 2⁻⁵³, where UᵀU and VVᵀ are exactly I: computed in fractions.

    The nearest matrix with orthonormal columns is within ‖UᵀU − I‖, as |σ − 1| ≤ |σ² − 1|.
    """
    data = DATASETS[name]()
    X = np.array(data.design, dtype=float)
    for design in (X, *(T @ X for T in whitening(len(X)).values())):
        U, values, Vt = map(exactly, np.linalg.svd(design, full_matrices=False))
        one = np.eye(len(values), dtype=int)
        left, right = length(dot(U.T, U) - one), length(dot(Vt, Vt.T) - one)
        off = length(dot(U * values, Vt) - exactly(design)) / np.linalg.norm(design)
        # ‖Σ‖ is ‖X‖ but for a part of 10⁻¹².
        assert off + (left + right) * (1 + 1e-12) <= 2 * X.size * 2.0**-53


def exactly(matrix) -> np.ndarray:
    """A matrix of floats as one of fractions."""
    return np.vectorize(Fraction, otypes=[object])(matrix)


def length(matrix) -> float:
    """The Frobenius norm of an exact matrix."""
    return float(np.linalg.norm(matrix.astype(float)))


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
