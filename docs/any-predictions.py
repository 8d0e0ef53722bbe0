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
# # Any predictions
#
# A neural network does not predict $Xw$, but something like $V \varphi(Wx)$, with functions between
# its layers. Squared error came from the noise in $y = Xw + \varepsilon$. Does the reason remain
# when the predictions are not linear? And what remains of the ways to find the weights: of the
# gradient, and of least squares?
#
# Here are four observations $y$ at $x = 0, 1, 2, 3$, which are 0, 1, 3 and 9, and the predictions
# $\mu$ of four functions. Beside each are its squared error and, for independent Gaussian noise of
# mean 0 and variance 1, the density that it gives to the observations, divided by the largest of
# the four.

# %%
from fractions import Fraction

import numpy as np
from IPython.display import HTML

from derivations import theorem
from derivations.kernel.terms import SquaredNorm
from derivations.numbers.evaluate import evaluate
from derivations.presentation.theorems import maths
from derivations.printing.formulas import latex
from derivations.results.any_predictions import likelihood, mu, variance, y


def number(value):
    """A number with the sign of a negative one."""
    return str(value).replace("-", "−")


def column(matrix):
    """A column of numbers in one line."""
    return f"({', '.join(map(number, np.ravel(matrix)))})"


def table(head, rows):
    """A table, with formulas of terms in its head."""
    names = "".join(f"<th>{each}</th>" for each in head)
    lines = ("".join(f"<td>{each}</td>" for each in row) for row in rows)
    body = "".join(f"<tr>{line}</tr>" for line in lines)
    return HTML(f"<table><thead><tr>{names}</tr></thead><tbody>{body}</tbody></table>")


error, observed, places = SquaredNorm(y - mu), [0, 1, 3, 9], range(4)
predicted = {
    "a line, 3x − 1": [3 * x - 1 for x in places],
    "one squared unit, x²": [x**2 for x in places],
    "one ReLU, 3 max(x − 1, 0)": [3 * max(x - 1, 0) for x in places],
    "a list of the observations": observed,
}
densities = {
    name: evaluate(
        likelihood,
        {y: np.array(observed, float), mu: np.array(each, float), variance: [[1.0]]},
    ).item()
    for name, each in predicted.items()
}
table(
    ["made by", f"predictions {maths(latex(mu))}", f"error {maths(latex(error))}", "density"],
    [
        [
            name,
            column(each),
            number(evaluate(error, {y: observed, mu: each}).item()),
            f"{densities[name] / max(densities.values()):.3g}",
        ]
        for name, each in predicted.items()
    ],
)

# %% [markdown]
# The smaller the squared error, the larger the density, and what made the predictions is not asked.
#
# ## In short
#
# - The reason remains. If the noise is independent and Gaussian, of mean 0 and one variance
#   $\sigma^2$, then for predictions $\mu$ that any function made the density of the observations is
#   [a product of Gaussians](#density-at-any-predictions), and its logarithm [a constant minus
#   $\lVert y - \mu \rVert^2 / (2\sigma^2)$](#log-density-at-any-predictions). So predictions that
#   are at least as close make the observations [at least as
#   likely](#closer-predictions-make-the-observations-more-likely), and [the other way
#   round](#predictions-under-which-the-observations-are-more-likely-are-closer).
# - Where a step $h$ of the weights moves the predictions by $Ah + r$, the squared error changes
#   [exactly](#squared-error-of-predictions-that-move) by $2(A^{\mathsf T}(\mu - y))^{\mathsf T} h$
#   and what $r$ and the square add. If $r$ is small against $h$, the first is the change to first
#   order.
# - Through two layers the gradient comes back [to the output
#   weights](#backpropagation-to-the-output-weights), [to the hidden
#   weights](#backpropagation-to-the-hidden-weights) and [to the
#   inputs](#backpropagation-to-the-inputs).
# - Without $r$ the best step is a problem of least squares: [a Gauss–Newton
#   step](#gauss-newton-step-minimises-the-linearised-squared-error) solves it.
#
# ## The setting
#
# $\mu$ and $\nu$ are any two columns of $n$ predictions. In the first section the observations are
# predictions plus noise, whose entries are independent and Gaussian, with mean 0 and one variance
# $\sigma^2 > 0$. In the others nothing is random.
#
# **What is not here.** The kernel has letters for numbers and matrices, and none for a function.
# So no theorem below says that the weights $w$ of the least $\lVert y - f(w) \rVert^2$ are those
# under which the observations are most likely, for every function $f$: for that, a letter $f$ would
# be needed. The theorems speak of the predictions themselves. With $\mu = f(\hat w)$, and $\nu =
# f(w)$ at any $w$, they say the same of each function that there is.
#
# ## The reason remains
#
# The two steps from the noise to squared error never used that the predictions are linear. Put the
# last two theorems together, and predictions of a smaller squared error make the observations more
# likely.

# %%
theorem("density-at-any-predictions")

# %%
theorem("log-density-at-any-predictions")

# %%
theorem("closer-predictions-make-the-observations-more-likely")

# %%
theorem("predictions-under-which-the-observations-are-more-likely-are-closer")

# %% [markdown]
# That a function fits closely is not yet good: the list of the observations has no error at all,
# and predicts nothing else. Likelihood compares predictions of what was observed, and not of what
# will be.
#
# ## Linear in the weights
#
# "The closed form only works for linear systems." It does, but what has to be linear are the
# predictions $Xw$ as functions of the *weights*. The columns of $X$ may be any functions of the
# inputs: with the columns 1, $x$ and $x^2$, [the closed
# form](squared-error-to-closed-form.py#least-squares-estimate) fits a parabola, whose weights are
# unique if there are three different inputs. Here it is for the four observations above, exactly,
# beside the straight line.

# %%
from derivations.results import closed_form, model

powers = {"a line": 2, "a parabola": 3}
fits = []
for name, count in powers.items():
    design = {model.X: [[x**k for k in range(count)] for x in places], model.y: observed}
    best = evaluate(closed_form.estimate, design)
    made = evaluate(model.X @ model.w, design | {model.w: best})
    fits.append([name, column(best), column(made), evaluate(error, {y: observed, mu: made}).item()])
table(
    [
        "made by",
        "weights of 1, x, x²",
        f"predictions {maths(latex(mu))}",
        f"error {maths(latex(error))}",
    ],
    [[*texts, number(size)] for *texts, size in fits],
)

# %% [markdown]
# So it is for the last layer of a network, as long as the other layers stay as they are: its
# activations are the columns of $X$, and [the squared error in its
# weights](#backpropagation-to-the-output-weights) is a polynomial of degree 2. Where the
# predictions are not linear in the weights, there is in general no linear equation to solve, and
# what follows is on steps. (A function may stand at the outputs too. Then the predictions are where
# its values are, above 0 with the logistic function; for regression it is usually left out.)
#
# ## The chain rule, with what it leaves over
#
# Let $\mu$ be the predictions at some weights, and let a step $h$ of the weights move them by $Ah +
# r$. For predictions that can be differentiated, with $A$ the Jacobian, $r$ is small against $h$;
# but the identity holds for every $A$, $h$ and $r$, and nothing is left out.

# %%
theorem("squared-error-of-predictions-that-move")

# %% [markdown]
# So, where $A$ is the Jacobian, the gradient of the squared error is $2A^{\mathsf T}(\mu - y)$:
# twice the error $\mu - y$ of the predictions, taken back through the Jacobian. For $\mu = Xw$ the
# Jacobian is $X$, $r$ is 0, and this is [the gradient of
# $J$](squared-error-to-closed-form.py#gradient-of-the-squared-error), but for the factor $1/n$.
#
# ## Backpropagation through two layers
#
# For one sample with the inputs $x$, a network forms $z = Wx$, which enters the hidden units, a
# function of it, the activations $a$, and from these the outputs $Va$. They should be $y$, here a
# column of $m$ numbers for one sample, so that the outputs have the error $Va - y$. A step $K$ of
# the output weights changes its square $\lVert Va - y \rVert^2$ by a polynomial of degree 2. The
# gradient in $V$ is what stands beside $K$ in the trace: twice the error, times the activations.

# %%
theorem("backpropagation-to-the-output-weights")

# %% [markdown]
# A step $H$ of the hidden weights moves $z$ by $Hx$, and the activations by $DHx + r$, where $D$ is
# their Jacobian; it is diagonal if each activation depends on its own entry of $z$ alone. The error
# comes back through $V$ and $D$: $\delta = 2D^{\mathsf T} V^{\mathsf T} (Va - y)$ is the gradient
# in $z$, and $\delta x^{\mathsf T}$ that in $W$.

# %%
theorem("backpropagation-to-the-hidden-weights")

# %% [markdown]
# If there are layers below, $x$ is what these made. A step $g$ of it shows the gradient in $x$,
# $W^{\mathsf T} \delta$, and from there it goes on: two products for each layer, one with the
# Jacobian of its activations and one with its weights.

# %%
theorem("backpropagation-to-the-inputs")

# %% [markdown]
# The square of each entry, $\varphi(z)$, is an activation that the kernel can expand: $D$ has
# $2z_j$ on its diagonal, and $r$ is $\varphi(h)$, the squares of the entries of the step $h$. (For
# other activations, such as the logistic function, $D$ and $r$ above are still any matrix and any
# column. That $r$ is small is then a matter of calculus, and not proved here.) The kernel's own
# derivative gives the same for the weights $w$ of one unit, where $b$ are its output weights, and
# $c$ is what all other units add to the outputs.

# %%
theorem("squares-as-activations-around-a-point")

# %%
theorem("gradient-for-the-weights-of-one-squared-unit")

# %% [markdown]
# A network with two inputs, two squared units and one output, in numbers:

# %%
from derivations.results import backpropagation as layers

weights = {layers.W: [[1, 0], [1, 1]], layers.V: [[2, -1]], layers.x: [1, 2], layers.y: [1]}
entering = evaluate(layers.W @ layers.x, weights)
slopes = {layers.D: np.diag(2 * entering[:, 0])}
forward = weights | slopes | {layers.a: entering**2}
shown = {
    "what enters the units": layers.W @ layers.x,
    "the activations, its squares": layers.a,
    "the error of the output": layers.error,
    "what comes back": layers.delta,
    "gradient in the output weights": 2 * layers.error @ layers.a.T,
    "gradient in the hidden weights": layers.delta @ layers.x.T,
    "gradient in the inputs": layers.W.T @ layers.delta,
}


def matrix(values):
    """A matrix of numbers, row by row."""
    rows = [column(row) for row in values]
    return column(values) if values.shape[1] == 1 else ", ".join(rows)


table(
    ["what", "formula", "value, row by row"],
    [[name, maths(latex(term)), matrix(evaluate(term, forward))] for name, term in shown.items()],
)

# %% [markdown]
# ## Gauss–Newton: least squares once more
#
# If $r$ is left out, $\lVert \mu + Ah - y \rVert^2$ is to be least over $h$. That is least squares
# of $y - \mu$ on the columns of the Jacobian, and all that was proved of it holds. A solution $h$
# of its normal equation, $A^{\mathsf T} A h = A^{\mathsf T} (y - \mu)$, is called a *Gauss–Newton
# step*.

# %%
theorem("gauss-newton-step-minimises-the-linearised-squared-error")

# %% [markdown]
# Along such a step the squared error goes down to first order, unless $Ah = 0$. (How far one may go
# is another matter, as for [gradient descent](gradient-descent.py).) And for linear predictions, if
# $X^{\mathsf T} X$ is invertible, it arrives at once, at the closed form.

# %%
theorem("gauss-newton-step-goes-down")

# %%
theorem("gauss-newton-arrives-in-one-step-if-linear")

# %% [markdown]
# An example that takes several steps: one weight $w$, and the predictions $w^2$ and $4w^2$ of the
# observations 1 and 4. The Jacobian is $(2w, 8w)$. From $w = 2$ the exact steps are:

# %%
from derivations.results.moving_predictions import A

point, rows = Fraction(2), []
for _ in range(4):
    here = {mu: [point**2, 4 * point**2], y: [1, 4], A: [[2 * point], [8 * point]]}
    rows.append([point, evaluate(error, here).item()])
    normal = [evaluate(term, here).item() for term in (A.T @ A, A.T @ (y - mu))]
    point += normal[1] / normal[0]
table(
    ["weight w", f"error {maths(latex(error))}"], [[number(each) for each in row] for row in rows]
)

# %% [markdown]
# The weights come near to 1, where the error is 0. The picture has the error over the weight, with
# Gauss–Newton steps from 2 and from $-0.4$ in red. The first from $-0.4$ goes too far: after it the
# error is larger than before. The small dots are gradient descent with $\eta = 1/500$ from $-1.9$
# and from 0.1, with the gradient $2A^{\mathsf T}(\mu - y)$. All steps are computed in floating
# point.

# %%
from derivations.site.picture import BLUE, INK, LETTERS, RED, Picture, panel


def around(at):
    """The predictions w² and 4w² at a weight, their Jacobian, and the observations."""
    return {mu: [at**2, 4 * at**2], y: [1.0, 4.0], A: [[2 * at], [8 * at]]}


def walk(start, steps, step):
    """The weights on the way from a start, and the error at each."""
    found = [start]
    for _ in range(steps):
        square, product = (evaluate(e, around(found[-1])).item() for e in (A.T @ A, A.T @ (y - mu)))
        found.append(found[-1] + step(square, product))
    return found, [evaluate(error, around(each)).item() for each in found]


figure, plot = panel(xlabel="w", ylabel="squared error", xticks=[-2, -1, 0, 1, 2])
line = np.linspace(-2.05, 2.05, 83)
plot.plot(line, [evaluate(error, around(each)).item() for each in line], color=BLUE, linewidth=1.5)
for start in (2.0, -0.4):
    plot.plot(
        *walk(start, 4, lambda square, product: product / square), "o-", color=RED, markersize=5
    )
for start in (-1.9, 0.1):
    steps = walk(start, 60, lambda square, product: 2 * product / 500)
    plot.plot(*steps, "o", color=INK, markersize=2.5)
    plot.plot(start, steps[1][0], "o", markeredgecolor=INK, markerfacecolor="none", markersize=7)
plot.text(0.1, 95, "Gauss–Newton", color=RED, fontsize=LETTERS)
plot.text(-1.6, 60, "descent", color=INK, fontsize=LETTERS)

Picture(
    (figure,),
    "The squared error over one weight, from −2 to 2. It is 0 at −1 and at 1, has a low hill "
    "between them at 0, and rises steeply outside. Gauss–Newton steps lead from 2 to 1, and from "
    "−0.4 over a place left of −1 to −1. Descent comes from −1.9 to −1, and from 0.1 to 1.",
)

# %% [markdown]
# What is left out shows in the second derivative. Let $a$ now be the velocity of predictions that
# move, and $c$ half their acceleration. Along $\mu + ta + t^2 c$ the second derivative of the
# squared error at $t = 0$ is $2 \lVert a \rVert^2$, which Gauss and Newton keep, plus $4(\mu -
# y)^{\mathsf T} c$. This can be negative where the predictions are far from the observations, and
# curved. It is what makes the error of a product of two weights [bend
# downwards](what-is-lost.py#saddle-falls-along-the-sum): if both weights are $t$, the observation 1
# is predicted by $t^2$, so that $\mu = 0$, $a = 0$, $c = 1$, and the second derivative at $t = 0$
# is $-4$. For linear predictions $c = 0$. One ReLU adds no such term either, for it is straight on
# both sides of its kink; but at the kink there is no second derivative, and the error [may have a
# peak](hidden-units.py#a-local-minimum-that-is-not-global).

# %%
theorem("second-derivative-along-a-path-of-predictions")

# %% [markdown]
# ## What was assumed
#
# Counted from the proofs, over all theorems of this chapter:

# %%
from derivations.presentation.theorems import assumed_html
from derivations.publishing.registry import theorems

HTML(assumed_html(theorems(page="any-predictions")))

# %% [markdown]
# Next: [what is lost](what-is-lost.py) where the predictions are not linear.
