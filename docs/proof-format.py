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
# # The format of proofs
#
# Every proof of this site can be written to one file, as data. This page says what stands in it,
# for someone who wants to write a checker of their own. The tables are printed from the code; the
# prose was written by hand.
#
# ```
# python -m derivations export > proofs.json
# python -m derivations.reader proofs.json
# ```
#
# The first command writes the file, which this site offers too, as <a href="../proofs.json"
# download>proofs.json</a>. The second reads it, proves every statement again through the
# [kernel](trusted.py) alone, and prints the hash of each. `derivations/reader.py`, which does that,
# is short enough to be read first.
#
# ## An example {#example}
#
# That a scalar equals its transpose takes two lines, each by one step, and a third step that links
# them. The whole file for this theorem and its lines:

# %% tags=["shows-its-code"]
from derivations import theorem
from derivations.publishing.export import export
from derivations.site.proof_format import excerpt

print(excerpt(export([theorem("scalar-equals-its-transpose")])))

# %% [markdown]
# ## The file {#file}
#
# It is one JSON object. A reader refuses a `format` or `version` that it does not know.
#
# - `nodes`: terms and statements, each as its kind and its fields. A field is the number of an
#   earlier node, counted from 0, or a name, a size or a number. A size is an int from 1 on or the
#   name of a dimension, which is any int from 1 on; a number is a string such as `"-1/2"`.
# - `steps`: each is a rule and what it takes. A number is that of a node; `["step", k]` is an
#   earlier step, `["int", k]` an int, and `["tuple", …]` a tuple of such; a text and `null` stand
#   for themselves. What follows from a step is not written down. A checker computes it.
# - `published`: the permanent ids of theorems and lines, each with the number of its step.
#
# What a checker computes for a step is a *sequent*: hypotheses, a conclusion, and the names of the
# cited facts that it rests on. For all sizes, all real matrices and all random vectors at any
# outcome, the conclusion means something and holds where the hypotheses mean something and hold.
#
# ## Nodes {#nodes}
#
# The shape of a term follows from its parts, and is checked. So are the other conditions under
# which a node may be built; `derivations/kernel/kinds.py` has them in full, and
# `declarations.py`, beside it, which kind is under which.

# %%
from IPython.display import HTML

from derivations.site.proof_format import clauses_html, kinds_html, rules_html

HTML(kinds_html())

# %% [markdown]
# ## Statements that are defined {#clauses}
#
# `introduce` proves such a statement from its clauses, in this order, and `unfold` takes one out,
# counted from 0.

# %%
HTML(clauses_html())

# %% [markdown]
# ## Rules {#rules}
#
# The *conditions* of a term or statement are what its parts need to mean anything, as in the table
# of nodes; inside a sum, a product or *for each*, they are for each index. A scalar that is a
# product of dimensions and of numbers other than 0 needs nothing to be inverted. Statements are
# compared with abbreviations unfolded, and hypotheses are a set.
#
# *One normal form* means that two terms are equal by what holds for all sizes and all real
# matrices, without a premise, and under total readings of what is partial: the algebra of matrices
# with transposes, traces and identities, in which what is $1 \times 1$ commutes and equals its
# transpose; sums over basis vectors, with $\sum_i e_i e_i^{\mathsf T} = I$; functions, inverses,
# densities and products of equal arguments, with $(A^{\mathsf T})^{-1} = (A^{-1})^{\mathsf T}$ and
# $(st)^{-1} = s^{-1} t^{-1}$ for scalars; derivatives of polynomials; and expectations, which are
# linear, up to the second degree, by means and covariances. A checker may decide this in a way of
# its own. What [`derivations/kernel/normal_form.py`](trusted.py#check) does is one.

# %%
HTML(rules_html())

# %% [markdown]
# The laws and the cited facts, which `law` and `cite` take by name, stand in [What is
# trusted](trusted.py#laws).
#
# ## Hashes {#hashes}
#
# A statement's hash is the beginning of the SHA-256 of its *frozen form*, twelve hexadecimal
# digits. The frozen form writes a node as `kind(part,part,…)`, without spaces, abbreviations
# unfolded; a sequent as its hypotheses, sorted and joined by ` ; `, then ` |- ` and the conclusion.
# Nothing in it depends on how a program is written. The registry, `derivations/registry.json`, has
# the hashes of all that was ever published. Here is the frozen form of the example, and its hash:

# %% tags=["shows-its-code"]
from derivations.kernel.frozen import frozen_sequent, hash_of

proved = theorem("scalar-equals-its-transpose").theorem
print(frozen_sequent(proved.hypotheses, proved.conclusion))
print(hash_of(proved.hypotheses, proved.conclusion))
