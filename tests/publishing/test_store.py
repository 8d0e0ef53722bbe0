"""Certificates found elsewhere: the kernel checks them; where one is refused, the search runs."""

import pytest

from derivations import Equals, Letter, RefusedError, algebra, assume
from derivations.proving import certificates as module
from derivations.proving.certificates import remembering
from derivations.publishing.store import Found
from derivations.results.model import X, d, gram, w, y

b = Letter("b", d)
CLAIM, NORMAL = Equals(w.T @ gram @ w, w.T @ X.T @ y), assume(Equals(gram @ w, X.T @ y))


def found() -> str:
    store = Found()
    with remembering(store):
        algebra(CLAIM, NORMAL)
    return store.text()


def test_what_was_found_is_not_searched_for_again(monkeypatch: pytest.MonkeyPatch) -> None:
    searched = algebra(CLAIM, NORMAL)
    store = Found(found())
    monkeypatch.delattr(module, "_search_for")
    with remembering(store):
        recalled = algebra(CLAIM, NORMAL)
    assert recalled.arguments[:3] == searched.arguments[:3]


def test_what_is_refused_is_searched_for() -> None:
    store = Found(found())
    store.keep(CLAIM, (NORMAL,), False, (None, ()))
    with remembering(store):
        assert algebra(CLAIM, NORMAL).arguments[1] is not None


def test_a_false_claim_is_refused_whatever_is_kept() -> None:
    false, store = Equals(w.T @ gram @ w, 2 * (w.T @ X.T @ y)), Found()
    [certificate] = [algebra(CLAIM, NORMAL).arguments[1:3]]
    store.keep(false, (NORMAL,), False, certificate)
    with remembering(Found(store.text())), pytest.raises(RefusedError):
        algebra(false, NORMAL)


def test_other_premises_are_another_question() -> None:
    store = Found(found())
    with remembering(store), pytest.raises(RefusedError):
        algebra(CLAIM, assume(Equals(gram @ w, b)))
