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
from derivations.presentation.theorems import maths
from derivations.printing import latex

HTML(f"<p>{maths(latex(theorem('normal-equation').theorem))}</p>")

# %% [markdown]
# ## How to read a theorem
#
# From top to bottom, a theorem shows:
#
# - **This proof uses**: the hypotheses. Nobody wrote them down; they are collected from the proof.
#   Each opens, to say in words what it means.
# - **where** and **for**: what the abbreviations of the statement stand for, and the shapes of its
#   letters. What only the lines use is declared above them.
# - The statement, and below it its lines. A line that begins with a sign, such as $=$, goes on from
#   the right-hand side of the line before it. Beside or below it stands why it holds.

# %%
from derivations.presentation.theorems import reference_html

example = reference_html("normal-equation")
HTML(
    f"<ul><li><b>(from {example})</b>: the proof of this line uses that theorem. Such uses, and no "
    'others, are on the <a href="../map/">map of the argument</a>.</li>'
    f"<li><b>(see {example})</b>: that theorem is worth a look, for it says something similar or "
    "more. The proof of this line does not use it.</li>"
    "<li><b>✓✓✓</b>: what three witnesses say of the line, the kernel, SymPy and NumPy. Open the "
    'marks for their answers; <a href="#witnesses">What is trusted</a> says what they do.</li>'
    "<li><b>proved by</b>: the rule of the kernel that gives the line, and those before it, from "
    "which it follows. A line that rests on a cited fact says so.</li></ul>"
)

# %% [markdown]
# ## Letters

# %%
from derivations.site.glossary import (
    abbreviations_html,
    hypotheses_html,
    letters_html,
    signs_html,
)

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
