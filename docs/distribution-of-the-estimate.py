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
# # The distribution of the estimate
#
# Mean and covariance of $\hat w$ do not determine its distribution. With Gaussian noise it is
# known.
#
# ## In short
#
# - [An affine image of a Gaussian vector is Gaussian](#affine-image-of-a-gaussian-vector); the
#   estimates are such images of the noise. [Independent Gaussian
#   entries](#independent-gaussian-entries-make-a-gaussian-vector) make such a vector.
# - So for Gaussian noise with mean 0 and covariance $\sigma^2 I$, [the
#   law](#distribution-of-the-estimate) of $\hat w$ is $\mathcal N(w^\star, \sigma^2 (X^{\mathsf T}
#   X)^{-1})$. The laws for noise of [any
#   covariance](#distribution-of-the-estimate-for-any-covariance), with an intercept (of the
#   [weights](#distribution-of-the-weights-with-intercept), of the [estimated
#   intercept](#distribution-of-the-intercept)) and of [generalised least
#   squares](#distribution-of-generalised-least-squares) are found in the same way.
# - Normality cannot be left out: an example with two observations has the same mean and covariance,
#   and another law.
# - Estimate and residual are [uncorrelated](#estimate-and-residual-are-uncorrelated) if the noise
#   is uncorrelated and of one variance. If it is Gaussian as well, with mean 0, they are
#   [independent](#estimate-and-residual-are-independent), by a cited fact.
# - [The law](#distribution-of-the-observations) of the observations, $\mathcal N(Xw^\star, \sigma^2
#   I)$, has a density, and with full column rank [least squares gives its one
#   maximiser](#maximum-likelihood-estimate-from-the-law-of-the-observations).
#
# The inverses in these formulas are assumed to exist.
#
# ## The setting
#
# As [before](bias-and-covariance.py), $y = Xw^\star + \varepsilon$, $X$ is given, and $\hat w =
# (X^{\mathsf T} X)^{-1} X^{\mathsf T} y$.
#
# $u \sim \mathcal{N}(m, S)$ says here that $S$ is symmetric and that the *moment generating
# function* $M_u(t) = \mathbb{E}[\exp(t^{\mathsf T} u)]$ is $\exp(t^{\mathsf T} m + t^{\mathsf T} S
# t / 2)$ for every $t$. That no other law has this function, so that this is what is usually meant,
# is a theorem of probability (P. Billingsley, *Probability and Measure*, 3rd ed., 1995, sections 29
# and 30), on which the cited facts on the independence and the density of Gaussian vectors, and on
# the $\chi^2$ and $t$ laws, rest; no line uses it by itself.

# %%
from derivations import theorem

# %% [markdown]
# ## Affine images of a Gaussian vector
#
# One cited fact says what an affine map does to a moment generating function; the rest is algebra.

# %%
theorem("affine-image-of-a-gaussian-vector")

# %% [markdown]
# It is essential that all entries come from *one* Gaussian vector: two random variables, each
# Gaussian, need not have a Gaussian sum. (If $z \sim \mathcal N(0, 1)$, and the sign of $\pm z$ is
# tossed with a coin of its own, $z$ and $\pm z$ are Gaussian and uncorrelated, and their sum is 0
# half of the time.) Independent entries, [each of them
# Gaussian](#independent-gaussian-entries-make-a-gaussian-vector), do make a Gaussian vector.
#
# ## The law of the estimate

# %%
theorem("distribution-of-the-observations")

# %%
theorem("distribution-of-the-estimate-for-any-covariance")

# %%
theorem("distribution-of-the-estimate")

# %% [markdown]
# It is the column $\hat w$ that is Gaussian. The matrix $\hat w \hat w^{\mathsf T}$ is not, for the
# numbers on its diagonal are never negative.
#
# With an intercept, $y = Xw^\star + \mathbf{1}b^\star + \varepsilon$, when weights and intercept
# are both estimated, $\hat w = (X^{\mathsf T} C X)^{-1} X^{\mathsf T} C y$ and $\hat b = \bar y -
# \bar x^{\mathsf T} \hat w$ (if $b^\star$ is known, the theorem above holds with $y -
# \mathbf{1}b^\star$ for $y$):

# %%
theorem("distribution-of-the-weights-with-intercept")

# %%
theorem("distribution-of-the-intercept")

# %% [markdown]
# And of generalised least squares, for $\mathrm{Var}[\varepsilon] = \sigma^2 V$:

# %%
theorem("distribution-of-generalised-least-squares")

# %% [markdown]
# Normality cannot be left out. Let the two entries of the noise be independent, each 1 or −1 with
# probability 1/2, and let $X$ be a column of ones. The noise has mean 0 and covariance $I$, as has
# $\mathcal{N}(0, I)$, but $\hat w - w^\star$ takes three values. Here are its mean, its variance
# and its moment generating function at $t = 2$, beside those for noise from $\mathcal{N}(0, I)$,
# computed from the terms of the theorems:

# %%
import numpy as np
from IPython.display import HTML

from derivations.kernel.terms import Expectation, Letter, MomentGenerating
from derivations.numbers.distributions import Normals, floating, two_valued
from derivations.numbers.evaluate import evaluate
from derivations.presentation.theorems import maths
from derivations.printing import latex
from derivations.results.covariance import Var
from derivations.results.estimator import w_hat
from derivations.results.model import X, d, epsilon, w_star

t = Letter("t", d)
away = w_hat - w_star
signs = floating(two_valued([0, 0], [[1, 0], [0, 1]]))
gaussian = Normals(np.zeros((2, 1)), np.eye(2))
rows = ""
for term in (Expectation(away), Var(away), MomentGenerating(away, t)):
    given = {X: np.ones((2, 1)), w_star: [0.0], t: [2.0]}
    values = [evaluate(term, {**given, epsilon: law}).item() for law in (signs, gaussian)]
    cells = "".join(f"<td>{value:.3f}</td>" for value in values)
    rows += f"<tr><td>{maths(latex(term))}</td>{cells}</tr>"

HTML(
    "<table><thead><tr><td></td><th>signs</th><th>Gaussian</th></tr></thead>"
    f"<tbody>{rows}</tbody></table>"
)

# %% [markdown]
# The picture shows the same for four observations, an intercept and a slope. On the left stands all
# that the estimate can be with such noise; the larger the dot, the more probable it is. On the
# right are estimates simulated with Gaussian noise. The covariance of [the
# theorem](#distribution-of-the-estimate) gives the red ellipse, which reaches two standard
# deviations from the truth in each direction. It is the same on both sides.

# %%
from collections import Counter
from itertools import product

from derivations.results.gaussian_estimate import estimate_gaussian
from derivations.results.model import least_squares, variance
from derivations.site.picture import BLUE, RED, Picture, panel

design = np.array([[1.0, 0.0], [1.0, 1.0], [1.0, 2.0], [1.0, 3.0]])
truth = np.array([1.0, 1.0])
law = {X: design, w_star: truth, variance: [[1.0]]}


def estimates(noises):
    """The estimates with each of some outcomes of the noise."""
    found = [evaluate(least_squares, {**law, epsilon: noise}).ravel() for noise in noises]
    return np.array(found).round(9)


of_signs = Counter(map(tuple, estimates(product([-1.0, 1.0], repeat=4))))
simulated = estimates(np.random.default_rng(3).normal(size=(300, 4)))

covariance = evaluate(estimate_gaussian.conclusion.covariance, law)
root = np.linalg.cholesky(covariance)
angles = np.linspace(0, 2 * np.pi, 100)
ellipse = truth[:, None] + 2 * root @ np.array([np.cos(angles), np.sin(angles)])
inside = np.mean(np.sum(np.linalg.solve(root, (simulated - truth).T) ** 2, axis=0) <= 4)

figures = []
for title, points, sizes in (
    ("noise of signs", list(of_signs), [25 * count for count in of_signs.values()]),
    ("Gaussian noise", simulated, 8),
):
    figure, axes = panel(
        title=title, xlabel="intercept", ylabel="slope", xlim=(-2, 4), ylim=(-0.6, 2.6)
    )
    axes.scatter(*np.transpose(points), sizes, color=BLUE, alpha=0.7, linewidth=0)
    axes.plot(*ellipse, color=RED)
    axes.plot(*truth, "+", color=RED, markersize=14, markeredgewidth=2)
    figures.append(figure)

Picture(
    tuple(figures),
    "Estimates of an intercept and a slope, on both sides with the same ellipse around the truth. "
    f"Left, with noise of signs, the estimate takes {len(of_signs)} values. Right, with Gaussian "
    f"noise, {len(simulated)} simulated estimates form a cloud that is densest at the truth; "
    f"{inside:.0%} of them lie inside the ellipse.",
)

# %% [markdown]
# ## The estimate and the residual
#
# Tests also need that the estimate and the residual do not depend on each other. For uncorrelated
# noise of one variance, the estimate and the residual are uncorrelated. With Gaussian noise,
# uncorrelated affine images of it are independent (a cited fact).

# %%
theorem("estimate-and-residual-are-uncorrelated")

# %%
theorem("estimate-and-residual-are-independent")

# %%
theorem("weights-and-residual-with-intercept-are-independent")

# %% [markdown]
# ## Back to the likelihood
#
# The [first chapter](noise-to-likelihood.py) began with independent entries, each of them Gaussian,
# and found [the density of the observations](noise-to-likelihood.py#density-of-the-observations) as
# a product. This chapter began with a Gaussian vector. One cited fact joins them: the moment
# generating function of independent entries is the product of those of the entries.

# %%
theorem("independent-gaussian-entries-make-a-gaussian-vector")

# %% [markdown]
# So noise with the four assumptions of the first chapter has the law that this chapter and the next
# suppose.

# %%
theorem("independent-gaussian-noise-of-one-variance")

# %% [markdown]
# And each entry of a Gaussian vector is Gaussian:

# %%
theorem("entries-of-a-gaussian-vector-are-gaussian")

# %% [markdown]
# So noise from $\mathcal N(0, \sigma^2 I)$ with $\sigma^2 > 0$ has what the first chapter supposes
# of each entry. (That its entries are independent of one another is true as well, and is not proved
# here.) With the law alone, and the cited density of a Gaussian vector in place of the product, the
# observations are, with full column rank, again most likely at the estimate of least squares, and
# nowhere else, as in [the theorem that supposes
# independence](minimum.py#least-squares-estimate-is-the-maximum-likelihood-estimate).

# %%
theorem("maximum-likelihood-estimate-from-the-law-of-the-observations")

# %% [markdown]
# ## What was assumed
#
# Counted from the proofs, over all theorems of this chapter:

# %%
from derivations.presentation.theorems import assumed_html
from derivations.publishing.registry import theorems

HTML(assumed_html(theorems(page="distribution-of-the-estimate")))

# %% [markdown]
# Next: [the variance of the noise](noise-variance.py), which these laws contain, is estimated.
