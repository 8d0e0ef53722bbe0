"""Source B, its introduction: the model, and maximum likelihood without an intercept."""

from __future__ import annotations

from ..kernel.statements import (
    Equals,
    FullColumnRank,
    Gaussian,
    Maximises,
    Minimises,
    Nonnegative,
    Positive,
    UniquelyMaximises,
    UniquelyMinimises,
)
from ..kernel.terms import Identity, Inverse, Letter, Pseudoinverse, SquaredNorm, Zero
from ..results.model import (
    X,
    d,
    epsilon,
    hat_matrix,
    i,
    least_squares,
    n,
    observations,
    variance,
    w,
    w_hat,
    w_star,
    x_i,
    y,
)
from .letters import (
    WHITE,
    closed_form,
    density,
    display,
    error,
    misfit,
    mu,
    normal,
    prose,
    says,
    told,
    u,
    unfit,
)
from .proofs import By
from .verdicts import Holds, HoldsIf, NotAClaim, Notation, Remark

HEADING = "Intro"
_likeliest = (WHITE, Maximises(w_hat, density, w))
_minimiser = By("maximum-likelihood-is-least-squares-from-the-law-of-the-noise", ((u, w_hat),))
_flat = {X: [[0]], y: [0], w_hat: [0], epsilon: normal([0], [[1]]), variance: 1}
_wide = {X: [[1, 0]], y: [0], epsilon: normal([0], [[1]]), variance: 1}
penalty = Letter("lambda")
ridge = Inverse(X.T @ X + penalty * Identity(d)) @ X.T @ y

ENTRIES = (
    prose(
        "B",
        HEADING,
        says(Equals(y, X @ w + epsilon), Equals(y, X @ w_star + epsilon)),
        Notation(
            "shared",
            "w is the truth here, and the variable of the minimum below: w⋆ and w",
            says(Equals(y, X @ w_star + epsilon)),
            By("score-at-the-truth"),
            at={X: [[1]], y: [0], w_star: [0], w: [1], epsilon: [0]},
        ),
        read=("notation", "holds", "holds"),
    ),
    prose(
        "B",
        HEADING,
        says(Equals(observations - X @ least_squares, epsilon)),
        Notation(
            "word",
            "ε is the noise; a residual is what an estimate leaves",
            says(Equals(observations - X @ least_squares, (Identity(n) - hat_matrix) @ epsilon)),
            By("residual-is-an-image-of-the-noise"),
            at={X: [[1]], w_star: [0], epsilon: [1]},
        ),
    ),
    prose(
        "B",
        HEADING,
        says(Gaussian(epsilon, Zero(n), mu * Identity(n))),
        Notation(
            "letter",
            "μ is the letter of a mean: σ² for the variance",
            says(WHITE),
            By("distribution-of-the-observations"),
        ),
    ),
    prose(
        "B",
        HEADING,
        told("the rows of ", X, " are realised values of random vectors"),
        Remark(
            "X is given in every theorem here; what is proved holds for each value it may have, if "
            "the noise does not depend on it",
            by=By("least-squares-is-unbiased"),
        ),
        read=("remark", "holds", "holds-if"),
    ),
    prose(
        "B",
        HEADING,
        told("row i of ", X, " has d entries, and there are n rows"),
        NotAClaim("shapes are declared"),
        read=("not-a-claim", "holds", None),
    ),
    prose(
        "B",
        HEADING,
        unfit("row i of ", X, " is ", x_i, misfit(Equals, i.T @ X, x_i)),
        Notation(
            "shape",
            "the row is xᵢᵀ, as xᵢ is a column",
            says(Equals(i.T @ X, x_i.T)),
            By("gram-matrix-as-a-sum-over-observations", algebra=True),
        ),
        read=(None, "notation", "notation"),
    ),
    display(
        "B",
        1,
        1,
        says(Minimises(w_hat, error, w), *_likeliest),
        HoldsIf(By(_minimiser.id, _minimiser.at, times=n)),
    ),
    display(
        "B",
        1,
        1,
        says(UniquelyMinimises(w_hat, error, w), *_likeliest),
        HoldsIf(
            By(
                "unique-minimum-if-full-column-rank",
                after=(
                    By("a-minimiser-satisfies-the-normal-equation", ((u, w_hat),)),
                    _minimiser,
                ),
                times=n,
            ),
            without=_flat,
            why="equality with an argmin says that there is one minimiser only",
        ),
    ),
    display(
        "B",
        1,
        1,
        says(Minimises(Pseudoinverse(X) @ y, error, w)),
        Holds(
            By("squared-error-has-a-minimiser-for-every-design-matrix", times=n),
            why="tacit: there is a minimiser at all",
        ),
        read=("holds", None, None),
    ),
    prose(
        "B",
        HEADING,
        told("x is n×d"),
        Notation("letter", "x was a row; the matrix is X", told(X, " is n×d")),
    ),
    prose(
        "B",
        HEADING,
        says(Nonnegative(n - d)),
        HoldsIf(
            By("full-column-rank-needs-d-at-most-n"),
            without={X: [[1, 0]], n: 1, d: 2},
            supposing=(FullColumnRank(X.T),),
            why="a wide matrix may have full rank too, of its rows",
        ),
    ),
    prose(
        "B",
        HEADING,
        says(UniquelyMaximises(closed_form, density, w), WHITE),
        HoldsIf(
            By("maximum-likelihood-estimate-from-the-law-of-the-observations"),
            without=_wide,
            supposing=(FullColumnRank(X.T),),
            why="full rank has to be that of the columns",
        ),
    ),
    prose(
        "B",
        HEADING,
        told("full rank is rare, and a penalty answers that"),
        Remark(
            "how often designs lack it is a matter of data: rows drawn independently, and with a "
            "density, have it with probability 1 where n ≥ d; with a penalty no rank is needed",
            says(
                UniquelyMinimises(ridge, SquaredNorm(y - X @ w) + penalty * SquaredNorm(w), w),
                Positive(penalty),
            ),
            By(
                "ridge-estimate-is-the-unique-minimiser",
                after=(By("ridge-matrix-invertible"),),
            ),
        ),
        read=("remark", "remark", "refuted"),
    ),
    prose(
        "B",
        HEADING,
        told("a penalty is for want of full rank"),
        Remark(
            "and not for that alone: with full rank too some penalty has a smaller mean squared "
            "error",
            by=By("some-penalty-has-a-smaller-mean-squared-error"),
        ),
        read=(None, "remark", "refuted"),
    ),
)
