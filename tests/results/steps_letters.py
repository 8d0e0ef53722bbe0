"""Many steps, written down once more: the letters for the kernel, the same in SymPy alone."""

from __future__ import annotations

from sympy import Matrix, Rational, expand

from derivations.kernel.errors import RefusedError
from derivations.kernel.statements import Equals, Nonnegative, Statement
from derivations.kernel.terms import (
    Dimension,
    Iterate,
    Letter,
    SquaredNorm,
    Sum,
    Term,
    as_term,
)
from derivations.kernel.theorem import Theorem, assume, induct, unroll
from derivations.kernel.trees import substitute
from derivations.proving.certificates import algebra
from derivations.proving.sequents import transitive
from derivations.subterms import subterms

from . import matrices as m
from .descent_letters import eta, fitted, mu, step
from .letters import d, n, t, v, w, w_hat

k, one = Dimension("k"), as_term(1)
r, x, w_0 = Letter("r"), Letter("x"), Letter("w_0", d)
start_error = w_0 - w_hat
factor = 1 - 2 * eta * mu / n


def power(scalar: Term, count: Term | int = k) -> Iterate:
    """rᵏ: so many times t ↦ rt, from 1."""
    return Iterate(scalar * t, t, one, count)


def repeated(matrix: Term, vector: Term, count: Term | int = k) -> Iterate:
    """Bᵏe: so many times v ↦ Bv, from e."""
    return Iterate(matrix @ v, v, vector, count)


def steps(count: Term | int = k, start: Term = w_0, length: Term = eta) -> Iterate:
    """So many steps w ↦ w − η∇J(w)."""
    return Iterate(step(w, length), w, start, count)


def left(rate: Term, before: Term, after: Term) -> Nonnegative:
    """rate²‖before‖² − ‖after‖² ≥ 0."""
    return Nonnegative(rate**2 * SquaredNorm(before) - SquaredNorm(after))


def at(claim: Statement, count: Term | int) -> Statement:
    """What a claim says of another count than k."""
    return substitute(claim, {k: count})


def unrolled(claim: Statement) -> list[Theorem]:
    """What the last step does, wherever a claim counts one step, or one more."""
    counted = {part: part.count for part in subterms(claim) if type(part) is Iterate}
    return [
        unroll(part)
        for part, count in counted.items()
        if count == one or (type(count) is Sum and count.right == one)
    ]


def by_induction(claim: Equals, *known: Theorem, way: Term | None = None) -> Theorem:
    """An equation by induction on k, by algebra modulo what is known; from k to k + 1 by way of a
    term, where one side takes the claim, and the other what is known.
    """
    first, more = at(claim, 1), at(claim, k + 1)

    def link(left: Term, right: Term) -> Theorem:
        equation, unrolls = Equals(left, right), unrolled(more)
        if way is None:
            return algebra(equation, *unrolls, assume(claim), *known)
        try:
            return algebra(equation, *unrolls, *known)
        except RefusedError:
            return algebra(equation, *unrolls, assume(claim))

    left, right = more.left, more.right
    step = link(left, right) if way is None else transitive(link(left, way), link(way, right))
    return induct(claim, k, algebra(first, *unrolled(first), *known), step)


COUNTS = (1, 2, 3)
FAST, SLOW = Matrix([1, 1]), Matrix([1, -1])  # their eigenvectors
ASLANT = Matrix([2, 1])  # no eigenvector of TURNED
HALF = Rational(1, 2)


def a_solution(X: Matrix, y: Matrix) -> Matrix:
    """One solution of the normal equation, by SymPy."""
    return fitted(X, y).subs(dict.fromkeys(m.letter("u", X.cols), 1))


def times(count: int, B: Matrix, e: Matrix) -> Matrix:
    """Be, B(Be), …, one product at a time."""
    for _ in range(count):
        e = (B * e).applyfunc(expand)
    return e


def walk(count: int, X: Matrix, y: Matrix, w: Matrix, length: object) -> Matrix:
    """Where so many steps w ↦ w − η∇J(w) lead, each by differentiation."""
    z = m.letter("z", X.cols)
    slope = m.gradient(m.J(X, y, z), z)
    for _ in range(count):
        w = (w - length * m.at(slope, z, w)).applyfunc(expand)
    return w


def by(X: Matrix, mu: object, length: object) -> object:
    """1 − 2ημ/n."""
    return 1 - 2 * length * mu / X.rows
