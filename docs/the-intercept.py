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
# # The intercept
#
# A linear model with an intercept predicts $Xw + \mathbf 1 b$: one number $b$, the intercept, is
# added to every prediction. This chapter finds the weights and the intercept of the least squared
# error, and says what changes where $b$ is known.
#
# ## In short
#
# - Two normal equations, one [for the weights](#normal-equation-for-the-weights-with-intercept) and
#   one [for the intercept](#normal-equation-for-the-intercept), say that both derivatives of the
#   squared error are 0. The second gives [the estimated intercept](#estimated-intercept) $\hat b =
#   \bar y - \bar x^{\mathsf T} \hat w$: at the mean $\bar x$ of the rows, the prediction is the
#   mean $\bar y$ of the observations.
# - Put into the first, it leaves [the estimated weights](#estimate-with-intercept) $\hat w =
#   (X^{\mathsf T} C X)^{-1} X^{\mathsf T} C y$, where $X^{\mathsf T} C X$ is invertible; $C$
#   subtracts from each column its mean. They are those of least squares [on the centred
#   data](#least-squares-on-centred-data), without an intercept.
# - Where both equations hold, no other weights and intercept have [a smaller squared
#   error](#joint-minimum-of-the-squared-error). No rank is needed for this.
# - If $b$ is known, it is subtracted from the observations, and [the columns stay as they
#   are](#estimate-with-known-intercept). In general the weights are then others; they are the same
#   [if the columns have mean 0](#with-centred-columns-the-intercept-does-not-change-the-weights).
#
# ## The setting
#
# Nothing is assumed of $X$ and $y$ but their shapes; each theorem lists what it uses beyond that.
# Only the next two sections speak of a true intercept, and of noise.
#
# **Notation.** $\mathbf 1_n$ is the column of $n$ ones. $\bar y$ is the mean of the observations,
# $\bar x$ the mean of the rows of $X$ as a column, and $\bar\varepsilon$ the mean of the noise.
# $J(w, b)$ is the mean squared error with an intercept; $J(w, 0)$ is the $J(w)$ of [the chapters
# before](squared-error-to-closed-form.py). $\mathbb E$ is an expectation.

# %%
from derivations import theorem

# %% [markdown]
# ## As an expectation
#
# Draw one observation at random: its features $x$, a random vector, and $Y = x^{\mathsf T} w + b +
# e$ with noise $e$ of mean zero. The intercept is what the means of $Y$ and $x$ leave. Beyond
# finite means nothing is asked of $x$ and $e$; they may depend on each other.

# %%
theorem("intercept-as-an-expectation")

# %% [markdown]
# ## The true intercept
#
# Means [estimate](price-of-an-intercept.py#a-mean-of-observations) expectations: now $\bar y$ and
# $\bar x$ stand for $\mathbb{E}[Y]$ and $\mathbb{E}[x]$. Let the observations come from weights
# $w^\star$, an intercept $b^\star$ and noise. Then the intercept is $\bar y - \bar x^{\mathsf T}
# w^\star$, up to the mean of the noise, whatever that is.

# %%
theorem("true-intercept")

# %% [markdown]
# Neither $w^\star$ nor the noise is known. What follows looks for the $w$ and $b$ that fit $y$
# best.
#
# ## Centring
#
# It will turn out that the means are subtracted first. To subtract from every entry of a column the
# mean of that column is to multiply it by the centring matrix $C = I - \frac1n \mathbf 1 \mathbf
# 1^{\mathsf T}$.

# %%
theorem("centred-observations")

# %%
theorem("centred-design-matrix")

# %% [markdown]
# $C$ is an orthogonal projection, and sends constants to 0.

# %%
theorem("centring-matrix-symmetric")

# %%
theorem("centring-matrix-idempotent")

# %%
theorem("centring-matrix-removes-constants")

# %% [markdown]
# So a product of centred columns needs $C$ only once. Row by row, these are the sums that textbooks
# write.

# %%
theorem("centred-gram-matrix-as-a-sum")

# %%
theorem("centred-products-as-a-sum")

# %% [markdown]
# ## Two normal equations
#
# There is one gradient in $w$ and one derivative in $b$.

# %%
theorem("gradient-of-the-joint-squared-error-in-the-weights")

# %%
theorem("derivative-of-the-joint-squared-error-in-the-intercept")

# %% [markdown]
# Let both be 0 at $\hat w$ and $\hat b$. Each gives an equation.

# %%
theorem("normal-equation-for-the-weights-with-intercept")

# %%
theorem("normal-equation-for-the-intercept")

# %% [markdown]
# ## The intercept eliminated
#
# The second equation gives the intercept: at $\bar x$, the prediction is $\bar y$.

# %%
theorem("estimated-intercept")

# %% [markdown]
# With this intercept, the residual is what centring leaves of $y - X\hat w$.

# %%
theorem("residual-with-the-estimated-intercept")

# %% [markdown]
# It is also orthogonal to the columns of $X$, by the first equation. The next step needs no more
# than that, so it is proved for any $n \times n$ matrix $P$ and any vector $r$.

# %%
theorem("normal-equation-for-the-weights-alone")

# %% [markdown]
# Taken at $P = C$, it is an equation in which $b$ does not occur.

# %%
theorem("normal-equation-of-the-centred-data")

# %%
theorem("estimate-with-intercept")

# %% [markdown]
# In [the worked example](worked-example.py#estimate) $X^{\mathsf T} C X$ is 144 and $X^{\mathsf T}
# C y$ is 288, so that the weight is 2.
#
# The converse: solve the centred equation first, then take
# $\hat b = \bar y - \bar x^{\mathsf T} \hat w$. Both normal equations hold.

# %%
theorem("centred-solution-solves-the-normal-equation-for-the-weights")

# %%
theorem("estimated-intercept-solves-its-normal-equation")

# %% [markdown]
# ## The global minimum
#
# A solution of both equations is a minimiser over $w$ and $b$ together. No rank is needed.

# %%
theorem("joint-squared-error-gap")

# %%
theorem("joint-minimum-of-the-squared-error")

# %% [markdown]
# ## Centre first, then fit
#
# The weights are those of least squares without an intercept, if the data are centred first. The
# same formula, with any orthogonal projection $P$ in the place of $C$, is least squares on $PX$ and
# $Py$.

# %%
theorem("least-squares-on-projected-data")

# %%
theorem("least-squares-on-centred-data")

# %% [markdown]
# The picture evaluates these formulas for six observations and one column. On the left, the fit
# with an intercept is red and goes through the point of means; the fit without one is dashed, and
# goes through the origin. On the right are the centred data: a fit without an intercept has the
# slope of the red line.

# %%
import numpy as np

from derivations.numbers.evaluate import evaluate
from derivations.results import closed_form, intercept
from derivations.results.model import X, centring, x_bar, y, y_bar
from derivations.site.picture import BLUE, INK, RED, Picture, panel

data = {
    X: np.array([[1.0], [2.0], [3.0], [4.0], [5.0], [6.0]]),
    y: np.array([2.6, 2.4, 3.3, 3.1, 4.2, 3.9]),
}
slope, through_origin, middle, height = (
    evaluate(term, data).item() for term in (intercept.estimate, closed_form.estimate, x_bar, y_bar)
)
offset = evaluate(y_bar - x_bar.T @ intercept.estimate, data).item()
centred = {X: evaluate(centring @ X, data), y: evaluate(centring @ y, data)}
again = evaluate(closed_form.estimate, centred).item()

given, plot = panel(
    title="with and without an intercept", xlabel="$x$", ylabel="$y$", ylim=(0, 5.5)
)
ends = np.array([0.0, 7.0])
plot.plot(ends, through_origin * ends, "--", color=BLUE)
plot.plot(ends, offset + slope * ends, color=RED)
plot.plot(data[X], data[y], "o", color=INK, markersize=4)
plot.plot(middle, height, "s", color=RED)
means = r"$(\bar{x}, \bar{y})$"
plot.annotate(means, (middle, height), (-38, 12), textcoords="offset points", color=INK)
plot.annotate(r"$\hat{b}$", (0, offset), (3, -16), textcoords="offset points", color=INK)
shifted, side = panel(
    title="the centred data", xlabel=r"$x - \bar{x}$", ylabel=r"$y - \bar{y}$", ylim=(-2, 2)
)
side.plot(ends - middle, again * (ends - middle), color=RED)
side.plot(centred[X], centred[y], "o", color=INK, markersize=4)
side.plot(0, 0, "s", color=RED)

Picture(
    (given, shifted),
    "Left: six points and two lines. The line with an intercept goes through the point of means, "
    "amid the points; the dashed line through the origin is steeper, and fits them less well. "
    "Right: the same points with the means subtracted, and a line of the slope of the first one, "
    "which goes through the origin.",
)

# %% [markdown]
# ## A known intercept
#
# If $b$ is known, only $w$ is ours to choose, and one equation is left. The known $b$ is subtracted
# from the observations; the columns of $X$ stay as they are.

# %%
theorem("estimate-with-known-intercept")

# %% [markdown]
# The two cases differ, then, in what is subtracted. With $b$ known, it is $b$ from the
# observations: $\hat w = (X^{\mathsf T} X)^{-1} X^{\mathsf T} (y - \mathbf 1 b)$. With $b$
# estimated, it is the means, from the observations and from the columns:
# $\hat w = (X^{\mathsf T} C X)^{-1} X^{\mathsf T} C y$. In general the weights are not the same.
# They are if the columns of $X$ have mean 0: then the weights do not depend on $b$ at all.

# %%
theorem("with-centred-columns-the-intercept-does-not-change-the-weights")

# %% [markdown]
# ## What was assumed
#
# Counted from the proofs, over all theorems of this chapter:

# %%
from IPython.display import HTML

from derivations.presentation.theorems import assumed_html
from derivations.publishing.registry import theorems

HTML(assumed_html(theorems(page="the-intercept")))

# %% [markdown]
# Next: the same [from a column of ones](column-of-ones.py).
