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
# # The log-likelihood
#
# The [likelihood](noise-to-likelihood.py) is a product of $n$ factors. Its logarithm is a sum, in
# which what depends on the weights stands by itself.
#
# ## In short
#
# - For independent Gaussian noise with mean 0 and one variance, the
#   [log-likelihood](#log-likelihood) is $-n \ln \sqrt{2\pi\sigma^2} - \lVert y - Xw \rVert^2 /
#   (2\sigma^2)$. The derivation uses no more than $\sigma^2 > 0$.
# - [With an intercept](#log-likelihood-with-intercept) $b$, the residual is $y - Xw - b\mathbf
#   1_n$; the rest is the same.
# - With [unequal variances](#log-likelihood-with-unequal-variances) each squared residual is
#   divided by its variance; with [Laplace noise](#log-likelihood-with-laplace-noise) absolute
#   values take the place of the squares; with [correlated Gaussian
#   noise](#log-likelihood-with-covariance) $G(w) = (y - Xw)^{\mathsf T} V^{-1} (y - Xw)$ takes the
#   place of the squared norm.
# - Two steps do most of it, both for every $n$: the [logarithm of a
#   product](#logarithm-of-a-finite-product) of positive numbers is the sum of their logarithms, and
#   the [sum of the squared residuals](#sum-of-squared-residuals) is a squared norm.
# - [The logarithm keeps order](#logarithm-keeps-order), and so does [the
#   exponential](#exponential-keeps-order), so that a likelihood and its logarithm are largest at
#   the same weights. This rests on one cited fact, $\ln t \le t - 1$ for $t > 0$.
#
# ## The setting
#
# $L$, $L_s$, $L_1$ and $L_V$ are the likelihoods of [the chapter before](noise-to-likelihood.py),
# for one variance, unequal variances, Laplace noise and correlated noise. From here on they are
# formulas: nothing is random in this chapter, and of the noise only its parameters are left, such
# as $\sigma^2 > 0$.
#
# **Notation.** $e_i$, $y_i$ and $x_i$ are those of the chapter before. $\mathbf 1_n$ is the vector
# of ones, $I_n$ the identity. $\sum_i$ and $\prod_i$ run over all $n$ observations.

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
# ## The logarithm
#
# With a rule for products and a cited fact, which come below, these laws are all that is used about
# exp, ln, √, the absolute value and $\pi$. They are part of the kernel, and printed from it; where
# nothing else is said, they hold for all real $s$ and $t$.

# %%
from IPython.display import HTML

from derivations.presentation.theorems import laws_html

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
# ## The logarithm of the likelihood
#
# Now all is put together, one rule a line. That $\sigma^2$ is positive is all that is used.

# %%
theorem("log-likelihood")

# %% [markdown]
# The same in SymPy's own words, which run wherever SymPy is installed: three observations, two
# weights, and the logarithm of the product expanded by SymPy. This shows one size only; the theorem
# is about all $n$ and $d$.

# %% tags=["plain-sympy"]
from sympy import Matrix, exp, expand_log, log, pi, prod, sqrt, symbols

n, d = 3, 2
X = Matrix(n, d, symbols(f"x:{n}:{d}", real=True))
y = Matrix(symbols(f"y:{n}", real=True))
w = Matrix(symbols(f"w:{d}", real=True))
sigma = symbols("sigma", positive=True)

residual = y - X * w
L = prod(exp(-(r**2) / (2 * sigma**2)) / sqrt(2 * pi * sigma**2) for r in residual)
ell = -n * log(sqrt(2 * pi * sigma**2)) - residual.dot(residual) / (2 * sigma**2)
expand_log(log(L) - ell).expand() == 0

# %% [markdown]
# Two slips are common here (beside a $w$ in the place of the 2 under the root, where nothing
# depends on the weights): one $\ln \sqrt{2 \pi \sigma^2}$ in the place of $n$ of them, and a lost
# $1/\sigma^2$ when the sum becomes a norm. Neither changes the best $w$. But the first would move
# the best $\sigma^2$ from $\lVert y - Xw \rVert^2 / n$ to $\lVert y - Xw \rVert^2$, where that is
# not 0, and with the second there would be none. (This remark is not checked by the kernel.)
#
# With an intercept $b$, each prediction is $x_i^{\mathsf T} w + b$. Nothing new is needed: the
# intercept is subtracted from the observations. (Or let $b$ be one more weight, for [a column of
# ones](column-of-ones.py) in $X$; then all that follows applies.)

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
from derivations.presentation.theorems import assumed_html
from derivations.publishing.registry import theorems

HTML(assumed_html(theorems(page="log-likelihood")))

# %% [markdown]
# Next: [where the log-likelihood is largest](likelihood-to-squared-error.py), as a function of the
# weights.
