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
# # At scale
#
# For a reader whose data do not fit into memory, and for one who doubts that the closed form is of
# use there. What it needs to know of the rows is a few sums, whose size does not depend on how many
# rows there are. This page adds them up block by block, shows how many digits that keeps and how to
# keep more, and compares time, memory and digits with what takes all rows at once.
#
# ## In short
#
# - The Gram matrices of two blocks of rows [add
#   up](one-observation-more.py#gram-matrices-of-two-blocks-of-rows-add-up), and so do the
#   [products](one-observation-more.py#products-with-two-blocks-of-observations-add-up) with the
#   observations. So one pass is enough, in blocks of any size and in any order.
# - The [weights with an intercept](the-intercept.py#estimate-with-intercept) need $X^{\mathsf T} C
#   X$, in which the means cancel. Where they are large, digits cancel with them.
# - The centring matrix $C$ [sends constants to
#   0](the-intercept.py#centring-matrix-removes-constants), so any constants may be taken from the
#   columns first. The means of the first block, which are at hand, bring the digits back.
# - The natural tools, in this order: blocks with NumPy; where one machine is too small, the same
#   sums as a Dask graph; and where columns are nearly dependent, QR of $X$, which goes [farther
#   than the Gram matrix](errors-in-the-data.py#relative-errors), in blocks too: that is
#   `dask.array.linalg.lstsq`.
#
# ## What is summed
#
# Of $n$ rows with $d$ features, these are kept: $n$, $X^{\mathsf T} X$, $X^{\mathsf T} y$, the sums
# $\sum_i x_i$ and $\sum_i y_i$, and $y^{\mathsf T} y$ for the residual sum of squares. Then
# $X^{\mathsf T} C X$ is $X^{\mathsf T} X - \frac1n \sum_i x_i \sum_i x_i^{\mathsf T}$, which is
# [the same as](the-intercept.py#centred-gram-matrix-as-a-sum) a sum of products of rows less their
# mean, and $X^{\mathsf T} C y$ likewise. The intercept [comes
# last](the-intercept.py#estimated-intercept): $\hat b = \bar y - \bar x^{\mathsf T} \hat w$. In
# NumPy:

# %%
import numpy as np


def weights_of(blocks, shift=0, level=0):
    """The weights of least squares with an intercept, from blocks of rows and observations."""
    n, gram, products, x_sum, y_sum = 0, 0, 0, 0, 0
    for X, y in blocks:
        X, y = X - shift, y - level
        n, gram, products = n + len(y), gram + X.T @ X, products + X.T @ y
        x_sum, y_sum = x_sum + X.sum(axis=0), y_sum + y.sum()
    centred_gram = gram - np.outer(x_sum, x_sum) / n
    return np.linalg.solve(centred_gram, products - x_sum * y_sum / n)


# %% [markdown]
# The blocks may be anything that can be looped over: parts of a memory map, files, the results of
# a query. `derivations.evidence.blocks` has the same with checks and the intercept, and in exact
# arithmetic too, if the numbers are exact.
#
# ## Data with a known answer
#
# How many digits are right can be said only where the exact answer is known. So these data are made
# of integers, and each row occurs twice, once with the noise $e$ and once with $-e$. Then the noise
# is orthogonal to every column and to the ones: the weights that the data are made with solve [the
# normal equation for the weights](the-intercept.py#normal-equation-for-the-weights-with-intercept)
# and [that for the intercept](the-intercept.py#normal-equation-for-the-intercept) exactly, and [no
# others](the-intercept.py#estimate-with-intercept) do. They are the estimate itself, and not only
# near it. The features spread by up to 1,000 around means between half a million and a million.
#
# Here are 20 blocks of 1,000 rows with 5 features. In exact arithmetic the streamed sums have to
# give the known weights, and they do: the code compares all of them, and the intercept.

# %%
from derivations.evidence.blocks import fit, streamed
from derivations.evidence.known_answer import digits, known_answer
from derivations.site.table import Table

answer = known_answer(5)
blocks = list(answer.blocks(20_000, 1000))
exact_blocks = [(X.astype(int).astype(object), y.astype(int).astype(object)) for X, y in blocks]
exact_sums = streamed(exact_blocks)
exact = fit(exact_sums)
if exact.weights.tolist() != answer.weights.tolist() or exact.intercept != answer.intercept:
    raise ValueError("the exact sums over blocks do not give the known answer")
centred = fit(streamed(blocks, centre=True))


def number(value, places=0):
    """A number with its minus as a sign of mathematics."""
    return f"{value:.{places}f}".replace("-", "−")


weights_table = Table(
    ("feature", "its mean", "exact weight", "blocks", "blocks, less the first means"),
    [
        (f"feature {j + 1}", f"{answer.means[j]:,.0f}", number(answer.weights[j]), *shown)
        for j, shown in enumerate(
            zip(
                (number(w, 15) for w in weights_of(blocks)),
                (number(w, 15) for w in centred.weights),
                strict=True,
            )
        )
    ],
)
weights_table

# %% [markdown]
# ## Blocks of any size, in any order
#
# Now the same rows are cut differently. Exact sums do not change at all, which the code checks;
# sums in doubles change by rounding. The table has the digits of the worst weight: of the rows as
# they are, and less the means of the first block.

# %%
X = np.concatenate([X for X, _ in blocks])
y = np.concatenate([y for _, y in blocks])
rng = np.random.default_rng(0)
order = rng.permutation(len(y))
cuts = sorted(rng.choice(np.arange(1, len(y)), 12, replace=False))
ways = {
    "20 blocks of 1,000": blocks,
    "the same, from last to first": blocks[::-1],
    "13 blocks of other sizes, rows shuffled": list(
        zip(np.split(X[order], cuts), np.split(y[order], cuts), strict=True)
    ),
    "all rows in one block": [(X, y)],
}


def same(one, other):
    """Whether two exact sums are the same."""
    return all(
        np.array_equal(getattr(one, name), getattr(other, name))
        for name in ("n", "gram", "products", "x_sum", "y_sum", "y_squares")
    )


rows, kept = [], {}
for name, parts in ways.items():
    whole = ((X.astype(int).astype(object), y.astype(int).astype(object)) for X, y in parts)
    if not same(streamed(whole), exact_sums):
        raise ValueError(f"the exact sums depend on how the rows are cut: {name}")
    kept[name] = [
        digits(fit(streamed(parts, centre=centre)).weights, answer.weights)
        for centre in (False, True)
    ]
    rows.append((name, *kept[name]))
if not all(after > before for before, after in kept.values()):
    raise ValueError("taking the means of the first block has not brought digits back")
cuts_table = Table(("how the rows are cut", "digits as they are", "digits less the means"), rows)
cuts_table

# %% [markdown]
# Why digits are lost: the means are nearly a thousand times as large as the spread around them. So
# the entries of $X^{\mathsf T} X$ are nearly a million times as large as those of $X^{\mathsf T} C
# X$, which is a difference of two matrices that agree in about six digits: of the sixteen digits of
# a double about ten are left before anything else is rounded. Less the means of the first block,
# hardly a mean is left to cancel.
#
# All rows at once are no cure by themselves. `numpy.linalg.lstsq` with a column of ones beside $X$
# loses digits too, and may lose all of them: as 0 it takes singular values below the largest times
# $n$ times 2.2·10⁻¹⁶, unless it is told otherwise. With large means the smallest one belongs to
# the intercept, and with enough rows it falls below. The table shows it on the same data, with the
# cut-off that belongs to more rows; the last line is of columns less their means.

# %%
design = np.column_stack([X, np.ones(len(y))])
precision = np.finfo(float).eps
cut = []
for name, matrix, observed, n in (
    ("as by default, for 20,000 rows", design, y, len(y)),
    ("as for 10,000,000 rows", design, y, 10**7),
    ("columns less their means, as for 10,000,000", X - X.mean(axis=0), y - y.mean(), 10**7),
):
    found, _, rank, _ = np.linalg.lstsq(matrix, observed, rcond=n * precision)
    cut.append((name, f"{rank} of {matrix.shape[1]}", digits(found[:5], answer.weights)))
if not cut[1][2] < cut[0][2] < cut[2][2]:
    raise ValueError("the cut-off of lstsq does not do here what is said of it")
lstsq_table = Table(("cut-off", "rank that lstsq finds", "digits"), cut)
lstsq_table

# %% [markdown]
# ## With Dask
#
# The sums of blocks are tasks that do not wait for each other, which is what Dask is for. This runs
# with threads on one machine, or on a cluster, if a client is made before with `Client("tcp://…")`
# from `dask.distributed`. `X.npy` and `y.npy` are what `numpy.save` has written; `da.from_zarr` and
# others read other files.
#
# ```python
# import dask
# import dask.array as da
# import numpy as np
#
# rows = 100_000
# X = da.from_array(np.load("X.npy", mmap_mode="r"), chunks=(rows, -1))
# y = da.from_array(np.load("y.npy", mmap_mode="r"), chunks=rows)
# shift, level = dask.compute(X[:rows].mean(axis=0), y[:rows].mean())
# U, v = X - shift, y - level
# gram, products, x_sum, y_sum = dask.compute(U.T @ U, U.T @ v, U.sum(axis=0), v.sum())
# n = len(y)
# centred_gram = gram - np.outer(x_sum, x_sum) / n
# weights = np.linalg.solve(centred_gram, products - x_sum * y_sum / n)
# intercept = level + y_sum / n - (shift + x_sum / n) @ weights
# ```
#
# Where $X^{\mathsf T} C X$ is too close to a singular matrix, `da.linalg.lstsq` takes QR factors of
# the blocks and joins them. Its columns have to be less their means, or have one of ones beside
# them. (Spark's linear regression adds up the same sums.)
#
# ## Measured
#
# What follows was recorded once, and not measured when this page was made. The data are as above;
# that the known weights solve the normal equations was checked exactly at each size. They lie in
# files that the machine has just written, and mostly still has in memory. Each method ran in a
# process of its own, after it had fitted a few rows. *Memory* is by how much the largest resident
# memory of the process grew.

# %%
from html import escape

from IPython.display import HTML

from derivations.evidence.recorded import recorded, said

record = recorded("scale")
results, features = record["results"], record["features"]
top = max(each["n"] for each in results)
few = next(each["n"] for each in results if each["d"] != features)
names = {
    "blocks": "NumPy, blocks as they are",
    "blocks, centred": "NumPy, blocks less the first means",
    "Dask, centred": f"Dask ({record['dask']}), blocks less the first means",
    "Dask lstsq": "<code>dask.array.linalg.lstsq</code>, a column of ones",
    "lstsq": "<code>numpy.linalg.lstsq</code>, a column of ones",
    "lstsq, centred": "<code>numpy.linalg.lstsq</code>, columns less their means",
    "scikit-learn": "scikit-learn's <code>LinearRegression</code>",
    "statsmodels": "statsmodels' <code>OLS</code>",
}
largest = [each for each in results if (each["n"], each["d"]) == (top, features)]
recorded_table = Table(
    (f"{top:,} rows, {features} features", "seconds", "memory, MB", "digits"),
    [
        (names[each["method"]], f"{each['seconds']:.2g}", each["megabytes"], each["digits"])
        for each in largest
    ],
)
recorded_table

# %%
HTML(f"<p>The data take {8 * top * (features + 1) / 1e6:,.0f} MB. {escape(said(record))}</p>")

# %% [markdown]
# Blocks need the memory of a block, which is about 8 MB here, and of its copy; whoever takes the
# whole needs the data and more. `numpy.linalg.lstsq` ran with its default cut-off, of which more is
# said above.

# %%
of = {each["method"]: each for each in largest}
least, other = of["blocks, centred"], of["scikit-learn"]


def over(size, value, method):
    """The sizes and the values of a method, where only n, or only d, is varied."""
    varied = [
        each
        for each in results
        if each["method"] == method and (each["d"] == features if size == "n" else each["n"] == few)
    ]
    return np.array([(each[size], each[value]) for each in varied]).T


def slope(size, method, count):
    """The slope of log time over log size, by least squares on the largest sizes."""
    places, seconds = np.log10(over(size, "seconds", method)[:, -count:])
    return fit(streamed([(places[:, None], seconds)], centre=True)).weights[0]


in_words = HTML(
    f"<p>Blocks less the first means took {least['seconds']:.2g} s and {least['megabytes']} MB at "
    f"the largest size, with {least['digits']} digits; scikit-learn took "
    f"{other['seconds'] / least['seconds']:.1f} times as long and {other['megabytes']:,} MB, with "
    f"{other['digits']} digits. The time of the blocks grows as n to the power of "
    f"{slope('n', 'blocks, centred', 3):.2f} over the three largest n, and as d to the power of "
    f"{slope('d', 'blocks, centred', 3):.2f} over the three largest d. That of reading the rows "
    f"grows as d, and that of their products as d².</p>"
)
in_words

# %% [markdown]
# The picture shows time and digits over the number of rows, and time over the number of features.
# Its scales are logarithmic, except that of the digits. *Centred* is short for less the first
# means, and with `lstsq` for less the means of all rows; statsmodels is left to the table.

# %%
from derivations.site.picture import BLUE, INK, LETTERS, RED, Picture, panel

looks = {
    "blocks": (RED, "--", "o"),
    "blocks, centred": (RED, "-", "o"),
    "Dask, centred": (BLUE, "-", "s"),
    "Dask lstsq": (BLUE, "--", "s"),
    "lstsq": (INK, "--", "^"),
    "lstsq, centred": (INK, "-", "^"),
    "scikit-learn": (INK, ":", "v"),
}


def drawn(title, size, value, legend=False, **settings):
    """A panel: a value of all methods over n or over d."""
    words = {"n": "thousands of rows", "d": "features"}[size]
    figure, plot = panel(title=title, xlabel=words, ylabel=value)
    plot.set_xscale("log")
    for method, (colour, style, marker) in looks.items():
        places, values = over(size, value, method)
        plot.plot(
            places / (1000 if size == "n" else 1),
            values,
            color=colour,
            linestyle=style,
            marker=marker,
            markersize=4,
            linewidth=1.3,
            label=method,
        )
    if legend:
        key = plot.legend(frameon=False, fontsize=LETTERS, loc="upper left", handlelength=2.4)
        for label in key.get_texts():
            label.set_color(INK)
    plot.set_xticks(places / 1000 if size == "n" else places)
    plot.set_xticks([], minor=True)
    plot.set(**settings)
    return figure


figures = (
    drawn(f"{features} features", "n", "seconds", True, yscale="log", ylim=(1e-4, 1e5)),
    drawn(f"{few:,} rows", "d", "seconds", yscale="log"),
    drawn(f"{features} features", "n", "digits", ylim=(-0.5, 16)),
)


def at_the_end(size, value, unit):
    """What the lines come to at their right ends, in words."""
    ends = {method: over(size, value, method)[:, -1] for method in looks}
    last = max(place for place, _ in ends.values())
    return ", ".join(
        f"{method} {found:.2g}{unit}" for method, (place, found) in ends.items() if place == last
    )


picture = Picture(
    figures,
    f"Three panels with a line for each method. Seconds over rows, at {top:,} rows: "
    f"{at_the_end('n', 'seconds', ' s')}. Seconds over features, at {few:,} rows and the most "
    f"features: {at_the_end('d', 'seconds', ' s')}. Digits over rows, at {top:,} rows: "
    f"{at_the_end('n', 'digits', '')}.",
)
picture
