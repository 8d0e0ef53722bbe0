"""The intercept as an expectation: where Y = xᵀw + b + e and E[e] = 0, b = E[Y] − ⟨E[x], w⟩."""

from ..kernel.statements import Equals
from ..kernel.terms import Expectation, Random, Zero
from ..kernel.theorem import assume
from ..kernel.trees import Abbreviation
from ..proving.chain import calc
from .model import b, d, w

x, e = Random("x", d), Random("e")  # one observation, drawn at random, and its noise
Y = Abbreviation("Y", (), (), x.T @ w + b + e)
E = Expectation
mean_zero = assume(Equals(E(e), Zero()))

population_intercept = (
    calc(E(Y) - E(x).T @ w)
    .equals(
        E(x).T @ w + b + E(e) - E(x).T @ w,
        "linear",
        by=("the definition of ", Y, "; expectation is linear"),
    )
    .equals(b + E(e), "cancel", by=(E(x).T @ w, " cancels"))
    .equals(b, "mean-zero", by=mean_zero.conclusion, because=mean_zero)
    .qed(
        "intercept-as-an-expectation",
        "The intercept as an expectation",
        Equals(E(Y) - E(x).T @ w, b),
    )
)
