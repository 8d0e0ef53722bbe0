"""How terms, statements and theorems are printed, as text and as LaTeX.

One traversal serves both; a `Style` says how each piece is written. What a reader sees comes from
here and from the object that was checked.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from itertools import accumulate, groupby, pairwise
from typing import Any, final
from unicodedata import normalize

from ..kernel.nodes import LONGEST, written
from ..kernel.statements import (
    ChiSquared,
    Equals,
    ForEach,
    FullColumnRank,
    Gaussian,
    Independent,
    IndependentVectors,
    Integrable,
    Invertible,
    Laplace,
    Maximises,
    Minimises,
    Nonnegative,
    Positive,
    PositiveDefinite,
    PositiveSemidefinite,
    SquareIntegrable,
    Statement,
    StudentT,
    UniquelyMaximises,
    UniquelyMinimises,
)
from ..kernel.terms import (
    Absolute,
    Covariance,
    Density,
    Derivative,
    Determinant,
    Dimension,
    Exp,
    Expectation,
    Identity,
    Index,
    Inverse,
    Iterate,
    Letter,
    Log,
    MomentGenerating,
    Number,
    Ones,
    Pi,
    Product,
    ProductOver,
    Pseudoinverse,
    Random,
    Root,
    Scaled,
    Shape,
    Size,
    SquaredNorm,
    Sum,
    SumOver,
    Term,
    Trace,
    Transpose,
    Variable,
    Zero,
)
from ..kernel.theorem import Theorem
from ..kernel.trees import Abbreviation, free_letters

GREEK = {
    "ell": "ℓ",
    "alpha": "α", "beta": "β", "gamma": "γ", "delta": "δ", "epsilon": "ε", "zeta": "ζ",
    "eta": "η", "theta": "θ", "iota": "ι", "kappa": "κ", "lambda": "λ", "mu": "μ", "nu": "ν",
    "xi": "ξ", "pi": "π", "rho": "ρ", "sigma": "σ", "tau": "τ", "upsilon": "υ", "phi": "φ",
    "chi": "χ", "psi": "ψ", "omega": "ω", "Gamma": "Γ", "Delta": "Δ", "Theta": "Θ",
    "Lambda": "Λ", "Xi": "Ξ", "Pi": "Π", "Sigma": "Σ", "Upsilon": "Υ", "Phi": "Φ", "Psi": "Ψ",
    "Omega": "Ω",
}  # fmt: skip
_TEXT_MARKS = {"hat": "\u0302", "bar": "\u0304", "tilde": "\u0303", "star": "⋆", "prime": "′"}
_INDICES = {"i": "ᵢ", "j": "ⱼ", "k": "ₖ", "n": "ₙ"}
_SUBSCRIPTS = str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")
PLAIN = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
_UPRIGHT = str.maketrans(
    {c: chr(0x1D5A0 + i) for i, c in enumerate(PLAIN)}
)  # as RSS, which is no product
_SUPERSCRIPTS = str.maketrans("+0123456789dkmn", "⁺⁰¹²³⁴⁵⁶⁷⁸⁹ᵈᵏᵐⁿ", " ")
_SMALL = set("ᵀ⁻⁺⁰¹²³⁴⁵⁶⁷⁸⁹ᵈᵏᵐⁿ")
SUM, PRODUCT, OPEN, ATOM = range(4)  # how tightly a printed term binds; OPEN to the right: ln x
_TALL = re.compile(r"\\(frac|sum|prod)(?![a-z])")
_WORD = re.compile("[a-z]{2}|p_|[Σ∏][ᵢⱼₖ_]")  # exp(a), p_ε(y), Σᵢ yᵢ: not to run into the rest


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
    length: Callable[[str], str]
    bars: Callable[[str], str]
    root: Callable[[str], str]
    over: Callable[[str, str, str], str]  # the sign of a sum or product, its index, the last of it
    join: Callable[[list[str]], str]
    at: Callable[[str, str], str]  # a derivative, the point where it is taken
    words: dict[str, str]


@cache
def latex_name(name: str) -> str:
    r"""A name in LaTeX: w_hat is \hat w, and sigma_sq is \sigma^2."""
    base, *marks = name.split("_")
    letters = base.rstrip("0123456789")
    digits = base[len(letters) :]
    printed = f"\\{letters}".replace("\\eps", "\\vareps") if letters in GREEK else letters
    if len(letters) > 1 and letters not in GREEK:
        printed = f"\\mathrm{{{letters}}}"
    below, above = [digits] if digits else [], ""
    for mark in marks:
        if mark in ("hat", "bar", "tilde"):
            printed = f"\\{mark}{{{printed}}}"
        elif mark in ("star", "prime"):
            above += f"\\{mark}"
        elif mark != "sq":
            below.append(mark)
    above += "2" if "sq" in marks else ""
    subscript = ",".join(mark if len(mark) == 1 else f"\\mathrm{{{mark}}}" for mark in below)
    return printed + (f"_{{{subscript}}}" if subscript else "") + (f"^{{{above}}}" if above else "")


@cache
def text_name(name: str) -> str:
    """A name in plain text: w_hat is ŵ, and sigma_sq is σ²."""
    base, *marks = name.split("_")
    letters = base.rstrip("0123456789")
    word = letters if len(letters) == 1 else letters.translate(_UPRIGHT)
    printed = GREEK.get(letters, word) + base[len(letters) :].translate(_SUBSCRIPTS)
    for mark in marks:
        below = mark.translate(_SUBSCRIPTS) if mark.isdigit() else _INDICES.get(mark, f"_{mark}")
        printed += _TEXT_MARKS.get(mark, below) if mark != "sq" else ""
    return normalize("NFC", printed) + ("²" if "sq" in marks else "")


def _raise(base: str, exponent: str) -> str:
    """A power in plain text: with a small exponent, if there are signs for it."""
    small = exponent.translate(_SUPERSCRIPTS)
    return base + small if set(small) <= _SMALL else f"{base}^({exponent})"


def _juxtapose(factors: list[str]) -> str:
    """Factors side by side in plain text, apart where they would run together."""
    together = factors[0]
    for before, after in pairwise(factors):
        apart = before[-1:] == ")" and before[:1] == "(" and "/" in before
        apart = apart or "_" in before or before[:1] == "√" or before[-1:] == after[:1] == "|"
        apart = apart or bool(_WORD.match(after) or re.match("[a-z]{2}", before))
        apart = apart or any(
            name.isascii() and name.isalpha() and len(name) > 1 for name in (before, after)
        )
        summand = re.match("Σ[ᵢⱼₖ_]", before)  # a letter, which would be taken for a sum
        together += ("·" if summand else " " if apart else "") + after
    return together


LATEX = Style(
    name=latex_name,
    fraction=lambda a, b: f"\\frac{{{a}}}{{{b}}}",
    above=lambda a, b: f"{a}^{{{b}}}",
    below=lambda a, b: f"{a}_{{{b}}}",
    bracket=lambda a: f"\\left({a}\\right)" if _TALL.search(a) else f"({a})",
    norm=lambda a: f"\\left\\lVert {a} \\right\\rVert^{{2}}",
    length=lambda a: f"\\left\\lVert {a} \\right\\rVert",
    bars=lambda a: f"\\left\\lvert {a} \\right\\rvert",
    root=lambda a: f"\\sqrt{{{a}}}",
    over=lambda a, index, size: f"{a}_{{{index}=1}}^{{{size}}} ",
    join=" ".join,
    at=lambda a, point: f"\\left.{a}\\right|_{{{point}}}",
    words={
        "T": "\\mathsf{T}", "-1": "-1", "ones": "\\mathbf{1}", "I": "I", "-": " - ", "+": " + ",
        "tr": "\\operatorname{tr}", "nabla": "\\nabla", "d": "\\partial", "zero": "0",
        "=": " = ", ">=": " \\ge ", ">": " > ", "!=": " \\ne ", "in": " \\in ", ",": ",\\; ",
        "invertible": "\\ \\text{is invertible}", "psd": " \\succeq 0", "pd": " \\succ 0",
        "rank": "\\ \\text{has full column rank}", "argmin": "\\operatorname*{arg\\,min}",
        "argmax": "\\operatorname*{arg\\,max}", "exp": "\\exp", "ln": "\\ln", "det": "\\det",
        "sum": "\\sum", "prod": "\\prod", "each": "\\ \\text{for each } ", "~": " \\sim ",
        "normal": "\\mathcal{N}", "laplace": "\\operatorname{Laplace}",
        "entries": "\\text{the entries of } ", "independent": "\\ \\text{are independent}",
        "to": " \\mapsto ", "...": ", \\dots, ",
        "E": "\\mathbb{E}", "Var": "\\operatorname{Var}", "Cov": "\\operatorname{Cov}",
        "finite": " < \\infty", "chi": "\\chi^2", "and": "\\ \\text{and}\\ ",
        "turnstile": "\\;\\vdash\\; ", "{": "\\{", "}": "\\}", " ": "\\ ",
    },
)  # fmt: skip

TEXT = Style(
    name=text_name,
    fraction=lambda a, b: f"({a}/{b})",
    above=_raise,
    below=lambda a, b: f"{a}_{b}",
    bracket=lambda a: f"({a})",
    norm=lambda a: f"‖{a}‖²",
    length=lambda a: f"‖{a}‖",
    bars=lambda a: f"|{a}|",
    root=lambda a: f"√{a}",
    over=lambda a, index, _: a + _INDICES.get(index, f"_{index}") + " ",
    join=_juxtapose,
    at=lambda a, point: f"[{a}]_({point})",
    words={
        "T": "ᵀ", "-1": "⁻¹", "ones": "𝟏", "I": "I", "-": " − ", "+": " + ",
        "tr": "tr", "nabla": "∇", "d": "∂", "zero": "0",
        "=": " = ", ">=": " ≥ ", ">": " > ", "!=": " ≠ ", "in": " ∈ ", ",": ", ",
        "invertible": " is invertible", "psd": " is positive semidefinite",
        "pd": " is positive definite", "rank": " has full column rank", "argmin": "argmin",
        "argmax": "argmax", "exp": "exp", "ln": "ln", "det": "det", "sum": "Σ", "prod": "∏",
        "each": " for each ", "~": " ~ ", "normal": "N", "laplace": "Laplace",
        "entries": "the entries of ", "independent": " are independent", "...": ", …, ",
        "E": "E", "Var": "Var", "Cov": "Cov", "finite": " < ∞", "chi": "χ²", "and": " and ",
        "to": " ↦ ", "turnstile": "  ⊢  ", "{": "{", "}": "}", " ": " ",
    },
)  # fmt: skip


def text(thing: Term | Statement | Theorem) -> str:
    """Plain text for a terminal."""
    return _print_in(thing, TEXT)


def latex(thing: Term | Statement | Theorem) -> str:
    """LaTeX without delimiters."""
    return _print_in(thing, LATEX)


def _print_in(thing: Any, style: Style) -> str:
    """A term, statement or theorem in a style."""
    try:
        return _show_in(thing, style)
    except RecursionError:
        return "(a term nested too deeply to print)"


def _show_in(thing: Any, style: Style) -> str:
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
        case Minimises(point, f, w) | Maximises(point, f, w):
            return put(point), words["in"] + _extremes(claim, f, w, style)
        case UniquelyMinimises(point, f, w) | UniquelyMaximises(point, f, w):
            alone = words["{"] + put(point) + words["}"]
            return alone, words["="] + _extremes(claim, f, w, style)
        case ForEach(index, each):
            subject, rest = sides(each, style)
            return subject, rest + words["each"] + _put_name(index, style)
        case Independent(vector):
            return entries(vector, style), words["independent"]
        case IndependentVectors(first, second):
            return put(first) + words["and"] + put(second), words["independent"]
        case Integrable(matrix):
            around = style.bars if matrix.shape == (1, 1) else style.length
            return words["E"] + _bracket_squarely(around(put(matrix)), style), words["finite"]
        case SquareIntegrable(vector):
            return words["E"] + _bracket_squarely(put(SquaredNorm(vector)), style), words["finite"]
        case ChiSquared(scalar, degrees):
            return put(scalar), words["~"] + words["chi"] + apply(put(degrees), style)
        case StudentT(scalar, square, degrees):
            ratio = style.fraction(put(scalar), term(Root(square), style)[0])
            return ratio, words["~"] + "t" + apply(put(degrees), style)
        case Gaussian(vector, mean, covariance):
            law = apply(f"{put(mean)}, {put(covariance)}", style)
            return put(vector), words["~"] + words["normal"] + law
        case Laplace(scalar, location, scale):
            law = apply(f"{put(location)}, {put(scale)}", style)
            return put(scalar), words["~"] + words["laplace"] + law
    return written(claim), ""


def _extremes(claim: Statement, f: Term, w: Letter, style: Style) -> str:
    """argmin or argmax over w of f."""
    least = isinstance(claim, (Minimises, UniquelyMinimises))
    where = style.below(style.words["argmin" if least else "argmax"], _put_name(w, style))
    inner, level = term(f, style)
    return where + style.words[" "] + (style.bracket(inner) if level == SUM else inner)


def _bracket_squarely(inside: str, style: Style) -> str:
    """Square brackets around what an expectation is of."""
    tall = style is LATEX and _TALL.search(inside)
    return f"\\!\\left[{inside}\\right]" if tall else f"[{inside}]"


def entries(vector: Term, style: Style) -> str:
    """The entries of a vector: ε₁, …, εₙ, or in words."""
    size = vector.shape[0]
    if isinstance(vector, Letter | Random) and type(size) is Dimension:
        last = _index_name(vector.name, size.name)
        if last:
            return style.name(f"{vector.name}_1") + style.words["..."] + style.name(last)
    return style.words["entries"] + term(vector, style)[0]


def apply(inside: str, style: Style) -> str:
    """Brackets around an argument, without the gap that tall ones leave after the function."""
    if style is TEXT and _is_enclosed(inside):
        return inside
    brackets = style.bracket(inside)
    return f"\\mathopen{{}}{brackets}" if brackets.startswith("\\left") else brackets


def _is_enclosed(inside: str) -> bool:
    """Whether brackets stand around all of a text, as they do around a fraction."""
    depths = list(accumulate((c == "(") - (c == ")") for c in inside))
    return inside[:1] == "(" and depths[-1] == 0 and 0 not in depths[:-1]


def _index_name(name: str, index: str) -> str | None:
    """A name with a further subscript, where it is printed like no other name."""
    return f"{name}_{index}" if len(index) == 1 and "sq" not in name.split("_") else None


def entry(t: Term) -> str | None:
    """The name like which a term that is no letter is printed: y_i for eᵢᵀy, x_i for Xᵀeᵢ."""
    match t:
        case Product(Transpose(Index(i)), Letter(name, _, 1) | Random(name, _, 1)):
            return _index_name(name, i)
        case Product(Transpose(Letter(name)), Index(i)) if re.fullmatch("[A-DF-Z]", name):
            return _index_name(name.lower(), i)
        case Index(i):
            return _index_name("e", i)
        case Pi():
            return "pi"
    return None


def _is_name(t: Term) -> bool:
    """Whether a term is printed as a name."""
    return isinstance(t, Variable | Dimension) or entry(t) is not None


def _put_name(letter: Variable | Dimension, style: Style) -> str:
    """The name of a letter or dimension."""
    return style.name(letter.name)


def size_of(size: Size, style: Style) -> str:
    """A size in a style."""
    return style.name(size.name) if type(size) is Dimension else str(size)


def term(t: Term, style: Style) -> tuple[str, int]:
    """A term in a style, and how tightly what was written binds."""
    words, name = style.words, entry(t)
    if name:
        return style.name(name), ATOM
    match t:
        case Index():
            return style.below("e", _put_name(t, style)), ATOM
        case Variable() | Dimension():
            return _put_name(t, style), ATOM
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
            return sum_of(t, style), SUM
        case Scaled() | Product():
            return product_of(t, style)
        case Transpose(Derivative(body, letter, at)) if body.shape == (1, 1):
            return derivative(words["nabla"], body, letter, at, style), PRODUCT
        case Transpose(matrix):
            return style.above(_base_of_power(matrix, style), words["T"]), ATOM
        case Inverse(matrix):
            if matrix.shape == (1, 1):
                below = term(matrix, style)[0] if style is LATEX else factor(matrix, style)
                return style.fraction("1", below), PRODUCT
            return style.above(_base_of_power(matrix, style), words["-1"]), ATOM
        case Pseudoinverse(matrix):
            return style.above(_base_of_power(matrix, style), "+"), ATOM
        case Trace(matrix):
            return words["tr"] + apply(term(matrix, style)[0], style), PRODUCT
        case SquaredNorm(scalar) if scalar.shape == (1, 1):
            return style.above(_base_of_power(scalar, style), "2"), ATOM
        case SquaredNorm(vector):
            return style.norm(term(vector, style)[0]), ATOM
        case Derivative(Transpose(Derivative(body, inner, here)), letter, at) if (
            inner == letter == here and body.shape == (1, 1)
        ):
            twice = style.above(words["nabla"], "2")
            return derivative(twice, body, letter, at, style), PRODUCT
        case Derivative(body, letter, at):
            return derivative(words["d"], body, letter, at, style), PRODUCT
        case Exp(argument):
            return words["exp"] + apply(term(argument, style)[0], style), ATOM
        case Log(argument):
            return _function_before(words["ln"], argument, style)
        case Determinant(matrix):
            return _function_before(words["det"], matrix, style)
        case Root(argument):
            return style.root(_radicand(argument, style)), ATOM
        case Absolute(argument):
            inside = term(argument, style)[0]
            bars = "|" in inside or "vert" in inside  # |a|b|c| is |a| · b · |c|
            return style.bars(style.bracket(inside) if bars else inside), ATOM
        case SumOver(index, summand) | ProductOver(index, summand):
            sign = words["sum" if type(t) is SumOver else "prod"]
            over = style.over(sign, _put_name(index, style), size_of(index.rows, style))
            inside, level = term(summand, style)
            return over + (style.bracket(inside) if level == SUM else inside), OPEN
        case Iterate():
            return iterate(t, style)
        case Expectation(of):
            return words["E"] + _bracket_squarely(term(of, style)[0], style), ATOM
        case Covariance(first, second):
            left, right = (term(part, style)[0] for part in (first, second))
            if first == second:
                return words["Var"] + _bracket_squarely(left, style), ATOM
            return words["Cov"] + _bracket_squarely(f"{left}, {right}", style), ATOM
        case Density(of, at) | MomentGenerating(of, at):
            function, below = "p" if type(t) is Density else "M", term(of, style)[0]
            plain = isinstance(of, Variable) and of.name.isalpha()  # p_{U₁} is not a name p_U₁
            below = style.below(function, below if style is LATEX or plain else f"{{{below}}}")
            return below + apply(term(at, style)[0], style), ATOM
        case Abbreviation():
            if not t.parameters:
                return style.name(t.name), ATOM
            inside = ", ".join(term(argument, style)[0] for argument in t.arguments)
            return style.name(t.name) + apply(inside, style), ATOM
    return written(t), SUM


def iterate(t: Iterate, style: Style) -> tuple[str, int]:
    """An iteration: Sᵏu where a step is v ↦ Sv, and rᵏ from 1; fᵏ(u), or (v ↦ …)ᵏ(u)."""
    body, letter, start, count = t.body, t.letter, t.start, term(t.count, style)[0]
    match body:
        case Abbreviation(name, (parameter,), (x,), rest) if (
            x == letter and letter not in free_letters(rest) - {parameter}
        ):
            return style.above(style.name(name), count) + apply(term(start, style)[0], style), ATOM
    if base := base_of_steps(t):
        power = style.above(_base_of_power(base, style), count)
        if start == Number(Fraction(1)):
            return power, ATOM
        return style.join([power, factor(start, style, last=True)]), PRODUCT
    step = _put_name(letter, style) + style.words["to"] + term(body, style)[0]
    return style.above(style.bracket(step), count) + apply(term(start, style)[0], style), ATOM


def base_of_steps(t: Iterate) -> Term | None:
    """The a of steps x ↦ ax, which are written as a power of it, without the x."""
    match t.body:
        case Product(a, x) | Scaled(a, x) if x == t.letter and t.letter not in free_letters(a):
            return a
    return None


_RAISED = (Transpose, Inverse, Pseudoinverse, SquaredNorm)  # printed with a superscript


def _base_of_power(t: Term, style: Style) -> str:
    """A term as the base of a superscript."""
    inner, level = term(t, style)
    applies = type(t) in (Exp, Log, Root, Determinant, Iterate, Density, MomentGenerating)
    raised = applies or level < ATOM or type(t) in _RAISED
    marked = "^" in inner if style is LATEX else inner.endswith("²")
    marked = marked and (_is_name(t) or type(t) is Abbreviation)
    return style.bracket(inner) if raised or marked else inner


def _radicand(t: Term, style: Style) -> str:
    """A term under a root, in brackets where no line is drawn over it."""
    inner, level = term(t, style)
    bare = level == ATOM and (type(t) is Number or (_is_name(t) and not inner.endswith("²")))
    return inner if bare or style is LATEX else apply(inner, style)


def _function_before(function: str, argument: Term, style: Style) -> tuple[str, int]:
    """A function before its argument, without brackets around a name and its like: ln x."""
    inner, level = term(argument, style)
    if level < OPEN or type(argument) in (*_RAISED, SumOver, ProductOver):
        return function + apply(inner, style), ATOM
    return f"{function} {inner}", OPEN


def number(value: Fraction, style: Style) -> tuple[str, int]:
    """A rational number."""
    sign, value = ("-" if style is LATEX else "−", -value) if value < 0 else ("", value)
    if value.denominator == 1:
        return f"{sign}{value.numerator}", SUM if sign else ATOM
    inner = style.fraction(str(value.numerator), str(value.denominator))
    return sign + inner, SUM if sign else PRODUCT


def sum_of(t: Sum, style: Style) -> str:
    """A sum, with the sign of each term before it."""
    left = term(t.left, style)[0]
    sign, rest = _split_sign(t.right)
    right, level = term(rest, style)
    right = style.bracket(right) if level == SUM else right
    return left + style.words["-" if sign < 0 else "+"] + right


def _split_sign(t: Term) -> tuple[int, Term]:
    """A term as a sign and the rest of it."""
    match t:
        case Scaled(Number(value), matrix) if value < 0:
            return -1, matrix if value == -1 else Scaled(Number(-value), matrix)
        case Number(value) if value < 0:
            return -1, Number(-value)
    return 1, t


def _is_short(number: Fraction) -> bool:
    """Whether a number is as short as one that can be written down."""
    return max(abs(number.numerator), number.denominator) < LONGEST


def product_of(t: Scaled | Product, style: Style) -> tuple[str, int]:
    """A product: sign, one fraction for the numbers and reciprocals in front, then the factors."""
    value, above, below = Fraction(1), [], []
    front, factors = _split_scalars(t)
    if all(each.shape == (1, 1) for each in factors):
        front, factors = front + factors, []
    for scalar in front:
        match scalar:
            case Number(number) if _is_short(product := value * number):
                value = product
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
        roots = any(type(b) not in (Dimension, Number) for b in below)
        short = {
            scalar
            for scalar, count in runs(above)
            if _is_name(scalar)
            or (norms and type(scalar) is SquaredNorm)
            or (roots and (count > 1 or type(scalar) in (Root, Absolute, Abbreviation)))
        }
        over += powers([scalar for scalar in above if scalar in short], style)
        above = [scalar for scalar in above if scalar not in short]
        denominator = style.join(under)
        if style is TEXT and len(under) > 1:
            denominator = style.bracket(denominator)
        over = [style.fraction(style.join(over or ["1"]), denominator)]
    printed_factors = over + powers(above + factors, style, last=True)
    return sign + style.join(printed_factors or ["1"]), SUM if sign else PRODUCT


def powers(factors: list[Term], style: Style, *, last: bool = False) -> list[str]:
    """Factors, a run of equal scalars as a power; nothing follows the last one if `last`."""
    found = runs(factors)
    return [
        style.above(_base_of_power(each, style), str(count))
        if count > 1
        else factor(each, style, last=last and place == len(found))
        for place, (each, count) in enumerate(found, start=1)
    ]


def runs(factors: list[Term]) -> list[tuple[Term, int]]:
    """Factors, and how often a scalar stands there in a row."""
    found: list[tuple[Term, int]] = []
    for each, run in groupby(factors):
        count = len(list(run))
        found += [(each, count)] if each.shape == (1, 1) else [(each, 1)] * count
    return found


def _split_scalars(t: Term) -> tuple[list[Term], list[Term]]:
    """A product as the scalars in front and the factors from left to right."""
    if entry(t):
        return [], [t]
    match t:
        case Scaled(scalar, matrix):
            front, factors = _split_scalars(matrix)
            numbers, others = _split_scalars(scalar)
            plain = all(other.shape == (1, 1) for other in others)
            return ([*numbers, *others] if plain else [scalar]) + front, factors
        case Product(left, right) if left == right and t.shape == (1, 1):
            return [], [left, right]
        case Product(left, right):
            front, factors = _split_scalars(left)
            return front, [*factors, right]
        case Number() | Inverse() if t.shape == (1, 1):
            return [t], []
    return [], [t]


def factor(t: Term, style: Style, *, last: bool = False) -> str:
    """A term as a factor of a product; nothing follows it if it is the last one."""
    inner, level = term(t, style)
    plain = level == ATOM or type(t) in (Trace, Derivative) or (last and level == OPEN)
    return inner if plain or (level == PRODUCT and type(t) is Transpose) else style.bracket(inner)


def derivative(symbol: str, body: Term, letter: Letter, at: Term, style: Style) -> str:
    """A derivative: ∇J(ŵ), or ∇_w (body) with the point behind a bar."""
    match body:
        case Abbreviation(name, (parameter,), (argument,), rest) if (
            argument == letter and letter not in free_letters(rest) - {parameter}
        ):
            return style.join([symbol, style.name(name)]) + apply(term(at, style)[0], style)
    inner = style.below(symbol, _put_name(letter, style)) + style.bracket(term(body, style)[0])
    if at == letter:
        return inner
    point = _put_name(letter, style) + style.words["="] + term(at, style)[0]
    return style.at(inner, point)


def show(shape: Shape) -> str:
    """A shape in words: n×d."""
    return f"{shape[0]}×{shape[1]}"


def notebook_latex(shown: Any) -> str:
    """What a notebook shows."""
    return f"$\\displaystyle {latex(shown)}$"


for _kind in (Term, Statement, Theorem):  # the kernel shows them in their frozen form only
    _kind.__repr__ = text  # type: ignore[assignment]
    _kind._repr_latex_ = notebook_latex  # type: ignore[union-attr]
