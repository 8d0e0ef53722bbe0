"""Minibatches: random rows, or random weights of mean 1, give an unbiased gradient."""

from ..kernel.statements import Equals, ForEach
from ..kernel.terms import (
    Expectation,
    Identity,
    Letter,
    Random,
    SquaredNorm,
    SumOver,
    Trace,
)
from ..kernel.theorem import assume
from ..proving.chain import calc
from .covariance import Var
from .descent import eta, slope
from .gradient import squared_error_gradient
from .model import J, X, centring, d, gradient, i, n, ones, w, x_i, y

E = Expectation
residual = X @ w - y
e = Random("e", n)  # a column of the identity, drawn at random
row_error = SquaredNorm(e.T @ residual)
drawn = assume(Equals(E(e @ e.T), Identity(n) / n))

random_row = (
    calc(E(gradient(row_error, w)))
    .equals(
        E(2 * (X.T @ e @ e.T @ residual)), "gradient", by="the gradient of the square at one row"
    )
    .equals(
        2 * (X.T @ E(e @ e.T) @ residual),
        "linear",
        by="expectation is linear; only the row is random",
    )
    .equals(2 / n * (X.T @ residual), "drawn", by=drawn.conclusion, because=drawn)
    .equals(slope(w), "fold", by=squared_error_gradient.conclusion, see=squared_error_gradient)
    .qed(
        "gradient-at-a-random-row-is-unbiased",
        "The gradient at a random row is unbiased",
        Equals(E(gradient(row_error, w)), slope(w)),
    )
)

s, D, c = Random("s", n), Letter("D", n, n), Letter("c")
s_i, r_i = i.T @ s, i.T @ residual
diagonal = assume(ForEach(i, Equals(D @ i, r_i * i)))
weighted = assume(Equals(E(s), ones))
spread = assume(Equals(Var(s), c * centring))
batch_gradient = 2 / n * (X.T @ D @ s)
by_rows = 2 / n * SumOver(i, s_i * r_i * x_i)

batch_by_rows = (
    calc(batch_gradient)
    .equals(
        2 / n * SumOver(i, s_i * (X.T @ (D @ i))),
        "columns",
        by=Equals(SumOver(i, s_i * i), s),
    )
    .equals(by_rows, "diagonal", by=diagonal.conclusion, because=diagonal)
    .qed(
        "minibatch-gradient-row-by-row",
        "The minibatch gradient, row by row",
        Equals(batch_gradient, by_rows),
    )
)

_residuals = (
    calc(D @ ones)
    .equals(SumOver(i, D @ i), "columns", by=Equals(SumOver(i, i), ones))
    .equals(SumOver(i, r_i * i), "diagonal", by=diagonal.conclusion, because=diagonal)
    .equals(residual, "residuals", by=Equals(SumOver(i, r_i * i), residual))
    .proof()
)

batch_unbiased = (
    calc(E(batch_gradient))
    .equals(
        2 / n * (X.T @ D @ E(s)), "linear", by="expectation is linear; only the weights are random"
    )
    .equals(2 / n * (X.T @ (D @ ones)), "weights", by=weighted.conclusion, because=weighted)
    .equals(
        2 / n * (X.T @ residual),
        "diagonal",
        by=("the columns of ", D, " add up to the residuals"),
        because=_residuals,
    )
    .equals(slope(w), "fold", by=squared_error_gradient.conclusion, see=squared_error_gradient)
    .qed(
        "minibatch-gradient-is-unbiased",
        "The minibatch gradient is unbiased",
        Equals(E(batch_gradient), slope(w)),
    )
)

_as_sum = SumOver(i, r_i * (i @ i.T))
_symmetric = (
    calc(D.T)
    .equals(SumOver(i, D @ i @ i.T).T, "columns", by=Equals(SumOver(i, i @ i.T), Identity(n)))
    .equals(_as_sum.T, "diagonal", by=diagonal.conclusion, because=diagonal)
    .equals(_as_sum, "transpose", by="each term is symmetric")
    .equals(SumOver(i, D @ i @ i.T), "columns-again", by=diagonal.conclusion, because=diagonal)
    .equals(D, "sum", by=Equals(SumOver(i, i @ i.T), Identity(n)))
    .proof()
)

batch_covariance = (
    calc(Var(batch_gradient))
    .equals(4 / n**2 * (X.T @ D @ Var(s) @ D.T @ X), "affine", by=("an affine image of ", s))
    .equals(
        4 * c / n**2 * (X.T @ D @ centring @ D.T @ X),
        "weights",
        by=spread.conclusion,
        because=spread,
    )
    .equals(
        4 * c / n**2 * (X.T @ D @ centring @ D @ X),
        "symmetric",
        by=(D, " is symmetric, for it is diagonal"),
        because=_symmetric,
    )
    .qed(
        "covariance-of-the-minibatch-gradient",
        "The covariance of the minibatch gradient",
        Equals(Var(batch_gradient), 4 * c / n**2 * (X.T @ D @ centring @ D @ X)),
    )
)

_squares = SumOver(i, r_i**2 * (x_i @ x_i.T))
_spread_by_rows = 4 * c / n**2 * _squares - c / n * (slope(w) @ slope(w).T)

covariance_by_rows = (
    calc(Var(batch_gradient))
    .equals(
        4 * c / n**2 * (X.T @ D @ centring @ D @ X),
        "covariance",
        by="the covariance of the minibatch gradient",
        because=batch_covariance,
    )
    .equals(
        4 * c / n**2 * (X.T @ D @ D @ X) - 4 * c / n**3 * (X.T @ D @ ones @ (X.T @ D.T @ ones).T),
        "centring",
        by=("the definition of ", centring),
    )
    .equals(
        4 * c / n**2 * (X.T @ D @ D @ X) - 4 * c / n**3 * (X.T @ residual @ (X.T @ residual).T),
        "residuals",
        by=("the columns of ", D, " add up to the residuals"),
        because=[_symmetric, _residuals],
    )
    .equals(
        4 * c / n**2 * _squares - 4 * c / n**3 * (X.T @ residual @ (X.T @ residual).T),
        "diagonal",
        by=diagonal.conclusion,
        because=diagonal,
    )
    .equals(
        _spread_by_rows,
        "fold",
        by=squared_error_gradient.conclusion,
        see=squared_error_gradient,
    )
    .qed(
        "covariance-of-the-minibatch-gradient-row-by-row",
        "The covariance of the minibatch gradient, row by row",
        Equals(Var(batch_gradient), _spread_by_rows),
    )
)

g = Random("g", d)  # any estimate of the gradient
unbiased = assume(Equals(E(g), slope(w)))
_mean = J(w - eta * slope(w)) + eta**2 / n * Trace(X @ Var(g) @ X.T)

mean_after_a_step = (
    calc(E(J(w - eta * g)))
    .equals(
        J(w) - eta * (slope(w).T @ E(g)) + eta**2 / n * E(SquaredNorm(X @ g)),
        "expand",
        by=("the exact expansion around ", w, "; expectation is linear"),
    )
    .equals(
        J(w)
        - eta * (slope(w).T @ E(g))
        + eta**2 / n * (Trace(X @ Var(g) @ X.T) + SquaredNorm(X @ E(g))),
        "variance",
        by=("the definition of ", Var(g)),
    )
    .equals(_mean, "unbiased", by=unbiased.conclusion, because=unbiased)
    .qed(
        "mean-squared-error-after-a-random-step",
        "The mean of J after a step along an unbiased gradient",
        Equals(E(J(w - eta * g)), _mean),
    )
)
