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

# %%
from derivations import theorem

# %%
theorem("estimate-by-cholesky")

# %%
theorem("estimate-by-qr")

# %%
theorem("qr-gives-a-cholesky-factor")

# %%
theorem("householder-reflection-is-orthogonal")

# %%
theorem("householder-reflection-of-a-column")

# %% [markdown]
# Next: [what all minimisers look like](all-minimisers.py), where there are many.
