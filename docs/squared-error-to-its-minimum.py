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
# # From squared error to its minimum
#
# A linear model predicts the $n$ numbers $y$ from the $n \times d$ design matrix $X$: its
# prediction is $Xw$, and the weights $w$ are ours to choose. This chapter starts from the mean
# squared error $J(w)$ and follows it, line by line, to the weights $\hat w$ at which it is least.
# It asks when there is only one such $\hat w$, and what the fit $X\hat w$ is.
#
# Nothing is assumed of $X$ and $y$ but their shapes; they are real, and $n$ and $d$ are any
# positive integers. Each theorem lists on top what its proof uses beyond that. The list is computed
# from the proof; so is the status of each line. Every formula set on a line of its own is printed
# from the object that the kernel checked.
#
# **Notation.** All vectors are columns. $X$ *has full column rank* if $Xv = 0$ only for $v = 0$.
# $A \succeq 0$, $A$ is *positive semidefinite*: $A$ is symmetric and $v^{\mathsf T} A v \ge 0$ for
# every $v$. $A \succ 0$, $A$ is *positive definite*: $A$ is symmetric and $v^{\mathsf T} A v > 0$
# for every $v \ne 0$. $\hat w \in \arg\min_w J(w)$, $\hat w$ is a *minimiser*:
# $J(\hat w) \le J(w)$ for every $w$; $\{\hat w\} = \arg\min_w J(w)$: it is the only one.

# %%
from derivations import theorem

# %% [markdown]
# ## The squared error as a quadratic form
#
# Written in matrix products, the squared error has four terms.

# %%
theorem("squared-error-expansion")

# %% [markdown]
# The two terms in the middle are $1 \times 1$ matrices, and each is the transpose of the other.

# %%
theorem("scalar-equals-its-transpose")

# %% [markdown]
# So they are equal, and three terms remain.

# %%
theorem("squared-error-quadratic-form")

# %% [markdown]
# ## Rules of matrix calculus
#
# The gradient $\nabla f$ of a polynomial $f$ is defined here by its first-order term: $f(w + h)$
# differs from $f(w)$ by $h^{\mathsf T} \nabla f(w)$, and by terms of higher order in $h$. It is
# found by multiplying out. The Hessian $\nabla^2 f$ is the derivative of the gradient.

# %%
theorem("gradient-of-a-quadratic-form")

# %% [markdown]
# The rule that is usually quoted, $2Aw$, uses a symmetric $A$.

# %%
theorem("gradient-of-a-symmetric-quadratic-form")

# %%
theorem("gradient-of-a-linear-form")

# %% [markdown]
# ## The gradient

# %%
theorem("gradient-of-the-squared-error")

# %% [markdown]
# Because $J$ is of second order, its expansion around any point stops at the second-order term,
# and is exact.

# %%
theorem("squared-error-taylor")

# %% [markdown]
# ## The normal equation
#
# Let $\hat w$ be any point at which the gradient is 0. It satisfies the normal equation. Nothing is
# asked of the rank of $X$.

# %%
theorem("normal-equation")

# %%
theorem("normal-equation-gives-stationarity")

# %% [markdown]
# None of this used an inverse. The closed form does.

# %%
theorem("least-squares-estimate")

# %%
theorem("least-squares-estimate-solves-the-normal-equation")

# %% [markdown]
# ## The Hessian and the Gram matrix

# %%
theorem("hessian-of-the-squared-error")

# %% [markdown]
# So what is known of the Hessian is what is known of the Gram matrix $X^{\mathsf T} X$.

# %%
theorem("gram-quadratic-form")

# %%
theorem("gram-positive-semidefinite")

# %%
theorem("hessian-positive-semidefinite")

# %% [markdown]
# Three conditions turn out to be one: $X$ has full column rank, $X^{\mathsf T} X$ is positive
# definite, $X^{\mathsf T} X$ is invertible. The next four theorems prove the two equivalences, one
# direction each. The last of them rests on a cited fact.

# %%
theorem("gram-positive-definite-if-full-column-rank")

# %%
theorem("full-column-rank-if-gram-positive-definite")

# %%
theorem("full-column-rank-if-gram-invertible")

# %%
theorem("gram-invertible-if-full-column-rank")

# %% [markdown]
# The same holds for the Hessian itself.

# %%
theorem("hessian-positive-definite-if-full-column-rank")

# %%
theorem("full-column-rank-if-hessian-positive-definite")

# %% [markdown]
# ## The global minimum
#
# Let $\hat w$ satisfy the normal equation. One identity shows that no other $w$ does better; it
# uses neither rank nor inverse. (That the normal equation has a solution for every $X$ is true, and
# not proved in this chapter.)

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
# Taken at $P = H$, these are the properties of the residual maker $I - H$.

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

HTML(assumed_html(theorems(page="squared-error-to-its-minimum")))
