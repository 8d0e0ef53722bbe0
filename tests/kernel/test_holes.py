"""The known ways in which such a kernel goes wrong: for each, its false theorem is refused.

Each test states the false theorem that a careless kernel proves. What this kernel has no term for
yet (expectation) cannot be stated, and is refused by name.
"""

import operator
import random

import pytest
import sympy
from sympy import stats

from derivations.examples.instances import instance
from derivations.interop.sympy import from_sympy
from derivations.kernel.errors import MalformedError, RefusedError
from derivations.kernel.statements import (
    Equals,
    FullColumnRank,
    Invertible,
    Minimises,
    Nonnegative,
    Positive,
    PositiveDefinite,
    symmetric,
)
from derivations.kernel.terms import (
    Derivative,
    Dimension,
    Identity,
    Index,
    Inverse,
    Letter,
    Log,
    Number,
    Root,
    SquaredNorm,
    SumOver,
    Trace,
    Zero,
    as_term,
)
from derivations.kernel.theorem import (
    Theorem,
    assume,
    instantiate,
    introduce,
    law,
)
from derivations.proving.certificates import algebra, rewrite
from derivations.proving.decide import counterexample
from derivations.proving.positivity import Known
from derivations.proving.replay import replay
from derivations.proving.sequents import square
from derivations.publishing.registry import theorem
from tests.kernel import refusal

n, d = Dimension("n"), Dimension("d")
X, A = Letter("X", n, d), Letter("A", n, n)
y, e, u = Letter("y", n), Letter("e", n), Letter("u", n)
w, w_0, w_hat, w_star, h = (Letter(name, d) for name in ("w", "w_0", "w_hat", "w_star", "h"))
s, k = Letter("s"), Letter("k")


def J(at):
    return SquaredNorm(X @ at - y) / n


def refused(claim, *premises):
    """The claim does not follow from the premises, and is false somewhere where they hold."""
    with refusal.refused(RefusedError):
        algebra(claim, *map(assume, premises))
    assert counterexample(claim, premises) is not None


class TestBoundLetters:
    def test_a_premise_on_the_direction_does_not_flatten_the_gradient(self):
        """From Xh = 0: J(w + h) − J(w) = 0, so "∇J = 0"."""
        null = Equals(X @ h, Zero(n))
        gradient = Derivative(J(w), w, w).T
        refused(Equals(gradient, Zero(d)), null)
        refused(Equals(Derivative(J(h), h, w).T, Zero(d)), null)

    def test_a_premise_on_the_variable_does_not_make_a_minimum(self):
        """From w = w₀: J(w) ≥ J(w₀), so "w₀ minimises J"."""
        above = rewrite(square(Zero()), Nonnegative(J(w) - J(w_0)), assume(Equals(w, w_0)))
        with pytest.raises(RefusedError, match="fresh"):
            introduce(Minimises(w_0, J(w), w), w, above)

    def test_a_premise_on_the_variable_does_not_make_a_rank(self):
        """From h = 0: Xh = 0 implies h = 0, so "X has full column rank"."""
        null = algebra(Equals(h, Zero(d)), assume(Equals(h, Zero(d))))
        with pytest.raises(RefusedError, match="fresh"):
            introduce(FullColumnRank(X), h, null)

    def test_a_function_that_is_no_polynomial_has_no_gradient_here(self):
        """First-order terms are found by multiplying out, which an inverse does not allow."""
        with pytest.raises(MalformedError, match="inverse"):
            Derivative(Inverse(s), s, s)
        with pytest.raises(MalformedError, match="must mean something everywhere"):
            Minimises(as_term(1), Inverse(s), s)


def test_one_letter_does_not_mean_variable_truth_and_estimate():
    """Stationarity at ŵ, with y = Xw⋆ + e, does not give Xᵀe = 0."""
    model = Equals(y, X @ w_star + e)
    refused(Equals(X.T @ e, Zero(d)), model, Equals(X.T @ X @ w_hat, X.T @ y))


def test_inconsistent_hypotheses_have_no_instance_with_more_rows_than_columns():
    """XᵀX and XXᵀ are both invertible only where n = d; no published theorem may be so empty."""
    both = (Invertible(X.T @ X), Invertible(X @ X.T))
    assert instance(both, [X], {n: 4, d: 2}, random.Random(0)) is None
    assert instance(both, [X], {n: 2, d: 2}, random.Random(0)) is not None


def test_a_leading_coefficient_is_not_divided_by():
    """λu = 0 ⊢ u = 0."""
    refused(Equals(u, Zero(n)), Equals(s * u, Zero(n)))
    refused(Equals(u, Zero(n)), Equals((n - d) * u, Zero(n)))
    assert algebra(Equals(u, Zero(n)), assume(Equals(3 * n * u, Zero(n))))


def test_a_scalar_premise_does_not_rewrite_the_empty_word():
    """From yᵀy = 1, everything is 0."""
    unit = Equals(SquaredNorm(y), as_term(1))
    refused(Equals(u, Zero(n)), unit)
    refused(Equals(y @ y.T, Identity(n)), unit)
    assert algebra(Equals(SquaredNorm(y) * u, u), assume(unit))


class TestUndefinedTerms:
    def test_a_divisor_that_may_be_0_is_a_condition(self):
        """RSS/(n − d) means nothing at n = d."""
        theorem = algebra(Equals((n - d) * (s / (n - d)), s))
        assert theorem.hypotheses == (Invertible(n - d),)

    def test_an_inverse_is_a_condition_even_where_it_cancels(self):
        """(XᵀX)⁻¹ is symmetric only where it exists; 0 · A⁻¹ = 0 likewise."""
        gram = X.T @ X
        assert algebra(symmetric(Inverse(gram))).hypotheses == (Invertible(gram),)
        cancelled = algebra(Equals(0 * Inverse(A), Zero(n, n)))
        assert cancelled.hypotheses == (Invertible(A),)

    def test_what_is_substituted_brings_its_condition(self):
        theorem = instantiate(algebra(Equals(A - A, Zero(n, n))), (A, Inverse(A)))
        assert theorem.hypotheses == (Invertible(A),)


@pytest.mark.parametrize(
    "random_thing",
    [
        stats.Expectation(stats.Normal("z", 0, 1)),
        stats.Variance(stats.Normal("z", 0, 1)),
        stats.Normal("z", 0, 1),
    ],
)
def test_expectations_and_laws_cannot_be_stated_yet(random_thing):
    """E[(XᵀX)⁻¹] = (XᵀX)⁻¹ for a random X; two marginal Gaussians with a Gaussian sum."""
    with pytest.raises(MalformedError, match=type(random_thing).__name__):
        from_sympy(random_thing)


def test_a_sum_with_more_than_two_basis_vectors_does_not_collapse():
    """Σᵢ(eᵢᵀy)²(eᵢᵀv)², rewritten by Σᵢ eᵢeᵢᵀ = I."""
    i, a, b = Index("i", n), Letter("a", n), Letter("b", n)
    four = SumOver(i, (i.T @ a) ** 2 * (i.T @ b) ** 2)
    refused(Equals(four, (a.T @ b) ** 2))
    refused(Equals(four, SquaredNorm(a) * SquaredNorm(b)))
    assert algebra(Equals(SumOver(i, (i.T @ a) * (i.T @ b)), a.T @ b))


class TestField:
    def test_a_root_of_a_square_has_no_sign(self):
        """√(s²) = s for s > 0, and then s := −1."""
        root = Root(s * s)
        refused(Equals(root, s))
        refused(Equals(root, -s))
        squared = instantiate(law("square-of-a-root"), (Letter("a"), s * s))
        for sign in (1, -1):
            with pytest.raises(RefusedError):
                algebra(Equals(root, sign * s), squared)

    def test_a_logarithm_of_a_product_of_two_negatives(self):
        """ln ab = ln a + ln b for a = b = −1."""
        a, b = Letter("a"), Letter("b")
        with pytest.raises(RefusedError):
            algebra(Equals(Log(a * b), Log(a) + Log(b)))
        rule = theorem("logarithm-of-a-product").theorem
        assert set(rule.hypotheses) == {Positive(a), Positive(b)}
        minus = as_term(-1)
        at_minus_one = instantiate(rule, (a, minus), (b, minus))
        assert Positive(minus) in Known().settled(at_minus_one).hypotheses

    @pytest.mark.parametrize("number", [0.5, 1e300, float("nan"), sympy.Float("0.1"), 1j])
    def test_what_is_not_exact_is_no_number(self, number):
        """0.1 + 0.2 = 0.3, in floats or not."""
        with pytest.raises(MalformedError):
            as_term(number)
        with pytest.raises(MalformedError):
            operator.mul(number, A)

    def test_what_may_be_0_is_not_cancelled(self):
        """s · s⁻¹ = 1 for s = 0."""
        assert algebra(Equals(s * Inverse(s), as_term(1))).hypotheses == (Invertible(s),)
        refused(Equals(s * k, k), Equals(s * s * k, s * k))

    def test_no_user_letter_equals_an_internal_atom(self):
        """The direction of a derivative is a class of its own, which no term can name."""
        names = ["h", "h0", "Direction", "Opaque"]
        for name in names:
            letter = Letter(name, d)
            slope = Derivative(letter.T @ w, w, w).T
            assert algebra(Equals(slope, letter))
            with pytest.raises(RefusedError):
                algebra(Equals(slope, Zero(d)))


def test_definiteness_includes_symmetry():
    """[[1, 1], [−1, 1]] has vᵀAv = ‖v‖² > 0, and is not symmetric."""
    form = rewrite(square(u), Nonnegative(u.T @ A @ u), assume(Equals(u.T @ A @ u, SquaredNorm(u))))
    with pytest.raises(RefusedError):
        introduce(PositiveDefinite(A), u, form, form)
    skew = Letter("K", 2, 2)
    assert (
        counterexample(PositiveDefinite(skew), [Equals(skew + skew.T, 2 * Identity(2))]) is not None
    )


class TestPython:
    def test_a_pretender_is_no_premise(self):
        class Pretender:
            conclusion = symmetric(A)
            hypotheses = ()
            facts = frozenset()
            arguments = rule = None

        with pytest.raises(MalformedError):
            algebra(symmetric(A), Pretender())

    def test_there_are_no_subclasses(self):
        with pytest.raises(MalformedError):
            type("Believe", (Theorem,), {})("assume", symmetric(A))

    def test_a_field_cannot_be_changed(self):
        theorem = assume(symmetric(A))
        for field, value in (("hypotheses", ()), ("conclusion", Equals(A, 2 * A))):
            with pytest.raises(AttributeError):
                object.__setattr__(theorem, field, value)
        replay(theorem)
        assert (theorem.hypotheses, theorem.conclusion) == ((symmetric(A),), symmetric(A))


def test_numbers_of_any_size_are_exact():
    huge = Number(as_term(10**40).value)
    assert algebra(Equals(huge * Trace(A) / huge, Trace(A)))
    with pytest.raises(RefusedError):
        algebra(Equals(huge + 1, huge))
