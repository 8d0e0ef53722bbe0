"""What goes wrong with values: a term means nothing at them, or its value is not known."""

from __future__ import annotations

from ..kernel.errors import DerivationError, MalformedError


class UndefinedError(DerivationError):
    """A term that means nothing here, as the inverse of a singular matrix; or NumPy cannot tell."""


class UnknownLawError(UndefinedError):
    """A random vector whose law is none of those that are computed with."""


class TooLargeError(MalformedError):
    """A matrix of more entries than are to be written down."""


class UnknownRankError(MalformedError):
    """A matrix with symbols whose rank is not certain, so that its pseudoinverse has no formula."""


class IrrationalError(DerivationError):
    """A term that is no rational number here, so that there is no exact value to give."""
