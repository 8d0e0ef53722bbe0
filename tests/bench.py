"""Kernel against explicit SymPy, against an older kernel, and the build: `make bench`.

The line is J(w) − J(ŵ) = ‖X(w − ŵ)‖²/n. The kernel proves it once for all sizes from the normal
equation; explicit SymPy writes out matrices of symbols, solves for ŵ, and simplifies.

The older kernel is that of the commit before proofs were data: it searched while it checked. Both
prove everything from nothing, replay it and verify it, in processes of their own and in turn; what
counts is the time of the processor. The export is checked again by its reader.

The notebooks are executed one after the other, as the build does it; what is over is the price of
all that is done with them.
"""

import json
import os
import subprocess
import sys
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter

import jupytext
import sympy
from nbclient import NotebookClient

from derivations import Equals, SquaredNorm, algebra, assume, instantiate, theorem, theorems
from derivations.publishing.verify import verify
from derivations.results.model import J, X, d, gram, n, w, w_hat, y
from tests.site.browser import ROOT, build

SHAPES = ((2, 1), (3, 1), (3, 2), (4, 2))
OLDER = "340044797e02b25fb1f2b07bc7f260c92fb11247"
PROVE = """
import json, time

def spent(action):
    start = time.process_time()
    action()
    return time.process_time() - start

results, seen = [], set()

def prove():
    from derivations.publishing.registry import theorems
    results.extend(theorems())

def replay():
    for result in results:
        result.replay(seen)

def check():
    from derivations.publishing.verify import verify
    for report in verify(results):
        assert report.holds, report.result.id

print(json.dumps([spent(prove), spent(replay), spent(check)]))
"""
READ = """
import sys, time
start = time.process_time()
from derivations.reader import read
read(sys.stdin.read())
print(time.process_time() - start)
"""


def seconds(action, repeats):
    """The median time of an action."""
    times = []
    for _ in range(repeats):
        start = perf_counter()
        action()
        times.append(perf_counter() - start)
    return median(times)


def kernel(claim, normal):
    """Prove the line."""
    algebra(claim, normal)


def explicit(rows, cols):
    """Simplify the line to 0 on explicit matrices of symbols."""
    matrix = sympy.Matrix(rows, cols, lambda i, j: sympy.Symbol(f"x{i}{j}"))
    target = sympy.Matrix(rows, 1, lambda i, _: sympy.Symbol(f"y{i}"))
    weights = sympy.Matrix(cols, 1, lambda i, _: sympy.Symbol(f"w{i}"))
    best = (matrix.T * matrix).inv() * matrix.T * target

    def error(at):
        return ((matrix * at - target).T * (matrix * at - target))[0] / rows

    fit = matrix * (weights - best)
    if sympy.simplify(error(weights) - error(best) - (fit.T * fit)[0] / rows) != 0:
        raise SystemExit(f"explicit SymPy does not confirm the line at {(rows, cols)}")


def run(code, tree, given=""):
    """What a process prints that imports the package from a source tree."""
    paths = {**os.environ, "PYTHONPATH": str(tree)}
    return subprocess.run(
        [sys.executable, "-P", "-c", code],
        input=given,
        cwd=tree,
        env=paths,
        capture_output=True,
        text=True,
        check=True,
    ).stdout


def against_older():
    """Print what this kernel and the older one take, and their ratios."""
    exported = run(
        "from derivations.publishing.export import *\n"
        "from derivations.publishing.registry import theorems\n"
        "print(export(theorems()))",
        ROOT,
    )
    with TemporaryDirectory() as folder:
        archive = subprocess.run(
            ["git", "archive", OLDER], cwd=ROOT, capture_output=True, check=True
        )
        subprocess.run(["tar", "-x", "-C", folder], input=archive.stdout, check=True)
        older, newer, read = [], [], []
        for _ in range(3):
            older.append(json.loads(run(PROVE, Path(folder))))
            newer.append(json.loads(run(PROVE, ROOT)))
            read.append(float(run(READ, ROOT, exported)))
    (prove, replay, verified), (prove_now, replay_now, verified_now) = (
        [median(times) for times in zip(*runs, strict=True)] for runs in (older, newer)
    )
    rows = (
        ("export, checked again, against older proving", prove, median(read), 4),
        ("proving", prove, prove_now, 1.5),
        ("proving and replay", prove + replay, prove_now + replay_now, 1.5),
        ("verify, witnesses included", verified, verified_now, 1),
    )
    print(f"\n{'seconds of the processor':46}  {'older':>6}  {'now':>6}  {'ratio':>6}")
    for what, before, now, aim in rows:
        print(f"{what:46}  {before:6.2f}  {now:6.2f}  {before / now:5.1f}×  (aim: {aim}×)")


def execute(pages):
    """Execute the notebooks of some pages."""
    for page in pages:
        where = {"metadata": {"path": str(page.parent)}}
        NotebookClient(jupytext.read(page), resources=where).execute()


def build_site():
    """Build the site."""
    with TemporaryDirectory() as folder:
        if (built := build(Path(folder))).returncode:
            raise SystemExit(built.stderr)


def main():
    claim = Equals(J(w) - J(w_hat), SquaredNorm(X @ (w - w_hat)) / n)
    normal = assume(Equals(gram @ w_hat, X.T @ y))
    print("J(w) − J(ŵ) = ‖X(w − ŵ)‖²/n\n")
    print(f"{'shape':>10}  {'kernel':>10}  {'SymPy':>10}  {'ratio':>7}")
    general = seconds(lambda: kernel(claim, normal), 50)
    print(f"{'any (n, d)':>10}  {general * 1e3:8.2f} ms")
    for rows, cols in SHAPES:
        at_shape = instantiate(assume(claim), (n, rows), (d, cols)).conclusion
        given = instantiate(normal, (n, rows), (d, cols))
        ours = seconds(lambda at=at_shape, given=given: kernel(at, given), 50)
        theirs = seconds(lambda r=rows, c=cols: explicit(r, c), 1)
        print(
            f"{(rows, cols)!s:>10}  {ours * 1e3:8.2f} ms  {theirs * 1e3:7.0f} ms  "
            f"{theirs / ours:6.0f}×"
        )
    everything = perf_counter()
    reports = list(verify(theorems()))
    everything = perf_counter() - everything
    slowest = max((seconds(theorem(r.result.id).replay, 3), r.result.id) for r in reports)
    print(f"\nverify, all {len(reports)} theorems: {everything:.1f} s")
    print(f"slowest replay: {slowest[0] * 1e3:.0f} ms ({slowest[1]})")
    against_older()

    pages = sorted((ROOT / "docs").glob("*.py"))
    alone, whole = seconds(lambda: execute(pages), 1), seconds(build_site, 1)
    print(f"\nmkdocs build: {whole:.1f} s; its {len(pages)} notebooks alone: {alone:.1f} s")
    print(f"ratio: {whole / alone:.2f} (aim: at most 1.25)")


if __name__ == "__main__":
    main()
