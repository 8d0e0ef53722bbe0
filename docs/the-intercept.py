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
# error in three ways: from the two normal equations, from a design matrix with a column of ones,
# and as a case of the Frisch–Waugh–Lovell theorem. It also says what changes where $b$ is known.
#
# Nothing is assumed of $X$ and $y$ but their shapes; each theorem lists what it uses beyond that.
#
# **Notation.** $\mathbf 1_n$ is the column of $n$ ones. $\bar y$ is the mean of the observations,
# $\bar x$ the mean of the rows of $X$ as a column, and $\bar\varepsilon$ the mean of the noise.
# $J(w, b)$ is the mean squared error with an intercept; $J(w, 0)$ is the $J(w)$ of
# [the chapter before](squared-error-to-its-minimum.py).

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
# Observations have means instead of expectations: $\bar y$ and $\bar x$ in the place of
# $\mathbb{E}[Y]$ and $\mathbb{E}[x]$. That changes the right-hand side.
#
# ## The true intercept
#
# Suppose that the observations come from weights $w^\star$, an intercept $b^\star$ and noise. Then
# the intercept is $\bar y - \bar x^{\mathsf T} w^\star$, but for the mean of the noise. Nothing is
# asked of the noise: this holds for each outcome.

# %%
theorem("true-intercept")

# %% [markdown]
# Neither $w^\star$ nor the noise is known. What follows does not suppose that there is a true
# intercept: it looks for the $w$ and $b$ that fit $y$ best.
#
# ## Centring
#
# To subtract from every entry of a column the mean of that column is to multiply it by the centring
# matrix $C = I - \frac1n \mathbf 1 \mathbf 1^{\mathsf T}$.

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
# The weights are those of least squares without an intercept, if the data are centred first. This
# holds for any orthogonal projection in the place of $C$.

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
from matplotlib.figure import Figure

from derivations.evaluate import evaluate
from derivations.model import X, centring, x_bar, y, y_bar
from derivations.picture import BLUE, INK, RED, Picture, inked
from derivations.results import closed_form, intercept

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

figures = Figure(figsize=(4.2, 3.6)), Figure(figsize=(4.2, 3.6))
plot, side = (figure.add_subplot() for figure in figures)
ends = np.array([0.0, 7.0])
plot.plot(ends, through_origin * ends, "--", color=BLUE)
plot.plot(ends, offset + slope * ends, color=RED)
plot.plot(data[X], data[y], "o", color=INK, markersize=4)
plot.plot(middle, height, "s", color=RED)
plot.annotate("(x̄, ȳ)", (middle, height), (-34, 14), textcoords="offset points", color=INK)
plot.annotate("b̂", (0, offset), (4, -14), textcoords="offset points", color=INK)
inked(plot, title="with and without an intercept", xlabel="x", ylabel="y", ylim=(0, 5.5))
side.plot(ends - middle, again * (ends - middle), color=RED)
side.plot(centred[X], centred[y], "o", color=INK, markersize=4)
side.plot(0, 0, "s", color=RED)
inked(side, title="the centred data", xlabel="x − x̄", ylabel="y − ȳ", ylim=(-2, 2))

Picture(
    figures,
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
# ## A column of ones
#
# The usual way is to give $X$ one more column, of ones, and to call the intercept its weight. To
# write this without blocks, let the columns of the $p \times d$ matrix $E_1$ and of the
# $p \times 1$ matrix $E_2$ be those of an identity matrix, or any others for which the equations
# below hold. $E_1$ says where the columns of $X$ go, $E_2$ where the ones go:
# $\tilde X = X E_1^{\mathsf T} + \mathbf 1 E_2^{\mathsf T}$, and $\tilde w = E_1 w + E_2 b$.

# %%
theorem("prediction-of-the-augmented-matrix")

# %%
theorem("size-of-the-augmented-weights")

# %% [markdown]
# The two normal equations together are the normal equation of $\tilde X$: if both hold at $\hat w$
# and $\hat b$, it holds at $E_1 \hat w + E_2 \hat b$, and if it holds at any $\tilde w$, both hold
# at $E_1^{\mathsf T} \tilde w$ and $E_2^{\mathsf T} \tilde w$.

# %%
theorem("augmented-normal-equation")

# %%
theorem("augmented-normal-equation-gives-that-for-the-weights")

# %%
theorem("augmented-normal-equation-gives-that-for-the-intercept")

# %% [markdown]
# So all that [the chapter before](squared-error-to-its-minimum.py) says of $X$ holds of $\tilde
# X$. There is only one minimiser if $\tilde X$ has full column rank, which is so exactly if
# $X^{\mathsf T} C X$ is invertible. Full column rank of $X$ is not enough: besides, no combination
# of its columns may be $\mathbf{1}$.

# %%
theorem("augmented-matrix-of-full-column-rank-if-centred-gram-invertible")

# %%
theorem("centred-gram-invertible-if-augmented-matrix-of-full-column-rank")

# %% [markdown]
# The closed form for $\tilde X$ has the same weights and the same intercept as before.

# %%
theorem("closed-form-of-the-augmented-matrix")

# %% [markdown]
# ## Any other columns: the Frisch–Waugh–Lovell theorem
#
# A constant is one column. Now let $Z$ be any $n \times k$ matrix with $Z^{\mathsf T} Z$
# invertible, and fit $y$ by $Xw + Zu$. $M = I - Z(Z^{\mathsf T} Z)^{-1} Z^{\mathsf T}$ is the
# residual maker of $Z$. The two normal equations, $X^{\mathsf T} X \hat w + X^{\mathsf T} Z \hat u
# = X^{\mathsf T} y$ and $Z^{\mathsf T} X \hat w + Z^{\mathsf T} Z \hat u = Z^{\mathsf T} y$, are
# hypotheses here. The steps are the same: the second normal equation gives $\hat u$, and the
# residual.

# %%
theorem("weights-of-the-other-columns")

# %%
theorem("residual-with-and-without-the-other-columns")

# %% [markdown]
# With $P = M$ in the theorem on the weights alone, $u$ is eliminated.

# %%
theorem("normal-equation-without-the-other-columns")

# %%
theorem("frisch-waugh-lovell")

# %% [markdown]
# The weights $\hat w$ are those of least squares of $My$ on $MX$: of what $Z$ leaves of $y$ on what
# it leaves of $X$.

# %%
theorem("least-squares-on-residuals")

# %% [markdown]
# The intercept is the case $Z = \mathbf 1$: $M$ is $C$, and $\hat u = \frac1n \mathbf 1^{\mathsf
# T} (y - X \hat w) = \bar y - \bar x^{\mathsf T} \hat w$ is $\hat b$.

# %%
theorem("residual-maker-of-a-constant")

# %% [markdown]
# ## What was assumed
#
# Counted from the proofs, over all theorems of this chapter:

# %%
from IPython.display import HTML

from derivations.display import assumed_html
from derivations.registry import theorems

HTML(assumed_html(theorems(page="the-intercept")))
