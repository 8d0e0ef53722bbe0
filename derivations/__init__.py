"""Line by Line: maximum likelihood for linear regression, every line machine-checked.

Importing this package loads next to nothing, no NumPy, and proves nothing: what it offers (see
`public`) is loaded when it is first asked for, and `theorem(id)` proves what it is asked for.
"""

import sys
from importlib import import_module
from typing import TYPE_CHECKING, Any

__version__ = "0.4.0"

if TYPE_CHECKING:
    from .public import *  # noqa: F403
    from .public import __all__ as __all__
else:

    def __getattr__(name: str) -> Any:
        """Something that the package offers; so `derivations.reader` loads the kernel alone."""
        if name.startswith("__") and name != "__all__":
            raise AttributeError(name)
        return getattr(import_module("derivations.public"), name)


class _OldNames:
    """Finds a module of this package that has moved, where there is none of its name."""

    @staticmethod
    def find_spec(name: str, *_: object) -> Any:
        return import_module("derivations.moved").spec_of(name) if "derivations." in name else None


sys.meta_path.append(_OldNames)
