"""Laws of polynomials, of degree 2 at most, in random vectors: independence, χ², Student's t.

A vector is written with the entries c + lᵀx + xᵀFx, where the numbers x are of mean 0. Some of
them are jointly Gaussian; the others are independent, of each other and of these, and not Gaussian.
What is said of such a vector is then algebra of c, l, F and the covariance of x. It is decided for
exact arrays, and for floating ones up to rounding; None where it is not known.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations
from typing import Any, TypeAlias, final

import numpy as np

from ..kernel.statements import (
    ChiSquared,
    Independent,
    IndependentVectors,
    Integrable,
    SquareIntegrable,
    StudentT,
)
from ..kernel.terms import Term, Variable
from . import distributions, elimination
from .distributions import Laplaces, Law, Quadratics, TwoValued
from .elimination import Matrix, product
from .evaluate import Valuation, degree_or_infinity, outcomes_in

ROUNDING = 1e-9  # what is smaller, beside what it is computed from, is 0 in floats


@final
@dataclass(frozen=True, slots=True, eq=False)
class Entry:
    """c + lᵀx + xᵀFx, with l a column (N×1) and F symmetric (N×N)."""

    constant: Any
    loading: Matrix
    form: Matrix

    def scaled(self, factor: Any) -> Entry:
        """The entry times a number."""
        return Entry(factor * self.constant, factor * self.loading, factor * self.form)

    @property
    def size(self) -> Any:
        """The size of its numbers, to which rounding errors are relative."""
        return max(abs(self.constant), np.abs(self.loading).max(), np.abs(self.form).max())


@final
@dataclass(frozen=True, slots=True, eq=False)
class Components:
    """The covariance of x (N×N), which of its entries are Gaussian, and what kinds there are.

    A kind is "gaussian", "laplace", or "finite" for numbers of two values.
    """

    covariance: Matrix
    gaussian: Matrix
    kinds: frozenset[str]

    def is_nothing(self, matrix: Matrix, size: Any, power: int = 1) -> bool:
        """Whether a product with so many covariances, and with factors of that size, is 0."""
        if matrix.dtype == object:
            return not matrix.any()
        n, spread = len(self.covariance), float(np.abs(self.covariance).max())
        return bool(np.abs(matrix).max() <= ROUNDING * (n * spread) ** power * n * size)

    def mean(self, entry: Entry) -> Any:
        """The mean of an entry."""
        return entry.constant + np.trace(product(entry.form, self.covariance))

    def is_bent(self, entry: Entry) -> bool:
        """Whether an entry is of degree 2, for a Gaussian x."""
        s = self.covariance
        return not self.is_nothing(product(product(s, entry.form), s), entry.size, 2)


def image(vectors: Iterable[Term], at: Valuation) -> tuple[list[list[Entry]], Components] | None:
    """The entries of each vector, and what they are made of; None for a degree above 2."""
    vectors = list(vectors)
    letters = set[Variable]().union(*map(outcomes_in, vectors))
    groups = at.groups(x for vector in vectors for x in outcomes_in(vector))
    bent = {x for group, law in groups.items() if isinstance(law, Quadratics) for x in group}
    degrees = {letter: 2 if letter in bent else 1 for letter in letters}
    if any(degree_or_infinity(vector, degrees) > 2 for vector in vectors):
        return None
    laws = list(groups.values())
    order = [letter for group in groups for letter in group]
    covariances = [distributions.components(law) for law in laws]
    sizes = [len(covariance) for covariance in covariances]

    def values(x: Matrix) -> list[Matrix]:
        blocks, start = [], 0
        for law, size in zip(laws, sizes, strict=True):
            blocks.append(distributions.made_of(law, x[start : start + size]))
            start += size
        there = at.at_outcome(order, np.vstack(blocks)) if blocks else at
        return [there.value(vector) for vector in vectors]

    kind = object if at.exact else float
    if not laws:
        covariance, kinds = np.zeros((1, 1), dtype=kind), ["finite"]
    else:
        covariance = distributions.diagonal(covariances)
        kinds = list(np.repeat([_kind_of(law) for law in laws], sizes))
    n, half = len(covariance), Fraction(1, 2) if at.exact else 0.5
    units, origin = at.units(n), np.vstack(values(np.zeros((n, 1), dtype=kind)))
    ahead = [np.vstack(values(unit)) for unit in units]
    behind = [np.vstack(values(-unit)) for unit in units]
    loadings = np.hstack([half * (a - b) for a, b in zip(ahead, behind, strict=True)])
    forms = np.zeros((len(origin), n, n), dtype=kind)
    if any(degree_or_infinity(vector, degrees) > 1 for vector in vectors):
        for i in range(n):
            forms[:, i, i] = (half * (ahead[i] + behind[i]) - origin)[:, 0]
        for i, j in combinations(range(n), 2):
            both = np.vstack(values(units[i] + units[j]))
            forms[:, i, j] = forms[:, j, i] = (half * (both - ahead[i] - ahead[j] + origin))[:, 0]
    entries = [Entry(origin[k, 0], loadings[[k]].T, forms[k]) for k in range(len(origin))]
    start = 0
    for law, size in zip(laws, sizes, strict=True):
        if isinstance(law, TwoValued):
            entries = [_reduce_squares(entry, law, start) for entry in entries]
        start += size
    found, begin = [], 0
    for vector in vectors:
        end = begin + at.shape(vector)[0]
        found.append(entries[begin:end])
        begin = end
    gaussian = np.array([name == "gaussian" for name in kinds])
    return found, Components(covariance, gaussian, frozenset(kinds))


def _kind_of(law: Law) -> str:
    """The kind of the numbers that a law is made of."""
    match law:
        case TwoValued():
            return "finite"
        case Laplaces():
            return "laplace"
    return "gaussian"


def _reduce_squares(entry: Entry, law: TwoValued, start: int) -> Entry:
    """An entry without squares of numbers of two values a and b, where z² = (a + b)z − ab."""
    constant, loading, form = entry.constant, entry.loading.copy(), entry.form.copy()
    for k, (a, b) in enumerate(law.values, start):
        constant = constant - form[k, k] * a * b
        loading[k, 0] += form[k, k] * (a + b)
        form[k, k] = 0
    return Entry(constant, loading, form)


def independent(one: Entry, other: Entry, x: Components) -> bool | None:
    """Whether two entries are independent.

    Of Gaussian x by Craig and Laha: iff SFSGS = 0, SFSm = 0, SGSl = 0 and lᵀSm = 0. For degree 1,
    by Darmois and Skitovich: an x that is not Gaussian occurs in one of them only, and the parts
    in the others are uncorrelated. In general they are if they have no x in common.
    """
    s, size = x.covariance, one.size * other.size
    if x.kinds == {"gaussian"} and (one.form.any() or other.form.any()):
        bent, bent_too = product(product(s, one.form), s), product(other.form, s)
        return (
            x.is_nothing(product(bent, bent_too), size, 3)
            and x.is_nothing(product(bent, other.loading), size, 2)
            and x.is_nothing(product(s, product(bent_too, one.loading)), size, 2)
            and x.is_nothing(product(product(one.loading.T, s), other.loading), size)
        )
    uses = [_numbers_in(entry, x) for entry in (one, other)]
    shared = uses[0] & uses[1]
    if all(x.is_nothing(entry.form, entry.size, 0) for entry in (one, other)):
        if (shared & ~x.gaussian).any():
            return False
        ours, theirs = (entry.loading * x.gaussian[:, None] for entry in (one, other))
        return x.is_nothing(product(product(ours.T, s), theirs), size)
    return None if s[np.ix_(uses[0], uses[1])].any() else True


def _numbers_in(entry: Entry, x: Components) -> Matrix:
    """Which x occur in an entry."""
    columns = np.hstack([entry.loading, entry.form])
    found: Matrix = np.array([not x.is_nothing(row, entry.size, 0) for row in columns])
    return found


def _all_independent(groups: list[list[Entry]], x: Components) -> bool | None:
    """Whether groups of entries are independent; for all laws here, if entries are in pairs."""
    answers = {
        independent(one, other, x)
        for first, second in combinations(groups, 2)
        for one in first
        for other in second
    }
    return False if False in answers else None if None in answers else True


def _is_constant(entry: Entry, x: Components) -> bool:
    """Whether an entry is no function of x at all, but for what is certain."""
    s = x.covariance
    still = x.is_nothing(product(product(s, entry.form), s), entry.size, 2)
    return still and x.is_nothing(product(s, entry.loading), entry.size)


def is_chi_squared(entry: Entry, degrees: Any, x: Components) -> bool | None:
    """Whether an entry has a χ² law with so many degrees of freedom.

    Of Gaussian x: iff SFSFS = SFS with trace FS the degrees, Sl = 0 and c = 0. No polynomial in
    Laplace numbers has such a law unless it is 0, for it is negative somewhere or has a tail too
    heavy; nor has a vector of finitely many outcomes.
    """
    s, size = x.covariance, entry.size
    if x.kinds == {"gaussian"}:
        bent = product(product(s, entry.form), s)
        again = product(product(bent, entry.form), s)
        rank = np.trace(product(entry.form, s))
        return (
            x.is_nothing(again - bent, max(size, size**2), 3)
            and x.is_nothing(product(s, entry.loading), size)
            and _is_near(entry.constant, 0, size)
            and _is_near(rank, degrees, size * len(s) * np.abs(s).max())
        )
    if _is_constant(entry, x):
        return _is_near(entry.constant, 0, size) and _is_near(degrees, 0, 1)
    return None if x.gaussian.any() else False


def _is_near(number: Any, other: Any, size: Any) -> bool:
    """Whether two numbers are equal, in floats beside that size."""
    if isinstance(number, float):
        return bool(abs(number - other) <= ROUNDING * max(size, abs(other)))
    return bool(number == other)


def _is_student(top: Entry, square: Entry, degrees: Any, x: Components) -> bool | None:
    """Whether u/√q has Student's t law with so many degrees of freedom, and q > 0 surely.

    For u and q independent, and u Gaussian: iff E[u] = 0, Var u > 0 and rq/Var u is χ², since the
    law of u/√q determines that of q. It is no such law if u/√q has finitely many values, or is
    bounded.
    """
    if degrees <= 0:
        return False
    if x.kinds == {"finite"}:
        return False
    if x.kinds != {"gaussian"} or x.is_bent(top):
        return None
    if not independent(top, square, x):
        return False if _is_bounded(top, square, x) else None
    variance = product(product(top.loading.T, x.covariance), top.loading)[0, 0]
    spread = top.size**2 * len(x.covariance) * np.abs(x.covariance).max()
    if _is_near(variance, 0, spread) or not _is_near(x.mean(top), 0, top.size):
        return False
    ratio = degrees / (Fraction(variance) if x.covariance.dtype == object else variance)
    return is_chi_squared(square.scaled(ratio), degrees, x)


def _is_bounded(top: Entry, square: Entry, x: Components) -> bool:
    """Whether lᵀx/√(xᵀFx), without constants, is bounded, as l is in the span of F."""
    s = x.covariance
    if s.dtype != object or top.constant or square.constant or square.loading.any():
        return False
    form = product(product(s, square.form), s)
    rank = elimination.rank(form)
    return elimination.rank(np.hstack([form, product(s, top.loading)])) == rank


# Statements.


OnLaws: TypeAlias = (
    Integrable | SquareIntegrable | Independent | IndependentVectors | ChiSquared | StudentT
)


def holds(statement: OnLaws, at: Valuation) -> bool | None:
    """Whether a statement on laws is true; None where it is not known, or a degree is above 2."""
    match statement:
        case Integrable(term) | SquareIntegrable(term):
            at.groups(outcomes_in(term))
            return True  # of polynomials in vectors of all these laws
        case Independent(vector):
            found = image([vector], at)
            return found and _all_independent([[entry] for entry in found[0][0]], found[1])
        case IndependentVectors(first, second):
            found = image([first, second], at)
            return found and _all_independent(found[0], found[1])
        case ChiSquared(scalar, degrees):
            found = image([scalar], at)
            return found and is_chi_squared(found[0][0][0], at.value(degrees)[0, 0], found[1])
        case StudentT(scalar, square, degrees):
            found = image([scalar, square], at)
            number = at.value(degrees)[0, 0]
            return found and _is_student(found[0][0][0], found[0][1][0], number, found[1])
