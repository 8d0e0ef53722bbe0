"""What the pages say of the six points, with the numbers left open: they are computed."""

from __future__ import annotations

from fractions import Fraction

from derivations.evidence.six_points import MORE, PENALTY, entries

PAGES = (  # known without a proof, so that nothing is proved while tests are collected
    "one-number",
    "criteria-compared",
    "squared-error-to-closed-form",
    "minimum",
    "projection",
    "the-intercept",
    "column-of-ones",
    "variance-score-and-information",
    "bias-and-covariance",
    "price-of-an-intercept",
    "noise-variance",
    "one-observation-more",
    "leverage",
    "leaving-one-out",
    "forms-of-ridge",
    "ridge-with-intercept",
    "many-steps",
)


def _says(numbers: tuple[object, ...]) -> str:
    """Numbers as prose writes them."""
    *others, last = (str(number).replace("-", "−") for number in numbers)
    return f"{', '.join(others)} and {last}" if others else last


def _number(key: str) -> Fraction:
    return Fraction(entries()[key].value)


def _numbers(key: str) -> str:
    return _says(entries()[key].flat)


def _line(key: str) -> str:
    slope, intercept = entries()[key].flat
    return f"{'' if slope == 1 else slope}x + {intercept}"


def sentences() -> dict[str, tuple[tuple[str, str], ...]]:
    """By page: the id of the theorem after which a sentence stands, and the sentence."""
    gram = entries()["gram"].values
    steps = _says(tuple(_number(f"centred {k}") for k in (1, 2, 3)))
    weight, intercept = entries()["estimate"].flat
    cook = entries()["Cook"].flat
    variance = entries()["σ̂²"].value
    assert entries()["ℓ"].value.args  # a sum, which is compared in the tests of the numbers
    found = {
        "one-number": (
            "mean-minimises-squared-error",
            "mean",
            (
                f"the mean of the six observations is {_number('mean')}, and their squared "
                f"distances from it sum to {_number('TSS')}"
            ),
        ),
        "criteria-compared": (
            "r-squared",
            "likelihood",
            (
                f"TSS is {_number('TSS')}, the sum of the squared residuals is {_number('RSS')}, "
                f"and $R^2$ is {_number('R²')}"
            ),
        ),
        "squared-error-to-closed-form": (
            "least-squares-estimate",
            "estimate",
            (
                f"six points have the line ${_line('estimate')}$, from a Gram matrix with the rows "
                f"({gram[0][0]}, {gram[0][1]}) and ({gram[1][0]}, {gram[1][1]})"
            ),
        ),
        "minimum": (
            "squared-error-gap",
            "residuals",
            f"the mean squared error of the weights 0 exceeds the least one by {_number('gap')}",
        ),
        "projection": (
            "squared-length-of-fit-and-residual",
            "residuals",
            f"these are {_number('of y')} = {_number('of fit')} + {_number('RSS')}",
        ),
        "the-intercept": (
            "estimate-with-intercept",
            "estimate",
            (
                f"$X^{{\\mathsf T}} C X$ is {_number('Sxx')} and $X^{{\\mathsf T}} C y$ is "
                f"{_number('Sxy')}, so that the weight is {_number('slope')}"
            ),
        ),
        "column-of-ones": (
            "closed-form-of-the-augmented-matrix",
            "estimate",
            f"both ways give the weight {weight} and the intercept {intercept}",
        ),
        "variance-score-and-information": (
            "log-likelihood-at-the-joint-maximum",
            "likelihood",
            (
                f"$\\hat\\sigma^2$ is {variance}, and the log-likelihood there is "
                f"$-3 (\\ln {2 * variance}\\pi + 1)$"
            ),
        ),
        "bias-and-covariance": (
            "variance-of-a-prediction",
            "prediction",
            f"it is {_number('its error') ** 2}, if $\\sigma^2$ is {_number('s²')}",
        ),
        "price-of-an-intercept": (
            "variance-of-the-intercept",
            "errors",
            f"it is {_number('variance of b̂')}, if the variance of the noise is {_number('s²')}",
        ),
        "noise-variance": (
            "law-of-the-t-ratio",
            "errors",
            (
                f"$s^2$ is {_number('s²')}, and with the true weights 0 the $t$ ratios of weight "
                f"and intercept are {_numbers('t')}"
            ),
        ),
        "one-observation-more": (
            "recursive-least-squares",
            "one-more",
            (
                f"a seventh point, ({MORE[0]}, {MORE[1]}), takes the line from "
                f"${_line('estimate')}$ to ${_line('seven')}$"
            ),
        ),
        "leverage": (
            "leverages-add-up-to-d",
            "leverage",
            (
                f"the leverages of six points are {_numbers('leverages')}, and they add up to "
                f"{_number('their sum')}"
            ),
        ),
        "leaving-one-out": (
            "cooks-distance",
            "leverage",
            f"Cook's distances are between {min(cook)} and {max(cook)}",
        ),
        "forms-of-ridge": (
            "degrees-of-freedom-of-ridge",
            "ridge",
            f"a penalty of {PENALTY} leaves {_number('freedom')} of one degree",
        ),
        "ridge-with-intercept": (
            "ridge-with-intercept-is-ridge-on-centred-data",
            "ridge",
            (
                f"a penalty of {PENALTY} takes the weight from {_number('slope')} to "
                f"{_number('ridge')}"
            ),
        ),
        "many-steps": (
            "error-after-k-steps-of-descent",
            "descent",
            (
                f"three steps from 0, on centred data, lead to {steps}, where the estimate is "
                f"{_number('slope')}"
            ),
        ),
    }
    return {
        page: (id, f"In [the worked example](worked-example.py#{anchor}) {says}.")
        for page, (id, anchor, says) in found.items()
    }
