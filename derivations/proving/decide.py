"""The verdict on two terms under premises: proved, refuted or undecided.

A proof is a theorem of the kernel, for all sizes; a refutation is a small exact counterexample,
which satisfies every premise. Where neither is found, nothing is claimed. Whatever finds proofs
and counterexamples here is not trusted: the kernel and exact truth check what it finds. The
search has a budget, counted in steps, so that it always ends, and with the same verdict everywhere.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from contextvars import copy_context
from dataclasses import dataclass
from fractions import Fraction
from itertools import islice
from textwrap import shorten
from typing import Any, Literal, NoReturn, TypeAlias, final

from ..budget import budget
from ..kernel.errors import DerivationError, MalformedError, RefusedError
from ..kernel.nodes import inside
from ..kernel.normal_form import ONE, normal_form
from ..kernel.statements import (
    Equals,
    ForEach,
    FullColumnRank,
    Invertible,
    Nonnegative,
    Positive,
    PositiveDefinite,
    PositiveSemidefinite,
    Statement,
)
from ..kernel.terms import Inverse, Letter, SquaredNorm, Term, Zero, as_term
from ..kernel.theorem import (
    Theorem,
    assume,
    cut,
    instantiate,
    introduce,
    same,
    unfold,
    without,
)
from ..kernel.trees import conditions, free_letters, union
from ..printing.formulas import latex, text
from ..printing.naming import check_names
from ..subterms import exchange, parts, subterms
from .certificates import algebra
from .completion import consequences, fresh
from .injective import injective_is_invertible
from .positivity import knowledge
from .sequents import transitive, vanish

_CONSEQUENCES = 24  # of overlapping premises, in one proof
_MANY = 1_000  # premises
STEPS = 400_000  # of each search: for a proof by algebra, by completion, for a counterexample


def counterexample(
    claim: Statement, hypotheses: Iterable[Statement] | Statement = (), **limits: Any
) -> Any:
    """Small exact matrices that satisfy the hypotheses but not the claim; see `counterexamples`."""
    from ..examples.counterexamples import counterexample  # loads NumPy

    return counterexample(claim, _list_statements(hypotheses, "hypotheses"), **limits)


def counterexample_text(found: Mapping[Any, Any]) -> str:
    """A counterexample in plain text: its sizes and matrices."""
    from ..examples.counterexamples import counterexample_text

    return counterexample_text(found)


def _sides_text(claim: Equals, found: Mapping[Any, Any]) -> str:
    """The values of both sides at a counterexample, in plain text."""
    from ..examples.counterexamples import sides_text

    return sides_text(claim, found)


@final
@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Verdict:
    """What is known of a claim left = right under premises.

    proved: there is a `theorem`, whose hypotheses are the premises that its proof uses and the
    conditions under which both sides mean something. refuted: there is a `counterexample`, a
    mapping from each Letter to an exact matrix and from each Dimension to an int. Else undecided.
    """

    claim: Equals
    given: tuple[Statement, ...]
    theorem: Theorem | None = None
    counterexample: Mapping[Any, Any] | None = None

    @property
    def word(self) -> Literal["proved", "refuted", "undecided"]:
        """The verdict in a word."""
        if self.theorem is not None:
            return "proved"
        return "undecided" if self.counterexample is None else "refuted"

    @property
    def proved(self) -> bool:
        """Whether there is a proof."""
        return self.theorem is not None

    @property
    def refuted(self) -> bool:
        """Whether there is a counterexample."""
        return self.counterexample is not None

    @property
    def hypotheses(self) -> tuple[Statement, ...]:
        """What the proof uses; empty where there is none."""
        return () if self.theorem is None else self.theorem.hypotheses

    def __bool__(self) -> NoReturn:
        raise MalformedError("a verdict has three values: ask for .proved, .refuted or .word")

    def __str__(self) -> str:
        lines = [f"{self.word}: {self.claim}"]
        if self.theorem is not None:
            meaning = without(self.hypotheses, *self.given)
            used = without(self.hypotheses, *meaning)
            lines += [f"  using {text(hypothesis)}" for hypothesis in used]
            lines += [f"  where {text(hypothesis)}" for hypothesis in meaning]
            lines += [f"  by the cited fact {fact}" for fact in sorted(self.theorem.facts)]
            lines += [
                f"  not used: {text(premise)}" for premise in without(self.given, *self.hypotheses)
            ]
        elif self.counterexample is not None:
            lines += ["for example at", counterexample_text(self.counterexample)]
            lines += ["where the sides differ", _sides_text(self.claim, self.counterexample)]
        else:
            lines += ["neither a proof nor a small counterexample was found"]
        return "\n".join(lines)

    __repr__ = __str__

    def _repr_latex_(self) -> str:
        said = f"\\text{{{self.word}: }}{latex(self.claim)}"
        if self.hypotheses:
            said += "\\quad\\text{where }" + ",\\ ".join(map(latex, self.hypotheses))
        if self.counterexample is not None:
            from ..examples.counterexamples import counterexample_latex

            said += f"\\quad\\text{{for example at }}{counterexample_latex(self.counterexample)}"
        return f"$\\displaystyle {said}$"


def decide(left: Any, right: Any = None, given: Any = ()) -> Verdict:
    """The verdict on left = right, under the premises `given`, for all sizes and all real matrices.

    `left` and `right` are terms, exact numbers or SymPy matrix expressions of one shape, `given` is
    a statement or several, ours or SymPy's. All of SymPy's are read together: a Symbol that is a
    size in one of them is a size in all, and one that is assumed to be positive is so. Where both
    sides invert something, the claim is about those matrices for which the inverses exist.

    Raises ShapeError where shapes differ, MalformedError for what is neither a term nor a statement
    (an equation is given by its two sides) and for a name of two different things.

    >>> from derivations.kernel.terms import Dimension, Inverse
    >>> n, d = Dimension("n"), Dimension("d")
    >>> X, y, w = Letter("X", n, d), Letter("y", n), Letter("w", d)
    >>> decide(w.T @ X.T @ y, y.T @ X @ w)
    proved: wᵀXᵀy = yᵀXw
    >>> decide(w, Inverse(X.T @ X) @ X.T @ y, given=[Equals(X.T @ X @ w, X.T @ y)])
    proved: w = (XᵀX)⁻¹Xᵀy
      using XᵀXw = Xᵀy
      where XᵀX is invertible
    """
    try:
        claim, premises, assumed = question(left, right, given)
    except DerivationError:
        raise
    except Exception as error:  # what is given may be anything, and its own methods may raise
        raise MalformedError(f"the question cannot be read: {type(error).__name__}") from error
    theorem = _within_budget(_proof_by_algebra, claim, assumed)
    if theorem is None:
        found = counterexample(claim, assumed, largest=2, draws=8)
        if found is not None:
            return Verdict(claim, premises, counterexample=found)
        theorem = _within_budget(_proof_by_completion, claim, assumed)
    if theorem is None:
        return Verdict(claim, premises, counterexample=counterexample(claim, assumed))
    return Verdict(claim, premises, plain(theorem, assumed))


Question: TypeAlias = tuple[Equals, tuple[Statement, ...], tuple[Statement, ...]]


def question(left: Any, right: Any, given: Any) -> Question:
    """The claim, the premises that are given, and these with what SymPy's symbols are assumed."""
    given = _list_statements(given, "given")
    for side in (left, right):
        _check_side(side)
    theirs = [thing for thing in (left, right, *given) if _is_sympy(thing)]
    claim = Equals(term(left, theirs), term(right, theirs))
    premises = tuple(statement(s, theirs) for s in given)
    check_names(assume(s).conclusion for s in (claim, *premises))
    _check_meaning((claim, *premises))
    return claim, premises, union(premises, assumptions(theirs))


def plain(theorem: Theorem, given: tuple[Statement, ...]) -> Theorem:
    """The theorem without conditions that follow from what is given, or from the other ones."""
    known = [t for s in given for t in _contributions(s)]
    with suppress(RecursionError):
        theorem = knowledge(*given, *known).settled(theorem)
    for condition in without(theorem.hypotheses, *given):
        others = without(theorem.hypotheses, condition)
        with suppress(RefusedError, RecursionError):
            theorem = cut(theorem, knowledge(*others).proof(condition))
    return theorem


def _within_budget(
    prove: Callable[[Equals, tuple[Statement, ...]], Theorem | None],
    claim: Equals,
    given: tuple[Statement, ...],
) -> Theorem | None:
    """What a search for a proof finds; None where it is given up, or what it makes is too large.

    It has a thread of its own, so that it does not depend on how much of the stack is left here.
    """
    with suppress(RefusedError, RecursionError), budget(STEPS), ThreadPoolExecutor(1) as pool:
        return pool.submit(copy_context().run, prove, claim, given).result()
    return None


def _check_meaning(statements: Iterable[Statement]) -> None:
    """Raise MalformedError for what means nothing whatever its letters are, such as 1/0."""
    for condition in union(*map(conditions, statements)):
        number = _constant_in(condition)
        if number is None:
            continue
        held = {Invertible: number != 0, Positive: number > 0, Nonnegative: number >= 0}
        if not held[type(condition)]:
            raise MalformedError(f"this never means anything, for it supposes that {condition}")


def _constant_in(condition: Statement) -> Fraction | None:
    """The number that a condition on a scalar is about, if it is one, whatever the letters are."""
    if type(condition) not in (Invertible, Positive, Nonnegative):
        return None
    (scalar,) = parts(condition)
    form = normal_form(scalar).terms
    if not form:
        return Fraction(0)
    number = Fraction(form.get((ONE, ()), 0))
    return number if len(form) == 1 and number and scalar.shape == (1, 1) else None


def _check_side(side: Any) -> None:
    """Raise MalformedError for what is easily taken for a side, and say what to write instead."""
    if side is None:
        raise MalformedError("a side is missing: write decide(left, right)")
    if isinstance(side, str):
        raise MalformedError(
            f"a side is no str: write for {side!r} a term of letters such as Letter('w', n)"
        )
    if isinstance(side, Equals) or (_is_sympy(side) and type(side).__name__ == "Equality"):
        left, right = (side.left, side.right) if isinstance(side, Equals) else side.args
        raise MalformedError(
            f"{side} is an equation: write its two sides, as in decide(left, right), "
            f"here {left} and {right}"
        )
    if isinstance(side, Statement):
        raise MalformedError(f"{side} is no equation: decide takes two sides that may be equal")
    if _is_theorem(side):
        raise MalformedError("a theorem is no side: write those of its .conclusion")


def _list_statements(given: Any, name: str) -> tuple[Any, ...]:
    """The statements that an argument gives: one, or several."""
    one = isinstance(given, str | bytes | Mapping | Term | Statement | Theorem)
    if isinstance(given, Iterable) and not one:
        found = tuple(islice(given, _MANY + 1))
        if len(found) > _MANY:
            raise MalformedError(f"`{name}` takes {_MANY:,} statements at most")
        return found
    if isinstance(given, Statement) or _is_sympy(given):
        return (given,)
    raise MalformedError(
        f"`{name}` takes a statement such as Equals(a, b) or Invertible(a), or a list of them, "
        f"not {_describe(given)}"
    )


def _is_theorem(value: object) -> bool:
    """Whether a value is a theorem, published or not."""
    return isinstance(getattr(value, "conclusion", None), Statement)


def _describe(value: object) -> str:
    """What was given instead of a statement; of a theorem, its statement is to be given."""
    if _is_theorem(value):
        return "a theorem: write its .conclusion"
    try:
        return shorten(repr(value), 200)
    except Exception:  # an int of more digits than Python prints; what raises in its own methods
        return f"something of type {type(value).__name__}"


def term(value: Any, together: Iterable[Any]) -> Term:
    """A term, an exact number or a SymPy expression as a term; see `from_sympy`."""
    if _is_sympy(value):
        from ..interop.sympy import from_sympy

        return from_sympy(value, together)
    return as_term(value)


def statement(value: Any, together: Iterable[Any]) -> Statement:
    """A statement, or one of SymPy's; see `statement_from_sympy`."""
    if _is_sympy(value):
        from ..interop.sympy import statement_from_sympy

        return statement_from_sympy(value, together)
    if not isinstance(value, Statement):
        raise MalformedError(
            "a premise is a statement such as Equals(a, b) or Invertible(a), "
            f"not {_describe(value)}"
        )
    return value


def assumptions(theirs: Iterable[Any]) -> Iterator[Statement]:
    """What SymPy's symbols are assumed to be, sizes apart: positive, not negative or not 0."""
    theirs = tuple(theirs)
    for symbol in sorted({s for thing in theirs for s in thing.free_symbols}, key=str):
        if not symbol.is_Symbol or not (symbol.is_extended_nonnegative or symbol.is_nonzero):
            continue
        letter = term(symbol, theirs)
        if type(letter) is Letter:
            if symbol.is_positive:
                yield Positive(letter)
            elif symbol.is_nonzero:
                yield Invertible(letter)
            if symbol.is_nonnegative and not symbol.is_positive:
                yield Nonnegative(letter)


def _is_sympy(value: object) -> bool:
    """Whether a value is one of SymPy's, without loading SymPy."""
    modules = (str(kind.__module__) for kind in type(value).__mro__)  # some of SymPy's have none
    return any(module.split(".")[0] == "sympy" for module in modules)


# Proofs.


def _proof_by_algebra(claim: Equals, given: tuple[Statement, ...]) -> Theorem | None:
    """A proof by normal forms, modulo the premises."""
    premises = [t for s in given for t in _contributions(s)]
    without_premises = _by_letters(claim) or attempt(claim, ())
    return without_premises or _minimal(claim, premises) or _by_clearing(claim, premises)


def _proof_by_completion(claim: Equals, given: tuple[Statement, ...]) -> Theorem | None:
    """A proof modulo the premises and what their overlaps imply; no premise can be left out of it.

    Without one of them it is looked for about as far as it was found with them.
    """
    theorem, steps = _complete(claim, _related_premises(claim, given), _CONSEQUENCES)
    if theorem is None:
        return None
    used = [s for s in given if any(same(s, hypothesis) for hypothesis in theorem.hypotheses)]
    for premise in tuple(used):
        fewer = [s for s in used if s is not premise]
        shorter, _ = _complete(claim, fewer, 2 * steps + 4)
        if shorter is not None:
            theorem, used = shorter, fewer
    return theorem


def _complete(claim: Equals, given: Iterable[Statement], most: int) -> tuple[Theorem | None, int]:
    """A proof from at most so many consequences of overlaps, and their number."""
    given = tuple(given)
    premises = [t for s in given for t in _contributions(s)]
    meaning = union(conditions(claim), *map(conditions, given))
    premises += [assume(s) for s in meaning if type(s) is Invertible]
    for steps, theorem in enumerate(islice(consequences(premises), most), 1):
        premises.append(theorem)
        found = _minimal(claim, premises)
        if found is not None:
            return found, steps
    return None, most


def _related_premises(claim: Statement, given: tuple[Statement, ...]) -> tuple[Statement, ...]:
    """The premises that share a letter with the claim, or with another one that does, and so on."""
    letters, before = free_letters(claim), None
    found = given
    while letters and letters != before:
        before = letters
        found = tuple(s for s in given if letters & free_letters(s))
        letters = letters.union(*map(free_letters, found))
    return found


def _contributions(given: Statement) -> Iterator[Theorem]:
    """The equations and invertibilities that a premise gives."""
    known = assume(given)
    match given:
        case Equals() | Invertible() | ForEach(_, Equals() | Invertible()):
            yield known
        case Positive():
            yield unfold(known, 1)
        case PositiveSemidefinite():
            yield unfold(known, 0)
        case PositiveDefinite(a):
            yield unfold(unfold(known, 0), 0)
            v = Letter(fresh(given, "v"), a.shape[0])
            kernel = assume(Equals(a @ v, Zero(a.shape[0])))
            form = algebra(Equals(v.T @ a @ v, Zero()), kernel)
            yield invertible(a, v, cut(unfold(known, 1, v), form))
        case FullColumnRank(x):
            v = Letter(fresh(given, "v"), x.shape[1])
            kernel = assume(Equals(x.T @ x @ v, Zero(x.shape[1])))
            image = vanish(algebra(Equals(SquaredNorm(x @ v), Zero()), kernel))
            yield invertible(x.T @ x, v, cut(unfold(known, 0, v), image))
            if x.shape[0] == x.shape[1]:
                yield cut(injective_is_invertible(x), known)


def invertible(a: Term, v: Letter, zero_only: Theorem) -> Theorem:
    """From Av = 0 ⊢ v = 0 for a fresh letter v, that A is invertible."""
    return cut(injective_is_invertible(a), introduce(FullColumnRank(a), v, zero_only))


def attempt(claim: Equals, premises: Iterable[Theorem]) -> Theorem | None:
    """A proof of a = b by algebra, or from (a − b)ᵀ(a − b) = 0, or (a − b)(a − b)ᵀ = 0."""
    premises = tuple(premises)
    with suppress(RefusedError):
        return algebra(claim, *premises)
    if premises:
        difference = claim.left - claim.right
        for root in (difference, difference.T):
            size = root.shape[1]
            with suppress(RefusedError):
                square = algebra(Equals(root.T @ root, Zero(size, size)), *premises)
                return algebra(claim, vanish(square))
    return None


def _by_letters(claim: Equals) -> Theorem | None:
    """A proof that takes what is inverted for a letter: short, however long that is."""
    inverted = dict.fromkeys(t.matrix for t in subterms(claim) if type(t) is Inverse)
    for matrix in inverted:
        if inside(matrix):
            letter = Letter(fresh(claim, "p"), *matrix.shape)
            with suppress(RefusedError, MalformedError):  # an abbreviation may lose a parameter
                theorem = algebra(exchange(claim, {matrix: letter}))
                theorem = instantiate(theorem, (letter, matrix))
                if same(theorem.conclusion, claim):  # nothing bound stood in the matrix
                    return theorem
    return None


def _by_clearing(claim: Equals, premises: list[Theorem]) -> Theorem | None:
    """A proof of a = b from Na = Nb, or aN = bN, for an N that one of the sides inverts."""
    inverted = dict.fromkeys(t.matrix for t in subterms(claim) if type(t) is Inverse)
    rows, cols = claim.left.shape
    for n in inverted:
        for size, first in ((rows, True), (cols, False)):
            if n.shape in ((1, 1), (size, size)):
                multiplied = Equals(*(times(n, side, first) for side in parts(claim)))
                theorem = _minimal(multiplied, premises)
                if theorem is not None:
                    return cut(cancel(n, claim, first), theorem)
    return None


def cancel(n: Term, claim: Equals, first: bool) -> Theorem:
    """Na = Nb ⊢ a = b, or aN = bN ⊢ a = b, for an invertible N."""
    a, b = claim.left, claim.right
    names = fresh(claim, "p"), fresh(claim, "q"), fresh(claim, "r")
    p = Letter(names[0], *n.shape)
    q, r = (Letter(name, *a.shape) for name in names[1:])
    back, known = Inverse(p), assume(Invertible(p))
    multiplied = Equals(times(p, q, first), times(p, r, first))
    left, right = (times(back, side, first) for side in parts(multiplied))
    start, end = algebra(Equals(q, left), known), algebra(Equals(right, r), known)
    middle = algebra(Equals(left, right), assume(multiplied))
    lemma = transitive(transitive(start, middle), end)
    return instantiate(lemma, (p, n), (q, a), (r, b))


def times(n: Term, side: Term, first: bool) -> Term:
    """A side multiplied by N, from the left or from the right; a scalar is multiplied so."""
    if n.shape == (1, 1):
        return n * side
    return n @ side if first else side @ n


def _minimal(claim: Equals, premises: list[Theorem]) -> Theorem | None:
    """A proof from the premises, from which no hypothesis and no premise can be deleted."""
    theorem = attempt(claim, premises)
    if theorem is None:
        return None
    for hypothesis in union(*(premise.hypotheses for premise in premises)):
        fewer = [p for p in premises if not any(same(h, hypothesis) for h in p.hypotheses)]
        shorter = attempt(claim, fewer) if len(fewer) < len(premises) else None
        theorem, premises = (theorem, premises) if shorter is None else (shorter, fewer)
    for premise in tuple(premises):
        fewer = [p for p in premises if p is not premise]
        shorter = attempt(claim, fewer)
        theorem, premises = (theorem, premises) if shorter is None else (shorter, fewer)
    return theorem
