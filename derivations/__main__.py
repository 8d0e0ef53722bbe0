"""The command line: `python -m derivations verify | list | show | register`."""

from __future__ import annotations

import argparse
import io
import json
import sys
from collections.abc import Iterable, Iterator
from typing import Any

from . import __version__
from .chain import Result
from .display import columns, result_latex, result_text
from .kernel.errors import DerivationError
from .registry import register, theorem, theorems


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
    from .verify import as_json, verify

    results = [theorem(id) for id in dict.fromkeys(options.ids)] or list(theorems())
    reports = list(verify(progress(results)))
    data = as_json(reports)
    if options.json:
        print(json.dumps(data, ensure_ascii=False, indent=1))
    else:
        print(table(data))
    return 0 if reports and all(report.holds for report in reports) else 1


def progress(results: list[Result]) -> Iterator[Result]:
    """The results, counted on standard error while they are worked through on a terminal."""
    live = sys.stderr.isatty()
    for number, result in enumerate(results, 1):
        if live:
            print(f"\r\033[K{number}/{len(results)} {result.id}", end="", file=sys.stderr)
        yield result
    if live:
        print("\r\033[K", end="", file=sys.stderr)


MARKS = {True: "✓", False: "✗", None: "–"}


def table(data: dict[str, Any]) -> str:
    """The outcome as a table: a row for each theorem, with the lines each witness confirmed."""
    rows = [("theorem", "lines", "kernel", "sympy", "numbers", "seconds")]
    notes = []
    for found in data["theorems"]:
        steps = found["steps"]
        counts = [
            "{}/{}".format(sum(bool(s["witnesses"][w]) for s in steps), len(steps))
            for w in ("kernel", "sympy", "numbers")
        ]
        rows.append((found["id"], str(len(steps)), *counts, f"{found['seconds']:.2f}"))
        for step in steps:
            marks = " ".join(f"{w} {MARKS[v]}" for w, v in step["witnesses"].items())
            if not all(step["witnesses"].values()):
                notes.append(f"  {step['id']}: {marks}  {step['why_not'] or ''}".rstrip())
    counted = "{theorems} theorems, {steps} lines: {proved} proved, {refused} refused"
    summary = counted.format(**data["totals"])
    return "\n".join(
        [*aligned(rows), *(["", "not all witnesses:"] if notes else []), *notes, "", summary]
    )


def aligned(rows: Iterable[tuple[str, ...]]) -> list[str]:
    """Rows as lines with aligned columns."""
    rows = list(rows)
    widths = [max(columns(row[i]) for row in rows) for i in range(len(rows[0]))]
    return [
        "  ".join(
            cell + " " * (w - columns(cell)) for cell, w in zip(row, widths, strict=True)
        ).rstrip()
        for row in rows
    ]


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
        print(result.sympy())
    else:
        print(result_latex(result) if options.format == "latex" else result_text(result))
    return 0


def run_register(_: argparse.Namespace) -> int:
    """Enter what is new in the registry file of this source tree."""
    print(f"digest of {__version__}: {register(__version__)}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
