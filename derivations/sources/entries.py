"""All entries, those of each source in its order."""

from __future__ import annotations

from .audit import Entry
from . import b_intro

ENTRIES: tuple[Entry, ...] = (*b_intro.ENTRIES,)
