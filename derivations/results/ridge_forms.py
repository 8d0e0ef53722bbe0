"""Other forms of ridge: (XᵀX + λI)⁻¹Xᵀ = Xᵀ(XXᵀ + λI)⁻¹, and least squares on data with more rows.

The further rows are those of √λI, with the observation 0. As for a column of ones, block matrices
are not needed: with F₁ᵀF₁ = I, F₂ᵀF₂ = I and F₁ᵀF₂ = 0, the matrices F₁ and F₂ say where rows go.
"""

from ..kernel.statements import Equals, Invertible
from ..kernel.terms import Dimension, Identity, Inverse, Letter, Root, SquaredNorm, Trace, Zero
from ..kernel.theorem import assume, cut, instantiate, law
from ..kernel.trees import Abbreviation
from ..proving.certificates import rewrite
from ..proving.chain import calc, line, prove, publish
from .model import X, d, gram, n, w, y
from .ridge import R, lam, ridge, ridge_gram, written_out

inverse = Inverse(ridge_gram)
kernel = X @ X.T + lam * Identity(n)

_A, _B, _K = Letter("A", d, d), Letter("B", d, n), Letter("K", n, n)
_sides = assume(Equals(_A @ _B, _B @ _K))
_divided = (
    calc(Inverse(_A) @ _B)
    .equals(Inverse(_A) @ (_B @ _K) @ Inverse(_K), "inverse", by="the inverse cancels")
    .equals(_B @ Inverse(_K), "sides", by=_sides.conclusion, because=_sides)
    .proof()
)
_pass = prove(Equals(written_out @ X.T, X.T @ kernel))

push_through = publish(
    "push-through",
    "The push-through identity",
    Equals(Inverse(written_out) @ X.T, X.T @ Inverse(kernel)),
    line("pass", _pass, by="multiply out"),
    line(
        "divide",
        cut(instantiate(_divided, (_A, written_out), (_B, X.T), (_K, kernel)), _pass),
        by="times one inverse from the left, and the other from the right",
    ),
)

x_0 = Letter("x_0", d)

kernel_form = (
    calc(x_0.T @ ridge(lam))
    .equals(x_0.T @ inverse @ X.T @ y, "definition", by=("the definition of ", ridge(lam)))
    .equals(
        (X @ x_0).T @ Inverse(kernel) @ y,
        "push-through",
        by=push_through.conclusion,
        because=push_through,
    )
    .qed(
        "ridge-prediction-by-inner-products",
        "A ridge prediction by inner products of observations",
        Equals(x_0.T @ ridge(lam), (X @ x_0).T @ Inverse(kernel) @ y),
    )
)

degrees_of_freedom = (
    calc(Trace(X @ inverse @ X.T))
    .equals(Trace(inverse @ gram), "cycle", by="a trace is cyclic")
    .equals(
        Trace(inverse @ ridge_gram) - lam * Trace(inverse),
        "add-and-subtract",
        by=("add and subtract ", lam * Trace(inverse), "; a trace is linear"),
    )
    .equals(
        d - lam * Trace(inverse),
        "count",
        by=(Equals(inverse @ ridge_gram, Identity(d)), ", which has ", d, " ones on its diagonal"),
    )
    .qed(
        "degrees-of-freedom-of-ridge",
        "The degrees of freedom of ridge",
        Equals(Trace(X @ inverse @ X.T), d - lam * Trace(inverse)),
    )
)

# Least squares on data with d rows more.

k = Dimension("k")
F1, F2 = Letter("F1", k, n), Letter("F2", k, d)
first = assume(Equals(F1.T @ F1, Identity(n)))
second = assume(Equals(F2.T @ F2, Identity(d)))
apart = assume(Equals(F1.T @ F2, Zero(n, d)))
_root = instantiate(law("square-of-a-root"), (Letter("a"), lam))

X_R = Abbreviation("X_R", (), (), F1 @ X + Root(lam) * F2)
y_R = Abbreviation("y_R", (), (), F1 @ y)
_stacked = (first, second, apart, _root)
_conclusions = (
    first.conclusion,
    ", ",
    second.conclusion,
    ", ",
    apart.conclusion,
    " and ",
    _root.conclusion,
)

objective_with_more_rows = (
    calc(SquaredNorm(X_R @ w - y_R))
    .equals(
        SquaredNorm(F1 @ (X @ w - y) + Root(lam) * (F2 @ w)),
        "definition",
        by=("the definition of ", X_R, " and ", y_R),
    )
    .equals(
        SquaredNorm(X @ w - y) + lam * SquaredNorm(w),
        "multiply-out",
        by=("multiply out, with ", *_conclusions),
        because=_stacked,
    )
    .equals(R(w), "fold", by=("the definition of ", R(w)))
    .qed(
        "ridge-objective-as-a-sum-of-squares",
        "The ridge objective is the sum of squares of data with more rows",
        Equals(SquaredNorm(X_R @ w - y_R), R(w)),
    )
)

_same_gram = rewrite(assume(Invertible(ridge_gram)), Invertible(X_R.T @ X_R), *_stacked)

ridge_as_least_squares = (
    calc(Inverse(X_R.T @ X_R) @ X_R.T @ y_R, _same_gram)
    .equals(
        inverse @ X.T @ y,
        "multiply-out",
        by=("the definition of ", X_R, " and ", y_R, ", with ", *_conclusions),
        because=_stacked,
    )
    .equals(ridge(lam), "fold", by=("the definition of ", ridge(lam)))
    .qed(
        "ridge-is-least-squares-with-more-rows",
        "Ridge is least squares on data with more rows",
        Equals(Inverse(X_R.T @ X_R) @ X_R.T @ y_R, ridge(lam)),
    )
)
