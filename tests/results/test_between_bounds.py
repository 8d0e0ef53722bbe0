"""A matrix A with 0 ⪯ A ⪯ tI has (tI − A)A ⪰ 0."""

from __future__ import annotations

import pytest
from sympy import Matrix, Rational, diag, eye

from derivations.kernel.statements import Nonnegative, PositiveSemidefinite
from derivations.kernel.terms import Identity
from derivations.kernel.theorem import assume, unfold
from derivations.proving.certificates import rewrite
from derivations.proving.sequents import add

from .descent_letters import BOUNDS
from .letters import A, d, t, v
from .matrices import equal, letter, positive_semidefinite
from .restatement import Restatement, refused

rest = t * Identity(d) - A
low, high = PositiveSemidefinite(A), PositiveSemidefinite(rest)
BETWEEN = (
    *((X.T * X - low * eye(2), high - low) for X, low, high in BOUNDS),
    (diag(3, 0), Rational(3)),
    (0 * eye(2), Rational(0)),
)


class TestBetween(Restatement):
    id = "product-of-a-matrix-between-bounds"
    hypotheses = (low, high)
    conclusion = PositiveSemidefinite(rest @ A)

    def test_in_sympy(self):
        """Times t, the form is a sum of a form of tI − A and one of A."""
        a, b, c = letter("a", 3)
        A, t, v = Matrix([[a, b], [b, c]]), letter("t", 1)[0], letter("v", 2)
        rest = t * eye(2) - A
        image, left = A * v, rest * v
        forms = image.T * rest * image + left.T * A * left
        assert equal(t * v.T * rest * A * v, forms)

    @pytest.mark.parametrize(("A", "t"), BETWEEN)
    def test_instance(self, A, t):
        rest = t * eye(2) - A
        assert positive_semidefinite(A)
        assert positive_semidefinite(rest)
        assert positive_semidefinite(rest * A)

    def test_near_miss_is_refused(self):
        forms = add(unfold(assume(high), 1, A @ v), unfold(assume(low), 1, rest @ v))
        times = Nonnegative(t * (v.T @ rest @ A @ v))
        rewrite(forms, times)
        refused(rewrite, forms, Nonnegative(v.T @ rest @ A @ v))  # t is not 1
        refused(rewrite, unfold(assume(high), 1, A @ v), times)  # one form alone
        refused(rewrite, unfold(assume(low), 1, rest @ v), times)

    def test_near_miss_is_false(self):
        A = diag(3, 1)
        assert positive_semidefinite(A)
        assert not positive_semidefinite((2 * eye(2) - A) * A)  # 2 is no upper bound
        A = diag(-1, 1)
        assert positive_semidefinite(eye(2) - A)
        assert not positive_semidefinite((eye(2) - A) * A)  # A is not semidefinite
        A, B = Matrix([[1, 1], [1, 1]]), diag(1, 0)  # two that do not commute
        assert positive_semidefinite(A)
        assert positive_semidefinite(B)
        assert not positive_semidefinite(A * B)
