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
# # One number for all
#
# The observations are 1, 2 and 6, and one number $b$ is to be predicted for all of them. Which
# one? For each of four measures of error the table shows the number that is best by it, and what
# the measures say of the four numbers. All are exact, computed from the terms of the theorems.

# %%
from IPython.display import HTML

from derivations import theorem
from derivations.numbers.evaluate import evaluate
from derivations.results.metrics import MAE, MAPE, MSE, mu
from derivations.results.model import b, y, y_bar
from derivations.results.one_number import MSPE, best

observed = {y: [1, 2, 6]}


def judged(error, predictions, observations=observed[y]):
    """What a measure says of predictions."""
    return evaluate(error, {y: observations, mu: predictions}).item()


def number(value):
    """An exact number, or one with three decimals, with the sign of a negative one."""
    return (f"{value:.3f}" if isinstance(value, float) else str(value)).replace("-", "−")


def table(head, rows):
    """A table of numbers, each row with a name."""
    heads = "".join(f"<th>{name}</th>" for name in head)
    body = "".join(
        f"<tr><td>{name}</td>" + "".join(f"<td>{number(each)}</td>" for each in values) + "</tr>"
        for name, *values in rows
    )
    return HTML(f"<table><thead><tr>{heads}</tr></thead><tbody>{body}</tbody></table>")


def names(*terms):
    """The names of measures and letters, as words."""
    return [{"R_sq": "R²", "b_hat": "b̂"}.get(term.name, term.name) for term in terms]


def everywhere(place):
    """One number as a prediction of each observation."""
    return [place] * len(observed[y])


def best_observation(error):
    """The observation that is best by a measure, as a prediction of all."""
    return min(observed[y], key=lambda place: judged(error, everywhere(place)))


choices = {
    "the mean": evaluate(y_bar, observed).item(),
    "the median": best_observation(MAE),
    "the weighted median": best_observation(MAPE),
    "the weighted mean": evaluate(best, observed).item(),
}
errors = [MSE, MAE, MAPE, MSPE]
table(
    ["best number", *names(b, *errors)],
    [
        (name, place, *(judged(error, everywhere(place)) for error in errors))
        for name, place in choices.items()
    ],
)

# %% [markdown]
# In each column of a measure, the least number stands in a row of its own: squared error wants the
# mean, absolute error the median, and percentage error 1, the smallest of the three observations.
#
# ## In short
#
# - By squared error, the mean is [the only best](#mean-minimises-squared-error) number.
# - Absolute error is least where [slopes balance](#slopes-that-balance-give-least-absolute-error);
#   for one number, that is at [a median](#median-minimises-absolute-error).
# - By percentage error [a median with weights](#weighted-median-minimises-percentage-error) is
#   best, which favours small observations, and by its squares [a mean with
#   weights](#weighted-mean-minimises-squared-percentage-error). A prediction from 0 up to a
#   positive observation has a percentage error of [at most
#   1](#percentage-error-of-a-prediction-below-is-at-most-1).
# - Where one observation is raised by $\delta$, the mean moves [by
#   $\delta/n$](#how-far-the-mean-moves-with-one-observation). A median
#   [stays](#median-stays-where-observations-move-away), however far the observations move away from
#   it.
#
# ## The setting
#
# $\mathbf 1 b$ predicts the number $b$ for each of the $n$ observations $y$. $\mathrm{MSE}$,
# $\mathrm{MAE}$ and $\mathrm{MAPE}$ are [the measures of the last chapter](metrics.py), and
# $\mathrm{MSPE}(y, \mu) = \sum_i ((y_i - \mu_i)/y_i)^2 / n$ is the mean squared percentage error.
# To write $1/y_i$ is to suppose that $y_i \ne 0$, and that is a hypothesis of each theorem on
# percentage error. Nothing is random here.
#
# ## Squared error and absolute error
#
# For squared error this is least squares on a column of ones, and its only minimiser is the mean.
# ([The general case](minimum.py#least-squares-estimate-is-the-unique-minimiser) comes later; with
# one number, the excess is $(b - \bar y)^2$.)

# %%
theorem("mean-minimises-squared-error")

# %% [markdown]
# In [the worked example](worked-example.py#mean) the mean of the six observations is 17, and their
# squared distances from it sum to 720.
#
# Absolute error has a corner at each observation, and no gradient there. In the place of a gradient
# are *slopes*: $a|x|$ lies above the line $tx$ for every slope $t$ from $-a$ to $a$, and touches it
# at 0.

# %%
theorem("lines-below-an-absolute-value")

# %% [markdown]
# So a slope $g_i$ is chosen for each observation, such that $g_i$ times the error is the absolute
# error, with its weight $c_i$. If the slopes balance, no other weights are better. That is what
# $X^{\mathsf T} r = 0$ is for least squares: in the place of the residuals stand their signs with
# the weights, and how large the residuals are does not matter. (The theorem is one way only; that
# slopes which balance exist at every minimiser is not proved.)

# %%
theorem("slopes-that-balance-give-least-absolute-error")

# %% [markdown]
# With one number for all and equal weights, the slopes can be made to balance just where no more
# than half of the observations lie above it, and no more than half below: at a median. (That is a
# matter of counting, and not checked by the kernel; the theorem supposes the slopes.)

# %%
theorem("median-minimises-absolute-error")

# %% [markdown]
# ## Percentage error
#
# Percentage error is absolute error with the weights $1/|y_i|$, and so what is best by it is a
# median with these weights: the small observations count for more.

# %%
theorem("weighted-median-minimises-percentage-error")

# %% [markdown]
# For 1, 2 and 6 these are slopes that balance, at the median 2 and at the weighted median 1. The
# last column counts which hypotheses of the two theorems they satisfy.

# %%
from fractions import Fraction

from derivations.numbers.truth import holds
from derivations.results.model import b_hat
from derivations.results.one_number import g, median_is_best, weighted_median_is_best

certificates = {
    "the median": (median_is_best, [-1, 0, 1]),
    "the weighted median": (
        weighted_median_is_best,
        [Fraction(-2, 3), Fraction(1, 2), Fraction(1, 6)],
    ),
}


def satisfied(name, observations):
    """How many of the hypotheses hold, of the theorem on this choice."""
    result, slopes = certificates[name]
    instance = {y: observations, b_hat: [[choices[name]]], g: slopes}
    hold = [holds(hypothesis, instance) for hypothesis in result.hypotheses]
    return f"{sum(hold)} of {len(hold)}"


table(
    ["best number", *names(b_hat), "g₁", "g₂", "g₃", "hypotheses that hold"],
    [
        (name, choices[name], *slopes, satisfied(name, observed[y]))
        for name, (_, slopes) in certificates.items()
    ],
)

# %% [markdown]
# With squares in the place of absolute values, what is best is a mean with the weights $1/y_i^2$,
# which is [weighted least squares](generalised-least-squares.py) on a column of ones, with the
# variances $y_i^2$.

# %%
theorem("weighted-mean-minimises-squared-percentage-error")

# %% [markdown]
# The picture shows the four measures of the one number $b$ for the observations 1, 2 and 6, each
# over its least value.

# %%
import numpy as np

from derivations.site.picture import BLUE, INK, LETTERS, RED, Picture, panel

figure, plot = panel(xlabel="$b$", ylabel="error, over the least", xlim=(0, 7), ylim=(0.8, 4.6))
line_of = np.linspace(0, 7, 141)
drawn = {
    "the mean": (MSE, BLUE, "-"),
    "the median": (MAE, RED, "-"),
    "the weighted median": (MAPE, RED, "--"),
    "the weighted mean": (MSPE, BLUE, "--"),
}
for name, (error, colour, style) in drawn.items():
    least = float(judged(error, everywhere(choices[name])))
    exact = [[float(each)] for each in observed[y]]
    heights = [judged(error, [place] * 3, exact) / least for place in line_of]
    plot.plot(line_of, heights, color=colour, linestyle=style, linewidth=1.6)
    plot.plot(float(choices[name]), 1, "o", color=colour, markersize=5)
for place in observed[y]:
    plot.plot([place, place], [0.8, 0.9], color=INK, linewidth=1.2)
for place, height, word, colour in (
    (1.3, 3.5, "squared\npercentage", BLUE),
    (4.35, 3.2, "percentage", RED),
    (4.3, 2.5, "squared", BLUE),
    (5.0, 1.2, "absolute", RED),
):
    align = "center" if "\n" in word else "left"
    plot.text(place, height, word, color=colour, fontsize=LETTERS, ha=align)

Picture(
    (figure,),
    "Four curves over the one predicted number, each 1 at its lowest point, which is marked: "
    "squared error is a parabola around 3, absolute error has corners at 1, 2 and 6 and is lowest "
    "at 2, percentage error has the same corners and is lowest at 1, and squared percentage error "
    "is a narrow parabola around 1.3.",
)

# %% [markdown]
# Percentage error does not treat predictions above and below alike. A prediction below a positive
# observation, but not below 0, has an error of 1 at most; one above has no such bound. Whoever
# trains on it is rewarded for predictions that are too low.

# %%
theorem("percentage-error-of-a-prediction-below-is-at-most-1")

# %%
table(
    ["predicted for 2", *names(MAPE)],
    [(str(place), judged(MAPE, [place], [2])) for place in (0, 1, 2, 4, 8)],
)

# %% [markdown]
# ## The pull of one observation
#
# The mean follows each observation, a little but without end. That is [the pull on an
# estimate](leverage.py#how-far-the-estimate-moves-with-one-observation), with leverage $1/n$.

# %%
theorem("how-far-the-mean-moves-with-one-observation")

# %% [markdown]
# A median knows on which side of it an observation lies, and not how far away. The observations
# are moved by the entries of $v$, those of slope 1 up and those of slope $-1$ down; one of another
# slope must stay.

# %%
theorem("median-stays-where-observations-move-away")

# %% [markdown]
# The third of the observations 1, 2 and 6 is raised, and with the same slopes 2 still has all that
# the theorem on the median asks for. (So it has where an observation moves towards the median, but
# not past it.)

# %%
rows = []
for raised in (0, 3, 30, 300):
    moved = [1, 2, 6 + raised]
    mean = evaluate(y_bar, {y: moved}).item()
    kept = choices["the median"], satisfied("the median", moved)
    rows.append((", ".join(map(str, moved)), mean, *kept))
table(["observations", "mean", "median", "hypotheses that hold"], rows)

# %% [markdown]
# ## Why one trains on squared error
#
# Why is a model not trained on what it is judged by? Squared error has several claims, each a
# theorem of its own.
#
# - If the noise is independent and Gaussian, with mean 0 and one variance, to minimise squared
#   error is [maximum
#   likelihood](likelihood-to-squared-error.py#least-squares-is-maximum-likelihood).
#   Absolute error has the same claim where [the noise has a Laplace
#   law](other-noise.py#minimiser-of-absolute-error-maximises-the-log-likelihood).
# - Its minimum has [a closed form](minimum.py#least-squares-estimate-is-the-unique-minimiser), and
#   is the only one where the columns of $X$ are independent. Absolute error may have
#   [many](criteria-compared.py#every-point-between-two-observations-minimises-absolute-error).
# - It is [convex](squared-error-to-closed-form.py#squared-error-is-convex) and has [a gradient
#   everywhere](squared-error-to-closed-form.py#gradient-of-the-squared-error). (Absolute and
#   percentage error are convex too, but have no gradient at their corners, and with one number for
#   all they are least at one of these. The kernel does not state that: it differentiates
#   polynomials only.)
# - Without normality, for uncorrelated noise of mean 0 and one variance, no linear unbiased
#   estimate is [better than that of least squares](gauss-markov-and-cramer-rao.py#gauss-markov).
#
# The price is [the pull of outliers](leverage.py), and a unit that nobody thinks in. Hence the
# habit to train on squared error and to report its root, or the mean absolute error, in the units
# of $y$. If what matters is a percentage, training on it may be right; one has to know that it
# wants predictions which are low, and that it means nothing where an observation is 0. (What is a
# habit, and what matters, is not mathematics.)
#
# ## What was assumed
#
# Counted from the proofs, over all theorems of this chapter:

# %%
from derivations.presentation.theorems import assumed_html
from derivations.publishing.registry import theorems

HTML(assumed_html(theorems(page="one-number")))

# %% [markdown]
# Next: back to squared error, and [to the weights at which it is
# least](squared-error-to-closed-form.py).
