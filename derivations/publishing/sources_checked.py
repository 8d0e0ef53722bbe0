"""Where each cited fact was looked up again, what stands there, and why it is cited, not proved.

This is written by hand and proves nothing. A place is listed only if its statement was read there,
on the date below. The sources that the ledger names are mostly books of which no page was open
here: what could not be seen is said. Where a place supposes more or less than the fact, or defines
a law in another way, that is said too.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType
from typing import NamedTuple

CHECKED_ON = date(2026, 11, 30)


class Place(NamedTuple):
    """A public place: the title, where in it, what it states, and its address, if it has one."""

    title: str
    where: str
    states: str
    address: str = ""


class Checked(NamedTuple):
    """A cited fact: its places, what of its source was seen or not, and why it is cited.

    `source_seen` says what of the ledger's own source was seen, `not_seen` what was not. `differs`
    says how the hypotheses of the places differ; it is empty where they are the same.
    """

    places: tuple[Place, ...]
    source_seen: str
    not_seen: str
    differs: str
    why_cited: str

    def confirmed(self) -> bool:
        """Whether the statement was read in two public places."""
        return len(self.places) >= 2


def confirmed() -> int:
    """How many facts were read in two public places each."""
    return sum(checked.confirmed() for checked in CHECKED.values())


def _proof_book(id: str, where: str, states: str) -> Place:
    """A page of The Book of Statistical Proofs."""
    return Place(
        "The Book of Statistical Proofs", where, states, f"https://statproofbook.github.io/{id}"
    )


def _mathlib(name: str, states: str) -> Place:
    """A theorem or definition of Mathlib, which Lean has checked."""
    address = "https://github.com/leanprover-community/mathlib4"
    return Place("Mathlib, checked by Lean", name, states, address)


def _scipy(name: str, version: str, states: str) -> Place:
    """A distribution in the reference of SciPy."""
    folder = f"https://docs.scipy.org/doc/scipy-{version}/reference/generated"
    return Place(f"SciPy {version}", name, states, f"{folder}/{name}.html")


_BILLINGSLEY = "That the third edition is of 1995 was seen on its title page."
_ANDERSON = (
    "That the third edition has a section of this number on it was seen in its contents: {}."
)
_BY_DENSITY = (
    "There a Gaussian law is defined by its density, of a positive definite covariance; here by "
    "its moment generating function, of which no other law has the same."
)
_MOMENTS = (
    "The Book of Statistical Proofs has a positive definite covariance, Mathlib any that is "
    "positive semidefinite, as here; both define the law in another way than here."
)
_OPAQUE = "Nothing else is known here of a density, and the kernel has no integrals"

CHECKED: Mapping[str, Checked] = MappingProxyType(
    {
        "determinant-of-a-positive-definite-matrix-is-positive": Checked(
            (
                _mathlib("Matrix.PosDef.det_pos", "det M > 0 for a positive definite M"),
                Place(
                    "Wikipedia, Definite matrix, in a copy",
                    "the list of equivalent conditions",
                    "all leading principal minors are positive, and the last is the determinant",
                    "https://www.wiki3.en-us.nina.az/Positive_definite_matrix.html",
                ),
            ),
            "",
            "the number of the theorem and the edition",
            "",
            "The kernel knows no determinant by its entries. With eigenvalues, or with the rule "
            "det AB = det A · det B and a Cholesky factor, it could be proved.",
        ),
        "determinant-of-a-two-by-two-matrix": Checked(
            (
                _mathlib(
                    "Matrix.det_fin_two",
                    "the determinant of a 2×2 A is A₀₀A₁₁ − A₀₁A₁₀, which multiplies out to ours",
                ),
                Place(
                    "Answer Happy",
                    "question 733972, part (a)",
                    "for every 2×2 A, det(A) is half the determinant with the rows tr(A), 1 and "
                    "tr(A²), tr(A)",
                    "https://answerhappy.com/viewtopic.php?t=733972&view=print",
                ),
            ),
            "",
            "the sections and the edition",
            "",
            "It says what a determinant is, of this size; a definition by entries, in the kernel, "
            "would take its place.",
        ),
        "logarithm-is-below-its-tangent": Checked(
            (
                Place(
                    "ProofWiki",
                    "Bounds of Natural Logarithm",
                    "1 − 1/x ≤ ln x ≤ x − 1 for x > 0",
                    "https://proofwiki.org/wiki/Bounds_of_Natural_Logarithm",
                ),
                _mathlib("Real.log_le_sub_one_of_pos", "log x ≤ x − 1 for x > 0"),
            ),
            "The equation was seen with its number as others quote it, in a problem for a theorem "
            "prover.",
            "the handbook itself",
            "",
            "The laws of exp and ln hold of 2^t and log₂ t too, where the claim is false. What is "
            "missing is a law for the base e, such as exp(t) ≥ 1 + t.",
        ),
        "density-of-a-shifted-vector": Checked(
            (
                _proof_book(
                    "P/pdf-linfct",
                    "proof P255",
                    "the density of ΣX + μ at y is that of X at Σ⁻¹(y − μ), over the determinant "
                    "of Σ; here Σ is I",
                ),
                Place(
                    "HandWiki",
                    "Transformation of random variables",
                    "the density of a transformed variable, by the Jacobian",
                    "https://handwiki.org/wiki/Transformation_of_random_variables",
                ),
            ),
            _BILLINGSLEY,
            "section 20",
            "There the vector has a density. Here it need not: then both sides are 0.",
            f"{_OPAQUE}: it takes a change of variable.",
        ),
        "density-of-independent-entries": Checked(
            (
                _proof_book(
                    "D/ind",
                    "definition D75",
                    "variables are independent if their joint density, where there is one, is the "
                    "product of their densities",
                ),
                Place(
                    "Engineering Math, an online book",
                    "proposition 38.9.4, and the remark after it",
                    "entries are independent if the density is a product, and this is an "
                    "equivalence",
                    "https://d2qy06hna4r4zr.cloudfront.net/book/EngineeringMath/793",
                ),
            ),
            _BILLINGSLEY,
            "section 20",
            "There the densities exist. Here they need not, and are the continuous ones.",
            f"{_OPAQUE}: that the product integrates to the law takes Fubini's theorem.",
        ),
        "density-of-a-gaussian": Checked(
            (
                _proof_book("P/norm-pdf", "proof P33", "the density of N(μ, σ²), for σ² > 0"),
                _mathlib(
                    "gaussianPDFReal, gaussianReal",
                    "the law with mean μ and variance v ≠ 0 has the density "
                    "(√(2πv))⁻¹ exp(−(x − μ)²/(2v))",
                ),
            ),
            _BILLINGSLEY,
            "section 20",
            _BY_DENSITY,
            "The density of a vector of one entry would give it, if det I were known to be 1 for "
            "1×1. From the definition, it takes an integral and the uniqueness of moment "
            "generating functions.",
        ),
        "density-of-a-gaussian-vector": Checked(
            (
                _proof_book("P/mvn-pdf", "proof P34", "the density of N(μ, Σ)"),
                _scipy(
                    "scipy.stats.multivariate_normal",
                    "0.14.1",
                    "the density with √((2π)^k det Σ) below, and Σ⁻¹ in the exponent",
                ),
            ),
            _ANDERSON.format("2.3, The Multivariate Normal Distribution"),
            "the statement there",
            f"{_BY_DENSITY} That det(sV) is s^k det V is used besides.",
            f"{_OPAQUE}: it takes a linear change of variables, and determinants of products.",
        ),
        "density-of-a-laplace": Checked(
            (
                _scipy(
                    "scipy.stats.laplace",
                    "1.6.2",
                    "the density exp(−|x|)/2, shifted by loc, and scaled by scale",
                ),
                Place(
                    "Wikipedia, Laplace distribution, in a copy",
                    "the table of its properties",
                    "the density exp(−|x − μ|/b)/(2b), for b > 0",
                    "https://zalansite.site/mediawiki/index.php?action=edit&title=Laplace_distribution",
                ),
            ),
            "",
            "the chapter and the edition",
            "",
            "It says what a Laplace law is. The kernel has no definition of that law; this would "
            "be it.",
        ),
        "moment-generating-function-of-an-affine-image": Checked(
            (
                _proof_book(
                    "P/mgf-ltt",
                    "proof P154",
                    "the function of AX + b is exp(tᵀb) times that of X; it prints At where Aᵀt "
                    "is meant, for A is m×n",
                ),
                Place(
                    "MathGPT",
                    "an exercise on Y = AX + b",
                    "the function of Y at s is exp(sᵀb) times that of X at Aᵀs",
                    "https://math-gpt.org/problems/question/let-x-nn-m-s-suppose-y-ax-b-where-a-is-an-m-x-n-matrix-use-the-mgf",
                ),
            ),
            _BILLINGSLEY,
            "section 21",
            "The second place has a Gaussian X, and uses that only afterwards. Where the function "
            "is infinite, both sides are 0 here.",
            "The kernel has means of polynomials of degree 2 at most, and so none of exp(tᵀu).",
        ),
        "moment-generating-function-of-independent-entries": Checked(
            (
                Place(
                    "R. V. Hogg, J. W. McKean and A. T. Craig, Introduction to Mathematical "
                    "Statistics",
                    "equation 2.6.6",
                    "the joint function is the product of those of the entries, just where the "
                    "entries are independent",
                ),
                Place(
                    "The Analysis of Data, volume 1",
                    "proposition 4.8.1",
                    "the function of a sum of independent variables is the product of theirs; "
                    "here it is the sum of zᵢuᵢ, at 1",
                    "http://theanalysisofdata.com/probability/4_8.html",
                ),
            ),
            _BILLINGSLEY,
            "section 21",
            "There the functions are finite near 0. Here both sides are 0 where one is infinite.",
            "The kernel has no means of a product of functions of independent entries.",
        ),
        "mean-of-a-gaussian-vector": Checked(
            (
                _proof_book("P/mvn-mean", "proof P339", "E(X) = μ for X of law N(μ, Σ)"),
                _mathlib("integral_id_multivariateGaussian", "the mean of N(μ, S) is μ"),
            ),
            _BILLINGSLEY,
            "section 29",
            _MOMENTS,
            "It is the derivative at 0 of the moment generating function, which the kernel does "
            "not know as a mean.",
        ),
        "covariance-of-a-gaussian-vector": Checked(
            (
                _proof_book("P/mvn-cov", "proof P340", "Cov(X) = Σ for X of law N(μ, Σ)"),
                _mathlib(
                    "covariance_eval_multivariateGaussian",
                    "the covariance of the entries i and j of N(μ, S) is the entry of S there",
                ),
            ),
            _BILLINGSLEY,
            "section 29",
            _MOMENTS,
            "It is a second derivative at 0 of the moment generating function, as for the mean. "
            "That second moments are finite is part of what it says, and follows from it.",
        ),
        "independent-entries-are-uncorrelated": Checked(
            (
                _proof_book(
                    "P/cov-ind", "proof P158", "the covariance of independent variables is 0"
                ),
                _mathlib(
                    "IndepFun.covariance_eq_zero",
                    "the covariance of two independent variables with finite second moments is 0",
                ),
            ),
            _BILLINGSLEY,
            "section 21",
            "The places speak of two variables; here it is said of all pairs of entries at once. "
            "The first names no moments.",
            "What independence means, by events or functions, is not in the kernel: that "
            "E[uᵢuⱼ] = E[uᵢ]E[uⱼ] is what is missing.",
        ),
        "uncorrelated-images-of-a-gaussian-vector-are-independent": Checked(
            (
                _proof_book(
                    "P/mvn-indprod",
                    "proof P394",
                    "AX and BX are independent just if AΣBᵀ = 0, for X of law N(μ, Σ)",
                ),
                _mathlib(
                    "HasGaussianLaw.indepFun_of_covariance_eval",
                    "two vectors, jointly Gaussian, are independent if all covariances are 0",
                ),
            ),
            _ANDERSON.format(
                "2.4, The Distribution of Linear Combinations of Normally Distributed Variates; "
                "Independence of Variates; Marginal Distributions"
            ),
            "the statement there",
            "Constants that are added are not in the places. The first has a positive definite "
            "covariance, the second any, as here.",
            "That the joint moment generating function is a product can be proved; that "
            "independence follows takes its uniqueness.",
        ),
        "functions-of-independent-vectors-are-independent": Checked(
            (
                _mathlib(
                    "IndepFun.comp",
                    "measurable functions of two independent variables are independent",
                ),
                Place(
                    "Analysis, on klkuttler.com",
                    "section 27.2, page 739",
                    "functions of independent random vectors are independent random vectors",
                    "https://klkuttler.com/book/Analysis/739",
                ),
            ),
            _BILLINGSLEY,
            "section 20",
            "The places have any measurable functions; here it is two of them.",
            "What independence means, by events, is not in the kernel.",
        ),
        "chi-squared-from-a-projection": Checked(
            (
                Place(
                    "R. V. Hogg, J. W. McKean and A. T. Craig, Introduction to Mathematical "
                    "Statistics",
                    "theorem 9.8.4",
                    "for independent entries of law N(0, σ²) and a symmetric A of rank r, XᵀAX/σ² "
                    "is χ² with r degrees of freedom just if A is idempotent",
                ),
                Place(
                    "Introduction to the Mathematical and Statistical Foundations of Econometrics",
                    "theorem 5.10",
                    "for X of law N(0, I) and a symmetric idempotent M of rank k, XᵀMX is χ² with "
                    "k degrees of freedom",
                    "https://msd.com.ua/introduction-to-the-mathematical-and-statistical-foundations-of-econometrics/distributions-of-quadratic-forms-of-multivariate-normal-random-variables",
                ),
            ),
            "",
            "the section and the edition",
            "There the degrees of freedom are the rank; both places show, beside the theorem, that "
            "it is the trace. A projection that is 0 gives the law of 0 here.",
            "It takes an orthogonal matrix that makes the projection diagonal. And the kernel has "
            "no definition of χ².",
        ),
        "student-t-from-a-gaussian-and-a-chi-squared": Checked(
            (
                _proof_book(
                    "D/t",
                    "definition D147",
                    "Z/√(V/ν) is t(ν), for independent Z of law N(0, 1) and V of law χ²(ν)",
                ),
                Place(
                    "A book of the American Mathematical Society, amstext-13",
                    "table C",
                    "the same, as a definition of t(n)",
                    "https://bookstore.ams.org/amstext-13/639",
                ),
            ),
            "",
            "the chapter and the edition",
            "There the Gaussian has the variance 1; here it is s, and is divided out.",
            "It says what Student's law is. The kernel has no definition of it; this would be it.",
        ),
    }
)
