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
# # The minimum
#
# At a solution $\hat w$ of the normal equation the gradient of the mean squared error $J$ is 0. Is
# $J$ least there? Can it be as small elsewhere? And what does the answer say about the weights
# under which the observations are most likely?
#
# ## In short
#
# - [The excess](#squared-error-gap) of $J(w)$ over $J(\hat w)$ is exactly $\lVert X(w - \hat w)
#   \rVert^2 / n$. So every solution of the normal equation is a [global
#   minimiser](#normal-equation-gives-the-global-minimum), whatever the rank of $X$; and every
#   minimiser is [a solution](#a-minimiser-satisfies-the-normal-equation).
# - All minimisers give [the same fit](#minimisers-have-the-same-fit). With full column rank there
#   is [only one](#unique-minimum-if-full-column-rank), [the closed
#   form](#least-squares-estimate-is-the-unique-minimiser); and where there is only one, $X$ [has
#   full column rank](#full-column-rank-if-unique-minimum).
# - So, with full column rank and independent Gaussian noise of mean 0 and one variance, [the closed
#   form is the one maximum-likelihood
#   estimate](#least-squares-estimate-is-the-maximum-likelihood-estimate).
# - Any quadratic function is least [where its gradient is 0, and nowhere
#   else](#unique-minimum-of-a-quadratic-function), if its Hessian is positive definite.
#
# ## The setting
#
# As in [the chapter before](squared-error-to-closed-form.py), nothing is assumed of $X$ and $y$ but
# their shapes. Nothing is random, but for the noise in the section on the likelihood. $\hat w$ is
# any solution of the normal equation $X^{\mathsf T} X \hat w = X^{\mathsf T} y$. (There [is one
# for every $X$](all-minimisers.py#normal-equation-has-a-solution-for-every-design-matrix); where
# $X^{\mathsf T} X$ is invertible, the [closed
# form](squared-error-to-closed-form.py#least-squares-estimate-solves-the-normal-equation) is one.)
#
# **Notation.** $\hat w \in \arg\min_w J(w)$, $\hat w$ is a *minimiser*: $J(\hat w) \le J(w)$ for
# every $w$; $\{\hat w\} = \arg\min_w J(w)$: it is the only one. The same of $\arg\max$. $X$ *has
# full column rank* if $Xv = 0$ only for $v = 0$; its columns are then called independent. $\nabla
# f$ is the gradient of $f$, and $\nabla^2 f$ its Hessian. A symmetric $A$ is *positive
# semidefinite*, $A \succeq 0$, if $v^{\mathsf T} A v \ge 0$ for every $v$, and *positive definite*,
# $A \succ 0$, if that is greater than 0 for every $v \ne 0$.
#
# **A small example.** Three observations, $y = (1, 0, 5)$, are fitted with two features, and then
# with two others; the columns of $X$ stand above each part of the table. Beside each $w$ is
# $X^{\mathsf T} X w - X^{\mathsf T} y$, which is 0 where the normal equation holds, then $J(w)$,
# and then the square by which $J(w)$ is to exceed $J(\hat w)$. As $\hat w$ the first $w$ of each
# part is taken. All numbers are exact, computed from the terms of the theorems.

# %%
from IPython.display import HTML

from derivations import theorem
from derivations.numbers.evaluate import evaluate
from derivations.presentation.theorems import maths
from derivations.printing.formulas import latex, text
from derivations.results.model import J, X, gram, w, w_hat, y


def number(value):
    """A number with the sign of a negative one."""
    return str(value).replace("-", "−")


def column(matrix):
    """A column of numbers in one line."""
    return f"({', '.join(map(number, matrix.ravel()))})"


excess = theorem("squared-error-gap").conclusion.right
terms = (w, gram @ w - X.T @ y, J(w), excess)
parts = (
    ([[1, 0], [1, 1], [1, 2]], ((0, 2), (1, 1), (1, 2), (0, 3))),
    ([[1, 2], [1, 2], [1, 2]], ((2, 0), (0, 1), (4, -1), (1, 1))),
)
body = ""
for design, points in parts:
    given = {X: design, y: [1, 0, 5], w_hat: points[0]}
    names = " and ".join(column(each) for each in evaluate(X, given).T)
    body += f'<tr><th colspan="{len(terms)}">{names}</th></tr>'
    for point in points:
        values = (evaluate(term, {**given, w: point}) for term in terms)
        shown = (number(v.item()) if v.size == 1 else column(v) for v in values)
        body += "<tr>" + "".join(f"<td>{each}</td>" for each in shown) + "</tr>"
head = "".join(f"<th>{text(term)}</th>" for term in terms)
HTML(f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>")

# %% [markdown]
# In each row $J(w)$ is $J(\hat w)$ and the last number together, and it is least where the normal
# equation holds. In the first part, where the columns are independent, that is so at one of the
# four $w$ only. In the second part, where one column is twice the other, it is so at three of them.
# All three give the same fit, for each has $w_1 + 2w_2 = 2$.
#
# ## The global minimum
#
# One identity shows that no other $w$ does better than a solution of the normal equation; it uses
# neither rank nor inverse.

# %%
theorem("squared-error-gap")

# %% [markdown]
# In [the worked example](worked-example.py#residuals) the mean squared error of the weights 0
# exceeds the least one by 385.

# %%
theorem("normal-equation-gives-the-global-minimum")

# %% [markdown]
# Is it the only one? Another point $u$ is a minimiser as well exactly if it gives the same fit,
# $X(u - \hat w) = 0$. First one direction, then the other.

# %%
theorem("a-point-with-the-same-fit-is-a-minimiser")

# %%
theorem("minimisers-have-the-same-fit")

# %% [markdown]
# The other way round, every minimiser satisfies the normal equation, so that setting the gradient
# to 0 loses none. With $g = X^{\mathsf T}(Xu - y)$, a step from $u$ against $g$ would otherwise go
# lower, if it is not too long.

# %%
theorem("a-minimiser-satisfies-the-normal-equation")

# %% [markdown]
# A solution of the normal equation is the only minimiser exactly if $X$ has full column rank. Again
# both directions, and between them what happens otherwise: along a direction $v$ with $Xv = 0$ the
# squared error does not change.

# %%
theorem("unique-minimum-if-full-column-rank")

# %%
theorem("flat-along-a-null-direction")

# %%
theorem("full-column-rank-if-unique-minimum")

# %% [markdown]
# With full column rank, then, the closed form is the answer, and nothing is left to assume.

# %%
theorem("least-squares-estimate-is-the-unique-minimiser")

# %% [markdown]
# The picture evaluates the same $J(w)$ on two small data sets; the minimisers are red. In one the
# columns of $X$ are independent; in the other the second column repeats the first, and the
# minimisers fill a whole line.

# %%
import numpy as np
from matplotlib.figure import Figure

from derivations.site.picture import BLUE, HEIGHT, INK, LETTERS, RED, WIDTH, Picture

first = np.array([[1.0], [-1.0], [1.0], [-1.0]])
designs = {
    "independent columns: a bowl": np.hstack([first, [[1.0], [1.0], [-1.0], [-1.0]]]),
    "the same column twice: a flat valley": np.hstack([first, first]),
}
responses = np.array([1.0, 0.0, 0.5, -0.5])
reach, length = 1.6, 2.0  # how far the surfaces go up, as a root, and along the valley

figures = []
for title, design in designs.items():
    data = {X: design, y: responses}
    best = np.linalg.pinv(design) @ responses
    _, sizes, ways = np.linalg.svd(design / 2)  # J rises from its least value by |Xh|²/4
    if np.linalg.matrix_rank(design) == 2:
        radius, angle = np.meshgrid(np.linspace(0, reach, 8), np.linspace(0, 2 * np.pi, 25))
        steps = np.stack([radius * np.cos(angle), radius * np.sin(angle)], axis=-1) / sizes
        floor, mark = best[None], {"marker": "o", "markersize": 5}
    else:
        along, across = np.meshgrid(np.linspace(-length, length, 9), np.linspace(-1, 1, 13))
        steps = np.stack([across * reach / sizes[0], along], axis=-1)
        floor, mark = best + np.outer([-length, length], ways[1]), {"linewidth": 2.5}
    points = best + steps @ ways
    heights = np.array(
        [[evaluate(J(w), {**data, w: point}).item() for point in row] for row in points]
    )
    figure = Figure(figsize=(WIDTH, HEIGHT))
    figures.append(figure)
    plot = figure.add_axes((0.02, 0.08, 0.9, 0.84), projection="3d", computed_zorder=False)
    plot.plot_surface(
        *np.moveaxis(points, -1, 0), heights, rstride=1, cstride=1,
        color=BLUE, alpha=0.55, edgecolor=INK, linewidth=0.1,
    )  # fmt: skip
    least = evaluate(J(w), {**data, w: best}).item()
    plot.plot(*floor.T, least, color=RED, **mark)
    plot.set_title(title, color=INK, fontsize=LETTERS)
    plot.set(xlabel="$w_1$", ylabel="$w_2$", zlabel="$J(w)$")
    plot.set(xlim=(-2, 2), ylim=(-2, 2), zlim=(0, 3))
    plot.set(xticks=[-2, 0, 2], yticks=[-2, 0, 2], zticks=[0, 1, 2, 3])
    plot.view_init(elev=28, azim=-62)
    plot.tick_params(colors=INK, labelsize=LETTERS)
    for side in (plot.xaxis, plot.yaxis, plot.zaxis):
        side.label.set_color(INK)
        side.line.set_color(INK)
        side.pane.fill = False
        side.pane.set_edgecolor(INK)
        side.pane.set_alpha(0.3)
        side._axinfo["grid"].update(color=INK, linewidth=0.15)

Picture(
    tuple(figures),
    "Two surfaces of the mean squared error over two weights. With independent columns the surface "
    "is a bowl with one lowest point. With the same column twice it is a valley whose floor is a "
    "straight line of equally good weights.",
)

# %% [markdown]
# ## Put together with the likelihood
#
# Everything so far leads to one theorem. The assumptions on the noise gave [the density of the
# observations](noise-to-likelihood.py); [its logarithm](log-likelihood.py) is a constant minus a
# positive multiple of $J$, so that [weights of the least squared error make the observations most
# likely](likelihood-to-squared-error.py#least-squares-is-maximum-likelihood), and [the other way
# round](likelihood-to-squared-error.py#maximum-likelihood-is-least-squares); with full column rank
# there is one such $w$, and it has a closed form. So the estimate of least squares, and nothing
# else, makes the observations most likely.

# %%
theorem("least-squares-estimate-is-the-maximum-likelihood-estimate")

# %% [markdown]
# The density itself is meant, and not its logarithm: no other weights give as large a one. Which
# $\sigma^2$ it is does not matter. For the first part of the example, the density that each $w$
# gives to $y$, over the one that the closed form gives:

# %%
from derivations.results.closed_form import estimate
from derivations.results.model import variance
from derivations.results.noise import L

(design, points), _ = parts
observed = {X: np.array(design, float), y: np.array([1.0, 0.0, 5.0])}
spreads = (0.5, 1.0, 4.0)


def density(at, spread):
    """The density that weights give to the observations, which is the likelihood."""
    given = {w: np.array(at, float), variance: [[spread]]}
    return evaluate(L(w, variance), observed | given).item()


best = evaluate(estimate, observed)
rows = ""
for point in points:
    ratios = [density(point, each) / density(best, each) for each in spreads]
    cells = "".join(f"<td>{ratio:.3g}</td>" for ratio in ratios)
    rows += f"<tr><td>{maths(latex(w))} = ({', '.join(map(str, point))})</td>{cells}</tr>"
head = "".join(f"<th>{maths(latex(variance))} = {each:g}</th>" for each in spreads)
HTML(f"<table><thead><tr><td></td>{head}</tr></thead><tbody>{rows}</tbody></table>")

# %% [markdown]
# With an intercept [the same
# holds](likelihood-with-intercept.py#maximum-likelihood-estimate-with-intercept) of weights and
# intercept together.
#
# ## Any quadratic function
#
# $J$ is a quadratic function of the weights. The rule that a critical point, where the gradient is
# 0, is the global minimum if the Hessian is positive definite there, holds of every quadratic
# function $f(w) = w^{\mathsf T} A w + w^{\mathsf T} b + c$, with any matrix $A$: its expansion
# stops after the term of second order, and is exact.

# %%
theorem("quadratic-function-around-a-point")

# %%
theorem("minimum-of-a-quadratic-function")

# %%
theorem("unique-minimum-of-a-quadratic-function")

# %% [markdown]
# Of other functions it can be false. At $t = 1$ the derivative of $t^3 - 3t$ [is
# 0](what-is-lost.py#cubic-has-a-critical-point) and its second derivative [is
# positive](what-is-lost.py#cubic-bends-upwards-there), and at $t = -3$ the function [is lower than
# there](what-is-lost.py#cubic-is-lower-elsewhere).

# %% [markdown]
# ## What was assumed
#
# Counted from the proofs, over all theorems of this chapter:

# %%
from derivations.presentation.theorems import assumed_html
from derivations.publishing.registry import theorems

HTML(assumed_html(theorems(page="minimum")))

# %% [markdown]
# Next: [where the fit $X\hat w$ lies, seen from $y$](projection.py).
