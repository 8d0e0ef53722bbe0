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
# # Criteria compared
#
# Squared error is one criterion by which to choose weights. This chapter compares it with $R^2$,
# with weighted squared error and with absolute error, says of which noise each is the criterion,
# and shows what least squares does where an assumption about the noise is broken.
#
# ## In short
#
# - On the data that the weights are chosen on, $R^2$ is [the mean squared error on another
#   scale](#r-squared): what [minimises squared
#   error](#minimiser-of-squared-error-maximises-r-squared) maximises $R^2$, and [the other way
#   round](#maximiser-of-r-squared-minimises-squared-error). For $R^2$ to have a meaning, the
#   observations must vary: $\mathrm{TSS} > 0$.
# - Weighted squared error is another criterion: in an exact example with two observations, one
#   weight is better for it, and another for the mean squared error.
# - Absolute error need not have a single minimiser: for two different observations and a constant,
#   [every number between them](#every-point-between-two-observations-minimises-absolute-error) is
#   one.
# - Put together with the density of the observations, each criterion is that of one noise: weighted
#   squared error of independent Gaussian noise of [unequal
#   variances](#least-weighted-squared-error-is-maximum-likelihood), absolute error of [Laplace
#   noise](#least-absolute-error-is-maximum-likelihood), generalised squared error of [correlated
#   Gaussian noise](#least-generalised-squared-error-is-maximum-likelihood), and the mean squared
#   error of [a Gaussian vector](#least-squares-is-maximum-likelihood-from-the-law-of-the-noise) of
#   covariance $\sigma^2 I$. None asks for a rank, and all but that for Laplace noise stand here
#   with their converse.
# - Least squares can be computed whatever the noise. Where an assumption is broken, it need not be
#   maximum likelihood any more; with a mean that is not 0, the line itself can be wrong on average.
#
# ## The setting
#
# $J(w) = \lVert Xw - y \rVert^2 / n$ is the mean squared error. For independent Gaussian noise of
# mean 0 and known variances $s_i > 0$, [maximum likelihood](other-noise.py) minimises the weighted
# squared error $Q(w) = \sum_i (y_i - x_i^{\mathsf T} w)^2 / s_i$; for independent Laplace noise of
# one scale around 0, the mean absolute error $A(w) = \sum_i |y_i - x_i^{\mathsf T} w| / n$.

# %%
from derivations import theorem

# %% [markdown]
# ## R² on the training data
#
# $\mathrm{TSS} = y^{\mathsf T} C y$ is the sum of the squared deviations of $y$ from its mean.
# ([The mean is the best constant](one-number.py#mean-minimises-squared-error). That $\mathrm{TSS} >
# 0$ unless all observations are equal is not proved here.) On the data that $w$ is chosen on, to
# maximise $R^2$ is to minimise $J$. As a scale it runs up to 1. Where the constant is among the
# predictions, it is not negative at the minimiser; without an intercept it may be, as below.

# %%
theorem("r-squared")

# %% [markdown]
# In [the worked example](worked-example.py#likelihood) TSS is 720, the sum of the squared residuals
# is 144, and $R^2$ is 4/5.

# %%
theorem("minimiser-of-squared-error-maximises-r-squared")

# %%
theorem("maximiser-of-r-squared-minimises-squared-error")

# %% [markdown]
# A fit without an intercept, in exact numbers: the line through the origin of least squared error,
# for the observations 2 and 1 at 1 and 2. The mean of the observations, which it cannot predict,
# has the smaller error.

# %%
from fractions import Fraction

from IPython.display import HTML

from derivations.numbers.evaluate import evaluate
from derivations.presentation.theorems import maths
from derivations.printing.formulas import latex
from derivations.results import closed_form
from derivations.results.model import RSS, J, X, w, y
from derivations.results.r_squared import TSS, R_sq


def number(value):
    """A number with the sign of a negative one."""
    return str(value).replace("-", "−")


origin = {X: [[1], [2]], y: [2, 1]}
origin[w] = evaluate(closed_form.estimate, origin)
named = {
    "best weight": w,
    "residual sum of squares": RSS(w),
    "total sum of squares": TSS,
    "on the scale of": R_sq,
}
head = "".join(f"<th>{name} {maths(latex(term))}</th>" for name, term in named.items())
cells = (number(evaluate(term, origin).item()) for term in named.values())
row = "".join(f"<td>{cell}</td>" for cell in cells)
HTML(f"<table><thead><tr>{head}</tr></thead><tbody><tr>{row}</tr></tbody></table>")

# %% [markdown]
# ## Weighted squared error
#
# Where the variances of such Gaussian noise differ, $Q$ is the criterion, and $J$ is *not*. Two
# observations and a constant suffice to tell them apart: $X = (1, 1)^{\mathsf T}$, $y = (0,
# 1)^{\mathsf T}$, with the variances 1 and 4. The values are exact: the weight 1/5, which is better
# for $Q$, is worse for $J$, and so neither criterion can be replaced by the other.

# %%
from derivations.results.noise import s
from derivations.results.other_noise import A, Q

two = {X: [[1], [1]], y: [0, 1], s: [1, 4]}


def table(columns, points):
    """A table of the exact values of scalar terms at a few weights."""
    head = "".join(f"<th>{name}</th>" for name in ("weight w", *columns))
    rows = "".join(
        f"<tr><td>{number(point)}</td>"
        + "".join(
            f"<td>{number(evaluate(term, {**two, w: [point]}).item())}</td>"
            for term in columns.values()
        )
        + "</tr>"
        for point in points
    )
    return HTML(f"<table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>")


table(
    {"mean squared error J(w)": J(w), "weighted squared error Q(w)": Q},
    [Fraction(1, 5), Fraction(1, 2)],
)

# %% [markdown]
# ## Absolute error
#
# The minimiser of the mean absolute error need not be unique, even where the columns of $X$ are
# independent. For two observations $y_1 \le y_2$ and one constant, every constant from the smaller
# to the larger is a minimiser. (For $X = (1, 1)^{\mathsf T}$, $A$ is half of the sum $D$ below.)

# %%
theorem("absolute-value-of-what-is-not-negative")

# %%
theorem("absolute-value-of-what-is-not-positive")

# %%
theorem("every-point-between-two-observations-minimises-absolute-error")

# %% [markdown]
# For the two observations of the table above, exactly:

# %%
table(
    {"mean absolute error A(w)": A},
    [Fraction(-1, 2), 0, Fraction(1, 3), Fraction(1, 2), 1, Fraction(3, 2)],
)

# %% [markdown]
# ## Each noise has its criterion
#
# The steps of [the chapter before](other-noise.py), put together with [the density of the
# observations](noise-to-likelihood.py), as they were [for squared
# error](likelihood-to-squared-error.py#least-squares-is-maximum-likelihood). Independent Gaussian
# noise of mean 0, whose variances are known and need not be equal:

# %%
theorem("least-weighted-squared-error-is-maximum-likelihood")

# %%
theorem("maximum-likelihood-is-least-weighted-squared-error")

# %% [markdown]
# Independent Laplace noise around 0 of one scale. (The converse stands in [the chapter
# before](other-noise.py#maximiser-of-the-log-likelihood-minimises-absolute-error), of the
# likelihood, and is not stated once more of the density.)

# %%
theorem("least-absolute-error-is-maximum-likelihood")

# %% [markdown]
# A Gaussian noise vector of mean 0 and covariance $\sigma^2 V$. Its criterion is $G(w) = (y -
# Xw)^{\mathsf T} V^{-1} (y - Xw)$.

# %%
theorem("least-generalised-squared-error-is-maximum-likelihood")

# %%
theorem("maximum-likelihood-is-least-generalised-squared-error")

# %% [markdown]
# For $V = I$ that is $nJ(w)$. So where $\varepsilon \sim \mathcal N(0, \sigma^2 I)$ is said of the
# noise vector, and not of entries that are independent, least squares is maximum likelihood as
# well, for every $X$. (With full column rank there is [one such
# estimate](distribution-of-the-estimate.py).)

# %%
theorem("least-squares-is-maximum-likelihood-from-the-law-of-the-noise")

# %%
theorem("maximum-likelihood-is-least-squares-from-the-law-of-the-noise")

# %% [markdown]
# ## Squared error where an assumption is broken
#
# Each panel has the same true line, in the colour of the text, and 60 observations whose noise
# breaks one assumption; the line of least squared error is red. It can be computed in all four, but
# need not be the line of the greatest likelihood. With a mean that is not 0, the line is wrong on
# average too; in the other panels it misses by chance alone, with noise in waves by more on average
# than with independent noise. What [its covariance](bias-and-covariance.py) is, and whether
# [another line is better](gauss-markov-and-cramer-rao.py), depends on the variances and on
# dependence, but not on normality. (These remarks are not checked by the kernel.)

# %%
import numpy as np

from derivations.results.closed_form import estimate
from derivations.site.picture import BLUE, INK, RED, Picture, panel

rng = np.random.default_rng(27)
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
    figure, plot = panel(title=title, xlabel="$x$", ylabel="$y$", ylim=(-1.8, 4))
    figures.append(figure)
    plot.set_xticks([0, 0.5, 1])
    plot.plot(place, observed, "o", color=BLUE, markersize=3)
    plot.plot(place, true_line, color=INK, linewidth=1.2)
    plot.plot(place, design @ weights, color=RED, linewidth=2)

Picture(
    tuple(figures),
    "Four scatter plots around one rising true line, each with its least-squares line. Not "
    "independent: the points wander in long waves around the line. Not normal: most points are "
    "close to it and a few are far away. Mean not zero: the points follow a curve above the line, "
    "and the least-squares line misses the true one. Unequal variances: the points fan out to the "
    "right.",
)

# %% [markdown]
# A mean that is not 0 is another matter. Up to its third line, the [density of the
# observations](noise-to-likelihood.py#density-of-the-observations) holds for any means $m_i$. If
# they are known, $y - m$ takes the place of $y$. If they are unknown but equal, they are an
# intercept. If they are a linear function of the rows of $X$, the data cannot tell them from $w$.
# (These remarks are not checked by the kernel.)
#
# ## What was assumed
#
# Counted from the proofs, over all theorems of this chapter:

# %%
from derivations.presentation.theorems import assumed_html
from derivations.publishing.registry import theorems

HTML(assumed_html(theorems(page="criteria-compared")))

# %% [markdown]
# Next: [what each of these errors measures](metrics.py), and which number is best by it.
