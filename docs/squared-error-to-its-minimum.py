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
# It asks when there is one such $\hat w$, and what the fit $X\hat w$ is.
#
# Nothing is assumed of $X$ and $y$ but their shapes; they are real, and $n$ and $d$ are any
# positive integers. Each theorem lists on top what its proof uses beyond that. The list is computed
# from the proof; so is the status of each line. Every formula set on a line of its own is printed
# from the object that the kernel checked.

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
# ## Two rules of matrix calculus
#
# The gradient $\nabla f$ of a polynomial $f$ is defined here by its first-order term: $f(w + h)$
# differs from $f(w)$ by $h^{\mathsf T} \nabla f(w)$, and by terms of higher order in $h$. For
# polynomials this is the gradient of calculus, and it is found by multiplying out.

# %%
theorem("gradient-of-a-quadratic-form")

# %% [markdown]
# The rule that is usually quoted, $2Aw$, needs a symmetric $A$.

# %%
theorem("gradient-of-a-symmetric-quadratic-form")

# %%
theorem("gradient-of-a-linear-form")

# %% [markdown]
# ## The gradient

# %%
theorem("gradient-of-the-squared-error")

# %% [markdown]
# Because $J$ is of second order, its expansion around any point stops there, and is exact.

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
# Only the closed form asks for an inverse.

# %%
theorem("least-squares-estimate")

# %%
theorem("least-squares-estimate-solves-the-normal-equation")

# %% [markdown]
# ## The Hessian, and what makes it positive definite

# %%
theorem("hessian-of-the-squared-error")

# %% [markdown]
# Whether the Hessian is definite is a question about the Gram matrix $X^{\mathsf T} X$.

# %%
theorem("gram-quadratic-form")

# %%
theorem("gram-positive-semidefinite")

# %%
theorem("hessian-positive-semidefinite")

# %% [markdown]
# For it to be positive definite, the columns of $X$ must be independent. Three conditions turn out
# to be one: $X$ has full column rank, $X^{\mathsf T} X$ is positive definite, $X^{\mathsf T} X$ is
# invertible. The next four theorems lead around. The last of them is the only place in this chapter
# that rests on a cited fact.

# %%
theorem("gram-positive-definite-if-full-column-rank")

# %%
theorem("full-column-rank-if-gram-positive-definite")

# %%
theorem("full-column-rank-if-gram-invertible")

# %%
theorem("gram-invertible-if-full-column-rank")

# %% [markdown]
# ## The global minimum
#
# A vanishing gradient and a positive definite Hessian at a point show a *local* minimum, for a
# general function. Here one identity shows more, and asks less: it needs neither rank nor inverse.

# %%
theorem("squared-error-gap")

# %%
theorem("normal-equation-gives-the-global-minimum")

# %% [markdown]
# Is it the only one? Let $\hat w$ satisfy the normal equation. Another point $u$ is a
# minimiser as well exactly if it gives the same fit, $Xu = X\hat w$. First one direction, then the
# other.

# %%
theorem("a-point-with-the-same-fit-is-a-minimiser")

# %%
theorem("minimisers-have-the-same-fit")

# %% [markdown]
# The other way round, every minimiser satisfies the normal equation, so that setting the gradient
# to 0 loses none. A step against the gradient, of the right length, would otherwise go lower.

# %%
theorem("a-minimiser-satisfies-the-normal-equation")

# %% [markdown]
# So the minimum is unique exactly if $X$ has full column rank. Again both directions, and between
# them what happens otherwise: along a direction $v$ with $Xv = 0$ the squared error does not
# change.

# %%
theorem("unique-minimum-if-full-column-rank")

# %%
theorem("flat-along-a-null-direction")

# %%
theorem("full-column-rank-if-unique-minimum")

# %% [markdown]
# The picture evaluates the same $J(w)$ on two small data sets. On the left the columns of $X$ are
# independent; on the right the second column repeats the first, and the minimum is a whole line.

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

figure = Figure(figsize=(8, 3.8))
axis = np.linspace(-2, 2, 21)
w1, w2 = np.meshgrid(axis, axis)
for place, (title, design) in enumerate(designs.items(), 1):
    data = {X: design, y: responses}
    grid = np.stack([w1, w2], axis=-1).reshape(-1, 2)
    error = np.array([evaluate(J(w), {**data, w: point}).item() for point in grid])
    error = error.reshape(w1.shape)
    plot = figure.add_subplot(1, 2, place, projection="3d")
    plot.plot_surface(w1, w2, error, color="#5b8def", alpha=0.55, edgecolor=INK, linewidth=0.2)
    best = np.linalg.pinv(design) @ responses
    null = np.linalg.svd(design)[2][np.linalg.matrix_rank(design) :]
    steps = np.linspace(-2.4, 2.4, 2)[:, None] * null[0] if len(null) else np.zeros((1, 2))
    least = evaluate(J(w), {**data, w: best}).item()
    ends = best + steps
    plot.plot(*ends.T, least, color="#d1495b", marker="o", markersize=5, linewidth=2.5, zorder=10)
    plot.set_title(title, color=INK, fontsize=11)
    plot.set(
        xlabel="w₁", ylabel="w₂", zlabel="J(w)", zlim=(0, 18), xticks=[-2, 0, 2], yticks=[-2, 0, 2]
    )
    plot.set_zticks([0, 9, 18])
    plot.view_init(elev=24, azim=-62)
    plot.tick_params(colors=INK, labelsize=8)
    for side in (plot.xaxis, plot.yaxis, plot.zaxis):
        side.label.set_color(INK)
        side.pane.fill = False
        side.pane.set_edgecolor(INK)
        side.pane.set_alpha(0.3)
        side._axinfo["grid"].update(color=INK, linewidth=0.15)

Picture(
    figure,
    "Two surfaces of the mean squared error over two weights. With independent columns the surface "
    "is a bowl with one lowest point. With the same column twice it is a valley whose floor is a "
    "straight line of equally good weights.",
)

# %% [markdown]
# ## The fit is a projection
#
# At the minimum, what is left of $y$ is orthogonal to every column of $X$.

# %%
theorem("residual-orthogonal-to-the-columns")

# %% [markdown]
# Where $X^{\mathsf T} X$ is invertible, the fit is $X\hat w = Hy$ with the hat matrix $H$. It is
# symmetric and idempotent: an orthogonal projection, onto the columns of $X$.

# %%
theorem("hat-matrix-symmetric")

# %%
theorem("hat-matrix-idempotent")

# %%
theorem("hat-matrix-fixes-the-columns")

# %%
theorem("hat-matrix-trace")

# %% [markdown]
# What follows holds for every projection $P$, and is proved for a letter $P$ of which nothing is
# known but that.

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
from collections import Counter
from html import escape

from IPython.display import HTML

from derivations.display import maths
from derivations.kernel.facts import FACTS
from derivations.kernel.printing import latex
from derivations.registry import page, theorems

chapter = [result for result in theorems() if page(result) == "squared-error-to-its-minimum"]
uses = Counter(latex(h) for result in chapter for h in result.hypotheses)
free = sum(not result.hypotheses for result in chapter)
rows = [f"<tr><td>no hypothesis</td><td>{free}</td></tr>"]
rows += [f"<tr><td>{maths(tex)}</td><td>{count}</td></tr>" for tex, count in uses.most_common()]
facts = sorted({fact for result in chapter for fact in result.facts()})
cited = "".join(f"<li>{escape(FACTS[f].title)}: {escape(FACTS[f].source)}.</li>" for f in facts)
HTML(
    "<table><thead><tr><th>hypothesis</th><th>theorems that use it</th></tr></thead>"
    f"<tbody>{''.join(rows)}</tbody></table><p>Cited, not proved:</p><ul>{cited}</ul>"
)
