"""Completion: what overlapping premises imply, as theorems (after Knuth and Bendix).

Where the leading words of two rewrite rules overlap, as those of G⁻¹G = I and Gŵ = b do in G⁻¹Gŵ,
the word can be rewritten in two ways, and these are equal: ŵ = G⁻¹b. A tactic, and not trusted:
each consequence is a theorem of the kernel, or is dropped.
"""

from __future__ import annotations

import heapq
import re
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from fractions import Fraction
from itertools import count, product
from typing import final

from ..budget import SpentError
from ..kernel.errors import DerivationError, RefusedError
from ..kernel.nodes import written
from ..kernel.normal_form import Monomial, Polynomial, Word, of_word, reverse, times
from ..kernel.statements import Equals, Invertible, Statement
from ..kernel.terms import Identity, Inverse, Letter, Term
from ..kernel.theorem import Theorem, assume, cut, instantiate, without
from ..kernel.trees import union
from ..printing.formulas import latex_name
from .certificates import algebra, rules_of
from .remainder import term_of
from .rewriting import Rule, orient, reduce
from .sequents import inverse_exists, transitive

_OVERLAPS = 400  # that are looked at
_LONGEST = 8  # factors of a word that is rewritten in two ways


@final
@dataclass(frozen=True, slots=True)
class Overlap:
    """A product that the rules of two theorems rewrite, to `one` and to `other`."""

    first: Theorem
    second: Theorem
    both: Polynomial
    one: Polynomial
    other: Polynomial


def consequences(premises: Iterable[Theorem]) -> Iterator[Theorem]:
    """Equations that overlaps of the premises imply, overlaps with those equations, and so on.

    The premises are equations and invertibilities. The shortest overlaps come first; it ends after
    OVERLAPS of them, or where the budget around it is spent.
    """
    premises = list(premises)
    known: list[tuple[Theorem, tuple[Rule, ...]]] = []
    todo: list[tuple[int, int, Overlap]] = []
    ticket = count()
    seen: set[object] = set()

    def enter(theorem: Theorem) -> None:
        rules = rules_of([theorem.conclusion])
        known.append((theorem, rules))
        for other, more in known:
            for first, some, second, others in (
                (theorem, rules, other, more),
                (other, more, theorem, rules),
            ):
                for a, b in product(some, others):
                    for size, *ways in _superpositions(a, b):
                        heapq.heappush(todo, (size, next(ticket), Overlap(first, second, *ways)))

    for premise in premises:
        for theorem in _with_transpose(premise):
            enter(theorem)
            if theorem is not premise:
                yield theorem
    for _ in range(_OVERLAPS):
        if not todo:
            break
        try:
            found = _consequence(heapq.heappop(todo)[2], seen)
            new = [] if found is None else list(_with_transpose(_settle(found, premises)))
        except SpentError:
            break
        except DerivationError:
            continue
        for theorem in new:
            enter(theorem)
            yield theorem


def _superpositions(a: Rule, b: Rule) -> Iterator[tuple[int, Polynomial, Polynomial, Polynomial]]:
    """The products in which both rules apply to overlapping places: size, product, both results."""
    monomial = _least_common_multiple(a.monomial, b.monomial)
    rest_a, rest_b = (_alone(_quotient(monomial, rule.monomial)) for rule in (a, b))
    if a.word and b.word:
        for i in range(len(a.word)):
            end = i + len(b.word)
            if a.word[i:end] != b.word[: len(a.word) - i] or (a is b and i == 0):
                continue
            word = a.word[:i] + b.word + a.word[end:]
            if len(word) > _LONGEST:
                continue
            tail = b.word[len(a.word) - i :]
            both = _product_of(word) @ _alone(monomial)
            one = _around((), a.replacement, tail) @ rest_a
            other = _around(a.word[:i], b.replacement, a.word[end:]) @ rest_b
            yield len(word) + len(monomial), both, one, other
    elif a is not b and _share_an_atom(a.monomial, b.monomial) and _is_scalar(a) and _is_scalar(b):
        word = a.word or b.word
        both = _around((), _alone(monomial), word)
        one, other = (_around((), rule.replacement, () if rule.word else word) for rule in (a, b))
        yield len(word) + len(monomial), both, one @ rest_a, other @ rest_b


def _is_scalar(rule: Rule) -> bool:
    """Whether a rule has a word, or else is one of scalars."""
    return bool(rule.word) or rule.replacement.shape == (1, 1)


def _consequence(overlap: Overlap, seen: set[object]) -> Theorem | None:
    """The theorem lead = rest that the two results are equal to; None if it is nothing new."""
    first, second = overlap.first, overlap.second
    rules = rules_of([first.conclusion, second.conclusion])
    difference, _ = reduce(overlap.one + overlap.other.scaled(Fraction(-1)), rules)
    found = orient(difference)
    key = frozenset(difference.terms.items())
    if found is None or key in seen:
        return None
    seen.add(key)
    scale, monomial, word, others = found
    factor = term_of(scale)
    lead = term_of(Polynomial(difference.shape, [((monomial, word), Fraction(1))]))
    rest, both = term_of(others), term_of(overlap.both)
    one, other = term_of(overlap.one), term_of(overlap.other)
    apart = rest + factor * (one - other)
    joined = rest + factor * (both - other)
    start = algebra(Equals(lead, apart), first, second)
    middle = algebra(Equals(apart, joined), first)
    return transitive(transitive(start, middle), algebra(Equals(joined, rest), second))


def _settle(theorem: Theorem, lemmas: list[Theorem]) -> Theorem:
    """The theorem, with every invertibility that it adds to its premises proved from the lemmas."""
    allowed = union(*(lemma.hypotheses for lemma in lemmas))
    for hypothesis in without(theorem.hypotheses, *allowed):
        if isinstance(hypothesis, Invertible):
            theorem = cut(theorem, invertible(hypothesis.matrix, lemmas))
    return theorem


def invertible(matrix: Term, lemmas: list[Theorem]) -> Theorem:
    """That a matrix is invertible, because a lemma says so of it or of its transpose."""
    one = Identity(matrix.shape[0])
    for lemma in lemmas:
        known = lemma.conclusion
        if isinstance(known, Invertible) and known.matrix.shape == matrix.shape:
            for inverse in (Inverse(known.matrix), Inverse(known.matrix).T):
                with suppress(DerivationError):
                    left = algebra(Equals(inverse @ matrix, one), lemma)
                    return inverse_exists(left, algebra(Equals(matrix @ inverse, one), lemma))
    raise RefusedError(f"no premise says that {matrix} is invertible")


def _with_transpose(theorem: Theorem) -> Iterator[Theorem]:
    """The theorem; and its transpose, where both have one leading word, as in PPᵀ = P."""
    yield theorem
    words = [rule.word for rule in rules_of([theorem.conclusion])]
    if any(word and reverse(word) == word for word in words):
        with suppress(RefusedError):
            yield transpose(theorem)


def transpose(theorem: Theorem) -> Theorem:
    """From a = b, aᵀ = bᵀ."""
    claim = theorem.conclusion
    if not isinstance(claim, Equals):
        raise RefusedError(f"{claim} is no equation")
    a, b = (Letter(fresh(claim, name), *claim.left.shape) for name in ("a", "b"))
    lemma = algebra(Equals(a.T, b.T), assume(Equals(a, b)))
    return cut(instantiate(lemma, (a, claim.left), (b, claim.right)), theorem)


def fresh(about: Statement, name: str) -> str:
    """A name that a statement does not use, nor one that is printed like it."""
    taken = {latex_name(used) for used in re.findall(r"\w+", written(about))}
    return next(new for i in count() if latex_name(new := f"{name}{i}") not in taken)


# Words and monomials.


def _product_of(word: Word) -> Polynomial:
    """A word as a polynomial."""
    return of_word(word, (word[0].shape[0], word[-1].shape[1]))


def _around(before: Word, middle: Polynomial, after: Word) -> Polynomial:
    """before · middle · after."""
    if before:
        middle = _product_of(before) @ middle
    return middle @ _product_of(after) if after else middle


def _alone(monomial: Monomial) -> Polynomial:
    """A monomial as a polynomial."""
    return Polynomial((1, 1), [((monomial, ()), Fraction(1))])


def _least_common_multiple(a: Monomial, b: Monomial) -> Monomial:
    """The least monomial that both divide."""
    powers = dict(a)
    for atom, exponent in b:
        powers[atom] = max(powers.get(atom, 0), exponent)
    return frozenset(powers.items())


def _quotient(monomial: Monomial, by: Monomial) -> Monomial:
    """The quotient of monomials."""
    return times(monomial, frozenset((atom, -exponent) for atom, exponent in by))


def _share_an_atom(a: Monomial, b: Monomial) -> bool:
    """Whether two monomials have an atom in common."""
    return bool({atom for atom, _ in a} & {atom for atom, _ in b})
