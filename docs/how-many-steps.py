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
# # How many steps are enough
#
# Gradient descent repeats one step, from $w$ to $w - \eta \nabla J(w)$, until the error $w - \hat
# w$ is small enough. How many steps does that take? The answer must not depend on $\hat w$, for
# this is not known yet: it may use only bounds on $X^{\mathsf T} X$, and the length of the step.
#
# ## In short
#
# - If one step leaves at most the share $r \ge 0$ of the length of every error, $k$ steps leave [at
#   most](#k-steps-of-a-contraction) $r^k$: so it is for [short](#error-after-k-short-steps) and for
#   [long](#error-after-k-long-steps) steps. Below 1, such powers
#   [vanish](many-steps.py#powers-below-one-vanish).
# - With steps of the best length they leave [at most](#error-after-k-best-steps)
#   $\bigl(\frac{\kappa - 1}{\kappa + 1}\bigr)^k$, where $\kappa$ is the condition number.
# - For steps of any length the larger of $|1 - 2\eta m/n|$ and $|1 - 2\eta M/n|$ will do as $r$,
#   where $X^{\mathsf T} X$ is between $mI$ and $MI$ and $m < M$: [for
#   one](#contraction-between-bounds), and [for $k$](#error-after-k-steps-between-bounds).
# - With a step longer than $n/\mu$, an error along an eigenvector with the eigenvalue $\mu$ [passes
#   every bound](#k-steps-on-an-eigenvector-leave-at-least).
#
# ## To a thousandth
#
# With steps of the best length the distance from $\hat w$ has at most the share $r^k$ left, where
# $r = (\kappa - 1)/(\kappa + 1)$. So many steps bring it to a thousandth, whatever the data. The
# powers are those of the theorems below, and exact.

# %%
from fractions import Fraction
from itertools import count as counts

from IPython.display import HTML

from derivations.numbers.evaluate import evaluate
from derivations.results.contraction import M, kappa_rate, m
from derivations.results.powers import k, power


def cells(tag, entries):
    """A row of a table."""
    return "<tr>" + "".join(f"<{tag}>{entry}</{tag}>" for entry in entries) + "</tr>"


rows = []
for kappa in (2, 10, 100):
    there = {M: [[kappa]], m: [[1]]}
    shares = (evaluate(power(kappa_rate), {**there, k: count}).item() for count in counts(1))
    enough = next(count for count, left in enumerate(shares, 1) if left <= Fraction(1, 1000))
    rows.append(cells("td", (kappa, evaluate(kappa_rate, there).item(), enough)))

head = cells("th", ("κ", "r", "steps to a thousandth"))
HTML(f"<table><thead>{head}</thead><tbody>{''.join(rows)}</tbody></table>")

# %% [markdown]
# About $3.5$ times $\kappa$ steps, then: this is what a bad condition costs.
#
# ## The setting
#
# $J(w) = \lVert Xw - y \rVert^2/n$ is the mean squared error, $\hat w$ any solution of the [normal
# equation](squared-error-to-closed-form.py#normal-equation), and $S = I - \frac{2\eta}{n}
# X^{\mathsf T} X$, by which a step [multiplies the
# error](gradient-descent.py#error-after-a-step-of-descent). Descent starts at any $w_0$. $m$ and
# $M$ are bounds: $X^{\mathsf T} X - mI$ and $MI - X^{\mathsf T} X$ are positive semidefinite. A
# step is *short* if $\eta(m + M) \le n$, and *long* if $\eta(m + M) \ge n$. The best length is
# $\eta = n/(m + M)$, and $\kappa = M/m$, where $m > 0$; with the least and the greatest eigenvalue
# for $m$ and $M$ it is the *condition number* of $X^{\mathsf T} X$. Nothing is random.
#
# **Notation.** $\operatorname{step}^k(w_0)$ is where $k$ steps from $w_0$ lead, and $w_k$ is short
# for it. $B^k e$ is $B$ applied $k$ times to $e$, and $r^k$ the product of $k$ factors $r$. The
# number $k$ is a positive integer. What is said of every $k$ is proved by induction: it holds after
# one step, and if it holds after $k$ steps, then after one step more.

# %%
from derivations import theorem

# %% [markdown]
# ## What k steps leave, at most
#
# $r^2 I - B^{\mathsf T} B$ is positive semidefinite where $B$ leaves at most the share $|r|$ of the
# length of every vector. This $r$ may be negative.

# %%
theorem("k-steps-of-a-contraction")

# %% [markdown]
# $S$ is such a matrix: for [short steps](rate-of-descent.py#contraction-for-short-steps) with $r =
# 1 - 2\eta m/n$, for [long ones](rate-of-descent.py#contraction-for-long-steps) with $r = 1 -
# 2\eta M/n$, which is not positive.

# %%
theorem("error-after-k-short-steps")

# %%
theorem("error-after-k-long-steps")

# %%
theorem("error-after-k-best-steps")

# %% [markdown]
# ## Steps of any length
#
# If $m < M$, then for a step of any length whichever of the two rates is the larger in absolute
# value will do.

# %%
theorem("contraction-between-bounds")

# %%
theorem("error-after-k-steps-between-bounds")

# %% [markdown]
# ## Steps that are too long
#
# On an eigenvector with the eigenvalue $\mu$ the square of the factor is $1 + x$ with $x = 4
# \frac{\eta\mu}{n} \bigl(\frac{\eta\mu}{n} - 1\bigr)$. At $\eta\mu = n$ this $x$ is 0, and the
# error keeps its length. If $\eta\mu > n$, it is positive, and the length of an error that is not 0
# passes every bound.

# %%
theorem("k-steps-on-an-eigenvector-leave-at-least")

# %% [markdown]
# ## Bounds and what happens
#
# A bound holds for all data, and what happens may be better. Here the distance from $\hat w$ is
# measured over 40 steps, for one data set of six observations and three features, at three lengths
# of step; the lines are [the bound](#error-after-k-steps-between-bounds) $r^k$. At $\eta = 1.04\,
# n/M$ the error grows, as an error along the eigenvector with $M$ does.

# %%
import numpy as np

from derivations.kernel.terms import SquaredNorm
from derivations.results.closed_form import estimate
from derivations.results.contraction import best, rate_M, rate_m
from derivations.results.descent import eta, step
from derivations.results.model import X, n, w, w_hat, y
from derivations.site.picture import BLUE, INK, LETTERS, RED, Picture, panel

design = np.array(
    [[1, 0, 1], [1, 1, 0], [1, 2, 1], [1, 3, 1], [1, 4, 0], [1, 5, 3]], dtype=float
) / [1, 2, 1]
numbers = {X: design, y: np.array([1.0, 0, 2, 3, 3, 6])}
numbers[w_hat] = evaluate(estimate, numbers)
values = np.linalg.eigvalsh(design.T @ design)
numbers |= {m: [[values[0]]], M: [[values[-1]]]}
n_over_M = len(design) / values[-1]
steps = 40
figure, plot = panel(xlabel="steps", ylabel="distance from ŵ, over that at the start")
plot.set_yscale("log")
for length, colour, name, place in (
    (evaluate(best, {**numbers, n: 6}).item(), RED, "best step", (22, 0.012)),
    (n_over_M / 4, BLUE, "a quarter of n/M", (20, 0.72)),
    (1.04 * n_over_M, INK, "1.04 n/M", (10, 6)),
):
    there = {**numbers, eta: [[length]], n: 6}
    rate = max(abs(evaluate(term, there).item()) for term in (rate_m, rate_M))
    point, distances = np.zeros((3, 1)), []
    for _ in range(steps + 1):
        away = evaluate(SquaredNorm(w - w_hat), {**there, w: point}).item()
        distances.append(np.sqrt(away))
        point = evaluate(step(w), {**there, w: point})
    counts = np.arange(steps + 1)
    plot.plot(counts, rate**counts, color=colour, linewidth=1)
    plot.plot(counts, np.array(distances) / distances[0], "o", color=colour, markersize=2.5)
    plot.text(*place, name, color=colour, fontsize=LETTERS)

Picture(
    (figure,),
    "Distance from the estimate over 40 steps of gradient descent, on a logarithmic axis, as "
    "points, and the proved bounds as lines. No point is above its line. For the best step points "
    "and line fall fast and nearly agree; for a quarter of n/M the line falls slowly, and so do "
    "the points, after a fast first step; for a step a little longer than n/M both rise.",
)

# %% [markdown]
# ## What was assumed
#
# Counted from the proofs, over all theorems of this chapter:

# %%
from derivations.presentation.theorems import assumed_html
from derivations.publishing.registry import theorems

HTML(assumed_html(theorems(page="how-many-steps")))

# %% [markdown]
# Next: [a gradient from some of the rows, and other steps](minibatches.py).
