"""Terms and statements as SymPy's matrix expressions, and back, with nothing evaluated on our side.

What SymPy has cancelled before we see it is gone, with its hypotheses: Python evaluates `A*A.I` to
I, `A**0` to I, `a/a` to 1 and `Eq(A, A)` to True before any function of ours is called. To keep
them, write them unevaluated:

>>> from sympy import Identity, Inverse, MatMul, MatrixSymbol, Symbol
>>> n = Symbol("n", integer=True, positive=True)
>>> A = MatrixSymbol("A", n, n)
>>> print(from_sympy(A * Inverse(A)))
I_n
>>> print(from_sympy(MatMul(A, Inverse(A), evaluate=False)))
AA⁻¹

SymPy knows no real matrices: its `MatrixSymbol` may be complex. All that is said here is said of
real ones. Of the means and covariances of `sympy.stats` only the names are used: its `expand()` of
a `VarianceMatrix` is wrong (Var[u + v] is given as Var[u] + 2 Cov[u, v] + Var[v], in 1.14). To
its `diff` by a matrix every `Sum` and `Product` over an index is a constant, with the derivative 0;
its `subs` passes over a size that only shapes inside such a sum have, and `xreplace` does not.
"""

from __future__ import annotations

from .explicit import MomentGeneratingFunction, ProbabilityDensity
from .from_sympy import from_sympy, statement_from_sympy
from .sympy_words import (
    IteratedMap,
    Jacobian,
    Map,
    MatrixSum,
    MoorePenroseInverse,
    SympyStatement,
    chi_squared,
    for_each,
    full_column_rank,
    gaussian,
    independent,
    independent_vectors,
    integrable,
    laplace,
    maximises,
    minimises,
    positive_semidefinite,
    square_integrable,
    student_t,
    uniquely_maximises,
    uniquely_minimises,
)
from .to_sympy import to_sympy

__all__ = [
    "IteratedMap",
    "Jacobian",
    "Map",
    "MatrixSum",
    "MomentGeneratingFunction",
    "MoorePenroseInverse",
    "ProbabilityDensity",
    "SympyStatement",
    "chi_squared",
    "for_each",
    "from_sympy",
    "full_column_rank",
    "gaussian",
    "independent",
    "independent_vectors",
    "integrable",
    "laplace",
    "maximises",
    "minimises",
    "positive_semidefinite",
    "square_integrable",
    "statement_from_sympy",
    "student_t",
    "to_sympy",
    "uniquely_maximises",
    "uniquely_minimises",
]
