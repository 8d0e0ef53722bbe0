"""Line by Line: maximum likelihood for linear regression, every line machine-checked.

Importing this package loads next to nothing, no NumPy, and proves nothing: what it offers (see
`public`) is loaded when it is first asked for, and `theorem(id)` proves what it is asked for.
"""

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
