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
# # The price of an intercept
#
# Now $y = Xw^\star + \mathbf{1}b^\star + \varepsilon$. The intercept $b^\star$ is either known or
# has to be estimated too, and this chapter compares the two cases.
#
# ## In short
#
# - If the noise has mean zero, the [weights](#weights-with-intercept-are-unbiased) and the
#   [intercept](#intercept-is-unbiased), estimated together, are both unbiased.
# - For uncorrelated noise of one variance, [the covariance of the
#   weights](#covariance-of-the-weights-with-intercept-and-equal-variances) is $\sigma^2 (X^{\mathsf
#   T} C X)^{-1}$, with the centring matrix $C$, and [the variance of the
#   intercept](#variance-of-the-intercept) is $\sigma^2 (\frac1n + \bar x^{\mathsf T} (X^{\mathsf T}
#   C X)^{-1} \bar x)$.
# - For the same noise, estimating the intercept [never lowers the covariance of the
#   weights](#an-estimated-intercept-never-lowers-the-covariance): what it adds is [a covariance
#   itself](#what-the-intercept-adds-to-the-covariance), and so positive semidefinite.
# - The mean of $n$ numbers that are drawn from laws of one mean [is
#   unbiased](#mean-of-draws-is-unbiased) for it; if they are uncorrelated and of one variance
#   $\sigma^2$, it has [the variance](#variance-of-a-mean-of-draws) $\sigma^2/n$.
#
# Throughout, but for the means of the last section, $X^{\mathsf T} C X$ is invertible. Nothing is
# Gaussian.
#
# ## The setting
#
# As in [the chapters before](bias-and-covariance.py), $X$ is given, and only $\varepsilon$ is
# random. There are two estimates of the weights:
#
# - *intercept known*: $\hat w_b = (X^{\mathsf T} X)^{-1} X^{\mathsf T}(y - \mathbf{1}b^\star)$.
#   This is $\hat w$ of the chapters before, with $y - \mathbf{1}b^\star$ for $y$, and all that was
#   said there holds for it.
# - *intercept estimated*: $\hat w = (X^{\mathsf T} C X)^{-1} X^{\mathsf T} C y$ and $\hat b = \bar
#   y - \bar x^{\mathsf T} \hat w$, as [derived before](the-intercept.py). In this chapter $\hat w$
#   and $\hat b$ mean these.

# %%
from derivations import theorem

# %% [markdown]
# ## The estimates and the noise
#
# Both estimates miss the truth by a linear image of the noise. With the intercept estimated, it is
# an image of the centred noise.

# %%
theorem("estimate-with-known-intercept-and-the-truth")

# %%
theorem("estimate-with-intercept-and-the-truth")

# %%
theorem("residual-with-intercept-is-an-image-of-the-noise")

# %% [markdown]
# ## Bias
#
# If the noise has mean zero, $\hat w_b$ is unbiased [as before](bias-and-covariance.py), and so are
# $\hat w$ and $\hat b$.

# %%
theorem("weights-with-intercept-are-unbiased")

# %%
theorem("intercept-is-unbiased")

# %% [markdown]
# ## Covariance
#
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
# In [the worked example](worked-example.py#errors) it is 49/4, if the variance of the noise is 36.
#
# ## The price
#
# For uncorrelated noise of one variance $\sigma^2 > 0$, not to know the intercept has a price,
# unless $\bar x = 0$. With $L$ and $L_c$ for the two matrices that take $y - \mathbf{1}b^\star$ to
# the two estimates (for $L_c \mathbf{1} = 0$):

# %%
theorem("what-the-intercept-adds-to-the-inverse-gram-matrix")

# %%
theorem("what-the-intercept-adds-to-the-covariance")

# %%
theorem("an-estimated-intercept-never-lowers-the-covariance")

# %% [markdown]
# With correlated noise it can be the other way round: centring also removes an error that all
# observations share. (That $X^{\mathsf T} X$ is invertible is no separate assumption here: it is
# wherever $X^{\mathsf T} C X$ is. Neither remark is checked by the kernel.)
#
# The price depends on where the columns are. The picture shows the two standard deviations of one
# weight, for $\sigma^2 = 1$, for observations at the same distances from one another, moved away
# from 0. With the intercept known, a column far from 0 is a long lever; with the intercept
# estimated, only the distances from the mean count.

# %%
import numpy as np

from derivations.numbers.evaluate import evaluate
from derivations.results.covariance import homoscedastic
from derivations.results.estimated_intercept import equal_variances
from derivations.results.model import X, variance
from derivations.site.picture import BLUE, LETTERS, RED, Picture, panel

column = np.linspace(0, 2, 25)[:, None]
offsets = np.linspace(0, 3, 61)
known, estimated = (
    [
        np.sqrt(evaluate(theorem.conclusion.right, {X: column + o, variance: [[1.0]]}).item())
        for o in offsets - 1
    ]
    for theorem in (homoscedastic, equal_variances)
)
figure, axes = panel(
    xlabel="mean of the column",
    ylabel="standard deviation of the weight",
    ylim=(0, 1.2 * estimated[0]),
)
axes.plot(offsets, estimated, color=RED)
axes.plot(offsets, known, color=BLUE)
axes.text(1.5, estimated[0] - 0.012, "intercept estimated", color=RED, va="top", fontsize=LETTERS)
axes.text(0.95, 0.2, "intercept known", color=BLUE, fontsize=LETTERS)

Picture(
    (figure,),
    "Standard deviation of one estimated weight against the mean of its column. With the intercept "
    "estimated it is constant. With the intercept known it is the same where the mean is 0, and "
    "falls as the mean moves away from 0.",
)

# %% [markdown]
# ## A mean of observations
#
# [The intercept as an expectation](the-intercept.py#intercept-as-an-expectation) is made of
# $\mathbb{E}[Y]$ and $\mathbb{E}[x]$. In their place one puts means over $n$ observations, such as
# $\bar y = \frac1n \sum_i y_i$; without the factor $1/n$ it would be the sum. Such a mean is not
# equal to the expectation, but by chance. It estimates it: right on average, and with a variance
# that falls like $1/n$. $Y$ is here a column of $n$ numbers that are drawn, all of the mean $\mu$.
# The same holds for the entries of $\bar x$, feature by feature.

# %%
theorem("mean-of-draws-is-unbiased")

# %% [markdown]
# For the variance they have to be uncorrelated, as they are if they are independent, and of one
# variance.

# %%
theorem("variance-of-a-mean-of-draws")

# %% [markdown]
# ## What was assumed
#
# Counted from the proofs, over all theorems of this chapter:

# %%
from IPython.display import HTML

from derivations.presentation.theorems import assumed_html
from derivations.publishing.registry import theorems

HTML(assumed_html(theorems(page="price-of-an-intercept")))

# %% [markdown]
# Next: [the estimate for noise of another covariance](generalised-least-squares.py).
