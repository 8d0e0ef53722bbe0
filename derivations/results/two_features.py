"""Two features of correlation ρ: R = (1 − ρ)I + ρ11ᵀ has the eigenvalues 1 + ρ and 1 − ρ."""

from fractions import Fraction

from ..kernel.facts import FACTS
from ..kernel.statements import (
    Equals,
    Invertible,
    Nonnegative,
    Positive,
    PositiveSemidefinite,
    symmetric,
)
from ..kernel.terms import (
    Absolute,
    Determinant,
    Identity,
    Index,
    Inverse,
    Letter,
    Ones,
    SquaredNorm,
    Term,
    Trace,
    as_term,
)
from ..kernel.theorem import Theorem, assume, cite, cut, instantiate, introduce, law, unfold
from ..kernel.trees import Abbreviation
from ..proving.certificates import rewrite
from ..proving.chain import Result, calc, line, prove, publish
from ..proving.positivity import invertible, knowledge
from ..proving.sequents import add, constant, multiply, square
from .absolute_error import above, above_negative

rho = Letter("rho")
I_2, both = Identity(2), Ones(2)
j = Index("j", 2)
R = Abbreviation("R", (), (), (1 - rho) * I_2 + rho * (both @ both.T))
difference = 2 * j - both  # (1, −1) or (−1, 1)
u, v = Letter("u", 2), Letter("v", 2)

along_sum = (
    calc(R @ both)
    .equals(
        (1 - rho) * both + rho * (both @ (both.T @ both)),
        "definition",
        by=("the definition of ", R),
    )
    .equals((1 + rho) * both, "count", by=Equals(both.T @ both, as_term(2)))
    .qed(
        "correlation-matrix-along-the-sum",
        "The eigenvalue along the sum of two features",
        Equals(R @ both, (1 + rho) * both),
    )
)

along_difference = (
    calc(R @ difference)
    .equals(
        (1 - rho) * difference + rho * (both @ (both.T @ difference)),
        "definition",
        by=("the definition of ", R),
    )
    .equals(
        (1 - rho) * difference,
        "orthogonal",
        by=("the entries of ", difference, " sum to 0"),
    )
    .qed(
        "correlation-matrix-along-the-difference",
        "The eigenvalue along the difference of two features",
        Equals(R @ difference, (1 - rho) * difference),
    )
)

# The two parts of vᵀRv, with factors that are not negative: (1 − |ρ|)‖v‖² ≤ vᵀRv ≤ (1 + |ρ|)‖v‖².

size = Absolute(rho)
_half = constant(as_term(Fraction(1, 2)))
_squares = square((I_2 - both @ both.T / 2) @ v), multiply(_half, square(both.T @ v))


def bounded(id: str, title: str, matrix: Term, *factors: Theorem) -> Result:
    """The matrix is positive semidefinite: its form is these factors times the two squares."""
    parts = add(*(multiply(factor, part) for factor, part in zip(factors, _squares, strict=True)))
    form = rewrite(parts, Nonnegative(v.T @ matrix @ v))
    claim = PositiveSemidefinite(matrix)
    return publish(
        id,
        title,
        claim,
        line(
            "squares",
            parts,
            by=(
                "squares are not negative, and ",
                size,
                " is at least ",
                rho,
                " and at least ",
                -rho,
            ),
        ),
        line("form", form, by=("the definition of ", R, "; multiply out")),
        line(
            "definition",
            introduce(claim, v, prove(symmetric(matrix)), form),
            by=(form.conclusion, " for every ", v, ", and the matrix is symmetric"),
        ),
    )


above_least = bounded(
    "correlation-matrix-lower-bound",
    "A lower bound for the form of two features",
    R - (1 - size) * I_2,
    above(rho),
    above_negative(rho),
)

below_most = bounded(
    "correlation-matrix-upper-bound",
    "An upper bound for the form of two features",
    (1 + size) * I_2 - R,
    above_negative(rho),
    above(rho),
)

_same_square = instantiate(law("square-of-an-absolute-value"), (Letter("t"), rho))
# (ρ, |ρ|) or (|ρ|, ρ), and (ρ, −|ρ|) or (−|ρ|, ρ).
steepest = Abbreviation("q_max", (), (), rho * j + size * (both - j))
flattest = Abbreviation("q_min", (), (), rho * j - size * (both - j))


def attained(id: str, title: str, vector: Term, eigenvalue: Term) -> Result:
    """The vector is an eigenvector of R, with this eigenvalue."""
    return (
        calc(R @ vector)
        .equals(
            (1 - rho) * vector + rho * (both @ (both.T @ vector)),
            "definition",
            by=("the definition of ", R),
        )
        .equals(eigenvalue * vector, "square", by=_same_square.conclusion, because=_same_square)
        .qed(id, title, Equals(R @ vector, eigenvalue * vector))
    )


upper_bound_attained = attained(
    "correlation-matrix-upper-bound-attained",
    "Where two features attain the upper bound",
    steepest,
    1 + size,
)

lower_bound_attained = attained(
    "correlation-matrix-lower-bound-attained",
    "Where two features attain the lower bound",
    flattest,
    1 - size,
)

same_length = assume(Equals(SquaredNorm(u), SquaredNorm(v)))
apart = Positive(1 - size)
condition = (1 + size) / (1 - size)

_not_below = unfold(above_least.theorem, 1, v)
_not_above = unfold(below_most.theorem, 1, u)
_size = rewrite(
    multiply(_half, add(above(rho), above_negative(rho))),
    Nonnegative(size),
)
_positive = assume(apart)
_condition = knowledge(apart, _size, unfold(_positive, 0)).proof(Nonnegative(condition))
_scaled = multiply(_condition, _not_below)
_together = rewrite(
    add(_scaled, _not_above), Nonnegative(condition * (v.T @ R @ v) - u.T @ R @ u), same_length
)

condition_number = publish(
    "correlation-matrix-condition-number",
    "A bound on the condition number of two features",
    Nonnegative(condition * (v.T @ R @ v) - u.T @ R @ u),
    line("lower", _not_below, by=above_least.conclusion),
    line("upper", _not_above, by=below_most.conclusion),
    line("scaled", _scaled, by=("times ", condition, ", which is not negative")),
    line("together", _together, by=("the sum of both, with ", same_length.conclusion)),
)

_at_steepest, _at_flattest = steepest.T @ R @ steepest, flattest.T @ R @ flattest

condition_attained = (
    calc(_at_steepest)
    .equals(
        (1 + size) * SquaredNorm(steepest),
        "upper",
        by=(steepest, " is an eigenvector of ", R),
        because=_same_square,
        see=upper_bound_attained,
    )
    .equals(
        condition * ((1 - size) * SquaredNorm(flattest)),
        "same-length",
        by=Equals(SquaredNorm(steepest), SquaredNorm(flattest)),
    )
    .equals(
        condition * _at_flattest,
        "lower",
        by=(flattest, " is an eigenvector of ", R),
        because=_same_square,
        see=lower_bound_attained,
    )
    .qed(
        "correlation-matrix-condition-number-attained",
        "Two features attain the bound on their condition number",
        Equals(_at_steepest, condition * _at_flattest),
    )
)

# The determinant, by a cited fact, and the inverse.

_fact = FACTS["determinant-of-a-two-by-two-matrix"]
_A = Letter("A", 2, 2)
_cited = instantiate(cite(_fact.id), (_A, R))

determinant = (
    calc(Determinant(R))
    .equals(
        (Trace(R) ** 2 - Trace(R @ R)) / 2,
        "traces",
        by=("the determinant by traces, at ", R),
        because=_cited,
    )
    .equals(
        1 - rho**2,
        "count",
        by=(Equals(Trace(R), as_term(2)), " and ", Equals(Trace(R @ R), 2 + 2 * rho**2)),
    )
    .qed(
        "correlation-matrix-determinant",
        "The determinant for two correlated features",
        Equals(Determinant(R), 1 - rho**2),
    )
)

not_collinear = Invertible(1 - rho**2)
inverse = ((1 + rho) * I_2 - rho * (both @ both.T)) / (1 - rho**2)
product = prove(Equals(R @ inverse, I_2))
R_invertible = invertible(R, inverse, assume(not_collinear))


def inverse_is(matrix: Term, other: Term) -> Theorem:
    """From AB = I follows A⁻¹ = B, where A is invertible; A and B are letters while it is shown."""
    B = Letter("B", 2, 2)
    solved = (
        calc(Inverse(_A))
        .equals(Inverse(_A) @ (_A @ B), "product", by="", because=assume(Equals(_A @ B, I_2)))
        .equals(B, "inverse", by="")
    )
    return instantiate(solved.proof(), (_A, matrix), (B, other))


R_inverse = publish(
    "correlation-matrix-inverse",
    "The inverse of the correlation matrix of two features",
    Equals(Inverse(R), inverse),
    line("product", product, by=("multiply out, with ", Equals(both.T @ both, as_term(2)))),
    line("invertible", R_invertible, by="the product in the other order is the same"),
    line(
        "inverse",
        cut(inverse_is(R, inverse), product, R_invertible),
        by=("times ", Inverse(R), " on the left"),
    ),
)
