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
# ## Why squared error?
#
# Suppose that each observation is a weighted sum of its features plus noise, $y = Xw +
# \varepsilon$, and that the entries of the noise are independent and Gaussian, with mean 0 and one
# variance $\sigma^2 > 0$. Then the logarithm of the likelihood of weights $w$ is a constant less a
# multiple of the mean squared error $J(w) = \lVert Xw - y \rVert^2 / n$:

# %%
from IPython.display import HTML

from derivations import theorem
from derivations.display import excerpt_html

HTML(excerpt_html(theorem("log-likelihood-and-squared-error")))

# %% [markdown]
# So the weights under which the observations are most likely are those of the least squared error.
# With other noise it is another error: independent Laplace noise of one scale gives [absolute
# error](#minimiser-of-absolute-error-maximises-the-log-likelihood), independent Gaussian noise of
# unequal variances [weighted squared
# error](#minimiser-of-weighted-squared-error-maximises-the-log-likelihood), and correlated Gaussian
# noise [generalised squared error](#generalised-least-squares-is-maximum-likelihood).
#
# A small program, the *kernel*, has proved every line of this site for all numbers of observations
# $n$ and of features $d$. Every displayed formula is printed from what it proved, with what the
# proof uses. A line that does not hold stops the build of the site.

# %%
from derivations.registry import theorems

results = theorems()
lines = [line for result in results for line in result.lines]
cited = sum(bool(line.theorem.facts) for line in lines)
HTML(
    f"<p>In numbers, counted from the proofs: {len(results)} theorems in {len(lines)} lines, "
    f"{len(lines) - cited} of them proved from nothing but the rules and laws of the kernel, and "
    f"{cited} that rest on a cited fact too.</p>"
)

# %% [markdown]
# ## The argument on one page
#
# From the noise to the estimate, and to what the estimate is worth. Every step is a theorem; its
# lines stand where its title leads.

# %%
steps = {
    "density-of-the-observations": "The likelihood of weights is the density that they give to "
    "what was observed: with independent Gaussian noise, a product.",
    "log-likelihood": "Its logarithm is a sum, and largest where the likelihood is largest.",
    "least-squares-is-maximum-likelihood": "Weights of the least squared error make the "
    "observations most likely.",
    "gradient-of-the-squared-error": "To find them, the gradient of the squared error:",
    "normal-equation": "Where it is 0, the normal equation holds.",
    "squared-error-gap": "A solution of the normal equation is a global minimiser, since what any "
    "other weights add is a square.",
    "least-squares-estimate-is-the-unique-minimiser": "If the columns of X are linearly "
    "independent, there is one minimiser only, and it has a closed form.",
    "least-squares-is-unbiased": "Now let \\(w^\\star\\) be the truth. The estimate is right on "
    "average; normality is not used.",
    "covariance-of-the-estimate-with-equal-variances": "If the noise is uncorrelated and of one "
    "variance, the estimate varies by as much as this; normality is not used either.",
    "gauss-markov": "And no linear estimate that is unbiased whatever the truth varies less.",
    "distribution-of-the-estimate": "With Gaussian noise, the estimate is Gaussian.",
    "unbiased-variance": "The variance of the noise is estimated from the residual.",
    "law-of-the-t-ratio": "That gives the t ratio, and with it tests and intervals.",
}
HTML(
    '<ol class="argument">'
    + "".join(f"<li><p>{why}</p>{excerpt_html(theorem(id))}</li>" for id, why in steps.items())
    + "</ol>"
)

# %% [markdown]
# ## The chapters

# %%
from derivations.contents import CHAPTERS

items = ""
for chapter in CHAPTERS:
    here = theorems(chapter.page)
    items += (
        f'<li><a href="{chapter.page}/">{chapter.title}</a>: {len(here)} theorems, '
        f"{sum(len(result.lines) for result in here)} lines</li>"
    )
HTML(f"<ol>{items}</ol>")

# %% [markdown]
# Look something up in [all theorems](theorems.py), the [map of the argument](map.py) and the
# [notation](notation.py).
#
# ## You need not trust this site
#
# The same program runs on your machine. It proves every line again, and tries each with two other
# witnesses that use none of its rules: SymPy on explicit matrices, and NumPy on numbers. With
# Python 3.11 or later:
#
# ```
# pip install {package}
# python -m derivations verify
# ```
#
# What there is to trust, and what not, is said in [What is trusted](trusted.py).
