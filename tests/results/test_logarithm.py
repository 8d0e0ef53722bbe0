"""exp, ln and √: ln ab = ln a + ln b, ln ∏ᵢ pᵢ = Σᵢ ln pᵢ, and ln below its tangent."""

from __future__ import annotations

from math import prod

from sympy import N, Rational, Symbol, diff, exp, log, nsolve, simplify, solve, sqrt, symbols

from derivations.kernel.statements import Equals, ForEach, Nonnegative, Positive
from derivations.kernel.terms import Exp, Letter, Log, ProductOver, Root, SumOver, Zero, as_term
from derivations.kernel.theorem import (
    assume,
    cite,
    cut,
    instantiate,
    law,
    product_of_positives,
)
from derivations.proving.certificates import algebra, rewrite
from derivations.proving.sequents import antisymmetric, square

from .letters import n
from .likelihood_letters import i
from .restatement import Restatement, published, refused

a, b, s, t = Letter("a"), Letter("b"), Letter("s"), Letter("t")
p = Letter("p", n)
zero, one = as_term(0), as_term(1)
both_positive = (Positive(a), Positive(b))
tangent = "logarithm-is-below-its-tangent"

POSITIVE = (Rational(1, 7), Rational(2, 3), Rational(1), Rational(5, 2), Rational(40))
REAL = (*POSITIVE, Rational(0), Rational(-3, 2), Rational(-20))


def close(left, right) -> bool:
    """Whether two numbers agree to nearly 50 digits."""
    return abs(N(left - right, 50, maxn=200)) < Rational(1, 10**45)


class TestExponentialOfZero(Restatement):
    id = "exponential-of-zero"
    conclusion = Equals(Exp(zero), one)
    algebraic = False  # the law of exp is needed too

    def test_in_sympy(self):
        t = Symbol("t", real=True)
        assert exp(0) == 1
        assert simplify(exp(t) / exp(t + 0)) == 1

    def test_near_miss_is_refused(self):
        refused(algebra, Equals(Exp(zero), zero), published(self.id))
        doubled = instantiate(law("exponential-of-a-sum"), (s, zero), (t, zero))
        refused(algebra, Equals(Exp(zero), one), doubled)  # exp 0 = 0 would do as well

    def test_near_miss_is_false(self):
        assert exp(0) != 0
        assert [x for x in REAL if x == x * x] == [1, 0]


class TestProduct(Restatement):
    id = "logarithm-of-a-product"
    hypotheses = both_positive
    conclusion = Equals(Log(a * b), Log(a) + Log(b))

    def test_in_sympy(self):
        a, b = symbols("a b", positive=True)
        assert simplify(log(a * b) - log(a) - log(b)) == 0

    def test_instance(self):
        for a in POSITIVE:
            for b in POSITIVE:
                assert close(log(a * b), log(a) + log(b))

    def test_near_miss_is_refused(self):
        refused(algebra, Equals(Log(a * b), Log(a) * Log(b)), published(self.id))
        refused(algebra, Equals(Log(a + b), Log(a) + Log(b)), published(self.id))
        refused(cut, published(self.id), assume(Positive(a * b)))  # both may be negative

    def test_near_miss_is_false(self):
        a, b = Rational(2), Rational(3)
        assert not close(log(a * b), log(a) * log(b))
        assert not close(log(a + b), log(a) + log(b))
        assert (-a) * (-b) > 0
        assert not log(-a).is_real


class TestReciprocal(Restatement):
    id = "logarithm-of-a-reciprocal"
    hypotheses = (Positive(a),)
    conclusion = Equals(Log(1 / a), -Log(a))

    def test_in_sympy(self):
        a = Symbol("a", positive=True)
        assert simplify(log(1 / a) + log(a)) == 0

    def test_instance(self):
        assert all(close(log(1 / a), -log(a)) for a in POSITIVE)

    def test_near_miss_is_refused(self):
        refused(algebra, Equals(Log(1 / a), 1 / Log(a)), published(self.id))
        refused(algebra, Equals(Log(1 / a), Log(a)), published(self.id))  # the sign

    def test_near_miss_is_false(self):
        a = Rational(2)
        assert not close(log(1 / a), 1 / log(a))
        assert not close(log(1 / a), log(a))


class TestRoot(Restatement):
    id = "logarithm-of-a-root"
    hypotheses = (Positive(a),)
    conclusion = Equals(Log(Root(a)), Log(a) / 2)

    def test_in_sympy(self):
        a = Symbol("a", positive=True)
        assert simplify(log(sqrt(a)) - log(a) / 2) == 0

    def test_instance(self):
        assert all(close(log(sqrt(a)), log(a) / 2) for a in POSITIVE)

    def test_near_miss_is_refused(self):
        refused(algebra, Equals(Log(Root(a)), Root(Log(a))), published(self.id))
        refused(algebra, Equals(Log(Root(a)), Log(a)), published(self.id))  # the ½ lost
        refused(cut, published(self.id), assume(Nonnegative(a)))  # √a means something, ln √a not

    def test_near_miss_is_false(self):
        a = Rational(2)
        assert not close(log(sqrt(a)), sqrt(log(a)))
        assert not close(log(sqrt(a)), log(a))
        assert sqrt(0) == 0
        assert not log(sqrt(0)).is_finite


class TestFiniteProduct(Restatement):
    id = "logarithm-of-a-finite-product"
    hypotheses = (ForEach(i, Positive(i.T @ p)),)
    conclusion = Equals(Log(ProductOver(i, i.T @ p)), SumOver(i, Log(i.T @ p)))

    def test_in_sympy(self):
        for size in (1, 2, 4):
            p = symbols(f"p_:{size}", positive=True)
            assert simplify(log(prod(p)) - sum(map(log, p))) == 0

    def test_instance(self):
        assert min(POSITIVE) > 0
        assert close(log(prod(POSITIVE)), sum(map(log, POSITIVE)))

    def test_near_miss_is_refused(self):
        product, known = ProductOver(i, i.T @ p), published(self.id)
        refused(algebra, Equals(Log(product), ProductOver(i, Log(i.T @ p))), known)
        refused(algebra, Equals(Log(SumOver(i, i.T @ p)), SumOver(i, Log(i.T @ p))), known)
        nonnegative = assume(ForEach(i, Nonnegative(i.T @ p)))
        refused(product_of_positives, product, nonnegative)  # one may be 0
        refused(product_of_positives, product, assume(Positive(product)))  # two may be negative

    def test_near_miss_is_false(self):
        logarithms = [log(each) for each in POSITIVE]
        assert not close(log(prod(POSITIVE)), prod(logarithms))
        assert not close(log(sum(POSITIVE)), sum(logarithms))
        assert not log(0).is_finite
        assert (-1) * (-2) > 0
        assert not log(-1).is_real


class TestLogarithmKeepsOrder(Restatement):
    id = "logarithm-keeps-order"
    hypotheses = (Positive(b), Nonnegative(a - b))
    conclusion = Nonnegative(Log(a) - Log(b))
    facts = (tangent,)

    def test_in_sympy(self):
        a = Symbol("a", positive=True)
        assert diff(log(a), a).is_positive

    def test_instance(self):
        pairs = [(a, b) for a in POSITIVE for b in POSITIVE if a - b >= 0]
        assert len(pairs) == 15
        assert all(N(log(a) - log(b), 50) >= 0 for a, b in pairs)

    def test_near_miss_is_refused(self):
        refused(rewrite, published(self.id), Nonnegative(Log(b) - Log(a)))  # decreasing
        refused(rewrite, published(self.id), Nonnegative(Log(a) - Log(b) - (a - b)))  # as fast
        refused(cut, published(self.id), assume(Nonnegative(a)))  # ln 0 means nothing

    def test_near_miss_is_false(self):
        a, b = Rational(3), Rational(2)
        assert N(log(b) - log(a)) < 0
        assert N(log(a) - log(b) - (a - b)) < 0
        assert not log(0).is_finite


class TestExponentialKeepsOrder(Restatement):
    id = "exponential-keeps-order"
    hypotheses = (Nonnegative(s - t),)
    conclusion = Nonnegative(Exp(s) - Exp(t))
    facts = (tangent,)

    def test_in_sympy(self):
        t = Symbol("t", real=True)
        assert diff(exp(t), t).is_positive

    def test_instance(self):
        pairs = [(s, t) for s in REAL for t in REAL if s - t >= 0]
        assert len(pairs) == 36
        assert all(N(exp(s) - exp(t), 50, maxn=200) >= 0 for s, t in pairs if s != t)

    def test_near_miss_is_refused(self):
        refused(rewrite, published(self.id), Nonnegative(Exp(t) - Exp(s)))  # decreasing
        refused(rewrite, published(self.id), Nonnegative(Exp(s) - Exp(t) - (s - t)))  # as fast

    def test_near_miss_is_false(self):
        s, t = Rational(-1), Rational(-2)
        assert N(exp(t) - exp(s)) < 0
        assert N(exp(s) - exp(t) - (s - t)) < 0


class TestTouchesAtOne(Restatement):
    id = "logarithm-touches-its-tangent-at-1-only"
    hypotheses = (Positive(a), Equals(a - 1 - Log(a), Zero()))
    conclusion = Equals(a, one)
    facts = (tangent,)

    def test_in_sympy(self):
        a = Symbol("a", positive=True)
        gap = a - 1 - log(a)
        assert solve(diff(gap, a), a) == [1]  # the gap falls before 1, and rises after it
        assert diff(gap, a, 2).is_positive
        assert gap.subs(a, 1) == 0

    def test_instance(self):
        assert [a for a in POSITIVE if N(a - 1 - log(a), 50) == 0] == [1]

    def test_near_miss_is_refused(self):
        steeper = assume(Equals(a - 1 - 2 * Log(a), Zero()))  # a line that crosses, no tangent
        refused(algebra, Equals(a, one), steeper)
        gap = instantiate(cite(tangent), (t, a))
        refused(antisymmetric, gap, square(a - 1))  # the hypothesis missing
        touching = assume(Equals(a - 1 - Log(a), Zero()))
        refused(algebra, Equals(a, one), touching)  # not without the fact

    def test_near_miss_is_false(self):
        x = Symbol("x", positive=True)
        crossing = nsolve(x - 1 - 2 * log(x), 3.5)
        assert abs(crossing - 1 - 2 * log(crossing)) < 1e-12
        assert crossing > 3
        assert all(N(a - 1 - log(a)) > 0 for a in POSITIVE if a != 1)
