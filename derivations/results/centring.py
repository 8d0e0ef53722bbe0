"""The centring matrix: C = I − 11ᵀ/n takes from every column its mean, Cy = y − 1ȳ."""

from ..kernel.statements import Equals, Invertible, symmetric
from ..kernel.terms import Identity, Inverse, Letter, SumOver, Zero
from ..kernel.theorem import assume
from ..proving.certificates import rewrite
from ..proving.chain import calc
from .model import X, centring, i, n, ones, x_bar, x_i, y, y_bar, y_i

C = centring
written_out = Identity(n) - ones @ ones.T / n
count = Equals(ones.T @ ones, n)

centring_symmetric = (
    calc(C.T)
    .equals(written_out.T, "definition", by=("the definition of ", C))
    .equals(written_out, "transpose", by="each of the two terms is symmetric")
    .equals(C, "fold", by=("the definition of ", C))
    .qed("centring-matrix-symmetric", "The centring matrix is symmetric", symmetric(C))
)

centring_idempotent = (
    calc(C @ C)
    .equals(
        Identity(n) - 2 * (ones @ ones.T) / n + ones @ (ones.T @ ones) @ ones.T / (n * n),
        "multiply-out",
        by=("the definition of ", C, "; multiply out"),
    )
    .equals(written_out, "count", by=count)
    .equals(C, "fold", by=("the definition of ", C))
    .qed("centring-matrix-idempotent", "The centring matrix is idempotent", Equals(C @ C, C))
)

removes_constants = (
    calc(C @ ones)
    .equals(
        ones - ones @ (ones.T @ ones) / n,
        "multiply-out",
        by=("the definition of ", C, "; multiply out"),
    )
    .equals(Zero(n), "count", by=count)
    .qed(
        "centring-matrix-removes-constants",
        "The centring matrix sends constants to 0",
        Equals(C @ ones, Zero(n)),
    )
)

centred_observations = (
    calc(C @ y)
    .equals(
        y - ones @ (ones.T @ y) / n, "multiply-out", by=("the definition of ", C, "; multiply out")
    )
    .equals(y - ones @ y_bar, "mean", by=("the definition of ", y_bar))
    .qed("centred-observations", "Cy is y less its mean", Equals(C @ y, y - ones @ y_bar))
)

centred_design = (
    calc(C @ X)
    .equals(
        X - ones @ (X.T @ ones).T / n,
        "multiply-out",
        by=("the definition of ", C, "; multiply out"),
    )
    .equals(X - ones @ x_bar.T, "mean", by=("the definition of ", x_bar))
    .qed(
        "centred-design-matrix",
        "CX is X less the mean of its rows",
        Equals(C @ X, X - ones @ x_bar.T),
    )
)

centred_gram_sum = (
    calc(X.T @ C @ X)
    .equals(
        (C @ X).T @ (C @ X),
        "idempotent",
        by=(C, " is symmetric and idempotent"),
        see=[centring_symmetric, centring_idempotent],
    )
    .equals(
        (X - ones @ x_bar.T).T @ (X - ones @ x_bar.T),
        "centred",
        by=centred_design.conclusion,
        see=[centred_design],
    )
    .equals(
        SumOver(i, (x_i - x_bar) @ (x_i - x_bar).T),
        "rows",
        by=("row by row: ", Equals((X - ones @ x_bar.T).T @ i, x_i - x_bar)),
    )
    .qed(
        "centred-gram-matrix-as-a-sum",
        "The centred Gram matrix, row by row",
        Equals(X.T @ C @ X, SumOver(i, (x_i - x_bar) @ (x_i - x_bar).T)),
    )
)

centred_products_sum = (
    calc(X.T @ C @ y)
    .equals(
        (C @ X).T @ (C @ y),
        "idempotent",
        by=(C, " is symmetric and idempotent"),
        see=[centring_symmetric, centring_idempotent],
    )
    .equals(
        (X - ones @ x_bar.T).T @ (y - ones @ y_bar),
        "centred",
        by=(centred_design.conclusion, ", and ", centred_observations.conclusion),
        see=[centred_design, centred_observations],
    )
    .equals(
        SumOver(i, (x_i - x_bar) * (y_i - y_bar)),
        "rows",
        by=("row by row: ", Equals(i.T @ (y - ones @ y_bar), y_i - y_bar)),
    )
    .qed(
        "centred-products-as-a-sum",
        "The products of the centred data, row by row",
        Equals(X.T @ C @ y, SumOver(i, (x_i - x_bar) * (y_i - y_bar))),
    )
)

# Any projection P: what follows uses that it is symmetric and idempotent only.

P = Letter("P", n, n)
P_symmetric = assume(symmetric(P))
P_idempotent = assume(Equals(P @ P, P))
projected_gram = X.T @ P @ X
of_projected = Inverse((P @ X).T @ (P @ X)) @ (P @ X).T @ (P @ y)

_same_gram = rewrite(
    assume(Invertible(projected_gram)),
    Invertible((P @ X).T @ (P @ X)),
    P_symmetric,
    P_idempotent,
)

projected_estimate = (
    calc(of_projected, _same_gram)
    .equals(
        Inverse(projected_gram) @ X.T @ P @ y,
        "projection",
        by=(
            Equals((P @ X).T @ (P @ X), projected_gram),
            ", for ",
            P_symmetric.conclusion,
            " and ",
            P_idempotent.conclusion,
        ),
        because=[P_symmetric, P_idempotent],
    )
    .qed(
        "least-squares-on-projected-data",
        "Least squares on PX and Py",
        Equals(of_projected, Inverse(projected_gram) @ X.T @ P @ y),
    )
)
