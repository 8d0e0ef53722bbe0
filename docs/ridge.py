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
# some $\lambda > 0$. This chapter derives its estimate, gives a condition under which it is better
# than least squares, and says in what sense.
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
# - For noise of mean zero it is [biased](#bias-of-the-ridge-estimate), unless $w^\star = 0$; and if
#   the noise is also uncorrelated and of one variance, [its mean squared
#   error](#mean-squared-error-of-the-ridge-estimate) is known as a matrix. With full column rank,
#   $\sigma^2 > 0$, $\lambda > 0$ and $\lambda \lVert w^\star \rVert^2 \le 2\sigma^2$ this is
#   [smaller than that of least squares](#ridge-has-a-smaller-mean-squared-error), in every
#   direction; and [such a $\lambda$ always exists](#some-penalty-has-a-smaller-mean-squared-error).
#   How large it may be depends on $\sigma^2$ and $w^\star$, which are unknown.
#
# ## The setting
#
# At first nothing is assumed of $X$ and $y$ but their shapes, and nothing is random. The *ridge
# objective* is $R(w, \lambda) = \lVert Xw - y \rVert^2 + \lambda \lVert w \rVert^2$, with the *sum*
# of the squares and not their mean. The second term is the *penalty*, and $\lambda$ its weight;
# with a larger $\lambda$ the penalty is called larger. The objective is $n$ times $J(w) +
# \frac{\lambda}{n} \lVert w \rVert^2$. Who adds $\alpha \lVert w \rVert^2$ to the mean squared
# error $J$ has to read $n\alpha$ for $\lambda$ throughout. The *ridge matrix* is $A_R(\lambda) =
# X^{\mathsf T} X + \lambda I$. There is no intercept; [one that is not
# penalised](forms-of-ridge.py) comes in the next chapter.
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
# ridge has one whatever the rank. But rank is not what makes the difference below: even with full
# column rank, ridge has the smaller error if $\lambda$ is small enough and $\sigma^2 > 0$.
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
# The picture follows two weights of correlated features as $\lambda$ grows. The length falls all
# the way; a single weight may change its sign, and may grow in between. The points are computed
# from the terms of the theorems, exactly.

# %%
import numpy as np

from derivations.site.picture import BLUE, INK, LETTERS, RED, Picture, panel

design = [[2, 1], [1, 2], [-1, -2], [-2, -1]]
data = {X: design, y: [3, 0, -1, -3]}
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
# ## Bias and variance
#
# From here on, as in [the chapters on the estimate](bias-and-covariance.py), $y = Xw^\star +
# \varepsilon$, $X$ is given, and only the noise $\varepsilon$ is random. $\lambda$ is given too: a
# $\lambda$ that is chosen by the same data, as by cross-validation, is not covered. In this section
# it is enough of $X$ and $\lambda$ that the ridge matrix is invertible, as it always is for
# $\lambda > 0$; only the last theorem, on least squares, needs that $X^{\mathsf T} X$ is.

# %%
theorem("ridge-estimate-and-the-truth")

# %%
theorem("bias-of-the-ridge-estimate")

# %%
theorem("mean-of-the-ridge-estimate")

# %%
theorem("covariance-of-the-ridge-estimate")

# %% [markdown]
# An estimate that is biased is judged by its *mean squared error*, the matrix $\mathrm{E}[(u -
# w^\star)(u - w^\star)^{\mathsf T}]$ for an estimate $u$. (This is about the estimate and the
# truth. $J$, which bears the same name, is about predictions and observations.) For every direction
# $v$ it contains the mean squared error of $v^{\mathsf T} u$ as an estimate of $v^{\mathsf T}
# w^\star$, and its trace is the *total* $\mathrm{E}\lVert u - w^\star \rVert^2$.

# %%
theorem("mean-squared-error-is-variance-plus-squared-bias")

# %%
theorem("total-mean-squared-error-is-a-trace")

# %%
theorem("mean-squared-error-of-the-ridge-estimate")

# %%
theorem("total-mean-squared-error-of-the-ridge-estimate")

# %%
theorem("mean-squared-error-of-least-squares")

# %% [markdown]
# ## When ridge is better
#
# With full column rank both estimates exist, and their errors can be compared. The difference of
# the two matrices is known exactly, and in the middle of it stand $2\sigma^2 I$ and $\sigma^2
# \lambda (X^{\mathsf T} X)^{-1}$, which are for ridge, and $\lambda w^\star w^{\star\mathsf T}$,
# which is against it and, by Cauchy and Schwarz, at most $\lambda \lVert w^\star \rVert^2 I$.

# %%
theorem("what-ridge-takes-from-the-mean-squared-error")

# %%
theorem("ridge-has-no-larger-mean-squared-error")

# %%
theorem("ridge-has-no-larger-total-mean-squared-error")

# %%
theorem("ridge-has-a-smaller-mean-squared-error")

# %%
theorem("some-penalty-has-a-smaller-mean-squared-error")

# %% [markdown]
# So "ridge is better" is true in this sense: in mean squared error, in every direction, for every
# $\lambda$ from 0, which is left out, up to $2\sigma^2/\lVert w^\star \rVert^2$ (for $\sigma^2 >
# 0$; if $w^\star = 0$, for every $\lambda > 0$). No one who estimates $w^\star$ knows this bound,
# and beyond it ridge may be worse. For such a $\lambda$ ridge predicts better too: with $x_0 \ne 0$
# for the direction, $x_0^{\mathsf T} \hat w_R(\lambda)$ has the smaller mean squared error as an
# estimate of $x_0^{\mathsf T} w^\star$. The theorem does not say how $\lambda$ is to be found. Nor
# does it contradict [Gauss and Markov](gauss-markov-and-cramer-rao.py), for ridge with $\lambda >
# 0$ is not unbiased for every truth.
#
# In the picture, for two correlated features, $\sigma^2 = 1$ and $w^\star = (1, 0)^{\mathsf T}$,
# the total mean squared error is the sum of the variance, which falls, and the squared bias. In the
# shaded interval the theorem holds. Here the total stays below that of least squares far beyond it:
# for the total the condition is sufficient, not necessary.

# %%
from derivations.kernel.terms import Trace
from derivations.results.model import variance, w_star
from derivations.results.ridge_moments import (
    least_squares_error,
    spread_part,
    squared_bias_part,
    total_ridge_error,
)

truth = {X: design, variance: [1], w_star: [1, 0]}


def value(term, at=None):
    """A scalar term at the truth and a weight of the penalty, exactly computed."""
    return float(evaluate(term, truth if at is None else {**truth, lam: [at]}).item())


spread, bias, total = (
    [value(term, at) for at in weights]
    for term in (spread_part, squared_bias_part, total_ridge_error.conclusion.right)
)
bound = value(2 * variance / SquaredNorm(w_star))
level = value(Trace(least_squares_error.conclusion.right))

figure, axes = panel(
    xlabel=r"$\lambda$", ylabel="total mean squared error", xscale="log", ylim=(0, 1.05)
)
axes.minorticks_off()
axes.axvspan(scale[0], bound, color=BLUE, alpha=0.15, linewidth=0)
axes.axhline(level, color=INK, linewidth=0.8, linestyle="--")
axes.plot(scale, spread, color=BLUE)
axes.plot(scale, bias, color=INK)
axes.plot(scale, total, color=RED)
axes.text(35, level - 0.06, "least squares", color=INK, fontsize=LETTERS)
axes.text(0.012, 0.44, "variance", color=BLUE, fontsize=LETTERS)
axes.text(0.012, 0.04, "squared bias", color=INK, fontsize=LETTERS)
axes.text(1.1, 0.4, "ridge", color=RED, fontsize=LETTERS)
axes.text(0.012, 0.97, "proved", color=BLUE, fontsize=LETTERS)

Picture(
    (figure,),
    "Total mean squared error of ridge against the weight of the penalty, on a logarithmic axis. "
    "The variance falls and the squared bias rises. Their sum begins at the level of least "
    "squares, falls well below it, and rises above it far to the right. A shaded interval at the "
    f"left, up to {bound:g}, is where the theorem holds; the sum is below the level in it.",
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
# Next: [the same estimate in other forms](forms-of-ridge.py), and with an intercept.
