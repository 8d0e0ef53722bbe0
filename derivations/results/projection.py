"""The projection: H = X(XᵀX)⁻¹Xᵀ and I − H split y into two orthogonal parts."""

from ..kernel.statements import Equals, symmetric
from ..kernel.terms import Identity, Inverse, Letter, SquaredNorm, Trace, Zero
from ..kernel.theorem import Theorem, assume, cut, instantiate
from ..proving.chain import Let, Result, calc, line, publish
from .closed_form import estimate, least_squares_estimate
from .model import X, d, gram, hat_matrix, n, w_hat, y
from .normal_equation import normal

H = hat_matrix
written_out = X @ Inverse(gram) @ X.T

orthogonal = (
    calc(X.T @ (y - X @ w_hat))
    .equals(X.T @ y - gram @ w_hat, "multiply-out", by="multiply out")
    .equals(Zero(d), "normal-equation", by=normal.conclusion, because=normal)
    .qed(
        "residual-orthogonal-to-the-columns",
        "The residual is orthogonal to every column of X",
        Equals(X.T @ (y - X @ w_hat), Zero(d)),
    )
)

hat_symmetric = (
    calc(H.T)
    .equals(written_out.T, "definition", by=("the definition of ", H))
    .equals(X @ Inverse(gram).T @ X.T, "reverse", by="a transpose reverses a product")
    .equals(written_out, "inverse", by=(gram, " is symmetric, and so is its inverse"))
    .equals(H, "fold", by=("the definition of ", H))
    .qed("hat-matrix-symmetric", "The hat matrix is symmetric", symmetric(H))
)

hat_idempotent = (
    calc(H @ H)
    .equals(
        X @ Inverse(gram) @ gram @ Inverse(gram) @ X.T, "definition", by=("the definition of ", H)
    )
    .equals(written_out, "inverse", by=Equals(Inverse(gram) @ gram, Identity(d)))
    .equals(H, "fold", by=("the definition of ", H))
    .qed("hat-matrix-idempotent", "The hat matrix is idempotent", Equals(H @ H, H))
)

hat_fixes_columns = (
    calc(H @ X)
    .equals(X @ Inverse(gram) @ gram, "definition", by=("the definition of ", H))
    .equals(X, "inverse", by=Equals(Inverse(gram) @ gram, Identity(d)))
    .qed("hat-matrix-fixes-the-columns", "The hat matrix fixes the columns of X", Equals(H @ X, X))
)

fit = (
    calc(X @ w_hat)
    .equals(X @ estimate, "closed-form", by="the closed form", because=least_squares_estimate)
    .equals(H @ y, "definition", by=("the definition of ", H))
    .qed("fit-is-the-hat-matrix-times-y", "The fit is Hy", Equals(X @ w_hat, H @ y))
)

residual = (
    calc(y - X @ w_hat)
    .equals(y - H @ y, "fit", by=fit.conclusion, because=fit)
    .equals((Identity(n) - H) @ y, "factor", by=("take out ", y))
    .qed(
        "residual-is-the-residual-maker-times-y",
        "The residual is (I − H)y",
        Equals(y - X @ w_hat, (Identity(n) - H) @ y),
    )
)

hat_trace = (
    calc(Trace(H))
    .equals(Trace(written_out), "definition", by=("the definition of ", H))
    .equals(Trace(Inverse(gram) @ gram), "cycle", by="a trace is cyclic")
    .equals(Trace(Identity(d)), "inverse", by=Equals(Inverse(gram) @ gram, Identity(d)))
    .equals(d, "count", by=("the identity has ", d, " ones on its diagonal"))
    .qed("hat-matrix-trace", "The trace of the hat matrix is d", Equals(Trace(H), d))
)

P = Letter("P", n, n)  # any projection: what follows uses that it is symmetric and idempotent only
P_symmetric = assume(symmetric(P))
P_idempotent = assume(Equals(P @ P, P))
complement = Identity(n) - P

complement_symmetric = (
    calc(complement.T)
    .equals(Identity(n) - P.T, "transpose", by="transpose each term")
    .equals(complement, "symmetric", by=(P, " is symmetric"), because=P_symmetric)
    .qed(
        "complement-of-a-symmetric-matrix",
        "If P is symmetric, so is I − P",
        symmetric(complement),
    )
)

complement_idempotent = (
    calc(complement @ complement)
    .equals(Identity(n) - P - P + P @ P, "multiply-out", by="multiply out")
    .equals(complement, "idempotent", by=P_idempotent.conclusion, because=P_idempotent)
    .qed(
        "complement-of-an-idempotent-matrix",
        "If P is idempotent, so is I − P",
        Equals(complement @ complement, complement),
    )
)

parts = SquaredNorm(P @ y) + SquaredNorm(complement @ y)

pythagoras = (
    calc(SquaredNorm(y))
    .equals(SquaredNorm(P @ y + complement @ y), "split", by=Equals(y, P @ y + complement @ y))
    .equals(
        SquaredNorm(P @ y) + 2 * (y.T @ P.T @ complement @ y) + SquaredNorm(complement @ y),
        "multiply-out",
        by="multiply out; a scalar equals its transpose",
    )
    .equals(
        parts,
        "orthogonal",
        by=Equals(P.T @ complement, Zero(n, n)),
        because=[P_symmetric, P_idempotent],
    )
    .qed(
        "pythagoras-for-a-projection",
        "A symmetric idempotent matrix splits the squared length",
        Equals(SquaredNorm(y), parts),
    )
)


def at_hat_matrix(result: Result) -> Theorem:
    """A result on every projection P, taken at the hat matrix."""
    theorem = instantiate(result.theorem, (P, H))
    known = (hat_symmetric.theorem, hat_idempotent.theorem)
    return cut(theorem, *(k for k in known if k.conclusion in theorem.hypotheses))


maker = Identity(n) - H  # the residual maker

maker_symmetric = publish(
    "residual-maker-symmetric",
    "The residual maker is symmetric",
    symmetric(maker),
    line("projection", at_hat_matrix(complement_symmetric), by=(Let(P, H), ", which is symmetric")),
)

maker_idempotent = publish(
    "residual-maker-idempotent",
    "The residual maker is idempotent",
    Equals(maker @ maker, maker),
    line(
        "projection", at_hat_matrix(complement_idempotent), by=(Let(P, H), ", which is idempotent")
    ),
)

maker_removes_columns = (
    calc(maker @ X)
    .equals(X - H @ X, "multiply-out", by="multiply out")
    .equals(Zero(n, d), "fixed", by=hat_fixes_columns.conclusion, see=[hat_fixes_columns])
    .qed(
        "residual-maker-removes-the-columns",
        "The residual maker sends the columns of X to 0",
        Equals(maker @ X, Zero(n, d)),
    )
)

squared_length = publish(
    "squared-length-of-fit-and-residual",
    "The squared lengths of fit and residual add up",
    Equals(SquaredNorm(y), SquaredNorm(H @ y) + SquaredNorm(maker @ y)),
    line(
        "projection",
        at_hat_matrix(pythagoras),
        by=(Let(P, H), ", which is symmetric and idempotent"),
    ),
)
