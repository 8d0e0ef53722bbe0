"""The laws that the kernel takes without proof: of ≥, squares, inverses; of exp, ln, √, |·|, π, A⁺.

A law is a sequent for all matrices of its shapes. They are all that the kernel knows of order, and
of these functions. Much that a reader knows besides, such as ln ab = ln a + ln b, is proved from
these in `derivations.results.logarithm`; that ln is increasing needs a cited fact.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple

from .statements import Equals, Invertible, Nonnegative, Positive, Statement, symmetric
from .terms import (
    Absolute,
    Dimension,
    Exp,
    Identity,
    Letter,
    Log,
    Pi,
    Pseudoinverse,
    Root,
    SquaredNorm,
    Zero,
)


class Law(NamedTuple):
    """A sequent that is taken without proof: it belongs to the meaning of what it speaks of."""

    hypotheses: tuple[Statement, ...]
    conclusion: Statement


_k, _l = Dimension("k"), Dimension("l")
_A, _B, _U, _u = Letter("A", _k, _k), Letter("B", _k, _k), Letter("U", _k, _l), Letter("u", _k)
_I = Identity(_k)
_s, _t, _a, _b = Letter("s"), Letter("t"), Letter("a"), Letter("b")
_pseudo = Pseudoinverse(_U)  # that each matrix has one: R. Penrose, Proc. Camb. Phil. Soc. 51, 1955
_not_negative = (Nonnegative(_a), Nonnegative(_b))

LAWS: Mapping[str, Law] = MappingProxyType(
    {
        "size-is-not-negative": Law((), Nonnegative(_k)),
        "square-is-not-negative": Law((), Nonnegative(SquaredNorm(_u))),
        "sum-is-not-negative": Law(_not_negative, Nonnegative(_a + _b)),
        "product-is-not-negative": Law(_not_negative, Nonnegative(_a * _b)),
        "neither-above-nor-below": Law((Nonnegative(_a), Nonnegative(-_a)), Equals(_a, Zero())),
        "above-one-is-not-zero": Law((Nonnegative(_a),), Invertible(1 + _a)),
        "matrix-of-no-length": Law((Equals(_U.T @ _U, Zero(_l, _l)),), Equals(_U, Zero(_k, _l))),
        "two-sided-inverse": Law((Equals(_B @ _A, _I), Equals(_A @ _B, _I)), Invertible(_A)),
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
        "pseudoinverse-keeps-the-matrix": Law((), Equals(_U @ _pseudo @ _U, _U)),
        "pseudoinverse-is-kept": Law((), Equals(_pseudo @ _U @ _pseudo, _pseudo)),
        "pseudoinverse-on-the-right-is-symmetric": Law((), symmetric(_U @ _pseudo)),
        "pseudoinverse-on-the-left-is-symmetric": Law((), symmetric(_pseudo @ _U)),
    }
)
