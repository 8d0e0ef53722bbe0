"""Predictions that move: ‖μ + Ah + r − y‖² around h = 0.

μ are the predictions, whatever made them; a step h of the weights moves them by Ah + r. For a
function with the Jacobian A at the weights, r is what the linear term leaves over. The theorem does
not ask where A and r come from.
"""

from ..kernel.statements import Equals
from ..kernel.terms import Letter, SquaredNorm
from ..proving.chain import calc
from .any_predictions import mu
from .gradient import h
from .model import d, n, y

A = Letter("A", n, d)  # the Jacobian of the predictions
r = Letter("r", n)  # what it leaves over
slope = 2 * (A.T @ (mu - y))

moved_error = (
    calc(SquaredNorm(mu + A @ h + r - y))
    .equals(
        SquaredNorm(mu - y) + 2 * (mu - y).T @ (A @ h + r) + SquaredNorm(A @ h + r),
        "expand",
        by="the square of a sum",
    )
    .equals(
        SquaredNorm(mu - y) + slope.T @ h + 2 * (mu - y).T @ r + SquaredNorm(A @ h + r),
        "first-order",
        by=("what ", h, " multiplies in the first place"),
    )
    .qed(
        "squared-error-of-predictions-that-move",
        "The squared error of predictions that move, exactly",
        Equals(
            SquaredNorm(mu + A @ h + r - y),
            SquaredNorm(mu - y) + slope.T @ h + 2 * (mu - y).T @ r + SquaredNorm(A @ h + r),
        ),
    )
)
