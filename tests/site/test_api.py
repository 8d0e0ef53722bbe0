"""The page of the API shows every public name, each with words of its own and runnable examples."""

import re
from importlib import import_module
from pathlib import Path

import derivations
from tests.site.audit.links import soup
from tests.site.browser import ROOT

SHOWN = re.findall(r"^::: (\S+)$", (ROOT / "docs/api.md").read_text(encoding="utf-8"), re.MULTILINE)


def named(path: str) -> object:
    module, _, name = path.rpartition(".")
    return getattr(import_module(module), name)


def test_every_public_name_is_shown_once() -> None:
    shown = [named(path) for path in SHOWN]
    assert len({id(each) for each in shown}) == len(shown)
    missing = [name for name in derivations.__all__ if getattr(derivations, name) not in shown]
    assert missing == []


def test_every_one_says_what_it_is() -> None:
    for path in SHOWN:
        each = named(path)
        own = vars(each)["__doc__"] if isinstance(each, type) else each.__doc__
        assert own, path
        assert not own.startswith(f"{path.rpartition('.')[2]}("), (
            f"{path} has a signature for words"
        )


def test_the_page(site: Path) -> None:
    page = soup(site, "api/")
    for path in SHOWN:
        assert page.find(id=path), path
    assert page.select("article blockquote") == [], "an example is not shown as code"
    assert ">>> decide(" in page.select_one("article").get_text()
    rules = [code.get_text() for code in page.select(".doc-signature")]
    assert [rule for rule in rules if "-> Sequent" in rule] == []
    assert page.select('article a[href$="#derivations.ShapeError"]')
