"""The frozen form of a statement: the text that its hash is of, which no change of code may change.

A node is written `kind(part,part,…)`, without a space: a part is a node, a name, a size (an int or
the name of a dimension), or a number such as `-1/2`. The kinds are named in the table in
`declarations`, so that a class may be renamed. Abbreviations are unfolded; bound letters keep their
names. A sequent is its hypotheses, sorted and joined by ` ; `, then ` |- ` and its conclusion.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

from .nodes import written
from .statements import Statement
from .trees import unabbreviated


def frozen(statement: Statement) -> str:
    """The frozen form of a statement, abbreviations unfolded.

    >>> from derivations.kernel.statements import Equals
    >>> from derivations.kernel.terms import Dimension, Letter
    >>> n, d = Dimension("n"), Dimension("d")
    >>> frozen(Equals(Letter("X", n, d) @ Letter("w", d), Letter("y", n) / 2))
    'equals(product(letter(X,n,d),letter(w,d,1)),scaled(inverse(number(2)),letter(y,n,1)))'
    """
    return written(unabbreviated(statement))


def frozen_sequent(hypotheses: Iterable[Statement], conclusion: Statement) -> str:
    """The frozen form of hypotheses ⊢ conclusion; the order of the hypotheses does not matter."""
    return f"{' ; '.join(sorted(map(frozen, hypotheses)))} |- {frozen(conclusion)}"


def hash_of(hypotheses: Iterable[Statement], conclusion: Statement) -> str:
    """The first twelve hexadecimal digits of the SHA-256 of the frozen form of a sequent."""
    whole = frozen_sequent(hypotheses, conclusion)
    return hashlib.sha256(whole.encode("ascii")).hexdigest()[:12]
