"""How terms, statements and theorems are printed, as text and as LaTeX.

One traversal serves both; a `Style` says how each piece is written. What a reader sees comes from
here and from the object that was checked.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from itertools import groupby, pairwise
from typing import TYPE_CHECKING, Any, final
from unicodedata import normalize

from .statements import (
    Equals,
    FullColumnRank,
    Invertible,
    Minimises,
    Nonnegative,
    Positive,
    PositiveDefinite,
    PositiveSemidefinite,
    Statement,
    UniquelyMinimises,
)
from .terms import (
    Abbreviation,
    Derivative,
    Dimension,
    Identity,
    Inverse,
    Letter,
    Number,
    Ones,
    Product,
    Scaled,
    Size,
    SquaredNorm,
    Sum,
    Term,
    Trace,
    Transpose,
    Zero,
    free_letters,
)

if TYPE_CHECKING:
    from .theorem import Theorem

GREEK = {
    "alpha": "α", "beta": "β", "gamma": "γ", "delta": "δ", "epsilon": "ε", "theta": "θ",
    "lambda": "λ", "mu": "μ", "pi": "π", "rho": "ρ", "sigma": "σ", "tau": "τ",
    "Sigma": "Σ", "Omega": "Ω", "Lambda": "Λ",
}  # fmt: skip
TEXT_MARKS = {"hat": "\u0302", "bar": "\u0304", "tilde": "\u0303", "star": "⋆", "prime": "′"}
SUBSCRIPTS = str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")
PLAIN = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
UPRIGHT = str.maketrans(
    {c: chr(0x1D5A0 + i) for i, c in enumerate(PLAIN)}
)  # as RSS, which is no product
SUPERSCRIPTS = str.maketrans("T-0123456789", "ᵀ⁻⁰¹²³⁴⁵⁶⁷⁸⁹")
SUM, PRODUCT, ATOM = range(3)  # how tightly a printed term binds


@final
@dataclass(frozen=True, slots=True)
class Style:
    """How each piece is written."""

    name: Callable[[str], str]
    fraction: Callable[[str, str], str]
    above: Callable[[str, str], str]  # base, superscript
    below: Callable[[str, str], str]  # base, subscript
    bracket: Callable[[str], str]
    norm: Callable[[str], str]
    join: Callable[[list[str]], str]
    at: Callable[[str, str], str]  # a derivative, the point where it is taken
    words: dict[str, str]


def latex_name(name: str) -> str:
    r"""A name in LaTeX: w_hat is \hat w."""
    base, *marks = name.split("_")
    letters = base.rstrip("0123456789")
    digits = base[len(letters) :]
    printed = f"\\{letters}" if letters in GREEK else letters
    if len(letters) > 1 and letters not in GREEK:
        printed = f"\\mathrm{{{letters}}}"
    below, above = [digits] if digits else [], ""
    for mark in marks:
        if mark in ("hat", "bar", "tilde"):
            printed = f"\\{mark}{{{printed}}}"
        elif mark in ("star", "prime"):
            above += f"\\{mark}"
        else:
            below.append(mark)
    subscript = ",".join(below)
    subscript = f"\\mathrm{{{subscript}}}" if len(subscript) > 1 else subscript
    return printed + (f"_{{{subscript}}}" if subscript else "") + (f"^{{{above}}}" if above else "")


def text_name(name: str) -> str:
    """A name in plain text: w_hat is ŵ."""
    base, *marks = name.split("_")
    letters = base.rstrip("0123456789")
    word = letters if len(letters) == 1 else letters.translate(UPRIGHT)
    printed = GREEK.get(letters, word) + base[len(letters) :].translate(SUBSCRIPTS)
    for mark in marks:
        printed += TEXT_MARKS.get(
            mark, mark.translate(SUBSCRIPTS) if mark.isdigit() else f"_{mark}"
        )
    return normalize("NFC", printed)


def juxtaposed(factors: list[str]) -> str:
    """Factors side by side in plain text, apart where they would run together."""
    together = factors[0]
    for before, after in pairwise(factors):
        apart = before[-1:] == ")" and before[:1] == "(" and "/" in before
        apart = apart or "_" in before
        apart = apart or any(
            name.isascii() and name.isalpha() and len(name) > 1 for name in (before, after)
        )
        together += (" " if apart else "") + after
    return together


LATEX = Style(
    name=latex_name,
    fraction=lambda a, b: f"\\frac{{{a}}}{{{b}}}",
    above=lambda a, b: f"{a}^{{{b}}}",
    below=lambda a, b: f"{a}_{{{b}}}",
    bracket=lambda a: f"\\left({a}\\right)" if "\\frac" in a else f"({a})",
    norm=lambda a: f"\\left\\lVert {a} \\right\\rVert^{{2}}",
    join=" ".join,
    at=lambda a, point: f"\\left.{a}\\right|_{{{point}}}",
    words={
        "T": "\\mathsf{T}", "-1": "-1", "ones": "\\mathbf{1}", "I": "I", "-": " - ", "+": " + ",
        "tr": "\\operatorname{tr}", "nabla": "\\nabla", "d": "\\partial", "zero": "0",
        "=": " = ", ">=": " \\ge ", ">": " > ", "!=": " \\ne ", "in": " \\in ", ",": ",\\; ",
        "invertible": "\\ \\text{is invertible}", "psd": " \\succeq 0", "pd": " \\succ 0",
        "rank": "\\ \\text{has full column rank}", "argmin": "\\operatorname*{arg\\,min}",
        "turnstile": "\\;\\vdash\\; ", "{": "\\{", "}": "\\}", " ": "\\ ",
    },
)  # fmt: skip

TEXT = Style(
    name=text_name,
    fraction=lambda a, b: f"({a}/{b})",
    above=lambda a, b: a + b.translate(SUPERSCRIPTS),
    below=lambda a, b: f"{a}_{b}",
    bracket=lambda a: f"({a})",
    norm=lambda a: f"‖{a}‖²",
    join=juxtaposed,
    at=lambda a, point: f"[{a}]_({point})",
    words={
        "T": "T", "-1": "-1", "ones": "𝟏", "I": "I", "-": " − ", "+": " + ",
        "tr": "tr", "nabla": "∇", "d": "∂", "zero": "0",
        "=": " = ", ">=": " ≥ ", ">": " > ", "!=": " ≠ ", "in": " ∈ ", ",": ", ",
        "invertible": " is invertible", "psd": " is positive semidefinite",
        "pd": " is positive definite", "rank": " has full column rank", "argmin": "argmin",
        "turnstile": "  ⊢  ", "{": "{", "}": "}", " ": " ",
    },
)  # fmt: skip


def text(thing: Term | Statement | Theorem) -> str:
    """Plain text for a terminal."""
    return printed(thing, TEXT)


def latex(thing: Term | Statement | Theorem) -> str:
    """LaTeX without delimiters."""
    return printed(thing, LATEX)


def printed(thing: Any, style: Style) -> str:
    """A term, statement or theorem in a style."""
    try:
        return shown(thing, style)
    except RecursionError:
        return "(a term nested too deeply to print)"


def shown(thing: Any, style: Style) -> str:
    """A term, statement or theorem in a style."""
    if isinstance(thing, Term):
        return term(thing, style)[0]
    if isinstance(thing, Statement):
        return statement(thing, style)
    hypotheses = style.words[","].join(statement(h, style) for h in thing.hypotheses)
    return (hypotheses + style.words["turnstile"] + statement(thing.conclusion, style)).strip()


def statement(claim: Statement, style: Style) -> str:
    """A statement in a style."""
    return "".join(sides(claim, style))


def sides(claim: Statement, style: Style) -> tuple[str, str]:
    """A statement as its left side, and the rest from the relation sign on."""
    words = style.words

    def put(part: Term) -> str:
        return term(part, style)[0]

    match claim:
        case Equals(left, right):
            return put(left), words["="] + put(right)
        case Invertible(a):
            return put(a), words["!="] + "0" if a.shape == (1, 1) else words["invertible"]
        case Nonnegative(a):
            return put(a), words[">="] + "0"
        case Positive(a):
            return put(a), words[">"] + "0"
        case FullColumnRank(a):
            return put(a), words["rank"]
        case PositiveSemidefinite(a):
            return put(a), words["psd"]
        case PositiveDefinite(a):
            return put(a), words["pd"]
        case Minimises(point, f, w):
            return put(point), words["in"] + minimisers(f, w, style)
        case UniquelyMinimises(point, f, w):
            alone = words["{"] + put(point) + words["}"]
            return alone, words["="] + minimisers(f, w, style)
    return repr(claim), ""


def minimisers(f: Term, w: Letter, style: Style) -> str:
    """argmin over w of f."""
    inner, level = term(f, style)
    inner = style.bracket(inner) if level == SUM else inner
    return style.below(style.words["argmin"], put_name(w, style)) + style.words[" "] + inner


def applied(inside: str, style: Style) -> str:
    """Brackets around an argument, without the gap that tall ones leave after the function."""
    brackets = style.bracket(inside)
    return f"\\mathopen{{}}{brackets}" if brackets.startswith("\\left") else brackets


def put_name(letter: Letter | Dimension, style: Style) -> str:
    """The name of a letter or dimension."""
    return style.name(letter.name)


def size_of(size: Size, style: Style) -> str:
    """A size in a style."""
    return style.name(size.name) if type(size) is Dimension else str(size)


def term(t: Term, style: Style) -> tuple[str, int]:
    """A term in a style, and how tightly what was written binds."""
    words = style.words
    match t:
        case Letter() | Dimension():
            return put_name(t, style), ATOM
        case Number(value):
            return number(value, style)
        case Identity(size):
            return style.below(words["I"], size_of(size, style)), ATOM
        case Zero():
            return words["zero"], ATOM
        case Ones(rows, cols):
            times = "\\times " if style is LATEX else "×"
            sizes = times.join(size_of(s, style) for s in ((rows,) if cols == 1 else (rows, cols)))
            return style.below(words["ones"], sizes), ATOM
        case Sum():
            return added(t, style), SUM
        case Scaled() | Product():
            return multiplied(t, style)
        case Transpose(Derivative(body, letter, at)) if body.shape == (1, 1):
            return derived(words["nabla"], body, letter, at, style), PRODUCT
        case Transpose(matrix):
            return style.above(tight(matrix, style), words["T"]), ATOM
        case Inverse(matrix):
            if matrix.shape == (1, 1):
                below = term(matrix, style)[0] if style is LATEX else factor(matrix, style)
                return style.fraction("1", below), PRODUCT
            return style.above(tight(matrix, style), words["-1"]), ATOM
        case Trace(matrix):
            return words["tr"] + applied(term(matrix, style)[0], style), PRODUCT
        case SquaredNorm(scalar) if scalar.shape == (1, 1):
            return style.above(tight(scalar, style), "2"), ATOM
        case SquaredNorm(vector):
            return style.norm(term(vector, style)[0]), ATOM
        case Derivative(Transpose(Derivative(body, inner, here)), letter, at) if (
            inner == letter == here and body.shape == (1, 1)
        ):
            twice = style.above(words["nabla"], "2")
            return derived(twice, body, letter, at, style), PRODUCT
        case Derivative(body, letter, at):
            return derived(words["d"], body, letter, at, style), PRODUCT
        case Abbreviation():
            if not t.parameters:
                return style.name(t.name), ATOM
            inside = words[","].join(term(argument, style)[0] for argument in t.arguments)
            return style.name(t.name) + applied(inside, style), ATOM
    return repr(t), SUM


def tight(t: Term, style: Style) -> str:
    """A term as the base of a superscript."""
    inner, level = term(t, style)
    raised = level < ATOM or type(t) in (Transpose, Inverse, SquaredNorm)
    marked = type(t) in (Letter, Dimension, Abbreviation) and style is LATEX and "^" in inner
    return style.bracket(inner) if raised or marked else inner


def number(value: Fraction, style: Style) -> tuple[str, int]:
    """A rational number."""
    sign, value = ("-" if style is LATEX else "−", -value) if value < 0 else ("", value)
    if value.denominator == 1:
        return f"{sign}{value.numerator}", SUM if sign else ATOM
    inner = style.fraction(str(value.numerator), str(value.denominator))
    return sign + inner, SUM if sign else PRODUCT


def added(t: Sum, style: Style) -> str:
    """A sum, with the sign of each term before it."""
    left = term(t.left, style)[0]
    sign, rest = signed(t.right)
    right, level = term(rest, style)
    right = style.bracket(right) if level == SUM else right
    return left + style.words["-" if sign < 0 else "+"] + right


def signed(t: Term) -> tuple[int, Term]:
    """A term as a sign and the rest of it."""
    match t:
        case Scaled(Number(value), matrix) if value < 0:
            return -1, matrix if value == -1 else Scaled(Number(-value), matrix)
        case Number(value) if value < 0:
            return -1, Number(-value)
    return 1, t


def multiplied(t: Scaled | Product, style: Style) -> tuple[str, int]:
    """A product: sign, one fraction for the numbers and reciprocals in front, then the factors."""
    value, above, below = Fraction(1), [], []
    front, factors = parted(t)
    if all(each.shape == (1, 1) for each in factors):
        front, factors = front + factors, []
    for scalar in front:
        match scalar:
            case Number(number_value):
                value *= number_value
            case Inverse(divisor):
                below.append(divisor)
            case _:
                above.append(scalar)
    sign = "" if value >= 0 else ("-" if style is LATEX else "−")
    over = [str(abs(value.numerator))] if abs(value.numerator) != 1 else []
    under = [str(value.denominator)] if value.denominator != 1 else []
    alone = not under and len(below) == 1
    bare = alone and style is LATEX
    under += [term(b, style)[0] if bare else factor(b, style) for b in below]
    if under:
        norms = factors or any(type(b) is not Dimension for b in below)
        short = (Letter, Dimension, SquaredNorm) if norms else (Letter, Dimension)
        names = [scalar for scalar in above if type(scalar) in short]
        above = [scalar for scalar in above if scalar not in names]
        over += powers(names, style)
        over = [style.fraction(style.join(over or ["1"]), style.join(under))]
    printed_factors = over + powers(above, style) + [factor(f, style) for f in factors]
    return sign + style.join(printed_factors or ["1"]), SUM if sign else PRODUCT


def powers(scalars: list[Term], style: Style) -> list[str]:
    """Scalars as factors, a run of equal ones as a power."""
    runs = [(scalar, len(list(run))) for scalar, run in groupby(scalars)]
    return [
        factor(scalar, style) if count == 1 else style.above(tight(scalar, style), str(count))
        for scalar, count in runs
    ]


def parted(t: Term) -> tuple[list[Term], list[Term]]:
    """A product as the scalars in front and the factors from left to right."""
    match t:
        case Scaled(scalar, matrix):
            front, factors = parted(matrix)
            numbers, others = parted(scalar)
            plain = all(other.shape == (1, 1) for other in others)
            return ([*numbers, *others] if plain else [scalar]) + front, factors
        case Product(left, right):
            front, factors = parted(left)
            return front, [*factors, right]
        case Number() | Inverse() if t.shape == (1, 1):
            return [t], []
    return [], [t]


def factor(t: Term, style: Style) -> str:
    """A term as a factor of a product."""
    inner, level = term(t, style)
    plain = level == ATOM or type(t) in (Trace, Derivative)
    return inner if plain or (level == PRODUCT and type(t) is Transpose) else style.bracket(inner)


def derived(symbol: str, body: Term, letter: Letter, at: Term, style: Style) -> str:
    """A derivative: ∇J(ŵ), or ∇_w (body) with the point behind a bar."""
    match body:
        case Abbreviation(name, (parameter,), (argument,), rest) if (
            argument == letter and letter not in free_letters(rest) - {parameter}
        ):
            return style.join([symbol, style.name(name)]) + applied(term(at, style)[0], style)
    inner = style.below(symbol, put_name(letter, style)) + style.bracket(term(body, style)[0])
    if at == letter:
        return inner
    point = put_name(letter, style) + style.words["="] + term(at, style)[0]
    return style.at(inner, point)
