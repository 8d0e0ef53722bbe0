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
# # A worked example
#
# Six points, carried through the whole argument. They are chosen so that nearly every number is
# whole or a short fraction: who doubts one can follow it with a pencil, and compare it with what
# another program prints.
#
# ## In short
#
# - The line is $\hat y = 2x + 7$. The residuals are −4, 2, 6, −6, 6 and −4, RSS is 144, and $R^2$
#   is 4/5.
# - $s^2$ is 36; the standard errors of $\hat w$ and $\hat b$ are 1/2 and 7/2, and their $t$ ratios
#   4 and 2.
# - Where a theorem says what a number is, the number is computed *from the theorem*: from a term of
#   the statement that the kernel proved, with these points in the place of its letters. Where no
#   theorem does, as for $F$ and the $p$ values, the table says so.
# - Beside each exact number stands what [statsmodels](https://www.statsmodels.org/) printed, which
#   [was recorded](#apart).
#
# ## The six points {#points}

# %%
from fractions import Fraction

from IPython.display import HTML

from derivations import theorem
from derivations.evidence.recorded import recorded, said
from derivations.evidence.six_points import (
    INFLUENCE,
    POINTS,
    STEPS,
    entries,
    is_true,
)
from derivations.presentation.theorems import maths, mention_html, reference_html
from derivations.site.table import Table

known = entries()
recording = recorded("six-points")
printed = recording["outputs"]

for entry in known.values():
    if entry.theorem and not is_true(entry.theorem, entry.letters):
        raise ValueError(f"{entry.theorem} does not hold for the six points")

x, y = zip(*POINTS, strict=True)
w_hat, b_hat = known["estimate"].flat
residuals = known["residuals"].flat


def exact(number):
    """An exact number."""
    if isinstance(number, int | Fraction):
        return str(number).replace("-", "−").replace("/", "/<wbr>")
    import sympy

    return maths(sympy.latex(number).replace(r"\log", r"\ln"))


def column(numbers):
    """Numbers one below the other."""
    return "<br>".join(numbers)


def rows(entry):
    """An entry's numbers: a matrix row by row, anything else one below the other."""
    return column(", ".join(map(exact, row)) for row in entry.values)


def source(entry):
    """What an entry was computed from."""
    return (
        mention_html(theorem(entry.theorem))
        if entry.theorem
        else (f"a formula, no theorem here: {entry.formula}")
    )


def floats(entry):
    """What statsmodels printed for an entry, and under which name."""
    if not entry.peer:
        return "–"
    wide = len(entry.values[0])
    found = [str(number).replace("-", "−") for number in printed[entry.peer]]
    lines = [", ".join(found[at : at + wide]) for at in range(0, len(found), wide)]
    return f"{column(lines)}<br><code>{entry.peer}</code>"


def numbers(*keys):
    """The table of some entries."""
    return Table(
        ("what, and from where", "exactly", "statsmodels"),
        [
            (f"{entry.name}<br>{source(entry)}", rows(entry), floats(entry))
            for entry in map(known.__getitem__, keys)
        ],
    )


def by_point(*keys):
    """The table of entries that have a number for each point."""
    chosen = [known[key] for key in keys]
    return Table(
        ("point", *(f"{entry.name} ({reference_html(entry.theorem)})" for entry in chosen)),
        [
            (f"({point[0]}, {point[1]})", *(exact(entry.flat[at]) for entry in chosen))
            for at, point in enumerate(POINTS)
        ],
    )


Table(
    ("feature and observation", *range(1, 7)),
    [("x", *x), ("y", *y)],
)

# %% [markdown]
# Their line, and their residuals, with the square of each. In the second picture one unit is as
# long across as upwards, so that the areas can be compared: together they are RSS.

# %%
from matplotlib.patches import Rectangle

from derivations.site.picture import BLUE, INK, LETTERS, RED, Picture, panel

left, plot = panel(xlabel="x", ylabel="y", xlim=(-1.5, 14), ylim=(0, 38), xticks=range(0, 15, 2))
ends = [-1.5, 14]
plot.plot(ends, [w_hat * end + b_hat for end in ends], color=INK, linewidth=1.5)
for across, up, residual in zip(x, y, residuals, strict=True):
    plot.plot([across] * 2, [up - residual, up], color=RED, linewidth=1.5, linestyle="--")
plot.plot(x, y, "o", color=BLUE, markersize=6)
plot.text(6.3, 16, f"y = {w_hat}x + {b_hat}", color=INK, fontsize=LETTERS)

right, plot = panel(xlabel="x", ylabel="residual")
plot.axhline(0, color=INK, linewidth=1)
for across, residual in zip(x, residuals, strict=True):
    side = abs(residual)
    corner = (across, min(residual, 0))
    plot.add_patch(Rectangle(corner, side, side, facecolor="none", edgecolor=RED, linewidth=1.2))
    plot.text(
        *(across + side / 2, residual / 2),
        str(side * side),
        color=RED,
        fontsize=LETTERS,
        ha="center",
        va="center",
    )
plot.plot(x, residuals, "o", color=BLUE, markersize=6)
half = 7.9
wide = 2 * half * right.get_figwidth() * 0.79 / (right.get_figheight() * 0.75)  # equal scaling
plot.set(xlim=(8.5 - wide / 2, 8.5 + wide / 2), ylim=(-half, half), yticks=[-6, -4, 0, 2, 6])

Picture(
    (left, right),
    "On the left the six points, two of them above x = 0, with their line, which rises from 7 at x "
    "= 0 to 31 at x = 12, and dashed lines from each point down or up to it. On the right the "
    "residuals over x, with a square on each whose side is the residual: in this order of areas "
    "16, 4, 36, 36, 36 and 16.",
)

# %% [markdown]
# **How to read the tables.** A theorem for $X$ without an intercept is used with the rows $(x, 1)$:
# then $\hat w$ has two entries, and the last of them is $\hat b$. A theorem with an intercept is
# used with the column $x$. Where the observations are random in a theorem, its terms are given the
# six observations. And each theorem was asked whether all its hypotheses and its conclusion hold
# here, exactly; where it speaks of the law of the noise, for Gaussian noise with $\sigma^2 = 36$.
# If one did not, this page would not have been built.
#
# ## One number for all {#mean}
#
# Before there is a line: the best constant.

# %%
numbers("mean", "TSS")

# %% [markdown]
# ## The line {#estimate}
#
# Once by the Gram matrix of the rows $(x, 1)$:

# %%
numbers("gram", "products", "inverse", "estimate")

# %% [markdown]
# And once with the data centred, where one division is enough: 288/144. That both ways lead to the
# same line is [a theorem](column-of-ones.py#closed-form-of-the-augmented-matrix) too.

# %%
numbers("Sxx", "Sxy", "slope", "intercept", "augmented")

# %% [markdown]
# ## Fit and residuals {#residuals}

# %%
numbers("fit", "residuals", "orthogonal", "RSS")

# %% [markdown]
# The fit is a projection, so that the squared lengths add up: 2454 is 2310 + 144. The weights 0 are
# worse than the best ones by 385 in the mean squared error, and that is 2310/6.

# %%
numbers("of y", "of fit", "gap")

# %% [markdown]
# ## R² and the likelihood {#likelihood}
#
# Of the squares about the mean, 720, the line leaves 144. The most likely variance is a sixth of
# that.

# %%
numbers("R²", "σ̂²", "ℓ")

# %% [markdown]
# ## How good the estimate is {#errors}
#
# Without bias the variance is estimated by $s^2$, 144 over 4. The $t$ ratios ask whether a weight
# could be 0: they have the true weights 0 in the place of $w_\star$.

# %%
numbers("s²", "covariance", "errors", "t", "t alone", "variance of b̂", "p", "F", "p of F")

# %% [markdown]
# That $t$ has Student's law is a theorem; how much of that law lies beyond 4 is an integral, and
# integrals are not among the terms of this site. $F$ is the square of the $t$ ratio of $\hat w$, as
# there is one feature.
#
# ## A prediction at 6 {#prediction}
#
# The standard errors are roots of the variances that the theorems state, with $s^2$ for $\sigma^2$.

# %%
numbers("prediction", "its error", "new error")

# %% [markdown]
# ## Each point by itself {#leverage}
#
# How far the fit follows each point, what its residual is if the line is fitted without it, and how
# far all predictions move then.

# %%
by_point("leverages", "left out", "Cook")

# %%
numbers("their sum", "PRESS")

# %% [markdown]
# The same by statsmodels, in this order:

# %%
Table(
    ("point", "leverage", "left out", "Cook’s distance"),
    [
        (
            f"({point[0]}, {point[1]})",
            *(
                str(printed[known[key].peer][at]).replace("-", "−")
                for key in ("leverages", "left out", "Cook")
            ),
        )
        for at, point in enumerate(POINTS)
    ],
)

# %%
HTML(
    "<p>There they are called "
    + ", ".join(
        f"<code>{known[key].peer.removeprefix(INFLUENCE + '.')}</code>"
        for key in ("leverages", "left out", "Cook")
    )
    + f", of <code>{INFLUENCE}</code>.</p>"
)

# %% [markdown]
# ## One observation more {#one-more}
#
# At $x = 17$ the line predicts 41, but 15 is observed: 26 less. Without a new fit, from the inverse
# above, the line of seven points follows: $\hat y = x + 10$.

# %%
numbers("new leverage", "seven", "RSS of seven")

# %% [markdown]
# ## Ridge {#ridge}
#
# With the penalty $\lambda = 144$ on the weight, and none on the intercept, ridge takes half the
# slope, as the centred Gram matrix is 144 too.

# %%
numbers("ridge", "ridge intercept", "freedom")

# %% [markdown]
# ## Three steps of descent {#descent}
#
# From 0, once on the centred column, with steps of the length 1/96, and once on the rows $(x, 1)$,
# with the best length that there is for them, 1/50.

# %%
Table(
    ("after so many steps", "the weight, centred", "weight and intercept"),
    [
        (
            k,
            *(
                column(exact(number) for number in known[f"{which} {k}"].flat)
                for which in ("centred", "descent")
            ),
        )
        for k in STEPS
    ],
)

# %%
HTML(f"<p>Computed from {mention_html(theorem(known['centred 1'].theorem))}.</p>")

# %% [markdown]
# Centred, each step halves what is missing: 1, 1/2 and 1/4. Not centred, the best length leaves
# nearly everything: its $S$, which says what [one
# step](gradient-descent.py#error-after-a-step-of-descent) makes of the error, has the square
# $\frac{601}{625} I$, so that two steps leave 601/625 of the error, whatever its direction.

# %%
S = known["S"].values
square = [
    [sum(a * b for a, b in zip(row, to, strict=True)) for to in zip(*S, strict=True)] for row in S
]
if square != [[Fraction(601, 625), 0], [0, Fraction(601, 625)]]:
    raise ValueError("two steps leave something else")
numbers("S")

# %% [markdown]
# ## How far apart {#apart}

# %%
apart = max(
    max(
        abs(float(number) - other)
        for number, other in zip(entry.flat, printed[entry.peer], strict=True)
    )
    / max(abs(float(number)) for number in entry.flat)
    for entry in known.values()
    if entry.peer
)
if apart > 1e-13:
    raise ValueError("statsmodels prints other numbers")
HTML(
    f"<p>Of all that statsmodels printed, nothing is further from the exact number than "
    f"{apart:.0e} of the largest in its table cell. It was not run when this page was made. "
    f"{said(recording)}</p>"
)

# %% [markdown]
# ## Four pictures of one line {#anscombe}
#
# Numbers without a picture can mislead. F. J. Anscombe made four sets of eleven points (*Graphs in
# Statistical Analysis*, The American Statistician 27, 1973), for which the same theorems give the
# same numbers, to two digits after the point.

# %%
from derivations.evidence.anscombe import QUARTET, statistics

found = {name: statistics(name) for name in QUARTET}
kinds = list(found["I"])
for kind in kinds[:-1]:
    if max(each[kind] for each in found.values()) - min(each[kind] for each in found.values()) > (
        Fraction(1, 200)
    ):
        raise ValueError(f"the four sets differ in {kind}")
Table(
    ("computed exactly, then rounded", *(f"set {name}" for name in QUARTET)),
    [(kind, *(f"{float(found[name][kind]):.2f}" for name in QUARTET)) for kind in kinds],
)

# %%
figures = []
for name, (across, up) in QUARTET.items():
    figure, plot = panel(title=f"set {name}", xlabel="x", ylabel="y", xlim=(2, 21), ylim=(2, 14))
    line = [float(found[name]["ŵ"] * end + found[name]["b̂"]) for end in (2, 21)]
    plot.plot([2, 21], line, color=INK, linewidth=1.5)
    plot.plot(list(map(float, across)), list(map(float, up)), "o", color=BLUE, markersize=5)
    figures.append(figure)

Picture(
    tuple(figures),
    "Anscombe’s four sets of eleven points, each with the line of least squares, which is the same "
    "to the eye. In set I the points scatter about the line; in set II they lie on a curve; in set "
    "III all but one lie on another, flatter line; in set IV all but one have the same x, and the "
    "line goes through the one that has not.",
)

# %% [markdown]
# Only the leverages tell set IV from the others: its last point has the leverage 1, so that [no
# residual is left there](leverage.py#leverage-1-leaves-no-residual), whatever is observed.
