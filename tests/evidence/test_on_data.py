"""The theorems on Longley's data: what is counted as holding was evaluated, and can fail."""

from dataclasses import dataclass
from fractions import Fraction
from functools import cache

import pytest

from derivations import theorem, theorems
from derivations.evidence.datasets import nist
from derivations.evidence.on_data import (
    HOLDS,
    NOT_APPLICABLE,
    NOT_MET,
    RANDOM,
    UNDECIDED,
    UNREAD,
    FailedError,
    Verdict,
    judged,
    readings,
)
from derivations.kernel.statements import Equals, Positive, Statement
from derivations.kernel.terms import Dimension, Letter, Log, Number, Random, SquaredNorm
from derivations.results.model import X, w_hat, y

LONGLEY = nist("Longley")


@dataclass(frozen=True)
class Claim:
    """What looks like a theorem, and is not proved."""

    conclusion: Statement
    hypotheses: tuple[Statement, ...] = ()
    id: str = "claim"


@cache
def verdicts() -> dict[str, Verdict]:
    return {result.id: judged(result, LONGLEY) for result in theorems()}


@pytest.mark.slow
def test_no_theorem_fails_and_many_hold():
    words = [verdict.word for verdict in verdicts().values()]
    assert len(words) == len(list(theorems()))
    assert words.count(HOLDS) >= 312


@pytest.mark.slow
def test_a_theorem_that_is_not_applicable_says_why():
    for verdict in verdicts().values():
        assert bool(verdict.why) == (verdict.word != HOLDS)
        assert (verdict.reason in (RANDOM, UNREAD, UNDECIDED)) == (verdict.word == NOT_APPLICABLE)
        assert verdict.reason != UNDECIDED or "not rational" in verdict.why


@pytest.mark.slow
def test_each_reading_is_needed_by_some_theorem():
    used = {verdict.reading for verdict in verdicts().values() if verdict.word == HOLDS}
    assert used == {reading.name for reading in readings(LONGLEY)}


@pytest.mark.parametrize(
    ("id", "word"),
    [
        ("least-squares-estimate-is-the-unique-minimiser", HOLDS),
        ("estimated-intercept", HOLDS),
        ("unbiased-variance", NOT_APPLICABLE),  # noise has a law
        ("ridge-filter", NOT_MET),  # no unit vector is an eigenvector of this Gram matrix
        ("log-likelihood-gap", NOT_APPLICABLE),  # with ones all is met; π is not rational
    ],
)
def test_the_word_of_some_theorems(id: str, word: str):
    assert judged(theorem(id), LONGLEY).word == word


@pytest.mark.parametrize(
    ("id", "reading"),
    [
        ("error-in-the-observations", "u from y + δ"),
        ("frisch-waugh-lovell", "ŵ and û from [X Z]"),
        ("powers-above-one-grow", "x = 3"),
        ("with-centred-columns-the-intercept-does-not-change-the-weights", "centred columns"),
    ],
)
def test_a_theorem_that_asks_for_more_holds_where_it_is_read_so(id: str, reading: str):
    verdict = judged(theorem(id), LONGLEY)
    assert verdict.word == HOLDS
    assert reading in verdict.reading


def test_a_false_claim_fails_under_a_further_reading():
    """Only where u comes from y + δ is the hypothesis met; there u is another estimate than ŵ."""
    u, delta = Letter("u", X.cols), Letter("delta", X.rows)
    moved = Equals(X.T @ X @ u, X.T @ (y + delta))
    with pytest.raises(FailedError, match="u from y \\+ δ"):
        judged(Claim(Equals(X @ u, X @ w_hat), (moved,)), LONGLEY)


@pytest.mark.parametrize(
    "false",
    [
        Equals(X.T @ X @ w_hat, 2 * (X.T @ y)),
        Equals(SquaredNorm(y), SquaredNorm(X @ w_hat - y)),
        Positive(-SquaredNorm(y)),
    ],
    ids=str,
)
def test_a_false_claim_fails(false: Statement):
    with pytest.raises(FailedError, match="claim fails where X"):
        judged(Claim(false), LONGLEY)


def test_a_false_claim_under_a_false_hypothesis_says_nothing():
    claim = Claim(Equals(SquaredNorm(y), Number(Fraction(0))), (Positive(-SquaredNorm(y)),))
    assert judged(claim, LONGLEY).word == NOT_MET


@pytest.mark.parametrize(
    ("letter", "why"),
    [
        (Letter("zeta"), "nothing in the data is read as ζ"),
        (Random("e", Dimension("n")), "e is random"),
        (Letter("w_hat", 2), "of this shape, 2×1"),
    ],
    ids=str,
)
def test_a_letter_without_a_reading_is_named(letter: Letter, why: str):
    verdict = judged(Claim(Equals(letter, letter)), LONGLEY)
    assert verdict.word == NOT_APPLICABLE
    assert why in verdict.why


def test_what_is_not_rational_is_not_decided():
    verdict = judged(Claim(Equals(Log(SquaredNorm(y)), Log(SquaredNorm(y)))), LONGLEY)
    assert verdict.word == NOT_APPLICABLE
    assert "not rational" in verdict.why


def test_the_letters_are_those_of_the_data():
    ones, *others = readings(LONGLEY)
    assert ones.letters["X", "n", "d"] == LONGLEY.design
    *rest, centred = others
    assert all(reading.letters["X", "n", "d"] == LONGLEY.X for reading in rest)
    assert not any(centred.letters["X", "n", "d"].sum(axis=0))
    assert all(reading.letters["y", "n", "1"] == list(LONGLEY.y) for reading in (ones, *others))
