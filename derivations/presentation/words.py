"""What a hypothesis says, in one plain sentence: those that have a name in words, then every kind.

A sentence is true of the statement itself, whatever theorem it stands in; nothing is proved here.
"""

from __future__ import annotations

from ..kernel.statements import (
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
    OfMinimum,
    Positive,
    PositiveDefinite,
    PositiveSemidefinite,
    SquareIntegrable,
    Statement,
    UniquelyMaximises,
    UniquelyMinimises,
    symmetric,
)
from ..kernel.terms import (
    Absolute,
    Covariance,
    Density,
    Derivative,
    Exp,
    Expectation,
    Identity,
    Index,
    Inverse,
    Letter,
    Log,
    Number,
    Ones,
    Product,
    Random,
    Scaled,
    SquaredNorm,
    Sum,
    SumOver,
    Term,
    Transpose,
    Zero,
    as_term,
)
from ..kernel.trees import Abbreviation, substitute
from ..results.model import (
    J,
    X,
    b_hat,
    b_star,
    centring,
    d,
    epsilon,
    gradient,
    gram,
    hessian,
    i,
    n,
    ones,
    v,
    variance,
    w,
    w_hat,
    w_star,
    x_bar,
    x_i,
    y,
    y_bar,
    y_i,
)
from .notation import (
    E1,
    E2,
    FUNCTIONS,
    X_2,
    A,
    B_d,
    C_q,
    D,
    E1_rows,
    E2_rows,
    E_others,
    M,
    M_bound,
    P,
    P_d,
    Q_d,
    S,
    T,
    V,
    Z,
    a,
    c,
    c_n,
    e,
    e_row,
    epsilon_0,
    eta,
    g_hat,
    j,
    k,
    lam,
    m,
    m_bound,
    mu,
    nu,
    omega,
    others,
    p,
    q,
    r,
    rate,
    rho,
    s,
    s_random,
    t,
    tau,
    tau_sq,
    u,
    u_hat,
    w_tilde,
)

A_d, a_d, b_d, x = Letter("A", d, d), Letter("a", d), Letter("b", d), Letter("x")
g = Abbreviation("g", (), (), X.T @ epsilon / variance)
_A_R = Abbreviation("A_R", (lam,), (lam,), gram + lam * Identity(d))
_A_c = Abbreviation("A_c", (lam,), (lam,), X.T @ centring @ X + lam * Identity(d))
_X_tilde = Abbreviation("X_tilde", (), (), X @ E1.T + ones @ E2.T)
h_i = Abbreviation("h_i", (), (), x_i.T @ (Inverse(gram) @ x_i))
TSS = Abbreviation("TSS", (), (), y.T @ centring @ y)
R = Abbreviation("R", (), (), (1 - rho) * Identity(2) + rho * (Ones(2) @ Ones(2).T))
_u_2, _v_2 = Letter("u", 2), Letter("v", 2)
maker = Abbreviation("M", (), (), Identity(n) - Z @ Inverse(Z.T @ Z) @ Z.T)

_mu, _nu, _A_n, _h = Letter("mu", n), Letter("nu", n), Letter("A", n, d), Letter("h", d)
_unit, _z, _D_k, _P_k = Index("j", k), Letter("z", k), Letter("D", k, k), Letter("P", k, k)
_w_2, _w_hat_2, _t, _p = Letter("w", 2), Letter("w_hat", 2), Letter("t"), Letter("p", n)
_g, _above, _distance = Letter("g", n), y_i - b_hat, Absolute(y_i - x_i.T @ w_hat)
_g_i, _v_i = i.T @ _g, i.T @ Letter("v", n)
_exchange = Abbreviation("P", (), (), Ones(2) @ Ones(2).T - Identity(2))
_product = _w_2.T @ _exchange @ _w_2 / 2
_S_2 = Abbreviation("S", (), (), Identity(2) - 2 * eta / n * (X_2.T @ X_2))
_Y = Random("Y", n)
_F = Abbreviation("F", (_w_2,), (_w_2,), (_product - 1) ** 2)
_product_hat = substitute(_product, {_w_2: _w_hat_2})


_delta, _e, _E, _E_X = Letter("delta", n), Letter("e", d), Letter("E", d, d), Letter("E", n, d)
_residual = Abbreviation("r", (), (), y - X @ w_hat)
_along = t * (_residual @ q.T)
_L, _Q, _R, _z_d = Letter("L", d, d), Letter("Q", n, d), Letter("R", d, d), Letter("z", d)
_x_k, _y_k = Letter("x", k), Letter("y", k)


def _sigma(at: Term) -> Term:
    """The logistic function."""
    return Abbreviation("sigma", (_t,), (at,), Exp(_t) / (1 + Exp(_t)))


KINDS: dict[str, dict[Statement, str]] = {
    "The model": {
        Equals(
            y, X @ w_star + epsilon
        ): "The observations are the true predictions Xw⋆ plus noise.",
        Equals(y, X @ w_star + ones @ b_star + epsilon): (
            "The observations are the true predictions, of weights w⋆ and intercept b⋆, plus noise."
        ),
    },
    "Independent noise": {},
    "Gaussian noise": {
        ForEach(i, Equals(S @ i, (i.T @ s) * i)): (
            "S is a diagonal matrix, with s₁, …, sₙ on its diagonal."
        ),
        ForEach(i, Gaussian(i.T @ epsilon, i.T @ m, i.T @ s)): (
            "Each entry εᵢ of the noise is Gaussian, with mean mᵢ and variance sᵢ."
        ),
        Gaussian(epsilon, Zero(n), variance * Identity(n)): (
            "The noise is Gaussian with mean zero; its entries are independent and have one "
            "variance σ²."
        ),
    },
    "Gaussian weights": {
        Gaussian(omega, Zero(d), tau_sq * Identity(d)): (
            "The weights are drawn from a Gaussian law with mean zero; they are independent and "
            "have one variance τ²."
        ),
    },
    "Laplace noise": {
        ForEach(i, Laplace(i.T @ epsilon, Zero(), tau)): (
            "Each entry of the noise has the Laplace law around 0 with scale τ."
        ),
    },
    "The mean of the noise": {
        Equals(Expectation(epsilon), Zero(n)): "The noise has mean zero.",
        Equals(Expectation(epsilon_0), Zero()): "The noise of the new observation has mean zero.",
        Equals(
            Expectation(e), Zero()
        ): "The noise of an observation drawn at random has mean zero.",
        ForEach(i, Equals(i.T @ m, Zero())): "The means m₁, …, mₙ are all 0.",
    },
    "The covariance of the noise": {
        Equals(Covariance(epsilon, epsilon), variance * Identity(n)): (
            "The entries of the noise are uncorrelated and have one variance σ²."
        ),
        Equals(Covariance(epsilon, epsilon), variance * V): (
            "The noise has the covariance matrix σ²V: its entries may be correlated, and may have "
            "unequal variances."
        ),
        Equals(Covariance(epsilon, epsilon), V): "The noise has the covariance matrix V.",
        ForEach(i, Equals(Covariance(i.T @ epsilon, i.T @ epsilon), variance)): (
            "All entries of the noise have one variance σ²."
        ),
        ForEach(i, Equals(Covariance(i.T @ epsilon, i.T @ epsilon), i.T @ s)): (
            "Each entry of the noise has a variance of its own: that of εᵢ is sᵢ."
        ),
        ForEach(i, Equals(i.T @ s, variance)): "The variances s₁, …, sₙ are all the same σ².",
        ForEach(i, Equals(V @ i, i.T @ s * i)): (
            "V is a diagonal matrix, with s₁, …, sₙ on its diagonal."
        ),
        Equals(Covariance(epsilon_0, epsilon_0), variance): (
            "The noise of the new observation has the variance σ²."
        ),
        Equals(Covariance(epsilon, epsilon_0), Zero(n)): (
            "The noise of the new observation is uncorrelated with that of the others."
        ),
    },
    "Finite moments": {},
    "Rank and inverses": {
        Invertible(X.T @ centring @ X): (
            "XᵀCX has an inverse; for this matrix that means that no column of X is a linear "
            "combination of the other columns and the column of ones."
        ),
        Invertible(X.T @ maker @ X): (
            "XᵀMX has an inverse; for this matrix that means that no column of X is a linear "
            "combination of the other columns and those of Z."
        ),
        Invertible(X.T @ P @ X): (
            "XᵀPX has an inverse; then the columns of PX are linearly independent."
        ),
        Invertible(X.T @ Inverse(V) @ X): (
            "XᵀV⁻¹X has an inverse; where V is positive definite, that means that the columns of "
            "X are linearly independent."
        ),
        Equals(X_2.T @ X_2, n * R): (
            "XᵀX is n times R: both features have mean square 1, and the mean of their products, "
            "which is their correlation where they are centred, is ρ."
        ),
        Invertible(_A_R): ("The ridge matrix XᵀX + λI has an inverse; for λ > 0 it always has."),
        Invertible(substitute(_A_R, {lam: nu})): (
            "The ridge matrix XᵀX + νI has an inverse; for ν > 0 it always has."
        ),
        Invertible(gram + lam * Identity(d)): "XᵀX + λI has an inverse.",
        Invertible(X @ X.T + lam * Identity(n)): (
            "XXᵀ + λI has an inverse; for λ > 0 it always has."
        ),
        Invertible(_A_c): ("XᵀCX + λI has an inverse; for λ > 0 it always has."),
        Invertible(gram - x_i @ x_i.T): (
            "XᵀX − xᵢxᵢᵀ, the Gram matrix without the observation i, has an inverse."
        ),
        Invertible(C_q @ C_q.T): (
            "CCᵀ has an inverse; for this matrix that means that the rows of C are linearly "
            "independent."
        ),
        FullColumnRank(_X_tilde): (
            "The columns of X̃, which is X and a column of ones, are linearly independent: none is "
            "a linear combination of the others."
        ),
    },
    "Positive numbers, and numbers that are not 0": {
        Positive(variance): "The variance σ² is greater than 0.",
        ForEach(i, Positive(i.T @ s)): "The variances s₁, …, sₙ are all greater than 0.",
        ForEach(i, Invertible(i.T @ s)): "None of s₁, …, sₙ is 0.",
        Positive(tau): "The scale τ of the Laplace law is greater than 0.",
        Invertible(n - d): "n − d is not 0: the observations and the weights differ in number.",
        Invertible(1 - rho**2): "ρ is neither 1 nor −1.",
        Equals(rho**2, as_term(1)): "ρ is 1 or −1.",
        Positive(1 - Absolute(rho)): "ρ lies between −1 and 1, and is neither.",
        Invertible(1 - Absolute(rho)): "The absolute value of ρ is not 1.",
        Positive(n - d): "There are more observations than weights.",
        Invertible(n - d - 1): (
            "n − d − 1 is not 0: the observations, and the weights and intercept together, differ "
            "in number."
        ),
        Positive(n - d - 1): "There are more observations than weights and intercept together.",
        Positive(lam): "The penalty has a weight λ greater than 0.",
        Nonnegative(lam): "The penalty has a weight λ that is not negative.",
        Positive(tau_sq): "The variance τ² of the weights is greater than 0.",
        Positive(a): "The number a is greater than 0.",
        Positive(TSS): "The entries of y are not all equal.",
        Invertible(TSS): "TSS is not 0: the entries of y are not all equal.",
        ForEach(i, Invertible(i.T @ y)): "No observation is 0.",
        Positive(
            a_d.T @ Inverse(gram) @ a_d
        ): "Where XᵀX has an inverse, this says that a is not 0.",
        Positive(a_d.T @ Inverse(X.T @ centring @ X) @ a_d): (
            "Where XᵀCX has an inverse, this says that a is not 0."
        ),
    },
    "Leverage": {
        Equals(h_i, as_term(1)): "The observation i has the leverage 1.",
        Invertible(1 - h_i): "The leverage of the observation i is not 1.",
        ForEach(i, Invertible(1 - h_i)): "No observation has the leverage 1.",
    },
    "Powers": {
        Equals(rate**2, 1 + x): "The square of r is 1 + x: x says how far it is above 1.",
        Equals(rate**2 * (1 + x), as_term(1)): (
            "The square of r is 1/(1 + x): the greater x is, the nearer to 0."
        ),
    },
    "The length of a step": {
        Positive(n - eta * M_bound): "The step is short: ηM is less than n.",
        Positive(eta * mu - n): "The step is too long for μ: ημ is greater than n.",
        Nonnegative(rate + (1 - 2 * eta * M_bound / n)): "r is at least 2ηM/n − 1.",
        Nonnegative(rate**2 - (1 - 2 * eta * m_bound / n) ** 2): (
            "r, whatever its sign, is at least as far from 0 as 1 − 2ηm/n, the factor of m."
        ),
        Nonnegative(rate**2 - (1 - 2 * eta * M_bound / n) ** 2): (
            "r, whatever its sign, is at least as far from 0 as 1 − 2ηM/n, the factor of M."
        ),
        Invertible(SquaredNorm(q)): "q is not 0.",
        Invertible(SquaredNorm(gradient(J(w), w))): "The gradient of J at w is not 0.",
    },
    "Minimisers and maximisers": {},
    "Normal equations, and gradients that are 0": {
        Equals(gram @ w_hat, X.T @ y): (
            "ŵ solves the normal equation: the residual y − Xŵ is orthogonal to every column of X."
        ),
        Equals(gram @ w_hat + X.T @ ones @ b_hat, X.T @ y): (
            "ŵ and b̂ solve the normal equation for the weights: the residual y − Xŵ − 𝟏b̂ is "
            "orthogonal to every column of X."
        ),
        Equals(ones.T @ X @ w_hat + n * b_hat, ones.T @ y): (
            "ŵ and b̂ solve the normal equation for the intercept: the entries of the residual y "
            "− Xŵ − 𝟏b̂ sum to 0."
        ),
        Equals(b_hat, y_bar - x_bar.T @ w_hat): (
            "The fit of ŵ and b̂ goes through the means: at x̄ it predicts ȳ."
        ),
        Equals(X.T @ centring @ X @ w_hat, X.T @ centring @ y): (
            "ŵ solves the normal equation of the centred data CX and Cy."
        ),
        Equals(gram @ w_hat + X.T @ Z @ u_hat, X.T @ y): (
            "ŵ and û solve the normal equation for the columns of X: the residual y − Xŵ − Zû is "
            "orthogonal to each of them."
        ),
        Equals(Z.T @ X @ w_hat + Z.T @ Z @ u_hat, Z.T @ y): (
            "ŵ and û solve the normal equation for the columns of Z: the residual y − Xŵ − Zû is "
            "orthogonal to each of them."
        ),
        Equals(gram @ w_hat + lam * w_hat + X.T @ ones @ b_hat, X.T @ y): (
            "ŵ and b̂ solve the normal equation for the weights, with the penalty: the residual "
            "y − Xŵ − 𝟏b̂ has the inner product λŵⱼ with column j of X."
        ),
        Equals(_X_tilde.T @ _X_tilde @ w_tilde, _X_tilde.T @ y): (
            "w̃ solves the normal equation of the augmented matrix X̃, which is X and a column of "
            "ones."
        ),
        Equals(gram @ u, X.T @ (y + _delta)): (
            "u solves the normal equation for the observations y + δ, which have an error."
        ),
        Equals(gram @ u, X.T @ (y + X @ q)): (
            "u solves the normal equation for the observations y + Xq, which have an error."
        ),
        Equals(gram @ u, X.T @ y + _e): (
            "u solves the normal equation with an error e in its right side Xᵀy."
        ),
        Equals((gram + _E) @ u, X.T @ y): "u solves the normal equation with an error E in XᵀX.",
        Equals((X + _E_X).T @ (X + _E_X) @ u, (X + _E_X).T @ y): (
            "u solves the normal equation for the design matrix X + E, which has an error."
        ),
        Equals((X + _along).T @ (X + _along) @ u, (X + _along).T @ y): (
            "u solves the normal equation for the design matrix X + t r qᵀ, which has an error."
        ),
    },
    "Fits and directions": {
        Equals(y, X @ w_hat): "The fit of ŵ is perfect: it predicts every observation exactly.",
        Equals(X @ (u - w_hat), Zero(n)): "u and ŵ give the same predictions: Xu = Xŵ.",
        Equals(X @ v, Zero(n)): "Along v no prediction changes: X(w + v) = Xw for every w.",
        Equals(SquaredNorm(_u_2), SquaredNorm(_v_2)): "u and v have the same length.",
        Equals(SquaredNorm(_x_k), SquaredNorm(_y_k)): "x and y have the same length.",
        Equals(P_d @ X @ a_d, a_d): "PX keeps a: multiplied by it, a is what it was.",
        Equals(P_d @ X @ v, v): "PX keeps v: multiplied by it, v is what it was.",
        Equals(a_d, X.T @ c_n): "a is a linear combination of the rows of X: it is Xᵀc.",
        Equals(w_hat, gram @ b_d): "ŵ is in the range of XᵀX: it is XᵀXb.",
        Equals(a_d.T @ (P_d @ y + (Identity(d) - P_d @ X) @ a_d), a_d.T @ (P_d @ y)): (
            "Py and Py + (I − PX)a have the same inner product with a."
        ),
        Equals(r, P @ (y - X @ w_hat)): "The column r is P times the residual y − Xŵ.",
    },
    "Orthogonal columns": {
        Equals(X.T @ ones, Zero(d)): "The columns of X are centred: the entries of each sum to 0.",
        Equals(X.T @ r, Zero(d)): "The column r is orthogonal to every column of X.",
        Equals(X.T @ Z, Zero(d, k)): "Every column of X is orthogonal to every column of Z.",
        Equals(ones.T @ X, Zero(1, d)): "The columns of X are centred: each sums to 0.",
        Equals(E1.T @ E1, Identity(d)): "The columns of E₁ are orthogonal and of length 1.",
        Equals(E_others.T @ E_others, Identity(others)): (
            "The columns of E₁, one for each of the other features, are orthogonal and of length 1."
        ),
        Equals(j @ j.T + E_others @ E_others.T, Identity(d)): (
            "Every column z of d numbers is eⱼeⱼᵀz, its part for the feature j, plus E₁E₁ᵀz, its "
            "part for the others."
        ),
        Equals(E1_rows @ E1_rows.T + E2_rows @ E2_rows.T, Identity(n)): (
            "Every column z of n numbers is E₁E₁ᵀz, its part for one block of rows, plus E₂E₂ᵀz, "
            "its part for the other."
        ),
        Equals(i @ i.T + E1_rows @ E1_rows.T, Identity(n)): (
            "Every column z of n numbers is eᵢeᵢᵀz, its part for the observation i, plus E₁E₁ᵀz, "
            "its part for the others."
        ),
        Equals(E2.T @ E2, as_term(1)): "The column E₂ is of length 1.",
        Equals(E1.T @ E2, Zero(d)): "The columns of E₁ are orthogonal to E₂.",
        Equals(E1 @ E1.T + E2 @ E2.T, Identity(p)): (
            "Every column z of p numbers is E₁E₁ᵀz, its part for the weights, plus E₂E₂ᵀz, its "
            "part for the intercept."
        ),
    },
    "Symmetric and idempotent matrices": {
        symmetric(A_d): "The matrix A is symmetric.",
        symmetric(P): "The matrix P is symmetric.",
        Equals(P @ P, P): "P is idempotent: to apply it twice is to apply it once.",
        Equals(c * M.T, c * M): "The multiple cM is symmetric.",
    },
    "Penrose's equations": {
        Equals(
            X @ P_d @ X, X
        ): "XP keeps every column of X: multiplied by it, each is what it was.",
        Equals(
            P_d @ X @ P_d, P_d
        ): "PX keeps every column of P: multiplied by it, each is what it was.",
        symmetric(X @ P_d): "The matrix XP is symmetric.",
        symmetric(P_d @ X): "The matrix PX is symmetric.",
        Equals(
            X @ Q_d @ X, X
        ): "XQ keeps every column of X: multiplied by it, each is what it was.",
        Equals(
            Q_d @ X @ Q_d, Q_d
        ): "QX keeps every column of Q: multiplied by it, each is what it was.",
        symmetric(X @ Q_d): "The matrix XQ is symmetric.",
        symmetric(Q_d @ X): "The matrix QX is symmetric.",
    },
    "Estimates": {
        Equals(A @ X, Identity(d)): "The linear estimate Ay is exact without noise: A(Xw) is w.",
        ForEach(j, Equals(Expectation(A @ (X @ j + epsilon)), j)): (
            "The linear estimate Ay has the right mean where the true weights are eⱼ, for each j."
        ),
        ForEach(j, Equals(Expectation(c_n.T @ (X @ j + epsilon)), a_d.T @ j)): (
            "The linear estimate cᵀy of aᵀw has the right mean where the true weights are eⱼ, for "
            "each j."
        ),
        Equals(Covariance(T, g), Identity(d)): (
            "The covariance of T and g is the identity. For noise from N(0, σ²I) g is the score, "
            "and this follows from E[T] = w⋆, for all weights, differentiated under the integral."
        ),
    },
    "Bounds on matrices": {
        PositiveSemidefinite(gram - m_bound * Identity(d)): (
            "XᵀX is at least mI: ‖Xv‖² ≥ m‖v‖² for every v."
        ),
        PositiveSemidefinite(gram - m_bound * (P_d @ X)): (
            "XᵀX − mPX is symmetric, and ‖Xv‖² ≥ m vᵀPXv for every v; where PX is an orthogonal "
            "projection, the right side is m‖PXv‖²."
        ),
        PositiveSemidefinite(M_bound * Identity(d) - gram): (
            "XᵀX is at most MI: ‖Xv‖² ≤ M‖v‖² for every v."
        ),
        PositiveSemidefinite(rate**2 * Identity(d) - B_d.T @ B_d): (
            "B leaves of every column r times its length, at most: ‖Bv‖² ≤ r²‖v‖² for every v."
        ),
        PositiveSemidefinite((X + _E_X).T @ (X + _E_X) - m_bound * Identity(d)): (
            "(X + E)ᵀ(X + E) is at least mI: ‖(X + E)v‖² ≥ m‖v‖² for every v."
        ),
        PositiveSemidefinite((t * M_bound) ** 2 * Identity(d) - _E.T @ _E): (
            "The error E is at most the share t of M: ‖Ev‖² ≤ t²M²‖v‖² for every v."
        ),
        PositiveSemidefinite(rate**2 * Identity(2) - _S_2.T @ _S_2): (
            "A step leaves of every error r times its length, at most: ‖Sv‖² ≤ r²‖v‖² for every v."
        ),
        PositiveSemidefinite(A_d): "A is symmetric, and vᵀAv ≥ 0 for every v.",
        PositiveSemidefinite(t * Identity(d) - A_d): (
            "A is symmetric, and at most tI: vᵀAv ≤ t‖v‖² for every v."
        ),
    },
    "Eigenvectors": {
        Equals(gram @ q, mu * q): "Unless q is 0, it is an eigenvector of XᵀX, of eigenvalue μ.",
    },
    "Factors": {
        Equals(_L @ _L.T, gram): "L times its transpose is XᵀX.",
        Equals(_L @ _z_d, X.T @ y): "z solves the system with the matrix L and the right side Xᵀy.",
        Equals(_L.T @ w_hat, _z_d): "ŵ solves the system with the matrix Lᵀ and the right side z.",
        Equals(X, _Q @ _R): "X is the product of Q and R.",
        Equals(_Q.T @ _Q, Identity(d)): "The columns of Q are orthogonal and of length 1.",
        Equals(_R @ w_hat, _Q.T @ y): (
            "ŵ solves the system with the matrix R and the right side Qᵀy."
        ),
    },
    "Draws": {
        Equals(Expectation(_Y), mu * ones): "All entries of Y have one mean μ.",
        Equals(Covariance(_Y, _Y), variance * Identity(n)): (
            "The entries of Y are uncorrelated and have one variance σ²."
        ),
    },
    "Random rows and weights": {
        Equals(Expectation(e_row @ e_row.T), Identity(n) / n): (
            "Where e is a column of the identity, drawn at random, each has the chance 1/n."
        ),
        ForEach(i, Equals(D @ i, i.T @ (X @ w - y) * i)): (
            "D is the diagonal matrix with the entries of Xw − y on its diagonal."
        ),
        Equals(Expectation(s_random), ones): "The weights s₁, …, sₙ of the rows have mean 1.",
        Equals(Covariance(s_random, s_random), c * centring): (
            "The weight of each row has the variance c(1 − 1/n), and those of any two rows have "
            "the covariance −c/n."
        ),
        Equals(Expectation(g_hat), gradient(J(w), w)): "The estimate g of ∇J(w) is unbiased.",
    },
    "Any predictions": {
        Nonnegative(SquaredNorm(y - _nu) - SquaredNorm(y - _mu)): (
            "The predictions μ are at least as close to the observations as ν."
        ),
        Nonnegative(Density(_mu + epsilon, y) - Density(_nu + epsilon, y)): (
            "The observations are at least as likely with the predictions μ as with ν."
        ),
        Equals(_A_n.T @ _A_n @ _h, _A_n.T @ (y - _mu)): (
            "h is a Gauss–Newton step: it solves the normal equation of the Jacobian A and the "
            "residual y − μ."
        ),
    },
    "Networks": {
        ForEach(_unit, Equals(_D_k @ _unit, 2 * (_unit.T @ _z) * _unit)): (
            "D is a diagonal matrix, with 2z₁, …, 2zₖ on its diagonal."
        ),
        ForEach(i, Nonnegative(-(x_i.T @ w))): (
            "In no observation is what enters the unit greater than 0."
        ),
        Equals(_P_k.T @ _P_k, Identity(k)): (
            "The columns of P are orthogonal and of length 1, as they are where P changes the "
            "order of the entries."
        ),
        Equals(_product_hat, as_term(1)): "The product of the two weights is 1.",
        Invertible(_product_hat - 1): "The product of the two weights is not 1.",
        PositiveSemidefinite(hessian(_F, _w_2, _w_hat_2)): (
            "The Hessian of F at ŵ is positive semidefinite."
        ),
    },
    "Absolute errors": {
        Equals(Letter("s") ** 2, _t**2): "s and t have the same square.",
        Equals(X.T @ _g, Zero(d)): "The slopes balance: g is orthogonal to every column of X.",
        Equals(SumOver(i, _g_i), Zero()): "The slopes balance: g₁, …, gₙ add up to 0.",
        ForEach(i, Equals(_g_i * (y_i - x_i.T @ w_hat), i.T @ c_n * _distance)): (
            "Each gᵢ is cᵢ where the residual of ŵ is greater than 0, −cᵢ where it is less, and "
            "any number where it is 0."
        ),
        ForEach(i, Equals(_g_i * _above, Absolute(_above))): (
            "Each gᵢ is 1 where yᵢ is greater than b̂, −1 where it is less, and any number "
            "where it is b̂."
        ),
        ForEach(i, Equals(_g_i * _above, Absolute(_above / y_i))): (
            "Each gᵢ is 1/|yᵢ| where yᵢ is greater than b̂, −1/|yᵢ| where it is less, and any "
            "number where it is b̂."
        ),
        ForEach(i, Equals(_g_i * _v_i, Absolute(_v_i))): (
            "Each vᵢ is not negative where gᵢ is 1, not positive where gᵢ is −1, and 0 where gᵢ is "
            "neither."
        ),
        ForEach(i, Nonnegative(1 - _g_i)): "The slopes g₁, …, gₙ are at most 1.",
        ForEach(i, Nonnegative(1 + _g_i)): "The slopes g₁, …, gₙ are at least −1.",
        ForEach(i, Nonnegative(i.T @ c_n - _g_i)): "Each gᵢ is at most cᵢ.",
        ForEach(i, Nonnegative(i.T @ c_n + _g_i)): "Each gᵢ is at least −cᵢ.",
        ForEach(i, Nonnegative(Absolute(1 / y_i) - _g_i)): "Each gᵢ is at most 1/|yᵢ|.",
        ForEach(i, Nonnegative(Absolute(1 / y_i) + _g_i)): "Each gᵢ is at least −1/|yᵢ|.",
    },
    "Labels": {
        ForEach(i, Equals(i.T @ _p, _sigma(x_i.T @ w))): (
            "p₁, …, pₙ are the probabilities that the weights w give to the label 1."
        ),
        ForEach(i, Equals(i.T @ _p, _sigma(x_i.T @ w_hat))): (
            "p₁, …, pₙ are the probabilities that the weights ŵ give to the label 1."
        ),
        Equals(X.T @ (_p - y), Zero(d)): (
            "The likelihood equations hold: p − y is orthogonal to every column of X."
        ),
        ForEach(i, Equals(D @ i, _sigma(x_i.T @ w) * (1 - _sigma(x_i.T @ w)) * i)): (
            "D is a diagonal matrix, with the variances of the labels on its diagonal."
        ),
    },
    "The logarithm": {
        Equals(a - 1 - Log(a), Zero()): "At a the logarithm meets its tangent at 1: ln a = a − 1.",
    },
}
NAMED = {statement: said for kind in KINDS.values() for statement, said in kind.items()}


def in_words(statement: Statement) -> str:
    """One sentence that says what a statement means.

    >>> from derivations import theorem
    >>> in_words(theorem("normal-equation").hypotheses[0])
    'J(w), the mean squared error, has the gradient 0 in w at w = ŵ.'
    """
    return NAMED.get(statement) or _of_its_kind(statement)


def kind(statement: Statement) -> str:
    """The kind of a hypothesis, one of `KINDS`; empty for a statement that is of none."""
    for name, statements in KINDS.items():
        if statement in statements:
            return name
    match statement:
        case ForEach(_, each):
            return kind(each)
        case Independent():
            return "Independent noise"
        case Gaussian():
            return "Gaussian noise"
        case Laplace():
            return "Laplace noise"
        case Integrable() | SquareIntegrable():
            return "Finite moments"
        case OfMinimum():
            return "Minimisers and maximisers"
        case Equals(Transpose(Derivative())):
            return "Normal equations, and gradients that are 0"
        case Equals(Abbreviation()):
            return "Fits and directions"
        case Positive() | Nonnegative() | Invertible(Term(shape=(1, 1))):
            return "Positive numbers, and numbers that are not 0"
        case Invertible() | PositiveDefinite() | PositiveSemidefinite() | FullColumnRank():
            return "Rank and inverses"
    return ""


def _of_its_kind(statement: Statement) -> str:
    """The sentence for a statement that has none of its own."""
    match statement:
        case Equals(Transpose(Derivative(f, letter, at)), Zero()):
            slope = "derivative" if letter.shape == (1, 1) else "gradient"
            return f"{_name_function(f)}, has the {slope} 0 in {letter} at {Equals(letter, at)}."
        case Equals(Abbreviation(name) as here, Abbreviation(same) as there) if name == same:
            return f"{_name_function(here)}, is the same as {there}."
        case Equals(left, right):
            return f"{left} equals {right}."
        case Invertible(scalar) if scalar.shape == (1, 1):
            return f"{scalar} is not 0."
        case Invertible(Product(Transpose(columns), same) as square) if columns == same:
            return (
                f"{square} has an inverse; for this matrix that means that the columns of "
                f"{columns} are linearly independent: none is a linear combination of the others."
            )
        case Invertible(matrix):
            vector = Letter("v", matrix.shape[1])
            return f"{matrix} has an inverse: {matrix @ vector} is 0 only where v is 0."
        case FullColumnRank(matrix):
            return (
                f"The columns of {matrix} are linearly independent: "
                "none is a linear combination of the others."
            )
        case PositiveDefinite(matrix):
            return f"{matrix} is symmetric, and {form(matrix)} > 0 for every v other than 0."
        case PositiveSemidefinite(matrix):
            return f"{matrix} is symmetric, and {form(matrix)} ≥ 0 for every v."
        case Positive(Abbreviation("RSS", arguments=(at,))):
            return f"The fit of {at} is not perfect: not every residual is 0."
        case Positive(scalar):
            return f"{scalar} is greater than 0."
        case Nonnegative(Sum(left, Scaled(Number(factor), right))) if factor == -1:
            return f"{left} is at least {right}."
        case Nonnegative(Scaled(Number(factor), scalar)) if factor == -1:
            return f"{scalar} is at most 0."
        case Nonnegative(scalar):
            return f"{scalar} is at least 0."
        case Minimises(point, f, letter):
            return f"{point} minimises {_name_function(f)}: no {letter} gives a smaller value."
        case Maximises(point, f, letter):
            return f"{point} maximises {_name_function(f)}: no {letter} gives a larger value."
        case UniquelyMinimises(point, f, letter):
            return f"{point} minimises {_name_function(f)}, and no other {letter} does."
        case UniquelyMaximises(point, f, letter):
            return f"{point} maximises {_name_function(f)}, and no other {letter} does."
        case ForEach(index, each):
            return f"For each {index.name}, {_of_its_kind(each)}"
        case Integrable(matrix):
            return f"{entries(matrix)} has a mean: its expected absolute value is finite."
        case SquareIntegrable(vector):
            return f"{entries(vector)} has a mean and a finite variance."
        case Independent(vector):
            return f"The entries of {vector} are independent of each other."
        case IndependentVectors(first, second):
            return f"{first} and {second} are independent of each other."
        case Gaussian(vector, mean, covariance):
            return f"{vector} is Gaussian with mean {mean} and covariance {covariance}."
    return f"{statement}."


def _name_function(function: Term) -> str:
    """A function and what it is, between commas."""
    match function:
        case Abbreviation(name) if name in FUNCTIONS:
            return f"{function}, {FUNCTIONS[name]}"
        case Density(vector, point):
            return f"{function}, the density of {vector} at {point}"
    return str(function)


def form(matrix: Term) -> Term:
    """The quadratic form vᵀAv of a matrix A."""
    vector = Letter("v", matrix.shape[0])
    return vector.T @ matrix @ vector


def entries(of: Term) -> str:
    """The entries of a random matrix, as the subject of a sentence."""
    return str(of) if of.shape == (1, 1) else f"Every entry of {of}"
