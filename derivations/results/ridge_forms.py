"""Other forms of ridge: (XᵀX + λI)⁻¹Xᵀ = Xᵀ(XXᵀ + λI)⁻¹, and least squares on more observations.

The further observations are 0, at the features √λe₁, …, √λe_d.
"""

from ..kernel.statements import Equals, Invertible
from ..kernel.terms import Identity, Index, Inverse, Letter, Root, SquaredNorm, SumOver, Trace, Zero
from ..kernel.theorem import assume, cut, instantiate, law
from ..proving.certificates import rewrite
from ..proving.chain import calc, line, prove, publish
from .model import X, d, gram, i, n, w, x_i, y, y_i
from .ridge import R, lam, ridge, ridge_gram, written_out
from .sums import sum_of_squared_residuals

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
        "A ridge prediction by inner products of the rows of X",
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

# Least squares on d observations more, with the features √λeⱼ, all 0.

j = Index("j", d)
feature = Root(lam) * j
_root = instantiate(law("square-of-a-root"), (Letter("a"), lam))
squares = SumOver(i, (y_i - x_i.T @ w) ** 2) + SumOver(j, (0 - feature.T @ w) ** 2)
sum_gram = SumOver(i, x_i @ x_i.T) + SumOver(j, feature @ feature.T)
sum_products = SumOver(i, x_i * y_i) + SumOver(j, feature * Zero())

objective_with_more_observations = (
    calc(squares)
    .equals(
        SumOver(i, (y_i - x_i.T @ w) ** 2) + lam * SumOver(j, (j.T @ w) ** 2),
        "root",
        by=_root.conclusion,
        because=_root,
    )
    .equals(
        SquaredNorm(X @ w - y) + lam * SquaredNorm(w),
        "matrix",
        by="the sums of the squares of the entries of two columns",
        see=sum_of_squared_residuals,
    )
    .equals(R(w), "fold", by=("the definition of ", R(w)))
    .qed(
        "ridge-objective-as-a-sum-of-squares",
        "The ridge objective is the sum of squares with d observations more",
        Equals(squares, R(w)),
    )
)

_same_gram = rewrite(assume(Invertible(ridge_gram)), Invertible(sum_gram), _root)

ridge_as_least_squares = (
    calc(Inverse(sum_gram) @ sum_products, _same_gram)
    .equals(
        inverse @ X.T @ y,
        "sums",
        by=(_root.conclusion, ", ", Equals(SumOver(j, j @ j.T), Identity(d)), ", row by row"),
        because=_root,
    )
    .equals(ridge(lam), "fold", by=("the definition of ", ridge(lam)))
    .qed(
        "ridge-is-least-squares-with-more-observations",
        "Ridge is least squares on d observations more",
        Equals(Inverse(sum_gram) @ sum_products, ridge(lam)),
    )
)
