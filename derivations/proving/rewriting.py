"""Premises as rewrite rules on normal forms. Nothing here is trusted.

A rule says monomial · word = replacement. Each has a letter of its own as a *hole*, and what is
rewritten leaves a *trace*: a polynomial in these holes that is what there was with the left sides
put in, less what there is with the right sides. A trace is what a certificate of the kernel needs.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, TypeAlias, final

from ..budget import spend
from ..kernel.errors import UnfinishedError
from ..kernel.normal_form import (
    ONE,
    Coefficient,
    Cycle,
    Factor,
    Key,
    Monomial,
    Opaque,
    Polynomial,
    Word,
    bases_of,
    factors_in,
    inverse_monomial,
    is_random,
    is_random_factor,
    monomial_rank,
    of_word,
    parted,
    rank,
    reverse,
    times,
    trace,
    turns,
)
from ..kernel.terms import (
    Covariance,
    Dimension,
    Expectation,
    Index,
    Inverse,
    Iterate,
    Letter,
    Ones,
    Shape,
    Variable,
)

_DEEPEST = 30  # transposes that are rewritten while another one is
_STEPS = 1_000  # the degree of a step of an iteration
LONGEST = 20_000  # rewriting steps in one normal form
_MOMENT = 100  # the degree of a mean: a premise on it is a rule for it


@final
@dataclass(frozen=True, slots=True)
class Rule:
    """monomial · word = replacement; it applies to every multiple of its left side.

    `hole` stands for both sides in a trace.
    """

    monomial: Monomial
    word: Word
    replacement: Polynomial
    hole: Letter

    @property
    def left(self) -> Polynomial:
        """monomial · word."""
        return Polynomial(self.replacement.shape, [((self.monomial, self.word), Fraction(1))])

    @property
    def is_constant(self) -> bool:
        """Whether it speaks of no outcome, so that it holds whatever the outcome."""
        lead = factors_in((self.monomial, self.word))
        return not (any(map(is_random_factor, lead)) or is_random(self.replacement))


Rules: TypeAlias = tuple[Rule, ...]
Bound: TypeAlias = frozenset[Index]  # the indices of the sums and products around
_NONE: Bound = frozenset()
# What something became, and the trace of how.
Traced: TypeAlias = tuple[Polynomial, Polynomial]


def alone(letter: Variable) -> Polynomial:
    """A letter as a polynomial."""
    return of_word((Factor(letter),), letter.shape)


def negative(p: Polynomial) -> Polynomial:
    """−p."""
    return p.scaled(Fraction(-1))


def orient(
    p: Polynomial, prefer: Letter | None = None, *, turned: bool = False, bound: Bound = _NONE
) -> tuple[Polynomial, Monomial, Word, Polynomial] | None:
    """p = 0 for its leading term: a factor, and monomial · word = rest, which is factor · p = 0.

    Only a rational times a product of powers of dimensions is divided by, for it cannot be 0: where
    the leading coefficient is a sum, such as n − d, the term of it that is greatest by degree stays
    on the left, with denominators cleared. What stands inside another term, as B does in B + BJ,
    does not lead, for then its rule would come to no rest. None where nothing leads.
    """
    by_lead: dict[Key, list[tuple[Monomial, Coefficient]]] = {}
    for (monomial, word), c in p.terms.items():
        scalars, sizes = parted(monomial)
        by_lead.setdefault((scalars, word), []).append((sizes, c))
    leads = [lead for lead in by_lead if lead[1] or (p.shape == (1, 1) and lead[0])]
    if not leads:
        return None
    leads.sort(key=lambda lead: weight(lead, bound), reverse=True)
    lead = next(lead for lead in leads if not any(_is_inside(lead, other) for other in leads))
    if prefer is not None:
        (defined,) = (alone(prefer).T if turned else alone(prefer)).terms
        lead = defined if defined in by_lead else lead
    scalars, word = lead
    sizes, coefficient = max(by_lead[lead], key=lambda term: _size_order(term[0]))
    unit, kept = inverse_monomial(sizes), ONE
    if len(by_lead[lead]) > 1:
        cleared = denominator(monomial for monomial, _ in by_lead[lead])
        kept = times(sizes, cleared)
        unit = cleared
    rest = Polynomial(
        p.shape,
        (
            ((times(m, unit), w), Fraction(-c) / coefficient)
            for (m, w), c in p.terms.items()
            if (m, w) != (times(scalars, sizes), word)
        ),
    )
    factor = Polynomial((1, 1), [((unit, ()), Fraction(1) / coefficient)])
    return factor, times(scalars, kept), word, rest


def _is_inside(lead: Key, other: Key) -> bool:
    """Whether another leading term has this one as a factor, and is not the same."""
    return (
        lead != other
        and divide(other[0], lead[0]) is not None
        and (not lead[1] or within(lead[1], other[1]))
    )


def denominator(monomials: Iterable[Monomial]) -> Monomial:
    """The least product of sizes that makes these products of powers of sizes whole."""
    powers: dict[Any, int] = {}
    for monomial in monomials:
        for size, exponent in monomial:
            powers[size] = max(powers.get(size, 0), -exponent)
    return frozenset((size, exponent) for size, exponent in powers.items() if exponent)


def _size_order(monomial: Monomial) -> tuple[int, list[tuple[str, int]]]:
    """The order of products of powers of sizes: by degree, then by name."""
    powers = sorted(
        (monomial_rank(frozenset({(size, 1)})), exponent) for size, exponent in monomial
    )
    return sum(exponent for _, exponent in powers), powers


def weight(lead: Key, bound: Bound = _NONE) -> tuple[bool, int, int, list[str], int, str]:
    """The order of leading terms: those of a bound index first, then by degree, then letters."""
    monomial, word = lead
    letters = list(word)
    for atom, exponent in monomial:
        if type(atom) is not Dimension:
            letters += (atom.word if type(atom) is Cycle else atom) * exponent
    degree = sum(map(_degree_of, letters))
    names = sorted(min(rank(factor), rank(factor.T)) for factor in letters)
    transposes = sum(factor.transposed for factor in letters)
    whole = -sum(f.shape[1] == 1 for f in word[:-1])
    of_index = bool(bound) and any(speaks_of(factor, bound) for factor in letters)
    of_index = of_index or bool(bases_of(factors_in(lead)))
    return of_index, degree, whole, names, transposes, f"{rank(word)} {monomial_rank(monomial)}"


def speaks_of(factor: Factor, bound: Bound) -> bool:
    """Whether one of the indices stands in a factor."""
    symbol = factor.symbol
    if type(symbol) is not Opaque:
        return symbol in bound
    return any(
        speaks_of(inner, bound)
        for _, terms in symbol.of
        for (monomial, word), _ in terms
        for inner in (*word, *(f for atom, _ in monomial for f in letters_of(atom)))
    )


def letters_of(atom: Dimension | Word | Cycle) -> Word:
    """The factors of an atom."""
    if type(atom) is Dimension:
        return ()
    return atom.word if type(atom) is Cycle else atom


def _degree_of(factor: Factor) -> int:
    """The degree of a factor: 1, and of a function more than that of what it is taken of."""
    symbol = factor.symbol
    if type(symbol) is Ones:
        return 0
    if type(symbol) is not Opaque or symbol.kind is Inverse:
        return 1
    if symbol.kind in (Expectation, Covariance):
        return int(_MOMENT ** len(symbol.of))
    if symbol.kind is Iterate:  # more steps are rewritten into fewer
        _, count = symbol.of[-1]
        return int(_STEPS * sum(c for _, c in count))
    return 1 + max((weight(key)[1] for _, terms in symbol.of for key, _ in terms), default=0)


# Rewriting.


def reduce(p: Polynomial, rules: Rules, depth: int = 0) -> Traced:
    """Rewrite until no rule applies; `depth` counts the transposes that are rewritten around it."""
    if depth > _DEEPEST:
        raise UnfinishedError(f"the premises turned round {_DEEPEST} transposes inside each other")
    todo, done, traces = Polynomial(p.shape), Polynomial(p.shape), Polynomial(p.shape)
    todo.terms.update(p.terms)
    steps = 0
    while todo.terms:
        key, c = todo.terms.popitem()
        spend(1 + len(rules))
        rewritten = next(_rewritings(key, p.shape, rules, depth), None)
        if rewritten is None:
            done.add(key, c)
            continue
        steps += 1
        if steps > LONGEST:
            raise UnfinishedError(
                f"the premises rewrote for {LONGEST} steps without coming to rest"
            )
        for changed, total in zip(rewritten, (todo, traces), strict=True):
            spend(len(changed.terms))
            for other, d in changed.terms.items():
                total.add(other, c * d)
    return done, traces


def _rewritings(key: Key, shape: Shape, rules: Rules, depth: int = 0) -> Iterator[Traced]:
    """What one step of a rule makes of monomial · word, for each place where it applies."""
    monomial, word = key
    for rule in rules:
        quotient = divide(monomial, rule.monomial)
        if quotient is None:
            continue
        if not rule.word:
            if rule.replacement.shape == (1, 1):
                around = of_word(word, shape, quotient)
                yield around @ rule.replacement, around @ alone(rule.hole)
            continue
        for result, traced in places(word, shape, rule):
            factor = of_word((), (1, 1), quotient)
            yield result @ factor, traced @ factor
        for atom, rest in _take_apart(quotient):
            for result, traced in _scalar_places(atom, rule):
                around = of_word(word, shape, rest)
                yield around @ result, around @ traced
    for atom, rest in _take_apart(monomial) if rules else ():
        for result, traced in transpose(atom, rules, depth):
            around = of_word(word, shape, rest)
            yield around @ result, around @ traced


def _take_apart(monomial: Monomial) -> Iterator[tuple[Word | Cycle, Monomial]]:
    """Each word or trace in a monomial, and the rest of the monomial."""
    atoms = [atom for atom, _ in monomial if type(atom) is not Dimension]
    for atom in sorted(atoms, key=rank):
        yield atom, times(monomial, frozenset({(atom, -1)}))


def _scalar_places(atom: Word | Cycle, rule: Rule) -> Iterator[Traced]:
    """What a rule makes of a scalar."""
    if type(atom) is Cycle:
        for turn in turns(atom.word):
            yield from _cyclic_places(turn, rule)
    else:
        yield from places(atom, (1, 1), rule)


def transpose(atom: Word | Cycle, rules: Rules, depth: int) -> Iterator[Traced]:
    """What the rules make of a scalar turned round, which it equals: of that, what is smaller."""
    back = reverse(atom.word * 2 if type(atom) is Cycle else atom)
    if not any(rule.word and within(rule.word, back) for rule in rules):
        return
    here = weight((frozenset({(atom, 1)}), ()))
    for result, traced in _transposes(atom, rules, depth + 1):
        if all(weight(key) < here for key in result.terms):
            yield result, traced


def _transposes(atom: Word | Cycle, rules: Rules, depth: int) -> Iterator[Traced]:
    """The transpose of a scalar, rewritten as a matrix, so that it is not turned back meanwhile."""
    if type(atom) is Cycle:
        for turn in turns(reverse(atom.word)):
            size = turn[0].shape[0]
            result, traced = reduce(of_word(turn, (size, size)), rules, depth)
            yield trace(result), trace(traced)
    elif len(atom) > 1:
        word = reverse(atom)
        first, last = word[0].shape, word[-1].shape
        head, tail = of_word(word[:1], first), of_word(word[-1:], last)
        result, traced = reduce(of_word(word[1:], (first[1], 1)), rules, depth)
        yield head @ result, head @ traced
        result, traced = reduce(of_word(word[:-1], (1, last[0])), rules, depth)
        yield result @ tail, traced @ tail


def within(part: Word, word: Word) -> bool:
    """Whether a word has the part as a factor."""
    return any(word[i : i + len(part)] == part for i in range(len(word) - len(part) + 1))


def _cyclic_places(turn: Word, rule: Rule) -> Iterator[Traced]:
    """The trace of a word with the rule's word replaced at its head."""
    if turn[: len(rule.word)] == rule.word:
        rows, cols = rule.replacement.shape
        after = of_word(turn[len(rule.word) :], (cols, rows))
        yield trace(rule.replacement @ after), trace(alone(rule.hole) @ after)


def divide(monomial: Monomial, by: Monomial) -> Monomial | None:
    """The quotient of monomials, where it divides."""
    if not by:
        return monomial
    powers = dict(monomial)
    if all(powers.get(atom, 0) >= exponent for atom, exponent in by):
        return times(monomial, frozenset((atom, -exponent) for atom, exponent in by))
    return None


def places(word: Word, shape: Shape, rule: Rule) -> Iterator[Traced]:
    """The word with one occurrence of the rule's word replaced, for each occurrence."""
    size = len(rule.word)
    rows, cols = rule.replacement.shape
    for i in range(len(word) - size + 1):
        if word[i : i + size] == rule.word:
            before = of_word(word[:i], (shape[0], rows))
            after = of_word(word[i + size :], (cols, shape[1]))
            yield before @ rule.replacement @ after, before @ alone(rule.hole) @ after


def constant_rules(rules: Iterable[Rule]) -> Rules:
    """The rules that hold whatever the outcome."""
    return tuple(rule for rule in rules if rule.is_constant)
