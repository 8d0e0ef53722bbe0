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
# # What ridge and descent find
#
# Without full column rank there are many minimisers of the squared error. Ridge has one answer for
# each penalty, and gradient descent goes where its steps lead. Which of the minimisers do they come
# to?
#
# ## In short
#
# $P$ is a matrix with all four of [Penrose's equations](all-minimisers.py), and the row space all
# linear combinations of the rows of $X$.
#
# - For every $X$ and every $\lambda > 0$ the mean squared error of ridge is at most that of any
#   weights $w$ [plus $\frac{\lambda}{n} \lVert w
#   \rVert^2$](#ridge-is-nearly-as-good-as-any-weights). If $\lambda$ is small, ridge [nearly
#   solves](#ridge-nearly-solves-the-normal-equation) the normal equation.
# - The ridge estimate [lies in the row space](#ridge-estimate-lies-in-the-row-space) of $X$, and is
#   at most [$\lambda$ times a number that does not depend on
#   it](#ridge-is-near-the-shortest-minimiser) away from $Py$, the [shortest
#   minimiser](all-minimisers.py#py-is-the-shortest-minimiser).
# - Gradient descent [keeps what lies outside the row
#   space](#k-steps-keep-what-lies-outside-the-row-space). If its steps are neither too short nor
#   too long, each leaves [at most a share below 1](#error-of-descent-without-full-rank) of its
#   distance from the minimiser that is [nearest to where it
#   starts](#the-minimiser-nearest-to-where-descent-starts); from 0 that
#   [is](#descent-from-zero-approaches-the-shortest-minimiser) $Py$.
#
# ## The setting
#
# Nothing is random. $P$ is a matrix with some or all of [Penrose's equations](all-minimisers.py),
# as each theorem lists them. The ridge estimate is $\hat w_R(\lambda) = (X^{\mathsf T} X + \lambda
# I)^{-1} X^{\mathsf T} y$, as in [its chapter](ridge.py), and $A_R(\lambda) = X^{\mathsf T} X +
# \lambda I$. A step of [gradient descent](gradient-descent.py) is $\operatorname{step}(w) = w -
# \eta \nabla J(w)$; it starts at $w_0$, and [after $k$ steps](many-steps.py) it is at $w_k =
# \operatorname{step}^k(w_0)$.
#
# **Notation.** The row space is all that can be written as $X^{\mathsf T} c$, and $PX$ the
# orthogonal projection on it. $w_P = Py + (I - PX)w_0$ is the minimiser that has outside the row
# space what $w_0$ has there. $A \succeq 0$: $A$ is symmetric and $v^{\mathsf T} A v \ge 0$ for
# every $v$. $S = I - \frac{2\eta}{n} X^{\mathsf T} X$ is what a step does to an error.
#
# **A small example.** As in [the chapters before](all-minimisers.py), both columns of $X$ are $(1,
# 2, 2)$, and $y = (2, 3, 5)$, so that the weights $(1, 1)$ are the shortest minimiser. The table
# has ridge with smaller and smaller penalties, its squared distance from there, and the bound that
# the theorem sets to this. All numbers are exact, computed from the terms of the theorems.

# %%
from fractions import Fraction

import numpy as np
from IPython.display import HTML

from derivations import theorem
from derivations.kernel.terms import SquaredNorm
from derivations.numbers.evaluate import evaluate
from derivations.presentation.theorems import maths
from derivations.printing.formulas import latex
from derivations.results.all_minimisers import shortest
from derivations.results.descent import eta
from derivations.results.many_steps import descended, w_0
from derivations.results.model import X, n, y
from derivations.results.penrose import P
from derivations.results.powers import k
from derivations.results.ridge import lam, ridge
from derivations.results.shortest_found import limit

row = [Fraction(each, 18) for each in (1, 2, 2)]
twice = {X: [[1, 1], [2, 2], [2, 2]], y: [2, 3, 5], P: [row, row]}


def column(matrix):
    """A column of numbers in one line."""
    return f"({', '.join(map(str, matrix.ravel()))})".replace("-", "−")


def table(head, body):
    """A table of cells."""
    rows = "".join("<tr>" + "".join(f"<td>{c}</td>" for c in cells) + "</tr>" for cells in body)
    names = "".join(f"<th>{each}</th>" for each in head)
    return HTML(f"<table><thead><tr>{names}</tr></thead><tbody>{rows}</tbody></table>")


bound = lam**2 * SquaredNorm(P @ P.T @ shortest)
distance = SquaredNorm(shortest - ridge(lam))
body = []
for weight in (18, 6, 2, Fraction(1, 5)):
    given = {**twice, lam: [weight]}
    numbers = (evaluate(term, given).item() for term in (distance, bound))
    body.append((weight, column(evaluate(ridge(lam), given)), *numbers))
head = {"penalty": lam, "ridge": ridge(lam), "left over": distance, "bound": bound}
table((f"{name} {maths(latex(term))}" for name, term in head.items()), body)

# %% [markdown]
# The next table has gradient descent with steps of the length $\eta = 1/24$, from 0 and from
# $(2, -1)$. From there it approaches $(5/2, -1/2)$ instead: its way is at a right angle to the line
# of all minimisers. In each step what is missing is halved.

# %%
starts = ((0, 0), (2, -1))
paths = {**twice, eta: [[Fraction(1, 24)]], n: 3}
walks = [
    [
        start,
        *(evaluate(descended(k), {**paths, k: steps, w_0: start}).ravel() for steps in (1, 2, 3)),
    ]
    for start in starts
]
ends = [evaluate(limit, {**twice, w_0: start}) for start in starts]
body = []
for steps in range(4):
    body.append((steps, *(column(np.array(walk[steps])) for walk in walks)))
body.append((maths(latex(limit)), *map(column, ends)))
table(("steps", "from 0", f"from {column(np.array(starts[1]))}"), body)

# %% [markdown]
# The picture has the line of all minimisers, the ridge estimates from a very small penalty to a
# very large one, and the steps of descent from the two places. The larger the penalty, the nearer
# ridge is to 0. Its path and the first walk lie in the row space.

# %%
from derivations.site.picture import BLUE, INK, LETTERS, RED, Picture, panel

figure, plot = panel(  # one scale in both directions
    xlabel="first weight", ylabel="second weight", xlim=(-0.7, 3.7), ylim=(-1.25, 2.23)
)
plot.axhline(0, color=INK, linewidth=0.5)
plot.axvline(0, color=INK, linewidth=0.5)
apart = np.array([[2, -2], [-1, 1]])
all_of_them = np.array([ends[0].ravel() + step for step in apart], float)
plot.plot(*all_of_them.T, color=BLUE, linewidth=1.6)
weights = [Fraction(10 ** (power / 10)).limit_denominator(1000) for power in range(-20, 41)]
ridges = [evaluate(ridge(lam), {**twice, lam: [weight]}).ravel() for weight in weights]
plot.plot(*np.array(ridges, float).T, color=RED, linewidth=3, alpha=0.5)
for walk in walks:
    steps = np.array(walk, float)
    plot.plot(*steps.T, color=INK, marker="o", markersize=4, linewidth=0.8)
plot.plot(*np.array([end.ravel() for end in ends], float).T, "s", color=BLUE, markersize=6)
plot.text(1.1, 1.1, "$Py$", color=BLUE, fontsize=LETTERS)
plot.text(2.6, -0.45, "$w_P$", color=BLUE, fontsize=LETTERS)
plot.text(0.4, 1.75, "all minimisers", color=BLUE, fontsize=LETTERS)
plot.text(0.08, 0.62, "ridge", color=RED, fontsize=LETTERS)
plot.text(0.1, -0.28, "descent from 0", color=INK, fontsize=LETTERS)
plot.text(0.08, -0.75, "descent from (2, −1)", color=INK, fontsize=LETTERS)

Picture(
    (figure,),
    "The plane of two weights. All minimisers lie on a falling line. The ridge estimates lead from "
    "0 to Py, where the line is nearest to 0, and so do the steps of descent from 0, each half as "
    "long as the one before. Descent from another place, below on the right, leads along a "
    "parallel to another point of the line, the one nearest to where it starts.",
)

# %% [markdown]
# ## Ridge, for every design matrix
#
# The first two theorems need neither $P$ nor rank nor a minimiser. For any weights $w$ whatever,
# ridge with a small penalty is nearly as good. And it solves the normal equation as nearly as one
# likes: the square of what is missing is at most $\lambda \lVert y \rVert^2$. (That the equation
# has [a solution for every
# $X$](all-minimisers.py#normal-equation-has-a-solution-for-every-design-matrix) takes that every
# $X$ has a pseudoinverse; these two take nothing of the kind.)

# %%
theorem("ridge-is-nearly-as-good-as-any-weights")

# %%
theorem("ridge-nearly-solves-the-normal-equation")

# %% [markdown]
# ## Ridge and the shortest minimiser
#
# The ridge estimate lies in the row space, where of all minimisers only $Py$ lies: if $PXu = u$ and
# $Xu = XPy$, then $u = PXu = PXPy = Py$.

# %%
theorem("ridge-estimate-lies-in-the-row-space")

# %% [markdown]
# A minimiser $\hat w = X^{\mathsf T} X b$ is at most $\lambda \lVert b \rVert$ away from ridge.
# With full column rank $b$ is $(X^{\mathsf T} X)^{-1} \hat w$, and this is [the bound of
# before](ridge.py#ridge-is-near-least-squares-for-small-penalties). Whatever the rank, the shortest
# minimiser is of this form, with $b = P P^{\mathsf T} Py$.

# %%
theorem("ridge-is-near-a-minimiser-in-the-range-of-the-gram-matrix")

# %%
theorem("ridge-is-near-the-shortest-minimiser")

# %% [markdown]
# ## Where descent stays, and where it goes
#
# A step moves along $\nabla J(w) = \frac{2}{n} X^{\mathsf T}(Xw - y)$, which lies in the row space.
# So what $w_0$ has outside of it is there after every number of steps, for any $\eta$; and started
# at 0, descent never leaves the row space.

# %%
theorem("k-steps-keep-what-lies-outside-the-row-space")

# %%
theorem("descent-from-zero-stays-in-the-row-space")

# %% [markdown]
# If descent approaches a minimiser, then, it can be only $w_P$, which has the same part outside.
# It [is a minimiser](all-minimisers.py#py-plus-what-px-leaves-is-a-minimiser). What is still
# missing lies in the row space, and no other minimiser is nearer to where descent began.

# %%
theorem("error-of-descent-lies-in-the-row-space")

# %%
theorem("the-minimiser-nearest-to-where-descent-starts")

# %% [markdown]
# ## How fast
#
# Let $m \lVert v \rVert^2 \le \lVert Xv \rVert^2 \le M \lVert v \rVert^2$ for every $v$, with $m <
# M$, and let $r$ be at least as far from 0 as $1 - \frac{2 \eta m}{n}$ and $1 - \frac{2 \eta M}{n}$
# are. Then $k$ steps leave [at most $|r|^k$ times the
# error](how-many-steps.py#error-after-k-steps-between-bounds). Without full rank the first bound
# holds only with $m \le 0$, and then $r$ cannot lie between −1 and 1 if $\eta \ge 0$. But the error
# lies in the row space, and there it is enough if $X^{\mathsf T} X \succeq m\,PX$, which asks
# $\lVert Xv \rVert^2 \ge m \lVert PXv \rVert^2$, with a positive $m$. The best $m$ is the least
# eigenvalue of $X^{\mathsf T} X$ that is not 0, which is not checked by the kernel. In the example
# $m = 18$ and $M = 36$ will do: with $\eta = 1/24$ the two numbers are 1/2 and 0, so that $r$ may
# be 1/2. ($M > m$ is asked for; where all eigenvalues but 0 are equal, as here, a larger $M$
# serves.)

# %%
theorem("what-a-step-leaves-in-the-row-space")

# %%
theorem("error-of-descent-without-full-rank")

# %%
theorem("descent-from-zero-approaches-the-shortest-minimiser")

# %% [markdown]
# If $r$ lies between −1 and 1, [its powers vanish](many-steps.py#powers-below-one-vanish). So both
# ridge with ever smaller penalties and descent from 0 with ever more steps come to $Py$: nothing in
# $J$ prefers the shortest minimiser, but the way in which it is sought does.
#
# ## What was assumed
#
# Counted from the proofs, over all theorems of this chapter:

# %%
from derivations.presentation.theorems import assumed_html
from derivations.publishing.registry import theorems

HTML(assumed_html(theorems(page="what-ridge-and-descent-find")))

# %% [markdown]
# Next: [any predictions](any-predictions.py), linear or not.
