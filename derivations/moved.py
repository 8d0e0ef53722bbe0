"""The names that modules had before they stood in rooms: each leads to the module of today.

They work for one more version, so that notebooks which were downloaded before can still be run.
"""

from __future__ import annotations

import sys
from importlib import import_module
from importlib.abc import Loader
from importlib.machinery import ModuleSpec
from types import ModuleType
from warnings import warn

_ROOMS = {
    "numbers": "elimination distributions evaluate extrema images truth",
    "examples": "instances counterexamples random_laws random_matrices",
    "proving": "certificates rewriting remainder completion positivity sequents replay chain",
    "results": "model",
    "presentation": "words notation opened",
    "publishing": "contents registry argument lookup derivation citation verify processes export "
    "trusted source",
    "site": "exhibit glossary listing map picture proof_format rails session trust",
}
MOVED = {
    "derivations.decide": "derivations.proving.decide",
    "derivations.display": "derivations.presentation.theorems",
    "derivations.naming": "derivations.printing.naming",
} | {f"derivations.{m}": f"derivations.{r}.{m}" for r, ms in _ROOMS.items() for m in ms.split()}


class _Package(ModuleType):
    """This package, of which `decide` is the function, also when the old module is asked for."""

    def __setattr__(self, name: str, value: object) -> None:
        if name != "decide" or not isinstance(value, ModuleType):
            super().__setattr__(name, value)


class _Moved(Loader):
    """Hands out the module under its new name."""

    def create_module(self, spec: ModuleSpec) -> ModuleType | None:
        return None

    def exec_module(self, module: ModuleType) -> None:
        old = module.__name__
        warn(f"{old} is {MOVED[old]} now", DeprecationWarning, stacklevel=2)
        sys.modules[old] = import_module(MOVED[old])
        sys.modules["derivations"].__class__ = _Package


def spec_of(name: str) -> ModuleSpec | None:
    """How the module of an old name is loaded; None where there was none."""
    return ModuleSpec(name, _Moved()) if name in MOVED else None
