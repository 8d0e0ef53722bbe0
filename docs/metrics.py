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
# # What each error measures
#
# A model is trained on squared error, and then judged by the mean absolute error, the percentage
# error or $R^2$. Why is it not trained on what it is judged by? The measures do not want the same
# thing.
#
# The observations are 1, 2 and 6, and one number $b$ is to be predicted for all of them. Which
# one? For each measure the table shows the number that is best by it, and what the measures say of
# the four. All are exact, computed from the terms of the theorems.

# %%
from IPython.display import HTML

from derivations import theorem
from derivations.numbers.evaluate import evaluate
from derivations.presentation.theorems import maths
from derivations.printing.formulas import latex
from derivations.results.metrics import MAE, MAPE, MSE, RMSE, R_sq, mu
from derivations.results.model import y, y_bar
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


def names(*errors):
    """The names of measures, as they stand in the theorems."""
    return [maths(latex(error)) for error in errors]


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
    ["", maths("b"), *names(*errors)],
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
# - In other units, $ay + c\mathbf 1$ in the place of $y$ and the same of its predictions, squared
#   error is multiplied [by $a^2$](#mean-squared-error-in-other-units), its root [by
#   $|a|$](#root-mean-squared-error-in-other-units) and absolute error [by
#   $|a|$](#mean-absolute-error-in-other-units). $R^2$ [stays](#r-squared-in-other-units).
#   Percentage error [stays](#percentage-error-in-other-units) in units of another size, but not
#   where the zero is another one.
# - On one set of observations $R^2$ and the mean squared error [say the
#   same](#difference-of-r-squared-of-two-predictions): the predictions with the smaller error have
#   the larger $R^2$.
# - Of all single numbers, the mean is [the only best](#mean-minimises-squared-error) by squared
#   error, a median is [best](#median-minimises-absolute-error) by absolute error, and by percentage
#   error [a median with weights](#weighted-median-minimises-percentage-error) that favour small
#   observations.
# - Where one observation is raised by $\delta$, the mean moves [by
#   $\delta/n$](#how-far-the-mean-moves-with-one-observation). A median
#   [stays](#median-stays-where-observations-move-away), however far the observations move away from
#   it.
#
# ## The setting
#
# $y$ are $n$ observations, and $\mu$ is a prediction of each, whatever made it. $\mathrm{MSE}(y,
# \mu) = \lVert y - \mu \rVert^2 / n$ is the mean squared error, $\mathrm{RMSE}$ its root,
# $\mathrm{MAE}(y, \mu) = \sum_i |y_i - \mu_i| / n$ the mean absolute error, $\mathrm{MAPE}(y, \mu)
# = \sum_i |(y_i - \mu_i)/y_i| / n$ the mean absolute percentage error, as a share and not in per
# cent, $\mathrm{MSPE}$ the same with squares, and $R^2(y, \mu) = 1 - \lVert y - \mu \rVert^2 /
# \mathrm{TSS}$, where $\mathrm{TSS} = y^{\mathsf T} C y$ is the sum of the squared deviations of
# $y$ from its mean. To write $1/y_i$ is to suppose that $y_i \ne 0$, and that is a hypothesis of
# every theorem on percentage error. Nothing is random here.
#
# ## Other units
#
# If $y$ is in metres, $\mathrm{MSE}$ is in square metres, $\mathrm{RMSE}$ and $\mathrm{MAE}$ are in
# metres, and $\mathrm{MAPE}$ and $R^2$ have no unit. The kernel knows of no units; what it can say
# is what happens when they change. A change of units is $ay + c\mathbf 1$, such as $a = 100$ from
# metres to centimetres, or $a = 9/5$ and $c = 32$ from Celsius to Fahrenheit.

# %%
theorem("numbers-that-are-not-negative-and-have-one-square-are-equal")

# %%
theorem("absolute-value-of-a-product")

# %%
theorem("mean-squared-error-in-other-units")

# %%
theorem("root-mean-squared-error-in-other-units")

# %%
theorem("mean-absolute-error-in-other-units")

# %%
theorem("percentage-error-in-other-units")

# %%
theorem("r-squared-in-other-units")

# %% [markdown]
# The same observations with the predictions 2, 1 and 4, then all of it times 100, and then with 10
# added to all. Percentage error is another one for another zero, and so it is of no use for
# degrees Celsius, or for a year. (The root is rounded.)

# %%
predicted = [2, 1, 4]
measures = [MSE, RMSE, MAE, MAPE, R_sq]


def in_units(times, plus):
    """What the measures say in other units."""
    there = [[times * each + plus for each in column] for column in (predicted, observed[y])]
    exact = (judged(error, *there) for error in measures if error is not RMSE)
    rounded = judged(RMSE, *([float(each) for each in column] for column in there))
    first, *others = exact
    return first, rounded, *others


table(
    ["", *names(*measures)],
    [
        ("as they are", *in_units(1, 0)),
        ("times 100", *in_units(100, 0)),
        ("plus 10", *in_units(1, 10)),
    ],
)

# %% [markdown]
# ## R² ranks as squared error does
#
# For one set of observations $\mathrm{TSS}$ is one number, and greater than 0 where $R^2$ has a
# meaning. So the difference in $R^2$ of two predictions has the sign of the difference of their
# squared errors, the other way round. The root [keeps this
# order](squared-error-to-closed-form.py#a-larger-square-is-of-a-larger-number) too. To train on
# $R^2$ is to [train on squared error](criteria-compared.py#r-squared).

# %%
theorem("difference-of-r-squared-of-two-predictions")

# %% [markdown]
# Absolute and percentage error may rank two predictions the other way round: by them one large
# error is better here than three middling ones.

# %%
pair = {"1, 2, 2": [1, 2, 2], "3, 4, 4": [3, 4, 4]}
shown = [MSE, R_sq, MAE, MAPE]
table(
    ["predictions", *names(*shown)],
    [(name, *(judged(error, each) for error in shown)) for name, each in pair.items()],
)

# %% [markdown]
# On other observations than those of the fit, $R^2$ has no lower bound. The line of least squares
# through 1, 2 and 6 at 0, 1 and 2 has a high $R^2$ on these three; on 3, 2 and 4 at the same places
# the same line is worse than their mean, which has $R^2 = 0$.

# %%
from derivations.results.closed_form import estimate
from derivations.results.model import X, w

places = [[1, 0], [1, 1], [1, 2]]
line = evaluate(estimate, {X: places, **observed})
along = evaluate(X @ w, {X: places, w: line})
table(
    ["observations", *names(R_sq)],
    [(", ".join(map(str, each)), judged(R_sq, along, each)) for each in (observed[y], [3, 2, 4])],
)

# %% [markdown]
# ## One number for all
#
# $\mathbf 1 b$ predicts the number $b$ for all observations. For squared error this is least
# squares on a column of ones, and its only minimiser is the mean. ([The general
# case](minimum.py#least-squares-estimate-is-the-unique-minimiser) comes later; with one number, the
# excess is $(b - \bar y)^2$.)

# %%
theorem("mean-minimises-squared-error")

# %% [markdown]
# Absolute error has a corner at each observation, and no gradient there. In the place of a gradient
# are *slopes*: $a|x|$ lies above the line $tx$ for every slope $t$ from $-a$ to $a$, and touches it
# at 0.

# %%
theorem("lines-below-an-absolute-value")

# %% [markdown]
# So a slope $g_i$ is chosen for each observation, such that $g_i$ times the error is the absolute
# error, with its weight $c_i$. If the slopes balance, no other weights are better. That is what
# $X^{\mathsf T} r = 0$ is for least squares: in the place of the residuals stand their signs, and
# how large they are does not matter. (The theorem is one way only; that slopes which balance exist
# at every minimiser is not proved.)

# %%
theorem("slopes-that-balance-give-least-absolute-error")

# %% [markdown]
# With one number for all and equal weights, the slopes balance where as many observations lie above
# as below: at a median.

# %%
theorem("median-minimises-absolute-error")

# %% [markdown]
# ## Percentage error
#
# Percentage error is absolute error with the weights $1/|y_i|$, and so what is best by it is a
# median with these weights: it lies towards the small observations.

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
    ["", *names(b_hat), *(maths(f"g_{place}") for place in (1, 2, 3)), "hypotheses that hold"],
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
    (4.9, 3.6, "percentage", RED),
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
# So the question of the beginning has several answers, each a theorem of its own.
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
#   everywhere](squared-error-to-closed-form.py#gradient-of-the-squared-error). (Absolute and percentage
#   error are convex too, but have no gradient at their corners, and at one of these they are least.
#   The kernel does not state that: it differentiates polynomials only.)
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

HTML(assumed_html(theorems(page="metrics")))

# %% [markdown]
# Next: back to squared error, and [to the weights at which it is
# least](squared-error-to-closed-form.py).
