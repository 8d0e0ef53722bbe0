"""Mutants of the kernel's own code: for each, a test of the kernel has to fail.

A mutant is one change in one function: a check dropped, a comparison turned, `and` for `or`, an
operand, an argument or a call left out, arguments swapped, a number changed. pytest collects the
tests once; each mutant then has a forked process of its own, in which the code of its function is
replaced, what the kernel has kept is forgotten, and the tests run until one fails.

    python -m tests.kernel.mutants_of_code theorem kinds.is_unit    # or nothing, for all

What no test notices has survived. `equivalent_mutants.txt` lists those that may, each with the
reason why it makes the kernel prove nothing more; they are not tried, and any other is an error.
"""

from __future__ import annotations

import ast
import builtins
import gc
import os
import resource
import signal
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import _lru_cache_wrapper
from importlib import import_module
from pathlib import Path
from types import CodeType, FunctionType
from typing import Any, NamedTuple

import pytest
from _pytest.runner import runtestprotocol

from derivations.kernel import nodes

HERE = Path(__file__).parent
KERNEL = HERE.parent.parent / "derivations" / "kernel"
MODULES = ("theorem", "definitions", "kinds", "trees", "nodes", "normal_form", "terms", "errors")
TESTS = (
    *("rules", "certificates", "refusals", "definitions", "shapes", "abbreviations"),
    *("iteration", "normal_form", "holes", "soundness_of_expectation", "soundness_of_likelihood"),
    *("soundness", "kinds", "tampering", "frozen", "properties", "limits"),
)
# What starts another Python, which does not know the mutant, or takes long.
LEFT_OUT = (
    *("order_of_sets", "one_sitting", "takes_little_memory", "what_is_collected", "an_export"),
    *("optimised", "printing_is_loaded", "standard_library", "long_chain"),
)
LONGEST = 300  # seconds for one mutant: one that runs without end is noticed
LARGEST = 4 << 30  # bytes for one mutant
JOBS = int(os.environ.get("JOBS", os.cpu_count() or 1))
VERBOSE = "VERBOSE" in os.environ  # whether to say which test has noticed which mutant
TURNED: dict[type[ast.AST], tuple[type[ast.AST], ...]] = {
    ast.Lt: (ast.LtE, ast.GtE),
    ast.LtE: (ast.Lt, ast.Gt),
    ast.Gt: (ast.GtE, ast.LtE),
    ast.GtE: (ast.Gt, ast.Lt),
    ast.Eq: (ast.NotEq,),
    ast.NotEq: (ast.Eq,),
    ast.Is: (ast.IsNot,),
    ast.IsNot: (ast.Is,),
    ast.In: (ast.NotIn,),
    ast.NotIn: (ast.In,),
    ast.And: (ast.Or,),
    ast.Or: (ast.And,),
    ast.Add: (ast.Sub,),
    ast.Sub: (ast.Add,),
    ast.BitOr: (ast.BitAnd,),
    ast.BitAnd: (ast.BitOr,),
}
OTHER = {"any": "all", "all": "any", "min": "max", "max": "min"}


class Mutant(NamedTuple):
    """One node of a module's tree, and what takes its place."""

    module: str
    function: str
    holder: Any  # the node or list that holds it
    place: Any  # the field, or the place in the list
    old: ast.AST
    new: ast.AST

    def __str__(self) -> str:
        old, new = (" ".join(ast.unparse(node).split()) for node in (self.old, self.new))
        return f"{self.module}.{self.function}: {old} => {new}"

    def install(self, tree: ast.Module, functions: list[FunctionType]) -> None:
        """Replace the code of the functions that have changed, wherever they are."""
        path = str(KERNEL / f"{self.module}.py")
        before = compile(tree, path, "exec", dont_inherit=True)
        if isinstance(self.holder, list):
            self.holder[self.place] = self.new
        else:
            setattr(self.holder, self.place, self.new)
        after = compile(ast.fix_missing_locations(tree), path, "exec", dont_inherit=True)
        changed = {old: new for old, new in pairs(before, after) if old != new}
        for function in functions:
            if function.__code__ in changed:
                function.__code__ = changed[function.__code__]


def pairs(old: CodeType, new: CodeType) -> Iterator[tuple[CodeType, CodeType]]:
    """Two codes, and what they are made of; not the inner ones where one of those is gone."""
    yield old, new
    inner = [[c for c in code.co_consts if isinstance(c, CodeType)] for code in (old, new)]
    if len(inner[0]) == len(inner[1]):
        for one, other in zip(*inner, strict=True):
            yield from pairs(one, other)


def mutants(module: str, tree: ast.Module) -> Iterator[Mutant]:
    """The mutants of the functions of a module; what it does when it is loaded has none."""

    def within(node: ast.AST, name: str, running: bool) -> Iterator[Mutant]:
        for field, value in ast.iter_fields(node):
            if field in ("annotation", "returns", "decorator_list") or isinstance(
                value, ast.arguments
            ):
                continue
            holder = value if isinstance(value, list) else node
            for place, part in enumerate(value) if holder is value else [(field, value)]:
                if not isinstance(part, ast.AST) or is_message(node, field, place):
                    continue
                if running:
                    for new in replacements(part, node, field):
                        if ast.dump(new) == ast.dump(part):
                            continue
                        yield Mutant(module, name, holder, place, part, new)
                function = isinstance(part, ast.FunctionDef | ast.Lambda)
                named = function or isinstance(part, ast.ClassDef)
                inner = f"{name}.{getattr(part, 'name', 'lambda')}".strip(".") if named else name
                yield from within(part, inner, running or function)

    yield from within(tree, "", False)


def is_message(node: ast.AST, field: str, place: Any) -> bool:
    """Whether a part of a node only says what went wrong."""
    required = isinstance(node, ast.Call) and getattr(node.func, "id", "") == "require"
    return isinstance(node, ast.Raise) or (required and field == "args" and place > 0)


def replacements(node: ast.AST, parent: ast.AST, field: str) -> Iterator[ast.AST]:
    """What takes the place of a node, one at a time."""
    if field in ("test", "guard", "ifs") and not isinstance(node, ast.Constant):
        yield ast.Constant(True)
        yield ast.Constant(False)
    match node:
        case ast.Expr(ast.Call()) | ast.Raise() | ast.AugAssign():
            yield ast.Pass()
        case ast.Constant(bool() as value):
            yield ast.Constant(not value)
        case ast.Constant(int() as value):
            yield ast.Constant(value + 1)
        case ast.Compare(left, [op], [right]):
            yield from (ast.Compare(left, [new()], [right]) for new in TURNED[type(op)])
        case ast.Compare(left, [first, second], [middle, right]):
            yield ast.Compare(left, [first], [middle])
            yield ast.Compare(middle, [second], [right])
        case ast.BoolOp(op, values):
            yield ast.BoolOp(TURNED[type(op)][0](), values)
            for i in range(len(values)):
                rest = values[:i] + values[i + 1 :]
                yield ast.BoolOp(op, rest) if len(rest) > 1 else rest[0]
        case ast.UnaryOp(ast.Not() | ast.USub(), operand):
            yield operand
        case ast.IfExp(_, body, orelse):
            yield from (body, orelse)
        case ast.BinOp(left, op, right):
            yield from (left, right)
            if type(op) in TURNED:
                yield ast.BinOp(left, TURNED[type(op)][0](), right)
            elif isinstance(op, ast.MatMult):
                yield ast.BinOp(right, op, left)
        case ast.Tuple(elts, ast.Load()) if any(isinstance(e, ast.Starred) for e in elts):
            yield from (ast.Tuple(elts[:i] + elts[i + 1 :], ast.Load()) for i in range(len(elts)))
        case ast.Call(func, args, keywords) if getattr(func, "id", "") != "require":
            yield from calls(func, args, keywords)
        case ast.Return(ast.Name() | ast.Constant()) if isinstance(parent, ast.For | ast.If):
            yield ast.Pass()


def calls(func: Any, args: list[ast.expr], keywords: list[ast.keyword]) -> Iterator[ast.AST]:
    """Another call in the place of one, or its argument alone."""
    name = getattr(func, "id", getattr(func, "attr", ""))
    starred = [isinstance(arg, ast.Starred) for arg in args]
    if name in OTHER and isinstance(func, ast.Name):
        yield ast.Call(ast.Name(OTHER[name], ast.Load()), args, keywords)
    if len(args) == 1 and not keywords and not starred[0]:
        if isinstance(func, ast.Name) and name.islower() and not hasattr(builtins, name):
            yield args[0]
    elif len(args) > 1 and not any(starred[:2]) and name != "same":  # which is symmetric
        yield ast.Call(func, [args[1], args[0], *args[2:]], keywords)
    if name == "Sequent":
        yield ast.Call(func, [ast.Tuple([], ast.Load()), *args[1:]], keywords)
        yield ast.Call(func, [*args[:2], ast.Call(ast.Name("frozenset", ast.Load()), [], [])], [])
    if any(starred) or name in ("union", "without", "sequent"):
        yield from (ast.Call(func, args[:i] + args[i + 1 :], keywords) for i in range(len(args)))
    for i, keyword in enumerate(keywords):
        if keyword.arg not in (None, "strict", "key"):
            yield ast.Call(func, args, keywords[:i] + keywords[i + 1 :])


def numbered(found: Iterable[Mutant]) -> dict[str, Mutant]:
    """The mutants by what is said of them, and by a number where the same is said of several."""
    said = Counter[str]()
    by_name = {}
    for mutant in found:
        said[str(mutant)] += 1
        again = f" ({said[str(mutant)]})" if said[str(mutant)] > 1 else ""
        by_name[f"{mutant}{again}"] = mutant
    return by_name


def equivalents() -> dict[str, str]:
    """The mutants that are known to change nothing that matters, and why."""
    why, reasons = "", {}
    for line in (HERE / "equivalent_mutants.txt").read_text("utf-8").splitlines():
        if line.startswith("# "):
            why = line.removeprefix("# ")
        elif line:
            reasons[line] = why
    return reasons


class Trial:
    """A plugin of pytest: in the place of running the tests, it tries the mutants on them."""

    def __init__(self, *wanted: str) -> None:
        self.trees = {m: ast.parse((KERNEL / f"{m}.py").read_text("utf-8")) for m in MODULES}
        self.all = numbered(m for name in MODULES for m in mutants(name, self.trees[name]))
        self.mutants = {
            name: mutant
            for name, mutant in self.all.items()
            if not wanted
            or name in wanted
            or any(f"{name.split(':')[0]}.".startswith(f"{w}.") for w in wanted)
        }
        self.killers = Counter[str]()
        self.running: dict[int, tuple[str, int]] = {}
        self.fate: dict[str, str] = {}

    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        items[:] = [item for item in items if not any(part in item.nodeid for part in LEFT_OUT)]

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        for name in MODULES:
            import_module(f"derivations.kernel.{name}")
        self.items = {item.nodeid: item for item in session.items}
        objects = gc.get_objects()
        functions = (o for o in objects if type(o) is FunctionType)
        self.functions = [f for f in functions if f.__code__.co_filename.startswith(str(KERNEL))]
        caches = (o for o in objects if isinstance(o, _lru_cache_wrapper))
        self.caches = [c for c in caches if str(c.__module__).startswith("derivations")]
        gc.freeze()  # what is shared with the forked processes is left alone
        self.start("")
        self.finish()
        killer = self.fate.pop("")
        assert not killer, f"without any change, this fails: {killer}"
        for name in [name for name in self.mutants if name not in equivalents()]:
            if len(self.running) == JOBS:
                self.finish()
            self.start(name)
        while self.running:
            self.finish()
        return True

    def start(self, name: str) -> None:
        """Run the tests in a process of their own, those first that have noticed most so far."""
        reads, writes = os.pipe()
        if pid := os.fork():
            os.close(writes)
            self.running[pid] = name, reads
            return
        signal.alarm(LONGEST)
        resource.setrlimit(resource.RLIMIT_AS, (LARGEST, LARGEST))
        os.write(writes, self.killer(self.all.get(name)).encode())
        os._exit(0)

    def finish(self) -> None:
        """Wait for one of the processes, and note which test has noticed its mutant."""
        pid, status = os.wait()
        name, reads = self.running.pop(pid)
        with os.fdopen(reads, encoding="utf-8") as pipe:
            killer = pipe.read() or (f"its process died: {status}" if status else "")
        self.fate[name] = killer
        self.killers.update([killer] if killer in self.items else [])
        if killer and name and VERBOSE:
            print(f"{name}  <- {killer}", flush=True)
        elif name and not killer:
            print(f"\nSURVIVED: {name}", flush=True)

    def killer(self, mutant: Mutant | None) -> str:
        """The first test that fails; nothing where all pass."""
        for output in (1, 2):
            os.dup2(os.open(os.devnull, os.O_WRONLY), output)
        if mutant:
            mutant.install(self.trees[mutant.module], self.functions)
            self.forget()
        often = [self.items[name] for name, _ in self.killers.most_common()]
        order = [*often, *(i for name, i in self.items.items() if name not in self.killers)]
        for item, following in zip(order, [*order[1:], None], strict=True):
            if any(r.failed for r in runtestprotocol(item, log=False, nextitem=following)):
                return item.nodeid
        return ""

    def forget(self) -> None:
        """Forget what the kernel has kept, for the mutant may find something else."""
        for cache in self.caches:
            cache.cache_clear()
        for found in nodes._KNOWN.values():
            for name in found.keys() - {"whole", "size", "depth"}:
                del found[name]

    def report(self) -> int:
        """Print the counts by function; the number of mutants that have survived."""
        counts: dict[str, Counter[str]] = {}
        for name in self.mutants:
            became = "killed" if self.fate.get(name) else "survived"
            became = became if name in self.fate else "equivalent"
            for where in (name.split(":")[0], name.split(".")[0], "all"):
                counts.setdefault(where, Counter())[became] += 1
        for where, c in sorted(counts.items()):
            became = ", ".join(f"{c[each]} {each}" for each in ("killed", "equivalent", "survived"))
            print(f"{where}: {c.total()} mutants, {became}")
        return counts["all"]["survived"]


def main(wanted: list[str]) -> int:
    """Try the mutants of some functions, or of all; whether something went wrong."""
    trial = Trial(*wanted)
    tests = [str(HERE / f"test_{name}.py") for name in TESTS]
    quiet = ["-q", "-p", "no:cacheprovider", "-s", "--pairs", "40"]
    code = pytest.main([*quiet, *tests], plugins=[trial])
    return int(code) or trial.report()


if __name__ == "__main__":
    sys.exit(min(main(sys.argv[1:]), 1))
