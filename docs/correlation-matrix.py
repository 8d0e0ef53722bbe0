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
# # The correlation matrix of two features
#
# Two features say nearly the same thing: when one is large, so is the other. If both weights grow,
# the fitted values move; if one grows as much as the other shrinks, they hardly do. How much more
# do they move in the one case than in the other? For two features of mean square 1 the answer is in
# one matrix, $R$, which has 1 on its diagonal and their correlation $\rho$ off it: if the weights
# change by $v$, the fitted values change by $Xv$, and the mean square of this change is $v^{\mathsf
# T} R v$.
#
# Here it is for $\rho = 3/5$, exactly, for some changes $v$ of the two weights.

# %%
from fractions import Fraction

from IPython.display import HTML

from derivations import theorem
from derivations.kernel.terms import SquaredNorm
from derivations.numbers.evaluate import evaluate
from derivations.results.two_features import R, rho, v


def number(value):
    """A number with the sign of a negative one."""
    return str(value).replace("-", "−")


def table(head, rows):
    """A table of numbers."""
    names = "".join(f"<th>{name}</th>" for name in head)
    lines = "".join(
        "<tr>" + "".join(f"<td>{number(value)}</td>" for value in row) + "</tr>" for row in rows
    )
    return HTML(f"<table><thead><tr>{names}</tr></thead><tbody>{lines}</tbody></table>")


form, squared_length = v.T @ R @ v, SquaredNorm(v)
table(
    ["v", "vᵀRv", "‖v‖²", "vᵀRv/‖v‖²"],
    [
        [f"({one}, {other})"]
        + [
            evaluate(term, {rho: [[Fraction(3, 5)]], v: [one, other]}).item()
            for term in (form, squared_length, form / squared_length)
        ]
        for one, other in ((1, 1), (2, 1), (1, 0), (2, -1), (1, -1))
    ],
)

# %% [markdown]
# The changes $(1, 1)$ and $(1, -1)$ are of one length, and what the first does to the fitted values
# has four times the mean square. The theorems below say that the quotients of all other changes lie
# between these two: between $1 - \rho$, which is 2/5, and $1 + \rho$, which is 8/5.
#
# ## In short
#
# - Along [the sum](#correlation-matrix-along-the-sum) of both features $R$ has the eigenvalue $1 +
#   \rho$, along [the difference](#correlation-matrix-along-the-difference) $1 - \rho$.
# - For every $v$ the form $v^{\mathsf T} R v$ is [at least](#correlation-matrix-lower-bound) $(1 -
#   |\rho|) \lVert v \rVert^2$ and [at most](#correlation-matrix-upper-bound) $(1 + |\rho|) \lVert v
#   \rVert^2$, and there are directions that attain [the
#   upper](#correlation-matrix-upper-bound-attained) and [the
#   lower](#correlation-matrix-lower-bound-attained) bound.
# - For $|\rho| < 1$ the condition number of $R$ is [at most](#correlation-matrix-condition-number),
#   and [exactly](#correlation-matrix-condition-number-attained), $(1 + |\rho|)/(1 - |\rho|)$.
# - [The determinant](#correlation-matrix-determinant) of $R$ is $1 - \rho^2$, and where $\rho^2 \ne
#   1$, [its inverse](#correlation-matrix-inverse) can be written down.
#
# ## The setting
#
# This chapter is on the matrix $R$ alone. $\rho$ is any number where nothing else is said, and
# nothing is random.
#
# What $R$ has to do with features: let $X$ have two columns, both of mean square 1, and let the
# mean of their products be $\rho$. Then $X^{\mathsf T} X = nR$, and $\lVert Xv \rVert^2/n =
# v^{\mathsf T} R v$. If the features are *standardised*, with mean 0 too, $\rho$ is their
# correlation. [The next chapter](correlated-features.py) supposes $X^{\mathsf T} X = nR$, and asks
# what follows for the weights.
#
# **Notation.** $\mathbf 1$ is the vector $(1, 1)$, and $R$ is written $(1 - \rho) I + \rho \mathbf
# 1 \mathbf 1^{\mathsf T}$. $e_j$ is a column of the $2 \times 2$ identity matrix, so that the
# vector $2e_j - \mathbf 1$ is $(1, -1)$ for $j = 1$ and $(-1, 1)$ for $j = 2$. The direction
# $\mathbf 1$ is called *the sum*, and $2e_j - \mathbf 1$ *the difference*, for $\mathbf 1^{\mathsf
# T} w$ and $(2e_j - \mathbf 1)^{\mathsf T} w$ are those of two weights.
#
# ## Two eigenvalues
#
# The two eigenvectors do not depend on $\rho$: they are the sum and the difference.

# %%
theorem("correlation-matrix-along-the-sum")

# %%
theorem("correlation-matrix-along-the-difference")

# %% [markdown]
# ## Bounds for all directions
#
# All other directions lie between these two: $(1 - |\rho|) \lVert v \rVert^2 \le v^{\mathsf
# T} R v \le (1 + |\rho|) \lVert v \rVert^2$ for every $v$.

# %%
theorem("correlation-matrix-lower-bound")

# %%
theorem("correlation-matrix-upper-bound")

# %% [markdown]
# Both bounds are attained, at $q_{\mathrm{max}} = (\rho, |\rho|)$ and $q_{\mathrm{min}} = (\rho,
# -|\rho|)$, or with their entries exchanged; they are multiples of the sum and of the difference,
# one way round for $\rho > 0$ and the other for $\rho < 0$. (For $\rho = 0$ they are 0, and $R = I$
# attains its bounds, which are both 1, everywhere.)

# %%
theorem("correlation-matrix-upper-bound-attained")

# %%
theorem("correlation-matrix-lower-bound-attained")

# %% [markdown]
# The picture goes once through all directions, with $v = (\cos\varphi, \sin\varphi)$, whose length
# is 1. The sum is at 45°, and the difference at 135°. The nearer $\rho$ is to 1, the more the form
# rises at the one, and the closer it comes to 0 at the other; for a negative $\rho$ the two change
# places.

# %%
import numpy as np

from derivations.site.picture import BLUE, INK, LETTERS, RED, Picture, panel

figure, plot = panel(
    xlabel="angle φ of v, in degrees",
    ylabel=r"$v^{\mathsf{T}} R v$",
    xticks=[0, 45, 90, 135, 180],
    ylim=(0, 2.1),
)
degrees = np.linspace(0, 180, 61)
around = np.stack([np.cos(np.radians(degrees)), np.sin(np.radians(degrees))], axis=1)
for correlation, colour, style, place in (
    (0.0, INK, "-", (35, 1.04)),
    (0.6, BLUE, "-", (33, 1.4)),
    (0.95, RED, "-", (33, 1.99)),
    (-0.6, BLUE, "--", (121, 1.64)),
):
    shown = [evaluate(form, {rho: [[correlation]], v: each}).item() for each in around]
    plot.plot(degrees, shown, color=colour, linestyle=style, linewidth=1.5)
    name = f"ρ = {correlation:g}".replace("-", "−")
    plot.text(*place, name, color=colour, fontsize=LETTERS)

Picture(
    (figure,),
    "The form of R at vectors of length 1, against their angle from 0 to 180 degrees. For "
    "correlation 0 it is 1 everywhere. For 0.6 it rises to 1.6 at 45 degrees and falls to 0.4 at "
    "135; for 0.95 it rises to 1.95 and falls to 0.05. For −0.6 it falls to 0.4 at 45 degrees and "
    "rises to 1.6 at 135.",
)

# %% [markdown]
# ## The condition number
#
# So for $|\rho| < 1$, of two vectors of one length, the form along one is at most $\frac{1 +
# |\rho|}{1 - |\rho|}$ times that along the other, and for $q_{\mathrm{max}}$ and
# $q_{\mathrm{min}}$, which have one length, it is just that. This ratio is the *condition number*
# of $R$, and of $X^{\mathsf T} X$ where this is $nR$.

# %%
theorem("correlation-matrix-condition-number")

# %%
theorem("correlation-matrix-condition-number-attained")

# %% [markdown]
# ## Determinant and inverse
#
# The determinant is the product of the two eigenvalues. The kernel has no formula for determinants,
# so that this theorem rests on a cited fact, which gives that of a $2 \times 2$ matrix by traces.

# %%
theorem("correlation-matrix-determinant")

# %%
theorem("correlation-matrix-inverse")

# %% [markdown]
# ## What was assumed
#
# Counted from the proofs, over all theorems of this chapter:

# %%
from derivations.presentation.theorems import assumed_html
from derivations.publishing.registry import theorems

HTML(assumed_html(theorems(page="correlation-matrix")))

# %% [markdown]
# Next: [correlated features](correlated-features.py), and how well their weights are known.
