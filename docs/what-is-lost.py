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
# # What is lost
#
# For linear predictions the squared error is convex: a point of gradient 0 is a global minimum, and
# with independent columns it is the only one. How much of that is left where two weights are
# multiplied? The smallest network has one weight in each of two layers. It turns the input 1 into
# $ab$, and is to turn it into 1, so that its squared error is $F(w) = (ab - 1)^2$ at the weights $w
# = (a, b)$.
#
# Here is this error at some weights, with its gradient and the two eigenvalues of its Hessian, all
# exact. (The eigenvalues are not checked by the kernel.)

# %%
from fractions import Fraction

import numpy as np
from IPython.display import HTML
from sympy import Matrix

from derivations import theorem
from derivations.numbers.evaluate import evaluate
from derivations.presentation.theorems import maths
from derivations.printing.formulas import latex
from derivations.results.model import gradient, hessian
from derivations.results.product_of_weights import F, w


def number(value):
    """A number with the sign of a negative one."""
    return str(value).replace("-", "−")


def column(matrix):
    """A column of numbers in one line."""
    return f"({', '.join(map(number, np.ravel(matrix)))})"


def table(head, rows):
    """A table of texts and numbers."""
    names = "".join(f"<th>{each}</th>" for each in head)
    lines = ("".join(f"<td>{number(each)}</td>" for each in row) for row in rows)
    body = "".join(f"<tr>{line}</tr>" for line in lines)
    return HTML(f"<table><thead><tr>{names}</tr></thead><tbody>{body}</tbody></table>")


slope, curvature = gradient(F(w), w), hessian(F(w), w)


def eigenvalues(values):
    """The two eigenvalues of a symmetric matrix, which are rational here."""
    found = Matrix(values).eigenvals(multiple=True)
    return ", ".join(number(each) for each in sorted(found))


table(
    [
        "(a, b)",
        f"error {maths(latex(F(w)))}",
        f"gradient {maths(latex(slope))}",
        "eigenvalues of the Hessian",
    ],
    [
        [
            column(point),
            evaluate(F(w), {w: point}).item(),
            column(evaluate(slope, {w: point})),
            eigenvalues(evaluate(curvature, {w: point})),
        ]
        for point in ((1, 1), (-1, -1), (0, 0), (Fraction(1, 2), Fraction(1, 2)))
    ],
)

# %% [markdown]
# The error is 0 at $(1, 1)$ and at $(-1, -1)$, and 1 half-way between them, at $(0, 0)$. There the
# gradient is 0 too, and the Hessian has a negative and a positive eigenvalue. At $(1/2, 1/2)$ the
# Hessian has a negative eigenvalue as well.
#
# ## In short
#
# - The squared error of a product is least [wherever the product is
#   1](#weights-of-product-one-minimise), and [not
#   convex](#squared-error-of-a-product-is-not-convex). Its one other critical point is
#   [0](#critical-points-of-the-squared-error-of-a-product), a saddle: it bends down [where both
#   weights grow alike](#saddle-falls-along-the-sum), and up [where one grows and the other
#   falls](#saddle-rises-along-the-difference).
# - It has [no bad local minimum](#no-bad-local-minimum-of-the-squared-error-of-a-product), none
#   that is not global. [The next chapter](hidden-units.py#error-of-one-unit-is-lower-elsewhere) has
#   a network with one, and with a plateau.
# - That the Hessian is positive definite does not make a critical point a global minimum. At 1 the
#   cubic $t^3 - 3t$, which is no squared error, has [the derivative
#   0](#cubic-has-a-critical-point) and [a positive second derivative](#cubic-bends-upwards-there),
#   and at $-3$ it is [lower by 16](#cubic-is-lower-elsewhere).
#
# ## The setting
#
# Nothing is random in this chapter, and most theorems are on one small network, whose squared error
# is written out. They prove that the squared error of a network need not be convex, and that it can
# have a saddle. That networks in general have *many* local minima is often said, and no theorem
# here; nor is it one that their best weights have no closed form.
#
# It is also said that without linearity one is no longer able to find a global minimum. As a
# general statement that is false: of a product [global
# minimisers](#weights-of-product-one-minimise) are known, and [nothing but a
# saddle](#critical-points-of-the-squared-error-of-a-product) is in the way; and of one unit with
# one observation [the best weight](hidden-units.py#live-unit-reaches-its-target) is known too. What
# is true is that to find one is not guaranteed: descent may start on a
# [plateau](hidden-units.py#dead-unit-learns-nothing), and never leave it.
#
# **Notation.** The two weights are the column $w = (a, b)$. $P = \mathbf 1 \mathbf 1^{\mathsf T} -
# I$ exchanges two entries, so that $w^{\mathsf T} P w / 2$ is $ab$, and $F(w)$ is $(ab - 1)^2$.
# $e_j$ is a column of the $2 \times 2$ identity matrix; $2e_j - \mathbf 1$ is $(1, -1)$ or $(-1,
# 1)$.
#
# ## Two weights in a row

# %%
theorem("product-of-two-weights")

# %% [markdown]
# All weights of product 1 are minimisers: a curve of two branches. Two of them are $\mathbf 1$ and
# $-\mathbf 1$. If $F$ were convex, it would be 0 all the way between them, too; half-way it is 1.

# %%
theorem("weights-of-product-one-minimise")

# %%
theorem("squared-error-of-a-product-is-not-convex")

# %%
theorem("gradient-of-the-squared-error-of-a-product")

# %% [markdown]
# At $w = 0$ the gradient is 0, and 0 is no minimum. The form of the Hessian is negative along one
# direction, in which both weights grow alike, and positive along another, in which one grows and
# the other falls. A matrix of which both is true is called *indefinite*, and a point of gradient 0
# with such a Hessian a *saddle*.

# %%
theorem("saddle-falls-along-the-sum")

# %%
theorem("saddle-rises-along-the-difference")

# %% [markdown]
# The picture shows in blue where $F$ has the values 1/4, 1 and 4; the minimisers are red. Where one
# weight is 0 the value is 1; these two lines cross at the saddle. Gradient descent goes from each
# circle along the line of dots, with $\eta = 1/20$ for 80 steps, computed in floating point from
# the gradient of the theorem. From four of the starts it comes to four different minimisers. The
# fifth is $(7/4, -7/4)$, and from there it comes to the saddle: where the weights add up to 0, they
# do so after every step.

# %%
from derivations.site.picture import BLUE, INK, LETTERS, RED, Picture, panel

ends = np.linspace(-2.5, 2.5, 51)
heights = np.array([[evaluate(F(w), {w: np.array([a, b])}).item() for a in ends] for b in ends])
figure, plot = panel(
    xlabel="a", ylabel="b", xticks=[-2, -1, 0, 1, 2], yticks=[-2, -1, 0, 1, 2], aspect="equal"
)
plot.contour(ends, ends, heights, levels=[0.25, 4.0], colors=BLUE, linewidths=0.8)
plot.axhline(0, color=BLUE, linewidth=0.8)  # F is 1 where the product is 0, and where it is 2
plot.axvline(0, color=BLUE, linewidth=0.8)
further = np.linspace(0.8, 2.5, 31)
branch = np.linspace(0.4, 2.5, 31)
for sign in (1, -1):
    plot.plot(sign * further, 2 * sign / further, color=BLUE, linewidth=0.8)
    plot.plot(sign * branch, sign / branch, color=RED, linewidth=2)


def descent(slope, variable, start, eta, steps):
    """The places of gradient descent, one row for each."""
    walk = [np.array(start, float)]
    for _ in range(steps):
        down = evaluate(slope, {variable: walk[-1]}).reshape(walk[-1].shape)
        walk.append(walk[-1] - eta * down)
    return np.array(walk)


for start in ((0.1, 0.3), (-2.2, 0.6), (2.2, -1.2), (-2.3, -1.6), (1.75, -1.75)):
    walk = descent(slope, w, start, 0.05, 80)
    plot.plot(*walk.T, color=INK, linewidth=0.8, marker="o", markersize=2)
    plot.plot(*start, "o", markeredgecolor=INK, markerfacecolor="none", markersize=6)
plot.text(-0.95, -0.4, "saddle", color=INK, fontsize=LETTERS)
plot.text(1.4, 2.15, "minima", color=RED, fontsize=LETTERS)

Picture(
    (figure,),
    "Level lines of the squared error of a product, over the two weights from −2.5 to 2.5. The "
    "minimisers fill two branches of a hyperbola, through (1, 1) and (−1, −1). Between the "
    "branches, at (0, 0), two lines of the value 1 cross: a saddle. Gradient descent leads from "
    "four starts to points of the two branches, and from a fifth, on the line where the weights "
    "add up to 0, to the saddle.",
)

# %% [markdown]
# Where the gradient is 0, either the product is 1, or both weights are 0. Even more: a point where
# the gradient is 0 and the Hessian positive semidefinite is a global minimiser. (At a local minimum
# both are so, which is a matter of calculus and not proved here.) So in this network descent that
# comes to rest at anything but a global minimum rests at the saddle.

# %%
theorem("critical-points-of-the-squared-error-of-a-product")

# %%
theorem("no-bad-local-minimum-of-the-squared-error-of-a-product")

# %% [markdown]
# ## A critical point where the Hessian is positive definite
#
# “A critical point is a global minimum if the Hessian is positive definite.” Of [a quadratic
# function](minimum.py#unique-minimum-of-a-quadratic-function) that is true; so it is where the
# Hessian is positive semidefinite everywhere, and not at that point only. (The second is not proved
# on this site.) Without such a condition it is false. At 1 the cubic $t^3 - 3t$ has the derivative
# 0 and the second derivative 6.

# %%
theorem("cubic-has-a-critical-point")

# %%
theorem("cubic-bends-upwards-there")

# %%
theorem("cubic-is-lower-elsewhere")

# %% [markdown]
# What the second derivative does give is a minimum nearby: from 1 down to $-2$, and all the way
# upwards, the cubic is nowhere lower than at 1. The picture has descent with $\eta = 1/20$ from
# three starts, in floating point. From $-0.8$ and from 2.2 it comes to 1; from $-1.3$ it goes down
# on the left, where there is no end.

# %%
theorem("cubic-is-least-nearby")

# %%
from derivations.results.cubic import f, t

figure, plot = panel(xlabel="t", ylabel=r"$t^3 - 3t$", xticks=[-3, -2, -1, 0, 1, 2])
line = np.linspace(-3.1, 2.4, 56)
curve = [evaluate(f(t), {t: [[each]]}).item() for each in line]
plot.plot(line, curve, color=BLUE, linewidth=1.5)
steep = gradient(f(t), t)
for start, steps in ((-0.8, 40), (2.2, 40), (-1.3, 5)):
    walk = descent(steep, t, (start,), 0.05, steps)[:, 0]
    walked = [evaluate(f(t), {t: [[each]]}).item() for each in walk]
    plot.plot(walk, walked, "o", color=INK, markersize=2.5)
    plot.plot(start, walked[0], "o", markeredgecolor=INK, markerfacecolor="none", markersize=7)
for place, name, beside in (
    (1, "minimum nearby", (0.1, -5.2)),
    (-3, "lower by 16", (-2.75, -18.5)),
):
    plot.plot(place, evaluate(f(t), {t: [place]}).item(), "o", color=RED, markersize=5)
    plot.text(*beside, name, color=INK, fontsize=LETTERS)
plot.plot([-3.1, 2.4], [-2, -2], color=INK, linewidth=0.6, linestyle="--")

Picture(
    (figure,),
    "The cubic t³ − 3t from −3.1 to 2.4. It rises from below −18 to 2 at −1, falls to −2 at 1, "
    "where it has a minimum nearby, and rises again. Left of −2 it lies below −2, and at −3 it is "
    "−18. Descent from −0.8 and from 2.2 comes to 1, and from −1.3 it goes down on the left.",
)

# %% [markdown]
# ## What was assumed
#
# Counted from the proofs, over all theorems of this chapter:

# %%
from derivations.presentation.theorems import assumed_html
from derivations.publishing.registry import theorems

HTML(assumed_html(theorems(page="what-is-lost")))

# %% [markdown]
# Next: [hidden units](hidden-units.py), which may learn nothing, or the wrong thing.
