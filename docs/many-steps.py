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
# What one step of [gradient descent](gradient-descent.py) does is known. Nobody takes one step.
# Where does descent stand after $k$ of them, for every $k$?
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
# - Powers of a number above 1 in absolute value [pass every bound](#powers-above-one-grow), and
#   those of a number below 1 [vanish](#powers-below-one-vanish).
#
# ## A line, found step by step
#
# A line is fitted to four observations, 0, 0, 2 and 6, at the places −3, −1, 1 and 3. The features
# are a constant and the place, and $X^{\mathsf T} X$ is diagonal, with the eigenvalues 4 for the
# constant and 20 for the slope. The estimate is $\hat w = (2, 1)$. Descent starts at $w = 0$ and
# takes steps of the length $\eta = 1/20$. The shares are those of the estimate that are found; all
# numbers are exact.

# %%
from fractions import Fraction

from IPython.display import HTML

from derivations.kernel.terms import Zero
from derivations.numbers.evaluate import evaluate
from derivations.results.eigenvectors import eta, factor, mu
from derivations.results.many_steps import descended
from derivations.results.model import X, d, n, y
from derivations.results.powers import k, power

places, values = (-3, -1, 1, 3), (0, 0, 2, 6)
data = {X: [[1, place] for place in places], y: values, eta: [[Fraction(1, 20)]], d: 2, n: 4}
found = 1 - power(factor)


def cells(tag, entries):
    """A row of a table."""
    return "<tr>" + "".join(f"<{tag}>{entry}</{tag}>" for entry in entries) + "</tr>"


rows = []
for steps in (1, 2, 3, 4):
    there = {**data, k: steps}
    at = evaluate(descended(k, Zero(d)), there)
    entries = [steps]
    for weight, eigenvalue in zip(at.ravel(), (4, 20), strict=True):
        entries += [weight, evaluate(found, {**there, mu: [[eigenvalue]]}).item()]
    rows.append(cells("td", entries))

head = ("steps", "constant", "its share", "slope", "its share")
HTML(f"<table><thead>{cells('th', head)}</thead><tbody>{''.join(rows)}</tbody></table>")

# %% [markdown]
# What is still missing of the slope is halved in every step, for $1 - 2\eta\mu/n$ is $1/2$ with
# $\mu = 20$; of the constant nine tenths remain each time. So after four steps nearly all of the
# slope is found, and little more than a third of the constant: descent finds first what lies along
# eigenvectors with a large eigenvalue.
#
# ## The setting
#
# $J(w) = \lVert Xw - y \rVert^2/n$ is the mean squared error, $\hat w$ any solution of the [normal
# equation](squared-error-to-closed-form.py#normal-equation), and $S = I - \frac{2\eta}{n}
# X^{\mathsf T} X$. Descent starts at any $w_0$, and $\operatorname{step}(w) = w - \eta \nabla
# J(w)$. What is said of an eigenvector is said of a $q$ with $X^{\mathsf T} X q = \mu q$. Nothing
# is random.
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

# %% [markdown]
# In [the worked example](worked-example.py#descent) three steps from 0, on centred data, lead to 1,
# 3/2 and 7/4, where the estimate is 2.

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
# has [the share](ridge.py#ridge-filter) $\mu/(\mu + \lambda)$ instead. The two filters are alike,
# and not the same. The picture has steps of the length $\eta = 1/20$, and ridge with $\lambda = n$.

# %%
theorem("filter-of-k-steps-of-descent")

# %%
import numpy as np

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


of_steps, of_ridge = {n: 1, eta: [[0.05]]}, mu / (mu + lam)
draw(1 - power(factor), {**of_steps, k: 1}, INK, "-", "1 step", (5.2, 0.3))
draw(1 - power(factor), {**of_steps, k: 10}, BLUE, "-", "10 steps", (0.17, 0.62))
draw(1 - power(factor), {**of_steps, k: 100}, RED, "-", "100 steps", (0.012, 0.72))
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
# ## What was assumed
#
# Counted from the proofs, over all theorems of this chapter:

# %%
from derivations.presentation.theorems import assumed_html
from derivations.publishing.registry import theorems

HTML(assumed_html(theorems(page="many-steps")))

# %% [markdown]
# Next: [how many steps are enough](how-many-steps.py).
