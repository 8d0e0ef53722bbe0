"""Independent Gaussian entries, as one Gaussian vector."""

from __future__ import annotations

from sympy import (
    Expr,
    Matrix,
    Rational,
    diag,
    exp,
    expand_log,
    eye,
    integrate,
    log,
    ones,
    oo,
    pi,
    prod,
    simplify,
    sqrt,
    symbols,
    zeros,
)

from derivations.kernel.statements import Equals, ForEach, Gaussian, Independent
from derivations.kernel.terms import Covariance, Identity, Letter, Zero
from derivations.kernel.theorem import assume, cut
from derivations.proving.certificates import algebra, rewrite

from .letters import n
from .likelihood_letters import epsilon, i, s, variance
from .likelihood_letters import m as mean_of_noise
from .matrices import letter, norm2
from .restatement import Restatement, published, refused

S = Letter("S", n, n)
independent = Independent(epsilon)
each_normal = ForEach(i, Gaussian(i.T @ epsilon, i.T @ mean_of_noise, i.T @ s))
diagonal = ForEach(i, Equals(S @ i, (i.T @ s) * i))
zero_mean = ForEach(i, Equals(i.T @ mean_of_noise, Zero()))
equal_variance = ForEach(i, Equals(i.T @ s, variance))
product = ("moment-generating-function-of-independent-entries",)

MEANS, SPREADS = Matrix([1, -2, 0]), Matrix([Rational(1, 2), 1, 3])
x = symbols("x", real=True)


def generating(mean: Expr, spread: Expr, r: Expr) -> Expr:
    """E[exp(ru)] of a Gaussian scalar u, integrated over its density."""
    density = exp(-((x - mean) ** 2) / (2 * spread)) / sqrt(2 * pi * spread)
    return integrate(exp(r * x) * density, (x, -oo, oo))


def logarithm_of_joint(means: Matrix, spreads: Matrix, t: Matrix) -> Expr:
    """ln E[exp(tᵀu)] of independent Gaussian entries: the integrals are taken entry by entry."""
    return expand_log(log(prod(map(generating, means, spreads, t))), force=True)


class TestVector(Restatement):
    id = "independent-gaussian-entries-make-a-gaussian-vector"
    hypotheses = (independent, each_normal, diagonal)
    conclusion = Gaussian(epsilon, mean_of_noise, S)
    facts = product

    def test_in_sympy(self):
        means, t = letter("m", 2), letter("t", 2)
        spreads = Matrix(symbols("s:2", positive=True))
        wanted = t.T * means + t.T * diag(*spreads) * t / 2
        assert simplify(logarithm_of_joint(means, spreads, t) - wanted[0]) == 0

    def test_instance(self):
        t, S = letter("t", 3), diag(*SPREADS)
        assert all(S * e == SPREADS[j] * e for j, e in enumerate(map(eye(3).col, range(3))))
        wanted = t.T * MEANS + t.T * S * t / 2
        assert simplify(logarithm_of_joint(MEANS, SPREADS, t) - wanted[0]) == 0

    def test_near_miss_is_refused(self):
        known = published(self.id)
        refused(cut, known, assume(ForEach(i, Gaussian(i.T @ epsilon, Zero(), i.T @ s))))
        refused(cut, known, assume(Equals(Covariance(epsilon, epsilon), S)))  # uncorrelated
        refused(rewrite, known, Gaussian(epsilon, Zero(n), S))
        refused(rewrite, known, Gaussian(epsilon, mean_of_noise, 2 * S))

    def test_near_miss_is_false(self):
        """Two Gaussian entries z and ±z, with a sign of its own: uncorrelated, and no vector."""
        (s, t) = letter("t", 2)
        same, opposite = (generating(0, 1, each) for each in (s + t, s - t))
        both = (same + opposite) / 2
        assert both.diff(s, t).subs({s: 0, t: 0}) == 0  # E of the product of the two
        assert simplify(both.subs(t, 0) - exp(s**2 / 2)) == 0  # each is Gaussian
        assert simplify(both.subs(t, s) - exp(s**2)) != 0


class TestNoise(Restatement):
    id = "independent-gaussian-noise-of-one-variance"
    hypotheses = (independent, each_normal, zero_mean, equal_variance)
    conclusion = Gaussian(epsilon, Zero(n), variance * Identity(n))
    facts = product

    def test_in_sympy(self):
        t, spread = letter("t", 3), symbols("s", positive=True)
        found = logarithm_of_joint(zeros(3, 1), spread * ones(3, 1), t)
        assert simplify(found - spread * norm2(t)[0] / 2) == 0

    def test_instance(self):
        t = letter("t", 3)
        found = logarithm_of_joint(zeros(3, 1), 2 * ones(3, 1), t)
        assert simplify(found - norm2(t)[0]) == 0

    def test_near_miss_is_refused(self):
        vector = published("independent-gaussian-entries-make-a-gaussian-vector")
        refused(rewrite, vector, self.conclusion, assume(zero_mean))  # the variances may differ
        refused(cut, published(self.id), assume(Gaussian(epsilon, Zero(n), S)))
        white = variance * Identity(n)
        refused(algebra, Equals(white @ i, (i.T @ s) * i))

    def test_near_miss_is_false(self):
        t = letter("t", 3)
        assert simplify(logarithm_of_joint(MEANS, ones(3, 1), t) - norm2(t)[0] / 2) != 0
        assert simplify(logarithm_of_joint(zeros(3, 1), SPREADS, t) - norm2(t)[0] / 2) != 0
