"""Gradients beside quotients of the functions: each agrees within its bound, a wrong one fails."""

import re
from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from typing import Any

import jupytext
import numpy as np
import pytest

from derivations.evidence import gradient_check as check
from derivations.evidence.gradient_check import Criterion, central, complex_step, forward
from derivations.kernel.statements import Nonnegative
from derivations.numbers.evaluate import evaluate
from derivations.publishing.registry import theorem
from derivations.results import logistic
from derivations.results.model import J, v, w
from derivations.site.picture import svg

PAGE = Path(__file__).parent.parent.parent / "docs/gradient-check.py"
THEOREMS = (
    *(check.SQUARED_ERROR, check.SCORE, check.RIDGE, check.WITH_INTERCEPT),
    *(check.OUTPUT, check.HIDDEN, check.INPUTS, check.ONE_UNIT, check.PRODUCT),
)


@pytest.fixture(params=range(len(THEOREMS)), ids=THEOREMS)
def criterion(request: pytest.FixtureRequest) -> Criterion:
    return check.criteria()[request.param]


def changed(criterion: Criterion) -> Iterator[list[Fraction]]:
    """The gradient with one entry changed by a thousandth of the largest one."""
    right = criterion.gradient
    for j in range(len(right)):
        step = max(map(abs, right)) / 1000
        yield [entry + (step if k == j else 0) for k, entry in enumerate(right)]


def test_each_criterion_has_its_theorem():
    assert tuple(criterion.theorem for criterion in check.criteria()) == THEOREMS


def test_the_theorem_has_the_gradient_of_the_function(criterion):
    assert check.is_exact(criterion)
    assert check.complex_steps(criterion).within


def test_a_gradient_with_one_entry_wrong_is_found_out(criterion):
    for wrong in changed(criterion):
        assert not check.is_exact(criterion, wrong)
        assert not check.complex_steps(criterion, wrong).within


def test_a_function_with_another_factor_is_found_out(criterion):
    """By one part in 10⁸, which is far beyond rounding."""
    wrong = replace(
        criterion,
        function=lambda at: (
            criterion.function(at) * (Fraction(100_000_001, 10**8))
            if at.dtype == object
            else criterion.function(at) * (1 + 1e-8)
        ),
    )
    assert not check.is_exact(wrong)
    assert not check.complex_steps(wrong).within


def test_rounding_is_allowed_a_millionth_of_a_millionth_at_most(criterion):
    """What complex steps may be off by is small enough that they show something."""
    assert 0 < check.complex_steps(criterion).allowed < 1e-12


def test_the_squared_error_is_that_of_the_theorem():
    criterion = check.criteria()[0]
    letters = {name: criterion.letters[name] for name in ("X", "y", "w")}
    at = np.array([Fraction(entry) for entry in criterion.at], dtype=object)
    assert criterion.function(at) == evaluate(J(w), letters).item()


def test_the_gradient_of_the_cross_entropy_is_the_slope_of_the_tangent():
    """The theorem is built of the term that is evaluated."""
    tangent = logistic.slope.T @ (v - w)
    conclusion = theorem(check.LOGISTIC).conclusion
    assert conclusion == Nonnegative(logistic.C(v) - logistic.C(w) - tangent)


def test_the_cross_entropy_is_that_of_the_theorem():
    """Both add twelve terms with a few roundings each."""
    letters = {
        "X": check.DESIGN.astype(float),
        "y": np.array(check.LABELS, dtype=float),
        "w": np.array(check.WEIGHTS),
    }
    known = evaluate(logistic.C(w), letters).item()
    assert check.cross_entropy(np.array(check.WEIGHTS)) == pytest.approx(known, rel=1e-14)


def test_complex_steps_show_the_gradient_of_the_cross_entropy():
    known, allowed = check.logistic_gradient(), check.logistic_allowed()
    for j in range(2):
        found = complex_step(check.cross_entropy, check.WEIGHTS, j)
        assert abs(found - known[j]) <= allowed[j] < 1e-12
        assert abs(1.000001 * found - known[j]) > allowed[j]


def test_derivatives_of_sigma_are_bounded():
    p = np.linspace(0, 1, 100_001)
    own, tilt = p * (1 - p), 1 - 2 * p
    for most, derivative in (
        (check.SIGMA_1, own),
        (check.SIGMA_2, own * tilt),
        (check.SIGMA_4, own * tilt * (1 - 12 * own)),
    ):
        assert 0.99 * most < np.abs(derivative).max() <= most * (1 + 1e-12)


@pytest.mark.parametrize("j", [0, 1])
def test_derivatives_of_the_cross_entropy(j):
    """The second and the third by differences of complex steps, of which the error is with h²."""
    h, known = 2.0**-12, check.bounds(j)

    def slope(t: float) -> float:
        at = np.array(check.WEIGHTS) + t * np.eye(2)[j]
        return complex_step(check.cross_entropy, tuple(at), j)

    assert (slope(h) - slope(-h)) / (2 * h) == pytest.approx(known.second, rel=1e-4)
    third = (slope(h) - 2 * slope(0) + slope(-h)) / h**2
    assert third == pytest.approx(known.third, rel=1e-4)
    assert known.second <= known.second_most
    assert abs(known.third) <= known.third_most


@pytest.mark.parametrize("j", [0, 1])
def test_quotients_are_off_by_truncation_and_rounding_at_most(j):
    measured, bound = check.errors(j, range(51)), check.bounds(j)
    assert (measured.forward <= bound.forward(measured.steps)).all()
    assert (measured.central <= bound.central(measured.steps)).all()
    assert (measured.complex[40:] <= bound.reference).all()


def test_central_differences_of_a_quadratic_are_off_by_rounding_at_most():
    measured, bound = check.errors_of_a_quadratic(range(51))
    assert bound.third_most == 0
    assert (measured.central <= bound.central(measured.steps)).all()
    assert (measured.forward <= bound.forward(measured.steps)).all()
    assert measured.central[0] < 1e-12 < 1 < measured.forward[0]


def test_slopes_are_those_of_theory():
    one, two = check.slopes(0, 8, 12)
    assert (one.expected, two.expected) == (1, 2)
    assert one.agrees
    assert two.agrees
    assert max(one.allowed, two.allowed) < 0.01  # so that 1 and 2 are told apart


def test_a_slope_where_rounding_leads_is_not_claimed():
    assert all(slope.allowed == float("inf") for slope in check.slopes(0, 30, 34))


def test_errors_in_fractions():
    known = {criterion.theorem: criterion for criterion in check.criteria()}
    X = check.DESIGN
    mean, hidden = known[check.SQUARED_ERROR], known[check.HIDDEN]
    assert check.constant_ratio(mean, 0, forward, 1) == Fraction(int((X[:, 0] ** 2).sum()), len(X))
    assert check.constant_ratio(mean, 0, central, 2) == 0
    assert check.constant_ratio(hidden, 0, central, 2) != 0
    with pytest.raises(ValueError, match="no multiple"):
        check.constant_ratio(hidden, 0, forward, 1)


def test_mistakes_are_found_out():
    mistakes = check.wrong_gradients()
    assert len(mistakes) == 5
    for _, criterion, gradient in mistakes:
        assert not check.is_exact(criterion, gradient)
        assert not check.complex_steps(criterion, gradient).within


# The page.


def run(there: dict[str, Any]) -> dict[str, Any]:
    """What the page has when it was executed."""
    for cell in jupytext.read(PAGE).cells:
        if cell.cell_type == "code":
            exec(cell.source, there)
    return there


@pytest.fixture(scope="module")
def page() -> dict[str, Any]:
    return run({"__name__": "page"})


def rows(table: Any) -> list[list[str]]:
    """The rows of a table, as texts."""
    return [[re.sub(r"<[^>]+>", "", str(cell)).strip() for cell in row] for row in table.rows]


def test_the_table_of_gradients(page):
    found = rows(page["exact"])
    assert len(found) == len(THEOREMS)
    assert found[0][2:] == ["1, 5", "−118, −14"]
    for id in THEOREMS:
        assert f'href="#{id}"' in page["exact"]._repr_html_()


def test_the_tables_of_errors(page):
    assert [factor for _, factor in rows(page["errors_in_fractions"])] == ["49", "0", "640"]
    assert len(rows(page["of_steps"])) == len(THEOREMS) + 1
    assert [row[1] for row in rows(page["of_slopes"])] == ["1", "2"]


def test_the_table_of_mistakes(page):
    found = rows(page["wrong"])
    assert [what for what, *_ in found] == [what for what, *_ in check.wrong_gradients()]
    assert found[0][1] == "50 %"


def test_the_pictures(page):
    assert "cross-entropy" in svg(page["left"], "left")
    assert "mean squared error" in svg(page["right"], "right")
    for axes, curves in ((page["left"].axes[0], 5), (page["right"].axes[0], 3)):
        assert len(axes.lines) == curves


def test_a_wrong_gradient_stops_the_page(monkeypatch):
    right = check.criteria()
    wrong = [replace(right[0], term=2 * right[0].term), *right[1:]]
    monkeypatch.setattr(check, "criteria", lambda: wrong)
    with pytest.raises(ValueError, match="mean squared error"):
        run({"__name__": "page"})


def test_a_mistake_that_passes_stops_the_page(monkeypatch):
    right = check.criteria()[0]
    monkeypatch.setattr(check, "wrong_gradients", lambda: [("none", right, right.gradient)])
    with pytest.raises(ValueError, match="not found out"):
        run({"__name__": "page"})
