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
# # Logistic regression
#
# If what is observed is 0 or 1, a click or none, the noise is not Gaussian, and a linear function
# is no probability. Logistic regression says that a label is 1 with the probability
# $\sigma(x^{\mathsf T} w)$, where $\sigma(t) = \mathrm{e}^t / (1 + \mathrm{e}^t)$. The weights are
# again those under which the labels are most likely. But in general there is no formula for them
# (which is not proved here). Is there one minimum, as in least squares, or are there many and a
# saddle, as in [what is lost](what-is-lost.py)?
#
# Four labels $y$, 1, 1, 1 and 0, and one feature, which is always 1: the weight $w$ says how likely
# a 1 is. For some $w$, with the kernel's own terms: the probability of a 1, which is each entry of
# the column $p$; $X^{\mathsf T}(p - y)$; the likelihood $L(w)$ of the four labels, if they are
# independent; and minus its logarithm, the *cross-entropy* $C(w)$.

# %%
from math import log

import numpy as np
from IPython.display import HTML

from derivations import theorem
from derivations.numbers.evaluate import evaluate
from derivations.presentation.theorems import maths
from derivations.printing.formulas import latex
from derivations.results.logistic import C, L, X, p, sigma, slope, softplus, t, w, x_i, y


def number(value):
    """A number with the sign of a negative one."""
    return f"{value:.3f}".replace("-", "−")


labels = {X: np.ones((4, 1)), y: np.array([1.0, 1.0, 1.0, 0.0])}
rows = ""
for times in (1, 2, 3, 4):
    at = {**labels, w: [[log(times)]]}
    chance = evaluate(sigma(t), {t: at[w]}).item()
    at[p] = np.full(4, chance)
    values = [chance, *(evaluate(term, at).item() for term in (slope, L(w), C(w)))]
    cells = "".join(f"<td>{number(value + 0.0)}</td>" for value in values)
    rows += f"<tr><td>ln {times}</td>{cells}</tr>"
named = {
    "weight": w,
    "chance of 1": sigma(x_i.T @ w),
    "slope": slope,
    "likelihood": L(w),
    "cross-entropy": C(w),
}
head = "".join(f"<th>{name} {maths(latex(term))}</th>" for name, term in named.items())
HTML(f"<table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>")

# %% [markdown]
# The labels are most likely where $X^{\mathsf T}(p - y) = 0$: there the probability is 3/4, which
# is how often a 1 was seen.
#
# ## In short
#
# - The cross-entropy of a label $y$ with the score $t = x^{\mathsf T} w$, which is minus the
#   logarithm of its probability, [is](#cross-entropy-of-a-label) $\ln(1 + \mathrm{e}^t) - yt$. As a
#   function of $t$ it lies [nowhere below its tangents](#softplus-lies-above-its-tangents).
# - So the sum $C$ over all labels lies [nowhere below its
#   tangents](#cross-entropy-lies-above-its-tangents) and is [convex](#cross-entropy-is-convex), and
#   it is least [wherever $X^{\mathsf T}(p - y) =
#   0$](#solution-of-the-likelihood-equations-minimises-the-cross-entropy). Such weights make the
#   labels [most likely](#solution-of-the-likelihood-equations-makes-the-labels-most-likely). There
#   is no local minimum that is not global, and no saddle. That there are such weights, and no more
#   than one, is not proved, and not always so.
# - $X^{\mathsf T} D X$, where $D$ is diagonal and has $p_i(1 - p_i)$ on its diagonal, lies between
#   [0](#weighted-gram-matrix-of-the-cross-entropy-is-positive-semidefinite) and [a
#   quarter](#weighted-gram-matrix-of-the-cross-entropy-is-at-most-a-quarter) of $X^{\mathsf T} X$.
#
# ## The setting
#
# $y_i$ are the labels, 0 or 1; no proof uses that they are. The label $i$ has the *score*
# $x_i^{\mathsf T} w$, and $p$ is the column of the probabilities $p_i = \sigma(x_i^{\mathsf T} w)$,
# at the weights that the theorem speaks of. The *logistic function* $\sigma$ has nothing to do with
# the variance $\sigma^2$ of other chapters. Nothing is random here: the labels are given, and so is
# what is to be minimised. The *likelihood equations* are $X^{\mathsf T}(p - y) = 0$.
#
# **What the kernel cannot say.** It differentiates polynomials only. That $X^{\mathsf T}(p - y)$ is
# the gradient of $C$, and $X^{\mathsf T} D X$ its Hessian, is a matter of calculus, and no theorem
# here; what is proved is what one wants them for. And it writes $\arg\min$ only of what means
# something everywhere by its form, which a logarithm and a quotient do not. So that $\hat w$
# minimises $C$ is written $C(w) - C(\hat w) \ge 0$, and that it maximises the likelihood
# $L(\hat w) - L(w) \ge 0$. Both hold for every $w$.
#
# ## One label
#
# With the score $t$ a label that is 1 has the probability $\sigma(t)$, one that is 0 has $1 -
# \sigma(t)$. Minus the logarithm of either is the left side of the third theorem, at $y = 1$ and at
# $y = 0$. The first two are on $\sigma(t)(1 - \sigma(t))$, the variance of the label. (That it is
# the variance is not checked by the kernel.)

# %%
theorem("variance-of-a-label-is-positive")

# %%
theorem("variance-of-a-label-is-at-most-a-quarter")

# %%
theorem("cross-entropy-of-a-label")

# %% [markdown]
# Everything rests on one inequality: $\ln(1 + \mathrm{e}^t)$, called the *softplus*, lies nowhere
# below the line that touches it at $s$ and has the slope $\sigma(s)$. It follows from the cited
# tangent of the logarithm, taken at two points, with the weights $1 - \sigma(s)$ and $\sigma(s)$.

# %%
theorem("softplus-lies-above-its-tangents")

# %%
from derivations.site.picture import BLUE, INK, LETTERS, RED, Picture, panel

figure, plot = panel(xlabel="t", xticks=[-4, -2, 0, 2, 4], ylim=(-1.2, 4.4))
scores = np.linspace(-4, 4, 41)
heights = [evaluate(softplus(t), {t: [[each]]}).item() for each in scores]
plot.plot(scores, heights, color=BLUE, linewidth=1.8)
for touch in (-2.0, 1.0):
    height = evaluate(softplus(t), {t: [[touch]]}).item()
    steep = evaluate(sigma(t), {t: [[touch]]}).item()
    ends = np.array([-4.0, 4.0])
    plot.plot(ends, height + steep * (ends - touch), color=INK, linewidth=0.9, linestyle="--")
    plot.plot(touch, height, "o", color=RED, markersize=5)
plot.text(0.2, 2.6, r"$\ln(1 + e^t)$", color=BLUE, fontsize=LETTERS)

Picture(
    (figure,),
    "The logarithm of 1 plus the exponential of t, from −4 to 4: near 0 on the left, and near t on "
    "the right. Two dashed lines touch it, at −2 and at 1; it lies above both.",
)

# %% [markdown]
# ## All labels
#
# The tangents of all labels are added up, each at its own score. (That a sum of terms which are not
# negative is not negative is a rule of the kernel.)

# %%
theorem("cross-entropy-lies-above-its-tangents")

# %% [markdown]
# Where $X^{\mathsf T}(p - y) = 0$ the tangent is level, and no other weights do better: here a
# critical point is a global minimum. The table above is an example, at $w = \ln 3$.

# %%
theorem("solution-of-the-likelihood-equations-minimises-the-cross-entropy")

# %% [markdown]
# If the labels are independent, their likelihood $L(w)$ is the product of their probabilities: of
# $\sigma(x_i^{\mathsf T} w)$ where $y_i = 1$, and of $1 - \sigma(x_i^{\mathsf T} w)$ where $y_i =
# 0$. Both are $\mathrm{e}^{y_i t} / (1 + \mathrm{e}^t)$, at the score $t = x_i^{\mathsf T} w$.
# Minus the logarithm of $L$ is $C$.

# %%
theorem("likelihood-of-the-labels")

# %%
theorem("solution-of-the-likelihood-equations-makes-the-labels-most-likely")

# %% [markdown]
# What is not proved: that there are such weights, and no more than one. Where a direction separates
# the labels there are none: with the feature $-1$ for a 0 and $1$ for a 1, $C(w) = 2 \ln(1 +
# \mathrm{e}^{-w})$ falls for ever. (To be *linearly separable* is said of such labels. Whether
# there is a closed form is another question, for which predictions have to be [linear in the
# weights](any-predictions.py#linear-in-the-weights).) With independent columns there is at most
# one. (For a proof the kernel would need a rule by which a column that is written as a sum has its
# entries.)
#
# ## Convex
#
# Between any two weights $C$ lies nowhere above its chord, so that the saddle of the last chapter
# cannot occur.

# %%
theorem("cross-entropy-is-convex")

# %% [markdown]
# The Hessian $X^{\mathsf T} D X$ is, but for a constant factor, that of least squares with a weight
# for each row, the variance of its label. It is at most $X^{\mathsf T} X/4$, whatever the weights
# are, so that one length of step is short enough for descent everywhere. (That last remark is not
# checked by the kernel.)

# %%
theorem("weighted-gram-matrix-of-the-cross-entropy-is-positive-semidefinite")

# %%
theorem("weighted-gram-matrix-of-the-cross-entropy-is-at-most-a-quarter")

# %% [markdown]
# The picture is a landscape of $C$ over two weights; the blue lines are where it is 3, 4, 6 and 9.
# The features are a 1 and $-2, -1, 0, 1, 2$, and the labels 0, 1, 0, 1, 1, which no direction
# separates. $X^{\mathsf T} X$ is diagonal, with 5 and 10, so that $X^{\mathsf T} D X$ is at most
# 5/2 times the identity. Descent goes from each circle along the line of dots: a step leads from
# $w$ to $w - \eta X^{\mathsf T}(p - y)$, with $\eta = 2/5$, and 60 are computed in floating point
# from the terms of the theorems. All four come to the same weights.

# %%
mixed = {
    X: np.array([[1.0, place] for place in (-2, -1, 0, 1, 2)]),
    y: np.array([0.0, 1.0, 0.0, 1.0, 1.0]),
}


def descent(start, eta, steps):
    """The weights of gradient descent, one row for each."""
    walk = [np.array(start, float)]
    for _ in range(steps):
        at = {**mixed, w: walk[-1]}
        scores = mixed[X] @ walk[-1]
        at[p] = np.array([evaluate(sigma(t), {t: [[each]]}).item() for each in scores])
        walk.append(walk[-1] - eta * evaluate(slope, at).ravel())
    return np.array(walk)


figure, plot = panel(xlabel="first weight", ylabel="second weight")
across, up = np.linspace(-3, 3, 31), np.linspace(-1.5, 3.5, 31)
heights = [
    [evaluate(C(w), {**mixed, w: np.array([one, two])}).item() for one in across] for two in up
]
plot.contour(across, up, heights, levels=[3, 4, 6, 9], colors=BLUE, linewidths=0.8)
for start in ((-2.5, 2.5), (-2, -1), (2.5, -0.5), (2.5, 3)):
    walk = descent(start, 0.4, 60)
    plot.plot(*walk.T, color=INK, linewidth=0.8, marker="o", markersize=2)
    plot.plot(*start, "o", markeredgecolor=INK, markerfacecolor="none", markersize=6)
plot.plot(*walk[-1], "o", color=RED, markersize=5)

Picture(
    (figure,),
    "Level lines of the cross-entropy over two weights, closed curves around one point near "
    f"({walk[-1][0]:.1f}, {walk[-1][1]:.1f}). Gradient descent from four starts around it comes to "
    "that point from all sides.",
)

# %% [markdown]
# ## What was assumed
#
# Counted from the proofs, over all theorems of this chapter:

# %%
from derivations.presentation.theorems import assumed_html
from derivations.publishing.registry import theorems

HTML(assumed_html(theorems(page="logistic-regression")))

# %% [markdown]
# This is the last chapter. [All theorems](theorems.py) are listed in one place, and [the
# map](map.py) shows which rests on which.
