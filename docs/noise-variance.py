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
# # The noise variance, χ² and t
#
# The covariance of the estimate contains $\sigma^2$, which is unknown. This chapter estimates it
# from the residuals, and derives the laws on which tests rest.
#
# ## In short
#
# - For uncorrelated noise of mean zero and one variance, [the mean of
#   RSS](#expectation-of-the-residual-sum-of-squares), the residual sum of squares, is
#   $(n-d)\,\sigma^2$. So for $\sigma^2 > 0$ the maximum-likelihood estimate $\mathrm{RSS}/n$ [is
#   biased](#bias-of-the-maximum-likelihood-variance), and $s^2 = \mathrm{RSS}/(n-d)$, for $n > d$,
#   [is not](#unbiased-variance).
# - An intercept that is estimated [takes one degree of freedom
#   more](#unbiased-variance-with-intercept): $n-d-1$ remain.
# - With noise from $\mathcal N(0, \sigma^2 I)$ and $\sigma^2 > 0$, [the law of
#   RSS](#law-of-the-residual-sum-of-squares) over $\sigma^2$ is $\chi^2$ with $n-d$ degrees of
#   freedom, and [the law of the error of a weight](#law-of-the-t-ratio) over its standard error is
#   Student's $t$ with as many, if there is one at least. With an intercept it is one less, in [the
#   first law](#law-of-the-residual-sum-of-squares-with-intercept) and in [the
#   second](#law-of-the-t-ratio-with-intercept). These theorems rest on cited facts; that the facts
#   apply is proved.
#
# Throughout, $X^{\mathsf T} X$ is invertible, or with an intercept $X^{\mathsf T} C X$.
#
# ## The setting
#
# As [before](bias-and-covariance.py), $y = Xw^\star + \varepsilon$, $X$ is given, $\hat w =
# (X^{\mathsf T} X)^{-1} X^{\mathsf T} y$, and $\mathrm{RSS} = \lVert y - X\hat w \rVert^2$ is the
# residual sum of squares. *Gaussian noise* is noise from $\mathcal N(0, \sigma^2 I)$ here.
# Up to the section on $\chi^2$ and $t$, only the first two moments of the noise are assumed, but
# for one example. With an intercept, $y = Xw^\star + \mathbf{1}b^\star + \varepsilon$, and $\hat
# w = (X^{\mathsf T} C X)^{-1} X^{\mathsf T} C y$ and $\hat b = \bar y - \bar x^{\mathsf T} \hat w$
# are both estimated.

# %%
from derivations import theorem

# %% [markdown]
# ## The mean of the residual sum of squares
#
# RSS is a quadratic form of the noise, and the mean of such a form is known.

# %%
theorem("residual-sum-of-squares-and-the-noise")

# %%
theorem("expectation-of-a-quadratic-form")

# %%
theorem("expectation-of-the-residual-sum-of-squares")

# %% [markdown]
# ## Two estimates of the variance
#
# So the estimate $\hat\sigma^2 = \mathrm{RSS}/n$, which is [maximum
# likelihood](variance-score-and-information.py) under Gaussian noise unless the fit is perfect, is
# too small on average (for $\sigma^2 > 0$), and $s^2 = \mathrm{RSS}/(n - d)$ is not. With full
# column rank $n \ge d$; to divide, $n > d$ is needed.

# %%
theorem("bias-of-the-maximum-likelihood-variance")

# %%
theorem("unbiased-variance")

# %% [markdown]
# Put in the place of $\sigma^2$, it gives an estimate of the covariance of $\hat w$ from the data
# alone. The roots of its diagonal entries, $\sqrt{s^2 ((X^{\mathsf T} X)^{-1})_{jj}}$, are the
# *standard errors* of the weights. (The estimate of the covariance is unbiased; the standard
# errors, being roots, in general are not.)

# %%
theorem("unbiased-covariance-of-the-estimate")

# %% [markdown]
# Gaussian noise has the moments that these theorems suppose, so that they hold for it as well; one
# of them is restated, as an example.

# %%
theorem("unbiased-variance-with-gaussian-noise")

# %% [markdown]
# ## With an intercept
#
# An intercept that is estimated takes one degree of freedom more. (If $b^\star$ is known, $n - d$
# remains, with $y - \mathbf{1}b^\star$ for $y$.)

# %%
theorem("expectation-of-the-residual-sum-of-squares-with-intercept")

# %%
theorem("unbiased-variance-with-intercept")

# %% [markdown]
# ## χ² and t
#
# With Gaussian noise the laws are known. Beside [those of the chapter
# before](distribution-of-the-estimate.py), three facts are cited: the squared length of an
# orthogonally projected $\mathcal{N}(0, \sigma^2 I)$ vector, over $\sigma^2$, has a $\chi^2$ law;
# functions of independent vectors are independent; and a standard Gaussian over the root of an
# independent $\chi^2$ divided by its degrees of freedom has Student's $t$ law. That these facts
# apply is proved. For $n = d$ the residual is 0, and $\chi^2(0)$ is the law of 0.

# %%
theorem("law-of-the-residual-sum-of-squares")

# %%
theorem("law-of-the-residual-sum-of-squares-with-intercept")

# %% [markdown]
# For the $j$-th weight take $a = e_j$: then $a^{\mathsf T} (X^{\mathsf T} X)^{-1} a$ is the $j$-th
# diagonal entry, and the ratio is the error over the standard error. Neither it nor its law
# contains $\sigma^2$. That $a^{\mathsf T} (X^{\mathsf T} X)^{-1} a$ is positive says that $a \ne
# 0$.

# %%
theorem("law-of-the-t-ratio")

# %% [markdown]
# In [the worked example](worked-example.py#errors) $s^2$ is 36, and with the true weights 0 the $t$
# ratios of weight and intercept are 4 and 2.

# %%
theorem("law-of-the-t-ratio-with-intercept")

# %% [markdown]
# ## How good is s²?
#
# The [Cramér–Rao bound](gauss-markov-and-cramer-rao.py) for unbiased estimates
# of $\sigma^2$ from Gaussian noise is $2\sigma^4/n$, and $\mathrm{Var}[s^2] = 2\sigma^4/(n - d)$ is
# larger. (Not checked by the kernel: fourth moments are beyond it. $\mathrm{Var}[s^2]$ follows from
# the $\chi^2$ law, whose variance is twice its degrees of freedom.) No unbiased estimate of
# $\sigma^2$ attains that bound; among them $s^2$ has the least variance all the same, for it is a
# function of a complete sufficient statistic (not checked here either).

# %% [markdown]
# ## What was assumed
#
# Counted from the proofs, over all theorems of this chapter:

# %%
from IPython.display import HTML

from derivations.presentation.theorems import assumed_html
from derivations.publishing.registry import theorems

HTML(assumed_html(theorems(page="noise-variance")))

# %% [markdown]
# Next: [one observation more](one-observation-more.py), without a new fit to all of them.
