"""What NIST certifies, beside the exact values of the theorems' own terms, to the last digit.

A figure that is rational is compared as a fraction with what is printed, and one that is a root by
its square. No float is involved: a certificate has 15 digits and more, of which a float may lose
some.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import cache
from math import isqrt
from types import MappingProxyType
from typing import Any, cast

from ..kernel.terms import Expectation, SquaredNorm, Term, as_term
from ..numbers.elimination import Matrix
from ..numbers.evaluate import evaluate
from ..publishing.registry import theorem
from ..results.model import RSS, X, centring, d, epsilon, n, w, w_star, y
from ..subterms import parts
from .datasets import NIST, Certified, nist

# What is certified, and the theorem whose term it is; None: a formula that has no theorem.
THEOREMS = MappingProxyType(
    {
        "coefficient": "least-squares-estimate",
        "standard error": "unbiased-covariance-of-the-estimate",
        "residual standard deviation": "unbiased-variance",
        "residual sum of squares": "residual-sum-of-squares-and-the-noise",
        "R²": "r-squared",
        "R² about 0": None,
        "F": None,
    }
)
# The one figure in which a certificate errs: (the set, what is certified).
MISPRINTED = ("Wampler5", "F")


@dataclass(frozen=True, slots=True)
class Figure:
    """A certified figure as it is printed, and what it ought to be: `exact`, or the root of it."""

    set: str
    kind: str
    of: str  # the column that it belongs to, if it belongs to one
    printed: str
    exact: Fraction
    is_root: bool = False

    @property
    def agrees(self) -> bool:
        """Whether what is printed is the exact value, rounded to the last digit that is printed.

        >>> Figure("", "s", "", "1.414", Fraction(2), is_root=True).agrees
        True
        >>> Figure("", "s", "", "1.415", Fraction(2), is_root=True).agrees
        False
        """
        printed, half = Fraction(self.printed), unit(self.printed) / 2
        if self.is_root:
            return max(printed - half, Fraction(0)) ** 2 <= self.exact <= (printed + half) ** 2
        return abs(self.exact - printed) <= half

    def written(self, more: int = 3) -> str:
        """The exact value, cut off so many digits after the last one that is printed.

        >>> Figure("", "s", "", "1.414", Fraction(2), is_root=True).written()
        '1.414213'
        >>> Figure("", "coefficient", "x", "-0.333E-01", Fraction(-1, 30)).written()
        '-0.333333E-01'
        """
        mantissa, _, power = self.printed.partition("E")
        places = len(mantissa.partition(".")[2]) + more
        scale = Fraction(10) ** (places - int(power or 0))
        if self.is_root:
            found = isqrt(int(self.exact * scale**2))
        else:
            found = int(abs(self.exact) * scale)
        digits = str(found).rjust(places + 1, "0")
        sign = "-" if self.exact < 0 else ""
        whole, part = digits[: len(digits) - places], digits[len(digits) - places :]
        return f"{sign}{whole}.{part}" + (f"E{power}" if power else "")


def unit(printed: str) -> Fraction:
    """One in the last digit that is printed.

    >>> unit("0.25E-02")
    Fraction(1, 10000)
    """
    exponent = Decimal(printed).as_tuple().exponent
    if not isinstance(exponent, int):
        raise ValueError(f"{printed} is no number")
    return Fraction(10) ** exponent


def terms(has_intercept: bool) -> dict[str, Term]:
    """The term of each kind of figure: as it stands in the theorem, or the formula without one.

    Where there is an intercept, X is the design matrix with the column of ones, and d counts it.
    """
    total, features = (y.T @ centring @ y, d - 1) if has_intercept else (SquaredNorm(y), as_term(d))
    formulas = {
        "R² about 0": 1 - RSS(w) / SquaredNorm(y),
        "F": (n - d) / (features * RSS(w)) * (total - RSS(w)),
    }
    found: dict[str, Term] = {}
    for kind, id in THEOREMS.items():
        if kind == ("R² about 0" if has_intercept else "R²"):
            continue
        if id is None:
            found[kind] = formulas[kind]
            continue
        left, right = parts(theorem(id).conclusion)
        term = right if kind == "coefficient" else left
        if isinstance(term, Expectation):
            (term,) = parts(term)
        found[kind] = cast(Term, term)
    return found


@cache
def exact(name: str) -> dict[str, Matrix]:
    """The exact value of each of `terms` on a set, by the kind of figure; arrays of fractions.

    The theorems on the noise variance speak of y = Xw⋆ + ε. What they state of RSS and s² holds
    whatever w⋆ is, so it is given as 0: then ε is y, and the terms are those of the observations.
    """
    data = nist(name)
    design, observed = data.design, list(data.y)
    values: dict[Any, Any] = {X: design, y: observed}
    noise: dict[Any, Any] = {X: design, w_star: [0] * len(design[0]), epsilon: observed}
    found: dict[str, Matrix] = {}
    for kind, term in terms(data.has_intercept).items():
        if kind in _OF_NOISE:
            found[kind] = evaluate(term, noise)
        elif kind == "coefficient":
            found[kind] = values[w] = evaluate(term, values)
        elif kind != "F" or _certified(name).f is not None:
            found[kind] = evaluate(term, values)
    return found


_OF_NOISE = ("standard error", "residual standard deviation", "residual sum of squares")


def _certified(name: str) -> Certified:
    """The figures that NIST certifies for a set."""
    found = nist(name).certified
    if found is None:
        raise ValueError(f"nothing is certified for {name}")
    return found


def figures(name: str) -> list[Figure]:
    """The certified figures of a set, each beside its exact value."""
    data = nist(name)
    certified, values = _certified(name), exact(name)
    columns = [*data.names, *(["1"] if data.has_intercept else [])]
    weights = values["coefficient"].ravel().tolist()
    variances = values["standard error"].diagonal().tolist()
    found = [
        Figure(name, "coefficient", *each)
        for each in zip(columns, certified.coefficients, weights, strict=True)
    ]
    found += [
        Figure(name, "standard error", *each, is_root=True)
        for each in zip(columns, certified.standard_errors, variances, strict=True)
    ]
    kind = "residual standard deviation"
    deviation = values[kind].item()
    found.append(Figure(name, kind, "", certified.residual_deviation, deviation, is_root=True))
    for kind, printed in (
        ("residual sum of squares", certified.residual_sum),
        ("R²" if data.has_intercept else "R² about 0", certified.r_squared),
        ("F", certified.f),
    ):
        if printed is not None:
            found.append(Figure(name, kind, "", printed, values[kind].item()))
    return found


def compared() -> dict[str, list[Figure]]:
    """All certified figures, by set; raises ValueError if another differs than `MISPRINTED`.

    That one has 17 digits, and they are those of the float that is nearest to the exact value; a
    float has fewer. This is checked too.
    """
    found = {name: figures(name) for name in NIST}
    differ = [each for several in found.values() for each in several if not each.agrees]
    if [(each.set, each.kind) for each in differ] != [MISPRINTED]:
        raise ValueError(f"other figures differ than is said: {differ}")
    (wrong,) = differ
    if f"{float(wrong.exact):.16E}" != wrong.printed:
        raise ValueError(f"it is not as a float that {wrong.printed} is wrong")
    return found
