"""Logistic regression: convex, and least where Xᵀ(p − y) = 0."""

from __future__ import annotations

from fractions import Fraction

import pytest
from sympy import (
    Matrix,
    N,
    Rational,
    Symbol,
    diag,
    exp,
    expand_log,
    log,
    ones,
    prod,
    simplify,
    symbols,
    zeros,
)

from derivations.kernel.statements import (
    Equals,
    ForEach,
    Nonnegative,
    Positive,
    PositiveSemidefinite,
)
from derivations.kernel.terms import Exp, Letter, Log, ProductOver, SumOver, Zero, as_term
from derivations.kernel.theorem import assume, cut, introduce, sum_of_nonnegatives
from derivations.proving.certificates import algebra, rewrite
from derivations.proving.sequents import add, multiply, square

from . import matrices as m
from .letters import X, d, n, t, u, v, w, w_hat, y
from .likelihood_letters import i, x_i, y_i
from .matrices import FULL_RANK, equal, letter, positive_semidefinite
from .restatement import Restatement, published, refused

s, label = Letter("s"), Letter("y")
p, D = Letter("p", n), Letter("D", n, n)
tangent = ("logarithm-is-below-its-tangent",)
quarter = as_term(Fraction(1, 4))


def sigma(at):
    """eᵗ/(1 + eᵗ)."""
    return Exp(at) / (1 + Exp(at))


def softplus(at):
    """ln(1 + eᵗ)."""
    return Log(1 + Exp(at))


def C(at):
    """Σᵢ (ln(1 + exp(xᵢᵀw)) − yᵢ xᵢᵀw)."""
    return SumOver(i, softplus(x_i.T @ at) - y_i * (x_i.T @ at))


def L(at):
    """∏ᵢ exp(yᵢ xᵢᵀw)/(1 + exp(xᵢᵀw))."""
    return ProductOver(i, 1 / (1 + Exp(x_i.T @ at)) * Exp(y_i * (x_i.T @ at)))


def probabilities(at):
    """pᵢ = σ(xᵢᵀw) for each i."""
    return ForEach(i, Equals(i.T @ p, sigma(x_i.T @ at)))


slope = X.T @ (p - y)

# The same in SymPy.

T = Symbol("t", real=True)
CHANCES = [log(Rational(each)) for each in (Rational(1, 5), 1, 3, 10)]
LABELS = Matrix([1, 0, 1])
CONSTANT, THREE_OF_FOUR = ones(4, 1), Matrix([1, 1, 1, 0])
SOLVED = [  # Xᵀp = Xᵀy
    (CONSTANT, THREE_OF_FOUR, Matrix([log(3)])),
    (Matrix([[1], [1], [2], [2]]), Matrix([1, 0, 0, 1]), Matrix([0])),
    (
        Matrix([[1, 0], [1, 0], [1, 0], [0, 1], [0, 1]]),
        Matrix([1, 1, 0, 1, 0]),
        Matrix([log(2), 0]),
    ),
]
OTHERS = [Rational(-1), Rational(0), Rational(1, 2), Rational(2)]


def logistic(at):
    return exp(at) / (1 + exp(at))


def cross_entropy(X, y, w):
    return sum(log(1 + exp(z)) - label * z for z, label in zip(X * w, y, strict=True))


def likelihood(X, y, w):
    return prod(exp(label * z) / (1 + exp(z)) for z, label in zip(X * w, y, strict=True))


def gradient(X, y, w):
    """Xᵀ(p − y)."""
    return X.T * ((X * w).applyfunc(logistic) - y)


def weights(X, w):
    """The diagonal matrix of the pᵢ(1 − pᵢ)."""
    chances = [logistic(z) for z in X * w]
    return diag(*(chance * (1 - chance) for chance in chances))


def not_negative(number):
    """At least 0, but for the rounding of 50 digits."""
    return N(number, 50) > -(10**-40)


def negative(number):
    return N(number, 50) < -(10**-9)


class TestVariance(Restatement):
    id = "variance-of-a-label-is-positive"
    conclusion = Positive(sigma(t) * (1 - sigma(t)))

    def test_in_sympy(self):
        spread = exp(T) / (1 + exp(T)) ** 2
        assert spread.is_positive
        assert simplify(logistic(T) * (1 - logistic(T)) - spread) == 0
        assert simplify(logistic(T).diff(T) - spread) == 0

    def test_near_miss_is_refused(self):
        product = assume(Positive(Exp(t) / (1 + Exp(t)) * (1 / (1 + Exp(t)))))
        rewrite(product, self.conclusion)
        refused(rewrite, product, Positive(sigma(t) * (sigma(t) - 1)))
        refused(rewrite, product, Positive(sigma(t) * (1 - sigma(t)) - quarter))

    def test_near_miss_is_false(self):
        at = logistic(log(3))
        assert at * (at - 1) < 0
        assert at * (1 - at) < Rational(1, 4)


class TestVarianceBound(Restatement):
    id = "variance-of-a-label-is-at-most-a-quarter"
    conclusion = Nonnegative(quarter - sigma(t) * (1 - sigma(t)))

    def test_in_sympy(self):
        left = Rational(1, 4) - logistic(T) * (1 - logistic(T))
        assert simplify(left - (Rational(1, 2) - logistic(T)) ** 2) == 0

    def test_near_miss_is_refused(self):
        above = square(as_term(1) / 2 - sigma(t))
        rewrite(above, self.conclusion)
        refused(rewrite, above, Nonnegative(quarter / 2 - sigma(t) * (1 - sigma(t))))
        refused(rewrite, above, Nonnegative(sigma(t) * (1 - sigma(t)) - quarter))

    def test_near_miss_is_false(self):
        assert Rational(1, 8) - logistic(0) * (1 - logistic(0)) < 0
        at = logistic(log(3))
        assert at * (1 - at) - Rational(1, 4) < 0


class TestLabel(Restatement):
    id = "cross-entropy-of-a-label"
    conclusion = Equals(
        -label * Log(sigma(t)) - (1 - label) * Log(1 - sigma(t)), softplus(t) - label * t
    )
    algebraic = False

    @staticmethod
    def entropy(y, t):
        return -y * log(logistic(t)) - (1 - y) * log(1 - logistic(t))

    def test_in_sympy(self):
        y = Symbol("y", real=True)
        left = -y * (T - log(1 + exp(T))) + (1 - y) * log(1 + exp(T))
        assert (left - log(1 + exp(T)) + y * T).expand() == 0
        assert simplify(exp(T - log(1 + exp(T))) - logistic(T)) == 0
        assert simplify(exp(-log(1 + exp(T))) - 1 + logistic(T)) == 0

    def test_near_miss_is_refused(self):
        left = self.conclusion.left
        logs = [
            assume(Equals(Log(sigma(t)), t - softplus(t))),
            assume(Equals(Log(1 - sigma(t)), -softplus(t))),
        ]
        algebra(self.conclusion, *logs)
        refused(algebra, self.conclusion)  # without the logarithms
        refused(algebra, Equals(left, softplus(t) + label * t), *logs)
        refused(algebra, Equals(left, softplus(t)), *logs)

    def test_near_miss_is_false(self):
        found, at = self.entropy(1, log(3)), log(3)
        assert not_negative(found - log(4) + at)
        assert not_negative(log(4) - at - found)
        assert negative(found - log(4) - at)
        assert negative(found - log(4))


class TestSoftplus(Restatement):
    id = "softplus-lies-above-its-tangents"
    conclusion = Nonnegative(softplus(t) - softplus(s) - sigma(s) * (t - s))
    facts = tangent

    @staticmethod
    def above(t, s, steep=logistic):
        return log(1 + exp(t)) - log(1 + exp(s)) - steep(s) * (t - s)

    def test_in_sympy(self):
        """The slope at s is σ(s), and the second derivative is positive."""
        curve = log(1 + exp(T))
        assert simplify(curve.diff(T) - logistic(T)) == 0
        assert simplify(curve.diff(T, 2) - exp(T) / (1 + exp(T)) ** 2) == 0
        assert all(not_negative(self.above(t, s)) for t in CHANCES for s in CHANCES)

    def test_near_miss_is_refused(self):
        known = published(self.id)
        refused(rewrite, known, Nonnegative(softplus(t) - softplus(s) - sigma(t) * (t - s)))
        refused(rewrite, known, Nonnegative(softplus(s) - softplus(t) + sigma(s) * (t - s)))
        refused(rewrite, known, Nonnegative(softplus(t) - softplus(s)))
        refused(rewrite, known, Nonnegative(Exp(t) - Exp(s) - sigma(s) * (t - s)))

    def test_near_miss_is_false(self):
        high, low = log(3), log(1)
        assert negative(-self.above(high, low) - Rational(1, 100))
        assert negative(self.above(high, low, lambda s: logistic(high)))
        assert negative(log(1 + exp(low)) - log(1 + exp(high)))


class TestTangents(Restatement):
    id = "cross-entropy-lies-above-its-tangents"
    hypotheses = (probabilities(w),)
    conclusion = Nonnegative(C(v) - C(w) - slope.T @ (v - w))
    facts = tangent

    def test_in_sympy(self):
        """Xᵀ(p − y) is the gradient."""
        w = letter("w", 2)
        found = m.gradient(Matrix([cross_entropy(FULL_RANK, LABELS, w)]), w)
        assert (found - gradient(FULL_RANK, LABELS, w)).applyfunc(simplify) == zeros(2, 1)

    @pytest.mark.parametrize("v", [Matrix([1, -1]), Matrix([0, 0]), Matrix([3, 2])])
    @pytest.mark.parametrize("w", [Matrix([0, 1]), Matrix([-2, 1])])
    def test_instance(self, v, w):
        left = cross_entropy(FULL_RANK, LABELS, v) - cross_entropy(FULL_RANK, LABELS, w)
        assert not_negative(left - (gradient(FULL_RANK, LABELS, w).T * (v - w))[0])

    def test_near_miss_is_refused(self):
        each = softplus(x_i.T @ v) - softplus(x_i.T @ w) - sigma(x_i.T @ w) * (x_i.T @ (v - w))
        total = sum_of_nonnegatives(SumOver(i, each), assume(ForEach(i, Nonnegative(each))))
        sums = assume(
            Equals(
                slope.T @ (v - w),
                SumOver(i, (sigma(x_i.T @ w) - y_i) * (x_i.T @ v - x_i.T @ w)),
            )
        )
        rewrite(total, self.conclusion, sums)
        refused(rewrite, total, self.conclusion)  # any p
        refused(rewrite, total, Nonnegative(C(v) - C(w) + slope.T @ (v - w)), sums)
        refused(rewrite, total, Nonnegative(C(v) - C(w)), sums)
        one = assume(Nonnegative(each))  # of one label
        refused(sum_of_nonnegatives, SumOver(i, each), one)

    def test_near_miss_is_false(self):
        w, v = Matrix([-2, 1]), Matrix([0, 0])
        rise = cross_entropy(FULL_RANK, LABELS, v) - cross_entropy(FULL_RANK, LABELS, w)
        first = (gradient(FULL_RANK, LABELS, w).T * (v - w))[0]
        assert not_negative(rise - first)
        assert negative(rise)
        other = (FULL_RANK.T * (ones(3, 1) - LABELS)).T * (v - w)  # other probabilities
        assert negative(rise - other[0])


equations = Equals(slope, Zero(d))
solved = pytest.mark.parametrize(("X", "y", "w_hat"), SOLVED)


def elsewhere(w):
    """Weights beside some."""
    return [w + Matrix([change] * w.rows) for change in OTHERS]


class TestLeast(Restatement):
    id = "solution-of-the-likelihood-equations-minimises-the-cross-entropy"
    hypotheses = (probabilities(w_hat), equations)
    conclusion = Nonnegative(C(w) - C(w_hat))
    facts = tangent

    @solved
    def test_in_sympy(self, X, y, w_hat):
        w = letter("w", X.cols)
        function = Matrix([cross_entropy(X, y, w)])
        assert m.at(m.gradient(function, w), w, w_hat).applyfunc(simplify) == zeros(X.cols, 1)

    @solved
    def test_instance(self, X, y, w_hat):
        assert gradient(X, y, w_hat).applyfunc(simplify) == zeros(X.cols, 1)
        least = cross_entropy(X, y, w_hat)
        assert all(not_negative(cross_entropy(X, y, w) - least) for w in elsewhere(w_hat))

    def test_near_miss_is_refused(self):
        above = assume(Nonnegative(C(w) - C(w_hat) - slope.T @ (w - w_hat)))
        rewrite(above, self.conclusion, assume(equations))
        refused(rewrite, above, self.conclusion)  # any weights
        refused(rewrite, above, Nonnegative(C(w_hat) - C(w)), assume(equations))
        tilted = assume(Equals(X.T @ p, Zero(d)))
        refused(rewrite, above, self.conclusion, tilted)

    def test_near_miss_is_false(self):
        X, y, w_hat = SOLVED[0]
        wrong = Matrix([0])
        assert gradient(X, y, wrong) != zeros(1, 1)
        assert negative(cross_entropy(X, y, w_hat) - cross_entropy(X, y, wrong))


class TestLikelihood(Restatement):
    id = "likelihood-of-the-labels"
    conclusion = Equals(L(w), Exp(-C(w)))
    algebraic = False

    def test_in_sympy(self):
        scores, y = Matrix(symbols("z_:3", real=True)), letter("y", 3)
        left = log(likelihood(diag(1, 1, 1), y, scores))
        right = -cross_entropy(diag(1, 1, 1), y, scores)
        assert simplify(expand_log(left, force=True) - right) == 0
        for label in (0, 1):  # the probability of the label
            chance = logistic(T) if label else 1 - logistic(T)
            assert simplify(exp(label * T) / (1 + exp(T)) - chance) == 0

    def test_near_miss_is_refused(self):
        factor = 1 / (1 + Exp(x_i.T @ w)) * Exp(y_i * (x_i.T @ w))
        product = assume(Equals(L(w), Exp(SumOver(i, Log(factor)))))
        each = assume(ForEach(i, Equals(Log(factor), y_i * (x_i.T @ w) - softplus(x_i.T @ w))))
        algebra(self.conclusion, product, each)
        refused(algebra, self.conclusion, product)
        refused(algebra, Equals(L(w), -C(w)), product, each)
        refused(algebra, Equals(L(w), Exp(C(w))), product, each)

    def test_near_miss_is_false(self):
        X, y, w = SOLVED[0]
        found, entropy = likelihood(X, y, w), cross_entropy(X, y, w)
        assert simplify(found) == Rational(27, 256)
        assert negative(-entropy - found)
        assert negative(found - exp(entropy))


class TestMostLikely(Restatement):
    id = "solution-of-the-likelihood-equations-makes-the-labels-most-likely"
    hypotheses = (probabilities(w_hat), equations)
    conclusion = Nonnegative(L(w_hat) - L(w))
    facts = tangent

    @solved
    def test_in_sympy(self, X, y, w_hat):
        w = letter("w", X.cols)
        function = Matrix([likelihood(X, y, w)])
        assert m.at(m.gradient(function, w), w, w_hat).applyfunc(simplify) == zeros(X.cols, 1)

    @solved
    def test_instance(self, X, y, w_hat):
        assert gradient(X, y, w_hat).applyfunc(simplify) == zeros(X.cols, 1)
        most = likelihood(X, y, w_hat)
        assert all(not_negative(most - likelihood(X, y, w)) for w in elsewhere(w_hat))

    def test_near_miss_is_refused(self):
        ordered = assume(Nonnegative(Exp(-C(w_hat)) - Exp(-C(w))))
        same = [assume(Equals(L(at), Exp(-C(at)))) for at in (w, w_hat)]
        rewrite(ordered, self.conclusion, *same)
        refused(rewrite, ordered, self.conclusion)
        refused(rewrite, ordered, Nonnegative(L(w) - L(w_hat)), *same)
        entropies = assume(Nonnegative(C(w) - C(w_hat)))
        refused(rewrite, entropies, self.conclusion, *same)  # exp is not linear

    def test_near_miss_is_false(self):
        X, y, w_hat = SOLVED[0]
        wrong = Matrix([0])
        assert gradient(X, y, wrong) != zeros(1, 1)
        assert likelihood(X, y, wrong) == Rational(1, 16)
        assert negative(likelihood(X, y, wrong) - likelihood(X, y, w_hat))


def below_chord(X, y, u, v, t):
    """By how much the cross-entropy lies below its chord."""
    chord = t * cross_entropy(X, y, u) + (1 - t) * cross_entropy(X, y, v)
    return chord - cross_entropy(X, y, t * u + (1 - t) * v)


class TestConvex(Restatement):
    id = "cross-entropy-is-convex"
    hypotheses = (Nonnegative(t), Nonnegative(1 - t))
    conclusion = Nonnegative(t * C(u) + (1 - t) * C(v) - C(t * u + (1 - t) * v))
    facts = tangent

    def test_in_sympy(self):
        """The Hessian is XᵀDX."""
        w = letter("w", 2)
        found = m.hessian(Matrix([cross_entropy(FULL_RANK, LABELS, w)]), w)
        there = FULL_RANK.T * weights(FULL_RANK, w) * FULL_RANK
        assert (found - there).applyfunc(simplify) == zeros(2, 2)

    @pytest.mark.parametrize("t", [0, Rational(1, 7), Rational(1, 2), 1])
    def test_instance(self, t):
        u, v = Matrix([2, -1]), Matrix([-1, 3])
        assert t >= 0
        assert 1 - t >= 0
        assert not_negative(below_chord(FULL_RANK, LABELS, u, v, t))

    def test_near_miss_is_refused(self):
        known = published(self.id)
        refused(cut, known, assume(Nonnegative(2 - t)))
        between = t * u + (1 - t) * v
        refused(rewrite, known, Nonnegative(C(between) - t * C(u) - (1 - t) * C(v)))
        refused(rewrite, known, Nonnegative(C(u) + C(v) - C(between)))
        above = [
            softplus(x_i.T @ at)
            - softplus(x_i.T @ between)
            - sigma(x_i.T @ between) * (x_i.T @ (at - between))
            for at in (u, v)
        ]
        first, second = (assume(Nonnegative(each)) for each in above)
        one = multiply(assume(Nonnegative(t)), first)
        other = multiply(assume(Nonnegative(1 - t)), second)
        chord = t * softplus(x_i.T @ u) + (1 - t) * softplus(x_i.T @ v)
        goal = Nonnegative(chord - softplus(x_i.T @ between))
        rewrite(add(one, other), goal)
        refused(rewrite, one, goal)  # one tangent

    def test_near_miss_is_false(self):
        u, v = Matrix([2, -1]), Matrix([-1, 3])
        assert negative(below_chord(FULL_RANK, LABELS, u, v, 2))
        assert negative(below_chord(FULL_RANK, LABELS, u, v, -1))
        assert negative(-below_chord(FULL_RANK, LABELS, u, v, Rational(1, 2)))


diagonal = ForEach(i, Equals(D @ i, sigma(x_i.T @ w) * (1 - sigma(x_i.T @ w)) * i))
POINTS = [Matrix([0, 0]), Matrix([log(3), 0]), Matrix([log(2), log(5)])]
SIGNS = diag(1, -1, 1)


class TestSemidefinite(Restatement):
    id = "weighted-gram-matrix-of-the-cross-entropy-is-positive-semidefinite"
    hypotheses = (diagonal,)
    conclusion = PositiveSemidefinite(X.T @ D @ X)

    def test_in_sympy(self):
        """The form is a sum of squares, times what is positive."""
        w, v = letter("w", 2), letter("v", 2)
        D = weights(FULL_RANK, w)
        form = v.T * FULL_RANK.T * D * FULL_RANK * v
        squares = sum(D[k, k] * (FULL_RANK * v)[k] ** 2 for k in range(3))
        assert equal(form, Matrix([squares]))

    @pytest.mark.parametrize("w", POINTS)
    def test_instance(self, w):
        D = weights(FULL_RANK, w).applyfunc(simplify)
        assert positive_semidefinite(FULL_RANK.T * D * FULL_RANK)

    def test_near_miss_is_refused(self):
        sum_of_squares = SumOver(i, sigma(x_i.T @ w) * (1 - sigma(x_i.T @ w)) * (x_i.T @ v) ** 2)
        above = assume(Nonnegative(sum_of_squares))
        form = Nonnegative(v.T @ (X.T @ D @ X) @ v)
        refused(rewrite, above, form)  # any D
        equal = assume(Equals(v.T @ (X.T @ D @ X) @ v, sum_of_squares))
        one_v = rewrite(above, form, equal)
        known = published(self.id)
        refused(introduce, self.conclusion, v, known, one_v)
        refused(rewrite, above, Nonnegative(-(v.T @ (X.T @ D @ X) @ v)), equal)

    def test_near_miss_is_false(self):
        assert not positive_semidefinite(FULL_RANK.T * -weights(FULL_RANK, POINTS[0]) * FULL_RANK)
        assert not positive_semidefinite(FULL_RANK.T * SIGNS * diag(1, 9, 1) * FULL_RANK)


class TestBounded(Restatement):
    id = "weighted-gram-matrix-of-the-cross-entropy-is-at-most-a-quarter"
    hypotheses = (diagonal,)
    conclusion = PositiveSemidefinite(X.T @ X / 4 - X.T @ D @ X)

    def test_in_sympy(self):
        w, v = letter("w", 2), letter("v", 2)
        D = weights(FULL_RANK, w)
        form = v.T * (FULL_RANK.T * FULL_RANK / 4 - FULL_RANK.T * D * FULL_RANK) * v
        rest = sum((Rational(1, 4) - D[k, k]) * (FULL_RANK * v)[k] ** 2 for k in range(3))
        assert equal(form, Matrix([rest]))

    @pytest.mark.parametrize("w", POINTS)
    def test_instance(self, w):
        D = weights(FULL_RANK, w).applyfunc(simplify)
        assert positive_semidefinite(FULL_RANK.T * FULL_RANK / 4 - FULL_RANK.T * D * FULL_RANK)

    def test_near_miss_is_refused(self):
        rests = SumOver(i, (quarter - sigma(x_i.T @ w) * (1 - sigma(x_i.T @ w))) * (x_i.T @ v) ** 2)
        above, rest = assume(Nonnegative(rests)), X.T @ X / 4 - X.T @ D @ X
        refused(rewrite, above, Nonnegative(v.T @ rest @ v))  # any D
        equal = assume(Equals(v.T @ rest @ v, rests))
        rewrite(above, Nonnegative(v.T @ rest @ v), equal)
        eighth = X.T @ X / 8 - X.T @ D @ X
        refused(rewrite, above, Nonnegative(v.T @ eighth @ v), equal)

    def test_near_miss_is_false(self):
        gram, D = FULL_RANK.T * FULL_RANK, weights(FULL_RANK, POINTS[0])
        assert gram / 4 == FULL_RANK.T * D * FULL_RANK  # attained at 0
        assert not positive_semidefinite(gram / 8 - FULL_RANK.T * D * FULL_RANK)
