"""Sums over observations in matrix form: with Σᵢ eᵢeᵢᵀ = I, Σᵢ (yᵢ − xᵢᵀw)² = ‖y − Xw‖².

The basis vectors eᵢ pick out the observations: yᵢ = eᵢᵀy, and xᵢ = Xᵀeᵢ is row i of X, as a column.
"""

from ..kernel.statements import Equals
from ..kernel.terms import Identity, Letter, Ones, SquaredNorm, SumOver
from ..proving.chain import calc
from .model import X, i, n, w, x_i, y, y_i

c = Letter("c")
r = y - X @ w

sum_of_equal_terms = (
    calc(SumOver(i, c))
    .equals(n * c, "count", by="there are n equal terms")
    .qed("sum-of-equal-terms", "The sum of n equal terms", Equals(SumOver(i, c), n * c))
)

sum_of_basis_vectors = (
    calc(SumOver(i, i))
    .equals(Ones(n), "basis", by="each basis vector has a 1 in a place of its own")
    .qed("sum-of-basis-vectors", "The sum of the basis vectors", Equals(SumOver(i, i), Ones(n)))
)

sum_of_outer_products = (
    calc(SumOver(i, i @ i.T))
    .equals(Identity(n), "basis", by="each term has a 1 in a place of its own on the diagonal")
    .qed(
        "sum-of-outer-products-of-basis-vectors",
        "The sum of the outer products of the basis vectors",
        Equals(SumOver(i, i @ i.T), Identity(n)),
    )
)

sum_of_squared_residuals = (
    calc(SumOver(i, (y_i - x_i.T @ w) ** 2))
    .equals(SumOver(i, (i.T @ r) ** 2), "entry", by=(Equals(y_i - x_i.T @ w, i.T @ r)))
    .equals(SumOver(i, r.T @ i @ i.T @ r), "transpose", by="a scalar equals its transpose")
    .equals(r.T @ SumOver(i, i @ i.T) @ r, "linear", by="a sum is linear")
    .equals(r.T @ r, "basis", by=sum_of_outer_products.conclusion, see=[sum_of_outer_products])
    .equals(SquaredNorm(r), "norm", by="the definition of the norm")
    .qed(
        "sum-of-squared-residuals",
        "The sum of the squared residuals as a squared norm",
        Equals(SumOver(i, (y_i - x_i.T @ w) ** 2), SquaredNorm(r)),
    )
)
