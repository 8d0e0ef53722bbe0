"""Sums over the observations: XᵀX = Σᵢ xᵢxᵢᵀ and Xᵀy = Σᵢ yᵢxᵢ, and two blocks of rows add."""

from ..kernel.statements import Equals
from ..kernel.terms import Dimension, Identity, Letter, SquaredNorm, SumOver
from ..kernel.theorem import assume
from ..kernel.trees import Abbreviation
from ..proving.chain import calc
from .model import RSS, X, gram, i, n, w, x_i, y, y_i
from .sums import sum_of_outer_products

_basis = Equals(SumOver(i, i @ i.T), Identity(n))

gram_as_a_sum = (
    calc(gram)
    .equals(X.T @ SumOver(i, i @ i.T) @ X, "basis", by=_basis, see=sum_of_outer_products)
    .equals(SumOver(i, x_i @ x_i.T), "rows", by=("take ", X, " into the sum"))
    .qed(
        "gram-matrix-as-a-sum-over-observations",
        "The Gram matrix is a sum over the observations",
        Equals(gram, SumOver(i, x_i @ x_i.T)),
    )
)

products_as_a_sum = (
    calc(X.T @ y)
    .equals(X.T @ SumOver(i, i @ i.T) @ y, "basis", by=_basis, see=sum_of_outer_products)
    .equals(SumOver(i, y_i * x_i), "rows", by=("take ", X, " and ", y, " into the sum"))
    .qed(
        "products-with-the-observations-as-a-sum",
        "The products of the columns with y are a sum over the observations",
        Equals(X.T @ y, SumOver(i, y_i * x_i)),
    )
)

# Two blocks of rows: E₁ᵀ and E₂ᵀ pick them out, and each row is in one of the two.

E1, E2 = Letter("E1", n, Dimension("m")), Letter("E2", n, Dimension("l"))
together = assume(Equals(E1 @ E1.T + E2 @ E2.T, Identity(n)))
X_1 = Abbreviation("X_1", (), (), E1.T @ X)
X_2 = Abbreviation("X_2", (), (), E2.T @ X)
y_1 = Abbreviation("y_1", (), (), E1.T @ y)
y_2 = Abbreviation("y_2", (), (), E2.T @ y)

grams_add = (
    calc(X_1.T @ X_1 + X_2.T @ X_2)
    .equals(
        X.T @ (E1 @ E1.T + E2 @ E2.T) @ X,
        "definition",
        by=("the definitions of ", X_1, " and ", X_2),
    )
    .equals(gram, "together", by=together.conclusion, because=together)
    .qed(
        "gram-matrices-of-two-blocks-of-rows-add-up",
        "The Gram matrices of two blocks of rows add up",
        Equals(X_1.T @ X_1 + X_2.T @ X_2, gram),
    )
)

products_add = (
    calc(X_1.T @ y_1 + X_2.T @ y_2)
    .equals(
        X.T @ (E1 @ E1.T + E2 @ E2.T) @ y,
        "definition",
        by=("the definitions of the two blocks"),
    )
    .equals(X.T @ y, "together", by=together.conclusion, because=together)
    .qed(
        "products-with-two-blocks-of-observations-add-up",
        "The products with two blocks of observations add up",
        Equals(X_1.T @ y_1 + X_2.T @ y_2, X.T @ y),
    )
)

_errors = SquaredNorm(y_1 - X_1 @ w) + SquaredNorm(y_2 - X_2 @ w)
errors_add = (
    calc(_errors)
    .equals(
        (y - X @ w).T @ (E1 @ E1.T + E2 @ E2.T) @ (y - X @ w),
        "definition",
        by=("the definitions of the two blocks"),
    )
    .equals(RSS(w), "together", by=together.conclusion, because=together)
    .qed(
        "squared-errors-of-two-blocks-of-observations-add-up",
        "The squared errors on two blocks of observations add up",
        Equals(_errors, RSS(w)),
    )
)
