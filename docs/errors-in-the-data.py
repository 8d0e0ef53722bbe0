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
# # Errors in the data
#
# Data are measured, and rounded when they are stored. If $y$ or $X$ is slightly wrong, how wrong is
# the estimate? It is often said that $X^{\mathsf T} X$ has the square of the condition number of
# $X$, so that one should not form it. How much of that is true of the estimate itself, before any
# computer rounds?
#
# ## In short
#
# - Let $X^{\mathsf T} X$ be at least $mI$ with $m > 0$. An error in $y$ moves the estimate by [at
#   most](#error-in-the-observations) $1/\sqrt m$ times its length, and [along an
#   eigenvector](#error-in-the-observations-along-an-eigenvector) by just that; one in $X^{\mathsf
#   T} y$ by [at most](#error-in-the-products-with-the-observations) $1/m$ times its length.
# - Relative to what has the error, with $\kappa = M/m$ where $X^{\mathsf T} X$ is at most $MI$: an
#   error in $y$ is enlarged [at most by](#relative-error-in-the-observations) $\sqrt\kappa$, the
#   condition number of $X$; [one in the
#   products](#relative-error-in-the-products-with-the-observations) $X^{\mathsf T} y$ or [in the
#   Gram matrix](#relative-error-in-the-gram-matrix) at most by $\kappa$, which is its square.
# - An error $E$ in $X$ [moves it](#error-in-the-design-matrix) in two parts. If $(X + E)^{\mathsf
#   T} (X + E)$ is at least $mI$, [the one with the residual](#error-in-the-design-matrix-bound) $r$
#   is divided by $m$, the other by $\sqrt m$. So where $r$ is not small, the square of the
#   condition number of $X$ belongs to the problem, and [no
#   method](#error-in-the-design-matrix-along-the-residual) avoids it.
#
# ## The same errors in three problems
#
# Let $0 < s \le 1$, and let $X$ have the rows $(\frac{1+s}{2}, \frac{1-s}{2})$, $(\frac{1-s}{2},
# \frac{1+s}{2})$ and $(0, 0)$, and let $y = (1, 1, 1)$. Whatever $s$ is, $\hat w = (1, 1)$ and the
# residual is $(0, 0, 1)$; $X^{\mathsf T} X$ has the eigenvalues 1 and $s^2$, the second with the
# eigenvector $q = (1, -1)$. So $M = 1$ and $m = s^2$, and $X$ has the condition number $1/s$. Now
# make an error of one thousandth: $(1, -1, 0)/1000$ in $y$, or $(1, -1)/1000$ in $X^{\mathsf T} y$,
# or $(1, -1)/1000$ in the last row of $X$. The table shows by how much the first weight moves; the
# second moves as far the other way. All numbers are exact.

# %%
from fractions import Fraction

import numpy as np
from IPython.display import HTML

from derivations.kernel.terms import Inverse, SquaredNorm
from derivations.numbers.evaluate import evaluate
from derivations.results.between_bounds import t
from derivations.results.closed_form import estimate
from derivations.results.contraction import m
from derivations.results.eigenvectors import mu, q
from derivations.results.errors_in_the_design import along, along_the_residual
from derivations.results.model import X, gram, w_hat, y
from derivations.results.sensitivity import delta, e

size = Fraction(1, 1000)


def problem(s):
    """The data of one of the problems, exactly."""
    half = Fraction(1, 2)
    near, far = half * (1 + s), half * (1 - s)
    data = {X: [[near, far], [far, near], [0, 0]], y: [1, 1, 1], q: [1, -1], mu: [s * s]}
    return {**data, w_hat: evaluate(estimate, data), t: [size]}


def moves(s):
    """How far an error in y, one in Xᵀy and one in X move the estimate."""
    data = problem(s)
    before = evaluate(estimate, data)
    in_y = evaluate(Inverse(gram) @ X.T @ (y + delta), {**data, delta: [size, -size, 0]})
    in_products = evaluate(Inverse(gram) @ (X.T @ y + e), {**data, e: [size, -size]})
    in_X = evaluate(estimate, {**data, X: evaluate(X + along, data)})
    if (in_X - before != evaluate(along_the_residual.conclusion.right, data)).any():
        raise ValueError("the estimate moves otherwise than the theorem says")
    return [(after - before)[0, 0] for after in (in_y, in_products, in_X)]


def row(tag, entries):
    """A row of a table."""
    return "<tr>" + "".join(f"<{tag}>{entry}</{tag}>" for entry in entries) + "</tr>"


shares = (Fraction(1, 2), Fraction(1, 10), Fraction(1, 100))
head = row("th", ("condition number of X", "error in y", "error in Xᵀy", "error in X"))
body = "".join(row("td", (1 / s, *moves(s))) for s in shares)
HTML(f"<table><thead>{head}</thead><tbody>{body}</tbody></table>")

# %% [markdown]
# The error in $y$ is multiplied by the condition number of $X$, the one in $X^{\mathsf T} y$ by its
# square, and the one in $X$ by nearly its square. In the last column nothing was rounded, and no
# $X^{\mathsf T} X$ is to blame: it is where the exact minimiser goes.
#
# ## The setting
#
# $\hat w$ solves the [normal equation](squared-error-to-closed-form.py#normal-equation), and $u$
# the same equation with an error: $y + \delta$ in the place of $y$, $X^{\mathsf T} y + e$ in that
# of $X^{\mathsf T} y$, or a matrix with an error $E$. So $u - \hat w$ is by how much the error
# moves the estimate. Nothing is random, and the arithmetic is exact. The errors need not be small.
#
# **Notation.** As for [descent](rate-of-descent.py), $X^{\mathsf T} X$ is at least $mI$ if $\lVert
# Xv \rVert^2 \ge m \lVert v \rVert^2$ for every $v$, and at most $MI$ if $\lVert Xv \rVert^2 \le M
# \lVert v \rVert^2$. The best such $m$ and $M$ are its least and its greatest eigenvalue, and with
# these $\kappa = M/m$ is its condition number. In lengths: $X$ stretches every $v$ by a factor
# between $\sqrt m$ and $\sqrt M$. So its condition number is $\sqrt M/\sqrt m = \sqrt\kappa$, and
# that of $X^{\mathsf T} X$ is its square. (That the best bounds are eigenvalues is not proved
# here, and not needed: the theorems hold for any bounds.)

# %%
from derivations import theorem

# %% [markdown]
# With $m > 0$ there is no need to suppose full rank: it follows.

# %%
theorem("full-column-rank-if-gram-is-at-least-a-positive-multiple-of-the-identity")

# %% [markdown]
# ## An error in the observations
#
# The fit is a projection, and never moves more than $y$ does, whatever the rank. The weights may
# move more: where $X$ is nearly blind to a direction, a small change of the fit takes a large
# change of the weights. And [some error](#error-in-the-observations-along-an-eigenvector) moves
# them as far as the bound allows, if $m$ is an eigenvalue: put it in the place of $\mu$.

# %%
theorem("fit-moves-no-more-than-the-observations")

# %%
theorem("error-in-the-observations")

# %%
theorem("error-in-the-observations-along-an-eigenvector")

# %% [markdown]
# The picture shows where the estimate can go if the first two observations have an error of the
# length 1/10, in two of the problems above. The ellipse is computed from the closed form, point by
# point; the circle is the bound. They touch.

# %%
from derivations.site.picture import BLUE, INK, LETTERS, RED, Picture, panel

angles = np.linspace(0, 2 * np.pi, 121)
length = 0.1
figures = []
for s in (Fraction(1, 2), Fraction(1, 10)):
    data = {key: np.array(value, dtype=float) for key, value in problem(s).items()}
    data |= {m: np.array([[float(s * s)]])}
    figure, plot = panel(title=f"condition number of X: {1 / s}", xlabel="$w_1$", ylabel="$w_2$")
    figures.append(figure)
    reached, widest = [], []
    for angle in angles:
        there = {**data, delta: length * np.array([np.cos(angle), np.sin(angle), 0])}
        reached.append(evaluate(Inverse(gram) @ X.T @ (y + delta), there).ravel())
        widest.append(evaluate(SquaredNorm(delta) / m, there).item() ** 0.5)
    circle = np.array([widest * np.cos(angles), widest * np.sin(angles)]) + 1
    plot.plot(*circle, color=INK, linewidth=1, linestyle="--")
    plot.plot(*np.array(reached).T, color=RED, linewidth=1.5)
    plot.plot(1, 1, "o", color=BLUE, markersize=4)
    half = (
        1.03 * figure.get_figwidth() * 0.79 / (figure.get_figheight() * 0.75)
    )  # circles are round
    plot.set(xlim=(1 - half, 1 + half), ylim=(1 - 1.03, 1 + 1.03), xticks=[0, 1, 2])
    plot.set(yticks=[0, 1, 2])
    plot.text(1.2, 1.2, "estimate", color=BLUE, fontsize=LETTERS, va="bottom")

Picture(
    tuple(figures),
    "Where an error of the length 1/10 in two observations takes the estimate, for two condition "
    "numbers of X. For 2 it is a small ellipse, twice as long as wide, in a circle which it "
    "touches at both ends. For 10 it is as wide, but five times as long, and again touches its "
    "circle.",
)

# %% [markdown]
# ## An error in the products
#
# Who forms $X^{\mathsf T} y$ first, and makes an error then, pays $1/m$ in the place of $1/\sqrt
# m$.  An error along $q$ with $X^{\mathsf T} X q = mq$ attains this bound too: by $e = mq$ the
# estimate moves by $q$.

# %%
theorem("error-in-the-products-with-the-observations")

# %% [markdown]
# ## An error in the Gram matrix
#
# Here $u$ itself stands on the right: the larger the estimate with the error is, the farther it has
# moved. $X^{\mathsf T} X + E$ need not even be invertible; $u$ is any solution.

# %%
theorem("error-in-the-gram-matrix")

# %%
theorem("error-in-the-gram-matrix-bound")

# %% [markdown]
# ## Relative errors
#
# The three bounds once more, relative to what has the error: the length of $\delta$ is compared
# with that of the fit $X \hat w$, and the length of $e$ with that of $X^{\mathsf T} y$. For the
# error in $X^{\mathsf T} X$ the letter $t$ is a share, such as 1/1000: it is at most the share $t$
# of the bound $M$. Squared lengths stand in the theorems, so that the factor $\kappa$ in the first
# means $\sqrt\kappa$ in lengths, and $\kappa^2$ in the others means $\kappa$. Each is multiplied
# out, as a length to divide by may be 0.

# %%
theorem("relative-error-in-the-observations")

# %%
theorem("relative-error-in-the-products-with-the-observations")

# %%
theorem("relative-error-in-the-gram-matrix")

# %% [markdown]
# So a method that forms $X^{\mathsf T} X$ and $X^{\mathsf T} y$, and makes relative errors of the
# size $t$ in them, risks $\kappa t$; one that never forms them, such as [QR](what-it-costs.py), has
# at least the chance of $\sqrt\kappa\,t$. But only the chance:
#
# ## An error in the design matrix
#
# With $X + E$ in the place of $X$, the estimate moves in two parts. Here $m$ is a bound for the new
# matrix: $(X + E)^{\mathsf T} (X + E)$ is at least $mI$. The part with $E \hat w$ is
# that of an error $-E \hat w$ in $y$, and is divided by $\sqrt m$. The part with $E^{\mathsf T} r$
# is that of an error in $X^{\mathsf T} y$: $X^{\mathsf T} r$ is 0, but $(X + E)^{\mathsf T} r$ is
# not. It is divided by $m$, and vanishes only where $r$ is orthogonal to the columns of $E$, as it
# is where the fit is perfect.

# %%
theorem("error-in-the-design-matrix")

# %%
theorem("error-in-the-design-matrix-bound")

# %% [markdown]
# That the part with $r$ can be as large as that is shown by $E = t\, r q^{\mathsf T}$ with an
# eigenvector $q$, for which everything is known exactly. The length of $E$, as a matrix, is $|t|
# \lVert r \rVert \lVert q \rVert$. For small $t$ the estimate moves by nearly $\frac{t \lVert r
# \rVert^2}{\mu} q$, and so by $\frac{\lVert r \rVert}{\mu}$ times the length of $E$: with $\mu = m$
# this is the last column of the table above. As it is where the exact minimiser goes, an algorithm
# which is as exact as can be, on data rounded once, meets it too. (The last sentence and the one on
# small $t$ are remarks, not checked by the kernel.)

# %%
theorem("error-in-the-design-matrix-along-the-residual")

# %% [markdown]
# ## What is not said here
#
# These theorems are about errors in the data and exact arithmetic. How floating-point arithmetic
# rounds inside an algorithm is not modelled, and nothing on this site proves anything about it:
# that is measured, not proved. What carries over is the lower end. Who stores $X$ and $y$ with
# errors has the errors of this chapter before the first operation, and no algorithm takes them
# away.
#
# ## What was assumed
#
# Counted from the proofs, over all theorems of this chapter:

# %%
from derivations.presentation.theorems import assumed_html
from derivations.publishing.registry import theorems

HTML(assumed_html(theorems(page="errors-in-the-data")))

# %% [markdown]
# Next: [what it costs](what-it-costs.py) to compute the estimate.
