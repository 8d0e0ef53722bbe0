"""Nodes: trees that nothing can change, each of a kind that is declared in one place.

A node is a Python tuple, (kind, its parts …, its shape), so that no attribute of it can be set,
and two nodes are equal just where their trees are. It is *known* only if it was built by its kind,
which checks its parts; what pretends to be a node is not.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache, wraps
from operator import is_, itemgetter
from types import MappingProxyType
from typing import Any, TypeVar, dataclass_transform

from .errors import MalformedError, UnfinishedError, require

DEEPEST = 150  # nodes on the way from the root of a tree to a leaf: Python's stack is enough
LONGEST = 10**4_000  # what sizes, numerators and denominators stay below: Python can print them
_BIGGEST = 100_000  # nodes in one tree, with abbreviations unfolded

Derived = TypeVar("Derived")


@dataclass_transform(frozen_default=True)
class Tags(type):
    """Gives a class of tuples a property for each of its parts, which it lists as a dataclass."""

    types: dict[str, str]  # of its parts, in their order
    defaults: dict[str, Any]
    sized: bool  # whether it has sizes among its parts, and so no other nodes

    def __new__(cls, name: str, bases: tuple[Any, ...], space: dict[str, Any]) -> Tags:
        own = space.get("__annotations__", {})
        given = {part: space.pop(part) for part in own if part in space}
        types = {**getattr(bases[0], "types", {}), **own}
        places = {part: property(itemgetter(at)) for at, part in enumerate(types, 1) if part in own}
        fixed: Any = {"__slots__": (), "__match_args__": tuple(types)}
        made = super().__new__(cls, name, bases, {**fixed, **places, **space})
        made.types, made.sized = types, "Size" in types.values()
        made.defaults = {**getattr(bases[0], "defaults", {}), **given}
        return made


class Tagged(tuple[Any, ...], metaclass=Tags):
    """A tuple of its class and its parts, so that things of two classes are never equal."""

    __iter__ = None  # type: ignore[assignment]  # it is one thing, not several
    __class__ = property(type)  # and of one class for good

    def __new__(cls, *parts: Any) -> Any:
        return tuple.__new__(cls, (cls, *parts))


@dataclass(frozen=True, slots=True)
class Kind:
    """What is declared of a kind of node. Nothing has a default, so that nothing is forgotten."""

    name: str  # in the frozen form
    shape: Callable[..., Any]  # checks the parts, and gives the shape; a statement has none
    needs: Callable[[Any], tuple[Any, ...]] | None  # what it means something under; None: always
    degree: Callable[[Any], int] | None  # in random letters; None: it is no polynomial in its parts
    of_law: bool  # whether it belongs to the laws of what is random in it, not to an outcome
    binds: tuple[str, str] | None  # a letter, and the part in which it is bound


KINDS: dict[type, Kind] = {}
NAMED: dict[str, type] = {}  # the kinds by their names
CHECKS: dict[str, Callable[[Any], Any]] = {}  # of the parts of a node, by their types: what is kept
_KNOWN: dict[int, dict[str, Any]] = {}  # by its id: each known node, and what was derived from it


class Node(Tagged):
    """The base of terms and statements."""

    def __new__(cls, *given: Any, **named: Any) -> Any:
        why = "{} is not a kind of term or statement: those have a row in kernel/declarations.py"
        require(type(cls) is Tags and cls in KINDS, MalformedError, why, cls.__name__)
        missing = list(cls.types)[len(given) :]
        others = {**cls.defaults, **named}
        given += tuple(others[part] for part in missing if part in others)
        fits = len(given) == len(cls.types) and named.keys() <= {*missing}
        require(fits, MalformedError, "{} takes {}, each once", cls.__name__, ", ".join(cls.types))
        parts = tuple(CHECKS[t](part) for t, part in zip(cls.types.values(), given, strict=True))
        return _build(cls, *parts)

    meaning = classmethod(lambda cls, *_: ())  # what an abbreviation stands for; else, nothing

    def __del__(self, forget: Callable[..., Any] = _KNOWN.pop) -> None:
        forget(id(self), None)

    def __getnewargs__(self) -> tuple[Any, ...]:
        return tuple(getattr(self, name) for name in type(self).types)


@lru_cache(maxsize=100_000)  # so that equal trees are one
def _build(made: type[Node], *parts: Any) -> Node:
    """The node of parts that were checked one by one."""
    shape = KINDS[made].shape(*parts)
    node: Node = tuple.__new__(made, (made, *parts, *made.meaning(*parts), shape))
    within = [derived(part) for part in inside(node)]
    size = 1 + sum(part["size"] for part in within)
    depth = 1 + max((part["depth"] for part in within), default=0)
    require(size <= _BIGGEST, UnfinishedError, "a term of more than {} nodes: too large", _BIGGEST)
    require(depth <= DEEPEST, UnfinishedError, "a term nested too deeply to check")
    _KNOWN[id(node)] = {"whole": node[:], "size": size, "depth": depth}
    return node


def derived(node: Any) -> Mapping[str, Any]:
    """What was derived from a node so far; MalformedError is raised for what is not known."""
    whole = (found := _KNOWN.get(id(node), {"whole": (None,)}))["whole"]
    if type(node) is not whole[0] or len(node) != len(whole) or not all(map(is_, whole, node[:])):
        raise MalformedError(f"something of type {type(node).__name__} is not of a known kind")
    return MappingProxyType(found)


def kept(derive: Callable[[Any], Derived]) -> Callable[[Any], Derived]:
    """Keep with a node, as long as it lives, what is derived from it; of a leaf, nothing."""
    name = derive.__name__

    @wraps(derive)
    def look_up(node: Any) -> Derived:
        found = derived(node)
        if name in found:
            return node if found[name] is kept else found[name]  # type: ignore[no-any-return]
        value = derive(node)
        if found["size"] > 1:
            _KNOWN[id(node)][name] = kept if value is node else value  # not to keep itself alive
        return value

    return look_up


def inside(node: Any) -> list[Any]:
    """The nodes that a node is made of, sizes apart."""
    if type(node).sized:
        return []
    laid = (part if type(part) is tuple else (part,) for part in node[1:-1])
    return [each for part in laid for each in part if isinstance(each, Node)]


def written(part: Any, holds: str = "") -> str:
    """A node written out, in its frozen form: `kind(part,part,…)`; a size by its name alone."""
    if type(part) is tuple:
        return f"[{','.join(map(written, part))}]"
    if holds == "Size" or not isinstance(part, Node):
        return str(part[1] if isinstance(part, Node) else part)
    inner = (written(getattr(part, name), holds) for name, holds in type(part).types.items())
    return f"{KINDS[type(part)].name}({','.join(inner)})"


Node.__repr__ = written  # type: ignore[method-assign]  # until `derivations.printing.formulas` is loaded
