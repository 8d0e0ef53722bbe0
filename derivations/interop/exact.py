"""Exact numbers in SymPy: canonical forms, signs to many digits, and what follows from them."""

from __future__ import annotations

from collections.abc import Iterator

import mpmath  # type: ignore[import-untyped]  # it ships no types
import sympy
from sympy.matrices.expressions.matexpr import MatrixElement

_LONG = 10**4_000  # as in the kernel, of which a witness shares only the classes
_DIGITS = 60  # of a number that is compared with another
_SAME = sympy.Float("1e-40")  # relative to their size, numbers that are closer are one
_APART = sympy.Float("1e-20")  # and numbers that are farther apart are two


def fresh(size: int) -> sympy.ImmutableDenseMatrix:
    """A column of real symbols that occur nowhere else."""
    return sympy.ImmutableDenseMatrix([sympy.Dummy(real=True) for _ in range(size)])


def determinant(matrix: sympy.Matrix) -> sympy.Expr:
    """The determinant, without division."""
    return simplest(matrix.det(method="berkowitz"))


def is_long(entry: sympy.Expr) -> bool:
    """Whether a rational number in an expression has more than 4,000 digits."""
    numbers = entry.atoms(sympy.Rational)
    return any(max(abs(x.p), x.q) >= _LONG for x in numbers)


def simplest(entry: sympy.Expr) -> sympy.Expr:
    """The canonical form of a rational function; that of the zero function is 0.

    A number that is not rational is returned as it is.
    """
    if is_irrational(entry):
        return entry
    expanded = sympy.expand(entry)
    return expanded if expanded.is_polynomial() else sympy.cancel(expanded)


def simplify(matrix: sympy.Matrix) -> sympy.ImmutableDenseMatrix:
    """The matrix with every entry in its canonical form."""
    return sympy.ImmutableDenseMatrix(matrix.applyfunc(simplest))


def factors(matrix: sympy.Matrix) -> tuple[sympy.Matrix, sympy.Matrix] | None:
    """B and C with A = BC, both of the rank of A, by elimination; None where that is not certain.

    Each pivot is a number that is not 0, so that the rank is one for all values of the symbols.
    """
    left, pivots = simplify(matrix), dict[int, int]()
    while True:
        others = [
            (i, j) for i in range(left.rows) for j in range(left.cols) if i not in pivots.values()
        ]
        found = next((at for at in others if sign(left[at])), None)
        if found is None:
            break
        row, column = found
        chosen = left[row, :] / left[found]
        reduced = [
            chosen if i == row else left[i, :] - left[i, column] * chosen for i in range(left.rows)
        ]
        left = simplify(sympy.Matrix.vstack(*reduced))
        pivots[column] = row
    if not all(is_zero(left[at]) for at in others):
        return None
    return matrix[:, list(pivots)], left[list(pivots.values()), :]


# Numbers that are not rational, which have no canonical form.


def is_irrational(entry: sympy.Expr) -> bool:
    """Whether an entry is a number that is not written as a rational one."""
    return bool(not entry.free_symbols and not entry.is_Rational and not _is_rational_form(entry))


def _is_rational_form(entry: sympy.Expr) -> bool:
    """Whether an entry without symbols is built of rational numbers by arithmetic alone."""
    if isinstance(entry, sympy.Pow) and not isinstance(entry.exp, sympy.Integer):
        return False
    known = isinstance(entry, sympy.Rational | sympy.Add | sympy.Mul | sympy.Pow)
    return known and all(map(_is_rational_form, entry.args))


def sign(entry: sympy.Expr) -> int | None:
    """The sign of a number, to many digits; None where it has symbols, or is too close to 0."""
    if entry.free_symbols:
        return 0 if entry == 0 else None
    if not is_irrational(entry):
        exact = simplest(entry)
        return int(sympy.sign(exact))
    number, size = sympy.N(entry, _DIGITS), _magnitude(entry)
    if abs(number) <= _SAME * size:
        return 0
    return int(sympy.sign(sympy.re(number))) if abs(number) > _APART * size else None


def _magnitude(entry: sympy.Expr) -> sympy.Expr:
    """What a number would be at most if nothing in it cancelled."""
    match entry:
        case sympy.Add():
            return sum(map(_magnitude, entry.args))
        case sympy.Mul():
            return sympy.prod(map(_magnitude, entry.args))
        case sympy.Pow(base=base, exp=sympy.Integer() as power) if power > 0:
            return _magnitude(base) ** power
    return abs(sympy.N(entry, _DIGITS))


# Decisions, None where there is none.


def vanishes(matrix: sympy.Matrix) -> bool | None:
    """Whether every entry is 0; None where one is too close to it."""
    return together(is_zero(entry) for entry in matrix)


def is_zero(entry: sympy.Expr) -> bool | None:
    """Whether an entry is 0, for all values of its symbols."""
    if not is_irrational(entry):
        found = simplest(entry)
        if found == 0 or found.is_rational_function():
            return bool(found == 0)
        return False if any(map(sign, _at_some_points(found))) else None
    way = sign(entry)
    return None if way is None else way == 0


def _at_some_points(entry: sympy.Expr) -> Iterator[sympy.Expr]:
    """An entry at positive and at negative values of its symbols, where it means something."""
    symbols = variables(entry)
    for way in (1, -1):
        points = (sympy.Rational(way * (k + 2), k + 3) for k in range(len(symbols)))
        here = dict(zip(symbols, points, strict=True))
        if all(sympy.N(part.xreplace(here)).is_real for part in entry.atoms(sympy.log, sympy.Pow)):
            yield entry.xreplace(here)


def together(answers: Iterator[bool | None]) -> bool | None:
    """Whether all answers are yes; None where one is unclear and none is no."""
    found = set(answers)
    return False if False in found else None if None in found else True


def variables(thing: sympy.Basic) -> list[sympy.Expr]:
    """The symbols of an expression or matrix, in a fixed order."""
    return sorted(thing.atoms(sympy.Symbol, MatrixElement), key=sympy.default_sort_key)


def is_definite(matrix: sympy.Matrix, *, strictly: bool) -> bool | None:
    """Whether a matrix is symmetric and positive (semi)definite; None if it has symbols."""
    even = vanishes(matrix - matrix.T)
    if not even:
        return even
    numbers = simplify(matrix)
    if variables(numbers):
        return None
    if any(map(is_irrational, numbers)):
        return _are_eigenvalues_positive(numbers, strictly)
    return bool(numbers.is_positive_definite if strictly else numbers.is_positive_semidefinite)


def _are_eigenvalues_positive(numbers: sympy.Matrix, strictly: bool) -> bool | None:
    """Whether the eigenvalues of a symmetric matrix are, to many digits; None where unclear."""
    with mpmath.workdps(_DIGITS):
        rows = [[entry._to_mpmath(mpmath.mp.prec) for entry in row] for row in numbers.tolist()]
        values = mpmath.eigsy(mpmath.matrix(rows), eigvals_only=True)
        least, size = min(values), max(map(abs, values))
        if abs(least) > mpmath.mpf("1e-20") * size:
            return bool(least > 0)
        return (not strictly) if abs(least) <= mpmath.mpf("1e-40") * size else None
