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
# # When ridge is better
#
# Least squares is unbiased, and ridge is not. Can ridge be nearer to the truth all the same, and
# when? This chapter derives the mean squared error of both, gives a condition under which that of
# ridge is smaller, and says in what sense.
#
# ## In short
#
# - For noise of mean zero, ridge has [the bias](#bias-of-the-ridge-estimate) $-\lambda (X^{\mathsf
#   T} X + \lambda I)^{-1} w^\star$, which is not 0 for $\lambda > 0$ and $w^\star \ne 0$. For noise
#   that is uncorrelated and of one variance, [its covariance](#covariance-of-the-ridge-estimate) is
#   known.
# - For noise that is all this, its mean squared error is known [as a
#   matrix](#mean-squared-error-of-the-ridge-estimate) and [in
#   total](#total-mean-squared-error-of-the-ridge-estimate), and so is [what it takes from that of
#   least squares](#what-ridge-takes-from-the-mean-squared-error).
# - With full column rank, $\sigma^2 > 0$, $\lambda > 0$ and $\lambda \lVert w^\star \rVert^2 \le
#   2\sigma^2$ the mean squared error of ridge is [smaller than that of least
#   squares](#ridge-has-a-smaller-mean-squared-error), in every direction; and [such a $\lambda$
#   always exists](#some-penalty-has-a-smaller-mean-squared-error). How large it may be depends on
#   $\sigma^2$ and $w^\star$, which are unknown.
#
# ## The setting
#
# As in [the chapters on the estimate](bias-and-covariance.py), $y = Xw^\star + \varepsilon$, $X$ is
# given, and only the noise $\varepsilon$ is random; its mean is zero, and it is uncorrelated and of
# one variance $\sigma^2$, wherever the theorems say so. There is no intercept. [Ridge](ridge.py)
# minimises $\lVert Xw - y \rVert^2 + \lambda \lVert w \rVert^2$, where $\lambda$ is called the
# weight of the penalty. Its estimate is $\hat w_R(\lambda) = A_R(\lambda)^{-1} X^{\mathsf T} y$
# with the *ridge matrix* $A_R(\lambda) = X^{\mathsf T} X + \lambda I$; that of least squares is
# $\hat w = (X^{\mathsf T} X)^{-1} X^{\mathsf T} y$. $\lambda$ is given too: a $\lambda$ that is
# chosen by the same data, as by cross-validation, is not covered.
#
# An estimate that is biased is judged by its *mean squared error*, the matrix $\mathrm{E}[(u -
# w^\star)(u - w^\star)^{\mathsf T}]$ for an estimate $u$. (This is about the estimate and the
# truth. $J$, which bears the same name, is about predictions and observations.) For every direction
# $v$ it contains the mean squared error of $v^{\mathsf T} u$ as an estimate of $v^{\mathsf T}
# w^\star$, and its trace is the *total* $\mathrm{E}\lVert u - w^\star \rVert^2$. That of ridge is
# called $\mathrm{MSE}_R(\lambda)$, and that of least squares $\mathrm{MSE}$.
#
# A small example has one feature, which is 1 in both of two observations, $w^\star = 1$ and
# $\sigma^2 = 1$. So $X^{\mathsf T} X = 2$, the ridge matrix is $2 + \lambda$, and the condition
# $\lambda \lVert w^\star \rVert^2 \le 2\sigma^2$ is $\lambda \le 2$. The first row, with $\lambda =
# 0$, is least squares. The gain is that by which its mean squared error exceeds that of ridge. The
# values are exact, computed from the terms of the theorems:

# %%
from fractions import Fraction

from IPython.display import HTML

from derivations import theorem
from derivations.numbers.evaluate import evaluate
from derivations.results.model import X, variance, w_star
from derivations.results.ridge import lam
from derivations.results.ridge_and_least_squares import difference
from derivations.results.ridge_moments import ridge_bias, ridge_covariance, ridge_error

one_feature = {X: [[1], [1]], w_star: [1], variance: [1]}
columns = {
    "bias": ridge_bias,
    "variance": ridge_covariance,
    "mean squared error": ridge_error,
    "gain over least squares": difference,
}


def row(weight):
    """The values of the columns at a weight of the penalty, as a row of a table."""
    given = {**one_feature, lam: [weight]}
    values = (evaluate(each.conclusion.right, given).item() for each in columns.values())
    cells = "".join(f"<td>{value}</td>".replace("-", "−") for value in values)
    return f"<tr><td>{weight}</td>{cells}</tr>"


head = "".join(f"<th>{name}</th>" for name in ("λ", *columns))
rows = "".join(map(row, (0, Fraction(1, 2), 1, 2, 3, 4, 8)))
HTML(f"<table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>")

# %% [markdown]
# For every $\lambda$ from 0, which is left out, up to 2 it is proved below that ridge has the
# smaller mean squared error. Here it still has at 3; at 4 the two are equal, and at 8 that of ridge
# is larger.
#
# ## Bias and variance
#
# In this section and the next it is enough of $X$ and $\lambda$ that the ridge matrix is
# invertible, as it [always is](ridge.py#ridge-matrix-invertible) for $\lambda > 0$; only the last
# theorem, on least squares, needs that $X^{\mathsf T} X$ is.

# %%
theorem("ridge-estimate-and-the-truth")

# %%
theorem("bias-of-the-ridge-estimate")

# %%
theorem("mean-of-the-ridge-estimate")

# %%
theorem("covariance-of-the-ridge-estimate")

# %% [markdown]
# ## The mean squared error
#
# The mean squared error of any random vector $u$ has two parts, one for its variance and one for
# its bias.

# %%
theorem("mean-squared-error-is-variance-plus-squared-bias")

# %%
theorem("total-mean-squared-error-is-a-trace")

# %% [markdown]
# With the bias and the covariance of ridge in their places, and then for least squares, whose bias
# is 0:

# %%
theorem("mean-squared-error-of-the-ridge-estimate")

# %%
theorem("total-mean-squared-error-of-the-ridge-estimate")

# %%
theorem("mean-squared-error-of-least-squares")

# %% [markdown]
# ## Ridge against least squares
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
# In the picture, for two correlated features, the columns $(2, 1, -1, -2)^{\mathsf T}$ and $(1, 2,
# -2, -1)^{\mathsf T}$ of $X$, and for $\sigma^2 = 1$ and $w^\star = (1, 0)^{\mathsf T}$, the total
# mean squared error is the sum of the variance, which falls, and the squared bias. In the shaded
# interval the theorem holds. Here the total stays below that of least squares far beyond it: for
# the total the condition is sufficient, not necessary.

# %%
import numpy as np

from derivations.kernel.terms import SquaredNorm, Trace
from derivations.results.ridge_moments import (
    least_squares_error,
    spread_part,
    squared_bias_part,
    total_ridge_error,
)
from derivations.site.picture import BLUE, INK, LETTERS, RED, Picture, panel

design = [[2, 1], [1, 2], [-1, -2], [-2, -1]]
truth = {X: design, variance: [1], w_star: [1, 0]}
penalties = [Fraction(10 ** (step / 20)).limit_denominator(1000) for step in range(-40, 61)]
scale = np.array(penalties, float)


def value(term, at=None):
    """A scalar term at the truth and a weight of the penalty, exactly computed."""
    return float(evaluate(term, truth if at is None else {**truth, lam: [at]}).item())


spread, bias, total = (
    [value(term, at) for at in penalties]
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

HTML(assumed_html(theorems(page="when-ridge-is-better")))

# %% [markdown]
# Next: [the same estimate in other forms](forms-of-ridge.py).
