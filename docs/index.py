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
# # Line by Line
#
# *Maximum likelihood for linear regression, every line machine-checked.*
#
# This site derives linear regression one line at a time. A small program, the *kernel*, proves
# every line for all numbers of observations $n$ and of features $d$. Every displayed formula is
# printed from an object that it proved, and each theorem shows what its proof uses. A line that
# does not hold stops the build of the site.
#
# Why squared error? If the entries of the noise are independent and Gaussian, with mean 0 and one
# variance, then the weights under which the observations are most likely are those with the least
# squared error. The first two chapters prove it, and say what becomes of it when an assumption
# fails.
#
# ## A sample
#
# Weights $u$ that minimise the squared error make the observations most likely, and what the proof
# uses:

# %%
from IPython.display import HTML

from derivations import theorem
from derivations.display import excerpt_html

HTML(excerpt_html(theorem("least-squares-is-maximum-likelihood")))

# %% [markdown]
# With full column rank, the only weights that minimise it:

# %%
HTML(excerpt_html(theorem("least-squares-estimate-is-the-unique-minimiser")))

# %% [markdown]
# And how much these weights vary, if the noise is uncorrelated and of one variance; it need not be
# Gaussian:

# %%
HTML(excerpt_html(theorem("covariance-of-the-estimate-with-equal-variances")))

# %% [markdown]
# ## Read
#
# - [From the noise to the log-likelihood](noise-to-log-likelihood.py): from independent Gaussian
#   noise to the density of the observations, and its logarithm, one rule a line.
# - [From the likelihood to squared error](likelihood-to-squared-error.py): why the weights of the
#   largest likelihood are those of the least squared error, and what each assumption does.
# - [From squared error to its minimum](squared-error-to-its-minimum.py): from
#   $J(w) = \lVert Xw - y \rVert^2 / n$ to its global minimum, and when there is only one minimiser.
# - [The intercept](the-intercept.py): the weights and the intercept of the least squared error, in
#   three ways that agree, and the Frisch–Waugh–Lovell theorem.
# - [The variance, the score and the information](variance-score-and-information.py): the largest
#   likelihood over the weights and the variance together, and its derivatives in the weights.
# - [Bias and covariance](bias-and-covariance.py): bias, and covariance for noise of any law with
#   finite variances; Gauss–Markov, and prediction.
# - [Intercept and correlated noise](intercept-and-correlated-noise.py): what an estimated
#   intercept costs, and generalised and weighted least squares.
# - [The distribution and the noise variance](distribution-and-noise-variance.py): Gaussian noise,
#   $s^2$, $\chi^2$ and $t$, and the Cramér–Rao bound.
#
# ## The counts
#
# Computed from the proofs when this page was built:

# %%
from derivations.registry import theorems

results = theorems()
lines = [line for result in results for line in result.lines]
cited = sum(bool(line.theorem.facts) for line in lines)
HTML(
    f"<p>{len(results)} theorems in {len(lines)} lines, all proved by the kernel. "
    f"Lines that rest on a cited fact: {cited}.</p>"
)

# %% [markdown]
# ## You need not trust this site
#
# The same program runs on your machine. It proves every line again, and tries each with two other
# witnesses that use none of its rules: SymPy on explicit matrices, and NumPy on numbers. In a copy
# of the source:
#
# ```
# make site
# .venv/bin/python -m derivations verify
# ```
