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
# The chapter before ends at the log-likelihood $\ell(w, \sigma^2)$ of observations with
# independent Gaussian noise of mean 0 and one variance $\sigma^2$. This one shows that the weights
# under which the observations are most likely are those with the least mean squared error
# $J(w) = \lVert Xw - y \rVert^2 / n$; and what takes the place of squared error when one of the
# assumptions is given up.
#
# **Notation.** $\arg\max_w$ and $\arg\min_w$ are sets: all $w$ with the largest, or the least,
# value. $e_i$, $y_i$, $x_i$ and the sums are those of the chapter before.

# %%
from derivations import theorem

# %% [markdown]
# ## The log-likelihood and the squared error
#
# In the chapter before, the four assumptions of the noise gave the density of the observations.
# From here on $L$ and $\ell$ are formulas, of which only $\sigma^2 > 0$ is used; the assumptions
# come back where all is put together.
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
from matplotlib.figure import Figure

from derivations.evaluate import evaluate
from derivations.model import J, X, variance, w, y
from derivations.picture import BLUE, INK, RED, Picture
from derivations.results.log_likelihood import ell

data = {
    X: np.array([[-2.0], [-1.0], [0.0], [1.0], [2.0]]),
    y: np.array([-1.6, -1.1, 0.5, 0.4, 2.3]),
}
axis = np.linspace(-0.4, 2.2, 53)
best = float(np.linalg.lstsq(data[X], data[y], rcond=None)[0][0])


def plain(plot, title):
    """Draw the frame in the colour of the text around the picture."""
    plot.set_title(title, color=INK, fontsize=11)
    plot.tick_params(colors=INK, labelsize=9)
    for side in plot.spines.values():
        side.set_color(INK)
    plot.xaxis.label.set_color(INK)
    plot.yaxis.label.set_color(INK)


def curve(term, values):
    """The values of a scalar term along the axis of weights."""
    return [evaluate(term, {**data, **values, w: [point]}).item() for point in axis]


likelihood, error = Figure(figsize=(4.2, 3.6)), Figure(figsize=(4.2, 3.6))
plot = likelihood.add_subplot()
for spread, style in ((0.2, "-"), (0.5, "--"), (2.0, ":")):
    at = {variance: spread}
    plot.plot(axis, curve(ell(w, variance), at), style, color=BLUE, label=f"σ² = {spread}")
    plot.plot(best, evaluate(ell(w, variance), {**data, **at, w: [best]}).item(), "o", color=RED)
plot.set(xlabel="w", ylabel="ℓ(w, σ²)", ylim=(-40, 0))
plot.legend(frameon=False, labelcolor=INK, fontsize=9)
plain(plot, "log-likelihood")
plot = error.add_subplot()
plot.plot(axis, curve(J(w), {}), color=BLUE)
plot.plot(best, evaluate(J(w), {**data, w: [best]}).item(), "o", color=RED)
plot.set(xlabel="w", ylabel="J(w)", ylim=(0, 6))
plain(plot, "mean squared error")

Picture(
    (likelihood, error),
    "Left: three curves of the log-likelihood over one weight, for three values of the variance, "
    "each a parabola that opens downwards. The smaller the variance, the steeper the parabola. "
    "Right: the mean squared error, a parabola that opens upwards. All maxima on the left and the "
    "minimum on the right are at the same weight.",
)

# %% [markdown]
# ## R² on the training data
#
# $\mathrm{TSS} = y^{\mathsf T} C y$ is the sum of the squared deviations of $y$ from its mean.
# (That the mean is the best constant, and that $\mathrm{TSS} > 0$ unless all observations are
# equal, is not proved here.) On the data that $w$ is chosen on, to maximise $R^2$ is to minimise
# $J$.

# %%
theorem("r-squared")

# %%
theorem("minimiser-of-squared-error-maximises-r-squared")

# %%
theorem("maximiser-of-r-squared-minimises-squared-error")

# %% [markdown]
# ## What happens when an assumption is broken
#
# Each panel has the same true line, in the colour of the text, and 60 observations whose noise
# breaks one assumption; the line of least squared error is red. It can be computed in all four.
# What is lost is the proof that it is maximum likelihood; and with a mean that is not 0, the line
# itself can be wrong.

# %%
from derivations.results.closed_form import estimate

rng = np.random.default_rng(8)
place = np.linspace(0, 1, 60)
design = np.stack([place, np.ones(60)], axis=1)
true_line = design @ [2.0, 0.0]
steps = rng.normal(scale=0.18, size=60)
steps[0] /= np.sqrt(1 - 0.92**2)  # so that all observations have one variance
dependent = np.array([sum(0.92 ** (k - j) * steps[j] for j in range(k + 1)) for k in range(60)])
noises = {
    "not independent": dependent,
    "not normal": rng.laplace(scale=0.35, size=60),
    "mean not zero": 0.25 * rng.normal(size=60) + 0.9 * np.sin(3 * place) ** 2,
    "unequal variances": rng.normal(size=60) * (0.05 + 1.1 * place**2),
}
figures = []
for title, noise in noises.items():
    observed = true_line + noise
    weights = evaluate(estimate, {X: design, y: observed})
    figure = Figure(figsize=(3.4, 2.7))
    figures.append(figure)
    plot = figure.add_subplot()
    plot.plot(place, observed, "o", color=BLUE, markersize=3)
    plot.plot(place, true_line, color=INK, linewidth=1.2)
    plot.plot(place, design @ weights, color=RED, linewidth=2)
    plot.set(xlabel="x", ylabel="y", ylim=(-1.8, 4), xticks=[0, 0.5, 1])
    plain(plot, title)

Picture(
    tuple(figures),
    "Four scatter plots around one rising true line, each with its least-squares line. Not "
    "independent: the points wander in long waves around the line. Not normal: most points are "
    "close to it and a few are far away. Mean not zero: the points follow a curve above the line, "
    "and the least-squares line misses the true one. Unequal variances: the points fan out to the "
    "right.",
)

# %% [markdown]
# ### Mean not zero
#
# Up to its third line, the [density of the observations](noise-to-log-likelihood.py) holds for any
# means $m_i$. If they are known, $y - m$ takes the place of $y$. If they are unknown but equal,
# they are an intercept. If they are a linear function of the rows of $X$, the data cannot tell
# them from $w$. (These remarks are not checked by the kernel.)
#
# ### Unequal variances: weighted squared error
#
# The same chain gives a squared error in which each squared residual is divided by the variance of
# its observation. The variances are taken as known.

# %%
theorem("minimiser-of-weighted-squared-error-maximises-the-log-likelihood")

# %%
theorem("maximiser-of-the-log-likelihood-minimises-weighted-squared-error")

# %%
theorem("maximiser-of-the-log-likelihood-maximises-the-likelihood-with-unequal-variances")

# %%
theorem("maximiser-of-the-likelihood-maximises-the-log-likelihood-with-unequal-variances")

# %% [markdown]
# Then the mean squared error is *not* the criterion. Two observations and a constant suffice: $X =
# (1, 1)^{\mathsf T}$, $y = (0, 1)^{\mathsf T}$, with the variances 1 and 4. The values are exact:
# the weight 1/5, which is better for $Q$, is worse for $J$, and so neither criterion can be
# replaced by the other.

# %%
from fractions import Fraction

from IPython.display import HTML

from derivations.results.maximum_likelihood import A, Q
from derivations.results.noise import s

two = {X: [[1], [1]], y: [0, 1], s: [1, 4]}


def table(columns, points):
    """A table of the exact values of scalar terms at a few weights."""
    head = "".join(f"<th>{name}</th>" for name in ("w", *columns))
    rows = "".join(
        f"<tr><td>{point}</td>"
        + "".join(
            f"<td>{evaluate(term, {**two, w: [point]}).item()}</td>" for term in columns.values()
        )
        + "</tr>"
        for point in points
    )
    return HTML(f"<table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>")


table({"J(w)": J(w), "Q(w)": Q}, [Fraction(1, 5), Fraction(1, 2)])

# %% [markdown]
# ### Correlated noise: generalised squared error
#
# With the covariance matrix $\sigma^2 V$, and $V$ taken as known, the criterion is
# $G(w) = (y - Xw)^{\mathsf T} V^{-1} (y - Xw)$. For $V = I_n$ it is $nJ(w)$.

# %%
theorem("minimiser-of-generalised-squared-error-maximises-the-log-likelihood")

# %%
theorem("maximiser-of-the-log-likelihood-minimises-generalised-squared-error")

# %%
theorem("maximiser-of-the-log-likelihood-maximises-the-likelihood-with-correlated-noise")

# %%
theorem("maximiser-of-the-likelihood-maximises-the-log-likelihood-with-correlated-noise")

# %% [markdown]
# ### Laplace noise: the mean absolute error
#
# With Laplace noise the criterion is $A(w)$, the mean absolute error.

# %%
theorem("minimiser-of-absolute-error-maximises-the-log-likelihood")

# %%
theorem("maximiser-of-the-log-likelihood-minimises-absolute-error")

# %%
theorem("maximiser-of-the-log-likelihood-maximises-the-likelihood-with-laplace-noise")

# %%
theorem("maximiser-of-the-likelihood-maximises-the-log-likelihood-with-laplace-noise")

# %% [markdown]
# Its minimiser need not be unique, even where $X$ has full column rank. For two observations
# $y_1 \le y_2$ and one constant, every constant from the smaller to the larger is a minimiser. (For
# $X = (1, 1)^{\mathsf T}$, $A$ is half of the sum $E$ below.)

# %%
theorem("absolute-value-of-what-is-not-negative")

# %%
theorem("absolute-value-of-what-is-not-positive")

# %%
theorem("every-point-between-two-observations-minimises-absolute-error")

# %% [markdown]
# For the two observations of the table above, exactly:

# %%
table({"A(w)": A}, [Fraction(-1, 2), 0, Fraction(1, 3), Fraction(1, 2), 1, Fraction(3, 2)])

# %% [markdown]
# ## What was assumed
#
# Counted from the proofs, over all theorems of this chapter:

# %%
from derivations.display import assumed_html
from derivations.registry import theorems

HTML(assumed_html(theorems(page="likelihood-to-squared-error")))
