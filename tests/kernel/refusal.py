"""That something is refused, and by which error."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest

from derivations.kernel.errors import DerivationError


@contextmanager
def refused(error: type[DerivationError]) -> Iterator[pytest.ExceptionInfo[Any]]:
    """What is tried is refused by this error, and not by one that is derived from it."""
    with pytest.raises(error) as caught:
        yield caught
    assert caught.type is error
