"""The kinds of terms and statements: one table, in which each is declared, in one row.

A row says, without defaults: the name of the kind in the frozen form; its shape, where its parts
are checked together; what it needs to mean anything; its degree as a polynomial in random letters;
whether it belongs to a law; and the letter that it binds, with the part in which it does.
"""

from __future__ import annotations

from functools import partial
from typing import Any

from . import statements as s
from . import terms as t
from .kinds import (
    abbreviation,
    alike,
    basis,
    covariance,
    extremum,
    gaussian,
    inverted,
    iterated,
    jacobian,
    largest,
    mean,
    moments,
    multiple,
    none,
    of_column,
    of_derivative,
    of_law,
    of_scalars,
    of_square,
    on_scalars,
    over,
    polynomial_in_outcomes,
    product,
    product_over,
    random_vectors,
    reciprocal,
    scalar,
    second_moments,
    sized,
    square,
    total,
    turned,
)
from .nodes import KINDS, NAMED, Kind
from .terms import Term
from .trees import Abbreviation

LAW, BODY, FUNCTION = True, ("index", "body"), ("letter", "function")
# fmt: off
TABLE: dict[type[Any], Kind] = {
    # kind: its frozen name, its shape, what it needs, its degree, whether of a law, what it binds
    t.Dimension: Kind("dimension", scalar, None, none, False, None),
    t.Number: Kind("number", scalar, None, none, False, None),
    t.Letter: Kind("letter", sized, None, none, False, None),
    t.Random: Kind("random", sized, None, lambda _: 1, False, None),
    t.Index: Kind("index", basis, None, none, False, None),
    t.Pi: Kind("pi", scalar, None, none, False, None),
    t.Identity: Kind("identity", lambda size: (size, size), None, none, False, None),
    t.Zero: Kind("zero", sized, None, none, False, None),
    t.Ones: Kind("ones", sized, None, none, False, None),
    t.Sum: Kind("sum", alike, None, largest, False, None),
    t.Scaled: Kind("scaled", multiple, None, total, False, None),
    t.Product: Kind("product", product, None, total, False, None),
    t.Transpose: Kind("transpose", turned, None, largest, False, None),
    t.Inverse: Kind("inverse", reciprocal, inverted, None, False, None),
    t.Pseudoinverse: Kind("pseudoinverse", turned, None, None, False, None),
    t.Trace: Kind("trace", of_square, None, largest, False, None),
    t.SquaredNorm: Kind("squared-norm", of_column, None, lambda u: 2 * largest(u), False, None),
    t.Derivative: Kind("derivative", jacobian, None, of_derivative, False, ("letter", "body")),
    t.Exp: Kind("exp", of_scalars, None, None, False, None),
    t.Log: Kind("log", of_scalars, lambda u: (s.Positive(u.argument),), None, False, None),
    t.Root: Kind("root", of_scalars, lambda u: (s.Nonnegative(u.argument),), None, False, None),
    t.Absolute: Kind("absolute", of_scalars, None, None, False, None),
    t.Determinant: Kind("determinant", of_square, None, None, False, None),
    t.SumOver: Kind("sum-over", over, None, largest, False, BODY),
    t.ProductOver: Kind("product-over", product_over, None, None, False, BODY),
    t.Iterate: Kind("iterate", iterated, None, None, False, ("letter", "body")),
    t.Density: Kind("density", of_law, None, None, LAW, None),
    t.MomentGenerating: Kind("moment-generating", of_law, None, None, LAW, None),
    t.Expectation: Kind("expectation", mean, moments, None, LAW, None),
    t.Covariance: Kind("covariance", covariance, second_moments, None, LAW, None),
    Abbreviation: Kind("abbreviation", abbreviation, None, largest, False, None),
    s.Equals: Kind("equals", alike, None, None, False, None),
    s.Invertible: Kind("invertible", square, None, None, False, None),
    s.Nonnegative: Kind("nonnegative", of_scalars, None, None, False, None),
    s.Positive: Kind("positive", of_scalars, None, None, False, None),
    s.FullColumnRank: Kind("full-column-rank", scalar, None, None, False, None),
    s.PositiveSemidefinite: Kind("positive-semidefinite", square, None, None, False, None),
    s.PositiveDefinite: Kind("positive-definite", square, None, None, False, None),
    s.Minimises: Kind("minimises", extremum, None, None, False, FUNCTION),
    s.UniquelyMinimises: Kind("uniquely-minimises", extremum, None, None, False, FUNCTION),
    s.Maximises: Kind("maximises", extremum, None, None, False, FUNCTION),
    s.UniquelyMaximises: Kind("uniquely-maximises", extremum, None, None, False, FUNCTION),
    s.ForEach: Kind("for-each", over, None, None, False, ("index", "statement")),
    s.Independent: Kind("independent", random_vectors, None, None, LAW, None),
    s.IndependentVectors: Kind("independent-vectors", random_vectors, None, None, LAW, None),
    s.Integrable: Kind("integrable", polynomial_in_outcomes, None, None, LAW, None),
    s.SquareIntegrable: Kind("square-integrable", random_vectors, None, None, LAW, None),
    s.Gaussian: Kind("gaussian", gaussian, None, None, LAW, None),
    s.Laplace: Kind("laplace", partial(on_scalars, 1), None, None, LAW, None),
    s.ChiSquared: Kind("chi-squared", partial(on_scalars, 1), None, None, LAW, None),
    s.StudentT: Kind("student-t", partial(on_scalars, 2), None, None, LAW, None),
}
# fmt: on
KINDS |= TABLE
NAMED |= {kind.name: made for made, kind in TABLE.items()}
TERMS: frozenset[type[Term]] = frozenset(kind for kind in TABLE if issubclass(kind, Term))
STATEMENTS = frozenset(TABLE) - TERMS
ON_LAWS = frozenset(kind for kind in STATEMENTS if TABLE[kind].of_law)
OF_LAWS: tuple[type[Term], ...] = tuple(kind for kind in TERMS if TABLE[kind].of_law)
