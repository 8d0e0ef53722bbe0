"""The closed form: where XᵀX is invertible, ŵ = (XᵀX)⁻¹Xᵀy is the one solution."""

from ..kernel.statements import Equals
from ..kernel.terms import Identity, Inverse
from ..proving.chain import calc
from .model import X, d, gram, w_hat, y
from .normal_equation import normal

estimate = Inverse(gram) @ X.T @ y

least_squares_estimate = (
    calc(w_hat)
    .equals(Inverse(gram) @ (gram @ w_hat), "inverse", by=Equals(Inverse(gram) @ gram, Identity(d)))
    .equals(estimate, "normal-equation", by="the normal equation", because=normal)
    .qed(
        "least-squares-estimate",
        "The least-squares estimate in closed form",
        Equals(w_hat, estimate),
    )
)

estimate_solves = (
    calc(gram @ estimate)
    .equals(X.T @ y, "inverse", by=Equals(gram @ Inverse(gram), Identity(d)))
    .qed(
        "least-squares-estimate-solves-the-normal-equation",
        "The closed form solves the normal equation",
        Equals(gram @ estimate, X.T @ y),
    )
)
