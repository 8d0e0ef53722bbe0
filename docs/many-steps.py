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
# # Many steps of descent
#
# [The chapter before](gradient-descent.py) says what one step of gradient descent does. Nobody
# takes one step. Where does descent stand after $k$ of them, for every $k$?
#
# ## In short
#
# - After $k$ steps the error is [a power times the first
#   error](#error-after-k-steps-of-descent), $S^k (w_0 - \hat w)$, and the gap of $J$ [follows from
#   it](#gap-after-k-steps-of-descent).
# - Along an eigenvector with the eigenvalue $\mu$ the error is [multiplied
#   by](#error-along-an-eigenvector-after-k-steps) $(1 - 2\eta\mu/n)^k$. Started at 0, descent has
#   found [the share](#filter-of-k-steps-of-descent) $1 - (1 - 2\eta\mu/n)^k$ of what $\hat w$ has
#   there. What lies in the null space of $X$ [is never
#   changed](#k-steps-keep-what-lies-in-the-null-space).
# - If one step leaves at most the share $r \ge 0$ of the length of every error, $k$ steps leave [at
#   most](#k-steps-of-a-contraction) $r^k$; with steps of the best length, [at
#   most](#error-after-k-best-steps) $\bigl(\frac{\kappa - 1}{\kappa + 1}\bigr)^k$. Below 1, such
#   powers [vanish](#powers-below-one-vanish).
# - With a step longer than $n/\mu$, an error along that eigenvector [passes every
#   bound](#k-steps-on-an-eigenvector-leave-at-least).
#
# ## How many steps
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
# As in the chapter before, $\hat w$ is any solution of the [normal
# equation](squared-error-to-closed-form.py#normal-equation), and $S = I - \frac{2\eta}{n}
# X^{\mathsf T} X$. Descent starts at any $w_0$, and $\operatorname{step}(w) = w - \eta \nabla
# J(w)$. $m$ and $M$ are bounds: $X^{\mathsf T} X - mI$ and $MI - X^{\mathsf T} X$ are positive
# semidefinite. The best length is $\eta = n/(m + M)$, and $\kappa = M/m$, where $m > 0$. Nothing is
# random.
#
# **Notation.** $\operatorname{step}^k(w_0)$ is where $k$ steps from $w_0$ lead, and $w_k$ is short
# for it. $S^k e$ is $S$ applied $k$ times to $e$, and $r^k$ the product of $k$ factors $r$. The
# number $k$ is a positive integer. What is said of every $k$ is proved by induction: it holds
# after one step, and if it holds after $k$ steps, then after one step more.

# %%
from derivations import theorem

# %% [markdown]
# ## Powers
#
# If $1 + x \ge 0$, then $(1 + x)^k$ is at least $1 + kx$. So where $x > 0$, the powers of a number
# $r$ with $r^2 = 1 + x$ pass every bound in absolute value; and if $r^2 (1 + x) = 1$ instead, then
# $r^{2k}$ is at most $1/(1 + kx)$, which falls below every positive number. (Every $r$ between −1
# and 1 but 0 has such an $x > 0$, and the powers of 0 are 0.) This is what it means here that
# something vanishes: no limit is needed.

# %%
theorem("bernoulli-inequality")

# %%
theorem("powers-above-one-grow")

# %%
theorem("powers-below-one-vanish")

# %% [markdown]
# ## The error after k steps

# %%
theorem("error-after-k-steps-of-descent")

# %%
theorem("gap-after-k-steps-of-descent")

# %% [markdown]
# On an eigenvector, a power of $S$ is a power of a number.

# %%
theorem("k-steps-of-descent-on-an-eigenvector")

# %%
theorem("error-along-an-eigenvector-after-k-steps")

# %% [markdown]
# Started at 0, descent after $k$ steps is $\hat w$ seen through a filter: of each part along an
# eigenvector it has the share $1 - (1 - 2\eta\mu/n)^k$. If $2\eta\mu \le n$ for all of them, this
# is soon nearly 1 where $\mu$ is large, and where $\mu$ is small, it stays small for long. Ridge
# has the share [$\mu/(\mu + \lambda)$](ridge.py#ridge-filter) instead. The two filters are alike,
# and not the same. The picture has steps of the length $\eta = 1/20$, and ridge with $\lambda = n$.

# %%
theorem("filter-of-k-steps-of-descent")

# %%
import numpy as np

from derivations.results.eigenvectors import eta, factor, mu
from derivations.results.model import n
from derivations.results.ridge import lam
from derivations.site.picture import BLUE, INK, LETTERS, RED, Picture, panel

eigenvalues = np.geomspace(0.01, 10, 61)
figure, plot = panel(xlabel=r"$\mu/n$", ylabel="share of ŵ")
plot.set_xscale("log")


def draw(share, given, colour, style, name, place):
    """The share of the estimate along an eigenvector, against its eigenvalue."""
    values = [evaluate(share, {**given, mu: [[value]]}).item() for value in eigenvalues]
    plot.plot(eigenvalues, values, color=colour, linestyle=style, linewidth=1.5)
    plot.text(*place, name, color=colour, fontsize=LETTERS)


steps, of_ridge = {n: 1, eta: [[0.05]]}, mu / (mu + lam)
draw(1 - power(factor), {**steps, k: 1}, INK, "-", "1 step", (5.2, 0.3))
draw(1 - power(factor), {**steps, k: 10}, BLUE, "-", "10 steps", (0.17, 0.62))
draw(1 - power(factor), {**steps, k: 100}, RED, "-", "100 steps", (0.012, 0.72))
draw(of_ridge, {lam: [[1.0]]}, BLUE, "--", "ridge", (1.75, 0.52))
plot.set_xlim(0.01, 40)

Picture(
    (figure,),
    "The share of the estimate along an eigenvector, against the eigenvalue over n, on a "
    "logarithmic axis: what descent has found after 1, 10 and 100 steps, and what ridge leaves. "
    "Each curve rises from nearly 0 towards 1; after more steps it does so at smaller eigenvalues. "
    "The curve of ridge is nearly that of 10 steps at small eigenvalues, and rises more gently at "
    "large ones.",
)

# %% [markdown]
# If $X$ lacks full column rank, $\hat w$ may have any part in the null space, for every choice
# there fits as well. Descent leaves there what $w_0$ had.

# %%
theorem("k-steps-keep-what-lies-in-the-null-space")

# %% [markdown]
# ## How fast
#
# $r^2 I - B^{\mathsf T} B$ is positive semidefinite where $B$ leaves at most the share $|r|$ of the
# length of every vector. This $r$ may be negative.

# %%
theorem("k-steps-of-a-contraction")

# %% [markdown]
# $S$ is such a matrix: for [short steps](gradient-descent.py#contraction-for-short-steps) with $r =
# 1 - 2\eta m/n$, for [long ones](gradient-descent.py#contraction-for-long-steps) with $r = 1 -
# 2\eta M/n$, which is not positive.

# %%
theorem("error-after-k-short-steps")

# %%
theorem("error-after-k-long-steps")

# %%
theorem("error-after-k-best-steps")

# %% [markdown]
# If $m < M$, then for a step of any length whichever of the two rates is the larger in absolute
# value will do.

# %%
theorem("contraction-between-bounds")

# %%
theorem("error-after-k-steps-between-bounds")

# %% [markdown]
# On an eigenvector the square of the factor is $1 + x$ with $x = 4 \frac{\eta\mu}{n}
# \bigl(\frac{\eta\mu}{n} - 1\bigr)$. At $\eta\mu = n$ this $x$ is 0, and the error keeps its
# length. If $\eta\mu > n$, it is positive, and the length of an error that is not 0 passes every
# bound.

# %%
theorem("k-steps-on-an-eigenvector-leave-at-least")

# %% [markdown]
# ## What was assumed
#
# Counted from the proofs, over all theorems of this chapter:

# %%
from derivations.presentation.theorems import assumed_html
from derivations.publishing.registry import theorems

HTML(assumed_html(theorems(page="many-steps")))

# %% [markdown]
# Next: [a gradient from some of the rows, and other steps](minibatches.py).
