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
# This chapter shows that $J$ is least there, asks when there is only one such $\hat w$, and says
# what the fit $X\hat w$ is.
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
# every $w$; $\{\hat w\} = \arg\min_w J(w)$: it is the only one.

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

from derivations.evaluate import evaluate
from derivations.model import J, X, w, y
from derivations.picture import INK, Picture

first = np.array([[1.0], [-1.0], [1.0], [-1.0]])
designs = {
    "independent columns: a bowl": np.hstack([first, [[1.0], [1.0], [-1.0], [-1.0]]]),
    "the same column twice: a flat valley": np.hstack([first, first]),
}
responses = np.array([1.0, 0.0, 0.5, -0.5])

axis = np.linspace(-1.6, 1.6, 17)
w1, w2 = np.meshgrid(axis, axis)
figures = []
for title, design in designs.items():
    data = {X: design, y: responses}
    grid = np.stack([w1, w2], axis=-1).reshape(-1, 2)
    error = np.array([evaluate(J(w), {**data, w: point}).item() for point in grid])
    error = error.reshape(w1.shape)
    figure = Figure(figsize=(4, 3.8))
    figures.append(figure)
    plot = figure.add_subplot(projection="3d")
    plot.plot_surface(w1, w2, error, color="#5b8def", alpha=0.55, edgecolor=INK, linewidth=0.1)
    best = np.linalg.pinv(design) @ responses
    null = np.linalg.svd(design)[2][np.linalg.matrix_rank(design) :]
    steps = np.array([[-1.9], [1.9]]) * null[0] if len(null) else np.zeros((1, 2))
    least = evaluate(J(w), {**data, w: best}).item()
    ends = best + steps
    mark = {"linewidth": 2.5} if len(null) else {"marker": "o", "markersize": 5}
    plot.plot(*ends.T, least, color="#d1495b", zorder=10, **mark)
    plot.set_title(title, color=INK, fontsize=11)
    plot.set(
        xlabel="w₁", ylabel="w₂", zlabel="J(w)", zlim=(0, 14), xticks=[-1, 0, 1], yticks=[-1, 0, 1]
    )
    plot.set_zticks([0, 7, 14])
    plot.view_init(elev=24, azim=-62)
    plot.tick_params(colors=INK, labelsize=8)
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
# ## What was assumed
#
# Counted from the proofs, over all theorems of this chapter:

# %%
from IPython.display import HTML

from derivations.display import assumed_html
from derivations.registry import theorems

HTML(assumed_html(theorems(page="minimum-and-projection")))

# %% [markdown]
# Next: [a constant is added to every prediction](the-intercept.py).
