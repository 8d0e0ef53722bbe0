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
# # Intercept and correlated noise
#
# The [last chapter](bias-and-covariance.py) was about $y = Xw^\star + \varepsilon$ and the
# estimate $\hat w = (X^{\mathsf T} X)^{-1} X^{\mathsf T} y$. Two things change it: an intercept,
# which is known or has to be estimated too, and noise whose covariance is not $\sigma^2 I$, for
# which another estimate is at least as good. As there, $X$ is given, only $\varepsilon$ is random,
# and nothing is Gaussian unless it is said.

# %%
from derivations import theorem

# %% [markdown]
# ## With an intercept
#
# Now $y = Xw^\star + \mathbf{1}b^\star + \varepsilon$. The intercept is either known or estimated,
# and the two cases differ:
#
# - *known*: $\hat w_b = (X^{\mathsf T} X)^{-1} X^{\mathsf T}(y - \mathbf{1}b^\star)$. This is the
#   estimate of the last chapter, with $y - \mathbf{1}b^\star$ for $y$, and all of the last chapter
#   holds for it.
# - *estimated*: $\hat w = (X^{\mathsf T} C X)^{-1} X^{\mathsf T} C y$ and
#   $\hat b = \bar y - \bar x^{\mathsf T} \hat w$, as [derived before](the-intercept.py). In this
#   section $\hat w$ and $\hat b$ mean these.

# %%
theorem("estimate-with-known-intercept-and-the-truth")

# %%
theorem("estimate-with-intercept-and-the-truth")

# %%
theorem("residual-with-intercept-is-an-image-of-the-noise")

# %% [markdown]
# If the noise has mean zero, both are unbiased, and so is the estimated intercept.

# %%
theorem("weights-with-intercept-are-unbiased")

# %%
theorem("intercept-is-unbiased")

# %% [markdown]
# The covariance of the weights, for any noise and for uncorrelated noise of one variance:

# %%
theorem("covariance-of-the-weights-with-intercept")

# %%
theorem("covariance-of-the-weights-with-intercept-and-equal-variances")

# %% [markdown]
# For uncorrelated noise of one variance $\sigma^2 > 0$, the weights are uncorrelated with $\bar
# y$, but with $\hat b$ only if $\bar x = 0$.

# %%
theorem("weights-and-mean-observation-are-uncorrelated")

# %%
theorem("covariance-of-weights-and-intercept")

# %%
theorem("variance-of-the-intercept")

# %% [markdown]
# For uncorrelated noise of one variance, not to know the intercept has a price, unless $\bar x =
# 0$. With $L$ and $L_c$ for the two matrices that take $y - \mathbf{1}b^\star$ to the two
# estimates (for $L_c \mathbf{1} = 0$):

# %%
theorem("what-the-intercept-adds-to-the-inverse-gram-matrix")

# %%
theorem("what-the-intercept-adds-to-the-covariance")

# %%
theorem("an-estimated-intercept-never-lowers-the-covariance")

# %% [markdown]
# With correlated noise it can be the other way round: centring also removes an error that all
# observations share. (That $X^{\mathsf T} X$ is invertible is no separate assumption here: it is
# wherever $X^{\mathsf T} C X$ is.)
#
# The price depends on where the columns are. The picture shows the two standard deviations of one
# weight, for $\sigma^2 = 1$, for observations at the same distances from one another, moved away
# from 0. With the intercept known, a column far from 0 is a long lever; with the intercept
# estimated, only the distances from the mean count.

# %%
import numpy as np
from matplotlib.figure import Figure

from derivations.evaluate import evaluate
from derivations.model import X, variance
from derivations.picture import BLUE, RED, Picture, inked
from derivations.results.covariance import homoscedastic
from derivations.results.estimated_intercept import equal_variances

column = np.linspace(0, 2, 25)[:, None]
offsets = np.linspace(0, 3, 61)
known, estimated = (
    [
        np.sqrt(evaluate(theorem.conclusion.right, {X: column + o, variance: [[1.0]]}).item())
        for o in offsets - 1
    ]
    for theorem in (homoscedastic, equal_variances)
)
figure = Figure(figsize=(5.2, 3.2))
axes = figure.add_subplot()
axes.plot(offsets, estimated, color=RED)
axes.plot(offsets, known, color=BLUE)
axes.text(1.5, estimated[0] - 0.012, "intercept estimated", color=RED, va="top", fontsize=9)
axes.text(0.95, 0.2, "intercept known", color=BLUE, fontsize=9)
inked(
    axes,
    xlabel="mean of the column",
    ylabel="standard deviation of the weight",
    ylim=(0, 1.2 * estimated[0]),
)

Picture(
    (figure,),
    "Standard deviation of one estimated weight against the mean of its column. With the intercept "
    "estimated it is constant. With the intercept known it is the same where the mean is 0, and "
    "falls as the mean moves away from 0.",
)

# %% [markdown]
# ## Correlated noise and unequal variances
#
# Again without an intercept: $y = Xw^\star + \varepsilon$ and $\hat w = (X^{\mathsf T} X)^{-1}
# X^{\mathsf T} y$. Let $\mathrm{Var}[\varepsilon] = \sigma^2 V$, where $V$ is known. If the noise
# has mean zero, $\hat w$ is still unbiased, and its covariance is
# [known](bias-and-covariance.py#covariance-of-the-estimate); but in general it is no longer
# maximum likelihood under Gaussian noise. That is, for positive definite $V$, [a
# minimiser](likelihood-to-squared-error.py) of $G(w) = (y - Xw)^{\mathsf T} V^{-1} (y - Xw)$,
# *generalised least squares*. For its closed form nothing is random; $y$ is any vector. (A $V$
# that is itself estimated from the data is not covered.) $X^{\mathsf T} V^{-1} X$ is invertible if
# $V$ is positive definite and $X$ has full column rank.

# %%
theorem("generalised-squared-error-gap")

# %%
theorem("generalised-least-squares-estimate")

# %%
theorem("generalised-least-squares-is-maximum-likelihood")

# %% [markdown]
# As an estimate, again with $y = Xw^\star + \varepsilon$:

# %%
theorem("generalised-estimate-and-the-truth")

# %%
theorem("generalised-least-squares-is-unbiased")

# %%
theorem("covariance-of-generalised-least-squares")

# %% [markdown]
# By the argument of Gauss and Markov, with $V$ in the middle, generalised least squares has the
# smallest covariance among the linear unbiased estimates; that of ordinary least squares is no
# smaller. That $V$ is symmetric need not be supposed: $\sigma^2 V$ is, as a covariance, and then
# so is $\sigma^2 V^{-1}$.

# %%
theorem("inverse-where-a-multiple-is-symmetric")

# %%
theorem("aitken-decomposition")

# %%
theorem("generalised-gauss-markov")

# %%
theorem("least-squares-is-never-better-than-generalised")

# %% [markdown]
# If $V$ is diagonal, with entries $s_i$, this is *weighted least squares*: each observation counts
# with weight $1/s_i$. That $V$ is diagonal is said by its columns, $V e_i = s_i e_i$; that it is
# invertible and that no $s_i$ is 0 are then one condition, listed twice.

# %%
theorem("inverse-of-a-diagonal-matrix")

# %%
theorem("generalised-squared-error-is-weighted")

# %%
theorem("weighted-gram-matrix")

# %%
theorem("weighted-normal-equation")

# %% [markdown]
# Now let $\sigma^2 = 1$, so that $s_i$ is the variance of $\varepsilon_i$.

# %%
theorem("covariance-of-weighted-least-squares")

# %% [markdown]
# ## What was assumed
#
# Counted from the proofs, over all theorems of this chapter:

# %%
from IPython.display import HTML

from derivations.display import assumed_html
from derivations.registry import theorems

HTML(assumed_html(theorems(page="intercept-and-correlated-noise")))
