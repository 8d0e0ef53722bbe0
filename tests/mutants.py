"""Mutants of lines, whether they are true, and the ways to prove them; tests are in other files.

A mutant is a line with one small change in what it says, in its hypotheses or in what its last rule
was given.

Truth is judged by evaluation at exact matrices and laws that satisfy the hypotheses, never by the
kernel: exactly, or in floats where a term is irrational. In floats an equation or inequality is
false only where it fails by more than MARGIN of what its terms would be without cancellation.
"""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from functools import cache
from itertools import chain, cycle, islice, zip_longest
from random import Random as Generator
from typing import Any

import numpy as np
from sympy import Matrix

from derivations.examples.instances import Instance, instance, judge
from derivations.kernel.errors import MalformedError, RefusedError, UnfinishedError
from derivations.kernel.statements import (
    Equals,
    ForEach,
    Integrable,
    Invertible,
    Maximises,
    Minimises,
    Nonnegative,
    OfMinimum,
    Positive,
    PositiveDefinite,
    PositiveSemidefinite,
    SquareIntegrable,
    Statement,
    UniquelyMaximises,
    UniquelyMinimises,
)
from derivations.kernel.terms import (
    Absolute,
    Covariance,
    Determinant,
    Dimension,
    Exp,
    Expectation,
    Index,
    Inverse,
    Log,
    MomentGenerating,
    Number,
    Ones,
    OverIndex,
    Pi,
    Product,
    ProductOver,
    Pseudoinverse,
    Random,
    Root,
    Scaled,
    Sum,
    SumOver,
    Term,
    Transpose,
    Variable,
)
from derivations.kernel.theorem import (
    PROPERTIES,
    Theorem,
    assume,
    introduce,
    unfold,
)
from derivations.kernel.trees import Abbreviation, free_letters, unabbreviated
from derivations.numbers.errors import IrrationalError, UndefinedError, UnknownLawError
from derivations.numbers.evaluate import (
    Valuation,
    valuation_of,
)
from derivations.numbers.truth import uses
from derivations.proving.certificates import algebra, rewrite
from derivations.proving.chain import Line
from derivations.proving.positivity import for_each
from derivations.publishing.registry import read_registry, theorem
from derivations.publishing.verify import dimensions_in, sizes_of
from derivations.results.model import d, n
from derivations.results.powers import k
from derivations.subterms import parts, subterms
from derivations.witnesses import by_sympy
from derivations.witnesses.by_numbers import scale
from tests.kernel.test_properties import children, with_children

SIZES = (
    *((2, 1), (2, 2), (3, 2), (1, 2), (4, 2), (3, 3)),
    *((4, 1), (4, 3), (2, 3), (1, 1), (4, 4)),
)
INSTANCES = 6  # for each list of hypotheses
SEVERAL = 3  # for hypotheses that were changed
MOST = int(os.environ.get("MUTANTS", "2"))  # mutants of what a line says
FEW = 2  # other things that its last rule is given, and places where what it then says is tried
CONFIRMED = 1  # mutant of each line that SymPy finds false too
MARGIN = 1e-6  # by which floats show that something is false
STEPS = 10_000  # of searching for a counterexample to a mutant of a line that is not found false
STRONGER: dict[type[Statement], type[Statement]] = {
    Nonnegative: Positive,
    PositiveSemidefinite: PositiveDefinite,
    Integrable: SquareIntegrable,
    Minimises: UniquelyMinimises,
    Maximises: UniquelyMaximises,
}
KINDS = (
    *("sign", "term", "factor", "transpose", "swap", "function", "moment", "index"),
    "strengthened",
)
WEAKER = {strong: weak for weak, strong in STRONGER.items()}
LINES = [id for id in read_registry() if "." in id]  # known before anything is proved


@cache
def line_of(id: str) -> Line:
    """The line of this id."""
    result = theorem(id.split(".")[0])
    return next(line for line in result.lines if result.line_id(line) == id)


# Mutants.


@cache
def sampled(statement: Statement, most: int) -> list[tuple[str, Statement]]:
    """Some of the mutants, of each kind in turn, the rare first; each says something else."""
    rng, by_kind = Generator(str(statement)), dict[str, list[tuple[str, Statement]]]()
    for kind, mutant in mutants(statement):
        by_kind.setdefault(kind, []).append((kind, mutant))
    in_turn = sorted(by_kind.values(), key=len)
    for each in in_turn:
        rng.shuffle(each)
    found: dict[Statement, tuple[str, Statement]] = {unabbreviated(statement): ("", statement)}
    for kind, mutant in filter(None, chain.from_iterable(zip_longest(*in_turn))):
        found.setdefault(unabbreviated(mutant), (kind, mutant))
        if len(found) > most:
            break
    return list(found.values())[1:]


@cache
def mutants(statement: Statement) -> list[tuple[str, Statement]]:
    """Every single change of a statement that leaves it well formed, each once."""
    found: dict[Statement, str] = {statement: ""}
    for kind, mutant in changed_statements(statement):
        found.setdefault(mutant, kind)
    return [(kind, mutant) for mutant, kind in found.items()][1:]


def changed_statements(statement: Statement) -> Iterator[tuple[str, Statement]]:
    if type(statement) is ForEach:
        for kind, each in changed_statements(statement.statement):
            yield kind, ForEach(statement.index, each)
        return
    whole = tuple(parts(statement))
    for i, part in enumerate(whole):
        if isinstance(statement, OfMinimum) and i == 2:
            continue  # the bound letter
        for kind, new in [("sign", -part), *changed(part)]:
            try:
                yield kind, type(statement)(*whole[:i], new, *whole[i + 1 :])
            except MalformedError:
                continue
    if type(statement) in STRONGER:
        with suppress(MalformedError):  # of a matrix that is no vector
            yield "strengthened", STRONGER[type(statement)](*whole)


def changed(t: Term) -> Iterator[tuple[str, Term]]:
    """The term with one change at one node, of whatever shape it then has."""
    if type(t) is Abbreviation:
        yield from changed(t.unfolded())
        return
    whole = children(t)
    for i, part in enumerate(whole):
        for kind, new in changed(part):
            try:
                yield kind, with_children(t, (*whole[:i], new, *whole[i + 1 :]))
            except MalformedError:
                continue
    yield from changed_here(t)


def changed_here(t: Term) -> Iterator[tuple[str, Term]]:
    """A flipped sign is that of a term of a sum; of a factor it says the same."""
    if t.shape != (1, 1) and type(t) is not Transpose:
        yield "transpose", Transpose(t)
    match t:
        case Sum(a, b):
            yield from (("sign", -a + b), ("sign", a - b))
            yield from (("term", a), ("term", b), ("factor", 2 * a + b), ("factor", a + 2 * b))
        case Scaled(c, a):
            yield "factor", a
            if a.shape == (1, 1):
                yield "factor", c
        case Product(a, b):
            yield from (("factor", a), ("factor", b))
            if a.shape == b.shape:
                yield from (("factor", a @ t), ("swap", b @ a))
            elif a.shape == b.shape[::-1]:
                yield "swap", b @ a
        case Transpose(a):
            yield "transpose", a
        case Number(value):
            yield from (("factor", Number(value + 1)), ("factor", Number(2 * value)))
        case Dimension():
            yield "factor", 2 * t
        case Inverse(a):
            yield "factor", a
        case Pi():
            yield "factor", 2 * t
        case Exp(a):
            yield from (("sign", Exp(-a)), ("factor", Exp(2 * a)))
        case Log(a) | Root(a):
            yield from (("factor", type(t)(2 * a)), ("function", a))
        case Absolute(a):
            yield "function", a
        case Determinant(a) | Pseudoinverse(a):
            yield "factor", type(t)(2 * a)
        case OverIndex(i, body):
            yield from changed_over(t, i, body)
        case Expectation() | Covariance() | MomentGenerating():
            yield from changed_moments(t)
        case Index(rows=rows):
            yield "index", Ones(rows)


def changed_moments(t: Expectation | Covariance | MomentGenerating) -> Iterator[tuple[str, Term]]:
    """Changes of what is of a law; where a mean is forgotten, the outcome is left."""
    match t:
        case Expectation(a):
            yield from (("moment", a), ("factor", Expectation(2 * a)))
            if type(a) in (Product, Scaled):
                first, second = map(Expectation, children(a))
                yield "moment", first @ second if type(a) is Product else first * second
        case Covariance(u, v):
            yield "factor", Covariance(u, 2 * v)
            yield "moment", Expectation(u @ v.T)
            if u == v:
                yield "moment", Expectation(u)
            else:
                yield from (("swap", Covariance(v, u)), ("moment", Covariance(u, u)))
                yield "moment", Covariance(v, v)
        case MomentGenerating(u, at):
            yield from (("factor", MomentGenerating(u, 2 * at)), ("sign", MomentGenerating(u, -at)))
            yield "moment", Exp(at.T @ Expectation(u))


def changed_over(t: OverIndex, i: Index, body: Term) -> Iterator[tuple[str, Term]]:
    """Changes of a sum or product over an index; the body may be left to speak of any one i."""
    yield "index", body
    if t.shape == (1, 1):
        yield "index", (ProductOver if type(t) is SumOver else SumOver)(i, body)
    match t, body:
        case SumOver(), Product(a, b) | Scaled(a, b) if a.shape == (1, 1) == b.shape:
            yield "index", SumOver(i, a) * SumOver(i, b)
        case ProductOver(), Sum(a, b):
            yield "index", ProductOver(i, a) + ProductOver(i, b)


# Truth.


def letters_of(*statements: Statement) -> frozenset[Variable]:
    """The letters of statements, and the indices that a mutant may leave free."""
    indices = {t.index for s in statements for t in subterms(s) if isinstance(t, OverIndex)}
    return frozenset(indices).union(*map(free_letters, statements))


def with_laws(*statements: Statement) -> frozenset[Random]:
    """The random letters that need a law: the statements speak of it."""
    return frozenset(letter for s in statements for letter, in_law in uses(s) if in_law)


Kin = tuple[frozenset[Statement], frozenset[Random]]  # lines that are judged at the same places


@cache
def letters_of_kin() -> dict[Kin, frozenset[Variable]]:
    """The letters of all lines that are kin."""
    found: dict[Kin, frozenset[Variable]] = {}
    for proved in (line_of(id).theorem for id in LINES):
        given = frozenset(proved.hypotheses)
        kin = given, with_laws(proved.conclusion, *given)
        found[kin] = found.get(kin, frozenset()) | letters_of(proved.conclusion)
    return found


def places(
    conclusion: Statement, hypotheses: Iterable[Statement], most: int = INSTANCES
) -> tuple[Valuation, ...]:
    """Where the hypotheses hold, and all that the conclusion and its kin speak of is given."""
    given = frozenset(hypotheses)
    random = with_laws(conclusion, *given)
    letters = letters_of(conclusion, *given) | letters_of_kin().get((given, random), frozenset())
    return instances(given, letters, random, most)


@cache
def instances(
    hypotheses: frozenset[Statement],
    letters: frozenset[Variable],
    random: frozenset[Random],
    most: int = INSTANCES,
) -> tuple[Valuation, ...]:
    """Exact matrices and laws that satisfy the hypotheses, of sizes up to 4.

    A random letter has an outcome besides its law, for a mutant may speak of it.
    """
    rng = Generator(0)
    in_order = sorted(random, key=str)
    about = [*map(Integrable, in_order), *(Equals(letter, letter) for letter in in_order)]
    given = sorted(hypotheses, key=str)
    spoken = {size for letter in letters for size in letter.shape if type(size) is Dimension}
    dimensions = {n, d, k, *spoken, *dimensions_in(*given, *about)}
    found: list[Valuation] = []
    # of some sizes there are none, where a rank or a number of degrees is asked for
    for i, (rows, cols) in enumerate(islice(cycle(SIZES), 8 * most)):
        if i == len(SIZES) and not found:
            break
        sizes = sizes_of(dimensions, rows, cols)
        if k not in spoken:  # a number of steps
            sizes[k] = 1 + i % 3
        drawn = instance(given, letters, sizes, rng, tries=2, about=about)
        found += [] if drawn is None else [everything(drawn)]
        if len(found) == most:
            break
    return tuple(found)


def everything(drawn: Instance) -> Valuation:
    """The valuation of all that an instance gives a value; a law may be of several letters."""
    wanted = set[Any]()
    for key in drawn:
        wanted.update(key if type(key) is tuple else (key,))
    return valuation_of(drawn, wanted)


def is_false(statement: Statement, at: Iterable[Valuation]) -> bool:
    """Whether at one of these places the statement means something, and is false."""
    return any(is_false_at(statement, place) for place in at)


JUDGED: dict[tuple[Statement, int], tuple[Valuation, bool]] = {}  # which stays, and so does its id


def is_false_at(statement: Statement, at: Valuation) -> bool:
    """Whether the statement means something there, and is false; judged once for all tests."""
    key = statement, id(at)
    if key not in JUDGED:
        try:
            false = judge(statement, at) is False and not is_close(statement, at)
        except UndefinedError:
            false = False
        JUDGED[key] = at, false
    return JUDGED[key][1]


def is_close(statement: Statement, at: Valuation) -> bool:
    """Whether only rounding may make an irrational equation or inequality false."""
    match statement:
        case Equals(left, right):
            difference = left - right
        case Nonnegative(difference):
            pass
        case _:
            return False
    try:
        at.value(difference)
    except IrrationalError:
        near = at.floating()
        found = near.value(difference)
        worst = np.abs(found).max() if type(statement) is Equals else -found.min()
        return bool(worst <= MARGIN * scale(difference, near))
    return False


def fails(statement: Statement, at: Iterable[Valuation]) -> bool:
    """Whether at one of these places the statement is false, or means nothing."""
    return any(fails_at(statement, place) for place in at)


def fails_at(statement: Statement, at: Valuation) -> bool:
    try:
        return judge(statement, at) is False and not is_close(statement, at)
    except UnknownLawError:
        return False
    except UndefinedError:
        return True


def sympy_says(statement: Statement, hypotheses: Iterable[Statement], at: Valuation) -> bool | None:
    """The same judgement by SymPy, which has no code in common with the one above."""
    values = {**at.sizes, **at.laws, **{key: Matrix(v) for key, v in at.letters.items()}}
    assert False not in [by_sympy.holds(hypothesis, values) for hypothesis in hypotheses]
    return by_sympy.holds(statement, values)


# What the kernel could be made to prove.


def below(theorem: Theorem) -> Theorem:
    """The theorem whose conditions were settled by cuts."""
    while theorem.rule == "cut":
        theorem = theorem.arguments[0]
    return theorem


WITHOUT_END = list[Line]()  # lines with which algebra rewrote for too long, once


def attempts(line: Line, mutant: Statement) -> Iterator[Callable[[], Theorem]]:
    """The ways to prove the mutant as the line was proved, or from the line itself."""
    proof = below(line.theorem)
    known = given_by(line.theorem.hypotheses)
    if type(mutant) is Equals:
        yield lambda: algebra(mutant, *known)
        if proof.rule == "algebra" and usable(proof.arguments):
            yield lambda: algebra(mutant, *usable(proof.arguments))
        if line not in WITHOUT_END:
            yield lambda: algebra(mutant, *known, *usable((*proof.arguments, line.theorem)))
    if type(mutant) in PROPERTIES and type(mutant) is type(line.theorem.conclusion):
        yield lambda: rewrite(line.theorem, mutant, *known)
    if proof.rule == "rewrite":
        yield lambda: rewrite(proof.arguments[0], mutant, *proof.arguments[2:])
    if proof.rule == "introduce":
        yield lambda: introduce(mutant, *proof.arguments[1:])


def given_by(hypotheses: Iterable[Statement]) -> list[Theorem]:
    """What the hypotheses give algebra: equations, and that what is positive is not 0."""
    found = []
    for assumed in map(assume, hypotheses):
        match assumed.conclusion:
            case Positive():
                found.append(unfold(assumed, 1))
            case ForEach(index, Positive()):
                found.append(for_each(index, unfold(unfold(assumed, 0, index), 1)))
            case _:
                found.append(assumed)
    return usable(found)


def usable(candidates: Iterable[object]) -> list[Theorem]:
    """The theorems that algebra takes as premises."""
    theorems = [t for t in candidates if type(t) is Theorem]
    return [t for t in theorems if type(of_each(t.conclusion)) in (Equals, Invertible)]


def of_each(statement: Statement) -> Statement:
    """What a statement says of each basis vector, or the statement itself."""
    return statement.statement if type(statement) is ForEach else statement


def theorem_or_none(attempt: Callable[[], Theorem]) -> Theorem | None:
    """The theorem, or None where it is refused; a rewriting without end is no refusal."""
    try:
        return attempt()
    except UnfinishedError:
        raise
    except (RefusedError, MalformedError):
        return None


def count(counts: Counter[str], kind: str, false: bool, is_proved: bool) -> None:
    """Count a mutant: what was changed, whether it is false, and what the kernel said."""
    counts["mutants"] += 1
    counts[f"by {kind}"] += 1
    counts["false" if false else "true"] += 1
    counts["proved" if is_proved else "refused" if false else "undecided"] += 1


def by_kind(counts: Counter[str]) -> str:
    """How many mutants of each kind there were."""
    kinds = ((kind[3:], number) for kind, number in counts.items() if kind[:3] == "by ")
    return ", ".join(f"{number} by {kind}" for kind, number in kinds)


def became(counts: Counter[str]) -> str:
    """What became of mutants."""
    return (
        f"{counts['false']} false: {counts['refused']} refused; "
        f"{counts['true']} not found false: {counts['proved']} proved, "
        f"{counts['undecided']} undecided"
    )
