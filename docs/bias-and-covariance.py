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
# # Bias and covariance
#
# What is the estimate worth? Suppose that $y = Xw^\star + \varepsilon$, where $w^\star$ is the
# truth, $X$ is given, and only the noise $\varepsilon$ is random. Then $\hat w = (X^{\mathsf T}
# X)^{-1} X^{\mathsf T} y$ is random as well, with a mean and a covariance if the noise has them.
#
# ## In short
#
# - If the noise has mean zero and $X$ has full column rank, least squares is
#   [unbiased](#least-squares-is-unbiased). Columns that are left out [add a
#   bias](#omitted-variable-bias), which is 0 if they are
#   [orthogonal](#no-bias-from-orthogonal-columns) to those of $X$.
# - The covariance of $\hat w$ follows from that of the noise, [whatever that
#   is](#covariance-of-the-estimate). For [uncorrelated noise of one
#   variance](#covariance-of-the-estimate-with-equal-variances) it is $\sigma^2 (X^{\mathsf T}
#   X)^{-1}$. That the noise has mean zero is not used.
# - At a new point $x_0$, [the fit](#variance-of-a-prediction) has the variance $\sigma^2
#   x_0^{\mathsf T} (X^{\mathsf T} X)^{-1} x_0$ for the same noise; [a new
#   observation](#variance-of-a-new-observation) varies about it by $\sigma^2$ more, if its own
#   noise has this variance too, and is uncorrelated with the rest.
# - Nothing here is Gaussian: the noise may have any law with finite means, or finite variances
#   where those occur. Throughout, $X^{\mathsf T} X$ is invertible.
#
# ## The setting
#
# Three letters are kept apart: the variable $w$ of the earlier chapters, the truth $w^\star$, and
# the estimate $\hat w$. In this chapter $y$ and $\hat w$ are names for what stands on their
# right-hand sides. If $X$ is random too, read every mean, variance and law as one given $X$;
# $\mathbb{E}[\varepsilon] = 0$ then says $\mathbb{E}[\varepsilon \mid X] = 0$, which is more.
#
# An expectation $\mathbb{E}$ means something where it is finite, so that $\mathbb{E}[\lVert
# \varepsilon \rVert] < \infty$, or $\mathbb{E}[\lVert \varepsilon \rVert^2] < \infty$ where squares
# occur, is among the hypotheses.

# %%
from derivations import theorem

# %% [markdown]
# ## The estimate and the noise
#
# Most of what follows rests on two equations without any expectation: the estimate misses the
# truth by a linear image of the noise, and the residual is one too. (So the residual is not the
# noise, though $\varepsilon$ is often called so.)

# %%
theorem("estimate-is-the-truth-plus-an-image-of-the-noise")

# %%
theorem("residual-is-an-image-of-the-noise")

# %% [markdown]
# ## Bias
#
# If the noise has mean zero and $X$ has full column rank, the estimate is right on average. Neither
# independence nor equal variances nor normality is used.

# %%
theorem("least-squares-is-unbiased")

# %% [markdown]
# The same in SymPy's own words, which run wherever SymPy is installed. Each entry of the noise is
# here $\sigma$ or $-\sigma$, with equal probability and independently of the others, so that an
# expectation is a mean over eight cases, which SymPy takes exactly. This shows one law, three
# observations and two weights only; the theorem is about every noise of mean zero, and all $n$ and
# $d$.

# %% tags=["plain-sympy"]
from sympy import Matrix, simplify, symbols
from sympy.stats import E, Rademacher

n, d = 3, 2
X = Matrix(n, d, symbols(f"x:{n}:{d}"))
w_star = Matrix(symbols(f"w:{d}"))
sigma = symbols("sigma")
epsilon = sigma * Matrix([Rademacher(f"s{i}") for i in range(n)])

w_hat = (X.T * X).inv() * X.T * (X * w_star + epsilon)
simplify(w_hat.applyfunc(E)) == w_star

# %%
theorem("mean-of-the-residual")

# %% [markdown]
# It need not be right on average if something is left out. Suppose that the truth has further
# columns $Z$ with weights $u^\star$, so that $y = Xw^\star + Zu^\star + \varepsilon$ in the next
# two theorems, and that $y$ is regressed on $X$ alone.

# %%
theorem("omitted-variable-bias")

# %%
theorem("no-bias-from-orthogonal-columns")

# %% [markdown]
# To leave out the intercept is to leave out a column of ones, $Z = \mathbf{1}$, which need not be
# orthogonal to $X$.

# %%
theorem("omitted-intercept-bias")

# %% [markdown]
# There is no bias if $\bar x = 0$.
#
# The picture shows 400 estimates of one weight from observations with simulated noise (here from
# $\mathcal{N}(0, I)$), with and without a second column that belongs to the truth. Both estimates
# vary; the one with the column left out varies less, but about the wrong value.

# %%
import numpy as np

from derivations.numbers.evaluate import evaluate
from derivations.results.bias import Z, omitted, short, u_star
from derivations.results.model import X, epsilon, least_squares, variance, w_star
from derivations.site.picture import BLUE, INK, LETTERS, RED, Picture, panel

draws = np.random.default_rng(2)
first = draws.normal(size=(30, 1))
second = 0.7 * first + draws.normal(size=(30, 1))
both = np.hstack([first, second])
noise = draws.normal(size=(400, 30, 1))
truth = {X: first, w_star: [1.0], Z: second, u_star: [1.0]}
without = [evaluate(short, {**truth, epsilon: e}).item() for e in noise]
with_it = [evaluate(least_squares, {X: both, w_star: [1.0, 1.0], epsilon: e})[0, 0] for e in noise]
mean = evaluate(omitted.conclusion.right, truth).item()

figure, axes = panel(xlabel="estimate of the first weight", ylabel="simulations")
bins = np.linspace(-0.1, 2.6, 55)
axes.hist(with_it, bins, color=BLUE, alpha=0.75)
axes.hist(without, bins, color=RED, alpha=0.75)
axes.axvline(1, color=INK, linewidth=1.2)
axes.axvline(mean, color=INK, linewidth=1.2, linestyle="--")
top = 1.3 * axes.get_ylim()[1]
axes.set_ylim(0, top)
for place, height, words, colour, side in (
    (0.96, 0.93, "the truth", INK, "right"),
    (mean + 0.04, 0.93, "mean in theory", INK, "left"),
    (0.64, 0.6, "both columns", BLUE, "right"),
    (2.1, 0.6, "one left out", RED, "left"),
):
    axes.text(place, height * top, words, color=colour, ha=side, fontsize=LETTERS)

Picture(
    (figure,),
    "Two histograms of 400 estimates of a weight whose true value is 1. With both columns they are "
    "centred near 1. With the second column left out they are narrower, but centred near the mean "
    f"that the theorem gives, {mean:.2f}.",
)

# %% [markdown]
# ## Covariance
#
# $\mathrm{Cov}[u, v]$ is $\mathbb{E}[uv^{\mathsf T}] - \mathbb{E}[u]\,\mathbb{E}[v]^{\mathsf T}$,
# and $\mathrm{Var}[u] = \mathrm{Cov}[u, u]$, a matrix. The first theorem says that a variance is
# the mean of squared deviations.

# %%
theorem("variance-is-the-mean-of-squared-deviations")

# %%
theorem("variance-positive-semidefinite")

# %%
theorem("variance-of-an-affine-image")

# %% [markdown]
# With the equation for $\hat w$ this gives its covariance for noise of any covariance, and whatever
# its mean. The covariance is an expectation: $(\hat w - \mathbb{E}[\hat w])(\hat w -
# \mathbb{E}[\hat w])^{\mathsf T}$ itself is a random matrix, of rank 1 at most.

# %%
theorem("covariance-of-the-estimate")

# %% [markdown]
# If the entries of the noise are independent, with variances $s_i$ that may differ:

# %%
theorem("covariance-of-the-estimate-with-unequal-variances")

# %% [markdown]
# If they are independent with one variance, $\mathrm{Var}[\varepsilon] = \sigma^2 I$, and the
# formula of the textbooks follows. The formula itself needs only $\mathrm{Var}[\varepsilon] =
# \sigma^2 I$, not independence.

# %%
theorem("variance-of-independent-noise")

# %%
theorem("covariance-of-the-estimate-with-equal-variances")

# %% [markdown]
# In SymPy's own words, for the same noise of $\pm\sigma$ as above, whose variance is $\sigma^2$.
# Again this shows one law, three observations and two weights only.

# %% tags=["plain-sympy"]
from sympy import Matrix, simplify, symbols, zeros
from sympy.stats import E, Rademacher

n, d = 3, 2
X = Matrix(n, d, symbols(f"x:{n}:{d}"))
w_star = Matrix(symbols(f"w:{d}"))
sigma = symbols("sigma")
epsilon = sigma * Matrix([Rademacher(f"s{i}") for i in range(n)])

w_hat = (X.T * X).inv() * X.T * (X * w_star + epsilon)
error = simplify(w_hat - w_hat.applyfunc(E))
covariance = (error * error.T).applyfunc(E)
simplify(covariance - sigma**2 * (X.T * X).inv()) == zeros(d, d)

# %% [markdown]
# The picture shows 400 estimates of two weights. The noise is far from Gaussian: each entry is 2
# with probability 1/5 and −1/2 with probability 4/5. The ellipse is drawn from the theorem; it
# holds the points $w$ with
# $(w - w^\star)^{\mathsf T} \mathrm{Var}[\hat w]^{-1} (w - w^\star) \le 4$.

# %%
from derivations.results.model import X, epsilon, w_star

column = np.linspace(0, 2, 25)[:, None]
design = np.hstack([np.ones((25, 1)), column])
centre = np.array([[1.0], [1.0]])
skewed = draws.choice([2.0, -0.5], p=[0.2, 0.8], size=(400, 25, 1))
cloud = np.hstack(
    [evaluate(least_squares, {X: design, w_star: centre, epsilon: e}) for e in skewed]
)
from derivations.results.covariance import homoscedastic

covariance = evaluate(homoscedastic.conclusion.right, {X: design, variance: [[1.0]]})
angles = np.linspace(0, 2 * np.pi, 200)
ellipse = centre + 2 * np.linalg.cholesky(covariance) @ np.array([np.cos(angles), np.sin(angles)])

figure, axes = panel(xlabel="first weight", ylabel="second weight")
axes.plot(*cloud, ".", color=BLUE, markersize=4, alpha=0.6)
axes.plot(*ellipse, color=RED, linewidth=1.8)
axes.plot(*centre, "o", color=RED)
axes.annotate(
    "the truth",
    centre.ravel(),
    (1.75, 1.5),
    color=RED,
    fontsize=LETTERS,
    arrowprops={"arrowstyle": "->", "color": RED, "shrinkB": 6},
)
inside = np.mean(
    np.sum((cloud - centre) * np.linalg.solve(covariance, cloud - centre), axis=0) <= 4
)

Picture(
    (figure,),
    "A cloud of 400 estimates of two weights, and the ellipse that the theorem gives. Both lean to "
    "the left: where the first weight is estimated too large, the second is mostly too small. "
    f"{inside:.0%} of the estimates lie inside the ellipse; the tail to the lower right is longer "
    "than the one to the upper left.",
)

# %% [markdown]
# ## Prediction
#
# The weights serve to predict. At a new point $x_0$ the fit is $x_0^{\mathsf T} \hat w$. A new
# observation there is $y_0 = x_0^{\mathsf T} w^\star + \varepsilon_0$, with noise of its own, so
# that the error $y_0 - x_0^{\mathsf T} \hat w$ has a greater variance than the fit. Of how
# $\varepsilon$ and $\varepsilon_0$ depend on each other, only that they are uncorrelated is used,
# and that for the variance alone.

# %%
theorem("variance-of-a-prediction")

# %% [markdown]
# In [the worked example](worked-example.py#prediction) it is 25/4, if $\sigma^2$ is 36.

# %%
theorem("prediction-error-has-mean-zero")

# %%
theorem("variance-of-a-new-observation")

# %%
theorem("total-variance-of-the-fit")

# %% [markdown]
# ## What was assumed
#
# Counted from the proofs, over all theorems of this chapter:

# %%
from IPython.display import HTML

from derivations.presentation.theorems import assumed_html
from derivations.publishing.registry import theorems

HTML(assumed_html(theorems(page="bias-and-covariance")))

# %% [markdown]
# Next: [whether another estimate is better](gauss-markov-and-cramer-rao.py).
