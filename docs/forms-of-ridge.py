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
# What else is ridge? The same estimate comes from an $n \times n$ matrix, which is smaller where $n
# < d$, from least squares on more data, and from a prior law of the weights. And what becomes of it
# with an intercept that is not to be shrunk?
#
# ## In short
#
# - [Push-through](#push-through): $(X^{\mathsf T} X + \lambda I)^{-1} X^{\mathsf T} = X^{\mathsf T}
#   (X X^{\mathsf T} + \lambda I)^{-1}$, so that a prediction needs of $X$ and $x_0$ only [inner
#   products of rows](#ridge-prediction-by-inner-products).
# - The [degrees of freedom](#degrees-of-freedom-of-ridge) of ridge are $d - \lambda\,
#   \mathrm{tr}\bigl((X^{\mathsf T} X + \lambda I)^{-1}\bigr)$.
# - Ridge [is least squares](#ridge-is-least-squares-with-more-observations) on $d$ observations
#   more, which are all 0: the rows of $\sqrt\lambda I$ stand below $X$, and zeros below $y$.
# - With noise from $\mathcal N(0, \sigma^2 I)$ and a prior $\mathcal N(0, \tau^2 I)$ of the
#   weights, ridge with $\lambda = \sigma^2/\tau^2$ [maximises likelihood times
#   prior](#ridge-maximises-likelihood-times-gaussian-prior).
# - With an intercept that is not penalised, ridge is [ridge on the centred
#   data](#ridge-with-intercept-is-ridge-on-centred-data). For $\lambda > 0$ it is [a
#   minimum](#ridge-with-intercept-is-a-minimum), and the only one, in [the
#   weights](#ridge-with-intercept-has-one-minimum) and in [the
#   intercept](#ridge-with-intercept-has-one-intercept), for every $X$. Ridge on the matrix $X$ with
#   a column of ones [penalises the
#   intercept](#ridge-on-the-augmented-matrix-penalises-the-intercept).
#
# ## The setting
#
# As in [the chapter before](ridge.py), $R(w, \lambda) = \lVert Xw - y \rVert^2 + \lambda \lVert w
# \rVert^2$, $A_R(\lambda) = X^{\mathsf T} X + \lambda I$ and $\hat w_R(\lambda) = A_R(\lambda)^{-1}
# X^{\mathsf T} y$, for any $X$ and $y$; in the text $\lambda > 0$, and the theorems list what they
# use.
#
# A small example has one observation, $X = (1, 2)$ and $y = 5$, and $\lambda = 5$. The $2 \times 2$
# matrix $X^{\mathsf T} X + \lambda I$ has to be inverted on the left of the identity below, and
# only the number $X X^{\mathsf T} + \lambda = 10$ on its right. Both are computed exactly, from the
# terms of the theorem:

# %%
from IPython.display import HTML

from derivations import theorem
from derivations.numbers.evaluate import evaluate
from derivations.results.model import X, y
from derivations.results.ridge import lam
from derivations.results.ridge_forms import push_through

one = {X: [[1, 2]], y: [5], lam: [5]}
sides = (push_through.conclusion.left @ y, push_through.conclusion.right @ y)
names = ("(XᵀX + λI)⁻¹Xᵀy", "Xᵀ(XXᵀ + λI)⁻¹y")
rows = "".join(
    f"<tr><td>{name}</td><td>{', '.join(map(str, evaluate(side, one).ravel()))}</td></tr>"
    for name, side in zip(names, sides, strict=True)
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
# That the weights are drawn from this law is an assumption, which [the chapter before](ridge.py)
# does without; in general another prior makes another estimate.
#
# ## With an intercept
#
# The intercept $b$ is not penalised: $R_c(w, b) = \lVert y - Xw - \mathbf{1}b \rVert^2 + \lambda
# \lVert w \rVert^2$. (With a penalty on it too, the residuals would change where one number is
# added to all observations. This is not checked by the kernel.) First, for any weights and
# intercept that solve the two normal equations with the penalty:

# %%
theorem("ridge-objective-gap-with-intercept")

# %% [markdown]
# With the [centring matrix](the-intercept.py) $C$ they are $\hat w_c(\lambda) = (X^{\mathsf T} C
# X + \lambda I)^{-1} X^{\mathsf T} C y$ and $\hat b_c(\lambda) = \bar y - \bar x^{\mathsf T} \hat
# w_c(\lambda)$, for every $X$: centre the columns and the observations, use ridge without an
# intercept, and let the fit go through the means.

# %%
theorem("centred-ridge-matrix-invertible")

# %%
theorem("ridge-with-intercept-is-ridge-on-centred-data")

# %%
theorem("ridge-with-intercept-is-a-minimum")

# %%
theorem("ridge-with-intercept-has-one-minimum")

# %%
theorem("ridge-with-intercept-has-one-intercept")

# %% [markdown]
# With [the augmented matrix](column-of-ones.py) $\tilde X$, which is $X$ and a column of ones,
# $\tilde X^{\mathsf T} \tilde X + \lambda I$ gives another estimate in general: it penalises $b$ as
# well.

# %%
theorem("ridge-on-the-augmented-matrix-penalises-the-intercept")

# %% [markdown]
# For least squares [the two ways
# agree](column-of-ones.py#closed-form-of-the-augmented-matrix). For ridge they do not: with
# the feature $(0, 2)^{\mathsf T}$, the observations $(1, 3)^{\mathsf T}$ and $\lambda = 1$ they
# give, exactly,

# %%
from derivations.results.ridge import ridge
from derivations.results.ridge_intercept import intercept, weights

data = {X: [[0], [2]], y: [1, 3], lam: [1]}
augmented = {**data, X: [[0, 1], [2, 1]]}
apart = [evaluate(term, data).item() for term in (weights, intercept)]
together = evaluate(ridge(lam), augmented).ravel()
rows = "".join(
    f"<tr><td>{name}</td><td>{weight}</td><td>{offset}</td></tr>"
    for name, (weight, offset) in (
        ("the intercept not penalised", apart),
        ("ridge on the augmented matrix", together),
    )
)
head = "<tr><td></td><th>weight</th><th>intercept</th></tr>"
HTML(f"<table><thead>{head}</thead><tbody>{rows}</tbody></table>")

# %% [markdown]
# ## What was assumed
#
# Counted from the proofs, over all theorems of this chapter:

# %%
from derivations.presentation.theorems import assumed_html
from derivations.publishing.registry import theorems

HTML(assumed_html(theorems(page="forms-of-ridge")))

# %% [markdown]
# Next: [gradient descent](gradient-descent.py), which solves no system of equations.
