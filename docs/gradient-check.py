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
# Who programs a gradient checks it against difference quotients of the function itself. Here that
# is done to the gradients of the theorems, for a reader who would rather compute than read a proof.
# Each function is written once more in plain NumPy, its gradient is evaluated from the theorem's
# own term, and the two know nothing of each other.
#
# ## In short
#
# - In exact fractions a difference quotient of a polynomial of degree 4 at most has no error if it
#   is the right one. So the gradients of the [mean squared
#   error](squared-error-to-closed-form.py#gradient-of-the-squared-error), of the
#   [log-likelihood](variance-score-and-information.py#score), of
#   [ridge](ridge.py#gradient-of-the-ridge-objective) and of a
#   [network](any-predictions.py#backpropagation-to-the-hidden-weights) are [equal to
#   it](#in-fractions), and not only close.
# - In floats a [complex step](#complex-steps) gives all digits, as nothing is subtracted. It shows
#   the gradient of [logistic
#   regression](logistic-regression.py#cross-entropy-lies-above-its-tangents) too, which is no
#   polynomial.
# - [Difference quotients](#over-the-step) in floats lose what they subtract: the error falls with
#   the step $h$ as $h$, or as $h^2$ for central ones, until rounding, divided by $h$, takes over.
#   Both slopes are measured, and are those of theory.
# - [Mistakes](#wrong) that are often made in gradients are found out.
#
# ## In fractions {#in-fractions}
#
# The data are the six points of [the worked example](worked-example.py), and for the network one
# sample with two inputs, three hidden units and two outputs, with [squares as
# activations](any-predictions.py#squares-as-activations-around-a-point). With $c(h)$ for the
# central difference $(f(w + he_j) - f(w - he_j))/(2h)$, the quotient $(4c(h) - c(2h))/3$ is the
# derivative of every polynomial of degree 4 at most, whatever $h$ is: both the error with $h^2$ and
# all that is even cancel. (This is not checked by the kernel.)

# %%
import numpy as np
from IPython.display import HTML

from derivations.evidence import gradient_check as check
from derivations.evidence.gradient_check import central, complex_step, forward
from derivations.presentation.theorems import mention_html
from derivations.publishing.registry import theorem
from derivations.site.table import Table

known = check.criteria()
for criterion in known:
    if not check.is_exact(criterion):
        raise ValueError(f"{criterion.name}: the theorem's gradient is not that of the function")


def written(numbers):
    """Exact numbers in one line, with signs that are no hyphens."""
    return ", ".join(str(number).replace("-", "−") for number in numbers)


exact = Table(
    ("function", "its gradient, by theorem", "at the point", "gradient, and difference quotient"),
    [
        (
            criterion.name,
            mention_html(theorem(criterion.theorem)),
            written(criterion.at),
            written(criterion.gradient),
        )
        for criterion in known
    ],
)
exact

# %% [markdown]
# The theorems on the network do not say "gradient": each says what a step changes to first order,
# and what is left over. The entries of a matrix stand row by row. The first term of the
# log-likelihood, $-n \ln \sqrt{2\pi\sigma^2}$, is irrational and free of $w$, and is left out here.
#
# How large is the error of the simpler quotients? In fractions this is exact too. For a quadratic
# function a central difference has none, for its third derivative is 0, and a forward one is off by
# $h/2$ times the second derivative. For the network, of degree 4 in each weight, the central
# difference is off by $h^2/6$ times the third derivative. The code finds the same multiple at $h =
# 1$, $1/10$ and $1/1000$, or this page is not built.

# %%
by_theorem = {criterion.theorem: criterion for criterion in known}
quadratic, quartic = by_theorem[check.SQUARED_ERROR], by_theorem[check.HIDDEN]
ratios = {
    "of h, for a forward difference of the mean squared error": (quadratic, forward, 1),
    "of h², for a central difference of the mean squared error": (quadratic, central, 2),
    "of h², for a central difference of the network": (quartic, central, 2),
}
multiples = {
    what: check.constant_ratio(criterion, 0, quotient, power)
    for what, (criterion, quotient, power) in ratios.items()
}
if multiples["of h², for a central difference of the mean squared error"] != 0:
    raise ValueError("a central difference of a quadratic function has an error")
errors_in_fractions = Table(
    ("multiple", "its factor, in the first weight"),
    [(what, written([factor])) for what, factor in multiples.items()],
)
errors_in_fractions

# %% [markdown]
# ## Complex steps {#complex-steps}
#
# In floats, $\operatorname{Im} f(w + ihe_j)/h$ is the derivative, but for an error with $h^2$.
# Nothing is subtracted, so that $h$ can be so small that its square is nothing beside any number
# here: it is $2^{-100}$. What is left is rounding, which has a bound: each number here passes at
# most 40 roundings, and the sum of the absolute values of all terms is known. The table shows the
# largest error, relative to the largest entry of the gradient, and what rounding allows.

# %%
steps = [(criterion, check.complex_steps(criterion)) for criterion in known]
for criterion, step in steps:
    if not step.within:
        raise ValueError(f"{criterion.name}: a complex step is {step.found} off")


def short(number):
    """A small number as 1e−16."""
    return "0" if number == 0 else f"{number:.0e}".replace("-", "−")


logistic = check.logistic_gradient()
by_step = [complex_step(check.cross_entropy, check.WEIGHTS, j) for j in range(2)]
apart = [abs(one - other) for one, other in zip(logistic, by_step, strict=True)]
allowed = check.logistic_allowed()
if any(off > most for off, most in zip(apart, allowed, strict=True)):
    raise ValueError("the gradient of the cross-entropy is not that of the complex step")
largest = max(map(abs, logistic))
of_steps = Table(
    ("function", "off by", "rounding allows"),
    [
        *((criterion.name, short(step.found), short(step.allowed)) for criterion, step in steps),
        (
            "cross-entropy of logistic regression",
            *(short(max(e) / largest) for e in (apart, allowed)),
        ),
    ],
)
of_steps

# %% [markdown]
# For the cross-entropy, $X^{\mathsf T}(p - y)$ is taken from the theorem that it [lies above its
# tangents](logistic-regression.py#cross-entropy-lies-above-its-tangents), with labels (0, 1, 0, 0,
# 1, 1), the slope 1/4 and the intercept −1. It is irrational there, so that two computations in
# floats are compared. (The bound supposes that NumPy's functions are right to a few units in the
# last place.)
#
# ## Over the step {#over-the-step}
#
# The same derivative, in the first weight, by quotients in floats, for $h$ from 1 down to
# $2^{-50}$. On the left the function is the cross-entropy. The lines are what theory says: $h/2$
# times the second derivative, and $h^2/6$ times the third. Once rounding takes over, the errors
# rise again as $1/h$. A complex step has the error with $h^2$ as well, but keeps what it has
# reached. On the right it is the mean squared error, near the slope 1.1 and the intercept 5.3. Its
# central differences have no error but rounding. An error of exactly 0 is drawn at the lower edge.
# No error is larger than truncation and rounding together allow, or this page is not built.

# %%
from derivations.site.picture import BLUE, INK, LETTERS, RED, Picture, panel

POWERS = range(51)
LOWEST = -18.0
measured, bound = check.errors(0, POWERS), check.bounds(0)
h = measured.steps
if (measured.forward > bound.forward(h)).any() or (measured.central > bound.central(h)).any():
    raise ValueError("a difference quotient is further off than truncation and rounding allow")


def tens(numbers):
    """The exponents of numbers as powers of ten, none below the lower edge."""
    return np.log10(np.maximum(numbers, 10**LOWEST))


def errors_of(title):
    """Axes for errors over steps."""
    drawn = panel(title=title, xlabel="step, as a power of 10", ylabel="error, as a power of 10")
    drawn[1].set(
        xlim=(-15.5, 0.5),
        ylim=(LOWEST - 0.5, 4),
        xticks=(-15, -10, -5, 0),
        yticks=(-15, -10, -5, 0),
    )
    return drawn


left, axes = errors_of("cross-entropy")
for line in (h * abs(bound.second) / 2, h**2 * abs(bound.third) / 6):
    axes.plot(tens(h), np.log10(line), color=INK, linewidth=0.8)
for name, marker, colour, place in (
    ("forward", "o", RED, (-9.3, -4.2)),
    ("central", "s", BLUE, (-9.6, -9.6)),
    ("complex", "x", INK, (-14.5, -14.6)),
):
    axes.plot(tens(h), tens(getattr(measured, name)), marker, color=colour, markersize=3)
    axes.text(*place, name, color=colour, fontsize=LETTERS)

right, axes = errors_of("mean squared error")
quadratic_errors, its_bound = check.errors_of_a_quadratic(POWERS)
if (quadratic_errors.forward > its_bound.forward(h)).any():
    raise ValueError("a forward difference of the mean squared error is too far off")
if (quadratic_errors.central > its_bound.central(h)).any():
    raise ValueError("a central difference of the mean squared error has more than rounding")
axes.plot(tens(h), np.log10(h * its_bound.second / 2), color=INK, linewidth=0.8)
for name, marker, colour, place in (
    ("forward", "o", RED, (-9.6, -3.6)),
    ("central", "s", BLUE, (-8.2, -10.2)),
):
    axes.plot(tens(h), tens(getattr(quadratic_errors, name)), marker, color=colour, markersize=3)
    axes.text(*place, name, color=colour, fontsize=LETTERS)

Picture(
    (left, right),
    "Errors of difference quotients over the step, as powers of ten. For the cross-entropy the "
    "forward ones fall along a line of slope 1 down to about 10⁻⁷, the central ones along one of "
    "slope 2 to about 10⁻¹⁰, and both rise again for smaller steps; complex steps follow the "
    "central ones and then stay below 10⁻¹⁴. For the mean squared error the forward ones are "
    "alike, and the central ones only rise, from below 10⁻¹³, as the step shrinks.",
)

# %% [markdown]
# How steep are the lines? Between $h = 2^{-8}$ and $2^{-12}$ truncation is by far the larger part.
# How far a slope may be from the theoretical one follows from bounds on the next derivative and on
# rounding. With $p = \sigma(t)$ the derivatives of $\sigma$ are polynomials in $p$, and so the
# derivatives of the cross-entropy have bounds that hold everywhere.

# %%
both = check.slopes(0, 8, 12)
for slope in both:
    if not slope.agrees:
        raise ValueError(f"a slope is {slope.found}, and not {slope.expected}")
of_slopes = Table(
    ("difference", "slope in theory", "measured", "may be off by"),
    [
        (name, slope.expected, f"{slope.found:.4f}", f"{slope.allowed:.4f}")
        for name, slope in zip(("forward", "central"), both, strict=True)
    ],
)
of_slopes

# %% [markdown]
# ## Wrong gradients {#wrong}
#
# A check that accepts everything shows nothing. These are mistakes that are met in practice; each
# has to fail, in fractions and by complex steps, or this page is not built.

# %%
mistakes = check.wrong_gradients()
for what, criterion, gradient in mistakes:
    if check.is_exact(criterion, gradient) or check.complex_steps(criterion, gradient).within:
        raise ValueError(f"{what}: a wrong gradient was not found out")
wrong = Table(
    ("mistake", "off by", "of the largest entry"),
    [
        (what, f"{100 * check.off(criterion, gradient):.0f} %", criterion.name)
        for what, criterion, gradient in mistakes
    ],
)
wrong

# %%
count = sum(len(criterion.at) for criterion in known)
HTML(
    f"<p>{count} derivatives were compared in fractions, and {count + len(logistic)} by complex "
    f"steps; {len(mistakes)} wrong gradients failed.</p>"
)
