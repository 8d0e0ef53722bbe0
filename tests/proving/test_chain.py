"""The chain builder: what it accepts, and what it says of a line that does not hold."""

import pytest

from derivations import Result, line, publish
from derivations.kernel.errors import MalformedError
from derivations.kernel.statements import Equals, Invertible, Nonnegative, symmetric
from derivations.kernel.terms import Dimension, Identity, Inverse, Letter, SquaredNorm
from derivations.kernel.theorem import Theorem, assume
from derivations.proving.certificates import rewrite
from derivations.proving.chain import PUBLISHED, Let, LineRefusedError, calc, prove
from derivations.proving.sequents import square

n, d = Dimension("n"), Dimension("d")
A, X = Letter("A", n, n), Letter("X", n, d)
u, y, w = Letter("u", n), Letter("y", n), Letter("w", d)


@pytest.fixture(autouse=True)
def nothing_is_published_for_good(monkeypatch):
    monkeypatch.setattr("derivations.proving.chain.PUBLISHED", dict(PUBLISHED))


def refusal(attempt, kind=LineRefusedError):
    with pytest.raises(kind) as caught:
        attempt()
    return str(caught.value)


def test_a_chain_is_published_with_its_lines():
    chain = calc(y.T @ X @ w).equals(w.T @ X.T @ y, "reverse", by="a scalar is its transpose")
    result = chain.qed("example", "An example", Equals(y.T @ X @ w, w.T @ X.T @ y))
    assert isinstance(result, Result)
    assert result.hypotheses == ()
    assert [result.line_id(each) for each in result.lines] == ["example.reverse"]


def test_a_false_line_shows_both_sides_the_difference_and_a_counterexample():
    said = refusal(lambda: calc(A @ u).equals(A.T @ u, "slip", by="wishful thinking"))
    assert "the line slip does not hold" in said
    assert "left side   Au" in said
    assert "right side  Aᵀu" in said
    assert "difference  Au − Aᵀu" in said
    assert "it is false, for example at" in said
    assert "A = " in said


def test_a_line_that_is_true_but_not_by_these_premises_is_not_called_false():
    """An invertible idempotent matrix is I; the rules given here do not lead there in one step."""
    claim = Equals(A, Identity(n))
    given = [assume(Equals(A @ A, A)), assume(Invertible(A))]
    said = refusal(lambda: prove(claim, given, "step"))
    assert "it is false" not in said


def test_a_premise_that_is_not_needed_is_refused():
    said = refusal(lambda: calc(u + u).equals(2 * u, "twice", by="", because=assume(symmetric(A))))
    assert "holds without the premise Aᵀ = A" in said


def test_a_missing_premise_is_refused():
    assert "does not hold" in refusal(lambda: calc(A.T @ u).equals(A @ u, "symmetry", by=""))


def test_a_statement_is_no_premise():
    said = refusal(
        lambda: calc(A.T @ u).equals(A @ u, "symmetry", by="", because=symmetric(A)),
        MalformedError,
    )
    assert "write assume(statement)" in said


def test_a_chain_that_drifts_fails_on_its_last_line():
    chain = calc(u + u).equals(2 * u, "twice", by="")
    said = refusal(lambda: chain.qed("drift", "Drift", Equals(u + u, 3 * u)))
    assert "claims" in said
    assert "3u" in said


def test_a_hypothesis_that_cancels_out_is_refused():
    """A detour through a premise that the first and last line together do not need."""
    detour = (
        calc(u)
        .equals(Inverse(A) @ y, "solve", by="", because=assume(Equals(u, Inverse(A) @ y)))
        .equals(u, "back", by="", because=assume(Equals(u, Inverse(A) @ y)))
    )
    assert "leave it out" in refusal(lambda: detour.qed("detour", "Detour", Equals(u, u)))


def test_an_idle_premise_of_a_rewriting_is_left_out():
    gram_form = rewrite(square(X @ w), Nonnegative(w.T @ X.T @ X @ w), assume(Equals(w + w, 3 * w)))
    assert gram_form.hypotheses == ()


def test_one_name_means_one_thing_throughout_a_result():
    """The lines and reasons of a result cannot use J, or X, for two different things."""
    other = Letter("A", n, d)
    first = line("first", square(A @ u), by="a square")
    second = line("second", square(u), by=("see ", other))
    refusal(
        lambda: publish("two-names", "", second.theorem.conclusion, first, second), MalformedError
    )


@pytest.mark.parametrize(
    "attempt",
    [
        lambda: calc(u + u).equals(2 * u, 3, by=""),
        lambda: calc(u + u).equals(2 * u, "twice", by=None),
        lambda: calc(u + u).equals(2 * u, "twice", by="", see=["normal-equation"]),
        lambda: calc(u + u).equals(2 * u, "twice", by="", because=3),
        lambda: publish("nothing", "", symmetric(A), None),
        lambda: publish("bare", "", symmetric(A), assume(symmetric(A))),
        lambda: line("bare", symmetric(A), by=""),
    ],
)
def test_a_slip_of_the_hand_gets_an_error_in_words(attempt):
    refusal(attempt, MalformedError)


def test_an_id_is_taken_once():
    def result():
        return calc(u + u).equals(2 * u, "twice", by="").qed("once", "Once", Equals(u + u, 2 * u))

    result()
    assert "taken" in refusal(result, MalformedError)


@pytest.mark.parametrize("id", ["", "Normal Equation", "normal_equation", "a--b", "1.2"])
def test_an_id_is_words_and_hyphens(id):
    chain = calc(u + u).equals(2 * u, "twice", by="")
    refusal(lambda: chain.qed(id, "", Equals(u + u, 2 * u)), MalformedError)


def test_what_only_pretends_to_be_a_theorem_is_no_line():
    class Pretender:
        conclusion = Nonnegative(SquaredNorm(u))
        hypotheses = ()
        facts = frozenset()

    refusal(
        lambda: publish("fake", "", Pretender.conclusion, line("x", Pretender(), by="")),
        MalformedError,
    )
    with pytest.raises(TypeError):
        object.__new__(Theorem)
    hollow = tuple.__new__(Theorem, ())
    lie = tuple.__new__(Theorem, ("assume", (), (), Equals(u, y), frozenset()))
    for pretender in (hollow, lie):
        refusal(lambda: calc(u).equals(y, "x", by="", because=pretender), MalformedError)  # noqa: B023
        refusal(lambda: line("x", pretender, by=""), MalformedError)  # noqa: B023


def test_a_formula_in_a_reason_is_checked():
    true = line("square", square(u), by=Equals(SquaredNorm(u), u.T @ u))
    assert publish("norm", "", true.theorem.conclusion, true)
    false = line("square", square(u), by=Equals(SquaredNorm(u), u.T @ y))
    said = refusal(lambda: publish("wrong-norm", "", false.theorem.conclusion, false))
    assert "the reason of square shows" in said
    beside = line("square", square(u), by=Invertible(A))
    assert "does not give" in refusal(
        lambda: publish("beside", "", beside.theorem.conclusion, beside)
    )


def test_what_a_reason_puts_for_a_letter_is_no_claim():
    chosen = line("square", square(u), by=("with ", Let(y, u)))
    assert chosen.said() == "with y = u"
    assert publish("let", "", chosen.theorem.conclusion, chosen)


def test_premises_are_read_off_the_proof_and_not_declared():
    first = calc(A.T @ u).equals(A @ u, "symmetry", by="", because=assume(symmetric(A)))
    result = first.qed("symmetric-step", "", Equals(A.T @ u, A @ u))
    second = calc(A.T @ u + A.T @ u).equals(2 * (A @ u), "twice", by="", because=result)
    twice = second.qed("twice-the-step", "", Equals(A.T @ u + A.T @ u, 2 * (A @ u)))
    assert twice.uses() == ("symmetric-step",)
    assert twice.premises(twice.lines[0]) == ("symmetric-step",)
