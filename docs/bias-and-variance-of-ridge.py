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
# # Bias and variance of ridge
#
# How far is the ridge estimate from the truth? It is drawn towards 0, and so in general misses the
# truth on average; and it varies with the noise. This chapter derives the two, its bias and its
# covariance, for a given weight of the penalty, and what they make together: the mean squared
# error.
#
# ## In short
#
# - For noise of mean zero, ridge has [the bias](#bias-of-the-ridge-estimate) $-\lambda (X^{\mathsf
#   T} X + \lambda I)^{-1} w^\star$, which is not 0 for $\lambda > 0$ and $w^\star \ne 0$.
# - For noise that is uncorrelated and of one variance $\sigma^2$, its
#   [covariance](#covariance-of-the-ridge-estimate) is $\sigma^2 (X^{\mathsf T} X + \lambda I)^{-1}
#   X^{\mathsf T} X (X^{\mathsf T} X + \lambda I)^{-1}$.
# - The mean squared error of any estimate is [its variance plus its squared
#   bias](#mean-squared-error-is-variance-plus-squared-bias). So that of ridge is known, [as a
#   matrix](#mean-squared-error-of-the-ridge-estimate) and [in
#   total](#total-mean-squared-error-of-the-ridge-estimate), for noise that is all this. [That of
#   least squares](#mean-squared-error-of-least-squares) is $\sigma^2 (X^{\mathsf T} X)^{-1}$.
#
# ## The setting
#
# As in [the chapters on the estimate](bias-and-covariance.py), $y = Xw^\star + \varepsilon$, $X$ is
# given, and only the noise $\varepsilon$ is random; its mean is zero, and it is uncorrelated and of
# one variance $\sigma^2$, wherever the theorems say so. There is no intercept. [Ridge](ridge.py)
# minimises $\lVert Xw - y \rVert^2 + \lambda \lVert w \rVert^2$, where $\lambda$ is called the
# weight of the penalty. Its estimate is $\hat w_R(\lambda) = A_R(\lambda)^{-1} X^{\mathsf T} y$
# with the *ridge matrix* $A_R(\lambda) = X^{\mathsf T} X + \lambda I$; that of least squares is
# $\hat w = (X^{\mathsf T} X)^{-1} X^{\mathsf T} y$. $\lambda$ is given too: a $\lambda$ that is
# chosen by the same data, as by cross-validation, is not covered.
#
# An estimate that is biased is judged by its *mean squared error*, the matrix $\mathbb{E}[(u -
# w^\star)(u - w^\star)^{\mathsf T}]$ for an estimate $u$. (This is about the estimate and the
# truth. $J$, which bears the same name, is about predictions and observations.) For every direction
# $v$ it contains the mean squared error of $v^{\mathsf T} u$ as an estimate of $v^{\mathsf T}
# w^\star$, and its trace is the *total* $\mathbb{E}\lVert u - w^\star \rVert^2$. The matrix of
# ridge is called $\mathrm{MSE}_R(\lambda)$, and that of least squares $\mathrm{MSE}$.
#
# A small example has one feature, which is 1 in both of two observations, $w^\star = 1$ and
# $\sigma^2 = 1$. So $X^{\mathsf T} X = 2$, and the ridge matrix is $2 + \lambda$. The first row,
# with $\lambda = 0$, is least squares. With a larger $\lambda$ the variance is smaller, and the
# bias is farther from 0. The values are exact, computed from the terms of the theorems:

# %%
from fractions import Fraction

from IPython.display import HTML

from derivations import theorem
from derivations.numbers.evaluate import evaluate
from derivations.results.model import X, variance, w_star
from derivations.results.ridge import lam
from derivations.results.ridge_moments import ridge_bias, ridge_covariance, ridge_error

one_feature = {X: [[1], [1]], w_star: [1], variance: [1]}
columns = {
    "bias": ridge_bias,
    "variance": ridge_covariance,
    "mean squared error": ridge_error,
}


def row(weight):
    """The values of the columns at a weight of the penalty, as a row of a table."""
    given = {**one_feature, lam: [weight]}
    values = (evaluate(each.conclusion.right, given).item() for each in columns.values())
    cells = "".join(f"<td>{value}</td>".replace("-", "−") for value in values)
    return f"<tr><td>{weight}</td>{cells}</tr>"


head = "".join(f"<th>{name}</th>" for name in ("λ", *columns))
rows = "".join(map(row, (0, Fraction(1, 2), 1, 2, 4, 8)))
HTML(f"<table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>")

# %% [markdown]
# In each row the mean squared error is the variance plus the square of the bias. It is least in the
# row of $\lambda = 1$; at 4 it is that of least squares again, and at 8 it is larger.
#
# ## Bias and variance
#
# In this section and the next it is enough of $X$ and $\lambda$ that the ridge matrix is
# invertible, as it [always is](ridge.py#ridge-matrix-invertible) for $\lambda > 0$; only the last
# theorem, on least squares, needs that $X^{\mathsf T} X$ is.

# %%
theorem("ridge-estimate-and-the-truth")

# %%
theorem("bias-of-the-ridge-estimate")

# %%
theorem("mean-of-the-ridge-estimate")

# %%
theorem("covariance-of-the-ridge-estimate")

# %% [markdown]
# ## The mean squared error
#
# The mean squared error of any random vector $u$ has two parts, one for its variance and one for
# its bias.

# %%
theorem("mean-squared-error-is-variance-plus-squared-bias")

# %%
theorem("total-mean-squared-error-is-a-trace")

# %% [markdown]
# With the bias and the covariance of ridge in their places, and then for least squares, whose bias
# is 0:

# %%
theorem("mean-squared-error-of-the-ridge-estimate")

# %%
theorem("total-mean-squared-error-of-the-ridge-estimate")

# %%
theorem("mean-squared-error-of-least-squares")

# %% [markdown]
# ## What was assumed
#
# Counted from the proofs, over all theorems of this chapter:

# %%
from derivations.presentation.theorems import assumed_html
from derivations.publishing.registry import theorems

HTML(assumed_html(theorems(page="bias-and-variance-of-ridge")))

# %% [markdown]
# Next: [when ridge is better](when-ridge-is-better.py) than least squares.
