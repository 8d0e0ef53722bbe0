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
# when? This chapter gives a condition under which its mean squared error is the smaller one, and
# says in what sense.
#
# ## In short
#
# - With full column rank, and noise of mean zero that is uncorrelated and of one variance
#   $\sigma^2$, it is known exactly [by how much](#what-ridge-takes-from-the-mean-squared-error) the
#   mean squared error of least squares exceeds that of ridge.
# - If also $\sigma^2 > 0$, $\lambda > 0$ and $\lambda \lVert w^\star \rVert^2 \le 2\sigma^2$, the
#   mean squared error of ridge is smaller [in every
#   direction](#ridge-has-a-smaller-mean-squared-error), and [in
#   total](#ridge-has-a-smaller-total-mean-squared-error). Where $\sigma^2 = 0$ is not excluded, it
#   is [no larger](#ridge-has-no-larger-mean-squared-error), nor [is its
#   total](#ridge-has-no-larger-total-mean-squared-error).
# - For $\sigma^2 > 0$ [such a $\lambda$ always
#   exists](#some-penalty-has-a-smaller-mean-squared-error). How large it may be depends on
#   $\sigma^2$ and $w^\star$, which are unknown.
#
# ## The setting
#
# As in [the chapter before](bias-and-variance-of-ridge.py), $y = Xw^\star + \varepsilon$, $X$ and
# $\lambda$ are given, and only the noise $\varepsilon$ is random: its mean is zero, and it is
# uncorrelated and of one variance $\sigma^2$. Two estimates are compared: least squares $\hat w =
# (X^{\mathsf T} X)^{-1} X^{\mathsf T} y$, and ridge $\hat w_R(\lambda) = A_R(\lambda)^{-1}
# X^{\mathsf T} y$ with $A_R(\lambda) = X^{\mathsf T} X + \lambda I$, where $\lambda$ is the weight
# of the penalty. There is no intercept. $\mathrm{MSE}$ and $\mathrm{MSE}_R(\lambda)$ are their mean
# squared errors, the matrices $\mathbb{E}[(u - w^\star)(u - w^\star)^{\mathsf T}]$ for $u = \hat w$
# and $u = \hat w_R(\lambda)$. That ridge has the smaller one means that $\mathrm{MSE} -
# \mathrm{MSE}_R(\lambda)$, the *gain*, is positive definite: in every direction $v \ne 0$,
# $v^{\mathsf T} \hat w_R(\lambda)$ has a smaller mean squared error as an estimate of $v^{\mathsf
# T} w^\star$ than $v^{\mathsf T} \hat w$ has. The trace of the gain is what is gained in total.
#
# A small example is the $2 \times 2$ matrix $X$ with 1 and 2 on its diagonal and 0 elsewhere, with
# $w^\star = (1, 1)^{\mathsf T}$ and $\sigma^2 = 1$. The condition $\lambda \lVert w^\star \rVert^2
# \le 2\sigma^2$ is $\lambda \le 1$. The table has the gain in three directions $v$, which are that
# of each weight and that of a prediction at the features 1 and 2, and in total. The values are
# exact, computed from the term of the theorem:

# %%
from fractions import Fraction

from IPython.display import HTML

from derivations import theorem
from derivations.kernel.terms import Trace
from derivations.numbers.evaluate import evaluate
from derivations.results.model import X, v, variance, w_star
from derivations.results.ridge import lam
from derivations.results.ridge_and_least_squares import difference

gain = difference.conclusion.right
diagonal = {X: [[1, 0], [0, 2]], w_star: [1, 1], variance: [1]}
directions = {"first weight": [1, 0], "second weight": [0, 1], "prediction at (1, 2)": [1, 2]}


def row(weight):
    """The gain in each direction and in total, at a weight of the penalty, as a row of a table."""
    given = {**diagonal, lam: [weight]}
    values = [evaluate(v.T @ gain @ v, {**given, v: way}).item() for way in directions.values()]
    values.append(evaluate(Trace(gain), given).item())
    cells = "".join(f"<td>{value}</td>".replace("-", "−") for value in values)
    return f"<tr><td>{weight}</td>{cells}</tr>"


head = "".join(f"<th>{name}</th>" for name in ("λ", *directions, "in total"))
rows = "".join(map(row, (Fraction(1, 2), 1, 2, 4, 8)))
HTML(f"<table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>")

# %% [markdown]
# Up to $\lambda = 1$ something is gained in every direction, as is proved below. At 2 it still is
# in each weight, and the prediction loses; at 4 the second weight loses too; at 8 more is lost than
# gained in total.
#
# ## What ridge takes from the error
#
# With full column rank both estimates exist, and their errors can be compared. The difference of
# the two matrices is known exactly, and in the middle of it stand $2\sigma^2 I$ and $\sigma^2
# \lambda (X^{\mathsf T} X)^{-1}$, which are for ridge, and $\lambda w^\star w^{\star\mathsf T}$,
# which is against it and, by Cauchy and Schwarz, at most $\lambda \lVert w^\star \rVert^2 I$.

# %%
theorem("what-ridge-takes-from-the-mean-squared-error")

# %% [markdown]
# ## Where the penalty is not too large
#
# For $\lambda \lVert w^\star \rVert^2 \le 2\sigma^2$ what is against ridge is no more than
# $2\sigma^2 I$, which is for it.

# %%
theorem("ridge-has-no-larger-mean-squared-error")

# %%
theorem("ridge-has-no-larger-total-mean-squared-error")

# %%
theorem("ridge-has-a-smaller-mean-squared-error")

# %%
theorem("ridge-has-a-smaller-total-mean-squared-error")

# %%
theorem("some-penalty-has-a-smaller-mean-squared-error")

# %% [markdown]
# ## In what sense
#
# So "ridge is better" is true in this sense: in mean squared error, in every direction and in
# total, for every $\lambda$ from 0, which is left out, up to $2\sigma^2/\lVert w^\star \rVert^2$
# (for $\sigma^2 > 0$; if $w^\star = 0$, for every $\lambda > 0$). No one who estimates $w^\star$
# knows this bound, and beyond it ridge may be worse. For such a $\lambda$ ridge predicts better
# too: with $x_0 \ne 0$ for the direction, $x_0^{\mathsf T} \hat w_R(\lambda)$ has the smaller mean
# squared error as an estimate of $x_0^{\mathsf T} w^\star$. The theorem does not say how $\lambda$
# is to be found. Nor does it contradict [Gauss and Markov](gauss-markov-and-cramer-rao.py), for
# ridge with $\lambda > 0$ is not unbiased for every truth.
#
# In the picture, for two correlated features, the columns $(2, 1, -1, -2)^{\mathsf T}$ and $(1, 2,
# -2, -1)^{\mathsf T}$ of $X$, and for $\sigma^2 = 1$ and $w^\star = (1, 0)^{\mathsf T}$, the total
# mean squared error is the sum of the variance, which falls, and the squared bias. In the shaded
# interval the theorem holds. Here the total stays below that of least squares far beyond it: for
# the total the condition is sufficient, not necessary.

# %%
import numpy as np

from derivations.kernel.terms import SquaredNorm
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
