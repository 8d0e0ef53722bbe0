"""What a person calls a theorem or a line by: its permanent id, or its number on the site."""

from __future__ import annotations

import re

from ..proving.chain import Line, Result
from .contents import CHAPTERS
from .registry import LISTED, UnknownIdError, hint, numbers, theorem

NUMBER = re.compile(r"[0-9]+(\.[0-9]+)*")


def look_up(name: str) -> tuple[Result, Line | None]:
    """The theorem of an id or number, and the line if it is the id or number of a line.

    Raises UnknownIdError, which says what there is instead.

    >>> result, line = look_up("normal-equation.gradient")
    >>> result.id, line.name
    ('normal-equation', 'gradient')
    """
    if NUMBER.fullmatch(name):
        return _look_up_number(name)
    id, dot, called = name.partition(".")
    if not id or not dot:
        return theorem(name), None
    result = theorem(id)
    for line in result.lines:
        if line.name == called:
            return result, line
    names = [line.name for line in result.lines]
    raise UnknownIdError(
        f"the theorem {id} has no line {called!r}{hint(called, names)} (its lines are "
        f"{', '.join(names)})"
    )


def _look_up_number(number: str) -> tuple[Result, Line | None]:
    """The theorem or line of a number such as 6.9 or 6.9.2; see `numbers`."""
    ids = {number: id for id, number in numbers().items()}
    chapter, *places = number.split(".")
    if chapter not in {each.split(".")[0] for each in ids}:
        raise UnknownIdError(f"there is no chapter {chapter}: they are 1 to {len(CHAPTERS)}")
    here = [each for each in ids if each.split(".")[0] == chapter]
    if (own := ".".join([chapter, *places[:1]])) not in ids:
        raise UnknownIdError(
            f"{number} is the number of no theorem: those of chapter {chapter}, "
            f"{CHAPTERS[int(chapter) - 1].title}, are {here[0]} to {here[-1]} ({LISTED})"
        )
    result = theorem(ids[own])
    lines = {f"{own}.{place}": line for place, line in enumerate(result.lines, start=1)}
    if len(places) > 1 and number not in lines:
        raise UnknownIdError(
            f"{number} is the number of no line: those of {own}, {result.id}, are "
            f"{own}.1 to {own}.{len(lines)}"
        )
    return result, lines.get(number)
