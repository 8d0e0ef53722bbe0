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
# # What statsmodels prints
#
# For a reader who fits regressions with a program and would like to know what its output is an
# instance of. statsmodels is one that is widely used and was written by others. Its outputs are
# compared with exact values of the theorems' own terms, on three data sets.
#
# ## In short

# %%
from IPython.display import HTML

from derivations.evidence.oracle import DATASETS, MOST, OUTPUTS, WITHOUT
from derivations.evidence.oracle_bounds import compared
from derivations.evidence.recorded import recorded, said
from derivations.presentation.theorems import mention_html
from derivations.publishing.registry import theorem
from derivations.site.table import Table

recording = recorded("oracle")
sets = {name: make() for name, make in DATASETS.items()}
found = {name: compared(recording["outputs"][name], data) for name, data in sets.items()}


def rough(number):
    """A small number, roughly, as a power of ten."""
    if number == 0:
        return "0"
    mantissa, power = f"{number:.0e}".split("e")
    return f"{mantissa}·10<sup>{int(power)}</sup>".replace("-", "−")


worst = {name: max(each.difference for each in all.values()) for name, all in found.items()}
widest = max(each.bound for all in found.values() for each in all.values())
HTML(
    f"<p>{len(OUTPUTS)} outputs are instances of theorems. The furthest that an entry of one is "
    f"from its exact value is {rough(worst['six points'])} of itself on the six points of the "
    f"worked example, {rough(worst['diabetes'])} on the diabetes data, and "
    f"{rough(worst['Longley'])} on Longley’s, which are hard for floats. Each entry has a bound on "
    f"what rounding can explain, {rough(widest)} of it at most, and keeps it.</p>"
)

# %% [markdown]
# ## The data
#
# - The six points of [the worked example](worked-example.py).
# - Longley's data, as [NIST has them](certified-data.py): 16 years and 6 features that are nearly
#   collinear.
# - The diabetes data of Efron, Hastie, Johnstone and Tibshirani (*Least Angle Regression*, Annals
#   of Statistics 32, 2004), as scikit-learn has them, unscaled: 442 patients and 10 features. Under
#   which licence they may be passed on is not settled.
#
# Each has a column of ones. The decimals are read as fractions, so that the exact values are exact.
#
# ## Output by output {#outputs}
#
# For each output the largest difference of an entry from its exact value, relative to that entry,
# and in brackets the widest of [the bounds](#bound) of its entries. This page is not built where an
# entry is outside its own. Of roots, such as standard errors, the exact squares are compared. `s`
# is 1, 2, 3, …, and the entries of `V` are 1 on the diagonal, ½ between the first and the second
# observation, the third and the fourth, and so on, and else 0. `cov_HC0` is the covariance with
# unequal variances at the squared residuals in their place: that these may stand there is no
# theorem here, the formula is one.

# %%
HTML(f"<p>{said(recording)}</p>")

# %%
outputs = Table(
    ("output, and the theorem", *sets),
    [
        (
            f"<code>{output.name}</code><br>{mention_html(theorem(output.theorem))}",
            *(
                f"{rough(all[output.name].difference)}<br>({rough(all[output.name].bound)})"
                if output.name in all
                else "–"
                for all in found.values()
            ),
        )
        for output in OUTPUTS
    ],
)
outputs

# %%
HTML(
    f"<p>With <code>V</code>, data of more than {MOST} observations are left out, as the exact "
    "inverse of a large matrix takes long.</p>"
)

# %% [markdown]
# ## How much could be expected {#bound}
#
# A stable method gives the exact estimate for data that are slightly wrong. [Errors in the
# data](errors-in-the-data.py) says what these do to the estimate; a bound with all constants is
# theorem 20.1 of Higham's *Accuracy and Stability of Numerical Algorithms* (2nd edition, 2002),
# which is not proved here. With $u = 2^{-53}$ and $\kappa$ the condition number of $X$, the data
# may be off by a little more than $(2nd + 1)u$: 1 is for reading decimals as floats, and $2nd$ for
# the factors that a program computes, by reflections from two sides. The analysis of these
# (theorem 19.4 there) leaves a small integer open, for which we put 1; a test holds NumPy's factors
# of these data to it. A row of the pseudoinverse is then off by a small multiple of $\kappa nd u$
# times its length.
#
# statsmodels multiplies $y$ by a pseudoinverse, where others solve. To the relative error of the
# estimate that adds a term of the order of $\kappa u \|y\| / (\|X\| \|\hat w\|)$, which is in the
# bounds.
#
# The other outputs are made of the pseudoinverse, $y$ and the residuals, and their bounds of these
# with exact lengths. Where an entry is small beside what it is computed from, its bound is wide:
# that of a covariance has the factor $\sqrt{C_{ii} C_{jj}} / |C_{ij}|$, that of a weight
# $\|p_i\| \|X\| \|\hat w\| / |\hat w_i|$ with $p_i$ a row of the pseudoinverse, and that of a
# residual $1/|r_i|$. An error of the estimate moves the residual sum of squares in the second order
# alone, as $X^{\mathsf T} r = 0$. The bounds are for the worst case, and for errors that are small
# beside all of $X$, whose columns differ much in size in Longley's data.

# %%
if widest >= 1 / 3:  # v is within b of the exact number, and 2v not, where 1 − 2b > b
    raise ValueError("a bound is so wide that a number could be doubled within it")
full = {name: max(each.share for each in all.values()) for name, all in found.items()}
HTML(
    f"<p>The widest is {rough(widest)}: a number that is doubled, or has the wrong sign, is "
    "outside its bound. The difference that takes most of its bound takes "
    + ", ".join(f"{rough(share)} of it on {name}" for name, share in full.items())
    + ".</p>"
)

# %% [markdown]
# ## What has no theorem here {#gaps}

# %%
HTML(
    "<p>Not compared, as no theorem here is about them: "
    + ", ".join(f"<code>{name}</code>" for name in WITHOUT)
    + ". The log-likelihood <code>llf</code>, PRESS and Cook’s distance have theorems, and are "
    "compared on the worked example.</p>"
)
