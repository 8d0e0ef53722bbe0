"""A positive definite matrix is invertible: Vv = 0 makes vᵀVv = 0, and so v = 0."""

from ..kernel.statements import Equals, FullColumnRank, Invertible, PositiveDefinite
from ..kernel.terms import Letter, Zero
from ..kernel.theorem import (
    assume,
    cut,
    instantiate,
    introduce,
    unfold,
)
from ..proving.chain import line, prove, publish
from ..proving.injective import A, k
from .model import n
from .square_matrix import square_is_invertible

V, v = Letter("V", n, n), Letter("v", n)

definite = assume(PositiveDefinite(V))
_null = assume(Equals(V @ v, Zero(n)))
_form = prove(Equals(v.T @ V @ v, Zero()), _null)
_only_zero = cut(unfold(definite, 1, v), _form)
_injective = introduce(FullColumnRank(V), v, _only_zero)

_square = instantiate(square_is_invertible.theorem, (A, V), (k, n))

definite_is_invertible = publish(
    "positive-definite-matrix-is-invertible",
    "A positive definite matrix is invertible",
    Invertible(V),
    line("form", _form, by=_null.conclusion),
    line("only-zero", _only_zero, by=definite.conclusion),
    line("injective", _injective, by=(_null.conclusion, " only for ", Equals(v, Zero(n)))),
    line("invertible", cut(_square, _injective), by=(V, " is square, and injective")),
)
