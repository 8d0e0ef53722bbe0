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
# # From the noise to the log-likelihood
#
# One answer to "why squared error?" is what is assumed of the noise. The model is $y = Xw_\star +
# \varepsilon$: the observations $y$ are a linear function of the rows of the design matrix $X$,
# with the true weights $w_\star$, plus noise. Of the noise $\varepsilon$ four things are assumed:
# its entries are independent, each is Gaussian, each has mean 0, and all have the same variance
# $\sigma^2 > 0$. This chapter derives from them the density of the observations, the likelihood,
# and takes its logarithm. Each assumption is used on one line. The next chapter draws the
# conclusion.
#
# $X$, of shape $n \times d$, is given: it is not random, or everything is said for given $X$, also
# what is assumed of the noise. The weights $w$ are a candidate for the true ones: what is derived
# holds for every $w$ that might be $w_\star$.
#
# **Notation.** $n$ and $d$ are any positive integers, all numbers are real, and all vectors are
# columns. $e_i$ is the vector with a 1 in place $i$ and 0 elsewhere, so that $y_i = e_i^{\mathsf
# T} y$ is observation $i$, and $x_i = X^{\mathsf T} e_i$ is row $i$ of $X$, as a column; $\mathbf
# 1_n$ is the vector of ones, $I_n$ the identity. $\sum_i$ and $\prod_i$ run over all $n$
# observations. $p_U(z)$ is the density of a random vector $U$ at the point $z$: its continuous
# density; 0 everywhere if it has none. $y$ stands for the random observations and for what was
# observed: $p_{Xw + \varepsilon}(y)$ is the density of the first at the second. $u \sim \mathcal
# N(\mu, v)$: $u$ is Gaussian, with mean $\mu$ and variance $v$; for a vector, with a mean vector
# and a covariance matrix. $\mathrm{Laplace}(\mu, \tau)$ has the density $\exp(-|t -
# \mu|/\tau)/(2\tau)$. $V \succ 0$, $V$ is *positive definite*: it is symmetric, and $v^{\mathsf T}
# V v > 0$ for every $v \ne 0$.

# %%
from derivations import theorem

# %% [markdown]
# ## Sums over observations
#
# A sum over observations becomes a matrix product through the basis vectors. Three rules suffice.

# %%
theorem("sum-of-equal-terms")

# %%
theorem("sum-of-basis-vectors")

# %%
theorem("sum-of-outer-products-of-basis-vectors")

# %% [markdown]
# With them, a sum of squares is a squared norm, for every $n$.

# %%
theorem("sum-of-squared-residuals")

# %% [markdown]
# ## The noise
#
# Let $\varepsilon$ be a random vector whose entries are *independent*, with
# $\varepsilon_i \sim \mathcal N(m_i, s_i)$ and $s_i > 0$, which is *normality*; $m_i = 0$ for each
# $i$ is *zero mean*, and $s_i = \sigma^2$ for each $i$ is *equal variance*. Three facts of
# probability are cited: what a constant does to a density, what independence does, and the density
# of a Gaussian. The rest follows, and each hypothesis is used on the line that names it.

# %%
theorem("density-of-the-observations")

# %% [markdown]
# This is the density of $\mathcal N(Xw, \sigma^2 I_n)$. The observations need not be identically
# distributed: the mean $x_i^{\mathsf T} w$ of $y_i$ may change with $i$, so that "independent and
# identically distributed" is said of the noise, not of the observations. As a function of $w$ and
# $\sigma^2$, with the observed $y$ put in, the density is the *likelihood* $L(w, \sigma^2)$; the
# larger it is, the more likely the observations are called.
#
# Without the last hypothesis each observation keeps its own variance. ($L_s$ is the likelihood
# with variances $s$; below, $L_1$ is that of Laplace noise, with absolute values, and $L_V$ that
# of noise with the covariance matrix $\sigma^2 V$.)

# %%
theorem("density-of-the-observations-with-unequal-variances")

# %% [markdown]
# If normality fails, the density is another; with the Laplace law it has an absolute value in the
# place of the square.

# %%
theorem("density-of-the-observations-with-laplace-noise")

# %% [markdown]
# Without independence, Gaussian entries are not enough. Let $\varepsilon$ be Gaussian as a vector,
# with the covariance matrix $\sigma^2 V$ and a positive definite $V$. It has an inverse:

# %%
theorem("positive-definite-matrix-is-invertible")

# %%
theorem("density-of-the-observations-with-covariance")

# %% [markdown]
# The product $\prod_i \sqrt{2 \pi \sigma^2}$ has $n$ equal factors; it is written so because the
# kernel has no powers with the exponent $n$.

# %% [markdown]
# ## The logarithm
#
# What is taken of exp, ln and √ is what they mean. These laws are part of the kernel, and printed
# from it, with those of the absolute value and of $\pi$; where nothing else is said, they hold for
# all real $s$ and $t$.

# %%
from IPython.display import HTML

from derivations.display import laws_html

HTML(laws_html())

# %% [markdown]
# The rules follow.

# %%
theorem("exponential-of-zero")

# %%
theorem("logarithm-of-a-product")

# %%
theorem("logarithm-of-a-reciprocal")

# %%
theorem("logarithm-of-a-root")

# %% [markdown]
# A product of $n$ positive numbers, for any $n$, is the exponential of the sum of their
# logarithms: this is a rule of the kernel, by induction on $n$. So its logarithm is a sum.

# %%
theorem("logarithm-of-a-finite-product")

# %% [markdown]
# ln and exp keep order: $a \ge b > 0$ gives $\ln a \ge \ln b$, and $s \ge t$ gives
# $\exp s \ge \exp t$. Both rest on one cited fact, $\ln t \le t - 1$ for $t > 0$: ln lies below its
# tangent at 1.

# %%
theorem("logarithm-keeps-order")

# %%
theorem("exponential-keeps-order")

# %% [markdown]
# ln touches that tangent at 1 only. (This is used in
# [the chapter on the variance](variance-score-and-information.py).)

# %%
theorem("logarithm-touches-its-tangent-at-1-only")

# %% [markdown]
# ## The log-likelihood
#
# Now the logarithm of the likelihood, one rule a line. That $\sigma^2$ is positive is all that is
# used.

# %%
theorem("log-likelihood")

# %% [markdown]
# Two slips are common here: one $\ln \sqrt{2 \pi \sigma^2}$ in the place of $n$ of them, and a lost
# $1/\sigma^2$ when the sum becomes a norm. Neither changes the best $w$. But the first would move
# the best $\sigma^2$ from RSS/n to RSS, and with the second there would be none. (This remark is
# not checked by the kernel.)
#
# With an intercept $b$, each prediction is $x_i^{\mathsf T} w + b$. Nothing new is needed: the
# intercept is subtracted from the observations. (Or let $b$ be one more weight, for a column of
# ones in $X$; then all that follows applies.)

# %%
theorem("log-likelihood-with-intercept")

# %% [markdown]
# The same chain for unequal variances, and for Laplace noise:

# %%
theorem("log-likelihood-with-unequal-variances")

# %%
theorem("log-likelihood-with-laplace-noise")

# %% [markdown]
# And for correlated noise; the determinant of $V$ is positive, which is a cited fact.

# %%
theorem("log-likelihood-with-covariance")

# %% [markdown]
# ## What was assumed
#
# Counted from the proofs, over all theorems of this chapter:

# %%
from derivations.display import assumed_html
from derivations.registry import theorems

HTML(assumed_html(theorems(page="noise-to-log-likelihood")))
