"""How far rounding may take an estimate from sums: a bound for any order of the sums."""

import numpy as np

UNIT = 2.0**-53


def farthest(X, y, weights, shift=0.0, level=0.0):
    """A bound for ‖ŵ − w‖, with w exact and ŵ in doubles from sums of rows less a shift.

    Let U = X − 1 shiftᵀ and v = y − 1 level. With γ = ku/(1 − ku), k = n + 4, a sum of n products
    of differences has an error of at most γ times the same sum without signs, in any order (Higham
    2002, section 3.1). So UᵀU has one of at most γ‖U‖² in the Frobenius norm, and ssᵀ/n with s =
    Uᵀ1, as ‖s‖² ≤ n‖U‖², one of at most 3γ‖U‖². Together these are 4γ‖U‖², and 4γ‖U‖‖v‖ for Uᵀv.
    Elimination with pivots solves a system whose matrix A is moved by at most d²·γ₃ₐ·2^(d−1)‖A‖
    in the maximum norm (theorem 9.5 there), which is at most √d times the other.

    If A is moved by E, and b by f, Aw = b and (A + E)ŵ = b + f, then ‖ŵ − w‖ is at most (‖E‖‖ŵ‖ +
    ‖f‖)/λ with λ the least eigenvalue, and so at most 2(‖E‖‖w‖ + ‖f‖)/λ where ‖E‖ ≤ λ/2.
    """
    n, d = X.shape
    U, v = X - shift, y - level
    centred = X - X.mean(axis=0)
    values = np.linalg.eigvalsh(centred.T @ centred)
    gamma = (n + 4) * UNIT / (1 - (n + 4) * UNIT)
    solving = d**2.5 * 3 * d * UNIT * 2 ** (d - 1) * values[-1] * 1.01
    gram = 4 * gamma * np.sum(U**2) + solving
    products = 4 * gamma * np.sqrt(np.sum(U**2) * np.sum(v**2))
    least = 0.99 * values[0]
    assert gram <= least / 2
    return 2 * (gram * np.linalg.norm(weights) + products) / least
