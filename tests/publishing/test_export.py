"""Proofs as data: what is exported is proved again by the reader, and a corrupted file is not."""

import ast
import gzip
import json
from pathlib import Path
from random import Random as Generator

import pytest

from derivations import theorem, theorems
from derivations.kernel.errors import DerivationError, MalformedError, RefusedError
from derivations.kernel.frozen import hash_of
from derivations.kernel.statements import FullColumnRank
from derivations.kernel.terms import Dimension, Letter
from derivations.kernel.theorem import RULES, Theorem, assume, unfold
from derivations.publishing.export import Export, export
from derivations.publishing.registry import read_registry
from derivations.reader import FORMAT, VERSION, main, read
from derivations.site.trust import code_lines
from tests.mutants import FEW, fails, places

IDS = (
    "normal-equation",
    "hat-matrix-idempotent",
    "gradient-of-the-squared-error",
    "log-likelihood",
)


@pytest.fixture(scope="module")
def whole() -> str:
    return export(theorems())


@pytest.fixture(scope="module")
def some() -> str:
    return export(map(theorem, IDS))


def test_everything_published_is_proved_again_with_its_hash(whole: str) -> None:
    proved = read(whole)
    hashes = {id: hash_of(each.hypotheses, each.conclusion) for id, each in proved.items()}
    in_force = {r.id for r in theorems()} | {r.line_id(x) for r in theorems() for x in r.lines}
    assert hashes == {id: read_registry()[id]["hashes"][-1] for id in in_force}
    facts = {id: each.facts for id, each in proved.items()}
    assert all(facts[result.id] == result.theorem.facts for result in theorems())


def test_a_statement_takes_90_bytes_at_most(whole: str) -> None:
    published = json.loads(whole)["published"]
    assert len(gzip.compress(whole.encode(), 9)) <= 90 * len(published)


def test_two_exports_are_equal(some: str) -> None:
    assert export(map(theorem, IDS)) == some


def test_the_reader_has_a_hundred_lines_and_imports_the_kernel_only() -> None:
    path = Path(__file__).parents[2] / "derivations/reader.py"
    assert code_lines(path) <= 100
    imports = [n for n in ast.walk(ast.parse(path.read_text("utf-8"))) if type(n) is ast.ImportFrom]
    ours = [each.module for each in imports if each.level]
    assert len(ours) > 3
    assert all(module.startswith("kernel.") for module in ours)


def test_a_file_that_is_nested_too_deeply_is_refused_in_a_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    deeper = [["exp", number] for number in range(3_900)]
    nodes = [["letter", "s", 1, 1], *deeper, ["equals", 3_900, 3_900]]
    steps = [["assume", 3_901]]
    data = {"format": FORMAT, "version": VERSION, "nodes": nodes, "steps": steps}
    path = tmp_path / "deep.json"
    path.write_text(json.dumps({**data, "published": [["deep", 0]]}), "utf-8")
    assert main(str(path)) == 1
    printed = capsys.readouterr()
    assert printed.out == ""
    assert printed.err == f"{path} is refused: a term nested too deeply to check\n"


def test_every_rule_is_exported_and_read(whole: str) -> None:
    data = json.loads(whole)
    assert (data["format"], data["version"]) == (FORMAT, VERSION) == ("line-by-line-proofs", 2)
    assert {step[0] for step in data["steps"]} == set(RULES)
    said = {type(a) if type(a) is not list else a[0] for step in data["steps"] for a in step[1:]}
    assert said == {int, str, type(None), "step", "int", "tuple"}  # each kind of argument


def test_every_argument_comes_back_as_it_was(whole: str) -> None:
    """Node by node, step by step, also where it is an int, a text, a tuple or nothing."""
    again = Export()
    for id, each in read(whole).items():
        again.publish(id, each)
    assert json.loads(again.text()) == json.loads(whole)


# What is no export, or a corrupted one.


def doubled(nodes, last):  # type: ignore[no-untyped-def]
    """A letter, doubled sixty times by sharing, and a node on it."""
    nodes.append(["letter", "z", 1, 1])
    for _ in range(60):
        nodes.append(["sum", len(nodes) - 1, len(nodes) - 1])
    nodes.append([len(nodes) - 1 if part == -1 else part for part in last])


def changed(text: str, change) -> str:  # type: ignore[no-untyped-def]
    data = json.loads(text)
    change(data)
    return json.dumps(data)


@pytest.mark.parametrize(
    "change",
    [
        lambda data: data.update(version=1),
        lambda data: data.update(version=3),
        lambda data: data.update(version="2"),
        lambda data: data.update(format="proofs"),
        lambda data: data.pop("nodes"),
        lambda data: data["nodes"].append(["letter", "X", 1e300, 1]),
        lambda data: data["nodes"].append(["letter", "X", 0, 1]),
        lambda data: data["nodes"].append(["letter", "X", "n"]),
        lambda data: data["nodes"].append(["letter", 0, "n", 1]),
        lambda data: data["nodes"].append(["__class__", 0]),
        lambda data: data["nodes"].append(["number", "1/0"]),
        lambda data: data["nodes"].append(["number", 0.5]),
        lambda data: data["nodes"].append(["transpose", len(data["nodes"])]),
        lambda data: data["nodes"].append(["transpose", -1]),
        lambda data: data["nodes"].append(["transpose", True]),
        lambda data: data["steps"].append(["replay", 0]),
        lambda data: data["steps"].append(["assume"]),
        lambda data: data["steps"].append(["assume", 0, 0]),
        lambda data: data["steps"].append(["transitive", ["step", 0], ["step", 1]]),
        lambda data: data["steps"].append(["cut", ["step", len(data["steps"])]]),
        lambda data: data["steps"].append(["cut", ["step", -1]]),
        lambda data: data["steps"].append(["cut", ["step", True]]),
        lambda data: data["steps"].append(["cut", ["step", "0"]]),
        lambda data: data["steps"].append(["cut", ["step"]]),
        lambda data: data["steps"].append(["cut", ["step", 0, 0]]),
        lambda data: data["steps"].append(["cut", []]),
        lambda data: data["steps"].append(["cut", 0]),
        lambda data: data["steps"].append(["cut", -1]),
        lambda data: data["steps"].append(["cut", {"step": 0}]),
        lambda data: data["steps"].append(["cut", 0.5]),
        lambda data: data["steps"].append(["cut", True]),
        lambda data: data["steps"].append([["cut"], ["step", 0]]),
        lambda data: data["steps"].append("cut"),
        lambda data: data["steps"].append(["law", "one-is-two"]),
        lambda data: data["steps"].append(["law", ["exponential-of-a-sum"]]),
        lambda data: data["steps"].append(["law", ["tuple", "exponential-of-a-sum"]]),
        lambda data: data["steps"].append(["unfold", ["step", 0], "0"]),
        lambda data: data["steps"].append(["algebra", 0, None, 0]),
        lambda data: data["steps"].append(["algebra", 0, None, ["tuple", ["tuple", 0]]]),
        lambda data: data["steps"].append(
            ["algebra", 0, None, ["tuple", ["tuple", 0, "by", 0, 0, "x"]]]
        ),
        lambda data: data["steps"].append(["instantiate", ["step", 0], ["tuple", 0, 1]]),
        lambda data: data["steps"].append(["instantiate", ["step", 0], ["tuple", 0, ["int", 0]]]),
        lambda data: data["published"].append(["new", len(data["steps"])]),
        lambda data: data["published"].append("new"),
        lambda data: data["published"].append(["new\n000000000000 other", 0]),
        lambda data: data["published"].append(data["published"][0]),
        lambda data: data["nodes"].append(["number", "1e400000000"]),
        lambda data: data["nodes"].append(["number", "0.5"]),
        lambda data: data["nodes"].append(["number", "9" * 5000]),
        lambda data: doubled(data["nodes"], ["derivative", -1, 0, 0]),
        lambda data: doubled(data["nodes"], ["expectation", -1]),
    ],
)
def test_what_is_no_export_is_refused_in_a_sentence(change, some, tmp_path, capsys) -> None:  # type: ignore[no-untyped-def]
    text = changed(some, change)
    with pytest.raises(DerivationError):
        read(text)
    path = tmp_path / "proofs.json"
    path.write_text(text, "utf-8")
    assert main(str(path)) == 1
    assert "is refused" in capsys.readouterr().err


@pytest.mark.parametrize("text", ["", "[]", "{}", "null", "\x00", "[" * 100_000], ids=len)
def test_what_is_no_json_object_is_refused(text: str) -> None:
    with pytest.raises(MalformedError):
        read(text)


def unfolding(argument: object) -> str:
    """A file in which the one clause of a full column rank is taken out, as an argument says."""
    data = {
        "format": FORMAT,
        "version": VERSION,
        "nodes": [["letter", "X", "n", "d"], ["full-column-rank", 0], ["letter", "w", "d", 1]],
        "steps": [["assume", 1], ["unfold", ["step", 0], argument, 2]],
        "published": [["unfolded", 1]],
    }
    return json.dumps(data)


def test_an_int_is_read() -> None:
    X, w = Letter("X", Dimension("n"), Dimension("d")), Letter("w", Dimension("d"))
    proved = read(unfolding(["int", 0]))["unfolded"]
    assert proved.arguments[1:] == (0, w)
    expected: Theorem = unfold(assume(FullColumnRank(X)), 0, w)
    assert (proved.hypotheses, proved.conclusion) == (expected.hypotheses, expected.conclusion)


@pytest.mark.parametrize(
    "argument",
    [
        0,
        "0",
        ["int", "0"],
        ["int", 0.9],
        ["int", False],
        ["int", 0, 0],
        ["int"],
        ["int", ["int", 0]],
        ["integer", 0],
        ["text", 0],
        [0, 0],
        [],
        None,
        False,
        0.0,
        {"int": 0},
    ],
    ids=str,
)
def test_what_is_no_int_is_not_read_as_one(argument: object) -> None:
    with pytest.raises(DerivationError):
        read(unfolding(argument))


def test_a_false_step_is_refused(some: str) -> None:
    def lie(data):  # type: ignore[no-untyped-def]
        nodes = data["nodes"]
        nodes += [["letter", "u", 1, 1], ["letter", "v", 1, 1]]
        nodes.append(["equals", len(nodes) - 2, len(nodes) - 1])
        data["steps"].append(["algebra", len(nodes) - 1, None, ["tuple"]])

    with pytest.raises(RefusedError):
        read(changed(some, lie))


@pytest.mark.parametrize("seed", range(60))
def test_a_corrupted_file_proves_nothing_false(some: str, seed: int) -> None:
    """One number or name is another one of its kind: it is refused, or what it proves is true."""
    rng = Generator(seed)
    data = json.loads(some)
    rows = data[rng.choice(["nodes", "steps", "steps"])]
    row = rng.choice(rows)
    corrupt(row, rng, len(data["nodes"]))
    try:
        proved = read(json.dumps(data))
    except DerivationError:
        return
    for id in IDS:
        at = places(proved[id].conclusion, proved[id].hypotheses, FEW)
        assert not fails(proved[id].conclusion, at)


def corrupt(row: list, rng: Generator, most: int) -> None:  # type: ignore[type-arg]
    """Change one entry of a row, or of a list in it."""
    place = rng.randrange(len(row))
    match row[place]:
        case [*inner] if inner:
            corrupt(row[place], rng, most)
        case int():
            row[place] = rng.randrange(most)
        case str():
            row[place] = rng.choice(
                ["sum", "product", "transpose", "inverse", "n", "d", "cut", "0"]
            )
        case _:
            row[place] = rng.choice([None, 0, []])
