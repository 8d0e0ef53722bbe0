"""The closed form: where XᵀX is invertible, ŵ = (XᵀX)⁻¹Xᵀy is the one solution."""

from ..chain import calc
from ..kernel.statements import Equals, Invertible
from ..kernel.terms import Inverse
from ..kernel.theorem import assume
from ..model import X, gram, w_hat, y
from .normal_equation import normal

estimate = Inverse(gram) @ X.T @ y
invertible = assume(Invertible(gram))

least_squares_estimate = (
    calc(w_hat)
    .equals(
        Inverse(gram) @ (gram @ w_hat), "inverse", by="(XᵀX)⁻¹(XᵀX) = I"
    )
    .equals(estimate, "normal-equation", by="the normal equation", because=normal)
    .qed(
        "least-squares-estimate",
        "The least-squares estimate in closed form",
        Equals(w_hat, estimate),
    )
)

estimate_solves = (
    calc(gram @ estimate)
    .equals(X.T @ y, "inverse", by="(XᵀX)(XᵀX)⁻¹ = I")
    .qed(
        "least-squares-estimate-solves-the-normal-equation",
        "The closed form solves the normal equation",
        Equals(gram @ estimate, X.T @ y),
    )
)
