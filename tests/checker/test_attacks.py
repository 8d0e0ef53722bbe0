"""The second checker under attack: false uses of rules, forged, corrupted and hostile files.

`CORRUPTED=50000 pytest tests/checker/test_attacks.py` corrupts so many files.
"""

from __future__ import annotations

import json
import os
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from random import Random as Generator
from typing import Any

import pytest

from derivations import theorems
from derivations.kernel.errors import DerivationError
from derivations.kernel.nodes import NAMED
from derivations.kernel.statements import Equals, ForEach
from derivations.kernel.terms import (
    Derivative,
    Dimension,
    Identity,
    Index,
    Letter,
    Ones,
    SumOver,
    Zero,
    as_term,
)
from derivations.kernel.theorem import RULES, Theorem, algebra, assume
from derivations.publishing.export import export
from derivations.publishing.registry import read_registry
from derivations.reader import FORMAT, VERSION, read
from tests.checker.driver import answers
from tests.checker.steps import file_of, hash_in, sequent_hash

CORRUPTED = int(os.environ.get("CORRUPTED", "5000"))
HERE = Path(__file__).parent


# What the kernel's own tests try to have proved, as `listening` wrote it down.

REFUSED: list[tuple[str, str]] = json.loads((HERE / "refused.json").read_text("utf-8"))


def test_what_the_kernel_refuses_is_refused(tally: Callable[[str], None]) -> None:
    """False uses of each rule, and nodes that may not be built."""
    counts = Counter[str]()
    found = answers({"text": text} for _, text in REFUSED)
    for (test, text), answer in zip(REFUSED, found, strict=True):
        assert "refused" in answer, (test, text, answer)
        with pytest.raises(DerivationError):
            read(text)
        data = json.loads(text)
        counts[data["steps"][-1][0] if data["steps"] else "a node"] += 1
    assert {*RULES, "a node"} <= {*counts}, counts
    tally(f"second checker, false uses refused: {dict(sorted(counts.items()))}")


# False uses of rules that the recording lacks, each of which one check alone refuses.

n = Dimension("n")
y, w, v, t = Letter("y", n), Letter("w", n), Letter("v", n), Letter("t")
i, j, one = Index("i", n), Index("j", n), as_term(1)
cube = (i.T @ w) @ (i.T @ w) @ (i.T @ w)
square_at_i = Derivative(SumOver(j, (j.T @ w) @ (j.T @ w)), w, i)
each_is_0 = ForEach(i, Equals(i.T @ y, Zero()))
FALSE: dict[str, tuple[str, tuple[Any, ...]]] = {
    "the derivative of a sum of cubes is 0": (
        "algebra",
        (Equals(Derivative(SumOver(i, cube), w, v), Zero(1, n)), None, ()),
    ),
    "the index of a sum is that of the sum inside": (
        "algebra",
        (Equals(SumOver(i, square_at_i), 2 * n * Ones(1, n)), None, ()),
    ),
    "a sum leaves its index behind": (
        "algebra",
        (
            Equals(
                SumOver(i, cube * i) @ SumOver(i, cube * i).T,
                SumOver(i, cube * (i @ i.T)) @ (SumOver(i, cube) * Identity(n)),
            ),
            None,
            (),
        ),
    ),
    "what holds at each basis vector holds at any": (
        "algebra",
        (
            Equals(v.T @ y, Zero()),
            t,
            ((t, "at", each_is_0, v),),
            assume(each_is_0),
        ),
    ),
    "induction on a number that is no int": (
        "induct",
        (
            Equals(t, t),
            t,
            algebra(Equals(one, one), None, ()),
            algebra(Equals(t + 1, t + 1), None, ()),
        ),
    ),
    "a text for a term": (
        "algebra",
        (Equals(t, t), t, ((t, "by", "x", "x", None),)),
    ),
    "a text for a context": (
        "algebra",
        (Equals(t, t), t, ((t, "by", t, t, "x"),)),
    ),
    "a step for a term": (
        "algebra",
        (Equals(t, t), t, ((t, "by", assume(Equals(t, t)), t, None),)),
    ),
}


@pytest.mark.parametrize("name", FALSE)
def test_a_false_use_is_refused(name: str) -> None:
    """By the kernel too."""
    rule, arguments = FALSE[name]
    with pytest.raises(DerivationError):
        Theorem(rule, *arguments)
    (answer,) = answers([{"text": file_of(rule, arguments)}])
    assert "refused" in answer


# Files that are none.


def file(nodes: list[Any], *steps: Any, **other: Any) -> dict[str, Any]:
    """A file with these nodes and steps, which publishes the last step."""
    data = {"format": FORMAT, "version": VERSION, "nodes": nodes, "steps": list(steps)}
    return {**data, "published": [["it", len(steps) - 1]], **other}


S = [["letter", "s", 1, 1], ["equals", 0, 0]]  # the scalar s, and s = s
GOOD = file(S, ["algebra", 1, None, ["tuple"]])


def nodes(*more: Any) -> dict[str, Any]:
    """The good file with more nodes, numbered from 2 on."""
    return file([*S, *more], *GOOD["steps"])


def steps(*more: Any) -> dict[str, Any]:
    """The good file with more steps, numbered from 1 on."""
    return file(S, *GOOD["steps"], *more)


FORGED: dict[str, Any] = {
    "another format": {**GOOD, "format": "proofs"},
    "an older version": {**GOOD, "version": 1},
    "a newer version": {**GOOD, "version": 3},
    "a version that is text": {**GOOD, "version": "2"},
    "a version in a list": {**GOOD, "version": [2]},
    "no version": {key: value for key, value in GOOD.items() if key != "version"},
    "no nodes": {**GOOD, "nodes": None},
    "nodes that are an object": {**GOOD, "nodes": {"0": S[0], "1": S[1], "length": 2}},
    "steps that are text": {**GOOD, "steps": "algebra"},
    "a node that is text": nodes("zero"),
    "a node that is empty": nodes([]),
    "a step that is empty": steps([]),
    "a node of itself": nodes(["transpose", 2]),
    "nodes of each other": nodes(["transpose", 3], ["transpose", 2]),
    "a node before the first": nodes(["transpose", -1]),
    "a node between two": nodes(["transpose", 0.5]),
    "a node by a text": nodes(["transpose", "0"]),
    "a node by a property of lists": nodes(["transpose", "length"]),
    "a node by true": nodes(["transpose", True]),
    "a node by null": nodes(["transpose", None]),
    "a node far away": nodes(["transpose", 1e300]),
    "a list of nodes by an object": nodes(["abbreviation", "f", {"0": 0}, [0], 0]),
    "the kind __proto__": nodes(["__proto__", 0]),
    "the kind constructor": nodes(["constructor", 0]),
    "the kind toString": nodes(["toString"]),
    "the kind of a number": nodes([0, 0]),
    "the kind of a list": nodes([["sum"], 0, 0]),
    "the rule __proto__": steps(["__proto__", ["step", 0]]),
    "the rule constructor": steps(["constructor"]),
    "the law __proto__": steps(["law", "__proto__"]),
    "the law constructor": steps(["law", "constructor"]),
    "the law hasOwnProperty": steps(["law", "hasOwnProperty"]),
    "the fact valueOf": steps(["cite", "valueOf"]),
    "a law as a fact": steps(["cite", "pi-is-positive"]),
    "a fact as a law": steps(["law", "mean-of-a-gaussian-vector"]),
    "the way constructor": steps(["algebra", 1, 0, ["tuple", ["tuple", 0, "constructor", 1]]]),
    "the way __proto__": steps(["algebra", 1, 0, ["tuple", ["tuple", 0, "__proto__", 1]]]),
    "the size 1e300": nodes(["letter", "X", 1e300, 1]),
    "the size 2 to the 53": nodes(["letter", "X", 2**53, 1]),
    "the size 1/2": nodes(["letter", "X", 0.5, 1]),
    "the size 0": nodes(["letter", "X", 0, 1]),
    "the size -1": nodes(["letter", "X", -1, 1]),
    "the size true": nodes(["letter", "X", True, 1]),
    "the size null": nodes(["letter", "X", None, 1]),
    "a size in a list": nodes(["letter", "X", [1], 1]),
    "a size of digits": nodes(["letter", "X", "1", 1]),
    "a size that is no name": nodes(["letter", "X", "n,1", 1]),
    "a name that is none": nodes(["letter", "s,1", 1, 1]),
    "a name with a line's end": nodes(["letter", "s\n", 1, 1]),
    "a name that is taken": nodes(["letter", "exp", 1, 1]),
    "a name that is a number": nodes(["letter", 0, 1, 1]),
    "a name in a list": nodes(["letter", ["s"], 1, 1]),
    "a name without end": nodes(["letter", "s" * 10_000, 1, 1]),
    "the dimension __proto__": nodes(["dimension", "__proto__"]),
    "too many fields": nodes(["transpose", 0, 0]),
    "too few fields": nodes(["sum", 0]),
    "the inverse of 0": nodes(["number", "0"], ["inverse", 2]),
    "the number 1/0": nodes(["number", "1/0"]),
    "the number 0.5": nodes(["number", "0.5"]),
    "the number 0x10": nodes(["number", "0x10"]),
    "the number 1e9": nodes(["number", "1e9"]),
    "the number of no digits": nodes(["number", ""]),
    "a number that is one": nodes(["number", 1]),
    "a number without end": nodes(["number", "9" * 100_000]),
    "a statement as a term": nodes(["sum", 1, 1]),
    "a term as a statement": steps(["assume", 0]),
    "a sum of two shapes": nodes(["letter", "X", "n", 1], ["sum", 0, 2]),
    "an index of two columns": nodes(["index", "i", "n", 2]),
    "a step of itself": steps(["cut", ["step", 1]]),
    "steps of each other": steps(["cut", ["step", 2]], ["cut", ["step", 1]]),
    "a step before the first": steps(["cut", ["step", -1]]),
    "a step by a text": steps(["cut", ["step", "0"]]),
    "a step by true": steps(["cut", ["step", True]]),
    "a step far away": steps(["cut", ["step", 1e300]]),
    "a step without a number": steps(["cut", ["step"]]),
    "a step with two numbers": steps(["cut", ["step", 0, 0]]),
    "a step as a node": steps(["cut", 0]),
    "a node as a step": steps(["assume", ["step", 0]]),
    "an argument that is an object": steps(["assume", {"kind": "equals", "parts": []}]),
    "an argument that is true": steps(["assume", True]),
    "an argument of no sort": steps(["assume", ["node", 1]]),
    "an argument too many": steps(["assume", 1, 1]),
    "an argument too few": steps(["cut"]),
    "an int that is none": steps(["unfold", ["step", 0], ["int", 0.5]]),
    "an int that is text": steps(["unfold", ["step", 0], ["int", "0"]]),
    "half a clause": file(
        [S[0], ["positive", 0]], ["assume", 1], ["unfold", ["step", 0], ["int", 0.5]]
    ),
    "a clause by a text": file(
        [S[0], ["positive", 0]], ["assume", 1], ["unfold", ["step", 0], ["int", "0"]]
    ),
    "a pair of one": steps(["instantiate", ["step", 0], ["tuple", 0]]),
    "a pair of three": steps(["instantiate", ["step", 0], ["tuple", 0, 0, 0]]),
    "a pair of texts": steps(["instantiate", ["step", 0], ["tuple", "s", "t"]]),
    "a letter that becomes a name": steps(["instantiate", ["step", 0], ["tuple", 0, "n"]]),
    "a letter that becomes a step": steps(["instantiate", ["step", 0], ["tuple", 0, ["step", 0]]]),
    "an id that is none": {**GOOD, "published": [["__proto__", 0]]},
    "an id in a list": {**GOOD, "published": [[["it"], 0]]},
    "an id that is a number": {**GOOD, "published": [[0, 0]]},
    "an id twice": {**GOOD, "published": [["it", 0], ["it", 0]]},
    "a published step that is none": {**GOOD, "published": [["it", 1]]},
    "a published step by a text": {**GOOD, "published": [["it", "0"]]},
    "a published step too many": {**GOOD, "published": [["it", 0, 0]]},
}
TEXTS = ["", "null", "0", '"x"', "[]", "{}", "[" * 100_000, "{" * 100_000, '{"a":' * 50_000, "\0"]
# `__proto__` as a key of the file: what an object inherits is no part of it.
INHERITED = json.dumps({"__proto__": GOOD})
DOUBLE = json.dumps(GOOD)[:-1] + ', "version": 3}'


def test_what_is_no_file_is_refused_in_a_sentence() -> None:
    forged = {name: json.dumps(data) for name, data in FORGED.items()}
    forged |= {text[:9]: text for text in TEXTS} | {"inherited": INHERITED, "double": DOUBLE}
    good, *found = answers({"text": text} for text in (json.dumps(GOOD), *forged.values()))
    assert "it" in good["published"]
    for name, answer in zip(forged, found, strict=True):
        assert "refused" in answer, name
        assert len(answer["why"]) > 10, name


def test_what_is_no_text_or_is_too_long_is_refused() -> None:
    asked: list[dict[str, Any]] = [
        {"text": 5},
        {"text": " " * 10_000_001},
        {"text": json.dumps(GOOD), "only": "that"},
    ]
    found = answers(asked)
    assert [each["refused"] for each in found] == [
        "MalformedError",
        "TooLargeError",
        "MalformedError",
    ]


def test_a_dimension_may_have_any_name() -> None:
    """Not even one that something else has inside the checker: π is no dimension of this name."""
    names = ["pi", "chain", "trace", "ones", "size", "length", "constructor", "toString"]
    made = [file([["dimension", name], ["pi"], ["equals", 0, 1]], ["algebra", 2, None, ["tuple"]])
            for name in names]  # fmt: skip
    for answer in answers({"text": json.dumps(data)} for data in made):
        assert answer["refused"] == "RefusedError"


def test_the_registered_statement_is_asked_for() -> None:
    """A true statement under the id of another is refused, and so is an id of nobody's."""
    lie = {**GOOD, "published": [["normal-equation", 0]]}
    stranger = {**GOOD, "published": [["constructor", 0]]}
    for data in (lie, stranger):
        alone, beside = answers([
            {"text": json.dumps(data)}, {"text": json.dumps(data), "registered": True},
        ])  # fmt: skip
        assert "published" in alone
        assert "states another thing" in beside["why"]


# Files that ask for a great deal.


def chain(start: list[Any], step: Callable[[int], Any], times: int) -> dict[str, Any]:
    """A node made from the last one, again and again, and at last an equation of it with itself."""
    made = list(start)
    for _ in range(times):
        made.append(step(len(made) - 1))
    return file([*made, ["equals", len(made) - 1, len(made) - 1]], ["algebra", len(made), None,
                ["tuple"]])  # fmt: skip


def powers(base: list[Any], times: int) -> dict[str, Any]:
    """A term squared again and again."""
    return chain(base, lambda last: ["product", last, last], times)


def many(count: int, size: Any = "n") -> list[Any]:
    """The sum of so many different matrices, as nodes, balanced."""
    made: list[Any] = [["letter", f"A{k}", size, size] for k in range(count)]
    level = list(range(count))
    while len(level) > 1:
        made += [["sum", level[k], level[k + 1]] for k in range(0, len(level) - 1, 2)]
        pairs = len(level) // 2
        level = [*range(len(made) - pairs, len(made)), *level[2 * pairs :]]
    return made


def letters(count: int) -> dict[str, Any]:
    """An abbreviation with so many parameters, each again and again replaced."""
    made, own = many(count, 1), [*range(count)]
    total = len(made) - 1
    made += [["abbreviation", f"f{k}", own, own, total] for k in range(9)]
    return file([*made, ["equals", total, total + 9]], ["algebra", len(made), None, ["tuple"]])


def holes(count: int) -> dict[str, Any]:
    """A certificate with so many holes, all for one equation."""
    made = [["letter", f"h{k}", 1, 1] for k in range(count)]
    ways = [["tuple", k + 2, "given", 1] for k in range(count)]
    return file([*S, *made], ["assume", 1], ["algebra", 1, 0, ["tuple", *ways], ["step", 0]])


def premises(count: int) -> dict[str, Any]:
    """Steps that each take the same many premises."""
    made = [*S, *(["letter", f"h{k}", 1, 1] for k in range(count))]
    made += [["equals", k + 2, 0] for k in range(count)]
    given = [["assume", 2 + count + k] for k in range(count)]
    taken = ["algebra", 1, None, ["tuple"], *(["step", k] for k in range(count))]
    return file(made, *given, *[taken] * 200)


def multiples(count: int) -> dict[str, Any]:
    """Steps that each take some work, and together a great deal."""
    made: list[Any] = many(60)
    made.append(["product", len(made) - 1, len(made) - 1])
    product, claims = len(made) - 1, []
    for k in range(count):
        made += [["number", f"{k}"], ["scaled", len(made), product]]
        made.append(["equals", len(made) - 1, len(made) - 1])
        claims.append(["algebra", len(made) - 1, None, ["tuple"]])
    return file(made, *claims)


def sums(count: int) -> dict[str, Any]:
    """As many different terms, of which each has a normal form of 500 terms."""
    made: list[Any] = many(500)
    last, claims = len(made) - 1, []
    for k in range(count):
        made += [["number", f"{k + 1}"], ["scaled", len(made), last]]
        made.append(["equals", len(made) - 1, len(made) - 1])
        claims.append(["algebra", len(made) - 1, None, ["tuple"]])
    return file(made, *claims)


def published(count: int) -> dict[str, Any]:
    """One long statement, published under so many ids."""
    made = many(1_000)
    made.append(["equals", len(made) - 1, len(made) - 1])
    data = file(made, ["algebra", len(made) - 1, None, ["tuple"]])
    return {**data, "published": [[f"it-{k}", 0] for k in range(count)]}


def counts(times: int) -> dict[str, Any]:
    """So many iterations, whose count is a sum that is written as a tree of 32,768 leaves."""
    made = doubled([["dimension", "n"]], "sum", 15)
    made += [["letter", "x", 1, 1], *[["iterate", 16, 16, 16, 15]] * times, ["nonnegative", 16]]
    return file(made, ["assume", len(made) - 1])


def units(times: int) -> dict[str, Any]:
    """So many inverses of a product of sizes that ends in 0, in a statement each."""
    made = [*doubled([["dimension", "n"]], "scaled", 15), ["number", "0"], ["scaled", 15, 16]]
    assumed = []
    for k in range(times):
        last = len(made)
        made += [["letter", f"x{k}", 1, 1], ["scaled", 17, last], ["inverse", last + 1]]
        made.append(["nonnegative", last + 2])
        assumed.append(["assume", last + 3])
    return file(made, *assumed)


def doubled(made: list[Any], kind: str, times: int) -> list[Any]:
    """Nodes, and then so many of a kind, each twice of the one before."""
    first = len(made) - 1
    return [*made, *([kind, first + k, first + k] for k in range(times))]


def long_names(depth: int) -> dict[str, Any]:
    """A term of long names, so deep that its frozen form is longer at each level."""
    made = doubled([["letter", "x" * 100, "n" * 100, "m" * 100]], "sum", 15)
    for _ in range(depth):
        made.append(["sum", len(made) - 1, 0])
    made.append(["equals", len(made) - 1, 0])
    return file(made, ["assume", len(made) - 1])


def binders(replaced: int) -> dict[str, Any]:
    """So many times a letter is replaced below forty sums over a term of 8,000 letters."""
    made = [*many(8_000, 1), ["index", "i", "n", 1], ["letter", "y", 1, 1], ["letter", "z", 1, 1]]
    index, y, z = range(len(made) - 3, len(made))
    made.append(["sum", index - 1, y])
    for _ in range(40):
        made.append(["sum-over", index, len(made) - 1])
    made.append(["nonnegative", len(made) - 1])
    again = ["instantiate", ["step", 0], ["tuple", y, z]]
    return file(made, ["assume", len(made) - 1], *[again] * replaced)


ONE_PLUS_S = [["letter", "s", 1, 1], ["number", "1"], ["sum", 1, 0]]
HOSTILE: dict[str, Any] = {
    "depth": chain(S[:1], lambda last: ["exp", last], 100_000),
    "transposes": chain(S[:1], lambda last: ["transpose", last], 140),
    "doubled": chain(S[:1], lambda last: ["sum", last, last], 60),
    "powers of a scalar": powers(S[:1], 14),
    "powers of a sum": powers(ONE_PLUS_S, 12),
    "powers of a matrix": powers([["letter", "A", "n", "n"]], 12),
    "powers of a number": powers([["number", "7" * 200]], 12),
    "powers of a sum of matrices": powers(many(40), 5),
    "a long sum": chain(many(4_000), lambda last: ["transpose", last], 4),
    "the trace of a long word": chain(
        [["letter", "A", "n", "n"], ["letter", "B", "n", "n"], ["product", 0, 1]],
        lambda last: ["product", last, last], 7,
    ),
    "parameters": letters(4_000),
    "expectations": chain([["random", "u", "n", 1]], lambda last: ["expectation", last], 140),
    "inverses of long sums": chain(many(2_000), lambda last: ["inverse", last], 100),
    "many arguments": file(S, ["algebra", 1, None, ["tuple"]], ["cut", *[["step", 0]] * 300_000]),
    "many holes": holes(9_000),
    "many premises": premises(1_500),
    "many steps": multiples(3_000),
    "many sums": sums(2_500),
    "many ids": published(50_000),
    "counts": counts(100_000),
    "units": units(30_000),
    "long names": long_names(130),
    "binders": binders(3_000),
}  # fmt: skip


def test_hostile_files_end_soon() -> None:
    """Each is refused, or proved, before the budget is spent; nothing hangs and nothing crashes.

    The bound in seconds is for a hang: the budget of six million units takes a few seconds, and may
    take ten times as long on a machine that is busy.
    """
    found = answers({"text": json.dumps(data)} for data in HOSTILE.values())
    for name, answer in zip(HOSTILE, found, strict=True):
        assert answer["seconds"] < 60, (name, answer)


@pytest.mark.parametrize("name", ['{"toString":0}', "[" * 100_000 + "]" * 100_000, "1", "null"])
@pytest.mark.parametrize("table", ["nodes", "steps", "published"])
def test_what_has_no_name_is_refused_in_a_sentence(table: str, name: str) -> None:
    data = json.dumps({**file([]), "published": [], table: "here"})
    data = data.replace('"here"', f"[[{name}]]")
    (answer,) = answers([{"text": data}])
    assert "begin with a name" in answer["why"]


def test_a_budget_that_is_spent_refuses() -> None:
    """Also what is true; with the usual budget it is proved."""
    text = json.dumps(powers(ONE_PLUS_S, 4))
    spent, proved = answers([{"text": text, "budget": 100}, {"text": text}])
    assert spent["refused"] == "TooLargeError"
    assert "it" in proved["published"]


# Corrupted files.


def other(value: Any, rng: Generator, words: list[str], most: int) -> Any:
    """Something else in the place of an entry of a row."""
    if type(value) is list and value and rng.random() < 0.8:
        return corrupted(value, rng, words, most)
    if type(value) is int:
        near = [value - 1, value + 1, rng.randrange(max(value, 1)), rng.randrange(most), 1]
        return rng.choice(near)
    return rng.choice([*rng.sample(words, 3), "n", "d", "1", None, 0, [], 1])


def corrupted(row: list[Any], rng: Generator, words: list[str], most: int) -> list[Any]:
    """A row with one entry changed, left out, doubled, or two of them swapped."""
    after = list(row)
    k, j = rng.randrange(len(row)), rng.randrange(len(row))
    match rng.randrange(8):
        case 0:
            after.pop(k)
        case 1:
            after.insert(k, after[j])
        case 2:
            after[k], after[j] = after[j], after[k]
        case _:
            after[k] = other(row[k], rng, words, most)
    return after


def test_a_corrupted_file_is_refused_or_proves_what_is_registered(
    seed: int, tally: Callable[[str], None]
) -> None:
    """Or another statement, which the registry refuses, and which the kernel proves too."""
    rng = Generator(f"corrupted {seed}")
    files = sorted((export([result]) for result in theorems()[::4]), key=len)[:80]
    parsed = [json.loads(text) for text in files]
    words = [*NAMED, *RULES, "given", "at", "inverse", "inverse of", "by", "each"]
    questions: list[dict[str, Any]] = []
    while len(questions) < CORRUPTED:
        base = rng.randrange(len(files))
        data = parsed[base]
        table = rng.choice(["nodes"] * 8 + ["steps"] * 8 + ["published"])
        k = rng.randrange(len(data[table]))
        row = corrupted(data[table][k], rng, words, len(data["nodes"]))
        if row != data[table][k]:
            questions.append({"base": base, "changes": [[[table, k], row]]})
    registry = read_registry()
    counts = Counter[str]()
    for question, answer in zip(questions, answers(questions, files), strict=True):
        counts[judged(question, answer, parsed, registry)] += 1
    assert counts["refused"] > CORRUPTED / 2
    tally(f"second checker on {CORRUPTED} corrupted files: {dict(counts)}")


def judged(
    question: dict[str, Any],
    answer: dict[str, Any],
    parsed: list[Any],
    registry: dict[str, Any],
) -> str:
    """What became of a corrupted file; AssertionError for a statement that nobody else proves."""
    if "refused" in answer:
        return "refused"
    hashes = {id: found["hash"] for id, found in answer["published"].items()}
    if all(id in registry and hash == registry[id]["hashes"][-1] for id, hash in hashes.items()):
        return "proved what is registered"
    data = json.loads(json.dumps(parsed[question["base"]]))
    ((table, k), row) = question["changes"][0]
    data[table][k] = row
    proved = read(json.dumps(data))
    assert hashes == {id: sequent_hash(each) for id, each in proved.items()}
    return "proved another statement, as the kernel does"


def test_rules_refuse_arguments_of_others() -> None:
    """Few and odd arguments, to each rule; where one is right after all, the kernel says so too."""
    few: list[list[Any]] = [[], [None], [["step", 0]], [0], [1], ["x"], [["int", 0]], [["tuple"]]]
    lists = [[*first, *second] for first in few for second in few]
    texts = [json.dumps(steps([rule, *arguments])) for rule in RULES for arguments in lists]
    counts = Counter[str]()
    for text, answer in zip(texts, answers({"text": text} for text in texts), strict=True):
        try:
            proved = read(text)["it"]
        except DerivationError:
            assert "refused" in answer, text
            counts["refused"] += 1
        else:
            assert hash_in(answer) == sequent_hash(proved), text
            counts["proved"] += 1
    assert counts["refused"] > 50 * len(RULES) > counts["proved"] > 5, counts
