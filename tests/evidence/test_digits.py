"""The digits that floats reach: bounds that hold under any BLAS, and what was recorded."""

from datetime import date
from fractions import Fraction

import numpy as np
import pytest

from derivations.evidence import digits
from derivations.evidence.datasets import NIST, nist
from derivations.evidence.digits import (
    KERNELS,
    METHODS,
    MOST,
    PEERS,
    ROUNDING,
    ceiling,
    conditioned,
    floats,
    promised,
    with_peers,
)
from derivations.evidence.recorded import recorded, said
from derivations.numbers.elimination import is_semidefinite
from derivations.numbers.evaluate import evaluate
from derivations.results.model import X, gram

STABLE = ("QR", "evaluate", "Cholesky")  # those for which something is promised


def test_digits_are_those_of_the_worst_entry():
    exact = (Fraction(1), Fraction(-2))
    assert digits.digits([1.0, -2.0], exact) == MOST
    assert digits.digits([1.001, -2.0], exact) == 3.0
    assert digits.digits([1.0, -2.2], exact) == 1.0
    assert digits.digits([1.0, 5.0], exact) == 0.0
    assert digits.digits([1.0, np.nan], exact) == 0.0


@pytest.mark.parametrize("name", NIST)
def test_the_singular_values_of_the_design_are_right_to_nine_digits(name):
    """Exactly: XᵀX less a little less than their squares is semidefinite, and less more is not."""
    problem = conditioned(name, scaled=False)
    exact = evaluate(gram, {X: nist(name).design})
    identity = np.eye(len(exact), dtype=object)
    for value, sign in ((problem.least, 1), (problem.largest, -1)):
        square, little = Fraction(value) ** 2, Fraction(1, 10**9)
        inside, outside = square * (1 - sign * little), square * (1 + sign * little)
        assert is_semidefinite(sign * (exact - inside * identity))
        assert not is_semidefinite(sign * (exact - outside * identity))


@pytest.mark.parametrize("name", NIST)
def test_columns_of_length_1_have_the_condition_number_that_is_said(name):
    """The Gram matrix has ones on its diagonal: its trace, the sum of all eigenvalues, is d."""
    problem = conditioned(name)
    d = len(problem.weights)
    assert 1 - 1e-12 <= problem.largest**2 <= d * (1 + 1e-12)
    assert problem.condition <= conditioned(name, scaled=False).condition * np.sqrt(d) * (1 + 1e-9)


@pytest.mark.parametrize("name", NIST)
def test_the_ceiling_is_no_lower_than_the_theorem_says(name):
    assert ceiling(name) >= conditioned(name).after_errors_in_data(ROUNDING)


def test_rounding_loses_what_is_said_on_filip_and_nothing_on_whole_numbers():
    assert ceiling("Filip") == 7.7
    assert ceiling("Wampler1") == ceiling("Wampler5") == MOST


def broken(found):
    """The promises that are not kept, by what methods reach on the sets."""
    return {
        (name, method)
        for name in NIST
        for method in STABLE
        if (found["digits"][name][method] or 0) < promised(name, method)
    }


def test_promises_are_kept_here():
    assert not broken(digits.here())


@pytest.mark.slow
@pytest.mark.parametrize("kernel", KERNELS)
def test_promises_are_kept_under_another_kernel(kernel):
    found = digits.under(kernel)
    assert kernel in found["blas"] or "openblas" not in found["blas"]
    assert not broken(found)


def test_promises_are_not_kept_by_what_is_worse(monkeypatch):
    """Half as many digits are noticed, and so is QR that is taken of the Gram matrix."""

    def single(A, b):
        Q, R = np.linalg.qr(A.astype("f"))
        return np.linalg.solve(R, Q.T @ b.astype("f"))

    def squared(A, b):
        squares = A.T @ A
        return np.linalg.solve(squares, A.T @ b) * (1 + 1e-9)

    monkeypatch.setattr(digits, "METHODS", {**METHODS, "QR": single})
    assert {name for name, _ in broken(digits.here())} >= {"Norris", "NoInt1"}
    monkeypatch.setattr(digits, "METHODS", {**METHODS, "QR": squared})
    assert ("Norris", "QR") in broken(digits.here())


def test_some_promise_is_more_than_a_few_digits():
    """A promise of nothing is kept by everything; those of QR are of three digits at least."""
    promises = [promised(name, "QR") for name in NIST]
    assert sum(promise >= 3 for promise in promises) == 8
    assert sum(promise >= 8 for promise in promises) == 5


@pytest.mark.parametrize("name", NIST)
def test_qr_reaches_what_the_condition_number_predicts(name):
    """Of all weights together: κ for errors in the columns, and κ² for the part of the residual.

    As `promised`, but relative to the length of the estimate, for columns of length 1.
    """
    problem, (A, _) = conditioned(name), floats(name)
    n, d = A.shape
    size = digits.share(n, d + 1) + ROUNDING
    least = problem.least - np.sqrt(d) * size
    length = np.linalg.norm(problem.weights)
    along = size * (np.abs(problem.weights).sum() + problem.observed) / least
    across = np.sqrt(d) * size * problem.residual / least**2
    reached = digits.together(name, METHODS["QR"](*floats(name)))
    assert reached >= -np.log10((along + across) / length) - 0.05  # as it is rounded to a tenth


def test_the_recording_says_where_and_when_and_keeps_the_promises():
    found = recorded("digits")
    assert date.fromisoformat(found["date"])
    assert "statsmodels" in said(found)
    runs = [*found["kernels"], *found["others"]]
    assert all(
        kernel in run["blas"] for kernel, run in zip(KERNELS, found["kernels"][1:], strict=True)
    )
    assert len({run["blas"] for run in runs}) == len(runs) == 4
    assert any("libblas" in run["blas"] for run in found["others"])
    for run in runs:
        assert list(run["digits"]) == list(run["together"]) == list(NIST)
        assert all(list(each) == list(METHODS) for each in run["digits"].values())
        assert not broken(run)
    assert all(tuple(each) == PEERS for each in found["peers"].values())


@pytest.mark.slow
@pytest.mark.filterwarnings(
    "ignore:(Substitution|Appender) is deprecated"
)  # statsmodels' use of pandas
def test_the_recording_is_as_a_fresh_run_has_it():
    """Where something is cut off as if it were 0 no digit is right, whatever the BLAS.

    How many are right elsewhere varies with it, above what is promised.
    """
    found = recorded("digits")
    fresh, here = {name: with_peers(name) for name in NIST}, digits.under("")
    assert not broken(here)
    for name in NIST:
        for run in (found["peers"][name], found["kernels"][0]["digits"][name]):
            for method, value in run.items():
                now = (fresh[name] | here["digits"][name])[method]
                assert (value is None) is (now is None)
                assert ((value or 0) < 1) is ((now or 0) < 1), (name, method)


def test_another_numpy_broken_in_the_recording(monkeypatch, tmp_path):
    written = {}
    monkeypatch.setattr(digits, "under", lambda kernel: {"kernel": kernel})
    monkeypatch.setattr(digits, "with_peers", lambda name: {})
    monkeypatch.setattr(
        digits, "record", lambda name, packages, content: written.update({name: content})
    )
    digits.main([])
    assert written["digits"]["others"] == recorded("digits")["others"]
    (tmp_path / "other.json").write_text('{"numpy": "1"}')
    digits.main([str(tmp_path / "other.json")])
    assert written["digits"]["others"] == [{"numpy": "1"}]
    assert [run["kernel"] for run in written["digits"]["kernels"]] == ["", *KERNELS]
