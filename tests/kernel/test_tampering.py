"""Tampering: what no kind or rule has made is refused, and what one has made cannot be changed."""

from __future__ import annotations

import copy
import gc
import io
import pickle
import sys
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, suppress
from fractions import Fraction
from itertools import count
from typing import Any

import numpy as np
import pytest

from derivations.kernel.declarations import TABLE
from derivations.kernel.errors import DerivationError, MalformedError, RefusedError, ShapeError
from derivations.kernel.frozen import frozen, hash_of
from derivations.kernel.laws import LAWS
from derivations.kernel.nodes import KINDS, NAMED, Node, Tagged, Tags, derived
from derivations.kernel.normal_form import normal_form
from derivations.kernel.statements import (
    Equals,
    ForEach,
    FullColumnRank,
    Invertible,
    Minimises,
    Nonnegative,
    Positive,
    PositiveSemidefinite,
    Statement,
)
from derivations.kernel.terms import (
    Dimension,
    Exp,
    Expectation,
    Identity,
    Index,
    Inverse,
    Letter,
    Log,
    Number,
    ProductOver,
    Random,
    Scaled,
    SquaredNorm,
    Sum,
    SumOver,
    Term,
    Transpose,
    Zero,
    as_term,
)
from derivations.kernel.theorem import (
    RULES,
    Theorem,
    algebra,
    assume,
    cite,
    cut,
    instantiate,
    introduce,
    law,
    product_of_positives,
    rewrite,
    theorem_of,
    unfold,
)
from derivations.kernel.trees import Abbreviation, substitute, unabbreviated
from derivations.proving import certificates
from derivations.proving.chain import PUBLISHED, Let, line, publish
from derivations.proving.decide import decide
from derivations.proving.replay import replay
from derivations.proving.sequents import add, transitive
from derivations.reader import read_data
from tests.kernel.refusal import refused

n, d = Dimension("n"), Dimension("d")
s, t, hole = Letter("s"), Letter("t"), Letter("hole")
u, v, w = Letter("u", n), Letter("v", n), Letter("w", d)
A, X = Letter("A", n, n), Letter("X", n, d)
i, noise = Index("i", n), Random("epsilon", n)
LIE, TRUE = Equals(s, 2 * s), Equals(s, s)
FACT = "determinant-of-a-positive-definite-matrix-is-positive"


FRESH = count(1)


def fresh(shape: Any = 1) -> Letter:
    """A letter that stands nowhere else."""
    return Letter(f"fresh{next(FRESH)}", shape)


def unchangeable() -> AbstractContextManager[Any]:
    """What Python says where there is nothing to set."""
    return pytest.raises((AttributeError, TypeError))


def proved() -> Theorem:
    """⊢ s = s."""
    return algebra(TRUE, None, ())


@pytest.fixture(autouse=True)
def _nothing_stays_published() -> Iterator[None]:
    before = dict(PUBLISHED)
    yield
    PUBLISHED.clear()
    PUBLISHED.update(before)


# Nothing about a node or a theorem can be changed.


def fields(thing: Any) -> dict[str, Any]:
    """The fields of a node or a theorem."""
    if isinstance(thing, Theorem):
        names = ["rule", "arguments", "hypotheses", "conclusion", "facts"]
    else:
        names = [*type(thing).types, *(["shape"] if isinstance(thing, Term) else [])]
    return {name: getattr(thing, name) for name in names}


ONE_OF_EACH: dict[str, Callable[[], Any]] = {
    "a letter": lambda: Letter("s"),
    "a dimension": lambda: Dimension("n"),
    "a number": lambda: Number(Fraction(1)),
    "a sum": lambda: u + v,
    "an identity": lambda: Identity(n),
    "a sum over an index": lambda: SumOver(i, i.T @ u),
    "an abbreviation": lambda: Abbreviation("f", (t,), (s,), 2 * t),
    "an equation": lambda: Equals(s, s),
    "a minimum": lambda: Minimises(u, SquaredNorm(v), v),
    "a theorem": proved,
    "a supposition": lambda: assume(LIE),
    "a fact": lambda: cite(FACT),
}


@pytest.mark.parametrize("name", ONE_OF_EACH)
@pytest.mark.parametrize("set_it", [setattr, object.__setattr__], ids=["setattr", "object"])
def test_no_field_can_be_set_or_deleted(name: str, set_it: Callable[..., None]) -> None:
    """Nor is there room for a field that is not there."""
    thing = ONE_OF_EACH[name]()
    before = fields(thing)
    for field in [*before, "sequent", "meaning", "types", "new", "__dict__", "__class__"]:
        with unchangeable():
            set_it(thing, field, LIE)
        with unchangeable():
            object.__delattr__(thing, field)
        with unchangeable():
            delattr(thing, field)
    assert fields(thing) == before
    assert not hasattr(thing, "__dict__")
    assert theorem_of(thing) if isinstance(thing, Theorem) else derived(thing)


@pytest.mark.parametrize("name", ONE_OF_EACH)
def test_no_item_can_be_set(name: str) -> None:
    """A tuple has no method that would."""
    thing = ONE_OF_EACH[name]()
    before = fields(thing)
    for change in ("__setitem__", "__delitem__", "__iadd__", "__setstate__", "append", "clear"):
        assert not hasattr(thing, change)
    with unchangeable():
        thing[0] = LIE
    with unchangeable():
        del thing[0]
    assert fields(thing) == before


@pytest.mark.parametrize("name", ONE_OF_EACH)
def test_nothing_can_be_started_again(name: str) -> None:
    """`__init__` does nothing, and `__new__` makes something else."""
    thing = ONE_OF_EACH[name]()
    before = fields(thing)
    with suppress(TypeError):
        thing.__init__("assume", LIE)
    with suppress(TypeError):
        thing.__init__(s, 2 * s)
    with suppress(DerivationError):
        type(thing).__new__(type(thing), "assume", LIE)
    assert fields(thing) == before


@pytest.mark.parametrize("name", ONE_OF_EACH)
def test_nothing_changes_its_class(name: str) -> None:
    """A class of the same layout, and one that is derived, are both refused."""
    thing = ONE_OF_EACH[name]()
    kinds: list[Any] = [type("Sub", (type(thing),), {"__slots__": ()}), Exp, Equals, Theorem, tuple]
    for kind in kinds:
        with unchangeable():
            thing.__class__ = kind
        with unchangeable():
            object.__setattr__(thing, "__class__", kind)
    assert type(thing) is type(ONE_OF_EACH[name]())


def test_a_field_that_is_added_to_by_force() -> None:
    """A theorem keeps what it says, after all attempts to make it say something else."""
    theorem = proved()
    for name in ("conclusion", "hypotheses", "facts", "arguments", "rule"):
        with unchangeable():
            object.__setattr__(theorem, name, LIE)
    assert (theorem.rule, theorem.arguments) == ("algebra", (TRUE, None, ()))
    assert (theorem.hypotheses, theorem.conclusion, theorem.facts) == ((), TRUE, frozenset())
    replay(theorem)


def test_a_fact_that_is_struck_out() -> None:
    """A theorem rests on what it is cited from, in all that follows from it too."""
    theorem = cite(FACT)
    with unchangeable():
        object.__setattr__(theorem, "facts", frozenset())
    with unchangeable():
        theorem.facts.clear()  # type: ignore[attr-defined]
    assert theorem.facts == {FACT}
    assert instantiate(theorem, (Dimension("k"), 2)).facts == {FACT}


def test_a_shape_that_is_set_by_force() -> None:
    """Xw ≥ 0 for a vector that claims to be 1×1."""
    vector = X @ w
    with unchangeable():
        object.__setattr__(vector, "shape", (1, 1))
    assert vector.shape == (n, 1)
    with refused(ShapeError):
        assume(Nonnegative(vector))


@pytest.mark.parametrize("claimed", [Identity(d), as_term(1)], ids=str)
def test_a_shape_that_is_set_deep_inside(claimed: Term) -> None:
    """I_n = I_d, or I_n = 1, below forty factors of 1."""
    term: Term = 1 * Identity(n)
    with unchangeable():
        object.__setattr__(term, "shape", claimed.shape)
    for _ in range(40):
        term = 1 * term
    with refused(ShapeError):
        algebra(Equals(term, claimed), None, ())


def test_a_number_that_is_changed_inside_its_fraction() -> None:
    """1s = s stays what it was when the Fraction of 1 becomes 2, whether it came in or goes out."""
    one = Fraction(1)
    number = Number(one)
    theorem = algebra(Equals(number * s, s), None, ())
    one._numerator = 2  # type: ignore[attr-defined]
    number.value._numerator = 2  # type: ignore[attr-defined]
    assert number == as_term(1)
    assert number.value == 1
    assert theorem.conclusion == Equals(as_term(1) * s, s)
    replay(theorem)
    with refused(RefusedError):
        algebra(Equals(number * s, 2 * s), None, ())
    with refused(RefusedError):
        algebra(Equals(as_term(1), as_term(2)), None, ())


@pytest.mark.parametrize(("numerator", "denominator"), [(2, 2), (1, -1), (0, 2), (1, True)])
def test_a_fraction_that_is_changed_before_it_becomes_a_number(
    numerator: int, denominator: int
) -> None:
    """2/2 would be another number than 1, and 1/−1 than −1."""
    fraction = Fraction(1, 3)
    fraction._numerator, fraction._denominator = numerator, denominator  # type: ignore[attr-defined]
    with refused(MalformedError):
        Number(fraction)


def test_a_number_of_the_same_hash() -> None:
    """−1 and −2 have one hash, and so have 0 and 2⁶¹ − 1."""
    for before, after in ((-1, -2), (0, 2**61 - 1)):
        number, other = Number(Fraction(before)), Number(Fraction(after))
        assert hash(Fraction(before)) == hash(Fraction(after))
        with unchangeable():
            object.__setattr__(number, "value", Fraction(after))
        assert number.value == before
        with refused(RefusedError):
            algebra(Equals(number, other), None, ())


def test_a_part_that_is_changed_before_or_after_it_was_hashed() -> None:
    """A sum keeps its parts, whether its letters and normal form were looked at or not."""
    for look in (hash, normal_form, repr, lambda _: None):
        whole = Letter("a_one") + Letter("b_one")
        look(whole)
        with unchangeable():
            object.__setattr__(whole, "left", t)
        assert algebra(Equals(whole, Letter("a_one") + Letter("b_one")), None, ())
        with refused(RefusedError):
            algebra(Equals(whole, t + Letter("b_one")), None, ())


def test_a_condition_that_is_changed() -> None:
    """A condition that was computed once and kept is what the next theorem is given too."""
    claim = Equals(Log(s) - Log(s), Zero())
    theorem = algebra(claim, None, ())
    for target, field in ((theorem.hypotheses[0], "scalar"), (theorem, "hypotheses")):
        with unchangeable():
            object.__setattr__(target, field, Number(Fraction(1)))
    assert theorem.hypotheses == algebra(claim, None, ()).hypotheses == (Positive(s),)
    replay(theorem)


def test_a_statement_that_is_changed_after_it_was_used() -> None:
    """exp s > 0 does not become ln s > 0."""
    known = Positive(Exp(s))
    assume(known)
    with unchangeable():
        object.__setattr__(known, "scalar", Log(s))
    with refused(RefusedError):
        cut(assume(Positive(Log(s))), instantiate(law("exponential-is-positive"), (t, s)))


# What no kind has built is refused wherever a term or statement can stand.


class Agreeable(Equals):
    """A statement that equals every other."""

    __slots__ = ()

    def __eq__(self, other: object) -> bool:
        return True

    __hash__ = tuple.__hash__


def raw(kind: Any, *parts: Any) -> Any:
    """A node without its checks, with its parts and its shape."""
    return tuple.__new__(kind, (kind, *parts))


def duck(**said: Any) -> Any:
    """Something that only says what it is."""
    return type("Duck", (), said)()


def freed(node: Any) -> Any:
    """A node of which the kernel was told that it is gone."""
    node.__del__()
    return node


def taken(attempt: Callable[[], Any]) -> str | None:
    """What an attempt gives, unless it is refused."""
    try:
        return f"taken: {attempt()!r}"
    except (DerivationError, TypeError, KeyError, AttributeError, IndexError):
        return None


TERMS: dict[str, Callable[[], Any]] = {
    "a letter without its checks": lambda: raw(Letter, "s", 1, 1, (1, 1)),
    "a vector that claims to be 1×1": lambda: raw(Product_, X, w, (1, 1)),
    "the number 2 that claims to be 1": lambda: raw(Number, (2, 2), (1, 1)),
    "a letter by the base": lambda: Tagged.__new__(Letter, "s", 1, 1, (1, 1)),
    "an instance of a subclass": lambda: raw(type("Sub", (Letter,), {}), "s", 1, 1, (1, 1)),
    "a letter that is not of its class": lambda: tuple.__new__(Letter, (Sum, "s", 1, 1, (1, 1))),
    "an empty tuple": lambda: tuple.__new__(Letter, ()),
    "an abbreviation that stands for something else": lambda: raw(
        Abbreviation, "f", (t,), (s,), t, 2 * s, (1, 1)
    ),
    "a letter that is gone": lambda: freed(fresh()),
    "a duck": lambda: duck(__class__=Letter, shape=(1, 1), name="s", T=s),
    "a duck of a sum": lambda: duck(__class__=Sum, shape=(1, 1), left=s, right=s, types={}),
    "a tuple": lambda: (Letter, "s", 1, 1, (1, 1)),
    "a class": lambda: Letter,
}
STATEMENTS: dict[str, Callable[[], Any]] = {
    "an equation without its checks": lambda: raw(Equals, s, 2 * s, (1, 1)),
    "an equation of shapes that do not fit": lambda: raw(Equals, s, u, (1, 1)),
    "an equation of what is not built": lambda: raw(
        Equals, raw(Letter, "s", 1, 1, (1, 1)), s, None
    ),
    "what equals every statement": lambda: tuple.__new__(Agreeable, (Equals, s, 2 * s, (1, 1))),
    "an equation that is gone": lambda: freed(Equals(fresh(), s)),
    "a duck": lambda: duck(__class__=Equals, left=s, right=2 * s, shape=(1, 1)),
    "a tuple": lambda: (Equals, s, 2 * s, (1, 1)),
    "a truth value": lambda: s == s,
    "a text": lambda: "equals(letter(s,1,1),letter(s,1,1))",
}
Product_: Any = type(X @ w)


@pytest.mark.parametrize("name", TERMS)
def test_a_forged_term_is_part_of_nothing(name: str) -> None:
    """No kind takes it, in any place, nor does an operator or a rule."""
    forged = TERMS[name]()
    tried: list[Callable[[], Any]] = [
        lambda: as_term(forged),
        lambda: s + forged,
        lambda: s * forged,
        lambda: s @ forged,
        lambda: s - forged,
        lambda: s / forged,
        lambda: Sum(forged, s),
        lambda: Scaled(s, forged),
        lambda: Scaled(forged, A),
        lambda: Transpose(forged),
        lambda: Inverse(forged),
        lambda: SquaredNorm(forged),
        lambda: Exp(forged),
        lambda: Expectation(forged),
        lambda: SumOver(i, forged),
        lambda: SumOver(forged, s),
        lambda: ForEach(forged, TRUE),
        lambda: Letter("x", forged),
        lambda: Identity(forged),
        lambda: Abbreviation("f", (t,), (forged,), 2 * t),
        lambda: Abbreviation("f", (forged,), (s,), 2 * s),
        lambda: Abbreviation("f", (), (), forged),
        lambda: Equals(forged, s),
        lambda: Equals(s, forged),
        lambda: Invertible(forged),
        lambda: Nonnegative(forged),
        lambda: PositiveSemidefinite(forged),
        lambda: Minimises(forged, s * s, s),
        lambda: Minimises(s, s * s, forged),
        lambda: Theorem("algebra", TRUE, forged, ()),
        lambda: Theorem("algebra", TRUE, None, ((forged, "inverse", s),)),
        lambda: Theorem("algebra", TRUE, None, ((hole, "by", forged, s, None),)),
        lambda: Theorem("instantiate", assume(LIE), (s, forged)),
        lambda: Theorem("instantiate", assume(LIE), (forged, t)),
        lambda: Theorem("introduce", FullColumnRank(X), forged, assume(Equals(w, Zero(d)))),
        lambda: Theorem("unfold", assume(FullColumnRank(X)), 0, forged),
        lambda: Theorem("mean_square", forged),
        lambda: Theorem("product_of_positives", forged, assume(ForEach(i, Positive(i.T @ u)))),
        lambda: normal_form(forged),
        lambda: substitute(TRUE, {s: forged}),
        lambda: frozen(forged),
    ]
    for place, attempt in enumerate(tried):
        assert taken(attempt) is None, f"in place {place}"


@pytest.mark.parametrize("name", STATEMENTS)
def test_a_forged_statement_is_neither_supposed_nor_proved(name: str) -> None:
    """No rule takes it, nor what reads, freezes or decides statements."""
    forged = STATEMENTS[name]()
    tried: list[Callable[[], Any]] = [
        lambda: assume(forged),
        lambda: algebra(forged, None, ()),
        lambda: algebra(TRUE, hole, ((hole, "given", forged),), assume(TRUE)),
        lambda: algebra(TRUE, hole, ((hole, "at", forged, i),), assume(TRUE)),
        lambda: certificates.algebra(forged),
        lambda: rewrite(assume(Nonnegative(s)), forged),
        lambda: introduce(forged, None, proved()),
        lambda: introduce(forged, u, proved()),
        lambda: ForEach(i, forged),
        lambda: Theorem("assume", forged),
        lambda: unabbreviated(forged),
        lambda: frozen(forged),
        lambda: hash_of((), forged),
        lambda: hash_of((forged,), TRUE),
        lambda: decide(forged),
        lambda: publish("attack", "Attack", forged, line("same", proved(), "so")),
        lambda: publish("attack", "Attack", TRUE, line("same", proved(), ("as ", Let(s, forged)))),
    ]
    for place, attempt in enumerate(tried):
        assert taken(attempt) is None, f"in place {place}"
    assert "attack" not in PUBLISHED


def test_what_is_forged_is_not_known() -> None:
    for name, forge in {**TERMS, **STATEMENTS}.items():
        with pytest.raises(MalformedError, match="not of a known kind"):
            pytest.fail(f"{name} is known: {derived(forge())}")


def test_a_subclass_of_a_kind_builds_nothing() -> None:
    """A subclass could override anything, and a class of its own name is no kind either."""
    made: list[Any] = [
        type("Letter", (Letter,), {}),
        type("Sub", (Letter,), {"meaning": classmethod(lambda *_: (s,))}),
        type("Sub", (Letter,), {"shape": (1, 1)}),
        Tags(
            "Letter", (Term,), {"__annotations__": {"name": "str", "rows": "Size", "cols": "Size"}}
        ),
        Term,
        Statement,
        Node,
    ]
    for kind in made:
        with pytest.raises(MalformedError, match="is not a kind"):
            kind("x", n, 1)
        with pytest.raises(MalformedError, match="is not a kind"):
            Node.__new__(kind, "x", n, 1)
    assert KINDS.keys() == TABLE.keys()
    assert set(NAMED.values()) == set(TABLE)


def test_a_subclass_of_a_statement() -> None:
    """As could one of Equals."""
    for kind in (type("Sub", (Equals,), {}), Agreeable):
        with pytest.raises(MalformedError, match="is not a kind"):
            kind(s, s)  # type: ignore[call-arg]


def test_a_node_is_built_with_all_its_checks_by_its_base_too() -> None:
    """`Node.__new__` is what every kind calls, and it is no way around."""
    assert Node.__new__(Equals, s, s) == TRUE
    for kind, parts, error in (
        (Equals, (s, u), ShapeError),
        (Equals, (s,), MalformedError),
        (Equals, (s, s, (1, 1)), MalformedError),
        (Letter, ("x", 0, 1), ShapeError),
        (Letter, ("x", True, 1), ShapeError),
        (Letter, ("I",), MalformedError),
        (Number, (1,), MalformedError),
        (Number, (0.5,), MalformedError),
        (Sum, (s, 2), MalformedError),
        (Identity, (s,), ShapeError),
    ):
        with refused(error):
            Node.__new__(kind, *parts)


@pytest.mark.parametrize(
    "build",
    [
        lambda: Letter("x", rows=0),
        lambda: Letter("x", cols=True),
        lambda: Letter("x", n, rows=n),
        lambda: Letter("x", size=n),
        lambda: Letter("x", n, 1, shape=(1, 1)),
        lambda: Letter(rows=n),
        lambda: Identity(size=s),
        lambda: Sum(s, right=u),
        lambda: Sum(left=s),
        lambda: Equals(s, s, right=u),
        lambda: Abbreviation("f", (), (), s, meaning=2 * s),
    ],
)
def test_a_part_that_is_named_is_checked_as_well(build: Callable[[], object]) -> None:
    """A part may be named, once and by its name, and what else is named is refused."""
    assert Equals(right=t, left=s) == Equals(s, t)
    with pytest.raises((DerivationError, TypeError)):
        build()


class Sneaky(str):
    """A text that equals every other."""

    __slots__ = ()

    def __eq__(self, other: object) -> bool:
        return True

    __hash__ = str.__hash__


class Wrong(int):
    """A whole number that lies."""

    def __eq__(self, other: object) -> bool:
        return True

    def __gt__(self, other: object) -> bool:
        return True

    __hash__ = int.__hash__


@pytest.mark.parametrize(
    ("build", "error"),
    [
        (lambda: Letter(Sneaky("a")), MalformedError),
        (lambda: Dimension(Sneaky("a")), MalformedError),
        (lambda: Abbreviation(Sneaky("a"), (), (), s), MalformedError),
        (lambda: Letter("x", Wrong(2)), ShapeError),
        (lambda: Letter("x", n, Wrong(0)), ShapeError),
        (lambda: Identity(Wrong(-1)), ShapeError),
        (lambda: Letter("x", np.int64(2)), ShapeError),
        (lambda: Letter("x", True), ShapeError),
        (lambda: Letter("x", 2.0), ShapeError),  # type: ignore[arg-type]
        (lambda: Number(type("Half", (Fraction,), {})(1, 2)), MalformedError),
        (lambda: Number(Wrong(2)), MalformedError),  # type: ignore[arg-type]
        (lambda: as_term(Wrong(2)), MalformedError),
        (lambda: Abbreviation("f", [], [], s), MalformedError),  # type: ignore[arg-type]
        (lambda: Abbreviation("f", type("Empty", (tuple,), {})(), (), s), MalformedError),
        (lambda: unfold(assume(FullColumnRank(X)), Wrong(0), w), MalformedError),
        (lambda: unfold(assume(FullColumnRank(X)), False, w), MalformedError),
        (lambda: cite(Sneaky(FACT)), MalformedError),
        (lambda: law(Sneaky("pi-is-positive")), MalformedError),
        (lambda: Theorem(Sneaky("assume"), LIE), MalformedError),
        (lambda: algebra(TRUE, hole, ((hole, Sneaky("given"), TRUE),), proved()), MalformedError),
        (lambda: algebra(TRUE, None, []), MalformedError),  # type: ignore[arg-type]
        (lambda: algebra(TRUE, None, type("Steps", (tuple,), {})()), MalformedError),
        (lambda: instantiate(assume(LIE), type("Pair", (tuple,), {})((s, t))), MalformedError),
    ],
)
def test_what_is_almost_a_name_a_size_or_a_number(
    build: Callable[[], object], error: type[DerivationError]
) -> None:
    """A text, an int, a Fraction and a tuple are Python's own, and no subclass of them."""
    with refused(error):
        build()


# What no rule has proved is refused wherever a theorem can stand.


def forged(**changes: Any) -> Any:
    """A theorem ⊢ s = 2s that no rule has proved."""
    said = {"rule": "assume", "arguments": (LIE,), "hypotheses": (), "conclusion": LIE}
    said |= {"facts": frozenset(), **changes}
    return tuple.__new__(Theorem, tuple(said.values()))


class Sub(Theorem):  # type: ignore[misc]  # what `final` forbids
    """A theorem that says what it likes."""

    __slots__ = ()
    conclusion = property(lambda _: LIE)  # type: ignore[assignment]
    hypotheses = property(lambda _: ())  # type: ignore[assignment]

    def __new__(cls, *_: Any) -> Any:
        return tuple.__new__(cls, ("algebra", (TRUE, None, ()), (), TRUE, frozenset()))


class Shell(tuple[Any, ...]):
    """A tuple of the layout of a theorem."""

    __slots__ = ()


def shell() -> Any:
    """A tuple whose class becomes Theorem."""
    made: Any = Shell(("assume", (LIE,), (), LIE, frozenset()))
    made.__class__ = Theorem
    return made


def gone() -> Any:
    """A theorem of which the kernel was told that it is gone."""
    return freed(assume(LIE))


FORGED: dict[str, Callable[[], Any]] = {
    "a lie": forged,
    "a lie by a rule that proves something else": lambda: forged(
        rule="algebra", arguments=(TRUE, None, ())
    ),
    "a lie that rests on a lie": lambda: forged(
        rule="algebra", arguments=(LIE, hole, ((hole, "given", LIE),), forged())
    ),
    "a truth that no rule has proved": lambda: forged(conclusion=TRUE),
    "a supposition that no rule has made": lambda: forged(hypotheses=(LIE,)),
    "a conclusion that equals everything": lambda: forged(
        conclusion=tuple.__new__(Agreeable, (Equals, s, 2 * s, (1, 1)))
    ),
    "an empty tuple": lambda: tuple.__new__(Theorem, ()),
    "an instance of a subclass": Sub,
    "a tuple whose class became Theorem": shell,
    "a theorem that is gone": gone,
    "a duck": lambda: duck(
        __class__=Theorem, rule="assume", arguments=(), hypotheses=(), conclusion=LIE, facts=()
    ),
    "a duck of a tuple": lambda: type("Duck", (tuple,), {"__class__": Theorem, "conclusion": LIE})(
        ("assume", (LIE,), (), LIE, frozenset())
    ),
    "the class": lambda: Theorem,
    "a statement": lambda: LIE,
    "nothing": lambda: None,
}


@pytest.mark.parametrize("name", FORGED)
def test_a_forged_theorem_is_no_premise(name: str) -> None:
    """No rule and no step takes it, it is not published, and it does not replay."""
    lie = FORGED[name]()
    positive = ForEach(i, Positive(i.T @ u))
    tried: list[Callable[[], Any]] = [
        lambda: theorem_of(lie),
        lambda: replay(lie),
        lambda: algebra(LIE, hole, ((hole, "given", LIE),), lie),
        lambda: algebra(LIE, None, (), proved(), lie),
        lambda: Theorem("algebra", TRUE, None, (lie,)),
        lambda: rewrite(lie, LIE),
        lambda: rewrite(assume(Nonnegative(s)), Nonnegative(2 * s), lie),
        lambda: instantiate(lie, (s, t)),
        lambda: instantiate(lie),
        lambda: cut(lie),
        lambda: cut(assume(LIE), lie),
        lambda: introduce(Positive(s), None, lie, lie),
        lambda: introduce(positive, i, lie),
        lambda: unfold(lie, 0),
        lambda: product_of_positives(ProductOver(i, i.T @ u), lie),
        lambda: transitive(lie, lie),
        lambda: add(lie, lie),
        lambda: certificates.algebra(LIE, lie),
        lambda: certificates.rewrite(lie, LIE),
        lambda: decide(TRUE, lie),
        lambda: publish("attack", "Attack", LIE, line("same", lie, "so")),
        lambda: publish("attack", "Attack", LIE, line("same", proved(), "so"), theorem=lie),
    ]
    for place, attempt in enumerate(tried):
        assert taken(attempt) is None, f"in place {place}"
    assert "attack" not in PUBLISHED


@pytest.mark.parametrize("rule", RULES)
def test_every_rule_refuses_a_forged_theorem_among_its_arguments(rule: str) -> None:
    """Wherever it stands, and however deep."""
    lie = forged()
    for arguments in (
        (lie,),
        (LIE, lie),
        (TRUE, None, (), lie),
        ((lie,),),
        (assume(LIE), (s, lie)),
    ):
        with pytest.raises(MalformedError):
            Theorem(rule, *arguments)


def test_a_theorem_has_no_subclasses() -> None:
    """A class can be derived from it, and has no instance that a rule takes."""
    derived_from: Any = type("Believe", (Theorem,), {"conclusion": LIE})
    for make in (derived_from, lambda *given: Theorem.__new__(derived_from, *given)):
        with pytest.raises(MalformedError, match="no subclasses"):
            make("assume", LIE)
        with pytest.raises(MalformedError, match="no subclasses"):
            make("algebra", TRUE, None, ())


def test_a_theorem_is_not_made_by_the_bases_of_its_class() -> None:
    for make in (object.__new__, Node.__new__, tuple.__new__):
        made: Any = None
        with suppress(TypeError, MalformedError):
            made = make(Theorem)
        with refused(MalformedError):
            algebra(LIE, None, (), made)
    with pytest.raises(TypeError):
        Theorem()  # type: ignore[call-arg]


def test_a_theorem_that_rests_on_itself() -> None:
    """There is no way to put a theorem among its own arguments."""
    theorem = proved()
    with unchangeable():
        object.__setattr__(theorem, "arguments", (LIE, theorem))
    with unchangeable():
        theorem.arguments[1] = theorem  # type: ignore[index]
    assert theorem.arguments == (TRUE, None, ())


# Copies and pickles are proved again, or are nothing.


@pytest.mark.parametrize("protocol", range(pickle.HIGHEST_PROTOCOL + 1))
@pytest.mark.parametrize("name", ONE_OF_EACH)
def test_a_pickle_proves_again(name: str, protocol: int) -> None:
    """What comes out is known; the oldest protocols, which would check nothing, pickle no node."""
    thing = ONE_OF_EACH[name]()
    if protocol < 2:
        with pytest.raises((TypeError, pickle.PicklingError)):
            pickle.dumps(thing if isinstance(thing, Node) else thing.conclusion, protocol)
        return
    again = pickle.loads(pickle.dumps(thing, protocol))
    assert fields(again) == fields(thing)
    assert theorem_of(again) if isinstance(thing, Theorem) else derived(again)


def test_the_pickle_of_a_forged_theorem_shows_what_it_hid() -> None:
    """It comes out with the hypothesis that it hides, or not at all."""
    assert pickle.loads(pickle.dumps(forged())).hypotheses == (LIE,)
    assert copy.copy(forged()).hypotheses == (LIE,)
    assert copy.deepcopy(forged()).hypotheses == (LIE,)
    with refused(MalformedError):
        pickle.loads(pickle.dumps(forged(rule="believe")))
    with refused(RefusedError):
        pickle.loads(pickle.dumps(forged(rule="algebra", arguments=(LIE, None, ()))))


@pytest.mark.parametrize("duplicate", [copy.copy, copy.deepcopy], ids=["copy", "deepcopy"])
@pytest.mark.parametrize("name", ONE_OF_EACH)
def test_a_copy_is_built_or_proved_again(name: str, duplicate: Callable[[Any], Any]) -> None:
    thing = ONE_OF_EACH[name]()
    again = duplicate(thing)
    assert fields(again) == fields(thing)
    assert theorem_of(again) if isinstance(thing, Theorem) else derived(again)


def test_a_pickle_that_is_made_by_hand() -> None:
    """One that calls `tuple.__new__` itself gives something that is not known."""

    class Forger:
        def __reduce__(self) -> Any:
            return tuple.__new__, (Equals, (Equals, s, 2 * s, (1, 1)))

    class Believer:
        def __reduce__(self) -> Any:
            return tuple.__new__, (Theorem, ("assume", (LIE,), (), LIE, frozenset()))

    statement, theorem = (pickle.loads(_dumped(each)) for each in (Forger(), Believer()))
    assert type(statement) is Equals
    with refused(MalformedError):
        assume(statement)
    assert type(theorem) is Theorem
    with refused(MalformedError):
        replay(theorem)


def _dumped(thing: Any) -> bytes:
    """A pickle of what reduces to a call, without the class that asks for it."""
    call, arguments = thing.__reduce__()

    class Pickler(pickle.Pickler):
        def reducer_override(self, obj: Any) -> Any:
            return (call, arguments) if obj is thing else NotImplemented

    file = io.BytesIO()
    Pickler(file).dump(thing)
    return file.getvalue()


def test_the_reader_takes_no_objects() -> None:
    """Data that was not parsed from JSON may hold forged nodes and theorems."""
    equation = raw(Equals, s, 2 * s, (1, 1))
    for steps in (
        [["assume", equation]],
        [["cut", forged()]],
        [["assume", ["tuple", equation]]],
        [["cut", ["step", forged()]]],
        [["assume", raw(Letter, "s", 1, 1, (1, 1))]],
    ):
        data = {"format": "line-by-line-proofs", "version": 2, "nodes": [], "steps": steps}
        with pytest.raises((DerivationError, TypeError)):
            read_data({**data, "published": [["attack", 0]]})


# What is gone is forgotten, and what takes its place in memory is not taken for it.


def in_its_place(number: int, make: Callable[[], Any], tries: int = 1000) -> Any:
    """Something that is made where something else was in memory, if that comes to pass."""
    held = []
    for _ in range(tries):
        held.append(make())
        if id(held[-1]) == number:
            break
    return held[-1]


def test_an_id_that_is_used_again() -> None:
    """A forged theorem in the place of a real one is no theorem."""
    theorem = proved()
    number = id(theorem)
    del theorem
    lie = in_its_place(number, forged)
    assert id(lie) == number
    with refused(MalformedError):
        replay(lie)
    with refused(MalformedError):
        algebra(LIE, hole, ((hole, "given", LIE),), lie)


def test_an_id_of_a_node_that_is_used_again() -> None:
    """Nor is a forged statement known, whether or not it takes the place of a real one."""
    statement = Equals(fresh(), s)
    number = id(statement)
    del statement
    lie = in_its_place(number, lambda: raw(Equals, s, u, (1, 1)))
    with refused(MalformedError):
        assume(lie)


def test_what_is_collected_is_forgotten() -> None:
    """Also where it dies in a circle, and something there takes hold of it again."""
    held: list[Any] = []

    class Circle:
        def __init__(self, *inside: Any) -> None:
            self.inside, self.itself = inside, self

        def __del__(self) -> None:
            held.extend(self.inside)

    Circle(assume(LIE), proved())
    gc.collect()
    assert len(held) == 2
    for theorem in held:
        with refused(MalformedError):
            replay(theorem)


def test_what_is_gone_makes_nothing_of_what_it_stands_in() -> None:
    """A term whose part is gone is refused, or means what it meant."""
    part = fresh()
    whole, three = part + part, 3 * s
    part.__del__()
    with refused(MalformedError):
        algebra(Equals(whole, three), None, ())
    with refused(MalformedError):
        assume(Equals(whole, part))


def test_to_be_told_to_forget_something_else() -> None:
    """`__del__` with another function to call forgets nothing, and makes nothing known."""
    said = list[Any]()
    lie, equation = forged(), raw(Equals, s, 2 * s, (1, 1))
    lie.__del__(lambda *given: said.append(given))
    equation.__del__(lambda *given: said.append(given))
    assert [given[0] for given in said] == [id(lie), id(equation)]
    with refused(MalformedError):
        replay(lie)
    with refused(MalformedError):
        assume(equation)


def test_what_was_too_large_is_not_known() -> None:
    """A term that is refused while it is built leaves nothing behind."""
    found: list[Any] = []

    def watch(frame: Any, event: str, _: Any) -> None:
        if event == "return" and frame.f_globals["__name__"] == Node.__module__:
            found.append(frame.f_locals.get("node"))

    total: Term = fresh(n)
    while True:
        sys.setprofile(watch)
        try:
            total = total + total
        except RefusedError as error:
            assert "too large" in str(error)  # noqa: PT017  # the profile is set around the sum only
            break
        finally:
            sys.setprofile(None)
    large = next(node for node in reversed(found) if isinstance(node, Sum))
    assert large.left is total
    with refused(MalformedError):
        derived(large)
    with refused(MalformedError):
        Transpose(large)


# What fell once: ids that were not given back, classes and names that equal others, laws.


def spoiled(thing: list[Any], spoil: Callable[[], None]) -> int:
    """The place in memory of something that dies while its last words are cut off."""
    number = id(thing[0])
    hook, sys.unraisablehook = sys.unraisablehook, lambda _: None
    try:
        spoil()
    finally:
        sys.unraisablehook = hook
    assert not thing
    return number


def at_the_limit(thing: list[Any]) -> None:
    """Drop something where Python has no room left to call anything."""

    def deeper() -> None:
        try:
            deeper()
        finally:
            thing.clear()

    with suppress(RecursionError):
        deeper()


def interrupted(thing: list[Any]) -> None:
    """Drop something, and interrupt its last words, as a signal may."""

    def interrupt(frame: Any, event: str, _: Any) -> None:
        if frame.f_code.co_name == "__del__":
            raise KeyboardInterrupt

    sys.setprofile(interrupt)
    thing.clear()
    sys.setprofile(None)


@pytest.mark.parametrize("drop", [at_the_limit, interrupted])
@pytest.mark.parametrize(
    ("real", "lie"),
    [(proved, forged), (lambda: Equals(s, s), lambda: raw(Equals, s, u, (1, 1)))],
    ids=["a theorem", "a statement"],
)
def test_an_id_that_was_not_given_back(
    real: Callable[[], Any], lie: Callable[[], Any], drop: Callable[[list[Any]], None]
) -> None:
    """Where `__del__` cannot run to its end, the id of what is gone stays known."""
    for _ in range(100):
        thing = [real()]
        number = spoiled(thing, lambda thing=thing: drop(thing))  # type: ignore[misc]
        forgery = in_its_place(number, lie, 50)
        with refused(MalformedError):
            Theorem("assume", forgery) if isinstance(forgery, Node) else replay(forgery)
        with refused(MalformedError):
            Theorem("cut", forgery) if isinstance(forgery, Theorem) else frozen(forgery)


class Same(Tags):
    """Classes that equal every class."""

    def __eq__(cls, other: object) -> bool:
        return True

    def __hash__(cls) -> int:
        return hash(Equals)


def test_a_class_that_equals_a_kind() -> None:
    """⊢ s = 2s, from a statement whose two sides are s and s, and say that they are not."""

    class Evil(Equals, metaclass=Same):
        left = property(lambda _: s)  # type: ignore[assignment]
        right = property(lambda _: 2 * s)  # type: ignore[assignment]

    one = fresh()  # so that nothing of it was built before
    with refused(MalformedError):
        Evil(one, one)
    assert type(Equals(one, one)) is Equals
    with suppress(DerivationError):
        evil = Evil(s, s)
        false = algebra(LIE, hole, ((hole, "given", evil),), assume(evil))
        assert not cut(false, proved()), "this is ⊢ s = 2s"


class Anything(type):
    """Classes of texts that equal every class."""

    def __eq__(cls, other: object) -> bool:
        return True

    __hash__ = type.__hash__


def test_a_name_that_changes_between_two_questions() -> None:
    """⊢ a = 0: the conclusion of one law with the hypotheses of another."""

    class Name(str, metaclass=Anything):
        asked = 0

        def __hash__(self) -> int:
            Name.asked += 1
            return hash("pi-is-positive" if Name.asked < 3 else "neither-above-nor-below")

        def __eq__(self, other: object) -> bool:
            return True

    with pytest.raises(MalformedError):
        law(Name("pi-is-positive"))
    with pytest.raises(MalformedError):
        cite(Name(FACT))


def test_a_node_that_was_told_to_go_is_refused() -> None:
    """To call its `__del__` takes it from all others in the process, and proves nothing."""
    one = fresh()
    whole = one + 1
    one.__del__()
    with refused(MalformedError):
        Letter(one.name) + 1
    with refused(MalformedError):
        assume(Equals(whole, whole))


def test_a_class_that_is_changed_by_its_descriptor() -> None:
    """`object` has a way to set a class that no property stands in front of."""
    theorem: Any = proved()
    with suppress(AttributeError, TypeError):
        object.__dict__["__class__"].__set__(theorem, Sub)
    with refused(MalformedError):
        algebra(LIE, hole, ((hole, "given", LIE),), theorem)


def test_what_is_kept_with_a_node_cannot_be_changed() -> None:
    """That ln s needs s > 0, or what 2s comes to, is not for others to say."""
    one = fresh()
    claim, double = Equals(Log(one), Log(one)), 2 * one
    with suppress(AttributeError, TypeError):
        derived(claim)["conditions"] = ()
    assert algebra(claim, None, ()).hypotheses == (Positive(one),)
    with suppress(AttributeError, TypeError):
        derived(double)["closed"] = ()
    with refused(RefusedError):
        algebra(Equals(double, 0 * one), None, ())


def test_a_law_cannot_be_changed() -> None:
    """⊢ s = 2s, by the law of π."""
    found, before = LAWS["pi-is-positive"], LAWS["pi-is-positive"].conclusion
    try:
        with suppress(AttributeError, TypeError):
            object.__setattr__(found, "conclusion", LIE)
        assert law("pi-is-positive").conclusion == before
    finally:
        with suppress(AttributeError, TypeError):
            object.__setattr__(found, "conclusion", before)
