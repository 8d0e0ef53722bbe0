"""The ledger of cited facts: everything that is taken here and not proved.

A fact is a sequent, *hypotheses imply conclusion*, for all matrices of its shapes. Each has a
source, and `tests/kernel/test_facts.py` tries it on numbers. A theorem that rests on one says so.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple

from .statements import (
    ChiSquared,
    Equals,
    Gaussian,
    Independent,
    IndependentVectors,
    Laplace,
    Nonnegative,
    Positive,
    PositiveDefinite,
    SquareIntegrable,
    Statement,
    StudentT,
    symmetric,
)
from .terms import (
    Absolute,
    Covariance,
    Density,
    Determinant,
    Dimension,
    Exp,
    Expectation,
    Identity,
    Index,
    Inverse,
    Letter,
    Log,
    MomentGenerating,
    Pi,
    ProductOver,
    Random,
    Root,
    SumOver,
    Trace,
    Zero,
)


class Fact(NamedTuple):
    """A cited sequent."""

    id: str
    title: str
    hypotheses: tuple[Statement, ...]
    conclusion: Statement
    source: str


_k = Dimension("k")
_V = Letter("V", _k, _k)
_U, _m, _z = Random("U", _k), Letter("m", _k), Letter("z", _k)  # a random vector, a shift, a point
_u, _mu, _s, _b, _t = Random("u"), Letter("mu"), Letter("s"), Letter("b"), Letter("t")
_A_2 = Letter("A", 2, 2)
_i = Index("i", _k)
_l, _p = Dimension("l"), Dimension("p")
_B, _C = Letter("B", _l, _k), Letter("C", _p, _k)
_b_l, _c_p, _z_l = Letter("b", _l), Letter("c", _p), Letter("z", _l)
_W, _q, _r, _P = Random("W", _p), Random("q"), Letter("r"), Letter("P", _k, _k)

FACTS: Mapping[str, Fact] = MappingProxyType(
    {
        fact.id: fact
        for fact in [
            Fact(
                "determinant-of-a-positive-definite-matrix-is-positive",
                "The determinant of a positive definite matrix is positive",
                (PositiveDefinite(_V),),
                Positive(Determinant(_V)),
                "R. A. Horn and C. R. Johnson, Matrix Analysis, 2nd ed., 2013, theorem 7.2.1: its "
                "eigenvalues are positive, and the determinant is their product",
            ),
            Fact(
                "determinant-of-a-two-by-two-matrix",
                "The determinant of a 2×2 matrix, by traces",
                (),
                Equals(Determinant(_A_2), (Trace(_A_2) ** 2 - Trace(_A_2 @ _A_2)) / 2),
                "R. A. Horn and C. R. Johnson, Matrix Analysis, 2nd ed., 2013, sections 1.2 and "
                "2.4: the trace of A² − tr(A)A + det(A)I = 0, the Cayley–Hamilton theorem",
            ),
            Fact(
                "logarithm-is-below-its-tangent",
                "The logarithm lies below its tangent at 1",
                (Positive(_t),),
                Nonnegative(_t - 1 - Log(_t)),
                "M. Abramowitz and I. A. Stegun, Handbook of Mathematical Functions, equation "
                "4.1.36: ln x ≤ x − 1 for x > 0",
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
            Fact(
                "moment-generating-function-of-an-affine-image",
                "The moment generating function of an affine image",
                (),
                Equals(
                    MomentGenerating(_B @ _U + _b_l, _z_l),
                    Exp(_z_l.T @ _b_l) * MomentGenerating(_U, _B.T @ _z_l),
                ),
                "P. Billingsley, Probability and Measure, 3rd ed., 1995, section 21: the "
                "exponential of a constant is taken out of the expectation",
            ),
            Fact(
                "moment-generating-function-of-independent-entries",
                "The moment generating function of independent entries is the product of theirs",
                (Independent(_U),),
                Equals(
                    MomentGenerating(_U, _z),
                    ProductOver(_i, MomentGenerating(_i.T @ _U, _i.T @ _z)),
                ),
                "P. Billingsley, Probability and Measure, 3rd ed., 1995, section 21, on the "
                "expected value of a product of independent variables",
            ),
            Fact(
                "mean-of-a-gaussian-vector",
                "The mean of a Gaussian vector",
                (Gaussian(_U, _m, _V),),
                Equals(Expectation(_U), _m),
                "P. Billingsley, Probability and Measure, 3rd ed., 1995, section 29",
            ),
            Fact(
                "covariance-of-a-gaussian-vector",
                "The covariance of a Gaussian vector",
                (Gaussian(_U, _m, _V),),
                Equals(Covariance(_U, _U), _V),
                "P. Billingsley, Probability and Measure, 3rd ed., 1995, section 29",
            ),
            Fact(
                "independent-entries-are-uncorrelated",
                "Independent entries are uncorrelated",
                (Independent(_U), SquareIntegrable(_U)),
                Equals(
                    Covariance(_U, _U),
                    SumOver(_i, Covariance(_i.T @ _U, _i.T @ _U) * (_i @ _i.T)),
                ),
                "P. Billingsley, Probability and Measure, 3rd ed., 1995, section 21, on the "
                "expected value of a product of independent variables",
            ),
            Fact(
                "uncorrelated-images-of-a-gaussian-vector-are-independent",
                "Uncorrelated affine images of one Gaussian vector are independent",
                (Gaussian(_U, _m, _V), Equals(_B @ _V @ _C.T, Zero(_l, _p))),
                IndependentVectors(_B @ _U + _b_l, _C @ _U + _c_p),
                "T. W. Anderson, An Introduction to Multivariate Statistical Analysis, 3rd ed., "
                "2003, section 2.4",
            ),
            Fact(
                "functions-of-independent-vectors-are-independent",
                "Functions of independent vectors are independent",
                (IndependentVectors(_U, _W),),
                IndependentVectors(_B @ _U + _b_l, _s * (_W.T @ _W)),
                "P. Billingsley, Probability and Measure, 3rd ed., 1995, section 20, for an affine "
                "function of one vector and a multiple of the squared length of the other",
            ),
            Fact(
                "chi-squared-from-a-projection",
                "A projected Gaussian vector has a squared length, over the variance, of χ² law",
                (
                    Gaussian(_U, Zero(_k), _s * Identity(_k)),
                    Positive(_s),
                    symmetric(_P),
                    Equals(_P @ _P, _P),
                ),
                ChiSquared(_U.T @ _P @ _U / _s, Trace(_P)),
                "C. R. Rao, Linear Statistical Inference and its Applications, 2nd ed., 1973, "
                "section 3b.4",
            ),
            Fact(
                "student-t-from-a-gaussian-and-a-chi-squared",
                "A Gaussian over the root of an independent χ², scaled, has Student's t law",
                (
                    Gaussian(_u, Zero(), _s),
                    Positive(_s),
                    ChiSquared(_q, _r),
                    Positive(_r),
                    IndependentVectors(_u, _q),
                ),
                StudentT(_u, _s * _q / _r, _r),
                "N. L. Johnson, S. Kotz and N. Balakrishnan, Continuous Univariate Distributions, "
                "vol. 2, 2nd ed., 1995, chapter 28",
            ),
        ]
    }
)
