"""The letters, names and signs of the text, and what each stands for.

A letter is known by its shape too: A is one thing as a d×n matrix, another as an n×n matrix.
"""

from __future__ import annotations

from typing import TypeAlias

from ..kernel.nodes import Node
from ..kernel.statements import (
    ChiSquared,
    Equals,
    ForEach,
    FullColumnRank,
    Gaussian,
    Independent,
    IndependentVectors,
    Integrable,
    Invertible,
    Laplace,
    Maximises,
    Minimises,
    Nonnegative,
    Positive,
    PositiveDefinite,
    PositiveSemidefinite,
    SquareIntegrable,
    Statement,
    StudentT,
    UniquelyMaximises,
    UniquelyMinimises,
)
from ..kernel.terms import (
    Absolute,
    Covariance,
    Density,
    Derivative,
    Determinant,
    Dimension,
    Exp,
    Expectation,
    Identity,
    Index,
    Inverse,
    Iterate,
    Letter,
    Log,
    MomentGenerating,
    Ones,
    Pi,
    ProductOver,
    Random,
    Root,
    SquaredNorm,
    SumOver,
    Term,
    Trace,
    Transpose,
    Variable,
    Zero,
    as_term,
)
from ..kernel.trees import Abbreviation
from ..results.model import (
    J,
    X,
    b,
    b_hat,
    b_star,
    d,
    epsilon,
    gradient,
    gram,
    hessian,
    i,
    n,
    v,
    variance,
    w,
    w_hat,
    w_star,
    x_i,
    y,
    y_i,
)

Symbol: TypeAlias = "Variable | Dimension"

k, p = Dimension("k"), Dimension("p")
j = Index("j", d)
A, B, V, S = Letter("A", d, n), Letter("B", d, n), Letter("V", n, n), Letter("S", n, n)
P, M, c = Letter("P", n, n), Letter("M", k, k), Letter("c")
Z, u_hat, u_star = Letter("Z", n, k), Letter("u_hat", k), Letter("u_star", k)
E1, E2, w_tilde = Letter("E1", p, d), Letter("E2", p), Letter("w_tilde", p)
a, tau, u = Letter("a"), Letter("tau"), Letter("u", d)
m, r, s = Letter("m", n), Letter("r", n), Letter("s", n)
T, e, epsilon_0 = Random("T", d), Random("e"), Random("epsilon_0")
eta, mu, q, t, rate = Letter("eta"), Letter("mu"), Letter("q", d), Letter("t"), Letter("r")
m_bound, M_bound, D = Letter("m"), Letter("M"), Letter("D", n, n)
e_row, s_random, g_hat = Random("e", n), Random("s", n), Random("g", d)

B_d, e_d, w_0 = Letter("B", d, d), Letter("e", d), Letter("w_0", d)
step = Abbreviation("step", (w,), (w,), w - eta * gradient(J(w), w))

LETTERS: dict[str, dict[Symbol, str]] = {
    "Sizes": {
        n: "how many observations there are",
        d: "how many features, and weights, there are",
        k: "how many columns Z has; a number of steps or factors; elsewhere any size",
        p: "how many weights there are, with the intercept as one",
        i: "column i of the identity, for an observation i",
        j: "column j of the identity, for a feature j",
    },
    "Data": {
        X: "the design matrix: a row for each observation, a column for each feature",
        y: "the observations",
        Z: "more columns beside those of X",
        Letter("x_0", d): "the features of a new observation",
        Random("x", d): "the features of an observation drawn at random",
        Letter("y1"): "the first of two observations",
        Letter("y2"): "the second of two observations",
    },
    "Weights and intercept": {
        w: "the weights, as a variable",
        b: "the intercept, as a variable; in the laws of the logarithm any number",
        w_star: "the true weights",
        b_star: "the true intercept",
        u_star: "the true weights of the columns of Z",
        w_hat: "the estimated weights: whichever have the property that the theorem supposes",
        b_hat: "the estimated intercept: whichever has the property that the theorem supposes",
        u_hat: "the estimated weights of the columns of Z",
        w_tilde: "estimated weights and intercept in one column",
        u: "weights that are compared with others, such as a minimiser",
        Letter("u"): "a number between two observations",
        v: "a direction in which the weights may change",
        Letter("h", d): "a step from one point to another",
        E1: "where the weights go in a column of weights and intercept",
        E2: "where the intercept goes in a column of weights and intercept",
    },
    "Noise and estimates": {
        epsilon: "the noise",
        epsilon_0: "the noise of a new observation",
        e: "the noise of an observation drawn at random",
        variance: "the variance of the noise; a letter of its own, and not the square of one",
        V: "the covariance matrix of the noise, or what is left of it over σ²",
        S: "the covariance matrix of Gaussian noise, whichever it is",
        m: "the means of the entries of the noise",
        s: "the variances of the entries of the noise, or the diagonal of V",
        tau: "the scale of a Laplace law",
        T: "an estimate of the weights, whichever it is",
        A: "the matrix of a linear estimate Ay",
        Random("u", d): "any random column",
    },
    "Steps of descent": {
        eta: "the length of a step",
        mu: "an eigenvalue of XᵀX",
        q: "an eigenvector of XᵀX",
        m_bound: "a lower bound: XᵀX is at least mI",
        rate: "a rate, by which errors shrink; any number that is taken to a power",
        w_0: "the weights where the steps begin",
        Letter("beta"): "how much of the last move the heavy ball keeps",
        Letter("w_before", d): "the weights one step before w",
        e_row: "a column of the identity, drawn at random: the row that a step uses",
        s_random: "the weights of the rows in a minibatch",
        D: "a diagonal matrix, with the entries of Xw − y",
        g_hat: "an estimate of the gradient, such as that of a minibatch",
    },
    "In place of anything": {
        a: "any number",
        Letter("a", d): "any column; aᵀw is any linear combination of the weights",
        Letter("a", k): "any column, as a shift",
        Letter("A", d, d): "any matrix",
        Letter("A", n, n): "any matrix",
        B: "any matrix",
        Letter("B", k, n): "any matrix",
        B_d: "any matrix; that of a contraction",
        Letter("b", d): "any column",
        c: "any number",
        e_d: "any column, in the place of an error",
        M: "any matrix",
        M_bound: "any number; in descent an upper bound: XᵀX is at most MI",
        P: "any matrix, in most theorems a projection",
        Letter("p", n): "numbers greater than 0",
        r: "any column, in the place of a residual",
        Letter("s"): "any number",
        t: "any number; also, how far a step goes",
        Letter("t", k): "any column, where a moment generating function is taken",
        Letter("v", n): "any column",
        Letter("v", p): "any column",
        Letter("x"): "any number",
        Letter("x", k): "any column",
        Letter("y", k): "any column",
    },
}

FUNCTIONS = {
    "J": "the mean squared error",
    "Q": "the weighted squared error",
    "G": "the generalised squared error",
    "A": "the mean absolute error",
    "f": "any quadratic function",
    "D": "the sum of the distances of a number from two observations",
    "RSS": "the residual sum of squares",
    "R_sq": "the coefficient of determination",
    "L": "the likelihood",
    "L_s": "the likelihood with unequal variances",
    "L_V": "the likelihood with noise of covariance σ²V",
    "L_1": "the likelihood with Laplace noise",
    "ell": "the log-likelihood",
    "ell_s": "the log-likelihood with unequal variances",
    "ell_V": "the log-likelihood with noise of covariance σ²V",
    "ell_1": "the log-likelihood with Laplace noise",
    "s": "the variance with which a perfect fit has a given log-likelihood",
    "w_tilde": "weights and intercept in one column",
    "step": "a step of gradient descent",
}

NAMES = {
    "y": "the observations, as random as the noise",
    "y_0": "a new observation",
    "Y": "an observation drawn at random",
    "y_bar": "the mean of the observations",
    "x_bar": "the means of the columns of X",
    "epsilon_bar": "the mean of the noise over the observations",
    "X_tilde": "the augmented matrix: X and a column of ones",
    "C": "the centring matrix, which takes the mean from a column",
    "H": "the hat matrix, which takes the observations to their predictions",
    "M": "what takes a column to its residual on the columns of Z",
    "M_c": "what takes the observations to their residual, with an intercept",
    "w_hat": "the least squares estimate",
    "w_k": "the weights after k steps of gradient descent",
    "w_hat_b": "the least squares estimate where the intercept is known",
    "w_hat_V": "the generalised least squares estimate",
    "b_hat": "the estimated intercept",
    "T": "a linear estimate",
    "L": "the matrix of the least squares estimate",
    "L_c": "the matrix of the least squares estimate with an intercept",
    "L_V": "the matrix of the generalised least squares estimate",
    "TSS": "the total sum of squares",
    "RSS": "the residual sum of squares",
    "RSS_c": "the residual sum of squares with an intercept",
    "sigma_hat_sq": "the variance at which the likelihood is largest",
    "s_sq": "the unbiased estimate of the variance",
    "s_c_sq": "the unbiased estimate of the variance, with an intercept",
    "t": "the estimated variance over the variance",
    "g": "the gradient of J, but for the factor 2/n; or the score, the gradient of ℓ",
    "F": "the information on the weights",
    "q": "a number that is shown not to be negative",
    "K": "the inverse of the information",
    "S": "the matrix by which a step of descent multiplies the error",
    "eta_best": "the length of step with the best rate",
    "kappa": "the condition number, where m and M are the best bounds",
    "eta_star": "the length of step that lowers J most, along its gradient",
    "c": "a quadratic form",
}

# What is written with each kind of term or statement, for example, and what it means.
SIGNS: dict[type[Node], tuple[tuple[Term | Statement, ...], str]] = {
    Transpose: ((X.T,), "the transpose: rows become columns"),
    Inverse: (
        (Inverse(gram), Inverse(a)),
        "the inverse, of a matrix or number; to write it is to suppose that there is one",
    ),
    Identity: ((Identity(n),), "the identity matrix, with its size"),
    Ones: ((Ones(n),), "the column of n ones"),
    Zero: ((Zero(),), "the number 0, or the column or matrix of zeros whose shape fits"),
    Index: ((i, y_i, x_i), "column i of the identity, entry i of y, and row i of X as a column"),
    SquaredNorm: ((SquaredNorm(y),), "the squared length, the sum of the squared entries"),
    Trace: ((Trace(P),), "the trace, the sum of the diagonal"),
    Determinant: ((Determinant(V),), "the determinant"),
    Absolute: ((Absolute(a),), "the absolute value"),
    Root: ((Root(a),), "the square root that is not negative"),
    Exp: ((Exp(a),), "the exponential"),
    Log: ((Log(a),), "the natural logarithm"),
    Pi: ((Pi(),), "the number π"),
    SumOver: ((SumOver(i, y_i),), "the sum over all observations; with j, over all features"),
    ProductOver: ((ProductOver(i, i.T @ s),), "the product over all observations"),
    Iterate: (
        (
            Iterate(rate * t, t, as_term(1), k),
            Iterate(B_d @ v, v, e_d, k),
            Iterate(step, w, w_0, k),
        ),
        "a power of a number, one of a matrix times a column, and where k steps lead from w₀",
    ),
    Derivative: (
        (gradient(J(w), w), gradient(J(w), w, w_hat), hessian(J(w), w)),
        "the gradient in w, the same at ŵ, and the Hessian: the gradient's derivative",
    ),
    Expectation: ((Expectation(epsilon),), "the mean, entry by entry"),
    Covariance: (
        (Covariance(epsilon, epsilon), Covariance(epsilon, epsilon_0)),
        "the covariance matrix of one random column, and of two",
    ),
    Density: ((Density(epsilon, y),), "the density of the random column below, at y"),
    MomentGenerating: (
        (MomentGenerating(epsilon, m),),
        "the moment generating function, E[exp(mᵀε)]; where finite around 0, it determines the law",
    ),
    Equals: ((Equals(y, X @ w),), "both sides are the same, in every entry"),
    Nonnegative: ((Nonnegative(a),), "the number is 0 or greater"),
    Positive: ((Positive(a),), "the number is greater than 0"),
    Invertible: ((Invertible(gram), Invertible(a)), "there is an inverse; a number is not 0"),
    FullColumnRank: ((FullColumnRank(X),), "no column is a combination of the others"),
    PositiveSemidefinite: (
        (PositiveSemidefinite(V),),
        "the matrix is symmetric, and vᵀVv is never negative",
    ),
    PositiveDefinite: (
        (PositiveDefinite(V),),
        "the matrix is symmetric, and vᵀVv is greater than 0 unless v is 0",
    ),
    Minimises: ((Minimises(u, J(w), w),), "u is a minimiser; there may be others"),
    UniquelyMinimises: ((UniquelyMinimises(w_hat, J(w), w),), "ŵ is the only minimiser"),
    Maximises: (
        (Maximises(u, Density(X @ w + epsilon, y), w),),
        "u is a maximiser; there may be others",
    ),
    UniquelyMaximises: (
        (UniquelyMaximises(u, Density(X @ w + epsilon, y), w),),
        "u is the only maximiser",
    ),
    ForEach: (
        (ForEach(i, Positive(i.T @ s)),),
        "the same for every observation; with j, for every feature",
    ),
    Independent: ((Independent(epsilon),), "the entries of the noise are independent"),
    IndependentVectors: (
        (IndependentVectors(epsilon, T),),
        "two random columns are independent of each other",
    ),
    Integrable: ((Integrable(epsilon),), "every entry has a mean"),
    SquareIntegrable: ((SquareIntegrable(epsilon),), "every entry has a mean and a variance"),
    Gaussian: (
        (Gaussian(epsilon, m, S),),
        "the law is Gaussian, with this mean and covariance matrix",
    ),
    Laplace: (
        (Laplace(epsilon_0, Zero(), tau),),
        "the law is Laplace's, with this centre and this scale",
    ),
    ChiSquared: ((ChiSquared(e, n - d),), "the law is χ², with so many degrees of freedom"),
    StudentT: (
        (StudentT(e, epsilon_0, n - d),),
        "the law is Student's t, with so many degrees of freedom",
    ),
}
