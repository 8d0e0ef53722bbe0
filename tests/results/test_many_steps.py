"""After k steps of descent the error is Sᵏ(w₀ − ŵ); along an eigenvector, a power."""

from __future__ import annotations

import pytest
from sympy import Matrix, Rational, symbols, zeros

from derivations.kernel.statements import Equals
from derivations.kernel.terms import SquaredNorm, Zero
from derivations.kernel.theorem import assume
from derivations.proving.certificates import algebra
from derivations.proving.sequents import transitive

from . import matrices as m
from .descent_letters import (
    EIGENVECTORS,
    TURNED,
    S,
    eigenvector,
    is_eigenvector,
    mu,
    normal,
    q,
    responses,
    shrinking,
)
from .letters import J, X, d, gram, n, v, w, w_hat, y
from .matrices import FULL_RANK, NULL, RANK_ONE, Y, equal, letter, norm2, solves
from .restatement import Restatement, published, refused
from .steps_letters import (
    ASLANT,
    COUNTS,
    FAST,
    HALF,
    SLOW,
    a_solution,
    by,
    by_induction,
    factor,
    k,
    power,
    repeated,
    start_error,
    steps,
    times,
    w_0,
    walk,
)

length = symbols("eta", real=True)
START, FOURTH = Matrix([3, -5]), Rational(1, 4)
RESPONSES = responses(TURNED)
FITTED = a_solution(TURNED, RESPONSES)
whatever_the_count = pytest.mark.parametrize("k", COUNTS)
whatever_the_design = pytest.mark.parametrize("X", [TURNED, FULL_RANK, RANK_ONE])
whatever_the_eigenvector = pytest.mark.parametrize(("X", "q", "mu"), EIGENVECTORS)


def known():
    """The eigenvector, and qᵀXᵀy = μqᵀŵ from both hypotheses."""
    given, fitted = assume(eigenvector), assume(normal)
    forms = q.T @ X.T @ y, q.T @ gram @ w_hat, mu * (q.T @ w_hat)
    first, second = Equals(*forms[:2]), Equals(*forms[1:])
    return given, transitive(algebra(first, fitted), algebra(second, given))


def residual(X):
    """What Xᵀ sends to 0, as freely as X leaves it."""
    (*kernel,) = X.T.nullspace()
    return sum((symbols(f"c{i}") * z for i, z in enumerate(kernel)), zeros(X.rows, 1))


class TestError(Restatement):
    id = "error-after-k-steps-of-descent"
    hypotheses = (normal,)
    conclusion = Equals(steps() - w_hat, repeated(S, start_error))
    algebraic = False

    @whatever_the_design
    @whatever_the_count
    def test_in_sympy(self, X, k):
        w, u = letter("w", 2), letter("u", 2)
        y = X * u + residual(X)
        assert solves(X, y, u)
        assert equal(walk(k, X, y, w, length) - u, shrinking(X, length) ** k * (w - u))

    @whatever_the_design
    @whatever_the_count
    def test_instance(self, X, k):
        y = responses(X)
        w_hat = a_solution(X, y)
        assert solves(X, y, w_hat)
        found = walk(k, X, y, START, FOURTH) - w_hat
        assert found == shrinking(X, FOURTH) ** k * (START - w_hat)
        assert found == times(k, shrinking(X, FOURTH), START - w_hat)

    def test_near_miss_is_refused(self):
        by_induction(self.conclusion, assume(normal))
        refused(by_induction, self.conclusion)  # ŵ is anything
        error, known = steps() - w_hat, assume(normal)
        refused(by_induction, Equals(error, repeated(S, w_0)), known)
        refused(by_induction, Equals(steps(), repeated(S, start_error)), known)
        refused(by_induction, Equals(error, S @ start_error), known)
        after = published(self.id)
        refused(algebra, Equals(error, repeated(S, start_error, k + 1)), after)
        refused(algebra, Equals(steps(k + 1) - w_hat, repeated(S, start_error)), after)
        refused(algebra, Equals(steps(k, w) - w_hat, repeated(S, start_error)), after)

    def test_near_miss_is_false(self):
        X, y, B = TURNED, RESPONSES, shrinking(TURNED, FOURTH)
        there = walk(2, X, y, START, FOURTH)
        assert there - FITTED == B**2 * (START - FITTED)
        assert there - FITTED not in (B**2 * START, B * (START - FITTED), B**3 * (START - FITTED))
        assert there != B**2 * (START - FITTED)
        assert there - NULL != B**2 * (START - NULL)  # NULL does not solve the normal equation
        assert walk(2, X, y, 0 * START, FOURTH) - FITTED != B**2 * (START - FITTED)


class TestGap(Restatement):
    id = "gap-after-k-steps-of-descent"
    hypotheses = (normal,)
    conclusion = Equals(J(steps()) - J(w_hat), SquaredNorm(X @ repeated(S, start_error)) / n)
    algebraic = False

    @whatever_the_design
    @whatever_the_count
    def test_in_sympy(self, X, k):
        y, w = responses(X), letter("w", 2)
        w_hat = a_solution(X, y)
        gap = m.J(X, y, walk(k, X, y, w, length)) - m.J(X, y, w_hat)
        assert equal(gap, norm2(X * shrinking(X, length) ** k * (w - w_hat)) / X.rows)

    @whatever_the_design
    @whatever_the_count
    def test_instance(self, X, k):
        y = responses(X)
        w_hat = a_solution(X, y)
        assert solves(X, y, w_hat)
        gap = m.J(X, y, walk(k, X, y, START, FOURTH)) - m.J(X, y, w_hat)
        assert gap == norm2(X * times(k, shrinking(X, FOURTH), START - w_hat)) / X.rows

    def test_near_miss_is_refused(self):
        after, known = published("error-after-k-steps-of-descent"), assume(normal)
        algebra(self.conclusion, after, known)
        error, gap = repeated(S, start_error), J(steps()) - J(w_hat)
        refused(algebra, self.conclusion, known)
        refused(algebra, Equals(J(steps()), SquaredNorm(X @ error) / n), after, known)
        refused(algebra, Equals(gap, SquaredNorm(error) / n), after, known)
        refused(algebra, Equals(gap, SquaredNorm(X @ error)), after, known)
        later = SquaredNorm(X @ repeated(S, start_error, k + 1)) / n
        refused(algebra, Equals(gap, later), after, known)

    def test_near_miss_is_false(self):
        X, y, k = FULL_RANK, Y, 2
        w_hat, B = a_solution(X, y), shrinking(X, FOURTH)
        there, error = m.J(X, y, walk(k, X, y, START, FOURTH)), B**k * (START - w_hat)
        assert there - m.J(X, y, w_hat) == norm2(X * error) / 3
        assert there != norm2(X * error) / 3  # J(ŵ) is not 0
        assert there - m.J(X, y, w_hat) not in (norm2(error) / 3, norm2(X * error))
        assert there - m.J(X, y, w_hat) != norm2(X * B * error) / 3
        assert there - m.J(X, y, NULL) != norm2(X * B**k * (START - NULL)) / 3


class TestOnEigenvector(Restatement):
    id = "k-steps-of-descent-on-an-eigenvector"
    hypotheses = (eigenvector,)
    conclusion = Equals(repeated(S, q), power(factor) * q)
    algebraic = False

    @whatever_the_eigenvector
    @whatever_the_count
    def test_in_sympy(self, X, q, mu, k):
        assert equal(shrinking(X, length) ** k * q, by(X, mu, length) ** k * q)
        assert equal(times(k, shrinking(X, length), q), by(X, mu, length) ** k * q)

    @whatever_the_eigenvector
    @whatever_the_count
    def test_instance(self, X, q, mu, k):
        assert is_eigenvector(X, q, mu)
        assert times(k, shrinking(X, HALF), q) == by(X, mu, HALF) ** k * q

    def test_near_miss_is_refused(self):
        known = assume(eigenvector)

        def multiplies(by, *known):
            claim = Equals(repeated(S, q), by * q)
            return by_induction(claim, *known, way=S @ claim.right)

        assert multiplies(power(factor), known).conclusion == self.conclusion
        refused(multiplies, power(factor))  # q is anything
        refused(multiplies, factor, known)  # true of one step
        refused(multiplies, 1 + k * (factor - 1), known)
        refused(multiplies, power((1 + factor) / 2), known)
        refused(algebra, Equals(repeated(S, q), power(factor, k + 1) * q), published(self.id))

    def test_near_miss_is_false(self):
        X, q, r = TURNED, FAST, by(TURNED, 9, HALF)
        assert times(1, shrinking(X, HALF), q) == r * q
        there = times(2, shrinking(X, HALF), q)
        assert there == r**2 * q
        assert there not in (r * q, r**3 * q, (1 + 2 * (r - 1)) * q, ((1 + r) / 2) ** 2 * q)
        assert times(2, shrinking(X, HALF), ASLANT) != r**2 * ASLANT
        assert times(2, shrinking(X, HALF), SLOW) != r**2 * SLOW  # of another eigenvalue


class TestComponent(Restatement):
    id = "error-along-an-eigenvector-after-k-steps"
    hypotheses = (normal, eigenvector)
    conclusion = Equals(q.T @ (steps() - w_hat), power(factor) * (q.T @ start_error))
    algebraic = False

    @whatever_the_eigenvector
    @whatever_the_count
    def test_in_sympy(self, X, q, mu, k):
        y, w = responses(X), letter("w", 2)
        w_hat = a_solution(X, y)
        there = q.T * (walk(k, X, y, w, length) - w_hat)
        assert equal(there, by(X, mu, length) ** k * q.T * (w - w_hat))

    @whatever_the_eigenvector
    @whatever_the_count
    def test_instance(self, X, q, mu, k):
        y = responses(X)
        w_hat = a_solution(X, y)
        assert solves(X, y, w_hat)
        assert is_eigenvector(X, q, mu)
        there = q.T * (walk(k, X, y, START, HALF) - w_hat)
        assert there == by(X, mu, HALF) ** k * q.T * (START - w_hat)

    def test_near_miss_is_refused(self):
        here, there = q.T @ start_error, q.T @ (steps() - w_hat)

        def proved(claim, *known):
            return by_induction(claim, *known, way=factor * claim.left)

        proved(self.conclusion, *known())
        refused(proved, self.conclusion, assume(eigenvector))  # ŵ is anything
        refused(proved, self.conclusion, assume(normal))  # q is anything
        refused(proved, Equals(there, factor * here), *known())  # true of one step
        refused(proved, Equals(q.T @ steps(), power(factor) * (q.T @ w_0)), *known())
        refused(proved, Equals(there, power(factor**2) * here), *known())
        refused(algebra, Equals(there, power(factor, k + 1) * here), published(self.id))

    def test_near_miss_is_false(self):
        X, y, q, r = TURNED, RESPONSES, FAST, by(TURNED, 9, HALF)
        there, here = walk(2, X, y, START, HALF), START - FITTED
        assert q.T * (there - FITTED) == r**2 * q.T * here
        assert q.T * (there - FITTED) not in (r * q.T * here, r**3 * q.T * here, r**4 * q.T * here)
        assert q.T * there != r**2 * q.T * START
        assert q.T * (there - ASLANT) != r**2 * q.T * (START - ASLANT)  # of no normal equation
        assert ASLANT.T * (there - FITTED) != r**2 * ASLANT.T * here


class TestFilter(Restatement):
    id = "filter-of-k-steps-of-descent"
    hypotheses = (normal, eigenvector)
    conclusion = Equals(q.T @ steps(k, Zero(d)), (1 - power(factor)) * (q.T @ w_hat))
    algebraic = False

    @whatever_the_eigenvector
    @whatever_the_count
    def test_in_sympy(self, X, q, mu, k):
        w_hat = letter("u", 2)
        y = X * w_hat + residual(X)
        assert solves(X, y, w_hat)
        there = q.T * walk(k, X, y, zeros(2, 1), length)
        assert equal(there, (1 - by(X, mu, length) ** k) * q.T * w_hat)

    @whatever_the_eigenvector
    @whatever_the_count
    def test_instance(self, X, q, mu, k):
        y = responses(X)
        w_hat = a_solution(X, y)
        assert solves(X, y, w_hat)
        assert is_eigenvector(X, q, mu)
        there = q.T * walk(k, X, y, zeros(2, 1), HALF)
        assert there == (1 - by(X, mu, HALF) ** k) * q.T * w_hat

    def test_near_miss_is_refused(self):
        there, sought = q.T @ steps(k, Zero(d)), q.T @ w_hat

        def proved(claim, *known):
            return by_induction(claim, *known, way=factor * claim.left + (1 - factor) * sought)

        proved(self.conclusion, *known())
        refused(proved, self.conclusion, assume(eigenvector))  # ŵ is anything
        refused(proved, self.conclusion, assume(normal))  # q is anything
        refused(proved, Equals(there, power(factor) * sought), *known())
        refused(proved, Equals(there, (1 - factor) * sought), *known())  # true of one step
        refused(proved, Equals(there, power(1 - factor) * sought), *known())
        refused(proved, Equals(q.T @ steps(), (1 - power(factor)) * sought), *known())
        refused(algebra, Equals(there, (1 - power(factor, k + 1)) * sought), published(self.id))

    def test_near_miss_is_false(self):
        X, y, q, r = TURNED, RESPONSES, FAST, by(TURNED, 9, HALF)
        there, sought = q.T * walk(2, X, y, zeros(2, 1), HALF), q.T * FITTED
        assert there == (1 - r**2) * sought
        assert there not in (r**2 * sought, (1 - r) * sought, (1 - r) ** 2 * sought)
        assert there != (1 - r**3) * sought
        assert q.T * walk(2, X, y, START, HALF) != (1 - r**2) * sought
        assert there != (1 - r**2) * q.T * ASLANT  # of no normal equation
        assert ASLANT.T * walk(2, X, y, zeros(2, 1), HALF) != (1 - r**2) * ASLANT.T * FITTED


class TestNull(Restatement):
    id = "k-steps-keep-what-lies-in-the-null-space"
    hypotheses = (Equals(X @ v, Zero(n)),)
    conclusion = Equals(v.T @ steps(), v.T @ w_0)
    algebraic = False

    @whatever_the_count
    def test_in_sympy(self, k):
        X, y, w = RANK_ONE, letter("y", 3), letter("w", 2)
        assert equal(NULL.T * walk(k, X, y, w, length), NULL.T * w)

    @whatever_the_count
    def test_instance(self, k):
        X, y = RANK_ONE, Y
        assert zeros(3, 1) == X * NULL
        assert NULL.T * walk(k, X, y, START, HALF) == NULL.T * START
        assert walk(k, X, y, START, HALF) != START

    def test_near_miss_is_refused(self):
        (null,) = map(assume, self.hypotheses)
        by_induction(self.conclusion, null)
        refused(by_induction, self.conclusion)  # v is anything
        refused(by_induction, Equals(steps(), w_0), null)
        refused(by_induction, Equals(v.T @ steps(), v.T @ w), null)
        refused(by_induction, Equals(v.T @ steps(), Zero()), null)
        refused(by_induction, Equals(q.T @ steps(), q.T @ w_0), assume(eigenvector))

    def test_near_miss_is_false(self):
        X, y = RANK_ONE, Y
        there = walk(2, X, y, START, HALF)
        assert there != START
        assert NULL.T * there not in (NULL.T * ASLANT, zeros(1, 1))
        other = EIGENVECTORS[2][1]
        assert is_eigenvector(X, other, 25)
        assert other.T * there != other.T * START
        assert NULL.T * walk(2, TURNED, RESPONSES, START, HALF) != NULL.T * START
