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
# # Minibatches and other steps
#
# A step of [gradient descent](gradient-descent.py) reads all rows of $X$. With millions of rows one
# would rather read a few, drawn at random, and take what they give for the gradient. What is lost?
# And what do steps do that remember the last one, choose their own length, or use the Hessian?
#
# ## In short
#
# - The gradient [at a random row](#gradient-at-a-random-row-is-unbiased), or [of a
#   minibatch](#minibatch-gradient-is-unbiased), is unbiased for $\nabla J(w)$: right in the mean.
#   [Its covariance](#covariance-of-the-minibatch-gradient-row-by-row) depends on the residuals, and
#   is in general not 0 at the minimum.
# - In the mean, a step with such a gradient [leaves $J$ no
#   lower](#mean-squared-error-after-a-random-step) than the step with $\nabla J(w)$: it is higher
#   by exactly $\frac{\eta^2}{n} \mathrm{tr}(X\, \mathrm{Var}[g]\, X^{\mathsf T})$. A single step
#   may well go up.
# - The heavy ball keeps a part $\beta$ of the last move: [its
#   errors](#heavy-ball-along-an-eigenvector) follow a recursion over two steps.
# - Along the gradient, where it is not 0, one length of step [is the best](#exact-line-search), and
#   [how far $J$ falls](#decrease-of-an-exact-line-search) is known exactly. Where $X^{\mathsf T} X$
#   is invertible, Newton's method [arrives in one step](#newton-arrives-in-one-step).
#
# ## One step with one row, exactly
#
# Two observations, 0 and 1, and a constant: $X = (1, 1)^{\mathsf T}$, $y = (0, 1)^{\mathsf T}$, so
# that $\hat w = 1/2$. At $w = 1/4$, a step with $\eta = 1/4$ at random uses the gradient of the
# squared error at the first row alone or at the second, each with the chance 1/2; a step of descent
# uses the gradient of $J$.

# %%
from fractions import Fraction
from itertools import combinations, product

import numpy as np
from IPython.display import HTML

from derivations.numbers.evaluate import evaluate
from derivations.results.descent import eta, step
from derivations.results.minibatches import e, row_error
from derivations.results.model import J, X, gradient, w, y

data = {X: [[1], [1]], y: [0, 1], w: [Fraction(1, 4)], eta: [Fraction(1, 4)]}
random_step = w - eta * gradient(row_error, w)


def number(value):
    """A number with the sign of a negative one."""
    return str(value).replace("-", "−")


def table(head, rows):
    """A table of exact numbers."""
    cells = ("".join(f"<td>{number(entry)}</td>" for entry in row) for row in rows)
    body = "".join(f"<tr>{row}</tr>" for row in cells)
    titles = "".join(f"<th>{title}</th>" for title in head)
    return HTML(f"<table><thead><tr>{titles}</tr></thead><tbody>{body}</tbody></table>")


def values(point, more=()):
    """Where a step leads, and the squared error there."""
    there = {**data, **dict(more)}
    return evaluate(point, there).item(), evaluate(J(point), there).item()


by_row = [values(random_step, {e: row}.items()) for row in ([1, 0], [0, 1])]
mean = [sum(each) / 2 for each in zip(*by_row, strict=True)]
table(
    ("step", "weight w", "error J(w)"),
    [
        ("before the step", *values(w)),
        ("with the first row", *by_row[0]),
        ("with the second row", *by_row[1]),
        ("mean of the two", *mean),
        ("with both rows", *values(step(w))),
    ],
)

# %% [markdown]
# With the first row $J$ rises: a minibatch step need not descend. In the mean over the two rows $w$
# is where the step with both rows leads, for the gradient is right in the mean; but the mean of $J$
# is higher than $J$ there, and here even higher than before the step. The theorems below say by how
# much.
#
# ## The setting
#
# $J(w) = \lVert Xw - y \rVert^2/n$, and $X$, $y$ and $w$ are given; what is random is drawn by us.
# A row is drawn by a random column $e$ of the identity, each with the chance $1/n$, so that
# $\mathbb{E}[e e^{\mathsf T}] = I/n$; the row of $X$ is $e^{\mathsf T} X$ and its residual
# $e^{\mathsf T}(Xw - y)$. A minibatch of $b$ rows is said by random weights $s_1, \dots, s_n$ of
# the rows (which are not the $w$): $n/b$ for each time that a row is drawn, and 0 for the others.
# Each $s_i$ has the mean 1. $D$ is the diagonal matrix with the residuals $Xw - y$ on its diagonal,
# and $C$ the centring matrix. From the heavy ball on, nothing is random.

# %%
from derivations import theorem

# %% [markdown]
# ## Scalability: some of the rows
#
# A step with all rows reads all $n$ of them; one with $b$ rows does about the share $b/n$ of that
# work, and costs the same however many rows there are. That is how networks are trained on millions
# of rows. Its price is not a wrong gradient, but a noisy one. (Least squares with few features does
# not need it: $X^{\mathsf T} X$ [is summed over blocks of
# rows](one-observation-more.py#gram-matrices-of-two-blocks-of-rows-add-up) too, so that the closed
# form reads each row once, and never needs all of them together.)

# %%
theorem("gradient-at-a-random-row-is-unbiased")

# %%
theorem("minibatch-gradient-row-by-row")

# %%
theorem("minibatch-gradient-is-unbiased")

# %% [markdown]
# Nothing was said of how the weights depend on one another. If all rows are treated alike and the
# weights add up to $n$, their covariance is a multiple $cC$ of the centring matrix. For batches
# from $n = 4$ rows the table goes through all draws, with and without replacement, and finds $c$
# exactly. It is $n/b$ with replacement, and $n(n - b)/(b(n - 1))$ without, which is 0 for all rows.
# (That the covariance has this form, and these two formulas, are not checked by the kernel.)

# %%
from derivations.results.model import centring, n

rows = 4
identity = np.array([[Fraction(int(i == j)) for j in range(rows)] for i in range(rows)])
C = evaluate(centring, {n: rows})


def spread(batches):
    """The c for which the covariance of the weights is cC, over batches of equal chances."""
    batches = list(batches)
    weights = [rows * sum(identity[i] for i in batch) / len(batch) for batch in batches]
    means = sum(weights) / len(batches)
    covariance = sum(np.outer(each - means, each - means) for each in weights) / len(batches)
    c = covariance[0, 0] / C[0, 0]
    if any(means != 1) or (covariance != c * C).any():
        raise ValueError("the weights have another mean, or another covariance")
    return c


table(
    ("rows in a batch", "c with replacement", "c without"),
    [
        (b, spread(product(range(rows), repeat=b)), spread(combinations(range(rows), b)))
        for b in (1, 2, 3, 4)
    ],
)

# %%
theorem("covariance-of-the-minibatch-gradient")

# %% [markdown]
# Row by row, the covariance is a sum with the squared residuals in it, less a multiple of $\nabla
# J(w) \nabla J(w)^{\mathsf T}$. At $\hat w$ the gradient is 0, and $\frac{4c}{n^2} \sum_i
# (x_i^{\mathsf T} \hat w - y_i)^2 x_i x_i^{\mathsf T}$ remains. So if $c > 0$, minibatch descent
# with steps of one length does not come to rest at $\hat w$ where a residual remains at a row that
# is not 0.

# %%
theorem("covariance-of-the-minibatch-gradient-row-by-row")

# %% [markdown]
# The picture shows the gap $J(w) - J(\hat w)$ over 300 steps of one length, for 60 observations and
# two features, with all rows and with batches drawn without replacement, anew for every step. (A
# simulation: one course of chance, not a theorem.)

# %%
from derivations.results.closed_form import estimate
from derivations.results.minibatches import D, batch_gradient, s
from derivations.site.picture import BLUE, INK, LETTERS, RED, Picture, panel

rng = np.random.default_rng(5)
place = np.linspace(-1, 1, 60)
design = np.stack([np.ones(60), place], axis=1)
numbers = {X: design, y: 1 + 2 * place + rng.normal(scale=0.4, size=60)}
best = evaluate(estimate, numbers)
lowest = evaluate(J(w), {**numbers, w: best}).item()
steps, length = 300, 0.05
figure, plot = panel(xlabel="steps", ylabel="gap of the squared error")
plot.set_yscale("log")
plot.set_ylim(4e-4, 3)
for batch, colour, name, spot in (
    (1, RED, "one row", (180, 0.3)),
    (10, BLUE, "10 rows", (36, 0.0022)),
    (60, INK, "all rows", (60, 0.0007)),
):
    point, gaps = np.zeros((2, 1)), []
    for _ in range(steps + 1):
        there = {**numbers, w: point}
        gaps.append(evaluate(J(w), there).item() - lowest)
        drawn = np.zeros(60)
        drawn[rng.choice(60, size=batch, replace=False)] = 60 / batch
        there |= {s: drawn, D: np.diag((design @ point).ravel() - numbers[y])}
        point = point - length * evaluate(batch_gradient, there)
    plot.plot(gaps, color=colour, linewidth=1)
    plot.text(*spot, name, color=colour, fontsize=LETTERS)

Picture(
    (figure,),
    "Gap of the squared error over 300 steps of one length, on a logarithmic axis. With all rows "
    "it falls, soon along a straight line, out of the picture. With 10 rows it falls alike at "
    "first, and then moves up and down around a level; with one row around a higher one.",
)

# %% [markdown]
# What does that do to $J$? For any unbiased estimate $g$ of the gradient the answer is exact. If $0
# < \eta < n/M$, the first part falls as in [gradient descent](gradient-descent.py#descent-lemma);
# the second part is never negative, and shrinks with $\eta^2$. Close to the minimum the second
# wins, unless it is 0 there.

# %%
theorem("mean-squared-error-after-a-random-step")

# %% [markdown]
# ## Flexibility: what the proofs rest on
#
# It is often said that gradient descent does not care what the function is, as long as it has a
# derivative. (ReLU [has none at 0](hidden-units.py#a-plateau).) A step can be taken then; but that
# it goes down was proved from a bound $MI$ on $X^{\mathsf T} X$, and so on the Hessian, everywhere.
# Without one no length need be safe: for $f(t) = t^4$ a step leads from $t$ to $(1 - 4\eta
# t^2)\,t$, and where $\eta t^2 > 1/2$ to a larger $f$, however small $\eta > 0$ is. And where $f$
# is not convex, a point with the gradient 0, at which descent rests, need not be a minimum. (These
# remarks are not checked by the kernel.)
#
# ## The heavy ball
#
# The heavy ball adds to a step the part $\beta$ of the last move: it goes to $w - \eta \nabla J(w)
# + \beta (w - w_\mathrm{before})$. Its errors follow a linear recursion too, over two steps; along
# an eigenvector it is one of numbers. (That it can be faster is not proved here.)

# %%
theorem("error-after-a-step-of-the-heavy-ball")

# %%
theorem("heavy-ball-along-an-eigenvector")

# %% [markdown]
# ## The best length
#
# Along a line, $J$ is a polynomial of degree 2, or constant, and its minimum is known. Where the
# gradient is not 0, $J$ bends along it, and one length of step is the best.

# %%
theorem("gradient-is-no-null-direction")

# %%
theorem("exact-line-search")

# %%
theorem("decrease-of-an-exact-line-search")

# %% [markdown]
# ## Newton's method
#
# With the inverse of the Hessian in the place of a length, one step does it from everywhere: it is
# the closed form again, and costs what that costs.

# %%
theorem("newton-arrives-in-one-step")

# %% [markdown]
# ## What was assumed
#
# Counted from the proofs, over all theorems of this chapter:

# %%
from derivations.presentation.theorems import assumed_html
from derivations.publishing.registry import theorems

HTML(assumed_html(theorems(page="minibatches")))

# %% [markdown]
# Next: [errors in the data](errors-in-the-data.py), and how far they move the estimate.
