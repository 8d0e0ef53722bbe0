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
# # A column of ones, and Frisch–Waugh–Lovell
#
# The intercept can also be had as the weight of one more column, of ones. This chapter shows that
# this gives [the same weights and intercept](the-intercept.py), and then puts any other columns in
# the place of the ones.
#
# ## In short
#
# - With a column of ones beside $X$, [one normal equation](#augmented-normal-equation) says what
#   the two for weights and intercept say, and the other way round ([for the
#   weights](#augmented-normal-equation-gives-that-for-the-weights), [for the
#   intercept](#augmented-normal-equation-gives-that-for-the-intercept)).
# - If $X^{\mathsf T} C X$ is invertible, the augmented matrix has [full column
#   rank](#augmented-matrix-of-full-column-rank-if-centred-gram-invertible), and its closed form
#   holds [the same weights and the same intercept](#closed-form-of-the-augmented-matrix).
#   [Conversely](#centred-gram-invertible-if-augmented-matrix-of-full-column-rank), full column rank
#   of the augmented matrix makes $X^{\mathsf T} C X$ invertible.
# - If the noise is independent and Gaussian, with mean 0 and one variance, the smaller squared
#   error has [the larger likelihood](#smaller-squared-error-with-intercept-is-more-likely), and
#   [the other way round](#more-likely-with-intercept-has-the-smaller-squared-error). If $X^{\mathsf
#   T} C X$ is invertible too, these weights and this intercept are [the one maximum-likelihood
#   estimate](#maximum-likelihood-estimate-with-intercept).
# - [Frisch–Waugh–Lovell](#frisch-waugh-lovell): fit $y$ by the columns of $X$ and of $Z$ together.
#   The weights of $X$ are those of [least squares](#least-squares-on-residuals) of what $Z$ leaves
#   of $y$ on what it leaves of $X$. Both $Z^{\mathsf T} Z$ and $X^{\mathsf T} M X$ must be
#   invertible; $M$ is the residual maker of $Z$.
# - The intercept is the case of one constant column, whose [residual
#   maker](#residual-maker-of-a-constant) is the centring matrix $C$.
#
# ## The setting
#
# Nothing is assumed of $X$, $Z$ and $y$ but their shapes, and nothing is random but the noise in
# the section on the likelihood. $C = I - \frac1n \mathbf 1 \mathbf 1^{\mathsf T}$ is the centring
# matrix; $\hat w$, $\hat b$, $\bar x$ and $\bar y$ are those of [the chapter
# before](the-intercept.py).

# %%
from derivations import theorem

# %% [markdown]
# ## A column of ones
#
# The usual way to an intercept is to give $X$ one more column, of ones, and to call the intercept
# its weight. To
# write this without blocks, let the columns of the $p \times d$ matrix $E_1$ and of the
# $p \times 1$ matrix $E_2$ be those of an identity matrix, or any others for which the equations
# below hold. $E_1$ says where the columns of $X$ go, $E_2$ where the ones go:
# $\tilde X = X E_1^{\mathsf T} + \mathbf 1 E_2^{\mathsf T}$, and $\tilde w = E_1 w + E_2 b$.

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
# So all that was said of $X$ [without an intercept](minimum-and-projection.py) holds of $\tilde X$.
# There is only one minimiser if $\tilde X$ has full column rank, which is so exactly if $X^{\mathsf
# T} C X$ is invertible. Full column rank of $X$ is not enough: besides, no combination of its
# columns may be $\mathbf{1}$.

# %%
theorem("augmented-matrix-of-full-column-rank-if-centred-gram-invertible")

# %%
theorem("centred-gram-invertible-if-augmented-matrix-of-full-column-rank")

# %% [markdown]
# The closed form for $\tilde X$ has the same weights and the same intercept as before.

# %%
theorem("closed-form-of-the-augmented-matrix")

# %% [markdown]
# ## The likelihood with an intercept
#
# Under the [four assumptions on the noise](noise-to-likelihood.py), with $Xw + \mathbf 1 b$ for the
# predictions, the density of the observations is again [the
# likelihood](log-likelihood.py#log-likelihood-with-intercept).

# %%
theorem("density-of-the-observations-with-intercept")

# %% [markdown]
# Now take any two pairs, $(w, b)$ and $(\hat w, \hat b)$; for the next two theorems the second need
# not solve anything. The one with the smaller squared error makes the observations more likely, and
# the one that makes them more likely has the smaller squared error: the minimisers of the one over
# all pairs are the maximisers of the other.

# %%
theorem("smaller-squared-error-with-intercept-is-more-likely")

# %%
theorem("more-likely-with-intercept-has-the-smaller-squared-error")

# %% [markdown]
# So every solution of [the two normal equations](the-intercept.py) is a maximum-likelihood
# estimate.

# %%
theorem("joint-least-squares-is-maximum-likelihood")

# %% [markdown]
# Is it the only one? In one column, weights and intercept are compared with all others at once. For
# the matrix $\tilde X$ there is [one maximum-likelihood
# estimate](minimum-and-projection.py#least-squares-estimate-is-the-maximum-likelihood-estimate)
# where $X^{\mathsf T} C X$ is invertible, and it holds the weights and the intercept of least
# squares.

# %%
theorem("maximum-likelihood-estimate-with-intercept")

# %% [markdown]
# ## Any other columns: the Frisch–Waugh–Lovell theorem
#
# A constant is one column. Now let $Z$ be any $n \times k$ matrix with $Z^{\mathsf T} Z$
# invertible, and fit $y$ by $Xw + Zu$. $M = I - Z(Z^{\mathsf T} Z)^{-1} Z^{\mathsf T}$ is the
# residual maker of $Z$. The two normal equations, $X^{\mathsf T} X \hat w + X^{\mathsf T} Z \hat u
# = X^{\mathsf T} y$ and $Z^{\mathsf T} X \hat w + Z^{\mathsf T} Z \hat u = Z^{\mathsf T} y$, are
# hypotheses here. The steps are those of [the chapter before](the-intercept.py): the second normal
# equation gives $\hat u$, and the residual.

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
# The intercept is the case $Z = \mathbf 1$: $M$ is $C$, and $\hat u = \frac1n \mathbf 1^{\mathsf
# T} (y - X \hat w) = \bar y - \bar x^{\mathsf T} \hat w$ is $\hat b$.

# %%
theorem("residual-maker-of-a-constant")

# %% [markdown]
# ## What was assumed
#
# Counted from the proofs, over all theorems of this chapter:

# %%
from IPython.display import HTML

from derivations.presentation.theorems import assumed_html
from derivations.publishing.registry import theorems

HTML(assumed_html(theorems(page="frisch-waugh-lovell")))

# %% [markdown]
# Next: back to the likelihood, whose second unknown is [the
# variance](variance-score-and-information.py).
