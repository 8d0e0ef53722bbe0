"""Source A, from the squared error to its minimum, and what definiteness has to do with it."""

from __future__ import annotations

from fractions import Fraction

from ..kernel.statements import (
    Equals,
    FullColumnRank,
    Invertible,
    Minimises,
    Nonnegative,
    PositiveDefinite,
    PositiveSemidefinite,
    UniquelyMinimises,
    symmetric,
)
from ..kernel.terms import (
    Determinant,
    Identity,
    Index,
    Inverse,
    Letter,
    Ones,
    Pseudoinverse,
    SquaredNorm,
    Zero,
    as_term,
)
from ..kernel.trees import Abbreviation, substitute
from ..numbers.algorithms import tally
from ..results.model import (
    J,
    X,
    centring,
    d,
    epsilon,
    gradient,
    hessian,
    n,
    variance,
    w,
    w_hat,
    y,
)
from .claims import UnexecutedError
from .letters import (
    Var,
    closed_form,
    display,
    prose,
    says,
    t,
    told,
    u,
    v,
)
from .proofs import By
from .trials import Counted
from .verdicts import Holds, HoldsIf, NotAClaim, Notation, Refuted, Remark

HEADING = "Importance of Positive Definite matrix in a loss function"
SOLVING = "Differentiating to Solve for w"

gram = X.T @ X
_gradient_at = gradient(J(w), w, w_hat)
_stationary = Equals(_gradient_at, Zero(d))
_normal = Equals(gram @ w_hat, X.T @ y)
_four = w.T @ X.T @ X @ w - w.T @ X.T @ y - y.T @ X @ w + y.T @ y
_three = w.T @ X.T @ X @ w - 2 * (w.T @ X.T @ y) + y.T @ y
_hessian = hessian(J(w), w)
_full_rank = FullColumnRank(X)
_nothing = {X: [[0]], y: [0], w_hat: [0]}
_closed_form_minimises = By("least-squares-estimate-is-the-unique-minimiser")

_expanding = (
    prose(
        "A",
        HEADING,
        told(X, " is n×d, ", y, " n×1 and ", w, " d×1"),
        NotAClaim("shapes are declared"),
        read=("not-a-claim", "holds", "holds"),
    ),
    display(
        "A",
        12,
        1,
        says(Equals(J(w), SquaredNorm(X @ w - y) / n)),
        Holds(By("squared-error-expansion", algebra=True), why="a definition"),
    ),
    display(
        "A",
        13,
        1,
        says(Equals(J(w), (X @ w - y).T @ (X @ w - y) / n)),
        Holds(By("squared-error-expansion", algebra=True)),
    ),
    display("A", 14, 1, says(Equals(J(w), _four / n)), Holds(By("squared-error-expansion"))),
    prose(
        "A",
        HEADING,
        says(Equals(w.T @ X.T @ y, y.T @ X @ w)),
        Holds(By("scalar-equals-its-transpose", algebra=True)),
    ),
    display("A", 15, 1, says(Equals(J(w), _three / n)), Holds(By("squared-error-quadratic-form"))),
)

# Solving.

_A, _b = Letter("A", d, d), Letter("b", d)
_t, _one = Letter("t"), as_term(1)
_f = Abbreviation("f", (_t,), (_t,), _t**3 - 3 * _t)


def _f_at(at: int) -> Abbreviation:
    """The cubic t³ − 3t at a number."""
    return Abbreviation("f", (_t,), (as_term(at),), _t**3 - 3 * _t)


_first, _second, _third = (Letter(f"E{k}", d, 2) for k in (1, 2, 3))
_pairs = (FullColumnRank(X @ _first), FullColumnRank(X @ _second), FullColumnRank(X @ _third))
_quadratic = Letter("c")
_q = Abbreviation("f", (w,), (w,), w.T @ _A @ w + w.T @ _b + _quadratic)
_critical = Equals(gradient(_q, w, u), Zero(d))
_curved = PositiveDefinite(hessian(_q, w, u))

_solving = (
    prose(
        "A",
        SOLVING,
        says(Equals(gradient(J(w), w, u), Zero(d)), Minimises(u, J(w), w)),
        Holds(
            By(
                "normal-equation-gives-stationarity",
                ((w_hat, u),),
                (By("a-minimiser-satisfies-the-normal-equation"),),
            ),
            why="at a minimum the gradient is 0",
        ),
    ),
    prose(
        "A",
        SOLVING,
        says(Minimises(w_hat, J(w), w), _stationary),
        Holds(
            By("normal-equation-gives-the-global-minimum", after=(By("normal-equation"),)),
            why="where the gradient is 0 there is a minimum",
        ),
    ),
    prose(
        "A",
        SOLVING,
        says(Equals(gradient(w.T @ _A @ w, w), 2 * (_A @ w)), symmetric(_A)),
        Holds(By("gradient-of-a-symmetric-quadratic-form")),
    ),
    prose(
        "A",
        SOLVING,
        says(Equals(gram.T, gram)),
        Holds(
            By("gram-positive-semidefinite", algebra=True),
            why="tacit: XᵀX is symmetric, as that rule supposes",
        ),
        read=(None, "holds", "holds"),
    ),
    prose(
        "A",
        SOLVING,
        says(Equals(gradient(w.T @ _b, w), _b)),
        Holds(By("gradient-of-a-linear-form")),
    ),
    display(
        "A",
        16,
        1,
        says(Equals(gradient(J(w), w), (2 * gram @ w - 2 * X.T @ y) / n)),
        Holds(By("gradient-of-the-squared-error", algebra=True)),
    ),
    display(
        "A",
        16,
        2,
        says(Equals(gradient(J(w), w), Zero(d))),
        Notation(
            "shared",
            "it is 0 at the minimum only: ŵ for w from here on",
            says(_stationary),
            By("normal-equation"),
            at={X: [[1]], y: [1], w: [0]},
        ),
    ),
    display("A", 17, 1, says(_normal, _stationary), Holds(By("normal-equation"))),
    display(
        "A",
        18,
        1,
        says(Equals(w_hat, closed_form), _normal),
        HoldsIf(By("least-squares-estimate"), without=_nothing),
    ),
    prose(
        "A",
        SOLVING,
        told("the normal equation is ŵ = ", closed_form),
        Notation(
            "word",
            "that is its solution; the normal equation is the line before",
            says(_normal, _stationary),
            By("normal-equation"),
        ),
    ),
    prose(
        "A",
        SOLVING,
        says(PositiveSemidefinite(_hessian)),
        Holds(
            By("hessian-positive-semidefinite"),
            why="the second derivative shows a minimum, and no maximum or saddle; but of J "
            "each critical point is a minimum, as was seen",
        ),
        read=("holds", "holds", "remark"),
    ),
    prose(
        "A",
        SOLVING,
        told("definiteness is needed for a global minimum"),
        Remark(
            "not if it is said of every minimum: there is one whatever X is, and what definiteness "
            "gives is that there is one only",
            says(Minimises(Pseudoinverse(X) @ y, J(w), w)),
            By("squared-error-has-a-minimiser-for-every-design-matrix"),
        ),
        read=(None, "refuted", "remark"),
    ),
    display(
        "A",
        19,
        1,
        told("H = ", _hessian),
        NotAClaim("a letter is declared"),
        read=("not-a-claim", "holds", "holds"),
    ),
    display(
        "A",
        19,
        2,
        says(Equals(_hessian, 2 / n * gram)),
        Holds(By("hessian-of-the-squared-error")),
    ),
    prose(
        "A",
        SOLVING,
        says(
            Nonnegative(_f_at(-3) - _f_at(1)),
            Equals(gradient(_f, _t, _one), Zero()),
            PositiveDefinite(hessian(_f, _t, _one)),
        ),
        Refuted(
            "strong",
            says(UniquelyMinimises(u, _q, w), _critical, _curved),
            By("unique-minimum-of-a-quadratic-function"),
            at={},
            why="as said of any function: with a positive definite Hessian at the point it is a "
            "minimum nearby; of a quadratic function, as J is one, it is global",
        ),
    ),
    prose(
        "A",
        SOLVING,
        says(UniquelyMinimises(u, _q, w), _critical, _curved),
        Holds(
            By("unique-minimum-of-a-quadratic-function"),
            why="as said of J, which is a quadratic function",
        ),
    ),
    prose(
        "A",
        SOLVING,
        says(PositiveDefinite(_A), PositiveDefinite(_A + _A.T)),
        Notation(
            "word",
            "vᵀAv > 0 for v ≠ 0 says this of the symmetric part; here A is symmetric too",
            says(PositiveDefinite(gram), _full_rank),
            By("gram-positive-definite-if-full-column-rank"),
            at={_A: [[1, 1], [-1, 1]]},
        ),
        read=("notation", "holds", "holds"),
    ),
    prose(
        "A",
        SOLVING,
        says(Equals(v.T @ gram @ v, (X @ v).T @ (X @ v))),
        Holds(By("gram-quadratic-form", algebra=True)),
    ),
    prose(
        "A",
        SOLVING,
        says(Equals(v.T @ gram @ v, SquaredNorm(X @ v))),
        Holds(By("gram-quadratic-form")),
    ),
    prose(
        "A",
        SOLVING,
        says(PositiveSemidefinite(gram)),
        Holds(By("gram-positive-semidefinite")),
    ),
    prose(
        "A",
        SOLVING,
        says(PositiveDefinite(gram), _full_rank),
        Holds(By("gram-positive-definite-if-full-column-rank")),
    ),
    prose(
        "A",
        SOLVING,
        says(_full_rank, *_pairs),
        Notation(
            "strong",
            "no feature is a combination of the others; that no two are redundant is not enough",
            told("no v but 0 has ", X @ v, " = 0"),
            By("full-column-rank-if-gram-positive-definite"),
            at={
                X: [[1, 0, 1], [0, 1, 1]],
                _first: [[1, 0], [0, 1], [0, 0]],
                _second: [[1, 0], [0, 0], [0, 1]],
                _third: [[0, 0], [1, 0], [0, 1]],
            },
        ),
        read=("notation", "holds-if", "holds-if"),
    ),
    prose(
        "A",
        SOLVING,
        says(Nonnegative(n - d)),
        HoldsIf(
            By("full-column-rank-needs-d-at-most-n"),
            without={X: [[1, 2]], n: 1, d: 2},
            why="tacit: there are as many observations as features; with fewer no features have "
            "full column rank, redundant or not",
        ),
        read=(None, "holds-if", "holds-if"),
    ),
    prose(
        "A",
        SOLVING,
        says(
            Nonnegative(t * J(u) + (1 - t) * J(v) - J(t * u + (1 - t) * v)),
            Nonnegative(t),
            Nonnegative(1 - t),
        ),
        Holds(By("squared-error-is-convex"), why="a convex bowl"),
    ),
    prose(
        "A",
        SOLVING,
        says(UniquelyMinimises(closed_form, J(w), w), _full_rank),
        Holds(
            By(
                _closed_form_minimises.id,
                after=(By("gram-invertible-if-full-column-rank"),),
            ),
            why="with one global minimum",
        ),
    ),
)

# Correlated features.

_rho, _two = Letter("rho"), Ones(2)
_R = Abbreviation("R", (), (), (1 - _rho) * Identity(2) + _rho * (_two @ _two.T))
_X = Letter("X", n, 2)
_w, _v, _w_star, _j = Letter("w", 2), Letter("v", 2), Letter("w_star", 2), Index("j", 2)
_correlated = Equals(_X.T @ _X, n * _R)
_X_3, _three = Letter("X", n, 3), Ones(3)
_half_opposed = Equals(_X_3.T @ _X_3, 3 * Identity(3) - _three @ _three.T)
_error_of_two = SquaredNorm(_X @ _w - y) / n
_hessian_of_two = hessian(_error_of_two, _w)
_estimate_of_two = Abbreviation(
    "w_hat", (), (), Inverse(_X.T @ _X) @ _X.T @ (_X @ _w_star + epsilon)
)
_half_correlated = {
    _X: [[1, 1], [1, 1], [1, 1], [1, -1]],
    y: [0, 0, 0, 0],
    _w: [0, 0],
    _rho: Fraction(1, 2),
}


def _forming() -> str:
    """How many multiplications forming XᵀX takes, where d stays and n grows."""
    few, many = (tally("gram", rows, 2)["multiplications"] for rows in (10, 1000))
    if many != 100 * few:
        raise UnexecutedError("forming XᵀX does not take a multiple of n multiplications")
    return (
        f"with d = 2 forming XᵀX takes {few} multiplications for n = 10 and {many} for n = 1000, "
        "which no multiple of d³ bounds"
    )


_correlation = (
    prose(
        "A",
        SOLVING,
        told("features are to be less correlated, for stability"),
        Remark(
            "not for the same reason: correlation short of ±1 leaves the minimum unique, "
            "and raises the variance",
            says(
                Equals(Var(_j.T @ _estimate_of_two), variance / n / (1 - _rho**2)),
                _correlated,
                Equals(Var(epsilon), variance * Identity(n)),
            ),
            By("variance-of-one-of-two-correlated-weights"),
        ),
        read=("remark", "holds-if", "holds-if"),
    ),
    prose(
        "A",
        SOLVING,
        says(Equals(Determinant(_hessian_of_two), Zero()), _correlated),
        Refuted(
            "word",
            says(PositiveDefinite(_hessian_of_two), _correlated),
            By("hessian-positive-definite-for-correlated-features"),
            at=_half_correlated,
            why="correlated is not collinear: H is singular only where ρ is 1 or −1, and there is "
            "one solution otherwise",
        ),
    ),
    prose(
        "A",
        SOLVING,
        says(
            Equals(Determinant(_X.T @ _X), Zero()),
            Equals(Determinant(_X.T @ centring @ _X), Zero()),
        ),
        Refuted(
            "word",
            says(Invertible(_X.T @ _X), FullColumnRank(_X)),
            By("gram-invertible-if-full-column-rank", ((d, 2),)),
            at={_X: [[1, 2], [2, 3], [3, 4]]},
            why="a correlation of 1 is of the centred columns: without an intercept these two are "
            "not collinear, and H is invertible",
        ),
        read=(None, "refuted", "refuted"),
    ),
    prose(
        "A",
        SOLVING,
        says(FullColumnRank(_X_3), _half_opposed),
        Refuted(
            "strong",
            says(FullColumnRank(_X_3), PositiveDefinite(_X_3.T @ _X_3)),
            By("full-column-rank-if-gram-positive-definite", ((d, 3),)),
            at={_X_3: [[1, 0, -1], [-1, 1, 0], [0, -1, 1]]},
            why="tacit: that less correlation is enough; here each two of three columns have the "
            "correlation −1/2, and the three add up to 0",
        ),
        read=(None, "refuted", None),
    ),
    prose(
        "A",
        SOLVING,
        says(Equals(substitute(_error_of_two, {_w: _w + _v}), _error_of_two), _correlated),
        Refuted(
            "word",
            says(
                UniquelyMinimises(Inverse(_X.T @ _X) @ _X.T @ y, _error_of_two, _w),
                _correlated,
            ),
            By(
                _closed_form_minimises.id,
                ((d, 2),),
                (
                    By("gram-invertible-if-full-column-rank", ((d, 2),)),
                    By("correlated-features-have-full-column-rank"),
                ),
            ),
            at={**_half_correlated, _v: [1, 0]},
            why="no direction is flat, and there is one solution: not unless ρ is 1 or −1",
        ),
    ),
    prose(
        "A",
        SOLVING,
        says(_full_rank, UniquelyMinimises(w_hat, J(w), w)),
        Holds(
            By("full-column-rank-if-unique-minimum"),
            why="where H is singular there is no unique solution",
        ),
        read=(None, "holds", "holds"),
    ),
    prose(
        "A",
        SOLVING,
        told("training is unstable where H is singular"),
        Remark(
            "short steps of descent from 0 arrive then too, at the shortest minimiser; and columns "
            "without correlation may have any ratio of lengths, on which the speed depends",
            by=By("descent-from-zero-approaches-the-shortest-minimiser"),
        ),
        read=(None, "holds-if", "holds-if"),
    ),
    prose(
        "A",
        SOLVING,
        says(UniquelyMinimises(closed_form, J(w), w)),
        HoldsIf(
            By(
                _closed_form_minimises.id,
                after=(By("gram-invertible-if-full-column-rank"),),
            ),
            without=_nothing,
            why="a closed form for the parameters",
        ),
    ),
    prose(
        "A",
        SOLVING,
        told("the whole system is solved at once"),
        NotAClaim("how it is done"),
        read=("not-a-claim", "holds", None),
    ),
    prose(
        "A",
        SOLVING,
        told("the closed form costs O(d³)"),
        Refuted(
            "lost",
            told("about nd² to form XᵀX, and d³/3 to solve"),
            By("estimate-by-cholesky"),
            at=Counted(_forming),
            why="d³ is the cost of what comes after XᵀX is formed",
        ),
    ),
    prose(
        "A",
        SOLVING,
        told("it works for linear systems only"),
        Remark(
            "linear in the weights is meant: the columns of X may be any functions of the inputs",
            by=_closed_form_minimises,
        ),
        read=("remark", "holds-if", "holds-if"),
    ),
    prose(
        "A",
        SOLVING,
        told("a regression is not linearly separable"),
        Notation(
            "word",
            "said of labels, which a hyperplane separates or not; here: not linear in the inputs",
        ),
        read=("notation", "refuted", "refuted"),
    ),
)

ENTRIES = (*_expanding, *_solving, *_correlation)
