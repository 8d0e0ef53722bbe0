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
# # Ridge with an intercept
#
# Ridge draws the weights towards 0. An intercept is not to be drawn there with them: where the same
# number is added to all observations, it should be added to all predictions, and nothing else
# should change. What are the weights and the intercept, where only the weights are penalised?
#
# ## In short
#
# - With an intercept that is not penalised, ridge is [ridge on the centred
#   data](#ridge-with-intercept-is-ridge-on-centred-data), and the matrix that is inverted is
#   [invertible](#centred-ridge-matrix-invertible) for $\lambda > 0$, for every $X$.
# - For $\lambda > 0$ it is [a minimum](#ridge-with-intercept-is-a-minimum), and the only one, in
#   [the weights](#ridge-with-intercept-has-one-minimum) and in [the
#   intercept](#ridge-with-intercept-has-one-intercept), for every $X$.
# - Ridge on the matrix $X$ with a column of ones [penalises the
#   intercept](#ridge-on-the-augmented-matrix-penalises-the-intercept), and is another estimate in
#   general.
#
# ## The setting
#
# Nothing is random, and $X$ and $y$ are any. The ridge objective with an intercept $b$ is $R_c(w,
# b) = \lVert y - Xw - \mathbf{1}b \rVert^2 + \lambda \lVert w \rVert^2$: the *penalty*, whose
# weight is $\lambda$, does not contain $b$. In the text $\lambda > 0$; the theorems list what they
# use. As in [the chapter on the intercept](the-intercept.py), $C = I - \frac1n \mathbf{1}
# \mathbf{1}^{\mathsf T}$ is the centring matrix, $\bar y$ is the mean of the observations, and
# $\bar x$ the mean of the rows of $X$ as a column. The estimates will be $\hat w_c(\lambda) =
# A_c(\lambda)^{-1} X^{\mathsf T} C y$, with the ridge matrix $A_c(\lambda) = X^{\mathsf T} C X +
# \lambda I$ of the centred columns, and $\hat b_c(\lambda) = \bar y - \bar x^{\mathsf T} \hat
# w_c(\lambda)$.
#
# A small example has one feature, 0 and 2, and the observations 1 and 3, so that $\bar x = 1$,
# $X^{\mathsf T} C X = 2$ and $X^{\mathsf T} C y = 2$. With a larger $\lambda$ the weight is
# smaller, and the intercept is nearer to the mean $\bar y = 2$. The prediction at $\bar x$ is $\bar
# y$ whatever $\lambda$ is. The values are exact, computed from the terms of the theorems; the row
# with $\lambda = 0$ is least squares:

# %%
from IPython.display import HTML

from derivations import theorem
from derivations.numbers.evaluate import evaluate
from derivations.results.model import X, x_bar, y
from derivations.results.ridge import lam
from derivations.results.ridge_intercept import intercept, weights

data = {X: [[0], [2]], y: [1, 3]}
columns = {
    "weight": weights,
    "intercept": intercept,
    "prediction at the mean": x_bar.T @ weights + intercept,
}


def table(head, rows):
    """A table with these names of columns, and these rows."""
    names = "".join(f"<th>{name}</th>" for name in head)
    body = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in rows)
    return HTML(f"<table><thead><tr>{names}</tr></thead><tbody>{body}</tbody></table>")


table(
    ("λ", *columns),
    (
        (at, *(evaluate(term, {**data, lam: [at]}).item() for term in columns.values()))
        for at in (0, 1, 2, 6, 18)
    ),
)

# %% [markdown]
# ## Two normal equations
#
# [Without a penalty](the-intercept.py) there are two normal equations, one for the weights and one
# for the intercept. The first has the penalty now, the second is as it was. For any weights $\hat
# w$ and intercept $\hat b$ that solve both:

# %%
theorem("ridge-objective-gap-with-intercept")

# %% [markdown]
# ## Ridge on centred data
#
# $\hat w_c(\lambda)$ and $\hat b_c(\lambda)$ solve both equations, for every $X$: centre the
# columns and the observations, use ridge without an intercept, and let the fit go through the
# means.

# %%
theorem("centred-ridge-matrix-invertible")

# %%
theorem("ridge-with-intercept-is-ridge-on-centred-data")

# %% [markdown]
# In [the worked example](worked-example.py#ridge) a penalty of 144 takes the weight from 2 to 1.

# %%
theorem("ridge-with-intercept-is-a-minimum")

# %%
theorem("ridge-with-intercept-has-one-minimum")

# %%
theorem("ridge-with-intercept-has-one-intercept")

# %% [markdown]
# ## Where the intercept is penalised too
#
# With [the augmented matrix](column-of-ones.py) $\tilde X$, which is $X$ and a column of ones,
# $\tilde X^{\mathsf T} \tilde X + \lambda I$ gives another estimate in general: it penalises $b$ as
# well.

# %%
theorem("ridge-on-the-augmented-matrix-penalises-the-intercept")

# %% [markdown]
# For least squares [the two ways
# agree](column-of-ones.py#closed-form-of-the-augmented-matrix). For ridge they do not. With a
# penalty on $b$ the residuals change where one number is added to all observations; without, they
# stay the same. (The last sentence is not checked by the kernel.) The table has $\lambda = 1$, the
# data of the example, and the same with 10 added to both observations:

# %%
from derivations.results.ridge import ridge

ones_beside = [[0, 1], [2, 1]]
both = []
for observed in ([1, 3], [11, 13]):
    at = {**data, y: observed, lam: [1]}
    apart = [evaluate(term, at).item() for term in (weights, intercept)]
    together = evaluate(ridge(lam), {**at, X: ones_beside}).ravel()
    shown = " and ".join(map(str, observed))
    both += [(shown, "the weight alone", *apart), (shown, "both", *together)]
table(("observations", "what is penalised", "weight", "intercept"), both)

# %% [markdown]
# Where the weight alone is penalised, it stays the same, and the intercept grows by 10; where both
# are, the weight grows as well. The picture shows the fitted lines of the first two observations.
# With a larger penalty on the weight alone they turn about the point of the means and are flatter;
# with a penalty on the intercept too they sink as well.

# %%
from derivations.site.picture import BLUE, INK, RED, Picture, panel

penalties = (0, 2, 8)
lines = {"the weight alone is penalised": [], "weight and intercept are penalised": []}
for at in ({**data, lam: [penalty]} for penalty in penalties):
    apart = [evaluate(term, at).item() for term in (weights, intercept)]
    together = evaluate(ridge(lam), {**at, X: ones_beside}).ravel()
    for drawn, line in zip(lines.values(), (apart, together), strict=True):
        drawn.append([float(number) for number in line])

figures = []
for (title, drawn), colour in zip(lines.items(), (BLUE, RED), strict=True):
    figure, axes = panel(
        title=title, xlabel="feature", ylabel="prediction", xlim=(-0.2, 2.8), ylim=(0, 3.5)
    )
    for penalty, (weight, offset) in zip(penalties, drawn, strict=True):
        style = {"color": colour} if penalty else {"color": INK, "linestyle": "--"}
        axes.plot([0, 2], [offset, offset + 2 * weight], **style)
        axes.text(
            2.1, offset + 2 * weight, rf"$\lambda = {penalty}$", va="center", color=style["color"]
        )
    axes.plot([0, 2], data[y], "o", color=INK, markersize=5)
    figures.append(figure)

Picture(
    tuple(figures),
    "Two panels with two points and the lines fitted to them, for three weights of the penalty: "
    f"{', '.join(map(str, penalties))}. In the first, where the weight alone is penalised, all "
    "lines cross in one point midway between the two, and are flatter with a larger penalty. In "
    "the second, where the intercept is penalised too, they are flatter and lower.",
)

# %% [markdown]
# ## What was assumed
#
# Counted from the proofs, over all theorems of this chapter:

# %%
from derivations.presentation.theorems import assumed_html
from derivations.publishing.registry import theorems

HTML(assumed_html(theorems(page="ridge-with-intercept")))

# %% [markdown]
# Next: [gradient descent](gradient-descent.py), which solves no system of equations.
