"""Three names for one thing: XᵀX positive definite ⇔ X of full column rank ⇔ XᵀX invertible."""

from ..kernel.statements import Equals, FullColumnRank, Invertible, PositiveDefinite
from ..kernel.terms import Identity, Inverse, SquaredNorm, Zero
from ..kernel.theorem import (
    assume,
    cut,
    instantiate,
    introduce,
    unfold,
)
from ..proving.chain import calc, line, prove, publish
from ..proving.injective import A, k
from ..proving.sequents import vanish
from .hessian import (
    gram_form,
    gram_semidefinite,
    hessian_of_J,
    hessian_semidefinite,
    squared_error_hessian,
)
from .model import X, d, gram, n, v
from .square_matrix import square_is_invertible

full_column_rank = assume(FullColumnRank(X))
null = assume(Equals(X @ v, Zero(n)))  # v is a direction that X sends to 0
form = v.T @ gram @ v

_norm = prove(Equals(SquaredNorm(X @ v), Zero()), assume(Equals(form, Zero())))
_vanishes = vanish(_norm)
_independent = cut(unfold(full_column_rank, 0, v), _vanishes)

definite_if_full_rank = publish(
    "gram-positive-definite-if-full-column-rank",
    "Full column rank makes the Gram matrix positive definite",
    PositiveDefinite(gram),
    line("norm", _norm, by=gram_form.conclusion, see=[gram_form]),
    line("vanishes", _vanishes, by="only the zero vector has squared norm 0"),
    line("independent", _independent, by=full_column_rank.conclusion),
    line(
        "definition",
        introduce(PositiveDefinite(gram), v, gram_semidefinite.theorem, _independent),
        by=("positive semidefinite, and ", Equals(form, Zero()), " only for ", Equals(v, Zero(d))),
    ),
)

_form_vanishes = prove(Equals(form, Zero()), null)
_direction_vanishes = cut(unfold(assume(PositiveDefinite(gram)), 1, v), _form_vanishes)

full_rank_if_definite = publish(
    "full-column-rank-if-gram-positive-definite",
    "A positive definite Gram matrix gives full column rank",
    FullColumnRank(X),
    line("form", _form_vanishes, by=null.conclusion),
    line("definite", _direction_vanishes, by=PositiveDefinite(gram)),
    line(
        "definition",
        introduce(FullColumnRank(X), v, _direction_vanishes),
        by=(null.conclusion, " only for ", Equals(v, Zero(d))),
    ),
)

_solved = (
    calc(v)
    .equals(
        Inverse(gram) @ (X.T @ (X @ v)), "inverse", by=Equals(Inverse(gram) @ gram, Identity(d))
    )
    .equals(Zero(d), "null", by=null.conclusion, because=null)
)

full_rank_if_invertible = publish(
    "full-column-rank-if-gram-invertible",
    "An invertible Gram matrix gives full column rank",
    FullColumnRank(X),
    *_solved.lines,
    line(
        "definition",
        introduce(FullColumnRank(X), v, _solved.proof()),
        by=(null.conclusion, " only for ", Equals(v, Zero(d))),
    ),
)

_gram_null = assume(Equals(gram @ v, Zero(d)))
_gram_form = prove(Equals(SquaredNorm(X @ v), Zero()), _gram_null)
_gram_vanishes = vanish(_gram_form)
_gram_independent = cut(unfold(full_column_rank, 0, v), _gram_vanishes)
_gram_full_rank = introduce(FullColumnRank(gram), v, _gram_independent)

_square = instantiate(square_is_invertible.theorem, (A, gram), (k, d))

invertible_if_full_rank = publish(
    "gram-invertible-if-full-column-rank",
    "Full column rank makes the Gram matrix invertible",
    Invertible(gram),
    line("norm", _gram_form, by=(gram_form.conclusion, ", and ", _gram_null.conclusion)),
    line("vanishes", _gram_vanishes, by="only the zero vector has squared norm 0"),
    line("independent", _gram_independent, by=full_column_rank.conclusion),
    line(
        "injective", _gram_full_rank, by=(_gram_null.conclusion, " only for ", Equals(v, Zero(d)))
    ),
    line("invertible", cut(_square, _gram_full_rank), by=(gram, " is square, and injective")),
)

_hessian_definite = assume(PositiveDefinite(hessian_of_J))
_hessian_null = prove(
    Equals(SquaredNorm(X @ v), Zero()),
    assume(Equals(v.T @ hessian_of_J @ v, Zero())),
)
_hessian_vanishes = vanish(_hessian_null)
_hessian_independent = cut(unfold(full_column_rank, 0, v), _hessian_vanishes)

hessian_definite_if_full_rank = publish(
    "hessian-positive-definite-if-full-column-rank",
    "Full column rank makes the Hessian positive definite",
    PositiveDefinite(hessian_of_J),
    line("norm", _hessian_null, by=("the Hessian is ", 2 / n * gram), see=[squared_error_hessian]),
    line("vanishes", _hessian_vanishes, by="only the zero vector has squared norm 0"),
    line("independent", _hessian_independent, by=full_column_rank.conclusion),
    line(
        "definition",
        introduce(
            PositiveDefinite(hessian_of_J), v, hessian_semidefinite.theorem, _hessian_independent
        ),
        by=("positive semidefinite, and the form is ", Zero(), " only for ", Equals(v, Zero(d))),
    ),
)

_hessian_flat = prove(Equals(v.T @ hessian_of_J @ v, Zero()), null)
_no_null = cut(unfold(_hessian_definite, 1, v), _hessian_flat)

full_rank_if_hessian_definite = publish(
    "full-column-rank-if-hessian-positive-definite",
    "A positive definite Hessian means full column rank",
    FullColumnRank(X),
    line("form", _hessian_flat, by=null.conclusion, see=[squared_error_hessian]),
    line("definite", _no_null, by=_hessian_definite.conclusion),
    line(
        "definition",
        introduce(FullColumnRank(X), v, _no_null),
        by=(null.conclusion, " only for ", Equals(v, Zero(d))),
    ),
)
