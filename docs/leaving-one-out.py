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
# # Leaving one out
#
# How well would the others have predicted this observation? To answer that for each of $n$
# observations it seems that $n$ fits have to be made, each without one of them. One fit is enough:
# where no [leverage](leverage.py) is 1, its residuals and leverages say it all.
#
# Take a line that is fitted to the observations 1, 2, 2, 3 and 1 at 0, 1, 2, 3 and 9. The table has
# for each its residual, its leverage $h_i$, and the quotient of the residual by $1 - h_i$. The last
# column fits a line anew to the other four, and has what that line misses the observation by. All
# of it is exact, computed from the terms of the theorems.

# %%
from IPython.display import HTML

from derivations import theorem
from derivations.numbers.evaluate import evaluate
from derivations.presentation.theorems import maths
from derivations.printing.formulas import latex
from derivations.results.closed_form import estimate
from derivations.results.leverage import h_i, r_i
from derivations.results.model import RSS, X, i, w_hat, y
from derivations.results.one_less import PRESS, D_i, residual_out, w_out

places, heights = [0, 1, 2, 3, 9], [1, 2, 2, 3, 1]
data = {X: [[1, place] for place in places], y: heights}
data[w_hat] = evaluate(estimate, data)
observations = range(len(places))


def numbers(term, observation):
    """The values of a term for one observation, in one line."""
    one = [int(row == observation) for row in observations]
    values = evaluate(term, {**data, i: one}).ravel()
    return ", ".join(map(str, values)).replace("-", "−")


def missed(observation):
    """What a line that is fitted anew to the others misses an observation by."""
    others = [each for each in observations if each != observation]
    few = {X: [data[X][each] for each in others], y: [heights[each] for each in others]}
    one = [int(row == observation) for row in observations]
    there = {**data, i: one, w_hat: evaluate(estimate, few)}
    return str(evaluate(r_i, there).item()).replace("-", "−")


terms = {"residual": r_i, "leverage": h_i, "corrected": residual_out.conclusion.right}
rows = ""
for each, place in enumerate(places):
    cells = (str(place), *(numbers(term, each) for term in terms.values()), missed(each))
    rows += "<tr>" + "".join(f"<td>{cell}</td>" for cell in cells) + "</tr>"
named = (f"{name} {maths(latex(term))}" for name, term in terms.items())
head = ("place", *named, "missed by the others")
head = "".join(f"<th>{name}</th>" for name in head)
HTML(f"<table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>")

# %% [markdown]
# The last two columns agree. The last observation is an outlier, and its residual is not large: the
# line has followed it. The line that is fitted to the other four misses it by more than any other
# observation is missed.
#
# ## In short
#
# The Gram matrix $X^{\mathsf T} X$ is invertible, and $r_i = y_i - x_i^{\mathsf T} \hat w$ is the
# residual of the observation $i$.
#
# - Without the observation $i$ the Gram matrix is [still
#   invertible](#gram-matrix-without-an-observation-is-invertible) if its leverage $h_i$ is not 1,
#   and [only then](#leverage-is-not-1-if-gram-matrix-without-the-observation-is-invertible).
# - Then the estimate without it is $\hat w$ less a [multiple of $(X^{\mathsf T} X)^{-1}
#   x_i$](#estimate-without-an-observation), and it misses $y_i$ [by](#leave-one-out-residual)
#   $r_i/(1 - h_i)$. It is [the only
#   minimiser](#estimate-without-an-observation-is-the-unique-minimiser) of the squared error on the
#   others, and [least squares on their rows](#least-squares-on-the-other-observations).
# - If no leverage is 1, the sum of the squares of all $n$ misses, $\mathrm{PRESS}$, comes from [one
#   fit](#press), and is [never below](#press-is-never-below-the-residual-sum-of-squares) the
#   residual sum of squares.
# - [Cook's distance](#cooks-distance), which says how far all predictions move if the observation
#   is left out, comes from its residual, its leverage and the estimated variance, where this is not
#   0 and $h_i$ not 1.
#
# ## The setting
#
# Nothing is random. $x_i$ is row $i$ of $X$, as a column, $y_i$ entry $i$ of $y$, and $\hat w$
# solves the normal equation $X^{\mathsf T} X \hat w = X^{\mathsf T} y$ of all observations. The
# leverage is $h_i = x_i^{\mathsf T} (X^{\mathsf T} X)^{-1} x_i$, [between 0 and
# 1](leverage.py#leverage-is-at-most-1). Without the observation $i$,
#
# - $\mathrm{RSS}_{\mathrm{out},i}(w) = \lVert y - Xw \rVert^2 - (y_i - x_i^{\mathsf T} w)^2$ is the
#   squared error of the weights $w$ on the others, and
# - $\hat w_{\mathrm{out},i} = (X^{\mathsf T} X - x_i x_i^{\mathsf T})^{-1}(X^{\mathsf T} y - y_i
#   x_i)$ the estimate.
#
# ## The others alone
#
# [Two blocks of rows add up](one-observation-more.py#gram-matrices-of-two-blocks-of-rows-add-up);
# here one block is a single row. $E_1$ has the other columns of the identity, so that $X_1 =
# E_1^{\mathsf T} X$ are the other rows, and $y_1 = E_1^{\mathsf T} y$ the other observations.

# %%
theorem("least-squares-on-the-other-observations")

# %% [markdown]
# Whether the Gram matrix of the others is invertible depends on the leverage alone. At leverage 1
# it is not, and the other observations do not determine the weights.

# %%
theorem("gram-matrix-without-an-observation-is-invertible")

# %%
theorem("leverage-is-not-1-if-gram-matrix-without-the-observation-is-invertible")

# %% [markdown]
# ## From one fit
#
# The Gram matrix without the observation is that with it, changed by one column and one row, so
# that [Sherman and Morrison](one-observation-more.py#sherman-morrison) give its inverse. It is
# [recursive least squares](one-observation-more.py#recursive-least-squares) backwards. There the
# divisor $1 + h_0$ was never 0; here $1 - h_i$ may be.

# %%
theorem("estimate-without-an-observation")

# %%
theorem("leave-one-out-residual")

# %% [markdown]
# The nearer the leverage is to 1, the less a small residual says. The picture shows the example:
# the line that is fitted to all five observations, the line that is fitted to the first four, and
# by how much each of the two misses the fifth.

# %%
import numpy as np

from derivations.site.picture import BLUE, INK, LETTERS, RED, Picture, panel

ends = np.array([-0.5, 9.5])
last = [int(place == places[-1]) for place in places]
every, four = (evaluate(term, {**data, i: last}).ravel().astype(float) for term in (w_hat, w_out))
figure, plot = panel(xlabel="feature", ylabel="observation", xlim=(-0.5, 10.4), ylim=(0, 7.5))
plot.plot(ends, every[0] + every[1] * ends, color=BLUE)
plot.plot(ends, four[0] + four[1] * ends, color=RED, linestyle="--")
plot.scatter(places, heights, color=INK, s=18, zorder=3)
end, height = places[-1], heights[-1]
plot.plot([end, end], [height, four[0] + four[1] * end], color=RED, linewidth=0.9)
plot.plot([end + 0.15] * 2, [height, every[0] + every[1] * end], color=BLUE, linewidth=2)
plot.text(2.4, 5.7, "without the last", color=RED, fontsize=LETTERS)
plot.text(4.6, 0.9, "all five", color=BLUE, fontsize=LETTERS)
residual, left_out = (
    numbers(term, len(places) - 1) for term in (r_i, residual_out.conclusion.left)
)

Picture(
    (figure,),
    "Five points, four of them rising from left to right, and the last far to the right and low. "
    f"The line fitted to all is nearly level and passes close to the last point, whose residual is "
    f"{residual}. The line fitted to the other four rises steeply, and there the residual of the "
    f"last point is {left_out}.",
)

# %% [markdown]
# And it is least squares on the others: no other weights have as small a squared error there.

# %%
theorem("estimate-without-an-observation-is-the-unique-minimiser")

# %% [markdown]
# ## All of them together
#
# $\mathrm{PRESS}$ adds up $(y_i - x_i^{\mathsf T} \hat w_{\mathrm{out},i})^2$, so that every
# observation is predicted by the others: it is $n$ times the mean squared error of leave-one-out
# cross-validation. No observation may have the leverage 1.

# %%
theorem("press")

# %%
theorem("press-is-never-below-the-residual-sum-of-squares")

# %% [markdown]
# ## How much hangs on one observation
#
# *Cook's distance* $D_i = \lVert X(\hat w - \hat w_{\mathrm{out},i}) \rVert^2 / (ds^2)$ says how
# far all predictions move if the observation $i$ is left out, compared with the estimated variance
# $s^2 = \mathrm{RSS}(\hat w)/(n - d)$. For this $n$ must not be $d$, nor $s^2$ be 0, nor $h_i$
# be 1. It is a product of two factors, one for the residual and one for the leverage.

# %%
theorem("cooks-distance")

# %% [markdown]
# In the example, with the two sums of squares, rounded:

# %%
sums = [float(evaluate(term, data).item()) for term in (RSS(w_hat), PRESS)]
distances = [
    float(evaluate(D_i, {**data, i: [int(o == each) for o in observations]}).item())
    for each in observations
]
cells = "".join(
    f"<tr><td>{maths(latex(term))}</td><td>{value:.2f}</td></tr>"
    for term, value in zip((RSS(w_hat), PRESS), sums, strict=True)
)
by_place = (f"{distance:.2f} at {place}" for place, distance in zip(places, distances, strict=True))
cells += f"<tr><td>{maths(latex(D_i))}</td><td>{', '.join(by_place)}</td></tr>"
HTML(f"<table><tbody>{cells}</tbody></table>")

# %% [markdown]
# In [the worked example](worked-example.py#leverage) Cook's distances are between 392/9025 and
# 30/49.
#
# What distance is large is a matter of convention. That the estimate hangs on an observation does
# not say that the observation is wrong.
#
# ## What was assumed
#
# Counted from the proofs, over all theorems of this chapter:

# %%
from derivations.presentation.theorems import assumed_html
from derivations.publishing.registry import theorems

HTML(assumed_html(theorems(page="leaving-one-out")))

# %% [markdown]
# Next: [two features that are correlated](correlation-matrix.py).
