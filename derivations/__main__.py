"""The command line: `python -m derivations verify | list | show | register`."""

from __future__ import annotations

import argparse
import io
import json
import sys
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from . import __version__
from .chain import Result
from .display import columns, result_latex, result_text
from .kernel.errors import DerivationError
from .registry import register, theorem, theorems

if TYPE_CHECKING:
    from .verify import Report


def main(arguments: list[str] | None = None) -> int:
    """Run a command; exit with 0 if all holds, 1 if something does not, 2 for misuse."""
    options = parser().parse_args(arguments)
    for stream in (sys.stdout, sys.stderr):  # a terminal that has no ∇ shows a mark instead
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")
    try:
        return int(options.run(options))
    except DerivationError as error:
        print(f"{type(error).__name__}: {error}", file=sys.stderr)
        return 2
    except BrokenPipeError:  # the reader of our output has gone, such as `head`
        sys.stderr.close()
        return 1


def parser() -> argparse.ArgumentParser:
    """The commands and their options."""
    top = argparse.ArgumentParser(prog="python -m derivations", description=__doc__)
    commands = top.add_subparsers(required=True, metavar="COMMAND")

    check = commands.add_parser("verify", help="replay every proof and run every witness")
    check.add_argument("ids", nargs="*", metavar="ID", help="theorems to verify; all without one")
    check.add_argument("--json", action="store_true", help="print one JSON object")
    check.add_argument(
        "--processes", type=int, metavar="N", help="how many at a time; default: one for each core"
    )
    check.set_defaults(run=run_verify)

    listing = commands.add_parser("list", help="list all theorems")
    listing.set_defaults(run=run_list)

    show = commands.add_parser("show", help="show one theorem")
    show.add_argument("id", metavar="ID")
    show.add_argument(
        "--format", choices=("text", "latex", "sympy", "json"), default="text", help="default: text"
    )
    show.set_defaults(run=run_show)
    entering = commands.add_parser("register", help="enter new ids (for contributors)")
    entering.set_defaults(run=run_register)
    return top


def run_verify(options: argparse.Namespace) -> int:
    """Replay and witness; 0 only when everything holds."""
    from .processes import cores, verify_over
    from .verify import as_json

    results = [theorem(id) for id in dict.fromkeys(options.ids)] or list(theorems())
    reports = verify_over(cores() if options.processes is None else options.processes, results)
    shown = counted if options.json else tabulated
    found = list(shown(results, reports))
    if options.json:
        print(json.dumps(as_json(found), ensure_ascii=False, indent=1))
    return 0 if found and all(report.holds for report in found) else 1


def counted(results: list[Result], reports: Iterable[Report]) -> Iterator[Report]:
    """The reports, counted on standard error as they come, where that is a terminal."""
    live = sys.stderr.isatty()
    for number, report in enumerate(reports, 1):
        if live:
            print(f"\r\033[K{number}/{len(results)} {report.result.id}", end="", file=sys.stderr)
        yield report
    if live:
        print("\r\033[K", end="", file=sys.stderr)


WITNESSES = ("kernel", "sympy", "numbers")
HEAD = ("theorem", "lines", *WITNESSES, "seconds")
MARKS = {True: "✓", False: "✗", None: "–"}


def tabulated(results: list[Result], reports: Iterable[Report]) -> Iterator[Report]:
    """The reports, each printed as it comes: with the lines that each witness confirmed."""
    from .verify import totals

    widths = [max(len(cell) for cell in (HEAD[0], *(r.id for r in results))), *map(len, HEAD[1:])]
    notes, found = [], []
    print(padded(HEAD, widths), flush=True)
    for report in reports:
        lines = len(report.lines)
        counts = [sum(getattr(said, w) is True for _, said in report.lines) for w in WITNESSES]
        row = (report.result.id, str(lines), *(f"{count}/{lines}" for count in counts))
        print(padded((*row, f"{report.seconds:.2f}"), widths), flush=True)
        for line, said in report.lines:
            verdicts = [getattr(said, w) for w in WITNESSES]
            marks = " ".join(f"{w} {MARKS[v]}" for w, v in zip(WITNESSES, verdicts, strict=True))
            if not all(verdicts):
                note = f"  {report.result.line_id(line)}: {marks}  {said.why_not or ''}"
                notes.append(note.rstrip())
        found.append(report)
        yield report
    counted = "{theorems} theorems, {steps} lines: {proved} proved, {refused} refused"
    summary = counted.format(**totals(found))
    print("\n".join([*(["", "not all witnesses:"] if notes else []), *notes, "", summary]))


def aligned(rows: Iterable[tuple[str, ...]]) -> list[str]:
    """Rows as lines with aligned columns."""
    rows = list(rows)
    widths = [max(columns(row[i]) for row in rows) for i in range(len(rows[0]))]
    return [padded(row, widths) for row in rows]


def padded(row: tuple[str, ...], widths: list[int]) -> str:
    """Cells as a line, in columns of the given widths."""
    cells = (cell + " " * (w - columns(cell)) for cell, w in zip(row, widths, strict=True))
    return "  ".join(cells).rstrip()


def run_list(_: argparse.Namespace) -> int:
    """All theorems: id and title."""
    print("\n".join(aligned((result.id, result.title) for result in theorems())))
    return 0


def run_show(options: argparse.Namespace) -> int:
    """One theorem, in the format that was asked for."""
    result = theorem(options.id)
    if options.format == "json":
        from .verify import line_json, result_json

        steps = [line_json(result, line) for line in result.lines]
        print(json.dumps({**result_json(result), "steps": steps}, ensure_ascii=False, indent=1))
    elif options.format == "sympy":
        from .interop.code import sympy_code

        print(sympy_code(result.theorem, result.id))
    else:
        print(result_latex(result) if options.format == "latex" else result_text(result))
    return 0


def run_register(_: argparse.Namespace) -> int:
    """Enter what is new in the registry file of this source tree."""
    print(f"digest of {__version__}: {register(__version__)}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
