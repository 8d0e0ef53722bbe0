"""Every entry of the audit executes, and an entry that says something else does not."""

import json
from dataclasses import replace

import pytest

from derivations.__main__ import main
from derivations.kernel.facts import FACTS
from derivations.kernel.laws import LAWS
from derivations.kernel.statements import Equals, Invertible, Nonnegative, Positive
from derivations.kernel.terms import Inverse, Product, as_term
from derivations.publishing.lookup import look_up
from derivations.results.model import X, w, y
from derivations.sources.audit import SOURCES, Audit, Entry, totals
from derivations.sources.claims import Misfit, Says, UnexecutedError, Unfit
from derivations.sources.entries import ENTRIES
from derivations.sources.letters import closed_form, says, told
from derivations.sources.proofs import By
from derivations.sources.slips import KINDS, kind_of
from derivations.sources.trials import Counted
from derivations.sources.verdicts import (
    WORDS,
    Holds,
    HoldsIf,
    NotAClaim,
    Notation,
    Refuted,
    Remark,
)

KEYS = [
    "source",
    "block",
    "relation",
    "heading",
    "claim",
    "verdict",
    "condition",
    "counterexample",
    "correction",
    "theorem",
]
# A claim that holds, and one that does not.
TRANSPOSED = says(Equals(y.T @ X @ w, w.T @ X.T @ y))
TURNED = says(Equals(y.T @ X @ w, -(w.T @ X.T @ y)))
ONE = {X: [[1]], y: [1], w: [1]}
BY = By("scalar-equals-its-transpose")


def entry(claim, verdict):
    return Entry("A", 1, 1, None, claim, verdict)


@pytest.mark.parametrize("number", range(len(ENTRIES)))
def test_the_verdict_of_each_entry_is_what_happens(number):
    each = ENTRIES[number]
    found = each.found
    word = each.verdict.word
    if word == "holds":
        assert not found.condition
    if word == "holds-if":
        assert found.condition
    if word == "refuted":
        assert found.against
        assert found.correction
    if word in ("holds", "holds-if", "refuted"):
        assert found.theorem
    if found.theorem and found.theorem not in {*LAWS, *FACTS}:
        look_up(found.theorem)
    assert (kind_of(each) in KINDS) == (word in ("holds-if", "refuted", "notation"))


@pytest.mark.parametrize(
    ("claim", "verdict", "why"),
    [
        (TRANSPOSED, Holds(By("gradient-of-a-linear-form")), "needs no theorem"),
        (TRANSPOSED, Holds(By("logarithm-of-a-product", algebra=True)), "speaks of no part"),
        (TRANSPOSED, Holds(By("no-such-theorem")), "no theorem has the id"),
        (TURNED, Holds(BY), "is not proved"),
        (
            says(Equals(w, closed_form), Equals(X.T @ X @ w, X.T @ y)),
            HoldsIf(By("hat-matrix-trace")),
            "does not follow",
        ),
        (TURNED, Holds(By(BY.id, algebra=True)), "is not proved"),
        (TRANSPOSED, HoldsIf(BY), "holds without a condition"),
        (
            says(Equals(closed_form, closed_form)),
            Holds(By("least-squares-estimate", algebra=True)),
            "holds only if",
        ),
        (
            says(Equals(Inverse(X.T @ X) @ X.T @ X @ w, w)),
            HoldsIf(
                By("estimate-is-the-truth-plus-an-image-of-the-noise", algebra=True), without=ONE
            ),
            "is not false",
        ),
        (TRANSPOSED, Refuted("sign", TRANSPOSED, BY, at=ONE), "is not false"),
        (TURNED, Refuted("sign", TURNED, BY, at=ONE), "is not proved"),
        (TURNED, Refuted("sign", TRANSPOSED, BY), "nothing refutes it"),
        (
            says(TURNED.statement, Positive(as_term(-1))),
            Refuted("sign", TRANSPOSED, BY, at=ONE),
            "is not true at",
        ),
        (TRANSPOSED, Notation("sign", "a sign", TRANSPOSED, BY, at=ONE), "is not false"),
        (TURNED, Notation("sign", "a sign", TURNED, BY, at=ONE), "is not proved"),
        (
            Unfit((y, y), (Misfit(Product, (y.T, y)),)),
            Notation("shape", "a product", TRANSPOSED, BY),
            "fit together",
        ),
        (told("words"), Holds(BY), "is no statement"),
        (told("words"), Refuted("sign", TRANSPOSED, BY, at=ONE), "is no statement"),
        (told("words"), Remark("a reason", TRANSPOSED), "no theorem is named"),
        (told("words"), Remark("a reason", TURNED, BY), "is not proved"),
        (
            told("words"),
            Remark("a reason", by=By("normal-equation"), idle=(Equals,)),
            "supposes what is said to be idle",
        ),
        (TRANSPOSED, NotAClaim("a definition"), "claims something"),
    ],
)
def test_a_falsified_entry_does_not_execute(claim, verdict, why):
    with pytest.raises(UnexecutedError, match="A, block 1, relation 1: ") as raised:
        _ = entry(claim, verdict).found
    assert why in str(raised.value)


def test_every_entry_with_another_theorem_is_refused_or_named_beside_it():
    """The theorem of an entry cannot be exchanged for one that has nothing to do with it."""
    for each in ENTRIES:
        if each.verdict.word in ("holds", "holds-if"):
            other = replace(each.verdict, by=By("hat-matrix-trace"))
            with pytest.raises(UnexecutedError):
                _ = replace(each, verdict=other).found


def test_every_statement_that_is_refuted_is_not_said_to_hold():
    """What is refuted cannot be proved from the theorem of its correction."""
    for each in ENTRIES:
        if each.verdict.word == "refuted" and isinstance(each.claim, Says):
            with pytest.raises(UnexecutedError):
                _ = replace(each, verdict=Holds(each.verdict.by)).found


def test_values_that_refute_are_shown_with_what_is_found_there():
    found = entry(TURNED, Refuted("sign", TRANSPOSED, BY, at=ONE)).found
    assert found.against == "X = 1, y = 1, w = 1: yᵀXw is 1, −wᵀXᵀy is −1"
    assert found.correction.text() == "yᵀXw = wᵀXᵀy"


def test_a_claim_that_means_nothing_is_refuted_too():
    claim = says(Equals(closed_form, w), Nonnegative(as_term(1)))
    verdict = Refuted("lost", TRANSPOSED, BY, at={X: [[0]], y: [0], w: [0]})
    assert "XᵀX is singular here" in entry(claim, verdict).found.against


def test_the_condition_is_what_the_proof_supposes_and_the_claim_does_not():
    claim = says(Equals(Inverse(X.T @ X) @ X.T @ X @ w, w))
    by = By("estimate-is-the-truth-plus-an-image-of-the-noise", algebra=True)
    verdict = HoldsIf(by, without={X: [[0]], w: [1]})
    assert entry(claim, verdict).found.condition == (Invertible(X.T @ X),)
    assert entry(replace(claim, given=(Invertible(X.T @ X),)), Holds(by)).found.condition == ()


def test_shapes_that_do_not_fit_are_both_shown():
    claim = Unfit((X, X), (Misfit(Product, (X, X)),))
    found = entry(claim, Notation("shape", "a product")).found
    assert found.against == "X is n×d, X is n×d"
    assert claim.text() == "XX"


def test_a_count_can_refute():
    verdict = Refuted("lost", told("more"), BY, at=Counted(lambda: "it takes 3"))
    assert entry(told("it takes 2"), verdict).found.against == "it takes 3"


# As data.


def test_the_data_has_just_these_keys_and_no_empty_values():
    data = Audit.of(ENTRIES[:60]).as_json()
    assert json.loads(json.dumps(data)) == data
    for each in data["entries"]:
        assert list(each) == KEYS
        assert each["source"] in SOURCES
        assert each["verdict"] in WORDS
        assert (each["block"] is None) == (each["relation"] is None) != (each["heading"] is None)
        assert "" not in each.values()
        assert isinstance(each["claim"], str)


def test_the_totals_add_up():
    counted = totals(ENTRIES)
    for of in counted.values():
        assert sum(of[word] for word in WORDS) == of["entries"]
    assert counted["A"]["entries"] + counted["B"]["entries"] == counted["both"]["entries"]
    assert counted["both"]["entries"] == len(ENTRIES)


def test_the_command_prints_the_data(monkeypatch, capsys):
    monkeypatch.setattr("derivations.sources.entries.ENTRIES", ENTRIES[:3])
    assert main(["audit", "--json"]) == 0
    data = json.loads(capsys.readouterr().out)
    assert [each["heading"] for each in data["entries"]] == ["Introduction"] * 3
    assert main(["audit"]) == 0
    said = capsys.readouterr().out
    assert "A  Introduction  [not-a-claim]" in said
    assert said.splitlines()[-1].split()[-1] == "3"


def test_the_command_fails_where_a_verdict_is_not_what_happens(monkeypatch, capsys):
    wrong = entry(TURNED, Holds(BY))
    monkeypatch.setattr("derivations.sources.entries.ENTRIES", (*ENTRIES[:2], wrong))
    assert main(["audit", "--json"]) == 1
    said = capsys.readouterr()
    assert len(json.loads(said.out)["entries"]) == 2
    assert said.err.startswith("A, block 1, relation 1: yᵀXw = −wᵀXᵀy is not proved")
