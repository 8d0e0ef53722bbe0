"""The frozen form of a statement: the text that its hash is of, which no change of code may change.

A node is written `kind(part,part,…)`, without a space: a part is a node, a name, a size (an int or
the name of a dimension), or a number such as `-1/2`. The kinds are named here and nowhere else, so
that a class may be renamed. Abbreviations are unfolded; bound letters keep their names. A sequent
is its hypotheses, sorted and joined by ` ; `, then ` |- ` and its conclusion.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from fractions import Fraction
from types import MappingProxyType
from typing import Any

from . import statements as s
from . import terms as t
from .errors import MalformedError
from .terms import Dimension, Node, field_names

KINDS: Mapping[type[Node], str] = MappingProxyType(
    {
        t.Dimension: "dimension",
        t.Number: "number",
        t.Letter: "letter",
        t.Random: "random",
        t.Index: "index",
        t.Pi: "pi",
        t.Identity: "identity",
        t.Zero: "zero",
        t.Ones: "ones",
        t.Sum: "sum",
        t.Scaled: "scaled",
        t.Product: "product",
        t.Transpose: "transpose",
        t.Inverse: "inverse",
        t.Trace: "trace",
        t.SquaredNorm: "squared-norm",
        t.Derivative: "derivative",
        t.Exp: "exp",
        t.Log: "log",
        t.Root: "root",
        t.Absolute: "absolute",
        t.Determinant: "determinant",
        t.SumOver: "sum-over",
        t.ProductOver: "product-over",
        t.Density: "density",
        t.MomentGenerating: "moment-generating",
        t.Expectation: "expectation",
        t.Covariance: "covariance",
        s.Equals: "equals",
        s.Invertible: "invertible",
        s.Nonnegative: "nonnegative",
        s.Positive: "positive",
        s.FullColumnRank: "full-column-rank",
        s.PositiveSemidefinite: "positive-semidefinite",
        s.PositiveDefinite: "positive-definite",
        s.Minimises: "minimises",
        s.UniquelyMinimises: "uniquely-minimises",
        s.Maximises: "maximises",
        s.UniquelyMaximises: "uniquely-maximises",
        s.ForEach: "for-each",
        s.Independent: "independent",
        s.IndependentVectors: "independent-vectors",
        s.Integrable: "integrable",
        s.SquareIntegrable: "square-integrable",
        s.Gaussian: "gaussian",
        s.Laplace: "laplace",
        s.ChiSquared: "chi-squared",
        s.StudentT: "student-t",
    }
)
SIZES = ("rows", "cols", "size")  # the fields that hold a size


def frozen(statement: s.Statement) -> str:
    """The frozen form of a statement, abbreviations unfolded.

    >>> from derivations.kernel.terms import Letter
    >>> n, d = Dimension("n"), Dimension("d")
    >>> frozen(s.Equals(Letter("X", n, d) @ Letter("w", d), Letter("y", n) / 2))
    'equals(product(letter(X,n,d),letter(w,d,1)),scaled(inverse(number(2)),letter(y,n,1)))'
    """
    return written(s.unabbreviated(statement))


def written(node: Any) -> str:
    """A term or statement without abbreviations, written out."""
    kind = KINDS.get(type(node))
    if kind is None:
        raise MalformedError(f"{type(node).__name__} has no frozen form")
    names = field_names(type(node))
    return f"{kind}({','.join(part(getattr(node, name), name in SIZES) for name in names)})"


def part(value: Any, is_size: bool) -> str:
    """A part of a node: a size or a name, a number, or another node."""
    if is_size:
        return value.name if type(value) is Dimension else str(value)
    return str(value) if type(value) in (str, Fraction) else written(value)


def frozen_sequent(hypotheses: Iterable[s.Statement], conclusion: s.Statement) -> str:
    """The frozen form of hypotheses ⊢ conclusion; the order of the hypotheses does not matter."""
    return f"{' ; '.join(sorted(map(frozen, hypotheses)))} |- {frozen(conclusion)}"


def hash_of(hypotheses: Iterable[s.Statement], conclusion: s.Statement) -> str:
    """The first twelve hexadecimal digits of the SHA-256 of the frozen form of a sequent."""
    whole = frozen_sequent(hypotheses, conclusion)
    return hashlib.sha256(whole.encode("ascii")).hexdigest()[:12]
