"""Names and formulas, as text and as LaTeX; terms and statements get their display here."""

from .formulas import latex as latex
from .formulas import text as text
