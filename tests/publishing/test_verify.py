"""Verification: three witnesses of every line of a chapter, and each of them can say no.

Those of all lines are asked while the site is built; tests/site/test_witnesses.py reads what they
said.
"""

import pytest

from derivations import theorem, theorems
from derivations.kernel.statements import (
    Equals,
    ForEach,
    Minimises,
    Nonnegative,
    PositiveDefinite,
    UniquelyMinimises,
)
from derivations.kernel.terms import Zero
from derivations.publishing.verify import WHY_NOT, as_json, by_numbers, by_sympy, verify
from derivations.results.logistic import C, L, p, sigma
from derivations.results.model import J, X, d, gram, i, n, v, w, w_hat, x_i, y

NORMAL = Equals(gram @ w_hat, X.T @ y)
PROBABILITIES = ForEach(i, Equals(i.T @ p, sigma(x_i.T @ w_hat)))
EQUATIONS = Equals(X.T @ (p - y), Zero(d))


@pytest.fixture(scope="module")
def reports():
    return list(verify(theorems("squared-error-to-closed-form")))


def test_everything_holds(reports):
    assert len(reports) > 10
    assert all(report.holds for report in reports)


def test_every_line_has_three_witnesses(reports):
    found = [(report.result.id, line.name, w) for report in reports for line, w in report.lines]
    assert not [(id, name) for id, name, w in found if not (w.kernel and w.sympy and w.numbers)]


def test_what_no_witness_tells_is_given_a_reason():
    assert by_sympy((Equals(v, v), Equals(n, n + 1)), Equals(v, v)) == (None, "no-instance")
    assert set(WHY_NOT) == {"no-instance", "undecided"}


def test_the_json_has_the_fields_that_are_promised(reports):
    data = as_json(reports)
    assert set(data) == {"theorems", "totals"}
    assert data["totals"]["steps"] == sum(len(t["steps"]) for t in data["theorems"])
    assert data["totals"]["refused"] == 0
    for found in data["theorems"]:
        assert set(found) == {
            *("id", "title", "page", "statement", "hypotheses", "facts", "uses", "hash"),
            *("steps", "seconds"),
        }
        for step in found["steps"]:
            assert set(step) == {"id", "latex", "reason", "premises", "witnesses", "why_not"}
            assert set(step["witnesses"]) == {"kernel", "sympy", "numbers"}


def test_premises_and_uses_are_read_off_the_proofs():
    result = theorem("normal-equation-gives-the-global-minimum")
    assert result.uses() == ("squared-error-gap",)
    above = next(line for line in result.lines if line.name == "above")
    assert set(result.premises(above)) == {f"{result.id}.scaled", "squared-error-gap"}


FALSE = [
    ((), Equals(gram @ v, X.T @ y)),
    ((), Equals(J(w), J(w) + J(w))),
    ((NORMAL,), Equals(J(w), J(w_hat))),
    ((), PositiveDefinite(X @ X.T - X @ X.T)),
    ((), Minimises(Zero(d), J(w), w)),
    ((NORMAL,), UniquelyMinimises(w_hat + w_hat, J(w), w)),
    ((), Equals((y.T @ y) / n, y.T @ y)),
    ((PROBABILITIES, EQUATIONS), Nonnegative(C(w_hat) - C(w))),
    ((PROBABILITIES, EQUATIONS), Nonnegative(C(w) - 2 * C(w_hat))),
    ((PROBABILITIES, EQUATIONS), Nonnegative(L(w) - L(w_hat))),
    ((PROBABILITIES, EQUATIONS), Equals(C(w), C(w_hat))),
    ((PROBABILITIES, Equals(X.T @ (p + y), Zero(d))), Nonnegative(C(w) - C(w_hat))),
]


@pytest.mark.parametrize(("hypotheses", "conclusion"), FALSE)
@pytest.mark.parametrize("witness", [by_sympy, by_numbers])
def test_a_witness_says_no_to_what_is_false(witness, hypotheses, conclusion):
    assert witness(hypotheses, conclusion) == (False, None)
