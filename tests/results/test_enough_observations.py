"""How many observations full rank needs."""

from __future__ import annotations

from sympy import Matrix, eye, trace

from derivations.kernel.statements import (
    FullColumnRank,
    Nonnegative,
)
from derivations.kernel.terms import Identity, Trace
from derivations.proving.certificates import rewrite

from .letters import H, X, d, n
from .matrices import (
    FULL_RANK,
    equal,
    full_column_rank,
    hat,
    letter,
)
from .restatement import Restatement, published, refused


class TestEnoughObservations(Restatement):
    id = "full-column-rank-needs-d-at-most-n"
    hypotheses = (FullColumnRank(X),)
    conclusion = Nonnegative(n - d)

    def test_in_sympy(self):
        X = FULL_RANK
        maker = eye(3) - hat(X)
        v = letter("v", 3)
        assert equal(v.T * maker * v, (maker * v).T * (maker * v))
        assert trace(maker) == X.rows - X.cols
        assert letter("X", 2, 3).rank() < 3  # a wide matrix has a null direction

    def test_instance(self):
        assert full_column_rank(FULL_RANK)
        assert FULL_RANK.rows >= FULL_RANK.cols

    def test_near_miss_is_refused(self):
        known = published(self.id)
        refused(rewrite, known, Nonnegative(n - d - 1))
        refused(rewrite, known, Nonnegative(d - n))
        refused(rewrite, known, Nonnegative(Trace(Identity(n)) - Trace(H) - 1))

    def test_near_miss_is_false(self):
        assert full_column_rank(eye(2))  # n = d
        wide = Matrix([[1, 2, 0], [0, 1, 1]])
        assert not full_column_rank(wide)
        assert full_column_rank(wide.T)
