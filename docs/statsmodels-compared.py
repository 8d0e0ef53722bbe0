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

from derivations.evidence.oracle import DATASETS, OUTPUTS, WITHOUT, allowed, gaps
from derivations.evidence.recorded import recorded, said
from derivations.presentation.theorems import mention_html
from derivations.publishing.registry import theorem
from derivations.site.table import Table

recording = recorded("oracle")
sets = {name: make() for name, make in DATASETS.items()}
found = {name: gaps(recording["outputs"][name], data) for name, data in sets.items()}


def rough(number):
    """A small number, roughly, as a power of ten."""
    if number == 0:
        return "0"
    mantissa, power = f"{number:.0e}".split("e")
    return f"\\({mantissa} \\cdot 10^{{{int(power)}}}\\)"


worst = {name: max(each.values()) for name, each in found.items()}
HTML(
    f"<p>{len(OUTPUTS)} outputs are instances of theorems. The furthest that one of them is from "
    f"its exact value is {rough(worst['six points'])} of the largest entry on the six points of "
    f"the worked example, {rough(worst['diabetes'])} on the diabetes data, and "
    f"{rough(worst['Longley'])} on Longley’s, which are hard for floats.</p>"
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
# The gaps are relative to the largest entry of the output. Of roots, such as standard errors, the
# squares are compared, and half of that gap is shown. `s` is 1, 2, 3, …, and `cov_HC0` is the
# covariance with unequal variances at the squared residuals in their place: that these may stand
# there is no theorem here, the formula is one.

# %%
HTML(f"<p>{said(recording)}</p>")

# %%
outputs = Table(
    ("output, and the theorem", *sets),
    [
        (
            f"<code>{output.name}</code><br>{mention_html(theorem(output.theorem))}",
            *(rough(found[name][output.name]) for name in sets),
        )
        for output in OUTPUTS
    ],
)
outputs

# %% [markdown]
# ## How much could be expected {#bound}
#
# A stable method gives the exact estimate for data that are slightly wrong. [Errors in the
# data](errors-in-the-data.py) says what these do to the estimate; a bound with all constants is
# theorem 20.1 of Higham's *Accuracy and Stability of Numerical Algorithms* (2nd edition, 2002),
# which is not proved here. With $nd \cdot 2^{-53}$ for the error in the data it allows this much.

# %%
rows = []
for name, data in sets.items():
    bound = allowed(data)
    if found[name]["params"] > bound:
        raise ValueError(f"the estimate on {name} is further off than its condition allows")
    rows.append((name, rough(bound), rough(found[name]["params"])))
bounds = Table(("data", "estimate may be off by", "is off by"), rows)
bounds

# %% [markdown]
# So on Longley's data a stable method might have lost all but a few digits; it does much better,
# as bounds are for the worst case, and these numbers have few digits each.
#
# ## What has no theorem here {#gaps}

# %%
HTML(
    "<p>Not compared, as no theorem here is about them: "
    + ", ".join(f"<code>{name}</code>" for name in WITHOUT)
    + ". The log-likelihood <code>llf</code>, PRESS and Cook’s distance have theorems, and are "
    "compared on the worked example.</p>"
)
