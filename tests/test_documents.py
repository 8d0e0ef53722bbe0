"""Every example in the README, the contributor's guide and the docstrings runs."""

import doctest
import importlib
import pkgutil
from pathlib import Path

import pytest

import derivations
from derivations.proving.chain import PUBLISHED

ROOT = Path(__file__).parent.parent
MODULES = [
    module.name
    for module in pkgutil.walk_packages(derivations.__path__, "derivations.")
    if not module.name.endswith("__main__")
]


def test_readme():
    failures, tried = doctest.testfile(str(ROOT / "README.md"), module_relative=False)
    assert tried > 5
    assert failures == 0


@pytest.mark.parametrize("name", MODULES)
def test_docstrings(name):
    failures, _ = doctest.testmod(importlib.import_module(name))
    assert failures == 0


def test_the_walkthrough_of_the_contributors_guide(monkeypatch):
    from derivations.kernel.terms import Trace
    from derivations.results import projection

    others = {id: result for id, result in PUBLISHED.items() if id != "residual-maker-trace"}
    monkeypatch.setattr("derivations.proving.chain.PUBLISHED", others)
    guide = (ROOT / "CONTRIBUTING.md").read_text("utf-8")
    code = guide.split("```python\n")[1].split("```")[0]
    names = {**vars(projection), "Trace": Trace}
    exec("\n".join(line[3:] for line in code.splitlines()), names)  # the example is indented by 3
    shown = str(names["residual_degrees"].theorem)
    assert shown == "XᵀX is invertible  ⊢  tr(I_n − H) = n − d"
