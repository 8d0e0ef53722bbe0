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
# # Generalised and weighted least squares
#
# If the covariance of the noise is $\sigma^2 V$ and $V$ is known, an estimate other than
# least squares is at least as good as it. This chapter derives it, and its covariance.
#
# ## In short
#
# - If $V$ is positive definite and $X^{\mathsf T} V^{-1} X$ is invertible, $\hat w_V = (X^{\mathsf
#   T} V^{-1} X)^{-1} X^{\mathsf T} V^{-1} y$ [minimises](#generalised-least-squares-estimate) the
#   generalised squared error, and [maximises](#generalised-least-squares-is-maximum-likelihood) the
#   log-likelihood of Gaussian noise with the covariance $\sigma^2 V$, $\sigma^2 > 0$.
# - As an estimate it is [unbiased](#generalised-least-squares-is-unbiased) if the noise has mean
#   zero, and has [the covariance](#covariance-of-generalised-least-squares) $\sigma^2 (X^{\mathsf
#   T} V^{-1} X)^{-1}$ if that of the noise is $\sigma^2 V$. Neither needs Gaussian noise.
# - [Aitken](#generalised-gauss-markov): every linear estimate $Ay$ with $AX = I$ has at least this
#   covariance, [ordinary least squares](#least-squares-is-never-better-than-generalised) included.
# - If $V$ is diagonal, this is weighted least squares: [each squared
#   residual](#generalised-squared-error-is-weighted) is divided by the entry of its observation.
#
# ## The setting
#
# As in [the chapter on covariance](bias-and-covariance.py), and again without an intercept, $y =
# Xw^\star + \varepsilon$, $X$ is given, only $\varepsilon$ is random, and $\hat w = (X^{\mathsf T}
# X)^{-1} X^{\mathsf T} y$. Let $\mathrm{Var}[\varepsilon] = \sigma^2 V$, where $V$ is known. (A $V$
# that is itself estimated from the data is not covered.) If the noise has mean zero, $\hat w$ is
# still unbiased, and its covariance is [known](bias-and-covariance.py#covariance-of-the-estimate);
# but in general it is no longer maximum likelihood under Gaussian noise.

# %%
from derivations import theorem

# %% [markdown]
# ## The minimum of the generalised squared error
#
# For positive definite $V$ and Gaussian noise, maximum likelihood is [a
# minimiser](other-noise.py) of $G(w) = (y - Xw)^{\mathsf T} V^{-1} (y - Xw)$:
# *generalised least squares*. For its closed form nothing is random; $y$ is any vector.
# $X^{\mathsf T} V^{-1} X$ is invertible if $V$ is positive definite and $X$ has full column rank.
# (This sentence is not checked by the kernel.)

# %%
theorem("generalised-squared-error-gap")

# %%
theorem("generalised-least-squares-estimate")

# %%
theorem("generalised-least-squares-is-maximum-likelihood")

# %% [markdown]
# ## As an estimate
#
# Again with $y = Xw^\star + \varepsilon$. Positive definite $V$ is no longer needed; it is enough
# that the inverses exist.

# %%
theorem("generalised-estimate-and-the-truth")

# %%
theorem("generalised-least-squares-is-unbiased")

# %%
theorem("covariance-of-generalised-least-squares")

# %% [markdown]
# ## Gauss–Markov, generalised
#
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
# ## Weighted least squares
#
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

from derivations.presentation.theorems import assumed_html
from derivations.publishing.registry import theorems

HTML(assumed_html(theorems(page="generalised-least-squares")))

# %% [markdown]
# Next: [the laws of these estimates](distribution-of-the-estimate.py), where the noise is Gaussian.
