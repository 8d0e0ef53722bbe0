"""The pseudoinverse has Penrose's equations: J has a minimiser, and a shortest one, for every X."""

from __future__ import annotations

import pytest
from sympy import Matrix, eye, solve, symbols, zeros

from derivations.kernel.statements import Equals, Invertible, Maximises, Minimises, Nonnegative
from derivations.kernel.terms import (
    Dimension,
    Identity,
    Inverse,
    Letter,
    Pseudoinverse,
    SquaredNorm,
    Zero,
)
from derivations.kernel.theorem import assume, cut, instantiate, introduce, law
from derivations.proving.certificates import algebra, rewrite
from derivations.proving.sequents import square

from . import matrices as m
from .letters import J, X, d, gram, n, u, w, y
from .matrices import (
    FULL_RANK,
    NULL,
    RANK_ONE,
    Y,
    equal,
    letter,
    minimises,
    norm2,
    solves,
)
from .rank_letters import (
    ALL,
    INVERSE,
    LEAST,
    NORM,
    PENROSE,
    REFLEXIVE,
    P,
    first_and_third,
    free,
    holding,
    minimisers,
)
from .restatement import Restatement, published, refused
from .test_maximum_likelihood import (
    DEPENDENT,
    PDF,
    SPREAD,
    assumptions,
    entrywise,
    higher,
    is_most_likely,
    log_density,
    observed,
    tangent,
)

plus = Pseudoinverse(X)
z = Letter("z", d)
point, rest = plus @ y, Identity(d) - plus @ X
minimiser = Minimises(u, J(w), w)
away = u - point
sides = Dimension("k"), Dimension("l")
keeps_X, keeps_plus, symmetric_right, symmetric_left = laws = [
    instantiate(law(name), (sides[0], n), (sides[1], d), (Letter("U", *sides), X))
    for name in (
        "pseudoinverse-keeps-the-matrix",
        "pseudoinverse-is-kept",
        "pseudoinverse-on-the-right-is-symmetric",
        "pseudoinverse-on-the-left-is-symmetric",
    )
]
SHORT = INVERSE * Y
LONG = SHORT + NULL
OF_ZERO = zeros(2, 3)  # the pseudoinverse of the zero matrix

whatever_the_design = pytest.mark.parametrize("X", [*ALL, zeros(3, 2)])


def inverse(X):
    """The pseudoinverse, by SymPy."""
    return X.pinv()


class TestHasSolution(Restatement):
    id = "normal-equation-has-a-solution-for-every-design-matrix"
    conclusion = Equals(gram @ point, X.T @ y)
    algebraic = False  # by laws

    @whatever_the_design
    def test_in_sympy(self, X):
        y = letter("y", X.rows)
        assert solves(X, y, inverse(X) * y)

    def test_near_miss_is_refused(self):
        refused(algebra, self.conclusion)
        refused(algebra, self.conclusion, keeps_X, keeps_plus, symmetric_left)
        refused(algebra, Equals(X @ point, y), *laws)

    def test_near_miss_is_false(self):
        assert RANK_ONE * SHORT != Y
        assert not solves(RANK_ONE, Y, RANK_ONE.T * Y)  # the transpose is no pseudoinverse
        assert not solves(RANK_ONE, Y, NORM * Y)


class TestHasMinimiser(Restatement):
    id = "squared-error-has-a-minimiser-for-every-design-matrix"
    conclusion = Minimises(point, J(w), w)

    @whatever_the_design
    def test_in_sympy(self, X):
        y = letter("y", X.rows)
        assert minimises(X, y, inverse(X) * y)

    def test_near_miss_is_refused(self):
        of_P = instantiate(published("py-is-a-minimiser"), (P, plus))
        assert cut(of_P, keeps_X, symmetric_right).hypotheses == ()
        refused(cut, of_P, keeps_plus)
        refused(cut, of_P, symmetric_left)
        refused(introduce, self.conclusion, w, square(X @ point - y))
        refused(algebra, Equals(J(point), Zero()), *laws)

    def test_near_miss_is_false(self):
        for each in (NORM, REFLEXIVE, 2 * INVERSE, OF_ZERO, RANK_ONE.T):
            assert not minimises(RANK_ONE, Y, each * Y)


class TestMinimisers(Restatement):
    id = "minimisers-by-the-pseudoinverse"
    conclusion = Minimises(point + rest @ z, J(w), w)

    @whatever_the_design
    def test_in_sympy(self, X):
        y, z = letter("y", X.rows), letter("z", X.cols)
        assert minimises(X, y, inverse(X) * y + (eye(X.cols) - inverse(X) * X) * z)

    def test_near_miss_is_refused(self):
        refused(algebra, Equals(X @ rest @ z, Zero(n)))
        refused(algebra, Equals(X @ z, Zero(n)), *laws)  # z itself, and not what X⁺X leaves of it
        refused(algebra, Equals(rest @ z, Zero(d)), *laws)
        algebra(Equals(X @ rest @ z, Zero(n)), keeps_X)

    def test_near_miss_is_false(self):
        z = Matrix([3, -5])
        assert not minimises(RANK_ONE, Y, SHORT + z)
        turned = eye(2) - RANK_ONE.T * RANK_ONE
        assert not minimises(RANK_ONE, Y, SHORT + turned * z)


class TestEveryMinimiser(Restatement):
    id = "every-minimiser-by-the-pseudoinverse"
    hypotheses = (minimiser,)
    conclusion = Equals(u, point + rest @ away)

    @whatever_the_design
    def test_in_sympy(self, X):
        y = letter("y", X.rows)
        u = minimisers(X, y)
        assert equal(u, inverse(X) * y + (eye(X.cols) - inverse(X) * X) * (u - inverse(X) * y))

    def test_instance(self):
        assert minimises(RANK_ONE, Y, LONG)
        assert SHORT + (eye(2) - INVERSE * RANK_ONE) * (LONG - SHORT) == LONG != SHORT

    def test_near_miss_is_refused(self):
        refused(algebra, self.conclusion, *laws)  # u is anything
        refused(algebra, Equals(u, point), published(self.id), *laws)
        refused(algebra, Equals(u, point + rest @ z), published(self.id), *laws)

    def test_near_miss_is_false(self):
        u = Matrix([3, -5])
        assert not minimises(RANK_ONE, Y, u)
        assert u != SHORT + (eye(2) - INVERSE * RANK_ONE) * (u - SHORT)


class TestShortest(Restatement):
    id = "pseudoinverse-gives-the-shortest-minimiser"
    hypotheses = (minimiser,)
    conclusion = Nonnegative(SquaredNorm(u) - SquaredNorm(point))

    @whatever_the_design
    def test_in_sympy(self, X):
        y = letter("y", X.rows)
        short, u = inverse(X) * y, minimisers(X, y)
        assert equal(norm2(u) - norm2(short), norm2(u - short))

    def test_instance(self):
        assert minimises(RANK_ONE, Y, LONG)
        assert (norm2(LONG) - norm2(SHORT))[0] > 0

    def test_near_miss_is_refused(self):
        refused(rewrite, square(away), self.conclusion, *laws)  # u is anything
        other_way = Nonnegative(SquaredNorm(point) - SquaredNorm(u))
        refused(rewrite, published(self.id), other_way)
        of_P = instantiate(published("py-is-the-shortest-minimiser"), (P, plus))
        for each in laws:
            others = [other for other in laws if other is not each]
            assert each.conclusion in cut(of_P, *others).hypotheses

    def test_near_miss_is_false(self):
        assert (norm2(zeros(2, 1)) - norm2(SHORT))[0] < 0  # no minimiser
        assert minimises(RANK_ONE, Y, LEAST * Y)
        assert (norm2(SHORT) - norm2(LEAST * Y))[0] < 0


class TestOnlyShortest(Restatement):
    id = "only-the-pseudoinverse-gives-a-shortest-minimiser"
    hypotheses = (Nonnegative(SquaredNorm(point) - SquaredNorm(u)), minimiser)
    conclusion = Equals(u, point)

    @whatever_the_design
    def test_in_sympy(self, X):
        """A sum of squares is at most 0 just where each is 0."""
        y = letter("y", X.rows)
        short, u = inverse(X) * y, minimisers(X, y)
        assert equal(norm2(short) - norm2(u), -norm2(u - short))

    def test_instance(self):
        family = minimisers(RANK_ONE, Y)
        (free,) = family.free_symbols
        (at,) = solve(norm2(family)[0].diff(free), free)
        assert norm2(family.subs(free, at)) == norm2(SHORT)
        assert family.subs(free, at) == SHORT

    def test_near_miss_is_refused(self):
        refused(algebra, self.conclusion, published("every-minimiser-by-the-pseudoinverse"), *laws)
        as_long = assume(Equals(SquaredNorm(u), SquaredNorm(point)))
        refused(algebra, self.conclusion, as_long, *laws)  # and no minimiser

    def test_near_miss_is_false(self):
        turned = Matrix([-SHORT[1], SHORT[0]])
        assert norm2(turned) == norm2(SHORT)
        assert not minimises(RANK_ONE, Y, turned)
        assert minimises(RANK_ONE, Y, LONG)
        assert turned != SHORT != LONG


class TestFullRank(Restatement):
    id = "pseudoinverse-with-full-column-rank"
    hypotheses = (Invertible(gram),)
    conclusion = Equals(plus, Inverse(gram) @ X.T)
    algebraic = False  # by laws

    def test_in_sympy(self):
        X = Matrix([[1, symbols("x", real=True)], [0, 1], [0, 0]])
        closed = (X.T * X).inv() * X.T
        assert holding(X, closed) == (True, True, True, True)
        assert FULL_RANK.pinv() == (FULL_RANK.T * FULL_RANK).inv() * FULL_RANK.T

    def test_instance(self):
        assert (FULL_RANK.T * FULL_RANK).det() != 0
        assert holding(FULL_RANK, FULL_RANK.pinv()) == (True, True, True, True)

    def test_near_miss_is_refused(self):
        known = assume(Invertible(gram))
        refused(algebra, self.conclusion, known)
        refused(algebra, Equals(X @ plus, Identity(n)), *laws, known)
        of_P = instantiate(published("penroses-equations-with-full-column-rank"), (P, plus))
        assert Invertible(gram) in cut(of_P, keeps_X, symmetric_right).hypotheses

    def test_near_miss_is_false(self):
        assert (RANK_ONE.T * RANK_ONE).det() == 0
        assert FULL_RANK * FULL_RANK.pinv() != eye(3)
        assert FULL_RANK.pinv() != FULL_RANK.T


class TestIsPseudoinverse(Restatement):
    id = "penroses-equations-give-the-pseudoinverse"
    hypotheses = PENROSE
    conclusion = Equals(P, plus)
    algebraic = False  # in steps, each by one equation, and by laws

    @whatever_the_design
    def test_in_sympy(self, X):
        """What satisfies the other equations, and PXP = P, is what SymPy computes."""
        assert holding(X, inverse(X)) == (True, True, True, True)
        other = first_and_third(X, free(X) * (eye(X.rows) - X * inverse(X)))
        assert holding(X, other)[::2] == (True, True)
        assert holding(X, other)[3]
        assert equal(other * X * other, inverse(X))

    def test_instance(self):
        found = Matrix([[1, 2, 0], [2, 4, 0]]) / 25
        assert holding(RANK_ONE, found) == (True, True, True, True)
        assert found == INVERSE

    def test_near_miss_is_refused(self):
        for each in PENROSE:
            others = [assume(other) for other in PENROSE if other != each]
            refused(algebra, self.conclusion, *others, *laws)
        refused(algebra, Equals(P, X.T), *map(assume, PENROSE), *laws)

    def test_near_miss_is_false(self):
        for each, held in ((LEAST, 1), (NORM, 2), (REFLEXIVE, 2)):
            assert holding(RANK_ONE, each)[0]
            assert not holding(RANK_ONE, each)[held]
            assert each != INVERSE
        assert holding(RANK_ONE, OF_ZERO) == (False, True, True, True)
        assert OF_ZERO != INVERSE


class TestMostLikely(Restatement):
    id = "maximum-likelihood-estimate-exists-for-every-design-matrix"
    hypotheses = assumptions
    conclusion = Maximises(point, observed, w)
    facts = (*entrywise, "density-of-a-gaussian", tangent)

    @pytest.mark.parametrize("X", [FULL_RANK, RANK_ONE, zeros(3, 2)])
    def test_in_sympy(self, X):
        y, w, spread = letter("y", 3), letter("w", 2), symbols("s", positive=True)
        at_w, at_point = (
            log_density(X, y, at, zeros(3, 1), spread * eye(3)) for at in (w, inverse(X) * y)
        )
        gap = 2 * spread * (at_point - at_w)
        assert equal(gap, norm2(X * (w - inverse(X) * y)))  # which is not negative

    @pytest.mark.parametrize("X", [FULL_RANK, RANK_ONE])
    def test_instance(self, X):
        law = zeros(3, 1), SPREAD * eye(3)
        assert is_most_likely(X, Y, inverse(X) * Y, *law)
        assert higher(PDF, X, Y, inverse(X) * Y, *law) == (0, 0)

    def test_near_miss_is_refused(self):
        maximum = published("least-squares-is-maximum-likelihood")
        at_point = instantiate(maximum, (u, point))
        cut(at_point, published("squared-error-has-a-minimiser-for-every-design-matrix"))
        refused(cut, at_point, published("normal-equation-has-a-solution-for-every-design-matrix"))
        refused(cut, maximum, published("squared-error-has-a-minimiser-for-every-design-matrix"))

    def test_near_miss_is_false(self):
        law = zeros(3, 1), eye(3)
        for each in (NORM, 2 * INVERSE, OF_ZERO):
            assert not is_most_likely(RANK_ONE, Y, each * Y, *law)
        assert not is_most_likely(FULL_RANK, Y, inverse(FULL_RANK) * Y, zeros(3, 1), DEPENDENT)
        assert m.fit(FULL_RANK, Y) == inverse(FULL_RANK) * Y
