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
# # The likelihood with an intercept
#
# Weights and intercept are often unknown together. Do those of the least squared error make the
# observations most likely here too, and do no others?
#
# ## In short
#
# - With $Xw + \mathbf 1 b$ for the predictions, and independent Gaussian noise of mean 0 and one
#   variance, [the density of the observations](#density-of-the-observations-with-intercept) is the
#   likelihood $L(w, b, \sigma^2)$.
# - Of two pairs of weights and intercept, the one with the smaller squared error has [the larger
#   likelihood](#smaller-squared-error-with-intercept-is-more-likely), and [the other way
#   round](#more-likely-with-intercept-has-the-smaller-squared-error).
# - So no pair makes the observations more likely than [a solution of the two normal
#   equations](#joint-least-squares-is-maximum-likelihood), whatever the rank of $X$.
# - If $X^{\mathsf T} C X$ is invertible, there is one such solution, and it is [the one
#   maximum-likelihood estimate](#maximum-likelihood-estimate-with-intercept).
#
# ## The setting
#
# $X$ is given, and $y = Xw + \mathbf 1 b + \varepsilon$ with the [four assumptions on the
# noise](noise-to-likelihood.py): its entries are independent and Gaussian, with mean 0 and one
# variance $\sigma^2 > 0$, which is known or at least fixed. The observations $y$ are those that
# were made, any column of $n$ numbers.
#
# $J(w, b) = \lVert y - Xw - \mathbf 1 b \rVert^2 / n$ is the mean squared error. The two normal
# equations, the centring matrix $C$, and the means $\bar y$ and $\bar x$ are those of [the chapter
# on the intercept](the-intercept.py). The augmented matrix $\tilde X = X E_1^{\mathsf T} + \mathbf
# 1 E_2^{\mathsf T}$, which is $X$ with a column of ones, and $\tilde w = E_1 w + E_2 b$, the
# weights and the intercept in one column, are those of [the chapter before](column-of-ones.py).
#
# **A small example.** A line is fitted to the observations 2, 1, 2 and 5 at 0, 1, 2 and 3. The
# first pair is that of least squares. Where $b$ is 0, 10/7 is the best weight; where $w$ is 0, 5/2
# is the best intercept. Under each $\sigma^2$ stands the density that a pair gives to the
# observations, over the one that the first pair gives, to three digits. All else is exact, and
# everything is computed from the terms of the theorems.

# %%
import numpy as np
from IPython.display import HTML

from derivations import theorem
from derivations.numbers.evaluate import evaluate
from derivations.printing.formulas import text
from derivations.results import closed_form
from derivations.results.augmented_maximum_likelihood import intercept, weights
from derivations.results.log_likelihood import L_with_intercept
from derivations.results.model import X, b, joint_J, variance, w, y, y_bar

data = {X: [[0], [1], [2], [3]], y: [2, 1, 2, 5]}
best = tuple(evaluate(term, data).item() for term in (weights, intercept))
through_origin = (evaluate(closed_form.estimate, data).item(), 0)
constant = (0, evaluate(y_bar, data).item())


def density(pair, spread):
    """The density that a pair of weight and intercept gives to the observations."""
    given = {**data, **dict(zip((w, b), pair, strict=True)), variance: spread}
    floats = {letter: np.array(value, float) for letter, value in given.items()}
    return evaluate(L_with_intercept, floats).item()


spreads = (1, 4)
rows = ""
for pair in (best, through_origin, (1, 0), constant, (2, 0)):
    error = evaluate(joint_J(w, b), {**data, w: [pair[0]], b: [pair[1]]}).item()
    ratios = (f"{density(pair, each) / density(best, each):.3g}" for each in spreads)
    rows += "<tr>" + "".join(f"<td>{each}</td>" for each in (*pair, error, *ratios)) + "</tr>"
names = {"weight": w, "intercept": b, "squared error": joint_J(w, b)}
head = "".join(f"<th>{name} {text(term)}</th>" for name, term in names.items())
head += "".join(f"<th>relative density, {text(variance)} = {each}</th>" for each in spreads)
HTML(f"<table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>")

# %% [markdown]
# From row to row the squared error grows and the density falls, with the one variance as with the
# other.
#
# ## Likelihood and squared error
#
# With $Xw + \mathbf 1 b$ for the predictions, the density of the observations is again a product,
# the likelihood whose logarithm [is known](log-likelihood.py#log-likelihood-with-intercept).

# %%
theorem("density-of-the-observations-with-intercept")

# %% [markdown]
# Now take any two pairs, $(w, b)$ and $(\hat w, \hat b)$; for the next two theorems the second need
# not solve anything. The one with the smaller squared error makes the observations more likely, and
# the one that makes them more likely has the smaller squared error: the minimisers of the one over
# all pairs are the maximisers of the other.

# %%
theorem("smaller-squared-error-with-intercept-is-more-likely")

# %%
theorem("more-likely-with-intercept-has-the-smaller-squared-error")

# %% [markdown]
# So every solution of [the two normal equations](the-intercept.py) is a maximum-likelihood
# estimate.

# %%
theorem("joint-least-squares-is-maximum-likelihood")

# %% [markdown]
# ## The only one
#
# In one column, weights and intercept are compared with all others at once. Where $X^{\mathsf T} C
# X$ is invertible, [$\tilde X$ has full column
# rank](column-of-ones.py#augmented-matrix-of-full-column-rank-if-centred-gram-invertible). So there
# is [one maximum-likelihood
# estimate](minimum.py#least-squares-estimate-is-the-maximum-likelihood-estimate) for it, and that
# [holds the weights and the intercept](column-of-ones.py#closed-form-of-the-augmented-matrix) of
# least squares.

# %%
theorem("maximum-likelihood-estimate-with-intercept")

# %% [markdown]
# ## What was assumed
#
# Counted from the proofs, over all theorems of this chapter:

# %%
from derivations.presentation.theorems import assumed_html
from derivations.publishing.registry import theorems

HTML(assumed_html(theorems(page="likelihood-with-intercept")))

# %% [markdown]
# Next: [any other columns](frisch-waugh-lovell.py) in the place of the ones.
