# ---
# jupyter:
#   jupytext:
#     text_representation:
#       extension: .py
#       format_name: percent
#   kernelspec:
#     display_name: Python 3
#     language: python
#     name: python3
# ---

# %% [markdown]
# # Hidden units
#
# A hidden unit with $\mathrm{ReLU}(t) = (t + |t|)/2$, the positive part of $t$, lets through what
# is positive and sends on 0 otherwise. What does that do to the squared error that descent is to
# lower?
#
# Here is one unit with one weight $w$, and one observation, whose feature and target are 1. All
# numbers are exact, computed from the terms of the theorems.

# %%
from fractions import Fraction

import numpy as np
from IPython.display import HTML

from derivations import theorem
from derivations.numbers.evaluate import evaluate
from derivations.presentation.theorems import maths
from derivations.printing.formulas import latex
from derivations.results.hidden_units import relu
from derivations.results.hidden_units import t as weight
from derivations.results.model import gradient


def number(value):
    """A number with the sign of a negative one."""
    return str(value).replace("-", "−")


def column(matrix):
    """A column of numbers in one line."""
    return f"({', '.join(map(number, np.ravel(matrix)))})"


def table(head, rows):
    """A table of texts and numbers."""
    names = "".join(f"<th>{each}</th>" for each in head)
    lines = ("".join(f"<td>{number(each)}</td>" for each in row) for row in rows)
    body = "".join(f"<tr>{line}</tr>" for line in lines)
    return HTML(f"<table><thead><tr>{names}</tr></thead><tbody>{body}</tbody></table>")


table(
    ["weight w", "prediction ReLU(w)", "error (ReLU(w) − 1)²"],
    [
        [
            at,
            *(
                evaluate(term, {weight: [at]}).item()
                for term in (relu(weight), (relu(weight) - 1) ** 2)
            ),
        ]
        for at in (-2, -1, 0, Fraction(1, 2), 1, 2)
    ],
)

# %% [markdown]
# Wherever $w \le 0$ the error is the same, and at $w = 1$ it is 0.
#
# ## In short
#
# - As long as nothing positive enters a ReLU, the squared error [does not
#   change](#dead-unit-learns-nothing) with its weights: they lie on a plateau. Where something
#   does, [the best weight](#live-unit-reaches-its-target) may be known.
# - Many weights give one output: those of a hidden unit with ReLU may be
#   [rescaled](#rescaled-hidden-unit-gives-the-same-output), and the units put [in another
#   order](#hidden-units-in-another-order-give-the-same-output).
# - The squared error of one ReLU on two observations has a local minimum that is not global: of all
#   weights $t \ge 0$ it is [least at 1](#error-of-one-unit-is-least-nearby), and [only
#   there](#error-of-one-unit-is-larger-nearby), but at $-2$ it is [lower by
#   3](#error-of-one-unit-is-lower-elsewhere).
#
# ## The setting
#
# Nothing is random in this chapter. The theorems on dead, rescaled and reordered units hold for any
# number of observations or units; the others are on one unit with one weight, whose squared error
# is written out.
#
# ## A plateau
#
# If no observation sends anything positive into a unit, it predicts 0 for all of them; and as long
# as that is so, the squared error of its predictions does not change with its weights.

# %%
theorem("dead-unit-learns-nothing")

# %% [markdown]
# In the example that is the whole half-line $w \le 0$. There the error is 1, and its derivative 0
# for $w < 0$: descent that starts at such a $w$ stays there. Every $w < 0$ is even a local minimum,
# for nowhere nearby is the error less than 1. But at $w = 1$ the error is 0. (At $w = 0$ ReLU has
# no derivative: its slope is 0 on the left and 1 on the right. Backpropagation takes one of the two
# there, usually 0; no theorem of this site does.) The picture has descent with $\eta = 1/10$ from
# three starts; where $w > 0$ it follows the derivative of $(w - 1)^2$.

# %%
from derivations.site.picture import BLUE, INK, LETTERS, RED, Picture, panel


def descent(slope, variable, start, eta, steps):
    """The places of gradient descent, one row for each."""
    walk = [np.array(start, float)]
    for _ in range(steps):
        down = evaluate(slope, {variable: walk[-1]}).reshape(walk[-1].shape)
        walk.append(walk[-1] - eta * down)
    return np.array(walk)


figure, plot = panel(xlabel="w", ylabel=r"$(\mathrm{ReLU}(w) - 1)^2$", ylim=(-0.12, 1.75))
error = (relu(weight) - 1) ** 2
line = np.linspace(-2.2, 2.2, 89)
curve = [evaluate(error, {weight: [[each]]}).item() for each in line]
plot.plot(line, curve, color=BLUE, linewidth=1.5)
live = gradient((weight - 1) ** 2, weight)  # where w > 0; for w < 0 the derivative is 0
for start in (0.2, 2.1):
    walk = descent(live, weight, (start,), 0.1, 30)[:, 0]
    walked = [evaluate(error, {weight: [[each]]}).item() for each in walk]
    plot.plot(walk, walked, "o", color=INK, markersize=2.5)
    plot.plot(start, walked[0], "o", markeredgecolor=INK, markerfacecolor="none", markersize=7)
plot.plot(-1, 1, "o", color=INK, markersize=2.5)
plot.plot(-1, 1, "o", markeredgecolor=INK, markerfacecolor="none", markersize=7)
plot.text(-1.75, 1.12, "stays here", color=INK, fontsize=LETTERS)

Picture(
    (figure,),
    "The squared error of one ReLU over its weight. Left of 0 it is 1, a plateau; from there it "
    "falls to 0 at 1, and rises again. Descent from 0.2 and from 2.1 comes to 1, and from −1 it "
    "stays where it is.",
)

# %%
theorem("live-unit-reaches-its-target")

# %% [markdown]
# ## Many weights, one output
#
# If what enters a ReLU is multiplied by $c > 0$, so is what leaves it; dividing its output weight
# by $c$ undoes that. So with hidden weights $w$ and output weight $b$ a unit gives the same output
# as with $cw$ and $b/c$, for every $c > 0$.

# %%
theorem("rescaled-hidden-unit-gives-the-same-output")

# %% [markdown]
# And if hidden units change places, with all their weights, no output changes. Now $P$ is the
# matrix that puts entries in another order. The output weights $V$ become $VP^{\mathsf T}$, and the
# activations $a$, if all units have the same function, become $Pa$. The theorem begins there: it
# does not ask which function that is, and of $P$ only that $P^{\mathsf T} P = I$.

# %%
theorem("hidden-units-in-another-order-give-the-same-output")

# %% [markdown]
# An example with two ReLUs, the input 1, and $P$ the exchange of the two units; the unit that is
# rescaled is the first, by $c = 3$.

# %%
from derivations.results.backpropagation import V
from derivations.results.hidden_units import P, a

swap, hidden, output = [[0, 1], [1, 0]], [2, -1], [[1, 4]]


def activations(entering):
    """ReLU of each entry."""
    return [evaluate(relu(weight), {weight: [each]}).item() for each in entering]


networks = {"as it is": (hidden, output), "rescaled": ([6, -1], [[Fraction(1, 3), 4]])}
exchanged = {V: output, P: swap, a: activations(hidden)}
rows = [
    [
        name,
        column(units),
        column(weights),
        evaluate(V @ a, {V: weights, a: activations(units)}).item(),
    ]
    for name, (units, weights) in networks.items()
]
rows.append(
    [
        "in another order",
        column(evaluate(P @ a, {P: swap, a: hidden})),
        column(evaluate(V @ P.T, exchanged)),
        evaluate(V @ P.T @ (P @ a), exchanged).item(),
    ]
)
table(["network", "hidden weights", "output weights", "output"], rows)

# %% [markdown]
# ## A local minimum that is not global
#
# One ReLU once more, with the weight $t$, but two observations: the inputs 1 and $-1$ are to give 1
# and 2. The predictions are $\mathrm{ReLU}(t)$ and $\mathrm{ReLU}(-t)$, of which one is always 0.
# So the weight can serve one observation or the other, and their squared error, $F_2(t)$, has a
# minimum for each:

# %%
from derivations.results.bad_minimum import F as two_errors

table(
    [
        "weight t",
        "ReLU(t), to be 1",
        "ReLU(−t), to be 2",
        f"error {maths(latex(two_errors(weight)))}",
    ],
    [
        [
            at,
            *(
                evaluate(term, {weight: [at]}).item()
                for term in (relu(weight), relu(-weight), two_errors(weight))
            ),
        ]
        for at in (-3, -2, -1, 0, Fraction(1, 2), 1, 2)
    ],
)

# %% [markdown]
# Around 1, and for all $t \ge 0$, the error is nowhere less than at 1, and nowhere else as small.
# At $-2$ it is lower.

# %%
theorem("error-of-one-unit-is-least-nearby")

# %%
theorem("error-of-one-unit-is-larger-nearby")

# %%
theorem("error-of-one-unit-is-lower-elsewhere")

# %% [markdown]
# The picture has descent with $\eta = 1/10$ from three starts, in floating point, with the
# derivative of $(t - 1)^2 + 4$ on the right, and of $(t + 2)^2 + 1$ on the left. From both starts
# on the right it comes to 1, where it stays.

# %%
figure, plot = panel(
    xlabel="t", ylabel="$F_2(t)$", xticks=[-4, -3, -2, -1, 0, 1, 2, 3], ylim=(0, 9)
)
line = np.linspace(-4.4, 3.0, 149)
curve = [evaluate(two_errors(weight), {weight: [[each]]}).item() for each in line]
plot.plot(line, curve, color=BLUE, linewidth=1.5)
for start, side in (
    (0.15, (weight - 1) ** 2),
    (2.7, (weight - 1) ** 2),
    (-0.15, (weight + 2) ** 2),
):
    walk = descent(gradient(side, weight), weight, (start,), 0.1, 30)[:, 0]
    walked = [evaluate(two_errors(weight), {weight: [[each]]}).item() for each in walk]
    plot.plot(walk, walked, "o", color=INK, markersize=2.5)
    plot.plot(start, walked[0], "o", markeredgecolor=INK, markerfacecolor="none", markersize=7)
for place, name, beside in ((1, "local minimum", (0.15, 3.1)), (-2, "lower by 3", (-2.65, 0.25))):
    plot.plot(place, evaluate(two_errors(weight), {weight: [place]}).item(), "o", color=RED)
    plot.text(*beside, name, color=INK, fontsize=LETTERS)

Picture(
    (figure,),
    "The squared error of one ReLU on two observations, over its weight from −4.4 to 3: two "
    "parabolas that meet in a peak of height 5 at 0. The left one falls to 1 at −2, the right one "
    "to 4 at 1. Descent from 0.15 and from 2.7 comes to 1, and from −0.15 to −2.",
)

# %% [markdown]
# ## What was assumed
#
# Counted from the proofs, over all theorems of this chapter:

# %%
from derivations.presentation.theorems import assumed_html
from derivations.publishing.registry import theorems

HTML(assumed_html(theorems(page="hidden-units")))

# %% [markdown]
# Next: [logistic regression](logistic-regression.py), which is not linear either, and where
# convexity is not lost.
