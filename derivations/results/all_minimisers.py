"""All minimisers of J, whatever the rank of X: Py + (I − PX)z for every z, and Py is the shortest.

P satisfies Penrose's equations, or those of them that a theorem lists.
"""

from ..kernel.statements import Equals, Minimises, Nonnegative
from ..kernel.terms import Dimension, Identity, Inverse, Letter, SquaredNorm, Zero
from ..kernel.theorem import assume, cut, instantiate
from ..proving.certificates import rewrite
from ..proving.chain import Let, calc, line, prove, publish
from ..proving.sequents import antisymmetric, square, vanish
from .global_minimum import minimisers_have_same_fit, minimises, same_fit_minimises, u
from .model import J, X, d, gram, n, w, w_hat, y
from .penrose import P, keeps_P, keeps_X, symmetric_PX, symmetric_XP

z = Letter("z", d)  # any column
rest = Identity(d) - P @ X  # what PX leaves of a column
shortest = P @ y

solves = (
    calc(gram @ shortest)
    .equals(X.T @ (X @ P) @ y, "regroup", by="products may be regrouped")
    .equals(
        (X @ P @ X).T @ y,
        "symmetric",
        by=symmetric_XP.conclusion,
        because=symmetric_XP,
    )
    .equals(X.T @ y, "keep", by=keeps_X.conclusion, because=keeps_X)
    .qed(
        "py-solves-the-normal-equation",
        "Py solves the normal equation, whatever the rank of X",
        Equals(gram @ shortest, X.T @ y),
    )
)

_as_estimate = instantiate(minimises.theorem, (w_hat, shortest))

is_minimiser = publish(
    "py-is-a-minimiser",
    "Py is a minimiser of the squared error",
    Minimises(shortest, J(w), w),
    line(
        "normal-equation",
        cut(_as_estimate, solves.theorem),
        by="a solution of the normal equation is a minimiser",
        see=[solves, minimises],
    ),
)

point = shortest + rest @ z
_fit = prove(Equals(X @ (point - shortest), Zero(n)), keeps_X)
_same_fit = instantiate(same_fit_minimises.theorem, (w_hat, shortest), (u, point))

all_are_minimisers = publish(
    "py-plus-what-px-leaves-is-a-minimiser",
    "Py + (I − PX)z is a minimiser for every z",
    Minimises(point, J(w), w),
    line("fit", _fit, by=keeps_X.conclusion),
    line(
        "same-fit",
        cut(_same_fit, _fit, solves.theorem),
        by=("a point with the same fit, with ", Let(w_hat, shortest), " and ", Let(u, point)),
        see=[same_fit_minimises, solves],
    ),
)

away = u - shortest
_fits_alike = cut(instantiate(minimisers_have_same_fit.theorem, (w_hat, shortest)), solves.theorem)

every_minimiser = publish(
    "every-minimiser-is-py-plus-what-px-leaves",
    "Every minimiser is Py + (I − PX)z for some z",
    Equals(u, shortest + rest @ away),
    line(
        "fit",
        _fits_alike,
        by="all minimisers give the same fit",
        see=[minimisers_have_same_fit, solves],
    ),
    line(
        "point",
        prove(Equals(u, shortest + rest @ away), _fits_alike),
        by=_fits_alike.conclusion,
    ),
)

_in_rows = (
    calc(shortest.T @ away)
    .equals(
        (P @ X @ shortest).T @ away,
        "keep",
        by=keeps_P.conclusion,
        because=keeps_P,
    )
    .equals(shortest.T @ (P @ X).T @ away, "transpose", by="a transpose reverses a product")
    .equals(
        shortest.T @ P @ (X @ away),
        "symmetric",
        by=symmetric_PX.conclusion,
        because=symmetric_PX,
    )
    .equals(Zero(), "fit", by=_fits_alike.conclusion, because=_fits_alike)
)
lengths = (
    calc(SquaredNorm(u))
    .equals(
        SquaredNorm(shortest) + 2 * (shortest.T @ away) + SquaredNorm(away),
        "multiply-out",
        by=Equals(u, shortest + away),
    )
    .equals(
        SquaredNorm(shortest) + SquaredNorm(away),
        "orthogonal",
        by=_in_rows.proof().conclusion,
        because=_in_rows.proof(),
    )
)

squared_length = publish(
    "squared-length-of-a-minimiser",
    "The squared length of a minimiser",
    Equals(SquaredNorm(u), SquaredNorm(shortest) + SquaredNorm(away)),
    *_in_rows.lines,
    *lengths.lines,
    theorem=lengths.proof(),
)

_longer = rewrite(
    square(away), Nonnegative(SquaredNorm(u) - SquaredNorm(shortest)), squared_length.theorem
)

is_shortest = publish(
    "py-is-the-shortest-minimiser",
    "No minimiser is shorter than Py",
    Nonnegative(SquaredNorm(u) - SquaredNorm(shortest)),
    line("square", square(away), by="a squared norm is not negative"),
    line("longer", _longer, by=squared_length.conclusion, see=squared_length),
)

_no_longer = assume(Nonnegative(SquaredNorm(shortest) - SquaredNorm(u)))
_below = rewrite(_no_longer, Nonnegative(-SquaredNorm(away)), squared_length.theorem)
_no_length = antisymmetric(square(away), _below)
_nothing = vanish(_no_length)

only_shortest = publish(
    "only-py-is-a-shortest-minimiser",
    "A minimiser that is no longer than Py is Py",
    Equals(u, shortest),
    line("below", _below, by=squared_length.conclusion, see=squared_length),
    line("norm", _no_length, by="a squared norm is not negative either"),
    line("nothing", _nothing, by="only the zero vector has squared norm 0"),
    line("point", prove(Equals(u, shortest), _nothing), by=("add ", shortest)),
)

# Where the design matrix is a product of factors of full rank, in the place of X.

q = Dimension("q")
B, C = Letter("B", n, q), Letter("C", q, d)
columns, rows = B.T @ B, C @ C.T
by_factors = C.T @ Inverse(rows) @ Inverse(columns) @ B.T @ y
_at_product = instantiate(minimises.theorem, (X, B @ C), (w_hat, by_factors))

_solved = (
    calc((B @ C).T @ (B @ C) @ by_factors)
    .equals(
        C.T @ columns @ rows @ Inverse(rows) @ Inverse(columns) @ B.T @ y,
        "regroup",
        by="a transpose reverses a product",
    )
    .equals(
        (B @ C).T @ y,
        "inverse",
        by=(Equals(rows @ Inverse(rows), Identity(q)), ", and the same of ", columns),
    )
)

minimiser_by_factors = publish(
    "a-minimiser-by-factors-of-full-rank",
    "A minimiser, where the design matrix is BC",
    Minimises(by_factors, SquaredNorm(B @ C @ w - y) / n, w),
    *_solved.lines,
    line(
        "minimiser",
        cut(_at_product, _solved.proof()),
        by=("a solution of the normal equation is a minimiser, with ", Let(X, B @ C)),
        see=minimises,
    ),
)
