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
# # The distribution and the noise variance
#
# As [before](bias-and-covariance.py), $y = Xw^\star + \varepsilon$, $X$ is given, and $\hat w =
# (X^{\mathsf T} X)^{-1} X^{\mathsf T} y$. Mean and covariance of $\hat w$ do not determine its
# distribution. With Gaussian noise it is known, and so are the laws of the residual sum of squares
# and of the $t$ ratio, on which tests rest.

# %%
from derivations import theorem

# %% [markdown]
# ## Affine images of a Gaussian vector
#
# $u \sim \mathcal{N}(m, S)$ says here that $S$ is symmetric and that the *moment generating
# function* $M_u(t) = \mathbb{E}[\exp(t^{\mathsf T} u)]$ is $\exp(t^{\mathsf T} m + t^{\mathsf T} S
# t / 2)$ for every $t$. That no other law has this function, so that this is what is usually
# meant, is a theorem of probability (P. Billingsley, *Probability and Measure*, 3rd ed., 1995,
# sections 29 and 30), on which the cited facts on the independence, the density and the $\chi^2$
# law of Gaussian vectors rest; no line uses it by itself.

# %%
theorem("affine-image-of-a-gaussian-vector")

# %% [markdown]
# It is essential that all entries come from *one* Gaussian vector: two random variables, each
# Gaussian, need not have a Gaussian sum.
#
# ## The distribution of the estimate

# %%
theorem("distribution-of-the-observations")

# %%
theorem("distribution-of-the-estimate-for-any-covariance")

# %%
theorem("distribution-of-the-estimate")

# %% [markdown]
# With an intercept, $y = Xw^\star + \mathbf{1}b^\star + \varepsilon$, when weights and intercept
# are both estimated, $\hat w = (X^{\mathsf T} C X)^{-1} X^{\mathsf T} C y$ and $\hat b = \bar y -
# \bar x^{\mathsf T} \hat w$ (if $b^\star$ is known, the theorem above holds with $y -
# \mathbf{1}b^\star$ for $y$):

# %%
theorem("distribution-of-the-weights-with-intercept")

# %%
theorem("distribution-of-the-intercept")

# %% [markdown]
# And of generalised least squares, for $\mathrm{Var}[\varepsilon] = \sigma^2 V$:

# %%
theorem("distribution-of-generalised-least-squares")

# %% [markdown]
# Normality cannot be left out. Let the two entries of the noise be independent, each 1 or −1 with
# probability 1/2, and let $X$ be a column of ones. The noise has mean 0 and covariance $I$, as has
# $\mathcal{N}(0, I)$, but $\hat w - w^\star$ takes three values. Here are its mean, its variance
# and its moment generating function at $t = 2$, beside those for noise from $\mathcal{N}(0, I)$,
# computed from the terms of the theorems:

# %%
import numpy as np
from IPython.display import HTML

from derivations.display import maths
from derivations.distributions import Normals, floating, two_valued
from derivations.evaluate import evaluate
from derivations.kernel.printing import latex
from derivations.kernel.terms import Expectation, Letter, MomentGenerating
from derivations.model import X, d, epsilon, w_star
from derivations.results.covariance import Var
from derivations.results.estimator import w_hat

t = Letter("t", d)
away = w_hat - w_star
signs = floating(two_valued([0, 0], [[1, 0], [0, 1]]))
gaussian = Normals(np.zeros((2, 1)), np.eye(2))
rows = ""
for term in (Expectation(away), Var(away), MomentGenerating(away, t)):
    given = {X: np.ones((2, 1)), w_star: [0.0], t: [2.0]}
    values = [evaluate(term, {**given, epsilon: law}).item() for law in (signs, gaussian)]
    cells = "".join(f"<td>{value:.3f}</td>" for value in values)
    rows += f"<tr><td>{maths(latex(term))}</td>{cells}</tr>"

HTML(
    "<table><thead><tr><th></th><th>signs</th><th>Gaussian</th></tr></thead>"
    f"<tbody>{rows}</tbody></table>"
)

# %% [markdown]
# ## The estimate and the residual
#
# For uncorrelated noise of one variance, the estimate and the residual are uncorrelated. With
# Gaussian noise, uncorrelated affine images of it are independent (a cited fact).

# %%
theorem("estimate-and-residual-are-uncorrelated")

# %%
theorem("estimate-and-residual-are-independent")

# %%
theorem("weights-and-residual-with-intercept-are-independent")

# %% [markdown]
# ## The noise variance
#
# Back to noise of which only mean and covariance are assumed. Let
# $\mathrm{RSS} = \lVert y - X\hat w \rVert^2$.

# %%
theorem("residual-sum-of-squares-and-the-noise")

# %%
theorem("expectation-of-a-quadratic-form")

# %%
theorem("expectation-of-the-residual-sum-of-squares")

# %% [markdown]
# So the estimate $\hat\sigma^2 = \mathrm{RSS}/n$, which is [maximum
# likelihood](variance-score-and-information.py) under Gaussian noise, is too small on average (for
# $\sigma^2 > 0$), and $s^2 = \mathrm{RSS}/(n - d)$ is not. With full column rank $n \ge d$; to
# divide, $n > d$ is needed.

# %%
theorem("bias-of-the-maximum-likelihood-variance")

# %%
theorem("unbiased-variance")

# %% [markdown]
# Put in the place of $\sigma^2$, it gives an estimate of the covariance of $\hat w$ from the data
# alone. The roots of its diagonal entries, $\sqrt{s^2 ((X^{\mathsf T} X)^{-1})_{jj}}$, are the
# *standard errors* of the weights. (The estimate of the covariance is unbiased; the standard
# errors, being roots, in general are not.)

# %%
theorem("unbiased-covariance-of-the-estimate")

# %% [markdown]
# Gaussian noise has the moments that these theorems suppose, so that they hold for it as well; one
# of them is restated, as an example.

# %%
theorem("unbiased-variance-with-gaussian-noise")

# %% [markdown]
# An intercept that is estimated takes one degree of freedom more. (If $b^\star$ is known, $n - d$
# remains, with $y - \mathbf{1}b^\star$ for $y$.)

# %%
theorem("expectation-of-the-residual-sum-of-squares-with-intercept")

# %%
theorem("unbiased-variance-with-intercept")

# %% [markdown]
# ## χ² and t
#
# With Gaussian noise the laws are known. Cited are three facts: the squared length of an
# orthogonally projected $\mathcal{N}(0, \sigma^2 I)$ vector, over $\sigma^2$, has a $\chi^2$ law;
# functions of independent vectors are independent; and a standard Gaussian over the root of an
# independent $\chi^2$ divided by its degrees of freedom has Student's $t$ law. That these facts
# apply is proved. For $n = d$ the residual is 0, and $\chi^2(0)$ is the law of 0.

# %%
theorem("law-of-the-residual-sum-of-squares")

# %%
theorem("law-of-the-residual-sum-of-squares-with-intercept")

# %% [markdown]
# For the $j$-th weight take $a = e_j$: then $a^{\mathsf T} (X^{\mathsf T} X)^{-1} a$ is the $j$-th
# diagonal entry, and the ratio is the error over the standard error. Neither it nor its law
# contains $\sigma^2$. That $a^{\mathsf T} (X^{\mathsf T} X)^{-1} a$ is positive says that $a \ne
# 0$.

# %%
theorem("law-of-the-t-ratio")

# %%
theorem("law-of-the-t-ratio-with-intercept")

# %% [markdown]
# ## Cramér–Rao
#
# Can an estimate that is not linear do better than $\hat w$? The score $g$ at the truth, a random
# vector, has mean zero, and its variance is the
# [information](variance-score-and-information.py#information).

# %%
theorem("score-at-the-truth")

# %%
theorem("mean-of-the-score")

# %%
theorem("variance-of-the-score-is-the-information")

# %%
theorem("inverse-information")

# %% [markdown]
# For Gaussian noise, let $T$ be unbiased whatever the truth $w$, and *regular*: expectation and
# derivative may be exchanged. Then $\mathrm{Cov}[T, g] = I$ (E. L. Lehmann and G. Casella, *Theory
# of Point Estimation*, 2nd ed., 1998, section 2.6: differentiate $\mathbb{E}[T] = w$ under the
# integral). The kernel has no families of laws, so that $\mathrm{Cov}[T, g] = I$ is a hypothesis
# of the two theorems on Cramér–Rao. For linear estimates it is proved first.

# %%
theorem("covariance-of-a-linear-estimate-and-the-score")

# %%
theorem("cramer-rao-decomposition")

# %%
theorem("cramer-rao")

# %%
theorem("least-squares-attains-the-cramer-rao-bound")

# %% [markdown]
# So with Gaussian noise $\hat w$ has the least covariance among all regular unbiased estimates,
# not only the linear ones. For the variance it is different: the bound for unbiased estimates of
# $\sigma^2$ is $2\sigma^4/n$, and $\mathrm{Var}[s^2] = 2\sigma^4/(n - d)$ is larger. (Not checked
# by the kernel: fourth moments are beyond it. $\mathrm{Var}[s^2]$ follows from the $\chi^2$ law,
# whose variance is twice its degrees of freedom.) No unbiased estimate of $\sigma^2$ attains that
# bound; among them $s^2$ has the least variance all the same, for it is a function of a complete
# sufficient statistic (not checked here either).
#
# ## What was assumed
#
# Counted from the proofs, over all theorems of this chapter:

# %%
from derivations.display import assumed_html
from derivations.registry import theorems

HTML(assumed_html(theorems(page="distribution-and-noise-variance")))
