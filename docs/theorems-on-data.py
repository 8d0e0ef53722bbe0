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
# # The theorems on real data
#
# A theorem is said of all $X$ and $y$ of some shapes. So it is said of Longley's data too: sixteen
# years of the employment of the United States, beside six features that are nearly collinear. Here
# the letters of every theorem are read as those of this data set, and it is computed, in fractions,
# whether what the theorem says is true. A proof needs no such check; but a reader who doubts that
# the letters mean what they seem to mean may see it.
#
# ## In short

# %%
from collections import Counter

from IPython.display import HTML

from derivations import theorems
from derivations.evidence.datasets import nist
from derivations.evidence.on_data import (
    HOLDS,
    NOT_APPLICABLE,
    NOT_MET,
    FailedError,
    judged,
    letters_of,
)
from derivations.presentation.theorems import mention_html
from derivations.publishing.contents import CHAPTERS
from derivations.results.model import X, y
from derivations.site.table import Table

longley = nist("Longley")
verdicts = {chapter.page: [] for chapter in CHAPTERS}
for chapter in CHAPTERS:
    for result in theorems(chapter.page):
        verdicts[chapter.page].append(judged(result, longley))
everything = [verdict for each in verdicts.values() for verdict in each]
found = Counter(verdict.word for verdict in everything)
holding = [verdict for verdict in everything if verdict.word == HOLDS]
without_data = sum(not {X, y} & letters_of(verdict.result) for verdict in holding)
summary = HTML(
    f"<p>Of {found.total()} theorems {found[HOLDS]} <strong>hold</strong> on these data, exactly; "
    f"{without_data} of those have neither \\(X\\) nor \\(y\\) among their letters. "
    f"Of {found[NOT_MET]} some <strong>hypothesis is not met</strong>, so that they say nothing "
    f"here. {found[NOT_APPLICABLE]} are <strong>not applicable</strong>. "
    "<strong>None fails</strong>; if one did, this page could not be built.</p>"
)
summary

# %% [markdown]
# Why a theorem is not applicable:

# %%
by_reason = Table(
    ("why it is not applicable", "theorems"),
    Counter(verdict.reason for verdict in everything if verdict.reason).most_common(),
)
by_reason

# %% [markdown]
# ## How the letters are read {#readings}
#
# - $X$ and $y$ are Longley's features and observations, with and without a column of ones in $X$,
#   and $\hat w$ and $\hat b$ are the estimates. $P$ is $(X^{\mathsf T} X)^{-1} X^{\mathsf T}$,
#   $m$ and $M$ are numbers between which all eigenvalues of $X^{\mathsf T} X$ lie, and $x_0$ is the
#   first row.
# - Other letters are free in a theorem, such as any weights $w$, a penalty $\lambda$ or the
#   variance $\sigma^2$. They are given some number, at first the same for all theorems:
#   $w = (1, 2, \dots)$, $\lambda = 2$, $\sigma^2 = 36$. Sizes that belong to no data, such as
#   $k$, are 1.
# - Some theorems suppose more of such letters: that $u$ minimises the weighted squared error, say,
#   or solves the normal equation of other observations, $y + \delta$, or that $t$ is at most 1.
#   A theorem that holds under no reading before is tried under such readings too, one after the
#   other.
# - What is said for each observation or each feature is tried at the first, the second and the
#   last.
#
# A theorem counts as holding only if all its hypotheses were found true and its conclusion as well.
# Where a number is not rational, as logarithms and roots mostly are, nothing is decided here, and
# the theorem counts as not applicable, unless another reading decides it. (That these data are
# given without error is not supposed: the theorems counted say nothing of where $y$ comes from.)

# %%
by_reading = Table(
    ("as it is read", "theorems that hold"),
    Counter(verdict.reading for verdict in holding).most_common(),
)
by_reading

# %% [markdown]
# ## That the check can fail
#
# The same check is given two statements that are false: a normal equation with a factor too much,
# and the length of the residual for that of the observations.

# %%
from types import SimpleNamespace

from derivations.kernel.statements import Equals
from derivations.kernel.terms import SquaredNorm
from derivations.printing.formulas import latex
from derivations.results.model import X, w_hat, y

rows = []
for number, false in enumerate(
    (
        Equals(X.T @ X @ w_hat, 2 * (X.T @ y)),
        Equals(SquaredNorm(y), SquaredNorm(X @ w_hat - y)),
    )
):
    try:
        judged(SimpleNamespace(id=f"false-{number}", hypotheses=(), conclusion=false), longley)
    except FailedError:
        rows.append((f"\\({latex(false)}\\)", "false"))
    else:
        raise ValueError("a false statement was not found out")
Table(("a false statement", "what is found"), rows)

# %% [markdown]
# ## Chapter by chapter {#chapters}
#
# Each line opens to the theorems of a chapter, with what was found: ✓ it holds, – a hypothesis is
# not met, · it is not applicable.

# %%
SIGNS = {HOLDS: "✓", NOT_MET: "–", NOT_APPLICABLE: "·"}


def listed(chapter):
    """The theorems of a chapter, folded, with a sign each."""
    each = verdicts[chapter.page]
    items = "".join(
        f'<li><span role="img" aria-label="{verdict.word}">{SIGNS[verdict.word]}</span> '
        f"{mention_html(verdict.result)}</li>"
        for verdict in each
    )
    count = sum(verdict.word == HOLDS for verdict in each)
    return (
        f"<details data-search-exclude><summary>{chapter.title}: {count} of {len(each)} hold"
        f"</summary><ul>{items}</ul></details>"
    )


by_chapter = HTML("".join(map(listed, CHAPTERS)))
by_chapter
