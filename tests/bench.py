"""Kernel against explicit SymPy, and the site's build against its notebooks alone: `make bench`.

The line is J(w) − J(ŵ) = ‖X(w − ŵ)‖²/n. The kernel proves it once for all sizes from the normal
equation; explicit SymPy writes out matrices of symbols, solves for ŵ, and simplifies.

The notebooks are executed one after the other, as the build does it; what is over is the price of
all that is done with them.
"""

from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter

import jupytext
import sympy
from nbclient import NotebookClient

from derivations import Equals, SquaredNorm, algebra, assume, instantiate, theorem, theorems
from derivations.model import J, X, d, gram, n, w, w_hat, y
from derivations.verify import verify
from tests.site.browser import ROOT, build

SHAPES = ((2, 1), (3, 1), (3, 2), (4, 2))


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

    pages = sorted((ROOT / "docs").glob("*.py"))
    alone, whole = seconds(lambda: execute(pages), 1), seconds(build_site, 1)
    print(f"\nmkdocs build: {whole:.1f} s; its {len(pages)} notebooks alone: {alone:.1f} s")
    print(f"ratio: {whole / alone:.2f} (aim: at most 1.25)")


if __name__ == "__main__":
    main()
