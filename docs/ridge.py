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
# # Ridge
#
# What is to be done where the columns of $X$ are dependent, or nearly? *Ridge* asks for weights
# that fit, and are not long: it minimises $\lVert Xw - y \rVert^2 + \lambda \lVert w \rVert^2$ for
# some $\lambda > 0$. This chapter derives its estimate, and shows how it shrinks as $\lambda$
# grows.
#
# ## In short
#
# - For $\lambda > 0$ the ridge objective has [one
#   minimiser](#ridge-estimate-is-the-unique-minimiser) *for every $X$*, $\hat w_R(\lambda) =
#   (X^{\mathsf T} X + \lambda I)^{-1} X^{\mathsf T} y$: the matrix that is inverted is [positive
#   definite](#ridge-matrix-positive-definite), and so [invertible](#ridge-matrix-invertible),
#   whatever the rank of $X$.
# - The estimate is [never longer](#ridge-estimate-is-no-longer-than-least-squares) than a minimiser
#   of the squared error, and [a larger penalty](#ridge-estimate-shrinks-as-the-penalty-grows) never
#   makes it longer. Along an eigenvector of $X^{\mathsf T} X$ with the eigenvalue $\mu$, ridge
#   shrinks [by the factor $\mu/(\mu + \lambda)$](#ridge-filter).
# - With full column rank and $\lambda > 0$, the distance of ridge from least squares is [at most
#   $\lambda$ times a number that does not depend on
#   it](#ridge-is-near-least-squares-for-small-penalties).
#
# ## The setting
#
# Nothing is assumed of $X$ and $y$ but their shapes, and nothing is random. The *ridge objective*
# is $R(w, \lambda) = \lVert Xw - y \rVert^2 + \lambda \lVert w \rVert^2$, with the *sum* of the
# squares and not their mean. The second term is the *penalty*, and $\lambda$ its weight; with a
# larger $\lambda$ the penalty is called larger. The objective is $n$ times $J(w) +
# \frac{\lambda}{n} \lVert w \rVert^2$. Who adds $\alpha \lVert w \rVert^2$ to the mean squared
# error $J$ has to read $n\alpha$ for $\lambda$ throughout. The *ridge matrix* is $A_R(\lambda) =
# X^{\mathsf T} X + \lambda I$. There is no intercept; [one that is not
# penalised](ridge-with-intercept.py) has a chapter of its own.
#
# A small example is two observations, 1 and 3, both with the features 1 and 1: $y = (1, 3)^{\mathsf
# T}$, and $X$ is the $2 \times 2$ matrix of ones. All weights with $w_1 + w_2 = 2$ have the least
# squared error, and $X^{\mathsf T} X$ has no inverse. Ridge has one answer for each $\lambda$. The
# values are exact, computed from the terms of the theorems:

# %%
from fractions import Fraction

from IPython.display import HTML

from derivations import theorem
from derivations.kernel.terms import SquaredNorm
from derivations.numbers.evaluate import evaluate
from derivations.results.model import X, y
from derivations.results.ridge import R, lam, ridge

same_twice = {X: [[1, 1], [1, 1]], y: [1, 3]}
columns = {
    "weights": ridge(lam),
    "squared length": SquaredNorm(ridge(lam)),
    "least value of R": R(ridge(lam)),
}


def row(weight):
    """The values of the columns at a weight of the penalty, as a row of a table."""
    values = (evaluate(term, {**same_twice, lam: [weight]}).ravel() for term in columns.values())
    cells = "".join(f"<td>{', '.join(map(str, value))}</td>" for value in values)
    return f"<tr><td>{weight}</td>{cells}</tr>"


head = "".join(f"<th>{name}</th>" for name in ("λ", *columns))
rows = "".join(map(row, (Fraction(1, 100), Fraction(1, 10), 1, 4, 20)))
HTML(f"<table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>")

# %% [markdown]
# ## One minimiser, for every design matrix
#
# For $\lambda > 0$ the form $v^{\mathsf T}(X^{\mathsf T} X + \lambda I)v = \lVert Xv \rVert^2 +
# \lambda \lVert v \rVert^2$ is greater than 0 for every $v \ne 0$, even if $Xv = 0$.

# %%
theorem("ridge-matrix-positive-definite")

# %%
theorem("ridge-matrix-invertible")

# %%
theorem("ridge-objective-and-squared-error")

# %%
theorem("gradient-of-the-ridge-objective")

# %%
theorem("ridge-objective-gap")

# %%
theorem("ridge-estimate-is-the-unique-minimiser")

# %% [markdown]
# It is said that regularisation is there because full rank is rare in practice. How rare it is is a
# matter of experience, and no theorem. What is a theorem: least squares has a unique minimiser
# [only with full column rank](minimum.py#full-column-rank-if-unique-minimum), and
# ridge has one whatever the rank. But rank is not all that speaks for ridge: for noise of mean zero
# that is uncorrelated and of one variance greater than 0, it has [a smaller mean squared
# error](when-ridge-is-better.py#some-penalty-has-a-smaller-mean-squared-error) for some $\lambda$
# even with full column rank.
#
# ## Shrinkage
#
# How does the estimate move with $\lambda$? In the next two theorems $\lambda$ and $\nu$ are any
# two numbers at which the ridge matrix is invertible, and one of them may be 0; in the third, $\nu
# \ge \lambda > 0$.

# %%
theorem("ridge-estimates-with-two-penalties")

# %%
theorem("squared-length-of-two-ridge-estimates")

# %%
theorem("ridge-estimate-shrinks-as-the-penalty-grows")

# %% [markdown]
# Now beside least squares: $\hat w$ is any solution of the normal equation $X^{\mathsf T} X \hat w
# = X^{\mathsf T} y$. With full column rank the distance from it is at most $\lambda$ times a
# constant, which says more than that ridge tends to least squares as $\lambda$ tends to 0.

# %%
theorem("distance-of-ridge-from-least-squares")

# %%
theorem("ridge-is-near-least-squares-for-small-penalties")

# %%
theorem("ridge-estimate-is-no-longer-than-least-squares")

# %% [markdown]
# Let $q$ be an eigenvector of $X^{\mathsf T} X$, with the eigenvalue $\mu$. Along $q$ ridge has the
# part $\mu/(\mu + \lambda)$ of least squares: nearly all of it where the data say much ($\mu$ is
# large), and little where they say little. (That $\mu + \lambda$ is not 0 is listed apart, for $q =
# 0$ is not excluded. An eigenvalue is never negative here, which is not checked by the kernel.)

# %%
theorem("ridge-matrix-along-an-eigenvector")

# %%
theorem("ridge-filter")

# %% [markdown]
# Two correlated features, the columns $(2, 1, -1, -2)^{\mathsf T}$ and $(1, 2, -2, -1)^{\mathsf T}$
# of $X$, with $y = (3, 0, -1, -3)^{\mathsf T}$: along $(1, 1)$ the eigenvalue is 18, and along $(1,
# -1)$ it is 2. So ridge gives up the second direction first, and its way from $\hat w$ to 0 is
# bent. No weights of a smaller squared error are as short, for [ridge minimises the
# sum](#ridge-estimate-is-the-unique-minimiser) of the squared error and $\lambda$ times the squared
# length.

# %%
from derivations.site.figure_of_ridge import ridge_figure

design = [[2, 1], [1, 2], [-1, -2], [-2, -1]]
response = [3, 0, -1, -3]
ridge_figure(design, response)

# %% [markdown]
# The picture follows the same two weights, from left to right as $\lambda$ grows. The length falls
# all the way; a single weight may change its sign, and may grow in between. The points are computed
# from the terms of the theorems, exactly.

# %%
import numpy as np

from derivations.site.picture import BLUE, INK, LETTERS, RED, Picture, panel

data = {X: design, y: response}
weights = [Fraction(10 ** (step / 20)).limit_denominator(1000) for step in range(-40, 61)]
paths = np.array([evaluate(ridge(lam), {**data, lam: [at]}).ravel() for at in weights], float)
lengths = [
    float(evaluate(SquaredNorm(ridge(lam)), {**data, lam: [at]}).item()) ** 0.5 for at in weights
]
scale = np.array(weights, float)

figure, axes = panel(
    xlabel=r"$\lambda$", ylabel="weights and their length", xscale="log", ylim=(-0.9, 2.3)
)
axes.minorticks_off()
axes.axhline(0, color=INK, linewidth=0.5)
axes.plot(scale, lengths, color=INK, linestyle="--")
axes.plot(scale, paths[:, 0], color=RED)
axes.plot(scale, paths[:, 1], color=BLUE)
axes.text(0.9, 1.75, "length", color=INK, fontsize=LETTERS)
axes.text(0.012, 1.5, "first weight", color=RED, fontsize=LETTERS)
axes.text(0.012, -0.83, "second weight", color=BLUE, fontsize=LETTERS)

Picture(
    (figure,),
    "Two ridge weights and their length against the weight of the penalty, on a logarithmic axis. "
    "The length falls from left to right, towards 0. The first weight is positive and falls. The "
    "second begins below 0, rises above it, and then falls towards 0.",
)

# %% [markdown]
# ## What was assumed
#
# Counted from the proofs, over all theorems of this chapter:

# %%
from derivations.presentation.theorems import assumed_html
from derivations.publishing.registry import theorems

HTML(assumed_html(theorems(page="ridge")))

# %% [markdown]
# Next: [the bias and the variance](bias-and-variance-of-ridge.py) of this estimate.
