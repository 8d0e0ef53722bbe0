"""The ledger of cited facts: everything that is taken here and not proved.

A fact is a sequent, *hypotheses imply conclusion*, for all matrices of its shapes. Each has a
source, and `tests/test_facts.py` tries it on numbers. A theorem that rests on a fact says so.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import final

from .statements import (
    Equals,
    FullColumnRank,
    Gaussian,
    Independent,
    Invertible,
    Laplace,
    Nonnegative,
    Positive,
    PositiveDefinite,
    Statement,
)
from .terms import (
    Absolute,
    Density,
    Determinant,
    Dimension,
    Exp,
    Index,
    Inverse,
    Letter,
    Log,
    Pi,
    ProductOver,
    Random,
    Root,
)


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
_A, _V = Letter("A", _k, _k), Letter("V", _k, _k)
_U, _m, _z = Random("U", _k), Letter("m", _k), Letter("z", _k)  # a random vector, a shift, a point
_u, _mu, _s, _b, _t = Random("u"), Letter("mu"), Letter("s"), Letter("b"), Letter("t")
_i = Index("i", _k)

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
            Fact(
                "determinant-of-a-positive-definite-matrix-is-positive",
                "The determinant of a positive definite matrix is positive",
                (PositiveDefinite(_V),),
                Positive(Determinant(_V)),
                "R. A. Horn and C. R. Johnson, Matrix Analysis, 2nd ed., 2013, theorem 7.2.1: its "
                "eigenvalues are positive, and the determinant is their product",
            ),
            Fact(
                "logarithm-is-below-its-tangent",
                "The logarithm lies below its tangent at 1",
                (Positive(_t),),
                Nonnegative(_t - 1 - Log(_t)),
                "NIST Digital Library of Mathematical Functions, equation 4.5.1, at x = t − 1",
            ),
            Fact(
                "density-of-a-shifted-vector",
                "A constant that is added shifts the density",
                (),
                Equals(Density(_m + _U, _z), Density(_U, _z - _m)),
                "P. Billingsley, Probability and Measure, 3rd ed., 1995, section 20, on the "
                "density of a transformed vector",
            ),
            Fact(
                "density-of-independent-entries",
                "The density of independent entries is the product of their densities",
                (Independent(_U),),
                Equals(Density(_U, _z), ProductOver(_i, Density(_i.T @ _U, _i.T @ _z))),
                "P. Billingsley, Probability and Measure, 3rd ed., 1995, section 20, on "
                "independence and densities",
            ),
            Fact(
                "density-of-a-gaussian",
                "The density of a Gaussian",
                (Gaussian(_u, _mu, _s), Positive(_s)),
                Equals(
                    Density(_u, _t),
                    1 / Root(2 * Pi() * _s) * Exp(-((_t - _mu) ** 2 / (2 * _s))),
                ),
                "P. Billingsley, Probability and Measure, 3rd ed., 1995, section 20, on the "
                "normal distribution",
            ),
            Fact(
                "density-of-a-gaussian-vector",
                "The density of a Gaussian vector",
                (Gaussian(_U, _m, _s * _V), Positive(_s), PositiveDefinite(_V)),
                Equals(
                    Density(_U, _z),
                    1
                    / (Root(Determinant(_V)) * ProductOver(_i, Root(2 * Pi() * _s)))
                    * Exp(-((_z - _m).T @ Inverse(_V) @ (_z - _m) / (2 * _s))),
                ),
                "T. W. Anderson, An Introduction to Multivariate Statistical Analysis, 3rd ed., "
                "2003, section 2.3, with det(sV) written as the product of det V and k factors s",
            ),
            Fact(
                "density-of-a-laplace",
                "The density of a Laplace law",
                (Laplace(_u, _mu, _b), Positive(_b)),
                Equals(Density(_u, _t), 1 / (2 * _b) * Exp(-(Absolute(_t - _mu) / _b))),
                "N. L. Johnson, S. Kotz and N. Balakrishnan, Continuous Univariate Distributions, "
                "vol. 2, 2nd ed., 1995, chapter 24",
            ),
        ]
    }
)
