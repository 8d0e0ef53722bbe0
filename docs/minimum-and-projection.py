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
# # The minimum and the projection
#
# At a solution $\hat w$ of the normal equation the gradient of the mean squared error $J$ is 0.
# This chapter shows that $J$ is least there, asks when there is only one such $\hat w$, puts it
# together with the likelihood, and says what the fit $X\hat w$ is.
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
# - The residual $y - X\hat w$ is [orthogonal to every column](#residual-orthogonal-to-the-columns)
#   of $X$.
# - Where $X^{\mathsf T} X$ is invertible, [the fit](#fit-is-the-hat-matrix-times-y) is $Hy$. The
#   hat matrix $H$ is [symmetric](#hat-matrix-symmetric) and [idempotent](#hat-matrix-idempotent),
#   an orthogonal projection, and the squared lengths of fit and residual [add
#   up](#squared-length-of-fit-and-residual) to that of $y$.
#
# ## The setting
#
# As in [the chapter before](squared-error-to-closed-form.py), nothing is assumed of $X$ and $y$ but
# their shapes, and nothing is random. $\hat w$ is any solution of the normal equation $X^{\mathsf
# T} X \hat w = X^{\mathsf T} y$. (That there is one for every $X$ is true, and not proved here;
# where $X^{\mathsf T} X$ is invertible, the [closed
# form](squared-error-to-closed-form.py#least-squares-estimate-solves-the-normal-equation) is one.)
#
# **Notation.** $\hat w \in \arg\min_w J(w)$, $\hat w$ is a *minimiser*: $J(\hat w) \le J(w)$ for
# every $w$; $\{\hat w\} = \arg\min_w J(w)$: it is the only one. The same of $\arg\max$.

# %%
from derivations import theorem

# %% [markdown]
# ## The global minimum
#
# One identity shows that no other $w$ does better than a solution of the normal equation; it uses
# neither rank nor inverse.

# %%
theorem("squared-error-gap")

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

from derivations.numbers.evaluate import evaluate
from derivations.results.model import J, X, w, y
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
# $\sigma^2$ it is does not matter. For three observations, the density that some weights give to
# $y$, over the one that the closed form gives:

# %%
from IPython.display import HTML

from derivations.presentation.theorems import maths
from derivations.printing.formulas import latex
from derivations.results.closed_form import estimate
from derivations.results.model import variance
from derivations.results.noise import L

small = {X: [[1, 0], [1, 1], [1, 2]], y: [0, 1, 1]}
fitted = evaluate(estimate, small)
found = [[*fitted.ravel()], [0, 1], [1, 0], [0, 0]]
spreads = (0.25, 1.0, 4.0)


def density(weights, spread):
    """The density that weights give to the observations, which is the likelihood."""
    floats = {name: np.array(value, float) for name, value in small.items()}
    given = {w: np.array(weights, float), variance: [[spread]]}
    return evaluate(L(w, variance), floats | given).item()


rows = ""
for weights in found:
    ratios = [density(weights, each) / density(found[0], each) for each in spreads]
    cells = "".join(f"<td>{ratio:.3g}</td>" for ratio in ratios)
    place = ", ".join(map(str, weights))
    rows += f"<tr><td>{maths(latex(w))} = ({place})</td>{cells}</tr>"
head = "".join(f"<th>{maths(latex(variance))} = {each:g}</th>" for each in spreads)
HTML(f"<table><thead><tr><td></td>{head}</tr></thead><tbody>{rows}</tbody></table>")

# %% [markdown]
# With an intercept [the same
# holds](frisch-waugh-lovell.py#maximum-likelihood-estimate-with-intercept) of weights and intercept
# together.
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
# Of other functions it can be false. At $t = 1$ the derivative of $t^3 - 3t$ is 0 and its second
# derivative is positive, and at $t = -3$ the function is lower than there. (This example is not
# checked by the kernel.)
#
# ## The fit is a projection
#
# At a minimiser, what is left of $y$ is orthogonal to every column of $X$.

# %%
theorem("residual-orthogonal-to-the-columns")

# %% [markdown]
# Where $X^{\mathsf T} X$ is invertible, the fit $X\hat w$ and the residual $y - X\hat w$ come from
# $y$ through one matrix, the hat matrix $H = X(X^{\mathsf T} X)^{-1} X^{\mathsf T}$.

# %%
theorem("fit-is-the-hat-matrix-times-y")

# %%
theorem("residual-is-the-residual-maker-times-y")

# %% [markdown]
# In the picture $X$ has two columns of three entries, so that the column space, which is all that
# can be written as $Xw$, is a plane. The fit $X\hat w$ is the point of this plane straight below
# $y$, and the residual stands upright on the plane. The vectors are computed from the terms of the
# theorems, exactly.

# %%
from derivations.results.model import hat_matrix
from derivations.site.picture import panel

data = {X: [[1, 0], [1, 1], [1, 2]], y: [-1, 5, 2]}
exact = [evaluate(term, data).ravel() for term in (y, hat_matrix @ y, y - hat_matrix @ y)]
square, square_of_fit, square_of_residual = (vector @ vector for vector in exact)
response, fit, residual = (vector.astype(float) for vector in exact)
one, other = np.array(data[X], float).T


def unit(vector):
    """The direction of a vector."""
    return vector / np.linalg.norm(vector)


# The plane lies flat; one of its directions is drawn aslant.
across, up = unit(one), unit(residual)
away = unit(other - (other @ across) * across)
paper = np.column_stack([across, away, up]) @ [[1, 0], [0.5, 0.42], [0, 1]]

figure, plot = panel(xlim=(-1.5, 6.3), ylim=(-1.2, 5.3))  # one scale in both directions
plot.set_position([0, 0, 1, 1])
plot.set_axis_off()
edges = [(-0.8, -1), (4.6, -1), (4.6, 3.4), (-0.8, 3.4)]
corners = np.array([s * across + t * away for s, t in edges]) @ paper
plot.fill(*corners.T, color=BLUE, alpha=0.15, linewidth=0)
plot.text(*corners[1] + (0.55, 0.3), "column space", color=BLUE, ha="left", fontsize=LETTERS)
square_corner = np.array([fit - 0.3 * unit(fit), fit - 0.3 * unit(fit) + 0.3 * up, fit + 0.3 * up])
plot.plot(*(square_corner @ paper).T, color=INK, linewidth=0.8)
nought = np.zeros(3)
for start, vector, colour, name, place in (
    (nought, one, BLUE, "first column", (1.2, -0.4)),
    (nought, other, BLUE, "second column", (1.3, 0.9)),
    (nought, response, INK, "$y$", (1.7, 2.6)),
    (nought, fit, RED, r"$X\hat{w}$", (2.9, 0.25)),
    (fit, residual, RED, r"$y - X\hat{w}$", (4.95, 2.6)),
):
    arrow = {"arrowstyle": "-|>", "color": colour, "linewidth": 1.6, "shrinkA": 0, "shrinkB": 0}
    plot.annotate("", (start + vector) @ paper, start @ paper, arrowprops=arrow)
    plot.text(*place, name, color=colour, fontsize=LETTERS)

Picture(
    (figure,),
    "A plane, the column space of X, with the two columns as arrows in it. A third arrow, y, "
    "leaves the plane. The fit is an arrow in it that ends straight below the end of y. From there "
    "the residual leads up to y, at a right angle to the plane. The squared lengths of the fit, "
    f"{square_of_fit}, and of the residual, {square_of_residual}, add up to that of y, {square}.",
)

# %% [markdown]
# $H$ is symmetric and idempotent, and it fixes the columns of $X$.

# %%
theorem("hat-matrix-symmetric")

# %%
theorem("hat-matrix-idempotent")

# %%
theorem("hat-matrix-fixes-the-columns")

# %%
theorem("hat-matrix-trace")

# %% [markdown]
# The next three theorems are about any $n \times n$ matrix $P$, and each lists what it uses. $P$ is
# an orthogonal projection if it is symmetric and idempotent; the last one uses both.

# %%
theorem("complement-of-a-symmetric-matrix")

# %%
theorem("complement-of-an-idempotent-matrix")

# %%
theorem("pythagoras-for-a-projection")

# %% [markdown]
# Taken at $P = H$, these are properties of the residual maker $I - H$. That it sends the columns of
# $X$ to 0 follows from $HX = X$.

# %%
theorem("residual-maker-symmetric")

# %%
theorem("residual-maker-idempotent")

# %%
theorem("residual-maker-removes-the-columns")

# %%
theorem("squared-length-of-fit-and-residual")

# %% [markdown]
# ## How many observations full rank needs
#
# Where $X$ has full column rank, the trace of $I - H$ is $n - d$. It cannot be negative: it is the
# sum of the diagonal entries, and each of them is the value $e_i^{\mathsf T}(I - H)e_i$ of a
# positive semidefinite form. So $X$ has full column rank only if there are at least as many
# observations as features, $n \ge d$. With fewer, no data give [a single
# minimum](#full-column-rank-if-unique-minimum).

# %%
theorem("trace-of-a-positive-semidefinite-matrix")

# %%
theorem("full-column-rank-needs-d-at-most-n")

# %% [markdown]
# ## What was assumed
#
# Counted from the proofs, over all theorems of this chapter:

# %%
from IPython.display import HTML

from derivations.presentation.theorems import assumed_html
from derivations.publishing.registry import theorems

HTML(assumed_html(theorems(page="minimum-and-projection")))

# %% [markdown]
# Next: [a constant is added to every prediction](the-intercept.py).
