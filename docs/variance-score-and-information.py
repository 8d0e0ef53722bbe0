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
# # The variance, the score and the information
#
# The variance $\sigma^2$ of the noise is unknown as well. This chapter maximises the log-likelihood
# over $w$ and $\sigma^2$ together, says when there is no maximum, and ends with the first and
# second derivative in $w$: the score and the information.
#
# ## In short
#
# - If the fit is not perfect, [no other weights and variance](#joint-maximum-of-the-log-likelihood)
#   have a larger log-likelihood than $\hat w$, which satisfies the normal equation, and
#   $\hat\sigma^2$, the mean of its squared residuals.
# - Only there is it as large: with [this variance](#joint-maximum-has-one-variance) and [this
#   fit](#joint-maximum-has-one-fit) alone, and, if $X$ has full column rank, with [these
#   weights](#joint-maximum-has-one-point) alone.
# - If the fit is perfect, there is [no maximum](#no-maximum-with-a-perfect-fit): every value of the
#   log-likelihood is exceeded by another.
# - [The score](#score), the gradient of the log-likelihood in $w$, is [0 where the normal equation
#   holds](#score-is-0-if-the-normal-equation-holds), and [only
#   there](#normal-equation-if-the-score-is-0).
# - [The information](#information) about $w$ is $X^{\mathsf T} X / \sigma^2$, whatever $w$ and $y$.
#
# ## The setting
#
# $\ell(w, \sigma^2)$ is [the log-likelihood](log-likelihood.py) for independent Gaussian noise with
# mean 0 and one variance. Here it is a formula, and nothing is random. $\hat w$ satisfies the
# normal equation, $X^{\mathsf T} X \hat w = X^{\mathsf T} y$. $\mathrm{RSS}(w) = \lVert y - Xw
# \rVert^2$ is the residual sum of squares. The section on the maximum supposes that
# $\mathrm{RSS}(\hat w)$ is positive: the fit is not perfect; or that $\mathrm{RSS}(w)$ is, where
# $w$ is given. Each theorem says what it uses.

# %%
from derivations import theorem

# %% [markdown]
# ## The maximum over both
#
# Put $\hat\sigma^2 = \mathrm{RSS}(\hat w) / n$. One identity says by how much
# $\ell(\hat w, \hat\sigma^2)$ exceeds any other value.

# %%
theorem("log-likelihood-gap")

# %% [markdown]
# Neither term is negative. For the second that is plain; for the first it is the cited fact $\ln t
# \le t - 1$.

# %%
theorem("joint-maximum-of-the-log-likelihood")

# %% [markdown]
# The maximum is attained at one variance only, and at one fit.

# %%
theorem("joint-maximum-has-one-fit")

# %%
theorem("joint-maximum-has-one-variance")

# %% [markdown]
# One fit is one $\hat w$ if $X$ has full column rank.

# %%
theorem("joint-maximum-has-one-point")

# %% [markdown]
# The value there (for which the normal equation is not used):

# %%
theorem("log-likelihood-at-the-joint-maximum")

# %% [markdown]
# In [the worked example](worked-example.py#likelihood) $\hat\sigma^2$ is 24, and the log-likelihood
# there is $-3 (\ln 48\pi + 1)$.
#
# The picture evaluates $\ell(w, \sigma^2)$ for five observations and one weight; the maximum is
# red.

# %%
import numpy as np

from derivations.numbers.evaluate import evaluate
from derivations.results.closed_form import estimate
from derivations.results.log_likelihood import ell
from derivations.results.model import X, variance, w, w_hat, y
from derivations.results.noise_variance import variance_hat
from derivations.site.picture import BLUE, INK, LETTERS, RED, Picture, panel

data = {
    X: np.array([[-2.0], [-1.0], [0.0], [1.0], [2.0]]),
    y: np.array([-1.6, -1.1, 0.5, 0.4, 2.3]),
}
best = evaluate(estimate, data)
spread = evaluate(variance_hat, {**data, w_hat: best}).item()
weights, variances = np.linspace(0.1, 1.76, 61), np.geomspace(0.035, 2.5, 61)
heights = np.array(
    [
        [evaluate(ell(w, variance), {**data, w: [a], variance: b}).item() for a in weights]
        for b in variances
    ]
)
top = evaluate(ell(w, variance), {**data, w: best, variance: spread}).item()

contours, plot = panel(
    title="how far below the maximum", xlabel="$w$", ylabel=r"$\sigma^2$", yscale="log"
)
below = [0.3, 1, 2, 4]
drawn = plot.contour(weights, variances, top - heights, levels=below, colors=BLUE)
plot.plot(best.item(), spread, "o", color=RED)
plot.set_yticks([0.05, 0.1, 0.2, 0.5, 1, 2], ["0.05", "0.1", "0.2", "0.5", "1", "2"])
plot.minorticks_off()
along = [evaluate(ell(w, variance), {**data, w: best, variance: b}).item() for b in variances]
profile, side = panel(
    title=r"$w = \hat{w}$", xlabel=r"$\sigma^2$", ylabel=r"$\ell(\hat{w}, \sigma^2)$", ylim=(-12, 0)
)
side.plot(variances, along, color=BLUE)
side.plot(spread, top, "o", color=RED)

over = variances > spread
above = np.interp(below, top - np.array(along)[over], variances[over])  # where contours are flat
places = [(best.item(), height) for height in above]
plot.clabel(drawn, manual=places, fmt="%g", fontsize=LETTERS, colors=INK)

Picture(
    (contours, profile),
    "Left: contour lines of the log-likelihood over the weight and the variance, around one "
    "point, the maximum, labelled by how far below it they lie: "
    f"{', '.join(map(str, below[:-1]))} and {below[-1]}. All contours are symmetric in the weight "
    "about the estimate, and widest somewhat above the variance of the maximum; the axis of the "
    "variance is logarithmic. Right: at the estimate, the log-likelihood rises steeply "
    "with the variance up to the maximum, and then falls slowly.",
)

# %% [markdown]
# For given weights $w$ with $\mathrm{RSS}(w) > 0$, no variance makes the observations more likely
# than the mean of the squared residuals does.

# %%
theorem("variance-for-given-weights")

# %% [markdown]
# Put in, it leaves a function of $w$ alone, the *concentrated* log-likelihood: a constant minus a
# positive multiple of $\ln \mathrm{RSS}(w)$.

# %%
theorem("concentrated-log-likelihood")

# %% [markdown]
# ## A perfect fit
#
# If $y = X\hat w$, nothing is left to be noise, and the log-likelihood has no maximum: at $\hat w$
# it takes every real value $M$, at the variance $s(M) = \exp(-2M/n)/(2\pi)$.

# %%
theorem("log-likelihood-of-a-perfect-fit")

# %%
theorem("no-maximum-with-a-perfect-fit")

# %% [markdown]
# ## The score and the information
#
# The *score* is the gradient of the log-likelihood in $w$.

# %%
theorem("score")

# %% [markdown]
# It is 0 exactly where the normal equation holds.

# %%
theorem("normal-equation-if-the-score-is-0")

# %%
theorem("score-is-0-if-the-normal-equation-holds")

# %% [markdown]
# The *information* about $w$, for given $\sigma^2$, is minus the Hessian in $w$. It depends
# neither on $w$ nor on $y$, so that taking its expectation would change nothing. The derivatives
# in $\sigma^2$ are not treated here.

# %%
theorem("information")

# %% [markdown]
# ## What was assumed
#
# Counted from the proofs, over all theorems of this chapter:

# %%
from IPython.display import HTML

from derivations.presentation.theorems import assumed_html
from derivations.publishing.registry import theorems

HTML(assumed_html(theorems(page="variance-score-and-information")))

# %% [markdown]
# Next: [what the estimate is worth](bias-and-covariance.py), if there is a truth and the noise is
# random.
