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
# # Gradient descent
#
# The [closed form](squared-error-to-closed-form.py) solves a system of $d$ equations at once.
# Gradient descent solves none: from any weights $w$ it takes a step against the gradient, to $w -
# \eta \nabla J(w)$, and repeats. Does it arrive, how fast, and how long may a step be? For the mean
# squared error $J$ these questions have proved answers, along an eigenvector exact ones.
#
# ## In short
#
# - A step multiplies [the error](#error-after-a-step-of-descent) $w - \hat w$ by one matrix, $S =
#   I - \frac{2\eta}{n} X^{\mathsf T} X$, whatever the rank of $X$. What of $w$ lies in the null
#   space of $X$ [stays as it is](#descent-keeps-what-lies-in-the-null-space).
# - Along an eigenvector $q$ of $X^{\mathsf T} X$ with the eigenvalue $\mu$ the error is [multiplied
#   by the number](#error-along-an-eigenvector) $1 - 2\eta\mu/n$. At $\eta = n/\mu$ it [only changes
#   its sign](#step-that-only-changes-sign), and with a longer step [it
#   grows](#error-grows-if-the-step-is-too-long); where the whole error lies along $q$, [so does
#   $J$](#squared-error-grows-if-the-step-is-too-long).
# - If $X^{\mathsf T} X$ is at most $MI$, and $0 < \eta < n/M$, then [$J$
#   falls](#squared-error-falls-if-the-step-is-short) wherever its gradient is not 0, by [at
#   least](#descent-lemma) $\eta(1 - \eta M/n) \lVert \nabla J(w) \rVert^2$.
# - If it is also at least $mI$ with $m > 0$, then the step $\eta = n/(m + M)$ multiplies the
#   distance from $\hat w$ by [at most](#contraction-and-the-condition-number)
#   $\frac{\kappa - 1}{\kappa + 1}$ with $\kappa = M/m$. Where $m$ and $M$ are eigenvalues, [no
#   length](#no-step-has-a-better-rate) has a better rate.
#
# ## Three steps, exactly
#
# Two observations and two features, with $n = 2$; descent starts at $w = 0$ and takes the step
# $\eta = 1/5$. The numbers are computed from the terms of the theorems below, as fractions.

# %%
from fractions import Fraction

from IPython.display import HTML

from derivations.kernel.terms import SquaredNorm
from derivations.numbers.evaluate import evaluate
from derivations.results.closed_form import estimate
from derivations.results.descent import eta, step
from derivations.results.model import J, X, n, w, w_hat, y

data = {X: [[1, 2], [2, 1]], y: [4, -1], eta: [Fraction(1, 5)]}
data[w_hat] = evaluate(estimate, data)


def number(value):
    """A number with the sign of a negative one."""
    return str(value).replace("-", "−")


def column(matrix):
    """A column of numbers in one line."""
    return f"({', '.join(map(number, matrix.ravel()))})"


def cells(tag, entries):
    """A row of a table."""
    return "<tr>" + "".join(f"<{tag}>{entry}</{tag}>" for entry in entries) + "</tr>"


rows, point = [], [0, 0]
for taken in range(4):
    there = {**data, w: point}
    values = (evaluate(term, there).item() for term in (J(w), SquaredNorm(w - w_hat)))
    rows.append(cells("td", (taken, column(evaluate(w, there)), *map(number, values))))
    point = evaluate(step(w), there)

head = cells("th", ("steps", "w", "J(w)", "‖w − ŵ‖²"))
HTML(f"<table><thead>{head}</thead><tbody>{''.join(rows)}</tbody></table>")

# %% [markdown]
# The estimate is $\hat w = (-2, 3)$, with $J(\hat w) = 0$. Every step multiplies the squared
# distance by $16/25$. It is no accident: $X^{\mathsf T} X$ has the eigenvalues 9 and 1, and $\eta =
# 1/5$ is the best step $n/(m + M)$, whose rate is $(9 - 1)/(9 + 1) = 4/5$; and as both eigenvalues
# have the factor 4/5 or −4/5, no part of the error shrinks faster.
#
# ## The setting
#
# $J(w) = \lVert Xw - y \rVert^2/n$ is the mean squared error, and $\hat w$ any solution of the
# [normal equation](squared-error-to-closed-form.py#normal-equation), which need not be unique: no
# rank is supposed. $\eta$ is called the length of a step, though the way it goes is $\eta \lVert
# \nabla J(w) \rVert$; it is any number where nothing else is said. Nothing is random in this
# chapter.
#
# **Notation.** $X^{\mathsf T} X$ is at least $mI$ if $X^{\mathsf T} X - mI$ is positive
# semidefinite, which says that $\lVert Xv \rVert^2 \ge m \lVert v \rVert^2$ for every $v$; it is at
# most $MI$ if $MI - X^{\mathsf T} X$ is, which says that $\lVert Xv \rVert^2 \le M \lVert v
# \rVert^2$. The best such $m$ and $M$ are the least and the greatest eigenvalue of $X^{\mathsf T}
# X$, but any bounds will do, and that there are eigenvalues is not needed. What is said of an
# eigenvector is said of a $q$ with $X^{\mathsf T} X q = \mu q$.

# %%
from derivations import theorem

# %% [markdown]
# ## One step
#
# The gradient at $w$ is $\frac2n X^{\mathsf T} X (w - \hat w)$. So a step multiplies the error by a
# matrix that is the same everywhere.

# %%
theorem("error-after-a-step-of-descent")

# %%
theorem("gap-after-a-step-of-descent")

# %% [markdown]
# The gradient is a combination of the rows of $X$. So no step changes what lies in the null space:
# where the minimiser [is not unique](minimum.py#minimisers-have-the-same-fit),
# descent keeps that part of the weights with which it started.

# %%
theorem("descent-keeps-what-lies-in-the-null-space")

# %% [markdown]
# ## Along an eigenvector
#
# If $X^{\mathsf T} X q = \mu q$, a step does nothing to the error along $q$ but multiply it by $1 -
# 2\eta\mu/n$: directions with a small $\mu$ are slow.

# %%
theorem("step-of-descent-on-an-eigenvector")

# %%
theorem("error-along-an-eigenvector")

# %%
theorem("gap-along-an-eigenvector")

# %% [markdown]
# From 0, one step finds of each part of $\hat w$ along an eigenvector the share $1 - (1 -
# 2\eta\mu/n)$, which is $2\eta\mu/n$: a filter. Where $2\eta\mu \le n$, the larger $\mu$ is, the
# more it lets through.

# %%
theorem("filter-of-a-step-of-descent")

# %% [markdown]
# The squared length of an error along $q$ changes by a product, whose sign shows exactly which
# steps are good: for $\mu > 0$ it falls for $0 < \eta < n/\mu$, and not otherwise. Both ends
# matter: $\eta < n/\mu$ alone does not do, for with $\eta < 0$ it grows. At $\eta = n/\mu$ it stays
# the same for ever.

# %%
theorem("change-of-the-error-along-an-eigenvector")

# %%
theorem("step-that-only-changes-sign")

# %%
theorem("error-grows-if-the-step-is-too-long")

# %%
theorem("squared-error-grows-if-the-step-is-too-long")

# %% [markdown]
# ## When J falls
#
# From any $w$, not only along an eigenvector, the change of $J$ is a polynomial in $\eta$ of degree
# 2. With a bound $M$ it is negative for $0 < \eta < n/M$, wherever the gradient is not 0. With the
# greatest eigenvalue for $M$ no wider range will do at every $w$: along its eigenvector $J$
# [grows](#squared-error-grows-if-the-step-is-too-long) beyond $n/M$, and stays the same at it.

# %%
theorem("squared-error-after-a-step-of-descent")

# %%
theorem("descent-lemma")

# %%
theorem("squared-error-falls-if-the-step-is-short")

# %% [markdown]
# ## How fast
#
# Between the bounds, $S$ leaves no more of an error than it would leave of one along an eigenvector
# with $m$ or $M$, whichever is more. The reason is a theorem on any symmetric matrix $A$ between 0
# and $tI$: $(tI - A)A$ is positive semidefinite too.

# %%
theorem("product-of-a-matrix-between-bounds")

# %% [markdown]
# Up to $\eta = n/(m + M)$ the direction with $m$ is the slowest, and from there on the one with
# $M$.

# %%
theorem("contraction-for-short-steps")

# %%
theorem("contraction-for-long-steps")

# %%
theorem("contraction-at-the-best-step")

# %%
theorem("contraction-and-the-condition-number")

# %% [markdown]
# Can another length do better? A rate for $\eta$ is an $r$ with $\lVert Sv \rVert \le r \lVert v
# \rVert$ for every $v$. Where $m$ and $M$ are eigenvalues, [a step on their
# eigenvectors](#step-of-descent-on-an-eigenvector) shows that such an $r$ is at least $1 - 2\eta
# m/n$ and $-(1 - 2\eta M/n)$. From these two bounds it follows that it is at least $(M - m)/(m +
# M)$, for every $\eta$.

# %%
theorem("no-step-has-a-better-rate")

# %% [markdown]
# The picture shows ten best steps in four such problems. The curves join the weights at which [the
# gap](minimum.py#squared-error-gap) $J(w) - J(\hat w)$ is the same. The worse the
# condition, the more the steps zigzag.

# %%
import numpy as np

from derivations.results.contraction import M, best, m
from derivations.site.picture import BLUE, INK, LETTERS, RED, Picture, panel

turned = np.array([[np.cos(0.5), -np.sin(0.5)], [np.sin(0.5), np.cos(0.5)]])
circle = np.linspace(0, 2 * np.pi, 121)
figures = []
for condition in (1.5, 5.0, 25.0, 100.0):
    least, greatest = 1.0, condition
    design = np.diag(np.sqrt([greatest, least])) @ turned
    numbers = {X: design, y: np.zeros(2), m: [[least]], M: [[greatest]]}  # so that ŵ is 0
    path = [turned.T @ [2.6 / np.sqrt(greatest), 2.6]]  # as high along both eigenvectors
    for _ in range(10):
        path.append(evaluate(step(w, best), {**numbers, w: path[-1]}).ravel())
    path = np.array(path)
    figure, plot = panel(title=f"κ = {condition:g}", xlabel="$w_1$", ylabel="$w_2$")
    figures.append(figure)
    gap = evaluate(J(w), {**numbers, w: path[0]}).item()
    for share in (1, 4 / 9, 1 / 9):
        ring = np.sqrt(2 * share * gap) * np.array([np.cos(circle), np.sin(circle)])
        plot.plot(*np.linalg.solve(design, ring), color=BLUE, linewidth=1)
    plot.plot(*path.T, color=RED, linewidth=1.5, marker="o", markersize=3)
    plot.plot(0, 0, "+", color=INK, markersize=8)
    plot.set(xlim=(-4, 4), ylim=(-3.2, 3.2), xticks=[-3, 0, 3], yticks=[-3, 0, 3])

Picture(
    tuple(figures),
    "Paths of gradient descent on the curves of equal squared error, for four condition numbers. "
    "For 1.5 the curves are nearly circles, and after three steps the path is all but in the "
    "middle. For 5 they are ellipses, and the path zigzags. For 25 and 100 they are long and "
    "narrow, and after ten steps the path is still far from the middle.",
)

# %% [markdown]
# The bounds are on what one step leaves, and the next step starts from there. Here the distance
# from $\hat w$ is measured over 40 steps, for one data set of six observations and three features,
# at three lengths of step; the lines are the bound $r^k$, which [the next
# chapter](many-steps.py#error-after-k-steps-between-bounds) proves. At $\eta = 1.04\, n/M$ the
# error grows, as [an error along the eigenvector with $M$](#error-grows-if-the-step-is-too-long)
# does.

# %%
from derivations.results.contraction import rate_M, rate_m

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
# ## How fast J falls
#
# The descent lemma gives a rate for $J$ too: where the gap is wide, the gradient is steep. At $\eta
# = n/(2M)$ a step multiplies the gap by at most $1 - m/M$. (With $m = 0$ the theorem holds, and
# says no more than that $J$ does not rise.)

# %%
theorem("gradient-is-steep-where-the-gap-is-wide")

# %%
theorem("gap-shrinks-in-every-step")

# %% [markdown]
# ## What was assumed
#
# Counted from the proofs, over all theorems of this chapter:

# %%
from derivations.presentation.theorems import assumed_html
from derivations.publishing.registry import theorems

HTML(assumed_html(theorems(page="gradient-descent")))

# %% [markdown]
# Next: [many steps](many-steps.py), one after the other.
