"""The laws of exp, ln, √, |·| and π: taken without proof, and all that the kernel knows of them.

A law is a sequent for all real s, t and positive or non-negative a. Much that a reader knows
besides, such as ln ab = ln a + ln b, is proved from these in `derivations.results.logarithm`; that
ln is increasing needs a cited fact.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import final

from .statements import Equals, Nonnegative, Positive, Statement
from .terms import Absolute, Exp, Letter, Log, Pi, Root


@final
@dataclass(frozen=True, slots=True)
class Law:
    """A sequent that is taken without proof, for it belongs to the meaning of a function."""

    hypotheses: tuple[Statement, ...]
    conclusion: Statement


_s, _t, _a = Letter("s"), Letter("t"), Letter("a")

LAWS: Mapping[str, Law] = MappingProxyType(
    {
        "exponential-is-positive": Law((), Positive(Exp(_t))),
        "exponential-of-a-sum": Law((), Equals(Exp(_s + _t), Exp(_s) * Exp(_t))),
        "logarithm-of-an-exponential": Law((), Equals(Log(Exp(_t)), _t)),
        "exponential-of-a-logarithm": Law((Positive(_a),), Equals(Exp(Log(_a)), _a)),
        "square-of-a-root": Law((Nonnegative(_a),), Equals(Root(_a) * Root(_a), _a)),
        "root-is-not-negative": Law((Nonnegative(_a),), Nonnegative(Root(_a))),
        "square-of-an-absolute-value": Law((), Equals(Absolute(_t) * Absolute(_t), _t * _t)),
        "absolute-value-is-not-less": Law((), Nonnegative(Absolute(_t) - _t)),
        "absolute-value-is-not-less-than-the-negative": Law((), Nonnegative(Absolute(_t) + _t)),
        "pi-is-positive": Law((), Positive(Pi())),
    }
)
