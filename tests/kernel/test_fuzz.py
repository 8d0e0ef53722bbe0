"""The kernel under random attack: what it proves holds exactly wherever its hypotheses do.

A *comparison* is one proved claim at one random instance that satisfies its hypotheses, judged by
an evaluator of its own. `FUZZ=100000 pytest tests/kernel/test_fuzz.py` makes so many in all; that
the fuzz finds bugs is tested beside it, in `test_fuzz_finds`.
"""

from __future__ import annotations

import json
import os
import time
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from fractions import Fraction
from typing import Any

import pytest

from derivations.kernel import nodes, theorem
from derivations.kernel import statements as s
from derivations.kernel import terms as t
from derivations.kernel.errors import DerivationError, UnfinishedError
from derivations.kernel.laws import LAWS
from derivations.kernel.nodes import Node
from derivations.kernel.terms import (
    Dimension,
    Expectation,
    Index,
    Inverse,
    Letter,
    Random,
    SumOver,
    Term,
)
from derivations.kernel.theorem import (
    Theorem,
    assume,
    cut,
    induct,
    instantiate,
    introduce,
    law,
    rewrite,
    sum_of_nonnegatives,
    unfold,
    unroll,
)
from derivations.kernel.trees import free_letters, substitute
from derivations.proving.certificates import algebra
from derivations.publishing.export import Export
from derivations.reader import read

from .exact import DICE, UndefinedError, World
from .random_terms import FUNCTIONS, SIZES, Maker, attempt, d, n

COMPARISONS = int(os.environ.get("FUZZ", "10000"))


class LostError(AssertionError):
    """Two terms that are equal by construction, and are not proved equal."""


class FalseTheoremError(AssertionError):
    """A theorem whose hypotheses hold at an instance, and whose conclusion does not."""


class Fuzz(Maker):
    """Rounds of attack, their comparisons by rule, and what was refused or not judged."""

    def __init__(self, seed: Any) -> None:
        super().__init__(seed)
        self.comparisons, self.counts = Counter[str](), Counter[str]()
        self.kept: list[Theorem] = []

    def check(self, kind: str, proved: Theorem, instances: int = 4) -> None:
        """Compare what was proved with what is true."""
        statements = (*proved.hypotheses, proved.conclusion)
        size = sum(nodes.derived(each)["size"] for each in statements)
        if size > 400:
            self.counts[f"{kind}: too large to judge"] += 1
            return
        self.counts[f"{kind}: proved"] += 1
        for _ in range(instances * 3):
            world = World(self.rng)
            try:
                for hypothesis in proved.hypotheses:
                    with suppress(UndefinedError):
                        world.repair(hypothesis)
                if not all(map(world.holds, proved.hypotheses)):
                    continue
                if not world.holds(proved.conclusion):
                    raise FalseTheoremError(f"{kind}: {proved!r}, at {dict(world)}, {world.sizes}")
            except NotImplementedError:  # it has hypotheses that are not judged here
                self.counts[f"{kind}: not judged"] += 1
                return
            self.comparisons[kind] += 1
            instances -= 1
            if not instances:
                break
        if size < 60:
            self.kept = [*self.kept[-40:], proved]

    def tried(self, kind: str, prove: Callable[[], Theorem], instances: int = 4) -> Theorem | None:
        """What is proved, checked; or nothing, where it is refused."""
        try:
            proved = prove()
        except DerivationError:
            self.counts[f"{kind}: refused"] += 1
            return None
        self.check(kind, proved, instances)
        return proved


def identities_round(fuzz: Fuzz) -> None:
    """Two terms, equal by construction or not."""
    shape = fuzz.pick(*SIZES), fuzz.pick(*SIZES, 1, 1)
    left = fuzz.term(*shape, depth=fuzz.pick(1, 2, 3, 3))
    right = fuzz.equal(fuzz.equal(left, 0.9))
    try:
        fuzz.check("algebra", theorem.algebra(s.Equals(left, right), None, ()))
    except UnfinishedError:
        fuzz.counts["algebra: too large or of no known normal form"] += 1
    except DerivationError as error:
        raise LostError(f"{left} = {right}") from error
    other = fuzz.changed(fuzz.pick(left, right))
    fuzz.tried("algebra", lambda: theorem.algebra(s.Equals(left, other), None, ()))


def premises(fuzz: Fuzz) -> list[Any]:
    """Hypotheses for algebra, of which most can be made to hold."""
    size = fuzz.pick(*SIZES)
    letter = fuzz.pick(fuzz.letter(size, fuzz.pick(1, size)), Random("u", size))
    i, square = fuzz.index(size), fuzz.letter(size, size)
    y = fuzz.letter(size)
    made = [
        lambda: s.Equals(letter, fuzz.term(letter.rows, letter.cols, 1)),
        lambda: s.Equals(fuzz.term(letter.rows, letter.cols, 2), letter),
        lambda: s.Equals(square.T, square),
        lambda: s.Invertible(fuzz.term(size, size, depth=1)),
        lambda: s.ForEach(i, s.Equals(i.T @ y, fuzz.within(i, 1, 1, 1))),
        lambda: s.ForEach(i, s.Invertible(fuzz.within(i, 1, 1, 1))),
        lambda: s.Equals(Expectation(Random("u", size)), y),
    ]
    return [fuzz.pick(*made)() for _ in range(fuzz.pick(1, 2, 2))]


def around(fuzz: Fuzz, hole: Letter) -> Term:
    """A context of a hole, which may stand in what is of a law."""
    rows, cols = fuzz.pick(hole.shape, (fuzz.pick(*SIZES), 1))
    inner = fuzz.within(hole, rows, cols, fuzz.pick(0, 1, 2))
    ways = [lambda: inner, lambda: inner, lambda: Expectation(inner)]
    ways += [lambda: t.Density(Random("u", rows), inner), lambda: fuzz.pick(*FUNCTIONS)(hole)]
    ways.append(lambda: fuzz.pick(Inverse, t.Pseudoinverse)(hole))
    return attempt(fuzz.pick(*ways), inner)  # type: ignore[no-any-return]


def consequence(fuzz: Fuzz, known: list[Any]) -> tuple[Any, ...]:
    """A claim, a context and steps, such that it follows from a premise, or seems to."""
    statement = fuzz.pick(*known)
    i = statement.index if type(statement) is s.ForEach else fuzz.index(n)
    match statement:
        case s.Equals(left, right):
            step: tuple[Any, ...] = ("given", statement)
        case s.ForEach(index, s.Equals() as each):
            i = fuzz.pick(i, fuzz.index(i.rows))
            left, right = substitute(each, {index: i})[1:-1]
            step = ("at", statement, i)
        case s.Invertible(a) | s.ForEach(_, s.Invertible(a)):
            right, step = t.Identity(a.shape[0]), (fuzz.pick("inverse", "inverse of"), a)
            left = a @ Inverse(a) if step[0] == "inverse" else Inverse(a) @ a
    hole = Letter("h", *left.shape)
    context, steps = around(fuzz, hole), [(hole, *step)]
    sides = [substitute(context, {hole: side}) for side in (left, right)]
    if way := fuzz.pick("", "by", "each"):
        over = fuzz.pick(SumOver, SumOver, t.ProductOver)
        made = sides if way == "by" else [over(i, side) for side in sides]
        hole = Letter("k", *made[0].shape)
        steps.append((hole, way, made[0], sides[1], context))
        context = around(fuzz, hole)
        sides = [substitute(context, {hole: side}) for side in made]
    return s.Equals(*sides), context, tuple(steps)


def corrupted(fuzz: Fuzz, value: Any) -> Any:
    """The arguments of a rule with something in them changed."""
    if isinstance(value, Node):
        return fuzz.changed(value)
    if value == ():
        return value
    if type(value) is tuple:
        rest = list(value)
        k = fuzz.rng.randrange(len(rest))
        match fuzz.rng.randrange(8):
            case 0:
                other = fuzz.rng.randrange(len(rest))
                rest[k], rest[other] = rest[other], rest[k]
            case 1:
                rest.pop(k)
            case 2:
                rest.insert(k, fuzz.pick(*rest))
            case _:
                rest[k] = corrupted(fuzz, rest[k])
        return tuple(rest)
    if type(value) is Theorem:
        kept = fuzz.kept or [value]
        others = [lambda: assume(fuzz.changed(value.conclusion)), lambda: fuzz.pick(*kept)]
        return attempt(fuzz.pick(*others), value)
    return fuzz.pick("given", "at", "inverse", "inverse of", "by", "each", 0, 1, None)


def certificates_round(fuzz: Fuzz) -> None:
    """A certificate, found or made, and what it proves when it is corrupted."""
    try:
        known = premises(fuzz)
        claim, context, steps = consequence(fuzz, known)
        given = [assume(fuzz.pick(each, each, known[0])) for each in known]
    except DerivationError:
        return
    arguments: Any = (claim, context, steps, *given)
    found = fuzz.tried("certificate", lambda: Theorem("algebra", *arguments))
    if fuzz.rng.random() < 0.3:
        changed = fuzz.pick(fuzz.equal(claim.left), fuzz.changed(claim.left))
        twisted = attempt(lambda: s.Equals(changed, claim.right), claim)
        found = fuzz.tried("certificate found", lambda: algebra(twisted, *given)) or found
    if found:
        corrupt(fuzz, found, 8)
        around_it(fuzz, found)


def around_it(fuzz: Fuzz, found: Theorem) -> None:
    """A property rewritten by an equation, and its hypotheses cut by lemmas."""
    left, right = found.conclusion[1:-1]
    kinds = [s.Nonnegative, s.Positive, s.Invertible, s.PositiveSemidefinite, s.FullColumnRank]
    kind, v = fuzz.pick(*kinds), Random(fuzz.pick("u", "v"), fuzz.pick(*SIZES))
    proved = fuzz.tried("rewrite", lambda: rewrite(assume(kind(left)), kind(right), found), 2)
    apart = s.IndependentVectors
    law_of = fuzz.tried(
        "rewrite", lambda: rewrite(assume(apart(left, v)), apart(right, v), found), 2
    )
    for each in filter(None, (found, proved, law_of)):
        for hypothesis in each.hypotheses:
            if type(hypothesis) is s.Equals:
                without(fuzz, each, hypothesis)
        corrupt(fuzz, each, 2)


def without(fuzz: Fuzz, found: Theorem, hypothesis: s.Equals) -> None:
    """A hypothesis cut by a lemma, which proves it from the same the other way round."""
    turned = s.Equals(hypothesis.right, hypothesis.left)
    after = fuzz.tried("cut", lambda: cut(found, algebra(hypothesis, assume(turned))), 2)
    if after:
        corrupt(fuzz, after, 2)


def corrupt(fuzz: Fuzz, found: Theorem, times: int) -> None:
    """What a rule still proves from arguments that are changed."""
    for _ in range(times):
        arguments = found.arguments
        for _ in range(fuzz.pick(1, 1, 2)):
            arguments = corrupted(fuzz, arguments)
        if arguments != found.arguments:
            wrong, kind = arguments, f"{found.rule} corrupted"
            fuzz.tried(kind, lambda: Theorem(found.rule, *wrong), 2)  # noqa: B023


def instances_round(fuzz: Fuzz) -> None:
    """A theorem with letters replaced by random terms, and dimensions by sizes."""
    if not fuzz.kept or fuzz.rng.random() < 0.3:
        fuzz.pick(identities_round, certificates_round)(fuzz)
    if not fuzz.kept:
        return
    proved = fuzz.pick(*fuzz.kept)
    statements = (*proved.hypotheses, proved.conclusion)
    letters = sorted(frozenset().union(*map(free_letters, statements)), key=nodes.written)
    for _ in range(3):
        pairs: dict[Any, Any] = {}
        for size in (n, d):
            if fuzz.rng.random() < 0.3:
                pairs[size] = fuzz.pick(n, d, 1, 2, 3)
        for letter in fuzz.rng.sample(letters, min(len(letters), fuzz.pick(1, 1, 2))):
            rows, cols = (pairs.get(size, size) for size in letter.shape)
            made = fuzz.pick(fuzz.letter(rows, cols), fuzz.term(rows, cols, fuzz.pick(0, 1, 2)))
            pairs[letter] = fuzz.index(rows) if type(letter) is Index else made
        chosen = tuple(pairs.items())
        found = fuzz.tried("instantiate", lambda: instantiate(proved, *chosen), 2)  # noqa: B023
        if found:
            same_meaning(fuzz, proved.conclusion, found.conclusion, pairs)
            if fuzz.rng.random() < 0.2:
                corrupt(fuzz, found, 3)


def same_meaning(fuzz: Fuzz, before: Any, after: Any, pairs: dict[Any, Any]) -> None:
    """Both sides of an instance have the values of those before, at what the letters became."""
    if type(before) is not s.Equals or nodes.derived(after)["size"] > 400:
        return
    world, there = World(fuzz.rng), World(fuzz.rng)
    new = [attempt_value(world, side) for side in after[1:-1]]
    there.sizes = world.sizes | {size: world.size(pairs.get(size, size)) for size in (n, d)}
    there.outcome, there.drawn = world.outcome, world.drawn
    try:
        for letter in sorted(free_letters(before), key=nodes.written):
            shape = [pairs.get(size, size) for size in letter.shape]
            term = t.as_term(pairs.get(letter, type(letter)(letter[1], *shape)))
            at = [world.value(term, at=k) for k in range(len(DICE))]
            there[letter] = at if type(letter) is Random else at[world.outcome]
    except UndefinedError:
        return
    if [attempt_value(there, side) for side in before[1:-1]] != new:
        raise FalseTheoremError(f"{after} in place of {before} by {pairs}, at {dict(world)}")
    fuzz.counts["instantiate: sides of equal meaning"] += 2


def attempt_value(world: World, term: Term) -> Any:
    try:
        return [[Fraction(x) for x in row] for row in world.value(term)]
    except UndefinedError:
        return None


def definitions_round(fuzz: Fuzz) -> None:
    """A defined statement, introduced at a letter that may not be fresh, and unfolded at a term."""
    size, k = fuzz.pick(*SIZES), fuzz.pick(*SIZES)
    i, w, v = fuzz.index(size), fuzz.letter(size), fuzz.letter(size)
    a, point = fuzz.term(k, size, 1), fuzz.term(size, 1, 1)
    at = fuzz.pick(fuzz.term(size, 1, 1), fuzz.term(size, 1, 2), i, fuzz.letter(size))

    def for_each() -> Theorem:
        fuzz.near = [i]
        left = fuzz.term(1, 1, 2)
        fuzz.near = []
        each = theorem.algebra(s.Equals(left, fuzz.equal(left)), None, ())
        if fuzz.rng.random() < 0.5:
            each = assume(s.Equals(left, fuzz.within(i, 1, 1, 1)))
        return introduce(s.ForEach(i, each.conclusion), i, each)

    def square(vector: Term) -> Theorem:
        least = law("square-is-not-negative")
        (letter,) = free_letters(least.conclusion)
        return instantiate(least, (Dimension("k"), vector.shape[0]), (letter, vector))

    def semidefinite() -> Theorem:
        matrix = a.T @ a
        form = rewrite(square(a @ v), s.Nonnegative(v.T @ matrix @ v))
        symmetric = theorem.algebra(s.symmetric(matrix), None, ())
        return introduce(s.PositiveSemidefinite(matrix), fuzz.pick(v, w), symmetric, form)

    def least() -> Theorem:
        f = t.SquaredNorm(a @ (w - point)) + fuzz.term(1, 1, 1)
        best = attempt(lambda: substitute(f, {w: point}), f)
        above = substitute(f, {w: v}) - best
        form = rewrite(square(a @ (v - point)), s.Nonnegative(above))
        return introduce(s.Minimises(point, f, w), fuzz.pick(v, v, w), form)

    def full_rank() -> Theorem:
        matrix = fuzz.term(size, size, 1)
        zero, h = s.Equals(matrix @ v, t.Zero(size)), fuzz.pick(v, v, w)
        claim = s.Equals(v, t.Zero(size))
        injective = algebra(claim, assume(zero), assume(s.Invertible(matrix)))
        return introduce(s.FullColumnRank(matrix), h, injective)

    def assumed() -> Theorem:
        symmetric = fuzz.letter(size, size)
        kinds = (s.Minimises, s.UniquelyMinimises)
        f = fuzz.within(w, 1, 1, 2)
        return assume(fuzz.pick(
            s.Positive(fuzz.term(1, 1, 2)), s.PositiveDefinite(symmetric), s.FullColumnRank(a),
            attempt(lambda: fuzz.pick(*kinds)(point, f, w), s.FullColumnRank(a)),
        ))  # fmt: skip

    way = fuzz.pick(for_each, for_each, semidefinite, least, least, full_rank, assumed)
    defined = fuzz.tried("introduce", way)
    if defined:
        corrupt(fuzz, defined, 4)
        several = [(number, *x) for number in (0, 1) for x in ((at,), (i,), ())]
        for arguments in several:
            fuzz.tried("unfold", lambda: unfold(defined, *arguments), 2)  # noqa: B023


def iterations_round(fuzz: Fuzz) -> None:
    """Iterations inside each other, an induction, a step unrolled, and a sum of squares."""
    size, k = fuzz.pick(n, 1, 2), d
    v, start, i = fuzz.letter(size), fuzz.term(size, 1, fuzz.pick(0, 0, 1)), fuzz.index(size)

    def steps(count: Any) -> Term:
        return t.Iterate(body, v, start, count)

    def stays() -> Theorem:
        fixed = assume(s.Equals(substitute(body, {v: start}), start))
        claim = s.Equals(steps(k), start)
        first, step = (substitute(claim, {k: count}) for count in (1, k + 1))
        once = algebra(first, unroll(first.left), fixed)
        return induct(claim, k, once, algebra(step, unroll(step.left), assume(claim), fixed))

    def squares() -> Theorem:
        vector, least = fuzz.within(i, size, 1, 1), law("square-is-not-negative")
        (letter,) = free_letters(least.conclusion)
        square = instantiate(least, (Dimension("k"), vector.shape[0]), (letter, vector))
        each = introduce(s.ForEach(i, square.conclusion), i, square)
        return sum_of_nonnegatives(SumOver(i, t.SquaredNorm(vector)), each)

    def nested() -> Theorem:
        u, w = Letter("u", size), Letter("w", size)
        fuzz.near = [u, w]
        inner, at = fuzz.term(size, 1, 2), fuzz.leaf(size, 1)
        left = t.Iterate(t.Iterate(inner, u, at, t.as_term(2)), w, fuzz.letter(size), count)
        right = fuzz.changed(left)
        fuzz.near = []
        return theorem.algebra(s.Equals(left, right), None, ())

    try:
        body = fuzz.within(v, size, 1, fuzz.pick(0, 1, 2))
        count = fuzz.pick(t.as_term(1), t.as_term(1), k + 1, n + 1)
        ways = {"induct": stays, "unroll": lambda: unroll(steps(count)), "sum": squares}
        ways["nested"] = nested
    except DerivationError:
        return
    for kind, way in ways.items():
        proved = fuzz.tried(kind, way, 2)
        if proved:
            corrupt(fuzz, proved, 6)


def pseudoinverses_round(fuzz: Fuzz) -> None:
    """What the laws of a pseudoinverse prove, of equal matrices and inside other terms."""
    rows, cols = fuzz.pick(*SIZES), fuzz.pick(*SIZES)
    matrix = fuzz.term(rows, cols, fuzz.pick(0, 1, 2))
    names = [name for name in LAWS if name.startswith("pseudoinverse")]
    sizes = tuple(zip(map(Dimension, "kl"), matrix.shape, strict=True))
    letter = Letter("U", *map(Dimension, "kl"))
    told = [instantiate(law(name), *sizes, (letter, matrix)) for name in names]
    for proved in told:
        fuzz.tried("law", lambda: proved, 2)  # noqa: B023
        claim = proved.conclusion
        other = attempt(lambda: s.Equals(fuzz.changed(claim.left), claim.right), claim)  # noqa: B023
        found = fuzz.tried("by laws", lambda: algebra(other, *told), 2)  # noqa: B023
        if found:
            corrupt(fuzz, found, 3)
    given = attempt(lambda: s.Equals(fuzz.letter(rows, cols), matrix), None)
    if given:
        sides = [t.Pseudoinverse(side) for side in given[1:-1]]
        equal = fuzz.tried("equal", lambda: algebra(s.Equals(*sides), assume(given)), 2)
        if equal:
            corrupt(fuzz, equal, 4)


def exports_round(fuzz: Fuzz) -> None:
    """A small export with random changes in its numbers, tags and names."""
    for way in (identities_round, certificates_round, definitions_round, instances_round):
        way(fuzz)
    if not fuzz.kept:
        return
    export, chosen = Export(), fuzz.rng.sample(fuzz.kept, min(len(fuzz.kept), 3))
    for number, proved in enumerate(chosen):
        export.publish(f"t{number}", proved)
    whole, before = export.text(), {proved[2:4] for proved in chosen}
    for _ in range(12):
        data = json.loads(whole)
        for _ in range(fuzz.pick(1, 1, 2)):
            garble(fuzz, data, fuzz.pick("nodes", "nodes", "steps", "published"))
        try:
            found = read(json.dumps(data)).values()
        except DerivationError:
            fuzz.counts["reader: refused"] += 1
            continue
        for proved in found:
            if proved[2:4] not in before:
                fuzz.check("reader", proved, 2)


def garble(fuzz: Fuzz, data: dict[str, Any], where: str) -> None:
    """Change one thing in an export."""
    lists: list[list[Any]] = []

    def collect(value: Any) -> None:
        if type(value) is list and value:
            lists.append(value)
            for part in value:
                collect(part)

    collect(data[where])
    chosen = fuzz.pick(*lists)
    k = fuzz.rng.randrange(len(chosen))
    kinds = [each[0] for each in data["nodes"] + data["steps"]]
    match chosen[k]:
        case int(number):
            chosen[k] = fuzz.pick(number - 1, number + 1, fuzz.rng.randrange(number + 3), 1, 2)
        case str():
            near = [x for each in lists for x in each if type(x) in (str, int)]
            chosen[k] = fuzz.pick(*near, *kinds, "n", "d", "a", "w", "i", "1/0", "-1")
        case _:
            other = fuzz.rng.randrange(len(chosen))
            chosen[k], chosen[other] = chosen[other], chosen[k]


Round = Callable[[Fuzz], None]
ROUNDS: tuple[Round, ...] = (
    identities_round, certificates_round, instances_round, definitions_round,
    iterations_round, pseudoinverses_round, exports_round,
)  # fmt: skip


def run(fuzz: Fuzz, way: Round, comparisons: int) -> None:
    """Rounds until there are so many comparisons."""
    while fuzz.comparisons.total() < comparisons:
        way(fuzz)


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("way", ROUNDS)
def test_what_is_proved_holds(way: Round, seed: int, tally: Callable[[str], None]) -> None:
    """No theorem of a fuzz is false, and what is equal by construction is proved."""
    fuzz, start = Fuzz(f"{way.__name__} {seed}"), time.perf_counter()
    print(f"the seed is {way.__name__} {seed}")
    run(fuzz, way, COMPARISONS // (4 * len(ROUNDS)))
    counted = {**fuzz.comparisons, **dict(sorted(fuzz.counts.items()))}
    tally(f"{way.__name__} {seed}: {counted}, {time.perf_counter() - start:.0f} s")
