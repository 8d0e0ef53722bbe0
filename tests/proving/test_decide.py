"""The verdict on two terms under premises: proved, refuted, undecided."""

from __future__ import annotations

import subprocess
import sys
from fractions import Fraction
from random import Random

import numpy as np
import pytest
import sympy
from hypothesis import given, settings
from hypothesis import strategies as st

from derivations.budget import budget
from derivations.examples.counterexamples import counterexample_latex
from derivations.examples.instances import instance
from derivations.interop import explicit
from derivations.kernel.errors import MalformedError, ShapeError, UnfinishedError
from derivations.kernel.statements import (
    ChiSquared,
    Equals,
    FullColumnRank,
    Gaussian,
    Independent,
    IndependentVectors,
    Invertible,
    Minimises,
    Nonnegative,
    Positive,
    PositiveDefinite,
    PositiveSemidefinite,
    UniquelyMinimises,
    symmetric,
)
from derivations.kernel.terms import (
    Covariance,
    Derivative,
    Determinant,
    Dimension,
    Expectation,
    Identity,
    Inverse,
    Letter,
    Number,
    Ones,
    Product,
    SquaredNorm,
    Sum,
    Trace,
    Zero,
)
from derivations.kernel.terms import Random as RandomLetter
from derivations.kernel.theorem import Theorem, assume, without
from derivations.kernel.trees import Abbreviation, conditions
from derivations.numbers.distributions import Laplaces, Normals, arrays, two_valued
from derivations.numbers.errors import UndefinedError
from derivations.numbers.truth import holds
from derivations.proving.completion import fresh
from derivations.proving.decide import Verdict, counterexample, counterexample_text, decide
from derivations.proving.replay import replay
from derivations.publishing.registry import theorem
from derivations.witnesses import by_sympy

n, d, k = Dimension("n"), Dimension("d"), Dimension("k")
X, y, w, w_hat, v = (
    Letter("X", n, d),
    Letter("y", n),
    Letter("w", d),
    Letter("w_hat", d),
    Letter("v", d),
)
A, B, C, P = (Letter(name, n, n) for name in "ABCP")
U, V = Letter("U", n, k), Letter("V", k, n)
M, N = Letter("M", 2, 2), Letter("N", 2, 2)
s, t, u = Letter("s"), Letter("t"), Letter("u", n)
I, O = Identity(n), Zero(n, n)  # noqa: E741 - their names
G = X.T @ X
H = X @ Inverse(G) @ X.T
NORMAL, NORMAL_TOO = Equals(G @ w_hat, X.T @ y), Equals(G @ w, X.T @ y)
CLOSED_FORM = Equals(w, Inverse(G) @ X.T @ y)
COMMUTE = Equals(A @ B, B @ A)
UV, VU = I + U @ V, Identity(k) + V @ U
J = Abbreviation("J", (w,), (w,), SquaredNorm(X @ w - y) / n)


def hall(a, b, c):
    """[(AB − BA)², C], which is 0 for all 2×2 matrices."""
    square = (a @ b - b @ a) @ (a @ b - b @ a)
    return square @ c, c @ square


# left, right, the premises that are needed, and the conditions under which all terms mean something
PROVED = {
    "a scalar is its transpose": (w.T @ X.T @ y, y.T @ X @ w, [], []),
    "commuting square": ((A + B) @ (A + B), A @ A + 2 * A @ B + B @ B, [COMMUTE], []),
    "inverse": (A @ Inverse(A), I, [], [Invertible(A)]),
    "H is idempotent": (H @ H, H, [], [Invertible(G)]),
    "H X": (H @ X, X, [], [Invertible(G)]),
    "tr H": (Trace(H), d, [], [Invertible(G)]),
    "cyclic trace": (Trace(A @ B @ C), Trace(C @ A @ B), [], []),
    "scalars commute": (s * t * u, t * s * u, [], []),
    "defined letter": (A @ B, 4 * I, [Equals(A, 2 * I), Equals(B, A)], []),
    "closed form": (w_hat, Inverse(G) @ X.T @ y, [NORMAL], [Invertible(G)]),
    "one fit": (X @ w_hat, X @ w, [NORMAL, NORMAL_TOO], []),
    "one solution": (w_hat, w, [NORMAL, NORMAL_TOO, FullColumnRank(X)], []),
    "kernel of the gram": (X @ v, Zero(n), [Equals(G @ v, Zero(d))], []),
    "inverse of a product": (
        Inverse(A @ B),
        Inverse(B) @ Inverse(A),
        [],
        [Invertible(A), Invertible(B)],
    ),
    "inverse of a transpose": (Inverse(A).T, Inverse(A.T), [], [Invertible(A)]),
    "push through": (Inverse(UV) @ U, U @ Inverse(VU), [], [Invertible(UV), Invertible(VU)]),
    "Woodbury": (Inverse(UV), I - U @ Inverse(VU) @ V, [], [Invertible(UV), Invertible(VU)]),
    "an invertible idempotent": (A, I, [Equals(A @ A, A), Invertible(A)], []),
    "PPᵀ = P": (P.T, P, [Equals(P @ P.T, P)], []),
    "A² = 0, symmetric": (A, O, [Equals(A @ A, O), symmetric(A)], []),
    "one-sided inverses": (B, C, [Equals(B @ A, I), Equals(A @ C, I)], []),
    "the inverse commutes": (Inverse(A) @ B, B @ Inverse(A), [COMMUTE], [Invertible(A)]),
    "a scalar that is not 0": (u, Zero(n), [Equals(s * u, Zero(n)), Invertible(s)], []),
    "a positive scalar": (u, Zero(n), [Equals(s * u, Zero(n)), Positive(s)], []),
    "definite is symmetric": (A.T, A, [PositiveDefinite(A)], []),
    "semidefinite is symmetric": (A.T, A, [PositiveSemidefinite(A)], []),
    "definite can be cancelled": (B, C, [PositiveDefinite(A), Equals(A @ B, A @ C)], []),
    "full rank, square": (u, Zero(n), [FullColumnRank(A), Equals(A @ u, Zero(n))], []),
    "a determinant that is not 0": (
        Determinant(A) / Determinant(A),
        Number(Fraction(1)),
        [PositiveDefinite(A)],
        [],
    ),
    "an inverse in a premise": (G @ w, X.T @ y, [CLOSED_FORM], [Invertible(G)]),
    "gradient": (Derivative(J, w, w).T, 2 * X.T @ (X @ w - y) / n, [], []),
    "a sum of ones": (Ones(n).T @ Ones(n), n, [], []),
}
CITED = {"a determinant that is not 0"}

REFUTED = {
    "square": ((A + B) @ (A + B), A @ A + 2 * A @ B + B @ B, [], 2),
    "order": (A @ B, B @ A, [], 2),
    "Hall's identity": (*hall(A, B, C), [], 3),
    "order in a trace": (Trace(A @ B @ C), Trace(A @ C @ B), [], 2),
    "inverse of a product": (Inverse(A @ B), Inverse(A) @ Inverse(B), [], 2),
    "inverse of a sum": (Inverse(A + B), Inverse(A) + Inverse(B), [], 1),
    "H for a vector": (H @ y, y, [], 2),
    "lost transpose": (X.T @ X @ w, X.T @ y, [Equals(X @ w - y, X @ v)], 1),
    "no rank": (w_hat, w, [NORMAL, NORMAL_TOO], 1),
    "a scalar that may be 0": (u, Zero(n), [Equals(s * u, Zero(n))], 1),
    "oblique": (P.T, P, [Equals(P @ P, P)], 2),
    "nilpotent": (A, O, [Equals(A @ A, O)], 2),
    "definite need not commute": (A @ B, B @ A, [PositiveDefinite(A), PositiveDefinite(B)], 2),
    "a projection need not be I": (P, I, [Equals(P @ P, P), symmetric(P)], 1),
    "full rank is not square": (X @ X.T, I, [Equals(G, Identity(d))], 2),
    "the sum is n": (Ones(n).T @ Ones(n), Number(Fraction(1)), [], 2),
    "dimensions": (n, d, [], 2),
    "a minimum may be elsewhere": (w_hat, w, [UniquelyMinimises(w_hat, J, w)], 1),
    "a minimum is not unique": (w_hat, v, [Minimises(w_hat, J, w), Minimises(v, J, w)], 1),
    "an inequality is no equation": (s, t, [Nonnegative(s - t)], 0),
    "fixed sizes": (M @ N, N @ M, [], 0),
}

UNDECIDED = {
    "a one-sided inverse of a square matrix": (B @ A, I, [Equals(A @ B, I)]),
    "both invertible, so square": (n, d, [Invertible(G), Invertible(X @ X.T)]),
    "a sum of squares": (A, O, [Equals(Trace(A.T @ A), Zero())]),
    "Hall's identity for 2×2": (*hall(M, N, M + Letter("L", 2, 2)), []),
    "premises that contradict": (A, B, [Equals(s, s + 1)]),
    "a minimum is stationary": (G @ w_hat, X.T @ y, [UniquelyMinimises(w_hat, J, w)]),
}


@pytest.mark.parametrize("name", PROVED)
def test_proved(name):
    left, right, given, meaning = PROVED[name]
    verdict = decide(left, right, given)
    assert (verdict.word, verdict.proved, verdict.refuted) == ("proved", True, False)
    assert type(verdict.theorem) is Theorem
    assert verdict.theorem.conclusion == Equals(left, right)
    assert set(verdict.hypotheses) == {*given, *meaning}
    assert bool(verdict.theorem.facts) == (name in CITED)
    replay(verdict.theorem)


@pytest.mark.parametrize("name", ["H X", "closed form", "A² = 0, symmetric", "commuting square"])
def test_a_premise_that_is_not_needed_is_not_among_the_hypotheses(name):
    left, right, given, meaning = PROVED[name]
    unneeded = [symmetric(B), NORMAL_TOO, Equals(C, A @ B), Invertible(C)]
    verdict = decide(left, right, [*unneeded, FullColumnRank(Letter("K", n, d)), *given])
    assert set(verdict.hypotheses) == {*given, *meaning}
    verdict = decide(left, right, [*unneeded, FullColumnRank(X), *given])
    follows = {FullColumnRank(X) if each == Invertible(G) else each for each in meaning}
    assert set(verdict.hypotheses) == {*given, *follows}


@pytest.mark.parametrize("name", REFUTED)
def test_refuted(name):
    left, right, given, largest = REFUTED[name]
    verdict = decide(left, right, given)
    assert verdict.word == "refuted"
    assert verdict.hypotheses == ()
    sizes = [size for key, size in verdict.counterexample.items() if isinstance(key, Dimension)]
    assert max(sizes, default=0) == largest
    check_with_sympy(verdict)


@pytest.mark.parametrize("name", UNDECIDED)
def test_undecided(name):
    left, right, given = UNDECIDED[name]
    verdict = decide(left, right, given)
    assert (verdict.word, verdict.proved, verdict.refuted) == ("undecided", False, False)


def check_with_sympy(verdict: Verdict) -> None:
    """The counterexample satisfies all that was given, and both sides are defined and differ."""
    values = {
        key: value if isinstance(key, Dimension) else sympy.Matrix(value.tolist())
        for key, value in verdict.counterexample.items()
    }
    for premise in (*verdict.given, *conditions(verdict.claim)):
        assert by_sympy.holds(premise, values) is True
    assert explicit.value(verdict.claim.left, values) != explicit.value(verdict.claim.right, values)


@pytest.mark.parametrize("size", [1, 2])
def test_an_identity_of_small_matrices_is_not_proved(size):
    """AB = BA at size 1 is an identity of scalars; Hall's, at size 2, is not one of words."""
    a, b, c = (Letter(name, size, size) for name in "ABC")
    assert decide(a @ b, b @ a).word == ("proved" if size == 1 else "refuted")
    assert decide(*hall(a, b, c)).word == ("proved" if size == 1 else "undecided")


def test_sympy_expressions_are_read():
    rows, cols = sympy.symbols("n d")
    x, z = sympy.MatrixSymbol("X", rows, cols), sympy.MatrixSymbol("w", cols, 1)
    q, r = (sympy.MatrixSymbol(name, rows, rows) for name in "AB")
    target = sympy.MatrixSymbol("y", rows, 1)
    assert decide(z.T * x.T * target, target.T * x * z).proved
    assert decide(sympy.Trace(x * (x.T * x).I * x.T), cols).proved
    assert decide((q + r) ** 2, q**2 + 2 * q * r + r**2).refuted
    commuting = decide(q.I * r, r * q.I, given=[sympy.Eq(q * r, r * q), sympy.Q.invertible(q)])
    assert set(commuting.hypotheses) == {Equals(A @ B, B @ A), Invertible(A)}
    assert decide(q, q.T, given=[symmetric(A)]).proved  # one of ours among theirs


def test_a_name_means_one_thing_in_the_claim_and_all_premises():
    rows, cols, scalar = sympy.symbols("n d s")
    x, q = sympy.MatrixSymbol("X", rows, cols), sympy.MatrixSymbol("A", rows, rows)
    premise = sympy.Eq(rows * scalar, 1, evaluate=False)  # n is a size in the claim only
    read = Equals(n * s, Number(Fraction(1)))
    assert decide(scalar * rows * x, x, given=[premise]).hypotheses == (read,)
    found = decide(scalar * rows, 1, given=[sympy.Q.symmetric(q), premise])  # here in a premise
    assert found.hypotheses == (read,)
    other = sympy.Symbol("s", real=True)
    for given_ in ([sympy.Eq(other, 1)], [premise, sympy.Eq(other, 1)]):
        with pytest.raises(MalformedError, match="two different symbols are called s"):
            decide(scalar * x, x, given=given_)
    with pytest.raises(MalformedError, match="two different symbols are called n"):
        decide(x, x, given=[sympy.Eq(sympy.Symbol("n", positive=True), 1)])


def test_one_premise_need_not_be_in_a_list():
    q = sympy.MatrixSymbol("A", *[sympy.Symbol("n")] * 2)
    assert decide(A.T, A, given=symmetric(A)).proved
    assert decide(q.T, q, given=sympy.Q.symmetric(q)).proved
    assert decide(q.T, q, given=sympy.Tuple(sympy.Q.symmetric(q))).proved
    assert decide(A.T, A, given=iter([symmetric(A)])).proved
    assert counterexample(Equals(A.T, A), symmetric(A), steps=50_000) is None
    with pytest.raises(MalformedError, match="one statement at a time"):
        decide(q.T, q, given=sympy.Q.symmetric(q) & sympy.Q.invertible(q))
    for wrong in (None, False, 3, A):
        with pytest.raises(MalformedError, match=f"`given` takes .* list .* not {wrong}"):
            decide(A, B, given=wrong)
    with pytest.raises(MalformedError, match=r"takes .* list .* not None"):
        counterexample(Equals(A, B), None)


def test_a_fresh_letter_does_not_print_as_one_that_is_there():
    a = Letter("v_0", n, n)  # is printed as v0 is
    assert decide(u, Zero(n), [FullColumnRank(a), Equals(a @ u, Zero(n))]).proved
    p = Letter("a_0", n, n)
    assert decide(p.T, p, [Equals(p @ p.T, p)]).proved
    assert fresh(Equals(p, p), "a") == "a1"


def test_an_abbreviation_may_invert_what_its_parameter_stands_in():
    lam = Letter("lambda")
    shifted = Inverse(X.T @ X + lam * Identity(d)) @ X.T @ y
    named = Abbreviation("w_hat", (lam,), (lam,), shifted)
    assert decide(named - shifted, Zero(d)).proved


def test_how_a_verdict_reads():
    assert str(decide(w_hat, Inverse(G) @ X.T @ y, [symmetric(A), NORMAL])).splitlines() == [
        "proved: ŵ = (XᵀX)⁻¹Xᵀy",
        "  using XᵀXŵ = Xᵀy",
        "  where XᵀX is invertible",
        "  not used: Aᵀ = A",
    ]
    refuted = decide(u, Zero(n), [Equals(s * u, Zero(n))])
    assert repr(refuted).splitlines() == [
        "refuted: u = 0",
        "for example at",
        "n = 1",
        "s = 0   u = 1",
        "where the sides differ",
        "left side = 1   right side = 0",
    ]
    assert "neither" in str(decide(*UNDECIDED["a sum of squares"]))
    assert "by the cited fact" not in str(decide(*PROVED["full rank, square"][:3]))
    cited = decide(*PROVED["a determinant that is not 0"][:3])
    assert "by the cited fact determinant-of-a-positive-definite-matrix" in str(cited)
    assert refuted._repr_latex_().count("\\text{for example at }n = 1") == 1
    assert "X^{\\mathsf{T}} X\\ \\text{is inv" in decide(H @ X, X)._repr_latex_()


def test_how_a_counterexample_reads():
    wide = Letter("M", 2, 3)
    entries = np.array([[1, Fraction(-1, 2), 0], [10, 3, 4]], dtype=object)
    assert counterexample_text({n: 2, wide: entries, u: np.array([[1], [-2]], dtype=object)}) == (
        "n = 2\n"
        "M = [ 1 -1/2 0]   u = [ 1]\n"
        "    [10    3 4]       [-2]"
    )  # fmt: skip
    assert counterexample_latex({wide: entries}) == (
        "M = \\begin{pmatrix}1 & -\\tfrac{1}{2} & 0 \\\\ 10 & 3 & 4\\end{pmatrix}"
    )
    letters = [Letter(f"A{i}", 3, 3) for i in range(9)]
    many = counterexample_text({x: np.zeros((3, 3), dtype=object) for x in letters})
    assert max(map(len, many.splitlines())) <= 88


def test_a_false_line_on_moments_is_refuted():
    """Of laws that are as simple as they can be."""
    eps, s = RandomLetter("epsilon", n), Letter("sigma_sq")
    mean, variance = Expectation(eps), Covariance(eps, eps)
    form = Expectation(eps.T @ A @ eps)
    centred, unit = Equals(mean, Zero(n)), Equals(variance, Identity(n))
    assert decide(form, Trace(A)).refuted
    assert decide(form, Trace(A), [centred]).refuted
    assert decide(form, Trace(A), [unit]).refuted
    assert decide(form, Trace(A), [centred, unit]).proved
    residuals = X @ w + eps - X @ Inverse(X.T @ X) @ X.T @ (X @ w + eps)
    spherical, squares = Equals(variance, s * Identity(n)), Expectation(SquaredNorm(residuals))
    assert decide(squares, s * (n - d), [centred, spherical]).proved
    for wrong, premises in (
        (s * n, [centred, spherical]),
        (s * (n - d), [centred]),
        (s * (n - d), [spherical]),
    ):
        assert decide(squares, wrong, premises).refuted


def test_laws_are_needed_where_moments_do_not_suffice():
    u, v = RandomLetter("u", n), RandomLetter("v", n)
    uncorrelated = Equals(Covariance(u, v), Zero(n, n))
    assert counterexample(IndependentVectors(u, v), uncorrelated) is not None
    unit = Equals(Covariance(u, u), Identity(n))
    assert counterexample(Independent(u), unit) is not None
    assert counterexample(Gaussian(u, Zero(n), Identity(n)), unit) is not None
    normal = Gaussian(u, Zero(n), Identity(n))
    assert counterexample(ChiSquared(SquaredNorm(u), d), normal) is not None
    assert counterexample(ChiSquared(SquaredNorm(u), n), normal) is None


def test_how_laws_read():
    u, v = RandomLetter("u", n), RandomLetter("v")
    signs = two_valued([0], [[1]])
    assert counterexample_text({n: 1, u: signs}) == (
        "n = 1\nu: a column of [1 -1]   probabilities = [1/2 1/2]"
    )
    assert counterexample_text({v: two_valued([2], [[0]])}) == "v, surely = 2"
    joint = exact(Normals([0, 1], [[2, 1], [1, 1]]))
    assert counterexample_text({n: 1, (u, v): joint}) == (
        "n = 1\n"
        "(u, v): Gaussian, mean = [0]   covariance = [2 1]\n"
        "                         [1]                [1 1]"
    )
    both = {(v,): exact(Laplaces([0], [1])), v: np.array([[3]], dtype=object)}
    assert counterexample_text(both) == (
        "v: independent Laplace, location = 0   scale = 1   outcome of v = 3"
    )
    assert counterexample_latex({v: signs}) == (
        "v\\text{ a column of }\\begin{pmatrix}1 & -1\\end{pmatrix}\\text{ with probabilities }"
        "\\begin{pmatrix}\\tfrac{1}{2} & \\tfrac{1}{2}\\end{pmatrix}"
    )


def exact(law):
    """A law of exact matrices."""
    parts = (np.array(part, dtype=object) for part in arrays(law))
    return type(law)(*(part.reshape(-1, 1) if part.ndim == 1 else part for part in parts))


def test_the_counterexample_of_a_claim_that_is_no_equation():
    found = counterexample(Invertible(G))
    assert holds(Invertible(G), found) is False
    assert counterexample(PositiveDefinite(G), [FullColumnRank(X)]) is None
    assert counterexample(Minimises(w_hat, J, w), [NORMAL], steps=50_000) is None
    assert counterexample(Minimises(w_hat, J, w)) is not None


def test_the_search_is_deterministic_and_gives_up_on_large_fixed_sizes():
    first, again = counterexample(Equals(A @ B, B @ A)), counterexample(Equals(A @ B, B @ A))
    assert all(np.array_equal(first[key], again[key]) for key in first)
    large = Letter("L", 50, 50)
    assert counterexample(Equals(large @ large, large)) is None


def test_refusals():
    with pytest.raises(MalformedError, match="three values"):
        bool(decide(A, A))
    with pytest.raises(ShapeError, match="A of shape n×n and y of shape n×1 have different shapes"):
        decide(A, y)
    with pytest.raises(MalformedError, match="a float is not exact"):
        decide(s, 0.5)
    with pytest.raises(MalformedError, match=r"a premise is a statement .* not False"):
        decide(A, B, [A == B])
    with pytest.raises(MalformedError, match="the name A is used for two different things"):
        decide(A @ y, Letter("A", n, k) @ Letter("z", k))
    with pytest.raises(AttributeError):
        decide(A, A).theorem = None


def test_a_proof_by_algebra_loads_no_numpy():
    code = (
        "import sys\n"
        "from derivations.proving.decide import decide\n"
        "from derivations.kernel.terms import Dimension, Letter\n"
        "A = Letter('A', Dimension('n'), Dimension('n'))\n"
        "assert decide((A + A).T, 2 * A.T).proved\n"
        "assert not {'numpy', 'sympy'} & sys.modules.keys()\n"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


def test_a_proof_that_does_not_end_is_undecided(monkeypatch):
    def endless(*_):
        raise UnfinishedError("…")

    monkeypatch.setattr(sys.modules["derivations.proving.decide"], "algebra", endless)
    assert decide(B @ A, I, [Equals(A @ B, I)]).word == "undecided"


@pytest.mark.parametrize("steps", [0, 10, 1000])
@pytest.mark.parametrize("name", [*PROVED, *REFUTED])
def test_a_small_budget_leaves_undecided_what_it_cannot_decide_and_turns_nothing_round(name, steps):
    left, right, given, _ = {**PROVED, **REFUTED}[name]
    with budget(steps):
        verdict = decide(left, right, given)
    assert verdict.word in ("proved" if name in PROVED else "refuted", "undecided")
    if verdict.proved:
        meaning = (s for statement in (verdict.claim, *given) for s in conditions(statement))
        assert not without(verdict.hypotheses, *given, *meaning)


# Random pairs: half of them equal by construction.

WORDS = st.lists(st.sampled_from([A, B, A.T, B.T, Inverse(A), I]), min_size=1, max_size=4)


@st.composite
def pairs(draw):
    """Two sums of words, and premises; at times the same sum in another order."""

    def total(words):
        result = None
        for letters in words:
            word = letters[0]
            for letter in letters[1:]:
                word = Product(word, letter)
            result = word if result is None else Sum(result, word)
        return result

    words = draw(st.lists(WORDS, min_size=1, max_size=3))
    others = draw(st.one_of(st.permutations(words), st.lists(WORDS, min_size=1, max_size=3)))
    options = [
        symmetric(A),
        Equals(A @ A, A),
        Equals(A @ B, B @ A),
        Invertible(B),
        Equals(B @ A, I),
    ]
    premises = draw(st.lists(st.sampled_from(options), max_size=2, unique=True))
    return total(words), total(others), premises


@settings(max_examples=60, deadline=None)
@given(pairs(), st.integers(0, 10**6))
def test_verdicts_agree_with_exact_instances(pair, seed):
    left, right, premises = pair
    verdict = decide(left, right, premises)
    if verdict.refuted:
        check_with_sympy(verdict)
    rng = Random(seed)
    for size in (1, 2, 3, 4):
        found = instance([*premises, *conditions(verdict.claim)], [A, B], {n: size}, rng, tries=4)
        if found is not None and verdict.proved:
            assert holds(verdict.claim, found)


def test_what_means_nothing_refutes_nothing():
    """A⁻¹ = A⁻¹ has no counterexample at singular matrices."""
    assert decide(Inverse(A), Inverse(A)).proved
    with pytest.raises(UndefinedError):
        holds(Equals(Inverse(A), Inverse(A)), {A: [[0]]})
    assert counterexample(Equals(Inverse(A), Inverse(A))) is None


WRONG_SIDES = {
    "an equation": (lambda: decide(Equals(A, B)), "A = B is an equation: write its two sides"),
    "an equation, given": (
        lambda: decide(Equals(A, B), [Equals(A, B)]),
        r"as in decide\(left, right\), here A and B",
    ),
    "an equation of SymPy's": (
        lambda: decide(sympy.Eq(sympy.Symbol("x"), 1)),
        r"Eq\(x, 1\) is an equation: write its two sides, .* here x and 1",
    ),
    "another statement": (lambda: decide(Invertible(A)), "A is invertible is no equation"),
    "one side": (lambda: decide(A), r"a side is missing: write decide\(left, right\)"),
    "no side": (lambda: decide(None, A), "a side is missing"),
    "strings": (lambda: decide("w", "w"), "a side is no str: write for 'w' a term of letters"),
    "a result": (lambda: decide(theorem("normal-equation"), A), "a theorem is no side"),
    "a theorem": (lambda: decide(A, assume(symmetric(A))), "write those of its .conclusion"),
    "a function": (
        lambda: decide(sympy.Function("f")(sympy.Symbol("x")), 1),
        r"AppliedUndef f\(x\) is not read: a function without a definition",
    ),
    "a function within": (
        lambda: decide(1 + sympy.Function("f")(sympy.Symbol("x")), 1),
        r"AppliedUndef f\(x\) is not read",
    ),
    "a function in a premise": (
        lambda: decide(A, A, sympy.Eq(sympy.Function("f")(sympy.Symbol("x")), 1)),
        r"AppliedUndef f\(x\) is not read",
    ),
    "the name of a function": (
        lambda: decide(sympy.Function("f"), 1),
        "UndefinedFunction f is not read",
    ),
    "a premise in words": (lambda: decide(A, B, "A = B"), "`given` takes .* not 'A = B'"),
    "premises in words": (lambda: decide(A, B, ["A = B"]), "a premise is .* not 'A = B'"),
    "a result as premise": (
        lambda: decide(A, B, theorem("normal-equation")),
        "`given` takes .* not a theorem: write its .conclusion",
    ),
    "theorems as premises": (
        lambda: decide(A, B, [assume(symmetric(A))]),
        "a premise is .* not a theorem: write its .conclusion",
    ),
    "a mapping": (lambda: decide(A, B, {A: B}), "`given` takes a statement"),
}


@pytest.mark.parametrize("name", WRONG_SIDES)
def test_a_wrong_call_is_answered_in_a_sentence(name):
    call, said = WRONG_SIDES[name]
    with pytest.raises(MalformedError, match=said) as raised:
        call()
    assert "\n" not in str(raised.value)
