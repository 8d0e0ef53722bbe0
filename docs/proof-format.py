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
#   earlier node, counted from 0, a list of such numbers, or a name, a size or a number. A size is
#   an int from 1 on or the name of a dimension, which is any int from 1 on; a number is a string
#   such as `"-1/2"`, in lowest terms. Names are of ASCII letters, digits and underscores.
# - `steps`: each is a rule and what it takes. A number is that of a node; `["step", k]` is an
#   earlier step, `["int", k]` an int, and `["tuple", …]` a tuple of such; a text and `null` stand
#   for themselves. What follows from a step is not written down. A checker computes it.
# - `published`: the permanent ids of theorems and lines, each with the number of its step. The id
#   of a line is that of its theorem, a dot and a name; that of a theorem has no dot.
#
# What a checker computes for a step is a *sequent*: hypotheses, a conclusion, and the names of the
# cited facts that it rests on. For all sizes, all real matrices and all random vectors at any
# outcome, the conclusion means something and holds where the hypotheses mean something and hold.
#
# ## Nodes {#nodes}
#
# An abbreviation stands for its body with the arguments in place of the parameters; wherever two
# nodes are compared below, abbreviations are unfolded. Two nodes are the same where their trees
# are, with the names of bound letters, and two letters where their kind, name and sizes are.

# %%
from IPython.display import HTML

from derivations.site import proof_format

HTML(proof_format.kinds_html())

# %% [markdown]
# *Of a law* is what belongs to the law of what is random in it, and not to an outcome. A *random
# letter of* a term or statement is a `random` that stands in it outside of all that is of a law,
# and what has one is *random*.

# %%
HTML(proof_format.of_laws_html())

# %% [markdown]
# ### Shapes {#shapes}
#
# The shape of a term, rows × columns, follows from its parts. They have to fit, or the node is
# refused, also where a substitution makes it. A *polynomial* is a term of which no part that is
# random is of a kind that is said below to be no polynomial in its parts.

# %%
HTML(proof_format.shapes_html())

# %% [markdown]
# ### Degrees {#degrees}
#
# The degree of a term in its random letters, read off its tree, whether or not something cancels:

# %%
HTML(proof_format.degrees_html())

# %% [markdown]
# ### Conditions {#conditions}
#
# The *conditions* C(x) of a term or statement x, with abbreviations unfolded, are what it needs to
# mean anything: those of all its parts, and
#
# - of `inverse(A)`, `invertible(A)`, unless A is a unit: a `number` other than 0, a `dimension`, or
#   a `scaled` or `product` of two 1×1 units, written so and not by an abbreviation;
# - of `log(s)`, `positive(s)`, and of `root(s)`, `nonnegative(s)`, whatever s is;
# - of `expectation(A)`, for each random letter U of A, `integrable(U)` if A is of degree 0 or 1,
#   and `square-integrable(U)` if it is of degree 2, also where U itself is of degree 1 in it;
# - of `covariance(u, v)`, for each random letter U of u or v, `square-integrable(U)`.
#
# A condition c of a part in which an index i is bound is `for-each(i, c)` if i is free in c, and
# else c. None speaks of a letter that `derivative`, `iterate`, `minimises` and the like bind: such
# a node is refused. For example:

# %%
HTML(proof_format.conditions_html())

# %% [markdown]
# ### Substitution {#substitution}
#
# Letters are replaced by terms and dimensions by sizes, all at once. Sizes are replaced in all
# letters, the bound ones too; `dimension(k)` as a term becomes `number(3)` where k becomes 3. A
# node in which nothing that is to be replaced is free stays as it is, unless a dimension is to be.
# In any other node that binds a letter, nothing is put in for that letter within its scope but the
# letter itself, in its new sizes; inside, it counts as something to be replaced. It steps aside:
# while its name is that of a letter free in one of the terms to be put in, or of another letter
# free in its scope, of whatever kind and sizes, `_prime` is added to its name.
#
# ## Statements that are defined {#clauses}
#
# `introduce` proves such a statement from its clauses, in this order, and `unfold` takes one out.
# They are for any parts of the shapes that these examples have. The letter after *at* is the one
# that `introduce` names, or the term at which `unfold` takes the clause; it is substituted.

# %%
HTML(proof_format.clauses_html())

# %% [markdown]
# ## Rules {#rules}
#
# C(x) are the [conditions](#conditions) of x. Hypotheses are a set. A step rests on the facts that
# its premises rest on.
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
HTML(proof_format.rules_html())

# %% [markdown]
# What `rewrite` takes:

# %%
HTML(proof_format.properties_html())

# %% [markdown]
# ## Laws and cited facts {#laws}
#
# What `law` and `cite` take by name, as [frozen forms](#hashes). [What is
# trusted](trusted.py#laws) has them in formulas, with the sources of the facts. The laws:

# %%
HTML(proof_format.laws_html())

# %% [markdown]
# And the cited facts:

# %%
HTML(proof_format.facts_html())

# %% [markdown]
# ## Hashes {#hashes}
#
# A statement's hash is the beginning of the SHA-256 of its *frozen form*, twelve hexadecimal
# digits. The frozen form writes a node as `kind(field,field,…)`, without spaces, with the fields in
# the order of the table: a size as an int or a name, also where it is 1, a number as in the file,
# and nothing between the brackets of `pi()`. Abbreviations are unfolded, by substitution; bound
# letters keep their names. A sequent is its hypotheses, each once, sorted by code points and
# joined by a space, a semicolon and a space; then a space, `|-`, a space and the conclusion, so
# that without hypotheses it begins with a space. It is encoded as ASCII.
#
# The registry, `derivations/registry.json`, has the hashes of all that was ever published, by ids;
# what a checker computes is the last of its `hashes`. Here are the frozen form of the example, and
# its hash, and then those of theorems with hypotheses, *for each* and π:

# %% tags=["shows-its-code"]
from derivations.kernel.frozen import frozen_sequent, hash_of

for id in (
    "scalar-equals-its-transpose",
    "unbiased-linear-estimates",
    "score",
):
    proved = theorem(id).theorem
    print(frozen_sequent(proved.hypotheses, proved.conclusion))
    print(hash_of(proved.hypotheses, proved.conclusion))
