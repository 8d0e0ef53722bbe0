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
# # Correlated features
#
# Two features say nearly the same thing: when one is large, so is the other. What happens to their
# weights? It is often said that $X^{\mathsf T} X$ then has no inverse, so that there is no unique
# solution. The worry points in the right direction, but it is not so: unless the correlation is
# exactly 1 or −1, the solution is unique. What suffers is how well it is known.
#
# Take four observations of two features, $(1, 1, -1, -1)$ and $(\frac75, \frac15, -\frac15,
# -\frac75)$. Both have mean 0 and mean square 1, and their correlation, the mean of their products,
# is 4/5. Let the truth be $w^\star = (1, 1)$, and let there be no noise, but for an error of 1 in
# the second observation. All numbers of this example are exact.

# %%
from fractions import Fraction

import numpy as np
from IPython.display import HTML

from derivations import theorem
from derivations.numbers.evaluate import evaluate
from derivations.results.correlated_features import X, w_hat, w_star
from derivations.results.model import epsilon

rho_here = Fraction(4, 5)
first, second = [1, 1, -1, -1], [Fraction(k, 5) for k in (7, 1, -1, -7)]
data = {X: list(zip(first, second, strict=True)), w_star: [1, 1], epsilon: [0, 1, 0, 0]}


def number(value):
    """A number with the sign of a negative one."""
    return str(value).replace("-", "−")


def table(head, rows):
    """A table of numbers."""
    names = "".join(f"<th>{name}</th>" for name in head)
    lines = "".join(
        "<tr>" + "".join(f"<td>{number(value)}</td>" for value in row) + "</tr>" for row in rows
    )
    return HTML(f"<table><thead><tr>{names}</tr></thead><tbody>{lines}</tbody></table>")


one, other = evaluate(w_hat, data).ravel()
table(
    ["weights", "first weight", "second weight", "their sum", "first − second"],
    [["truth", 1, 1, 2, 0], ["estimate", one, other, one + other, one - other]],
)

# %% [markdown]
# There is one solution, and it is not equally far off in every respect: this error moves the
# *difference* of the two weights six times as far as their *sum*. The data say well what both
# features do together, and badly which of them does it.
#
# ## In short
#
# - If $X^{\mathsf T} X = nR$, then $\rho^2$ is [at most 1](#correlation-is-at-most-1), and [the
#   Hessian](#hessian-for-two-correlated-features) of the mean squared error is $2R$.
# - *Correlated is not collinear*: where $\rho^2 \ne 1$, $X$ has [full column
#   rank](#correlated-features-have-full-column-rank), and the Hessian is [positive
#   definite](#hessian-positive-definite-for-correlated-features). The border is exact: with $\rho^2
#   = 1$ one feature [repeats](#features-with-correlation-1-are-collinear) the other, up to its
#   sign.
# - For uncorrelated noise of one variance and $\rho^2 \ne 1$, one weight has [the
#   variance](#variance-of-one-of-two-correlated-weights) $\frac{\sigma^2}{n} \cdot \frac{1}{1 -
#   \rho^2}$. [The sum](#variance-of-the-sum-of-two-correlated-weights) of the weights has
#   $\frac{2\sigma^2}{n(1 + \rho)}$, [the
#   difference](#variance-of-the-difference-of-two-correlated-weights) $\frac{2\sigma^2}{n(1 -
#   \rho)}$.
#
# ## The setting
#
# $X$ has two columns, and what is assumed of them is $X^{\mathsf T} X = nR$, where $R$ has 1 on its
# diagonal and $\rho$ off it: both have mean square 1, and the mean of their products is $\rho$. If
# they are *standardised*, with mean 0 too, $\rho$ is their correlation; the theorems do not need
# the mean to be 0. $X$ is given, and where there is noise, only the noise is random.
#
# **Notation.** $J(w) = \lVert Xw - y \rVert^2/n$ is the mean squared error. $\mathbf 1$ is the
# vector $(1, 1)$, and $R$ is written $(1 - \rho) I + \rho \mathbf 1 \mathbf 1^{\mathsf T}$. $e_j$
# is a column of the $2 \times 2$ identity matrix, so that $2e_j - \mathbf 1$ is $(1, -1)$ for $j =
# 1$ and $(-1, 1)$ for $j = 2$. The direction $\mathbf 1$ is called *the sum*, and $2e_j - \mathbf
# 1$ *the difference*, for $\mathbf 1^{\mathsf T} w$ and $(2e_j - \mathbf 1)^{\mathsf T} w$ are
# those of the weights. Along them [the eigenvalues of $R$](correlation-matrix.py#two-eigenvalues)
# are $1 + \rho$ and $1 - \rho$.
#
# ## Correlated is not collinear
#
# That $\rho^2$ is at most 1 follows from $X^{\mathsf T} X = nR$. The Hessian of $J$ is twice $R$,
# so that $J$ curves $1 + \rho$ times as much along the sum as it would for uncorrelated features,
# and $1 - \rho$ times as much along the difference.

# %%
theorem("correlation-is-at-most-1")

# %%
theorem("hessian-for-two-correlated-features")

# %% [markdown]
# Wherever $\rho^2 \ne 1$, [the inverse of $R$](correlation-matrix.py#correlation-matrix-inverse)
# can be written down, and so can that of $X^{\mathsf T} X$. So $X$ has full column rank, the
# Hessian is positive definite, and [the minimiser is
# unique](minimum.py#unique-minimum-if-full-column-rank).

# %%
theorem("inverse-gram-matrix-of-two-correlated-features")

# %%
theorem("correlated-features-have-full-column-rank")

# %%
theorem("hessian-positive-definite-for-correlated-features")

# %% [markdown]
# It is often said that with correlated features the Hessian has no inverse, and that the solution
# is not unique. The last two theorems say otherwise: two features of correlation 0.99 have a unique
# solution. So they have with an intercept, if they are standardised: [beside centred
# columns](column-of-ones.py#centred-columns-of-full-rank-and-ones-have-full-column-rank) a column
# of ones is independent of them. (What suffers besides is the speed of descent, [by the factor
# $|\rho|$](rate-of-descent.py#two-correlated-features) in every step.) For two features what is
# said is true of the border, $\rho = 1$ or $\rho = -1$, and there only: $X$ sends $e_j -
# \rho(\mathbf 1 - e_j)$, which is not 0, to 0. (For three it is not enough that no two have the
# correlation 1 or −1: the third may be the sum of the others. This is not checked by the kernel.)

# %%
theorem("features-with-correlation-1-are-collinear")

# %% [markdown]
# Near the border the bowl becomes a valley, but short of the border it has one lowest point only.
# The curves are those of equal $J$, on which $J(w) - J(\hat w) = (w - \hat w)^{\mathsf T} R (w -
# \hat w)$ is 1/4, 1 and 9/4. ([The excess](minimum.py#squared-error-gap) of $J$ over its least
# value is $\lVert X(w - \hat w) \rVert^2 / n$, and $X^{\mathsf T} X = nR$.) Beside them stand [the
# condition number](correlation-matrix.py#the-condition-number) and a variance, of which the next
# section speaks.

# %%
from derivations.site.figure_of_correlation import correlation_figure

correlation_figure(rho_here)

# %% [markdown]
# ## How well the weights are known
#
# Let the noise be uncorrelated, of one variance $\sigma^2$, and $\rho^2 \ne 1$. Then a prediction
# at $x_0$ from two features has this variance:

# %%
theorem("variance-of-a-prediction-from-two-correlated-features")

# %% [markdown]
# With $x_0 = e_j$ it is the variance of one weight; $\sigma^2/n$ would be that for $\rho = 0$. The
# variance of the sum of the weights, which is that of the prediction where both features are 1,
# even falls as $\rho$ grows; that of their difference grows without bound as $\rho$ goes to 1.
# (Here $\sigma^2 > 0$.) As $\rho$ falls to −1 it is the other way round: the variance of the
# difference falls, and that of the sum grows without bound.

# %%
theorem("variance-of-one-of-two-correlated-weights")

# %%
theorem("variance-of-the-sum-of-two-correlated-weights")

# %%
theorem("variance-of-the-difference-of-two-correlated-weights")

# %% [markdown]
# From these theorems, for $n = 4$ and $\sigma^2 = 1$, exactly, and beside them [the condition
# number](correlation-matrix.py#the-condition-number) $(1 + |\rho|)/(1 - |\rho|)$:

# %%
from derivations.results.correlated_features import (
    variance_of_difference,
    variance_of_one,
    variance_of_sum,
)
from derivations.results.model import n, variance
from derivations.results.two_features import condition, rho

of_weights = (variance_of_one, variance_of_sum, variance_of_difference)
table(
    ["correlation", "one weight", "sum", "difference", "condition number"],
    [
        [value]
        + [
            evaluate(term, {rho: [[value]], n: 4, variance: [[1]]}).item()
            for term in (*(result.conclusion.right for result in of_weights), condition)
        ]
        for value in (0, Fraction(1, 2), rho_here, Fraction(9, 10), Fraction(99, 100))
    ],
)

# %% [markdown]
# So correlated features explain badly, and predict no worse than uncorrelated ones where new
# observations are like the old ones: [the variances of the fitted
# values](bias-and-covariance.py#total-variance-of-the-fit) sum to $2\sigma^2$, whatever $\rho$.
# Where both features move together as they did before, the prediction hardly feels how the weight
# is shared between them. Where a new observation has them apart, it does.
#
# The picture shows where the estimates lie, for $n = 4$ and $\sigma^2 = 1$: the ellipses of one and
# of two standard deviations around the truth, which is red, from [the covariance
# matrix](bias-and-covariance.py#covariance-of-the-estimate-with-equal-variances) $\sigma^2
# (X^{\mathsf T} X)^{-1}$. (That the truth is the centre needs noise of mean zero.)

# %%
from derivations.results.correlated_features import gram_inverse
from derivations.site.picture import BLUE, RED, Picture, panel

inverse = gram_inverse.conclusion.right
angle = np.linspace(0, 2 * np.pi, 181)
circle = np.array([np.cos(angle), np.sin(angle)])
figures = []
for correlation in (0.0, 0.8, 0.98, -0.8):
    figure, axes = panel(
        title=f"correlation {correlation:g}".replace("-", "−"),
        xlabel=r"$\hat{w}_1 - w^\star_1$",
        ylabel=r"$\hat{w}_2 - w^\star_2$",
        xlim=(-6, 6),
        ylim=(-6, 6),
        aspect="equal",
    )
    covariance = evaluate(inverse, {rho: [[correlation]], n: 4})
    for deviations in (1, 2):
        ellipse = deviations * np.linalg.cholesky(covariance) @ circle
        axes.plot(*ellipse, color=BLUE, linewidth=1.2)
    axes.plot(0, 0, color=RED, marker="o", markersize=5, linestyle="none")
    figures.append(figure)

Picture(
    tuple(figures),
    "Ellipses of one and two standard deviations of two estimated weights around the truth, for "
    "correlations 0, 0.8, 0.98 and −0.8. They are circles first, and stretch more and more from "
    "top left to bottom right, where one weight is too large and the other too small; for −0.8 "
    "they stretch from bottom left to top right.",
)

# %% [markdown]
# ## What was assumed
#
# Counted from the proofs, over all theorems of this chapter:

# %%
from derivations.presentation.theorems import assumed_html
from derivations.publishing.registry import theorems

HTML(assumed_html(theorems(page="correlated-features")))

# %% [markdown]
# Next: [any number of features](variance-inflation.py), and a fit with an intercept.
