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
# # One observation more
#
# The observations come one by one, and no one wants to keep them all. Does least squares have to
# begin anew with each? It does not: what it needs to know of the observations so far is a matrix
# and a column, whose sizes do not grow, and the estimate moves along with each new observation by a
# formula of its own.
#
# Take a line that is fitted to the observations 1, 2 and 2 at 0, 1 and 2: $X$ has the rows $(1,
# 0)$, $(1, 1)$ and $(1, 2)$. Now come 3 at 3, and then 6 at 9. Call the new observation $y_0$, its
# row $x_0^{\mathsf T}$, the estimate so far $\hat w$, and $x_0^{\mathsf T} (X^{\mathsf T} X)^{-1}
# x_0$, which is large where the new row is far from the others, $h_0$. The table has what the line
# so far misses the new observation by, $h_0$, what is left of that once the line has moved, the new
# weights by the formula, and those that least squares finds in all observations at once. All of it
# is exact, computed from the terms of the theorems.

# %%
from IPython.display import HTML

from derivations import theorem
from derivations.numbers.evaluate import evaluate
from derivations.presentation.theorems import maths
from derivations.printing.formulas import latex
from derivations.results.closed_form import estimate
from derivations.results.model import X, w_hat, y
from derivations.results.one_more import h_0, recursive, residual_new, surprise, x_0, y_0

rows, heights = [[1, 0], [1, 1], [1, 2], [1, 3], [1, 9]], [1, 2, 2, 3, 6]


def column(matrix):
    """A column of numbers in one line."""
    return f"({', '.join(map(str, matrix.ravel()))})".replace("-", "−")


def step(before):
    """What the next observation does after the first few, as a row of a table."""
    so_far = {X: rows[:before], y: heights[:before], x_0: rows[before], y_0: [heights[before]]}
    so_far[w_hat] = evaluate(estimate, so_far)
    terms = (surprise, h_0, residual_new.conclusion.right)
    numbers = (evaluate(term, so_far).item() for term in terms)
    anew = evaluate(estimate, {X: rows[: before + 1], y: heights[: before + 1]})
    shown = (*map(str, numbers), column(evaluate(recursive.conclusion.right, so_far)), column(anew))
    place = f"{heights[before]} at {rows[before][1]}"
    cells = "".join(f"<td>{each.replace('-', '−')}</td>" for each in (place, *shown))
    return f"<tr>{cells}</tr>"


named = {"surprise": surprise, "leverage": h_0}
letters = (f"{name} {maths(latex(term))}" for name, term in named.items())
head = ("new", *letters, "what is left", "weights by the formula", "weights anew")
names = "".join(f"<th>{name}</th>" for name in head)
HTML(f"<table><thead><tr>{names}</tr></thead><tbody>{''.join(map(step, (3, 4)))}</tbody></table>")

# %% [markdown]
# The picture shows the two steps: the line so far, dashed, the new observation, and the line that
# takes it in.

# %%
import numpy as np

from derivations.site.picture import BLUE, INK, LETTERS, RED, Picture, panel

ends, figures = np.array([-0.5, 9.5]), []
places = [place for _, place in rows]
for before, earlier, after in ((3, (6.4, 3.7), (4.4, 5.4)), (4, (5.4, 6.0), (6.6, 3.8))):
    figure, plot = panel(
        title=f"the observation at {places[before]} is added",
        xlabel="feature",
        ylabel="observation",
        xlim=(-0.5, 9.8),
        ylim=(0, 8),
    )
    for seen, look in ((before, {"color": BLUE, "linestyle": "--"}), (before + 1, {"color": RED})):
        found = evaluate(estimate, {X: rows[:seen], y: heights[:seen]}).ravel().astype(float)
        plot.plot(ends, found[0] + found[1] * ends, **look)
    plot.scatter(places[:before], heights[:before], color=INK, s=18, zorder=3)
    plot.scatter(places[before], heights[before], color=RED, s=24, zorder=3)
    plot.text(*earlier, "before", color=BLUE, fontsize=LETTERS)
    plot.text(*after, "after", color=RED, fontsize=LETTERS)
    figures.append(figure)

Picture(
    tuple(figures),
    "Observations and the line fitted to them, before and after one is added. Left: 3 at 3 is "
    "added to three others, and the line becomes steeper. Right: 6 at 9, just below the line, is "
    "added to four others, far from them, and the line turns down almost to it.",
)

# %% [markdown]
# ## In short
#
# - $X^{\mathsf T} X$ is a [sum over the observations](#gram-matrix-as-a-sum-over-observations), and
#   so [is](#products-with-the-observations-as-a-sum) $X^{\mathsf T} y$. Those of two blocks of rows
#   add up: [the matrices](#gram-matrices-of-two-blocks-of-rows-add-up), [the
#   products](#products-with-two-blocks-of-observations-add-up), and [the squared
#   errors](#squared-errors-of-two-blocks-of-observations-add-up) of any weights.
# - If an invertible matrix is changed by a product of few columns and rows, its new inverse comes
#   from the old one and that of a small matrix, if the small one has an inverse:
#   [Woodbury](#woodbury), and for one column and one row [Sherman and
#   Morrison](#sherman-morrison).
# - If $X^{\mathsf T} X$ is invertible, it [stays
#   so](#gram-matrix-with-one-observation-more-is-invertible) with one observation more, and [its
#   inverse](#inverse-gram-matrix-with-one-observation-more) comes from the one before.
# - Then the estimate moves by [recursive least squares](#recursive-least-squares), and the new one
#   is [the only minimiser](#estimate-with-one-observation-more-is-the-unique-minimiser) of the
#   squared error with the new observation. What is left of its miss $y_0 - x_0^{\mathsf T} \hat w$
#   [is that over $1 + h_0$](#residual-of-the-observation-that-is-added), and the least squared
#   error grows [by](#squared-error-with-one-observation-more)
#   $(y_0 - x_0^{\mathsf T} \hat w)^2/(1 + h_0)$.
#
# ## The setting
#
# Nothing is random, and nothing is assumed of $X$ and $y$ but what each theorem lists. Row $i$ of
# $X$, as a column, is $x_i$. A new observation $y_0$ comes with the features $x_0$. $\hat w$ solves
# the normal equation $X^{\mathsf T} X \hat w = X^{\mathsf T} y$ of the observations so far, and
# $h_0 = x_0^{\mathsf T} (X^{\mathsf T} X)^{-1} x_0$. With the new one,
#
# - $\mathrm{RSS}_{\mathrm{new}}(w) = \lVert y - Xw \rVert^2 + (y_0 - x_0^{\mathsf T} w)^2$ is the
#   squared error of the weights $w$, and
# - $\hat w_{\mathrm{new}} = (X^{\mathsf T} X + x_0 x_0^{\mathsf T})^{-1}(X^{\mathsf T} y + y_0
#   x_0)$ the estimate.
#
# There is no intercept but by a column of ones, as in the example.
#
# ## Sums over the observations
#
# $X^{\mathsf T} X$, the *Gram matrix*, and $X^{\mathsf T} y$ are sums of what each observation
# adds, whatever the number of observations. So for the estimate it is enough to keep $d^2$ numbers
# and $d$ more, and to add to them as the observations come.

# %%
theorem("gram-matrix-as-a-sum-over-observations")

# %%
theorem("products-with-the-observations-as-a-sum")

# %% [markdown]
# The observations may also come in blocks, or lie on two machines. $E_1$ is made of columns of the
# identity, one for each row of the first block, and $E_2$ of those for the second. So $X_1 =
# E_1^{\mathsf T} X$ has the rows of the first block and $X_2 = E_2^{\mathsf T} X$ those of the
# second; $y_1 = E_1^{\mathsf T} y$ and $y_2 = E_2^{\mathsf T} y$ are the observations. That each
# row is in one block, and in no more than one, is one equation: $E_1 E_1^{\mathsf T} + E_2
# E_2^{\mathsf T} = I$.

# %%
theorem("gram-matrices-of-two-blocks-of-rows-add-up")

# %%
theorem("products-with-two-blocks-of-observations-add-up")

# %%
theorem("squared-errors-of-two-blocks-of-observations-add-up")

# %% [markdown]
# ## Woodbury, Sherman and Morrison
#
# $A$ is any invertible matrix, $d \times d$. To it is added a product $UBV$, where $B$ is
# invertible, $k \times k$. The matrix $Q = B^{-1} + VA^{-1}U$ is $k \times k$ as well, and so small
# if $U$ has few columns. If it is invertible, so is the sum, and the inverse of the sum is that of
# $A$ with a correction.

# %%
theorem("woodbury-matrix-is-invertible")

# %%
theorem("woodbury")

# %% [markdown]
# For one column $a$ and one row $b^{\mathsf T}$, all that has to be inverted beside $A$ is a
# number.

# %%
theorem("sherman-morrison-matrix-is-invertible")

# %%
theorem("sherman-morrison")

# %% [markdown]
# ## The new observation
#
# A new observation adds $x_0 x_0^{\mathsf T}$ to $X^{\mathsf T} X$. Now the number to be inverted
# is $1 + h_0$, and $h_0$ is a squared length, that of $X(X^{\mathsf T} X)^{-1} x_0$. So the number
# is at least 1, and no condition on $x_0$ is needed.

# %%
theorem("gram-matrix-with-one-observation-more-is-invertible")

# %%
theorem("inverse-gram-matrix-with-one-observation-more")

# %% [markdown]
# The estimate moves along $(X^{\mathsf T} X)^{-1} x_0$, in proportion to what the new observation
# says that the old ones did not: $y_0 - x_0^{\mathsf T} \hat w$. With the theorem above for the
# inverse and the next one for the estimate, both can be carried on from one observation to the
# next. (In exact arithmetic; on a machine, rounding errors are carried on as well.)

# %%
theorem("recursive-least-squares")

# %% [markdown]
# The line gives in: what the new observation missed by is divided by $1 + h_0$. In the example the
# observation at 9 lies far from the others: $h_0$ is 23/2, and of the 1/2 that the line missed by
# only 1/25 is left. (The same number says how uncertain the prediction was: for noise that is
# uncorrelated and of one variance $\sigma^2$, [the variance of a new observation about its
# prediction](bias-and-covariance.py#variance-of-a-new-observation) is $\sigma^2(1 + h_0)$.)
#
# In [the worked example](worked-example.py#one-more) a seventh point, (17, 15), takes the line from
# $2x + 7$ to $x + 10$.

# %%
theorem("residual-of-the-observation-that-is-added")

# %% [markdown]
# That this is least squares with all observations is a theorem too: no other weights have as small
# a squared error on all of them. By how much the least squared error has grown is the theorem
# after it.

# %%
theorem("estimate-with-one-observation-more-is-the-unique-minimiser")

# %%
theorem("squared-error-with-one-observation-more")

# %% [markdown]
# ## What was assumed
#
# Counted from the proofs, over all theorems of this chapter:

# %%
from derivations.presentation.theorems import assumed_html
from derivations.publishing.registry import theorems

HTML(assumed_html(theorems(page="one-observation-more")))

# %% [markdown]
# Next: [leverage](leverage.py), and how far one observation pulls the fit.
