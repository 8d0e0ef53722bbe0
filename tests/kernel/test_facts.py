"""The ledger of cited facts: each has a source, and holds wherever it is tried."""

from random import Random

import pytest
import sympy
from sympy.stats import Laplace, Normal, density

from derivations import theorems
from derivations.examples.instances import instance, judge
from derivations.interop.explicit import value
from derivations.kernel.facts import FACTS
from derivations.kernel.statements import (
    ChiSquared,
    Equals,
    IndependentVectors,
    Nonnegative,
    Positive,
    SquareIntegrable,
    StudentT,
)
from derivations.kernel.terms import (
    Absolute,
    Covariance,
    Density,
    Determinant,
    Dimension,
    Exp,
    Expectation,
    Index,
    Letter,
    Log,
    MomentGenerating,
    Pi,
    ProductOver,
    Root,
    SumOver,
    Trace,
)
from derivations.kernel.terms import Random as RandomLetter
from derivations.kernel.theorem import cite
from derivations.kernel.trees import free_letters
from derivations.numbers.errors import UndefinedError
from derivations.numbers.truth import exactly
from derivations.publishing.verify import dimensions_in

k = Dimension("k")
A, V = Letter("A", k, k), Letter("V", k, k)
A_2 = Letter("A", 2, 2)
U, m, z = RandomLetter("U", k), Letter("m", k), Letter("z", k)
u, mu, s, b, t = RandomLetter("u"), Letter("mu"), Letter("s"), Letter("b"), Letter("t")
i = Index("i", k)
k_l, p = Dimension("l"), Dimension("p")
B, C, P = Letter("B", k_l, k), Letter("C", p, k), Letter("P", k, k)
b_l, z_l, r = Letter("b", k_l), Letter("z", k_l), Letter("r")
W, q = RandomLetter("W", p), RandomLetter("q")

# Close to what is cited, and false.
NEAR_MISSES = {
    "determinant-of-a-positive-definite-matrix-is-positive": Positive(Determinant(V) - 1),
    "determinant-of-a-two-by-two-matrix": Equals(
        Determinant(A_2), (Trace(A_2 @ A_2) - Trace(A_2) ** 2) / 2
    ),
    "logarithm-is-below-its-tangent": Nonnegative(t - 1 - 2 * Log(t)),
    "density-of-a-shifted-vector": Equals(Density(m + U, z), Density(U, z + m)),
    "density-of-independent-entries": Equals(
        Density(U, z), ProductOver(i, Density(i.T @ U, -i.T @ z))
    ),
    "density-of-a-gaussian": Equals(
        Density(u, t), 1 / Root(2 * Pi() * s) * Exp(-((t - mu) ** 2 / s))
    ),
    "density-of-a-gaussian-vector": Equals(
        Density(U, z),
        1
        / (Root(Determinant(V)) * ProductOver(i, Root(2 * Pi() * s)))
        * Exp(-((z - m).T @ V @ (z - m) / (2 * s))),
    ),
    "density-of-a-laplace": Equals(Density(u, t), 1 / b * Exp(-(Absolute(t - mu) / b))),
    "moment-generating-function-of-an-affine-image": Equals(
        MomentGenerating(B @ U + b_l, z_l), MomentGenerating(U, B.T @ z_l)
    ),
    "moment-generating-function-of-independent-entries": Equals(
        MomentGenerating(U, z), ProductOver(i, MomentGenerating(i.T @ U, -i.T @ z))
    ),
    "mean-of-a-gaussian-vector": Equals(Expectation(2 * U), m),
    "covariance-of-a-gaussian-vector": Equals(Expectation(U @ U.T), V),
    "independent-entries-are-uncorrelated": Equals(
        Covariance(U, U), SumOver(i, Expectation((i.T @ U) ** 2) * (i @ i.T))
    ),
    "uncorrelated-images-of-a-gaussian-vector-are-independent": IndependentVectors(
        B @ U + b_l, C.T @ C @ U + U
    ),
    "functions-of-independent-vectors-are-independent": IndependentVectors(
        B @ U + b_l, s * (W.T @ W) * (U.T @ U)
    ),
    "chi-squared-from-a-projection": ChiSquared(U.T @ P @ U, Trace(P)),
    "student-t-from-a-gaussian-and-a-chi-squared": StudentT(u, s * q, r),
}

# Every law that is computed with has finite moments: what needs them cannot be seen to fail.
UNSEEN = {
    ("independent-entries-are-uncorrelated", SquareIntegrable(U)),
}


def found_for(hypotheses, conclusion, seed):
    """Matrices and laws of small random sizes that satisfy the hypotheses."""
    rng = Random(seed)
    sizes = {size for statement in (*hypotheses, conclusion) for size in dimensions_in(statement)}
    given = {size: rng.randint(1, 4) for size in sizes}
    return instance(hypotheses, [], given, rng, about=[conclusion])


def is_true(statement, values):
    """Whether a statement means something and holds, in floats where it is not rational."""
    try:
        return judge(statement, exactly(values, statement))
    except UndefinedError:
        return False


def share(hypotheses, conclusion):
    """How many instances of the hypotheses there are, where the conclusion is true, and false."""
    found = [found_for(hypotheses, conclusion, seed) for seed in range(40)]
    answers = [is_true(conclusion, values) for values in found if values is not None]
    return len(answers), answers.count(True), answers.count(False)


@pytest.mark.parametrize("fact", FACTS.values(), ids=FACTS)
def test_a_fact_holds_wherever_its_hypotheses_do(fact):
    tried, true, _ = share(fact.hypotheses, fact.conclusion)
    assert tried >= 20
    assert true == tried


@pytest.mark.parametrize("fact", FACTS.values(), ids=FACTS)
def test_a_near_miss_of_a_fact_is_false_somewhere(fact):
    _, _, false = share(fact.hypotheses, NEAR_MISSES[fact.id])
    assert false > 0


@pytest.mark.parametrize(
    ("id", "missing"),
    [
        (fact.id, hypothesis)
        for fact in FACTS.values()
        for hypothesis in fact.hypotheses
        if hypothesis != Positive(b)  # only of a positive scale is there a Laplace law
        and (fact.id, hypothesis) not in UNSEEN
    ],
    ids=str,
)
def test_a_fact_needs_each_hypothesis(id, missing):
    others = [hypothesis for hypothesis in FACTS[id].hypotheses if hypothesis != missing]
    _, _, false = share(others, FACTS[id].conclusion)
    assert false > 0


@pytest.mark.parametrize("fact", FACTS.values(), ids=FACTS)
def test_a_fact_says_where_it_is_from(fact):
    assert len(fact.source) > 20


def formula(fact, **values):
    """The right-hand side of a cited density, in SymPy."""
    letters = {letter.name: letter for letter in (V, m, z, mu, s, b, t)}
    given = {letters[name]: sympy.Matrix([value]) for name, value in values.items()}
    return value(FACTS[fact].conclusion.right, {k: 2, **given})[0]


def test_the_cited_densities_are_those_of_sympy():
    mu, t, z0, z1 = sympy.symbols("mu t z_0 z_1", real=True)
    s, b = sympy.symbols("s b", positive=True)
    normal = density(Normal("u", mu, sympy.sqrt(s)))(t)
    assert sympy.simplify(formula("density-of-a-gaussian", mu=mu, s=s, t=t) / normal) == 1
    laplace = density(Laplace("u", mu, b))(t)
    assert sympy.simplify(formula("density-of-a-laplace", mu=mu, b=b, t=t) / laplace) == 1
    mean, spread, at = sympy.Matrix([1, -2]), sympy.Matrix([[2, 1], [1, 3]]), (z0, z1)
    vector = density(Normal("U", mean, s * spread))(*at)
    ours = formula("density-of-a-gaussian-vector", m=mean, V=spread, s=s, z=sympy.Matrix(at))
    assert sympy.simplify(ours / vector) == 1


def test_the_cited_determinant_is_that_of_sympy():
    entries = sympy.Matrix(2, 2, sympy.symbols("a b c d"))
    ours = value(FACTS["determinant-of-a-two-by-two-matrix"].conclusion.right, {A_2: entries})[0]
    assert sympy.expand(ours - entries.det()) == 0


@pytest.mark.parametrize("fact", FACTS)
def test_what_is_cited_is_named(fact):
    theorem = cite(fact)
    assert theorem.facts == {fact}
    assert theorem.hypotheses == FACTS[fact].hypotheses
    assert theorem.conclusion == FACTS[fact].conclusion


def test_no_fact_is_about_regression():
    """A fact speaks of one matrix, with no names of the model and no data."""
    for fact in FACTS.values():
        assert not {"X", "y", "w", "w_hat", "n", "d"} & {
            node.name for s in (*fact.hypotheses, fact.conclusion) for node in free_letters(s)
        }


def test_every_fact_is_used_and_no_other():
    used = {fact for result in theorems() for fact in result.facts()}
    assert used == set(FACTS)
