"""Definitions: what the statements that are not primitive mean, as lists of clauses.

A clause is *for every letter of this shape, the antecedents imply the consequent*.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, final

from .statements import (
    Equals,
    ForEach,
    FullColumnRank,
    Gaussian,
    Integrable,
    Invertible,
    Maximises,
    Minimises,
    Nonnegative,
    Positive,
    PositiveDefinite,
    PositiveSemidefinite,
    SquareIntegrable,
    Statement,
    UniquelyMaximises,
    UniquelyMinimises,
    symmetric,
)
from .terms import Exp, Index, Letter, MomentGenerating, Shape, Term, Variable, Zero
from .trees import substitute


@final
@dataclass(frozen=True, slots=True)
class Clause:
    """For every letter of the shape (None: no letter), the antecedents imply the consequent.

    The letter is a `Letter`, for any vector, or an `Index`, for basis vectors only.
    """

    shape: Shape | None
    at: Callable[[Term], Any]  # antecedents, consequent
    kind: type[Variable] = Letter


def whole(part: Statement) -> Clause:
    """The clause that another statement holds."""
    return Clause(None, lambda _: ((), part))


def clauses(statement: Statement) -> tuple[Clause, ...]:
    """The definition of a statement; a primitive statement has none."""
    match statement:
        case Positive(scalar):
            return whole(Nonnegative(scalar)), whole(Invertible(scalar))
        case FullColumnRank(a):
            rows, cols = a.shape
            zero = Zero(cols)
            return (Clause((cols, 1), lambda v: ((Equals(a @ v, Zero(rows)),), Equals(v, zero))),)
        case PositiveSemidefinite(a):
            form = Clause((a.shape[1], 1), lambda v: ((), Nonnegative(v.T @ a @ v)))
            return whole(symmetric(a)), form
        case PositiveDefinite(a):
            at, zero = (a.shape[0], 1), Zero(a.shape[0])
            only = Clause(at, lambda v: ((Equals(v.T @ a @ v, Zero()),), Equals(v, zero)))
            return whole(PositiveSemidefinite(a)), only
        case Minimises(point, f, w):
            least = substitute(f, {w: point})
            return (Clause(w.shape, lambda v: ((), Nonnegative(substitute(f, {w: v}) - least))),)
        case Maximises(point, f, w):
            most = substitute(f, {w: point})
            return (Clause(w.shape, lambda v: ((), Nonnegative(most - substitute(f, {w: v})))),)
        case UniquelyMinimises(point, f, w) | UniquelyMaximises(point, f, w):
            best = substitute(f, {w: point})
            kind = Minimises if type(statement) is UniquelyMinimises else Maximises
            nowhere_else = Clause(
                w.shape, lambda v: ((Equals(substitute(f, {w: v}), best),), Equals(v, point))
            )
            return whole(kind(point, f, w)), nowhere_else
        case ForEach(index, each):
            return (Clause(index.shape, lambda i: ((), substitute(each, {index: i})), Index),)
        case SquareIntegrable(u):
            return whole(Integrable(u)), whole(Integrable(u @ u.T))
        case Gaussian(u, m, s):

            def generating(t: Term) -> Any:
                return (), Equals(MomentGenerating(u, t), Exp(t.T @ m + t.T @ s @ t / 2))

            return whole(symmetric(s)), Clause(u.shape, generating)
    return ()
