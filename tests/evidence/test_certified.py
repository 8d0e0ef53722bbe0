"""What NIST certifies, beside exact values: all figures, and a digit that is wrong is noticed."""

from dataclasses import astuple, replace
from decimal import Decimal
from fractions import Fraction

import numpy as np
import pytest

from derivations import theorem
from derivations.evidence import certified
from derivations.evidence.certified import MISPRINTED, THEOREMS, compared, exact, figures, unit
from derivations.evidence.datasets import NIST, nist
from derivations.numbers.evaluate import evaluate
from derivations.results.model import X, w, y


def test_all_152_figures_are_compared_and_151_agree():
    found = [figure for figures in compared().values() for figure in figures]
    assert len(found) == 152
    assert sum(figure.agrees for figure in found) == 151
    assert [figure.kind for figure in found].count("coefficient") == 55
    assert [figure.kind for figure in found].count("standard error") == 55


@pytest.mark.parametrize("name", NIST)
def test_every_figure_of_a_certificate_is_compared(name):
    coefficients, errors, *others = astuple(nist(name).certified)
    printed = sorted([*coefficients, *errors, *(other for other in others if other is not None)])
    assert sorted(figure.printed for figure in figures(name)) == printed


def moved(figure, steps):
    """The figure, with so many units added in the last digit that is printed."""
    printed = Decimal(figure.printed)
    last = Decimal(1).scaleb(printed.as_tuple().exponent)
    return replace(figure, printed=str(printed + steps * last))


@pytest.mark.parametrize("name", NIST)
def test_one_unit_more_or_less_in_the_last_digit_is_noticed(name):
    for figure in figures(name):
        if (figure.set, figure.kind) == MISPRINTED:
            continue
        assert moved(figure, 0).agrees
        assert not moved(figure, 1).agrees, figure
        assert not moved(figure, -1).agrees or figure.exact == 0, figure


def test_a_changed_certificate_stops_what_compares(monkeypatch):
    given = nist("Longley").certified
    wrong = replace(given, r_squared=given.r_squared[:-1] + "0")
    assert wrong != given
    monkeypatch.setattr(
        certified, "_certified", lambda name: wrong if name == "Longley" else nist(name).certified
    )
    with pytest.raises(ValueError, match="other figures differ"):
        compared()


def test_a_certificate_that_errs_otherwise_stops_it_too(monkeypatch):
    wrong = replace(nist("Wampler5").certified, f="6.7552445824012247E-03")
    monkeypatch.setattr(
        certified, "_certified", lambda name: wrong if name == "Wampler5" else nist(name).certified
    )
    with pytest.raises(ValueError, match="not as a float"):
        compared()


def test_half_a_unit_is_the_limit():
    figure = figures("Norris")[0]
    printed, half = Fraction(figure.printed), unit(figure.printed) / 2
    for value, agrees in (
        (printed + half, True),
        (printed - half, True),
        (printed + half + Fraction(1, 10**40), False),
        (printed - half - Fraction(1, 10**40), False),
    ):
        assert replace(figure, exact=value).agrees is agrees
        assert replace(figure, exact=value**2, is_root=True).agrees is agrees


@pytest.mark.parametrize("name", NIST)
def test_the_exact_values_are_those_that_define_them(name):
    """By equations that have one solution, and not by the terms that were evaluated."""
    data, values = nist(name), exact(name)
    design = np.array(data.design, dtype=object)
    observed = np.array(data.y, dtype=object).reshape(-1, 1)
    n, d = design.shape
    residual = observed - design @ values["coefficient"]
    assert not (design.T @ residual).any()
    rss = (residual**2).sum()
    assert values["residual sum of squares"].item() == rss
    assert values["residual standard deviation"].item() == rss / (n - d)
    identity = np.eye(d, dtype=object)
    assert (design.T @ design @ values["standard error"] == rss / (n - d) * identity).all()
    middle = sum(data.y) / n if data.has_intercept else 0
    total, features = ((observed - middle) ** 2).sum(), d - data.has_intercept
    kind = "R²" if data.has_intercept else "R² about 0"
    assert values[kind].item() == 1 - rss / total
    if rss:
        assert values["F"].item() == (total - rss) / features / (rss / (n - d))


@pytest.mark.parametrize("name", ["NoInt1", "NoInt2"])
def test_what_is_certified_without_intercept_is_not_the_r_squared_of_the_theorem(name):
    data = nist(name)
    values = {X: data.design, y: list(data.y), w: exact(name)["coefficient"]}
    [figure] = [figure for figure in figures(name) if figure.kind.startswith("R²")]
    assert figure.kind == "R² about 0"
    assert THEOREMS[figure.kind] is None
    about_mean = evaluate(theorem("r-squared").conclusion.left, values).item()
    assert not replace(figure, exact=about_mean).agrees


def test_roots_and_fractions_are_cut_off_and_not_rounded():
    third = certified.Figure("", "", "", "0.33E+02", Fraction(200, 3))
    assert third.written() == "0.66666E+02"
    assert replace(third, exact=Fraction(2), printed="1.4", is_root=True).written(4) == "1.41421"
    assert replace(third, exact=Fraction(-2, 3), printed="-0.7").written() == "-0.6666"
