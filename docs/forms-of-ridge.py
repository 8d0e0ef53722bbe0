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
# # Ridge in other forms
#
# What else is ridge? The same estimate comes from the products of the rows of $X$, from least
# squares on more data, and from a prior law of the weights. The products make an $n \times n$
# matrix, which is smaller than $X^{\mathsf T} X$ where $n < d$.
#
# ## In short
#
# - [Push-through](#push-through): $(X^{\mathsf T} X + \lambda I)^{-1} X^{\mathsf T} = X^{\mathsf T}
#   (X X^{\mathsf T} + \lambda I)^{-1}$, so that a prediction needs of $X$ and $x_0$ only [inner
#   products of rows](#ridge-prediction-by-inner-products).
# - The [degrees of freedom](#degrees-of-freedom-of-ridge) of ridge, the trace of the matrix that
#   takes $y$ to the fit, are $d - \lambda\, \mathrm{tr}\bigl((X^{\mathsf T} X + \lambda
#   I)^{-1}\bigr)$.
# - Ridge [is least squares](#ridge-is-least-squares-with-more-observations) on $d$ observations
#   more, which are all 0: the rows of $\sqrt\lambda I$ stand below $X$, and zeros below $y$.
# - With noise from $\mathcal N(0, \sigma^2 I)$ and a prior $\mathcal N(0, \tau^2 I)$ of the
#   weights, ridge with $\lambda = \sigma^2/\tau^2$ [maximises likelihood times
#   prior](#ridge-maximises-likelihood-times-gaussian-prior).
#
# ## The setting
#
# As in [the chapter on ridge](ridge.py), $R(w, \lambda) = \lVert Xw - y \rVert^2 + \lambda \lVert w
# \rVert^2$ is the ridge objective, $A_R(\lambda) = X^{\mathsf T} X + \lambda I$ the ridge matrix
# and $\hat w_R(\lambda) = A_R(\lambda)^{-1} X^{\mathsf T} y$ the ridge estimate, for any $X$ and
# $y$; in the text $\lambda > 0$, and the theorems list what they use.
#
# A small example has one observation, $X = (1, 2)$ and $y = 9$, and $\lambda = 4$. The $2 \times 2$
# matrix $X^{\mathsf T} X + \lambda I$ has to be inverted on the left of push-through, and only the
# number $X X^{\mathsf T} + \lambda$ on its right. Least squares on two observations more has the
# rows $(1, 2)$, $(2, 0)$ and $(0, 2)$, for $\sqrt\lambda = 2$, and the observations 9, 0 and 0.
# Noise of the variance 4 and a prior of the variance 1 go with this $\lambda$ too. The weights are
# the same four times. All values are exact, computed from the terms of the theorems:

# %%
from IPython.display import HTML

from derivations import theorem
from derivations.numbers.evaluate import evaluate
from derivations.results.model import X, variance, y
from derivations.results.ridge import lam
from derivations.results.ridge_forms import (
    degrees_of_freedom,
    kernel,
    push_through,
    ridge_as_least_squares,
)
from derivations.results.ridge_prior import best, tau_sq

one = {X: [[1, 2]], y: [9], lam: [4], variance: [4], tau_sq: [1]}
terms = {
    "XXᵀ + λI": kernel,
    "(XᵀX + λI)⁻¹Xᵀy": push_through.conclusion.left @ y,
    "Xᵀ(XXᵀ + λI)⁻¹y": push_through.conclusion.right @ y,
    "least squares on two observations more": ridge_as_least_squares.conclusion.left,
    "where likelihood times prior is largest": best,
    "degrees of freedom": degrees_of_freedom.conclusion.right,
}
rows = "".join(
    f"<tr><td>{name}</td><td>{', '.join(map(str, evaluate(term, one).ravel()))}</td></tr>"
    for name, term in terms.items()
)
HTML(f"<table><tbody>{rows}</tbody></table>")

# %% [markdown]
# ## Inner products, and degrees of freedom
#
# For $\lambda > 0$ both matrices are [invertible](ridge.py#ridge-matrix-invertible), the second one
# as that of $X^{\mathsf T}$ in the place of $X$.

# %%
theorem("push-through")

# %% [markdown]
# The prediction at $x_0$ is made of $y$, the inner products $Xx_0$ of $x_0$ with the rows of $X$,
# and those of the rows with one another, $XX^{\mathsf T}$. *Kernel ridge* puts another function of
# two rows in their place. (That kernel has nothing to do with the one that checks the proofs.)

# %%
theorem("ridge-prediction-by-inner-products")

# %% [markdown]
# The fit of ridge is $X A_R(\lambda)^{-1} X^{\mathsf T} y$. The trace of the matrix that takes $y$
# to it, which [for least squares is $d$](projection.py#hat-matrix-trace), is called the
# *degrees of freedom* of ridge.

# %%
theorem("degrees-of-freedom-of-ridge")

# %% [markdown]
# In [the worked example](worked-example.py#ridge) a penalty of 144 leaves 1/2 of one degree.
#
# ## Least squares on more data
#
# Put the $d$ rows of $\sqrt\lambda I$ below $X$, and $d$ zeros below $y$. Block matrices are not
# needed, for both the sum of squares and the normal equation are sums over observations, and the
# further ones, with the features $\sqrt\lambda e_j$ and the value 0, add to them.

# %%
theorem("ridge-objective-as-a-sum-of-squares")

# %%
theorem("ridge-is-least-squares-with-more-observations")

# %% [markdown]
# ## A prior
#
# Let $\omega$ be weights drawn from $\mathcal N(0, \tau^2 I)$, the *prior*, and let the noise be
# from $\mathcal N(0, \sigma^2 I)$, with $\tau^2$ and $\sigma^2$ greater than 0. The likelihood of
# $w$ times the density of the prior at $w$ is largest at the ridge estimate with $\lambda =
# \sigma^2/\tau^2$, and there only. (Where $\omega$ and $\varepsilon$ are independent, this product
# is, up to a factor that does not depend on $w$, the posterior density. There are no conditional
# densities here: the theorem is on the product itself, and does not use independence.)

# %%
theorem("likelihood-times-gaussian-prior")

# %%
theorem("ridge-maximises-likelihood-times-gaussian-prior")

# %% [markdown]
# That the weights are drawn from this law is an assumption, which [the chapter
# before](when-ridge-is-better.py) does without; in general another prior makes another estimate.
#
# ## What was assumed
#
# Counted from the proofs, over all theorems of this chapter:

# %%
from derivations.presentation.theorems import assumed_html
from derivations.publishing.registry import theorems

HTML(assumed_html(theorems(page="forms-of-ridge")))

# %% [markdown]
# Next: [ridge with an intercept](ridge-with-intercept.py) that is not shrunk.
