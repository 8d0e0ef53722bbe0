"""The heavy ball keeps some of the last move: w₊ = w − η∇J(w) + β(w − w₋), and its errors."""

from ..kernel.statements import Equals
from ..kernel.terms import Identity, Letter
from ..proving.chain import calc
from .descent import S, error, step
from .eigenvectors import factor, on_eigenvector, q
from .model import d, w, w_hat

beta = Letter("beta")  # how much of the last move is kept
w_before = Letter("w_before", d)  # the weights one step before w
heavy_ball = step(w) + beta * (w - w_before)
S_beta = S + beta * Identity(d)

heavy_ball_error = (
    calc(heavy_ball - w_hat)
    .equals(
        step(w) - w_hat + beta * (w - w_hat) - beta * (w_before - w_hat),
        "momentum",
        by=("add and subtract ", beta * w_hat),
    )
    .equals(
        S @ (w - w_hat) + beta * (w - w_hat) - beta * (w_before - w_hat),
        "error",
        by=error.conclusion,
        because=error,
    )
    .equals(S_beta @ (w - w_hat) - beta * (w_before - w_hat), "factor", by=("take out ", w - w_hat))
    .qed(
        "error-after-a-step-of-the-heavy-ball",
        "What a step of the heavy ball does to the error",
        Equals(heavy_ball - w_hat, S_beta @ (w - w_hat) - beta * (w_before - w_hat)),
    )
)

heavy_ball_component = (
    calc(q.T @ (heavy_ball - w_hat))
    .equals(
        q.T @ S_beta @ (w - w_hat) - beta * (q.T @ (w_before - w_hat)),
        "error",
        by=heavy_ball_error.conclusion,
        because=heavy_ball_error,
    )
    .equals(
        (S @ q).T @ (w - w_hat) + beta * (q.T @ (w - w_hat)) - beta * (q.T @ (w_before - w_hat)),
        "symmetric",
        by=(S, " is symmetric"),
    )
    .equals(
        (factor + beta) * (q.T @ (w - w_hat)) - beta * (q.T @ (w_before - w_hat)),
        "eigenvector",
        by=on_eigenvector.conclusion,
        because=on_eigenvector,
    )
    .qed(
        "heavy-ball-along-an-eigenvector",
        "The heavy ball along an eigenvector",
        Equals(
            q.T @ (heavy_ball - w_hat),
            (factor + beta) * (q.T @ (w - w_hat)) - beta * (q.T @ (w_before - w_hat)),
        ),
    )
)
