"""Names: each means one thing in what is published, decided or shown, so that it can be read."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress

import pytest

from derivations.kernel.errors import MalformedError
from derivations.kernel.statements import Equals, Independent, Integrable, Invertible, Statement
from derivations.kernel.terms import (
    Density,
    Dimension,
    Expectation,
    Identity,
    Index,
    Letter,
    MomentGenerating,
    Pi,
    Random,
    SquaredNorm,
    SumOver,
    Term,
    as_term,
)
from derivations.kernel.theorem import assume, instantiate
from derivations.kernel.trees import Abbreviation
from derivations.printing.naming import check_names
from derivations.proving.chain import PUBLISHED, Let, calc, line, publish
from derivations.proving.decide import decide
from derivations.proving.sequents import square

n, d = Dimension("n"), Dimension("d")
s, t, c = Letter("s"), Letter("t"), Letter("c")
a, b, y = Letter("a", n), Letter("b", n), Letter("y", n)
A = Letter("A", n, n)
i, j = Index("i", n), Index("j", n)
U, r = Random("U", n), Random("r")
E, M = Expectation, MomentGenerating


def named(name: str, parameter: Letter, argument: Term, body: Term) -> Abbreviation:
    return Abbreviation(name, (parameter,), (argument,), body)


def norms(one: Term, other: Term) -> Equals:
    """A statement in which two terms stand."""
    return Equals(SquaredNorm(one), SquaredNorm(other))


TWO_THINGS: list[Statement] = [
    norms(Letter("x0", n), Letter("x_0", n)),
    norms(Letter("w_hat_star", n), Letter("w_star_hat", n)),
    norms(Letter("x", n), Letter("x", d)),
    norms(Letter("i", n), i),
    norms(Letter("e_i", n), i),
    norms(Letter("y_i"), i.T @ y),
    norms(Random("y_i"), i.T @ y),
    norms(Random("y", n), y),
    norms(Letter("x_1", n), Random("x_1", n)),
    norms(Letter("pi"), Pi()),
    norms(Dimension("i"), i.T @ j),
    norms(i.T @ y, Index("i", d).T @ Letter("q", d)),
    norms(Letter("sigma_sq"), Letter("sigma") ** 2),
    norms(Abbreviation("x_0", (), (), 2 * y), y + Letter("x0", n)),
    norms(Abbreviation("f", (), (), y), Abbreviation("f", (), (), 2 * y)),
    norms(named("f", t, s, t), named("f", c, s, 2 * c)),
    Equals(Identity(n) @ Letter("n", n), y),
    Equals(i.T @ y, Letter("v", d).T @ Index("i", d)),
    Equals(SumOver(i, i.T @ y), Letter("i")),
    Equals(Letter("E") * E(r), s),
    Equals(named("E", c, s, c * c), E(r)),
    Integrable(Random("U", Dimension("E"))),
    Equals(Letter("M_U") * M(U, a), s),
    Equals(named("M_U", a, b, a.T @ a), M(U, a)),
    Equals(Letter("p_U") * Density(U, a), s),
    Equals(E(U).T @ Letter("U", n), s),
    Equals(E(U).T @ a, SquaredNorm(E(Random("U", d)))),
    Equals(E(i.T @ U), Letter("U_i")),
]


@pytest.fixture(autouse=True)
def _nothing_stays_published() -> Iterator[None]:
    before = dict(PUBLISHED)
    yield
    PUBLISHED.clear()
    PUBLISHED.update(before)


@pytest.mark.parametrize("statement", TWO_THINGS, ids=str)
def test_a_name_of_two_things(statement: Statement) -> None:
    """It is refused where it would be read, in one statement, in two, or in a proof."""
    with pytest.raises(MalformedError, match="two different things"):
        check_names([statement])
    supposed = assume(statement)  # the kernel tells letters apart by all that they are
    with pytest.raises(MalformedError, match="two different things"):
        publish("attack", "Attack", statement, line("supposed", supposed, "supposed"))
    assert "attack" not in PUBLISHED
    if isinstance(statement, Equals):
        apart = Equals(statement.left, statement.left), Equals(statement.right, statement.right)
        with pytest.raises(MalformedError, match="two different things"):
            check_names(apart if all(map(reads, apart)) else [statement])
        with pytest.raises(MalformedError, match="two different things"):
            decide(statement.left, statement.right)
        with pytest.raises(MalformedError, match="two different things"):
            decide(s, s, given=[statement])


def reads(statement: Statement) -> bool:
    """Whether names mean one thing in a statement by itself."""
    with suppress(MalformedError):
        check_names([statement])
        return True
    return False


@pytest.mark.parametrize(
    "statements",
    [
        [Equals(a, b), Equals(b, a), Invertible(A)],
        [norms(i.T @ y, i.T @ y), norms(SumOver(i, i.T @ a), s)],
        [Equals(named("f", t, s, 2 * t), named("f", t, c, 2 * t))],
        [Independent(U), Equals(E(U), a), Integrable(U)],
        [Equals(Letter("x", n), a), Equals(Letter("z", d), Letter("x_1", d))],
        [],
    ],
    ids=str,
)
def test_a_name_of_one_thing(statements: list[Statement]) -> None:
    check_names(statements)


def test_names_are_checked_in_all_that_a_result_shows() -> None:
    """In a hypothesis, in another line, in a reason, and in what a letter is replaced by."""
    other = Letter("A", n, d)
    theorem = square(A @ y)
    claim = theorem.conclusion
    last = line("last", theorem, "a square")
    for lines in (
        (line("first", square(other @ Letter("w", d)), "a square"), last),
        (line("last", theorem, ("see ", other)),),
        (line("last", theorem, ("with ", Let(Letter("z", n, d), other))),),
    ):
        with pytest.raises(MalformedError, match="two different things"):
            publish("attack", "Attack", claim, *lines)
    assert publish("attack", "Attack", claim, last)


def test_names_are_checked_at_the_end_of_a_chain() -> None:
    one, other = Letter("x0"), Letter("x_0")
    chain = calc(one + other).equals(other + one, "swap", by="swap")
    with pytest.raises(MalformedError, match="two different things"):
        chain.qed("attack", "Attack", Equals(one + other, other + one))


def test_names_that_an_instance_makes_one_or_two() -> None:
    """Letters of one name and two sizes become one letter, and a letter may get a name in use."""
    small, large = Letter("x", d), Letter("x", n)
    apart = assume(norms(small, large))
    with pytest.raises(MalformedError, match="two different things"):
        check_names([apart.conclusion])
    check_names([instantiate(apart, (n, d)).conclusion])
    taken = instantiate(assume(norms(a, Letter("x", n))), (a, Letter("x_hat", n)))
    check_names([taken.conclusion])
    with pytest.raises(MalformedError, match="two different things"):
        check_names([instantiate(taken, (Letter("x_hat", n), Index("x", n))).conclusion])


@pytest.mark.parametrize(
    "difference",
    [
        Letter("x12") - Letter("x_1_2"),
        Letter("x10_1") - Letter("x1_01"),
        Letter("x_a") * Letter("b") - Letter("x_ab"),
        Letter("x_a") * Letter("x_b") - Letter("x_a_x_b"),
    ],
    ids=repr,
)
def test_two_terms_with_one_text(difference: Term) -> None:
    """x₁₂ − x₁₂ ≠ 0 and x_ab − x_ab ≠ 0: refused, or printed apart."""
    left, right = str(difference).split(" − ")
    if left == right:
        with pytest.raises(MalformedError, match="two different things"):
            check_names([Invertible(difference)])
        with pytest.raises(MalformedError, match="two different things"):
            decide(difference, as_term(0))
