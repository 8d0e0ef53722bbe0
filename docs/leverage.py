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
# # Leverage and outliers
#
# One observation lies far from what the others say: it may be an *outlier*. How far does it pull
# the fit? That depends on where its features lie, and the answer is one number for each
# observation, its *leverage*, which is known from the features alone.
#
# Take a line that is fitted to the observations 1, 2, 2, 3 and 6 at 0, 1, 2, 3 and 9. Now one of
# them is raised by 5. The table has the leverage $h_i$ of each, and how far the fitted line rises
# at its place if that one is raised, which is 5 times as much; the numbers are exact, computed from
# the terms of the theorems.

# %%
from fractions import Fraction

from IPython.display import HTML

from derivations import theorem
from derivations.numbers.evaluate import evaluate
from derivations.presentation.theorems import maths
from derivations.printing.formulas import latex
from derivations.results.closed_form import estimate
from derivations.results.leverage import delta, fit_moves, h_i, w_moved
from derivations.results.model import X, i, w_hat, y

places, heights, raised = [0, 1, 2, 3, 9], [1, 2, 2, 3, 6], 5
data = {X: [[1, place] for place in places], y: heights, delta: [[raised]]}
data[w_hat] = evaluate(estimate, data)


def at(observation):
    """The data, with the column of the identity for one observation."""
    return {**data, i: [int(row == observation) for row in range(len(places))]}


observations = range(len(places))
leverages = [evaluate(h_i, at(each)).item() for each in observations]
rises = [evaluate(fit_moves.conclusion.left, at(each)).item() for each in observations]
rows = "".join(
    f"<tr><td>{place}</td><td>{pull}</td><td>{rise}</td></tr>"
    for place, pull, rise in zip(places, leverages, rises, strict=True)
)
total = f"<tr><td>in total</td><td>{sum(leverages, Fraction())}</td><td></td></tr>"
leverage = f"leverage {maths(latex(h_i))}"
head = "".join(f"<th>{name}</th>" for name in ("place", leverage, "the line rises by"))
HTML(f"<table><thead><tr>{head}</tr></thead><tbody>{rows}{total}</tbody></table>")

# %% [markdown]
# The observation at 3, which is the mean of the places, takes the line along a fifth of its way,
# and the one at 9 nearly all of it.
#
# ## In short
#
# Throughout, $X^{\mathsf T} X$ is invertible.
#
# - The leverage $h_i = x_i^{\mathsf T} (X^{\mathsf T} X)^{-1} x_i$ stands on [the diagonal of the
#   hat matrix](#leverage-on-the-diagonal-of-the-hat-matrix). It is [not
#   negative](#leverage-is-not-negative) and [at most 1](#leverage-is-at-most-1), and all leverages
#   [add up to $d$](#leverages-add-up-to-d), the number of features.
# - An observation of leverage 1 has [no residual](#leverage-1-leaves-no-residual): the fit goes
#   through it, whatever it is.
# - If the observation $i$ is changed by $\delta$, the estimate moves
#   [by](#how-far-the-estimate-moves-with-one-observation) $\delta (X^{\mathsf T} X)^{-1} x_i$, its
#   own prediction [by](#how-far-a-prediction-follows-its-observation) $h_i \delta$, and all
#   predictions together by a column of the squared
#   [length](#how-far-all-predictions-move-with-one-observation) $h_i \delta^2$.
# - For uncorrelated noise of one variance $\sigma^2$ the residual has the
#   [variance](#variance-of-one-residual) $\sigma^2 (1 - h_i)$: it varies little where the leverage
#   is high.
#
# ## The setting
#
# $x_i$ is row $i$ of $X$, as a column, and $y_i$ entry $i$ of $y$. $\hat w$ solves the normal
# equation $X^{\mathsf T} X \hat w = X^{\mathsf T} y$, and $\hat w_{\mathrm{moved}} = (X^{\mathsf T}
# X)^{-1} X^{\mathsf T} (y + \delta e_i)$ is the estimate where the observation $i$ is changed by
# $\delta$, with column $i$ of the identity, $e_i$. Only in the last theorem is anything random:
# there $y = Xw^\star + \varepsilon$ with the noise $\varepsilon$, and $\hat w$ is $(X^{\mathsf T}
# X)^{-1} X^{\mathsf T} y$. The hat matrix $H = X(X^{\mathsf
# T} X)^{-1} X^{\mathsf T}$ takes $y$ to [its fit](projection.py#fit-is-the-hat-matrix-times-y).
#
# ## Leverage
#
# $H$ is symmetric and idempotent, and so the diagonal entry $e_i^{\mathsf T} H e_i$ is the squared
# length of column $i$ of $H$. With $I - H$ it is the same, which gives the bound 1.

# %%
theorem("leverage-on-the-diagonal-of-the-hat-matrix")

# %%
theorem("leverage-is-not-negative")

# %%
theorem("leverage-is-at-most-1")

# %%
theorem("leverages-add-up-to-d")

# %% [markdown]
# So the mean of the leverages is $d/n$. What counts as a high leverage is a matter of convention.
# The end of the scale is not: at leverage 1 the fit has no choice. That is so, for example, where a
# feature is other than 0 in one observation only, which is not checked by the kernel.
#
# In [the worked example](worked-example.py#leverage) the leverages of six points are 49/144,
# 49/144, 11/48, 1/6, 5/12 and 73/144, and they add up to 2.

# %%
theorem("leverage-1-leaves-no-residual")

# %% [markdown]
# ## An observation is changed
#
# Leverage says what share of a change of $y_i$ arrives in its own prediction. The three theorems
# hold for every $\delta$, however large: unless its leverage is 0, there is no bound on what one
# observation may do to the fit.

# %%
theorem("how-far-the-estimate-moves-with-one-observation")

# %%
theorem("how-far-a-prediction-follows-its-observation")

# %%
theorem("how-far-all-predictions-move-with-one-observation")

# %% [markdown]
# The picture shows it for the example: on the left the observation at 3 is raised, where the
# leverage is lowest, and on the right that at 9, where it is highest.

# %%
import numpy as np

from derivations.site.picture import BLUE, INK, LETTERS, RED, Picture, panel

ends = np.array([-0.5, 9.5])
figures = []
for observation, words in ((3, (5.2, 5.7)), (4, (3.2, 5.6))):
    place, height = places[observation], heights[observation]
    before = evaluate(w_hat, data).ravel().astype(float)
    after = evaluate(w_moved, at(observation)).ravel().astype(float)
    figure, plot = panel(
        title=f"leverage {leverages[observation]}",
        xlabel="feature",
        ylabel="observation",
        xlim=(-0.5, 9.8),
        ylim=(0, 12),
    )
    plot.plot(ends, before[0] + before[1] * ends, color=BLUE, linestyle="--")
    plot.plot(ends, after[0] + after[1] * ends, color=RED)
    others = [each for each in observations if each != observation]
    plot.scatter([places[o] for o in others], [heights[o] for o in others], color=INK, s=18)
    plot.scatter([place], [height], edgecolor=INK, facecolor="none", s=18)
    plot.scatter([place], [height + raised], color=RED, s=24)
    arrow = {"arrowstyle": "->", "color": INK, "linewidth": 0.8}
    plot.annotate("", (place, height + raised - 0.3), (place, height + 0.3), arrowprops=arrow)
    plot.text(6.1, 3.4, "before", color=BLUE, fontsize=LETTERS)
    plot.text(*words, "after", color=RED, fontsize=LETTERS)
    figures.append(figure)

Picture(
    tuple(figures),
    f"Five points and the line fitted to them, before and after one of them is raised by {raised}. "
    f"Left: the point at 3, whose leverage is {leverages[3]}; the line rises by {rises[3]} "
    f"everywhere. Right: the point at 9, whose leverage is {leverages[4]}; the line turns up and "
    f"rises there by {float(rises[4])}, nearly to the point.",
)

# %% [markdown]
# ## The residuals vary less where the leverage is high
#
# A large residual may be a sign of an outlier, but a small one is no sign that there is none. For
# uncorrelated noise of one variance, an observation of high leverage has a residual of small
# variance: the fit has followed it. How well the others would have predicted it is the subject of
# [the next chapter](leaving-one-out.py).

# %%
theorem("variance-of-one-residual")

# %% [markdown]
# ## What was assumed
#
# Counted from the proofs, over all theorems of this chapter:

# %%
from derivations.presentation.theorems import assumed_html
from derivations.publishing.registry import theorems

HTML(assumed_html(theorems(page="leverage")))

# %% [markdown]
# Next: [what the fit is without one of the observations](leaving-one-out.py).
