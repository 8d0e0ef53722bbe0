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
# # From the noise to the likelihood
#
# One answer to “why squared error?” is what is assumed of the noise. This chapter derives from the
# assumptions the density of the observations, in which the squared residuals already stand.
#
# ## In short
#
# - If the entries of the noise are independent and Gaussian, with mean 0 and one variance
#   $\sigma^2 > 0$, the [density of the observations](#density-of-the-observations) is a product of
#   $n$ factors, in which the weights $w$ occur only in the squared residuals $(y_i -
#   x_i^{\mathsf T} w)^2$.
# - Read as a function of $w$ and $\sigma^2$, with the observed $y$ put in, this density is the
#   *likelihood*.
# - With [unequal variances](#density-of-the-observations-with-unequal-variances) each factor keeps
#   its own variance; with [Laplace noise](#density-of-the-observations-with-laplace-noise) an
#   absolute value takes the place of the square; with [correlated Gaussian
#   noise](#density-of-the-observations-with-covariance) a quadratic form does.
# - What probability supplies is cited, and named on the line that uses it. The rest is proved.
#
# ## The setting
#
# The model is $y = Xw^\star + \varepsilon$: the observations $y$ are a linear function of the rows
# of the design matrix $X$, with the true weights $w^\star$, plus noise. Of the noise $\varepsilon$
# four things are assumed: its entries are independent, each is Gaussian, each has mean 0, and all
# have the same variance $\sigma^2 > 0$. $X$, of shape $n \times d$, is given: it is not random, or
# everything is said for given $X$, also what is assumed of the noise. The weights $w$ are a
# candidate for the true ones: what is derived holds for every $w$ that might be $w^\star$.
#
# Each theorem lists on top what its proof uses. The list is computed from the proof; so is the
# status of each line. Every formula set on a line of its own is printed from an object that the
# kernel checked.
#
# **Notation.** $n$ and $d$ are any positive integers, all numbers are real, and all vectors are
# columns. $e_i$ is the vector with a 1 in place $i$ and 0 elsewhere, so that $y_i = e_i^{\mathsf T}
# y$ is observation $i$, and $x_i = X^{\mathsf T} e_i$ is row $i$ of $X$, as a column; $I_n$ is the
# identity. $\prod_i$ runs over all $n$ observations. $p_U(z)$ is the density of a random vector $U$
# at the point $z$: its continuous density; 0 everywhere if it has none. $y$ stands for the random
# observations and for what was observed: $p_{Xw + \varepsilon}(y)$ is the density of the first at
# the second. $u \sim \mathcal N(\mu, v)$: $u$ is Gaussian, with mean $\mu$ and variance $v$; for a
# vector, with a mean vector and a covariance matrix. $\mathrm{Laplace}(\mu, \tau)$ has the density
# $\exp(-|t - \mu|/\tau)/(2\tau)$. $V \succ 0$, $V$ is *positive definite*: it is symmetric, and
# $v^{\mathsf T} V v > 0$ for every $v \ne 0$.

# %%
from derivations import theorem

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
# This is the density of $\mathcal N(Xw, \sigma^2 I_n)$, a law that [a later
# chapter](distribution-of-the-estimate.py#distribution-of-the-observations) starts from. The
# observations need not be identically distributed: the mean $x_i^{\mathsf T} w$ of $y_i$ may change
# with $i$, so that “independent and identically distributed” is said of the noise, not of the
# observations. (If instead the pairs of $x_i$ and $y_i$ are drawn so, and the law of $x_i$ has
# nothing to do with $w$, its density is one more factor, which moves no maximum over $w$.) As a
# function of $w$ and $\sigma^2$, with the observed $y$ put in, the density is the *likelihood*
# $L(w, \sigma^2)$; the larger it is, the more likely the observations are called. It is no
# probability: that of exactly these observations is 0.
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
# with mean 0 and the covariance matrix $\sigma^2 V$, for $\sigma^2 > 0$ and a positive definite
# $V$. Such a $V$ has an inverse, as every square matrix $A$ has whose columns are linearly
# independent (*full column rank*: $Av = 0$ only for $v = 0$). It is the pseudoinverse $A^+$, of
# which no more is used here than that every matrix has one, with $AA^+A = A$ and a symmetric
# $AA^+$; [a later chapter](all-minimisers.py#penroses-equations-give-the-pseudoinverse) says what
# it is for. $M_A$ is $I - AA^+$. ($k$ is any size here.)

# %%
theorem("square-matrix-of-full-column-rank-is-invertible")

# %% [markdown]
# A positive definite $V$ is such a matrix:

# %%
theorem("positive-definite-matrix-is-invertible")

# %%
theorem("density-of-the-observations-with-covariance")

# %% [markdown]
# The product $\prod_i \sqrt{2 \pi \sigma^2}$ has $n$ equal factors; it is written so because the
# kernel has no powers with the exponent $n$.

# %% [markdown]
# ## What was assumed
#
# Counted from the proofs, over all theorems of this chapter:

# %%
from IPython.display import HTML

from derivations.presentation.theorems import assumed_html
from derivations.publishing.registry import theorems

HTML(assumed_html(theorems(page="noise-to-likelihood")))

# %% [markdown]
# Next: [the logarithm](log-likelihood.py) turns these products into sums.
