"""Line by Line: maximum likelihood for linear regression, every line machine-checked.

Importing this package loads no NumPy and proves nothing; `theorem(id)` proves what it is asked for.
"""

from .chain import Line, Result, calc, line, publish
from .decide import decide
from .kernel.errors import DerivationError, MalformedError, RefusedError, ShapeError
from .kernel.statements import (
    Equals,
    FullColumnRank,
    Invertible,
    Minimises,
    Nonnegative,
    Positive,
    PositiveDefinite,
    PositiveSemidefinite,
    UniquelyMinimises,
    symmetric,
)
from .kernel.terms import (
    Abbreviation,
    Derivative,
    Dimension,
    Identity,
    Inverse,
    Letter,
    Number,
    Ones,
    SquaredNorm,
    Trace,
    Zero,
)
from .kernel.theorem import Theorem, algebra, assume, instantiate
from .registry import theorem, theorems

__version__ = "0.2.0"

__all__ = [
    "Abbreviation",
    "DerivationError",
    "Derivative",
    "Dimension",
    "Equals",
    "FullColumnRank",
    "Identity",
    "Inverse",
    "Invertible",
    "Letter",
    "Line",
    "MalformedError",
    "Minimises",
    "Nonnegative",
    "Number",
    "Ones",
    "Positive",
    "PositiveDefinite",
    "PositiveSemidefinite",
    "RefusedError",
    "Result",
    "ShapeError",
    "SquaredNorm",
    "Theorem",
    "Trace",
    "UniquelyMinimises",
    "Zero",
    "algebra",
    "assume",
    "calc",
    "decide",
    "instantiate",
    "line",
    "publish",
    "symmetric",
    "theorem",
    "theorems",
]
