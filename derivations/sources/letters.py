"""The letters of the two sources, and what they build on them, restated from the kernel's terms.

Nothing here is taken from the proofs: the audit compares what stands here with what they prove.
"""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from ..kernel.nodes import Node
from ..kernel.statements import Equals, ForEach, Gaussian, Independent, Statement
from ..kernel.terms import (
    Covariance,
    Density,
    Dimension,
    Exp,
    Expectation,
    Identity,
    Inverse,
    Letter,
    Log,
    Pi,
    ProductOver,
    Root,
    SquaredNorm,
    SumOver,
    Term,
    Zero,
    as_term,
)
from ..kernel.trees import Abbreviation
from ..numbers.distributions import Normals
from ..numbers.elimination import as_matrix
from ..results.model import (
    X,
    b,
    centring,
    d,
    epsilon,
    i,
    n,
    ones,
    variance,
    w,
    x_bar,
    x_i,
    y,
    y_bar,
    y_i,
)
from .audit import Entry, Readings
from .claims import Claim, Misfit, Piece, Says, Told, Unfit
from .verdicts import Verdict

E = Expectation
half = as_term(Fraction(1, 2))
u, v = Letter("u", d), Letter("v", d)
a, c, t = Letter("a"), Letter("c"), Letter("t")
mu = Letter("mu")

# The noise, entry by entry, and as a vector.

m, s = Letter("m", n), Letter("s", n)
noise_i, m_i, s_i = i.T @ epsilon, i.T @ m, i.T @ s
INDEPENDENT = Independent(epsilon)
NORMAL = ForEach(i, Gaussian(noise_i, m_i, s_i))
MEAN_ZERO = ForEach(i, Equals(m_i, Zero()))
ONE_VARIANCE = ForEach(i, Equals(s_i, variance))
NOISE: tuple[Statement, ...] = (INDEPENDENT, NORMAL, MEAN_ZERO, ONE_VARIANCE)
WHITE = Gaussian(epsilon, Zero(n), variance * Identity(n))
CENTRED = Equals(E(epsilon), Zero(n))


def Var(vector: Term) -> Covariance:
    """The variance of a random vector."""
    return Covariance(vector, vector)


def gaussian(residual: Term, spread: Term) -> Term:
    """The density of a Gaussian with mean 0, at a residual."""
    return 1 / Root(2 * Pi() * spread) * Exp(-(residual**2 / (2 * spread)))


density = Density(X @ w + epsilon, y)
residual_i = y_i - x_i.T @ w
L = Abbreviation("L", (w, variance), (w, variance), ProductOver(i, gaussian(residual_i, variance)))
log_root = Log(Root(2 * Pi() * variance))
ell = Abbreviation(
    "ell",
    (w, variance),
    (w, variance),
    -n * log_root - SquaredNorm(y - X @ w) / (2 * variance),
)
squares = SumOver(i, residual_i**2)
error = SquaredNorm(X @ w - y)
closed_form = Inverse(X.T @ X) @ X.T @ y

# With an intercept.

joint_error = SquaredNorm(y - (X @ w + ones @ b))
p = Dimension("p")
E1, E2 = Letter("E1", p, d), Letter("E2", p)
FRAME: tuple[Statement, ...] = (
    Equals(E1.T @ E1, Identity(d)),
    Equals(E1.T @ E2, Zero(d)),
    Equals(E2.T @ E2, as_term(1)),
    Equals(E1 @ E1.T + E2 @ E2.T, Identity(p)),
)
X_tilde = Abbreviation("X_tilde", (), (), X @ E1.T + ones @ E2.T)
w_tilde = Letter("w_tilde", p)
centred_form = Inverse(X.T @ centring @ X) @ X.T @ centring @ y
joint_form = y_bar - x_bar.T @ centred_form


def joined(weights: Term, intercept: Term) -> Term:
    """The weights and the intercept in one column."""
    return Abbreviation("w_tilde", (w, b), (weights, intercept), E1 @ w + E2 @ b)


# Entries.


def says(statement: Statement, *given: Statement) -> Says:
    """A claim that is a statement, and what is supposed beside it."""
    return Says(statement, given)


def told(*pieces: Piece) -> Told:
    """A claim in words and formulas."""
    return Told(pieces)


def unfit(*pieces: Piece | Misfit) -> Unfit:
    """A claim that cannot be built, from its pieces, and then what in it does not fit."""
    misfits = tuple(piece for piece in pieces if isinstance(piece, Misfit))
    return Unfit(tuple(piece for piece in pieces if not isinstance(piece, Misfit)), misfits)


def misfit(kind: type[Node], *parts: Term) -> Misfit:
    """Parts that do not fit together."""
    return Misfit(kind, parts)


def normal(mean: list[Any], covariance: list[Any]) -> Normals:
    """A Gaussian law, by its mean and covariance."""
    return Normals(as_matrix([[each] for each in mean]), as_matrix(covariance))


def display(
    source: str,
    block: int,
    relation: int,
    claim: Claim,
    verdict: Verdict,
    read: Readings | None = None,
) -> Entry:
    """An entry on a relation of a display."""
    return Entry(source, block, relation, None, claim, verdict, read)


def prose(
    source: str, heading: str, claim: Claim, verdict: Verdict, read: Readings | None = None
) -> Entry:
    """An entry on a claim in prose."""
    return Entry(source, None, None, heading, claim, verdict, read)
