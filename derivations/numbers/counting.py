"""Numbers that count the operations on them, and polynomials in n and d fitted to such counts.

An algorithm is run on counted numbers of several sizes. What it costs is fitted as a polynomial
with exact coefficients, from as many sizes as there are coefficients, and compared with the counts
at further sizes.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from itertools import product
from math import isqrt, sqrt
from typing import Any, TypeAlias

import numpy as np

from .elimination import echelon
from .errors import IrrationalError

OPERATIONS = ("additions", "multiplications", "divisions", "roots")  # an addition may subtract
Tally: TypeAlias = "Counter[str]"


@dataclass(frozen=True, slots=True)
class Counted:
    """A number that counts, in a tally that it shares with others, the operations on it.

    A change of sign and a comparison are not counted.

    >>> tally = Counter()
    >>> a, b = Counted(3, tally), Counted(4, tally)
    >>> root(a * a + b * b).value, dict(tally)
    (5, {'multiplications': 2, 'additions': 1, 'roots': 1})
    """

    value: Any
    tally: Tally = field(repr=False, compare=False)

    def counted(self, operation: str, value: Any) -> Counted:
        """The value, as a number with the same tally, in which one operation more is entered."""
        self.tally[operation] += 1
        return Counted(value, self.tally)

    def __add__(self, other: Counted) -> Counted:
        return self.counted("additions", self.value + other.value)

    def __sub__(self, other: Counted) -> Counted:
        return self.counted("additions", self.value - other.value)

    def __mul__(self, other: Counted) -> Counted:
        return self.counted("multiplications", self.value * other.value)

    def __truediv__(self, other: Counted) -> Counted:
        return self.counted("divisions", self.value / other.value)

    def __neg__(self) -> Counted:
        return Counted(-self.value, self.tally)

    def __lt__(self, other: int) -> bool:
        return bool(self.value < other)


def root(number: Any) -> Any:
    """The square root: exact of an exact number, and counted of a counted one.

    Raises IrrationalError where an exact number is no square of one.

    >>> root(Fraction(9, 4))
    Fraction(3, 2)
    """
    if isinstance(number, Counted):
        return number.counted("roots", root(number.value))
    if isinstance(number, float):
        return sqrt(number)
    parts = [isqrt(part) for part in (number.numerator, number.denominator)]
    found = Fraction(*parts)
    if found * found != number:
        raise IrrationalError(f"the root of {number} is irrational")
    return found if isinstance(number, Fraction) else parts[0]


# The monomials nᵃdᵇ of a polynomial that is fitted, and sizes that determine it; n is at least d.
POWERS = tuple(product((1, 0), (3, 2, 1, 0)))
SIZES = tuple(product((4, 6), (1, 2, 3, 4)))
FURTHER = ((5, 5), (5, 2), (8, 6), (7, 3), (9, 1))


@dataclass(frozen=True, slots=True)
class Polynomial:
    """A polynomial in n and d, by the coefficients of nᵃdᵇ under (a, b).

    >>> Polynomial({(1, 2): Fraction(1, 2), (0, 1): Fraction(-1)})(10, 4)
    Fraction(76, 1)
    """

    coefficients: Mapping[tuple[int, int], Fraction]

    def __call__(self, n: int | Fraction, d: int | Fraction) -> Fraction:
        """Its value."""
        terms = (c * Fraction(n) ** a * Fraction(d) ** b for (a, b), c in self.of_weight())
        return sum(terms, Fraction(0))

    def __add__(self, other: Polynomial) -> Polynomial:
        both = (*self.coefficients, *other.coefficients)
        return Polynomial({powers: self.of(*powers) + other.of(*powers) for powers in both})

    def of(self, a: int, b: int) -> Fraction:
        """The coefficient of nᵃdᵇ."""
        return self.coefficients.get((a, b), Fraction(0))

    def of_weight(self) -> list[tuple[tuple[int, int], Fraction]]:
        """The powers and coefficients that are not 0, those of the highest degree first."""
        found = [(powers, c) for powers, c in self.coefficients.items() if c]
        return sorted(found, key=lambda each: (-sum(each[0]), -each[0][0]))

    def latex(self) -> str:
        r"""The polynomial in LaTeX.

        >>> print(Polynomial({(1, 2): Fraction(1, 2), (0, 1): Fraction(-1)}).latex())
        \frac{1}{2} n d^{2} - d
        """
        written = ""
        for (a, b), c in self.of_weight():
            size = abs(c)
            whole, letters = size.denominator == 1, _power("n", a) + _power("d", b)
            number = str(size) if whole else rf"\frac{{{size.numerator}}}{{{size.denominator}}}"
            sign = ("-" if c < 0 else "") if not written else (" - " if c < 0 else " + ")
            shown = letters.strip() if size == 1 and letters else f"{number}{letters}"
            written += f"{sign}{shown}"
        return written or "0"


def _power(letter: str, exponent: int) -> str:
    """A space and a letter to a power, or nothing."""
    return {0: "", 1: f" {letter}"}.get(exponent, f" {letter}^{{{exponent}}}")


def fitted(count: Callable[[int, int], int]) -> Polynomial:
    """The polynomial that a count over n and d is, of degree 1 in n and 3 in d.

    Raises ValueError where it is none, so that the count at a further size is another.

    >>> fitted(lambda n, d: n * d + d**3).latex()
    'd^{3} + n d'
    """
    rows = [[n**a * d**b for a, b in POWERS] + [count(n, d)] for n, d in SIZES]
    solved, _ = echelon(np.array(rows, dtype=object))
    found = Polynomial(dict(zip(POWERS, (row[-1] for row in solved), strict=True)))
    for n, d in FURTHER:
        if found(n, d) != count(n, d):
            raise ValueError(
                f"the count at n = {n} and d = {d} is {count(n, d)}, and not {found(n, d)}"
            )
    return found
