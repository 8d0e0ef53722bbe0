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
# # From the likelihood to squared error
#
# This chapter shows that the weights under which the observations are most likely are those with
# the least mean squared error $J(w) = \lVert Xw - y \rVert^2 / n$.
#
# ## In short
#
# - The log-likelihood is [a constant minus a positive multiple](#log-likelihood-and-squared-error)
#   of $J(w)$; neither the constant nor the multiple depends on $w$.
# - So for each $\sigma^2 > 0$ weights that [minimise squared
#   error](#minimiser-of-squared-error-maximises-the-log-likelihood) maximise the log-likelihood,
#   and [the other way round](#maximiser-of-the-log-likelihood-minimises-squared-error).
# - Put together: for independent Gaussian noise with mean 0 and one variance, [least squares is
#   maximum likelihood](#least-squares-is-maximum-likelihood), and [maximum likelihood is least
#   squares](#maximum-likelihood-is-least-squares). (When there are such weights, and only one, is
#   said in [a later
#   chapter](minimum.py#least-squares-estimate-is-the-maximum-likelihood-estimate).)
# - A positive factor [moves no minimum](#positive-factor-keeps-a-minimiser), and [makes
#   none](#positive-factor-makes-no-minimiser): whether one writes $\lVert Xw - y \rVert^2$, half of
#   it, or its mean is a matter of taste.
#
# ## The setting
#
# The assumptions on the noise gave [the density of the observations](noise-to-likelihood.py), and
# its logarithm is [the log-likelihood](log-likelihood.py) $\ell(w, \sigma^2)$. In this chapter $L$
# and $\ell$ are formulas, of which only $\sigma^2 > 0$ is used; the assumptions come back where all
# is put together.
#
# **Notation.** $\arg\max_w$ and $\arg\min_w$ are sets: all $w$ with the largest, or the least,
# value. $e_i$, $y_i$, $x_i$ and the sums are those of the chapters before.

# %%
from derivations import theorem

# %% [markdown]
# ## The log-likelihood and the squared error
#
# The log-likelihood is a constant minus a positive multiple of $J(w)$: neither the constant nor the
# multiple depends on $w$.

# %%
theorem("log-likelihood-and-squared-error")

# %% [markdown]
# So for each $\sigma^2 > 0$ the maximisers of the one are the minimisers of the other, whichever
# $\sigma^2$ it is. Both directions:

# %%
theorem("minimiser-of-squared-error-maximises-the-log-likelihood")

# %%
theorem("maximiser-of-the-log-likelihood-minimises-squared-error")

# %% [markdown]
# And the maximisers of $\ell$ are those of the likelihood itself, for ln and exp keep order.

# %%
theorem("maximiser-of-the-log-likelihood-maximises-the-likelihood")

# %%
theorem("maximiser-of-the-likelihood-maximises-the-log-likelihood")

# %% [markdown]
# ## Put together
#
# So $\arg\max_w p_{Xw + \varepsilon}(y) = \arg\max_w L = \arg\max_w \ell = \arg\min_w J$, under
# the four assumptions: the weights under which the observations are most likely are those with the
# least squared error.

# %%
theorem("least-squares-is-maximum-likelihood")

# %%
theorem("maximum-likelihood-is-least-squares")

# %% [markdown]
# The picture evaluates the same $\ell(w, \sigma^2)$ for five observations and one weight, at three
# values of $\sigma^2$. The maximum, in red, is each time at the same $w$: the one with the least
# squared error.

# %%
import numpy as np

from derivations.numbers.evaluate import evaluate
from derivations.results.log_likelihood import ell
from derivations.results.model import J, X, variance, w, y
from derivations.site.picture import BLUE, INK, LETTERS, RED, Picture, panel

data = {
    X: np.array([[-2.0], [-1.0], [0.0], [1.0], [2.0]]),
    y: np.array([-1.6, -1.1, 0.5, 0.4, 2.3]),
}
axis = np.linspace(-0.4, 2.2, 53)
best = float(np.linalg.lstsq(data[X], data[y], rcond=None)[0][0])


def curve(term, values):
    """The values of a scalar term along the axis of weights."""
    return [evaluate(term, {**data, **values, w: [point]}).item() for point in axis]


likelihood, plot = panel(
    title="log-likelihood", xlabel="$w$", ylabel=r"$\ell(w, \sigma^2)$", ylim=(-40, 0)
)
for spread, style in ((0.2, "-"), (0.5, "--"), (2.0, ":")):
    at = {variance: spread}
    plot.plot(axis, curve(ell(w, variance), at), style, color=BLUE, label=rf"$\sigma^2 = {spread}$")
    plot.plot(best, evaluate(ell(w, variance), {**data, **at, w: [best]}).item(), "o", color=RED)
plot.legend(frameon=False, labelcolor=INK, fontsize=LETTERS)
error, plot = panel(title="mean squared error", xlabel="$w$", ylabel="$J(w)$", ylim=(0, 6))
plot.plot(axis, curve(J(w), {}), color=BLUE)
plot.plot(best, evaluate(J(w), {**data, w: [best]}).item(), "o", color=RED)

Picture(
    (likelihood, error),
    "Left: three curves of the log-likelihood over one weight, for three values of the variance, "
    "each a parabola that opens downwards. The smaller the variance, the steeper the parabola. "
    "Right: the mean squared error, a parabola that opens upwards. All maxima on the left and the "
    "minimum on the right are at the same weight.",
)

# %% [markdown]
# ## Factors
#
# $J$ has the factor $1/n$; others minimise $\lVert Xw - y \rVert^2 = nJ(w)$, or half of it, so that
# the gradient has no 2. For every $c > 0$ the minimisers of $cJ$ are those of $J$. (So it is for
# any function; for a theorem on any the kernel would need a letter for functions.) That the factor
# is positive matters: $-J$ is largest where $J$ is least.

# %%
theorem("positive-factor-keeps-a-minimiser")

# %%
theorem("positive-factor-makes-no-minimiser")

# %% [markdown]
# ## What was assumed
#
# Counted from the proofs, over all theorems of this chapter:

# %%
from IPython.display import HTML

from derivations.presentation.theorems import assumed_html
from derivations.publishing.registry import theorems

HTML(assumed_html(theorems(page="likelihood-to-squared-error")))

# %% [markdown]
# Next: [what takes the place of squared error](other-noise.py) where the noise is different.
