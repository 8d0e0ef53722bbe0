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
# # The projection
#
# Of all that can be written as $Xw$, the fit $X\hat w$ of least squares is nearest to $y$. Where
# does it lie, seen from $y$, and what is left of $y$? The answer is one of geometry: what is left
# stands at right angles to every column of $X$, and the fit is where it stands.
#
# ## In short
#
# - The residual $y - X\hat w$ is [orthogonal to every column](#residual-orthogonal-to-the-columns)
#   of $X$.
# - Where $X^{\mathsf T} X$ is invertible, [the fit](#fit-is-the-hat-matrix-times-y) is $Hy$ and
#   [the residual](#residual-is-the-residual-maker-times-y) $(I - H)y$, with the hat matrix $H =
#   X(X^{\mathsf T} X)^{-1} X^{\mathsf T}$.
# - $H$ is an orthogonal projection, [symmetric](#hat-matrix-symmetric) and
#   [idempotent](#hat-matrix-idempotent), and so is $I - H$ ([symmetric](#residual-maker-symmetric),
#   [idempotent](#residual-maker-idempotent)). The squared lengths of fit and residual [add
#   up](#squared-length-of-fit-and-residual) to that of $y$.
# - [The trace](#hat-matrix-trace) of $H$ is the number $d$ of features. It follows that $X$ has
#   full column rank only if there are [at least as many
#   observations](#full-column-rank-needs-d-at-most-n), $n \ge d$.
#
# ## The setting
#
# Nothing is assumed of $X$ and $y$ but their shapes, and nothing is random. $\hat w$ is any
# solution of the normal equation $X^{\mathsf T} X \hat w = X^{\mathsf T} y$, which is [a
# minimiser](minimum.py#normal-equation-gives-the-global-minimum) of the squared error. Each theorem
# says whether $X^{\mathsf T} X$ has to be invertible. It is [exactly
# if](squared-error-to-closed-form.py#gram-invertible-if-full-column-rank) $X$ has full column rank,
# which means that $Xv = 0$ only for $v = 0$.
#
# **Notation.** The *column space* of $X$ is all that can be written as $Xw$. Two vectors $u$ and
# $v$ are *orthogonal* if $u^{\mathsf T} v = 0$. A matrix $P$ is *symmetric* if $P^{\mathsf T} = P$,
# and *idempotent* if $PP = P$; it is an *orthogonal projection* if it is both. $\mathrm{tr}(A)$,
# the *trace*, is the sum of the diagonal entries of $A$. $A \succeq 0$, $A$ is *positive
# semidefinite*: $A$ is symmetric and $v^{\mathsf T} A v \ge 0$ for every $v$.
#
# **A small example.** A line is fitted to the observations $-1$, $5$ and $2$ at 0, 1 and 2: the
# first column of $X$ is $(1, 1, 1)$, and the second is $(0, 1, 2)$. All numbers are exact, computed
# from the terms of the theorems.

# %%
from IPython.display import HTML

from derivations import theorem
from derivations.kernel.terms import SquaredNorm, Trace
from derivations.numbers.evaluate import evaluate
from derivations.presentation.theorems import maths
from derivations.printing.formulas import latex
from derivations.results.model import X, hat_matrix, y

data = {X: [[1, 0], [1, 1], [1, 2]], y: [-1, 5, 2]}
vectors = (y, hat_matrix @ y, y - hat_matrix @ y)


def column(matrix):
    """A column of numbers in one line."""
    return f"({', '.join(map(str, matrix.ravel()))})".replace("-", "−")


rows = ""
for vector in vectors:
    squared, products = SquaredNorm(vector), X.T @ vector
    cells = (column(evaluate(vector, data)), evaluate(squared, data).item())
    shown = (maths(latex(vector)), *cells, column(evaluate(products, data)))
    rows += "<tr>" + "".join(f"<td>{each}</td>" for each in shown) + "</tr>"
head = "".join(
    f"<th>{each}</th>"
    for each in ("vector", "entries", "squared length", "products with the columns")
)
HTML(f"<table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>")

# %% [markdown]
# The fit $Hy$ has the same products with the two columns as $y$, and what is left of $y$ has the
# product 0 with both. The squared lengths of the two parts add up to that of $y$. The hat matrix
# itself is symmetric, and the sum of its diagonal entries is the number of columns:

# %%
by_rows = "<br>".join(map(column, evaluate(hat_matrix, data)))
cells = {hat_matrix: by_rows, Trace(hat_matrix): evaluate(Trace(hat_matrix), data).item()}
rows = "".join(f"<tr><td>{maths(latex(term))}</td><td>{cells[term]}</td></tr>" for term in cells)
HTML(f"<table><tbody>{rows}</tbody></table>")

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
# The picture shows the example. $X$ has two columns of three entries, so that the column space is a
# plane. The fit $X\hat w$ is the point of this plane straight below $y$, and the residual stands
# upright on the plane.

# %%
import numpy as np

from derivations.site.picture import BLUE, INK, LETTERS, RED, Picture, panel

exact = [evaluate(term, data).ravel() for term in vectors]
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
# In [the worked example](worked-example.py#residuals) these are 2454 = 2310 + 144.
#
# ## The trace of a matrix with a form of one sign
#
# Let $A$ be any symmetric matrix. Its trace is the sum of its diagonal entries, and each of them is
# $e_j^{\mathsf T} A e_j$, with the $j$-th column $e_j$ of the identity: a value of the form
# $v^{\mathsf T} A v$. So it is not negative where no value is; and positive where all values at $v
# \ne 0$ are. The second theorem is used [for ridge](when-ridge-is-better.py). That a sum of
# positive numbers is positive is no rule of the kernel, and so its proof goes another way.

# %%
theorem("trace-of-a-positive-semidefinite-matrix")

# %%
theorem("trace-of-a-positive-definite-matrix")

# %% [markdown]
# ## How many observations full rank needs
#
# Where $X$ has full column rank, the trace of $I - H$ is $n - d$. It cannot be negative, since $I -
# H$ is positive semidefinite. So $X$ has full column rank only if there are at least as many
# observations as features, $n \ge d$. With fewer, no data give [a single
# minimum](minimum.py#full-column-rank-if-unique-minimum).

# %%
theorem("full-column-rank-needs-d-at-most-n")

# %% [markdown]
# ## What was assumed
#
# Counted from the proofs, over all theorems of this chapter:

# %%
from derivations.presentation.theorems import assumed_html
from derivations.publishing.registry import theorems

HTML(assumed_html(theorems(page="projection")))

# %% [markdown]
# Next: [a constant is added to every prediction](the-intercept.py).
