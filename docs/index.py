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
# *Maximum likelihood for linear regression, every line of every proof machine-checked.*
#
# ## Why squared error?
#
# If the noise in $y = Xw + \varepsilon$ is independent and Gaussian, with mean 0 and one variance
# $\sigma^2$, then the weights $w$ under which the observations are [most
# likely](#maximum-likelihood-is-least-squares) are those of the least mean squared error $J(w) =
# \lVert Xw - y \rVert^2 / n$. If the columns of $X$ are linearly independent, there is [only one
# such $w$](#least-squares-estimate-is-the-maximum-likelihood-estimate).

# %%
from IPython.display import HTML
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from derivations import theorem
from derivations.numbers.evaluate import evaluate
from derivations.presentation.opened import opened_html
from derivations.publishing.registry import theorems
from derivations.results.model import X, w, y
from derivations.site.picture import BLUE, INK, LETTERS, RED, Picture, inked

features, observed = (0, 0, 2, 5, 11, 12), (3, 9, 17, 11, 35, 27)
data = {X: [[1, x] for x in features], y: observed}
weights = evaluate(theorem("least-squares-estimate").conclusion.right, data)
fitted = evaluate(X @ w, data | {w: weights})[:, 0]
squares = [(at - fit) ** 2 for at, fit in zip(observed, fitted, strict=True)]

SCALE = 4  # a step to the right is as long as so many steps up
figure = Figure(figsize=(4.4, 2.75))
plot = figure.add_axes((0.1, 0.15, 0.88, 0.83), aspect=1 / SCALE)
for x, at, fit in zip(features, observed, fitted, strict=True):
    side = float(at - fit) / SCALE  # to the left above the line, to the right below it
    corner, size = (x, float(fit)), (-side, float(at - fit))
    plot.add_patch(Rectangle(corner, *size, facecolor=(RED, 0.18), edgecolor=RED))
    place, align = (x - side / 2, "center")
    if abs(side) < 1:  # no room within: the number stands on the left
        place, align = (x - max(side, 0) - 0.15, "right")
    height, area = float(at + fit) / 2, (at - fit) ** 2
    plot.text(place, height, area, color=INK, ha=align, va="center", fontsize=LETTERS)
ends = [(x, evaluate(X @ w, {X: [[1, x]], w: weights}).item()) for x in (-1, 13)]
plot.plot(*zip(*ends, strict=True), color=BLUE)
plot.plot(features, observed, "o", color=INK, markersize=4)
plot.spines[["top", "right"]].set_visible(False)
inked(plot, xlabel="x", ylabel="y", xticks=(0, 5, 10), yticks=(0, 10, 20, 30))

intercept, slope = weights[:, 0]
points = ", ".join(f"({x}, {at})" for x, at in zip(features, observed, strict=True))
sides = ", ".join(map(str, squares[:-1])) + f" and {squares[-1]}"
picture = Picture(
    (figure,),
    f"The six points {points}, and the line y = {intercept} + {slope}x that is fitted to them. On "
    f"the residual of each point stands a square; their areas {sides} add up to {sum(squares)}.",
)
told = (
    f"The fitted line \\(y = {intercept} + {slope}x\\). Its squares add up to {sum(squares)}, and "
    'those of <a href="#least-squares-estimate-is-the-unique-minimiser">any other line</a> to more.'
)

result = theorem("maximiser-of-the-log-likelihood-minimises-squared-error")
[chosen] = [line for line in result.lines if line.name == "scaled"]
opened = opened_html(result, chosen)

results = theorems()
lines = [line for result in results for line in result.lines]
cited = sum(bool(line.theorem.facts) for line in lines)
counted = (
    f"In numbers, counted from the proofs: {len(results)} theorems in {len(lines)} lines, "
    f"{len(lines) - cited} of them proved from nothing but the rules and laws of the kernel, and "
    f"{cited} that rest on a cited fact too."
)
HTML(
    f'<div class="front"><div>{picture._repr_html_()}<p>{told}</p></div>{opened}'
    f"<p>{counted}</p></div>"
)

# %% [markdown]
# A small program, the *kernel*, has proved every line of every proof, for all numbers of
# observations $n$ and of features $d$, but where a theorem is of two features or of one small
# example. Every displayed formula is printed from what it proved, with what the proof uses. A line
# that does not hold stops the build of the site. (Prose, and formulas within a sentence, are
# typed.)
#
# With other noise it is another error that makes the observations most likely where it is least:
# for independent Laplace noise of one scale around 0 [absolute
# error](#least-absolute-error-is-maximum-likelihood), for independent Gaussian noise of mean 0 and
# unequal variances [weighted squared error](#least-weighted-squared-error-is-maximum-likelihood),
# and for correlated Gaussian noise of mean 0 [generalised squared
# error](#least-generalised-squared-error-is-maximum-likelihood).

# %% [markdown]
# ## The argument on one page
#
# From the noise to the estimate, and to what the estimate is worth. Every step is a theorem; its
# lines stand where its title leads.

# %%
from derivations.presentation.theorems import excerpt_html

steps = {
    "density-of-the-observations": "The likelihood of weights is the density that they give to "
    "what was observed: with independent Gaussian noise, a product.",
    "log-likelihood": "Its logarithm is a sum, and largest where the likelihood is largest.",
    "least-squares-is-maximum-likelihood": "Weights of the least squared error make the "
    "observations most likely.",
    "normal-equation": "To find them, take the gradient of the squared error. Where it is 0, the "
    "normal equation holds.",
    "squared-error-gap": "A solution of the normal equation is a global minimiser, since what any "
    "other weights add is a square.",
    "least-squares-estimate-is-the-maximum-likelihood-estimate": "If the columns of X are linearly "
    "independent, it is the only one, and has a closed form. So all of this leads here: with these "
    "weights, and with no others, the observations are most likely.",
    "least-squares-is-unbiased": "Now let \\(w^\\star\\) be the truth. The estimate is right on "
    "average; normality is not used.",
    "covariance-of-the-estimate-with-equal-variances": "If the noise is uncorrelated and of one "
    "variance, the estimate varies by as much as this; normality is not used either.",
    "gauss-markov": "And no linear estimate that is unbiased whatever the truth varies less.",
    "distribution-of-the-estimate": "Independent Gaussian entries make a Gaussian vector. So the "
    "estimate is Gaussian.",
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
from derivations.publishing.contents import CHAPTERS

items = ""
for chapter in CHAPTERS:
    here = theorems(chapter.page)
    items += (
        f'<li><a href="{chapter.page}/">{chapter.title}</a>: {len(here)} theorems, '
        f"{sum(len(result.lines) for result in here)} lines</li>"
    )
HTML(f'<ol class="chapters">{items}</ol>')

# %% [markdown]
# ## Read it
#
# Begin with [the noise](noise-to-likelihood.py); each chapter says at its end what comes next. Or
# look something up in [all theorems](theorems.py), the [map of the argument](map.py) and the
# [notation](notation.py).
#
# ## Check it
#
# You need not trust this site. Your own browser can prove every line again, from the file of all
# proofs, by a second checker: it is written in another language, and shares no code with the
# kernel.

# %%
from derivations.site.checker import CHECK_ALL

HTML(CHECK_ALL)

# %% [markdown]
# And the program that built this site runs on your machine. It proves every line of every proof
# again, and tries each with two other witnesses that use none of its rules: SymPy on explicit
# matrices, and NumPy on numbers. With Python 3.11 or later:
#
# ```
# pip install {package}
# python -m derivations verify
# ```
#
# What there is to trust, and what not, is said in [What is trusted](trusted.py). To state and prove
# a line of your own, see the [API](api.md).
#
# ## Cite it
#
# Every theorem and every line has an id and a permanent address, and no statement changes in
# silence. *Copy* beside each gives it in BibTeX; [How to cite](cite.md) says more.
