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
# # Gradient descent
#
# The [closed form](squared-error-to-closed-form.py) solves a system of $d$ equations at once.
# Gradient descent solves none: from any weights $w$ it takes a step against the gradient, to $w -
# \eta \nabla J(w)$, and repeats. What does one step do, and how long may it be? For the mean
# squared error $J$ these questions have proved answers, along an eigenvector exact ones.
#
# ## In short
#
# - A step multiplies [the error](#error-after-a-step-of-descent) $w - \hat w$ by one matrix, $S =
#   I - \frac{2\eta}{n} X^{\mathsf T} X$, whatever the rank of $X$. What of $w$ lies in the null
#   space of $X$ [stays as it is](#descent-keeps-what-lies-in-the-null-space).
# - Along an eigenvector $q$ of $X^{\mathsf T} X$ with the eigenvalue $\mu$ the error is [multiplied
#   by the number](#error-along-an-eigenvector) $1 - 2\eta\mu/n$. At $\eta = n/\mu$ it [only changes
#   its sign](#step-that-only-changes-sign), and with a longer step [it
#   grows](#error-grows-if-the-step-is-too-long); where the whole error lies along $q$, [so does
#   $J$](#squared-error-grows-if-the-step-is-too-long).
# - If $X^{\mathsf T} X$ is at most $MI$, and $0 < \eta < n/M$, then [$J$
#   falls](#squared-error-falls-if-the-step-is-short) wherever its gradient is not 0, by [at
#   least](#descent-lemma) $\eta(1 - \eta M/n) \lVert \nabla J(w) \rVert^2$.
#
# ## One step of several lengths, exactly
#
# Two observations of two features: the rows of $X$ are $(3, 1)$ and $(1, 3)$, and $y = (7, 5)$, so
# that $\hat w = (2, 1)$. The eigenvectors of $X^{\mathsf T} X$ are $(1, 1)$, with the eigenvalue
# 16, and $(1, -1)$, with 4. From $w = (5, -1)$ one step is taken, of several lengths $\eta$. The
# numbers are computed from the terms of the theorems below, as fractions.

# %%
from fractions import Fraction

from IPython.display import HTML

from derivations.numbers.evaluate import evaluate
from derivations.results.closed_form import estimate
from derivations.results.descent import eta, step
from derivations.results.eigenvectors import q
from derivations.results.model import J, X, n, w, w_hat, y

data = {X: [[3, 1], [1, 3]], y: [7, 5], w: [5, -1]}
data[w_hat] = evaluate(estimate, data)


def number(value):
    """A number with the sign of a negative one."""
    return str(value).replace("-", "−")


def column(matrix):
    """A column of numbers in one line."""
    return f"({', '.join(map(number, matrix.ravel()))})"


def cells(tag, entries):
    """A row of a table."""
    return "<tr>" + "".join(f"<{tag}>{entry}</{tag}>" for entry in entries) + "</tr>"


rows = []
for length in (0, *(Fraction(sixteenths, 16) for sixteenths in (1, 2, 3, 4))):
    there = {**data, eta: [length]}
    errors = (
        evaluate(q.T @ (step(w) - w_hat), {**there, q: along}).item() for along in ([1, 1], [1, -1])
    )
    at = evaluate(step(w), there)
    values = (*errors, evaluate(J(w), {**there, w: at}).item())
    rows.append(cells("td", (length, column(at), *map(number, values))))

head = ("η", "w after the step", "error along (1, 1)", "error along (1, −1)", "J")
HTML(f"<table><thead>{cells('th', head)}</thead><tbody>{''.join(rows)}</tbody></table>")

# %% [markdown]
# The error along $(1, 1)$ is multiplied by $1 - 16\eta$: it is gone at $\eta = 1/16$, only changes
# its sign at $n/\mu = 1/8$, and grows beyond. That along $(1, -1)$ is multiplied by $1 - 4\eta$,
# and needs a step four times as long to be gone. But with that step $J$ is higher than before: the
# largest eigenvalue says how long a step may be.
#
# ## The setting
#
# $J(w) = \lVert Xw - y \rVert^2/n$ is the mean squared error, and $\hat w$ any solution of the
# [normal equation](squared-error-to-closed-form.py#normal-equation), which need not be unique: no
# rank is supposed. $\eta$ is called the length of a step, though the way it goes is $\eta \lVert
# \nabla J(w) \rVert$; it is any number where nothing else is said. Nothing is random in this
# chapter.
#
# **Notation.** What is said of an eigenvector is said of a $q$ with $X^{\mathsf T} X q = \mu q$.
# $X^{\mathsf T} X$ is at most $MI$ if $MI - X^{\mathsf T} X$ is positive semidefinite, which says
# that $\lVert Xv \rVert^2 \le M \lVert v \rVert^2$ for every $v$. The best such $M$ is the greatest
# eigenvalue of $X^{\mathsf T} X$, but any bound will do, and that there are eigenvalues is not
# needed.

# %%
from derivations import theorem

# %% [markdown]
# ## One step
#
# The gradient at $w$ is $\frac2n X^{\mathsf T} X (w - \hat w)$. So a step multiplies the error by a
# matrix that is the same everywhere.

# %%
theorem("error-after-a-step-of-descent")

# %%
theorem("gap-after-a-step-of-descent")

# %% [markdown]
# The gradient is a combination of the rows of $X$. So no step changes what lies in the null space:
# where the minimiser [is not unique](minimum.py#minimisers-have-the-same-fit),
# descent keeps that part of the weights with which it started.

# %%
theorem("descent-keeps-what-lies-in-the-null-space")

# %% [markdown]
# ## Along an eigenvector
#
# If $X^{\mathsf T} X q = \mu q$, a step does nothing to the error along $q$ but multiply it by $1 -
# 2\eta\mu/n$: directions with a small $\mu$ are slow.

# %%
theorem("step-of-descent-on-an-eigenvector")

# %%
theorem("error-along-an-eigenvector")

# %%
theorem("gap-along-an-eigenvector")

# %% [markdown]
# From 0, one step finds of each part of $\hat w$ along an eigenvector the share $1 - (1 -
# 2\eta\mu/n)$, which is $2\eta\mu/n$: a filter. Where $2\eta\mu \le n$, the larger $\mu$ is, the
# more it lets through.

# %%
theorem("filter-of-a-step-of-descent")

# %% [markdown]
# The squared length of an error along $q$ changes by a product, whose sign shows exactly which
# steps are good: for $\mu > 0$ it falls for $0 < \eta < n/\mu$, and not otherwise. Both ends
# matter: $\eta < n/\mu$ alone does not do, for with $\eta < 0$ it grows. At $\eta = n/\mu$ it stays
# the same for ever.

# %%
theorem("change-of-the-error-along-an-eigenvector")

# %%
theorem("step-that-only-changes-sign")

# %%
theorem("error-grows-if-the-step-is-too-long")

# %%
theorem("squared-error-grows-if-the-step-is-too-long")

# %% [markdown]
# ## When J falls
#
# From any $w$, not only along an eigenvector, the change of $J$ is a polynomial in $\eta$ of degree
# 2. With a bound $M$ it is negative for $0 < \eta < n/M$, wherever the gradient is not 0. With the
# greatest eigenvalue for $M$ no wider range will do at every $w$: along its eigenvector $J$
# [grows](#squared-error-grows-if-the-step-is-too-long) beyond $n/M$, and stays the same at it.

# %%
theorem("squared-error-after-a-step-of-descent")

# %%
theorem("descent-lemma")

# %%
theorem("squared-error-falls-if-the-step-is-short")

# %% [markdown]
# In the example above $n/M$ is $2/16 = 1/8$. The figure takes ten steps from $w = (5, -1)$, and
# their length can be chosen: within the proved range, at its end, where the error along $(1, 1)$
# [only changes its sign](#step-that-only-changes-sign), and beyond, where [it
# grows](#error-grows-if-the-step-is-too-long).

# %%
from derivations.site.figure_of_descent import descent_figure

descent_figure([[3, 1], [1, 3]], [7, 5], [5, -1], Fraction(1, 10))

# %% [markdown]
# The picture has $J$ after one step in the example above, against the length of the step. The lemma
# says that $J$ lies at most at its line, which falls below the $J$ before the step as long as $0 <
# \eta < n/M$. Beyond $n/M$ it promises nothing: here $J$ still falls for somewhat longer steps.

# %%
from derivations.results.descent_lemma import M, length
from derivations.site.picture import BLUE, INK, LETTERS, RED, Picture, panel

figure, plot = panel(xlabel="length η of the step", ylabel="J after the step", ylim=(0, 42))
lengths = [Fraction(each, 200) for each in range(55)]
terms = (J(step(w)), J(w) - eta * (1 - eta * M / n) * length)
for term, colour in zip(terms, (BLUE, RED), strict=True):
    values = [evaluate(term, {**data, M: [16], n: 2, eta: [each]}).item() for each in lengths]
    plot.plot(lengths, values, color=colour, linewidth=1.5)
plot.axhline(evaluate(J(w), data).item(), color=INK, linewidth=1, linestyle="--")
plot.axvline(2 / 16, color=INK, linewidth=1, linestyle="--")
for place, name, colour in (
    ((0.19, 14), "J", BLUE),
    ((0.158, 36), "the lemma", RED),
    ((0.02, 30.5), "before the step", INK),
    ((0.129, 1.5), "n/M", INK),
):
    plot.text(*place, name, color=colour, fontsize=LETTERS)

Picture(
    (figure,),
    "J after a step, against the length of the step: a parabola that falls from 29 and rises "
    "again. The bound of the descent lemma is a narrower parabola above it, which begins with the "
    "same slope and is back at 29 where the length is n/M. There J is still below 29.",
)

# %% [markdown]
# ## What was assumed
#
# Counted from the proofs, over all theorems of this chapter:

# %%
from derivations.presentation.theorems import assumed_html
from derivations.publishing.registry import theorems

HTML(assumed_html(theorems(page="gradient-descent")))

# %% [markdown]
# Next: [the rate](rate-of-descent.py) at which a step brings the weights nearer to $\hat w$.
