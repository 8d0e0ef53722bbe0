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
# # Gradients, checked by numbers
#
# Whoever writes a gradient into a program checks it by differences of the function. Here this is
# done with the gradients of the theorems. It shows, too, how good such a check is, and how long its
# step should be.
#
# ## In short
#
# - The gradients of [the squared
#   error](squared-error-to-closed-form.py#gradient-of-the-squared-error), [the
#   log-likelihood](variance-score-and-information.py#score), [ridge's
#   objective](ridge.py#gradient-of-the-ridge-objective) and [a small
#   network](what-is-lost.py#gradient-of-the-squared-error-of-a-product) agree with [complex
#   steps](#steps) to the last digits that a float has.
# - A forward difference is off by a multiple of the step, a central one by a multiple of its
#   square, until rounding takes over. [The measured powers](#powers) are 1 and 2, within what
#   Taylor's series allows.
# - For a quadratic function central differences are [exact](#exact).
#
# ## The setting
#
# The features are those of the worked example divided by 8, beside a column of ones. Along the
# direction $v = (1, 1)$ a criterion is a function $\varphi(t) = f(w + tv)$ of one number, whose
# derivative at 0 is $g^{\mathsf T} v$ if $g$ is the gradient. This number is computed from the term
# in the theorem. The function itself is written once more, in NumPy.

# %%
from fractions import Fraction

import numpy as np

from derivations.evidence.gradient_check import criteria, exact_central, logistic, slopes
from derivations.presentation.theorems import mention_html
from derivations.publishing.registry import theorem
from derivations.site.table import Table

FORWARD, CENTRAL = 2.0**-26, 2.0**-17


def powers_of_ten(number):
    """A small number, roughly."""
    return (
        "0"
        if number == 0
        else f"\\({number:.0e}}}\\)".replace("e-", r"\cdot 10^{-").replace("{-0", "{-")
    )


rows = []
for each in criteria():
    if each.complex_step() > each.rounding_of_slope():
        raise ValueError(f"{each.theorem}: the complex step finds another gradient")
    rows.append(
        (
            f"{each.name} ({mention_html(theorem(each.theorem))})",
            f"{float(each.slope):.6g}".replace("-", "−"),
            powers_of_ten(each.complex_step()),
            powers_of_ten(each.central(CENTRAL)),
            powers_of_ten(each.forward(FORWARD)),
        )
    )

# %% [markdown]
# ## Three ways to step {#steps}
#
# How far is each difference from $g^{\mathsf T} v$? The steps are $2^{-26}$ forward and $2^{-17}$
# to both sides, which are about best for doubles where nothing is known of the function. The
# complex step is $10^{-20}$: $\varphi(ih)$ has the imaginary part $h\varphi'(0)$, but for $h^3$,
# and nothing is subtracted. Its gap has to be below a bound on rounding, or this page is not built.

# %%
Table(("criterion", "slope by theorem", "complex off", "central off", "forward off"), rows)

# %% [markdown]
# That $X^{\mathsf T} (p - y)$ is the gradient of the cross-entropy is no theorem here; the theorem
# says that a tangent with this slope lies below it everywhere, which only a gradient can do.
#
# ## The power of the step {#powers}
#
# By Taylor's formula a forward difference is off by $\frac h2 \varphi''(0)$, and a central one by
# $\frac{h^2}{6} \varphi'''(0)$, plus terms of higher powers of $h$. So half the step makes the
# error a half or a quarter. The table has the powers of two that were measured for the
# cross-entropy, and how far off they may be, from bounds on the next derivative and on rounding.

# %%
measured = slopes()
for each in measured:
    if not each.agrees:
        raise ValueError(f"the power {each.measured} at {each.step} is not {each.expected}")
Table(
    ("difference", "steps from", "to", "powers measured", "furthest allowed"),
    [
        (
            name,
            f"1/{round(1 / max(steps)):,}",
            f"1/{round(1 / min(steps)):,}",
            f"{min(powers):.5f} to {max(powers):.5f}",
            f"{max(each.allowed for each in measured if each.expected == power):.3f}",
        )
        for name, power in (("forward", 1), ("central", 2))
        for steps in [[each.step for each in measured if each.expected == power]]
        for powers in [[each.measured for each in measured if each.expected == power]]
    ],
)

# %% [markdown]
# The picture shows the whole way. The thin lines have the slopes 1 and 2. To the left of the best
# step the error grows again, as rounding is divided by ever smaller steps.

# %%
from derivations.site.picture import BLUE, INK, RED, Picture, panel

tried = logistic()
steps = [2.0**-k for k in range(1, 48)]
figure, axes = panel(
    xlabel="step, power of ten",
    ylabel="error, power of ten",
    xlim=(-14.5, 0.3),
    ylim=(-16.5, 1),
)


def curve(off, **style):
    """The error over the step, where it is not 0."""
    points = [(h, off(h)) for h in steps if off(h) > 0]
    axes.plot(*np.log10(np.array(points)).T, **style)


curve(tried.forward, color=RED, linestyle="--")
curve(tried.central, color=BLUE)
gap = np.log10(max(tried.complex_step(), 2.0**-52))
axes.plot([-14.2, -0.3], [gap, gap], color=INK, linestyle=":")
axes.plot([-7, -0.3], [-7.2, -0.5], color=INK, linewidth=0.6)
axes.plot([-5, -0.3], [-10.4, -1], color=INK, linewidth=0.6)
axes.text(-6.9, -4.6, "forward", color=RED)
axes.text(-3.2, -8.8, "central", color=BLUE)
axes.text(-12.9, -14.9, "complex step, of any length", color=INK)
Picture(
    (figure,),
    "The error of a forward difference falls like the step down to about the eighth power of ten "
    "and then rises; that of a central one falls like the square of the step, to about the "
    "eleventh, and then rises; that of the complex step is at the level of rounding.",
)

# %% [markdown]
# ## In fractions {#exact}
#
# Without rounding, the central difference of a quadratic function is its derivative, whatever the
# step: the third derivative is 0. The square $(ab - 1)^2$ along $v$ is of degree 4 in $t$, and with
# $a = 1$, $b = 5$ its central difference is off by $2(a + b)h^2 = 12h^2$.

# %%
exact = []
for h in (Fraction(1), Fraction(1, 10), Fraction(1, 100)):
    squared, product = exact_central("squared", h), exact_central("(ab", h)
    if squared != 0 or product != 12 * h * h:
        raise ValueError(f"a central difference is off by {squared} or {product} at {h}")
    exact.append((h, squared, product))
Table(("step", "squared error off by", "product off by"), exact)

# %% [markdown]
# ## A gradient that is wrong
#
# Would the check notice? Here the slope of $J$ has lost its $1/n$, and that of the log-likelihood
# its sign.

# %%
J, likelihood, *_ = criteria()
wrong = []
for each, factor, what in ((J, 6, "J without 1/n"), (likelihood, -1, "score with another sign")):
    off = abs(each.value(1e-20j).imag / 1e-20 - factor * float(each.slope))
    if off <= each.rounding_of_slope():
        raise ValueError("a wrong gradient was not noticed")
    wrong.append((what, f"{off:.4g}", powers_of_ten(each.rounding_of_slope())))
Table(("gradient", "complex step off", "bound"), wrong)
