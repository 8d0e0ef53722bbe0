"""Numbers that count, the polynomials fitted to counts, and the algorithms that are counted."""

from __future__ import annotations

from collections import Counter
from fractions import Fraction
from itertools import product

import numpy as np
import pytest

from derivations.numbers.algorithms import (
    TASKS,
    by_cholesky,
    by_qr,
    cholesky,
    cost,
    costs,
    gram,
    products,
    step,
    step_with_gram,
    tally,
)
from derivations.numbers.counting import FURTHER, OPERATIONS, Counted, fitted, root
from derivations.numbers.elimination import inverse
from derivations.numbers.errors import IrrationalError
from derivations.numbers.evaluate import evaluate
from derivations.results.closed_form import estimate
from derivations.results.descent import eta
from derivations.results.descent import step as step_term
from derivations.results.model import X, w, y

# Designs whose factors are rational: L of XᵀX, and the lengths that QR takes.
WHOLE = [[1, 3], [2, 3], [2, 0]]
LARGER = [[2, 2, 1], [2, 2, 4], [1, 4, 1], [0, 3, 3]]
SEEN = [1, 2, 3]


def exact(rows):
    """A matrix of fractions."""
    return [[Fraction(entry) for entry in row] for row in rows]


def column(entries):
    return [Fraction(entry) for entry in entries]


def floats(n, d, seed):
    """A design matrix and observations."""
    rng = np.random.default_rng(seed)
    return rng.uniform(-1, 1, (n, d)), rng.uniform(-1, 1, n)


def test_each_operation_is_counted_and_has_its_value():
    counts = Counter()
    a, b = Counted(Fraction(9), counts), Counted(Fraction(2), counts)
    assert [(a + b).value, (a - b).value, (a * b).value, (a / b).value] == [
        *(11, 7, 18),
        Fraction(9, 2),
    ]
    assert root(a).value == 3
    assert counts == {"additions": 2, "multiplications": 1, "divisions": 1, "roots": 1}
    assert (-a).value == -9
    assert a < 10
    assert not a < 9
    assert counts.total() == 5  # a sign and a comparison are not counted


def test_a_root_is_exact_or_refused():
    assert root(Fraction(4, 9)) == Fraction(2, 3)
    assert root(49) == 7
    assert type(root(49)) is int
    assert root(2.25) == 1.5
    for number in (2, Fraction(1, 2), Fraction(4, 3)):
        with pytest.raises(IrrationalError, match="irrational"):
            root(number)


def test_a_polynomial_is_found():
    found = fitted(lambda n, d: (n - 1) * d * (d + 1) // 2)
    assert found.latex() == (
        r"\frac{1}{2} n d^{2} + \frac{1}{2} n d - \frac{1}{2} d^{2} - \frac{1}{2} d"
    )
    assert found(100, 7) == 99 * 28
    assert (found + found)(100, 7) == 2 * 99 * 28
    assert fitted(lambda n, d: 0).latex() == "0"
    assert fitted(lambda n, d: 3 - n).latex() == "-n + 3"


@pytest.mark.parametrize("wrong", [lambda n, d: n**2, lambda n, d: d**4, lambda n, d: n * d // 2])
def test_what_is_no_polynomial_of_these_degrees_is_noticed(wrong):
    with pytest.raises(ValueError, match="the count at n = "):
        fitted(wrong)


@pytest.mark.parametrize("size", FURTHER)
def test_a_count_that_is_wrong_at_one_size_is_noticed(size):
    with pytest.raises(ValueError, match=f"n = {size[0]} and d = {size[1]}"):
        fitted(lambda n, d: n * d + ((n, d) == size))


@pytest.mark.parametrize("task", TASKS)
def test_polynomials_say_what_is_counted(task):
    """At more sizes than the fit itself looks at."""
    for n, d in product((1, 3, 6, 10, 17), (1, 3, 5, 8)):
        if d <= n:
            counts = tally(task, n, d)
            assert {each: counts[each] for each in OPERATIONS} == {
                each: costs(task)[each](n, d) for each in OPERATIONS
            }
            assert cost(task)(n, d) == counts.total()


def test_counts_are_those_of_the_formulas():
    """Written down once more, by hand."""
    n, d = 23, 7
    triangle = d * (d + 1) // 2
    assert costs("gram")["multiplications"](n, d) == n * triangle
    assert costs("gram")["additions"](n, d) == (n - 1) * triangle
    assert cost("products")(n, d) == (2 * n - 1) * d
    within = sum(i * (i + 1) // 2 for i in range(d))  # Σ over the rows of L, and their entries
    assert costs("solve")["multiplications"](n, d) == within + d * (d - 1)
    assert costs("solve")["divisions"](n, d) == d * (d - 1) // 2 + 2 * d
    assert costs("solve")["roots"](n, d) == d
    assert costs("qr")["roots"](n, d) == d
    assert cost("step")(n, d) == 4 * n * d + d
    assert cost("step with gram")(n, d) == d * (2 * d + 2)
    assert cost("qr").of(1, 2) == 2 * cost("gram").of(1, 2)  # QR takes twice as much, for large n


@pytest.mark.parametrize("by", [by_cholesky, by_qr])
def test_exact_estimates_are_those_of_the_term(by):
    found = by(exact(WHOLE), column(SEEN))
    assert found == evaluate(estimate, {X: WHOLE, y: SEEN}).ravel().tolist()
    assert all(type(entry) is Fraction for entry in found)


def test_an_irrational_factor_is_refused():
    for by in (by_cholesky, by_qr):
        with pytest.raises(IrrationalError):
            by(exact([[1, 0], [1, 1], [0, 1]]), column(SEEN))


@pytest.mark.parametrize("rows", [WHOLE, LARGER])
def test_products_and_steps_are_exact(rows):
    design, d = exact(rows), len(rows[0])
    seen, start, scale = column(range(1, len(rows) + 1)), column(range(d)), Fraction(1, 10)
    whole = np.array(rows, dtype=object)
    triangle = [row[: i + 1] for i, row in enumerate((whole.T @ whole).tolist())]
    assert gram(design) == triangle
    assert products(design, seen) == (whole.T @ np.array(seen, dtype=object)).tolist()
    there = {X: rows, y: seen, w: start, eta: [scale * len(rows) / 2]}
    after = evaluate(step_term(w), there).ravel().tolist()
    assert step(design, seen, start, scale) == after
    assert step_with_gram(gram(design), products(design, seen), start, scale) == after


@pytest.mark.parametrize("seed", range(5))
@pytest.mark.parametrize(("n", "d"), [(1, 1), (4, 4), (9, 5), (30, 8)])
def test_estimates_in_floats_are_near_the_exact_ones(n, d, seed):
    """Near by the bound on relative errors: cκ times the precision, with c for the operations."""
    design, seen = floats(n, d, seed)
    whole = exact(design.tolist())
    known = np.array(evaluate(estimate, {X: whole, y: column(seen.tolist())}), dtype=float).ravel()
    kappa = np.linalg.cond(design) ** 2
    scale = np.linalg.norm(known) + np.linalg.norm(seen) / np.linalg.norm(design, -2)
    allowed = 10 * n * d * kappa * np.finfo(float).eps * scale
    for by in (by_cholesky, by_qr):
        found = np.array(by(design.tolist(), seen.tolist()))
        assert np.linalg.norm(found - known) <= allowed


def test_a_factor_has_the_gram_matrix_as_its_square():
    L = cholesky(gram(exact(WHOLE)))
    assert L == [[3], [3, 3]]
    whole = np.array(WHOLE, dtype=object)
    lower = np.array([[3, 0], [3, 3]], dtype=object)
    assert (lower @ lower.T == whole.T @ whole).all()
    assert inverse(lower) is not None
