"""What would be proved, and is false, had one check in the code of the rules been left out.

Each case was a mutant of the kernel's code that no other test had noticed; see `mutants_of_code`.
"""

from __future__ import annotations

from typing import Any

import pytest

from derivations.kernel.errors import MalformedError, RefusedError, ShapeError
from derivations.kernel.facts import FACTS
from derivations.kernel.laws import LAWS
from derivations.kernel.statements import (
    Equals,
    ForEach,
    Gaussian,
    IndependentVectors,
    Integrable,
    Invertible,
    Minimises,
    Nonnegative,
    Positive,
    PositiveSemidefinite,
    Statement,
)
from derivations.kernel.terms import (
    Density,
    Determinant,
    Dimension,
    Expectation,
    Index,
    Inverse,
    Letter,
    Random,
    SquaredNorm,
    SumOver,
    Term,
    Zero,
    as_term,
)
from derivations.kernel.theorem import (
    Theorem,
    algebra,
    assume,
    cite,
    cut,
    induct,
    instantiate,
    introduce,
    law,
    rewrite,
    unfold,
)
from derivations.kernel.trees import Abbreviation, free_letters

n, d = Dimension("n"), Dimension("d")
A, B, zero = Letter("A", n, n), Letter("B", n, n), Zero(n, n)
u, v, w, b = Letter("u", n), Letter("v", n), Letter("w", d), Letter("b", n)
s, t, x, y = Letter("s"), Letter("t"), Letter("x"), Letter("y")
i, j = Index("i", n), Index("j", n)
noise, other, e = Random("epsilon", n), Random("eta", n), Random("e")
H, h, g, k = Letter("H", n, n), Letter("h", n), Letter("g"), Letter("k")

SHORT = Abbreviation("M", (), (), A @ A.T)

MEAN = "mean-of-a-gaussian-vector"
POSITIVE = "determinant-of-a-positive-definite-matrix-is-positive"


# Certificates.


EQUAL = assume(Equals(A, B))
GIVEN = ((H, "given", Equals(A, B)),)


@pytest.mark.parametrize(
    ("claim", "context", "steps", "premises"),
    [
        (Equals(A, zero), None, (), ()),
        (Equals(zero, A), None, (), ()),
        (Equals(A, -A), None, (), ()),
        (Equals(A, B), zero, (), ()),
        (Equals(A, B), u @ u.T, (), ()),
        (Equals(A, zero), H, GIVEN, (EQUAL,)),
        (Equals(B, zero), H, GIVEN, (EQUAL,)),
        (Equals(A, -B), H, GIVEN, (EQUAL,)),
        (Equals(A, 2 * B), H, GIVEN, (EQUAL,)),
        (Equals(A, B), H, ((H, "by", A, B, None),), ()),
        (Equals(A, B), H, ((H, "by", A, B, zero),), ()),
        (
            Equals(SumOver(i, i.T @ u), Zero()),
            g,
            ((g, "each", SumOver(i, i.T @ u), Zero(), None),),
            (),
        ),
    ],
)
def test_a_certificate_of_something_else(
    claim: Statement, context: Term | None, steps: tuple[Any, ...], premises: tuple[Theorem, ...]
) -> None:
    with pytest.raises(RefusedError, match="does not follow"):
        algebra(claim, context, steps, *premises)


def test_algebra_makes_no_vector_independent_of_itself() -> None:
    with pytest.raises(MalformedError, match="proves equations"):
        algebra(IndependentVectors(noise, noise), None, ())
    with pytest.raises(MalformedError, match="proves equations"):
        algebra(Integrable(noise), None, ())


SINGLE = Index("i", 1)


def minor(index: Term) -> Term:
    return Determinant(index @ index.T)


def test_what_no_premise_says_of_each_index_holds_at_none() -> None:
    step = (g, "at", ForEach(i, Equals(i.T @ u, Zero())), j)
    with pytest.raises(RefusedError, match="no way to know"):
        algebra(Equals(j.T @ u, Zero()), g, (step,))


def test_what_holds_at_the_index_of_a_size_does_not_at_one_of_another() -> None:
    """det(iiᵀ) is 1 where the size is 1, and 0 where it is 2."""
    each, first = ForEach(SINGLE, Equals(minor(SINGLE), as_term(1))), Index("j", 2)
    with pytest.raises(ShapeError):
        algebra(Equals(minor(first), as_term(1)), g, ((g, "at", each, first),), assume(each))


@pytest.mark.parametrize("given", [Equals(u, noise), Equals(noise, u)])
def test_a_law_by_an_equation_of_which_one_side_is_an_outcome(given: Statement) -> None:
    left, right = given[1:-1]
    claim = Equals(Expectation(left), Expectation(right))
    with pytest.raises(RefusedError, match="whatever the outcome"):
        algebra(claim, Expectation(h), ((h, "given", given),), assume(given))


def test_a_law_by_a_sum_of_equations_between_outcomes() -> None:
    """Σᵢ εᵢ = Σᵢ uᵢ, since εᵢ = uᵢ for each i at one outcome, says nothing of the mean of Σᵢ εᵢ."""
    each = ForEach(i, Equals(i.T @ noise, i.T @ u))
    sums = SumOver(i, i.T @ noise), SumOver(i, i.T @ u)
    steps = ((g, "at", each, j), (k, "each", SumOver(j, j.T @ noise), j.T @ u, g))
    assert algebra(Equals(*sums), k, steps, assume(each))
    with pytest.raises(RefusedError, match="whatever the outcome"):
        algebra(Equals(*map(Expectation, sums)), Expectation(k), steps, assume(each))


def test_a_law_by_a_sum_of_equations_that_hold_whatever_the_outcome() -> None:
    step = (k, "each", SumOver(j, j.T @ (noise + noise)), 2 * j.T @ noise, None)
    one, two = SumOver(j, j.T @ (noise + noise)), SumOver(j, 2 * j.T @ noise)
    claim = Equals(Density(one, s), Density(two, s))
    assert algebra(claim, Density(k, s), (step,))


def test_what_a_premise_inverts_is_invertible() -> None:
    given = Equals(v, Inverse(A) @ u)
    steps = ((h, "given", given), (H, "inverse", A))
    found = algebra(Equals(A @ v, u), A @ h + H @ u, steps, assume(given))
    assert set(found.hypotheses) == {given, Invertible(A)}


def cancelled(factor: Term, *premises: Theorem, beside: Term | None = None) -> Theorem:
    """x = y, from the same times a factor, which the certificate takes to be invertible."""
    given, more = Equals(factor * x, factor * y), Zero() if beside is None else beside
    steps = ((g, "given", given), (k, "inverse of", factor))
    context = Inverse(factor) * g - k * (x - y)
    return algebra(Equals(x + more, y + more), context, steps, assume(given), *premises)


@pytest.mark.parametrize(
    ("factor", "premises"),
    [
        (s, ()),
        (s, (assume(Invertible(t)),)),
        (s * t, (assume(Invertible(s)),)),
        (s * t, (assume(Invertible(s * x)),)),
        (s * t, (assume(Invertible(s + t)),)),
        (s, (assume(Invertible(s + t)),)),
        (s + t, (assume(Invertible(s * t)),)),
        (s, (assume(Invertible(A)),)),
        (s, (assume(Invertible(u.T @ v * A)),)),
        (i.T @ u, (assume(ForEach(i, Invertible(i.T @ v))),)),
        (i.T @ u, (assume(Invertible(j.T @ u)),)),
        (s, (assume(ForEach(i, Invertible(i.T @ v))),)),
        (u.T @ v, (assume(ForEach(i, Invertible(i.T @ v))),)),
        (minor(Index("j", 2)), (assume(ForEach(SINGLE, Invertible(minor(SINGLE)))),)),
    ],
)
def test_a_factor_that_may_be_0_is_not_cancelled(
    factor: Term, premises: tuple[Theorem, ...]
) -> None:
    with pytest.raises(RefusedError, match="no way to know"):
        cancelled(factor, *premises)


@pytest.mark.parametrize(
    ("factor", "known"),
    [
        (s, Invertible(s)),
        (s, Invertible(s * t)),
        (s, Invertible(s * s * t)),
        (i.T @ u, ForEach(j, Invertible(j.T @ u))),
    ],
)
def test_a_factor_that_is_not_0_is_cancelled(factor: Term, known: Statement) -> None:
    found = cancelled(factor, assume(known))
    assert set(found.hypotheses) == {Equals(factor * x, factor * y), known}


def test_what_has_a_mean_may_be_0() -> None:
    """The hypothesis that a claim is given for its mean speaks of a matrix, and inverts none."""
    with pytest.raises(RefusedError, match="no way to know"):
        cancelled(e, beside=Expectation(e))


@pytest.mark.parametrize("known", [Invertible(s), Invertible(s * B), Invertible(B)])
def test_a_matrix_is_not_cancelled_for_what_is_said_of_another(known: Statement) -> None:
    given = Equals(A @ u, A @ v)
    steps = ((h, "given", given), (H, "inverse of", A))
    with pytest.raises(RefusedError, match="no way to know"):
        algebra(Equals(u, v), Inverse(A) @ h - H @ (u - v), steps, assume(given), assume(known))


# Properties.


@pytest.mark.parametrize(
    ("source", "target"),
    [
        (Invertible(A), Invertible(zero)),
        (PositiveSemidefinite(zero), PositiveSemidefinite(A)),
        (Nonnegative(s), Nonnegative(-s)),
        (Gaussian(noise, u, A), Gaussian(noise, v, A)),
        (Gaussian(noise, u, A), Gaussian(noise, u, B)),
        (Gaussian(noise, u, A), Gaussian(other, u, A)),
    ],
)
def test_a_property_of_something_else(source: Statement, target: Statement) -> None:
    with pytest.raises(RefusedError, match="does not follow"):
        rewrite(assume(source), target)
    with pytest.raises(RefusedError, match="does not follow"):
        rewrite(assume(source), target, assume(Equals(s, t)))


def test_a_law_by_an_equality_of_which_one_hypothesis_is_on_an_outcome() -> None:
    """ε = u at an outcome does not make ε Gaussian where u is, whatever else it was proved from."""
    steps = ((h, "given", Equals(noise, u)),)
    equality = algebra(Equals(noise, u), h, steps, assume(Equals(noise, u)), assume(Invertible(A)))
    assert len(equality.hypotheses) == 2
    with pytest.raises(RefusedError, match="is of a law"):
        rewrite(assume(Gaussian(noise, v, A)), Gaussian(u, v, A), equality)


def test_a_law_by_two_equalities_of_which_one_is_of_an_outcome() -> None:
    equalities = assume(Equals(A, B)), assume(Equals(noise, u))
    for given in (equalities, equalities[::-1]):
        with pytest.raises(RefusedError, match="is of a law"):
            rewrite(assume(Gaussian(noise, v, A)), Gaussian(u, v, B), *given)


def test_a_property_of_an_outcome_by_an_equality_of_outcomes() -> None:
    assert rewrite(assume(Nonnegative(e)), Nonnegative(s), assume(Equals(e, s)))


def test_a_law_by_an_equality_of_constants_that_was_found_at_an_outcome() -> None:
    equality = algebra(Equals(A, B), H, GIVEN, EQUAL, assume(Equals(noise, u)))
    assert rewrite(assume(Gaussian(noise, v, A)), Gaussian(noise, v, B), equality)


def test_what_a_property_is_rewritten_into_has_to_mean_something() -> None:
    found = rewrite(assume(Nonnegative(s)), Nonnegative(s + 1 / t - 1 / t))
    assert set(found.hypotheses) == {Nonnegative(s), Invertible(t)}


# Letters that are replaced.


def test_a_law_is_not_changed_where_one_of_several_statements_speaks_of_it() -> None:
    """p_ε(u)s = p_ε(u)t, from s = t, which speaks of no law; ε may not take the place of u."""
    p = Density(noise, u)
    claim, given = Equals(p * s, p * t), Equals(s, t)
    theorem = algebra(claim, p * g, ((g, "given", given),), assume(given))
    assert instantiate(theorem, (u, v))
    with pytest.raises(RefusedError, match="would change a law"):
        instantiate(theorem, (u, noise))
    with pytest.raises(RefusedError, match="would change a law"):
        instantiate(theorem, (s, e))


def test_a_letter_becomes_a_number_and_an_index_an_index() -> None:
    assert instantiate(assume(Nonnegative(s)), (s, 3)).conclusion == Nonnegative(as_term(3))
    each = assume(Nonnegative(i.T @ u))
    assert instantiate(each, (i, j)).conclusion == Nonnegative(j.T @ u)


def test_where_no_law_is_spoken_of_a_letter_becomes_an_outcome() -> None:
    assert instantiate(assume(Nonnegative(s)), (s, e)).conclusion == Nonnegative(e)
    theorem = algebra(Equals(Expectation(2 * e * s), 2 * s * Expectation(e)), None, ())
    assert instantiate(theorem, (s, 3)).conclusion[2] == 2 * as_term(3) * Expectation(e)


def test_a_letter_keeps_its_shape() -> None:
    with pytest.raises(ShapeError):
        instantiate(assume(Nonnegative(SquaredNorm(u))), (u, w))
    with pytest.raises(ShapeError):
        instantiate(assume(Nonnegative(SquaredNorm(u))), (n, d), (u, v))


def test_what_takes_the_place_of_a_letter_has_to_mean_something() -> None:
    found = instantiate(assume(Nonnegative(SquaredNorm(u))), (u, Inverse(A) @ v))
    assert Invertible(A) in found.hypotheses
    found = instantiate(algebra(Equals(s - s, Zero()), None, ()), (s, 1 / t))
    assert found.hypotheses == (Invertible(t),)


def test_the_moments_are_those_of_the_letters_that_arrive() -> None:
    theorem = algebra(Equals(Expectation(2 * noise), 2 * Expectation(noise)), None, ())
    found = instantiate(theorem, (noise, noise + other))
    assert {Integrable(noise), Integrable(other)} <= set(found.hypotheses)
    theorem = algebra(Equals(Expectation(s * noise), s * Expectation(noise)), None, ())
    found = instantiate(theorem, (noise, noise + other), (s, t))
    assert {Integrable(noise), Integrable(other)} <= set(found.hypotheses)


# Definitions.


def test_a_clause_means_something_at_its_term() -> None:
    found = unfold(assume(PositiveSemidefinite(B)), 1, Inverse(A) @ u)
    assert set(found.hypotheses) == {PositiveSemidefinite(B), Invertible(A)}


def test_a_clause_on_a_law_is_not_taken_at_what_is_random() -> None:
    """That w = 0 minimises the density of ε at w says nothing of the density of ε at ε."""
    claim = Minimises(Zero(n), Density(noise, u), u)
    assert unfold(assume(claim), 0, v)
    with pytest.raises((RefusedError, MalformedError)):
        unfold(assume(claim), 0, noise)


def test_a_clause_is_proved_at_a_letter_of_its_own_shape() -> None:
    """‖v‖² ≥ ‖0‖² for every v of n entries says nothing of those of d entries."""
    square = law("square-is-not-negative")
    letter = square.conclusion.scalar.vector
    squares = instantiate(square, (letter, v), (letter.rows, n))
    premise = rewrite(squares, Nonnegative(SquaredNorm(v) - SquaredNorm(Zero(d))))
    with pytest.raises(RefusedError, match="needed is a Letter"):
        introduce(Minimises(Zero(d), SquaredNorm(w), w), v, premise)


def test_a_clause_is_taken_at_a_term_of_its_own_shape() -> None:
    least = assume(Minimises(Zero(d), SquaredNorm(w), w))
    for at in ((v,), (), (w, w)):
        with pytest.raises(ShapeError):
            unfold(least, 0, *at)


def test_a_clause_on_no_law_is_taken_at_an_outcome() -> None:
    found = unfold(assume(PositiveSemidefinite(B)), 1, noise)
    assert found.conclusion == Nonnegative(noise.T @ B @ noise)


# What is handed on.


def test_no_premise_is_given_by_name_and_lost() -> None:
    with pytest.raises(MalformedError, match="by name"):
        cut(assume(Equals(s, t)), lemma=assume(Equals(s, t)))  # type: ignore[call-arg]


def test_ledgers_keep_their_hypotheses() -> None:
    for name, of in LAWS.items():
        found = law(name)
        assert (found.hypotheses, found.conclusion) == of
        assert not found.facts
    for name, fact in FACTS.items():
        found = cite(name)
        assert (found.hypotheses, found.conclusion) == (fact.hypotheses, fact.conclusion)
        assert found.facts == {name}


def test_every_rule_hands_on_the_facts_of_every_premise() -> None:
    """What rests on a cited fact says so, whichever of the premises it comes from."""
    positive, mean = cite(POSITIVE), cite(MEAN)
    (scalar,) = positive.conclusion[1:-1]
    (matrix,) = free_letters(scalar)
    assert instantiate(positive, (matrix, Letter("M", *matrix.shape))).facts == {POSITIVE}
    same = algebra(Equals(scalar, scalar), None, ())
    assert rewrite(positive, Positive(scalar.T.T), same).facts == {POSITIVE}

    clauses = [unfold(positive, number) for number in (0, 1)]
    assumed = [assume(clause.conclusion) for clause in clauses]
    assert [clause.facts for clause in clauses] == [{POSITIVE}] * 2
    for premises in (clauses, (clauses[0], assumed[1]), (assumed[0], clauses[1])):
        found = introduce(positive.conclusion, None, *premises)
        assert found.facts == {POSITIVE}
        assert set(found.hypotheses) == {h for premise in premises for h in premise.hypotheses}
    assert cut(assumed[0], clauses[0]).facts == {POSITIVE}
    assert cut(clauses[0], assume(positive.hypotheses[0])).facts == {POSITIVE}
    steps, supposed = Dimension("steps"), assume(positive.conclusion)
    assert induct(positive.conclusion, steps, positive, supposed).facts == {POSITIVE}
    assert induct(positive.conclusion, steps, supposed, positive).facts == {POSITIVE}

    one, two = mean.conclusion[1:-1]
    hole = Letter("hole", *one.shape)
    step = (hole, "given", mean.conclusion)
    lengths = algebra(Equals(SquaredNorm(one), SquaredNorm(two)), SquaredNorm(hole), (step,), mean)
    assert lengths.facts == {MEAN}
    not_negative = assume(Nonnegative(SquaredNorm(one)))
    assert rewrite(not_negative, Nonnegative(SquaredNorm(two)), lengths).facts == {MEAN}
    given = cut(assume(mean.conclusion), mean), cut(assumed[0], clauses[0])
    assert given[0].facts | given[1].facts == {MEAN, POSITIVE}


# Abbreviations.


def test_an_abbreviated_hypothesis_falls_as_what_it_means_does() -> None:
    for one, two in ((SHORT, A @ A.T), (A @ A.T, SHORT)):
        lemma = rewrite(assume(PositiveSemidefinite(B)), PositiveSemidefinite(one), equal_to(one))
        found = cut(assume(PositiveSemidefinite(two)), lemma)
        assert set(found.hypotheses) == {PositiveSemidefinite(B), Equals(B, one)}


def equal_to(product: Term) -> Theorem:
    return assume(Equals(B, product))


def test_an_abbreviated_premise_is_known() -> None:
    for one, two in ((SHORT, A @ A.T), (A @ A.T, SHORT)):
        given = ((H, "given", Equals(one, B)),)
        found = algebra(Equals(one @ u, B @ u), H @ u, given, assume(Equals(two, B)))
        assert len(found.hypotheses) == 1


def test_an_abbreviated_matrix_is_cancelled_where_what_it_means_is_invertible() -> None:
    steps = ((h, "given", Equals(SHORT @ u, SHORT @ v)), (H, "inverse of", SHORT))
    premises = assume(Equals(SHORT @ u, SHORT @ v)), assume(Invertible(A @ A.T))
    context = Inverse(SHORT) @ h - H @ (u - v)
    assert algebra(Equals(u, v), context, steps, *premises)
