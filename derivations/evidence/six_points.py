"""Six points that a pencil can follow: every number of their regression, exactly.

A number that has a theorem is computed from a term of the theorem's own statement, at these points;
no formula is written a second time. What has none is a formula of the textbooks, and is said to be
one. The text writes the line y = wx + b in two ways, and so do the letters here: X is the column x
beside an intercept, or X is [x 1] and the intercept its last weight.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from typing import Any, TypeAlias, cast

import numpy as np
import sympy

from ..interop import explicit
from ..kernel.statements import Equals, Statement
from ..kernel.terms import Dimension, Index, Inverse, Random, Root, SquaredNorm, Term
from ..kernel.trees import Abbreviation
from ..numbers.distributions import Normals
from ..numbers.errors import IrrationalError
from ..numbers.evaluate import basis, evaluate, names_in
from ..numbers.truth import all_names, holds
from ..presentation.theorems import terms_within
from ..publishing.registry import theorem

POINTS = ((0, 3), (0, 9), (2, 17), (5, 11), (11, 35), (12, 27))
AT = 6  # where a prediction is made
MORE = (17, 15)  # the observation that is added
PENALTY = 144  # of ridge
SHORT, BEST = Fraction(1, 96), Fraction(1, 50)  # how long a step is: on centred data, and not
STEPS = (1, 2, 3)

# What is asked of statsmodels, beside what its fit has itself.
PREDICTED, INFLUENCE = f"get_prediction([[{AT}, 1]])", "get_influence()"
SEVEN, RIDGE = "OLS(seven).fit()", f"OLS.fit_regularized([{PENALTY // 6}, 0]).params"

x, y = zip(*POINTS, strict=True)
n = len(POINTS)

Letters: TypeAlias = Mapping[str, Any]  # what letters and sizes are given, by their names
Choice: TypeAlias = Callable[[Statement], Term]  # of a term of a statement

# The true weights are 0 and the noise is what was observed, so that the observations are these.
_OBSERVED: Letters = {"n": n, "y": y, "epsilon": y, "sigma_sq": 36}
WITH_ONES: Letters = {
    **_OBSERVED,
    "d": 2,
    "X": [[each, 1] for each in x],
    "w_hat": [2, 7],
    "w": [0, 0],
    "w_star": [0, 0],
    "x_0": [AT, 1],
    "w_0": [0, 0],
    "eta": BEST,
}
WITH_INTERCEPT: Letters = {
    **_OBSERVED,
    "d": 1,
    "X": [[each] for each in x],
    "w_hat": 2,
    "w": 0,
    "w_star": 0,
    "lambda": PENALTY,
    "b_hat": 7,
    "b": 0,
    "b_star": 0,
    "a": 1,
    "p": 2,
    "E1": [[1], [0]],
    "E2": [0, 1],
}
CENTRED: Letters = {
    **_OBSERVED,
    "d": 1,
    "X": [[each - 5] for each in x],
    "w_hat": 2,
    "w_0": 0,
    "lambda": PENALTY,
    "eta": SHORT,
}
_ONE_MORE: Letters = {**WITH_ONES, "x_0": [MORE[0], 1], "y_0": MORE[1]}


@dataclass(frozen=True, slots=True)
class Entry:
    """A number of the example, or a column or a matrix of numbers.

    `values` are the rows, exact: rational, or of SymPy. `theorem` is the id of the theorem from
    whose `term` they were computed, with `letters`; where there is none, `formula` says what they
    are. `peer` is what statsmodels calls them, where it prints them.
    """

    name: str
    values: tuple[tuple[Any, ...], ...]
    theorem: str = ""
    term: Term | None = None
    letters: Letters | None = None
    formula: str = ""
    peer: str = ""

    @property
    def flat(self) -> tuple[Any, ...]:
        """The numbers, row by row."""
        return tuple(value for row in self.values for value in row)

    @property
    def value(self) -> Any:
        """The number, where it is one."""
        (value,) = self.flat
        return value


# Of a statement, the term that is computed.


def _left(statement: Any) -> Term:
    return cast(Term, statement.left)


def _right(statement: Any) -> Term:
    return cast(Term, statement.right)


def _mean_of(statement: Any) -> Term:
    """u, of a statement E[u] = …"""
    return cast(Term, statement.left.of)


def _varies(statement: Any) -> Term:
    """u, of a statement Var[u] = …"""
    return cast(Term, statement.left.first)


def _point(statement: Any) -> Term:
    """The point of a statement on a minimum."""
    return cast(Term, statement.point)


def _square(statement: Any) -> Term:
    """The square below the root, of a statement on Student's t law."""
    return cast(Term, statement.square)


def _ratio(statement: Any) -> Term:
    """The ratio, of a statement on Student's t law."""
    return cast(Term, statement.scalar / Root(statement.square))


def _named(name: str) -> Choice:
    """The abbreviation of a name."""
    return lambda statement: next(
        term
        for term in terms_within(statement)
        if isinstance(term, Abbreviation) and term.name == name
    )


def _only(kind: type[Term], place: int = 0) -> Choice:
    """The term of a kind, or that at a place among several."""
    return lambda statement: [t for t in terms_within(statement) if isinstance(t, kind)][place]


# Evaluation.


def given(node: Term | Statement, letters: Letters) -> dict[Any, Any]:
    """What the letters and sizes of a term or statement are given."""
    names = all_names(node) if isinstance(node, Statement) else names_in(node)
    return {name: letters[name.name] for name in names if name.name in letters}


def _rows(term: Term, letters: Letters) -> tuple[tuple[Any, ...], ...]:
    """The rows of what a term is worth, by SymPy where they are not rational."""
    try:
        found = evaluate(term, given(term, letters))
    except IrrationalError:
        found = np.array(explicit.value(term, _symbolic(term, letters)).tolist(), dtype=object)
    return tuple(tuple(row) for row in found.tolist())


def _symbolic(term: Term, letters: Letters) -> dict[Any, Any]:
    """What letters are given, as SymPy takes it."""
    return {
        letter: value if isinstance(letter, Dimension) else sympy.Matrix(np.atleast_1d(value))
        for letter, value in given(term, letters).items()
    }


def _of(name: str, id: str, choice: Choice, letters: Letters, peer: str = "") -> Entry:
    """Numbers from a term of a theorem."""
    term = choice(theorem(id).conclusion)
    return Entry(name, _rows(term, letters), id, term, letters, peer=peer)


def _root(name: str, id: str, choice: Choice, letters: Letters, peer: str = "") -> Entry:
    """The square root of a number from a term of a theorem."""
    term = choice(theorem(id).conclusion)
    return Entry(name, _rows(Root(term), letters), id, term, letters, peer=peer)


def _each(name: str, id: str, choice: Choice, letters: Letters, peer: str = "") -> Entry:
    """A column of numbers from a term of a theorem on any one observation."""
    term = choice(theorem(id).conclusion)
    units = basis(n, exact=True)
    rows = tuple(_rows(term, {**letters, "i": unit})[0] for unit in units)
    return Entry(name, rows, id, term, letters, peer=peer)


def _both(name: str, found: Callable[[Letters], Entry]) -> Entry:
    """Numbers along the slope and along the intercept, as one column."""
    slope, intercept = (found({**WITH_ONES, "a": along}) for along in ([1, 0], [0, 1]))
    rows = slope.values + intercept.values
    return Entry(name, rows, slope.theorem, slope.term, slope.letters, peer=slope.peer)


def is_true(id: str, letters: Letters) -> bool:
    """Whether a theorem's hypotheses and its conclusion hold at these letters, exactly.

    Where it is about the law of the noise, this is Gaussian with mean 0 and covariance 36·I. What
    is said of any one observation has to hold for each.
    """
    result = theorem(id)
    statements = (*result.hypotheses, result.conclusion)
    names = set[Any]().union(*map(all_names, statements))
    if any(isinstance(name, Random) for name in names):
        laws = {"epsilon": _normal(n), "epsilon_0": _normal(1)}
        letters = {**letters, **laws}
    indices = [name.name for name in names if isinstance(name, Index)]
    units = basis(n, exact=True)
    each: list[Letters] = [{**letters, index: unit} for index in indices for unit in units]
    return all(_holds(statement, here) for statement in statements for here in each or [letters])


def _normal(size: int) -> Normals:
    return Normals([[0]] * size, 36 * np.eye(size, dtype=object))  # type: ignore[arg-type]


def _holds(statement: Statement, letters: Letters) -> bool:
    """Whether a statement holds; an equation of what is not rational, by SymPy."""
    try:
        return holds(statement, given(statement, letters)) is True
    except IrrationalError:
        if not isinstance(statement, Equals):
            raise
        left, right = (
            explicit.value(t, _symbolic(t, letters)) for t in (statement.left, statement.right)
        )
        return not any(sympy.simplify(entry) for entry in left - right)


# What no theorem of the text says.


def two_sided(t: Any) -> Any:
    """P(|T| ≥ t) = 1 − t(t² + 6)/(t² + 4)^(3/2), for T with Student's t law of 4 degrees.

    >>> two_sided(sympy.Integer(4))
    1 - 11*sqrt(5)/25
    """
    t = sympy.sympify(t)
    return 1 - t * (t**2 + 6) / sympy.sqrt(t**2 + 4) ** 3


@cache
def entries() -> dict[str, Entry]:
    """All numbers, in the order of the page, each under a short name."""
    ones, beside, centred = WITH_ONES, WITH_INTERCEPT, CENTRED
    t_law = "law-of-the-t-ratio"
    found = {
        "mean": _of("mean of the y", "mean-minimises-squared-error", _point, ones),
        "gram": _of("Gram matrix", "gram-matrix-as-a-sum-over-observations", _right, ones),
        "products": _of("products with y", "products-with-the-observations-as-a-sum", _right, ones),
        "inverse": _of(
            "inverse of the Gram matrix",
            "least-squares-estimate",
            _only(Inverse),
            ones,
            "normalized_cov_params",
        ),
        "estimate": _of("ŵ and b̂", "least-squares-estimate", _right, ones, "params"),
        "Sxx": _of("centred Gram matrix", "centred-gram-matrix-as-a-sum", _right, beside),
        "Sxy": _of("centred products", "centred-products-as-a-sum", _right, beside),
        "slope": _of("ŵ alone", "estimate-with-intercept", _right, beside),
        "intercept": _of("b̂ alone", "estimated-intercept", _right, beside),
        "augmented": _of("ŵ and b̂ again", "closed-form-of-the-augmented-matrix", _left, beside),
        "fit": _of("fit", "fit-is-the-hat-matrix-times-y", _right, ones, "fittedvalues"),
        "residuals": _of(
            "residuals", "residual-is-the-residual-maker-times-y", _right, ones, "resid"
        ),
        "orthogonal": _of(
            "residuals times columns", "residual-orthogonal-to-the-columns", _left, ones
        ),
        "RSS": _of(
            "RSS, the sum of their squares",
            "sum-of-squared-residuals",
            _left,
            {**ones, "w": [2, 7]},
            "ssr",
        ),
        "of y": _of(
            "squared length of y",
            "squared-length-of-fit-and-residual",
            _left,
            ones,
            "uncentered_tss",
        ),
        "of fit": _of(
            "squared length of the fit",
            "squared-length-of-fit-and-residual",
            _only(SquaredNorm, 1),
            ones,
        ),
        "gap": _of("by how much J(0) exceeds J(ŵ)", "squared-error-gap", _right, ones),
        "TSS": _of("TSS", "r-squared", _named("TSS"), ones, "centered_tss"),
        "R²": _of("R²", "r-squared", _right, {**ones, "w": [2, 7]}, "rsquared"),
        "σ̂²": _of(
            "σ̂², the most likely variance",
            "log-likelihood-at-the-joint-maximum",
            _named("sigma_hat_sq"),
            ones,
        ),
        "ℓ": _of(
            "log-likelihood there", "log-likelihood-at-the-joint-maximum", _right, ones, "llf"
        ),
        "s²": _of("s²", "unbiased-variance", _mean_of, ones, "mse_resid"),
        "covariance": _of(
            "estimated covariance",
            "unbiased-covariance-of-the-estimate",
            _mean_of,
            ones,
            "cov_params()",
        ),
        "errors": _both("standard errors", lambda at: _root("", t_law, _square, at, "bse")),
        "t": _both("t ratios", lambda at: _of("", t_law, _ratio, at, "tvalues")),
        "t alone": _of(
            "t ratio of ŵ, beside an intercept", f"{t_law}-with-intercept", _ratio, beside
        ),
        "variance of b̂": _of(
            "variance of b̂, if σ² is 36", "variance-of-the-intercept", _right, beside
        ),
        "prediction": _of(
            "prediction", "variance-of-a-prediction", _varies, ones, f"{PREDICTED}.predicted_mean"
        ),
        "its error": _root(
            "its standard error",
            "variance-of-a-prediction",
            _right,
            ones,
            f"{PREDICTED}.se_mean",
        ),
        "new error": _root(
            "standard error of a new observation",
            "variance-of-a-new-observation",
            _right,
            ones,
            f"{PREDICTED}.se_obs",
        ),
        "leverages": _each(
            "leverages",
            "leverage-on-the-diagonal-of-the-hat-matrix",
            _right,
            ones,
            f"{INFLUENCE}.hat_matrix_diag",
        ),
        "their sum": _of("their sum", "leverages-add-up-to-d", _left, ones),
        "left out": _each(
            "residuals, each point left out",
            "leave-one-out-residual",
            _right,
            ones,
            f"{INFLUENCE}.resid_press",
        ),
        "PRESS": _of("PRESS", "press", _right, ones, f"{INFLUENCE}.ess_press"),
        "Cook": _each(
            "Cook’s distances", "cooks-distance", _right, ones, f"{INFLUENCE}.cooks_distance[0]"
        ),
        "new leverage": _of(
            "h₀, from the six points", "recursive-least-squares", _named("h_0"), _ONE_MORE
        ),
        "seven": _of(
            "ŵ and b̂ of seven points",
            "recursive-least-squares",
            _right,
            _ONE_MORE,
            f"{SEVEN}.params",
        ),
        "RSS of seven": _of(
            "RSS of seven points",
            "squared-error-with-one-observation-more",
            _right,
            _ONE_MORE,
            f"{SEVEN}.ssr",
        ),
        "ridge": _of(
            "ŵ of ridge",
            "ridge-with-intercept-is-ridge-on-centred-data",
            _right,
            beside,
            f"{RIDGE}[0]",
        ),
        "ridge intercept": _of(
            "b̂ of ridge",
            "ridge-with-intercept-is-a-minimum",
            _named("b_hat_c"),
            beside,
            f"{RIDGE}[1]",
        ),
        "freedom": _of(
            "degrees of freedom of the centred column",
            "degrees-of-freedom-of-ridge",
            _right,
            centred,
        ),
    }
    found["S"] = _of("S", "error-after-a-step-of-descent", _named("S"), ones)
    for key, letters in (("centred", centred), ("descent", ones)):
        for k in STEPS:
            found[f"{key} {k}"] = _of(
                f"after {k} step{'s' * (k > 1)}",
                "error-after-k-steps-of-descent",
                _named("w_k"),
                {**letters, "k": k},
            )
    TSS, RSS = found["TSS"].value, found["RSS"].value
    found["p"] = Entry(
        "p values",
        tuple((two_sided(t),) for t in found["t"].flat),
        formula="1 − t(t² + 6)/√((t² + 4)³), an integral of the density of t with 4 degrees",
        peer="pvalues",
    )
    F = Fraction(TSS - RSS) / (Fraction(RSS) / (n - 2))
    found["F"] = Entry("F", ((F,),), formula="(TSS − RSS)/(RSS/4)", peer="fvalue")
    found["p of F"] = Entry(
        "its p value",
        ((two_sided(sympy.sqrt(F)),),),
        formula="that of t = √F",
        peer="f_pvalue",
    )
    return found
