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
# # What it costs
#
# The closed form is one line, $\hat w = (X^{\mathsf T} X)^{-1} X^{\mathsf T} y$. How much work is
# it? It is often said that it takes $O(d^3)$ operations, for the inverse, and that descent is
# cheaper. The inverse is only a part of the work, and mostly the smaller one.
#
# ## In short
#
# - No inverse is formed. With a triangular factor $L$ of $X^{\mathsf T} X$ there are [two systems
#   to solve](#estimate-by-cholesky), and with $X = QR$ [there is one](#estimate-by-qr).
# - Forming $X^{\mathsf T} X$ takes about $nd^2$ operations, and all that comes after about $d^3/3$.
#   From $d = 4$ on, and with $n \ge d$, the forming costs more: with many observations, nearly all.
#   Householder's QR takes about $2nd^2 - \frac23 d^3$, which is twice as much where $n$ is large.
# - A step of descent takes about $4nd$ operations. So about $d/4$ steps cost as much as the closed
#   form where $n$ is much larger than $d$. How many steps are needed depends on [the condition
#   number](how-many-steps.py), and not on $d$.
#
# ## One estimate, step by step
#
# Let the rows of $X$ be $(1, 3)$, $(2, 3)$ and $(2, 0)$, and $y = (1, 2, 3)$. The numbers are such
# that all roots are whole, so that everything is exact.

# %%
from fractions import Fraction

from IPython.display import HTML

from derivations.numbers.algorithms import (
    TASKS,
    by_cholesky,
    by_qr,
    cholesky,
    cost,
    costs,
    forward,
    gram,
    products,
)
from derivations.numbers.counting import OPERATIONS
from derivations.numbers.evaluate import evaluate
from derivations.results.closed_form import estimate
from derivations.results.model import X, y

rows = [[Fraction(entry) for entry in row] for row in ((1, 3), (2, 3), (2, 0))]
observed = [Fraction(entry) for entry in (1, 2, 3)]
w_hat = by_cholesky(rows, observed)
L = cholesky(gram(rows))
known = evaluate(estimate, {X: rows, y: observed}).ravel().tolist()
if not known == w_hat == by_qr(rows, observed):
    raise ValueError("the algorithms give another estimate than the theorem's term")


def table(head, lines):
    """A table."""
    names = "".join(f"<th>{name}</th>" for name in head)
    body = "".join(
        "<tr>" + "".join(f"<td>{cell}</td>" for cell in line) + "</tr>" for line in lines
    )
    return HTML(f"<table><thead><tr>{names}</tr></thead><tbody>{body}</tbody></table>")


def written(matrix):
    """A matrix in one line, row by row."""
    return "; ".join(", ".join(str(entry).replace("-", "−") for entry in row) for row in matrix)


table(
    ("what", "its rows, or its entries"),
    [
        ("lower triangle of XᵀX", written(gram(rows))),
        ("Xᵀy", written([products(rows, observed)])),
        ("L, with LLᵀ = XᵀX", written(L)),
        ("z, with Lz = Xᵀy", written([forward(L, products(rows, observed))])),
        ("ŵ, with Lᵀŵ = z", written([w_hat])),
    ],
)

# %% [markdown]
# Householder's reflections of $X$, without $X^{\mathsf T} X$, give the same $\hat w$, and the
# closed form too: the code compares all three.
#
# ## Why they give the estimate
#
# Not that $L$ or $R$ is triangular makes the result right, but that their products are. It makes
# the systems cheap to solve: each equation has one unknown more than the one before.

# %%
from derivations import theorem

# %%
theorem("estimate-by-cholesky")

# %%
theorem("estimate-by-qr")

# %% [markdown]
# The two are not far apart: but for signs, $R$ is the $L^{\mathsf T}$ of Cholesky. The difference
# is that QR takes it from $X$ itself. What that is worth is said in [errors in the
# data](errors-in-the-data.py), and what it costs further down.

# %%
theorem("qr-gives-a-cholesky-factor")

# %% [markdown]
# $Q$ is a product of reflections, each of which leaves lengths as they are, and sends what is left
# of a column to one with a single entry that is not 0.

# %%
theorem("householder-reflection-is-orthogonal")

# %%
theorem("householder-reflection-of-a-column")

# %% [markdown]
# ## Counted
#
# Each algorithm is run on numbers that count: whoever adds, multiplies or divides them, or takes a
# root, is entered in a list. Only the triangle of $X^{\mathsf T} X$ is formed, $d(d+1)/2$ entries,
# as it is symmetric. The counts are polynomials in $n$ and $d$, with $d \le n$. Their coefficients
# are found, as exact fractions, from the counts at eight sizes, and compared with the counts at
# five others: if one differs, this page is not built. (So these are counts of the algorithms as
# they are written in `derivations.numbers.algorithms`; that the polynomials hold at every size is
# not proved. Subtractions are counted as additions.)

# %%
names = {
    "gram": "XᵀX, a triangle of it",
    "products": "Xᵀy",
    "solve": "Cholesky and two systems",
    "qr": "QR of X, applied to y, and one system",
    "step": "a step of descent",
    "step with gram": "a step, with XᵀX and Xᵀy at hand",
}
table(
    ("what", "additions", "multiplications", "divisions", "roots"),
    [
        (names[task], *(f"\\({costs(task)[each].latex()}\\)" for each in OPERATIONS))
        for task in TASKS
    ],
)

# %% [markdown]
# All together, one operation like another:

# %%
closed_form = cost("gram") + cost("products") + cost("solve")
table(
    ("what", "operations"),
    [
        *((names[task], f"\\({cost(task).latex()}\\)") for task in TASKS),
        ("the closed form by Cholesky: the first three", f"\\({closed_form.latex()}\\)"),
    ],
)

# %% [markdown]
# One pass over the data is enough for the first two, for they are
# [sums](one-observation-more.py#gram-matrix-as-a-sum-over-observations) over the observations, and
# [blocks of rows add](one-observation-more.py#gram-matrices-of-two-blocks-of-rows-add-up). After it
# $X$ is no longer needed.
#
# ## Where the work is
#
# The polynomials say at which $n$ forming $X^{\mathsf T} X$ costs as much as Cholesky and the two
# systems. It is about $d/3$ for large $d$, so that with $n \ge d$, as [full rank
# asks](projection.py#full-column-rank-needs-d-at-most-n), the forming is the larger part from $d =
# 4$ on. The last column is its share of the closed form at $n = 10d$.

# %%


def equal_at(d):
    """The n at which forming XᵀX costs as much as what comes after it; both are linear in n."""
    apart = [cost("solve")(n, d) - cost("gram")(n, d) for n in (0, 1)]
    return apart[0] / (apart[0] - apart[1])


def decimal(value):
    """A number with one decimal, or none where it is whole."""
    return f"{float(value):.1f}".removesuffix(".0")


sizes = (2, 3, 4, 10, 100, 1000)
table(
    ("d", "equal at n =", "that is n/d =", "share of XᵀX at n = 10d"),
    [
        (
            d,
            decimal(equal_at(d)),
            f"{float(equal_at(d) / d):.2f}",
            f"{float(100 * cost('gram')(10 * d, d) / closed_form(10 * d, d)):.0f} %",
        )
        for d in sizes
    ],
)

# %% [markdown]
# ## Descent or the closed form
#
# How many steps of descent cost as much as the closed form? Where $n$ is large, about a quarter of
# $d$. But descent may form $X^{\mathsf T} X$ too: then a step costs about $2d^2$, whatever $n$ is,
# and as much as Cholesky and the systems is reached by about $d/6$ steps.

# %%
table(
    ("n", "d", "steps for the closed form", "steps with XᵀX at hand, for Cholesky"),
    [
        (
            n,
            d,
            decimal(closed_form(n, d) / cost("step")(n, d)),
            decimal(cost("solve")(n, d) / cost("step with gram")(n, d)),
        )
        for n, d in ((100, 10), (10_000, 10), (1000, 100), (100_000, 100), (10_000, 1000))
    ],
)

# %% [markdown]
# So descent is cheaper where fewer steps are enough. [How many are enough](how-many-steps.py) is a
# matter of the condition number $\kappa$, for [a best step leaves at
# most](rate-of-descent.py#contraction-and-the-condition-number) $\frac{\kappa - 1}{\kappa + 1}$ of
# the error. The table shows from which $d$ on that many steps over all rows cost less than the
# closed form, with $n = 100d$ observations.

# %%
from itertools import count

compare = []
for kappa in (10, 100, 1000):
    rate, left, steps = Fraction(kappa - 1, kappa + 1), 1.0, 0
    while left > 1 / 1000:
        left, steps = left * float(rate), steps + 1
    enough = next(d for d in count(1) if closed_form(100 * d, d) > steps * cost("step")(100 * d, d))
    compare.append((kappa, steps, enough))
table(("κ", "best steps to a thousandth of the error", "cheaper from d ="), compare)

# %% [markdown]
# What descent spares besides is the memory for $X^{\mathsf T} X$, and with
# [minibatches](minibatches.py) the passes over the data.
#
# The picture shows the operations for $d = 50$, over $n$.

# %%
import numpy as np

from derivations.site.picture import BLUE, INK, LETTERS, RED, Picture, panel

here = 50
counts = np.unique(np.geomspace(here, 80_000, 60).round().astype(int))
figure, plot = panel(xlabel="observations", ylabel="millions of operations")
plot.set_xscale("log")
plot.set_yscale("log")
for name, function, colour, style, place in (
    ("QR", cost("qr"), INK, "-", (400, 12)),
    ("forming", cost("gram"), RED, "-", (4000, 4)),
    ("Cholesky, systems", cost("solve"), RED, "--", (2500, 0.058)),
    ("one step", cost("step"), BLUE, "-", (9000, 0.65)),
):
    values = [float(function(int(n), here)) / 1e6 for n in counts]
    plot.plot(counts, values, color=colour, linestyle=style, linewidth=1.5)
    plot.text(*place, name, color=colour, fontsize=LETTERS)
plot.set(xlim=(50, 80_000), ylim=(0.005, 1000))

Picture(
    (figure,),
    "Operations over the number of observations, for 50 features, on logarithmic axes. QR, forming "
    "the Gram matrix, and one step of descent are straight lines, in this order from above, except "
    "that QR bends where there are few observations. Cholesky with the systems is level. Forming "
    "is above it everywhere, at 80,000 observations more than 4,000 times.",
)

# %% [markdown]
# ## What counts do not say
#
# An operation is not a unit of time. NumPy calls a BLAS library, which forms $X^{\mathsf T} X$ in
# blocks, so that each number that is fetched from memory serves many operations; a step of descent
# reads all of $X$ twice for four operations per entry, and waits for the memory. So the times below
# were measured, of one thread, once, and recorded; they were not measured when this page was made.
# Each is over the time that forming $X^{\mathsf T} X$ took, and beside it stands what the counts
# say. Another machine has other times: `OPENBLAS_NUM_THREADS=1 python -m
# derivations.numbers.timing` measures them there.

# %%
from derivations.numbers.timing import recorded

record = recorded()


def compared(each, task, timed):
    """The measured ratio, and that of the counts."""
    n, d = each["n"], each["d"]
    return f"{each[timed]:.2g} ({float(cost(task)(n, d) / cost('gram')(n, d)):.2g})"


table(
    ("n", "d", "Cholesky", "QR", "a step of descent"),
    [
        (
            each["n"],
            each["d"],
            compared(each, "solve", "cholesky"),
            compared(each, "qr", "qr"),
            compared(each, "step", "step"),
        )
        for each in record["ratios"]
    ],
)

# %%
slower = [
    each["step"] / float(cost("step")(each["n"], each["d"]) / cost("gram")(each["n"], each["d"]))
    for each in record["ratios"]
]
HTML(
    f"<p>Time over that of forming XᵀX, and in brackets the same of operations. Recorded on "
    f"{record['date']} with NumPy {record['numpy']}, one thread, on a machine of {record['cores']} "
    f"cores. Cholesky is timed without the two systems, and QR without its system. A step of "
    f"descent took from {min(slower):.1f} to {max(slower):.1f} times as long as its operations "
    f"suggest.</p>"
)

# %% [markdown]
# The order is as the counts have it, and forming $X^{\mathsf T} X$ is the larger part of the closed
# form where there are several times as many observations as features. But the fewer operations
# there are for each number that is read, the less a count says of the time.
#
# ## What was assumed
#
# Counted from the proofs, over all theorems of this chapter:

# %%
from derivations.presentation.theorems import assumed_html
from derivations.publishing.registry import theorems

HTML(assumed_html(theorems(page="what-it-costs")))

# %% [markdown]
# Next: [what all minimisers look like](all-minimisers.py), where there are many.
