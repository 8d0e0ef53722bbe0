"""Derivations: chains of lines, each proved by the kernel, published as one result.

Nothing here is trusted: a line holds because the kernel made its theorem.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from textwrap import indent
from typing import Any, TypeAlias

from ..kernel.errors import MalformedError, RefusedError
from ..kernel.statements import Equals, Invertible, Statement
from ..kernel.terms import Letter, Term, TermLike, as_term
from ..kernel.theorem import Theorem, assume, check_argument
from ..kernel.trees import free_letters
from ..printing.formulas import notebook_latex
from ..printing.naming import check_names
from .certificates import algebra, remainder_of
from .positivity import Known, knowledge
from .replay import replay
from .sequents import transitive

_SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_MARKUP = re.compile(r"[\\$%&{}]")  # words are words


@dataclass(frozen=True, slots=True)
class Let:
    """What a reason puts in the place of a letter; shown as an equation, and no claim."""

    letter: Letter
    value: Term

    def shown(self) -> Equals:
        """The equation to print."""
        return Equals(self.letter, self.value)


Piece: TypeAlias = "str | Term | Statement | Let"
Reason: TypeAlias = "Piece | tuple[Piece, ...]"
Premise: TypeAlias = "Theorem | Line | Result"


class LineRefusedError(RefusedError):
    """A line of a derivation that does not hold, or that names a premise it does not need."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line: what it says and why, and the theorem that shows it."""

    name: str
    theorem: Theorem
    reason: Reason
    see: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        _check_slug(self.name)
        theorem_of(self.theorem)
        for piece in self.because():
            if type(piece) is Let:
                check_argument(piece.shown())
                theorem = self.theorem
                if any(
                    piece.letter in free_letters(statement)
                    for statement in (*theorem.hypotheses, theorem.conclusion)
                ):
                    raise MalformedError(f"{self.name}: {piece.letter} still stands in the line")
            elif type(piece) is str:
                if _MARKUP.search(piece):
                    raise MalformedError(
                        f"{self.name}: a formula in a reason is an object: {piece!r}"
                    )
            elif isinstance(piece, Term | Statement):
                check_argument(piece)
            else:
                raise MalformedError(
                    f"the reason of {self.name} is made of words, terms and statements, "
                    f"not {type(piece).__name__} {piece!r}"
                )

    def __str__(self) -> str:
        return f"{self.theorem.conclusion}    {self.said()}"

    def because(self) -> tuple[Piece, ...]:
        """The reason, piece by piece."""
        reason: Any = self.reason
        return reason if type(reason) is tuple else (reason,)

    def pieces(self) -> tuple[str | Term | Statement, ...]:
        """The reason as words and things to print."""
        return tuple(piece.shown() if isinstance(piece, Let) else piece for piece in self.because())

    def said(self) -> str:
        """The reason in plain text."""
        return "".join(map(str, self.pieces()))


@dataclass(frozen=True, slots=True)
class Result:
    """A published theorem: its permanent id, its title, and the lines that lead to it."""

    id: str
    title: str
    theorem: Theorem
    lines: tuple[Line, ...]

    @property
    def hypotheses(self) -> tuple[Statement, ...]:
        """What the proof uses; computed by the kernel."""
        return self.theorem.hypotheses

    @property
    def conclusion(self) -> Statement:
        """What is proved."""
        return self.theorem.conclusion

    def line_id(self, line: Line) -> str:
        """The permanent id of a line: the result's id, a dot, the line's name."""
        return f"{self.id}.{line.name}"

    def premises(self, line: Line) -> tuple[str, ...]:
        """The ids of the lines and results that a line's proof uses, read off the proof."""
        own = {id(other.theorem): self.line_id(other) for other in self.lines}
        published = _names_of_results()
        if published.get(id(line.theorem), self.id) != self.id:
            return (published[id(line.theorem)],)
        return _names_within(line.theorem, published | own)

    def steps(self, line: Line) -> tuple[Theorem, ...]:
        """The steps of a line's own part of the proof, down to earlier lines and results."""
        named = _names_of_results() | {
            id(other.theorem): self.line_id(other) for other in self.lines
        }
        elsewhere = _names_of_results().get(id(line.theorem), self.id) != self.id
        return () if elsewhere else tuple(_steps_within(line.theorem, named))

    def rules(self, line: Line) -> tuple[str, ...]:
        """The rules of the kernel by which a line follows from earlier ones, the last one first."""
        return tuple(dict.fromkeys(step.rule for step in self.steps(line)))

    def uses(self) -> tuple[str, ...]:
        """The ids of the results that the proof rests on directly, read off the proof."""
        lines = {self.line_id(line) for line in self.lines} | {self.id}
        found = (self.premises(line) for line in self.lines)
        return tuple(dict.fromkeys(i for ids in found for i in ids if i not in lines))

    def theorems(self) -> tuple[Theorem, ...]:
        """The theorems of the lines, and of the result."""
        return (*(line.theorem for line in self.lines), self.theorem)

    def facts(self) -> tuple[str, ...]:
        """The ids of the cited facts that the result or one of its lines rests on."""
        return tuple(sorted(frozenset[str]().union(*(t.facts for t in self.theorems()))))

    def replay(self, seen: set[int] | None = None) -> None:
        """Prove every line and the result again from nothing, and raise unless all come out.

        What is in `seen` has been replayed already; what is replayed here is added.
        """
        seen = set() if seen is None else seen
        for theorem in self.theorems():
            replay(theorem, seen)

    def sympy(self, **sizes: int) -> object:
        """The statement in SymPy: in MatrixSymbols, or of given sizes in matrices of symbols."""
        from ..interop.sympy import to_sympy

        return to_sympy(self.theorem, **sizes)

    def _repr_latex_(self) -> str:
        return notebook_latex(self.theorem)


PUBLISHED: dict[str, Result] = {}  # in the order of publication
_loading = ContextVar("loading", default=False)


@contextmanager
def loading() -> Iterator[None]:
    """While published results are proved again: that they use nothing superfluous is known.

    It was found when they were registered, and a test finds it again.
    """
    token = _loading.set(True)
    try:
        yield
    finally:
        _loading.reset(token)


def publish(
    id: str, title: str, claim: Statement, *lines: Line, theorem: Theorem | None = None
) -> Result:
    """Publish a result that its last line proves; the claim is restated and compared.

    Raises MalformedError for an id or a name of a line that is taken, and LineRefusedError where
    something else than the claim is proved, or where a hypothesis is not needed.
    """
    _check_slug(id)
    for each in lines:
        if type(each) is not Line:
            raise MalformedError(f"{id}: a line is made by line(…), not {type(each).__name__}")
    names = [line.name for line in lines]
    if id in PUBLISHED or not names or len(set(names)) != len(names):
        raise MalformedError(f"{id}: this id, or the name of one of its lines, is taken or missing")
    shown = theorem_of(theorem or lines[-1].theorem)
    unsaid = shown.facts.difference(*(each.theorem.facts for each in lines))
    if unsaid:
        raise MalformedError(f"{id}: no line says that it rests on {', '.join(unsaid)}")
    if shown.conclusion != claim:
        raise LineRefusedError(f"{id} claims\n    {claim}\nbut proves\n    {shown.conclusion}")
    if not _loading.get():
        _check_needed(shown)
    check_names(statements_in(shown, *lines))
    for each in lines:
        _check_reason(each)
    result = Result(id, title, shown, lines)
    PUBLISHED[id] = result
    return result


def statements_in(theorem: Theorem, *lines: Line) -> Iterator[Statement]:
    """Every statement that a result shows, so that a name means one thing throughout."""
    for shown in (theorem, *(each.theorem for each in lines)):
        yield from (*shown.hypotheses, shown.conclusion)
    for each in lines:
        for piece in each.pieces():
            if isinstance(piece, Term):
                yield Equals(piece, piece)
            elif isinstance(piece, Statement):
                yield piece


@dataclass(frozen=True, slots=True)
class Chain:
    """A chain of equations under way: a = b = c …, each link a line."""

    start: Term
    known: Known
    lines: tuple[Line, ...] = ()

    @property
    def end(self) -> Term:
        """The right-hand side so far."""
        last = self.lines[-1].theorem.conclusion if self.lines else None
        return last.right if isinstance(last, Equals) else self.start

    def equals(
        self,
        right: TermLike,
        name: str,
        by: Reason,
        because: Premise | Iterable[Premise] = (),
        see: Result | Iterable[Result] = (),
    ) -> Chain:
        """One more line: the end so far equals `right`, by algebra modulo the premises `because`.

        `name` is the permanent name of the line, `by` the reason that is shown, and `see` results
        that a reader may want to look at, though the proof does not use them. Raises
        LineRefusedError, with both sides and what differs, where the line does not hold.
        """
        claim = Equals(self.end, as_term(right))
        theorem = self.known.settled(prove(claim, because, name))
        line = Line(name, theorem, by, _ids_of(see))
        return Chain(self.start, self.known, (*self.lines, line))

    def proof(self) -> Theorem:
        """The theorem start = end that the lines add up to."""
        if not self.lines:
            raise MalformedError("a chain has at least one line")
        theorem, *others = (line.theorem for line in self.lines)
        for other in others:
            theorem = transitive(theorem, other)
        return self.known.settled(theorem)

    def qed(self, id: str, title: str, claim: Equals) -> Result:
        """Publish start = end; the claim is restated and compared. Raises as `publish` does."""
        return publish(id, title, claim, *self.lines, theorem=self.proof())


def calc(start: TermLike, *known: Statement | Theorem) -> Chain:
    """Begin a chain of equations; what is known, such as σ² > 0, makes its terms mean something.

    >>> from derivations import Dimension, Equals, Letter, assume
    >>> n = Dimension("n")
    >>> A, u, b = Letter("A", n, n), Letter("u", n), Letter("b", n)
    >>> solves = assume(Equals(A @ u, b))
    >>> chain = calc(A @ u + A @ u)
    >>> chain = chain.equals(2 * A @ u, "collect", by="collect terms")
    >>> chain = chain.equals(2 * b, "solve", by="u solves it", because=solves)
    >>> print(chain.proof())
    Au = b  ⊢  Au + Au = 2b
    """
    return Chain(as_term(start), knowledge(*known))


def line(name: str, theorem: Premise, by: Reason, see: Result | Iterable[Result] = ()) -> Line:
    """A line whose theorem was made by a rule of the kernel other than algebra.

    `name` is its permanent name, `by` the reason that is shown, and `see` results that a reader may
    want to look at. Raises MalformedError for what is no theorem, for a name that is no permanent
    id, and for a formula in the reason that is typed and not an object.
    """
    return Line(name, theorem_of(theorem), by, _ids_of(see))


def _ids_of(see: Result | Iterable[Result]) -> tuple[str, ...]:
    """The ids of one result or several."""
    results = (see,) if isinstance(see, Result) else tuple(see)
    for result in results:
        if not isinstance(result, Result):
            raise MalformedError(f"`see` takes results, not {type(result).__name__} {result!r}")
    return tuple(result.id for result in results)


def prove(claim: Equals, because: Premise | Iterable[Premise] = (), name: str = "") -> Theorem:
    """The claim by algebra modulo the premises, each of which must be needed.

    Raises LineRefusedError with both sides, what is left of their difference and, where one is
    found, an exact counterexample.
    """
    premises = _theorems_of(because)
    for premise in premises:
        if premise.conclusion == claim and len(premises) == 1:
            return premise
    try:
        theorem = algebra(claim, *premises)
    except RefusedError as error:
        raise LineRefusedError(refusal(claim, premises, name)) from error
    for unneeded in () if _loading.get() else premises:
        others = [premise for premise in premises if premise is not unneeded]
        if follows(claim, others, theorem.hypotheses):
            raise LineRefusedError(
                f"the line {name} holds without the premise {unneeded.conclusion}: leave it out"
            )
    return theorem


def refusal(claim: Equals, premises: tuple[Theorem, ...], name: str) -> str:
    """What is wrong with a line: both sides, the remaining difference, a counterexample."""
    from .decide import counterexample, counterexample_text

    left = remainder_of(claim, premises)
    hypotheses = tuple(h for premise in premises for h in premise.hypotheses)
    found = counterexample(claim, hypotheses)
    verdict = "no counterexample was found: it may hold, but not by these premises"
    if found is not None:
        verdict = "it is false, for example at\n" + indent(counterexample_text(found), "    ")
    return (
        f"the line {name} does not hold by algebra:\n"
        f"    left side   {claim.left}\n    right side  {claim.right}\n"
        f"    difference  {left}\n{verdict}"
    )


def _check_needed(theorem: Theorem) -> None:
    """Raise if a hypothesis can be deleted, by leaving out a premise of algebra."""
    named = _names_of_results()
    waiting, seen = [theorem], set[int]()
    while waiting:
        step = waiting.pop()
        if id(step) in seen:
            continue
        seen.add(id(step))
        premises = [a for a in step.arguments if type(a) is Theorem]
        waiting += [premise for premise in premises if id(premise) not in named]
        for unneeded in premises if step.rule == "algebra" else ():
            others = [premise for premise in premises if premise is not unneeded]
            idle = set(unneeded.hypotheses).difference(*(a.hypotheses for a in others))
            kept = [h for h in step.hypotheses if h not in idle]
            if idle and follows(step.conclusion, others, kept):
                raise LineRefusedError(
                    f"{step.conclusion} holds without {unneeded.conclusion}: leave it out"
                )
    if type(theorem.conclusion) is Equals:
        for unneeded_hypothesis in theorem.hypotheses:
            kept = [h for h in theorem.hypotheses if h != unneeded_hypothesis]
            others = [assume(h) for h in kept if type(h) in (Equals, Invertible)]
            if follows(theorem.conclusion, others, kept):
                raise LineRefusedError(
                    f"{theorem.conclusion} holds without {unneeded_hypothesis}: leave it out"
                )


def follows(claim: Statement, premises: Iterable[Theorem], at_most: Iterable[Statement]) -> bool:
    """Whether a claim follows by algebra from premises, with no other hypotheses than those."""
    try:
        return set(algebra(claim, *premises).hypotheses) <= set(at_most)
    except RefusedError:
        return False


def _check_reason(line: Line) -> None:
    """Raise if the reason of a line shows a statement that its proof neither has nor gives."""
    proof, known = [line.theorem], set[Statement]()
    while proof:
        theorem = proof.pop()
        known |= {theorem.conclusion, *theorem.hypotheses}
        if theorem.rule != "instantiate":  # below it, letters mean something else
            proof += [argument for argument in theorem.arguments if type(argument) is Theorem]
    given = Known(line.theorem.hypotheses)
    for piece in line.because():
        if isinstance(piece, Statement) and piece not in known and not given.provable(piece):
            raise LineRefusedError(
                f"the reason of {line.name} shows {piece}, which the proof does not give"
            )


def theorem_of(premise: Premise) -> Theorem:
    """The theorem behind a premise."""
    if isinstance(premise, Line | Result):
        return premise.theorem
    if type(premise) is Theorem:
        check_argument(premise)
        return premise
    raise MalformedError(
        f"a premise is a theorem, a line or a result, not {type(premise).__name__} {premise}: "
        "write assume(statement) for a hypothesis"
    )


def _theorems_of(because: Premise | Iterable[Premise]) -> tuple[Theorem, ...]:
    """The theorems behind one premise or several."""
    single = Theorem | Line | Result | Term | Statement
    one = isinstance(because, single) or not isinstance(because, Iterable)
    several: Any = (because,) if one else because
    return tuple(theorem_of(premise) for premise in several)


def _names_within(theorem: Theorem, named: dict[int, str]) -> tuple[str, ...]:
    """The names of the named theorems nearest below a theorem in its proof."""
    found: dict[str, None] = {}
    for argument in theorem.arguments:
        if type(argument) is Theorem:
            name = named.get(id(argument))
            found.update(dict.fromkeys([name] if name else _names_within(argument, named)))
    return tuple(found)


def _steps_within(theorem: Theorem, named: dict[int, str]) -> Iterator[Theorem]:
    """A theorem, and the steps below it down to the named theorems."""
    yield theorem
    for argument in theorem.arguments:
        if type(argument) is Theorem and id(argument) not in named:
            yield from _steps_within(argument, named)


def _names_of_results() -> dict[int, str]:
    """The id of each published theorem, by the identity of the theorem."""
    return {id(result.theorem): result.id for result in reversed(PUBLISHED.values())}


def _check_slug(name: object) -> None:
    """Raise unless a permanent id is made of lower-case words and hyphens."""
    if type(name) is not str or not _SLUG.fullmatch(name):
        raise MalformedError(f"{name!r} is no permanent id: write lower-case words and hyphens")
