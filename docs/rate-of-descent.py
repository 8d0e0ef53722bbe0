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
# # The rate of descent
#
# A step of [gradient descent](gradient-descent.py) goes from $w$ to $w - \eta \nabla J(w)$, and if
# it is short enough, the mean squared error $J$ falls. But how much nearer does one step come, at
# least, wherever it starts? And which length of step is the best for that?
#
# ## In short
#
# - Let $X^{\mathsf T} X$ be at least $mI$ and at most $MI$. Then a step with $\eta \ge 0$ leaves of
#   the length of any error at most the share $1 - 2\eta m/n$ if [it is
#   short](#contraction-for-short-steps), and $2\eta M/n - 1$ if [it is
#   long](#contraction-for-long-steps).
# - The two meet at $\eta = n/(m + M)$, where the share is [at most](#contraction-at-the-best-step)
#   $\frac{M - m}{m + M}$. With $m > 0$ this is [the same](#contraction-and-the-condition-number) as
#   $\frac{\kappa - 1}{\kappa + 1}$ with $\kappa = M/m$. Where $m$ and $M$ are eigenvalues, [no
#   length](#no-step-has-a-better-rate) has a better rate.
# - For two features of mean square 1 and correlation $\rho$ the best step is $\eta = 1/2$: it
#   [leaves $|\rho|$](#half-step-on-two-correlated-features) of the length of every error, and [no
#   length](#no-step-is-better-on-two-correlated-features) has a better rate.
# - Where the gap $J(w) - J(\hat w)$ is wide, [the gradient is
#   steep](#gradient-is-steep-where-the-gap-is-wide). So a step [shrinks the
#   gap](#gap-shrinks-in-every-step), at $\eta = n/(2M)$ to at most the share $1 - m/M$.
#
# ## Three steps, exactly
#
# Two observations of two features: the rows of $X$ are $(1, 2)$ and $(2, 1)$, and $y = (4, -1)$.
# Descent starts at $w = 0$ and takes steps of the length $\eta = 1/5$. The numbers are computed
# from the terms of the theorems below, as fractions.

# %%
from fractions import Fraction

from IPython.display import HTML

from derivations.kernel.terms import SquaredNorm
from derivations.numbers.evaluate import evaluate
from derivations.results.closed_form import estimate
from derivations.results.descent import eta, step
from derivations.results.model import J, X, w, w_hat, y

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

head = cells("th", ("steps", "weights w", "error J(w)", "squared distance ‖w − ŵ‖²"))
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
# [normal equation](squared-error-to-closed-form.py#normal-equation); no rank is supposed. A step of
# the length $\eta$ goes from $w$ to $w - \eta \nabla J(w)$, and [multiplies the
# error](gradient-descent.py#error-after-a-step-of-descent) $w - \hat w$ by $S = I - \frac{2\eta}{n}
# X^{\mathsf T} X$. Nothing is random in this chapter.
#
# **Notation.** $X^{\mathsf T} X$ is at least $mI$ if $X^{\mathsf T} X - mI$ is positive
# semidefinite, which says that $\lVert Xv \rVert^2 \ge m \lVert v \rVert^2$ for every $v$; it is at
# most $MI$ if $MI - X^{\mathsf T} X$ is, which says that $\lVert Xv \rVert^2 \le M \lVert v
# \rVert^2$. The best such $m$ and $M$ are the least and the greatest eigenvalue of $X^{\mathsf T}
# X$, but any bounds will do, and that there are eigenvalues is not needed. A step is *short* if
# $\eta(m + M) \le n$, and *long* if $\eta(m + M) \ge n$.

# %%
from derivations import theorem

# %% [markdown]
# ## Between two bounds
#
# Between the bounds, $S$ leaves no more of an error than it would leave of one along an eigenvector
# with $m$ or $M$, whichever is more. The reason is a theorem on any symmetric matrix $A$ between 0
# and $tI$: $(tI - A)A$ is positive semidefinite too.

# %%
theorem("product-of-a-matrix-between-bounds")

# %% [markdown]
# ## Short steps, long steps and the best
#
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
# eigenvectors](gradient-descent.py#step-of-descent-on-an-eigenvector) shows that such an $r$ is at
# least $1 - 2\eta m/n$ and $-(1 - 2\eta M/n)$. From these two bounds it follows that it is at least
# $(M - m)/(m + M)$, for every $\eta$.

# %%
theorem("no-step-has-a-better-rate")

# %% [markdown]
# The picture shows ten best steps in four such problems. The curves join the weights at which [the
# gap](minimum.py#squared-error-gap) $J(w) - J(\hat w)$ is the same. The worse the
# condition, the more the steps zigzag.

# %%
import numpy as np

from derivations.results.contraction import M, best, m
from derivations.site.picture import BLUE, INK, RED, Picture, panel

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
# ## Two correlated features
#
# It is said that correlated features make training unstable. For descent on two features of mean
# square 1 and correlation $\rho$, that is, [for](correlated-features.py) $X^{\mathsf T} X = nR$, it
# can be said exactly what they do. The eigenvalues of $X^{\mathsf T} X$ are $n(1 + |\rho|)$ and
# $n(1 - |\rho|)$, so that the best step is $n/(2n) = 1/2$. It multiplies the error by $S = I -
# \frac1n X^{\mathsf T} X$, and leaves of the length of every error the share $|\rho|$, neither more
# nor less:

# %%
theorem("half-step-on-two-correlated-features")

# %% [markdown]
# Another length has a rate no better, whatever it is. Here $r$ is any rate of a step with $\eta$:
# of no column it leaves more than the share $|r|$.

# %%
theorem("no-step-is-better-on-two-correlated-features")

# %% [markdown]
# With [the condition number](correlation-matrix.py#the-condition-number) of $R$ for $\kappa$, this
# is the rate of above.

# %%
theorem("rate-of-descent-is-the-correlation")

# %% [markdown]
# From these theorems, exactly, with the steps after which no more than a thousandth of the error is
# left:

# %%
from derivations.results.descent_on_two_features import kappa
from derivations.results.two_features import rho

rows = []
for correlation in (
    Fraction(0),
    Fraction(1, 2),
    Fraction(4, 5),
    Fraction(9, 10),
    Fraction(99, 100),
):
    taken, left = 1, correlation
    while left > Fraction(1, 1000):
        taken, left = taken + 1, left * correlation
    condition = evaluate(kappa, {rho: [[correlation]]}).item()
    rows.append(cells("td", (correlation, condition, correlation, taken)))
head = cells(
    "th", ("correlation", "condition number", "left after a step", "steps to a thousandth")
)
HTML(f"<table><thead>{head}</thead><tbody>{''.join(rows)}</tbody></table>")

# %% [markdown]
# So the correlation makes descent slow; it takes away neither [the
# solution](correlated-features.py#correlated-features-have-full-column-rank) nor its being the only
# one.
#
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

HTML(assumed_html(theorems(page="rate-of-descent")))

# %% [markdown]
# Next: [many steps](many-steps.py), one after the other.
