"""The command line: `python -m derivations verify | list | show | audit | export | …`.

It exits with 0 if all holds, 1 if something does not, and 2 for a call that is wrong.
"""

from __future__ import annotations

import argparse
import io
import json
import os
import sys
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from . import __version__
from .kernel.errors import DerivationError, MalformedError
from .presentation.theorems import (
    columns,
    result_latex,
    result_text,
    single_line_latex,
    single_line_text,
)
from .printing.formulas import latex
from .proving.chain import Line, Result
from .publishing.lookup import look_up
from .publishing.registry import hash_of, numbers, read_registry, register, theorems

if TYPE_CHECKING:
    from .publishing.verify import Report


def main(arguments: list[str] | None = None) -> int:
    """Run a command; exit with 0 if all holds, 1 if something does not, 2 for a wrong call."""
    for stream in (sys.stdout, sys.stderr):  # a terminal that has no ∇ shows a mark instead
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")
    options = parser().parse_args(arguments)
    try:
        code = int(options.run(options))
        sys.stdout.flush()
    except DerivationError as error:
        print(f"{type(error).__name__}: {error}", file=sys.stderr)
        return 2
    except BrokenPipeError:  # the reader of our output has gone, such as `head`
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    except KeyboardInterrupt:
        return 130  # as shells say of what Ctrl-C has ended
    return code


def parser() -> argparse.ArgumentParser:
    """The commands and their options."""
    top = argparse.ArgumentParser(
        prog="python -m derivations",
        description="Line by Line: verify, list and show the theorems of linear regression.",
        epilog="Exit codes: 0 if all holds, 1 if something does not, 2 for a wrong call.",
    )
    top.add_argument("--version", action="version", version=__version__)
    commands = top.add_subparsers(required=True, dest="command")

    check = commands.add_parser("verify", help="replay every proof and run every witness")
    check.add_argument("names", nargs="*", metavar="ID", help=f"{THEOREM}; all without one")
    check.add_argument("--json", action="store_true", help="print one JSON object")
    check.add_argument(
        "--processes",
        type=at_least_one,
        metavar="N",
        help="how many at a time; default: one for each core",
    )
    check.set_defaults(run=run_verify)

    listing = commands.add_parser("list", help="list all theorems")
    listing.set_defaults(run=run_list)

    show = commands.add_parser("show", help="show one theorem, or one line")
    show.add_argument("name", metavar="ID", help=f"{THEOREM}; or of a line, such as {A_LINE}")
    show.add_argument("--format", choices=tuple(FORMATS), default="text", help="default: text")
    show.set_defaults(run=run_show)

    auditing = commands.add_parser(
        "audit", help="execute the verdict on every claim of the two sources"
    )
    auditing.add_argument("--json", action="store_true", help="print one JSON object")
    auditing.set_defaults(run=run_audit)

    exporting = commands.add_parser(
        "export", help="write the proofs as one JSON file, to be checked"
    )
    exporting.add_argument("names", nargs="*", metavar="ID", help=f"{THEOREM}; all without one")
    exporting.set_defaults(run=run_export)

    counting = commands.add_parser("trusted", help="count the code that checks an export")
    counting.set_defaults(run=run_trusted)

    entering = commands.add_parser("register", help="enter new ids (for contributors)")
    entering.set_defaults(run=run_register)
    return top


THEOREM = "id or number of a theorem, such as normal-equation or 6.9"
A_LINE = "normal-equation.gradient or 6.9.2"


def at_least_one(given: str) -> int:
    """A number of processes."""
    try:
        number = int(given)
    except ValueError:
        number = 0
    if number < 1:
        raise argparse.ArgumentTypeError(f"a whole number from 1 on, not {given!r}")
    return number


def run_verify(options: argparse.Namespace) -> int:
    """Replay and witness; 0 only when everything holds."""
    from .publishing.processes import cores, verify_over
    from .publishing.verify import as_json

    results = look_up_all(options.names) or list(theorems())
    reports = verify_over(cores() if options.processes is None else options.processes, results)
    shown = count_reports if options.json else tabulate
    found = list(shown(results, reports))
    if options.json:
        print(json.dumps(as_json(found), ensure_ascii=False, indent=1))
    return 0 if found and all(report.holds for report in found) else 1


def look_up_all(names: Iterable[str]) -> list[Result]:
    """The theorems of ids or numbers, each once; a line is none."""
    found: dict[str, Result] = {}
    for name in names:
        result, line = look_up(name)
        if line is not None:
            raise MalformedError(f"{name} is a line: verify its theorem, {result.id}")
        found[result.id] = result
    return list(found.values())


def count_reports(results: list[Result], reports: Iterable[Report]) -> Iterator[Report]:
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


def tabulate(results: list[Result], reports: Iterable[Report]) -> Iterator[Report]:
    """The reports, each printed as it comes: with the lines that each witness confirmed."""
    from .publishing.verify import totals

    widths = [max(len(cell) for cell in (HEAD[0], *(r.id for r in results))), *map(len, HEAD[1:])]
    notes, found = [], []
    print(pad(HEAD, widths), flush=True)
    for report in reports:
        lines = len(report.lines)
        counts = [sum(getattr(said, w) is True for _, said in report.lines) for w in WITNESSES]
        row = (report.result.id, str(lines), *(f"{count}/{lines}" for count in counts))
        print(pad((*row, f"{report.seconds:.2f}"), widths), flush=True)
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


def align(rows: Iterable[tuple[str, ...]]) -> list[str]:
    """Rows as lines with aligned columns."""
    rows = list(rows)
    widths = [max(columns(row[i]) for row in rows) for i in range(len(rows[0]))]
    return [pad(row, widths) for row in rows]


def pad(row: tuple[str, ...], widths: list[int]) -> str:
    """Cells as a line, in columns of the given widths."""
    cells = (cell + " " * (w - columns(cell)) for cell, w in zip(row, widths, strict=True))
    return "  ".join(cells).rstrip()


def run_list(_: argparse.Namespace) -> int:
    """All theorems: id, number and title, of which none is proved."""
    rows = ((id, number, read_registry()[id]["title"]) for id, number in numbers().items())
    print("\n".join(align(rows)))
    return 0


def run_show(options: argparse.Namespace) -> int:
    """One theorem or line, in the format that was asked for."""
    result, line = look_up(options.name)
    print(FORMATS[options.format](result, line))
    return 0


def show_text(result: Result, line: Line | None) -> str:
    """A theorem or line as plain text."""
    return single_line_text(result, line) if line else result_text(result)


def show_latex(result: Result, line: Line | None) -> str:
    """A theorem or line as LaTeX."""
    return single_line_latex(result, line) if line else result_latex(result)


def show_sympy(result: Result, line: Line | None) -> str:
    """A theorem or line as code that builds its statement in SymPy."""
    from .interop.code import sympy_code

    if line:
        return sympy_code(line.theorem, result.line_id(line))
    return sympy_code(result.theorem, result.id)


def show_json(result: Result, line: Line | None) -> str:
    """A theorem with its lines, or a line, as one JSON object."""
    from .publishing.verify import line_json, result_json

    if line:
        data = {
            **line_json(result, line),
            "hypotheses": [latex(h) for h in line.theorem.hypotheses],
            "facts": sorted(line.theorem.facts),
            "hash": hash_of(line.theorem),
        }
    else:
        data = {**result_json(result), "steps": [line_json(result, each) for each in result.lines]}
    return json.dumps(data, ensure_ascii=False, indent=1)


FORMATS = {"text": show_text, "latex": show_latex, "sympy": show_sympy, "json": show_json}


def run_export(options: argparse.Namespace) -> int:
    """The proofs of theorems and their lines as data; see the page on the format of proofs."""
    from .publishing.export import export

    print(export(look_up_all(options.names) or theorems()))
    return 0


def run_audit(options: argparse.Namespace) -> int:
    """Execute every entry of the audit; 0 only when each verdict is what happens."""
    from .sources.audit import Audit, line
    from .sources.entries import ENTRIES
    from .sources.verdicts import WORDS

    found = Audit.of(ENTRIES)
    for failure in found.failures:
        print(failure, file=sys.stderr)
    if options.json:
        print(json.dumps(found.as_json(), ensure_ascii=False, indent=1))
    else:
        rows = [("source", *WORDS, "entries"), *found.rows()]
        print("\n".join([*map(line, found.executed), "", *align(rows)]))
    return 1 if found.failures else 0


def run_trusted(_: argparse.Namespace) -> int:
    """The lines of code that a process loads to check all proofs again."""
    from .publishing.trusted import report

    print(report())
    return 0


def run_register(_: argparse.Namespace) -> int:
    """Enter what is new in the registry file of this source tree."""
    digest = register(__version__)
    print(f"digest of {__version__}: {digest}" if digest else f"{__version__} publishes no new id")
    return 0


if __name__ == "__main__":
    sys.exit(main())
