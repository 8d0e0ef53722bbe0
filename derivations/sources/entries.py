"""All entries, those of each source in its order."""

from __future__ import annotations

from . import (
    a_beyond,
    a_closed_form,
    a_likelihood,
    b_intro,
    b_likelihood,
    b_moments,
    b_offset,
)
from .audit import Entry

ENTRIES: tuple[Entry, ...] = (
    *a_likelihood.ENTRIES,
    *a_closed_form.ENTRIES,
    *a_beyond.ENTRIES,
    *b_intro.ENTRIES,
    *b_offset.ENTRIES,
    *b_likelihood.ENTRIES,
    *b_moments.ENTRIES,
)
