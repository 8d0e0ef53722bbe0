"""Steps that are laws of the kernel, applied: each law is instantiated, and its hypotheses proved.

Nothing here is trusted. Each function raises RefusedError where its premises are not what the law
asks for.
"""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from ..kernel.errors import RefusedError
from ..kernel.normal_form import normal_form, parted
from ..kernel.statements import Equals, Invertible, Nonnegative, Statement
from ..kernel.terms import (
    Dimension,
    Identity,
    Inverse,
    Letter,
    Number,
    Product,
    Size,
    SquaredNorm,
    Term,
    Transpose,
    Zero,
)
from ..kernel.theorem import (
    Theorem,
    algebra,
    assume,
    cut,
    instantiate,
    law,
    rewrite,
    same,
    theorem_of,
)
from ..kernel.trees import conditions, free_letters


def apply(name: str, *premises: Theorem, sizes: tuple[Size, ...] = (), **terms: Term) -> Theorem:
    """A law at terms for its letters, with premises in place of its hypotheses.

    `sizes` are those of the dimensions k and l, as far as the law has them.
    """
    taken = law(name)
    letters = {x.name: x for s in (*taken.hypotheses, taken.conclusion) for x in free_letters(s)}
    dimensions = zip((Dimension("k"), Dimension("l")), sizes, strict=False)
    return cut(
        instantiate(taken, *dimensions, *((letters[x], term) for x, term in terms.items())),
        *premises,
    )


def constant(scalar: Term) -> Theorem:
    """c ≥ 0 for a polynomial in powers of dimensions with coefficients that are not negative."""
    total = size(0)
    for (monomial, word), c in normal_form(scalar).terms.items():
        scalars, sizes = parted(monomial)
        if c < 0 or scalars or word:
            raise RefusedError(f"{scalar} ≥ 0 is not plain from its coefficients")
        product = size(c.numerator)
        powers: list[tuple[Any, int]] = [(c.denominator, -1), *sorted(sizes, key=str)]
        for each, power in powers:
            for _ in range(abs(power) if each != 1 else 0):
                product = multiply(product, size(each) if power > 0 else reciprocal(size(each)))
        total = add(total, product)
    return rewrite(total, Nonnegative(scalar))


def size(of: Size) -> Theorem:
    """k ≥ 0 for a dimension or an int; 0 is a square."""
    if of == 0:
        return rewrite(square(Number(Fraction(0))), Nonnegative(Zero()))
    return apply("size-is-not-negative", sizes=(of,))


def reciprocal(theorem: Theorem) -> Theorem:
    """From a ≥ 0 follows 1/a ≥ 0, for a size or a number other than 0: it is a times a square."""
    inverse = Inverse(_subject(theorem))
    return rewrite(multiply(theorem, square(inverse)), Nonnegative(inverse))


def square(vector: Term) -> Theorem:
    """‖u‖² ≥ 0 for every column vector u."""
    claim = SquaredNorm(vector)  # which refuses what is no column
    return apply("square-is-not-negative", sizes=claim.vector.shape[:1], u=vector)


def add(first: Theorem, second: Theorem) -> Theorem:
    """From a ≥ 0 and b ≥ 0 follows a + b ≥ 0."""
    return apply("sum-is-not-negative", first, second, a=_subject(first), b=_subject(second))


def multiply(first: Theorem, second: Theorem) -> Theorem:
    """From a ≥ 0 and b ≥ 0 follows ab ≥ 0."""
    a, b = _subject(first), _subject(second)
    return apply("product-is-not-negative", first, second, a=a, b=b)


def antisymmetric(first: Theorem, second: Theorem) -> Theorem:
    """From a ≥ 0 and −a ≥ 0 follows a = 0."""
    a = _subject(first)
    try:
        below = rewrite(second, Nonnegative(-a))
    except RefusedError as error:
        raise RefusedError(f"{a} is not the negative of {_subject(second)}") from error
    return apply("neither-above-nor-below", first, below, a=a)


def above_one(theorem: Theorem) -> Theorem:
    """From s ≥ 0 follows 1 + s ≠ 0."""
    return apply("above-one-is-not-zero", theorem, a=_subject(theorem))


def _subject(theorem: Theorem) -> Term:
    """The a of a theorem a ≥ 0."""
    conclusion = theorem_of(theorem).conclusion
    if not isinstance(conclusion, Nonnegative):
        raise RefusedError(f"needed is a ≥ 0; {conclusion} was given")
    return conclusion.scalar


def vanish(theorem: Theorem) -> Theorem:
    """From UᵀU = 0 follows U = 0, and so from ‖u‖² = 0: real squares that sum to 0 are 0."""
    match theorem_of(theorem).conclusion:
        case Equals(Product(Transpose(u), u_too), Zero()) if u == u_too:
            gram = theorem
        case Equals(SquaredNorm(u), Zero()) as given:
            hole = Letter("length")
            gram = algebra(Equals(u.T @ u, Zero()), hole, ((hole, "given", given),), theorem)
        case other:
            raise RefusedError(f"needed is UᵀU = 0; {other} was given")
    return apply("matrix-of-no-length", gram, sizes=u.shape, U=u)


def inverse_exists(left: Theorem, right: Theorem) -> Theorem:
    """From BA = I and AB = I follows that A is invertible."""
    ba, ab = theorem_of(left).conclusion, theorem_of(right).conclusion
    match ba, ab:
        case Equals(Product(b, a), Identity()), Equals(Product(a_too, b_too), Identity()):
            if a == a_too and b == b_too:
                Invertible(a)  # which refuses what is not square
                sizes = a.shape[:1]
                return apply("two-sided-inverse", left, right, sizes=sizes, A=a, B=b)
    raise RefusedError(f"needed are BA = I and AB = I; given were {ba} and {ab}")


def condition(statement: Statement, theorem: Theorem) -> Theorem:
    """From Γ ⊢ A follows Γ ⊢ C, for a condition C under which A means anything.

    What a theorem concludes means something where its hypotheses hold. C is assumed beside A, and
    both fall with A.
    """
    means = theorem_of(theorem).conclusion
    if not any(same(statement, needed) for needed in conditions(means)):
        raise RefusedError(f"{means} means something whether or not {statement}")
    return cut(rewrite(assume(statement), statement, assume(means)), theorem)


def transitive(first: Theorem, second: Theorem) -> Theorem:
    """From a = b and b = c follows a = c."""
    ab, bc = theorem_of(first).conclusion, theorem_of(second).conclusion
    if not (isinstance(ab, Equals) and isinstance(bc, Equals) and ab.right == bc.left):
        raise RefusedError(f"{ab} and {bc} do not link up")
    holes = [Letter(f"link{place}", *ab.left.shape) for place in (1, 2)]
    steps = tuple((hole, "given", given) for hole, given in zip(holes, (ab, bc), strict=True))
    return algebra(Equals(ab.left, bc.right), holes[0] + holes[1], steps, first, second)
