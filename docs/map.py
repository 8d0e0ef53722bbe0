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
# # Map of the argument
#
# Which theorem rests on which, read off the proofs when this page was built. A theorem rests on
# another if its proof contains the other's; a theorem to which a line only points, with *see*, is
# not counted. From each theorem that others rest on, a line goes down, and branches off into those
# others. An open dot marks what rests on no other: a proof that starts from the definitions, [the
# rules and laws of the kernel, and the cited facts](trusted.py).
#
# ## The chapters
#
# The thicker a line, the more often theorems of one chapter are used in the chapters it leads to.

# %%
from IPython.display import HTML

from derivations.publishing.argument import argument_of, provided
from derivations.publishing.registry import theorems
from derivations.site.map import (
    ancestry_html,
    chapters_html,
    counts_html,
    most_used_html,
    provided_html,
    theorems_html,
)

argument = argument_of(theorems())
HTML(chapters_html(argument))

# %% [markdown]
# ## The main theorems
#
# What each rests on, all the way. Why squared error: with full column rank the closed form of least
# squares, and nothing else, makes the observations most likely.

# %%
HTML(ancestry_html("least-squares-estimate-is-the-maximum-likelihood-estimate"))

# %% [markdown]
# And Student's $t$, on which intervals for a weight are built.

# %%
HTML(ancestry_html("law-of-the-t-ratio"))

# %% [markdown]
# ## In numbers

# %%
HTML(counts_html(argument))

# %% [markdown]
# The theorems that most others rest on:

# %%
HTML(most_used_html(argument, 8))

# %% [markdown]
# ## What is supposed, and concluded elsewhere
#
# A theorem that supposes something does not rest on the theorem that concludes it: with another
# reason for the hypothesis it can be used as well. So these links are not on the map. The
# hypotheses that other theorems conclude, and that five theorems or more suppose:

# %%
HTML(provided_html(provided(theorems()), 5))

# %% [markdown]
# ## Every theorem
#
# In the order of the argument. A theorem of an earlier chapter is named again, in italics, above
# its first use. Open *rests on* or *used by* for the names.
#
# Point at a theorem, or tap it, to trace it: what it rests on is drawn in blue, all the way, and
# what rests on it in red.
# { .scripted }

# %%
HTML(theorems_html(argument))
