"""b = E[Y] − E[x]ᵀw, where Y = xᵀw + b + e and e has mean zero."""

from __future__ import annotations

from sympy import Matrix, eye, zeros

from derivations.kernel.statements import Equals, Integrable
from derivations.kernel.terms import Random, Zero
from derivations.kernel.theorem import assume
from derivations.proving.certificates import algebra

from .letters import d, w
from .likelihood_letters import b
from .matrices import equal, letter
from .moment_letters import E
from .moments import MIXED, TRUTH, mean, moved, noise, sigma, whatever_the_law
from .restatement import Restatement, refused

x, e = Random("x", d), Random("e")
Y = x.T @ w + b + e

OFFSET = Matrix([4])
MEAN = Matrix([2, -5, 0])


def point(u):
    """The first entries are the point; that its noise is correlated with it does not matter."""
    return u[:2, :]


def error(u):
    """The last entry is the noise."""
    return u[2:, :]


def observation(w, b):
    """Y, as a function of the point and its noise."""
    return lambda u: point(u).T * w + b + error(u)


class TestIntercept(Restatement):
    id = "intercept-as-an-expectation"
    hypotheses = (Integrable(e), Integrable(x), Equals(E(e), Zero()))
    conclusion = Equals(E(Y) - E(x).T @ w, b)

    @whatever_the_law
    def test_in_sympy(self, entry):
        w, b, m = letter("w", 2), letter("b", 1), letter("m", 2)
        law = moved(noise(entry, sigma * MIXED), Matrix([*m, 0]))
        assert equal(mean(observation(w, b), law) - mean(point, law).T * w, b)

    @whatever_the_law
    def test_instance(self, entry):
        law = moved(noise(entry, MIXED), MEAN)
        assert mean(error, law) == zeros(1, 1)
        assert mean(observation(TRUTH, OFFSET), law) - mean(point, law).T * TRUTH == OFFSET

    def test_near_miss_is_refused(self):
        known = assume(Equals(E(e), Zero()))
        refused(algebra, Equals(E(Y), b), known)
        refused(algebra, Equals(E(Y) + E(x).T @ w, b), known)
        refused(algebra, Equals(Y - x.T @ w, b), known)  # of one outcome
        refused(algebra, self.conclusion, assume(Equals(e, Zero())))

    @whatever_the_law
    def test_near_miss_is_false(self, entry):
        w, b, law = TRUTH, OFFSET, moved(noise(entry, MIXED), MEAN)
        found = mean(observation(w, b), law)
        assert b not in (found, found + mean(point, law).T * w)
        assert all(observation(w, b)(u) - point(u).T * w != b for _, u in law)
        law = moved(law, eye(3)[:, 2])  # E[e] = 1
        assert mean(observation(w, b), law) - mean(point, law).T * w != b
