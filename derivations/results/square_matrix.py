"""A square matrix with independent columns is invertible; its pseudoinverse is its inverse."""

from ..kernel.statements import Equals, FullColumnRank
from ..kernel.terms import Zero
from ..proving.chain import line, publish
from ..proving.injective import M_A, A, A_plus, I_k, j, k, steps, v

_steps = steps()

square_is_invertible = publish(
    "square-matrix-of-full-column-rank-is-invertible",
    "A square matrix of full column rank is invertible",
    _steps.invertible.conclusion,
    line("keeps", _steps.keeps, by=("a law of ", A_plus)),
    line("symmetric", _steps.symmetric, by=("a law of ", A_plus)),
    line(
        "apart",
        _steps.apart,
        by=(Equals(A @ (A_plus @ A @ v - v), Zero(k)), ", and ", FullColumnRank(A)),
    ),
    line("left", _steps.left, by=(Equals(A_plus @ A @ j, j), " for each column of ", I_k)),
    line("squares", _steps.squares, by=("a sum of squares, with the definition of ", M_A)),
    line(
        "negative",
        _steps.negative,
        by=(
            "multiply out: ",
            M_A,
            " is symmetric, ",
            M_A @ M_A,
            " is ",
            M_A,
            ", and the trace of ",
            M_A,
            " is that of ",
            I_k - A_plus @ A,
            ", which is 0",
        ),
    ),
    line("no-length", _steps.no_length, by="a square is not negative, and only 0 has the square 0"),
    line("nothing", _steps.nothing, by="only the zero vector has squared norm 0"),
    line("right", _steps.right, by=(Equals(A @ A_plus @ j, j), " for each column of ", I_k)),
    line("invertible", _steps.invertible, by=(A_plus, " is an inverse on both sides")),
)
