"""Certificates: how an equation follows from premises, found by rewriting. Nothing here is trusted.

The kernel checks a certificate by normal forms without premises (see `kernel.theorem.algebra`);
here it is found. Both sides are brought to a normal form modulo the premises, and what was
rewritten on the way is kept.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from contextvars import ContextVar
from fractions import Fraction
from itertools import count
from typing import Any, Protocol, TypeAlias, final

from ..budget import spend
from ..kernel import theorem as kernel
from ..kernel.declarations import OF_LAWS, ON_LAWS, TABLE, TERMS
from ..kernel.errors import RefusedError
from ..kernel.nodes import Node
from ..kernel.normal_form import (
    ONE,
    Factor,
    Opaque,
    Polynomial,
    inverted,
    normal_form,
    of_word,
    parted,
    rank,
)
from ..kernel.statements import Equals, ForEach, Invertible, Statement
from ..kernel.terms import (
    Derivative,
    Identity,
    Index,
    Inverse,
    Iterate,
    Letter,
    OverIndex,
    Shape,
    Term,
    Variable,
)
from ..kernel.theorem import Theorem, assume, equations, theorem_of, without
from ..kernel.trees import Abbreviation, conditions, free_letters, outcomes, substitute
from ..subterms import parts, subterms
from .remainder import parts_of, term_of
from .rewriting import (
    Bound,
    Rule,
    Rules,
    Traced,
    constant_rules,
    negative,
    orient,
    reduce,
)

Certificate: TypeAlias = "tuple[Term | None, tuple[Any, ...]]"  # a context, and its steps


class Memory(Protocol):
    """What remembers certificates by the claim, the premises, and whether they are constant."""

    def recall(
        self, claim: Statement, premises: tuple[Theorem, ...], constant: bool
    ) -> Certificate | None:
        """A certificate, which need not be right."""

    def keep(
        self,
        claim: Statement,
        premises: tuple[Theorem, ...],
        constant: bool,
        certificate: Certificate,
    ) -> None:
        """Keep a certificate that was found."""


_memory: ContextVar[Memory | None] = ContextVar("memory", default=None)


@contextmanager
def remembering(memory: Memory) -> Iterator[None]:
    """Within, a certificate that the memory has is tried first, and what is found goes there."""
    token = _memory.set(memory)
    try:
        yield
    finally:
        _memory.reset(token)


def algebra(claim: Statement, *premises: Theorem) -> Theorem:
    """Γ ⊢ a = b, where a − b has the normal form 0 modulo the premises.

    Premises are equations and invertibilities, or such for each index; what the claim itself
    inverts may be used as well. Raises RefusedError where it does not follow.

    >>> from derivations.kernel.terms import Dimension
    >>> n = Dimension("n")
    >>> A, u, b = Letter("A", n, n), Letter("u", n), Letter("b", n)
    >>> algebra(Equals(u.T @ A @ u, u.T @ b), assume(Equals(A @ u, b)))
    Au = b  ⊢  uᵀAu = uᵀb
    >>> algebra(Equals(Inverse(A) @ A @ u, u))
    A is invertible  ⊢  A⁻¹Au = u
    """
    return _certify(claim, premises)


def _certify(claim: Statement, premises: tuple[Theorem, ...], *, constant: bool = False) -> Theorem:
    """As `algebra`; with `constant`, only by equations that hold whatever the outcome."""
    kernel.check_argument((claim, *premises))
    memory = _memory.get()
    if memory and (found := memory.recall(claim, premises, constant)):
        with suppress(RefusedError):
            return Theorem("algebra", claim, *found, *premises)
    found = _search_for(claim, premises, constant)
    theorem = Theorem("algebra", claim, *found, *premises)
    if memory:
        memory.keep(claim, premises, constant, found)
    return theorem


def _search_for(claim: Statement, premises: tuple[Theorem, ...], constant: bool) -> Certificate:
    """The context and the steps by which a claim follows."""
    try:
        if type(claim) is not Equals or not normal_form(claim.left - claim.right).terms:
            return None, ()
        search = Search(claim, premises)
        rules = constant_rules(search.rules) if constant else search.rules
        left, context = search.normal(claim.left - claim.right, rules)
    except RecursionError as error:
        raise RefusedError("a term is nested too deeply to rewrite") from error
    if left.terms:
        raise RefusedError(f"{claim.left} = {claim.right} does not follow by algebra")
    return context, search.steps(context)


def rewrite(theorem: Theorem, target: Statement, *premises: Theorem) -> Theorem:
    """From P(a) follows P(b), where a = b by algebra modulo the premises.

    P is a property of matrices; where it is one of a law, only modulo what holds whatever the
    outcome. Raises RefusedError where it does not follow.
    """
    source = theorem_of(theorem).conclusion
    inverted_there = [s for s in conditions(source) if _is_invertibility(s)]
    equalities = []
    if type(source) is type(target) and type(source) in kernel.PROPERTIES:
        for before, after in zip(parts(source), parts(target), strict=True):
            if before.shape == after.shape and (premises or normal_form(before - after).terms):
                equality = Equals(before, after)
                also = map(assume, without(inverted_there, *conditions(equality)))
                constant = type(target) in ON_LAWS
                found = _certify(equality, (*premises, *also), constant=constant)
                equalities.append(_without_idle_premises(found))
    return Theorem("rewrite", theorem, target, *equalities)


def _without_idle_premises(theorem: Theorem) -> Theorem:
    """The theorem by the same certificate, without premises that bring what it does not need."""
    claim, context, steps, *premises = theorem.arguments
    for premise in premises:
        others = [each for each in premises if each is not premise]
        with suppress(RefusedError):
            shorter = Theorem("algebra", claim, context, steps, *others)
            before, after = set(theorem.hypotheses), set(shorter.hypotheses)
            if after < before or (after == before and shorter.facts < theorem.facts):
                theorem, premises = shorter, others
    return theorem


def remainder_of(claim: Equals, premises: tuple[Theorem, ...]) -> Term:
    """What is left of the difference of both sides, modulo the premises and what is inverted."""
    search = Search(claim, premises)
    return term_of(search.normal(claim.left - claim.right, search.rules)[0])


def rules_of(statements: Iterable[Statement]) -> Rules:
    """The rewrite rules of equations and of invertibility; other statements give none."""
    return Search(None, (), tuple(statements)).rules


def _is_invertibility(statement: Statement) -> bool:
    """Whether a statement says that something is invertible, or is for each index."""
    return type(statement.statement if type(statement) is ForEach else statement) is Invertible


def _variables(node: Any) -> Iterator[Variable]:
    """Every letter in a term or statement, bound ones among them."""
    if isinstance(node, Variable):
        yield node
    for part in parts(node):
        if isinstance(part, Node):
            yield from _variables(part)


# What is opaque to its parts, so that rules act inside it.
_OPAQUE: tuple[type[Term], ...] = tuple(
    kind for kind in TERMS if TABLE[kind].degree is None and not TABLE[kind].binds
)

Known: TypeAlias = "tuple[Statement, tuple[Any, ...]]"  # a statement, and how it is known
Change: TypeAlias = "Callable[[Term], tuple[Term, Term | None]]"


@final
class Search:
    """A search for a certificate: the rules, and how the equation of each hole is known."""

    def __init__(
        self,
        claim: Equals | None,
        premises: tuple[Theorem, ...],
        known: tuple[Statement, ...] = (),
    ) -> None:
        if claim is not None:
            given = equations(premises)
            known = (*given, *without(conditions(claim), *given))
        spoken_of = [*known, *(h for p in premises for h in p.hypotheses), *filter(None, [claim])]
        self.taken = {letter.name for statement in spoken_of for letter in _variables(statement)}
        self.numbers = count()
        self.ways: dict[Variable, tuple[Any, ...]] = {}
        self.for_each = [s for s in known if type(s) is ForEach]
        self.apart: tuple[Letter, ...] = ()  # bound by a derivative around
        self.bound: Bound = frozenset()  # by a sum or a product around
        self.symmetries: dict[Opaque, Rule] = {}
        single = [s for s in known if type(s) is not ForEach]
        self.rules = self.rules_of([(s, ("given", s)) for s in single])

    def fresh(self, name: str) -> str:
        """A name that nothing here has."""
        return next(new for i in self.numbers if (new := f"{name}{i}") not in self.taken)

    def hole(self, shape: Shape, *way: Any) -> Letter:
        """A hole for an equation that is known in this way."""
        letter = Letter(self.fresh("h"), *shape)
        self.ways[letter] = way
        return letter

    def steps(self, context: Term | None) -> tuple[Any, ...]:
        """The steps that a context needs, each after those that it needs itself."""
        found: dict[Variable, tuple[Any, ...]] = {}

        def visit(term: Term | None) -> None:
            for hole in sorted(free_letters(term) if term else (), key=str):
                if hole in self.ways and hole not in found:
                    way = self.ways[hole]
                    if way[0] in ("by", "each"):
                        visit(way[-1])
                    found[hole] = (hole, *way)

        visit(context)
        return tuple(found.values())

    # Normal forms modulo rules. With each comes its context: a term with holes, which is what there
    # was with the left sides put in, less what there is with the right sides; None where it is all
    # the same.

    def normal(self, term: Term, rules: Rules) -> tuple[Polynomial, Term | None]:
        """The normal form of a term modulo rules."""
        inner, context = self.inside(term, rules)
        form = normal_form(inner)
        spend(len(form.terms))
        form, traced = self.reduced(form, rules)
        if traced.terms:
            context = term_of(traced) if context is None else context + term_of(traced)
        return form, context

    def reduced(self, p: Polynomial, rules: Rules) -> Traced:
        """A polynomial rewritten by rules, and by the symmetry of inverses found so far."""
        return reduce(p, (*rules, *self.symmetries.values()))

    def inside(self, term: Term, rules: Rules) -> tuple[Term, Term | None]:
        """A term with what it is opaque to, and what it sums, in normal form."""
        spend(1)
        if set(self.apart) & free_letters(term) and isinstance(term, (*_OPAQUE, OverIndex)):
            return term, None
        match term:
            case Abbreviation():
                return self.inside(term.unfolded(), rules)
            case OverIndex(index, body):
                j = Index(self.fresh("j"), *index.shape)
                return self.over(type(term), j, substitute(body, {index: j}), rules)
            case Derivative(body, letter, at):
                self.apart = (*self.apart, letter)
                new, context = self.inside(body, rules)
                self.apart = self.apart[:-1]
                there, also = self.inside(at, rules)
                if context is None and also is None:
                    return term, None
                changed = Derivative(body if context is None else context, letter, also or at)
                return Derivative(new, letter, there), changed
            case Iterate(body, letter, start, count):  # premises act on the start alone
                new, context = self.opaque(start, rules, Iterate)
                if context is None or outcomes(new):  # a start is not random
                    return term, None
                return Iterate(body, letter, new, count), Iterate(body, letter, context, count)
        if isinstance(term, _OPAQUE):
            acting = constant_rules(rules) if isinstance(term, OF_LAWS) else rules
            return self.rebuilt(term, lambda part: self.opaque(part, acting, type(term)))
        return self.rebuilt(term, lambda part: self.inside(part, rules))

    def rebuilt(self, term: Term, change: Change) -> tuple[Term, Term | None]:
        """A term of other parts, and its context of theirs."""
        before = tuple(parts(term))
        if not any(isinstance(part, Term) for part in before) or isinstance(term, Variable):
            return term, None
        changed = [change(p) if isinstance(p, Term) else (p, None) for p in before]
        if all(context is None for _, context in changed):
            return term, None
        contexts = (p if c is None else c for p, (_, c) in zip(before, changed, strict=True))
        return type(term)(*(new for new, _ in changed)), type(term)(*contexts)

    def opaque(self, part: Term, rules: Rules, kind: type[Term]) -> tuple[Term, Term | None]:
        """A part of what is opaque to it: its normal form, and a hole for what it equals."""
        form, context = self.normal(part, rules)
        if kind is Inverse:
            self.find_symmetry(form, rules)
        if context is None:
            return part, None
        new = term_of(form)
        return new, self.hole(part.shape, "by", part, new, context)

    def find_symmetry(self, p: Polynomial, rules: Rules) -> None:
        """Enter that what is inverted here has a symmetric inverse, if it is symmetric by rules."""
        words = [word for _, word in inverted(p).terms if word]
        if len(words) != 1 or type(symbol := words[0][0].symbol) is not Opaque or symbol.symmetric:
            return
        (inner,) = parts_of(symbol)
        shape = inner.shape
        flipped, traced = self.reduced(inner.T, rules)
        straight, other = self.reduced(inner, rules)
        if symbol not in self.symmetries and flipped.terms == straight.terms:
            a = term_of(inner)
            turned = self.hole(shape, "by", a.T, a, term_of(traced) - term_of(other))
            hole = self.hole(shape, "by", Inverse(a).T, Inverse(a), Inverse(turned))
            upright = of_word((Factor(symbol),), shape)
            self.symmetries[symbol] = Rule(ONE, (Factor(symbol, True),), upright, hole)

    def over(
        self, kind: type[OverIndex], j: Index, body: Term, rules: Rules
    ) -> tuple[Term, Term | None]:
        """A sum or product over an index that is new, with its body in normal form."""
        self.bound |= {j}
        form, context = self.normal(body, rules + self.rules_at(j, rules))
        self.bound -= {j}
        if context is None:
            return kind(j, body), None
        new = term_of(form)
        return kind(j, new), self.hole(body.shape, "each", kind(j, body), new, context)

    # Rules.

    def rules_of(self, known: list[Known], before: Rules = ()) -> Rules:
        """The rewrite rules of statements, modulo others that were there before."""

        def turn(each: Known) -> tuple[bool, int]:
            return type(each[0]) is Invertible, sum(
                type(term) is Inverse for term in subterms(each[0])
            )

        in_turn = sorted(known, key=turn)  # so that rules come before the inverses they change
        rules = before
        for each in in_turn:
            rules += self.rules_from(each, rules)
        inverting = [each for each in in_turn if turn(each)[0]]
        if inverting and len(inverting) < len(
            in_turn
        ):  # what is inverted may cancel in an equation
            cancelling = before
            for each in inverting:
                cancelling += self.rules_from(each, cancelling)
            for each in in_turn[: -len(inverting)]:
                rules += self.rules_from(each, cancelling, rules)
        return rules[len(before) :]

    def rules_at(self, j: Index, rules: Rules) -> Rules:
        """The rules, at an index, of what is known for each index."""
        at = [s for s in self.for_each if s.index.shape == j.shape]
        return self.rules_of(
            [(substitute(s.statement, {s.index: j}), ("at", s, j)) for s in at], rules
        )

    def rules_from(self, each: Known, rules: Rules, known: Rules = ()) -> Rules:
        """The rules of one statement, modulo others; none of what follows by known ones."""
        statement, way = each
        match statement:
            case Equals(left, right):
                form, context = self.normal(left - right, rules)
                proof: Term = self.hole(left.shape, *way)
                proof = proof if context is None else proof - context
                form, traced = self.reduced(form, known)
                proof = proof if not traced.terms else proof - term_of(traced)
                return self.both_ways(form, proof, _defined_letter(left, right))
            case Invertible(matrix):
                return self.cancelling(matrix, rules)
        return ()

    def cancelling(self, matrix: Term, rules: Rules) -> Rules:
        """The rules AA⁻¹ = I and A⁻¹A = I; of a product of scalars, those of its factors."""
        form, context = self.normal(matrix, rules)
        factors = [(form, matrix, context)]
        if matrix.shape == (1, 1) and len(form.terms) == 1:
            (((monomial, _), _),) = form.terms.items()
            atoms = sorted(parted(monomial)[0], key=lambda power: rank(power[0]))
            if context is None or len(atoms) == 1:
                each = [of_word((), (1, 1), frozenset({(atom, 1)})) for atom, _ in atoms]
                factors = [(f, term_of(f) if context is None else matrix, context) for f in each]
        found: Rules = ()
        one = normal_form(Identity(matrix.shape[0]))
        for factor, a, changed in factors:
            self.find_symmetry(factor, rules)
            inverse, traced = self.reduced(inverted(factor), rules)
            for way in ("inverse", "inverse of"):
                before, after = (factor, inverse) if way == "inverse" else (inverse, factor)
                proof: Term = self.hole(a.shape, way, a)
                if changed is not None:
                    h = self.hole(a.shape, "by", a, term_of(form), changed)
                    proof -= h @ Inverse(h) if way == "inverse" else Inverse(h) @ h
                if traced.terms:
                    trace, left = term_of(traced), term_of(factor)
                    proof -= left @ trace if way == "inverse" else trace @ left
                found += self.both_ways(before @ after + negative(one), proof)
        return found

    def both_ways(self, p: Polynomial, proof: Term, prefer: Letter | None = None) -> Rules:
        """p = 0 and, where it says something else, its transpose, as rules."""
        found = self.oriented(p, proof, prefer)
        flipped = p.T
        if flipped.terms in (p.terms, negative(p).terms):
            return found
        q, traced = self.reduced(flipped, found)
        turned = proof.T if not traced.terms else proof.T - term_of(traced)
        return found + self.oriented(q, turned, prefer, turned=True)

    def oriented(
        self, p: Polynomial, proof: Term, prefer: Letter | None, *, turned: bool = False
    ) -> Rules:
        """p = 0 as a rule for what leads it."""
        found = orient(p, prefer, turned=turned, bound=self.bound)
        if found is None:
            return ()
        factor, monomial, word, rest = found
        left = Polynomial(p.shape, [((monomial, word), Fraction(1))])
        scaled = term_of(factor) * proof
        hole = self.hole(p.shape, "by", term_of(left), term_of(rest), scaled)
        return (Rule(monomial, word, rest, hole),)


def _defined_letter(left: Term, right: Term) -> Letter | None:
    """The letter that an equation letter = term defines."""
    return left if type(left) is Letter and left not in free_letters(right) else None
