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
# # All theorems
#
# In the order of the argument. *Uses* lists the hypotheses of a proof, as the kernel collected
# them: a theorem that does not use one holds without it. Some imply others: noise of the law
# $\mathcal{N}(0, \sigma^2 I)$ has mean zero, and a theorem that uses the first need not list the
# second.

# %%
from IPython.display import HTML

from derivations.publishing.registry import theorems
from derivations.site.listing import listing_html

HTML(listing_html(theorems()))
