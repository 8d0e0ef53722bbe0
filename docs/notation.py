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
# # Notation
#
# The number at the end of a row is that of the first theorem that shows the letter or sign.
#
# ## Conventions
#
# - A letter is any real matrix of its shape, and a theorem supposes nothing of it but its
#   hypotheses. Theorems hold for all sizes $n$, $d$, $k$ and $p$, from 1 on.
# - Vectors are columns, and a number is a matrix of one row and one column. A letter without a
#   shape below is a number.
# - A random letter stands for its outcome; within $\mathbb{E}$, $\operatorname{Var}$ and
#   $\operatorname{Cov}$, and in what is said of its law, for the random quantity.
# - An abbreviation stands for its definition, which each theorem that uses it repeats.
# - Before the sign $\vdash$ stand the hypotheses that a proof uses, after it what is proved:

# %%
from IPython.display import HTML

from derivations import theorem, theorems
from derivations.display import maths
from derivations.kernel.printing import latex

HTML(f"<p>{maths(latex(theorem('normal-equation').theorem))}</p>")

# %% [markdown]
# ## Letters

# %%
from derivations.glossary import abbreviations_html, hypotheses_html, letters_html, signs_html

results = theorems()
HTML(letters_html(results))

# %% [markdown]
# ## Abbreviations

# %%
HTML(abbreviations_html(results))

# %% [markdown]
# ## Operations

# %%
from derivations.kernel.statements import Statement
from derivations.kernel.terms import Term

HTML(signs_html(results, Term))

# %% [markdown]
# ## Statements

# %%
HTML(signs_html(results, Statement))

# %% [markdown]
# ## Hypotheses
#
# What the theorems suppose, in words. The number of theorems leads to their list; a theorem may
# also suppose something that implies it.

# %%
HTML(hypotheses_html(results))
