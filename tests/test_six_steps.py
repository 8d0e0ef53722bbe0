"""The six steps from the likelihood to the estimate and its covariance, on explicit matrices.

Nothing is used but SymPy: neither this package nor anything that the site is built with. The steps
are stated here once more, and the cells in plain SymPy on the pages are run as they stand there.
"""

import re
from collections.abc import Callable
from itertools import product
from math import prod
from pathlib import Path

import pytest
from sympy import (
    Expr,
    Matrix,
    MutableDenseMatrix,
    Rational,
    S,
    Symbol,
    cancel,
    diff,
    exp,
    expand,
    expand_log,
    log,
    pi,
    sqrt,
    symbols,
)

DOCS = Path(__file__).parents[1] / "docs"
SIZES = [(1, 1), (2, 1), (2, 2), (3, 2)]
TALL = [(1, 1), (2, 1), (3, 2)]  # where XᵀX has an inverse; 2×2 says little more

sigma = Symbol("sigma", positive=True)


def letters(n: int, d: int) -> tuple[MutableDenseMatrix, MutableDenseMatrix, MutableDenseMatrix]:
    """The matrices X, y and w, in real letters."""
    X = Matrix(n, d, symbols(f"x:{n}:{d}", real=True))
    return X, Matrix(symbols(f"y:{n}", real=True)), Matrix(symbols(f"w:{d}", real=True))


def predicted(X: MutableDenseMatrix, w: MutableDenseMatrix, i: int) -> Expr:
    """The i-th prediction, the sum of x_ij w_j over j."""
    return sum((X[i, j] * w[j] for j in range(X.cols)), S.Zero)


def squared_error(X: MutableDenseMatrix, y: MutableDenseMatrix, w: MutableDenseMatrix) -> Expr:
    """J(w), the mean of the squared residuals."""
    return sum(((predicted(X, w, i) - y[i]) ** 2 for i in range(X.rows)), S.Zero) / X.rows


def means(of: Callable[[MutableDenseMatrix], MutableDenseMatrix], n: int) -> MutableDenseMatrix:
    """The mean of a matrix over noise whose n entries are σ or -σ, each case equally probable."""
    cases = [of(sigma * Matrix(signs)) for signs in product((1, -1), repeat=n)]
    total = cases[0]
    for case in cases[1:]:
        total += case
    return total / len(cases)


def same(left: MutableDenseMatrix, right: MutableDenseMatrix) -> bool:
    return all(cancel(entry) == 0 for entry in left - right)


# The steps, and what each would be with a wrong sign or factor.


@pytest.mark.parametrize(("n", "d"), SIZES)
def test_expansion_of_the_log_likelihood(n: int, d: int) -> None:
    X, y, w = letters(n, d)
    squares = [(y[i] - predicted(X, w, i)) ** 2 for i in range(n)]
    density = [exp(-square / (2 * sigma**2)) / sqrt(2 * pi * sigma**2) for square in squares]
    expanded = expand(expand_log(log(prod(density))))

    def stands(formula: Expr) -> bool:
        return bool(expand(expanded - expand_log(formula)) == 0)

    root, norm = log(sqrt(2 * pi * sigma**2)), sum(squares)
    assert stands(-n * root - norm / (2 * sigma**2))
    assert not stands(-n * root + norm / (2 * sigma**2))
    assert not stands(-n * root - norm / sigma**2)
    assert not stands(-n * root - norm / 2)
    assert not stands(n * root - norm / (2 * sigma**2))
    assert not stands(-(n + 1) * root - norm / (2 * sigma**2))


@pytest.mark.parametrize(("n", "d"), SIZES)
def test_gradient(n: int, d: int) -> None:
    X, y, w = letters(n, d)
    gradient = Matrix([diff(squared_error(X, y, w), w[j]) for j in range(d)])
    two = Rational(2, n)
    assert same(gradient, two * (X.T * X * w - X.T * y))
    assert not same(gradient, -two * (X.T * X * w - X.T * y))
    assert not same(gradient, two * (X.T * X * w + X.T * y))
    assert not same(gradient, two / 2 * (X.T * X * w - X.T * y))


@pytest.mark.parametrize(("n", "d"), SIZES)
def test_hessian(n: int, d: int) -> None:
    X, y, w = letters(n, d)
    J = squared_error(X, y, w)
    hessian = Matrix(d, d, lambda i, j: diff(J, w[i], w[j]))
    assert same(hessian, Rational(2, n) * X.T * X)
    assert not same(hessian, -Rational(2, n) * X.T * X)
    assert not same(hessian, Rational(1, n) * X.T * X)
    assert not same(hessian, 2 * Rational(2, n) * X.T * X)


@pytest.mark.parametrize(("n", "d"), TALL)
def test_normal_equation(n: int, d: int) -> None:
    X, y, w = letters(n, d)
    estimate = (X.T * X).inv() * X.T * y
    at_the_estimate = dict(zip(w, estimate, strict=True))
    for j in range(d):
        assert cancel(diff(squared_error(X, y, w), w[j]).subs(at_the_estimate)) == 0
        assert cancel(diff(squared_error(X, -y, w), w[j]).subs(at_the_estimate)) != 0
    assert same(X.T * X * estimate, X.T * y)
    assert not same(X.T * X * estimate, -X.T * y)
    assert not same(X.T * X * estimate, 2 * X.T * y)


@pytest.mark.parametrize(("n", "d"), TALL)
def test_bias(n: int, d: int) -> None:
    X, _, w = letters(n, d)
    mean = means(lambda noise: (X.T * X).inv() * X.T * (X * w + noise), n)
    assert same(mean, w)
    assert not same(mean, -w)
    assert not same(mean, 2 * w)


@pytest.mark.parametrize(("n", "d"), TALL)
def test_covariance(n: int, d: int) -> None:
    X, _, _ = letters(n, d)
    inverse = (X.T * X).inv()
    linear = (inverse * X.T).applyfunc(cancel)
    covariance = means(lambda noise: linear * noise * noise.T * linear.T, n)
    assert same(covariance, sigma**2 * inverse)
    assert not same(covariance, -(sigma**2) * inverse)
    assert not same(covariance, sigma * inverse)
    assert not same(covariance, 2 * sigma**2 * inverse)
    assert not same(covariance, sigma**2 * X.T * X)


# The cells on the pages.

CELLS = {
    "log-likelihood": "log-likelihood",
    "gradient-of-the-squared-error": "squared-error-to-closed-form",
    "hessian-of-the-squared-error": "squared-error-to-closed-form",
    "normal-equation": "squared-error-to-closed-form",
    "least-squares-is-unbiased": "bias-and-covariance",
    "covariance-of-the-estimate-with-equal-variances": "bias-and-covariance",
}
PLAIN = re.compile(r'^# %% tags=\["plain-sympy"\]\n(.*?)(?=^# %%|\Z)', re.MULTILINE | re.DOTALL)


def cell_of(id: str) -> str:
    """The first cell in plain SymPy after a theorem, on the page where that stands."""
    page = (DOCS / f"{CELLS[id]}.py").read_text(encoding="utf-8")
    _, theorem, after = page.partition(f'\ntheorem("{id}")\n')
    assert theorem
    cell = PLAIN.search(after)
    assert cell
    assert "\ntheorem(" not in after[: cell.start()]
    return cell[1].strip() + "\n"


def test_each_step_has_one_cell() -> None:
    on_pages = [
        cell for page in DOCS.glob("*.py") for cell in PLAIN.findall(page.read_text("utf-8"))
    ]
    assert sorted(map(str.strip, on_pages)) == sorted(cell_of(id).strip() for id in CELLS)


@pytest.mark.parametrize("id", CELLS)
def test_a_cell_is_pasted_and_says_true(id: str, sympy_alone: Callable[..., str]) -> None:
    cell = cell_of(id)
    assert len(cell.splitlines()) <= 15
    assert sympy_alone("-i", "-q", entered=cell) == "True\n"


@pytest.mark.parametrize(
    ("id", "right", "wrong"),
    [
        ("log-likelihood", "ell = -n *", "ell = -"),
        ("log-likelihood", "- residual.dot", "+ residual.dot"),
        ("log-likelihood", "(residual) / (2 * sigma**2)", "(residual) / 2"),
        ("gradient-of-the-squared-error", "Rational(2, n)", "Rational(1, n)"),
        ("gradient-of-the-squared-error", "- X.T * y", "+ X.T * y"),
        ("hessian-of-the-squared-error", "Rational(2, n)", "Rational(1, n)"),
        ("hessian-of-the-squared-error", "(Rational", "(-Rational"),
        ("normal-equation", "== X.T * y", "== -X.T * y"),
        ("normal-equation", "== X.T * y", "== 2 * X.T * y"),
        ("least-squares-is-unbiased", "== w_star", "== -w_star"),
        ("least-squares-is-unbiased", "== w_star", "== 2 * w_star"),
        ("least-squares-is-unbiased", 'i}")', 'i}") + 1'),  # noise of mean 1
        ("covariance-of-the-estimate-with-equal-variances", "- sigma**2", "+ sigma**2"),
        ("covariance-of-the-estimate-with-equal-variances", "- sigma**2", "- sigma"),
        ("covariance-of-the-estimate-with-equal-variances", "- sigma**2", "- 2 * sigma**2"),
    ],
)
def test_a_cell_with_a_slip_says_false(
    id: str, right: str, wrong: str, sympy_alone: Callable[..., str]
) -> None:
    cell = cell_of(id)
    assert cell.count(right) == 1
    assert sympy_alone("-i", "-q", entered=cell.replace(right, wrong)) == "False\n"
