"""The page on the format of proofs says what the code does."""

from html import unescape

import pytest
from bs4 import BeautifulSoup

from derivations.kernel.definitions import clauses
from derivations.kernel.errors import DerivationError, RefusedError
from derivations.kernel.facts import FACTS
from derivations.kernel.frozen import frozen_sequent
from derivations.kernel.laws import LAWS
from derivations.kernel.nodes import KINDS, written
from derivations.kernel.statements import Equals, ForEach, Invertible, Positive, Statement
from derivations.kernel.terms import (
    Derivative,
    Dimension,
    Exp,
    Expectation,
    Index,
    Inverse,
    Letter,
    Log,
    Number,
    Random,
    SumOver,
    Term,
    as_term,
)
from derivations.kernel.theorem import (
    RULES,
    algebra,
    assume,
    cut,
    instantiate,
    introduce,
    rewrite,
    unfold,
)
from derivations.kernel.trees import Abbreviation, conditions, substitute
from derivations.presentation.notation import SIGNS
from derivations.site import proof_format
from derivations.site.proof_format_words import DEGREES, FOLLOWS, SHAPES

n, d, k = Dimension("n"), Dimension("d"), Dimension("k")
i, j = Index("i", n), Index("j", n)
a, b, s, A = Letter("a"), Letter("b"), Letter("s"), Letter("A", n, n)
u, v, w = Letter("u", n), Letter("v", n), Letter("w", n)
U, W = Random("U", n), Random("W", n)


def test_every_kind_is_under_a_rule_for_its_shape_and_one_for_its_degree():
    assert {proof_format._shape_rule(kind) for kind in KINDS} == SHAPES.keys()
    terms = [kind for kind in KINDS if issubclass(kind, Term)]
    assert {proof_format._degree_rule(kind) for kind in terms} == DEGREES.keys()


def test_of_every_rule_the_hypotheses_are_said():
    assert list(FOLLOWS) == list(RULES)


def test_every_defined_statement_is_shown_once():
    examples = [example for examples, _ in SIGNS.values() for example in examples]
    defined = {type(e) for e in examples if isinstance(e, Statement) and clauses(e)}
    assert [type(each) for each in proof_format.DEFINED] == [k for k in KINDS if k in defined]


@pytest.mark.parametrize("entry", [*LAWS.items(), *FACTS.items()], ids=lambda entry: entry[0])
def test_what_is_taken_is_shown_in_frozen_form(entry):
    name, taken = entry
    shown = unescape(proof_format.laws_html() + proof_format.facts_html())
    sequent = frozen_sequent(taken.hypotheses, taken.conclusion)
    assert f"<dt><code>{name}</code></dt><dd><code>{sequent}</code></dd>" in shown


def test_conditions_are_shown_of_each_kind_that_has_some():
    found = [each.get_text("\n") for each in shown(proof_format.conditions_html()).find_all("dd")]
    assert found[:3] == ["none", "invertible(identity(1))", "nonnegative(number(2))"]
    assert found[3].split("\n")[1] == "invertible(letter(s,1,1))"
    assert found[4:] == [
        "\n".join(f"{kind}(random({name},n,1))" for name in "UW")
        for kind in ("integrable", "square-integrable")
    ]


def shown(html):
    return BeautifulSoup(html, "html.parser")


def test_a_unit_is_written_so():
    half = Abbreviation("h", (), (), as_term(2))
    assert conditions(Inverse(2 * (n @ n))) == ()
    assert conditions(Inverse(half)) == (Invertible(half),)
    assert conditions(Inverse(1 + n)) == (Invertible(1 + n),)


def test_a_condition_is_for_each_index_only_where_it_speaks_of_it():
    inner = Inverse(i.T @ u)
    assert conditions(SumOver(i, inner @ Inverse(s))) == (
        ForEach(i, Invertible(i.T @ u)),
        Invertible(s),
    )


def test_a_derivative_of_columns_is_of_the_shape_that_is_said():
    x = Letter("x", d)
    assert Derivative(Letter("B", n, d) @ x, x, x).shape == (n, d)
    with pytest.raises(DerivationError):
        Derivative(Exp(x.T @ x), x, x)


def test_a_bound_letter_steps_aside_for_a_name_of_any_shape():
    bound = ForEach(i, Equals(i.T @ u, i.T @ v))
    other, wide = Letter("i", n), Letter("i", n, d)
    for arriving in (other, wide @ Letter("x", d)):
        renamed = substitute(bound, {u: arriving})
        assert renamed.index == Index("i_prime", n)
    assert substitute(bound, {u: w}).index == i
    assert substitute(bound, {w: other}) == bound
    aside = Index("i_prime", n)
    assert substitute(bound, {u: s * i}) == ForEach(aside, Equals(aside.T @ (s * i), aside.T @ v))
    clash = ForEach(i, Equals(i.T @ other, i.T @ v))
    assert substitute(clash, {v: w}).index == Index("i_prime", n)
    assert substitute(bound, {n: k}).index == Index("i", k)


def test_a_hypothesis_about_a_number_stands_after_instantiation():
    divided = algebra(Equals(s * (b / s), b), as_term(1) * (b * Letter("h")), HOLE)
    assert divided.hypotheses == (Invertible(s),)
    assert instantiate(divided, (s, 2)).hypotheses == (Invertible(as_term(2)),)
    assert instantiate(divided, (s, n)).hypotheses == (Invertible(n),)


HOLE = ((Letter("h"), "inverse", s),)


def test_moments_are_asked_for_of_the_letters_that_are_put_in():
    mean = algebra(Equals(Expectation(2 * U), 2 * Expectation(U)), None, ())
    moved = instantiate(mean, (U, A @ W))
    assert [written(each) for each in moved.hypotheses] == [
        "integrable(product(letter(A,n,n),random(W,n,1)))",
        "integrable(random(W,n,1))",
    ]


def test_cut_asks_for_its_hypothesis_and_takes_its_conditions_with_it():
    claim = Equals(a, Inverse(s))
    supposed = assume(claim)
    assert cut(supposed).hypotheses == supposed.hypotheses == (claim, Invertible(s))
    there = unfold(assume(ForEach(i, Invertible(s))), 0, j)
    lemma = cut(unfold(assume(ForEach(i, claim)), 0, j), there)
    assert Invertible(s) not in lemma.hypotheses
    assert cut(supposed, lemma).hypotheses == lemma.hypotheses
    with pytest.raises(RefusedError):
        cut(supposed, assume(Equals(a, b)))


def test_rewrite_asks_an_equality_for_no_condition_of_what_is_rewritten():
    known = unfold(assume(ForEach(i, Positive(s))), 0, j)
    source = cut(assume(Positive(Log(s))), known)
    equality = algebra(Equals(Log(s), Log(s) * 1), None, ())
    assert Positive(s) in equality.hypotheses
    assert Positive(s) in rewrite(assume(Positive(a)), Positive(a * 1), equality).hypotheses
    rewritten = rewrite(source, Positive(Log(s) * 1), equality)
    assert rewritten.hypotheses == source.hypotheses
    assert Positive(s) not in source.hypotheses


def test_for_each_is_introduced_where_only_the_antecedents_speak_of_the_letter():
    supposed = assume(Equals(i.T @ u, Inverse(s)))
    with pytest.raises(RefusedError):
        introduce(ForEach(i, Equals(i.T @ u, Inverse(s))), i, supposed)


def test_pi_and_numbers_are_written_as_the_page_says():
    assert written(as_term(2) / 4) == "scaled(inverse(number(4)),number(2))"
    assert written(Number(as_term(3).value / -6)) == "number(-1/2)"
