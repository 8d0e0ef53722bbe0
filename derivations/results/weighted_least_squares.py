"""Weighted least squares: generalised least squares where V is diagonal, with entries sᵢ.

That V is diagonal is said by its columns: Veᵢ = sᵢeᵢ for each i.
"""

from ..kernel.statements import Equals, ForEach, Invertible
from ..kernel.terms import Identity, Inverse, SumOver
from ..kernel.theorem import assume, unfold
from ..proving.certificates import rewrite
from ..proving.chain import calc
from ..proving.positivity import for_each
from .covariance import Var, affine, s_i
from .generalised_least_squares import (
    estimate,
    generalised_and_truth,
    w_V,
    weighted_gram,
    weighted_solver,
)
from .model import X, d, epsilon, i, n, w, x_i, y, y_i
from .noise import G, V, residual_i

diagonal = assume(ForEach(i, Equals(V @ i, s_i * i)))
nonzero = ForEach(i, Invertible(s_i))
_column = (
    calc(Inverse(V) @ i)
    .equals(Inverse(V) @ (s_i * i) / s_i, "divide", by="multiply and divide")
    .equals(i / s_i, "column", by="the column", because=unfold(diagonal, 0, i))
    .proof()
)
_columns = for_each(i, _column, nonzero)
_inverse = SumOver(i, i @ i.T / s_i)

inverse_of_diagonal = (
    calc(Inverse(V), nonzero)
    .equals(
        SumOver(i, Inverse(V) @ i @ i.T), "columns", by=Equals(SumOver(i, i @ i.T), Identity(n))
    )
    .equals(
        _inverse,
        "divide",
        by=(diagonal.conclusion, ", so that ", _columns.conclusion),
        because=_columns,
    )
    .qed(
        "inverse-of-a-diagonal-matrix",
        "The inverse of a diagonal matrix",
        Equals(Inverse(V), _inverse),
    )
)

weighted_squares = SumOver(i, residual_i**2 / s_i)
_away = y - X @ w

weighted_error = (
    calc(G, nonzero)
    .equals(
        SumOver(i, (_away.T @ Inverse(V) @ i) * (i.T @ _away)),
        "columns",
        by=("the definition of ", G, ", and ", Equals(SumOver(i, i @ i.T), Identity(n))),
    )
    .equals(
        SumOver(i, (_away.T @ i / s_i) * (i.T @ _away)),
        "divide",
        by=(diagonal.conclusion, ", so that ", _columns.conclusion),
        because=_columns,
    )
    .equals(weighted_squares, "entries", by=Equals(i.T @ _away, residual_i))
    .qed(
        "generalised-squared-error-is-weighted",
        "With a diagonal matrix, the generalised squared error is weighted",
        Equals(G, weighted_squares),
    )
)

rows = SumOver(i, x_i @ x_i.T / s_i)
products = SumOver(i, x_i * y_i / s_i)

weighted_gram_as_sum = (
    calc(weighted_gram, nonzero)
    .equals(
        X.T @ _inverse @ X,
        "inverse",
        by="the inverse of a diagonal matrix",
        because=inverse_of_diagonal,
    )
    .equals(rows, "rows", by=("take ", X, " into the sum"))
    .qed(
        "weighted-gram-matrix",
        "The weighted Gram matrix, row by row",
        Equals(weighted_gram, rows),
    )
)

weighted_normal_equation = (
    calc(rows @ estimate, nonzero)
    .equals(
        weighted_gram @ estimate,
        "gram",
        by="the weighted Gram matrix",
        because=weighted_gram_as_sum,
    )
    .equals(
        X.T @ Inverse(V) @ y,
        "solve",
        by=Equals(weighted_gram @ Inverse(weighted_gram), Identity(d)),
    )
    .equals(
        SumOver(i, X.T @ Inverse(V) @ i * y_i),
        "columns",
        by=Equals(SumOver(i, i * y_i), y),
    )
    .equals(
        products,
        "divide",
        by=(diagonal.conclusion, ", so that ", _columns.conclusion),
        because=_columns,
    )
    .qed(
        "weighted-normal-equation",
        "The weighted normal equation",
        Equals(rows @ estimate, products),
    )
)

own_variances = assume(Equals(Var(epsilon), V))

_rows_invertible = rewrite(
    assume(Invertible(weighted_gram)), Invertible(rows), weighted_gram_as_sum.theorem
)

weighted_covariance = (
    calc(Var(w_V), nonzero, _rows_invertible)
    .equals(
        weighted_solver @ Var(epsilon) @ weighted_solver.T,
        "affine",
        by=generalised_and_truth.conclusion,
        see=[generalised_and_truth, affine],
    )
    .equals(
        weighted_solver @ V @ weighted_solver.T,
        "noise",
        by=own_variances.conclusion,
        because=own_variances,
    )
    .equals(
        Inverse(weighted_gram),
        "inverses",
        by=(Equals(Inverse(V) @ V, Identity(n)), ", and the inverse cancels"),
    )
    .equals(Inverse(rows), "rows", by="the weighted Gram matrix", because=weighted_gram_as_sum)
    .qed(
        "covariance-of-weighted-least-squares",
        "The covariance of weighted least squares",
        Equals(Var(w_V), Inverse(rows)),
    )
)
