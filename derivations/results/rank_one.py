"""Woodbury: the inverse of A + UBV by that of A, and Sherman–Morrison, for A + abᵀ."""

from ..kernel.statements import Equals, Invertible
from ..kernel.terms import Dimension, Identity, Inverse, Letter, as_term
from ..kernel.theorem import Theorem, assume, cut, instantiate
from ..kernel.trees import Abbreviation
from ..proving.certificates import rewrite
from ..proving.chain import Result, calc, line, publish
from ..proving.positivity import knowledge
from ..proving.sequents import inverse_exists
from .model import d

k = Dimension("k")
A, B = Letter("A", d, d), Letter("B", k, k)
U, V = Letter("U", d, k), Letter("V", k, d)

middle = Inverse(B) + V @ Inverse(A) @ U
given = Invertible(middle)
Q = Abbreviation("Q", (), (), middle)
changed = A + U @ B @ V
_found = Inverse(A) - Inverse(A) @ U @ Inverse(Q) @ V @ Inverse(A)

_right = (
    calc(changed @ _found, given)
    .equals(
        Identity(d) + U @ B @ V @ Inverse(A) - U @ B @ Q @ Inverse(Q) @ V @ Inverse(A),
        "multiply-out",
        by=("multiply out, and take out ", U @ B, "; the definition of ", Q),
    )
    .equals(Identity(d), "right-inverse", by=Equals(Q @ Inverse(Q), Identity(k)))
)
_left = (
    calc(_found @ changed, given)
    .equals(
        Identity(d) + Inverse(A) @ U @ B @ V - Inverse(A) @ U @ Inverse(Q) @ Q @ B @ V,
        "multiply-out-from-the-left",
        by=("multiply out, and take out ", B @ V, "; the definition of ", Q),
    )
    .equals(Identity(d), "left-inverse", by=Equals(Inverse(Q) @ Q, Identity(k)))
)

woodbury_invertible = publish(
    "woodbury-matrix-is-invertible",
    "A + UBV is invertible if B⁻¹ + VA⁻¹U is",
    Invertible(changed),
    *_right.lines,
    *_left.lines,
    line(
        "inverse",
        inverse_exists(_left.proof(), _right.proof()),
        by="its products with one matrix, on either side, are the identity",
    ),
)

_M, _F = Letter("M", d, d), Letter("F", d, d)
_is_inverse = (
    calc(Inverse(_M))
    .equals(Inverse(_M) @ (_M @ _F), "times", by="", because=assume(Equals(_M @ _F, Identity(d))))
    .equals(_F, "cancel", by="")
    .proof()
)
_at_changed = instantiate(_is_inverse, (_M, changed), (_F, _found))
written_out = Inverse(A) - Inverse(A) @ U @ Inverse(middle) @ V @ Inverse(A)

woodbury = (
    calc(Inverse(changed), given, woodbury_invertible.theorem)
    .equals(
        _found,
        "inverse",
        by=("its product with ", changed, " is the identity"),
        because=cut(_at_changed, _right.proof()),
        see=woodbury_invertible,
    )
    .equals(written_out, "definition", by=("the definition of ", Q))
    .qed("woodbury", "The Woodbury identity", Equals(Inverse(changed), written_out))
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
    "A + abᵀ is invertible if 1 + bᵀA⁻¹a is not 0",
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
