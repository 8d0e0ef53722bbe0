"""The inverse of AᵀA in floats, from an orthogonal factorisation of A: AᵀA is never formed.

To form AᵀA squares the condition number. A relative rounding of 10⁻¹⁶ in its entries is enough to
make it singular where the columns of A, which are only half as near to it, are still well apart.
With A = QR, where QᵀQ = I and R is an upper triangle, AᵀA = RᵀR (the theorem
`qr-gives-a-cholesky-factor`), so that

    (AᵀA)⁻¹ = R⁻¹R⁻ᵀ  and  (AᵀA)⁻¹Aᵀ = R⁻¹Qᵀ,

in which nothing is squared. Householder's reflections find R such that it belongs exactly to a
matrix whose columns differ from those of A by at most a share `share(n, d)` of their own lengths,
however different these are (Higham, *Accuracy and Stability of Numerical Algorithms*, 2002, theorem
19.4). So columns in other units cost nothing, and it is judged by the columns divided by their
lengths whether A has full column rank: only where such errors might take it away is nothing said.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import final

import numpy as np

from .elimination import Matrix

_ROUNDING = 2.0**-53  # the relative error of one operation, at most


def share(n: int, d: int) -> float:
    """The share of its length by which the rounding in a QR of n×d may change a column, at most.

    The theorem has a small constant times nd roundings and leaves the constant open. Here it is 4,
    of n + 5; on random matrices the errors that were seen are a fiftieth of that.
    """
    return 4 * (n + 5) * d * _ROUNDING


@final
@dataclass(frozen=True, slots=True)
class Factored:
    """A = QR, of a matrix A (n×d) of full column rank: Q is n×d and R d×d."""

    Q: Matrix
    R: Matrix

    def inverse_gram(self) -> Matrix:
        """(AᵀA)⁻¹ = R⁻¹R⁻ᵀ: d×d."""
        inverse = self._solved(np.eye(len(self.R)))
        return inverse @ inverse.T

    def least_squares(self, right: Matrix | None = None) -> Matrix:
        """(AᵀA)⁻¹AᵀB = R⁻¹(QᵀB), for B (n×k); of A alone, R⁻¹Qᵀ.

        >>> X, y = np.array([[1.0, 0.0], [1.0, 1.0], [1.0, 2.0]]), np.array([[0.0], [1.0], [1.0]])
        >>> factored(X).least_squares(y).round(6)
        array([[0.166667],
               [0.5     ]])
        """
        return self._solved(self.Q.T if right is None else self.Q.T @ right)

    def _solved(self, right: Matrix) -> Matrix:
        """R⁻¹B: as R is a triangle, no row is exchanged, and this is back substitution."""
        found: Matrix = np.linalg.solve(self.R, right)
        return found


def factored(A: Matrix) -> Factored | None:
    """A = QR, or None where in floats A may as well lack full column rank.

    Of the columns divided by their lengths, the least singular value has to be larger than what
    rounding may move it: √d times `share`, and as much again for entries that were rounded before.
    Where there are so many rows that this bound is above 10⁻⁸, that is enough.

    >>> factored(np.array([[1.0, 3.0], [2.0, 6.0]])) is None
    True
    """
    n, d = A.shape
    lengths = np.linalg.norm(A, axis=0)
    if n < d or not lengths.all():
        return None
    Q, R = np.linalg.qr(A)
    least = np.linalg.svd(R / lengths, compute_uv=False)[-1]
    return Factored(Q, R) if least > min(2 * np.sqrt(d) * share(n, d), 1e-8) else None
