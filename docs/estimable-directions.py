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
# # Estimable directions
#
# Where there are many minimisers, a single weight may be one thing in this and another in that. Yet
# all minimisers predict the same. Of which linear combinations $a^{\mathsf T} w$ of the weights do
# the data say something, and how well can these be estimated?
#
# ## In short
#
# - All minimisers $u$ have the same value $a^{\mathsf T} u$ [if $a$ is a combination of the rows of
#   $X$](#estimable-directions-have-one-value). If $P$ satisfies [Penrose's
#   equations](all-minimisers.py), that is so exactly if $PXa = a$: a combination of rows [has this
#   property](#px-keeps-combinations-of-rows), what has it [is a combination of
#   rows](#what-px-keeps-is-an-image-of-the-gram-matrix), and without it [two minimisers
#   differ](#directions-with-one-value-are-estimable) in $a^{\mathsf T} w$.
# - For noise of mean 0 there is only of such combinations [an unbiased linear
#   estimate](#unbiased-linear-estimates-are-of-combinations-of-rows), and $a^{\mathsf T} Py$ [is
#   one](#py-is-unbiased-along-estimable-directions). If the noise is uncorrelated and of one
#   variance $\sigma^2$, the variance of $a^{\mathsf T} Py$ [is](#variance-of-py-along-a-direction)
#   $\sigma^2 a^{\mathsf T} P P^{\mathsf T} a$, and [none has a smaller
#   one](#gauss-markov-without-full-rank).
#
# ## The setting
#
# $P$ is a matrix with some or all of [Penrose's equations](all-minimisers.py), as each theorem
# lists them, and $a$ any column of $d$ numbers, which is called a *direction*. It is *estimable* if
# $a = X^{\mathsf T} c$ for some $c$, which is to say that $a$ lies in the row space of $X$. In the
# second half the observations are $y = Xw^\star + \varepsilon$, the truth plus noise. There only
# $\varepsilon$ is random.
#
# **Notation.** $e_j$ is column $j$ of the identity. $\mathbb{E}[u]$ is the mean of a random column
# $u$, and $\operatorname{Var}[u]$ its variance; $\mathbb{E}[\lVert u \rVert^2] < \infty$ says that
# it has finite second moments.
#
# **A small example.** As in [the chapter before](all-minimisers.py), both columns of $X$ are $(1,
# 2, 2)$, and $y = (2, 3, 5)$. Here are three directions, what $PX$ makes of each, the values of
# $a^{\mathsf T} w$ at three minimisers, and $a^{\mathsf T} P P^{\mathsf T} a$. All numbers are
# exact, computed from the terms of the theorems.

# %%
from fractions import Fraction

from IPython.display import HTML

from derivations import theorem
from derivations.numbers.evaluate import evaluate
from derivations.presentation.theorems import maths
from derivations.printing.formulas import latex
from derivations.results.all_minimisers import point, shortest, z
from derivations.results.estimable import a, kept
from derivations.results.model import X, y
from derivations.results.penrose import P

row = [Fraction(each, 18) for each in (1, 2, 2)]
twice = {X: [[1, 1], [2, 2], [2, 2]], y: [2, 3, 5], P: [row, row]}
image, form = kept.conclusion.left, a.T @ P @ P.T @ a


def column(matrix):
    """A column of numbers in one line."""
    return f"({', '.join(map(str, matrix.ravel()))})".replace("-", "−")


others = [evaluate(point, {**twice, z: at}) for at in ((1, 0), (3, -1))]
body = ""
for direction in ((1, 1), (1, 0), (1, -1)):
    given = {**twice, a: direction}
    along = evaluate(a, given).T
    values = [*(along @ u for u in (evaluate(shortest, given), *others)), evaluate(form, given)]
    numbers = (str(value.item()).replace("-", "−") for value in values)
    cells = (column(along), column(evaluate(image, given)), *numbers)
    body += "<tr>" + "".join(f"<td>{each}</td>" for each in cells) + "</tr>"
at_minimisers = (f"shortest {maths(latex(a.T @ shortest))}", *(f"at {column(u)}" for u in others))
named = {"direction": a, "kept": image, "variance over σ²": form}
first, kept, last = (f"{name} {maths(latex(term))}" for name, term in named.items())
names = (first, kept, *at_minimisers, last)
head = "".join(f"<th>{each}</th>" for each in names)
HTML(f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>")

# %% [markdown]
# The sum of the weights is 2 at all three, and $PX$ keeps the direction $(1, 1)$. The first weight
# alone, and the difference of the two, have other values at other minimisers, and $PX$ changes
# these directions. If the noise is uncorrelated and of one variance $\sigma^2$, the sum is
# estimated with the variance $\sigma^2/9$. For the difference $a^{\mathsf T} Py$ is always 0, with
# the variance 0: a value that never varies, and is of no worth, for the truth may be anything.
#
# ## Where all minimisers agree
#
# The first theorem needs no $P$. $u$ is any minimiser, and $\hat w$ any solution of the normal
# equation.

# %%
theorem("estimable-directions-have-one-value")

# %% [markdown]
# With $P$ a direction is estimable exactly if $PX$ keeps it: the next theorem is one way of this,
# and the one after it the other. That one says more: $a$ is not only $X^{\mathsf T} c$, but
# $X^{\mathsf T} X b$, with $b = P P^{\mathsf T} a$.

# %%
theorem("px-keeps-combinations-of-rows")

# %%
theorem("what-px-keeps-is-an-image-of-the-gram-matrix")

# %% [markdown]
# Is a direction that $PX$ changes always one in which minimisers differ? It is. $Py$ and $Py + (I -
# PX)a$ are both [minimisers](all-minimisers.py#py-plus-what-px-leaves-is-a-minimiser) where the
# first and the third equation hold, and if $a^{\mathsf T} w$ is the same at these two, $PX$ keeps
# $a$. So where these two agree, all do.

# %%
theorem("directions-with-one-value-are-estimable")

# %% [markdown]
# ## What can be estimated without bias
#
# Now the observations are random. A linear estimate of the number $a^{\mathsf T} w^\star$ is
# $c^{\mathsf T} y$, with a column $c$ that depends neither on $y$ nor on $w^\star$. Let the noise
# have mean 0. If the estimate is unbiased for each of the truths $e_1, \dots, e_d$, then
# $X^{\mathsf T} c = a$: of what is not estimable there is no unbiased linear estimate.

# %%
theorem("unbiased-linear-estimates-are-of-combinations-of-rows")

# %% [markdown]
# Of what is estimable there is one, $a^{\mathsf T} Py$, whatever the rank. For its mean, $PX$ has
# to be symmetric and to keep $a$. Its variance needs nothing of $P$, but of the noise that it is
# uncorrelated and of one variance.

# %%
theorem("py-is-unbiased-along-estimable-directions")

# %%
theorem("variance-of-py-along-a-direction")

# %% [markdown]
# With full column rank and all four equations $P P^{\mathsf T}$ is $(X^{\mathsf T} X)^{-1}$, and
# the variance is [that of least
# squares](bias-and-covariance.py#covariance-of-the-estimate-with-equal-variances).
#
# Let $c^{\mathsf T} y$ be any linear estimate with $X^{\mathsf T} c = a$. By how much its variance
# exceeds that of $a^{\mathsf T} Py$ is the variance of the difference of the two, which is not
# negative. This is [the theorem of Gauss and
# Markov](gauss-markov-and-cramer-rao.py#gauss-markov) without full rank, for one number at a time.

# %%
theorem("gauss-markov-decomposition-without-full-rank")

# %%
theorem("gauss-markov-without-full-rank")

# %% [markdown]
# ## What was assumed
#
# Counted from the proofs, over all theorems of this chapter:

# %%
from derivations.presentation.theorems import assumed_html
from derivations.publishing.registry import theorems

HTML(assumed_html(theorems(page="estimable-directions")))

# %% [markdown]
# Next: [which of the minimisers](what-ridge-and-descent-find.py) ridge and gradient descent find.
