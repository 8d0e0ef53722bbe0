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
# # Variance inflation by other features
#
# With many features it is not the correlation of two that makes their weights uncertain. One
# feature may be nearly a sum of others, and yet not nearly the same as any one of them. By how much
# does the variance of its weight grow because the other features are there?
#
# Take four observations of three features, $(1, 1, 0, 0)$, $(1, 0, 1, 0)$ and $(4, 1, 1, 0)$. The
# first two are uncorrelated. $R^2$ says what part of the third, about its mean, is explained by the
# others; Var is the variance of its weight in a fit with an intercept, once with the third feature
# alone and once with the others, for uncorrelated noise of the variance 1. All of it is exact.

# %%
from fractions import Fraction

from IPython.display import HTML

from derivations import theorem
from derivations.numbers.evaluate import evaluate
from derivations.results.model import X, variance
from derivations.results.variance_inflation import E1, R_sq, inflation, j, spread

first, second, third = [1, 1, 0, 0], [1, 0, 1, 0], [4, 1, 1, 0]
factor = 1 / (1 - R_sq)


def table(head, rows):
    """A table of exact numbers."""
    names = "".join(f"<th>{name}</th>" for name in head)
    lines = ("".join(f"<td>{value}</td>" for value in row) for row in rows)
    body = "".join(f"<tr>{line}</tr>" for line in lines)
    return HTML(f"<table><thead><tr>{names}</tr></thead><tbody>{body}</tbody></table>")


def at_last(terms, *features):
    """The values of terms on the last of some features, the others being all before it."""
    rows = list(zip(*features, strict=True))
    unit = [[int(row == column) for column in range(len(features))] for row in range(len(features))]
    there = {X: rows, E1: [row[:-1] for row in unit], j: unit[-1], variance: [[1]]}
    return [evaluate(term, there).item() for term in terms]


shown = (R_sq, factor, variance / spread, inflation.conclusion.right)
table(
    ["others", "R²", "1/(1 − R²)", "Var alone", "Var with them"],
    [
        ["the first", *at_last(shown, first, third)],
        ["the second", *at_last(shown, second, third)],
        ["both", *at_last(shown, first, second, third)],
    ],
)

# %% [markdown]
# Neither of the two explains even half of the third. Both together leave one ninth of it, and the
# variance of its weight is nine times what it would be without them. The factor in the third column
# is the *variance inflation factor*, and it is proved below for any number of features.
#
# ## In short
#
# All of it is about fits *with an intercept*, in which weights and intercept have one solution.
#
# - What the other features leave of one is [not
#   0](#other-features-do-not-explain-a-feature-entirely), and the weight of this one is [least
#   squares on what they leave](#weight-of-one-feature-with-intercept).
# - For uncorrelated noise of one variance $\sigma^2$ the variance of the weight is [$\sigma^2$ over
#   the squared length of what they leave](#variance-of-one-weight-with-intercept). This is what it
#   would be without the other features, times [the variance inflation factor](#variance-inflation)
#   $1/(1 - R^2)$, where $R^2$ says how well the others explain the feature; so it is [never
#   lower](#other-features-never-lower-the-variance-of-a-weight).
#
# ## The setting
#
# $X$ is given, and has $d \ge 2$ columns, $y = Xw^\star + \mathbf 1 b^\star + \varepsilon$, and
# weights and intercept are [estimated together](price-of-an-intercept.py): $\hat w = (X^{\mathsf T}
# C X)^{-1} X^{\mathsf T} C y$. Here $\mathbf 1$ is the vector of $n$ ones, and $C = I - \frac1n
# \mathbf 1 \mathbf 1^{\mathsf T}$ the centring matrix, which takes from each entry of a vector the
# mean of all. *In a fit without an intercept the theorems of this chapter need not hold*: there,
# nothing is centred, unless all columns have mean 0. Throughout, $X^{\mathsf T} C X$ is invertible;
# where a variance is stated, the noise is uncorrelated, of one variance $\sigma^2$. Only the noise
# is random.
#
# **Notation.** Pick a feature $j$. Its column is $x = Xe_j$. The other columns are $Z = XE_1$,
# where the columns of $E_1$ are those of the identity matrix but for column $j$; two equations say
# what is used of them. Fit $x$ by the others, with an intercept: $\hat u$ are the weights of the
# others in this fit, $\hat c$ is its intercept, and $r = x - Z\hat u - \mathbf 1 \hat c$ is what is
# left of $x$. $R^2 = 1 - \lVert r \rVert^2 / x^{\mathsf T} C x$ is [the coefficient of
# determination](criteria-compared.py#r-squared) of this fit, where $x^{\mathsf T} C x$ is the sum
# of the squared deviations of $x$ from its mean. ($R^2$ is one symbol here, and not the square of a
# matrix.)
#
# ## What the others leave
#
# Where all features together have an invertible $X^{\mathsf T} C X$, so have the others by
# themselves; so the fit of $x$ by the others has one solution. And it is not perfect: $\lVert r
# \rVert^2$ is positive.

# %%
theorem("centred-gram-of-the-other-features-invertible")

# %%
theorem("other-features-do-not-explain-a-feature-entirely")

# %% [markdown]
# This is [Frisch–Waugh–Lovell](frisch-waugh-lovell.py#frisch-waugh-lovell) for one feature: its
# weight is that of least squares of the observations on what the others and the intercept leave of
# it.

# %%
theorem("weight-of-one-feature-with-intercept")

# %%
theorem("variance-of-one-weight-with-intercept")

# %% [markdown]
# ## The variance inflation factor
#
# If $x$ were the only feature, the variance would be $\sigma^2 / x^{\mathsf T} C x$. The other
# features multiply it by the *variance inflation factor* $1/(1 - R^2)$, which is at least 1.

# %%
theorem("variance-inflation")

# %%
theorem("other-features-never-lower-the-variance-of-a-weight")

# %% [markdown]
# ## What it says, and what not
#
# With one other feature, $R^2$ is $\rho^2$, the square of the correlation of the two. If both are
# standardised, $x^{\mathsf T} C x = n$, so that the formula is that for [two correlated
# features](correlated-features.py#variance-of-one-of-two-correlated-weights). (This remark is not
# checked by the kernel; here it is computed for the four observations of the chapter before.)

# %%
of_one = [1, 1, -1, -1]
of_other = [Fraction(fifths, 5) for fifths in (7, 1, -1, -7)]
rho = sum(one * other for one, other in zip(of_one, of_other, strict=True)) / 4
explained, *rest = at_last((R_sq, factor, spread), of_other, of_one)
table(["R²", "ρ²", "1/(1 − R²)", "xᵀCx"], [[explained, rho**2, *rest]])

# %% [markdown]
# What the factor does not say is that a feature should be left out: then the others take over its
# part, and if its true weight is not 0 and the noise has mean zero, they [are
# biased](bias-and-covariance.py#omitted-variable-bias), unless all of them are uncorrelated with
# it. (That theorem is on a fit without an intercept; on centred columns it says the same, which is
# not checked by the kernel.)

# %% [markdown]
# ## What was assumed
#
# Counted from the proofs, over all theorems of this chapter:

# %%
from derivations.presentation.theorems import assumed_html
from derivations.publishing.registry import theorems

HTML(assumed_html(theorems(page="variance-inflation")))

# %% [markdown]
# Next: [ridge](ridge.py), which pays with a bias for a smaller variance.
