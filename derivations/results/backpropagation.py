"""Backpropagation through two layers, for one sample: V applied to the activations of Wx.

The activations are a at Wx. A step H of the weights W moves them by DHx + r: D is the Jacobian of
the activations, diagonal where each unit has its own, and r what it leaves over. Nothing is asked
of D and r but their shapes; for the square of each entry both are known exactly.
"""

from ..kernel.statements import Equals, ForEach
from ..kernel.terms import Dimension, Index, Letter, SquaredNorm, SumOver, Term, Trace
from ..kernel.theorem import assume
from ..kernel.trees import Abbreviation
from ..proving.chain import calc, line, prove, publish
from .model import d, gradient, w

m, k = Dimension("m"), Dimension("k")  # how many outputs, and hidden units
j = Index("j", k)
W, V = Letter("W", k, d), Letter("V", m, k)
H, K = Letter("H", k, d), Letter("K", m, k)  # how far W and V move
x, y, g = Letter("x", d), Letter("y", m), Letter("g", d)
a, r, D = Letter("a", k), Letter("r", k), Letter("D", k, k)
error = V @ a - y
delta = Abbreviation("delta", (), (), 2 * (D.T @ (V.T @ error)))


def trace_form(slope: Term, step: Term) -> Term:
    """tr(GᵀH), what a step H of a matrix changes to first order where the gradient is G."""
    return Trace(slope.T @ step)


output_layer = (
    calc(SquaredNorm((V + K) @ a - y))
    .equals(
        SquaredNorm(error) + 2 * (error.T @ K @ a) + SquaredNorm(K @ a),
        "expand",
        by="the square of a sum",
    )
    .equals(
        SquaredNorm(error) + trace_form(2 * (error @ a.T), K) + SquaredNorm(K @ a),
        "trace",
        by="a trace is cyclic, and a number is its own trace",
    )
    .qed(
        "backpropagation-to-the-output-weights",
        "The output weights: error times activations",
        Equals(
            SquaredNorm((V + K) @ a - y),
            SquaredNorm(error) + trace_form(2 * (error @ a.T), K) + SquaredNorm(K @ a),
        ),
    )
)


def beyond(moved: Term) -> Term:
    """What is left after the first order, where the activations move by this, r of it beyond D."""
    return 2 * (error.T @ V @ r) + SquaredNorm(V @ moved)


_by_weights = D @ H @ x + r

hidden_layer = (
    calc(SquaredNorm(V @ (a + _by_weights) - y))
    .equals(
        SquaredNorm(error) + 2 * (error.T @ V @ _by_weights) + SquaredNorm(V @ _by_weights),
        "expand",
        by="the square of a sum",
    )
    .equals(
        SquaredNorm(error) + delta.T @ H @ x + beyond(_by_weights),
        "delta",
        by=("the definition of ", delta),
    )
    .equals(
        SquaredNorm(error) + trace_form(delta @ x.T, H) + beyond(_by_weights),
        "trace",
        by="a trace is cyclic, and a number is its own trace",
    )
    .qed(
        "backpropagation-to-the-hidden-weights",
        "The hidden weights: what comes back, times the inputs",
        Equals(
            SquaredNorm(V @ (a + _by_weights) - y),
            SquaredNorm(error) + trace_form(delta @ x.T, H) + beyond(_by_weights),
        ),
    )
)

_by_inputs = D @ W @ g + r

inputs = (
    calc(SquaredNorm(V @ (a + _by_inputs) - y))
    .equals(
        SquaredNorm(error) + delta.T @ W @ g + beyond(_by_inputs),
        "delta",
        by=("the square of a sum, and the definition of ", delta),
    )
    .equals(
        SquaredNorm(error) + (W.T @ delta).T @ g + beyond(_by_inputs),
        "transpose",
        by="a transpose reverses a product",
    )
    .qed(
        "backpropagation-to-the-inputs",
        "The inputs: what comes back, through the hidden weights",
        Equals(
            SquaredNorm(V @ (a + _by_inputs) - y),
            SquaredNorm(error) + (W.T @ delta).T @ g + beyond(_by_inputs),
        ),
    )
)

# The square of each entry as activation: its Jacobian, and what that leaves over.

z, h = Letter("z", k), Letter("h", k)
jacobian = assume(ForEach(j, Equals(D @ j, 2 * (j.T @ z) * j)))


def squares(of: Term) -> Term:
    """The squares of the entries, as a column."""
    return Abbreviation("phi", (z,), (of,), SumOver(j, (j.T @ z) ** 2 * j))


square_activation = (
    calc(squares(z + h))
    .equals(
        squares(z) + SumOver(j, 2 * (j.T @ z) * (j.T @ h) * j) + squares(h),
        "expand",
        by="the square of a sum, in each entry",
    )
    .equals(
        squares(z) + SumOver(j, (j.T @ h) * (D @ j)) + squares(h),
        "jacobian",
        by=jacobian.conclusion,
        because=jacobian,
    )
    .equals(squares(z) + D @ h + squares(h), "columns", by=Equals(SumOver(j, (j.T @ h) * j), h))
    .qed(
        "squares-as-activations-around-a-point",
        "The square of each entry as activation, around a point",
        Equals(squares(z + h), squares(z) + D @ h + squares(h)),
    )
)

b, c = Letter("b", m), Letter("c", m)  # a unit's output weights, and what all others add
unit_error = c + (w.T @ x) ** 2 * b - y

one_unit = publish(
    "gradient-for-the-weights-of-one-squared-unit",
    "The gradient for the weights of one squared unit",
    Equals(gradient(SquaredNorm(unit_error), w), 4 * (b.T @ unit_error) * (w.T @ x) * x),
    line(
        "square",
        prove(Equals(gradient((w.T @ x) ** 2, w), 2 * (w.T @ x) * x)),
        by="the gradient of the activation",
    ),
    line(
        "chain",
        prove(Equals(gradient(SquaredNorm(unit_error), w), 4 * (b.T @ unit_error) * (w.T @ x) * x)),
        by=("times ", 2 * (b.T @ unit_error), ", the derivative in the activation"),
    ),
)
