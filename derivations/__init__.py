"""Line by Line: maximum likelihood for linear regression, every line machine-checked.

Importing this package loads next to nothing, no NumPy, and proves nothing: what it offers (see
`public`) is loaded when it is first asked for, and `theorem(id)` proves what it is asked for.
"""

from importlib import import_module
from sys import modules
from types import ModuleType
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


class _Package(ModuleType):
    """This package, of which `decide` is the function, once its module is loaded too."""

    def __setattr__(self, name: str, value: object) -> None:
        if name != "decide" or not isinstance(value, ModuleType):
            super().__setattr__(name, value)


modules[__name__].__class__ = _Package
