"""The six points: numbers from theorems, as a pencil finds them, and as others print them."""

from __future__ import annotations

import re
import runpy
from collections.abc import Mapping
from fractions import Fraction
from math import sqrt
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import sympy
from sympy import Rational, log

from derivations import theorem
from derivations.evidence import anscombe
from derivations.evidence.recorded import recorded, said
from derivations.evidence.six_points import (
    AT,
    CENTRED,
    INFLUENCE,
    MORE,
    POINTS,
    PREDICTED,
    RIDGE,
    SEVEN,
    STEPS,
    WITH_INTERCEPT,
    WITH_ONES,
    Entry,
    entries,
    is_true,
    n,
    two_sided,
    x,
    y,
)
from derivations.kernel.statements import StudentT
from derivations.kernel.terms import Root
from derivations.presentation.theorems import terms_within
from derivations.publishing.registry import page_of
from tests.evidence.said_of_six_points import PAGES, sentences

DOCS = Path(__file__).parents[2] / "docs"

# Found with a pencil, from sums, squares and one division; nothing of the package was used.
BY_PENCIL: dict[str, list[Any]] = {
    "mean": [17],
    "TSS": [720],
    "gram": [294, 30, 30, 6],
    "products": [798, 102],
    "inverse": [Rational(1, 144), Rational(-5, 144), Rational(-5, 144), Rational(49, 144)],
    "estimate": [2, 7],
    "Sxx": [144],
    "Sxy": [288],
    "slope": [2],
    "intercept": [7],
    "augmented": [2, 7],
    "fit": [7, 7, 11, 17, 29, 31],
    "residuals": [-4, 2, 6, -6, 6, -4],
    "orthogonal": [0, 0],
    "RSS": [144],
    "of y": [2454],
    "of fit": [2310],
    "gap": [385],
    "R²": [Rational(4, 5)],
    "σ̂²": [24],
    "ℓ": [-3 * (log(48 * sympy.pi) + 1)],
    "s²": [36],
    "covariance": [Rational(1, 4), Rational(-5, 4), Rational(-5, 4), Rational(49, 4)],
    "errors": [Rational(1, 2), Rational(7, 2)],
    "t": [4, 2],
    "t alone": [4],
    "variance of b̂": [Rational(49, 4)],
    "p": [1 - 11 * sympy.sqrt(5) / 25, 1 - 5 * sympy.sqrt(2) / 8],
    "F": [16],
    "p of F": [1 - 11 * sympy.sqrt(5) / 25],
    "prediction": [19],
    "its error": [Rational(5, 2)],
    "new error": [Rational(13, 2)],
    "leverages": [Rational(each, 144) for each in (49, 49, 33, 24, 60, 73)],
    "their sum": [2],
    "left out": [
        *(Rational(-576, 95), Rational(288, 95), Rational(288, 37)),
        *(Rational(-36, 5), Rational(72, 7), Rational(-576, 71)),
    ],
    "PRESS": [
        Rational(576**2 + 288**2, 95**2)
        + Rational(288, 37) ** 2
        + Rational(36, 5) ** 2
        + Rational(72, 7) ** 2
        + Rational(576, 71) ** 2
    ],
    "Cook": [
        *(Rational(1568, 9025), Rational(392, 9025), Rational(264, 1369)),
        *(Rational(3, 25), Rational(30, 49), Rational(2336, 5041)),
    ],
    "new leverage": [Rational(7, 6)],
    "seven": [1, 10],
    "RSS of seven": [456],
    "ridge": [1],
    "ridge intercept": [12],
    "freedom": [Rational(1, 2)],
    "S": [Rational(-24, 25), Rational(-1, 5), Rational(-1, 5), Rational(24, 25)],
    "centred 1": [1],
    "centred 2": [Rational(3, 2)],
    "centred 3": [Rational(7, 4)],
    "descent 1": [Rational(133, 25), Rational(17, 25)],
    "descent 2": [Rational(48, 625), Rational(168, 625)],
    "descent 3": [Rational(81133, 15625), Rational(14417, 15625)],
}


def test_every_number_is_compared():
    assert entries().keys() == BY_PENCIL.keys()


@pytest.mark.parametrize("key", BY_PENCIL)
def test_a_number_is_what_a_pencil_finds(key):
    found = [sympy.sympify(each) for each in entries()[key].flat]
    assert len(found) == len(BY_PENCIL[key])
    for each, wanted in zip(found, BY_PENCIL[key], strict=True):
        assert sympy.simplify(each - wanted) == 0


@pytest.mark.parametrize("key", [key for key in BY_PENCIL if key not in ("p", "F", "p of F")])
def test_a_number_is_from_a_term_of_its_theorem_which_holds_here(key):
    entry = entries()[key]
    conclusion = theorem(entry.theorem).conclusion
    within = set(terms_within(conclusion))
    if isinstance(conclusion, StudentT):
        within.add(conclusion.scalar / Root(conclusion.square))
    assert entry.term in within
    assert not entry.formula
    assert entry.letters is not None
    assert is_true(entry.theorem, entry.letters)


@pytest.mark.parametrize("key", ["p", "F", "p of F"])
def test_what_has_no_theorem_says_its_formula(key):
    entry = entries()[key]
    assert not entry.theorem
    assert entry.term is None
    assert entry.formula


@pytest.mark.parametrize(
    ("id", "letters"),
    [
        ("least-squares-estimate", {**WITH_ONES, "w_hat": [2, 8]}),  # no solution
        ("law-of-the-t-ratio", {**WITH_ONES, "a": [1, 0], "sigma_sq": 35}),  # not that variance
        ("leverages-add-up-to-d", {**WITH_ONES, "X": [[1, 1]] * n}),  # collinear
        ("log-likelihood-at-the-joint-maximum", {**WITH_ONES, "y": [7, 7, 11, 17, 29, 31]}),
    ],
)
def test_a_theorem_whose_hypotheses_fail_is_not_said_to_hold(id, letters):
    assert not is_true(id, letters)


def test_the_letters_are_of_one_data_set():
    assert [tuple(row) for row in WITH_ONES["X"]] == [(each, 1) for each in x]
    assert [row[0] for row in WITH_INTERCEPT["X"]] == list(x)
    mean = Fraction(sum(x), n)
    assert [row[0] for row in CENTRED["X"]] == [each - mean for each in x]
    assert tuple(zip(x, y, strict=True)) == POINTS


def test_the_p_value_is_the_integral_of_the_density():
    t = sympy.symbols("t", positive=True)
    density = Rational(3, 8) * (1 + t**2 / 4) ** Rational(-5, 2)  # of Student's t, 4 degrees
    assert sympy.simplify(sympy.diff(two_sided(t), t) + 2 * density) == 0
    assert two_sided(0) == 1


def test_f_is_the_square_of_t():
    assert entries()["F"].value == entries()["t"].flat[0] ** 2
    assert entries()["p of F"].value == entries()["p"].flat[0]


# What statsmodels printed.


def _unit(design: list[list[int]]) -> tuple[float, float]:
    """The length of X, and the relative change of what least squares finds that rounding allows.

    A backward stable method finds what is exact for data of which the relative error is at most
    η = c·n·d·ε, with a small c, for which 10 is generous, and ε = 2⁻⁵³ (Higham, Accuracy and
    Stability of Numerical Algorithms, theorem 20.3). Such an error in X and y moves ŵ, relative to
    its length, at most by about η(2κ + κ²·‖r‖/(‖X‖‖ŵ‖)) (theorem 20.1), (XᵀX)⁻¹ by 2ηκ² and H by
    2ηκ, and all these are at most 3ηκ², as ‖r‖ is below ‖X‖‖ŵ‖ here.
    """
    matrix = np.array(design, dtype=float)
    least, greatest = np.sqrt(np.linalg.eigvalsh(matrix.T @ matrix))
    return greatest, 3 * 10 * matrix.size * 2.0**-53 * (greatest / least) ** 2


def _bounds() -> Mapping[str, np.ndarray]:
    """How far each output may be from the exact numbers: to first order, what the parts move it.

    A sum moves by what its summands move, a product by what each factor moves, times the others.
    """
    at = {key: np.array([float(each) for each in entries()[key].flat]) for key in entries()}
    length, unit = _unit(WITH_ONES["X"])
    w, e, h = at["estimate"], at["residuals"], at["leverages"]
    weights = np.linalg.norm(w)
    fit = length * weights
    assert np.linalg.norm(e) < fit  # which `_unit` uses
    rss = 2 * np.linalg.norm(e) * fit
    of_y = at["of y"][0]
    s_sq = rss / 4
    inverse = np.linalg.norm(at["inverse"])
    covariance = at["s²"][0] * inverse + s_sq * inverse
    errors = covariance / (2 * at["errors"])
    t = weights / at["errors"] + at["t"] * errors / at["errors"]
    f = (rss + of_y) / at["s²"][0] + at["F"] * s_sq / at["s²"][0]
    there = np.hypot(AT, 1)
    slope = 0.75 * (1 + at["t"] ** 2 / 4) ** -2.5  # twice the density of t, for two sides
    left_out = fit / (1 - h) + np.abs(e) / (1 - h) ** 2
    se, se_new = at["its error"], at["new error"]
    seven_length, seven_unit = _unit([*WITH_ONES["X"], [MORE[0], 1]])
    seven = np.linalg.norm(at["seven"])
    ridge = np.hypot(
        at["ridge"], at["ridge intercept"]
    )  # its matrix has a smaller condition number
    sizes = {
        "params": weights,
        "fittedvalues": fit,
        "resid": fit,
        "ssr": rss,
        "centered_tss": of_y,
        "uncentered_tss": of_y,
        "rsquared": (rss + of_y * at["RSS"] / at["TSS"]) / at["TSS"],
        "mse_resid": s_sq,
        "normalized_cov_params": inverse,
        "cov_params()": covariance,
        "bse": errors,
        "tvalues": t,
        "pvalues": slope * t,
        "fvalue": f,
        "f_pvalue": slope[0] * f / (2 * np.sqrt(at["F"])),
        "llf": 3 * rss / at["RSS"] + abs(at["ℓ"]),
        f"{PREDICTED}.predicted_mean": there * weights,
        f"{PREDICTED}.se_mean": there**2 * covariance / (2 * se),
        f"{PREDICTED}.se_obs": (there**2 * covariance + s_sq) / (2 * se_new),
        f"{INFLUENCE}.hat_matrix_diag": 1,
        f"{INFLUENCE}.resid_press": left_out,
        f"{INFLUENCE}.ess_press": 2 * np.sum(np.abs(at["left out"]) * left_out),
        f"{INFLUENCE}.cooks_distance[0]": at["Cook"]
        * (2 * fit / np.abs(e) + 1 / h + 2 / (1 - h) + s_sq / at["s²"]),
        f"{SEVEN}.params": seven * seven_unit / unit,
        f"{SEVEN}.ssr": 2 * sqrt(456) * seven_length * seven * seven_unit / unit,
        f"{RIDGE}[0]": ridge,
        f"{RIDGE}[1]": ridge,
    }
    return {
        asked: unit * np.atleast_1d(np.array(size, dtype=float)) for asked, size in sizes.items()
    }


OUTPUTS = recorded("six-points")["outputs"]


def _peers() -> Mapping[str, Entry]:
    """The entries that statsmodels prints too, by what it calls them."""
    return {entry.peer: entry for entry in entries().values() if entry.peer}


def test_the_recording_says_where_and_when():
    found = recorded("six-points")
    assert {"statsmodels", "numpy", "scipy"} <= found["versions"].keys()
    assert "python -m derivations.evidence six-points" in said(found)
    assert found["outputs"].keys() == _peers().keys() == _bounds().keys()


@pytest.mark.parametrize("asked", OUTPUTS)
def test_what_was_recorded_is_the_exact_number_but_for_rounding(asked):
    exact = np.array([float(each) for each in _peers()[asked].flat])
    found = np.array(OUTPUTS[asked])
    assert found.shape == exact.shape
    assert np.all(np.abs(found - exact) <= _bounds()[asked])


def test_the_bounds_notice_the_ninth_digit():
    for asked, bound in _bounds().items():
        size = max(abs(float(each)) for each in _peers()[asked].flat)
        assert np.all(bound < 1e-8 * size), asked


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore:.* is deprecated and will be removed")  # within statsmodels
def test_a_fresh_run_prints_what_was_recorded():
    from derivations.evidence.six_points_by_statsmodels import outputs

    fresh, old, bounds = outputs(), recorded("six-points")["outputs"], _bounds()
    assert fresh.keys() == old.keys()
    for asked, numbers in fresh.items():
        apart = np.abs(np.array(numbers) - np.array(old[asked]))
        assert np.all(apart <= 2 * bounds[asked]), asked  # each may be off by the bound


# What the pages say.


def _prose(page: str) -> str:
    """The prose of a page, each paragraph in one line."""
    source = (DOCS / f"{page}.py").read_text("utf-8")
    return re.sub(r"\n# *", " ", source)


@pytest.mark.parametrize("page", PAGES)
def test_a_chapter_says_the_number_after_its_theorem(page):
    id, sentence = sentences()[page]
    source = _prose(page)
    assert page_of(theorem(id)) == page
    assert source.count("worked-example.py") == 1
    assert sentence in source
    assert source.index(f'theorem("{id}")') < source.index(sentence)
    anchor = re.search(r"worked-example\.py#([\w-]+)", sentence)
    assert anchor
    assert f"{{#{anchor[1]}}}" in (DOCS / "worked-example.py").read_text("utf-8")


def test_no_other_page_says_a_number_of_the_example():
    linking = {
        path.stem
        for path in DOCS.glob("*.py")
        if "worked-example.py" in path.read_text("utf-8") and path.stem in _chapters()
    }
    assert linking == sentences().keys() == set(PAGES)


def _chapters() -> set[str]:
    from derivations.publishing.contents import CHAPTERS

    return {chapter.page for chapter in CHAPTERS}


def test_the_page_says_these_numbers():
    at = {key: entry.flat for key, entry in entries().items()}
    said = _prose("worked-example")
    w, b = at["estimate"]
    *others, last = (str(each).replace("-", "−") for each in at["residuals"])
    (rss,), (r_sq,), (s_sq,) = at["RSS"], at["R²"], at["s²"]
    (of_y,), (of_fit,), (gap,) = at["of y"], at["of fit"], at["gap"]
    (slope, intercept), (penalty,) = at["seven"], at["Sxx"]
    forecast = w * MORE[0] + b
    leaves = at["S"][0] ** 2 + at["S"][1] ** 2
    missing = [w - at[f"centred {k}"][0] for k in STEPS]
    for sentence in (
        (
            f"The line is $\\hat y = {w}x + {b}$. The residuals are {', '.join(others)} and "
            f"{last}, RSS is {rss}, and $R^2$ is {r_sq}."
        ),
        (
            f"$s^2$ is {s_sq}; the standard errors of $\\hat w$ and $\\hat b$ are "
            f"{at['errors'][0]} and {at['errors'][1]}, and their $t$ ratios "
            f"{at['t'][0]} and {at['t'][1]}."
        ),
        f"one division is enough: {at['Sxy'][0]}/{at['Sxx'][0]}.",
        (
            f"{of_y} is {of_fit} + {rss}. The weights 0 are worse than the best ones by {gap} in "
            f"the mean squared error, and that is {of_fit}/{n}."
        ),
        (
            f"Of the squares about the mean, {at['TSS'][0]}, the line leaves {rss}. The most "
            "likely variance is a sixth of that."
        ),
        f"Without bias the variance is estimated by $s^2$, {rss} over {n - 2}.",
        f"for Gaussian noise with $\\sigma^2 = {s_sq}$",
        f"## A prediction at {AT} {{#prediction}}",
        (
            f"At $x = {MORE[0]}$ the line predicts {forecast}, but {MORE[1]} is observed: "
            f"{forecast - MORE[1]} less."
        ),
        f"the line of seven points follows: $\\hat y = x + {intercept}$.",
        f"With the penalty $\\lambda = {penalty}$ on the weight",
        f"has the square $\\frac{{{leaves.numerator}}}{{{leaves.denominator}}} I$, so that two",
        f"two steps leave {leaves} of the error, whatever its direction.",
        f"each step halves what is missing: {missing[0]}, {missing[1]} and {missing[2]}.",
        (
            f"steps of the length {CENTRED['eta']}, and once on the rows $(x, 1)$, with the best "
            f"length that there is for them, {WITH_ONES['eta']}."
        ),
    ):
        assert sentence in said
    assert slope == 1
    assert (at["σ̂²"][0], at["ridge"][0] * 2) == (Fraction(rss, n), w)
    assert of_y == of_fit + rss
    assert gap * n == of_fit


def test_the_lengths_of_steps_are_as_is_said():
    """Half of what is missing is left by each step; the best step is n over the trace of XᵀX."""
    missing = [2 - entries()[f"centred {k}"].value for k in (1, 2, 3)]
    assert missing == [1, Fraction(1, 2), Fraction(1, 4)]
    a, _, _, c = entries()["gram"].flat
    assert WITH_ONES["eta"] == Fraction(n, a + c)  # n/(m + M), as the trace is m + M
    s = entries()["S"].flat
    assert (s[0] ** 2 + s[1] ** 2, s[0] * s[1] + s[1] * s[3]) == (Fraction(601, 625), 0)
    assert s[2] * s[1] + s[3] ** 2 == Fraction(601, 625)


@pytest.mark.slow
def test_the_page_shows_every_number_and_squares_that_are_square():
    page = runpy.run_path(str(DOCS / "worked-example.py"))
    source = (DOCS / "worked-example.py").read_text("utf-8")
    for key in entries():
        assert f'"{key}"' in source or key[:-2] in ("centred", "descent"), key
    shown = page["numbers"](*entries())._repr_html_()
    for entry in entries().values():
        for number in recorded("six-points")["outputs"].get(entry.peer, []):
            assert str(number).replace("-", "−") in shown
    assert shown.count("a formula, no theorem here") == 3
    cells = page["by_point"]("leverages", "Cook")._repr_html_()
    assert "<td>(12, 27)</td><td>73/<wbr>144</td><td>2336/<wbr>5041</td>" in cells
    plots = {name: page[name].axes[0] for name in ("left", "right")}
    dots = plots["left"].lines[-1]
    assert list(zip(dots.get_xdata(), dots.get_ydata(), strict=True)) == list(POINTS)
    line = plots["left"].lines[0]
    assert [2 * end + 7 for end in line.get_xdata()] == list(line.get_ydata())
    squares = plots["right"].patches
    assert [square.get_width() for square in squares] == [4, 2, 6, 6, 6, 4]
    assert sum(square.get_width() * square.get_height() for square in squares) == 144
    box = plots["right"].get_window_extent()
    across, up = np.ptp(plots["right"].get_xlim()), np.ptp(plots["right"].get_ylim())
    assert box.width / across == pytest.approx(box.height / up, rel=1e-9)  # but for rounding


# Anscombe's quartet.


def test_the_quartet_has_one_line_to_two_digits():
    found = [anscombe.statistics(name) for name in anscombe.QUARTET]
    rounded = [{kind: round(float(value), 2) for kind, value in each.items()} for each in found]
    highest = [each.pop("greatest leverage") for each in rounded]
    published = {"mean of x": 9, "mean of y": 7.5, "ŵ": 0.5, "b̂": 3, "s²": 1.53, "R²": 0.67}
    assert all(each == published for each in rounded)
    assert highest == [0.32, 0.32, 0.32, 1]
    assert len({tuple(points) for points in anscombe.QUARTET.values()}) == 4
