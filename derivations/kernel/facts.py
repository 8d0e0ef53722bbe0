"""The ledger of cited facts: everything that is taken here and not proved.

A fact is a sequent, *hypotheses imply conclusion*, for all matrices of its shapes. Each has a
source, and `tests/test_facts.py` tries it on numbers. A theorem that rests on a fact says so.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import final

from .statements import FullColumnRank, Invertible, Statement
from .terms import Dimension, Letter


@final
@dataclass(frozen=True, slots=True)
class Fact:
    """A cited sequent."""

    id: str
    title: str
    hypotheses: tuple[Statement, ...]
    conclusion: Statement
    source: str


_k = Dimension("k")
_A = Letter("A", _k, _k)

FACTS: Mapping[str, Fact] = MappingProxyType(
    {
        fact.id: fact
        for fact in [
            Fact(
                "injective-square-matrix-is-invertible",
                "A square matrix with independent columns is invertible",
                (FullColumnRank(_A),),
                Invertible(_A),
                "S. Axler, Linear Algebra Done Right, 4th ed., 2024, result 3.65: between spaces "
                "of one finite dimension, injective, surjective and invertible are the same",
            ),
        ]
    }
)
