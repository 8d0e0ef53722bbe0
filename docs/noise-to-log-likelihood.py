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
# Why squared error? Because of what is assumed of the noise. The model is
# $y = Xw_\star + \varepsilon$: the observations $y$ are a linear function of the rows of the design
# matrix $X$, with the true weights $w_\star$, plus noise. Of the noise four things are assumed:
# its entries are independent, each is Gaussian, each has mean 0, and all have the same variance
# $\sigma^2$. This chapter derives from them the density of the observations, the likelihood, and
# takes its logarithm. Each assumption is used on one line. The next chapter draws the conclusion.
#
# $X$, of shape $n \times d$, is given: it is not random, or everything is said for given $X$. The
# weights $w$ are a candidate for the true ones: what is derived holds for every $w$ that might be
# $w_\star$.
#
# **Notation.** All vectors are columns. $e_i$ is the vector with a 1 in place $i$ and 0 elsewhere,
# so that $y_i = e_i^{\mathsf T} y$ is observation $i$, and $x_i = X^{\mathsf T} e_i$ is row $i$ of
# $X$, as a column. $\sum_i$ and $\prod_i$ run over all $n$ observations, for every $n$. $p_U(z)$
# is the density of a random vector $U$ at the point $z$: its continuous density, and 0 where it has
# none. $u \sim \mathcal N(m, s)$: $u$ is Gaussian, with mean $m$ and variance $s$; for a vector,
# with a mean vector and a covariance matrix.

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
# Let $\varepsilon$ be a random vector whose entries are *independent*, with $\varepsilon_i \sim
# \mathcal N(m_i, s_i)$, which is *normality*; $m_i = 0$ for each $i$ is *zero mean*, and $s_i =
# \sigma^2$ for each $i$ is *equal variance*. Three facts of probability are cited: what a constant
# does to a density, what independence does, and the density of a Gaussian. The rest follows, and
# each hypothesis is used on the line that names it.

# %%
theorem("density-of-the-observations")

# %% [markdown]
# So, for given $X$, the observations are independent and Gaussian with one variance. They are not
# identically distributed: the mean of $y_i$ is $x_i^{\mathsf T} w$, which changes with $i$. As a
# function of $w$ and $\sigma^2$, with the observed $y$ put in, their density is the *likelihood*
# $L(w, \sigma^2)$.
#
# Without the last hypothesis each observation keeps its own variance.

# %%
theorem("density-of-the-observations-with-unequal-variances")

# %% [markdown]
# If normality fails, the density is another; with the Laplace law it has an absolute value in the
# place of the square.

# %%
theorem("density-of-the-observations-with-laplace-noise")

# %% [markdown]
# If independence fails, a Gaussian vector has a covariance matrix; let it be $\sigma^2 V$, with a
# positive definite $V$.

# %%
theorem("density-of-the-observations-with-covariance")

# %% [markdown]
# The product $\prod_i \sqrt{2 \pi \sigma^2}$ has $n$ equal factors; it is written so because the
# kernel has no powers with the exponent $n$.

# %% [markdown]
# ## The logarithm
#
# What is taken of exp, ln and √ is what they mean. These laws are part of the kernel, and printed
# from it, with those of the absolute value and of $\pi$; they hold for all real $s$, $t$ and $a$.

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
# ln and exp keep order: what is not less has a logarithm, and an exponential, that is not less. For
# ln lies below its tangent at 1, $\ln t \le t - 1$, which is a cited fact.

# %%
theorem("logarithm-keeps-order")

# %%
theorem("exponential-keeps-order")

# %% [markdown]
# It touches that tangent at 1 only. (This is for the last chapter.)

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
# With an intercept $b$, each prediction is $x_i^{\mathsf T} w + b$. Nothing new is needed: the
# intercept is subtracted from the observations.

# %%
theorem("log-likelihood-with-intercept")

# %% [markdown]
# The same chain for unequal variances, and for Laplace noise:

# %%
theorem("log-likelihood-with-unequal-variances")

# %%
theorem("log-likelihood-with-laplace-noise")

# %% [markdown]
# And for correlated noise, where $V$ has an inverse and a determinant that is positive.

# %%
theorem("positive-definite-matrix-is-invertible")

# %%
theorem("log-likelihood-with-covariance")

# %% [markdown]
# ## What was assumed
#
# Counted from the proofs, over all theorems of this chapter:

# %%
from derivations.display import assumed_html
from derivations.registry import page, theorems

HTML(assumed_html([r for r in theorems() if page(r) == "noise-to-log-likelihood"]))
