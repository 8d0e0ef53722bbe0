"""What is said of a hypothesis in words: something for each, and true."""

from functools import cache
from itertools import product

import numpy as np

from derivations.kernel.statements import Equals, Statement
from derivations.presentation.words import NAMED, in_words
from derivations.publishing.registry import theorems


@cache
def hypotheses() -> tuple[Statement, ...]:
    """Those of all theorems, each once."""
    return tuple(dict.fromkeys(h for result in theorems() for h in result.hypotheses))


def test_every_hypothesis_has_a_sentence() -> None:
    for hypothesis in hypotheses():
        sentence = in_words(hypothesis)
        assert sentence.endswith("."), hypothesis
        assert sentence[0].isupper() or not sentence[:2].isalpha(), hypothesis
        assert str(hypothesis) not in sentence
        if isinstance(hypothesis, Equals):
            assert sentence != f"{hypothesis.left} equals {hypothesis.right}."


def test_no_two_hypotheses_have_one_sentence() -> None:
    assert len({in_words(h) for h in hypotheses()}) == len(hypotheses())


def test_every_named_statement_is_a_hypothesis() -> None:
    assert set(NAMED) <= set(hypotheses())


def rank(matrix: np.ndarray) -> int:
    return int(np.linalg.matrix_rank(matrix)) if matrix.size else 0


def invertible(matrix: np.ndarray) -> bool:
    return rank(matrix) == len(matrix)


def combined(X: np.ndarray, *others: np.ndarray) -> bool:
    """Whether a column of X is a linear combination of its other columns and of the others."""
    rest = (np.column_stack([np.delete(X, j, axis=1), *others]) for j in range(X.shape[1]))
    return any(rank(np.column_stack([A, x])) == rank(A) for A, x in zip(rest, X.T, strict=True))


def test_what_is_said_of_inverses_is_true() -> None:
    one, Z = np.ones((3, 1), int), np.array([[1], [2], [0]])
    V = np.array([[2, 1, 0], [1, 3, 1], [0, 1, 4]])
    # Multiples of C, M and V⁻¹ in whole numbers, so that ranks are exact.
    C, M = 3 * np.eye(3, dtype=int) - one @ one.T, 5 * np.eye(3, dtype=int) - Z @ Z.T
    V_inverse = np.rint(np.linalg.det(V) * np.linalg.inv(V)).astype(int)
    P = np.array([[1, 2, 0], [0, 1, 0], [0, 0, 0]])
    seen = set()
    for entries in product((0, 1, 2), repeat=6):
        X = np.array(entries).reshape(3, 2)
        cases = [
            (X.T @ X, ()),
            (X.T @ C @ X, (one,)),
            (X.T @ M @ X, (Z,)),
            (X.T @ V_inverse @ X, ()),
        ]
        inverses = tuple(invertible(matrix) for matrix, _ in cases)
        assert inverses == tuple(not combined(X, *others) for _, others in cases), X
        assert not invertible(X.T @ P @ X) or not combined(P @ X)
        seen.add(inverses)
    assert len(seen) == 5  # none; all; not beside 1; not beside Z; beside neither
