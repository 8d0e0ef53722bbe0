"""The pseudoinverse X⁺ satisfies Penrose's equations: X⁺y is a minimiser of J for every X.

That every matrix has one is what the laws of X⁺ take. From them, and from what is proved of every P
with the same equations, all here follows with X⁺ in the place of P.
"""

from ..kernel.statements import Equals, Maximises, Minimises, Nonnegative, Statement
from ..kernel.terms import Density, Dimension, Identity, Letter, Pseudoinverse, SquaredNorm
from ..kernel.theorem import cut, instantiate, law
from ..proving.chain import Let, Piece, Result, line, publish
from .all_minimisers import (
    all_are_minimisers,
    every_minimiser,
    is_minimiser,
    is_shortest,
    only_shortest,
    shortest,
    solves,
    z,
)
from .all_minimisers import point as of_P
from .global_minimum import u
from .maximum_likelihood import least_squares_is_maximum_likelihood
from .model import J, X, d, epsilon, gram, n, w, y
from .penrose import P, Q, closed, is_closed, unique

X_plus = Pseudoinverse(X)
point, rest = X_plus @ y, Identity(d) - X_plus @ X
_k, _l = Dimension("k"), Dimension("l")
EQUATIONS = {  # of Penrose, the names of their laws by those of their lines
    "first": "pseudoinverse-keeps-the-matrix",
    "second": "pseudoinverse-is-kept",
    "third": "pseudoinverse-on-the-right-is-symmetric",
    "fourth": "pseudoinverse-on-the-left-is-symmetric",
}
equations = {
    number: instantiate(law(name), (_k, n), (_l, d), (Letter("U", _k, _l), X))
    for number, name in EQUATIONS.items()
}


def of_pseudoinverse(id: str, title: str, claim: Statement, result: Result, *by: Piece) -> Result:
    """Publish what a result says of P for X⁺, which satisfies Penrose's equations."""
    of_X_plus = instantiate(result.theorem, (P, X_plus))
    hypotheses = of_X_plus.hypotheses
    used = {name: each for name, each in equations.items() if each.conclusion in hypotheses}
    return publish(
        id,
        title,
        claim,
        *(line(name, each, by=("a law of ", X_plus)) for name, each in used.items()),
        line(
            "instance",
            cut(of_X_plus, *used.values()),
            by=(*by, ", with ", Let(P, X_plus)),
            see=result,
        ),
    )


has_solution = of_pseudoinverse(
    "normal-equation-has-a-solution-for-every-design-matrix",
    "The normal equation has a solution for every design matrix",
    Equals(gram @ point, X.T @ y),
    solves,
    shortest,
    " solves the normal equation",
)

has_minimiser = of_pseudoinverse(
    "squared-error-has-a-minimiser-for-every-design-matrix",
    "The squared error has a minimiser for every design matrix",
    Minimises(point, J(w), w),
    is_minimiser,
    shortest,
    " is a minimiser",
)

minimisers = of_pseudoinverse(
    "minimisers-by-the-pseudoinverse",
    "X⁺y + (I − X⁺X)z is a minimiser for every z",
    Minimises(point + rest @ z, J(w), w),
    all_are_minimisers,
    of_P,
    " is a minimiser",
)

no_others = of_pseudoinverse(
    "every-minimiser-by-the-pseudoinverse",
    "Every minimiser is X⁺y + (I − X⁺X)z for some z",
    Equals(u, point + rest @ (u - point)),
    every_minimiser,
    "every minimiser is ",
    of_P,
    " for some ",
    z,
)

shortest_minimiser = of_pseudoinverse(
    "pseudoinverse-gives-the-shortest-minimiser",
    "No minimiser is shorter than X⁺y",
    Nonnegative(SquaredNorm(u) - SquaredNorm(point)),
    is_shortest,
    "no minimiser is shorter than ",
    shortest,
)

only_shortest_minimiser = of_pseudoinverse(
    "only-the-pseudoinverse-gives-a-shortest-minimiser",
    "A minimiser that is no longer than X⁺y is X⁺y",
    Equals(u, point),
    only_shortest,
    "a minimiser that is no longer than ",
    shortest,
    " is ",
    shortest,
)

with_full_rank = of_pseudoinverse(
    "pseudoinverse-with-full-column-rank",
    "With full column rank X⁺ is (XᵀX)⁻¹Xᵀ",
    Equals(X_plus, closed),
    is_closed,
    "with full column rank ",
    P,
    " is ",
    closed,
)

_other = instantiate(unique.theorem, (Q, X_plus))

is_pseudoinverse = publish(
    "penroses-equations-give-the-pseudoinverse",
    "What satisfies Penrose's equations is the pseudoinverse",
    Equals(P, X_plus),
    *(line(name, each, by=("a law of ", X_plus)) for name, each in equations.items()),
    line(
        "unique",
        cut(_other, *equations.values()),
        by=("Penrose's equations have at most one solution, with ", Let(Q, X_plus)),
        see=unique,
    ),
)

_as_estimate = instantiate(least_squares_is_maximum_likelihood.theorem, (u, point))

most_likely = publish(
    "maximum-likelihood-estimate-exists-for-every-design-matrix",
    "A maximum-likelihood estimate exists for every design matrix",
    Maximises(point, Density(X @ w + epsilon, y), w),
    line(
        "minimiser",
        has_minimiser.theorem,
        by="the squared error has a minimiser",
        see=has_minimiser,
    ),
    line(
        "likelihood",
        cut(_as_estimate, has_minimiser.theorem),
        by=("least squares is maximum likelihood, with ", Let(u, point)),
        see=least_squares_is_maximum_likelihood,
    ),
)
