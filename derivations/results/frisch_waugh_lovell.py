"""The Frisch–Waugh–Lovell theorem: with M = I − Z(ZᵀZ)⁻¹Zᵀ, y ≈ Xw + Zu gives XᵀMXŵ = XᵀMy.

The intercept is the case Z = 1, where M is the centring matrix.
"""

from ..kernel.statements import Equals, Invertible
from ..kernel.terms import Dimension, Identity, Inverse, Letter, Zero
from ..kernel.theorem import Theorem, assume, cut, instantiate
from ..kernel.trees import Abbreviation
from ..proving.certificates import rewrite
from ..proving.chain import Let, Result, calc, line, prove, publish
from ..proving.positivity import knowledge
from .centring import P, count, projected_estimate
from .intercept import eliminated, r, solved
from .model import X, centring, d, gram, n, ones, w_hat, y
from .projection import maker_idempotent, maker_symmetric

C = centring
k = Dimension("k")
Z = Letter("Z", n, k)  # other columns
u_hat = Letter("u_hat", k)  # and their weights
other_gram = Z.T @ Z

M = Abbreviation("M", (), (), Identity(n) - Z @ Inverse(other_gram) @ Z.T)
residual = y - X @ w_hat - Z @ u_hat

weights_equation = assume(Equals(gram @ w_hat + X.T @ Z @ u_hat, X.T @ y))
other_equation = assume(Equals(Z.T @ X @ w_hat + other_gram @ u_hat, Z.T @ y))

other_weights = (
    calc(u_hat)
    .equals(
        Inverse(other_gram) @ (other_gram @ u_hat),
        "inverse",
        by=Equals(Inverse(other_gram) @ other_gram, Identity(k)),
    )
    .equals(
        Inverse(other_gram) @ Z.T @ (y - X @ w_hat),
        "normal-equation",
        by=other_equation.conclusion,
        because=other_equation,
    )
    .qed(
        "weights-of-the-other-columns",
        "The weights of the other columns",
        Equals(u_hat, Inverse(other_gram) @ Z.T @ (y - X @ w_hat)),
    )
)

joint_residual = (
    calc(residual)
    .equals(
        y - X @ w_hat - Z @ Inverse(other_gram) @ Z.T @ (y - X @ w_hat),
        "other-weights",
        by="the weights of the other columns",
        because=other_weights,
    )
    .equals(M @ (y - X @ w_hat), "maker", by=("the definition of ", M))
    .equals(M @ y - M @ X @ w_hat, "multiply-out", by="multiply out")
    .qed(
        "residual-with-and-without-the-other-columns",
        "The residual is the same as that of My on MX",
        Equals(residual, M @ y - M @ X @ w_hat),
    )
)

_orthogonal = prove(Equals(X.T @ residual, Zero(d)), weights_equation)
_taken_out = prove(Equals(residual, M @ (y - X @ w_hat)), joint_residual)
reduced_gram = X.T @ M @ X

frisch_waugh_lovell = publish(
    "normal-equation-without-the-other-columns",
    "The normal equation without the other columns",
    Equals(reduced_gram @ w_hat, X.T @ M @ y),
    line("orthogonal", _orthogonal, by=weights_equation.conclusion),
    line("residual", _taken_out, by=joint_residual.conclusion),
    line(
        "eliminate",
        eliminated(M, residual, _orthogonal, _taken_out),
        by=(Let(P, M), " and ", Let(r, residual)),
    ),
)

estimate = Inverse(reduced_gram) @ X.T @ M @ y

estimate_without = publish(
    "frisch-waugh-lovell",
    "The Frisch–Waugh–Lovell theorem",
    Equals(w_hat, estimate),
    line(
        "normal-equation",
        frisch_waugh_lovell,
        by="the normal equation without the other columns",
    ),
    line(
        "inverse",
        solved(M, frisch_waugh_lovell.theorem),
        by=("times the inverse of ", reduced_gram),
    ),
)


def at_other_columns(result: Result) -> Theorem:
    """A result on X, taken at Z."""
    return instantiate(instantiate(result.theorem, (d, k)), (Letter("X", n, k), Z))


_projection = (at_other_columns(maker_symmetric), at_other_columns(maker_idempotent))

residuals_on_residuals = publish(
    "least-squares-on-residuals",
    "Least squares of the residuals on the residuals",
    Equals(Inverse((M @ X).T @ (M @ X)) @ (M @ X).T @ (M @ y), estimate),
    line(
        "projection",
        cut(instantiate(projected_estimate.theorem, (P, M)), *_projection),
        by=(Let(P, M), ", which is symmetric and idempotent"),
        see=[maker_symmetric, maker_idempotent],
    ),
)

of_ones = Identity(n) - ones @ Inverse(ones.T @ ones) @ ones.T

_not_0 = rewrite(knowledge().proof(Invertible(n)), Invertible(ones.T @ ones))

maker_of_ones = (
    calc(of_ones, _not_0)
    .equals(Identity(n) - ones @ ones.T / n, "count", by=count)
    .equals(C, "fold", by=("the definition of ", C))
    .qed(
        "residual-maker-of-a-constant",
        "The residual maker of a constant is the centring matrix",
        Equals(of_ones, C),
    )
)
