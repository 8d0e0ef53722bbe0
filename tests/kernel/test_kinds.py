"""Each kind of term and statement is declared once, in full, and known to every view.

Here are the kernel's own views, how things are printed and said, and where a term has a value. What
that value is, and that the witnesses judge every kind of statement, is tested beside them, in
`test_evaluate`, `test_truth` and `witnesses`.
"""

import ast
import dataclasses
import itertools
import subprocess
import sys
from fractions import Fraction
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import sympy

import derivations
from derivations.interop import explicit
from derivations.interop.sympy import from_sympy, to_sympy
from derivations.kernel.declarations import OF_LAWS, ON_LAWS, STATEMENTS, TABLE, TERMS
from derivations.kernel.errors import MalformedError
from derivations.kernel.nodes import KINDS, NAMED, Kind, Node, written
from derivations.kernel.normal_form import FORMS, normal_form
from derivations.kernel.statements import (
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
from derivations.kernel.terms import (
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
    OfArgument,
    Ones,
    Pi,
    ProductOver,
    Pseudoinverse,
    Random,
    Root,
    SquaredNorm,
    SumOver,
    Term,
    Trace,
    Zero,
)
from derivations.kernel.theorem import assume
from derivations.kernel.trees import (
    Abbreviation,
    conditions,
    free_letters,
    random_degree,
    substitute,
)
from derivations.numbers.errors import UndefinedError
from derivations.numbers.evaluate import (
    evaluate,
    valuation,
)
from derivations.numbers.truth import holds
from derivations.presentation.words import in_words
from derivations.printing.formulas import latex, text
from derivations.proving.remainder import term_of
from derivations.publishing.export import Export
from derivations.publishing.registry import theorems
from derivations.publishing.source import code_lines
from derivations.publishing.trusted import RULES, name_of, trusted
from derivations.reader import read
from derivations.witnesses.by_numbers import scale

n, d = Dimension("n"), Dimension("d")
A, X, y, w, s = (Letter("A", n, n), Letter("X", n, d), Letter("y", n), Letter("w", d), Letter("s"))
U, W, u, q, i = Random("U", n), Random("W", n), Random("u"), Random("q"), Index("i", n)
square_of_w, w_0, y_0 = SquaredNorm(w), Letter("w_0", d), Letter("y_0", n)
SAMPLES: dict[type[Any], Any] = {
    type(sample): sample
    for sample in (
        *(n, Number(Fraction(1, 2)), X, U, i, Pi(), Identity(n), Zero(n, d), Ones(n)),
        *(A + A, s * X, X @ w, X.T, Inverse(A), Trace(A), SquaredNorm(y), Determinant(A)),
        *(Pseudoinverse(X), Derivative(square_of_w, w, w_0), Exp(s), Log(s), Root(s), Absolute(s)),
        *(SumOver(i, i.T @ y), ProductOver(i, i.T @ y), Iterate(A @ y + y_0, y, y_0, n)),
        *(Density(U, y), MomentGenerating(U, y)),
        *(Expectation(U), Covariance(U, W), Abbreviation("J", (w,), (w_0,), square_of_w)),
        *(Equals(y, X @ w), Invertible(A), Nonnegative(s), Positive(s), FullColumnRank(X)),
        *(PositiveSemidefinite(A), PositiveDefinite(A), ForEach(i, Positive(i.T @ y))),
        *(Minimises(w_0, square_of_w, w), UniquelyMinimises(w_0, square_of_w, w)),
        *(Maximises(w_0, -square_of_w, w), UniquelyMaximises(w_0, -square_of_w, w)),
        *(Independent(U), IndependentVectors(U, W), Integrable(U), SquareIntegrable(U)),
        *(Gaussian(U, y, A), Laplace(u, s, Letter("b")), ChiSquared(q, n), StudentT(u, q, n)),
    )
}


def kinds(base: type[Node]) -> set[type[Node]]:
    """The classes below one that have none below themselves."""
    ours = "derivations.kernel."  # and not the forgeries of other tests
    below = [each for each in base.__subclasses__() if each.__module__.startswith(ours)]
    return {kind for each in below for kind in kinds(each)} if below else {base}


def test_every_class_has_its_row_and_every_row_its_class() -> None:
    assert TABLE.keys() == KINDS.keys() == SAMPLES.keys() == TERMS | STATEMENTS
    assert TABLE.keys() == kinds(Term) | kinds(Statement)
    assert {kind.name: made for made, kind in TABLE.items()} == NAMED
    assert len(NAMED) == len(TABLE)
    assert FORMS.keys() == TERMS


def test_nothing_in_a_row_has_a_default() -> None:
    fields = dataclasses.fields(Kind)
    assert all(field.default is field.default_factory is dataclasses.MISSING for field in fields)
    row = [getattr(TABLE[Log], field.name) for field in fields]
    assert Kind(*row) == TABLE[Log]
    for missing in range(len(row)):
        with pytest.raises(TypeError):
            Kind(*row[:missing])


def test_a_class_without_a_row_cannot_be_built() -> None:
    class Cosine(OfArgument):
        """cos(s)."""

    with pytest.raises(MalformedError, match="Cosine is not a kind of term or statement"):
        Cosine(s)


VALUES: dict[Any, list[list[list[Fraction]]]] = {
    shape: [[[Fraction(x) for x in row] for row in rows] for rows in matrices]
    for shape, matrices in {
        (1, 1): ([[Fraction(-3, 2)]], [[0]], [[4]]),
        (2, 1): ([[1], [-2]],),
        (2, 2): (
            *([[1, 0], [0, 1]], [[0, 0], [0, 0]], [[-1, 0], [0, -1]]),
            *([[2, 1], [0, 1]], [[0, 1], [1, 0]], [[-1, 3], [1, -2]]),
        ),
    }.items()
}
WITH_VALUES = [kind for kind in SAMPLES if kind in TERMS and kind not in (*OF_LAWS, Random, Index)]


@pytest.mark.parametrize("kind", WITH_VALUES)
def test_a_term_has_one_value_just_where_its_conditions_hold(kind: Any) -> None:
    """In floats and in SymPy, so that a condition that was forgotten is found out.

    The value is that of the normal form too, and no greater than its scale.
    """
    sample, form = SAMPLES[kind], term_of(normal_form(SAMPLES[kind]))
    letters = sorted(free_letters(sample), key=str)
    shapes = [
        tuple(2 if isinstance(size, Dimension) else size for size in x.shape) for x in letters
    ]
    for given in itertools.product(*(VALUES[shape] for shape in shapes)):
        at = dict(zip(letters, given, strict=True))
        exact: dict[Any, Any] = {n: 2, d: 2, **at}
        floats: dict[Any, Any] = {n: 2, d: 2, **{x: np.array(v, float) for x, v in at.items()}}
        symbols: dict[Any, Any] = {n: 2, d: 2, **{x: sympy.Matrix(v) for x, v in at.items()}}
        wanted = all(holds(condition, exact) for condition in conditions(sample))
        if at:  # without a letter there are no floats, and π is not rational
            assert means_something(evaluate, sample, floats) == wanted, given
        assert means_something(explicit.value, sample, symbols) == wanted, given
        if wanted and at:
            value = evaluate(sample, floats)
            assert value.shape == explicit.value(sample, symbols).shape
            assert np.allclose(value, np.array(explicit.value(sample, symbols), float)), given
            assert np.allclose(value, evaluate(form, floats)), given
            at_floats = valuation(floats, sample)
            assert scale(sample, at_floats) >= np.linalg.norm(value) * (1 - 1e-9), given


def means_something(view: Any, term: Term, values: Any) -> bool:
    """Whether a view finds a value of a term."""
    try:
        view(term, values)
    except UndefinedError:
        return False
    return True


@pytest.mark.parametrize("kind", SAMPLES)
def test_a_view_of_the_kernel_knows_every_kind(kind: Any) -> None:
    sample = SAMPLES[kind]
    assert written(sample).startswith(TABLE[kind].name)
    assert substitute(sample, {}) is sample
    resized = substitute(sample, {n: 3, d: 2})
    assert not {n, d} & {size for x in free_letters(resized) for size in x.shape}
    assert all(type(condition) in STATEMENTS for condition in conditions(sample))
    if isinstance(sample, Term):
        assert normal_form(sample).shape == sample.shape
        assert random_degree(sample) in (0, 1, 2)
        assert (random_degree(sample) > 0) == (type(sample) is Random)


@pytest.mark.parametrize("kind", [kind for kind in SAMPLES if TABLE[kind].binds])
def test_what_is_bound_is_not_free_and_is_not_captured(kind: Any) -> None:
    sample = SAMPLES[kind]
    letter, scope = (getattr(sample, name) for name in TABLE[kind].binds or ())
    assert letter not in free_letters(sample)
    assert letter in free_letters(scope)
    for other in free_letters(sample):
        if isinstance(other, Letter):
            like = Letter(letter.name, *other.shape)
            assert like in free_letters(substitute(sample, {other: like}))


@pytest.mark.parametrize("kind", SAMPLES)
def test_every_kind_is_printed_and_said(kind: Any) -> None:
    sample = SAMPLES[kind]
    assert text(sample) == str(sample)
    for printed in (text(sample), latex(sample)):
        assert printed not in ("", written(sample), "(a term nested too deeply to print)")
    if isinstance(sample, Statement):
        assert in_words(sample)


@pytest.mark.parametrize("kind", [kind for kind in SAMPLES if kind in STATEMENTS])
def test_every_statement_is_exported_and_read_back(kind: Any) -> None:
    exported = Export()
    exported.publish("sample", assume(SAMPLES[kind]))
    assert read(exported.text())["sample"].conclusion == SAMPLES[kind]


@pytest.mark.parametrize(
    "kind", [k for k in SAMPLES if k in TERMS - {Density, MomentGenerating, Index}]
)
def test_every_kind_of_term_but_these_is_written_in_sympy(kind: Any) -> None:
    """The word that is written is read back as what it was: it is the right one."""
    sample = SAMPLES[kind]
    assert not normal_form(from_sympy(to_sympy(sample)) - sample).terms


def test_what_is_of_a_law() -> None:
    assert set(OF_LAWS) == {Density, MomentGenerating, Expectation, Covariance}
    assert {Gaussian, Independent, SquareIntegrable} < ON_LAWS


# How much there is to trust.


def test_the_trusted_code_can_be_read_in_one_sitting() -> None:
    found = trusted()
    logic = {name_of(path): code_lines(path) for path in found.logic}
    assert sum(logic.values()) <= 1_480
    assert max(logic.values()) <= 450
    assert next(iter(logic)) == RULES
    assert {name_of(path) for path in found.data} == {
        "kernel/declarations.py",
        "kernel/facts.py",
        "kernel/laws.py",
    }
    assert found.proved == sum(1 + len(result.lines) for result in theorems())


def test_the_kernel_imports_the_standard_library_and_itself_only() -> None:
    """Lazily or not."""
    folder = Path(derivations.__file__).parent / "kernel"
    for path in folder.glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            modules: list[str] = []
            if isinstance(node, ast.Import):
                modules = [alias.name for alias in node.names]
            if isinstance(node, ast.ImportFrom) and node.level != 1:
                modules = [node.module or "from elsewhere in the package"]
            for module in modules:
                assert module.split(".")[0] in sys.stdlib_module_names, path.name


def test_reading_an_export_loads_the_kernel_and_nothing_else() -> None:
    code = (
        "import sys\nfrom derivations.reader import read\n"
        "print(*(name for name in sys.modules if name.startswith('derivations')))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    beyond = {name for name in done.stdout.split() if not name.startswith("derivations.kernel")}
    assert beyond == {"derivations", "derivations.reader"}
