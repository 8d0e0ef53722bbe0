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
# # Sources, audited
#
# Two documents made this site possible: *Maximum likelihood*, a note of 2025-07-01, here *source
# A*, and notes on linear regression with an offset, here *source B*. Both lead from Gaussian noise
# to least squares, and the site owes them its questions. Here is what becomes of each of their
# claims when it is stated exactly: for whoever reads such a text, or writes one. Everyone who
# writes such a text makes such slips.
#
# ## In short
#
# - Each entry is a claim, restated; no sentence of a source is quoted. It stands in a display, with
#   the number of the display in its file and of the relation in the display, such as $=$ or $\sim$,
#   or in prose, below a heading.
# - A verdict is executed when this page is built. *Holds*: the kernel proves the claim from what
#   the source supposes. *Holds if*: it needs the condition that is shown, which was read off the
#   proof. *Refuted*: it is false at exact values, or its shapes do not fit, and what is right is
#   proved. *Notation*: a slip that changes no result. *Remark*: nothing that can be stated here.
# - `python -m derivations audit` executes it anywhere, and with `--json` as data.

# %%
from derivations.site.sources import totals_table
from derivations.sources.entries import ENTRIES

totals_table(ENTRIES)

# %% [markdown]
# ## Three readings
#
# The sources were read three times, and no reading saw another. Which claims of theirs are the same
# was judged by hand. What each reading said is recorded beside the entries, and a row that they did
# not all judge as it stands here opens to it; the counts here are made from that.

# %%
from derivations.site.sources import readings_table

readings_table(ENTRIES)

# %%
from IPython.display import HTML

from derivations.site.sources import readings_html

HTML(readings_html(ENTRIES))

# %% [markdown]
# ## Kinds of slips
#
# How many there are of each kind, what helps against it, and one example, with the values at which
# it shows.

# %%
from derivations.site.sources import slips_html

HTML(slips_html(ENTRIES))

# %% [markdown]
# ## Every claim
#
# A row opens to what was executed, and leads to the theorem.

# %%
from derivations.site.sources import audited_html

HTML(audited_html(ENTRIES))
