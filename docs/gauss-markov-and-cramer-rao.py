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
# # Gauss–Markov and Cramér–Rao
#
# Can another unbiased estimate have a smaller covariance than least squares? This chapter answers
# for linear estimates, and then for others.
#
# ## In short
#
# - For noise of mean zero, a linear estimate $Ay$ with $AX = I$ [is
#   unbiased](#linear-estimates-with-ax-the-identity-are-unbiased), and those that are unbiased
#   whatever the truth [satisfy](#unbiased-linear-estimates) $AX = I$.
# - [Gauss–Markov](#gauss-markov): for uncorrelated noise of one variance, every such estimate has
#   at least the covariance of least squares. What it has more is [the
#   covariance](#gauss-markov-decomposition) of the difference of the two.
# - [Cramér–Rao](#cramer-rao): for the same noise with $\sigma^2 > 0$, every estimate, linear or
#   not, has at least the covariance $\sigma^2 (X^{\mathsf T} X)^{-1}$, if its variances are finite
#   and its covariance with $g = X^{\mathsf T} \varepsilon / \sigma^2$ is $I$. Least squares
#   [attains this bound](#least-squares-attains-the-cramer-rao-bound).
# - For noise from $\mathcal N(0, \sigma^2 I)$, $g$ is the score, and regular unbiased estimates
#   have that covariance with it. That is from the literature, and no proof here uses it; for linear
#   unbiased estimates [it is proved](#covariance-of-a-linear-estimate-and-the-score).
#
# Throughout, $X^{\mathsf T} X$ is invertible.
#
# ## The setting
#
# As in [the chapter before](bias-and-covariance.py), $y = Xw^\star + \varepsilon$, $X$ is given,
# only $\varepsilon$ is random, and $\hat w = (X^{\mathsf T} X)^{-1} X^{\mathsf T} y$. $T$ is
# another estimate. That it has at least the covariance of $\hat w$ means that $\mathrm{Var}[T] -
# \mathrm{Var}[\hat w]$ is positive semidefinite, so that $\mathrm{Var}[a^{\mathsf T} T] \ge
# \mathrm{Var}[a^{\mathsf T} \hat w]$ for every vector $a$.

# %%
from derivations import theorem

# %% [markdown]
# ## Gauss–Markov
#
# For noise of mean zero, a linear estimate $T = Ay$ is unbiased whatever the truth exactly if $AX
# = I$. It is enough that it is unbiased where the truth is each of the basis vectors $e_j$.

# %%
theorem("unbiased-linear-estimates")

# %%
theorem("linear-estimates-with-ax-the-identity-are-unbiased")

# %% [markdown]
# For uncorrelated noise of one variance, $\hat w$ has the smallest covariance among them:
# $\mathrm{Var}[T] - \mathrm{Var}[\hat w]$ is positive semidefinite, for it is itself a variance,
# that of $T - \hat w$.

# %%
theorem("excess-of-a-linear-unbiased-estimate")

# %%
theorem("gauss-markov-decomposition")

# %%
theorem("gauss-markov")

# %% [markdown]
# ## Cramér–Rao
#
# Can an estimate that is not linear do better than $\hat w$? For noise from $\mathcal N(0, \sigma^2
# I)$ the score at the truth is $g = X^{\mathsf T} \varepsilon / \sigma^2$. For any noise of mean
# zero and covariance $\sigma^2 I$, this $g$ has mean zero, and its variance is [the
# information](variance-score-and-information.py#information) about $w$, here called $F$.

# %%
theorem("score-at-the-truth")

# %%
theorem("mean-of-the-score")

# %%
theorem("variance-of-the-score-is-the-information")

# %%
theorem("inverse-information")

# %% [markdown]
# For noise from $\mathcal N(0, \sigma^2 I)$, let $T$ be unbiased whatever the truth $w$,
# and *regular*: expectation and derivative may be exchanged. Then $\mathrm{Cov}[T, g] = I$ (E. L.
# Lehmann and G. Casella, *Theory of Point Estimation*, 2nd ed., 1998, section 2.6: differentiate
# $\mathbb{E}[T] = w$ under the integral). The kernel has no families of laws, so that
# $\mathrm{Cov}[T, g] = I$ is a hypothesis of the two theorems on Cramér–Rao. For linear estimates
# it is proved first.

# %%
theorem("covariance-of-a-linear-estimate-and-the-score")

# %%
theorem("cramer-rao-decomposition")

# %%
theorem("cramer-rao")

# %%
theorem("least-squares-attains-the-cramer-rao-bound")

# %% [markdown]
# So for noise from $\mathcal N(0, \sigma^2 I)$, $\hat w$ has the least covariance among all regular
# unbiased estimates, not only the linear ones. (For the variance $\sigma^2$ [it is
# different](noise-variance.py#how-good-is-s2).)

# %% [markdown]
# ## What was assumed
#
# Counted from the proofs, over all theorems of this chapter:

# %%
from IPython.display import HTML

from derivations.presentation.theorems import assumed_html
from derivations.publishing.registry import theorems

HTML(assumed_html(theorems(page="gauss-markov-and-cramer-rao")))

# %% [markdown]
# Next: [what it costs to estimate an intercept](price-of-an-intercept.py) as well.
