"""How many digits of the exact estimate floats reach, by several methods, on NIST's sets.

Three things are computed: what a method reaches; the *ceiling*, which is what exact arithmetic
reaches on data that were rounded to floats; and what the theorems on errors in the data promise.

`python -m derivations.evidence.digits` prints what NumPy's methods reach, with the NumPy and the
BLAS that it finds, as JSON; `python -m derivations.evidence digits` records this for several
kernels of OpenBLAS, and what statsmodels and scikit-learn reach.
"""

from __future__ import annotations

import json
import os
import platform
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from math import log10, sqrt
from pathlib import Path
from types import MappingProxyType
from typing import Any

import numpy as np

from ..kernel.errors import DerivationError
from ..kernel.terms import Inverse
from ..numbers.elimination import Matrix
from ..numbers.evaluate import evaluate
from ..numbers.orthogonal import share
from ..results.closed_form import estimate
from ..results.model import RSS, X, gram, w, y
from .datasets import NIST, nist
from .recorded import record, recorded

ROUNDING = 2.0**-53  # the relative error of a number that is rounded to a float, at most
MOST = 16.0  # digits; a float has no more
KERNELS = ("Haswell", "Nehalem")  # of OpenBLAS, beside the one that it chooses by itself


def _by_term(A: Matrix, b: Matrix) -> Matrix:
    return evaluate(estimate, {X: A, y: b}).ravel()


def _by_solve(A: Matrix, b: Matrix) -> Matrix:
    return np.linalg.solve(A.T @ A, A.T @ b)


def _by_cholesky(A: Matrix, b: Matrix) -> Matrix:
    L = np.linalg.cholesky(A.T @ A)
    return np.linalg.solve(L.T, np.linalg.solve(L, A.T @ b))


def _by_inverse(A: Matrix, b: Matrix) -> Matrix:
    found: Matrix = np.linalg.inv(A.T @ A) @ (A.T @ b)
    return found


def _by_qr(A: Matrix, b: Matrix) -> Matrix:
    Q, R = np.linalg.qr(A)
    return np.linalg.solve(R, Q.T @ b)


def _by_svd(A: Matrix, b: Matrix) -> Matrix:
    return np.linalg.lstsq(A, b, rcond=None)[0]


# With NumPy alone.
METHODS: MappingProxyType[str, Callable[[Matrix, Matrix], Matrix]] = MappingProxyType(
    {
        "solve": _by_solve,
        "Cholesky": _by_cholesky,
        "inv": _by_inverse,
        "QR": _by_qr,
        "lstsq": _by_svd,
        "evaluate": _by_term,
    }
)
PEERS = ("statsmodels", "scikit-learn", "scikit-learn, tol 1e-15")


@cache
def exact_weights(name: str) -> tuple[Fraction, ...]:
    """The exact estimate of a set, in the order of the columns of its design matrix."""
    return _fractions(evaluate(estimate, _values(name)))


def _values(name: str) -> dict[Any, Any]:
    """X and y of a set, exactly."""
    return {X: nist(name).design, y: list(nist(name).y)}


@cache
def floats(name: str) -> tuple[Matrix, Matrix]:
    """The design matrix and the observations of a set, each number rounded to a float."""
    data = nist(name)
    return np.array(data.design, dtype=float), np.array(data.y, dtype=float)


def digits(found: Any, exact: tuple[Fraction, ...]) -> float:
    """How many decimal digits of the worst entry are right: −log₁₀ of its relative error.

    It is 0 where none is right, and `MOST` where all are.

    >>> digits([1.01, 2.0], (Fraction(1), Fraction(2)))
    2.0
    """
    values = [float(each) for each in found]
    if not np.isfinite(values).all():
        return 0.0
    errors = [abs(Fraction(a) / b - 1) for a, b in zip(values, exact, strict=True)]
    return _digits(float(max(errors)))


def _digits(error: float) -> float:
    """The digits that a relative error leaves."""
    return round(min(max(-log10(error), 0.0), MOST), 1) if error else MOST


def _fractions(column: Matrix) -> tuple[Fraction, ...]:
    return tuple(map(Fraction, column.ravel().tolist()))


@cache
def ceiling(name: str) -> float:
    """The digits that are left by exact arithmetic on the data, each rounded to a float."""
    A, b = (np.vectorize(Fraction, otypes=[object])(each) for each in floats(name))
    found = _fractions(evaluate(estimate, {X: A, y: b}))
    pairs = zip(found, exact_weights(name), strict=True)
    return _digits(float(max(abs(a / b - 1) for a, b in pairs)))


@dataclass(frozen=True, slots=True)
class Conditioned:
    """How a problem of least squares answers to errors, from exact values rounded at the end.

    `largest` and `least` are singular values of X, with columns divided by their lengths or not,
    `weights` are those for these columns, `residual` and `observed` the lengths of y − Xŵ and y.
    """

    largest: float
    least: float
    weights: Matrix
    residual: float
    observed: float

    @property
    def condition(self) -> float:
        """The condition number of X: its largest singular value over its least."""
        return self.largest / self.least

    def left(self, moved: float) -> float:
        """The digits of the worst weight that are left if all together move by a length."""
        return _digits(moved / float(np.abs(self.weights).min())) if moved > 0 else MOST

    def after_errors_in_data(self, size: float) -> float:
        """The digits that are left by errors in the columns of X and in y, each a share `size`.

        By `error-in-the-design-matrix-bound` the estimate moves by at most ‖Eŵ‖/√m + ‖Eᵀr‖/m for an
        error E in X, where (X + E)ᵀ(X + E) is at least mI, and by `error-in-the-observations` by
        ‖δ‖/√m for δ in y. For columns of length 1, ‖Eŵ‖ is at most `size` times the sum of the
        weights without signs, and ‖E‖ at most √d `size`, by which the least singular value moves.
        """
        d = len(self.weights)
        least = self.least - sqrt(d) * size
        if least <= 0:
            return 0.0
        along = size * (float(np.abs(self.weights).sum()) + self.observed)
        across = sqrt(d) * size * self.residual
        return self.left(along / least + across / least**2)

    def after_errors_in_gram(self, size: float) -> float:
        """The digits that are left by errors `size` in each entry of XᵀX, and as many in Xᵀy.

        By `error-in-the-gram-matrix-bound` and `error-in-the-products-with-the-observations` the
        estimate moves by at most (‖Eu‖ + ‖e‖)/m, where u is the estimate with the error. For
        columns of length 1 each entry of XᵀX is at most 1, and of Xᵀy at most ‖y‖.
        """
        d = len(self.weights)
        m = self.least**2 - d * size
        if m <= 0:
            return 0.0
        length = float(np.linalg.norm(self.weights))
        return self.left((d * size * length + sqrt(d) * size * self.observed) / m)


@cache
def conditioned(name: str, scaled: bool = True) -> Conditioned:
    """How the problem of a set answers to errors; scaled: with columns divided by their lengths.

    The least singular value of X is found as the greatest of the exact inverse of XᵀX: a floating
    SVD of X would know a least one of 10⁻¹⁵ times the largest by no digit.
    """
    weights, values = exact_weights(name), _values(name)
    fitted: dict[Any, Any] = {**values, w: list(weights)}
    squares = evaluate(gram, {X: values[X]})
    inverse = evaluate(Inverse(gram), {X: values[X]}).astype(float)
    lengths = np.sqrt(squares.diagonal().astype(float)) if scaled else np.ones(len(weights))
    squares = squares.astype(float) / np.outer(lengths, lengths)
    inverse = inverse * np.outer(lengths, lengths)
    residual = evaluate(RSS(w), fitted).item()
    return Conditioned(
        sqrt(np.linalg.eigvalsh(squares)[-1]),
        1 / sqrt(np.linalg.eigvalsh(inverse)[-1]),
        np.array([float(each) for each in weights]) * lengths,
        sqrt(residual),
        sqrt(sum(each * each for each in values[y])),
    )


def promised(name: str, method: str) -> float:
    """The digits that a method reaches at least, whatever the BLAS; 0 where nothing is promised.

    QR is as exact arithmetic on columns that differ by a share of their lengths (see
    `numbers.orthogonal`). For Cholesky the entries of XᵀX are sums of n products, each with an
    error of n roundings at most, and the factor and the two systems add 3d + 1, relative to columns
    of length 1 (Higham, *Accuracy and Stability of Numerical Algorithms*, 2002, theorems 10.3 and
    10.4). Both begin with data that are rounded.
    """
    A, _ = floats(name)
    n, d = A.shape
    if method in ("QR", "evaluate"):
        return conditioned(name).after_errors_in_data(share(n, d + 1) + ROUNDING)
    if method == "Cholesky":
        return conditioned(name).after_errors_in_gram((n + 3 * d + 5) * ROUNDING)
    return 0.0


def together(name: str, found: Matrix) -> float:
    """How many digits of all weights together are right, for columns divided by their lengths.

    It is −log₁₀ of ‖u − ŵ‖/‖ŵ‖, which the theorems on relative errors are about.
    """
    problem = conditioned(name)
    pairs = zip(found, exact_weights(name), problem.weights, strict=True)
    moved = [float(Fraction(float(a)) / b - 1) * weight for a, b, weight in pairs]
    return _digits(float(np.linalg.norm(moved) / np.linalg.norm(problem.weights)))


def solutions(name: str) -> dict[str, Matrix | None]:
    """What each of `METHODS` finds on a set; None where it refuses."""
    found: dict[str, Matrix | None] = {}
    for method, solved in METHODS.items():
        try:
            found[method] = solved(*floats(name))
        except (np.linalg.LinAlgError, DerivationError):
            found[method] = None
    return found


def reached(of: Callable[[str, Matrix], float]) -> dict[str, dict[str, float | None]]:
    """What `of` says of each of the `solutions`, by set and method."""
    return {
        name: {
            method: None if weights is None else of(name, weights)
            for method, weights in solutions(name).items()
        }
        for name in NIST
    }


def with_peers(name: str) -> dict[str, float]:
    """The digits that statsmodels and scikit-learn reach on a set."""
    from sklearn.linear_model import LinearRegression
    from statsmodels.api import OLS

    A, b = floats(name)
    has_intercept = nist(name).has_intercept
    found = {PEERS[0]: digits(OLS(b, A).fit().params, exact_weights(name))}
    for method, settings in zip(PEERS[1:], ({}, {"tol": 1e-15}), strict=True):
        fit = LinearRegression(fit_intercept=has_intercept, **settings)
        fit.fit(A[:, :-1] if has_intercept else A, b)
        weights = [*fit.coef_, fit.intercept_] if has_intercept else fit.coef_
        found[method] = digits(weights, exact_weights(name))
    return found


def here() -> dict[str, Any]:
    """What NumPy reaches here, on every set, and with which BLAS."""
    return {
        "numpy": np.__version__,
        "python": platform.python_version(),
        "blas": _blas(),
        "digits": reached(lambda name, found: digits(found, exact_weights(name))),
        "together": reached(together),
    }


def _blas() -> str:
    """The BLAS that NumPy has loaded, with its kernel if it is OpenBLAS."""
    try:
        from threadpoolctl import threadpool_info

        for each in threadpool_info():
            if each["user_api"] == "blas":
                return f"{each['internal_api']} {each['version']}, {each['architecture']}"
    except ModuleNotFoundError:
        pass
    maps = Path("/proc/self/maps")
    loaded = maps.read_text().split() if maps.exists() else []
    names = sorted({Path(each).name for each in loaded if "libblas" in each or "lapack" in each})
    return ", ".join(names) or "unknown"


def under(kernel: str) -> dict[str, Any]:
    """What NumPy reaches in a process of its own under a kernel of OpenBLAS; "" for its choice."""
    environment = {key: value for key, value in os.environ.items() if key != "OPENBLAS_CORETYPE"}
    if kernel:
        environment["OPENBLAS_CORETYPE"] = kernel
    command = [sys.executable, "-m", __name__]
    found: dict[str, Any] = json.loads(
        subprocess.run(command, env=environment, capture_output=True, check=True, text=True).stdout
    )
    return found


def main(arguments: list[str]) -> None:
    """Record; a file with what this module printed under another NumPy may be given.

    Without one, what was recorded of another NumPy before is kept.
    """
    if arguments:
        others = [json.loads(Path(path).read_text("utf-8")) for path in arguments]
    else:
        others = recorded("digits")["others"]
    content = {
        "kernels": [under(kernel) for kernel in ("", *KERNELS)],
        "others": others,
        "peers": {name: with_peers(name) for name in NIST},
    }
    record("digits", ("numpy", "statsmodels", "scikit-learn"), content)


if __name__ == "__main__":
    print(json.dumps(here()))
