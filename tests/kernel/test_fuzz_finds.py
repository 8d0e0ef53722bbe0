"""The fuzz finds bugs: each of these, planted into the kernel, is found soon."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import repeat
from typing import Any

import pytest

from derivations.kernel import nodes, normal_form, theorem, trees
from derivations.kernel import terms as t

from .test_fuzz import (
    FalseTheoremError,
    Fuzz,
    LostError,
    Round,
    certificates_round,
    definitions_round,
    identities_round,
    instances_round,
    iterations_round,
    run,
)


def forget() -> None:
    """Forget what was derived from nodes."""
    nodes._build.cache_clear()
    for known in list(nodes._KNOWN.values()):
        for name in known.keys() - {"whole", "size", "depth"}:
            del known[name]


@pytest.fixture
def plant(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[Any, str, Any], None]]:
    """Plants a bug, for one test."""
    yield lambda where, name, wrong: monkeypatch.setattr(where, name, wrong)
    monkeypatch.undo()
    forget()


def powers_count_once(e: Any, key: Any) -> int:
    words = [key[1], *(normal_form.factors_of(atom) for atom, _ in key[0])]
    return sum(normal_form.how_often_in(e, word) for word in words)


def upright(u: Any, v: Any) -> Any:
    first, second = sorted((u, v), key=nodes.written)
    return normal_form.moment(t.Covariance, (first.rows, second.rows), first, second)


def captured(letter: Any, _: Any, mapping: Any) -> Any:
    inner = {key: value for key, value in mapping.items() if key != letter}
    return {**inner, letter: trees.letter_under(letter, mapping)}


BUGS: list[tuple[Any, str, Any, Round]] = [
    (normal_form, "how_often", powers_count_once, identities_round),
    (normal_form, "NUMBERS", repeat(0), identities_round),
    (normal_form, "covariance", upright, identities_round),
    (trees, "stepped_aside", captured, instances_round),
    (theorem, "conditions", lambda _: (), certificates_round),
    (theorem, "letters_of_laws", lambda _: frozenset(), certificates_round),
    (theorem, "free_letters", lambda _: frozenset(), definitions_round),
    (theorem, "holds_at_some_outcomes", lambda _: False, certificates_round),
    (theorem, "same", lambda first, second: type(first) is type(second), definitions_round),
    (normal_form, "iterations", lambda _: 1, iterations_round),
    (theorem, "substitute", lambda node, _: node, iterations_round),
]  # fmt: skip


@pytest.mark.parametrize(("where", "name", "wrong", "way"), BUGS, ids=[bug[1] for bug in BUGS])
def test_a_planted_bug_is_found(
    where: Any, name: str, wrong: Any, way: Round, plant: Callable[[Any, str, Any], None]
) -> None:
    """A kernel with a bug proves something false, or not what is equal, soon."""
    forget()
    plant(where, name, wrong)
    with pytest.raises((FalseTheoremError, LostError)):
        run(Fuzz(name), way, 20_000)
