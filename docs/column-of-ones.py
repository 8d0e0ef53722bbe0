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
# # A column of ones
#
# The usual way to an intercept is to give $X$ one more column, of ones, and to call the intercept
# its weight. Are these the weights and the intercept that [centring](the-intercept.py) gives? And
# when are there no others?
#
# ## In short
#
# - With a column of ones beside $X$, [the prediction](#prediction-of-the-augmented-matrix) is $Xw +
#   \mathbf 1 b$, and [one normal equation](#augmented-normal-equation) says what the two for
#   weights and intercept say, and the other way round ([for the
#   weights](#augmented-normal-equation-gives-that-for-the-weights), [for the
#   intercept](#augmented-normal-equation-gives-that-for-the-intercept)).
# - If $X^{\mathsf T} C X$ is invertible, the augmented matrix has [full column
#   rank](#augmented-matrix-of-full-column-rank-if-centred-gram-invertible), and its closed form
#   holds [the same weights and the same intercept](#closed-form-of-the-augmented-matrix).
# - [Conversely](#centred-gram-invertible-if-augmented-matrix-of-full-column-rank), full column rank
#   of the augmented matrix makes $X^{\mathsf T} C X$ invertible. Beside centred columns a column of
#   ones [takes nothing away](#centred-columns-of-full-rank-and-ones-have-full-column-rank).
# - The squared error $J(w, b)$ is [convex](#joint-squared-error-is-convex) in weights and intercept
#   together. For any weights there is [one best intercept](#best-intercept-for-given-weights), and
#   every minimiser solves the normal equation [for the
#   weights](#best-weights-for-given-intercept-solve-their-normal-equation) and that [for the
#   intercept](#best-intercept-for-given-weights-solves-its-normal-equation).
#
# ## The setting
#
# Nothing is assumed of $X$ and $y$ but their shapes, and nothing is random. As in [the chapter
# before](the-intercept.py), $C = I - \frac1n \mathbf 1 \mathbf 1^{\mathsf T}$ is the centring
# matrix, which takes from each column its mean; $\bar y$ is the mean of the observations, and $\bar
# x$ the mean of the rows of $X$, as a column. $\hat w$ and $\hat b$ satisfy the two normal
# equations, $X^{\mathsf T} X \hat w + X^{\mathsf T} \mathbf 1 \hat b = X^{\mathsf T} y$ and
# $\mathbf 1^{\mathsf T} X \hat w + n \hat b = \mathbf 1^{\mathsf T} y$. A matrix has *full column
# rank* if it sends only 0 to 0.
#
# **Notation.** The *augmented matrix* $\tilde X$ is $X$ with the column of ones, and $\tilde w$
# holds the weights and the intercept in one column. To write this without blocks, let the columns
# of the $p \times d$ matrix $E_1$ and of the $p \times 1$ matrix $E_2$ be those of an identity
# matrix, or any others for which the equations hold that the theorems list. $E_1$ says where the
# columns of $X$ go, $E_2$ where the ones go: $\tilde X = X E_1^{\mathsf T} + \mathbf 1 E_2^{\mathsf
# T}$, and $\tilde w = E_1 w + E_2 b$.
#
# **A small example.** One feature and three observations. Once the feature is 1, 2 and 3, and once
# it is always 2; the ones stand last. All numbers are exact, computed from the terms of the
# theorems.

# %%
from IPython.display import HTML

from derivations import theorem
from derivations.numbers.evaluate import evaluate
from derivations.presentation.theorems import maths
from derivations.printing.formulas import latex
from derivations.results.augmented import E1, E2, X_tilde
from derivations.results.intercept import centred_gram, estimate
from derivations.results.model import X, gram, w_hat, y

places = {E1: [[1], [0]], E2: [0, 1]}
varied = {X: [[1], [2], [3]], y: [2, 1, 6], **places}
constant = {**varied, X: [[2], [2], [2]]}


def entries(matrix):
    """A number, or the entries of a matrix, row by row."""
    rows = ("(" + ", ".join(map(str, row)) + ")" for row in matrix)
    shown = str(matrix.item()) if matrix.size == 1 else ", ".join(rows)
    return shown.replace("-", "−")


def table(*rows):
    """A table of terms, each with what it is worth."""
    body = ""
    for term, *values in rows:
        cells = "".join(f"<td>{entries(value)}</td>" for value in values)
        body += f"<tr><td>{maths(latex(term))}</td>{cells}</tr>"
    return HTML(f"<table><tbody>{body}</tbody></table>")


shown = (X.T, gram, centred_gram, X_tilde.T)
table(*((term, evaluate(term, varied), evaluate(term, constant)) for term in shown))

# %% [markdown]
# Both $X$ have full column rank, for $X^{\mathsf T} X$ is not 0. But where the feature is always 2,
# $X^{\mathsf T} C X$ is 0, and the feature is twice the ones: there is no telling its weight from
# the intercept. Where it varies, centring gives one weight and one intercept, and the closed form
# of $\tilde X$ gives the same, here for $y = (2, 1, 6)$:

# %%
weights, offset = estimate, theorem("estimated-intercept").conclusion.right
augmented = theorem("closed-form-of-the-augmented-matrix").conclusion.right
found = evaluate(weights, varied)
table(
    (weights, found),
    (offset, evaluate(offset, {**varied, w_hat: found})),
    (augmented, evaluate(augmented, varied).T),
)

# %% [markdown]
# ## One normal equation for both
#
# The prediction of the augmented matrix is the one with an intercept.

# %%
theorem("prediction-of-the-augmented-matrix")

# %%
theorem("size-of-the-augmented-weights")

# %% [markdown]
# The two normal equations together are the normal equation of $\tilde X$: if both hold at $\hat w$
# and $\hat b$, it holds at $E_1 \hat w + E_2 \hat b$, and if it holds at any $\tilde w$, both hold
# at $E_1^{\mathsf T} \tilde w$ and $E_2^{\mathsf T} \tilde w$.

# %%
theorem("augmented-normal-equation")

# %%
theorem("augmented-normal-equation-gives-that-for-the-weights")

# %%
theorem("augmented-normal-equation-gives-that-for-the-intercept")

# %% [markdown]
# So all that was said of $X$ without an intercept holds of $\tilde X$: that [the squared error is
# convex](squared-error-to-closed-form.py#squared-error-is-convex), and what was said about [the
# minimum](minimum.py) and about [the projection](projection.py).
#
# ## When there is one solution only
#
# There is only one minimiser [exactly if](minimum.py#full-column-rank-if-unique-minimum) $\tilde X$
# has full column rank, which is so exactly if $X^{\mathsf T} C X$ is invertible. Full column rank
# of $X$ is not enough: besides, no combination of its columns may be $\mathbf{1}$. In the example,
# half of the constant feature is such a combination.

# %%
theorem("augmented-matrix-of-full-column-rank-if-centred-gram-invertible")

# %%
theorem("centred-gram-invertible-if-augmented-matrix-of-full-column-rank")

# %% [markdown]
# The closed form for $\tilde X$ has the same weights and the same intercept as before.

# %%
theorem("closed-form-of-the-augmented-matrix")

# %% [markdown]
# In [the worked example](worked-example.py#estimate) both ways give the weight 2 and the intercept
# 7.
#
# ## The squared error in weights and intercept
#
# Without $\tilde X$ the same can be said of $J(w, b) = \lVert y - Xw - \mathbf 1 b \rVert^2/n$
# itself. It is a quadratic function of both (and no quadratic form, for it has terms of lower
# degree), and it is convex:

# %%
theorem("convexity-gap-of-the-joint-squared-error")

# %%
theorem("joint-squared-error-is-convex")

# %% [markdown]
# Let weights be given, whichever they are. The best intercept for them is what they leave of the
# means, and no other is as good. (The derivative in $b$ is $-\frac2n \mathbf 1^{\mathsf T}(y - Xw -
# \mathbf 1 b)$. If its minus is lost, it is 0 at the same place, but a step of descent with it goes
# up.)

# %%
theorem("best-intercept-for-given-weights")

# %% [markdown]
# Where no other weights are better beside $\hat b$, and no other intercept beside $\hat w$, both
# normal equations hold. Then, as [was proved](the-intercept.py#joint-minimum-of-the-squared-error),
# no other pair is better. A pair that is best among all pairs is best in each of its parts; so
# every minimiser of $J(w, b)$ solves both equations, and none is lost.

# %%
theorem("best-weights-for-given-intercept-solve-their-normal-equation")

# %%
theorem("best-intercept-for-given-weights-solves-its-normal-equation")

# %% [markdown]
# And a case in which the rank of $X$ is enough: if the entries of each column sum to 0, the ones
# are orthogonal to all of them.

# %%
theorem("centred-columns-of-full-rank-and-ones-have-full-column-rank")

# %% [markdown]
# ## What was assumed
#
# Counted from the proofs, over all theorems of this chapter:

# %%
from derivations.presentation.theorems import assumed_html
from derivations.publishing.registry import theorems

HTML(assumed_html(theorems(page="column-of-ones")))

# %% [markdown]
# Next: [the likelihood](likelihood-with-intercept.py), with an intercept.
