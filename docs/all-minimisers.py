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
# # All minimisers, and the shortest
#
# If a feature stands in the data twice, or there are more features than observations, the
# squared error has [more than one minimiser](minimum.py#full-column-rank-if-unique-minimum), and
# $X^{\mathsf T} X$ has no inverse. What do all the minimisers look like? And is one of them
# preferred?
#
# ## In short
#
# $P$ is a matrix of the shape of $X^{\mathsf T}$, and $I$ the identity.
#
# - If $P$ satisfies $XPX = X$, and $XP$ is symmetric, $Py$ [is a minimiser](#py-is-a-minimiser).
#   All minimisers are $Py + (I - PX)z$: [each of these](#py-plus-what-px-leaves-is-a-minimiser) is
#   one, and [there are no others](#every-minimiser-is-py-plus-what-px-leaves).
# - If $PXP = P$ as well, and $PX$ is symmetric too, [no minimiser is
#   shorter](#py-is-the-shortest-minimiser) than $Py$, and [no other is as
#   short](#only-py-is-a-shortest-minimiser).
# - There is [at most one $P$](#penroses-equations-have-one-solution-at-most) with all four
#   properties. If $X^{\mathsf T} X$ is invertible, it is [the
#   matrix](#penroses-equations-with-full-column-rank) $(X^{\mathsf T} X)^{-1} X^{\mathsf T}$ of
#   least squares.
# - Every $X$ has one, its pseudoinverse $X^+$, which is taken and not proved. So $J$ has [the
#   minimiser](#squared-error-has-a-minimiser-for-every-design-matrix) $X^+ y$, whatever $X$ is, and
#   with independent Gaussian noise of mean 0 and one variance there is always [a maximum-likelihood
#   estimate](#maximum-likelihood-estimate-exists-for-every-design-matrix).
#
# ## The setting
#
# Nothing is assumed of $X$ and $y$ but their shapes, and nothing is random but the noise in the
# last theorem. $P$ is a matrix of the shape of $X^{\mathsf T}$ with some or all of *Penrose's
# equations*. The first is $XPX = X$, the second $PXP = P$; the third says that $XP$ is symmetric,
# $(XP)^{\mathsf T} = XP$, and the fourth that $PX$ is, $(PX)^{\mathsf T} = PX$.
#
# Each theorem lists those that its proof uses. The matrix with all four is the *pseudoinverse* of
# $X$, written $X^+$. That every $X$ has one (R. Penrose, 1955) is not proved here. It is [taken by
# the kernel](trusted.py#laws), whose laws say that $X^+$ satisfies the four equations, whatever $X$
# is; that no other matrix does is proved. Until [the section on it](#the-pseudoinverse) the
# theorems take nothing of the kind: they say what $P$ does, if it has the equations that they list.
#
# **Notation.** $u \in \arg\min_w J(w)$, $u$ is a *minimiser* of the mean squared error $J(w) =
# \lVert Xw - y \rVert^2/n$. The *column space* of $X$ is all that can be written as $Xw$, and the
# *row space* all that can be written as $X^{\mathsf T} c$: the linear combinations of the rows, as
# columns. The *null space* is all $v$ with $Xv = 0$. A matrix is *idempotent* if it is its own
# square, and an *orthogonal projection* if it is symmetric as well.
#
# **A small example.** One feature stands in the data twice: both columns of $X$ are $(1, 2, 2)$.
# Three observations are $y = (2, 3, 5)$. As $P$ the table has a matrix of two equal rows, $(1, 2,
# 2)/18$. All numbers are exact, computed from the terms of the theorems.

# %%
from fractions import Fraction

from IPython.display import HTML

from derivations import theorem
from derivations.numbers.evaluate import evaluate
from derivations.presentation.theorems import maths
from derivations.printing.formulas import latex
from derivations.results.all_minimisers import point, shortest, z
from derivations.results.model import J, X, w, y
from derivations.results.penrose import P, keeps_P, keeps_X, symmetric_PX, symmetric_XP

row = [Fraction(each, 18) for each in (1, 2, 2)]
twice = {X: [[1, 1], [2, 2], [2, 2]], y: [2, 3, 5], P: [row, row]}


def number(value):
    """A number with the sign of a negative one."""
    return str(value).replace("-", "−")


def rows_of(matrix):
    """The rows of a matrix of numbers, one below the other."""
    return "<br>".join(f"({', '.join(map(number, each))})" for each in matrix)


def table(head, body):
    """A table of cells."""
    rows = "".join("<tr>" + "".join(f"<td>{c}</td>" for c in cells) + "</tr>" for cells in body)
    names = "".join(f"<th>{each}</th>" for each in head)
    return HTML(f"<table><thead><tr>{names}</tr></thead><tbody>{rows}</tbody></table>")


equations = [each.conclusion for each in (keeps_X, keeps_P, symmetric_XP, symmetric_PX)]
sides = [[rows_of(evaluate(side, twice)) for side in (e.left, e.right)] for e in equations]
shown = ([maths(latex(e)), *both] for e, both in zip(equations, sides, strict=True))
table(("equation", "left side", "right side"), shown)

# %% [markdown]
# All four equations hold. The next table has $Py + (I - PX)z$ for five $z$, with its mean squared
# error and its squared length.

# %%
from derivations.kernel.terms import SquaredNorm

body = []
for at in ((0, 0), (1, 0), (0, 1), (3, -1), (2, 2)):
    there = {**twice, z: at}
    found = evaluate(point, there).ravel()
    values = (evaluate(term, {**twice, w: found}).item() for term in (J(w), SquaredNorm(w)))
    body.append((f"({', '.join(map(number, at))})", rows_of([found]), *map(number, values)))
head = {"column": z, "minimiser": point, "error": J(w)}
table((*(f"{name} {maths(latex(term))}" for name, term in head.items()), "squared length"), body)

# %% [markdown]
# All these weights add up to 2, and so they predict the same and have the same error. What they
# differ by is of the form $(t, -t)$, which $X$ sends to 0. The shortest is $Py = (1, 1)$, which $z
# = (0, 0)$ and $z = (2, 2)$ give.
#
# ## Penrose's equations
#
# The first equation makes $XP$ and $PX$ idempotent. Where they are symmetric, they are orthogonal
# projections. $XP$ keeps the columns of $X$, which is the first equation itself, and leads into the
# column space: it is the projection on it. $PX$ keeps the rows of $X$, as columns, and leads into
# the row space, for $PX = (PX)^{\mathsf T} = X^{\mathsf T} P^{\mathsf T}$.

# %%
theorem("xp-is-idempotent")

# %%
theorem("px-is-idempotent")

# %%
theorem("px-keeps-the-row-space")

# %% [markdown]
# Two matrices with all four equations are equal. First $XP = XQ$, then $PX = QX$, and from the two
# $P = PXP = QXQ = Q$.

# %%
theorem("penroses-equations-have-one-solution-at-most")

# %% [markdown]
# With full column rank there is such a matrix, $L = (X^{\mathsf T} X)^{-1} X^{\mathsf T}$. Two of
# the equations are known from the hat matrix $H = XL$: it [fixes the
# columns](projection.py#hat-matrix-fixes-the-columns) of $X$, and is
# [symmetric](projection.py#hat-matrix-symmetric). These are the others. Where $L$ exists, the first
# and the third equation leave no other $P$.

# %%
theorem("closed-form-satisfies-penroses-second-equation")

# %%
theorem("closed-form-satisfies-penroses-fourth-equation")

# %%
theorem("penroses-equations-with-full-column-rank")

# %% [markdown]
# ## All minimisers
#
# The first and the third equation are enough for this.

# %%
theorem("py-solves-the-normal-equation")

# %%
theorem("py-is-a-minimiser")

# %% [markdown]
# $I - PX$ leads into the null space, for $X(I - PX) = X - XPX = 0$. So a step of this form changes
# no prediction, and every minimiser is reached from $Py$ by one. In the second theorem the $z$ of a
# minimiser $u$ is $u - Py$; $z = u$ would do as well, if $PXP = P$.

# %%
theorem("py-plus-what-px-leaves-is-a-minimiser")

# %%
theorem("every-minimiser-is-py-plus-what-px-leaves")

# %% [markdown]
# ## The shortest
#
# Now all four equations are used: $Py = PX(Py)$ lies in the row space, and what a minimiser $u$ has
# besides, $u - Py$, lies in the null space. The two are orthogonal.

# %%
theorem("squared-length-of-a-minimiser")

# %%
theorem("py-is-the-shortest-minimiser")

# %%
theorem("only-py-is-a-shortest-minimiser")

# %% [markdown]
# The picture shows the example. All minimisers lie on a line. The shortest is where a circle around
# 0 just touches it. The way there from 0 lies in the row space, at a right angle to the line.

# %%
import numpy as np

from derivations.site.picture import BLUE, INK, LETTERS, RED, Picture, panel

short = evaluate(shortest, twice).ravel().astype(float)
far = Fraction(9, 5)
ends = [evaluate(point, {**twice, z: at}).ravel() for at in ((far, -far), (-far, far))]
line_of_all = np.array(ends, float).T
turn = np.linspace(0, 2 * np.pi, 121)
figure, plot = panel(  # one scale in both directions
    xlabel="first weight", ylabel="second weight", xlim=(-2.2, 3.6), ylim=(-1.6, 2.99)
)
plot.axhline(0, color=INK, linewidth=0.5)
plot.axvline(0, color=INK, linewidth=0.5)
plot.plot(*line_of_all, color=BLUE, linewidth=1.6)
circle = np.linalg.norm(short) * np.array([np.cos(turn), np.sin(turn)])
plot.plot(*circle, color=INK, linestyle="--", linewidth=0.8)
arrow = {"arrowstyle": "-|>", "color": RED, "linewidth": 1.6, "shrinkA": 0, "shrinkB": 0}
plot.annotate("", short, (0, 0), arrowprops=arrow)
plot.text(1.12, 1.12, "$Py$", color=RED, fontsize=LETTERS)
plot.text(0.15, 2.2, "all minimisers", color=BLUE, fontsize=LETTERS)

Picture(
    (figure,),
    "The plane of two weights. All minimisers lie on a line that falls from the upper left to the "
    f"lower right. An arrow leads from 0 to Py, the point with both weights {short[0]:g}, where it "
    "meets the line at a right angle. A circle around 0 touches the line there, and nowhere else.",
)

# %% [markdown]
# ## A minimiser without P
#
# If the design matrix is a product $BC$ of a matrix $B$ with independent columns and a matrix $C$
# with independent rows, a minimiser can be written down. (Every $X$ but 0 is such a product, which
# is not proved here either. In the example $B$ is one of the columns, and $C = (1, 1)$. The matrix
# that stands before $y$ satisfies Penrose's equations for $X = BC$, which is not checked by the
# kernel.)

# %%
theorem("a-minimiser-by-factors-of-full-rank")

# %% [markdown]
# ## The pseudoinverse
#
# That $X^+$ satisfies the four equations is what $X^+$ means, and so all that was said of $P$ can
# be said of $X^+$, with no hypothesis on $P$ any more. The normal equation has a solution for every
# $X$, and $J$ a minimiser: $X^+ y$. All minimisers come from it, and it is the only shortest.

# %%
theorem("normal-equation-has-a-solution-for-every-design-matrix")

# %%
theorem("squared-error-has-a-minimiser-for-every-design-matrix")

# %%
theorem("minimisers-by-the-pseudoinverse")

# %%
theorem("every-minimiser-by-the-pseudoinverse")

# %%
theorem("pseudoinverse-gives-the-shortest-minimiser")

# %%
theorem("only-the-pseudoinverse-gives-a-shortest-minimiser")

# %% [markdown]
# With full column rank it is the matrix of least squares. And it is the only matrix with Penrose's
# equations: they tell whether a matrix that was computed is $X^+$, as they do in the example.

# %%
theorem("pseudoinverse-with-full-column-rank")

# %%
theorem("penroses-equations-give-the-pseudoinverse")

# %%
from derivations.kernel.terms import Pseudoinverse

same = evaluate(Pseudoinverse(X), {X: twice[X]}).tolist() == twice[P]
HTML(f"<p>{maths(latex(P))} is {maths(latex(Pseudoinverse(X)))}: {'yes' if same else 'no'}.</p>")

# %% [markdown]
# A minimiser of $J$ makes the observations most likely, where the noise is independent Gaussian, of
# mean 0 and one variance. So there is a maximum-likelihood estimate for every $X$; only with full
# column rank is it [the only one](minimum.py#full-column-rank-if-unique-minimum).
#
# $X^+$ is not continuous in $X$. For a number $x$ it is $1/x$, and 0 for $x = 0$: where the rank of
# $X$ jumps, the shortest minimiser may jump far. No theorem here takes a derivative or a limit of
# it.

# %%
theorem("maximum-likelihood-estimate-exists-for-every-design-matrix")

# %% [markdown]
# ## What was assumed
#
# Counted from the proofs, over all theorems of this chapter:

# %%
from derivations.presentation.theorems import assumed_html
from derivations.publishing.registry import theorems

HTML(assumed_html(theorems(page="all-minimisers")))

# %% [markdown]
# Next: [what of the weights the data tell](estimable-directions.py), where they do not tell all.
