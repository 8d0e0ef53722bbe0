"""Code to paste: run, it gives what `to_sympy` gives; nothing is lost on the way through Python."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from functools import cache
from importlib import import_module
from typing import Any, TypeAlias

import pytest
import sympy

from derivations.interop.code import FROM_SOURCE, MODULES, sympy_code
from derivations.interop.operators import is_exact
from derivations.interop.sympy import SympyStatement, to_sympy
from derivations.kernel.errors import MalformedError
from derivations.kernel.statements import Equals, ForEach, Gaussian, Minimises, Positive, Statement
from derivations.kernel.terms import (
    Dimension,
    Exp,
    Identity,
    Index,
    Inverse,
    Letter,
    Log,
    Ones,
    Pi,
    ProductOver,
    Random,
    Root,
    SquaredNorm,
    SumOver,
    Term,
    Trace,
    Zero,
)
from derivations.kernel.theorem import Theorem, assume
from derivations.kernel.trees import Abbreviation
from derivations.publishing.contents import CHAPTERS
from derivations.publishing.registry import theorem, theorems

PACKAGE = "the package line-by-line-derivations"
Run: TypeAlias = Callable[..., str]

n, d = Dimension("n"), Dimension("d")
A, B, X = Letter("A", n, n), Letter("B", n, n), Letter("X", n, d)
y, w, s, t = Letter("y", n), Letter("w", d), Letter("s"), Letter("t")
u, i = Random("u", n), Index("i", n)


def pasted(code: str) -> SympyStatement:
    """What is there after the code has run on its own."""
    found: dict[str, Any] = {}
    exec(code, found)
    return SympyStatement(found["hypotheses"], found["conclusion"])


# Every theorem and line.


PAGES = [chapter.page for chapter in CHAPTERS]


def with_ids(page: str) -> Iterator[tuple[str, Theorem]]:
    for result in theorems(page):
        yield result.id, result.theorem
        for line in result.lines:
            yield result.line_id(line), line.theorem


@cache
def coded(page: str) -> tuple[dict[str, tuple[SympyStatement, str]], int]:
    """What SymPy has words for, with its code, by its id; and how much there is that it has not."""
    found, refused = {}, 0
    for id, proved in with_ids(page):
        try:
            statement = to_sympy(proved)
        except MalformedError:
            refused += 1
            with pytest.raises(MalformedError):
                sympy_code(proved, id)
        else:
            found[id] = statement, sympy_code(proved, id)
    return found, refused


@pytest.mark.parametrize("page", PAGES)
def test_pasted_code_gives_the_very_statement(page: str, tally: Callable[[str], None]) -> None:
    found, refused = coded(page)
    for id, (statement, code) in found.items():
        assert pasted(code) == statement, code
        needed = "derivations" in code.partition("\n")[2]
        first = f"# {id} needs {PACKAGE}: {FROM_SOURCE}\n" if needed else f"# {id}\n"
        assert code.startswith(first)
    assert found
    tally(f"{page}: {len(found)} theorems and lines as code for SymPy, {refused} without")


ALL_OF_THEM = """
import json, sys
from sympy import srepr

found = {}
for id, code in json.load(sys.stdin).items():
    names = {}
    exec(code, names)
    found[id] = [srepr(claim) for claim in (*names["hypotheses"], names["conclusion"])]
print(json.dumps(found))
"""


def test_sympy_is_all_that_is_needed_where_nothing_else_is_said(
    sympy_alone: Run, tally: Callable[[str], None]
) -> None:
    said, codes, more = {}, {}, []
    for id, (statement, code) in (item for page in PAGES for item in coded(page)[0].items()):
        if f" needs {PACKAGE}: " in code.partition("\n")[0]:
            more.append(id)
        else:
            claims = (*statement.hypotheses, statement.conclusion)
            said[id], codes[id] = [sympy.srepr(claim) for claim in claims], code
    assert json.loads(sympy_alone("-c", ALL_OF_THEM, entered=json.dumps(codes))) == said
    theorems_alone = sum("." not in id for id in codes)
    theorems_more = sum("." not in id for id in more)
    assert theorems_alone > theorems_more > 0
    tally(f"{theorems_alone} theorems as code for SymPy alone, {theorems_more} with the package")


def test_with_sympy_alone_the_package_is_missed(sympy_alone: Run) -> None:
    code = sympy_code(theorem("normal-equation").theorem, "normal-equation")
    with pytest.raises(AssertionError, match="No module named 'derivations'"):
        sympy_alone("-", entered=code)


def test_it_can_be_pasted_line_by_line(sympy_alone: Run) -> None:
    code = sympy_code(theorem("least-squares-is-unbiased").theorem, "least-squares-is-unbiased")
    printed = f"{code}\nprint(len(hypotheses), conclusion)\n"
    said = sympy_alone("-i", "-q", entered=printed)
    assert said == "3 Eq(ExpectationMatrix((X.T*X)**(-1)*X.T*(X*w_star + epsilon)), w_star)\n"


def test_the_site_says_where_its_package_is() -> None:
    code = sympy_code(theorem("normal-equation").theorem, "normal-equation", "pip install here.whl")
    first = "# normal-equation needs the package line-by-line-derivations: pip install here.whl"
    assert code.partition("\n")[0] == first


# By hand.


def test_a_theorem_restated_by_hand() -> None:
    id = "least-squares-estimate"
    assert sympy_code(theorem(id).theorem, id) == BY_HAND


BY_HAND = """\
# least-squares-estimate
from sympy import Eq, MatrixSymbol, Q, symbols

n, d = symbols("n d", integer=True, positive=True)
X = MatrixSymbol("X", n, d)
w_hat = MatrixSymbol("w_hat", d, 1)
y = MatrixSymbol("y", n, 1)

hypotheses = (
    Q.invertible(X.T*X),
    Eq(X.T*X*w_hat, X.T*y),
)
conclusion = Eq(w_hat, (X.T*X).I*X.T*y)"""


def test_a_line_about_laws_and_one_about_each_observation_restated_by_hand() -> None:
    C = Abbreviation("C", (), (), Identity(n) - Ones(n) @ Ones(n).T / n)
    claims = (
        ForEach(i, Gaussian(i.T @ u, Zero(), s)),
        Minimises(w, SumOver(i, (i.T @ y - i.T @ X @ w) ** 2), w),
        Equals(A @ C @ u, Zero(n)),
    )
    assert [sympy_code(assume(claim), "here") for claim in claims] == [EACH, LEAST, CENTRED]


EACH = f"""\
# here needs {PACKAGE}: {FROM_SOURCE}
from sympy import MatrixSymbol, ZeroMatrix, symbols
from sympy.stats.rv import RandomMatrixSymbol
from derivations.interop.sympy import Map, for_each, gaussian

n = symbols("n", integer=True, positive=True)
i = symbols("i", integer=True, nonnegative=True)
s = MatrixSymbol("s", 1, 1)
u = RandomMatrixSymbol("u", n, 1)

hypotheses = (
    for_each(Map(i, gaussian(u[i, :], ZeroMatrix(1, 1), s)), n),
)
conclusion = for_each(Map(i, gaussian(u[i, :], ZeroMatrix(1, 1), s)), n)"""
LEAST = f"""\
# here needs {PACKAGE}: {FROM_SOURCE}
from sympy import MatrixSymbol, Sum, Trace, symbols
from derivations.interop.sympy import Map, minimises

n, d = symbols("n d", integer=True, positive=True)
i = symbols("i", integer=True, nonnegative=True)
X = MatrixSymbol("X", n, d)
w = MatrixSymbol("w", d, 1)
y = MatrixSymbol("y", n, 1)

hypotheses = (
    minimises(w, Map(w, Sum((y[i, 0] - Trace(X[i, :]*w))**2, (i, 0, n - 1)))),
)
conclusion = minimises(w, Map(w, Sum((y[i, 0] - Trace(X[i, :]*w))**2, (i, 0, n - 1))))"""
CENTRED = """\
# here
from sympy import Eq, Identity, MatAdd, MatMul, MatrixSymbol, OneMatrix, ZeroMatrix, symbols
from sympy.stats.rv import RandomMatrixSymbol

n = symbols("n", integer=True, positive=True)
A = MatrixSymbol("A", n, n)
u = RandomMatrixSymbol("u", n, 1)
C = MatAdd(Identity(n), MatMul(-1/n, OneMatrix(n, 1), OneMatrix(1, n)))

hypotheses = (
    Eq(MatMul(A, C, u), ZeroMatrix(n, 1), evaluate=False),
)
conclusion = Eq(MatMul(A, C, u), ZeroMatrix(n, 1), evaluate=False)"""


def test_a_long_claim_stands_on_several_lines() -> None:
    long = Letter("a_matrix_with_a_long_name", n, n)
    code = sympy_code(assume(Equals(long @ long.T, (long @ A @ long).T)), "here")
    assert code.endswith(
        "conclusion = Eq(\n"
        "    a_matrix_with_a_long_name*a_matrix_with_a_long_name.T,\n"
        "    Transpose(a_matrix_with_a_long_name*A*a_matrix_with_a_long_name),\n"
        "    evaluate=False,\n"
        ")"
    )


# Nothing is lost.


@pytest.mark.parametrize(
    ("side", "printed"),
    [
        (A @ Inverse(A), "MatMul(A, A.I)"),
        (A - A, "MatAdd(A, -A)"),
        (A @ A, "MatMul(A, A)"),
        (A @ (A @ B), "MatMul(A, A*B)"),
        ((A + B).T, "Transpose(A + B)"),
        ((A @ B).T, "Transpose(A*B)"),
        (A.T.T, "Transpose(A.T)"),
        (Inverse(Inverse(A)), "Inverse(A.I)"),
        (Inverse(A @ B), "Inverse(A*B)"),
        (Inverse(A).T @ A, "MatMul(Transpose(A.I), A)"),
        (Identity(n) @ A + Zero(n, n), "MatAdd(MatMul(Identity(n), A), ZeroMatrix(n, n))"),
        (Ones(n) @ Ones(n).T, "MatMul(OneMatrix(n, 1), OneMatrix(1, n))"),
        (2 * A - (A + B), "MatAdd(2*A, MatMul(-1, A + B))"),
        (s / s * A, "MatMul(Mul(1/s[0, 0], s[0, 0], evaluate=False), A)"),
        (SumOver(i, i.T @ y) * A, "MatMul(Sum(y[i, 0], (i, 0, n - 1)), A)"),
    ],
    ids=str,
)
def test_what_python_would_evaluate_in_a_matrix_is_a_call(side: Term, printed: str) -> None:
    assert_printed(Equals(side, B), f"Eq({printed}, B, evaluate=False)")


@pytest.mark.parametrize(
    ("side", "printed"),
    [
        (A @ B, "A*B"),
        (B - A, "B - A"),
        (-A - B, "-A - B"),
        (A.T, "A.T"),
        (A / 2, "Rational(1, 2)*A"),
        (-A / 2, "-Rational(1, 2)*A"),
        (A / n, "1/n*A"),
        (Trace(A @ B) * A, "Trace(A*B)*A"),
        ((A + B) @ B, "(A + B)*B"),
    ],
    ids=str,
)
def test_everything_else_in_a_matrix_is_written_with_operators(side: Term, printed: str) -> None:
    assert_printed(Equals(side, B), f"Eq({printed}, B)")


@pytest.mark.parametrize(
    ("side", "printed"),
    [
        (n - d, "n - d"),
        (n - n, "Add(n, -n, evaluate=False)"),
        (n - (n - d), "n + Mul(-1, n - d, evaluate=False)"),
        (2 * (n - d), "Mul(2, n - d, evaluate=False)"),
        (-2 * (n - d) / s, "Mul(-2, 1/s[0, 0], n - d)"),
        (s / (2 * t), "s[0, 0]/(2*t[0, 0])"),
        (s * s, "Mul(s[0, 0], s[0, 0], evaluate=False)"),
        ((s - t) @ (s - t), "(s[0, 0] - t[0, 0])**2"),
        (Root(s) @ Root(s), "Pow(sqrt(s[0, 0]), 2, evaluate=False)"),
        (Root(2 * Pi() * s), "sqrt(2*pi*s[0, 0], evaluate=False)"),
        (1 / Root(s), "Pow(sqrt(s[0, 0]), -1, evaluate=False)"),
        (Log(Exp(n)), "log(exp(n), evaluate=False)"),
        (Exp(Log(s)), "exp(log(s[0, 0]), evaluate=False)"),
        (SquaredNorm(y - X @ w) / n, "Trace(MatMul(Transpose(y - X*w), y - X*w))/n"),
        (ProductOver(i, i.T @ y) / n, "Product(y[i, 0], (i, 0, n - 1))/n"),
    ],
    ids=str,
)
def test_a_scalar_is_printed_exactly(side: Term, printed: str) -> None:
    assert_printed(Positive(side), f"Q.positive({printed})")


@pytest.mark.parametrize(
    ("claim", "printed"),
    [
        (Equals(A, A), "Eq(A, A, evaluate=False)"),
        (Equals(n, n - d), "Eq(n, n - d, evaluate=False)"),
        (Equals(A, B), "Eq(A, B)"),
        (Equals(n, d), "Eq(n, d)"),
    ],
    ids=str,
)
def test_an_equation_stays_one(claim: Statement, printed: str) -> None:
    assert_printed(claim, printed)


def assert_printed(claim: Statement, printed: str) -> None:
    """As code, the claim is printed so, and is itself when the code has run."""
    code = sympy_code(assume(claim), "here")
    assert code.splitlines()[-1] == f"conclusion = {printed}"
    assert pasted(code) == to_sympy(assume(claim))


def test_sympys_own_printer_would_lose_it() -> None:
    a, m = sympy.MatrixSymbol("A", 2, 2), sympy.Symbol("m")
    for lost in (
        sympy.MatMul(a, a.I, evaluate=False),
        sympy.Transpose(sympy.MatAdd(a, a)),
        sympy.Mul(2, m - 1, evaluate=False),
    ):
        assert eval(str(lost), {"A": a, "m": m}) != lost
        assert not is_exact(lost)


# Names.


def test_a_name_that_python_or_sympy_has_is_changed_in_the_code_only() -> None:
    claim = Equals(Letter("lambda", n, n) @ Letter("Q", n, n), Letter("Trace", n, n))
    code = sympy_code(assume(claim), "here")
    assert 'lambda_ = MatrixSymbol("lambda", n, n)' in code
    assert "conclusion = Eq(lambda_*Q_, Trace_)" in code
    assert pasted(code) == to_sympy(assume(claim))


def test_an_abbreviation_has_a_name_where_it_stands_as_it_is() -> None:
    C = Abbreviation("C", (), (), Identity(n) - A)
    M = Abbreviation("M", (), (), C @ C.T)
    claim = Equals(M, C @ B)
    code = sympy_code(assume(claim), "here")
    assert "\nC = Identity(n) - A\nM = MatMul(C, Transpose(C))\n" in code
    assert code.endswith("conclusion = Eq(M, C*B, evaluate=False)")
    assert pasted(code) == to_sympy(assume(claim))
    of_a_letter = Abbreviation("D", (), (), A)
    assert "D" not in sympy_code(assume(Equals(of_a_letter, B)), "here")


def test_every_word_is_where_it_is_imported_from() -> None:
    for module, words in MODULES.items():
        for word in words:
            assert hasattr(import_module(module), word), (module, word)


def test_what_to_sympy_refuses_has_no_code() -> None:
    with pytest.raises(MalformedError, match="no basis vectors"):
        sympy_code(assume(Positive(i.T @ y)), "here")
