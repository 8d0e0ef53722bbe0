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
# # Certified data
#
# For a reader who doubts that these formulas give the right numbers, and for one who computes them
# in floating point. The National Institute of Standards and Technology (NIST) of the United States
# publishes eleven data sets for linear regression, some of which are hard on purpose, with figures
# that it certifies. Here are all of these figures, beside exact values of the theorems' own terms.
#
# ## In short
#
# - Of 152 certified figures [151 agree](#figures) with the exact values, to the last digit that is
#   printed. The [one that differs](#differs) does so in its 17th digit, where the certificate errs.
# - In floats the estimate [loses](#floats) about as many digits as $\kappa$ has with QR, and twice
#   as many where $X^{\mathsf T} X$ is formed; $\kappa$ is the condition number of $X$, with columns
#   of length 1.
# - No method can be relied on for more digits than [the ceiling](#floats) has: rounding the data to
#   floats has lost the others before the first operation.
#
# ## The data
#
# They are the sets for linear regression of NIST's *Statistical Reference Datasets* (2003), read
# from the files as NIST distributes them. Each number in a file is a decimal, and is read as a
# fraction, never as a float. Powers of a feature are exact too. As works of an agency of the United
# States the files are not under copyright there. Whether any right is reserved elsewhere is not
# settled: the files carry no licence of their own, and NIST's name implies no endorsement.

# %%
import re

from IPython.display import HTML

from derivations.evidence.certified import MISPRINTED, THEOREMS, compared, terms
from derivations.evidence.datasets import NIST, nist
from derivations.presentation.theorems import mention_html
from derivations.printing.formulas import latex
from derivations.publishing.registry import theorem
from derivations.site.table import Table

grouped = {}
for name in NIST:
    data = nist(name)
    key = (data.source, len(data.y), len(data.design[0]))
    grouped.setdefault(key, []).append(name)
sources = Table(
    ("set", "rows", "coefficients", "source, as the file has it"),
    [(", ".join(names), n, d, source) for (source, n, d), names in grouped.items()],
)
sources

# %% [markdown]
# ## Figure by figure {#figures}
#
# Each kind of figure is the value of a term. Most stand in a theorem, and are taken from there;
# three are formulas that no theorem here speaks of. Where there is an intercept, $X$ is [the matrix
# with a column of ones](column-of-ones.py#closed-form-of-the-augmented-matrix), and $d$ counts it.
# Two sets, NoInt1 and NoInt2, have none, and what is certified as their $R^2$ is not $R^2$: it
# compares the residual with $y$, and not with $y$ less its mean.

# %%


def formula(term):
    """A term, as a formula within the line."""
    return f"\\({latex(term)}\\)"


with_intercept, without = terms(True), terms(False)
lines = []
for kind, id in THEOREMS.items():
    there = [each[kind] for each in (with_intercept, without) if kind in each]
    where = "a formula, without a theorem" if id is None else mention_html(theorem(id))
    name = {
        "F": "F, with an intercept",
        "R² about 0": "R² of NoInt1 and NoInt2",
        "standard error": "standard error: its square is on the diagonal",
        "residual standard deviation": "residual standard deviation: its square",
    }.get(kind, kind)
    lines.append((name, formula(there[0]), where))
    if kind == "F":
        lines.append(("F, without an intercept", formula(there[1]), where))
kinds = Table(("what is certified", "its term", "where it stands"), lines)
kinds

# %% [markdown]
# A standard error is the root of an entry of the diagonal, and the residual standard deviation the
# root of $s^2$. The theorems on these speak of $y = Xw_\star + \varepsilon$, for any $w_\star$;
# with $w_\star = 0$ the noise is $y$, and nothing else changes. A rational figure agrees if it is
# within half a unit of its last digit, and a root if the exact square is within the squares of
# these bounds. So no float has a part in it.

# %%
found = compared()
everything = [figure for figures in found.values() for figure in figures]
agreeing = sum(figure.agrees for figure in everything)
if (len(everything), agreeing) != (152, 151):
    raise ValueError("the counts differ from what this page says")

summary = Table(
    ("set", "figures compared", "agree"),
    [
        *(
            (name, len(figures), sum(figure.agrees for figure in figures))
            for name, figures in found.items()
        ),
        ("all", len(everything), agreeing),
    ],
)
summary

# %% [markdown]
# All of them, set by set: what is printed, and the exact value with three digits more, cut off.

# %%


def number(text):
    """A number as it is printed, with a minus sign."""
    return text.replace("-", "−")


def named(figure):
    """What a figure is."""
    column = "the ones" if figure.of == "1" else re.sub(r"\^(\d+)", r"<sup>\1</sup>", figure.of)
    return f"{figure.kind} of {column}" if column else figure.kind


def opened(name, figures):
    """The figures of one set, which open."""
    rows = [
        (
            named(figure),
            f"{number(figure.printed)}<br>{number(figure.written())}",
            "yes" if figure.agrees else "<strong>no</strong>",
        )
        for figure in figures
    ]
    table = Table(("what", "certified, and exact below", "agrees"), rows)._repr_html_()
    return f"<details data-search-exclude><summary>{name}</summary>{table}</details>"


figure_by_figure = HTML("".join(opened(name, figures) for name, figures in found.items()))
figure_by_figure

# %% [markdown]
# ## The one that differs {#differs}
#
# It is F of Wampler5. The certificate gives it with two digits more than its other figures, 17 in
# all. These are the digits of the float that is nearest to the exact value: a float has just under
# 16 digits, and the 17th says nothing of the number that was rounded. With the exact sums of
# squares, a long division decides it.

# %%
[differing] = [figure for figure in everything if not figure.agrees]
[rss] = [figure.exact for figure in found["Wampler5"] if figure.kind == "residual sum of squares"]
y = nist("Wampler5").y
tss = sum(value * value for value in y) - sum(y) ** 2 / len(y)
exact = (tss - rss) / 5 / (rss / 15)
if (differing.set, differing.kind) != MISPRINTED or exact != differing.exact:
    raise ValueError("this is not what differs")
if f"{float(exact):.16E}" != differing.printed:
    raise ValueError("these are not the digits of a float")
digits_of_F = Table(
    ("what", "value"),
    [
        ("the residual sum of squares, exactly", rss),
        ("the sum of squares about the mean, exactly", tss),
        ("F, exactly", exact),
        ("F, cut off", number(differing.written())),
        ("F, as it is certified", number(differing.printed)),
        ("F as a float, to 17 digits", number(f"{float(exact):.16E}")),
    ],
)
digits_of_F

# %% [markdown]
# ## In floats {#floats}
#
# Now each number of the data is rounded to the nearest float, and the estimate computed in floats.
# The map shows how many decimal digits of the worst coefficient are right, which is $-\log_{10}$ of
# its relative error; a float has 16 at most. *Solve*, *Cholesky* and *inv* form $X^{\mathsf T} X$,
# by NumPy's functions of these names; *QR* does not, nor does *lstsq*, which is a singular value
# decomposition. *Evaluate* is this package's `evaluate` on the term of [the
# estimate](squared-error-to-closed-form.py#least-squares-estimate), given floats. The *ceiling* is
# what exact arithmetic reaches on the rounded data. It is computed here, and all else is recorded.

# %%
import numpy as np
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from derivations.evidence import digits as reach
from derivations.evidence.recorded import recorded, said
from derivations.site.picture import BLUE, INK, LETTERS, RED, Picture, inked, panel

recording = recorded("digits")
first, *others = recording["kernels"]
reached = {
    name: {**first["digits"][name], **recording["peers"][name], "ceiling": reach.ceiling(name)}
    for name in NIST
}
columns = list(reached["Norris"])


def shown(value):
    """A number of digits; a dash where the method refuses."""
    return "–" if value is None else f"{value:.0f}" if value in (0, 16) else f"{value:.1f}"


figure = Figure(figsize=(5.4, 4.4))
plot = figure.add_axes((0.16, 0.02, 0.83, 0.7))
for row, name in enumerate(NIST):
    for column, method in enumerate(columns):
        value = reached[name][method] or 0
        colour = (RED, 0.3) if value < 1 else (BLUE, 0.04 + 0.5 * value / 16)
        plot.add_patch(Rectangle((column, row), 0.94, 0.9, facecolor=colour, linewidth=0))
        text = shown(reached[name][method])
        plot.text(
            column + 0.47, row + 0.48, text, color=INK, ha="center", va="center", fontsize=LETTERS
        )
plot.set(xlim=(0, len(columns)), ylim=(len(NIST), 0))
plot.xaxis.tick_top()
inked(plot, xticks=np.arange(len(columns)) + 0.47, yticks=np.arange(len(NIST)) + 0.45)
names = [name.replace("scikit-learn, tol 1e-15", "tol 1e-15") for name in columns]
plot.set_xticklabels(names, rotation=90)
plot.set_yticklabels(NIST)
plot.tick_params(length=0)
plot.spines[:].set_visible(False)

heat_map = Picture(
    (figure,),
    "Digits of the worst coefficient that are right, for each of the eleven sets and each method, "
    "as numbers on a darker ground where they are more, and on red where it is not even one. "
    + " ".join(
        f"{name}: {', '.join(f'{method} {shown(reached[name][method])}' for method in columns)}."
        for name in NIST
    ),
)
heat_map

# %%
HTML(
    f"<p>All but the ceiling: {said(recording)} NumPy used {first['blas']}. A dash: the method "
    f"refuses. The last but one column is scikit-learn with <code>tol=1e-15</code>.</p>"
)

# %% [markdown]
# Filip is a polynomial of degree 10. Whoever rounds its powers to floats has lost more than half of
# the digits, and no method takes them back. scikit-learn hands its `tol`, which is $10^{-6}$ unless
# it is set, to the solver as the share below which a singular value counts as 0, so that columns in
# different units are taken to be dependent; with a smaller one most digits come back. NumPy's
# `lstsq` and statsmodels cut off too, at a share of $10^{-14}$ or $10^{-15}$, and Filip lies below.
#
# ## What the theorems say of it {#theorems}
#
# The theorems on [errors in the data](errors-in-the-data.py) hold for exact arithmetic. But the
# rounding of the data is an error in the data, and many algorithms are as good as exact ones on
# data that have small errors: Householder's QR is so on [a design matrix with an
# error](errors-in-the-data.py#error-in-the-design-matrix-bound) in each column which is small
# beside its length, and Cholesky on [a Gram matrix with an
# error](errors-in-the-data.py#error-in-the-gram-matrix-bound). (That they are is known of the
# algorithms, and not proved here.) The condition number is to be taken of $X$ with columns of
# length 1, for the units of the columns make no difference to either algorithm.
#
# For an error in $y$ or $X$ the relative error of the estimate is [at most
# $\kappa$](errors-in-the-data.py#relative-error-in-the-observations) times as large, but for the
# part with the residual, and for one in $X^{\mathsf T} X$ [at most
# $\kappa^2$](errors-in-the-data.py#relative-error-in-the-gram-matrix) times: here $\kappa$ is that
# of $X$, and there it is that of $X^{\mathsf T} X$. So out of 16 digits QR should lose about
# $\log_{10} \kappa$, and whoever forms $X^{\mathsf T} X$ twice as many. In the picture these are
# the lines, and the points are what is reached, for all coefficients together.

# %%
problems = {name: reach.conditioned(name) for name in NIST}
logarithms = {name: np.log10(problem.condition) for name, problem in problems.items()}
full = -np.log10(reach.ROUNDING)
figure, plot = panel(xlabel="logarithm of the condition number", ylabel="digits that are right")
along = np.array([0, 10])
plot.plot(along, full - along, color=BLUE, linewidth=1.2)
plot.plot(along, full - 2 * along, color=RED, linewidth=1.2, linestyle="--")
for method, colour, marker in (("QR", BLUE, "o"), ("solve", RED, "x")):
    values = [first["together"][name][method] for name in NIST]
    plot.plot(list(logarithms.values()), values, marker, color=colour, markersize=6)
plot.set(xlim=(-0.4, 10.2), ylim=(-0.6, 17), xticks=range(0, 11, 2), yticks=range(0, 17, 4))
plot.text(6.2, 11.2, "QR", color=BLUE, fontsize=LETTERS)
plot.text(0.1, 4.2, "with the Gram matrix", color=RED, fontsize=LETTERS)
plot.text(
    logarithms["Wampler5"] + 0.25,
    first["together"]["Wampler5"]["QR"] - 0.4,
    "Wampler5",
    color=INK,
    fontsize=LETTERS,
)

for name, problem in problems.items():
    kappa = problem.condition
    share = problem.residual / (problem.largest * np.linalg.norm(problem.weights))
    by_qr, by_gram = (first["together"][name][method] for method in ("QR", "solve"))
    if (
        by_qr < full - np.log10(kappa + kappa**2 * share) - 1
        or by_gram < full - 2 * np.log10(kappa) - 1
    ):
        raise ValueError(f"{name} loses more digits than the picture says")

law = Picture(
    (figure,),
    "Digits that are right over the logarithm of the condition number, for the eleven sets. A line "
    "falls from 16 by one digit for each power of ten, a dashed one by two. The points of QR lie "
    "near the first or above it, but for Wampler5, which lies near the second. Those of solve lie "
    "along the second; of Filip it has no digit.",
)
law

# %% [markdown]
# Wampler5 is the exception that the theorem on [errors in the design
# matrix](errors-in-the-data.py#error-in-the-design-matrix-bound) names: its residual is large, and
# the part of the error with the residual has $\kappa^2$ for QR too. Wampler4 has a smaller one, and
# Wampler1 none.
#
# For the worst coefficient, which the map shows, the theorems promise less, as one that is small
# beside the others may lose more. The table has what they promise if the only errors are those of
# rounding the data, or of rounding the entries of $X^{\mathsf T} X$ and $X^{\mathsf T} y$ once. The
# first is a lower end for the ceiling, and this page would not be built if one were below it.

# %%
promised = {
    name: (
        problem.after_errors_in_data(reach.ROUNDING),
        problem.after_errors_in_gram(reach.ROUNDING),
    )
    for name, problem in problems.items()
}
for name in NIST:
    if reach.ceiling(name) < promised[name][0]:
        raise ValueError(f"the ceiling of {name} is lower than a theorem promises")
    for each in (*recording["kernels"], *recording["others"]):
        for method in ("QR", "evaluate", "Cholesky"):
            if (each["digits"][name][method] or 0) < reach.promised(name, method):
                raise ValueError(f"{method} reaches less on {name} than is promised")


def power(value):
    """A number to two digits, as a formula."""
    mantissa, exponent = f"{value:.1e}".split("e")
    small = value < 1000
    return f"{value:.3g}" if small else f"\\({mantissa} \\cdot 10^{{{int(exponent)}}}\\)"


predicted = Table(
    (
        "set",
        "condition of X as it is",
        "with columns of length 1",
        "promised after rounding the data",
        "ceiling",
        "promised after rounding XᵀX",
    ),
    [
        (
            name,
            power(reach.conditioned(name, scaled=False).condition),
            power(problems[name].condition),
            shown(promised[name][0]),
            shown(reach.ceiling(name)),
            shown(promised[name][1]),
        )
        for name in NIST
    ],
)
predicted

# %% [markdown]
# The condition numbers are those of exact matrices. The square of the least singular value of $X$
# is one over the largest eigenvalue of $(X^{\mathsf T} X)^{-1}$, and a largest eigenvalue is well
# known in floats where the matrix is exact. A floating singular value decomposition of Filip's $X$
# would know the least one by hardly a digit.
#
# ## Another BLAS, other digits {#blas}
#
# NumPy leaves the arithmetic to a library, which adds in an order of its own on each kind of
# processor. So the last digits that are right vary, and nothing about a single number in the map is
# to be relied on, but what is promised. The table has the least and the most digits under three
# kernels of OpenBLAS and under the reference BLAS.

# %%
runs = [*recording["kernels"], *recording["others"]]


def spread(name, method):
    """The least and the most digits of a method over all runs."""
    values = [run["digits"][name][method] or 0 for run in runs]
    least, most = shown(min(values)), shown(max(values))
    return least if least == most else f"{least} to {most}"


varied = Table(
    ("set", "solve", "inv", "QR", "lstsq"),
    [
        (name, *(spread(name, method) for method in ("solve", "inv", "QR", "lstsq")))
        for name in NIST
    ],
)
varied

# %%
HTML(
    "<p>Recorded as above, with "
    + "; ".join(f"NumPy {run['numpy']} and {run['blas']}" for run in runs)
    + ".</p>"
)

# %% [markdown]
# ## How far the term itself gets {#evaluate}
#
# `evaluate` takes the theorem's term as it is written. In floats, where $X$ is given, it takes
# $(X^{\mathsf T} X)^{-1}$ and $(X^{\mathsf T} X)^{-1} X^{\mathsf T}$ from $X = QR$, for which it
# needs that $R$ is, transposed, [a factor of the Gram
# matrix](what-it-costs.py#qr-gives-a-cholesky-factor). So the column *evaluate* has what *QR* has.
# It refuses where the columns, divided by their lengths, are so close to dependent that rounding
# may hide that they are.

# %%
from derivations.numbers.errors import UndefinedError
from derivations.numbers.evaluate import evaluate
from derivations.results.model import X
from derivations.results.model import y as letter

design, observed = reach.floats("Longley")
estimate = with_intercept["coefficient"]
computed = evaluate(estimate, {X: design, letter: observed})
twice = np.hstack([design, design[:, :1] * 3])
try:
    evaluate(estimate, {X: twice, letter: observed})
    raise ValueError("a column that stands there twice is not noticed")
except UndefinedError as error:
    refusal = error
found_here = reach.digits(computed.ravel(), reach.exact_weights("Longley"))
if found_here < reach.promised("Longley", "evaluate"):
    raise ValueError("evaluate reaches less than is promised")
HTML(
    f"<p>Longley's data in floats, evaluated when this page was made: {found_here:.0f} digits of "
    f"the worst coefficient. The same with one column more, three times the first: "
    f"<em>{refusal}</em>.</p>"
)
