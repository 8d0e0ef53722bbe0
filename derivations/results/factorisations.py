"""The estimate by factors: LLᵀ = XᵀX and two triangular systems, or X = QR and one of them.

The proofs do not use that L and R are triangular; that is what makes the systems cheap to solve.
Householder's reflections make Q and R.
"""

from ..kernel.statements import Equals
from ..kernel.terms import Identity, Letter, SquaredNorm, Term
from ..kernel.theorem import assume
from ..proving.chain import calc
from .cauchy_schwarz import k, x
from .cauchy_schwarz import y as y_k
from .model import X, d, gram, n, w_hat, y

L, z = Letter("L", d, d), Letter("z", d)
factored = assume(Equals(L @ L.T, gram))
forward, backward = assume(Equals(L @ z, X.T @ y)), assume(Equals(L.T @ w_hat, z))

by_cholesky = (
    calc(gram @ w_hat)
    .equals(L @ L.T @ w_hat, "factored", by=factored.conclusion, because=factored)
    .equals(L @ z, "backward", by=backward.conclusion, because=backward)
    .equals(X.T @ y, "forward", by=forward.conclusion, because=forward)
    .qed(
        "estimate-by-cholesky",
        "Cholesky: the estimate by two systems with a factor of the Gram matrix",
        Equals(gram @ w_hat, X.T @ y),
    )
)

Q, R = Letter("Q", n, d), Letter("R", d, d)
product = assume(Equals(X, Q @ R))
orthonormal = assume(Equals(Q.T @ Q, Identity(d)))
one_system = assume(Equals(R @ w_hat, Q.T @ y))

by_qr = (
    calc(gram @ w_hat)
    .equals(R.T @ Q.T @ Q @ R @ w_hat, "product", by=product.conclusion, because=product)
    .equals(R.T @ R @ w_hat, "orthonormal", by=orthonormal.conclusion, because=orthonormal)
    .equals(R.T @ Q.T @ y, "system", by=one_system.conclusion, because=one_system)
    .equals(X.T @ y, "factors", by=product.conclusion, because=product)
    .qed(
        "estimate-by-qr",
        "QR: the estimate by one system, without the Gram matrix",
        Equals(gram @ w_hat, X.T @ y),
    )
)

same_factor = (
    calc(R.T @ R)
    .equals(R.T @ (Q.T @ Q) @ R, "orthonormal", by=orthonormal.conclusion, because=orthonormal)
    .equals(gram, "product", by=product.conclusion, because=product)
    .qed(
        "qr-gives-a-cholesky-factor",
        "The factor R of X is, transposed, a factor L of the Gram matrix",
        Equals(R.T @ R, gram),
    )
)

# Householder's reflection, which sends v to −v and fixes what is orthogonal to it.

v = Letter("v", k)


def reflection(along: Term) -> Term:
    """I − (2/‖v‖²)vvᵀ."""
    return Identity(k) - 2 / SquaredNorm(along) * (along @ along.T)


orthogonal = (
    calc(reflection(v).T @ reflection(v))
    .equals(
        Identity(k)
        - 4 / SquaredNorm(v) * (v @ v.T)
        + (2 / SquaredNorm(v)) ** 2 * (v @ (v.T @ v) @ v.T),
        "multiply-out",
        by="multiply out",
    )
    .equals(Identity(k), "cancel", by=("cancel ", SquaredNorm(v)))
    .qed(
        "householder-reflection-is-orthogonal",
        "A reflection is orthogonal",
        Equals(reflection(v).T @ reflection(v), Identity(k)),
    )
)

alike = assume(Equals(SquaredNorm(x), SquaredNorm(y_k)))
apart = SquaredNorm(x - y_k)
sends = (
    calc(reflection(x - y_k) @ x)
    .equals(x - 2 * ((x - y_k).T @ x) / apart * (x - y_k), "apply", by="multiply out")
    .equals(
        x - (x - y_k),
        "length",
        by=(alike.conclusion, ", so that ", Equals(apart, 2 * ((x - y_k).T @ x))),
        because=alike,
    )
    .equals(y_k, "collect", by="collect terms")
    .qed(
        "householder-reflection-of-a-column",
        "A reflection that sends a column to another of the same length",
        Equals(reflection(x - y_k) @ x, y_k),
    )
)
