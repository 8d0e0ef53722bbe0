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
# error or $R^2$, which are said to tell how far off its predictions are. What does each of them
# tell, in which units, and why is a model not trained on what it is judged by?
#
# The observations are 1, 2 and 6, and the predictions 2, 1 and 4. The table has what five measures
# say of them; then of the same in other units, all of it times 100; and then with 10 added to all.
# All numbers are exact, computed from the terms of the theorems, but for the roots, which are
# rounded.

# %%
from IPython.display import HTML

from derivations import theorem
from derivations.numbers.evaluate import evaluate
from derivations.results.metrics import MAE, MAPE, MSE, RMSE, R_sq, mu
from derivations.results.model import y

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
    ["units", *names(*measures)],
    [
        ("as they are", *in_units(1, 0)),
        ("times 100", *in_units(100, 0)),
        ("plus 10", *in_units(1, 10)),
    ],
)

# %% [markdown]
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
#   the larger $R^2$. Absolute and percentage error may say otherwise.
# - Which single number each measure likes best, how one observation pulls at it, and why one trains
#   on squared error, is [the next chapter](one-number.py).
#
# ## The setting
#
# $y$ are $n$ observations, and $\mu$ is a prediction of each, whatever made it. $\mathrm{MSE}(y,
# \mu) = \lVert y - \mu \rVert^2 / n$ is the mean squared error, of the predictions $\mu = Xw$ what
# was called $J(w)$; $\mathrm{RMSE}$ is its root, $\mathrm{MAE}(y, \mu) = \sum_i |y_i - \mu_i| / n$
# the mean absolute error, and $\mathrm{MAPE}(y, \mu) = \sum_i |(y_i - \mu_i)/y_i| / n$ the mean
# absolute percentage error, as a share and not in per cent. $R^2(y, \mu) = 1 - \lVert y - \mu
# \rVert^2 / \mathrm{TSS}$, where $\mathrm{TSS} = y^{\mathsf T} C y$ is the sum of the squared
# deviations of $y$ from its mean. To write $1/y_i$ is to suppose that $y_i \ne 0$, and that is a
# hypothesis of the theorem on percentage error. Nothing is random here.
#
# So only $\mathrm{MAE}$ says how far off the predictions are on average. $\mathrm{MAPE}$ says it as
# a share of what was observed. $R^2$ is no distance: it compares with the mean of the observations
# as a prediction, for which it is 0, and it is 1 only where nothing is missed.
#
# ## Other units
#
# If $y$ is in metres, $\mathrm{MSE}$ is in square metres, $\mathrm{RMSE}$ and $\mathrm{MAE}$ are in
# metres, and $\mathrm{MAPE}$ and $R^2$ have no unit. The kernel knows of no units; what it can say
# is what happens when they change. A change of units is $ay + c\mathbf 1$, such as $a = 100$ from
# metres to centimetres, or $a = 9/5$ and $c = 32$ from Celsius to Fahrenheit. Where the zero is
# another one, percentage error is another number, as the last row of the table shows; so it is of
# no use for degrees Celsius, or for years.
#
# For one observation, with $c = 0$, the same theorems say what a large error costs: one that is $t$
# times as large counts $t^2$ times as much in squared error, and $|t|$ times in absolute error. In
# both a larger error costs more; in the square it costs out of proportion.

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
# On other observations than those of the fit, $R^2$ may be negative. The line of least squares
# that is fitted to 1, 2 and 6 at 0, 1 and 2 has a high $R^2$ on these three; on 3, 2 and 4 at the
# same places the same line is worse than their mean, which has $R^2 = 0$.

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
# ## What was assumed
#
# Counted from the proofs, over all theorems of this chapter:

# %%
from derivations.presentation.theorems import assumed_html
from derivations.publishing.registry import theorems

HTML(assumed_html(theorems(page="metrics")))

# %% [markdown]
# Next: [which one number is best](one-number.py) by each of these measures.
