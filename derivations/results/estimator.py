"""The estimate as a random vector: where y = Xw⋆ + ε, ŵ = w⋆ + (XᵀX)⁻¹Xᵀε.

X is given and w⋆ is the truth; ε is the only letter that is random. In these modules y and ŵ are
names for Xw⋆ + ε and (XᵀX)⁻¹Xᵀy, so that they are random as well.
"""

from ..kernel.statements import Equals
from ..kernel.terms import Identity, Inverse
from ..kernel.trees import Abbreviation
from ..proving.chain import calc
from .model import (
    X,
    d,
    epsilon,
    gram,
    hat_matrix,
    least_squares,
    n,
    observations,
    w_star,
)
from .projection import maker_removes_columns

y, w_hat, H = observations, least_squares, hat_matrix
solver = Inverse(gram) @ X.T  # it takes the observations to the estimate
L = Abbreviation("L", (), (), solver)
maker = Identity(n) - H

estimate_and_truth = (
    calc(w_hat)
    .equals(
        solver @ (X @ w_star + epsilon), "definition", by=("the definitions of ", w_hat, " and ", y)
    )
    .equals(Inverse(gram) @ gram @ w_star + solver @ epsilon, "multiply-out", by="multiply out")
    .equals(w_star + solver @ epsilon, "inverse", by=Equals(Inverse(gram) @ gram, Identity(d)))
    .qed(
        "estimate-is-the-truth-plus-an-image-of-the-noise",
        "The estimate is the truth plus a linear image of the noise",
        Equals(w_hat, w_star + solver @ epsilon),
    )
)

residual_and_noise = (
    calc(y - X @ w_hat)
    .equals(maker @ y, "residual-maker", by=("the fit is ", H @ y))
    .equals(maker @ X @ w_star + maker @ epsilon, "multiply-out", by=("the definition of ", y))
    .equals(
        maker @ epsilon, "columns", by=maker_removes_columns.conclusion, see=maker_removes_columns
    )
    .qed(
        "residual-is-an-image-of-the-noise",
        "The residual is the residual maker times the noise",
        Equals(y - X @ w_hat, maker @ epsilon),
    )
)
