"""Penrose's equations: XPX = X, PXP = P, and XP and PX symmetric; at most one P satisfies all four.

XP and PX are then the orthogonal projections on the column space and on the row space of X. That
there is such a P for every X is taken, as laws of the pseudoinverse (`pseudoinverse.py`), and not
proved; with full column rank it is (XᵀX)⁻¹Xᵀ.
"""

from ..kernel.statements import Equals, symmetric
from ..kernel.terms import Identity, Inverse, Letter
from ..kernel.theorem import Theorem, assume, instantiate
from ..proving.chain import calc, publish
from .model import X, d, gram, n

P, Q = Letter("P", d, n), Letter("Q", d, n)
keeps_X = assume(Equals(X @ P @ X, X))
keeps_P = assume(Equals(P @ X @ P, P))
symmetric_XP, symmetric_PX = assume(symmetric(X @ P)), assume(symmetric(P @ X))

idempotent_XP = (
    calc(X @ P @ (X @ P))
    .equals(X @ P, "keep", by=keeps_X.conclusion, because=keeps_X)
    .qed(
        "xp-is-idempotent",
        "If XPX = X, then XP is idempotent",
        Equals(X @ P @ (X @ P), X @ P),
    )
)

idempotent_PX = (
    calc(P @ X @ (P @ X))
    .equals(P @ X, "keep", by=keeps_X.conclusion, because=keeps_X)
    .qed(
        "px-is-idempotent",
        "If XPX = X, then PX is idempotent",
        Equals(P @ X @ (P @ X), P @ X),
    )
)

keeps_rows = (
    calc(P @ X @ X.T)
    .equals((X @ (P @ X).T).T, "transpose", by="a transpose reverses a product")
    .equals((X @ P @ X).T, "symmetric", by=symmetric_PX.conclusion, because=symmetric_PX)
    .equals(X.T, "keep", by=keeps_X.conclusion, because=keeps_X)
    .qed(
        "px-keeps-the-row-space",
        "PX keeps every row of X",
        Equals(P @ X @ X.T, X.T),
    )
)

# At most one matrix satisfies all four equations.


def with_other(theorem: Theorem) -> Theorem:
    """The same of the other matrix."""
    return instantiate(theorem, (P, Q))


other_X, other_P, other_XQ, other_QX = map(
    with_other, (keeps_X, keeps_P, symmetric_XP, symmetric_PX)
)

_column_projection = (
    calc(X @ P)
    .equals(X @ Q @ (X @ P), "columns-keep", by=other_X.conclusion, because=other_X)
    .equals(
        (X @ Q).T @ (X @ P).T,
        "columns-symmetric",
        by=(other_XQ.conclusion, " and ", symmetric_XP.conclusion),
        because=[other_XQ, symmetric_XP],
    )
    .equals((X @ P @ X @ Q).T, "columns-transpose", by="a transpose reverses a product")
    .equals((X @ Q).T, "columns-keep-too", by=keeps_X.conclusion, because=keeps_X)
    .equals(X @ Q, "columns-symmetric-too", by=other_XQ.conclusion, because=other_XQ)
)
_row_projection = (
    calc(P @ X)
    .equals(P @ X @ (Q @ X), "rows-keep", by=other_X.conclusion, because=other_X)
    .equals(
        (P @ X).T @ (Q @ X).T,
        "rows-symmetric",
        by=(symmetric_PX.conclusion, " and ", other_QX.conclusion),
        because=[symmetric_PX, other_QX],
    )
    .equals((Q @ X @ P @ X).T, "rows-transpose", by="a transpose reverses a product")
    .equals((Q @ X).T, "rows-keep-too", by=keeps_X.conclusion, because=keeps_X)
    .equals(Q @ X, "rows-symmetric-too", by=other_QX.conclusion, because=other_QX)
)
one_column_projection, one_row_projection = (
    chain.proof() for chain in (_column_projection, _row_projection)
)
_unique = (
    calc(P)
    .equals(P @ (X @ P), "keep", by=keeps_P.conclusion, because=keeps_P)
    .equals(
        P @ (X @ Q),
        "columns",
        by=one_column_projection.conclusion,
        because=one_column_projection,
    )
    .equals(Q @ X @ Q, "rows", by=one_row_projection.conclusion, because=one_row_projection)
    .equals(Q, "keep-too", by=other_P.conclusion, because=other_P)
)

unique = publish(
    "penroses-equations-have-one-solution-at-most",
    "Penrose's equations have at most one solution",
    Equals(P, Q),
    *_column_projection.lines,
    *_row_projection.lines,
    *_unique.lines,
    theorem=_unique.proof(),
)

# With full column rank.

closed = Inverse(gram) @ X.T
left_inverse = Equals(Inverse(gram) @ gram, Identity(d))

closed_keeps_itself = (
    calc(closed @ X @ closed)
    .equals(closed, "inverse", by=left_inverse)
    .qed(
        "closed-form-satisfies-penroses-second-equation",
        "With L = (XᵀX)⁻¹Xᵀ, LXL is L",
        Equals(closed @ X @ closed, closed),
    )
)

closed_symmetric = (
    calc((closed @ X).T)
    .equals(Identity(d), "inverse", by=left_inverse)
    .equals(closed @ X, "inverse-too", by=left_inverse)
    .qed(
        "closed-form-satisfies-penroses-fourth-equation",
        "With L = (XᵀX)⁻¹Xᵀ, LX is symmetric",
        symmetric(closed @ X),
    )
)

is_closed = (
    calc(P)
    .equals(Inverse(gram) @ X.T @ (X @ P), "inverse", by=left_inverse)
    .equals(
        Inverse(gram) @ (X @ P @ X).T,
        "symmetric",
        by=symmetric_XP.conclusion,
        because=symmetric_XP,
    )
    .equals(closed, "keep", by=keeps_X.conclusion, because=keeps_X)
    .qed(
        "penroses-equations-with-full-column-rank",
        "With full column rank P is (XᵀX)⁻¹Xᵀ",
        Equals(P, closed),
    )
)
