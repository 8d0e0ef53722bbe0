"""R² on the training data is 1 − nJ/TSS: to maximise it is to minimise the mean squared error."""

from ..kernel.statements import Equals, Positive
from ..kernel.terms import SquaredNorm
from ..kernel.trees import Abbreviation
from ..proving.chain import calc
from .maximum_likelihood import maximiser_minimises, minimiser_maximises
from .model import J, X, centring, n, w, y

TSS = Abbreviation("TSS", (), (), y.T @ centring @ y)
R_sq = Abbreviation("R_sq", (w,), (w,), 1 - SquaredNorm(y - X @ w) / TSS)
varied = Positive(TSS)  # y is not constant

r_squared = (
    calc(R_sq, varied)
    .equals(1 - SquaredNorm(y - X @ w) / TSS, "definition", by=("the definition of ", R_sq))
    .equals(1 - n / TSS * J(w), "mean", by=("the definition of ", J(w)))
    .qed("r-squared", "R² and the mean squared error", Equals(R_sq, 1 - n / TSS * J(w)))
)

minimiser_maximises_r_squared = minimiser_maximises(
    "minimiser-of-squared-error-maximises-r-squared",
    "A minimiser of the squared error maximises R²",
    J(w),
    R_sq,
    n / TSS,
    varied,
)

maximiser_of_r_squared = maximiser_minimises(
    "maximiser-of-r-squared-minimises-squared-error",
    "A maximiser of R² minimises the squared error",
    J(w),
    R_sq,
    TSS / n,
    varied,
)
