"""Theorems: the only way to make one is to name a rule and hand it what the rule asks for.

A `Theorem` says *hypotheses ⊢ conclusion*: for all sizes, all real matrices, and all random
vectors at any outcome, where every hypothesis means something and holds, the conclusion means
something and holds. Both sides are computed from the rule, so that there is no field in which to
lie, and nothing about a theorem can be changed.

Defended: mistakes, and casual tampering (a forged or subclassed theorem, a changed field, a
pickled theorem, `python -O`). Not defended: a program that rewrites this module or Python itself.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from fractions import Fraction
from functools import wraps
from operator import is_, itemgetter
from types import MappingProxyType
from typing import Any, NamedTuple, ParamSpec, final

from .declarations import ON_LAWS
from .definitions import clauses
from .errors import GARBLED, MalformedError, RefusedError, ShapeError, require
from .facts import FACTS, Fact
from .kinds import alike
from .laws import LAWS, Law
from .nodes import CHECKS, Node, derived
from .normal_form import normal_form, parted
from .statements import (
    Equals,
    ForEach,
    FullColumnRank,
    Integrable,
    Invertible,
    Nonnegative,
    Positive,
    PositiveDefinite,
    PositiveSemidefinite,
    SquareIntegrable,
    Statement,
)
from .terms import (
    Dimension,
    Exp,
    Expectation,
    Identity,
    Index,
    Inverse,
    Iterate,
    Letter,
    Log,
    Number,
    ProductOver,
    Random,
    SquaredNorm,
    Substitution,
    Sum,
    SumOver,
    Term,
    Variable,
    Zero,
    as_term,
)
from .trees import (
    conditions,
    free_letters,
    letter_under,
    letters_of_laws,
    outcomes,
    substitute,
    unabbreviated,
    union,
)

P = ParamSpec("P")


class Sequent(NamedTuple):
    """What a rule computes: hypotheses ⊢ conclusion, resting on cited facts."""

    hypotheses: tuple[Statement, ...]
    conclusion: Statement
    facts: frozenset[str]


_PROVED: dict[int, tuple[Any, ...]] = {}  # the theorems, by their ids


@final
class Theorem(tuple[Any, ...]):
    """A statement proved from its hypotheses by the rules below.

    `Theorem(rule, *arguments)` computes `hypotheses`, what the proof uses, definedness conditions
    included; `conclusion`, what follows; and `facts`, the ids of the cited facts that the proof
    rests on; or it raises. The functions `assume`, `algebra`, … are the readable way to call it.
    """

    __slots__ = ()
    __iter__ = None  # type: ignore[assignment]  # it is one thing, not several
    __class__ = property(type)  # and of one class for good
    rule: str = property(itemgetter(0))  # type: ignore[assignment]
    arguments: tuple[Any, ...] = property(itemgetter(1))  # type: ignore[assignment]
    hypotheses: tuple[Statement, ...] = property(itemgetter(2))  # type: ignore[assignment]
    conclusion: Statement = property(itemgetter(3))  # type: ignore[assignment]
    facts: frozenset[str] = property(itemgetter(4))  # type: ignore[assignment]

    def __new__(cls, rule: str, *arguments: Any) -> Theorem:
        require(cls is Theorem, MalformedError, "Theorem has no subclasses")
        whole = (rule, arguments, *proved(rule, arguments))
        theorem: Theorem = tuple.__new__(cls, whole)
        _PROVED[id(theorem)] = whole
        return theorem

    def __del__(self, forget: Callable[..., Any] = _PROVED.pop) -> None:
        forget(id(self), None)

    __eq__, __hash__ = object.__eq__, object.__hash__  # a proof is compared by its sequent

    def __reduce__(self) -> tuple[Any, ...]:
        return Theorem, (self.rule, *self.arguments)  # unpickling proves it again


def proved(rule: str, arguments: tuple[Any, ...]) -> Sequent:
    """The sequent that a rule computes from its arguments."""
    there = type(rule) is str and rule in RULES
    require(there, MalformedError, "{} is no rule; the rules are {}", repr(rule), ", ".join(RULES))
    try:
        for argument in arguments:
            check_argument(argument)
        return RULES[rule](*arguments)
    except RecursionError as error:
        raise RefusedError("a term is nested too deeply to check") from error
    except GARBLED as error:
        raise MalformedError(f"the rule {rule} was not given what it asks for: {error}") from error


def check_argument(argument: object) -> None:
    """Raise unless the argument is exactly a theorem, a known node, or a plain value."""
    if isinstance(argument, Theorem):
        theorem_of(argument)
    elif isinstance(argument, Node):
        derived(argument)
    elif type(argument) is tuple:
        for part in argument:
            check_argument(part)
    else:
        hint = ": a claim is written Equals(a, b), not a == b" if type(argument) is bool else ""
        why = "a rule takes theorems, statements and terms, not {} {}{}"
        plain = any(type(argument) is kind for kind in (str, int, type(None)))
        require(plain, MalformedError, why, type(argument).__name__, repr(argument), hint)


# Sequents.


def without(group: Iterable[Statement], *gone: Statement) -> tuple[Statement, ...]:
    """The statements of a group but for those that are gone."""
    missing = {unabbreviated(statement) for statement in gone}
    return tuple(s for s in group if unabbreviated(s) not in missing)


def same(first: Statement, second: Statement) -> bool:
    """Whether two statements are one but for abbreviations."""
    return bool(unabbreviated(first) == unabbreviated(second))


def theorem_of(value: object) -> Theorem:
    """The value, if it is a theorem that a rule has proved."""
    why = "a premise is a theorem, not {} {}: write assume(statement) for a hypothesis"
    require(isinstance(value, Theorem), MalformedError, why, type(value).__name__, value)
    whole = _PROVED.get(id(value), ())
    proved = type(value) is Theorem and whole and all(map(is_, whole, value[:]))
    require(proved, MalformedError, "a theorem that no rule has proved")
    return value  # type: ignore[return-value]  # just checked


def sequent(conclusion: Statement, *premises: Theorem, also: Iterable[Statement] = ()) -> Sequent:
    """The sequent that takes over the hypotheses and facts of its premises."""
    facts = frozenset[str]().union(*(premise.facts for premise in premises))
    return Sequent(union(*(p.hypotheses for p in premises), also), conclusion, facts)


# The rules. Each takes what it checks and returns the sequent that follows.


_RULES: dict[str, Callable[..., Sequent]] = {}


def rule(check: Callable[P, Sequent]) -> Callable[P, Theorem]:
    """Make calling a rule construct the theorem: `assume(s)` is `Theorem("assume", s)`."""
    _RULES[check.__name__] = check

    @wraps(check)
    def derive(*arguments: P.args, **named: P.kwargs) -> Theorem:
        require(not named, MalformedError, "{} takes no arguments by name", check.__name__)
        return Theorem(check.__name__, *arguments)

    return derive


@rule
def assume(statement: Statement) -> Sequent:
    """S ⊢ S, with the conditions under which S means anything.

    >>> n = Dimension("n")
    >>> A, u, b = Letter("A", n, n), Letter("u", n), Letter("b", n)
    >>> assume(Equals(u, Inverse(A) @ b))
    u = A⁻¹b, A is invertible  ⊢  u = A⁻¹b
    """
    CHECKS["Statement"](statement)
    return Sequent(union([statement], conditions(statement)), statement, frozenset())


@rule
def cite(fact: str) -> Sequent:
    """The sequent of a fact in the ledger, resting on that fact."""
    return taken(FACTS, fact, frozenset({fact}))


@rule
def law(name: str) -> Sequent:
    """The sequent of a law: of ≥, of squares and inverses, or of exp, ln, √, |·|, π or A⁺."""
    return taken(LAWS, name, frozenset())


def taken(ledger: Mapping[str, Fact | Law], name: str, facts: frozenset[str]) -> Sequent:
    """The sequent of that name in a ledger."""
    why = "no {} in the ledger; it has {}"
    require(name in ledger, MalformedError, why, repr(name), ", ".join(ledger))
    return Sequent(ledger[name].hypotheses, ledger[name].conclusion, facts)


@rule
def algebra(
    claim: Statement, context: Term | None, steps: tuple[Any, ...], *premises: Theorem
) -> Sequent:
    """Γ ⊢ a = b, certified: a − b and F[l] − F[r] have one normal form, where each l = r is known.

    The context F is a term, with a letter as the hole of each equation; where it is None, a and b
    have one normal form. The steps say how the equations are known, each as (hole, way, …):

    - `(h, "given", l = r)`: a premise concludes it;
    - `(h, "at", s, j)`: a premise concludes s, that l = r for each index; here at the index j;
    - `(h, "inverse", A)`, `(h, "inverse of", A)`: AA⁻¹ = I, or A⁻¹A = I, of an A that a premise
      says is invertible, or that the claim or the conclusion of a premise inverts;
    - `(h, "by", l, r, F)`: l − r and F[l′] − F[r′] have one normal form, by earlier steps;
    - `(h, "each", Σᵢl, r, F)`: Σᵢl = Σᵢr, or the same of ∏ᵢ, since l = r as before, for an index of
      which neither the claim nor a premise speaks.

    A hole inside what is of a law takes only an equation that holds whatever the outcome: it speaks
    of none, or was made from such alone. Raises RefusedError where something does not follow.

    >>> n = Dimension("n")
    >>> A, u, b, h = Letter("A", n, n), Letter("u", n), Letter("b", n), Letter("h", n)
    >>> given = Equals(A @ u, b)
    >>> algebra(Equals(u.T @ A @ u, u.T @ b), u.T @ h, ((h, "given", given),), assume(given))
    Au = b  ⊢  uᵀAu = uᵀb
    """
    require(type(claim) is Equals, MalformedError, "algebra proves equations; {} is none", claim)
    known = equations(premises)
    unmet = without(conditions(claim), *known)
    spoken_of = (claim, *(s for p in premises for s in (*p.hypotheses, p.conclusion)))
    certificate = Certificate((*known, *unmet), spoken_of)
    for step in steps:
        certificate.enter(*step)
    certificate.check(claim[1], claim[2], context)
    return sequent(claim, *premises, also=unmet)


@final
class Certificate:
    """The equations l = r of the steps so far, each with a letter as its hole."""

    def __init__(self, known: Iterable[Statement], spoken_of: Iterable[Statement]) -> None:
        self.known = tuple(map(unabbreviated, known))
        self.letters = frozenset[Variable]().union(*map(free_letters, spoken_of))
        self.left: dict[Variable | Dimension, Any] = {}
        self.right: dict[Variable | Dimension, Any] = {}
        self.whatever_the_outcome = set[Variable]()

    def enter(self, hole: Letter, way: str, *how: Any) -> None:
        """Enter the equation of a step."""
        left: Term
        right: Term
        constant = False  # whether it was made from what holds whatever the outcome
        match way, how:
            case "given", (Equals(left, right) as equation,) if self.is_known(equation):
                pass
            case "at", (ForEach(index, Equals()) as each, Index() as j) if self.is_known(each):
                alike(index, j)
                left, right = substitute(each.statement, {index: j})[1:-1]
            case "inverse", (Term() as a,) if self.inverts(a):
                left, right = a @ Inverse(a), Identity(a.shape[0])
            case "inverse of", (Term() as a,) if self.inverts(a):
                left, right = Inverse(a) @ a, Identity(a.shape[0])
            case "by", (Term() as left, Term() as right, context):
                self.check(left, right, context)
                constant = self.holes(context) <= self.whatever_the_outcome
            case "each", (SumOver(index) | ProductOver(index) as left, Term() as each, context):
                fresh = index not in self.letters
                require(fresh, RefusedError, "the claim or a premise speaks of the index {}", index)
                self.check(left.body, each, context)
                right = type(left)(index, each)
                constant = self.holes(context) <= self.whatever_the_outcome
            case _:
                raise RefusedError(f"that is no way to know an equation here: {way} {how}")
        free = type(hole) is Letter and hole not in self.left and hole.shape == left.shape
        require(free, RefusedError, "{} is taken, or no hole for {}", hole, left)
        if constant or not outcomes(left) | outcomes(right):
            self.whatever_the_outcome.add(hole)
        self.left[hole], self.right[hole] = left, right

    def check(self, left: Term, right: Term, context: Term | None) -> None:
        """Raise unless left − right and F[l] − F[r] have one normal form."""
        difference = left - right
        if context is not None:
            within = letters_of_laws(context) & self.left.keys()
            why = "one of the equations of {} does not hold whatever the outcome"
            require(within <= self.whatever_the_outcome, RefusedError, why, set(within))
            before, after = substitute(context, self.left), substitute(context, self.right)
            difference = difference - (before - after)
        why = "{} = {} does not follow by algebra"
        require(not normal_form(difference).terms, RefusedError, why, left, right)

    def holes(self, context: Term | None) -> frozenset[Variable]:
        """The holes in a context."""
        return frozenset() if context is None else free_letters(context) & self.left.keys()

    def is_known(self, statement: Statement) -> bool:
        """Whether a premise concludes a statement."""
        return unabbreviated(statement) in self.known

    def inverts(self, a: Term) -> bool:
        """Whether a term is known to be invertible: itself, or a scalar multiple that is."""
        for statement in self.known:
            at: Iterable[Statement] = (statement,)
            if type(statement) is ForEach:
                free = [i for i in free_letters(a) if i.shape == statement.index.shape]
                indices = [i for i in free if type(i) is Index]
                at = [substitute(statement.statement, {statement.index: i}) for i in indices]
            if any(type(s) is Invertible and _is_factor(a, s.matrix) for s in at):
                return True
        return False


def _is_factor(a: Term, product: Term) -> bool:
    """Whether two terms are one, or a is a scalar that divides the other, a product of scalars."""
    if unabbreviated(a) == unabbreviated(product):
        return True
    if a.shape != (1, 1) or product.shape != (1, 1):
        return False
    factors = []
    for term in (a, product):
        form = normal_form(term)
        if len(form.terms) != 1:
            return False
        (((monomial, _), _),) = form.terms.items()
        factors.append(dict(parted(monomial)[0]))
    return all(factors[1].get(atom, 0) >= power for atom, power in factors[0].items())


@rule
def rewrite(theorem: Theorem, target: Statement, *equalities: Theorem) -> Sequent:
    """From P(a) follows P(b), where a and b have one normal form, or a = b is an equality.

    P is a property of matrices; where it is one of a law, the equality has to hold whatever the
    outcome. What P(a) needs to mean something, an equality need not suppose.
    """
    source = theorem_of(theorem).conclusion
    one = type(target) in PROPERTIES and type(source) is type(target)
    why = "cannot rewrite {} into {}: not one property of matrices"
    require(one, MalformedError, why, source, target)
    implied = conditions(source)
    known = [theorem_of(equality).conclusion for equality in equalities]
    for before, after in zip(source[1:-1], target[1:-1], strict=True):
        wanted = Equals(before, after)
        if not any(same(wanted, equation) for equation in known):
            equal = not normal_form(before - after).terms
            require(equal, RefusedError, "{} does not follow by algebra", wanted)
    constant = type(target) not in ON_LAWS or not any(map(holds_at_some_outcomes, equalities))
    require(constant, RefusedError, "{} is of a law, and an equality is of an outcome", target)
    left = [h for equality in equalities for h in without(equality.hypotheses, *implied)]
    unmet = without(conditions(target), *implied, *union(*map(conditions, known)))
    facts = theorem.facts.union(*(equality.facts for equality in equalities))
    return Sequent(union(theorem.hypotheses, left, unmet), target, facts)


def holds_at_some_outcomes(equality: Theorem) -> bool:
    """Whether an equation between outcomes was proved from a hypothesis on outcomes."""
    return bool(outcomes(equality.conclusion)) and any(map(outcomes, equality.hypotheses))


PROPERTIES = ON_LAWS | {Invertible, Nonnegative, Positive, FullColumnRank}
PROPERTIES |= {PositiveSemidefinite, PositiveDefinite}


def equations(premises: tuple[Theorem, ...]) -> tuple[Statement, ...]:
    """What the premises contribute to algebra: their conclusions, and what these invert."""
    conclusions = [theorem_of(premise).conclusion for premise in premises]
    for conclusion in conclusions:
        inner = conclusion.statement if type(conclusion) is ForEach else conclusion
        usable = type(inner) in (Equals, Invertible)
        require(
            usable, MalformedError, "algebra uses equations and invertibility, not: {}", conclusion
        )
    return union(conclusions, *map(conditions, conclusions))


@rule
def instantiate(theorem: Theorem, *pairs: tuple[Variable | Dimension, Term | int]) -> Sequent:
    """The theorem with letters replaced by terms of their shape, and dimensions by sizes.

    An index is replaced by an index only, and where the theorem is about a law, a letter that is
    not random by terms that are not. Raises ShapeError where a term has another shape.

    >>> u, v = Letter("u", 2), Letter("v", 2)
    >>> instantiate(algebra(Equals(u.T @ v, v.T @ u), None, ()), (v, 2 * u))
    ⊢  uᵀ(2u) = (2u)ᵀu
    """
    statements = (*theorem_of(theorem).hypotheses, theorem.conclusion)
    mapping: Substitution = dict(pairs)
    require(len(mapping) == len(pairs), MalformedError, "a letter is replaced twice")
    spoken_of = frozenset[Variable]().union(*map(free_letters, statements))
    about_a_law = any(map(letters_of_laws, statements))
    for key, value in pairs:
        if type(key) is Dimension:
            continue
        there = isinstance(key, Variable) and key in spoken_of
        require(
            there, MalformedError, "{} is not free in {}, so that it can be replaced", key, theorem
        )
        alike(letter_under(key, mapping), as_term(value))  # type: ignore[type-var]
        fits = type(key) is not Index or type(value) is Index
        require(fits, RefusedError, "the index {} can become an index only, not {}", key, value)
        fits = not about_a_law or type(key) is Random or not outcomes(as_term(value))
        require(
            fits, RefusedError, "{} is random, and would change a law in place of {}", value, key
        )
    also = union(*(conditions(value) for value in mapping.values() if isinstance(value, Term)))
    conclusion = substitute(theorem.conclusion, mapping)
    hypotheses = union((substitute(h, mapping) for h in theorem.hypotheses), also)
    if any(type(key) is Random for key in mapping):  # the moments are now those of other letters
        hypotheses = union(hypotheses, filter(_is_of_moments, conditions(conclusion)))
    return Sequent(hypotheses, conclusion, theorem.facts)


def _is_of_moments(statement: Statement) -> bool:
    """Whether a condition says that moments are finite, for each index or not."""
    if type(statement) is ForEach:
        return _is_of_moments(statement.statement)
    return type(statement) in (Integrable, SquareIntegrable)


@rule
def cut(theorem: Theorem, *lemmas: Theorem) -> Sequent:
    """From Δ, A ⊢ B and Γ ⊢ A follows Γ, Δ ⊢ B: lemmas take the place of hypotheses.

    What makes A mean something holds where A does, and falls with it.
    """
    left = theorem_of(theorem).hypotheses
    for lemma in lemmas:
        proved = theorem_of(lemma).conclusion
        there = any(same(proved, hypothesis) for hypothesis in theorem.hypotheses)
        require(there, RefusedError, "{} is not a hypothesis of {}", proved, theorem)
        left = without(left, proved, *conditions(proved))
    facts = theorem.facts.union(*(lemma.facts for lemma in lemmas))
    return Sequent(union(left, *(lemma.hypotheses for lemma in lemmas)), theorem.conclusion, facts)


@rule
def introduce(statement: Statement, letter: Letter | Index | None, *premises: Theorem) -> Sequent:
    """A defined statement, from one premise for each of its clauses, at a letter that is fresh.

    The letter stands for an arbitrary vector, an index for any basis vector: it is free neither in
    the statement nor in any hypothesis but the antecedents of its clause.
    """
    CHECKS["Statement"](statement)
    definition = clauses(statement)
    why = "{} has {} clauses; {} were given"
    each_once = len(definition) == len(premises) > 0
    require(each_once, RefusedError, why, statement, len(definition), len(premises))
    left: tuple[Statement, ...] = conditions(statement)
    facts = frozenset[str]()
    for clause, premise in zip(definition, premises, strict=True):
        antecedents, consequent = clause.at(letter or Zero())
        proved = same(theorem_of(premise).conclusion, consequent)
        require(proved, RefusedError, "{} is no proof of {}", premise, consequent)
        rest = without(premise.hypotheses, *antecedents)
        if clause.shape is not None:
            fits = type(letter) is clause.kind and letter.shape == clause.shape
            why = "needed is a {} of shape {}, not {}"
            require(fits, RefusedError, why, clause.kind.__name__, clause.shape, letter)
            fresh = not any(letter in free_letters(each) for each in (statement, *rest))
            require(fresh, RefusedError, "{} is not fresh in {} and {}", letter, statement, premise)
        left, facts = union(rest, left), facts | premise.facts
    return Sequent(left, statement, facts)


@rule
def unfold(theorem: Theorem, number: int, *at: Term) -> Sequent:
    """A clause of a defined statement, at a term: Γ and its antecedents ⊢ its consequent."""
    definition = clauses(theorem_of(theorem).conclusion)
    there = type(number) is int and 0 <= number < len(definition)
    why = "{} has {} clauses; asked: {}"
    require(there, RefusedError, why, theorem.conclusion, len(definition), repr(number))
    clause = definition[number]
    fits = [term.shape for term in at] == ([] if clause.shape is None else [clause.shape])
    require(fits, ShapeError, "clause {} is taken at a term of shape {}", number, clause.shape)
    fits = clause.kind is not Index or type(at[0]) is Index
    require(fits, RefusedError, "what holds for each index is taken at an index, not at {}", at)
    fits = not letters_of_laws(theorem.conclusion) or not any(map(outcomes, at))
    require(fits, RefusedError, "{} is random, and would change a law", at)
    antecedents, consequent = clause.at(at[0] if at else Zero())
    conclusions = (*antecedents, consequent)
    return sequent(consequent, theorem, also=union(antecedents, *map(conditions, conclusions)))


@rule
def mean_square(vector: Term) -> Sequent:
    """E‖u‖² ≥ 0 for every random vector u."""
    claim = Nonnegative(Expectation(SquaredNorm(vector)))
    return Sequent(conditions(claim), claim, frozenset())


@rule
def sum_of_nonnegatives(total: SumOver, theorem: Theorem) -> Sequent:
    """From sᵢ ≥ 0 for each i follows Σᵢ sᵢ ≥ 0."""
    needed = ForEach(total.index, Nonnegative(total.body))
    proved = type(total) is SumOver and same(theorem_of(theorem).conclusion, needed)
    require(proved, RefusedError, "needed is {}; given was {}", needed, theorem)
    return sequent(Nonnegative(total), theorem)


@rule
def unroll(steps: Iterate) -> Sequent:
    """1 step leads to the body at the start, and k + 1 steps to the body at where k lead."""
    require(type(steps) is Iterate, MalformedError, "{} is no iteration", steps)
    body, letter, at, count = steps[1:-1]
    if count != Number(Fraction(1)):
        one_more = type(count) is Sum and count.right == Number(Fraction(1))
        require(one_more, RefusedError, "the count {} is neither 1 nor written k + 1", count)
        at = Iterate(body, letter, at, count.left)
    claim = Equals(steps, substitute(body, {letter: at}))
    return Sequent(conditions(claim), claim, frozenset())


@rule
def induct(statement: Statement, k: Dimension, first: Theorem, step: Theorem) -> Sequent:
    """From Γ ⊢ P(1) and Δ, P(k) ⊢ P(k + 1) follows Γ, Δ ⊢ P(k), if k is in neither Γ nor Δ.

    In P, k is a number of steps or a scalar, and no size of a matrix.
    """
    CHECKS["Statement"](statement)
    require(type(k) is Dimension, MalformedError, "induction is on a Dimension, not on {}", k)
    for theorem, count in ((first, 1), (step, k + 1)):
        wanted = substitute(statement, {k: count})
        proved = same(theorem_of(theorem).conclusion, wanted)
        require(proved, RefusedError, "{} is no proof of {}", theorem, wanted)
    rest = without(step.hypotheses, statement, *conditions(statement))
    left = union(first.hypotheses, rest)
    for hypothesis in left:
        apart = same(substitute(hypothesis, {k: 1}), hypothesis)
        require(apart, RefusedError, "the hypothesis {} speaks of {}", hypothesis, k)
    return Sequent(left, statement, first.facts | step.facts)


@rule
def product_of_positives(product: ProductOver, theorem: Theorem) -> Sequent:
    """From pᵢ > 0 for each i follows ∏ᵢ pᵢ = exp(Σᵢ ln pᵢ), by induction on the factors."""
    needed = ForEach(product.index, Positive(product.body))
    proved = type(product) is ProductOver and same(theorem_of(theorem).conclusion, needed)
    require(proved, RefusedError, "needed is {}; given was {}", needed, theorem)
    logarithms = SumOver(product.index, Log(product.body))
    return sequent(Equals(product, Exp(logarithms)), theorem)


RULES: Mapping[str, Callable[..., Sequent]] = MappingProxyType(_RULES)
