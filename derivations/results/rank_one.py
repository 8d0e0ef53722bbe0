"""Woodbury: the inverse of A + UBV by that of A, and Sherman–Morrison, for A + abᵀ."""

from ..kernel.statements import Equals, Invertible
from ..kernel.terms import Dimension, Identity, Inverse, Letter, as_term
from ..kernel.theorem import Theorem, assume, instantiate
from ..proving.certificates import rewrite
from ..proving.chain import Result, calc, line, publish
from ..proving.positivity import knowledge
from ..proving.sequents import inverse_exists
from .model import d

k = Dimension("k")
A, B = Letter("A", d, d), Letter("B", k, k)
U, V = Letter("U", d, k), Letter("V", k, d)

capacitance = Inverse(B) + V @ Inverse(A) @ U
changed = A + U @ B @ V
found = Inverse(A) - Inverse(A) @ U @ Inverse(capacitance) @ V @ Inverse(A)
_cancels = Equals(capacitance @ Inverse(capacitance), Identity(k))
_cancels_too = Equals(Inverse(capacitance) @ capacitance, Identity(k))

_right = (
    calc(changed @ found)
    .equals(
        Identity(d)
        + U @ B @ V @ Inverse(A)
        - U @ B @ capacitance @ Inverse(capacitance) @ V @ Inverse(A),
        "multiply-out",
        by=("multiply out, and take out ", U @ B, " from the left"),
    )
    .equals(Identity(d), "right-inverse", by=_cancels)
)
_left = (
    calc(found @ changed)
    .equals(
        Identity(d)
        + Inverse(A) @ U @ B @ V
        - Inverse(A) @ U @ Inverse(capacitance) @ capacitance @ B @ V,
        "multiply-out-from-the-left",
        by=("multiply out, and take out ", B @ V, " to the right"),
    )
    .equals(Identity(d), "left-inverse", by=_cancels_too)
)

woodbury_invertible = publish(
    "woodbury-matrix-is-invertible",
    "A matrix that is changed by a product UBV is invertible",
    Invertible(changed),
    *_right.lines,
    *_left.lines,
    line(
        "inverse",
        inverse_exists(_left.proof(), _right.proof()),
        by="its products with one matrix, on either side, are the identity",
    ),
)

woodbury = (
    calc(Inverse(changed), woodbury_invertible.theorem)
    .equals(
        Inverse(changed) @ (changed @ found),
        "times",
        by=Equals(changed @ found, Identity(d)),
        because=_right.proof(),
    )
    .equals(found, "cancel", by="the inverse cancels")
    .qed("woodbury", "The Woodbury identity", Equals(Inverse(changed), found))
)

# One column and one row: k = 1, and B = 1.

a, b = Letter("a", d), Letter("b", d)
divisor = 1 + b.T @ Inverse(A) @ a
outer = A + a @ b.T
found_by_one = Inverse(A) - Inverse(A) @ a @ b.T @ Inverse(A) / divisor

_one = as_term(1)


def _at_one(result: Result) -> Theorem:
    """A theorem on A + UBV at U = a, B = 1 and V = bᵀ."""
    sized = instantiate(result.theorem, (k, 1))
    letters = (Letter("B", 1, 1), _one), (Letter("U", d), a), (Letter("V", 1, d), b.T)
    not_0 = rewrite(assume(Invertible(divisor)), Invertible(Inverse(_one) + b.T @ Inverse(A) @ a))
    return knowledge(not_0).settled(instantiate(sized, *letters))


one_invertible = publish(
    "sherman-morrison-matrix-is-invertible",
    "A matrix that is changed by an outer product is invertible",
    Invertible(outer),
    line(
        "woodbury",
        rewrite(_at_one(woodbury_invertible), Invertible(outer)),
        by=("as for three factors, which are here ", a, ", ", _one, " and ", b.T),
        see=woodbury_invertible,
    ),
)

sherman_morrison = (
    calc(Inverse(outer), one_invertible.theorem)
    .equals(
        found_by_one,
        "woodbury",
        by=("the Woodbury identity, with the factors ", a, ", ", _one, " and ", b.T),
        because=_at_one(woodbury),
    )
    .qed("sherman-morrison", "The Sherman–Morrison identity", Equals(Inverse(outer), found_by_one))
)
