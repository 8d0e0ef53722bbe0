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
# # Frisch–Waugh–Lovell
#
# An intercept is the weight of one more column, of ones. Now $y$ is fitted by the columns of $X$
# and of any other matrix $Z$ together. Can the weights of $X$ be found alone? And in what way do
# the columns of $Z$ change them?
#
# ## In short
#
# - [Frisch–Waugh–Lovell](#frisch-waugh-lovell): fit $y$ by the columns of $X$ and of $Z$ together.
#   The weights of $X$ are those of [least squares](#least-squares-on-residuals) of what $Z$ leaves
#   of $y$ on what it leaves of $X$. Both $Z^{\mathsf T} Z$ and $X^{\mathsf T} M X$ must be
#   invertible; $M$ is the residual maker of $Z$.
# - [The residual](#residual-with-and-without-the-other-columns) is the same as well. For this, and
#   for [the normal equation](#normal-equation-without-the-other-columns) of $\hat w$ alone, only
#   $Z^{\mathsf T} Z$ need be invertible.
# - The intercept is the case of one constant column, whose [residual
#   maker](#residual-maker-of-a-constant) is the centring matrix $C$.
#
# ## The setting
#
# Nothing is assumed of $X$, $Z$ and $y$ but their shapes, and nothing is random; $X$ is $n \times
# d$, and $Z$ is $n \times k$. The prediction is $Xw + Zu$, with weights $u$ of the columns of $Z$.
# Where $Z^{\mathsf T} Z$ is invertible, $M = I - Z(Z^{\mathsf T} Z)^{-1} Z^{\mathsf T}$ is [the
# residual maker](projection.py#residual-is-the-residual-maker-times-y) of $Z$: it leaves of a
# column what least squares on $Z$ does not fit. $\hat w$ and $\hat u$ satisfy the normal equation
# of all columns together, which is two, $X^{\mathsf T} X \hat w + X^{\mathsf T} Z \hat u =
# X^{\mathsf T} y$ and $Z^{\mathsf T} X \hat w + Z^{\mathsf T} Z \hat u = Z^{\mathsf T} y$.
#
# **A small example.** Each of $X$ and $Z$ is one column of three entries. All numbers are exact,
# computed from the terms of the theorems.

# %%
import numpy as np
from IPython.display import HTML

from derivations import theorem
from derivations.numbers.evaluate import evaluate
from derivations.presentation.theorems import maths
from derivations.printing.formulas import latex
from derivations.results.closed_form import estimate
from derivations.results.frisch_waugh_lovell import M, Z
from derivations.results.model import X, y

data = {X: [[1], [1], [0]], Z: [[0], [1], [1]], y: [3, 2, 2]}


def column(matrix):
    """A column of numbers in one line, and a number by itself."""
    entries = ", ".join(map(str, matrix.ravel())).replace("-", "−")
    return entries if matrix.size == 1 else f"({entries})"


rows = "".join(
    f"<tr><td>{maths(latex(term))}</td><td>{column(evaluate(term, data))}</td></tr>"
    for term in (X, Z, y, M @ X, M @ y)
)
HTML(f"<table><tbody>{rows}</tbody></table>")

# %% [markdown]
# Least squares of $y$ or $My$ on some of these columns: the weight of $X$ or $MX$, and the
# residual.

# %%
x, z, response, left_of_x, left_of_y = (evaluate(term, data) for term in (X, Z, y, M @ X, M @ y))
fits = {
    "y on X": (response, x),
    "y on X and Z": (response, np.hstack([x, z])),
    "My on MX": (left_of_y, left_of_x),
    "My on X": (left_of_y, x),
}
rows = ""
for name, (fitted, columns) in fits.items():
    given = {X: columns, y: fitted}
    weight = evaluate(estimate, given)[0]
    residual = evaluate(y - X @ estimate, given)
    rows += f"<tr><td>{name}</td><td>{column(weight)}</td><td>{column(residual)}</td></tr>"
head = "".join(f"<th>{name}</th>" for name in ("fit", "weight", "residual"))
HTML(f"<table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>")

# %% [markdown]
# The second and the third row are the same. Without $Z$ the weight is another, and it is not enough
# to take from $y$ what $Z$ fits, if $X$ stays as it is.
#
# ## The other columns eliminated
#
# The two normal equations are hypotheses here. The steps are those by which [the intercept was
# eliminated](the-intercept.py#estimated-intercept): the second normal equation gives $\hat u$, and
# the residual.

# %%
theorem("weights-of-the-other-columns")

# %%
theorem("residual-with-and-without-the-other-columns")

# %% [markdown]
# With $P = M$ in the theorem on [the weights
# alone](the-intercept.py#normal-equation-for-the-weights-alone), $\hat u$ is eliminated.

# %%
theorem("normal-equation-without-the-other-columns")

# %%
theorem("frisch-waugh-lovell")

# %% [markdown]
# The weights $\hat w$ are those of least squares of $My$ on $MX$: of what $Z$ leaves of $y$ on what
# it leaves of $X$.

# %%
theorem("least-squares-on-residuals")

# %% [markdown]
# ## The case of a constant
#
# The intercept is the case $Z = \mathbf 1$: $M$ is the centring matrix $C = I - \frac1n \mathbf 1
# \mathbf 1^{\mathsf T}$, and with the means $\bar y$ and $\bar x$ of the observations and of the
# rows of $X$, $\hat u = \frac1n \mathbf 1^{\mathsf T} (y - X \hat w) = \bar y - \bar x^{\mathsf T}
# \hat w$ is the estimated intercept $\hat b$.

# %%
theorem("residual-maker-of-a-constant")

# %% [markdown]
# ## What was assumed
#
# Counted from the proofs, over all theorems of this chapter:

# %%
from derivations.presentation.theorems import assumed_html
from derivations.publishing.registry import theorems

HTML(assumed_html(theorems(page="frisch-waugh-lovell")))

# %% [markdown]
# Next: back to the likelihood, whose second unknown is [the
# variance](variance-score-and-information.py).
